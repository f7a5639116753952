/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Faults on command: rules, and what becomes of the events they are about. */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "wdp_model_priv.h"
#include "model_fault.h"

#define NS_PER_MS UINT64_C(1000000)

/** A rule that fired, as it was then: the rule itself may go when the lock is released. */
struct hit {
	struct fault_rule *rule; /* for as long as the lock is held */
	unsigned int id;
	enum fault_kind kind;
	uint64_t fired;
	uint32_t queue; /* of the event */
	uint32_t arg[FAULT_ARGS];
};

struct hits {
	unsigned int n;
	struct hit hit[FAULT_RULES_MAX];
};

int
wdp_md_fault_create(struct wdp_model *m)
{
	struct wdp_model_fault *f = calloc(1, sizeof(*f));

	if (f == NULL)
		return -ENOMEM;
	pthread_mutex_init(&f->lock, NULL);
	m->fault = f;
	return 0;
}

void
wdp_md_fault_destroy(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;
	unsigned int i;

	if (f == NULL)
		return;
	for (i = 0; i < FAULT_RULES_MAX; i++)
		free(f->rule[i].seen_of);
	free(f->q);
	pthread_mutex_destroy(&f->lock);
	free(f);
	m->fault = NULL;
}

/* ---- rules and events ---- */

/** Has the rule's time come? */
static bool
armed(const struct wdp_model_fault *f, const struct fault_rule *r, uint64_t now)
{
	uint64_t from = r->from_first ? f->first_ns : r->set_ns;

	return from != 0 && now - from >= r->after_ns;
}

/** Count an event, note in @p hits if the rule fires. Lock held. */
static void
rule_event(struct wdp_model_fault *f, struct fault_rule *r, uint32_t queue, uint32_t type,
	struct hits *hits)
{
	struct hit *h = &hits->hit[hits->n];
	uint64_t n;

	if ((r->queue != FAULT_ANY && r->queue != queue) ||
			(r->type != FAULT_ANY && r->type != type))
		return;
	n = ++r->seen;
	if (r->each)
		n = ++r->seen_of[queue];
	if (n < r->first || n > r->last || (n - r->first) % r->every != 0 || r->fired == r->times)
		return;
	r->fired++;
	f->total[r->kind]++;
	h->rule = r;
	h->id = r->id;
	h->kind = r->kind;
	h->fired = r->fired;
	h->queue = queue;
	memcpy(h->arg, r->arg, sizeof(h->arg));
	hits->n++;
}

/** An event at @p site: all rules in the order of their numbers. Lock held. */
static void
site_event(struct wdp_model_fault *f, enum fault_site site, uint32_t queue, uint32_t type,
	struct hits *hits)
{
	uint64_t now = wdp_md_now_ns();
	unsigned int i;

	hits->n = 0;
	for (i = 0; i < FAULT_RULES_MAX; i++) {
		struct fault_rule *r = &f->rule[i];
		enum fault_site at = wdp_md_fault_site(r->kind);

		if (r->id == 0 || !armed(f, r, now))
			continue;
		if (at == site || (at == SITE_ACTION && site == SITE_REQUEST && r->counted))
			rule_event(f, r, queue, type, hits);
	}
}

/* ---- things that happen by themselves ---- */

static void
event(struct wdp_model *m, enum wdp_model_event what, int val)
{
	if (m->cfg.event != NULL)
		m->cfg.event(m->cfg.event_arg, what, val);
}

static void
set_closed(struct wdp_model *m, uint32_t why)
{
	__atomic_fetch_or(&m->closed, why, __ATOMIC_RELAXED);
}

static void
act_error(struct wdp_model *m, const struct hit *h)
{
	uint32_t bits = h->arg[ARG_BITS], info = h->arg[ARG_INFO];

	if (h->kind == FAULT_RAS_QM) {
		if (info != FAULT_ANY)
			wdp_md_qm_error_info(m, bits, info);
		wdp_md_qm_error(m, bits);
	} else {
		if (info != FAULT_ANY)
			wdp_md_engine_error_info(m, info);
		wdp_md_engine_error(m, bits);
	}
}

