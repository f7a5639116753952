/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <rte_mempool.h>

#include "asym.h"

int
wdp_a_dev_open(struct wdp_a *s, const char *driver)
{
	WDP_T_TRY(wdp_t_crypto_open(&s->t, driver, WDP_A_DRIVER, &s->info));
	s->sess_pool = rte_cryptodev_asym_session_pool_create("wdp_a_sess", WDP_A_SESSIONS, 0, 0,
		SOCKET_ID_ANY);
	WDP_T_CHECK(&s->t, s->sess_pool != NULL, "no memory for sessions");
	return WDP_T_PASS;
}

void
wdp_a_dev_stop(struct wdp_a *s)
{
	wdp_t_crypto_stop(&s->t);
}

int
wdp_a_dev_start(struct wdp_a *s, uint16_t nb_qp, uint32_t nb_desc)
{
	return wdp_t_crypto_start(&s->t, nb_qp, nb_desc, RTE_CRYPTODEV_FF_SYMMETRIC_CRYPTO, NULL);
}

void
wdp_a_dev_close(struct wdp_a *s)
{
	if (s->t.closed)
		return;
	wdp_a_session_free_all(s);
	wdp_a_dev_stop(s);
	rte_cryptodev_close(s->t.dev_id);
	s->t.closed = true;
}

void *
wdp_a_session(struct wdp_a *s, struct rte_crypto_asym_xform *x, int *err)
{
	uint32_t before = rte_mempool_avail_count(s->sess_pool);
	void *sess = NULL;

	if (s->nb_sess == WDP_A_SESSIONS) {
		*err = -ENOMEM;
		return NULL;
	}
	*err = rte_cryptodev_asym_session_create(s->t.dev_id, x, s->sess_pool, &sess);
	if (*err != 0) {
		/* DPDK 22.11 keeps the object of a session that the driver refused */
		if (sess != NULL && rte_mempool_avail_count(s->sess_pool) < before)
			rte_mempool_put(s->sess_pool, sess);
		return NULL;
	}
	s->sess[s->nb_sess++] = sess;
	return sess;
}

void *
wdp_a_key_session(struct wdp_a *s, const struct wdp_a_key *key, int *err)
{
	struct rte_crypto_asym_xform x;

	wdp_a_xform(key, &x);
	return wdp_a_session(s, &x, err);
}

void
wdp_a_session_free(struct wdp_a *s, void *sess)
{
	uint32_t i;

	for (i = 0; i < s->nb_sess; i++)
		if (s->sess[i] == sess) {
			s->sess[i] = s->sess[--s->nb_sess];
			rte_cryptodev_asym_session_free(s->t.dev_id, sess);
			return;
		}
}

void
wdp_a_session_free_all(struct wdp_a *s)
{
	while (s->nb_sess > 0)
		rte_cryptodev_asym_session_free(s->t.dev_id, s->sess[--s->nb_sess]);
}

struct rte_crypto_op *
wdp_a_op_new(struct wdp_a *s)
{
	return wdp_t_crypto_op_new(&s->t, &s->live, s->ops, RTE_CRYPTO_OP_TYPE_ASYMMETRIC);
}

void
wdp_a_op_free(struct wdp_a *s, struct rte_crypto_op *op)
{
	wdp_t_crypto_op_free(&s->live, op);
}

void
wdp_a_op_free_all(struct wdp_a *s)
{
	wdp_t_crypto_op_free_all(&s->live);
}
