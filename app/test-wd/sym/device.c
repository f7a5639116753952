/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <string.h>

#include <rte_mempool.h>

#include "sym.h"

bool
wdp_s_has(const struct wdp_s *s, uint64_t flag)
{
	return (s->info.feature_flags & flag) == flag;
}

static int
session_pools(struct wdp_s *s)
{
	unsigned int size = rte_cryptodev_sym_get_private_session_size(s->t.dev_id);

	s->sess_pool = rte_cryptodev_sym_session_pool_create("wdp_s_sess", 2 * WDP_S_SESSIONS,
		size, 0, 0, SOCKET_ID_ANY);
	s->priv_pool = rte_cryptodev_sym_session_pool_create("wdp_s_priv", 2 * WDP_S_DESC, size, 0,
		0, SOCKET_ID_ANY);
	WDP_T_CHECK(&s->t, s->sess_pool != NULL && s->priv_pool != NULL,
		"no memory for sessions of %u bytes", size);
	return WDP_T_PASS;
}

int
wdp_s_dev_open(struct wdp_s *s, const char *driver)
{
	uint8_t ids[RTE_CRYPTO_MAX_DEVS];
	uint8_t n = rte_cryptodev_devices_get(driver, ids, RTE_DIM(ids));
	struct wdp_t *t = &s->t;

	WDP_T_CHECK(t, n > 0, "no cryptodev of driver %s: give EAL --vdev %s or a PCI device, "
		"and -d the plugin if it is not in EAL's plugin folder", driver, driver);
	t->dev_id = ids[0];
	t->driver = driver;
	t->strict = strcmp(driver, WDP_S_DRIVER) == 0;
	rte_cryptodev_info_get(t->dev_id, &s->info);
	return session_pools(s);
}

void
wdp_s_dev_stop(struct wdp_s *s)
{
	if (s->t.started)
		rte_cryptodev_stop(s->t.dev_id);
	s->t.started = false;
}

int
wdp_s_dev_start(struct wdp_s *s, uint16_t nb_qp, uint32_t nb_desc)
{
	struct rte_cryptodev_config cfg = {
		.socket_id = rte_cryptodev_socket_id(s->t.dev_id),
		.nb_queue_pairs = nb_qp,
		.ff_disable = RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO | RTE_CRYPTODEV_FF_SECURITY,
	};
	struct rte_cryptodev_qp_conf qc = {
		.nb_descriptors = nb_desc,
		.mp_session = s->priv_pool,
	};
	struct wdp_t *t = &s->t;
	uint16_t q;
	int ret;

	wdp_s_dev_stop(s);
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
wdp_s_dev_close(struct wdp_s *s)
{
	if (s->t.closed)
		return;
	wdp_s_session_free_all(s);
	wdp_s_dev_stop(s);
	rte_cryptodev_close(s->t.dev_id);
	s->t.closed = true;
}

struct rte_crypto_op *
wdp_s_op_new(struct wdp_s *s)
{
	struct rte_crypto_op *op = rte_crypto_op_alloc(s->ops, RTE_CRYPTO_OP_TYPE_SYMMETRIC);

	if (op == NULL || s->nb_live == WDP_S_OPS) {
		rte_crypto_op_free(op);
		wdp_t_fail(&s->t, __FILE__, __LINE__, "the op pool is empty");
		return NULL;
	}
	s->live[s->nb_live++] = op;
	return op;
}

void
wdp_s_op_free(struct wdp_s *s, struct rte_crypto_op *op)
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
wdp_s_op_free_all(struct wdp_s *s)
{
	while (s->nb_live > 0)
		rte_crypto_op_free(s->live[--s->nb_live]);
}
