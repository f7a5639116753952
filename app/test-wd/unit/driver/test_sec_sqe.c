/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* SEC descriptors against the worked examples of doc/hw/sec.md 28, byte for byte. */

#include <errno.h>
#include <string.h>

#include "engine/sec/wdp_sec.h"
#include "engine/sec/wdp_sec_sqe.h"
#include "sec_examples.h"
#include "wdp_unit.h"

/* A slot as the device gets it; what was in it before must not matter. */
static struct wdp_sec_sqe
filled(enum wdp_gen gen, const struct wdp_sec_task *t, const struct wdp_sec_req *r)
{
	struct wdp_sec_form f;
	struct wdp_sec_sqe s;

	memset(&f, 0xff, sizeof(f));
	memset(&s, 0xff, sizeof(s));
	assert_int_equal(wdp_sec_form_init(&f, gen, t), 0);
	assert_int_equal(wdp_sec_form_type(&f),
		gen == WDP_GEN_V2 ? WDP_SEC_TYPE_BD2 : WDP_SEC_TYPE_BD3);
	wdp_sec_sqe_fill(&s, &f, r);
	return s;
}

static uint32_t
word(enum wdp_gen gen, const struct wdp_sec_task *t, unsigned int dw)
{
	/* the examples: ciphers out of place, hashes without a destination */
	struct wdp_sec_req r = {.out = t->cipher != WDP_SEC_CIPHER_NONE};
	struct wdp_sec_sqe s = filled(gen, t, &r);

	return wdp_le32(s.dw[dw]);
}

static const struct wdp_sec_task cbc_task = {
	.cipher = WDP_SEC_CIPHER_ENC, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC,
	.c_key_len = 16, .c_key = C_KEY,
};

static const struct wdp_sec_req cbc_req = {
	.src = SRC, .dst = DST, .c_iv = C_IV, .c_len = 64, .tag = 7, .out = true,
};

static void
cbc_28_1(void **state)
{
	struct wdp_sec_sqe s = filled(WDP_GEN_V2, &cbc_task, &cbc_req);

	(void)state;
	wdp_unit_bytes(&s, EX_CBC_28_1_BD2);
	s = filled(WDP_GEN_V3, &cbc_task, &cbc_req);
	wdp_unit_bytes(&s, EX_CBC_28_1_BD3);
}

/* One list, in place, as Linux sends it; scene 1 as UADK does. */
static void
cbc_28_1_others(void **state)
{
	struct wdp_sec_task t = cbc_task;
	struct wdp_sec_req r = cbc_req;
	struct wdp_sec_sqe s;

	(void)state;
	t.variant = WDP_SEC_CTR_128;
	r.src = r.dst = SGL;
	r.out = false;
	r.list = true;
	s = filled(WDP_GEN_V3, &t, &r);
	wdp_unit_bytes(&s, EX_CBC_LISTS_28_1_BD3);
	/* type 2: byte 1 bit 7 and byte 2 bit 2 (11) */
	s = filled(WDP_GEN_V2, &t, &r);
	wdp_unit_bytes(&s, "12 80 04 00 00 00 00 00");
	t.scene = WDP_SEC_SCENE_IPSEC;
	s = filled(WDP_GEN_V2, &t, &cbc_req);
	wdp_unit_bytes(&s, "12 0a 00 00");
	s = filled(WDP_GEN_V3, &t, &cbc_req);
	wdp_unit_bytes(&s, "23 02 00 00");
}

/* No bit of an address, a length or a tag is lost, and none comes into its neighbour. */
static void
wide(void **state)
{
	static const struct wdp_sec_req r = {
		.src = 0x0102030405060708, .dst = 0x1112131415161718, .mac = 0x2122232425262728,
		.c_iv = 0x3132333435363738, .a_iv = 0x4142434445464748,
		.tag = 0x5152535455565758, .c_len = 0xfffe00, .a_len = 0xabcdef,
		.cipher_off = 0xfedc, .out = true,
	};
	struct wdp_sec_task t = cbc_task;
	struct wdp_sec_sqe s;

	(void)state;
	t.c_key = 0x6162636465666768;
	t.auth = WDP_SEC_AUTH_GEN;
	t.a_alg = WDP_SEC_AALG_HMAC;
	t.mac_len = 20;
	t.a_key_len = 61;
	t.a_key = 0x7172737475767778;
	s = filled(WDP_GEN_V2, &t, &r);
	wdp_unit_bytes(&s,
		"52 02 00 00 00 00 00 00 05 82 00 00 00 10 02 00"
		"ef cd ab 00 00 fe ff 00 00 00 dc fe 00 00 00 00"
		"00 00 00 00 00 00 00 00 58 57 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 48 47 46 45 44 43 42 41"
		"78 77 76 75 74 73 72 71 28 27 26 25 24 23 22 21"
		"38 37 36 35 34 33 32 31 68 67 66 65 64 63 62 61"
		"08 07 06 05 04 03 02 01 18 17 16 15 14 13 12 11"
		ZERO16);
	s = filled(WDP_GEN_V3, &t, &r);
	wdp_unit_bytes(&s,
		"03 02 00 00 01 00 21 00 58 57 56 55 54 53 52 51"
		"08 07 06 05 04 03 02 01 78 77 76 75 74 73 72 71"
		"48 47 46 45 44 43 42 41 00 00 00 00 00 00 00 00"
		"68 67 66 65 64 63 62 61 51 20 08 00 00 00 00 00"
		"00 00 dc fe ef cd ab 00 00 fe ff 00 18 17 16 15"
		"14 13 12 11 28 27 26 25 24 23 22 21 38 37 36 35"
		"34 33 32 31 00 00 00 00 00 00 00 00 00 00 00 00"
		ZERO16);
}

