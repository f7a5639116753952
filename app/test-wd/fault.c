/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Every kind of fault, in either direction, on an idle queue, with one operation, with a full
 * ring, with many queues: whatever happens, each accepted operation comes back exactly once,
 * what says success has the right data, queues that had nothing to do with it lose nothing,
 * and the device works again or is reported lost within the bound (R17, R18, R23).
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_cycles.h>

#include "fault.h"

#define QPS_MANY    16u
#define IN_FLIGHT   64u
#define WARM_UP_OPS 300u
#define ASK_US      5000u

enum load {
	IDLE,
	ONE,
	FULL,
	MANY,
	LOADS_NB,
};

static const char *const load_names[] = {"idle", "one op", "full ring", "many queues"};

struct run {
	const struct wdp_t_fault_kind *k;
	unsigned int dir;
	enum load load;
	struct wdp_t_model *m;
	const struct wdp_t_load_ops *ops;
	struct wdp_t_churn *c;
	struct wdp_qm *qm;
	struct wdp_t_churn_result before; /* when the fault was set */
	uint64_t quota; /* operations to have been accepted in all */
	uint32_t gen; /* of the producer's pauses, when the fault was set */
	uint64_t set_us, told_us; /* set, and its effect over or reported; 0: not yet */
	char why[160]; /* what is wrong, "" for nothing */
};

static bool
is_lost(const struct run *r)
{
	return wdp_transport_lost(wdp_qm_transport(r->qm));
}

static bool
in_bound(const struct run *r)
{
	return wdp_t_now_us() < r->set_us + wdp_t_fault_bound_ms * UINT64_C(1000);
}

/* Might a device that is only slow still be about to write? */
static bool
may_be_late(const struct run *r)
{
	return strncmp(r->k->line, "delay", 5) == 0 && wdp_t_now_us() < r->set_us + US_PER_S;
}

static void
wrong(struct run *r, const char *text)
{
	if (r->why[0] == '\0')
		snprintf(r->why, sizeof(r->why), "%s", text);
}

/* How often faults of this kind have happened. */
static long
fired(struct run *r)
{
	char name[64];

	snprintf(name, sizeof(name), "fault_%.*s", (int)strcspn(r->k->line, " "), r->k->line);
	return wdp_t_model_stat(r->m, name);
}

/* The hardware queue that operations of this direction go to. */
static const struct wdp_hwq *
ring_of(const struct run *r)
{
	return r->ops->hwq(wdp_t_model_dev(r->m), 0, r->ops->dir[r->dir].ring);
}

static int
set_fault(struct run *r)
{
	/* In the middle of what is sent at once, or the first. */
	unsigned int op = r->load == FULL ? 100 : r->load == MANY ? 7 : 1;
	char base[96], line[192];

	snprintf(base, sizeof(base), r->k->line, r->ops->dir[r->dir].ring);
	if (r->k->by_itself)
		snprintf(line, sizeof(line), "%s", base);
	else
		snprintf(line, sizeof(line), "%s q=%s op=%u times=1", base,
			r->ops->dir[r->dir].queue, op);
	if (r->k->also != NULL && wdp_t_model_say(r->m, r->k->also, NULL) != 0)
		return -1;
	/* A process that ends does not answer. */
	if (wdp_t_model_say(r->m, line, NULL) != 0 && strcmp(r->k->line, "exit") != 0)
		return -1;
	r->gen = ring_of(r)->p_gen;
	r->set_us = wdp_t_now_us();
	return 0;
}

static void
submit(struct run *r)
{
	unsigned int i;

	switch (r->load) {
	case IDLE:
		for (i = 0; i < 30; i++) {
			wdp_t_churn_dequeue(r->c);
			rte_delay_us_sleep(1000);
		}
		break;
	case ONE:
		wdp_t_churn_enqueue(r->c, 1);
		break;
	case FULL:
	case MANY:
		while (wdp_t_churn_enqueue(r->c, 32) != 0)
			;
		break;
	default:
		break;
	}
}

/* Has the fault had its effect, as far as the driver shows it? */
static bool
effect_seen(struct run *r, const struct wdp_qm_counts *then)
{
	const struct wdp_qm_counts *now = &wdp_qm_local(r->qm)->counts;

	switch (r->k->effect) {
	case WDP_T_FAULT_LOST:
		return is_lost(r);
	case WDP_T_FAULT_MENDED:
		return now->queue_recoveries != then->queue_recoveries;
	default:
		return true;
	}
}

/* Until enqueue has been called, the producer may be in the middle of it. */
static void
waits_for_producer(struct run *r)
{
	uint32_t gen;

	rte_delay_us_sleep(30000);
	/* Odd: paused. Another queue of the pair may have another producer, and be in service. */
	gen = __atomic_load_n(&ring_of(r)->p_gen, __ATOMIC_ACQUIRE);
	if (gen != r->gen && (gen & 1) == 0 && !is_lost(r))
		wrong(r, "started again without a word of its producer");
}

