/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Queue pairs come and go (R13, R15): many at once, all of them, again with other sizes; stop
 * and start; close, with a session that nobody freed, and its key gone (R30).
 */

#include <errno.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "small.h"

#define MANY       64u
#define PER_QP     12u
#define ALL_MAX    128u
#define MUST_TAKE  900u /* ops in flight that every device has room for */
#define STOP_MAX_S 5u
#define BUSY_OPS   64u
#define BUSY_B     60000u

#define CIPHERS (1u << WDP_S_SMALL_ENC | 1u << WDP_S_SMALL_DEC)

static uint32_t
queue_pairs(struct wdp_t *t, uint32_t want)
{
	return RTE_MIN(want, wdp_s(t)->info.max_nb_queue_pairs);
}

/* One op of each direction through a queue pair. */
static int
works(struct wdp_t *t, uint16_t q, uint32_t id)
{
	static const enum wdp_s_small_kind kinds[] = { WDP_S_SMALL_ENC, WDP_S_SMALL_DEC };
	struct wdp_s_small *m;
	uint32_t i;

	for (i = 0; i < RTE_DIM(kinds); i++) {
		m = wdp_s_small_new(t, kinds[i], id, WDP_S_SMALL_B, NULL);
		if (m == NULL)
			return WDP_T_FAIL;
		if (wdp_t_crypto_enqueue_one(t, q, m->k.op) != WDP_T_PASS ||
				wdp_t_crypto_dequeue_one(t, q, m->k.op) != WDP_T_PASS ||
				wdp_s_task_check(t, &m->k) != WDP_T_PASS)
			return wdp_t_within(t, "queue pair %u of %u", q, t->nb_qp);
	}
	return WDP_T_PASS;
}

/* Ops in flight on all queue pairs at once; each comes out where it went in. */
static int
many(struct wdp_t *t, int arg)
{
	uint32_t n = queue_pairs(t, MANY), i, q;
	struct rte_crypto_op *op;
	struct wdp_s_small *m;
	uint64_t end;

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	WDP_T_TRY(wdp_s_dev_start(wdp_s(t), (uint16_t)n, 64));
	for (i = 0; i < PER_QP; i++)
		for (q = 0; q < n; q++) {
			m = wdp_s_small_new(t, (i + q) % 2, i * n + q, WDP_S_SMALL_B, NULL);
			if (m == NULL)
				return WDP_T_FAIL;
			WDP_T_TRY(wdp_t_crypto_enqueue_one(t, q, m->k.op));
		}
	end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	for (q = n; q-- > 0;)
		for (i = 0; i < PER_QP; i++) {
			while (rte_cryptodev_dequeue_burst(t->dev_id, q, &op, 1) == 0)
				WDP_T_CHECK(t, rte_get_timer_cycles() < end,
					"queue pair %u keeps its ops", q);
			m = wdp_s_small_of(op);
			WDP_T_CHECK(t, m->mark.id % n == q,
				"queue pair %u gave an op of queue pair %u", q, m->mark.id % n);
			WDP_T_TRY(wdp_s_task_check(t, &m->k));
		}
	return WDP_T_PASS;
}

