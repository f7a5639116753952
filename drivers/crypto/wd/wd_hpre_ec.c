/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* ECDSA, ECDH and point multiplication: operations staged, and results into them. */

#include <errno.h>

#include "wd_hpre.h"
#include "wd_hpre_pad.h"

static inline const uint8_t *
order(const struct wdp_hpre_curve *c)
{
	return wdp_hpre_curve_field(c, WDP_HPRE_PUB_N);
}

static bool
point_given(const struct rte_crypto_ec_point *p)
{
	return hpre_given(&p->x) && hpre_given(&p->y);
}

static bool
point_room(const struct rte_crypto_ec_point *p, const struct wdp_hpre_curve *c)
{
	return hpre_room(&p->x, c->len) && hpre_room(&p->y, c->len);
}

/* Both fields of a result. */
static uint8_t
pair_put(const struct hpre_result *r, rte_crypto_param *first, rte_crypto_param *second, bool strip)
{
	const struct wdp_hpre_curve *c = hpre_curve(r->slot->curve);
	uint8_t status = wdp_hpre_result_put(first, c->len, r->out, c->k, strip);

	if (status != RTE_CRYPTO_OP_STATUS_SUCCESS || second->data == NULL)
		return status;
	return wdp_hpre_result_put(second, c->len, r->out + c->k, c->k, strip);
}

/* ---- ECDSA ---- */

/* The key of an operation: since DPDK 23.11 it is the session's. */
static int
private_key(struct hpre_task *t)
{
#if WDP_DPDK_SINCE(23, 11)
	t->form = t->s->priv;
	t->session_key = t->s->priv_key;
	return t->s->has_priv ? 0 : -EINVAL;
#else
	const rte_crypto_param *d = &t->op->ecdsa.pkey;

	t->form = wdp_hpre_form(WDP_HPRE_OP_ECDSA_SIGN, t->s->k, 0, 0);
	return hpre_given(d) ? wdp_hpre_priv_key(t->key, hpre_task_curve(t), hpre_num(d)) : -EINVAL;
#endif
}

static int
public_key(struct hpre_task *t)
{
#if WDP_DPDK_SINCE(23, 11)
	t->form = t->s->pub;
	t->session_key = t->s->pub_key;
	return t->s->has_pub ? 0 : -EINVAL;
#else
	const struct rte_crypto_ec_point *q = &t->op->ecdsa.q;

	t->form = wdp_hpre_form(WDP_HPRE_OP_ECDSA_VERIFY, t->s->k, 0, 0);
	return point_given(q) ?
		wdp_hpre_pub_key(t->key, hpre_task_curve(t), hpre_num(&q->x), hpre_num(&q->y)) :
		-EINVAL;
#endif
}

