/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The HPRE engine against published vectors (RFC 5903, 6979, 7027, 7748, the DH groups of RFC
 * 2409 and 3526, an OAEP example) and against a second implementation, on every curve known to
 * be used, in every size.
 */

#include <openssl/sha.h>

#include "hpre_dut.h"
#include "hpre_vectors.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/** Shared by the tests; what one leaves is of no matter to the next. */
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

static void
expect_sha256(uint64_t iova, unsigned int len, const char *hex)
{
	uint8_t want[SHA256_DIGEST_LENGTH], is[SHA256_DIGEST_LENGTH];

	unhex(want, hex);
	SHA256(at(&s, iova), len, is);
	assert_memory_equal(want, is, sizeof(is));
}

/* ---- points ---- */

static struct task
mul_of(unsigned int k)
{
	struct task t = {C_MUL, k, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};

	return t;
}

/** k times a point, in fields of @p k bytes. */
static void
check_mul(const struct curve_vec *c, unsigned int k, const char *scalar, const char *px,
	const char *py, const char *x, const char *y)
{
	struct task t = mul_of(k);

	put_all(&s, EX_KEY, k, c->p, c->a, scalar, c->b, NULL);
	put_all(&s, EX_IN, k, px, py, NULL);
	run_good(&s, &t, 2 * k);
	expect(&s, EX_OUT, k, x);
	expect(&s, EX_OUT + k, k, y);
}

/** Also in the larger sizes, which nobody sends: more curves than a worker keeps. */
static void
every_curve(void **state)
{
	static const unsigned int sizes[] = {32, 48, 72};
	unsigned int i, n, round, unproven = 0;

	(void)state;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < COUNT(curve_vecs); i++) {
			const struct curve_vec *c = &curve_vecs[i];

			for (n = 0; n < COUNT(sizes); n++) {
				if (sizes[n] < c->k)
					continue;
				check_mul(c, sizes[n], c->scalar, c->gx, c->gy, c->x, c->y);
				check_mul(c, sizes[n], "01", c->x, c->y, c->x, c->y);
				unproven += 2 * (sizes[n] > c->k);
			}
		}
	}
	assert_int_equal(unproven, dut_stat(&s.d, "requests_unproven"));
}

/** (n - 1) P = -P: the same x, and the other y. */
static void
the_largest_scalar(void **state)
{
	unsigned int i, b;

	(void)state;
	for (i = 0; i < COUNT(curve_vecs); i++) {
		const struct curve_vec *c = &curve_vecs[i];
		struct task t = mul_of(c->k);
		uint8_t sum[72], p[72] = {0};
		unsigned int n = unhex(p, c->p), carry = 0;

		memmove(p + c->k - n, p, n);
		memset(p, 0, c->k - n);
		put_all(&s, EX_KEY, c->k, c->p, c->a, c->n, c->b, NULL);
		at(&s, EX_KEY + 3 * c->k)[-1]--; /* n is odd */
		put_all(&s, EX_IN, c->k, c->gx, c->gy, NULL);
		run_good(&s, &t, 2 * c->k);
		expect(&s, EX_OUT, c->k, c->gx);
		for (b = c->k; b-- > 0; carry >>= 8) {
			carry += at(&s, EX_IN + c->k)[b] + at(&s, EX_OUT + c->k)[b];
			sum[b] = carry;
		}
		assert_memory_equal(p, sum, c->k);
	}
}

static void
published_points(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(mul_vecs); i++) {
		const struct mul_vec *v = &mul_vecs[i];
		const struct curve_vec *c = &curve_vecs[v->curve];

		check_mul(c, c->k, v->scalar, v->px != NULL ? v->px : c->gx,
			v->py != NULL ? v->py : c->gy, v->x, v->y);
	}
}

/* ---- ECDSA ---- */

static void
put_private(const struct curve_vec *c, const char *d)
{
	put_all(&s, EX_KEY, c->k, c->p, c->a, d, c->b, c->n, c->gx, c->gy, NULL);
}

