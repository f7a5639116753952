/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What the HPRE engine does not take (doc/hw/hpre.md 10 to 24): each refusal with its etype
 * (doc/model.md 12), with a complaint where the descriptor is wrong and none where only the
 * numbers are, and nothing written.
 */

#include "hpre_dut.h"
#include "hpre_vectors.h"

/* doc/model.md 12 */
#define E_CODE      0x01
#define E_QUEUE     0x02
#define E_HW        0x03
#define E_FIELD     0x04
#define E_LEN       0x05
#define E_OVERLAP   0x06
#define E_DMA       0x07
#define E_ZERO      0x08
#define E_RANGE     0x09
#define E_MODULUS   0x0a
#define E_CURVE     0x0b
#define E_POINT     0x0c
#define E_NO_RESULT 0x0d
#define E_C3        0x0e
#define E_INVERSE   0x0f

#define SM2_MSG_B 19

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
	close_hpre(&s);
	return 0;
}

static void
modular_base(struct task *t)
{
	t->k = 128;
	switch (t->code) {
	case C_CRT:
		put_all(&s, EX_KEY, 64, OAEP_DQ, OAEP_DP, OAEP_Q, OAEP_P, OAEP_QINV, NULL);
		put(&s, EX_IN, 128, OAEP_CIPHER);
		break;
	case C_GEN:
	case C_GEN_CRT:
		put(&s, EX_KEY, 128, "010001");
		put_all(&s, EX_KEY + 128, 64, OAEP_P, OAEP_Q, NULL);
		t->in = 0;
		break;
	default: /* C_EXP, C_DH, C_DH_G2 */
		put_all(&s, EX_KEY, 128, OAEP_D, OAEP_N, NULL);
		put(&s, EX_IN, 128, OAEP_CIPHER);
		break;
	}
}

static void
curve_base(struct task *t)
{
	switch (t->code) {
	case C_MUL:
		put_all(&s, EX_KEY, 32, P256_P, P256_A, P256_K, P256_B, NULL);
		put_all(&s, EX_IN, 32, P256_GX, P256_GY, NULL);
		break;
	case C_SIGN:
		put_all(&s, EX_KEY, 32, P256_P, P256_A, P256_D, P256_B, P256_N, P256_GX, P256_GY,
			NULL);
		put_all(&s, EX_IN, 32, P256_E, P256_K, NULL);
		break;
	case C_VERIFY:
		put_all(&s, EX_KEY, 32, P256_P, P256_A, P256_B, P256_N, P256_GX, P256_GY, P256_PX,
			P256_PY, NULL);
		put_all(&s, EX_IN, 32, P256_E, P256_S, P256_R, NULL);
		t->out = 0;
		break;
	default: /* C_MONT */
		put_all(&s, EX_KEY, 32,
			"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
			"01db41", mont_vecs[0].scalar, NULL);
		put(&s, EX_IN, 32, mont_vecs[0].u);
		break;
	}
}

