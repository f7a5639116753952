/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Operand blocks against the worked examples of doc/hw/hpre.md 27, and what is refused. */

#include <string.h>

#include <rte_common.h>

#include "engine/hpre/wdp_hpre_block.h"
#include "hpre_examples.h"
#include "wdp_unit.h"

#define NUMS_MAX 64

/* Numbers from text, many at a time. */
static struct wdp_hpre_num
num(const char *text)
{
	static uint8_t buf[NUMS_MAX][640];
	static unsigned int next;
	uint8_t *b = buf[next++ % NUMS_MAX];

	return (struct wdp_hpre_num){b, wdp_unit_hex(text, b, sizeof(buf[0]))};
}

/* first, then "repeat" until n bytes are left for "last". */
static struct wdp_hpre_num
pattern(const char *first, const char *repeat, const char *last)
{
	char text[257] = "";

	strcat(text, first);
	while (strlen(text) + strlen(last) < 256)
		strcat(text, repeat);
	strcat(text, last);
	assert_int_equal(strlen(text), 256);
	return num(text);
}

/* ---- numbers ---- */

static void
numbers_in(void **state)
{
	uint8_t slot[24];

	(void)state;
	memset(slot, 0xee, sizeof(slot));
	assert_int_equal(wdp_hpre_put(slot, 16, num("010203")), 0);
	wdp_unit_bytes(slot, "00000000000000000000000000010203 eeeeeeeeeeeeeeee");
	assert_int_equal(wdp_hpre_put(slot, 16, num("ffeeddccbbaa99887766554433221100")), 0);
	wdp_unit_bytes(slot, "ffeeddccbbaa99887766554433221100 eeeeeeeeeeeeeeee");
	assert_int_equal(wdp_hpre_put(slot, 8, num("0000000102030405060708")), 0);
	wdp_unit_bytes(slot, "0102030405060708 7766554433221100");
	assert_int_equal(wdp_hpre_put(slot, 8, num("010102030405060708")), -EINVAL);
	assert_int_equal(wdp_hpre_put(slot, 8, num("80000102030405060708")), -EINVAL);
	assert_int_equal(wdp_hpre_put(slot, 8, (struct wdp_hpre_num){NULL, 0}), 0);
	assert_true(wdp_hpre_is_zero(slot, 8));
	assert_int_equal(wdp_hpre_num_len(num("0000010000")), 3);
	assert_int_equal(wdp_hpre_num_len(num("0000")), 0);
	assert_int_equal(wdp_hpre_num_len((struct wdp_hpre_num){NULL, 0}), 0);
}

static void
numbers_out(void **state)
{
	uint8_t slot[16], dst[20];

	(void)state;
	wdp_hpre_put(slot, 16, num("0102030405"));
	memset(dst, 0xee, sizeof(dst));
	assert_int_equal(wdp_hpre_get(dst, 6, slot, 16), 0);
	wdp_unit_bytes(dst, "000102030405 ee");
	assert_int_equal(wdp_hpre_get(dst, 5, slot, 16), 0);
	wdp_unit_bytes(dst, "0102030405 05 ee");
	assert_int_equal(wdp_hpre_get(dst, 4, slot, 16), -EINVAL);
	assert_int_equal(wdp_hpre_get(dst, 20, slot, 16), 0);
	wdp_unit_bytes(dst, "00000000 0000000000000000 0000000102030405");
}

static void
numbers_compared(void **state)
{
	static const char *const up[] = {
		"00000000000000000000000000000000", "00000000000000000000000000000001",
		"00000000000000000000000000000002", "0000000000000000ffffffffffffffff",
		"00000000000000010000000000000000", "00000000000000010000000000000001",
		"7fffffffffffffff8000000000000000", "80000000000000007fffffffffffffff",
		"8000000000000000ffffffffffffffff", "ffffffffffffffffffffffffffffffff",
	};
	uint8_t a[16], b[16];
	unsigned int i, j;

	(void)state;
	for (i = 0; i < RTE_DIM(up); i++) {
		wdp_unit_hex(up[i], a, sizeof(a));
		assert_int_equal(wdp_hpre_is_zero(a, 16), i == 0);
		assert_int_equal(wdp_hpre_is_zero_or_one(a, 16), i <= 1);
		for (j = 0; j < RTE_DIM(up); j++) {
			wdp_unit_hex(up[j], b, sizeof(b));
			assert_int_equal(wdp_hpre_below(a, b, 16), i < j);
			assert_int_equal(wdp_hpre_secret_below(a, b, 16), i < j);
		}
	}
}

