/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Hashes, HMACs and AES's MACs of the SEC engine (sec.md 18, 19). */

#include <openssl/crypto.h>
#include <string.h>

#include "model_sec.h"

/* ---- CBC-MAC ---- */

bool
wdp_mdsec_cbcmac_init(struct sec_cbcmac *s, EVP_CIPHER_CTX *cbc, struct sec_ctx *c)
{
	memset(s->last, 0, sizeof(s->last));
	s->cbc = cbc;
	s->scratch = c->scratch;
	s->part = 0;
	return EVP_CipherInit_ex2(cbc, NULL, NULL, s->last, -1, NULL) == 1;
}

bool
wdp_mdsec_cbcmac_add(struct sec_cbcmac *s, const uint8_t *p, uint32_t n)
{
	while (n > 0) {
		/* What libcrypto holds back comes out with the next bytes. */
		int take = n < SEC_SCRATCH_B / 2 ? (int)n : SEC_SCRATCH_B / 2, out = 0;

		if (EVP_EncryptUpdate(s->cbc, s->scratch, &out, p, take) != 1)
			return false;
		if (out > 0)
			memcpy(s->last, s->scratch + out - WDP_SEC_BLOCK_AES_B,
				WDP_SEC_BLOCK_AES_B);
		s->part = (s->part + (unsigned int)take) % WDP_SEC_BLOCK_AES_B;
		p += take;
		n -= (uint32_t)take;
	}
	return true;
}

bool
wdp_mdsec_cbcmac_pad(struct sec_cbcmac *s)
{
	static const uint8_t zero[WDP_SEC_BLOCK_AES_B];

	return s->part == 0 || wdp_mdsec_cbcmac_add(s, zero, WDP_SEC_BLOCK_AES_B - s->part);
}

/* ---- tags ---- */

enum sec_status
wdp_mdsec_tag(struct sec_req *r, const uint8_t *tag, bool verify)
{
	uint8_t want[WDP_SEC_MAC_MAX_B];
	enum sec_status st;

	if (!verify)
		return wdp_mdsec_write(r, r->mac, tag, r->mac_b, "MAC");
	st = wdp_mdsec_read(r, want, r->mac, r->mac_b, "MAC");
	r->mismatch = st == SEC_ST_OK && CRYPTO_memcmp(want, tag, r->mac_b) != 0;
	return st;
}

/* ---- hashes ---- */

static enum sec_status
hash_walk(struct sec_req *r, struct sec_hash *h, struct model_iter *it)
{
	uint8_t *p;
	uint32_t n;

	while ((n = wdp_md_iter_next(it, &p)) > 0)
		h->md->update(h, p, n);
	return wdp_mdsec_walked(r, it);
}

/** The chaining value of the parts before (18.2). */
static enum sec_status
hash_resume(struct sec_req *r, struct sec_hash *h, bool hmac)
{
	uint8_t state[SEC_HASH_STATE_MAX_B];
	uint64_t before = 0;
	enum sec_status st;

	st = wdp_mdsec_read(r, state, r->a_iv, r->md->state_b, "auth IV");
	if (st != SEC_ST_OK)
		return st;
	/* Only the last part's padding needs to know. */
	if (r->a_pad == WDP_SEC_A_PAD_LAST)
		before = r->bits / 8 - r->a_len + (hmac ? r->md->block_b : 0);
	h->md = r->md;
	r->md->load(h, state, before);
	return SEC_ST_OK;
}

static void
hmac_outer(const struct sec_akey *k, uint8_t *digest)
{
	struct sec_hash h = k->outer;

	h.md->update(&h, digest, h.md->size_b);
	h.md->final(&h, digest);
}

