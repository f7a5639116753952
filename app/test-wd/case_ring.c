/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Full rings and bursts of all sizes: fewer ops are accepted, no error is counted, every
 * accepted op comes back exactly once and in order within its direction.
 */

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "test.h"

#define DESC 64u
#define OPS  (4 * DESC + 64)

#define CHAIN_SEGS   300u /* 22 lists of 14 entries on each side */
#define CHAIN_OPS    30u
#define CHAIN_DATA_B 20000u

enum mix {
	ONLY_COMPRESS,
	ONLY_DECOMPRESS,
	ALTERNATE,
	RANDOM_MIX,
};

/* Ops of a case, in the order they go in, and what is known of those on their way. */
struct flow {
	struct rte_comp_op *ops[OPS]; /* a circle: next to send at head */
	uint32_t head;
	uint32_t free; /* not in flight */
	uint32_t seq_in[2];
	uint32_t seq_out[2];
	uint64_t accepted;
	uint64_t returned;
};

static int
flow_init(struct wdp_t *t, struct flow *f, enum mix mix)
{
	uint32_t i;

	memset(f, 0, sizeof(*f));
	for (i = 0; i < OPS; i++) {
		enum rte_comp_xform_type dir = RTE_COMP_COMPRESS;

		if (mix == ONLY_DECOMPRESS || (mix == ALTERNATE && i % 2 != 0) ||
				(mix == RANDOM_MIX && wdp_t_rnd_below(&t->rnd, 2) != 0))
			dir = RTE_COMP_DECOMPRESS;
		f->ops[i] = wdp_t_small_new(t, dir, i);
		if (f->ops[i] == NULL)
			return WDP_T_FAIL;
	}
	f->free = OPS;
	return WDP_T_PASS;
}

/* Offer n ops; those accepted leave the free part of the circle. */
static int
flow_send(struct wdp_t *t, struct flow *f, uint32_t n, uint32_t *took)
{
	struct rte_comp_op *burst[OPS];
	uint32_t i;

	n = RTE_MIN(n, f->free);
	for (i = 0; i < n; i++) {
		burst[i] = f->ops[(f->head + i) % OPS];
		burst[i]->status = RTE_COMP_OP_STATUS_NOT_PROCESSED;
		burst[i]->produced = UINT32_MAX;
		burst[i]->consumed = UINT32_MAX;
	}
	*took = rte_compressdev_enqueue_burst(t->dev_id, 0, burst, (uint16_t)n);
	WDP_T_CHECK(t, *took <= n, "enqueue of %u took %u", n, *took);
	for (i = 0; i < *took; i++) {
		struct wdp_t_tag *tag = wdp_t_tag(burst[i]);

		WDP_T_CHECK(t, burst[i] == f->ops[(f->head + i) % OPS],
			"enqueue changed the caller's array");
		tag->seq = f->seq_in[tag->dir]++;
		tag->sent++;
	}
	f->head = (f->head + *took) % OPS;
	f->free -= *took;
	f->accepted += *took;
	return WDP_T_PASS;
}

/* Take up to n that are ready. Directions overtake one another: put each where room is. */
static int
flow_receive(struct wdp_t *t, struct flow *f, uint32_t n, uint32_t *got)
{
	struct rte_comp_op *burst[OPS];
	struct wdp_t_tag *tag;
	uint32_t i;

	n = RTE_MIN(n, OPS);
	*got = rte_compressdev_dequeue_burst(t->dev_id, 0, burst, (uint16_t)n);
	WDP_T_CHECK(t, *got <= n, "dequeue of %u gave %u", n, *got);
	for (i = 0; i < *got; i++) {
		tag = wdp_t_tag(burst[i]);
		tag->seen++;
		WDP_T_CHECK(t, tag->seen == tag->sent, "op %u: sent %u times, came back %u times",
			tag->id, tag->sent, tag->seen);
		WDP_T_CHECK(t, tag->seq == f->seq_out[tag->dir],
			"direction %d: op number %u came out where %u was due", tag->dir, tag->seq,
			f->seq_out[tag->dir]);
		f->seq_out[tag->dir]++;
		WDP_T_TRY(wdp_t_small_check(t, burst[i]));
		f->ops[(f->head + f->free) % OPS] = burst[i];
		f->free++;
	}
	f->returned += *got;
	return WDP_T_PASS;
}

