/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>

#include "engine/wdp_prefetch.h"
#include "wdp_hpre.h"

static_assert((int)WDP_HPRE_C_NB <= (int)WDP_CAP_MAX, "capability array too small");

/* Column V2, column V3 (8). V2 keeps its own shutdown masks, see below. */
static const struct wdp_cap_desc hpre_caps[] = {
	{WDP_HPRE_C_QM_NFE, 0, 32, WDP_QM_CAP_QM_NFE, {0x1c37, 0x7c37}},
	{WDP_HPRE_C_QM_RESET, 0, 32, WDP_QM_CAP_QM_RESET, {0x0c37, 0x6c37}},
	{WDP_HPRE_C_QM_CE, 0, 32, WDP_QM_CAP_QM_CE, {0x8, 0x8}},
	{WDP_HPRE_C_NFE, 0, 32, WDP_HPRE_CAP_NFE, {0x3ffffe, 0x1fffc3e}},
	{WDP_HPRE_C_RESET, 0, 32, WDP_HPRE_CAP_RESET, {0x3ffffe, 0xbffc3e}},
	{WDP_HPRE_C_CE, 0, 32, WDP_HPRE_CAP_CE, {0x1, 0x1}},
	{WDP_HPRE_C_CLUSTERS, WDP_HPRE_CAP_CLUSTERS_SHIFT, WDP_HPRE_CAP_CLUSTERS_WIDTH,
		WDP_HPRE_CAP_CORES, {4, 1}},
	{WDP_HPRE_C_CORE_EN, 0, 32, WDP_HPRE_CAP_CORE_EN, {0xf, 0x3ff}},
	{WDP_HPRE_C_DEV_ALG, 0, 32, WDP_HPRE_CAP_DEV_ALG, {0x03, 0x7f}},
};

static const struct wdp_prefetch hpre_prefetch = {
	.reg = WDP_HPRE_PREFETCH,
	.open_clear = WDP_HPRE_PREFETCH_CLR,
	.off = WDP_HPRE_PREFETCH_OFF,
	.closed = {WDP_HPRE_PREFETCH_ST, WDP_HPRE_PREFETCH_BUSY},
};

/* All the QM attributes that are ever written on an HPRE; the others keep their reset value. */
static const struct wdp_reg_value hpre_user_domain[] = {
	{WDP_QM_ARUSER_EN, WDP_QM_AXUSER_EN_BASE},
	{WDP_QM_AWUSER_EN, WDP_QM_AXUSER_EN_BASE},
	{WDP_QM_AXCACHE, 0xffff},
	{0, 0},
};

/* Steps 1 and 12: memories are initialised with every clock on. */
static void
clock_gates(struct wdp_qm *qm, bool on)
{
	static const struct wdp_reg_value t[] = {
		{WDP_HPRE_CLK_GATE, WDP_HPRE_CLK_GATE_EN},
		{WDP_HPRE_PEH_GATE, WDP_HPRE_PEH_GATE_EN},
		{WDP_HPRE_CLUSTER_BASE + WDP_HPRE_CORE_DYN_CTL, WDP_HPRE_CORE_DYN_EN},
		{WDP_HPRE_CLUSTER_BASE + WDP_HPRE_CORE_SHB, WDP_HPRE_CORE_SHB_EN},
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(t); i++)
		wdp_qm_modify32(qm, t[i].reg, t[i].value, on ? t[i].value : 0);
}

/* Steps 3 to 5. */
static void
attributes(struct wdp_qm *qm)
{
	static const struct wdp_reg_value t[] = {
		{WDP_HPRE_AXCACHE, WDP_HPRE_AXCACHE_ALL},
		{WDP_HPRE_BD_ENDIAN, WDP_HPRE_BD_LITTLE},
		{WDP_HPRE_POISON_BYPASS, 0},
		{WDP_HPRE_ECC_BYPASS, 0},
		{WDP_HPRE_BD_RUSER, WDP_HPRE_BD_USER_SET},
		{WDP_HPRE_BD_WUSER, WDP_HPRE_BD_USER_SET},
	};
	uint32_t types = WDP_HPRE_TYPES_RSA_DH;
	unsigned int i;

	if (qm->gen >= WDP_GEN_V3)
		types |= WDP_HPRE_TYPES_ECC;
	wdp_qm_write32(qm, WDP_HPRE_TYPES, types);
	for (i = 0; i < RTE_DIM(t); i++)
		wdp_qm_write32(qm, t[i].reg, t[i].value);
}

