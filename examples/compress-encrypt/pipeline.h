/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef CE_PIPELINE_H
#define CE_PIPELINE_H

/**
 * @file
 * Blocks on their way from one file through two devices to another file, many at a time, in
 * either direction: pack.c compresses, then encrypts; unpack.c decrypts, then decompresses.
 *
 *          feed          compressdev           cryptodev          emit
 *   pack:   read file --> data, room  ------>  data in place --> write head, tag, data
 *   unpack: read head, data -----------------> data in place --> data, room --> write data
 *
 * The output of one device is the input of the other one, at the same addresses.
 */

#include <stdbool.h>
#include <stdint.h>

#include "chain.h"
#include "container.h"
#include "device.h"

/** A block between feed and emit. */
struct ce_slot {
	struct ce_block block;
	bool done;
	struct ce_chain data; /**< what the next device takes, at last what is written */
	struct ce_chain room; /**< where compressdev writes; becomes data when it has */
	struct rte_crypto_op *crypto; /**< holds the block's head, so it is there all the time */
};

/** Operations waiting for a device. */
struct ce_fifo {
	void **op;
	uint32_t head;
	uint32_t tail;
	uint32_t size; /**< a power of 2 */
};

struct ce_pipeline;

/** What the two directions do differently; all return 0 or -errno and have said why. */
struct ce_direction {
	/** Read block slot->block.number and give it to the first device. */
	int (*feed)(struct ce_pipeline *p, struct ce_slot *slot);
	int (*compressed)(struct ce_pipeline *p, struct ce_slot *slot,
		const struct rte_comp_op *op);
	int (*encrypted)(struct ce_pipeline *p, struct ce_slot *slot);
	/** Write the block. */
	int (*emit)(struct ce_pipeline *p, struct ce_slot *slot);
	const char *not_encrypted; /**< said of an operation that failed */
};

struct ce_pipeline {
	const struct ce_direction *dir;
	struct ce_devices *dev;
	const struct ce_head *head;
	const char *in_name;
	const char *out_name;
	int in_fd;
	int out_fd;
	struct ce_slot *slots;
	rte_iova_t *pieces; /**< of all chains */
	struct ce_fifo to_comp;
	struct ce_fifo to_crypto;
	uint64_t blocks; /**< of the whole file */
	uint64_t fed;
	uint64_t emitted;
	uint32_t flying; /**< operations that a device has */
	int error;       /**< the first one */
	/* For the report. */
	uint32_t flying_max;
	uint64_t stored;
	uint64_t handed; /**< blocks one device had from the other */
	uint64_t handed_pieces;
	uint64_t out_b;
};

extern const struct ce_direction ce_pack;
extern const struct ce_direction ce_unpack;

/** All of it. @return 0 or -errno, said why. p->flying is not 0 where a device kept something. */
int ce_pipeline_run(struct ce_pipeline *p);

/* ---- for the directions ---- */

/** "FILE, block N: WHAT" */
void ce_complain(const struct ce_pipeline *p, const struct ce_slot *slot, const char *what);

/** Send the data to cryptodev, in place. @p from_device: it comes from the other device */
int ce_to_crypto(struct ce_pipeline *p, struct ce_slot *slot, bool from_device);

/** Send the data to compressdev, which gets @p slot->block.plain_b bytes of room. */
int ce_to_comp(struct ce_pipeline *p, struct ce_slot *slot, bool from_device);

/** The room, of which @p len bytes were written, is the data now. */
void ce_take_room(struct ce_slot *slot, uint32_t len);

#endif /* CE_PIPELINE_H */
