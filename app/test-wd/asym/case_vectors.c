/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Published vectors, see vectors.h. What OpenSSL says of each must be the same. */

#include <string.h>

#include <rte_common.h>

#include "asym.h"
#include "vectors.h"

static void
in_hex(struct wdp_a_task *k, uint32_t slot, const char *text)
{
	struct wdp_a_num n;

	wdp_a_num_hex(&n, text);
	wdp_a_in_num(k, slot, &n);
}

/* The result that is published, of an operand whose result OpenSSL has said. */
static int
same(struct wdp_t *t, const struct wdp_a_task *k, uint32_t slot, const char *text)
{
	const struct wdp_a_operand *o = &k->o[slot];
	struct wdp_a_num n;

	wdp_a_num_hex(&n, text);
	WDP_T_CHECK(t, k->due == RTE_CRYPTO_OP_STATUS_SUCCESS && o->known && o->due_len == n.len &&
		memcmp(o->due, n.b, n.len) == 0, "OpenSSL says something else: operand %u", slot);
	return WDP_T_PASS;
}

/* ---- ECDSA ---- */

static int
ecdsa_one(struct wdp_t *t, const struct wdp_a_vec_ecdsa *v, struct wdp_a_key *key,
	struct wdp_a_task *k)
{
	memset(key, 0, sizeof(*key));
	key->type = RTE_CRYPTO_ASYM_XFORM_ECDSA;
	key->curve = &wdp_a_curves[v->curve];
	wdp_a_num_hex(&key->d, v->d);
	wdp_a_num_hex(&key->x, v->x);
	wdp_a_num_hex(&key->y, v->y);
	wdp_a_task_init(k, key, NULL, WDP_A_SIGN);
	in_hex(k, WDP_A_EC_MSG, v->digest);
	in_hex(k, WDP_A_EC_K, v->k);
	in_hex(k, WDP_A_EC_D, v->d);
	wdp_a_out(k, WDP_A_EC_R, 0, NULL);
	wdp_a_out(k, WDP_A_EC_S, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_TRY(same(t, k, WDP_A_EC_R, v->r));
	WDP_T_TRY(same(t, k, WDP_A_EC_S, v->s));
	wdp_a_task_init(k, key, NULL, WDP_A_VERIFY);
	in_hex(k, WDP_A_EC_MSG, v->digest);
	in_hex(k, WDP_A_EC_R, v->r);
	in_hex(k, WDP_A_EC_S, v->s);
	in_hex(k, WDP_A_EC_QX, v->x);
	in_hex(k, WDP_A_EC_QY, v->y);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_CHECK(t, k->due == RTE_CRYPTO_OP_STATUS_SUCCESS, "OpenSSL says no");
	return WDP_T_PASS;
}

static int
ecdsa(struct wdp_t *t, int nr)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SIGN);
	const struct wdp_a_vec_ecdsa *v;

	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDSA))
		return wdp_t_skip(t, "the device does not offer it");
	for (v = wdp_a_vecs_ecdsa; v->source != NULL; v++)
		if (v->curve == nr && ecdsa_one(t, v, key, k) != WDP_T_PASS)
			return wdp_t_within(t, "%s, digest of %zu bytes", v->source,
				strlen(v->digest) / 2);
	return WDP_T_PASS;
}

/* ---- key exchange ---- */

static int
multiply(struct wdp_t *t, struct wdp_a_task *k, const char *scalar, const char *px,
	const char *py)
{
	wdp_a_task_init(k, k->key, NULL, WDP_A_MUL);
	in_hex(k, WDP_A_MUL_SCALAR, scalar);
	if (px != NULL) {
		in_hex(k, WDP_A_MUL_PX, px);
		in_hex(k, WDP_A_MUL_PY, py);
	}
	wdp_a_out(k, WDP_A_MUL_RX, 0, NULL);
	wdp_a_out(k, WDP_A_MUL_RY, 0, NULL);
	return wdp_a_task_try(t, k);
}

/* The public key and the secret, as key exchange and as plain multiplications. */
static int
ecdh_one(struct wdp_t *t, const struct wdp_a_vec_ecdh *v, struct wdp_a_key *key,
	struct wdp_a_task *k)
{
	memset(key, 0, sizeof(*key));
	key->type = RTE_CRYPTO_ASYM_XFORM_ECDH;
	key->curve = &wdp_a_curves[v->curve];
	wdp_a_task_init(k, key, NULL, WDP_A_PUBLIC);
	in_hex(k, WDP_A_KE_PRIV, v->d);
	wdp_a_out(k, WDP_A_KE_X, 0, NULL);
	wdp_a_out(k, WDP_A_KE_Y, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_TRY(same(t, k, WDP_A_KE_X, v->x));
	WDP_T_TRY(same(t, k, WDP_A_KE_Y, v->y));
	wdp_a_task_init(k, key, NULL, WDP_A_SECRET);
	in_hex(k, WDP_A_KE_PRIV, v->d);
	in_hex(k, WDP_A_KE_X, v->px);
	in_hex(k, WDP_A_KE_Y, v->py);
	wdp_a_out(k, WDP_A_KE_SX, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_TRY(same(t, k, WDP_A_KE_SX, v->secret));
	key->type = RTE_CRYPTO_ASYM_XFORM_ECPM;
	WDP_T_TRY(multiply(t, k, v->d, v->px, v->py));
	WDP_T_TRY(same(t, k, WDP_A_MUL_RX, v->secret));
	key->type = RTE_CRYPTO_ASYM_XFORM_ECFPM;
	WDP_T_TRY(multiply(t, k, v->d, NULL, NULL));
	return same(t, k, WDP_A_MUL_RY, v->y);
}

static int
ecdh(struct wdp_t *t, int nr)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SECRET);
	const struct wdp_a_vec_ecdh *v;

	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDH))
		return wdp_t_skip(t, "the device does not offer it");
	for (v = wdp_a_vecs_ecdh; v->source != NULL; v++)
		if (v->curve == nr && ecdh_one(t, v, key, k) != WDP_T_PASS)
			return wdp_t_within(t, "%s", v->source);
	return WDP_T_PASS;
}

