/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Tasks with random operands, and what OpenSSL says must come out. */

#include <string.h>

#include <rte_common.h>

#include "asym.h"

/* An operand with zeros in front now and then. */
static void
in_zeros(struct wdp_t *t, struct wdp_a_task *k, uint32_t slot, const struct wdp_a_num *n)
{
	wdp_a_in_zeros(k, slot, n, wdp_t_rnd_below(&t->rnd, 6) == 0 ?
		wdp_t_rnd_below(&t->rnd, 80) : 0);
}

/* What is said of the room of a result: nothing, exactly enough, more. */
static uint32_t
room(struct wdp_t *t, uint32_t len)
{
	const uint32_t said[] = { 0, len, len + 1 + wdp_t_rnd_below(&t->rnd, 100) };

	return said[wdp_t_rnd_below(&t->rnd, RTE_DIM(said))];
}

static uint32_t
digest_len(const struct wdp_a_key *key)
{
	switch (key->hash) {
	case RTE_CRYPTO_AUTH_MD5:
		return 16;
	case RTE_CRYPTO_AUTH_SHA1:
		return 20;
	case RTE_CRYPTO_AUTH_SHA224:
		return 28;
	case RTE_CRYPTO_AUTH_SHA384:
		return 48;
	case RTE_CRYPTO_AUTH_SHA512:
		return 64;
	default:
		return 32;
	}
}

/*
 * Without padding, the private operation undoes the public one, which OpenSSL does in no time:
 * the value that is to come out is chosen first.
 */
static int
rsa_raw(struct wdp_t *t, struct wdp_a_task *k)
{
	static const struct {
		uint8_t from;
		uint8_t to;
	} slots[] = {
		[WDP_A_ENCRYPT] = { WDP_A_RSA_MSG, WDP_A_RSA_CIPHER },
		[WDP_A_DECRYPT] = { WDP_A_RSA_CIPHER, WDP_A_RSA_MSG },
		[WDP_A_SIGN] = { WDP_A_RSA_MSG, WDP_A_RSA_SIGN },
		[WDP_A_VERIFY] = { WDP_A_RSA_SIGN, WDP_A_RSA_CIPHER },
	};
	bool private = k->kind == WDP_A_DECRYPT || k->kind == WDP_A_SIGN;
	struct wdp_a_num a, b;

	wdp_a_num_below(t, &a, &k->key->n);
	wdp_a_pow(&b, &a, &k->key->e, &k->key->n);
	in_zeros(t, k, slots[k->kind].from, private ? &b : &a);
	wdp_a_out(k, slots[k->kind].to, room(t, k->key->n.len), private ? &a : &b);
	return WDP_T_PASS;
}

static int
rsa_padded(struct wdp_t *t, struct wdp_a_task *k)
{
	uint32_t len = k->key->n.len;
	struct wdp_a_num m, c;
	int n;

	if (k->kind == WDP_A_SIGN || k->kind == WDP_A_VERIFY) {
		wdp_a_num_rnd(t, &m, digest_len(k->key));
		wdp_a_in_num(k, WDP_A_RSA_MSG, &m);
		if (k->kind == WDP_A_SIGN) {
			wdp_a_out(k, WDP_A_RSA_SIGN, room(t, len), NULL);
			return WDP_T_PASS;
		}
		n = wdp_a_rsa_sign(k->key, m.b, m.len, c.b);
		if (n > 0 && wdp_t_rnd_below(&t->rnd, 4) == 0) {
			c.b[len - 1 - wdp_t_rnd_below(&t->rnd, len - 1)] ^=
				1u << wdp_t_rnd_below(&t->rnd, 8);
			k->due = RTE_CRYPTO_OP_STATUS_ERROR;
		}
		c.len = len;
		wdp_a_in_num(k, WDP_A_RSA_SIGN, &c);
	} else {
		wdp_a_num_rnd(t, &m, wdp_t_rnd_below(&t->rnd, len - 10));
		if (k->kind == WDP_A_ENCRYPT) {
			wdp_a_in_num(k, WDP_A_RSA_MSG, &m);
			wdp_a_out(k, WDP_A_RSA_CIPHER, room(t, len), NULL);
			return WDP_T_PASS;
		}
		n = wdp_a_rsa_encrypt(k->key, m.b, m.len, c.b);
		c.len = len;
		wdp_a_in_num(k, WDP_A_RSA_CIPHER, &c);
		wdp_a_out(k, WDP_A_RSA_MSG, room(t, len), &m);
	}
	WDP_T_CHECK(t, n == (int)len, "OpenSSL does not make %s", wdp_a_task_text(k));
	return WDP_T_PASS;
}

