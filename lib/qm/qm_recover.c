/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * A queue that failed or hangs, and what becomes of its requests (R17, R18, R23, R24).
 *
 *   RUN --fault--> paused, hardware stopped --> DEAD --flushed, producer out--> RUN again
 *                          | does not stop
 *                          v
 *             every queue paused, the others finish (bounded), function reset: all DEAD
 *
 * Requests go back to their user only after the hardware can no longer touch their buffers:
 * the queue has stopped, or the function has been reset. Then dequeue takes what had been
 * finished and returns the rest with an error.
 *
 * No lock keeps the lcores of the data path out; they are asked. The producer sees an odd
 * p_gen at the start of a burst, confirms with p_ack and takes nothing more: from then on
 * its fields are ours. The consumer needs no such word: once prod == cons it reads nothing
 * of the queue but these two, until the producer publishes in the new life. Both are moved
 * on to a multiple of twice the depth, where slot 0 and phase 1 are due, as in a fresh ring:
 * first cons, then prod with release; a consumer in between finds prod behind cons, and
 * takes that as empty (wdp_hwq_in_flight()).
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include <rte_cycles.h>

#include "qm_priv.h"
#include "wdp_hwq.h"
#include "wdp_qm_ctx.h"

/* A queue that has made no progress for timeout_ms is given so much more to stop. */
#define STOP_LIMIT_US (100 * 1000)
/* Before a function reset the queues that work get so long to finish. */
#define QUIESCE_MS 500
/* While something is to be done, and for so long after it began, the looks come faster. */
#define RECOVER_PACE_MS 5
#define RECOVER_FAST_MS 2000
#define HOUR_MS UINT64_C(3600000)

static void
queue_pause(struct wdp_hwq *q)
{
	uint32_t gen = q->p_gen;

	if ((gen & 1) == 0)
		__atomic_store_n(&q->p_gen, gen + 1, __ATOMIC_RELEASE);
}

static void
queue_go_on(struct wdp_hwq *q)
{
	/* Release: the producer that goes on sees everything written before. */
	if (q->p_gen & 1)
		__atomic_store_n(&q->p_gen, q->p_gen + 1, __ATOMIC_RELEASE);
}

static bool
producer_out(const struct wdp_hwq *q)
{
	/* Acquire: what the producer did before it confirmed is seen. */
	return __atomic_load_n(&q->p_ack, __ATOMIC_ACQUIRE) == q->p_gen;
}

static bool
flushed(const struct wdp_hwq *q)
{
	uint32_t prod = __atomic_load_n(&q->prod, __ATOMIC_ACQUIRE);

	return __atomic_load_n(&q->cons, __ATOMIC_ACQUIRE) == prod;
}

static void
queue_dead(struct qm_queue *w)
{
	queue_pause(w->q);
	/* Release: the consumer that sees it sees every completion the hardware still wrote. */
	__atomic_store_n(&w->q->c_state, WDP_HWQ_DEAD, __ATOMIC_RELEASE);
	w->why = NULL;
	w->dead = true;
}

static void
fast_looks(struct qm_ctl *c)
{
	c->fast_until_ms = wdp_qm_now_ms() + RECOVER_FAST_MS;
}

void
wdp_qm_queue_failed(struct wdp_qm *qm, uint32_t qn, const char *why)
{
	struct qm_queue *queues = wdp_qm_local(qm)->ctl->queues;

	if (qn >= qm->nb_queues || queues[qn].q == NULL) {
		wdp_qm_event(qm, WARNING, "queue %" PRIu32 ": %s, but it is not in use", qn, why);
		return;
	}
	queues[qn].why = why;
}

void
wdp_qm_reset_due(struct wdp_qm *qm, const char *why)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	unsigned int i;

	if (l->state != WDP_QM_RUNNING)
		return;
	wdp_qm_event(qm, ERR, "%s: the function is reset; operations in flight that cannot be finished come back with an error",
		why);
	l->state = WDP_QM_RECOVERING;
	l->ctl->deadline_ms = wdp_qm_now_ms() + QUIESCE_MS;
	fast_looks(l->ctl);
	for (i = 0; i < qm->nb_queues; i++)
		if (l->ctl->queues[i].q != NULL)
			queue_pause(l->ctl->queues[i].q);
}

int
wdp_qm_reset(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	int ret = 0;

	pthread_mutex_lock(&l->lock);
	if (!qm->started || wdp_transport_lost(l->transport))
		ret = -ENODEV;
	else
		wdp_qm_reset_due(qm, "somebody asked for it");
	pthread_mutex_unlock(&l->lock);
	return ret;
}

void
wdp_qm_lost(struct wdp_qm *qm, enum wdp_qm_state state)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	unsigned int i;

	if (l->state == WDP_QM_LOST || l->state == WDP_QM_ISOLATED)
		return;
	/* What is enqueued from now on comes back with an error, rather than never fits. */
	for (i = 0; i < qm->nb_queues; i++) {
		struct wdp_hwq *q = l->ctl->queues[i].q;

		if (q == NULL)
			continue;
		__atomic_store_n(&q->p_mute, 1, __ATOMIC_RELAXED);
		__atomic_store_n(&q->c_state, WDP_HWQ_DEAD, __ATOMIC_RELEASE);
		queue_go_on(q);
	}
	/* Release: who sees the flag sees everything that was logged and done before. */
	__atomic_store_n(&l->transport->lost, 1, __ATOMIC_RELEASE);
	__atomic_store_n(&l->state, state, __ATOMIC_RELEASE);
}

