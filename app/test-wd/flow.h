/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_FLOW_H
#define WDP_TEST_FLOW_H

/**
 * @file
 * Small ops that go round and round through a queue pair, for any library: full rings, bursts
 * of all sizes, two lcores. Every accepted op comes back exactly once, in order within its
 * lane, with the right result.
 */

#include "test.h"

#define WDP_T_FLOW_DESC 64u /* in-flight limit of the queue pair of a flow */

/** What a flow needs of a library. Ops are made once and can be sent any number of times. */
struct wdp_t_flow_ops {
	struct wdp_t_mark *(*mark)(void *op);
	/** Put into the results what no driver leaves there. */
	void (*poison)(void *op);
	int (*check)(struct wdp_t *t, void *op);
	/** Part of check() that takes no time. */
	int (*glance)(struct wdp_t *t, void *op);
	uint16_t (*enqueue)(struct wdp_t *t, void **ops, uint16_t n);
	uint16_t (*dequeue)(struct wdp_t *t, void **ops, uint16_t n);
	/** One started queue pair. */
	int (*start)(struct wdp_t *t, uint32_t nb_desc);
	/** Counters of the device since they were reset: in, out, errors in, errors out. */
	void (*counters)(struct wdp_t *t, uint64_t c[4]);
	void (*counters_reset)(struct wdp_t *t);
	/** Does a full ring count as an error? Ours: no. */
	bool (*full_is_error)(const struct wdp_t *t);
	/** New op number @p id of a mixture; NULL with the reason recorded. */
	void *(*make)(struct wdp_t *t, int mix, uint32_t id);
};

/** One of these, for a table of cases: its argument is a mix and one of them. */
enum {
	WDP_T_FLOW_EMPTY,
	WDP_T_FLOW_FULL,
	WDP_T_FLOW_BURSTS,
	WDP_T_FLOW_RANDOM,
	WDP_T_FLOWS,
};
#define WDP_T_FLOW(which, mix) ((mix) * WDP_T_FLOWS + WDP_T_FLOW_##which)
#define WDP_T_FLOW_MIX(arg)    ((arg) / WDP_T_FLOWS)
int wdp_t_flow(struct wdp_t *t, const struct wdp_t_flow_ops *o, int arg);
/** Enqueue on one lcore, dequeue on another: flow_lcores.c. */
int wdp_t_flow_lcores(struct wdp_t *t, const struct wdp_t_flow_ops *o, int mix, uint32_t desc);

#endif /* WDP_TEST_FLOW_H */
