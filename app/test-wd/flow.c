/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "flow.h"

#define DESC WDP_T_FLOW_DESC
#define OPS  (4 * DESC + 64)

/* Ops of a case, in the order they go in, and what is known of those on their way. */
struct flow {
	const struct wdp_t_flow_ops *o;
	void *ops[OPS]; /* a circle: next to send at head */
	uint32_t head;
	uint32_t free; /* not in flight */
	uint32_t seq_in[WDP_T_LANES];
	uint32_t seq_out[WDP_T_LANES];
	uint64_t accepted;
	uint64_t returned;
};

/* Offer n ops; those accepted leave the free part of the circle. */
static int
flow_send(struct wdp_t *t, struct flow *f, uint32_t n, uint32_t *took)
{
	void *burst[OPS];
	uint32_t i;

	n = RTE_MIN(n, f->free);
	for (i = 0; i < n; i++) {
		burst[i] = f->ops[(f->head + i) % OPS];
		f->o->poison(burst[i]);
	}
	*took = f->o->enqueue(t, burst, (uint16_t)n);
	WDP_T_CHECK(t, *took <= n, "enqueue of %u took %u", n, *took);
	for (i = 0; i < *took; i++) {
		struct wdp_t_mark *mark = f->o->mark(burst[i]);

		WDP_T_CHECK(t, burst[i] == f->ops[(f->head + i) % OPS],
			"enqueue changed the caller's array");
		mark->seq = f->seq_in[mark->lane]++;
		mark->sent++;
	}
	f->head = (f->head + *took) % OPS;
	f->free -= *took;
	f->accepted += *took;
	return WDP_T_PASS;
}

/* Take up to n that are ready. Lanes overtake one another: put each where room is. */
static int
flow_receive(struct wdp_t *t, struct flow *f, uint32_t n, uint32_t *got)
{
	struct wdp_t_mark *mark;
	void *burst[OPS];
	uint32_t i;

	n = RTE_MIN(n, OPS);
	*got = f->o->dequeue(t, burst, (uint16_t)n);
	WDP_T_CHECK(t, *got <= n, "dequeue of %u gave %u", n, *got);
	for (i = 0; i < *got; i++) {
		mark = f->o->mark(burst[i]);
		mark->seen++;
		WDP_T_CHECK(t, mark->seen == mark->sent, "op %u: sent %u times, came back %u times",
			mark->id, mark->sent, mark->seen);
		WDP_T_CHECK(t, mark->seq == f->seq_out[mark->lane],
			"lane %u: op number %u came out where %u was due", mark->lane, mark->seq,
			f->seq_out[mark->lane]);
		f->seq_out[mark->lane]++;
		WDP_T_TRY(f->o->check(t, burst[i]));
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

/* Less than asked for is promised by no one but our drivers: others round rings. */
static uint32_t
promised(const struct wdp_t *t)
{
	return t->strict ? DESC : DESC - 1;
}

static int
flow_begin(struct wdp_t *t, struct flow *f, const struct wdp_t_flow_ops *o, int mix)
{
	uint32_t i;

	memset(f, 0, sizeof(*f));
	f->o = o;
	WDP_T_TRY(o->start(t, DESC));
	o->counters_reset(t);
	for (i = 0; i < OPS; i++) {
		f->ops[i] = o->make(t, mix, i);
		if (f->ops[i] == NULL)
			return WDP_T_FAIL;
	}
	f->free = OPS;
	return WDP_T_PASS;
}

static int
flow_end(struct wdp_t *t, struct flow *f)
{
	uint64_t c[4];

	f->o->counters(t, c);
	/* whose full ring is an error has counters of his own */
	if (f->o->full_is_error(t))
		return WDP_T_PASS;
	WDP_T_CHECK(t, c[0] == f->accepted && c[1] == f->returned,
		"counted %llu in and %llu out, it were %llu", (unsigned long long)c[0],
		(unsigned long long)c[1], (unsigned long long)f->accepted);
	WDP_T_CHECK(t, c[2] == 0 && c[3] == 0,
		"a full ring was counted as an error: %llu, %llu", (unsigned long long)c[2],
		(unsigned long long)c[3]);
	return WDP_T_PASS;
}

/* Fill until nothing more goes in, drain; again and again, so that the rings wrap. */
static int
flow_full(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix)
{
	uint32_t round, n, took, in_flight;
	struct flow *f = malloc(sizeof(*f));
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	ret = flow_begin(t, f, o, mix);
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
flow_bursts(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix)
{
	struct flow *f = malloc(sizeof(*f));
	uint32_t n, took;
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	ret = flow_begin(t, f, o, mix);
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
flow_random(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix)
{
	uint32_t total = t->quick ? 5000 : 30000, took, got;
	struct flow *f = malloc(sizeof(*f));
	uint64_t end;
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	ret = flow_begin(t, f, o, mix);
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
flow_empty(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	void *op = NULL, *got = NULL;
	uint32_t i;

	WDP_T_TRY(o->start(t, DESC));
	for (i = 0; i < 1000; i++)
		WDP_T_CHECK(t, o->dequeue(t, &op, 1) == 0,
			"an op came out of an unused queue pair");
	op = o->make(t, mix, 1);
	if (op == NULL)
		return WDP_T_FAIL;
	WDP_T_CHECK(t, o->enqueue(t, &op, 0) == 0, "a burst of 0 took an op");
	WDP_T_CHECK(t, o->enqueue(t, &op, 1) == 1, "a burst of 1 was not taken");
	for (i = 0; i < 1000; i++)
		WDP_T_CHECK(t, o->dequeue(t, &got, 0) == 0, "a dequeue of 0 gave an op");
	while (o->dequeue(t, &got, 1) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "the op did not come back");
		sched_yield();
	}
	WDP_T_CHECK(t, got == op, "another op came back than was given");
	return o->check(t, op);
}

int
wdp_t_flow(struct wdp_t *t, const struct wdp_t_flow_ops *o, int arg)
{
	static int (*const flows[])(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix) = {
		[WDP_T_FLOW_EMPTY] = flow_empty,
		[WDP_T_FLOW_FULL] = flow_full,
		[WDP_T_FLOW_BURSTS] = flow_bursts,
		[WDP_T_FLOW_RANDOM] = flow_random,
	};

	return flows[arg % WDP_T_FLOWS](t, o, WDP_T_FLOW_MIX(arg));
}