static void
sm2_base(struct task *t)
{
	if (t->code == C_SM2_SIGN || t->code == C_SM2_DEC)
		put_all(&s, EX_KEY, 32, SM2_P, SM2_A, SM2_D, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	else
		put_all(&s, EX_KEY, 32, SM2_P, SM2_A, SM2_B, SM2_N, SM2_GX, SM2_GY, SM2_PX,
			SM2_PY, NULL);
	switch (t->code) {
	case C_SM2_GEN:
		put_all(&s, EX_IN, 32, SM2_GX, SM2_GY, NULL);
		break;
	case C_SM2_SIGN:
		put_all(&s, EX_IN, 32, SM2_E, SM2_K, NULL);
		break;
	case C_SM2_VERIFY:
		put_all(&s, EX_IN, 32, SM2_E, SM2_S, SM2_R, NULL);
		t->out = 0;
		break;
	case C_SM2_ENC:
		put_all(&s, EX_IN, 32, SM2_K, NULL);
		t->dw10 = SM2_MSG_B - 1;
		break;
	default: /* C_SM2_DEC */
		put(&s, EX_IN, 115, SM2_C1 SM2_C2 SM2_C3);
		t->dw10 = SM2_MSG_B - 1;
		break;
	}
}

/** A task that is fine; a test spoils something. */
static struct task
base_task(unsigned int code)
{
	struct task t = {code, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT, .tag = 77};

	memset(at(&s, EX_KEY), 0, 0x800);
	memset(at(&s, EX_IN), 0, 0x800);
	if (code <= C_DH)
		modular_base(&t);
	else if (code <= C_MONT)
		curve_base(&t);
	else
		sm2_base(&t);
	return t;
}

static const unsigned int codes[] = {
	C_EXP, C_CRT, C_GEN, C_GEN_CRT, C_DH_G2, C_DH, C_MUL, C_SIGN, C_VERIFY, C_MONT, C_SM2_GEN,
	C_SM2_SIGN, C_SM2_VERIFY, C_SM2_ENC, C_SM2_DEC,
};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/** Both the account of failures and the result say so, and nothing was written. */
static void
refused_dw(unsigned int type, const uint32_t *dw, unsigned int e, bool complaint)
{
	uint64_t before = wdp_model_complaints(s.d.m), errors = dut_stat(&s.d, "request_errors");

	memset(at(&s, EX_OUT - RED_B), RED, OUT_MAX_B + 2 * RED_B);
	assert_int_equal(wdp_le32(dw[0]) | 0xc0000000u | e << 5, run_on(&s, type, dw, NULL));
	check_red(&s, EX_OUT, 0);
	assert_int_equal(complaint, wdp_model_complaints(s.d.m) - before);
	assert_int_equal(errors + 1, dut_stat(&s.d, "request_errors"));
}

static void
refused(const struct task *t, unsigned int e, bool complaint)
{
	uint32_t dw[16];

	encode(t, dw);
	refused_dw(t->code > 0x0a, dw, e, complaint);
}

static void
taken(const struct task *t)
{
	uint64_t before = wdp_model_complaints(s.d.m);

	if (is_verify(t->code))
		assert_true(run_verify(&s, t));
	else
		assert_int_equal(GOOD(t->code), run_task(&s, t, NULL));
	assert_int_equal(before, wdp_model_complaints(s.d.m));
}

/** Without which no refusal below means anything. */
static void
the_tasks_are_fine(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(codes); i++) {
		struct task t = base_task(codes[i]);

		taken(&t);
	}
}

/* ---- the descriptor ---- */

static void
codes_without_a_layout(void **state)
{
	unsigned int code;

	(void)state;
	for (code = 0; code < 32; code++) {
		struct task t = base_task(C_EXP);

		if (code <= C_DH || (code >= C_MUL && code <= C_SM2_DEC))
			continue;
		t.code = code;
		refused(&t, E_CODE, true);
	}
}

static void
codes_on_the_other_queue(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(codes); i++) {
		struct task t = base_task(codes[i]);
		uint32_t dw[16];

		encode(&t, dw);
		refused_dw(t.code <= 0x0a, dw, E_QUEUE, true);
	}
}

static void
curves_on_v2(void **state)
{
	unsigned int i;

	(void)state;
	close_hpre(&s);
	open_hpre(&s, WDP_MODEL_V2);
	for (i = 0; i < COUNT(codes); i++) {
		struct task t = base_task(codes[i]);
		uint32_t dw[16];

		encode(&t, dw);
		if (t.code > 0x0a)
			refused_dw(0, dw, E_HW, true);
		else
			taken(&t);
	}
	/* Nor is there a queue for them. */
	s.q[0].type = 1;
	assert_int_equal(1, queue_load(&s.q[0], false));
	s.q[0].type = 0;
	assert_int_equal(0, queue_load(&s.q[0], false));
}

static void
sizes(void **state)
{
	static const struct {
		unsigned int code;
		uint16_t k[7];
	} good[] = {
		{C_EXP, {128, 256, 384, 512}}, {C_CRT, {128, 256, 384, 512}},
		{C_GEN, {128, 256, 384, 512}}, {C_GEN_CRT, {128, 256, 384, 512}},
		{C_DH_G2, {96, 128, 192, 256, 384, 512}}, {C_DH, {96, 128, 192, 256, 384, 512}},
		{C_MUL, {32, 48, 72}}, {C_SIGN, {32, 48, 72}}, {C_VERIFY, {32, 48, 72}},
		{C_MONT, {32, 72}}, {C_SM2_GEN, {32}}, {C_SM2_SIGN, {32}}, {C_SM2_VERIFY, {32}},
		{C_SM2_ENC, {32}}, {C_SM2_DEC, {32}},
	};
	unsigned int i, n, len1;

	(void)state;
	for (i = 0; i < COUNT(good); i++) {
		for (len1 = 0; len1 < 256; len1++) {
			struct task t = base_task(good[i].code);
			uint32_t dw0;

			t.k = 8 * (len1 + 1);
			for (n = 0; good[i].k[n] != 0 && good[i].k[n] != t.k; n++)
				;
			if (good[i].k[n] == 0) {
				refused(&t, E_LEN, true);
				continue;
			}
			/* A size it is, whatever is made of the numbers. */
			dw0 = run_task(&s, &t, &(uint32_t){0});
			assert_int_not_equal(BAD(t.code, E_LEN), dw0);
		}
	}
}

