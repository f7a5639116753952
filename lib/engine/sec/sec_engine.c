/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "engine/wdp_prefetch.h"
#include "wdp_sec.h"

static_assert((int)WDP_SEC_C_NB <= (int)WDP_CAP_MAX, "capability array too small");

/* Column V2, column V3 (5, 7). V2 keeps its own QM shutdown mask, see below. */
static const struct wdp_cap_desc sec_caps[] = {
	{WDP_SEC_C_QM_NFE, 0, 32, WDP_QM_CAP_QM_NFE, {0x1c77, 0x7c77}},
	{WDP_SEC_C_QM_RESET, 0, 32, WDP_QM_CAP_QM_RESET, {0x0c77, 0x6c77}},
	{WDP_SEC_C_QM_CE, 0, 32, WDP_QM_CAP_QM_CE, {0x8, 0x8}},
	{WDP_SEC_C_NFE, 0, 32, WDP_SEC_CAP_NFE, {0x177, 0x60177}},
	{WDP_SEC_C_RESET, 0, 32, WDP_SEC_CAP_RESET, {0x177, 0x177}},
	{WDP_SEC_C_CE, 0, 32, WDP_SEC_CAP_CE, {0x88, 0xc088}},
	{WDP_SEC_C_CORE_EN, 0, 32, WDP_SEC_CAP_CORE_EN, {0x17f, 0xf}},
	{WDP_SEC_C_DEV_ALG_LO, 0, 32, WDP_SEC_CAP_DEV_ALG_LO, {0xffffffff, 0xffffffff}},
	{WDP_SEC_C_DEV_ALG_HI, 0, 32, WDP_SEC_CAP_DEV_ALG_HI, {0x3fff, 0x3fff}},
};

static const struct wdp_prefetch sec_prefetch = {
	.reg = WDP_SEC_PREFETCH,
	.open_clear = WDP_SEC_PREFETCH_CLR,
	.off = WDP_SEC_PREFETCH_OFF,
	.closed = {WDP_SEC_PREFETCH_ST, WDP_SEC_PREFETCH_BUSY},
	.opened_idle = {WDP_SEC_PREFETCH_ST, WDP_SEC_PREFETCH_PENDING},
	.closed_idle = {WDP_SEC_PREFETCH_INFO, WDP_SEC_PREFETCH_INFO_BUSY},
};

/* Steps 4 and 5: snooping, translated, no PASID. */
static void
users(struct wdp_qm *qm)
{
	static const struct {
		uint32_t user0, user1, clear1, set1;
	} t[WDP_GEN_NB] = {
		[WDP_GEN_V2] = {WDP_SEC_V2_USER0, WDP_SEC_V2_USER1, WDP_SEC_V2_USER1_CLR,
			WDP_SEC_V2_USER1_SET},
		[WDP_GEN_V3] = {WDP_SEC_V3_USER0, WDP_SEC_V3_USER1, WDP_SEC_V3_USER1_CLR,
			WDP_SEC_V3_USER1_SET},
	};

	wdp_qm_modify32(qm, t[qm->gen].user0, 0, WDP_SEC_USER0_SET);
	wdp_qm_modify32(qm, t[qm->gen].user1, t[qm->gen].clear1, t[qm->gen].set1);
}

static void
sec_quiesce(struct wdp_qm *qm)
{
	wdp_prefetch_close(qm, &sec_prefetch);
}

/* Step 2. The engine has memory of its own beside the queue manager's. */
static int
mem_init(struct wdp_qm *qm)
{
	int ret;

	wdp_qm_write32(qm, WDP_SEC_MEM_START, 1);
	ret = wdp_qm_poll32(qm, WDP_SEC_MEM_DONE, 1, 1, WDP_QM_POLL_STEP_US,
		WDP_QM_POLL_TIMEOUT_US);
	if (ret < 0)
		WDP_LOG(ERR, "%s: internal memory initialisation not finished; power-cycle the device",
			wdp_qm_transport(qm)->name);
	return ret;
}

