/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_dev.h>
#include <rte_lcore.h>
#include <rte_ring.h>

#include "churn.h"
#include "main.h"
#include "options.h"

#define BURST     32u
#define DATA_B    1024u
#define BOUND_MS  10000u
#define MARK_B    64u  /* of each piece of a destination, written before the device does */
#define HOSTAGE   0x5a /* with this */
#define UNTOUCHED 0xa5
#define SECONDS   5
#define QPS       4
#define IN_FLIGHT 64

struct wdp_t_churn {
	struct wdp_t_churn_conf conf;
	const struct wdp_t_load_ops *ops;
	struct wdp_t_churn_result res;
	struct wdp_t_load *load;
	void **idle[WDP_T_CHURN_QPS]; /* stacks */
	unsigned int nb_idle[WDP_T_CHURN_QPS];
	/* The first op of each that failed: kept, to see whether the device still writes to it. */
	void *hostage[WDP_T_CHURN_QPS];
	struct rte_ring *back[WDP_T_CHURN_QPS]; /* split: from the lcore that dequeues */
	unsigned int out;
	uint64_t last_us; /* something came back, or nothing was out */
};

static struct rte_ring *
make_ring(unsigned int qp, unsigned int in_flight)
{
	char name[RTE_RING_NAMESIZE];

	snprintf(name, sizeof(name), "wd_churn_back_%u", qp);
	return rte_ring_create(name, in_flight, SOCKET_ID_ANY,
		RING_F_EXACT_SZ | RING_F_SP_ENQ | RING_F_SC_DEQ);
}

static int
make_op(struct wdp_t_churn *c, unsigned int qp, unsigned int n)
{
	void *op = c->ops->op(c->load, n);

	if (op == NULL)
		return -1;
	c->ops->track(op)->qp = qp;
	c->idle[qp][c->nb_idle[qp]++] = op;
	return 0;
}

static int
make_ops(struct wdp_t_churn *c)
{
	const struct wdp_t_churn_conf *k = &c->conf;
	struct wdp_t_load_conf conf = {.dev = k->dev, .dirs = k->dirs, .forged = k->forged,
		.ops = k->qps * k->in_flight, .data_b = DATA_B};
	unsigned int qp, n;

	c->load = c->ops->open(&conf);
	if (c->load == NULL)
		return -1;
	for (qp = 0; qp < k->qps; qp++) {
		c->idle[qp] = calloc(k->in_flight, sizeof(*c->idle[qp]));
		c->back[qp] = make_ring(qp, k->in_flight);
		if (c->idle[qp] == NULL || c->back[qp] == NULL)
			return -1;
		/* Not every queue pair begins with the same one. */
		for (n = 0; n < k->in_flight; n++)
			if (make_op(c, qp, qp + n) != 0)
				return -1;
	}
	return 0;
}

struct wdp_t_churn *
wdp_t_churn_try(const struct wdp_t_churn_conf *conf)
{
	struct wdp_t_churn *c = calloc(1, sizeof(*c));
	const char *step;

	if (c == NULL)
		return NULL;
	c->conf = *conf;
	c->ops = conf->ops;
	if (c->ops->up(conf->dev, conf->qps, conf->in_flight, &step) != 0 || make_ops(c) != 0) {
		wdp_t_churn_free(c);
		return NULL;
	}
	c->last_us = wdp_t_now_us();
	return c;
}

struct wdp_t_churn *
wdp_t_churn_new(const struct wdp_t_churn_conf *conf)
{
	struct wdp_t_churn *c = wdp_t_churn_try(conf);

	if (c == NULL)
		printf("FAIL churn/setup: no device, or no memory for %u queue pairs\n",
			conf->qps);
	return c;
}

unsigned int
wdp_t_churn_qps(const struct wdp_t_churn *c)
{
	return c->conf.qps;
}

void
wdp_t_churn_free(struct wdp_t_churn *c)
{
	unsigned int qp;

	c->ops->down(c->conf.dev);
	/* Operations that are still out go with their pools. */
	if (c->load != NULL)
		c->ops->close(c->load);
	for (qp = 0; qp < c->conf.qps; qp++) {
		rte_ring_free(c->back[qp]);
		free(c->idle[qp]);
	}
	free(c);
}

static void
mark(const struct wdp_t_churn *c, void *op, int byte)
{
	struct wdp_t_piece p[WDP_T_LOAD_PIECES];
	unsigned int i, n = c->ops->outputs(op, p);

	for (i = 0; i < n; i++)
		memset(p[i].p, byte, RTE_MIN(p[i].len, MARK_B));
}

static bool
marked(const struct wdp_t_churn *c, void *op, uint8_t byte)
{
	struct wdp_t_piece p[WDP_T_LOAD_PIECES];
	unsigned int i, k, n = c->ops->outputs(op, p);

	for (i = 0; i < n; i++)
		for (k = 0; k < RTE_MIN(p[i].len, MARK_B); k++)
			if (p[i].p[k] != byte)
				return false;
	return true;
}

