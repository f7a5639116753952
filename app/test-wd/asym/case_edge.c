/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Operands at the edges, one after the other for every operation of every algorithm: 0, 1, 2,
 * n - 2 to n + 1, all ones, one byte longer, with zeros in front, empty; room for results from
 * 1 byte on; points with small coordinates. n is the bound of the operand in question.
 */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "asym.h"

/* ---- values ---- */

static const struct edge {
	const char *name;
	bool of_bound; /* the bound plus .. */
	int8_t by;
	bool ones;   /* all bits of as many bytes */
	bool longer; /* the first byte behind them is a one */
} edges[] = {
	{ .name = "0" },
	{ .name = "1", .by = 1 },
	{ .name = "2", .by = 2 },
	{ .name = "n - 2", .of_bound = true, .by = -2 },
	{ .name = "n - 1", .of_bound = true, .by = -1 },
	{ .name = "n", .of_bound = true },
	{ .name = "n + 1", .of_bound = true, .by = 1 },
	{ .name = "all ones", .ones = true },
	{ .name = "a byte longer", .longer = true },
};

static struct wdp_a_num
value(const struct edge *e, const struct wdp_a_num *bound)
{
	struct wdp_a_num out = { .len = bound->len };
	BIGNUM *v;

	if (e->ones)
		memset(out.b, 0xff, out.len);
	if (e->longer) {
		out.b[0] = 1;
		out.len++;
	}
	if (!e->of_bound) {
		out.b[out.len - 1] |= (uint8_t)e->by;
		return out;
	}
	v = wdp_a_bn(bound->b, bound->len);
	if (e->by < 0)
		BN_sub_word(v, -e->by);
	else
		BN_add_word(v, e->by);
	wdp_a_num_set(&out, v, RTE_MAX((uint32_t)BN_num_bytes(v), bound->len));
	BN_free(v);
	return out;
}

/* What an input must be below of. */
static struct wdp_a_num
bound_of(const struct wdp_a_task *k, uint32_t slot)
{
	enum rte_crypto_asym_xform_type type = k->key->type;
	struct wdp_a_num n = k->key->n;
	bool coordinate;

	if (k->key->curve == NULL)
		return n;
	coordinate = type == RTE_CRYPTO_ASYM_XFORM_ECDSA ?
		slot == WDP_A_EC_QX || slot == WDP_A_EC_QY : slot != 0;
	if (coordinate)
		wdp_a_field(k->key->curve, &n);
	else
		wdp_a_order(k->key->curve, &n);
	return n;
}

static int
with_value(struct wdp_t *t, struct wdp_a_task *k, uint32_t slot, const struct edge *e)
{
	static const uint16_t zeros[] = { 0, 1, 70 };
	struct wdp_a_num v = { .len = 0 }, bound;
	uint32_t i;

	for (i = 0; i < RTE_DIM(zeros); i++) {
		WDP_T_TRY(wdp_a_task_plain(t, k));
		bound = bound_of(k, slot);
		v = value(e, &bound);
		wdp_a_in_zeros(k, slot, &v, zeros[i]);
		if (wdp_a_task_try(t, k) != WDP_T_PASS)
			return wdp_t_within(t, "operand %u = %s with %u zeros in front", slot,
				e->name, zeros[i]);
	}
	return WDP_T_PASS;
}

/* Leaves it at random, but in the shortest form and without a byte. */
static int
with_lengths(struct wdp_t *t, struct wdp_a_task *k, uint32_t slot)
{
	struct wdp_a_num v = { .b = { 5 } };

	for (v.len = 0; v.len < 2; v.len++) {
		/* a private key of no bytes is to be drawn, which is another kind */
		if (v.len == 0 && k->kind == WDP_A_PUBLIC)
			continue;
		WDP_T_TRY(wdp_a_task_plain(t, k));
		wdp_a_in_num(k, slot, &v);
		if (wdp_a_task_try(t, k) != WDP_T_PASS)
			return wdp_t_within(t, "operand %u of %u bytes", slot, v.len);
	}
	return WDP_T_PASS;
}

/* ---- room ---- */

static int
with_room(struct wdp_t *t, struct wdp_a_task *k, uint32_t slot)
{
	uint32_t need = k->key->curve != NULL ? k->key->curve->len : k->key->n.len, i;
	const uint32_t said[] = { 1, need - 1, need, need + 1, need + 300 };

	for (i = 0; i < RTE_DIM(said); i++) {
		WDP_T_TRY(wdp_a_task_plain(t, k));
		/* of a pair, nothing is the sign for drawing it */
		if (k->kind == WDP_A_PAIR && slot == WDP_A_KE_PRIV)
			continue;
		wdp_a_out(k, slot, said[i], NULL);
		if (wdp_a_task_try(t, k) != WDP_T_PASS)
			return wdp_t_within(t, "%u bytes said of result %u", said[i], slot);
	}
	return WDP_T_PASS;
}

