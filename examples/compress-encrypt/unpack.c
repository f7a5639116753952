/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>

#include "pipeline.h"

static int
head_read(struct ce_pipeline *p, struct ce_slot *slot)
{
	uint8_t *raw = ce_crypto_priv(slot->crypto)->head;
	const char *why = NULL;
	int ret = ce_read(p->in_fd, raw, CE_BLOCK_HEAD_B);

	if (ret == 0)
		why = ce_block_get(p->head, raw, &slot->block);
	if (ret == 0 && why == NULL)
		return 0;
	ce_complain(p, slot, why != NULL ? why : ret == -ENODATA ?
		"the container ends before it" : strerror(-ret));
	return ret < 0 ? ret : -EBADMSG;
}

static int
feed(struct ce_pipeline *p, struct ce_slot *slot)
{
	int ret = head_read(p, slot);

	if (ret < 0)
		return ret;
	ret = ce_chain_make(&slot->data, p->dev->mbufs, p->dev->segment_b, slot->block.data_b);
	if (ret < 0) {
		ce_complain(p, slot, "no memory left in the pools");
		return ret;
	}
	ce_chain_note(&slot->data);
	ret = ce_chain_read(&slot->data, p->in_fd, slot->block.data_b);
	if (ret < 0) {
		ce_complain(p, slot, ret == -ENODATA ? "the container ends in it" : strerror(-ret));
		return ret;
	}
	return ce_to_crypto(p, slot, false);
}

static int
decrypted(struct ce_pipeline *p, struct ce_slot *slot)
{
	if (!slot->block.stored)
		return ce_to_comp(p, slot, true);
	slot->done = true;
	return 0;
}

static int
decompressed(struct ce_pipeline *p, struct ce_slot *slot, const struct rte_comp_op *op)
{
	if (op->status != RTE_COMP_OP_STATUS_SUCCESS || op->produced != slot->block.plain_b ||
			op->consumed != slot->block.data_b) {
		ce_complain(p, slot, "wrong key, or not what was compressed: the device cannot decompress it");
		return -EBADMSG;
	}
	ce_take_room(slot, op->produced);
	slot->done = true;
	return 0;
}

static int
emit(struct ce_pipeline *p, struct ce_slot *slot)
{
	int ret = ce_chain_write(&slot->data, p->out_fd, NULL, 0, slot->block.plain_b);

	if (ret < 0)
		ce_complain(p, slot, strerror(-ret));
	else
		p->out_b += slot->block.plain_b;
	return ret;
}

const struct ce_direction ce_unpack = {
	.feed = feed,
	.compressed = decompressed,
	.encrypted = decrypted,
	.emit = emit,
	.not_encrypted = "the device failed to decrypt it",
};
