/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Interrupts through whatever carries them (MSI by VFIO, vfio-user): a completion of an armed
 * queue (EQ), a completion queue that overflows (AEQ), an error bit. Each must be taken by
 * the driver and lead to what it announces. Reaches below the API on purpose.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <rte_cycles.h>

#include "main.h"
#include "simple.h"
#include "wdp_hw_qm.h"

#define WAIT_MS 3000
#define BURST   32u

static struct wdp_qm *qm;
static struct wdp_hwq *ring;
static struct wdp_t_simple simple;
static unsigned int passed, failed;

static void
check(bool good, const char *what, uint64_t before, uint64_t after)
{
	printf("%s interrupts/%s: %" PRIu64 " before, %" PRIu64 " after\n",
		good ? "ok" : "FAIL", what, before, after);
	passed += good;
	failed += !good;
}

/* A counter that EAL's interrupt thread counts up. */
static uint64_t
grown(const uint64_t *counter, uint64_t before)
{
	unsigned int ms;

	for (ms = 0; ms < WAIT_MS && __atomic_load_n(counter, __ATOMIC_ACQUIRE) == before; ms++)
		rte_delay_us_sleep(1000);
	return __atomic_load_n(counter, __ATOMIC_ACQUIRE);
}

/* A queue that starts again takes nothing for a while. @return operations that succeeded. */
static unsigned int
round_trip(unsigned int want)
{
	unsigned int n, bad, ms, sent = 0, good = 0;
	void *back[WDP_T_SIMPLE_OPS];

	for (ms = 0; ms < WAIT_MS && sent < want; ms++) {
		n = wdp_t_simple_enqueue(&simple, simple.op + sent, want - sent);
		sent += n;
		good += wdp_t_simple_drain(&simple, back, n, &bad) - bad;
		if (n != 0)
			continue;
		/* What an overflow left behind has to come out first. */
		simple.ops->dequeue(simple.dev, 0, back, WDP_T_SIMPLE_OPS);
		rte_delay_us_sleep(1000);
	}
	return good;
}

/* One event per arming, however many completions. */
static void
eq(void)
{
	const struct wdp_qm_counts *c = &wdp_qm_local(qm)->counts;
	uint64_t irqs = c->irqs, events = c->eq_events, after;

	wdp_hwq_arm(qm, ring);
	round_trip(BURST);
	after = grown(&c->eq_events, events);
	check(after == events + 1, "completion of an armed queue", events, after);
	check(grown(&c->irqs, irqs) > irqs, "its interrupt", irqs, c->irqs);
	events = c->eq_events;
	round_trip(BURST);
	rte_delay_us_sleep(20000);
	check(c->eq_events == events, "none of a queue that is not armed", events, c->eq_events);
}

/* Completions that are never acknowledged fill the queue. */
static void
aeq(void)
{
	const struct wdp_qm_counts *c = &wdp_qm_local(qm)->counts;
	uint64_t irqs = c->irqs, events = c->aeq_events, recovered = c->queue_recoveries, after;
	uint32_t pace = ring->c_pace;
	unsigned int i, good;

	ring->c_pace = UINT32_MAX;
	for (i = 0; i < 4 * ring->depth && c->aeq_events == events; i += BURST / 2) {
		void *back[BURST];
		uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() / 4;
		unsigned int n = wdp_t_simple_enqueue(&simple, simple.op, BURST);

		while (n != 0 && rte_get_timer_cycles() < end)
			n -= simple.ops->dequeue(simple.dev, 0, back, n);
	}
	ring->c_pace = pace;
	after = grown(&c->aeq_events, events);
	check(after > events, "overflow of a completion queue", events, after);
	check(grown(&c->irqs, irqs) > irqs, "its interrupt", irqs, c->irqs);
	/* The producer has to come by before the queue starts again. */
	for (i = 0; i < WAIT_MS && c->queue_recoveries == recovered; i++) {
		void *back[BURST];

		wdp_t_simple_enqueue(&simple, simple.op, 0);
		simple.ops->dequeue(simple.dev, 0, back, BURST);
		rte_delay_us_sleep(1000);
	}
	check(c->queue_recoveries > recovered, "the queue starts again", recovered,
		c->queue_recoveries);
	good = round_trip(BURST);
	check(good == BURST, "and works", BURST, good);
}

/* A corrected memory error is set by hand: reported, cleared, nothing else. */
static void
error(void)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	uint64_t irqs = l->counts.irqs, errors = l->counts.errors, after;
	unsigned int good;
	uint32_t status;

	if (qm->is_vf) {
		printf("skip interrupts/error: a VF has no error registers\n");
		return;
	}
	pthread_mutex_lock(&l->lock);
	wdp_qm_write32(qm, WDP_QM_ERR_SET, WDP_QM_ERR_ECC_1BIT);
	pthread_mutex_unlock(&l->lock);
	after = grown(&l->counts.errors, errors);
	check(after == errors + 1, "error bit", errors, after);
	check(grown(&l->counts.irqs, irqs) > irqs, "its interrupt", irqs, l->counts.irqs);
	pthread_mutex_lock(&l->lock);
	status = wdp_qm_read32(qm, WDP_QM_ERR_STATUS);
	pthread_mutex_unlock(&l->lock);
	check((status & WDP_QM_ERR_ECC_1BIT) == 0, "error cleared", WDP_QM_ERR_ECC_1BIT, status);
	good = round_trip(BURST);
	check(good == BURST, "work goes on", BURST, good);
}

int
wdp_t_interrupts(int argc, char **argv)
{
	if (wdp_t_simple_up(&simple, "interrupts", &argc, argv) != 0)
		return 1;
	qm = simple.ops->qm(simple.dev);
	ring = simple.ops->hwq(simple.dev, 0, 0);
	eq();
	aeq();
	error();
	wdp_t_simple_down(&simple);
	printf("%u passed, %u failed, 0 skipped\n", passed, failed);
	return failed != 0 || passed == 0;
}