/* Step 14: every counter is read once while reading clears. */
static void
counters_clear(struct wdp_qm *qm)
{
	static const uint32_t regs[] = {
		WDP_SEC_ERR_SRC, WDP_SEC_SAA_EN, WDP_SEC_LAT_MIN, WDP_SEC_LAT_MAX,
		WDP_SEC_LAT_AVG, WDP_SEC_IN_SAA0, WDP_SEC_IN_SAA1, WDP_SEC_IN_SEC,
		WDP_SEC_ECC1_CNT, WDP_SEC_ECC1_INFO, WDP_SEC_ECC2_CNT, WDP_SEC_ECC2_INFO,
		WDP_SEC_RAS_CE_EN, WDP_SEC_RAS_FE_EN, WDP_SEC_RAS_NFE_EN,
		WDP_SEC_TRNG_TIME_TH, WDP_SEC_RNG_REQ_TH,
	};
	unsigned int i;

	wdp_qm_write32(qm, WDP_SEC_CNT_CTL, WDP_SEC_CNT_CTL_RDCLR);
	for (i = 0; i < RTE_DIM(regs); i++)
		wdp_qm_read32(qm, regs[i]);
	for (i = 0; i < WDP_SEC_CORE_CNT_NUM; i++)
		wdp_qm_read32(qm, WDP_SEC_CORE_CNT + i * 4);
	wdp_qm_write32(qm, WDP_SEC_CNT_CTL, 0);
}

/* Steps 1 to 12 of section 4; 13 and 15 are the queue manager's. */
static int
sec_init(struct wdp_qm *qm)
{
	bool v3 = qm->gen >= WDP_GEN_V3;
	int ret;

	wdp_qm_modify32(qm, WDP_SEC_CTL, WDP_SEC_CTL_CLK_GATE, 0);
	ret = mem_init(qm);
	if (ret < 0)
		return ret;
	wdp_qm_modify32(qm, WDP_SEC_CTL, 0, WDP_SEC_CTL_TRNG);
	users(qm);
	ret = wdp_prefetch_open(qm, &sec_prefetch);
	if (ret < 0)
		return ret;
	wdp_qm_write32(qm, WDP_SEC_AM_MAX_TRANS, WDP_SEC_AM_MAX_TRANS_INIT);
	wdp_qm_write32(qm, WDP_SEC_SAA_EN, qm->caps[WDP_SEC_C_CORE_EN]);
	if (!v3) {
		wdp_qm_write32(qm, WDP_SEC_BD_CHK0, WDP_SEC_BD_CHK0_INIT);
		wdp_qm_write32(qm, WDP_SEC_BD_CHK1, WDP_SEC_BD_CHK1_INIT);
		wdp_qm_write32(qm, WDP_SEC_BD_CHK3, WDP_SEC_BD_CHK3_INIT);
	}
	wdp_qm_modify32(qm, WDP_SEC_CTL, WDP_SEC_CTL_GROUP64 | WDP_SEC_CTL_BIG_ENDIAN, 0);
	if (v3) {
		wdp_qm_modify32(qm, WDP_SEC_CTL, 0, WDP_SEC_CTL_CLK_GATE);
		wdp_qm_modify32(qm, WDP_SEC_DYN_GATE, 0, WDP_SEC_DYN_GATE_EN);
		wdp_qm_modify32(qm, WDP_SEC_CORE_GATE, 0, WDP_SEC_CORE_GATE_EN);
	}
	return 0;
}

/* Steps 13 and 14. */
static void
sec_errors_on(struct wdp_qm *qm)
{
	uint32_t nfe = qm->caps[WDP_SEC_C_NFE], ce = qm->caps[WDP_SEC_C_CE];

	wdp_qm_write32(qm, WDP_SEC_ERR_SRC, ce | nfe);
	wdp_qm_write32(qm, WDP_SEC_RAS_CE_EN, ce);
	wdp_qm_write32(qm, WDP_SEC_RAS_FE_EN, 0);
	wdp_qm_write32(qm, WDP_SEC_RAS_NFE_EN, nfe);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_SEC_OOO_SHUTDOWN, qm->caps[WDP_SEC_C_RESET]);
	wdp_qm_modify32(qm, WDP_SEC_CTL, 0, WDP_SEC_CTL_AXI_SHUT);
	/* 1 lets an error through: not a mask as in ZIP (5). */
	wdp_qm_write32(qm, WDP_SEC_ERR_EN, ce | nfe);
	counters_clear(qm);
}