/* ---- all of it ---- */

/* Each operand of an operation, while the others are good. */
static int
operation(struct wdp_t *t, struct wdp_a_key *key, enum wdp_a_kind kind)
{
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, kind);
	enum wdp_a_way way;
	uint32_t slot, i;

	if (k == NULL)
		return WDP_T_FAIL;
	for (slot = 0; slot < WDP_A_SLOTS; slot++) {
		WDP_T_TRY(wdp_a_task_plain(t, k));
		way = k->o[slot].way;
		if (way == WDP_A_OUT)
			WDP_T_TRY(with_room(t, k, slot));
		if (way != WDP_A_IN)
			continue;
		for (i = 0; i < RTE_DIM(edges); i++)
			WDP_T_TRY(with_value(t, k, slot, &edges[i]));
		WDP_T_TRY(with_lengths(t, k, slot));
	}
	return WDP_T_PASS;
}

static const enum wdp_a_kind rsa_kinds[] = {
	WDP_A_ENCRYPT, WDP_A_DECRYPT, WDP_A_SIGN, WDP_A_VERIFY,
};

/* A size: every operation without padding, the padded ones with values that carry none. */
static int
rsa(struct wdp_t *t, int bits)
{
	static const struct {
		uint32_t e;
		bool crt;
		uint8_t padding;
	} forms[] = {
		{ 3, false, RTE_CRYPTO_RSA_PADDING_NONE },
		{ 3, true, RTE_CRYPTO_RSA_PADDING_NONE },
		{ 65537, true, RTE_CRYPTO_RSA_PADDING_NONE },
		{ 65537, true, RTE_CRYPTO_RSA_PADDING_PKCS1_5 },
		{ 65537, false, RTE_CRYPTO_RSA_PADDING_NONE },
		{ 3, false, RTE_CRYPTO_RSA_PADDING_PKCS1_5 },
	};
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	/* the larger ones take their time */
	uint32_t n = bits == 1024 ? RTE_DIM(forms) : t->quick ? 1 : 4, f, i;

	if (key == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_RSA))
		return wdp_t_skip(t, "the device does not offer it");
	for (f = 0; f < n; f++) {
		WDP_T_TRY(wdp_a_key_rsa(t, key, bits, forms[f].e, forms[f].crt));
		key->padding = forms[f].padding;
		for (i = 0; i < RTE_DIM(rsa_kinds); i++)
			WDP_T_TRY(operation(t, key, rsa_kinds[i]));
	}
	return WDP_T_PASS;
}

/* All exponents at the edges with a modulus of so many bytes; long ones take their time. */
static int
exponents(struct wdp_t *t, struct wdp_a_key *key, uint32_t len)
{
	uint32_t step = len > 16 ? 3 : 1, i;

	for (i = 1; i < RTE_DIM(edges) && (i == 1 || !t->quick || len <= 256); i += step) {
		wdp_a_key_modex(t, key, len);
		key->e = value(&edges[i], &key->n);
		/* an exponent of 0, or of 513 bytes, is refused */
		if (wdp_a_num_is_zero(&key->e) || key->e.len > WDP_A_NUM_B)
			continue;
		if (operation(t, key, WDP_A_MODEX) != WDP_T_PASS)
			return wdp_t_within(t, "exponent %s", edges[i].name);
	}
	return WDP_T_PASS;
}

/* Moduli and exponents of all forms, and for each the edges of the base. */
static int
modex(struct wdp_t *t, int arg)
{
	static const uint16_t lens[] = { 1, 2, 7, 8, 9, 127, 128, 129, 256, 511, 512 };
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	uint32_t i;

	RTE_SET_USED(arg);
	if (key == NULL)
		return WDP_T_FAIL;
	for (i = 0; i < RTE_DIM(lens); i++) {
		WDP_T_TRY(exponents(t, key, lens[i]));
		/* the largest and the smallest modulus of so many bytes */
		wdp_a_num_rnd(t, &key->e, 9);
		key->e.b[8] |= 1;
		memset(key->n.b, 0xff, key->n.len);
		WDP_T_TRY(operation(t, key, WDP_A_MODEX));
		memset(key->n.b, 0, key->n.len);
		key->n.b[0] |= 1;
		key->n.b[key->n.len - 1] |= lens[i] == 1 ? 2 : 1;
		WDP_T_TRY(operation(t, key, WDP_A_MODEX));
	}
	return WDP_T_PASS;
}

