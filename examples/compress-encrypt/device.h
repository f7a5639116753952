/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef CE_DEVICE_H
#define CE_DEVICE_H

/**
 * @file
 * The two devices and the memory they share: one pool of mbufs serves both.
 */

#include <stdbool.h>
#include <stdint.h>

#include <rte_comp.h>
#include <rte_cryptodev.h>
#include <rte_mempool.h>

#include "container.h"
#include "key.h"
#include "options.h"

struct ce_slot;

struct ce_devices {
	uint8_t comp;
	uint8_t crypto;
	bool comp_open;
	bool crypto_open;
	void *xform;
	void *session;
	struct rte_mempool *mbufs;
	struct rte_mempool *comp_ops;
	struct rte_mempool *crypto_ops;
	struct rte_mempool *sessions;
	enum ce_cipher cipher;
	uint32_t segment_b;
	uint32_t segments;  /**< of a whole block */
	uint32_t in_flight; /**< blocks */
};

/** What a crypto operation carries along. Head and tag are protected and written where they are. */
struct ce_crypto_priv {
	uint8_t iv[CE_IV_ROOM_B];
	uint8_t head[CE_BLOCK_HEAD_B];
	struct ce_slot *slot;
};

#define CE_CRYPTO_PRIV_OFF \
	(sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_sym_op))
#define CE_CRYPTO_OFF(field) (CE_CRYPTO_PRIV_OFF + offsetof(struct ce_crypto_priv, field))

static inline struct ce_crypto_priv *
ce_crypto_priv(struct rte_crypto_op *op)
{
	return rte_crypto_op_ctod_offset(op, struct ce_crypto_priv *, CE_CRYPTO_PRIV_OFF);
}

/** A compression operation carries only this along. */
static inline struct ce_slot **
ce_comp_slot(struct rte_comp_op *op)
{
	return (struct ce_slot **)(op + 1);
}

/**
 * Find, check and start both devices for containers like @p h, make a session with @p k.
 * What was done before an error is undone by ce_devices_close(). @return 0 or -errno, said why
 */
int ce_devices_open(struct ce_devices *d, const struct ce_options *o, const struct ce_head *h,
	const struct ce_key *k);

/**
 * @param idle nothing is in flight: the pools can go as well
 */
void ce_devices_close(struct ce_devices *d, bool idle);

/** Ready to go but for data and, in the private part, IV and head. NULL: too many in flight */
struct rte_comp_op *ce_comp_op(struct ce_devices *d, struct ce_slot *slot);
struct rte_crypto_op *ce_crypto_op(struct ce_devices *d, struct ce_slot *slot);

#endif /* CE_DEVICE_H */