/* Go on until the fault has happened and its effect is over, or the bound has passed. */
static void
drive(struct run *r, const struct wdp_qm_counts *then, long fired_before)
{
	bool happened = r->k->by_itself;
	unsigned int waited = 0;
	uint64_t ask = 0;

	while (in_bound(r)) {
		/*
		 * One operation stays alone until it is back; and if the device was only slow,
		 * until it has written what it should not any more: a new life of the queue
		 * would make it forget.
		 */
		if (r->load != ONE || (wdp_t_churn_dequeue(r->c) == 0 && !may_be_late(r))) {
			if (r->load == ONE && !r->k->by_itself && !waited++)
				waits_for_producer(r);
			wdp_t_churn_round(r->c);
		}
		if (!happened && wdp_t_now_us() >= ask) {
			happened = fired(r) > fired_before;
			ask = wdp_t_now_us() + ASK_US;
		}
		if (happened && effect_seen(r, then))
			break;
	}
	if (!happened)
		wrong(r, "the fault did not happen");
	else if (!in_bound(r))
		wrong(r, r->k->effect == WDP_T_FAULT_LOST ? "not reported lost in time" : "not mended in time");
	r->told_us = wdp_t_now_us();
}

/* Every queue pair must do work again. */
static void
works_again(struct run *r)
{
	uint64_t end = wdp_t_now_us() + wdp_t_fault_bound_ms * UINT64_C(1000);
	const struct wdp_t_churn_result *res = wdp_t_churn_result(r->c);
	uint64_t errors;

	wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	/* Queues that are on their way back take nothing, or not all. */
	while (wdp_t_now_us() < end && wdp_t_churn_enqueue(r->c, 1) != wdp_t_churn_qps(r->c))
		wdp_t_churn_drain(r->c, 1000);
	wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	errors = res->errors;
	while ((res->accepted < r->quota && wdp_t_now_us() < end) || may_be_late(r))
		wdp_t_churn_round(r->c);
	wdp_t_churn_enqueue(r->c, 4);
	wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	if (res->errors != errors)
		wrong(r, "operations fail after the fault is over");
	if (is_lost(r))
		wrong(r, "the device is lost");
}

/* Nothing may hang on a device that is gone. */
static void
fails_fast(struct run *r)
{
	const struct wdp_t_churn_result *res = wdp_t_churn_result(r->c);
	uint64_t end = wdp_t_now_us() + wdp_t_fault_bound_ms * UINT64_C(1000);
	uint64_t success, t;
	bool taken;

	wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	success = res->success;
	/* A reset that was under way when the device went ends first. */
	do {
		t = wdp_t_now_us();
		taken = wdp_t_churn_enqueue(r->c, 4) != 0;
	} while (!taken && t < end);
	if (!taken)
		wrong(r, "a lost device takes no operations");
	wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	if (wdp_t_now_us() - t > US_PER_S)
		wrong(r, "operations on a lost device come back late");
	if (res->success != success)
		wrong(r, "operations succeed on a lost device");
}

/* Only one queue pair may have lost something, and only what the fault explains. */
static void
judge(struct run *r)
{
	const struct wdp_t_churn_result *res = wdp_t_churn_result(r->c);
	uint64_t errors = res->errors - r->before.errors;
	unsigned int i, hit = 0;

	for (i = 0; i < wdp_t_churn_qps(r->c); i++)
		hit += res->qp_errors[i] != r->before.qp_errors[i];
	if (!wdp_t_churn_good(res) && r->why[0] == '\0')
		snprintf(r->why, sizeof(r->why), "%" PRIu64 " lost, %" PRIu64 " double, %" PRIu64
			" strayed, %" PRIu64 " damaged, %" PRIu64 " times miscounted, %" PRIu64
			" late writes, %" PRIu64 " times something left behind", res->lost,
			res->doubled, res->strayed, res->damaged, res->miscounted, res->late,
			res->left);
	if (r->k->effect == WDP_T_FAULT_NONE && errors != 0)
		wrong(r, "operations failed");
	if (r->k->effect == WDP_T_FAULT_MAYBE_ONE && errors > 1)
		wrong(r, "more than one operation failed");
	if (r->k->effect == WDP_T_FAULT_ONE_OP && errors != 1)
		wrong(r, "not exactly one operation failed");
	if (r->k->effect == WDP_T_FAULT_MENDED && hit > 1)
		wrong(r, "more than one queue pair lost operations");
	if (r->k->effect == WDP_T_FAULT_MENDED && errors == 0 && !r->k->by_itself &&
			strcmp(r->k->line, "cqe-dup") != 0)
		wrong(r, "no operation failed");
}

static void
account(const struct run *r, struct wdp_t_fault_sum *sum)
{
	const struct wdp_t_churn_result *res = wdp_t_churn_result(r->c);

	sum->accepted += res->accepted;
	sum->errors += res->errors;
	sum->lost += res->lost;
	sum->doubled += res->doubled + res->strayed;
	sum->damaged += res->damaged + res->late;
	printf("%s %s%s%s, %s, %s: %" PRIu64 " ops, %" PRIu64 " failed, %s after %" PRIu64 " ms%s%s\n",
		r->why[0] == '\0' ? "ok" : "FAIL", r->k->line, r->k->also ? " + " : "",
		r->k->also ? r->k->also : "", r->ops->dir[r->dir].name, load_names[r->load],
		res->accepted, res->errors, r->k->effect == WDP_T_FAULT_LOST ? "reported" : "over",
		(r->told_us - r->set_us) / 1000, r->why[0] ? ": " : "", r->why);
	if (r->why[0] == '\0')
		sum->passed++;
	else
		sum->failed++;
}

