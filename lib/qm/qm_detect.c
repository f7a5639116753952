/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>

#include "qm_priv.h"

/*
 * Capabilities of the QM itself: register and field on V3 with capability registers,
 * column V2 or V3 otherwise (3.1, 3.2).
 */
static const struct wdp_cap_desc qm_caps[] = {
	{WDP_CAP_FUNC_QOS, 8, 1, WDP_QM_CAP_FEATURES, {0, 1}},
	{WDP_CAP_STOP_QP, 9, 1, WDP_QM_CAP_FEATURES, {0, 1}},
	{WDP_CAP_STOP_FUNC, 10, 1, WDP_QM_CAP_FEATURES, {0, 1}},
	{WDP_CAP_IFC, 11, 1, WDP_QM_CAP_FEATURES, {0, 1}},
	{WDP_CAP_SVA_PREFETCH, 14, 1, WDP_QM_CAP_FEATURES, {0, 1}},
	{WDP_CAP_EQ_DEPTH, 0, 16, WDP_QM_CAP_EQ_DEPTH, {0x800, 0x800}},
	{WDP_CAP_AEQ_DEPTH, 16, 16, WDP_QM_CAP_EQ_DEPTH, {0x400, 0x400}},
	{WDP_CAP_SQ_DEPTH, 0, 16, WDP_QM_CAP_QP_DEPTH, {0x400, 0x400}},
	{WDP_CAP_CQ_DEPTH, 16, 16, WDP_QM_CAP_QP_DEPTH, {0x400, 0x400}},
	{WDP_CAP_PF_MSI, 16, 16, WDP_QM_CAP_MSI_NUM, {4, 4}},
	{WDP_CAP_VF_MSI, 0, 16, WDP_QM_CAP_MSI_NUM, {2, 3}},
};

#define ALL_ONES UINT32_MAX
#define QUEUES_MIN 2u

void
wdp_qm_caps_read(struct wdp_qm *qm, const struct wdp_cap_desc *t, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		uint32_t v = t[i].dflt[qm->gen];

		if (qm->cap_version != 0)
			v = (wdp_qm_read32(qm, t[i].reg) >> t[i].shift) & WDP_ONES32(t[i].width);
		qm->caps[t[i].cap] = v;
	}
}

/*
 * V3+: always read, whether or not there are capability registers (3). Lies in the PF's
 * block, which ends the shorter BAR of a VF far before.
 */
static uint16_t
queues_pf(struct wdp_qm *qm)
{
	uint32_t v, total, func;

	if (qm->gen < WDP_GEN_V3)
		return WDP_QM_QUEUES_MAX;
	v = wdp_qm_read32(qm, WDP_QM_QUE_NUM_CAP);
	total = WDP_GET32(WDP_QM_QUE_NUM_TOTAL, v);
	func = qm->db_isolated ? WDP_GET32(WDP_QM_QUE_NUM_FUNC, v) : WDP_QM_QUEUES_MAX;
	return RTE_MIN(RTE_MIN(total, func), (uint32_t)WDP_QM_QUEUES_MAX);
}

/*
 * A VF's share is in its VFT entry, which the PF's owner wrote (20). Where the share begins
 * in the device is nothing to the VF: its own numbers begin at 0.
 */
static int
queues_vf(struct wdp_qm *qm, const char *name)
{
	uint64_t entry;
	int ret = wdp_qm_mb_get_data(qm, WDP_MB_CMD_SQC_VFT, &entry);

	if (ret < 0)
		return ret;
	qm->nb_queues = 0;
	if (entry & WDP_VFT_SQC_VALID)
		qm->nb_queues = ((entry >> WDP_VFT_SQC_NUM_SHIFT) &
			WDP_ONES32(WDP_VFT_SQC_NUM_WIDTH)) + 1;
	if (qm->nb_queues >= QUEUES_MIN)
		return 0;
	WDP_LOG(ERR, "%s: the VF has %u queues of its device, %u are needed; make fewer VFs, or have the PF keep fewer queues",
		name, qm->nb_queues, QUEUES_MIN);
	return -EINVAL;
}

