/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* HPRE's constants against the worked examples of doc/hw/hpre.md 27, byte for byte. */

#include <string.h>

#include "wdp_hw_hpre.h"
#include "hpre_examples.h"
#include "wdp_unit.h"

#define KEY 0x200007000
#define IN 0x200008000
#define OUT 0x200009000
#define P256 WDP_HPRE_K_ECC256_B
#define BLOCK_MAX_B (WDP_HPRE_PUB_FIELDS * P256)

struct task {
	uint32_t op;
	uint32_t k; /* operand bytes */
	uint32_t dw1; /* flags beside the length */
	uint64_t key;
	uint64_t in;
	uint64_t out;
	uint64_t tag;
	uint32_t sm2;
};

/* Words as hardware sees them; memory is little-endian whatever the host is. */
static void
put64(struct wdp_hpre_sqe *sqe, unsigned int lo, uint64_t v)
{
	sqe->dw[lo] = wdp_le32(WDP_LO32(v));
	sqe->dw[lo + 1] = wdp_le32(WDP_HI32(v));
}

static struct wdp_hpre_sqe
sqe_of(const struct task *t)
{
	struct wdp_hpre_sqe sqe = {0};

	sqe.dw[WDP_HPRE_DW_OP] = wdp_le32(WDP_FIELD32(WDP_HPRE_OP, t->op) |
		WDP_FIELD32(WDP_HPRE_DONE, WDP_HPRE_DONE_SUBMIT));
	sqe.dw[WDP_HPRE_DW_LEN] = wdp_le32(WDP_FIELD32(WDP_HPRE_LEN1, WDP_HPRE_LEN1(t->k)) |
		t->dw1);
	put64(&sqe, WDP_HPRE_DW_KEY_LO, t->key);
	put64(&sqe, WDP_HPRE_DW_IN_LO, t->in);
	put64(&sqe, WDP_HPRE_DW_OUT_LO, t->out);
	put64(&sqe, WDP_HPRE_DW_TAG_LO, t->tag);
	sqe.dw[WDP_HPRE_DW_SM2] = wdp_le32(t->sm2);
	assert_int_equal(wdp_le32(sqe.dw[WDP_HPRE_DW_OP]) & WDP_HPRE_DW0_ZERO, 0);
	assert_int_equal(wdp_le32(sqe.dw[WDP_HPRE_DW_LEN]) & WDP_HPRE_DW1_ZERO, 0);
	return sqe;
}

/* What the device answers: finished, no error, and nothing else changed. */
static void
finish(struct wdp_hpre_sqe *sqe, uint32_t verdict)
{
	uint32_t dw0 = wdp_le32(sqe->dw[WDP_HPRE_DW_OP]) & ~WDP_MASK32(WDP_HPRE_DONE);

	dw0 |= WDP_FIELD32(WDP_HPRE_DONE, WDP_HPRE_DONE_FINISHED) |
		WDP_FIELD32(WDP_HPRE_ETYPE, WDP_HPRE_ETYPE_OK) |
		WDP_FIELD32(WDP_HPRE_ETYPE1, WDP_HPRE_ETYPE1_OK);
	sqe->dw[WDP_HPRE_DW_OP] = wdp_le32(dw0);
	sqe->dw[WDP_HPRE_DW_OUT_LO] |= wdp_le32(verdict);
}

/* One field of a block, right-justified in k bytes. */
static void
put(uint8_t *block, unsigned int field, unsigned int k, const char *text)
{
	uint8_t v[BLOCK_MAX_B];
	size_t n = wdp_unit_hex(text, v, sizeof(v));

	assert_true(n <= k);
	memset(block + field * k, 0, k - n);
	memcpy(block + field * k + k - n, v, n);
}

