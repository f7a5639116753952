/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#define _GNU_SOURCE /* memmem */
#include <sched.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cryptodev.h>
#include <rte_cycles.h>
#include <rte_memory.h>

#include "cryptodev.h"

const char *
wdp_t_crypto_status(uint8_t status)
{
	static const char *const names[] = {
		"SUCCESS", "NOT_PROCESSED", "AUTH_FAILED", "INVALID_SESSION", "INVALID_ARGS",
		"ERROR",
	};

	return status < RTE_DIM(names) ? names[status] : "unknown status";
}

int
wdp_t_crypto_enqueue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * WDP_T_WAIT_US / 1000000;
	uint16_t n;

	/* a queue that looks hung on a busy machine takes nothing until it has been looked at */
	while ((n = rte_cryptodev_enqueue_burst(t->dev_id, qp, &op, 1)) == 0 &&
			rte_get_timer_cycles() < end)
		sched_yield();
	WDP_T_CHECK(t, n == 1, "queue pair %u took %u ops instead of 1, status %s", qp, n,
		wdp_t_crypto_status(op->status));
	return WDP_T_PASS;
}

int
wdp_t_crypto_dequeue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * WDP_T_WAIT_US / 1000000;
	struct rte_crypto_op *o = NULL;
	uint16_t n;

	while ((n = rte_cryptodev_dequeue_burst(t->dev_id, qp, &o, 1)) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end,
			"queue pair %u: the op did not come back within %u s", qp,
			WDP_T_WAIT_US / 1000000);
		sched_yield();
	}
	WDP_T_CHECK(t, n == 1 && o != NULL, "dequeue of 1 gave %u ops", n);
	WDP_T_CHECK(t, op == NULL || o == op, "another op came back than was given");
	WDP_T_CHECK(t, o->status != RTE_CRYPTO_OP_STATUS_NOT_PROCESSED,
		"the op came back as NOT_PROCESSED");
	return WDP_T_PASS;
}

uint16_t
wdp_t_crypto_enqueue(struct wdp_t *t, void **ops, uint16_t n)
{
	return rte_cryptodev_enqueue_burst(t->dev_id, 0, (struct rte_crypto_op **)ops, n);
}

uint16_t
wdp_t_crypto_dequeue(struct wdp_t *t, void **ops, uint16_t n)
{
	return rte_cryptodev_dequeue_burst(t->dev_id, 0, (struct rte_crypto_op **)ops, n);
}

void
wdp_t_crypto_counters(struct wdp_t *t, uint64_t c[4])
{
	struct rte_cryptodev_stats s = { 0 };

	rte_cryptodev_stats_get(t->dev_id, &s);
	c[0] = s.enqueued_count;
	c[1] = s.dequeued_count;
	c[2] = s.enqueue_err_count;
	c[3] = s.dequeue_err_count;
}

void
wdp_t_crypto_counters_reset(struct wdp_t *t)
{
	rte_cryptodev_stats_reset(t->dev_id);
}

struct search {
	const uint8_t *needle;
	const void *found;
};

static int
look(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	struct search *s = arg;

	RTE_SET_USED(msl);
	if (s->found == NULL && ms->addr != NULL)
		s->found = memmem(ms->addr, ms->len, s->needle, WDP_T_NEEDLE_B);
	return s->found != NULL;
}

/* A part of the key; memory that has any of it has too much. */
static const void *
find_part(const uint8_t *part)
{
	struct search s = { .needle = part };

	rte_memseg_walk(look, &s);
	return s.found;
}

const void *
wdp_t_key_find(const uint8_t *key, uint32_t len)
{
	const void *p = find_part(key);

	if (p == NULL && len > 2 * WDP_T_NEEDLE_B)
		p = find_part(key + len / 2 - WDP_T_NEEDLE_B / 2);
	if (p == NULL)
		p = find_part(key + len - WDP_T_NEEDLE_B);
	return p;
}
