/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Walks over flat buffers and scatter lists (section 24). */

#include <string.h>

#include "model_iter.h"

#define LIST_MAX_B (sizeof(struct wdp_sgl) + WDP_SGL_SGE_MAX * sizeof(struct wdp_sge))

static int
list_unmapped(struct model_iter *it, uint64_t iova)
{
	it->fault = true;
	it->list_fault = true;
	it->addr = iova;
	return -1;
}

/** @p len bytes of the current list: where it is in one piece, without another search. */
static int
list_read(struct model_iter *it, void *to, uint32_t at, uint32_t len)
{
	if (at + len <= it->list_here) {
		memcpy(to, it->list_va + at, len);
		return 0;
	}
	if (wdp_md_dma_read(it->m, to, it->list + at, len) < 0)
		return list_unmapped(it, it->list + at);
	return 0;
}

static int
sgl_load(struct model_iter *it, uint64_t iova)
{
	uint64_t here = LIST_MAX_B;
	struct wdp_sgl h;

	if (iova % WDP_SGL_ALIGN != 0) {
		it->bad = "a list is not aligned to 64 bytes";
		return -1;
	}
	if (++it->lists > WDP_SGL_CHAIN_MAX) {
		it->bad = "the chain has more than 256 lists";
		return -1;
	}
	it->list_va = wdp_md_dma_piece(it->m, iova, &here, false);
	if (it->list_va == NULL)
		return list_unmapped(it, iova);
	it->list = iova;
	it->list_here = (uint32_t)here;
	if (list_read(it, &h, 0, sizeof(h)) < 0)
		return -1;
	it->next = wdp_le64(h.next);
	it->valid = wdp_le16(h.valid_num);
	it->idx = 0;
	if (it->valid > wdp_le16(h.capacity) || it->valid > WDP_SGL_SGE_MAX) {
		it->bad = "a list has more valid entries than room, or more than 255";
		return -1;
	}
	return 0;
}

/** Step to the next entry. @return 0, or -1 at the end of the chain or with an error. */
static int
sgl_advance(struct model_iter *it)
{
	struct wdp_sge e;

	while (it->idx == it->valid)
		if (it->next == 0 || sgl_load(it, it->next) < 0)
			return -1;
	if (list_read(it, &e, (uint32_t)(sizeof(struct wdp_sgl) + it->idx * sizeof(e)),
			sizeof(e)) < 0)
		return -1;
	it->idx++;
	it->addr = wdp_le64(e.addr);
	it->seg_left = wdp_le32(e.len);
	if ((it->seg_left == 0 && !(it->flags & ITER_LOOSE)) ||
			it->seg_left > WDP_SGL_SGE_LEN_MAX_B) {
		it->bad = "an entry is empty or longer than 8 MiB";
		return -1;
	}
	return 0;
}

/** Step over entries that have nothing (more). @return 0, or -1 as above. */
static int
sgl_refill(struct model_iter *it)
{
	while (it->seg_left == 0)
		if (sgl_advance(it) < 0)
			return -1;
	return 0;
}

/** A loose walk's offset: entries before it are not looked at. */
static void
sgl_seek(struct model_iter *it, uint32_t offset)
{
	while (offset > 0) {
		uint64_t n;

		if (sgl_refill(it) < 0) {
			it->ended = !it->fault && it->bad == NULL;
			return;
		}
		n = it->seg_left < offset ? it->seg_left : offset;
		it->addr += n;
		it->seg_left -= n;
		offset -= n;
	}
}

void
wdp_md_iter_init(struct model_iter *it, struct wdp_model *m, unsigned int flags, uint64_t iova,
	uint64_t len, uint32_t offset)
{
	model_iter_none(it);
	it->m = m;
	it->flags = flags;
	it->left = len;
	it->addr = iova;
	it->seg_left = 0;
	it->lists = 0;
	if (!(flags & ITER_SGL)) {
		it->addr = iova + (flags & ITER_LOOSE ? offset : 0);
		it->seg_left = len;
		return;
	}
	if (sgl_load(it, iova) < 0)
		return;
	if (flags & ITER_LOOSE) {
		sgl_seek(it, offset);
		return;
	}
	if (sgl_advance(it) < 0)
		return;
	if (offset >= it->seg_left) {
		it->bad = "the byte offset is behind the first entry";
		return;
	}
	it->addr += offset;
	it->seg_left -= offset;
}

uint32_t
wdp_md_iter_next(struct model_iter *it, uint8_t **piece)
{
	uint64_t n;

	if (it->left == 0 || !model_iter_well(it))
		return 0;
	if (it->seg_left == 0 && (!(it->flags & ITER_SGL) || sgl_refill(it) < 0)) {
		it->ended = !it->fault && it->bad == NULL;
		return 0;
	}
	n = it->seg_left < it->left ? it->seg_left : it->left;
	/* Entries are at most 8 MiB, flat buffers 16: fits 32 bits. */
	*piece = wdp_md_dma_piece(it->m, it->addr, &n, it->flags & ITER_WRITE);
	if (*piece == NULL) {
		it->fault = true;
		return 0;
	}
	it->addr += n;
	it->seg_left -= n;
	it->left -= n;
	return (uint32_t)n;
}
