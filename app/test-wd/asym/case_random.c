/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Random ops against OpenSSL, on two queue pairs that share the sessions, session-less ones
 * among them, many in flight. Every op comes back once. Order is kept within a queue pair by
 * hardware ring: the modular operations, the curves, and what the host does by itself.
 */

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "asym.h"

#define QUEUE_PAIRS 2u
#define KEYS        16u
#define TASKS       32u
#define BURST       8u
#define LANES       3u
#define MIXED       (-1)
#define BETWEEN     8 /* of a case's number: in that list */
#define NAME_MAX_B  40u

enum form {
	RSA_EXP,
	RSA_CRT,
	MODEX,
	DHE,
	ECDH,
	ECPM,
	ECFPM,
	ECDSA,
};

static const struct {
	const char *name;
	enum form form;
	enum rte_crypto_asym_xform_type type;
	uint16_t sizes[8]; /* bits; curves: places in the table, plus one */
	uint16_t between[4]; /* sizes that are none of the engine's (experimental=1) */
} forms[] = {
	{ "rsa", RSA_EXP, RTE_CRYPTO_ASYM_XFORM_RSA, { 1024, 2048, 3072, 4096 },
		{ 512, 1544, 4080 } },
	{ "rsa-crt", RSA_CRT, RTE_CRYPTO_ASYM_XFORM_RSA, { 1024, 2048, 3072, 4096 },
		{ 512, 1544, 4080 } },
	{ "modex", MODEX, RTE_CRYPTO_ASYM_XFORM_MODEX, { 512, 1024, 2048, 3072, 4096 }, { 0 } },
	{ "dh", DHE, RTE_CRYPTO_ASYM_XFORM_DH, { 768, 1024, 1536, 2048, 3072, 4096 },
		{ 512, 1992, 4080 } },
	{ "ecdh", ECDH, RTE_CRYPTO_ASYM_XFORM_ECDH, { 1, 2, 3, 4, 5 }, { 0 } },
	{ "ecpm", ECPM, RTE_CRYPTO_ASYM_XFORM_ECPM, { 1, 2, 3, 4, 5 }, { 0 } },
	{ "ecfpm", ECFPM, RTE_CRYPTO_ASYM_XFORM_ECFPM, { 1, 2, 3, 4, 5 }, { 0 } },
	{ "ecdsa", ECDSA, RTE_CRYPTO_ASYM_XFORM_ECDSA, { 1, 2, 3, 4, 5 }, { 0 } },
};

struct flow {
	struct wdp_a_key key[KEYS];
	void *sess[KEYS];
	uint32_t nb_keys;
	struct wdp_a_task *tasks[TASKS];
	/* in flight, in the order they went in */
	struct wdp_a_task *in[QUEUE_PAIRS][LANES][TASKS];
	uint32_t head[QUEUE_PAIRS][LANES];
	uint32_t nb[QUEUE_PAIRS][LANES];
	uint64_t sent, done, total;
};

static int
key_make(struct wdp_t *t, struct wdp_a_key *key, uint32_t f, uint32_t size, uint32_t i)
{
	static const enum rte_crypto_auth_algorithm hashes[] = {
		RTE_CRYPTO_AUTH_SHA256, RTE_CRYPTO_AUTH_SHA512, RTE_CRYPTO_AUTH_SHA1,
		RTE_CRYPTO_AUTH_MD5, RTE_CRYPTO_AUTH_SHA224, RTE_CRYPTO_AUTH_SHA384,
	};

	switch (forms[f].form) {
	case MODEX:
		wdp_a_key_modex(t, key, i % 3 == 0 ? size / 8 :
			1 + wdp_t_rnd_below(&t->rnd, size / 8));
		return WDP_T_PASS;
	case DHE:
		if (wdp_a_key_dh(key, size, i % 3 == 2, i % 2 == 0 ? 2 : 5) ||
				wdp_a_key_dh(key, size, false, 2))
			return WDP_T_PASS;
		wdp_a_key_dh_any(t, key, size / 8, i % 2 == 0 ? 2 : 5);
		return WDP_T_PASS;
	case RSA_EXP:
	case RSA_CRT:
		WDP_T_TRY(wdp_a_key_rsa(t, key, size, i % 4 == 3 ? 3 : 65537,
			forms[f].form == RSA_CRT));
		key->padding = i % 2 == 0 ? RTE_CRYPTO_RSA_PADDING_NONE :
			RTE_CRYPTO_RSA_PADDING_PKCS1_5;
		/* the first one fits into any modulus */
		key->hash = hashes[size < 1024 ? 0 : wdp_t_rnd_below(&t->rnd, RTE_DIM(hashes))];
		return WDP_T_PASS;
	default:
		return wdp_a_key_ec(t, key, forms[f].type, &wdp_a_curves[size - 1]);
	}
}

