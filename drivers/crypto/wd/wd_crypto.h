/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_CRYPTO_H
#define WD_CRYPTO_H

/**
 * @file
 * What the cryptodev drivers of this plugin have in common: a device, its class, its life, the
 * sessions made for it.
 */

#include <string.h>

#include <cryptodev_pmd.h>
#include <rte_cryptodev.h>

#include "qm/wdp_qm.h"
#include "qm/wdp_qp.h"
#include "transport/pci/wdp_pci.h"
#include "transport/wdp_class.h"
#include "transport/wdp_transport.h"

extern int wdp_crypto_logtype;

/** @p dev is the name of a device. */
#define CRYPTO_LOG(level, dev, fmt, ...) \
	rte_log(RTE_LOG_##level, wdp_crypto_logtype, "%s: " fmt "\n", dev, ##__VA_ARGS__)

/** What is different between the drivers. */
struct crypto_type {
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

/** Head of a session with keys in it, in memory of the library's pool. */
struct crypto_session {
	uint32_t magic; /**< the driver's, plus the generation it was made for */
	uint32_t index; /**< in the list of the device's sessions */
	uint16_t dev; /**< of struct wdp_qm: whose list */
};
/** Bits of a magic number that say the generation. */
#define WD_CRYPTO_MAGIC_GEN 0xff

/** Keys and what was made of them: the memory outlives this, so the compiler must not skip it. */
static inline void
crypto_wipe(void *p, size_t size)
{
	memset(p, 0, size);
	rte_compiler_barrier();
}

/** No early end: the time tells nothing about how much of a forged value was right. */
static inline bool
crypto_equal(const uint8_t *a, const uint8_t *b, size_t len)
{
	volatile uint8_t diff = 0;
	size_t i;

	for (i = 0; i < len; i++)
		diff |= a[i] ^ b[i];
	return diff == 0;
}

/** Into the list of the device. 0; -ENOMEM, and all @p size bytes wiped. */
int wdp_crypto_session_add(const struct crypto_dev *d, struct crypto_session *s, size_t size);
/** Out of the list, and all @p size bytes wiped. @param magic the driver's */
void wdp_crypto_session_del(struct crypto_session *s, uint32_t magic, size_t size);
/** The device is closed: wipe every session of it that is still there. */
void wdp_crypto_sessions_forget(const struct crypto_dev *d, uint32_t magic, size_t size);

int wdp_crypto_probe(const struct crypto_type *type, struct rte_device *rte_dev, const char *name,
	struct wdp_transport *t, const char *args);
int wdp_crypto_remove(const char *name);

/**
 * A driver's registration: the class, the PCI driver, the number that the library gives.
 * @param name_ the driver's
 * @param t its struct crypto_type
 * @param pf, vf device ids
 * @param id the variable of struct crypto_type::driver_id
 */
#define WD_CRYPTO_DRIVER(name_, t, pf, vf, id) \
	static int \
	t##_probe(struct rte_device *rte_dev, const char *name, struct wdp_transport *transport, \
		const char *args) \
	{ \
		return wdp_crypto_probe(&(t), rte_dev, name, transport, args); \
	} \
	static int \
	t##_remove(struct rte_device *rte_dev, const char *name) \
	{ \
		RTE_SET_USED(rte_dev); \
		return wdp_crypto_remove(name); \
	} \
	static const struct wdp_class t##_class = { \
		.name = RTE_STR(name_), \
		.pf_id = (pf), \
		.vf_id = (vf), \
		.devargs = wdp_crypto_devargs, \
		.probe = t##_probe, \
		.remove = t##_remove, \
	}; \
	RTE_INIT(t##_class_init) \
	{ \
		wdp_class_register(&t##_class); \
	} \
	WDP_PCI_DRIVER(name_, t##_pci_driver, t##_class, pf, vf); \
	RTE_PMD_REGISTER_PARAM_STRING(name_, "allow_noiommu=<0|1> " WDP_QM_PARAMS " " \
		WD_CRYPTO_PARAMS); \
	/* The library finds the number by the name of what was registered on the bus. */ \
	static struct cryptodev_driver t##_driver; \
	RTE_PMD_REGISTER_CRYPTO_DRIVER(t##_driver, t##_pci_driver.driver, id)

/* Operations that do not depend on the engine. */
int wdp_crypto_configure(struct rte_cryptodev *dev, struct rte_cryptodev_config *config);
int wdp_crypto_start(struct rte_cryptodev *dev);
void wdp_crypto_stop(struct rte_cryptodev *dev);
/** Queue pairs released, sessions of @p magic and @p size forgotten, hardware off. */
int wdp_crypto_close(struct rte_cryptodev *dev, uint32_t magic, size_t size);
/**
 * @param queues hardware queues that a queue pair takes
 * @param info may be NULL, as the library has it
 */
void wdp_crypto_info(const struct rte_cryptodev *dev, unsigned int queues,
	const struct rte_cryptodev_capabilities *caps, struct rte_cryptodev_info *info);
/**
 * First part of a queue pair's set-up: what was there is released.
 * @param deepest ring that the driver makes
 * @return depth of its rings; -EINVAL, logged.
 */
int wdp_crypto_qp_depth(struct rte_cryptodev *dev, uint16_t id,
	const struct rte_cryptodev_qp_conf *conf, uint16_t deepest);
void wdp_crypto_stats_get(struct rte_cryptodev *dev, struct rte_cryptodev_stats *stats);
void wdp_crypto_stats_reset(struct rte_cryptodev *dev);

#endif /* WD_CRYPTO_H */
