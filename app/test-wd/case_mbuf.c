/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Where the data may live: external buffers, and indirect mbufs that share the buffer of
 * another one. A driver that looks at the mbuf's own room instead of its buffer address
 * fails here.
 */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_memzone.h>

#include "test.h"

#define ZONE_B (256u << 10)

struct ext {
	const struct rte_memzone *mz;
	struct rte_mbuf_ext_shared_info info;
	uint32_t freed;
};

static void
ext_free(void *addr, void *arg)
{
	struct ext *e = arg;

	RTE_SET_USED(addr);
	e->freed++;
}

/*
 * An mbuf over [at, at + len + 2 zones) of the memzone. The reference count is the test's:
 * one per attached mbuf.
 */
static struct rte_mbuf *
ext_mbuf(struct wdp_t *t, struct ext *e, uint32_t at, uint32_t len)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(t->tiny);

	if (m == NULL)
		return NULL;
	rte_mbuf_ext_refcnt_update(&e->info, 1);
	rte_pktmbuf_attach_extbuf(m, (uint8_t *)e->mz->addr + at, e->mz->iova + at,
		len + 2 * WDP_T_ZONE_B, &e->info);
	m->data_off = WDP_T_ZONE_B;
	m->data_len = len;
	m->pkt_len = len;
	return m;
}

static struct wdp_t_chain *
ext_chain(struct wdp_t *t, struct ext *e, uint32_t at, uint32_t segs, uint32_t len)
{
	struct rte_mbuf *head = NULL, *last = NULL, *m;
	uint32_t i, n;

	for (i = 0; i < segs; i++) {
		n = len / segs + (i < len % segs ? 1 : 0);
		m = ext_mbuf(t, e, at, n);
		if (m == NULL) {
			rte_pktmbuf_free(head);
			wdp_t_fail(t, __FILE__, __LINE__, "no mbuf");
			return NULL;
		}
		at += n + 2 * WDP_T_ZONE_B;
		if (head == NULL) {
			head = m;
		} else {
			last->next = m;
			head->nb_segs++;
			head->pkt_len += n;
		}
		last = m;
	}
	wdp_t_chain_paint(head);
	return wdp_t_chain_adopt(t, head);
}

/* Compress from and into the given chains, and back again. */
static int
there_and_back(struct wdp_t *t, struct wdp_t_chain *src, uint32_t len, struct wdp_t_chain *dst,
	struct wdp_t_chain *back)
{
	struct wdp_t_job j = { .xform = t->comp, .src = src, .src_len = len, .dst = dst };

	WDP_T_TRY(wdp_t_job_run(t, &j));
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS && j.consumed == len, "compress: %s",
		wdp_t_status_name(j.status));
	wdp_t_chain_read(dst, 0, t->out, j.produced);
	WDP_T_TRY(wdp_t_ref_check(t, t->out, j.produced, t->data, len));
	j.xform = t->decomp;
	j.src = dst;
	j.src_len = j.produced;
	j.dst = back;
	WDP_T_TRY(wdp_t_job_run(t, &j));
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS && j.produced == len,
		"decompress: %s, produced %u of %u", wdp_t_status_name(j.status), j.produced, len);
	wdp_t_chain_read(back, 0, t->out, len);
	WDP_T_CHECK(t, memcmp(t->out, t->data, len) == 0, "other data than was compressed");
	return WDP_T_PASS;
}

