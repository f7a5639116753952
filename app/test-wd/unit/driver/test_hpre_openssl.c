/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * HPRE's blocks read back and computed with by OpenSSL: the table of curves is the one it has,
 * points of its keys are on our curves, and an operation on a block gives what the key gives.
 */

#include <string.h>

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/sha.h>

#include <rte_common.h>

#include "engine/hpre/wdp_hpre_block.h"
#include "wdp_unit.h"

#define ROUNDS 50

static const struct {
	uint16_t group;
	int nid;
} groups[] = {
	{19, NID_X9_62_prime192v1}, {21, NID_secp224r1}, {23, NID_X9_62_prime256v1},
	{24, NID_secp384r1}, {25, NID_secp521r1}, {WDP_HPRE_GROUP_SM2, NID_sm2},
};

static BN_CTX *ctx;

static BIGNUM *
bn(const uint8_t *slot, unsigned int k)
{
	return BN_bin2bn(slot, k, NULL);
}

static BIGNUM *
curve_bn(const struct wdp_hpre_curve *c, enum wdp_hpre_pub_key field)
{
	return bn(wdp_hpre_curve_field(c, field), c->k);
}

static struct wdp_hpre_num
num(uint8_t *buf, const BIGNUM *v)
{
	int n = BN_bn2bin(v, buf);

	return (struct wdp_hpre_num){buf, n};
}

static void
equal(const BIGNUM *a, const uint8_t *slot, unsigned int k)
{
	BIGNUM *b = bn(slot, k);

	assert_int_equal(BN_cmp(a, b), 0);
	BN_free(b);
}

static void
parameters(void **state)
{
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(groups); i++) {
		const struct wdp_hpre_curve *c = wdp_hpre_curve(groups[i].group);
		EC_GROUP *g = EC_GROUP_new_by_curve_name(groups[i].nid);
		BIGNUM *p = BN_new(), *a = BN_new(), *b = BN_new();

		assert_int_equal(EC_GROUP_get_curve(g, p, a, b, ctx), 1);
		equal(p, wdp_hpre_curve_field(c, WDP_HPRE_PUB_P), c->k);
		equal(a, wdp_hpre_curve_field(c, WDP_HPRE_PUB_A), c->k);
		equal(b, wdp_hpre_curve_field(c, WDP_HPRE_PUB_B), c->k);
		equal(EC_GROUP_get0_order(g), wdp_hpre_curve_field(c, WDP_HPRE_PUB_N), c->k);
		assert_int_equal(BN_num_bits(p), c->bits);
		assert_int_equal(BN_num_bits(EC_GROUP_get0_order(g)), c->bits);
		assert_int_equal(EC_POINT_get_affine_coordinates(g, EC_GROUP_get0_generator(g), a,
			b, ctx), 1);
		equal(a, wdp_hpre_curve_field(c, WDP_HPRE_PUB_GX), c->k);
		equal(b, wdp_hpre_curve_field(c, WDP_HPRE_PUB_GY), c->k);
		BN_free(p);
		BN_free(a);
		BN_free(b);
		EC_GROUP_free(g);
	}
}

/* A block of a point multiplication, computed as the device would. */
static void
device_mul(const struct wdp_hpre_curve *c, const uint8_t *key, const uint8_t *in, uint8_t *out)
{
	BIGNUM *p = bn(key, c->k), *a = bn(key + c->k, c->k), *k = bn(key + 2 * c->k, c->k);
	BIGNUM *b = bn(key + 3 * c->k, c->k), *x = bn(in, c->k), *y = bn(in + c->k, c->k);
	EC_GROUP *g = EC_GROUP_new_curve_GFp(p, a, b, ctx);
	EC_POINT *q = EC_POINT_new(g);

	assert_int_equal(EC_POINT_set_affine_coordinates(g, q, x, y, ctx), 1);
	assert_int_equal(EC_POINT_mul(g, q, NULL, q, k, ctx), 1);
	assert_int_equal(EC_POINT_get_affine_coordinates(g, q, x, y, ctx), 1);
	assert_int_equal(BN_bn2binpad(x, out, c->k), c->k);
	assert_int_equal(BN_bn2binpad(y, out + c->k, c->k), c->k);
	EC_POINT_free(q);
	EC_GROUP_free(g);
	BN_free(p);
	BN_free(a);
	BN_free(k);
	BN_free(b);
	BN_free(x);
	BN_free(y);
}

