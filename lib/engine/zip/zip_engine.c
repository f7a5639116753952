/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "engine/wdp_prefetch.h"
#include "wdp_zip.h"

static_assert((int)WDP_ZIP_C_NB <= (int)WDP_CAP_MAX, "capability array too small");

/* Column V2, column V3 (2). V2 keeps its own QM shutdown mask, see below. */
static const struct wdp_cap_desc zip_caps[] = {
	{WDP_ZIP_C_QM_NFE, 0, 32, WDP_QM_CAP_QM_NFE, {0x1c57, 0x7c77}},
	{WDP_ZIP_C_QM_RESET, 0, 32, WDP_QM_CAP_QM_RESET, {0x0c57, 0x6c77}},
	{WDP_ZIP_C_QM_CE, 0, 32, WDP_QM_CAP_QM_CE, {0x8, 0x8}},
	{WDP_ZIP_C_NFE, 0, 32, WDP_ZIP_CAP_NFE, {0x7fe, 0x1ffe}},
	{WDP_ZIP_C_RESET, 0, 32, WDP_ZIP_CAP_RESET, {0x7fe, 0x7fe}},
	{WDP_ZIP_C_CE, 0, 32, WDP_ZIP_CAP_CE, {0x1, 0x1}},
	{WDP_ZIP_C_DECOMP_EN, 16, 16, WDP_ZIP_CAP_CORE_EN, {0xfc, 0x1c}},
	{WDP_ZIP_C_COMP_EN, 0, 16, WDP_ZIP_CAP_CORE_EN, {0x3, 0x3}},
	{WDP_ZIP_C_DEV_ALG, 0, 32, WDP_ZIP_CAP_DEV_ALG, {0xf, 0x3f}},
};

static const struct wdp_prefetch zip_prefetch = {
	.reg = WDP_ZIP_PREFETCH,
	.open_clear = WDP_ZIP_PREFETCH_CLR,
	.off = WDP_ZIP_PREFETCH_OFF,
	.closed = {WDP_ZIP_PREFETCH_ST, WDP_ZIP_PREFETCH_BUSY},
};

static void
caches_and_users(struct wdp_qm *qm)
{
	static const struct {
		uint32_t reg, value;
	} t[] = {
		{WDP_ZIP_ARCACHE0, 0xffffffff},
		{WDP_ZIP_ARCACHE1, 0xffffffff},
		{WDP_ZIP_AWCACHE0, 0xffffffff},
		{WDP_ZIP_AWCACHE1, 0xffffffff},
		{WDP_ZIP_BD_RUSER, WDP_QM_AXUSER_BASE},
		{WDP_ZIP_BD_WUSER, WDP_QM_AXUSER_BASE},
		{WDP_ZIP_DATA_RUSER, WDP_QM_AXUSER_BASE},
		{WDP_ZIP_DATA_WUSER, WDP_QM_AXUSER_BASE},
		{WDP_ZIP_SGL_RUSER, WDP_QM_AXUSER_BASE},
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(t); i++)
		wdp_qm_write32(qm, t[i].reg, t[i].value);
}

/* Steps 2 to 12 of section 3, without the QM's caches (step 8), which come last on every engine. */
static int
zip_init(struct wdp_qm *qm)
{
	uint32_t cores = qm->caps[WDP_ZIP_C_DECOMP_EN] | qm->caps[WDP_ZIP_C_COMP_EN];
	bool v3 = qm->gen >= WDP_GEN_V3;
	int ret;

	caches_and_users(qm);
	ret = wdp_prefetch_open(qm, &zip_prefetch);
	if (ret < 0)
		return ret;
	wdp_qm_write32(qm, WDP_ZIP_CLK_GATE, WDP_ZIP_CLK_DECOMP_CHK | cores);
	/* Best ratio, not best speed. */
	wdp_qm_modify32(qm, WDP_ZIP_PERF_MODE, WDP_ZIP_PERF_SPEED, 0);
	if (v3) {
		wdp_qm_modify32(qm, WDP_ZIP_CLK_GATE, 0, WDP_ZIP_CLK_GATE_EN);
		wdp_qm_modify32(qm, WDP_ZIP_CLK_SHIM, 0, WDP_ZIP_CLK_SHIM_AUTO);
	}
	return 0;
}

