/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Bring-up alone, for generations that offer no algorithm: configure, all queue pairs, start,
 * stop, release, close, again and again.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_compressdev.h>
#include <rte_dev.h>
#include <rte_lcore.h>

#include "main.h"
#include "options.h"

#define DRIVER       "compress_wd"
#define ROUNDS       5
#define DESC         32u
#define QUEUES_EVERY 64u /* all queue pairs in the first round, this many afterwards */

static unsigned int passed, failed;

static int
check(int good, unsigned int round, const char *what, int ret)
{
	if (good)
		return 0;
	printf("FAIL round %u, %s: %d\n", round, what, ret);
	failed++;
	return -1;
}

static int
round_trip(uint8_t dev, unsigned int round, unsigned int nb)
{
	struct rte_compressdev_config conf = {
		.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = nb, .max_nb_priv_xforms = 1,
	};
	unsigned int i;
	int ret;

	ret = rte_compressdev_configure(dev, &conf);
	if (check(ret == 0, round, "configure", ret) < 0)
		return -1;
	for (i = 0; i < nb; i++) {
		ret = rte_compressdev_queue_pair_setup(dev, i, DESC, SOCKET_ID_ANY);
		if (check(ret == 0, round, "queue pair", ret) < 0)
			return -1;
	}
	ret = rte_compressdev_start(dev);
	if (check(ret == 0, round, "start", ret) < 0)
		return -1;
	for (i = 0; i < nb; i++) {
		struct rte_comp_op *op;

		ret = rte_compressdev_dequeue_burst(dev, i, &op, 1);
		if (check(ret == 0, round, "an op out of nowhere", ret) < 0)
			return -1;
	}
	rte_compressdev_stop(dev);
	ret = rte_compressdev_close(dev);
	return check(ret == 0, round, "close", ret);
}

/* What is offered is taken, what is not is refused. */
static int
offers(uint8_t dev, int expect_none)
{
	struct rte_comp_xform x = {
		.type = RTE_COMP_COMPRESS,
		.compress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15, .level = 1},
	};
	struct rte_compressdev_info info;
	void *priv = NULL;
	int none, ret;

	rte_compressdev_info_get(dev, &info);
	none = info.capabilities[0].algo == RTE_COMP_ALGO_UNSPECIFIED;
	ret = rte_compressdev_private_xform_create(dev, &x, &priv);
	if (ret == 0)
		rte_compressdev_private_xform_free(dev, priv);
	if (check(!expect_none || none, 0, "an algorithm is offered", 0) < 0)
		return -1;
	return check(none ? ret == -ENOTSUP : ret == 0, 0, "private xform", ret);
}

/*
 * Unplugged and plugged in again, under its old name: the library alone could not do that
 * (its memory of the device is never freed).
 */
static int
replug(uint8_t *dev, unsigned int round, const char *args)
{
	int ret = rte_eal_hotplug_remove("vdev", DRIVER);

	if (check(ret == 0, round, "unplug", ret) < 0)
		return -1;
	if (check(rte_compressdev_devices_get(DRIVER, dev, 1) == 0, round, "still there", 0) < 0)
		return -1;
	ret = rte_eal_hotplug_add("vdev", DRIVER, args);
	if (check(ret == 0, round, "plug", ret) < 0)
		return -1;
	return check(rte_compressdev_devices_get(DRIVER, dev, 1) == 1, round, "not there", 0);
}

static const char usage[] =
	"bringup [--no-algorithm] [--rounds N] [--replug ARGS]: configure to close\n"
	"  --no-algorithm  the device must offer none (V2)\n"
	"  --rounds N      how often (" RTE_STR(ROUNDS) ")\n"
	"  --replug ARGS   unplug vdev " DRIVER " before each round but the first, plug it in\n"
	"                  again with these devargs\n";

int
wdp_t_bringup(int argc, char **argv)
{
	struct rte_compressdev_info info;
	uint64_t round, rounds = ROUNDS;
	bool no_algorithm = false;
	const char *args = NULL;
	const struct wdp_t_option table[] = {
		{ "no-algorithm", WDP_T_OPT_FLAG, &no_algorithm },
		{ "rounds", WDP_T_OPT_NUMBER, &rounds },
		{ "replug", WDP_T_OPT_TEXT, &args },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	uint8_t dev;
	int ret = wdp_t_options(argc, argv, table, usage);

	if (ret != 0)
		return ret < 0;
	if (rte_compressdev_devices_get(DRIVER, &dev, 1) != 1) {
		printf("FAIL setup: no compressdev of driver " DRIVER "\n"
			"0 passed, 1 failed, 0 skipped\n");
		return 1;
	}
	rte_compressdev_info_get(dev, &info);
	if (offers(dev, no_algorithm) == 0) {
		printf("ok bringup/offers\n");
		passed++;
	}
	for (round = 0; round < rounds && failed == 0; round++) {
		unsigned int nb = round == 0 ? info.max_nb_queue_pairs :
			RTE_MIN(QUEUES_EVERY, info.max_nb_queue_pairs);

		if (args != NULL && round > 0 && replug(&dev, round, args) < 0)
			break;
		if (round_trip(dev, round, nb) == 0) {
			printf("ok bringup/round %u, %u queue pairs\n", (unsigned int)round, nb);
			passed++;
		}
	}
	printf("%u passed, %u failed, 0 skipped\n", passed, failed);
	return failed == 0 ? 0 : 1;
}
