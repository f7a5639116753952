/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>

#include "wdp_sec.h"
#include "wdp_sec_sqe.h"

#define WORD_B 4
#define WORDS(bytes) (((bytes) + WORD_B - 1) / WORD_B)

/* Modes of each c_alg, by bit (15.9, 17). */
#define BIT(mode) WDP_BIT32(WDP_SEC_CMODE_##mode)
#define MODES_16 (BIT(ECB) | BIT(CBC) | BIT(CFB) | BIT(OFB) | BIT(CTR) | BIT(CCM) | BIT(GCM) | \
	BIT(XTS) | BIT(CBC_CS))
static const uint32_t modes[] = {
	[WDP_SEC_CALG_DES] = BIT(ECB) | BIT(CBC),
	[WDP_SEC_CALG_3DES] = BIT(ECB) | BIT(CBC) | BIT(OFB),
	[WDP_SEC_CALG_AES] = MODES_16,
	[WDP_SEC_CALG_SM4] = MODES_16,
};

/* c_key_len of a key (15.10). */
static int
key_code(const struct wdp_sec_task *t)
{
	static const struct {
		uint8_t c_alg, xts, bytes, code;
	} k[] = {
		{WDP_SEC_CALG_DES, 0, 8, WDP_SEC_CKEY_DES},
		{WDP_SEC_CALG_3DES, 0, 16, WDP_SEC_CKEY_3DES_2K},
		{WDP_SEC_CALG_3DES, 0, 24, WDP_SEC_CKEY_3DES_3K},
		{WDP_SEC_CALG_AES, 0, 16, WDP_SEC_CKEY_AES_128},
		{WDP_SEC_CALG_AES, 0, 24, WDP_SEC_CKEY_AES_192},
		{WDP_SEC_CALG_AES, 0, 32, WDP_SEC_CKEY_AES_256},
		{WDP_SEC_CALG_AES, 1, 32, WDP_SEC_CKEY_AES_128},
		{WDP_SEC_CALG_AES, 1, 64, WDP_SEC_CKEY_AES_256},
		{WDP_SEC_CALG_SM4, 0, 16, WDP_SEC_CKEY_SM4},
		{WDP_SEC_CALG_SM4, 1, 32, WDP_SEC_CKEY_SM4},
	};
	uint8_t xts = t->c_mode == WDP_SEC_CMODE_XTS;
	unsigned int i;

	for (i = 0; i < RTE_DIM(k); i++) {
		if (k[i].c_alg == t->c_alg && k[i].xts == xts && k[i].bytes == t->c_key_len)
			return k[i].code;
	}
	return -EINVAL;
}

static bool
is_aead(const struct wdp_sec_task *t)
{
	return t->cipher != WDP_SEC_CIPHER_NONE &&
		(t->c_mode == WDP_SEC_CMODE_GCM || t->c_mode == WDP_SEC_CMODE_CCM);
}

static bool
icv_ok(const struct wdp_sec_task *t)
{
	if (!is_aead(t))
		return t->icv_len == 0;
	return t->icv_len >= WDP_SEC_CCM_TAG_MIN_B && t->icv_len <= WDP_SEC_TAG_MAX_B &&
		(t->c_mode == WDP_SEC_CMODE_GCM || t->icv_len % 2 == 0);
}

static bool
variant_ok(const struct wdp_sec_task *t)
{
	bool sm4_xts = t->c_alg == WDP_SEC_CALG_SM4 && t->c_mode == WDP_SEC_CMODE_XTS;

	return t->variant == 0 || t->variant == WDP_SEC_CTR_128 ||
		(t->variant == WDP_SEC_XTS_GB && sm4_xts);
}

