/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>

#include <rte_cycles.h>

#include "wdp_prefetch.h"

#define STEP_US 10
/* Once may be a gap between two translations. */
#define IDLE_READS 3

static int
poll_idle(struct wdp_qm *qm, const struct wdp_prefetch_idle *p)
{
	unsigned int idle = 0, us;

	for (us = 0; us < WDP_QM_POLL_TIMEOUT_US; us += STEP_US) {
		idle = (wdp_qm_read32(qm, p->reg) & p->mask) == 0 ? idle + 1 : 0;
		if (idle == IDLE_READS)
			return 0;
		rte_delay_us_sleep(STEP_US);
	}
	return -ETIMEDOUT;
}

static int
settle(struct wdp_qm *qm, const struct wdp_prefetch_idle *once,
	const struct wdp_prefetch_idle *idle)
{
	int ret = wdp_qm_poll32(qm, once->reg, once->mask, 0, STEP_US, WDP_QM_POLL_TIMEOUT_US);

	return ret == 0 && idle->mask != 0 ? poll_idle(qm, idle) : ret;
}

static bool
has_prefetch(const struct wdp_qm *qm)
{
	return qm->gen >= WDP_GEN_V3 && qm->caps[WDP_CAP_SVA_PREFETCH] != 0;
}

int
wdp_prefetch_open(struct wdp_qm *qm, const struct wdp_prefetch *p)
{
	const struct wdp_prefetch_idle off = {p->reg, p->off};
	int ret;

	if (!has_prefetch(qm))
		return 0;
	wdp_qm_modify32(qm, p->reg, p->open_clear, 0);
	ret = settle(qm, &off, &p->opened_idle);
	if (ret < 0) {
		WDP_LOG(ERR, "%s: address prefetch does not open; power-cycle the device",
			wdp_qm_transport(qm)->name);
		wdp_prefetch_close(qm, p);
	}
	return ret;
}

void
wdp_prefetch_close(struct wdp_qm *qm, const struct wdp_prefetch *p)
{
	if (!has_prefetch(qm))
		return;
	wdp_qm_modify32(qm, p->reg, 0, p->off);
	if (settle(qm, &p->closed, &p->closed_idle) < 0)
		WDP_LOG(ERR, "%s: address prefetch does not close; the device is reset at its next start",
			wdp_qm_transport(qm)->name);
}
