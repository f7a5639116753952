/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Bad ops (R17): accepted, come out of dequeue with INVALID_ARGS, are counted there, touch
 * nothing; the next good op works.
 */

#include <rte_common.h>

#include "test.h"

#define LEN_B 500u
#define SEGS_TOO_MANY 9000u
#define BURST 32u

enum bad {
	BAD_ZERO_LENGTH,
	BAD_SRC_LENGTH,
	BAD_SRC_OFFSET,
	BAD_SRC_OFFSET_WRAPS,
	BAD_SRC_BEYOND_BY_ONE,
	BAD_DST_OFFSET_END,
	BAD_DST_OFFSET,
	BAD_DST_OFFSET_MAX,
	BAD_STATEFUL,
	BAD_OP_TYPE,
	BAD_NO_SRC,
	BAD_NO_DST,
	BAD_NO_XFORM,
	BAD_TOO_LONG,
	BAD_SRC_SEGMENTS,
	BAD_DST_SEGMENTS,
	BAD_SRC_PKT_LEN_LIES,
	BAD_DST_PKT_LEN_LIES,
	BAD_DST_PKT_LEN_LIES_SMALL,
	BAD_DST_EMPTY,
	BAD_FLUSH_NONE,
	BAD_FLUSH_SYNC,
};

/* These the stock PMDs do not survive or do not look at. */
static bool
only_strict(enum bad what)
{
	switch (what) {
	case BAD_SRC_LENGTH:
	case BAD_SRC_OFFSET:
	case BAD_SRC_BEYOND_BY_ONE:
	case BAD_DST_OFFSET_END:
	case BAD_DST_OFFSET:
	case BAD_STATEFUL:
		return false;
	default:
		return true;
	}
}

/* A valid place of no bytes: both answers are true. */
static bool
no_room(enum bad what)
{
	return what == BAD_DST_OFFSET_END || what == BAD_DST_EMPTY;
}

/* A chain of the largest segments with more than an op may have. */
static struct wdp_t_chain *
too_long(struct wdp_t *t)
{
	static const struct wdp_t_shape s = { .split = WDP_T_AUTO };

	return wdp_t_chain_shape(t, &s, WDP_T_OP_MAX_B + 1);
}

static struct wdp_t_chain *
too_many(struct wdp_t *t)
{
	static const struct wdp_t_shape s = { .split = WDP_T_ONES, .segs = SEGS_TOO_MANY };

	return wdp_t_chain_shape(t, &s, SEGS_TOO_MANY);
}

/* A field of the op is wrong. */
static void
spoil_field(enum bad what, struct rte_comp_op *op)
{
	switch (what) {
	case BAD_ZERO_LENGTH:
		op->src.length = 0;
		break;
	case BAD_SRC_LENGTH:
		op->src.length = op->m_src->pkt_len + 100000;
		break;
	case BAD_SRC_OFFSET:
		op->src.offset = op->m_src->pkt_len;
		break;
	case BAD_SRC_OFFSET_WRAPS:
		op->src.offset = UINT32_MAX - 9;
		op->src.length = 20;
		break;
	case BAD_SRC_BEYOND_BY_ONE:
		op->src.offset = op->m_src->pkt_len - op->src.length + 1;
		break;
	case BAD_DST_OFFSET_END:
		op->dst.offset = op->m_dst->pkt_len;
		break;
	case BAD_DST_OFFSET:
		op->dst.offset = op->m_dst->pkt_len + 1;
		break;
	case BAD_DST_OFFSET_MAX:
		op->dst.offset = UINT32_MAX;
		break;
	case BAD_STATEFUL:
		op->op_type = RTE_COMP_OP_STATEFUL;
		break;
	case BAD_OP_TYPE:
		op->op_type = (enum rte_comp_op_type)77;
		break;
	case BAD_NO_SRC:
		op->m_src = NULL;
		break;
	case BAD_NO_DST:
		op->m_dst = NULL;
		break;
	case BAD_NO_XFORM:
		op->private_xform = NULL;
		break;
	case BAD_FLUSH_NONE:
		op->flush_flag = RTE_COMP_FLUSH_NONE;
		break;
	case BAD_FLUSH_SYNC:
		op->flush_flag = RTE_COMP_FLUSH_SYNC;
		break;
	default:
		break;
	}
}

