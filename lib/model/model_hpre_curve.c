/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Curves as tasks bring them, and points on them (hpre.md 16, 17). Each worker keeps the last
 * curves it saw, which are no secrets.
 */

#include <openssl/obj_mac.h>
#include <string.h>

#include "model_hpre.h"

/* Fields of up to so many bits fit K of the next smaller class. */
static uint32_t
smaller_class_bits(uint32_t k)
{
	return k == WDP_HPRE_K_ECC576_B ? WDP_HPRE_K_ECC384_B * 8 :
		k == WDP_HPRE_K_ECC384_B ? WDP_HPRE_K_ECC256_B * 8 : 0;
}

/*
 * libcrypto is faster on curves it knows by name. Point operations do not depend on the rest
 * of the parameters.
 */
static EC_GROUP *
known_curve(struct hpre_req *r, BIGNUM *const *pab)
{
	static const int names[] = {NID_X9_62_prime256v1, NID_secp521r1, NID_secp224r1};
	BIGNUM *p = BN_CTX_get(r->bn), *a = BN_CTX_get(r->bn), *b = BN_CTX_get(r->bn);
	unsigned int i;

	for (i = 0; b != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
		EC_GROUP *g = EC_GROUP_new_by_curve_name(names[i]);

		if (g != NULL && EC_GROUP_get_curve(g, p, a, b, r->bn) &&
				BN_cmp(p, pab[0]) == 0 && BN_cmp(a, pab[1]) == 0 &&
				BN_cmp(b, pab[2]) == 0)
			return g;
		EC_GROUP_free(g);
	}
	return NULL;
}

static EC_GROUP *
new_curve(struct hpre_req *r, BIGNUM *const *pab)
{
	EC_GROUP *g = known_curve(r, pab);

	if (g != NULL)
		return g;
	g = EC_GROUP_new_curve_GFp(pab[0], pab[1], pab[2], r->bn);
	if (g != NULL && EC_GROUP_check_discriminant(g, r->bn))
		return g;
	EC_GROUP_free(g);
	return NULL;
}

static struct hpre_group *
cached(struct hpre_ctx *c, uint32_t k, const uint8_t *nums)
{
	unsigned int i;

	for (i = 0; i < HPRE_GROUPS; i++) {
		struct hpre_group *g = &c->groups[i];

		if (g->group != NULL && g->k == k && memcmp(g->nums, nums, (size_t)3 * k) == 0)
			return g;
	}
	return NULL;
}

/** The curve of p, a and b; none of them but p is used after. */
static enum hpre_status
curve_of(struct hpre_req *r, struct hpre_curve *c, BIGNUM *p, BIGNUM *a, BIGNUM *b)
{
	BIGNUM *pab[3] = {p, a, b};
	uint8_t nums[HPRE_CURVE_NUMS_B];
	struct hpre_group *g;
	enum hpre_status st = wdp_mdhpre_modulus(p);
	unsigned int i;

	if (st != HPRE_ST_OK)
		return st;
	if (BN_cmp(a, p) >= 0 || BN_cmp(b, p) >= 0)
		return HPRE_ST_RANGE;
	for (i = 0; i < 3; i++)
		if (wdp_mdhpre_put(pab[i], nums + (size_t)i * r->k, r->k) != HPRE_ST_OK)
			return HPRE_ST_LIBRARY;
	g = cached(r->c, r->k, nums);
	if (g == NULL) {
		EC_GROUP *fresh = new_curve(r, pab);

		if (fresh == NULL)
			return HPRE_ST_CURVE;
		g = &r->c->groups[r->c->next_group++ % HPRE_GROUPS];
		EC_GROUP_free(g->group);
		g->group = fresh;
		g->k = r->k;
		memcpy(g->nums, nums, (size_t)3 * r->k);
	}
	c->group = g->group;
	c->p = p;
	r->unproven = r->unproven || (uint32_t)BN_num_bits(p) <= smaller_class_bits(r->k);
	return HPRE_ST_OK;
}

void
wdp_mdhpre_curves_drop(struct hpre_ctx *c)
{
	unsigned int i;

	for (i = 0; i < HPRE_GROUPS; i++) {
		EC_GROUP_free(c->groups[i].group);
		c->groups[i].group = NULL;
	}
}

static EC_POINT *
new_point(struct hpre_req *r, const EC_GROUP *group)
{
	EC_POINT *pt = r->npt < HPRE_POINTS ? EC_POINT_new(group) : NULL;

	if (pt != NULL)
		r->pt[r->npt++] = pt;
	return pt;
}

enum hpre_status
wdp_mdhpre_point(struct hpre_req *r, const struct hpre_curve *c, const uint8_t *xy, EC_POINT **to)
{
	BIGNUM *v[WDP_HPRE_POINT_FIELDS];
	EC_POINT *pt = new_point(r, c->group);

	if (pt == NULL || !wdp_mdhpre_nums(r, xy, v, WDP_HPRE_POINT_FIELDS))
		return HPRE_ST_LIBRARY;
	if (BN_cmp(v[WDP_HPRE_POINT_X], c->p) >= 0 || BN_cmp(v[WDP_HPRE_POINT_Y], c->p) >= 0)
		return HPRE_ST_RANGE;
	if (!EC_POINT_set_affine_coordinates(c->group, pt, v[WDP_HPRE_POINT_X],
			v[WDP_HPRE_POINT_Y], r->bn))
		return HPRE_ST_POINT;
	*to = pt;
	return HPRE_ST_OK;
}

