/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What one descriptor cannot do.
 *
 * A chain that the hardware has no single descriptor for (sec.md 19), or whose operation does not
 * have the shape for it, takes two: a cipher and a MAC, in the order of its xforms. Enqueue
 * prepares both; the first goes into the queue, the second waits in the slot's scratch memory.
 * When dequeue finds the first one good, it hands the second to a hardware queue of its own (q2),
 * whose producer it is itself, so it never writes the SQ that enqueue writes. The slot stays
 * taken until both are done: order is kept, and buffers, lists and keys stay what they were.
 *
 *      q.cons            + ahead                    q.prod
 *        | looked at: SEC_SECOND, SEC_DONE |  with the device  |
 *
 * Both queues are recovered by themselves. While q2 is paused, first steps that are done are not
 * looked at; when the hardware of q is dead, what it had finished still gets its second step.
 */

#include <string.h>

#include "wd_sec_task.h"

/* ---- enqueue ---- */

/* What is authenticated: of what the cipher's step has changed by then, the new. */
static enum sec_sent
mac_source(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io,
	struct wdp_sec_req *req)
{
	uint32_t c_end = io->off + io->len, a_end = io->a_off + io->a_len;
	struct sec_side parts[3];
	unsigned int n = 0;

	if (s->mac_first || io->in_place || io->a_len == 0)
		return sec_data(e, io, io->a_off, io->a_len, false, req);
	if (io->a_off >= io->off && a_end <= c_end &&
			sec_flat(&io->dst, io->a_off, io->a_len, &req->src))
		return SEC_SENT;
	if (io->a_off < io->off)
		parts[n++] = (struct sec_side){.buf = &io->src, .off = io->a_off,
			.len = RTE_MIN(a_end, io->off) - io->a_off};
	if (io->a_off < c_end && a_end > io->off)
		parts[n++] = (struct sec_side){.buf = &io->dst, .off = RTE_MAX(io->a_off, io->off),
			.len = RTE_MIN(a_end, c_end) - RTE_MAX(io->a_off, io->off)};
	if (a_end > c_end)
		parts[n++] = (struct sec_side){.buf = &io->src, .off = RTE_MAX(io->a_off, c_end),
			.len = a_end - RTE_MAX(io->a_off, c_end)};
	req->list = true;
	return wdp_sec_list(e, parts, n, &req->src);
}

/* Is the MAC that of the plain text? Then it may be encrypted with it. */
static bool
plain_mac(const struct sec_session *s)
{
	return s->mac_first == !s->verify;
}

static bool
shape_ok(const struct sec_session *s, const struct sec_io *io)
{
	uint64_t c_end = (uint64_t)io->off + io->len, a_end = (uint64_t)io->a_off + io->a_len;

	if (io->len == 0 || io->a_len < s->a_min || io->a_len > WDP_SEC_LEN_MAX_B ||
			c_end > UINT32_MAX || a_end > UINT32_MAX)
		return false;
	/* Out of place the digest would be encrypted from where it is not. */
	return io->in_place || !plain_mac(s) || c_end <= a_end;
}

/* Where the MAC goes, and what it is compared with. @return slot flags, 0xff: none given. */
static uint8_t
mac_place(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io, uint32_t slot,
	struct wdp_sec_req *req)
{
	struct sec_scratch *sc = &e->scratch[slot];

	if (!s->verify) {
		req->mac = io->digest_iova;
		return io->digest_iova != 0 ? 0 : UINT8_MAX;
	}
	if (io->digest == NULL)
		return UINT8_MAX;
	req->mac = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, mac));
	if (s->mac_first) {
		memcpy(sc->expect, io->digest, s->digest_len);
		return SEC_SLOT_COMPARE;
	}
	/* It may be encrypted itself. */
	sc->digest = (uint8_t *)(uintptr_t)io->digest;
	return SEC_SLOT_COMPARE | SEC_SLOT_LATE;
}