static void
zip_quiesce(struct wdp_qm *qm)
{
	wdp_prefetch_close(qm, &zip_prefetch);
}

static void
zip_errors_on(struct wdp_qm *qm)
{
	uint32_t nfe = qm->caps[WDP_ZIP_C_NFE], ce = qm->caps[WDP_ZIP_C_CE];

	wdp_qm_write32(qm, WDP_ZIP_ERR_SRC, ce | nfe);
	wdp_qm_write32(qm, WDP_ZIP_RAS_CE_EN, ce);
	wdp_qm_write32(qm, WDP_ZIP_RAS_FE_EN, 0);
	wdp_qm_write32(qm, WDP_ZIP_RAS_NFE_EN, nfe);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_ZIP_OOO_SHUTDOWN, qm->caps[WDP_ZIP_C_RESET]);
	wdp_qm_modify32(qm, WDP_ZIP_CTL, 0, WDP_ZIP_CTL_AXI_SHUT);
	wdp_qm_write32(qm, WDP_ZIP_ERR_MASK, 0);
}

static void
zip_errors_off(struct wdp_qm *qm)
{
	wdp_qm_write32(qm, WDP_ZIP_ERR_MASK, qm->caps[WDP_ZIP_C_NFE] | qm->caps[WDP_ZIP_C_CE]);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_ZIP_OOO_SHUTDOWN, 0);
	wdp_qm_modify32(qm, WDP_ZIP_CTL, WDP_ZIP_CTL_AXI_SHUT, 0);
}

static uint32_t
zip_error_status(struct wdp_qm *qm, uint32_t *needs_reset)
{
	*needs_reset = qm->caps[WDP_ZIP_C_RESET];
	return wdp_qm_read32(qm, WDP_ZIP_ERR_STATUS);
}

static void
zip_errors_clear(struct wdp_qm *qm, uint32_t bits)
{
	wdp_qm_write32(qm, WDP_ZIP_ERR_SRC, bits);
}

static const struct wdp_err_text zip_errors[] = {
	{WDP_ZIP_ERR_ECC_1BIT, "single-bit ECC error"},
	{WDP_ZIP_ERR_ECC_2BIT, "double-bit ECC error"},
	{WDP_ZIP_ERR_AXI_RRESP, "AXI read response error (an address the device may not read)"},
	{WDP_ZIP_ERR_AXI_BRESP, "AXI write response error (an address the device may not write)"},
	{WDP_ZIP_ERR_SRC_ADDR, "source address parse error"},
	{WDP_ZIP_ERR_DST_ADDR, "destination address parse error"},
	{WDP_ZIP_ERR_PRE_IN, "input address prefetch error"},
	{WDP_ZIP_ERR_PRE_DATA, "input data prefetch error"},
	{WDP_ZIP_ERR_COM_INF, "compression interface error"},
	{WDP_ZIP_ERR_ENC_INF, "encoder interface error"},
	{WDP_ZIP_ERR_PRE_OUT, "output stage error"},
	{WDP_ZIP_ERR_AXI_POISON, "AXI poison"},
	{WDP_ZIP_ERR_SVA, "SVA error"},
	{0, NULL},
};

/* Shaper: rates 750 (compress) and 140 (decompress), enabled (3, step 15). */
#define ZIP_SHAPER_CFG 0x400232ee

const struct wdp_engine wdp_engine_zip = {
	.name = "ZIP",
	.sqe_shift = WDP_ZIP_SQE_SHIFT,
	.nb_qtypes = 2,
	.nb_shapers = 2,
	.shaper_cfg = ZIP_SHAPER_CFG,
	.caps = zip_caps,
	.nb_caps = RTE_DIM(zip_caps),
	.cap_qm_nfe = WDP_ZIP_C_QM_NFE,
	.cap_qm_reset = WDP_ZIP_C_QM_RESET,
	.cap_qm_ce = WDP_ZIP_C_QM_CE,
	.qm_shutdown = {[WDP_GEN_V2] = 0x4, [WDP_GEN_V3] = 0x6c77},
	.shutdown_v2 = WDP_ZIP_ERR_ECC_2BIT,
	.init = zip_init,
	.errors_on = zip_errors_on,
	.errors_off = zip_errors_off,
	.quiesce = zip_quiesce,
	.error_status = zip_error_status,
	.errors_clear = zip_errors_clear,
	.errors = zip_errors,
};
