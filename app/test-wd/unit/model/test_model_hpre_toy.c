/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The equations of doc/hw/hpre.md 17, 19 and 20 on a curve small enough to try everything:
 * y^2 = x^3 + 7 over 43 elements, of 31 points. What hardly happens on a real curve is common
 * here: an x above the order, r or s of 0, the point at infinity.
 */

#include "hpre_dut.h"

#define P 43
#define B 7
#define N 31
#define GX 2
#define GY 12
#define E_NO_RESULT 0x0d

/** x < 0: the point at infinity. */
struct pt {
	int x;
	int y;
};

static const struct pt zero = {-1, 0};
static struct hpre_dut s;

static int
setup(void **state)
{
	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	assert_quiet(&s.d);
	close_hpre(&s);
	return 0;
}

static int
mod(int v, int m)
{
	return (v % m + m) % m;
}

static int
inverse(int v, int m)
{
	int i;

	for (i = 1; i < m; i++)
		if (mod(v * i, m) == 1)
			return i;
	assert_true(false);
	return 0;
}

static struct pt
add(struct pt a, struct pt b)
{
	struct pt r;
	int l;

	if (a.x < 0)
		return b;
	if (b.x < 0)
		return a;
	if (a.x == b.x && mod(a.y + b.y, P) == 0)
		return zero;
	l = a.x == b.x ? 3 * a.x * a.x * inverse(2 * a.y, P) :
		(b.y - a.y) * inverse(b.x - a.x, P);
	l = mod(l, P);
	r.x = mod(l * l - a.x - b.x, P);
	r.y = mod(l * (a.x - r.x) - a.y, P);
	return r;
}

static struct pt
mul(int k, struct pt a)
{
	struct pt r = zero;

	while (k-- > 0)
		r = add(r, a);
	return r;
}

/** k G for k below N. */
static struct pt
base(int k)
{
	static struct pt table[N];

	if (table[1].x == 0)
		for (int i = 0; i < N; i++)
			table[i] = mul(i, (struct pt){GX, GY});
	return table[mod(k, N)];
}

static void
set(uint64_t block, unsigned int field, int v)
{
	memset(at(&s, block + 32 * field), 0, 32);
	at(&s, block + 32 * field)[31] = v;
}

static int
get(unsigned int field)
{
	const uint8_t *p = at(&s, EX_OUT + 32 * field);
	unsigned int i;

	for (i = 0; i < 31; i++)
		assert_int_equal(0, p[i]);
	return p[31];
}

static void
put_fields(uint64_t block, unsigned int n, const int *v)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		set(block, i, v[i]);
}

static void
every_point_and_scalar(void **state)
{
	struct task t = {C_MUL, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	int k, i;

	(void)state;
	for (i = 1; i < N; i++) {
		for (k = 1; k <= 2 * N + 5; k++) {
			struct pt want = mul(k, base(i));

			put_fields(EX_KEY, 4, (int[]){P, 0, k, B});
			put_fields(EX_IN, 2, (int[]){base(i).x, base(i).y});
			if (want.x < 0) {
				assert_int_equal(BAD(C_MUL, E_NO_RESULT),
					run_task(&s, &t, NULL));
				continue;
			}
			assert_int_equal(GOOD(C_MUL), run_task(&s, &t, NULL));
			assert_int_equal(want.x, get(0));
			assert_int_equal(want.y, get(1));
		}
	}
}

/** Compare a signature, or that there is none. */
static void
check_signature(unsigned int code, int d, int e, int k, int r, int sig)
{
	struct task t = {code, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};

	put_fields(EX_KEY, 7, (int[]){P, 0, d, B, N, GX, GY});
	put_fields(EX_IN, 2, (int[]){e, k});
	if (r == 0 || sig == 0) {
		assert_int_equal(BAD(code, E_NO_RESULT), run_task(&s, &t, NULL));
		return;
	}
	assert_int_equal(GOOD(code), run_task(&s, &t, NULL));
	assert_int_equal(r, get(0));
	assert_int_equal(sig, get(1));
}

static void
every_ecdsa_signature(void **state)
{
	static const int es[] = {1, 2, 17, 30, 31, 33, 200};
	int d, k;
	unsigned int i, above = 0;

	(void)state;
	for (i = 0; i < sizeof(es) / sizeof(es[0]); i++) {
		for (d = 1; d < N; d++) {
			for (k = 1; k < N; k++) {
				int r = mod(base(k).x, N);

				above += base(k).x >= N;
				check_signature(C_SIGN, d, es[i], k, r,
					mod(inverse(k, N) * mod(es[i] + r * d, N), N));
			}
		}
	}
	assert_true(above > 0);
}

static void
every_sm2_signature(void **state)
{
	static const int es[] = {1, 17, 30, 31, 33};
	unsigned int i;
	int d, k;

	(void)state;
	for (i = 0; i < sizeof(es) / sizeof(es[0]); i++) {
		for (d = 1; d < N - 1; d++) {
			for (k = 1; k < N; k++) {
				int r = mod(es[i] + base(k).x, N);
				int sig = mod(inverse(1 + d, N) * mod(k - r * d, N), N);

				check_signature(C_SM2_SIGN, d, es[i], k, mod(r + k, N) == 0 ? 0 : r,
					sig);
			}
		}
	}
}

static void
check_verdict(unsigned int code, int d, int e, int r, int sig, bool valid)
{
	struct task t = {code, 32, .key = EX_KEY, .in = EX_IN};

	put_fields(EX_KEY, 8, (int[]){P, 0, B, N, GX, GY, base(d).x, base(d).y});
	put_fields(EX_IN, 3, (int[]){e, sig, r});
	assert_int_equal(valid, run_verify(&s, &t));
}

static void
every_ecdsa_verdict(void **state)
{
	static const int es[] = {1, 17, 31, 40}, ds[] = {1, 5, 30};
	unsigned int i, n, valid = 0;
	int r, sig;

	(void)state;
	for (i = 0; i < 4; i++) {
		for (n = 0; n < 3; n++) {
			for (r = 1; r < N; r++) {
				for (sig = 1; sig < N; sig++) {
					int w = inverse(sig, N);
					struct pt a = base(w * mod(es[i] + r * ds[n], N));
					bool good = a.x >= 0 && mod(a.x, N) == r;

					valid += good;
					check_verdict(C_VERIFY, ds[n], es[i], r, sig, good);
				}
			}
		}
	}
	assert_true(valid > 100);
}

static void
every_sm2_verdict(void **state)
{
	static const int es[] = {1, 17, 31, 40}, ds[] = {1, 5, 29};
	unsigned int i, n, valid = 0;
	int r, sig;

	(void)state;
	for (i = 0; i < 4; i++) {
		for (n = 0; n < 3; n++) {
			for (r = 1; r < N; r++) {
				for (sig = 1; sig < N; sig++) {
					int t = mod(r + sig, N);
					struct pt a = base(sig + t * ds[n]);
					bool good = t != 0 && a.x >= 0 &&
						mod(es[i] + a.x, N) == r;

					valid += good;
					check_verdict(C_SM2_VERIFY, ds[n], es[i], r, sig, good);
				}
			}
		}
	}
	assert_true(valid > 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_point_and_scalar, setup, teardown),
		cmocka_unit_test_setup_teardown(every_ecdsa_signature, setup, teardown),
		cmocka_unit_test_setup_teardown(every_sm2_signature, setup, teardown),
		cmocka_unit_test_setup_teardown(every_ecdsa_verdict, setup, teardown),
		cmocka_unit_test_setup_teardown(every_sm2_verdict, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
