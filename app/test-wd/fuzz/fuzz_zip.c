/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: descriptors, scatter-gather lists and data of a guest, on both generations.
 * Requests come in batches. Each one that was rung in is answered once and in order, whatever
 * it asked for, and what its answer says fits what it asked; only a request that could not
 * reach memory may stay, and the model has complained then.
 */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "fuzz_batch.h"

#define FLAGS    (WDP_ZIP_FLAG_NEW | WDP_ZIP_FLAG_FINISH)

static void
address(struct wdp_zip_sqe *sqe, enum wdp_zip_dw lo, uint64_t iova)
{
	sqe->dw[lo] = (uint32_t)iova;
	sqe->dw[lo + 1] = iova >> 32;
}

/* Words of a request from the input; never an address, which could be that of a ring. */
static void
spoil(struct wdp_zip_sqe *sqe, struct wdp_fz_in *in)
{
	uint8_t dw = wdp_fz_take(in, 1) % 32;
	uint32_t v = wdp_fz_take(in, 4);

	if (dw == WDP_ZIP_DW_SRC_LO || dw == WDP_ZIP_DW_DST_LO)
		address(sqe, dw, v); /* nothing is mapped in the first 4 GiB */
	else if (dw != WDP_ZIP_DW_SRC_HI && dw != WDP_ZIP_DW_DST_HI)
		sqe->dw[dw] = v;
}

/* The next slot of a queue, not rung in yet. */
static void
request(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), q = how & 1;
	uint8_t alg = wdp_fz_take(in, 1);
	bool sgl = how & 2;
	struct wdp_zip_sqe sqe = {0};

	if (wdp_fz_full(g, q))
		return;
	sqe.dw[WDP_ZIP_DW_IN_LEN] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_OUT_LEN] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_FLAGS] = FLAGS | (v2 ? WDP_ZIP_SQE_TYPE0 : WDP_ZIP_SQE_TYPE3) <<
		WDP_ZIP_SQE_TYPE_SHIFT;
	sqe.dw[WDP_ZIP_DW_ALG] = (WDP_ZIP_TYPE_DEFLATE + alg % 3) |
		(sgl ? WDP_ZIP_BUF_SGL << WDP_ZIP_BUF_TYPE_SHIFT : 0);
	if (!v2)
		sqe.dw[WDP_ZIP_DW_ALG] |= (alg >> 4) % 5 << WDP_ZIP_WIN_SHIFT;
	address(&sqe, WDP_ZIP_DW_SRC_LO, sgl ? wdp_fz_list_at(in) : wdp_fz_data_at(in));
	address(&sqe, WDP_ZIP_DW_DST_LO, sgl ? wdp_fz_list_at(in) : wdp_fz_data_at(in));
	if (how & 4)
		sqe.dw[WDP_ZIP_DW_FLAGS] |= wdp_fz_take(in, 1);
	if (how & 8)
		sqe.dw[WDP_ZIP_DW_DST_OFF] = wdp_fz_take(in, 1);
	for (how >>= 5; how != 0; how--)
		spoil(&sqe, in);
	wdp_fz_put(g, q, sqe.dw);
}

static void
answer(const uint32_t *sent, const uint32_t *dw)
{
	uint32_t status = dw[WDP_ZIP_DW_STATUS] & 0xff;
	uint32_t in_len = dw[WDP_ZIP_DW_IN_LEN], out_len = dw[WDP_ZIP_DW_OUT_LEN];

	(void)sent;
	if (dw[WDP_ZIP_DW_CONSUMED] > in_len)
		wdp_fz_broken_rule("not more consumed than there is");
	if (dw[WDP_ZIP_DW_PRODUCED] > out_len)
		wdp_fz_broken_rule("not more produced than fits");
	if (status != WDP_ZIP_ST_OK && status != WDP_ZIP_ST_NEG_COMP &&
			status != WDP_ZIP_ST_CHECKSUM && dw[WDP_ZIP_DW_PRODUCED] != 0)
		wdp_fz_broken_rule("no output with an error");
}

/* Bytes of the input, text, or a stream of one of the three formats. */
static void
fill(struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), *at = wdp_fz_arena + (wdp_fz_data_at(in) - WDP_FZ_IOVA);
	static const int bits[] = {-15, 15, 31, -12};
	size_t room = wdp_fz_arena + WDP_FZ_ARENA_B - at;
	size_t n = wdp_fz_take(in, 1) * (1 + (how >> 4)), i;
	uint8_t text[256 * 16];
	z_stream z = {.next_in = text, .avail_in = n, .next_out = at, .avail_out = room};

	if (how & 8) {
		for (i = 0; i < n && i < room && in->left != 0; i++)
			at[i] = wdp_fz_take(in, 1);
		return;
	}
	for (i = 0; i < n; i++)
		text[i] = (uint8_t)(i * i >> 5);
	if (how & 4) {
		memcpy(at, text, n < room ? n : room);
		return;
	}
	if (deflateInit2(&z, 1, Z_DEFLATED, bits[how & 3], 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
}

static void
step(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in)
{
	switch (wdp_fz_take(in, 1) % 8) {
	case 0:
	case 1:
	case 2:
		request(g, v2, in);
		break;
	case 3:
	case 4:
		wdp_fz_list(in);
		break;
	case 5:
		fill(in);
		break;
	case 6:
		wdp_fz_ring_in(g);
		break;
	default:
		if (wdp_fz_take(in, 1) == 0x5a)
			wdp_fz_batch_reset(g);
		else
			wdp_fz_ring_in(g);
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_fz_batch g = {.answer = answer};
	struct wdp_fz_in in = {data, size};
	bool v2 = wdp_fz_take(&in, 1) & 1;

	g.m = wdp_fz_guest_open(WDP_MODEL_ZIP, v2 ? WDP_MODEL_V2 : WDP_MODEL_V3, false);
	while (in.left != 0)
		step(&g, v2, &in);
	wdp_fz_ring_in(&g);
	wdp_fz_guest_close(g.m);
	return 0;
}
