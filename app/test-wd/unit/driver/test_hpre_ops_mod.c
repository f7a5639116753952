/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Modular operations of crypto_wd_hpre against OpenSSL: what the driver stages is computed as the
 * device would, and the result is what OpenSSL's own RSA and DH say.
 */

#include <errno.h>

#include "hpre_dut.h"

#include <openssl/dh.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

static void
bn_is(const BIGNUM *v, const rte_crypto_param *p)
{
	BIGNUM *w = dut_bn(p->data, p->length);

	assert_int_equal(BN_cmp(v, w), 0);
	BN_free(w);
}

/* ---- RSA ---- */

static struct {
	RSA *key;
	struct buf n, e, d, p, q, dp, dq, qinv;
	struct rte_crypto_asym_xform exp, qt;
} rsa;

static void
rsa_make(int bits)
{
	BIGNUM *e = BN_new();

	rsa.key = RSA_new();
	BN_set_word(e, bits % 2048 == 0 ? 65537 : 3);
	assert_int_equal(RSA_generate_key_ex(rsa.key, bits, e, NULL), 1);
	BN_free(e);
	memset(&rsa.exp, 0, sizeof(rsa.exp));
	rsa.exp.xform_type = RTE_CRYPTO_ASYM_XFORM_RSA;
	rsa.exp.rsa.n = bn_param(&rsa.n, RSA_get0_n(rsa.key));
	rsa.exp.rsa.e = bn_param(&rsa.e, RSA_get0_e(rsa.key));
	rsa.qt = rsa.exp;
	rsa.exp.rsa.key_type = RTE_RSA_KEY_TYPE_EXP;
	rsa.exp.rsa.d = bn_param(&rsa.d, RSA_get0_d(rsa.key));
	rsa.qt.rsa.key_type = RTE_RSA_KEY_TYPE_QT;
	rsa.qt.rsa.qt.p = bn_param(&rsa.p, RSA_get0_p(rsa.key));
	rsa.qt.rsa.qt.q = bn_param(&rsa.q, RSA_get0_q(rsa.key));
	rsa.qt.rsa.qt.dP = bn_param(&rsa.dp, RSA_get0_dmp1(rsa.key));
	rsa.qt.rsa.qt.dQ = bn_param(&rsa.dq, RSA_get0_dmq1(rsa.key));
	rsa.qt.rsa.qt.qInv = bn_param(&rsa.qinv, RSA_get0_iqmp(rsa.key));
}

/* Where the padding is said: in the session since DPDK 24.11. */
static void
rsa_how(int padding, int hash)
{
#if WDP_DPDK_SINCE(24, 11)
	dut.s.padding = padding;
	dut.s.hash = hash;
#else
	dut_op(&dut)->rsa.padding.type = padding;
	dut_op(&dut)->rsa.padding.hash = hash;
#endif
}

static struct rte_crypto_rsa_op_param *
rsa_op(enum rte_crypto_asym_op_type type, enum rte_crypto_rsa_padding_type padding)
{
	struct rte_crypto_asym_op *op = dut_op(&dut);

	memset(op, 0, sizeof(*op));
	op->rsa.op_type = type;
	rsa_how(padding, 0);
	return &op->rsa;
}

