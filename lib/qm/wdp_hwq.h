/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HWQ_H
#define WDP_HWQ_H

/**
 * @file
 * Data path of one hardware queue (doc/hw/qm.md 13). Every PMD's enqueue and dequeue go
 * through these functions: doorbells, phases and memory order are written once, here.
 *
 *            cons                      prod
 *             v                         v
 *   SQ  ..|done |  in flight  ...      |  free ...   |  one slot never used, and
 *   CQ  ..|read |  phase not yet ours  |             |  WDP_HWQ_PACE more, see below
 *
 * prod and cons count for ever (modulo 2^32); slot = count & mask; the phase a CQE must
 * have follows from cons. SQ and CQ have the same depth and completions come in order
 * (SQC order = 1), so CQE number n belongs to SQE number n: one that names another slot
 * is a device fault.
 *
 * Threads: one lcore may enqueue while another dequeues. prod is written by the first
 * only, cons by the second only. Nothing here writes the SQ on the dequeue side.
 *
 * Memory order, argued for arm64 (on x86 all of these are compiler barriers):
 * - SQE and slot stores -> rte_io_wmb (dmb oshst) -> doorbell store: the device sees whole
 *   SQEs. The shadow doorbell is normal memory of another process: inner shareable, which
 *   outer shareable includes.
 * - CQE phase load -> rte_io_rmb (dmb oshld) -> SQE loads: results are not read ahead of
 *   the phase that makes them valid. The device writes the SQE before the phase.
 * - SQE and CQE loads -> rte_io_rmb (orders earlier loads with later stores too) -> CQ
 *   doorbell store: the device may overwrite CQEs only after they were read.
 * - slot stores -> release store of prod -> acquire load of prod -> slot loads, between the
 *   two lcores; and slot loads -> release store of cons -> acquire load of cons -> slot
 *   stores on reuse.
 * - Recovery (qm_recover.c) changes fields of both sides, when neither uses them: p_gen,
 *   p_ack and c_state say when that is.
 */

#include <rte_atomic.h>
#include <rte_branch_prediction.h>
#include <rte_io.h>

#include "wdp_qm.h"

/**
 * CQ doorbells are rung once so many completions are unacknowledged: as many slots stay
 * unused, so the CQ cannot overflow (13).
 */
#define WDP_HWQ_PACE 32
#define WDP_HWQ_PACE_FOR(depth) RTE_MIN(WDP_HWQ_PACE, (depth) / 4)

/** What the consumer may expect of the hardware. */
enum wdp_hwq_state {
	WDP_HWQ_RUN,
	WDP_HWQ_MUTE, /**< no doorbells: the function is being reset */
	WDP_HWQ_DEAD, /**< it touches nothing any more: what is not finished never will be */
};

/** The device broke a rule: no completion is believed any more. */
enum wdp_hwq_failed {
	WDP_HWQ_BELIEVED,
	WDP_HWQ_WRONG, /**< a completion names another slot or queue than the one due */
	WDP_HWQ_UNWORKED, /**< the engine's driver: a descriptor came back as it was sent */
};

struct wdp_hwq {
	/* Producer's line: the enqueueing lcore. */
	uint32_t prod __rte_cache_aligned; /* SQEs handed to the device */
	uint32_t cons_seen; /* producer's last look at cons */
	uint32_t p_mask;
	uint32_t p_limit; /* most in flight */
	uint64_t p_db; /* SQ doorbell without index */
	uint16_t p_dev;
	uint16_t p_qn;
	uint8_t p_sqe_shift;
	uint8_t p_mute; /* no doorbells: the device is lost */
	uint32_t p_gen; /* odd: the control path asks the producer to stay out */
	uint32_t p_ack; /* the last such value the producer has seen */