static enum sec_sent
send_two(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io)
{
	uint32_t slot = e->prod & e->qp->q.p_mask, before = e->qp->sgl.prod;
	struct wdp_sec_req mac = {.tag = e->prod, .a_len = io->a_len};
	struct wdp_sec_req cipher = {.tag = e->prod, .c_len = io->len};
	enum sec_sent ret;
	uint8_t flags;

	if (!shape_ok(s, io))
		return SEC_BAD;
	flags = mac_place(e, s, io, slot, &mac);
	if (flags == UINT8_MAX)
		return SEC_BAD;
	ret = sec_data(e, io, io->off, io->len, true, &cipher);
	if (ret == SEC_SENT)
		ret = mac_source(e, s, io, &mac);
	if (ret != SEC_SENT) {
		e->qp->sgl.prod = before;
		return ret;
	}
	sec_iv(e, s, io, slot, &cipher);
	wdp_sec_sqe_fill(&e->scratch[slot].second, &s->step[1], s->mac_first ? &cipher : &mac);
	sec_put(e, &s->step[0], s->mac_first ? &mac : &cipher, io,
		flags | SEC_SLOT_TWO | (s->mac_first ? SEC_SLOT_MAC_1ST : 0), s->digest_len);
	return SEC_SENT;
}

static enum sec_sent
send_ghash(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io)
{
	uint32_t slot = e->prod & e->qp->q.p_mask;
	struct sec_scratch *sc = &e->scratch[slot];
	struct wdp_sec_req req = {
		.tag = e->prod,
		.src = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, c_iv)),
		.dst = sec_scratch_iova(e, slot, offsetof(struct sec_scratch, mac)),
		.c_len = 2 * WDP_SEC_BLOCK_AES_B,
		.out = true,
	};

	static_assert(offsetof(struct sec_scratch, a_iv) ==
		offsetof(struct sec_scratch, c_iv) + WDP_SEC_BLOCK_AES_B, "two blocks in a row");
	if (io->digest == NULL || (s->aad_len != 0 && io->aad_va == NULL))
		return SEC_BAD;
	/* The hash's key is the block of zeros, encrypted; then the first counter block. */
	memset(sc->c_iv, 0, sizeof(sc->c_iv));
	wdp_sec_ctr_iv(sc->a_iv, io->iv);
	if (s->verify)
		memcpy(sc->expect, io->digest, s->digest_len);
	sc->digest = (uint8_t *)(uintptr_t)io->digest;
	sc->aad = io->aad_va;
	sc->aad_len = s->aad_len;
	sec_put(e, &s->step[0], &req, io, SEC_SLOT_GHASH | (s->verify ? SEC_SLOT_COMPARE : 0),
		s->digest_len);
	return SEC_SENT;
}

enum sec_sent
wdp_sec_send_other(struct sec_enq *e, const struct sec_session *s, const struct sec_io *io)
{
	return s->kind == SEC_CHAIN ? send_two(e, s, io) : send_ghash(e, s, io);
}

/* ---- dequeue ---- */

static struct sec_scratch *
scratch_of(struct sec_qp *qp, uint32_t nr)
{
	return (struct sec_scratch *)wdp_qp_at(qp, qp->c_scratch_off) + nr;
}

/* x = x * h in GF(2^128) as GCM has it; no branch and no address depends on either. */
static void
gf_mul(uint64_t x[2], const uint64_t h[2])
{
	uint64_t z[2] = {0, 0}, v[2] = {h[0], h[1]};
	unsigned int i;

	for (i = 0; i < 128; i++) {
		uint64_t bit = -(x[i / 64] >> (63 - i % 64) & 1);
		uint64_t carry = -(v[1] & 1);

		z[0] ^= v[0] & bit;
		z[1] ^= v[1] & bit;
		v[1] = v[1] >> 1 | v[0] << 63;
		v[0] = v[0] >> 1 ^ (carry & UINT64_C(0xe100000000000000));
	}
	x[0] = z[0];
	x[1] = z[1];
}

