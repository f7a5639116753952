/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_SEC_TASK_H
#define WD_SEC_TASK_H

/**
 * @file
 * From an operation to a descriptor. Operations with mbufs and those of the raw data path
 * are both brought into the form of struct sec_io, by inline code that leaves nothing of it
 * behind.
 *
 * Where data lies in one piece on both sides, the descriptor has flat addresses. AAD lies
 * apart from the payload, which the hardware wants in one source: a list of two entries, kept
 * in the slot. Everything else is a list from the queue's pool. Nothing is ever copied but IVs
 * (CCM, GCM and GMAC want them in a form of their own) and the digest a MAC is compared with.
 */

#include <string.h>

#include "wd_sec.h"

/** Data of an operation: an mbuf chain, or with m NULL an array. */
struct sec_buf {
	const struct rte_mbuf *m;
	const struct rte_crypto_vec *vec;
	uint32_t nb;
};

/** An operation. Offsets are from the start of the buffers. */
struct sec_io {
	struct sec_buf src;
	struct sec_buf dst; /**< not used in place */
	bool in_place;
	uint32_t off, len;     /**< of what is encrypted, or of the message */
	uint32_t a_off, a_len; /**< chains: of what is authenticated */
	const uint8_t *iv;
	uint64_t iv_iova; /**< 0: only iv is known */
	const uint8_t *digest;
	uint64_t digest_iova;
	uint64_t aad;
	const uint8_t *aad_va;
	void *op;
	uint8_t flags; /**< SEC_SLOT_* */
};

/** The producer's side of a queue pair during a burst. */
struct sec_enq {
	struct sec_qp *qp;
	const struct wdp_hwq_local *l;
	struct sec_slot *slots;
	struct sec_scratch *scratch;
	uint64_t scratch_iova;
	uint32_t first; /**< prod as it was */
	uint32_t prod;
	uint32_t end; /**< prod may go so far */
};

/** What became of an attempt to send. */
enum sec_sent {
	SEC_SENT,
	SEC_FULL, /**< no space now: the burst ends before this operation */
	SEC_BAD,  /**< not fit to be sent */
	SEC_OTHER, /**< nothing was done: wdp_sec_send_other() is for it */
};

static inline void
sec_begin(struct sec_enq *e, struct sec_qp *qp, uint32_t prod, uint32_t want)
{
	e->qp = qp;
	e->l = wdp_hwq_producer(&qp->q);
	e->slots = wdp_qp_at(qp, qp->slots_off);
	e->scratch = wdp_qp_at(qp, qp->scratch_off);
	e->scratch_iova = qp->qp.iova + qp->scratch_off;
	e->first = e->prod = prod;
	e->end = prod + wdp_hwq_room(&qp->q, prod, want);
}

/** Does the data lie in one piece? Then its address; no data: any that is not 0 (sec.md 16). */
static __rte_always_inline bool
sec_flat(const struct sec_buf *b, uint32_t off, uint32_t len, uint64_t *iova)
{
	if (unlikely(len == 0))
		off = 0;
	if (b->m != NULL) {
		if (unlikely(!wdp_mbuf_in_first(b->m, off, len)))
			return false;
		*iova = rte_pktmbuf_iova_offset(b->m, off);
		return true;
	}
	if (unlikely(b->nb == 0 || (uint64_t)off + len > b->vec[0].len))
		return false;
	*iova = b->vec[0].iova + off;
	return true;
}

/** One side as a list: some bytes of room or AAD, then a part of a buffer. */
struct sec_side {
	const struct sec_buf *buf;
	uint64_t head;
	uint32_t head_len;
	uint32_t off;
	uint32_t len;
};

/** Lists from the pool for source and destination (NULL: it needs none of its own). */
enum sec_sent wdp_sec_lists(struct sec_enq *e, const struct sec_side *src,
	const struct sec_side *dst, struct wdp_sec_req *req);
/** One list of several parts, one after the other; nothing else of the request is touched. */
enum sec_sent wdp_sec_list(struct sec_enq *e, const struct sec_side *parts, unsigned int n,
	uint64_t *iova);

static inline uint64_t
sec_scratch_iova(const struct sec_enq *e, uint32_t slot, size_t off)
{
	return e->scratch_iova + (uint64_t)slot * sizeof(struct sec_scratch) + off;
}

static inline uint64_t
sec_aad_room(const struct sec_enq *e)
{
	return e->qp->qp.iova + e->qp->aad_off;
}

/** Source and destination of a task without AAD of its own. */
static __rte_always_inline enum sec_sent
sec_data(struct sec_enq *e, const struct sec_io *io, uint32_t off, uint32_t len, bool has_dst,
	struct wdp_sec_req *req)
{
	bool out = has_dst && !io->in_place;

	if (likely(sec_flat(&io->src, off, len, &req->src))) {
		if (!out) {
			req->dst = has_dst ? req->src : 0;
			return SEC_SENT;
		}
		req->out = true;
		if (likely(sec_flat(&io->dst, off, len, &req->dst)))
			return SEC_SENT;
	}
	struct sec_side src = {.buf = &io->src, .off = off, .len = len};
	struct sec_side dst = {.buf = &io->dst, .off = off, .len = len};
	enum sec_sent ret;

