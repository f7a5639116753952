/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SGL_H
#define WDP_SGL_H

/**
 * @file
 * Hardware scatter-gather lists from mbuf chains (doc/hw/qm.md 24).
 *
 * Each hardware queue has its own pool of 512-byte blocks, every block one SGL of 14
 * entries; longer lists chain blocks. A queue completes in order, so the pool is a
 * ring like the queue itself: blocks are taken at the producer's end and returned at the
 * consumer's, and no free list is needed.
 */

#include <rte_mbuf.h>

#include "wdp_hw_qm.h"

#define WDP_SGL_BLOCK_B   512
#define WDP_SGL_BLOCK_SGE ((WDP_SGL_BLOCK_B - sizeof(struct wdp_sgl)) / sizeof(struct wdp_sge))
static_assert(WDP_SGL_BLOCK_SGE == 14, "14 entries in a block");

/** A pool's fixed data; counters are kept by the user next to its own hot fields. */
struct wdp_sgl_pool {
	uint8_t *mem;
	uint64_t iova;
	uint32_t mask; /* blocks - 1 */
};

/** Most blocks a list of so many segments can need; the first one in any case. */
static inline uint32_t
wdp_sgl_blocks(uint32_t segs)
{
	return segs == 0 ? 1 : (segs + WDP_SGL_BLOCK_SGE - 1) / WDP_SGL_BLOCK_SGE;
}

/**
 * Describe bytes [offset, offset + len) of a chain, in blocks from number @p first on.
 * The caller has made sure that wdp_sgl_blocks(nb_segs) blocks are free.
 * Empty segments are left out.
 * @param[out] iova of the list
 * @return blocks used; 0 when the chain is shorter than it claims or len is 0.
 */
uint32_t wdp_sgl_build(const struct wdp_sgl_pool *p, uint32_t first, const struct rte_mbuf *m,
	uint32_t offset, uint32_t len, uint64_t *iova);

/** The same for one address, where only the other side is a chain. @return 1. */
uint32_t wdp_sgl_flat(const struct wdp_sgl_pool *p, uint32_t first, uint64_t addr, uint32_t len,
	uint64_t *iova);

#endif /* WDP_SGL_H */
