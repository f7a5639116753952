/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <cryptodev_pmd.h>

#include "load_crypto.h"
#include "wd_crypto.h"

static struct rte_cryptodev *
pmd_dev(uint8_t dev)
{
	return rte_cryptodev_pmd_get_dev(dev);
}

struct rte_device *
wdp_t_load_crypto_bus_device(uint8_t dev)
{
	return pmd_dev(dev)->device;
}

struct wdp_qm *
wdp_t_load_crypto_qm(uint8_t dev)
{
	return &crypto_dev(pmd_dev(dev))->qm;
}

void *
wdp_t_load_crypto_queue_pair(uint8_t dev, uint16_t qp)
{
	return pmd_dev(dev)->data->queue_pairs[qp];
}

uint16_t
wdp_t_load_crypto_max_qps(uint8_t dev)
{
	struct rte_cryptodev_info info;

	rte_cryptodev_info_get(dev, &info);
	return info.max_nb_queue_pairs;
}

int
wdp_t_load_crypto_up(uint8_t dev, uint16_t qps, uint32_t depth, const char **step)
{
	struct rte_cryptodev_config conf = {.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = qps};
	struct rte_cryptodev_qp_conf qp = {.nb_descriptors = depth};
	struct rte_cryptodev_info info;
	unsigned int i;
	int ret;

	rte_cryptodev_info_get(dev, &info);
	conf.ff_disable = (RTE_CRYPTODEV_FF_SYMMETRIC_CRYPTO | RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO) &
		~info.feature_flags;
	*step = "configure";
	ret = rte_cryptodev_configure(dev, &conf);
	for (i = 0; i < qps && ret == 0; i++) {
		*step = "queue pair";
		ret = rte_cryptodev_queue_pair_setup(dev, i, &qp, SOCKET_ID_ANY);
	}
	if (ret != 0)
		return ret;
	*step = "start";
	return rte_cryptodev_start(dev);
}

int
wdp_t_load_crypto_down(uint8_t dev)
{
	if (pmd_dev(dev)->data->dev_started)
		rte_cryptodev_stop(dev);
	return rte_cryptodev_close(dev);
}

bool
wdp_t_load_crypto_none(uint8_t dev)
{
	struct rte_cryptodev_info info;

	rte_cryptodev_info_get(dev, &info);
	return info.capabilities[0].op == RTE_CRYPTO_OP_TYPE_UNDEFINED;
}

int
wdp_t_load_crypto_counts(uint8_t dev, uint64_t *enqueued, uint64_t *dequeued)
{
	struct rte_cryptodev_stats s;
	int ret = rte_cryptodev_stats_get(dev, &s);

	*enqueued = s.enqueued_count;
	*dequeued = s.dequeued_count;
	return ret;
}

uint16_t
wdp_t_load_crypto_enqueue(uint8_t dev, uint16_t qp, void **ops, uint16_t n)
{
	return rte_cryptodev_enqueue_burst(dev, qp, (struct rte_crypto_op **)ops, n);
}

uint16_t
wdp_t_load_crypto_dequeue(uint8_t dev, uint16_t qp, void **ops, uint16_t n)
{
	return rte_cryptodev_dequeue_burst(dev, qp, (struct rte_crypto_op **)ops, n);
}