struct mode {
	uint8_t c_alg, c_mode, c_width, c_key_len, variant;
	uint32_t bd2_cipher; /* 0: type 2 cannot say it */
	uint32_t bd3_cipher, bd3_auth;
};

static const struct mode modes_28_2[] = {
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_CTR, 0, 32, 0, 0x00024400, 0x00244001, 0x04000000},
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_XTS, 0, 64, 0, 0x00027400, 0x00274001, 0},
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_CBC_CS, WDP_SEC_CWIDTH_CS3, 16, 0,
	 0x000290c0, 0x00290c01, 0},
	{WDP_SEC_CALG_SM4, WDP_SEC_CMODE_CBC, 0, 16, 0, 0x00031000, 0x00310001, 0},
	{WDP_SEC_CALG_SM4, WDP_SEC_CMODE_XTS, 0, 32, WDP_SEC_XTS_GB, 0, 0x00370001, 0x02000000},
	{WDP_SEC_CALG_3DES, WDP_SEC_CMODE_CBC, 0, 24, 0, 0x00011200, 0x00112001, 0},
	{WDP_SEC_CALG_3DES, WDP_SEC_CMODE_CBC, 0, 16, 0, 0x00011600, 0x00116001, 0},
	{WDP_SEC_CALG_DES, WDP_SEC_CMODE_CBC, 0, 8, 0, 0x00001200, 0x00012001, 0},
	/* the shorter keys, section 15.10 */
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_CTR, 0, 24, WDP_SEC_CTR_128,
	 0x00024200, 0x00242001, 0x04000000},
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_XTS, 0, 32, 0, 0x00027000, 0x00270001, 0},
	{WDP_SEC_CALG_SM4, WDP_SEC_CMODE_XTS, 0, 32, 0, 0x00037000, 0x00370001, 0},
};

static void
modes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < RTE_DIM(modes_28_2); i++) {
		const struct mode *m = &modes_28_2[i];
		struct wdp_sec_task t = {
			.cipher = WDP_SEC_CIPHER_ENC, .c_alg = m->c_alg, .c_mode = m->c_mode,
			.c_width = m->c_width, .c_key_len = m->c_key_len, .variant = m->variant,
			.c_key = C_KEY,
		};
		struct wdp_sec_form f;

		assert_int_equal(word(WDP_GEN_V3, &t, 0), 0x00000203);
		assert_int_equal(word(WDP_GEN_V3, &t, 1), m->bd3_cipher);
		assert_int_equal(word(WDP_GEN_V3, &t, 14), m->bd3_auth);
		if (m->bd2_cipher == 0) {
			assert_int_equal(wdp_sec_form_init(&f, WDP_GEN_V2, &t), -EINVAL);
		} else {
			assert_int_equal(word(WDP_GEN_V2, &t, 0), 0x00000212);
			assert_int_equal(word(WDP_GEN_V2, &t, 3), m->bd2_cipher);
		}
		t.cipher = WDP_SEC_CIPHER_DEC;
		assert_int_equal(word(WDP_GEN_V3, &t, 1), m->bd3_cipher + 1);
		if (m->bd2_cipher != 0)
			assert_int_equal(word(WDP_GEN_V2, &t, 0), 0x00000222);
	}
}

static const struct wdp_sec_task gcm_task = {
	.cipher = WDP_SEC_CIPHER_ENC, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_GCM,
	.c_key_len = 16, .c_key = C_KEY, .icv_len = 16,
};

