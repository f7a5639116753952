/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "wd_comp.h"

struct layout {
	uint32_t rings[COMP_DIR_NB];
	uint32_t slots[COMP_DIR_NB];
	uint32_t bounce[COMP_DIR_NB];
	uint32_t sgl[COMP_DIR_NB];
	uint32_t soft;
	uint32_t soft_slots;
	uint32_t sgl_blocks;
	uint32_t size;
};

static void
layout_of(const struct wdp_qm *qm, uint16_t depth, struct layout *l)
{
	uint32_t *size = &l->size;
	unsigned int d;

	memset(l, 0, sizeof(*l));
	l->sgl_blocks = wdp_sgl_blocks_for(depth);
	l->soft_slots = depth;
	wdp_qp_place(size, sizeof(struct comp_qp), RTE_CACHE_LINE_SIZE);
	for (d = 0; d < COMP_DIR_NB; d++) {
		l->slots[d] = wdp_qp_place(size, depth * sizeof(struct comp_slot),
			RTE_CACHE_LINE_SIZE);
		l->bounce[d] = wdp_qp_place(size, depth * COMP_BOUNCE_B, RTE_CACHE_LINE_SIZE);
		l->sgl[d] = wdp_qp_place(size, l->sgl_blocks * WDP_SGL_BLOCK_B, WDP_SGL_BLOCK_B);
		l->rings[d] = wdp_qp_place(size, wdp_hwq_mem_size(qm, depth), WDP_HWQ_MEM_ALIGN);
	}
	l->soft = wdp_qp_place(size, rte_ring_get_memsize(l->soft_slots), RTE_CACHE_LINE_SIZE);
}

static int
ring_setup(struct wdp_qm *qm, struct comp_qp *qp, const struct layout *l, uint16_t depth,
	enum comp_dir dir)
{
	struct comp_ring *r = &qp->ring[dir];
	struct wdp_hwq_conf conf = {
		.type = dir,
		.depth = depth,
		.mem = wdp_qp_at(qp, l->rings[dir]),
		.iova = qp->qp.iova + l->rings[dir],
	};

	r->slots_off = l->slots[dir];
	r->c_slots_off = l->slots[dir];
	r->bounce_off = l->bounce[dir];
	r->c_bounce_off = l->bounce[dir];
	r->sgl_off = l->sgl[dir];
	r->sgl.mask = l->sgl_blocks - 1;
	return wdp_hwq_create(qm, &conf, &r->q);
}

static int
qp_create(struct rte_compressdev *dev, uint16_t id, uint16_t depth, int socket)
{
	struct comp_dev *d = comp_dev(dev);
	struct comp_qp *qp;
	bool stopped = true;
	struct layout l;
	int ret;

	layout_of(&d->qm, depth, &l);
	qp = (struct comp_qp *)wdp_qp_create(&d->qm, id, l.size, sizeof(*qp), l.soft, l.soft_slots,
		socket);
	if (qp == NULL)
		return -ENOMEM;
	ret = ring_setup(&d->qm, qp, &l, depth, COMP_DIR_COMPRESS);
	if (ret < 0)
		goto free_qp;
	ret = ring_setup(&d->qm, qp, &l, depth, COMP_DIR_DECOMPRESS);
	if (ret < 0)
		goto destroy_compress;
	dev->data->queue_pairs[id] = qp;
	return 0;

destroy_compress:
	stopped = wdp_hwq_destroy(&d->qm, &qp->ring[COMP_DIR_COMPRESS].q) == 0;
free_qp:
	wdp_qp_free(&d->qm, &qp->qp, stopped);
	return ret;
}

int
wdp_comp_qp_setup(struct rte_compressdev *dev, uint16_t id, uint32_t max_inflight, int socket)
{
	struct comp_dev *d = comp_dev(dev);
	uint16_t depth = wdp_hwq_depth_for(&d->qm, max_inflight);
	int ret;

	if (depth == 0) {
		COMP_LOG(ERR, "%s: queue pair %u: %" PRIu32 " operations in flight are too many, %u are possible",
			dev->data->name, id, max_inflight,
			wdp_hwq_limit(d->qm.caps[WDP_CAP_SQ_DEPTH]));
		return -EINVAL;
	}
	if (dev->data->queue_pairs[id] != NULL) {
		ret = wdp_comp_qp_release(dev, id);
		if (ret < 0)
			return ret;
	}
	return qp_create(dev, id, depth, socket);
}

int
wdp_comp_qp_release(struct rte_compressdev *dev, uint16_t id)
{
	struct comp_dev *d = comp_dev(dev);
	struct comp_qp *qp = dev->data->queue_pairs[id];
	bool stopped = true;
	unsigned int dir;

	if (qp == NULL)
		return 0;
	dev->data->queue_pairs[id] = NULL;
	for (dir = 0; dir < COMP_DIR_NB; dir++)
		if (wdp_hwq_destroy(&d->qm, &qp->ring[dir].q) < 0)
			stopped = false;
	wdp_qp_free(&d->qm, &qp->qp, stopped);
	return 0;
}