/* Has the hardware written the completion of request number n? */
static bool
completed(struct wdp_hwq *q, const struct wdp_hwq_local *l, uint32_t n)
{
	uint64_t hi = wdp_le64(__atomic_load_n((const uint64_t *)&l->cq[n & q->c_mask] + 1,
		__ATOMIC_RELAXED));
	uint64_t phase = ~(uint64_t)(n >> q->c_depth_log2) & 1;

	return ((hi >> WDP_CQE_HI_PHASE_SHIFT) & 1) == phase;
}

/* Why the queue needs help, or NULL. */
static const char *
queue_trouble(struct wdp_qm *qm, struct qm_queue *w, uint64_t now)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct wdp_hwq *q = w->q;
	uint32_t cons = __atomic_load_n(&q->cons, __ATOMIC_ACQUIRE);
	uint32_t prod = __atomic_load_n(&q->prod, __ATOMIC_ACQUIRE);

	if (w->why != NULL)
		return w->why;
	switch (__atomic_load_n(&q->failed, __ATOMIC_RELAXED)) {
	case WDP_HWQ_BELIEVED:
		break;
	case WDP_HWQ_UNWORKED:
		return "a completion of a request that was never worked on";
	default:
		return "a completion that names another request than the one due";
	}
	/* A completion that waits for its consumer is progress of the device. */
	if (prod == cons || completed(q, &l->queues[q->p_qn], cons)) {
		w->waits = false;
		return NULL;
	}
	if (!w->waits || w->cons != cons) {
		w->waits = true;
		w->cons = cons;
		w->since_ms = now;
		return NULL;
	}
	if (l->ctl->conf.timeout_ms == 0 || now - w->since_ms < l->ctl->conf.timeout_ms)
		return NULL;
	return "no progress";
}

static void
queue_recover(struct wdp_qm *qm, struct qm_queue *w, const char *why)
{
	uint16_t qn = w->q->p_qn;
	int ret;

	fast_looks(wdp_qm_local(qm)->ctl);
	wdp_qm_event(qm, ERR, "queue %u: %s, %" PRIu32 " operations in flight: it is stopped and started again",
		qn, why, wdp_hwq_in_flight(w->q));
	queue_pause(w->q);
	ret = wdp_qm_queue_stop(qm, qn, STOP_LIMIT_US);
	if (ret == 0) {
		queue_dead(w);
		return;
	}
	w->why = why;
	wdp_qm_reset_due(qm, "a queue does not stop");
}

/* Ready for a new life: nobody of the data path uses its fields now. */
static int
queue_revive(struct wdp_qm *qm, struct qm_queue *w)
{
	struct wdp_hwq *q = w->q;
	uint32_t fresh = RTE_ALIGN_CEIL(q->prod, 2u * q->depth);
	int ret;

	memset(w->mem, 0, wdp_hwq_mem_size(qm, q->depth));
	ret = wdp_qm_queue_load(qm, q);
	if (ret < 0)
		return ret;
	q->cons_seen = fresh;
	q->acked = fresh;
	q->failed = WDP_HWQ_BELIEVED;
	q->c_state = WDP_HWQ_RUN;
	__atomic_store_n(&q->cons, fresh, __ATOMIC_RELAXED);
	__atomic_store_n(&q->prod, fresh, __ATOMIC_RELEASE);
	w->dead = false;
	w->waits = false;
	queue_go_on(q);
	wdp_qm_local(qm)->counts.queue_recoveries++;
	return 0;
}

/* @return queues that are not back in service yet */
static unsigned int
queues_step(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	uint64_t now = wdp_qm_now_ms();
	unsigned int i, waiting = 0;

	for (i = 0; i < qm->nb_queues && l->state == WDP_QM_RUNNING; i++) {
		struct qm_queue *w = &l->ctl->queues[i];
		const char *why;

		if (w->q == NULL)
			continue;
		if (!w->dead) {
			why = queue_trouble(qm, w, now);
			if (why != NULL)
				queue_recover(qm, w, why);
		}
		if (!w->dead || l->state != WDP_QM_RUNNING)
			continue;
		if (!producer_out(w->q) || !flushed(w->q))
			waiting++;
		else if (queue_revive(qm, w) < 0)
			wdp_qm_reset_due(qm, "a queue cannot be started again");
	}
	return waiting;
}

/* Has every queue that works finished what it has? */
static bool
quiet(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	unsigned int i;

	for (i = 0; i < qm->nb_queues; i++) {
		const struct qm_queue *w = &l->ctl->queues[i];
		uint32_t prod;

		if (w->q == NULL || w->dead || w->why != NULL || w->q->failed)
			continue;
		prod = __atomic_load_n(&w->q->prod, __ATOMIC_ACQUIRE);
		if (prod != __atomic_load_n(&w->q->cons, __ATOMIC_ACQUIRE) &&
				!completed(w->q, &l->queues[i], prod - 1))
			return false;
	}
	return true;
}