static enum sec_status
hash_md(struct sec_ctx *c, struct sec_req *r)
{
	uint8_t digest[SEC_HASH_STATE_MAX_B];
	const struct sec_akey *k = NULL;
	enum sec_status st = SEC_ST_OK;
	struct model_iter it;
	struct sec_hash h;

	if (r->a_key_b > 0)
		k = wdp_mdsec_akey(c, r, &st);
	if (st == SEC_ST_OK && r->ai_gen == WDP_SEC_AI_GEN_ADDR) {
		st = hash_resume(r, &h, k != NULL);
	} else if (k != NULL) {
		h = k->inner;
	} else {
		h.md = r->md;
		r->md->init(&h);
	}
	if (st != SEC_ST_OK)
		return st;
	wdp_mdsec_src(r, &it, r->auth_off, r->a_len);
	st = hash_walk(r, &h, &it);
	if (st != SEC_ST_OK)
		return st;
	if (r->a_pad == WDP_SEC_A_PAD_NONE) {
		r->md->store(&h, digest);
		return wdp_mdsec_write(r, r->mac, digest, r->md->state_b, "MAC");
	}
	r->md->final(&h, digest);
	if (k != NULL)
		hmac_outer(k, digest);
	return wdp_mdsec_tag(r, digest, false);
}

/**
 * The HMAC of section 19: over the source, where the cipher's result lies elsewhere over that
 * in its place.
 */
enum sec_status
wdp_mdsec_hmac_chain(struct sec_ctx *c, struct sec_req *r, bool over_dst)
{
	uint8_t digest[SEC_HASH_STATE_MAX_B];
	uint32_t before = r->a_len - r->c_len;
	enum sec_status st;
	const struct sec_akey *k = wdp_mdsec_akey(c, r, &st);
	struct model_iter it;
	struct sec_hash h;

	if (st != SEC_ST_OK)
		return st;
	h = k->inner;
	wdp_mdsec_src(r, &it, r->auth_off, over_dst ? before : r->a_len);
	st = hash_walk(r, &h, &it);
	if (st == SEC_ST_OK && over_dst) {
		wdp_mdsec_dst(r, &it, r->cipher_off, r->c_len, false);
		st = hash_walk(r, &h, &it);
	}
	if (st != SEC_ST_OK)
		return st;
	h.md->final(&h, digest);
	hmac_outer(k, digest);
	return wdp_mdsec_tag(r, digest, r->auth == WDP_SEC_AUTH_VERIFY);
}

/* ---- XCBC, CMAC ---- */

/** All blocks but the last go through the chain as they are. */
static enum sec_status
hash_aes(struct sec_ctx *c, struct sec_req *r)
{
	uint32_t tail = (r->a_len - 1) % WDP_SEC_BLOCK_AES_B + 1;
	uint8_t block[WDP_SEC_BLOCK_AES_B] = {0};
	enum sec_status st;
	struct sec_akey *k = wdp_mdsec_akey(c, r, &st);
	struct sec_cbcmac mac;
	struct model_iter it;
	const uint8_t *sub;
	uint32_t n, at = 0;
	uint8_t *p;
	unsigned int i;

	if (st != SEC_ST_OK)
		return st;
	if (!wdp_mdsec_cbcmac_init(&mac, k->cbc, c))
		return SEC_ST_LIBRARY;
	wdp_mdsec_src(r, &it, r->auth_off, r->a_len);
	while ((n = wdp_md_iter_next(&it, &p)) > 0) {
		uint32_t left = r->a_len - tail - (at < r->a_len - tail ? at : r->a_len - tail);
		uint32_t body = n < left ? n : left;

		if (!wdp_mdsec_cbcmac_add(&mac, p, body))
			return SEC_ST_LIBRARY;
		if (n > body)
			memcpy(block + (at + body - (r->a_len - tail)), p + body, n - body);
		at += n;
	}
	st = wdp_mdsec_walked(r, &it);
	if (st != SEC_ST_OK)
		return st;
	sub = k->sub[tail < sizeof(block)];
	if (tail < sizeof(block))
		block[tail] = 0x80;
	for (i = 0; i < sizeof(block); i++)
		block[i] ^= sub[i];
	if (!wdp_mdsec_cbcmac_add(&mac, block, sizeof(block)))
		return SEC_ST_LIBRARY;
	return wdp_mdsec_tag(r, mac.last, false);
}

enum sec_status
wdp_mdsec_hash(struct sec_ctx *c, struct sec_req *r)
{
	switch (r->a_alg) {
	case WDP_SEC_AALG_XCBC:
	case WDP_SEC_AALG_CMAC:
		return hash_aes(c, r);
	case WDP_SEC_AALG_GMAC:
	case WDP_SEC_AALG_SM4_GMAC:
		return wdp_mdsec_gcm(c, r);
	default:
		return hash_md(c, r);
	}
}
