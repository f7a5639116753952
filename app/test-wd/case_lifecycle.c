/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Queue pairs come and go (R13, R15): many at once, all of them, again with other sizes;
 * stop and start; close.
 */

#include <errno.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "test.h"

#define MANY       64u
#define MUST_TAKE  900u /* ops in flight that every device has room for */
#define STOP_MAX_S 5u /* doc/guarantees: stop ends within 5 s */

static uint32_t
queue_pairs(const struct wdp_t *t, uint32_t want)
{
	return t->info.max_nb_queue_pairs == 0 ? want :
		RTE_MIN(want, (uint32_t)t->info.max_nb_queue_pairs);
}

/* One op of each direction through a queue pair. */
static int
works(struct wdp_t *t, uint16_t q, uint32_t id)
{
	struct rte_comp_op *op;
	int dir;

	for (dir = RTE_COMP_COMPRESS; dir <= RTE_COMP_DECOMPRESS; dir++) {
		op = wdp_t_small_new(t, dir, id);
		if (op == NULL)
			return WDP_T_FAIL;
		if (wdp_t_enqueue_one(t, q, op) != WDP_T_PASS ||
				wdp_t_dequeue_one(t, q, op, NULL) != WDP_T_PASS ||
				wdp_t_small_check(t, op) != WDP_T_PASS)
			return wdp_t_within(t, "queue pair %u of %u", q, t->nb_qp);
	}
	return WDP_T_PASS;
}

/* Ops in flight on all queue pairs at once; each comes out where it went in. */
static int
many(struct wdp_t *t, int arg)
{
	uint32_t n = queue_pairs(t, MANY), per_qp = 20, i, q;
	struct rte_comp_op *op;

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_t_dev_start(t, n, 64));
	for (i = 0; i < per_qp; i++)
		for (q = 0; q < n; q++) {
			op = wdp_t_small_new(t, (i + q) % 2, i * n + q);
			if (op == NULL)
				return WDP_T_FAIL;
			WDP_T_TRY(wdp_t_enqueue_one(t, q, op));
		}
	for (q = n; q-- > 0;)
		for (i = 0; i < per_qp; i++) {
			WDP_T_TRY(wdp_t_dequeue_one(t, q, NULL, &op));
			WDP_T_CHECK(t, wdp_t_tag(op)->mark.id % n == q,
				"queue pair %u gave an op of queue pair %u", q,
				wdp_t_tag(op)->mark.id % n);
			WDP_T_TRY(wdp_t_small_check(t, op));
		}
	return WDP_T_PASS;
}

/* Every queue pair the device claims to have, once set up and torn down. */
static int
all(struct wdp_t *t, int arg)
{
	uint32_t n = queue_pairs(t, 128), q, step = RTE_MAX(1u, n / 40);

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_t_dev_start(t, n, 16));
	for (q = 0; q < n; q += step)
		WDP_T_TRY(works(t, q, q));
	WDP_T_TRY(works(t, n - 1, n));
	WDP_T_TRY(wdp_t_dev_start(t, 1, 16));
	WDP_T_TRY(works(t, 0, 1));
	/* and once more: nothing of the first time is left behind */
	WDP_T_TRY(wdp_t_dev_start(t, n, 16));
	return works(t, n - 1, n);
}

/* Other numbers and sizes each time; queue pairs are released and set up again. */
static int
resize(struct wdp_t *t, int arg)
{
	static const struct {
		uint16_t qps;
		uint32_t desc;
	} steps[] = {
		{ 1, 1 }, { 1, 2 }, { 2, 3 }, { 3, 63 }, { 8, 64 }, { 4, 65 }, { 1, 128 },
		{ 5, 900 }, { 1, 1024 }, { 16, 32 }, { 2, 100000 }, { 1, 16 },
	};
	uint32_t i, q, n;
	int ret;

	RTE_SET_USED(arg);
	/* compress_isal finds the ring of the first set-up again, of the first size */
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (i = 0; i < RTE_DIM(steps); i++) {
		n = queue_pairs(t, steps[i].qps);
		ret = wdp_t_dev_start(t, n, steps[i].desc);
		/* refusing too many is as good as taking them */
		if (ret != WDP_T_PASS && steps[i].desc > MUST_TAKE)
			continue;
		WDP_T_TRY(ret);
		for (q = 0; q < n; q++)
			if (works(t, q, q) != WDP_T_PASS)
				return wdp_t_within(t, "%u descriptors", steps[i].desc);
	}
	return WDP_T_PASS;
}

