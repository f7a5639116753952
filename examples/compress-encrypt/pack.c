/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>

#include "pipeline.h"

/* What is shorter hardly becomes smaller; some devices have special rules for so little room. */
#define COMPRESS_MIN_B 64

static int
encrypt(struct ce_pipeline *p, struct ce_slot *slot, bool from_device)
{
	ce_block_put(ce_crypto_priv(slot->crypto)->head, &slot->block);
	return ce_to_crypto(p, slot, from_device);
}

/* The block as it was read, which for XTS has a smallest size. */
static int
store(struct ce_pipeline *p, struct ce_slot *slot)
{
	slot->block.stored = true;
	slot->block.data_b = ce_stored_b(p->head, slot->block.plain_b);
	return encrypt(p, slot, false);
}

static int
feed(struct ce_pipeline *p, struct ce_slot *slot)
{
	uint32_t len = slot->block.plain_b, stored_b = ce_stored_b(p->head, len);
	int ret;

	if (ce_chain_make(&slot->data, p->dev->mbufs, p->dev->segment_b, stored_b) < 0) {
		ce_complain(p, slot, "no memory left in the pools");
		return -ENOMEM;
	}
	ce_chain_note(&slot->data);
	ret = ce_chain_read(&slot->data, p->in_fd, len);
	if (ret < 0) {
		ce_complain(p, slot, ret == -ENODATA ? "the file has become shorter" :
			strerror(-ret));
		return ret;
	}
	if (len >= COMPRESS_MIN_B)
		return ce_to_comp(p, slot, false);
	ce_chain_zero(&slot->data, len, stored_b - len);
	return store(p, slot);
}

static int
compressed(struct ce_pipeline *p, struct ce_slot *slot, const struct rte_comp_op *op)
{
	uint32_t least = ce_stored_b(p->head, 1);

	/* As much room as the block has bytes: what does not fit is not worth it. */
	if (op->status == RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED ||
			op->status == RTE_COMP_OP_STATUS_OUT_OF_SPACE_RECOVERABLE)
		return store(p, slot);
	if (op->status != RTE_COMP_OP_STATUS_SUCCESS || op->consumed != slot->block.plain_b ||
			op->produced > slot->block.plain_b || op->produced == 0) {
		ce_complain(p, slot, "the device failed to compress it");
		return -EIO;
	}
	if (op->produced == slot->block.plain_b || op->produced < least)
		return store(p, slot);
	slot->block.data_b = op->produced;
	ce_take_room(slot, op->produced);
	return encrypt(p, slot, true);
}

static int
encrypted(struct ce_pipeline *p, struct ce_slot *slot)
{
	(void)p;
	slot->done = true;
	return 0;
}

static int
emit(struct ce_pipeline *p, struct ce_slot *slot)
{
	/* The tag is already there: cryptodev wrote it behind the head. */
	int ret = ce_chain_write(&slot->data, p->out_fd, ce_crypto_priv(slot->crypto)->head,
		CE_BLOCK_HEAD_B, slot->block.data_b);

	if (ret < 0)
		ce_complain(p, slot, strerror(-ret));
	else
		p->out_b += CE_BLOCK_HEAD_B + slot->block.data_b;
	return ret;
}

const struct ce_direction ce_pack = {
	.feed = feed,
	.compressed = compressed,
	.encrypted = encrypted,
	.emit = emit,
	.not_encrypted = "the device failed to encrypt it",
};
