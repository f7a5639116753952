/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Keys of the SEC engine. Each worker keeps the contexts it prepared, by algorithm, direction
 * and the key's bytes: a task with a key seen before only sets its IV. What leaves the cache
 * is wiped.
 */

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "model_sec.h"

#define ID_USED   0x80000000u
#define ID_ENC    0x40000000u
#define IPAD      0x36
#define OPAD      0x5c
#define CBC_MAC_RB 0x87 /* x^128 in SP 800-38B */

#define AES WDP_SEC_CALG_AES
#define SM4 WDP_SEC_CALG_SM4
#define DES3 WDP_SEC_CALG_3DES

/* libcrypto's names; the place in the table is that in sec_ctx.evp. */
static const struct {
	uint8_t alg;
	uint8_t mode;
	uint8_t key_b;
	const char *name;
} evps[] = {
	{AES, WDP_SEC_CMODE_ECB, 16, "AES-128-ECB"}, {AES, WDP_SEC_CMODE_ECB, 24, "AES-192-ECB"},
	{AES, WDP_SEC_CMODE_ECB, 32, "AES-256-ECB"}, {AES, WDP_SEC_CMODE_CBC, 16, "AES-128-CBC"},
	{AES, WDP_SEC_CMODE_CBC, 24, "AES-192-CBC"}, {AES, WDP_SEC_CMODE_CBC, 32, "AES-256-CBC"},
	{AES, WDP_SEC_CMODE_CTR, 16, "AES-128-CTR"}, {AES, WDP_SEC_CMODE_CTR, 24, "AES-192-CTR"},
	{AES, WDP_SEC_CMODE_CTR, 32, "AES-256-CTR"}, {AES, WDP_SEC_CMODE_OFB, 16, "AES-128-OFB"},
	{AES, WDP_SEC_CMODE_OFB, 24, "AES-192-OFB"}, {AES, WDP_SEC_CMODE_OFB, 32, "AES-256-OFB"},
	{AES, WDP_SEC_CMODE_CFB, 16, "AES-128-CFB"}, {AES, WDP_SEC_CMODE_CFB, 24, "AES-192-CFB"},
	{AES, WDP_SEC_CMODE_CFB, 32, "AES-256-CFB"}, {AES, WDP_SEC_CMODE_GCM, 16, "AES-128-GCM"},
	{AES, WDP_SEC_CMODE_GCM, 24, "AES-192-GCM"}, {AES, WDP_SEC_CMODE_GCM, 32, "AES-256-GCM"},
	{AES, WDP_SEC_CMODE_XTS, 32, "AES-128-XTS"}, {AES, WDP_SEC_CMODE_XTS, 64, "AES-256-XTS"},
	{SM4, WDP_SEC_CMODE_ECB, 16, "SM4-ECB"}, {SM4, WDP_SEC_CMODE_CBC, 16, "SM4-CBC"},
	{SM4, WDP_SEC_CMODE_CTR, 16, "SM4-CTR"}, {SM4, WDP_SEC_CMODE_OFB, 16, "SM4-OFB"},
	{SM4, WDP_SEC_CMODE_CFB, 16, "SM4-CFB"},
	{DES3, WDP_SEC_CMODE_ECB, 24, "DES-EDE3-ECB"},
	{DES3, WDP_SEC_CMODE_CBC, 24, "DES-EDE3-CBC"},
	{DES3, WDP_SEC_CMODE_OFB, 24, "DES-EDE3-OFB"},
};
_Static_assert(sizeof(evps) / sizeof(evps[0]) <= SEC_EVPS, "a place for every cipher");

void *
wdp_mdsec_ctx_create(void)
{
	size_t size = (sizeof(struct sec_ctx) + MODEL_CACHELINE_B - 1) /
		MODEL_CACHELINE_B * MODEL_CACHELINE_B;
	struct sec_ctx *c = aligned_alloc(MODEL_CACHELINE_B, size);

	if (c == NULL)
		return NULL;
	memset(c, 0, size);
	wdp_mdsec_zero_masks(c);
	return c;
}

static void
ckey_wipe(struct sec_ckey *k)
{
	EVP_CIPHER_CTX_free(k->main);
	EVP_CIPHER_CTX_free(k->aux);
	EVP_CIPHER_CTX_free(k->xts);
	CRYPTO_gcm128_release(k->gcm);
	OPENSSL_cleanse(k, sizeof(*k));
}

