/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "wd_sec.h"

static uint8_t sec_driver_id;

static int
sec_close(struct rte_cryptodev *dev)
{
	return wdp_crypto_close(dev, SEC_SESSION_MAGIC, sizeof(struct sec_session));
}

static void
sec_info(struct rte_cryptodev *dev, struct rte_cryptodev_info *info)
{
	wdp_crypto_info(dev, SEC_QP_QUEUES, wdp_sec_capabilities(crypto_dev(dev)),
		info);
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

WD_CRYPTO_DRIVER(SEC_DRIVER_NAME, sec_type, WDP_PCI_DEV_SEC_PF, WDP_PCI_DEV_SEC_VF, sec_driver_id);
