/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * HPRE tasks in other company: on a VF, with the null engine, with faults on command, with
 * several workers; and that nothing of a key stays.
 */

#include <errno.h>

#include "hpre_dut.h"

static struct hpre_dut s;

static void
vf(void **state)
{
	enum wdp_model_hw hw;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		struct wdp_model_config cfg = hpre_config(hw);
		struct task t;

		cfg.vf = true;
		cfg.queues = 64;
		open_hpre_cfg(&s, &cfg);
		t = dh_task(&s);
		runs(&s, &t);
		if (hw == WDP_MODEL_V3) {
			t = mul_task(&s);
			runs(&s, &t);
		}
		assert_quiet(&s.d);
		/* Its PF's registers are out of reach. */
		assert_int_equal(0, wdp_model_region_size(s.d.m, WDP_BAR_REGS) >
			(hw == WDP_MODEL_V3 ? 0x10000 : 0x8000));
		/* A wild address closes V3's master, and only the PF is told. */
		t = dh_task(&s);
		t.key = WILD_IOVA;
		submit(&s, &t);
		assert_int_equal(hw == WDP_MODEL_V3 ? -1 : 1, queue_poll(&s.q[0], false));
		assert_int_equal(hw == WDP_MODEL_V3, dut_stat(&s.d, "axi_master_closed"));
		close_hpre(&s);
	}
}

