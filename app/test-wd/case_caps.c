/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Honest capabilities (R29): what the device offers it takes, what it does not offer it
 * refuses when the xform is made, and the device info makes sense.
 */

#include <errno.h>
#include <string.h>

#include <rte_common.h>

#include "test.h"

static bool
has(const struct wdp_t *t, uint64_t flag)
{
	return (t->cap->comp_feature_flags & flag) != 0;
}

/* Create an xform; whether it must succeed is @p offered. */
static int
expect(struct wdp_t *t, const struct rte_comp_xform *x, bool offered, const char *what, int value)
{
	int err;
	void *xf;

	/* compress_isal puts a wild pointer into its pool when it refuses an xform */
	if (!offered && !t->strict)
		return WDP_T_PASS;
	xf = wdp_t_xform_new(t, x, &err);
	if (xf != NULL)
		rte_compressdev_private_xform_free(t->dev_id, xf);
	WDP_T_CHECK(t, !offered || xf != NULL, "%s %d is offered but refused: %d", what, value,
		err);
	WDP_T_CHECK(t, offered || xf == NULL, "%s %d is not offered but accepted", what, value);
	if (!offered)
		WDP_T_CHECK(t, err == -ENOTSUP || err == -EINVAL, "%s %d: error %d", what, value,
			err);
	return WDP_T_PASS;
}

static int
info(struct wdp_t *t, int arg)
{
	const struct rte_compressdev_capabilities *c;
	uint32_t n = 0;

	RTE_SET_USED(arg);
	WDP_T_CHECK(t, t->info.driver_name != NULL &&
		strcmp(t->info.driver_name, t->driver) == 0, "driver name %s",
		t->info.driver_name);
	WDP_T_CHECK(t, t->info.capabilities != NULL, "no capability list");
	for (c = t->info.capabilities; c->algo != RTE_COMP_ALGO_UNSPECIFIED; c++)
		WDP_T_CHECK(t, ++n < 16, "the capability list has no end");
	WDP_T_CHECK(t, n > 0, "the capability list is empty");
	WDP_T_CHECK(t, t->cap->window_size.min >= 8 && t->cap->window_size.max <= 15 &&
		t->cap->window_size.min <= t->cap->window_size.max, "windows %u..%u",
		t->cap->window_size.min, t->cap->window_size.max);
	if (!t->strict)
		return WDP_T_PASS;
	WDP_T_CHECK(t, t->info.max_nb_queue_pairs >= 1 && t->info.max_nb_queue_pairs <= 512,
		"%u queue pairs: a device has two hardware queues for each, 1024 at the most",
		t->info.max_nb_queue_pairs);
	/* SPDK looks for it in the first entry */
	WDP_T_CHECK(t, t->info.capabilities[0].algo == RTE_COMP_ALGO_DEFLATE &&
		has(t, RTE_COMP_FF_SHAREABLE_PRIV_XFORM), "entry 0 is not DEFLATE with "
		"shareable xforms");
	WDP_T_CHECK(t, has(t, RTE_COMP_FF_OOP_SGL_IN_SGL_OUT) &&
		has(t, RTE_COMP_FF_OOP_SGL_IN_LB_OUT) && has(t, RTE_COMP_FF_OOP_LB_IN_SGL_OUT),
		"chains are not offered in all three combinations");
	WDP_T_CHECK(t, t->cap->window_size.min == 12 && t->cap->window_size.max == 15,
		"windows %u..%u, not 12..15", t->cap->window_size.min, t->cap->window_size.max);
	return WDP_T_PASS;
}

static int
algorithms(struct wdp_t *t, int arg)
{
	struct rte_comp_xform x;
	bool offered;
	int algo;

	RTE_SET_USED(arg);
	for (algo = RTE_COMP_ALGO_NULL; algo < RTE_COMP_ALGO_LIST_END; algo++) {
		offered = rte_compressdev_capability_get(t->dev_id, algo) != NULL;
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
		x.compress.algo = algo;
		WDP_T_TRY(expect(t, &x, offered, "compress algorithm", algo));
		wdp_t_xform_init(&x, RTE_COMP_DECOMPRESS, 15);
		x.decompress.algo = algo;
		WDP_T_TRY(expect(t, &x, offered, "decompress algorithm", algo));
	}
	return WDP_T_PASS;
}

static int
windows(struct wdp_t *t, int arg)
{
	struct rte_comp_xform x;
	bool offered;
	int w;

	RTE_SET_USED(arg);
	for (w = 0; w <= 255; w = w < 20 ? w + 1 : w + 47) {
		offered = w >= t->cap->window_size.min && w <= t->cap->window_size.max;
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, w);
		WDP_T_TRY(expect(t, &x, offered, "compress window", w));
		/* a larger window reads what a smaller one made: only more must be refused */
		if (!offered && w < t->cap->window_size.min)
			continue;
		wdp_t_xform_init(&x, RTE_COMP_DECOMPRESS, w);
		WDP_T_TRY(expect(t, &x, offered, "decompress window", w));
	}
	return WDP_T_PASS;
}