static const struct wdp_sec_req gcm_req = {
	.src = SRC, .dst = DST, .mac = MAC, .c_iv = C_IV, .a_iv = A_IV, .c_len = 60, .a_len = 20,
	.cipher_off = 20, .tag = 8, .out = true,
};

static void
gcm_28_3(void **state)
{
	struct wdp_sec_task t = gcm_task;
	struct wdp_sec_sqe s = filled(WDP_GEN_V2, &t, &gcm_req);

	(void)state;
	wdp_unit_bytes(&s, EX_GCM_28_3_BD2);
	s = filled(WDP_GEN_V3, &t, &gcm_req);
	wdp_unit_bytes(&s, EX_GCM_28_3_BD3);
	t.cipher = WDP_SEC_CIPHER_DEC;
	t.seq = WDP_SEC_SEQ_AUTH_FIRST;
	s = filled(WDP_GEN_V3, &t, &gcm_req);
	wdp_unit_bytes(&s, "03 02 00 00 02 01 26 40 08 00");
	s = filled(WDP_GEN_V2, &t, &gcm_req);
	wdp_unit_bytes(&s, "22 03 00 00");
}

static void
ccm_28_4(void **state)
{
	struct wdp_sec_task t = gcm_task;
	struct wdp_sec_req r = gcm_req;
	struct wdp_sec_sqe s;

	(void)state;
	t.c_mode = WDP_SEC_CMODE_CCM;
	t.icv_len = 8;
	r.tag = 9;
	r.c_len = 24;
	s = filled(WDP_GEN_V3, &t, &r);
	wdp_unit_bytes(&s, EX_CCM_28_4_BD3);
	s = filled(WDP_GEN_V2, &t, &r);
	assert_int_equal(wdp_le32(s.dw[3]), 0x00025008);
}

static void
hmac_28_5(void **state)
{
	static const struct wdp_sec_req r = {.src = SRC, .mac = MAC, .a_len = 8, .tag = 10};
	struct wdp_sec_task t = {
		.auth = WDP_SEC_AUTH_GEN, .a_alg = WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA256,
		.mac_len = 32, .a_key_len = 20, .a_key = A_KEY,
	};
	struct wdp_sec_sqe s = filled(WDP_GEN_V2, &t, &r);

	(void)state;
	wdp_unit_bytes(&s, EX_HMAC_28_5_BD2);
	s = filled(WDP_GEN_V3, &t, &r);
	wdp_unit_bytes(&s, EX_HMAC_28_5_BD3);
	/* what we send: the scene of the table */
	t.scene = wdp_sec_auth_scene(WDP_GEN_V3, &wdp_sec_auths[WDP_SEC_ID_SHA256_HMAC]);
	s = filled(WDP_GEN_V3, &t, &r);
	wdp_unit_bytes(&s, "e3 00 00 00");
	/* keys that are no whole words, and an empty one, in both types */
	t.scene = 0;
	t.a_key_len = 17;
	assert_int_equal(word(WDP_GEN_V3, &t, 14), 0x00088a81);
	t.a_key_len = 0;
	assert_int_equal(word(WDP_GEN_V3, &t, 14), 0x00088281);
	assert_int_equal(word(WDP_GEN_V2, &t, 2), 0x00008828);
}

/* First and middle part of a long message; the last one wants the length of all. */
static void
parts_28_6(void **state)
{
	struct wdp_sec_task t = {
		.auth = WDP_SEC_AUTH_GEN, .a_alg = WDP_SEC_AALG_SHA256,
		.a_pad = WDP_SEC_A_PAD_NONE, .scene = WDP_SEC_SCENE_STREAM,
	};

	(void)state;
	assert_int_equal(word(WDP_GEN_V3, &t, 14), 0x00008001);
	assert_int_equal(word(WDP_GEN_V3, &t, 27), 0x01);
	assert_int_equal(word(WDP_GEN_V3, &t, 0), 0x000000e3);
	t.ai_gen = WDP_SEC_AI_GEN_ADDR;
	assert_int_equal(word(WDP_GEN_V3, &t, 14), 0x00008005);
	t.scene = WDP_SEC_SCENE_IPSEC;
	assert_int_equal(word(WDP_GEN_V2, &t, 0), 0x00000842);
	assert_int_equal(word(WDP_GEN_V2, &t, 1), 0x00000500);
	assert_int_equal(word(WDP_GEN_V2, &t, 2), 0x00000800);
	t.ai_gen = WDP_SEC_AI_GEN_INNER;
	assert_int_equal(word(WDP_GEN_V2, &t, 1), 0x00000400);
}

