/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Bad input (R17): sessions are refused for what no op of theirs could do, ops come back with
 * a status, and the next good op works. The contract of crypto_wd_hpre.
 */

#include <errno.h>
#include <stdlib.h>

#include <rte_common.h>

#include "asym.h"

static int
must_refuse(struct wdp_t *t, struct rte_crypto_asym_xform *x, const char *what)
{
	int err;
	void *sess = wdp_a_session(wdp_a(t), x, &err);

	WDP_T_CHECK(t, sess == NULL, "%s: the session was made", what);
	WDP_T_CHECK(t, err == -EINVAL || err == -ENOTSUP, "%s: error %d", what, err);
	return WDP_T_PASS;
}

static int
refusals(struct wdp_t *t, struct wdp_a_key *key)
{
	static const uint16_t lens[] = { 0, 1, 64, 127, 511 };
	struct rte_crypto_asym_xform x;
	uint32_t i;

	for (i = 0; i < RTE_DIM(lens); i++) {
		WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, false));
		if (lens[i] > key->n.len)
			wdp_a_key_modex(t, key, lens[i]);
		key->type = RTE_CRYPTO_ASYM_XFORM_RSA;
		key->n.len = lens[i];
		wdp_a_xform(key, &x);
		WDP_T_TRY(must_refuse(t, &x, "RSA, a size that is none"));
	}
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, false));
	key->n.b[key->n.len - 1] &= 0xfe;
	wdp_a_xform(key, &x);
	WDP_T_TRY(must_refuse(t, &x, "RSA, even modulus"));
	wdp_a_key_modex(t, key, 100);
	key->n.b[99] &= 0xfe;
	wdp_a_xform(key, &x);
	WDP_T_TRY(must_refuse(t, &x, "MODEX, even modulus"));
	x.modex.modulus.data = NULL;
	WDP_T_TRY(must_refuse(t, &x, "MODEX, no modulus"));
	x.xform_type = RTE_CRYPTO_ASYM_XFORM_MODINV;
	WDP_T_TRY(must_refuse(t, &x, "MODINV"));
	x.xform_type = 77;
	WDP_T_TRY(must_refuse(t, &x, "xform type 77"));
	x.xform_type = RTE_CRYPTO_ASYM_XFORM_ECDH;
	x.ec.curve_id = 22;
	return must_refuse(t, &x, "curve 22");
}

static int
sessions(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = calloc(1, sizeof(*key));
	int ret;

	RTE_SET_USED(arg);
	if (!t->strict || key == NULL) {
		free(key);
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	}
	ret = refusals(t, key);
	free(key);
	return ret;
}

/* Spoil a good op in one way after the other; each time a good one follows. */
static int
spoil(struct rte_crypto_op *op, int way)
{
	switch (way) {
	case 0:
		op->asym->modex.base.data = NULL;
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	case 1:
		op->asym->modex.base.length = 0;
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	case 2:
		op->asym->modex.result.data = NULL;
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	case 3:
		op->asym->modex.result.length = 1;
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	case 4:
		op->asym->modex.base.length = 5000;
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	case 5:
		op->asym->session = NULL;
		return RTE_CRYPTO_OP_STATUS_INVALID_SESSION;
	case 6:
		op->sess_type = RTE_CRYPTO_OP_SESSIONLESS;
		op->asym->xform = NULL;
		return RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	default:
		return -1;
	}
}

static int
ops(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = calloc(1, sizeof(*key));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_MODEX);
	int ret = WDP_T_PASS, way, due, err;
	void *sess = NULL;

	RTE_SET_USED(arg);
	if (!t->strict || key == NULL || k == NULL) {
		free(key);
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	}
	wdp_a_key_modex(t, key, 128);
	sess = wdp_a_key_session(wdp_a(t), key, &err);
	if (sess == NULL)
		ret = WDP_T_FAILF(t, "session: %d", err);
	for (way = 0; ret == WDP_T_PASS; way++) {
		wdp_a_task_init(k, key, sess, WDP_A_MODEX);
		if (wdp_a_task_random(t, k) != WDP_T_PASS || wdp_a_task_op(t, k) != WDP_T_PASS) {
			ret = WDP_T_FAIL;
			break;
		}
		due = spoil(k->op, way);
		if (due < 0)
			break;
		ret = wdp_t_crypto_enqueue_one(t, 0, k->op);
		if (ret == WDP_T_PASS)
			ret = wdp_t_crypto_dequeue_one(t, 0, k->op);
		if (ret == WDP_T_PASS && k->op->status != due)
			ret = WDP_T_FAILF(t, "spoiled in way %d: %s, not %s", way,
				wdp_t_crypto_status(k->op->status), wdp_t_crypto_status(due));
		wdp_a_task_drop(t, k);
		if (ret == WDP_T_PASS)
			ret = wdp_a_task_run(t, k);
	}
	wdp_a_task_drop(t, k);
	wdp_a_session_free_all(wdp_a(t));
	free(key);
	return ret;
}

const struct wdp_t_case wdp_a_cases_bad[] = {
	{ "bad/sessions", sessions, 0 },
	{ "bad/ops", ops, 0 },
	{ NULL, NULL, 0 },
};
