/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The Montgomery ladder of X25519 and X448, as in RFC 7748 section 5, on the numbers of the
 * task (hpre.md 18).
 */

#include "model_hpre.h"

#define X25519_BITS 255 /* of p, and of a clamped scalar */
#define X448_BITS   448

/** Coordinates, and room for sums; names as in the RFC. All in Montgomery's form. */
struct ladder {
	BN_MONT_CTX *mont;
	BN_CTX *bn;
	const BIGNUM *p;
	BIGNUM *x1, *x2, *z2, *x3, *z3, *a24;
	BIGNUM *a, *aa, *b, *bb, *e;
};

static bool
mul(struct ladder *l, BIGNUM *to, const BIGNUM *a, const BIGNUM *b)
{
	return BN_mod_mul_montgomery(to, a, b, l->mont, l->bn);
}

static bool
add(struct ladder *l, BIGNUM *to, const BIGNUM *a, const BIGNUM *b)
{
	return BN_mod_add_quick(to, a, b, l->p);
}

static bool
sub(struct ladder *l, BIGNUM *to, const BIGNUM *a, const BIGNUM *b)
{
	return BN_mod_sub_quick(to, a, b, l->p);
}

static bool
step(struct ladder *l)
{
	/* Differential addition into x3, z3: D A and C B. */
	return add(l, l->a, l->x2, l->z2) && sub(l, l->b, l->x2, l->z2) &&
		add(l, l->aa, l->x3, l->z3) && sub(l, l->bb, l->x3, l->z3) &&
		mul(l, l->bb, l->bb, l->a) && mul(l, l->aa, l->aa, l->b) &&
		add(l, l->x3, l->bb, l->aa) && mul(l, l->x3, l->x3, l->x3) &&
		sub(l, l->z3, l->bb, l->aa) && mul(l, l->z3, l->z3, l->z3) &&
		mul(l, l->z3, l->z3, l->x1) &&
		/* Doubling into x2, z2. */
		mul(l, l->aa, l->a, l->a) && mul(l, l->bb, l->b, l->b) &&
		mul(l, l->x2, l->aa, l->bb) && sub(l, l->e, l->aa, l->bb) &&
		mul(l, l->z2, l->a24, l->e) && add(l, l->z2, l->z2, l->aa) &&
		mul(l, l->z2, l->z2, l->e);
}

static void
swap(struct ladder *l)
{
	BIGNUM *x = l->x2, *z = l->z2;

	l->x2 = l->x3;
	l->z2 = l->z3;
	l->x3 = x;
	l->z3 = z;
}

static bool
climb(struct ladder *l, const BIGNUM *k)
{
	bool swapped = false;
	int i;

	for (i = BN_num_bits(k) - 1; i >= 0; i--) {
		bool bit = BN_is_bit_set(k, i);

		if (bit != swapped)
			swap(l);
		swapped = bit;
		if (!step(l))
			return false;
	}
	if (swapped)
		swap(l);
	return true;
}

/** x2 / z2, where 1 / 0 counts as 0. */
static bool
finish(struct ladder *l, BIGNUM *to)
{
	return BN_set_word(l->a, 2) && BN_sub(l->a, l->p, l->a) &&
		BN_from_montgomery(l->z2, l->z2, l->mont, l->bn) &&
		BN_mod_exp_mont_consttime(l->b, l->z2, l->a, l->p, l->bn, l->mont) &&
		/* One factor in Montgomery's form: the product is in the usual one. */
		mul(l, to, l->x2, l->b);
}

static bool
start(struct ladder *l, const BIGNUM *u)
{
	return BN_MONT_CTX_set(l->mont, l->p, l->bn) &&
		BN_to_montgomery(l->x1, u, l->mont, l->bn) && BN_copy(l->x3, l->x1) != NULL &&
		BN_to_montgomery(l->x2, BN_value_one(), l->mont, l->bn) &&
		BN_copy(l->z3, l->x2) != NULL && BN_to_montgomery(l->a24, l->a24, l->mont, l->bn);
}

