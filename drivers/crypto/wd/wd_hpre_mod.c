/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* RSA, modular exponentiation, DH: operations staged, and results into them. */

#include <errno.h>

#include "wd_hpre.h"
#include "wd_hpre_pad.h"

static inline const uint8_t *
modulus(const struct hpre_session *s)
{
	return wdp_hpre_exp_modulus(s->pub_key, s->k);
}

/* ---- RSA ---- */

static inline enum rte_crypto_rsa_padding_type
rsa_padding(const struct hpre_task *t)
{
#if WDP_DPDK_SINCE(24, 11)
	return t->s->padding;
#else
	return t->op->rsa.padding.type;
#endif
}

static inline enum rte_crypto_auth_algorithm
rsa_hash(const struct hpre_task *t)
{
#if WDP_DPDK_SINCE(24, 11)
	return t->s->hash;
#else
	return t->op->rsa.padding.hash;
#endif
}

/* A message, padded as signatures or ciphertexts are. */
static int
rsa_pad_in(struct hpre_task *t, const rte_crypto_param *msg, bool sign)
{
	uint16_t len = t->s->len, front = t->s->k - len;
	uint8_t *em = t->in + front;
	int ret;

	if (msg->data == NULL)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	/* Below the modulus: the first byte is 0. */
	memset(t->in, 0, front);
	ret = sign ? wdp_hpre_pad_sign(em, len, rsa_hash(t), msg->data, msg->length) :
		wdp_hpre_pad_encrypt(em, len, msg->data, msg->length);
	if (ret == 0)
		return HPRE_SEND;
	return ret == -EIO ? RTE_CRYPTO_OP_STATUS_ERROR : RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
}