static void
act(struct wdp_model *m, const struct hit *h)
{
	switch (h->kind) {
	case FAULT_AEQ:
		wdp_md_aeqe_push(m, h->arg[ARG_TYPE],
			h->arg[ARG_QUEUE] != FAULT_ANY ? h->arg[ARG_QUEUE] : h->queue);
		break;
	case FAULT_RAS_QM:
	case FAULT_RAS_ENGINE:
		act_error(m, h);
		break;
	case FAULT_CLOSE_MASTER:
		set_closed(m, MODEL_CLOSED_FAULT);
		break;
	case FAULT_REMOVE:
		set_closed(m, MODEL_CLOSED_REMOVED);
		break;
	case FAULT_DISCONNECT:
		event(m, WDP_MODEL_EVENT_DISCONNECT, 0);
		break;
	case FAULT_EXIT:
		event(m, WDP_MODEL_EVENT_EXIT, h->arg[ARG_CODE]);
		break;
	default:
		break;
	}
}

/** Notes that are kept under the lock, beside what act() does without it. */
static void
note_action(struct wdp_model_fault *f, const struct hit *h)
{
	if (h->kind != FAULT_REMOVE || f->removed)
		return;
	f->removed = true;
	if (h->arg[ARG_SOCKET] != FAULT_ANY)
		f->gone_ns = wdp_md_now_ns() + h->arg[ARG_SOCKET] * NS_PER_MS;
}

static void
act_all(struct wdp_model *m, const struct hits *hits)
{
	unsigned int i;

	for (i = 0; i < hits->n; i++)
		act(m, &hits->hit[i]);
}

void
wdp_md_fault_tick(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;
	bool disconnect = false;
	struct hits hits;
	uint64_t now;
	unsigned int i;

	hits.n = 0;
	pthread_mutex_lock(&f->lock);
	now = wdp_md_now_ns();
	for (i = 0; i < FAULT_RULES_MAX; i++) {
		struct fault_rule *r = &f->rule[i];

		if (r->id == 0 || r->counted || wdp_md_fault_site(r->kind) != SITE_ACTION ||
				r->fired != 0 || !armed(f, r, now))
			continue;
		rule_event(f, r, 0, 0, &hits);
		if (hits.n != 0)
			note_action(f, &hits.hit[hits.n - 1]);
	}
	if (f->gone_ns != 0 && now >= f->gone_ns) {
		f->gone_ns = 0;
		disconnect = true;
	}
	pthread_mutex_unlock(&f->lock);
	act_all(m, &hits);
	if (disconnect)
		event(m, WDP_MODEL_EVENT_DISCONNECT, 0);
}

/* ---- requests ---- */

static void
twist(struct model_verdict *v, unsigned int shift, uint32_t is, uint32_t want)
{
	v->cqe_twist &= ~((uint64_t)UINT16_MAX << shift);
	v->cqe_twist |= (uint64_t)((is ^ want) & UINT16_MAX) << shift;
}

static void
spoil(struct model_verdict *v, enum model_spoil_what what, const struct hit *h)
{
	struct model_spoil *s = &v->spoil[v->nspoils];
	bool over = h->arg[ARG_VALUE] == FAULT_ANY;

	if (v->nspoils == FAULT_SPOILS_MAX)
		return;
	v->nspoils++;
	s->what = what;
	s->over = over;
	s->val = h->arg[over ? ARG_OVER : ARG_VALUE];
}

/** A second CQE needs a second place: where there is none it has not happened. */
static bool
dup_fits(struct wdp_model_fault *f, const struct model_queue *q, const struct hit *h)
{
	if (q->cq_depth - q->cq_used >= 2)
		return true;
	h->rule->fired--;
	f->total[h->kind]--;
	return false;
}