static bool
cipher_ok(const struct wdp_sec_task *t)
{
	if (t->cipher == WDP_SEC_CIPHER_NONE)
		return (t->c_key | t->c_alg | t->c_mode | t->c_width | t->c_key_len | t->icv_len |
			t->variant) == 0;
	if (t->cipher > WDP_SEC_CIPHER_DEC || t->c_key == 0 || t->c_alg >= RTE_DIM(modes) ||
			t->c_mode >= 32 || (modes[t->c_alg] & WDP_BIT32(t->c_mode)) == 0)
		return false;
	if (t->c_mode == WDP_SEC_CMODE_CBC_CS ?
			t->c_width < WDP_SEC_CWIDTH_CS1 || t->c_width > WDP_SEC_CWIDTH_CS3 :
			t->c_width != 0)
		return false;
	return key_code(t) >= 0 && icv_ok(t) && variant_ok(t);
}

static const struct wdp_sec_auth_alg *
auth_of(uint8_t a_alg)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(wdp_sec_auths); i++) {
		if (wdp_sec_auths[i].a_alg == a_alg)
			return &wdp_sec_auths[i];
	}
	return NULL;
}

static bool
a_key_ok(const struct wdp_sec_task *t, const struct wdp_sec_auth_alg *a)
{
	if (a->kind == WDP_SEC_KIND_HASH)
		return (t->a_key | t->a_key_len) == 0;
	if (t->a_key == 0)
		return false;
	/* an empty HMAC key is a word of zeros (18.1) */
	return (a->kind == WDP_SEC_KIND_HMAC && t->a_key_len == 0) ||
		wdp_sec_range_has(&a->key, t->a_key_len);
}

static bool
parts_ok(const struct wdp_sec_task *t, enum wdp_gen gen, const struct wdp_sec_auth_alg *a)
{
	bool whole = a->kind == WDP_SEC_KIND_HASH || a->kind == WDP_SEC_KIND_HMAC;

	if (!whole || t->cipher != WDP_SEC_CIPHER_NONE)
		return t->a_pad == WDP_SEC_A_PAD_LAST && t->ai_gen ==
			(a->kind == WDP_SEC_KIND_GMAC ? WDP_SEC_AI_GEN_ADDR : WDP_SEC_AI_GEN_INNER);
	/* type 3 has the field in the words of the stream scene only (12) */
	return t->ai_gen <= WDP_SEC_AI_GEN_ADDR && (t->a_pad == WDP_SEC_A_PAD_LAST ||
		(t->a_pad == WDP_SEC_A_PAD_NONE &&
		(gen < WDP_GEN_V3 || t->scene == WDP_SEC_SCENE_STREAM)));
}

static bool
auth_ok(const struct wdp_sec_task *t, enum wdp_gen gen)
{
	const struct wdp_sec_auth_alg *a = auth_of(t->a_alg);

	if (t->auth == WDP_SEC_AUTH_NONE)
		return (t->a_alg | t->mac_len | t->a_key_len | t->ai_gen | t->a_pad) == 0 &&
			(is_aead(t) || t->a_key == 0);
	/* comparing is known together with a cipher only (18.1) */
	if (t->auth > WDP_SEC_AUTH_VERIFY || a == NULL || is_aead(t) ||
			(t->auth == WDP_SEC_AUTH_VERIFY && t->cipher == WDP_SEC_CIPHER_NONE))
		return false;
	if (t->mac_len % WORD_B != 0 || t->mac_len > a->whole ||
			(t->mac_len == 0 && t->a_pad == WDP_SEC_A_PAD_LAST))
		return false;
	return a_key_ok(t, a) && parts_ok(t, gen, a);
}

static bool
task_ok(const struct wdp_sec_task *t, enum wdp_gen gen)
{
	if (t->cipher == WDP_SEC_CIPHER_NONE && t->auth == WDP_SEC_AUTH_NONE)
		return false;
	if (t->seq > WDP_SEC_SEQ_AUTH_FIRST || t->scene > WDP_SEC_SCENE_SMB)
		return false;
	/* type 2 has no place for it (15.12) */
	if (gen < WDP_GEN_V3 && t->variant == WDP_SEC_XTS_GB)
		return false;
	return cipher_ok(t) && auth_ok(t, gen);
}

static uint32_t
a_key_words(const struct wdp_sec_task *t)
{
	if (t->auth == WDP_SEC_AUTH_NONE || t->a_key == 0)
		return 0;
	return t->a_key_len == 0 ? 1 : WORDS(t->a_key_len);
}

