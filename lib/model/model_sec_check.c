/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What a request to the SEC engine may be (sec.md 10 to 26). Forms that a published driver
 * sends are executed; a few more, which can be said but nobody is known to rely on, are and are
 * counted; everything else is refused and told.
 */

#include "model_sec.h"

#define V2 MODEL_V2
#define V3 MODEL_V3
#define VX (MODEL_V2 | MODEL_V3)

#define AES  WDP_SEC_CALG_AES
#define SM4  WDP_SEC_CALG_SM4
#define DES  WDP_SEC_CALG_DES
#define DES3 WDP_SEC_CALG_3DES

/* Descriptor checks of V2 that stand in SM4's way while they are on (30). */
#define CHK0_SM4_MODES WDP_BIT32(28)
#define CHK1_SM4_XTS   (WDP_BIT32(31) | WDP_BIT32(11) | WDP_BIT32(1))
#define CHK3_SM4_XTS   WDP_BIT32(14)

#define CS_MIN_B   (WDP_SEC_BLOCK_AES_B + 1)
#define WORD_B     4
#define XCBC_MIN_B 12

/** Section 26, by algorithm and mode; no generation: no such cipher. */
static const struct cipher_rule {
	uint8_t gens;
	uint8_t unproven; /* in these of them */
	uint8_t block; /* bytes the library is given at a time are multiples of it */
	uint8_t min;
	uint8_t iv_b;
} ciphers[SM4 + 1][WDP_SEC_CMODE_CBC_CS + 1] = {
	[AES][WDP_SEC_CMODE_ECB] = {VX, 0, 16, 16, 0},
	[AES][WDP_SEC_CMODE_CBC] = {VX, 0, 16, 16, 16},
	[AES][WDP_SEC_CMODE_CFB] = {V3, 0, 1, 1, 16},
	[AES][WDP_SEC_CMODE_OFB] = {V3, 0, 1, 1, 16},
	[AES][WDP_SEC_CMODE_CTR] = {VX, V2, 1, 1, 16},
	[AES][WDP_SEC_CMODE_CCM] = {VX, 0, 1, 0, 16},
	[AES][WDP_SEC_CMODE_GCM] = {VX, 0, 1, 0, 12},
	[AES][WDP_SEC_CMODE_XTS] = {VX, 0, 16, WDP_SEC_XTS_MIN_B, 16},
	[AES][WDP_SEC_CMODE_CBC_CS] = {VX, V2, 16, CS_MIN_B, 16},
	[SM4][WDP_SEC_CMODE_ECB] = {VX, 0, 16, 16, 0},
	[SM4][WDP_SEC_CMODE_CBC] = {VX, 0, 16, 16, 16},
	[SM4][WDP_SEC_CMODE_CFB] = {V3, 0, 1, 1, 16},
	[SM4][WDP_SEC_CMODE_OFB] = {V3, 0, 1, 1, 16},
	[SM4][WDP_SEC_CMODE_CTR] = {VX, V2, 1, 1, 16},
	[SM4][WDP_SEC_CMODE_CCM] = {V3, 0, 1, 0, 16},
	[SM4][WDP_SEC_CMODE_GCM] = {V3, 0, 1, 0, 12},
	[SM4][WDP_SEC_CMODE_XTS] = {VX, 0, 16, WDP_SEC_XTS_MIN_B, 16},
	[SM4][WDP_SEC_CMODE_CBC_CS] = {V3, 0, 16, CS_MIN_B, 16},
	[DES][WDP_SEC_CMODE_ECB] = {VX, 0, 8, 8, 0},
	[DES][WDP_SEC_CMODE_CBC] = {VX, 0, 8, 8, 8},
	[DES3][WDP_SEC_CMODE_ECB] = {VX, 0, 8, 8, 0},
	[DES3][WDP_SEC_CMODE_CBC] = {VX, 0, 8, 8, 8},
	[DES3][WDP_SEC_CMODE_OFB] = {V3, V3, 1, 1, 8},
};

/** Bits of a descriptor that are 0 in every task that is modelled. */
struct zero_rule {
	uint8_t word;
	bool refuse; /* they would change the result: not only told */
	uint32_t mask;
};

