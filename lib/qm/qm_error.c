/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <inttypes.h>

#include "qm_priv.h"

#define ALL_ONES UINT32_MAX

static const struct wdp_err_text qm_errors[] = {
	{WDP_QM_ERR_AXI_RRESP, "AXI read response error"},
	{WDP_QM_ERR_AXI_BRESP, "AXI write response error"},
	{WDP_QM_ERR_ECC_MBIT, "multi-bit ECC error"},
	{WDP_QM_ERR_ECC_1BIT, "single-bit ECC error"},
	{WDP_QM_ERR_ACC_GET_TASK, "engine did not fetch a task in time"},
	{WDP_QM_ERR_ACC_DO_TASK, "engine did not finish a task in time"},
	{WDP_QM_ERR_ACC_WB, "engine write-back not ready in time"},
	{WDP_QM_ERR_SQ_CQ_FUNC, "SQ and CQ of a queue the function does not own"},
	{WDP_QM_ERR_CQ_FUNC, "CQ of a queue the function does not own"},
	{WDP_QM_ERR_SQ_FUNC, "SQ of a queue the function does not own"},
	{WDP_QM_ERR_DB_TIMEOUT, "doorbell not taken in time"},
	{WDP_QM_ERR_OF_FIFO, "overflow FIFO full"},
	{WDP_QM_ERR_DB_TAG, "doorbell with a wrong tag (a stale owner rings)"},
	{WDP_QM_ERR_MB_TIMEOUT, "mailbox timeout"},
	{WDP_QM_ERR_FLR_TIMEOUT, "function reset timeout"},
	{0, NULL},
};

static uint32_t
shutdown_mask(const struct wdp_qm *qm)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;

	/* V3+: one capability holds the needs-reset and the shutdown mask (16). */
	return qm->gen >= WDP_GEN_V3 ? qm->caps[e->cap_qm_reset] : e->qm_shutdown[qm->gen];
}

void
wdp_qm_errors_on(struct wdp_qm *qm)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;
	uint32_t nfe = qm->caps[e->cap_qm_nfe], ce = qm->caps[e->cap_qm_ce];

	wdp_qm_write32(qm, WDP_QM_ERR_SRC, ce | nfe);
	wdp_qm_write32(qm, WDP_QM_RAS_CE_EN, ce);
	wdp_qm_write32(qm, WDP_QM_RAS_CE_THRESH, 1);
	wdp_qm_write32(qm, WDP_QM_RAS_NFE_EN, nfe);
	wdp_qm_write32(qm, WDP_QM_RAS_FE_EN, 0);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_QM_OOO_SHUTDOWN, shutdown_mask(qm));
	wdp_qm_modify32(qm, WDP_QM_ERR_MASK, ce | nfe, 0);
	e->errors_on(qm);
}

void
wdp_qm_errors_off(struct wdp_qm *qm)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;

	wdp_qm_modify32(qm, WDP_QM_ERR_MASK, 0, qm->caps[e->cap_qm_nfe] | qm->caps[e->cap_qm_ce]);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_QM_OOO_SHUTDOWN, 0);
	e->errors_off(qm);
}

/* Error bits that stand, and what they ask for. */
struct standing {
	uint32_t qm, engine;
	bool closed; /* the AXI master */
	bool reset;
};

static void
standing_get(struct wdp_qm *qm, struct standing *s)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;
	uint32_t engine_reset, engine_shutdown;

	s->qm = wdp_qm_read32(qm, WDP_QM_ERR_STATUS);
	s->engine = e->error_status(qm, &engine_reset);
	engine_shutdown = qm->gen >= WDP_GEN_V3 ? engine_reset : e->shutdown_v2;
	/* A function whose memory space is off, or that is gone: that says nothing about errors. */
	if (s->qm == ALL_ONES || s->engine == ALL_ONES) {
		*s = (struct standing){0};
		return;
	}
	s->closed = (s->qm & shutdown_mask(qm)) != 0 || (s->engine & engine_shutdown) != 0;
	s->reset = (s->qm & qm->caps[e->cap_qm_reset]) != 0 || (s->engine & engine_reset) != 0;
}

bool
wdp_qm_master_closed(struct wdp_qm *qm)
{
	struct standing s;

	/* Only the PF sees the error registers (20). */
	if (qm->is_vf)
		return false;
	standing_get(qm, &s);
	return s.closed;
}

static unsigned int
log_bits(const struct wdp_qm *qm, const char *part, uint32_t status, const struct wdp_err_text *t)
{
	unsigned int n = 0;

	for (; t->text != NULL; t++) {
		if ((status & t->bit) == 0)
			continue;
		WDP_LOG(ERR, "%s: %s error 0x%" PRIx32 ": %s", wdp_qm_transport(qm)->name, part,
			t->bit, t->text);
		n++;
	}
	return n;
}

static void
event_bits(struct wdp_qm *qm, const char *part, uint32_t status, const struct wdp_err_text *t)
{
	for (; t->text != NULL; t++) {
		if ((status & t->bit) == 0)
			continue;
		wdp_qm_local(qm)->counts.errors++;
		wdp_qm_event(qm, ERR, "%s error 0x%" PRIx32 ": %s", part, t->bit, t->text);
	}
}

bool
wdp_qm_errors_look(struct wdp_qm *qm)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;
	struct standing s;

	standing_get(qm, &s);
	/* What is in no mask stays masked and says nothing of use (16). */
	s.qm &= qm->caps[e->cap_qm_nfe] | qm->caps[e->cap_qm_ce] | shutdown_mask(qm);
	if (s.qm == 0 && s.engine == 0)
		return true;
	event_bits(qm, "QM", s.qm, qm_errors);
	event_bits(qm, e->name, s.engine, e->errors);
	if (s.closed) {
		wdp_qm_event(qm, ERR, "the device has closed its AXI master after an error: it is lost, operations in flight come back with an error; close it, then rebind it to its kernel driver and back to vfio-pci");
		wdp_qm_lost(qm, WDP_QM_LOST);
		return false;
	}
	wdp_qm_write32(qm, WDP_QM_ERR_SRC, s.qm);
	e->errors_clear(qm, s.engine);
	if (s.reset)
		wdp_qm_reset_due(qm, "an error that needs a reset");
	return true;
}

unsigned int
wdp_qm_log_errors(struct wdp_qm *qm)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;
	uint32_t reset;
	unsigned int n;

	if (qm->is_vf || wdp_transport_lost(wdp_qm_transport(qm)))
		return 0;
	n = log_bits(qm, "QM", wdp_qm_read32(qm, WDP_QM_ERR_STATUS), qm_errors);
	return n + log_bits(qm, e->name, e->error_status(qm, &reset), e->errors);
}