/* ---- exponentiation ---- */

static void
rsa_crt_27_1(void **state)
{
	struct wdp_hpre_crt crt = {
		.p = pattern("c0", "00", "06a1"),
		.q = pattern("c0", "00", "040d"),
		.dp = pattern("", "039efc61", "039efc81"),
		.dq = pattern("4aadf552", "0aadf552", "0aadf6e5"),
		.qinv = pattern("9", "4129e", "417bb"),
	};
	uint8_t block[1280];
	unsigned int i;

	(void)state;
	assert_int_equal(wdp_hpre_key_b(WDP_HPRE_OP_RSA_CRT, 256), 640);
	memset(block, 0xee, sizeof(block));
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), 0);
	wdp_unit_bytes(block, "4aadf5520aadf552");
	wdp_unit_bytes(block + 0x78, "0aadf5520aadf6e5" "039efc61039efc61");
	wdp_unit_bytes(block + 0xf8, "039efc61039efc81" "c000000000000000");
	wdp_unit_bytes(block + 0x178, "000000000000040d" "c000000000000000");
	wdp_unit_bytes(block + 0x1f8, "00000000000006a1" "94129e4129e4129e4129e4129e4129e4");
	wdp_unit_bytes(block + 0x279, "129e4129e417bb");
	assert_int_equal(block[640], 0xee);
	/* The same key as a larger one: every field by zeros in front. */
	memset(block, 0xee, sizeof(block));
	assert_int_equal(wdp_hpre_crt_key(block, 512, &crt), 0);
	for (i = 0; i < WDP_HPRE_CRT_FIELDS; i++) {
		wdp_unit_filled(block + i * 256, 0, 128);
		assert_int_not_equal(block[i * 256 + 128], 0);
	}
}

static void
rsa_crt_refused(void **state)
{
	const struct wdp_hpre_crt good = {
		.p = pattern("c0", "00", "06a1"), .q = pattern("c0", "00", "040d"),
		.dp = num("0003"), .dq = num("05"), .qinv = num("07"),
	};
	/* zeros; an even prime */
	static const char *const bad[5][4] = {
		{"00", "", "c000", NULL}, {"00", "", "c000", NULL}, {"00", "", NULL},
		{"00", "", NULL}, {"00", "", NULL},
	};
	struct wdp_hpre_crt crt;
	struct wdp_hpre_num *field[] = {&crt.p, &crt.q, &crt.dp, &crt.dq, &crt.qinv};
	uint8_t block[1280], big[129] = {1, [128] = 1};
	unsigned int i, j;

	(void)state;
	crt = good;
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), 0);
	for (i = 0; i < RTE_DIM(bad); i++) {
		for (j = 0; bad[i][j] != NULL; j++) {
			crt = good;
			*field[i] = num(bad[i][j]);
			assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), -EINVAL);
		}
		/* one bit more than half of K has */
		crt = good;
		*field[i] = (struct wdp_hpre_num){big, sizeof(big)};
		assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), -EINVAL);
	}
	/* Not below its prime: equal is too much, one less is not. */
	crt = good;
	crt.dp = crt.p;
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), -EINVAL);
	crt.dp = pattern("c0", "00", "06a0");
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), 0);
	crt.qinv = crt.p;
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), -EINVAL);
	crt.qinv = good.q;
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), 0);
	crt.dq = good.q;
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), -EINVAL);
}

