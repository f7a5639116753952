/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Data path: no lock, allocation, system call or log. Ring order, doorbells and memory
 * barriers are lib/qm/wdp_hwq.h's; what becomes of an operation is in wd_sec_task.h.
 *
 * An operation that is not fit to be sent gets its status and waits in a small ring, so that
 * it is accepted and comes out of dequeue like every other one.
 */

#include <rte_prefetch.h>

#include "wd_sec_task.h"

/* Operations ahead of the one being worked on: first its lines, then its mbuf. */
#define PREFETCH_OP   8
#define PREFETCH_MBUF 4

static bool
buf_add(struct wdp_sgl_writer *w, const struct sec_buf *b, uint32_t off, uint32_t len)
{
	uint32_t i;

	if (b->m != NULL)
		return wdp_sgl_add_mbuf(w, b->m, off, len);
	for (i = 0; i < b->nb && len != 0; i++) {
		uint32_t n = b->vec[i].len;

		if (off >= n) {
			off -= n;
			continue;
		}
		n = RTE_MIN(n - off, len);
		if (n > WDP_SGL_SGE_LEN_MAX_B)
			return false;
		wdp_sgl_add(w, b->vec[i].iova + off, n);
		len -= n;
		off = 0;
	}
	return len == 0;
}

static uint32_t
side_blocks(const struct sec_side *s)
{
	uint32_t pieces = s->buf->m != NULL ? s->buf->m->nb_segs : s->buf->nb;

	return wdp_sgl_blocks(pieces + (s->head_len != 0));
}

enum sec_sent
wdp_sec_list(struct sec_enq *e, const struct sec_side *parts, unsigned int n, uint64_t *iova)
{
	struct sec_qp *qp = e->qp;
	struct wdp_sgl_pool pool = {
		.mem = wdp_qp_at(qp, qp->sgl_off),
		.iova = qp->qp.iova + qp->sgl_off,
		.mask = qp->sgl.mask,
	};
	struct wdp_sgl_writer w;
	uint32_t blocks = 0;
	unsigned int i;

	for (i = 0; i < n; i++)
		blocks += side_blocks(&parts[i]);
	if (blocks > WDP_SGL_CHAIN_MAX || blocks > pool.mask + 1)
		return SEC_BAD;
	if (wdp_sgl_room(&qp->sgl, &qp->sgl_cons, blocks) < blocks)
		return SEC_FULL;
	wdp_sgl_begin(&w, &pool, qp->sgl.prod);
	for (i = 0; i < n; i++) {
		wdp_sgl_add(&w, parts[i].head, parts[i].head_len);
		if (!buf_add(&w, parts[i].buf, parts[i].off, parts[i].len))
			return SEC_BAD;
	}
	blocks = wdp_sgl_end(&w, iova);
	qp->sgl.prod += blocks;
	return blocks != 0 ? SEC_SENT : SEC_BAD;
}

__rte_noinline enum sec_sent
wdp_sec_lists(struct sec_enq *e, const struct sec_side *src, const struct sec_side *dst,
	struct wdp_sec_req *req)
{
	uint32_t before = e->qp->sgl.prod;
	enum sec_sent ret = wdp_sec_list(e, src, 1, &req->src);

	if (ret == SEC_SENT && dst != NULL)
		ret = wdp_sec_list(e, dst, 1, &req->dst);
	if (ret != SEC_SENT)
		e->qp->sgl.prod = before;
	req->list = true;
	return ret;
}

/* ---- enqueue ---- */

/* An operation with mbufs; its session says what its union holds. */
static __rte_always_inline void
io_of(const struct rte_crypto_op *op, const struct sec_session *s, struct sec_io *io)
{
	const struct rte_crypto_sym_op *sym = op->sym;

	io->src.m = sym->m_src;
	io->dst.m = sym->m_dst;
	io->in_place = sym->m_dst == NULL || sym->m_dst == sym->m_src;
	io->iv = (const uint8_t *)op + s->iv_off;
	io->iv_iova = op->phys_addr != 0 ? op->phys_addr + s->iv_off : 0;
	switch (s->kind) {
	case SEC_AEAD:
		io->off = sym->aead.data.offset;
		io->len = sym->aead.data.length;
		io->digest = sym->aead.digest.data;
		io->digest_iova = sym->aead.digest.phys_addr;
		io->aad_va = sym->aead.aad.data;
		io->aad = sym->aead.aad.phys_addr;
		if (io->aad != 0)
			io->aad += s->aad_skip;
		return;
	case SEC_CHAIN:
		io->a_off = sym->auth.data.offset;
		io->a_len = sym->auth.data.length;
		break;
	case SEC_AUTH:
		io->off = sym->auth.data.offset;
		io->len = sym->auth.data.length;
		io->digest = sym->auth.digest.data;
		io->digest_iova = sym->auth.digest.phys_addr;
		return;
	}
	io->off = sym->cipher.data.offset;
	io->len = sym->cipher.data.length;
	io->digest = sym->auth.digest.data;
	io->digest_iova = sym->auth.digest.phys_addr;
}

