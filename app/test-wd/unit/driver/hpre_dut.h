/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HPRE_DUT_H
#define WDP_HPRE_DUT_H

/*
 * Operations of crypto_wd_hpre staged by the driver, computed by OpenSSL from the blocks as
 * the device would (doc/hw/hpre.md 14 to 19), and finished by the driver.
 */

#include <string.h>

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/ec.h>

#include "wd_hpre.h"
#include "wdp_unit.h"

#define GUARD 0xa5

struct dut {
	struct hpre_session s;
	struct {
		struct rte_crypto_op op;
		struct rte_crypto_asym_op asym;
	} o;
	uint8_t key[HPRE_MOD_KEY_B], in[HPRE_MOD_IO_B], out[HPRE_MOD_IO_B];
	uint8_t code; /* of the last operation that was sent */
};

static BN_CTX *dut_ctx;
static struct dut dut;

static inline int
dut_setup(void **state)
{
	(void)state;
	dut_ctx = BN_CTX_new();
	return dut_ctx == NULL ? -1 : 0;
}

static inline int
dut_teardown(void **state)
{
	(void)state;
	BN_CTX_free(dut_ctx);
	return 0;
}

static inline struct rte_crypto_asym_op *
dut_op(struct dut *d)
{
	return &d->o.asym;
}

static inline BIGNUM *
dut_bn(const uint8_t *p, size_t k)
{
	return BN_bin2bn(p, k, NULL);
}

static inline void
dut_put(BIGNUM *v, uint8_t *out, int k)
{
	assert_int_equal(BN_bn2binpad(v, out, k), k);
	BN_free(v);
}

static inline void
dut_exp(const uint8_t *x, const uint8_t *m, const uint8_t *base, uint8_t *out, int k)
{
	BIGNUM *b = dut_bn(base, k), *e = dut_bn(x, k), *n = dut_bn(m, k);

	/* What the engine must not be given. */
	assert_true(BN_is_odd(n) && !BN_is_zero(e) && BN_cmp(b, n) < 0);
	assert_int_equal(BN_mod_exp(b, b, e, n, dut_ctx), 1);
	BN_free(e);
	BN_free(n);
	dut_put(b, out, k);
}

static inline void
dut_crt(const uint8_t *key, const uint8_t *in, uint8_t *out, int k)
{
	int h = k / 2;
	BIGNUM *dq = dut_bn(key, h), *dp = dut_bn(key + h, h), *q = dut_bn(key + 2 * h, h);
	BIGNUM *p = dut_bn(key + 3 * h, h), *qinv = dut_bn(key + 4 * h, h), *m = dut_bn(in, k);

	BN_mod_exp(dq, m, dq, q, dut_ctx);
	BN_mod_exp(dp, m, dp, p, dut_ctx);
	BN_mod_sub(dp, dp, dq, p, dut_ctx);
	BN_mod_mul(dp, dp, qinv, p, dut_ctx);
	BN_mul(m, dp, q, dut_ctx);
	BN_add(m, m, dq);
	BN_free(dq);
	BN_free(dp);
	BN_free(q);
	BN_free(p);
	BN_free(qinv);
	dut_put(m, out, k);
}

/* Curves: fields of a block by number, -1 for those that it does not have. */
struct dut_curve {
	EC_GROUP *g;
	BIGNUM *n;
};

static inline struct dut_curve
dut_curve(const uint8_t *key, int k, int p, int a, int b, int n, int gx)
{
	struct dut_curve c;
	BIGNUM *bp = dut_bn(key + p * k, k), *ba = dut_bn(key + a * k, k);
	BIGNUM *bb = dut_bn(key + b * k, k);

	c.g = EC_GROUP_new_curve_GFp(bp, ba, bb, dut_ctx);
	c.n = NULL;
	assert_non_null(c.g);
	if (n >= 0) {
		BIGNUM *x = dut_bn(key + gx * k, k), *y = dut_bn(key + (gx + 1) * k, k);
		EC_POINT *q = EC_POINT_new(c.g);

		c.n = dut_bn(key + n * k, k);
		assert_int_equal(EC_POINT_set_affine_coordinates(c.g, q, x, y, dut_ctx), 1);
		assert_int_equal(EC_GROUP_set_generator(c.g, q, c.n, BN_value_one()), 1);
		EC_POINT_free(q);
		BN_free(x);
		BN_free(y);
	}
	BN_free(bp);
	BN_free(ba);
	BN_free(bb);
	return c;
}

