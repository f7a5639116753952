/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Numbers, and what RSA and DH do with them (hpre.md 13 to 15). */

#include "model_hpre.h"

BIGNUM *
wdp_mdhpre_num(struct hpre_req *r, const uint8_t *p, uint32_t n)
{
	BIGNUM *v = BN_CTX_get(r->bn);

	return v != NULL && BN_bin2bn(p, (int)n, v) != NULL ? v : NULL;
}

bool
wdp_mdhpre_nums(struct hpre_req *r, const uint8_t *block, BIGNUM **to, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		to[i] = wdp_mdhpre_num(r, block + (size_t)i * r->k, r->k);
		if (to[i] == NULL)
			return false;
	}
	return true;
}

enum hpre_status
wdp_mdhpre_put(const BIGNUM *v, uint8_t *to, uint32_t n)
{
	return BN_bn2binpad(v, to, (int)n) == (int)n ? HPRE_ST_OK : HPRE_ST_LIBRARY;
}

enum hpre_status
wdp_mdhpre_modulus(const BIGNUM *n)
{
	if (BN_is_zero(n))
		return HPRE_ST_ZERO;
	return BN_is_odd(n) && !BN_is_one(n) ? HPRE_ST_OK : HPRE_ST_MODULUS;
}

enum hpre_status
wdp_mdhpre_within(const BIGNUM *v, const BIGNUM *n)
{
	if (BN_is_zero(v))
		return HPRE_ST_ZERO;
	return BN_cmp(v, n) < 0 ? HPRE_ST_OK : HPRE_ST_RANGE;
}

enum hpre_status
wdp_mdhpre_inverse(struct hpre_req *r, BIGNUM *to, BIGNUM *v, const BIGNUM *n)
{
	BN_set_flags(v, BN_FLG_CONSTTIME);
	return BN_mod_inverse(to, v, n, r->bn) != NULL ? HPRE_ST_OK : HPRE_ST_INVERSE;
}

/** base ^ x mod n; the base may be 0. */
static enum hpre_status
power(struct hpre_req *r, BIGNUM *to, const BIGNUM *base, const BIGNUM *x, const BIGNUM *n)
{
	enum hpre_status st = wdp_mdhpre_modulus(n);

	if (st != HPRE_ST_OK)
		return st;
	if (BN_is_zero(x))
		return HPRE_ST_ZERO;
	if (BN_cmp(base, n) >= 0)
		return HPRE_ST_RANGE;
	return BN_mod_exp_mont_consttime(to, base, x, n, r->bn, NULL) == 1 ? HPRE_ST_OK :
		HPRE_ST_LIBRARY;
}

static enum hpre_status
power_of(struct hpre_req *r, const BIGNUM *base)
{
	BIGNUM *key[WDP_HPRE_EXP_FIELDS];
	BIGNUM *res = BN_CTX_get(r->bn);
	enum hpre_status st;

	if (base == NULL || res == NULL ||
			!wdp_mdhpre_nums(r, r->c->key, key, WDP_HPRE_EXP_FIELDS))
		return HPRE_ST_LIBRARY;
	st = power(r, res, base, key[WDP_HPRE_EXP_EXPONENT], key[WDP_HPRE_EXP_MODULUS]);
	return st == HPRE_ST_OK ? wdp_mdhpre_put(res, r->c->out, r->k) : st;
}

/** 14.1, 15: both codes do the same. */
enum hpre_status
wdp_mdhpre_exp(struct hpre_req *r)
{
	return power_of(r, wdp_mdhpre_num(r, r->c->in, r->k));
}

/** 15: without an input. */
enum hpre_status
wdp_mdhpre_dh_g2(struct hpre_req *r)
{
	static const uint8_t two = 2;

	return power_of(r, wdp_mdhpre_num(r, &two, sizeof(two)));
}

/* ---- CRT ---- */

/** The primes are odd, nothing is 0, and each exponent and the inverse below its modulus. */
static enum hpre_status
crt_key(BIGNUM *const *key)
{
	static const struct {
		enum wdp_hpre_crt_key of;
		enum wdp_hpre_crt_key below;
	} t[] = {
		{WDP_HPRE_CRT_DP, WDP_HPRE_CRT_P},
		{WDP_HPRE_CRT_DQ, WDP_HPRE_CRT_Q},
		{WDP_HPRE_CRT_QINV, WDP_HPRE_CRT_P},
	};
	enum hpre_status st = wdp_mdhpre_modulus(key[WDP_HPRE_CRT_P]);
	unsigned int i;

	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_modulus(key[WDP_HPRE_CRT_Q]);
	for (i = 0; i < sizeof(t) / sizeof(t[0]) && st == HPRE_ST_OK; i++)
		st = wdp_mdhpre_within(key[t[i].of], key[t[i].below]);
	return st;
}

/** Garner's formula: of the two halves of the result. @p a is that modulo p, @p to modulo q. */
static bool
crt_join(struct hpre_req *r, BIGNUM *to, BIGNUM *a, BIGNUM *const *key)
{
	const BIGNUM *p = key[WDP_HPRE_CRT_P], *q = key[WDP_HPRE_CRT_Q];

	return BN_mod_sub(a, a, to, p, r->bn) &&
		BN_mod_mul(a, a, key[WDP_HPRE_CRT_QINV], p, r->bn) &&
		BN_mul(a, a, q, r->bn) && BN_add(to, to, a);
}

