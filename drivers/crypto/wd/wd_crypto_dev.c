/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>

#include "qm/wdp_hwq.h"
#include "wd_crypto.h"

RTE_LOG_REGISTER(wdp_crypto_logtype, pmd.crypto.wd, NOTICE);

#define ARG_EXPERIMENTAL "experimental"
/* The name that cryptodev's own helper for devargs knows. */
#define ARG_QUEUE_PAIRS "max_nb_queue_pairs"

/*
 * Offered by default: programs that set up every queue pair of a device, among them the stock
 * tests, would fill gigabytes of hugepages otherwise.
 */
#define QUEUE_PAIRS_DFLT 64

const char *const wdp_crypto_devargs[] = {
	WDP_QM_DEVARGS, ARG_EXPERIMENTAL, ARG_QUEUE_PAIRS, NULL,
};

static int
parse_args(const char *name, const char *args, struct crypto_dev *d, struct wdp_qm_conf *conf)
{
	uint32_t experimental = 0, queue_pairs = QUEUE_PAIRS_DFLT;
	int ret = wdp_qm_conf_parse(name, args, conf);

	if (ret == 0)
		ret = wdp_devargs_number(name, args, ARG_EXPERIMENTAL, 0, 1, &experimental);
	if (ret == 0)
		ret = wdp_devargs_number(name, args, ARG_QUEUE_PAIRS, 1, WDP_QM_QUEUES_MAX,
			&queue_pairs);
	d->experimental = experimental != 0;
	d->max_queue_pairs = queue_pairs;
	return ret;
}

int
wdp_crypto_probe(const struct crypto_type *type, struct rte_device *rte_dev, const char *name,
	struct wdp_transport *t, const char *args)
{
	struct rte_cryptodev_pmd_init_params params = {
		.private_data_size = sizeof(struct crypto_dev),
		.socket_id = t->numa_node >= 0 ? t->numa_node : (int)rte_socket_id(),
	};
	struct rte_cryptodev *dev;
	struct wdp_qm_conf conf;
	struct crypto_dev *d;
	uint16_t device_id;
	int ret;

	ret = t->ops->cfg_read(t, &device_id, sizeof(device_id), WDP_PCI_CFG_DEVICE);
	if (ret < 0)
		return ret;
	dev = rte_cryptodev_pmd_create(name, rte_dev, &params);
	if (dev == NULL) {
		CRYPTO_LOG(ERR, name, "the cryptodev library has no room for it or knows the name already");
		return -ENODEV;
	}
	d = crypto_dev(dev);
	ret = parse_args(name, args, d, &conf);
	if (ret < 0)
		goto destroy;
	ret = wdp_qm_attach(&d->qm, t, type->engine, device_id == type->vf_id, &conf);
	if (ret < 0)
		goto destroy;
	d->max_queue_pairs = RTE_MIN(d->max_queue_pairs, d->qm.nb_queues);
	dev->driver_id = *type->driver_id;
	dev->dev_ops = type->ops;
	dev->enqueue_burst = type->enqueue;
	dev->dequeue_burst = type->dequeue;
	dev->feature_flags = type->feature_flags |
		(t->kind == WDP_TRANSPORT_PCI ? RTE_CRYPTODEV_FF_HW_ACCELERATED : 0);
	rte_cryptodev_pmd_probing_finish(dev);
	return 0;

destroy:
	/* dev_ops is not set: the library frees without calling back. */
	rte_cryptodev_pmd_destroy(dev);
	return ret;
}

int
wdp_crypto_remove(const char *name)
{
	struct rte_cryptodev *dev = rte_cryptodev_pmd_get_named_dev(name);
	struct wdp_transport *t;
	struct crypto_dev *d;

	if (dev == NULL)
		return -ENODEV;
	d = crypto_dev(dev);
	t = wdp_qm_transport(&d->qm);
	/* What the library's close refuses, a started device, is no reason to keep it. */
	dev->data->dev_started = 0;
	dev->dev_ops->dev_close(dev);
	wdp_qm_detach(&d->qm);
	t->ops->close(t);
	dev->dev_ops = NULL;
	return rte_cryptodev_pmd_destroy(dev);
}

