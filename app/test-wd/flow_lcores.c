/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Enqueue on one lcore, dequeue on another, same queue pair. Works with both lcores on
 * one CPU too: whoever cannot move yields.
 */

#include <sched.h>
#include <stdio.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_ring.h>

#include "flow.h"

#define SLOTS       256u
#define BURST       32u
#define SAMPLE      61u /* one result in so many is checked byte for byte */
#define TOTAL       200000u
#define TOTAL_QUICK 40000u

struct pair {
	struct wdp_t *t;
	const struct wdp_t_flow_ops *o;
	struct rte_ring *idle; /* ops at rest: consumer to producer */
	uint32_t total;
	uint32_t stop; /* atomic: either side gave up */
	int consumer_ret;
};

static bool
stopped(struct pair *p)
{
	return __atomic_load_n(&p->stop, __ATOMIC_RELAXED) != 0;
}

static uint64_t
deadline(void)
{
	return rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
}

/* The consumer's loop; only it writes t->why while both run. */
static int
consume(struct pair *p)
{
	uint32_t due[WDP_T_LANES] = { 0 }, done = 0, i;
	uint64_t end = deadline();
	struct wdp_t *t = p->t;
	struct wdp_t_mark *mark;
	void *ops[BURST];
	uint16_t n;

	while (done < p->total) {
		n = p->o->dequeue(t, ops, BURST);
		if (n == 0) {
			if (stopped(p))
				return WDP_T_PASS; /* the producer has the reason */
			WDP_T_CHECK(t, rte_get_timer_cycles() < end,
				"nothing came back for a while, %u of %u done", done, p->total);
			sched_yield();
			continue;
		}
		end = deadline();
		for (i = 0; i < n; i++, done++) {
			mark = p->o->mark(ops[i]);
			mark->seen++;
			WDP_T_CHECK(t, mark->seen == mark->sent, "op %u: sent %u times, back %u",
				mark->id, mark->sent, mark->seen);
			WDP_T_CHECK(t, mark->seq == due[mark->lane],
				"lane %u: number %u came where %u was due", mark->lane,
				mark->seq, due[mark->lane]);
			due[mark->lane]++;
			WDP_T_TRY(p->o->glance(t, ops[i]));
			if (done % SAMPLE == 0)
				WDP_T_TRY(p->o->check(t, ops[i]));
			WDP_T_CHECK(t, rte_ring_sp_enqueue(p->idle, ops[i]) == 0,
				"more ops came back than were sent");
		}
	}
	return WDP_T_PASS;
}

static int
consumer(void *arg)
{
	struct pair *p = arg;

	p->consumer_ret = consume(p);
	if (p->consumer_ret != WDP_T_PASS)
		__atomic_store_n(&p->stop, 1, __ATOMIC_RELAXED);
	return 0;
}

/* Returns ops accepted; less than total when someone gave up. */
static uint32_t
produce(struct pair *p)
{
	uint32_t seq[WDP_T_LANES] = { 0 }, sent = 0, i, n, took;
	uint64_t end = deadline();
	struct wdp_t_mark *mark;
	void *ops[BURST];

	while (sent < p->total && !stopped(p)) {
		n = RTE_MIN(BURST, p->total - sent);
		n = rte_ring_sc_dequeue_burst(p->idle, ops, n, NULL);
		for (i = 0; i < n; i++) {
			mark = p->o->mark(ops[i]);
			mark->seq = seq[mark->lane]++;
			mark->sent++;
			p->o->poison(ops[i]);
		}
		for (i = 0; i < n && !stopped(p); i += took) {
			took = p->o->enqueue(p->t, ops + i, (uint16_t)(n - i));
			if (took > 0) {
				end = deadline();
				continue;
			}
			if (rte_get_timer_cycles() > end)
				__atomic_store_n(&p->stop, 1, __ATOMIC_RELAXED);
			sched_yield();
		}
		sent += i;
		if (n == 0) {
			if (rte_get_timer_cycles() > end)
				__atomic_store_n(&p->stop, 1, __ATOMIC_RELAXED);
			sched_yield();
		}
	}
	return sent;
}

static int
run_pair(struct wdp_t *t, struct pair *p, int mix, unsigned int lcore)
{
	uint32_t i, sent;
	void *op;

	for (i = 0; i < SLOTS; i++) {
		op = p->o->make(t, mix, i);
		if (op == NULL)
			return WDP_T_FAIL;
		rte_ring_sp_enqueue(p->idle, op);
	}
	WDP_T_CHECK(t, rte_eal_remote_launch(consumer, p, lcore) == 0, "lcore %u is busy", lcore);
	sent = produce(p);
	rte_eal_wait_lcore(lcore);
	WDP_T_TRY(p->consumer_ret);
	WDP_T_CHECK(t, sent == p->total, "the queue pair took only %u of %u ops", sent, p->total);
	return WDP_T_PASS;
}

int
wdp_t_flow_lcores(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix, uint32_t desc)
{
	struct pair p = { .t = t, .o = o, .total = t->quick ? TOTAL_QUICK : TOTAL };
	unsigned int lcore = rte_get_next_lcore(-1, 1, 0);
	int ret;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	if (lcore >= RTE_MAX_LCORE)
		return wdp_t_skip(t, "one lcore only: give EAL -l 0-1 or --lcores 0@0,1@0");
	WDP_T_TRY(o->start(t, desc));
	p.idle = rte_ring_create("wdp_t_idle", 2 * SLOTS, SOCKET_ID_ANY,
		RING_F_SP_ENQ | RING_F_SC_DEQ);
	WDP_T_CHECK(t, p.idle != NULL, "no ring");
	ret = run_pair(t, &p, mix, lcore);
	rte_ring_free(p.idle);
	return ret;
}
