/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Queue pairs come and go: see lifecycle.h. When the device is closed, with a session that
 * nobody freed, its key is gone (R30).
 */

#include <rte_common.h>

#include "small.h"

static struct wdp_a_key *long_key;

static void *
make(struct wdp_t *t, uint32_t id)
{
	return wdp_a_small_new(t, WDP_A_MIX_ALL, id);
}

/* A private operation of the largest modulus. */
static void *
make_long(struct wdp_t *t, uint32_t id)
{
	struct wdp_a_task *k;

	if (id == 0) {
		long_key = wdp_a_key_new(wdp_a(t));
		if (long_key == NULL ||
				wdp_a_key_rsa(t, long_key, 4096, 65537, true) != WDP_T_PASS)
			return NULL;
	}
	k = wdp_a_task_new(wdp_a(t), long_key, NULL, WDP_A_SIGN);
	if (k == NULL || wdp_a_task_plain(t, k) != WDP_T_PASS ||
			wdp_a_task_op(t, k) != WDP_T_PASS)
		return NULL;
	return k->op;
}

static int
start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc)
{
	return wdp_a_dev_start(wdp_a(t), nb_qp, nb_desc);
}

static int
setup(struct wdp_t *t, uint16_t qp, uint32_t nb_desc)
{
	return wdp_t_crypto_setup(t, qp, nb_desc, NULL);
}

static void
before_close(struct wdp_t *t)
{
	if (!t->strict)
		wdp_a_session_free_all(wdp_a(t));
}

static int
closed(struct wdp_t *t, const struct wdp_t_life *l)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a *s = wdp_a(t);
	int err;

	if (key == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 2048, 65537, true));
	WDP_T_CHECK(t, wdp_a_key_session(s, key, &err) != NULL, "session: %d", err);
	WDP_T_TRY(wdp_t_crypto_closed(t, l, key->dp.b, key->dp.len));
	s->nb_sess = 0; /* nobody is left to free them to */
	return WDP_T_PASS;
}

static int
life(struct wdp_t *t, int nr)
{
	const struct wdp_t_life l = {
		.max_queue_pairs = wdp_a(t)->info.max_nb_queue_pairs,
		.start = start,
		.setup = setup,
		.before_close = before_close,
		.make = make,
		.make_long = make_long,
		.mark = wdp_a_small_mark,
		.poison = wdp_a_small_poison,
		.check = wdp_a_small_check,
		WDP_T_CRYPTO_LIFE,
	};

	WDP_T_TRY(wdp_a_small_begin(t, WDP_A_MIX_ALL));
	return nr == WDP_T_LIFE_CLOSE ? closed(t, &l) : wdp_t_life(t, &l, nr);
}

const struct wdp_t_case wdp_a_cases_lifecycle[] = {
	WDP_T_LIFE_CASES(life),
	{ NULL, NULL, 0 },
};
