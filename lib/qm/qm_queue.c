/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include <rte_cycles.h>

#include "qm_priv.h"
#include "wdp_hwq.h"
#include "wdp_qm_ctx.h"

/* V2 has no stop command: contexts are compared until the tails meet (12). */
#define DRAIN_TRIES   1000u
#define DRAIN_STEP_US 200u

/* Written into invalidated contexts by other drivers: never used as a tag of ours (12). */
#define TAG_INVALID 0xaaaa

uint32_t
wdp_hwq_mem_size(const struct wdp_qm *qm, uint16_t depth)
{
	uint32_t sq = (uint32_t)depth << wdp_qm_local(qm)->engine->sqe_shift;

	return RTE_ALIGN_CEIL(sq + depth * sizeof(struct wdp_cqe), WDP_HWQ_MEM_ALIGN);
}

uint16_t
wdp_hwq_limit(uint16_t depth)
{
	return depth - 1 - WDP_HWQ_PACE_FOR(depth);
}

static uint32_t
depth_max(const struct wdp_qm *qm)
{
	uint32_t d = RTE_MIN(qm->caps[WDP_CAP_SQ_DEPTH], qm->caps[WDP_CAP_CQ_DEPTH]);

	return rte_align32prevpow2(RTE_MIN(d, (uint32_t)WDP_CTX_DEPTH_MAX));
}

uint16_t
wdp_hwq_depth_for(const struct wdp_qm *qm, uint32_t in_flight)
{
	uint32_t d, max = depth_max(qm);

	for (d = WDP_HWQ_DEPTH_MIN; d <= max; d *= 2)
		if (wdp_hwq_limit(d) >= in_flight)
			return d;
	return 0;
}

static int
number_get(struct wdp_qm *qm)
{
	unsigned int q;

	for (q = 0; q < qm->nb_queues; q++) {
		if ((qm->used[q / 64] & WDP_BIT64(q % 64)) == 0) {
			qm->used[q / 64] |= WDP_BIT64(q % 64);
			return q;
		}
	}
	return -EBUSY;
}

static void
number_put(struct wdp_qm *qm, uint16_t q)
{
	qm->used[q / 64] &= ~WDP_BIT64(q % 64);
}

static uint16_t
tag_next(struct wdp_qm *qm)
{
	uint16_t tag;

	/* Counted, not random: 65534 lives pass before a stale owner's tag comes again. */
	do {
		tag = ++qm->lives;
	} while (tag == 0 || tag == TAG_INVALID);
	return tag;
}

static void
hwq_init(struct wdp_qm *qm, const struct wdp_hwq_conf *c, struct wdp_hwq *q, uint16_t qn)
{
	uint32_t sq_b = (uint32_t)c->depth << wdp_qm_local(qm)->engine->sqe_shift;
	struct wdp_hwq_local *l = &wdp_qm_local(qm)->queues[qn];

	memset(q, 0, sizeof(*q));
	q->depth = c->depth;
	q->limit = wdp_hwq_limit(c->depth);
	q->type = c->type;
	q->sq_iova = c->iova;
	q->cq_iova = c->iova + sq_b;

	q->p_mask = c->depth - 1;
	q->p_limit = q->limit;
	q->p_dev = qm->dev;
	q->p_qn = qn;
	q->p_sqe_shift = wdp_qm_local(qm)->engine->sqe_shift;

	q->c_mask = c->depth - 1;
	q->c_pace = WDP_HWQ_PACE_FOR(c->depth);
	q->c_dev = qm->dev;
	q->c_qn = qn;
	q->c_depth_log2 = rte_bsf32(c->depth);

	l->sq = c->mem;
	l->cq = (struct wdp_cqe *)(c->mem + sq_b);
	/* Entries of an earlier life would carry phases that look valid (10.5). */
	memset(c->mem, 0, wdp_hwq_mem_size(qm, c->depth));
}

static int
load_contexts(struct wdp_qm *qm, const struct wdp_hwq *q)
{
	struct wdp_sqc_conf conf = {
		.iova = q->sq_iova,
		.depth = q->depth,
		.cq = q->p_qn,
		.tag = q->tag,
		.sqe_shift = q->p_sqe_shift,
		.type = q->type,
	};
	struct wdp_sqc sqc;
	struct wdp_cqc cqc;
	int ret;

	wdp_sqc_encode(&sqc, &conf);
	ret = wdp_qm_mb_load_ctx(qm, WDP_MB_CMD_SQC, q->p_qn, &sqc);
	if (ret < 0)
		return ret;
	wdp_cqc_encode(&cqc, q->cq_iova, q->depth, q->tag, false);
	return wdp_qm_mb_load_ctx(qm, WDP_MB_CMD_CQC, q->p_qn, &cqc);
}