static void
encode2(uint32_t *dw, const struct wdp_sec_task *t, uint32_t c_key_len, uint64_t a_key)
{
#define F(f, v) WDP_FIELD32(WDP_SEC_BD2_##f, v)
	dw[WDP_SEC_BD2_DW_OP] = wdp_le32(WDP_FIELD32(WDP_SEC_TYPE, WDP_SEC_TYPE_BD2) |
		F(CIPHER, t->cipher) | F(AUTH, t->auth) | F(SEQ, t->seq) | F(SCENE, t->scene));
	dw[WDP_SEC_BD2_DW_GEN] = wdp_le32(F(AI_GEN, t->ai_gen) | F(A_PAD, t->a_pad));
	dw[WDP_SEC_BD2_DW_AUTH] = wdp_le32(F(MAC_LEN, t->mac_len / WORD_B) |
		F(A_KEY_LEN, a_key_words(t)) | F(A_ALG, t->a_alg));
	dw[WDP_SEC_BD2_DW_CIPHER] = wdp_le32(F(ICV_LEN, t->icv_len) | F(C_WIDTH, t->c_width) |
		F(C_KEY_LEN, c_key_len) | F(C_MODE, t->c_mode) | F(C_ALG, t->c_alg));
	wdp_sec_put(&dw[WDP_SEC_BD2_DW_A_KEY_LO], a_key);
	wdp_sec_put(&dw[WDP_SEC_BD2_DW_C_KEY_LO], t->c_key);
#undef F
}

static void
encode3(uint32_t *dw, const struct wdp_sec_task *t, uint32_t c_key_len, uint64_t a_key)
{
	/* the counter is 128 bits wide, whatever the other values mean (15.12) */
	bool ctr = t->cipher != WDP_SEC_CIPHER_NONE && t->c_mode == WDP_SEC_CMODE_CTR;

#define F(f, v) WDP_FIELD32(WDP_SEC_BD3_##f, v)
	dw[WDP_SEC_BD3_DW_OP] = wdp_le32(WDP_FIELD32(WDP_SEC_TYPE, WDP_SEC_TYPE_BD3) |
		F(SCENE, t->scene));
	dw[WDP_SEC_BD3_DW_CIPHER] = wdp_le32(F(CIPHER, t->cipher) | F(ICV_LEN, t->icv_len) |
		F(C_WIDTH, t->c_width) | F(C_KEY_LEN, c_key_len) | F(C_MODE, t->c_mode) |
		F(C_ALG, t->c_alg) | F(SEQ, t->seq));
	dw[WDP_SEC_BD3_DW_AUTH] = wdp_le32(F(AUTH, t->auth) | F(AI_GEN, t->ai_gen) |
		F(MAC_LEN, t->mac_len / WORD_B) | F(A_KEY_LEN, a_key_words(t)) |
		F(A_ALG, t->a_alg) | F(CTR_MODE, ctr ? WDP_SEC_CTR_128 : t->variant));
	dw[WDP_SEC_BD3_DW_STREAM] = wdp_le32(F(A_PAD, t->a_pad));
	wdp_sec_put(&dw[WDP_SEC_BD3_DW_A_KEY_LO], a_key);
	wdp_sec_put(&dw[WDP_SEC_BD3_DW_C_KEY_LO], t->c_key);
#undef F
}

int
wdp_sec_form_init(struct wdp_sec_form *f, enum wdp_gen gen, const struct wdp_sec_task *t)
{
	uint32_t c_key_len;
	uint64_t a_key;

	if (!task_ok(t, gen))
		return -EINVAL;
	*f = (struct wdp_sec_form){0};
	c_key_len = t->cipher == WDP_SEC_CIPHER_NONE ? 0 : key_code(t);
	a_key = is_aead(t) ? t->c_key : t->a_key;
	if (gen >= WDP_GEN_V3)
		encode3(f->sqe.dw, t, c_key_len, a_key);
	else
		encode2(f->sqe.dw, t, c_key_len, a_key);
	return 0;
}
