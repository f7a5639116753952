/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Chain shapes (R3): all four combinations of flat and chained sides, segment counts
 * around the limits of a hardware list (14 entries in a small block, 255 in one list),
 * unequal and one-byte segments, offsets inside and beyond the first segment, data
 * behind the op's range.
 */

#include <rte_common.h>

#include "test.h"

#define DATA_B 20000u

static const uint32_t counts[] = { 1, 2, 3, 13, 14, 15, 27, 28, 29, 254, 255, 256, 257, 600 };
static const enum wdp_t_split splits[] = { WDP_T_EVEN, WDP_T_UNEVEN, WDP_T_ONES };

/* bit 0 of a case's argument: source is a chain, bit 1: destination, bit 2: decompress */
#define ARG_SRC 1
#define ARG_DST 2
#define ARG_DECOMP 4

static bool
offered(const struct wdp_t *t, int arg)
{
	static const uint64_t flags[] = {
		[0] = 0,
		[ARG_SRC] = RTE_COMP_FF_OOP_SGL_IN_LB_OUT,
		[ARG_DST] = RTE_COMP_FF_OOP_LB_IN_SGL_OUT,
		[ARG_SRC | ARG_DST] = RTE_COMP_FF_OOP_SGL_IN_SGL_OUT,
	};
	uint64_t need = flags[arg & (ARG_SRC | ARG_DST)];

	return (t->cap->comp_feature_flags & need) == need;
}

/* A stream of the data in t->data, by zlib. */
static int
make_stream(struct wdp_t *t, uint32_t len, uint32_t *slen)
{
	*slen = wdp_t_ref_deflate(WDP_T_REF_ZLIB6, 15, t->data, len, t->stream, WDP_T_SCRATCH_B);
	WDP_T_CHECK(t, *slen != 0, "zlib cannot compress %u bytes", len);
	return WDP_T_PASS;
}

static int
one(struct wdp_t *t, int arg, uint32_t len, uint32_t slen, const struct wdp_t_shape *ss,
	const struct wdp_t_shape *ds)
{
	int ret;

	if ((arg & ARG_DECOMP) != 0)
		ret = wdp_t_decompress(t, NULL, t->stream, slen, t->data, len, ss, ds, ds->slack);
	else
		ret = wdp_t_compress(t, NULL, t->data, len, ss, ds, 0, NULL);
	if (ret != WDP_T_PASS)
		return wdp_t_within(t, "source split %d into %u, offset %u, slack %u; "
			"destination split %d into %u, offset %u", ss->split, ss->segs, ss->off,
			ss->slack, ds->split, ds->segs, ds->off);
	return WDP_T_PASS;
}

/* Segment counts times splits; sides that are not chained stay flat. */
static int
segment_counts(struct wdp_t *t, int arg)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct wdp_t_shape ss, ds;
	uint32_t i, k, slen;

	if (!offered(t, arg))
		return wdp_t_skip(t, "the device does not offer this combination");
	wdp_t_data(t, WDP_T_TEXT, t->data, DATA_B);
	WDP_T_TRY(make_stream(t, DATA_B, &slen));
	for (i = 0; i < RTE_DIM(counts); i++)
		for (k = 0; k < RTE_DIM(splits); k++) {
			ss = flat;
			ds = flat;
			if ((arg & ARG_SRC) != 0) {
				ss.split = splits[k];
				ss.segs = counts[i];
			}
			if ((arg & ARG_DST) != 0) {
				/* not the same number on both sides */
				ds.split = splits[(k + i) % RTE_DIM(splits)];
				ds.segs = counts[(arg & ARG_SRC) == 0 ? i :
					RTE_DIM(counts) - 1 - i];
			}
			WDP_T_TRY(one(t, arg, DATA_B, slen, &ss, &ds));
		}
	return WDP_T_PASS;
}

/* Offsets: none, inside the first segment, its last byte, exactly the second, far behind. */
static int
offsets(struct wdp_t *t, int arg)
{
	static const uint32_t offs[] = { 0, 1, 13, 63, 64, 65, 99, 100, 101, 1000, 4096, 9999 };
	struct wdp_t_shape ss = { .split = WDP_T_FLAT }, ds = { .split = WDP_T_FLAT };
	uint32_t i, k, slen, len = 5000;

	if (!offered(t, arg))
		return wdp_t_skip(t, "the device does not offer this combination");
	wdp_t_data(t, WDP_T_TEXT, t->data, len);
	WDP_T_TRY(make_stream(t, len, &slen));
	for (i = 0; i < RTE_DIM(offs); i++)
		for (k = 0; k < RTE_DIM(offs); k++) {
			ss.off = offs[i];
			ds.off = offs[k];
			ss.slack = (i * 7 + k) % 3 == 0 ? 0 : offs[(i + k) % RTE_DIM(offs)];
			ds.slack = 0;
			if ((arg & ARG_SRC) != 0) {
				ss.split = splits[(i + k) % RTE_DIM(splits)];
				ss.segs = 3 + (i * 5 + k) % 40;
			}
			if ((arg & ARG_DST) != 0) {
				ds.split = splits[(i + 2 * k) % RTE_DIM(splits)];
				ds.segs = 3 + (k * 5 + i) % 40;
			}
			WDP_T_TRY(one(t, arg, len, slen, &ss, &ds));
		}
	return WDP_T_PASS;
}

