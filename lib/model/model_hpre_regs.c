/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Registers of the HPRE engine (hpre.md 3 to 9, 31). */

#include <assert.h>

#include "model_hpre.h"
#include "model_regs.h"

#define CORES_V2 0xf
#define CORES_V3 0x3ff

#define CLUSTER(n, off) (WDP_HPRE_CLUSTER_BASE + (n) * WDP_HPRE_CLUSTER_STEP + (off))

/**
 * The engines work that are switched on, when the read channel was initialised and a core
 * that is on is ready (5).
 */
static void
cores_changed(struct wdp_model *m)
{
	uint32_t ready = 0;
	unsigned int i;

	for (i = 0; i < WDP_HPRE_CLUSTERS_MAX; i++)
		ready |= wdp_md_reg_get(m, CLUSTER(i, WDP_HPRE_CORE_EN)) &
			wdp_md_reg_get(m, CLUSTER(i, WDP_HPRE_CORE_STATUS));
	if (!(wdp_md_reg_get(m, WDP_HPRE_RDCHN_STATUS) & WDP_HPRE_RDCHN_READY))
		ready = 0;
	STORE(m->core_enable, ready != 0 ? wdp_md_reg_get(m, WDP_HPRE_TYPES) : 0);
	wdp_md_workers_wake(m);
}

static void
wrote_core_en(struct wdp_model *m, uint32_t val)
{
	(void)val;
	cores_changed(m);
}

static void
core_init(struct wdp_model *m, unsigned int cluster, uint32_t val)
{
	if (!(val & 1))
		return;
	wdp_md_reg_force(m, CLUSTER(cluster, WDP_HPRE_CORE_STATUS),
		wdp_md_reg_get(m, CLUSTER(cluster, WDP_HPRE_CORE_EN)));
	cores_changed(m);
}

static void
wrote_core_init0(struct wdp_model *m, uint32_t val)
{
	core_init(m, 0, val);
}

static void
wrote_core_init1(struct wdp_model *m, uint32_t val)
{
	core_init(m, 1, val);
}

static void
wrote_core_init2(struct wdp_model *m, uint32_t val)
{
	core_init(m, 2, val);
}

static void
wrote_core_init3(struct wdp_model *m, uint32_t val)
{
	core_init(m, 3, val);
}

static void
wrote_rdchn_init(struct wdp_model *m, uint32_t val)
{
	if (!(val & 1))
		return;
	wdp_md_reg_force(m, WDP_HPRE_RDCHN_STATUS, WDP_HPRE_RDCHN_READY);
	cores_changed(m);
}

static void
wrote_types(struct wdp_model *m, uint32_t val)
{
	if (!m->v3 && (val & WDP_HPRE_TYPES_ECC))
		wdp_md_complain(m, SAY_RESERVED, WDP_HPRE_TYPES,
			"write of 0x%x to 0x%x: this generation has no curves (hpre.md 2, 3)", val,
			WDP_HPRE_TYPES);
	cores_changed(m);
}

/** Descriptors of the other byte order are not modelled. */
static void
wrote_endian(struct wdp_model *m, uint32_t val)
{
	if (val != WDP_HPRE_BD_LITTLE)
		wdp_md_complain(m, SAY_RESERVED, WDP_HPRE_BD_ENDIAN,
			"write of 0x%x to 0x%x: descriptors are little-endian (hpre.md 3)", val,
			WDP_HPRE_BD_ENDIAN);
}

/* The registers that every cluster has. */
#define CLUSTER_LOW(n, gens, cores, wrote_init) \
	{CLUSTER(n, WDP_HPRE_CORE_EN), gens, RW, 0, cores, 0, wrote_core_en, NULL}, \
	{CLUSTER(n, WDP_HPRE_CORE_INIT), gens, RW, 0, 0x1, 0, wrote_init, NULL}, \
	{CLUSTER(n, WDP_HPRE_CORE_STATUS), gens, RO, 0, 0, 0, NULL, NULL}
