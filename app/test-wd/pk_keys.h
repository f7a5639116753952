/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_PK_KEYS_H
#define WDP_PK_KEYS_H

/**
 * @file
 * Keys, inputs and right results of the public key operations that are measured, by OpenSSL; and
 * the same operations done by OpenSSL itself.
 */

#include <stdbool.h>
#include <stdint.h>

#include <openssl/evp.h>

#define WDP_PK_RSA_B   256 /* RSA-2048 */
#define WDP_PK_CURVE_B 32  /* P-256 */

enum wdp_pk_op {
	WDP_PK_RSA_PRIVATE, /**< on a number, without padding, with the five CRT numbers */
	WDP_PK_RSA_PUBLIC,
	WDP_PK_ECDSA_SIGN,
	WDP_PK_ECDSA_VERIFY,
	WDP_PK_ECDH,
};

struct wdp_pk_keys {
	EVP_PKEY *rsa, *ec, *peer;
	uint8_t n[WDP_PK_RSA_B], e[3];
	uint8_t p[WDP_PK_RSA_B / 2], q[WDP_PK_RSA_B / 2], dp[WDP_PK_RSA_B / 2],
		dq[WDP_PK_RSA_B / 2], qinv[WDP_PK_RSA_B / 2];
	uint8_t plain[WDP_PK_RSA_B], sealed[WDP_PK_RSA_B]; /* sealed: plain with the public key */
	uint8_t d[WDP_PK_CURVE_B], x[WDP_PK_CURVE_B], y[WDP_PK_CURVE_B];
	uint8_t peer_x[WDP_PK_CURVE_B], peer_y[WDP_PK_CURVE_B], secret[WDP_PK_CURVE_B];
	uint8_t digest[WDP_PK_CURVE_B], r[WDP_PK_CURVE_B], s[WDP_PK_CURVE_B];
};

/** New keys. @return false with a line on stderr when libcrypto refuses something. */
bool wdp_pk_keys_make(struct wdp_pk_keys *k);
void wdp_pk_keys_free(struct wdp_pk_keys *k);
/** Is r, s a signature of the digest? */
bool wdp_pk_signed(const struct wdp_pk_keys *k, const uint8_t *r, const uint8_t *s);

/** One operation again and again: made once, as an application would. */
struct wdp_pk_soft {
	EVP_PKEY_CTX *ctx;
	const struct wdp_pk_keys *k;
	enum wdp_pk_op op;
	uint8_t der[80];
	size_t der_len;
};

bool wdp_pk_soft_init(struct wdp_pk_soft *w, const struct wdp_pk_keys *k, enum wdp_pk_op op);
bool wdp_pk_soft_do(struct wdp_pk_soft *w);
void wdp_pk_soft_free(struct wdp_pk_soft *w);

#endif /* WDP_PK_KEYS_H */
