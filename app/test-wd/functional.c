/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_mempool.h>

#include "main.h"
#include "options.h"
#include "test.h"

#define TINY_ROOM_B  272u
#define TINY_COUNT   20000u
#define MID_ROOM_B   4480u
#define MID_COUNT    1500u
#define LARGE_COUNT  450u
#define SEED_DEFAULT 20260101

/* lifecycle comes last: it ends with closing the device */
static const struct wdp_t_case *const tables[] = {
	wdp_t_cases_caps, wdp_t_cases_roundtrip, wdp_t_cases_chain, wdp_t_cases_window,
	wdp_t_cases_dstsize, wdp_t_cases_bad, wdp_t_cases_stream, wdp_t_cases_mbuf,
	wdp_t_cases_reuse, wdp_t_cases_ring, wdp_t_cases_lcores, wdp_t_cases_random,
	wdp_t_cases_lifecycle,
};

struct counts {
	unsigned int passed;
	unsigned int failed;
	unsigned int skipped;
};

int
wdp_t_fail(struct wdp_t *t, const char *file, int line, const char *fmt, ...)
{
	const char *base = strrchr(file, '/');
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(t->why, sizeof(t->why), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(t->why))
		snprintf(t->why + n, sizeof(t->why) - n, " (%s:%d)",
			base != NULL ? base + 1 : file, line);
	return WDP_T_FAIL;
}

int
wdp_t_skip(struct wdp_t *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t->why, sizeof(t->why), fmt, ap);
	va_end(ap);
	return WDP_T_SKIP;
}

int
wdp_t_within(struct wdp_t *t, const char *fmt, ...)
{
	char text[sizeof(t->why)], all[2 * sizeof(t->why) + 4];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	snprintf(all, sizeof(all), "%s: %s", text, t->why);
	memcpy(t->why, all, sizeof(t->why) - 1);
	t->why[sizeof(t->why) - 1] = '\0';
	return WDP_T_FAIL;
}

static int
pools_create(struct wdp_t *t)
{
	t->tiny = rte_pktmbuf_pool_create("wdp_t_tiny", TINY_COUNT, 0, 0, TINY_ROOM_B,
		SOCKET_ID_ANY);
	t->mid = rte_pktmbuf_pool_create("wdp_t_mid", MID_COUNT, 0, 0, MID_ROOM_B,
		SOCKET_ID_ANY);
	t->large = rte_pktmbuf_pool_create("wdp_t_large", LARGE_COUNT, 0, 0, UINT16_MAX,
		SOCKET_ID_ANY);
	t->ops = rte_comp_op_pool_create("wdp_t_ops", WDP_T_OPS, 0, sizeof(struct wdp_t_tag),
		SOCKET_ID_ANY);
	t->live = calloc(WDP_T_OPS, sizeof(*t->live));
	t->data = malloc(WDP_T_SCRATCH_B);
	t->stream = malloc(WDP_T_SCRATCH_B);
	t->out = malloc(WDP_T_SCRATCH_B);
	if (t->tiny == NULL || t->mid == NULL || t->large == NULL || t->ops == NULL ||
			t->live == NULL || t->data == NULL || t->stream == NULL || t->out == NULL)
		return wdp_t_fail(t, __FILE__, __LINE__, "no memory for the test buffers: about "
			"60 MiB of EAL memory are needed (-m, hugepages)");
	return WDP_T_PASS;
}

static void
pools_free(struct wdp_t *t)
{
	rte_mempool_free(t->tiny);
	rte_mempool_free(t->mid);
	rte_mempool_free(t->large);
	rte_mempool_free(t->ops);
	free(t->live);
	free(t->data);
	free(t->stream);
	free(t->out);
}

/* Everything the case took is back: a driver that kept an mbuf or an op shows here. */
static int
pools_full(struct wdp_t *t)
{
	struct rte_mempool *const mps[] = { t->tiny, t->mid, t->large, t->ops };
	unsigned int i;

	for (i = 0; i < RTE_DIM(mps); i++)
		WDP_T_CHECK(t, rte_mempool_avail_count(mps[i]) == mps[i]->size,
			"%u objects of pool %s were not given back",
			mps[i]->size - rte_mempool_avail_count(mps[i]), mps[i]->name);
	return WDP_T_PASS;
}

static int
run_case(struct wdp_t *t, const struct wdp_t_case *c)
{
	int ret = WDP_T_PASS;

	t->why[0] = '\0';
	wdp_t_rnd_init(&t->rnd, t->seed, c->name);
	if (!t->closed && (!t->started || t->nb_qp != 1 || t->nb_desc != WDP_T_DESC))
		ret = wdp_t_dev_start(t, 1, WDP_T_DESC);
	if (ret == WDP_T_PASS)
		ret = c->run(t, c->arg);
	/* ops may still be in flight after a failure: stop before their memory is reused */
	if (ret == WDP_T_FAIL)
		wdp_t_dev_stop(t);
	wdp_t_op_free_all(t);
	wdp_t_chain_free_all(t);
	if (ret == WDP_T_PASS)
		ret = pools_full(t);
	return ret;
}

static bool
selected(const char *name, const char *pattern)
{
	return pattern == NULL || fnmatch(pattern, name, 0) == 0 || strstr(name, pattern) != NULL;
}

static void
run_tables(struct wdp_t *t, const char *pattern, struct counts *n)
{
	const struct wdp_t_case *c;
	unsigned int i;

	for (i = 0; i < RTE_DIM(tables); i++)
		for (c = tables[i]; c->name != NULL; c++) {
			if (!selected(c->name, pattern))
				continue;
			switch (run_case(t, c)) {
			case WDP_T_PASS:
				printf("ok %s\n", c->name);
				n->passed++;
				break;
			case WDP_T_SKIP:
				printf("skip %s: %s\n", c->name, t->why);
				n->skipped++;
				break;
			default:
				printf("FAIL %s: %s\n", c->name, t->why);
				n->failed++;
				break;
			}
			fflush(stdout);
		}
}

static void
list_cases(const char *pattern)
{
	const struct wdp_t_case *c;
	unsigned int i;

	for (i = 0; i < RTE_DIM(tables); i++)
		for (c = tables[i]; c->name != NULL; c++)
			if (selected(c->name, pattern))
				printf("%s\n", c->name);
}

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
	struct counts n = { 0 };
	struct wdp_t t;
	int ret = parse(argc, argv, &o);

	if (ret != 0)
		return ret > 0 ? 0 : 1;
	if (o.list) {
		list_cases(o.pattern);
		return 0;
	}
	memset(&t, 0, sizeof(t));
	t.seed = o.seed;
	t.seconds = o.seconds;
	t.quick = o.quick;
	printf("seed %llu, driver %s%s\n", (unsigned long long)o.seed, o.driver,
		o.quick ? ", quick" : "");
	if (pools_create(&t) != WDP_T_PASS || wdp_t_dev_open(&t, o.driver) != WDP_T_PASS) {
		printf("FAIL setup: %s\n", t.why);
		n.failed++;
	} else {
		t.strict |= o.strict;
		run_tables(&t, o.pattern, &n);
		if (n.passed + n.failed + n.skipped == 0) {
			printf("FAIL setup: no case matches %s\n", o.pattern);
			n.failed++;
		}
		wdp_t_dev_close(&t);
	}
	pools_free(&t);
	printf("%u passed, %u failed, %u skipped\n", n.passed, n.failed, n.skipped);
	fflush(stdout);
	return n.failed == 0 ? 0 : 1;
}
