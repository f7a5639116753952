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
 * Plain data of an op, the room for it compressed, segments of a chain, and the number of
 * distinct buffers of each sort. Ops and mbufs are distinct, as in an application; the
 * data may be shared, since the driver never looks at it.
 */
#define PLAIN_B  4096u
#define PACKED_B 4608u
#define SEGS     4u
#define BUFFERS  16u

static bool
is_sgl(enum wdp_p_kind k)
{
	return k == WDP_P_COMP_SGL || k == WDP_P_DECOMP_SGL;
}

static bool
is_comp(enum wdp_p_kind k)
{
	return k == WDP_P_COMP_FLAT || k == WDP_P_COMP_SGL;
}

const char *
wdp_p_kind_name(enum wdp_p_kind k)
{
	static const char *const names[WDP_P_KINDS] = {
		"compress-flat", "decompress-flat", "compress-sgl", "decompress-sgl",
	};

	return names[k];
}

/* Text that any engine compresses to well under PACKED_B, the same in every buffer. */
static uint32_t
fill_data(uint8_t *mem, enum wdp_p_kind k)
{
	struct wdp_t t = { .seed = 1 };
	uint8_t text[PLAIN_B], packed[PACKED_B];
	uint32_t len = PLAIN_B, i;

	wdp_t_rnd_init(&t.rnd, t.seed, "perf");
	wdp_t_data(&t, WDP_T_TEXT, text, sizeof(text));
	if (!is_comp(k))
		len = wdp_t_ref_deflate(WDP_T_REF_ZLIB6, 15, text, sizeof(text), packed,
			sizeof(packed));
	for (i = 0; i < BUFFERS; i++)
		memcpy(mem + (size_t)i * 2 * PACKED_B, is_comp(k) ? text : packed, len);
	return len;
}

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

static void
fill_ops(struct wdp_p_set *s, struct rte_mbuf **mbufs, enum wdp_p_kind k, void *xform,
	uint32_t src_len)
{
	uint32_t segs = is_sgl(k) ? SEGS : 1, i, off;

	for (i = 0; i < s->n; i++, mbufs += 2 * segs) {
		struct rte_comp_op *op = s->ops[i];

		off = (i % BUFFERS) * 2 * PACKED_B;
		op->op_type = RTE_COMP_OP_STATELESS;
		op->private_xform = xform;
		op->m_src = over(s, mbufs, off, src_len, is_sgl(k));
		op->m_dst = over(s, mbufs + segs, off + PACKED_B, is_comp(k) ? PACKED_B : PLAIN_B,
			is_sgl(k));
		op->src.offset = 0;
		op->src.length = src_len;
		op->dst.offset = 0;
		op->flush_flag = RTE_COMP_FLUSH_FINAL;
	}
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
take_ops(struct wdp_p_set *s)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		s->ops[i] = rte_comp_op_alloc(s->op_pool);
		if (s->ops[i] == NULL)
			return false;
	}
	return true;
}

int
wdp_p_set_make(struct wdp_p_set *s, enum wdp_p_kind k, uint32_t n, void *xform, bool shuffle)
{
	uint32_t nb_mbufs = n * 2 * (is_sgl(k) ? SEGS : 1), src_len, i;
	struct rte_mbuf **mbufs = calloc(nb_mbufs, sizeof(*mbufs));
	int ret = -ENOMEM;

	memset(s, 0, sizeof(*s));
	s->n = n;
	/* the first WDP_P_SECTION again behind the end: any section is one array */
	s->ops = calloc(n + WDP_P_SECTION, sizeof(*s->ops));
	s->data = rte_memzone_reserve("wdp_p_data", (size_t)BUFFERS * 2 * PACKED_B, SOCKET_ID_ANY,
		RTE_MEMZONE_IOVA_CONTIG);
	s->op_pool = rte_comp_op_pool_create("wdp_p_ops", n, 0, 0, SOCKET_ID_ANY);
	s->mbuf_pool = rte_pktmbuf_pool_create("wdp_p_mbufs", nb_mbufs, 0, 0, 0, SOCKET_ID_ANY);
	if (mbufs == NULL || s->ops == NULL || s->data == NULL || s->op_pool == NULL ||
			s->mbuf_pool == NULL || !take_ops(s)) {
		fprintf(stderr, "no memory for %u ops and %u mbufs: give EAL more (-m)\n", n,
			nb_mbufs);
		goto out;
	}
	for (i = 0; i < nb_mbufs; i++)
		if (rte_mempool_get(s->mbuf_pool, (void **)&mbufs[i]) != 0)
			goto out;
	if (shuffle) {
		mix((void **)s->ops, n);
		mix((void **)mbufs, nb_mbufs);
	}
	src_len = fill_data(s->data->addr, k);
	fill_ops(s, mbufs, k, xform, src_len);
	memcpy(s->ops + n, s->ops, WDP_P_SECTION * sizeof(*s->ops));
	ret = src_len == 0 ? -EINVAL : 0;
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

struct rte_comp_op **
wdp_p_set_take(struct wdp_p_set *s, uint32_t n)
{
	struct rte_comp_op **at = s->ops + s->next;

	s->next = (s->next + n) % s->n;
	return at;
}