static int
dh_one(struct wdp_t *t, struct wdp_a_task *k, const char *x, const char *own, const char *peer,
	const char *secret)
{
	wdp_a_task_init(k, k->key, NULL, WDP_A_PUBLIC);
	in_hex(k, WDP_A_KE_PRIV, x);
	wdp_a_out(k, WDP_A_KE_X, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_TRY(same(t, k, WDP_A_KE_X, own));
	wdp_a_task_init(k, k->key, NULL, WDP_A_SECRET);
	in_hex(k, WDP_A_KE_PRIV, x);
	in_hex(k, WDP_A_KE_X, peer);
	wdp_a_out(k, WDP_A_KE_SX, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	return same(t, k, WDP_A_KE_SX, secret);
}

static int
dh(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_PUBLIC);
	const struct wdp_a_vec_dh *v;

	RTE_SET_USED(arg);
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	key->type = RTE_CRYPTO_ASYM_XFORM_DH;
	for (v = wdp_a_vecs_dh; v->source != NULL; v++) {
		wdp_a_num_hex(&key->n, v->p);
		wdp_a_num_hex(&key->e, v->g);
		if (dh_one(t, k, v->xa, v->ya, v->yb, v->secret) != WDP_T_PASS ||
				dh_one(t, k, v->xb, v->yb, v->ya, v->secret) != WDP_T_PASS)
			return wdp_t_within(t, "%s", v->source);
	}
	return WDP_T_PASS;
}

/* ---- RSA ---- */

/* A private operation and the public one that undoes it. */
static int
rsa_one(struct wdp_t *t, const struct wdp_a_vec_rsa *v, struct wdp_a_key *key,
	struct wdp_a_task *k)
{
	bool sign = v->hash != 0;

	key->padding = sign ? RTE_CRYPTO_RSA_PADDING_PKCS1_5 : RTE_CRYPTO_RSA_PADDING_NONE;
	key->hash = v->hash;
	wdp_a_task_init(k, key, NULL, sign ? WDP_A_SIGN : WDP_A_DECRYPT);
	in_hex(k, sign ? WDP_A_RSA_MSG : WDP_A_RSA_CIPHER, sign ? v->message : v->result);
	wdp_a_out(k, sign ? WDP_A_RSA_SIGN : WDP_A_RSA_MSG, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_TRY(same(t, k, sign ? WDP_A_RSA_SIGN : WDP_A_RSA_MSG,
		sign ? v->result : v->message));
	wdp_a_task_init(k, key, NULL, sign ? WDP_A_VERIFY : WDP_A_ENCRYPT);
	in_hex(k, WDP_A_RSA_MSG, v->message);
	if (sign)
		in_hex(k, WDP_A_RSA_SIGN, v->result);
	else
		wdp_a_out(k, WDP_A_RSA_CIPHER, 0, NULL);
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_CHECK(t, k->due == RTE_CRYPTO_OP_STATUS_SUCCESS, "OpenSSL says no");
	return sign ? WDP_T_PASS : same(t, k, WDP_A_RSA_CIPHER, v->result);
}

/* The private key as five numbers, as the exponent that is published. */
static int
rsa(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SIGN);
	const struct wdp_a_vec_rsa *v;
	struct wdp_a_num p, q;
	int crt;

	RTE_SET_USED(arg);
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	for (v = wdp_a_vecs_rsa; v->source != NULL; v++) {
		wdp_a_num_hex(&p, v->p);
		wdp_a_num_hex(&q, v->q);
		for (crt = 0; crt < 2; crt++) {
			wdp_a_key_rsa_of(key, &p, &q, v->e, crt);
			if (!crt)
				wdp_a_num_hex(&key->d, v->d);
			if (rsa_one(t, v, key, k) != WDP_T_PASS)
				return wdp_t_within(t, "%s, %u bits", v->source, 8 * key->n.len);
		}
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_a_cases_vectors[] = {
	{ "vectors/rsa", rsa, 0 },
	{ "vectors/dh", dh, 0 },
	{ "vectors/ecdh/192", ecdh, 0 },
	{ "vectors/ecdh/224", ecdh, 1 },
	{ "vectors/ecdh/256", ecdh, 2 },
	{ "vectors/ecdh/384", ecdh, 3 },
	{ "vectors/ecdh/521", ecdh, 4 },
	{ "vectors/ecdsa/192", ecdsa, 0 },
	{ "vectors/ecdsa/224", ecdsa, 1 },
	{ "vectors/ecdsa/256", ecdsa, 2 },
	{ "vectors/ecdsa/384", ecdsa, 3 },
	{ "vectors/ecdsa/521", ecdsa, 4 },
	{ NULL, NULL, 0 },
};
