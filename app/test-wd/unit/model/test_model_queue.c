/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Rings, doorbells and events of the model (doc/hw/qm.md 8, 10, 12..15, 27, 28). */

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "queue_dut.h"

/* Sections 28.5, 28.6: doorbell and CQE, byte for byte, on both generations. */
static void
test_cqe_bytes(void **state)
{
	static const uint8_t want[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0};
	static const enum wdp_model_hw gens[] = {WDP_MODEL_V2, WDP_MODEL_V3};
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		open_dut(&d, gens[i]);
		queue_create(&d, &q, 3, WDP_ZIP_QT_DECOMP, RING_DEPTH, false);
		s = request(&d, 100);
		memcpy(queue_sqe(&q, 0), &s, sizeof(s));
		memset(queue_cqe(&q, 0), 0, 16);
		if (d.v3)
			w64(&d, WDP_BAR_DB, 0x31000, 0x0000000100000003);
		else
			w64(&d, WDP_BAR_REGS, 0x1000, 0x0000000100000003);
		assert_int_equal(1, wdp_model_step(d.m, 32));
		assert_memory_equal(want, queue_cqe(&q, 0), sizeof(want));
		if (d.v3)
			w64(&d, WDP_BAR_DB, 0x31000, 0x0000000100001003);
		else
			w64(&d, WDP_BAR_REGS, 0x1000, 0x0000000100001003);
		/* V3 keeps the common doorbell alive beside the pages (4.1). */
		memcpy(queue_sqe(&q, 1), &s, sizeof(s));
		w64(&d, WDP_BAR_REGS, 0x1000, 0x0000000200000003);
		assert_int_equal(1, wdp_model_step(d.m, 32));
		assert_quiet(&d);
		dut_close(&d);
	}
}

/* The null engine answers as the contract says and leaves the rest alone. */
static void
test_null_engine(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	const uint32_t *r;
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, RING_DEPTH, false);
	s = request(&d, 10000);
	r = queue_run(&q, &s);
	assert_int_equal(10000, wdp_le32(r[0]));
	assert_int_equal(4096, wdp_le32(r[1]));
	assert_int_equal(0, wdp_le32(r[3]));
	for (i = 4; i < 32; i++)
		assert_int_equal(s.dw[i], r[i]);
	assert_quiet(&d);
	dut_close(&d);
}

/* Phase flips on each wrap of the CQ; depths that are no power of two work (11). */
static void
test_wrap(void **state)
{
	static const unsigned int depths[] = {2, 3, SMALL, 1000, 4096};
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int i, k;

	(void)state;
	for (k = 0; k < sizeof(depths) / sizeof(depths[0]); k++) {
		open_dut(&d, WDP_MODEL_V3);
		queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, depths[k], false);
		s = request(&d, 100);
		for (i = 0; i < 3 * depths[k] + 1; i++) {
			const uint32_t *r = queue_run(&q, &s);

			assert_int_equal(100, wdp_le32(r[0]));
		}
		assert_int_equal(i / depths[k] % 2 == 0, q.phase);
		assert_quiet(&d);
		dut_close(&d);
	}
}

/* Several SQEs with one doorbell, over the end of the ring, budget respected. */
static void
test_burst_and_budget(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int round, i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	queue_create(&d, &q, 5, WDP_ZIP_QT_COMP, SMALL, false);
	for (round = 0; round < 20; round++) {
		for (i = 0; i < 7; i++) {
			s = request(&d, 100 + i);
			memcpy(queue_sqe(&q, q.sq_tail), &s, sizeof(s));
			q.sq_tail = (q.sq_tail + 1) % SMALL;
		}
		ring(&d, db(5, WDP_DB_CMD_SQ, 0, q.sq_tail, 0));
		assert_int_equal(3, wdp_model_step(d.m, 3));
		assert_int_equal(4, wdp_model_step(d.m, 100));
		assert_int_equal(0, wdp_model_step(d.m, 100));
		for (i = 0; i < 7; i++) {
			int slot = queue_poll(&q, false);

			assert_int_equal((round * 7 + i) % SMALL, slot);
			assert_int_equal(100 + i, wdp_le32(queue_sqe(&q, slot)[0]));
		}
	}
	assert_quiet(&d);
	dut_close(&d);
}

