/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Destination sizes in single steps around the limit: what fits succeeds, what does not
 * ends as OUT_OF_SPACE_TERMINATED with nothing consumed or produced, and no byte outside
 * the destination is touched (checked by wdp_t_job_run for every op).
 */

#include <string.h>

#include <rte_common.h>

#include "test.h"

/* Software compressors may want a little more than they use; compress_wd must not. */
#define SLACK_B 16u

/* argument: kind of data * 4 + chain * 2 + decompress */
#define ARG(kind, chain, decomp) ((kind) * 4 + (chain) * 2 + (decomp))

/* One op with exactly cap bytes of destination. */
static int
with_room(struct wdp_t *t, bool decomp, bool chained, const uint8_t *in, uint32_t len,
	uint32_t cap, struct wdp_t_job *j)
{
	struct wdp_t_shape ss = { .split = WDP_T_FLAT }, ds = { .split = WDP_T_FLAT };

	if (chained) {
		/* the same pieces each time: an engine may find other matches across other ones */
		ss.split = WDP_T_EVEN;
		ss.segs = 1 + len % 17;
		ds.split = WDP_T_UNEVEN;
		ds.segs = 2 + wdp_t_rnd_below(&t->rnd, 20);
		ds.off = wdp_t_rnd_below(&t->rnd, 40);
	}
	*j = (struct wdp_t_job){ .xform = decomp ? t->decomp : t->comp };
	return wdp_t_job_data(t, j, in, len, &ss, cap, &ds);
}

static int
is_out_of_space(struct wdp_t *t, const struct wdp_t_job *j)
{
	WDP_T_CHECK(t, wdp_t_is_oos(t, j->status), "%s", wdp_t_status_name(j->status));
	WDP_T_CHECK(t, !t->strict || (j->consumed == 0 && j->produced == 0),
		"out of space, but consumed %u and produced %u", j->consumed, j->produced);
	return WDP_T_PASS;
}

static int
decompress_into(struct wdp_t *t, bool chained, uint32_t slen, uint32_t len, uint32_t cap)
{
	struct wdp_t_job j;

	WDP_T_TRY(with_room(t, true, chained, t->stream, slen, cap, &j));
	if (cap < len)
		return is_out_of_space(t, &j);
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS, "%s", wdp_t_status_name(j.status));
	WDP_T_CHECK(t, j.produced == len && (j.consumed == slen || !t->strict),
		"consumed %u of %u, produced %u of %u", j.consumed, slen, j.produced, len);
	WDP_T_CHECK(t, memcmp(t->out, t->data, len) == 0, "other data than was compressed");
	return WDP_T_PASS;
}

/*
 * A compressor may find a shorter form when it has to, so less room than it took with
 * plenty may succeed, if the result is right.
 */
static int
compress_into(struct wdp_t *t, bool chained, uint32_t len, uint32_t fits, uint32_t cap,
	bool *oos)
{
	struct wdp_t_job j;

	*oos = false;
	WDP_T_TRY(with_room(t, false, chained, t->data, len, cap, &j));
	if (j.status == RTE_COMP_OP_STATUS_SUCCESS) {
		WDP_T_CHECK(t, j.consumed == len, "consumed %u of %u", j.consumed, len);
		return wdp_t_ref_check(t, t->out, j.produced, t->data, len);
	}
	WDP_T_CHECK(t, cap < fits + (t->strict ? 0 : SLACK_B),
		"%s, though %u bytes were enough before", wdp_t_status_name(j.status), fits);
	*oos = true;
	return is_out_of_space(t, &j);
}

/*
 * What is enough room. The engine may find different forms for flat and chained buffers,
 * and the driver may use either when the destination is tiny: the longer form counts.
 */
static int
ample_size(struct wdp_t *t, bool chained, uint32_t len, uint32_t *fits)
{
	struct wdp_t_job j;
	int layout;

	*fits = 0;
	for (layout = 0; layout <= (chained ? 1 : 0); layout++) {
		WDP_T_TRY(with_room(t, false, layout == 1, t->data, len, len + len / 8 + 128, &j));
		WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS, "%s with ample room",
			wdp_t_status_name(j.status));
		*fits = RTE_MAX(*fits, j.produced);
	}
	return WDP_T_PASS;
}

static const uint32_t lens[] = { 1, 5, 17, 40, 200, 1000, 4096, 5000, 16384, 40000 };

static int
around_compressed(struct wdp_t *t, int arg)
{
	enum wdp_t_kind kind = arg / 4;
	bool chained = (arg & 2) != 0, oos;
	uint32_t i, fits = 0, cap, refused;

	for (i = 0; i < RTE_DIM(lens); i++) {
		wdp_t_data(t, kind, t->data, lens[i]);
		WDP_T_TRY(ample_size(t, chained, lens[i], &fits));
		for (cap = fits > 3 ? fits - 3 : 1; cap <= fits + 3; cap++)
			if (compress_into(t, chained, lens[i], fits, cap, &oos) != WDP_T_PASS)
				return wdp_t_within(t, "%u bytes into %u (%u fit)", lens[i], cap,
					fits);
		/* half the room is never enough for anything the device did not choose badly */
		for (cap = 1, refused = 0; cap <= fits / 2; cap += 1 + fits / 40) {
			if (compress_into(t, chained, lens[i], fits, cap, &oos) != WDP_T_PASS)
				return wdp_t_within(t, "%u bytes into %u (%u fit)", lens[i], cap,
					fits);
			refused += oos;
		}
		WDP_T_CHECK(t, refused > 0 || fits < 4, "%u bytes: no destination was too small",
			lens[i]);
	}
	return WDP_T_PASS;
}

