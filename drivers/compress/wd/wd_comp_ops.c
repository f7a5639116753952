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
	wdp_qm_stop(&comp_dev(dev)->qm);
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
comp_stats_get(struct rte_compressdev *dev, struct rte_compressdev_stats *stats)
{
	struct wdp_qp_counts c;

	wdp_qp_stats(dev->data->queue_pairs, dev->data->nb_queue_pairs, &c);
	stats->enqueued_count = c.enqueued;
	stats->dequeued_count = c.dequeued;
	stats->enqueue_err_count = c.enqueue_errors;
	stats->dequeue_err_count = c.dequeue_errors;
}

static void
comp_stats_reset(struct rte_compressdev *dev)
{
	wdp_qp_stats_reset(dev->data->queue_pairs, dev->data->nb_queue_pairs);
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