#define BD2_GEN_UNUSED (WDP_SEC_BD2_RSVD_GEN | WDP_MASK32(WDP_SEC_BD2_NONCE_LEN) | \
	WDP_MASK32(WDP_SEC_BD2_C_S) | WDP_SEC_BD2_RHF | WDP_MASK32(WDP_SEC_BD2_WR_FRAME) | \
	WDP_SEC_BD2_TLS_UP)
#define BD2_GEN_KEYS (WDP_SEC_BD2_HUK | WDP_SEC_BD2_KEY_S | WDP_SEC_BD2_CAL_IV | \
	WDP_MASK32(WDP_SEC_BD2_C_KEY_TYPE) | WDP_MASK32(WDP_SEC_BD2_A_KEY_TYPE))
#define BD3_AUTH_KEYS (WDP_MASK32(WDP_SEC_BD3_KEY_SEL) | WDP_MASK32(WDP_SEC_BD3_KEY_WRAP) | \
	WDP_SEC_BD3_UPDATE_KEY)
#define NOT_LEN (~WDP_MASK32(WDP_SEC_LEN))

static const struct zero_rule zeroes2[] = {
	{WDP_SEC_BD2_DW_OP, false, WDP_SEC_BD2_RSVD_OP},
	{WDP_SEC_BD2_DW_GEN, false, BD2_GEN_UNUSED},
	{WDP_SEC_BD2_DW_GEN, true, BD2_GEN_KEYS},
	{WDP_SEC_BD2_DW_AUTH, false, WDP_SEC_BD2_RSVD_AUTH},
	{WDP_SEC_BD2_DW_CIPHER, false, WDP_SEC_BD2_RSVD_CIPHER},
	{WDP_SEC_BD2_DW_A_LEN, true, NOT_LEN},
	{WDP_SEC_BD2_DW_C_LEN, true, NOT_LEN},
	{WDP_SEC_BD2_DW_CS_OFFSETS, false, UINT32_MAX},
	{WDP_SEC_BD2_DW_PBKDF2, false, UINT32_MAX},
	{WDP_SEC_BD2_DW_SALT, false, UINT32_MAX},
	{WDP_SEC_BD2_DW_TAG, false, ~WDP_MASK32(WDP_SEC_BD2_TAG)},
	{WDP_SEC_BD2_DW_PAD, false, UINT32_MAX},
	{0, false, 0},
};

static const struct zero_rule zeroes3[] = {
	{WDP_SEC_BD3_DW_OP, false, WDP_SEC_BD3_RSVD_OP},
	{WDP_SEC_BD3_DW_CIPHER, false, WDP_SEC_BD3_RSVD_CIPHER |
		WDP_MASK32(WDP_SEC_BD3_NONCE_LEN)},
	{WDP_SEC_BD3_DW_CIPHER, true, WDP_SEC_BD3_HUK | WDP_SEC_BD3_CAL_IV},
	{WDP_SEC_BD3_DW_STORAGE0, false, UINT32_MAX},
	{WDP_SEC_BD3_DW_STORAGE1, false, UINT32_MAX},
	{WDP_SEC_BD3_DW_AUTH, true, BD3_AUTH_KEYS},
	{WDP_SEC_BD3_DW_AUTH, false, WDP_SEC_BD3_SVA_PREFETCH},
	{WDP_SEC_BD3_DW_SALT, false, UINT32_MAX},
	{WDP_SEC_BD3_DW_A_LEN, true, NOT_LEN},
	{WDP_SEC_BD3_DW_C_LEN, true, NOT_LEN},
	{WDP_SEC_BD3_DW_STREAM, true, ~WDP_MASK32(WDP_SEC_BD3_A_PAD)},
	{0, false, 0},
};

/* What the device writes, 0 on the way in (10). */
static const struct zero_rule zeroes_back[] = {
	{WDP_SEC_DW_STATUS, false, UINT32_MAX},
	{WDP_SEC_DW_MAC_I, false, UINT32_MAX},
	{WDP_SEC_DW_BACK, false, UINT32_MAX},
	{WDP_SEC_DW_COUNTER, false, UINT32_MAX},
	{0, false, 0},
};

/* ---- telling ---- */

enum sec_status
wdp_mdsec_refuse(const struct sec_req *r, enum sec_status st, const char *field, uint64_t val,
	const char *why)
{
	/* One complaint for each rule: its text is its name. */
	wdp_md_complain(r->m, SAY_SQE, (uint64_t)(uintptr_t)why,
		"type %d descriptor of queue %u slot %u: %s is 0x%llx: %s (sec.md)",
		r->type3 ? 3 : 2, r->q->qn, r->q->sq_head, field, (unsigned long long)val, why);
	return st;
}

