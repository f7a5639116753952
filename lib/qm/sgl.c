/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <string.h>

#include <rte_branch_prediction.h>

#include "common/wdp_log.h"
#include "wdp_sgl.h"

static struct wdp_sgl *
block(const struct wdp_sgl_pool *p, uint32_t n)
{
	return (struct wdp_sgl *)(p->mem + (size_t)(n & p->mask) * WDP_SGL_BLOCK_B);
}

static uint64_t
block_iova(const struct wdp_sgl_pool *p, uint32_t n)
{
	return p->iova + (uint64_t)(n & p->mask) * WDP_SGL_BLOCK_B;
}

static void
block_init(struct wdp_sgl *s)
{
	/* The software area behind it is not read by the device. */
	s->next = 0;
	s->chain_num = 0;
	s->valid_num = 0;
	s->capacity = wdp_le16(WDP_SGL_BLOCK_SGE);
	s->pad = 0;
}

static void
sge_set(struct wdp_sge *e, uint64_t addr, uint32_t len)
{
	e->addr = wdp_le64(addr);
	e->sw0 = 0;
	e->len = wdp_le32(len);
	e->pad = 0;
	e->sw1 = 0;
}

WDP_API uint32_t
wdp_sgl_build(const struct wdp_sgl_pool *p, uint32_t first, const struct rte_mbuf *m,
	uint32_t offset, uint32_t len, uint64_t *iova)
{
	uint32_t blocks = 1, in_block = 0, total = 0;
	struct wdp_sgl *s = block(p, first);
	uint32_t segs = m->nb_segs;

	while (m != NULL && segs != 0 && offset >= m->data_len) {
		offset -= m->data_len;
		m = m->next;
		segs--;
	}
	block_init(s);
	for (; len != 0; m = m->next, segs--, offset = 0) {
		uint32_t n;

		if (unlikely(m == NULL || segs == 0))
			return 0;
		n = RTE_MIN(len, m->data_len - offset);
		if (n == 0)
			continue;
		if (in_block == WDP_SGL_BLOCK_SGE) {
			s->valid_num = wdp_le16(in_block);
			s->next = wdp_le64(block_iova(p, first + blocks));
			s = block(p, first + blocks);
			block_init(s);
			blocks++;
			in_block = 0;
		}
		sge_set(&s->sge[in_block++], rte_pktmbuf_iova_offset(m, offset), n);
		total++;
		len -= n;
	}
	if (unlikely(total == 0))
		return 0;
	s->valid_num = wdp_le16(in_block);
	/* The device goes by the entries of each list; the first one carries the sum. */
	block(p, first)->chain_num = wdp_le16(total);
	*iova = block_iova(p, first);
	return blocks;
}

WDP_API uint32_t
wdp_sgl_flat(const struct wdp_sgl_pool *p, uint32_t first, uint64_t addr, uint32_t len,
	uint64_t *iova)
{
	struct wdp_sgl *s = block(p, first);

	block_init(s);
	sge_set(&s->sge[0], addr, len);
	s->chain_num = wdp_le16(1);
	s->valid_num = wdp_le16(1);
	*iova = block_iova(p, first);
	return 1;
}
