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

#include <rte_mbuf.h>
#include <rte_mempool.h>

#define WDP_P_RING    1024u /* slots of the bare ring; the drivers take as many for 512 ops */
#define WDP_P_SECTION 512  /* ops between two readings of the clock, at the most */
#define WDP_P_RUNS    21u

/** Data buffers of a set: so many bytes for the source, as many for the destination. */
#define WDP_P_PLAIN_B  4096u
#define WDP_P_PACKED_B 4608u

/** A kind of operation. */
struct wdp_p_kind {
	const char *name;
	bool sgl; /**< chains of four segments */
	int arg;  /**< the backend's own */
};

/** What depends on the device: one library's operations. */
struct wdp_p_backend {
	const char *name;   /**< --device */
	const char *driver;
	int model;          /**< enum wdp_model_kind */
	const struct wdp_p_kind *kinds; /**< ends with a NULL name */
	bool two_buffers;   /**< source and destination, not in place */
	uint32_t section;   /**< ops between two readings of the clock; 0: WDP_P_SECTION */
	/** @return id of a device by its name, or of the first of a driver; below 0: none. */
	int (*dev_named)(const char *name);
	int (*dev_of)(const char *driver);
	/** Configure with a queue pair for WDP_P_SECTION ops and start. 0 or -errno. */
	int (*start)(uint8_t dev, const struct wdp_p_kind *k);
	void (*stop)(uint8_t dev);
	/** The timed sections, see perf.c. */
	uint32_t (*enqueue)(uint8_t dev, void **ops, uint32_t n, uint32_t burst);
	uint32_t (*dequeue)(uint8_t dev, void **ops, uint32_t n, uint32_t burst);
	uint16_t (*dequeue_once)(uint8_t dev, void **ops, uint16_t n);
	struct rte_mempool *(*op_pool)(const char *name, uint32_t n);
	void *(*op_alloc)(struct rte_mempool *pool);
	/** Source data of one buffer. @return bytes, 0 on failure. */
	uint32_t (*data)(uint8_t *mem, const struct wdp_p_kind *k);
	/** @param dst NULL: in place */
	void (*op_fill)(void *op, const struct wdp_p_kind *k, struct rte_mbuf *src,
		struct rte_mbuf *dst, uint32_t len);
	bool (*good)(const void *op);
	/** What a null engine leaves is no result to the driver: ERROR. NULL: of no kind. */
	bool (*null_refused)(const struct wdp_p_kind *k);
	/** With a real engine: good, and the result is right. NULL: cannot tell. */
	bool (*right)(const void *op, const struct wdp_p_kind *k);
	/** For the bare ring: what it reads of an op (32 bits each), and writes. */
	uint16_t in[3];
	uint16_t out[2];
	uint16_t out_status; /**< one byte */
	uint8_t status_good;
};

extern const struct wdp_p_backend wdp_p_zip;
extern const struct wdp_p_backend wdp_p_sym;
extern const struct wdp_p_backend wdp_p_asym;
extern const struct wdp_p_backend wdp_p_null; /**< crypto_null, if EAL has one */

static inline uint32_t
wdp_p_section(const struct wdp_p_backend *b)
{
	return b->section != 0 ? b->section : WDP_P_SECTION;
}

struct wdp_pk_keys;
/** Keys of wdp_p_asym, from its start to its stop. */
const struct wdp_pk_keys *wdp_p_asym_keys(void);

/** Ops of one kind: each with mbufs of its own, over a few shared data buffers. */
struct wdp_p_set {
	void **ops;
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
int wdp_p_set_make(struct wdp_p_set *s, const struct wdp_p_backend *b, const struct wdp_p_kind *k,
	uint32_t n, bool shuffle);
void wdp_p_set_free(struct wdp_p_set *s);
/** The next @p n ops (n <= s->n), as one array that stays valid until the next call. */
void **wdp_p_set_take(struct wdp_p_set *s, uint32_t n);

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
	const char *kind;
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
double wdp_p_ring_run(const struct wdp_p_backend *b, struct wdp_p_set *s, uint32_t total,
	uint32_t burst);

#endif /* WDP_PERF_H */
