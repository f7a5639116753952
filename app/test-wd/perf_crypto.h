/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_PERF_CRYPTO_H
#define WDP_PERF_CRYPTO_H

/**
 * @file
 * What the backends of `dpdk-test-wd perf` that are cryptodevs share.
 */

#include <stddef.h>

#include <rte_cryptodev.h>

#include "perf.h"

uint32_t wdp_perf_section_enqueue_crypto(uint8_t dev, void **ops, uint32_t n, uint32_t burst);
uint32_t wdp_perf_section_dequeue_crypto(uint8_t dev, void **ops, uint32_t n, uint32_t burst);
uint16_t wdp_p_crypto_dequeue_once(uint8_t dev, void **ops, uint16_t n);
int wdp_p_crypto_dev_of(const char *driver);
bool wdp_p_crypto_good(const void *op);
/** One queue pair; @p sessions of session-less ops, or NULL. 0 or -errno. */
int wdp_p_crypto_start(uint8_t dev, uint32_t nb_desc, struct rte_mempool *sessions);

#define WDP_P_CRYPTODEV \
	.dev_named = rte_cryptodev_get_dev_id, \
	.dev_of = wdp_p_crypto_dev_of, \
	.enqueue = wdp_perf_section_enqueue_crypto, \
	.dequeue = wdp_perf_section_dequeue_crypto, \
	.dequeue_once = wdp_p_crypto_dequeue_once, \
	.good = wdp_p_crypto_good, \
	.out_status = offsetof(struct rte_crypto_op, status), \
	.status_good = RTE_CRYPTO_OP_STATUS_SUCCESS

#endif /* WDP_PERF_CRYPTO_H */