static void
remark(const struct sec_req *r, const char *field, uint64_t val)
{
	if (val != 0)
		wdp_md_complain(r->m, SAY_SQE, (uint64_t)(uintptr_t)field,
			"type %d descriptor of queue %u slot %u: %s is 0x%llx: must be 0 here "
			"(accepted; sec.md 10, 11, 12)", r->type3 ? 3 : 2, r->q->qn,
			r->q->sq_head, field, (unsigned long long)val);
}

static enum sec_status
check_zeroes(const struct sec_req *r, const uint32_t *sqe, const struct zero_rule *z)
{
	for (; z->mask != 0; z++) {
		uint32_t odd = wdp_le32(sqe[z->word]) & z->mask;

		if (odd == 0)
			continue;
		wdp_md_complain(r->m, SAY_SQE, UINT64_C(1) << 63 | z->word << 8 | r->type3,
			"type %d descriptor of queue %u slot %u: bits 0x%x of byte %u must be 0%s "
			"(sec.md 11, 12)", r->type3 ? 3 : 2, r->q->qn, r->q->sq_head, odd,
			4 * z->word, z->refuse ? "" : " (accepted)");
		if (z->refuse)
			return SEC_ST_FIELD;
	}
	return SEC_ST_OK;
}

static void
zero_mask(uint32_t *mask, const struct zero_rule *z)
{
	for (; z->mask != 0; z++)
		mask[z->word] |= wdp_le32(z->mask);
}

void
wdp_mdsec_zero_masks(struct sec_ctx *c)
{
	zero_mask(c->zero[0], zeroes_back);
	zero_mask(c->zero[0], zeroes2);
	zero_mask(c->zero[1], zeroes_back);
	zero_mask(c->zero[1], zeroes3);
}

enum sec_status
wdp_mdsec_check_words(const struct sec_ctx *c, const struct sec_req *r, const uint32_t *sqe)
{
	const uint32_t *mask = c->zero[r->type3];
	uint32_t odd = 0;
	unsigned int i;

	/* All of them at once; which rule it was is asked only of a descriptor that breaks one. */
	for (i = 0; i < WDP_SEC_SQE_B / sizeof(*sqe); i++)
		odd |= sqe[i] & mask[i];
	if (odd == 0)
		return SEC_ST_OK;
	check_zeroes(r, sqe, zeroes_back);
	return check_zeroes(r, sqe, r->type3 ? zeroes3 : zeroes2);
}

/* ---- what sort of task ---- */

static uint8_t
generation(const struct sec_req *r)
{
	return r->m->v3 ? V3 : V2;
}

static enum sec_status
classify(struct sec_req *r)
{
	bool tagged = r->c_mode == WDP_SEC_CMODE_GCM || r->c_mode == WDP_SEC_CMODE_CCM;

	if (r->cipher == WDP_SEC_CIPHER_COPY)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "cipher", r->cipher,
			"copying is not modelled");
	if (r->auth > WDP_SEC_AUTH_VERIFY)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "auth", r->auth, "no such value (15.2)");
	if (r->cipher == WDP_SEC_CIPHER_NONE) {
		r->kind = SEC_HASH;
		if (r->auth != WDP_SEC_AUTH_GEN)
			return wdp_mdsec_refuse(r, SEC_ST_FIELD, "auth", r->auth,
				"not 1 in a task without a cipher (18.1)");
		return SEC_ST_OK;
	}
	r->kind = tagged ? SEC_AEAD : r->auth != WDP_SEC_AUTH_NONE ? SEC_CHAIN : SEC_CIPHER;
	if (tagged && r->auth != WDP_SEC_AUTH_NONE)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "auth", r->auth,
			"not 0 with GCM or CCM (15.2; in parts, 22, is not modelled)");
	return SEC_ST_OK;
}

