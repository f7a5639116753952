/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Registers of the SEC engine (sec.md 3 to 8, 32). */

#include <assert.h>

#include "model_regs.h"
#include "model_sec.h"

#define CORES        4
#define CORES_ON_V2  0x17f /* bits the switch of the cores has */
#define CTL_BITS     (WDP_SEC_CTL_BIG_ENDIAN | WDP_SEC_CTL_GROUP64 | WDP_SEC_CTL_CLK_GATE | \
	WDP_SEC_CTL_TRNG | WDP_SEC_CTL_AXI_SHUT)

/** The cores work when they are switched on and the memory was initialised (4). */
static void
cores_changed(struct wdp_model *m)
{
	uint32_t on = wdp_md_reg_get(m, WDP_SEC_SAA_EN);

	STORE(m->core_enable, wdp_md_reg_get(m, WDP_SEC_MEM_DONE) & 1 ? on : 0);
	wdp_md_workers_wake(m);
}

static void
wrote_saa_en(struct wdp_model *m, uint32_t val)
{
	(void)val;
	cores_changed(m);
}

static void
wrote_mem_start(struct wdp_model *m, uint32_t val)
{
	if (!(val & 1))
		return;
	wdp_md_reg_force(m, WDP_SEC_MEM_DONE, 1);
	cores_changed(m);
}

/** Bits no driver may set: they are stored, and told (3). */
static void
wrote_ctl(struct wdp_model *m, uint32_t val)
{
	uint32_t never = WDP_SEC_CTL_BIG_ENDIAN | WDP_SEC_CTL_GROUP64 |
		(m->v3 ? 0 : WDP_SEC_CTL_CLK_GATE);

	if (val & never)
		wdp_md_complain(m, SAY_RESERVED, WDP_SEC_CTL,
			"write of 0x%x to 0x%x: bits 0x%x must stay 0 in this generation (sec.md 3)",
			val, WDP_SEC_CTL, val & never);
}

