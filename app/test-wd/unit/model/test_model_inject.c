/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Every fault on command, seen through rings and registers as a driver would. R5, R18. */

#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"
#include "inject_dut.h"

/* Nothing comes back from the third request on; the other queue does not notice. */
static void
test_hang(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, "hang q=0 op=3 until=clear");
	submit(&b.q[0], 5);
	submit(&b.q[1], 5);
	assert_int_equal(7, wdp_model_step(b.d.m, 100));
	assert_int_equal(2, done(&b.q[0]));
	assert_int_equal(5, done(&b.q[1]));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	/* new contexts and a reset change nothing */
	assert_int_equal(5, mb(&b.d, WDP_MB_CMD_STOP_QP, 0, 0));
	reload(&b.q[0]);
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	wdp_model_reset(b.d.m);
	restart(&b);
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	wdp_model_fault_clear(b.d.m, id);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(1, done(&b.q[0]));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_hang_until(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, "hang q=0 op=2 until=create");
	submit(&b.q[0], 3);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	/* written over while it hangs, as must be where nothing can stop a queue (V2) */
	reload(&b.q[0]);
	submit(&b.q[0], 3);
	assert_int_equal(3, wdp_model_step(b.d.m, 100));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));

	wdp_model_fault_clear(b.d.m, 0);
	id = fault(&b, "hang q=0 op=1 until=reset");
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	reload(&b.q[0]);
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	wdp_model_reset(b.d.m);
	restart(&b);
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	/* from the second on means again after every way out */
	wdp_model_fault_clear(b.d.m, 0);
	id = fault(&b, "hang q=0 op=2- until=create");
	submit(&b.q[0], 2);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	reload(&b.q[0]);
	submit(&b.q[0], 2);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	assert_int_equal(2, wdp_model_fault_fired(b.d.m, id));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static uint64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * UINT64_C(1000) + ts.tv_nsec / 1000000;
}

static void
step_until(struct inject *b, unsigned int n)
{
	unsigned int made = 0;

	while (made < n) {
		made += wdp_model_step(b->d.m, n - made);
		usleep(1000);
	}
}

