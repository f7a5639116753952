/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_SIMPLE_H
#define WDP_TEST_SIMPLE_H

/**
 * @file
 * One queue pair and a few operations that always succeed: for the tests that look at the
 * device rather than at the data.
 */

#include "load.h"

#define WDP_T_SIMPLE_OPS 256u
#define WDP_T_BOUND_S    5 /* by then everything has come back, from a lost device as well */

struct wdp_t_simple {
	const struct wdp_t_load_ops *ops;
	uint8_t dev;
	struct wdp_t_load *load;
	void *op[WDP_T_SIMPLE_OPS]; /**< in turn of either direction, some of them chained */
};

/**
 * The first device of the driver that the arguments name (--driver, taken out of them), with
 * one queue pair and its operations. 0, or -1: said why in the name of @p test.
 */
int wdp_t_simple_up(struct wdp_t_simple *s, const char *test, int *argc, char **argv);
void wdp_t_simple_down(struct wdp_t_simple *s);
/** Make ready and enqueue; @return how many were taken. */
unsigned int wdp_t_simple_enqueue(struct wdp_t_simple *s, void **ops, unsigned int n);
/** Dequeue @p want within the bound. @p bad: those with an error. @return what came back. */
unsigned int wdp_t_simple_drain(struct wdp_t_simple *s, void **ops, unsigned int want,
	unsigned int *bad);

#endif /* WDP_TEST_SIMPLE_H */
