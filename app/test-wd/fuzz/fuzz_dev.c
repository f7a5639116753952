/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include <rte_eal.h>
#include <rte_log.h>

#include "fuzz_clock.h"
#include "fuzz_dev.h"

#define QUEUES     4
#define LIVES      64 /* doorbell slots: a recovery now and then finds none left */
#define TIMEOUT_MS 100
#define BURST      32
/* A drain takes one look of the watch per round, and each op may take the time-out. */
#define ROUND_MS     50
#define ROUNDS_BASE  1000
#define ROUNDS_OP    6

void
wdp_fz_broken(const char *file, int line, const char *rule)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, rule);
	abort();
}

void
wdp_fz_eal(void)
{
	char lcores[32];
	char *level = getenv("WDP_FUZZ_LOG") != NULL ? "--log-level=pmd.*:debug" :
		"--log-level=*:emergency";
	char *argv[] = {"fuzz", lcores, "--no-huge", "-m", "64", "--no-pci", "--no-telemetry",
		"--no-shconf", "--iova-mode=va", level, NULL};
	cpu_set_t cpus;

	/* EAL binds this thread to a CPU; the one it runs on need not be the free one later. */
	WDP_FZ_MUST(sched_getaffinity(0, sizeof(cpus), &cpus) == 0);
	snprintf(lcores, sizeof(lcores), "--lcores=0@%d", sched_getcpu());
	WDP_FZ_MUST(rte_eal_init(RTE_DIM(argv) - 1, argv) >= 0);
	WDP_FZ_MUST(sched_setaffinity(0, sizeof(cpus), &cpus) == 0);
}

void
wdp_fz_open(struct wdp_fz_dev *d, const struct wdp_fz_kind *k, const struct wdp_fz_dev_conf *c)
{
	struct wdp_inproc_conf conf = {
		.name = "fuzz",
		.driver = k->dev->driver,
		.dev_id = k->dev_id,
		.model = {
			.kind = k->model,
			.hw = WDP_MODEL_V3,
			.engine = c->engine,
			.queues = QUEUES,
			.no_caps = c->no_caps,
			.shadow_slots = LIVES,
			.log = getenv("WDP_FUZZ_LOG") != NULL ? stderr : NULL,
		},
	};
	const char *step;
	char args[96];
	int id;

	memset(d, 0, sizeof(*d));
	wdp_fz_clock_reset();
	snprintf(args, sizeof(args), "timeout_ms=%u,max_resets=%u%s", TIMEOUT_MS, c->max_resets,
		k->args);
	conf.args = args;
	id = wdp_inproc_open(&conf, &d->inproc);
	WDP_FZ_MUST(id >= 0);
	d->id = id;
	d->kind = k;
	d->model = wdp_inproc_model(d->inproc);
	d->honest = true;
	d->queues = true;
	WDP_FZ_MUST(k->dev->up(d->id, 1, c->depth, &step) == 0);
	k->sessions(d);
}

void
wdp_fz_close(struct wdp_fz_dev *d)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(d->sessions); i++)
		if (d->sessions[i] != NULL)
			d->kind->session_free(d, d->sessions[i]);
	d->kind->dev->down(d->id);
	wdp_inproc_close(d->inproc);
	d->model = NULL;
	/* What was in flight is its user's again. */
	while (d->nout != 0)
		d->kind->op_free(d, d->out[--d->nout]);
}

struct wdp_hwq *
wdp_fz_ring(struct wdp_fz_dev *d, unsigned int i)
{
	return d->kind->dev->hwq(d->id, 0, i % d->kind->dev->rings);
}

void
wdp_fz_enqueue(struct wdp_fz_dev *d, struct wdp_fz_in *in, uint32_t n)
{
	void *ops[BURST];
	uint32_t i, took;

	n = RTE_MIN(n, (uint32_t)BURST);
	n = RTE_MIN(n, WDP_FZ_OPS - d->nout);
	if (!d->queues)
		return;
	for (i = 0; i < n; i++)
		ops[i] = d->kind->op(d, in);
	took = d->kind->dev->enqueue(d->id, 0, ops, n);
	WDP_FZ_MUST(took <= n);
	for (i = 0; i < n; i++) {
		if (i < took)
			d->out[d->nout++] = ops[i];
		else
			d->kind->op_free(d, ops[i]);
	}
}

/* It is ours, and it was out: once. */
static void
came_back(struct wdp_fz_dev *d, void *op)
{
	uint32_t i;

	for (i = 0; i < d->nout; i++)
		if (d->out[i] == op)
			break;
	WDP_FZ_MUST(i < d->nout);
	d->out[i] = d->out[--d->nout];
	d->kind->check(d, op);
	d->kind->op_free(d, op);
}

uint32_t
wdp_fz_dequeue(struct wdp_fz_dev *d, uint32_t n)
{
	void *ops[BURST];
	uint32_t i;

	if (!d->queues)
		return 0;
	n = RTE_MIN(n, (uint32_t)BURST);
	i = d->kind->dev->dequeue(d->id, 0, ops, n);
	WDP_FZ_MUST(i <= n);
	n = i;
	for (i = 0; i < n; i++)
		came_back(d, ops[i]);
	return n;
}

void
wdp_fz_drain(struct wdp_fz_dev *d, bool works)
{
	uint32_t left = ROUNDS_BASE + ROUNDS_OP * d->nout;

	while (d->nout != 0) {
		WDP_FZ_MUST(left-- != 0);
		if (works)
			wdp_model_step(d->model, BURST);
		if (wdp_fz_dequeue(d, BURST) == 0)
			wdp_fz_pass_ms(ROUND_MS);
		/* A producer that never comes back cannot confirm that it stays out. */
		d->kind->dev->enqueue(d->id, 0, NULL, 0);
	}
	WDP_FZ_MUST(wdp_fz_dequeue(d, BURST) == 0);
}
