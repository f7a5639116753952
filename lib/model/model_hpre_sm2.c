/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* SM2: keys (hpre.md 20), and encryption with SM3 as hash and as key derivation (21). */

#include <openssl/crypto.h>
#include <string.h>

#include "model_hpre.h"

#define K_B       WDP_HPRE_SM2_K_B
#define SM3_B     32
#define DRAWS_MAX 64 /* of a k that gives a key stream */

/** x2, y2 and the key stream they make. */
struct shared {
	uint8_t xy[2 * K_B];
	uint8_t stream[WDP_HPRE_SM2_MSG_MAX_B + SM3_B];
};

static const EVP_MD *
sm3(struct hpre_req *r)
{
	if (r->c->sm3 == NULL)
		r->c->sm3 = EVP_MD_fetch(NULL, "SM3", NULL);
	return r->c->sm3;
}

/** SM3 of up to three pieces. */
static enum hpre_status
hash(struct hpre_req *r, uint8_t *to, const void *const *piece, const size_t *len,
	unsigned int n)
{
	const EVP_MD *md = sm3(r);
	EVP_MD_CTX *c = md != NULL ? EVP_MD_CTX_new() : NULL;
	bool ok = c != NULL && EVP_DigestInit_ex2(c, md, NULL);
	unsigned int i;

	for (i = 0; i < n && ok; i++)
		ok = EVP_DigestUpdate(c, piece[i], len[i]);
	ok = ok && EVP_DigestFinal_ex(c, to, NULL);
	EVP_MD_CTX_free(c);
	return ok ? HPRE_ST_OK : HPRE_ST_LIBRARY;
}

/** SM3 of x2, y2 and a counter from 1. @return HPRE_ST_NO_RESULT: all zeroes. */
static enum hpre_status
derive(struct hpre_req *r, struct shared *s)
{
	uint8_t counter[4] = {0}, any = 0;
	const void *piece[] = {s->xy, counter};
	const size_t len[] = {sizeof(s->xy), sizeof(counter)};
	enum hpre_status st = HPRE_ST_OK;
	uint32_t at;

	for (at = 0; at < r->msg_b && st == HPRE_ST_OK; at += SM3_B) {
		counter[3]++;
		st = hash(r, s->stream + at, piece, len, 2);
	}
	for (at = 0; at < r->msg_b; at++)
		any |= s->stream[at];
	return st == HPRE_ST_OK && any == 0 ? HPRE_ST_NO_RESULT : st;
}
_Static_assert(WDP_HPRE_SM2_MSG_MAX_B / SM3_B < 256, "the counter needs one byte");

/** k times a point, as bytes. */
static enum hpre_status
mul_bytes(struct hpre_req *r, const struct hpre_curve *c, const BIGNUM *k, const EC_POINT *pt,
	uint8_t *xy)
{
	BIGNUM *x, *y;
	enum hpre_status st = HPRE_ST_LIBRARY;

	BN_CTX_start(r->bn);
	x = BN_CTX_get(r->bn);
	y = BN_CTX_get(r->bn);
	if (y != NULL)
		st = wdp_mdhpre_mul(r, c, k, pt, x, y);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_put(x, xy, K_B);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_put(y, xy + K_B, K_B);
	BN_CTX_end(r->bn);
	return st;
}

/** C3 = SM3(x2, M, y2) */
static enum hpre_status
check_hash(struct hpre_req *r, const struct shared *s, const uint8_t *msg, uint8_t *c3)
{
	const void *piece[] = {s->xy, msg, s->xy + K_B};
	const size_t len[] = {K_B, r->msg_b, K_B};

	return hash(r, c3, piece, len, 3);
}

static void
mix(struct hpre_req *r, const struct shared *s, const uint8_t *from, uint8_t *to)
{
	uint32_t i;

	for (i = 0; i < r->msg_b; i++)
		to[i] = from[i] ^ s->stream[i];
}

