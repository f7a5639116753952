/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "qm_priv.h"
#include "wdp_qm_ctx.h"

static int
vft_wait(struct wdp_qm *qm)
{
	int ret = wdp_qm_poll32(qm, WDP_QM_VFT_READY, 1, 1, WDP_QM_POLL_STEP_US,
		WDP_QM_POLL_TIMEOUT_US);

	if (ret < 0)
		WDP_LOG(ERR, "%s: queue table (VFT) not ready; the device hangs, reset it",
			wdp_qm_transport(qm)->name);
	return ret;
}

int
wdp_qm_vft_write(struct wdp_qm *qm, uint32_t type, uint32_t addr, uint64_t entry)
{
	int ret = vft_wait(qm);

	if (ret < 0)
		return ret;
	wdp_qm_write32(qm, WDP_QM_VFT_DIR, 0);
	wdp_qm_write32(qm, WDP_QM_VFT_TYPE, type);
	wdp_qm_write32(qm, WDP_QM_VFT_ADDR, addr);
	wdp_qm_write32(qm, WDP_QM_VFT_DATA_LO, WDP_LO32(entry));
	wdp_qm_write32(qm, WDP_QM_VFT_DATA_HI, WDP_HI32(entry));
	wdp_qm_write32(qm, WDP_QM_VFT_READY, 0);
	wdp_qm_write32(qm, WDP_QM_VFT_GO, 1);
	return vft_wait(qm);
}

int
wdp_qm_vft_set(struct wdp_qm *qm, uint16_t nb)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;
	unsigned int i;
	int ret;

	ret = wdp_qm_vft_write(qm, WDP_QM_VFT_TYPE_SQC, 0, wdp_vft_sqc(0, nb));
	if (ret < 0)
		return ret;
	ret = wdp_qm_vft_write(qm, WDP_QM_VFT_TYPE_CQC, 0, wdp_vft_cqc(nb));
	if (ret < 0 || !qm->caps[WDP_CAP_FUNC_QOS])
		return ret;
	/* The shaper follows every SQC/CQC pair, an all-zero one included (17). */
	wdp_qm_write32(qm, WDP_QM_SHAPER_CFG, e->shaper_cfg);
	for (i = 0; i < e->nb_shapers; i++) {
		ret = wdp_qm_vft_write(qm, WDP_QM_VFT_TYPE_SHAPER, i << WDP_VFT_SHAPER_TYPE_BIT,
			wdp_vft_shaper(WDP_SHAPER_QOS_MAX));
		if (ret < 0)
			return ret;
	}
	return 0;
}
