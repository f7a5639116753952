/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_CRYPTO_H
#define WD_CRYPTO_H

/**
 * @file
 * What the cryptodev drivers of this plugin have in common: a device, its class, its life.
 */

#include <cryptodev_pmd.h>
#include <rte_cryptodev.h>

#include "qm/wdp_qm.h"
#include "qm/wdp_qp.h"
#include "transport/wdp_transport.h"

extern int wdp_crypto_logtype;

/** @p dev is the name of a device. */
#define CRYPTO_LOG(level, dev, fmt, ...) \
	rte_log(RTE_LOG_##level, wdp_crypto_logtype, "%s: " fmt "\n", dev, ##__VA_ARGS__)

/** What is different between the drivers. */
struct crypto_type {
	const char *name; /**< driver name */
	const struct wdp_engine *engine;
	uint16_t vf_id;
	const uint8_t *driver_id; /**< given by the library at start */
	struct rte_cryptodev_ops *ops;
	uint64_t feature_flags; /**< besides HW_ACCELERATED */
	enqueue_pkt_burst_t enqueue;
	dequeue_pkt_burst_t dequeue;
};

/** dev_private, in hugepages: no pointers, see struct wdp_qm. */
struct crypto_dev {
	struct wdp_qm qm;
	uint16_t max_queue_pairs;
	bool experimental; /**< offer what nobody is known to have used on silicon */
};

/** devargs of both drivers. */
extern const char *const wdp_crypto_devargs[];
#define WD_CRYPTO_PARAMS "experimental=<0|1> max_nb_queue_pairs=<1-1024>"

static inline struct crypto_dev *
crypto_dev(const struct rte_cryptodev *dev)
{
	return dev->data->dev_private;
}

int wdp_crypto_probe(const struct crypto_type *type, struct rte_device *rte_dev, const char *name,
	struct wdp_transport *t, const char *args);
int wdp_crypto_remove(const struct crypto_type *type, const char *name);

/* Operations that do not depend on the engine. */
int wdp_crypto_configure(struct rte_cryptodev *dev, struct rte_cryptodev_config *config);
int wdp_crypto_start(struct rte_cryptodev *dev);
void wdp_crypto_stop(struct rte_cryptodev *dev);
void wdp_crypto_info(const struct rte_cryptodev *dev, struct rte_cryptodev_info *info);
void wdp_crypto_stats_get(struct rte_cryptodev *dev, struct rte_cryptodev_stats *stats);
void wdp_crypto_stats_reset(struct rte_cryptodev *dev);

#endif /* WD_CRYPTO_H */
