/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Ring arithmetic of lib/qm/wdp_hwq.h against a device played by the test. */

#include <string.h>

#include "qm/wdp_hwq.h"
#include "wdp_unit.h"

#define DEPTH 32
#define QN 5
#define SLOT_B 128

static struct wdp_hwq_local locals[QN + 1];
static struct wdp_cqe cq[DEPTH];
static uint8_t sq[DEPTH * SLOT_B];
static uint64_t sq_db, cq_db;
static struct wdp_hwq q;
static uint32_t dev_tail; /* CQEs the device has written */

static int
setup(void **state)
{
	(void)state;
	memset(&q, 0, sizeof(q));
	memset(cq, 0, sizeof(cq));
	memset(locals, 0, sizeof(locals));
	wdp_qm_locals[0].queues = locals;
	locals[QN] = (struct wdp_hwq_local){.sq = sq, .cq = cq, .db = {.sq = &sq_db, .cq = &cq_db}};
	q.p_mask = q.c_mask = DEPTH - 1;
	q.p_limit = wdp_hwq_limit(DEPTH);
	q.p_qn = q.c_qn = QN;
	q.p_db = 0x00420005;
	q.c_db = 0x00421005;
	q.c_depth_log2 = 5;
	q.c_pace = WDP_HWQ_PACE_FOR(DEPTH);
	dev_tail = 0;
	sq_db = cq_db = 0;
	return 0;
}

static void
device_completes(unsigned int n)
{
	while (n--) {
		struct wdp_cqe *e = &cq[dev_tail % DEPTH];

		e->sq_head = dev_tail % DEPTH;
		e->sq_num = QN;
		e->w7 = ((dev_tail / DEPTH) & 1) ^ 1;
		dev_tail++;
	}
}

static const struct wdp_hwq_local *
local(void)
{
	return wdp_hwq_producer(&q);
}

static void
limits(void **state)
{
	(void)state;
	/* depth - 1, less the completions that may stay unacknowledged */
	assert_int_equal(wdp_hwq_limit(1024), 1024 - 1 - 32);
	assert_int_equal(wdp_hwq_limit(16), 16 - 1 - 4);
	assert_int_equal(wdp_hwq_limit(DEPTH), DEPTH - 1 - 8);
}

static void
full_and_empty(void **state)
{
	uint32_t limit = wdp_hwq_limit(DEPTH);

	(void)state;
	assert_int_equal(wdp_hwq_room(&q, q.prod, 1), limit);
	wdp_hwq_publish(&q, local(), limit);
	assert_int_equal(wdp_hwq_room(&q, q.prod, 1), 0);
	assert_int_equal(wdp_hwq_in_flight(&q), limit);
	assert_int_equal(wdp_hwq_done(&q, local(), limit), 0);
	device_completes(1);
	assert_int_equal(wdp_hwq_done(&q, local(), limit), 1);
	wdp_hwq_release(&q, local(), 1);
	assert_int_equal(wdp_hwq_room(&q, q.prod, 1), 1);
}

static void
doorbell_values(void **state)
{
	(void)state;
	wdp_hwq_publish(&q, local(), 1);
	assert_int_equal(sq_db, 0x0000000100420005);
	wdp_hwq_publish(&q, local(), 9);
	assert_int_equal(sq_db, 0x0000000900420005);
	device_completes(9);
	assert_int_equal(wdp_hwq_done(&q, local(), 9), 9);
	/* below the pace: nothing is rung */
	wdp_hwq_release(&q, local(), 7);
	assert_int_equal(cq_db, 0);
	wdp_hwq_release(&q, local(), 1);
	assert_int_equal(cq_db, 0x0000000800421005);
}

/* Many rounds, so that slots, phases and the 32-bit counts wrap. */
static void
wrap(uint32_t start)
{
	uint32_t prod = start, seen = start, round;

	q.prod = q.cons = q.cons_seen = q.acked = start;
	dev_tail = start;
	/* Entries of the round before start, with the phase they would have. */
	for (round = 0; round < DEPTH; round++)
		cq[round].w7 = ((start / DEPTH) & 1);
	for (round = 0; round < 10 * DEPTH; round++) {
		uint32_t n = 1 + round % wdp_hwq_limit(DEPTH);
		uint32_t done, unacked;

		assert_true(wdp_hwq_room(&q, prod, n) >= n);
		prod += n;
		wdp_hwq_publish(&q, local(), prod);
		assert_int_equal(sq_db >> 32, prod % DEPTH);
		assert_int_equal(wdp_hwq_done(&q, local(), n), 0);
		device_completes(n);
		done = wdp_hwq_done(&q, local(), wdp_hwq_in_flight(&q));
		assert_int_equal(done, n);
		wdp_hwq_release(&q, local(), done);
		seen += done;
		assert_int_equal(q.cons, seen);
		/* the CQ never holds more than its depth less one */
		unacked = q.cons - q.acked;
		assert_true(unacked < q.c_pace);
		assert_true(unacked + q.p_limit <= DEPTH - 1);
	}
	assert_int_equal(q.failed, 0);
}