static void
rsa_plain_27_1(void **state)
{
	uint8_t block[513];

	(void)state;
	assert_int_equal(wdp_hpre_key_b(WDP_HPRE_OP_EXP, 256), 512);
	memset(block, 0xee, sizeof(block));
	assert_int_equal(wdp_hpre_exp_key(block, 256, num("010001"), num("0000901ada2d")), 0);
	wdp_unit_filled(block, 0, 253);
	wdp_unit_bytes(block + 253, "010001" "0000");
	wdp_unit_filled(block + 256, 0, 252);
	wdp_unit_bytes(block + 508, "901ada2d" "ee");
	assert_ptr_equal(wdp_hpre_exp_modulus(block, 256), block + 256);
}

static void
exponentiation_refused(void **state)
{
	uint8_t block[1024], in[128], long_n[129] = {1, [128] = 1};

	(void)state;
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("03"), num("0f")), 0);
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("00"), num("0f")), -EINVAL);
	assert_int_equal(wdp_hpre_exp_key(block, 128, num(""), num("0f")), -EINVAL);
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("03"), num("0e")), -EINVAL);
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("03"), num("01")), -EINVAL);
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("03"), num("")), -EINVAL);
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("03"),
		(struct wdp_hpre_num){long_n, 129}), -EINVAL);
	assert_int_equal(wdp_hpre_exp_key(block, 128, (struct wdp_hpre_num){long_n, 129},
		num("0f")), -EINVAL);
	long_n[0] = 0;
	long_n[1] = 1;
	assert_int_equal(wdp_hpre_exp_key(block, 128, num("03"),
		(struct wdp_hpre_num){long_n, 129}), 0);
	/* bases below the modulus 2^1016 + 1 */
	assert_int_equal(wdp_hpre_base_in(in, 128, num("00"), block + 128), 0);
	assert_int_equal(wdp_hpre_base_in(in, 128, (struct wdp_hpre_num){long_n, 129},
		block + 128), -EINVAL);
	long_n[128] = 0;
	assert_int_equal(wdp_hpre_base_in(in, 128, (struct wdp_hpre_num){long_n, 129},
		block + 128), 0);
	assert_memory_equal(in, long_n + 1, 128);
	long_n[0] = 1;
	assert_int_equal(wdp_hpre_base_in(in, 128, (struct wdp_hpre_num){long_n, 129},
		block + 128), -EINVAL);
}

static void
dh_values_15(void **state)
{
	uint8_t block[192], in[96];
	const uint8_t *p = wdp_hpre_exp_modulus(block, 96);

	(void)state;
	assert_int_equal(wdp_hpre_exp_key(block, 96, num("05"), num("0100000000000000000b")), 0);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("00"), p), -EINVAL);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("0001"), p), -EINVAL);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("0002"), p), 0);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("01000000000000000009"), p), 0);
	wdp_unit_bytes(in + 86, "01000000000000000009");
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("0100000000000000000a"), p), -EINVAL);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("0100000000000000000b"), p), -EINVAL);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("0100000000000000000c"), p), -EINVAL);
	assert_int_equal(wdp_hpre_dh_in(in, 96, num("0a"), p), 0);
	assert_true(wdp_hpre_dh_is_two(num("02")));
	assert_true(wdp_hpre_dh_is_two(num("000002")));
	assert_false(wdp_hpre_dh_is_two(num("0200")));
	assert_false(wdp_hpre_dh_is_two(num("05")));
	assert_false(wdp_hpre_dh_is_two(num("")));
}