/* Step 6. */
static int
read_channel(struct wdp_qm *qm)
{
	int ret;

	wdp_qm_write32(qm, WDP_HPRE_RDCHN_INIT, 1);
	ret = wdp_qm_poll32(qm, WDP_HPRE_RDCHN_STATUS, WDP_HPRE_RDCHN_READY, WDP_HPRE_RDCHN_READY,
		WDP_HPRE_POLL_US, WDP_QM_POLL_TIMEOUT_US);
	if (ret < 0)
		WDP_LOG(ERR, "%s: the engine's read channel does not get ready; power-cycle the device",
			wdp_qm_transport(qm)->name);
	return ret;
}

/*
 * Step 7. The mask is read back as a whole, also on V2, where it has more bits than there
 * are cores.
 */
static int
cluster_init(struct wdp_qm *qm, unsigned int cluster)
{
	uint32_t base = WDP_HPRE_CLUSTER_BASE + cluster * WDP_HPRE_CLUSTER_STEP;
	uint32_t cores = qm->caps[WDP_HPRE_C_CORE_EN];
	int ret;

	wdp_qm_write32(qm, base + WDP_HPRE_CORE_EN, cores);
	wdp_qm_write32(qm, base + WDP_HPRE_CORE_INIT, 1);
	ret = wdp_qm_poll32(qm, base + WDP_HPRE_CORE_STATUS, cores, cores, WDP_HPRE_POLL_US,
		WDP_QM_POLL_TIMEOUT_US);
	if (ret < 0)
		WDP_LOG(ERR, "%s: cores 0x%" PRIx32 " of cluster %u asked for, 0x%" PRIx32 " are ready; power-cycle the device",
			wdp_qm_transport(qm)->name, cores, cluster,
			wdp_qm_read32(qm, base + WDP_HPRE_CORE_STATUS) & cores);
	return ret;
}

static int
clusters_init(struct wdp_qm *qm)
{
	uint32_t nb = qm->caps[WDP_HPRE_C_CLUSTERS];
	unsigned int i;
	int ret = 0;

	/* Behind the fourth window there are other registers. */
	if (nb == 0 || nb > WDP_HPRE_CLUSTERS_MAX) {
		WDP_LOG(ERR, "%s: %" PRIu32 " clusters (capability 0x%x), 1 to %d are expected; its capability registers cannot be trusted, power-cycle it",
			wdp_qm_transport(qm)->name, nb, WDP_HPRE_CAP_CORES, WDP_HPRE_CLUSTERS_MAX);
		return -EINVAL;
	}
	for (i = 0; i < nb && ret == 0; i++)
		ret = cluster_init(qm, i);
	return ret;
}

/*
 * Steps 9 and 10. Step 8, which makes V2 send interrupts, is a method of the firmware and out
 * of reach here: nothing may wait for an interrupt of a V2.
 */
static void
v2_attributes(struct wdp_qm *qm)
{
	wdp_qm_modify32(qm, WDP_QM_PEH_AXUSER, WDP_HPRE_PEH_BME_FLR | WDP_HPRE_PEH_SRIOV_FLR,
		WDP_HPRE_PEH_PM_FLR);
	wdp_qm_write32(qm, WDP_QM_PEH_AXUSER_EN, 0xffffffff);
	wdp_qm_modify32(qm, WDP_HPRE_DATA_RUSER, WDP_HPRE_DATA_PASID, 0);
	wdp_qm_modify32(qm, WDP_HPRE_DATA_WUSER, WDP_HPRE_DATA_PASID, 0);
}

/* Section 5; the QM's caches (its step 12) belong behind it. */
static int
hpre_init(struct wdp_qm *qm)
{
	bool v3 = qm->gen >= WDP_GEN_V3;
	int ret;

	if (v3)
		clock_gates(qm, false);
	attributes(qm);
	ret = read_channel(qm);
	if (ret == 0)
		ret = clusters_init(qm);
	if (ret < 0)
		return ret;
	if (!v3)
		v2_attributes(qm);
	ret = wdp_prefetch_open(qm, &hpre_prefetch);
	if (ret < 0)
		return ret;
	if (v3)
		clock_gates(qm, true);
	return 0;
}

static void
hpre_quiesce(struct wdp_qm *qm)
{
	wdp_prefetch_close(qm, &hpre_prefetch);
}