static __rte_noinline enum sec_sent
op_send_other(struct sec_enq *e, struct rte_crypto_op *op, const struct sec_session *s,
	uint8_t flags)
{
	struct sec_io io = {.op = op, .flags = flags};

	io_of(op, s, &io);
	return wdp_sec_send_other(e, s, &io);
}

static __rte_always_inline enum sec_sent
op_send(struct sec_enq *e, struct rte_crypto_op *op, const struct sec_session *s, uint8_t flags)
{
	struct sec_io io = {.op = op, .flags = flags};
	enum sec_sent ret;

	io_of(op, s, &io);
	ret = sec_send(e, s, &io);
	return likely(ret != SEC_OTHER) ? ret : op_send_other(e, op, s, flags);
}

__rte_noinline struct sec_session *
wdp_sec_own_session(struct sec_enq *e, const struct rte_crypto_sym_xform *x, enum sec_sent *ret)
{
	struct sec_qp *qp = e->qp;
	uint32_t off = qp->sessions_off +
		(qp->ses_prod & qp->sessions_mask) * (uint32_t)sizeof(struct sec_session);
	struct sec_session *s = wdp_qp_at(qp, off);
	struct sec_refusal why;

	*ret = SEC_BAD;
	if (x == NULL)
		return NULL;
	if (qp->ses_prod - __atomic_load_n(&qp->ses_cons, __ATOMIC_ACQUIRE) > qp->sessions_mask) {
		*ret = SEC_FULL;
		return NULL;
	}
	memset(s, 0, sizeof(*s));
	return wdp_sec_session_init(qp->gen, qp->experimental, x, s, qp->qp.iova + off, &why) < 0 ?
		NULL : s;
}

static __rte_noinline enum sec_sent
op_sessionless(struct sec_enq *e, struct rte_crypto_op *op)
{
	enum sec_sent ret;
	struct sec_session *s = wdp_sec_own_session(e, op->sym->xform, &ret);

	if (s == NULL)
		return ret;
	ret = op_send(e, op, s, SEC_SLOT_WIPE);
	if (ret != SEC_SENT)
		crypto_wipe(s, sizeof(*s));
	return ret;
}

static __rte_noinline enum sec_sent
op_soft(struct sec_qp *qp, struct rte_crypto_op *op, uint8_t status)
{
	if (wdp_qp_soft_put(&qp->qp, op) != 0)
		return SEC_FULL;
	op->status = status;
	return SEC_SENT;
}

/* The session of an operation, if this device can use it. */
static __rte_always_inline const struct sec_session *
op_session(const struct sec_qp *qp, const struct rte_crypto_op *op)
{
	const struct rte_cryptodev_sym_session *sess = op->sym->session;
	const struct sec_session *s;

	if (unlikely(sess == NULL || sess->driver_id != qp->driver_id))
		return NULL;
	s = CRYPTODEV_GET_SYM_SESS_PRIV(sess);
	return likely(s->head.magic == qp->magic) ? s : NULL;
}

/* Everything but a good operation with a session. */
static __rte_noinline enum sec_sent
op_other(struct sec_enq *e, struct rte_crypto_op *op)
{
	uint8_t status = RTE_CRYPTO_OP_STATUS_INVALID_ARGS;
	enum sec_sent ret = SEC_BAD;

	if (op->type == RTE_CRYPTO_OP_TYPE_SYMMETRIC && op->sym->m_src != NULL) {
		if (op->sess_type == RTE_CRYPTO_OP_SESSIONLESS)
			ret = op_sessionless(e, op);
		else if (op->sess_type != RTE_CRYPTO_OP_WITH_SESSION ||
				op_session(e->qp, op) == NULL)
			status = RTE_CRYPTO_OP_STATUS_INVALID_SESSION;
	}
	return ret == SEC_BAD ? op_soft(e->qp, op, status) : ret;
}

static __rte_always_inline enum sec_sent
op_any(struct sec_enq *e, struct rte_crypto_op *op)
{
	const struct sec_session *s;
	enum sec_sent ret;

	if (unlikely(op->type != RTE_CRYPTO_OP_TYPE_SYMMETRIC ||
			op->sess_type != RTE_CRYPTO_OP_WITH_SESSION || op->sym->m_src == NULL))
		return op_other(e, op);
	s = op_session(e->qp, op);
	if (unlikely(s == NULL))
		return op_other(e, op);
	ret = op_send(e, op, s, 0);
	return likely(ret != SEC_BAD) ? ret :
		op_soft(e->qp, op, RTE_CRYPTO_OP_STATUS_INVALID_ARGS);
}

