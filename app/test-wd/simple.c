/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_lcore.h>
#include <rte_mbuf.h>

#include "simple.h"

#define BUF_B   512u
#define CHAINED 4 /* every fourth op is a chain of two */

int
wdp_t_simple_up(uint8_t dev, void **comp, void **decomp)
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
			rte_compressdev_queue_pair_setup(dev, 0, WDP_T_OPS, SOCKET_ID_ANY) != 0 ||
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

int
wdp_t_simple_ops(struct rte_comp_op **ops, void *comp, void *decomp)
{
	struct rte_mempool *op_pool = rte_comp_op_pool_create("wd_dp_ops", WDP_T_OPS, 0, 0,
		SOCKET_ID_ANY);
	struct rte_mempool *pool = rte_pktmbuf_pool_create("wd_dp_mbufs", 4 * WDP_T_OPS, 0, 0,
		RTE_PKTMBUF_HEADROOM + BUF_B, SOCKET_ID_ANY);
	/* An empty final stored block: a whole stream in five bytes. */
	static const uint8_t stream[] = {0x01, 0x00, 0x00, 0xff, 0xff};
	unsigned int i;

	if (op_pool == NULL || pool == NULL ||
			rte_comp_op_bulk_alloc(op_pool, ops, WDP_T_OPS) != WDP_T_OPS)
		return -ENOMEM;
	for (i = 0; i < WDP_T_OPS; i++) {
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

unsigned int
wdp_t_simple_drain(uint8_t dev, struct rte_comp_op **ops, unsigned int want, unsigned int *bad)
{
	uint64_t end = rte_get_timer_cycles() + WDP_T_BOUND_S * rte_get_timer_hz();
	unsigned int done = 0, i;

	*bad = 0;
	while (done < want && rte_get_timer_cycles() < end)
		done += rte_compressdev_dequeue_burst(dev, 0, ops + done, want - done);
	for (i = 0; i < done; i++)
		*bad += ops[i]->status == RTE_COMP_OP_STATUS_ERROR;
	return done;
}
