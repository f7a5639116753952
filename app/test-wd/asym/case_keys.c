/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * No secret stays behind (R30): all memory of EAL is searched for the numbers of the private
 * key after its session was freed, after an op that brought it, after the queue pair was
 * released.
 */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define IN_FLIGHT 32u

enum {
	RSA_EXP,
	RSA_CRT,
	MODEX,
	DHE,
	ECDH,
	ECDSA,
	NB_ALGS,
};

static int
make_key(struct wdp_t *t, struct wdp_a_key *key, int alg, enum wdp_a_kind *kind)
{
	static const enum wdp_a_kind kinds[] = {
		WDP_A_SIGN, WDP_A_DECRYPT, WDP_A_MODEX, WDP_A_SECRET, WDP_A_SECRET, WDP_A_SIGN,
	};

	*kind = kinds[alg];
	switch (alg) {
	case RSA_EXP:
	case RSA_CRT:
		return wdp_a_key_rsa(t, key, 1024, 65537, alg == RSA_CRT);
	case MODEX:
		wdp_a_key_modex(t, key, 128);
		wdp_a_num_rnd(t, &key->e, 64);
		return WDP_T_PASS;
	case DHE:
		WDP_T_CHECK(t, wdp_a_key_dh(key, 1024, false, 2), "no prime");
		return WDP_T_PASS;
	default:
		return wdp_a_key_ec(t, key, alg == ECDH ? RTE_CRYPTO_ASYM_XFORM_ECDH :
			RTE_CRYPTO_ASYM_XFORM_ECDSA, &wdp_a_curves[2]);
	}
}

static int
gone_num(struct wdp_t *t, const uint8_t *b, uint32_t len, const char *what, const char *when)
{
	const void *at;

	/* zeros in front are everywhere */
	for (; len > 0 && *b == 0; b++)
		len--;
	at = len >= WDP_T_NEEDLE_B ? wdp_t_key_find(b, len) : NULL;
	WDP_T_CHECK(t, at == NULL, "%s is still at %p %s", what, at, when);
	return WDP_T_PASS;
}

/* Numbers of the key, and what an op brought. */
static int
gone(struct wdp_t *t, const struct wdp_a_task *k, const char *when)
{
	const struct wdp_a_key *key = k->key;
	const struct {
		const struct wdp_a_num *n;
		const char *what;
	} nums[] = {
		{ &key->d, "d" }, { &key->p, "p" }, { &key->q, "q" }, { &key->dp, "dP" },
		{ &key->dq, "dQ" }, { &key->qinv, "qInv" },
		{ key->type == RTE_CRYPTO_ASYM_XFORM_MODEX ? &key->e : &key->d, "exponent" },
	};
	uint32_t i;

	for (i = 0; i < RTE_DIM(nums); i++)
		WDP_T_TRY(gone_num(t, nums[i].n->b, nums[i].n->len, nums[i].what, when));
	if (key->type == RTE_CRYPTO_ASYM_XFORM_DH || key->type == RTE_CRYPTO_ASYM_XFORM_ECDH) {
		WDP_T_TRY(gone_num(t, k->o[WDP_A_KE_PRIV].data, k->o[WDP_A_KE_PRIV].len, "x", when));
		WDP_T_TRY(gone_num(t, k->o[WDP_A_KE_SX].due, k->o[WDP_A_KE_SX].due_len, "the secret",
			when));
	}
	if (key->type == RTE_CRYPTO_ASYM_XFORM_ECDSA && k->o[WDP_A_EC_K].way == WDP_A_IN)
		WDP_T_TRY(gone_num(t, k->o[WDP_A_EC_K].data, k->o[WDP_A_EC_K].len, "k", when));
	return WDP_T_PASS;
}

static bool
key_in_session(int alg)
{
	return alg == RSA_EXP || alg == RSA_CRT || alg == MODEX;
}

static int
one(struct wdp_t *t, struct wdp_a_key *key, int alg, bool sessionless)
{
	struct wdp_a *s = wdp_a(t);
	struct wdp_a_task *k;
	enum wdp_a_kind kind;
	void *sess = NULL;
	const struct wdp_a_num *n;
	int err;

	WDP_T_TRY(make_key(t, key, alg, &kind));
	if (!sessionless) {
		sess = wdp_a_key_session(s, key, &err);
		WDP_T_CHECK(t, sess != NULL, "session: %d", err);
	}
	k = wdp_a_task_new(s, key, sess, kind);
	if (k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_task_random(t, k));
	WDP_T_TRY(wdp_a_task_run(t, k));
	if (sessionless)
		return gone(t, k, "after a session-less op");
	/* the device reads it from there; if not, this search is worth nothing */
	n = alg == RSA_CRT ? &key->dp : alg == MODEX ? &key->e : &key->d;
	if (key_in_session(alg))
		WDP_T_CHECK(t, wdp_t_key_find(n->b, n->len) != NULL,
			"%s: the key is nowhere while the session lives", wdp_a_key_text(key));
	else
		WDP_T_TRY(gone(t, k, "after its op"));
	wdp_a_session_free(s, sess);
	return gone(t, k, "after the session was freed");
}

/* Session-less ops in flight when the queue pair is set up again, which releases the old one. */
static int
release(struct wdp_t *t, struct wdp_a_key *key, int alg)
{
	struct wdp_a_task *k[IN_FLIGHT];
	enum wdp_a_kind kind;
	uint32_t i;

	WDP_T_TRY(make_key(t, key, alg, &kind));
	for (i = 0; i < IN_FLIGHT; i++) {
		k[i] = wdp_a_task_new(wdp_a(t), key, NULL, kind);
		if (k[i] == NULL)
			return WDP_T_FAIL;
		WDP_T_TRY(wdp_a_task_random(t, k[i]));
		WDP_T_TRY(wdp_a_task_op(t, k[i]));
		WDP_T_TRY(wdp_t_crypto_enqueue_one(t, 0, k[i]->op));
	}
	WDP_T_TRY(wdp_a_dev_start(wdp_a(t), 1, WDP_A_DESC));
	for (i = 0; i < IN_FLIGHT; i++)
		wdp_a_task_drop(t, k[i]);
	/* a search takes its time: the first and the last that were in flight */
	WDP_T_TRY(gone(t, k[0], "after its queue pair was released"));
	return gone(t, k[IN_FLIGHT - 1], "after its queue pair was released");
}

static int
every(struct wdp_t *t, int way)
{
	struct wdp_a_key *key;
	int ret = WDP_T_PASS, alg;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	key = calloc(1, sizeof(*key));
	WDP_T_CHECK(t, key != NULL, "no memory");
	for (alg = 0; ret == WDP_T_PASS && alg < NB_ALGS; alg++) {
		if (alg >= ECDH && wdp_a(t)->generation < 3)
			continue;
		ret = way == 2 ? release(t, key, alg) : one(t, key, alg, way == 1);
		if (ret == WDP_T_FAIL)
			wdp_t_within(t, "algorithm %d", alg);
	}
	if (ret == WDP_T_FAIL)
		wdp_a_dev_stop(wdp_a(t));
	wdp_a_session_free_all(wdp_a(t));
	free(key);
	return ret;
}

const struct wdp_t_case wdp_a_cases_keys[] = {
	{ "keys/session", every, 0 },
	{ "keys/sessionless", every, 1 },
	{ "keys/release", every, 2 },
	{ NULL, NULL, 0 },
};
