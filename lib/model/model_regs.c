/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The registers of BAR 2: those every device has (section 4) in one table, the engine's in
 * another, of its own file.
 */

#include <assert.h>

#include "model_regs.h"
#include "wdp_model_priv.h"

/* ---- what writes set off ---- */

static void
wrote_aeq_mask(struct wdp_model *m, uint32_t val)
{
	wdp_md_eq_mask(m, &m->fn.aeq, val);
}

static void
wrote_eq_mask(struct wdp_model *m, uint32_t val)
{
	wdp_md_eq_mask(m, &m->fn.eq, val);
}

static void reg_put(struct wdp_model *m, uint32_t off, uint32_t val);

static void
wrote_wb_start(struct wdp_model *m, uint32_t val)
{
	reg_put(m, WDP_QM_CACHE_WB_DONE, 0);
	if ((val & 1) && wdp_md_write_back(m))
		reg_put(m, WDP_QM_CACHE_WB_DONE, 1);
}

static void
wrote_mem_start(struct wdp_model *m, uint32_t val)
{
	if (!(val & 1))
		return;
	wdp_md_memory_init(m);
	reg_put(m, WDP_QM_MEM_DONE, 1);
}

static void
wrote_vft_go(struct wdp_model *m, uint32_t val)
{
	if (!(val & 1))
		return;
	wdp_md_vft_go(m);
	wdp_md_regs_write(m, WDP_QM_VFT_READY, 1);
}

static void
wrote_qm_err_src(struct wdp_model *m, uint32_t val)
{
	__atomic_fetch_and(&m->qm_err, ~val, __ATOMIC_RELAXED);
}

static void
wrote_qm_err_set(struct wdp_model *m, uint32_t val)
{
	wdp_md_qm_error(m, val & WDP_QM_ERR_ALL);
}

void
wdp_md_wrote_eng_err_src(struct wdp_model *m, uint32_t val)
{
	__atomic_fetch_and(&m->eng_err, ~val, __ATOMIC_RELAXED);
}

void
wdp_md_wrote_eng_err_set(struct wdp_model *m, uint32_t val)
{
	wdp_md_engine_error(m, val & m->engine->regs->err.all);
}

void
wdp_md_wrote_err_mask(struct wdp_model *m, uint32_t val)
{
	(void)val;
	wdp_md_error_unmasked(m);
}

static void
wrote_am_ctrl(struct wdp_model *m, uint32_t val)
{
	/* The wait for all locks is the wait for outstanding transactions. */
	wdp_md_lock_all(m);
	STORE(m->stopped, val & 1);
	wdp_md_unlock_all(m);
	wdp_md_workers_wake(m);
}

/* ---- values made on the spot ---- */

static uint32_t
value_aeq_src(struct wdp_model *m)
{
	return m->fn.aeq.used != 0;
}

static uint32_t
value_eq_src(struct wdp_model *m)
{
	return m->fn.eq.used != 0;
}

static uint32_t
value_active(struct wdp_model *m)
{
	return m->fn.nqueues != 0;
}

static uint32_t
value_ifc_status(struct wdp_model *m)
{
	return wdp_md_reg_get(m, WDP_QM_IFC_INT_SRC) & 1;
}

static uint32_t
value_qm_err(struct wdp_model *m)
{
	return LOAD(m->qm_err);
}

uint32_t
wdp_md_value_eng_err(struct wdp_model *m)
{
	return LOAD(m->eng_err);
}

uint32_t
wdp_md_value_eng_err_on(struct wdp_model *m)
{
	return LOAD(m->eng_err) & ~wdp_md_engine_mask(m);
}

static uint32_t
value_err_info1(struct wdp_model *m)
{
	return LOAD(m->err_info1);
}

static uint32_t
value_revision(struct wdp_model *m)
{
	return m->v3 ? WDP_REV_V3 : WDP_REV_V2;
}

static uint32_t
value_que_num(struct wdp_model *m)
{
	return WDP_FIELD32(WDP_QM_QUE_NUM_TOTAL, m->queues) |
		WDP_FIELD32(WDP_QM_QUE_NUM_FUNC, m->queues);
}

static uint32_t
value_features(struct wdp_model *m)
{
	return m->cfg.no_caps ? 0 : 0x00006f01;
}

