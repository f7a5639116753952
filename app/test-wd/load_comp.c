/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Load for a compressdev: texts compressed and decompressed, zlib has the last word. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_compressdev_pmd.h>
#include <rte_lcore.h>

#include <zlib.h>

#include "load.h"
#include "wd_comp.h"

#define DRIVER RTE_STR(COMP_DRIVER_NAME)
#define TEXTS  16u
#define TEXT_B 1024u /* of the longest; each is some words shorter */
#define ROOM_B (2 * TEXT_B)

struct text {
	uint8_t plain[TEXT_B];
	uint8_t packed[ROOM_B];
	uint32_t plain_len, packed_len;
};

struct comp_load {
	struct wdp_t_load base;
	void *xform[WDP_T_LOAD_DIRS];
	struct text texts[TEXTS];
};

/* In the memory of an op. */
struct comp_mem {
	struct wdp_t_track track;
	uint8_t text;
};

static struct comp_load *
comp_load(struct wdp_t_load *l)
{
	return (struct comp_load *)l;
}

static struct rte_compressdev *
pmd_dev(uint8_t dev)
{
	return rte_compressdev_pmd_get_named_dev(rte_compressdev_name_get(dev));
}

/* ---- the device ---- */

static unsigned int
comp_find(uint8_t *ids, unsigned int max)
{
	return rte_compressdev_devices_get(DRIVER, ids, max);
}

static struct rte_device *
comp_bus_device(uint8_t dev)
{
	return pmd_dev(dev)->device;
}

static struct wdp_qm *
comp_qm(uint8_t dev)
{
	return &comp_dev(pmd_dev(dev))->qm;
}

static struct wdp_hwq *
comp_hwq(uint8_t dev, uint16_t qp, unsigned int ring)
{
	return &((struct comp_qp *)pmd_dev(dev)->data->queue_pairs[qp])->ring[ring].q;
}

static uint16_t
comp_max_qps(uint8_t dev)
{
	struct rte_compressdev_info info;

	rte_compressdev_info_get(dev, &info);
	return info.max_nb_queue_pairs;
}

static int
comp_up(uint8_t dev, uint16_t qps, uint32_t depth, const char **step)
{
	struct rte_compressdev_config conf = {
		.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = qps,
		.max_nb_priv_xforms = WDP_T_LOAD_DIRS,
	};
	unsigned int i;
	int ret;

	*step = "configure";
	ret = rte_compressdev_configure(dev, &conf);
	for (i = 0; i < qps && ret == 0; i++) {
		*step = "queue pair";
		ret = rte_compressdev_queue_pair_setup(dev, i, depth, SOCKET_ID_ANY);
	}
	if (ret != 0)
		return ret;
	*step = "start";
	return rte_compressdev_start(dev);
}

static int
comp_down(uint8_t dev)
{
	rte_compressdev_stop(dev);
	return rte_compressdev_close(dev);
}

static const struct rte_comp_xform xforms[WDP_T_LOAD_DIRS] = {
	[WDP_T_LOAD_FORTH] = {
		.type = RTE_COMP_COMPRESS,
		.compress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15, .level = 1},
	},
	[WDP_T_LOAD_BACK] = {
		.type = RTE_COMP_DECOMPRESS,
		.decompress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15},
	},
};

static int
comp_offer(uint8_t dev, bool *none)
{
	struct rte_compressdev_info info;
	void *priv = NULL;
	int ret;

	rte_compressdev_info_get(dev, &info);
	*none = info.capabilities[0].algo == RTE_COMP_ALGO_UNSPECIFIED;
	ret = rte_compressdev_private_xform_create(dev, &xforms[WDP_T_LOAD_FORTH], &priv);
	if (ret == 0)
		rte_compressdev_private_xform_free(dev, priv);
	return ret;
}

static int
comp_counts(uint8_t dev, uint64_t *enqueued, uint64_t *dequeued)
{
	struct rte_compressdev_stats s;
	int ret = rte_compressdev_stats_get(dev, &s);

	*enqueued = s.enqueued_count;
	*dequeued = s.dequeued_count;
	return ret;
}

/* ---- texts ---- */

