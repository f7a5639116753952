/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What an op costs the application: whole API calls are timed, in sections of many ops,
 * with the device out of the way.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_launch.h>
#include <rte_lcore.h>

#ifdef WDP_T_INPROC
#include "inproc.h"
#endif
#include "main.h"
#include "options.h"
#include "perf.h"
#include "test.h"

#define SET_SMALL     1024u
#define SET_LARGE     65536u
#define OPS_PER_RUN   65536u
#define EMPTY_POLLS   64u
#define WAIT_S        5u
#define PING_ROUNDS   20000u
#define PING_WARM_UPS 1000u

struct options {
	bool all;
	bool model;
	bool shuffle;
	const char *kind; /* NULL: all of them */
	uint32_t burst;
	uint64_t instructions;
	const char *driver; /* NULL: the backend's */
	const struct wdp_p_backend *b;
};

struct target {
	const struct wdp_p_backend *b;
	uint8_t dev_id;
	bool model;
	bool inproc; /* to be stepped */
	bool refused; /* a null engine's result is none */
};

#ifdef WDP_T_INPROC
static struct wdp_inproc *null_device;
#endif

/* Cycles of one run. */
struct sample {
	uint64_t enq;
	uint64_t deq;
	uint64_t empty;
	uint64_t polls;
	uint64_t wall;
	uint64_t bad;
	uint32_t ops;
};

/*
 * The timed sections are the backend's, wdp_perf_section_*. Never inlined: valgrind's
 * --toggle-collect finds them by name, so that instructions are counted in there and nowhere
 * else.
 */

static void
empty_polls(const struct target *d, struct sample *s)
{
	void *none[32];
	uint64_t start = rte_rdtsc_precise();
	uint32_t i;

	for (i = 0; i < EMPTY_POLLS; i++)
		d->b->dequeue_once(d->dev_id, none, RTE_DIM(none));
	s->empty += rte_rdtsc_precise() - start;
	s->polls += EMPTY_POLLS;
}

/* Wait for the ops of a section; calls that find nothing are kept apart. */
static int
dequeue_from_model(const struct target *d, void **out, uint32_t n, uint32_t burst,
	struct sample *s)
{
	uint64_t end = rte_get_timer_cycles() + WAIT_S * rte_get_timer_hz(), start, took;
	uint32_t got = 0;
	uint16_t k;

	while (got < n) {
		start = rte_rdtsc_precise();
		k = d->b->dequeue_once(d->dev_id, out + got, RTE_MIN(burst, n - got));
		took = rte_rdtsc_precise() - start;
		if (k > 0) {
			s->deq += took;
			got += k;
			continue;
		}
		s->empty += took;
		s->polls++;
		if (rte_get_timer_cycles() > end) {
			fprintf(stderr, "%u ops did not come back within %u s\n", n - got, WAIT_S);
			return -ETIMEDOUT;
		}
	}
	return 0;
}

static int
step_inproc(uint32_t n)
{
#ifdef WDP_T_INPROC
	return wdp_inproc_step(null_device, n);
#else
	RTE_SET_USED(n);
	return -ENOTSUP;
#endif
}

static int
section(const struct target *d, struct wdp_p_set *set, uint32_t burst, struct sample *s)
{
	uint32_t due = wdp_p_section(d->b), n, i;
	void *out[WDP_P_SECTION], **in = wdp_p_set_take(set, due);
	uint64_t start;
	int ret;

	start = rte_rdtsc_precise();
	n = d->b->enqueue(d->dev_id, in, due, burst);
	s->enq += rte_rdtsc_precise() - start;
	if (n != due) {
		fprintf(stderr, "only %u of %u ops went in\n", n, due);
		return -EIO;
	}
	if (d->model) {
		ret = dequeue_from_model(d, out, n, burst, s);
		if (ret != 0)
			return ret;
	} else {
		ret = d->inproc ? step_inproc(n) : 0;
		if (ret != 0)
			return ret;
		start = rte_rdtsc_precise();
		n = d->b->dequeue(d->dev_id, out, due, burst);
		s->deq += rte_rdtsc_precise() - start;
		if (n != due) {
			fprintf(stderr, "only %u of %u ops came back\n", n, due);
			return -EIO;
		}
		empty_polls(d, s);
	}
	for (i = 0; i < due; i++)
		s->bad += d->b->good(out[i]) == d->refused;
	s->ops += due;
	return 0;
}

