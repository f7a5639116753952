/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_mbuf.h>
#include <rte_memzone.h>

#include "perf.h"
#include "test.h"

/*
 * Segments of a chain, and the number of distinct buffers of each sort. Ops and mbufs are
 * distinct, as in an application; the data may be shared, since the driver never looks at it.
 */
#define SEGS     4u
#define BUFFERS  16u

/* An mbuf, or a chain of SEGS, over len bytes at off of the data memory. */
static struct rte_mbuf *
over(struct wdp_p_set *s, struct rte_mbuf **m, uint32_t off, uint32_t len, bool sgl)
{
	uint32_t segs = sgl ? SEGS : 1, i, n;

	for (i = 0; i < segs; i++) {
		rte_pktmbuf_reset(m[i]);
		n = i + 1 < segs ? len / segs : len - i * (len / segs);
		m[i]->buf_addr = (uint8_t *)s->data->addr + off;
		rte_mbuf_iova_set(m[i], s->data->iova + off);
		m[i]->buf_len = n;
		m[i]->data_off = 0;
		m[i]->data_len = n;
		m[i]->next = NULL;
		if (i > 0)
			m[i - 1]->next = m[i];
		off += n;
	}
	m[0]->nb_segs = segs;
	m[0]->pkt_len = len;
	return m[0];
}

static uint32_t
fill_ops(struct wdp_p_set *s, const struct wdp_p_backend *b, const struct wdp_p_kind *k,
	struct rte_mbuf **mbufs)
{
	uint32_t segs = k->sgl ? SEGS : 1, len = 0, i, off;

	for (i = 0; i < BUFFERS; i++)
		len = b->data((uint8_t *)s->data->addr + (size_t)i * 2 * WDP_P_PACKED_B, k);
	for (i = 0; len != 0 && i < s->n; i++) {
		struct rte_mbuf *src, *dst = NULL;

		off = (i % BUFFERS) * 2 * WDP_P_PACKED_B;
		src = over(s, mbufs, off, len, k->sgl);
		mbufs += segs;
		if (b->two_buffers) {
			dst = over(s, mbufs, off + WDP_P_PACKED_B, WDP_P_PACKED_B, k->sgl);
			mbufs += segs;
		}
		b->op_fill(s->ops[i], k, src, dst, len);
	}
	return len;
}

/* Any order: what the CPU's prefetcher cannot guess. */
static void
mix(void **p, uint32_t n)
{
	struct wdp_t_rnd r = { .s = 2 };
	uint32_t i, k;
	void *x;

	for (i = n; i > 1; i--) {
		k = wdp_t_rnd_below(&r, i);
		x = p[i - 1];
		p[i - 1] = p[k];
		p[k] = x;
	}
}

/* The library's bulk call takes fewer than 65536. */
static bool
take_ops(struct wdp_p_set *s, const struct wdp_p_backend *b)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		s->ops[i] = b->op_alloc(s->op_pool);
		if (s->ops[i] == NULL)
			return false;
	}
	return true;
}

int
wdp_p_set_make(struct wdp_p_set *s, const struct wdp_p_backend *b, const struct wdp_p_kind *k,
	uint32_t n, bool shuffle)
{
	uint32_t nb_mbufs = n * (b->two_buffers ? 2 : 1) * (k->sgl ? SEGS : 1), i;
	struct rte_mbuf **mbufs = calloc(nb_mbufs, sizeof(*mbufs));
	int ret = -ENOMEM;

	memset(s, 0, sizeof(*s));
	s->n = n;
	/* the first WDP_P_SECTION again behind the end: any section is one array */
	s->ops = calloc(n + WDP_P_SECTION, sizeof(*s->ops));
	s->data = rte_memzone_reserve("wdp_p_data", (size_t)BUFFERS * 2 * WDP_P_PACKED_B, SOCKET_ID_ANY,
		RTE_MEMZONE_IOVA_CONTIG);
	s->op_pool = b->op_pool("wdp_p_ops", n);
	s->mbuf_pool = rte_pktmbuf_pool_create("wdp_p_mbufs", nb_mbufs, 0, 0, 0, SOCKET_ID_ANY);
	if (mbufs == NULL || s->ops == NULL || s->data == NULL || s->op_pool == NULL ||
			s->mbuf_pool == NULL || !take_ops(s, b)) {
		fprintf(stderr, "no memory for %u ops and %u mbufs: give EAL more (-m)\n", n,
			nb_mbufs);
		goto out;
	}
	for (i = 0; i < nb_mbufs; i++)
		if (rte_mempool_get(s->mbuf_pool, (void **)&mbufs[i]) != 0)
			goto out;
	if (shuffle) {
		mix(s->ops, n);
		mix((void **)mbufs, nb_mbufs);
	}
	ret = fill_ops(s, b, k, mbufs) == 0 ? -EINVAL : 0;
	memcpy(s->ops + n, s->ops, WDP_P_SECTION * sizeof(*s->ops));
out:
	free(mbufs);
	return ret;
}

void
wdp_p_set_free(struct wdp_p_set *s)
{
	rte_mempool_free(s->op_pool);
	rte_mempool_free(s->mbuf_pool);
	rte_memzone_free(s->data);
	free(s->ops);
	memset(s, 0, sizeof(*s));
}

void **
wdp_p_set_take(struct wdp_p_set *s, uint32_t n)
{
	void **at = s->ops + s->next;

	s->next = (s->next + n) % s->n;
	return at;
}
