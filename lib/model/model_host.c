/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What the PF's driver of the host has done by the time a VF is given away (sections 5, 6,
 * 16, 17, 20). A VF presented alone has nobody to do that: the model does it when it is
 * created, through the registers a driver would use. It outlives every reset of the VF.
 */

#include "model_regs.h"

#define SHAPER_NO_LIMIT 0x00988696 /* 28.8 */

static void
set_all(struct wdp_model *m, const struct model_setup *s)
{
	for (; s->off != 0; s++)
		if (s->gens & (m->v3 ? MODEL_V3 : MODEL_V2))
			wdp_md_regs_write(m, s->off, m->v3 ? s->v3 : s->v2);
}

static void
vft_write(struct wdp_model *m, uint32_t type, uint32_t addr, uint64_t entry)
{
	wdp_md_regs_write(m, WDP_QM_VFT_DIR, 0);
	wdp_md_regs_write(m, WDP_QM_VFT_TYPE, type);
	wdp_md_regs_write(m, WDP_QM_VFT_ADDR, addr);
	wdp_md_regs_write(m, WDP_QM_VFT_DATA_LO, WDP_LO32(entry));
	wdp_md_regs_write(m, WDP_QM_VFT_DATA_HI, WDP_HI32(entry));
	wdp_md_regs_write(m, WDP_QM_VFT_READY, 0);
	wdp_md_regs_write(m, WDP_QM_VFT_GO, 1);
}

static void
vft_func(struct wdp_model *m, unsigned int nr, unsigned int base, unsigned int count)
{
	vft_write(m, WDP_QM_VFT_TYPE_SQC, nr, WDP_VFT_SQC_VALID |
		(uint64_t)base << WDP_VFT_SQC_BASE_SHIFT |
		(uint64_t)(count - 1) << WDP_VFT_SQC_NUM_SHIFT);
	vft_write(m, WDP_QM_VFT_TYPE_CQC, nr, WDP_VFT_CQC_VALID);
	if (!m->v3)
		return;
	vft_write(m, WDP_QM_VFT_TYPE_SHAPER, nr, SHAPER_NO_LIMIT);
	vft_write(m, WDP_QM_VFT_TYPE_SHAPER, nr | 1u << WDP_VFT_SHAPER_TYPE_BIT, SHAPER_NO_LIMIT);
}

void
wdp_md_host_setup(struct wdp_model *m)
{
	static const struct model_setup qm[] = {
		{WDP_QM_DB_TIMEOUT, WDP_QM_DB_TIMEOUT_NS, WDP_QM_DB_TIMEOUT_NS, VX},
		{WDP_QM_PM_CTRL, 0, WDP_QM_PM_CTRL_NOGATE, V3},
		{WDP_QM_MEM_START, 1, 1, VX},
		{WDP_QM_ARUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
		{WDP_QM_ARUSER_EN, WDP_QM_AXUSER_EN_BASE, WDP_QM_AXUSER_EN_BASE, VX},
		{WDP_QM_AWUSER, WDP_QM_AXUSER_BASE, WDP_QM_AXUSER_BASE, VX},
		{WDP_QM_AWUSER_EN, WDP_QM_AXUSER_EN_BASE, WDP_QM_AXUSER_EN_BASE, VX},
		{WDP_QM_WUSER_EN, UINT32_MAX, UINT32_MAX, VX},
		{WDP_QM_AXCACHE, 0xffff, 0xffff, VX},
		{WDP_QM_AXCACHE_EN, UINT32_MAX, UINT32_MAX, VX},
		{WDP_QM_PEH_AXUSER, WDP_QM_PEH_AXUSER_NOFLR, WDP_QM_PEH_AXUSER_NOFLR, VX},
		{WDP_QM_PEH_AXUSER_EN, UINT32_MAX, UINT32_MAX, VX},
		{WDP_QM_CACHE_CTL, WDP_QM_CACHE_CTL_INIT, WDP_QM_CACHE_CTL_INIT, VX},
		{0, 0, 0, 0},
	};

	set_all(m, qm);
	set_all(m, m->engine->regs->host_setup);
	vft_func(m, 0, 0, MODEL_PF_QUEUES);
	vft_func(m, m->fn.nr, MODEL_PF_QUEUES, m->cfg.queues);
}
