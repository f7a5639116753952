/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>

#include "wd_comp.h"

static int
comp_configure(struct rte_compressdev *dev, struct rte_compressdev_config *config)
{
	RTE_SET_USED(config);
	/* Not at probe: a device that nobody configures costs nothing (R13). */
	return wdp_qm_start(&comp_dev(dev)->qm);
}

static int
comp_start(struct rte_compressdev *dev)
{
	return comp_dev(dev)->qm.started ? 0 : -EINVAL;
}

static void
comp_stop(struct rte_compressdev *dev)
{
	/* Queues stay: what is in flight can still be dequeued. */
	RTE_SET_USED(dev);
}

static int
comp_close(struct rte_compressdev *dev)
{
	struct comp_dev *d = comp_dev(dev);

	wdp_qm_stop(&d->qm);
	wdp_comp_quarantine_free(d);
	return 0;
}

static void
comp_info(struct rte_compressdev *dev, struct rte_compressdev_info *info)
{
	struct comp_dev *d = comp_dev(dev);

	if (info == NULL)
		return;
	info->driver_name = dev->device->driver->name;
	info->feature_flags = dev->feature_flags;
	info->capabilities = wdp_comp_capabilities(&d->qm);
	info->max_nb_queue_pairs = d->qm.nb_queues / COMP_DIR_NB;
}

static void
stats_sum(const struct rte_compressdev *dev, uint16_t id, struct rte_compressdev_stats *s)
{
	const struct comp_qp *qp = dev->data->queue_pairs[id];

	/* The data path only ever counts up; a reset is a subtraction here. */
	s->enqueued_count += qp->enqueued - qp->base.enqueued_count;
	s->dequeued_count += qp->dequeued - qp->base.dequeued_count;
	s->enqueue_err_count += qp->enqueue_errors - qp->base.enqueue_err_count;
	s->dequeue_err_count += qp->dequeue_errors - qp->base.dequeue_err_count;
}

static void
comp_stats_get(struct rte_compressdev *dev, struct rte_compressdev_stats *stats)
{
	uint16_t id;

	for (id = 0; id < dev->data->nb_queue_pairs; id++)
		if (dev->data->queue_pairs[id] != NULL)
			stats_sum(dev, id, stats);
}

static void
comp_stats_reset(struct rte_compressdev *dev)
{
	uint16_t id;

	for (id = 0; id < dev->data->nb_queue_pairs; id++) {
		struct comp_qp *qp = dev->data->queue_pairs[id];

		if (qp == NULL)
			continue;
		qp->base.enqueued_count = qp->enqueued;
		qp->base.dequeued_count = qp->dequeued;
		qp->base.enqueue_err_count = qp->enqueue_errors;
		qp->base.dequeue_err_count = qp->dequeue_errors;
	}
}

/*
 * No streams: stateful operation is refused by the library, which finds no stream_create.
 * Not const: struct rte_compressdev holds a plain pointer.
 */
struct rte_compressdev_ops wdp_comp_ops = {
	.dev_configure = comp_configure,
	.dev_start = comp_start,
	.dev_stop = comp_stop,
	.dev_close = comp_close,
	.dev_infos_get = comp_info,
	.stats_get = comp_stats_get,
	.stats_reset = comp_stats_reset,
	.queue_pair_setup = wdp_comp_qp_setup,
	.queue_pair_release = wdp_comp_qp_release,
	.private_xform_create = wdp_comp_xform_create,
	.private_xform_free = wdp_comp_xform_free,
};