static void
hostages_check(struct wdp_t_churn *c)
{
	unsigned int qp;

	for (qp = 0; qp < c->conf.qps; qp++)
		if (c->hostage[qp] != NULL && !marked(c, c->hostage[qp], HOSTAGE))
			c->res.late++;
}

static void
take_back(struct wdp_t_churn *c, unsigned int qp, void *op)
{
	struct wdp_t_track *t = c->ops->track(op);
	struct wdp_t_churn_result *r = &c->res;
	enum wdp_t_load_status status;

	if (!t->out) {
		r->doubled++;
		return;
	}
	t->out = false;
	c->out--;
	r->strayed += t->qp != qp;
	status = c->ops->status(op);
	if (status == WDP_T_LOAD_DONE) {
		r->success++;
		r->damaged += !c->ops->right(c->load, op);
	} else if (status == WDP_T_LOAD_FOOLED || status == WDP_T_LOAD_UNTOUCHED) {
		r->success++;
		r->damaged++;
	} else if (status == WDP_T_LOAD_UNSURE) {
		r->unsure++;
	} else {
		r->errors++;
		r->qp_errors[qp]++;
		/* From now on the buffer is ours again. */
		if (c->hostage[qp] == NULL && c->conf.in_flight > 1) {
			mark(c, op, HOSTAGE);
			c->hostage[qp] = op;
			return;
		}
	}
	c->idle[t->qp][c->nb_idle[t->qp]++] = op;
}

static void
enqueue_some(struct wdp_t_churn *c, unsigned int qp, unsigned int max)
{
	unsigned int n = RTE_MIN(c->nb_idle[qp], max), i;
	void **ops = c->idle[qp] + c->nb_idle[qp] - n;

	for (i = 0; i < n; i++) {
		c->ops->track(ops[i])->out = true;
		/* What is not written by the device must not look like a result. */
		mark(c, ops[i], UNTOUCHED);
		c->ops->fill(c->load, ops[i]);
	}
	i = c->ops->enqueue(c->conf.dev, qp, ops, n);
	c->res.accepted += i;
	c->out += i;
	/* Those that were taken are the first of them: close the gap. */
	memmove(ops, ops + i, (n - i) * sizeof(*ops));
	c->nb_idle[qp] -= i;
	for (; i < n; i++)
		c->ops->track(ops[n - 1 - i])->out = false;
}

static unsigned int
dequeue_some(struct wdp_t_churn *c, unsigned int qp)
{
	void *back[BURST];
	unsigned int i, n;

	if (c->conf.split)
		n = rte_ring_sc_dequeue_burst(c->back[qp], back, BURST, NULL);
	else
		n = c->ops->dequeue(c->conf.dev, qp, back, BURST);
	for (i = 0; i < n; i++)
		take_back(c, qp, back[i]);
	return n;
}

void
wdp_t_churn_consume(struct wdp_t_churn *c)
{
	void *back[BURST];
	unsigned int qp, n;

	for (qp = 0; qp < c->conf.qps; qp++) {
		/* Room for all there are: what does not fit came back twice. */
		n = c->ops->dequeue(c->conf.dev, qp, back, BURST);
		if (rte_ring_sp_enqueue_bulk(c->back[qp], back, n, NULL) != n)
			rte_panic("more operations came back than there are\n");
	}
}

unsigned int
wdp_t_churn_enqueue(struct wdp_t_churn *c, unsigned int n)
{
	uint64_t before = c->res.accepted;
	unsigned int qp;

	for (qp = 0; qp < c->conf.qps; qp++)
		enqueue_some(c, qp, n);
	return c->res.accepted - before;
}

unsigned int
wdp_t_churn_dequeue(struct wdp_t_churn *c)
{
	uint64_t now = wdp_t_now_us();
	unsigned int qp, n = 0, due = c->out;

	for (qp = 0; qp < c->conf.qps; qp++)
		n += dequeue_some(c, qp);
	if (n == 0 && due != 0)
		c->res.gap_us = RTE_MAX(c->res.gap_us, now - c->last_us);
	else
		c->last_us = now;
	return c->out;
}

void
wdp_t_churn_round(struct wdp_t_churn *c)
{
	wdp_t_churn_enqueue(c, BURST);
	wdp_t_churn_dequeue(c);
}

/* With nothing on its way, the device's own figures are ours. */
static void
counts_check(struct wdp_t_churn *c)
{
	const struct wdp_t_churn_result *r = &c->res;
	uint64_t enqueued, dequeued;

	if (c->ops->counts(c->conf.dev, &enqueued, &dequeued) != 0 || enqueued != r->accepted ||
			dequeued != r->success + r->errors + r->unsure + r->doubled)
		c->res.miscounted++;
}

/* A device that is lost may still write to what it was given. */
static void
left_check(struct wdp_t_churn *c)
{
	unsigned int qp;

	if (c->ops->clean == NULL || c->out != 0 ||
			wdp_transport_lost(wdp_qm_transport(c->ops->qm(c->conf.dev))))
		return;
	for (qp = 0; qp < c->conf.qps; qp++)
		c->res.left += !c->ops->clean(c->conf.dev, qp);
}

