/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Counters: of the queue manager (section 23), of the engine's cores, and in words. */

#include <inttypes.h>

#include "model_fault.h"
#include "wdp_model_priv.h"

/* Position in model_qm_counter(), the order of section 23. */
enum qm_counter {
	CTR_ECC_1BIT,
	CTR_ECC_MBIT,
	CTR_MB,
	CTR_DB,
	CTR_SQE,
	CTR_CQE,
	CTR_TO_ACC,
	CTR_WB_SQE,
	CTR_ACC_FIN,
	CTR_CQE_ERR,
};

static uint64_t
sum(const struct wdp_model *m, size_t member)
{
	uint64_t total = 0;
	unsigned int i;

	for (i = 0; i < m->queues; i++)
		total += LOAD(*(const uint64_t *)((const char *)&m->q[i].st + member));
	return total;
}
#define SUM(m, field) sum(m, offsetof(struct model_queue_stats, field))

static uint64_t
qm_counter(struct wdp_model *m, unsigned int n)
{
	switch (n) {
	case CTR_ECC_1BIT:
	case CTR_ECC_MBIT:
		return LOAD(m->ecc_events[n == CTR_ECC_MBIT]);
	case CTR_MB:
		return m->mb_count;
	case CTR_DB:
		return SUM(m, doorbells);
	case CTR_SQE:
	case CTR_TO_ACC:
		return SUM(m, sqes);
	case CTR_CQE:
	case CTR_WB_SQE:
	case CTR_ACC_FIN:
		return SUM(m, cqes);
	case CTR_CQE_ERR:
		return LOAD(m->cqe_errors);
	default:
		return 0;
	}
}

uint32_t
wdp_md_qm_counter_read(struct wdp_model *m, unsigned int n, bool clear)
{
	uint32_t now = (uint32_t)qm_counter(m, n);
	uint32_t val = now - m->ctr_base[n];

	if (clear)
		m->ctr_base[n] = now;
	return val;
}

/* ---- per core ---- */

static uint64_t
queue_value(const struct model_queue *q, unsigned int n)
{
	switch (n) {
	case CORE_RIGHT_BD:
		return LOAD(q->st.sqes) - LOAD(q->st.errors);
	case CORE_ERROR_BD:
		return LOAD(q->st.errors);
	case CORE_DONE_BD:
	case CORE_BD_WR:
		return LOAD(q->st.cqes);
	case CORE_CONSUMED:
		return LOAD(q->st.consumed);
	case CORE_PRODUCED:
		return LOAD(q->st.produced);
	default:
		return LOAD(q->st.sqes);
	}
}

static uint64_t
core_value(struct wdp_model *m, unsigned int core, unsigned int n)
{
	uint64_t total = 0;
	unsigned int i;

	for (i = 0; i < m->queues; i++)
		if (m->engine->regs->on_core(m, &m->q[i], core))
			total += queue_value(&m->q[i], n);
	return total;
}

/** What a queue did so far stays with its core when it takes up the other direction. */
void
wdp_md_core_retype(struct wdp_model *m, struct model_queue *q, unsigned int type)
{
	bool (*on_core)(const struct wdp_model *, const struct model_queue *, unsigned int) =
		m->engine->regs->on_core;
	unsigned int core, n;

	if (q->type == type)
		return;
	for (core = 0; core < MODEL_CORES; core++)
		for (n = 0; on_core(m, q, core) && n < CORE_COUNTERS; n++)
			m->core_base[core][n] -= queue_value(q, n);
	q->type = type;
	for (core = 0; core < MODEL_CORES; core++)
		for (n = 0; on_core(m, q, core) && n < CORE_COUNTERS; n++)
			m->core_base[core][n] += queue_value(q, n);
}

