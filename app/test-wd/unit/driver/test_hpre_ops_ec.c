/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Operations on curves of crypto_wd_hpre against OpenSSL: what the driver stages is computed as the
 * device would, and the result is what OpenSSL's own ECDSA and points say.
 */

#include <errno.h>

#include "hpre_dut.h"
#include "hpre_examples.h"

#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>

static const struct {
	enum rte_crypto_curve_id id;
	int nid;
} curves[] = {
	{RTE_CRYPTO_EC_GROUP_SECP192R1, NID_X9_62_prime192v1},
	{RTE_CRYPTO_EC_GROUP_SECP224R1, NID_secp224r1},
	{RTE_CRYPTO_EC_GROUP_SECP256R1, NID_X9_62_prime256v1},
	{RTE_CRYPTO_EC_GROUP_SECP384R1, NID_secp384r1},
	{RTE_CRYPTO_EC_GROUP_SECP521R1, NID_secp521r1},
};

static struct {
	EC_KEY *key;
	struct buf d, x, y;
	rte_crypto_param dp, xp, yp;
	unsigned int len;
} ec;

static int
ec_session(enum rte_crypto_asym_xform_type type, unsigned int i)
{
	struct rte_crypto_asym_xform x = {.xform_type = type};

	x.ec.curve_id = curves[i].id;
#if WDP_DPDK_SINCE(23, 11)
	x.ec.pkey = ec.dp;
	x.ec.q.x = ec.xp;
	x.ec.q.y = ec.yp;
#endif
	return dut_session(&dut, &x, false);
}

static void
ec_make(unsigned int i)
{
	BIGNUM *x = BN_new(), *y = BN_new();
	const EC_GROUP *g;

	ec.key = EC_KEY_new_by_curve_name(curves[i].nid);
	assert_int_equal(EC_KEY_generate_key(ec.key), 1);
	g = EC_KEY_get0_group(ec.key);
	ec.len = (EC_GROUP_get_degree(g) + 7) / 8;
	EC_POINT_get_affine_coordinates(g, EC_KEY_get0_public_key(ec.key), x, y, dut_ctx);
	ec.dp = bn_param(&ec.d, EC_KEY_get0_private_key(ec.key));
	ec.xp = bn_param(&ec.x, x);
	ec.yp = bn_param(&ec.y, y);
	BN_free(x);
	BN_free(y);
}

static struct rte_crypto_ecdsa_op_param *
ecdsa_op(enum rte_crypto_asym_op_type type, uint8_t *digest, size_t len)
{
	struct rte_crypto_asym_op *op = dut_op(&dut);

	memset(op, 0, sizeof(*op));
	op->ecdsa.op_type = type;
	op->ecdsa.message = param(digest, len);
#if !WDP_DPDK_SINCE(23, 11)
	op->ecdsa.pkey = ec.dp;
	op->ecdsa.q.x = ec.xp;
	op->ecdsa.q.y = ec.yp;
#endif
	return &op->ecdsa;
}

static void
ecdsa_round(size_t digest_len, bool own_k)
{
	static uint8_t digest[64], k[80], r[80], s[80];
	struct rte_crypto_ecdsa_op_param *o;
	struct buf br, bs;
	ECDSA_SIG *sig = ECDSA_SIG_new();

	RAND_bytes(digest, sizeof(digest));
	RAND_bytes(k, sizeof(k));
	k[0] = 0;
	o = ecdsa_op(RTE_CRYPTO_ASYM_OP_SIGN, digest, digest_len);
	if (own_k)
		o->k = param(k, ec.len);
	memset(r, GUARD, sizeof(r));
	memset(s, GUARD, sizeof(s));
	o->r = param(r, 0);
	o->s = param(s, ec.len);
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(o->r.length, ec.len);
	assert_int_equal(o->s.length, ec.len);
	assert_int_equal(r[ec.len], GUARD);
	assert_int_equal(s[ec.len], GUARD);
	ECDSA_SIG_set0(sig, dut_bn(r, ec.len), dut_bn(s, ec.len));
	assert_int_equal(ECDSA_do_verify(digest, digest_len, sig, ec.key), 1);
	ECDSA_SIG_free(sig);

	sig = ECDSA_do_sign(digest, digest_len, ec.key);
	o = ecdsa_op(RTE_CRYPTO_ASYM_OP_VERIFY, digest, digest_len);
	o->r = bn_param(&br, ECDSA_SIG_get0_r(sig));
	o->s = bn_param(&bs, ECDSA_SIG_get0_s(sig));
	assert_int_equal(dut_run(&dut), SUCCESS);
	digest[0] ^= 0x80;
	assert_int_equal(dut_run(&dut), ERROR);
	digest[0] ^= 0x80;
	/* r and s exchanged are two good numbers and no signature. */
	o->r = bn_param(&br, ECDSA_SIG_get0_s(sig));
	o->s = bn_param(&bs, ECDSA_SIG_get0_r(sig));
	assert_int_equal(dut_run(&dut), ERROR);
	ECDSA_SIG_free(sig);
}

