/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HPRE_BLOCK_H
#define WDP_HPRE_BLOCK_H

/**
 * @file
 * Operand blocks as pure functions (doc/hw/hpre.md 10, 13 to 21): what an operation's key and
 * input look like, and which numbers the engine must not be given.
 *
 * All functions that fill a block return 0 or -EINVAL. A block that was refused may hold parts
 * of a secret: it is wiped like one that was used.
 */

#include "common/wdp_log.h"
#include "wdp_hpre_num.h"
#include "wdp_hw_hpre.h"

/** What an operation takes. Sizes in halves of K; SM2 messages come on top of them. */
struct wdp_hpre_op {
	uint8_t algs; /**< WDP_HPRE_ALG_*: the device has to have one of these; 0: not offered */
	uint8_t qtype; /**< WDP_HPRE_QT_* */
	uint8_t key;
	uint8_t in;
	uint8_t out;
};

/** By WDP_HPRE_OP_*. */
extern WDP_API const struct wdp_hpre_op wdp_hpre_ops[WDP_HPRE_OP_LAST + 1];

static inline uint32_t
wdp_hpre_key_b(uint8_t op, uint32_t k)
{
	return wdp_hpre_ops[op].key * k / 2;
}

/** @param m bytes of an SM2 message, 0 for all else */
static inline uint32_t
wdp_hpre_in_b(uint8_t op, uint32_t k, uint32_t m)
{
	return wdp_hpre_ops[op].in * k / 2 + m;
}

static inline uint32_t
wdp_hpre_out_b(uint8_t op, uint32_t k, uint32_t m)
{
	return wdp_hpre_ops[op].out * k / 2 + m;
}

/** Whether a device with capability WDP_HPRE_C_DEV_ALG does it. */
static inline bool
wdp_hpre_op_offered(uint32_t dev_alg, uint8_t op, uint32_t k)
{
	uint32_t algs = op <= WDP_HPRE_OP_LAST ? wdp_hpre_ops[op].algs : 0;

	if (op == WDP_HPRE_OP_MONTGOMERY)
		algs = k == WDP_HPRE_K_ECC256_B ? WDP_HPRE_ALG_X25519 : WDP_HPRE_ALG_X448;
	return (dev_alg & algs) != 0;
}

/* ---- 14, 15: RSA, modular exponentiation, DH ---- */

/** Native sizes in bytes of WDP_HPRE_OP_EXP, _RSA_CRT, _DH and _DH_G2, upwards, ends with 0. */
WDP_API const uint16_t *wdp_hpre_mod_sizes(uint8_t op);

/**
 * K of an operation with a modulus of @p len bytes, leading zeros not counted.
 * @param extend also lengths in between, by zeros in front
 * @return K; 0: none
 */
static inline uint32_t
wdp_hpre_mod_k(uint8_t op, size_t len, bool extend)
{
	const uint16_t *k = wdp_hpre_mod_sizes(op);

	while (*k != 0 && *k < len)
		k++;
	return len != 0 && (extend || *k == len) ? *k : 0;
}

/**
 * Key of WDP_HPRE_OP_EXP (RSA: e or d, and n), WDP_HPRE_OP_DH and WDP_HPRE_OP_DH_G2 (x and p).
 * Refused: an exponent of 0, an even modulus, a modulus of 1, what has more than K bytes.
 * @param block 2 K bytes, as all key blocks at WDP_HPRE_BLOCK_ALIGN_B
 */
WDP_API int wdp_hpre_exp_key(uint8_t *block, uint32_t k, struct wdp_hpre_num exponent,
	struct wdp_hpre_num modulus);

/** An RSA private key with CRT, in the order of PKCS #1. */
struct wdp_hpre_crt {
	struct wdp_hpre_num p, q, dp, dq, qinv;
};

/**
 * Key of WDP_HPRE_OP_RSA_CRT, 5 K / 2 bytes. Refused: a number of 0 or of more than K / 2
 * bytes, even primes, dp or qinv not below p, dq not below q.
 */
