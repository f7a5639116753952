/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_ASYM_VECTORS_H
#define WDP_ASYM_VECTORS_H

/**
 * @file
 * Published vectors of public-key algorithms, numbers in hex. Tables end with a NULL source.
 */

#include <stdint.h>

#include <rte_crypto_sym.h>

/** A signature, deterministic since k is known. */
struct wdp_a_vec_ecdsa {
	const char *source;
	uint8_t curve; /**< in wdp_a_curves */
	const char *digest;
	const char *d, *x, *y;
	const char *k, *r, *s;
};

/** Own keys, the peer's point, x of the secret. */
struct wdp_a_vec_ecdh {
	const char *source;
	uint8_t curve;
	const char *d, *x, *y;
	const char *px, *py;
	const char *secret;
};

/** Keys of both sides, and what they share. */
struct wdp_a_vec_dh {
	const char *source;
	const char *p, *g;
	const char *xa, *ya;
	const char *xb, *yb;
	const char *secret;
};

/** With a hash a signature of its digest, without one what becomes of a number. */
struct wdp_a_vec_rsa {
	const char *source;
	enum rte_crypto_auth_algorithm hash;
	uint32_t e;
	const char *p, *q, *d;
	const char *message;
	const char *result;
};

extern const struct wdp_a_vec_ecdsa wdp_a_vecs_ecdsa[];
extern const struct wdp_a_vec_ecdh wdp_a_vecs_ecdh[];
extern const struct wdp_a_vec_dh wdp_a_vecs_dh[];
extern const struct wdp_a_vec_rsa wdp_a_vecs_rsa[];

#endif /* WDP_ASYM_VECTORS_H */
