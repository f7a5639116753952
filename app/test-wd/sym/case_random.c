/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Random ops against OpenSSL: any key, IV, length, tag, split, offset and place within what
 * the device offers, both directions, on two queue pairs that share the sessions, many in
 * flight. Every op comes back once, in order on its queue pair, with exactly the right bytes.
 */

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "sym.h"

#define QUEUE_PAIRS 2u
#define SESSIONS    12u
#define TASKS       24u
#define BURST       8u
#define ALL         (-1)
#define NAME_MAX_B  48u

/* Messages at most; what one segment holds for drivers that may have trouble with chains. */
#define LEN_SGL_B  70000u
#define LEN_FLAT_B 60000u

struct shared {
	struct wdp_s_spec spec;
	void *sess;
	uint32_t users; /* tasks in flight */
};

struct flow {
	struct shared shared[SESSIONS];
	struct wdp_s_task tasks[TASKS];
	struct shared *of[TASKS];
	/* in flight on each queue pair, a circle in the order they went in */
	struct wdp_s_task *due[QUEUE_PAIRS][TASKS];
	uint32_t head[QUEUE_PAIRS];
	uint32_t nb[QUEUE_PAIRS];
	uint32_t algs[128]; /* that the device offers */
	uint32_t nb_algs;
	uint64_t sent;
	uint64_t done;
	uint64_t refused; /* wrong tags that were found out */
	uint64_t total;
};

/* Another session in place of one that nobody uses. */
static int
renew(struct wdp_s *s, struct flow *f, struct shared *h)
{
	const struct wdp_s_alg *a;
	int err;

	if (h->sess != NULL)
		wdp_s_session_free(s, h->sess);
	h->sess = NULL;
	a = &wdp_s_algs[f->algs[wdp_t_rnd_below(&s->t.rnd, f->nb_algs)]];
	WDP_T_CHECK(&s->t, wdp_s_spec_any(s, a, &h->spec), "%s is gone", a->name);
	h->sess = wdp_s_session(s, &h->spec, &err);
	WDP_T_CHECK(&s->t, h->sess != NULL, "session refused, %d: %s", err,
		wdp_s_spec_text(&h->spec));
	return WDP_T_PASS;
}

/* Algorithms that the device offers; a chain whose parts it offers may still be refused. */
static bool
usable(struct wdp_s *s, const struct wdp_s_alg *a)
{
	struct wdp_s_spec p;
	void *sess;
	int err;

	if (!wdp_s_alg_has_ref(a) || !wdp_s_spec_random(s, a, &p))
		return false;
	if (a->kind != WDP_S_CHAIN || s->t.strict)
		return a->since <= s->generation || !s->t.strict;
	/* what others chain, and how, is not known */
	if (a->single == 0)
		return false;
	sess = wdp_s_session(s, &p, &err);
	if (sess != NULL)
		wdp_s_session_free(s, sess);
	return sess != NULL;
}

static struct shared *
pick_shared(struct wdp_s *s, struct flow *f, int *ret)
{
	struct shared *h = &f->shared[wdp_t_rnd_below(&s->t.rnd, SESSIONS)];

	*ret = WDP_T_PASS;
	if (h->sess == NULL || (h->users == 0 && wdp_t_rnd_below(&s->t.rnd, 6) == 0))
		*ret = renew(s, f, h);
	return h;
}

static int
prepare(struct wdp_s *s, struct flow *f, struct wdp_s_task *k)
{
	bool sgl = s->t.strict && wdp_s_has(s, RTE_CRYPTODEV_FF_IN_PLACE_SGL);
	struct shared *h;
	int ret;

	h = pick_shared(s, f, &ret);
	WDP_T_TRY(ret);
	k->spec = h->spec;
	k->sess = h->sess;
	f->of[k - f->tasks] = h;
	WDP_T_TRY(wdp_s_task_random(&s->t, k, sgl ? LEN_SGL_B : LEN_FLAT_B));
	wdp_s_layout_random(s, k);
	WDP_T_TRY(wdp_s_task_op(&s->t, k));
	h->users++;
	return WDP_T_PASS;
}

static int
receive(struct wdp_t *t, struct flow *f, uint16_t qp, uint32_t *got)
{
	struct rte_crypto_op *ops[TASKS];
	uint16_t n = rte_cryptodev_dequeue_burst(t->dev_id, qp, ops,
		1 + wdp_t_rnd_below(&t->rnd, BURST)), i;
	struct wdp_s_task *k;

	for (i = 0; i < n; i++) {
		WDP_T_CHECK(t, f->nb[qp] > 0, "queue pair %u gives more ops than it took", qp);
		k = f->due[qp][f->head[qp]];
		WDP_T_CHECK(t, ops[i] == k->op, "queue pair %u: another op is due than this one, "
			"status %s: %s", qp, wdp_t_crypto_status(ops[i]->status),
			wdp_s_task_text(wdp_s_task_of(ops[i])));
		f->head[qp] = (f->head[qp] + 1) % TASKS;
		f->nb[qp]--;
		f->done++;
		f->refused += k->spoil;
		f->of[k - f->tasks]->users--;
		WDP_T_TRY(wdp_s_task_check(t, k));
	}
	*got += n;
	return WDP_T_PASS;
}

static int
receive_all(struct wdp_t *t, struct flow *f, uint32_t *got)
{
	uint16_t qp;

	*got = 0;
	for (qp = 0; qp < QUEUE_PAIRS; qp++)
		WDP_T_TRY(receive(t, f, qp, got));
	return WDP_T_PASS;
}

