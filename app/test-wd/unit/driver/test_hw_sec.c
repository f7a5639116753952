/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Constants of lib/hw/wdp_hw_sec.h against the worked examples of doc/hw/sec.md 28,
 * byte for byte. The descriptors are put together here from the constants alone.
 */

#include <string.h>

#include "hw/wdp_hw_sec.h"
#include "sec_examples.h"
#include "wdp_unit.h"

/* One task in the terms of sec.md 15; what is not named is 0. */
struct task {
	uint32_t cipher, auth, seq, de, scene, addr_type;
	uint32_t ci_gen, ai_gen, a_pad;
	uint32_t c_alg, c_mode, c_width, c_key_len, icv_len, ctr_mode;
	uint32_t a_alg, mac_len, a_key_len;
	uint32_t a_len, c_len, a_off, c_off;
	uint64_t tag, src, dst, mac, c_key, c_iv, a_key, a_iv, long_bits;
};

static void
put64(struct wdp_sec_sqe *s, unsigned int lo, unsigned int hi, uint64_t v)
{
	s->dw[lo] = wdp_le32(WDP_LO32(v));
	s->dw[hi] = wdp_le32(WDP_HI32(v));
}

#define PUT2(s, f, v) put64(s, WDP_SEC_BD2_DW_##f##_LO, WDP_SEC_BD2_DW_##f##_HI, v)
#define PUT3(s, f, v) put64(s, WDP_SEC_BD3_DW_##f##_LO, WDP_SEC_BD3_DW_##f##_HI, v)

#define F2(field, v) WDP_FIELD32(WDP_SEC_BD2_##field, v)
#define F3(field, v) WDP_FIELD32(WDP_SEC_BD3_##field, v)

static struct wdp_sec_sqe
bd2(const struct task *t)
{
	struct wdp_sec_sqe s = {0};

	s.dw[WDP_SEC_BD2_DW_OP] = wdp_le32(WDP_FIELD32(WDP_SEC_TYPE, WDP_SEC_TYPE_BD2) |
		F2(CIPHER, t->cipher) | F2(AUTH, t->auth) | F2(SEQ, t->seq) | F2(DE, t->de) |
		F2(SCENE, t->scene) | F2(SRC_TYPE, t->addr_type) | F2(DST_TYPE, t->addr_type));
	s.dw[WDP_SEC_BD2_DW_GEN] = wdp_le32(F2(CI_GEN, t->ci_gen) | F2(AI_GEN, t->ai_gen) |
		F2(A_PAD, t->a_pad));
	s.dw[WDP_SEC_BD2_DW_AUTH] = wdp_le32(F2(MAC_LEN, t->mac_len) |
		F2(A_KEY_LEN, t->a_key_len) | F2(A_ALG, t->a_alg));
	s.dw[WDP_SEC_BD2_DW_CIPHER] = wdp_le32(F2(ICV_LEN, t->icv_len) | F2(C_WIDTH, t->c_width) |
		F2(C_KEY_LEN, t->c_key_len) | F2(C_MODE, t->c_mode) | F2(C_ALG, t->c_alg));
	s.dw[WDP_SEC_BD2_DW_A_LEN] = wdp_le32(WDP_FIELD32(WDP_SEC_LEN, t->a_len));
	s.dw[WDP_SEC_BD2_DW_C_LEN] = wdp_le32(WDP_FIELD32(WDP_SEC_LEN, t->c_len));
	s.dw[WDP_SEC_BD2_DW_OFFSETS] = wdp_le32(WDP_FIELD32(WDP_SEC_AUTH_OFF, t->a_off) |
		WDP_FIELD32(WDP_SEC_CIPHER_OFF, t->c_off));
	s.dw[WDP_SEC_BD2_DW_TAG] = wdp_le32(F2(TAG, t->tag));
	PUT2(&s, LONG, t->long_bits);
	PUT2(&s, A_IV, t->a_iv);
	PUT2(&s, A_KEY, t->a_key);
	PUT2(&s, MAC, t->mac);
	PUT2(&s, C_IV, t->c_iv);
	PUT2(&s, C_KEY, t->c_key);
	PUT2(&s, SRC, t->src);
	PUT2(&s, DST, t->dst);
	return s;
}