static int
one_run(const struct target *d, struct wdp_p_set *set, uint32_t burst, struct sample *s)
{
	uint64_t start = rte_rdtsc_precise();
	int ret = 0;

	memset(s, 0, sizeof(*s));
	while (s->ops < OPS_PER_RUN && ret == 0)
		ret = section(d, set, burst, s);
	s->wall = rte_rdtsc_precise() - start;
	return ret;
}

static int
measure(const struct target *d, const struct wdp_p_kind *kind, uint32_t n, uint32_t burst,
	bool shuffle)
{
	struct wdp_p_row row = { .kind = kind->name, .set = n, .burst = burst };
	struct wdp_p_set set;
	struct sample s;
	uint32_t run;
	int ret;

	ret = wdp_p_set_make(&set, d->b, kind, n, shuffle);
	for (run = 0; ret == 0 && run <= WDP_P_RUNS; run++) {
		double ring = wdp_p_ring_run(d->b, &set, OPS_PER_RUN, burst);

		ret = one_run(d, &set, burst, &s);
		if (ret != 0 || run == 0) /* the first one warms up */
			continue;
		wdp_p_add(&row.ring, ring);
		wdp_p_add(&row.enq, (double)s.enq / s.ops);
		wdp_p_add(&row.deq, (double)s.deq / s.ops);
		wdp_p_add(&row.sum, (double)(s.enq + s.deq) / s.ops);
		wdp_p_add(&row.empty, s.polls != 0 ? (double)s.empty / s.polls : 0);
		row.bad += s.bad;
		row.mops += (double)s.ops * rte_get_tsc_hz() / s.wall / 1e6 / WDP_P_RUNS;
	}
	wdp_p_set_free(&set);
	if (ret == 0)
		wdp_p_line(&row, d->model);
	return ret;
}

static int
target_start(const struct target *d, const struct wdp_p_kind *kind)
{
	int ret = d->b->start(d->dev_id, kind);

	if (ret != 0)
		fprintf(stderr, "device %u cannot be set up for %s: %s\n", d->dev_id, kind->name,
			strerror(-ret));
	return ret;
}

static int
measure_kind(const struct target *d, const struct wdp_p_kind *kind, const struct options *o)
{
	static const uint32_t sets[] = { SET_SMALL, SET_LARGE };
	static const uint32_t bursts[] = { 32, 1, 8, 128 };
	struct target t = *d;
	int ret = target_start(d, kind);
	uint32_t i, b;

	t.refused = d->inproc && d->b->null_refused != NULL && d->b->null_refused(kind);
	for (i = 0; i < RTE_DIM(sets) && ret == 0; i++)
		for (b = 0; b < (o->all ? RTE_DIM(bursts) : 1) && ret == 0; b++)
			ret = measure(&t, kind, sets[i], o->all ? bursts[b] : o->burst, o->shuffle);
	d->b->stop(d->dev_id);
	return ret;
}

/* All kinds of a device, or the one that was asked for. */
static int
measure_kinds(const struct target *d, const struct options *o, const char *only)
{
	const struct wdp_p_kind *k;
	int ret = 0;

	for (k = d->b->kinds; k->name != NULL && ret == 0; k++)
		if (only == NULL || strcmp(only, k->name) == 0)
			ret = measure_kind(d, k, o);
	return ret;
}

static int
measure_all(const struct target *d, const struct options *o)
{
	struct target peer = { .b = &wdp_p_null };
	int ret, id;

	if (wdp_p_ring_init() != 0)
		return -ENOMEM;
	if (o->shuffle)
		printf("ops and mbufs in random order\n");
	wdp_p_head(d->model);
	ret = measure_kinds(d, o, o->kind);
	id = d->b == &wdp_p_sym && !d->model ? peer.b->dev_of(peer.b->driver) : -1;
	if (ret == 0 && id >= 0) {
		peer.dev_id = id;
		ret = measure_kinds(&peer, o, NULL);
	}
	wdp_p_ring_free();
	wdp_p_remarks(d->model);
	return ret;
}

static const struct wdp_p_kind *
find_kind(const struct options *o)
{
	const struct wdp_p_kind *k;

	for (k = o->b->kinds; k->name != NULL; k++)
		if (o->kind == NULL || strcmp(o->kind, k->name) == 0)
			return k;
	return NULL;
}

