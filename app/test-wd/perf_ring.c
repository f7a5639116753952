/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The floor to compare with: nothing but a 128-byte descriptor written and the op
 * remembered per enqueue, a 16-byte completion read and the op's results written per
 * dequeue, one doorbell store per burst. No checks, no mbufs, no directions.
 */

#include <errno.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_io.h>
#include <rte_malloc.h>

#include "perf.h"
#include "wdp_hw_qm.h"
#include "wdp_hw_zip.h"

static struct {
	struct wdp_zip_sqe *sq;
	struct wdp_cqe *cq;
	void **ops;
	volatile uint64_t *db; /* two lines */
	uint32_t prod;
	uint32_t done; /* by the "device" */
	uint32_t cons;
} ring;

int
wdp_p_ring_init(void)
{
	memset(&ring, 0, sizeof(ring));
	ring.sq = rte_zmalloc("wdp_p_sq", WDP_P_RING * sizeof(*ring.sq), 4096);
	ring.cq = rte_zmalloc("wdp_p_cq", WDP_P_RING * sizeof(*ring.cq), 4096);
	ring.ops = rte_zmalloc("wdp_p_slots", WDP_P_RING * sizeof(*ring.ops), 64);
	ring.db = rte_zmalloc("wdp_p_db", 128, 64);
	if (ring.sq == NULL || ring.cq == NULL || ring.ops == NULL || ring.db == NULL) {
		wdp_p_ring_free();
		return -ENOMEM;
	}
	return 0;
}

void
wdp_p_ring_free(void)
{
	rte_free(ring.sq);
	rte_free(ring.cq);
	rte_free(ring.ops);
	rte_free((void *)(uintptr_t)ring.db);
	memset(&ring, 0, sizeof(ring));
}

static inline uint32_t
word(const void *op, uint16_t off)
{
	return *(const uint32_t *)((const uint8_t *)op + off);
}

static inline void
set_word(void *op, uint16_t off, uint32_t v)
{
	*(uint32_t *)((uint8_t *)op + off) = v;
}

static __rte_noinline uint32_t
ring_enqueue(const struct wdp_p_backend *b, void **ops, uint32_t n)
{
	uint32_t i, slot;

	for (i = 0; i < n; i++) {
		void *op = ops[i];

		slot = (ring.prod + i) % WDP_P_RING;
		ring.ops[slot] = op;
		memset(&ring.sq[slot], 0, sizeof(ring.sq[slot]));
		ring.sq[slot].dw[WDP_ZIP_DW_IN_LEN] = word(op, b->in[0]);
		ring.sq[slot].dw[WDP_ZIP_DW_SRC_LO] = word(op, b->in[1]);
		ring.sq[slot].dw[WDP_ZIP_DW_DST_LO] = word(op, b->in[2]);
		ring.sq[slot].dw[WDP_ZIP_DW_TAG_LO] = slot;
	}
	ring.prod += n;
	rte_io_wmb();
	ring.db[0] = ring.prod;
	return n;
}

/* The other side; not timed. */
static void
ring_step(void)
{
	for (; ring.done != ring.prod; ring.done++) {
		uint32_t slot = ring.done % WDP_P_RING;

		ring.sq[slot].dw[WDP_ZIP_DW_CONSUMED] = ring.sq[slot].dw[WDP_ZIP_DW_IN_LEN];
		ring.sq[slot].dw[WDP_ZIP_DW_PRODUCED] = 1;
		ring.cq[slot].sq_head = slot;
		__atomic_store_n(&ring.cq[slot].w7, (uint16_t)(~(ring.done / WDP_P_RING) & 1),
			__ATOMIC_RELEASE);
	}
}

static __rte_noinline uint32_t
ring_dequeue(const struct wdp_p_backend *b, void **ops, uint32_t n)
{
	uint32_t i, slot;

	for (i = 0; i < n; i++) {
		void *op;

		slot = (ring.cons + i) % WDP_P_RING;
		if ((__atomic_load_n(&ring.cq[slot].w7, __ATOMIC_RELAXED) & WDP_CQE_PHASE) !=
				(~((ring.cons + i) / WDP_P_RING) & 1))
			break;
		rte_io_rmb();
		op = ring.ops[ring.cq[slot].sq_head % WDP_P_RING];
		if (b->out[0] != 0) {
			set_word(op, b->out[0], ring.sq[slot].dw[WDP_ZIP_DW_CONSUMED]);
			set_word(op, b->out[1], ring.sq[slot].dw[WDP_ZIP_DW_PRODUCED]);
		}
		((uint8_t *)op)[b->out_status] = b->status_good;
		ops[i] = op;
	}
	ring.cons += i;
	ring.db[8] = ring.cons;
	return i;
}

double
wdp_p_ring_run(const struct wdp_p_backend *b, struct wdp_p_set *s, uint32_t total, uint32_t burst)
{
	void *out[WDP_P_SECTION], **in;
	uint32_t n = wdp_p_section(b), done, i;
	uint64_t cycles = 0, start;

	for (done = 0; done < total; done += n) {
		in = wdp_p_set_take(s, n);
		start = rte_rdtsc_precise();
		for (i = 0; i < n; i += burst)
			ring_enqueue(b, in + i, burst);
		cycles += rte_rdtsc_precise() - start;
		ring_step();
		start = rte_rdtsc_precise();
		for (i = 0; i < n; i += burst)
			ring_dequeue(b, out + i, burst);
		cycles += rte_rdtsc_precise() - start;
	}
	return (double)cycles / total;
}
