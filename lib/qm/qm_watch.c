/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * A device that has closed its AXI master finishes nothing any more and tells nobody but its
 * error registers. A slow look at them, on EAL's own interrupt thread, declares it lost: then
 * dequeue gives every operation in flight back with an error (R5, R23).
 */

#include <inttypes.h>

#include <rte_alarm.h>

#include "qm_priv.h"

#define WATCH_PERIOD_US 250000
#define ALL_ONES UINT32_MAX

static void
set_lost(struct wdp_transport *t)
{
	/* Release: who sees the flag sees everything that was logged and done before. */
	__atomic_store_n(&t->lost, 1, __ATOMIC_RELEASE);
}

/* @return false when there is nothing left to watch. */
static bool
look(struct wdp_qm *qm)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	uint32_t status = wdp_qm_read32(qm, WDP_QM_ERR_STATUS);

	/* The transport noticed, and said so. */
	if (wdp_transport_lost(t))
		return false;
	if (status == ALL_ONES) {
		WDP_LOG(ERR, "%s: registers read all ones: the device has been removed; operations in flight come back with an error",
			t->name);
		set_lost(t);
		return false;
	}
	if (!wdp_qm_master_closed(qm))
		return true;
	wdp_qm_log_errors(qm);
	WDP_LOG(ERR, "%s: the device has closed its AXI master after an error: it is lost, operations in flight come back with an error; close it, then rebind it to its kernel driver and back to vfio-pci",
		t->name);
	set_lost(t);
	return false;
}

static void
watch(void *arg)
{
	struct wdp_qm_local *l = arg;
	bool again = true;

	/* The control path looks for itself, and may hold the lock for seconds. */
	if (pthread_mutex_trylock(&l->lock) == 0) {
		again = l->qm != NULL && l->qm->started && look(l->qm);
		pthread_mutex_unlock(&l->lock);
	}
	if (again)
		rte_eal_alarm_set(WATCH_PERIOD_US, watch, l);
}

void
wdp_qm_watch_start(struct wdp_qm *qm)
{
	/* Only a PF has error registers (20). */
	if (!qm->is_vf && rte_eal_alarm_set(WATCH_PERIOD_US, watch, wdp_qm_local(qm)) < 0)
		WDP_LOG(WARNING, "%s: no alarm from EAL: a closed AXI master will not be noticed",
			wdp_qm_transport(qm)->name);
}

void
wdp_qm_watch_stop(struct wdp_qm *qm)
{
	/* Waits for a look that is under way. */
	rte_eal_alarm_cancel(watch, wdp_qm_local(qm));
}
