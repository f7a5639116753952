/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <string.h>

#include <rte_mempool.h>

#include "asym.h"

int
wdp_a_dev_open(struct wdp_a *s, const char *driver)
{
	uint8_t ids[RTE_CRYPTO_MAX_DEVS];
	uint8_t n = rte_cryptodev_devices_get(driver, ids, RTE_DIM(ids));
	struct wdp_t *t = &s->t;

	WDP_T_CHECK(t, n > 0, "no cryptodev of driver %s: give EAL --vdev %s or a PCI device, "
		"and -d the plugin if it is not in EAL's plugin folder", driver, driver);
	t->dev_id = ids[0];
	t->driver = driver;
	t->strict = strcmp(driver, WDP_A_DRIVER) == 0;
	rte_cryptodev_info_get(t->dev_id, &s->info);
	s->sess_pool = rte_cryptodev_asym_session_pool_create("wdp_a_sess", WDP_A_SESSIONS, 0, 0,
		SOCKET_ID_ANY);
	WDP_T_CHECK(t, s->sess_pool != NULL, "no memory for sessions");
	return WDP_T_PASS;
}

void
wdp_a_dev_stop(struct wdp_a *s)
{
	if (s->t.started)
		rte_cryptodev_stop(s->t.dev_id);
	s->t.started = false;
}

int
wdp_a_dev_start(struct wdp_a *s, uint16_t nb_qp, uint32_t nb_desc)
{
	struct rte_cryptodev_config cfg = {
		.socket_id = rte_cryptodev_socket_id(s->t.dev_id),
		.nb_queue_pairs = nb_qp,
		.ff_disable = RTE_CRYPTODEV_FF_SYMMETRIC_CRYPTO | RTE_CRYPTODEV_FF_SECURITY,
	};
	struct rte_cryptodev_qp_conf qc = { .nb_descriptors = nb_desc };
	struct wdp_t *t = &s->t;
	uint16_t q;
	int ret;

	wdp_a_dev_stop(s);
	t->nb_qp = 0;
	ret = rte_cryptodev_configure(t->dev_id, &cfg);
	WDP_T_CHECK(t, ret == 0, "configure with %u queue pairs: %d", nb_qp, ret);
	for (q = 0; q < nb_qp; q++) {
		ret = rte_cryptodev_queue_pair_setup(t->dev_id, q, &qc, cfg.socket_id);
		WDP_T_CHECK(t, ret == 0, "set-up of queue pair %u of %u with %u descriptors: %d",
			q, nb_qp, nb_desc, ret);
	}
	ret = rte_cryptodev_start(t->dev_id);
	WDP_T_CHECK(t, ret == 0, "start: %d", ret);
	t->started = true;
	t->nb_qp = nb_qp;
	t->nb_desc = nb_desc;
	return WDP_T_PASS;
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
	struct rte_crypto_op *op = NULL;

	if (s->nb_live < WDP_A_OPS)
		op = rte_crypto_op_alloc(s->ops, RTE_CRYPTO_OP_TYPE_ASYMMETRIC);
	if (op == NULL)
		wdp_t_fail(&s->t, __FILE__, __LINE__, "the op pool is empty");
	else
		s->live[s->nb_live++] = op;
	return op;
}

void
wdp_a_op_free(struct wdp_a *s, struct rte_crypto_op *op)
{
	uint32_t i;

	for (i = s->nb_live; i > 0; i--)
		if (s->live[i - 1] == op) {
			s->live[i - 1] = s->live[--s->nb_live];
			break;
		}
	rte_crypto_op_free(op);
}

void
wdp_a_op_free_all(struct wdp_a *s)
{
	while (s->nb_live > 0)
		rte_crypto_op_free(s->live[--s->nb_live]);
}