static int
external_run(struct wdp_t *t, struct ext *e, uint32_t segs)
{
	uint32_t len = 30000;
	struct wdp_t_chain *src, *dst, *back;

	wdp_t_data(t, WDP_T_TEXT, t->data, len);
	src = ext_chain(t, e, 1, segs, len);
	dst = ext_chain(t, e, (80 << 10) + 3, segs, len);
	back = ext_chain(t, e, (160 << 10) + 7, segs, len);
	if (src == NULL || dst == NULL || back == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(src, 0, t->data, len);
	return there_and_back(t, src, len, dst, back);
}

static int
external(struct wdp_t *t, int segs)
{
	struct ext e = { 0 };
	int ret;

	e.mz = rte_memzone_reserve("wdp_t_ext", ZONE_B, SOCKET_ID_ANY, RTE_MEMZONE_IOVA_CONTIG);
	WDP_T_CHECK(t, e.mz != NULL, "no contiguous memzone of %u KiB", ZONE_B >> 10);
	e.info.free_cb = ext_free;
	e.info.fcb_opaque = &e;
	rte_mbuf_ext_refcnt_set(&e.info, 1);
	ret = external_run(t, &e, segs);
	/* the mbufs point into the memzone and count in e */
	if (ret != WDP_T_PASS)
		wdp_t_dev_stop(t);
	wdp_t_op_free_all(t);
	wdp_t_chain_free_all(t);
	if (ret == WDP_T_PASS && (e.freed != 0 || rte_mbuf_ext_refcnt_read(&e.info) != 1))
		ret = WDP_T_FAILF(t, "reference count %u, freed %u times",
			rte_mbuf_ext_refcnt_read(&e.info), e.freed);
	rte_memzone_free(e.mz);
	return ret;
}

/* The source is a clone of a chain that others may be reading too. */
static int
cloned(struct wdp_t *t, int segs)
{
	struct wdp_t_shape s = { .split = WDP_T_UNEVEN, .segs = segs };
	struct wdp_t_chain *parent, *clone, *dst, *back;
	uint32_t len = 20000, sum;
	struct rte_mbuf *m;

	wdp_t_data(t, WDP_T_TEXT, t->data, len);
	parent = wdp_t_chain_shape(t, &s, len);
	if (parent == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(parent, 0, t->data, len);
	sum = wdp_t_chain_sum(parent);
	m = rte_pktmbuf_clone(parent->m, t->tiny);
	WDP_T_CHECK(t, m != NULL, "cannot clone %u segments", parent->segs);
	clone = wdp_t_chain_adopt(t, m);
	dst = wdp_t_chain_shape(t, &s, len);
	back = wdp_t_chain_shape(t, &s, len);
	if (clone == NULL || dst == NULL || back == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(there_and_back(t, clone, len, dst, back));
	WDP_T_CHECK(t, rte_mbuf_refcnt_read(parent->m) == 2, "reference count %u, not 2",
		rte_mbuf_refcnt_read(parent->m));
	WDP_T_CHECK(t, wdp_t_chain_sum(parent) == sum, "the shared buffer was written to");
	return WDP_T_PASS;
}

/* One buffer as the source of many ops at once. */
static int
shared_source(struct wdp_t *t, int n)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct wdp_t_job j = { .xform = t->comp, .src_len = 4000 };
	struct wdp_t_chain *src, *dst;
	struct rte_comp_op *op;
	uint32_t sum;
	int i;

	wdp_t_data(t, WDP_T_TEXT, t->data, j.src_len);
	src = wdp_t_chain_shape(t, &flat, j.src_len);
	if (src == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(src, 0, t->data, j.src_len);
	sum = wdp_t_chain_sum(src);
	j.src = src;
	for (i = 0; i < n; i++) {
		dst = wdp_t_chain_shape(t, &flat, 4000);
		op = wdp_t_op_new(t);
		if (dst == NULL || op == NULL)
			return WDP_T_FAIL;
		j.dst = dst;
		wdp_t_op_fill(op, &j);
		wdp_t_tag(op)->dst = dst;
		WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
	}
	for (i = 0; i < n; i++) {
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, NULL, &op));
		WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_SUCCESS, "%s",
			wdp_t_status_name(op->status));
		WDP_T_TRY(wdp_t_chain_check(t, wdp_t_tag(op)->dst, 0, 4000));
		WDP_T_CHECK(t, op->produced <= 4000, "produced %u", op->produced);
		wdp_t_chain_read(wdp_t_tag(op)->dst, 0, t->out, op->produced);
		WDP_T_TRY(wdp_t_ref_check(t, t->out, op->produced, t->data, j.src_len));
	}
	WDP_T_CHECK(t, wdp_t_chain_sum(src) == sum, "the shared source was written to");
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_mbuf[] = {
	{ "mbuf/external/flat", external, 1 },
	{ "mbuf/external/chain", external, 20 },
	{ "mbuf/cloned/flat", cloned, 1 },
	{ "mbuf/cloned/chain", cloned, 20 },
	{ "mbuf/shared_source", shared_source, 100 },
	{ NULL, NULL, 0 },
};