/** Done at once, signatures valid, no data touched. */
static void
null_engine(void **state)
{
	struct wdp_model_config cfg = hpre_config(WDP_MODEL_V3);
	unsigned int code, twice;

	(void)state;
	cfg.engine = WDP_MODEL_NULL;
	open_hpre_cfg(&s, &cfg);
	for (twice = 0; twice < 2; twice++) {
		for (code = 0; code <= 0x15; code++) {
			struct task t = {code, 32, .key = WILD_IOVA, .in = WILD_IOVA, .tag = code};
			uint32_t verdict = 0;

			assert_int_equal(GOOD(code), run_task(&s, &t, is_verify(code) ?
				&verdict : NULL));
			assert_int_equal(is_verify(code) ? 2 : 0, verdict);
		}
		/* Faults take requests one by one. */
		wdp_model_fault_add(s.d.m, "delay ms=1 op=1000000", (char[512]){0}, 512);
	}
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** Results that lie, on command. */
static void
spoilt_results(void **state)
{
	struct task t, v = {C_VERIFY, 32, .key = EX_KEY, .in = EX_IN};
	char err[WDP_MODEL_FAULT_ERR_B];
	uint32_t verdict = 0;

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	t = dh_task(&s);
	assert_int_equal(1, wdp_model_fault_add(s.d.m, "status q=modular op=1 value=0xc0000105",
		err, sizeof(err)));
	assert_int_equal(0xc0000105, run_task(&s, &t, NULL));
	assert_int_equal(1, dut_stat(&s.d, "requests_failed"));
	expect(&s, t.out, 96, "20");
	runs(&s, &t);
	assert_int_equal(2, wdp_model_fault_add(s.d.m, "status q=modular op=1 value=0x40000005",
		err, sizeof(err)));
	assert_int_equal(0x40000005, run_task(&s, &t, NULL));
	assert_int_equal(2, dut_stat(&s.d, "requests_failed"));

	put_all(&s, EX_KEY, 32, P256_P, P256_A, P256_B, P256_N, P256_GX, P256_GY, P256_PX, P256_PY,
		NULL);
	put_all(&s, EX_IN, 32, P256_E, P256_S, P256_R, NULL);
	assert_int_equal(3, wdp_model_fault_add(s.d.m, "verdict q=curve op=1 value=0xfffffffd", err,
		sizeof(err)));
	assert_int_equal(GOOD(C_VERIFY), run_task(&s, &v, &verdict));
	assert_int_equal(0xfffffffd, verdict);
	assert_true(run_verify(&s, &v));
	assert_int_equal(4, wdp_model_fault_add(s.d.m, "verdict q=curve op=1 value=2", err,
		sizeof(err)));
	put_all(&s, EX_IN, 32, P256_E, P256_R, P256_S, NULL);
	assert_true(run_verify(&s, &v));
	assert_false(run_verify(&s, &v));
	assert_int_equal(-EINVAL, wdp_model_fault_add(s.d.m, "produced", err, sizeof(err)));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** Garbage has 16 words: the next descriptor is the driver's. */
static void
garbage_in_place(void **state)
{
	uint32_t next[16], good[16];
	char err[WDP_MODEL_FAULT_ERR_B];
	unsigned int i, same = 0;
	struct task t;

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	t = dh_task(&s);
	encode(&t, good);
	memset(next, RED, sizeof(next));
	memcpy(queue_sqe(&s.q[0], 1), next, sizeof(next));
	assert_int_equal(1, wdp_model_fault_add(s.d.m, "sqe-garbage op=1 seed=2", err,
		sizeof(err)));
	queue_run(&s.q[0], good);
	for (i = 0; i < 16; i++)
		same += queue_sqe(&s.q[0], 0)[i] == good[i];
	assert_int_equal(0, same);
	assert_memory_equal(next, queue_sqe(&s.q[0], 1), sizeof(next));
	runs(&s, &t);
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** The other engines have no verdict. */
static void
no_verdict_elsewhere(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	char err[WDP_MODEL_FAULT_ERR_B];
	struct wdp_model *m;

	(void)state;
	m = wdp_model_create(&cfg);
	assert_int_equal(-EINVAL, wdp_model_fault_add(m, "verdict value=2", err, sizeof(err)));
	wdp_model_destroy(m);
	cfg.kind = WDP_MODEL_SEC;
	m = wdp_model_create(&cfg);
	assert_int_equal(-EINVAL, wdp_model_fault_add(m, "verdict value=2", err, sizeof(err)));
	wdp_model_destroy(m);
}

#define ROUNDS 60 /* below the depth of a queue */

/** Several workers, both queues full at once: each result in its own place. */
static void
threads(void **state)
{
	struct wdp_model_config cfg = hpre_config(WDP_MODEL_V3);
	struct task mul, dh;
	unsigned int i;

	(void)state;
	cfg.workers = 3;
	open_hpre_cfg(&s, &cfg);
	mul = mul_task(&s);
	dh = dh_task(&s);
	for (i = 0; i < ROUNDS; i++) {
		mul.tag = i;
		mul.out = EX_IOVA + 0x10000 + 64 * i;
		dh.tag = i;
		dh.out = EX_IOVA + 0x20000 + 96 * i;
		submit(&s, &mul);
		submit(&s, &dh);
	}
	for (i = 0; i < ROUNDS; i++) {
		assert_int_equal(i, queue_poll(&s.q[0], false));
		assert_int_equal(i, queue_poll(&s.q[1], false));
		assert_int_equal(GOOD(C_MUL), wdp_le32(queue_sqe(&s.q[1], i)[0]));
		assert_int_equal(i, wdp_le32(queue_sqe(&s.q[1], i)[8]));
		assert_int_equal(GOOD(C_DH), wdp_le32(queue_sqe(&s.q[0], i)[0]));
		expect(&s, EX_IOVA + 0x10000 + 64 * i, 32, P256_PX);
		expect(&s, EX_IOVA + 0x10000 + 64 * i + 32, 32, P256_PY);
		expect(&s, EX_IOVA + 0x20000 + 96 * i, 96, "20");
	}
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* ---- secrets ---- */

#define PIECE_B 16

/** Is it there, as it came or as libcrypto keeps numbers? */
static bool
found(const uint8_t *mem, size_t len, const uint8_t *secret, unsigned int n)
{
	uint8_t turned[128];
	unsigned int i;

	for (i = 0; i < n; i++)
		turned[i] = secret[n - 1 - i];
	/* The end of a freed piece may have been used for something else: parts count too. */
	for (i = 0; i + PIECE_B <= n; i += PIECE_B)
		if (memmem(mem, len, secret + i, PIECE_B) != NULL ||
				memmem(mem, len, turned + i, PIECE_B) != NULL)
			return true;
	return false;
}

/** Is anything of it on the heap? The client's memory and the stack are not there. */
static bool
on_heap(const char *hex)
{
	unsigned long first = 0, last = 0;
	uint8_t secret[128];
	unsigned int n = unhex(secret, hex);
	char line[256];
	bool there = false;
	FILE *f = fopen("/proc/self/maps", "r");

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		if (strstr(line, "[heap]") != NULL)
			sscanf(line, "%lx-%lx", &first, &last);
	fclose(f);
	if (last > first)
		there = found((const uint8_t *)first, last - first, secret, n);
	return there;
}

/** R30: neither keys nor k outlive their task, also one that failed. */
static void
nothing_of_a_key_stays(void **state)
{
	struct task t = {C_SIGN, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	uint8_t *probe = malloc(64);

	(void)state;
	/* The search finds what is there. */
	assert_non_null(probe);
	assert_int_equal(32, unhex(probe, P256_D));
	if (!on_heap(P256_D)) {
		free(probe);
		skip(); /* an allocator of its own */
	}
	memset(probe, 0, 64);
	__asm__ volatile("" : : "r"(probe) : "memory");
	free(probe);

	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, EX_KEY, 32, P256_P, P256_A, P256_D, P256_B, P256_N, P256_GX, P256_GY, NULL);
	put_all(&s, EX_IN, 32, P256_E, P256_K, NULL);
	runs(&s, &t);
	assert_false(on_heap(P256_D));
	assert_false(on_heap(P256_K));
	/* A base point that is none. */
	at(&s, EX_KEY + 6 * 32)[5] ^= 1;
	assert_int_not_equal(GOOD(C_SIGN), run_task(&s, &t, NULL));
	assert_false(on_heap(P256_D));
	t = mul_task(&s);
	runs(&s, &t);
	assert_false(on_heap(P256_D));
	put_all(&s, EX_KEY, 32, SM2_P, SM2_A, SM2_D, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	put_all(&s, EX_IN, 32, SM2_E, SM2_K, NULL);
	t.code = C_SM2_SIGN;
	runs(&s, &t);
	assert_false(on_heap(SM2_D));
	assert_false(on_heap(SM2_K));
	t.code = C_SM2_DEC;
	t.dw10 = 18;
	put(&s, EX_IN, 115, SM2_C1 SM2_C2 SM2_C3);
	runs(&s, &t);
	assert_false(on_heap(SM2_D));
	assert_false(on_heap("656e6372797074696f6e207374616e6461"));
	/* An exponent. */
	t = dh_task(&s);
	put(&s, t.key, 96, "123456789abcdef0fedcba98765432100f1e2d3c4b5a69788796a5b4c3d2e1f0");
	runs(&s, &t);
	assert_false(on_heap("123456789abcdef0fedcba98765432100f1e2d3c4b5a69788796a5b4c3d2e1f0"));
	close_hpre(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vf),
		cmocka_unit_test(null_engine),
		cmocka_unit_test(spoilt_results),
		cmocka_unit_test(garbage_in_place),
		cmocka_unit_test(no_verdict_elsewhere),
		cmocka_unit_test(threads),
		cmocka_unit_test(nothing_of_a_key_stays),
	};

	/* As wd-model does it. */
	if (wdp_model_wipe_freed() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
