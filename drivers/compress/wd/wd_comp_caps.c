/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>

#include <rte_malloc.h>

#include "wd_comp.h"

#define SGL_FLAGS (RTE_COMP_FF_OOP_SGL_IN_SGL_OUT | RTE_COMP_FF_OOP_SGL_IN_LB_OUT | \
	RTE_COMP_FF_OOP_LB_IN_SGL_OUT)

#define WINDOW_MIN_BITS 12
#define WINDOW_MAX_BITS 15

/*
 * Raw DEFLATE is in the hardware from V3 on. No HUFFMAN_FIXED: no descriptor field asks
 * for it (zip.md 11).
 */
static const struct rte_compressdev_capabilities caps_v3[] = {
	{
		.algo = RTE_COMP_ALGO_DEFLATE,
		.comp_feature_flags = SGL_FLAGS | RTE_COMP_FF_SHAREABLE_PRIV_XFORM |
			RTE_COMP_FF_HUFFMAN_DYNAMIC,
		.window_size = {
			.min = WINDOW_MIN_BITS,
			.max = WINDOW_MAX_BITS,
			.increment = 1,
		},
	},
	RTE_COMP_END_OF_CAPABILITIES_LIST(),
};

/* V2 does zlib and gzip bodies only (zip.md 22). */
static const struct rte_compressdev_capabilities caps_none[] = {
	RTE_COMP_END_OF_CAPABILITIES_LIST(),
};

static const struct rte_compressdev_capabilities *const caps_by_gen[WDP_GEN_NB] = {
	[WDP_GEN_V2] = caps_none,
	[WDP_GEN_V3] = caps_v3,
};

const struct rte_compressdev_capabilities *
wdp_comp_capabilities(const struct wdp_qm *qm)
{
	/* Both directions or nothing: a queue pair has one hardware queue for each. */
	if ((qm->caps[WDP_ZIP_C_DEV_ALG] & WDP_ZIP_ALG_DEFLATE) != WDP_ZIP_ALG_DEFLATE)
		return caps_none;
	return caps_by_gen[qm->gen];
}

static const struct rte_compressdev_capabilities *
find_algo(const struct comp_dev *d, enum rte_comp_algorithm algo)
{
	const struct rte_compressdev_capabilities *c;

	for (c = wdp_comp_capabilities(&d->qm); c->algo != RTE_COMP_ALGO_UNSPECIFIED; c++)
		if (c->algo == algo)
			return c;
	return NULL;
}

static int
check_compress(const struct rte_compressdev_capabilities *cap,
	const struct rte_comp_compress_xform *x)
{
	if (x->deflate.huffman != RTE_COMP_HUFFMAN_DEFAULT &&
			x->deflate.huffman != RTE_COMP_HUFFMAN_DYNAMIC) {
		COMP_LOG(ERR, "Huffman type %d cannot be asked for: the hardware chooses the codes; use RTE_COMP_HUFFMAN_DEFAULT or DYNAMIC",
			x->deflate.huffman);
		return -ENOTSUP;
	}
	if (x->level == RTE_COMP_LEVEL_NONE || x->level > RTE_COMP_LEVEL_MAX ||
			x->level < RTE_COMP_LEVEL_PMD_DEFAULT) {
		COMP_LOG(ERR, "compression level %d is not supported: use -1 or 1 to 9 (all the same to the hardware)",
			x->level);
		return -ENOTSUP;
	}
	if (x->window_size < cap->window_size.min || x->window_size > cap->window_size.max) {
		COMP_LOG(ERR, "window of %u bits is not supported: use %u to %u", x->window_size,
			cap->window_size.min, cap->window_size.max);
		return -ENOTSUP;
	}
	if (x->chksum != RTE_COMP_CHECKSUM_NONE || x->hash_algo != RTE_COMP_HASH_ALGO_NONE) {
		COMP_LOG(ERR, "checksums and hashes are not supported: set chksum and hash_algo to NONE");
		return -ENOTSUP;
	}
	return 0;
}

static int
check_decompress(const struct rte_compressdev_capabilities *cap,
	const struct rte_comp_decompress_xform *x)
{
	/* The largest window decompresses what a smaller one made: only more is refused. */
	if (x->window_size > cap->window_size.max) {
		COMP_LOG(ERR, "window of %u bits is not supported: use %u to %u", x->window_size,
			cap->window_size.min, cap->window_size.max);
		return -ENOTSUP;
	}
	if (x->chksum != RTE_COMP_CHECKSUM_NONE || x->hash_algo != RTE_COMP_HASH_ALGO_NONE) {
		COMP_LOG(ERR, "checksums and hashes are not supported: set chksum and hash_algo to NONE");
		return -ENOTSUP;
	}
	return 0;
}

static int
check_xform(const struct comp_dev *d, const struct rte_comp_xform *x)
{
	enum rte_comp_algorithm algo = x->type == RTE_COMP_COMPRESS ? x->compress.algo :
		x->decompress.algo;
	const struct rte_compressdev_capabilities *cap = find_algo(d, algo);

	if (x->type != RTE_COMP_COMPRESS && x->type != RTE_COMP_DECOMPRESS) {
		COMP_LOG(ERR, "xform type %d is neither compress nor decompress", x->type);
		return -EINVAL;
	}
	if (cap == NULL) {
		COMP_LOG(ERR, "algorithm %d is not supported by this device (revision 0x%02x); see rte_compressdev_info_get()",
			algo, d->qm.revision);
		return -ENOTSUP;
	}
	return x->type == RTE_COMP_COMPRESS ? check_compress(cap, &x->compress) :
		check_decompress(cap, &x->decompress);
}

int
wdp_comp_xform_create(struct rte_compressdev *dev, const struct rte_comp_xform *xform, void **priv)
{
	struct comp_xform *x;
	uint8_t window = 0;
	int ret;

	if (xform == NULL || priv == NULL)
		return -EINVAL;
	ret = check_xform(comp_dev(dev), xform);
	if (ret < 0)
		return ret;
	x = rte_zmalloc_socket("wd_comp_xform", sizeof(*x), RTE_CACHE_LINE_SIZE,
		dev->data->socket_id);
	if (x == NULL) {
		COMP_LOG(ERR, "%s: no hugepage memory left for a private xform; give EAL more",
			dev->data->name);
		return -ENOMEM;
	}
	/* The hardware ignores the window when it decompresses. */
	if (xform->type == RTE_COMP_COMPRESS)
		window = wdp_zip_window(xform->compress.window_size);
	x->magic = COMP_XFORM_MAGIC;
	x->dir = xform->type == RTE_COMP_COMPRESS ? COMP_DIR_COMPRESS : COMP_DIR_DECOMPRESS;
	x->form = wdp_zip_form(WDP_ZIP_SQE_TYPE3, WDP_ZIP_TYPE_DEFLATE, window);
	*priv = x;
	return 0;
}

int
wdp_comp_xform_free(struct rte_compressdev *dev, void *priv)
{
	struct comp_xform *x = priv;

	RTE_SET_USED(dev);
	if (x == NULL || x->magic != COMP_XFORM_MAGIC)
		return -EINVAL;
	/* An op that still names it is refused, as far as the memory stays what it was. */
	x->magic = 0;
	rte_free(x);
	return 0;
}