/* Some new ops onto one queue pair; all of them go in, however often it takes. */
static int
send(struct wdp_t *t, struct flow *f)
{
	uint32_t want = 1 + wdp_t_rnd_below(&t->rnd, BURST), n = 0, i, in, got;
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	uint16_t qp = (uint16_t)wdp_t_rnd_below(&t->rnd, QUEUE_PAIRS);
	struct rte_crypto_op *ops[BURST];

	for (i = 0; i < TASKS && n < want && f->sent + n < f->total; i++) {
		if (f->tasks[i].busy)
			continue;
		WDP_T_TRY(prepare(wdp_s(t), f, &f->tasks[i]));
		f->due[qp][(f->head[qp] + f->nb[qp] + n) % TASKS] = &f->tasks[i];
		ops[n++] = f->tasks[i].op;
	}
	for (i = 0; i < n; i += in) {
		in = rte_cryptodev_enqueue_burst(t->dev_id, qp, ops + i, (uint16_t)(n - i));
		f->nb[qp] += in;
		f->sent += in;
		if (in == 0) {
			WDP_T_CHECK(t, rte_get_timer_cycles() < end, "queue pair %u takes no op, "
				"%u in flight, status %s: %s", qp, f->nb[qp],
				wdp_t_crypto_status(ops[i]->status),
				wdp_s_task_text(wdp_s_task_of(ops[i])));
			WDP_T_TRY(receive_all(t, f, &got));
		}
	}
	return WDP_T_PASS;
}

static int
flow_run(struct wdp_t *t, struct flow *f)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	uint32_t got;

	while (f->done < f->total) {
		if (f->sent < f->total)
			WDP_T_TRY(send(t, f));
		WDP_T_TRY(receive_all(t, f, &got));
		if (got > 0)
			end = rte_get_timer_cycles() +
				rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
		else
			sched_yield();
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%llu ops never came back",
			(unsigned long long)(f->sent - f->done));
	}
	return WDP_T_PASS;
}

static int
counters(struct wdp_t *t, const struct flow *f)
{
	struct rte_cryptodev_stats st;

	WDP_T_CHECK(t, rte_cryptodev_stats_get(t->dev_id, &st) == 0, "no statistics");
	WDP_T_CHECK(t, st.enqueued_count == f->total && st.dequeued_count == f->total,
		"counted %llu in and %llu out, it were %llu",
		(unsigned long long)st.enqueued_count, (unsigned long long)st.dequeued_count,
		(unsigned long long)f->total);
	/* whether a wrong tag is an error of the device is the driver's choice */
	WDP_T_CHECK(t, st.enqueue_err_count == 0 && st.dequeue_err_count <= f->refused,
		"counted %llu and %llu errors", (unsigned long long)st.enqueue_err_count,
		(unsigned long long)st.dequeue_err_count);
	return WDP_T_PASS;
}

static int
campaign(struct wdp_s *s, struct flow *f)
{
	struct wdp_t *t = &s->t;
	uint32_t i;

	WDP_T_TRY(wdp_s_dev_start(s, QUEUE_PAIRS, WDP_S_DESC));
	rte_cryptodev_stats_reset(t->dev_id);
	if (flow_run(t, f) != WDP_T_PASS)
		return wdp_t_within(t, "seed %llu, op %llu", (unsigned long long)t->seed,
			(unsigned long long)f->done);
	for (i = 0; i < SESSIONS; i++)
		if (f->shared[i].sess != NULL)
			wdp_s_session_free(s, f->shared[i].sess);
	return counters(t, f);
}

static int
random_ops(struct wdp_t *t, int arg)
{
	struct flow *f = calloc(1, sizeof(*f));
	struct wdp_s *s = wdp_s(t);
	uint32_t i;
	int ret;

	WDP_T_CHECK(t, f != NULL, "no memory");
	for (i = 0; i < wdp_s_nb_algs; i++)
		if ((arg == ALL || (uint32_t)arg == i) && usable(s, &wdp_s_algs[i]))
			f->algs[f->nb_algs++] = i;
	f->total = t->quick ? s->nb_random / 4 + 1 : s->nb_random;
	if (arg == ALL)
		f->total *= 4;
	if (f->nb_algs != 0)
		ret = campaign(s, f);
	else if (arg == ALL || wdp_s_alg_has_ref(&wdp_s_algs[arg]))
		ret = wdp_t_skip(t, "the device does not offer %s",
			arg == ALL ? "anything" : wdp_s_algs[arg].name);
	else
		ret = wdp_t_skip(t, "OpenSSL does not have %s", wdp_s_algs[arg].name);
	/* what is in flight may still be written to */
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(s);
	for (i = 0; i < TASKS; i++)
		wdp_s_task_free(&f->tasks[i]);
	free(f);
	return ret;
}

const struct wdp_t_case *
wdp_s_cases_random(void)
{
	static struct wdp_t_case *cases;
	static char (*names)[NAME_MAX_B];
	uint32_t i;

	if (cases == NULL) {
		cases = calloc(wdp_s_nb_algs + 2, sizeof(*cases));
		names = calloc(wdp_s_nb_algs, sizeof(*names));
	}
	if (cases == NULL || names == NULL)
		return NULL;
	cases[0] = (struct wdp_t_case){ "random/mixed", random_ops, ALL };
	for (i = 0; i < wdp_s_nb_algs; i++) {
		snprintf(names[i], sizeof(names[i]), "random/%s", wdp_s_algs[i].name);
		cases[i + 1] = (struct wdp_t_case){ names[i], random_ops, (int)i };
	}
	return cases;
}
