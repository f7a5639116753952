/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The judge: OpenSSL's libcrypto. Its big numbers for what has one result, EVP for signatures. */

#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <rte_common.h>

#include "asym.h"

const struct wdp_a_curve wdp_a_curves[] = {
	{ "prime192v1", NID_X9_62_prime192v1, RTE_CRYPTO_EC_GROUP_SECP192R1, 192, 24 },
	{ "secp224r1", NID_secp224r1, RTE_CRYPTO_EC_GROUP_SECP224R1, 224, 28 },
	{ "prime256v1", NID_X9_62_prime256v1, RTE_CRYPTO_EC_GROUP_SECP256R1, 256, 32 },
	{ "secp384r1", NID_secp384r1, RTE_CRYPTO_EC_GROUP_SECP384R1, 384, 48 },
	{ "secp521r1", NID_secp521r1, RTE_CRYPTO_EC_GROUP_SECP521R1, 521, 66 },
};
const uint32_t wdp_a_nb_curves = RTE_DIM(wdp_a_curves);

static BN_CTX *bn_ctx;
static EC_GROUP *groups[RTE_DIM(wdp_a_curves)];

BN_CTX *
wdp_a_ctx(void)
{
	if (bn_ctx == NULL)
		bn_ctx = BN_CTX_new();
	return bn_ctx;
}

static const EC_GROUP *
group_of(const struct wdp_a_curve *c)
{
	EC_GROUP **g = &groups[c - wdp_a_curves];

	if (*g == NULL)
		*g = EC_GROUP_new_by_curve_name(c->nid);
	return *g;
}

void
wdp_a_ref_close(void)
{
	uint32_t i;

	for (i = 0; i < RTE_DIM(groups); i++) {
		EC_GROUP_free(groups[i]);
		groups[i] = NULL;
	}
	BN_CTX_free(bn_ctx);
	bn_ctx = NULL;
}

BIGNUM *
wdp_a_bn(const uint8_t *b, uint32_t len)
{
	return BN_bin2bn(b, (int)len, NULL);
}

static BIGNUM *
bn(const struct wdp_a_num *n)
{
	return wdp_a_bn(n->b, n->len);
}

void
wdp_a_num_set(struct wdp_a_num *out, const BIGNUM *v, uint32_t len)
{
	out->len = len != 0 ? len : (uint32_t)BN_num_bytes(v);
	BN_bn2binpad(v, out->b, out->len);
}

bool
wdp_a_num_is_zero(const struct wdp_a_num *n)
{
	uint32_t i;

	for (i = 0; i < n->len; i++)
		if (n->b[i] != 0)
			return false;
	return true;
}

void
wdp_a_num_hex(struct wdp_a_num *out, const char *text)
{
	char two[3] = { 0 };
	uint32_t i;

	out->len = RTE_MIN(strlen(text) / 2, sizeof(out->b));
	for (i = 0; i < out->len; i++) {
		memcpy(two, text + 2 * (size_t)i, 2);
		out->b[i] = (uint8_t)strtoul(two, NULL, 16);
	}
}

void
wdp_a_num_rnd(struct wdp_t *t, struct wdp_a_num *out, uint32_t len)
{
	out->len = len;
	wdp_t_data(t, WDP_T_RANDOM, out->b, len);
}

void
wdp_a_num_below(struct wdp_t *t, struct wdp_a_num *out, const struct wdp_a_num *n)
{
	BIGNUM *v, *m = bn(n);

	/* some bits more, so that it is about as likely everywhere; 2 to n - 2 */
	wdp_a_num_rnd(t, out, n->len + 8);
	v = bn(out);
	BN_sub_word(m, 3);
	BN_mod(v, v, m, wdp_a_ctx());
	BN_add_word(v, 2);
	wdp_a_num_set(out, v, n->len);
	BN_free(v);
	BN_free(m);
}

void
wdp_a_order(const struct wdp_a_curve *c, struct wdp_a_num *n)
{
	wdp_a_num_set(n, EC_GROUP_get0_order(group_of(c)), c->len);
}

