/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Bad ops (R17): each field of a good one spoilt in every way, for every operation; each comes
 * back with its status, writes nothing, and the next good op works. The contract of
 * crypto_wd_hpre. That numbers are out of range is case_edge.c's.
 */

#include <stdlib.h>
#include <string.h>

#include <cryptodev_pmd.h>
#include <rte_common.h>
#include <rte_malloc.h>

#include "asym.h"

#define NONSENSE_B 5000u /* no operand is so long, whatever zeros are in front */

static int
strict_only(struct wdp_t *t)
{
	return t->strict ? WDP_T_PASS :
		wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
}

/* Every operation of every algorithm. */
static const struct {
	enum rte_crypto_asym_xform_type type;
	uint8_t padding;
	enum wdp_a_kind kind;
} operations[] = {
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_NONE, WDP_A_ENCRYPT },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_NONE, WDP_A_DECRYPT },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_NONE, WDP_A_SIGN },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_NONE, WDP_A_VERIFY },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_PKCS1_5, WDP_A_ENCRYPT },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_PKCS1_5, WDP_A_DECRYPT },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_PKCS1_5, WDP_A_SIGN },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, RTE_CRYPTO_RSA_PADDING_PKCS1_5, WDP_A_VERIFY },
	{ RTE_CRYPTO_ASYM_XFORM_MODEX, 0, WDP_A_MODEX },
	{ RTE_CRYPTO_ASYM_XFORM_DH, 0, WDP_A_DRAW },
	{ RTE_CRYPTO_ASYM_XFORM_DH, 0, WDP_A_PAIR },
	{ RTE_CRYPTO_ASYM_XFORM_DH, 0, WDP_A_PUBLIC },
	{ RTE_CRYPTO_ASYM_XFORM_DH, 0, WDP_A_SECRET },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, 0, WDP_A_DRAW },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, 0, WDP_A_PAIR },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, 0, WDP_A_PUBLIC },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, 0, WDP_A_SECRET },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, 0, WDP_A_CHECK },
	{ RTE_CRYPTO_ASYM_XFORM_ECPM, 0, WDP_A_MUL },
	{ RTE_CRYPTO_ASYM_XFORM_ECFPM, 0, WDP_A_MUL },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, 0, WDP_A_SIGN },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, 0, WDP_A_VERIFY },
};

static int
make_key(struct wdp_t *t, struct wdp_a_key *key, uint32_t i)
{
	switch (operations[i].type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, i % 2));
		key->padding = operations[i].padding;
		key->hash = key->padding != RTE_CRYPTO_RSA_PADDING_NONE ?
			RTE_CRYPTO_AUTH_SHA256 : 0;
		return WDP_T_PASS;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		wdp_a_key_modex(t, key, 128);
		return WDP_T_PASS;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		WDP_T_CHECK(t, wdp_a_key_dh(key, 768, false, i % 2 ? 2 : 5), "no prime");
		return WDP_T_PASS;
	default:
		return wdp_a_key_ec(t, key, operations[i].type, &wdp_a_curves[i % wdp_a_nb_curves]);
	}
}

/* ---- one spoilt op ---- */

/* What is done to an op that is ready. */
struct way {
	const char *what;
	void (*spoil)(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v);
	uint32_t v;
	uint8_t due;
};

