/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Public key operations per second on a device, with its queue kept filled, and the same ones by
 * OpenSSL's library on one CPU. Every result of the device is checked, signatures now and then.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_pause.h>

#include "main.h"
#include "options.h"
#include "perf.h"
#include "pk_keys.h"
#include "test.h"

#define WINDOW   64u /* operations in flight */
#define BURST    32u
#define WAIT_S   60u /* for an operation, on a machine that is busy */
#define CHECK    64u /* every so many signatures one is verified: that takes OpenSSL long */
#define MS_MAX   60000u

struct pk {
	const struct wdp_p_backend *b;
	const struct wdp_p_kind *kind;
	uint8_t dev;
	uint64_t ms;
	uint64_t done;
	uint64_t wrong;
};

static void
check(struct pk *p, void **ops, uint16_t n)
{
	uint16_t i;

	for (i = 0; i < n; i++) {
		bool look = p->kind->arg != WDP_PK_ECDSA_SIGN || p->done % CHECK == 0;

		p->wrong += !(look ? p->b->right(ops[i], p->kind) : p->b->good(ops[i]));
		p->done++;
	}
}

/* Keep WINDOW operations in flight until the time is over; then take the rest back. */
static int
keep_busy(struct pk *p, void **ops, double *per_s)
{
	uint64_t start = rte_get_timer_cycles(), hz = rte_get_timer_hz(), now = start;
	uint64_t end = start + p->ms * hz / 1000, last = start;
	void *free_ops[WINDOW], *got[BURST];
	uint32_t nb_free = WINDOW, n;

	memcpy(free_ops, ops, sizeof(free_ops));
	while (nb_free < WINDOW || now < end) {
		if (now < end && nb_free >= BURST) {
			n = p->b->enqueue(p->dev, &free_ops[nb_free - BURST], BURST, BURST);
			/* What did not go in is at the end of the burst. */
			memmove(&free_ops[nb_free - BURST], &free_ops[nb_free - BURST + n],
				(BURST - n) * sizeof(*free_ops));
			nb_free -= n;
		}
		n = p->b->dequeue_once(p->dev, got, BURST);
		check(p, got, n);
		memcpy(&free_ops[nb_free], got, n * sizeof(*got));
		nb_free += n;
		now = rte_get_timer_cycles();
		if (n != 0)
			last = now;
		else
			rte_pause();
		if (now - last > WAIT_S * hz) {
			fprintf(stderr, "%u operations did not come back within %u s\n",
				WINDOW - nb_free, WAIT_S);
			return -ETIMEDOUT;
		}
	}
	*per_s = (double)p->done * hz / (last - start);
	return 0;
}

static int
device_rate(struct pk *p, double *per_s)
{
	struct wdp_p_set set = {0};
	int ret = p->b->start(p->dev, p->kind);

	p->done = p->wrong = 0;
	if (ret == 0)
		ret = wdp_p_set_make(&set, p->b, p->kind, WINDOW, false);
	if (ret == 0)
		ret = keep_busy(p, set.ops, per_s);
	else
		fprintf(stderr, "device %u cannot be set up for %s: %s\n", p->dev, p->kind->name,
			strerror(-ret));
	wdp_p_set_free(&set);
	return ret;
}

static int
software_rate(const struct pk *p, double *per_s)
{
	uint64_t start, hz = rte_get_timer_hz(), now, n = 0;
	struct wdp_pk_soft w;
	bool ok = wdp_pk_soft_init(&w, wdp_p_asym_keys(), p->kind->arg);

	start = now = rte_get_timer_cycles();
	while (ok && now - start < p->ms * hz / 1000) {
		ok = wdp_pk_soft_do(&w);
		n++;
		now = rte_get_timer_cycles();
	}
	wdp_pk_soft_free(&w);
	if (!ok)
		fprintf(stderr, "OpenSSL fails at %s\n", p->kind->name);
	*per_s = (double)n * hz / (now - start);
	return ok ? 0 : -EIO;
}

static int
measure(struct pk *p)
{
	double device = 0, software = 0;
	int ret = device_rate(p, &device);

	/* With the same keys. */
	if (ret == 0)
		ret = software_rate(p, &software);
	p->b->stop(p->dev);
	if (ret != 0)
		return ret;
	printf("%-22s %12.1f %12.1f %10" PRIu64 " %6" PRIu64 "\n", p->kind->name, device, software,
		p->done, p->wrong);
	fflush(stdout);
	return p->wrong == 0 ? 0 : -EIO;
}

static const char usage[] =
	"pk [options]: public key operations per second, on a device and by OpenSSL's library\n"
	"  --driver NAME  of the device (crypto_wd_hpre)\n"
	"  --ms N         time for each of the two, and for each kind of operation (1000)\n"
	"  --kind K       only this kind, named as in the table\n";

int
wdp_t_pk(int argc, char **argv)
{
	struct pk p = {.b = &wdp_p_asym, .ms = 1000};
	const char *driver = p.b->driver, *kind = NULL;
	const struct wdp_t_option table[] = {
		{ "driver", WDP_T_OPT_TEXT, &driver },
		{ "ms", WDP_T_OPT_NUMBER, &p.ms },
		{ "kind", WDP_T_OPT_TEXT, &kind },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	int ret = wdp_t_options(argc, argv, table, usage), id, known = 0;

	if (ret != 0)
		return ret > 0 ? 0 : 1;
	id = p.b->dev_of(driver);
	if (id < 0 || p.ms == 0 || p.ms > MS_MAX) {
		if (id < 0)
			fprintf(stderr, "no device of driver %s: give EAL --vdev %s\n", driver,
				driver);
		else
			fprintf(stderr, "--ms %" PRIu64 ": from 1 to %u\n", p.ms, MS_MAX);
		return 1;
	}
	p.dev = id;
	printf("%-22s %12s %12s %10s %6s\n", "operations per second", "device", "OpenSSL", "checked",
		"wrong");
	for (p.kind = p.b->kinds; p.kind->name != NULL && ret == 0; p.kind++)
		if (kind == NULL || strcmp(kind, p.kind->name) == 0) {
			known++;
			ret = measure(&p);
		}
	if (known == 0)
		fprintf(stderr, "--kind %s: no such kind\n", kind);
	return ret == 0 && known != 0 ? 0 : 1;
}