/** Every bit of dwords 0 and 1 that is not a field of the driver's, and the words behind. */
static void
reserved_bits(void **state)
{
	unsigned int i, bit, word;

	(void)state;
	for (i = 0; i < COUNT(codes); i++) {
		struct task t = base_task(codes[i]);
		uint32_t dw[16];

		for (bit = 5; bit < 30; bit++) {
			encode(&t, dw);
			dw[0] |= wdp_le32(WDP_BIT32(bit));
			memset(at(&s, EX_OUT - RED_B), RED, OUT_MAX_B + 2 * RED_B);
			/* What was there as etype gives way to the status. */
			assert_int_equal((wdp_le32(dw[0]) & 0x3fff001f) | 0xc0000000 | E_FIELD << 5,
				run_on(&s, t.code > 0x0a, dw, NULL));
			check_red(&s, EX_OUT, 0);
		}
		for (bit = 8; bit < 31; bit++) {
			if (bit == 25)
				continue;
			encode(&t, dw);
			dw[1] |= wdp_le32(WDP_BIT32(bit));
			refused_dw(t.code > 0x0a, dw, E_FIELD, true);
		}
		for (word = 11; word < 16; word++) {
			encode(&t, dw);
			dw[word] = wdp_le32(1);
			refused_dw(t.code > 0x0a, dw, E_FIELD, true);
		}
	}
}

/** Bits 31:30 have to be 1: neither unsubmitted nor finished. */
static void
done_bits(void **state)
{
	struct task t = base_task(C_MUL);
	unsigned int done;
	uint32_t dw[16];

	(void)state;
	for (done = 0; done < 4; done++) {
		encode(&t, dw);
		dw[0] = wdp_le32(t.code | done << 30);
		if (done == 1)
			taken(&t);
		else
			refused_dw(1, dw, E_FIELD, true);
	}
}

static void
fields_of_other_operations(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(codes); i++) {
		struct task t = base_task(codes[i]);

		t.ksel = true;
		if (t.code == C_SM2_SIGN || t.code == C_SM2_ENC)
			taken(&t);
		else
			refused(&t, E_FIELD, true);
		t = base_task(codes[i]);
		t.dw10 |= 0x200;
		if (t.code == C_MUL)
			taken(&t);
		else
			refused(&t, E_FIELD, true);
		t = base_task(codes[i]);
		t.dw10 |= 1;
		if (t.code == C_MUL || t.code == C_SM2_ENC || t.code == C_SM2_DEC)
			run_task(&s, &t, NULL);
		else
			refused(&t, E_FIELD, true);
		/* Addresses of blocks that it does not have. */
		t = base_task(codes[i]);
		if (t.in == 0) {
			t.in = EX_IN;
			refused(&t, E_FIELD, true);
		}
		if (t.out == 0) {
			t.out = EX_OUT;
			refused(&t, E_FIELD, true);
		}
	}
}

/** Output over key or input, by one byte at either end; side by side is fine. */
static void
overlaps(void **state)
{
	struct task t = base_task(C_MUL);

	(void)state;
	t.out = EX_IN - 64;
	taken(&t);
	t.out = EX_IN - 63;
	refused(&t, E_OVERLAP, true);
	t.out = EX_IN;
	refused(&t, E_OVERLAP, true);
	t.out = EX_IN + 63;
	refused(&t, E_OVERLAP, true);
	t.out = EX_IN + 64;
	taken(&t);
	t.out = EX_KEY - 63;
	refused(&t, E_OVERLAP, true);
	t.out = EX_KEY + 127;
	refused(&t, E_OVERLAP, true);
	t.out = EX_KEY + 128;
	taken(&t);
	/* Key and input may be what they like: Linux's u lies behind its key (18). */
	t = base_task(C_MONT);
	memcpy(at(&s, EX_KEY + 96), at(&s, EX_IN), 32);
	t.in = EX_KEY + 96;
	taken(&t);
}