/* Raw DEFLATE, by zlib. */
static int
pack(struct text *t)
{
	z_stream z = {.next_in = t->plain, .avail_in = t->plain_len,
		.next_out = t->packed, .avail_out = sizeof(t->packed)};
	int ret;

	if (deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	ret = deflate(&z, Z_FINISH);
	t->packed_len = z.total_out;
	deflateEnd(&z);
	return ret == Z_STREAM_END ? 0 : -1;
}

static bool
unpacks_to(const struct text *t, const uint8_t *data, uint32_t len)
{
	uint8_t plain[TEXT_B + 1];
	z_stream z = {.next_in = (uint8_t *)(uintptr_t)data, .avail_in = len,
		.next_out = plain, .avail_out = sizeof(plain)};
	int ret;

	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return false;
	ret = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	return ret == Z_STREAM_END && z.total_out == t->plain_len &&
		memcmp(plain, t->plain, t->plain_len) == 0;
}

static int
make_texts(struct comp_load *c, uint32_t longest)
{
	unsigned int i, n;

	for (i = 0; i < TEXTS; i++) {
		struct text *t = &c->texts[i];

		for (n = 0; n + 24 < longest - longest / 32 * i; )
			n += sprintf((char *)t->plain + n, "%u op %u %x ", i, n, n * 2654435761u);
		t->plain_len = n;
		if (pack(t) != 0)
			return -1;
	}
	return 0;
}

/* ---- operations ---- */

static void
comp_close(struct wdp_t_load *l)
{
	struct comp_load *c = comp_load(l);
	unsigned int i;

	for (i = 0; i < WDP_T_LOAD_DIRS; i++)
		if (c->xform[i] != NULL)
			rte_compressdev_private_xform_free(l->conf.dev, c->xform[i]);
	rte_mempool_free(l->op_pool);
	rte_mempool_free(l->mbuf_pool);
	free(c);
}

static struct wdp_t_load *
comp_open(const struct wdp_t_load_conf *conf)
{
	struct comp_load *c = calloc(1, sizeof(*c));
	unsigned int i;

	if (c == NULL)
		return NULL;
	c->base.conf = *conf;
	c->base.conf.data_b = RTE_MIN(conf->data_b, TEXT_B);
	for (i = 0; i < WDP_T_LOAD_DIRS; i++)
		if (rte_compressdev_private_xform_create(conf->dev, &xforms[i],
				&c->xform[i]) != 0)
			goto close;
	c->base.op_pool = rte_comp_op_pool_create("wd_load_ops", conf->ops, 0,
		sizeof(struct comp_mem), SOCKET_ID_ANY);
	/* Source and destination, of two pieces each at worst. */
	c->base.mbuf_pool = wdp_t_buffers("wd_load_mbufs", 4 * conf->ops,
		2 * c->base.conf.data_b);
	if (c->base.op_pool == NULL || c->base.mbuf_pool == NULL ||
			make_texts(c, c->base.conf.data_b) != 0)
		goto close;
	return &c->base;

close:
	comp_close(&c->base);
	return NULL;
}

static struct comp_mem *
mem_of(void *op)
{
	return (struct comp_mem *)((struct rte_comp_op *)op + 1);
}

static struct wdp_t_track *
comp_track(void *op)
{
	return &mem_of(op)->track;
}

static void *
comp_op(struct wdp_t_load *l, unsigned int n)
{
	struct rte_comp_op *op = rte_comp_op_alloc(l->op_pool);
	unsigned int segs = wdp_t_load_segs(n / 2), dir;
	struct comp_load *c = comp_load(l);
	const struct text *text;

	if (op == NULL)
		return NULL;
	dir = l->conf.dirs == WDP_T_LOAD_BOTH ? n % 2 : l->conf.dirs >> WDP_T_LOAD_BACK & 1;
	*mem_of(op) = (struct comp_mem){.track.dir = dir, .text = n % TEXTS};
	text = &c->texts[n % TEXTS];
	op->src.length = dir == WDP_T_LOAD_FORTH ? text->plain_len : text->packed_len;
	op->m_src = wdp_t_buffer(l->mbuf_pool, op->src.length, segs);
	op->m_dst = wdp_t_buffer(l->mbuf_pool, 2 * l->conf.data_b, segs);
	if (op->m_src == NULL || op->m_dst == NULL)
		return NULL;
	op->op_type = RTE_COMP_OP_STATELESS;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	op->private_xform = c->xform[dir];
	wdp_t_buffer_write(op->m_src, 0, dir == WDP_T_LOAD_FORTH ? text->plain : text->packed,
		op->src.length);
	return op;
}

static uint64_t
comp_wild(struct wdp_t_load *l, void *op, uint64_t iova)
{
	RTE_SET_USED(l);
	return wdp_t_buffer_move(((struct rte_comp_op *)op)->m_src, iova);
}

static unsigned int
comp_outputs(void *op, struct wdp_t_piece *p)
{
	return wdp_t_buffer_pieces(((struct rte_comp_op *)op)->m_dst, p);
}

static void
comp_fill(struct wdp_t_load *l, void *op)
{
	/* The source is never written to. */
	RTE_SET_USED(l);
	((struct rte_comp_op *)op)->status = RTE_COMP_OP_STATUS_NOT_PROCESSED;
}

static uint16_t
comp_enqueue(uint8_t dev, uint16_t qp, void **ops, uint16_t n)
{
	return rte_compressdev_enqueue_burst(dev, qp, (struct rte_comp_op **)ops, n);
}

static uint16_t
comp_dequeue(uint8_t dev, uint16_t qp, void **ops, uint16_t n)
{
	return rte_compressdev_dequeue_burst(dev, qp, (struct rte_comp_op **)ops, n);
}

static enum wdp_t_load_status
comp_status(void *op)
{
	switch (((struct rte_comp_op *)op)->status) {
	case RTE_COMP_OP_STATUS_SUCCESS:
		return WDP_T_LOAD_DONE;
	case RTE_COMP_OP_STATUS_INVALID_ARGS:
		return WDP_T_LOAD_REFUSED;
	case RTE_COMP_OP_STATUS_NOT_PROCESSED:
		return WDP_T_LOAD_UNTOUCHED;
	default:
		return WDP_T_LOAD_ERROR;
	}
}

static bool
comp_right(struct wdp_t_load *l, void *operation)
{
	struct rte_comp_op *op = operation;
	const struct text *text = &comp_load(l)->texts[mem_of(op)->text];
	uint8_t room[ROOM_B];

	if (op->consumed != op->src.length || op->produced > op->m_dst->pkt_len ||
			!wdp_t_buffer_whole(op->m_src) || !wdp_t_buffer_whole(op->m_dst))
		return false;
	if (comp_track(op)->dir == WDP_T_LOAD_FORTH)
		return unpacks_to(text, rte_pktmbuf_read(op->m_dst, 0, op->produced, room),
			op->produced);
	return op->produced == text->plain_len &&
		wdp_t_buffer_is(op->m_dst, 0, text->plain, text->plain_len);
}

const struct wdp_t_load_ops wdp_t_load_comp = {
	.driver = DRIVER,
	.model = "zip",
	.engine = "ZIP",
	.rings = COMP_DIR_NB,
	.last_type = COMP_DIR_DECOMPRESS,
	.full = WDP_T_LOAD_FULL,
	.dir = {
		[WDP_T_LOAD_FORTH] = {"compress", "compress", COMP_DIR_COMPRESS},
		[WDP_T_LOAD_BACK] = {"decompress", "decompress", COMP_DIR_DECOMPRESS},
	},
	.find = comp_find,
	.name = rte_compressdev_name_get,
	.bus_device = comp_bus_device,
	.qm = comp_qm,
	.hwq = comp_hwq,
	.max_qps = comp_max_qps,
	.up = comp_up,
	.down = comp_down,
	.offer = comp_offer,
	.counts = comp_counts,
	.open = comp_open,
	.close = comp_close,
	.op = comp_op,
	.track = comp_track,
	.wild = comp_wild,
	.outputs = comp_outputs,
	.fill = comp_fill,
	.enqueue = comp_enqueue,
	.dequeue = comp_dequeue,
	.status = comp_status,
	.right = comp_right,
};
