/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "pk_keys.h"

/* A number of a key, with zeros in front. */
static bool
number(const EVP_PKEY *key, const char *name, uint8_t *to, int len)
{
	BIGNUM *v = NULL;
	bool ok = EVP_PKEY_get_bn_param(key, name, &v) == 1 && BN_bn2binpad(v, to, len) == len;

	BN_clear_free(v);
	return ok;
}

static bool
rsa_make(struct wdp_pk_keys *k)
{
	const struct {
		const char *name;
		uint8_t *to;
		int len;
	} numbers[] = {
		{OSSL_PKEY_PARAM_RSA_N, k->n, sizeof(k->n)},
		{OSSL_PKEY_PARAM_RSA_E, k->e, sizeof(k->e)},
		{OSSL_PKEY_PARAM_RSA_FACTOR1, k->p, sizeof(k->p)},
		{OSSL_PKEY_PARAM_RSA_FACTOR2, k->q, sizeof(k->q)},
		{OSSL_PKEY_PARAM_RSA_EXPONENT1, k->dp, sizeof(k->dp)},
		{OSSL_PKEY_PARAM_RSA_EXPONENT2, k->dq, sizeof(k->dq)},
		{OSSL_PKEY_PARAM_RSA_COEFFICIENT1, k->qinv, sizeof(k->qinv)},
	};
	EVP_PKEY_CTX *ctx;
	size_t len = sizeof(k->sealed);
	unsigned int i;
	bool ok;

	k->rsa = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)WDP_PK_RSA_B * 8);
	ok = k->rsa != NULL;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		ok = ok && number(k->rsa, numbers[i].name, numbers[i].to, numbers[i].len);
	/* Below every modulus of this size. */
	memset(k->plain, 0x5a, sizeof(k->plain));
	ctx = EVP_PKEY_CTX_new(k->rsa, NULL);
	ok = ok && ctx != NULL && EVP_PKEY_encrypt_init(ctx) == 1 &&
		EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_NO_PADDING) == 1 &&
		EVP_PKEY_encrypt(ctx, k->sealed, &len, k->plain, sizeof(k->plain)) == 1;
	EVP_PKEY_CTX_free(ctx);
	return ok;
}

static EVP_PKEY *
curve_key(uint8_t *x, uint8_t *y)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");

	if (key == NULL || !number(key, OSSL_PKEY_PARAM_EC_PUB_X, x, WDP_PK_CURVE_B) ||
			!number(key, OSSL_PKEY_PARAM_EC_PUB_Y, y, WDP_PK_CURVE_B)) {
		EVP_PKEY_free(key);
		return NULL;
	}
	return key;
}

/* r and s of a signature as OpenSSL writes it. */
static bool
der_open(const uint8_t *der, size_t len, struct wdp_pk_keys *k)
{
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)len);
	bool ok = sig != NULL &&
		BN_bn2binpad(ECDSA_SIG_get0_r(sig), k->r, sizeof(k->r)) == sizeof(k->r) &&
		BN_bn2binpad(ECDSA_SIG_get0_s(sig), k->s, sizeof(k->s)) == sizeof(k->s);

	ECDSA_SIG_free(sig);
	return ok;
}

static bool
curve_make(struct wdp_pk_keys *k)
{
	struct wdp_pk_soft sign, dh;
	size_t len = sizeof(k->secret);
	bool ok;

	k->ec = curve_key(k->x, k->y);
	k->peer = curve_key(k->peer_x, k->peer_y);
	memset(k->digest, 0xc3, sizeof(k->digest));
	if (k->ec == NULL || k->peer == NULL ||
			!number(k->ec, OSSL_PKEY_PARAM_PRIV_KEY, k->d, sizeof(k->d)))
		return false;
	ok = wdp_pk_soft_init(&sign, k, WDP_PK_ECDSA_SIGN) && wdp_pk_soft_do(&sign) &&
		der_open(sign.der, sign.der_len, k);
	wdp_pk_soft_free(&sign);
	ok = ok && wdp_pk_soft_init(&dh, k, WDP_PK_ECDH);
	ok = ok && EVP_PKEY_derive(dh.ctx, k->secret, &len) == 1 && len == sizeof(k->secret);
	if (ok)
		wdp_pk_soft_free(&dh);
	return ok;
}

bool
wdp_pk_keys_make(struct wdp_pk_keys *k)
{
	memset(k, 0, sizeof(*k));
	if (rsa_make(k) && curve_make(k))
		return true;
	fprintf(stderr, "libcrypto makes no keys: %s\n", ERR_reason_error_string(ERR_get_error()));
	wdp_pk_keys_free(k);
	return false;
}