static void
sec_errors_off(struct wdp_qm *qm)
{
	wdp_qm_write32(qm, WDP_SEC_ERR_EN, 0);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_SEC_OOO_SHUTDOWN, 0);
	wdp_qm_modify32(qm, WDP_SEC_CTL, WDP_SEC_CTL_AXI_SHUT, 0);
	wdp_qm_write32(qm, WDP_SEC_RAS_CE_EN, 0);
	wdp_qm_write32(qm, WDP_SEC_RAS_FE_EN, 0);
	wdp_qm_write32(qm, WDP_SEC_RAS_NFE_EN, 0);
}

static uint32_t
sec_error_status(struct wdp_qm *qm, uint32_t *needs_reset)
{
	*needs_reset = qm->caps[WDP_SEC_C_RESET];
	/* The former has only what is enabled, and after a function reset nothing is. */
	return wdp_qm_read32(qm, WDP_SEC_ERR_STATUS) | wdp_qm_read32(qm, WDP_SEC_ERR_SRC);
}

static void
sec_errors_clear(struct wdp_qm *qm, uint32_t bits)
{
	wdp_qm_write32(qm, WDP_SEC_ERR_SRC, bits);
}

static const struct wdp_err_text sec_errors[] = {
	{WDP_SEC_ERR_AXI_RRESP, "AXI read response error (an address the device may not read)"},
	{WDP_SEC_ERR_AXI_BRESP, "AXI write response error (an address the device may not write)"},
	{WDP_SEC_ERR_ECC_2BIT, "double-bit ECC error"},
	{WDP_SEC_ERR_ECC_1BIT, "single-bit ECC error"},
	{WDP_SEC_ERR_TRNG, "random numbers not in time"},
	{WDP_SEC_ERR_FSM, "a state machine is stuck"},
	{WDP_SEC_ERR_CHAN_RNG, "random numbers of a channel not in time"},
	{WDP_SEC_ERR_BD, "descriptor refused"},
	{WDP_SEC_ERR_CHAIN_BUF, "chain buffer error"},
	{WDP_SEC_ERR_NONSECURE, "non-secure access denied"},
	{WDP_SEC_ERR_WRAP_KEY, "wrapped key not authentic"},
	{WDP_SEC_ERR_KM_CRC, "checksum error in the key manager"},
	{WDP_SEC_ERR_AXI_POISON, "AXI poison"},
	{WDP_SEC_ERR_SVA, "address translation error"},
	{0, NULL},
};

/* Rate limiter: one rate, enabled (4, step 15). */
#define SEC_SHAPER_CFG (WDP_QM_SHAPER_EN | WDP_SEC_SHAPER_RATE)

const struct wdp_engine wdp_engine_sec = {
	.name = "SEC",
	.sqe_shift = WDP_SEC_SQE_SHIFT,
	.nb_qtypes = WDP_SEC_QT_PBKDF2 + 1,
	.nb_shapers = 2,
	.shaper_cfg = SEC_SHAPER_CFG,
	.caps = sec_caps,
	.nb_caps = RTE_DIM(sec_caps),
	.cap_qm_nfe = WDP_SEC_C_QM_NFE,
	.cap_qm_reset = WDP_SEC_C_QM_RESET,
	.cap_qm_ce = WDP_SEC_C_QM_CE,
	.qm_shutdown = {[WDP_GEN_V2] = 0x4, [WDP_GEN_V3] = 0x6c77},
	.shutdown_v2 = WDP_SEC_ERR_ECC_2BIT,
	.init = sec_init,
	.errors_on = sec_errors_on,
	.errors_off = sec_errors_off,
	.quiesce = sec_quiesce,
	.error_status = sec_error_status,
	.errors_clear = sec_errors_clear,
	.errors = sec_errors,
};
