/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: what a guest can do to the device model. The input is a list of steps
 * (register and config accesses, mailbox commands, memory contents, doorbells) played on a
 * function that has been brought up with one compression and one decompression queue, so
 * that descriptors and scatter-gather lists are reached from the first byte on.
 */

#include <stdlib.h>
#include <string.h>

#include "model/wdp_model.h"
#include "wdp_hw_pci.h"
#include "wdp_hw_qm.h"
#include "wdp_hw_zip.h"

#define ARENA_B    (1u << 20)
#define ARENA_IOVA 0x100000000
#define SQ_OFF(q)  (0x10000 + (q) * 0x8000)
#define CQ_OFF(q)  (0x20000 + (q) * 0x1000)
#define CTX_OFF    0x30000
#define DEPTH      64
#define QUEUES     8
#define PAGE_B     4096

/* First byte of the input: the kind of function; any other value is a V3 PF. */
#define KIND_V2_PF 0xff
#define KIND_V3_VF 0xfe
#define KIND_V2_VF 0xfd

static uint8_t *arena;
static bool is_vf;

struct input {
	const uint8_t *p;
	size_t left;
};

static uint64_t
take(struct input *in, size_t n)
{
	uint64_t v = 0;

	n = n < in->left ? n : in->left;
	memcpy(&v, in->p, n);
	in->p += n;
	in->left -= n;
	return v;
}

static void
wr(struct wdp_model *m, unsigned int region, uint64_t off, uint64_t v, size_t len)
{
	wdp_model_write(m, region, off, &v, len);
}

static void
mailbox(struct wdp_model *m, uint16_t w0, uint16_t queue, uint64_t data)
{
	uint64_t image[2] = {w0 | (uint32_t)queue << 16 | data << 32, data >> 32};

	wdp_model_write(m, WDP_BAR_REGS, WDP_QM_MB_BASE, image, sizeof(image));
}

static void
vft(struct wdp_model *m, uint32_t type, uint64_t entry)
{
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_DIR, 0, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_TYPE, type, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_ADDR, 0, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_DATA_LO, entry, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_DATA_HI, entry >> 32, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_READY, 0, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_VFT_GO, 1, 4);
}

static void
queue_up(struct wdp_model *m, uint16_t q)
{
	struct wdp_sqc sqc = {
		.base_lo = (uint32_t)(ARENA_IOVA + SQ_OFF(q)),
		.base_hi = ARENA_IOVA >> 32,
		.dw3 = (DEPTH - 1) | 7 << 12,
		.cq_num = q,
		.w13 = WDP_SQC_W13_ORDER | q << 8,
	};
	struct wdp_cqc cqc = {
		.base_lo = (uint32_t)(ARENA_IOVA + CQ_OFF(q)),
		.base_hi = ARENA_IOVA >> 32,
		.dw3 = (DEPTH - 1) | 4 << 12,
		.dw6 = WDP_CQC_DW6_PHASE,
	};

	memcpy(arena + CTX_OFF, &sqc, sizeof(sqc));
	mailbox(m, 0x2000, q, ARENA_IOVA + CTX_OFF);
	memcpy(arena + CTX_OFF, &cqc, sizeof(cqc));
	mailbox(m, 0x2001, q, ARENA_IOVA + CTX_OFF);
}

static void
pf_up(struct wdp_model *m)
{
	wr(m, WDP_BAR_REGS, WDP_QM_MEM_START, 1, 4);
	wr(m, WDP_BAR_REGS, WDP_ZIP_CLK_GATE, 0x2001ff1f, 4);
	wr(m, WDP_BAR_REGS, WDP_QM_CACHE_CTL, WDP_QM_CACHE_CTL_INIT, 4);
	vft(m, WDP_QM_VFT_TYPE_SQC, WDP_VFT_SQC_VALID | (uint64_t)(QUEUES - 1) << 45);
	vft(m, WDP_QM_VFT_TYPE_CQC, WDP_VFT_CQC_VALID);
}

static void
bring_up(struct wdp_model *m)
{
	wr(m, 7, WDP_PCI_CFG_COMMAND, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER, 2);
	if (!is_vf)
		pf_up(m);
	queue_up(m, 0);
	queue_up(m, 1);
}

/* A descriptor in slot 0 of a queue, mostly valid, then its doorbell. */
static void
request(struct wdp_model *m, struct input *in)
{
	uint16_t q = take(in, 1) & 1;
	uint8_t slot = take(in, 1) % DEPTH;
	struct wdp_zip_sqe sqe = {0};
	unsigned int n = take(in, 1) & 7;
	uint32_t span = ARENA_B - 0x40000;

	sqe.dw[WDP_ZIP_DW_IN_LEN] = take(in, 2);
	sqe.dw[WDP_ZIP_DW_FLAGS] = 0x3a000000;
	sqe.dw[WDP_ZIP_DW_ALG] = take(in, 2);
	sqe.dw[WDP_ZIP_DW_OUT_LEN] = take(in, 2);
	sqe.dw[WDP_ZIP_DW_SRC_LO] = 0x40000 + take(in, 3) % span;
	sqe.dw[WDP_ZIP_DW_DST_LO] = 0x40000 + take(in, 3) % span;
	sqe.dw[WDP_ZIP_DW_SRC_HI] = sqe.dw[WDP_ZIP_DW_DST_HI] = ARENA_IOVA >> 32;
	while (n-- != 0) {
		uint8_t dw = take(in, 1) % 32;

		sqe.dw[dw] = take(in, 4);
	}
	memcpy(arena + SQ_OFF(q) + slot * sizeof(sqe), &sqe, sizeof(sqe));
	wr(m, WDP_BAR_DB, q * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ,
		q | (uint64_t)((slot + 1) % DEPTH) << 32, 8);
	wdp_model_step(m, DEPTH);
	wr(m, WDP_BAR_DB, q * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ,
		q | WDP_DB_CMD_CQ << 12 | (uint64_t)((slot + 1) % DEPTH) << 32, 8);
}