/* One more reset within the hour: may it be? */
static bool
reset_allowed(struct wdp_qm *qm)
{
	struct qm_ctl *c = wdp_qm_local(qm)->ctl;
	uint64_t now = wdp_qm_now_ms();
	unsigned int i, recent = 0;

	for (i = 0; i < RTE_DIM(c->resets_ms); i++)
		if (c->resets_ms[i] != 0 && now - c->resets_ms[i] < HOUR_MS)
			recent++;
	if (c->conf.max_resets != 0 && recent >= c->conf.max_resets)
		return false;
	c->resets_ms[c->next_reset++ % RTE_DIM(c->resets_ms)] = now;
	return true;
}

/* The device must not touch memory any more, whatever state it is in. */
static void
silence(struct wdp_qm *qm)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	uint16_t cmd;

	if (t->ops->reset(t) == 0)
		return;
	if (t->ops->cfg_read(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND) == 0) {
		cmd &= ~WDP_PCI_CMD_MASTER;
		t->ops->cfg_write(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);
	}
}

/* Somebody else's reset may fall into ours: what is not known to be in vain is tried twice. */
static int
bring_up_again(struct wdp_qm *qm)
{
	int ret = wdp_qm_bring_up(qm);

	if (ret == 0 || wdp_transport_lost(wdp_qm_transport(qm)) || wdp_qm_master_closed(qm))
		return ret;
	return wdp_qm_bring_up(qm);
}

static void
function_reset(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	unsigned int i;

	if (!reset_allowed(qm)) {
		wdp_qm_event(qm, ERR, "%" PRIu32 " resets within an hour: the device is isolated, all operations come back with an error; close it, find out why (telemetry /wd/errors) and start again",
			l->ctl->conf.max_resets);
		silence(qm);
		wdp_qm_lost(qm, WDP_QM_ISOLATED);
		return;
	}
	/* A doorbell that meets the reset has nowhere to go. */
	for (i = 0; i < qm->nb_queues; i++)
		if (l->ctl->queues[i].q != NULL)
			__atomic_store_n(&l->ctl->queues[i].q->c_state, WDP_HWQ_MUTE,
				__ATOMIC_RELAXED);
	if (bring_up_again(qm) < 0) {
		wdp_qm_event(qm, ERR, "a function reset does not help: the device is lost, all operations come back with an error; close it, then rebind it to its kernel driver and back to vfio-pci");
		silence(qm);
		wdp_qm_lost(qm, WDP_QM_LOST);
		return;
	}
	memset(qm->used, 0, sizeof(qm->used));
	for (i = 0; i < qm->nb_queues; i++) {
		if (l->ctl->queues[i].q == NULL)
			continue;
		qm->used[i / 64] |= WDP_BIT64(i % 64);
		queue_dead(&l->ctl->queues[i]);
	}
	l->counts.resets++;
	__atomic_store_n(&l->state, WDP_QM_RUNNING, __ATOMIC_RELEASE);
	WDP_LOG(NOTICE, "%s: in service again after a function reset", l->transport->name);
}

void
wdp_qm_recover(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct qm_ctl *c = l->ctl;

	if (l->state == WDP_QM_RECOVERING &&
			(quiet(qm) || wdp_qm_now_ms() >= c->deadline_ms))
		function_reset(qm);
	c->waiting = queues_step(qm);
}

uint32_t
wdp_qm_recover_pace(const struct wdp_qm *qm)
{
	const struct wdp_qm_local *l = wdp_qm_local(qm);

	if (l->state == WDP_QM_RECOVERING || l->ctl->silent_ms != 0)
		return RECOVER_PACE_MS;
	if (l->ctl->waiting != 0 && wdp_qm_now_ms() < l->ctl->fast_until_ms)
		return RECOVER_PACE_MS;
	return WDP_QM_WATCH_MS;
}

void
wdp_qm_queue_add(struct wdp_qm *qm, struct wdp_hwq *q, uint8_t *mem)
{
	struct qm_queue *w = &wdp_qm_local(qm)->ctl->queues[q->p_qn];

	wdp_qm_table_lock();
	*w = (struct qm_queue){.q = q, .mem = mem};
	wdp_qm_table_unlock();
	/* A reset that is due takes this queue with it. */
	if (wdp_qm_local(qm)->state == WDP_QM_RECOVERING)
		queue_pause(q);
}

void
wdp_qm_queue_forget(struct wdp_qm *qm, uint16_t qn)
{
	wdp_qm_table_lock();
	memset(&wdp_qm_local(qm)->ctl->queues[qn], 0, sizeof(struct qm_queue));
	wdp_qm_table_unlock();
}

bool
wdp_qm_queue_is_dead(struct wdp_qm *qm, uint16_t qn)
{
	return wdp_qm_local(qm)->ctl->queues[qn].dead;
}
