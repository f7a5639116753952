/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_PERF_H
#define WDP_PERF_H

/**
 * @file
 * Parts of `dpdk-test-wd perf`: sets of ops, the bare ring they are compared with, the
 * in-process null device, and the tables.
 */

#include <stdbool.h>
#include <stdint.h>

#include <rte_comp.h>
#include <rte_mempool.h>

#define WDP_P_RING    1024u /* slots of the bare ring; compress_wd takes as many for 512 ops */
#define WDP_P_SECTION 512  /* ops between two readings of the clock */
#define WDP_P_RUNS    21u

enum wdp_p_kind {
	WDP_P_COMP_FLAT,
	WDP_P_DECOMP_FLAT,
	WDP_P_COMP_SGL,
	WDP_P_DECOMP_SGL,
	WDP_P_KINDS,
};

const char *wdp_p_kind_name(enum wdp_p_kind k);

/** Ops of one kind: each with mbufs of its own, over a few shared data buffers. */
struct wdp_p_set {
	struct rte_comp_op **ops;
	uint32_t n;
	uint32_t next; /* ops are used in rotation */
	struct rte_mempool *op_pool;
	struct rte_mempool *mbuf_pool;
	const struct rte_memzone *data;
};

/**
 * 0 or -errno; wdp_p_set_free() in any case.
 * @param shuffle ops and mbufs in random order instead of that of their memory.
 */
int wdp_p_set_make(struct wdp_p_set *s, enum wdp_p_kind k, uint32_t n, void *xform,
	bool shuffle);
void wdp_p_set_free(struct wdp_p_set *s);
/** The next @p n ops (n <= s->n), as one array that stays valid until the next call. */
struct rte_comp_op **wdp_p_set_take(struct wdp_p_set *s, uint32_t n);

/** Cycles per op (or per poll), one entry per run. */
struct wdp_p_series {
	double v[WDP_P_RUNS];
	uint32_t n;
};

void wdp_p_add(struct wdp_p_series *s, double v);
double wdp_p_min(const struct wdp_p_series *s);
double wdp_p_median(const struct wdp_p_series *s);
double wdp_p_p90(const struct wdp_p_series *s);

/** What one row of the table says. */
struct wdp_p_row {
	enum wdp_p_kind kind;
	uint32_t set;
	uint32_t burst;
	struct wdp_p_series enq;
	struct wdp_p_series deq;
	struct wdp_p_series sum;
	struct wdp_p_series empty;
	struct wdp_p_series ring; /* bare ring, both halves */
	uint64_t bad;             /* ops that did not end as SUCCESS */
	double mops;              /* whole loop, with the model only */
};

void wdp_p_head(bool model);
void wdp_p_line(const struct wdp_p_row *r, bool model);
void wdp_p_remarks(bool model);

/** One run over @p total ops of the bare ring; cycles per op. */
int wdp_p_ring_init(void);
void wdp_p_ring_free(void);
double wdp_p_ring_run(struct wdp_p_set *s, uint32_t total, uint32_t burst);

#endif /* WDP_PERF_H */