/* The task's op, spoilt, comes back with what is due, and a good one works. */
static int
spoilt(struct wdp_t *t, struct wdp_a_task *k, const struct way *w, uint32_t slot)
{
	rte_crypto_param *p;

	/* which operands it has is not the same each time */
	do {
		wdp_a_task_init(k, k->key, k->sess, k->kind);
		WDP_T_TRY(wdp_a_task_random(t, k));
	} while (slot < WDP_A_SLOTS && k->o[slot].way == WDP_A_NONE);
	WDP_T_TRY(wdp_a_task_op(t, k));
	p = slot < WDP_A_SLOTS ? wdp_a_task_param(k, slot) : NULL;
	w->spoil(k->op, p, w->v);
	WDP_T_TRY(wdp_t_crypto_enqueue_one(t, 0, k->op));
	WDP_T_TRY(wdp_t_crypto_dequeue_one(t, 0, k->op));
	WDP_T_CHECK(t, k->op->status == w->due, "%s, operand %d: %s, not %s", w->what,
		slot < WDP_A_SLOTS ? (int)slot : -1, wdp_t_crypto_status(k->op->status),
		wdp_t_crypto_status(w->due));
	WDP_T_TRY(wdp_a_task_untouched(t, k));
	wdp_a_task_drop(t, k);
	wdp_a_task_init(k, k->key, k->sess, k->kind);
	WDP_T_TRY(wdp_a_task_random(t, k));
	if (wdp_a_task_run(t, k) != WDP_T_PASS)
		return wdp_t_within(t, "after %s", w->what);
	wdp_a_task_init(k, k->key, k->sess, k->kind);
	return WDP_T_PASS;
}

static void
no_data(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(op);
	RTE_SET_USED(v);
	p->data = NULL;
}

static void
set_length(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(op);
	p->length = v;
}

static const struct way in_ways[] = {
	{ "an input without data", no_data, 0, WDP_A_BAD },
	{ "an input of 0 bytes", set_length, 0, WDP_A_BAD },
	{ "an input of 5000 bytes", set_length, NONSENSE_B, WDP_A_BAD },
	{ "an input of nearly 4 GiB", set_length, UINT32_MAX, WDP_A_BAD },
};

static const struct way out_ways[] = {
	{ "a result without data", no_data, 0, WDP_A_BAD },
	{ "a result with room for 1 byte", set_length, 1, WDP_A_BAD },
};

/* What the API allows, or what has another meaning. */
static bool
allowed(const struct wdp_a_task *k, uint32_t slot, const struct way *w)
{
	bool padded = k->key->padding != RTE_CRYPTO_RSA_PADDING_NONE;
	bool ecdh = k->key->type == RTE_CRYPTO_ASYM_XFORM_ECDH;

	/* draw it */
	if (k->kind == WDP_A_PUBLIC && slot == WDP_A_KE_PRIV && w->v == 0 &&
			w->spoil == set_length)
		return true;
	if (k->kind == WDP_A_PAIR && slot == WDP_A_KE_PRIV && w->spoil == set_length)
		return true;
	if (k->key->type == RTE_CRYPTO_ASYM_XFORM_ECDSA && k->kind == WDP_A_SIGN &&
			slot == WDP_A_EC_K && w->spoil == no_data)
		return true;
	/* nobody wants y */
	if (ecdh && k->kind == WDP_A_SECRET && slot == WDP_A_KE_SY && w->spoil == no_data)
		return true;
	/* an encrypted message may be empty; whether a decrypted one fits shows in the end */
	return k->key->type == RTE_CRYPTO_ASYM_XFORM_RSA && padded && slot == WDP_A_RSA_MSG &&
		((k->kind == WDP_A_ENCRYPT && w->spoil == set_length && w->v == 0) ||
			(k->kind == WDP_A_DECRYPT && w->spoil == set_length));
}

/* What an operand is for, if it is for anything. */
static enum wdp_a_way
way_of(struct wdp_t *t, struct wdp_a_task *k, uint32_t slot)
{
	enum wdp_a_way way = WDP_A_NONE;
	uint32_t i;

	for (i = 0; i < 8 && way == WDP_A_NONE; i++) {
		wdp_a_task_init(k, k->key, k->sess, k->kind);
		if (wdp_a_task_random(t, k) != WDP_T_PASS)
			return WDP_A_NONE;
		way = k->o[slot].way;
	}
	wdp_a_task_init(k, k->key, k->sess, k->kind);
	return way;
}