/* Every queue pair the device claims to have, once set up and torn down. */
static int
all(struct wdp_t *t, int arg)
{
	uint32_t n = queue_pairs(t, ALL_MAX), q, step = RTE_MAX(1u, n / 40);
	struct wdp_s *s = wdp_s(t);

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	WDP_T_TRY(wdp_s_dev_start(s, (uint16_t)n, 16));
	for (q = 0; q < n; q += step)
		WDP_T_TRY(works(t, q, q));
	WDP_T_TRY(works(t, n - 1, n));
	WDP_T_TRY(wdp_s_dev_start(s, 1, 16));
	WDP_T_TRY(works(t, 0, 1));
	/* and once more: nothing of the first time is left behind */
	WDP_T_TRY(wdp_s_dev_start(s, (uint16_t)n, 16));
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
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	for (i = 0; i < RTE_DIM(steps); i++) {
		n = queue_pairs(t, steps[i].qps);
		ret = wdp_s_dev_start(wdp_s(t), (uint16_t)n, steps[i].desc);
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

static int
stop_start(struct wdp_t *t, int arg)
{
	int ret, i;

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	for (i = 0; i < 30; i++) {
		WDP_T_TRY(works(t, 0, i));
		rte_cryptodev_stop(t->dev_id);
		t->started = false;
		ret = rte_cryptodev_start(t->dev_id);
		WDP_T_CHECK(t, ret == 0, "start number %d: %d", i + 2, ret);
		t->started = true;
	}
	return works(t, 0, 99);
}

/* A queue pair may be set up again while the device is stopped. */
static int
setup_again(struct wdp_t *t, int arg)
{
	struct rte_cryptodev_qp_conf qc = { .mp_session = wdp_s(t)->priv_pool };
	int ret, i;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	WDP_T_TRY(wdp_s_dev_start(wdp_s(t), (uint16_t)queue_pairs(t, 3), 64));
	for (i = 0; i < 10; i++) {
		WDP_T_TRY(works(t, i % t->nb_qp, i));
		wdp_s_dev_stop(wdp_s(t));
		qc.nb_descriptors = 32 + 32 * (i % 4);
		ret = rte_cryptodev_queue_pair_setup(t->dev_id, (i + 1) % t->nb_qp, &qc,
			SOCKET_ID_ANY);
		WDP_T_CHECK(t, ret == 0, "set-up number %d: %d", i + 2, ret);
		ret = rte_cryptodev_start(t->dev_id);
		WDP_T_CHECK(t, ret == 0, "start: %d", ret);
		t->started = true;
		WDP_T_TRY(works(t, (i + 1) % t->nb_qp, i));
	}
	return WDP_T_PASS;
}

/*
 * Stop with ops on their way. What becomes of them is not promised (drain first, say the
 * docs); stop ends in time, none comes twice, and the device works afterwards.
 */
static int
stop_busy(struct wdp_t *t, int arg)
{
	struct rte_crypto_op *ops[BUSY_OPS];
	struct wdp_s_small *m;
	uint64_t start;
	uint32_t i;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	for (i = 0; i < BUSY_OPS; i++) {
		m = wdp_s_small_new(t, WDP_S_SMALL_ENC, i, BUSY_B / 16 * 16, NULL);
		if (m == NULL)
			return WDP_T_FAIL;
		ops[i] = m->k.op;
	}
	WDP_T_CHECK(t, rte_cryptodev_enqueue_burst(t->dev_id, 0, ops, BUSY_OPS) == BUSY_OPS,
		"the queue pair did not take %u ops", BUSY_OPS);
	start = rte_get_timer_cycles();
	wdp_s_dev_stop(wdp_s(t));
	WDP_T_CHECK(t, rte_get_timer_cycles() - start < STOP_MAX_S * rte_get_timer_hz(),
		"stop took longer than %u s", STOP_MAX_S);
	/* set up anew: whatever was left of the old rings is gone */
	WDP_T_TRY(wdp_s_dev_start(wdp_s(t), 1, WDP_S_DESC));
	return works(t, 0, 5);
}

static int
close_device(struct wdp_t *t, int arg)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec *p = &s->small_spec[WDP_S_SMALL_ENC];
	const void *at;
	int ret;

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_s_small_begin(t, CIPHERS));
	WDP_T_TRY(works(t, 0, 1));
	ret = rte_cryptodev_close(t->dev_id);
	WDP_T_CHECK(t, ret == -EBUSY, "close of a started device: %d, not -EBUSY", ret);
	WDP_T_TRY(works(t, 0, 2));
	if (!t->strict)
		wdp_s_session_free_all(s);
	wdp_s_dev_stop(s);
	ret = rte_cryptodev_close(t->dev_id);
	t->closed = true; /* no case comes after this one */
	WDP_T_CHECK(t, ret == 0, "close: %d", ret);
	at = wdp_t_key_find(p->key, p->key_len);
	WDP_T_CHECK(t, !t->strict || at == NULL, "the key of a session that nobody freed is at %p "
		"after the device was closed", at);
	s->nb_sess = 0; /* nobody is left to free them to */
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_s_cases_lifecycle[] = {
	{ "lifecycle/many", many, 0 },
	{ "lifecycle/all", all, 0 },
	{ "lifecycle/resize", resize, 0 },
	{ "lifecycle/setup_again", setup_again, 0 },
	{ "lifecycle/stop_start", stop_start, 0 },
	{ "lifecycle/stop_busy", stop_busy, 0 },
	{ "lifecycle/close", close_device, 0 },
	{ NULL, NULL, 0 },
};