static int
modex(struct wdp_t *t, struct wdp_a_task *k)
{
	uint32_t len = k->key->n.len;
	struct wdp_a_num base, due;

	/* longer than the modulus now and then */
	if (wdp_t_rnd_below(&t->rnd, 6) == 0)
		len = RTE_MIN(len + wdp_t_rnd_below(&t->rnd, 40), WDP_A_NUM_B);
	wdp_a_num_rnd(t, &base, 1 + wdp_t_rnd_below(&t->rnd, len));
	if (wdp_t_rnd_below(&t->rnd, 2) == 0)
		wdp_a_num_rnd(t, &base, len);
	wdp_a_pow(&due, &base, &k->key->e, &k->key->n);
	in_zeros(t, k, WDP_A_MOD_BASE, &base);
	wdp_a_out(k, WDP_A_MOD_RESULT, room(t, k->key->n.len), &due);
	return WDP_T_PASS;
}

/* A result whose zeros in front the caller does not want, as it asks now and then. */
static void
out_stripped(struct wdp_t *t, struct wdp_a_task *k, uint32_t slot, struct wdp_a_num due,
	uint16_t flag)
{
	uint32_t len = due.len, zeros = 0;

	if ((k->flags & flag) != 0)
		while (zeros < due.len && due.b[zeros] == 0)
			zeros++;
	memmove(due.b, due.b + zeros, due.len - zeros);
	due.len -= zeros;
	wdp_a_out(k, slot, room(t, len), &due);
	/* zeros are stripped in the caller's memory */
	k->o[slot].area = len;
}

static int
dh(struct wdp_t *t, struct wdp_a_task *k)
{
	const struct wdp_a_key *key = k->key;
	struct wdp_a_num x, peer, due;

	if (k->kind == WDP_A_DRAW || k->kind == WDP_A_PAIR) {
		wdp_a_out(k, WDP_A_KE_PRIV, 0, NULL);
		if (k->kind == WDP_A_PAIR)
			wdp_a_out(k, WDP_A_KE_X, room(t, key->n.len), NULL);
		k->soft = k->kind == WDP_A_DRAW;
		return WDP_T_PASS;
	}
	wdp_a_num_rnd(t, &x, 20 + wdp_t_rnd_below(&t->rnd, 20));
	if (wdp_t_rnd_below(&t->rnd, 8) == 0)
		wdp_a_num_below(t, &x, &key->n);
	x.b[x.len - 1] |= 1;
	in_zeros(t, k, WDP_A_KE_PRIV, &x);
	if (k->kind == WDP_A_PUBLIC) {
		wdp_a_pow(&due, &key->e, &x, &key->n);
		out_stripped(t, k, WDP_A_KE_X, due, RTE_CRYPTO_ASYM_FLAG_PUB_KEY_NO_PADDING);
		return WDP_T_PASS;
	}
	wdp_a_num_below(t, &peer, &key->n);
	wdp_a_pow(&due, &peer, &x, &key->n);
	in_zeros(t, k, WDP_A_KE_X, &peer);
	out_stripped(t, k, WDP_A_KE_SX, due, RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING);
	return WDP_T_PASS;
}

static int
any_point(struct wdp_t *t, const struct wdp_a_curve *c, struct wdp_a_num *x, struct wdp_a_num *y)
{
	struct wdp_a_num n, r;

	wdp_a_order(c, &n);
	wdp_a_num_below(t, &r, &n);
	WDP_T_CHECK(t, wdp_a_ec_mul(c, &r, NULL, NULL, x, y) == 0, "OpenSSL makes no point");
	return WDP_T_PASS;
}