/** hpcore changes nothing; where nobody sets it that is counted. */
static void
the_fast_core(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(codes); i++) {
		struct task t = base_task(codes[i]);
		uint64_t unproven = dut_stat(&s.d, "requests_unproven");

		t.fast = true;
		taken(&t);
		assert_int_equal(unproven + (t.code != C_MUL), dut_stat(&s.d, "requests_unproven"));
	}
	/* And on the curve of SM2, but not on any other. */
	struct task t = base_task(C_SM2_SIGN);
	uint64_t unproven = dut_stat(&s.d, "requests_unproven");

	t.code = C_MUL;
	t.fast = true;
	put_all(&s, EX_IN, 32, SM2_GX, SM2_GY, NULL);
	taken(&t);
	assert_int_equal(unproven, dut_stat(&s.d, "requests_unproven"));
	put_all(&s, EX_KEY, 32, curve_vecs[4].p, curve_vecs[4].a, "07", curve_vecs[4].b, NULL);
	put_all(&s, EX_IN, 32, curve_vecs[4].gx, curve_vecs[4].gy, NULL);
	taken(&t);
	assert_int_equal(unproven + 1, dut_stat(&s.d, "requests_unproven"));
}

/* ---- the numbers ---- */

/** Put a number in a place and see the etype. */
static void
with(struct task *t, uint64_t iova, unsigned int k, const char *hex, unsigned int e)
{
	uint8_t old[512];

	memcpy(old, at(&s, iova), k);
	put(&s, iova, k, hex);
	if (e == 0)
		taken(t);
	else
		refused(t, e, false);
	memcpy(at(&s, iova), old, k);
}

static void
exponentiations(void **state)
{
	static const unsigned int of[] = {C_EXP, C_DH, C_DH_G2};
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(of); i++) {
		struct task t = base_task(of[i]);

		with(&t, EX_KEY, 128, "00", E_ZERO);
		with(&t, EX_KEY, 128, "01", 0);
		with(&t, EX_KEY + 128, 128, "00", E_ZERO);
		with(&t, EX_KEY + 128, 128, "01", E_MODULUS);
		at(&s, EX_KEY + 255)[0] ^= 1;
		refused(&t, E_MODULUS, false);
		at(&s, EX_KEY + 255)[0] ^= 1;
		if (t.code == C_DH_G2) {
			with(&t, EX_KEY + 128, 128, "03", 0);
			continue;
		}
		with(&t, EX_IN, 128, OAEP_N, E_RANGE);
		with(&t, EX_IN, 128, "00", 0);
		/* Above by one byte in front. */
		at(&s, EX_IN)[0] = 0xff;
		refused(&t, E_RANGE, false);
	}
}

static void
crt_fields(void **state)
{
	struct task t = base_task(C_CRT);
	unsigned int i;

	(void)state;
	for (i = 0; i < 5; i++)
		with(&t, EX_KEY + 64 * i, 64, "00", E_ZERO);
	with(&t, EX_KEY, 64, OAEP_Q, E_RANGE);
	with(&t, EX_KEY + 64, 64, OAEP_P, E_RANGE);
	with(&t, EX_KEY + 256, 64, OAEP_P, E_RANGE);
	/* dp and qinv belong to p, which is the larger one. */
	with(&t, EX_KEY + 64, 64, OAEP_Q, 0);
	with(&t, EX_KEY + 256, 64, OAEP_Q, 0);
	for (i = 2; i < 4; i++) {
		at(&s, EX_KEY + 64 * i + 63)[0] ^= 1;
		refused(&t, E_MODULUS, false);
		at(&s, EX_KEY + 64 * i + 63)[0] ^= 1;
	}
	with(&t, EX_IN, 128, OAEP_N, E_RANGE);
	/* What is only wrong is computed with: nobody could tell. */
	at(&s, EX_KEY + 319)[0] ^= 1;
	taken(&t);
}