static uint32_t
lane_of(const struct wdp_a_task *k)
{
	return k->soft ? 2 : wdp_a_lane(k->key);
}

static int
receive(struct wdp_t *t, struct flow *f, uint32_t *got)
{
	struct rte_crypto_op *ops[BURST];
	struct wdp_a_task *k;
	uint32_t *head, lane;
	uint16_t qp, n, i;

	*got = 0;
	for (qp = 0; qp < QUEUE_PAIRS; qp++) {
		n = rte_cryptodev_dequeue_burst(t->dev_id, qp, ops,
			1 + wdp_t_rnd_below(&t->rnd, BURST));
		*got += n;
		for (i = 0; i < n; i++) {
			k = wdp_a_task_of(ops[i]);
			lane = lane_of(k);
			head = &f->head[qp][lane];
			WDP_T_CHECK(t, f->nb[qp][lane] > 0 && f->in[qp][lane][*head] == k,
				"queue pair %u: another op of ring %u is due than %s", qp, lane,
				wdp_a_task_text(k));
			*head = (*head + 1) % TASKS;
			f->nb[qp][lane]--;
			f->done++;
			WDP_T_TRY(wdp_a_task_check(t, k));
		}
	}
	return WDP_T_PASS;
}

static int
send_one(struct wdp_t *t, struct flow *f, struct wdp_a_task *k)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	uint32_t i = wdp_t_rnd_below(&t->rnd, f->nb_keys), lane, got;

	wdp_a_task_init(k, &f->key[i], wdp_t_rnd_below(&t->rnd, 5) == 0 ? NULL : f->sess[i],
		wdp_a_kind_random(t, &f->key[i]));
	k->qp = wdp_t_rnd_below(&t->rnd, QUEUE_PAIRS);
	WDP_T_TRY(wdp_a_task_random(t, k));
	WDP_T_TRY(wdp_a_task_op(t, k));
	lane = lane_of(k);
	f->in[k->qp][lane][(f->head[k->qp][lane] + f->nb[k->qp][lane]) % TASKS] = k;
	f->nb[k->qp][lane]++;
	f->sent++;
	while (rte_cryptodev_enqueue_burst(t->dev_id, k->qp, &k->op, 1) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "queue pair %u takes no op: %s",
			k->qp, wdp_a_task_text(k));
		WDP_T_TRY(receive(t, f, &got));
	}
	return WDP_T_PASS;
}

static int
flow_run(struct wdp_t *t, struct flow *f)
{
	uint64_t hz = rte_get_timer_hz(), end = rte_get_timer_cycles() + hz * 60;
	uint32_t i, n, got;

	while (f->done < f->total) {
		n = 1 + wdp_t_rnd_below(&t->rnd, BURST);
		for (i = 0; i < TASKS && n > 0 && f->sent < f->total; i++)
			if (!f->tasks[i]->busy) {
				WDP_T_TRY(send_one(t, f, f->tasks[i]));
				n--;
			}
		WDP_T_TRY(receive(t, f, &got));
		if (got > 0)
			end = rte_get_timer_cycles() + hz * (WDP_T_WAIT_US / 1000000);
		else
			sched_yield();
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%llu ops never came back",
			(unsigned long long)(f->sent - f->done));
	}
	return WDP_T_PASS;
}