/** 15.5, 9 */
static enum sec_status
check_scene(const struct sec_req *r)
{
	bool gmac = r->a_alg == WDP_SEC_AALG_GMAC || r->a_alg == WDP_SEC_AALG_SM4_GMAC;
	bool parts = r->a_pad != WDP_SEC_A_PAD_LAST || r->ai_gen != WDP_SEC_AI_GEN_INNER;
	bool ok = r->scene == WDP_SEC_SCENE_NONE || r->scene == WDP_SEC_SCENE_IPSEC;

	if (r->kind == SEC_HASH && gmac)
		ok = r->scene == WDP_SEC_SCENE_IPSEC;
	else if (r->kind == SEC_HASH && r->type3)
		ok = r->scene == WDP_SEC_SCENE_STREAM || (r->scene == WDP_SEC_SCENE_NONE && !parts);
	if (!ok)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "scene", r->scene,
			"no driver runs this task there, or not modelled (15.5)");
	if (r->type3 && r->scene != WDP_SEC_SCENE_STREAM && (r->bits != 0 || r->a_pad != 0))
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "area of the scene", r->bits,
			"not 0 (12)");
	if (r->q->type != WDP_SEC_QT_CRYPTO)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "queue type", r->q->type,
			"only PBKDF2, which is not modelled (9)");
	return SEC_ST_OK;
}

/** Is the tag looked at before the cipher runs? Counter mode has one direction (17, 19). */
static bool
auth_first(const struct sec_req *r)
{
	return r->kind == SEC_CHAIN ? r->auth == WDP_SEC_AUTH_VERIFY :
		r->kind == SEC_AEAD && r->cipher == WDP_SEC_CIPHER_DEC;
}

/** 15.3, 15.4, 16 */
static enum sec_status
check_buffers(const struct sec_req *r)
{
	bool hash = r->kind == SEC_HASH, out = r->de == WDP_SEC_DE_OUT;

	if (r->de > WDP_SEC_DE_OUT || (hash && out))
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "de", r->de,
			"no such value for this task (15.3)");
	if (r->src_type > WDP_SEC_ADDR_SGL)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "source type", r->src_type,
			"neither flat nor a list (15.4)");
	if (out ? r->dst_type != r->src_type : r->dst_type != 0 && r->dst_type != r->src_type)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "destination type", r->dst_type,
			"not that of the source (15.4)");
	if (r->mac_type != WDP_SEC_ADDR_FLAT)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "MAC type", r->mac_type,
			"MACs are flat (15.4)");
	if (!out && r->dst != r->src)
		remark(r, "destination of a task in place, and not its source,", r->dst);
	if (r->src == 0)
		wdp_md_complain(r->m, SAY_DMA, UINT64_C(4) << 32 | r->q->index,
			"queue %u slot %u: source 0, which is no address even of nothing (sec.md 16)",
			r->q->qn, r->q->sq_head);
	if (r->seq != auth_first(r))
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "seq", r->seq,
			"not the order of this task (15.3, 17 to 20)");
	return SEC_ST_OK;
}

/** Of lists nobody can tell without walking them: the same memory is fine there. */
static enum sec_status
check_overlap(const struct sec_req *r)
{
	uint64_t apart = r->src > r->dst ? r->src - r->dst : r->dst - r->src;

	if (r->de != WDP_SEC_DE_OUT || r->src_type != WDP_SEC_ADDR_FLAT || apart == 0 ||
			apart >= (uint64_t)r->cipher_off + r->c_len)
		return SEC_ST_OK;
	return wdp_mdsec_refuse(r, SEC_ST_FIELD, "destination", r->dst,
		"overlaps the source without being the same (16)");
}

/* ---- ciphers ---- */

static const struct cipher_rule *
find_cipher(const struct sec_req *r)
{
	if (r->c_alg > SM4 || r->c_mode > WDP_SEC_CMODE_CBC_CS ||
			ciphers[r->c_alg][r->c_mode].gens == 0)
		return NULL;
	return &ciphers[r->c_alg][r->c_mode];
}

/** Bytes of the cipher key, 0: no such code (15.10). */
static unsigned int
key_bytes(const struct sec_req *r)
{
	static const uint8_t aes[] = {16, 24, 32}, aes_xts[] = {32, 0, 64};
	bool xts = r->c_mode == WDP_SEC_CMODE_XTS;

	switch (r->c_alg) {
	case WDP_SEC_CALG_AES:
		if (r->c_key_len > WDP_SEC_CKEY_AES_256)
			return 0;
		return xts ? aes_xts[r->c_key_len] : aes[r->c_key_len];
	case WDP_SEC_CALG_SM4:
		return r->c_key_len != WDP_SEC_CKEY_SM4 ? 0 : xts ? 32 : 16;
	case WDP_SEC_CALG_DES:
		return r->c_key_len == WDP_SEC_CKEY_DES ? 8 : 0;
	default:
		return r->c_key_len == WDP_SEC_CKEY_3DES_3K ? 24 :
			r->c_key_len == WDP_SEC_CKEY_3DES_2K ? 16 : 0;
	}
}

