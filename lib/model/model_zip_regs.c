/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Registers of the ZIP engine (zip.md 2..5), and which core has which queue. */

#include <assert.h>

#include "model_regs.h"
#include "model_zip.h"

#define CORE_OFF_MAX 0xa0
#define QM_IDLE_ALIAS 0x3040e4 /* named beside the engine's registers, 5 */
#define CORES_V2 8
#define CORES_V3 5
#define COMP_CORES 2

static void
wrote_clk_gate(struct wdp_model *m, uint32_t val)
{
	STORE(m->core_enable, val & WDP_ZIP_CLK_CORES);
	wdp_md_workers_wake(m);
}

/* A capability the reference gives no bits for reads its V3 default. */
static const struct model_reg regs[] = {
	/* qm.md 3, zip.md 2 */
	{WDP_QM_CAP_QM_NFE, V3, RO, 0, 0, 0x00007c77, NULL, NULL},
	{WDP_QM_CAP_QM_RESET, V3, RO, 0, 0, 0x00006c77, NULL, NULL},
	{WDP_QM_CAP_QM_CE, V3, RO, 0, 0, 0x00000008, NULL, NULL},
	{WDP_ZIP_CAP_NFE, V3, RO, 0, 0, 0x00001ffe, NULL, NULL},
	{WDP_ZIP_CAP_RESET, V3, RO, 0, 0, 0x000007fe, NULL, NULL},
	{WDP_ZIP_CAP_CE, V3, RO, 0, 0, 0x00000001, NULL, NULL},
	{WDP_ZIP_CAP_CORES, V3, RO, 0, 0, 0x12050203, NULL, NULL},
	{WDP_ZIP_CAP_CORE_EN, V3, RO, 0, 0, 0x001c0003, NULL, NULL},
	{WDP_ZIP_CAP_DRV_ALG, V3, RO, 0, 0, 0x00000030, NULL, NULL},
	{WDP_ZIP_CAP_DEV_ALG, V3, RO, 0, 0, 0x0000003f, NULL, NULL},
	{WDP_ZIP_CAP_CORE1_ALG, V3, RO, 0, 0, 0x000000d5, NULL, NULL},
	{0x3150, V3, RO, 0, 0, 0x000000d5, NULL, NULL},
	{0x3154, V3, RO, 0, 0, 0x0000002a, NULL, NULL},
	{0x3158, V3, RO, 0, 0, 0x0000002a, NULL, NULL},
	{WDP_ZIP_CAP_CORE5_ALG, V3, RO, 0, 0, 0x0000002a, NULL, NULL},

	/* 3, 4 */
	{WDP_ZIP_CNT_CTL, VX, RW, 0, WDP_ZIP_CNT_CTL_RDCLR, 0, NULL, NULL},
	{WDP_ZIP_CLK_GATE, VX, RW, 0, 0x2001ffff, 0, wrote_clk_gate, NULL},
	{WDP_ZIP_FSM_MAX, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_CTL, VX, RW, 0, WDP_ZIP_CTL_AXI_SHUT, 0, NULL, NULL},
	{WDP_ZIP_ARCACHE0, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_ARCACHE1, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_AWCACHE0, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_AWCACHE1, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_ERR_SRC, VX, W1C, QUIET, WDP_ZIP_ERR_ALL, 0,
		wdp_md_wrote_eng_err_src, wdp_md_value_eng_err},
	{WDP_ZIP_ERR_MASK, VX, RW, QUIET, WDP_ZIP_ERR_ALL, WDP_ZIP_ERR_ALL,
		wdp_md_wrote_err_mask, NULL},
	{WDP_ZIP_ERR_SET, VX, RW, 0, WDP_ZIP_ERR_ALL, 0, wdp_md_wrote_eng_err_set, NULL},
	{WDP_ZIP_ERR_STATUS, VX, RO, 0, 0, 0, NULL, wdp_md_value_eng_err},
	{WDP_ZIP_BD_RUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_SGL_RUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_DATA_RUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_DATA_WUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_BD_WUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_ZIP_ECC_INFO, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_ZIP_RAS_CE_EN, VX, RW, 0, WDP_ZIP_ERR_ALL, 0, NULL, NULL},
	{WDP_ZIP_RAS_NFE_EN, VX, RW, 0, WDP_ZIP_ERR_ALL, 0, NULL, NULL},
	{WDP_ZIP_RAS_FE_EN, VX, RW, 0, WDP_ZIP_ERR_ALL, 0, NULL, NULL},
	{WDP_ZIP_RAS_CTRL, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_ZIP_CLK_SHIM, V3, RW, 0, WDP_ZIP_CLK_SHIM_AUTO, 0, NULL, NULL},
	{WDP_ZIP_PREFETCH, V3, RW, 0, WDP_ZIP_PREFETCH_CLR, WDP_ZIP_PREFETCH_CLR, NULL, NULL},
	{WDP_ZIP_PREFETCH_ST, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_ZIP_LITLEN_CARRY, V3, RW, 0, WDP_BIT32(4), 0, NULL, NULL},
	{WDP_ZIP_PERF_MODE, VX, RW, 0, WDP_ZIP_PERF_SPEED, 0, NULL, NULL},
	{WDP_ZIP_OOO_SHUTDOWN, V3, RW, 0, WDP_ZIP_ERR_ALL, 0, NULL, NULL},
};
static_assert(sizeof(regs) / sizeof(regs[0]) <= MODEL_ENGINE_REGS_MAX,
	"room for every register's value");

