/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz_batch.h"

#define LIST_B   512 /* apart from each other */
#define LISTS    32
#define LISTS_AT WDP_FZ_DATA
#define DATA_AT  (LISTS_AT + LISTS * LIST_B)
#define DATA_B   (WDP_FZ_ARENA_B - DATA_AT)

void
wdp_fz_broken_rule(const char *rule)
{
	fprintf(stderr, "does not hold: %s\n", rule);
	abort();
}

uint64_t
wdp_fz_data_at(struct wdp_fz_in *in)
{
	return WDP_FZ_IOVA + DATA_AT + wdp_fz_take(in, 3) % DATA_B;
}

uint64_t
wdp_fz_list_at(struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);

	/* Odd places, too: not aligned, or in the middle of another list. */
	return WDP_FZ_IOVA + LISTS_AT + b % LISTS * LIST_B + (b < 0xf0 ? 0 : wdp_fz_take(in, 1));
}

void
wdp_fz_list(struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), n = how & 15, i;
	uint64_t at = wdp_fz_list_at(in) - WDP_FZ_IOVA;
	struct wdp_sgl *s = (struct wdp_sgl *)(wdp_fz_arena + at);
	struct wdp_sgl head = {.chain_num = n, .valid_num = n, .capacity = 14};

	if (how & 0x10)
		head.next = wdp_fz_list_at(in);
	if (how & 0x20)
		head.capacity = wdp_fz_take(in, 2);
	if (how & 0x40)
		head.valid_num = wdp_fz_take(in, 2);
	if (how & 0x80)
		head.chain_num = wdp_fz_take(in, 2);
	memcpy(s, &head, sizeof(head));
	for (i = 0; i < n; i++) {
		struct wdp_sge e = {.addr = wdp_fz_data_at(in), .len = wdp_fz_take(in, 2)};

		if ((e.len & 0xff00) == 0xff00)
			e.len = wdp_fz_take(in, 4);
		memcpy((uint8_t *)s + sizeof(head) + i * sizeof(e), &e, sizeof(e));
	}
}

bool
wdp_fz_full(const struct wdp_fz_batch *g, unsigned int q)
{
	return g->tail[q] - g->head[q] >= WDP_FZ_DEPTH - 1;
}

void
wdp_fz_put(struct wdp_fz_batch *g, unsigned int q, const uint32_t *dw)
{
	uint32_t slot = g->tail[q]++ % WDP_FZ_DEPTH;

	memcpy(wdp_fz_slot(q, slot), dw, wdp_fz_sqe_b());
	memcpy(g->sent[q][slot], dw, wdp_fz_sqe_b());
}

static void
doorbell(struct wdp_fz_batch *g, unsigned int q, unsigned int cmd, uint32_t index)
{
	wdp_fz_wr(g->m, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ,
		q | (uint64_t)cmd << 12 | (uint64_t)(index % WDP_FZ_DEPTH) << 32, 8);
}

/* Answers that are there, in order. */
static void
take_answers(struct wdp_fz_batch *g, unsigned int q)
{
	for (; g->head[q] != g->tail[q]; g->head[q]++) {
		uint32_t slot = g->head[q] % WDP_FZ_DEPTH;
		uint64_t phase = ~(uint64_t)(g->head[q] / WDP_FZ_DEPTH) & 1, hi;

		memcpy(&hi, wdp_fz_arena + WDP_FZ_CQ(q) + slot * sizeof(struct wdp_cqe) + 8,
			sizeof(hi));
		if (((hi >> WDP_CQE_HI_PHASE_SHIFT) & 1) != phase)
			return;
		if ((uint32_t)hi != (slot | q << WDP_CQE_HI_SQN_SHIFT))
			wdp_fz_broken_rule("completions in order, of their queue");
		g->answer(g->sent[q][slot], wdp_fz_slot(q, slot));
	}
}

void
wdp_fz_batch_reset(struct wdp_fz_batch *g)
{
	wdp_model_reset(g->m);
	memset(wdp_fz_arena, 0, WDP_FZ_DATA);
	memset(g->tail, 0, sizeof(g->tail));
	memset(g->head, 0, sizeof(g->head));
	wdp_fz_bring_up(g->m);
}

void
wdp_fz_ring_in(struct wdp_fz_batch *g)
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
		wdp_fz_broken_rule("every request that can be done is answered");
	wdp_fz_batch_reset(g);
}

/* Data, byte by byte. */
static void
bytes(struct wdp_fz_in *in)
{
	uint8_t *at = wdp_fz_arena + (wdp_fz_data_at(in) - WDP_FZ_IOVA);
	size_t room = wdp_fz_arena + WDP_FZ_ARENA_B - at, n = wdp_fz_take(in, 1), i;

	for (i = 0; i < n && i < room; i++)
		at[i] = wdp_fz_take(in, 1);
}

static void
step(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in,
	void (*request)(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in))
{
	switch (wdp_fz_take(in, 1) % 8) {
	case 0:
	case 1:
	case 2:
	case 3:
		request(g, v2, in);
		break;
	case 4:
		wdp_fz_list(in);
		break;
	case 5:
		bytes(in);
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

void
wdp_fz_batch_run(enum wdp_model_kind kind, struct wdp_fz_in in,
	void (*request)(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in),
	void (*answer)(const uint32_t *sent, const uint32_t *back))
{
	static struct wdp_fz_batch g;
	bool v2 = wdp_fz_take(&in, 1) & 1;

	memset(&g, 0, sizeof(g));
	g.answer = answer;
	g.m = wdp_fz_guest_open(kind, v2 ? WDP_MODEL_V2 : WDP_MODEL_V3, false);
	while (in.left != 0)
		step(&g, v2, &in, request);
	wdp_fz_ring_in(&g);
	wdp_fz_guest_close(g.m);
}
