/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* What each operation takes, keys of exponentiations, and a base made fit for its modulus. */

#include "wdp_hpre_block.h"

#define K(fields) (2 * (fields))
#define HALF_K(fields) (fields)

const struct wdp_hpre_op wdp_hpre_ops[WDP_HPRE_OP_LAST + 1] = {
	[WDP_HPRE_OP_EXP] = {WDP_HPRE_ALG_RSA, WDP_HPRE_QT_MOD,
		K(WDP_HPRE_EXP_FIELDS), K(1), K(1)},
	[WDP_HPRE_OP_RSA_CRT] = {WDP_HPRE_ALG_RSA, WDP_HPRE_QT_MOD,
		HALF_K(WDP_HPRE_CRT_FIELDS), K(1), K(1)},
	[WDP_HPRE_OP_DH_G2] = {WDP_HPRE_ALG_DH, WDP_HPRE_QT_MOD,
		K(WDP_HPRE_EXP_FIELDS), 0, K(1)},
	[WDP_HPRE_OP_DH] = {WDP_HPRE_ALG_DH, WDP_HPRE_QT_MOD,
		K(WDP_HPRE_EXP_FIELDS), K(1), K(1)},
	[WDP_HPRE_OP_POINT_MUL] = {WDP_HPRE_ALG_ECDH, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_MUL_FIELDS), K(WDP_HPRE_POINT_FIELDS), K(WDP_HPRE_POINT_FIELDS)},
	[WDP_HPRE_OP_ECDSA_SIGN] = {WDP_HPRE_ALG_ECDSA, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_PRIV_FIELDS), K(WDP_HPRE_SIGN_IN_FIELDS), K(WDP_HPRE_SIGN_OUT_FIELDS)},
	[WDP_HPRE_OP_ECDSA_VERIFY] = {WDP_HPRE_ALG_ECDSA, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_PUB_FIELDS), K(WDP_HPRE_VERIFY_IN_FIELDS), 0},
	[WDP_HPRE_OP_MONTGOMERY] = {WDP_HPRE_ALG_X25519 | WDP_HPRE_ALG_X448, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_MONT_FIELDS), K(1), K(1)},
	[WDP_HPRE_OP_SM2_SIGN] = {WDP_HPRE_ALG_SM2, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_PRIV_FIELDS), K(WDP_HPRE_SIGN_IN_FIELDS), K(WDP_HPRE_SIGN_OUT_FIELDS)},
	[WDP_HPRE_OP_SM2_VERIFY] = {WDP_HPRE_ALG_SM2, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_PUB_FIELDS), K(WDP_HPRE_VERIFY_IN_FIELDS), 0},
	/* [k] and [C1x][C1y][C3]; the message or C2 comes on top. */
	[WDP_HPRE_OP_SM2_ENCRYPT] = {WDP_HPRE_ALG_SM2, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_PUB_FIELDS), K(1), K(3)},
	[WDP_HPRE_OP_SM2_DECRYPT] = {WDP_HPRE_ALG_SM2, WDP_HPRE_QT_ECC,
		K(WDP_HPRE_PRIV_FIELDS), K(3), 0},
};

const uint16_t *
wdp_hpre_mod_sizes(uint8_t op)
{
	static const uint16_t rsa[] = {
		WDP_HPRE_K_1024_B, WDP_HPRE_K_2048_B, WDP_HPRE_K_3072_B, WDP_HPRE_K_4096_B, 0,
	};
	static const uint16_t dh[] = {
		WDP_HPRE_K_768_B, WDP_HPRE_K_1024_B, WDP_HPRE_K_1536_B, WDP_HPRE_K_2048_B,
		WDP_HPRE_K_3072_B, WDP_HPRE_K_4096_B, 0,
	};

	return op == WDP_HPRE_OP_DH || op == WDP_HPRE_OP_DH_G2 ? dh : rsa;
}

int
wdp_hpre_exp_key(uint8_t *block, uint32_t k, struct wdp_hpre_num exponent,
	struct wdp_hpre_num modulus)
{
	uint8_t *x = block + WDP_HPRE_EXP_EXPONENT * k;
	uint8_t *m = block + WDP_HPRE_EXP_MODULUS * k;