/* Fields that are right for mbufs that are not. */
static int
spoil(struct wdp_t *t, enum bad what, struct rte_comp_op *op)
{
	struct wdp_t_chain *c;

	switch (what) {
	case BAD_TOO_LONG:
	case BAD_SRC_SEGMENTS:
		c = what == BAD_TOO_LONG ? too_long(t) : too_many(t);
		if (c == NULL)
			return WDP_T_FAIL;
		op->m_src = c->m;
		op->src.length = c->total;
		break;
	case BAD_DST_SEGMENTS:
		c = too_many(t);
		if (c == NULL)
			return WDP_T_FAIL;
		op->m_dst = c->m;
		break;
	case BAD_SRC_PKT_LEN_LIES: /* the segments hold less than the packet length says */
		op->m_src->pkt_len += 4096;
		op->src.length += 4096;
		break;
	case BAD_DST_PKT_LEN_LIES:
		op->m_dst->pkt_len += 4096;
		op->dst.offset = op->m_dst->data_len + 10;
		break;
	case BAD_DST_PKT_LEN_LIES_SMALL: /* so little room that no list is made */
		op->m_dst->pkt_len += 5;
		op->dst.offset = op->m_dst->pkt_len - 10;
		break;
	case BAD_DST_EMPTY:
		op->m_dst->data_len = 0;
		op->m_dst->pkt_len = 0;
		break;
	default:
		spoil_field(what, op);
		break;
	}
	return WDP_T_PASS;
}

static int
stats_differ(struct wdp_t *t, const struct rte_compressdev_stats *a, uint64_t enq, uint64_t deq,
	uint64_t enq_err, uint64_t deq_err)
{
	struct rte_compressdev_stats b;

	rte_compressdev_stats_get(t->dev_id, &b);
	WDP_T_CHECK(t, b.enqueued_count - a->enqueued_count == enq, "enqueued_count +%llu, not "
		"+%llu", (unsigned long long)(b.enqueued_count - a->enqueued_count),
		(unsigned long long)enq);
	WDP_T_CHECK(t, b.dequeued_count - a->dequeued_count == deq, "dequeued_count +%llu, not "
		"+%llu", (unsigned long long)(b.dequeued_count - a->dequeued_count),
		(unsigned long long)deq);
	WDP_T_CHECK(t, b.enqueue_err_count - a->enqueue_err_count == enq_err,
		"enqueue_err_count +%llu, not +%llu",
		(unsigned long long)(b.enqueue_err_count - a->enqueue_err_count),
		(unsigned long long)enq_err);
	WDP_T_CHECK(t, b.dequeue_err_count - a->dequeue_err_count == deq_err,
		"dequeue_err_count +%llu, not +%llu",
		(unsigned long long)(b.dequeue_err_count - a->dequeue_err_count),
		(unsigned long long)deq_err);
	return WDP_T_PASS;
}

static int
good_op(struct wdp_t *t)
{
	struct rte_compressdev_stats before;
	struct rte_comp_op *op;
	int dir;

	for (dir = RTE_COMP_COMPRESS; dir <= RTE_COMP_DECOMPRESS; dir++) {
		rte_compressdev_stats_get(t->dev_id, &before);
		op = wdp_t_small_new(t, dir, (uint32_t)wdp_t_rnd(&t->rnd));
		if (op == NULL)
			return WDP_T_FAIL;
		WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
		WDP_T_TRY(wdp_t_small_check(t, op));
		WDP_T_TRY(stats_differ(t, &before, 1, 1, 0, 0));
	}
	return WDP_T_PASS;
}

/* One bad op, in the given direction, on chains of @p segs segments. */
static int
bad_one(struct wdp_t *t, enum bad what, bool decomp, uint32_t segs)
{
	struct wdp_t_shape s = { .split = WDP_T_EVEN, .segs = segs };
	struct wdp_t_job j = {
		.xform = decomp ? t->decomp : t->comp,
		.src_len = LEN_B,
	};
	struct rte_compressdev_stats before;
	struct wdp_t_chain *src, *dst;
	struct rte_comp_op *op;

	src = wdp_t_chain_shape(t, &s, LEN_B);
	dst = wdp_t_chain_shape(t, &s, 2 * LEN_B);
	op = wdp_t_op_new(t);
	if (src == NULL || dst == NULL || op == NULL)
		return WDP_T_FAIL;
	j.src = src;
	j.dst = dst;
	wdp_t_op_fill(op, &j);
	WDP_T_TRY(spoil(t, what, op));
	op->consumed = 12345;
	op->produced = 54321;
	rte_compressdev_stats_get(t->dev_id, &before);
	WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
	if (t->strict) /* counted when it comes out, not before */
		WDP_T_TRY(stats_differ(t, &before, 1, 0, 0, 0));
	WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
	WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_INVALID_ARGS ||
		(no_room(what) && wdp_t_is_oos(t, op->status)), "%s",
		wdp_t_status_name(op->status));
	WDP_T_CHECK(t, !t->strict || (op->consumed == 0 && op->produced == 0),
		"consumed %u, produced %u", op->consumed, op->produced);
	WDP_T_TRY(stats_differ(t, &before, 1, 1, 1, 0));
	if (what != BAD_DST_EMPTY)
		WDP_T_TRY(wdp_t_chain_check(t, dst, 0, 0));
	/* as the mbufs were, for those who free them */
	src->m->pkt_len = src->total;
	dst->m->pkt_len = dst->total;
	return good_op(t);
}

