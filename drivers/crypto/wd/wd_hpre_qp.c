/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>

#include "wd_hpre.h"

struct layout {
	struct {
		uint32_t queue, slots, scratch;
	} ring[HPRE_RINGS];
	uint32_t soft;
	uint32_t size;
};

/* A slot's scratch, by queue type. */
static const struct {
	uint16_t key_b, io_b;
} shapes[HPRE_RINGS] = {
	[WDP_HPRE_QT_MOD] = {HPRE_MOD_KEY_B, HPRE_MOD_IO_B},
	[WDP_HPRE_QT_ECC] = {HPRE_ECC_KEY_B, HPRE_ECC_IO_B},
};
static_assert(HPRE_MOD_KEY_B % WDP_HPRE_BLOCK_ALIGN_B == 0 &&
	HPRE_ECC_KEY_B % WDP_HPRE_BLOCK_ALIGN_B == 0 &&
	HPRE_MOD_IO_B % WDP_HPRE_BLOCK_ALIGN_B == 0 &&
	HPRE_ECC_IO_B % WDP_HPRE_BLOCK_ALIGN_B == 0, "every block has the alignment of key blocks");

static uint32_t
stride(unsigned int type)
{
	return shapes[type].key_b + 2u * shapes[type].io_b;
}

static void
layout_of(const struct wdp_qm *qm, uint8_t nb_rings, uint16_t depth, struct layout *l)
{
	uint32_t *size = &l->size;
	unsigned int i;

	memset(l, 0, sizeof(*l));
	wdp_qp_place(size, sizeof(struct hpre_qp), RTE_CACHE_LINE_SIZE);
	for (i = 0; i < nb_rings; i++) {
		l->ring[i].slots = wdp_qp_place(size, depth * sizeof(struct hpre_slot),
			RTE_CACHE_LINE_SIZE);
		l->ring[i].scratch = wdp_qp_place(size, depth * stride(i),
			RTE_MAX(RTE_CACHE_LINE_SIZE, WDP_HPRE_BLOCK_ALIGN_B));
		l->ring[i].queue = wdp_qp_place(size, wdp_hwq_mem_size(qm, depth),
			WDP_HWQ_MEM_ALIGN);
	}
	l->soft = wdp_qp_place(size, rte_ring_get_memsize(depth), RTE_CACHE_LINE_SIZE);
}

static int
ring_setup(struct wdp_qm *qm, struct hpre_qp *qp, const struct layout *l, uint16_t depth,
	unsigned int type)
{
	struct hpre_ring *r = &qp->ring[type];
	struct wdp_hwq_conf conf = {
		.type = type,
		.depth = depth,
		.mem = wdp_qp_at(qp, l->ring[type].queue),
		.iova = qp->qp.iova + l->ring[type].queue,
	};

	r->slots_off = r->c_slots_off = l->ring[type].slots;
	r->scratch_off = r->c_scratch_off = l->ring[type].scratch;
	r->stride = r->c_stride = stride(type);
	r->in_off = r->c_in_off = shapes[type].key_b;
	r->out_off = r->c_out_off = shapes[type].key_b + shapes[type].io_b;
	return wdp_hwq_create(qm, &conf, &r->q);
}

/* Give the first rings back. @return whether the hardware has let go of all of them. */
static bool
rings_destroy(struct wdp_qm *qm, struct hpre_qp *qp, unsigned int nb)
{
	bool stopped = true;
	unsigned int i;

	for (i = 0; i < nb; i++) {
		struct hpre_ring *r = &qp->ring[i];

		if (wdp_hwq_destroy(qm, &r->q) < 0)
			stopped = false;
		/* Operations that are still in flight leave their keys here. */
		crypto_wipe(wdp_qp_at(qp, r->scratch_off), (size_t)r->q.depth * r->stride);
	}
	return stopped;
}

static int
qp_create(struct rte_cryptodev *dev, uint16_t id, uint16_t depth, int socket)
{
	struct crypto_dev *d = crypto_dev(dev);
	uint8_t nb_rings = hpre_nb_rings(d);
	struct hpre_qp *qp;
	struct layout l;
	unsigned int i;
	int ret;

	layout_of(&d->qm, nb_rings, depth, &l);
	qp = (struct hpre_qp *)wdp_qp_create(&d->qm, id, l.size, sizeof(*qp), l.soft, depth,
		socket);
	if (qp == NULL)
		return -ENOMEM;
	qp->magic = HPRE_SESSION_MAGIC + d->qm.gen;
	qp->driver_id = dev->driver_id;
	qp->nb_rings = nb_rings;
	qp->can = hpre_can(d);
	for (i = 0; i < nb_rings; i++) {
		ret = ring_setup(&d->qm, qp, &l, depth, i);
		if (ret < 0) {
			wdp_qp_free(&d->qm, &qp->qp, rings_destroy(&d->qm, qp, i));
			return ret;
		}
	}
	dev->data->queue_pairs[id] = qp;
	return 0;
}

int
wdp_hpre_qp_setup(struct rte_cryptodev *dev, uint16_t id, const struct rte_cryptodev_qp_conf *conf,
	int socket)
{
	int depth = wdp_crypto_qp_depth(dev, id, conf, HPRE_DEPTH_MAX);

	return depth < 0 ? depth : qp_create(dev, id, depth, socket);
}

int
wdp_hpre_qp_release(struct rte_cryptodev *dev, uint16_t id)
{
	struct wdp_qm *qm = &crypto_dev(dev)->qm;
	struct hpre_qp *qp = dev->data->queue_pairs[id];

	if (qp == NULL)
		return 0;
	dev->data->queue_pairs[id] = NULL;
	wdp_qp_free(qm, &qp->qp, rings_destroy(qm, qp, qp->nb_rings));
	return 0;
}