static int
ec_mul(struct wdp_t *t, struct wdp_a_task *k)
{
	const struct wdp_a_curve *c = k->key->curve;
	bool ecdh = k->key->type == RTE_CRYPTO_ASYM_XFORM_ECDH;
	bool base = k->kind == WDP_A_PUBLIC || k->key->type == RTE_CRYPTO_ASYM_XFORM_ECFPM;
	uint32_t rx = ecdh ? (base ? WDP_A_KE_X : WDP_A_KE_SX) : WDP_A_MUL_RX;
	uint16_t flag = base ? RTE_CRYPTO_ASYM_FLAG_PUB_KEY_NO_PADDING :
		RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING;
	struct wdp_a_num n, d, x, y;

	wdp_a_order(c, &n);
	wdp_a_num_below(t, &d, &n);
	in_zeros(t, k, ecdh ? WDP_A_KE_PRIV : WDP_A_MUL_SCALAR, &d);
	if (!base) {
		WDP_T_TRY(any_point(t, c, &x, &y));
		in_zeros(t, k, ecdh ? WDP_A_KE_X : WDP_A_MUL_PX, &x);
		in_zeros(t, k, ecdh ? WDP_A_KE_Y : WDP_A_MUL_PY, &y);
	}
	WDP_T_CHECK(t, wdp_a_ec_mul(c, &d, base ? NULL : &x, base ? NULL : &y, &x, &y) == 0,
		"OpenSSL does not multiply on %s", c->name);
	out_stripped(t, k, rx, x, ecdh ? flag : 0);
	if (k->kind != WDP_A_SECRET || wdp_t_rnd_below(&t->rnd, 2) == 0)
		out_stripped(t, k, rx + 1, y, ecdh ? flag : 0);
	return WDP_T_PASS;
}

static int
ecdh(struct wdp_t *t, struct wdp_a_task *k)
{
	const struct wdp_a_curve *c = k->key->curve;
	struct wdp_a_num x, y;

	k->soft = k->kind == WDP_A_DRAW || k->kind == WDP_A_CHECK;
	if (k->kind == WDP_A_CHECK) {
		WDP_T_TRY(any_point(t, c, &x, &y));
		if (wdp_t_rnd_below(&t->rnd, 2) == 0)
			y.b[wdp_t_rnd_below(&t->rnd, y.len)] ^= 1u << wdp_t_rnd_below(&t->rnd, 8);
		if (!wdp_a_on_curve(c, &x, &y))
			k->due = RTE_CRYPTO_OP_STATUS_ERROR;
		wdp_a_in_num(k, WDP_A_KE_X, &x);
		wdp_a_in_num(k, WDP_A_KE_Y, &y);
		return WDP_T_PASS;
	}
	if (k->kind != WDP_A_DRAW && k->kind != WDP_A_PAIR)
		return ec_mul(t, k);
	wdp_a_out(k, WDP_A_KE_PRIV, 0, NULL);
	if (k->kind == WDP_A_PAIR) {
		wdp_a_out(k, WDP_A_KE_X, room(t, c->len), NULL);
		wdp_a_out(k, WDP_A_KE_Y, room(t, c->len), NULL);
	}
	return WDP_T_PASS;
}