WDP_API int wdp_hpre_crt_key(uint8_t *block, uint32_t k, const struct wdp_hpre_crt *crt);

/** The modulus of a key made by wdp_hpre_exp_key(). */
static inline const uint8_t *
wdp_hpre_exp_modulus(const uint8_t *block, uint32_t k)
{
	return block + WDP_HPRE_EXP_MODULUS * k;
}

/** Input of exponentiations: below the modulus, which has K bytes. */
static inline int
wdp_hpre_base_in(uint8_t *in, uint32_t k, struct wdp_hpre_num v, const uint8_t *modulus)
{
	int ret = wdp_hpre_put(in, k, v);

	return ret == 0 && !wdp_hpre_below(in, modulus, k) ? -EINVAL : ret;
}

/**
 * Input of exponentiations for a base that may be above the modulus, which the engine must not
 * get: it is reduced. Refused: a base of more than WDP_HPRE_MOD_IO_MAX_B bytes.
 */
WDP_API int wdp_hpre_reduced_in(uint8_t *in, uint32_t k, struct wdp_hpre_num v,
	const uint8_t *modulus);

/** Input of WDP_HPRE_OP_DH, a generator or the peer's value: 1 < v < p - 1. */
static inline int
wdp_hpre_dh_in(uint8_t *in, uint32_t k, struct wdp_hpre_num v, const uint8_t *p)
{
	int ret = wdp_hpre_base_in(in, k, v, p);

	if (ret < 0)
		return ret;
	/* p is odd: p - 1 differs from it in the last byte only. */
	if (wdp_hpre_is_zero_or_one(in, k) ||
			(memcmp(in, p, k - 1) == 0 && in[k - 1] + 1 == p[k - 1]))
		return -EINVAL;
	return 0;
}

/** A generator for which WDP_HPRE_OP_DH_G2 is made. */
static inline bool
wdp_hpre_dh_is_two(struct wdp_hpre_num g)
{
	return wdp_hpre_num_len(g) == 1 && g.data[g.len - 1] == 2;
}

/* ---- 16, 17, 19 to 21: curves ---- */

/** A curve. Every task brings its parameters. */
struct wdp_hpre_curve {
	const char *name; /**< NULL ends the table */
	uint16_t group; /**< number of the IANA registry "TLS Supported Groups" */
	uint16_t bits; /**< of the field, and of the order */
	uint8_t len; /**< bytes of a coordinate and of a scalar outside */
	uint8_t k; /**< bytes of their slots */
	uint32_t mul_flags; /**< for wdp_hpre_form() of WDP_HPRE_OP_POINT_MUL (17) */
	const uint8_t *params; /**< [p][a][b][n][Gx][Gy] of K bytes each */
};

/** Fields of struct wdp_hpre_curve::params: a public block's first six. */
#define WDP_HPRE_CURVE_FIELDS WDP_HPRE_PUB_PX

#define WDP_HPRE_GROUP_SM2 41 /**< SM2's operations are for this curve only */

extern WDP_API const struct wdp_hpre_curve wdp_hpre_curves[];

/** @return the curve, NULL when it is not in the table. */
static inline const struct wdp_hpre_curve *
wdp_hpre_curve(uint16_t group)
{
	const struct wdp_hpre_curve *c;

	for (c = wdp_hpre_curves; c->name != NULL; c++)
		if (c->group == group)
			return c;
	return NULL;
}

/** A field of the curve's parameters, by its place in a public block. */
static inline const uint8_t *
wdp_hpre_curve_field(const struct wdp_hpre_curve *c, enum wdp_hpre_pub_key field)
{
	return c->params + field * c->k;
}

/** Key of WDP_HPRE_OP_POINT_MUL, 4 K bytes. 0 < scalar < n. */
WDP_API int wdp_hpre_mul_key(uint8_t *block, const struct wdp_hpre_curve *c,
	struct wdp_hpre_num scalar);