void
wdp_a_field(const struct wdp_a_curve *c, struct wdp_a_num *p)
{
	wdp_a_num_set(p, EC_GROUP_get0_field(group_of(c)), c->len);
}

void
wdp_a_pow(struct wdp_a_num *out, const struct wdp_a_num *b, const struct wdp_a_num *e,
	const struct wdp_a_num *n)
{
	BIGNUM *vb = bn(b), *ve = bn(e), *vn = bn(n), *r = BN_new();

	BN_mod_exp(r, vb, ve, vn, wdp_a_ctx());
	wdp_a_num_set(out, r, n->len);
	BN_free(vb);
	BN_clear_free(ve);
	BN_free(vn);
	BN_free(r);
}

int
wdp_a_ec_mul(const struct wdp_a_curve *c, const struct wdp_a_num *scalar,
	const struct wdp_a_num *px, const struct wdp_a_num *py, struct wdp_a_num *x,
	struct wdp_a_num *y)
{
	const EC_GROUP *g = group_of(c);
	EC_POINT *p = EC_POINT_new(g), *r = EC_POINT_new(g);
	BIGNUM *k = bn(scalar), *vx = px != NULL ? bn(px) : BN_new();
	BIGNUM *vy = py != NULL ? bn(py) : BN_new();
	int ok;

	if (px == NULL)
		ok = EC_POINT_mul(g, r, k, NULL, NULL, wdp_a_ctx());
	else
		ok = EC_POINT_set_affine_coordinates(g, p, vx, vy, wdp_a_ctx()) &&
			EC_POINT_mul(g, r, NULL, p, k, wdp_a_ctx());
	ok = ok && EC_POINT_get_affine_coordinates(g, r, vx, vy, wdp_a_ctx());
	if (ok) {
		wdp_a_num_set(x, vx, c->len);
		wdp_a_num_set(y, vy, c->len);
	}
	EC_POINT_free(p);
	EC_POINT_free(r);
	BN_clear_free(k);
	BN_free(vx);
	BN_free(vy);
	return ok ? 0 : -1;
}

bool
wdp_a_on_curve(const struct wdp_a_curve *c, const struct wdp_a_num *x, const struct wdp_a_num *y)
{
	EC_POINT *p = EC_POINT_new(group_of(c));
	BIGNUM *vx = bn(x), *vy = bn(y);
	bool on = EC_POINT_set_affine_coordinates(group_of(c), p, vx, vy, wdp_a_ctx()) == 1;

	BN_free(vx);
	BN_free(vy);
	EC_POINT_free(p);
	return on;
}

bool
wdp_a_lift(const struct wdp_a_curve *c, const struct wdp_a_num *x, struct wdp_a_num *y)
{
	EC_POINT *p = EC_POINT_new(group_of(c));
	BIGNUM *vx = bn(x), *vy = BN_new();
	bool ok = EC_POINT_set_compressed_coordinates(group_of(c), p, vx, 0, wdp_a_ctx()) == 1 &&
		EC_POINT_get_affine_coordinates(group_of(c), p, NULL, vy, wdp_a_ctx()) == 1;

	if (ok)
		wdp_a_num_set(y, vy, c->len);
	BN_free(vx);
	BN_free(vy);
	EC_POINT_free(p);
	return ok;
}

/* The leftmost bits of a digest, as many as the order has. */
static BIGNUM *
digest_bn(const struct wdp_a_curve *c, const uint8_t *digest, uint32_t len)
{
	BIGNUM *e = wdp_a_bn(digest, len);

	if (len * 8 > c->bits)
		BN_rshift(e, e, (int)(len * 8 - c->bits));
	return e;
}