/* Every rejection: error bit, complaint, and no change of state (27). */
static void
test_rejections(void **state)
{
	struct wdp_zip_sqe s;
	uint64_t seen = 0;
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	memset(&q, 0, sizeof(q));
	queue_create(&d, &q, 1, WDP_ZIP_QT_COMP, SMALL, false);
	q.tag = 0x5a;
	assert_int_equal(0, queue_load(&q, false));
	s = request(&d, 100);
	memcpy(queue_sqe(&q, 0), &s, sizeof(s));
	/* wrong tag */
	ring(&d, db(1, WDP_DB_CMD_SQ, 0x5b, 1, 0));
	assert_int_equal(WDP_QM_ERR_DB_TAG, r32(&d, WDP_QM_ERR_STATUS));
	w32(&d, WDP_QM_ERR_SRC, WDP_QM_ERR_ALL);
	/* outside the VFT range */
	ring(&d, db(64, WDP_DB_CMD_SQ, 0, 1, 0));
	assert_int_equal(WDP_QM_ERR_SQ_FUNC, r32(&d, WDP_QM_ERR_STATUS));
	w32(&d, WDP_QM_ERR_SRC, WDP_QM_ERR_ALL);
	ring(&d, db(64, WDP_DB_CMD_CQ, 0, 0, 0));
	assert_int_equal(WDP_QM_ERR_CQ_FUNC, r32(&d, WDP_QM_ERR_STATUS));
	w32(&d, WDP_QM_ERR_SRC, WDP_QM_ERR_ALL);
	/* inside, but without a context */
	ring(&d, db(2, WDP_DB_CMD_SQ, 0, 1, 0));
	assert_int_equal(WDP_QM_ERR_SQ_FUNC, r32(&d, WDP_QM_ERR_STATUS));
	w32(&d, WDP_QM_ERR_SRC, WDP_QM_ERR_ALL);
	/* another queue's page */
	w64(&d, WDP_BAR_DB, 0x2000 + 2 * 0x10000 - 0x1000, db(1, WDP_DB_CMD_SQ, 0x5a, 1, 0));
	assert_int_equal(WDP_QM_ERR_SQ_CQ_FUNC, r32(&d, WDP_QM_ERR_STATUS));
	w32(&d, WDP_QM_ERR_SRC, WDP_QM_ERR_ALL);
	expect_said(&d, &seen, 5);
	/* index range, more than there is, wrong command, head ahead of the CQEs */
	ring(&d, db(1, WDP_DB_CMD_SQ, 0x5a, SMALL, 0));
	ring(&d, db(1, WDP_DB_CMD_CQ, 0x5a, SMALL, 0));
	ring(&d, db(1, WDP_DB_CMD_CQ, 0x5a, 1, 0));
	w64(&d, WDP_BAR_DB, 0x11000, db(1, WDP_DB_CMD_EQ, 0, 0, 0));
	w64(&d, WDP_BAR_REGS, WDP_QM_DB_EQ_AEQ, db(1, WDP_DB_CMD_SQ, 0, 0, 0));
	w64(&d, WDP_BAR_REGS, WDP_QM_DB_EQ_AEQ, db(0, WDP_DB_CMD_EQ, 0, 1, 0));
	expect_said(&d, &seen, 6);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	/* the migration driver's wake-up is not a tail */
	ring(&d, db(1, WDP_DB_CMD_SQ, 0x5a, 0, 1));
	assert_int_equal(0, wdp_model_step(d.m, 8));
	expect_said(&d, &seen, 0);
	/* after all this the queue is as it was */
	ring(&d, db(1, WDP_DB_CMD_SQ, 0x5a, 1, 0));
	assert_int_equal(1, wdp_model_step(d.m, 8));
	expect_said(&d, &seen, 0);
	/* a tail that runs over unfinished requests: 7 pending at most */
	w32(&d, WDP_QM_AM_CTRL, 1);
	ring(&d, db(1, WDP_DB_CMD_SQ, 0x5a, 0, 0));
	expect_said(&d, &seen, 0);
	ring(&d, db(1, WDP_DB_CMD_SQ, 0x5a, 1, 0));
	expect_said(&d, &seen, 1);
	dut_close(&d);
}

