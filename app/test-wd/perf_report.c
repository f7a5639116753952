/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "perf.h"

void
wdp_p_add(struct wdp_p_series *s, double v)
{
	if (s->n < WDP_P_RUNS)
		s->v[s->n++] = v;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The value that a share of the runs stays at or below. */
static double
quantile(const struct wdp_p_series *s, double share)
{
	double v[WDP_P_RUNS];

	if (s->n == 0)
		return 0;
	memcpy(v, s->v, s->n * sizeof(v[0]));
	qsort(v, s->n, sizeof(v[0]), by_value);
	return v[(uint32_t)(share * (s->n - 1) + 0.5)];
}

double
wdp_p_min(const struct wdp_p_series *s)
{
	return quantile(s, 0);
}

double
wdp_p_median(const struct wdp_p_series *s)
{
	return quantile(s, 0.5);
}

double
wdp_p_p90(const struct wdp_p_series *s)
{
	return quantile(s, 0.9);
}

void
wdp_p_head(bool model)
{
	printf("TSC cycles per op, median/min/p90 of %u runs; empty: per poll that finds nothing; "
		"ring: bare ring of the same run\n", WDP_P_RUNS);
	printf("%-22s %6s %5s | %-17s | %-17s | %-17s | %6s | %6s %5s%s\n", "kind", "ops", "burst",
		"enqueue", "dequeue", "both", "empty", "ring", "ratio", model ? " |  Mop/s" : "");
}

static void
cell(const struct wdp_p_series *s)
{
	printf(" %5.1f/%5.1f/%5.1f |", wdp_p_median(s), wdp_p_min(s), wdp_p_p90(s));
}

void
wdp_p_line(const struct wdp_p_row *r, bool model)
{
	double floor = wdp_p_median(&r->ring);

	printf("%-22s %6u %5u |", r->kind, r->set, r->burst);
	cell(&r->enq);
	cell(&r->deq);
	cell(&r->sum);
	printf(" %6.1f | %6.1f %5.2f", wdp_p_median(&r->empty), floor,
		floor > 0 ? wdp_p_median(&r->sum) / floor : 0.0);
	if (model)
		printf(" | %6.2f", r->mops);
	if (r->bad != 0)
		printf("  (%llu ops did not end as SUCCESS: these figures are void)",
			(unsigned long long)r->bad);
	printf("\n");
	fflush(stdout);
}

void
wdp_p_remarks(bool model)
{
	if (model)
		printf("wd-model on another CPU: every figure contains cache lines that travel "
			"between the two, see the round trip above; compare with the ring and the "
			"in-process figures, not with hardware\n");
	else
		printf("in-process null device, stepped between the timed sections: descriptors "
			"and completions are in this CPU's caches\n");
	printf("what x86 hides: rte_io_wmb and rte_io_rmb are compiler barriers here (dmb on "
		"arm64), and a doorbell is a store to ordinary memory (on hardware a posted MMIO "
		"store, one per ring and burst)\n");
}
