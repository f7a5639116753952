/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * R1: no system call on the data path. A million operations between two marks written to
 * standard error; under strace no line of this thread may stand between the marks
 * (app/test-wd/scripts/tests-pmd.sh).
 */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <rte_compressdev.h>
#include <rte_cycles.h>
#include <rte_lcore.h>
#include <rte_mbuf.h>

#include "main.h"
#include "simple.h"

#define OPS      WDP_T_OPS
#define BURST    32u
#define COUNT    1000000u
#define WILD_OPS 64u
#define WILD_IOVA UINT64_C(0xdead00000000)

static void
mark(const char *text)
{
	/* One write, not buffered: it must stand where it happens. */
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		abort();
}

/* @return operations that failed. */
static unsigned int
run(uint8_t dev, struct rte_comp_op **ops, unsigned int count)
{
	unsigned int free_ops = OPS, sent = 0, done = 0, bad = 0;

	while (done < count) {
		unsigned int n = RTE_MIN(RTE_MIN(BURST, free_ops), count - sent), i;
		struct rte_comp_op *back[BURST];

		n = rte_compressdev_enqueue_burst(dev, 0, ops + OPS - free_ops, n);
		free_ops -= n;
		sent += n;
		n = rte_compressdev_dequeue_burst(dev, 0, back, BURST);
		for (i = 0; i < n; i++) {
			bad += back[i]->status != RTE_COMP_OP_STATUS_SUCCESS;
			/* Back to the array's free end. */
			free_ops++;
			ops[OPS - free_ops] = back[i];
		}
		done += n;
	}
	return bad;
}

/*
 * R5: an address the device cannot reach makes it close its AXI master. Everything accepted
 * must come back, with an error, and so must what is enqueued afterwards.
 */
static int
wild_address(uint8_t dev, struct rte_comp_op **ops)
{
	struct rte_comp_op *back[OPS];
	rte_iova_t iova = ops[8]->m_src->buf_iova;
	unsigned int n, done, bad;

	ops[8]->m_src->buf_iova = WILD_IOVA;
	n = rte_compressdev_enqueue_burst(dev, 0, ops, WILD_OPS);
	done = wdp_t_simple_drain(dev, back, n, &bad);
	ops[8]->m_src->buf_iova = iova;
	printf("%s wild/in_flight: %u of %u came back, %u with an error\n",
		done == WILD_OPS && bad > 0 ? "ok" : "FAIL", done, n, bad);
	if (done != WILD_OPS || bad == 0)
		return 1;
	n = rte_compressdev_enqueue_burst(dev, 0, ops, WILD_OPS);
	done = wdp_t_simple_drain(dev, back, n, &bad);
	printf("%s wild/afterwards: %u of %u came back, %u with an error\n",
		n > 0 && done == n && bad == n ? "ok" : "FAIL", done, n, bad);
	return n == 0 || done != n || bad != n;
}

int
wdp_t_datapath(int argc, char **argv)
{
	unsigned int count = COUNT, bad;
	struct rte_comp_op *ops[OPS];
	void *comp, *decomp;
	int wild = 0, ret;
	uint8_t dev;

	if (argc > 1 && strcmp(argv[1], "wild") == 0)
		wild = 1;
	else if (argc > 1)
		count = strtoul(argv[1], NULL, 0);
	if (rte_compressdev_devices_get(WDP_T_DRIVER, &dev, 1) != 1 ||
			wdp_t_simple_up(dev, &comp, &decomp) != 0 ||
			wdp_t_simple_ops(ops, comp, decomp) != 0) {
		printf("FAIL setup: no device " WDP_T_DRIVER ", or no memory\n");
		return 1;
	}
	run(dev, ops, OPS); /* everything has been touched once */
	if (wild) {
		ret = wild_address(dev, ops);
		rte_compressdev_stop(dev);
		rte_compressdev_close(dev);
		return ret;
	}
	mark("wd-datapath-begin\n");
	bad = run(dev, ops, count);
	mark("wd-datapath-end\n");
	rte_compressdev_stop(dev);
	rte_compressdev_close(dev);
	printf("%s datapath: %u ops, %u failed\n", bad == 0 ? "ok" : "FAIL", count, bad);
	return bad != 0;
}