static int
campaign(struct wdp_t *t, struct flow *f)
{
	struct rte_cryptodev_stats st = { 0 };
	struct wdp_a *s = wdp_a(t);
	uint32_t i;
	int err;

	WDP_T_TRY(wdp_a_dev_start(s, QUEUE_PAIRS, WDP_A_DESC));
	for (i = 0; i < f->nb_keys; i++) {
		f->sess[i] = wdp_a_key_session(s, &f->key[i], &err);
		WDP_T_CHECK(t, f->sess[i] != NULL, "session refused, %d: %s", err,
			wdp_a_key_text(&f->key[i]));
	}
	for (i = 0; i < TASKS; i++) {
		f->tasks[i] = wdp_a_task_new(s, NULL, NULL, 0);
		if (f->tasks[i] == NULL)
			return WDP_T_FAIL;
	}
	rte_cryptodev_stats_reset(t->dev_id);
	if (flow_run(t, f) != WDP_T_PASS)
		return wdp_t_within(t, "seed %llu, op %llu", (unsigned long long)t->seed,
			(unsigned long long)f->done);
	WDP_T_CHECK(t, rte_cryptodev_stats_get(t->dev_id, &st) == 0 &&
		st.enqueued_count == f->total && st.dequeued_count == f->total,
		"counted %llu in and %llu out, it were %llu", (unsigned long long)st.enqueued_count,
		(unsigned long long)st.dequeued_count, (unsigned long long)f->total);
	WDP_T_CHECK(t, !t->strict || st.dequeue_err_count == 0, "counted %llu errors",
		(unsigned long long)st.dequeue_err_count);
	return WDP_T_PASS;
}

/* A size of a form for the case @p arg. */
static uint32_t
size_of(struct wdp_t *t, uint32_t form, int arg)
{
	uint32_t nr = (uint32_t)arg % 16, n = 0;

	if (arg != MIXED)
		return nr < BETWEEN ? forms[form].sizes[nr] : forms[form].between[nr - BETWEEN];
	/* the larger ones take their time with everything mixed */
	while (n < 4 && forms[form].sizes[n] != 0)
		n++;
	return forms[form].sizes[wdp_t_rnd_below(&t->rnd, n)];
}

static int
random_ops(struct wdp_t *t, int arg)
{
	struct flow *f = calloc(1, sizeof(*f));
	struct wdp_a *s = wdp_a(t);
	int ret = WDP_T_PASS;
	uint32_t form, i;

	WDP_T_CHECK(t, f != NULL, "no memory");
	for (i = 0; ret == WDP_T_PASS && i < KEYS; i++) {
		form = arg == MIXED ? i % RTE_DIM(forms) : (uint32_t)arg / 16;
		if (!wdp_a_offered(s, forms[form].type) ||
				(arg != MIXED && arg % 16 >= BETWEEN && !wdp_a_extended(s)))
			continue;
		if (arg != MIXED && forms[form].form != MODEX && i == 4)
			break;
		ret = key_make(t, &f->key[f->nb_keys++], form, size_of(t, form, arg), i);
	}
	f->total = t->quick ? s->nb_random / 4 + 1 : s->nb_random;
	if (arg == MIXED)
		f->total *= 4;
	if (ret == WDP_T_PASS)
		ret = f->nb_keys != 0 ? campaign(t, f) :
			wdp_t_skip(t, "the device does not offer it");
	/* what is in flight may still be written to */
	if (ret == WDP_T_FAIL)
		wdp_a_dev_stop(s);
	wdp_a_session_free_all(s);
	free(f);
	return ret;
}

static struct wdp_t_case cases[RTE_DIM(forms) * 12 + 2];

static void
case_add(uint32_t *n, uint32_t f, uint32_t size, uint32_t nr)
{
	static char names[RTE_DIM(cases)][NAME_MAX_B];

	snprintf(names[*n], NAME_MAX_B, "random/%s/%u", forms[f].name,
		forms[f].form >= ECDH ? wdp_a_curves[size - 1].bits : size);
	cases[*n] = (struct wdp_t_case){ names[*n], random_ops, (int)(f * 16 + nr) };
	++*n;
}

const struct wdp_t_case *
wdp_a_cases_random(void)
{
	uint32_t f, i, n = 0;

	cases[n++] = (struct wdp_t_case){ "random/mixed", random_ops, MIXED };
	for (f = 0; f < RTE_DIM(forms); f++) {
		for (i = 0; forms[f].sizes[i] != 0; i++)
			case_add(&n, f, forms[f].sizes[i], i);
		for (i = 0; forms[f].between[i] != 0; i++)
			case_add(&n, f, forms[f].between[i], BETWEEN + i);
	}
	return cases;
}