/* A queue pair may be set up again while the device is stopped. */
static int
setup_again(struct wdp_t *t, int arg)
{
	int ret, i;

	RTE_SET_USED(arg);
	/* compress_isal finds the ring of the first set-up again, of the first size */
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_t_dev_start(t, queue_pairs(t, 3), 64));
	for (i = 0; i < 10; i++) {
		WDP_T_TRY(works(t, i % t->nb_qp, i));
		rte_compressdev_stop(t->dev_id);
		t->started = false;
		ret = rte_compressdev_queue_pair_setup(t->dev_id, (i + 1) % t->nb_qp,
			32 + 32 * (i % 4), SOCKET_ID_ANY);
		WDP_T_CHECK(t, ret == 0, "set-up number %d: %d", i + 2, ret);
		ret = rte_compressdev_start(t->dev_id);
		WDP_T_CHECK(t, ret == 0, "start: %d", ret);
		t->started = true;
		WDP_T_TRY(works(t, (i + 1) % t->nb_qp, i));
	}
	return WDP_T_PASS;
}

static int
stop_start(struct wdp_t *t, int arg)
{
	int ret, i;

	RTE_SET_USED(arg);
	for (i = 0; i < 30; i++) {
		WDP_T_TRY(works(t, 0, i));
		rte_compressdev_stop(t->dev_id);
		t->started = false;
		ret = rte_compressdev_start(t->dev_id);
		WDP_T_CHECK(t, ret == 0, "start number %d: %d", i + 2, ret);
		t->started = true;
	}
	return works(t, 0, 99);
}

/*
 * Stop with ops on their way. What becomes of them is not promised (drain first, say the
 * docs); stop ends in time, none comes twice, and the device works afterwards.
 */
static int
stop_busy(struct wdp_t *t, int arg)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct rte_comp_op *ops[64];
	struct wdp_t_job j = { .xform = t->comp, .src_len = 60000 };
	struct wdp_t_chain *src, *dst;
	uint64_t start, hz = rte_get_timer_hz();
	uint32_t i;
	int ret;

	RTE_SET_USED(arg);
	wdp_t_data(t, WDP_T_TEXT, t->data, j.src_len);
	for (i = 0; i < RTE_DIM(ops); i++) {
		src = wdp_t_chain_shape(t, &flat, j.src_len);
		dst = wdp_t_chain_shape(t, &flat, j.src_len);
		ops[i] = wdp_t_op_new(t);
		if (src == NULL || dst == NULL || ops[i] == NULL)
			return WDP_T_FAIL;
		wdp_t_chain_write(src, 0, t->data, j.src_len);
		j.src = src;
		j.dst = dst;
		wdp_t_op_fill(ops[i], &j);
	}
	WDP_T_CHECK(t, rte_compressdev_enqueue_burst(t->dev_id, 0, ops, RTE_DIM(ops)) ==
		RTE_DIM(ops), "the queue pair did not take %zu ops", RTE_DIM(ops));
	start = rte_get_timer_cycles();
	rte_compressdev_stop(t->dev_id);
	t->started = false;
	WDP_T_CHECK(t, rte_get_timer_cycles() - start < STOP_MAX_S * hz,
		"stop took longer than %u s", STOP_MAX_S);
	/* set up anew: whatever was left of the old rings is gone */
	ret = rte_compressdev_queue_pair_setup(t->dev_id, 0, t->nb_desc, SOCKET_ID_ANY);
	WDP_T_CHECK(t, ret == 0, "set-up after a busy stop: %d", ret);
	ret = rte_compressdev_start(t->dev_id);
	WDP_T_CHECK(t, ret == 0, "start after a busy stop: %d", ret);
	t->started = true;
	return works(t, 0, 5);
}

static int
close_device(struct wdp_t *t, int arg)
{
	int ret;

	RTE_SET_USED(arg);
	WDP_T_TRY(works(t, 0, 1));
	ret = rte_compressdev_close(t->dev_id);
	WDP_T_CHECK(t, ret == -EBUSY, "close of a started device: %d, not -EBUSY", ret);
	WDP_T_TRY(works(t, 0, 2));
	rte_compressdev_private_xform_free(t->dev_id, t->comp);
	rte_compressdev_private_xform_free(t->dev_id, t->decomp);
	t->comp = NULL;
	t->decomp = NULL;
	rte_compressdev_stop(t->dev_id);
	t->started = false;
	ret = rte_compressdev_close(t->dev_id);
	t->closed = true; /* "The device cannot be restarted": no case comes after this one */
	WDP_T_CHECK(t, ret == 0, "close: %d", ret);
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_lifecycle[] = {
	{ "lifecycle/many", many, 0 },
	{ "lifecycle/all", all, 0 },
	{ "lifecycle/resize", resize, 0 },
	{ "lifecycle/setup_again", setup_again, 0 },
	{ "lifecycle/stop_start", stop_start, 0 },
	{ "lifecycle/stop_busy", stop_busy, 0 },
	{ "lifecycle/close", close_device, 0 },
	{ NULL, NULL, 0 },
};
