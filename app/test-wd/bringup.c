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

#include <rte_dev.h>

#include "load.h"
#include "main.h"
#include "options.h"

#define ROUNDS       5
#define DESC         32u
#define QUEUES_EVERY 64u /* all queue pairs in the first round, this many afterwards */

static const struct wdp_t_load_ops *ops;
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
	const char *step;
	unsigned int i;
	int ret;

	ret = ops->up(dev, nb, DESC, &step);
	if (check(ret == 0, round, step, ret) < 0)
		return -1;
	for (i = 0; i < nb; i++) {
		void *op;

		ret = ops->dequeue(dev, i, &op, 1);
		if (check(ret == 0, round, "an op out of nowhere", ret) < 0)
			return -1;
	}
	ret = ops->down(dev);
	return check(ret == 0, round, "close", ret);
}

/* What is offered is taken, what is not is refused. */
static int
offers(uint8_t dev, int expect_none)
{
	bool none;
	int ret = ops->offer(dev, &none);

	if (check(!expect_none || none, 0, "an algorithm is offered", 0) < 0)
		return -1;
	return check(none ? ret == -ENOTSUP : ret == 0, 0, "session or private xform", ret);
}

/*
 * Unplugged and plugged in again, under its old name: the library alone could not do that
 * (its memory of the device is never freed).
 */
static int
replug(uint8_t *dev, unsigned int round, const char *args)
{
	int ret = rte_eal_hotplug_remove("vdev", ops->driver);

	if (check(ret == 0, round, "unplug", ret) < 0)
		return -1;
	if (check(ops->find(dev, 1) == 0, round, "still there", 0) < 0)
		return -1;
	ret = rte_eal_hotplug_add("vdev", ops->driver, args);
	if (check(ret == 0, round, "plug", ret) < 0)
		return -1;
	return check(ops->find(dev, 1) == 1, round, "not there", 0);
}

static const char usage[] =
	"bringup [--no-algorithm] [--rounds N] [--replug ARGS]: configure to close\n"
	WDP_T_LOAD_USAGE
	"  --no-algorithm  the device must offer none (V2)\n"
	"  --rounds N      how often (" RTE_STR(ROUNDS) ")\n"
	"  --replug ARGS   unplug the vdev before each round but the first, plug it in\n"
	"                  again with these devargs\n";

int
wdp_t_bringup(int argc, char **argv)
{
	uint64_t round, rounds = ROUNDS;
	bool no_algorithm = false;
	const char *args = NULL;
	const struct wdp_t_option table[] = {
		{ "no-algorithm", WDP_T_OPT_FLAG, &no_algorithm },
		{ "rounds", WDP_T_OPT_NUMBER, &rounds },
		{ "replug", WDP_T_OPT_TEXT, &args },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	unsigned int max;
	uint8_t dev;
	int ret;

	ops = wdp_t_load_driver(&argc, argv);
	ret = ops != NULL ? wdp_t_options(argc, argv, table, usage) : -EINVAL;
	if (ret != 0)
		return ret < 0;
	ret = wdp_t_load_device(ops, "bringup");
	if (ret < 0)
		return 1;
	dev = ret;
	max = ops->max_qps(dev);
	if (offers(dev, no_algorithm) == 0) {
		printf("ok bringup/offers\n");
		passed++;
	}
	for (round = 0; round < rounds && failed == 0; round++) {
		unsigned int nb = round == 0 ? max : RTE_MIN(QUEUES_EVERY, max);

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
