/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Full rings and bursts of all sizes, see flow.h; last of all the device is closed. */

#include <errno.h>
#include <stdlib.h>

#include <rte_common.h>

#include "../flow.h"
#include "asym.h"

/* Small numbers and a small curve: it is about rings. The keys outlive the case's tasks. */
static struct wdp_a_key keys[2];

static struct wdp_t_mark *
mark_of(void *op)
{
	return &wdp_a_task_of(op)->mark;
}

static void
poison(void *op)
{
	wdp_a_task_poison(wdp_a_task_of(op));
}

static int
check(struct wdp_t *t, void *op)
{
	return wdp_a_task_look(t, wdp_a_task_of(op));
}

static int
glance(struct wdp_t *t, void *p)
{
	struct rte_crypto_op *op = p;

	WDP_T_CHECK(t, op->status == RTE_CRYPTO_OP_STATUS_SUCCESS, "op %u: %s", mark_of(op)->id,
		wdp_t_crypto_status(op->status));
	return WDP_T_PASS;
}

static int
start(struct wdp_t *t, uint32_t nb_desc)
{
	return wdp_a_dev_start(wdp_a(t), 1, nb_desc);
}

/* The software drivers count what does not go in. */
static bool
full_is_error(const struct wdp_t *t)
{
	return !t->strict;
}

static void *
make(struct wdp_t *t, int mix, uint32_t id)
{
	struct wdp_a *s = wdp_a(t);
	uint32_t i = mix != 0 ? id % 2 : 0;
	struct wdp_a_task *k = wdp_a_task_new(s, &keys[i], s->sess[i],
		i == 0 ? WDP_A_MODEX : WDP_A_MUL);

	if (k == NULL || wdp_a_task_random(t, k) != WDP_T_PASS ||
			wdp_a_task_op(t, k) != WDP_T_PASS)
		return NULL;
	k->mark.id = id;
	k->mark.lane = i;
	return k->op;
}

static const struct wdp_t_flow_ops flow_ops = {
	.mark = mark_of,
	.poison = poison,
	.check = check,
	.glance = glance,
	.enqueue = wdp_t_crypto_enqueue,
	.dequeue = wdp_t_crypto_dequeue,
	.start = start,
	.counters = wdp_t_crypto_counters,
	.counters_reset = wdp_t_crypto_counters_reset,
	.full_is_error = full_is_error,
	.make = make,
};

static int
begin(struct wdp_t *t, int mix)
{
	int err;

	wdp_a_key_modex(t, &keys[0], 64);
	WDP_T_CHECK(t, wdp_a_key_session(wdp_a(t), &keys[0], &err) != NULL, "session: %d", err);
	if (mix == 0)
		return WDP_T_PASS;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECPM))
		return wdp_t_skip(t, "the device does not offer it");
	WDP_T_TRY(wdp_a_key_ec(t, &keys[1], RTE_CRYPTO_ASYM_XFORM_ECPM, &wdp_a_curves[2]));
	WDP_T_CHECK(t, wdp_a_key_session(wdp_a(t), &keys[1], &err) != NULL, "session: %d", err);
	return WDP_T_PASS;
}

static int
empty(struct wdp_t *t, int mix)
{
	WDP_T_TRY(begin(t, mix));
	return wdp_t_flow_empty(t, &flow_ops, mix);
}

static int
full(struct wdp_t *t, int mix)
{
	WDP_T_TRY(begin(t, mix));
	return wdp_t_flow_full(t, &flow_ops, mix);
}

static int
bursts(struct wdp_t *t, int mix)
{
	WDP_T_TRY(begin(t, mix));
	return wdp_t_flow_bursts(t, &flow_ops, mix);
}

/* With a session that nobody freed: its key is gone as well (R30). */
static int
close_device(struct wdp_t *t, int arg)
{
	struct wdp_a *s = wdp_a(t);
	const void *at;
	int ret;

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_a_key_rsa(t, &keys[0], 1024, 65537, true));
	WDP_T_CHECK(t, wdp_a_key_session(s, &keys[0], &ret) != NULL, "session: %d", ret);
	ret = rte_cryptodev_close(t->dev_id);
	WDP_T_CHECK(t, ret == -EBUSY, "close of a started device: %d, not -EBUSY", ret);
	if (!t->strict)
		wdp_a_session_free_all(s);
	wdp_a_dev_stop(s);
	ret = rte_cryptodev_close(t->dev_id);
	t->closed = true; /* no case comes after this one */
	WDP_T_CHECK(t, ret == 0, "close: %d", ret);
	at = wdp_t_key_find(keys[0].dp.b, keys[0].dp.len);
	WDP_T_CHECK(t, !t->strict || at == NULL, "the key of a session that nobody freed is at %p "
		"after the device was closed", at);
	s->nb_sess = 0; /* nobody is left to free them to */
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_a_cases_ring[] = {
	{ "ring/empty", empty, 0 },
	{ "ring/full/mod", full, 0 },
	{ "ring/bursts/mod", bursts, 0 },
	{ "lifecycle/close", close_device, 0 },
	{ NULL, NULL, 0 },
};
