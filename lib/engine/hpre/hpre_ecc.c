/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Blocks of operations on curves, and the test that a point is on its curve. */

#include "wdp_hpre_block.h"

#define LIMBS_MAX (WDP_HPRE_K_ECC576_B / WDP_HPRE_WORD_B)
#define LIMB_BITS 64

__extension__ typedef unsigned __int128 u128;

/*
 * Arithmetic modulo p for public values: the device does not look whether a point is on the
 * curve (16), and one that is not gives a private key away. Limbs, the lowest first.
 */
struct field {
	uint64_t p[LIMBS_MAX];
	uint64_t neg_inv; /* -1 / p mod 2^64 */
	unsigned int limbs;
};

static void
limbs_of(uint64_t *v, const uint8_t *slot, unsigned int limbs)
{
	unsigned int i;

	for (i = 0; i < limbs; i++)
		v[limbs - 1 - i] = wdp_hpre_load(slot + i * WDP_HPRE_WORD_B);
}

static void
field_of(struct field *f, const struct wdp_hpre_curve *c)
{
	uint64_t inv = 1;
	unsigned int i;

	f->limbs = c->k / WDP_HPRE_WORD_B;
	limbs_of(f->p, wdp_hpre_curve_field(c, WDP_HPRE_PUB_P), f->limbs);
	/* Newton: each step doubles the number of right bits, and one is right. */
	for (i = 1; i < LIMB_BITS; i *= 2)
		inv *= 2 - f->p[0] * inv;
	f->neg_inv = -inv;
}

/* v - p when that is not below 0, for v < 2 p; over is v's bit above the limbs. */
static void
reduce_once(const struct field *f, uint64_t *v, uint64_t over)
{
	uint64_t d[LIMBS_MAX], borrow = 0;
	unsigned int i;

	for (i = 0; i < f->limbs; i++) {
		u128 t = (u128)v[i] - f->p[i] - borrow;

		d[i] = (uint64_t)t;
		borrow = (uint64_t)(t >> LIMB_BITS) & 1;
	}
	if (over >= borrow)
		memcpy(v, d, f->limbs * sizeof(d[0]));
}

static void
add(const struct field *f, uint64_t *v, const uint64_t *w)
{
	uint64_t carry = 0;
	unsigned int i;

	for (i = 0; i < f->limbs; i++) {
		u128 t = (u128)v[i] + w[i] + carry;

		v[i] = (uint64_t)t;
		carry = (uint64_t)(t >> LIMB_BITS);
	}
	reduce_once(f, v, carry);
}

/* Montgomery's product: v = a b / R, R = 2^(64 limbs). */
static void
mul(const struct field *f, uint64_t *v, const uint64_t *a, const uint64_t *b)
{
	uint64_t t[LIMBS_MAX + 2] = {0};
	unsigned int i, j, n = f->limbs;

	for (i = 0; i < n; i++) {
		uint64_t m, carry = 0;
		u128 x;

		for (j = 0; j < n; j++) {
			x = (u128)a[j] * b[i] + t[j] + carry;
			t[j] = (uint64_t)x;
			carry = (uint64_t)(x >> LIMB_BITS);
		}
		x = (u128)t[n] + carry;
		t[n] = (uint64_t)x;
		t[n + 1] = (uint64_t)(x >> LIMB_BITS);
		m = t[0] * f->neg_inv;
		x = (u128)m * f->p[0] + t[0];
		carry = (uint64_t)(x >> LIMB_BITS);
		for (j = 1; j < n; j++) {
			x = (u128)m * f->p[j] + t[j] + carry;
			t[j - 1] = (uint64_t)x;
			carry = (uint64_t)(x >> LIMB_BITS);
		}
		x = (u128)t[n] + carry;
		t[n - 1] = (uint64_t)x;
		t[n] = t[n + 1] + (uint64_t)(x >> LIMB_BITS);
	}
	memcpy(v, t, n * sizeof(t[0]));
	reduce_once(f, v, t[n]);
}

/*
 * Both sides of the equation divided by R twice, so that nothing has to be converted:
 * y y / R / R against ((x x / R + a / R) x) / R + b / R / R.
 */
