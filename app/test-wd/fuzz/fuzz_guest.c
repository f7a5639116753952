/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdlib.h>
#include <string.h>

#include "fuzz_guest.h"

#define CTX_OFF 0x30000

uint8_t *wdp_fz_arena;
static enum wdp_model_kind model_kind;
static enum wdp_model_hw model_hw;
static bool is_vf;

void
wdp_fz_wr(struct wdp_model *m, unsigned int region, uint64_t off, uint64_t v, size_t len)
{
	wdp_model_write(m, region, off, &v, len);
}

void
wdp_fz_mailbox(struct wdp_model *m, uint16_t w0, uint16_t queue, uint64_t data)
{
	uint64_t image[2] = {w0 | (uint32_t)queue << 16 | data << 32, data >> 32};

	wdp_model_write(m, WDP_BAR_REGS, WDP_QM_MB_BASE, image, sizeof(image));
}

static void
vft(struct wdp_model *m, uint32_t type, uint64_t entry)
{
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_DIR, 0, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_TYPE, type, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_ADDR, 0, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_DATA_LO, entry, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_DATA_HI, entry >> 32, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_READY, 0, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_VFT_GO, 1, 4);
}

static unsigned int
sqe_shift(void)
{
	return model_kind == WDP_MODEL_HPRE ? WDP_HPRE_SQE_SHIFT : 7;
}

size_t
wdp_fz_sqe_b(void)
{
	return (size_t)1 << sqe_shift();
}

uint32_t *
wdp_fz_slot(unsigned int q, uint32_t slot)
{
	return (uint32_t *)(wdp_fz_arena + WDP_FZ_SQ(q) + slot * wdp_fz_sqe_b());
}

/* SEC has one type, the first HPRE as well. */
static bool
two_types(void)
{
	return model_kind == WDP_MODEL_ZIP ||
		(model_kind == WDP_MODEL_HPRE && model_hw != WDP_MODEL_V2);
}

void
wdp_fz_queue_up(struct wdp_model *m, uint16_t q)
{
	struct wdp_sqc sqc = {
		.base_lo = (uint32_t)(WDP_FZ_IOVA + WDP_FZ_SQ(q)),
		.base_hi = WDP_FZ_IOVA >> 32,
		.dw3 = (WDP_FZ_DEPTH - 1) | sqe_shift() << 12,
		.cq_num = q,
		.w13 = WDP_SQC_W13_ORDER | (two_types() ? q << 8 : 0),
	};
	struct wdp_cqc cqc = {
		.base_lo = (uint32_t)(WDP_FZ_IOVA + WDP_FZ_CQ(q)),
		.base_hi = WDP_FZ_IOVA >> 32,
		.dw3 = (WDP_FZ_DEPTH - 1) | 4 << 12,
		.dw6 = WDP_CQC_DW6_PHASE,
	};

	memcpy(wdp_fz_arena + CTX_OFF, &sqc, sizeof(sqc));
	wdp_fz_mailbox(m, 0x2000, q, WDP_FZ_IOVA + CTX_OFF);
	memcpy(wdp_fz_arena + CTX_OFF, &cqc, sizeof(cqc));
	wdp_fz_mailbox(m, 0x2001, q, WDP_FZ_IOVA + CTX_OFF);
}

static void
sec_up(struct wdp_model *m)
{
	bool v2 = model_hw == WDP_MODEL_V2;

	wdp_fz_wr(m, WDP_BAR_REGS, WDP_SEC_MEM_START, 1, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_SEC_SAA_EN, v2 ? 0x17f : 0xf, 4);
	if (!v2)
		return;
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_SEC_BD_CHK0, WDP_SEC_BD_CHK0_INIT, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_SEC_BD_CHK1, WDP_SEC_BD_CHK1_INIT, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_SEC_BD_CHK3, WDP_SEC_BD_CHK3_INIT, 4);
}

static void
hpre_up(struct wdp_model *m)
{
	bool v2 = model_hw == WDP_MODEL_V2;
	uint32_t i, at = WDP_HPRE_CLUSTER_BASE;

	wdp_fz_wr(m, WDP_BAR_REGS, WDP_HPRE_TYPES, v2 ? WDP_HPRE_TYPES_RSA_DH :
		WDP_HPRE_TYPES_RSA_DH | WDP_HPRE_TYPES_ECC, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_HPRE_RDCHN_INIT, 1, 4);
	for (i = 0; i < (v2 ? WDP_HPRE_CLUSTERS_MAX : 1); i++, at += WDP_HPRE_CLUSTER_STEP) {
		wdp_fz_wr(m, WDP_BAR_REGS, at + WDP_HPRE_CORE_EN, v2 ? 0xf : 0x3ff, 4);
		wdp_fz_wr(m, WDP_BAR_REGS, at + WDP_HPRE_CORE_INIT, 1, 4);
	}
}

static void
pf_up(struct wdp_model *m)
{
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_MEM_START, 1, 4);
	if (model_kind == WDP_MODEL_SEC)
		sec_up(m);
	else if (model_kind == WDP_MODEL_HPRE)
		hpre_up(m);
	else
		wdp_fz_wr(m, WDP_BAR_REGS, WDP_ZIP_CLK_GATE, 0x2001ff1f, 4);
	wdp_fz_wr(m, WDP_BAR_REGS, WDP_QM_CACHE_CTL, WDP_QM_CACHE_CTL_INIT, 4);
	vft(m, WDP_QM_VFT_TYPE_SQC, WDP_VFT_SQC_VALID | (uint64_t)(WDP_FZ_QUEUES - 1) << 45);
	vft(m, WDP_QM_VFT_TYPE_CQC, WDP_VFT_CQC_VALID);
}

void
wdp_fz_bring_up(struct wdp_model *m)
{
	wdp_fz_wr(m, 7, WDP_PCI_CFG_COMMAND, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER, 2);
	if (!is_vf)
		pf_up(m);
	wdp_fz_queue_up(m, 0);
	wdp_fz_queue_up(m, 1);
}

struct wdp_model *
wdp_fz_guest_open(enum wdp_model_kind kind, enum wdp_model_hw hw, bool vf)
{
	struct wdp_model_config cfg = {
		.kind = kind,
		.hw = hw,
		.vf = vf,
		.engine = WDP_MODEL_REAL,
		.queues = WDP_FZ_QUEUES,
		.shadow_slots = 16,
	};
	struct wdp_model *m;

	model_kind = kind;
	model_hw = hw;
	is_vf = vf;
	/* A block of its own, so that a byte beside it is a report. */
	wdp_fz_arena = aligned_alloc(WDP_FZ_PAGE_B, WDP_FZ_ARENA_B);
	m = wdp_model_create(&cfg);
	if (wdp_fz_arena == NULL || m == NULL)
		abort();
	memset(wdp_fz_arena, 0, WDP_FZ_ARENA_B);
	wdp_model_dma_map(m, WDP_FZ_IOVA, WDP_FZ_ARENA_B, -1, 0, wdp_fz_arena, true, true);
	wdp_fz_bring_up(m);
	return m;
}

void
wdp_fz_guest_close(struct wdp_model *m)
{
	wdp_model_destroy(m);
	free(wdp_fz_arena);
}