static inline void
dut_curve_free(struct dut_curve *c)
{
	EC_GROUP_free(c->g);
	BN_free(c->n);
}

static inline EC_POINT *
dut_point(const struct dut_curve *c, const uint8_t *in, int k)
{
	BIGNUM *x = dut_bn(in, k), *y = dut_bn(in + k, k);
	EC_POINT *q = EC_POINT_new(c->g);

	assert_int_equal(EC_POINT_set_affine_coordinates(c->g, q, x, y, dut_ctx), 1);
	BN_free(x);
	BN_free(y);
	return q;
}

static inline void
dut_mul(const uint8_t *key, const uint8_t *in, uint8_t *out, int k)
{
	struct dut_curve c = dut_curve(key, k, WDP_HPRE_MUL_P, WDP_HPRE_MUL_A, WDP_HPRE_MUL_B,
		-1, -1);
	BIGNUM *s = dut_bn(key + WDP_HPRE_MUL_SCALAR * k, k), *x = BN_new(), *y = BN_new();
	EC_POINT *q = dut_point(&c, in, k);

	assert_int_equal(EC_POINT_mul(c.g, q, NULL, q, s, dut_ctx), 1);
	assert_int_equal(EC_POINT_get_affine_coordinates(c.g, q, x, y, dut_ctx), 1);
	dut_put(x, out, k);
	dut_put(y, out + k, k);
	BN_free(s);
	EC_POINT_free(q);
	dut_curve_free(&c);
}

static inline void
dut_sign(const uint8_t *key, const uint8_t *in, uint8_t *out, int k)
{
	struct dut_curve c = dut_curve(key, k, WDP_HPRE_PRIV_P, WDP_HPRE_PRIV_A, WDP_HPRE_PRIV_B,
		WDP_HPRE_PRIV_N, WDP_HPRE_PRIV_GX);
	BIGNUM *d = dut_bn(key + WDP_HPRE_PRIV_D * k, k), *e = dut_bn(in, k);
	BIGNUM *nonce = dut_bn(in + k, k), *r = BN_new();
	EC_POINT *q = EC_POINT_new(c.g);

	assert_true(BN_cmp(nonce, BN_value_one()) > 0 && BN_cmp(nonce, c.n) < 0);
	assert_int_equal(EC_POINT_mul(c.g, q, nonce, NULL, NULL, dut_ctx), 1);
	assert_int_equal(EC_POINT_get_affine_coordinates(c.g, q, r, NULL, dut_ctx), 1);
	BN_nnmod(r, r, c.n, dut_ctx);
	BN_mod_mul(d, d, r, c.n, dut_ctx);
	BN_mod_add(e, e, d, c.n, dut_ctx);
	BN_mod_inverse(nonce, nonce, c.n, dut_ctx);
	BN_mod_mul(e, e, nonce, c.n, dut_ctx);
	dut_put(r, out, k);
	dut_put(e, out + k, k);
	BN_free(d);
	BN_free(nonce);
	EC_POINT_free(q);
	dut_curve_free(&c);
}

static inline bool
dut_verify(const uint8_t *key, const uint8_t *in, int k)
{
	struct dut_curve c = dut_curve(key, k, WDP_HPRE_PUB_P, WDP_HPRE_PUB_A, WDP_HPRE_PUB_B,
		WDP_HPRE_PUB_N, WDP_HPRE_PUB_GX);
	BIGNUM *e = dut_bn(in, k), *s = dut_bn(in + k, k), *r = dut_bn(in + 2 * k, k);
	EC_POINT *q = dut_point(&c, key + WDP_HPRE_PUB_PX * k, k);
	BIGNUM *x = BN_new();
	bool good;

	assert_non_null(BN_mod_inverse(s, s, c.n, dut_ctx));
	BN_mod_mul(e, e, s, c.n, dut_ctx);
	BN_mod_mul(s, s, r, c.n, dut_ctx);
	assert_int_equal(EC_POINT_mul(c.g, q, e, q, s, dut_ctx), 1);
	good = EC_POINT_get_affine_coordinates(c.g, q, x, NULL, dut_ctx) == 1;
	BN_nnmod(x, x, c.n, dut_ctx);
	good = good && BN_cmp(x, r) == 0;
	BN_free(e);
	BN_free(s);
	BN_free(r);
	BN_free(x);
	EC_POINT_free(q);
	dut_curve_free(&c);
	return good;
}