/** V2 keeps SM4's later modes behind descriptor checks (4 steps 9, 10). */
static bool
sm4_held_back(const struct sec_req *r)
{
	if (r->m->v3 || r->c_alg != SM4)
		return false;
	if (r->c_mode == WDP_SEC_CMODE_XTS)
		return (wdp_md_reg_get(r->m, WDP_SEC_BD_CHK1) & CHK1_SM4_XTS) ||
			(wdp_md_reg_get(r->m, WDP_SEC_BD_CHK3) & CHK3_SM4_XTS);
	return (r->c_mode == WDP_SEC_CMODE_ECB || r->c_mode == WDP_SEC_CMODE_CTR) &&
		(wdp_md_reg_get(r->m, WDP_SEC_BD_CHK0) & CHK0_SM4_MODES);
}

/** 15.9, 15.12 */
static enum sec_status
check_variant(const struct sec_req *r)
{
	bool cs = r->c_mode == WDP_SEC_CMODE_CBC_CS;

	if (cs ? r->c_width < WDP_SEC_CWIDTH_CS1 || r->c_width > WDP_SEC_CWIDTH_CS3 :
			r->c_width != 0)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "c_width", r->c_width,
			"1 to 3 with stealing, else 0 (15.9)");
	if (r->c_mode == WDP_SEC_CMODE_CTR && (r->ctr_mode & 1))
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "counter mode", r->ctr_mode,
			"neither 2 nor 0 (15.12)");
	if (r->ctr_mode == 3 || (r->ctr_mode == WDP_SEC_XTS_GB &&
			(r->c_mode != WDP_SEC_CMODE_XTS || r->c_alg != SM4)))
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "counter mode", r->ctr_mode,
			"no such value in this mode (15.12)");
	return SEC_ST_OK;
}

static enum sec_status
check_cipher(struct sec_req *r)
{
	const struct cipher_rule *c = find_cipher(r);

	if (c == NULL)
		return wdp_mdsec_refuse(r, SEC_ST_ALG, "c_alg and c_mode",
			(uint64_t)r->c_alg << 4 | r->c_mode, "no such cipher (15.9, 26)");
	if (!(c->gens & generation(r)))
		return wdp_mdsec_refuse(r, SEC_ST_ALG, "c_alg and c_mode",
			(uint64_t)r->c_alg << 4 | r->c_mode,
			"this generation does not have it (26)");
	if (sm4_held_back(r))
		return wdp_mdsec_refuse(r, SEC_ST_ALG, "c_mode", r->c_mode,
			"held back by the descriptor checks 0x301380 .. 0x30138c (4, 30)");
	r->unproven = c->unproven & generation(r);
	r->block = c->block;
	r->iv_b = c->iv_b;
	r->c_key_b = (uint8_t)key_bytes(r);
	if (r->c_key_b == 0)
		return wdp_mdsec_refuse(r, SEC_ST_KEY_LEN, "c_key_len", r->c_key_len,
			"no key of this algorithm (15.10)");
	if (r->ci_gen != WDP_SEC_CI_GEN_ADDR)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "ci_gen", r->ci_gen,
			"only IVs by address are modelled (15.6)");
	/* The other modes with blocks steal. */
	if ((r->c_mode == WDP_SEC_CMODE_ECB || r->c_mode == WDP_SEC_CMODE_CBC) &&
			r->c_len % c->block != 0)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "c_len", r->c_len, "not in blocks (17)");
	if (r->c_len < c->min && r->kind == SEC_CIPHER)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "c_len", r->c_len,
			"less than the mode takes (17, 25)");
	if (r->c_len > WDP_SEC_LEN_MAX_B)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "c_len", r->c_len,
			"above 0xfffe00 (25)");
	return check_variant(r);
}