static int
around_plain(struct wdp_t *t, int arg)
{
	static const enum wdp_t_ref refs[] = {
		WDP_T_REF_ZLIB6, WDP_T_REF_STORED, WDP_T_REF_FIXED, WDP_T_REF_ISAL,
	};
	enum wdp_t_kind kind = arg / 4;
	bool chained = (arg & 2) != 0;
	uint32_t i, r, cap, slen, len;

	if (chained && !t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (i = 0; i < RTE_DIM(lens); i++) {
		len = lens[i];
		wdp_t_data(t, kind, t->data, len);
		for (r = 0; r < RTE_DIM(refs); r++) {
			slen = wdp_t_ref_deflate(refs[r], 15, t->data, len, t->stream,
				WDP_T_SCRATCH_B);
			WDP_T_CHECK(t, slen != 0, "%s cannot compress", wdp_t_ref_name(refs[r]));
			for (cap = len > 3 ? len - 3 : 1; cap <= len + 3; cap++)
				if (decompress_into(t, chained, slen, len, cap) != WDP_T_PASS)
					return wdp_t_within(t, "%u bytes from %s into %u", len,
						wdp_t_ref_name(refs[r]), cap);
			for (cap = 1; cap < len; cap += 1 + len / 8)
				if (decompress_into(t, chained, slen, len, cap) != WDP_T_PASS)
					return wdp_t_within(t, "%u bytes from %s into %u", len,
						wdp_t_ref_name(refs[r]), cap);
		}
	}
	return WDP_T_PASS;
}

/* Every destination of 1..64 bytes for every few bytes of data. */
static int
tiny(struct wdp_t *t, int arg)
{
	bool decomp = (arg & 1) != 0, chained = (arg & 2) != 0, oos;
	uint32_t len, cap, slen, fits, step = t->quick ? 5 : 1;

	if (decomp && chained && !t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (len = 1; len <= 64; len += step) {
		wdp_t_data(t, len % 2 != 0 ? WDP_T_RANDOM : WDP_T_TEXT, t->data, len);
		slen = wdp_t_ref_deflate(WDP_T_REF_ZLIB6, 15, t->data, len, t->stream,
			WDP_T_SCRATCH_B);
		WDP_T_CHECK(t, slen != 0, "zlib cannot compress");
		fits = 0;
		if (!decomp)
			WDP_T_TRY(ample_size(t, chained, len, &fits));
		for (cap = 1; cap <= 64; cap++) {
			int ret = decomp ? decompress_into(t, chained, slen, len, cap) :
				compress_into(t, chained, len, fits, cap, &oos);

			if (ret != WDP_T_PASS)
				return wdp_t_within(t, "%u bytes into %u", len, cap);
		}
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_dstsize[] = {
	{ "dstsize/compress/text/flat", around_compressed, ARG(WDP_T_TEXT, 0, 0) },
	{ "dstsize/compress/text/chain", around_compressed, ARG(WDP_T_TEXT, 1, 0) },
	{ "dstsize/compress/random/flat", around_compressed, ARG(WDP_T_RANDOM, 0, 0) },
	{ "dstsize/compress/random/chain", around_compressed, ARG(WDP_T_RANDOM, 1, 0) },
	{ "dstsize/compress/zeros/flat", around_compressed, ARG(WDP_T_ZEROS, 0, 0) },
	{ "dstsize/compress/zeros/chain", around_compressed, ARG(WDP_T_ZEROS, 1, 0) },
	{ "dstsize/decompress/text/flat", around_plain, ARG(WDP_T_TEXT, 0, 1) },
	{ "dstsize/decompress/text/chain", around_plain, ARG(WDP_T_TEXT, 1, 1) },
	{ "dstsize/decompress/random/flat", around_plain, ARG(WDP_T_RANDOM, 0, 1) },
	{ "dstsize/decompress/random/chain", around_plain, ARG(WDP_T_RANDOM, 1, 1) },
	{ "dstsize/decompress/zeros/flat", around_plain, ARG(WDP_T_ZEROS, 0, 1) },
	{ "dstsize/decompress/zeros/chain", around_plain, ARG(WDP_T_ZEROS, 1, 1) },
	{ "dstsize/compress/tiny/flat", tiny, ARG(0, 0, 0) },
	{ "dstsize/compress/tiny/chain", tiny, ARG(0, 1, 0) },
	{ "dstsize/decompress/tiny/flat", tiny, ARG(0, 0, 1) },
	{ "dstsize/decompress/tiny/chain", tiny, ARG(0, 1, 1) },
	{ NULL, NULL, 0 },
};