void
wdp_a_ecdsa_with(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	const struct wdp_a_num *k, struct wdp_a_num *r, struct wdp_a_num *s)
{
	const BIGNUM *n = EC_GROUP_get0_order(group_of(key->curve));
	BIGNUM *e = digest_bn(key->curve, digest, len), *vk = bn(k), *d = bn(&key->d), *vr;
	struct wdp_a_num x, y;

	wdp_a_ec_mul(key->curve, k, NULL, NULL, &x, &y);
	vr = bn(&x);
	BN_nnmod(vr, vr, n, wdp_a_ctx());
	wdp_a_num_set(r, vr, key->curve->len);
	BN_mod_mul(vr, vr, d, n, wdp_a_ctx());
	BN_mod_add(e, e, vr, n, wdp_a_ctx());
	BN_mod_inverse(vk, vk, n, wdp_a_ctx());
	BN_mod_mul(e, e, vk, n, wdp_a_ctx());
	wdp_a_num_set(s, e, key->curve->len);
	BN_free(e);
	BN_clear_free(vk);
	BN_clear_free(d);
	BN_free(vr);
}

/* ---- keys of EVP ---- */

static EVP_PKEY *
pkey_make(const char *type, OSSL_PARAM_BLD *bld, int selection)
{
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(bld);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *pkey = NULL;

	if (EVP_PKEY_fromdata_init(ctx) != 1 ||
			EVP_PKEY_fromdata(ctx, &pkey, selection, params) != 1)
		pkey = NULL;
	EVP_PKEY_CTX_free(ctx);
	OSSL_PARAM_free(params);
	return pkey;
}

static EVP_PKEY *
ec_pkey(const struct wdp_a_key *key)
{
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	uint8_t point[1 + 2 * WDP_A_NUM_B];
	uint32_t len = key->curve->len;
	BIGNUM *d = bn(&key->d);
	EVP_PKEY *pkey;

	point[0] = 4;
	memcpy(point + 1, key->x.b, len);
	memcpy(point + 1 + len, key->y.b, len);
	OSSL_PARAM_BLD_push_utf8_string(bld, OSSL_PKEY_PARAM_GROUP_NAME, key->curve->name, 0);
	OSSL_PARAM_BLD_push_octet_string(bld, OSSL_PKEY_PARAM_PUB_KEY, point, 1 + 2 * len);
	OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_PRIV_KEY, d);
	pkey = pkey_make("EC", bld, EVP_PKEY_KEYPAIR);
	OSSL_PARAM_BLD_free(bld);
	BN_clear_free(d);
	return pkey;
}

bool
wdp_a_ecdsa_good(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	const uint8_t *r, uint32_t r_len, const uint8_t *s, uint32_t s_len)
{
	EVP_PKEY *pkey = ec_pkey(key);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(pkey, NULL);
	ECDSA_SIG *sig = ECDSA_SIG_new();
	uint8_t *der = NULL;
	bool good = false;
	int n;

	ECDSA_SIG_set0(sig, wdp_a_bn(r, r_len), wdp_a_bn(s, s_len));
	n = i2d_ECDSA_SIG(sig, &der);
	if (ctx != NULL && n > 0 && EVP_PKEY_verify_init(ctx) == 1)
		good = EVP_PKEY_verify(ctx, der, n, digest, len) == 1;
	OPENSSL_free(der);
	ECDSA_SIG_free(sig);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	return good;
}

int
wdp_a_ecdsa_sign(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	struct wdp_a_num *r, struct wdp_a_num *s)
{
	EVP_PKEY *pkey = ec_pkey(key);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(pkey, NULL);
	const uint8_t *p;
	ECDSA_SIG *sig = NULL;
	uint8_t der[256];
	size_t n = sizeof(der);

	p = der;
	if (ctx != NULL && EVP_PKEY_sign_init(ctx) == 1 &&
			EVP_PKEY_sign(ctx, der, &n, digest, len) == 1)
		sig = d2i_ECDSA_SIG(NULL, &p, n);
	if (sig != NULL) {
		wdp_a_num_set(r, ECDSA_SIG_get0_r(sig), key->curve->len);
		wdp_a_num_set(s, ECDSA_SIG_get0_s(sig), key->curve->len);
	}
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	n = sig != NULL;
	ECDSA_SIG_free(sig);
	return n != 0 ? 0 : -1;
}

