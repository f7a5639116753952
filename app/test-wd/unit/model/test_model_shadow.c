/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Shadow doorbells: slots, what binds and frees them, and workers that look at them. */

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "queue_dut.h"

static uint64_t *
slot_va(uint8_t *shadow, unsigned int slot)
{
	return (uint64_t *)(shadow + slot * WDP_VFU_SHADOW_SLOT_B);
}

static int
bind(struct dut *d, unsigned int slot, uint32_t queue)
{
	return wdp_model_write(d->m, WDP_VFU_REGION_SHADOW,
		slot * WDP_VFU_SHADOW_SLOT_B + WDP_VFU_SHADOW_BIND, &queue, sizeof(queue));
}

static uint8_t *
shadow_map(struct dut *d)
{
	uint8_t *p = mmap(NULL, 64 * WDP_VFU_SHADOW_SLOT_B, PROT_READ | PROT_WRITE, MAP_SHARED,
		wdp_model_shadow_fd(d->m), 0);

	assert_ptr_not_equal(p, MAP_FAILED);
	return p;
}

/** Load the queue's contexts anew; what its slot rings from here on counts. */
static void
load(struct dut_queue *q)
{
	memset(queue_cqe(q, 0), 0, SMALL * 16);
	assert_int_equal(0, queue_load(q, false));
}

/** Queue 3 with slot 5. */
static uint8_t *
open_shadow(struct dut *d, struct dut_queue *q)
{
	uint8_t *shadow;

	open_dut(d, WDP_MODEL_V3);
	shadow = shadow_map(d);
	queue_create(d, q, 3, WDP_ZIP_QT_COMP, SMALL, false);
	/* A word left from earlier counts as seen when the slot is bound. */
	slot_va(shadow, 5)[0] = db(3, WDP_DB_CMD_SQ, 0, 4, 0);
	slot_va(shadow, 5)[8] = db(3, WDP_DB_CMD_CQ, 0, 4, 0);
	assert_int_equal(0, bind(d, 5, 3));
	assert_int_equal(0, wdp_model_step(d->m, 8));
	load(q);
	q->sh = slot_va(shadow, 5);
	assert_int_equal(0, wdp_model_step(d->m, 8));
	return shadow;
}

static void
close_shadow(struct dut *d, uint8_t *shadow)
{
	munmap(shadow, 64 * WDP_VFU_SHADOW_SLOT_B);
	dut_close(d);
}

static void
write_sq(struct dut_queue *q, unsigned int qn, unsigned int tag, unsigned int tail)
{
	__atomic_store_n(&q->sh[0], db(qn, WDP_DB_CMD_SQ, tag, tail, 0), __ATOMIC_RELEASE);
	assert_int_equal(0, wdp_model_step(q->d->m, 8));
}

static void
test_shadow(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	uint8_t *shadow;
	struct dut d;
	unsigned int i;

	(void)state;
	shadow = open_shadow(&d, &q);
	s = request(&d, 100);
	for (i = 0; i < 5 * SMALL; i++) {
		const uint32_t *r = queue_run(&q, &s);

		assert_int_equal(100, wdp_le32(r[0]));
	}
	assert_quiet(&d);
	/* validated like a trapped one: tag, queue, range */
	write_sq(&q, 3, 7, 2);
	assert_int_equal(WDP_QM_ERR_DB_TAG, r32(&d, WDP_QM_ERR_STATUS));
	write_sq(&q, 4, 0, 2);
	write_sq(&q, 3, 0, 99);
	assert_int_equal(3, wdp_model_complaints(d.m));
	/* arming through the register works beside the slot */
	ring(&d, db(3, WDP_DB_CMD_CQ, 0, q.cq_head, 1));
	queue_run(&q, &s);
	assert_int_equal(1, msi_count(&d, 0));
	/* loaded without a new slot: trapped doorbells only */
	load(&q);
	queue_submit(&q, &s);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	q.sh = NULL;
	q.sq_tail = 0;
	queue_run(&q, &s);
	close_shadow(&d, shadow);
}

static void
test_shadow_bind(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	uint64_t seen = 0;
	uint8_t *shadow;
	uint32_t one = 1;
	struct dut d;

	(void)state;
	shadow = open_shadow(&d, &q);
	s = request(&d, 100);
	/* a slot is bound once while its queue lives */
	assert_int_equal(-EBUSY, bind(&d, 5, 4));
	expect_said(&d, &seen, 1);
	/* rebound to a new slot: the old one is dead */
	assert_int_equal(0, bind(&d, 6, 3));
	load(&q);
	write_sq(&q, 3, 0, 2);
	q.sh = slot_va(shadow, 6);
	queue_run(&q, &s);
	expect_said(&d, &seen, 0);
	/* so it can serve another queue */
	assert_int_equal(0, bind(&d, 5, 4));
	assert_int_equal(-EBUSY, bind(&d, 6, 4));
	expect_said(&d, &seen, 1);
	/* a function reset frees all slots */
	wdp_model_reset(d.m);
	assert_int_equal(0, bind(&d, 5, 4));
	/* no such slot, not a bind offset */
	assert_int_equal(-EINVAL, bind(&d, 64, 4));
	assert_int_equal(-EINVAL, wdp_model_write(d.m, WDP_VFU_REGION_SHADOW, 0, &one, 4));
	close_shadow(&d, shadow);
}