/*
 * Must there be no wrong tags or signatures? An operation that comes back as wrong would hide
 * that it was hit, and a device that says a wrong one is right is believed, there being no other
 * judge. Where wrong looks like failed, the only operation there is must not be one of them.
 */
static bool
none_forged(const struct run *r)
{
	const char *line = r->k->line;

	return r->k->effect == WDP_T_FAULT_ONE_OP || r->k->effect == WDP_T_FAULT_MAYBE_ONE ||
		strncmp(line, "status", 6) == 0 || strncmp(line, "verdict", 7) == 0 ||
		(r->load == ONE && r->ops->unsure);
}

static void
run_case(struct run *r, struct wdp_t_fault_sum *sum, uint64_t quota)
{
	struct wdp_t_churn_conf conf = {
		.ops = r->ops,
		.dev = wdp_t_model_dev(r->m),
		.qps = r->load == MANY ? QPS_MANY : 1,
		.in_flight = r->load == FULL ? r->ops->full : IN_FLIGHT,
		.dirs = 1u << r->dir,
		.forged = !none_forged(r),
	};
	struct wdp_qm_counts then;
	long fired_before, complaints;

	r->c = wdp_t_churn_new(&conf);
	if (r->c == NULL) {
		sum->failed++;
		return;
	}
	r->qm = r->ops->qm(conf.dev);
	while (wdp_t_churn_result(r->c)->accepted < WARM_UP_OPS)
		wdp_t_churn_round(r->c);
	wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	r->before = *wdp_t_churn_result(r->c);
	r->quota = quota;
	then = wdp_qm_local(r->qm)->counts;
	fired_before = fired(r);
	complaints = wdp_t_model_stat(r->m, "complaints");
	if (set_fault(r) != 0)
		wrong(r, "the model does not take the fault");
	submit(r);
	drive(r, &then, fired_before);
	if (r->k->effect == WDP_T_FAULT_LOST)
		fails_fast(r);
	else
		works_again(r);
	judge(r);
	/* A process that has ended has no figures. */
	if (strcmp(r->k->line, "exit") != 0 &&
			wdp_t_model_stat(r->m, "complaints") != complaints)
		wrong(r, "the model complains about the driver");
	account(r, sum);
	wdp_t_churn_free(r->c);
}

/* As an administrator would: out, mended, in again. */
static int
mend(struct wdp_t_model *m, const struct wdp_t_fault_kind *k, const char *args)
{
	if (k->effect != WDP_T_FAULT_LOST)
		return wdp_t_model_say(m, "clear", NULL);
	if (strcmp(k->line, "exit") == 0) {
		wdp_t_model_stop(m);
		return wdp_t_model_start(m, m->ops, args);
	}
	if (wdp_t_model_unplug(m) != 0 || wdp_t_model_say(m, "clear", NULL) != 0 ||
			wdp_t_model_say(m, "power-cycle", NULL) != 0)
		return -1;
	return wdp_t_model_plug(m);
}

/* Operations of a case, so that all together make as many: a device that is lost does little. */
static uint64_t
quota_of(const struct wdp_t_load_ops *dev, uint64_t ops)
{
	const struct wdp_t_fault_kind *k;
	unsigned int i, cases = 0;

	for (i = 0; (k = wdp_t_fault_get(dev, i)) != NULL; i++)
		if (k->effect != WDP_T_FAULT_LOST)
			cases += WDP_T_LOAD_DIRS * LOADS_NB;
	return ops / cases + 1;
}

/* One kind of fault, in each direction and with each load. */
static int
run_kind(struct wdp_t_model *m, const struct wdp_t_fault_kind *k, const char *args, uint64_t quota,
	struct wdp_t_fault_sum *sum)
{
	unsigned int dir, load;

	for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++) {
		for (load = 0; load < LOADS_NB; load++) {
			struct run r = {.k = k, .dir = dir, .load = load, .m = m, .ops = m->ops};

			run_case(&r, sum, quota);
			if (mend(m, k, args) == 0)
				continue;
			printf("FAIL %s: the device does not come back\n", k->line);
			sum->failed++;
			return -1;
		}
	}
	return 0;
}

int
wdp_t_fault_table(struct wdp_t_model *m, const char *args, const char *only, uint64_t ops,
	struct wdp_t_fault_sum *sum)
{
	uint64_t quota = quota_of(m->ops, ops);
	const struct wdp_t_fault_kind *k;
	unsigned int i;

	for (i = 0; (k = wdp_t_fault_get(m->ops, i)) != NULL; i++)
		if ((only == NULL || strstr(k->line, only) != NULL) &&
				run_kind(m, k, args, quota, sum) != 0)
			return -1;
	return 0;
}
