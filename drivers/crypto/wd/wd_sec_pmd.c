/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "transport/pci/wdp_pci.h"
#include "transport/wdp_class.h"
#include "wd_sec.h"

static uint8_t sec_driver_id;

static int
sec_close(struct rte_cryptodev *dev)
{
	uint16_t id;

	for (id = 0; id < dev->data->nb_queue_pairs; id++)
		wdp_sec_qp_release(dev, id);
	wdp_crypto_sessions_forget(crypto_dev(dev), SEC_SESSION_MAGIC, sizeof(struct sec_session));
	wdp_qm_stop(&crypto_dev(dev)->qm);
	return 0;
}

static void
sec_info(struct rte_cryptodev *dev, struct rte_cryptodev_info *info)
{
	if (info == NULL)
		return;
	wdp_crypto_info(dev, info);
	info->max_nb_queue_pairs = RTE_MIN(info->max_nb_queue_pairs,
		(unsigned int)(crypto_dev(dev)->qm.nb_queues / SEC_QP_QUEUES));
	info->capabilities = wdp_sec_capabilities(crypto_dev(dev));
}

static struct rte_cryptodev_ops sec_ops = {
	.dev_configure = wdp_crypto_configure,
	.dev_start = wdp_crypto_start,
	.dev_stop = wdp_crypto_stop,
	.dev_close = sec_close,
	.dev_infos_get = sec_info,
	.stats_get = wdp_crypto_stats_get,
	.stats_reset = wdp_crypto_stats_reset,
	.queue_pair_setup = wdp_sec_qp_setup,
	.queue_pair_release = wdp_sec_qp_release,
	.sym_session_get_size = wdp_sec_session_size,
	.sym_session_configure = wdp_sec_session_configure,
	.sym_session_clear = wdp_sec_session_clear,
	.sym_get_raw_dp_ctx_size = wdp_sec_raw_ctx_size,
	.sym_configure_raw_dp_ctx = wdp_sec_raw_configure,
};

/* Every pair of shapes: where one side is a list, the other is made one (sec.md 16). */
#define SEC_SGL_FLAGS (RTE_CRYPTODEV_FF_IN_PLACE_SGL | RTE_CRYPTODEV_FF_OOP_SGL_IN_LB_OUT | \
	RTE_CRYPTODEV_FF_OOP_SGL_IN_SGL_OUT | RTE_CRYPTODEV_FF_OOP_LB_IN_LB_OUT | \
	RTE_CRYPTODEV_FF_OOP_LB_IN_SGL_OUT)

static const struct crypto_type sec_type = {
	.name = RTE_STR(SEC_DRIVER_NAME),
	.engine = &wdp_engine_sec,
	.vf_id = WDP_PCI_DEV_SEC_VF,
	.driver_id = &sec_driver_id,
	.ops = &sec_ops,
	.feature_flags = RTE_CRYPTODEV_FF_SYMMETRIC_CRYPTO | SEC_SGL_FLAGS |
		RTE_CRYPTODEV_FF_SYM_OPERATION_CHAINING | RTE_CRYPTODEV_FF_SYM_SESSIONLESS |
		RTE_CRYPTODEV_FF_SYM_RAW_DP,
	.enqueue = wdp_sec_enqueue_burst,
	.dequeue = wdp_sec_dequeue_burst,
};

static int
sec_probe(struct rte_device *rte_dev, const char *name, struct wdp_transport *t, const char *args)
{
	return wdp_crypto_probe(&sec_type, rte_dev, name, t, args);
}

static int
sec_remove(struct rte_device *rte_dev, const char *name)
{
	RTE_SET_USED(rte_dev);
	return wdp_crypto_remove(&sec_type, name);
}

static const struct wdp_class sec_class = {
	.name = RTE_STR(SEC_DRIVER_NAME),
	.pf_id = WDP_PCI_DEV_SEC_PF,
	.vf_id = WDP_PCI_DEV_SEC_VF,
	.devargs = wdp_crypto_devargs,
	.probe = sec_probe,
	.remove = sec_remove,
};

RTE_INIT(sec_class_init)
{
	wdp_class_register(&sec_class);
}

WDP_PCI_DRIVER(SEC_DRIVER_NAME, sec_pci_driver, sec_class, WDP_PCI_DEV_SEC_PF,
	WDP_PCI_DEV_SEC_VF);
RTE_PMD_REGISTER_PARAM_STRING(SEC_DRIVER_NAME, "allow_noiommu=<0|1> " WDP_QM_PARAMS
	" " WD_CRYPTO_PARAMS);

/* The library finds a driver's number by the name of what was registered on the bus. */
static struct cryptodev_driver sec_crypto_driver;
RTE_PMD_REGISTER_CRYPTO_DRIVER(sec_crypto_driver, sec_pci_driver.driver, sec_driver_id);
