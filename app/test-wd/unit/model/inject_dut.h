/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef INJECT_DUT_H
#define INJECT_DUT_H

/* A model without workers, three small queues, and faults set by their text. */

#include "harness.h"

#define DEPTH  8
#define QUEUES 3
#define LEN    100u
#define ROOM   4096u

struct inject {
	struct dut d;
	struct dut_queue q[QUEUES]; /* 0 and 2 compress, 1 decompresses */
	unsigned int hangups;       /* told by the model */
	int exit_code;
};

static inline void
inject_event(void *arg, enum wdp_model_event what, int val)
{
	struct inject *b = arg;

	if (what == WDP_MODEL_EVENT_DISCONNECT)
		b->hangups++;
	else
		b->exit_code = val;
}

static inline void
inject_queues(struct inject *b, bool armed)
{
	unsigned int i;

	for (i = 0; i < QUEUES; i++)
		queue_create(&b->d, &b->q[i], i, i % 2 ? WDP_ZIP_QT_DECOMP : WDP_ZIP_QT_COMP, DEPTH,
			armed);
}

static inline void
open_inject(struct inject *b, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_NULL);

	memset(b, 0, sizeof(*b));
	b->exit_code = -1;
	cfg.queues = 64;
	cfg.event = inject_event;
	cfg.event_arg = b;
	dut_open(&b->d, &cfg);
	dut_bringup(&b->d, 8);
	inject_queues(b, false);
}

/** After a reset: engine, function and queues again. */
static inline void
restart(struct inject *b)
{
	dut_engine_setup(&b->d);
	dut_start(&b->d, 8);
	inject_queues(b, false);
}

static inline int
fault(struct inject *b, const char *line)
{
	char err[WDP_MODEL_FAULT_ERR_B] = "";
	int id = wdp_model_fault_add(b->d.m, line, err, sizeof(err));

	if (id <= 0)
		fail_msg("%s: %s", line, err);
	return id;
}

static inline void
submit(struct dut_queue *q, unsigned int n)
{
	struct wdp_zip_sqe s = zip_sqe(q->d, q->d->v3 ? WDP_ZIP_TYPE_DEFLATE : WDP_ZIP_TYPE_ZLIB, 4,
		ARENA_IOVA, LEN, ARENA_IOVA + 8192, ROOM, false);

	while (n-- > 0)
		queue_submit(q, &s);
}

/** The word of a CQE that says all. */
static inline uint64_t
cqe(struct dut_queue *q, unsigned int i)
{
	return wdp_le64(((const uint64_t *)queue_cqe(q, i))[1]);
}

static inline uint64_t
cqe_good(unsigned int queue, unsigned int slot, unsigned int phase)
{
	return (uint64_t)slot << WDP_CQE_HI_SLOT_SHIFT | (uint64_t)queue << WDP_CQE_HI_SQN_SHIFT |
		(uint64_t)phase << WDP_CQE_HI_PHASE_SHIFT;
}

/** Take all completions, whatever they say. @return how many. */
static inline unsigned int
done(struct dut_queue *q)
{
	unsigned int n = 0;

	while ((cqe(q, q->cq_head) >> WDP_CQE_HI_PHASE_SHIFT & 1) == q->phase && n < DEPTH) {
		n++;
		if (++q->cq_head == q->depth) {
			q->cq_head = 0;
			q->phase = !q->phase;
		}
	}
	if (n != 0)
		ring(q->d, db(q->n, WDP_DB_CMD_CQ, q->tag, q->cq_head, 0));
	return n;
}

/** Fresh rings and contexts for a queue. */
static inline void
reload(struct dut_queue *q)
{
	memset(queue_sqe(q, 0), 0, (size_t)DEPTH * WDP_ZIP_SQE_B);
	memset(queue_cqe(q, 0), 0, DEPTH * sizeof(struct wdp_cqe));
	assert_int_equal(0, queue_load(q, false));
}

#endif /* INJECT_DUT_H */
