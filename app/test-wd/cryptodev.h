/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_CRYPTODEV_H
#define WDP_TEST_CRYPTODEV_H

/**
 * @file
 * What the symmetric and the asymmetric cases share: single ops, bursts and counters of the
 * device under test, and the search for keys that stayed behind.
 */

#include <rte_crypto.h>

#include "test.h"

const char *wdp_t_crypto_status(uint8_t status);
/** Enqueue one op, however long a busy machine takes; fails when it is not accepted. */
int wdp_t_crypto_enqueue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op);
/** Dequeue one op within WDP_T_WAIT_US, which must be @p op (NULL: any). */
int wdp_t_crypto_dequeue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op);

/* For struct wdp_t_flow_ops: queue pair 0. */
uint16_t wdp_t_crypto_enqueue(struct wdp_t *t, void **ops, uint16_t n);
uint16_t wdp_t_crypto_dequeue(struct wdp_t *t, void **ops, uint16_t n);
void wdp_t_crypto_counters(struct wdp_t *t, uint64_t c[4]);
void wdp_t_crypto_counters_reset(struct wdp_t *t);

#define WDP_T_NEEDLE_B 12u /**< of a key: random, so found nowhere by chance */

/**
 * Where a part of the key is in EAL's memory, NULL: nowhere. The key itself lies elsewhere and
 * has WDP_T_NEEDLE_B bytes or more.
 */
const void *wdp_t_key_find(const uint8_t *key, uint32_t len);

#endif /* WDP_TEST_CRYPTODEV_H */
