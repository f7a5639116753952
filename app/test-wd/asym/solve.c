/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What must become of a task, whatever its operands: the table in the guide of crypto_wd_hpre,
 * with the values by OpenSSL.
 */

#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define GOOD  RTE_CRYPTO_OP_STATUS_SUCCESS
#define WRONG RTE_CRYPTO_OP_STATUS_ERROR

#define PAD_MIN_B 11u /* 00 02, eight bytes, 00 */

/* ---- numbers ---- */

/* Of an operand; what does not fit in is longer than any bound. */
static struct wdp_a_num
given(const struct wdp_a_task *k, uint32_t slot)
{
	const struct wdp_a_operand *o = &k->o[slot];
	uint32_t zeros = 0, len = o->way == WDP_A_IN ? o->len : 0;
	struct wdp_a_num n;

	while (zeros < len && o->data[zeros] == 0)
		zeros++;
	n.len = RTE_MIN(len - zeros, sizeof(n.b));
	memcpy(n.b, o->data + zeros, n.len);
	return n;
}

static bool
empty(const struct wdp_a_task *k, uint32_t slot)
{
	return k->o[slot].way != WDP_A_IN || k->o[slot].len == 0;
}

static int
compare(const struct wdp_a_num *a, const struct wdp_a_num *b)
{
	BIGNUM *va = wdp_a_bn(a->b, a->len), *vb = wdp_a_bn(b->b, b->len);
	int ret = BN_cmp(va, vb);

	BN_clear_free(va);
	BN_clear_free(vb);
	return ret;
}

/* least <= operand < bound */
static bool
within(const struct wdp_a_task *k, uint32_t slot, uint8_t least, const struct wdp_a_num *bound)
{
	const struct wdp_a_num low = { .b = { least }, .len = 1 };
	struct wdp_a_num v = given(k, slot);

	return !empty(k, slot) && compare(&v, &low) >= 0 && compare(&v, bound) < 0;
}

static struct wdp_a_num
stripped(const struct wdp_a_num *n)
{
	struct wdp_a_num out;
	BIGNUM *v = wdp_a_bn(n->b, n->len);

	wdp_a_num_set(&out, v, 0);
	BN_free(v);
	return out;
}

/* Room for a result: nothing is said, or enough. */
static bool
room(const struct wdp_a_task *k, uint32_t slot, uint32_t need)
{
	const struct wdp_a_operand *o = &k->o[slot];

	return o->way == WDP_A_OUT && (o->len == 0 || o->len >= need);
}

static void
result(struct wdp_a_task *k, uint32_t slot, const struct wdp_a_num *v, bool strip)
{
	struct wdp_a_num due = strip ? stripped(v) : *v;
	struct wdp_a_operand *o = &k->o[slot];

	if (o->way != WDP_A_OUT)
		return;
	wdp_a_out(k, slot, o->len, &due);
	/* zeros are stripped in the caller's memory */
	o->area = v->len;
}

/* ---- RSA ---- */

static uint8_t
rsa_encrypt_padded(struct wdp_a_task *k, const struct wdp_a_num *n)
{
	if (k->o[WDP_A_RSA_MSG].way != WDP_A_IN || !room(k, WDP_A_RSA_CIPHER, n->len) ||
			k->o[WDP_A_RSA_MSG].len > n->len - PAD_MIN_B)
		return WDP_A_BAD;
	k->o[WDP_A_RSA_CIPHER].known = false;
	return GOOD;
}

/* PKCS #1: 00 02, eight bytes or more that are not 0, 00, the message. */
static uint8_t
rsa_decrypt_padded(struct wdp_a_task *k, const struct wdp_a_num *n)
{
	struct wdp_a_num c = given(k, WDP_A_RSA_CIPHER), em, m = { .len = 0 };
	uint32_t i = 2;

	if (k->o[WDP_A_RSA_CIPHER].len != n->len || compare(&c, n) >= 0)
		return WDP_A_BAD;
	wdp_a_pow(&em, &c, &k->key->d, n);
	while (i < em.len && em.b[i] != 0)
		i++;
	if (em.b[0] == 0 && em.b[1] == 2 && i < em.len && i >= PAD_MIN_B - 1) {
		m.len = em.len - i - 1;
		memcpy(m.b, em.b + i + 1, m.len);
		/* its length is not known before: too little room is no argument's fault */
		if (room(k, WDP_A_RSA_MSG, m.len)) {
			result(k, WDP_A_RSA_MSG, &m, false);
			return GOOD;
		}
	}
	return WRONG;
}