static void
rsa_crt_27_1(void **state)
{
	struct task t = {
		.op = WDP_HPRE_OP_RSA_CRT, .k = WDP_HPRE_K_2048_B, .key = 0x200001000,
		.in = 0x200002000, .out = 0x200003000, .tag = 5,
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);

	(void)state;
	wdp_unit_bytes(&sqe,
		"01 00 00 40 1f 00 00 00 00 10 00 00 02 00 00 00"
		"00 20 00 00 02 00 00 00 00 30 00 00 02 00 00 00"
		"05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	finish(&sqe, 0);
	wdp_unit_bytes(&sqe,
		"01 00 00 c0 1f 00 00 00 00 10 00 00 02 00 00 00"
		"00 20 00 00 02 00 00 00 00 30 00 00 02 00 00 00"
		"05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

/* The ends of the five fields, each where the example's block has it. */
static void
rsa_crt_key_27_1(void **state)
{
	const unsigned int half = WDP_HPRE_K_2048_B / 2;
	uint8_t key[WDP_HPRE_CRT_FIELDS * WDP_HPRE_K_2048_B / 2];
	unsigned int i;

	(void)state;
	assert_int_equal(sizeof(key), 0x280);
	memset(key, 0xee, sizeof(key));
	put(key, WDP_HPRE_CRT_P, half, "06a1");
	put(key, WDP_HPRE_CRT_Q, half, "040d");
	put(key, WDP_HPRE_CRT_DP, half, "039efc81");
	put(key, WDP_HPRE_CRT_DQ, half, "0aadf6e5");
	put(key, WDP_HPRE_CRT_QINV, half, "29e417bb");
	wdp_unit_bytes(key + 0x07c, "0aadf6e5");
	wdp_unit_bytes(key + 0x0fc, "039efc81");
	wdp_unit_bytes(key + 0x17c, "0000040d");
	wdp_unit_bytes(key + 0x1fc, "000006a1");
	wdp_unit_bytes(key + 0x27c, "29e417bb");
	for (i = 0; i < WDP_HPRE_CRT_FIELDS; i++)
		assert_int_equal(key[i * half], 0);
}

static void
rsa_public_key_27_1(void **state)
{
	uint8_t key[WDP_HPRE_EXP_FIELDS * WDP_HPRE_K_2048_B];

	(void)state;
	memset(key, 0xee, sizeof(key));
	put(key, WDP_HPRE_EXP_MODULUS, WDP_HPRE_K_2048_B, "1ada2d");
	put(key, WDP_HPRE_EXP_EXPONENT, WDP_HPRE_K_2048_B, "010001");
	wdp_unit_bytes(key + 0xfc, "00 01 00 01");
	wdp_unit_bytes(key + 0x1fc, "00 1a da 2d");
}

static void
ecdh_p256_27_2(void **state)
{
	static const char want[] =
		"0d 00 00 40 03 00 00 00 00 40 00 00 02 00 00 00"
		"00 50 00 00 02 00 00 00 00 60 00 00 02 00 00 00"
		"06 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
	struct task t = {
		.op = WDP_HPRE_OP_POINT_MUL, .k = P256, .key = 0x200004000,
		.in = 0x200005000, .out = 0x200006000, .tag = 6,
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);
	uint8_t key[WDP_HPRE_MUL_FIELDS * P256];

	(void)state;
	wdp_unit_bytes(&sqe, want);
	t.dw1 = WDP_HPRE_FAST_CORE;
	sqe = sqe_of(&t);
	wdp_unit_bytes((uint8_t *)&sqe + 4, "03 00 00 80");
	memset(key, 0xee, sizeof(key));
	put(key, WDP_HPRE_MUL_B, P256, P256_B);
	put(key, WDP_HPRE_MUL_SCALAR, P256,
		"c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433");
	put(key, WDP_HPRE_MUL_A, P256, P256_A);
	put(key, WDP_HPRE_MUL_P, P256, P256_P);
	wdp_unit_bytes(key, P256_P P256_A
		"c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433" P256_B);
}

static void
ecdh_point_27_2(void **state)
{
	uint8_t in[WDP_HPRE_POINT_FIELDS * P256];

	(void)state;
	memset(in, 0xee, sizeof(in));
	put(in, WDP_HPRE_POINT_Y, P256, P256_GY);
	put(in, WDP_HPRE_POINT_X, P256, P256_GX);
	wdp_unit_bytes(in, P256_GX P256_GY);
}

static void
ecdsa_sign_27_3(void **state)
{
	struct task t = {
		.op = WDP_HPRE_OP_ECDSA_SIGN, .k = P256, .key = KEY, .in = IN, .out = OUT, .tag = 7,
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);
	uint8_t b[BLOCK_MAX_B];

	(void)state;
	wdp_unit_bytes(&sqe,
		"0e 00 00 40 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 90 00 00 02 00 00 00"
		"07 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	memset(b, 0xee, sizeof(b));
	put(b, WDP_HPRE_PRIV_GY, P256, P256_GY);
	put(b, WDP_HPRE_PRIV_GX, P256, P256_GX);
	put(b, WDP_HPRE_PRIV_N, P256, P256_N);
	put(b, WDP_HPRE_PRIV_B, P256, P256_B);
	put(b, WDP_HPRE_PRIV_D, P256, P256_D);
	put(b, WDP_HPRE_PRIV_A, P256, P256_A);
	put(b, WDP_HPRE_PRIV_P, P256, P256_P);
	wdp_unit_bytes(b, P256_P P256_A P256_D P256_B P256_N P256_GX P256_GY);
	assert_int_equal(WDP_HPRE_PRIV_FIELDS, 7);
	put(b, WDP_HPRE_SIGN_IN_K, P256, P256_K);
	put(b, WDP_HPRE_SIGN_IN_E, P256, P256_E);
	wdp_unit_bytes(b, P256_E P256_K);
	put(b, WDP_HPRE_SIGN_OUT_S, P256, P256_S);
	put(b, WDP_HPRE_SIGN_OUT_R, P256, P256_R);
	wdp_unit_bytes(b, P256_R P256_S);
}

static void
ecdsa_verify_27_3(void **state)
{
	struct task t = {
		.op = WDP_HPRE_OP_ECDSA_VERIFY, .k = P256, .key = KEY, .in = IN, .tag = 7,
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);
	uint8_t b[BLOCK_MAX_B];

	(void)state;
	wdp_unit_bytes(&sqe,
		"0f 00 00 40 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 00 00 00 00 00 00 00"
		"07 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	finish(&sqe, WDP_HPRE_VERDICT_OK);
	wdp_unit_bytes(&sqe,
		"0f 00 00 c0 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 02 00 00 00 00 00 00 00"
		"07 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	memset(b, 0xee, sizeof(b));
	put(b, WDP_HPRE_PUB_PY, P256, P256_PY);
	put(b, WDP_HPRE_PUB_PX, P256, P256_PX);
	put(b, WDP_HPRE_PUB_GY, P256, P256_GY);
	put(b, WDP_HPRE_PUB_GX, P256, P256_GX);
	put(b, WDP_HPRE_PUB_N, P256, P256_N);
	put(b, WDP_HPRE_PUB_B, P256, P256_B);
	put(b, WDP_HPRE_PUB_A, P256, P256_A);
	put(b, WDP_HPRE_PUB_P, P256, P256_P);
	wdp_unit_bytes(b, P256_P P256_A P256_B P256_N P256_GX P256_GY P256_PX P256_PY);
	put(b, WDP_HPRE_VERIFY_IN_R, P256, P256_R);
	put(b, WDP_HPRE_VERIFY_IN_S, P256, P256_S);
	put(b, WDP_HPRE_VERIFY_IN_E, P256, P256_E);
	wdp_unit_bytes(b, P256_E P256_S P256_R);
}

static void
sm2_sign_27_4(void **state)
{
	struct task t = {
		.op = WDP_HPRE_OP_SM2_SIGN, .k = WDP_HPRE_SM2_K_B, .dw1 = WDP_HPRE_SM2_KSEL,
		.key = KEY, .in = IN, .out = OUT, .tag = 8,
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);

	(void)state;
	wdp_unit_bytes(&sqe,
		"12 00 00 40 03 00 00 02 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 90 00 00 02 00 00 00"
		"08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	t.dw1 = 0;
	sqe = sqe_of(&t);
	wdp_unit_bytes((uint8_t *)&sqe + 4, "03 00 00 00");
}

static void
sm2_encrypt_27_5(void **state)
{
	const uint32_t m = strlen("encryption standard");
	struct task t = {
		.op = WDP_HPRE_OP_SM2_ENCRYPT, .k = WDP_HPRE_SM2_K_B, .key = KEY, .in = IN,
		.out = OUT, .tag = 9, .sm2 = WDP_FIELD32(WDP_HPRE_SM2_MLEN, m - 1),
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);

	(void)state;
	wdp_unit_bytes(&sqe,
		"14 00 00 40 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 90 00 00 02 00 00 00"
		"09 00 00 00 00 00 00 00 12 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	t.op = WDP_HPRE_OP_SM2_DECRYPT;
	sqe = sqe_of(&t);
	wdp_unit_bytes(&sqe, "15 00 00 40");
	assert_int_equal(WDP_HPRE_SM2_MSG_OFF, 0x20);
	assert_int_equal(WDP_HPRE_SM2_C1X_OFF, 0x00);
	assert_int_equal(WDP_HPRE_SM2_C1Y_OFF, 0x20);
	assert_int_equal(WDP_HPRE_SM2_C2_OFF, 0x40);
	assert_int_equal(WDP_HPRE_SM2_C3_OFF(m), 0x53);
	assert_int_equal(WDP_HPRE_SM2_CIPHER_B(m), 64 + 19 + 32);
}

static void
x25519_27_6(void **state)
{
	static const char k[] = "449a44ba44226a50185afcc10a4c1462dd5e46824b15163b9d7c52f06be346a0";
	struct task t = {.op = WDP_HPRE_OP_MONTGOMERY, .k = WDP_HPRE_X25519_LEN_B};
	struct wdp_hpre_sqe sqe = sqe_of(&t);
	uint8_t key[WDP_HPRE_MONT_FIELDS * WDP_HPRE_X25519_LEN_B];

	(void)state;
	wdp_unit_bytes(&sqe, "10 00 00 40 03 00 00 00");
	memset(key, 0xee, sizeof(key));
	put(key, WDP_HPRE_MONT_SCALAR, P256, k);
	put(key, WDP_HPRE_MONT_A24, P256, "01db41");
	put(key, WDP_HPRE_MONT_P, P256,
		"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
	wdp_unit_bytes(key,
		"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"
		"000000000000000000000000000000000000000000000000000000000001db41"
		"449a44ba44226a50185afcc10a4c1462dd5e46824b15163b9d7c52f06be346a0");
	/* (A - 2) / 4 of the curves' A, 486662 and 156326 */
	assert_int_equal(WDP_HPRE_X25519_A24, (486662 - 2) / 4);
	assert_int_equal(WDP_HPRE_X448_A24, (156326 - 2) / 4);
}

static void
dh_2048_27_7(void **state)
{
	struct task t = {
		.op = WDP_HPRE_OP_DH_G2, .k = WDP_HPRE_K_2048_B, .key = 0x20000a000,
		.out = 0x20000c000, .tag = 0xb,
	};
	struct wdp_hpre_sqe sqe = sqe_of(&t);

	(void)state;
	wdp_unit_bytes(&sqe,
		"04 00 00 40 1f 00 00 00 00 a0 00 00 02 00 00 00"
		"00 00 00 00 00 00 00 00 00 c0 00 00 02 00 00 00"
		"0b 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

static void
lengths_13(void **state)
{
	static const struct {
		uint32_t k;
		uint32_t bits;
		uint32_t len1;
	} row[] = {
		{WDP_HPRE_K_768_B, 768, 11}, {WDP_HPRE_K_1024_B, 1024, 15},
		{WDP_HPRE_K_1536_B, 1536, 23}, {WDP_HPRE_K_2048_B, 2048, 31},
		{WDP_HPRE_K_3072_B, 3072, 47}, {WDP_HPRE_K_4096_B, 4096, 63},
		{WDP_HPRE_K_ECC256_B, 256, 3}, {WDP_HPRE_K_ECC384_B, 384, 5},
		{WDP_HPRE_K_ECC576_B, 576, 8},
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(row[i].k * 8, row[i].bits);
		assert_int_equal(WDP_HPRE_LEN1(row[i].k), row[i].len1);
		assert_int_equal(WDP_HPRE_K_B(row[i].len1), row[i].k);
	}
}

/* Whole values of section 6 and 8 taken apart and put together. */
static void
registers_6_8(void **state)
{
	const uint32_t cores = 0x00120a0a;

	(void)state;
	assert_int_equal(WDP_GET32(WDP_HPRE_CAP_CLUSTERS, cores), 1);
	assert_int_equal(WDP_GET32(WDP_HPRE_CAP_KINDS, cores), 2);
	assert_int_equal(WDP_GET32(WDP_HPRE_CAP_ALL, cores), 10);
	assert_int_equal(WDP_GET32(WDP_HPRE_CAP_EACH, cores), 10);
	assert_int_equal(WDP_HPRE_ALG_RSA | WDP_HPRE_ALG_DH | WDP_HPRE_ALG_ECDH |
		WDP_HPRE_ALG_X25519, 0x27);
	assert_int_equal(0x27 | WDP_HPRE_ALG_ECDSA | WDP_HPRE_ALG_SM2 | WDP_HPRE_ALG_X448, 0x7f);
	assert_int_equal(WDP_HPRE_ERR_ECC_MULTI, 0x22);
	assert_int_equal(WDP_MASK32(WDP_HPRE_ERR_HTBT), 0x3c0);
	assert_int_equal(WDP_HPRE_ERR_ALL, WDP_HPRE_ERR_ECC_1BIT | WDP_HPRE_ERR_ECC_2BIT |
		WDP_HPRE_ERR_POISON_WB | WDP_HPRE_ERR_POISON_RD | WDP_HPRE_ERR_POISON_BD |
		WDP_HPRE_ERR_OOO_2BIT | WDP_MASK32(WDP_HPRE_ERR_HTBT) |
		WDP_MASK32(WDP_HPRE_ERR_AXI_R) | WDP_MASK32(WDP_HPRE_ERR_AXI_W) |
		WDP_HPRE_ERR_RNG | WDP_HPRE_ERR_SVA_FSM | WDP_HPRE_ERR_SVA);
	assert_int_equal(WDP_HPRE_CAP_CORE1_ALG + 4 * 9, WDP_HPRE_CAP_CORE10_ALG);
	assert_int_equal(WDP_HPRE_CLUSTER_BASE + WDP_HPRE_CORE_SHB, 0x302088);
}

/* No example uses these: places by byte and bit as in section 11. */
static void
fields_11(void **state)
{
	(void)state;
	assert_int_equal(WDP_MASK32(WDP_HPRE_OP), 0x0000001f);
	assert_int_equal(WDP_MASK32(WDP_HPRE_ETYPE), 0x0000ffe0);
	assert_int_equal(WDP_MASK32(WDP_HPRE_ETYPE1), 0x3fff0000);
	assert_int_equal(WDP_MASK32(WDP_HPRE_DONE), 0xc0000000);
	assert_int_equal(WDP_HPRE_ETYPE1_SVA, 1 << 5);
	assert_int_equal(WDP_MASK32(WDP_HPRE_LEN1), 0x000000ff);
	assert_int_equal(WDP_MASK32(WDP_HPRE_LEN2), 0x0000ff00);
	assert_int_equal(WDP_MASK32(WDP_HPRE_MRTEST), 0x00ff0000);
	assert_int_equal(WDP_HPRE_WRAPPED_KEY >> 24, 0x01);
	assert_int_equal(WDP_HPRE_SVA_BYPASS >> 24, 0x04);
	assert_int_equal(WDP_MASK32(WDP_HPRE_SVA_STATUS) >> 24, 0x78);
	assert_int_equal(WDP_MASK32(WDP_HPRE_WRAP_SEL), 0x000f0000);
	assert_int_equal(WDP_MASK32(WDP_HPRE_WRAP_NUM), 0x00700000);
	assert_int_equal(WDP_HPRE_DW_KEY_HI * 4, 12);
	assert_int_equal(WDP_HPRE_DW_IN_HI * 4, 20);
	assert_int_equal(WDP_HPRE_DW_OUT_HI * 4, 28);
	assert_int_equal(WDP_HPRE_DW_TAG_HI * 4, 36);
	assert_int_equal(WDP_HPRE_DW_KEK * 4, 44);
	assert_int_equal(WDP_HPRE_DW_REST * 4, 48);
}

static void
operations_12(void **state)
{
	static const uint32_t op[] = {
		WDP_HPRE_OP_EXP, WDP_HPRE_OP_RSA_CRT, WDP_HPRE_OP_RSA_GEN, WDP_HPRE_OP_RSA_GEN_CRT,
		WDP_HPRE_OP_DH_G2, WDP_HPRE_OP_DH, WDP_HPRE_OP_PRIME_TEST, WDP_HPRE_OP_MOD,
		WDP_HPRE_OP_MOD_INV, WDP_HPRE_OP_MUL, WDP_HPRE_OP_COPRIME_TEST,
		WDP_HPRE_OP_CURVE_TEST, WDP_HPRE_OP_POINT_ADD, WDP_HPRE_OP_POINT_MUL,
		WDP_HPRE_OP_ECDSA_SIGN, WDP_HPRE_OP_ECDSA_VERIFY, WDP_HPRE_OP_MONTGOMERY,
		WDP_HPRE_OP_SM2_GEN, WDP_HPRE_OP_SM2_SIGN, WDP_HPRE_OP_SM2_VERIFY,
		WDP_HPRE_OP_SM2_ENCRYPT, WDP_HPRE_OP_SM2_DECRYPT,
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(op) / sizeof(op[0]); i++)
		assert_int_equal(op[i], i);
	assert_int_equal(WDP_HPRE_OP_LAST, i - 1);
	assert_int_equal(WDP_HPRE_OP_MOD_LAST + 1, WDP_HPRE_OP_CURVE_TEST);
}

/* Offsets in bytes for 2048 bits; K / 2 is 0x80. */
static void
rsa_generation_14_3(void **state)
{
	const unsigned int half = WDP_HPRE_K_2048_B / 2;

	(void)state;
	assert_int_equal(WDP_HPRE_GEN_E * half, 0x000);
	assert_int_equal(WDP_HPRE_GEN_P * half, 0x100);
	assert_int_equal(WDP_HPRE_GEN_Q * half, 0x180);
	assert_int_equal(WDP_HPRE_GEN_HALVES * half, 0x200);
	assert_int_equal(WDP_HPRE_GEN_OUT_D * half, 0x000);
	assert_int_equal(WDP_HPRE_GEN_OUT_N * half, 0x100);
	assert_int_equal(WDP_HPRE_GEN_OUT_HALVES * half, 0x200);
	assert_int_equal(WDP_HPRE_GEN_OUT_QINV * half, 0x200);
	assert_int_equal(WDP_HPRE_GEN_OUT_DQ * half, 0x280);
	assert_int_equal(WDP_HPRE_GEN_OUT_DP * half, 0x300);
	assert_int_equal(WDP_HPRE_GEN_OUT_CRT_HALVES * half, 0x380);
}

/* Bytes of whole blocks, and where SM2 key generation leaves its result. */
static void
block_sizes_14_21(void **state)
{
	(void)state;
	assert_int_equal(WDP_HPRE_EXP_FIELDS, 2);
	assert_int_equal(WDP_HPRE_MUL_FIELDS, 4);
	assert_int_equal(WDP_HPRE_POINT_FIELDS, 2);
	assert_int_equal(WDP_HPRE_MONT_FIELDS, 3);
	assert_int_equal(WDP_HPRE_SIGN_IN_FIELDS, 2);
	assert_int_equal(WDP_HPRE_SIGN_OUT_FIELDS, 2);
	assert_int_equal(WDP_HPRE_VERIFY_IN_FIELDS, 3);
	assert_int_equal(WDP_HPRE_SM2_GEN_OUT_PX, 0);
	assert_int_equal(WDP_HPRE_SM2_GEN_OUT_PY, 1);
	assert_int_equal(WDP_HPRE_SM2_GEN_OUT_D, 2);
	assert_int_equal(WDP_HPRE_SM2_GEN_OUT_FIELDS, 3);
	assert_int_equal(WDP_HPRE_SM2_K_B, P256);
	assert_int_equal(WDP_HPRE_X25519_LEN_B * 8, 256);
	assert_int_equal(WDP_HPRE_X448_LEN_B * 8, 448);
	assert_int_equal(WDP_HPRE_X25519_BASE, 9);
	assert_int_equal(WDP_HPRE_X448_BASE, 5);
	assert_int_equal(WDP_HPRE_MOD_IO_MAX_B, WDP_HPRE_K_4096_B);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rsa_crt_27_1),
		cmocka_unit_test(rsa_crt_key_27_1),
		cmocka_unit_test(rsa_public_key_27_1),
		cmocka_unit_test(ecdh_p256_27_2),
		cmocka_unit_test(ecdh_point_27_2),
		cmocka_unit_test(ecdsa_sign_27_3),
		cmocka_unit_test(ecdsa_verify_27_3),
		cmocka_unit_test(sm2_sign_27_4),
		cmocka_unit_test(sm2_encrypt_27_5),
		cmocka_unit_test(x25519_27_6),
		cmocka_unit_test(dh_2048_27_7),
		cmocka_unit_test(fields_11),
		cmocka_unit_test(operations_12),
		cmocka_unit_test(lengths_13),
		cmocka_unit_test(rsa_generation_14_3),
		cmocka_unit_test(block_sizes_14_21),
		cmocka_unit_test(registers_6_8),
	};

	return cmocka_run_group_tests_name("hw_hpre", tests, NULL, NULL);
}