static struct wdp_sec_sqe
bd3(const struct task *t)
{
	struct wdp_sec_sqe s = {0};

	s.dw[WDP_SEC_BD3_DW_OP] = wdp_le32(WDP_FIELD32(WDP_SEC_TYPE, WDP_SEC_TYPE_BD3) |
		F3(SCENE, t->scene) | F3(DE, t->de) |
		F3(SRC_TYPE, t->addr_type) | F3(DST_TYPE, t->addr_type));
	s.dw[WDP_SEC_BD3_DW_CIPHER] = wdp_le32(F3(CIPHER, t->cipher) | F3(CI_GEN, t->ci_gen) |
		F3(ICV_LEN, t->icv_len) | F3(C_WIDTH, t->c_width) | F3(C_KEY_LEN, t->c_key_len) |
		F3(C_MODE, t->c_mode) | F3(C_ALG, t->c_alg) | F3(SEQ, t->seq));
	s.dw[WDP_SEC_BD3_DW_AUTH] = wdp_le32(F3(AUTH, t->auth) | F3(AI_GEN, t->ai_gen) |
		F3(MAC_LEN, t->mac_len) | F3(A_KEY_LEN, t->a_key_len) | F3(A_ALG, t->a_alg) |
		F3(CTR_MODE, t->ctr_mode));
	s.dw[WDP_SEC_BD3_DW_OFFSETS] = wdp_le32(WDP_FIELD32(WDP_SEC_AUTH_OFF, t->a_off) |
		WDP_FIELD32(WDP_SEC_CIPHER_OFF, t->c_off));
	s.dw[WDP_SEC_BD3_DW_A_LEN] = wdp_le32(WDP_FIELD32(WDP_SEC_LEN, t->a_len));
	s.dw[WDP_SEC_BD3_DW_C_LEN] = wdp_le32(WDP_FIELD32(WDP_SEC_LEN, t->c_len));
	s.dw[WDP_SEC_BD3_DW_STREAM] = wdp_le32(F3(A_PAD, t->a_pad));
	PUT3(&s, TAG, t->tag);
	PUT3(&s, SRC, t->src);
	PUT3(&s, A_KEY, t->a_key);
	PUT3(&s, A_IV, t->a_iv);
	PUT3(&s, C_KEY, t->c_key);
	PUT3(&s, DST, t->dst);
	PUT3(&s, MAC, t->mac);
	PUT3(&s, C_IV, t->c_iv);
	PUT3(&s, LONG, t->long_bits);
	return s;
}

static void
cbc_28_1(void **state)
{
	struct task t = {
		.cipher = WDP_SEC_CIPHER_ENC, .de = WDP_SEC_DE_OUT,
		.c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC,
		.c_key_len = WDP_SEC_CKEY_AES_128, .c_len = 64, .tag = 7,
		.src = SRC, .dst = DST, .c_key = C_KEY, .c_iv = C_IV,
	};
	struct wdp_sec_sqe s = bd2(&t);

	(void)state;
	wdp_unit_bytes(&s, EX_CBC_28_1_BD2);
	s = bd3(&t);
	wdp_unit_bytes(&s, EX_CBC_28_1_BD3);
	/* in place, one list, as Linux does it */
	t.de = WDP_SEC_DE_IN_PLACE;
	t.addr_type = WDP_SEC_ADDR_SGL;
	t.ctr_mode = WDP_SEC_CTR_128;
	t.src = t.dst = SGL;
	s = bd3(&t);
	wdp_unit_bytes(&s, EX_CBC_LISTS_28_1_BD3);
	/* the whole tag, 64 bits of it on type 3 only */
	t.tag = UINT64_C(0x1122334455667788);
	s = bd3(&t);
	assert_int_equal(wdp_le32(s.dw[2]), 0x55667788);
	assert_int_equal(wdp_le32(s.dw[3]), 0x11223344);
	s = bd2(&t);
	assert_int_equal(wdp_le32(s.dw[10]), 0x7788);
	/* a list on type 2: byte 1 bit 7 and byte 2 bit 2 (section 11) */
	s = bd2(&t);
	wdp_unit_bytes(&s, "12 80 04 00");
}

