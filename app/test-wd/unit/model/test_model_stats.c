/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* What the model counts: in its cores' registers (doc/hw/zip.md 5) and in words. */

#include <stdio.h>
#include <stdlib.h>

#include "harness.h"

#define LEN_B 4000

struct counted {
	struct dut d;
	struct dut_queue q[2];
	uint64_t src;
	uint64_t dst;
};

static void
open_counted(struct counted *c)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);

	memset(c, 0, sizeof(*c));
	dut_open(&c->d, &cfg);
	dut_bringup(&c->d, 64);
	queue_create(&c->d, &c->q[0], 0, WDP_ZIP_QT_COMP, 64, false);
	queue_create(&c->d, &c->q[1], 1, WDP_ZIP_QT_DECOMP, 64, false);
	c->src = dut_alloc(&c->d, 2 * LEN_B, 64);
	c->dst = dut_alloc(&c->d, 2 * LEN_B, 64);
	memset(dut_va(&c->d, c->src), 'w', LEN_B);
}

/* One request with @room bytes for its output. @return the status */
static unsigned int
run(struct counted *c, struct dut_queue *q, uint64_t src, uint32_t len, uint64_t dst, uint32_t room)
{
	struct wdp_zip_sqe s = zip_sqe(&c->d, WDP_ZIP_TYPE_DEFLATE, 0, src, len, dst, room, false);

	return wdp_le32(queue_run(q, &s)[3]) & 0xff;
}

static uint32_t
done_by(struct counted *c, unsigned int core)
{
	return r32(&c->d, WDP_ZIP_CORE_BASE + core * WDP_ZIP_CORE_STEP + WDP_ZIP_CORE_DONE_BD);
}

/* Requests stay with the core that did them when their queue goes the other way. */
static void
test_queue_changes_direction(void **state)
{
	struct counted c;
	unsigned int i;

	(void)state;
	open_counted(&c);
	for (i = 0; i < 3; i++)
		assert_int_equal(0, run(&c, &c.q[0], c.src, LEN_B, c.dst, LEN_B));
	assert_int_equal(3, done_by(&c, 0));

	assert_int_equal(0, mb(&c.d, WDP_MB_CMD_STOP_QP, 0, 0));
	c.q[0].type = WDP_ZIP_QT_DECOMP;
	memset(dut_va(&c.d, c.q[0].cq), 0, c.q[0].depth * sizeof(struct wdp_cqe));
	assert_int_equal(0, queue_load(&c.q[0], false));
	assert_int_equal(3, done_by(&c, 0));
	for (i = WDP_ZIP_CORE_DECOMP; i < 5; i++)
		assert_int_equal(0, done_by(&c, i));

	assert_int_equal(0, run(&c, &c.q[0], c.dst, LEN_B, c.src, LEN_B));
	assert_int_equal(3, done_by(&c, 0));
	assert_int_equal(1, done_by(&c, WDP_ZIP_CORE_DECOMP));
	assert_quiet(&c.d);
	dut_close(&c.d);
}

/* What the asker sees as an error is counted, whoever is to blame; what it is not, is not. */
static void
test_failed_requests(void **state)
{
	struct counted c;

	(void)state;
	open_counted(&c);
	assert_int_equal(0, run(&c, &c.q[0], c.src, LEN_B, c.dst, LEN_B));
	assert_int_equal(0, dut_stat(&c.d, "requests_failed"));
	/* no room: an error for the driver, not for the core */
	assert_int_equal(WDP_ZIP_ST_OUT_SMALL,
		run(&c, &c.q[1], c.dst, LEN_B, c.src, LEN_B - 1));
	assert_int_equal(1, dut_stat(&c.d, "requests_failed"));
	assert_int_equal(0, dut_stat(&c.d, "request_errors"));
	/* a block type that does not exist: for both */
	memset(dut_va(&c.d, c.dst), 0x07, LEN_B);
	assert_int_not_equal(0, run(&c, &c.q[1], c.dst, LEN_B, c.src, LEN_B));
	assert_int_equal(2, dut_stat(&c.d, "requests_failed"));
	assert_int_equal(1, dut_stat(&c.d, "request_errors"));
	assert_int_equal(3, dut_stat(&c.d, "requests"));
	assert_quiet(&c.d);
	dut_close(&c.d);
}

/* A doorbell after the stop of its queue is dropped, but can be told from one that never came. */
static void
test_late_doorbell(void **state)
{
	struct counted c;

	(void)state;
	open_counted(&c);
	assert_int_equal(0, run(&c, &c.q[0], c.src, LEN_B, c.dst, LEN_B));
	assert_int_equal(0, mb(&c.d, WDP_MB_CMD_STOP_QP, 0, 0));
	assert_int_equal(0, dut_stat(&c.d, "doorbells_late"));
	ring(&c.d, db(0, WDP_DB_CMD_CQ, 0, c.q[0].cq_head, 1));
	assert_int_equal(0, dut_stat(&c.d, "doorbells_late"));
	ring(&c.d, db(0, WDP_DB_CMD_SQ, 0, c.q[0].sq_tail + 1, 0));
	assert_int_equal(1, dut_stat(&c.d, "doorbells_late"));
	assert_int_equal(1, dut_stat(&c.d, "requests"));
	assert_quiet(&c.d);
	dut_close(&c.d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_queue_changes_direction),
		cmocka_unit_test(test_failed_requests),
		cmocka_unit_test(test_late_doorbell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