static uint8_t
rsa_sign_padded(struct wdp_a_task *k, const struct wdp_a_num *n)
{
	const struct wdp_a_operand *m = &k->o[WDP_A_RSA_MSG];
	struct wdp_a_num s = { .len = n->len };

	if (m->way != WDP_A_IN || !room(k, WDP_A_RSA_SIGN, n->len) ||
			wdp_a_rsa_sign(k->key, m->data, m->len, s.b) != n->len)
		return WDP_A_BAD;
	result(k, WDP_A_RSA_SIGN, &s, false);
	return GOOD;
}

static uint8_t
rsa_verify_padded(struct wdp_a_task *k, const struct wdp_a_num *n)
{
	const struct wdp_a_operand *m = &k->o[WDP_A_RSA_MSG], *s = &k->o[WDP_A_RSA_SIGN];
	struct wdp_a_num v = given(k, WDP_A_RSA_SIGN);
	uint8_t made[WDP_A_NUM_B];

	/* what nobody can sign nobody can verify */
	if (m->way != WDP_A_IN || s->len != n->len || compare(&v, n) >= 0 ||
			wdp_a_rsa_sign(k->key, m->data, m->len, made) != n->len)
		return WDP_A_BAD;
	return wdp_a_rsa_good(k->key, m->data, m->len, s->data, s->len) ? GOOD : WRONG;
}

static uint8_t
rsa_raw(struct wdp_a_task *k, const struct wdp_a_num *n)
{
	static const struct {
		uint8_t from, to;
	} slots[] = {
		[WDP_A_ENCRYPT] = { WDP_A_RSA_MSG, WDP_A_RSA_CIPHER },
		[WDP_A_DECRYPT] = { WDP_A_RSA_CIPHER, WDP_A_RSA_MSG },
		[WDP_A_SIGN] = { WDP_A_RSA_MSG, WDP_A_RSA_SIGN },
		[WDP_A_VERIFY] = { WDP_A_RSA_SIGN, WDP_A_RSA_CIPHER },
	};
	bool private = k->kind == WDP_A_DECRYPT || k->kind == WDP_A_SIGN;
	struct wdp_a_num v = given(k, slots[k->kind].from), due;

	if (!within(k, slots[k->kind].from, 0, n) || !room(k, slots[k->kind].to, n->len))
		return WDP_A_BAD;
	wdp_a_pow(&due, &v, private ? &k->key->d : &k->key->e, n);
	result(k, slots[k->kind].to, &due, false);
	return GOOD;
}

static uint8_t
rsa(struct wdp_a_task *k)
{
	struct wdp_a_num n = stripped(&k->key->n);

	if (k->key->padding == RTE_CRYPTO_RSA_PADDING_NONE)
		return rsa_raw(k, &n);
	switch (k->kind) {
	case WDP_A_ENCRYPT:
		return rsa_encrypt_padded(k, &n);
	case WDP_A_DECRYPT:
		return rsa_decrypt_padded(k, &n);
	case WDP_A_SIGN:
		return rsa_sign_padded(k, &n);
	default:
		return rsa_verify_padded(k, &n);
	}
}

/* ---- other modular operations ---- */

static uint8_t
modex(struct wdp_a_task *k)
{
	struct wdp_a_num n = stripped(&k->key->n), base = given(k, WDP_A_MOD_BASE), due;

	if (empty(k, WDP_A_MOD_BASE) || base.len > WDP_A_NUM_B ||
			!room(k, WDP_A_MOD_RESULT, n.len))
		return WDP_A_BAD;
	wdp_a_pow(&due, &base, &k->key->e, &n);
	result(k, WDP_A_MOD_RESULT, &due, false);
	return GOOD;
}