static enum sec_status
check_cipher_only(const struct sec_req *r)
{
	if (r->cipher_off != 0 || r->auth_off != 0)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "offsets",
			(uint64_t)r->cipher_off << 16 | r->auth_off,
			"not 0 in a task with a cipher alone (17)");
	remark(r, "a field of authentication", r->a_alg | r->mac_len | r->a_key_len | r->icv_len |
		r->ai_gen | r->a_pad);
	remark(r, "MAC, auth key or auth IV of a cipher", r->mac | r->a_key | r->a_iv);
	remark(r, "a_len of a cipher", r->a_len);
	remark(r, "total bits of a cipher", r->bits);
	return SEC_ST_OK;
}

/* ---- with a tag ---- */

/** Lengths and offsets that both sorts of AEAD have (19, 20, 25). */
static enum sec_status
check_both_lengths(const struct sec_req *r, uint32_t aad)
{
	uint32_t most = r->c_mode == WDP_SEC_CMODE_CCM ? WDP_SEC_CCM_AAD_MAX_B :
		WDP_SEC_GCM_AAD_MAX_B;

	if (r->c_len == 0 && !r->m->v3)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "c_len", 0,
			"no payload: this generation cannot (19, 20)");
	if (r->auth_off != 0)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "auth_off", r->auth_off,
			"not 0: no driver sends that (19, 20)");
	if (aad > most)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "AAD", aad, "too long (25)");
	if (r->cipher_off != aad)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "cipher_off", r->cipher_off,
			"not behind the AAD: no driver sends that (19, 20)");
	if (aad + r->c_len > WDP_SEC_LEN_MAX_B)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "AAD and payload", aad + r->c_len,
			"above 0xfffe00 (25)");
	return SEC_ST_OK;
}

static enum sec_status
check_aead(struct sec_req *r)
{
	bool ccm = r->c_mode == WDP_SEC_CMODE_CCM;
	bool tag = ccm ? r->icv_len >= WDP_SEC_CCM_TAG_MIN_B && r->icv_len % 2 == 0 :
		r->icv_len == 4 || r->icv_len >= WDP_SEC_GCM_TAG_MIN_B;

	if (!tag || r->icv_len > WDP_SEC_TAG_MAX_B)
		return wdp_mdsec_refuse(r, SEC_ST_MAC_LEN, "icv_len", r->icv_len,
			"no tag of this mode (20, 21, 25)");
	r->mac_b = r->icv_len;
	if (r->ai_gen != WDP_SEC_AI_GEN_INNER || r->a_pad != WDP_SEC_A_PAD_LAST)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "ai_gen and a_pad",
			(uint64_t)r->ai_gen << 4 | r->a_pad, "AEAD in parts is not modelled (22)");
	remark(r, "a_alg, mac_len or a_key_len of an AEAD", r->a_alg | r->mac_len | r->a_key_len);
	if (r->a_key != r->c_key)
		remark(r, "auth key, which is not the cipher's,", r->a_key);
	remark(r, "total bits of an AEAD", r->bits);
	return check_both_lengths(r, r->a_len);
}

/** An HMAC's own fields; fills md. */
static enum sec_status
check_hmac(struct sec_req *r)
{
	unsigned int alg = r->a_alg == WDP_SEC_AALG_HMAC_SM3 ? WDP_SEC_AALG_SM3 :
		r->a_alg - WDP_SEC_AALG_HMAC;

	r->md = r->a_alg == WDP_SEC_AALG_HMAC_SM3 || (r->a_alg & ~7u) == WDP_SEC_AALG_HMAC ?
		wdp_mdsec_md(alg) : NULL;
	if (r->md == NULL)
		return wdp_mdsec_refuse(r, SEC_ST_ALG, "a_alg", r->a_alg, "no HMAC (15.11)");
	r->a_key_b = r->a_key_len * WORD_B;
	if (r->a_key_b == 0 || r->a_key_b > r->md->block_b)
		return wdp_mdsec_refuse(r, SEC_ST_KEY_LEN, "a_key_len", r->a_key_len,
			"no key, or longer than a block of the hash (18.1)");
	return SEC_ST_OK;
}

/** Bytes of a result that is cut to words. */
static enum sec_status
check_mac_len(struct sec_req *r, unsigned int least, unsigned int most)
{
	r->mac_b = r->mac_len * WORD_B;
	if (r->mac_b < least || r->mac_b > most)
		return wdp_mdsec_refuse(r, SEC_ST_MAC_LEN, "mac_len", r->mac_len,
			"no length of this result (15.11, 18.1)");
	return SEC_ST_OK;
}