static void
sizes_13(void **state)
{
	static const struct {
		uint8_t op;
		uint16_t len, native, extended;
	} row[] = {
		{WDP_HPRE_OP_EXP, 0, 0, 0}, {WDP_HPRE_OP_EXP, 1, 0, 128},
		{WDP_HPRE_OP_EXP, 64, 0, 128}, {WDP_HPRE_OP_EXP, 127, 0, 128},
		{WDP_HPRE_OP_EXP, 128, 128, 128}, {WDP_HPRE_OP_EXP, 129, 0, 256},
		{WDP_HPRE_OP_EXP, 192, 0, 256}, {WDP_HPRE_OP_RSA_CRT, 256, 256, 256},
		{WDP_HPRE_OP_RSA_CRT, 384, 384, 384}, {WDP_HPRE_OP_RSA_CRT, 512, 512, 512},
		{WDP_HPRE_OP_RSA_CRT, 513, 0, 0}, {WDP_HPRE_OP_EXP, 65535, 0, 0},
		{WDP_HPRE_OP_DH, 96, 96, 96}, {WDP_HPRE_OP_DH, 95, 0, 96},
		{WDP_HPRE_OP_DH_G2, 192, 192, 192}, {WDP_HPRE_OP_DH, 193, 0, 256},
		{WDP_HPRE_OP_DH_G2, 512, 512, 512}, {WDP_HPRE_OP_DH, 513, 0, 0},
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(row); i++) {
		assert_int_equal(wdp_hpre_mod_k(row[i].op, row[i].len, false), row[i].native);
		assert_int_equal(wdp_hpre_mod_k(row[i].op, row[i].len, true), row[i].extended);
	}
}

/* Sizes in bytes for K = 32 but for exponentiations (256), and who offers what. */
static void
operations_8_12(void **state)
{
	static const struct {
		uint8_t op, qtype, algs;
		uint16_t k, key, in, out;
	} row[] = {
		{0x00, 0, 0x01, 256, 512, 256, 256}, {0x01, 0, 0x01, 256, 640, 256, 256},
		{0x04, 0, 0x02, 256, 512, 0, 256}, {0x05, 0, 0x02, 256, 512, 256, 256},
		{0x0d, 1, 0x04, 32, 128, 64, 64}, {0x0e, 1, 0x08, 32, 224, 64, 64},
		{0x0f, 1, 0x08, 32, 256, 96, 0}, {0x10, 1, 0x20, 32, 96, 32, 32},
		{0x10, 1, 0x40, 72, 216, 72, 72}, {0x12, 1, 0x10, 32, 224, 64, 64},
		{0x13, 1, 0x10, 32, 256, 96, 0}, {0x14, 1, 0x10, 32, 256, 32, 96},
		{0x15, 1, 0x10, 32, 224, 96, 0},
	};
	unsigned int i, op, offered = 0;

	(void)state;
	for (i = 0; i < RTE_DIM(row); i++) {
		assert_int_equal(wdp_hpre_ops[row[i].op].qtype, row[i].qtype);
		assert_int_equal(wdp_hpre_key_b(row[i].op, row[i].k), row[i].key);
		assert_int_equal(wdp_hpre_in_b(row[i].op, row[i].k, 0), row[i].in);
		assert_int_equal(wdp_hpre_out_b(row[i].op, row[i].k, 0), row[i].out);
		assert_true(wdp_hpre_op_offered(row[i].algs, row[i].op, row[i].k));
		assert_false(wdp_hpre_op_offered(~row[i].algs, row[i].op, row[i].k));
		/* V2 has the first four. */
		assert_int_equal(wdp_hpre_op_offered(0x03, row[i].op, row[i].k), i < 4);
	}
	for (op = 0; op < 256; op++)
		offered += wdp_hpre_op_offered(0x7f, op, 32);
	assert_int_equal(offered, RTE_DIM(row) - 1);
	/* 27.5: 64 + 19 + 32 bytes out */
	assert_int_equal(wdp_hpre_out_b(WDP_HPRE_OP_SM2_ENCRYPT, 32, 19), 115);
	assert_int_equal(wdp_hpre_in_b(WDP_HPRE_OP_SM2_DECRYPT, 32, 19), 115);
	assert_int_equal(wdp_hpre_in_b(WDP_HPRE_OP_SM2_ENCRYPT, 32, 19), 51);
	assert_int_equal(wdp_hpre_out_b(WDP_HPRE_OP_SM2_DECRYPT, 32, 19), 19);
}

/* ---- curves ---- */