/* The close bit, as Linux sets it in the context table to invalidate a queue (12). */
static void
test_invalidated_in_table(void **state)
{
	struct wdp_zip_sqe s;
	struct wdp_sqc *sqc;
	struct wdp_cqc *cqc;
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	queue_create(&d, &q, 2, WDP_ZIP_QT_COMP, SMALL, false);
	s = request(&d, 100);
	queue_run(&q, &s);
	w32(&d, WDP_QM_CACHE_WB_START, 1);
	assert_int_equal(1, r32(&d, WDP_QM_CACHE_WB_DONE) & 1);
	sqc = dut_va(&d, d.sqc_table + 64);
	cqc = dut_va(&d, d.cqc_table + 64);
	assert_int_equal(1, wdp_le16(sqc->tail));
	assert_int_equal(1, wdp_le16(cqc->tail));
	assert_int_equal(WDP_LO32(q.sq), wdp_le32(sqc->base_lo));
	/* Untouched tables: the queue goes on where it was. */
	queue_run(&q, &s);
	assert_quiet(&d);
	w32(&d, WDP_QM_CACHE_WB_START, 1);
	sqc->w13 |= wdp_le16(WDP_SQC_W13_CLOSE);
	sqc->tag = wdp_le16(0xaaaa);
	cqc->tag = wdp_le16(0xaaaa);
	queue_submit(&q, &s);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_int_equal(WDP_QM_ERR_DB_TAG, r32(&d, WDP_QM_ERR_STATUS));
	/* A new SQC command revives it. */
	memset(queue_cqe(&q, 0), 0, SMALL * 16);
	assert_int_equal(0, queue_load(&q, false));
	queue_run(&q, &s);
	dut_close(&d);
}

/* c_flag: one event per arming; arming late raises at once; flag 0 does not disarm. */
static void
check_arming(enum wdp_model_engine engine)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, engine);
	struct wdp_zip_sqe s;
	struct dut_queue q;
	uint32_t *eq;
	struct dut d;
	unsigned int i, head;

	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	eq = dut_va(&d, d.eq);
	queue_create(&d, &q, 4, WDP_ZIP_QT_COMP, RING_DEPTH, true);
	s = request(&d, 100);
	for (i = 0; i < 3; i++)
		queue_submit(&q, &s);
	wdp_model_step(d.m, 8);
	/* three completions, one event, one interrupt */
	assert_int_equal(4 | WDP_EQE_PHASE, wdp_le32(eq[0]));
	assert_int_equal(0, eq[1]);
	assert_int_equal(1, msi_count(&d, 0));
	/* arming with two unseen completions: event now, interrupt after the EQ doorbell */
	assert_int_equal(0, queue_poll(&q, true));
	assert_int_equal(4 | WDP_EQE_PHASE, wdp_le32(eq[1]));
	assert_int_equal(0, msi_count(&d, 0));
	ring(&d, db(0, WDP_DB_CMD_EQ, 0, 1, 0));
	assert_int_equal(1, msi_count(&d, 0));
	ring(&d, db(0, WDP_DB_CMD_EQ, 0, 2, 0));
	assert_int_equal(0, msi_count(&d, 0));
	assert_int_equal(1, queue_poll(&q, false));
	assert_int_equal(2, queue_poll(&q, false));
	assert_int_equal(0, eq[2]);
	/* armed with nothing unseen: the next completion tells */
	ring(&d, db(4, WDP_DB_CMD_CQ, 0, 3, 1));
	assert_int_equal(0, eq[2]);
	/* a masked interrupt: the event is there all the same, the message comes later */
	w32(&d, WDP_QM_EQ_INT_MASK, 1);
	queue_submit(&q, &s);
	wdp_model_step(d.m, 8);
	assert_int_equal(4 | WDP_EQE_PHASE, wdp_le32(eq[2]));
	assert_int_equal(1, r32(&d, WDP_QM_EQ_INT_SRC));
	assert_int_equal(0, msi_count(&d, 0));
	w32(&d, WDP_QM_EQ_INT_MASK, 0);
	assert_int_equal(1, msi_count(&d, 0));
	assert_int_equal(3, queue_poll(&q, false));
	ring(&d, db(0, WDP_DB_CMD_EQ, 0, 3, 0));
	/* EQ wraps: entry 2047 has phase 1, entry 0 then phase 0 */
	for (head = 3; head < EQ_DEPTH + 2; head++) {
		ring(&d, db(4, WDP_DB_CMD_CQ, 0, q.cq_head, 1));
		queue_submit(&q, &s);
		wdp_model_step(d.m, 8);
		assert_int_equal(4 | (head < EQ_DEPTH ? WDP_EQE_PHASE : 0),
			wdp_le32(eq[head % EQ_DEPTH]));
		ring(&d, db(0, WDP_DB_CMD_EQ, 0, (head + 1) % EQ_DEPTH, 0));
		assert_int_not_equal(-1, queue_poll(&q, false));
		assert_int_equal(1, msi_count(&d, 0));
	}
	assert_quiet(&d);
	dut_close(&d);
}