static EVP_PKEY *
rsa_pkey(const struct wdp_a_key *key)
{
	static const char *const names[] = {
		OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_D,
		OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2,
		OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2,
		OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
	};
	BIGNUM *v[] = {
		bn(&key->n), bn(&key->e), bn(&key->d), bn(&key->p), bn(&key->q), bn(&key->dp),
		bn(&key->dq), bn(&key->qinv),
	};
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	EVP_PKEY *pkey;
	uint32_t i;

	for (i = 0; i < RTE_DIM(v); i++)
		OSSL_PARAM_BLD_push_BN(bld, names[i], v[i]);
	pkey = pkey_make("RSA", bld, EVP_PKEY_KEYPAIR);
	OSSL_PARAM_BLD_free(bld);
	for (i = 0; i < RTE_DIM(v); i++)
		BN_clear_free(v[i]);
	return pkey;
}

static const EVP_MD *
hash_of(const struct wdp_a_key *key)
{
	switch (key->hash) {
	case RTE_CRYPTO_AUTH_MD5:
		return EVP_md5();
	case RTE_CRYPTO_AUTH_SHA1:
		return EVP_sha1();
	case RTE_CRYPTO_AUTH_SHA224:
		return EVP_sha224();
	case RTE_CRYPTO_AUTH_SHA256:
		return EVP_sha256();
	case RTE_CRYPTO_AUTH_SHA384:
		return EVP_sha384();
	case RTE_CRYPTO_AUTH_SHA512:
		return EVP_sha512();
	default:
		return NULL;
	}
}

/* One operation of EVP, all of which have the same shape. */
static int
rsa_do(const struct wdp_a_key *key, int (*init)(EVP_PKEY_CTX *ctx),
	int (*work)(EVP_PKEY_CTX *ctx, uint8_t *out, size_t *n, const uint8_t *in, size_t len),
	const EVP_MD *md, const uint8_t *in, uint32_t len, uint8_t *out)
{
	EVP_PKEY *pkey = rsa_pkey(key);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(pkey, NULL);
	size_t n = WDP_A_NUM_B;
	int ret = -1;

	if (ctx != NULL && init(ctx) == 1 &&
			EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1 &&
			(md == NULL || EVP_PKEY_CTX_set_signature_md(ctx, md) == 1) &&
			work(ctx, out, &n, in, len) == 1)
		ret = (int)n;
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	return ret;
}

int
wdp_a_rsa_encrypt(const struct wdp_a_key *key, const uint8_t *msg, uint32_t len, uint8_t *out)
{
	return rsa_do(key, EVP_PKEY_encrypt_init, EVP_PKEY_encrypt, NULL, msg, len, out);
}

int
wdp_a_rsa_decrypt(const struct wdp_a_key *key, const uint8_t *in, uint32_t len, uint8_t *msg)
{
	return rsa_do(key, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt, NULL, in, len, msg);
}

int
wdp_a_rsa_sign(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len, uint8_t *out)
{
	return rsa_do(key, EVP_PKEY_sign_init, EVP_PKEY_sign, hash_of(key), digest, len, out);
}

static bool
rsa_verify(EVP_PKEY_CTX *ctx, const EVP_MD *md, const uint8_t *digest, uint32_t len,
	const uint8_t *sign, uint32_t sign_len)
{
	return EVP_PKEY_verify_init(ctx) == 1 &&
		EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1 &&
		(md == NULL || EVP_PKEY_CTX_set_signature_md(ctx, md) == 1) &&
		EVP_PKEY_verify(ctx, sign, sign_len, digest, len) == 1;
}

bool
wdp_a_rsa_good(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	const uint8_t *sign, uint32_t sign_len)
{
	EVP_PKEY *pkey = rsa_pkey(key);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(pkey, NULL);
	bool good = ctx != NULL && rsa_verify(ctx, hash_of(key), digest, len, sign, sign_len);

	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	return good;
}