/* The tag of AAD alone (SP 800-38D), in the place of the hash's key. */
static void
ghash_tag(struct sec_scratch *sc)
{
	uint64_t h[2], x[2] = {0, 0}, block[2];
	uint32_t done, n;

	memcpy(h, sc->mac, sizeof(h));
	h[0] = rte_be_to_cpu_64(h[0]);
	h[1] = rte_be_to_cpu_64(h[1]);
	for (done = 0; done < sc->aad_len; done += n) {
		n = RTE_MIN(sc->aad_len - done, (uint32_t)sizeof(block));
		memset(block, 0, sizeof(block));
		memcpy(block, sc->aad + done, n);
		x[0] ^= rte_be_to_cpu_64(block[0]);
		x[1] ^= rte_be_to_cpu_64(block[1]);
		gf_mul(x, h);
	}
	x[0] ^= (uint64_t)sc->aad_len * 8;
	gf_mul(x, h);
	memcpy(block, sc->mac + WDP_SEC_BLOCK_AES_B, sizeof(block));
	block[0] ^= rte_cpu_to_be_64(x[0]);
	block[1] ^= rte_cpu_to_be_64(x[1]);
	memcpy(sc->mac, block, sizeof(block));
	crypto_wipe(h, sizeof(h));
}

static enum wdp_sec_outcome
compare(const struct sec_slot *s, struct sec_scratch *sc, enum wdp_sec_outcome o)
{
	const uint8_t *expect = (s->flags & SEC_SLOT_LATE) != 0 ? sc->digest : sc->expect;

	if ((s->flags & SEC_SLOT_COMPARE) != 0 && o == WDP_SEC_OK &&
			!crypto_equal(sc->mac, expect, s->digest_len))
		o = WDP_SEC_MISMATCH;
	/* The right MAC of a message is nobody's business who sent a wrong one. */
	if ((s->flags & (SEC_SLOT_COMPARE | SEC_SLOT_GHASH)) != 0)
		crypto_wipe(sc->mac, sizeof(sc->mac));
	return o;
}

/* When its operation is taken, in order. */
static void
own_session_done(struct sec_qp *qp, const struct sec_slot *s)
{
	if ((s->flags & SEC_SLOT_WIPE) == 0)
		return;
	crypto_wipe((struct sec_session *)wdp_qp_at(qp, qp->c_sessions_off) + s->session,
		sizeof(struct sec_session));
	/* The producer fills it again only after this. */
	__atomic_store_n(&qp->ses_cons, qp->ses_cons + 1, __ATOMIC_RELEASE);
}

static enum wdp_sec_outcome
one_step(struct sec_qp *qp, const struct sec_slot *s, uint32_t nr, enum wdp_sec_outcome o)
{
	struct sec_scratch *sc = scratch_of(qp, nr);

	if ((s->flags & SEC_SLOT_GHASH) != 0 && o == WDP_SEC_OK) {
		ghash_tag(sc);
		if ((s->flags & SEC_SLOT_COMPARE) == 0)
			memcpy(sc->digest, sc->mac, s->digest_len);
	}
	return compare(s, sc, o);
}

__rte_noinline enum wdp_sec_outcome
wdp_sec_finish_special(struct sec_qp *qp, const struct sec_slot *s, uint32_t nr,
	enum wdp_sec_outcome o)
{
	o = one_step(qp, s, nr, o);
	own_session_done(qp, s);
	return o;
}

/* Into q2, to be published by the caller. */
static void
second_put(struct sec_qp *qp, struct sec_slot *s, uint32_t nr, uint32_t prod)
{
	const struct wdp_hwq_local *l = wdp_hwq_producer(&qp->q2);
	uint32_t at = prod & qp->q2.p_mask;

	memcpy(l->sq + ((size_t)at << WDP_SEC_SQE_SHIFT), &scratch_of(qp, nr)->second,
		sizeof(struct wdp_sec_sqe));
	((uint16_t *)wdp_qp_at(qp, qp->second_off))[at] = nr;
	s->state = SEC_SECOND;
}

/*
 * The next first step: done, or handed on. @return false: it has to wait, q2 takes nothing now.
 * There is room in q2 for all that can be in flight in q.
 */
static bool
look_at(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t nr, bool may_put, uint32_t *prod)
{
	struct sec_slot *s = (struct sec_slot *)wdp_qp_at(qp, qp->c_slots_off) + nr;
	enum wdp_sec_outcome o = sec_outcome(l, nr);

	if ((s->flags & SEC_SLOT_TWO) == 0) {
		s->state = SEC_DONE + one_step(qp, s, nr, o);
		return true;
	}
	if (!may_put) {
		/* A queue that is recovered takes it later; one of a lost device never does. */
		if (!wdp_transport_lost(wdp_qm_locals[qp->q2.c_dev].transport))
			return false;
		s->state = SEC_DONE + WDP_SEC_ERROR;
		return true;
	}
	if ((s->flags & SEC_SLOT_MAC_1ST) != 0)
		o = compare(s, scratch_of(qp, nr), o);
	if (o == WDP_SEC_OK)
		second_put(qp, s, nr, (*prod)++);
	else
		s->state = SEC_DONE + o;
	return true;
}