/* A list of up to 16 entries anywhere, which may point at itself or at anything. */
static void
list(struct input *in)
{
	uint32_t off = 0x40000 + (take(in, 2) & 0x1fff) * 64;
	unsigned int n = take(in, 1) & 15, i;
	struct wdp_sgl *s = (struct wdp_sgl *)(arena + off);

	if (off + sizeof(*s) + 16 * sizeof(struct wdp_sge) > ARENA_B)
		return;
	s->next = take(in, 1) & 1 ? ARENA_IOVA + 0x40000 + take(in, 2) * 64 : 0;
	s->chain_num = s->valid_num = n;
	s->capacity = take(in, 1);
	for (i = 0; i < n; i++) {
		s->sge[i].addr = ARENA_IOVA + take(in, 3) % ARENA_B;
		s->sge[i].len = take(in, 2);
	}
}

static void
poke(struct input *in)
{
	uint32_t off = take(in, 3) % ARENA_B;
	size_t n = take(in, 1);

	if (n > in->left)
		n = in->left;
	if (off + n > ARENA_B)
		n = ARENA_B - off;
	memcpy(arena + off, in->p, n);
	in->p += n;
	in->left -= n;
}

static void
any_register(struct wdp_model *m, struct input *in)
{
	static const uint8_t regions[] = {WDP_BAR_REGS, WDP_BAR_DB, 7, 9};
	unsigned int region = regions[take(in, 1) & 3];
	uint64_t off = take(in, 3);
	size_t len = 1u << (take(in, 1) % 5);
	uint8_t buf[16];
	uint64_t v[2] = {take(in, 8), 0};

	if (take(in, 1) & 1)
		wdp_model_write(m, region, off, v, len);
	else
		wdp_model_read(m, region, off, buf, len);
}

static void
step(struct wdp_model *m, struct input *in)
{
	switch (take(in, 1) % 10) {
	case 0:
	case 1:
	case 2:
		request(m, in);
		break;
	case 3:
		list(in);
		break;
	case 4:
		poke(in);
		break;
	case 5:
		any_register(m, in);
		break;
	case 6: {
		uint16_t w0 = take(in, 2), q = take(in, 1);

		mailbox(m, w0 | 0x2000, q, ARENA_IOVA + (take(in, 3) % ARENA_B));
		break;
	}
	case 7: {
		uint64_t db = take(in, 8);

		wr(m, WDP_BAR_DB, (db & 7) * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ, db, 8);
		wdp_model_step(m, DEPTH);
		break;
	}
	case 8:
		if (take(in, 1) & 1)
			wdp_model_dma_unmap(m, ARENA_IOVA + (take(in, 1) << 12), take(in, 2),
				false);
		else
			wdp_model_dma_map(m, ARENA_IOVA + ARENA_B + (take(in, 1) << 12), PAGE_B,
				-1, 0, arena, true, take(in, 1) & 1);
		break;
	default:
		if (take(in, 1) == 0x5a) {
			wdp_model_reset(m);
			bring_up(m);
		} else {
			queue_up(m, take(in, 1) & 1);
		}
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t kind = size != 0 ? data[0] : 0;
	struct wdp_model_config cfg = {
		.kind = WDP_MODEL_ZIP,
		.hw = kind == KIND_V2_PF || kind == KIND_V2_VF ? WDP_MODEL_V2 : WDP_MODEL_V3,
		.vf = kind == KIND_V3_VF || kind == KIND_V2_VF,
		.engine = WDP_MODEL_REAL,
		.queues = QUEUES,
		.shadow_slots = 16,
	};
	struct input in = {data, size};
	struct wdp_model *m;

	is_vf = cfg.vf;
	/* A block of its own, so that a byte beside it is a report. */
	arena = aligned_alloc(PAGE_B, ARENA_B);
	if (arena == NULL)
		return 0;
	memset(arena, 0, ARENA_B);
	m = wdp_model_create(&cfg);
	if (m == NULL)
		abort();
	wdp_model_dma_map(m, ARENA_IOVA, ARENA_B, -1, 0, arena, true, true);
	bring_up(m);
	while (in.left != 0)
		step(m, &in);
	wdp_model_step(m, DEPTH);
	wdp_model_destroy(m);
	free(arena);
	return 0;
}