static void
ecdh_27_2(void **state)
{
	static const char k[] = "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433";
	static const char x[] = "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63";
	static const char y[] = "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab";
	const struct wdp_hpre_curve *c = wdp_hpre_curve(23);
	uint8_t block[129], in[65], ox[32], oy[32];

	(void)state;
	memset(block, 0xee, sizeof(block));
	assert_int_equal(wdp_hpre_mul_key(block, c, num(k)), 0);
	wdp_unit_bytes(block, P256_P P256_A
		"c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433"
		P256_B "ee");
	memset(in, 0xee, sizeof(in));
	assert_int_equal(wdp_hpre_point_in(in, c, num(x), num(y)), 0);
	wdp_unit_bytes(in, "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
		"56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab" "ee");
	assert_int_equal(wdp_hpre_pair_out(ox, oy, c, in), 0);
	wdp_unit_bytes(ox, "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63");
	wdp_unit_bytes(oy, "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab");
	wdp_hpre_base_point_in(in, c);
	wdp_unit_bytes(in, P256_GX P256_GY "ee");
	assert_int_equal(c->mul_flags, WDP_HPRE_FAST_CORE);
}

static void
ecdsa_27_3(void **state)
{
	const struct wdp_hpre_curve *c = wdp_hpre_curve(23);
	uint8_t b[257];

	(void)state;
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_priv_key(b, c, num(P256_D)), 0);
	wdp_unit_bytes(b, P256_P P256_A P256_D P256_B P256_N P256_GX P256_GY "ee");
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_pub_key(b, c, num(P256_PX), num(P256_PY)), 0);
	wdp_unit_bytes(b, P256_P P256_A P256_B P256_N P256_GX P256_GY P256_PX P256_PY);
	assert_int_equal(b[256], 0xee);
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_sign_in(b, c, num(P256_E), num(P256_K)), 0);
	wdp_unit_bytes(b, P256_E P256_K "ee");
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_verify_in(b, c, num(P256_E), num(P256_R), num(P256_S)), 0);
	wdp_unit_bytes(b, P256_E P256_S P256_R "ee");
}

/* A digest longer than the order is cut on the right, to the bit (19.3). */
static void
digests_19_3(void **state)
{
	const struct wdp_hpre_curve *p192 = wdp_hpre_curve(19), *p521 = wdp_hpre_curve(25);
	uint8_t b[144], digest[80];
	unsigned int i;

	(void)state;
	assert_int_equal(wdp_hpre_sign_in(b, p192, num(P256_E), num("02")), 0);
	wdp_unit_bytes(b, "0000000000000000 af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e98915"
		"0000000000000000 000000000000000000000000000000000000000000000002");
	assert_int_equal(wdp_hpre_sign_in(b, p192, num("aabb"), num("02")), 0);
	wdp_unit_bytes(b, "0000000000000000 0000000000000000 0000000000000000 000000000000aabb");
	for (i = 0; i < sizeof(digest); i++)
		digest[i] = i + 0x80;
	/* 64 bytes fit; 66 have 528 bits, seven too many, and what comes behind does not count. */
	assert_int_equal(wdp_hpre_sign_in(b, p521, (struct wdp_hpre_num){digest, 64}, num("02")),
		0);
	wdp_unit_filled(b, 0, 8);
	assert_memory_equal(b + 8, digest, 64);
	for (i = 66; i <= sizeof(digest); i += 14) {
		assert_int_equal(wdp_hpre_sign_in(b, p521, (struct wdp_hpre_num){digest, i},
			num("02")), 0);
		wdp_unit_filled(b, 0, 6);
		/* 80 81 82 83 .. bf c0 c1 as bits, shifted right by seven */
		wdp_unit_bytes(b + 6, "01 01 03 05 07");
		wdp_unit_bytes(b + 68, "7b 7d 7f 81");
	}
	assert_int_equal(wdp_hpre_sign_in(b, p192, num("0000"), num("02")), -EINVAL);
	assert_int_equal(wdp_hpre_sign_in(b, p192, num(""), num("02")), -EINVAL);
	assert_int_equal(wdp_hpre_verify_in(b, p192, num("0000"), num("02"), num("02")), -EINVAL);
}