static inline int
rsa_num_in(struct hpre_task *t, const rte_crypto_param *v)
{
	if (unlikely(!hpre_given(v) || wdp_hpre_base_in(t->in, t->s->k, hpre_num(v),
			modulus(t->s)) < 0))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

/* What was made with a padding has exactly the bytes of the modulus. */
static int
rsa_made_in(struct hpre_task *t, const rte_crypto_param *v)
{
	if (t->slot.padding != RTE_CRYPTO_RSA_PADDING_NONE && v->length != t->s->len)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return rsa_num_in(t, v);
}

static int
rsa_public(struct hpre_task *t)
{
	struct rte_crypto_rsa_op_param *rsa = &t->op->rsa;
	bool padded = t->slot.padding != RTE_CRYPTO_RSA_PADDING_NONE;
	const struct hpre_session *s = t->s;

	if (!s->has_pub)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	t->form = s->pub;
	t->session_key = s->pub_key;
	t->slot.code = WDP_HPRE_OP_EXP;
	if (rsa->op_type == RTE_CRYPTO_ASYM_OP_ENCRYPT) {
		t->slot.finish = HPRE_FIN_ENCRYPT;
		if (!hpre_room(&rsa->cipher, s->len))
			return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
		return padded ? rsa_pad_in(t, &rsa->message, false) :
			rsa_num_in(t, &rsa->message);
	}
	t->slot.finish = HPRE_FIN_VERIFY;
	/* What nobody can have signed is an argument's fault, not a wrong signature. */
	if (padded ? rsa->message.data == NULL || !wdp_hpre_pad_fits(s->len, t->slot.hash,
			rsa->message.length) : !hpre_room(&rsa->cipher, s->len))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return rsa_made_in(t, &rsa->sign);
}

static int
rsa_private(struct hpre_task *t)
{
	struct rte_crypto_rsa_op_param *rsa = &t->op->rsa;
	bool padded = t->slot.padding != RTE_CRYPTO_RSA_PADDING_NONE;
	const struct hpre_session *s = t->s;

	if (!s->has_priv)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	t->form = s->priv;
	t->session_key = s->priv_key;
	t->slot.code = s->priv_op;
	if (rsa->op_type == RTE_CRYPTO_ASYM_OP_SIGN) {
		t->slot.finish = HPRE_FIN_SIGN;
		if (!hpre_room(&rsa->sign, s->len))
			return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
		return padded ? rsa_pad_in(t, &rsa->message, true) :
			rsa_num_in(t, &rsa->message);
	}
	t->slot.finish = HPRE_FIN_DECRYPT;
	/* How long a message is shows when its padding is off. */
	if (!hpre_room(&rsa->message, padded ? 0 : s->len))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return rsa_made_in(t, &rsa->cipher);
}

int
wdp_hpre_rsa_task(struct hpre_task *t)
{
	enum rte_crypto_rsa_padding_type padding = rsa_padding(t);
	enum rte_crypto_auth_algorithm hash = rsa_hash(t);

	if (unlikely((padding != RTE_CRYPTO_RSA_PADDING_NONE &&
			padding != RTE_CRYPTO_RSA_PADDING_PKCS1_5) ||
			(unsigned int)hash > UINT8_MAX))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	t->slot.padding = padding;
	t->slot.hash = hash;
	switch (t->op->rsa.op_type) {
	case RTE_CRYPTO_ASYM_OP_ENCRYPT:
	case RTE_CRYPTO_ASYM_OP_VERIFY:
		return rsa_public(t);
	case RTE_CRYPTO_ASYM_OP_DECRYPT:
	case RTE_CRYPTO_ASYM_OP_SIGN:
		return rsa_private(t);
	default:
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	}
}

static inline uint8_t
mod_put(const struct hpre_result *r, rte_crypto_param *dst, bool strip)
{
	return wdp_hpre_result_put(dst, r->slot->len, r->out, r->slot->k, strip);
}

uint8_t
wdp_hpre_encrypt_done(const struct hpre_result *r)
{
	return mod_put(r, &r->op->rsa.cipher, false);
}

uint8_t
wdp_hpre_sign_done(const struct hpre_result *r)
{
	return mod_put(r, &r->op->rsa.sign, false);
}

uint8_t
wdp_hpre_decrypt_done(const struct hpre_result *r)
{
	rte_crypto_param *msg = &r->op->rsa.message;
	uint16_t len = r->slot->len, front = r->slot->k - len;
	int off;

	if (r->slot->padding == RTE_CRYPTO_RSA_PADDING_NONE)
		return mod_put(r, msg, false);
	off = wdp_hpre_unpad(r->out + front, len);
	if (off < 0 || !hpre_room(msg, len - off)) {
		msg->length = 0;
		return RTE_CRYPTO_OP_STATUS_ERROR;
	}
	msg->length = len - off;
	memcpy(msg->data, r->out + front + off, msg->length);
	return RTE_CRYPTO_OP_STATUS_SUCCESS;
}

/* The padding is made once more and compared as a whole: nothing of it can be forged. */
uint8_t
wdp_hpre_verify_done(const struct hpre_result *r)
{
	const rte_crypto_param *msg = &r->op->rsa.message;
	uint16_t len = r->slot->len, front = r->slot->k - len;
	uint8_t em[WDP_HPRE_MOD_IO_MAX_B];

	if (r->slot->padding == RTE_CRYPTO_RSA_PADDING_NONE)
		return mod_put(r, &r->op->rsa.cipher, false);
	if (wdp_hpre_pad_sign(em, len, r->slot->hash, msg->data, msg->length) < 0 ||
			!crypto_equal(em, r->out + front, len))
		return RTE_CRYPTO_OP_STATUS_ERROR;
	return RTE_CRYPTO_OP_STATUS_SUCCESS;
}

/* ---- modular exponentiation ---- */

int
wdp_hpre_modex_task(struct hpre_task *t)
{
	struct rte_crypto_mod_op_param *m = &t->op->modex;
	const struct hpre_session *s = t->s;

	t->form = s->pub;
	t->session_key = s->pub_key;
	t->slot.code = WDP_HPRE_OP_EXP;
	t->slot.finish = HPRE_FIN_MODEX;
	if (!hpre_given(&m->base) || !hpre_room(&m->result, s->len) ||
			wdp_hpre_reduced_in(t->in, s->k, hpre_num(&m->base), modulus(s)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

uint8_t
wdp_hpre_modex_done(const struct hpre_result *r)
{
	return mod_put(r, &r->op->modex.result, false);
}

/* ---- DH ---- */

static int
dh_draw(struct hpre_task *t)
{
	const struct hpre_session *s = t->s;

	if (wdp_hpre_draw(t->key, s->k, modulus(s)) < 0)
		return RTE_CRYPTO_OP_STATUS_ERROR;
	t->slot.drawn = true;
	return HPRE_SEND;
}

/* [x][p] into the slot. */
static int
dh_key(struct hpre_task *t)
{
	const struct hpre_session *s = t->s;
	struct wdp_hpre_num x = hpre_num(&t->op->dh.priv_key);
	struct wdp_hpre_num p = {modulus(s), s->k};

	if (t->slot.drawn) {
		memcpy(t->key + WDP_HPRE_EXP_MODULUS * s->k, p.data, p.len);
		return HPRE_SEND;
	}
	if (!hpre_given(&t->op->dh.priv_key) || wdp_hpre_exp_key(t->key, s->k, x, p) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	return HPRE_SEND;
}

static int
dh_public(struct hpre_task *t)
{
	struct rte_crypto_dh_op_param *dh = &t->op->dh;
	const struct hpre_session *s = t->s;
	int ret = HPRE_SEND;

	if (dh->priv_key.data == NULL || !hpre_room(&dh->pub_key, s->len))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	/* Without a private key the driver is to choose one. */
	if (dh->priv_key.length == 0)
		ret = dh_draw(t);
	if (ret == HPRE_SEND)
		ret = dh_key(t);
	t->slot.finish = HPRE_FIN_DH_PUBLIC;
	t->form = s->pub;
	if (s->g_is_two) {
		t->slot.code = WDP_HPRE_OP_DH_G2;
		t->form = wdp_hpre_form(WDP_HPRE_OP_DH_G2, s->k, 0, 0);
		t->no_in = true;
	} else {
		t->slot.code = WDP_HPRE_OP_DH;
		memcpy(t->in, s->priv_key, s->k);
	}
	return ret;
}

static int
dh_secret(struct hpre_task *t)
{
	struct rte_crypto_dh_op_param *dh = &t->op->dh;
	const struct hpre_session *s = t->s;

	if (!hpre_room(&dh->shared_secret, s->len) || !hpre_given(&dh->pub_key) ||
			wdp_hpre_dh_in(t->in, s->k, hpre_num(&dh->pub_key), modulus(s)) < 0)
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	t->slot.finish = HPRE_FIN_DH_SECRET;
	t->slot.code = WDP_HPRE_OP_DH;
	t->form = s->pub;
	return dh_key(t);
}

/* Nothing for the hardware to do. */
static int
dh_private(struct hpre_task *t)
{
	rte_crypto_param *priv = &t->op->dh.priv_key;
	int ret;

	if (!hpre_room(priv, t->s->len))
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	ret = dh_draw(t);
	return ret == HPRE_SEND ?
		wdp_hpre_result_put(priv, t->s->len, t->key, t->s->k, false) : ret;
}

int
wdp_hpre_dh_task(struct hpre_task *t)
{
	switch (t->op->dh.ke_type) {
	case RTE_CRYPTO_ASYM_KE_PRIV_KEY_GENERATE:
		return dh_private(t);
	case RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE:
		return dh_public(t);
	case RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE:
		return dh_secret(t);
	default:
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	}
}

uint8_t
wdp_hpre_dh_public_done(const struct hpre_result *r)
{
	struct rte_crypto_dh_op_param *dh = &r->op->dh;
	uint8_t status = mod_put(r, &dh->pub_key,
		(r->op->flags & RTE_CRYPTO_ASYM_FLAG_PUB_KEY_NO_PADDING) != 0);

	if (status == RTE_CRYPTO_OP_STATUS_SUCCESS && r->slot->drawn)
		status = wdp_hpre_result_put(&dh->priv_key, r->slot->len, r->key, r->slot->k,
			false);
	return status;
}

uint8_t
wdp_hpre_dh_secret_done(const struct hpre_result *r)
{
	return mod_put(r, &r->op->dh.shared_secret,
		(r->op->flags & RTE_CRYPTO_ASYM_FLAG_SHARED_KEY_NO_PADDING) != 0);
}