static int
operands(struct wdp_t *t, struct wdp_a_task *k)
{
	const struct way *ways;
	uint32_t slot, i, n;
	enum wdp_a_way way;

	for (slot = 0; slot < WDP_A_SLOTS; slot++) {
		way = way_of(t, k, slot);
		if (way == WDP_A_NONE || !wdp_a_task_has(k, slot))
			continue;
		ways = way == WDP_A_IN ? in_ways : out_ways;
		n = way == WDP_A_IN ? RTE_DIM(in_ways) : RTE_DIM(out_ways);
		for (i = 0; i < n; i++)
			if (!allowed(k, slot, &ways[i]))
				WDP_T_TRY(spoilt(t, k, &ways[i], slot));
	}
	return WDP_T_PASS;
}

/* ---- enumerators, sessions ---- */

static void
op_type(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->asym->rsa.op_type = v;
}

static void
ecdsa_type(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->asym->ecdsa.op_type = v;
}

static void
dh_type(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->asym->dh.ke_type = v;
}

static void
ecdh_type(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->asym->ecdh.ke_type = v;
}

#if !WDP_DPDK_SINCE(24, 11)
static void
padding(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->asym->rsa.padding.type = v;
}

static void
hash(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->asym->rsa.padding.hash = v;
}
#endif

static void
lib_type(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->type = v;
}

static void
sess_type(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	op->sess_type = v;
	op->asym->session = NULL;
}

static void
no_session(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	RTE_SET_USED(v);
	op->sess_type = RTE_CRYPTO_OP_WITH_SESSION;
	op->asym->session = NULL;
}

static const struct way any_ways[] = {
	{ "no session", no_session, 0, RTE_CRYPTO_OP_STATUS_INVALID_SESSION },
	{ "session-less without an xform", sess_type, RTE_CRYPTO_OP_SESSIONLESS, WDP_A_BAD },
	{ "a security session", sess_type, RTE_CRYPTO_OP_SECURITY_SESSION,
		RTE_CRYPTO_OP_STATUS_INVALID_SESSION },
	{ "a session type of 200", sess_type, 200, RTE_CRYPTO_OP_STATUS_INVALID_SESSION },
	{ "a symmetric op", lib_type, RTE_CRYPTO_OP_TYPE_SYMMETRIC, WDP_A_BAD },
	{ "an op of no type", lib_type, RTE_CRYPTO_OP_TYPE_UNDEFINED, WDP_A_BAD },
	{ "an op of type 200", lib_type, 200, WDP_A_BAD },
};

static const struct way rsa_ways[] = {
	{ "RSA, op type 4", op_type, RTE_CRYPTO_ASYM_OP_LIST_END, WDP_A_BAD },
	{ "RSA, op type 255", op_type, 255, WDP_A_BAD },
	{ "RSA, op type -1", op_type, UINT32_MAX, WDP_A_BAD },
#if !WDP_DPDK_SINCE(24, 11)
	{ "RSA, OAEP", padding, RTE_CRYPTO_RSA_PADDING_OAEP, WDP_A_BAD },
	{ "RSA, PSS", padding, RTE_CRYPTO_RSA_PADDING_PSS, WDP_A_BAD },
	{ "RSA, padding 4", padding, RTE_CRYPTO_RSA_PADDING_TYPE_LIST_END, WDP_A_BAD },
	{ "RSA, padding 257", padding, 257, WDP_A_BAD },
	{ "RSA, padding -1", padding, UINT32_MAX, WDP_A_BAD },
#endif
};

