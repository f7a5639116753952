/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <rte_mempool.h>

#include "runner.h"

#define TINY_ROOM_B 272u
#define TINY_COUNT  20000u
#define MID_ROOM_B  4480u
#define MID_COUNT   1500u
#define LARGE_COUNT 450u

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

int
wdp_t_pools_create(struct wdp_t *t)
{
	t->tiny = rte_pktmbuf_pool_create("wdp_t_tiny", TINY_COUNT, 0, 0, TINY_ROOM_B,
		SOCKET_ID_ANY);
	t->mid = rte_pktmbuf_pool_create("wdp_t_mid", MID_COUNT, 0, 0, MID_ROOM_B,
		SOCKET_ID_ANY);
	t->large = rte_pktmbuf_pool_create("wdp_t_large", LARGE_COUNT, 0, 0, UINT16_MAX,
		SOCKET_ID_ANY);
	WDP_T_CHECK(t, t->tiny != NULL && t->mid != NULL && t->large != NULL, "no memory for the "
		"test buffers: about 60 MiB of EAL memory are needed (-m, hugepages)");
	return WDP_T_PASS;
}

void
wdp_t_pools_free(struct wdp_t *t)
{
	rte_mempool_free(t->tiny);
	rte_mempool_free(t->mid);
	rte_mempool_free(t->large);
}

int
wdp_t_pool_full(struct wdp_t *t, const struct rte_mempool *mp)
{
	WDP_T_CHECK(t, rte_mempool_avail_count(mp) == mp->size,
		"%u objects of pool %s were not given back", mp->size - rte_mempool_avail_count(mp),
		mp->name);
	return WDP_T_PASS;
}

/* Everything the case took is back: a driver that kept an mbuf or an op shows here. */
static int
kept(struct wdp_t *t, const struct wdp_t_suite *s)
{
	WDP_T_TRY(wdp_t_pool_full(t, t->tiny));
	WDP_T_TRY(wdp_t_pool_full(t, t->mid));
	WDP_T_TRY(wdp_t_pool_full(t, t->large));
	return s->kept(t);
}

static int
run_case(struct wdp_t *t, const struct wdp_t_suite *s, const struct wdp_t_case *c)
{
	int ret;

	t->why[0] = '\0';
	wdp_t_rnd_init(&t->rnd, t->seed, c->name);
	ret = s->begin(t);
	if (ret == WDP_T_PASS)
		ret = c->run(t, c->arg);
	s->end(t, ret);
	wdp_t_chain_free_all(t);
	if (ret == WDP_T_PASS)
		ret = kept(t, s);
	return ret;
}

static bool
selected(const char *name, const char *pattern)
{
	return pattern == NULL || fnmatch(pattern, name, 0) == 0 || strstr(name, pattern) != NULL;
}

static void
report(const struct wdp_t *t, const struct wdp_t_case *c, int ret, struct wdp_t_counts *n)
{
	switch (ret) {
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

void
wdp_t_suite_run(struct wdp_t *t, const struct wdp_t_suite *s, const char *pattern,
	struct wdp_t_counts *n)
{
	const struct wdp_t_case *c;
	unsigned int i;

	for (i = 0; s->tables[i] != NULL; i++)
		for (c = s->tables[i]; c->name != NULL; c++)
			if (selected(c->name, pattern))
				report(t, c, run_case(t, s, c), n);
	if (n->passed + n->failed + n->skipped == 0) {
		printf("FAIL setup: no case matches %s\n", pattern);
		n->failed++;
	}
}

void
wdp_t_suite_list(const struct wdp_t_suite *s, const char *pattern)
{
	const struct wdp_t_case *c;
	unsigned int i;

	for (i = 0; s->tables[i] != NULL; i++)
		for (c = s->tables[i]; c->name != NULL; c++)
			if (selected(c->name, pattern))
				printf("%s\n", c->name);
}

void
wdp_t_suite_setup_failed(const struct wdp_t *t, struct wdp_t_counts *n)
{
	printf("FAIL setup: %s\n", t->why);
	n->failed++;
}

int
wdp_t_suite_total(const struct wdp_t_counts *n)
{
	printf("%u passed, %u failed, %u skipped\n", n->passed, n->failed, n->skipped);
	fflush(stdout);
	return n->failed == 0 ? 0 : 1;
}