/* A capability the reference gives no bits for reads its V3 default. */
static const struct model_reg regs[] = {
	/* qm.md 3, 16; 5, 7 */
	{WDP_QM_CAP_QM_NFE, V3, RO, 0, 0, 0x00007c77, NULL, NULL},
	{WDP_QM_CAP_QM_RESET, V3, RO, 0, 0, 0x00006c77, NULL, NULL},
	{WDP_QM_CAP_QM_CE, V3, RO, 0, 0, 0x00000008, NULL, NULL},
	{WDP_SEC_CAP_NFE, V3, RO, 0, 0, 0x00060177, NULL, NULL},
	{WDP_SEC_CAP_RESET, V3, RO, 0, 0, 0x00000177, NULL, NULL},
	{WDP_SEC_CAP_CE, V3, RO, 0, 0, 0x0000c088, NULL, NULL},
	{WDP_SEC_CAP_CORES, V3, RO, 0, 0, 0x00110404, NULL, NULL},
	{WDP_SEC_CAP_CORE_EN, V3, RO, 0, 0, 0x0000000f, NULL, NULL},
	{WDP_SEC_CAP_DRV_ALG_LO, V3, RO, 0, 0, 0x018670cf, NULL, NULL},
	{WDP_SEC_CAP_DRV_ALG_HI, V3, RO, 0, 0, 0x0000395c, NULL, NULL},
	{WDP_SEC_CAP_DEV_ALG_LO, V3, RO, 0, 0, 0xffffffff, NULL, NULL},
	{WDP_SEC_CAP_DEV_ALG_HI, V3, RO, 0, 0, 0x00003fff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_LO, V3, RO, 0, 0, 0xffffffff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_HI, V3, RO, 0, 0, 0x00003fff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_LO + 8, V3, RO, 0, 0, 0xffffffff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_HI + 8, V3, RO, 0, 0, 0x00003fff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_LO + 16, V3, RO, 0, 0, 0xffffffff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_HI + 16, V3, RO, 0, 0, 0x00003fff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_LO + 24, V3, RO, 0, 0, 0xffffffff, NULL, NULL},
	{WDP_SEC_CAP_CORE_ALG_HI + 24, V3, RO, 0, 0, 0x00003fff, NULL, NULL},

	/* 3 */
	{WDP_SEC_AM_MAX_TRANS, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_SEC_ERR_EN, VX, RW, 0, WDP_SEC_ERR_ALL, 0, wdp_md_wrote_err_mask, NULL},
	{WDP_SEC_ERR_STATUS, VX, RO, 0, 0, 0, NULL, wdp_md_value_eng_err_on},
	{WDP_SEC_ERR_SRC, VX, W1C, 0, WDP_SEC_ERR_ALL, 0,
		wdp_md_wrote_eng_err_src, wdp_md_value_eng_err},
	{WDP_SEC_OOO_SHUTDOWN, V3, RW, 0, WDP_SEC_ERR_ALL, 0, NULL, NULL},
	{WDP_SEC_RAS_CE_EN, VX, RW, 0, WDP_SEC_ERR_ALL, 0, NULL, NULL},
	{WDP_SEC_RAS_FE_EN, VX, RW, 0, WDP_SEC_ERR_ALL, 0, NULL, NULL},
	{WDP_SEC_RAS_NFE_EN, VX, RW, 0, WDP_SEC_ERR_ALL, 0, NULL, NULL},
	{WDP_SEC_MEM_START, VX, RW, 0, 0x1, 0, wrote_mem_start, NULL},
	{WDP_SEC_MEM_DONE, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_CNT_CTL, VX, RW, 0, WDP_SEC_CNT_CTL_RDCLR, 0, NULL, NULL},
	{WDP_SEC_TRNG_TIME_TH, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_SEC_PREFETCH, V3, RW, 0, WDP_SEC_PREFETCH_CLR, WDP_SEC_PREFETCH_CLR, NULL, NULL},
	{WDP_SEC_CTL, VX, RW, 0, CTL_BITS, 0, wrote_ctl, NULL},
	{WDP_SEC_DYN_GATE, V3, RW, 0, WDP_SEC_DYN_GATE_EN, 0, NULL, NULL},
	{WDP_SEC_V2_USER0, V2, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_SEC_V2_USER1, V2, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_SEC_SAA_EN, VX, RW, 0, CORES_ON_V2, 0, wrote_saa_en, NULL},
	{WDP_SEC_BD_CHK0, V2, RW, 0, MASK32, MASK32, NULL, NULL},
	{WDP_SEC_BD_CHK1, V2, RW, 0, MASK32, MASK32, NULL, NULL},
	{WDP_SEC_BD_CHK2, V2, RW, 0, MASK32, MASK32, NULL, NULL},
	{WDP_SEC_BD_CHK3, V2, RW, 0, MASK32, MASK32, NULL, NULL},
	{WDP_SEC_V3_BD_CHK2, V3, RW, 0, MASK32, MASK32, NULL, NULL},

	/* 8: time and tasks under way are not modelled */
	{WDP_SEC_LAT_MIN, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_LAT_MAX, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_LAT_AVG, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_IN_SAA0, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_IN_SAA1, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_IN_SEC, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_ECC1_CNT, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_ECC1_INFO, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_ECC2_CNT, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_ECC2_INFO, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_PREFETCH_ST, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_PREFETCH_INFO, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_SEC_RNG_REQ_TH, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_SEC_CORE_GATE, V3, RW, 0, WDP_SEC_CORE_GATE_EN, 0, NULL, NULL},
	{WDP_SEC_V3_USER0, V3, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_SEC_V3_USER1, V3, RW, 0, MASK32, 0, NULL, NULL},
};
static_assert(sizeof(regs) / sizeof(regs[0]) <= MODEL_ENGINE_REGS_MAX,
	"room for every register's value");

/* 32.2 */
static const struct model_range dumped[] = {
	{0x301000, 0x301270},
	{0x301600, 0x301710},
	{0x301c00, 0x301ee4},
	{0x302100, 0x302da8},
	{0, 0},
};

