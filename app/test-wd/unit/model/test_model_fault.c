/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* How the model fails: as the hardware does (doc/hw/qm.md 16, 19; zip.md 4). R5, R23. */

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"

struct bad_dut {
	struct dut d;
	struct dut_queue q;
	struct dut_queue other;
	uint64_t buf;
};

static void
open_bad(struct bad_dut *b, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_REAL);

	memset(b, 0, sizeof(*b));
	dut_open(&b->d, &cfg);
	dut_bringup(&b->d, 64);
	queue_create(&b->d, &b->q, 0, WDP_ZIP_QT_COMP, 64, true);
	queue_create(&b->d, &b->other, 1, WDP_ZIP_QT_COMP, 64, false);
	b->buf = dut_alloc(&b->d, 16384, 64);
}

static struct wdp_zip_sqe
request(struct bad_dut *b, uint64_t src, uint64_t dst)
{
	return zip_sqe(&b->d, b->d.v3 ? WDP_ZIP_TYPE_DEFLATE : WDP_ZIP_TYPE_ZLIB, 4, src, 1000, dst,
		4096, false);
}

static void
expect_closed(struct bad_dut *b)
{
	struct wdp_zip_sqe s = request(b, b->buf, b->buf + 8192);

	/* no request of any queue ends, no event comes, contexts do not move */
	queue_submit(&b->other, &s);
	assert_int_equal(0, wdp_model_step(b->d.m, 8));
	assert_int_equal(-1, queue_poll(&b->other, false));
	assert_int_equal(0, msi_count(&b->d, 0));
	assert_int_equal(MB_STUCK, mb(&b->d, MB_GET | WDP_MB_CMD_SQC, 0, b->d.stage));
}

static void
expect_open(struct bad_dut *b)
{
	struct wdp_zip_sqe s = request(b, b->buf, b->buf + 8192);

	assert_int_equal(0, wdp_le32(queue_run(&b->other, &s)[3]));
	assert_int_equal(0, mb(&b->d, MB_GET | WDP_MB_CMD_SQC, 0, b->d.stage));
}

/* V3: a wild address shuts the whole device, and FLR does not open it again. */
static void
test_wild_address_v3(void **state)
{
	struct bad_dut b;
	struct wdp_zip_sqe s;
	unsigned int side;

	(void)state;
	for (side = 0; side < 2; side++) {
		uint32_t bit = side == 0 ? WDP_ZIP_ERR_AXI_RRESP : WDP_ZIP_ERR_AXI_BRESP;

		open_bad(&b, WDP_MODEL_V3);
		expect_open(&b);
		s = side == 0 ? request(&b, WILD_IOVA, b.buf) : request(&b, b.buf, WILD_IOVA);
		queue_submit(&b.q, &s);
		assert_int_equal(0, wdp_model_step(b.d.m, 8));
		assert_int_equal(bit, r32(&b.d, WDP_ZIP_ERR_STATUS));
		assert_int_equal(1, msi_count(&b.d, 3));
		assert_int_equal(1, wdp_model_complaints(b.d.m));
		expect_closed(&b);
		/* clearing the status opens nothing */
		w32(&b.d, WDP_ZIP_ERR_SRC, bit);
		assert_int_equal(0, r32(&b.d, WDP_ZIP_ERR_STATUS));
		wdp_model_reset(b.d.m);
		assert_int_equal(bit, r32(&b.d, WDP_ZIP_ERR_STATUS));
		assert_int_equal(0, r32(&b.d, 0x300));
		dut_engine_setup(&b.d);
		vft_write(&b.d, 0, 0, UINT64_C(0x0007f00000000000));
		vft_write(&b.d, 1, 0, 0x10000000);
		assert_int_equal(MB_STUCK, mb(&b.d, WDP_MB_CMD_EQC, 0, b.d.stage));
		dut_close(&b.d);
	}
}