static void
test_delay(void **state)
{
	uint64_t start;
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "delay ms=60 q=0 op=2");
	submit(&b.q[0], 3);
	submit(&b.q[1], 1);
	start = now_ms();
	assert_int_equal(2, wdp_model_step(b.d.m, 100));
	step_until(&b, 2);
	assert_in_range(now_ms() - start, 60, 60000);
	assert_int_equal(3, done(&b.q[0]));
	/* a stop does not wait for it */
	submit(&b.q[0], 2);
	fault(&b, "delay ms=3600000 q=0");
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	assert_int_equal(5, mb(&b.d, WDP_MB_CMD_STOP_QP, 0, 0));
	reload(&b.q[0]);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	/* cleared: it does not wait for its end */
	wdp_model_fault_clear(b.d.m, 0);
	fault(&b, "delay ms=3600000");
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	wdp_model_fault_clear(b.d.m, 0);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* One queue's completions wait until others have made so many. */
static void
test_reorder(void **state)
{
	struct inject b;
	unsigned int i;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "reorder ops=3 q=0 op=1");
	submit(&b.q[0], 2);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	submit(&b.q[1], 2);
	assert_int_equal(2, wdp_model_step(b.d.m, 100));
	assert_int_equal(0, done(&b.q[0]));
	submit(&b.q[1], 1);
	step_until(&b, 3);
	assert_int_equal(2, done(&b.q[0]));
	assert_int_equal(3, done(&b.q[1]));
	/* alone, only time helps */
	fault(&b, "reorder ops=1000 ms=5 q=0 op=1");
	submit(&b.q[0], 1);
	step_until(&b, 1);
	/* what is decided about a request stays, however often the queue is looked at */
	wdp_model_fault_clear(b.d.m, 0);
	reload(&b.q[0]);
	fault(&b, "reorder ops=1 q=0 op=1");
	fault(&b, "cqe-slot q=0 op=1 value=0xfff1");
	fault(&b, "cqe-slot q=0 op=2 value=0xfff2");
	submit(&b.q[0], 2);
	for (i = 0; i < 5; i++)
		assert_int_equal(0, wdp_model_step(b.d.m, 100));
	submit(&b.q[1], 1);
	step_until(&b, 3);
	assert_int_equal(cqe_good(0, 0xfff1, 1), cqe(&b.q[0], 0));
	assert_int_equal(cqe_good(0, 0xfff2, 1), cqe(&b.q[0], 1));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_cqe_drop_and_dup(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "cqe-drop q=0 op=2");
	submit(&b.q[0], 3);
	assert_int_equal(3, wdp_model_step(b.d.m, 100));
	assert_int_equal(cqe_good(0, 0, 1), cqe(&b.q[0], 0));
	assert_int_equal(cqe_good(0, 2, 1), cqe(&b.q[0], 1));
	assert_int_equal(0, cqe(&b.q[0], 2));
	/* its results are there all the same */
	assert_int_equal(LEN, wdp_le32(queue_sqe(&b.q[0], 1)[0]));

	fault(&b, "cqe-dup q=1 op=2");
	submit(&b.q[1], 3);
	assert_int_equal(3, wdp_model_step(b.d.m, 100));
	assert_int_equal(cqe_good(1, 0, 1), cqe(&b.q[1], 0));
	assert_int_equal(cqe_good(1, 1, 1), cqe(&b.q[1], 1));
	assert_int_equal(cqe_good(1, 1, 1), cqe(&b.q[1], 2));
	assert_int_equal(cqe_good(1, 2, 1), cqe(&b.q[1], 3));
	assert_int_equal(4, done(&b.q[1]));

	/* a full ring is never run over: eight places, seven requests, all twice */
	id = fault(&b, "cqe-dup q=1");
	reload(&b.q[1]);
	submit(&b.q[1], DEPTH - 1);
	assert_int_equal(DEPTH / 2, wdp_model_step(b.d.m, 100));
	assert_int_equal(DEPTH / 2, wdp_model_fault_fired(b.d.m, id));
	assert_int_equal(cqe_good(1, 3, 1), cqe(&b.q[1], DEPTH - 1));
	/* nor is it counted where only one place is left */
	wdp_model_fault_clear(b.d.m, 0);
	/* the whole ring in one doorbell looks like none of it */
	ring(&b.d, db(1, WDP_DB_CMD_CQ, 0, DEPTH / 2, 0));
	assert_int_equal(DEPTH, done(&b.q[1]));
	assert_int_equal(3, wdp_model_step(b.d.m, 100));
	id = fault(&b, "cqe-dup q=1 op=2-");
	reload(&b.q[1]);
	submit(&b.q[1], DEPTH - 1);
	assert_int_equal(5, wdp_model_step(b.d.m, 100));
	assert_int_equal(3, wdp_model_fault_fired(b.d.m, id));
	assert_int_equal(cqe_good(1, 0, 1), cqe(&b.q[1], 0));
	assert_int_equal(cqe_good(1, 3, 1), cqe(&b.q[1], 6));
	assert_int_equal(cqe_good(1, 4, 1), cqe(&b.q[1], 7));
	ring(&b.d, db(1, WDP_DB_CMD_CQ, 0, DEPTH / 2, 0));
	assert_int_equal(DEPTH, done(&b.q[1]));
	wdp_model_step(b.d.m, 100);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_cqe_fields(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "cqe-phase q=0 op=1");
	fault(&b, "cqe-slot q=0 op=2");
	fault(&b, "cqe-slot q=0 op=3 value=0");
	fault(&b, "cqe-queue q=0 op=4");
	fault(&b, "cqe-queue q=0 op=5 value=0xffff");
	fault(&b, "cqe-slot q=0 op=6 value=0xffff");
	fault(&b, "cqe-phase q=0 op=6");
	submit(&b.q[0], 7);
	assert_int_equal(7, wdp_model_step(b.d.m, 100));
	assert_int_equal(cqe_good(0, 0, 0), cqe(&b.q[0], 0));
	assert_int_equal(cqe_good(0, DEPTH, 1), cqe(&b.q[0], 1));
	assert_int_equal(cqe_good(0, 0, 1), cqe(&b.q[0], 2));
	assert_int_equal(cqe_good(1, 3, 1), cqe(&b.q[0], 3));
	assert_int_equal(cqe_good(0xffff, 4, 1), cqe(&b.q[0], 4));
	assert_int_equal(cqe_good(0, 0xffff, 0), cqe(&b.q[0], 5));
	assert_int_equal(cqe_good(0, 6, 1), cqe(&b.q[0], 6));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