static void
put_public(const struct curve_vec *c, const char *px, const char *py)
{
	put_all(&s, EX_KEY, c->k, c->p, c->a, c->b, c->n, c->gx, c->gy, px, py, NULL);
}

static void
published_signatures(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(ecdsa_vecs); i++) {
		const struct ecdsa_vec *v = &ecdsa_vecs[i];
		const struct curve_vec *c = &curve_vecs[v->curve];
		struct task sign = {C_SIGN, c->k, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
		struct task verify = {C_VERIFY, c->k, .key = EX_KEY, .in = EX_IN};
		unsigned int field;

		put_private(c, v->d);
		put_all(&s, EX_IN, c->k, v->e, v->k, NULL);
		run_good(&s, &sign, 2 * c->k);
		expect(&s, EX_OUT, c->k, v->r);
		expect(&s, EX_OUT + c->k, c->k, v->s);
		put_public(c, v->px, v->py);
		put_all(&s, EX_IN, c->k, v->e, v->s, v->r, NULL);
		assert_true(run_verify(&s, &verify));
		for (field = 0; field < 3; field++) {
			uint8_t *last = at(&s, EX_IN + (field + 1) * c->k - 1);

			*last ^= 1;
			assert_false(run_verify(&s, &verify));
			*last ^= 1;
		}
		assert_true(run_verify(&s, &verify));
	}
}

/** Other keys of the same curve. */
static void
signatures_of_another_key(void **state)
{
	struct task verify = {C_VERIFY, 32, .key = EX_KEY, .in = EX_IN};
	const struct curve_vec *c = &curve_vecs[5];

	(void)state;
	assert_string_equal("P-256", c->name);
	put_all(&s, EX_IN, 32, P256_E, P256_S, P256_R, NULL);
	put_public(c, P256_PX, P256_PY);
	assert_true(run_verify(&s, &verify));
	put_public(c, c->gx, c->gy);
	assert_false(run_verify(&s, &verify));
	put_public(c, c->x, c->y);
	assert_false(run_verify(&s, &verify));
}

/** Where e is above n it is reduced (30): P-224 has room for e plus n in its slot. */
static void
e_above_n(void **state)
{
	const struct ecdsa_vec *v = &ecdsa_vecs[1];
	const struct curve_vec *c = &curve_vecs[v->curve];
	struct task sign = {C_SIGN, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	struct task verify = {C_VERIFY, 32, .key = EX_KEY, .in = EX_IN};
	unsigned int b, carry = 0;
	uint8_t n[32];

	(void)state;
	assert_string_equal("P-224", c->name);
	put_private(c, v->d);
	put_all(&s, EX_IN, 32, v->e, v->k, NULL);
	put(&s, EX_OUT, 32, c->n);
	memcpy(n, at(&s, EX_OUT), 32);
	for (b = 32; b-- > 0; carry >>= 8) {
		carry += at(&s, EX_IN)[b] + n[b];
		at(&s, EX_IN)[b] = carry;
	}
	run_good(&s, &sign, 64);
	expect(&s, EX_OUT, 32, v->r);
	expect(&s, EX_OUT + 32, 32, v->s);
	put_public(c, v->px, v->py);
	put_all(&s, EX_IN + 32, 32, v->s, v->r, NULL);
	assert_true(run_verify(&s, &verify));
}

/* ---- X25519, X448 ---- */

#define X25519_P "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"
#define X448_P "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe" \
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

static void
put_mont(unsigned int k, const char *scalar)
{
	put_all(&s, EX_KEY, k, k == 32 ? X25519_P : X448_P, k == 32 ? "01db41" : "98a9", scalar,
		NULL);
}

static void
published_ladders(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(mont_vecs); i++) {
		const struct mont_vec *v = &mont_vecs[i];
		struct task t = {C_MONT, v->k, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};

		put_mont(v->k, v->scalar);
		put(&s, EX_IN, v->k, v->u);
		run_good(&s, &t, v->k);
		expect(&s, EX_OUT, v->k, v->out);
	}
	assert_int_equal(0, dut_stat(&s.d, "requests_unproven"));
}