	req->out = out;
	ret = wdp_sec_lists(e, &src, out ? &dst : NULL, req);
	if (!out)
		req->dst = has_dst ? req->src : 0;
	return ret;
}

/** The pair of entries of the slot: AAD and a payload that lies in one piece. */
static __rte_always_inline void
sec_pairs(struct sec_enq *e, const struct sec_io *io, uint32_t slot, uint32_t aad_len,
	struct wdp_sec_req *req)
{
	struct sec_scratch *sc = &e->scratch[slot];

	sc->src.sge[0].addr = wdp_le64(io->aad);
	sc->src.sge[0].len = wdp_le32(aad_len);
	sc->src.sge[1].addr = wdp_le64(req->src);
	sc->src.sge[1].len = wdp_le32(io->len);
	req->src = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, src));
	req->list = true;
	if (!req->out) {
		/* As Linux does it in place: both sides are the same list. */
		req->dst = req->src;
		return;
	}
	sc->dst.sge[0].len = wdp_le32(aad_len);
	sc->dst.sge[1].addr = wdp_le64(req->dst);
	sc->dst.sge[1].len = wdp_le32(io->len);
	req->dst = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, dst));
}

static __rte_always_inline enum sec_sent
sec_aead(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io, uint32_t slot,
	struct wdp_sec_req *req)
{
	uint32_t aad_len = s->aad_len;

	if (unlikely(io->digest_iova == 0 || (aad_len != 0 && io->aad == 0)))
		return SEC_BAD;
	req->mac = io->digest_iova;
	req->c_len = io->len;
	req->a_len = aad_len;
	req->cipher_off = aad_len;
	if (aad_len == 0)
		return sec_data(e, io, io->off, io->len, true, req);
	req->out = !io->in_place;
	if (likely(sec_flat(&io->src, io->off, io->len, &req->src) &&
			(io->in_place || sec_flat(&io->dst, io->off, io->len, &req->dst)))) {
		sec_pairs(e, io, slot, aad_len, req);
		return SEC_SENT;
	}
	struct sec_side src = {&io->src, io->aad, aad_len, io->off, io->len};
	struct sec_side dst = {&io->dst, sec_aad_room(e), aad_len, io->off, io->len};
	enum sec_sent ret = wdp_sec_lists(e, &src, io->in_place ? NULL : &dst, req);

	if (io->in_place)
		req->dst = req->src;
	return ret;
}

/** The authenticated bytes begin at or before the encrypted ones and end with them (29). */
static __rte_always_inline bool
sec_chain_fits(const struct sec_io *io)
{
	uint32_t n = io->off - io->a_off;

	return io->a_off <= io->off && n <= WDP_SEC_OFF_MAX_B && io->a_len == n + io->len &&
		io->a_len <= WDP_SEC_LEN_MAX_B;
}

static __rte_always_inline enum sec_sent
sec_chain(struct sec_enq *e, const struct sec_io *io, struct wdp_sec_req *req)
{
	uint32_t n = io->off - io->a_off;

	if (unlikely(io->digest_iova == 0))
		return SEC_BAD;
	req->mac = io->digest_iova;
	req->c_len = io->len;
	req->a_len = io->a_len;
	req->cipher_off = n;
	if (likely(io->in_place || n == 0))
		return sec_data(e, io, io->a_off, io->a_len, true, req);
	/* What is in front of the destination's payload is not the operation's. */
	struct sec_side src = {.buf = &io->src, .off = io->a_off, .len = io->a_len};
	struct sec_side dst = {&io->dst, sec_aad_room(e), n, io->off, io->len};

	req->out = true;
	return wdp_sec_lists(e, &src, &dst, req);
}

static __rte_always_inline enum sec_sent
sec_auth(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io, uint32_t slot,
	struct wdp_sec_req *req)
{
	req->a_len = io->len;
	if (s->compare) {
		if (unlikely(io->digest == NULL))
			return SEC_BAD;
		/* Now: what the caller has there may change until the result comes. */
		memcpy(e->scratch[slot].expect, io->digest, s->digest_len);
		req->mac = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, mac));
	} else {
		if (unlikely(io->digest_iova == 0))
			return SEC_BAD;
		req->mac = io->digest_iova;
	}
	return sec_data(e, io, io->off, io->len, false, req);
}

