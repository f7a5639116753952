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

static void
xforms_make(struct wdp_fz_dev *d)
{
	struct rte_comp_xform x[2] = {
		{
			.type = RTE_COMP_COMPRESS,
			.compress = {
				.algo = RTE_COMP_ALGO_DEFLATE,
				.deflate.huffman = RTE_COMP_HUFFMAN_DEFAULT,
				.level = RTE_COMP_LEVEL_PMD_DEFAULT,
				.window_size = 15,
			},
		}, {
			.type = RTE_COMP_DECOMPRESS,
			.decompress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15},
		},
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(x); i++)
		WDP_FZ_MUST(rte_compressdev_private_xform_create(d->id, &x[i],
			&d->xforms[i]) == 0);
}

void
wdp_fz_qp_setup(struct wdp_fz_dev *d, uint32_t depth)
{
	/* A device that was given up takes no new queues. */
	if (rte_compressdev_queue_pair_setup(d->id, 0, depth, SOCKET_ID_ANY) == 0)
		d->qp = rte_compressdev_pmd_get_named_dev("fuzz")->data->queue_pairs[0];
	else
		d->qp = NULL;
}

void
wdp_fz_open(struct wdp_fz_dev *d, const struct wdp_fz_dev_conf *c)
{
	struct rte_compressdev_config cfg = {.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = 1,
		.max_nb_priv_xforms = 2 * WDP_FZ_XFORMS};
	struct wdp_inproc_conf conf = {
		.name = "fuzz",
		.driver = "compress_wd",
		.model = {
			.kind = WDP_MODEL_ZIP,
			.hw = WDP_MODEL_V3,
			.engine = c->engine,
			.queues = QUEUES,
			.no_caps = c->no_caps,
			.shadow_slots = LIVES,
			.log = getenv("WDP_FUZZ_LOG") != NULL ? stderr : NULL,
		},
	};
	char args[64];
	int id;

	memset(d, 0, sizeof(*d));
	wdp_fz_clock_reset();
	snprintf(args, sizeof(args), "timeout_ms=%u,max_resets=%u", TIMEOUT_MS, c->max_resets);
	conf.args = args;
	id = wdp_inproc_open(&conf, &d->inproc);
	WDP_FZ_MUST(id >= 0);
	d->id = id;
	d->model = wdp_inproc_model(d->inproc);
	d->honest = true;
	WDP_FZ_MUST(rte_compressdev_configure(d->id, &cfg) == 0);
	wdp_fz_qp_setup(d, c->depth);
	WDP_FZ_MUST(d->qp != NULL);
	WDP_FZ_MUST(rte_compressdev_start(d->id) == 0);
	xforms_make(d);
}

void
wdp_fz_close(struct wdp_fz_dev *d)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(d->xforms); i++)
		if (d->xforms[i] != NULL)
			rte_compressdev_private_xform_free(d->id, d->xforms[i]);
	rte_compressdev_stop(d->id);
	wdp_inproc_close(d->inproc);
	d->model = NULL;
	/* What was in flight is its user's again. */
	while (d->nout != 0)
		wdp_fz_op_free(d, d->out[--d->nout]);
}

void
wdp_fz_enqueue(struct wdp_fz_dev *d, struct wdp_fz_in *in, uint32_t n)
{
	struct rte_comp_op *ops[BURST];
	uint32_t i, took;

	n = RTE_MIN(n, (uint32_t)BURST);
	n = RTE_MIN(n, WDP_FZ_OPS - d->nout);
	if (d->qp == NULL)
		return;
	for (i = 0; i < n; i++)
		ops[i] = &wdp_fz_op_new(d, in)->op;
	took = rte_compressdev_enqueue_burst(d->id, 0, ops, n);
	WDP_FZ_MUST(took <= n);
	for (i = 0; i < n; i++) {
		if (i < took)
			d->out[d->nout++] = (struct wdp_fz_op *)ops[i];
		else
			wdp_fz_op_free(d, (struct wdp_fz_op *)ops[i]);
	}
}

/* It is ours, and it was out: once. */
static void
came_back(struct wdp_fz_dev *d, struct rte_comp_op *op)
{
	uint32_t i;

	for (i = 0; i < d->nout; i++)
		if (&d->out[i]->op == op)
			break;
	WDP_FZ_MUST(i < d->nout);
	d->out[i] = d->out[--d->nout];
	wdp_fz_op_check(d, (struct wdp_fz_op *)op);
	wdp_fz_op_free(d, (struct wdp_fz_op *)op);
}

uint32_t
wdp_fz_dequeue(struct wdp_fz_dev *d, uint32_t n)
{
	struct rte_comp_op *ops[BURST];
	uint32_t i;

	if (d->qp == NULL)
		return 0;
	n = RTE_MIN(n, (uint32_t)BURST);
	i = rte_compressdev_dequeue_burst(d->id, 0, ops, n);
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
		rte_compressdev_enqueue_burst(d->id, 0, NULL, 0);
	}
	WDP_FZ_MUST(wdp_fz_dequeue(d, BURST) == 0);
}
