/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "wd_hpre.h"

static uint8_t hpre_driver_id;

static int
hpre_close(struct rte_cryptodev *dev)
{
	return wdp_crypto_close(dev, HPRE_SESSION_MAGIC, sizeof(struct hpre_session));
}

static void
hpre_info(struct rte_cryptodev *dev, struct rte_cryptodev_info *info)
{
	wdp_crypto_info(dev, hpre_nb_rings(crypto_dev(dev)), wdp_hpre_capabilities(crypto_dev(dev)),
		info);
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
	.engine = &wdp_engine_hpre,
	.vf_id = WDP_PCI_DEV_HPRE_VF,
	.driver_id = &hpre_driver_id,
	.ops = &hpre_ops,
	.feature_flags = RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO | RTE_CRYPTODEV_FF_ASYM_SESSIONLESS |
		RTE_CRYPTODEV_FF_RSA_PRIV_OP_KEY_EXP | RTE_CRYPTODEV_FF_RSA_PRIV_OP_KEY_QT,
	.enqueue = wdp_hpre_enqueue_burst,
	.dequeue = wdp_hpre_dequeue_burst,
};

WD_CRYPTO_DRIVER(HPRE_DRIVER_NAME, hpre_type, WDP_PCI_DEV_HPRE_PF, WDP_PCI_DEV_HPRE_VF,
	hpre_driver_id);
