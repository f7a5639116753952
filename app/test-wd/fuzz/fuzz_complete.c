/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: what a device can write into the driver's memory. The input is a list of
 * steps: ops go in, completions, descriptors and events are written by hand or by the model,
 * time passes, the driver looks. In the end every op has come back once, with a result that
 * can be true.
 */

#include <stdlib.h>

#include "fuzz_clock.h"
#include "fuzz_dev.h"
#include "qm/qm_priv.h"

static struct wdp_fz_dev dev;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	RTE_SET_USED(argc);
	RTE_SET_USED(argv);
	wdp_fz_eal();
	return 0;
}

static struct wdp_hwq *
ring(struct wdp_fz_in *in)
{
	return wdp_fz_ring(&dev, wdp_fz_take(in, 1));
}

static struct wdp_hwq_local *
memory(const struct wdp_hwq *q)
{
	return &wdp_qm_locals[q->p_dev].queues[q->p_qn];
}

/* The completion that is due, or the nth after it, with some of its bits turned over. */
static void
write_cqe(struct wdp_fz_in *in)
{
	struct wdp_hwq *q = ring(in);
	uint32_t count = q->cons + (wdp_fz_take(in, 1) & 7);
	uint32_t slot = count & q->c_mask;
	uint64_t phase = ~(uint64_t)(count >> q->c_depth_log2) & 1;
	uint64_t cqe[2] = {0, slot | (uint64_t)q->c_qn << WDP_CQE_HI_SQN_SHIFT |
		phase << WDP_CQE_HI_PHASE_SHIFT};
	uint8_t what = wdp_fz_take(in, 1);

	if (what & 0x80)
		cqe[1] ^= wdp_fz_take(in, 8);
	if (what & 0x40)
		slot = wdp_fz_take(in, 2) & q->c_mask;
	if (what & 0x20)
		cqe[0] = wdp_fz_take(in, 8);
	memcpy((uint8_t *)memory(q)->cq + slot * sizeof(cqe), cqe, sizeof(cqe));
}

/* A result that fits the request, or words of the input. */
static void
write_sqe(struct wdp_fz_in *in)
{
	struct wdp_hwq *q = ring(in);
	uint32_t slot = (q->cons + (wdp_fz_take(in, 1) & 7)) & q->c_mask;
	uint32_t *dw = (uint32_t *)(memory(q)->sq + ((size_t)slot << q->p_sqe_shift));

	dev.kind->write_result(dw, in);
}

/* The next entry of an event ring, or any. */
static void
write_event(struct wdp_fz_in *in)
{
	struct qm_ctl *c = wdp_qm_locals[wdp_fz_ring(&dev, 0)->p_dev].ctl;
	uint8_t what = wdp_fz_take(in, 1);
	struct qm_ring *r = what & 1 ? &c->aeq : &c->eq;
	uint32_t at = what & 2 ? wdp_fz_take(in, 2) % r->depth : r->head;
	uint32_t e = wdp_fz_take(in, 4);

	if (what & 4)
		e = (e & 3) | (wdp_fz_take(in, 1) & 3) << WDP_AEQE_TYPE_SHIFT;
	if (!(what & 8))
		e = (e & ~WDP_EQE_PHASE) | (r->phase != 0 ? WDP_EQE_PHASE : 0);
	r->entries[at] = e;
}

/* Anywhere in the two rings of a queue. */
static void
write_any(struct wdp_fz_in *in)
{
	struct wdp_hwq *q = ring(in);
	uint32_t size = q->depth * (sizeof(struct wdp_cqe) + (1u << q->p_sqe_shift));
	uint32_t off = wdp_fz_take(in, 3) % size;
	uint32_t n = wdp_fz_take(in, 1);
	uint8_t *sq = memory(q)->sq;

	for (n = RTE_MIN(n, size - off); n != 0; n--)
		sq[off++] = wdp_fz_take(in, 1);
}

static void
step(struct wdp_fz_in *in)
{
	switch (wdp_fz_take(in, 1) % 12) {
	case 0:
	case 1:
		wdp_fz_enqueue(&dev, in, 1 + (wdp_fz_take(in, 1) & 7));
		break;
	case 2:
		wdp_fz_dequeue(&dev, wdp_fz_take(in, 1) & 31);
		break;
	case 3:
		wdp_model_step(dev.model, wdp_fz_take(in, 1) & 15);
		break;
	case 4:
	case 5:
		write_cqe(in);
		break;
	case 6:
	case 7:
		write_sqe(in);
		break;
	case 8:
		write_event(in);
		break;
	case 9:
		write_any(in);
		break;
	default:
		wdp_fz_pass_ms(wdp_fz_take(in, 1) * 2);
		break;
	}
}

static void
work(void)
{
	wdp_model_step(dev.model, 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_fz_in in = {data, size};
	uint8_t how = wdp_fz_take(&in, 1);
	struct wdp_fz_dev_conf conf = {
		.engine = WDP_MODEL_NULL,
		.max_resets = how >> 6,
		.depth = 1 + wdp_fz_take(&in, 1) % 120,
	};

	wdp_fz_open(&dev, &WDP_FZ_KIND, &conf);
	dev.honest = false; /* the null engine writes no data */
	if (how & 1)
		wdp_fz_waiting = work;
	while (in.left != 0)
		step(&in);
	wdp_fz_drain(&dev, how & 2);
	wdp_fz_close(&dev);
	return 0;
}