static void
chain_28_7(void **state)
{
	static const struct wdp_sec_req r = {
		.src = SRC, .dst = DST, .mac = MAC, .c_iv = C_IV, .a_len = 48, .c_len = 32,
		.cipher_off = 16, .tag = 12, .out = true,
	};
	struct wdp_sec_task t = cbc_task;
	struct wdp_sec_sqe s;

	(void)state;
	t.auth = WDP_SEC_AUTH_GEN;
	t.a_alg = WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA1;
	t.mac_len = 12;
	t.a_key_len = 20;
	t.a_key = A_KEY;
	s = filled(WDP_GEN_V2, &t, &r);
	wdp_unit_bytes(&s, EX_CHAIN_28_7_BD2);
	t.cipher = WDP_SEC_CIPHER_DEC;
	t.auth = WDP_SEC_AUTH_VERIFY;
	t.seq = WDP_SEC_SEQ_AUTH_FIRST;
	s = filled(WDP_GEN_V3, &t, &r);
	wdp_unit_bytes(&s, EX_CHAIN_28_7_BD3);
	s = filled(WDP_GEN_V2, &t, &r);
	wdp_unit_bytes(&s, "a2 03 00 00");
}

static void
macs_28_8(void **state)
{
	static const struct {
		enum wdp_sec_auth_id id;
		uint8_t mac_len;
		uint32_t op, auth;
	} m[] = {
		{WDP_SEC_ID_AES_CMAC, 16, 0x000000e3, 0x00108841},
		{WDP_SEC_ID_AES_XCBC, 12, 0x000000e3, 0x00100831},
		{WDP_SEC_ID_AES_GMAC, 16, 0x00000023, 0x00110845},
	};
	size_t i;

	(void)state;
	for (i = 0; i < RTE_DIM(m); i++) {
		const struct wdp_sec_auth_alg *a = wdp_sec_auth_find(WDP_GEN_V3, m[i].id);
		struct wdp_sec_task t = {
			.auth = WDP_SEC_AUTH_GEN, .mac_len = m[i].mac_len, .a_key_len = 16,
			.a_key = A_KEY,
		};

		assert_non_null(a);
		t.a_alg = a->a_alg;
		t.scene = wdp_sec_auth_scene(WDP_GEN_V3, a);
		t.ai_gen = a->iv != 0 ? WDP_SEC_AI_GEN_ADDR : WDP_SEC_AI_GEN_INNER;
		assert_int_equal(word(WDP_GEN_V3, &t, 0), m[i].op);
		assert_int_equal(word(WDP_GEN_V3, &t, 14), m[i].auth);
	}
}

static void
results(void **state)
{
	static const struct {
		const char *bytes; /* 112 .. 115 */
		struct wdp_sec_result want;
	} st[] = {
		{"01 01 00 00", {WDP_SEC_OK, true, 0, 0, 0, WDP_SEC_ST_FLAG_CIPHER}},
		{"81 01 00 00", {WDP_SEC_OK, true, 0, 0, 0, WDP_SEC_ST_FLAG_AEAD}},
		{"85 01 00 00", {WDP_SEC_MISMATCH, true, 0, 0, 2, WDP_SEC_ST_FLAG_AEAD}},
		{"81 00 00 00", {WDP_SEC_OK, true, 0, 0, 0, WDP_SEC_ST_FLAG_AUTH}},
		{"81 00 12 34", {WDP_SEC_ERROR, true, 0x12, 0x34, 0, WDP_SEC_ST_FLAG_AUTH}},
		{"85 01 01 00", {WDP_SEC_ERROR, true, 1, 0, 2, WDP_SEC_ST_FLAG_AEAD}},
		{"81 01 00 07", {WDP_SEC_OK, true, 0, 7, 0, WDP_SEC_ST_FLAG_AEAD}},
		{"84 01 00 00", {WDP_SEC_ERROR, false, 0, 0, 2, WDP_SEC_ST_FLAG_AEAD}},
		{"00 00 00 00", {WDP_SEC_ERROR, false, 0, 0, 0, 0}},
		{"ff ff ff ff", {WDP_SEC_ERROR, true, 0xff, 0xff, 7, 15}},
	};
	struct wdp_sec_sqe s = {0};
	struct wdp_sec_result r;
	unsigned int icv;
	size_t i;

	(void)state;
	for (i = 0; i < RTE_DIM(st); i++) {
		wdp_unit_hex(st[i].bytes, (uint8_t *)&s + 112, 4);
		r = wdp_sec_sqe_result(&s);
		assert_int_equal(r.outcome, st[i].want.outcome);
		assert_int_equal(r.done, st[i].want.done);
		assert_int_equal(r.error, st[i].want.error);
		assert_int_equal(r.warning, st[i].want.warning);
		assert_int_equal(r.icv, st[i].want.icv);
		assert_int_equal(r.flag, st[i].want.flag);
	}
	/* 2 is the only value that says anything (24) */
	for (icv = 0; icv < 8; icv++) {
		s.dw[28] = wdp_le32(WDP_SEC_ST_DONE | icv << 1);
		assert_int_equal(wdp_sec_sqe_result(&s).outcome,
			icv == 2 ? WDP_SEC_MISMATCH : WDP_SEC_OK);
	}
}