static const struct model_range dumped[] = {
	{0x301000, 0x3012bc},
	{0, 0},
};

/** The clock gate register switches each core; 0 in a direction turns it off. */
static bool
enabled(const struct wdp_model *m, uint16_t type)
{
	uint32_t comp = WDP_ONES32(WDP_ZIP_CORE_DECOMP);
	uint32_t cores = type == WDP_ZIP_QT_COMP ? comp : (m->v3 ? 0x1c : 0xfc);

	return LOAD(m->core_enable) & cores;
}

/*
 * zip.md 3 and 4: caches, prefetch, cores, and errors that shut the AXI master. The masks of
 * qm.md 16 depend on the engine, so they are here.
 */
static const struct model_setup host_setup[] = {
	{WDP_ZIP_ARCACHE0, UINT32_MAX, UINT32_MAX, VX},
	{WDP_ZIP_ARCACHE1, UINT32_MAX, UINT32_MAX, VX},
	{WDP_ZIP_AWCACHE0, UINT32_MAX, UINT32_MAX, VX},
	{WDP_ZIP_AWCACHE1, UINT32_MAX, UINT32_MAX, VX},
	{WDP_ZIP_BD_RUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
	{WDP_ZIP_BD_WUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
	{WDP_ZIP_DATA_RUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
	{WDP_ZIP_DATA_WUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
	{WDP_ZIP_SGL_RUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
	{WDP_ZIP_PREFETCH, 0, 0, V3},
	{WDP_ZIP_CLK_GATE, 0x000100ff, 0x2001ff1f, VX},
	{WDP_ZIP_CLK_SHIM, 0, WDP_ZIP_CLK_SHIM_AUTO, V3},
	{WDP_QM_RAS_CE_EN, 0x8, 0x8, VX},
	{WDP_QM_RAS_CE_THRESH, 1, 1, VX},
	{WDP_QM_RAS_NFE_EN, 0x1c57, 0x7c77, VX},
	{WDP_QM_OOO_SHUTDOWN, 0, 0x6c77, V3},
	{WDP_QM_ERR_MASK, 0x63a0, 0x380, VX},
	{WDP_ZIP_RAS_CE_EN, 0x1, 0x1, VX},
	{WDP_ZIP_RAS_NFE_EN, 0x7fe, 0x1ffe, VX},
	{WDP_ZIP_OOO_SHUTDOWN, 0, 0x7fe, V3},
	{WDP_ZIP_CTL, WDP_ZIP_CTL_AXI_SHUT, WDP_ZIP_CTL_AXI_SHUT, VX},
	{WDP_ZIP_ERR_MASK, 0, 0, VX},
	{WDP_QM_SHAPER_CFG, 0, 0x400232ee, V3},
	{0, 0, 0, 0},
};

/* The model has no cores: the queues of a direction are dealt out to them in turn. */
static bool
on_core(const struct wdp_model *m, const struct model_queue *q, unsigned int core)
{
	unsigned int cores = m->v3 ? CORES_V3 : CORES_V2;

	if (core >= cores)
		return false;
	if (q->type == WDP_ZIP_QT_COMP)
		return core == q->index % COMP_CORES;
	return core >= COMP_CORES && core - COMP_CORES == q->index % (cores - COMP_CORES);
}

static enum model_core_counter
window_counter(uint32_t off)
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
		return CORE_NONE;
	}
}

/** The windows of the cores (5). */
static bool
core_counter(uint32_t off, struct model_core_ref *ref)
{
	uint32_t in = (off - WDP_ZIP_CORE_BASE) % WDP_ZIP_CORE_STEP;

	if (off == QM_IDLE_ALIAS) {
		ref->what = CORE_IDLE;
		return true;
	}
	ref->core = (off - WDP_ZIP_CORE_BASE) / WDP_ZIP_CORE_STEP;
	if (off < WDP_ZIP_CORE_BASE || ref->core >= WDP_ZIP_CORE_WINDOWS || in >= CORE_OFF_MAX)
		return false;
	ref->what = window_counter(in);
	ref->high = in == WDP_ZIP_CORE_CONSUMED + 4 || in == WDP_ZIP_CORE_PRODUCED + 4;
	return true;
}

const struct model_engine_regs wdp_mdzip_regs = {
	.reg = regs,
	.nreg = sizeof(regs) / sizeof(regs[0]),
	.dumped = dumped,
	.host_setup = host_setup,
	.err = {
		.mask = WDP_ZIP_ERR_MASK,
		.all = WDP_ZIP_ERR_ALL,
		.shutdown = WDP_ZIP_OOO_SHUTDOWN,
		.v2_shutdown = WDP_ZIP_ERR_ECC_2BIT,
		.ctl = WDP_ZIP_CTL,
		.ctl_shut = WDP_ZIP_CTL_AXI_SHUT,
		.ecc_info = WDP_ZIP_ECC_INFO,
	},
	.cnt_ctl = WDP_ZIP_CNT_CTL,
	.cnt_rdclr = WDP_ZIP_CNT_CTL_RDCLR,
	.core_counter = core_counter,
	.on_core = on_core,
	.enabled = enabled,
};