#define CLUSTER_HIGH(n, gens) \
	{CLUSTER(n, WDP_HPRE_CORE_HTBT_WARN), gens, RO, 0, 0, 0, NULL, NULL}, \
	{CLUSTER(n, WDP_HPRE_CORE_IS_SCHD), gens, RO, 0, 0, 0, NULL, NULL}, \
	{CLUSTER(n, WDP_HPRE_INQUIRY), gens, RW, 0, MASK32, 0, NULL, NULL}, \
	{CLUSTER(n, WDP_HPRE_INQUIRY_RESULT), gens, RO, 0, 0, 0, NULL, NULL}

static const struct model_reg regs[] = {
	/* qm.md 3; 8 */
	{WDP_QM_CAP_QM_NFE, V3, RO, 0, 0, 0x00007c37, NULL, NULL},
	{WDP_QM_CAP_QM_RESET, V3, RO, 0, 0, 0x00006c37, NULL, NULL},
	{WDP_QM_CAP_QM_CE, V3, RO, 0, 0, 0x00000008, NULL, NULL},
	{WDP_HPRE_CAP_NFE, V3, RO, 0, 0, 0x01fffc3e, NULL, NULL},
	{WDP_HPRE_CAP_RESET, V3, RO, 0, 0, 0x00bffc3e, NULL, NULL},
	{WDP_HPRE_CAP_CE, V3, RO, 0, 0, 0x00000001, NULL, NULL},
	{WDP_HPRE_CAP_CORES, V3, RO, 0, 0, 0x00120a0a, NULL, NULL},
	{WDP_HPRE_CAP_CORE_EN, V3, RO, 0, 0, CORES_V3, NULL, NULL},
	{WDP_HPRE_CAP_DRV_ALG, V3, RO, 0, 0, 0x00000027, NULL, NULL},
	{WDP_HPRE_CAP_DEV_ALG, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 4, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 8, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 12, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 16, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 20, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 24, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 28, V3, RO, 0, 0, 0x0000007f, NULL, NULL},
	{WDP_HPRE_CAP_CORE1_ALG + 32, V3, RO, 0, 0, 0x00000010, NULL, NULL},
	{WDP_HPRE_CAP_CORE10_ALG, V3, RO, 0, 0, 0x00000010, NULL, NULL},

	/* 3, 6, 7 */
	{WDP_HPRE_CNT_CTL, VX, RW, 0, WDP_HPRE_CNT_CTL_RDCLR, 0, NULL, NULL},
	{WDP_HPRE_FSM_MAX, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_AXQOS, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_AXCACHE, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_RDCHN_INIT, VX, RW, 0, 0x1, 0, wrote_rdchn_init, NULL},
	{WDP_HPRE_AWUSR_FP, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_BD_ENDIAN, VX, RW, 0, MASK32, 0, wrote_endian, NULL},
	{WDP_HPRE_ECC_BYPASS, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_RAS_WIDTH, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_POISON_BYPASS, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_BD_RUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_BD_WUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_TYPES, VX, RW, 0, WDP_HPRE_TYPES_RSA_DH | WDP_HPRE_TYPES_ECC, 0, wrote_types,
		NULL},
	{WDP_HPRE_DATA_RUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_DATA_WUSER, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_OOO_SHUTDOWN_EN, VX, RW, 0, WDP_HPRE_OOO_SHUTDOWN_ON, 0, NULL, NULL},
	{WDP_HPRE_PREFETCH, V3, RW, 0, WDP_HPRE_PREFETCH_CLR, WDP_HPRE_PREFETCH_CLR, NULL, NULL},
	{WDP_HPRE_PREFETCH_ST4, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_HPRE_PREFETCH_ST, V3, RO, 0, 0, 0, NULL, NULL},
	{WDP_HPRE_ERR_MASK, VX, RW, QUIET, WDP_HPRE_ERR_ALL, WDP_HPRE_ERR_ALL,
		wdp_md_wrote_err_mask, NULL},
	{WDP_HPRE_ECC1_THRESHOLD, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_RAS_CE_EN, VX, RW, 0, WDP_HPRE_ERR_ALL, 0, NULL, NULL},
	{WDP_HPRE_RAS_NFE_EN, VX, RW, 0, WDP_HPRE_ERR_ALL, 0, NULL, NULL},
	{WDP_HPRE_RAS_FE_EN, VX, RW, 0, WDP_HPRE_ERR_ALL, 0, NULL, NULL},
	{WDP_HPRE_ERR_SET, VX, RW, 0, WDP_HPRE_ERR_ALL, 0, wdp_md_wrote_eng_err_set, NULL},
	{WDP_HPRE_ERR_SRC, VX, W1C, 0, WDP_HPRE_ERR_ALL, 0,
		wdp_md_wrote_eng_err_src, wdp_md_value_eng_err},
	{WDP_HPRE_ERR_STATUS, VX, RO, 0, 0, 0, NULL, wdp_md_value_eng_err_on},
	{WDP_HPRE_RDCHN_STATUS, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_HPRE_ECC1_CNT, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_HPRE_ECC2_CNT, VX, RO, 0, 0, 0, NULL, NULL},
	{WDP_HPRE_CLK_GATE, V3, RW, 0, WDP_HPRE_CLK_GATE_EN, 0, NULL, NULL},
	{WDP_HPRE_PEH_GATE, V3, RW, 0, WDP_HPRE_PEH_GATE_EN, 0, NULL, NULL},
	{WDP_HPRE_RNG_TIMEOUT, VX, RW, 0, MASK32, 0, NULL, NULL},
	{WDP_HPRE_OOO_SHUTDOWN, V3, RW, 0, WDP_HPRE_ERR_ALL, 0, NULL, NULL},

	/* 4: V3 has one cluster */
	{CLUSTER(0, WDP_HPRE_CORE_EN), VX, RW, 0, CORES_V3, 0, wrote_core_en, NULL},
	{CLUSTER(0, WDP_HPRE_CORE_DYN_CTL), V3, RW, 0, WDP_HPRE_CORE_DYN_EN, 0, NULL, NULL},
	{CLUSTER(0, WDP_HPRE_CORE_INIT), VX, RW, 0, 0x1, 0, wrote_core_init0, NULL},
	{CLUSTER(0, WDP_HPRE_CORE_STATUS), VX, RO, 0, 0, 0, NULL, NULL},
	{CLUSTER(0, WDP_HPRE_CORE_SHB), V3, RW, 0, WDP_HPRE_CORE_SHB_EN, 0, NULL, NULL},
	CLUSTER_HIGH(0, VX),
	CLUSTER_LOW(1, V2, CORES_V2, wrote_core_init1),
	CLUSTER_HIGH(1, V2),
	CLUSTER_LOW(2, V2, CORES_V2, wrote_core_init2),
	CLUSTER_HIGH(2, V2),
	CLUSTER_LOW(3, V2, CORES_V2, wrote_core_init3),
	CLUSTER_HIGH(3, V2),
};
static_assert(sizeof(regs) / sizeof(regs[0]) <= MODEL_ENGINE_REGS_MAX,
	"room for every register's value");

