/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Raw data path: the same tasks from addresses instead of mbufs.
 *
 * Every accepted operation is handed to the device at once (status 1), so that nothing is
 * cached between two calls which a recovery of the queue could lose: the "done" calls have
 * nothing left to do. What is not fit to be sent is refused at once.
 */

#include <errno.h>

#include "wd_sec_task.h"

/* Driver's part of a context: one of the two, or, before there is a session, none. */
struct raw_ctx {
	const struct sec_session *s;
	const struct rte_crypto_sym_xform *xform; /* every operation makes a session of it */
};

/* One operation of a vector. */
struct raw_op {
	struct rte_crypto_sgl src;
	const struct rte_crypto_sgl *dst; /* NULL: in place */
	const struct rte_crypto_va_iova_ptr *iv, *digest, *aux;
	void *user_data;
};

static uint32_t
bytes_of(const struct rte_crypto_sgl *sgl)
{
	uint64_t sum = 0;
	uint32_t i;

	for (i = 0; i < sgl->num; i++)
		sum += sgl->vec[i].len;
	return RTE_MIN(sum, (uint64_t)UINT32_MAX);
}

/* @return false: the offsets leave less than nothing. */
static bool
part(uint32_t total, uint16_t head, uint16_t tail, uint32_t *off, uint32_t *len)
{
	*off = head;
	*len = total - head - tail;
	return total >= (uint32_t)head + tail;
}

static bool
io_of(const struct sec_session *s, const struct raw_op *r, union rte_crypto_sym_ofs ofs,
	struct sec_io *io)
{
	const struct rte_crypto_va_iova_ptr *iv = s->iv == SEC_IV_GMAC && r->aux != NULL ?
		r->aux : r->iv;
	uint32_t total = bytes_of(&r->src);

	*io = (struct sec_io){
		.src = {NULL, r->src.vec, r->src.num},
		.in_place = r->dst == NULL,
		.op = r->user_data,
		.flags = SEC_SLOT_RAW,
	};
	if (r->dst != NULL)
		io->dst = (struct sec_buf){NULL, r->dst->vec, r->dst->num};
	if (iv != NULL) {
		io->iv = iv->va;
		io->iv_iova = iv->iova;
	}
	if (r->digest != NULL) {
		io->digest = r->digest->va;
		io->digest_iova = r->digest->iova;
	}
	if (s->kind == SEC_AEAD && r->aux != NULL && r->aux->iova != 0) {
		io->aad = r->aux->iova + s->aad_skip;
		io->aad_va = r->aux->va;
	}
	if (s->kind == SEC_AUTH)
		return part(total, ofs.ofs.auth.head, ofs.ofs.auth.tail, &io->off, &io->len);
	if (s->kind == SEC_CHAIN &&
			!part(total, ofs.ofs.auth.head, ofs.ofs.auth.tail, &io->a_off, &io->a_len))
		return false;
	return part(total, ofs.ofs.cipher.head, ofs.ofs.cipher.tail, &io->off, &io->len);
}

static inline enum sec_sent
raw_send_io(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io)
{
	enum sec_sent ret = sec_send(e, s, io);

	return likely(ret != SEC_OTHER) ? ret : wdp_sec_send_other(e, s, io);
}

static __rte_noinline enum sec_sent
raw_sessionless(struct sec_enq *e, const struct raw_ctx *c, const struct raw_op *r,
	union rte_crypto_sym_ofs ofs)
{
	enum sec_sent ret;
	struct sec_session *s = wdp_sec_own_session(e, c->xform, &ret);
	struct sec_io io;

	if (s == NULL)
		return ret;
	ret = SEC_BAD;
	if (io_of(s, r, ofs, &io)) {
		io.flags |= SEC_SLOT_WIPE;
		ret = raw_send_io(e, s, &io);
	}
	if (ret != SEC_SENT)
		crypto_wipe(s, sizeof(*s));
	return ret;
}

static enum sec_sent
raw_send(struct sec_enq *e, const struct raw_ctx *c, const struct raw_op *r,
	union rte_crypto_sym_ofs ofs)
{
	struct sec_io io;