static int
flow_drain(struct wdp_t *t, struct flow *f, uint32_t burst)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	uint32_t got;

	while (f->returned < f->accepted) {
		WDP_T_TRY(flow_receive(t, f, burst, &got));
		if (got > 0)
			continue;
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%llu ops never came back",
			(unsigned long long)(f->accepted - f->returned));
		sched_yield();
	}
	WDP_T_TRY(flow_receive(t, f, OPS, &got));
	WDP_T_CHECK(t, got == 0, "an idle queue pair gave %u ops", got);
	WDP_T_CHECK(t, f->free == OPS, "%u of %u ops are left", f->free, OPS);
	return WDP_T_PASS;
}

/* Less than asked for is promised by no one but compress_wd: others round rings. */
static uint32_t
promised(const struct wdp_t *t)
{
	return t->strict ? DESC : DESC - 1;
}

static int
flow_begin(struct wdp_t *t, struct flow *f, int mix)
{
	WDP_T_TRY(wdp_t_dev_start(t, 1, DESC));
	rte_compressdev_stats_reset(t->dev_id);
	return flow_init(t, f, mix);
}

static int
flow_end(struct wdp_t *t, struct flow *f)
{
	struct rte_compressdev_stats s;

	rte_compressdev_stats_get(t->dev_id, &s);
	WDP_T_CHECK(t, s.enqueued_count == f->accepted && s.dequeued_count == f->returned,
		"counted %llu in and %llu out, it were %llu", (unsigned long long)s.enqueued_count,
		(unsigned long long)s.dequeued_count, (unsigned long long)f->accepted);
	WDP_T_CHECK(t, s.enqueue_err_count == 0 && s.dequeue_err_count == 0,
		"a full ring was counted as an error: %llu, %llu",
		(unsigned long long)s.enqueue_err_count, (unsigned long long)s.dequeue_err_count);
	return WDP_T_PASS;
}

/* Fill until nothing more goes in, drain; again and again, so that the rings wrap. */
static int
full(struct wdp_t *t, int mix)
{
	uint32_t round, n, took, in_flight;
	struct flow *f = malloc(sizeof(*f));
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	ret = flow_begin(t, f, mix);
	for (round = 0; ret == WDP_T_PASS && round < 12; round++) {
		in_flight = 0;
		n = round % 3 == 0 ? OPS : 1 + wdp_t_rnd_below(&t->rnd, DESC);
		do {
			ret = flow_send(t, f, n, &took);
			in_flight += took;
		} while (ret == WDP_T_PASS && took > 0 && f->free > 0);
		if (ret != WDP_T_PASS)
			break;
		if (f->free == 0)
			ret = WDP_T_FAILF(t, "%u ops went into a queue pair set up for %u", OPS,
				DESC);
		else if (in_flight < promised(t))
			ret = WDP_T_FAILF(t, "only %u ops in flight, set up for %u", in_flight,
				DESC);
		else
			ret = flow_drain(t, f, 1 + wdp_t_rnd_below(&t->rnd, DESC));
	}
	if (ret == WDP_T_PASS)
		ret = flow_end(t, f);
	free(f);
	return ret;
}

/* A burst of every size from 1 to one more than the ring, into an empty queue pair. */
static int
burst_sizes(struct wdp_t *t, int mix)
{
	struct flow *f = malloc(sizeof(*f));
	uint32_t n, took;
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	ret = flow_begin(t, f, mix);
	for (n = 1; ret == WDP_T_PASS && n <= DESC + 1; n++) {
		ret = flow_send(t, f, n, &took);
		if (ret == WDP_T_PASS && took < RTE_MIN(n, promised(t)))
			ret = WDP_T_FAILF(t, "an empty queue pair set up for %u took %u of %u",
				DESC, took, n);
		if (ret == WDP_T_PASS)
			ret = flow_drain(t, f, 1 + (n * 7) % (DESC + 1));
	}
	if (ret == WDP_T_PASS)
		ret = flow_end(t, f);
	free(f);
	return ret;
}