static uint32_t
value_idle(struct wdp_model *m)
{
	return wdp_md_idle(m);
}

static uint32_t
value_am_return(struct wdp_model *m)
{
	return LOAD(m->stopped) || wdp_md_idle(m) ? WDP_QM_AM_TRANS_IDLE : 0;
}

static uint32_t
value_db_info0(struct wdp_model *m)
{
	return WDP_LO32(m->last_db);
}

static uint32_t
value_db_info1(struct wdp_model *m)
{
	return WDP_HI32(m->last_db);
}

/* Sorted by offset. A capability the reference gives no bits for reads its V3 default. */
static const struct model_reg qm_regs[] = {
	/* 4.1 function-local */
	{WDP_QM_AEQ_INT_SRC, VX, RO, 0, 0, 0, NULL, value_aeq_src},
	{WDP_QM_AEQ_INT_MASK, VX, RW, 0, 0x1, 0x1, wrote_aeq_mask, NULL},
	{WDP_QM_EQ_INT_SRC, VX, RO, 0, 0, 0, NULL, value_eq_src},
	{WDP_QM_EQ_INT_MASK, VX, RW, 0, 0x1, 0x1, wrote_eq_mask, NULL},
	{WDP_QM_IFC_INT_SRC, V3, W1C, 0, 0x1, 0, NULL, NULL},
	{WDP_QM_IFC_INT_MASK, V3, RW, 0, 0x1, 0x1, NULL, NULL},
	{WDP_QM_IFC_INT_STATUS, V3, RO, 0, 0, 0, NULL, value_ifc_status},
	{WDP_QM_IFC_INT_SET, V3, W1S, VF, 0x1, 0, NULL, NULL},
	{WDP_QM_QUE_ISO_CFG, V3, RO, 0, 0, WDP_QM_QUE_ISO_DB, NULL, NULL},
	{WDP_QM_PAGE_SIZE, V3, RW, 0, 0x3, 0, NULL, NULL},
	{WDP_QM_VF_STATE, V3, RW, VF, 0x1, 0x1, NULL, NULL},
	{WDP_QM_FUNS_ACTIVE_ST, VX, RO, 0, 0, 0, NULL, value_active},
	{WDP_QM_CACHE_WB_START, VX, RW, 0, 0x1, 0, wrote_wb_start, NULL},
	{WDP_QM_CACHE_WB_DONE, VX, RO, 0, 0, 0, NULL, NULL},

	/* 3: capabilities */
	{WDP_QM_CAP_FEATURES, V3, RO, 0, 0, 0, NULL, value_features},
	{WDP_QM_CAP_EQ_DEPTH, V3, RO, 0, 0, 0x04000800, NULL, NULL},
	{WDP_QM_CAP_QP_DEPTH, V3, RO, 0, 0, 0x04000400, NULL, NULL},
	{WDP_QM_CAP_EQ_IRQ, V3, RO, 0, 0, 0x00010000, NULL, NULL},
	{WDP_QM_CAP_AEQ_IRQ, V3, RO, 0, 0, 0x00010001, NULL, NULL},
	{WDP_QM_CAP_ABN_IRQ, V3, RO, 0, 0, 0x00010003, NULL, NULL},
	{WDP_QM_CAP_IFC_IRQ, V3, RO, 0, 0, 0x00010002, NULL, NULL},
	{WDP_QM_CAP_MSI_NUM, V3, RO, 0, 0, 0x00040003, NULL, NULL},

	/* 4.2 PF block */
	{WDP_QM_ERR_SRC, VX, W1C, QUIET, WDP_QM_ERR_ALL, 0, wrote_qm_err_src, value_qm_err},
	{WDP_QM_ERR_MASK, VX, RW, QUIET, WDP_QM_ERR_ALL, WDP_QM_ERR_ALL,
		wdp_md_wrote_err_mask, NULL},
	{WDP_QM_ERR_STATUS, VX, RO, 0, 0, 0, NULL, value_qm_err},
	{WDP_QM_ERR_SET, VX, RW, 0, WDP_QM_ERR_ALL, 0, wrote_qm_err_set, NULL},
	{WDP_QM_ERR_INFO0, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_ERR_INFO1, VX, RO, 0, 0, 0, NULL, value_err_info1},
	{WDP_QM_ERR_INFO2, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_MEM_START, VX, RW, 0, 0x1, 0, wrote_mem_start, NULL},
	{WDP_QM_MEM_DONE, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_CACHE_CTL, VX, RW, 0, 0x3fff3, 0, NULL, NULL},
	{WDP_QM_VFT_GO, VX, RW, 0, 0x1, 0, wrote_vft_go, NULL},
	{WDP_QM_VFT_DIR, VX, RW, 0, 0x1, 0, NULL, NULL},
	{WDP_QM_VFT_TYPE, VX, RW, 0, 0x3, 0, NULL, NULL},
	{WDP_QM_VFT_ADDR, VX, RW, 0, 0x7f, 0, NULL, NULL},
	{WDP_QM_VFT_DATA_LO, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_VFT_DATA_HI, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_VFT_READY, VX, RW, 0, 0x1, 0x1, NULL, NULL},
	{WDP_QM_TIMEOUT_CFG, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_DB_TIMEOUT, VX, RW, STICKY, MASK32, 0, NULL, NULL},
	{WDP_QM_FLR_PEND_TIME, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_ARUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_ARUSER_EN, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_AWUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_AWUSER_EN, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_WUSER_EN, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_AXCACHE, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_AXCACHE_EN, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_PEH_AXUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_PEH_AXUSER_EN, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_VENDOR_ID, VX, RW, 0, MASK32, WDP_PCI_VENDOR, NULL, NULL},
	{WDP_QM_REVISION, VX, RO, 0, 0, 0, NULL, value_revision},
	{WDP_QM_RAS_CE_EN, VX, RW, 0, WDP_QM_ERR_ALL, 0, NULL, NULL},
	{WDP_QM_RAS_FE_EN, VX, RW, 0, WDP_QM_ERR_ALL, 0, NULL, NULL},
	{WDP_QM_RAS_NFE_EN, VX, RW, 0, WDP_QM_ERR_ALL, 0, NULL, NULL},
	{WDP_QM_RAS_CE_THRESH, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_PEH_DFX0, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_PEH_DFX1, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_CNT_RDCLR, VX, RW, 0, 0x1, 0, NULL, NULL},
	{WDP_QM_AXI_TO_CTRL, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_AXI_TO_STATUS, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_IFC_READY, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_IFC_READY + 4, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_IFC_SET, V3, RW, 0, 0x1, 0, NULL, NULL},
	{WDP_QM_IFC_TARGET, V3, RW, 0, 0x7f, 0, NULL, NULL},
	{WDP_QM_IFC_SRC, V3, W1C, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_IFC_SRC + 4, V3, W1C, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_CQE_AGGR_TO, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_PM_CTRL, V3, RW, STICKY, WDP_QM_PM_CTRL_NOGATE, 0, NULL, NULL},
	{WDP_QM_QUE_NUM_CAP, V3, RO, 0, 0, 0, NULL, value_que_num},
	{WDP_QM_SHAPER_CFG, V3, RW, 0, 0x400fffff, 0, NULL, NULL},

	/* 23 counter selectors; the counters are in counter_offs[] */
	{0x104010, VX, RW, 0, MASK32, 0, NULL, NULL},
	{0x104020, VX, RW, 0, MASK32, 0, NULL, NULL},
	{0x104030, VX, RW, 0, MASK32, 0, NULL, NULL},
	{0x104040, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_QM_IDLE_ST, VX, RO, 0, 0, 0, NULL, value_idle},
	{WDP_QM_OOO_SHUTDOWN, V3, RW, 0, WDP_QM_ERR_ALL, 0, NULL, NULL},
	{WDP_QM_RAS_MSI_SEL, VX, RO, 0, 0, 0, NULL, NULL},
	{0x104180, VX, RO, 0, 0, 0, NULL, value_db_info0},
	{0x104184, VX, RO, 0, 0, 0, NULL, value_db_info1},

	/* 4.3 AXI master */
	{WDP_QM_AM_CTRL, VX, RW, 0, 0x1, 0, wrote_am_ctrl, NULL},
	{WDP_QM_AM_PORT_WR_EN, VX, RW, 0, MASK32, MASK32, NULL, NULL},
	{WDP_QM_AM_PORT_STS, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_QM_AM_ROB_ECC, VX, W1C, 0, 0x2, 0, NULL, NULL},
	{WDP_QM_AM_TRANS_RET, VX, RO, 0, 0, 0, NULL, value_am_return},
	{0x300154, VX, RO, 0, 0, 0, NULL, NULL},
	{0x300158, VX, RO, 0, 0, 0, NULL, NULL},
	{0x300180, VX, RO, 0, 0, 0, NULL, NULL},
	{0x300184, VX, RO, 0, 0, 0, NULL, NULL},
};
#define NQM (sizeof(qm_regs) / sizeof(qm_regs[0]))
static_assert(NQM + MODEL_ENGINE_REGS_MAX <= MODEL_REGS_MAX, "room for every register's value");

