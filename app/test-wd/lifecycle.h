/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_LIFECYCLE_H
#define WDP_TEST_LIFECYCLE_H

/**
 * @file
 * Queue pairs come and go, for any library (R13, R15): many at once, all of them, again with
 * other sizes; one for each of two lcores; stop and start; close.
 */

#include "test.h"

/** What is needed of a library. Ops are made once and belong to the context. */
struct wdp_t_life {
	uint32_t max_queue_pairs;
	/** Configure, set up, start. @return as a case */
	int (*start)(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc);
	void (*stop)(struct wdp_t *t);
	/** The library's, which give 0 or -errno. */
	int (*restart)(struct wdp_t *t);
	int (*setup)(struct wdp_t *t, uint16_t qp, uint32_t nb_desc);
	int (*close)(struct wdp_t *t);
	/** Before a device that is not ours is closed; NULL: nothing. */
	void (*before_close)(struct wdp_t *t);
	/** New op number @p id, any mixture; NULL with the reason recorded. */
	void *(*make)(struct wdp_t *t, uint32_t id);
	/** One that takes its time. */
	void *(*make_long)(struct wdp_t *t, uint32_t id);
	struct wdp_t_mark *(*mark)(void *op);
	/** Put into the results what no driver leaves there. */
	void (*poison)(void *op);
	int (*check)(struct wdp_t *t, void *op);
	uint16_t (*enqueue)(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n);
	uint16_t (*dequeue)(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n);
};

enum {
	WDP_T_LIFE_MANY,
	WDP_T_LIFE_ALL,
	WDP_T_LIFE_RESIZE,
	WDP_T_LIFE_SETUP_AGAIN,
	WDP_T_LIFE_STOP_START,
	WDP_T_LIFE_STOP_BUSY,
	WDP_T_LIFE_TWO_QPS,
	WDP_T_LIFE_CLOSE,
};

/** For a table of cases, the last ones of a suite; @p fn gives its argument to wdp_t_life(). */
#define WDP_T_LIFE_CASES(fn) \
	{ "lifecycle/many", fn, WDP_T_LIFE_MANY }, \
	{ "lifecycle/all", fn, WDP_T_LIFE_ALL }, \
	{ "lifecycle/resize", fn, WDP_T_LIFE_RESIZE }, \
	{ "lifecycle/setup_again", fn, WDP_T_LIFE_SETUP_AGAIN }, \
	{ "lifecycle/stop_start", fn, WDP_T_LIFE_STOP_START }, \
	{ "lifecycle/stop_busy", fn, WDP_T_LIFE_STOP_BUSY }, \
	{ "lcores/two_queue_pairs", fn, WDP_T_LIFE_TWO_QPS }, \
	{ "lifecycle/close", fn, WDP_T_LIFE_CLOSE }

int wdp_t_life(struct wdp_t *t, const struct wdp_t_life *l, int nr);

#endif /* WDP_TEST_LIFECYCLE_H */