/** Everything about the IV. The lengths are those of the session, checked when it was made. */
static __rte_always_inline void
sec_iv(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io, uint32_t slot,
	struct wdp_sec_req *req)
{
	struct sec_scratch *sc = &e->scratch[slot];
	uint64_t c_iv = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, c_iv));
	uint64_t a_iv = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, a_iv));

	switch (s->iv) {
	case SEC_IV_NONE:
		break;
	case SEC_IV_PLACE:
		req->c_iv = io->iv_iova;
		if (unlikely(io->iv_iova == 0)) {
			memcpy(sc->c_iv, io->iv, s->iv_len);
			req->c_iv = c_iv;
		}
		break;
	case SEC_IV_GCM:
		memcpy(sc->c_iv, io->iv, WDP_SEC_GCM_IV_B);
		req->c_iv = req->a_iv = c_iv;
		break;
	case SEC_IV_CTR:
		wdp_sec_ctr_iv(sc->c_iv, io->iv);
		req->c_iv = c_iv;
		break;
	case SEC_IV_CCM:
		wdp_sec_ccm_ivs(sc->c_iv, sc->a_iv, io->iv + s->iv_skip, s->iv_len, s->digest_len,
			s->aad_len != 0, io->len);
		req->c_iv = c_iv;
		req->a_iv = a_iv;
		break;
	case SEC_IV_GMAC:
		wdp_sec_gmac_iv(sc->a_iv, io->iv);
		req->a_iv = a_iv;
		break;
	}
}

/**
 * For an operation that brings its xform: a session of the queue pair's own. It goes with
 * SEC_SLOT_WIPE, and is wiped by the caller if nothing is sent. NULL: see *ret.
 */
struct sec_session *wdp_sec_own_session(struct sec_enq *e, const struct rte_crypto_sym_xform *x,
	enum sec_sent *ret);

/** Put a request into the next slot. */
static __rte_always_inline void
sec_put(struct sec_enq *e, const struct wdp_sec_form *form, const struct wdp_sec_req *req,
	const struct sec_io *io, uint8_t flags, uint8_t digest_len)
{
	struct sec_qp *qp = e->qp;
	uint32_t slot = e->prod & qp->q.p_mask;
	struct sec_slot *s = &e->slots[slot];

	wdp_sec_sqe_fill((struct wdp_sec_sqe *)(e->l->sq + ((size_t)slot << WDP_SEC_SQE_SHIFT)),
		form, req);
	/* One by one: as a whole it is put together on the stack first. */
	s->op = io->op;
	s->sgl_end = qp->sgl.prod;
	s->flags = io->flags | flags;
	s->digest_len = digest_len;
	s->state = SEC_OUT;
	if (unlikely((io->flags & SEC_SLOT_WIPE) != 0))
		s->session = qp->ses_prod++ & qp->sessions_mask;
	e->prod++;
}

/**
 * A chain that one descriptor cannot do; GCM without payload, where the device does not do it.
 * Not called by sec_send(): who hands a struct sec_io on keeps it in memory, which every
 * operation would pay for.
 */
enum sec_sent wdp_sec_send_other(struct sec_enq *e, const struct sec_session *s,
	const struct sec_io *io);

/** Check an operation and put it into the next slot. */
static __rte_always_inline enum sec_sent
sec_send(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io)
{
	uint32_t slot = e->prod & e->qp->q.p_mask;
	struct wdp_sec_req req = {.tag = e->prod};
	enum sec_sent ret;

	if (unlikely(io->len - s->len_min > s->len_span || (io->len & s->len_mask) != 0 ||
			(io->iv == NULL && s->iv != SEC_IV_NONE)))
		return SEC_BAD;
	switch (s->kind) {
	case SEC_CIPHER:
		req.c_len = io->len;
		ret = sec_data(e, io, io->off, io->len, true, &req);
		break;
	case SEC_AEAD:
		if (unlikely(s->ghash && io->len == 0))
			return SEC_OTHER;
		ret = sec_aead(e, s, io, slot, &req);
		break;
	case SEC_CHAIN:
		if (unlikely(!s->single || !sec_chain_fits(io)))
			return SEC_OTHER;
		ret = sec_chain(e, io, &req);
		break;
	default:
		ret = sec_auth(e, s, io, slot, &req);
		break;
	}
	if (unlikely(ret != SEC_SENT))
		return ret;
	sec_iv(e, s, io, slot, &req);
	sec_put(e, &s->form, &req, io, s->compare ? SEC_SLOT_COMPARE : 0, s->digest_len);
	return SEC_SENT;
}

/** What is to be done about a request of one step besides looking at its descriptor. */
#define SEC_SLOT_SPECIAL (SEC_SLOT_COMPARE | SEC_SLOT_WIPE | SEC_SLOT_GHASH)
enum wdp_sec_outcome wdp_sec_finish_special(struct sec_qp *qp, const struct sec_slot *slot,
	uint32_t nr, enum wdp_sec_outcome outcome);

static inline enum wdp_sec_outcome
sec_outcome(const struct wdp_hwq_local *l, uint32_t slot)
{
	return wdp_sec_sqe_result((const struct wdp_sec_sqe *)(l->sq +
		((size_t)slot << WDP_SEC_SQE_SHIFT))).outcome;
}

static inline enum rte_crypto_op_status
sec_status(enum wdp_sec_outcome o)
{
	if (likely(o == WDP_SEC_OK))
		return RTE_CRYPTO_OP_STATUS_SUCCESS;
	return o == WDP_SEC_MISMATCH ? RTE_CRYPTO_OP_STATUS_AUTH_FAILED :
		RTE_CRYPTO_OP_STATUS_ERROR;
}

#endif /* WD_SEC_TASK_H */