struct mode {
	uint32_t c_alg, c_mode, c_width, c_key_len, ctr_mode;
	uint32_t bd2_op, bd2_cipher; /* bd2_op 0: type 2 cannot say it */
	uint32_t bd3_op, bd3_cipher, bd3_auth;
};

static const struct mode modes_28_2[] = {
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_CBC, 0, WDP_SEC_CKEY_AES_128, 0,
	 0x00000212, 0x00021000, 0x00000203, 0x00210001, 0x00000000},
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_CTR, 0, WDP_SEC_CKEY_AES_256, WDP_SEC_CTR_128,
	 0x00000212, 0x00024400, 0x00000203, 0x00244001, 0x04000000},
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_XTS, 0, WDP_SEC_CKEY_AES_256, 0,
	 0x00000212, 0x00027400, 0x00000203, 0x00274001, 0x00000000},
	{WDP_SEC_CALG_AES, WDP_SEC_CMODE_CBC_CS, WDP_SEC_CWIDTH_CS3, WDP_SEC_CKEY_AES_128, 0,
	 0x00000212, 0x000290c0, 0x00000203, 0x00290c01, 0x00000000},
	{WDP_SEC_CALG_SM4, WDP_SEC_CMODE_CBC, 0, WDP_SEC_CKEY_SM4, 0,
	 0x00000212, 0x00031000, 0x00000203, 0x00310001, 0x00000000},
	{WDP_SEC_CALG_SM4, WDP_SEC_CMODE_XTS, 0, WDP_SEC_CKEY_SM4, WDP_SEC_XTS_GB,
	 0, 0, 0x00000203, 0x00370001, 0x02000000},
	{WDP_SEC_CALG_3DES, WDP_SEC_CMODE_CBC, 0, WDP_SEC_CKEY_3DES_3K, 0,
	 0x00000212, 0x00011200, 0x00000203, 0x00112001, 0x00000000},
	{WDP_SEC_CALG_3DES, WDP_SEC_CMODE_CBC, 0, WDP_SEC_CKEY_3DES_2K, 0,
	 0x00000212, 0x00011600, 0x00000203, 0x00116001, 0x00000000},
	{WDP_SEC_CALG_DES, WDP_SEC_CMODE_CBC, 0, WDP_SEC_CKEY_DES, 0,
	 0x00000212, 0x00001200, 0x00000203, 0x00012001, 0x00000000},
};

static void
modes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(modes_28_2) / sizeof(modes_28_2[0]); i++) {
		const struct mode *m = &modes_28_2[i];
		struct task t = {
			.cipher = WDP_SEC_CIPHER_ENC, .de = WDP_SEC_DE_OUT, .c_alg = m->c_alg,
			.c_mode = m->c_mode, .c_width = m->c_width, .c_key_len = m->c_key_len,
			.ctr_mode = m->ctr_mode,
		};
		struct wdp_sec_sqe s = bd3(&t);

		assert_int_equal(wdp_le32(s.dw[0]), m->bd3_op);
		assert_int_equal(wdp_le32(s.dw[1]), m->bd3_cipher);
		assert_int_equal(wdp_le32(s.dw[14]), m->bd3_auth);
		t.cipher = WDP_SEC_CIPHER_DEC;
		s = bd3(&t);
		assert_int_equal(wdp_le32(s.dw[1]), m->bd3_cipher + 1);
		s = bd2(&t);
		if (m->bd2_op == 0)
			continue;
		assert_int_equal(wdp_le32(s.dw[0]), 0x00000222);
		t.cipher = WDP_SEC_CIPHER_ENC;
		s = bd2(&t);
		assert_int_equal(wdp_le32(s.dw[0]), m->bd2_op);
		assert_int_equal(wdp_le32(s.dw[3]), m->bd2_cipher);
	}
}