static int
ecdsa(struct wdp_t *t, struct wdp_a_task *k)
{
	static const uint8_t lens[] = { 20, 28, 32, 48, 64 };
	const struct wdp_a_key *key = k->key;
	struct wdp_a_num m, n, r, s;

	wdp_a_num_rnd(t, &m, lens[wdp_t_rnd_below(&t->rnd, RTE_DIM(lens))]);
	if (k->kind == WDP_A_SIGN) {
		wdp_a_in_num(k, WDP_A_EC_MSG, &m);
		wdp_a_in_num(k, WDP_A_EC_D, &key->d);
		wdp_a_order(key->curve, &n);
		/* k given, or left to the driver */
		if (wdp_t_rnd_below(&t->rnd, 2) == 0) {
			wdp_a_num_below(t, &n, &n);
			in_zeros(t, k, WDP_A_EC_K, &n);
		}
		wdp_a_out(k, WDP_A_EC_R, room(t, key->curve->len), NULL);
		wdp_a_out(k, WDP_A_EC_S, room(t, key->curve->len), NULL);
		return WDP_T_PASS;
	}
	WDP_T_CHECK(t, wdp_a_ecdsa_sign(key, m.b, m.len, &r, &s) == 0, "OpenSSL does not sign");
	if (wdp_t_rnd_below(&t->rnd, 3) == 0) {
		struct wdp_a_num *const wrong[] = { &m, &r, &s };
		struct wdp_a_num *w = wrong[wdp_t_rnd_below(&t->rnd, RTE_DIM(wrong))];

		/* the last bits: below the order it stays, and of a digest they all count */
		w->b[w == &m ? wdp_t_rnd_below(&t->rnd, 20) : w->len - 1u] ^= 2;
		k->due = RTE_CRYPTO_OP_STATUS_ERROR;
	}
	wdp_a_in_num(k, WDP_A_EC_MSG, &m);
	in_zeros(t, k, WDP_A_EC_R, &r);
	in_zeros(t, k, WDP_A_EC_S, &s);
	wdp_a_in_num(k, WDP_A_EC_QX, &key->x);
	wdp_a_in_num(k, WDP_A_EC_QY, &key->y);
	return WDP_T_PASS;
}

int
wdp_a_task_random(struct wdp_t *t, struct wdp_a_task *k)
{
	k->flags = wdp_t_rnd_below(&t->rnd, 4);
	switch (k->key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		return k->key->padding == RTE_CRYPTO_RSA_PADDING_NONE ? rsa_raw(t, k) :
			rsa_padded(t, k);
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		return modex(t, k);
	case RTE_CRYPTO_ASYM_XFORM_DH:
		/* a pair has two results, one of which is to be judged as it is */
		if (k->kind == WDP_A_PAIR)
			k->flags = 0;
		return dh(t, k);
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		if (k->kind == WDP_A_PAIR)
			k->flags = 0;
		return ecdh(t, k);
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		return ecdsa(t, k);
	default:
		return ec_mul(t, k);
	}
}

/* ---- plain ones ---- */

static void
plain_rsa(struct wdp_t *t, struct wdp_a_task *k)
{
	static const uint8_t from[] = {
		WDP_A_RSA_MSG, WDP_A_RSA_CIPHER, WDP_A_RSA_MSG, WDP_A_RSA_SIGN,
	};
	static const uint8_t to[] = {
		WDP_A_RSA_CIPHER, WDP_A_RSA_MSG, WDP_A_RSA_SIGN, WDP_A_RSA_CIPHER,
	};
	struct wdp_a_num v;

	wdp_a_num_below(t, &v, &k->key->n);
	wdp_a_in_num(k, from[k->kind], &v);
	wdp_a_out(k, to[k->kind], 0, NULL);
}

static int
plain_ecdsa(struct wdp_t *t, struct wdp_a_task *k)
{
	struct wdp_a_num m, n, r, s;

	wdp_a_num_rnd(t, &m, 32);
	wdp_a_in_num(k, WDP_A_EC_MSG, &m);
	if (k->kind == WDP_A_SIGN) {
		wdp_a_order(k->key->curve, &n);
		wdp_a_num_below(t, &n, &n);
		wdp_a_in_num(k, WDP_A_EC_K, &n);
		wdp_a_in_num(k, WDP_A_EC_D, &k->key->d);
		wdp_a_out(k, WDP_A_EC_R, 0, NULL);
		wdp_a_out(k, WDP_A_EC_S, 0, NULL);
		return WDP_T_PASS;
	}
	WDP_T_CHECK(t, wdp_a_ecdsa_sign(k->key, m.b, m.len, &r, &s) == 0, "OpenSSL does not sign");
	wdp_a_in_num(k, WDP_A_EC_R, &r);
	wdp_a_in_num(k, WDP_A_EC_S, &s);
	wdp_a_in_num(k, WDP_A_EC_QX, &k->key->x);
	wdp_a_in_num(k, WDP_A_EC_QY, &k->key->y);
	return WDP_T_PASS;
}

