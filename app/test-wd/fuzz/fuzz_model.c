/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: what a guest can do to the device model. The input is a list of steps
 * (register and config accesses, mailbox commands, memory contents, doorbells) played on a
 * function that has been brought up with one compression and one decompression queue, so
 * that descriptors and scatter-gather lists are reached from the first byte on.
 */

#include <stdbool.h>
#include <string.h>

#include "fuzz_guest.h"

/* First byte of the input: the kind of function; any other value is ZIP's V3 PF. */
static const struct {
	uint8_t byte;
	enum wdp_model_kind kind;
	enum wdp_model_hw hw;
	bool vf;
} kinds[] = {
	{0xff, WDP_MODEL_ZIP, WDP_MODEL_V2, false},
	{0xfe, WDP_MODEL_ZIP, WDP_MODEL_V3, true},
	{0xfd, WDP_MODEL_ZIP, WDP_MODEL_V2, true},
	{0xfc, WDP_MODEL_SEC, WDP_MODEL_V3, false},
	{0xfb, WDP_MODEL_SEC, WDP_MODEL_V2, false},
	{0xfa, WDP_MODEL_SEC, WDP_MODEL_V3, true},
	{0, WDP_MODEL_ZIP, WDP_MODEL_V3, false},
};

/* A descriptor in slot 0 of a queue, mostly valid, then its doorbell. */
static void
request(struct wdp_model *m, struct wdp_fz_in *in)
{
	uint16_t q = wdp_fz_take(in, 1) & 1;
	uint8_t slot = wdp_fz_take(in, 1) % WDP_FZ_DEPTH;
	struct wdp_zip_sqe sqe = {0};
	unsigned int n = wdp_fz_take(in, 1) & 7;
	uint32_t span = WDP_FZ_ARENA_B - WDP_FZ_DATA;

	sqe.dw[WDP_ZIP_DW_IN_LEN] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_FLAGS] = 0x3a000000;
	sqe.dw[WDP_ZIP_DW_ALG] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_OUT_LEN] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_SRC_LO] = WDP_FZ_DATA + wdp_fz_take(in, 3) % span;
	sqe.dw[WDP_ZIP_DW_DST_LO] = WDP_FZ_DATA + wdp_fz_take(in, 3) % span;
	sqe.dw[WDP_ZIP_DW_SRC_HI] = sqe.dw[WDP_ZIP_DW_DST_HI] = WDP_FZ_IOVA >> 32;
	while (n-- != 0) {
		uint8_t dw = wdp_fz_take(in, 1) % 32;

		sqe.dw[dw] = wdp_fz_take(in, 4);
	}
	memcpy(wdp_fz_arena + WDP_FZ_SQ(q) + slot * sizeof(sqe), &sqe, sizeof(sqe));
	wdp_fz_wr(m, WDP_BAR_DB, q * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ,
		q | (uint64_t)((slot + 1) % WDP_FZ_DEPTH) << 32, 8);
	wdp_model_step(m, WDP_FZ_DEPTH);
	wdp_fz_wr(m, WDP_BAR_DB, q * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ,
		q | WDP_DB_CMD_CQ << 12 | (uint64_t)((slot + 1) % WDP_FZ_DEPTH) << 32, 8);
}

/* A list of up to 16 entries anywhere, which may point at itself or at anything. */
static void
list(struct wdp_fz_in *in)
{
	uint32_t off = WDP_FZ_DATA + (wdp_fz_take(in, 2) & 0x1fff) * 64;
	unsigned int n = wdp_fz_take(in, 1) & 15, i;
	struct wdp_sgl *s = (struct wdp_sgl *)(wdp_fz_arena + off);

	if (off + sizeof(*s) + 16 * sizeof(struct wdp_sge) > WDP_FZ_ARENA_B)
		return;
	s->next = wdp_fz_take(in, 1) & 1 ? WDP_FZ_IOVA + WDP_FZ_DATA + wdp_fz_take(in, 2) * 64 : 0;
	s->chain_num = s->valid_num = n;
	s->capacity = wdp_fz_take(in, 1);
	for (i = 0; i < n; i++) {
		s->sge[i].addr = WDP_FZ_IOVA + wdp_fz_take(in, 3) % WDP_FZ_ARENA_B;
		s->sge[i].len = wdp_fz_take(in, 2);
	}
}

static void
poke(struct wdp_fz_in *in)
{
	uint32_t off = wdp_fz_take(in, 3) % WDP_FZ_ARENA_B;
	size_t n = wdp_fz_take(in, 1);

	if (n > in->left)
		n = in->left;
	if (off + n > WDP_FZ_ARENA_B)
		n = WDP_FZ_ARENA_B - off;
	memcpy(wdp_fz_arena + off, in->p, n);
	in->p += n;
	in->left -= n;
}

static void
any_register(struct wdp_model *m, struct wdp_fz_in *in)
{
	static const uint8_t regions[] = {WDP_BAR_REGS, WDP_BAR_DB, 7, 9};
	unsigned int region = regions[wdp_fz_take(in, 1) & 3];
	uint64_t off = wdp_fz_take(in, 3);
	size_t len = 1u << (wdp_fz_take(in, 1) % 5);
	uint8_t buf[16];
	uint64_t v[2] = {wdp_fz_take(in, 8), 0};

	if (wdp_fz_take(in, 1) & 1)
		wdp_model_write(m, region, off, v, len);
	else
		wdp_model_read(m, region, off, buf, len);
}

static void
step(struct wdp_model *m, struct wdp_fz_in *in)
{
	switch (wdp_fz_take(in, 1) % 10) {
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
		uint16_t w0 = wdp_fz_take(in, 2), q = wdp_fz_take(in, 1);

		wdp_fz_mailbox(m, w0 | 0x2000, q,
			WDP_FZ_IOVA + (wdp_fz_take(in, 3) % WDP_FZ_ARENA_B));
		break;
	}
	case 7: {
		uint64_t db = wdp_fz_take(in, 8);

		wdp_fz_wr(m, WDP_BAR_DB, (db & 7) * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ, db, 8);
		wdp_model_step(m, WDP_FZ_DEPTH);
		break;
	}
	case 8:
		if (wdp_fz_take(in, 1) & 1)
			wdp_model_dma_unmap(m, WDP_FZ_IOVA + (wdp_fz_take(in, 1) << 12),
				wdp_fz_take(in, 2), false);
		else
			wdp_model_dma_map(m,
				WDP_FZ_IOVA + WDP_FZ_ARENA_B + (wdp_fz_take(in, 1) << 12),
				WDP_FZ_PAGE_B, -1, 0, wdp_fz_arena, true, wdp_fz_take(in, 1) & 1);
		break;
	default:
		if (wdp_fz_take(in, 1) == 0x5a) {
			wdp_model_reset(m);
			wdp_fz_bring_up(m);
		} else {
			wdp_fz_queue_up(m, wdp_fz_take(in, 1) & 1);
		}
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_fz_in in = {data, size};
	struct wdp_model *m;
	unsigned int k;

	for (k = 0; kinds[k].byte != 0 && (size == 0 || kinds[k].byte != data[0]); k++)
		;
	m = wdp_fz_guest_open(kinds[k].kind, kinds[k].hw, kinds[k].vf);
	while (in.left != 0)
		step(m, &in);
	wdp_model_step(m, WDP_FZ_DEPTH);
	wdp_fz_guest_close(m);
	return 0;
}
