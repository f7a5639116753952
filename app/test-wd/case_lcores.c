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

#include "test.h"

#define SLOTS       256u
#define BURST       32u
#define SAMPLE      61u /* one result in so many is checked byte for byte */
#define TOTAL       200000u
#define TOTAL_QUICK 40000u

struct pair {
	struct wdp_t *t;
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
	struct rte_comp_op *ops[BURST];
	uint32_t due[2] = { 0 }, done = 0, i;
	uint64_t end = deadline();
	struct wdp_t *t = p->t;
	struct wdp_t_tag *tag;
	uint16_t n;

	while (done < p->total) {
		n = rte_compressdev_dequeue_burst(t->dev_id, 0, ops, BURST);
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
			tag = wdp_t_tag(ops[i]);
			tag->seen++;
			WDP_T_CHECK(t, tag->seen == tag->sent, "op %u: sent %u times, back %u",
				tag->id, tag->sent, tag->seen);
			WDP_T_CHECK(t, tag->seq == due[tag->dir],
				"direction %d: number %u came where %u was due", tag->dir,
				tag->seq, due[tag->dir]);
			due[tag->dir]++;
			WDP_T_CHECK(t, ops[i]->status == RTE_COMP_OP_STATUS_SUCCESS, "op %u: %s",
				tag->id, wdp_t_status_name(ops[i]->status));
			if (done % SAMPLE == 0)
				WDP_T_TRY(wdp_t_small_check(t, ops[i]));
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
	struct rte_comp_op *ops[BURST];
	uint32_t seq[2] = { 0 }, sent = 0, i, n, took;
	uint64_t end = deadline();
	struct wdp_t_tag *tag;

	while (sent < p->total && !stopped(p)) {
		n = RTE_MIN(BURST, p->total - sent);
		n = rte_ring_sc_dequeue_burst(p->idle, (void **)ops, n, NULL);
		for (i = 0; i < n; i++) {
			tag = wdp_t_tag(ops[i]);
			tag->seq = seq[tag->dir]++;
			tag->sent++;
			ops[i]->status = RTE_COMP_OP_STATUS_NOT_PROCESSED;
			ops[i]->produced = UINT32_MAX;
			ops[i]->consumed = UINT32_MAX;
		}
		for (i = 0; i < n && !stopped(p); i += took) {
			took = rte_compressdev_enqueue_burst(p->t->dev_id, 0, ops + i, n - i);
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
run_pair(struct wdp_t *t, struct pair *p, unsigned int lcore)
{
	struct rte_comp_op *op;
	uint32_t i, sent;

	for (i = 0; i < SLOTS; i++) {
		op = wdp_t_small_new(t, i % 3 == 0 ? RTE_COMP_DECOMPRESS : RTE_COMP_COMPRESS, i);
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

static int
two_lcores(struct wdp_t *t, int desc)
{
	struct pair p = { .t = t, .total = t->quick ? TOTAL_QUICK : TOTAL };
	unsigned int lcore = rte_get_next_lcore(-1, 1, 0);
	int ret;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	if (lcore >= RTE_MAX_LCORE)
		return wdp_t_skip(t, "one lcore only: give EAL -l 0-1 or --lcores 0@0,1@0");
	WDP_T_TRY(wdp_t_dev_start(t, 1, desc));
	p.idle = rte_ring_create("wdp_t_idle", 2 * SLOTS, SOCKET_ID_ANY,
		RING_F_SP_ENQ | RING_F_SC_DEQ);
	WDP_T_CHECK(t, p.idle != NULL, "no ring");
	ret = run_pair(t, &p, lcore);
	rte_ring_free(p.idle);
	return ret;
}

const struct wdp_t_case wdp_t_cases_lcores[] = {
	{ "lcores/two/roomy", two_lcores, 512 },
	{ "lcores/two/tight", two_lcores, 32 },
	{ NULL, NULL, 0 },
};
