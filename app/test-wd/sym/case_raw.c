/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The raw data-path API: random batches of every algorithm, handed in by bursts and one by
 * one, taken back by bursts, as units that know their size, and one by one. The published
 * vectors go this way in case_vectors.c.
 */

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "raw.h"

#define BATCHES    3u
#define ALL        (-1)
#define NAME_MAX_B 48u
#define SHARE      4u /* of --ops */

/* A batch's session and how far it got. */
struct lane {
	struct wdp_s_batch b;
	enum wdp_s_raw_style style;
	void *sess;
	struct rte_crypto_sym_xform x[2]; /* without one */
};

struct flow {
	struct lane lanes[BATCHES]; /* a circle */
	uint32_t head;
	uint32_t nb;
	struct wdp_s_raw *raw;
	uint32_t algs[128];
	uint32_t nb_algs;
	uint64_t sent;
	uint64_t done;
	uint64_t total;
};

static int
offered(struct wdp_t *t)
{
	if (wdp_s_has(wdp_s(t), RTE_CRYPTODEV_FF_SYM_RAW_DP))
		return WDP_T_PASS;
	return wdp_t_skip(t, "the device does not offer the raw data path");
}

/* The offsets of a batch count from both ends: with loose regions all messages are as long. */
static int
same_regions(struct wdp_s *s, struct wdp_s_task *k, const struct wdp_s_task *first)
{
	k->lead = first->lead;
	k->len = first->len;
	k->tail = first->tail;
	k->a_from = first->a_from;
	k->a_len = first->a_len;
	k->tag_in = first->tag_in;
	k->inside = first->inside;
	WDP_T_TRY(wdp_s_task_refill(&s->t, k));
	wdp_s_layout_random(s, k);
	k->lay.sessionless = false;
	k->lay.oop = first->lay.oop;
	k->lay.src.off = first->lay.src.off;
	return wdp_s_task_op(&s->t, k);
}

/* A task like the first of its batch in what they must share. */
static int
fill_task(struct wdp_s *s, struct wdp_s_batch *b, uint32_t i)
{
	struct wdp_s_task *k = &b->tasks[i], *first = &b->tasks[0];
	uint32_t bytes, n;

	k->spec = first->spec;
	k->sess = first->sess;
	WDP_T_TRY(wdp_s_task_random(&s->t, k, 9000));
	wdp_s_layout_random(s, k);
	k->lay.sessionless = false;
	if (i == 0)
		return wdp_s_task_op(&s->t, k);
	if (k->spec.loose)
		return same_regions(s, k, first);
	k->lay.oop = first->lay.oop;
	k->lay.src.off = first->lay.src.off;
	k->lay.aad_front = k->lay.aad_front && k->spec.aad_len <= k->lay.src.off &&
		k->lay.src.split == WDP_T_FLAT;
	/* the same lead: the message is taken from a part of it or gets a longer one */
	bytes = k->lead + k->len;
	n = bytes > first->lead ? (bytes - first->lead) / k->spec.alg->unit *
		k->spec.alg->unit : 0;
	if (k->lead != first->lead) {
		k->lead = first->lead;
		k->len = RTE_MAX(n, (uint32_t)k->spec.alg->least);
		WDP_T_TRY(wdp_s_task_room(&s->t, k, k->lead + k->len));
		wdp_t_data(&s->t, WDP_T_RANDOM, k->plain, k->lead + k->len);
		WDP_T_TRY(wdp_s_task_solve(&s->t, k));
	}
	return wdp_s_task_op(&s->t, k);
}

static int
new_lane(struct wdp_s *s, struct flow *f)
{
	struct lane *l = &f->lanes[(f->head + f->nb) % BATCHES];
	struct wdp_t *t = &s->t;
	struct wdp_s_spec *p = &l->b.tasks[0].spec;
	uint32_t i;
	int err;

	if (l->sess != NULL)
		wdp_s_session_free(s, l->sess);
	wdp_s_spec_any(s, &wdp_s_algs[f->algs[wdp_t_rnd_below(&t->rnd, f->nb_algs)]], p);
	l->sess = wdp_s_session(s, p, &err);
	WDP_T_CHECK(t, l->sess != NULL, "session refused, %d: %s", err, wdp_s_spec_text(p));
	l->b.tasks[0].sess = l->sess;
	l->b.nb = (uint32_t)RTE_MIN(1 + wdp_t_rnd_below(&t->rnd, WDP_S_BATCH),
		f->total - f->sent);
	l->b.in = 0;
	l->b.out = 0;
	l->b.trimmed = wdp_t_rnd_below(&t->rnd, 2) != 0;
	l->b.unit = wdp_t_rnd_below(&t->rnd, 2) != 0;
	l->style = wdp_t_rnd_below(&t->rnd, 2) != 0 ? WDP_S_RAW_BURST : WDP_S_RAW_SINGLE;
	for (i = 0; i < l->b.nb; i++)
		WDP_T_TRY(fill_task(s, &l->b, i));
	f->sent += l->b.nb;
	f->nb++;
	if (wdp_s_has(s, RTE_CRYPTODEV_FF_SYM_SESSIONLESS) && wdp_t_rnd_below(&t->rnd, 4) == 0)
		return wdp_s_raw_xforms(t, f->raw, wdp_s_xforms(p, l->x));
	return wdp_s_raw_session(t, f->raw, l->sess);
}

