/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * dpdk-test has a suite of cryptodev cases for each driver it knows, and finds the devices to
 * test by that driver's number. Loaded with LD_PRELOAD, this answers with the number of another
 * driver:
 *   LD_PRELOAD=libsuiteas.so WD_SUITE_OF=crypto_uadk WD_SUITE_ON=crypto_wd_sec dpdk-test ...
 * It says so once, so that a run without it can be told from one with it.
 *
 * And it is patient: the cases of the raw data path give up after 65535 looks, a few
 * milliseconds, in which a device model may not even get a CPU.
 */

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rte_cryptodev.h>

#define PATIENCE_S 2 /* once: a device that is dead stays so */
#define PAUSE_NS   20000

static const char *suite_of, *suite_on;
static uint32_t (*next_dequeue)(struct rte_crypto_raw_dp_ctx *ctx,
	rte_cryptodev_raw_get_dequeue_count_t get_count, uint32_t max,
	rte_cryptodev_raw_post_dequeue_t post, void **user, uint8_t is_array, uint32_t *n_success,
	int *status);
static int (*next_id_get)(const char *name);

static __attribute__((constructor)) void
suiteas_init(void)
{
	suite_of = getenv("WD_SUITE_OF");
	suite_on = getenv("WD_SUITE_ON");
	/* What this program starts, a device model for one, runs without. */
	unsetenv("LD_PRELOAD");
	*(void **)&next_id_get = dlsym(RTLD_NEXT, "rte_cryptodev_driver_id_get");
	*(void **)&next_dequeue = dlsym(RTLD_NEXT, "rte_cryptodev_raw_dequeue_burst");
}

int
rte_cryptodev_driver_id_get(const char *name)
{
	static bool said;
	int id;

	if (next_id_get == NULL)
		return -1;
	if (name == NULL || suite_of == NULL || suite_on == NULL || strcmp(name, suite_of) != 0)
		return next_id_get(name);
	id = next_id_get(suite_on);
	if (!said) {
		said = true;
		fprintf(stderr, "suiteas: the suite of %s runs on %s, driver %d\n", suite_of,
			suite_on, id);
	}
	return id;
}

uint32_t
rte_cryptodev_raw_dequeue_burst(struct rte_crypto_raw_dp_ctx *ctx,
	rte_cryptodev_raw_get_dequeue_count_t get_count, uint32_t max,
	rte_cryptodev_raw_post_dequeue_t post, void **user, uint8_t is_array, uint32_t *n_success,
	int *status)
{
	static uint64_t waits = PATIENCE_S * 1000000000ull / PAUSE_NS;
	const struct timespec pause = {.tv_nsec = PAUSE_NS};
	unsigned int looks = 0;
	uint32_t n;

	while ((n = next_dequeue(ctx, get_count, max, post, user, is_array, n_success,
			status)) == 0 && *status >= 0 && waits != 0) {
		/* Mostly it is a matter of microseconds. */
		if (++looks > 1000 && nanosleep(&pause, NULL) == 0)
			waits--;
	}
	return n;
}