/** Does a published driver chain the two on this generation (19, 26)? */
static bool
chain_proven(const struct sec_req *r)
{
	bool hmac = r->a_alg == (WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA1) ||
		r->a_alg == (WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA256) ||
		r->a_alg == (WDP_SEC_AALG_HMAC | WDP_SEC_AALG_SHA512);

	if (r->c_mode != WDP_SEC_CMODE_CBC)
		return false;
	return r->m->v3 ? (r->c_alg == AES || r->c_alg == SM4) &&
		(hmac || r->a_alg == WDP_SEC_AALG_HMAC_SM3) : r->c_alg == AES && hmac;
}

static enum sec_status
check_chain(struct sec_req *r)
{
	bool dec = r->cipher == WDP_SEC_CIPHER_DEC;
	unsigned int auth = dec ? WDP_SEC_AUTH_VERIFY : WDP_SEC_AUTH_GEN;
	enum sec_status st;

	if (r->c_mode != WDP_SEC_CMODE_CBC && r->c_mode != WDP_SEC_CMODE_CTR)
		return wdp_mdsec_refuse(r, SEC_ST_ALG, "c_mode", r->c_mode,
			"neither CBC nor CTR in a chain (19)");
	r->unproven = r->unproven || !chain_proven(r);
	/* Drivers encrypt in counter mode both ways. */
	if (r->auth != auth && (dec || r->c_mode != WDP_SEC_CMODE_CTR))
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "auth", r->auth,
			"encrypt and generate or verify and decrypt (19)");
	if (r->ai_gen != WDP_SEC_AI_GEN_INNER || r->a_pad != WDP_SEC_A_PAD_LAST)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "ai_gen and a_pad",
			(uint64_t)r->ai_gen << 4 | r->a_pad, "no chain comes in parts (19)");
	st = check_hmac(r);
	if (st == SEC_ST_OK)
		st = check_mac_len(r, WORD_B, r->md->size_b);
	if (st != SEC_ST_OK)
		return st;
	remark(r, "icv_len of a chain", r->icv_len);
	remark(r, "auth IV of a chain", r->a_iv);
	remark(r, "total bits of a chain", r->bits);
	if (r->a_len < r->c_len)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "a_len", r->a_len,
			"less than the payload (19)");
	return check_both_lengths(r, r->a_len - r->c_len);
}

/* ---- hashes and MACs ---- */

/** In several descriptors (18.2). */
static enum sec_status
check_parts(const struct sec_req *r)
{
	bool first = r->ai_gen == WDP_SEC_AI_GEN_INNER;
	bool last = r->a_pad == WDP_SEC_A_PAD_LAST;

	if (r->src_type != WDP_SEC_ADDR_FLAT)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "source type", r->src_type,
			"a message in parts is flat (18.2)");
	if (!first && r->a_iv != r->mac)
		remark(r, "auth IV, which is not the MAC's address,", r->a_iv);
	if (!last) {
		remark(r, "total bits of a part that is not the last", r->bits);
		if (r->a_len == 0 || r->a_len % r->md->block_b != 0)
			return wdp_mdsec_refuse(r, SEC_ST_LEN, "a_len", r->a_len,
				"not in blocks, and not the last part (18.2)");
		return SEC_ST_OK;
	}
	if (r->bits % 8 != 0 || r->bits / 8 <= r->a_len ||
			(r->bits / 8 - r->a_len) % r->md->block_b != 0)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "total bits", r->bits,
			"not whole blocks before this part (18.2)");
	if (r->a_len == 0 && !r->m->v3)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "a_len", 0,
			"an empty last part is doubtful in this generation (18.2)");
	return SEC_ST_OK;
}

static enum sec_status
check_md(struct sec_req *r)
{
	bool parts = r->ai_gen != WDP_SEC_AI_GEN_INNER || r->a_pad != WDP_SEC_A_PAD_LAST;
	enum sec_status st = SEC_ST_OK;

	r->md = wdp_mdsec_md(r->a_alg);
	if (r->md == NULL)
		st = check_hmac(r);
	else
		remark(r, "a_key_len of a hash", r->a_key_len);
	if (st == SEC_ST_OK && r->a_pad == WDP_SEC_A_PAD_LAST)
		st = check_mac_len(r, WORD_B, r->md->size_b);
	if (st != SEC_ST_OK)
		return st;
	if (r->ai_gen > WDP_SEC_AI_GEN_ADDR || r->a_pad > WDP_SEC_A_PAD_NONE)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "ai_gen and a_pad",
			(uint64_t)r->ai_gen << 4 | r->a_pad, "no such values (15.7, 15.8)");
	if (parts)
		return check_parts(r);
	remark(r, "auth IV of a hash in one descriptor", r->a_iv);
	remark(r, "total bits of a hash in one descriptor", r->bits);
	if (r->a_len == 0 && !r->m->v3)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "a_len", 0,
			"an empty message: this generation cannot (18.1)");
	return SEC_ST_OK;
}