/* Section 4, and the masks of qm.md 16, which depend on the engine. */
static const struct model_setup host_setup[] = {
	{WDP_SEC_MEM_START, 1, 1, VX},
	{WDP_SEC_CTL, WDP_SEC_CTL_TRNG, WDP_SEC_CTL_TRNG, VX},
	{WDP_SEC_V2_USER0, WDP_SEC_USER0_SET, 0, V2},
	{WDP_SEC_V2_USER1, WDP_SEC_V2_USER1_SET, 0, V2},
	{WDP_SEC_V3_USER0, 0, WDP_SEC_USER0_SET, V3},
	{WDP_SEC_V3_USER1, 0, WDP_SEC_V3_USER1_SET, V3},
	{WDP_SEC_PREFETCH, 0, 0, V3},
	{WDP_SEC_AM_MAX_TRANS, WDP_SEC_AM_MAX_TRANS_INIT, WDP_SEC_AM_MAX_TRANS_INIT, VX},
	{WDP_SEC_SAA_EN, CORES_ON_V2, 0xf, VX},
	{WDP_SEC_BD_CHK0, WDP_SEC_BD_CHK0_INIT, 0, V2},
	{WDP_SEC_BD_CHK1, WDP_SEC_BD_CHK1_INIT, 0, V2},
	{WDP_SEC_BD_CHK3, WDP_SEC_BD_CHK3_INIT, 0, V2},
	{WDP_SEC_DYN_GATE, 0, WDP_SEC_DYN_GATE_EN, V3},
	{WDP_SEC_CORE_GATE, 0, WDP_SEC_CORE_GATE_EN, V3},
	{WDP_QM_RAS_CE_EN, 0x8, 0x8, VX},
	{WDP_QM_RAS_CE_THRESH, 1, 1, VX},
	{WDP_QM_RAS_NFE_EN, 0x1c77, 0x7c77, VX},
	{WDP_QM_OOO_SHUTDOWN, 0, 0x6c77, V3},
	{WDP_QM_ERR_MASK, 0x6380, 0x380, VX},
	{WDP_SEC_RAS_CE_EN, 0x88, 0xc088, VX},
	{WDP_SEC_RAS_NFE_EN, 0x177, 0x60177, VX},
	{WDP_SEC_OOO_SHUTDOWN, 0, 0x177, V3},
	{WDP_SEC_CTL, WDP_SEC_CTL_TRNG | WDP_SEC_CTL_AXI_SHUT,
		WDP_SEC_CTL_TRNG | WDP_SEC_CTL_AXI_SHUT | WDP_SEC_CTL_CLK_GATE, VX},
	{WDP_SEC_ERR_EN, 0x1ff, 0x6c1ff, VX},
	{WDP_QM_SHAPER_CFG, 0, WDP_BIT32(30) | WDP_SEC_SHAPER_RATE, V3},
	{0, 0, 0, 0},
};

static bool
enabled(const struct wdp_model *m, uint16_t type)
{
	(void)type;
	return LOAD(m->core_enable) != 0;
}

/* The model has no cores: queues are dealt out to them in turn. */
static bool
on_core(const struct wdp_model *m, const struct model_queue *q, unsigned int core)
{
	(void)m;
	return core == q->index % CORES;
}

static bool
core_counter(uint32_t off, struct model_core_ref *ref)
{
	if (off < WDP_SEC_CORE_CNT || off >= WDP_SEC_CORE_CNT + 4 * WDP_SEC_CORE_CNT_NUM)
		return false;
	ref->core = (off - WDP_SEC_CORE_CNT) / 4;
	ref->what = CORE_GET_BD;
	return true;
}
static_assert(WDP_SEC_CORE_CNT_NUM <= MODEL_CORES, "a place for every core's counter");

const struct model_engine_regs wdp_mdsec_regs = {
	.reg = regs,
	.nreg = sizeof(regs) / sizeof(regs[0]),
	.dumped = dumped,
	.host_setup = host_setup,
	.err = {
		.mask = WDP_SEC_ERR_EN,
		.enables = true,
		.all = WDP_SEC_ERR_ALL,
		.shutdown = WDP_SEC_OOO_SHUTDOWN,
		.v2_shutdown = WDP_SEC_ERR_ECC_2BIT,
		.ctl = WDP_SEC_CTL,
		.ctl_shut = WDP_SEC_CTL_AXI_SHUT,
		.ecc_info = WDP_SEC_ECC2_INFO,
	},
	.cnt_ctl = WDP_SEC_CNT_CTL,
	.cnt_rdclr = WDP_SEC_CNT_CTL_RDCLR,
	.core_counter = core_counter,
	.on_core = on_core,
	.enabled = enabled,
};
