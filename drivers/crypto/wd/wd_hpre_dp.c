/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Data path: no lock, allocation or log, and no system call but for a random number that an
 * operation wants and has not brought. Ring order, doorbells and memory barriers are
 * lib/qm/wdp_hwq.h's.
 *
 * An operation that is not fit to be sent, or that the host does by itself, gets its status and
 * waits in a small ring, so that it is accepted and comes out of dequeue like every other one.
 */

#include <rte_prefetch.h>

#include "wd_hpre.h"

/* Operations ahead of the one being worked on. */
#define PREFETCH_OP 3

/* One queue type during an enqueue burst. */
struct enq {
	struct hpre_ring *r;
	struct hpre_slot *slots;
	struct wdp_hwq_burst b;
};

enum enq_result {
	ENQ_DONE,
	ENQ_FULL, /* no space now: the burst ends before this operation */
};

/* ---- enqueue ---- */

static inline void
enq_begin(struct hpre_qp *qp, unsigned int type, struct enq *e, uint16_t nb)
{
	e->r = &qp->ring[type];
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
enq_put(struct hpre_qp *qp, struct enq *e, struct rte_crypto_op *op, struct hpre_task *t)
{
	const struct hpre_session *s = t->s;
	uint32_t nr = e->b.prod & e->r->q.p_mask;
	uint64_t scratch = qp->qp.iova + e->r->scratch_off + (uint64_t)nr * e->r->stride;
	struct wdp_hpre_sqe *sqe = (struct wdp_hpre_sqe *)(e->b.l->sq +
		((size_t)nr << WDP_HPRE_SQE_SHIFT));
	uint8_t code = t->slot.code;

	t->slot.op = op;
	t->slot.k = s->k;
	t->slot.len = s->len;
	t->slot.curve = s->curve;
	t->slot.in_b = t->no_in ? 0 : wdp_hpre_in_b(code, s->k, t->slot.m);
	t->slot.out_b = wdp_hpre_out_b(code, s->k, t->slot.m);
	if (t->session_key == NULL) {
		t->slot.key_b = wdp_hpre_key_b(code, s->k);
		t->form.key = scratch;
	}
	wdp_hpre_sqe_fill(sqe, &t->form, t->no_in ? 0 : scratch + e->r->in_off,
		t->slot.out_b != 0 ? scratch + e->r->out_off : 0, e->b.prod);
	if (unlikely(t->slot.m != 0))
		wdp_hpre_sqe_message(sqe, t->slot.m);
	e->slots[nr] = t->slot;
	e->b.prod++;
	e->b.room--;
}

static __rte_noinline enum enq_result
enq_soft(struct hpre_qp *qp, struct rte_crypto_op *op, uint8_t status)
{
	if (wdp_qp_soft_put(&qp->qp, op) != 0)
		return ENQ_FULL;
	op->status = status;
	return ENQ_DONE;
}

static __rte_always_inline enum enq_result
enq_session(struct hpre_qp *qp, struct enq enq[], struct rte_crypto_op *op,
	const struct hpre_session *s, bool sessionless)
{
	struct enq *e = &enq[s->ring];
	struct hpre_task t = {.s = s, .op = op->asym};
	int status;

	if (unlikely(e->b.room == 0))
		return ENQ_FULL;
	t.key = (uint8_t *)wdp_qp_at(qp, e->r->scratch_off) +
		(size_t)(e->b.prod & e->r->q.p_mask) * e->r->stride;
	t.in = t.key + e->r->in_off;
	status = wdp_hpre_task(&t);
	if (likely(status == HPRE_SEND)) {
		/* A session for one operation is not where the device could read its key. */
		if (sessionless && t.session_key != NULL) {
			memcpy(t.key, t.session_key, wdp_hpre_key_b(t.slot.code, s->k));
			t.session_key = NULL;
		}
		enq_put(qp, e, op, &t);
		return ENQ_DONE;
	}
	/* Parts of a secret may have been staged. */
	crypto_wipe(t.key, e->r->stride);
	return enq_soft(qp, op, status);
}

/* An operation that brings its xform. */
static __rte_noinline enum enq_result
enq_sessionless(struct hpre_qp *qp, struct enq enq[], struct rte_crypto_op *op)
{
	struct hpre_refusal why;
	struct hpre_session s;
	enum enq_result ret;

	memset(&s, 0, sizeof(s));
	if (op->asym->xform == NULL ||
			wdp_hpre_session_init(&qp->can, op->asym->xform, &s, 0, &why) < 0)
		return enq_soft(qp, op, RTE_CRYPTO_OP_STATUS_INVALID_ARGS);
	ret = enq_session(qp, enq, op, &s, true);
	crypto_wipe(&s, sizeof(s));
	return ret;
}

/* The session of an operation, if this device can use it. */
static __rte_always_inline const struct hpre_session *
op_session(const struct hpre_qp *qp, const struct rte_crypto_op *op)
{
	struct rte_cryptodev_asym_session *sess = op->asym->session;
	const struct hpre_session *s;

	if (unlikely(sess == NULL || sess->driver_id != qp->driver_id))
		return NULL;
	s = hpre_session(sess);
	return likely(s->head.magic == qp->magic) ? s : NULL;
}

/* Everything but an operation with a session. */
static __rte_noinline enum enq_result
enq_other(struct hpre_qp *qp, struct enq enq[], struct rte_crypto_op *op)
{
	if (op->type != RTE_CRYPTO_OP_TYPE_ASYMMETRIC)
		return enq_soft(qp, op, RTE_CRYPTO_OP_STATUS_INVALID_ARGS);
	if (op->sess_type == RTE_CRYPTO_OP_SESSIONLESS)
		return enq_sessionless(qp, enq, op);
	return enq_soft(qp, op, RTE_CRYPTO_OP_STATUS_INVALID_SESSION);
}

static __rte_always_inline enum enq_result
enq_any(struct hpre_qp *qp, struct enq enq[], struct rte_crypto_op *op)
{
	const struct hpre_session *s;

	if (unlikely(op->type != RTE_CRYPTO_OP_TYPE_ASYMMETRIC ||
			op->sess_type != RTE_CRYPTO_OP_WITH_SESSION))
		return enq_other(qp, enq, op);
	s = op_session(qp, op);
	if (unlikely(s == NULL))
		return enq_other(qp, enq, op);
	return enq_session(qp, enq, op, s, false);
}

static inline void
prefetch_op(const struct rte_crypto_op *op)
{
	const uint8_t *p = (const uint8_t *)op;

	rte_prefetch0(p);
	rte_prefetch0(p + RTE_CACHE_LINE_MIN_SIZE);
	rte_prefetch0(p + 2 * RTE_CACHE_LINE_MIN_SIZE);
}

uint16_t
wdp_hpre_enqueue_burst(void *queue_pair, struct rte_crypto_op **ops, uint16_t nb)
{
	struct hpre_qp *qp = queue_pair;
	struct enq enq[HPRE_RINGS];
	unsigned int type;
	uint16_t i;

	for (i = 0; i < RTE_MIN(nb, PREFETCH_OP); i++)
		prefetch_op(ops[i]);
	for (type = 0; type < qp->nb_rings; type++)
		enq_begin(qp, type, &enq[type], nb);
	for (i = 0; i < nb; i++) {
		if (i + PREFETCH_OP < nb)
			prefetch_op(ops[i + PREFETCH_OP]);
		if (unlikely(enq_any(qp, enq, ops[i]) == ENQ_FULL))
			break;
	}
	for (type = 0; type < qp->nb_rings; type++)
		enq_end(&enq[type]);
	qp->qp.enqueued += i;
	return i;
}

/* ---- dequeue ---- */

static inline uint8_t *
slot_scratch(struct hpre_qp *qp, const struct hpre_ring *r, uint32_t nr)
{
	return (uint8_t *)wdp_qp_at(qp, r->c_scratch_off) + (size_t)nr * r->c_stride;
}

/* Key, input and result of an operation that is through. */
static inline void
slot_wipe(const struct hpre_ring *r, const struct hpre_slot *s, uint8_t *scratch)
{
	if (s->key_b != 0)
		memset(scratch, 0, s->key_b);
	memset(scratch + r->c_in_off, 0, s->in_b);
	memset(scratch + r->c_out_off, 0, s->out_b);
	rte_compiler_barrier();
}

/* A finished request. */
static inline uint8_t
slot_finish(struct hpre_qp *qp, struct hpre_ring *r, const struct hpre_slot *s,
	const struct wdp_hpre_sqe *sqe, uint32_t nr)
{
	uint8_t *scratch = slot_scratch(qp, r, nr);
	struct hpre_result res = {
		.slot = s,
		.op = s->op->asym,
		.key = scratch,
		.out = scratch + r->c_out_off,
	};
	enum wdp_hpre_outcome o = wdp_hpre_sqe_outcome(sqe, s->code);
	uint8_t status = RTE_CRYPTO_OP_STATUS_ERROR;

	if (likely(o == WDP_HPRE_GOOD)) {
		status = wdp_hpre_finish(&res);
	} else if (o != WDP_HPRE_WRONG_SIGNATURE) {
		qp->qp.dequeue_errors++;
		/* Never worked on: what comes behind it cannot be believed either (23). */
		if (o == WDP_HPRE_UNFINISHED)
			r->q.failed = WDP_HWQ_UNWORKED;
	}
	slot_wipe(r, s, scratch);
	return status;
}

/* The hardware has stopped or is gone: everything in flight comes back, once. */
static __rte_noinline uint32_t
ring_flush(struct hpre_qp *qp, struct hpre_ring *r, struct rte_crypto_op **ops, uint32_t nb)
{
	const struct hpre_slot *slots = wdp_qp_at(qp, r->c_slots_off);
	uint32_t i;

	for (i = 0; i < nb; i++) {
		uint32_t nr = (r->q.cons + i) & r->q.c_mask;

		slot_wipe(r, &slots[nr], slot_scratch(qp, r, nr));
		ops[i] = slots[nr].op;
		ops[i]->status = RTE_CRYPTO_OP_STATUS_ERROR;
	}
	qp->qp.dequeue_errors += nb;
	__atomic_store_n(&r->q.cons, r->q.cons + nb, __ATOMIC_RELEASE);
	return nb;
}

/* The device has written all of it: none is in a cache of this lcore. */
static inline void
prefetch_out(const uint8_t *out, uint16_t len)
{
	uint16_t i;

	for (i = 0; i < len; i += RTE_CACHE_LINE_MIN_SIZE)
		rte_prefetch0(out + i);
}

static inline uint32_t
ring_dequeue(struct hpre_qp *qp, unsigned int type, struct rte_crypto_op **ops, uint32_t nb)
{
	struct hpre_ring *r = &qp->ring[type];
	const struct wdp_hwq_local *l = wdp_hwq_consumer(&r->q);
	const struct hpre_slot *slots = wdp_qp_at(qp, r->c_slots_off);
	uint32_t i, n = 0;

	nb = RTE_MIN(nb, wdp_hwq_in_flight(&r->q));
	if (nb == 0)
		return 0;
	if (likely(!r->q.failed))
		n = wdp_hwq_done(&r->q, l, nb);
	if (unlikely(n == 0))
		return wdp_hwq_flush_due(&r->q, l) ? ring_flush(qp, r, ops, nb) : 0;
	for (i = 0; i < n; i++) {
		uint32_t nr = (r->q.cons + i) & r->q.c_mask;
		uint32_t ahead = (nr + PREFETCH_OP) & r->q.c_mask;

		if (i + PREFETCH_OP < n) {
			rte_prefetch0(l->sq + ((size_t)ahead << WDP_HPRE_SQE_SHIFT));
			prefetch_op(slots[ahead].op);
			prefetch_out(slot_scratch(qp, r, ahead) + r->c_out_off,
				slots[ahead].out_b);
		}
		ops[i] = slots[nr].op;
		ops[i]->status = slot_finish(qp, r, &slots[nr],
			(const struct wdp_hpre_sqe *)(l->sq + ((size_t)nr << WDP_HPRE_SQE_SHIFT)),
			nr);
	}
	wdp_hwq_release(&r->q, l, n);
	return n;
}

uint16_t
wdp_hpre_dequeue_burst(void *queue_pair, struct rte_crypto_op **ops, uint16_t nb)
{
	struct hpre_qp *qp = queue_pair;
	uint16_t n = wdp_qp_soft_take(&qp->qp, (void **)ops, nb), i;
	unsigned int type = qp->next_ring;

	/* Those that the host has done are no errors. */
	for (i = 0; i < n; i++)
		qp->qp.enqueue_errors += ops[i]->status != RTE_CRYPTO_OP_STATUS_SUCCESS;
	/* The ring that goes first alternates, so neither starves the other. */
	n += ring_dequeue(qp, type, ops + n, nb - n);
	if (qp->nb_rings == HPRE_RINGS) {
		n += ring_dequeue(qp, !type, ops + n, nb - n);
		qp->next_ring = !type;
	}
	qp->qp.dequeued += n;
	return n;
}