/* Zeros in front of the numbers of a session, one after the other. */
static int
session_zeros(struct wdp_t *t, int arg)
{
	static const struct {
		enum rte_crypto_asym_xform_type type;
		bool crt;
		enum wdp_a_kind kind;
		uint8_t numbers;
	} of[] = {
		{ RTE_CRYPTO_ASYM_XFORM_RSA, false, WDP_A_SIGN, 3 },
		{ RTE_CRYPTO_ASYM_XFORM_RSA, true, WDP_A_SIGN, 8 },
		{ RTE_CRYPTO_ASYM_XFORM_MODEX, false, WDP_A_MODEX, 2 },
		{ RTE_CRYPTO_ASYM_XFORM_DH, false, WDP_A_PUBLIC, 2 },
		{ RTE_CRYPTO_ASYM_XFORM_DH, false, WDP_A_SECRET, 2 },
	};
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SIGN);
	struct wdp_a_num *const nums[] = {
		&key->n, &key->e, &key->d, &key->p, &key->q, &key->dp, &key->dq, &key->qinv,
	};
	struct wdp_a_num was;
	uint32_t f, i;

	RTE_SET_USED(arg);
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	for (f = 0; f < RTE_DIM(of); f++)
		for (i = 0; i < of[f].numbers; i++) {
			if (of[f].type == RTE_CRYPTO_ASYM_XFORM_RSA)
				WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, of[f].crt));
			else if (of[f].type == RTE_CRYPTO_ASYM_XFORM_MODEX)
				wdp_a_key_modex(t, key, 128);
			else
				WDP_T_CHECK(t, wdp_a_key_dh(key, 1024, false, 5), "no prime");
			was = *nums[i];
			memset(nums[i]->b, 0, 7);
			memcpy(nums[i]->b + 7, was.b, was.len);
			nums[i]->len += 7;
			wdp_a_task_init(k, key, NULL, of[f].kind);
			WDP_T_TRY(wdp_a_task_plain(t, k));
			if (wdp_a_task_try(t, k) != WDP_T_PASS)
				return wdp_t_within(t, "seven zeros in front of number %u", i);
			WDP_T_CHECK(t, k->due == RTE_CRYPTO_OP_STATUS_SUCCESS, "%s: %s is due",
				wdp_a_task_text(k), wdp_t_crypto_status(k->due));
		}
	return WDP_T_PASS;
}

static int
dh(struct wdp_t *t, int bits)
{
	static const enum wdp_a_kind kinds[] = {
		WDP_A_DRAW, WDP_A_PAIR, WDP_A_PUBLIC, WDP_A_SECRET,
	};
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_num last = { .len = 0 };
	uint32_t i, g;

	if (key == NULL)
		return WDP_T_FAIL;
	/* 2 has an operation of its own; p - 2 is the largest there is */
	for (g = 0; g < (t->quick && bits > 1536 ? 1u : 3u); g++) {
		WDP_T_CHECK(t, wdp_a_key_dh(key, bits, false, g == 0 ? 2 : 5), "no prime");
		last = value(&edges[3], &key->n);
		if (g == 2)
			key->e = last;
		for (i = 0; i < RTE_DIM(kinds); i++)
			WDP_T_TRY(operation(t, key, kinds[i]));
	}
	return WDP_T_PASS;
}

static const struct {
	enum rte_crypto_asym_xform_type type;
	enum wdp_a_kind kind;
} curve_ops[] = {
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_DRAW },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_PAIR },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_PUBLIC },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_SECRET },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_CHECK },
	{ RTE_CRYPTO_ASYM_XFORM_ECPM, WDP_A_MUL },
	{ RTE_CRYPTO_ASYM_XFORM_ECFPM, WDP_A_MUL },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, WDP_A_SIGN },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, WDP_A_VERIFY },
};

static int
curve(struct wdp_t *t, int nr)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	uint32_t i;

	if (key == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDH))
		return wdp_t_skip(t, "the device does not offer it");
	for (i = 0; i < RTE_DIM(curve_ops); i++) {
		WDP_T_TRY(wdp_a_key_ec(t, key, curve_ops[i].type, &wdp_a_curves[nr]));
		WDP_T_TRY(operation(t, key, curve_ops[i].kind));
	}
	return WDP_T_PASS;
}

/*
 * Points of the curve with the smallest and the largest coordinates there are, by scalars from
 * 1 on and down from n - 1; and none: both coordinates 0, another y, one of another curve.
 */
static int
points_of(struct wdp_t *t, struct wdp_a_task *k, const struct wdp_a_num *x,
	const struct wdp_a_num *y)
{
	static const uint8_t of[] = { 1, 2, 3, 4 };
	struct wdp_a_num n, v;
	uint32_t i;

	wdp_a_order(k->key->curve, &n);
	for (i = 0; i < RTE_DIM(of); i++) {
		v = value(&edges[of[i]], &n);
		WDP_T_TRY(wdp_a_task_plain(t, k));
		if (k->kind != WDP_A_CHECK)
			wdp_a_in_num(k, WDP_A_KE_PRIV, &v);
		wdp_a_in_num(k, WDP_A_KE_X, x);
		wdp_a_in_num(k, WDP_A_KE_Y, y);
		if (wdp_a_task_try(t, k) != WDP_T_PASS)
			return wdp_t_within(t, "scalar %s", edges[of[i]].name);
	}
	return WDP_T_PASS;
}