static void
test_arming(void **state)
{
	(void)state;
	check_arming(WDP_MODEL_NULL);
	check_arming(WDP_MODEL_REAL);
}

/* MSI: a vector masked in config space waits in the pending word. */
static void
test_msi_mask(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int msi;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	for (msi = cfg_r32(&d, 0x34) & 0xff; (cfg_r32(&d, msi) & 0xff) != 5;)
		msi = cfg_r32(&d, msi) >> 8 & 0xff;
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, SMALL, true);
	s = request(&d, 1);
	cfg_w32(&d, msi + 0x10, 1);
	queue_run(&q, &s);
	assert_int_equal(0, msi_count(&d, 0));
	assert_int_equal(1, cfg_r32(&d, msi + 0x14));
	cfg_w32(&d, msi + 0x10, 0);
	assert_int_equal(1, msi_count(&d, 0));
	assert_int_equal(0, cfg_r32(&d, msi + 0x14));
	/* no eventfd, no harm; a bad vector is refused */
	assert_int_equal(0, wdp_model_set_msi(d.m, 0, -1));
	ring(&d, db(0, WDP_DB_CMD_EQ, 0, 1, 0));
	ring(&d, db(0, WDP_DB_CMD_CQ, 0, q.cq_head, 1));
	queue_run(&q, &s);
	assert_int_equal(-EINVAL, wdp_model_set_msi(d.m, 4, -1));
	assert_int_equal(4, wdp_model_msi_count(d.m));
	assert_quiet(&d);
	dut_close(&d);
}

/* CQ overflow: AEQE type 0 once; work goes on when there is room again. */
static void
test_cq_overflow(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	uint32_t *aeq;
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	aeq = dut_va(&d, d.aeq);
	queue_create(&d, &q, 7, WDP_ZIP_QT_COMP, SMALL, false);
	s = request(&d, 100);
	/* SQ slots are given back by reading CQEs, but the CQ head is never told. */
	for (i = 0; i < SMALL; i++) {
		queue_submit(&q, &s);
		assert_int_equal(1, wdp_model_step(d.m, 8));
	}
	assert_int_equal(0, aeq[0]);
	queue_submit(&q, &s);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_int_equal(7 | WDP_EQE_PHASE, wdp_le32(aeq[0]));
	assert_int_equal(0, aeq[1]);
	assert_int_equal(1, msi_count(&d, 1));
	/* the unfinished one is still in the V2 way of draining */
	ring(&d, db(0, WDP_DB_CMD_AEQ, 0, 1, 0));
	ring(&d, db(7, WDP_DB_CMD_CQ, 0, 4, 0));
	assert_int_equal(1, wdp_model_step(d.m, 8));
	assert_int_equal(0, msi_count(&d, 1));
	assert_quiet(&d);
	dut_close(&d);
}