	/* An address that is not known cannot be made up here: there is no mbuf to ask. */
	if (r->src.num == 0 || (r->dst != NULL && r->dst->num == 0))
		return SEC_BAD;
	if (unlikely(c->s == NULL))
		return raw_sessionless(e, c, r, ofs);
	return io_of(c->s, r, ofs, &io) ? raw_send_io(e, c->s, &io) : SEC_BAD;
}

static void
raw_publish(struct sec_enq *e)
{
	struct sec_qp *qp = e->qp;

	if (e->prod != e->first)
		wdp_hwq_publish(&qp->q, e->l, e->prod);
	qp->qp.enqueued += e->prod - e->first;
}

static uint32_t
raw_enqueue_burst(void *queue_pair, uint8_t *drv_ctx, struct rte_crypto_sym_vec *vec,
	union rte_crypto_sym_ofs ofs, void *user_data[], int *status)
{
	const struct raw_ctx *c = (const struct raw_ctx *)drv_ctx;
	struct sec_qp *qp = queue_pair;
	enum sec_sent ret = SEC_FULL;
	struct sec_enq e;
	uint32_t i;

	*status = 1;
	if (unlikely(wdp_hwq_paused(&qp->q)))
		return 0;
	sec_begin(&e, qp, qp->q.prod, vec->num);
	for (i = 0; i < vec->num && e.prod != e.end; i++) {
		struct raw_op r = {
			.src = vec->src_sgl[i],
			.dst = vec->dest_sgl != NULL ? &vec->dest_sgl[i] : NULL,
			.iv = vec->iv != NULL ? &vec->iv[i] : NULL,
			.digest = vec->digest != NULL ? &vec->digest[i] : NULL,
			.aux = vec->aad != NULL ? &vec->aad[i] : NULL,
			.user_data = user_data[i],
		};

		ret = raw_send(&e, c, &r, ofs);
		if (unlikely(ret != SEC_SENT))
			break;
	}
	raw_publish(&e);
	if (unlikely(ret == SEC_BAD)) {
		if (vec->status != NULL)
			vec->status[i] = -EINVAL;
		if (i == 0)
			*status = -EINVAL;
	}
	return i;
}

static int
raw_enqueue(void *queue_pair, uint8_t *drv_ctx, struct rte_crypto_vec *data_vec, uint16_t nb_vec,
	union rte_crypto_sym_ofs ofs, struct rte_crypto_va_iova_ptr *iv,
	struct rte_crypto_va_iova_ptr *digest, struct rte_crypto_va_iova_ptr *aux, void *user_data)
{
	const struct raw_ctx *c = (const struct raw_ctx *)drv_ctx;
	struct raw_op r = {
		.src = {.vec = data_vec, .num = nb_vec},
		.iv = iv,
		.digest = digest,
		.aux = aux,
		.user_data = user_data,
	};
	struct sec_qp *qp = queue_pair;
	enum sec_sent ret;
	struct sec_enq e;

	if (unlikely(wdp_hwq_paused(&qp->q)))
		return -EAGAIN;
	sec_begin(&e, qp, qp->q.prod, 1);
	if (e.prod == e.end)
		return -EAGAIN;
	ret = raw_send(&e, c, &r, ofs);
	if (unlikely(ret != SEC_SENT))
		return ret == SEC_FULL ? -EAGAIN : -EINVAL;
	raw_publish(&e);
	return 1;
}

static int
raw_done(void *queue_pair, uint8_t *drv_ctx, uint32_t n)
{
	RTE_SET_USED(queue_pair);
	RTE_SET_USED(drv_ctx);
	RTE_SET_USED(n);
	return 0;
}

/* ---- dequeue ---- */

/* Requests of ours that can be taken now, up to max. */
static uint32_t
raw_ready(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t max)
{
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t n = wdp_sec_ready(qp, l, max), i;

	for (i = 0; i < n; i++)
		if ((slots[(qp->q.cons + i) & qp->q.c_mask].flags & SEC_SLOT_RAW) == 0)
			break;
	return i;
}

static enum wdp_sec_outcome
raw_finish(struct sec_qp *qp, uint32_t i, void **user)
{
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	const struct sec_slot *s = &slots[(qp->q.cons + i) & qp->q.c_mask];
	enum wdp_sec_outcome o = s->state - SEC_DONE;

	*user = s->op;
	qp->qp.dequeue_errors += o == WDP_SEC_ERROR;
	return o;
}