static int
bad(struct wdp_t *t, int arg)
{
	uint32_t segs;
	int dir;

	if (!t->strict && only_strict(arg))
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (dir = 0; dir < 2; dir++)
		for (segs = 1; segs <= 20; segs = segs == 1 ? 3 : segs + 17) {
			/* decompression ignores the flag */
			if (dir == 1 && (arg == BAD_FLUSH_NONE || arg == BAD_FLUSH_SYNC))
				continue;
			/* with a chain, an emptied first segment leaves valid ones */
			if (segs > 1 && (arg == BAD_DST_EMPTY || arg == BAD_DST_PKT_LEN_LIES))
				continue;
			if (bad_one(t, arg, dir == 1, segs) != WDP_T_PASS)
				return wdp_t_within(t, "%s, %u segments",
					dir == 1 ? "decompress" : "compress", segs);
			wdp_t_op_free_all(t);
			wdp_t_chain_free_all(t);
		}
	return WDP_T_PASS;
}

/* What the device refuses counts as an error of dequeue, not of enqueue. */
static int
failed_by_device(struct wdp_t *t, int arg)
{
	struct rte_compressdev_stats before;
	struct rte_comp_op *op = wdp_t_small_new(t, RTE_COMP_DECOMPRESS, 3);
	static const uint8_t no_block = 0x07; /* block type 3 */

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	if (op == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(wdp_t_tag(op)->src, 0, &no_block, 1);
	rte_compressdev_stats_get(t->dev_id, &before);
	WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
	WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
	WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_ERROR, "%s",
		wdp_t_status_name(op->status));
	WDP_T_TRY(stats_differ(t, &before, 1, 1, 0, 1));
	return good_op(t);
}

/* Bad and good ops mixed in one burst: everyone gets the status that is theirs. */
static int
mixed(struct wdp_t *t, int arg)
{
	struct rte_comp_op *ops[64], *got[64];
	struct rte_compressdev_stats before;
	uint32_t i, n = RTE_DIM(ops), bad_ops = 0, in = 0, out = 0, k;

	RTE_SET_USED(arg);
	for (i = 0; i < n; i++) {
		ops[i] = wdp_t_small_new(t, i % 2 == 0 ? RTE_COMP_COMPRESS :
			RTE_COMP_DECOMPRESS, i);
		if (ops[i] == NULL)
			return WDP_T_FAIL;
		if (wdp_t_rnd_below(&t->rnd, 3) == 0) {
			ops[i]->src.length = ops[i]->m_src->pkt_len + 1;
			bad_ops++;
		}
	}
	rte_compressdev_stats_get(t->dev_id, &before);
	while (out < n) {
		in += rte_compressdev_enqueue_burst(t->dev_id, 0, ops + in, n - in);
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, NULL, &got[out]));
		out++;
	}
	for (i = 0; i < n; i++) {
		k = ++wdp_t_tag(got[i])->mark.seen;
		WDP_T_CHECK(t, k == 1, "op %u came back %u times", wdp_t_tag(got[i])->mark.id, k);
		if (got[i]->src.length > got[i]->m_src->pkt_len)
			WDP_T_CHECK(t, got[i]->status == RTE_COMP_OP_STATUS_INVALID_ARGS,
				"bad op %u: %s", wdp_t_tag(got[i])->mark.id,
				wdp_t_status_name(got[i]->status));
		else
			WDP_T_TRY(wdp_t_small_check(t, got[i]));
	}
	return stats_differ(t, &before, n, n, bad_ops, 0);
}