static void
sm2_sign_27_4(void **state)
{
	const struct wdp_hpre_curve *c = wdp_hpre_curve(WDP_HPRE_GROUP_SM2);
	uint8_t b[256];

	(void)state;
	assert_int_equal(wdp_hpre_priv_key(b, c, num(SM2_D)), 0);
	wdp_unit_bytes(b, SM2_P SM2_A SM2_D SM2_B SM2_N SM2_GX SM2_GY);
	assert_int_equal(wdp_hpre_pub_key(b, c, num(SM2_PX), num(SM2_PY)), 0);
	wdp_unit_bytes(b, SM2_P SM2_A SM2_B SM2_N SM2_GX SM2_GY SM2_PX SM2_PY);
	assert_int_equal(wdp_hpre_sign_in(b, c, num(SM2_E), num(SM2_K)), 0);
	wdp_unit_bytes(b, SM2_E SM2_K);
	assert_int_equal(wdp_hpre_sign_in(b, c, num(SM2_E), (struct wdp_hpre_num){NULL, 0}), 0);
	wdp_unit_bytes(b, SM2_E);
	wdp_unit_filled(b + 32, 0, 32);
	assert_int_equal(wdp_hpre_verify_in(b, c, num(SM2_E), num(SM2_R), num(SM2_S)), 0);
	wdp_unit_bytes(b, SM2_E SM2_S SM2_R);
	/* d = n - 1 has no 1 / (1 + d); as a scalar it is a number like others. */
	assert_int_equal(wdp_hpre_priv_key(b, c,
		num("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122")), -EINVAL);
	assert_int_equal(wdp_hpre_priv_key(b, c,
		num("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121")), 0);
	assert_int_equal(wdp_hpre_mul_key(b, c,
		num("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122")), 0);
}

static void
sm2_encrypt_27_5(void **state)
{
	const struct wdp_hpre_num msg = {(const uint8_t *)"encryption standard", 19};
	uint8_t b[640], big[609];
	struct wdp_hpre_num wrong;

	(void)state;
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_sm2_encrypt_in(b, msg, num(SM2_K)), 0);
	wdp_unit_bytes(b, SM2_K);
	assert_memory_equal(b + 32, "encryption standard\xee", 20);
	assert_int_equal(wdp_hpre_sm2_encrypt_in(b, msg, (struct wdp_hpre_num){NULL, 0}), 0);
	wdp_unit_filled(b, 0, 32);
	assert_int_equal(wdp_hpre_sm2_encrypt_in(b, msg, num("01")), -EINVAL);
	memset(big, 1, sizeof(big));
	assert_int_equal(wdp_hpre_sm2_encrypt_in(b, (struct wdp_hpre_num){big, 512}, num(SM2_K)),
		0);
	assert_int_equal(wdp_hpre_sm2_encrypt_in(b, (struct wdp_hpre_num){big, 513}, num(SM2_K)),
		-EINVAL);
	assert_int_equal(wdp_hpre_sm2_encrypt_in(b, (struct wdp_hpre_num){big, 0}, num(SM2_K)),
		-EINVAL);
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, num(SM2_C1 SM2_C2 SM2_C3)), 19);
	wdp_unit_bytes(b, SM2_C1 SM2_C2 SM2_C3 "ee");
	wdp_unit_hex(SM2_C1, big, sizeof(big));
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, (struct wdp_hpre_num){big, 608}), 512);
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, (struct wdp_hpre_num){big, 97}), 1);
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, (struct wdp_hpre_num){big, 609}), -EINVAL);
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, (struct wdp_hpre_num){big, 96}), -EINVAL);
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, (struct wdp_hpre_num){big, 0}), -EINVAL);
	wrong = num(SM2_C1 SM2_C2 SM2_C3);
	big[63] ^= 1;
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, (struct wdp_hpre_num){big, 608}), -EINVAL);
	assert_int_equal(wdp_hpre_sm2_decrypt_in(b, wrong), 19);
}

/* n - 1 (or n, or n + 1) of a curve, n odd. */
static struct wdp_hpre_num
near_order(const struct wdp_hpre_curve *c, int add)
{
	static uint8_t v[72];

	memcpy(v, wdp_hpre_curve_field(c, WDP_HPRE_PUB_N), c->k);
	v[c->k - 1] += add;
	return (struct wdp_hpre_num){v, c->k};
}

