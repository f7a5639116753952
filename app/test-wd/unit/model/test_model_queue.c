/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Rings, doorbells and events of the model (doc/hw/qm.md 8, 10, 13..15, 27, 28). */

#include "harness.h"

static void
open_v3(struct dut *d)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);

	cfg.log = stderr;
	dut_open(d, &cfg);
	dut_bringup(d, 64);
}

/* Section 28.6: the CQE byte for byte. */
static void
test_cqe_bytes(void **state)
{
	static const uint8_t want[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0};
	struct dut d;
	struct dut_queue q;
	struct wdp_zip_sqe s;

	(void)state;
	open_v3(&d);
	queue_create(&d, &q, 3, WDP_ZIP_QT_DECOMP, RING_DEPTH, false);
	s = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, ARENA_IOVA, 100, ARENA_IOVA, 4096, false);
	memcpy(queue_sqe(&q, 0), &s, sizeof(s));
	w64(&d, WDP_BAR_DB, 0x31000, 0x0000000100000003);
	assert_int_equal(1, wdp_model_step(d.m, 32));
	assert_memory_equal(want, queue_cqe(&q, 0), sizeof(want));
	assert_quiet(&d);
	dut_close(&d);
}

static void
test_wrap(void **state)
{
	struct dut d;
	struct dut_queue q;
	struct wdp_zip_sqe s;
	unsigned int i;

	(void)state;
	open_v3(&d);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 8, false);
	s = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, ARENA_IOVA, 100, ARENA_IOVA, 4096, false);
	for (i = 0; i < 100; i++) {
		const uint32_t *r = queue_run(&q, &s);

		assert_int_equal(100, wdp_le32(r[0]));
	}
	assert_quiet(&d);
	dut_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cqe_bytes),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