/* Two random keys agree on a secret; every point on the way is taken for one of the curve. */
static void
agree(const struct wdp_hpre_curve *c, const BIGNUM *n)
{
	uint8_t key[2][288], pub[2][144], in[144], secret[2][144], x[72], y[72], buf[72];
	BIGNUM *d = BN_new();
	unsigned int i;

	for (i = 0; i < 2; i++) {
		assert_int_equal(BN_priv_rand_range(d, n), 1);
		assert_int_equal(wdp_hpre_mul_key(key[i], c, num(buf, d)), 0);
		wdp_hpre_base_point_in(in, c);
		device_mul(c, key[i], in, pub[i]);
	}
	for (i = 0; i < 2; i++) {
		assert_int_equal(wdp_hpre_pair_out(x, y, c, pub[1 - i]), 0);
		assert_int_equal(wdp_hpre_point_in(in, c, (struct wdp_hpre_num){x, c->len},
			(struct wdp_hpre_num){y, c->len}), 0);
		assert_memory_equal(in, pub[1 - i], 2 * c->k);
		y[c->len / 2] ^= 0x10;
		assert_int_equal(wdp_hpre_point_in(in, c, (struct wdp_hpre_num){x, c->len},
			(struct wdp_hpre_num){y, c->len}), -EINVAL);
		device_mul(c, key[i], pub[1 - i], secret[i]);
	}
	assert_memory_equal(secret[0], secret[1], 2 * c->k);
	BN_free(d);
}

static void
points(void **state)
{
	unsigned int i, r;

	(void)state;
	for (i = 0; i < RTE_DIM(groups); i++) {
		const struct wdp_hpre_curve *c = wdp_hpre_curve(groups[i].group);
		BIGNUM *n = curve_bn(c, WDP_HPRE_PUB_N);

		for (r = 0; r < ROUNDS; r++)
			agree(c, n);
		BN_free(n);
	}
}

/* Points with x just below p: all carries of the arithmetic at their largest. */
static void
points_near_p(void **state)
{
	unsigned int i, r;

	(void)state;
	for (i = 0; i < RTE_DIM(groups); i++) {
		const struct wdp_hpre_curve *c = wdp_hpre_curve(groups[i].group);
		EC_GROUP *g = EC_GROUP_new_by_curve_name(groups[i].nid);
		BIGNUM *p = curve_bn(c, WDP_HPRE_PUB_P), *x = curve_bn(c, WDP_HPRE_PUB_P);
		BIGNUM *y = BN_new();
		EC_POINT *q = EC_POINT_new(g);
		uint8_t bx[72], by[72], in[144];
		unsigned int found = 0;

		for (r = 0; r < 4 * ROUNDS; r++) {
			BN_sub_word(x, 1);
			if (!EC_POINT_set_compressed_coordinates(g, q, x, r & 1, ctx))
				continue;
			EC_POINT_get_affine_coordinates(g, q, NULL, y, ctx);
			assert_int_equal(wdp_hpre_point_in(in, c, num(bx, x), num(by, y)), 0);
			BN_sub(y, p, y);
			assert_int_equal(wdp_hpre_point_in(in, c, num(bx, x), num(by, y)), 0);
			found++;
		}
		assert_true(found > ROUNDS);
		EC_POINT_free(q);
		EC_GROUP_free(g);
		BN_free(p);
		BN_free(x);
		BN_free(y);
	}
}

/* The key of hpre.md 27.1. */
struct crt_27_1 {
	BIGNUM *p, *q, *e, *n, *dp, *dq, *qinv;
};

