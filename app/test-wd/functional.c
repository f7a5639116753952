/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_mempool.h>

#include "main.h"
#include "options.h"
#include "runner.h"
#include "test.h"

#define SEED_DEFAULT 20260101

/* lifecycle comes last: it ends with closing the device */
static const struct wdp_t_case *const tables[] = {
	wdp_t_cases_caps, wdp_t_cases_roundtrip, wdp_t_cases_chain, wdp_t_cases_window,
	wdp_t_cases_dstsize, wdp_t_cases_bad, wdp_t_cases_stream, wdp_t_cases_mbuf,
	wdp_t_cases_reuse, wdp_t_cases_ring, wdp_t_cases_random,
	wdp_t_cases_lifecycle, NULL,
};

static int
pools_create(struct wdp_t *t)
{
	WDP_T_TRY(wdp_t_pools_create(t));
	t->ops = rte_comp_op_pool_create("wdp_t_ops", WDP_T_OPS, 0, sizeof(struct wdp_t_tag),
		SOCKET_ID_ANY);
	t->live = calloc(WDP_T_OPS, sizeof(*t->live));
	t->data = malloc(WDP_T_SCRATCH_B);
	t->stream = malloc(WDP_T_SCRATCH_B);
	t->out = malloc(WDP_T_SCRATCH_B);
	WDP_T_CHECK(t, t->ops != NULL && t->live != NULL && t->data != NULL &&
		t->stream != NULL && t->out != NULL, "no memory for ops and data");
	return WDP_T_PASS;
}

static void
pools_free(struct wdp_t *t)
{
	wdp_t_pools_free(t);
	rte_mempool_free(t->ops);
	free(t->live);
	free(t->data);
	free(t->stream);
	free(t->out);
}

static int
begin(struct wdp_t *t)
{
	if (t->closed || (t->started && t->nb_qp == 1 && t->nb_desc == WDP_T_DESC))
		return WDP_T_PASS;
	return wdp_t_dev_start(t, 1, WDP_T_DESC);
}

static void
end(struct wdp_t *t, int ret)
{
	/* ops may still be in flight after a failure: stop before their memory is reused */
	if (ret == WDP_T_FAIL)
		wdp_t_dev_stop(t);
	wdp_t_op_free_all(t);
}

static int
kept(struct wdp_t *t)
{
	return wdp_t_pool_full(t, t->ops);
}

static const struct wdp_t_suite suite = {
	.tables = tables,
	.begin = begin,
	.end = end,
	.kept = kept,
};

static const char usage[] =
	"functional [options]: tests of a compressdev against zlib and ISA-L\n"
	"  --driver NAME   device under test: the first of this driver (" WDP_T_DRIVER ")\n"
	"  --case PATTERN  only cases that match the pattern or contain the text\n"
	"  --list          list the cases\n"
	"  --quick         fewer sizes and rounds\n"
	"  --strict        hold any driver to the contract of compress_wd\n"
	"  --seed N        seed of the data (" RTE_STR(SEED_DEFAULT) ")\n"
	"  --seconds N     go on with random/campaign for so long\n";

struct options {
	const char *driver;
	const char *pattern;
	uint64_t seed;
	uint64_t seconds;
	bool list;
	bool quick;
	bool strict;
};

static int
parse(int argc, char **argv, struct options *o)
{
	const struct wdp_t_option table[] = {
		{ "driver", WDP_T_OPT_TEXT, &o->driver },
		{ "case", WDP_T_OPT_TEXT, &o->pattern },
		{ "list", WDP_T_OPT_FLAG, &o->list },
		{ "quick", WDP_T_OPT_FLAG, &o->quick },
		{ "strict", WDP_T_OPT_FLAG, &o->strict },
		{ "seed", WDP_T_OPT_NUMBER, &o->seed },
		{ "seconds", WDP_T_OPT_NUMBER, &o->seconds },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};

	return wdp_t_options(argc, argv, table, usage);
}

int
wdp_t_functional(int argc, char **argv)
{
	struct options o = { .driver = WDP_T_DRIVER, .seed = SEED_DEFAULT };
	struct wdp_t_counts n = { 0 };
	struct wdp_t t;
	int ret = parse(argc, argv, &o);

	if (ret != 0)
		return ret > 0 ? 0 : 1;
	if (o.list) {
		wdp_t_suite_list(&suite, o.pattern);
		return 0;
	}
	memset(&t, 0, sizeof(t));
	t.seed = o.seed;
	t.seconds = o.seconds;
	t.quick = o.quick;
	printf("seed %llu, driver %s%s\n", (unsigned long long)o.seed, o.driver,
		o.quick ? ", quick" : "");
	if (pools_create(&t) != WDP_T_PASS || wdp_t_dev_open(&t, o.driver) != WDP_T_PASS) {
		wdp_t_suite_setup_failed(&t, &n);
	} else {
		t.strict |= o.strict;
		wdp_t_suite_run(&t, &suite, o.pattern, &n);
		wdp_t_dev_close(&t);
	}
	pools_free(&t);
	return wdp_t_suite_total(&n);
}