static void
generated_keys(void **state)
{
	struct task t = base_task(C_GEN_CRT);

	(void)state;
	with(&t, EX_KEY, 128, "00", E_ZERO);
	with(&t, EX_KEY, 128, "010000", E_INVERSE);
	with(&t, EX_KEY + 128, 64, "00", E_ZERO);
	with(&t, EX_KEY + 192, 64, "0a", E_MODULUS);
	with(&t, EX_KEY + 192, 64, "01", E_MODULUS);
	/* p = q: no qinv, but without it there is nothing to stumble over. */
	with(&t, EX_KEY + 192, 64, OAEP_P, E_INVERSE);
	t.code = C_GEN;
	with(&t, EX_KEY + 192, 64, OAEP_P, 0);
}

/** The curve's numbers, by their places in a block. */
static void
bad_curve(struct task *t, unsigned int a, unsigned int b)
{
	const char *p = t->code >= C_SM2_GEN ? SM2_P : P256_P;

	taken(t); /* the curve is known from here on */
	with(t, EX_KEY, 32, "00", E_ZERO);
	with(t, EX_KEY, 32, "01", E_MODULUS);
	at(&s, EX_KEY + 31)[0] ^= 1;
	refused(t, E_MODULUS, false);
	at(&s, EX_KEY + 31)[0] ^= 1;
	with(t, EX_KEY + 32 * a, 32, p, E_RANGE);
	with(t, EX_KEY + 32 * b, 32, p, E_RANGE);
	/* Another b: the point is on another curve. a and b of 0: that is none. */
	at(&s, EX_KEY + 32 * b + 31)[0] ^= 1;
	refused(t, E_POINT, false);
	at(&s, EX_KEY + 32 * b + 31)[0] ^= 1;
	memset(at(&s, EX_KEY + 32 * a), 0, 32);
	with(t, EX_KEY + 32 * b, 32, "00", E_CURVE);
}

static void
curves(void **state)
{
	static const unsigned int of[] = {
		C_MUL, C_SIGN, C_VERIFY, C_SM2_GEN, C_SM2_SIGN, C_SM2_VERIFY, C_SM2_ENC, C_SM2_DEC,
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(of); i++) {
		struct task t = base_task(of[i]);
		bool private = of[i] == C_MUL || of[i] == C_SIGN || of[i] == C_SM2_SIGN ||
			of[i] == C_SM2_DEC;

		bad_curve(&t, 1, private ? 3 : 2);
	}
}

/** A point that is not on the curve, or not of the field. */
static void
bad_point(struct task *t, uint64_t iova)
{
	const char *p = t->code >= C_SM2_GEN ? SM2_P : P256_P;

	with(t, iova, 32, p, E_RANGE);
	with(t, iova + 32, 32, p, E_RANGE);
	at(&s, iova)[31] ^= 1;
	refused(t, E_POINT, false);
	at(&s, iova)[31] ^= 1;
	at(&s, iova + 32)[31] ^= 1;
	refused(t, E_POINT, false);
	at(&s, iova + 32)[31] ^= 1;
	taken(t);
}

static void
points(void **state)
{
	struct task t = base_task(C_MUL);

	(void)state;
	bad_point(&t, EX_IN);
	t = base_task(C_SIGN);
	bad_point(&t, EX_KEY + 5 * 32);
	t = base_task(C_VERIFY);
	bad_point(&t, EX_KEY + 4 * 32);
	bad_point(&t, EX_KEY + 6 * 32);
	t = base_task(C_SM2_ENC);
	bad_point(&t, EX_KEY + 6 * 32);
	t = base_task(C_SM2_DEC);
	bad_point(&t, EX_IN);
	/* (0, 0) stands for nothing. */
	t = base_task(C_MUL);
	memset(at(&s, EX_IN), 0, 64);
	refused(&t, E_POINT, false);
	/* Another base point than the key's. */
	t = base_task(C_SM2_GEN);
	put_all(&s, EX_IN, 32, SM2_PX, SM2_PY, NULL);
	refused(&t, E_POINT, false);
}