void
wdp_t_churn_drain(struct wdp_t_churn *c, unsigned int bound_ms)
{
	uint64_t end = wdp_t_now_us() + (uint64_t)bound_ms * 1000;

	while (wdp_t_churn_dequeue(c) != 0 && wdp_t_now_us() < end)
		;
	c->res.lost += c->out;
	hostages_check(c);
	counts_check(c);
	left_check(c);
}

const struct wdp_t_churn_result *
wdp_t_churn_result(const struct wdp_t_churn *c)
{
	return &c->res;
}

bool
wdp_t_churn_good(const struct wdp_t_churn_result *r)
{
	return r->late == 0 && r->doubled == 0 && r->strayed == 0 && r->damaged == 0 &&
		r->lost == 0 && r->miscounted == 0 && r->left == 0 &&
		r->accepted == r->success + r->errors + r->unsure;
}

/* ---- the subcommand ---- */

/* The bus wants the device back (VFIO's request interrupt): whoever uses it lets go. */
static uint32_t wanted_back;

static void
on_event(const char *name, enum rte_dev_event_type type, void *arg)
{
	RTE_SET_USED(name);
	RTE_SET_USED(arg);
	if (type == RTE_DEV_EVENT_REMOVE)
		__atomic_store_n(&wanted_back, 1, __ATOMIC_RELEASE);
}

static int
give_back(const struct wdp_t_churn_conf *conf)
{
	int ret = rte_dev_remove(conf->ops->bus_device(conf->dev));

	printf("%s churn/give_back: the device was asked for and given back: %d\n",
		ret == 0 ? "ok" : "FAIL", ret);
	return ret != 0;
}

static const char usage[] =
	"churn [options]: every operation accounted for while the device is disturbed\n"
	WDP_T_LOAD_USAGE
	"  --seconds N     how long (" RTE_STR(SECONDS) ")\n"
	"  --queues N      queue pairs (" RTE_STR(QPS) ")\n"
	"  --in-flight N   operations of each (" RTE_STR(IN_FLIGHT) ")\n"
	"  --errors        the device is disturbed: operations may fail, none may be lost\n";

static int
report(const struct wdp_t_churn_result *r, bool errors_allowed)
{
	bool good = wdp_t_churn_good(r) && r->success != 0 && (errors_allowed || r->errors == 0);

	printf("%s churn: %" PRIu64 " accepted, %" PRIu64 " succeeded, %" PRIu64 " failed, %" PRIu64
		" lost, %" PRIu64 " double, %" PRIu64 " on another queue pair, %" PRIu64
		" with wrong data, %" PRIu64 " written to late, %" PRIu64
		" times miscounted, %" PRIu64 " times something left, longest gap %" PRIu64 " ms\n",
		good ? "ok" : "FAIL", r->accepted, r->success, r->errors, r->lost, r->doubled,
		r->strayed, r->damaged, r->late, r->miscounted, r->left, r->gap_us / 1000);
	return good ? 0 : 1;
}

int
wdp_t_churn(int argc, char **argv)
{
	struct wdp_t_churn_conf conf = {.ops = wdp_t_load_driver(&argc, argv),
		.dirs = WDP_T_LOAD_BOTH, .forged = true};
	uint64_t seconds = SECONDS, qps = QPS, in_flight = IN_FLIGHT, end;
	bool errors_allowed = false;
	const struct wdp_t_option table[] = {
		{ "seconds", WDP_T_OPT_NUMBER, &seconds },
		{ "queues", WDP_T_OPT_NUMBER, &qps },
		{ "in-flight", WDP_T_OPT_NUMBER, &in_flight },
		{ "errors", WDP_T_OPT_FLAG, &errors_allowed },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	struct wdp_t_churn *c;
	int ret = conf.ops != NULL ? wdp_t_options(argc, argv, table, usage) : -EINVAL;

	if (ret != 0)
		return ret < 0;
	ret = wdp_t_load_device(conf.ops, "churn");
	if (ret < 0)
		return 1;
	conf.dev = ret;
	conf.qps = RTE_MIN(qps, WDP_T_CHURN_QPS);
	conf.in_flight = RTE_MIN(in_flight, (uint64_t)UINT16_MAX);
	c = wdp_t_churn_new(&conf);
	if (c == NULL)
		return 1;
	printf("churn has begun\n");
	fflush(stdout);
	end = wdp_t_now_us() + seconds * US_PER_S;
	rte_dev_event_callback_register(NULL, on_event, NULL);
	while (wdp_t_now_us() < end && !__atomic_load_n(&wanted_back, __ATOMIC_ACQUIRE))
		wdp_t_churn_round(c);
	wdp_t_churn_drain(c, BOUND_MS);
	ret = report(wdp_t_churn_result(c), errors_allowed);
	fflush(stdout);
	wdp_t_churn_free(c);
	if (__atomic_load_n(&wanted_back, __ATOMIC_ACQUIRE))
		ret |= give_back(&conf);
	return ret;
}