static void
verdict_add(struct wdp_model_fault *f, const struct model_queue *q, struct model_verdict *v,
	const struct hit *h)
{
	uint32_t val = h->arg[ARG_VALUE];

	switch (h->kind) {
	case FAULT_CQE_DROP:
		v->drop = true;
		break;
	case FAULT_CQE_DUP:
		v->dup = dup_fits(f, q, h);
		break;
	case FAULT_CQE_PHASE:
		v->cqe_twist |= UINT64_C(1) << WDP_CQE_HI_PHASE_SHIFT;
		break;
	case FAULT_CQE_SLOT:
		twist(v, WDP_CQE_HI_SLOT_SHIFT, q->sq_head, val != FAULT_ANY ? val : q->sq_depth);
		break;
	case FAULT_CQE_QUEUE:
		twist(v, WDP_CQE_HI_SQN_SHIFT, q->qn, val != FAULT_ANY ? val : q->qn ^ 1u);
		break;
	case FAULT_SQE_GARBAGE:
		v->words |= h->arg[ARG_WORDS];
		v->seed = h->arg[ARG_SEED] + (uint32_t)h->fired;
		break;
	case FAULT_PRODUCED:
		spoil(v, SPOIL_PRODUCED, h);
		break;
	case FAULT_CONSUMED:
		spoil(v, SPOIL_CONSUMED, h);
		break;
	case FAULT_STATUS:
		spoil(v, SPOIL_STATUS, h);
		break;
	case FAULT_VERDICT:
		spoil(v, SPOIL_VERDICT, h);
		break;
	default:
		break;
	}
}

/** Rules that make a queue wait. Lock held. */
static void
hold(const struct wdp_model_fault *f, struct fault_queue *fq, const struct hit *h)
{
	switch (h->kind) {
	case FAULT_HANG:
		fq->hung_by = h->id;
		fq->until = h->arg[ARG_UNTIL];
		break;
	case FAULT_REORDER:
		fq->held_by = h->id;
		fq->due_ops = f->finished + h->arg[ARG_OPS];
		fq->due_ns = h->arg[ARG_MS] == FAULT_ANY ? 0 :
			wdp_md_now_ns() + h->arg[ARG_MS] * NS_PER_MS;
		break;
	case FAULT_DELAY:
		fq->held_by = h->id;
		fq->due_ops = 0;
		fq->due_ns = wdp_md_now_ns() + h->arg[ARG_MS] * NS_PER_MS;
		break;
	default:
		break;
	}
}

/** @return true while the queue is to wait. Lock held. */
static bool
holds(const struct wdp_model_fault *f, struct fault_queue *fq)
{
	if (fq->hung_by != 0)
		return true;
	if (fq->held_by == 0)
		return false;
	if ((fq->due_ns == 0 || wdp_md_now_ns() < fq->due_ns) &&
			(fq->due_ops == 0 || f->finished < fq->due_ops))
		return true;
	fq->held_by = 0;
	return false;
}

bool
wdp_md_fault_request(struct wdp_model *m, struct model_queue *q, struct model_verdict *v)
{
	struct wdp_model_fault *f = m->fault;
	struct fault_queue *fq;
	struct hits hits;
	unsigned int i;
	bool go;

	hits.n = 0;
	pthread_mutex_lock(&f->lock);
	fq = &f->q[q->index];
	if (!fq->decided && fq->hung_by == 0) {
		if (f->first_ns == 0)
			f->first_ns = wdp_md_now_ns();
		site_event(f, SITE_REQUEST, q->qn, q->type, &hits);
		memset(&fq->verdict, 0, sizeof(fq->verdict));
		fq->decided = true;
		for (i = 0; i < hits.n; i++) {
			hold(f, fq, &hits.hit[i]);
			verdict_add(f, q, &fq->verdict, &hits.hit[i]);
			note_action(f, &hits.hit[i]);
		}
	}
	go = !holds(f, fq);
	*v = fq->verdict;
	fq->decided = !go;
	pthread_mutex_unlock(&f->lock);
	act_all(m, &hits);
	if (!go || model_master_open(m))
		return go;
	/* What happened has ended all work: this one was counted, but not begun. */
	pthread_mutex_lock(&f->lock);
	fq->decided = true;
	pthread_mutex_unlock(&f->lock);
	return false;
}

