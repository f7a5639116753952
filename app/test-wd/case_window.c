/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Windows: with a window of 2^w the device's output never reaches back further, which an
 * inflater with only so much memory proves.
 */

#include <string.h>

#include <rte_common.h>

#include "test.h"

#define DATA_B 150000u

/* Random blocks that come again after a little less than each window size. */
static void
far_matches(struct wdp_t *t, uint8_t *buf, uint32_t len)
{
	static const uint32_t back[] = { 4000, 4200, 8100, 8300, 16300, 16500, 32600, 1000 };
	uint32_t i, n, d;

	wdp_t_data(t, WDP_T_RANDOM, buf, len);
	for (i = 33000; i + 300 < len; i += n) {
		n = 40 + wdp_t_rnd_below(&t->rnd, 200);
		d = back[wdp_t_rnd_below(&t->rnd, RTE_DIM(back))];
		memcpy(buf + i, buf + i - d, n);
	}
}

static bool
window_offered(const struct wdp_t *t, int w)
{
	const struct rte_param_log2_range *r = &t->cap->window_size;

	return w >= r->min && w <= r->max &&
		(r->increment == 0 || (w - r->min) % r->increment == 0);
}

static int
compress_window(struct wdp_t *t, int w)
{
	static const struct wdp_t_shape chain = { .split = WDP_T_AUTO };
	struct rte_comp_xform x;
	uint32_t produced = 0;
	int64_t size;
	void *xf;
	int err, ret;

	if (!window_offered(t, w))
		return wdp_t_skip(t, "window %d is not among the capabilities", w);
	far_matches(t, t->data, DATA_B);
	wdp_t_xform_init(&x, RTE_COMP_COMPRESS, w);
	xf = wdp_t_xform_new(t, &x, &err);
	WDP_T_CHECK(t, xf != NULL, "xform with an offered window refused: %d", err);
	ret = wdp_t_compress(t, xf, t->data, DATA_B, &chain, &chain, 0, &produced);
	rte_compressdev_private_xform_free(t->dev_id, xf);
	WDP_T_TRY(ret);
	/* wdp_t_compress left the stream in t->out */
	size = wdp_t_ref_inflate_window(w, t->out, produced, t->stream, DATA_B);
	WDP_T_CHECK(t, size == DATA_B && memcmp(t->stream, t->data, DATA_B) == 0,
		"not readable with a window of 2^%d", w);
	return WDP_T_PASS;
}

static int
decompress_window(struct wdp_t *t, int w)
{
	static const struct wdp_t_shape chain = { .split = WDP_T_AUTO };
	struct rte_comp_xform x;
	uint32_t slen;
	void *xf;
	int err, ret;

	if (!window_offered(t, w))
		return wdp_t_skip(t, "window %d is not among the capabilities", w);
	far_matches(t, t->data, DATA_B);
	slen = wdp_t_ref_deflate(WDP_T_REF_ZLIB9, w, t->data, DATA_B, t->stream, WDP_T_SCRATCH_B);
	WDP_T_CHECK(t, slen != 0, "zlib cannot compress");
	wdp_t_xform_init(&x, RTE_COMP_DECOMPRESS, w);
	xf = wdp_t_xform_new(t, &x, &err);
	WDP_T_CHECK(t, xf != NULL, "xform with an offered window refused: %d", err);
	ret = wdp_t_decompress(t, xf, t->stream, slen, t->data, DATA_B, &chain, &chain, 0);
	rte_compressdev_private_xform_free(t->dev_id, xf);
	return ret;
}

/* The referee itself: it must refuse a stream made with a larger window. */
static int
referee_sees(struct wdp_t *t, int arg)
{
	uint32_t slen;
	int made, w;

	RTE_SET_USED(arg);
	far_matches(t, t->data, DATA_B);
	for (made = 12; made <= 15; made++) {
		slen = wdp_t_ref_deflate(WDP_T_REF_ZLIB9, made, t->data, DATA_B, t->stream,
			WDP_T_SCRATCH_B);
		WDP_T_CHECK(t, slen != 0, "zlib cannot compress");
		for (w = 12; w <= 15; w++)
			WDP_T_CHECK(t, (wdp_t_ref_inflate_window(w, t->stream, slen, t->out,
				DATA_B) == DATA_B) == (w >= made),
				"a window of 2^%d reading a stream made with 2^%d", w, made);
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_window[] = {
	{ "window/referee", referee_sees, 0 },
	{ "window/compress/12", compress_window, 12 },
	{ "window/compress/13", compress_window, 13 },
	{ "window/compress/14", compress_window, 14 },
	{ "window/compress/15", compress_window, 15 },
	{ "window/decompress/12", decompress_window, 12 },
	{ "window/decompress/13", decompress_window, 13 },
	{ "window/decompress/14", decompress_window, 14 },
	{ "window/decompress/15", decompress_window, 15 },
	{ NULL, NULL, 0 },
};
