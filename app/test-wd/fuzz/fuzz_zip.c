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

#include "fuzz_guest.h"

#define LIST_B   512 /* apart from each other */
#define LISTS    32
#define LISTS_AT WDP_FZ_DATA
#define DATA_AT  (LISTS_AT + LISTS * LIST_B)
#define DATA_B   (WDP_FZ_ARENA_B - DATA_AT)
#define FLAGS    (WDP_ZIP_FLAG_NEW | WDP_ZIP_FLAG_FINISH)

struct guest {
	struct wdp_model *m;
	bool v2;
	uint32_t tail[2]; /* counted for ever */
	uint32_t head[2];
};

static void
broken(const char *rule)
{
	fprintf(stderr, "fuzz_zip: does not hold: %s\n", rule);
	abort();
}

static uint64_t
data_at(struct wdp_fz_in *in)
{
	return WDP_FZ_IOVA + DATA_AT + wdp_fz_take(in, 3) % DATA_B;
}

static uint64_t
list_at(struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);

	/* Odd places, too: not aligned, or in the middle of another list. */
	return WDP_FZ_IOVA + LISTS_AT + b % LISTS * LIST_B + (b < 0xf0 ? 0 : wdp_fz_take(in, 1));
}

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
request(struct guest *g, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), q = how & 1;
	uint8_t alg = wdp_fz_take(in, 1);
	bool sgl = how & 2;
	struct wdp_zip_sqe sqe = {0};

	if (g->tail[q] - g->head[q] >= WDP_FZ_DEPTH - 1)
		return;
	sqe.dw[WDP_ZIP_DW_IN_LEN] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_OUT_LEN] = wdp_fz_take(in, 2);
	sqe.dw[WDP_ZIP_DW_FLAGS] = FLAGS | (g->v2 ? WDP_ZIP_SQE_TYPE0 : WDP_ZIP_SQE_TYPE3) <<
		WDP_ZIP_SQE_TYPE_SHIFT;
	sqe.dw[WDP_ZIP_DW_ALG] = (WDP_ZIP_TYPE_DEFLATE + alg % 3) |
		(sgl ? WDP_ZIP_BUF_SGL << WDP_ZIP_BUF_TYPE_SHIFT : 0);
	if (!g->v2)
		sqe.dw[WDP_ZIP_DW_ALG] |= (alg >> 4) % 5 << WDP_ZIP_WIN_SHIFT;
	address(&sqe, WDP_ZIP_DW_SRC_LO, sgl ? list_at(in) : data_at(in));
	address(&sqe, WDP_ZIP_DW_DST_LO, sgl ? list_at(in) : data_at(in));
	if (how & 4)
		sqe.dw[WDP_ZIP_DW_FLAGS] |= wdp_fz_take(in, 1);
	if (how & 8)
		sqe.dw[WDP_ZIP_DW_DST_OFF] = wdp_fz_take(in, 1);
	for (how >>= 5; how != 0; how--)
		spoil(&sqe, in);
	memcpy(wdp_fz_arena + WDP_FZ_SQ(q) + g->tail[q]++ % WDP_FZ_DEPTH * sizeof(sqe), &sqe,
		sizeof(sqe));
}

static void
doorbell(struct guest *g, unsigned int q, unsigned int cmd, uint32_t index)
{
	wdp_fz_wr(g->m, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ,
		q | (uint64_t)cmd << 12 | (uint64_t)(index % WDP_FZ_DEPTH) << 32, 8);
}

static void
answer(unsigned int q, uint32_t slot)
{
	const struct wdp_zip_sqe *sqe = (const void *)(wdp_fz_arena + WDP_FZ_SQ(q) +
		slot * sizeof(*sqe));
	uint32_t status = sqe->dw[WDP_ZIP_DW_STATUS] & 0xff;
	uint32_t in_len = sqe->dw[WDP_ZIP_DW_IN_LEN], out_len = sqe->dw[WDP_ZIP_DW_OUT_LEN];

	if (sqe->dw[WDP_ZIP_DW_CONSUMED] > in_len)
		broken("not more consumed than there is");
	if (sqe->dw[WDP_ZIP_DW_PRODUCED] > out_len)
		broken("not more produced than fits");
	if (status != WDP_ZIP_ST_OK && status != WDP_ZIP_ST_NEG_COMP &&
			status != WDP_ZIP_ST_CHECKSUM && sqe->dw[WDP_ZIP_DW_PRODUCED] != 0)
		broken("no output with an error");
}