/* An offset that is exactly the size of the first one, two, ... segments of 100 bytes. */
static int
offset_at_segment_start(struct wdp_t *t, int arg)
{
	struct wdp_t_shape ss = { .split = WDP_T_EVEN }, ds = { .split = WDP_T_EVEN };
	uint32_t n, slen, len = 1000;

	if (!offered(t, arg))
		return wdp_t_skip(t, "the device does not offer this combination");
	wdp_t_data(t, WDP_T_TEXT, t->data, len);
	WDP_T_TRY(make_stream(t, len, &slen));
	for (n = 1; n <= 30; n++) {
		ss.off = n * 100;
		/* a multiple of 100 in all, so that each segment has exactly 100 */
		ss.slack = 100 - ((arg & ARG_DECOMP) != 0 ? slen : len) % 100;
		ss.segs = (ss.off + ((arg & ARG_DECOMP) != 0 ? slen : len) + ss.slack) / 100;
		ds.off = (31 - n) * 100;
		ds.slack = 0;
		ds.segs = 31 - n + 10;
		WDP_T_TRY(one(t, arg, len, slen, &ss, &ds));
	}
	return WDP_T_PASS;
}

/* Nothing but one-byte segments on both sides. */
static int
all_ones(struct wdp_t *t, int arg)
{
	static const uint32_t lens[] = { 1, 2, 13, 14, 15, 100, 255, 256, 257, 600 };
	struct wdp_t_shape ss = { .split = WDP_T_ONES }, ds = { .split = WDP_T_ONES };
	uint32_t i, slen;

	if (!offered(t, arg))
		return wdp_t_skip(t, "the device does not offer this combination");
	for (i = 0; i < RTE_DIM(lens); i++) {
		wdp_t_data(t, WDP_T_PATTERN, t->data, lens[i]);
		WDP_T_TRY(make_stream(t, lens[i], &slen));
		ss.segs = UINT32_MAX; /* as many as there are bytes */
		ds.segs = UINT32_MAX;
		WDP_T_TRY(one(t, arg, lens[i], slen, &ss, &ds));
	}
	return WDP_T_PASS;
}

#define LAYOUT_MAX 8u /* segments; fewer end with a 0 */

static uint32_t
layout_len(const uint32_t *sizes)
{
	uint32_t n = 0;

	while (n < LAYOUT_MAX && sizes[n] != 0)
		n++;
	return n;
}

/* Every one-byte segment becomes an empty one. */
static void
hollow(struct wdp_t_chain *c)
{
	struct rte_mbuf *m;

	for (m = c->m; m != NULL; m = m->next)
		if (m->data_len == 1) {
			m->data_len = 0;
			c->m->pkt_len--;
			c->total--;
		}
}

/* Segments without data are legal: at the start, between others, at the end. */
static int
empty_segments(struct wdp_t *t, int arg)
{
	static const uint32_t layouts[][LAYOUT_MAX] = {
		{ 1, 600, 500 }, { 600, 1, 500 }, { 600, 500, 1 }, { 1, 1, 1, 700, 1, 1, 400, 1 },
		{ 1, 1100 },
	};
	struct wdp_t_job j = { .xform = (arg & ARG_DECOMP) != 0 ? t->decomp : t->comp };
	uint32_t i, k, slen, len = 1000;
	struct wdp_t_chain *src, *dst;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	wdp_t_data(t, WDP_T_TEXT, t->data, len);
	WDP_T_TRY(make_stream(t, len, &slen));
	j.src_len = (arg & ARG_DECOMP) != 0 ? slen : len;
	for (i = 0; i < RTE_DIM(layouts); i++) {
		k = RTE_DIM(layouts) - 1 - i;
		src = wdp_t_chain_new(t, layouts[i], layout_len(layouts[i]));
		dst = wdp_t_chain_new(t, layouts[k], layout_len(layouts[k]));
		if (src == NULL || dst == NULL)
			return WDP_T_FAIL;
		hollow(src);
		hollow(dst);
		wdp_t_chain_write(src, 0, (arg & ARG_DECOMP) != 0 ? t->stream : t->data, j.src_len);
		j.src = src;
		j.dst = dst;
		WDP_T_TRY(wdp_t_job_run(t, &j));
		WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS && j.consumed == j.src_len,
			"layout %u: %s, consumed %u", i, wdp_t_status_name(j.status), j.consumed);
		wdp_t_chain_read(dst, 0, t->out, j.produced);
		if ((arg & ARG_DECOMP) == 0)
			WDP_T_TRY(wdp_t_ref_check(t, t->out, j.produced, t->data, len));
		else
			WDP_T_CHECK(t, j.produced == len && memcmp(t->out, t->data, len) == 0,
				"layout %u: other data", i);
	}
	return WDP_T_PASS;
}

#define COMBO(name, bits) \
	{ "chain/compress/" name "/counts", segment_counts, (bits) }, \
	{ "chain/compress/" name "/offsets", offsets, (bits) }, \
	{ "chain/decompress/" name "/counts", segment_counts, (bits) | ARG_DECOMP }, \
	{ "chain/decompress/" name "/offsets", offsets, (bits) | ARG_DECOMP }

const struct wdp_t_case wdp_t_cases_chain[] = {
	COMBO("flat_flat", 0),
	COMBO("sgl_flat", ARG_SRC),
	COMBO("flat_sgl", ARG_DST),
	COMBO("sgl_sgl", ARG_SRC | ARG_DST),
	{ "chain/compress/offset_at_segment", offset_at_segment_start, ARG_SRC | ARG_DST },
	{ "chain/decompress/offset_at_segment", offset_at_segment_start,
		ARG_SRC | ARG_DST | ARG_DECOMP },
	{ "chain/compress/one_byte_segments", all_ones, ARG_SRC | ARG_DST },
	{ "chain/decompress/one_byte_segments", all_ones, ARG_SRC | ARG_DST | ARG_DECOMP },
	{ "chain/compress/empty_segments", empty_segments, ARG_SRC | ARG_DST },
	{ "chain/decompress/empty_segments", empty_segments, ARG_SRC | ARG_DST | ARG_DECOMP },
	{ NULL, NULL, 0 },
};
