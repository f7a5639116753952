/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* SGL builder: the example of doc/hw/qm.md 28.9 and chains of every length. */

#include <string.h>

#include "qm/wdp_sgl.h"
#include "wdp_unit.h"

#define BLOCKS 128
#define POOL_IOVA 0x200000000
#define SEGS_MAX 600
#define DATA_IOVA 0x150000000
#define SEG_STRIDE 0x10000

static uint8_t blocks[BLOCKS * WDP_SGL_BLOCK_B] __rte_aligned(WDP_SGL_BLOCK_B);
static struct rte_mbuf mbufs[SEGS_MAX];

static const struct wdp_sgl_pool pool = {.mem = blocks, .iova = POOL_IOVA, .mask = BLOCKS - 1};

/* A chain of segs segments; segment i holds len(i) bytes at DATA_IOVA + i * SEG_STRIDE. */
static struct rte_mbuf *
chain(unsigned int segs, uint16_t (*len)(unsigned int))
{
	unsigned int i;

	memset(mbufs, 0, sizeof(mbufs));
	memset(blocks, 0xee, sizeof(blocks));
	for (i = 0; i < segs; i++) {
		mbufs[i].buf_iova = DATA_IOVA + (uint64_t)i * SEG_STRIDE - 128;
		mbufs[i].data_off = 128;
		mbufs[i].data_len = len(i);
		mbufs[i].next = i + 1 < segs ? &mbufs[i + 1] : NULL;
		mbufs[0].pkt_len += len(i);
	}
	mbufs[0].nb_segs = segs;
	return &mbufs[0];
}

static uint16_t len_2048(unsigned int i) { (void)i; return 2048; }
static uint16_t len_one(unsigned int i) { (void)i; return 1; }
static uint16_t len_mixed(unsigned int i) { return i % 3 == 1 ? 0 : 100 + i; }

/* Walk a list as the device does; sums entries and bytes, checks the headers. */
static void
walk(uint64_t iova, unsigned int *entries, uint64_t *bytes, unsigned int *lists)
{
	*entries = *lists = 0;
	*bytes = 0;
	while (iova != 0) {
		const struct wdp_sgl *s;
		unsigned int i;

		assert_int_equal(iova % WDP_SGL_ALIGN, 0);
		assert_true(iova >= POOL_IOVA && iova < POOL_IOVA + sizeof(blocks));
		s = (const struct wdp_sgl *)(blocks + (iova - POOL_IOVA));
		assert_int_equal(s->capacity, WDP_SGL_BLOCK_SGE);
		assert_true(s->valid_num >= 1 && s->valid_num <= s->capacity);
		for (i = 0; i < s->valid_num; i++) {
			assert_int_not_equal(s->sge[i].len, 0);
			assert_int_equal(s->sge[i].pad, 0);
			*bytes += s->sge[i].len;
		}
		*entries += s->valid_num;
		assert_true(++*lists <= WDP_SGL_CHAIN_MAX);
		iova = s->next;
	}
}