/** Counters of the cores. @param known set if the offset is one of theirs. */
uint32_t
wdp_md_core_read(struct wdp_model *m, uint32_t off, bool *known)
{
	const struct model_engine_regs *e = m->engine->regs;
	struct model_core_ref ref = {0};
	uint64_t now, val;

	*known = e->core_counter(off, &ref);
	if (!*known || ref.what == CORE_NONE)
		return 0;
	if (ref.what == CORE_IDLE)
		return wdp_md_idle(m);
	now = core_value(m, ref.core, ref.what);
	val = now - m->core_base[ref.core][ref.what];
	if (!(wdp_md_reg_get(m, e->cnt_ctl) & e->cnt_rdclr))
		return ref.high ? WDP_HI32(val) : WDP_LO32(val);
	/* The low half of a pair clears both and keeps the high one for the next read. */
	if (ref.high)
		return m->core_high[ref.core][ref.what];
	m->core_high[ref.core][ref.what] = WDP_HI32(val);
	m->core_base[ref.core][ref.what] = now;
	return WDP_LO32(val);
}

/* ---- in words ---- */

static void
dump_complaints(const struct wdp_model *m, FILE *out)
{
	unsigned int i;

	fprintf(out, "complaints %" PRIu64 "\n", LOAD(m->complaints));
	for (i = 0; i < SAY_KINDS; i++)
		if (LOAD(m->per_kind[i]) != 0)
			fprintf(out, "complaints_%s %" PRIu64 "\n", wdp_md_complaint_name(i),
				LOAD(m->per_kind[i]));
}

void
wdp_model_dump_stats(const struct wdp_model *m, FILE *out)
{
	unsigned int i;

	fprintf(out, "generation %d\n", m->v3 ? 3 : 2);
	fprintf(out, "vf %d\n", model_is_vf(m));
	if (model_is_vf(m) && m->v3)
		fprintf(out, "vf_ready %d\n", !wdp_md_reg_get(m, WDP_QM_VF_STATE));
	fprintf(out, "strict %d\n", m->cfg.strict);
	fprintf(out, "queues %u\n", m->queues);
	fprintf(out, "queues_of_function %u\n", m->fn.nqueues);
	fprintf(out, "queues_in_use %u\n", LOAD(m->nactive));
	fprintf(out, "workers %u\n", m->nworkers);
	fprintf(out, "dma_ranges %u\n", m->fn.nmaps);
	fprintf(out, "mailbox_commands %" PRIu64 "\n", m->mb_count);
	fprintf(out, "doorbells %" PRIu64 "\n", SUM(m, doorbells));
	fprintf(out, "doorbells_late %" PRIu64 "\n", SUM(m, late));
	fprintf(out, "requests %" PRIu64 "\n", SUM(m, sqes));
	fprintf(out, "completions %" PRIu64 "\n", SUM(m, cqes));
	fprintf(out, "request_errors %" PRIu64 "\n", SUM(m, errors));
	fprintf(out, "requests_failed %" PRIu64 "\n", SUM(m, failed));
	fprintf(out, "requests_unproven %" PRIu64 "\n", SUM(m, unproven));
	fprintf(out, "bytes_in %" PRIu64 "\n", SUM(m, consumed));
	fprintf(out, "bytes_out %" PRIu64 "\n", SUM(m, produced));
	fprintf(out, "ring_errors %" PRIu64 "\n", LOAD(m->cqe_errors));
	fprintf(out, "eq_dropped %" PRIu64 "\n", m->fn.eq.dropped);
	fprintf(out, "aeq_dropped %" PRIu64 "\n", m->fn.aeq.dropped);
	for (i = 0; i < wdp_md_msi_messages(m); i++)
		fprintf(out, "msi_%u %" PRIu64 "\n", i, m->fn.msi_sent[i]);
	fprintf(out, "qm_errors 0x%x\n", LOAD(m->qm_err));
	fprintf(out, "engine_errors 0x%x\n", LOAD(m->eng_err));
	fprintf(out, "axi_master_closed %d\n", (LOAD(m->closed) & ~MODEL_CLOSED_REMOVED) != 0);
	wdp_md_fault_stats(m, out);
	dump_complaints(m, out);
}