int
wdp_crypto_configure(struct rte_cryptodev *dev, struct rte_cryptodev_config *config)
{
	RTE_SET_USED(config);
	/* Not at probe: a device that nobody configures costs nothing (R13). */
	return wdp_qm_start(&crypto_dev(dev)->qm);
}

int
wdp_crypto_start(struct rte_cryptodev *dev)
{
	return crypto_dev(dev)->qm.started ? 0 : -EINVAL;
}

void
wdp_crypto_stop(struct rte_cryptodev *dev)
{
	/* Queues stay: what is in flight is finished by the next start, or given up by close. */
	RTE_SET_USED(dev);
}

int
wdp_crypto_close(struct rte_cryptodev *dev, uint32_t magic, size_t size)
{
	struct crypto_dev *d = crypto_dev(dev);
	uint16_t id;

	for (id = 0; id < dev->data->nb_queue_pairs; id++)
		dev->dev_ops->queue_pair_release(dev, id);
	wdp_crypto_sessions_forget(d, magic, size);
	wdp_qm_stop(&d->qm);
	return 0;
}

void
wdp_crypto_info(const struct rte_cryptodev *dev, unsigned int queues,
	const struct rte_cryptodev_capabilities *caps, struct rte_cryptodev_info *info)
{
	const struct crypto_dev *d = crypto_dev(dev);

	if (info == NULL)
		return;
	info->driver_id = dev->driver_id;
	info->feature_flags = dev->feature_flags;
	info->capabilities = caps;
	info->max_nb_queue_pairs = RTE_MIN((unsigned int)d->max_queue_pairs,
		d->qm.nb_queues / queues);
	info->sym.max_nb_sessions = 0; /* as many as there is memory for */
	info->min_mbuf_headroom_req = 0;
	info->min_mbuf_tailroom_req = 0;
}

int
wdp_crypto_qp_depth(struct rte_cryptodev *dev, uint16_t id,
	const struct rte_cryptodev_qp_conf *conf, uint16_t deepest)
{
	struct wdp_qm *qm = &crypto_dev(dev)->qm;
	uint16_t limit = wdp_hwq_limit(RTE_MIN(qm->caps[WDP_CAP_SQ_DEPTH], deepest));
	/*
	 * Programs ask for round numbers that no ring of ours has, up to 4096 without a second
	 * thought; a shorter queue pair works for them as well, it only takes less at a time.
	 */
	uint16_t depth = wdp_hwq_depth_for(qm, RTE_MIN(conf->nb_descriptors, (uint32_t)limit));
	int ret;

	if (depth == 0 || conf->nb_descriptors == 0) {
		CRYPTO_LOG(ERR, dev->data->name, "queue pair %u: nb_descriptors %" PRIu32 ": give 1 or more",
			id, conf->nb_descriptors);
		return -EINVAL;
	}
	if (conf->nb_descriptors > limit)
		CRYPTO_LOG(INFO, dev->data->name, "queue pair %u: takes %u operations at a time, not %" PRIu32,
			id, limit, conf->nb_descriptors);
	if (dev->data->queue_pairs[id] != NULL) {
		ret = dev->dev_ops->queue_pair_release(dev, id);
		if (ret < 0)
			return ret;
	}
	return depth;
}

void
wdp_crypto_stats_get(struct rte_cryptodev *dev, struct rte_cryptodev_stats *stats)
{
	struct wdp_qp_counts c;

	wdp_qp_stats(dev->data->queue_pairs, dev->data->nb_queue_pairs, &c);
	stats->enqueued_count = c.enqueued;
	stats->dequeued_count = c.dequeued;
	stats->enqueue_err_count = c.enqueue_errors;
	stats->dequeue_err_count = c.dequeue_errors;
}

void
wdp_crypto_stats_reset(struct rte_cryptodev *dev)
{
	wdp_qp_stats_reset(dev->data->queue_pairs, dev->data->nb_queue_pairs);
}