static enum hpre_status
ladder(struct hpre_req *r, BIGNUM *const *key, const BIGNUM *u, BIGNUM *res)
{
	struct ladder l = {.bn = r->bn, .p = key[WDP_HPRE_MONT_P],
		.a24 = key[WDP_HPRE_MONT_A24]};
	BIGNUM **room[] = {&l.x1, &l.x2, &l.z2, &l.x3, &l.z3, &l.a, &l.aa, &l.b, &l.bb, &l.e};
	enum hpre_status st = HPRE_ST_LIBRARY;
	unsigned int i;

	for (i = 0; i < sizeof(room) / sizeof(room[0]); i++)
		*room[i] = BN_CTX_get(r->bn);
	l.mont = BN_MONT_CTX_new();
	if (l.e != NULL && l.mont != NULL && start(&l, u) &&
			climb(&l, key[WDP_HPRE_MONT_SCALAR]) && finish(&l, res))
		st = HPRE_ST_OK;
	BN_MONT_CTX_free(l.mont);
	return st;
}

/** 2^255 - 19 or 2^448 - 2^224 - 1? */
static bool
is_known_field(const uint8_t *p, uint32_t k)
{
	uint32_t len = k == WDP_HPRE_K_ECC256_B ? WDP_HPRE_X25519_LEN_B : WDP_HPRE_X448_LEN_B;
	uint32_t i;

	for (i = 0; i < k; i++) {
		uint8_t want = i < k - len ? 0 : 0xff;

		if (len == WDP_HPRE_X25519_LEN_B)
			want = i == 0 ? 0x7f : i == k - 1 ? 0xed : want;
		else if (i == k - len / 2 - 1)
			want = 0xfe;
		if (p[i] != want)
			return false;
	}
	return true;
}

/** Is it X25519 or X448, with a clamped scalar? Nobody is known to send anything else. */
static bool
is_known(const struct hpre_req *r, BIGNUM *const *key)
{
	const BIGNUM *k = key[WDP_HPRE_MONT_SCALAR];
	bool small = r->k == WDP_HPRE_K_ECC256_B;
	int bits = small ? X25519_BITS : X448_BITS;

	return is_known_field(r->c->key, r->k) && BN_num_bits(k) == bits && !BN_is_bit_set(k, 0) &&
		!BN_is_bit_set(k, 1) && !(small && BN_is_bit_set(k, 2)) &&
		BN_is_word(key[WDP_HPRE_MONT_A24], small ? WDP_HPRE_X25519_A24 :
			WDP_HPRE_X448_A24);
}

enum hpre_status
wdp_mdhpre_montgomery(struct hpre_req *r)
{
	BIGNUM *key[WDP_HPRE_MONT_FIELDS], *u, *res = BN_CTX_get(r->bn);
	enum hpre_status st;

	u = wdp_mdhpre_num(r, r->c->in, r->k);
	if (res == NULL || u == NULL || !wdp_mdhpre_nums(r, r->c->key, key, WDP_HPRE_MONT_FIELDS))
		return HPRE_ST_LIBRARY;
	st = wdp_mdhpre_modulus(key[WDP_HPRE_MONT_P]);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_within(key[WDP_HPRE_MONT_A24], key[WDP_HPRE_MONT_P]);
	if (st == HPRE_ST_OK)
		st = wdp_mdhpre_within(u, key[WDP_HPRE_MONT_P]);
	if (st == HPRE_ST_OK && BN_is_zero(key[WDP_HPRE_MONT_SCALAR]))
		st = HPRE_ST_ZERO;
	if (st != HPRE_ST_OK)
		return st;
	r->unproven = r->unproven || !is_known(r, key);
	st = ladder(r, key, u, res);
	return st == HPRE_ST_OK ? wdp_mdhpre_put(res, r->c->out, r->k) : st;
}
