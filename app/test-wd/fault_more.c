/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * `dpdk-test-wd fault`: the table of fault.c, and what does not fit into a table: a model
 * killed at any moment, resets from a second lcore, a device isolated (R24).
 */

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/wait.h>

#include <rte_cycles.h>
#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_random.h>

#include "fault.h"
#include "main.h"
#include "options.h"

#define OPS        1000000
#define KILLS      100
#define SECONDS    5
#define BOUND_MS   5000
#define FAULT_PACE_US 400000
#define RESETS_MAX 3 /* part of a text */

unsigned int wdp_t_fault_bound_ms = BOUND_MS;

static void
add(struct wdp_t_fault_sum *sum, const struct wdp_t_churn_result *r)
{
	sum->accepted += r->accepted;
	sum->errors += r->errors;
	sum->lost += r->lost;
	sum->doubled += r->doubled + r->strayed;
	sum->damaged += r->damaged + r->late;
}

static void
verdict(struct wdp_t_fault_sum *sum, bool good, const char *what, const char *detail)
{
	printf("%s %s: %s\n", good ? "ok" : "FAIL", what, detail);
	sum->passed += good;
	sum->failed += !good;
}

/* ---- kill -9 of the model ---- */

/* Kills its model after a while, from a process of its own: at any moment of ours. */
static pid_t
killer(pid_t victim, unsigned int delay_us)
{
	pid_t pid = fork();

	if (pid == 0) {
		usleep(delay_us);
		kill(victim, SIGKILL);
		_exit(0);
	}
	return pid;
}

/* One life of a device. @return whether it came as far as being used. */
static bool
short_life(struct wdp_t_model *m, struct wdp_t_fault_sum *sum, bool *good)
{
	struct wdp_t_churn_conf conf = {
		.ops = m->ops, .qps = 2, .in_flight = 64, .dirs = WDP_T_LOAD_BOTH, .forged = true,
	};
	struct wdp_t_churn *c;
	struct wdp_qm *qm;
	uint64_t end;

	if (wdp_t_model_plug(m) != 0)
		return false;
	conf.dev = wdp_t_model_dev(m);
	c = wdp_t_churn_try(&conf);
	if (c == NULL)
		return false;
	qm = conf.ops->qm(conf.dev);
	end = wdp_t_now_us() + wdp_t_fault_bound_ms * UINT64_C(1000);
	while (!wdp_transport_lost(wdp_qm_transport(qm)) && wdp_t_now_us() < end)
		wdp_t_churn_round(c);
	*good = wdp_t_now_us() < end;
	wdp_t_churn_drain(c, wdp_t_fault_bound_ms);
	*good = *good && wdp_t_churn_good(wdp_t_churn_result(c));
	add(sum, wdp_t_churn_result(c));
	wdp_t_churn_free(c);
	return true;
}

void
wdp_t_fault_kills(const struct wdp_t_load_ops *ops, unsigned int n, struct wdp_t_fault_sum *sum)
{
	unsigned int i, used = 0, bad = 0;
	char text[96];

	for (i = 0; i < n; i++) {
		struct wdp_t_model m;
		bool good = true;
		pid_t k;

		if (wdp_t_model_start(&m, ops, WDP_T_FAULT_ARGS) != 0)
			break;
		wdp_t_model_unplug(&m);
		/* Plugging in and setting up take about as long as this. */
		k = killer(m.pid, rte_rand_max(60000));
		used += short_life(&m, sum, &good);
		bad += !good;
		waitpid(k, NULL, 0);
		wdp_t_model_stop(&m);
	}
	snprintf(text, sizeof(text), "%u rounds, %u of them while the device was used, %u bad", i,
		used, bad);
	verdict(sum, i == n && bad == 0 && used != 0, "kill -9 of the model", text);
}

/* ---- resets from another lcore ---- */

struct resetter {
	struct wdp_t_churn *c;
	struct wdp_qm *qm;
	bool split; /* this lcore dequeues as well */
	uint32_t stop;
	unsigned int asked;
};

static int
reset_at_random(void *arg)
{
	struct resetter *r = arg;
	uint64_t next = wdp_t_now_us();

	while (!__atomic_load_n(&r->stop, __ATOMIC_ACQUIRE)) {
		if (r->split)
			wdp_t_churn_consume(r->c);
		else
			rte_delay_us_sleep(1000);
		if (wdp_t_now_us() < next)
			continue;
		next = wdp_t_now_us() + 1000 + rte_rand_max(200000);
		r->asked += wdp_qm_reset(r->qm) == 0;
	}
	return 0;
}

