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

#define DRIVER   "compress_wd"
#define OPS      256u
#define BURST    32u
#define BUF_B    512u
#define COUNT    1000000u
#define CHAINED  4 /* every fourth op is a chain of two */
#define LOST_S   5 /* a lost device is reported long before */
#define WILD_OPS 64u
#define WILD_IOVA UINT64_C(0xdead00000000)

static void
mark(const char *text)
{
	/* One write, not buffered: it must stand where it happens. */
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		abort();
}

static int
device_up(uint8_t dev, void **comp, void **decomp)
{
	struct rte_compressdev_config conf = {
		.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = 1, .max_nb_priv_xforms = 2,
	};
	struct rte_comp_xform c = {
		.type = RTE_COMP_COMPRESS,
		.compress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15, .level = 1},
	};
	struct rte_comp_xform d = {
		.type = RTE_COMP_DECOMPRESS,
		.decompress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15},
	};

	if (rte_compressdev_configure(dev, &conf) != 0 ||
			rte_compressdev_queue_pair_setup(dev, 0, OPS, SOCKET_ID_ANY) != 0 ||
			rte_compressdev_start(dev) != 0 ||
			rte_compressdev_private_xform_create(dev, &c, comp) != 0 ||
			rte_compressdev_private_xform_create(dev, &d, decomp) != 0)
		return -EIO;
	return 0;
}

static struct rte_mbuf *
buffer(struct rte_mempool *pool, int chained)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(pool);
	struct rte_mbuf *tail = chained && m != NULL ? rte_pktmbuf_alloc(pool) : NULL;
	char *p = m != NULL ? rte_pktmbuf_append(m, BUF_B) : NULL;

	if (p == NULL || (chained && (tail == NULL || rte_pktmbuf_append(tail, BUF_B) == NULL)))
		return NULL;
	memset(p, 'w', BUF_B);
	if (chained)
		rte_pktmbuf_chain(m, tail);
	return m;
}

static int
make_ops(struct rte_comp_op **ops, void *comp, void *decomp)
{
	struct rte_mempool *op_pool = rte_comp_op_pool_create("wd_dp_ops", OPS, 0, 0,
		SOCKET_ID_ANY);
	struct rte_mempool *pool = rte_pktmbuf_pool_create("wd_dp_mbufs", 4 * OPS, 0, 0,
		RTE_PKTMBUF_HEADROOM + BUF_B, SOCKET_ID_ANY);
	/* An empty final stored block: a whole stream in five bytes. */
	static const uint8_t stream[] = {0x01, 0x00, 0x00, 0xff, 0xff};
	unsigned int i;

	if (op_pool == NULL || pool == NULL || rte_comp_op_bulk_alloc(op_pool, ops, OPS) != OPS)
		return -ENOMEM;
	for (i = 0; i < OPS; i++) {
		int chained = i % CHAINED == 0, inflate = i % 2;

		ops[i]->m_src = buffer(pool, chained);
		ops[i]->m_dst = buffer(pool, chained);
		if (ops[i]->m_src == NULL || ops[i]->m_dst == NULL)
			return -ENOMEM;
		ops[i]->op_type = RTE_COMP_OP_STATELESS;
		ops[i]->flush_flag = RTE_COMP_FLUSH_FINAL;
		ops[i]->private_xform = inflate ? decomp : comp;
		ops[i]->src.length = inflate ? sizeof(stream) : ops[i]->m_src->pkt_len;
		if (inflate)
			memcpy(rte_pktmbuf_mtod(ops[i]->m_src, void *), stream, sizeof(stream));
	}
	return 0;
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

/* Within a bound of seconds; counts what came back and what of it failed. */
static unsigned int
drain(uint8_t dev, struct rte_comp_op **ops, unsigned int want, unsigned int *bad)
{
	uint64_t end = rte_get_timer_cycles() + LOST_S * rte_get_timer_hz();
	unsigned int done = 0, i;

	*bad = 0;
	while (done < want && rte_get_timer_cycles() < end)
		done += rte_compressdev_dequeue_burst(dev, 0, ops + done, want - done);
	for (i = 0; i < done; i++)
		*bad += ops[i]->status == RTE_COMP_OP_STATUS_ERROR;
	return done;
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
	done = drain(dev, back, n, &bad);
	ops[8]->m_src->buf_iova = iova;
	printf("%s wild/in_flight: %u of %u came back, %u with an error\n",
		done == WILD_OPS && bad > 0 ? "ok" : "FAIL", done, n, bad);
	if (done != WILD_OPS || bad == 0)
		return 1;
	n = rte_compressdev_enqueue_burst(dev, 0, ops, WILD_OPS);
	done = drain(dev, back, n, &bad);
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
	if (rte_compressdev_devices_get(DRIVER, &dev, 1) != 1 ||
			device_up(dev, &comp, &decomp) != 0 || make_ops(ops, comp, decomp) != 0) {
		printf("FAIL setup: no device " DRIVER ", or no memory\n");
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