int
wdp_qm_queue_load(struct wdp_qm *qm, struct wdp_hwq *q)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct wdp_transport *t = l->transport;
	uint16_t qn = q->p_qn;
	int ret;

	q->tag = tag_next(qm);
	q->p_db = wdp_db_base(qn, WDP_DB_CMD_SQ, q->tag);
	q->c_db = wdp_db_base(qn, WDP_DB_CMD_CQ, q->tag);
	ret = t->ops->db_get(t, qn, qm->db_isolated, &l->queues[qn].db);
	if (ret < 0) {
		wdp_qm_event(qm, ERR, "queue %u: no doorbell address: %s", qn, strerror(-ret));
		return ret;
	}
	ret = load_contexts(qm, q);
	if (ret < 0)
		t->ops->db_put(t, qn);
	return ret;
}

int
wdp_hwq_create(struct wdp_qm *qm, const struct wdp_hwq_conf *c, struct wdp_hwq *q)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct wdp_transport *t = l->transport;
	int qn, ret;

	if (!qm->started || !rte_is_power_of_2(c->depth) || c->depth < WDP_HWQ_DEPTH_MIN ||
			c->depth > depth_max(qm) || c->type >= l->engine->nb_qtypes)
		return -EINVAL;
	pthread_mutex_lock(&l->lock);
	qn = number_get(qm);
	if (qn < 0) {
		WDP_LOG(ERR, "%s: all %u hardware queues are in use; release a queue pair first",
			t->name, qm->nb_queues);
		ret = qn;
		goto unlock;
	}
	hwq_init(qm, c, q, qn);
	ret = wdp_qm_queue_load(qm, q);
	if (ret < 0)
		goto put_number;
	q->live = 1;
	wdp_qm_queue_add(qm, q, c->mem);
	pthread_mutex_unlock(&l->lock);
	return 0;

put_number:
	memset(&l->queues[qn], 0, sizeof(l->queues[qn]));
	number_put(qm, qn);
unlock:
	pthread_mutex_unlock(&l->lock);
	return ret;
}

static int
drain_by_contexts(struct wdp_qm *qm, uint16_t qn, uint32_t limit_us)
{
	unsigned int i, tries = RTE_MIN(limit_us / DRAIN_STEP_US, DRAIN_TRIES);

	for (i = 0; i < tries; i++) {
		struct wdp_sqc sqc;
		struct wdp_cqc cqc;
		int ret = wdp_qm_mb_dump_ctx(qm, WDP_MB_CMD_SQC, qn, &sqc);

		if (ret == 0)
			ret = wdp_qm_mb_dump_ctx(qm, WDP_MB_CMD_CQC, qn, &cqc);
		if (ret < 0)
			return ret;
		if (sqc.tail == cqc.tail && (wdp_le16(sqc.w11) & WDP_SQC_W11_TAIL_SIG) ==
				(wdp_le16(cqc.w11) & WDP_CQC_W11_TAIL_SIG))
			return 0;
		rte_delay_us_sleep(DRAIN_STEP_US);
	}
	wdp_qm_event(qm, ERR, "queue %u: not drained after %u ms; it stays out of use until the device is reset",
		qn, tries * DRAIN_STEP_US / 1000);
	return -ETIMEDOUT;
}

int
wdp_qm_queue_stop(struct wdp_qm *qm, uint16_t qn, uint32_t limit_us)
{
	if (qm->caps[WDP_CAP_STOP_QP])
		return wdp_qm_mb_stop(qm, WDP_MB_CMD_STOP_QP, qn, limit_us);
	return drain_by_contexts(qm, qn, limit_us);
}

/* The device lock is held. */
static int
stop_locked(struct wdp_qm *qm, struct wdp_hwq *q)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	int ret = 0;

	/* A device that went away touches nothing any more, nor does a queue that was stopped. */
	if (q->live && !wdp_transport_lost(t) && !wdp_qm_queue_is_dead(qm, q->p_qn)) {
		ret = wdp_qm_queue_stop(qm, q->p_qn, WDP_QM_STOP_TIMEOUT_US);
		if (wdp_transport_lost(t))
			ret = 0;
	}
	/* From now on nobody looks after it: its user is about to free it. */
	wdp_qm_queue_forget(qm, q->p_qn);
	if (ret == 0)
		q->live = 0;
	return ret;
}

int
wdp_hwq_destroy(struct wdp_qm *qm, struct wdp_hwq *q)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	int ret;

	pthread_mutex_lock(&l->lock);
	ret = stop_locked(qm, q);
	if (ret == 0) {
		l->transport->ops->db_put(l->transport, q->p_qn);
		memset(&l->queues[q->p_qn], 0, sizeof(l->queues[q->p_qn]));
		number_put(qm, q->p_qn);
	}
	pthread_mutex_unlock(&l->lock);
	return ret == 0 ? 0 : -EBUSY;
}

void
wdp_hwq_arm(struct wdp_qm *qm, const struct wdp_hwq *q)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	uint32_t cons = __atomic_load_n(&q->cons, __ATOMIC_ACQUIRE);

	pthread_mutex_lock(&l->lock);
	/*
	 * Through BAR 2, where the doorbell is on every generation: arming is an event, which a
	 * doorbell word in memory cannot tell from the one before.
	 */
	if (!wdp_transport_lost(l->transport))
		wdp_qm_write64(qm, WDP_QM_DB_SQ_CQ, wdp_db_value(q->c_db, cons & q->c_mask, 1));
	pthread_mutex_unlock(&l->lock);
}