static void
wrap_from_zero(void **state)
{
	(void)state;
	wrap(0);
}

static void
wrap_of_the_counters(void **state)
{
	(void)state;
	wrap(UINT32_MAX - 3 * DEPTH + 1);
}

/* What the device writes is not believed (R18). */
static void
wrong_slot(void **state)
{
	(void)state;
	wdp_hwq_publish(&q, local(), 4);
	device_completes(3);
	cq[1].sq_head = 3;
	assert_int_equal(wdp_hwq_done(&q, local(), 4), 1);
	assert_int_equal(q.failed, 1);
}

static void
wrong_slot_beyond_depth(void **state)
{
	(void)state;
	wdp_hwq_publish(&q, local(), 1);
	device_completes(1);
	cq[0].sq_head = 0xffff;
	assert_int_equal(wdp_hwq_done(&q, local(), 1), 0);
	assert_int_equal(q.failed, 1);
}

static void
wrong_queue(void **state)
{
	(void)state;
	wdp_hwq_publish(&q, local(), 1);
	device_completes(1);
	cq[0].sq_num = QN + 1;
	assert_int_equal(wdp_hwq_done(&q, local(), 1), 0);
	assert_int_equal(q.failed, 1);
}

static void
unasked_completion(void **state)
{
	(void)state;
	/* A CQE for something never submitted is not looked at. */
	device_completes(1);
	assert_int_equal(wdp_hwq_in_flight(&q), 0);
	assert_int_equal(wdp_hwq_done(&q, local(), wdp_hwq_in_flight(&q)), 0);
	assert_int_equal(q.failed, 0);
}

/* Asked to stay out, the producer says so each time, until it may go on. */
static void
pause(void **state)
{
	(void)state;
	assert_false(wdp_hwq_paused(&q));
	assert_int_equal(q.p_ack, 0);
	q.p_gen = 1;
	assert_true(wdp_hwq_paused(&q));
	assert_int_equal(q.p_ack, 1);
	assert_true(wdp_hwq_paused(&q));
	q.p_gen = 2;
	assert_false(wdp_hwq_paused(&q));
	/* A new pause is not confirmed by the old word. */
	q.p_gen = 3;
	assert_int_not_equal(q.p_ack, q.p_gen);
	assert_true(wdp_hwq_paused(&q));
	assert_int_equal(q.p_ack, 3);
}

/* A recovery moves cons before prod: in between there is nothing in flight. */
static void
moved_on(void **state)
{
	(void)state;
	q.prod = q.cons = 70;
	assert_int_equal(wdp_hwq_in_flight(&q), 0);
	q.cons = 128;
	assert_int_equal(wdp_hwq_in_flight(&q), 0);
	q.prod = 128;
	assert_int_equal(wdp_hwq_in_flight(&q), 0);
	/* A multiple of twice the depth: slot 0 and phase 1 are due, as in a fresh ring. */
	dev_tail = 0;
	q.cons_seen = q.acked = 128;
	wdp_hwq_publish(&q, local(), 131);
	assert_int_equal(sq_db >> WDP_DB_INDEX_SHIFT & 0xffff, 3);
	device_completes(2);
	assert_int_equal(wdp_hwq_done(&q, local(), 3), 2);
	/* Across the end of the counters as well. */
	q.cons = UINT32_MAX - 1;
	q.prod = 1;
	assert_int_equal(wdp_hwq_in_flight(&q), 3);
}

/* No doorbell reaches a function that is being reset. */
static void
mute(void **state)
{
	(void)state;
	q.prod = 2 * q.c_pace;
	q.c_state = WDP_HWQ_MUTE;
	wdp_hwq_release(&q, local(), q.c_pace);
	assert_int_equal(cq_db, 0);
	q.c_state = WDP_HWQ_RUN;
	wdp_hwq_release(&q, local(), 1);
	assert_int_equal(cq_db >> WDP_DB_INDEX_SHIFT & 0xffff, q.c_pace + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(limits, setup),
		cmocka_unit_test_setup(full_and_empty, setup),
		cmocka_unit_test_setup(doorbell_values, setup),
		cmocka_unit_test_setup(wrap_from_zero, setup),
		cmocka_unit_test_setup(wrap_of_the_counters, setup),
		cmocka_unit_test_setup(wrong_slot, setup),
		cmocka_unit_test_setup(wrong_slot_beyond_depth, setup),
		cmocka_unit_test_setup(wrong_queue, setup),
		cmocka_unit_test_setup(unasked_completion, setup),
		cmocka_unit_test_setup(pause, setup),
		cmocka_unit_test_setup(moved_on, setup),
		cmocka_unit_test_setup(mute, setup),
	};

	return cmocka_run_group_tests_name("hwq", tests, NULL, NULL);
}
