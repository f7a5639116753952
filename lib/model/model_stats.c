/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Counters: of the queue manager (section 23), of the cores (zip.md 5), and in words. */

#include <inttypes.h>

#include "model_fault.h"
#include "wdp_model_priv.h"

#define CORE_OFF_MAX 0xa0
#define QM_IDLE_ALIAS 0x3040e4 /* named beside the engine's registers, zip.md 5 */
#define CORES_V2 8
#define CORES_V3 5
#define COMP_CORES 2

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

/* Positions in core_base[]. */
enum core_counter {
	CORE_GET_BD,
	CORE_RIGHT_BD,
	CORE_ERROR_BD,
	CORE_DONE_BD,
	CORE_CONSUMED,
	CORE_PRODUCED,
	CORE_BD_RD,
	CORE_BD_WR,
};

/* The model has no cores: the queues of a direction are dealt out to them in turn. */
static bool
queue_on_core(const struct wdp_model *m, const struct model_queue *q, unsigned int core)
{
	unsigned int cores = m->v3 ? CORES_V3 : CORES_V2;

	if (core >= cores)
		return false;
	if (q->type == WDP_ZIP_QT_COMP)
		return core == q->index % COMP_CORES;
	return core >= COMP_CORES && core - COMP_CORES == q->index % (cores - COMP_CORES);
}

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
		if (queue_on_core(m, &m->q[i], core))
			total += queue_value(&m->q[i], n);
	return total;
}

/** What a queue did so far stays with its core when it takes up the other direction. */
void
wdp_md_core_retype(struct wdp_model *m, struct model_queue *q, unsigned int type)
{
	unsigned int core, n;

	if (q->type == type)
		return;
	for (core = 0; core < MODEL_CORES; core++)
		for (n = 0; queue_on_core(m, q, core) && n < MODEL_CORE_CTRS; n++)
			m->core_base[core][n] -= queue_value(q, n);
	q->type = type;
	for (core = 0; core < MODEL_CORES; core++)
		for (n = 0; queue_on_core(m, q, core) && n < MODEL_CORE_CTRS; n++)
			m->core_base[core][n] += queue_value(q, n);
}

static int
core_counter(uint32_t off)
{
	switch (off) {
	case WDP_ZIP_CORE_GET_BD:
		return CORE_GET_BD;
	case WDP_ZIP_CORE_RIGHT_BD:
		return CORE_RIGHT_BD;
	case WDP_ZIP_CORE_ERROR_BD:
		return CORE_ERROR_BD;
	case WDP_ZIP_CORE_DONE_BD:
		return CORE_DONE_BD;
	case WDP_ZIP_CORE_CONSUMED:
	case WDP_ZIP_CORE_CONSUMED + 4:
		return CORE_CONSUMED;
	case WDP_ZIP_CORE_PRODUCED:
	case WDP_ZIP_CORE_PRODUCED + 4:
		return CORE_PRODUCED;
	case 0x7c:
		return CORE_BD_RD;
	case 0x80:
		return CORE_BD_WR;
	default:
		return -1;
	}
}

/** Core windows. @param known set if the offset is one of theirs. */
uint32_t
wdp_md_core_read(struct wdp_model *m, uint32_t off, bool *known)
{
	unsigned int core = (off - WDP_ZIP_CORE_BASE) / WDP_ZIP_CORE_STEP;
	uint32_t in = (off - WDP_ZIP_CORE_BASE) % WDP_ZIP_CORE_STEP;
	uint64_t now, val;
	bool high;
	int n;

	*known = off == QM_IDLE_ALIAS;
	if (*known)
		return wdp_md_idle(m);
	if (off < WDP_ZIP_CORE_BASE || core >= WDP_ZIP_CORE_WINDOWS || in >= CORE_OFF_MAX)
		return 0;
	*known = true;
	n = core_counter(in);
	if (n < 0)
		return 0;
	now = core_value(m, core, n);
	val = now - m->core_base[core][n];
	high = in == WDP_ZIP_CORE_CONSUMED + 4 || in == WDP_ZIP_CORE_PRODUCED + 4;
	if (!(wdp_md_reg_get(m, WDP_ZIP_CNT_CTL) & WDP_ZIP_CNT_CTL_RDCLR))
		return high ? WDP_HI32(val) : WDP_LO32(val);
	/* The low half of a pair clears both and keeps the high one for the next read. */
	if (high)
		return m->core_high[core][n];
	m->core_high[core][n] = WDP_HI32(val);
	m->core_base[core][n] = now;
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