enum hpre_status
wdp_mdhpre_mul(struct hpre_req *r, const struct hpre_curve *c, const BIGNUM *k,
	const EC_POINT *pt, BIGNUM *x, BIGNUM *y)
{
	EC_POINT *res = EC_POINT_new(c->group);
	enum hpre_status st = HPRE_ST_LIBRARY;

	if (res != NULL && EC_POINT_mul(c->group, res, NULL, pt, k, r->bn)) {
		if (EC_POINT_is_at_infinity(c->group, res))
			st = HPRE_ST_NO_RESULT;
		else if (EC_POINT_get_affine_coordinates(c->group, res, x, y, r->bn))
			st = HPRE_ST_OK;
	}
	EC_POINT_clear_free(res);
	return st;
}

enum hpre_status
wdp_mdhpre_mul2(struct hpre_req *r, const struct hpre_curve *c, const BIGNUM *u, const BIGNUM *v,
	BIGNUM *x)
{
	EC_POINT *a = EC_POINT_new(c->group), *b = EC_POINT_new(c->group);
	enum hpre_status st = HPRE_ST_LIBRARY;

	if (a != NULL && b != NULL && EC_POINT_mul(c->group, a, NULL, c->g, u, r->bn) &&
			EC_POINT_mul(c->group, b, NULL, c->pub, v, r->bn) &&
			EC_POINT_add(c->group, a, a, b, r->bn)) {
		if (EC_POINT_is_at_infinity(c->group, a))
			st = HPRE_ST_NO_RESULT;
		else if (EC_POINT_get_affine_coordinates(c->group, a, x, NULL, r->bn))
			st = HPRE_ST_OK;
	}
	EC_POINT_free(a);
	EC_POINT_free(b);
	return st;
}

/** What sign, encrypt and decrypt have in common behind the curve itself. */
static enum hpre_status
with_base(struct hpre_req *r, struct hpre_curve *c, BIGNUM *n, const uint8_t *g)
{
	enum hpre_status st = wdp_mdhpre_modulus(n);

	c->n = n;
	return st == HPRE_ST_OK ? wdp_mdhpre_point(r, c, g, &c->g) : st;
}

enum hpre_status
wdp_mdhpre_private(struct hpre_req *r, struct hpre_curve *c)
{
	BIGNUM *v[WDP_HPRE_PRIV_FIELDS];
	enum hpre_status st;

	if (!wdp_mdhpre_nums(r, r->c->key, v, WDP_HPRE_PRIV_FIELDS))
		return HPRE_ST_LIBRARY;
	st = curve_of(r, c, v[WDP_HPRE_PRIV_P], v[WDP_HPRE_PRIV_A], v[WDP_HPRE_PRIV_B]);
	if (st == HPRE_ST_OK)
		st = with_base(r, c, v[WDP_HPRE_PRIV_N],
			r->c->key + (size_t)WDP_HPRE_PRIV_GX * r->k);
	c->d = v[WDP_HPRE_PRIV_D];
	return st == HPRE_ST_OK ? wdp_mdhpre_within(c->d, c->n) : st;
}

enum hpre_status
wdp_mdhpre_public(struct hpre_req *r, struct hpre_curve *c, bool point)
{
	BIGNUM *v[WDP_HPRE_PUB_GX];
	const uint8_t *key = r->c->key;
	enum hpre_status st;

	if (!wdp_mdhpre_nums(r, key, v, WDP_HPRE_PUB_GX))
		return HPRE_ST_LIBRARY;
	st = curve_of(r, c, v[WDP_HPRE_PUB_P], v[WDP_HPRE_PUB_A], v[WDP_HPRE_PUB_B]);
	if (st == HPRE_ST_OK)
		st = with_base(r, c, v[WDP_HPRE_PUB_N], key + (size_t)WDP_HPRE_PUB_GX * r->k);
	if (st == HPRE_ST_OK && point)
		st = wdp_mdhpre_point(r, c, key + (size_t)WDP_HPRE_PUB_PX * r->k, &c->pub);
	return st;
}

/** 17 */
enum hpre_status
wdp_mdhpre_point_mul(struct hpre_req *r)
{
	BIGNUM *v[WDP_HPRE_MUL_FIELDS], *x = BN_CTX_get(r->bn), *y = BN_CTX_get(r->bn);
	struct hpre_curve c = {0};
	EC_POINT *pt = NULL;
	enum hpre_status st;

	if (y == NULL || !wdp_mdhpre_nums(r, r->c->key, v, WDP_HPRE_MUL_FIELDS))
		return HPRE_ST_LIBRARY;
	st = curve_of(r, &c, v[WDP_HPRE_MUL_P], v[WDP_HPRE_MUL_A], v[WDP_HPRE_MUL_B]);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_point(r, &c, r->c->in, &pt);
	if (st == HPRE_ST_OK && BN_is_zero(v[WDP_HPRE_MUL_SCALAR]))
		st = HPRE_ST_ZERO;
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_mul(r, &c, v[WDP_HPRE_MUL_SCALAR], pt, x, y);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_put(x, r->c->out, r->k);
	return st == HPRE_ST_OK ? wdp_mdhpre_put(y, r->c->out + r->k, r->k) : st;
}