/* Every bit of the status on its own. */
static void
result_bits(void **state)
{
	struct wdp_sec_sqe s = {0};
	unsigned int bit;

	(void)state;
	for (bit = 0; bit < 32; bit++) {
		enum wdp_sec_outcome with, alone;

		s.dw[28] = wdp_le32(WDP_BIT32(bit));
		alone = wdp_sec_sqe_result(&s).outcome;
		s.dw[28] = wdp_le32(WDP_BIT32(bit) | WDP_SEC_ST_DONE);
		with = wdp_sec_sqe_result(&s).outcome;
		assert_int_equal(alone, bit == 0 ? WDP_SEC_OK : WDP_SEC_ERROR);
		assert_int_equal(with, bit >= 16 && bit < 24 ? WDP_SEC_ERROR :
			bit == 2 ? WDP_SEC_MISMATCH : WDP_SEC_OK);
	}
}

static void
ccm_ivs_28_4(void **state)
{
	static const uint8_t nonce[] = {0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18,
		0x19, 0x1a, 0x1b, 0x1c};
	uint8_t c[16], a[16];

	(void)state;
	memset(c, 0xee, sizeof(c));
	memset(a, 0xee, sizeof(a));
	wdp_sec_ccm_ivs(c, a, nonce, 12, 8, true, 24);
	wdp_unit_bytes(c, "02101112131415161718191a1b000001");
	wdp_unit_bytes(a, "5a101112131415161718191a1b000018");
	memset(c, 0xee, sizeof(c));
	memset(a, 0xee, sizeof(a));
	wdp_sec_ccm_ivs(c, a, nonce, 7, 4, true, 4);
	wdp_unit_bytes(c, "07101112131415160000000000000001");
	wdp_unit_bytes(a, "4f101112131415160000000000000004");
	/* SP 800-38C example 2: nonce of 8, tag of 6, payload of 16 */
	wdp_sec_ccm_ivs(c, a, nonce, 8, 6, true, 16);
	wdp_unit_bytes(c, "06101112131415161700000000000001");
	wdp_unit_bytes(a, "56101112131415161700000000000010");
	/* without AAD, and a length in all bytes there are */
	wdp_sec_ccm_ivs(c, a, nonce, 13, 16, false, 0xfedc);
	wdp_unit_bytes(c, "01101112131415161718191a1b1c0001");
	wdp_unit_bytes(a, "39101112131415161718191a1b1cfedc");
	wdp_sec_ccm_ivs(c, a, nonce, 11, 4, false, 0xfffe00);
	wdp_unit_bytes(a, "0b101112131415161718191a00fffe00");
	assert_int_equal(wdp_sec_ccm_payload_max(13), 65535);
	assert_int_equal(wdp_sec_ccm_payload_max(12), 0xfffe00);
}

static void
other_ivs(void **state)
{
	uint8_t nonce[12], iv[16];

	(void)state;
	wdp_unit_hex("cafebabefacedbaddecaf888", nonce, sizeof(nonce));
	memset(iv, 0xee, sizeof(iv));
	wdp_sec_gmac_iv(iv, nonce);
	wdp_unit_bytes(iv, "cafebabefacedbaddecaf88800000000");
	memset(iv, 0xee, sizeof(iv));
	wdp_sec_ctr_iv(iv, nonce);
	wdp_unit_bytes(iv, "cafebabefacedbaddecaf88800000001");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cbc_28_1),
		cmocka_unit_test(cbc_28_1_others),
		cmocka_unit_test(wide),
		cmocka_unit_test(modes),
		cmocka_unit_test(gcm_28_3),
		cmocka_unit_test(ccm_28_4),
		cmocka_unit_test(hmac_28_5),
		cmocka_unit_test(parts_28_6),
		cmocka_unit_test(chain_28_7),
		cmocka_unit_test(macs_28_8),
		cmocka_unit_test(results),
		cmocka_unit_test(result_bits),
		cmocka_unit_test(ccm_ivs_28_4),
		cmocka_unit_test(other_ivs),
	};

	return cmocka_run_group_tests_name("sec_sqe", tests, NULL, NULL);
}