/* Of signatures, which have a hash. */
static const struct way hash_ways[] = {
#if !WDP_DPDK_SINCE(24, 11)
	{ "RSA, HMAC", hash, RTE_CRYPTO_AUTH_SHA256_HMAC, WDP_A_BAD },
	{ "RSA, a hash of another length", hash, RTE_CRYPTO_AUTH_SHA512, WDP_A_BAD },
	{ "RSA, SHA3-256", hash, RTE_CRYPTO_AUTH_SHA3_256, WDP_A_BAD },
	{ "RSA, hash 200", hash, 200, WDP_A_BAD },
	{ "RSA, hash 256", hash, 256, WDP_A_BAD },
	{ "RSA, hash -1", hash, UINT32_MAX, WDP_A_BAD },
#else
	{ "RSA, op type 99", op_type, 99, WDP_A_BAD },
#endif
};

static const struct way ecdsa_ways[] = {
	{ "ECDSA, encrypt", ecdsa_type, RTE_CRYPTO_ASYM_OP_ENCRYPT, WDP_A_BAD },
	{ "ECDSA, decrypt", ecdsa_type, RTE_CRYPTO_ASYM_OP_DECRYPT, WDP_A_BAD },
	{ "ECDSA, op type 4", ecdsa_type, RTE_CRYPTO_ASYM_OP_LIST_END, WDP_A_BAD },
	{ "ECDSA, op type -1", ecdsa_type, UINT32_MAX, WDP_A_BAD },
};

static const struct way dh_ways[] = {
	{ "DH, check of a public key", dh_type, RTE_CRYPTO_ASYM_KE_PUB_KEY_VERIFY, WDP_A_BAD },
	{ "DH, exchange 4", dh_type, 4, WDP_A_BAD },
	{ "DH, exchange -1", dh_type, UINT32_MAX, WDP_A_BAD },
};

static const struct way ecdh_ways[] = {
	{ "ECDH, exchange 5", ecdh_type, 5, WDP_A_BAD },
	{ "ECDH, exchange -1", ecdh_type, UINT32_MAX, WDP_A_BAD },
};

static int
all_of(struct wdp_t *t, struct wdp_a_task *k, const struct way *ways, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		WDP_T_TRY(spoilt(t, k, &ways[i], WDP_A_SLOTS));
	return WDP_T_PASS;
}

static int
enumerators(struct wdp_t *t, struct wdp_a_task *k)
{
	WDP_T_TRY(all_of(t, k, any_ways, RTE_DIM(any_ways)));
	switch (k->key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		WDP_T_TRY(all_of(t, k, rsa_ways, RTE_DIM(rsa_ways)));
		return k->key->hash == 0 || k->kind < WDP_A_SIGN ? WDP_T_PASS :
			all_of(t, k, hash_ways, RTE_DIM(hash_ways));
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		return all_of(t, k, ecdsa_ways, RTE_DIM(ecdsa_ways));
	case RTE_CRYPTO_ASYM_XFORM_DH:
		return all_of(t, k, dh_ways, RTE_DIM(dh_ways));
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		return all_of(t, k, ecdh_ways, RTE_DIM(ecdh_ways));
	default:
		return WDP_T_PASS;
	}
}

static int
every(struct wdp_t *t, int (*what)(struct wdp_t *t, struct wdp_a_task *k))
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k;
	int with, err;
	uint32_t i;

	WDP_T_TRY(strict_only(t));
	if (key == NULL)
		return WDP_T_FAIL;
	for (i = 0; i < RTE_DIM(operations); i++) {
		if (!wdp_a_offered(wdp_a(t), operations[i].type))
			continue;
		WDP_T_TRY(make_key(t, key, i));
		k = wdp_a_task_new(wdp_a(t), key, NULL, operations[i].kind);
		if (k == NULL)
			return WDP_T_FAIL;
		for (with = 0; with < 2; with++) {
			k->sess = with ? wdp_a_key_session(wdp_a(t), key, &err) : NULL;
			WDP_T_CHECK(t, !with || k->sess != NULL, "session: %d", err);
			if (what(t, k) != WDP_T_PASS)
				return wdp_t_within(t, "%s", wdp_a_task_text(k));
		}
		wdp_a_session_free_all(wdp_a(t));
	}
	return WDP_T_PASS;
}

