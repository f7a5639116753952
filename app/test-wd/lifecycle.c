/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <sched.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_launch.h>
#include <rte_lcore.h>

#include "lifecycle.h"

#define MANY       64u
#define PER_QP     12u
#define ALL_MAX    128u
#define MUST_TAKE  900u /* ops in flight that every device has room for */
#define STOP_MAX_S 5u /* doc/guarantees: stop ends within 5 s */
#define BUSY_OPS   64u

/* Which queue pair an op was given to is kept in its mark, as seq. */

#define LCORE_OPS   48u
#define LCORE_BURST 16u
#define LCORE_TOTAL 6000u

static uint32_t
queue_pairs(const struct wdp_t_life *l, uint32_t want)
{
	return RTE_MIN(want, l->max_queue_pairs);
}

static uint64_t
deadline(void)
{
	return rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
}

static int
send(struct wdp_t *t, const struct wdp_t_life *l, uint16_t q, void *op)
{
	uint64_t end = deadline();

	l->poison(op);
	while (l->enqueue(t, q, &op, 1) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "queue pair %u takes no op", q);
		sched_yield();
	}
	return WDP_T_PASS;
}

static int
take(struct wdp_t *t, const struct wdp_t_life *l, uint16_t q, void **op)
{
	uint64_t end = deadline();

	while (l->dequeue(t, q, op, 1) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "queue pair %u keeps its ops", q);
		sched_yield();
	}
	return WDP_T_PASS;
}

/* Two ops of different kinds through a queue pair. */
static int
works(struct wdp_t *t, const struct wdp_t_life *l, uint16_t q, uint32_t id)
{
	void *op, *back = NULL;
	uint32_t i;

	for (i = 0; i < 2; i++) {
		op = l->make(t, 2 * id + i);
		if (op == NULL)
			return WDP_T_FAIL;
		if (send(t, l, q, op) != WDP_T_PASS || take(t, l, q, &back) != WDP_T_PASS)
			return wdp_t_within(t, "queue pair %u of %u", q, t->nb_qp);
		WDP_T_CHECK(t, back == op, "queue pair %u gave another op", q);
		if (l->check(t, op) != WDP_T_PASS)
			return wdp_t_within(t, "queue pair %u of %u", q, t->nb_qp);
	}
	return WDP_T_PASS;
}

/* Ops in flight on many queue pairs at once; each comes out where it went in. */
static int
many(struct wdp_t *t, const struct wdp_t_life *l)
{
	uint32_t n = queue_pairs(l, MANY), i, q, from;
	void *op = NULL;

	WDP_T_TRY(l->start(t, (uint16_t)n, 64));
	for (i = 0; i < PER_QP; i++)
		for (q = 0; q < n; q++) {
			/* neighbours get different kinds, and each queue pair all of them */
			op = l->make(t, i + q);
			if (op == NULL)
				return WDP_T_FAIL;
			l->mark(op)->seq = q;
			WDP_T_TRY(send(t, l, q, op));
		}
	for (q = n; q-- > 0;)
		for (i = 0; i < PER_QP; i++) {
			WDP_T_TRY(take(t, l, q, &op));
			from = l->mark(op)->seq;
			WDP_T_CHECK(t, from == q, "queue pair %u gave an op of queue pair %u", q,
				from);
			WDP_T_TRY(l->check(t, op));
		}
	return WDP_T_PASS;
}

/* Every queue pair the device claims to have, once set up and torn down. */
static int
all(struct wdp_t *t, const struct wdp_t_life *l)
{
	uint32_t n = queue_pairs(l, ALL_MAX), q, step = RTE_MAX(1u, n / 40);

	WDP_T_TRY(l->start(t, (uint16_t)n, 16));
	for (q = 0; q < n; q += step)
		WDP_T_TRY(works(t, l, q, q));
	WDP_T_TRY(works(t, l, n - 1, n));
	WDP_T_TRY(l->start(t, 1, 16));
	WDP_T_TRY(works(t, l, 0, 1));
	/* and once more: nothing of the first time is left behind */
	WDP_T_TRY(l->start(t, (uint16_t)n, 16));
	return works(t, l, n - 1, n);
}