/* More bad ops than a ring holds, in bursts: none is lost, none comes twice. */
static int
only_bad(struct wdp_t *t, int arg)
{
	uint32_t i, out, round, rounds = 4 * t->nb_desc / BURST;
	struct rte_comp_op *ops[BURST], *got[BURST];
	uint16_t n;

	RTE_SET_USED(arg);
	for (i = 0; i < BURST; i++) {
		ops[i] = wdp_t_small_new(t, RTE_COMP_COMPRESS, i);
		if (ops[i] == NULL)
			return WDP_T_FAIL;
		ops[i]->src.offset = ops[i]->m_src->pkt_len;
	}
	for (round = 0; round < rounds; round++) {
		n = rte_compressdev_enqueue_burst(t->dev_id, 0, ops, BURST);
		WDP_T_CHECK(t, n == BURST, "an empty queue pair took %u of %u bad ops", n, BURST);
		/* the first one may have to be waited for, then all at once */
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, NULL, &got[0]));
		for (out = 1; out < BURST; out += n) {
			n = rte_compressdev_dequeue_burst(t->dev_id, 0, got + out,
				(uint16_t)(BURST - out));
			if (n == 0) {
				WDP_T_TRY(wdp_t_dequeue_one(t, 0, NULL, &got[out]));
				n = 1;
			}
		}
		for (i = 0; i < BURST; i++) {
			WDP_T_CHECK(t, got[i]->status == RTE_COMP_OP_STATUS_INVALID_ARGS, "%s",
				wdp_t_status_name(got[i]->status));
			WDP_T_CHECK(t, ++wdp_t_tag(got[i])->mark.seen == round + 1,
				"op %u came back %u times in %u rounds", wdp_t_tag(got[i])->mark.id,
				wdp_t_tag(got[i])->mark.seen, round + 1);
		}
	}
	return good_op(t);
}

static int
stats_reset(struct wdp_t *t, int arg)
{
	struct rte_compressdev_stats s;

	RTE_SET_USED(arg);
	WDP_T_TRY(good_op(t));
	rte_compressdev_stats_get(t->dev_id, &s);
	WDP_T_CHECK(t, s.enqueued_count > 0 && s.dequeued_count > 0, "nothing was counted");
	rte_compressdev_stats_reset(t->dev_id);
	rte_compressdev_stats_get(t->dev_id, &s);
	WDP_T_CHECK(t, s.enqueued_count == 0 && s.dequeued_count == 0 &&
		s.enqueue_err_count == 0 && s.dequeue_err_count == 0,
		"counters after stats_reset: %llu %llu %llu %llu",
		(unsigned long long)s.enqueued_count, (unsigned long long)s.dequeued_count,
		(unsigned long long)s.enqueue_err_count, (unsigned long long)s.dequeue_err_count);
	return good_op(t);
}

const struct wdp_t_case wdp_t_cases_bad[] = {
	{ "bad/zero_length", bad, BAD_ZERO_LENGTH },
	{ "bad/src_length", bad, BAD_SRC_LENGTH },
	{ "bad/src_offset", bad, BAD_SRC_OFFSET },
	{ "bad/src_offset_wraps", bad, BAD_SRC_OFFSET_WRAPS },
	{ "bad/src_beyond_by_one", bad, BAD_SRC_BEYOND_BY_ONE },
	{ "bad/dst_offset_at_end", bad, BAD_DST_OFFSET_END },
	{ "bad/dst_offset", bad, BAD_DST_OFFSET },
	{ "bad/dst_offset_max", bad, BAD_DST_OFFSET_MAX },
	{ "bad/stateful", bad, BAD_STATEFUL },
	{ "bad/op_type", bad, BAD_OP_TYPE },
	{ "bad/no_src", bad, BAD_NO_SRC },
	{ "bad/no_dst", bad, BAD_NO_DST },
	{ "bad/no_xform", bad, BAD_NO_XFORM },
	{ "bad/too_long", bad, BAD_TOO_LONG },
	{ "bad/src_segments", bad, BAD_SRC_SEGMENTS },
	{ "bad/dst_segments", bad, BAD_DST_SEGMENTS },
	{ "bad/src_pkt_len_lies", bad, BAD_SRC_PKT_LEN_LIES },
	{ "bad/dst_pkt_len_lies", bad, BAD_DST_PKT_LEN_LIES },
	{ "bad/dst_pkt_len_lies_small", bad, BAD_DST_PKT_LEN_LIES_SMALL },
	{ "bad/dst_empty", bad, BAD_DST_EMPTY },
	{ "bad/flush_none", bad, BAD_FLUSH_NONE },
	{ "bad/flush_sync", bad, BAD_FLUSH_SYNC },
	{ "bad/failed_by_device", failed_by_device, 0 },
	{ "bad/mixed_burst", mixed, 0 },
	{ "bad/only_bad", only_bad, 0 },
	{ "bad/stats_reset", stats_reset, 0 },
	{ NULL, NULL, 0 },
};