/* Something for the next requests to trip over. */
static void
random_fault(struct wdp_t_model *m)
{
	static const struct {
		const char *line; /* %s: the queues of a direction */
		enum wdp_t_load_dir dir;
	} faults[] = {
		{"cqe-slot q=%s op=40 times=1", WDP_T_LOAD_FORTH},
		{"cqe-drop q=%s op=30 times=1", WDP_T_LOAD_BACK},
		{"hang until=reset q=%s op=20 times=1", WDP_T_LOAD_FORTH},
		{"cqe-phase q=%s op=9 times=1", WDP_T_LOAD_BACK},
		{"aeq type=0 queue=1", WDP_T_LOAD_FORTH},
		{"delay ms=1000 q=%s op=5 times=1", WDP_T_LOAD_FORTH},
	};
	unsigned int i = rte_rand_max(RTE_DIM(faults));
	char line[96];

	snprintf(line, sizeof(line), faults[i].line, m->ops->dir[faults[i].dir].queue);
	wdp_t_model_say(m, "clear", NULL);
	wdp_t_model_say(m, line, NULL);
}

/* Main enqueues (and dequeues, if not split) until the time is over and all is back. */
static void
resets_run(struct resetter *r, struct wdp_t_model *m, unsigned int lcore, unsigned int seconds)
{
	uint64_t end = wdp_t_now_us() + (uint64_t)seconds * US_PER_S, next = wdp_t_now_us();

	rte_eal_remote_launch(reset_at_random, r, lcore);
	while (wdp_t_now_us() < end) {
		wdp_t_churn_round(r->c);
		if (wdp_t_now_us() < next)
			continue;
		next = wdp_t_now_us() + rte_rand_max(FAULT_PACE_US);
		random_fault(m);
	}
	wdp_t_model_say(m, "clear", NULL);
	/* The other lcore has to dequeue until the end. */
	if (r->split)
		wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
	__atomic_store_n(&r->stop, 1, __ATOMIC_RELEASE);
	rte_eal_wait_lcore(lcore);
	if (!r->split)
		wdp_t_churn_drain(r->c, wdp_t_fault_bound_ms);
}

static void
resets_judge(const struct resetter *r, unsigned int seconds, struct wdp_t_fault_sum *sum)
{
	const struct wdp_t_churn_result *res = wdp_t_churn_result(r->c);
	uint64_t resets = wdp_qm_local(r->qm)->counts.resets;
	bool lost = wdp_transport_lost(wdp_qm_transport(r->qm));
	char text[160];

	snprintf(text, sizeof(text), "%u s, %u asked for, %" PRIu64 " done, %" PRIu64
		" ops, %" PRIu64 " of them failed, longest gap %" PRIu64 " ms", seconds, r->asked,
		resets, res->accepted, res->errors, res->gap_us / 1000);
	verdict(sum, wdp_t_churn_good(res) && resets != 0 && !lost, r->split ?
		"resets, enqueue and dequeue on two lcores" : "resets from a second lcore", text);
	add(sum, res);
}

void
wdp_t_fault_resets(const struct wdp_t_load_ops *ops, unsigned int seconds, bool split,
	struct wdp_t_fault_sum *sum)
{
	struct wdp_t_churn_conf conf = {
		.ops = ops, .qps = 4, .in_flight = 64, .dirs = WDP_T_LOAD_BOTH, .forged = true,
		.split = split,
	};
	unsigned int lcore = rte_get_next_lcore(-1, 1, 0);
	struct resetter r = {.split = split};
	struct wdp_t_model m;

	if (lcore >= RTE_MAX_LCORE) {
		printf("skip resets from a second lcore: there is one lcore only\n");
		return;
	}
	if (wdp_t_model_start(&m, ops, WDP_T_FAULT_ARGS) != 0) {
		sum->failed++;
		return;
	}
	conf.dev = wdp_t_model_dev(&m);
	r.c = wdp_t_churn_new(&conf);
	if (r.c != NULL) {
		r.qm = conf.ops->qm(conf.dev);
		resets_run(&r, &m, lcore, seconds);
		resets_judge(&r, seconds, sum);
		wdp_t_churn_free(r.c);
	} else {
		sum->failed++;
	}
	wdp_t_model_stop(&m);
}

/* ---- isolation ---- */

/* Rounds until the device has been reset once more, or is lost. */
static void
one_reset(struct wdp_t_churn *c, struct wdp_qm *qm)
{
	uint64_t end = wdp_t_now_us() + wdp_t_fault_bound_ms * UINT64_C(1000);
	uint64_t before = wdp_qm_local(qm)->counts.resets;

	wdp_qm_reset(qm);
	/* Counted first, in service a moment later: another thread does both. */
	while ((wdp_qm_local(qm)->counts.resets == before ||
			wdp_qm_local(qm)->state == WDP_QM_RECOVERING) && wdp_t_now_us() < end &&
			wdp_qm_local(qm)->state != WDP_QM_ISOLATED)
		wdp_t_churn_round(c);
}