/* The first ten counters of section 23: cleared by reading while 0x100118 says so. */
static const uint32_t counter_offs[] = {
	0x104000, 0x104008, WDP_QM_MB_CNT, WDP_QM_DB_CNT, WDP_QM_SQE_CNT, WDP_QM_CQE_CNT,
	WDP_QM_TO_ACC_CNT, WDP_QM_WB_SQE_CNT, WDP_QM_ACC_FIN_CNT, WDP_QM_CQE_ERR_CNT,
};

/*
 * What Linux dumps word by word (30.4 step 27), beside ranges of the engine: holes in it read
 * 0 without a word.
 */
static const struct model_range qm_dumped[] = {
	{0x0, 0x308},
	{0x100000, 0x100164},
	{0x104000, 0x1040b4},
	{0x1040c8, 0x104108},
	{0, 0},
};

static bool
exists(const struct wdp_model *m, const struct model_reg *r)
{
	return (r->gens & (m->v3 ? V3 : V2)) && (model_is_vf(m) || !(r->flags & VF));
}

static const struct model_reg *
find_in(const struct model_reg *regs, unsigned int n, uint32_t off)
{
	unsigned int lo = 0, hi = n;

	while (lo < hi) {
		unsigned int mid = (lo + hi) / 2;

		if (regs[mid].off == off)
			return &regs[mid];
		if (regs[mid].off < off)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static const struct model_reg *
find(const struct wdp_model *m, uint32_t off)
{
	const struct model_reg *r = find_in(m->engine->regs->reg, m->engine->regs->nreg, off);

	if (r == NULL)
		r = find_in(qm_regs, NQM, off);
	return r != NULL && exists(m, r) ? r : NULL;
}

static bool
in_ranges(const struct model_range *r, uint32_t off)
{
	for (; r->last != 0; r++)
		if (off >= r->first && off <= r->last)
			return true;
	return false;
}

static int
counter_number(uint32_t off)
{
	unsigned int i;

	for (i = 0; i < sizeof(counter_offs) / sizeof(counter_offs[0]); i++)
		if (counter_offs[i] == off)
			return i;
	return -1;
}

/** Is the register in the block that each function has for itself (4.1)? */
static bool
is_local(const struct model_reg *r)
{
	return r->off < WDP_QM_PF_BLOCK;
}

/** Place of its value: the queue manager's registers first. */
static unsigned int
place(const struct wdp_model *m, const struct model_reg *r)
{
	const struct model_engine_regs *e = m->engine->regs;

	if (r >= e->reg && r < e->reg + e->nreg)
		return NQM + (unsigned int)(r - e->reg);
	return r - qm_regs;
}

static uint32_t *
stored(struct wdp_model *m, const struct model_reg *r)
{
	return is_local(r) ? &m->fn.reg[place(m, r)] : &m->reg[place(m, r)];
}

/* Registers a worker asks for exist in one generation only: the other reads 0. */
uint32_t
wdp_md_reg_get(const struct wdp_model *m, uint32_t off)
{
	const struct model_reg *r = find(m, off);

	if (r == NULL)
		return 0;
	return is_local(r) ? LOAD(m->fn.reg[place(m, r)]) : LOAD(m->reg[place(m, r)]);
}

static void
reg_put(struct wdp_model *m, uint32_t off, uint32_t val)
{
	const struct model_reg *r = find(m, off);

	STORE(*stored(m, r), val);
}

void
wdp_md_reg_force(struct wdp_model *m, uint32_t off, uint32_t val)
{
	if (find(m, off) != NULL)
		reg_put(m, off, val);
}

static void
table_reset(struct wdp_model *m, const struct model_reg *regs, unsigned int n, bool power_on)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (power_on || is_local(&regs[i]) ||
				(!model_is_vf(m) && !(regs[i].flags & STICKY)))
			STORE(*stored(m, &regs[i]), regs[i].reset);
}

void
wdp_md_regs_reset(struct wdp_model *m, bool power_on)
{
	table_reset(m, qm_regs, NQM, power_on);
	table_reset(m, m->engine->regs->reg, m->engine->regs->nreg, power_on);
	if (power_on || !model_is_vf(m)) {
		STORE(m->core_enable, 0);
		STORE(m->err_info1, 0);
		STORE(m->ce_events, 0);
	}
	m->fn.eq.mask = 1;
	m->fn.aeq.mask = 1;
}

/**
 * The event contexts of a VF as live migration reads them. They cannot be written:
 * migration is not modelled.
 */
static bool
read_image(struct wdp_model *m, uint32_t off, uint32_t *val)
{
	if (!model_is_vf(m) || !m->v3)
		return false;
	if (off - WDP_QM_VF_EQC < WDP_QM_VF_IMAGE_B)
		*val = wdp_md_eqc_word(m, &m->fn.eq, (off - WDP_QM_VF_EQC) / 4);
	else if (off - WDP_QM_VF_AEQC < WDP_QM_VF_IMAGE_B)
		*val = wdp_md_eqc_word(m, &m->fn.aeq, (off - WDP_QM_VF_AEQC) / 4);
	else
		return false;
	return true;
}

static uint32_t
read_unknown(struct wdp_model *m, uint32_t off)
{
	bool known = false;
	uint32_t val = 0;

	if (read_image(m, off, &val))
		return val;
	val = wdp_md_core_read(m, off, &known);
	/* Linux dumps no registers of a VF (30.9). */
	if (!known && (model_is_vf(m) || !(in_ranges(qm_dumped, off) ||
			in_ranges(m->engine->regs->dumped, off))))
		wdp_md_complain(m, SAY_REGISTER, off,
			"read of 0x%x: no such register in this generation (qm.md 4)", off);
	return val;
}

uint32_t
wdp_md_regs_read(struct wdp_model *m, uint32_t off)
{
	const struct model_reg *r;
	int n;

	if (off >= WDP_QM_MB_BASE && off < WDP_QM_MB_BASE + WDP_QM_MB_SIZE)
		return wdp_md_mb_read(m, off);
	n = counter_number(off);
	if (n >= 0)
		return wdp_md_qm_counter_read(m, n, wdp_md_reg_get(m, WDP_QM_CNT_RDCLR) & 1);
	r = find(m, off);
	if (r == NULL)
		return read_unknown(m, off);
	if (m->cfg.no_caps && off > WDP_QM_CAP_FEATURES && off <= WDP_QM_CAP_LAST) {
		wdp_md_complain(m, SAY_REGISTER, off,
			"read of capability 0x%x, but 0x3100 says there are none (qm.md 3)", off);
		return 0;
	}
	return r->value != NULL ? r->value(m) : *stored(m, r);
}

void
wdp_md_regs_write(struct wdp_model *m, uint32_t off, uint32_t val)
{
	const struct model_reg *r;
	uint32_t *word;

	if (off >= WDP_QM_MB_BASE && off < WDP_QM_MB_BASE + WDP_QM_MB_SIZE) {
		wdp_md_mb_write(m, off, val);
		return;
	}
	r = find(m, off);
	if (r == NULL || r->kind == RO) {
		wdp_md_complain(m, r == NULL ? SAY_REGISTER : SAY_READONLY, off,
			"write of 0x%x to 0x%x: %s in this generation (qm.md 4)", val, off,
			r == NULL ? "no such register" : "the register is read-only");
		return;
	}
	if ((val & ~r->mask) != 0 && !(r->flags & QUIET))
		wdp_md_complain(m, SAY_RESERVED, off,
			"write of 0x%x to 0x%x: bits 0x%x are reserved (qm.md 4)", val, off,
			val & ~r->mask);
	val &= r->mask;
	word = stored(m, r);
	STORE(*word, r->kind == W1C ? *word & ~val : r->kind == W1S ? *word | val : val);
	if (r->wrote != NULL)
		r->wrote(m, val);
}