static void
make_crt_27_1(struct crt_27_1 *k)
{
	BN_set_word(k->p, 3);
	BN_lshift(k->p, k->p, 1022);
	BN_copy(k->q, k->p);
	BN_add_word(k->p, 0x6a1);
	BN_add_word(k->q, 0x40d);
	BN_set_word(k->e, 65537);
	BN_mul(k->n, k->p, k->q, ctx);
	BN_mod_inverse(k->qinv, k->q, k->p, ctx);
	BN_sub_word(k->p, 1);
	BN_mod_inverse(k->dp, k->e, k->p, ctx);
	BN_add_word(k->p, 1);
	BN_sub_word(k->q, 1);
	BN_mod_inverse(k->dq, k->e, k->q, ctx);
	BN_add_word(k->q, 1);
}

/* hpre.md 27.1: key block and result have the hashes that are written there. */
static void
rsa_crt_27_1(void **state)
{
	static const char key_hash[] =
		"3ce667d95227965b1d6827dcb74215145201f9b871c84c66f71a53779cefc374";
	static const char out_hash[] =
		"b87a1362e3ce10e5b373d5057062b08b79cffdb569f0271c054d56ffea1fc7b5";
	BIGNUM *v[9];
	BIGNUM *p, *q, *e, *d, *n, *t, *dp, *dq, *qinv;
	uint8_t buf[5][256], block[640], base[256], in[256], out[256], hash[32];
	struct wdp_hpre_crt crt;
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(v); i++)
		v[i] = BN_new();
	p = v[0], q = v[1], e = v[2], d = v[3], n = v[4], t = v[5], dp = v[6], dq = v[7];
	qinv = v[8];
	make_crt_27_1(&(struct crt_27_1){p, q, e, n, dp, dq, qinv});
	crt.p = num(buf[0], p);
	crt.q = num(buf[1], q);
	crt.dp = num(buf[2], dp);
	crt.dq = num(buf[3], dq);
	crt.qinv = num(buf[4], qinv);
	assert_int_equal(wdp_hpre_crt_key(block, 256, &crt), 0);
	SHA256(block, sizeof(block), hash);
	wdp_unit_bytes(hash, key_hash);
	memset(in, 0xff, sizeof(in));
	in[0] = 0;
	in[1] = 1;
	in[242] = 0;
	memcpy(in + 243, "hpre crt test", 13);
	/* By the five fields as the block has them (14.2). */
	BN_bin2bn(in, 256, t);
	BN_mod_exp(d, t, BN_bin2bn(block, 128, dq), BN_bin2bn(block + 256, 128, q), ctx);
	BN_mod_exp(t, t, BN_bin2bn(block + 128, 128, dp), BN_bin2bn(block + 384, 128, p), ctx);
	BN_mod_sub(t, t, d, p, ctx);
	BN_mod_mul(t, t, BN_bin2bn(block + 512, 128, qinv), p, ctx);
	BN_mul(t, t, q, ctx);
	BN_add(t, t, d);
	assert_int_equal(BN_bn2binpad(t, out, 256), 256);
	SHA256(out, sizeof(out), hash);
	wdp_unit_bytes(hash, out_hash);
	/* And back by [e][n], the base below n. */
	assert_int_equal(wdp_hpre_exp_key(block, 256, num(buf[0], e), num(buf[1], n)), 0);
	assert_int_equal(wdp_hpre_base_in(base, 256, (struct wdp_hpre_num){out, 256},
		wdp_hpre_exp_modulus(block, 256)), 0);
	BN_mod_exp(t, BN_bin2bn(base, 256, t), BN_bin2bn(block, 256, e),
		BN_bin2bn(block + 256, 256, n), ctx);
	equal(t, in, 256);
	for (i = 0; i < RTE_DIM(v); i++)
		BN_free(v[i]);
}

static int
setup(void **state)
{
	(void)state;
	ctx = BN_CTX_new();
	return ctx == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	BN_CTX_free(ctx);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters),
		cmocka_unit_test(points),
		cmocka_unit_test(points_near_p),
		cmocka_unit_test(rsa_crt_27_1),
	};

	return cmocka_run_group_tests_name("hpre_openssl", tests, setup, teardown);
}