static void
rsa_encrypt_decrypt(unsigned int k)
{
	static uint8_t cipher[600], back[600], msg[600];
	struct rte_crypto_rsa_op_param *o;

	RAND_bytes(msg, sizeof(msg));
	o = rsa_op(RTE_CRYPTO_ASYM_OP_ENCRYPT, RTE_CRYPTO_RSA_PADDING_PKCS1_5);
	o->message = param(msg, 20);
	o->cipher = param(cipher, 0);
	memset(cipher, GUARD, sizeof(cipher));
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(o->cipher.length, k);
	assert_int_equal(cipher[k], GUARD);
	assert_int_equal(RSA_private_decrypt(k, cipher, back, rsa.key, RSA_PKCS1_PADDING), 20);
	assert_memory_equal(back, msg, 20);

	assert_int_equal(RSA_public_encrypt(33, msg, cipher, rsa.key, RSA_PKCS1_PADDING), k);
	o = rsa_op(RTE_CRYPTO_ASYM_OP_DECRYPT, RTE_CRYPTO_RSA_PADDING_PKCS1_5);
	o->cipher = param(cipher, k);
	o->message = param(back, 0);
	memset(back, GUARD, sizeof(back));
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(o->message.length, 33);
	assert_memory_equal(back, msg, 33);
	assert_int_equal(back[33], GUARD);
	/* Again with what the operation says now; and with too little room. */
	assert_int_equal(dut_run(&dut), SUCCESS);
	o->message.length = 32;
	memset(back, GUARD, sizeof(back));
	assert_int_equal(dut_run(&dut), ERROR);
	assert_int_equal(back[0], GUARD);
	/* What is no ciphertext, and one that is cut. */
	memset(back, 1, k);
	back[0] = 0;
	assert_int_equal(RSA_public_encrypt(k, back, cipher, rsa.key, RSA_NO_PADDING), k);
	assert_int_equal(dut_run(&dut), ERROR);
	assert_int_equal(o->message.length, 0);
	o->cipher.length--;
	assert_int_equal(dut_run(&dut), INVALID);
	o->cipher.length = k;
	o->message.data = NULL;
	assert_int_equal(dut_run(&dut), INVALID);

	/* The longest message, and one too long. */
	o = rsa_op(RTE_CRYPTO_ASYM_OP_ENCRYPT, RTE_CRYPTO_RSA_PADDING_PKCS1_5);
	o->message = param(msg, k - 11);
	o->cipher = param(cipher, k);
	assert_int_equal(dut_run(&dut), SUCCESS);
	o->message.length = k - 10;
	assert_int_equal(dut_run(&dut), INVALID);
}

/* Numbers without a padding, at the ends of their range. */
static void
rsa_plain(unsigned int k)
{
	static uint8_t in[600], out[600], back[600];
	struct rte_crypto_rsa_op_param *o;
	BIGNUM *v = BN_dup(RSA_get0_n(rsa.key));
	unsigned int i;

	for (i = 0; i < 4; i++) {
		memset(in, 0, sizeof(in));
		if (i == 2)
			in[k - 1] = 1;
		else if (i == 3)
			BN_bn2binpad(v, in, k); /* n - 1 */
		else
			RAND_bytes(in + 1, i == 0 ? k - 1 : 0); /* leading 0, and all 0 */
		o = rsa_op(RTE_CRYPTO_ASYM_OP_ENCRYPT, RTE_CRYPTO_RSA_PADDING_NONE);
		o->message = param(in, k);
		o->cipher = param(out, 0);
		assert_int_equal(dut_run(&dut), SUCCESS);
		assert_int_equal(RSA_public_encrypt(k, in, back, rsa.key, RSA_NO_PADDING), k);
		assert_memory_equal(out, back, k);
		o = rsa_op(RTE_CRYPTO_ASYM_OP_SIGN, RTE_CRYPTO_RSA_PADDING_NONE);
		o->message = param(in, k);
		o->sign = param(out, 0);
		assert_int_equal(dut_run(&dut), SUCCESS);
		assert_int_equal(o->sign.length, k);
		assert_int_equal(RSA_private_encrypt(k, in, back, rsa.key, RSA_NO_PADDING), k);
		assert_memory_equal(out, back, k);
		/* The recovered number is the answer of a verification. */
		o = rsa_op(RTE_CRYPTO_ASYM_OP_VERIFY, RTE_CRYPTO_RSA_PADDING_NONE);
		o->sign = param(out, k);
		o->cipher = param(back, 0);
		assert_int_equal(dut_run(&dut), SUCCESS);
		assert_int_equal(o->cipher.length, k);
		assert_memory_equal(back, in, k);
		BN_copy(v, RSA_get0_n(rsa.key));
		BN_sub_word(v, 1);
	}
	/* n itself is not below n; nor is anything longer. */
	BN_bn2binpad(RSA_get0_n(rsa.key), in, k);
	o = rsa_op(RTE_CRYPTO_ASYM_OP_ENCRYPT, RTE_CRYPTO_RSA_PADDING_NONE);
	o->message = param(in, k);
	o->cipher = param(out, k);
	assert_int_equal(dut_run(&dut), INVALID);
	o->message.length = 1;
	assert_int_equal(dut_run(&dut), SUCCESS);
	o->message.length = 0;
	assert_int_equal(dut_run(&dut), INVALID);
	o->message.length = k + 1;
	assert_int_equal(dut_run(&dut), INVALID);
	BN_free(v);
}