static uint32_t
next_random(uint32_t *state)
{
	uint32_t x = *state;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	*state = x;
	return x;
}

void
wdp_md_fault_result(struct wdp_model *m, const struct model_verdict *v, const uint32_t *sqe,
	struct model_result *res)
{
	uint32_t x = v->seed * 2654435761u | 1; /* never 0, which would stay 0 */
	unsigned int n = (1u << m->engine->sqe_shift) / sizeof(res->dw[0]), i;
	/* Behind a short descriptor the next one lies. */
	uint32_t words = v->words & (uint32_t)((UINT64_C(1) << n) - 1);

	for (i = 0; i < v->nspoils; i++)
		m->engine->spoil(sqe, &v->spoil[i], res);
	for (i = 0; i < sizeof(res->dw) / sizeof(res->dw[0]); i++) {
		uint32_t r = next_random(&x);

		if (words & WDP_BIT32(i))
			res->dw[i] = r;
	}
	res->written |= words;
}

void
wdp_md_fault_finished(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;

	pthread_mutex_lock(&f->lock);
	f->finished++;
	pthread_mutex_unlock(&f->lock);
}

bool
wdp_md_fault_held(struct wdp_model *m, const struct model_queue *q)
{
	struct wdp_model_fault *f = m->fault;
	bool held;

	pthread_mutex_lock(&f->lock);
	held = f->q[q->index].hung_by != 0 || f->q[q->index].decided;
	pthread_mutex_unlock(&f->lock);
	return held;
}

/* ---- queues and the function come and go ---- */

static void
forget_request(struct fault_queue *fq)
{
	fq->decided = false;
	fq->held_by = 0;
}

void
wdp_md_fault_queue_loaded(struct wdp_model *m, const struct model_queue *q)
{
	struct wdp_model_fault *f = m->fault;
	struct fault_queue *fq;

	pthread_mutex_lock(&f->lock);
	fq = &f->q[q->index];
	forget_request(fq);
	if (fq->until == UNTIL_CREATE)
		fq->hung_by = 0;
	pthread_mutex_unlock(&f->lock);
}

/** Is there anything the hooks are needed for? Lock held. */
static bool
needed(const struct wdp_model *m, const struct wdp_model_fault *f)
{
	unsigned int i;

	if (f->removed || f->absent_ns != 0 || f->mb_held_by != 0)
		return true;
	for (i = 0; i < FAULT_RULES_MAX; i++)
		if (f->rule[i].id != 0)
			return true;
	for (i = 0; i < m->queues; i++)
		if (f->q[i].hung_by != 0 || f->q[i].decided)
			return true;
	return false;
}

void
wdp_md_fault_function_reset(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	for (i = 0; i < m->queues; i++) {
		forget_request(&f->q[i]);
		if (f->q[i].until != UNTIL_CLEAR)
			f->q[i].hung_by = 0;
	}
	f->mb_held_by = 0;
	STORE(m->faults, needed(m, f));
	pthread_mutex_unlock(&f->lock);
}

void
wdp_md_fault_after_reset(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;
	struct hits hits;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	site_event(f, SITE_RESET, 0, 0, &hits);
	for (i = 0; i < hits.n; i++) {
		f->absent_by = hits.hit[i].id;
		f->absent_ns = hits.hit[i].kind == FAULT_RESET_STUCK ? UINT64_MAX :
			wdp_md_now_ns() + hits.hit[i].arg[ARG_MS] * NS_PER_MS;
	}
	pthread_mutex_unlock(&f->lock);
}

bool
wdp_md_fault_absent(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;
	bool absent;

	wdp_md_fault_tick(m);
	pthread_mutex_lock(&f->lock);
	if (f->absent_ns != 0 && wdp_md_now_ns() >= f->absent_ns)
		f->absent_ns = 0;
	absent = f->removed || f->absent_ns != 0;
	pthread_mutex_unlock(&f->lock);
	return absent;
}