static int
sign_task(struct hpre_task *t)
{
	struct rte_crypto_ecdsa_op_param *e = &t->op->ecdsa;
	const struct wdp_hpre_curve *c = hpre_task_curve(t);
	uint8_t *slot = t->in + WDP_HPRE_SIGN_IN_K * c->k;
	struct wdp_hpre_num nonce = hpre_num(&e->k);

	t->slot.code = WDP_HPRE_OP_ECDSA_SIGN;
	t->slot.finish = HPRE_FIN_ECDSA_SIGN;
	if (!hpre_given(&e->message) || !hpre_room(&e->r, c->len) || !hpre_room(&e->s, c->len) ||
			private_key(t) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	if (nonce.data == NULL) {
		if (wdp_hpre_sign_in(t->in, c, hpre_num(&e->message), nonce) < 0)
			return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
		return wdp_hpre_draw(slot, c->k, order(c)) < 0 ?
			RTE_CRYPTO_OP_STATUS_ERROR : HPRE_SEND;
	}
	if (!hpre_given(&e->k) ||
			wdp_hpre_sign_in(t->in, c, hpre_num(&e->message), nonce) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

static int
verify_task(struct hpre_task *t)
{
	struct rte_crypto_ecdsa_op_param *e = &t->op->ecdsa;
	const struct wdp_hpre_curve *c = hpre_task_curve(t);

	t->slot.code = WDP_HPRE_OP_ECDSA_VERIFY;
	t->slot.finish = HPRE_FIN_ECDSA_VERIFY;
	if (!hpre_given(&e->message) || !hpre_given(&e->r) || !hpre_given(&e->s) ||
			public_key(t) < 0 ||
			wdp_hpre_verify_in(t->in, c, hpre_num(&e->message), hpre_num(&e->r),
				hpre_num(&e->s)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

int
wdp_hpre_ecdsa_task(struct hpre_task *t)
{
	switch (t->op->ecdsa.op_type) {
	case RTE_CRYPTO_ASYM_OP_SIGN:
		return sign_task(t);
	case RTE_CRYPTO_ASYM_OP_VERIFY:
		return verify_task(t);
	default:
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	}
}

uint8_t
wdp_hpre_signature_put(const struct hpre_result *r, rte_crypto_param *first,
	rte_crypto_param *second)
{
	const struct wdp_hpre_curve *c = hpre_curve(r->slot->curve);

	/* Such a signature is none; with another k there is one. */
	if (wdp_hpre_is_zero(r->out, c->k) || wdp_hpre_is_zero(r->out + c->k, c->k))
		return RTE_CRYPTO_OP_STATUS_ERROR;
	return pair_put(r, first, second, false);
}

uint8_t
wdp_hpre_ecdsa_sign_done(const struct hpre_result *r)
{
	return wdp_hpre_signature_put(r, &r->op->ecdsa.r, &r->op->ecdsa.s);
}

/* The verdict is in the descriptor. */
uint8_t
wdp_hpre_ecdsa_verify_done(const struct hpre_result *r)
{
	RTE_SET_USED(r);
	return RTE_CRYPTO_OP_STATUS_SUCCESS;
}

/* ---- ECDH ---- */

static void
mul_form(struct hpre_task *t, enum hpre_finish finish)
{
	t->slot.code = WDP_HPRE_OP_POINT_MUL;
	t->slot.finish = finish;
	t->form = t->s->pub;
}

static int
scalar_in(struct hpre_task *t, const rte_crypto_param *scalar)
{
	if (!hpre_given(scalar) ||
			wdp_hpre_mul_key(t->key, hpre_task_curve(t), hpre_num(scalar)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

static int
point_in(struct hpre_task *t, const struct rte_crypto_ec_point *p)
{
	if (!point_given(p) || wdp_hpre_point_in(t->in, hpre_task_curve(t), hpre_num(&p->x),
			hpre_num(&p->y)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

/* The driver's choice of a private key, in the input's place. */
static int
ecdh_draw(struct hpre_task *t)
{
	const struct wdp_hpre_curve *c = hpre_task_curve(t);

	return wdp_hpre_draw(t->in, c->k, order(c)) < 0 ? RTE_CRYPTO_OP_STATUS_ERROR : HPRE_SEND;
}

static int
ecdh_public(struct hpre_task *t)
{
	struct rte_crypto_ecdh_op_param *e = &t->op->ecdh;
	const struct wdp_hpre_curve *c = hpre_task_curve(t);
	int ret;

	if (e->priv_key.data == NULL || !point_room(&e->pub_key, c))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	if (e->priv_key.length == 0) {
		ret = ecdh_draw(t);
		if (ret == HPRE_SEND && wdp_hpre_mul_key(t->key, c,
				(struct wdp_hpre_num){t->in, c->k}) < 0)
			ret = RTE_CRYPTO_OP_STATUS_ERROR;
		t->slot.drawn = true;
	} else {
		ret = scalar_in(t, &e->priv_key);
	}
	wdp_hpre_base_point_in(t->in, c);
	mul_form(t, HPRE_FIN_ECDH_PUBLIC);
	return ret;
}

static int
ecdh_secret(struct hpre_task *t)
{
	struct rte_crypto_ecdh_op_param *e = &t->op->ecdh;
	int ret = scalar_in(t, &e->priv_key);
	uint8_t len = hpre_task_curve(t)->len;

	/* The secret is x; y is for who wants it. */
	if (!hpre_room(&e->shared_secret.x, len) || (e->shared_secret.y.data != NULL &&
			!hpre_room(&e->shared_secret.y, len)))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	mul_form(t, HPRE_FIN_ECDH_SECRET);
	return ret == HPRE_SEND ? point_in(t, &e->pub_key) : ret;
}

/* The last two have nothing for the hardware to do. */
static int
ecdh_private(struct hpre_task *t)
{
	rte_crypto_param *priv = &t->op->ecdh.priv_key;
	const struct wdp_hpre_curve *c = hpre_task_curve(t);
	int ret;

	if (!hpre_room(priv, c->len))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	ret = ecdh_draw(t);
	return ret == HPRE_SEND ? wdp_hpre_result_put(priv, c->len, t->in, c->k, false) : ret;
}

static int
ecdh_check(struct hpre_task *t)
{
	const struct rte_crypto_ec_point *p = &t->op->ecdh.pub_key;

	if (!point_given(p))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return point_in(t, p) == HPRE_SEND ?
		RTE_CRYPTO_OP_STATUS_SUCCESS : RTE_CRYPTO_OP_STATUS_ERROR;
}

int
wdp_hpre_ecdh_task(struct hpre_task *t)
{
	switch (t->op->ecdh.ke_type) {
	case RTE_CRYPTO_ASYM_KE_PRIV_KEY_GENERATE:
		return ecdh_private(t);
	case RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE:
		return ecdh_public(t);
	case RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE:
		return ecdh_secret(t);
	case RTE_CRYPTO_ASYM_KE_PUB_KEY_VERIFY:
		return ecdh_check(t);
	default:
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	}
}

uint8_t
wdp_hpre_ecdh_public_done(const struct hpre_result *r)
{
	struct rte_crypto_ecdh_op_param *e = &r->op->ecdh;
	uint8_t status = pair_put(r, &e->pub_key.x, &e->pub_key.y,
		(r->op->flags & RTE_CRYPTO_ASYM_FLAG_PUB_KEY_NO_PADDING) != 0);
	const struct wdp_hpre_curve *c = hpre_curve(r->slot->curve);

	if (status == RTE_CRYPTO_OP_STATUS_SUCCESS && r->slot->drawn)
		status = wdp_hpre_result_put(&e->priv_key, c->len,
			r->key + WDP_HPRE_MUL_SCALAR * c->k, c->k, false);
	return status;
}

uint8_t
wdp_hpre_ecdh_secret_done(const struct hpre_result *r)
{
	struct rte_crypto_ecdh_op_param *e = &r->op->ecdh;

	return pair_put(r, &e->shared_secret.x, &e->shared_secret.y,
		(r->op->flags & RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING) != 0);
}

/* ---- point multiplication ---- */

static int
ecpm_scalar(struct hpre_task *t)
{
	struct rte_crypto_ecpm_op_param *e = &t->op->ecpm;

	if (!point_room(&e->r, hpre_task_curve(t)))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	mul_form(t, HPRE_FIN_ECPM);
	return scalar_in(t, &e->scalar);
}

int
wdp_hpre_ecpm_task(struct hpre_task *t)
{
	int ret = ecpm_scalar(t);

	return ret == HPRE_SEND ? point_in(t, &t->op->ecpm.p) : ret;
}

int
wdp_hpre_ecfpm_task(struct hpre_task *t)
{
	int ret = ecpm_scalar(t);

	wdp_hpre_base_point_in(t->in, hpre_task_curve(t));
	return ret;
}

uint8_t
wdp_hpre_ecpm_done(const struct hpre_result *r)
{
	return pair_put(r, &r->op->ecpm.r.x, &r->op->ecpm.r.y, false);
}