/* 9 */
static const struct model_range dumped[] = {
	{0x301000, 0x301150},
	{0x301400, 0x301500},
	{0x301a00, 0x301a34},
	{0x302000, 0x302108},
	{0, 0},
};

/* 5, 6, 8 */
static const struct model_setup host_setup[] = {
	{WDP_HPRE_TYPES, WDP_HPRE_TYPES_RSA_DH, WDP_HPRE_TYPES_RSA_DH | WDP_HPRE_TYPES_ECC, VX},
	{WDP_HPRE_AXCACHE, WDP_HPRE_AXCACHE_ALL, WDP_HPRE_AXCACHE_ALL, VX},
	{WDP_HPRE_BD_ENDIAN, WDP_HPRE_BD_LITTLE, WDP_HPRE_BD_LITTLE, VX},
	{WDP_HPRE_POISON_BYPASS, 0, 0, VX},
	{WDP_HPRE_ECC_BYPASS, 0, 0, VX},
	{WDP_HPRE_BD_RUSER, WDP_HPRE_BD_USER_SET, WDP_HPRE_BD_USER_SET, VX},
	{WDP_HPRE_BD_WUSER, WDP_HPRE_BD_USER_SET, WDP_HPRE_BD_USER_SET, VX},
	{WDP_HPRE_RDCHN_INIT, 1, 1, VX},
	{CLUSTER(0, WDP_HPRE_CORE_EN), CORES_V2, CORES_V3, VX},
	{CLUSTER(0, WDP_HPRE_CORE_INIT), 1, 1, VX},
	{CLUSTER(1, WDP_HPRE_CORE_EN), CORES_V2, 0, V2},
	{CLUSTER(1, WDP_HPRE_CORE_INIT), 1, 0, V2},
	{CLUSTER(2, WDP_HPRE_CORE_EN), CORES_V2, 0, V2},
	{CLUSTER(2, WDP_HPRE_CORE_INIT), 1, 0, V2},
	{CLUSTER(3, WDP_HPRE_CORE_EN), CORES_V2, 0, V2},
	{CLUSTER(3, WDP_HPRE_CORE_INIT), 1, 0, V2},
	{WDP_HPRE_PREFETCH, 0, 0, V3},
	{WDP_HPRE_CLK_GATE, 0, WDP_HPRE_CLK_GATE_EN, V3},
	{WDP_HPRE_PEH_GATE, 0, WDP_HPRE_PEH_GATE_EN, V3},
	{CLUSTER(0, WDP_HPRE_CORE_DYN_CTL), 0, WDP_HPRE_CORE_DYN_EN, V3},
	{CLUSTER(0, WDP_HPRE_CORE_SHB), 0, WDP_HPRE_CORE_SHB_EN, V3},
	{WDP_QM_RAS_CE_EN, 0x8, 0x8, VX},
	{WDP_QM_RAS_CE_THRESH, 1, 1, VX},
	{WDP_QM_RAS_NFE_EN, 0x1c37, 0x7c37, VX},
	{WDP_QM_OOO_SHUTDOWN, 0, 0x6c37, V3},
	{WDP_QM_ERR_MASK, 0x63c0, 0x3c0, VX},
	{WDP_HPRE_RAS_CE_EN, 0x1, 0x1, VX},
	{WDP_HPRE_RAS_NFE_EN, 0x3ffffe, 0x1fffc3e, VX},
	{WDP_HPRE_OOO_SHUTDOWN, 0, 0xbffc3e, V3},
	{WDP_HPRE_OOO_SHUTDOWN_EN, WDP_HPRE_OOO_SHUTDOWN_ON, WDP_HPRE_OOO_SHUTDOWN_ON, VX},
	{WDP_HPRE_ERR_MASK, 0x1c00000, 0x3c0, VX},
	{WDP_QM_SHAPER_CFG, 0, WDP_HPRE_SHAPER, V3},
	{0, 0, 0, 0},
};

