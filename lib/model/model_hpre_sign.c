/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Signatures from their equations: ECDSA (hpre.md 19) and SM2 (20). */

#include "model_hpre.h"

#define DRAWS_MAX 64 /* of a k that gives a signature */

/** Numbers of a signature being made or looked at. */
struct sig {
	struct hpre_curve c;
	BIGNUM *e, *k, *r, *s, *t, *x;
};

enum hpre_status
wdp_mdhpre_draw(BIGNUM *k, const BIGNUM *n)
{
	do {
		if (!BN_priv_rand_range(k, n))
			return HPRE_ST_RNG;
	} while (BN_is_zero(k));
	return HPRE_ST_OK;
}

static bool
room(struct hpre_req *r, struct sig *g)
{
	g->t = BN_CTX_get(r->bn);
	g->x = BN_CTX_get(r->bn);
	if (g->r == NULL)
		g->r = BN_CTX_get(r->bn);
	if (g->s == NULL)
		g->s = BN_CTX_get(r->bn);
	return g->t != NULL && g->x != NULL && g->r != NULL && g->s != NULL;
}

/* ---- making one ---- */

static enum hpre_status
sign_begin(struct hpre_req *r, struct sig *g)
{
	BIGNUM *in[WDP_HPRE_SIGN_IN_FIELDS];

	if (!wdp_mdhpre_nums(r, r->c->in, in, WDP_HPRE_SIGN_IN_FIELDS) || !room(r, g))
		return HPRE_ST_LIBRARY;
	g->e = in[WDP_HPRE_SIGN_IN_E];
	g->k = in[WDP_HPRE_SIGN_IN_K];
	if (BN_is_zero(g->e))
		return HPRE_ST_ZERO;
	return wdp_mdhpre_private(r, &g->c);
}

static enum hpre_status
sign_end(struct hpre_req *r, const struct sig *g)
{
	enum hpre_status st;

	if (BN_is_zero(g->r) || BN_is_zero(g->s))
		return HPRE_ST_NO_RESULT;
	st = wdp_mdhpre_put(g->r, r->c->out + (size_t)WDP_HPRE_SIGN_OUT_R * r->k, r->k);
	return st == HPRE_ST_OK ?
		wdp_mdhpre_put(g->s, r->c->out + (size_t)WDP_HPRE_SIGN_OUT_S * r->k, r->k) : st;
}

/** s = (e + r d) / k; e is reduced (30) */
static enum hpre_status
ecdsa_s(struct hpre_req *r, struct sig *g)
{
	const BIGNUM *n = g->c.n;
	enum hpre_status st;

	if (!BN_mod_mul(g->s, g->r, g->c.d, n, r->bn) ||
			!BN_mod_add(g->s, g->s, g->e, n, r->bn))
		return HPRE_ST_LIBRARY;
	st = wdp_mdhpre_inverse(r, g->t, g->k, n);
	if (st == HPRE_ST_OK && !BN_mod_mul(g->s, g->s, g->t, n, r->bn))
		st = HPRE_ST_LIBRARY;
	return st;
}

/** 19.1 */
enum hpre_status
wdp_mdhpre_ecdsa_sign(struct hpre_req *r)
{
	struct sig g = {0};
	enum hpre_status st = sign_begin(r, &g);

	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_within(g.k, g.c.n);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_mul(r, &g.c, g.k, g.c.g, g.x, NULL);
	if (st == HPRE_ST_OK && !BN_nnmod(g.r, g.x, g.c.n, r->bn))
		st = HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK)
		st = ecdsa_s(r, &g);
	return st == HPRE_ST_OK ? sign_end(r, &g) : st;
}

/** r = e + x of k G, s = (k - r d) / (1 + d); HPRE_ST_NO_RESULT: not with this k. */
static enum hpre_status
sm2_rs(struct hpre_req *r, struct sig *g)
{
	const BIGNUM *n = g->c.n;
	enum hpre_status st = wdp_mdhpre_mul(r, &g->c, g->k, g->c.g, g->x, NULL);

	if (st != HPRE_ST_OK)
		return st;
	if (!BN_mod_add(g->r, g->e, g->x, n, r->bn) || !BN_mod_add(g->t, g->r, g->k, n, r->bn))
		return HPRE_ST_LIBRARY;
	if (BN_is_zero(g->r) || BN_is_zero(g->t))
		return HPRE_ST_NO_RESULT;
	if (!BN_mod_mul(g->s, g->r, g->c.d, n, r->bn) ||
			!BN_mod_sub(g->s, g->k, g->s, n, r->bn) ||
			!BN_mod_add(g->t, g->c.d, BN_value_one(), n, r->bn))
		return HPRE_ST_LIBRARY;
	/* d = n - 1 has no inverse. */
	st = BN_is_zero(g->t) ? HPRE_ST_RANGE : wdp_mdhpre_inverse(r, g->x, g->t, n);
	if (st == HPRE_ST_OK && !BN_mod_mul(g->s, g->s, g->x, n, r->bn))
		st = HPRE_ST_LIBRARY;
	return st == HPRE_ST_OK && BN_is_zero(g->s) ? HPRE_ST_NO_RESULT : st;
}

