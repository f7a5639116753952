/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Backend of `dpdk-test-wd perf`: compress_wd. */

#include <stddef.h>
#include <string.h>

#include <rte_compressdev.h>

#include "perf.h"
#include "test.h"
#ifdef WDP_T_INPROC
#include "wdp_model.h"
#endif

static void *xforms[2]; /* by direction */

uint32_t wdp_perf_section_enqueue_zip(uint8_t dev, void **ops, uint32_t n, uint32_t burst);
uint32_t wdp_perf_section_dequeue_zip(uint8_t dev, void **ops, uint32_t n, uint32_t burst);

__rte_noinline uint32_t
wdp_perf_section_enqueue_zip(uint8_t dev, void **ops, uint32_t n, uint32_t burst)
{
	uint32_t i, k;

	for (i = 0; i < n; i += k) {
		k = rte_compressdev_enqueue_burst(dev, 0, (struct rte_comp_op **)ops + i,
			RTE_MIN(burst, n - i));
		if (k == 0)
			break;
	}
	return i;
}

__rte_noinline uint32_t
wdp_perf_section_dequeue_zip(uint8_t dev, void **ops, uint32_t n, uint32_t burst)
{
	uint32_t i, k;

	for (i = 0; i < n; i += k) {
		k = rte_compressdev_dequeue_burst(dev, 0, (struct rte_comp_op **)ops + i,
			RTE_MIN(burst, n - i));
		if (k == 0)
			break;
	}
	return i;
}

static uint16_t
zip_dequeue_once(uint8_t dev, void **ops, uint16_t n)
{
	return rte_compressdev_dequeue_burst(dev, 0, (struct rte_comp_op **)ops, n);
}

static int
zip_dev_of(const char *driver)
{
	uint8_t id;

	return rte_compressdev_devices_get(driver, &id, 1) == 0 ? -1 : id;
}

static int
zip_start(uint8_t dev, const struct wdp_p_kind *k)
{
	struct rte_compressdev_config cfg = {
		.socket_id = SOCKET_ID_ANY,
		.nb_queue_pairs = 1,
		.max_nb_priv_xforms = 2,
	};
	struct rte_comp_xform x;
	int ret, dir;

	RTE_SET_USED(k);
	ret = rte_compressdev_configure(dev, &cfg);
	if (ret == 0)
		ret = rte_compressdev_queue_pair_setup(dev, 0, WDP_P_SECTION, SOCKET_ID_ANY);
	if (ret == 0)
		ret = rte_compressdev_start(dev);
	for (dir = 0; dir < 2 && ret == 0; dir++) {
		wdp_t_xform_init(&x, dir, 15);
		ret = rte_compressdev_private_xform_create(dev, &x, &xforms[dir]);
	}
	return ret;
}

static void
zip_stop(uint8_t dev)
{
	int dir;

	for (dir = 0; dir < 2; dir++) {
		if (xforms[dir] != NULL)
			rte_compressdev_private_xform_free(dev, xforms[dir]);
		xforms[dir] = NULL;
	}
	rte_compressdev_stop(dev);
	rte_compressdev_close(dev);
}

static struct rte_mempool *
zip_op_pool(const char *name, uint32_t n)
{
	return rte_comp_op_pool_create(name, n, 0, 0, SOCKET_ID_ANY);
}

static void *
zip_op_alloc(struct rte_mempool *pool)
{
	return rte_comp_op_alloc(pool);
}

/* Text that any engine compresses to well under WDP_P_PACKED_B, the same in every buffer. */
static uint32_t
zip_data(uint8_t *mem, const struct wdp_p_kind *k)
{
	struct wdp_t t = { .seed = 1 };
	uint8_t text[WDP_P_PLAIN_B], packed[WDP_P_PACKED_B];
	uint32_t len = sizeof(text);

	wdp_t_rnd_init(&t.rnd, t.seed, "perf");
	wdp_t_data(&t, WDP_T_TEXT, text, sizeof(text));
	if (k->arg == RTE_COMP_DECOMPRESS)
		len = wdp_t_ref_deflate(WDP_T_REF_ZLIB6, 15, text, sizeof(text), packed,
			sizeof(packed));
	memcpy(mem, k->arg == RTE_COMP_DECOMPRESS ? packed : text, len);
	return len;
}

static void
zip_op_fill(void *p, const struct wdp_p_kind *k, struct rte_mbuf *src, struct rte_mbuf *dst,
	uint32_t len)
{
	struct rte_comp_op *op = p;

	op->op_type = RTE_COMP_OP_STATELESS;
	op->private_xform = xforms[k->arg];
	op->m_src = src;
	op->m_dst = dst;
	op->src.offset = 0;
	op->src.length = len;
	op->dst.offset = 0;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
}

static bool
zip_good(const void *op)
{
	return ((const struct rte_comp_op *)op)->status == RTE_COMP_OP_STATUS_SUCCESS;
}

static const struct wdp_p_kind zip_kinds[] = {
	{"compress-flat", false, RTE_COMP_COMPRESS},
	{"decompress-flat", false, RTE_COMP_DECOMPRESS},
	{"compress-sgl", true, RTE_COMP_COMPRESS},
	{"decompress-sgl", true, RTE_COMP_DECOMPRESS},
	{.name = NULL},
};

const struct wdp_p_backend wdp_p_zip = {
	.name = "zip",
	.driver = "compress_wd",
#ifdef WDP_T_INPROC
	.model = WDP_MODEL_ZIP,
#endif
	.kinds = zip_kinds,
	.two_buffers = true,
	.dev_named = rte_compressdev_get_dev_id,
	.dev_of = zip_dev_of,
	.start = zip_start,
	.stop = zip_stop,
	.enqueue = wdp_perf_section_enqueue_zip,
	.dequeue = wdp_perf_section_dequeue_zip,
	.dequeue_once = zip_dequeue_once,
	.op_pool = zip_op_pool,
	.op_alloc = zip_op_alloc,
	.data = zip_data,
	.op_fill = zip_op_fill,
	.good = zip_good,
	.in = {
		offsetof(struct rte_comp_op, src.length),
		offsetof(struct rte_comp_op, m_src),
		offsetof(struct rte_comp_op, m_dst),
	},
	.out = {
		offsetof(struct rte_comp_op, consumed),
		offsetof(struct rte_comp_op, produced),
	},
	.out_status = offsetof(struct rte_comp_op, status),
	.status_good = RTE_COMP_OP_STATUS_SUCCESS,
};
