/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The look at a device: error registers, event rings, queues. It is taken every
 * WDP_QM_WATCH_MS on EAL's own interrupt thread, at once when an interrupt comes, and more
 * often while a recovery is under way. The data path pays nothing for it and needs no help:
 * a queue hangs when the completion that is due next stays due (R5, R18, R23).
 */

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include <rte_alarm.h>
#include <rte_cycles.h>

#include "qm_priv.h"
#include "wdp_hwq.h"

#define ALL_ONES UINT32_MAX

/* Somebody else's reset of the function is over by then: PCI Express allows it a second. */
#define SILENT_MAX_MS 2000

/* Messages of the watch: so many at once, then one every so many milliseconds. */
#define LOG_BURST   20
#define LOG_PACE_MS 1000
#define MS_TO_US    1000

uint64_t
wdp_qm_now_ms(void)
{
	uint64_t hz = rte_get_timer_hz();

	/* EAL has not been initialised: a unit test. */
	if (hz < MS_PER_S)
		return 0;
	return rte_get_timer_cycles() / (hz / MS_PER_S);
}

static bool
log_allowed(struct qm_ctl *c)
{
	uint64_t now = wdp_qm_now_ms(), earned = (now - c->log_ms) / LOG_PACE_MS;

	if (earned != 0) {
		c->log_used = c->log_used > earned ? c->log_used - earned : 0;
		c->log_ms = now;
	}
	if (c->log_used >= LOG_BURST) {
		c->log_dropped++;
		return false;
	}
	c->log_used++;
	return true;
}

void
wdp_qm_event_log(struct wdp_qm *qm, uint32_t level, const char *fmt, ...)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(l->last_error, sizeof(l->last_error), fmt, ap);
	va_end(ap);
	l->last_error_ms = wdp_qm_now_ms();
	/* While it is attached a device has none of this, and says little. */
	if (l->ctl != NULL) {
		if (!log_allowed(l->ctl))
			return;
		if (l->ctl->log_dropped != 0)
			WDP_LOG(WARNING, "%s: %" PRIu64 " messages left out", l->transport->name,
				l->ctl->log_dropped);
		l->ctl->log_dropped = 0;
	}
	rte_log(level, wdp_logtype, "wd: %s: %s\n", l->transport->name, l->last_error);
}

enum presence {
	GONE,
	SILENT, /* registers read all ones, which may pass */
	PRESENT,
};

/*
 * All ones: the device has been removed, or somebody resets the function, which switches its
 * memory space off meanwhile. Config space tells the two apart, but not behind a hypervisor
 * that answers in the device's place: then time does.
 */
static enum presence
all_ones(struct wdp_qm *qm)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	struct qm_ctl *c = wdp_qm_local(qm)->ctl;
	uint64_t now = wdp_qm_now_ms();
	uint16_t vendor = UINT16_MAX;

	if (c->silent_ms == 0)
		c->silent_ms = now;
	if (t->ops->cfg_read(t, &vendor, sizeof(vendor), WDP_PCI_CFG_VENDOR) == 0 &&
			vendor != UINT16_MAX && now - c->silent_ms < SILENT_MAX_MS)
		return SILENT;
	if (!wdp_transport_lost(t))
		wdp_qm_event(qm, ERR, "registers read all ones: the device has been removed; operations in flight come back with an error");
	return GONE;
}

static void
reset_by_others(struct wdp_qm *qm)
{
	wdp_qm_reset_due(qm, "somebody else has reset the function");
	/* Nothing that was in flight will ever be finished: no need to wait for it. */
	wdp_qm_local(qm)->ctl->deadline_ms = 0;
}

/* Are the registers still those of a device that works for us? */
static enum presence
registers_look(struct wdp_qm *qm)
{
	uint32_t v = wdp_qm_read32(qm, qm->is_vf ? WDP_QM_MB_BASE : WDP_QM_ERR_STATUS);
	struct qm_ctl *c = wdp_qm_local(qm)->ctl;

	/* The transport noticed, and said so. */
	if (wdp_transport_lost(wdp_qm_transport(qm)))
		return GONE;
	if (v == ALL_ONES)
		return all_ones(qm);
	if (c->silent_ms != 0) {
		c->silent_ms = 0;
		reset_by_others(qm);
	}
	/* Only a PF has error registers (20). */
	if (qm->is_vf)
		return PRESENT;
	if (!wdp_qm_errors_look(qm))
		return GONE;
	if (wdp_qm_read32(qm, WDP_QM_CACHE_CTL) != WDP_QM_CACHE_CTL_INIT)
		reset_by_others(qm);
	return PRESENT;
}

/* @return false when there is nothing left to watch. */
static bool
look(struct wdp_qm_local *l)
{
	struct wdp_qm *qm = l->qm;
	bool announced;

	if (qm == NULL || !qm->started)
		return false;
	announced = __atomic_exchange_n(&l->ctl->irq.pending, 0, __ATOMIC_ACQUIRE);
	switch (registers_look(qm)) {
	case GONE:
		wdp_qm_lost(qm, WDP_QM_LOST);
		return false;
	case SILENT:
		return true;
	default:
		break;
	}
	wdp_qm_events_read(qm, announced);
	wdp_qm_recover(qm);
	return !wdp_transport_lost(l->transport);
}

static void
tick(void *arg)
{
	struct wdp_qm_local *l = arg;
	uint32_t next_ms = WDP_QM_WATCH_MS;
	bool again = true;

	/* The control path looks for itself, and may hold the lock for seconds. */
	if (pthread_mutex_trylock(&l->lock) == 0) {
		again = look(l);
		next_ms = again ? wdp_qm_recover_pace(l->qm) : 0;
		pthread_mutex_unlock(&l->lock);
	}
	if (again)
		rte_eal_alarm_set(next_ms * MS_TO_US, tick, l);
}

void
wdp_qm_look(struct wdp_qm_local *l)
{
	/* This is the thread of the alarms: none runs now. */
	rte_eal_alarm_cancel(tick, l);
	tick(l);
}

void
wdp_qm_watch_start(struct wdp_qm *qm)
{
	if (rte_eal_alarm_set(WDP_QM_WATCH_MS * MS_TO_US, tick, wdp_qm_local(qm)) < 0)
		WDP_LOG(WARNING, "%s: no alarm from EAL: a device that hangs or fails will not be noticed",
			wdp_qm_transport(qm)->name);
}

void
wdp_qm_watch_stop(struct wdp_qm *qm)
{
	/* Waits for a look that is under way. */
	rte_eal_alarm_cancel(tick, wdp_qm_local(qm));
}