static int
flow_run(struct wdp_s *s, struct flow *f)
{
	uint64_t wait = rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	uint64_t end = rte_get_timer_cycles() + wait, before;
	struct wdp_t *t = &s->t;

	while (f->done < f->total) {
		struct lane *last = &f->lanes[(f->head + f->nb + BATCHES - 1) % BATCHES];
		struct lane *first = &f->lanes[f->head];

		before = f->done;
		/* one after the other, or their sessions would be mixed up */
		if (f->nb > 0 && last->b.in < last->b.nb)
			WDP_T_TRY(wdp_s_raw_send(t, f->raw, &last->b, last->style));
		else if (f->nb < BATCHES && f->sent < f->total)
			WDP_T_TRY(new_lane(s, f));
		if (f->nb > 0 && (f->nb == BATCHES || f->sent == f->total ||
				wdp_t_rnd_below(&t->rnd, 2) != 0)) {
			f->done -= first->b.out;
			WDP_T_TRY(wdp_s_raw_receive(t, f->raw, &first->b, first->style));
			f->done += first->b.out;
			if (first->b.out == first->b.nb) {
				f->head = (f->head + 1) % BATCHES;
				f->nb--;
			}
		}
		if (f->done != before)
			end = rte_get_timer_cycles() + wait;
		else
			sched_yield();
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%llu ops never came back",
			(unsigned long long)(f->sent - f->done));
	}
	return WDP_T_PASS;
}

static int
campaign(struct wdp_s *s, struct flow *f)
{
	struct rte_cryptodev_stats st;
	struct wdp_t *t = &s->t;
	uint32_t i;

	rte_cryptodev_stats_reset(t->dev_id);
	WDP_T_TRY(wdp_s_raw_open(t, &f->raw, 0));
	if (flow_run(s, f) != WDP_T_PASS)
		return wdp_t_within(t, "seed %llu, op %llu", (unsigned long long)t->seed,
			(unsigned long long)f->done);
	for (i = 0; i < BATCHES; i++)
		if (f->lanes[i].sess != NULL)
			wdp_s_session_free(s, f->lanes[i].sess);
	WDP_T_CHECK(t, rte_cryptodev_stats_get(t->dev_id, &st) == 0, "no statistics");
	WDP_T_CHECK(t, !t->strict || (st.enqueued_count == f->total &&
		st.dequeued_count == f->total), "counted %llu in and %llu out, it were %llu",
		(unsigned long long)st.enqueued_count, (unsigned long long)st.dequeued_count,
		(unsigned long long)f->total);
	return WDP_T_PASS;
}

static int
random_ops(struct wdp_t *t, int arg)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_caps c;
	struct flow *f;
	uint32_t i, j;
	int ret;

	WDP_T_TRY(offered(t));
	f = calloc(1, sizeof(*f));
	WDP_T_CHECK(t, f != NULL, "no memory");
	for (i = 0; i < wdp_s_nb_algs; i++)
		if ((arg == ALL || (uint32_t)arg == i) && wdp_s_alg_has_ref(&wdp_s_algs[i]) &&
				wdp_s_algs[i].since <= s->generation &&
				(t->strict || wdp_s_algs[i].kind != WDP_S_CHAIN ||
					wdp_s_algs[i].single != 0) &&
				wdp_s_caps_get(s, &wdp_s_algs[i], &c))
			f->algs[f->nb_algs++] = i;
	f->total = s->nb_random / (t->quick ? 4 * SHARE : SHARE) + 1;
	ret = f->nb_algs != 0 ? campaign(s, f) : wdp_t_skip(t, "the device does not offer %s, or "
		"OpenSSL does not have it", wdp_s_algs[arg].name);
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(s);
	wdp_s_raw_close(f->raw);
	for (i = 0; i < BATCHES; i++)
		for (j = 0; j < WDP_S_BATCH; j++)
			wdp_s_task_free(&f->lanes[i].b.tasks[j]);
	free(f);
	return ret;
}

/* ---- what cannot be sent ---- */

/* Three tasks of AES-CBC. */
static int
three(struct wdp_s *s, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	struct wdp_t *t = &s->t;
	uint32_t i;
	int err;

	WDP_T_CHECK(t, wdp_s_spec_random(s, wdp_s_alg_find("aes-cbc"), &b->tasks[0].spec),
		"no AES-CBC");
	b->tasks[0].sess = wdp_s_session(s, &b->tasks[0].spec, &err);
	WDP_T_CHECK(t, b->tasks[0].sess != NULL, "session: %d", err);
	b->nb = 3;
	for (i = 0; i < b->nb; i++) {
		b->tasks[i].spec = b->tasks[0].spec;
		b->tasks[i].sess = b->tasks[0].sess;
		WDP_T_TRY(wdp_s_task_random(t, &b->tasks[i], 400));
		memset(&b->tasks[i].lay, 0, sizeof(b->tasks[i].lay));
		WDP_T_TRY(wdp_s_task_op(t, &b->tasks[i]));
	}
	return wdp_s_raw_session(t, r, b->tasks[0].sess);
}