static void
akey_wipe(struct sec_akey *k)
{
	EVP_CIPHER_CTX_free(k->cbc);
	OPENSSL_cleanse(k, sizeof(*k));
}

void
wdp_mdsec_ctx_reset(void *ctx)
{
	struct sec_ctx *c = ctx;
	unsigned int i;

	for (i = 0; i < SEC_KEYS; i++) {
		if (c->ckey[i].id != 0)
			ckey_wipe(&c->ckey[i]);
		if (c->akey[i].id != 0)
			akey_wipe(&c->akey[i]);
	}
	OPENSSL_cleanse(c->scratch, sizeof(c->scratch));
}

void
wdp_mdsec_ctx_destroy(void *ctx)
{
	struct sec_ctx *c = ctx;
	unsigned int i;

	if (c == NULL)
		return;
	wdp_mdsec_ctx_reset(c);
	for (i = 0; i < SEC_EVPS; i++)
		EVP_CIPHER_free(c->evp[i]);
	free(c);
}

EVP_CIPHER *
wdp_mdsec_evp(struct sec_ctx *c, unsigned int alg, unsigned int mode, unsigned int key_b)
{
	unsigned int i;

	for (i = 0; i < sizeof(evps) / sizeof(evps[0]); i++) {
		if (evps[i].alg != alg || evps[i].mode != mode || evps[i].key_b != key_b)
			continue;
		if (c->evp[i] == NULL)
			c->evp[i] = EVP_CIPHER_fetch(NULL, evps[i].name, NULL);
		return c->evp[i];
	}
	return NULL;
}

/** A context with its key set. @return NULL: libcrypto does not do it. */
static EVP_CIPHER_CTX *
prepare(struct sec_ctx *c, unsigned int alg, unsigned int mode, const uint8_t *key,
	unsigned int key_b, bool enc)
{
	EVP_CIPHER *evp = wdp_mdsec_evp(c, alg, mode, key_b);
	EVP_CIPHER_CTX *e = evp != NULL ? EVP_CIPHER_CTX_new() : NULL;
	/* Said where it matters only: it is done again with every IV. */
	bool pads = mode == WDP_SEC_CMODE_ECB || mode == WDP_SEC_CMODE_CBC;

	if (e == NULL)
		return NULL;
	if (EVP_CipherInit_ex2(e, evp, key, NULL, enc, NULL) == 1 &&
			(!pads || EVP_CIPHER_CTX_set_padding(e, 0) == 1))
		return e;
	EVP_CIPHER_CTX_free(e);
	return NULL;
}

/* ---- cipher keys ---- */

static void
ecb_block(const unsigned char in[16], unsigned char out[16], const void *key)
{
	EVP_CIPHER_CTX *e = (EVP_CIPHER_CTX *)(uintptr_t)key;
	int n = 0;

	EVP_EncryptUpdate(e, out, &n, in, WDP_SEC_BLOCK_AES_B);
}

/** DES is 3DES with one key three times, so that no other provider is needed. */
static bool
prepare_des(struct sec_ctx *c, struct sec_ckey *k, const struct sec_req *r, bool enc)
{
	uint8_t key[24];

	memcpy(key, k->key, 8);
	memcpy(key + 8, k->key + (r->c_key_b > 8 ? 8 : 0), 8);
	memcpy(key + 16, k->key + (r->c_key_b > 16 ? 16 : 0), 8);
	k->main = prepare(c, DES3, r->c_mode, key, sizeof(key), enc);
	OPENSSL_cleanse(key, sizeof(key));
	return k->main != NULL;
}

static bool
prepare_xts(struct sec_ctx *c, struct sec_ckey *k, const struct sec_req *r, bool enc)
{
	unsigned int half = r->c_key_b / 2;

	k->main = prepare(c, r->c_alg, WDP_SEC_CMODE_ECB, k->key, half, enc);
	k->aux = prepare(c, r->c_alg, WDP_SEC_CMODE_ECB, k->key + half, half, true);
	/* Equal halves are refused there, and done here (17). */
	if (r->c_alg == AES && memcmp(k->key, k->key + half, half) != 0)
		k->xts = prepare(c, AES, WDP_SEC_CMODE_XTS, k->key, r->c_key_b, enc);
	return k->main != NULL && k->aux != NULL;
}

