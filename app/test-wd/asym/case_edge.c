/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Operands at the edges: 0, 1, n - 1, n, above it, points that are none, scalars of no use. */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define BAD RTE_CRYPTO_OP_STATUS_INVALID_ARGS

/* n plus a small number; n is odd and has room at its end. */
static struct wdp_a_num
near(const struct wdp_a_num *n, int by)
{
	BIGNUM *v = wdp_a_bn(n->b, n->len);
	struct wdp_a_num out;

	if (by < 0)
		BN_sub_word(v, -by);
	else
		BN_add_word(v, by);
	wdp_a_num_set(&out, v, n->len);
	BN_free(v);
	return out;
}

/* Number @p i of the edges of n; a value that must be refused from @p i = 4 on. */
static struct wdp_a_num
edge(const struct wdp_a_num *n, uint32_t i)
{
	static const int by[] = { 0, 0, -1, -2, 0, 1 };
	struct wdp_a_num v = { .len = n->len };

	if (i >= 2)
		return near(n, by[i]);
	v.b[n->len - 1] = (uint8_t)i;
	return v;
}

static int
rsa(struct wdp_t *t, int crt)
{
	struct wdp_a_key *key = calloc(1, sizeof(*key));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SIGN);
	struct wdp_a_num in, due;
	int ret = WDP_T_PASS;
	uint32_t i;

	if (key == NULL || k == NULL || wdp_a_key_rsa(t, key, 1024, 65537, crt) != WDP_T_PASS) {
		free(key);
		return WDP_T_FAIL;
	}
	for (i = 0; ret == WDP_T_PASS && i < 6; i++) {
		in = edge(&key->n, i);
		wdp_a_task_init(k, key, NULL, WDP_A_SIGN);
		wdp_a_pow(&due, &in, &key->d, &key->n);
		wdp_a_in_num(k, WDP_A_RSA_MSG, &in);
		wdp_a_out(k, WDP_A_RSA_SIGN, 0, &due);
		k->due = i < 4 ? RTE_CRYPTO_OP_STATUS_SUCCESS : BAD;
		ret = wdp_a_task_run(t, k);
	}
	/* no room */
	in = edge(&key->n, 1);
	wdp_a_task_init(k, key, NULL, WDP_A_SIGN);
	wdp_a_in_num(k, WDP_A_RSA_MSG, &in);
	wdp_a_out(k, WDP_A_RSA_SIGN, key->n.len - 1, &in);
	k->due = BAD;
	if (ret == WDP_T_PASS)
		ret = wdp_a_task_run(t, k);
	free(key);
	return ret;
}

static int
dh(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = calloc(1, sizeof(*key));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SECRET);
	struct wdp_a_num peer, x, due;
	int ret = WDP_T_PASS;
	uint32_t i;

	RTE_SET_USED(arg);
	if (key == NULL || k == NULL || !wdp_a_key_dh(key, 2048, true, 2)) {
		free(key);
		return WDP_T_FAILF(t, "no key");
	}
	for (i = 0; ret == WDP_T_PASS && i < 6; i++) {
		peer = edge(&key->n, i);
		wdp_a_num_below(t, &x, &key->n);
		wdp_a_task_init(k, key, NULL, WDP_A_SECRET);
		wdp_a_pow(&due, &peer, &x, &key->n);
		wdp_a_in_num(k, WDP_A_KE_PRIV, &x);
		wdp_a_in_num(k, WDP_A_KE_X, &peer);
		wdp_a_out(k, WDP_A_KE_SX, 0, &due);
		/* 0, 1 and p - 1 give the secret away */
		k->due = i == 3 ? RTE_CRYPTO_OP_STATUS_SUCCESS : BAD;
		ret = wdp_a_task_run(t, k);
	}
	free(key);
	return ret;
}

/* Points that are none, scalars of 0 and from the order on; r and s the same. */
static int
curve(struct wdp_t *t, int nr)
{
	const struct wdp_a_curve *c = &wdp_a_curves[nr];
	struct wdp_a_num n, d, x, y;
	struct wdp_a_key *key;
	struct wdp_a_task *k;
	int ret = WDP_T_PASS;
	uint32_t i;

	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDH))
		return wdp_t_skip(t, "the device does not offer it");
	key = calloc(1, sizeof(*key));
	k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SECRET);
	if (key == NULL || k == NULL || wdp_a_key_ec(t, key, RTE_CRYPTO_ASYM_XFORM_ECDH, c) != 0) {
		free(key);
		return WDP_T_FAIL;
	}
	wdp_a_order(c, &n);
	for (i = 0; ret == WDP_T_PASS && i < 9; i++) {
		d = i < 6 ? edge(&n, i) : key->d;
		x = key->x;
		y = key->y;
		if (i == 6)
			y.b[y.len - 1] ^= 1;
		else if (i == 7)
			memset(x.b, 0xff, x.len);
		else if (i == 8)
			memset(y.b, 0, y.len);
		wdp_a_task_init(k, key, NULL, WDP_A_SECRET);
		wdp_a_in_num(k, WDP_A_KE_PRIV, &d);
		wdp_a_in_num(k, WDP_A_KE_X, &x);
		wdp_a_in_num(k, WDP_A_KE_Y, &y);
		k->due = i >= 1 && i <= 3 ? RTE_CRYPTO_OP_STATUS_SUCCESS : BAD;
		if (k->due == RTE_CRYPTO_OP_STATUS_SUCCESS &&
				wdp_a_ec_mul(c, &d, &x, &y, &x, &y) != 0)
			ret = WDP_T_FAILF(t, "OpenSSL does not multiply");
		wdp_a_out(k, WDP_A_KE_SX, 0, &x);
		wdp_a_out(k, WDP_A_KE_SY, 0, &y);
		if (ret == WDP_T_PASS && wdp_a_task_run(t, k) != WDP_T_PASS)
			ret = wdp_t_within(t, "edge %u", i);
	}
	free(key);
	return ret;
}

const struct wdp_t_case wdp_a_cases_edge[] = {
	{ "edge/rsa", rsa, 0 },
	{ "edge/rsa-crt", rsa, 1 },
	{ "edge/dh", dh, 0 },
	{ "edge/curve/192", curve, 0 },
	{ "edge/curve/224", curve, 1 },
	{ "edge/curve/256", curve, 2 },
	{ "edge/curve/384", curve, 3 },
	{ "edge/curve/521", curve, 4 },
	{ NULL, NULL, 0 },
};