static int
check_caps(const struct wdp_qm *qm, const char *name)
{
	static const uint8_t depths[] = {
		WDP_CAP_EQ_DEPTH, WDP_CAP_AEQ_DEPTH, WDP_CAP_SQ_DEPTH, WDP_CAP_CQ_DEPTH,
	};
	unsigned int i;

	if (qm->nb_queues < QUEUES_MIN) {
		WDP_LOG(ERR, "%s: device offers %u queues, %u are needed; its capability registers cannot be trusted, power-cycle it",
			name, qm->nb_queues, QUEUES_MIN);
		return -EINVAL;
	}
	for (i = 0; i < RTE_DIM(depths); i++) {
		if (qm->caps[depths[i]] < WDP_HWQ_DEPTH_MIN) {
			WDP_LOG(ERR, "%s: device offers a ring depth of %" PRIu32 " (capability %u), %u is the least; its capability registers cannot be trusted, power-cycle it",
				name, qm->caps[depths[i]], depths[i], WDP_HWQ_DEPTH_MIN);
			return -EINVAL;
		}
	}
	return 0;
}

int
wdp_qm_memory_space(struct wdp_qm *qm)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	uint16_t cmd;
	int ret = t->ops->cfg_read(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);

	if (ret < 0 || (cmd & WDP_PCI_CMD_MEMORY))
		return ret;
	cmd |= WDP_PCI_CMD_MEMORY;
	return t->ops->cfg_write(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);
}

int
wdp_qm_detect(struct wdp_qm *qm, bool is_vf)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	const struct wdp_engine *engine = wdp_qm_local(qm)->engine;
	uint8_t rev;
	int ret;

	ret = t->ops->cfg_read(t, &rev, sizeof(rev), WDP_PCI_CFG_REVISION);
	if (ret < 0)
		return ret;
	/* Before a BAR is touched: the kernel may answer that with a signal. */
	if (rev == UINT8_MAX) {
		WDP_LOG(ERR, "%s: config space reads all ones: the device is gone; power-cycle the slot",
			t->name);
		return -ENODEV;
	}
	ret = wdp_qm_memory_space(qm);
	if (ret < 0)
		return ret;
	if (rev == WDP_REV_V1) {
		WDP_LOG(ERR, "%s: revision 0x%02x (V1 silicon) is not supported; 0x21 (V2) and 0x30 (V3) are",
			t->name, rev);
		return -ENOTSUP;
	}
	qm->revision = rev;
	qm->gen = rev == WDP_REV_V2 ? WDP_GEN_V2 : WDP_GEN_V3;
	qm->is_vf = is_vf;
	if (wdp_qm_read32(qm, WDP_QM_MB_BASE) == ALL_ONES) {
		WDP_LOG(ERR, "%s: registers read all ones: the device is gone or its memory space is off; reset the slot or rebind it",
			t->name);
		return -ENODEV;
	}

	if (qm->gen >= WDP_GEN_V3) {
		uint32_t iso = wdp_qm_read32(qm, WDP_QM_QUE_ISO_CFG);

		qm->db_isolated = (iso & WDP_QM_QUE_ISO_DB) != 0;
		qm->cap_version = WDP_GET32(WDP_QM_CAP_VER, wdp_qm_read32(qm, WDP_QM_CAP_FEATURES));
	}
	if (is_vf)
		ret = queues_vf(qm, t->name);
	else
		qm->nb_queues = queues_pf(qm);
	if (ret < 0)
		return ret;
	wdp_qm_caps_read(qm, qm_caps, RTE_DIM(qm_caps));
	wdp_qm_caps_read(qm, engine->caps, engine->nb_caps);
	return check_caps(qm, t->name);
}