static bool
prepare_gcm(struct sec_ctx *c, struct sec_ckey *k, unsigned int alg, unsigned int key_b, bool enc)
{
	if (alg == AES) {
		k->main = prepare(c, AES, WDP_SEC_CMODE_GCM, k->key, key_b, enc);
		return k->main != NULL;
	}
	k->main = prepare(c, alg, WDP_SEC_CMODE_ECB, k->key, key_b, true);
	if (k->main != NULL)
		k->gcm = CRYPTO_gcm128_new(k->main, ecb_block);
	return k->gcm != NULL;
}

static bool
prepare_ckey(struct sec_ctx *c, struct sec_ckey *k, const struct sec_req *r, bool enc)
{
	unsigned int alg = r->c_alg, n = r->c_key_b;

	if (alg == WDP_SEC_CALG_DES || alg == WDP_SEC_CALG_3DES)
		return prepare_des(c, k, r, enc);
	switch (r->c_mode) {
	case WDP_SEC_CMODE_XTS:
		return prepare_xts(c, k, r, enc);
	case WDP_SEC_CMODE_GCM:
		return prepare_gcm(c, k, alg, n, enc);
	case WDP_SEC_CMODE_CCM:
		k->main = prepare(c, alg, WDP_SEC_CMODE_CTR, k->key, n, true);
		k->aux = prepare(c, alg, WDP_SEC_CMODE_CBC, k->key, n, true);
		return k->main != NULL && k->aux != NULL;
	case WDP_SEC_CMODE_CBC_CS:
		k->main = prepare(c, alg, WDP_SEC_CMODE_CBC, k->key, n, enc);
		k->aux = prepare(c, alg, WDP_SEC_CMODE_ECB, k->key, n, false);
		return k->main != NULL && k->aux != NULL;
	default:
		k->main = prepare(c, alg, r->c_mode, k->key, n, enc);
		return k->main != NULL;
	}
}

static unsigned int
slot_of(uint32_t id, const uint8_t *key, unsigned int len)
{
	uint64_t h = id, w;
	unsigned int i;

	for (i = 0; i < len; i += sizeof(w)) {
		if (i + sizeof(w) <= len) {
			memcpy(&w, key + i, sizeof(w));
		} else {
			w = 0;
			memcpy(&w, key + i, len - i);
		}
		h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
	}
	return h & (SEC_KEYS - 1);
}

/** The key's bytes: where they lie, or a copy if that is in two places. */
static const uint8_t *
key_bytes(struct sec_req *r, uint64_t iova, unsigned int len, uint8_t *copy, const char *what,
	enum sec_status *st)
{
	const uint8_t *p = wdp_md_dma_ptr(r->m, iova, len, false);

	*st = SEC_ST_OK;
	if (p != NULL)
		return p;
	*st = wdp_mdsec_read(r, copy, iova, len, what);
	return copy;
}

static struct sec_ckey *
ckey_get(struct sec_ctx *c, struct sec_req *r, uint32_t id, uint64_t iova, enum sec_status *st)
{
	uint8_t copy[WDP_SEC_C_KEY_MAX_B];
	const uint8_t *key = key_bytes(r, iova, r->c_key_b, copy, "key", st);
	struct sec_ckey *k;

	if (*st != SEC_ST_OK)
		return NULL;
	k = &c->ckey[slot_of(id, key, r->c_key_b)];
	if (k->id != id || memcmp(k->key, key, r->c_key_b) != 0) {
		ckey_wipe(k);
		memcpy(k->key, key, r->c_key_b);
		k->id = id;
		if (!prepare_ckey(c, k, r, (id & ID_ENC) != 0)) {
			ckey_wipe(k);
			k = NULL;
			*st = SEC_ST_LIBRARY;
		}
	}
	if (key == copy)
		OPENSSL_cleanse(copy, sizeof(copy));
	return k;
}

static uint32_t
ckey_id(const struct sec_req *r, bool enc)
{
	return ID_USED | (enc ? ID_ENC : 0) | r->c_alg << 16 | r->c_mode << 8 | r->c_key_b;
}

struct sec_ckey *
wdp_mdsec_ckey(struct sec_ctx *c, struct sec_req *r, enum sec_status *st)
{
	return ckey_get(c, r, ckey_id(r, r->cipher == WDP_SEC_CIPHER_ENC), r->c_key, st);
}

