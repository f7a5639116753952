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
#include <rte_cryptodev.h>

#include "lifecycle.h"
#include "test.h"

const char *wdp_t_crypto_status(uint8_t status);

/** The first device of a driver; strict if it is @p own. */
int wdp_t_crypto_open(struct wdp_t *t, const char *driver, const char *own,
	struct rte_cryptodev_info *info);
/**
 * Stop, configure, set up, start.
 * @param off features that nobody will use; @p priv memory of session-less ops, or NULL
 */
int wdp_t_crypto_start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc, uint64_t off,
	struct rte_mempool *priv);
void wdp_t_crypto_stop(struct wdp_t *t);
/** The library's, 0 or -errno. */
int wdp_t_crypto_setup(struct wdp_t *t, uint16_t qp, uint32_t nb_desc, struct rte_mempool *priv);

/** Ops allocated by a case, in the suite's context. */
struct wdp_t_crypto_live {
	struct rte_crypto_op **ops;
	uint32_t nb;
	uint32_t max;
};
/** NULL with the reason recorded. */
struct rte_crypto_op *wdp_t_crypto_op_new(struct wdp_t *t, struct wdp_t_crypto_live *live,
	struct rte_mempool *mp, enum rte_crypto_op_type type);
void wdp_t_crypto_op_free(struct wdp_t_crypto_live *live, struct rte_crypto_op *op);
void wdp_t_crypto_op_free_all(struct wdp_t_crypto_live *live);

/** Enqueue one op, however long a busy machine takes; fails when it is not accepted. */
int wdp_t_crypto_enqueue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op);
/** Dequeue one op within WDP_T_WAIT_US, which must be @p op (NULL: any). */
int wdp_t_crypto_dequeue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op);

/**
 * All of @p ops through queue pair 0: each comes back once, with what @p check wants of it.
 * @param bad as many of them cannot be sent, and are counted so by a driver of ours
 */
int wdp_t_crypto_all_back(struct wdp_t *t, struct rte_crypto_op **ops, uint32_t nb, uint32_t bad,
	struct wdp_t_mark *(*mark)(void *op), int (*check)(struct wdp_t *t, void *op));

/* For struct wdp_t_flow_ops: queue pair 0. */
uint16_t wdp_t_crypto_enqueue(struct wdp_t *t, void **ops, uint16_t n);
uint16_t wdp_t_crypto_dequeue(struct wdp_t *t, void **ops, uint16_t n);
void wdp_t_crypto_counters(struct wdp_t *t, uint64_t c[4]);
void wdp_t_crypto_counters_reset(struct wdp_t *t);
int wdp_t_crypto_glance(struct wdp_t *t, void *op);
bool wdp_t_crypto_full_is_error(const struct wdp_t *t);

/** What a flow needs of a cryptodev, whatever its ops are. */
#define WDP_T_CRYPTO_FLOW \
	.glance = wdp_t_crypto_glance, \
	.enqueue = wdp_t_crypto_enqueue, \
	.dequeue = wdp_t_crypto_dequeue, \
	.counters = wdp_t_crypto_counters, \
	.counters_reset = wdp_t_crypto_counters_reset, \
	.full_is_error = wdp_t_crypto_full_is_error

/* For struct wdp_t_life. */
uint16_t wdp_t_crypto_enqueue_on(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n);
uint16_t wdp_t_crypto_dequeue_on(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n);
int wdp_t_crypto_restart(struct wdp_t *t);
int wdp_t_crypto_close(struct wdp_t *t);

/** What a life needs of a cryptodev, whatever its ops are. */
#define WDP_T_CRYPTO_LIFE \
	.stop = wdp_t_crypto_stop, \
	.restart = wdp_t_crypto_restart, \
	.close = wdp_t_crypto_close, \
	.enqueue = wdp_t_crypto_enqueue_on, \
	.dequeue = wdp_t_crypto_dequeue_on

/**
 * Name, capability list and queue pairs as every driver has them; the flags when the device is
 * strictly known.
 * @param most capabilities: fewer than that
 * @param flags feature flags that must be set
 * @param never those that must not
 */
int wdp_t_crypto_info_sound(struct wdp_t *t, const struct rte_cryptodev_info *info, uint32_t most,
	uint64_t flags, uint64_t never);

#define WDP_T_NEEDLE_B 12u /**< of a key: random, so found nowhere by chance */

/**
 * Where a part of the key is in EAL's memory, NULL: nowhere. The key itself lies elsewhere and
 * has WDP_T_NEEDLE_B bytes or more.
 */
const void *wdp_t_key_find(const uint8_t *key, uint32_t len);

/** Close the device, with a session that nobody freed; its key must be gone (R30). */
int wdp_t_crypto_closed(struct wdp_t *t, const struct wdp_t_life *l, const uint8_t *key,
	uint32_t len);

#endif /* WDP_TEST_CRYPTODEV_H */