static bool
on_curve(const struct wdp_hpre_curve *c, const uint8_t *point)
{
	static const uint64_t one[LIMBS_MAX] = {1};
	uint64_t x[LIMBS_MAX] = {0}, y[LIMBS_MAX] = {0}, v[LIMBS_MAX], w[LIMBS_MAX] = {0};
	struct field f;

	field_of(&f, c);
	limbs_of(x, point, f.limbs);
	limbs_of(y, point + c->k, f.limbs);
	mul(&f, v, x, x);
	limbs_of(w, wdp_hpre_curve_field(c, WDP_HPRE_PUB_A), f.limbs);
	mul(&f, w, w, one);
	add(&f, v, w);
	mul(&f, v, v, x);
	limbs_of(w, wdp_hpre_curve_field(c, WDP_HPRE_PUB_B), f.limbs);
	mul(&f, w, w, one);
	mul(&f, w, w, one);
	add(&f, v, w);
	mul(&f, w, y, y);
	mul(&f, w, w, one);
	return memcmp(v, w, f.limbs * sizeof(v[0])) == 0;
}

/* A secret scalar: least < v < n; "least" is 0 or 1. */
static int
scalar_put(uint8_t *slot, const struct wdp_hpre_curve *c, struct wdp_hpre_num v,
	unsigned int least)
{
	if (wdp_hpre_put(slot, c->k, v) < 0)
		return -EINVAL;
	if (least == 0 ? wdp_hpre_is_zero(slot, c->k) : wdp_hpre_is_zero_or_one(slot, c->k))
		return -EINVAL;
	if (!wdp_hpre_secret_below(slot, wdp_hpre_curve_field(c, WDP_HPRE_PUB_N), c->k))
		return -EINVAL;
	return 0;
}

static void
params_put(uint8_t *slot, const struct wdp_hpre_curve *c, enum wdp_hpre_pub_key first,
	unsigned int fields)
{
	memcpy(slot, wdp_hpre_curve_field(c, first), fields * c->k);
}

int
wdp_hpre_mul_key(uint8_t *block, const struct wdp_hpre_curve *c, struct wdp_hpre_num scalar)
{
	params_put(block + WDP_HPRE_MUL_P * c->k, c, WDP_HPRE_PUB_P, 2);
	params_put(block + WDP_HPRE_MUL_B * c->k, c, WDP_HPRE_PUB_B, 1);
	return scalar_put(block + WDP_HPRE_MUL_SCALAR * c->k, c, scalar, 0);
}

int
wdp_hpre_priv_key(uint8_t *block, const struct wdp_hpre_curve *c, struct wdp_hpre_num d)
{
	uint8_t *slot = block + WDP_HPRE_PRIV_D * c->k, next[WDP_HPRE_K_ECC256_B];
	int ret;

	params_put(block + WDP_HPRE_PRIV_P * c->k, c, WDP_HPRE_PUB_P, 2);
	params_put(block + WDP_HPRE_PRIV_B * c->k, c, WDP_HPRE_PUB_B, 4);
	ret = scalar_put(slot, c, d, 0);
	if (ret < 0 || c->group != WDP_HPRE_GROUP_SM2)
		return ret;
	/* The order is odd: n - 1 is n with another last bit. */
	memcpy(next, wdp_hpre_curve_field(c, WDP_HPRE_PUB_N), sizeof(next));
	next[sizeof(next) - 1] ^= 1;
	return wdp_hpre_secret_below(slot, next, c->k) ? 0 : -EINVAL;
}

int
wdp_hpre_point_in(uint8_t *in, const struct wdp_hpre_curve *c, struct wdp_hpre_num x,
	struct wdp_hpre_num y)
{
	const uint8_t *p = wdp_hpre_curve_field(c, WDP_HPRE_PUB_P);
	uint8_t *sx = in + WDP_HPRE_POINT_X * c->k, *sy = in + WDP_HPRE_POINT_Y * c->k;

	if (wdp_hpre_put(sx, c->k, x) < 0 || wdp_hpre_put(sy, c->k, y) < 0)
		return -EINVAL;
	if (!wdp_hpre_below(sx, p, c->k) || !wdp_hpre_below(sy, p, c->k))
		return -EINVAL;
	return on_curve(c, in) ? 0 : -EINVAL;
}

int
wdp_hpre_pub_key(uint8_t *block, const struct wdp_hpre_curve *c, struct wdp_hpre_num x,
	struct wdp_hpre_num y)
{
	params_put(block, c, WDP_HPRE_PUB_P, WDP_HPRE_CURVE_FIELDS);
	return wdp_hpre_point_in(block + WDP_HPRE_PUB_PX * c->k, c, x, y);
}