static uint8_t
dh(struct wdp_a_task *k)
{
	struct wdp_a_num p = stripped(&k->key->n), x = given(k, WDP_A_KE_PRIV);
	bool public = k->kind == WDP_A_PUBLIC;
	uint32_t to = public ? WDP_A_KE_X : WDP_A_KE_SX;
	struct wdp_a_num last = p, base = public ? k->key->e : given(k, WDP_A_KE_X), due;

	if (k->kind == WDP_A_DRAW || k->kind == WDP_A_PAIR) {
		k->soft = k->kind == WDP_A_DRAW;
		return (k->soft ? room(k, WDP_A_KE_PRIV, p.len) : room(k, WDP_A_KE_X, p.len)) ?
			GOOD : WDP_A_BAD;
	}
	if (x.len == 0 || x.len > p.len || !room(k, to, p.len))
		return WDP_A_BAD;
	/* 2 to p - 2: the others give the secret away */
	last.b[last.len - 1]--;
	if (!public && !within(k, WDP_A_KE_X, 2, &last))
		return WDP_A_BAD;
	wdp_a_pow(&due, &base, &x, &p);
	result(k, to, &due, (k->flags & (public ? RTE_CRYPTO_ASYM_FLAG_PUB_KEY_NO_PADDING :
		RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING)) != 0);
	return GOOD;
}

/* ---- curves ---- */

static bool
point(const struct wdp_a_task *k, uint32_t slot)
{
	struct wdp_a_num p, x = given(k, slot), y = given(k, slot + 1);

	wdp_a_field(k->key->curve, &p);
	return within(k, slot, 0, &p) && within(k, slot + 1, 0, &p) &&
		wdp_a_on_curve(k->key->curve, &x, &y);
}

/* y may be missing where @p both is false. */
static bool
point_room(const struct wdp_a_task *k, uint32_t slot, bool both)
{
	uint32_t len = k->key->curve->len;

	return room(k, slot, len) && (room(k, slot + 1, len) ||
		(!both && k->o[slot + 1].way == WDP_A_NONE));
}

static uint8_t
multiply(struct wdp_a_task *k, uint32_t scalar, uint32_t from, uint32_t to, uint16_t flag)
{
	bool base = from == WDP_A_SLOTS, strip = (k->flags & flag) != 0;
	struct wdp_a_num n, d, x, y;

	wdp_a_order(k->key->curve, &n);
	if (!within(k, scalar, 1, &n) || (!base && !point(k, from)) ||
			!point_room(k, to, k->kind != WDP_A_SECRET))
		return WDP_A_BAD;
	d = given(k, scalar);
	if (!base) {
		x = given(k, from);
		y = given(k, from + 1);
	}
	if (wdp_a_ec_mul(k->key->curve, &d, base ? NULL : &x, base ? NULL : &y, &x, &y) != 0)
		return WDP_A_BAD;
	result(k, to, &x, strip);
	result(k, to + 1, &y, strip);
	return GOOD;
}

static uint8_t
ecdh(struct wdp_a_task *k)
{
	switch (k->kind) {
	case WDP_A_DRAW:
		k->soft = true;
		return room(k, WDP_A_KE_PRIV, k->key->curve->len) ? GOOD : WDP_A_BAD;
	case WDP_A_PAIR:
		return point_room(k, WDP_A_KE_X, true) ? GOOD : WDP_A_BAD;
	case WDP_A_PUBLIC:
		return multiply(k, WDP_A_KE_PRIV, WDP_A_SLOTS, WDP_A_KE_X,
			RTE_CRYPTO_ASYM_FLAG_PUB_KEY_NO_PADDING);
	case WDP_A_CHECK:
		k->soft = true;
		if (empty(k, WDP_A_KE_X) || empty(k, WDP_A_KE_Y))
			return WDP_A_BAD;
		return point(k, WDP_A_KE_X) ? GOOD : WRONG;
	default:
		return multiply(k, WDP_A_KE_PRIV, WDP_A_KE_X, WDP_A_KE_SX,
			RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING);
	}
}