static int
every_operand(struct wdp_t *t, int arg)
{
	RTE_SET_USED(arg);
	return every(t, operands);
}

static int
every_enumerator(struct wdp_t *t, int arg)
{
	RTE_SET_USED(arg);
	return every(t, enumerators);
}

/* ---- sessions that are none, or of somebody else ---- */

static struct rte_cryptodev_asym_session *odd_session;

static void
set_session(struct rte_crypto_op *op, rte_crypto_param *p, uint32_t v)
{
	RTE_SET_USED(p);
	RTE_SET_USED(v);
	op->sess_type = RTE_CRYPTO_OP_WITH_SESSION;
	op->asym->session = odd_session;
}

static int
sessions(struct wdp_t *t, int arg)
{
	static const struct way way = {
		"a session of another driver, or none", set_session, 0,
		RTE_CRYPTO_OP_STATUS_INVALID_SESSION,
	};
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_MODEX);
	uint32_t size = rte_cryptodev_asym_get_private_session_size(t->dev_id), by;
	struct rte_cryptodev_asym_session *sess;
	int ret = WDP_T_PASS, err;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	wdp_a_key_modex(t, key, 128);
	sess = wdp_a_key_session(wdp_a(t), key, &err);
	WDP_T_CHECK(t, sess != NULL, "session: %d", err);
	odd_session = rte_zmalloc(NULL, sizeof(*odd_session) + size, 0);
	WDP_T_CHECK(t, odd_session != NULL, "no memory");
	/* of another driver; of this one, but never made */
	odd_session->driver_id = sess->driver_id;
	for (by = 0; by < 3 && ret == WDP_T_PASS; by++) {
		ret = spoilt(t, k, &way, WDP_A_SLOTS);
		odd_session->driver_id++;
		if (by == 0)
			memcpy(odd_session->sess_private_data, sess->sess_private_data, size);
	}
	rte_free(odd_session);
	WDP_T_TRY(ret);
	/* one that was freed is no session either */
	wdp_a_session_free(wdp_a(t), sess);
	odd_session = sess;
	return spoilt(t, k, &way, WDP_A_SLOTS);
}

/* ---- keys that are half there ---- */

/* Public operations need e, private ones d or the five numbers. */
static int
halves(struct wdp_t *t, int crt)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	enum wdp_a_kind kind;
	struct wdp_a_task *k;
	bool private, public;
	void *sess;
	int half, err;

	WDP_T_TRY(strict_only(t));
	if (key == NULL)
		return WDP_T_FAIL;
	for (half = 0; half < 3; half++) {
		WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, crt));
		private = half != 0;
		public = half != 1;
		if (!public)
			key->e.len = 0;
		if (!private)
			key->d.len = key->p.len = 0;
		sess = wdp_a_key_session(wdp_a(t), key, &err);
		WDP_T_CHECK(t, sess != NULL, "half a key is refused: %d", err);
		for (kind = WDP_A_ENCRYPT; kind <= WDP_A_VERIFY; kind++) {
			k = wdp_a_task_new(wdp_a(t), key, sess, kind);
			if (k == NULL)
				return WDP_T_FAIL;
			WDP_T_TRY(wdp_a_task_plain(t, k));
			wdp_a_task_solve(k);
			if (kind == WDP_A_ENCRYPT || kind == WDP_A_VERIFY ? !public : !private)
				k->due = WDP_A_BAD;
			if (wdp_a_task_run(t, k) != WDP_T_PASS)
				return wdp_t_within(t, "half %d", half);
		}
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_a_cases_bad[] = {
	{ "bad/operands", every_operand, 0 },
	{ "bad/enumerators", every_enumerator, 0 },
	{ "bad/sessions", sessions, 0 },
	{ "bad/half_keys", halves, 0 },
	{ "bad/half_keys_crt", halves, 1 },
	{ NULL, NULL, 0 },
};