/** 20 */
enum hpre_status
wdp_mdhpre_sm2_sign(struct hpre_req *r)
{
	struct sig g = {0};
	enum hpre_status st = sign_begin(r, &g);
	unsigned int i = 0;

	if (st == HPRE_ST_OK && !r->ksel) {
		st = wdp_mdhpre_within(g.k, g.c.n);
		if (st == HPRE_ST_OK)
			st = sm2_rs(r, &g);
	} else if (st == HPRE_ST_OK) {
		do {
			st = wdp_mdhpre_draw(g.k, g.c.n);
			if (st == HPRE_ST_OK)
				st = sm2_rs(r, &g);
		} while (st == HPRE_ST_NO_RESULT && ++i < DRAWS_MAX);
	}
	return st == HPRE_ST_OK ? sign_end(r, &g) : st;
}

/* ---- looking at one ---- */

static enum hpre_status
verify_begin(struct hpre_req *r, struct sig *g)
{
	BIGNUM *in[WDP_HPRE_VERIFY_IN_FIELDS];
	enum hpre_status st;

	if (!wdp_mdhpre_nums(r, r->c->in, in, WDP_HPRE_VERIFY_IN_FIELDS))
		return HPRE_ST_LIBRARY;
	g->e = in[WDP_HPRE_VERIFY_IN_E];
	g->r = in[WDP_HPRE_VERIFY_IN_R];
	g->s = in[WDP_HPRE_VERIFY_IN_S];
	if (!room(r, g))
		return HPRE_ST_LIBRARY;
	if (BN_is_zero(g->e))
		return HPRE_ST_ZERO;
	st = wdp_mdhpre_public(r, &g->c, true);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_within(g->r, g->c.n);
	return st == HPRE_ST_OK ? wdp_mdhpre_within(g->s, g->c.n) : st;
}

/** At infinity no signature is valid, and that is no failure. */
static enum hpre_status
verdict(struct hpre_req *r, const BIGNUM *got, const BIGNUM *want, enum hpre_status st)
{
	if (st == HPRE_ST_NO_RESULT)
		return HPRE_ST_OK;
	r->valid = st == HPRE_ST_OK && BN_cmp(got, want) == 0;
	return st;
}

/** 19.2: x of e/s G + r/s P is r. */
enum hpre_status
wdp_mdhpre_ecdsa_verify(struct hpre_req *r)
{
	struct sig g = {0};
	enum hpre_status st = verify_begin(r, &g);
	const BIGNUM *n = g.c.n;

	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_inverse(r, g.t, g.s, n);
	if (st == HPRE_ST_OK && (!BN_nnmod(g.e, g.e, n, r->bn) ||
			!BN_mod_mul(g.e, g.e, g.t, n, r->bn) ||
			!BN_mod_mul(g.t, g.r, g.t, n, r->bn)))
		st = HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_mul2(r, &g.c, g.e, g.t, g.x);
	if (st == HPRE_ST_OK && !BN_nnmod(g.x, g.x, n, r->bn))
		st = HPRE_ST_LIBRARY;
	return verdict(r, g.x, g.r, st);
}

/** 20: e plus x of s G + (r + s) P is r. */
enum hpre_status
wdp_mdhpre_sm2_verify(struct hpre_req *r)
{
	struct sig g = {0};
	enum hpre_status st = verify_begin(r, &g);
	const BIGNUM *n = g.c.n;

	if (st == HPRE_ST_OK && !BN_mod_add(g.t, g.r, g.s, n, r->bn))
		st = HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK && BN_is_zero(g.t))
		st = HPRE_ST_NO_RESULT;
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_mul2(r, &g.c, g.s, g.t, g.x);
	if (st == HPRE_ST_OK && !BN_mod_add(g.x, g.x, g.e, n, r->bn))
		st = HPRE_ST_LIBRARY;
	return verdict(r, g.x, g.r, st);
}
