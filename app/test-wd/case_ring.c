/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Full rings and bursts of all sizes: fewer ops are accepted, no error is counted, every
 * accepted op comes back exactly once and in order within its direction.
 */

#include <string.h>

#include <rte_common.h>

#include "flow.h"

#define DESC WDP_T_FLOW_DESC

#define CHAIN_SEGS   300u /* 22 lists of 14 entries on each side */
#define CHAIN_OPS    30u
#define CHAIN_DATA_B 20000u

enum mix {
	ONLY_COMPRESS,
	ONLY_DECOMPRESS,
	ALTERNATE,
	RANDOM_MIX,
	LCORES_MIX,
};

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
	op->produced = UINT32_MAX;
	op->consumed = UINT32_MAX;
}

static int
check(struct wdp_t *t, void *op)
{
	return wdp_t_small_check(t, op);
}

static int
glance(struct wdp_t *t, void *p)
{
	struct rte_comp_op *op = p;

	WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_SUCCESS, "op %u: %s",
		wdp_t_tag(op)->mark.id, wdp_t_status_name(op->status));
	return WDP_T_PASS;
}

static uint16_t
enqueue(struct wdp_t *t, void **ops, uint16_t n)
{
	return rte_compressdev_enqueue_burst(t->dev_id, 0, (struct rte_comp_op **)ops, n);
}

static uint16_t
dequeue(struct wdp_t *t, void **ops, uint16_t n)
{
	return rte_compressdev_dequeue_burst(t->dev_id, 0, (struct rte_comp_op **)ops, n);
}

static int
start(struct wdp_t *t, uint32_t nb_desc)
{
	return wdp_t_dev_start(t, 1, nb_desc);
}

static void
counters(struct wdp_t *t, uint64_t c[4])
{
	struct rte_compressdev_stats s;

	rte_compressdev_stats_get(t->dev_id, &s);
	c[0] = s.enqueued_count;
	c[1] = s.dequeued_count;
	c[2] = s.enqueue_err_count;
	c[3] = s.dequeue_err_count;
}

static void
counters_reset(struct wdp_t *t)
{
	rte_compressdev_stats_reset(t->dev_id);
}

static bool
full_is_error(const struct wdp_t *t)
{
	RTE_SET_USED(t);
	return false;
}

static void *
make(struct wdp_t *t, int mix, uint32_t id)
{
	enum rte_comp_xform_type dir = RTE_COMP_COMPRESS;

	if (mix == ONLY_DECOMPRESS || (mix == ALTERNATE && id % 2 != 0) ||
			(mix == LCORES_MIX && id % 3 == 0) ||
			(mix == RANDOM_MIX && wdp_t_rnd_below(&t->rnd, 2) != 0))
		dir = RTE_COMP_DECOMPRESS;
	return wdp_t_small_new(t, dir, id);
}

static const struct wdp_t_flow_ops flow_ops = {
	.mark = mark_of,
	.poison = poison,
	.check = check,
	.glance = glance,
	.enqueue = enqueue,
	.dequeue = dequeue,
	.start = start,
	.counters = counters,
	.counters_reset = counters_reset,
	.full_is_error = full_is_error,
	.make = make,
};

static int
flow(struct wdp_t *t, int arg)
{
	return wdp_t_flow(t, &flow_ops, arg);
}

static int
two_lcores(struct wdp_t *t, int desc)
{
	return wdp_t_flow_lcores(t, &flow_ops, LCORES_MIX, (uint32_t)desc);
}

/* One op of a long chain on each side; the data follows from its number. */
static struct rte_comp_op *
long_chain_op(struct wdp_t *t, uint32_t id, enum rte_comp_xform_type dir)
{
	static const struct wdp_t_shape s = { .split = WDP_T_EVEN, .segs = CHAIN_SEGS };
	struct wdp_t_job j = { .xform = dir == RTE_COMP_COMPRESS ? t->comp : t->decomp };
	struct rte_comp_op *op = wdp_t_op_new(t);
	struct wdp_t_tag *tag;
	const uint8_t *in = t->data + id;

	if (op == NULL)
		return NULL;
	tag = wdp_t_tag(op);
	j.src_len = CHAIN_DATA_B;
	if (dir == RTE_COMP_DECOMPRESS) {
		j.src_len = wdp_t_ref_deflate(WDP_T_REF_STORED, 15, in, CHAIN_DATA_B, t->stream,
			WDP_T_SCRATCH_B);
		in = t->stream;
	}
	tag->src = wdp_t_chain_shape(t, &s, j.src_len);
	tag->dst = tag->src == NULL ? NULL : wdp_t_chain_shape(t, &s, 2 * CHAIN_DATA_B);
	if (tag->dst == NULL)
		return NULL;
	wdp_t_chain_write(tag->src, 0, in, j.src_len);
	tag->mark.id = id;
	tag->dir = dir;
	j.src = tag->src;
	j.dst = tag->dst;
	wdp_t_op_fill(op, &j);
	return op;
}

