/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

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
	WDP_T_TRY(wdp_t_crypto_open(&s->t, driver, WDP_S_DRIVER, &s->info));
	return session_pools(s);
}

void
wdp_s_dev_stop(struct wdp_s *s)
{
	wdp_t_crypto_stop(&s->t);
}

int
wdp_s_dev_start(struct wdp_s *s, uint16_t nb_qp, uint32_t nb_desc)
{
	return wdp_t_crypto_start(&s->t, nb_qp, nb_desc, RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO,
		s->priv_pool);
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
	return wdp_t_crypto_op_new(&s->t, &s->live, s->ops, RTE_CRYPTO_OP_TYPE_SYMMETRIC);
}

void
wdp_s_op_free(struct wdp_s *s, struct rte_crypto_op *op)
{
	wdp_t_crypto_op_free(&s->live, op);
}

void
wdp_s_op_free_all(struct wdp_s *s)
{
	wdp_t_crypto_op_free_all(&s->live);
}
