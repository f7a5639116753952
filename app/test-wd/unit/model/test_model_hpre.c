/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The examples of doc/hw/hpre.md 27, byte for byte: descriptors as printed there go in through
 * a doorbell, results, verdicts and done bits come out.
 */

#include "hpre_dut.h"

/* 27.1 */
#define W4(x)  x x x x
#define W7(x)  W4(x) x x x
#define W8(x)  W4(x) W4(x)
#define W31(x) W8(x) W8(x) W8(x) W7(x)
#define ZERO32 W8("00000000")
#define CRT_DQ "4aadf552" W8("0aadf552") W8("0aadf552") W8("0aadf552") W4("0aadf552") \
	"0aadf552" "0aadf552" "0aadf6e5"
#define CRT_DP W31("039efc61") "039efc81"
#define CRT_Q "c0000000" W7("00000000") ZERO32 ZERO32 W7("00000000") "0000040d"
#define CRT_P "c0000000" W7("00000000") ZERO32 ZERO32 W7("00000000") "000006a1"
#define CRT_QINV "94129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e412" \
	"9e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e41" \
	"29e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4" \
	"129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e4129e417bb"
#define RSA_N "90000000" W7("00000000") ZERO32 ZERO32 W7("00000000") "00000802" \
	"80000000" W7("00000000") ZERO32 ZERO32 W7("00000000") "001ada2d"
#define RSA_OUT "0e5f9f92ecf15c0cccf350a241fb9b29965b736462f486829829719b4a905e80" \
	"01b51e9886242f63b911f46a059ddea1f8755e31a7ecea5b88a13d51efe36afc" \
	"d9019c0ad57d4e4c4b7dc660555013c5e27bce9a9c600d4613337eca436444ef" \
	"efce8d1631bd2d701edb902813a3822050e0d01c0993778f52d6ce02eed800be" \
	"0c1cb8c847b73287af6a5678e430af35b5f209089adf04393ca29c77cd51d6d4" \
	"a3d39ebfe2800e64b9321b07b3978d2294f341e08aaaf0237297612ed3bba651" \
	"3538a5586bccd31e7437f48fbd6870c842563599f613c03d7a4211c866c5e7f8" \
	"d67b55dc0a3e0342b460c00d4c5225de5c4d6ec15bb56988590e6ba5f3548495"
#define D32 "5414abeb5414abeb5414abeb5414abeb5414abeb5414abeb5414abeb5414abeb"
#define E32 "ba3845c7ba3845c7ba3845c7ba3845c7ba3845c7ba3845c7ba3845c7ba3845c7"
#define RSA_D "0014abeb" W7("5414abeb") D32 D32 W7("5414abeb") "5414abec" \
	"7a3845c7" W7("ba3845c7") E32 E32 W7("ba3845c7") "ba3849a1"

static void
put_crt_key(struct hpre_dut *s)
{
	assert_int_equal(EX_KEY + 640, put_all(s, EX_KEY, 128, CRT_DQ, CRT_DP, CRT_Q, CRT_P,
		CRT_QINV, NULL));
}

static void
put_message(struct hpre_dut *s, uint64_t iova)
{
	uint8_t *p = at(s, iova);

	memset(p, 0xff, 256);
	p[0] = 0;
	p[1] = 1;
	p[242] = 0;
	memcpy(p + 243, "hpre crt test", 13);
}

static void
crt_as_printed(void **state)
{
	enum wdp_model_hw hw;
	struct hpre_dut s;
	uint32_t dw[16];

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_hpre(&s, hw);
		put_crt_key(&s);
		put_message(&s, 0x200002000);
		assert_int_equal(64, unhex((uint8_t *)dw,
			"01 00 00 40 1f 00 00 00 00 10 00 00 02 00 00 00"
			"00 20 00 00 02 00 00 00 00 30 00 00 02 00 00 00"
			"05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
			"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"));
		red_zone(&s, 0x200003000);
		assert_int_equal(0xc0000001, run_on(&s, 0, dw, NULL));
		expect(&s, 0x200003000, 256, RSA_OUT);
		check_red(&s, 0x200003000, 256);
		assert_int_equal(0, dut_stat(&s.d, "request_errors"));
		assert_int_equal(0, dut_stat(&s.d, "requests_unproven"));
		assert_int_equal(256, dut_stat(&s.d, "bytes_out"));
		assert_quiet(&s.d);
		close_hpre(&s);
	}
}