static void
turn_round(uint8_t *to, const uint8_t *from, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		to[i] = from[n - 1 - i];
}

/** RFC 7748 5.2: the result is the next scalar, the scalar the next u. */
static void
a_thousand_ladders(void **state)
{
	struct task t = {C_MONT, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	uint8_t k[32] = {9}, u[32] = {9}, want[32];
	unsigned int i;

	(void)state;
	put_mont(32, "00");
	for (i = 1; i <= 1000; i++) {
		uint8_t *scalar = at(&s, EX_KEY + 64);

		turn_round(scalar, k, 32);
		scalar[31] &= 0xf8;
		scalar[0] = (scalar[0] & 0x7f) | 0x40;
		turn_round(at(&s, EX_IN), u, 32);
		at(&s, EX_IN)[0] &= 0x7f;
		assert_int_equal(GOOD(C_MONT), run_task(&s, &t, NULL));
		memcpy(u, k, 32);
		turn_round(k, at(&s, EX_OUT), 32);
		if (i == 1) {
			unhex(want, "422c8e7a6227d7bca1350b3e2bb7279f"
				"7897b87bb6854b783c60e80311ae3079");
			assert_memory_equal(want, k, 32);
		}
	}
	unhex(want, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
	assert_memory_equal(want, k, 32);
}

/** A point of low order: the result is 0, which is for software to refuse (18). */
static void
a_ladder_to_zero(void **state)
{
	struct task t = {C_MONT, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};

	(void)state;
	put_mont(32, mont_vecs[0].scalar);
	put(&s, EX_IN, 32, "01");
	run_good(&s, &t, 32);
	expect(&s, EX_OUT, 32, "00");
}

/* ---- RSA ---- */

static void
oaep_example(void **state)
{
	struct task t = {C_EXP, 128, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};

	(void)state;
	put_all(&s, EX_KEY, 128, OAEP_D, OAEP_N, NULL);
	put(&s, EX_IN, 128, OAEP_CIPHER);
	run_good(&s, &t, 128);
	expect(&s, EX_OUT, 128, OAEP_EM);
	put_all(&s, EX_KEY, 128, "010001", OAEP_N, NULL);
	put(&s, EX_IN, 128, OAEP_EM);
	run_good(&s, &t, 128);
	expect(&s, EX_OUT, 128, OAEP_CIPHER);
	t.code = C_CRT;
	put_all(&s, EX_KEY, 64, OAEP_DQ, OAEP_DP, OAEP_Q, OAEP_P, OAEP_QINV, NULL);
	put(&s, EX_IN, 128, OAEP_CIPHER);
	run_good(&s, &t, 128);
	expect(&s, EX_OUT, 128, OAEP_EM);
}

/** A key in the next larger size, by zeroes in front: what OP-TEE does (13). */
static void
oaep_example_in_larger_sizes(void **state)
{
	static const unsigned int sizes[] = {256, 384, 512};
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(sizes); i++) {
		struct task t = {C_EXP, sizes[i], .key = EX_KEY, .in = EX_IN, .out = EX_OUT};

		put_all(&s, EX_KEY, t.k, OAEP_D, OAEP_N, NULL);
		put(&s, EX_IN, t.k, OAEP_CIPHER);
		run_good(&s, &t, t.k);
		expect(&s, EX_OUT, t.k, OAEP_EM);
		t.code = C_CRT;
		put_all(&s, EX_KEY, t.k / 2, OAEP_DQ, OAEP_DP, OAEP_Q, OAEP_P, OAEP_QINV, NULL);
		run_good(&s, &t, t.k);
		expect(&s, EX_OUT, t.k, OAEP_EM);
	}
}

/** A prime of half the bits: 11, zeroes, and a small number. */
static void
put_prime(uint64_t iova, unsigned int half, unsigned int low)
{
	char hex[9];

	snprintf(hex, sizeof(hex), "%08x", low);
	put(&s, iova, half, hex);
	at(&s, iova)[0] = 0xc0;
}

static void
put_rsa_message(unsigned int k)
{
	memset(at(&s, EX_IN), 0x55, k);
	at(&s, EX_IN)[0] = 0;
}

/** From the primes to the fields, with them to the result, by both codes, and back. */
static void
every_rsa_size(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(rsa_vecs); i++) {
		const struct rsa_vec *v = &rsa_vecs[i];
		unsigned int k = v->k, half = k / 2;
		struct task gen = {C_GEN_CRT, k, .key = EX_KEY, .out = EX_OUT};
		struct task t = {C_CRT, k, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
		uint8_t key[1792];

		put(&s, EX_KEY, k, "010001");
		put_prime(EX_KEY + k, half, v->p);
		put_prime(EX_KEY + k + half, half, v->q);
		run_good(&s, &gen, 7 * half);
		expect_sha256(EX_OUT, 7 * half, v->generated);
		memcpy(key, at(&s, EX_OUT), 7 * half);
		gen.code = C_GEN;
		run_good(&s, &gen, 4 * half);
		assert_memory_equal(key, at(&s, EX_OUT), 4 * half);

		put_rsa_message(k);
		memcpy(at(&s, EX_KEY), key + 5 * half, 2 * half);
		put_prime(EX_KEY + k, half, v->q);
		put_prime(EX_KEY + k + half, half, v->p);
		memcpy(at(&s, EX_KEY + 2 * k), key + 4 * half, half);
		run_good(&s, &t, k);
		expect_sha256(EX_OUT, k, v->result);

		t.code = C_EXP;
		memcpy(at(&s, EX_KEY), key, 2 * k);
		run_good(&s, &t, k);
		expect_sha256(EX_OUT, k, v->result);
		put(&s, EX_KEY, k, "010001");
		memcpy(at(&s, EX_IN), at(&s, EX_OUT), k);
		run_good(&s, &t, k);
		put_rsa_message(k);
		assert_memory_equal(at(&s, EX_IN), at(&s, EX_OUT), k);
	}
}

/** The smaller prime as p: qinv is 1 / q mod p in any case (30). */
static void
crt_with_p_below_q(void **state)
{
	const struct rsa_vec *v = &rsa_vecs[0];
	struct task gen = {C_GEN_CRT, 128, .key = EX_KEY, .out = EX_OUT};
	struct task t = {C_CRT, 128, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	uint8_t key[448];

	(void)state;
	put(&s, EX_KEY, 128, "010001");
	put_prime(EX_KEY + 128, 64, v->q);
	put_prime(EX_KEY + 192, 64, v->p);
	run_good(&s, &gen, 448);
	memcpy(key, at(&s, EX_OUT), 448);
	put_rsa_message(128);
	memcpy(at(&s, EX_KEY), key + 320, 128);
	put_prime(EX_KEY + 128, 64, v->p);
	put_prime(EX_KEY + 192, 64, v->q);
	memcpy(at(&s, EX_KEY + 256), key + 256, 64);
	run_good(&s, &t, 128);
	expect_sha256(EX_OUT, 128, v->result);
}

/** 0, 1, n - 1; and p itself, which is 0 in one half. */
static void
edges_of_the_base(void **state)
{
	struct task e = {C_EXP, 128, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	struct task c = {C_CRT, 128, .key = EX_KEY + 0x400, .in = EX_IN, .out = EX_OUT};
	static const char *const bases[] = {"00", "01", OAEP_N, OAEP_P, OAEP_Q};
	uint8_t first[128];
	unsigned int i;

	(void)state;
	put_all(&s, EX_KEY, 128, OAEP_D, OAEP_N, NULL);
	put_all(&s, EX_KEY + 0x400, 64, OAEP_DQ, OAEP_DP, OAEP_Q, OAEP_P, OAEP_QINV, NULL);
	for (i = 0; i < COUNT(bases); i++) {
		put(&s, EX_IN, 128, bases[i]);
		if (i == 2)
			at(&s, EX_IN)[127]--;
		run_good(&s, &e, 128);
		memcpy(first, at(&s, EX_OUT), 128);
		run_good(&s, &c, 128);
		assert_memory_equal(first, at(&s, EX_OUT), 128);
		if (i < 3) /* d is odd */
			assert_memory_equal(first, at(&s, EX_IN), 128);
	}
}

/* ---- DH ---- */

static void
pattern(uint64_t iova, unsigned int k, const char *hex)
{
	unsigned int i, n;
	uint8_t v[8];

	n = unhex(v, hex);
	for (i = 1; i < k; i++)
		at(&s, iova)[i] = v[(i - 1) % n];
	at(&s, iova)[0] = 0;
}

static void
every_dh_group(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(dh_vecs); i++) {
		const struct dh_vec *v = &dh_vecs[i];
		struct task t = {C_DH_G2, v->k, .key = EX_KEY, .out = EX_OUT};
		char p[1025];

		snprintf(p, sizeof(p), "%.*s%s", (int)v->same, DH_DIGITS, v->rest);
		pattern(EX_KEY, v->k, "0123456789abcdef");
		put(&s, EX_KEY + v->k, v->k, p);
		run_good(&s, &t, v->k);
		expect_sha256(EX_OUT, v->k, v->of_two);
		t.code = C_DH;
		t.in = EX_IN;
		put(&s, EX_IN, v->k, "02");
		run_good(&s, &t, v->k);
		expect_sha256(EX_OUT, v->k, v->of_two);
		pattern(EX_IN, v->k, "fedcba9876543210");
		run_good(&s, &t, v->k);
		expect_sha256(EX_OUT, v->k, v->of_peer);
	}
}

/* ---- SM2 ---- */

/** More than one block of the key stream. */
static void
long_sm2_messages(void **state)
{
	static const struct {
		unsigned int m;
		const char *sha256;
	} v[] = {
		{33, "c4d8bfed60639bbd5455f79f889f005896b95f87227f199ca15925a35d670ceb"},
		{512, "a784acdb03913ec4055382b2c5a0cbb34f138203c8f53ab419e030f28c0f48cb"},
	};
	unsigned int i, n;

	(void)state;
	for (i = 0; i < COUNT(v); i++) {
		struct task t = {C_SM2_ENC, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT,
			.dw10 = v[i].m - 1};

		put_public(&curve_vecs[7], SM2_PX, SM2_PY);
		put(&s, EX_IN, 32, SM2_K);
		for (n = 0; n < v[i].m; n++)
			at(&s, EX_IN + 32)[n] = n * 7 + v[i].m;
		run_good(&s, &t, 96 + v[i].m);
		expect_sha256(EX_OUT, 96 + v[i].m, v[i].sha256);
	}
}

/** Every length, with the device's k; and the same k never again. */
static void
sm2_messages(void **state)
{
	static const unsigned int lens[] = {1, 2, 31, 32, 33, 63, 64, 65, 255, 256, 511, 512};
	const struct curve_vec *c = &curve_vecs[7];
	unsigned int i, n;

	(void)state;
	assert_string_equal("SM2", c->name);
	for (i = 0; i < COUNT(lens); i++) {
		unsigned int m = lens[i];
		struct task t = {C_SM2_ENC, 32, .ksel = true, .key = EX_KEY, .in = EX_IN,
			.out = EX_OUT, .dw10 = m - 1};
		uint8_t first[608], msg[512];

		for (n = 0; n < m; n++)
			msg[n] = n * 7 + m;
		put_public(c, SM2_PX, SM2_PY);
		put(&s, EX_IN, 32, "00");
		memcpy(at(&s, EX_IN + 32), msg, m);
		run_good(&s, &t, 96 + m);
		memcpy(first, at(&s, EX_OUT), 96 + m);
		run_good(&s, &t, 96 + m);
		assert_memory_not_equal(first, at(&s, EX_OUT), 32);
		t.code = C_SM2_DEC;
		t.ksel = false;
		put_private(c, SM2_D);
		memcpy(at(&s, EX_IN), first, 96 + m);
		run_good(&s, &t, m);
		assert_memory_equal(msg, at(&s, EX_OUT), m);
	}
}

/* ---- memory ---- */

/** Any alignment of every block, and a block that crosses from one range to the next. */
static void
any_address(void **state)
{
	const struct curve_vec *c = &curve_vecs[12];
	struct task t = mul_of(72);
	unsigned int i;

	(void)state;
	for (i = 1; i < 8; i++) {
		t.key = EX_KEY + i;
		t.in = EX_IN + 3 * i;
		t.out = EX_OUT + 5 * i;
		put_all(&s, t.key, 72, c->p, c->a, c->scalar, c->b, NULL);
		put_all(&s, t.in, 72, c->gx, c->gy, NULL);
		run_good(&s, &t, 144);
		expect(&s, t.out, 72, c->x);
	}
	/* Behind the first range, with its bytes elsewhere. */
	assert_int_equal(0, wdp_model_dma_map(s.d.m, EX_IOVA + EX_SIZE, 0x1000, -1, 0,
		at(&s, EX_IOVA + 0x8000), true, true));
	put_all(&s, EX_KEY, 72, c->p, c->a, c->scalar, c->b, NULL);
	memcpy(at(&s, EX_IOVA + EX_SIZE - 100), at(&s, EX_KEY), 100);
	memcpy(at(&s, EX_IOVA + 0x8000), at(&s, EX_KEY) + 100, 288 - 100);
	t.key = EX_IOVA + EX_SIZE - 100;
	memset(at(&s, EX_IOVA + 0x8000) + 188, RED, 256);
	run_good(&s, &t, 144);
	expect(&s, t.out, 72, c->x);
	/* The result as well. */
	t.key = EX_KEY;
	t.out = EX_IOVA + EX_SIZE - 30;
	assert_int_equal(GOOD(C_MUL), run_task(&s, &t, NULL));
	memcpy(at(&s, EX_OUT), at(&s, EX_IOVA + EX_SIZE - 30), 30);
	memcpy(at(&s, EX_OUT + 30), at(&s, EX_IOVA + 0x8000), 114);
	expect(&s, EX_OUT, 72, c->x);
	expect(&s, EX_OUT + 72, 72, c->y);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_curve, setup, teardown),
		cmocka_unit_test_setup_teardown(the_largest_scalar, setup, teardown),
		cmocka_unit_test_setup_teardown(published_points, setup, teardown),
		cmocka_unit_test_setup_teardown(published_signatures, setup, teardown),
		cmocka_unit_test_setup_teardown(signatures_of_another_key, setup, teardown),
		cmocka_unit_test_setup_teardown(e_above_n, setup, teardown),
		cmocka_unit_test_setup_teardown(published_ladders, setup, teardown),
		cmocka_unit_test_setup_teardown(a_thousand_ladders, setup, teardown),
		cmocka_unit_test_setup_teardown(a_ladder_to_zero, setup, teardown),
		cmocka_unit_test_setup_teardown(oaep_example, setup, teardown),
		cmocka_unit_test_setup_teardown(oaep_example_in_larger_sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(every_rsa_size, setup, teardown),
		cmocka_unit_test_setup_teardown(crt_with_p_below_q, setup, teardown),
		cmocka_unit_test_setup_teardown(edges_of_the_base, setup, teardown),
		cmocka_unit_test_setup_teardown(every_dh_group, setup, teardown),
		cmocka_unit_test_setup_teardown(long_sm2_messages, setup, teardown),
		cmocka_unit_test_setup_teardown(sm2_messages, setup, teardown),
		cmocka_unit_test_setup_teardown(any_address, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
