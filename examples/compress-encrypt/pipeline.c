/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include <rte_compressdev.h>
#include <rte_cryptodev.h>

#include "pipeline.h"

#define BURST   32u
#define STALL_S 30 /* a device that finishes nothing for so long has failed */
#define DRAIN_S 10 /* after an error: for what is in flight */

void
ce_complain(const struct ce_pipeline *p, const struct ce_slot *slot, const char *what)
{
	/* One message is enough: the blocks behind it often fail for the same reason. */
	if (p->error == 0)
		warnx("%s, block %" PRIu64 ": %s", p->in_name, slot->block.number, what);
}

/* The first error counts; it ends the work. */
static void
fail(struct ce_pipeline *p, int ret)
{
	if (ret < 0 && p->error == 0)
		p->error = ret;
}

/* ---- queues in front of the devices ---- */

static void
fifo_put(struct ce_fifo *f, void *op)
{
	/* Never full: there is a place for every block in flight. */
	f->op[f->tail++ & (f->size - 1)] = op;
}

/* Operations that can be taken at once, as an array. */
static void **
fifo_burst(const struct ce_fifo *f, uint16_t *n)
{
	uint32_t at = f->head & (f->size - 1);

	*n = (uint16_t)RTE_MIN(RTE_MIN(f->tail - f->head, f->size - at), BURST);
	return &f->op[at];
}

/* A device that takes none is full, or has said in the first one why it never will. */
static void
refused(struct ce_pipeline *p, const struct ce_slot *slot, bool never)
{
	if (!never)
		return;
	ce_complain(p, slot, "the device refuses the operation");
	fail(p, -EIO);
}

static uint32_t
comp_push(struct ce_pipeline *p)
{
	uint16_t n, want;
	struct rte_comp_op **ops = (struct rte_comp_op **)fifo_burst(&p->to_comp, &want);

	if (want == 0)
		return 0;
	n = rte_compressdev_enqueue_burst(p->dev->comp, 0, ops, want);
	if (n == 0)
		refused(p, *ce_comp_slot(ops[0]),
			ops[0]->status != RTE_COMP_OP_STATUS_NOT_PROCESSED);
	p->to_comp.head += n;
	p->flying += n;
	return n;
}

static uint32_t
crypto_push(struct ce_pipeline *p)
{
	uint16_t n, want;
	struct rte_crypto_op **ops = (struct rte_crypto_op **)fifo_burst(&p->to_crypto, &want);

	if (want == 0)
		return 0;
	n = rte_cryptodev_enqueue_burst(p->dev->crypto, 0, ops, want);
	if (n == 0)
		refused(p, ce_crypto_priv(ops[0])->slot,
			ops[0]->status != RTE_CRYPTO_OP_STATUS_NOT_PROCESSED);
	p->to_crypto.head += n;
	p->flying += n;
	return n;
}

/* ---- from block to operation ---- */

/*
 * Whoever wrote the data last was given the addresses noted in the chain; the next one must
 * find it there. Else somebody copied, or took the wrong buffer.
 */
static int
handed_over(struct ce_pipeline *p, struct ce_slot *slot, const struct rte_mbuf *m, bool from_device)
{
	uint32_t n = ce_chain_check(&slot->data, m);

	if (n == 0) {
		ce_complain(p, slot, "its data is not where it was written");
		return -EFAULT;
	}
	if (from_device) {
		p->handed++;
		p->handed_pieces += n;
	}
	return 0;
}

int
ce_to_crypto(struct ce_pipeline *p, struct ce_slot *slot, bool from_device)
{
	struct rte_crypto_op *op = slot->crypto;
	struct rte_crypto_sym_op *sym = op->sym;

	sym->m_src = slot->data.head;
	sym->m_dst = NULL;
	if (p->dev->cipher == CE_AES_256_GCM) {
		sym->aead.data.offset = 0;
		sym->aead.data.length = slot->block.data_b;
	} else {
		sym->cipher.data.offset = 0;
		sym->cipher.data.length = slot->block.data_b;
	}
	ce_iv(ce_crypto_priv(op)->iv, slot->block.number);
	fifo_put(&p->to_crypto, op);
	return handed_over(p, slot, sym->m_src, from_device);
}

int
ce_to_comp(struct ce_pipeline *p, struct ce_slot *slot, bool from_device)
{
	struct rte_comp_op *op = ce_comp_op(p->dev, slot);

	if (op == NULL || ce_chain_make(&slot->room, p->dev->mbufs, p->dev->segment_b,
			slot->block.plain_b) < 0) {
		rte_comp_op_free(op);
		ce_complain(p, slot, "no memory left in the pools");
		return -ENOMEM;
	}
	op->m_src = slot->data.head;
	op->src.offset = 0;
	op->src.length = slot->data.head->pkt_len;
	op->m_dst = slot->room.head;
	op->dst.offset = 0;
	ce_chain_note(&slot->room);
	fifo_put(&p->to_comp, op);
	return handed_over(p, slot, op->m_src, from_device);
}

void
ce_take_room(struct ce_slot *slot, uint32_t len)
{
	struct ce_chain old = slot->data;

	ce_chain_trim(&slot->room, len);
	slot->data = slot->room;
	slot->room = old;
	ce_chain_free(&slot->room);
}

/* ---- from operation to block ---- */

static uint32_t
comp_pull(struct ce_pipeline *p)
{
	struct rte_comp_op *ops[BURST];
	uint32_t i, n = rte_compressdev_dequeue_burst(p->dev->comp, 0, ops, BURST);

	for (i = 0; i < n; i++) {
		if (p->error == 0)
			fail(p, p->dir->compressed(p, *ce_comp_slot(ops[i]), ops[i]));
		rte_comp_op_free(ops[i]);
	}
	p->flying -= n;
	return n;
}