/* Key exchange, on a curve or with a prime. */
static int
plain_exchange(struct wdp_t *t, struct wdp_a_task *k)
{
	const struct wdp_a_curve *c = k->key->curve;
	struct wdp_a_num n = k->key->n, x, y;

	if (c != NULL)
		wdp_a_order(c, &n);
	if (k->kind == WDP_A_PUBLIC || k->kind == WDP_A_SECRET) {
		wdp_a_num_below(t, &x, &n);
		wdp_a_in_num(k, WDP_A_KE_PRIV, &x);
	} else if (k->kind != WDP_A_CHECK) {
		wdp_a_out(k, WDP_A_KE_PRIV, 0, NULL);
	}
	if (k->kind == WDP_A_SECRET || k->kind == WDP_A_CHECK) {
		if (c != NULL) {
			WDP_T_TRY(any_point(t, c, &x, &y));
			wdp_a_in_num(k, WDP_A_KE_Y, &y);
		} else {
			wdp_a_num_below(t, &x, &n);
		}
		wdp_a_in_num(k, WDP_A_KE_X, &x);
	}
	if (k->kind == WDP_A_PUBLIC || k->kind == WDP_A_PAIR) {
		wdp_a_out(k, WDP_A_KE_X, 0, NULL);
		if (c != NULL)
			wdp_a_out(k, WDP_A_KE_Y, 0, NULL);
	}
	if (k->kind == WDP_A_SECRET) {
		wdp_a_out(k, WDP_A_KE_SX, 0, NULL);
		if (c != NULL)
			wdp_a_out(k, WDP_A_KE_SY, 0, NULL);
	}
	return WDP_T_PASS;
}

int
wdp_a_task_plain(struct wdp_t *t, struct wdp_a_task *k)
{
	struct wdp_a_num n, x, y;

	switch (k->key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		plain_rsa(t, k);
		return WDP_T_PASS;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		wdp_a_num_rnd(t, &x, k->key->n.len);
		wdp_a_in_num(k, WDP_A_MOD_BASE, &x);
		wdp_a_out(k, WDP_A_MOD_RESULT, 0, NULL);
		return WDP_T_PASS;
	case RTE_CRYPTO_ASYM_XFORM_DH:
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		return plain_exchange(t, k);
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		return plain_ecdsa(t, k);
	default:
		wdp_a_order(k->key->curve, &n);
		wdp_a_num_below(t, &x, &n);
		wdp_a_in_num(k, WDP_A_MUL_SCALAR, &x);
		if (k->key->type == RTE_CRYPTO_ASYM_XFORM_ECPM) {
			WDP_T_TRY(any_point(t, k->key->curve, &x, &y));
			wdp_a_in_num(k, WDP_A_MUL_PX, &x);
			wdp_a_in_num(k, WDP_A_MUL_PY, &y);
		}
		wdp_a_out(k, WDP_A_MUL_RX, 0, NULL);
		wdp_a_out(k, WDP_A_MUL_RY, 0, NULL);
		return WDP_T_PASS;
	}
}

enum wdp_a_kind
wdp_a_kind_random(struct wdp_t *t, const struct wdp_a_key *key)
{
	switch (key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		return WDP_A_ENCRYPT + wdp_t_rnd_below(&t->rnd, 4);
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		return WDP_A_MODEX;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		return WDP_A_DRAW + wdp_t_rnd_below(&t->rnd, 4);
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		return WDP_A_DRAW + wdp_t_rnd_below(&t->rnd, 5);
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		return WDP_A_SIGN + wdp_t_rnd_below(&t->rnd, 2);
	default:
		return WDP_A_MUL;
	}
}