/* ---- events, messages, mailbox ---- */

/** Does any rule fire at a site whose rules all mean the same? */
static bool
site_fires(struct wdp_model *m, enum fault_site site, uint32_t queue)
{
	struct wdp_model_fault *f = m->fault;
	struct hits hits;

	pthread_mutex_lock(&f->lock);
	site_event(f, site, queue, 0, &hits);
	pthread_mutex_unlock(&f->lock);
	return hits.n != 0;
}

bool
wdp_md_fault_eqe(struct wdp_model *m, uint32_t cqn)
{
	return !site_fires(m, SITE_EQE, cqn);
}

/* The vector takes the place of the queue: the parser puts vec= there. */
bool
wdp_md_fault_msi(struct wdp_model *m, uint32_t vec)
{
	return !(LOAD(m->closed) & MODEL_CLOSED_REMOVED) && !site_fires(m, SITE_MSI, vec);
}

/* The command takes the place of the queue type: the parser puts cmd= there. */
enum fault_mailbox
wdp_md_fault_mailbox(struct wdp_model *m, uint32_t cmd, uint32_t queue, uint64_t *val)
{
	struct wdp_model_fault *f = m->fault;
	enum fault_mailbox fate = MB_GO;
	struct hits hits;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	site_event(f, SITE_MAILBOX, queue, cmd, &hits);
	/* The strongest wins: busy for ever, then late, then failed. */
	for (i = 0; i < hits.n; i++) {
		const struct hit *h = &hits.hit[i];
		uint64_t due = h->kind == FAULT_MB_BUSY ? UINT64_MAX :
			wdp_md_now_ns() + h->arg[ARG_MS] * NS_PER_MS;

		if (h->kind == FAULT_MB_ERROR && fate == MB_GO) {
			fate = MB_FAIL;
			*val = h->arg[ARG_STATUS];
		} else if (h->kind != FAULT_MB_ERROR && (fate != MB_LATER || due > f->mb_due_ns)) {
			fate = MB_LATER;
			f->mb_due_ns = due;
			f->mb_held_by = h->id;
		}
	}
	pthread_mutex_unlock(&f->lock);
	return fate;
}

bool
wdp_md_fault_mailbox_due(struct wdp_model *m)
{
	struct wdp_model_fault *f = m->fault;
	bool due;

	pthread_mutex_lock(&f->lock);
	due = f->mb_held_by != 0 && wdp_md_now_ns() >= f->mb_due_ns;
	if (due)
		f->mb_held_by = 0;
	pthread_mutex_unlock(&f->lock);
	return due;
}

/* ---- from outside ---- */

/** The first free place behind all rules, so that their order is that of their numbers. */
static struct fault_rule *
free_rule(struct wdp_model_fault *f)
{
	unsigned int i, n = 0;

	for (i = 0; i < FAULT_RULES_MAX; i++) {
		if (f->rule[i].id == 0)
			continue;
		if (n != i) {
			f->rule[n] = f->rule[i];
			memset(&f->rule[i], 0, sizeof(f->rule[i]));
		}
		n++;
	}
	return n < FAULT_RULES_MAX ? &f->rule[n] : NULL;
}

static int
rule_store(struct wdp_model *m, struct fault_rule *r)
{
	struct wdp_model_fault *f = m->fault;
	struct fault_rule *to;

	if (r->each) {
		r->seen_of = calloc(m->queues, sizeof(*r->seen_of));
		if (r->seen_of == NULL)
			return -ENOMEM;
	}
	pthread_mutex_lock(&f->lock);
	if (f->q == NULL)
		f->q = calloc(m->queues, sizeof(*f->q));
	to = f->q != NULL ? free_rule(f) : NULL;
	if (to != NULL) {
		r->id = ++f->next_id;
		r->set_ns = wdp_md_now_ns();
		*to = *r;
		STORE(m->faults, 1);
	}
	pthread_mutex_unlock(&f->lock);
	if (to == NULL)
		free(r->seen_of);
	return to != NULL ? 0 : f->q != NULL ? -ENOSPC : -ENOMEM;
}

