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

#include <stdbool.h>

#include <rte_mbuf.h>

#include "common/wdp_log.h"
#include "wdp_hw_qm.h"

#define WDP_SGL_BLOCK_B   512
#define WDP_SGL_BLOCK_SGE ((WDP_SGL_BLOCK_B - sizeof(struct wdp_sgl)) / sizeof(struct wdp_sge))
static_assert(WDP_SGL_BLOCK_SGE == 14, "14 entries in a block");

/**
 * Blocks of a hardware queue of @p depth slots: two for each request in flight (a chain on
 * either side), never less than what a pair of long chains needs, never so many that a queue
 * pair outgrows a 2 MiB page (in IOVA PA mode nothing larger is contiguous).
 */
static inline uint32_t
wdp_sgl_blocks_for(uint16_t depth)
{
	return RTE_MIN(RTE_MAX(2u * depth, 256u), 1024u);
}

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

/** Blocks as the producer of a queue counts them; the consumer's count is elsewhere. */
struct wdp_sgl_prod {
	uint32_t prod;
	uint32_t cons_seen; /**< last look at the consumer's count */
	uint32_t mask;
};

/** Blocks free now; looks at the consumer's count only when @p want are not known to be. */
static inline uint32_t
wdp_sgl_room(struct wdp_sgl_prod *p, const uint32_t *cons, uint32_t want)
{
	uint32_t room = p->mask + 1 - (p->prod - p->cons_seen);

	if (room < want) {
		p->cons_seen = __atomic_load_n(cons, __ATOMIC_ACQUIRE);
		room = p->mask + 1 - (p->prod - p->cons_seen);
	}
	return room;
}

/** Do bytes [offset, offset + len) lie in the first segment? */
static inline bool
wdp_mbuf_in_first(const struct rte_mbuf *m, uint32_t offset, uint32_t len)
{
	return (uint64_t)offset + len <= m->data_len;
}

/** Does the chain hold these bytes, whatever its packet length says? */
static inline bool
wdp_mbuf_holds(const struct rte_mbuf *m, uint32_t offset, uint32_t len)
{
	uint64_t missing = (uint64_t)offset + len;
	uint32_t segs = m->nb_segs;

	for (; m != NULL && segs != 0 && missing > m->data_len; m = m->next, segs--)
		missing -= m->data_len;
	return m != NULL && segs != 0;
}

/** A list being written, entry by entry. */
struct wdp_sgl_writer {
	const struct wdp_sgl_pool *pool;
	struct wdp_sgl *s; /**< block that is being filled */
	uint32_t first;
	uint32_t blocks;
	uint32_t in_block;
	uint32_t total;
};

static inline struct wdp_sgl *
wdp_sgl_block(const struct wdp_sgl_pool *p, uint32_t n)
{
	return (struct wdp_sgl *)(p->mem + (size_t)(n & p->mask) * WDP_SGL_BLOCK_B);
}

static inline uint64_t
wdp_sgl_block_iova(const struct wdp_sgl_pool *p, uint32_t n)
{
	return p->iova + (uint64_t)(n & p->mask) * WDP_SGL_BLOCK_B;
}

/** Head of a list, or of a further block of one, with room for @p capacity entries. */
static inline void
wdp_sgl_init(struct wdp_sgl *s, uint16_t capacity)
{
	/* The software area behind it is not read by the device. */
	s->next = 0;
	s->chain_num = 0;
	s->valid_num = 0;
	s->capacity = wdp_le16(capacity);
	s->pad = 0;
}

static inline void
wdp_sge_set(struct wdp_sge *e, uint64_t addr, uint32_t len)
{
	e->addr = wdp_le64(addr);
	e->sw0 = 0;
	e->len = wdp_le32(len);
	e->pad = 0;
	e->sw1 = 0;
}

/** Begin a list in block number @p first; the caller has made sure of enough free blocks. */
static inline void
wdp_sgl_begin(struct wdp_sgl_writer *w, const struct wdp_sgl_pool *p, uint32_t first)
{
	*w = (struct wdp_sgl_writer){
		.pool = p,
		.s = wdp_sgl_block(p, first),
		.first = first,
		.blocks = 1,
	};
	wdp_sgl_init(w->s, WDP_SGL_BLOCK_SGE);
}

static inline void
wdp_sgl_add(struct wdp_sgl_writer *w, uint64_t addr, uint32_t len)
{
	if (len == 0)
		return;
	if (w->in_block == WDP_SGL_BLOCK_SGE) {
		w->s->valid_num = wdp_le16(w->in_block);
		w->s->next = wdp_le64(wdp_sgl_block_iova(w->pool, w->first + w->blocks));
		w->s = wdp_sgl_block(w->pool, w->first + w->blocks);
		wdp_sgl_init(w->s, WDP_SGL_BLOCK_SGE);
		w->blocks++;
		w->in_block = 0;
	}
	wdp_sge_set(&w->s->sge[w->in_block++], addr, len);
	w->total++;
}

/** @return blocks used; 0 when the list is empty. */
static inline uint32_t
wdp_sgl_end(struct wdp_sgl_writer *w, uint64_t *iova)
{
	w->s->valid_num = wdp_le16(w->in_block);
	/* The device goes by the entries of each list; the first one carries the sum. */
	wdp_sgl_block(w->pool, w->first)->chain_num = wdp_le16(w->total);
	*iova = wdp_sgl_block_iova(w->pool, w->first);
	return w->total != 0 ? w->blocks : 0;
}

/**
 * Add bytes [offset, offset + len) of a chain, empty segments left out.
 * @return false when the chain is shorter than it claims.
 */
WDP_API bool wdp_sgl_add_mbuf(struct wdp_sgl_writer *w, const struct rte_mbuf *m, uint32_t offset,
	uint32_t len);

/**
 * A list of bytes [offset, offset + len) of a chain, in blocks from number @p first on.
 * The caller has made sure that wdp_sgl_blocks(nb_segs) blocks are free.
 * @param[out] iova of the list
 * @return blocks used; 0 when the chain is shorter than it claims or len is 0.
 */
static inline uint32_t
wdp_sgl_build(const struct wdp_sgl_pool *p, uint32_t first, const struct rte_mbuf *m,
	uint32_t offset, uint32_t len, uint64_t *iova)
{
	struct wdp_sgl_writer w;

	wdp_sgl_begin(&w, p, first);
	return wdp_sgl_add_mbuf(&w, m, offset, len) ? wdp_sgl_end(&w, iova) : 0;
}

/** The same for one address, where only the other side is a chain. @return 1. */
static inline uint32_t
wdp_sgl_flat(const struct wdp_sgl_pool *p, uint32_t first, uint64_t addr, uint32_t len,
	uint64_t *iova)
{
	struct wdp_sgl_writer w;

	wdp_sgl_begin(&w, p, first);
	wdp_sgl_add(&w, addr, len);
	return wdp_sgl_end(&w, iova);
}

#endif /* WDP_SGL_H */
