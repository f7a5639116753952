/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * SM2: operations staged, and results into them. The device does all of an encryption. Of a
 * signature it wants the digest of ZA and message, which is the caller's (no PH capability).
 */

#include <errno.h>

#include "wd_hpre.h"

#if WDP_DPDK_SINCE(24, 11)

/* In front of C1: the point is not compressed. */
#define SM2_POINT 4

static void
use_private(struct hpre_task *t, uint8_t code)
{
	t->slot.code = code;
	t->session_key = t->s->priv_key;
	t->form = wdp_hpre_form(code, t->s->k, 0, t->s->priv.key);
}

static void
use_public(struct hpre_task *t, uint8_t code)
{
	t->slot.code = code;
	t->session_key = t->s->pub_key;
	t->form = wdp_hpre_form(code, t->s->k, 0, t->s->pub.key);
}

/* k of an operation; without one the device draws it. */
static struct wdp_hpre_num
nonce(struct hpre_task *t)
{
	const rte_crypto_uint *k = &t->op->sm2.k;

	if (k->data == NULL)
		t->form.dw1 |= WDP_HPRE_SM2_KSEL;
	return hpre_num(k);
}

static inline bool
is_digest(const struct rte_crypto_sm2_op_param *o)
{
	return (o->hash == 0 || o->hash == RTE_CRYPTO_AUTH_NULL) && hpre_given(&o->message) &&
		o->message.length == WDP_HPRE_SM2_K_B;
}

static int
sign_task(struct hpre_task *t)
{
	struct rte_crypto_sm2_op_param *o = &t->op->sm2;
	const struct wdp_hpre_curve *c = hpre_task_curve(t);

	use_private(t, WDP_HPRE_OP_SM2_SIGN);
	t->slot.finish = HPRE_FIN_SM2_SIGN;
	if (!t->s->has_priv || !is_digest(o) || !hpre_room(&o->r, c->len) ||
			!hpre_room(&o->s, c->len) || (o->k.data != NULL && !hpre_given(&o->k)) ||
			wdp_hpre_sign_in(t->in, c, hpre_num(&o->message), nonce(t)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

static int
verify_task(struct hpre_task *t)
{
	struct rte_crypto_sm2_op_param *o = &t->op->sm2;

	use_public(t, WDP_HPRE_OP_SM2_VERIFY);
	t->slot.finish = HPRE_FIN_ECDSA_VERIFY;
	if (!t->s->has_pub || !is_digest(o) || !hpre_given(&o->r) || !hpre_given(&o->s) ||
			wdp_hpre_verify_in(t->in, hpre_task_curve(t), hpre_num(&o->message),
				hpre_num(&o->r), hpre_num(&o->s)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

static int
encrypt_task(struct hpre_task *t)
{
	struct rte_crypto_sm2_op_param *o = &t->op->sm2;

	use_public(t, WDP_HPRE_OP_SM2_ENCRYPT);
	t->slot.finish = HPRE_FIN_SM2_ENCRYPT;
	if (!t->s->has_pub || !hpre_given(&o->message) ||
			!hpre_room(&o->cipher, 1 + WDP_HPRE_SM2_CIPHER_B(o->message.length)) ||
			(o->k.data != NULL && !hpre_given(&o->k)) ||
			wdp_hpre_sm2_encrypt_in(t->in, hpre_num(&o->message), nonce(t)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	t->slot.m = o->message.length;
	return HPRE_SEND;
}

static int
decrypt_task(struct hpre_task *t)
{
	struct rte_crypto_sm2_op_param *o = &t->op->sm2;
	int m;

	use_private(t, WDP_HPRE_OP_SM2_DECRYPT);
	t->slot.finish = HPRE_FIN_SM2_DECRYPT;
	if (!t->s->has_priv || !hpre_given(&o->cipher) || o->cipher.data[0] != SM2_POINT)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	m = wdp_hpre_sm2_decrypt_in(t->in, (struct wdp_hpre_num){o->cipher.data + 1,
		o->cipher.length - 1});
	if (m < 0 || !hpre_room(&o->message, m))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	t->slot.m = m;
	return HPRE_SEND;
}

int
wdp_hpre_sm2_task(struct hpre_task *t)
{
	switch (t->op->sm2.op_type) {
	case RTE_CRYPTO_ASYM_OP_SIGN:
		return sign_task(t);
	case RTE_CRYPTO_ASYM_OP_VERIFY:
		return verify_task(t);
	case RTE_CRYPTO_ASYM_OP_ENCRYPT:
		return encrypt_task(t);
	case RTE_CRYPTO_ASYM_OP_DECRYPT:
		return decrypt_task(t);
	default:
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	}
}

uint8_t
wdp_hpre_sm2_sign_done(const struct hpre_result *r)
{
	return wdp_hpre_signature_put(r, &r->op->sm2.r, &r->op->sm2.s);
}

uint8_t
wdp_hpre_sm2_encrypt_done(const struct hpre_result *r)
{
	rte_crypto_param *c = &r->op->sm2.cipher;

	c->length = 1 + WDP_HPRE_SM2_CIPHER_B(r->slot->m);
	c->data[0] = SM2_POINT;
	memcpy(c->data + 1, r->out, c->length - 1);
	return RTE_CRYPTO_OP_STATUS_SUCCESS;
}

uint8_t
wdp_hpre_sm2_decrypt_done(const struct hpre_result *r)
{
	rte_crypto_param *msg = &r->op->sm2.message;

	msg->length = r->slot->m;
	memcpy(msg->data, r->out, msg->length);
	return RTE_CRYPTO_OP_STATUS_SUCCESS;
}

#endif