/* For valgrind: as many ops as asked for, through one kind, no clock. */
static int
count_instructions(const struct target *d, const struct options *o)
{
	const struct wdp_p_kind *kind = find_kind(o);
	struct target t = *d;
	struct wdp_p_set set;
	struct sample s = { 0 };
	uint64_t n = 0;
	int ret;

	ret = target_start(d, kind);
	if (ret != 0)
		goto stop;
	t.refused = d->inproc && d->b->null_refused != NULL && d->b->null_refused(kind);
	ret = wdp_p_set_make(&set, d->b, kind, SET_SMALL, false);
	for (; ret == 0 && n < o->instructions; n += wdp_p_section(d->b))
		ret = section(&t, &set, o->burst, &s);
	wdp_p_set_free(&set);
	if (ret == 0)
		printf("%llu ops of %s in bursts of %u enqueued and dequeued, %llu not SUCCESS, "
			"%u polls that found nothing\n", (unsigned long long)n, kind->name,
			o->burst, (unsigned long long)s.bad, (unsigned int)s.polls);
stop:
	d->b->stop(d->dev_id);
	return ret;
}

/* ---- the time a cache line takes to another CPU and back ---- */

static struct {
	uint64_t ping __rte_cache_aligned;
	uint64_t pong __rte_cache_aligned;
} trip;

static int
answer(void *arg)
{
	uint64_t i;

	RTE_SET_USED(arg);
	for (i = 1; i <= PING_WARM_UPS + PING_ROUNDS; i++) {
		while (__atomic_load_n(&trip.ping, __ATOMIC_ACQUIRE) != i)
			rte_pause();
		__atomic_store_n(&trip.pong, i, __ATOMIC_RELEASE);
	}
	return 0;
}

static void
round_trip(void)
{
	unsigned int lcore = rte_get_next_lcore(-1, 1, 0);
	uint64_t i, start = 0, cycles;

	if (lcore >= RTE_MAX_LCORE ||
			rte_lcore_to_cpu_id(lcore) == rte_lcore_to_cpu_id(rte_lcore_id())) {
		printf("core-to-core round trip: needs a second lcore on another CPU (-l 0-1)\n");
		return;
	}
	memset(&trip, 0, sizeof(trip));
	if (rte_eal_remote_launch(answer, NULL, lcore) != 0)
		return;
	for (i = 1; i <= PING_WARM_UPS + PING_ROUNDS; i++) {
		if (i == PING_WARM_UPS + 1)
			start = rte_rdtsc_precise();
		__atomic_store_n(&trip.ping, i, __ATOMIC_RELEASE);
		while (__atomic_load_n(&trip.pong, __ATOMIC_ACQUIRE) != i)
			rte_pause();
	}
	cycles = rte_rdtsc_precise() - start;
	rte_eal_wait_lcore(lcore);
	printf("core-to-core round trip: %.0f cycles (%.0f ns), mean of %u\n",
		(double)cycles / PING_ROUNDS,
		(double)cycles / PING_ROUNDS * 1e9 / rte_get_tsc_hz(), PING_ROUNDS);
}

/* ---- the device ---- */

static int
open_inproc(const struct wdp_p_backend *b)
{
#ifdef WDP_T_INPROC
	const struct wdp_inproc_conf c = {
		.name = "wd_inproc",
		.driver = b->driver,
		.dev_id = b->dev_named,
		.args = "",
		.model = {
			.kind = b->model,
			.hw = WDP_MODEL_V3,
			.engine = WDP_MODEL_NULL,
			.queues = 16,
			.shadow_slots = 1024,
			.log = stderr,
		},
	};

	return wdp_inproc_open(&c, &null_device);
#else
	RTE_SET_USED(b);
	fprintf(stderr, "built without the device model (meson option model): "
		"only --model works\n");
	return -ENOTSUP;
#endif
}

#ifdef WDP_T_INPROC
static void
close_inproc(void)
{
	uint64_t n = wdp_model_complaints(wdp_inproc_model(null_device));

	if (n != 0)
		fprintf(stderr, "the model complained %" PRIu64 " times\n", n);
	wdp_inproc_close(null_device);
}
#endif

