/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "transport/pci/wdp_pci.h"
#include "transport/wdp_class.h"
#include "wd_hpre.h"

static uint8_t hpre_driver_id;

static int
hpre_close(struct rte_cryptodev *dev)
{
	uint16_t id;

	for (id = 0; id < dev->data->nb_queue_pairs; id++)
		wdp_hpre_qp_release(dev, id);
	wdp_crypto_sessions_forget(crypto_dev(dev), HPRE_SESSION_MAGIC,
		sizeof(struct hpre_session));
	wdp_qm_stop(&crypto_dev(dev)->qm);
	return 0;
}

static void
hpre_info(struct rte_cryptodev *dev, struct rte_cryptodev_info *info)
{
	if (info == NULL)
		return;
	wdp_crypto_info(dev, info);
	/* A queue pair takes a hardware queue for each queue type. */
	info->max_nb_queue_pairs = RTE_MIN(info->max_nb_queue_pairs,
		(unsigned int)(crypto_dev(dev)->qm.nb_queues / hpre_nb_rings(crypto_dev(dev))));
	info->capabilities = wdp_hpre_capabilities(crypto_dev(dev));
}

static struct rte_cryptodev_ops hpre_ops = {
	.dev_configure = wdp_crypto_configure,
	.dev_start = wdp_crypto_start,
	.dev_stop = wdp_crypto_stop,
	.dev_close = hpre_close,
	.dev_infos_get = hpre_info,
	.stats_get = wdp_crypto_stats_get,
	.stats_reset = wdp_crypto_stats_reset,
	.queue_pair_setup = wdp_hpre_qp_setup,
	.queue_pair_release = wdp_hpre_qp_release,
	.asym_session_get_size = wdp_hpre_session_size,
	.asym_session_configure = wdp_hpre_session_configure,
	.asym_session_clear = wdp_hpre_session_clear,
};

static const struct crypto_type hpre_type = {
	.name = RTE_STR(HPRE_DRIVER_NAME),
	.engine = &wdp_engine_hpre,
	.vf_id = WDP_PCI_DEV_HPRE_VF,
	.driver_id = &hpre_driver_id,
	.ops = &hpre_ops,
	.feature_flags = RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO | RTE_CRYPTODEV_FF_ASYM_SESSIONLESS |
		RTE_CRYPTODEV_FF_RSA_PRIV_OP_KEY_EXP | RTE_CRYPTODEV_FF_RSA_PRIV_OP_KEY_QT,
	.enqueue = wdp_hpre_enqueue_burst,
	.dequeue = wdp_hpre_dequeue_burst,
};

static int
hpre_probe(struct rte_device *rte_dev, const char *name, struct wdp_transport *t, const char *args)
{
	return wdp_crypto_probe(&hpre_type, rte_dev, name, t, args);
}

static int
hpre_remove(struct rte_device *rte_dev, const char *name)
{
	RTE_SET_USED(rte_dev);
	return wdp_crypto_remove(&hpre_type, name);
}

static const struct wdp_class hpre_class = {
	.name = RTE_STR(HPRE_DRIVER_NAME),
	.pf_id = WDP_PCI_DEV_HPRE_PF,
	.vf_id = WDP_PCI_DEV_HPRE_VF,
	.devargs = wdp_crypto_devargs,
	.probe = hpre_probe,
	.remove = hpre_remove,
};

RTE_INIT(hpre_class_init)
{
	wdp_class_register(&hpre_class);
}

WDP_PCI_DRIVER(HPRE_DRIVER_NAME, hpre_pci_driver, hpre_class, WDP_PCI_DEV_HPRE_PF,
	WDP_PCI_DEV_HPRE_VF);
RTE_PMD_REGISTER_PARAM_STRING(HPRE_DRIVER_NAME, "allow_noiommu=<0|1> " WDP_QM_PARAMS
	" " WD_CRYPTO_PARAMS);

/* The library finds a driver's number by the name of what was registered on the bus. */
static struct cryptodev_driver hpre_crypto_driver;
RTE_PMD_REGISTER_CRYPTO_DRIVER(hpre_crypto_driver, hpre_pci_driver.driver, hpre_driver_id);
