/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <rte_memzone.h>

#include "wd_comp.h"

/*
 * SGL blocks of a direction: two per request in flight (a chain on either side), never
 * less than what a pair of long chains needs, never so many that the queue pair outgrows a
 * 2 MiB page (in IOVA PA mode nothing larger is contiguous).
 */
#define SGL_BLOCKS_MIN 256
#define SGL_BLOCKS_MAX 1024

/*
 * Memory of queue pairs whose hardware did not stop: kept until the next reset. Heads by
 * device, process-local like everything that is a pointer.
 */
struct comp_quarantine {
	struct comp_quarantine *next;
	const struct rte_memzone *mz;
};

static struct comp_quarantine *quarantined[WDP_DEVS_MAX];

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

static uint32_t
place(struct layout *l, uint32_t bytes, uint32_t align)
{
	uint32_t off = RTE_ALIGN_CEIL(l->size, align);

	l->size = off + bytes;
	return off;
}

static void
layout_of(const struct wdp_qm *qm, uint16_t depth, struct layout *l)
{
	unsigned int d;

	memset(l, 0, sizeof(*l));
	l->sgl_blocks = RTE_MIN(RTE_MAX(2u * depth, (uint32_t)SGL_BLOCKS_MIN),
		(uint32_t)SGL_BLOCKS_MAX);
	l->soft_slots = depth;
	place(l, sizeof(struct comp_qp), RTE_CACHE_LINE_SIZE);
	for (d = 0; d < COMP_DIR_NB; d++) {
		l->slots[d] = place(l, depth * sizeof(struct comp_slot), RTE_CACHE_LINE_SIZE);
		l->bounce[d] = place(l, depth * COMP_BOUNCE_B, RTE_CACHE_LINE_SIZE);
		l->sgl[d] = place(l, l->sgl_blocks * WDP_SGL_BLOCK_B, WDP_SGL_BLOCK_B);
		l->rings[d] = place(l, wdp_hwq_mem_size(qm, depth), WDP_HWQ_MEM_ALIGN);
	}
	l->soft = place(l, rte_ring_get_memsize(l->soft_slots), RTE_CACHE_LINE_SIZE);
}

static int
ring_setup(struct wdp_qm *qm, struct comp_qp *qp, const struct layout *l, uint16_t depth,
	enum comp_dir dir)
{
	struct comp_ring *r = &qp->ring[dir];
	struct wdp_hwq_conf conf = {
		.type = dir,
		.depth = depth,
		.mem = comp_at(qp, l->rings[dir]),
		.iova = qp->iova + l->rings[dir],
	};

	r->slots_off = l->slots[dir];
	r->c_slots_off = l->slots[dir];
	r->bounce_off = l->bounce[dir];
	r->c_bounce_off = l->bounce[dir];
	r->sgl_off = l->sgl[dir];
	r->sgl_mask = l->sgl_blocks - 1;
	return wdp_hwq_create(qm, &conf, &r->q);
}

static const struct rte_memzone *
qp_mem(struct rte_compressdev *dev, uint16_t id, uint32_t size, int socket)
{
	struct comp_dev *d = comp_dev(dev);
	char name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;

	/* The life counter keeps a new queue pair apart from a quarantined one. */
	snprintf(name, sizeof(name), "wd_cqp_%u_%u_%" PRIu32, d->qm.dev, id, d->qm.lives);
	mz = rte_memzone_reserve_aligned(name, size, socket, RTE_MEMZONE_IOVA_CONTIG,
		WDP_HWQ_MEM_ALIGN);
	if (mz == NULL)
		mz = rte_memzone_reserve_aligned(name, size, SOCKET_ID_ANY, RTE_MEMZONE_IOVA_CONTIG,
			WDP_HWQ_MEM_ALIGN);
	if (mz == NULL)
		COMP_LOG(ERR, "%s: queue pair %u: no %" PRIu32 " bytes of IOVA-contiguous memory; give EAL more hugepages, or set up fewer or shorter queue pairs",
			dev->data->name, id, size);
	return mz;
}

static int
qp_create(struct rte_compressdev *dev, uint16_t id, uint16_t depth, int socket)
{
	struct comp_dev *d = comp_dev(dev);
	const struct rte_memzone *mz;
	struct comp_qp *qp;
	struct layout l;
	int ret;

	layout_of(&d->qm, depth, &l);
	mz = qp_mem(dev, id, l.size, socket);
	if (mz == NULL)
		return -ENOMEM;
	qp = mz->addr;
	memset(qp, 0, sizeof(*qp));
	qp->iova = mz->iova;
	qp->soft_off = l.soft;
	qp->c_soft_off = l.soft;
	snprintf(qp->mz_name, sizeof(qp->mz_name), "%s", mz->name);
	ret = rte_ring_init(comp_at(qp, l.soft), "wd_soft", l.soft_slots,
		RING_F_SP_ENQ | RING_F_SC_DEQ);
	if (ret < 0)
		goto free_mz;
	ret = ring_setup(&d->qm, qp, &l, depth, COMP_DIR_COMPRESS);
	if (ret < 0)
		goto free_mz;
	ret = ring_setup(&d->qm, qp, &l, depth, COMP_DIR_DECOMPRESS);
	if (ret < 0)
		goto destroy_compress;
	dev->data->queue_pairs[id] = qp;
	return 0;

destroy_compress:
	if (wdp_hwq_destroy(&d->qm, &qp->ring[COMP_DIR_COMPRESS].q) < 0)
		return ret; /* the device may still write there: the memory stays */
free_mz:
	rte_memzone_free(mz);
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

static void
quarantine(struct comp_dev *d, const struct rte_memzone *mz)
{
	struct comp_quarantine *e = malloc(sizeof(*e));

	/* Without the entry the memory is lost, which is still better than reused. */
	if (e == NULL)
		return;
	e->mz = mz;
	e->next = quarantined[d->qm.dev];
	quarantined[d->qm.dev] = e;
}

void
wdp_comp_quarantine_free(struct comp_dev *d)
{
	struct comp_quarantine **head = &quarantined[d->qm.dev], *e;

	while ((e = *head) != NULL) {
		*head = e->next;
		rte_memzone_free(e->mz);
		free(e);
	}
}

int
wdp_comp_qp_release(struct rte_compressdev *dev, uint16_t id)
{
	struct comp_dev *d = comp_dev(dev);
	struct comp_qp *qp = dev->data->queue_pairs[id];
	const struct rte_memzone *mz;
	unsigned int dir;
	int ret = 0;

	if (qp == NULL)
		return 0;
	dev->data->queue_pairs[id] = NULL;
	for (dir = 0; dir < COMP_DIR_NB; dir++)
		if (wdp_hwq_destroy(&d->qm, &qp->ring[dir].q) < 0)
			ret = -EBUSY;
	mz = rte_memzone_lookup(qp->mz_name);
	if (ret == 0) {
		rte_memzone_free(mz);
		return 0;
	}
	COMP_LOG(ERR, "%s: queue pair %u: the hardware did not stop; its memory is kept until the device is closed",
		dev->data->name, id);
	quarantine(d, mz);
	return 0;
}
