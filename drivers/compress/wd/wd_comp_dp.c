/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Data path: no lock, allocation, system call or log. Ring order, doorbells and memory
 * barriers are lib/qm/wdp_hwq.h's.
 *
 * An op takes one of three ways:
 * - flat: source and destination each lie in one segment, room enough. Filled in place.
 * - other: a chain on either side, or a destination so small that the hardware would skip
 *   the request (bounced through the slot's own few bytes).
 * - soft: not fit to be sent. Its status is set and it waits in a small ring, so that it is
 *   accepted and comes out of dequeue like every other op.
 */

#include <string.h>

#include <rte_prefetch.h>

#include "wd_comp.h"

/*
 * Ops ahead of the one being worked on: first the op's lines, then its mbufs, then the
 * mbufs' second lines, and after that one link of a chain for each op that goes by.
 */
#define PREFETCH_OP   10
#define PREFETCH_MBUF 6
#define PREFETCH_LINK (PREFETCH_MBUF - 1)

/* One direction during an enqueue burst. */
struct enq {
	struct comp_ring *r;
	struct comp_slot *slots;
	struct wdp_hwq_burst b;
};

enum enq_result {
	ENQ_DONE,
	ENQ_FULL, /* no space now: the burst ends before this op */
};

static inline void
enq_begin(struct comp_qp *qp, enum comp_dir dir, struct enq *e, uint16_t nb)
{
	e->r = &qp->ring[dir];
	e->slots = wdp_qp_at(qp, e->r->slots_off);
	wdp_hwq_burst_begin(&e->r->q, &e->b, nb);
}

static inline void
enq_end(struct enq *e)
{
	wdp_hwq_burst_end(&e->r->q, &e->b);
}

/* The next slot: descriptor and what is remembered of it. */
static inline void
enq_put(struct enq *e, struct rte_comp_op *op, const struct comp_xform *x, uint32_t buf_type,
	const struct wdp_zip_req *req, uint32_t room)
{
	uint32_t slot = e->b.prod & e->r->q.p_mask;

	wdp_zip_sqe_fill((struct wdp_zip_sqe *)(e->b.l->sq + ((size_t)slot << WDP_ZIP_SQE_SHIFT)),
		&x->form, buf_type, req);
	e->slots[slot] = (struct comp_slot){
		.op = op,
		.room = room,
		.sgl_end = e->r->sgl.prod,
	};
	e->b.prod++;
	e->b.room--;
}

static enum enq_result
enq_soft(struct comp_qp *qp, struct rte_comp_op *op, uint8_t status)
{
	if (wdp_qp_soft_put(&qp->qp, op) != 0)
		return ENQ_FULL;
	op->consumed = 0;
	op->produced = 0;
	op->output_chksum = 0;
	op->debug_status = 0;
	op->status = status;
	return ENQ_DONE;
}

/* Anything a user can get wrong; the fast path has a shorter form of the same. */
static uint8_t
op_check(const struct rte_comp_op *op)
{
	const struct comp_xform *x = op->private_xform;

	if (op->op_type != RTE_COMP_OP_STATELESS || x == NULL || x->magic != COMP_XFORM_MAGIC)
		return RTE_COMP_OP_STATUS_INVALID_ARGS;
	if (op->m_src == NULL || op->m_dst == NULL || op->src.length == 0 ||
			op->src.length > WDP_ZIP_LEN_MAX_B)
		return RTE_COMP_OP_STATUS_INVALID_ARGS;
	if ((uint64_t)op->src.offset + op->src.length > op->m_src->pkt_len ||
			op->dst.offset > op->m_dst->pkt_len)
		return RTE_COMP_OP_STATUS_INVALID_ARGS;
	/* A stateless request is a whole stream; decompression ignores the flag. */
	if (x->dir == COMP_DIR_COMPRESS && op->flush_flag != RTE_COMP_FLUSH_FINAL &&
			op->flush_flag != RTE_COMP_FLUSH_FULL)
		return RTE_COMP_OP_STATUS_INVALID_ARGS;
	if (op->dst.offset == op->m_dst->pkt_len)
		return RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED;
	return RTE_COMP_OP_STATUS_SUCCESS;
}

/*
 * Both sides as lists: the buffer type of a request covers the two of them. @p bounce is the
 * address to use in place of the destination, or 0.
 */
static enum enq_result
enq_sgl(struct comp_qp *qp, struct enq *e, struct rte_comp_op *op, uint32_t room,
	uint64_t bounce)
{
	struct comp_ring *r = e->r;
	struct wdp_sgl_pool pool = {
		.mem = wdp_qp_at(qp, r->sgl_off),
		.iova = qp->qp.iova + r->sgl_off,
		.mask = r->sgl.mask,
	};
	uint32_t src_max = wdp_sgl_blocks(op->m_src->nb_segs);
	uint32_t dst_max = bounce != 0 ? 1 : wdp_sgl_blocks(op->m_dst->nb_segs);
	struct wdp_zip_req req = {
		.src_len = op->src.length,
		.dst_len = bounce != 0 ? COMP_BOUNCE_B : room,
		.tag = e->b.prod,
	};
	uint32_t src_n, dst_n;

	if (src_max > WDP_SGL_CHAIN_MAX || dst_max > WDP_SGL_CHAIN_MAX ||
			src_max + dst_max > r->sgl.mask + 1)
		return enq_soft(qp, op, RTE_COMP_OP_STATUS_INVALID_ARGS);
	if (wdp_sgl_room(&r->sgl, &r->sgl_cons, src_max + dst_max) < src_max + dst_max)
		return ENQ_FULL;
	src_n = wdp_sgl_build(&pool, r->sgl.prod, op->m_src, op->src.offset, op->src.length,
		&req.src);
	if (bounce != 0)
		dst_n = wdp_sgl_flat(&pool, r->sgl.prod + src_n, bounce, COMP_BOUNCE_B, &req.dst);
	else
		dst_n = wdp_sgl_build(&pool, r->sgl.prod + src_n, op->m_dst, op->dst.offset, room,
			&req.dst);
	/* A chain shorter than its pkt_len says. */
	if (src_n == 0 || dst_n == 0)
		return enq_soft(qp, op, RTE_COMP_OP_STATUS_INVALID_ARGS);
	r->sgl.prod += src_n + dst_n;
	enq_put(e, op, op->private_xform, WDP_ZIP_BUF_SGL, &req, room);
	return ENQ_DONE;
}

/* Everything the fast path does not take. */
static __rte_noinline enum enq_result
enq_other(struct comp_qp *qp, struct enq enq[], struct rte_comp_op *op)
{
	uint8_t status = op_check(op);
	const struct comp_xform *x = op->private_xform;
	uint64_t bounce = 0;
	struct enq *e;
	uint32_t room;

	if (status != RTE_COMP_OP_STATUS_SUCCESS)
		return enq_soft(qp, op, status);
	e = &enq[x->dir];
	if (e->b.room == 0)
		return ENQ_FULL;
	/* One segment is never near the 8 MiB of a flat output; a list has no limit (zip.md 12). */
	room = op->m_dst->pkt_len - op->dst.offset;
	if (room <= WDP_ZIP_OUT_SKIP_MAX_B) {
		/* A list would show it when it is built. */
		if (!wdp_mbuf_holds(op->m_dst, op->dst.offset, room))
			return enq_soft(qp, op, RTE_COMP_OP_STATUS_INVALID_ARGS);
		bounce = qp->qp.iova + e->r->bounce_off +
			(uint64_t)(e->b.prod & e->r->q.p_mask) * COMP_BOUNCE_B;
	}
	if (wdp_mbuf_in_first(op->m_src, op->src.offset, op->src.length) &&
			(bounce != 0 || wdp_mbuf_in_first(op->m_dst, op->dst.offset, room))) {
		struct wdp_zip_req req = {
			.src = rte_pktmbuf_iova_offset(op->m_src, op->src.offset),
			.dst = bounce != 0 ? bounce :
				rte_pktmbuf_iova_offset(op->m_dst, op->dst.offset),
			.src_len = op->src.length,
			.dst_len = bounce != 0 ? COMP_BOUNCE_B : room,
			.tag = e->b.prod,
		};

		enq_put(e, op, x, WDP_ZIP_BUF_FLAT, &req, room);
		return ENQ_DONE;
	}
	return enq_sgl(qp, e, op, room, bounce);
}

/* Single segments, valid, room enough: true, and req is filled. */
static inline bool
op_is_flat(const struct rte_comp_op *op, struct wdp_zip_req *req)
{
	const struct comp_xform *x = op->private_xform;
	const struct rte_mbuf *src = op->m_src, *dst = op->m_dst;

	if (unlikely(op->op_type != RTE_COMP_OP_STATELESS || x == NULL || src == NULL ||
			dst == NULL || x->magic != COMP_XFORM_MAGIC))
		return false;
	if (dst->nb_segs != 1 || op->src.length == 0 ||
			!wdp_mbuf_in_first(src, op->src.offset, op->src.length) ||
			!wdp_mbuf_in_first(dst, op->dst.offset, WDP_ZIP_OUT_SKIP_MAX_B + 1))
		return false;
	if (unlikely(x->dir == COMP_DIR_COMPRESS && op->flush_flag != RTE_COMP_FLUSH_FINAL &&
			op->flush_flag != RTE_COMP_FLUSH_FULL))
		return false;
	req->src = rte_pktmbuf_iova_offset(src, op->src.offset);
	req->dst = rte_pktmbuf_iova_offset(dst, op->dst.offset);
	req->src_len = op->src.length;
	req->dst_len = dst->data_len - op->dst.offset;
	return true;
}

static inline void
prefetch_op(const struct rte_comp_op *op)
{
	rte_prefetch0(op);
	rte_prefetch0(&op->flush_flag);
}

static inline bool
is_chain(const struct rte_mbuf *m)
{
	return m != NULL && m->nb_segs > 1;
}

/* The mbuf that is so many links down the chain, if the chain is that long. */
static inline void
prefetch_link(const struct rte_mbuf *m, uint16_t links)
{
	if (!is_chain(m) || m->nb_segs <= links)
		return;
	if (links == 0) {
		rte_prefetch0(&m->next);
		return;
	}
	while (links-- != 0 && m != NULL)
		m = m->next;
	if (m != NULL) {
		rte_prefetch0(m);
		rte_prefetch0(&m->next);
	}
}

/* One link for each op that goes by; the op reached in k steps is k links deep already. */
static __rte_noinline void
prefetch_links(struct rte_comp_op **ops, uint16_t i, uint16_t nb)
{
	uint16_t k;

	for (k = 0; k < PREFETCH_LINK && i + PREFETCH_LINK - k < nb; k++) {
		const struct rte_comp_op *op = ops[i + PREFETCH_LINK - k];

		prefetch_link(op->m_src, k);
		prefetch_link(op->m_dst, k);
	}
}

/* @param chains ops to go until the window holds no chain any more */
static inline void
prefetch_enqueue(struct rte_comp_op **ops, uint16_t i, uint16_t nb, uint16_t *chains)
{
	if (i + PREFETCH_OP < nb)
		prefetch_op(ops[i + PREFETCH_OP]);
	if (i + PREFETCH_MBUF < nb) {
		rte_prefetch0(ops[i + PREFETCH_MBUF]->m_src);
		rte_prefetch0(ops[i + PREFETCH_MBUF]->m_dst);
	}
	if (i + PREFETCH_LINK < nb) {
		const struct rte_comp_op *op = ops[i + PREFETCH_LINK];

		if (unlikely(is_chain(op->m_src) || is_chain(op->m_dst)))
			*chains = PREFETCH_LINK;
	}
	if (unlikely(*chains != 0)) {
		prefetch_links(ops, i, nb);
		(*chains)--;
	}
}

uint16_t
wdp_comp_enqueue_burst(void *queue_pair, struct rte_comp_op **ops, uint16_t nb)
{
	struct comp_qp *qp = queue_pair;
	struct enq enq[COMP_DIR_NB];
	uint16_t i, chains = 0;

	for (i = 0; i < RTE_MIN(nb, PREFETCH_OP); i++)
		prefetch_op(ops[i]);
	enq_begin(qp, COMP_DIR_COMPRESS, &enq[COMP_DIR_COMPRESS], nb);
	enq_begin(qp, COMP_DIR_DECOMPRESS, &enq[COMP_DIR_DECOMPRESS], nb);
	for (i = 0; i < nb; i++) {
		struct rte_comp_op *op = ops[i];
		struct wdp_zip_req req;

		prefetch_enqueue(ops, i, nb, &chains);
		if (likely(op_is_flat(op, &req))) {
			const struct comp_xform *x = op->private_xform;
			struct enq *e = &enq[x->dir];

			if (unlikely(e->b.room == 0))
				break;
			req.tag = e->b.prod;
			enq_put(e, op, x, WDP_ZIP_BUF_FLAT, &req, req.dst_len);
		} else if (enq_other(qp, enq, op) == ENQ_FULL) {
			break;
		}
	}
	enq_end(&enq[COMP_DIR_COMPRESS]);
	enq_end(&enq[COMP_DIR_DECOMPRESS]);
	qp->qp.enqueued += i;
	return i;
}

/* Spread a bounced result over the destination. */
static void
bounce_copy(const struct rte_comp_op *op, const uint8_t *from, uint32_t len)
{
	struct rte_mbuf *m = op->m_dst;
	uint32_t offset = op->dst.offset;

	for (; m != NULL && len != 0; m = m->next) {
		uint32_t n;

		if (offset >= m->data_len) {
			offset -= m->data_len;
			continue;
		}
		n = RTE_MIN(len, m->data_len - offset);
		memcpy(rte_pktmbuf_mtod_offset(m, uint8_t *, offset), from, n);
		from += n;
		len -= n;
		offset = 0;
	}
}

/*
 * The status of a finished request. What the device says is believed only as far as it can
 * be true: no more output than there was room, no more input than was given, some input in
 * any case (a descriptor that was never worked on reads as success with all zero), and a
 * compressed stream holds all of its input.
 */
static inline uint8_t
result_status(const struct rte_comp_op *op, const struct comp_slot *s, enum comp_dir dir,
	const struct wdp_zip_result *res)
{
	bool bounced = s->room <= WDP_ZIP_OUT_SKIP_MAX_B;

	if (unlikely(!wdp_zip_status_ok(res->status)))
		return res->status == WDP_ZIP_ST_OUT_SMALL ?
			RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED : RTE_COMP_OP_STATUS_ERROR;
	if (unlikely(res->produced > s->room)) {
		if (bounced && res->produced <= COMP_BOUNCE_B)
			return RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED;
		return RTE_COMP_OP_STATUS_ERROR;
	}
	if (unlikely(res->consumed == 0 || res->consumed > op->src.length ||
			(dir == COMP_DIR_COMPRESS && res->consumed != op->src.length)))
		return RTE_COMP_OP_STATUS_ERROR;
	return RTE_COMP_OP_STATUS_SUCCESS;
}

static inline void
op_finish(struct comp_qp *qp, struct comp_ring *r, enum comp_dir dir, const struct comp_slot *s,
	const struct wdp_zip_sqe *sqe, uint32_t slot)
{
	struct wdp_zip_result res = wdp_zip_sqe_result(sqe);
	struct rte_comp_op *op = s->op;
	uint8_t status = result_status(op, s, dir, &res);

	op->output_chksum = 0;
	op->debug_status = res.status;
	op->status = status;
	if (unlikely(status != RTE_COMP_OP_STATUS_SUCCESS)) {
		op->consumed = 0;
		op->produced = 0;
		qp->qp.dequeue_errors++;
		return;
	}
	op->consumed = res.consumed;
	op->produced = res.produced;
	if (unlikely(s->room <= WDP_ZIP_OUT_SKIP_MAX_B))
		bounce_copy(op, (uint8_t *)wdp_qp_at(qp, r->c_bounce_off) +
			(size_t)slot * COMP_BOUNCE_B, res.produced);
}

/* The hardware has stopped or is gone: everything in flight comes back, once. */
static __rte_noinline uint32_t
ring_flush(struct comp_qp *qp, struct comp_ring *r, struct rte_comp_op **ops, uint32_t nb)
{
	const struct comp_slot *slots = wdp_qp_at(qp, r->c_slots_off);
	uint32_t i;

	for (i = 0; i < nb; i++) {
		const struct comp_slot *s = &slots[(r->q.cons + i) & r->q.c_mask];

		ops[i] = s->op;
		s->op->consumed = 0;
		s->op->produced = 0;
		s->op->output_chksum = 0;
		s->op->debug_status = 0;
		s->op->status = RTE_COMP_OP_STATUS_ERROR;
		__atomic_store_n(&r->sgl_cons, s->sgl_end, __ATOMIC_RELEASE);
	}
	qp->qp.dequeue_errors += nb;
	__atomic_store_n(&r->q.cons, r->q.cons + nb, __ATOMIC_RELEASE);
	return nb;
}

static inline uint32_t
ring_dequeue(struct comp_qp *qp, enum comp_dir dir, struct rte_comp_op **ops, uint32_t nb)
{
	struct comp_ring *r = &qp->ring[dir];
	const struct wdp_hwq_local *l = wdp_hwq_consumer(&r->q);
	const struct comp_slot *slots = wdp_qp_at(qp, r->c_slots_off);
	uint32_t in_flight = wdp_hwq_in_flight(&r->q);
	uint32_t i, n = 0, sgl_end = 0;

	nb = RTE_MIN(nb, in_flight);
	if (nb == 0)
		return 0;
	if (likely(!r->q.failed))
		n = wdp_hwq_done(&r->q, l, nb);
	if (unlikely(n == 0))
		return wdp_hwq_flush_due(&r->q, l) ? ring_flush(qp, r, ops, nb) : 0;
	for (i = 0; i < n; i++) {
		uint32_t slot = (r->q.cons + i) & r->q.c_mask;
		uint32_t ahead = (slot + PREFETCH_MBUF) & r->q.c_mask;
		const struct comp_slot *s = &slots[slot];

		if (i + PREFETCH_MBUF < n) {
			rte_prefetch0(&slots[ahead].op->flush_flag);
			rte_prefetch0(slots[ahead].op);
			rte_prefetch0(l->sq + ((size_t)ahead << WDP_ZIP_SQE_SHIFT));
		}
		op_finish(qp, r, dir, s,
			(const struct wdp_zip_sqe *)(l->sq + ((size_t)slot << WDP_ZIP_SQE_SHIFT)),
			slot);
		ops[i] = s->op;
		sgl_end = s->sgl_end;
	}
	__atomic_store_n(&r->sgl_cons, sgl_end, __ATOMIC_RELEASE);
	wdp_hwq_release(&r->q, l, n);
	return n;
}

uint16_t
wdp_comp_dequeue_burst(void *queue_pair, struct rte_comp_op **ops, uint16_t nb)
{
	struct comp_qp *qp = queue_pair;
	uint16_t n = wdp_qp_soft_get(&qp->qp, (void **)ops, nb);

	/* The direction that goes first alternates, so neither starves the other. */
	n += ring_dequeue(qp, qp->next_dir, ops + n, nb - n);
	n += ring_dequeue(qp, !qp->next_dir, ops + n, nb - n);
	qp->next_dir = !qp->next_dir;
	qp->qp.dequeued += n;
	return n;
}