static inline void
prefetch_op(const struct rte_crypto_op *op)
{
	rte_prefetch0(op);
	rte_prefetch0((const uint8_t *)op + RTE_CACHE_LINE_MIN_SIZE);
}

uint16_t
wdp_sec_enqueue_burst(void *queue_pair, struct rte_crypto_op **ops, uint16_t nb)
{
	struct sec_qp *qp = queue_pair;
	struct sec_enq e;
	uint16_t i;

	for (i = 0; i < RTE_MIN(nb, PREFETCH_OP); i++)
		prefetch_op(ops[i]);
	if (unlikely(wdp_hwq_paused(&qp->q)))
		return 0;
	sec_begin(&e, qp, qp->q.prod, nb);
	for (i = 0; i < nb && e.prod != e.end; i++) {
		if (i + PREFETCH_OP < nb)
			prefetch_op(ops[i + PREFETCH_OP]);
		if (i + PREFETCH_MBUF < nb)
			rte_prefetch0(ops[i + PREFETCH_MBUF]->sym->m_src);
		if (unlikely(op_any(&e, ops[i]) == SEC_FULL))
			break;
	}
	if (e.prod != e.first)
		wdp_hwq_publish(&qp->q, e.l, e.prod);
	qp->qp.enqueued += i;
	return i;
}

/* ---- dequeue ---- */

static inline void
op_done(struct sec_qp *qp, struct rte_crypto_op *op, enum wdp_sec_outcome o)
{
	op->status = sec_status(o);
	qp->qp.dequeue_errors += o == WDP_SEC_ERROR;
}

/* Chains in two steps, and the end of a queue: what is ready has been found out already. */
static __rte_noinline uint32_t
dequeue_ready(struct sec_qp *qp, const struct wdp_hwq_local *l, struct rte_crypto_op **ops,
	uint32_t nb)
{
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t n = wdp_sec_ready(qp, l, nb), i;

	for (i = 0; i < n; i++) {
		const struct sec_slot *s = &slots[(qp->q.cons + i) & qp->q.c_mask];

		if ((s->flags & SEC_SLOT_RAW) != 0)
			break;
		ops[i] = s->op;
		op_done(qp, ops[i], s->state - SEC_DONE);
	}
	wdp_sec_taken(qp, l, i);
	return i;
}

static inline uint32_t
ring_dequeue(struct sec_qp *qp, struct rte_crypto_op **ops, uint32_t nb)
{
	const struct wdp_hwq_local *l = wdp_hwq_consumer(&qp->q);
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t i, n = 0, sgl_end = 0;

	nb = RTE_MIN(nb, wdp_hwq_in_flight(&qp->q));
	if (nb == 0)
		return 0;
	if (likely(!qp->q.failed && qp->ahead == 0))
		n = wdp_hwq_done(&qp->q, l, nb);
	for (i = 0; i < n; i++) {
		uint32_t slot = (qp->q.cons + i) & qp->q.c_mask;
		uint32_t ahead = (slot + PREFETCH_MBUF) & qp->q.c_mask;
		const struct sec_slot *s = &slots[slot];
		enum wdp_sec_outcome o;

		/* Of the raw data path: not an operation, and not ours to take. */
		if (unlikely((s->flags & (SEC_SLOT_RAW | SEC_SLOT_TWO)) != 0))
			break;
		if (i + PREFETCH_MBUF < n) {
			rte_prefetch0(slots[ahead].op);
			rte_prefetch0(l->sq + ((size_t)ahead << WDP_SEC_SQE_SHIFT) +
				RTE_CACHE_LINE_MIN_SIZE);
		}
		o = sec_outcome(l, slot);
		if (unlikely((s->flags & SEC_SLOT_SPECIAL) != 0))
			o = wdp_sec_finish_special(qp, s, slot, o);
		ops[i] = s->op;
		op_done(qp, ops[i], o);
		sgl_end = s->sgl_end;
	}
	if (unlikely(i == 0))
		return dequeue_ready(qp, l, ops, nb);
	__atomic_store_n(&qp->sgl_cons, sgl_end, __ATOMIC_RELEASE);
	wdp_hwq_release(&qp->q, l, i);
	return i;
}

uint16_t
wdp_sec_dequeue_burst(void *queue_pair, struct rte_crypto_op **ops, uint16_t nb)
{
	struct sec_qp *qp = queue_pair;
	uint16_t n = wdp_qp_soft_get(&qp->qp, (void **)ops, nb);

	n += ring_dequeue(qp, ops + n, nb - n);
	qp->qp.dequeued += n;
	return n;
}