	if (wdp_hpre_put(x, k, exponent) < 0 || wdp_hpre_put(m, k, modulus) < 0)
		return -EINVAL;
	if (wdp_hpre_is_zero(x, k) || !wdp_hpre_is_odd(m, k) || wdp_hpre_is_zero_or_one(m, k))
		return -EINVAL;
	return 0;
}

int
wdp_hpre_crt_key(uint8_t *block, uint32_t k, const struct wdp_hpre_crt *crt)
{
	const struct {
		struct wdp_hpre_num v;
		unsigned int field;
		int below; /* the field of its bound; -1: a prime */
	} t[WDP_HPRE_CRT_FIELDS] = {
		{crt->p, WDP_HPRE_CRT_P, -1},
		{crt->q, WDP_HPRE_CRT_Q, -1},
		{crt->dp, WDP_HPRE_CRT_DP, WDP_HPRE_CRT_P},
		{crt->dq, WDP_HPRE_CRT_DQ, WDP_HPRE_CRT_Q},
		{crt->qinv, WDP_HPRE_CRT_QINV, WDP_HPRE_CRT_P},
	};
	uint32_t half = k / 2;
	unsigned int i;

	for (i = 0; i < WDP_HPRE_CRT_FIELDS; i++) {
		uint8_t *slot = block + t[i].field * half;

		if (wdp_hpre_put(slot, half, t[i].v) < 0 || wdp_hpre_is_zero(slot, half))
			return -EINVAL;
		if (t[i].below < 0 && !wdp_hpre_is_odd(slot, half))
			return -EINVAL;
		if (t[i].below >= 0 &&
				!wdp_hpre_secret_below(slot, block + t[i].below * half, half))
			return -EINVAL;
	}
	return 0;
}

#define LIMBS_MAX (WDP_HPRE_K_4096_B / WDP_HPRE_WORD_B)

/* v = 2 v + bit, less m when that is not below it; limbs, the lowest first; v < m. */
static void
shift_in(uint64_t *v, const uint64_t *m, unsigned int limbs, uint64_t bit)
{
	uint64_t d[LIMBS_MAX], borrow = 0, carry = bit, keep;
	unsigned int i;

	for (i = 0; i < limbs; i++) {
		uint64_t x = v[i] << 1 | carry, y = x - m[i];

		carry = v[i] >> 63;
		v[i] = x;
		d[i] = y - borrow;
		borrow = (uint64_t)(x < m[i]) | ((uint64_t)(x == m[i]) & borrow);
	}
	/* Below m: nothing was carried out, and the subtraction borrowed. */
	keep = 0 - (borrow & (carry ^ 1));
	for (i = 0; i < limbs; i++)
		v[i] = (v[i] & keep) | (d[i] & ~keep);
}

/*
 * A bit at a time: no time depends on anything but lengths, and who asks the device for so small
 * a modulus has no use for speed.
 */
int
wdp_hpre_reduced_in(uint8_t *in, uint32_t k, struct wdp_hpre_num v, const uint8_t *modulus)
{
	uint64_t m[LIMBS_MAX], r[LIMBS_MAX];
	unsigned int limbs, i, bit;
	size_t len, front;

	if (wdp_hpre_base_in(in, k, v, modulus) == 0)
		return 0;
	len = wdp_hpre_num_len(v);
	if (len > WDP_HPRE_MOD_IO_MAX_B)
		return -EINVAL;
	v.data += v.len - len;
	/* The first bytes, one less than the modulus has, are below it as they are. */
	front = wdp_hpre_num_len((struct wdp_hpre_num){modulus, k});
	limbs = (front + WDP_HPRE_WORD_B - 1) / WDP_HPRE_WORD_B;
	front = len < front - 1 ? len : front - 1;
	wdp_hpre_put(in, k, (struct wdp_hpre_num){v.data, front});
	for (i = 0; i < limbs; i++) {
		m[i] = wdp_hpre_load(modulus + k - (i + 1) * WDP_HPRE_WORD_B);
		r[i] = wdp_hpre_load(in + k - (i + 1) * WDP_HPRE_WORD_B);
	}
	for (; front < len; front++)
		for (bit = 8; bit-- != 0;)
			shift_in(r, m, limbs, v.data[front] >> bit & 1);
	memset(in, 0, k);
	for (i = 0; i < limbs; i++)
		wdp_hpre_store(in + k - (i + 1) * WDP_HPRE_WORD_B, r[i]);
	return 0;
}