/* What was rung before a context is dumped is in it, visit or no visit (qm.md 12). */
static void
test_shadow_dump(void **state)
{
	enum wdp_model_hw hw;
	struct wdp_zip_sqe s;
	struct wdp_sqc *sqc;
	struct wdp_cqc *cqc;
	struct dut_queue q;
	uint8_t *shadow;
	struct dut d;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_dut(&d, hw);
		shadow = shadow_map(&d);
		queue_create(&d, &q, 3, WDP_ZIP_QT_COMP, SMALL, false);
		assert_int_equal(0, bind(&d, 5, 3));
		assert_int_equal(0, queue_load(&q, false));
		q.sh = slot_va(shadow, 5);
		sqc = dut_va(&d, d.stage + 64);
		cqc = dut_va(&d, d.stage + 96);
		s = request(&d, 100);
		queue_submit(&q, &s);
		queue_submit(&q, &s);
		assert_int_equal(0, mb(&d, WDP_MB_CMD_SQC | MB_GET, 3, d.stage + 64));
		assert_int_equal(0, mb(&d, WDP_MB_CMD_CQC | MB_GET, 3, d.stage + 96));
		assert_int_equal(2, wdp_le16(sqc->tail));
		assert_int_equal(0, wdp_le16(sqc->head));
		assert_int_equal(0, wdp_le16(cqc->tail));
		assert_int_equal(2, wdp_model_step(d.m, 8));
		assert_int_equal(0, mb(&d, WDP_MB_CMD_SQC | MB_GET, 3, d.stage + 64));
		assert_int_equal(0, mb(&d, WDP_MB_CMD_CQC | MB_GET, 3, d.stage + 96));
		assert_int_equal(2, wdp_le16(sqc->head));
		assert_int_equal(2, wdp_le16(cqc->tail));
		/* and the index of the completions that were taken */
		__atomic_store_n(&q.sh[8], db(3, WDP_DB_CMD_CQ, 0, 2, 0), __ATOMIC_RELEASE);
		assert_int_equal(0, mb(&d, WDP_MB_CMD_CQC | MB_GET, 3, d.stage + 96));
		assert_int_equal(2, wdp_le16(cqc->head));
		assert_quiet(&d);
		close_shadow(&d, shadow);
	}
}

static void
test_no_shadow(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	struct dut d;

	(void)state;
	cfg.shadow_slots = 0;
	dut_open(&d, &cfg);
	assert_int_equal(-1, wdp_model_shadow_fd(d.m));
	assert_int_equal(0, wdp_model_region_size(d.m, WDP_VFU_REGION_SHADOW));
	assert_int_equal(-EINVAL, bind(&d, 0, 0));
	dut_close(&d);
}

/* Many queues at once with workers, trapped and shadow doorbells mixed; R15. */
static void
test_workers(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	static struct dut_queue q[32];
	struct wdp_zip_sqe s;
	uint8_t *shadow;
	struct dut d;
	unsigned int i, round;

	(void)state;
	cfg.workers = 2;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	shadow = shadow_map(&d);
	s = request(&d, 100);
	for (i = 0; i < 32; i++) {
		if (i & 1)
			assert_int_equal(0, bind(&d, i, i));
		queue_create(&d, &q[i], i, i & 1, 16, false);
		if (i & 1)
			q[i].sh = slot_va(shadow, i);
	}
	for (round = 0; round < 200; round++) {
		for (i = 0; i < 32; i++) {
			queue_submit(&q[i], &s);
			queue_submit(&q[i], &s);
		}
		for (i = 0; i < 32; i++) {
			assert_int_equal((2 * round) % 16, queue_poll(&q[i], false));
			assert_int_equal((2 * round + 1) % 16, queue_poll(&q[i], false));
		}
		/* let them fall asleep now and then */
		if (round % 50 == 49)
			usleep(5000);
	}
	assert_quiet(&d);
	close_shadow(&d, shadow);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shadow),
		cmocka_unit_test(test_shadow_bind),
		cmocka_unit_test(test_shadow_dump),
		cmocka_unit_test(test_no_shadow),
		cmocka_unit_test(test_workers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