	/* Consumer's line: the dequeueing lcore. */
	uint32_t cons __rte_cache_aligned; /* CQEs taken */
	uint32_t acked; /* CQEs returned to the device */
	uint32_t c_mask;
	uint32_t c_pace;
	uint64_t c_db; /* CQ doorbell without index */
	uint16_t c_dev;
	uint16_t c_qn;
	uint8_t c_depth_log2;
	uint8_t failed; /* enum wdp_hwq_failed */
	uint8_t c_state; /* enum wdp_hwq_state, written by the control path */

	/* Control path. */
	uint64_t sq_iova __rte_cache_aligned;
	uint64_t cq_iova;
	uint16_t tag;
	uint16_t depth;
	uint16_t limit;
	uint8_t type;
	uint8_t live;
};

/**
 * Must the producer stay out? To be asked at the start of each burst, before anything else
 * of the queue is read: a recovery changes it. Confirms it.
 */
static inline bool
wdp_hwq_paused(struct wdp_hwq *q)
{
	uint32_t gen = __atomic_load_n(&q->p_gen, __ATOMIC_ACQUIRE);

	if (likely((gen & 1) == 0))
		return false;
	/* Release: all that earlier bursts did comes before this word. */
	__atomic_store_n(&q->p_ack, gen, __ATOMIC_RELEASE);
	return true;
}

/** Requests that the ring takes now. Looks at the consumer's line only when short. */
static inline uint32_t
wdp_hwq_room(struct wdp_hwq *q, uint32_t prod, uint32_t want)
{
	uint32_t room = q->p_limit - (prod - q->cons_seen);
	if (unlikely(room < want)) {
		q->cons_seen = __atomic_load_n(&q->cons, __ATOMIC_ACQUIRE);
		room = q->p_limit - (prod - q->cons_seen);
	}
	return room;
}

static inline const struct wdp_hwq_local *
wdp_hwq_producer(const struct wdp_hwq *q)
{
	return &wdp_qm_locals[q->p_dev].queues[q->p_qn];
}

static inline const struct wdp_hwq_local *
wdp_hwq_consumer(const struct wdp_hwq *q)
{
	return &wdp_qm_locals[q->c_dev].queues[q->c_qn];
}

/** Hand everything up to @p prod to the device: one doorbell. */
static inline void
wdp_hwq_publish(struct wdp_hwq *q, const struct wdp_hwq_local *l, uint32_t prod)
{
	uint64_t db = q->p_db | (uint64_t)(prod & q->p_mask) << WDP_DB_INDEX_SHIFT;

	/* Before the doorbell: the consumer must know of a slot whose CQE it can see. */
	__atomic_store_n(&q->prod, prod, __ATOMIC_RELEASE);
	rte_io_wmb();
	if (likely(!__atomic_load_n(&q->p_mute, __ATOMIC_RELAXED)))
		*l->db.sq = wdp_le64(db);
}

/** The producer during a burst of requests, which one doorbell hands to the device. */
struct wdp_hwq_burst {
	const struct wdp_hwq_local *l;
	uint32_t first; /**< number of the burst's first request */
	uint32_t prod; /**< and of the next one */
	uint32_t room; /**< requests that the queue still takes; none while it is paused */
};

static inline void
wdp_hwq_burst_begin(struct wdp_hwq *q, struct wdp_hwq_burst *b, uint32_t want)
{
	b->l = wdp_hwq_producer(q);
	if (unlikely(wdp_hwq_paused(q))) {
		b->first = b->prod = 0;
		b->room = 0;
		return;
	}
	b->first = b->prod = q->prod;
	b->room = wdp_hwq_room(q, b->prod, want);
}

static inline void
wdp_hwq_burst_end(struct wdp_hwq *q, const struct wdp_hwq_burst *b)
{
	if (b->prod != b->first)
		wdp_hwq_publish(q, b->l, b->prod);
}