static void
encrypted(struct ce_pipeline *p, const struct rte_crypto_op *op, struct ce_slot *slot)
{
	if (op->status == RTE_CRYPTO_OP_STATUS_SUCCESS) {
		fail(p, p->dir->encrypted(p, slot));
		return;
	}
	ce_complain(p, slot, op->status == RTE_CRYPTO_OP_STATUS_AUTH_FAILED ?
		"wrong key, or not what was encrypted: the tag differs" : p->dir->not_encrypted);
	fail(p, -EBADMSG);
}

static uint32_t
crypto_pull(struct ce_pipeline *p)
{
	struct rte_crypto_op *ops[BURST];
	uint32_t i, n = rte_cryptodev_dequeue_burst(p->dev->crypto, 0, ops, BURST);

	for (i = 0; i < n && p->error == 0; i++)
		encrypted(p, ops[i], ce_crypto_priv(ops[i])->slot);
	p->flying -= n;
	return n;
}

/* ---- both ends ---- */

static struct ce_slot *
slot_of(struct ce_pipeline *p, uint64_t number)
{
	return &p->slots[number % p->dev->in_flight];
}

static void
slot_empty(struct ce_slot *slot)
{
	ce_chain_free(&slot->data);
	ce_chain_free(&slot->room);
	rte_crypto_op_free(slot->crypto);
	slot->crypto = NULL;
	slot->done = false;
}

static uint32_t
feed(struct ce_pipeline *p)
{
	uint32_t n;

	for (n = 0; n < BURST && p->error == 0 && p->fed < p->blocks &&
			p->fed - p->emitted < p->dev->in_flight; n++, p->fed++) {
		struct ce_slot *slot = slot_of(p, p->fed);

		slot->block = (struct ce_block){
			.number = p->fed,
			.plain_b = ce_plain_b(p->head, p->fed),
		};
		slot->crypto = ce_crypto_op(p->dev, slot);
		if (slot->crypto == NULL) {
			ce_complain(p, slot, "no memory left in the pools");
			fail(p, -ENOMEM);
		} else
			fail(p, p->dir->feed(p, slot));
	}
	return n;
}

/* In the order of the file. */
static uint32_t
emit(struct ce_pipeline *p)
{
	uint32_t n;

	for (n = 0; p->error == 0 && p->emitted < p->fed; n++, p->emitted++) {
		struct ce_slot *slot = slot_of(p, p->emitted);

		if (!slot->done)
			break;
		fail(p, handed_over(p, slot, slot->data.head, false));
		if (p->error == 0)
			fail(p, p->dir->emit(p, slot));
		p->stored += slot->block.stored;
		slot_empty(slot);
	}
	return n;
}

/* ---- the whole ---- */

static uint32_t
devices_once(struct ce_pipeline *p)
{
	uint32_t n = comp_push(p) + crypto_push(p);

	p->flying_max = RTE_MAX(p->flying_max, p->flying);
	return n + comp_pull(p) + crypto_pull(p);
}

static time_t
seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static void
work(struct ce_pipeline *p)
{
	time_t last = seconds();

	while (p->error == 0 && p->emitted < p->blocks) {
		if (feed(p) + devices_once(p) + emit(p) != 0) {
			last = seconds();
		} else if (seconds() - last > STALL_S) {
			warnx("nothing finished for %d s, %u operations in flight", STALL_S, p->flying);
			fail(p, -ETIMEDOUT);
		}
	}
}

/* Nothing of ours may be in a device's hands when its memory goes. */
static void
drain(struct ce_pipeline *p)
{
	time_t first = seconds();

	while (p->flying > 0 && seconds() - first < DRAIN_S) {
		comp_pull(p);
		crypto_pull(p);
	}
	if (p->flying > 0)
		warnx("%u operations did not come back", p->flying);
	while (p->to_comp.head != p->to_comp.tail)
		rte_comp_op_free(p->to_comp.op[p->to_comp.head++ & (p->to_comp.size - 1)]);
}

static int
prepare(struct ce_pipeline *p)
{
	uint32_t i, n = p->dev->in_flight, size = rte_align32pow2(n);
	rte_iova_t *piece;

	p->slots = calloc(n, sizeof(*p->slots));
	p->pieces = calloc((size_t)n * p->dev->segments, 2 * sizeof(*p->pieces));
	p->to_comp.op = calloc(size, sizeof(void *));
	p->to_crypto.op = calloc(size, sizeof(void *));
	if (p->slots == NULL || p->pieces == NULL || p->to_comp.op == NULL ||
			p->to_crypto.op == NULL) {
		warnx("no memory for %u blocks", n);
		return -ENOMEM;
	}
	p->to_comp.size = p->to_crypto.size = size;
	piece = p->pieces;
	for (i = 0; i < n; i++, piece += 2 * p->dev->segments) {
		p->slots[i].data.piece = piece;
		p->slots[i].room.piece = piece + p->dev->segments;
	}
	p->blocks = ce_blocks(p->head);
	return 0;
}

int
ce_pipeline_run(struct ce_pipeline *p)
{
	uint32_t i;

	p->error = prepare(p);
	if (p->error == 0) {
		work(p);
		drain(p);
		for (i = 0; i < p->dev->in_flight && p->flying == 0; i++)
			slot_empty(&p->slots[i]);
	}
	free(p->to_crypto.op);
	free(p->to_comp.op);
	free(p->pieces);
	free(p->slots);
	return p->error;
}
