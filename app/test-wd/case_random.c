/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Random input: any size, data, layout, room and offset, good and spoilt streams, one op
 * after the other on several queue pairs. A short run by default; for as long as --seconds
 * says as a campaign.
 */

#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "test.h"

#define QUEUE_PAIRS 3u
#define SEGS_MAX    80u
#define ROUNDS      400u
#define ROUNDS_QUICK 60u

/* Small sizes often, large ones sometimes. */
static uint32_t
any_len(struct wdp_t *t)
{
	static const uint32_t limits[] = { 8, 64, 600, 5000, 20000, 70000, 300000 };

	return 1 + wdp_t_rnd_below(&t->rnd, limits[wdp_t_rnd_below(&t->rnd, RTE_DIM(limits))]);
}

static struct wdp_t_shape
any_shape(struct wdp_t *t, uint32_t len)
{
	struct wdp_t_shape s = {
		.split = wdp_t_rnd_below(&t->rnd, WDP_T_ONES + 1),
		.segs = 1 + wdp_t_rnd_below(&t->rnd, SEGS_MAX),
		.off = wdp_t_rnd_below(&t->rnd, 3) == 0 ? wdp_t_rnd_below(&t->rnd, 300) : 0,
		.slack = wdp_t_rnd_below(&t->rnd, 3) == 0 ? wdp_t_rnd_below(&t->rnd, 300) : 0,
	};
	uint32_t total = s.off + len + s.slack;

	if (s.split == WDP_T_FLAT && total > WDP_T_SEG_MAX_B)
		s.split = WDP_T_AUTO;
	/* Segments that the pools of the test can hold, none of them empty. */
	s.segs = RTE_MIN(s.segs, total);
	if (s.split >= WDP_T_EVEN && total / s.segs > WDP_T_SEG_MAX_B / 4)
		s.split = WDP_T_AUTO;
	return s;
}

/* Run one op from t->stream or t->data into a destination of so many bytes. */
static int
one(struct wdp_t *t, void *xform, const uint8_t *in, uint32_t n, uint32_t room,
	struct wdp_t_job *j)
{
	struct wdp_t_shape ss = any_shape(t, n), ds = any_shape(t, room);

	ds.slack = 0; /* all of the destination behind the offset is room */
	*j = (struct wdp_t_job){ .xform = xform, .qp = wdp_t_rnd_below(&t->rnd, t->nb_qp) };
	return wdp_t_job_data(t, j, in, n, &ss, room, &ds);
}

static int
compress_round(struct wdp_t *t)
{
	uint32_t len = any_len(t), ample = len + len / 8 + 128;
	bool tight = wdp_t_rnd_below(&t->rnd, 4) == 0;
	uint32_t room = tight ? 1 + wdp_t_rnd_below(&t->rnd, ample) : ample;
	struct wdp_t_job j;

	wdp_t_data(t, wdp_t_rnd_below(&t->rnd, WDP_T_KINDS), t->data, len);
	WDP_T_TRY(one(t, t->comp, t->data, len, room, &j));
	if (tight && wdp_t_is_oos(t, j.status)) {
		WDP_T_CHECK(t, j.produced == 0 && j.consumed == 0, "produced %u, consumed %u",
			j.produced, j.consumed);
		return WDP_T_PASS;
	}
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS, "%u bytes into %u: %s", len, room,
		wdp_t_status_name(j.status));
	WDP_T_CHECK(t, j.consumed == len, "consumed %u of %u", j.consumed, len);
	return wdp_t_ref_check(t, t->out, j.produced, t->data, len);
}