static void
gcm_28_3(void **state)
{
	struct task t = {
		.cipher = WDP_SEC_CIPHER_ENC, .de = WDP_SEC_DE_OUT,
		.c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_GCM,
		.c_key_len = WDP_SEC_CKEY_AES_128, .icv_len = 16, .tag = 8,
		.a_len = 20, .c_len = 60, .c_off = 20,
		.src = SRC, .dst = DST, .mac = MAC,
		.c_key = C_KEY, .a_key = C_KEY, .c_iv = C_IV, .a_iv = A_IV,
	};
	struct wdp_sec_sqe s = bd2(&t);

	(void)state;
	wdp_unit_bytes(&s, EX_GCM_28_3_BD2);
	s = bd3(&t);
	wdp_unit_bytes(&s, EX_GCM_28_3_BD3);
	t.cipher = WDP_SEC_CIPHER_DEC;
	t.seq = WDP_SEC_SEQ_AUTH_FIRST;
	s = bd3(&t);
	wdp_unit_bytes(&s, "03 02 00 00 02 01 26 40 08 00");
}

static void
ccm_28_4(void **state)
{
	struct task t = {
		.cipher = WDP_SEC_CIPHER_ENC, .de = WDP_SEC_DE_OUT,
		.c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CCM,
		.c_key_len = WDP_SEC_CKEY_AES_128, .icv_len = 8, .tag = 9,
		.a_len = 20, .c_len = 24, .c_off = 20,
		.src = SRC, .dst = DST, .mac = MAC,
		.c_key = C_KEY, .a_key = C_KEY, .c_iv = C_IV, .a_iv = A_IV,
	};
	struct wdp_sec_sqe s = bd3(&t);

	(void)state;
	wdp_unit_bytes(&s, EX_CCM_28_4_BD3);
}

static void
hmac_28_5(void **state)
{
	struct task t = {
		.auth = WDP_SEC_AUTH_GEN, .a_alg = WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA256,
		.mac_len = 8, .a_key_len = 5, .a_len = 8, .tag = 10,
		.src = SRC, .mac = MAC, .a_key = A_KEY,
	};
	struct wdp_sec_sqe s = bd2(&t);

	(void)state;
	wdp_unit_bytes(&s, EX_HMAC_28_5_BD2);
	s = bd3(&t);
	wdp_unit_bytes(&s, EX_HMAC_28_5_BD3);
	t.scene = WDP_SEC_SCENE_STREAM;
	s = bd3(&t);
	wdp_unit_bytes(&s, "e3 00 00 00");
	t.scene = WDP_SEC_SCENE_IPSEC;
	s = bd3(&t);
	wdp_unit_bytes(&s, "23 00 00 00");
	s = bd2(&t);
	wdp_unit_bytes(&s, "42 08 00 00");
}

/* SHA-256 in three parts of 64, 64 and 3 bytes. */
static const struct {
	uint32_t ai_gen, a_pad, mac_len, a_len;
	uint64_t a_iv, long_bits;
	uint32_t bd3_auth, bd3_stream, bd2_gen, bd2_auth;
} parts_28_6[] = {
	{WDP_SEC_AI_GEN_INNER, WDP_SEC_A_PAD_NONE, 0, 64, 0, 0,
	 0x00008001, 0x01, 0x00000400, 0x00000800},
	{WDP_SEC_AI_GEN_ADDR, WDP_SEC_A_PAD_NONE, 0, 64, MAC, 0,
	 0x00008005, 0x01, 0x00000500, 0x00000800},
	{WDP_SEC_AI_GEN_ADDR, WDP_SEC_A_PAD_LAST, 8, 3, MAC, 1048,
	 0x00008085, 0x00, 0x00000100, 0x00000808},
};

