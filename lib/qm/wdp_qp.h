/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_QP_H
#define WDP_QP_H

/**
 * @file
 * What the queue pairs of every PMD have in common: their memory, the ring of operations
 * that never reach the hardware, the counters.
 *
 * A queue pair is the head of a memzone of its own with everything else at offsets behind
 * it; it is seen by all processes, so it holds no pointer to anything but hugepages.
 */

#include <stdint.h>

#include <rte_memzone.h>
#include <rte_ring.h>

#include "wdp_qm.h"

/** The four counters of rte_compressdev_stats and rte_cryptodev_stats. */
struct wdp_qp_counts {
	uint64_t enqueued;
	uint64_t dequeued;
	uint64_t enqueue_errors; /**< refused operations, counted when they are dequeued */
	uint64_t dequeue_errors;
};

/** First member of a PMD's queue pair. */
struct wdp_qp {
	/* Control path */
	struct wdp_qp_counts base; /**< taken off by the statistics after a reset of them */
	char mz_name[RTE_MEMZONE_NAMESIZE];
	uint16_t id;
	/* Producer */
	uint64_t enqueued __rte_cache_aligned;
	uint64_t iova; /**< of this struct */
	uint32_t soft_off; /**< ring of operations that never reach the hardware */
	/* Consumer */
	uint64_t dequeued __rte_cache_aligned;
	uint64_t enqueue_errors;
	uint64_t dequeue_errors;
	uint32_t c_soft_off;
};

static inline void *
wdp_qp_at(void *qp, uint32_t off)
{
	return (uint8_t *)qp + off;
}

/** Lay out a queue pair: reserve @p bytes behind *size. @return their offset. */
static inline uint32_t
wdp_qp_place(uint32_t *size, uint32_t bytes, uint32_t align)
{
	uint32_t off = RTE_ALIGN_CEIL(*size, align);

	*size = off + bytes;
	return off;
}

/**
 * Memory for a queue pair, IOVA-contiguous, with struct wdp_qp zeroed, and named, at its head.
 * @param head_size bytes of the PMD's own struct, zeroed too
 * @param soft_off place of a ring of @p soft_slots (a power of two) pointers,
 *   rte_ring_get_memsize() bytes
 * @return NULL when there is no memory, logged.
 */
WDP_API struct wdp_qp *wdp_qp_create(struct wdp_qm *qm, uint16_t id, uint32_t size,
	uint32_t head_size, uint32_t soft_off, uint32_t soft_slots, int socket);
/**
 * Give the memory back.
 * @param stopped false: the hardware may still write there, so it is kept until the device
 *   has been stopped.
 */
WDP_API void wdp_qp_free(struct wdp_qm *qm, struct wdp_qp *qp, bool stopped);

/** Counters of all queue pairs, NULL ones left out, since the last reset. */
WDP_API void wdp_qp_stats(void *const *qps, uint16_t nb, struct wdp_qp_counts *sum);
WDP_API void wdp_qp_stats_reset(void *const *qps, uint16_t nb);

/** Accept an operation that will not be sent. @return 0, or -ENOBUFS: not now. */
static inline int
wdp_qp_soft_put(struct wdp_qp *qp, void *op)
{
	return rte_ring_sp_enqueue(wdp_qp_at(qp, qp->soft_off), op);
}

/** Take some of them. */
static inline uint16_t
wdp_qp_soft_take(struct wdp_qp *qp, void **ops, uint16_t nb)
{
	struct rte_ring *r = wdp_qp_at(qp, qp->c_soft_off);

	return likely(rte_ring_empty(r)) ? 0 : rte_ring_sc_dequeue_burst(r, ops, nb, NULL);
}

/** The same where all of them are errors. */
static inline uint16_t
wdp_qp_soft_get(struct wdp_qp *qp, void **ops, uint16_t nb)
{
	uint16_t n = wdp_qp_soft_take(qp, ops, nb);

	qp->enqueue_errors += n;
	return n;
}

#endif /* WDP_QP_H */
