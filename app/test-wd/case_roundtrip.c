/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Round trips (R3, R21): what the device compresses zlib and ISA-L read, what they
 * compress the device reads, for every size and kind of data, flat and in chains.
 */

#include <string.h>

#include <rte_common.h>

#include "test.h"

static const uint32_t sizes[] = {
	1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256,
	257, 511, 512, 513, 1000, 1023, 1024, 1025, 2047, 2048, 2049, 4095, 4096, 4097, 8191,
	8192, 16383, 16384, 16385, 32767, 32768, 32769, 59345, 65535, 65536, 65537, 1u << 20,
	WDP_T_OP_MAX_B,
};

#define LARGE_B 65537u /* from here on not every referee setting, or it takes minutes */

static bool
left_out(const struct wdp_t *t, uint32_t len, bool flat, enum wdp_t_kind kind)
{
	if (flat && len > WDP_T_SEG_MAX_B - 128)
		return true;
	if (!t->quick)
		return false;
	return (len > LARGE_B && kind != WDP_T_TEXT) || (len > 32 && len < 4095 && len % 2 != 0);
}

/* Chains of about 2 KiB segments, long data in the largest ones. */
static struct wdp_t_shape
shape_for(struct wdp_t *t, bool flat, uint32_t len)
{
	struct wdp_t_shape s = { .split = WDP_T_FLAT };

	if (flat)
		return s;
	if (len > LARGE_B) {
		s.split = WDP_T_AUTO;
	} else {
		s.split = WDP_T_UNEVEN;
		s.segs = 2 + len / 2048 + wdp_t_rnd_below(&t->rnd, 4);
	}
	return s;
}

static bool
sgl_offered(const struct wdp_t *t)
{
	return (t->cap->comp_feature_flags & RTE_COMP_FF_OOP_SGL_IN_SGL_OUT) != 0;
}

static int
compress_all(struct wdp_t *t, int arg)
{
	enum wdp_t_kind kind = arg / 2;
	bool flat = arg % 2 == 0;
	struct wdp_t_shape ss, ds;
	uint32_t i, len;

	if (!flat && !sgl_offered(t))
		return wdp_t_skip(t, "the device does not offer chains in and out");
	for (i = 0; i < RTE_DIM(sizes); i++) {
		len = sizes[i];
		if (left_out(t, len, flat, kind))
			continue;
		wdp_t_data(t, kind, t->data, len);
		ss = shape_for(t, flat, len);
		ds = shape_for(t, flat, len);
		ss.slack = wdp_t_rnd_below(&t->rnd, 50);
		if (wdp_t_compress(t, NULL, t->data, len, &ss, &ds, 0, NULL) != WDP_T_PASS)
			return wdp_t_within(t, "%u bytes", len);
	}
	return WDP_T_PASS;
}

static bool
ref_left_out(enum wdp_t_ref ref, uint32_t len)
{
	if (len <= LARGE_B)
		return false;
	return ref != WDP_T_REF_ZLIB1 && ref != WDP_T_REF_ISAL && ref != WDP_T_REF_STORED;
}

static int
decompress_one(struct wdp_t *t, uint32_t len, bool flat)
{
	struct wdp_t_shape ss, ds;
	uint32_t slen;
	int ref;

	for (ref = 0; ref < WDP_T_REFS; ref++) {
		if (ref_left_out(ref, len))
			continue;
		slen = wdp_t_ref_deflate(ref, 15, t->data, len, t->stream, WDP_T_SCRATCH_B);
		WDP_T_CHECK(t, slen != 0, "%s cannot compress %u bytes", wdp_t_ref_name(ref), len);
		/* a stored 8 MiB is longer than the largest op */
		if (slen > WDP_T_OP_MAX_B || (flat && slen > WDP_T_SEG_MAX_B - 64))
			continue;
		ss = shape_for(t, flat, slen);
		ds = shape_for(t, flat, len);
		ss.slack = wdp_t_rnd_below(&t->rnd, 50);
		if (wdp_t_decompress(t, NULL, t->stream, slen, t->data, len, &ss, &ds,
				wdp_t_rnd_below(&t->rnd, 2) * 64) != WDP_T_PASS)
			return wdp_t_within(t, "%u bytes from %s (%u)", len, wdp_t_ref_name(ref),
				slen);
	}
	return WDP_T_PASS;
}

