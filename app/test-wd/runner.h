/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_RUNNER_H
#define WDP_TEST_RUNNER_H

/**
 * @file
 * Runs tables of cases for any kind of device: selection, the lines of the report, mbuf
 * pools. What a kind of device needs around a case is the suite's.
 */

#include <stdbool.h>

#include "test.h"

struct wdp_t_suite {
	/** Tables of cases in the order they run, ended by NULL. */
	const struct wdp_t_case *const *tables;
	/** Before each case: bring the device to the state every case starts from. */
	int (*begin)(struct wdp_t *t);
	/**
	 * After each case, whose result is @p ret: stop the device when it failed, since ops
	 * may still be in flight, and free the case's ops. Chains are freed afterwards.
	 */
	void (*end)(struct wdp_t *t, int ret);
	/** The suite's own pools are full again? WDP_T_PASS, or WDP_T_FAIL with the reason. */
	int (*kept)(struct wdp_t *t);
};

struct wdp_t_counts {
	unsigned int passed;
	unsigned int failed;
	unsigned int skipped;
};

/** The mbuf pools of the context. */
int wdp_t_pools_create(struct wdp_t *t);
void wdp_t_pools_free(struct wdp_t *t);
/** Everything was given back to @p mp? */
int wdp_t_pool_full(struct wdp_t *t, const struct rte_mempool *mp);

/** Run the cases that match @p pattern (NULL: all), one line each. */
void wdp_t_suite_run(struct wdp_t *t, const struct wdp_t_suite *s, const char *pattern,
	struct wdp_t_counts *n);
void wdp_t_suite_list(const struct wdp_t_suite *s, const char *pattern);
/** The failure of something outside the cases; the reason is the recorded one. */
void wdp_t_suite_setup_failed(const struct wdp_t *t, struct wdp_t_counts *n);
/** The last line. Returns the exit code. */
int wdp_t_suite_total(const struct wdp_t_counts *n);

#endif /* WDP_TEST_RUNNER_H */