/* EQ overflow: AEQE type 1 once; an EQ doorbell ends it. */
static void
test_eq_overflow(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct wdp_eqc *c;
	uint32_t *aeq;
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	aeq = dut_va(&d, d.aeq);
	c = dut_va(&d, d.stage);
	c->dw6 = wdp_le32(3 | WDP_EQC_DW6_PHASE); /* 4 entries */
	c->base_lo = wdp_le32(WDP_LO32(d.eq));
	c->base_hi = wdp_le32(WDP_HI32(d.eq));
	assert_int_equal(0, mb(&d, WDP_MB_CMD_EQC, 0, d.stage));
	queue_create(&d, &q, 7, WDP_ZIP_QT_COMP, RING_DEPTH, true);
	s = request(&d, 100);
	for (i = 0; i < 4; i++) {
		queue_run(&q, &s);
		ring(&d, db(7, WDP_DB_CMD_CQ, 0, q.cq_head, 1));
	}
	assert_int_equal(0, aeq[0]);
	for (i = 0; i < 2; i++) {
		queue_run(&q, &s);
		ring(&d, db(7, WDP_DB_CMD_CQ, 0, q.cq_head, 1));
	}
	assert_int_equal(WDP_EQE_PHASE | WDP_AEQE_EQ_OVERFLOW << WDP_AEQE_TYPE_SHIFT,
		wdp_le32(aeq[0]));
	assert_int_equal(0, aeq[1]);
	assert_int_equal(1, msi_count(&d, 1));
	ring(&d, db(0, WDP_DB_CMD_EQ, 0, 2, 0));
	queue_run(&q, &s);
	assert_int_equal(7, wdp_le32(((uint32_t *)dut_va(&d, d.eq))[0]));
	assert_quiet(&d);
	dut_close(&d);
}

/* V3 stop: accepted work finished, later doorbells dropped until the SQC comes again. */
static void
test_stop(void **state)
{
	static const unsigned int cmds[] = {WDP_MB_CMD_STOP_QP, WDP_MB_CMD_FLUSH, WDP_MB_CMD_PAUSE};
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int i, k;

	(void)state;
	for (k = 0; k < 3; k++) {
		open_dut(&d, WDP_MODEL_V3);
		queue_create(&d, &q, 6, WDP_ZIP_QT_COMP, RING_DEPTH, false);
		s = request(&d, 100);
		for (i = 0; i < 100; i++)
			queue_submit(&q, &s);
		assert_int_equal(0, mb(&d, cmds[k], k == 0 ? 6 : 0, 0));
		for (i = 0; i < 100; i++)
			assert_int_equal(i, queue_poll(&q, false));
		queue_submit(&q, &s);
		assert_int_equal(0, wdp_model_step(d.m, 8));
		memset(queue_cqe(&q, 0), 0, RING_DEPTH * 16);
		assert_int_equal(0, queue_load(&q, false));
		queue_run(&q, &s);
		assert_quiet(&d);
		dut_close(&d);
	}
}

/* Stop while workers are in the middle of it: everything accepted is complete after. */
static void
test_stop_under_workers(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int i, round;

	(void)state;
	cfg.workers = 2;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 64, false);
	/* long enough that the stop comes while one is being worked on */
	s = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, ARENA_IOVA + ARENA_SIZE - (1 << 20), 200000,
		ARENA_IOVA + ARENA_SIZE - 32768, 4096, false);
	for (round = 0; round < 20; round++) {
		for (i = 0; i < 60; i++)
			queue_submit(&q, &s);
		assert_int_equal(0, mb(&d, WDP_MB_CMD_STOP_QP, 0, 0));
		for (i = 0; i < 60; i++) {
			assert_int_equal(WDP_CQE_PHASE, wdp_le16(queue_cqe(&q, i)->w7));
			assert_int_equal(i, wdp_le16(queue_cqe(&q, i)->sq_head));
		}
		assert_int_equal(0, queue_cqe(&q, i)->w7);
		memset(queue_cqe(&q, 0), 0, 64 * 16);
		assert_int_equal(0, queue_load(&q, false));
	}
	assert_quiet(&d);
	dut_close(&d);
}