void
wdp_t_fault_isolation(const struct wdp_t_load_ops *ops, struct wdp_t_fault_sum *sum)
{
	struct wdp_t_churn_conf conf = {
		.ops = ops, .qps = 2, .in_flight = 64, .dirs = WDP_T_LOAD_BOTH, .forged = true,
	};
	const struct wdp_t_churn_result *res;
	struct wdp_t_model m;
	struct wdp_t_churn *c;
	struct wdp_qm *qm;
	unsigned int i;
	bool good = true;

	if (wdp_t_model_start(&m, ops, "timeout_ms=300,max_resets=" RTE_STR(RESETS_MAX)) != 0) {
		sum->failed++;
		return;
	}
	conf.dev = wdp_t_model_dev(&m);
	c = wdp_t_churn_new(&conf);
	if (c == NULL)
		goto failed;
	qm = conf.ops->qm(conf.dev);
	for (i = 0; i < RESETS_MAX; i++) {
		one_reset(c, qm);
		good = good && wdp_qm_local(qm)->state == WDP_QM_RUNNING;
	}
	one_reset(c, qm);
	good = good && wdp_qm_local(qm)->state == WDP_QM_ISOLATED;
	wdp_t_churn_drain(c, wdp_t_fault_bound_ms);
	wdp_t_churn_enqueue(c, 8);
	wdp_t_churn_drain(c, wdp_t_fault_bound_ms);
	res = wdp_t_churn_result(c);
	verdict(sum, good && wdp_t_churn_good(res) && res->errors != 0, "isolation (R24)",
		wdp_qm_local(qm)->last_error);
	wdp_t_churn_free(c);
	/* Closed and started again it is as good as new. */
	c = wdp_t_churn_new(&conf);
	if (c == NULL)
		goto failed;
	for (i = 0; i < 100; i++)
		wdp_t_churn_round(c);
	wdp_t_churn_drain(c, wdp_t_fault_bound_ms);
	res = wdp_t_churn_result(c);
	verdict(sum, wdp_t_churn_good(res) && res->errors == 0, "started again after isolation",
		"no operation failed");
	wdp_t_churn_free(c);
	wdp_t_model_stop(&m);
	return;
failed:
	sum->failed++;
	wdp_t_model_stop(&m);
}

/* ---- the subcommand ---- */

static const char usage[] =
	"fault [options]: nothing lost, nothing hung, whatever the device does. Starts\n"
	"device models of its own (WDP_MODEL_BIN); give EAL no device\n"
	WDP_T_LOAD_USAGE
	"  --ops N      operations over the table of faults (" RTE_STR(OPS) "), 0: not the table\n"
	"  --kills N    rounds of kill -9 of the model (" RTE_STR(KILLS) ")\n"
	"  --seconds N  of resets from a second lcore, twice (" RTE_STR(SECONDS) ")\n"
	"  --only TEXT  only the faults whose line contains it\n"
	"  --bound MS   by then a fault must be over or reported (" RTE_STR(BOUND_MS) ")\n";

int
wdp_t_fault(int argc, char **argv)
{
	uint64_t ops = OPS, kills = KILLS, seconds = SECONDS, bound = BOUND_MS;
	const char *only = NULL;
	const struct wdp_t_option table[] = {
		{ "ops", WDP_T_OPT_NUMBER, &ops },
		{ "kills", WDP_T_OPT_NUMBER, &kills },
		{ "seconds", WDP_T_OPT_NUMBER, &seconds },
		{ "only", WDP_T_OPT_TEXT, &only },
		{ "bound", WDP_T_OPT_NUMBER, &bound },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	const struct wdp_t_load_ops *dev = wdp_t_load_driver(&argc, argv);
	struct wdp_t_fault_sum sum = {0};
	struct wdp_t_model m;
	int ret = dev != NULL ? wdp_t_options(argc, argv, table, usage) : -EINVAL;

	if (ret != 0)
		return ret < 0;
	wdp_t_fault_bound_ms = bound;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (ops != 0) {
		if (wdp_t_model_start(&m, dev, WDP_T_FAULT_ARGS) != 0)
			return 1;
		wdp_t_fault_table(&m, WDP_T_FAULT_ARGS, only, ops, &sum);
		wdp_t_model_stop(&m);
	}
	if (only == NULL) {
		wdp_t_fault_isolation(dev, &sum);
		wdp_t_fault_resets(dev, seconds, false, &sum);
		wdp_t_fault_resets(dev, seconds, true, &sum);
		wdp_t_fault_kills(dev, kills, &sum);
	}
	printf("%" PRIu64 " operations accepted, %" PRIu64 " came back with an error, %" PRIu64
		" lost, %" PRIu64 " double, %" PRIu64 " with wrong data\n", sum.accepted, sum.errors,
		sum.lost, sum.doubled, sum.damaged);
	printf("%u passed, %u failed, 0 skipped\n", sum.passed, sum.failed);
	return sum.failed != 0 || sum.passed == 0;
}