static int
long_chain_check(struct wdp_t *t, struct rte_comp_op *op)
{
	const struct wdp_t_tag *tag = wdp_t_tag(op);

	WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_SUCCESS && op->produced <= tag->dst->total,
		"op %u: %s, produced %u", tag->mark.id, wdp_t_status_name(op->status), op->produced);
	WDP_T_TRY(wdp_t_chain_check(t, tag->dst, 0, tag->dst->total));
	wdp_t_chain_read(tag->dst, 0, t->out, op->produced);
	if (tag->dir == RTE_COMP_COMPRESS)
		return wdp_t_ref_check(t, t->out, op->produced, t->data + tag->mark.id,
			CHAIN_DATA_B);
	WDP_T_CHECK(t, op->produced == CHAIN_DATA_B &&
		memcmp(t->out, t->data + tag->mark.id, CHAIN_DATA_B) == 0, "op %u: other data",
		tag->mark.id);
	return WDP_T_PASS;
}

/*
 * More long chains than the queue pair has descriptor memory for: the burst is cut, and
 * what is in flight keeps its lists until it is through.
 */
static int
sgl_memory(struct wdp_t *t, int dir)
{
	struct rte_comp_op *ops[CHAIN_OPS], *got;
	uint32_t i, round, in, out;

	if ((t->cap->comp_feature_flags & RTE_COMP_FF_OOP_SGL_IN_SGL_OUT) == 0)
		return wdp_t_skip(t, "the device does not offer chains in and out");
	/* compress_isal does not come back from some chains */
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_t_dev_start(t, 1, DESC));
	wdp_t_data(t, WDP_T_RANDOM, t->data, CHAIN_DATA_B + CHAIN_OPS);
	for (i = 0; i < CHAIN_OPS; i++) {
		ops[i] = long_chain_op(t, i, dir);
		if (ops[i] == NULL)
			return WDP_T_FAIL;
	}
	for (round = 0; round < 10; round++)
		for (in = 0, out = 0; out < CHAIN_OPS; out++) {
			in += rte_compressdev_enqueue_burst(t->dev_id, 0, ops + in,
				(uint16_t)(CHAIN_OPS - in));
			WDP_T_CHECK(t, in > out, "an empty queue pair takes no chain of %u",
				CHAIN_SEGS);
			WDP_T_TRY(wdp_t_dequeue_one(t, 0, ops[out], &got));
			if (long_chain_check(t, got) != WDP_T_PASS)
				return wdp_t_within(t, "round %u", round);
		}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_ring[] = {
	{ "ring/empty", flow, WDP_T_FLOW(EMPTY, 0) },
	{ "ring/full/compress", flow, WDP_T_FLOW(FULL, ONLY_COMPRESS) },
	{ "ring/full/decompress", flow, WDP_T_FLOW(FULL, ONLY_DECOMPRESS) },
	{ "ring/full/alternate", flow, WDP_T_FLOW(FULL, ALTERNATE) },
	{ "ring/full/mixed", flow, WDP_T_FLOW(FULL, RANDOM_MIX) },
	{ "ring/bursts/compress", flow, WDP_T_FLOW(BURSTS, ONLY_COMPRESS) },
	{ "ring/bursts/decompress", flow, WDP_T_FLOW(BURSTS, ONLY_DECOMPRESS) },
	{ "ring/bursts/mixed", flow, WDP_T_FLOW(BURSTS, RANDOM_MIX) },
	{ "ring/sgl_memory/compress", sgl_memory, RTE_COMP_COMPRESS },
	{ "ring/sgl_memory/decompress", sgl_memory, RTE_COMP_DECOMPRESS },
	{ "ring/random/mixed", flow, WDP_T_FLOW(RANDOM, RANDOM_MIX) },
	{ "lcores/two/roomy", two_lcores, 512 },
	{ "lcores/two/tight", two_lcores, 32 },
	{ NULL, NULL, 0 },
};
