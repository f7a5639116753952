/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_LOAD_CRYPTO_H
#define WDP_TEST_LOAD_CRYPTO_H

/**
 * @file
 * What the loads for symmetric and for asymmetric cryptodevs have in common: for struct
 * wdp_t_load_ops.
 */

#include <rte_cryptodev.h>

#include "load.h"

struct rte_device *wdp_t_load_crypto_bus_device(uint8_t dev);
struct wdp_qm *wdp_t_load_crypto_qm(uint8_t dev);
uint16_t wdp_t_load_crypto_max_qps(uint8_t dev);
int wdp_t_load_crypto_up(uint8_t dev, uint16_t qps, uint32_t depth, const char **step);
int wdp_t_load_crypto_down(uint8_t dev);
int wdp_t_load_crypto_counts(uint8_t dev, uint64_t *enqueued, uint64_t *dequeued);
uint16_t wdp_t_load_crypto_enqueue(uint8_t dev, uint16_t qp, void **ops, uint16_t n);
uint16_t wdp_t_load_crypto_dequeue(uint8_t dev, uint16_t qp, void **ops, uint16_t n);
/** Does the device offer nothing? */
bool wdp_t_load_crypto_none(uint8_t dev);
/** A queue pair of the driver. */
void *wdp_t_load_crypto_queue_pair(uint8_t dev, uint16_t qp);

#endif /* WDP_TEST_LOAD_CRYPTO_H */
