/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_CHURN_H
#define WDP_TEST_CHURN_H

/**
 * @file
 * Operations that are accounted for one by one, while the device fails: each one accepted
 * must come back exactly once, on its queue pair, and if it says success, with the right data.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <rte_cycles.h>

#include "load.h"

#define WDP_T_CHURN_QPS 64u

static inline uint64_t
wdp_t_now_us(void)
{
	return rte_get_timer_cycles() / (rte_get_timer_hz() / US_PER_S);
}

/** What to do. */
struct wdp_t_churn_conf {
	const struct wdp_t_load_ops *ops;
	uint8_t dev; /**< not configured yet */
	uint16_t qps; /**< up to WDP_T_CHURN_QPS */
	uint16_t in_flight; /**< operations of each queue pair */
	unsigned int dirs; /**< bits of enum wdp_t_load_dir */
	bool forged; /**< some operations have a wrong tag, where there are tags */
	bool split; /**< another lcore dequeues, with wdp_t_churn_consume() */
};

/** What became of it; figures only ever grow. */
struct wdp_t_churn_result {
	uint64_t accepted;
	uint64_t success;
	uint64_t errors; /**< came back with another status */
	uint64_t unsure; /**< forged ones, with what also one says that failed */
	uint64_t left; /**< times something lay in a queue pair with nothing in flight: never */
	uint64_t doubled; /**< came back though not in flight: never allowed */
	uint64_t strayed; /**< came back on another queue pair: never allowed */
	uint64_t damaged; /**< said success with wrong data: never allowed */
	uint64_t late; /**< buffers written to after their operation failed: never allowed */
	uint64_t lost; /**< did not come back in time: never allowed */
	uint64_t miscounted; /**< statistics of the device that say something else: never allowed */
	uint64_t qp_errors[WDP_T_CHURN_QPS];
	uint64_t gap_us; /**< longest time in which nothing came back though something was due */
};

struct wdp_t_churn;

/** Configure and start the device, make all operations. NULL: said why. */
struct wdp_t_churn *wdp_t_churn_new(const struct wdp_t_churn_conf *conf);
/** The same, but a device that is not there is no failure of the test: nothing is said. */
struct wdp_t_churn *wdp_t_churn_try(const struct wdp_t_churn_conf *conf);
unsigned int wdp_t_churn_qps(const struct wdp_t_churn *c);
/** One round over all queue pairs: enqueue what is free, dequeue what is back. */
void wdp_t_churn_round(struct wdp_t_churn *c);
/** The same without enqueue. @return operations that are out */
unsigned int wdp_t_churn_dequeue(struct wdp_t_churn *c);
/** Enqueue up to @p n on each queue pair, dequeue nothing. @return accepted */
unsigned int wdp_t_churn_enqueue(struct wdp_t_churn *c, unsigned int n);
/** On the other lcore: dequeue once from each queue pair, hand over what came. */
void wdp_t_churn_consume(struct wdp_t_churn *c);
/** Dequeue until all is back; what is not after @p bound_ms is lost. */
void wdp_t_churn_drain(struct wdp_t_churn *c, unsigned int bound_ms);
const struct wdp_t_churn_result *wdp_t_churn_result(const struct wdp_t_churn *c);
/** Is there nothing that is never allowed? */
bool wdp_t_churn_good(const struct wdp_t_churn_result *r);
/** Stop and close the device, free everything. */
void wdp_t_churn_free(struct wdp_t_churn *c);

#endif /* WDP_TEST_CHURN_H */