static void
parts(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(parts_28_6) / sizeof(parts_28_6[0]); i++) {
		struct task t = {
			.auth = WDP_SEC_AUTH_GEN, .a_alg = WDP_SEC_AALG_SHA256,
			.scene = WDP_SEC_SCENE_STREAM, .ai_gen = parts_28_6[i].ai_gen,
			.a_pad = parts_28_6[i].a_pad, .mac_len = parts_28_6[i].mac_len,
			.a_len = parts_28_6[i].a_len, .a_iv = parts_28_6[i].a_iv,
			.long_bits = parts_28_6[i].long_bits, .src = SRC, .mac = MAC,
		};
		uint8_t raw[WDP_SEC_SQE_B];
		struct wdp_sec_sqe s = bd3(&t);
		uint64_t v;

		memcpy(raw, &s, sizeof(raw));
		assert_int_equal(wdp_le32(s.dw[0]), 0x000000e3);
		assert_int_equal(wdp_le32(s.dw[14]), parts_28_6[i].bd3_auth);
		assert_int_equal(raw[68], parts_28_6[i].a_len);
		memcpy(&v, raw + 32, sizeof(v));
		assert_int_equal(wdp_le64(v), parts_28_6[i].a_iv);
		memcpy(&v, raw + 100, sizeof(v));
		assert_int_equal(wdp_le64(v), parts_28_6[i].long_bits);
		assert_int_equal(raw[108], parts_28_6[i].bd3_stream);

		t.scene = WDP_SEC_SCENE_IPSEC;
		s = bd2(&t);
		memcpy(raw, &s, sizeof(raw));
		assert_int_equal(wdp_le32(s.dw[0]), 0x00000842);
		assert_int_equal(wdp_le32(s.dw[1]), parts_28_6[i].bd2_gen);
		assert_int_equal(wdp_le32(s.dw[2]), parts_28_6[i].bd2_auth);
		assert_int_equal(raw[16], parts_28_6[i].a_len);
		memcpy(&v, raw + 56, sizeof(v));
		assert_int_equal(wdp_le64(v), parts_28_6[i].a_iv);
		memcpy(&v, raw + 48, sizeof(v));
		assert_int_equal(wdp_le64(v), parts_28_6[i].long_bits);
	}
}

/* Bits of more than 512 MiB need both words. */
static void
long_message(void **state)
{
	struct task t = {.auth = WDP_SEC_AUTH_GEN, .long_bits = UINT64_C(0x1234567890)};
	struct wdp_sec_sqe s = bd2(&t);

	(void)state;
	assert_int_equal(wdp_le32(s.dw[12]), 0x34567890);
	assert_int_equal(wdp_le32(s.dw[13]), 0x12);
	s = bd3(&t);
	assert_int_equal(wdp_le32(s.dw[25]), 0x34567890);
	assert_int_equal(wdp_le32(s.dw[26]), 0x12);
}

static void
chain_28_7(void **state)
{
	struct task t = {
		.cipher = WDP_SEC_CIPHER_ENC, .auth = WDP_SEC_AUTH_GEN, .de = WDP_SEC_DE_OUT,
		.c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC,
		.c_key_len = WDP_SEC_CKEY_AES_128,
		.a_alg = WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA1, .mac_len = 3, .a_key_len = 5,
		.tag = 12, .a_len = 48, .c_len = 32, .c_off = 16,
		.src = SRC, .dst = DST, .mac = MAC, .c_key = C_KEY, .a_key = A_KEY, .c_iv = C_IV,
	};
	struct wdp_sec_sqe s = bd2(&t);

	(void)state;
	wdp_unit_bytes(&s, EX_CHAIN_28_7_BD2);
	t.cipher = WDP_SEC_CIPHER_DEC;
	t.auth = WDP_SEC_AUTH_VERIFY;
	t.seq = WDP_SEC_SEQ_AUTH_FIRST;
	s = bd3(&t);
	wdp_unit_bytes(&s, EX_CHAIN_28_7_BD3);
	s = bd2(&t);
	wdp_unit_bytes(&s, "a2 03 00 00");
}

