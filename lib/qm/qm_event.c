/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The two event rings of a function (10.3 to 10.5, 14, 15). Entries are looked at by their
 * phase, whether an interrupt announced them or not; what they say is checked (R18).
 */

#include <string.h>

#include <rte_io.h>

#include "qm_priv.h"
#include "wdp_qm_ctx.h"

void
wdp_qm_events_init(struct wdp_qm *qm)
{
	struct qm_mem_layout lay;
	struct qm_ctl *c = wdp_qm_local(qm)->ctl;
	uint8_t *mem = wdp_qm_local(qm)->mem;

	wdp_qm_mem_layout(qm, &lay);
	c->eq = (struct qm_ring){
		.entries = (uint32_t *)(mem + lay.eq),
		.depth = qm->caps[WDP_CAP_EQ_DEPTH],
		.phase = 1,
		.cmd = WDP_DB_CMD_EQ,
	};
	c->aeq = (struct qm_ring){
		.entries = (uint32_t *)(mem + lay.aeq),
		.depth = qm->caps[WDP_CAP_AEQ_DEPTH],
		.phase = 1,
		.cmd = WDP_DB_CMD_AEQ,
	};
	/* Entries of a life before would carry phases that look valid. */
	memset(mem + lay.eq, 0, lay.sqc_table - lay.eq);
}

void
wdp_qm_event_ring(struct wdp_qm *qm, const struct qm_ring *r)
{
	wdp_qm_write64(qm, WDP_QM_DB_EQ_AEQ, wdp_db_value(wdp_db_base(0, r->cmd, 0), r->head, 0));
}

/* The next entry that has been written since, or false. */
static bool
next_entry(struct qm_ring *r, uint32_t *entry)
{
	uint32_t e = wdp_le32(__atomic_load_n(&r->entries[r->head], __ATOMIC_RELAXED));

	/* EQEs and AEQEs have their phase at the same place. One load: nothing to order. */
	if (((e & WDP_EQE_PHASE) != 0) != (r->phase != 0))
		return false;
	if (++r->head == r->depth) {
		r->head = 0;
		r->phase ^= 1;
	}
	*entry = e;
	return true;
}

/* Read what is new, at most a ring full: a device gone mad does not keep us for ever. */
static uint32_t
drain(struct wdp_qm *qm, struct qm_ring *r, void (*handle)(struct wdp_qm *qm, uint32_t entry))
{
	uint32_t n, entry;

	for (n = 0; n < r->depth && next_entry(r, &entry); n++)
		handle(qm, entry);
	/* Entries are read before the device may overwrite them. */
	rte_io_rmb();
	return n;
}

static void
eq_entry(struct wdp_qm *qm, uint32_t entry)
{
	/* The data path polls; an armed queue is one whose user waits for the interrupt. */
	RTE_SET_USED(entry);
	wdp_qm_local(qm)->counts.eq_events++;
}

static void
aeq_entry(struct wdp_qm *qm, uint32_t entry)
{
	uint32_t type = WDP_GET32(WDP_AEQE_TYPE, entry), qn = WDP_GET32(WDP_EQE_CQN, entry);

	wdp_qm_local(qm)->counts.aeq_events++;
	switch (type) {
	case WDP_AEQE_CQ_OVERFLOW:
		wdp_qm_queue_failed(qm, qn, "completion queue overflow");
		break;
	case WDP_AEQE_CQE_ERROR:
		wdp_qm_queue_failed(qm, qn, "a completion could not be written");
		break;
	case WDP_AEQE_EQ_OVERFLOW:
		wdp_qm_reset_due(qm, "event queue overflow");
		break;
	default:
		wdp_qm_event(qm, WARNING, "queue %u: asynchronous event of unknown type %u",
			qn, type);
		break;
	}
}

void
wdp_qm_events_read(struct wdp_qm *qm, bool announced)
{
	struct qm_ctl *c = wdp_qm_local(qm)->ctl;

	/* The doorbell opens the interrupt again: due for one without entries, too (14). */
	if (drain(qm, &c->eq, eq_entry) != 0 || announced)
		wdp_qm_event_ring(qm, &c->eq);
	if (drain(qm, &c->aeq, aeq_entry) != 0 || announced)
		wdp_qm_event_ring(qm, &c->aeq);
}