/* @return the verdict of a verification, true for all else */
static inline bool
dut_device(uint8_t code, const uint8_t *key, const uint8_t *in, uint8_t *out, int k)
{
	static uint8_t two[WDP_HPRE_MOD_IO_MAX_B];

	switch (code) {
	case WDP_HPRE_OP_DH_G2:
		memset(two, 0, sizeof(two));
		two[k - 1] = 2;
		dut_exp(key, key + k, two, out, k);
		return true;
	case WDP_HPRE_OP_EXP:
	case WDP_HPRE_OP_DH:
		dut_exp(key, key + k, in, out, k);
		return true;
	case WDP_HPRE_OP_RSA_CRT:
		dut_crt(key, in, out, k);
		return true;
	case WDP_HPRE_OP_POINT_MUL:
		dut_mul(key, in, out, k);
		return true;
	case WDP_HPRE_OP_ECDSA_SIGN:
		dut_sign(key, in, out, k);
		return true;
	case WDP_HPRE_OP_ECDSA_VERIFY:
		return dut_verify(key, in, k);
	}
	fail_msg("operation 0x%x", code);
	return false;
}

/* The session for an xform. @return what the driver says of it */
static inline int
dut_session(struct dut *d, const struct rte_crypto_asym_xform *x, bool experimental)
{
	struct hpre_can can = {0x7f, WDP_GEN_V3, experimental};
	struct hpre_refusal why;

	memset(d, 0, sizeof(*d));
	return wdp_hpre_session_init(&can, x, &d->s, 0x1000, &why);
}

/* One operation there and back. @return its status */
static inline int
dut_run(struct dut *d)
{
	struct hpre_task t = {.s = &d->s, .op = &d->o.asym, .key = d->key, .in = d->in};
	struct hpre_result r = {.slot = &t.slot, .op = t.op, .key = d->key, .out = d->out};
	int status;

	/* What an operation before it left must not matter. */
	memset(d->key, GUARD, sizeof(d->key));
	memset(d->in, GUARD, sizeof(d->in));
	memset(d->out, GUARD, sizeof(d->out));
	d->code = 0xff;
	status = wdp_hpre_task(&t);
	if (status != HPRE_SEND)
		return status;
	d->code = t.slot.code;
	t.slot.k = d->s.k;
	t.slot.len = d->s.len;
	t.slot.curve = d->s.curve;
	/* The descriptor says the same as the slot. */
	assert_int_equal(WDP_GET32(WDP_HPRE_OP, t.form.dw0), t.slot.code);
	assert_int_equal(WDP_GET32(WDP_HPRE_LEN1, t.form.dw1), d->s.k / 8 - 1);
	assert_int_equal(t.no_in, t.slot.code == WDP_HPRE_OP_DH_G2);
	if (t.session_key != NULL)
		assert_int_equal(t.form.key, 0x1000 + (t.session_key - (uint8_t *)&d->s));
	if (!dut_device(t.slot.code, t.session_key != NULL ? t.session_key : d->key, d->in,
			d->out, d->s.k))
		return RTE_CRYPTO_OP_STATUS_ERROR;
	return wdp_hpre_finish(&r);
}

#define SUCCESS RTE_CRYPTO_OP_STATUS_SUCCESS
#define ERROR RTE_CRYPTO_OP_STATUS_ERROR
#define INVALID RTE_CRYPTO_OP_STATUS_INVALID_ARGS

/* A number in a buffer, as a parameter of the API. */
struct buf {
	uint8_t data[600];
	size_t len;
};

static inline rte_crypto_param
bn_param(struct buf *b, const BIGNUM *v)
{
	b->len = BN_bn2bin(v, b->data);
	return (rte_crypto_param){.data = b->data, .length = b->len};
}

static inline rte_crypto_param
param(uint8_t *data, size_t len)
{
	return (rte_crypto_param){.data = data, .length = len};
}

#endif /* WDP_HPRE_DUT_H */