/** The order, an order that is none, and what has to be below it. */
static void
scalars(void **state)
{
	struct task t = base_task(C_MUL);

	(void)state;
	with(&t, EX_KEY + 64, 32, "00", E_ZERO);
	with(&t, EX_KEY + 64, 32, "01", 0);
	with(&t, EX_KEY + 64, 32, P256_N, E_NO_RESULT);
	t = base_task(C_SIGN);
	with(&t, EX_KEY + 64, 32, "00", E_ZERO);
	with(&t, EX_KEY + 64, 32, P256_N, E_RANGE);
	with(&t, EX_KEY + 128, 32, "00", E_ZERO);
	with(&t, EX_KEY + 128, 32, "10", E_MODULUS);
	with(&t, EX_IN, 32, "00", E_ZERO);
	with(&t, EX_IN + 32, 32, "00", E_ZERO);
	with(&t, EX_IN + 32, 32, P256_N, E_RANGE);
	t = base_task(C_VERIFY);
	with(&t, EX_IN, 32, "00", E_ZERO);
	with(&t, EX_IN + 32, 32, "00", E_ZERO);
	with(&t, EX_IN + 32, 32, P256_N, E_RANGE);
	with(&t, EX_IN + 64, 32, "00", E_ZERO);
	with(&t, EX_IN + 64, 32, P256_N, E_RANGE);
	t = base_task(C_MONT);
	with(&t, EX_KEY, 32, "00", E_ZERO);
	with(&t, EX_KEY + 32, 32, "00", E_ZERO);
	with(&t, EX_KEY + 64, 32, "00", E_ZERO);
	with(&t, EX_IN, 32, "00", E_ZERO);
	with(&t, EX_IN, 32, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
		E_RANGE);
	with(&t, EX_IN, 32, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
		0);
	t = base_task(C_SM2_SIGN);
	with(&t, EX_KEY + 64, 32, SM2_N, E_RANGE);
	/* d = n - 1: 1 + d has no inverse. */
	with(&t, EX_KEY + 64, 32,
		"fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122", E_RANGE);
	with(&t, EX_IN + 32, 32, SM2_N, E_RANGE);
	with(&t, EX_IN, 32, "00", E_ZERO);
	t = base_task(C_SM2_ENC);
	with(&t, EX_IN, 32, "00", E_ZERO);
	with(&t, EX_IN, 32, SM2_N, E_RANGE);
}

/** r + s = n has no verdict but "no". */
static void
sm2_sum_of_n(void **state)
{
	struct task t = base_task(C_SM2_VERIFY);

	(void)state;
	put_all(&s, EX_IN + 32, 32, "01",
		"fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122", NULL);
	assert_false(run_verify(&s, &t));
}

/** A bit of the cipher text or of the hash, another key, another length. */
static void
sm2_wrong_c3(void **state)
{
	struct task t = base_task(C_SM2_DEC);
	unsigned int i;

	(void)state;
	for (i = 64; i < 115; i++) {
		at(&s, EX_IN)[i] ^= 0x80;
		refused(&t, E_C3, false);
		at(&s, EX_IN)[i] ^= 0x80;
	}
	with(&t, EX_KEY + 64, 32, SM2_K, E_C3);
	t.dw10 = SM2_MSG_B;
	refused(&t, E_C3, false);
	t.dw10 = SM2_MSG_B - 1;
	taken(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_tasks_are_fine, setup, teardown),
		cmocka_unit_test_setup_teardown(codes_without_a_layout, setup, teardown),
		cmocka_unit_test_setup_teardown(codes_on_the_other_queue, setup, teardown),
		cmocka_unit_test_setup_teardown(curves_on_v2, setup, teardown),
		cmocka_unit_test_setup_teardown(sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(reserved_bits, setup, teardown),
		cmocka_unit_test_setup_teardown(done_bits, setup, teardown),
		cmocka_unit_test_setup_teardown(fields_of_other_operations, setup, teardown),
		cmocka_unit_test_setup_teardown(overlaps, setup, teardown),
		cmocka_unit_test_setup_teardown(the_fast_core, setup, teardown),
		cmocka_unit_test_setup_teardown(exponentiations, setup, teardown),
		cmocka_unit_test_setup_teardown(crt_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(generated_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(curves, setup, teardown),
		cmocka_unit_test_setup_teardown(points, setup, teardown),
		cmocka_unit_test_setup_teardown(scalars, setup, teardown),
		cmocka_unit_test_setup_teardown(sm2_sum_of_n, setup, teardown),
		cmocka_unit_test_setup_teardown(sm2_wrong_c3, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