/* The same point by numbers that are p more: only numbers below p are coordinates. */
static int
points_above(struct wdp_t *t, struct wdp_a_task *k, const struct wdp_a_num *x,
	const struct wdp_a_num *y)
{
	const struct wdp_a_num *const of[] = { x, y };
	struct wdp_a_num p, more;
	uint32_t i;
	BIGNUM *v, *vp;

	wdp_a_field(k->key->curve, &p);
	for (i = 0; i < RTE_DIM(of); i++) {
		v = wdp_a_bn(of[i]->b, of[i]->len);
		vp = wdp_a_bn(p.b, p.len);
		BN_add(v, v, vp);
		wdp_a_num_set(&more, v, RTE_MAX((uint32_t)BN_num_bytes(v), p.len));
		BN_free(v);
		BN_free(vp);
		WDP_T_TRY(points_of(t, k, i == 0 ? &more : x, i == 1 ? &more : y));
		WDP_T_CHECK(t, k->due != RTE_CRYPTO_OP_STATUS_SUCCESS,
			"a coordinate above p is to work");
	}
	return WDP_T_PASS;
}

static int
points(struct wdp_t *t, int nr)
{
	static const enum wdp_a_kind kinds[] = { WDP_A_SECRET, WDP_A_CHECK };
	const struct wdp_a_curve *c = &wdp_a_curves[nr];
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	uint32_t i, down, found, kind;
	struct wdp_a_num p, x, y;
	struct wdp_a_task *k;
	BIGNUM *v;

	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDH))
		return wdp_t_skip(t, "the device does not offer it");
	if (key == NULL || wdp_a_key_ec(t, key, RTE_CRYPTO_ASYM_XFORM_ECDH, c) != WDP_T_PASS)
		return WDP_T_FAIL;
	wdp_a_field(c, &p);
	for (kind = 0; kind < RTE_DIM(kinds); kind++) {
		k = wdp_a_task_new(wdp_a(t), key, NULL, kinds[kind]);
		if (k == NULL)
			return WDP_T_FAIL;
		for (down = 0; down < 2; down++)
			for (i = found = 0; found < 4; i++) {
				v = wdp_a_bn(p.b, down ? p.len : 0);
				if (down)
					BN_sub_word(v, i + 1);
				else
					BN_add_word(v, i);
				wdp_a_num_set(&x, v, c->len);
				BN_free(v);
				if (!wdp_a_lift(c, &x, &y))
					continue;
				found++;
				WDP_T_TRY(points_of(t, k, &x, &y));
				WDP_T_TRY(points_above(t, k, &x, &y));
				y.b[y.len - 1] ^= 1;
				WDP_T_TRY(points_of(t, k, &x, &y));
			}
		/* nobody's idea of infinity, and a point of another curve */
		memset(&x, 0, sizeof(x));
		x.len = c->len;
		WDP_T_TRY(points_of(t, k, &x, &x));
		wdp_a_ec_mul(&wdp_a_curves[nr == 0], &key->d, NULL, NULL, &x, &y);
		WDP_T_TRY(points_of(t, k, &x, &y));
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_a_cases_edge[] = {
	{ "edge/rsa/1024", rsa, 1024 },
	{ "edge/rsa/2048", rsa, 2048 },
	{ "edge/rsa/3072", rsa, 3072 },
	{ "edge/rsa/4096", rsa, 4096 },
	{ "edge/session_zeros", session_zeros, 0 },
	{ "edge/modex", modex, 0 },
	{ "edge/dh/768", dh, 768 },
	{ "edge/dh/1024", dh, 1024 },
	{ "edge/dh/1536", dh, 1536 },
	{ "edge/dh/2048", dh, 2048 },
	{ "edge/dh/3072", dh, 3072 },
	{ "edge/dh/4096", dh, 4096 },
	{ "edge/curve/192", curve, 0 },
	{ "edge/curve/224", curve, 1 },
	{ "edge/curve/256", curve, 2 },
	{ "edge/curve/384", curve, 3 },
	{ "edge/curve/521", curve, 4 },
	{ "edge/points/192", points, 0 },
	{ "edge/points/224", points, 1 },
	{ "edge/points/256", points, 2 },
	{ "edge/points/384", points, 3 },
	{ "edge/points/521", points, 4 },
	{ NULL, NULL, 0 },
};
