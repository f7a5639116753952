/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdlib.h>

#include <zlib.h>

#include "fuzz_dev.h"

#define GUARD_B    16u
#define GUARD_FILL 0xa5
#define SEGS_MAX   4000u /* the longest list has 256 blocks of 14 entries */

static uint32_t
segs_count(struct wdp_fz_in *in)
{
	uint32_t b = wdp_fz_take(in, 1);

	if (b < 128)
		return 1;
	if (b < 254)
		return 2 + b % (WDP_FZ_SEGS_LIST - 2);
	return WDP_FZ_SEGS_LIST + wdp_fz_take(in, 2) % (SEGS_MAX - WDP_FZ_SEGS_LIST);
}

static uint16_t
seg_length(struct wdp_fz_in *in)
{
	static const uint16_t lengths[] = {64, 0, 1, 2, 7, 15, 16, 17, 18, 63, 255, 1000, 2048,
		4097, 6000, 12000};
	uint8_t b = wdp_fz_take(in, 1);

	return lengths[b >> 4] + (b & 3);
}

static void
chain_layout(struct wdp_fz_chain *c, struct wdp_fz_in *in, uint16_t *len)
{
	uint16_t all = c->segs >= WDP_FZ_SEGS_LIST ? wdp_fz_take(in, 1) % 4 : 0;
	uint32_t i;

	for (i = 0; i < c->segs; i++) {
		len[i] = c->segs >= WDP_FZ_SEGS_LIST ? all : seg_length(in);
		c->total += len[i];
	}
	c->size = c->total + (size_t)c->segs * 2 * GUARD_B;
}

void
wdp_fz_chain_make(struct wdp_model *m, struct wdp_fz_chain *c, struct wdp_fz_in *in)
{
	uint16_t len[SEGS_MAX];
	uint8_t *at;
	uint32_t i;

	c->segs = segs_count(in);
	chain_layout(c, in, len);
	c->m = calloc(c->segs, sizeof(*c->m));
	c->mem = malloc(c->size);
	WDP_FZ_MUST(c->m != NULL && c->mem != NULL);
	memset(c->mem, GUARD_FILL, c->size);
	at = c->mem;
	for (i = 0; i < c->segs; i++) {
		struct rte_mbuf *s = &c->m[i];

		s->buf_addr = at;
		s->buf_iova = (uintptr_t)at;
		s->buf_len = len[i] + 2 * GUARD_B;
		s->data_off = GUARD_B;
		s->data_len = len[i];
		s->nb_segs = 1;
		rte_mbuf_refcnt_set(s, 1);
		s->next = i + 1 < c->segs ? s + 1 : NULL;
		at += s->buf_len;
	}
	c->m->nb_segs = c->segs;
	c->m->pkt_len = c->total;
	WDP_FZ_MUST(wdp_model_dma_map(m, (uintptr_t)c->mem, c->size, -1, 0, c->mem, true,
		true) == 0);
}

bool
wdp_fz_chain_lie(struct wdp_fz_chain *c, struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);

	switch (b) {
	case 0xf0:
		c->m->pkt_len += wdp_fz_take(in, 1) + 1;
		break;
	case 0xf1:
		c->m->pkt_len -= RTE_MIN(c->m->pkt_len, wdp_fz_take(in, 1) + 1);
		break;
	case 0xf2:
		c->m->pkt_len = wdp_fz_take(in, 4);
		break;
	case 0xf3:
		c->m->nb_segs += wdp_fz_take(in, 1) + 1;
		break;
	case 0xf4:
		c->m->nb_segs -= wdp_fz_take(in, 1) % c->m->nb_segs;
		break;
	case 0xf5:
		c->m->nb_segs = wdp_fz_take(in, 2);
		break;
	case 0xf6:
		c->m[wdp_fz_take(in, 2) % c->segs].next = NULL;
		break;
	default:
		return true;
	}
	return false;
}

void
wdp_fz_chain_copy(const struct wdp_fz_chain *c, uint32_t from, uint8_t *buf, uint32_t len,
	bool into)
{
	uint8_t *at = c->mem;
	uint32_t i;

	for (i = 0; i < c->segs && len != 0; i++) {
		uint32_t have = c->m[i].data_len, n;

		at += GUARD_B;
		if (from < have) {
			n = RTE_MIN(len, have - from);
			memcpy(into ? at + from : buf, into ? buf : at + from, n);
			buf += n;
			len -= n;
			from = 0;
		} else {
			from -= have;
		}
		at += have + GUARD_B;
	}
}

void
wdp_fz_chain_note(struct wdp_fz_chain *c)
{
	c->crc = crc32(0, c->mem, c->size);
	c->mcrc = crc32(0, (const uint8_t *)c->m, c->segs * sizeof(*c->m));
}

void
wdp_fz_chain_free(struct wdp_model *m, struct wdp_fz_chain *c)
{
	if (c->m == NULL)
		return;
	if (m != NULL)
		wdp_model_dma_unmap(m, (uintptr_t)c->mem, c->size, false);
	free(c->mem);
	free(c->m);
}

bool
wdp_fz_chain_same(const struct wdp_fz_chain *c)
{
	return crc32(0, c->mem, c->size) == c->crc;
}

bool
wdp_fz_chain_mbufs_same(const struct wdp_fz_chain *c)
{
	return crc32(0, (const uint8_t *)c->m, c->segs * sizeof(*c->m)) == c->mcrc;
}

void
wdp_fz_chain_guards(const struct wdp_fz_chain *c, uint32_t skip)
{
	static uint8_t untouched[GUARD_B + UINT16_MAX];
	const uint8_t *at = c->mem;
	uint32_t i;

	if (untouched[0] != GUARD_FILL)
		memset(untouched, GUARD_FILL, sizeof(untouched));
	for (i = 0; i < c->segs; i++) {
		uint32_t data = c->m[i].data_len, closed = RTE_MIN(skip, data);

		WDP_FZ_MUST(memcmp(at, untouched, GUARD_B + closed) == 0);
		skip -= closed;
		at += GUARD_B + data;
		WDP_FZ_MUST(memcmp(at, untouched, GUARD_B) == 0);
		at += GUARD_B;
	}
}