static void
raw_taken(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t n)
{
	wdp_sec_taken(qp, l, n);
	qp->qp.dequeued += n;
}

static uint32_t
raw_dequeue_burst(void *queue_pair, uint8_t *drv_ctx,
	rte_cryptodev_raw_get_dequeue_count_t get_count, uint32_t max,
	rte_cryptodev_raw_post_dequeue_t post, void **out_user_data, uint8_t is_array,
	uint32_t *n_success, int *status)
{
	struct sec_qp *qp = queue_pair;
	const struct wdp_hwq_local *l = wdp_hwq_consumer(&qp->q);
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t i, n, good = 0;

	RTE_SET_USED(drv_ctx);
	*status = 1;
	*n_success = 0;
	if (get_count != NULL) {
		if (raw_ready(qp, l, 1) == 0)
			return 0;
		max = get_count(slots[qp->q.cons & qp->q.c_mask].op);
	}
	n = raw_ready(qp, l, max);
	/* The caller's unit is all or nothing, but the dead give what they have. */
	if (n == 0 || (get_count != NULL && n < max && !qp->q.failed))
		return 0;
	for (i = 0; i < n; i++) {
		void *user;
		bool ok = raw_finish(qp, i, &user) == WDP_SEC_OK;

		if (is_array || i == 0)
			out_user_data[i] = user;
		good += ok;
		if (post != NULL)
			post(is_array ? user : out_user_data[0], i, ok);
	}
	raw_taken(qp, l, n);
	*n_success = good;
	return n;
}

static void *
raw_dequeue(void *queue_pair, uint8_t *drv_ctx, int *status, enum rte_crypto_op_status *op_status)
{
	struct sec_qp *qp = queue_pair;
	const struct wdp_hwq_local *l = wdp_hwq_consumer(&qp->q);
	enum wdp_sec_outcome o;
	void *user;

	RTE_SET_USED(drv_ctx);
	*status = 1;
	if (raw_ready(qp, l, 1) == 0)
		return NULL;
	o = raw_finish(qp, 0, &user);
	raw_taken(qp, l, 1);
	*op_status = sec_status(o);
	return user;
}

int
wdp_sec_raw_ctx_size(struct rte_cryptodev *dev)
{
	RTE_SET_USED(dev);
	return sizeof(struct raw_ctx);
}

int
wdp_sec_raw_configure(struct rte_cryptodev *dev, uint16_t id, struct rte_crypto_raw_dp_ctx *ctx,
	enum rte_crypto_op_sess_type type, union rte_cryptodev_session_ctx sess, uint8_t is_update)
{
	const struct sec_qp *qp = dev->data->queue_pairs[id];
	const struct rte_cryptodev_sym_session *sym = (const void *)sess.crypto_sess;
	struct raw_ctx *c = (struct raw_ctx *)ctx->drv_ctx_data;
	const struct sec_session *s;

	if (!is_update) {
		ctx->qp_data = dev->data->queue_pairs[id];
		ctx->enqueue = raw_enqueue;
		ctx->enqueue_burst = raw_enqueue_burst;
		ctx->enqueue_done = raw_done;
		ctx->dequeue = raw_dequeue;
		ctx->dequeue_burst = raw_dequeue_burst;
		ctx->dequeue_done = raw_done;
		*c = (struct raw_ctx){0};
	}
	/* Without a session only what does not depend on one is set. */
	if (sym == NULL)
		return is_update ? -EINVAL : 0;
	if (type == RTE_CRYPTO_OP_SESSIONLESS) {
		*c = (struct raw_ctx){.xform = sess.xform};
		return 0;
	}
	if (type != RTE_CRYPTO_OP_WITH_SESSION || sym->driver_id != qp->driver_id)
		return -EINVAL;
	s = CRYPTODEV_GET_SYM_SESS_PRIV((void *)(uintptr_t)sym);
	if (s->head.magic != qp->magic)
		return -EINVAL;
	*c = (struct raw_ctx){.s = s};
	return 0;
}