static int
decompress_round(struct wdp_t *t)
{
	uint32_t len = any_len(t), slen;
	uint32_t room = len + (wdp_t_rnd_below(&t->rnd, 2) ? wdp_t_rnd_below(&t->rnd, 100) : 0);
	enum wdp_t_ref ref = wdp_t_rnd_below(&t->rnd, WDP_T_REFS);
	struct wdp_t_job j;

	wdp_t_data(t, wdp_t_rnd_below(&t->rnd, WDP_T_KINDS), t->data, len);
	slen = wdp_t_ref_deflate(ref, 15, t->data, len, t->stream, WDP_T_SCRATCH_B);
	WDP_T_CHECK(t, slen != 0, "%s cannot compress", wdp_t_ref_name(ref));
	if (len > 1 && wdp_t_rnd_below(&t->rnd, 5) == 0)
		room = 1 + wdp_t_rnd_below(&t->rnd, len - 1);
	WDP_T_TRY(one(t, t->decomp, t->stream, slen, room, &j));
	if (room < len) {
		WDP_T_CHECK(t, wdp_t_is_oos(t, j.status), "%u bytes into %u: %s", len, room,
			wdp_t_status_name(j.status));
		return WDP_T_PASS;
	}
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS, "%u bytes of %s into %u: %s", len,
		wdp_t_ref_name(ref), room, wdp_t_status_name(j.status));
	WDP_T_CHECK(t, j.consumed == slen && j.produced == len && memcmp(t->out, t->data, len) == 0,
		"consumed %u of %u, produced %u of %u, or wrong bytes", j.consumed, slen, j.produced,
		len);
	return WDP_T_PASS;
}

/* Noise, or a stream with noise in it: any status that the API has for it, in bounds. */
static int
spoilt_round(struct wdp_t *t)
{
	uint32_t len = RTE_MIN(any_len(t), 20000u), n = len, i;
	struct wdp_t_job j;

	if (wdp_t_rnd_below(&t->rnd, 3) == 0) {
		wdp_t_data(t, WDP_T_RANDOM, t->stream, n);
	} else {
		wdp_t_data(t, WDP_T_TEXT, t->data, len);
		n = wdp_t_ref_deflate(wdp_t_rnd_below(&t->rnd, WDP_T_REFS), 15, t->data, len,
			t->stream, WDP_T_SCRATCH_B);
		WDP_T_CHECK(t, n != 0, "no stream");
		for (i = 0; i < 3; i++)
			t->stream[wdp_t_rnd_below(&t->rnd, n)] ^= 1u << wdp_t_rnd_below(&t->rnd, 8);
		n -= wdp_t_rnd_below(&t->rnd, 2) ? wdp_t_rnd_below(&t->rnd, n) : 0;
	}
	WDP_T_TRY(one(t, t->decomp, t->stream, n, 1 + wdp_t_rnd_below(&t->rnd, 2 * len), &j));
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS ||
		j.status == RTE_COMP_OP_STATUS_ERROR || wdp_t_is_oos(t, j.status), "%s",
		wdp_t_status_name(j.status));
	return WDP_T_PASS;
}

static int
campaign(struct wdp_t *t, int arg)
{
	static int (*const rounds[])(struct wdp_t *) = {
		compress_round, decompress_round, spoilt_round,
	};
	uint64_t end = rte_get_timer_cycles() + t->seconds * rte_get_timer_hz();
	uint32_t i, least = t->quick ? ROUNDS_QUICK : ROUNDS;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "only for drivers that keep to compress_wd's contract");
	WDP_T_TRY(wdp_t_dev_start(t, RTE_MIN(QUEUE_PAIRS, t->info.max_nb_queue_pairs),
		WDP_T_DESC));
	for (i = 0; i < least || rte_get_timer_cycles() < end; i++)
		if (rounds[wdp_t_rnd_below(&t->rnd, RTE_DIM(rounds))](t) != WDP_T_PASS)
			return wdp_t_within(t, "seed %llu, round %u", (unsigned long long)t->seed, i);
	if (t->seconds != 0)
		printf("random/campaign: %u ops\n", i);
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_random[] = {
	{ "random/campaign", campaign, 0 },
	{ NULL, NULL, 0 },
};
