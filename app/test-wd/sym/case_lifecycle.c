/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Queue pairs come and go: see lifecycle.h. When the device is closed, with a session that
 * nobody freed, its key is gone (R30).
 */

#include <rte_common.h>

#include "small.h"

#define LONG_B 60000u

static struct wdp_t_mark *
mark_of(void *op)
{
	return &wdp_s_small_of(op)->mark;
}

static void
poison(void *op)
{
	wdp_s_small_poison(wdp_s_small_of(op));
}

static int
check(struct wdp_t *t, void *op)
{
	return wdp_s_small_check(t, wdp_s_small_of(op));
}

static void *
make_of(struct wdp_t *t, enum wdp_s_small_kind kind, uint32_t id, uint32_t len)
{
	struct wdp_s_small *m = wdp_s_small_new(t, kind, id, len, NULL);

	return m == NULL ? NULL : m->k.op;
}

static void *
make(struct wdp_t *t, uint32_t id)
{
	return make_of(t, id % 2 ? WDP_S_SMALL_DEC : WDP_S_SMALL_ENC, id, WDP_S_SMALL_B);
}

static void *
make_long(struct wdp_t *t, uint32_t id)
{
	return make_of(t, WDP_S_SMALL_ENC, id, LONG_B / 16 * 16);
}

static int
start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc)
{
	return wdp_s_dev_start(wdp_s(t), nb_qp, nb_desc);
}

static int
setup(struct wdp_t *t, uint16_t qp, uint32_t nb_desc)
{
	return wdp_t_crypto_setup(t, qp, nb_desc, wdp_s(t)->priv_pool);
}

static void
before_close(struct wdp_t *t)
{
	if (!t->strict)
		wdp_s_session_free_all(wdp_s(t));
}

static int
closed(struct wdp_t *t, const struct wdp_t_life *l)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec *p = &s->small_spec[WDP_S_SMALL_ENC];

	WDP_T_TRY(wdp_t_crypto_closed(t, l, p->key, p->key_len));
	s->nb_sess = 0; /* nobody is left to free them to */
	return WDP_T_PASS;
}

static int
life(struct wdp_t *t, int nr)
{
	const struct wdp_t_life l = {
		.max_queue_pairs = wdp_s(t)->info.max_nb_queue_pairs,
		.start = start,
		.setup = setup,
		.before_close = before_close,
		.make = make,
		.make_long = make_long,
		.mark = mark_of,
		.poison = poison,
		.check = check,
		WDP_T_CRYPTO_LIFE,
	};

	WDP_T_TRY(wdp_s_small_begin(t, 1u << WDP_S_SMALL_ENC | 1u << WDP_S_SMALL_DEC));
	return nr == WDP_T_LIFE_CLOSE ? closed(t, &l) : wdp_t_life(t, &l, nr);
}

const struct wdp_t_case wdp_s_cases_lifecycle[] = {
	WDP_T_LIFE_CASES(life),
	{ NULL, NULL, 0 },
};