static void
exponentiation_of_the_same_key(void **state)
{
	struct hpre_dut s;
	struct task t = {C_EXP, 256, .key = EX_KEY, .in = EX_IN, .out = EX_OUT, .tag = 5};

	(void)state;
	open_hpre(&s, WDP_MODEL_V2);
	put_all(&s, EX_KEY, 256, RSA_D, RSA_N, NULL);
	put_message(&s, EX_IN);
	run_good(&s, &t, 256);
	expect(&s, EX_OUT, 256, RSA_OUT);
	/* And back: public, with 253 zeroes before e; the result begins with a zero. */
	put_all(&s, EX_KEY, 256, "010001", RSA_N, NULL);
	memcpy(at(&s, EX_IN), at(&s, EX_OUT), 256);
	run_good(&s, &t, 256);
	put_message(&s, EX_IN);
	assert_memory_equal(at(&s, EX_IN), at(&s, EX_OUT), 256);
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* 27.2 */
#define ECDH_K "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433"

static void
ecdh_as_printed(void **state)
{
	struct hpre_dut s;
	uint32_t dw[16] = {0x4000000d, 3, 0x00004000, 2, 0x00005000, 2, 0x00006000, 2, 6};

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, 0x200004000, 32, P256_P, P256_A, ECDH_K, P256_B, NULL);
	put_all(&s, 0x200005000, 32,
		"d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63",
		"56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab", NULL);
	red_zone(&s, 0x200006000);
	assert_int_equal(0xc000000d, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200006000, 32,
		"d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de");
	expect(&s, 0x200006020, 32,
		"522bde0af0d8585b8def9c183b5ae38f50235206a8674ecb5d98edb20eb153a2");
	check_red(&s, 0x200006000, 64);
	/* The public key, with hpcore and a mark of the driver's own (11). */
	dw[1] = 0x80000003;
	dw[10] = 0x12345678;
	put_all(&s, 0x200005000, 32, P256_GX, P256_GY, NULL);
	assert_int_equal(0xc000000d, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200006000, 32,
		"dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180");
	expect(&s, 0x200006020, 32,
		"5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3");
	assert_int_equal(0, dut_stat(&s.d, "requests_unproven"));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* 27.3 */
static void
ecdsa_as_printed(void **state)
{
	struct hpre_dut s;
	uint32_t dw[16] = {0x4000000e, 3, 0x00007000, 2, 0x00008000, 2, 0x00009000, 2, 7};
	uint32_t verdict = 0;

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, 0x200007000, 32, P256_P, P256_A, P256_D, P256_B, P256_N, P256_GX, P256_GY,
		NULL);
	put_all(&s, 0x200008000, 32, P256_E, P256_K, NULL);
	red_zone(&s, 0x200009000);
	assert_int_equal(0xc000000e, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200009000, 32, P256_R);
	expect(&s, 0x200009020, 32, P256_S);
	check_red(&s, 0x200009000, 64);
	put_all(&s, 0x200007000, 32, P256_P, P256_A, P256_B, P256_N, P256_GX, P256_GY, P256_PX,
		P256_PY, NULL);
	put_all(&s, 0x200008000, 32, P256_E, P256_S, P256_R, NULL);
	dw[0] = 0x4000000f;
	dw[6] = 0;
	dw[7] = 0;
	assert_int_equal(0xc000000f, run_on(&s, 1, dw, &verdict));
	assert_int_equal(2, verdict);
	assert_int_equal(0, dut_stat(&s.d, "requests_failed"));
	/* r before s is the order of the result, not of this. */
	put_all(&s, 0x200008000, 32, P256_E, P256_R, P256_S, NULL);
	assert_int_equal(0xc000000f, run_on(&s, 1, dw, &verdict));
	assert_int_equal(0, verdict);
	assert_int_equal(1, dut_stat(&s.d, "requests_failed"));
	assert_int_equal(0, dut_stat(&s.d, "request_errors"));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* 27.4 */
static void
sm2_signature_as_printed(void **state)
{
	struct hpre_dut s;
	uint32_t dw[16] = {0x40000012, 3, 0x00007000, 2, 0x00008000, 2, 0x00009000, 2, 8};
	uint32_t verdict = 0;

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, 0x200007000, 32, SM2_P, SM2_A, SM2_D, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	put_all(&s, 0x200008000, 32, SM2_E, SM2_K, NULL);
	red_zone(&s, 0x200009000);
	assert_int_equal(0xc0000012, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200009000, 32, SM2_R);
	expect(&s, 0x200009020, 32, SM2_S);
	check_red(&s, 0x200009000, 64);
	put_all(&s, 0x200007000, 32, SM2_P, SM2_A, SM2_B, SM2_N, SM2_GX, SM2_GY, SM2_PX, SM2_PY,
		NULL);
	put_all(&s, 0x200008000, 32, SM2_E, SM2_S, SM2_R, NULL);
	dw[0] = 0x40000013;
	dw[6] = 0;
	dw[7] = 0;
	assert_int_equal(0xc0000013, run_on(&s, 1, dw, &verdict));
	assert_int_equal(2, verdict);
	at(&s, 0x200008000)[31] ^= 1;
	assert_int_equal(0xc0000013, run_on(&s, 1, dw, &verdict));
	assert_int_equal(0, verdict);
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** sm2_ksel: the device draws k, and never the same twice. */
static void
sm2_signature_with_the_devices_k(void **state)
{
	struct hpre_dut s;
	uint32_t dw[16] = {0x40000012, 0x02000003, 0x00007000, 2, 0x00008000, 2, 0x00009000, 2, 8};
	struct task v = {C_SM2_VERIFY, 32, .key = 0x200007000, .in = 0x200008000};
	uint8_t first[64];

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, 0x200007000, 32, SM2_P, SM2_A, SM2_D, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	/* The slot of k is not looked at: 0 would be refused. */
	put_all(&s, 0x200008000, 32, SM2_E, "00", NULL);
	assert_int_equal(0xc0000012, run_on(&s, 1, dw, NULL));
	memcpy(first, at(&s, 0x200009000), 64);
	assert_int_equal(0xc0000012, run_on(&s, 1, dw, NULL));
	assert_memory_not_equal(first, at(&s, 0x200009000), 64);
	put_all(&s, 0x200007000, 32, SM2_P, SM2_A, SM2_B, SM2_N, SM2_GX, SM2_GY, SM2_PX, SM2_PY,
		NULL);
	memcpy(at(&s, 0x200008020), first + 32, 32);
	memcpy(at(&s, 0x200008040), first, 32);
	assert_true(run_verify(&s, &v));
	memcpy(at(&s, 0x200008020), at(&s, 0x200009020), 32);
	memcpy(at(&s, 0x200008040), at(&s, 0x200009000), 32);
	assert_true(run_verify(&s, &v));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* 27.5 */
#define SM2_MSG "656e6372797074696f6e207374616e64617264"
#define SM2_CIPHER SM2_C1 SM2_C2 SM2_C3

static void
sm2_encryption_as_printed(void **state)
{
	struct hpre_dut s;
	uint32_t dw[16] = {0x40000014, 3, 0x00007000, 2, 0x00008000, 2, 0x00009000, 2, 9, 0, 0x12};

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, 0x200007000, 32, SM2_P, SM2_A, SM2_B, SM2_N, SM2_GX, SM2_GY, SM2_PX, SM2_PY,
		NULL);
	put(&s, 0x200008000, 32, SM2_K);
	put(&s, 0x200008020, 19, SM2_MSG);
	red_zone(&s, 0x200009000);
	assert_int_equal(0xc0000014, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200009000, 115, SM2_CIPHER);
	check_red(&s, 0x200009000, 115);

	put_all(&s, 0x200007000, 32, SM2_P, SM2_A, SM2_D, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	put(&s, 0x200008000, 115, SM2_CIPHER);
	red_zone(&s, 0x200009000);
	dw[0] = 0x40000015;
	assert_int_equal(0xc0000015, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200009000, 19, SM2_MSG);
	check_red(&s, 0x200009000, 19);
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* 27.6 */
#define X25519_P "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"

static void
x25519_as_printed(void **state)
{
	struct hpre_dut s;
	uint32_t dw[16] = {0x40000010, 3, 0x00007000, 2, 0x00008000, 2, 0x00009000, 2, 10};

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, 0x200007000, 32, X25519_P, "01db41",
		"449a44ba44226a50185afcc10a4c1462dd5e46824b15163b9d7c52f06be346a0", NULL);
	put(&s, 0x200008000, 32,
		"4c1cabd0a603a9103b35b326ec2466727c5fb124a4c19435db3030586768dbe6");
	red_zone(&s, 0x200009000);
	assert_int_equal(0xc0000010, run_on(&s, 1, dw, NULL));
	expect(&s, 0x200009000, 32,
		"5285a2775507b454f7711c4903cfec324f088df24dea948e90c6e99d3755dac3");
	check_red(&s, 0x200009000, 32);
	assert_int_equal(0, dut_stat(&s.d, "requests_unproven"));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* 27.7, with x and p small enough to know the result: 2 ^ 2047 < p. */
static void
dh_as_printed(void **state)
{
	enum wdp_model_hw hw;
	struct hpre_dut s;
	uint32_t dw[16] = {0x40000004, 0x1f, 0x0000a000, 2, 0, 0, 0x0000c000, 2, 0xb};

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		dw[0] = 0x40000004;
		dw[4] = dw[5] = 0;
		open_hpre(&s, hw);
		put(&s, 0x20000a000, 256, "07ff");
		memset(at(&s, 0x20000a100), 0xff, 256);
		red_zone(&s, 0x20000c000);
		assert_int_equal(0xc0000004, run_on(&s, 0, dw, NULL));
		assert_int_equal(0x80, at(&s, 0x20000c000)[0]);
		expect(&s, 0x20000c001, 255, "00");
		check_red(&s, 0x20000c000, 256);
		/* An old address as input is not looked at (15). */
		dw[4] = 0x1000;
		dw[5] = 0xdead;
		assert_int_equal(0xc0000004, run_on(&s, 0, dw, NULL));
		/* The same with a base. */
		dw[0] = 0x40000005;
		dw[4] = 0x0000b000;
		dw[5] = 2;
		put(&s, 0x20000b000, 256, "02");
		red_zone(&s, 0x20000c000);
		assert_int_equal(0xc0000005, run_on(&s, 0, dw, NULL));
		assert_int_equal(0x80, at(&s, 0x20000c000)[0]);
		expect(&s, 0x20000c001, 255, "00");
		assert_quiet(&s.d);
		close_hpre(&s);
	}
}

/** 14.3, with the key of 27.1. */
static void
key_generation(void **state)
{
	struct hpre_dut s;
	struct task t = {C_GEN, 256, .key = EX_KEY, .out = EX_OUT, .tag = 12};

	(void)state;
	open_hpre(&s, WDP_MODEL_V2);
	put(&s, EX_KEY, 256, "010001");
	put_all(&s, EX_KEY + 256, 128, CRT_P, CRT_Q, NULL);
	run_good(&s, &t, 512);
	expect(&s, EX_OUT, 256, RSA_D);
	expect(&s, EX_OUT + 256, 256, RSA_N);
	t.code = C_GEN_CRT;
	run_good(&s, &t, 896);
	expect(&s, EX_OUT, 256, RSA_D);
	expect(&s, EX_OUT + 256, 256, RSA_N);
	expect(&s, EX_OUT + 512, 128, CRT_QINV);
	expect(&s, EX_OUT + 640, 128, CRT_DQ);
	expect(&s, EX_OUT + 768, 128, CRT_DP);
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** 20: a key that signs and verifies. */
static void
sm2_key_generation(void **state)
{
	struct hpre_dut s;
	struct task t = {C_SM2_GEN, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT};
	struct task m = {C_MUL, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT + 0x1000};
	uint8_t key[96];

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	put_all(&s, EX_KEY, 32, SM2_P, SM2_A, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	put_all(&s, EX_IN, 32, SM2_GX, SM2_GY, NULL);
	run_good(&s, &t, 96);
	memcpy(key, at(&s, EX_OUT), 96);
	put_all(&s, EX_KEY, 32, SM2_P, SM2_A, "00", SM2_B, NULL);
	memcpy(at(&s, EX_KEY + 64), key + 64, 32);
	run_good(&s, &m, 64);
	assert_memory_equal(key, at(&s, EX_OUT + 0x1000), 64);
	put_all(&s, EX_KEY, 32, SM2_P, SM2_A, SM2_B, SM2_N, SM2_GX, SM2_GY, NULL);
	run_good(&s, &t, 96);
	assert_memory_not_equal(key + 64, at(&s, EX_OUT + 64), 32);
	assert_quiet(&s.d);
	close_hpre(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crt_as_printed),
		cmocka_unit_test(exponentiation_of_the_same_key),
		cmocka_unit_test(ecdh_as_printed),
		cmocka_unit_test(ecdsa_as_printed),
		cmocka_unit_test(sm2_signature_as_printed),
		cmocka_unit_test(sm2_signature_with_the_devices_k),
		cmocka_unit_test(sm2_encryption_as_printed),
		cmocka_unit_test(x25519_as_printed),
		cmocka_unit_test(dh_as_printed),
		cmocka_unit_test(key_generation),
		cmocka_unit_test(sm2_key_generation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
