/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "wdp_sec.h"

/* What each generation computes (17 to 21, 26, 29, 31): V2, V3 in every last column. */

#define NO  WDP_SEC_NO
#define YES WDP_SEC_YES
#define EXP WDP_SEC_EXPERIMENTAL

#define B16 WDP_SEC_BLOCK_AES_B
#define B8  WDP_SEC_BLOCK_DES_B

#define CIPHER(id_, text, alg, mode, width, var, bit, key_, block_, iv_, min, step, v2, v3) \
	[WDP_SEC_ID_##id_] = { \
		.name = text, .c_alg = WDP_SEC_CALG_##alg, .c_mode = WDP_SEC_CMODE_##mode, \
		.c_width = width, .variant = var, .alg_bit = bit, .key = key_, .block = block_, \
		.iv = iv_, .len_min = min, .len_step = step, .support = {v2, v3}, \
	}

#define K(min, max, step) {min, max, step}

/* Stealing needs more than one block. */
#define CS_MIN_B (B16 + 1)

/*
 * Experimental: CTR on V2 (width of its counter unknown, one driver), stealing on V2 (first
 * generation of UADK only), 3DES in OFB (allowed there, never tested).
 */
const struct wdp_sec_cipher_alg wdp_sec_ciphers[WDP_SEC_CIPHERS] = {
#define AES_ROW(id, text, mode, width, bit, iv, min, step, v2, v3) \
	CIPHER(AES_##id, text, AES, mode, width, 0, bit, K(16, 32, 8), B16, iv, min, step, v2, v3)
	AES_ROW(ECB, "aes-ecb", ECB, 0, WDP_SEC_ALG_ECB_AES, 0, B16, B16, YES, YES),
	AES_ROW(CBC, "aes-cbc", CBC, 0, WDP_SEC_ALG_CBC_AES, 16, B16, B16, YES, YES),
	AES_ROW(CTR, "aes-ctr", CTR, 0, WDP_SEC_ALG_CTR_AES, 16, 1, 1, EXP, YES),
	CIPHER(AES_XTS, "aes-xts", AES, XTS, 0, 0, WDP_SEC_ALG_XTS_AES, K(32, 64, 32), B16, 16,
		WDP_SEC_XTS_MIN_B, 1, YES, YES),
	AES_ROW(OFB, "aes-ofb", OFB, 0, 0, 16, 1, 1, NO, YES),
	AES_ROW(CFB, "aes-cfb", CFB, 0, 0, 16, 1, 1, NO, YES),
	AES_ROW(CS1, "aes-cbc-cs1", CBC_CS, WDP_SEC_CWIDTH_CS1, 0, 16, CS_MIN_B, 1, EXP, YES),
	AES_ROW(CS2, "aes-cbc-cs2", CBC_CS, WDP_SEC_CWIDTH_CS2, 0, 16, CS_MIN_B, 1, EXP, YES),
	AES_ROW(CS3, "aes-cbc-cs3", CBC_CS, WDP_SEC_CWIDTH_CS3, 0, 16, CS_MIN_B, 1, EXP, YES),
#undef AES_ROW
#define SM4_ROW(id, text, mode, width, bit, iv, min, step, v2, v3) \
	CIPHER(SM4_##id, text, SM4, mode, width, 0, bit, K(16, 16, 0), B16, iv, min, step, v2, v3)
	SM4_ROW(ECB, "sm4-ecb", ECB, 0, 0, 0, B16, B16, YES, YES),
	SM4_ROW(CBC, "sm4-cbc", CBC, 0, WDP_SEC_ALG_CBC_SM4, 16, B16, B16, YES, YES),
	SM4_ROW(CTR, "sm4-ctr", CTR, 0, WDP_SEC_ALG_CTR_SM4, 16, 1, 1, EXP, YES),
	CIPHER(SM4_XTS, "sm4-xts", SM4, XTS, 0, WDP_SEC_XTS_IEEE, WDP_SEC_ALG_XTS_SM4,
		K(32, 32, 0), B16, 16, WDP_SEC_XTS_MIN_B, 1, YES, YES),
	CIPHER(SM4_XTS_GB, "sm4-xts-gb", SM4, XTS, 0, WDP_SEC_XTS_GB, WDP_SEC_ALG_XTS_SM4,
		K(32, 32, 0), B16, 16, WDP_SEC_XTS_MIN_B, 1, NO, YES),
	SM4_ROW(OFB, "sm4-ofb", OFB, 0, 0, 16, 1, 1, NO, YES),
	SM4_ROW(CFB, "sm4-cfb", CFB, 0, 0, 16, 1, 1, NO, YES),
	SM4_ROW(CS1, "sm4-cbc-cs1", CBC_CS, WDP_SEC_CWIDTH_CS1, 0, 16, CS_MIN_B, 1, NO, YES),
	SM4_ROW(CS2, "sm4-cbc-cs2", CBC_CS, WDP_SEC_CWIDTH_CS2, 0, 16, CS_MIN_B, 1, NO, YES),
	SM4_ROW(CS3, "sm4-cbc-cs3", CBC_CS, WDP_SEC_CWIDTH_CS3, 0, 16, CS_MIN_B, 1, NO, YES),
#undef SM4_ROW
	CIPHER(DES_ECB, "des-ecb", DES, ECB, 0, 0, 0, K(8, 8, 0), B8, 0, B8, B8, YES, YES),
	CIPHER(DES_CBC, "des-cbc", DES, CBC, 0, 0, 0, K(8, 8, 0), B8, 8, B8, B8, YES, YES),
	CIPHER(3DES_ECB, "3des-ecb", 3DES, ECB, 0, 0, WDP_SEC_ALG_ECB_3DES, K(16, 24, 8), B8, 0,
		B8, B8, YES, YES),
	CIPHER(3DES_CBC, "3des-cbc", 3DES, CBC, 0, 0, WDP_SEC_ALG_CBC_3DES, K(16, 24, 8), B8, 8,
		B8, B8, YES, YES),
	CIPHER(3DES_OFB, "3des-ofb", 3DES, OFB, 0, 0, 0, K(16, 24, 8), B8, 8, 1, 1, NO, EXP),
};

#define HASH(id, text, alg, bytes) \
	[WDP_SEC_ID_##id] = { \
		.name = text, .a_alg = WDP_SEC_AALG_##alg, .kind = WDP_SEC_KIND_HASH, \
		.whole = bytes, .digest = {4, bytes, 4}, .empty = {false, true}, \
		.support = {YES, YES}, \
	}
#define HMAC(id, text, alg, bytes, block_) \
	[WDP_SEC_ID_##id##_HMAC] = { \
		.name = text, .a_alg = alg, .kind = WDP_SEC_KIND_HMAC, .whole = bytes, \
		.block = block_, .key = {1, block_, 1}, .digest = {4, bytes, 4}, \
		.empty = {false, true}, .support = {YES, YES}, \
	}
#define MAC(id, text, alg, kind_, key_max, key_step, min, iv_, v3) \
	[WDP_SEC_ID_##id] = { \
		.name = text, .a_alg = WDP_SEC_AALG_##alg, .kind = kind_, .whole = 16, \
		.key = {16, key_max, key_step}, .digest = {min, 16, 4}, .iv = iv_, \
		.support = {NO, v3}, \
	}
#define H(alg) (WDP_SEC_AALG_HMAC | WDP_SEC_AALG_##alg)

/* Experimental: GMAC with SM4, which has a number and no user. */
const struct wdp_sec_auth_alg wdp_sec_auths[WDP_SEC_AUTHS] = {
	HASH(MD5, "md5", MD5, 16),
	HASH(SHA1, "sha1", SHA1, 20),
	HASH(SHA224, "sha224", SHA224, 28),
	HASH(SHA256, "sha256", SHA256, 32),
	HASH(SHA384, "sha384", SHA384, 48),
	HASH(SHA512, "sha512", SHA512, 64),
	HASH(SHA512_224, "sha512-224", SHA512_224, 28),
	HASH(SHA512_256, "sha512-256", SHA512_256, 32),
	HASH(SM3, "sm3", SM3, 32),
	HMAC(MD5, "md5-hmac", H(MD5), 16, 64),
	HMAC(SHA1, "sha1-hmac", H(SHA1), 20, 64),
	HMAC(SHA224, "sha224-hmac", H(SHA224), 28, 64),
	HMAC(SHA256, "sha256-hmac", H(SHA256), 32, 64),
	HMAC(SHA384, "sha384-hmac", H(SHA384), 48, 128),
	HMAC(SHA512, "sha512-hmac", H(SHA512), 64, 128),
	HMAC(SHA512_224, "sha512-224-hmac", H(SHA512_224), 28, 128),
	HMAC(SHA512_256, "sha512-256-hmac", H(SHA512_256), 32, 128),
	HMAC(SM3, "sm3-hmac", WDP_SEC_AALG_HMAC_SM3, 32, 64),
	MAC(AES_XCBC, "aes-xcbc-mac", XCBC, WDP_SEC_KIND_MAC, 16, 0, 12, 0, YES),
	MAC(AES_CMAC, "aes-cmac", CMAC, WDP_SEC_KIND_MAC, 16, 0, 4, 0, YES),
	MAC(AES_GMAC, "aes-gmac", GMAC, WDP_SEC_KIND_GMAC, 32, 8, 4, WDP_SEC_GCM_IV_B, YES),
	MAC(SM4_GMAC, "sm4-gmac", SM4_GMAC, WDP_SEC_KIND_GMAC, 16, 0, 4, WDP_SEC_GCM_IV_B, EXP),
};

/* Tags of 8 and 12 .. 16 bytes; even ones of 4 .. 16. */
#define GCM_TAGS 0x1f100
#define CCM_TAGS 0x15550

#define AEAD(id, text, key_max, key_step, alg, v2) \
	.name = text, .key = {16, key_max, key_step}, .alg_bit = WDP_SEC_ALG_##id##_##alg, \
	.c_alg = WDP_SEC_CALG_##alg, .c_mode = WDP_SEC_CMODE_##id, .empty = {false, true}, \
	.support = {v2, YES}
#define GCM \
	.nonce = {WDP_SEC_GCM_IV_B, WDP_SEC_GCM_IV_B, 0}, .tag = {8, 16, 4}, .tags = GCM_TAGS, \
	.aad = {0, WDP_SEC_GCM_AAD_MAX_B, 1}
#define CCM \
	.nonce = {WDP_SEC_CCM_NONCE_MIN_B, WDP_SEC_CCM_NONCE_MAX_B, 1}, .tag = {4, 16, 2}, \
	.tags = CCM_TAGS, .aad = {0, WDP_SEC_CCM_AAD_MAX_B, 1}

const struct wdp_sec_aead_alg wdp_sec_aeads[WDP_SEC_AEADS] = {
	[WDP_SEC_ID_AES_GCM] = {AEAD(GCM, "aes-gcm", 32, 8, AES, YES), GCM},
	[WDP_SEC_ID_AES_CCM] = {AEAD(CCM, "aes-ccm", 32, 8, AES, YES), CCM},
	[WDP_SEC_ID_SM4_GCM] = {AEAD(GCM, "sm4-gcm", 16, 0, SM4, NO), GCM},
	[WDP_SEC_ID_SM4_CCM] = {AEAD(CCM, "sm4-ccm", 16, 0, SM4, NO), CCM},
};

/* Pairs that shipping software has in one descriptor (19); V3 takes SM4 and SM3 as well. */
static bool
chain_proven(enum wdp_gen gen, enum wdp_sec_cipher_id c, enum wdp_sec_auth_id a)
{
	bool sm = gen >= WDP_GEN_V3;

	if (c != WDP_SEC_ID_AES_CBC && !(sm && c == WDP_SEC_ID_SM4_CBC))
		return false;
	return a == WDP_SEC_ID_SHA1_HMAC || a == WDP_SEC_ID_SHA256_HMAC ||
		a == WDP_SEC_ID_SHA512_HMAC || (sm && a == WDP_SEC_ID_SM3_HMAC);
}

enum wdp_sec_support
wdp_sec_chain_support(enum wdp_gen gen, enum wdp_sec_cipher_id c, enum wdp_sec_auth_id a,
	enum wdp_sec_order order)
{
	const struct wdp_sec_cipher_alg *cipher = wdp_sec_cipher_find(gen, c);
	const struct wdp_sec_auth_alg *auth = wdp_sec_auth_find(gen, a);

	if (cipher == NULL || auth == NULL || auth->kind != WDP_SEC_KIND_HMAC)
		return WDP_SEC_NO;
	if (cipher->c_mode != WDP_SEC_CMODE_CBC && cipher->c_mode != WDP_SEC_CMODE_CTR)
		return WDP_SEC_NO;
	return order == WDP_SEC_ENC_THEN_MAC && chain_proven(gen, c, a) ?
		WDP_SEC_YES : WDP_SEC_EXPERIMENTAL;
}