void
wdp_pk_keys_free(struct wdp_pk_keys *k)
{
	EVP_PKEY_free(k->rsa);
	EVP_PKEY_free(k->ec);
	EVP_PKEY_free(k->peer);
	memset(k, 0, sizeof(*k));
}

/* A signature as OpenSSL reads it. @return its bytes, 0 on failure. */
static size_t
der_make(uint8_t *der, size_t size, const uint8_t *r, const uint8_t *s)
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *br = BN_bin2bn(r, WDP_PK_CURVE_B, NULL), *bs = BN_bin2bn(s, WDP_PK_CURVE_B, NULL);
	int len = 0;

	if (sig != NULL && br != NULL && bs != NULL && ECDSA_SIG_set0(sig, br, bs) == 1) {
		br = bs = NULL; /* its own now */
		len = i2d_ECDSA_SIG(sig, NULL);
		len = len > 0 && (size_t)len <= size ? i2d_ECDSA_SIG(sig, &der) : 0;
	}
	BN_free(br);
	BN_free(bs);
	ECDSA_SIG_free(sig);
	return len > 0 ? (size_t)len : 0;
}

bool
wdp_pk_signed(const struct wdp_pk_keys *k, const uint8_t *r, const uint8_t *s)
{
	struct wdp_pk_soft w;
	bool ok = wdp_pk_soft_init(&w, k, WDP_PK_ECDSA_VERIFY);

	if (ok) {
		w.der_len = der_make(w.der, sizeof(w.der), r, s);
		ok = w.der_len != 0 && wdp_pk_soft_do(&w);
	}
	wdp_pk_soft_free(&w);
	return ok;
}

/* ---- the operations by OpenSSL ---- */

static bool
soft_set_up(struct wdp_pk_soft *w)
{
	EVP_PKEY_CTX *c = w->ctx;

	switch (w->op) {
	case WDP_PK_RSA_PRIVATE:
		return EVP_PKEY_decrypt_init(c) == 1 &&
			EVP_PKEY_CTX_set_rsa_padding(c, RSA_NO_PADDING) == 1;
	case WDP_PK_RSA_PUBLIC:
		return EVP_PKEY_encrypt_init(c) == 1 &&
			EVP_PKEY_CTX_set_rsa_padding(c, RSA_NO_PADDING) == 1;
	case WDP_PK_ECDSA_SIGN:
		return EVP_PKEY_sign_init(c) == 1;
	case WDP_PK_ECDSA_VERIFY:
		w->der_len = der_make(w->der, sizeof(w->der), w->k->r, w->k->s);
		return w->der_len != 0 && EVP_PKEY_verify_init(c) == 1;
	case WDP_PK_ECDH:
		return EVP_PKEY_derive_init(c) == 1 && EVP_PKEY_derive_set_peer(c, w->k->peer) == 1;
	}
	return false;
}

bool
wdp_pk_soft_init(struct wdp_pk_soft *w, const struct wdp_pk_keys *k, enum wdp_pk_op op)
{
	bool rsa = op == WDP_PK_RSA_PRIVATE || op == WDP_PK_RSA_PUBLIC;

	memset(w, 0, sizeof(*w));
	w->k = k;
	w->op = op;
	w->ctx = EVP_PKEY_CTX_new(rsa ? k->rsa : k->ec, NULL);
	if (w->ctx != NULL && soft_set_up(w))
		return true;
	wdp_pk_soft_free(w);
	return false;
}

bool
wdp_pk_soft_do(struct wdp_pk_soft *w)
{
	const struct wdp_pk_keys *k = w->k;
	uint8_t out[WDP_PK_RSA_B];
	size_t len = sizeof(out);

	switch (w->op) {
	case WDP_PK_RSA_PRIVATE:
		return EVP_PKEY_decrypt(w->ctx, out, &len, k->sealed, sizeof(k->sealed)) == 1 &&
			memcmp(out, k->plain, len) == 0;
	case WDP_PK_RSA_PUBLIC:
		return EVP_PKEY_encrypt(w->ctx, out, &len, k->plain, sizeof(k->plain)) == 1;
	case WDP_PK_ECDSA_SIGN:
		w->der_len = sizeof(w->der);
		return EVP_PKEY_sign(w->ctx, w->der, &w->der_len, k->digest,
			sizeof(k->digest)) == 1;
	case WDP_PK_ECDSA_VERIFY:
		return EVP_PKEY_verify(w->ctx, w->der, w->der_len, k->digest,
			sizeof(k->digest)) == 1;
	case WDP_PK_ECDH:
		return EVP_PKEY_derive(w->ctx, out, &len) == 1;
	}
	return false;
}

void
wdp_pk_soft_free(struct wdp_pk_soft *w)
{
	EVP_PKEY_CTX_free(w->ctx);
	w->ctx = NULL;
}