/* Random bursts in and out, never waiting for the queue to be empty or full. */
static int
random_bursts(struct wdp_t *t, int mix)
{
	uint32_t total = t->quick ? 5000 : 30000, took, got;
	struct flow *f = malloc(sizeof(*f));
	uint64_t end;
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	ret = flow_begin(t, f, mix);
	end = rte_get_timer_cycles() + rte_get_timer_hz() * 60;
	while (ret == WDP_T_PASS && f->returned < total) {
		took = 0;
		ret = flow_send(t, f, wdp_t_rnd_below(&t->rnd, DESC + 2), &took);
		if (ret == WDP_T_PASS)
			ret = flow_receive(t, f, wdp_t_rnd_below(&t->rnd, DESC + 2), &got);
		if (ret == WDP_T_PASS && took + got == 0) {
			if (rte_get_timer_cycles() > end)
				ret = WDP_T_FAILF(t, "%llu ops in, %llu out, then nothing moves",
					(unsigned long long)f->accepted,
					(unsigned long long)f->returned);
			sched_yield();
		}
	}
	if (ret == WDP_T_PASS)
		ret = flow_drain(t, f, DESC);
	if (ret == WDP_T_PASS)
		ret = flow_end(t, f);
	free(f);
	return ret;
}

/* Nothing in, nothing out, and nothing of zero. */
static int
empty(struct wdp_t *t, int arg)
{
	struct rte_comp_op *op = NULL;
	uint32_t i;

	RTE_SET_USED(arg);
	for (i = 0; i < 1000; i++)
		WDP_T_CHECK(t, rte_compressdev_dequeue_burst(t->dev_id, 0, &op, 1) == 0,
			"an op came out of an unused queue pair");
	op = wdp_t_small_new(t, RTE_COMP_COMPRESS, 1);
	if (op == NULL)
		return WDP_T_FAIL;
	WDP_T_CHECK(t, rte_compressdev_enqueue_burst(t->dev_id, 0, &op, 0) == 0,
		"a burst of 0 took an op");
	WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
	for (i = 0; i < 1000; i++)
		WDP_T_CHECK(t, rte_compressdev_dequeue_burst(t->dev_id, 0, &op, 0) == 0,
			"a dequeue of 0 gave an op");
	WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
	return wdp_t_small_check(t, op);
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
	tag->id = id;
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
		"op %u: %s, produced %u", tag->id, wdp_t_status_name(op->status), op->produced);
	WDP_T_TRY(wdp_t_chain_check(t, tag->dst, 0, tag->dst->total));
	wdp_t_chain_read(tag->dst, 0, t->out, op->produced);
	if (tag->dir == RTE_COMP_COMPRESS)
		return wdp_t_ref_check(t, t->out, op->produced, t->data + tag->id, CHAIN_DATA_B);
	WDP_T_CHECK(t, op->produced == CHAIN_DATA_B &&
		memcmp(t->out, t->data + tag->id, CHAIN_DATA_B) == 0, "op %u: other data", tag->id);
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
	{ "ring/empty", empty, 0 },
	{ "ring/full/compress", full, ONLY_COMPRESS },
	{ "ring/full/decompress", full, ONLY_DECOMPRESS },
	{ "ring/full/alternate", full, ALTERNATE },
	{ "ring/full/mixed", full, RANDOM_MIX },
	{ "ring/bursts/compress", burst_sizes, ONLY_COMPRESS },
	{ "ring/bursts/decompress", burst_sizes, ONLY_DECOMPRESS },
	{ "ring/bursts/mixed", burst_sizes, RANDOM_MIX },
	{ "ring/sgl_memory/compress", sgl_memory, RTE_COMP_COMPRESS },
	{ "ring/sgl_memory/decompress", sgl_memory, RTE_COMP_DECOMPRESS },
	{ "ring/random/mixed", random_bursts, RANDOM_MIX },
	{ NULL, NULL, 0 },
};