/** Submitted and not yet taken, as the consumer sees it. */
static inline uint32_t
wdp_hwq_in_flight(const struct wdp_hwq *q)
{
	uint32_t prod = __atomic_load_n(&q->prod, __ATOMIC_ACQUIRE);
	int32_t n = prod - __atomic_load_n(&q->cons, __ATOMIC_RELAXED);

	/* Behind: a recovery moves both on, cons first. There is nothing in between. */
	return n > 0 ? n : 0;
}

/** Will what is in flight never be finished? Asked when no completion is there. */
static inline bool
wdp_hwq_dead(const struct wdp_hwq *q)
{
	/* Acquire: completions written before the hardware stopped are seen from now on. */
	return __atomic_load_n(&q->c_state, __ATOMIC_ACQUIRE) == WDP_HWQ_DEAD ||
		wdp_transport_lost(wdp_qm_locals[q->c_dev].transport);
}

/**
 * How many of the next @p max requests behind the first @p from that are in flight are finished.
 * Marks the queue failed when a CQE names another slot or queue than the one due; those before
 * it still count. @p from + @p max is at most wdp_hwq_in_flight().
 */
static inline uint32_t
wdp_hwq_done_from(struct wdp_hwq *q, const struct wdp_hwq_local *l, uint32_t from, uint32_t max)
{
	const uint64_t due_hi = (uint64_t)q->c_qn << WDP_CQE_HI_SQN_SHIFT;
	const uint64_t check = UINT64_C(0xffffffff);
	uint32_t n;

	for (n = 0; n < max; n++) {
		uint32_t count = q->cons + from + n;
		uint32_t slot = count & q->c_mask;
		uint64_t phase = ~(uint64_t)(count >> q->c_depth_log2) & 1;
		/* Slot, queue and phase in one load: they belong together. */
		uint64_t hi = wdp_le64(__atomic_load_n((const uint64_t *)&l->cq[slot] + 1,
			__ATOMIC_RELAXED));

		if (((hi >> WDP_CQE_HI_PHASE_SHIFT) & 1) != phase)
			break;
		if (unlikely((hi & check) != (due_hi | slot))) {
			q->failed = WDP_HWQ_WRONG;
			break;
		}
	}
	if (n != 0)
		rte_io_rmb();
	return n;
}

/** The same from the first one on. */
static inline uint32_t
wdp_hwq_done(struct wdp_hwq *q, const struct wdp_hwq_local *l, uint32_t max)
{
	return wdp_hwq_done_from(q, l, 0, max);
}

/**
 * Nothing behind the first @p from in flight is finished: is it to be given back unfinished?
 * From then on no completion is believed, so a late one cannot bring an operation back twice.
 */
static inline bool
wdp_hwq_flush_due_from(struct wdp_hwq *q, const struct wdp_hwq_local *l, uint32_t from)
{
	if (likely(!wdp_hwq_dead(q)))
		return false;
	/* One that came just before the hardware stopped is taken at the next call. */
	if (!q->failed && wdp_hwq_done_from(q, l, from, 1) != 0)
		return false;
	if (q->failed == WDP_HWQ_BELIEVED)
		q->failed = WDP_HWQ_WRONG;
	return true;
}

/** The same from the first one on. */
static inline bool
wdp_hwq_flush_due(struct wdp_hwq *q, const struct wdp_hwq_local *l)
{
	return wdp_hwq_flush_due_from(q, l, 0);
}

/** The consumer is through with @p n more requests; rings the CQ doorbell when due. */
static inline void
wdp_hwq_release(struct wdp_hwq *q, const struct wdp_hwq_local *l, uint32_t n)
{
	uint32_t cons = q->cons + n;

	if (cons - q->acked >= q->c_pace && likely(q->c_state == WDP_HWQ_RUN)) {
		rte_io_rmb();
		*l->db.cq = wdp_le64(q->c_db | (uint64_t)(cons & q->c_mask) << WDP_DB_INDEX_SHIFT);
		q->acked = cons;
	}
	__atomic_store_n(&q->cons, cons, __ATOMIC_RELEASE);
}

#endif /* WDP_HWQ_H */