/* V3 with the shutdown select off: one polite error, the rest goes on. */
static void
test_wild_address_not_selected(void **state)
{
	static const uint32_t off[] = {WDP_ZIP_OOO_SHUTDOWN, WDP_ZIP_CTL};
	struct wdp_zip_sqe s;
	struct bad_dut b;
	unsigned int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		open_bad(&b, WDP_MODEL_V3);
		w32(&b.d, off[i], 0);
		s = request(&b, WILD_IOVA, b.buf);
		assert_int_equal(0x08, wdp_le32(queue_run(&b.q, &s)[3]));
		assert_int_equal(WDP_ZIP_ERR_AXI_RRESP, r32(&b.d, WDP_ZIP_ERR_STATUS));
		expect_open(&b);
		dut_close(&b.d);
	}
}

/* V2: a status; only a multi-bit ECC error, gated by control bit 14, shuts the master. */
static void
test_v2_ecc(void **state)
{
	struct wdp_zip_sqe s;
	struct bad_dut b;

	(void)state;
	open_bad(&b, WDP_MODEL_V2);
	s = request(&b, WILD_IOVA, b.buf);
	assert_int_equal(0x08, wdp_le32(queue_run(&b.q, &s)[3]));
	msi_count(&b.d, 0);
	expect_open(&b);
	w32(&b.d, WDP_ZIP_CTL, 0);
	w32(&b.d, WDP_ZIP_ERR_SET, WDP_ZIP_ERR_ECC_2BIT);
	w32(&b.d, WDP_QM_ERR_SET, WDP_QM_ERR_ECC_MBIT);
	expect_open(&b);
	w32(&b.d, WDP_ZIP_CTL, WDP_ZIP_CTL_AXI_SHUT);
	w32(&b.d, WDP_QM_ERR_SET, WDP_QM_ERR_ECC_MBIT);
	expect_closed(&b);
	dut_close(&b.d);
}

/* The queue manager's own fetches and stores: bits 0 and 1 of its errors. */
static void
test_ring_faults(void **state)
{
	struct wdp_zip_sqe s;
	uint32_t *aeq;
	struct bad_dut b;
	unsigned int k;

	(void)state;
	for (k = 0; k < 2; k++) {
		uint64_t sq, cq;

		open_bad(&b, WDP_MODEL_V3);
		w32(&b.d, WDP_QM_OOO_SHUTDOWN, 0);
		aeq = dut_va(&b.d, b.d.aeq);
		sq = b.q.sq;
		cq = b.q.cq;
		if (k == 0)
			b.q.sq = WILD_IOVA;
		else
			b.q.cq = WILD_IOVA;
		assert_int_equal(0, queue_load(&b.q, true));
		b.q.sq = sq;
		b.q.cq = cq;
		s = request(&b, b.buf, b.buf + 8192);
		queue_submit(&b.q, &s);
		assert_int_equal(0, wdp_model_step(b.d.m, 8));
		assert_int_equal(k == 0 ? WDP_QM_ERR_AXI_RRESP : WDP_QM_ERR_AXI_BRESP,
			r32(&b.d, WDP_QM_ERR_STATUS));
		assert_int_equal(WDP_EQE_PHASE | WDP_AEQE_CQE_ERROR << WDP_AEQE_TYPE_SHIFT,
			wdp_le32(aeq[0]));
		/* only this queue is lost, and only until its context comes again */
		expect_open(&b);
		assert_int_equal(0, queue_load(&b.q, true));
		assert_int_equal(0, wdp_le32(queue_run(&b.q, &s)[3]));
		dut_close(&b.d);
	}
	/* with the shutdown select on, everything is */
	open_bad(&b, WDP_MODEL_V3);
	b.q.sq = WILD_IOVA;
	assert_int_equal(0, queue_load(&b.q, true));
	ring(&b.d, db(0, WDP_DB_CMD_SQ, 0, 1, 0));
	assert_int_equal(0, wdp_model_step(b.d.m, 8));
	expect_closed(&b);
	dut_close(&b.d);
}