static void
two_buffers_28_9(void **state)
{
	uint64_t iova;

	(void)state;
	assert_int_equal(wdp_sgl_build(&pool, 0, chain(2, len_2048), 0, 4096, &iova), 1);
	assert_int_equal(iova, POOL_IOVA);
	/* As the example, but for the capacity (4 there, 14 here) and the whole chain's count. */
	wdp_unit_bytes(blocks, "00 00 00 00 00 00 00 00 02 00 02 00 0e 00 00 00");
	wdp_unit_bytes(blocks + 64,
		"00 00 00 50 01 00 00 00 00 00 00 00 00 00 00 00"
		"00 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	wdp_unit_bytes(blocks + 96,
		"00 00 01 50 01 00 00 00 00 00 00 00 00 00 00 00"
		"00 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

static void
every_count(void **state)
{
	unsigned int segs, entries, lists;
	const struct wdp_sgl *s;
	uint64_t iova = 0, bytes;

	(void)state;
	for (segs = 1; segs <= SEGS_MAX; segs++) {
		struct rte_mbuf *m = chain(segs, len_one);
		/* Anywhere in the pool, the wrap included. */
		uint32_t first = segs * 37;
		uint32_t n = wdp_sgl_build(&pool, first, m, 0, segs, &iova);

		assert_int_equal(n, wdp_sgl_blocks(segs));
		walk(iova, &entries, &bytes, &lists);
		assert_int_equal(entries, segs);
		assert_int_equal(bytes, segs);
		assert_int_equal(lists, n);
		s = (const struct wdp_sgl *)(blocks + (iova - POOL_IOVA));
		assert_int_equal(s->chain_num, segs);
	}
}

/* A head that claims no segments: no list, and still no block beyond those accounted for. */
static void
no_segments(void **state)
{
	struct rte_mbuf *m = chain(3, len_one);
	uint8_t second = blocks[6 * WDP_SGL_BLOCK_B];
	uint64_t iova;

	(void)state;
	m->nb_segs = 0;
	assert_int_equal(wdp_sgl_build(&pool, 5, m, 0, 3, &iova), 0);
	assert_int_equal(wdp_sgl_blocks(0), 1);
	assert_int_equal(second, blocks[6 * WDP_SGL_BLOCK_B]);
}

static void
offsets_and_empty_segments(void **state)
{
	unsigned int entries, lists, offset;
	uint64_t iova = 0, bytes;

	(void)state;
	for (offset = 0; offset < 3000; offset += 7) {
		struct rte_mbuf *m = chain(40, len_mixed);
		uint32_t len = m->pkt_len - offset;
		uint32_t n = wdp_sgl_build(&pool, 5, m, offset, len, &iova);
		const struct wdp_sgl *s;

		assert_true(n >= 1 && n <= wdp_sgl_blocks(40));
		walk(iova, &entries, &bytes, &lists);
		assert_int_equal(bytes, len);
		s = (const struct wdp_sgl *)(blocks + (iova - POOL_IOVA));
		if (offset < len_mixed(0))
			assert_int_equal(s->sge[0].addr, DATA_IOVA + offset);
		/* One byte less ends one byte earlier. */
		n = wdp_sgl_build(&pool, 5, m, offset, len - 1, &iova);
		walk(iova, &entries, &bytes, &lists);
		assert_int_equal(bytes, len - 1);
	}
}

static void
broken_chains(void **state)
{
	struct rte_mbuf *m = chain(5, len_2048);
	uint64_t iova;

	(void)state;
	/* shorter than asked for */
	assert_int_equal(wdp_sgl_build(&pool, 0, m, 0, 5 * 2048 + 1, &iova), 0);
	/* nb_segs larger than the chain */
	m->nb_segs = 9;
	assert_int_equal(wdp_sgl_build(&pool, 0, m, 0, 6 * 2048, &iova), 0);
	/* nb_segs smaller than the chain: it counts */
	m->nb_segs = 2;
	assert_int_equal(wdp_sgl_build(&pool, 0, m, 0, 3 * 2048, &iova), 0);
	assert_int_equal(wdp_sgl_build(&pool, 0, m, 0, 2 * 2048, &iova), 1);
	/* nothing */
	assert_int_equal(wdp_sgl_build(&pool, 0, m, 0, 0, &iova), 0);
	assert_int_equal(wdp_sgl_build(&pool, 0, m, 1 << 20, 1, &iova), 0);
}

static void
flat_side(void **state)
{
	unsigned int entries, lists;
	uint64_t iova, bytes;

	(void)state;
	memset(blocks, 0xee, sizeof(blocks));
	assert_int_equal(wdp_sgl_flat(&pool, BLOCKS + 3, 0x1234, 64, &iova), 1);
	assert_int_equal(iova, POOL_IOVA + 3 * WDP_SGL_BLOCK_B);
	walk(iova, &entries, &bytes, &lists);
	assert_int_equal(entries, 1);
	assert_int_equal(bytes, 64);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_buffers_28_9),
		cmocka_unit_test(every_count),
		cmocka_unit_test(offsets_and_empty_segments),
		cmocka_unit_test(no_segments),
		cmocka_unit_test(broken_chains),
		cmocka_unit_test(flat_side),
	};

	return cmocka_run_group_tests_name("sgl", tests, NULL, NULL);
}