/* Other numbers and sizes each time; queue pairs are released and set up again. */
static int
resize(struct wdp_t *t, const struct wdp_t_life *l)
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

	/* compress_isal finds the ring of the first set-up again, of the first size */
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (i = 0; i < RTE_DIM(steps); i++) {
		n = queue_pairs(l, steps[i].qps);
		ret = l->start(t, (uint16_t)n, steps[i].desc);
		/* refusing too many is as good as taking them */
		if (ret != WDP_T_PASS && steps[i].desc > MUST_TAKE)
			continue;
		WDP_T_TRY(ret);
		for (q = 0; q < n; q++)
			if (works(t, l, q, q) != WDP_T_PASS)
				return wdp_t_within(t, "%u descriptors", steps[i].desc);
	}
	return WDP_T_PASS;
}

static int
restart(struct wdp_t *t, const struct wdp_t_life *l)
{
	int ret = l->restart(t);

	WDP_T_CHECK(t, ret == 0, "start: %d", ret);
	t->started = true;
	return WDP_T_PASS;
}

/* A queue pair may be set up again while the device is stopped. */
static int
setup_again(struct wdp_t *t, const struct wdp_t_life *l)
{
	int ret, i;

	/* compress_isal finds the ring of the first set-up again, of the first size */
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(l->start(t, (uint16_t)queue_pairs(l, 3), 64));
	for (i = 0; i < 10; i++) {
		WDP_T_TRY(works(t, l, i % t->nb_qp, i));
		l->stop(t);
		ret = l->setup(t, (i + 1) % t->nb_qp, 32 + 32 * (i % 4));
		WDP_T_CHECK(t, ret == 0, "set-up number %d: %d", i + 2, ret);
		WDP_T_TRY(restart(t, l));
		WDP_T_TRY(works(t, l, (i + 1) % t->nb_qp, i));
	}
	return WDP_T_PASS;
}

static int
stop_start(struct wdp_t *t, const struct wdp_t_life *l)
{
	int i;

	for (i = 0; i < 30; i++) {
		WDP_T_TRY(works(t, l, 0, i));
		l->stop(t);
		if (restart(t, l) != WDP_T_PASS)
			return wdp_t_within(t, "number %d", i + 2);
	}
	return works(t, l, 0, 99);
}

/*
 * Stop with ops on their way. What becomes of them is not promised (drain first, say the
 * docs); stop ends in time, none comes twice, and the device works afterwards.
 */
static int
stop_busy(struct wdp_t *t, const struct wdp_t_life *l)
{
	void *ops[BUSY_OPS];
	uint64_t start;
	uint32_t i;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (i = 0; i < BUSY_OPS; i++) {
		ops[i] = l->make_long(t, i);
		if (ops[i] == NULL)
			return WDP_T_FAIL;
		l->poison(ops[i]);
	}
	WDP_T_CHECK(t, l->enqueue(t, 0, ops, BUSY_OPS) == BUSY_OPS,
		"the queue pair did not take %u ops", BUSY_OPS);
	start = rte_get_timer_cycles();
	l->stop(t);
	WDP_T_CHECK(t, rte_get_timer_cycles() - start < STOP_MAX_S * rte_get_timer_hz(),
		"stop took longer than %u s", STOP_MAX_S);
	/* set up anew: whatever was left of the old rings is gone */
	WDP_T_TRY(l->start(t, 1, t->nb_desc));
	return works(t, l, 0, 5);
}

/* ---- two lcores ---- */

struct side {
	struct wdp_t *t;
	const struct wdp_t_life *l;
	uint16_t qp;
	struct wdp_t_rnd rnd;
	void *idle[LCORE_OPS];
	uint32_t nb_idle;
	void *ready[LCORE_BURST]; /* to be sent, whatever comes between */
	uint32_t nb_ready;
	const char *why; /* NULL: all went well */
};

/* What came back is of this queue pair, once for each time it was sent. */
static const char *
side_receive(struct side *s, uint32_t *done)
{
	void *ops[LCORE_BURST];
	struct wdp_t_mark *mark;
	uint32_t i, n;

	n = s->l->dequeue(s->t, s->qp, ops, 1 + wdp_t_rnd_below(&s->rnd, LCORE_BURST));
	for (i = 0; i < n; i++) {
		mark = s->l->mark(ops[i]);
		if (mark->seq != s->qp)
			return "an op of the other queue pair came back";
		if (++mark->seen != mark->sent)
			return "an op came back twice";
		s->idle[s->nb_idle++] = ops[i];
	}
	*done += n;
	return NULL;
}