static void
macs_28_8(void **state)
{
	static const struct {
		uint32_t a_alg, scene, ai_gen, mac_len, op, auth;
	} m[] = {
		{WDP_SEC_AALG_CMAC, WDP_SEC_SCENE_STREAM, 0, 4, 0x000000e3, 0x00108841},
		{WDP_SEC_AALG_XCBC, WDP_SEC_SCENE_STREAM, 0, 3, 0x000000e3, 0x00100831},
		{WDP_SEC_AALG_GMAC, WDP_SEC_SCENE_IPSEC, WDP_SEC_AI_GEN_ADDR, 4,
		 0x00000023, 0x00110845},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(m) / sizeof(m[0]); i++) {
		struct task t = {
			.auth = WDP_SEC_AUTH_GEN, .a_alg = m[i].a_alg, .scene = m[i].scene,
			.ai_gen = m[i].ai_gen, .mac_len = m[i].mac_len, .a_key_len = 4,
		};
		struct wdp_sec_sqe s = bd3(&t);

		assert_int_equal(wdp_le32(s.dw[0]), m[i].op);
		assert_int_equal(wdp_le32(s.dw[14]), m[i].auth);
	}
}

static void
status(void **state)
{
	static const struct {
		const char *bytes; /* 112 .. 115 */
		uint32_t flag, icv, error, warn;
	} st[] = {
		{"01 01 00 00", WDP_SEC_ST_FLAG_CIPHER, WDP_SEC_ST_ICV_OK, 0, 0},
		{"81 01 00 00", WDP_SEC_ST_FLAG_AEAD, WDP_SEC_ST_ICV_OK, 0, 0},
		{"85 01 00 00", WDP_SEC_ST_FLAG_AEAD, WDP_SEC_ST_ICV_MISMATCH, 0, 0},
		{"81 00 12 34", WDP_SEC_ST_FLAG_AUTH, WDP_SEC_ST_ICV_OK, 0x12, 0x34},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(st) / sizeof(st[0]); i++) {
		struct wdp_sec_sqe s = {0};
		uint32_t w;

		wdp_unit_hex(st[i].bytes, (uint8_t *)&s + 112, 4);
		w = wdp_le32(s.dw[WDP_SEC_DW_STATUS]);
		assert_true(w & WDP_SEC_ST_DONE);
		assert_int_equal(WDP_GET32(WDP_SEC_ST_FLAG, w), st[i].flag);
		assert_int_equal(WDP_GET32(WDP_SEC_ST_ICV, w), st[i].icv);
		assert_int_equal(WDP_GET32(WDP_SEC_ST_ERROR, w), st[i].error);
		assert_int_equal(WDP_GET32(WDP_SEC_ST_WARN, w), st[i].warn);
	}
}

/* The fields of one word touch no bit twice; with the unused bits they fill it. */
static void
exactly(const uint32_t *masks, size_t n, uint32_t want)
{
	uint32_t seen = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		assert_int_equal(seen & masks[i], 0);
		seen |= masks[i];
	}
	assert_int_equal(seen, want);
}

#define M2(f) WDP_MASK32(WDP_SEC_BD2_##f)
#define M3(f) WDP_MASK32(WDP_SEC_BD3_##f)
#define EXACTLY(want, ...) exactly((const uint32_t[]){__VA_ARGS__}, \
	sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), want)