/** XCBC, CMAC, GMAC: V3 only. */
static enum sec_status
check_block_mac(struct sec_req *r)
{
	bool gmac = r->a_alg == WDP_SEC_AALG_GMAC, sm4 = r->a_alg == WDP_SEC_AALG_SM4_GMAC;
	bool any_key = gmac && (r->a_key_len == 6 || r->a_key_len == 8);

	if (!r->m->v3)
		return wdp_mdsec_refuse(r, SEC_ST_ALG, "a_alg", r->a_alg,
			"this generation does not have this MAC (26)");
	if (r->a_key_len != 4 && !any_key)
		return wdp_mdsec_refuse(r, SEC_ST_KEY_LEN, "a_key_len", r->a_key_len,
			"no key of this MAC (18.1)");
	r->unproven = sm4;
	r->a_key_b = r->a_key_len * WORD_B;
	r->block = 1;
	if (r->ai_gen != (gmac || sm4 ? WDP_SEC_AI_GEN_ADDR : WDP_SEC_AI_GEN_INNER) ||
			r->a_pad != WDP_SEC_A_PAD_LAST)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "ai_gen and a_pad",
			(uint64_t)r->ai_gen << 4 | r->a_pad,
			"GMAC has an IV by address, the others none, and none comes in parts (18)");
	if (r->a_len == 0)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "a_len", 0,
			"an empty message: not this MAC (18.1)");
	remark(r, "total bits of a MAC", r->bits);
	return check_mac_len(r, r->a_alg == WDP_SEC_AALG_XCBC ? XCBC_MIN_B : WORD_B,
		WDP_SEC_BLOCK_AES_B);
}

static enum sec_status
check_hash(struct sec_req *r)
{
	enum sec_status st;

	switch (r->a_alg) {
	case WDP_SEC_AALG_XCBC:
	case WDP_SEC_AALG_CMAC:
	case WDP_SEC_AALG_GMAC:
	case WDP_SEC_AALG_SM4_GMAC:
		st = check_block_mac(r);
		break;
	default:
		st = check_md(r);
	}
	if (st != SEC_ST_OK)
		return st;
	if (r->a_len > WDP_SEC_LEN_MAX_B)
		return wdp_mdsec_refuse(r, SEC_ST_LEN, "a_len", r->a_len, "above 0xfffe00 (25)");
	if (r->auth_off != 0 || r->cipher_off != 0)
		return wdp_mdsec_refuse(r, SEC_ST_FIELD, "offsets",
			(uint64_t)r->cipher_off << 16 | r->auth_off,
			"not 0 in a task without a cipher (18.1)");
	remark(r, "a field of the cipher", r->c_alg | r->c_mode | r->c_key_len | r->c_width |
		r->icv_len | r->ci_gen);
	remark(r, "cipher key or IV of a hash", r->c_key | r->c_iv);
	remark(r, "c_len of a hash", r->c_len);
	r->c_len = 0;
	return SEC_ST_OK;
}

enum sec_status
wdp_mdsec_check(struct sec_req *r)
{
	enum sec_status st = classify(r);

	if (st == SEC_ST_OK)
		st = check_scene(r);
	if (st == SEC_ST_OK)
		st = check_buffers(r);
	if (st == SEC_ST_OK && r->kind != SEC_HASH)
		st = check_cipher(r);
	if (st != SEC_ST_OK)
		return st;
	switch (r->kind) {
	case SEC_CIPHER:
		st = check_cipher_only(r);
		break;
	case SEC_AEAD:
		st = check_aead(r);
		break;
	case SEC_CHAIN:
		st = check_chain(r);
		break;
	default:
		st = check_hash(r);
	}
	return st == SEC_ST_OK ? check_overlap(r) : st;
}