/** Private block, 7 K bytes. 0 < d < n, SM2: 0 < d < n - 1, since 1 + d is inverted. */
WDP_API int wdp_hpre_priv_key(uint8_t *block, const struct wdp_hpre_curve *c,
	struct wdp_hpre_num d);

/** Public block, 8 K bytes; the point has to be on the curve. */
WDP_API int wdp_hpre_pub_key(uint8_t *block, const struct wdp_hpre_curve *c,
	struct wdp_hpre_num x, struct wdp_hpre_num y);

/** Input of WDP_HPRE_OP_POINT_MUL, 2 K bytes: a point, which has to be on the curve. */
WDP_API int wdp_hpre_point_in(uint8_t *in, const struct wdp_hpre_curve *c, struct wdp_hpre_num x,
	struct wdp_hpre_num y);

/** The same for the base point. */
static inline void
wdp_hpre_base_point_in(uint8_t *in, const struct wdp_hpre_curve *c)
{
	memcpy(in, wdp_hpre_curve_field(c, WDP_HPRE_PUB_GX), WDP_HPRE_POINT_FIELDS * c->k);
}

/**
 * Input of signing, 2 K bytes.
 * @param digest its leftmost bits are taken, as many as the order has; 0 is refused
 * @param nonce 1 < nonce < n; data NULL with WDP_HPRE_SM2_KSEL
 */
WDP_API int wdp_hpre_sign_in(uint8_t *in, const struct wdp_hpre_curve *c,
	struct wdp_hpre_num digest, struct wdp_hpre_num nonce);

/** Input of verification, 3 K bytes. 0 < r, s < n. */
WDP_API int wdp_hpre_verify_in(uint8_t *in, const struct wdp_hpre_curve *c,
	struct wdp_hpre_num digest, struct wdp_hpre_num r, struct wdp_hpre_num s);

/** Two results (x and y, or r and s) of K bytes as two of the curve's. */
static inline int
wdp_hpre_pair_out(uint8_t *first, uint8_t *second, const struct wdp_hpre_curve *c,
	const uint8_t *out)
{
	int ret = wdp_hpre_get(first, c->len, out, c->k);

	return ret < 0 ? ret : wdp_hpre_get(second, c->len, out + c->k, c->k);
}

/**
 * Input of SM2 encryption, 32 + m bytes.
 * @param msg m bytes, 1 to WDP_HPRE_SM2_MSG_MAX_B
 * @param nonce as in wdp_hpre_sign_in()
 */
WDP_API int wdp_hpre_sm2_encrypt_in(uint8_t *in, struct wdp_hpre_num msg,
	struct wdp_hpre_num nonce);

/**
 * Input of SM2 decryption: C1 C2 C3 without the 04 in front; C1 has to be on the curve.
 * @return m, the bytes of the message; -EINVAL
 */
WDP_API int wdp_hpre_sm2_decrypt_in(uint8_t *in, struct wdp_hpre_num cipher);

/* ---- 18: X25519, X448. rte_cryptodev has no name for them, so they are not exported. ---- */

#define WDP_HPRE_GROUP_X25519 29 /**< IANA, as in struct wdp_hpre_curve */
#define WDP_HPRE_GROUP_X448   30

/** Key of WDP_HPRE_OP_MONTGOMERY, 3 K bytes. @param scalar as in RFC 7748; gets clamped */
int wdp_hpre_mont_key(uint8_t *block, uint16_t group, const uint8_t *scalar);

/** Its input. @param u as in RFC 7748; reduced, and refused when that gives 0 */
int wdp_hpre_mont_in(uint8_t *in, uint16_t group, const uint8_t *u);

/** Its result, turned round. -EINVAL: it is 0, the peer's point was of low order. */
int wdp_hpre_mont_out(uint8_t *u, uint16_t group, const uint8_t *out);

#endif /* WDP_HPRE_BLOCK_H */
