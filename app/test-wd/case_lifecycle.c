/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Queue pairs come and go: see lifecycle.h. */

#include <rte_common.h>

#include "lifecycle.h"

#define LONG_B 60000u

static struct wdp_t_mark *
mark_of(void *op)
{
	return &wdp_t_tag(op)->mark;
}

static void
poison(void *p)
{
	struct rte_comp_op *op = p;

	op->status = RTE_COMP_OP_STATUS_NOT_PROCESSED;
	op->consumed = op->produced = 0;
}

static int
check(struct wdp_t *t, void *op)
{
	return wdp_t_small_check(t, op);
}

static void *
make(struct wdp_t *t, uint32_t id)
{
	return wdp_t_small_new(t, id % 2, id);
}

/* Not from a small op: it is never looked at again. */
static void *
make_long(struct wdp_t *t, uint32_t id)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct wdp_t_job j = { .xform = t->comp, .src_len = LONG_B };
	struct wdp_t_chain *src = wdp_t_chain_shape(t, &flat, LONG_B);
	struct rte_comp_op *op = wdp_t_op_new(t);

	j.src = src;
	j.dst = wdp_t_chain_shape(t, &flat, LONG_B);
	if (src == NULL || j.dst == NULL || op == NULL)
		return NULL;
	if (id == 0)
		wdp_t_data(t, WDP_T_TEXT, t->data, LONG_B);
	wdp_t_chain_write(src, 0, t->data, LONG_B);
	wdp_t_op_fill(op, &j);
	return op;
}

static uint16_t
enqueue(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n)
{
	return rte_compressdev_enqueue_burst(t->dev_id, qp, (struct rte_comp_op **)ops, n);
}

static uint16_t
dequeue(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n)
{
	return rte_compressdev_dequeue_burst(t->dev_id, qp, (struct rte_comp_op **)ops, n);
}

static int
start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc)
{
	return wdp_t_dev_start(t, nb_qp, nb_desc);
}

static int
restart(struct wdp_t *t)
{
	return rte_compressdev_start(t->dev_id);
}

static int
setup(struct wdp_t *t, uint16_t qp, uint32_t nb_desc)
{
	return rte_compressdev_queue_pair_setup(t->dev_id, qp, nb_desc, SOCKET_ID_ANY);
}

static int
close_device(struct wdp_t *t)
{
	return rte_compressdev_close(t->dev_id);
}

static void
free_xforms(struct wdp_t *t)
{
	rte_compressdev_private_xform_free(t->dev_id, t->comp);
	rte_compressdev_private_xform_free(t->dev_id, t->decomp);
	t->comp = NULL;
	t->decomp = NULL;
}

static int
life(struct wdp_t *t, int nr)
{
	const struct wdp_t_life l = {
		/* 0: as many as anybody wants */
		.max_queue_pairs = t->info.max_nb_queue_pairs != 0 ?
			t->info.max_nb_queue_pairs : UINT16_MAX,
		.start = start,
		.stop = wdp_t_dev_stop,
		.restart = restart,
		.setup = setup,
		.close = close_device,
		.before_close = free_xforms,
		.make = make,
		.make_long = make_long,
		.mark = mark_of,
		.poison = poison,
		.check = check,
		.enqueue = enqueue,
		.dequeue = dequeue,
	};

	return wdp_t_life(t, &l, nr);
}

const struct wdp_t_case wdp_t_cases_lifecycle[] = {
	WDP_T_LIFE_CASES(life),
	{ NULL, NULL, 0 },
};