static void
scalars_refused(void **state)
{
	const struct wdp_hpre_curve *c;
	const struct wdp_hpre_num e = {(const uint8_t *)"digest", 6};
	uint8_t b[576];

	(void)state;
	for (c = wdp_hpre_curves; c->name != NULL; c++) {
		int last = c->group == WDP_HPRE_GROUP_SM2 ? -EINVAL : 0;

		assert_int_equal(wdp_hpre_mul_key(b, c, num("00")), -EINVAL);
		assert_int_equal(wdp_hpre_mul_key(b, c, num("01")), 0);
		assert_int_equal(wdp_hpre_mul_key(b, c, near_order(c, -1)), 0);
		assert_int_equal(wdp_hpre_mul_key(b, c, near_order(c, 0)), -EINVAL);
		assert_int_equal(wdp_hpre_priv_key(b, c, num("")), -EINVAL);
		assert_int_equal(wdp_hpre_priv_key(b, c, num("01")), 0);
		assert_int_equal(wdp_hpre_priv_key(b, c, near_order(c, -1)), last);
		assert_int_equal(wdp_hpre_priv_key(b, c, near_order(c, 1)), -EINVAL);
		assert_int_equal(wdp_hpre_sign_in(b, c, e, num("00")), -EINVAL);
		assert_int_equal(wdp_hpre_sign_in(b, c, e, num("01")), -EINVAL);
		assert_int_equal(wdp_hpre_sign_in(b, c, e, num("02")), 0);
		assert_int_equal(wdp_hpre_sign_in(b, c, e, near_order(c, -1)), 0);
		assert_int_equal(wdp_hpre_sign_in(b, c, e, near_order(c, 0)), -EINVAL);
		assert_int_equal(wdp_hpre_verify_in(b, c, e, num("01"), num("01")), 0);
		assert_int_equal(wdp_hpre_verify_in(b, c, e, num("00"), num("01")), -EINVAL);
		assert_int_equal(wdp_hpre_verify_in(b, c, e, num("01"), num("00")), -EINVAL);
		assert_int_equal(wdp_hpre_verify_in(b, c, e, near_order(c, 0), num("01")),
			-EINVAL);
		assert_int_equal(wdp_hpre_verify_in(b, c, e, num("01"), near_order(c, 0)),
			-EINVAL);
		assert_int_equal(wdp_hpre_verify_in(b, c, e, near_order(c, -1), num("01")), 0);
		/* longer than its slot */
		memset(b, 1, sizeof(b));
		assert_int_equal(wdp_hpre_mul_key(b + 128, c, (struct wdp_hpre_num){b, 73}),
			-EINVAL);
	}
}

/* G is on its curve; with any one bit changed it is not; coordinates are below p. */
static void
points_refused(void **state)
{
	const struct wdp_hpre_curve *c;
	uint8_t b[576], point[144];
	unsigned int bit;

	(void)state;
	for (c = wdp_hpre_curves; c->name != NULL; c++) {
		struct wdp_hpre_num x = {point, c->k}, y = {point + c->k, c->k};

		wdp_hpre_base_point_in(point, c);
		assert_int_equal(wdp_hpre_point_in(b, c, x, y), 0);
		assert_memory_equal(b, point, 2 * c->k);
		for (bit = 0; bit < 16u * c->k; bit++) {
			point[bit / 8] ^= 1 << bit % 8;
			assert_int_equal(wdp_hpre_point_in(b, c, x, y), -EINVAL);
			assert_int_equal(wdp_hpre_pub_key(b, c, x, y), -EINVAL);
			point[bit / 8] ^= 1 << bit % 8;
		}
		assert_int_equal(wdp_hpre_pub_key(b, c, x, y), 0);
		assert_int_equal(wdp_hpre_point_in(b, c, num(""), num("")), -EINVAL);
	}
}

