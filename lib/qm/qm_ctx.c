/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdbool.h>
#include <string.h>

#include <rte_common.h>

#include "wdp_qm_ctx.h"

void
wdp_sqc_encode(struct wdp_sqc *sqc, const struct wdp_sqc_conf *c)
{
	memset(sqc, 0, sizeof(*sqc));
	sqc->base_lo = wdp_le32(WDP_LO32(c->iova));
	sqc->base_hi = wdp_le32(WDP_HI32(c->iova));
	sqc->dw3 = wdp_le32(WDP_FIELD32(WDP_SQC_DW3_DEPTH, c->depth - 1) |
		WDP_FIELD32(WDP_SQC_DW3_SQE, c->sqe_shift));
	sqc->tag = wdp_le16(c->tag);
	sqc->cq_num = wdp_le16(c->cq);
	sqc->w13 = wdp_le16(WDP_SQC_W13_ORDER | WDP_FIELD32(WDP_SQC_W13_TYPE, c->type));
}

void
wdp_cqc_encode(struct wdp_cqc *cqc, uint64_t iova, uint16_t depth, uint16_t tag, bool event)
{
	memset(cqc, 0, sizeof(*cqc));
	cqc->base_lo = wdp_le32(WDP_LO32(iova));
	cqc->base_hi = wdp_le32(WDP_HI32(iova));
	cqc->dw3 = wdp_le32(WDP_FIELD32(WDP_CQC_DW3_DEPTH, depth - 1) |
		WDP_FIELD32(WDP_CQC_DW3_CQE, WDP_CQE_SHIFT));
	cqc->tag = wdp_le16(tag);
	cqc->dw6 = wdp_le32(WDP_CQC_DW6_PHASE | (event ? WDP_CQC_DW6_C_FLAG : 0));
}

void
wdp_eqc_encode(struct wdp_eqc *eqc, uint64_t iova, uint32_t depth)
{
	memset(eqc, 0, sizeof(*eqc));
	eqc->base_lo = wdp_le32(WDP_LO32(iova));
	eqc->base_hi = wdp_le32(WDP_HI32(iova));
	eqc->dw6 = wdp_le32(WDP_FIELD32(WDP_EQC_DW6_DEPTH, depth - 1) | WDP_EQC_DW6_PHASE);
}

uint64_t
wdp_vft_sqc(uint16_t base, uint16_t count)
{
	if (count == 0)
		return 0;
	return (uint64_t)base << WDP_VFT_SQC_BASE_SHIFT | WDP_VFT_SQC_VALID |
		(uint64_t)(count - 1) << WDP_VFT_SQC_NUM_SHIFT;
}

uint64_t
wdp_vft_cqc(uint16_t count)
{
	return count == 0 ? 0 : WDP_VFT_CQC_VALID;
}

/* Rate ranges of the shaper in Mbit/s, upper ends included, and their fields (17). */
struct shaper_range {
	uint32_t max_mbps;
	uint32_t value;
};

static const struct shaper_range shaper_cir_s[] = {
	{100, 4}, {200, 3}, {500, 2}, {1000, 1}, {100000, 0},
};

static const struct shaper_range shaper_cbs_s[] = {
	{200, 9}, {500, 11}, {1000, 12}, {10000, 16}, {25000, 17}, {50000, 18}, {100000, 19},
};

#define SHAPER_CIR_B_MIN 100
#define SHAPER_CIR_B_MAX 200
#define SHAPER_CIR_U_MAX 6
#define SHAPER_CBS_B 1
#define SHAPER_ERR_PERMILLE 5
#define SHAPER_MBPS_PER_QOS 100

static uint32_t
shaper_lookup(const struct shaper_range *t, unsigned int n, uint32_t mbps)
{
	unsigned int i;

	for (i = 0; i < n - 1; i++)
		if (mbps <= t[i].max_mbps)
			break;
	return t[i].value;
}

uint64_t
wdp_vft_shaper(uint32_t qos)
{
	uint32_t target = qos * SHAPER_MBPS_PER_QOS;
	uint32_t b, u, s, cbs_s;

	if (qos == 0 || qos > WDP_SHAPER_QOS_MAX)
		return 0;
	s = shaper_lookup(shaper_cir_s, RTE_DIM(shaper_cir_s), target);
	cbs_s = shaper_lookup(shaper_cbs_s, RTE_DIM(shaper_cbs_s), target);
	for (b = SHAPER_CIR_B_MIN; b <= SHAPER_CIR_B_MAX; b++) {
		for (u = 0; u <= SHAPER_CIR_U_MAX; u++) {
			uint32_t rate = (uint64_t)b * (1u << u) * 8000 / (768u * (1u << s));
			uint32_t off = rate > target ? rate - target : target - rate;

			if ((uint64_t)off * 1000 / target <= SHAPER_ERR_PERMILLE)
				return b | u << 8 | s << 11 | SHAPER_CBS_B << 15 | cbs_s << 19;
		}
	}
	return 0;
}