static void
fields_fill_words(void **state)
{
	(void)state;
	EXACTLY(UINT32_MAX, WDP_MASK32(WDP_SEC_TYPE), M2(CIPHER), M2(AUTH), M2(SEQ), M2(DE),
		M2(SCENE), M2(SRC_TYPE), M2(DST_TYPE), M2(MAC_TYPE), WDP_SEC_BD2_RSVD_OP);
	EXACTLY(UINT32_MAX, M2(NONCE_LEN), WDP_SEC_BD2_HUK, WDP_SEC_BD2_KEY_S,
		M2(CI_GEN), M2(AI_GEN), M2(A_PAD), M2(C_S), WDP_SEC_BD2_RHF, M2(C_KEY_TYPE),
		M2(A_KEY_TYPE), M2(WR_FRAME), WDP_SEC_BD2_CAL_IV, WDP_SEC_BD2_TLS_UP,
		WDP_SEC_BD2_INVALID, WDP_SEC_BD2_RSVD_GEN);
	EXACTLY(UINT32_MAX, M2(MAC_LEN), M2(A_KEY_LEN), M2(A_ALG), WDP_SEC_BD2_RSVD_AUTH);
	EXACTLY(UINT32_MAX, M2(ICV_LEN), M2(C_WIDTH), M2(C_KEY_LEN), M2(C_MODE), M2(C_ALG),
		WDP_SEC_BD2_RSVD_CIPHER);
	EXACTLY(UINT32_MAX, WDP_MASK32(WDP_SEC_TYPE), WDP_SEC_BD3_INVALID, M3(SCENE), M3(DE),
		M3(SRC_TYPE), M3(DST_TYPE), M3(MAC_TYPE), WDP_SEC_BD3_RSVD_OP);
	EXACTLY(UINT32_MAX, M3(CIPHER), M3(CI_GEN), M3(ICV_LEN), M3(C_WIDTH), M3(C_KEY_LEN),
		M3(C_MODE), M3(C_ALG), M3(NONCE_LEN), WDP_SEC_BD3_HUK, WDP_SEC_BD3_CAL_IV,
		M3(SEQ), WDP_SEC_BD3_RSVD_CIPHER);
	EXACTLY(UINT32_MAX, M3(AUTH), M3(AI_GEN), M3(MAC_LEN), M3(A_KEY_LEN), M3(A_ALG),
		M3(KEY_SEL), M3(CTR_MODE), WDP_SEC_BD3_SVA_PREFETCH, M3(KEY_WRAP),
		WDP_SEC_BD3_UPDATE_KEY);
	EXACTLY(0xff, M3(A_PAD), M3(PROTOCOL), WDP_SEC_BD3_MAC_SEL, 0xc0);
	EXACTLY(0xffff, M2(TAG));
	EXACTLY(0xffffff, WDP_MASK32(WDP_SEC_LEN));
	EXACTLY(UINT32_MAX, WDP_MASK32(WDP_SEC_AUTH_OFF), WDP_MASK32(WDP_SEC_CIPHER_OFF));
	assert_int_equal(WDP_MASK32(WDP_SEC_AUTH_OFF), WDP_SEC_OFF_MAX_B);
	EXACTLY(0xffff3fff, WDP_SEC_ST_DONE, WDP_MASK32(WDP_SEC_ST_ICV),
		WDP_MASK32(WDP_SEC_ST_CSC), WDP_MASK32(WDP_SEC_ST_FLAG),
		WDP_MASK32(WDP_SEC_ST_DIF), WDP_MASK32(WDP_SEC_ST_ERROR),
		WDP_MASK32(WDP_SEC_ST_WARN));
}

/* Masks written as numbers in the header, made of the bits that sections 3 to 7 name. */
static void
registers(void **state)
{
	uint64_t v3 = WDP_SEC_ALG_ECB_AES | WDP_SEC_ALG_CBC_AES | WDP_SEC_ALG_CTR_AES |
		WDP_SEC_ALG_XTS_AES | WDP_SEC_ALG_CCM_AES | WDP_SEC_ALG_GCM_AES |
		WDP_SEC_ALG_CBC_SM4 | WDP_SEC_ALG_CTR_SM4 | WDP_SEC_ALG_XTS_SM4 |
		WDP_SEC_ALG_CCM_SM4 | WDP_SEC_ALG_GCM_SM4 | WDP_SEC_ALG_ECB_3DES |
		WDP_SEC_ALG_CBC_3DES;
	uint64_t high = WDP_SEC_ALG_CBC_AES_SHA1 | WDP_SEC_ALG_CBC_AES_SHA256 |
		WDP_SEC_ALG_CBC_AES_SHA512;
	uint64_t v2 = v3 & ~(WDP_SEC_ALG_CTR_AES | WDP_SEC_ALG_CTR_SM4 | WDP_SEC_ALG_CCM_SM4 |
		WDP_SEC_ALG_GCM_SM4);

	(void)state;
	assert_int_equal(v3, 0x018670cf);
	assert_int_equal(v2, 0x018050cb);
	assert_int_equal(high >> 32, 0x395c & 0x3800);
	assert_int_equal(v3 & ~(WDP_SEC_ALG_CIPHERS | WDP_SEC_ALG_AEADS), 0);
	assert_int_equal(high & ~WDP_SEC_ALG_AEADS, 0);
	assert_int_equal(WDP_SEC_ALG_CIPHERS & WDP_SEC_ALG_AEADS, 0);
	/* the three classes together are all 46 bits */
	assert_int_equal(WDP_SEC_ALG_CIPHERS | WDP_SEC_ALG_DIGESTS | WDP_SEC_ALG_AEADS,
		(UINT64_C(1) << 46) - 1);
	assert_int_equal(WDP_SEC_V3_USER1_CLR, ~0xff79e79eu);
	assert_int_equal(WDP_SEC_V3_USER1_SET & ~WDP_SEC_V3_USER1_CLR, 0);
	assert_int_equal(WDP_SEC_CORE_CNT + 4 * (WDP_SEC_CORE_CNT_NUM - 1), 0x301c40);
	/* all classes of errors are known errors: CE and NFE of V2 and V3 (section 5) */
	assert_int_equal((0x88 | 0x177 | 0xc088 | 0x60177) & ~WDP_SEC_ERR_ALL, 0);
	assert_int_equal(WDP_SEC_ERR_ALL & ~(0xc088 | 0x60177), WDP_SEC_ERR_KM_CRC);
}