/* Is any of the bits that are taken of a digest not 0? */
static bool
digest(const struct wdp_a_task *k)
{
	const struct wdp_a_operand *m = &k->o[WDP_A_EC_MSG];
	uint32_t bits = k->key->curve->bits, i;

	for (i = 0; i < m->len && i < k->key->curve->len; i++)
		if ((m->data[i] & (8 * i + 8 <= bits || 8u * m->len <= bits ? 0xff :
				0xff << (8 * i + 8 - bits))) != 0)
			return m->way == WDP_A_IN;
	return false;
}

static uint8_t
ecdsa_sign(struct wdp_a_task *k, const struct wdp_a_num *n)
{
	const struct wdp_a_operand *m = &k->o[WDP_A_EC_MSG];
	bool bring = k->o[WDP_A_EC_K].way == WDP_A_IN;
	struct wdp_a_key key = *k->key;
	struct wdp_a_num nonce = given(k, WDP_A_EC_K), r, s;

	key.d = given(k, WDP_A_EC_D);
	if (!digest(k) || !within(k, WDP_A_EC_D, 1, n) || (bring && !within(k, WDP_A_EC_K, 2, n)) ||
			!room(k, WDP_A_EC_R, key.curve->len) ||
			!room(k, WDP_A_EC_S, key.curve->len))
		return WDP_A_BAD;
	if (!bring) {
		k->o[WDP_A_EC_R].known = k->o[WDP_A_EC_S].known = false;
		return GOOD;
	}
	wdp_a_ecdsa_with(&key, m->data, m->len, &nonce, &r, &s);
	result(k, WDP_A_EC_R, &r, false);
	result(k, WDP_A_EC_S, &s, false);
	/* there is one with another k */
	return stripped(&r).len == 0 || stripped(&s).len == 0 ? WRONG : GOOD;
}

/* A coordinate in all its bytes. */
static struct wdp_a_num
padded(const struct wdp_a_task *k, uint32_t slot)
{
	struct wdp_a_num v = given(k, slot), out;
	BIGNUM *b = wdp_a_bn(v.b, v.len);

	wdp_a_num_set(&out, b, k->key->curve->len);
	BN_free(b);
	return out;
}

static uint8_t
ecdsa(struct wdp_a_task *k)
{
	const struct wdp_a_operand *m = &k->o[WDP_A_EC_MSG];
	struct wdp_a_key key = *k->key;
	struct wdp_a_num n, r, s;

	wdp_a_order(k->key->curve, &n);
	if (k->kind == WDP_A_SIGN)
		return ecdsa_sign(k, &n);
	r = given(k, WDP_A_EC_R);
	s = given(k, WDP_A_EC_S);
	if (!digest(k) || !within(k, WDP_A_EC_R, 1, &n) || !within(k, WDP_A_EC_S, 1, &n) ||
			!point(k, WDP_A_EC_QX))
		return WDP_A_BAD;
	key.x = padded(k, WDP_A_EC_QX);
	key.y = padded(k, WDP_A_EC_QY);
	return wdp_a_ecdsa_good(&key, m->data, m->len, r.b, r.len, s.b, s.len) ? GOOD : WRONG;
}

void
wdp_a_task_solve(struct wdp_a_task *k)
{
	switch (k->key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		k->due = rsa(k);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		k->due = modex(k);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		k->due = dh(k);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		k->due = ecdh(k);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		k->due = ecdsa(k);
		break;
	default:
		k->due = multiply(k, WDP_A_MUL_SCALAR,
			k->key->type == RTE_CRYPTO_ASYM_XFORM_ECFPM ? WDP_A_SLOTS : WDP_A_MUL_PX,
			WDP_A_MUL_RX, 0);
		break;
	}
}