/* Answers that are there, in order. */
static void
take_answers(struct guest *g, unsigned int q)
{
	for (; g->head[q] != g->tail[q]; g->head[q]++) {
		uint32_t slot = g->head[q] % WDP_FZ_DEPTH;
		uint64_t phase = ~(uint64_t)(g->head[q] / WDP_FZ_DEPTH) & 1, hi;

		memcpy(&hi, wdp_fz_arena + WDP_FZ_CQ(q) + slot * sizeof(struct wdp_cqe) + 8,
			sizeof(hi));
		if (((hi >> WDP_CQE_HI_PHASE_SHIFT) & 1) != phase)
			return;
		if ((uint32_t)hi != (slot | q << WDP_CQE_HI_SQN_SHIFT))
			broken("completions in order, of their queue");
		answer(q, slot);
	}
}

static void
reset(struct guest *g)
{
	wdp_model_reset(g->m);
	memset(wdp_fz_arena, 0, WDP_FZ_DATA);
	memset(g->tail, 0, sizeof(g->tail));
	memset(g->head, 0, sizeof(g->head));
	wdp_fz_bring_up(g->m);
}

static void
ring(struct guest *g)
{
	uint64_t complaints = wdp_model_complaints(g->m);
	unsigned int q;

	for (q = 0; q < 2; q++)
		doorbell(g, q, WDP_DB_CMD_SQ, g->tail[q]);
	wdp_model_step(g->m, 2 * WDP_FZ_DEPTH);
	for (q = 0; q < 2; q++) {
		take_answers(g, q);
		doorbell(g, q, WDP_DB_CMD_CQ, g->head[q]);
	}
	if (g->head[0] == g->tail[0] && g->head[1] == g->tail[1])
		return;
	if (wdp_model_complaints(g->m) == complaints)
		broken("every request that can be done is answered");
	reset(g);
}

static void
list(struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), n = how & 15, i;
	uint64_t at = list_at(in) - WDP_FZ_IOVA;
	struct wdp_sgl *s = (struct wdp_sgl *)(wdp_fz_arena + at);
	struct wdp_sgl head = {.chain_num = n, .valid_num = n, .capacity = 14};

	if (how & 0x10)
		head.next = list_at(in);
	if (how & 0x20)
		head.capacity = wdp_fz_take(in, 2);
	if (how & 0x40)
		head.valid_num = wdp_fz_take(in, 2);
	if (how & 0x80)
		head.chain_num = wdp_fz_take(in, 2);
	memcpy(s, &head, sizeof(head));
	for (i = 0; i < n; i++) {
		struct wdp_sge e = {.addr = data_at(in), .len = wdp_fz_take(in, 2)};

		if ((e.len & 0xff00) == 0xff00)
			e.len = wdp_fz_take(in, 4);
		memcpy((uint8_t *)s + sizeof(head) + i * sizeof(e), &e, sizeof(e));
	}
}

/* Bytes of the input, text, or a stream of one of the three formats. */
static void
fill(struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), *at = wdp_fz_arena + (data_at(in) - WDP_FZ_IOVA);
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
step(struct guest *g, struct wdp_fz_in *in)
{
	switch (wdp_fz_take(in, 1) % 8) {
	case 0:
	case 1:
	case 2:
		request(g, in);
		break;
	case 3:
	case 4:
		list(in);
		break;
	case 5:
		fill(in);
		break;
	case 6:
		ring(g);
		break;
	default:
		if (wdp_fz_take(in, 1) == 0x5a)
			reset(g);
		else
			ring(g);
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_fz_in in = {data, size};
	struct guest g = {.v2 = wdp_fz_take(&in, 1) & 1};

	g.m = wdp_fz_guest_open(g.v2 ? WDP_MODEL_V2 : WDP_MODEL_V3, false);
	while (in.left != 0)
		step(&g, &in);
	ring(&g);
	wdp_fz_guest_close(g.m);
	return 0;
}