/* The leftmost bits of a digest, as many as the order has (19.3); 0 is refused. */
static int
digest_put(uint8_t *slot, const struct wdp_hpre_curve *c, struct wdp_hpre_num digest)
{
	unsigned int len = digest.len < c->len ? digest.len : c->len;
	unsigned int shift = len * 8 > c->bits ? len * 8 - c->bits : 0, i;

	digest.len = len;
	wdp_hpre_put(slot, c->k, digest);
	for (i = c->k; shift != 0 && i-- != 0;)
		slot[i] = (uint8_t)(slot[i] >> shift | (i != 0 ? slot[i - 1] << (8 - shift) : 0));
	return wdp_hpre_is_zero(slot, c->k) ? -EINVAL : 0;
}

int
wdp_hpre_sign_in(uint8_t *in, const struct wdp_hpre_curve *c, struct wdp_hpre_num digest,
	struct wdp_hpre_num nonce)
{
	uint8_t *slot = in + WDP_HPRE_SIGN_IN_K * c->k;

	if (digest_put(in + WDP_HPRE_SIGN_IN_E * c->k, c, digest) < 0)
		return -EINVAL;
	if (nonce.data != NULL)
		return scalar_put(slot, c, nonce, 1);
	memset(slot, 0, c->k);
	return 0;
}

static int
sign_part_put(uint8_t *slot, const struct wdp_hpre_curve *c, struct wdp_hpre_num v)
{
	if (wdp_hpre_put(slot, c->k, v) < 0 || wdp_hpre_is_zero(slot, c->k))
		return -EINVAL;
	return wdp_hpre_below(slot, wdp_hpre_curve_field(c, WDP_HPRE_PUB_N), c->k) ? 0 : -EINVAL;
}

int
wdp_hpre_verify_in(uint8_t *in, const struct wdp_hpre_curve *c, struct wdp_hpre_num digest,
	struct wdp_hpre_num r, struct wdp_hpre_num s)
{
	if (digest_put(in + WDP_HPRE_VERIFY_IN_E * c->k, c, digest) < 0 ||
			sign_part_put(in + WDP_HPRE_VERIFY_IN_S * c->k, c, s) < 0)
		return -EINVAL;
	return sign_part_put(in + WDP_HPRE_VERIFY_IN_R * c->k, c, r);
}

int
wdp_hpre_sm2_encrypt_in(uint8_t *in, struct wdp_hpre_num msg, struct wdp_hpre_num nonce)
{
	const struct wdp_hpre_curve *c = wdp_hpre_curve(WDP_HPRE_GROUP_SM2);

	if (msg.len < WDP_HPRE_SM2_MSG_MIN_B || msg.len > WDP_HPRE_SM2_MSG_MAX_B)
		return -EINVAL;
	memcpy(in + WDP_HPRE_SM2_MSG_OFF, msg.data, msg.len);
	if (nonce.data != NULL)
		return scalar_put(in, c, nonce, 1);
	memset(in, 0, WDP_HPRE_SM2_K_B);
	return 0;
}

int
wdp_hpre_sm2_decrypt_in(uint8_t *in, struct wdp_hpre_num cipher)
{
	struct wdp_hpre_num x, y;
	size_t m;

	if (cipher.len < WDP_HPRE_SM2_CIPHER_B(WDP_HPRE_SM2_MSG_MIN_B) ||
			cipher.len > WDP_HPRE_SM2_CIPHER_B(WDP_HPRE_SM2_MSG_MAX_B))
		return -EINVAL;
	m = cipher.len - WDP_HPRE_SM2_CIPHER_B(0);
	x = (struct wdp_hpre_num){cipher.data + WDP_HPRE_SM2_C1X_OFF, WDP_HPRE_SM2_K_B};
	y = (struct wdp_hpre_num){cipher.data + WDP_HPRE_SM2_C1Y_OFF, WDP_HPRE_SM2_K_B};
	memcpy(in + WDP_HPRE_SM2_C2_OFF, cipher.data + WDP_HPRE_SM2_C2_OFF,
		m + WDP_HPRE_SM2_C3_B);
	return wdp_hpre_point_in(in, wdp_hpre_curve(WDP_HPRE_GROUP_SM2), x, y) < 0 ?
		-EINVAL : (int)m;
}