/* Values of section 15 that no worked example has, in the order of their numbers. */
static void
values(void **state)
{
	static const uint8_t hashes[] = {WDP_SEC_AALG_SHA1, WDP_SEC_AALG_SHA256, WDP_SEC_AALG_MD5,
		WDP_SEC_AALG_SHA224, WDP_SEC_AALG_SHA384, WDP_SEC_AALG_SHA512,
		WDP_SEC_AALG_SHA512_224, WDP_SEC_AALG_SHA512_256};
	static const uint8_t c_modes[] = {WDP_SEC_CMODE_ECB, WDP_SEC_CMODE_CBC, WDP_SEC_CMODE_CFB,
		WDP_SEC_CMODE_OFB, WDP_SEC_CMODE_CTR, WDP_SEC_CMODE_CCM, WDP_SEC_CMODE_GCM,
		WDP_SEC_CMODE_XTS};
	static const uint8_t ciphers[] = {WDP_SEC_CIPHER_NONE, WDP_SEC_CIPHER_ENC,
		WDP_SEC_CIPHER_DEC, WDP_SEC_CIPHER_COPY};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hashes); i++)
		assert_int_equal(hashes[i], i);
	for (i = 0; i < sizeof(c_modes); i++)
		assert_int_equal(c_modes[i], i);
	for (i = 0; i < sizeof(ciphers); i++)
		assert_int_equal(ciphers[i], i);
	assert_int_equal(WDP_SEC_AALG_SM3, 0x25);
	/* the one HMAC that is not its hash with another bit */
	assert_int_equal(WDP_SEC_AALG_HMAC_SM3, 0x26);
	assert_int_equal(WDP_SEC_AALG_SM4_GMAC, 0x31);
	assert_int_equal(WDP_SEC_CWIDTH_CS1, 1);
	assert_int_equal(WDP_SEC_CWIDTH_CS2, 2);
	assert_int_equal(WDP_SEC_CKEY_AES_192, 1);
	assert_int_equal(WDP_SEC_XTS_IEEE, 0);
	assert_int_equal(WDP_SEC_AUTH_NONE, 0);
	assert_int_equal(WDP_SEC_SEQ_CIPHER_FIRST, 0);
	assert_int_equal(WDP_SEC_ADDR_FLAT, 0);
	assert_int_equal(WDP_SEC_SCENE_NONE, 0);
	assert_int_equal(WDP_SEC_LEN_MAX_B, (1 << 24) - 512);
	assert_int_equal(WDP_SEC_CCM_AAD_MAX_B, 0xff00 - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cbc_28_1),
		cmocka_unit_test(modes),
		cmocka_unit_test(gcm_28_3),
		cmocka_unit_test(ccm_28_4),
		cmocka_unit_test(hmac_28_5),
		cmocka_unit_test(parts),
		cmocka_unit_test(long_message),
		cmocka_unit_test(chain_28_7),
		cmocka_unit_test(macs_28_8),
		cmocka_unit_test(status),
		cmocka_unit_test(values),
		cmocka_unit_test(fields_fill_words),
		cmocka_unit_test(registers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