static enum hpre_status
encrypt_with(struct hpre_req *r, const struct hpre_curve *c, const BIGNUM *k, struct shared *s)
{
	const uint8_t *msg = r->c->in + WDP_HPRE_SM2_MSG_OFF;
	uint8_t *out = r->c->out;
	enum hpre_status st = mul_bytes(r, c, k, c->g, out + WDP_HPRE_SM2_C1X_OFF);

	if (st == HPRE_ST_OK)
		st = mul_bytes(r, c, k, c->pub, s->xy);
	if (st == HPRE_ST_OK)
		st = derive(r, s);
	if (st != HPRE_ST_OK)
		return st;
	mix(r, s, msg, out + WDP_HPRE_SM2_C2_OFF);
	return check_hash(r, s, msg, out + WDP_HPRE_SM2_C3_OFF(r->msg_b));
}

/** 21 */
enum hpre_status
wdp_mdhpre_sm2_encrypt(struct hpre_req *r)
{
	BIGNUM *k = wdp_mdhpre_num(r, r->c->in, K_B);
	struct hpre_curve c = {0};
	struct shared s;
	enum hpre_status st = k != NULL ? wdp_mdhpre_public(r, &c, true) : HPRE_ST_LIBRARY;
	unsigned int i = 0;

	if (st == HPRE_ST_OK && !r->ksel) {
		st = wdp_mdhpre_within(k, c.n);
		if (st == HPRE_ST_OK)
			st = encrypt_with(r, &c, k, &s);
	} else if (st == HPRE_ST_OK) {
		do {
			st = wdp_mdhpre_draw(k, c.n);
			if (st == HPRE_ST_OK)
				st = encrypt_with(r, &c, k, &s);
		} while (st == HPRE_ST_NO_RESULT && ++i < DRAWS_MAX);
	}
	OPENSSL_cleanse(&s, sizeof(s));
	return st;
}

enum hpre_status
wdp_mdhpre_sm2_decrypt(struct hpre_req *r)
{
	const uint8_t *in = r->c->in;
	struct hpre_curve c = {0};
	EC_POINT *c1 = NULL;
	uint8_t c3[SM3_B];
	struct shared s;
	enum hpre_status st = wdp_mdhpre_private(r, &c);

	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_point(r, &c, in + WDP_HPRE_SM2_C1X_OFF, &c1);
	if (st == HPRE_ST_OK)
		st = mul_bytes(r, &c, c.d, c1, s.xy);
	if (st == HPRE_ST_OK)
		st = derive(r, &s);
	if (st == HPRE_ST_OK) {
		mix(r, &s, in + WDP_HPRE_SM2_C2_OFF, r->c->out);
		st = check_hash(r, &s, r->c->out, c3);
	}
	if (st == HPRE_ST_OK && CRYPTO_memcmp(c3, in + WDP_HPRE_SM2_C3_OFF(r->msg_b), SM3_B) != 0)
		st = HPRE_ST_C3;
	OPENSSL_cleanse(&s, sizeof(s));
	OPENSSL_cleanse(c3, sizeof(c3));
	return st;
}

/** 20: the base point comes as input, and again in the key. */
enum hpre_status
wdp_mdhpre_sm2_gen(struct hpre_req *r)
{
	const uint8_t *g = r->c->key + (size_t)WDP_HPRE_PUB_GX * K_B;
	uint8_t *out = r->c->out;
	BIGNUM *d = BN_CTX_get(r->bn), *most = BN_CTX_get(r->bn);
	struct hpre_curve c = {0};
	enum hpre_status st;

	if (most == NULL)
		return HPRE_ST_LIBRARY;
	st = wdp_mdhpre_public(r, &c, false);
	if (st == HPRE_ST_OK && memcmp(g, r->c->in, 2 * K_B) != 0)
		st = HPRE_ST_POINT;
	/* d up to n - 2: 1 + d is to have an inverse. */
	if (st == HPRE_ST_OK && !BN_sub(most, c.n, BN_value_one()))
		st = HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_draw(d, most);
	if (st == HPRE_ST_OK)
		st = mul_bytes(r, &c, d, c.g, out + WDP_HPRE_SM2_GEN_OUT_PX * K_B);
	return st == HPRE_ST_OK ? wdp_mdhpre_put(d, out + WDP_HPRE_SM2_GEN_OUT_D * K_B, K_B) : st;
}
