/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_ITER_H
#define MODEL_ITER_H

/** @file Walk over the data of a request: a flat buffer or a chain of scatter lists (qm.md 24). */

#include <stdbool.h>
#include <stdint.h>

#include "wdp_model_priv.h"

#define ITER_WRITE 0x1 /* the device writes there */
#define ITER_SGL   0x2 /* the address is a list's */
/* Entries may be empty, and the offset lies anywhere in the chain, not in the first entry. */
#define ITER_LOOSE 0x4

/** One side of a request, walked once. */
struct model_iter {
	struct wdp_model *m;
	unsigned int flags;
	bool fault;      /* an address is not mapped */
	bool list_fault; /* the list itself is not */
	bool ended;      /* the lists held less than the request asked for */
	const char *bad; /* what is wrong with a list */
	uint64_t left;   /* bytes of the request still to be handed out */
	uint64_t addr;   /* current entry, or the flat buffer */
	uint64_t seg_left;
	const uint8_t *list_va; /* the current list, as much of it as lies there in one piece */
	uint32_t list_here;
	uint64_t list; /* its address, the next one's, position in it */
	uint64_t next;
	unsigned int idx;
	unsigned int valid;
	unsigned int lists;
};

/** Start @p offset bytes behind @p iova, or into the list there. */
void wdp_md_iter_init(struct model_iter *it, struct wdp_model *m, unsigned int flags,
	uint64_t iova, uint64_t len, uint32_t offset);
/**
 * The next piece that is contiguous here.
 * @return its length, 0 at the end or when fault or bad is set.
 */
uint32_t wdp_md_iter_next(struct model_iter *it, uint8_t **piece);

/** A walk that has not begun: nothing is wrong with it. */
static inline void
model_iter_none(struct model_iter *it)
{
	it->fault = false;
	it->list_fault = false;
	it->ended = false;
	it->bad = NULL;
}

/** Did the walk find all it was asked for? */
static inline bool
model_iter_well(const struct model_iter *it)
{
	return !it->fault && it->bad == NULL && !it->ended;
}

#endif /* MODEL_ITER_H */