/** 14.2 */
enum hpre_status
wdp_mdhpre_crt(struct hpre_req *r)
{
	BIGNUM *key[WDP_HPRE_CRT_FIELDS], *msg, *n, *a, *b;
	enum hpre_status st;
	unsigned int i;

	for (i = 0; i < WDP_HPRE_CRT_FIELDS; i++) {
		key[i] = wdp_mdhpre_num(r, r->c->key + (size_t)i * r->k / 2, r->k / 2);
		if (key[i] == NULL)
			return HPRE_ST_LIBRARY;
	}
	msg = wdp_mdhpre_num(r, r->c->in, r->k);
	n = BN_CTX_get(r->bn);
	a = BN_CTX_get(r->bn);
	b = BN_CTX_get(r->bn);
	st = crt_key(key);
	if (st != HPRE_ST_OK)
		return st;
	if (msg == NULL || b == NULL ||
			!BN_mul(n, key[WDP_HPRE_CRT_P], key[WDP_HPRE_CRT_Q], r->bn))
		return HPRE_ST_LIBRARY;
	if (BN_cmp(msg, n) >= 0)
		return HPRE_ST_RANGE;
	if (!BN_nnmod(n, msg, key[WDP_HPRE_CRT_P], r->bn))
		return HPRE_ST_LIBRARY;
	st = power(r, a, n, key[WDP_HPRE_CRT_DP], key[WDP_HPRE_CRT_P]);
	if (st == HPRE_ST_OK && !BN_nnmod(n, msg, key[WDP_HPRE_CRT_Q], r->bn))
		st = HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK)
		st = power(r, b, n, key[WDP_HPRE_CRT_DQ], key[WDP_HPRE_CRT_Q]);
	if (st == HPRE_ST_OK && !crt_join(r, b, a, key))
		st = HPRE_ST_LIBRARY;
	return st == HPRE_ST_OK ? wdp_mdhpre_put(b, r->c->out, r->k) : st;
}

/* ---- key generation ---- */

struct rsa_key {
	BIGNUM *e, *p, *q, *p1, *q1, *d, *n;
};

/** n = p q, d = 1 / e mod lcm(p - 1, q - 1) */
static enum hpre_status
make_key(struct hpre_req *r, struct rsa_key *k)
{
	BIGNUM *gcd = BN_CTX_get(r->bn);
	enum hpre_status st = wdp_mdhpre_modulus(k->p);

	if (gcd == NULL)
		return HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_modulus(k->q);
	if (st == HPRE_ST_OK && BN_is_zero(k->e))
		st = HPRE_ST_ZERO;
	if (st != HPRE_ST_OK)
		return st;
	if (!BN_sub(k->p1, k->p, BN_value_one()) || !BN_sub(k->q1, k->q, BN_value_one()) ||
			!BN_gcd(gcd, k->p1, k->q1, r->bn) ||
			!BN_mul(k->n, k->p1, k->q1, r->bn) ||
			!BN_div(k->n, NULL, k->n, gcd, r->bn))
		return HPRE_ST_LIBRARY;
	BN_set_flags(k->n, BN_FLG_CONSTTIME);
	if (BN_mod_inverse(k->d, k->e, k->n, r->bn) == NULL)
		return HPRE_ST_INVERSE;
	return BN_mul(k->n, k->p, k->q, r->bn) ? HPRE_ST_OK : HPRE_ST_LIBRARY;
}

static enum hpre_status
rsa_gen(struct hpre_req *r, struct rsa_key *k)
{
	const uint8_t *key = r->c->key;
	uint32_t half = r->k / 2;
	enum hpre_status st;

	k->e = wdp_mdhpre_num(r, key + WDP_HPRE_GEN_E * half, r->k);
	k->p = wdp_mdhpre_num(r, key + WDP_HPRE_GEN_P * half, half);
	k->q = wdp_mdhpre_num(r, key + WDP_HPRE_GEN_Q * half, half);
	k->p1 = BN_CTX_get(r->bn);
	k->q1 = BN_CTX_get(r->bn);
	k->d = BN_CTX_get(r->bn);
	k->n = BN_CTX_get(r->bn);
	if (k->e == NULL || k->p == NULL || k->q == NULL || k->n == NULL)
		return HPRE_ST_LIBRARY;
	st = make_key(r, k);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_put(k->d, r->c->out + WDP_HPRE_GEN_OUT_D * half, r->k);
	return st == HPRE_ST_OK ?
		wdp_mdhpre_put(k->n, r->c->out + WDP_HPRE_GEN_OUT_N * half, r->k) : st;
}

/** 14.3 */
enum hpre_status
wdp_mdhpre_rsa_gen(struct hpre_req *r)
{
	struct rsa_key k;

	return rsa_gen(r, &k);
}

enum hpre_status
wdp_mdhpre_rsa_gen_crt(struct hpre_req *r)
{
	uint32_t half = r->k / 2;
	struct rsa_key k;
	enum hpre_status st = rsa_gen(r, &k);

	if (st != HPRE_ST_OK)
		return st;
	/* n and e have been stored, and used: they are room now. */
	if (BN_mod_inverse(k.n, k.q, k.p, r->bn) == NULL)
		return HPRE_ST_INVERSE;
	st = wdp_mdhpre_put(k.n, r->c->out + WDP_HPRE_GEN_OUT_QINV * half, half);
	if (st == HPRE_ST_OK && !BN_nnmod(k.e, k.d, k.q1, r->bn))
		st = HPRE_ST_LIBRARY;
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_put(k.e, r->c->out + WDP_HPRE_GEN_OUT_DQ * half, half);
	if (st == HPRE_ST_OK && !BN_nnmod(k.e, k.d, k.p1, r->bn))
		st = HPRE_ST_LIBRARY;
	return st == HPRE_ST_OK ?
		wdp_mdhpre_put(k.e, r->c->out + WDP_HPRE_GEN_OUT_DP * half, half) : st;
}