struct sec_ckey *
wdp_mdsec_gmac_key(struct sec_ctx *c, struct sec_req *r, enum sec_status *st)
{
	r->c_alg = r->a_alg == WDP_SEC_AALG_GMAC ? AES : SM4;
	r->c_mode = WDP_SEC_CMODE_GCM;
	r->c_key_b = r->a_key_b;
	return ckey_get(c, r, ckey_id(r, true), r->a_key, st);
}

/* ---- MAC keys ---- */

static void
hmac_half(struct sec_hash *h, const struct sec_md *md, const uint8_t *key, unsigned int len,
	uint8_t pad)
{
	uint8_t block[SEC_HASH_BLOCK_MAX_B];
	unsigned int i;

	for (i = 0; i < md->block_b; i++)
		block[i] = (i < len ? key[i] : 0) ^ pad;
	h->md = md;
	md->init(h);
	md->update(h, block, md->block_b);
	OPENSSL_cleanse(block, sizeof(block));
}

/** Times x in the field of 128 bits, most significant bit first. */
static void
times_x(uint8_t *to, const uint8_t *from)
{
	uint8_t carry = from[0] & 0x80 ? CBC_MAC_RB : 0;
	unsigned int i;

	for (i = 0; i < WDP_SEC_BLOCK_AES_B - 1; i++)
		to[i] = (uint8_t)(from[i] << 1 | from[i + 1] >> 7);
	to[i] = (uint8_t)(from[i] << 1) ^ carry;
}

/** SP 800-38B: CMAC; RFC 3566: XCBC, whose chain has a key of its own. */
static bool
prepare_aes_mac(struct sec_ctx *c, struct sec_akey *k, bool xcbc)
{
	EVP_CIPHER_CTX *ecb = prepare(c, AES, WDP_SEC_CMODE_ECB, k->key, WDP_SEC_BLOCK_AES_B,
		true);
	uint8_t block[WDP_SEC_BLOCK_AES_B] = {0}, chain[WDP_SEC_BLOCK_AES_B];
	unsigned int i;

	if (ecb == NULL)
		return false;
	memcpy(chain, k->key, sizeof(chain));
	if (xcbc) {
		for (i = 0; i < 3; i++) {
			memset(block, (int)i + 1, sizeof(block));
			ecb_block(block, i == 0 ? chain : k->sub[i - 1], ecb);
		}
	} else {
		ecb_block(block, block, ecb);
		times_x(k->sub[0], block);
		times_x(k->sub[1], k->sub[0]);
	}
	EVP_CIPHER_CTX_free(ecb);
	k->cbc = prepare(c, AES, WDP_SEC_CMODE_CBC, chain, sizeof(chain), true);
	OPENSSL_cleanse(chain, sizeof(chain));
	OPENSSL_cleanse(block, sizeof(block));
	return k->cbc != NULL;
}

static bool
prepare_akey(struct sec_ctx *c, struct sec_akey *k, const struct sec_req *r)
{
	if (r->md == NULL)
		return prepare_aes_mac(c, k, r->a_alg == WDP_SEC_AALG_XCBC);
	hmac_half(&k->inner, r->md, k->key, r->a_key_b, IPAD);
	hmac_half(&k->outer, r->md, k->key, r->a_key_b, OPAD);
	return true;
}

struct sec_akey *
wdp_mdsec_akey(struct sec_ctx *c, struct sec_req *r, enum sec_status *st)
{
	uint32_t id = ID_USED | (uint32_t)r->a_alg << 8 | r->a_key_b;
	uint8_t copy[WDP_SEC_A_KEY_MAX_B];
	const uint8_t *key = key_bytes(r, r->a_key, r->a_key_b, copy, "auth key", st);
	struct sec_akey *k;

	if (*st != SEC_ST_OK)
		return NULL;
	k = &c->akey[slot_of(id, key, r->a_key_b)];
	if (k->id != id || memcmp(k->key, key, r->a_key_b) != 0) {
		akey_wipe(k);
		memcpy(k->key, key, r->a_key_b);
		k->id = id;
		if (!prepare_akey(c, k, r)) {
			akey_wipe(k);
			k = NULL;
			*st = SEC_ST_LIBRARY;
		}
	}
	if (key == copy)
		OPENSSL_cleanse(copy, sizeof(copy));
	return k;
}