static int
huffman(struct wdp_t *t, int arg)
{
	struct rte_comp_xform x;
	void *xf;
	int err;

	RTE_SET_USED(arg);
	wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
	x.compress.deflate.huffman = RTE_COMP_HUFFMAN_DEFAULT;
	WDP_T_TRY(expect(t, &x, true, "Huffman", RTE_COMP_HUFFMAN_DEFAULT));
	x.compress.deflate.huffman = RTE_COMP_HUFFMAN_FIXED;
	WDP_T_TRY(expect(t, &x, has(t, RTE_COMP_FF_HUFFMAN_FIXED), "Huffman",
		RTE_COMP_HUFFMAN_FIXED));
	x.compress.deflate.huffman = RTE_COMP_HUFFMAN_DYNAMIC;
	WDP_T_TRY(expect(t, &x, has(t, RTE_COMP_FF_HUFFMAN_DYNAMIC), "Huffman",
		RTE_COMP_HUFFMAN_DYNAMIC));
	x.compress.deflate.huffman = 9;
	WDP_T_TRY(expect(t, &x, false, "Huffman", 9));
	if (!t->strict)
		return WDP_T_PASS;
	x.compress.deflate.huffman = RTE_COMP_HUFFMAN_FIXED;
	xf = wdp_t_xform_new(t, &x, &err);
	WDP_T_CHECK(t, xf == NULL && err == -ENOTSUP, "fixed codes: %d, not -ENOTSUP", err);
	WDP_T_CHECK(t, has(t, RTE_COMP_FF_HUFFMAN_DYNAMIC), "dynamic codes are not offered");
	return WDP_T_PASS;
}

static int
levels(struct wdp_t *t, int arg)
{
	struct rte_comp_xform x;
	int level;

	RTE_SET_USED(arg);
	for (level = -3; level <= 12; level++) {
		bool offered = level >= RTE_COMP_LEVEL_PMD_DEFAULT && level <= RTE_COMP_LEVEL_MAX;

		if (level == RTE_COMP_LEVEL_NONE)
			offered = has(t, RTE_COMP_FF_NONCOMPRESSED_BLOCKS);
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
		x.compress.level = level;
		WDP_T_TRY(expect(t, &x, offered, "level", level));
	}
	return WDP_T_PASS;
}

static int
checksums(struct wdp_t *t, int arg)
{
	static const uint64_t flags[] = {
		[RTE_COMP_CHECKSUM_CRC32] = RTE_COMP_FF_CRC32_CHECKSUM,
		[RTE_COMP_CHECKSUM_ADLER32] = RTE_COMP_FF_ADLER32_CHECKSUM,
		[RTE_COMP_CHECKSUM_CRC32_ADLER32] = RTE_COMP_FF_CRC32_ADLER32_CHECKSUM,
	};
	struct rte_comp_xform x;
	int c;

	RTE_SET_USED(arg);
	for (c = RTE_COMP_CHECKSUM_CRC32; c <= RTE_COMP_CHECKSUM_CRC32_ADLER32; c++) {
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
		x.compress.chksum = c;
		WDP_T_TRY(expect(t, &x, has(t, flags[c]), "compress checksum", c));
		wdp_t_xform_init(&x, RTE_COMP_DECOMPRESS, 15);
		x.decompress.chksum = c;
		WDP_T_TRY(expect(t, &x, has(t, flags[c]), "decompress checksum", c));
	}
	return WDP_T_PASS;
}

static int
hashes(struct wdp_t *t, int arg)
{
	static const uint64_t flags[] = {
		[RTE_COMP_HASH_ALGO_SHA1] = RTE_COMP_FF_SHA1_HASH,
		[RTE_COMP_HASH_ALGO_SHA2_256] = RTE_COMP_FF_SHA2_SHA256_HASH,
	};
	struct rte_comp_xform x;
	int h;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "the stock drivers do not look at it");
	for (h = RTE_COMP_HASH_ALGO_SHA1; h < RTE_COMP_HASH_ALGO_LIST_END; h++) {
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
		x.compress.hash_algo = h;
		WDP_T_TRY(expect(t, &x, has(t, flags[h]), "compress hash", h));
		wdp_t_xform_init(&x, RTE_COMP_DECOMPRESS, 15);
		x.decompress.hash_algo = h;
		WDP_T_TRY(expect(t, &x, has(t, flags[h]), "decompress hash", h));
	}
	return WDP_T_PASS;
}

static int
types(struct wdp_t *t, int arg)
{
	struct rte_comp_xform x;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "the stock drivers do not look at it");
	wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
	x.type = 5;
	return expect(t, &x, false, "xform type", 5);
}

static int
streams(struct wdp_t *t, int arg)
{
	static const uint64_t flags[] = {
		[RTE_COMP_COMPRESS] = RTE_COMP_FF_STATEFUL_COMPRESSION,
		[RTE_COMP_DECOMPRESS] = RTE_COMP_FF_STATEFUL_DECOMPRESSION,
	};
	struct rte_comp_xform x;
	void *stream = NULL;
	int dir, ret;

	RTE_SET_USED(arg);
	for (dir = RTE_COMP_COMPRESS; dir <= RTE_COMP_DECOMPRESS; dir++) {
		wdp_t_xform_init(&x, dir, 15);
		ret = rte_compressdev_stream_create(t->dev_id, &x, &stream);
		if (ret == 0)
			rte_compressdev_stream_free(t->dev_id, stream);
		if (has(t, flags[dir]))
			WDP_T_CHECK(t, ret == 0, "direction %d: a stream is refused: %d", dir, ret);
		else
			WDP_T_CHECK(t, ret == -ENOTSUP, "direction %d: a stream gives %d, not "
				"-ENOTSUP", dir, ret);
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_caps[] = {
	{ "caps/info", info, 0 },
	{ "caps/algorithms", algorithms, 0 },
	{ "caps/windows", windows, 0 },
	{ "caps/huffman", huffman, 0 },
	{ "caps/levels", levels, 0 },
	{ "caps/checksums", checksums, 0 },
	{ "caps/hashes", hashes, 0 },
	{ "caps/types", types, 0 },
	{ "caps/streams", streams, 0 },
	{ NULL, NULL, 0 },
};