static void
hpre_errors_on(struct wdp_qm *qm)
{
	uint32_t nfe = qm->caps[WDP_HPRE_C_NFE], ce = qm->caps[WDP_HPRE_C_CE];

	wdp_qm_write32(qm, WDP_HPRE_ERR_SRC, ce | nfe);
	wdp_qm_write32(qm, WDP_HPRE_RAS_CE_EN, ce);
	wdp_qm_write32(qm, WDP_HPRE_RAS_NFE_EN, nfe);
	wdp_qm_write32(qm, WDP_HPRE_RAS_FE_EN, 0);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_HPRE_OOO_SHUTDOWN, qm->caps[WDP_HPRE_C_RESET]);
	wdp_qm_modify32(qm, WDP_HPRE_OOO_SHUTDOWN_EN, 0, WDP_HPRE_OOO_SHUTDOWN_ON);
	/* 1 masks: only what is in neither list stays silent. */
	wdp_qm_write32(qm, WDP_HPRE_ERR_MASK, ~(ce | nfe));
}

static void
hpre_errors_off(struct wdp_qm *qm)
{
	wdp_qm_write32(qm, WDP_HPRE_ERR_MASK, qm->caps[WDP_HPRE_C_NFE] | qm->caps[WDP_HPRE_C_CE]);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_HPRE_OOO_SHUTDOWN, 0);
	wdp_qm_modify32(qm, WDP_HPRE_OOO_SHUTDOWN_EN, WDP_HPRE_OOO_SHUTDOWN_ON, 0);
}

static uint32_t
hpre_error_status(struct wdp_qm *qm, uint32_t *needs_reset)
{
	*needs_reset = qm->caps[WDP_HPRE_C_RESET];
	/* The former has only what is not masked, and after a function reset all is. */
	return wdp_qm_read32(qm, WDP_HPRE_ERR_STATUS) | wdp_qm_read32(qm, WDP_HPRE_ERR_SRC);
}

static void
hpre_errors_clear(struct wdp_qm *qm, uint32_t bits)
{
	wdp_qm_write32(qm, WDP_HPRE_ERR_SRC, bits);
}

static const struct wdp_err_text hpre_errors[] = {
	{WDP_HPRE_ERR_ECC_1BIT, "single-bit ECC error in a core"},
	{WDP_HPRE_ERR_ECC_2BIT, "double-bit ECC error in a core"},
	{WDP_HPRE_ERR_POISON_WB, "poisoned data written back"},
	{WDP_HPRE_ERR_POISON_RD, "poisoned data read"},
	{WDP_HPRE_ERR_POISON_BD, "poisoned descriptor read"},
	{WDP_HPRE_ERR_OOO_2BIT, "double-bit ECC error in the reorder unit"},
	{WDP_BIT32(WDP_HPRE_ERR_HTBT_SHIFT), "cluster 0 has no heartbeat"},
	{WDP_BIT32(WDP_HPRE_ERR_HTBT_SHIFT + 1), "cluster 1 has no heartbeat"},
	{WDP_BIT32(WDP_HPRE_ERR_HTBT_SHIFT + 2), "cluster 2 has no heartbeat"},
	{WDP_BIT32(WDP_HPRE_ERR_HTBT_SHIFT + 3), "cluster 3 has no heartbeat"},
	{WDP_MASK32(WDP_HPRE_ERR_AXI_R),
		"AXI read response error (an address the device may not read)"},
	{WDP_MASK32(WDP_HPRE_ERR_AXI_W),
		"AXI write response error (an address the device may not write)"},
	{WDP_HPRE_ERR_RNG, "random number generator timed out"},
	{WDP_HPRE_ERR_SVA_FSM, "address translation timed out"},
	{WDP_HPRE_ERR_SVA, "address translation error"},
	{0, NULL},
};

const struct wdp_engine wdp_engine_hpre = {
	.name = "HPRE",
	.sqe_shift = WDP_HPRE_SQE_SHIFT,
	.nb_qtypes = 2,
	.nb_shapers = 2,
	.shaper_cfg = WDP_HPRE_SHAPER,
	.caps = hpre_caps,
	.nb_caps = RTE_DIM(hpre_caps),
	.cap_qm_nfe = WDP_HPRE_C_QM_NFE,
	.cap_qm_reset = WDP_HPRE_C_QM_RESET,
	.cap_qm_ce = WDP_HPRE_C_QM_CE,
	.qm_shutdown = {[WDP_GEN_V2] = 0x4, [WDP_GEN_V3] = 0x6c37},
	.shutdown_v2 = WDP_HPRE_ERR_ECC_MULTI,
	.user_domain = hpre_user_domain,
	.init = hpre_init,
	.errors_on = hpre_errors_on,
	.errors_off = hpre_errors_off,
	.quiesce = hpre_quiesce,
	.error_status = hpre_error_status,
	.errors_clear = hpre_errors_clear,
	.errors = hpre_errors,
};