garbage_of(const char *line, uint32_t *dw)
{
	struct inject b;

	open_inject(&b, WDP_MODEL_V3);
	fault(&b, line);
	submit(&b.q[0], 2);
	assert_int_equal(2, wdp_model_step(b.d.m, 100));
	memcpy(dw, queue_sqe(&b.q[0], 0), 2 * WDP_ZIP_SQE_B);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_sqe_garbage(void **state)
{
	uint32_t one[64], again[64], two[64], some[64], none[64];
	unsigned int i, same = 0;

	(void)state;
	garbage_of("sqe-garbage seed=1", one);
	garbage_of("sqe-garbage seed=1", again);
	garbage_of("sqe-garbage seed=9", two);
	garbage_of("sqe-garbage seed=1 words=0x04000002", some);
	garbage_of("reset-stuck", none);
	assert_memory_equal(one, again, sizeof(one));
	for (i = 0; i < 64; i++) {
		unsigned int w = i % 32;

		same += one[i] == two[i];
		same += one[i] == none[i];
		assert_int_equal(w == 1 || w == 26 ? one[i] : none[i], some[i]);
	}
	/* two requests are not alike either */
	for (i = 0; i < 32; i++)
		same += one[i] == one[i + 32];
	assert_int_equal(0, same);
}

static void
test_results(void **state)
{
	static const struct {
		const char *line;
		unsigned int word;
		uint32_t want;
	} lies[] = {
		{"produced", WDP_ZIP_DW_PRODUCED, ROOM + 1},
		{"produced over=1000", WDP_ZIP_DW_PRODUCED, ROOM + 1000},
		{"produced value=0", WDP_ZIP_DW_PRODUCED, 0},
		{"consumed", WDP_ZIP_DW_CONSUMED, LEN + 1},
		{"consumed over=0xffff0000", WDP_ZIP_DW_CONSUMED, LEN + 0xffff0000},
		{"consumed value=7", WDP_ZIP_DW_CONSUMED, 7},
		{"status value=0x0e", WDP_ZIP_DW_STATUS, 0x0e},
		{"status value=0xff", WDP_ZIP_DW_STATUS, 0xff},
		{"status value=0x1300", WDP_ZIP_DW_STATUS, 0x1300},
	};
	struct inject b;
	unsigned int i, w;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	for (i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		uint32_t good[32], *dw;

		submit(&b.q[1], 1);
		assert_int_equal(1, wdp_model_step(b.d.m, 100));
		memcpy(good, queue_sqe(&b.q[1], (b.q[1].sq_tail + DEPTH - 1) % DEPTH),
			sizeof(good));
		assert_int_equal(1, done(&b.q[1]));
		fault(&b, lies[i].line);
		submit(&b.q[1], 1);
		assert_int_equal(1, wdp_model_step(b.d.m, 100));
		dw = queue_sqe(&b.q[1], (b.q[1].sq_tail + DEPTH - 1) % DEPTH);
		for (w = 0; w < 32; w++)
			assert_int_equal(w == lies[i].word ? lies[i].want : wdp_le32(good[w]),
				wdp_le32(dw[w]));
		assert_int_equal(1, done(&b.q[1]));
		wdp_model_fault_clear(b.d.m, 0);
	}
	/* several at once */
	fault(&b, "status value=3");
	fault(&b, "produced value=9");
	fault(&b, "consumed value=8");
	submit(&b.q[1], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	i = (b.q[1].sq_tail + DEPTH - 1) % DEPTH;
	assert_int_equal(3, wdp_le32(queue_sqe(&b.q[1], i)[WDP_ZIP_DW_STATUS]));
	assert_int_equal(9, wdp_le32(queue_sqe(&b.q[1], i)[WDP_ZIP_DW_PRODUCED]));
	assert_int_equal(8, wdp_le32(queue_sqe(&b.q[1], i)[WDP_ZIP_DW_CONSUMED]));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* The real engine is falsified in the same way. */
static void
test_real_engine(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct inject b;
	const uint32_t *r;
	uint64_t buf;

	(void)state;
	memset(&b, 0, sizeof(b));
	dut_open(&b.d, &cfg);
	dut_bringup(&b.d, 8);
	queue_create(&b.d, &q, 0, WDP_ZIP_QT_COMP, DEPTH, false);
	buf = dut_alloc(&b.d, 16384, 64);
	s = zip_sqe(&b.d, WDP_ZIP_TYPE_DEFLATE, 4, buf, 1000, buf + 8192, 4096, false);
	fault(&b, "produced op=2");
	r = queue_run(&q, &s);
	assert_in_range(wdp_le32(r[WDP_ZIP_DW_PRODUCED]), 1, 4096);
	r = queue_run(&q, &s);
	assert_int_equal(4097, wdp_le32(r[WDP_ZIP_DW_PRODUCED]));
	assert_int_equal(0, wdp_le32(r[WDP_ZIP_DW_STATUS]));
	r = queue_run(&q, &s);
	assert_in_range(wdp_le32(r[WDP_ZIP_DW_PRODUCED]), 1, 4096);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* Which requests a line means. @return bit n: request n (from 1) of queue @p k had it. */
static uint32_t
pattern(const char *line, unsigned int k)
{
	uint32_t bits = 0;
	struct inject b;
	unsigned int i;
	int id;

	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, line);
	for (i = 1; i <= 12; i++) {
		unsigned int j;

		for (j = 0; j < QUEUES; j++) {
			uint64_t hi;

			submit(&b.q[j], 1);
			assert_int_equal(1, wdp_model_step(b.d.m, 100));
			hi = cqe(&b.q[j], b.q[j].cq_head);
			if (j == k && (hi >> WDP_CQE_HI_SLOT_SHIFT & 0xffff) == 0xffff)
				bits |= WDP_BIT32(i);
			assert_int_equal(1, done(&b.q[j]));
		}
	}
	assert_true(bits == 0 || wdp_model_fault_fired(b.d.m, id) > 0);
	assert_quiet(&b.d);
	dut_close(&b.d);
	return bits;
}

static void
test_which_requests(void **state)
{
#define SLOT "cqe-slot value=0xffff "
	(void)state;
	assert_int_equal(0x1ffe, pattern(SLOT, 0));
	assert_int_equal(0x0008, pattern(SLOT "q=1 op=3", 1));
	assert_int_equal(0x0000, pattern(SLOT "q=1 op=3", 0));
	assert_int_equal(0x0038, pattern(SLOT "q=1 op=3-5", 1));
	assert_int_equal(0x1f80, pattern(SLOT "q=1 op=7-", 1));
	assert_int_equal(0x1110, pattern(SLOT "q=1 every=4", 1));
	assert_int_equal(0x0444, pattern(SLOT "q=1 op=2-11 every=4", 1));
	assert_int_equal(0x000e, pattern(SLOT "q=1 times=3", 1));
	assert_int_equal(0x0110, pattern(SLOT "q=1 every=4 times=2", 1));
	/* the 4th of the device: three queues take turns */
	assert_int_equal(0x0004, pattern(SLOT "op=4", 0));
	assert_int_equal(0x0000, pattern(SLOT "op=4", 1));
	/* queues 0 and 2 compress, 1 decompresses */
	assert_int_equal(0x0004, pattern(SLOT "q=compress op=3", 0));
	assert_int_equal(0x0000, pattern(SLOT "q=compress op=3", 2));
	assert_int_equal(0x0008, pattern(SLOT "q=decompress op=3", 1));
	assert_int_equal(0x0008, pattern(SLOT "q=compress op=3 count=each", 0));
	assert_int_equal(0x0008, pattern(SLOT "q=compress op=3 count=each", 2));
	assert_int_equal(0x0000, pattern(SLOT "q=compress op=3 count=each", 1));
	assert_int_equal(0x0000, pattern(SLOT "after=3600000", 0));
}

static void
test_time(void **state)
{
	struct inject b;
	uint64_t start;
	int id, first;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	start = now_ms();
	id = fault(&b, "ras-qm bits=0x1000 after=40");
	first = fault(&b, "ras-engine bits=1 after=first+40");
	assert_int_equal(0, wdp_model_fault_fired(b.d.m, first));
	/* a look at the registers is enough */
	while (r32(&b.d, WDP_QM_ERR_STATUS) == 0)
		usleep(1000);
	assert_in_range(now_ms() - start, 40, 60000);
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	assert_int_equal(0, wdp_model_fault_fired(b.d.m, first));
	usleep(50000);
	assert_int_equal(0, r32(&b.d, WDP_ZIP_ERR_STATUS));
	start = now_ms();
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	while (r32(&b.d, WDP_ZIP_ERR_STATUS) == 0)
		usleep(1000);
	assert_in_range(now_ms() - start, 39, 60000);
	/* once each */
	w32(&b.d, WDP_QM_ERR_SRC, WDP_QM_ERR_ALL);
	assert_int_equal(0, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* Workers go on by themselves when a hang ends. */
static void
test_workers(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct inject b;
	unsigned int i;
	int id;

	(void)state;
	memset(&b, 0, sizeof(b));
	cfg.workers = 2;
	dut_open(&b.d, &cfg);
	dut_bringup(&b.d, 8);
	queue_create(&b.d, &q, 0, WDP_ZIP_QT_COMP, DEPTH, false);
	s = zip_sqe(&b.d, WDP_ZIP_TYPE_DEFLATE, 4, ARENA_IOVA, LEN, ARENA_IOVA + 8192, ROOM, false);
	id = fault(&b, "hang op=3");
	for (i = 0; i < DEPTH - 1; i++)
		queue_submit(&q, &s);
	assert_int_equal(0, queue_poll(&q, false));
	assert_int_equal(1, queue_poll(&q, false));
	usleep(20000);
	assert_int_equal(0, cqe(&q, 2));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	wdp_model_fault_clear(b.d.m, id);
	for (i = 2; i < DEPTH - 1; i++)
		assert_int_equal(i, queue_poll(&q, false));
	/* what is due by time needs no access either */
	fault(&b, "ras-qm bits=0x1000 after=20");
	assert_int_equal(1, msi_wait(&b.d, WDP_MSI_VEC_ABNML));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hang),
		cmocka_unit_test(test_hang_until),
		cmocka_unit_test(test_delay),
		cmocka_unit_test(test_reorder),
		cmocka_unit_test(test_cqe_drop_and_dup),
		cmocka_unit_test(test_cqe_fields),
		cmocka_unit_test(test_sqe_garbage),
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_real_engine),
		cmocka_unit_test(test_which_requests),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_workers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