int
wdp_model_fault_add(struct wdp_model *m, const char *line, char *err, size_t size)
{
	struct fault_rule r;
	int ret = wdp_md_fault_parse(m, line, &r, err, size);

	if (ret <= 0)
		return ret;
	ret = rule_store(m, &r);
	if (ret < 0) {
		snprintf(err, size, ret == -ENOSPC ? "%u faults are set, no more fit: clear some" :
			"no memory for a fault beside %u others", FAULT_RULES_MAX);
		return ret;
	}
	/* With no time given it is due now, and must not wait for a visitor. */
	wdp_md_fault_tick(m);
	return r.id;
}

/** A rule goes, and with it what it still holds. Lock held. @return a removal ended. */
static bool
rule_clear(struct wdp_model *m, struct fault_rule *r)
{
	struct wdp_model_fault *f = m->fault;
	bool back = false;
	unsigned int i;

	for (i = 0; i < m->queues; i++) {
		if (f->q[i].hung_by == r->id)
			f->q[i].hung_by = 0;
		if (f->q[i].held_by == r->id)
			f->q[i].held_by = 0;
	}
	if (f->mb_held_by == r->id)
		f->mb_due_ns = 0;
	if (f->absent_by == r->id)
		f->absent_ns = 0;
	if (r->kind == FAULT_CLOSE_MASTER)
		__atomic_fetch_and(&m->closed, ~MODEL_CLOSED_FAULT, __ATOMIC_RELAXED);
	if (r->kind == FAULT_REMOVE && f->removed) {
		f->removed = false;
		f->gone_ns = 0;
		back = true;
	}
	free(r->seen_of);
	memset(r, 0, sizeof(*r));
	return back;
}

int
wdp_model_fault_clear(struct wdp_model *m, unsigned int id)
{
	struct wdp_model_fault *f = m->fault;
	bool back = false, found = id == 0;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	for (i = 0; i < FAULT_RULES_MAX; i++) {
		struct fault_rule *r = &f->rule[i];

		if (r->id == 0 || (id != 0 && r->id != id))
			continue;
		found = true;
		back |= rule_clear(m, r);
	}
	if (f->q != NULL)
		STORE(m->faults, needed(m, f));
	pthread_mutex_unlock(&f->lock);
	if (back) {
		/* In this order: the queues of before never go on. */
		wdp_model_power_cycle(m);
		__atomic_fetch_and(&m->closed, ~MODEL_CLOSED_REMOVED, __ATOMIC_RELAXED);
	}
	wdp_md_workers_wake(m);
	return found ? 0 : -ENOENT;
}

int64_t
wdp_model_fault_fired(const struct wdp_model *m, unsigned int id)
{
	struct wdp_model_fault *f = m->fault;
	int64_t fired = -ENOENT;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	for (i = 0; i < FAULT_RULES_MAX; i++)
		if (id != 0 && f->rule[i].id == id)
			fired = f->rule[i].fired;
	pthread_mutex_unlock(&f->lock);
	return fired;
}

void
wdp_model_fault_list(const struct wdp_model *m, FILE *out)
{
	struct wdp_model_fault *f = m->fault;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	for (i = 0; i < FAULT_RULES_MAX; i++)
		if (f->rule[i].id != 0)
			fprintf(out, "%u seen=%" PRIu64 " fired=%" PRIu64 " %s\n", f->rule[i].id,
				f->rule[i].seen, f->rule[i].fired, f->rule[i].text);
	pthread_mutex_unlock(&f->lock);
}

void
wdp_md_fault_stats(const struct wdp_model *m, FILE *out)
{
	struct wdp_model_fault *f = m->fault;
	unsigned int i;

	pthread_mutex_lock(&f->lock);
	for (i = 0; i < FAULT_KINDS; i++)
		if (f->total[i] != 0)
			fprintf(out, "fault_%s %" PRIu64 "\n", wdp_md_fault_name(i), f->total[i]);
	pthread_mutex_unlock(&f->lock);
}