static int
open_model(const struct options *o)
{
	const char *driver = o->driver != NULL ? o->driver : o->b->driver;
	int id = o->b->dev_of(driver);

	if (id < 0)
		fprintf(stderr, "no device of driver %s: give EAL --vdev %s\n", driver, driver);
	return id < 0 ? -ENODEV : id;
}

static int
run(const struct options *o)
{
	struct target d = { .b = o->b, .model = o->model, .inproc = !o->model };
	int ret = o->model ? open_model(o) : open_inproc(o->b);

	if (ret < 0)
		return ret;
	d.dev_id = (uint8_t)ret;
	if (o->model)
		round_trip();
	ret = o->instructions != 0 ? count_instructions(&d, o) : measure_all(&d, o);
#ifdef WDP_T_INPROC
	if (!o->model)
		close_inproc();
#endif
	return ret;
}

static const char usage[] =
	"perf [options]: cycles per op of a driver, on a null device in this process\n"
	"  --device D        zip: compress_wd (this one if not given); sec: crypto_wd_sec,\n"
	"                    beside crypto_null if EAL is given --vdev crypto_null;\n"
	"                    hpre: crypto_wd_hpre\n"
	"  --all             bursts of 1, 8 and 128 as well\n"
	"  --burst N         another burst than 32 (a power of two, at most 512; hpre: 128)\n"
	"  --kind K          only this kind of operation, named as in the table\n"
	"  --shuffle         ops and mbufs in random order: the cache misses of an\n"
	"                    application whose pools have been in use for long\n"
	"  --model           on a vdev with its wd-model instead (EAL --vdev)\n"
	"  --driver NAME     with --model: on another driver, to compare\n"
	"  --instructions N  only run N ops of one kind, for valgrind; without hugepages:\n"
	"    valgrind --tool=callgrind --collect-atstart=no \\\n"
	"      --toggle-collect='wdp_perf_section_*' --callgrind-out-file=wd.out \\\n"
	"      dpdk-test-wd --no-huge -m 128 --no-pci --no-telemetry -l 0 -- \\\n"
	"      perf --instructions 65536 --kind compress-flat\n"
	"    The total it prints (\"Collected\") divided by N is instructions per op, for\n"
	"    enqueue and dequeue; wdp_perf_section_enqueue_* for one half.\n";

static const struct wdp_p_backend *
find_backend(const char *name)
{
	static const struct wdp_p_backend *const all[] = {&wdp_p_zip, &wdp_p_sym,
		&wdp_p_asym};
	unsigned int i;

	for (i = 0; i < RTE_DIM(all); i++)
		if (strcmp(name, all[i]->name) == 0)
			return all[i];
	return NULL;
}

/* 0, 1 = help was printed, or -EINVAL. */
static int
parse(int argc, char **argv, struct options *o)
{
	uint64_t burst = o->burst;
	const char *device = wdp_p_zip.name;
	const struct wdp_t_option table[] = {
		{ "all", WDP_T_OPT_FLAG, &o->all },
		{ "burst", WDP_T_OPT_NUMBER, &burst },
		{ "kind", WDP_T_OPT_TEXT, &o->kind },
		{ "device", WDP_T_OPT_TEXT, &device },
		{ "shuffle", WDP_T_OPT_FLAG, &o->shuffle },
		{ "model", WDP_T_OPT_FLAG, &o->model },
		{ "driver", WDP_T_OPT_TEXT, &o->driver },
		{ "instructions", WDP_T_OPT_NUMBER, &o->instructions },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	int ret = wdp_t_options(argc, argv, table, usage);

	if (ret != 0)
		return ret;
	o->b = find_backend(device);
	o->burst = burst;
	if (o->b == NULL)
		fprintf(stderr, "--device %s: no such device\n", device);
	else if (find_kind(o) == NULL)
		fprintf(stderr, "--kind %s: no such kind\n", o->kind);
	else if (burst == 0 || burst > wdp_p_section(o->b) || !rte_is_power_of_2(burst))
		fprintf(stderr, "--burst %" PRIu64 ": not a power of two up to %u\n", burst,
			wdp_p_section(o->b));
	else
		return 0;
	fputs(usage, stderr);
	return -EINVAL;
}

int
wdp_t_perf(int argc, char **argv)
{
	struct options o = { .burst = 32 };
	int ret = parse(argc, argv, &o);

	if (ret != 0)
		return ret > 0 ? 0 : 1;
	return run(&o) == 0 ? 0 : 1;
}