/* The same x or y, p more: congruent, and yet no coordinate. */
static void
coordinates_not_below_p(void **state)
{
	const struct wdp_hpre_curve *c;
	uint8_t b[144], point[144];
	unsigned int i, half, carry;

	(void)state;
	for (c = wdp_hpre_curves; c->name != NULL; c++) {
		struct wdp_hpre_num x = {point, c->k}, y = {point + c->k, c->k};
		const uint8_t *p = wdp_hpre_curve_field(c, WDP_HPRE_PUB_P);

		/* Only these have room for it in their slots. */
		if (c->len == c->k)
			continue;
		for (half = 0; half < 2; half++) {
			wdp_hpre_base_point_in(point, c);
			for (i = c->k, carry = 0; i-- != 0; carry >>= 8) {
				carry += point[half * c->k + i] + p[i];
				point[half * c->k + i] = (uint8_t)carry;
			}
			assert_int_equal(wdp_hpre_point_in(b, c, x, y), -EINVAL);
		}
	}
}

/* Fields of each curve where its size class has them (13, 17): leading zeros, then the number. */
static void
curves_16_17(void **state)
{
	static const struct {
		uint16_t group;
		uint8_t k, strip;
		const char *first; /* 4 bytes of b */
	} row[] = {
		{19, 32, 8, "64210519"}, {21, 32, 4, "b4050a85"}, {23, 32, 0, "5ac635d8"},
		{24, 48, 0, "b3312fa7"}, {25, 72, 6, "0051953e"}, {41, 32, 0, "28e9fa9e"},
	};
	const struct wdp_hpre_curve *c;
	uint8_t b[576], x[72], y[72];
	unsigned int i, f;

	(void)state;
	for (i = 0; i < RTE_DIM(row); i++) {
		c = wdp_hpre_curve(row[i].group);
		assert_non_null(c);
		assert_int_equal(c->k, row[i].k);
		assert_int_equal(c->len, row[i].k - row[i].strip);
		assert_int_equal(c->len, (c->bits + 7) / 8);
		assert_int_equal(wdp_hpre_priv_key(b, c, num("1122")), 0);
		for (f = 0; f < WDP_HPRE_PRIV_FIELDS; f++)
			wdp_unit_filled(b + f * c->k, 0, row[i].strip);
		wdp_unit_bytes(b + 3 * c->k + row[i].strip, row[i].first);
		wdp_unit_bytes(b + 3 * c->k - 2, "1122");
		wdp_hpre_base_point_in(b, c);
		assert_int_equal(wdp_hpre_pair_out(x, y, c, b), 0);
		assert_memory_equal(x, b + row[i].strip, c->len);
		assert_memory_equal(y, b + c->k + row[i].strip, c->len);
		if (row[i].strip != 0) {
			b[row[i].strip - 1] = 1;
			assert_int_equal(wdp_hpre_pair_out(x, y, c, b), -EINVAL);
		}
	}
	assert_null(wdp_hpre_curve(0));
	assert_null(wdp_hpre_curve(22));
	assert_null(wdp_hpre_curves[RTE_DIM(row)].name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_in),
		cmocka_unit_test(numbers_out),
		cmocka_unit_test(numbers_compared),
		cmocka_unit_test(rsa_crt_27_1),
		cmocka_unit_test(rsa_crt_refused),
		cmocka_unit_test(rsa_plain_27_1),
		cmocka_unit_test(exponentiation_refused),
		cmocka_unit_test(dh_values_15),
		cmocka_unit_test(sizes_13),
		cmocka_unit_test(operations_8_12),
		cmocka_unit_test(ecdh_27_2),
		cmocka_unit_test(ecdsa_27_3),
		cmocka_unit_test(digests_19_3),
		cmocka_unit_test(sm2_sign_27_4),
		cmocka_unit_test(sm2_encrypt_27_5),
		cmocka_unit_test(scalars_refused),
		cmocka_unit_test(points_refused),
		cmocka_unit_test(coordinates_not_below_p),
		cmocka_unit_test(curves_16_17),
	};

	return cmocka_run_group_tests_name("hpre_block", tests, NULL, NULL);
}
