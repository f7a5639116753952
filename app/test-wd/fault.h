/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_FAULT_H
#define WDP_TEST_FAULT_H

/**
 * @file
 * Between the files of `dpdk-test-wd fault`.
 */

#include <stdint.h>

#include "churn.h"
#include "model_proc.h"

/** Everything is over by then: time-out of a queue, stop, function reset, a busy machine. */
extern unsigned int wdp_t_fault_bound_ms;
/** For the driver: no progress for so long is a fault, any number of resets is fine. */
#define WDP_T_FAULT_ARGS "timeout_ms=300,max_resets=0"

/** What a fault may do to the operations. */
enum wdp_t_fault_effect {
	WDP_T_FAULT_NONE, /**< nothing at all */
	WDP_T_FAULT_ONE_OP, /**< the operation it hits fails, and no other */
	WDP_T_FAULT_MAYBE_ONE, /**< that, if the answer of this operation says so */
	WDP_T_FAULT_MENDED, /**< a queue loses what it had in flight, and works again */
	WDP_T_FAULT_LOST, /**< the device is gone for good */
};

struct wdp_t_fault_kind {
	const char *line; /**< for the model; %d: the hardware queue of the direction */
	enum wdp_t_fault_effect effect;
	bool by_itself; /**< no request triggers it */
	const char *also; /**< a second fault, set first */
};

/** The table of what can go wrong with a kind of device. NULL: there are not so many. */
const struct wdp_t_fault_kind *wdp_t_fault_get(const struct wdp_t_load_ops *ops, unsigned int i);

/** Totals of a run. */
struct wdp_t_fault_sum {
	unsigned int passed, failed;
	uint64_t accepted, errors, lost, doubled, damaged;
};

/** The table of faults. @p only: those whose line contains it. 0, or -1: the rest was not run. */
int wdp_t_fault_table(struct wdp_t_model *m, const char *args, const char *only, uint64_t ops,
	struct wdp_t_fault_sum *sum);
/** kill -9 of the model at @p n random moments of a device's life. */
void wdp_t_fault_kills(const struct wdp_t_load_ops *ops, unsigned int n,
	struct wdp_t_fault_sum *sum);
/**
 * Function resets asked for from a second lcore for @p seconds; @p split: that lcore
 * dequeues as well, while this one enqueues.
 */
void wdp_t_fault_resets(const struct wdp_t_load_ops *ops, unsigned int seconds, bool split,
	struct wdp_t_fault_sum *sum);
/** The device is isolated after so many resets as allowed, and works when started again. */
void wdp_t_fault_isolation(const struct wdp_t_load_ops *ops, struct wdp_t_fault_sum *sum);

#endif /* WDP_TEST_FAULT_H */