static void
test_mailbox_fault(void **state)
{
	struct bad_dut b;

	(void)state;
	open_bad(&b, WDP_MODEL_V3);
	w32(&b.d, WDP_QM_OOO_SHUTDOWN, 0);
	assert_int_not_equal(0, mb(&b.d, WDP_MB_CMD_SQC, 0, WILD_IOVA));
	assert_int_equal(WDP_QM_ERR_AXI_RRESP, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_not_equal(0, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 0, WILD_IOVA));
	assert_int_equal(WDP_QM_ERR_AXI_RRESP | WDP_QM_ERR_AXI_BRESP,
		r32(&b.d, WDP_QM_ERR_STATUS));
	expect_open(&b);
	dut_close(&b.d);

	open_bad(&b, WDP_MODEL_V3);
	assert_int_not_equal(0, mb(&b.d, WDP_MB_CMD_SQC, 0, WILD_IOVA));
	expect_closed(&b);
	/* a mailbox that never finishes refuses the next command, and is told so */
	assert_int_equal(MB_STUCK, mb(&b.d, MB_GET | WDP_MB_CMD_SQC_VFT, 0, 0));
	assert_int_equal(0, r32(&b.d, WDP_QM_MB_BASE + 0xc));
	dut_close(&b.d);
}

/* Errors that are injected behave like real ones (10000c, 3010a8). */
static void
test_injected(void **state)
{
	struct bad_dut b;

	(void)state;
	open_bad(&b, WDP_MODEL_V3);
	w32(&b.d, WDP_QM_ERR_SET, WDP_QM_ERR_DB_TAG);
	expect_open(&b);
	w32(&b.d, WDP_QM_ERR_SET, WDP_QM_ERR_ACC_DO_TASK);
	expect_closed(&b);
	assert_int_equal(2, msi_count(&b.d, 3));
	dut_close(&b.d);
}

/* No bus mastering: no DMA, no message (30.7 step 8). */
static void
test_no_master(void **state)
{
	struct wdp_zip_sqe s;
	struct bad_dut b;

	(void)state;
	open_bad(&b, WDP_MODEL_V3);
	s = request(&b, b.buf, b.buf + 8192);
	cfg_w16(&b.d, 4, 2);
	queue_submit(&b.q, &s);
	assert_int_equal(0, wdp_model_step(b.d.m, 8));
	w32(&b.d, WDP_QM_ERR_SET, WDP_QM_ERR_DB_TAG);
	assert_int_equal(0, msi_count(&b.d, 3));
	cfg_w16(&b.d, 4, 6);
	assert_int_equal(1, wdp_model_step(b.d.m, 8));
	assert_int_equal(1, msi_count(&b.d, 0));
	assert_quiet(&b.d);
	cfg_w16(&b.d, 4, 2);
	assert_int_equal(MB_STUCK, mb(&b.d, WDP_MB_CMD_SQC, 0, b.d.stage));
	assert_int_equal(1, wdp_model_complaints(b.d.m));
	dut_close(&b.d);
}

/* Workers stop as well when the master closes, and a stop does not hang. */
static void
test_closed_under_workers(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	struct wdp_zip_sqe good, bad;
	struct dut_queue q;
	struct dut d;
	unsigned int i;
	uint64_t buf;

	(void)state;
	cfg.workers = 2;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 64, false);
	buf = dut_alloc(&d, 16384, 64);
	good = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, buf, 1000, buf + 8192, 4096, false);
	bad = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, WILD_IOVA, 1000, buf + 8192, 4096, false);
	for (i = 0; i < 10; i++)
		queue_submit(&q, i == 5 ? &bad : &good);
	for (i = 0; i < 5; i++)
		assert_int_equal(i, queue_poll(&q, false));
	usleep(20000);
	assert_int_equal(0, queue_cqe(&q, 5)->w7);
	assert_int_equal(WDP_ZIP_ERR_AXI_RRESP, r32(&d, WDP_ZIP_ERR_STATUS));
	/* stop without drain: it ends, and says that it is not drained */
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_STOP_QP, 0, 0));
	dut_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wild_address_v3),
		cmocka_unit_test(test_wild_address_not_selected),
		cmocka_unit_test(test_v2_ecc),
		cmocka_unit_test(test_ring_faults),
		cmocka_unit_test(test_mailbox_fault),
		cmocka_unit_test(test_injected),
		cmocka_unit_test(test_no_master),
		cmocka_unit_test(test_closed_under_workers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
