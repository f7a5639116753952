/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * dpdk-test has a suite of cryptodev cases for each driver it knows, and finds the devices to
 * test by that driver's number. Loaded with LD_PRELOAD, this answers with the number of another
 * driver:
 *   LD_PRELOAD=libsuiteas.so WD_SUITE_OF=crypto_uadk WD_SUITE_ON=crypto_wd_sec dpdk-test ...
 * It says so once, so that a run without it can be told from one with it.
 */

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_cryptodev.h>

static const char *suite_of, *suite_on;
static int (*next_id_get)(const char *name);

static __attribute__((constructor)) void
suiteas_init(void)
{
	suite_of = getenv("WD_SUITE_OF");
	suite_on = getenv("WD_SUITE_ON");
	/* What this program starts, a device model for one, runs without. */
	unsetenv("LD_PRELOAD");
	*(void **)&next_id_get = dlsym(RTLD_NEXT, "rte_cryptodev_driver_id_get");
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