static int
decompress_all(struct wdp_t *t, int arg)
{
	enum wdp_t_kind kind = arg / 2;
	bool flat = arg % 2 == 0;
	uint32_t i;

	if (!flat && !sgl_offered(t))
		return wdp_t_skip(t, "the device does not offer chains in and out");
	for (i = 0; i < RTE_DIM(sizes); i++) {
		if (left_out(t, sizes[i], flat, kind))
			continue;
		wdp_t_data(t, kind, t->data, sizes[i]);
		WDP_T_TRY(decompress_one(t, sizes[i], flat));
	}
	return WDP_T_PASS;
}

/* Every level and Huffman choice the API names and the device takes. */
static int
levels(struct wdp_t *t, int huffman)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct rte_comp_xform x;
	int level, err, ret;
	void *xf;

	wdp_t_data(t, WDP_T_TEXT, t->data, 20000);
	for (level = RTE_COMP_LEVEL_PMD_DEFAULT; level <= RTE_COMP_LEVEL_MAX; level++) {
		if (level == RTE_COMP_LEVEL_NONE)
			continue;
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
		x.compress.level = level;
		x.compress.deflate.huffman = huffman;
		xf = wdp_t_xform_new(t, &x, &err);
		WDP_T_CHECK(t, xf != NULL, "level %d refused: %d", level, err);
		ret = wdp_t_compress(t, xf, t->data, 20000, &flat, &flat, 0, NULL);
		rte_compressdev_private_xform_free(t->dev_id, xf);
		if (ret != WDP_T_PASS)
			return wdp_t_within(t, "level %d", level);
	}
	return WDP_T_PASS;
}

/* FLUSH_FULL is the other flush flag a stateless op may carry. */
static int
flush_full(struct wdp_t *t, int arg)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct wdp_t_job j = { .xform = t->comp, .src_len = 3000 };
	struct wdp_t_chain *src, *dst;
	struct rte_comp_op *op;
	uint32_t used = 0;

	RTE_SET_USED(arg);
	wdp_t_data(t, WDP_T_TEXT, t->data, j.src_len);
	src = wdp_t_chain_shape(t, &flat, j.src_len);
	dst = wdp_t_chain_shape(t, &flat, 4000);
	op = wdp_t_op_new(t);
	if (src == NULL || dst == NULL || op == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(src, 0, t->data, j.src_len);
	j.src = src;
	j.dst = dst;
	wdp_t_op_fill(op, &j);
	op->flush_flag = RTE_COMP_FLUSH_FULL;
	WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
	WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
	WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_SUCCESS, "%s",
		wdp_t_status_name(op->status));
	WDP_T_TRY(wdp_t_chain_check(t, dst, 0, dst->total));
	WDP_T_CHECK(t, op->produced > 0 && op->produced <= dst->total, "produced %u",
		op->produced);
	wdp_t_chain_read(dst, 0, t->out, op->produced);
	/* whether the last block carries the final bit is the driver's choice here: add one */
	t->out[op->produced] = 0x03;
	t->out[op->produced + 1] = 0x00;
	WDP_T_CHECK(t, wdp_t_ref_inflate_zlib(t->out, op->produced + 2, t->stream, 3001, &used) ==
		3000 && memcmp(t->stream, t->data, 3000) == 0, "zlib gets other data");
	return WDP_T_PASS;
}

#define KIND(name, kind) \
	{ "roundtrip/compress/" name "/flat", compress_all, (kind) * 2 }, \
	{ "roundtrip/compress/" name "/chain", compress_all, (kind) * 2 + 1 }, \
	{ "roundtrip/decompress/" name "/flat", decompress_all, (kind) * 2 }, \
	{ "roundtrip/decompress/" name "/chain", decompress_all, (kind) * 2 + 1 }

const struct wdp_t_case wdp_t_cases_roundtrip[] = {
	KIND("random", WDP_T_RANDOM),
	KIND("zeros", WDP_T_ZEROS),
	KIND("text", WDP_T_TEXT),
	KIND("packed", WDP_T_PACKED),
	KIND("pattern", WDP_T_PATTERN),
	{ "roundtrip/levels/default", levels, RTE_COMP_HUFFMAN_DEFAULT },
	{ "roundtrip/levels/dynamic", levels, RTE_COMP_HUFFMAN_DYNAMIC },
	{ "roundtrip/flush_full", flush_full, 0 },
	{ NULL, NULL, 0 },
};