static void
look_ahead(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t in_flight)
{
	struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	/* Asked before anything else of q2 is read. */
	bool may_put = !wdp_hwq_paused(&qp->q2);
	/* And read once: from the moment a pause is confirmed on, a recovery may change it. */
	uint32_t first = may_put ? qp->q2.prod : 0, prod = first, n = 0, i;

	if (qp->ahead == in_flight)
		return;
	if (likely(!qp->q.failed))
		n = wdp_hwq_done_from(&qp->q, l, qp->ahead, in_flight - qp->ahead);
	for (i = 0; i < n; i++) {
		if (!look_at(qp, l, (qp->q.cons + qp->ahead) & qp->q.c_mask, may_put, &prod))
			break;
		qp->ahead++;
	}
	if (prod != first)
		wdp_hwq_publish(&qp->q2, wdp_hwq_producer(&qp->q2), prod);
	if (n != 0 || !wdp_hwq_flush_due_from(&qp->q, l, qp->ahead))
		return;
	/* The hardware has stopped or is gone: everything with it comes back, once. */
	for (; qp->ahead != in_flight; qp->ahead++)
		slots[(qp->q.cons + qp->ahead) & qp->q.c_mask].state = SEC_DONE + WDP_SEC_ERROR;
}

/* Second steps that are done, or never will be. */
static void
look_second(struct sec_qp *qp)
{
	const struct wdp_hwq_local *l = wdp_hwq_consumer(&qp->q2);
	const uint16_t *second = wdp_qp_at(qp, qp->second_off);
	struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t in_flight = wdp_hwq_in_flight(&qp->q2), n = 0, i;
	bool dead = false;

	if (in_flight == 0)
		return;
	if (likely(!qp->q2.failed))
		n = wdp_hwq_done(&qp->q2, l, in_flight);
	if (n == 0) {
		dead = wdp_hwq_flush_due(&qp->q2, l);
		n = dead ? in_flight : 0;
	}
	for (i = 0; i < n; i++) {
		uint32_t at = (qp->q2.cons + i) & qp->q2.c_mask, nr = second[at];
		enum wdp_sec_outcome o = dead ? WDP_SEC_ERROR : sec_outcome(l, at);

		if ((slots[nr].flags & SEC_SLOT_MAC_1ST) == 0)
			o = compare(&slots[nr], scratch_of(qp, nr), o);
		slots[nr].state = SEC_DONE + o;
	}
	if (dead)
		__atomic_store_n(&qp->q2.cons, qp->q2.cons + n, __ATOMIC_RELEASE);
	else if (n != 0)
		wdp_hwq_release(&qp->q2, l, n);
}

uint32_t
wdp_sec_ready(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t max)
{
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t n;

	look_ahead(qp, l, wdp_hwq_in_flight(&qp->q));
	look_second(qp);
	max = RTE_MIN(max, qp->ahead);
	for (n = 0; n < max; n++)
		if (slots[(qp->q.cons + n) & qp->q.c_mask].state < SEC_DONE)
			break;
	return n;
}

void
wdp_sec_taken(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t n)
{
	const struct sec_slot *slots = wdp_qp_at(qp, qp->c_slots_off);
	uint32_t i, nr = 0;

	if (n == 0)
		return;
	for (i = 0; i < n; i++) {
		nr = (qp->q.cons + i) & qp->q.c_mask;
		own_session_done(qp, &slots[nr]);
	}
	qp->ahead -= n;
	__atomic_store_n(&qp->sgl_cons, slots[nr].sgl_end, __ATOMIC_RELEASE);
	/* A queue that is not believed any more gets no doorbell. */
	if (qp->q.failed)
		__atomic_store_n(&qp->q.cons, qp->q.cons + n, __ATOMIC_RELEASE);
	else
		wdp_hwq_release(&qp->q, l, n);
}