static void
ecdsa_edges(unsigned int i)
{
	const struct wdp_hpre_curve *c = hpre_curve(dut.s.curve);
	const uint8_t *n = wdp_hpre_curve_field(c, WDP_HPRE_PUB_N);
	static uint8_t digest[32] = {1}, order[80], one[] = {1}, out[2][80];
	struct rte_crypto_ecdsa_op_param *o;

	RTE_SET_USED(i);
	memcpy(order, n + c->k - c->len, c->len);
	o = ecdsa_op(RTE_CRYPTO_ASYM_OP_SIGN, digest, 32);
	o->r = param(out[0], 0);
	o->s = param(out[1], 0);
	o->k = param(order, c->len); /* n, then 1 */
	assert_int_equal(dut_run(&dut), INVALID);
	o->k = param(one, 1);
	assert_int_equal(dut_run(&dut), INVALID);
	o->k = param(one, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	o->k = param(NULL, 0);
#if !WDP_DPDK_SINCE(23, 11)
	o->pkey = param(order, c->len);
	assert_int_equal(dut_run(&dut), INVALID);
	o->pkey = param(NULL, 32);
	assert_int_equal(dut_run(&dut), INVALID);
	o->pkey = ec.dp;
#endif
	o->s.length = c->len - 1;
	assert_int_equal(dut_run(&dut), INVALID);
	o->s.length = 0;
	assert_int_equal(dut_run(&dut), SUCCESS);
	digest[0] = 0; /* all zero */
	assert_int_equal(dut_run(&dut), INVALID);
	digest[0] = 1;

	o = ecdsa_op(RTE_CRYPTO_ASYM_OP_VERIFY, digest, 32);
	o->r = o->s = param(order, c->len);
	assert_int_equal(dut_run(&dut), INVALID);
	o->r = param(one, 1);
	assert_int_equal(dut_run(&dut), INVALID);
	o->s = param(one, 1);
	assert_int_equal(dut_run(&dut), ERROR);
	ec.y.data[ec.y.len - 1] ^= 1;
#if WDP_DPDK_SINCE(23, 11)
	assert_int_equal(ec_session(RTE_CRYPTO_ASYM_XFORM_ECDSA, i), -EINVAL);
	ec.y.data[ec.y.len - 1] ^= 1;
	ec.dp = param(order, c->len);
	assert_int_equal(ec_session(RTE_CRYPTO_ASYM_XFORM_ECDSA, i), -EINVAL);
	/* Half a key does half of the operations. */
	ec.dp.length = 0;
	assert_int_equal(ec_session(RTE_CRYPTO_ASYM_XFORM_ECDSA, i), 0);
	o = ecdsa_op(RTE_CRYPTO_ASYM_OP_SIGN, digest, 32);
	o->r = o->s = param(out[0], 0);
	assert_int_equal(dut_run(&dut), INVALID);
#else
	assert_int_equal(dut_run(&dut), INVALID);
	ec.y.data[ec.y.len - 1] ^= 1;
#endif
	o->op_type = RTE_CRYPTO_ASYM_OP_ENCRYPT;
	assert_int_equal(dut_run(&dut), INVALID);
}

static void
ecdsa(void **state)
{
	static const size_t digests[] = {20, 32, 48, 64};
	unsigned int i, n;

	(void)state;
	for (i = 0; i < RTE_DIM(curves); i++) {
		for (n = 0; n < 12; n++) {
			ec_make(i);
			assert_int_equal(ec_session(RTE_CRYPTO_ASYM_XFORM_ECDSA, i), 0);
			ecdsa_round(digests[n % RTE_DIM(digests)], n & 1);
			if (n == 0)
				ecdsa_edges(i);
			EC_KEY_free(ec.key);
		}
	}
}

static struct rte_crypto_ecdh_op_param *
ecdh_op(enum rte_crypto_asym_ke_type type)
{
	struct rte_crypto_asym_op *op = dut_op(&dut);

	memset(op, 0, sizeof(*op));
	op->ecdh.ke_type = type;
	return &op->ecdh;
}

/* With OpenSSL as the peer. */
static void
ecdh_round(bool together)
{
	static uint8_t priv[80], x[80], y[80], sx[80], sy[80], want[80];
	const EC_GROUP *g = EC_KEY_get0_group(ec.key);
	EC_POINT *q = EC_POINT_new(g);
	struct rte_crypto_ecdh_op_param *o;
	BIGNUM *bx, *by;

	memset(priv, GUARD, sizeof(priv));
	if (!together) {
		o = ecdh_op(RTE_CRYPTO_ASYM_KE_PRIV_KEY_GENERATE);
		o->priv_key = param(priv, ec.len);
		assert_int_equal(dut_run(&dut), SUCCESS);
		assert_int_equal(o->priv_key.length, ec.len);
	}
	o = ecdh_op(RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE);
	o->priv_key = param(priv, together ? 0 : ec.len);
	o->pub_key.x = param(x, 0);
	o->pub_key.y = param(y, 0);
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(o->pub_key.x.length, ec.len);
	assert_int_equal(o->priv_key.length, ec.len);
	assert_int_equal(priv[ec.len], GUARD);
	bx = dut_bn(x, ec.len);
	by = dut_bn(y, ec.len);
	assert_int_equal(EC_POINT_set_affine_coordinates(g, q, bx, by, dut_ctx), 1);
	EC_POINT_mul(g, q, NULL, q, EC_KEY_get0_private_key(ec.key), dut_ctx);
	EC_POINT_get_affine_coordinates(g, q, bx, by, dut_ctx);
	o = ecdh_op(RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE);
	o->priv_key = param(priv, ec.len);
	o->pub_key.x = ec.xp;
	o->pub_key.y = ec.yp;
	o->shared_secret.x = param(sx, 0);
	o->shared_secret.y = together ? param(NULL, 0) : param(sy, 0);
	assert_int_equal(dut_run(&dut), SUCCESS);
	dut_put(bx, want, ec.len);
	assert_memory_equal(sx, want, ec.len);
	dut_put(by, want, ec.len);
	if (!together)
		assert_memory_equal(sy, want, ec.len);
	EC_POINT_free(q);
	/* The peer's point is looked at. */
	o = ecdh_op(RTE_CRYPTO_ASYM_KE_PUB_KEY_VERIFY);
	o->pub_key.x = ec.xp;
	o->pub_key.y = ec.yp;
	assert_int_equal(dut_run(&dut), SUCCESS);
	ec.x.data[0] ^= 1;
	assert_int_equal(dut_run(&dut), ERROR);
	o = ecdh_op(RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE);
	o->priv_key = param(priv, ec.len);
	o->pub_key.x = ec.xp;
	o->pub_key.y = ec.yp;
	o->shared_secret.x = param(sx, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	ec.x.data[0] ^= 1;
	assert_int_equal(dut_run(&dut), SUCCESS);
	memset(priv, 0, ec.len);
	assert_int_equal(dut_run(&dut), INVALID);
}

static void
ecdh(void **state)
{
	unsigned int i, n;

	(void)state;
	for (i = 0; i < RTE_DIM(curves); i++) {
		assert_int_equal(ec_session(RTE_CRYPTO_ASYM_XFORM_ECDH, i), 0);
		for (n = 0; n < 6; n++) {
			ec_make(i);
			ecdh_round(n & 1);
			EC_KEY_free(ec.key);
		}
	}
}

/* d G, by ECPM with the base point and by ECFPM, is the public key. */
static void
ecpm(void **state)
{
	static uint8_t x[80], y[80], gx[80], gy[80];
	unsigned int i, fixed;

	(void)state;
	for (i = 0; i < RTE_DIM(curves); i++) {
		ec_make(i);
		for (fixed = 0; fixed < 2; fixed++) {
			struct rte_crypto_ecpm_op_param *o = &dut_op(&dut)->ecpm;
			const struct wdp_hpre_curve *c;

			assert_int_equal(ec_session(fixed ? RTE_CRYPTO_ASYM_XFORM_ECFPM :
				RTE_CRYPTO_ASYM_XFORM_ECPM, i), 0);
			c = hpre_curve(dut.s.curve);
			memcpy(gx, wdp_hpre_curve_field(c, WDP_HPRE_PUB_GX) + c->k - c->len,
				c->len);
			memcpy(gy, wdp_hpre_curve_field(c, WDP_HPRE_PUB_GY) + c->k - c->len,
				c->len);
			memset(o, 0, sizeof(*o));
			if (!fixed) {
				o->p.x = param(gx, c->len);
				o->p.y = param(gy, c->len);
			}
			o->scalar = ec.dp;
			o->r.x = param(x, 0);
			o->r.y = param(y, 0);
			assert_int_equal(dut_run(&dut), SUCCESS);
			assert_int_equal(o->r.x.length, ec.len);
			assert_memory_equal(x + ec.len - ec.x.len, ec.x.data, ec.x.len);
			assert_memory_equal(y + ec.len - ec.y.len, ec.y.data, ec.y.len);
			o->scalar.length = 0;
			assert_int_equal(dut_run(&dut), INVALID);
		}
		EC_KEY_free(ec.key);
	}
}

#if WDP_DPDK_SINCE(24, 11)
/* The examples of hpre.md 27.4 and 27.5, staged; and results taken from there. */

static struct hpre_task
sm2_task(enum rte_crypto_asym_op_type type, int want)
{
	struct hpre_task t = {.s = &dut.s, .op = dut_op(&dut), .key = dut.key, .in = dut.in};

	dut_op(&dut)->sm2.op_type = type;
	assert_int_equal(wdp_hpre_task(&t), want);
	t.slot.k = dut.s.k;
	t.slot.curve = dut.s.curve;
	return t;
}

static uint8_t sm2_d[32], sm2_x[32], sm2_y[32];

static struct rte_crypto_sm2_op_param *
sm2_session(void)
{
	struct rte_crypto_asym_xform xf = {.xform_type = RTE_CRYPTO_ASYM_XFORM_SM2};
	struct rte_crypto_sm2_op_param *o = &dut_op(&dut)->sm2;

	wdp_unit_hex(SM2_D, sm2_d, 32);
	wdp_unit_hex(SM2_PX, sm2_x, 32);
	wdp_unit_hex(SM2_PY, sm2_y, 32);
	xf.ec.curve_id = RTE_CRYPTO_EC_GROUP_SECP256R1;
	assert_int_equal(dut_session(&dut, &xf, false), -ENOTSUP);
	xf.ec.curve_id = RTE_CRYPTO_EC_GROUP_SM2;
	xf.ec.pkey = param(sm2_d, 32);
	xf.ec.q.x = param(sm2_x, 32);
	xf.ec.q.y = param(sm2_y, 32);
	assert_int_equal(dut_session(&dut, &xf, false), 0);
	memset(o, 0, sizeof(*o));
	return o;
}

static void
sm2_signatures(void **state)
{
	static uint8_t e[32], k[32], r[40], s[40];
	struct rte_crypto_sm2_op_param *o = sm2_session();
	struct hpre_result res = {.op = dut_op(&dut), .out = dut.out};
	struct hpre_task t;

	(void)state;
	wdp_unit_hex(SM2_E, e, 32);
	wdp_unit_hex(SM2_K, k, 32);
	o->message = param(e, 32);
	o->k = param(k, 32);
	o->r = param(r, 0);
	o->s = param(s, 32);
	t = sm2_task(RTE_CRYPTO_ASYM_OP_SIGN, HPRE_SEND);
	assert_int_equal(t.form.dw0, 0x40000012);
	assert_int_equal(t.form.dw1, 3);
	wdp_unit_bytes(dut.in, SM2_E SM2_K);
	wdp_unit_bytes(t.session_key + WDP_HPRE_PRIV_D * 32, SM2_D);
	wdp_unit_hex(SM2_R SM2_S, dut.out, 64);
	res.slot = &t.slot;
	assert_int_equal(wdp_hpre_finish(&res), SUCCESS);
	wdp_unit_bytes(r, SM2_R);
	wdp_unit_bytes(s, SM2_S);
	o->k.data = NULL;
	t = sm2_task(RTE_CRYPTO_ASYM_OP_SIGN, HPRE_SEND);
	assert_int_equal(t.form.dw1, 0x02000003);
	assert_true(wdp_hpre_is_zero(dut.in + 32, 32));
	o->hash = RTE_CRYPTO_AUTH_SM3; /* a message: the driver does not hash */
	sm2_task(RTE_CRYPTO_ASYM_OP_SIGN, INVALID);
	o->hash = RTE_CRYPTO_AUTH_NULL;
	t = sm2_task(RTE_CRYPTO_ASYM_OP_VERIFY, HPRE_SEND);
	assert_int_equal(t.form.dw0, 0x40000013);
	wdp_unit_bytes(dut.in, SM2_E SM2_S SM2_R);
	wdp_unit_bytes(t.session_key + WDP_HPRE_PUB_PX * 32, SM2_PX SM2_PY);
}

static void
sm2_encryption(void **state)
{
	static uint8_t k[32], c[200], m[200];
	static uint8_t text[] = "encryption standard";
	struct rte_crypto_sm2_op_param *o = sm2_session();
	struct hpre_result res = {.op = dut_op(&dut), .out = dut.out};
	struct hpre_task t;

	(void)state;
	wdp_unit_hex(SM2_K, k, 32);
	o->message = param(text, 19);
	o->k = param(k, 32);
	o->cipher = param(c, 0);
	t = sm2_task(RTE_CRYPTO_ASYM_OP_ENCRYPT, HPRE_SEND);
	assert_int_equal(t.form.dw0, 0x40000014);
	assert_int_equal(t.slot.m, 19);
	wdp_unit_bytes(dut.in, SM2_K);
	assert_memory_equal(dut.in + 32, text, 19);
	wdp_unit_hex(SM2_C1, dut.out, 64);
	wdp_unit_hex(SM2_C2 SM2_C3, dut.out + 64, 51);
	res.slot = &t.slot;
	assert_int_equal(wdp_hpre_finish(&res), SUCCESS);
	assert_int_equal(o->cipher.length, 116);
	assert_int_equal(c[0], 4);
	wdp_unit_bytes(c + 1, SM2_C1 SM2_C2 SM2_C3);
	o->cipher.length = 115; /* too little room */
	sm2_task(RTE_CRYPTO_ASYM_OP_ENCRYPT, INVALID);

	o->cipher = param(c, 116);
	o->message = param(m, 0);
	t = sm2_task(RTE_CRYPTO_ASYM_OP_DECRYPT, HPRE_SEND);
	assert_int_equal(t.form.dw0, 0x40000015);
	assert_int_equal(t.slot.m, 19);
	assert_memory_equal(dut.in, c + 1, 115);
	memcpy(dut.out, text, 19);
	assert_int_equal(wdp_hpre_finish(&res), SUCCESS);
	assert_int_equal(o->message.length, 19);
	assert_memory_equal(m, text, 19);
	o->message.length = 18;
	sm2_task(RTE_CRYPTO_ASYM_OP_DECRYPT, INVALID);
	o->message.length = 0;
	c[0] = 3; /* compressed */
	sm2_task(RTE_CRYPTO_ASYM_OP_DECRYPT, INVALID);
	c[0] = 4;
	c[10] ^= 1; /* off the curve */
	sm2_task(RTE_CRYPTO_ASYM_OP_DECRYPT, INVALID);
}
#endif

static void
refused_xforms(void **state)
{
	struct rte_crypto_asym_xform x = {0};
	struct hpre_can v2 = {WDP_HPRE_ALG_RSA | WDP_HPRE_ALG_DH, WDP_GEN_V2, false};
	struct hpre_refusal why;
	unsigned int i;

	(void)state;
	for (i = 0; i < 300; i++) {
		x.xform_type = i;
		x.ec.curve_id = 22; /* none of ours */
		assert_int_not_equal(dut_session(&dut, &x, false), 0);
		assert_true(wdp_hpre_is_zero((uint8_t *)&dut.s, sizeof(dut.s)));
	}
	x.xform_type = RTE_CRYPTO_ASYM_XFORM_ECDSA;
	x.ec.curve_id = WDP_HPRE_GROUP_SM2;
	assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
	x.ec.curve_id = RTE_CRYPTO_EC_GROUP_SECP256R1;
	assert_int_equal(dut_session(&dut, &x, false), 0);
	memset(&dut.s, 0, sizeof(dut.s));
	assert_int_equal(wdp_hpre_session_init(&v2, &x, &dut.s, 0, &why), -ENOTSUP);
	assert_non_null(why.what);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ecdsa),
		cmocka_unit_test(ecdh),
		cmocka_unit_test(ecpm),
#if WDP_DPDK_SINCE(24, 11)
		cmocka_unit_test(sm2_signatures),
		cmocka_unit_test(sm2_encryption),
#endif
		cmocka_unit_test(refused_xforms),
	};

	return cmocka_run_group_tests_name("hpre_curves", tests, dut_setup, dut_teardown);
}