static void
rsa_sign_verify(unsigned int k)
{
	static uint8_t sign[600], digest[32];
	struct rte_crypto_rsa_op_param *o;
	unsigned int len;

	RAND_bytes(digest, sizeof(digest));
	o = rsa_op(RTE_CRYPTO_ASYM_OP_SIGN, RTE_CRYPTO_RSA_PADDING_PKCS1_5);
	rsa_how(RTE_CRYPTO_RSA_PADDING_PKCS1_5, RTE_CRYPTO_AUTH_SHA256);
	o->message = param(digest, sizeof(digest));
	o->sign = param(sign, 0);
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(RSA_verify(NID_sha256, digest, sizeof(digest), sign, k, rsa.key), 1);

	RAND_bytes(digest, sizeof(digest));
	assert_int_equal(RSA_sign(NID_sha256, digest, sizeof(digest), sign, &len, rsa.key), 1);
	o = rsa_op(RTE_CRYPTO_ASYM_OP_VERIFY, RTE_CRYPTO_RSA_PADDING_PKCS1_5);
	rsa_how(RTE_CRYPTO_RSA_PADDING_PKCS1_5, RTE_CRYPTO_AUTH_SHA256);
	o->message = param(digest, sizeof(digest));
	o->sign = param(sign, k);
	assert_int_equal(dut_run(&dut), SUCCESS);
	/* Another digest, another hash, another signature, a cut one. */
	digest[31] ^= 1;
	assert_int_equal(dut_run(&dut), ERROR);
	digest[31] ^= 1;
	rsa_how(RTE_CRYPTO_RSA_PADDING_PKCS1_5, 0);
	assert_int_equal(dut_run(&dut), ERROR);
	rsa_how(RTE_CRYPTO_RSA_PADDING_PKCS1_5, RTE_CRYPTO_AUTH_SHA256);
	sign[k / 2] ^= 0x10;
	assert_int_equal(dut_run(&dut), ERROR);
	sign[k / 2] ^= 0x10;
	assert_int_equal(dut_run(&dut), SUCCESS);
	o->sign.length = k - 1;
	assert_int_equal(dut_run(&dut), INVALID);
	o->sign.length = k;
#if !WDP_DPDK_SINCE(24, 11)
	/* Paddings that are not done. */
	rsa_how(RTE_CRYPTO_RSA_PADDING_PSS, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	rsa_how(RTE_CRYPTO_RSA_PADDING_OAEP, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	rsa_how(256, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	rsa_how(RTE_CRYPTO_RSA_PADDING_PKCS1_5, 256);
	assert_int_equal(dut_run(&dut), INVALID);
	rsa_how(RTE_CRYPTO_RSA_PADDING_PKCS1_5, 0);
#endif
	o->op_type = RTE_CRYPTO_ASYM_OP_LIST_END;
	assert_int_equal(dut_run(&dut), INVALID);
}

static void
rsa_all(const struct rte_crypto_asym_xform *x, bool experimental)
{
	unsigned int k = RSA_size(rsa.key);

	assert_int_equal(dut_session(&dut, x, experimental), 0);
	rsa_encrypt_decrypt(k);
	rsa_plain(k);
	rsa_sign_verify(k);
}

static void
rsa_native(void **state)
{
	static const int bits[] = {1024, 2048, 3072, 4096};
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(bits); i++) {
		rsa_make(bits[i]);
		rsa_all(&rsa.exp, false);
		rsa_all(&rsa.qt, false);
		assert_int_equal(dut.s.k, bits[i] / 8);
		RSA_free(rsa.key);
	}
}

/* Sizes in between go up to the next one, with experimental=1 only. */
static void
rsa_between(void **state)
{
	static const struct {
		int bits, k;
	} t[] = {{512, 128}, {1000, 128}, {1032, 256}, {2040, 256}};
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(t); i++) {
		rsa_make(t[i].bits);
		assert_int_equal(dut_session(&dut, &rsa.exp, false), -ENOTSUP);
		assert_int_equal(dut_session(&dut, &rsa.qt, false), -ENOTSUP);
		rsa_all(&rsa.exp, true);
		rsa_all(&rsa.qt, true);
		assert_int_equal(dut.s.k, t[i].k);
		RSA_free(rsa.key);
	}
}

static void
rsa_refused(void **state)
{
	static uint8_t big[513];
	struct rte_crypto_asym_xform x;
	struct rte_crypto_rsa_op_param *o;
	uint8_t out[128];

	(void)state;
	rsa_make(1024);
	x = rsa.exp;
	rsa.n.data[127] ^= 1; /* even */
	assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
	rsa.n.data[127] ^= 1;
	x.rsa.n.data = NULL;
	assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
	memset(big, 0xff, sizeof(big));
	x.rsa.n = param(big, sizeof(big));
	assert_int_equal(dut_session(&dut, &x, true), -ENOTSUP);
	x = rsa.qt;
	x.rsa.qt.dP = x.rsa.qt.p;
	assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
	x = rsa.qt;
	x.rsa.qt.qInv.data = NULL;
	assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
	x = rsa.exp;
	x.rsa.key_type = 7;
	assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
#if WDP_DPDK_SINCE(24, 11)
	x = rsa.exp;
	for (x.rsa.padding.type = RTE_CRYPTO_RSA_PADDING_OAEP; x.rsa.padding.type < 300;
			x.rsa.padding.type++)
		assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
#endif
	/* Leading zeros of the modulus do not count. */
	x = rsa.exp;
	memset(big, 0, 5);
	memcpy(big + 5, rsa.n.data, 128);
	x.rsa.n = param(big, 133);
	assert_int_equal(dut_session(&dut, &x, false), 0);
	assert_int_equal(dut.s.len, 128);
	/* Half a key does half of the operations. */
	x = rsa.exp;
	x.rsa.d.length = 0;
	assert_int_equal(dut_session(&dut, &x, false), 0);
	o = rsa_op(RTE_CRYPTO_ASYM_OP_SIGN, RTE_CRYPTO_RSA_PADDING_NONE);
	o->message = param(big + 5, 1);
	o->sign = o->cipher = param(out, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	o->op_type = RTE_CRYPTO_ASYM_OP_ENCRYPT;
	assert_int_equal(dut_run(&dut), SUCCESS);
	x = rsa.exp;
	x.rsa.e.length = 0;
	assert_int_equal(dut_session(&dut, &x, false), 0);
	o = rsa_op(RTE_CRYPTO_ASYM_OP_ENCRYPT, RTE_CRYPTO_RSA_PADDING_NONE);
	o->message = param(big + 5, 1);
	o->sign = o->cipher = param(out, 0);
	assert_int_equal(dut_run(&dut), INVALID);
	o->op_type = RTE_CRYPTO_ASYM_OP_SIGN;
	assert_int_equal(dut_run(&dut), SUCCESS);
	RSA_free(rsa.key);
}

/* ---- modular exponentiation ---- */

static void
modex_one(size_t nb, size_t ne, size_t nn)
{
	static uint8_t n[600], e[600], b[600], out[600];
	struct rte_crypto_asym_xform x = {.xform_type = RTE_CRYPTO_ASYM_XFORM_MODEX};
	struct rte_crypto_mod_op_param *o = &dut_op(&dut)->modex;
	BIGNUM *bb, *be, *bn;

	RAND_bytes(n, sizeof(n));
	RAND_bytes(e, sizeof(e));
	RAND_bytes(b, sizeof(b));
	n[0] |= 1;
	n[nn - 1] |= nn == 1 ? 3 : 1;
	e[0] |= 1;
	x.modex.modulus = param(n, nn);
	x.modex.exponent = param(e, ne);
	assert_int_equal(dut_session(&dut, &x, false), 0);
	memset(out, GUARD, sizeof(out));
	o->base = param(b, nb);
	o->result = param(out, nn);
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(o->result.length, nn);
	assert_int_equal(out[nn], GUARD);
	bb = dut_bn(b, nb);
	be = dut_bn(e, ne);
	bn = dut_bn(n, nn);
	assert_int_equal(BN_mod_exp(bb, bb, be, bn, dut_ctx), 1);
	bn_is(bb, &o->result);
	BN_free(bb);
	BN_free(be);
	BN_free(bn);
}

/* On the way a number appears that differs from the modulus in the lowest word only. */
static void
modex_limbs(void)
{
	struct rte_crypto_asym_xform x = {.xform_type = RTE_CRYPTO_ASYM_XFORM_MODEX};
	struct rte_crypto_mod_op_param *o = &dut_op(&dut)->modex;
	uint8_t n[16], one[] = {1}, b[17], out[16];

	memset(n, 0xff, sizeof(n));
	memset(b, 0xff, sizeof(b));
	b[15] = 0xfe;
	b[16] = 0;
	x.modex.modulus = param(n, sizeof(n));
	x.modex.exponent = param(one, 1);
	assert_int_equal(dut_session(&dut, &x, false), 0);
	o->base = param(b, sizeof(b));
	o->result = param(out, sizeof(out));
	assert_int_equal(dut_run(&dut), SUCCESS);
	/* -1 * 256 mod 2^128 - 1 */
	wdp_unit_bytes(out, "fffffffffffffffffffffffffffffeff");
}

static void
modex(void **state)
{
	/* Base, exponent, modulus: also bases and exponents longer than the modulus. */
	static const uint16_t t[][3] = {
		{20, 3, 128}, {50, 40, 60}, {65, 17, 8}, {150, 192, 100}, {20, 10, 255},
		{257, 43, 112}, {240, 321, 299}, {500, 35, 19}, {512, 3, 512}, {512, 5, 1},
		{512, 2, 256}, {1, 1, 1}, {8, 512, 8}, {512, 8, 511}, {9, 1, 8}, {8, 1, 9},
	};
	struct rte_crypto_asym_xform x = {.xform_type = RTE_CRYPTO_ASYM_XFORM_MODEX};
	struct rte_crypto_mod_op_param *o = &dut_op(&dut)->modex;
	static uint8_t big[600], out[600];
	unsigned int i, n;

	(void)state;
	for (i = 0; i < RTE_DIM(t); i++)
		for (n = 0; n < 20; n++)
			modex_one(t[i][0], t[i][1], t[i][2]);
	modex_limbs();
	memset(big, 0xff, sizeof(big));
	x.modex.modulus = param(big, 512);
	x.modex.exponent = param(big, 512);
	assert_int_equal(dut_session(&dut, &x, false), 0);
	o->base = param(big, 513);
	o->result = param(out, 512);
	assert_int_equal(dut_run(&dut), INVALID);
	o->base.length = 512; /* = modulus: 0 */
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_true(wdp_hpre_is_zero(out, 512));
	o->result.length = 511;
	assert_int_equal(dut_run(&dut), INVALID);
	o->base.length = HPRE_PARAM_MAX_B + 1;
	assert_int_equal(dut_run(&dut), INVALID);
	x.modex.modulus.length = 513;
	assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
	x.modex.modulus.length = 512;
	x.modex.exponent.length = 513;
	assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
	big[511] = 2;
	x.modex.exponent = param(big, 1);
	assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
	big[511] = 0xff;
	x.modex.exponent = param(big, 0);
	assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
	x.modex.modulus.length = 0;
	assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
}

/* ---- DH ---- */

static struct rte_crypto_dh_op_param *
dh_op(enum rte_crypto_asym_ke_type type)
{
	struct rte_crypto_asym_op *op = dut_op(&dut);

	memset(op, 0, sizeof(*op));
	op->dh.ke_type = type;
	return &op->dh;
}

static void
dh_public_is(const rte_crypto_param *pub, const rte_crypto_param *priv, uint8_t g,
	const BIGNUM *p)
{
	BIGNUM *x = dut_bn(priv->data, priv->length), *v = BN_new();

	BN_set_word(v, g);
	BN_mod_exp(v, v, x, p, dut_ctx);
	bn_is(v, pub);
	BN_free(x);
	BN_free(v);
}

static void
dh_agree(unsigned int len, uint8_t g, const BIGNUM *p)
{
	static uint8_t priv[2][600], pub[2][600], secret[2][600];
	struct rte_crypto_dh_op_param *o;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		/* One key by itself, the other one together with the public key. */
		memset(priv[i], GUARD, sizeof(priv[i]));
		if (i == 0) {
			o = dh_op(RTE_CRYPTO_ASYM_KE_PRIV_KEY_GENERATE);
			o->priv_key = param(priv[i], sizeof(priv[i]));
			assert_int_equal(dut_run(&dut), SUCCESS);
			assert_int_equal(o->priv_key.length, len);
		}
		o = dh_op(RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE);
		o->priv_key = param(priv[i], i == 0 ? len : 0);
		o->pub_key = param(pub[i], 0);
		assert_int_equal(dut_run(&dut), SUCCESS);
		assert_int_equal(o->priv_key.length, len);
		assert_int_equal(o->pub_key.length, len);
		assert_int_equal(priv[i][len], GUARD);
		assert_int_equal(dut.code, g == 2 ? WDP_HPRE_OP_DH_G2 : WDP_HPRE_OP_DH);
		dh_public_is(&o->pub_key, &o->priv_key, g, p);
	}
	for (i = 0; i < 2; i++) {
		o = dh_op(RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE);
		o->priv_key = param(priv[i], len);
		o->pub_key = param(pub[!i], len);
		o->shared_secret = param(secret[i], len);
		assert_int_equal(dut_run(&dut), SUCCESS);
		assert_int_equal(dut.code, WDP_HPRE_OP_DH);
	}
	assert_memory_equal(secret[0], secret[1], len);
}

static void
dh_edges(unsigned int len, BIGNUM *p)
{
	static uint8_t priv[600], pub[600], secret[600];
	struct rte_crypto_dh_op_param *o;

	RAND_bytes(priv, sizeof(priv));
	o = dh_op(RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE);
	o->priv_key = param(priv, 32);
	o->pub_key = param(pub, len);
	o->shared_secret = param(secret, 0);
	/* Peers that give the secret away: 0, 1, p - 1, p; not 2 and p - 2. */
	memset(pub, 0, sizeof(pub));
	assert_int_equal(dut_run(&dut), INVALID);
	pub[len - 1] = 1;
	assert_int_equal(dut_run(&dut), INVALID);
	pub[len - 1] = 2;
	assert_int_equal(dut_run(&dut), SUCCESS);
	BN_bn2binpad(p, pub, len);
	assert_int_equal(dut_run(&dut), INVALID);
	BN_sub_word(p, 1);
	BN_bn2binpad(p, pub, len);
	assert_int_equal(dut_run(&dut), INVALID);
	BN_sub_word(p, 1);
	BN_bn2binpad(p, pub, len);
	assert_int_equal(dut_run(&dut), SUCCESS);
	BN_add_word(p, 2);
	/* Private keys: none, too long; too little room. */
	memset(priv, 0, 32);
	assert_int_equal(dut_run(&dut), INVALID);
	o->priv_key.length = 0;
	assert_int_equal(dut_run(&dut), INVALID);
	memset(priv, 1, sizeof(priv));
	o->priv_key.length = 513;
	assert_int_equal(dut_run(&dut), INVALID);
	o->priv_key.length = 32;
	o->shared_secret.length = len - 1;
	assert_int_equal(dut_run(&dut), INVALID);
	/* Leading zeros away, where the caller wants that: base 2, exponent 1. */
	o = dh_op(RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE);
	priv[0] = 1;
	memset(pub, 0, sizeof(pub));
	pub[len - 1] = 77;
	o->priv_key = param(priv, 1);
	o->pub_key = param(pub, len);
	o->shared_secret = param(secret, len);
	dut_op(&dut)->flags = RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING;
	assert_int_equal(dut_run(&dut), SUCCESS);
	assert_int_equal(o->shared_secret.length, 1);
	assert_int_equal(secret[0], 77);
	o = dh_op(RTE_CRYPTO_ASYM_KE_PUB_KEY_VERIFY);
	assert_int_equal(dut_run(&dut), INVALID);
	o = dh_op(RTE_CRYPTO_ASYM_KE_PRIV_KEY_GENERATE);
	o->priv_key = param(priv, len - 1);
	assert_int_equal(dut_run(&dut), INVALID);
}

static void
dh(void **state)
{
	static uint8_t g[] = {2};
	struct rte_crypto_asym_xform x = {.xform_type = RTE_CRYPTO_ASYM_XFORM_DH};
	BIGNUM *primes[] = {
		BN_get_rfc2409_prime_768(NULL), BN_get_rfc2409_prime_1024(NULL),
		BN_get_rfc3526_prime_1536(NULL), BN_get_rfc3526_prime_2048(NULL),
		BN_get_rfc3526_prime_3072(NULL), BN_get_rfc3526_prime_4096(NULL),
	};
	struct buf p;
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(primes); i++) {
		unsigned int len = BN_num_bytes(primes[i]);

		x.dh.p = bn_param(&p, primes[i]);
		x.dh.g = param(g, 1);
		for (g[0] = 2; g[0] < 6; g[0] += 3) {
			assert_int_equal(dut_session(&dut, &x, false), 0);
			assert_int_equal(dut.s.k, len);
			dh_agree(len, g[0], primes[i]);
		}
		dh_edges(len, primes[i]);
		/* A generator that generates nothing. */
		for (g[0] = 0; g[0] < 2; g[0]++)
			assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
		x.dh.g = x.dh.p;
		assert_int_equal(dut_session(&dut, &x, false), -EINVAL);
		x.dh.g = param(g, 1);
		g[0] = 5;
		/* A shorter prime: only with zeros, and only when asked. */
		x.dh.p.data++;
		x.dh.p.length--;
		assert_int_equal(dut_session(&dut, &x, false), -ENOTSUP);
		assert_int_equal(dut_session(&dut, &x, true), 0);
		assert_int_equal(dut.s.k, len);
		BN_free(primes[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rsa_native),
		cmocka_unit_test(rsa_between),
		cmocka_unit_test(rsa_refused),
		cmocka_unit_test(modex),
		cmocka_unit_test(dh),
	};

	return cmocka_run_group_tests_name("hpre_mod", tests, dut_setup, dut_teardown);
}