/* A few ops that nobody has sent yet. */
static void
side_choose(struct side *s, uint32_t most)
{
	uint32_t n = RTE_MIN(wdp_t_rnd_below(&s->rnd, LCORE_BURST + 1), s->nb_idle);

	n = RTE_MIN(n, most);
	for (s->nb_ready = 0; s->nb_ready < n; s->nb_ready++) {
		s->ready[s->nb_ready] = s->idle[--s->nb_idle];
		s->l->poison(s->ready[s->nb_ready]);
		s->l->mark(s->ready[s->nb_ready])->sent++;
	}
}

/* Nothing of the context is written to: both sides work at the same time. */
static int
side_run(void *arg)
{
	uint32_t chosen = 0, done = 0, was, took;
	uint64_t end = deadline();
	struct side *s = arg;

	while (done < LCORE_TOTAL && s->why == NULL) {
		if (s->nb_ready == 0) {
			side_choose(s, LCORE_TOTAL - chosen);
			chosen += s->nb_ready;
		}
		took = s->l->enqueue(s->t, s->qp, s->ready, (uint16_t)s->nb_ready);
		s->nb_ready -= took;
		memmove(s->ready, s->ready + took, s->nb_ready * sizeof(s->ready[0]));
		was = done;
		s->why = side_receive(s, &done);
		if (done != was)
			end = deadline();
		else
			sched_yield();
		if (rte_get_timer_cycles() > end)
			s->why = "nothing came back for a while";
	}
	return 0;
}

/* Two lcores, each with a queue pair of its own, at the same time. */
static int
two_qps(struct wdp_t *t, const struct wdp_t_life *l)
{
	unsigned int lcore = rte_get_next_lcore(-1, 1, 0);
	struct side sides[2];
	uint32_t i, q;
	void *op;

	if (lcore >= RTE_MAX_LCORE)
		return wdp_t_skip(t, "one lcore only: give EAL -l 0-1 or --lcores 0@0,1@0");
	if (l->max_queue_pairs < RTE_DIM(sides))
		return wdp_t_skip(t, "the device has one queue pair");
	WDP_T_TRY(l->start(t, RTE_DIM(sides), 32));
	for (q = 0; q < RTE_DIM(sides); q++) {
		sides[q] = (struct side){ .t = t, .l = l, .qp = q };
		wdp_t_rnd_init(&sides[q].rnd, t->seed + q, "two_qps");
		for (i = 0; i < LCORE_OPS; i++) {
			op = l->make(t, i + q);
			if (op == NULL)
				return WDP_T_FAIL;
			l->mark(op)->seq = q;
			sides[q].idle[sides[q].nb_idle++] = op;
		}
	}
	WDP_T_CHECK(t, rte_eal_remote_launch(side_run, &sides[1], lcore) == 0, "lcore %u is busy",
		lcore);
	side_run(&sides[0]);
	rte_eal_wait_lcore(lcore);
	for (q = 0; q < RTE_DIM(sides); q++) {
		WDP_T_CHECK(t, sides[q].why == NULL, "queue pair %u: %s", q, sides[q].why);
		/* the last results of all */
		for (i = 0; i < LCORE_OPS; i++)
			WDP_T_TRY(l->check(t, sides[q].idle[i]));
	}
	return WDP_T_PASS;
}

/* Not while it is started. */
static int
close_device(struct wdp_t *t, const struct wdp_t_life *l)
{
	int ret;

	WDP_T_TRY(works(t, l, 0, 1));
	ret = l->close(t);
	WDP_T_CHECK(t, ret == -EBUSY, "close of a started device: %d, not -EBUSY", ret);
	WDP_T_TRY(works(t, l, 0, 2));
	if (l->before_close != NULL)
		l->before_close(t);
	l->stop(t);
	ret = l->close(t);
	t->closed = true; /* "The device cannot be restarted": no case comes after this one */
	WDP_T_CHECK(t, ret == 0, "close: %d", ret);
	return WDP_T_PASS;
}

int
wdp_t_life(struct wdp_t *t, const struct wdp_t_life *l, int nr)
{
	static int (*const cases[])(struct wdp_t *t, const struct wdp_t_life *l) = {
		[WDP_T_LIFE_MANY] = many,
		[WDP_T_LIFE_ALL] = all,
		[WDP_T_LIFE_RESIZE] = resize,
		[WDP_T_LIFE_SETUP_AGAIN] = setup_again,
		[WDP_T_LIFE_STOP_START] = stop_start,
		[WDP_T_LIFE_STOP_BUSY] = stop_busy,
		[WDP_T_LIFE_TWO_QPS] = two_qps,
		[WDP_T_LIFE_CLOSE] = close_device,
	};

	return cases[nr](t, l);
}
