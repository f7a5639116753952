/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal.h>
#include <rte_errno.h>

#include "main.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *what;
} commands[] = {
	{ "functional", wdp_t_functional, "does the device do what the API says?" },
	{ "bringup", wdp_t_bringup, "does the device come up and go down? (any generation)" },
	{ "datapath", wdp_t_datapath, "N ops (1000000) between two marks for strace; sealed [N]; wild" },
	{ "churn", wdp_t_churn, "does every op come back once while the device is disturbed?" },
	{ "fault", wdp_t_fault, "nothing lost, nothing hung, whatever the device does?" },
	{ "interrupts", wdp_t_interrupts, "do completions, events and errors announce themselves?" },
	{ "telemetry", wdp_t_telemetry, "do /wd/devices, /wd/queues, /wd/errors say what is?" },
	{ "sym", wdp_t_sym, "does a cryptodev do what the API says? (symmetric)" },
	{ "pk", wdp_t_pk, "public key operations per second, beside OpenSSL's library" },
	{ "asym", wdp_t_asym, "does a cryptodev do what the API says? (public key)" },
	{ "perf", wdp_t_perf, "what does an op cost? (prints figures, never fails on them)" },
};

static void
usage(FILE *out)
{
	unsigned int i;

	fprintf(out, "dpdk-test-wd [EAL options] -- COMMAND [options], --help after it\n");
	for (i = 0; i < RTE_DIM(commands); i++)
		fprintf(out, "  %-10s  %s\n", commands[i].name, commands[i].what);
}

int
main(int argc, char **argv)
{
	unsigned int i;
	int n, ret = 1;

	n = rte_eal_init(argc, argv);
	if (n < 0) {
		fprintf(stderr, "EAL does not start: %s\n", rte_strerror(rte_errno));
		return 1;
	}
	argc -= n;
	argv += n;
	for (i = 0; argc > 1 && i < RTE_DIM(commands); i++)
		if (strcmp(argv[1], commands[i].name) == 0) {
			ret = commands[i].run(argc - 1, argv + 1);
			goto out;
		}
	usage(stderr);
out:
	rte_eal_cleanup();
	return ret;
}