static bool
enabled(const struct wdp_model *m, uint16_t type)
{
	return LOAD(m->core_enable) &
		(type == WDP_HPRE_QT_ECC ? WDP_HPRE_TYPES_ECC : WDP_HPRE_TYPES_RSA_DH);
}

/* Its counters are software's: no core of the model has one (9). */
static bool
on_core(const struct wdp_model *m, const struct model_queue *q, unsigned int core)
{
	(void)m;
	(void)q;
	(void)core;
	return false;
}

static bool
core_counter(uint32_t off, struct model_core_ref *ref)
{
	(void)off;
	(void)ref;
	return false;
}

const struct model_engine_regs wdp_mdhpre_regs = {
	.reg = regs,
	.nreg = sizeof(regs) / sizeof(regs[0]),
	.dumped = dumped,
	.host_setup = host_setup,
	.err = {
		.mask = WDP_HPRE_ERR_MASK,
		.all = WDP_HPRE_ERR_ALL,
		.shutdown = WDP_HPRE_OOO_SHUTDOWN,
		.v2_shutdown = WDP_HPRE_ERR_ECC_MULTI,
		.ctl = WDP_HPRE_OOO_SHUTDOWN_EN,
		.ctl_shut = WDP_HPRE_OOO_SHUTDOWN_ON,
		.ecc_info = WDP_HPRE_ECC2_CNT,
	},
	.v2_peh_flr = WDP_HPRE_PEH_BME_FLR,
	.cnt_ctl = WDP_HPRE_CNT_CTL,
	.cnt_rdclr = WDP_HPRE_CNT_CTL_RDCLR,
	.core_counter = core_counter,
	.on_core = on_core,
	.enabled = enabled,
};