/* The second of three is bad: the first goes in, it is named, nothing of it is sent. */
static int
bad_burst(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	struct rte_crypto_sym_vec v;
	union rte_crypto_sym_ofs ofs;
	void *user[3] = { &b->tasks[0], &b->tasks[1], &b->tasks[2] };
	int status = 12345;
	uint32_t n;

	ofs = wdp_s_raw_describe(r, b, 0, &v);
	r->vec[0][1][0].len -= 1; /* not in blocks */
	n = rte_cryptodev_raw_enqueue_burst(r->ctx, &v, ofs, user, &status);
	WDP_T_CHECK(t, n == 1 && status == 1, "took %u of 3 with status %d", n, status);
	WDP_T_CHECK(t, r->status[1] == -EINVAL, "status of the bad one: %d", r->status[1]);
	v.num = 1;
	v.src_sgl++;
	n = rte_cryptodev_raw_enqueue_burst(r->ctx, &v, ofs, user + 1, &status);
	WDP_T_CHECK(t, n == 0 && status == -EINVAL, "a bad op: took %u with status %d", n, status);
	b->in = 1;
	while (b->out < 1)
		WDP_T_TRY(wdp_s_raw_receive(t, r, b, WDP_S_RAW_BURST));
	return WDP_T_PASS;
}

static int
bad_single(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	struct rte_crypto_sym_vec v;
	union rte_crypto_sym_ofs ofs = wdp_s_raw_describe(r, b, 1, &v);
	int ret;

	ofs.ofs.cipher.head = r->vec[0][1][0].len + 1;
	ret = rte_cryptodev_raw_enqueue(r->ctx, r->vec[0][1], 1, ofs, &r->iv[1], NULL, NULL, b);
	WDP_T_CHECK(t, ret == -EINVAL, "head behind the end: %d", ret);
	ofs.ofs.cipher.head = 0;
	ofs.ofs.cipher.tail = UINT16_MAX;
	ret = rte_cryptodev_raw_enqueue(r->ctx, r->vec[0][1], 1, ofs, &r->iv[1], NULL, NULL, b);
	WDP_T_CHECK(t, ret == -EINVAL, "tail in front of the start: %d", ret);
	ofs.ofs.cipher.tail = 0;
	ret = rte_cryptodev_raw_enqueue(r->ctx, r->vec[0][1], 0, ofs, &r->iv[1], NULL, NULL, b);
	WDP_T_CHECK(t, ret == -EINVAL, "no vectors: %d", ret);
	ret = rte_cryptodev_raw_enqueue(r->ctx, r->vec[0][1], 1, ofs, NULL, NULL, NULL, b);
	WDP_T_CHECK(t, ret == -EINVAL, "no IV: %d", ret);
	b->in = 1;
	while (b->in < b->nb)
		WDP_T_TRY(wdp_s_raw_send(t, r, b, WDP_S_RAW_SINGLE));
	while (b->out < b->nb)
		WDP_T_TRY(wdp_s_raw_receive(t, r, b, WDP_S_RAW_SINGLE));
	return WDP_T_PASS;
}

static int
bad(struct wdp_t *t, int arg)
{
	struct wdp_s_batch *b;
	struct wdp_s_raw *r = NULL;
	uint32_t i;
	int ret;

	RTE_SET_USED(arg);
	WDP_T_TRY(offered(t));
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	b = calloc(1, sizeof(*b));
	WDP_T_CHECK(t, b != NULL, "no memory");
	ret = wdp_s_raw_open(t, &r, 0);
	if (ret == WDP_T_PASS)
		ret = three(wdp_s(t), r, b);
	if (ret == WDP_T_PASS)
		ret = bad_burst(t, r, b);
	if (ret == WDP_T_PASS)
		ret = bad_single(t, r, b);
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(wdp_s(t));
	wdp_s_raw_close(r);
	for (i = 0; i < b->nb; i++)
		wdp_s_task_free(&b->tasks[i]);
	free(b);
	return ret;
}

const struct wdp_t_case *
wdp_s_cases_raw(void)
{
	static struct wdp_t_case *cases;
	static char (*names)[NAME_MAX_B];
	uint32_t i;

	if (cases == NULL) {
		cases = calloc(wdp_s_nb_algs + 3, sizeof(*cases));
		names = calloc(wdp_s_nb_algs, sizeof(*names));
	}
	if (cases == NULL || names == NULL)
		return NULL;
	cases[0] = (struct wdp_t_case){ "raw/bad", bad, 0 };
	cases[1] = (struct wdp_t_case){ "raw/mixed", random_ops, ALL };
	for (i = 0; i < wdp_s_nb_algs; i++) {
		snprintf(names[i], sizeof(names[i]), "raw/random/%s", wdp_s_algs[i].name);
		cases[i + 2] = (struct wdp_t_case){ names[i], random_ops, (int)i };
	}
	return cases;
}