/* A queue that the VFT takes away loses what it had; given back, it needs contexts. */
static void
test_vft_takes_queues(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	queue_create(&d, &q, 8, WDP_ZIP_QT_COMP, 64, false);
	s = request(&d, 100);
	queue_submit(&q, &s);
	vft_write(&d, WDP_QM_VFT_TYPE_SQC, 0, 0);
	vft_write(&d, WDP_QM_VFT_TYPE_SQC, 0, UINT64_C(0x0007f00000000000));
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_quiet(&d);
	ring(&d, db(8, WDP_DB_CMD_SQ, 0, 1, 0));
	assert_int_equal(WDP_QM_ERR_SQ_FUNC, r32(&d, WDP_QM_ERR_STATUS));
	assert_int_equal(0, queue_load(&q, false));
	queue_run(&q, &s);
	assert_int_equal(1, wdp_model_complaints(d.m));
	dut_close(&d);
}

/* V2 drain: SQC tail against CQC tail, with the wrap bits (12). */
static void
test_v2_drain(void **state)
{
	struct wdp_zip_sqe s;
	struct wdp_sqc *sqc;
	struct wdp_cqc *cqc;
	struct dut_queue q;
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V2);
	sqc = dut_va(&d, d.stage + 128);
	cqc = dut_va(&d, d.stage + 160);
	queue_create(&d, &q, 1, WDP_ZIP_QT_COMP, SMALL, false);
	s = request(&d, 100);
	for (i = 0; i < 3 * SMALL; i++) {
		bool drained;

		queue_submit(&q, &s);
		mb(&d, MB_GET | WDP_MB_CMD_SQC, 1, d.stage + 128);
		mb(&d, MB_GET | WDP_MB_CMD_CQC, 1, d.stage + 160);
		drained = sqc->tail == cqc->tail &&
			((sqc->w11 ^ cqc->w11) & wdp_le16(WDP_SQC_W11_TAIL_SIG)) == 0;
		assert_false(drained);
		assert_int_equal(i % SMALL, queue_poll(&q, false));
		mb(&d, MB_GET | WDP_MB_CMD_SQC, 1, d.stage + 128);
		mb(&d, MB_GET | WDP_MB_CMD_CQC, 1, d.stage + 160);
		assert_int_equal((i + 1) % SMALL, wdp_le16(sqc->tail));
		assert_int_equal(wdp_le16(sqc->tail), wdp_le16(cqc->tail));
		assert_int_equal(((i + 1) / SMALL & 1) != 0,
			(wdp_le16(sqc->w11) & WDP_SQC_W11_TAIL_SIG) != 0);
		assert_int_equal(sqc->w11 & wdp_le16(WDP_SQC_W11_TAIL_SIG),
			cqc->w11 & wdp_le16(WDP_CQC_W11_TAIL_SIG));
	}
	assert_quiet(&d);
	dut_close(&d);
}

/* An engine that is off leaves the queue stuck: doorbell timeout, bit 10 (zip.md 26). */
static void
test_engine_off(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	w32(&d, WDP_ZIP_CLK_GATE, 0x0001001c); /* decompression only */
	w32(&d, WDP_QM_OOO_SHUTDOWN, 0);
	queue_create(&d, &q, 9, WDP_ZIP_QT_COMP, SMALL, false);
	s = request(&d, 100);
	queue_submit(&q, &s);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_int_equal(0, r32(&d, WDP_QM_ERR_STATUS));
	usleep(5000);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_int_equal(WDP_QM_ERR_DB_TIMEOUT, r32(&d, WDP_QM_ERR_STATUS));
	assert_int_equal(9, r32(&d, WDP_QM_ERR_INFO1) >> 16);
	w32(&d, WDP_ZIP_CLK_GATE, 0x0001001f);
	assert_int_equal(1, wdp_model_step(d.m, 8));
	assert_quiet(&d);
	dut_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cqe_bytes),
		cmocka_unit_test(test_null_engine),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_burst_and_budget),
		cmocka_unit_test(test_rejections),
		cmocka_unit_test(test_invalidated_in_table),
		cmocka_unit_test(test_arming),
		cmocka_unit_test(test_msi_mask),
		cmocka_unit_test(test_cq_overflow),
		cmocka_unit_test(test_eq_overflow),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_stop_under_workers),
		cmocka_unit_test(test_vft_takes_queues),
		cmocka_unit_test(test_v2_drain),
		cmocka_unit_test(test_engine_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
