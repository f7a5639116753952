/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_lcore.h>

#include "load.h"

#define RED 0xc3

static const struct wdp_t_load_ops *const kinds[] = {
	&wdp_t_load_comp, &wdp_t_load_sym, &wdp_t_load_asym,
};

const struct wdp_t_load_ops *
wdp_t_load_driver(int *argc, char **argv)
{
	const char *name = kinds[0]->driver;
	unsigned int k;
	int i;

	for (i = 1; i + 1 < *argc; i++) {
		if (strcmp(argv[i], "--driver") != 0)
			continue;
		name = argv[i + 1];
		*argc -= 2;
		memmove(argv + i, argv + i + 2, (*argc - i) * sizeof(*argv));
		break;
	}
	for (k = 0; k < RTE_DIM(kinds); k++)
		if (strcmp(kinds[k]->driver, name) == 0)
			return kinds[k];
	fprintf(stderr, "--driver %s: no such driver; there are", name);
	for (k = 0; k < RTE_DIM(kinds); k++)
		fprintf(stderr, " %s", kinds[k]->driver);
	fprintf(stderr, "\n");
	return NULL;
}

int
wdp_t_load_device(const struct wdp_t_load_ops *ops, const char *test)
{
	uint8_t id;

	if (ops->find(&id, 1) == 1)
		return id;
	printf("FAIL %s/setup: no device of driver %s: give EAL --vdev %s or a PCI device\n"
		"0 passed, 1 failed, 0 skipped\n", test, ops->driver, ops->driver);
	return -ENODEV;
}

unsigned int
wdp_t_load_segs(unsigned int n)
{
	return n % WDP_T_LOAD_CHAINED == 0 ? 2 : 1;
}

/* ---- buffers with red zones ---- */

struct rte_mempool *
wdp_t_buffers(const char *name, uint32_t nb, uint32_t len)
{
	return rte_pktmbuf_pool_create(name, nb, 0, 0,
		RTE_PKTMBUF_HEADROOM + len + WDP_T_LOAD_RED_B, SOCKET_ID_ANY);
}

static struct rte_mbuf *
piece(struct rte_mempool *pool, uint32_t len)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(pool);
	uint8_t *p;

	if (m == NULL || len > rte_pktmbuf_tailroom(m) - WDP_T_LOAD_RED_B)
		return NULL;
	p = (uint8_t *)rte_pktmbuf_append(m, len);
	memset(p - WDP_T_LOAD_RED_B, RED, WDP_T_LOAD_RED_B);
	memset(p + len, RED, WDP_T_LOAD_RED_B);
	return m;
}

struct rte_mbuf *
wdp_t_buffer(struct rte_mempool *pool, uint32_t len, unsigned int segs)
{
	uint32_t first = segs > 1 ? len / 2 : len;
	struct rte_mbuf *m = piece(pool, first), *tail;

	if (m == NULL || segs == 1)
		return m;
	tail = piece(pool, len - first);
	if (tail == NULL || rte_pktmbuf_chain(m, tail) != 0)
		return NULL;
	return m;
}

uint64_t
wdp_t_buffer_move(struct rte_mbuf *m, uint64_t iova)
{
	uint64_t was = m->buf_iova;

	m->buf_iova = iova;
	return was;
}

static bool
is_red(const uint8_t *p)
{
	unsigned int i;

	for (i = 0; i < WDP_T_LOAD_RED_B && p[i] == RED; i++)
		;
	return i == WDP_T_LOAD_RED_B;
}

bool
wdp_t_buffer_whole(const struct rte_mbuf *m)
{
	for (; m != NULL; m = m->next) {
		const uint8_t *p = rte_pktmbuf_mtod(m, const uint8_t *);

		if (!is_red(p - WDP_T_LOAD_RED_B) || !is_red(p + m->data_len))
			return false;
	}
	return true;
}

unsigned int
wdp_t_buffer_pieces(struct rte_mbuf *m, struct wdp_t_piece *p)
{
	unsigned int n = 0;

	for (; m != NULL; m = m->next, n++)
		p[n] = (struct wdp_t_piece){rte_pktmbuf_mtod(m, uint8_t *), m->data_len};
	return n;
}

void
wdp_t_buffer_write(struct rte_mbuf *m, uint32_t off, const uint8_t *data, uint32_t len)
{
	for (; m != NULL && len != 0; m = m->next) {
		uint32_t n = off < m->data_len ? RTE_MIN(len, m->data_len - off) : 0;

		if (n != 0)
			memcpy(rte_pktmbuf_mtod_offset(m, void *, off), data, n);
		off -= RTE_MIN(off, (uint32_t)m->data_len);
		data += n;
		len -= n;
	}
}

bool
wdp_t_buffer_is(const struct rte_mbuf *m, uint32_t off, const uint8_t *data, uint32_t len)
{
	for (; m != NULL && len != 0; m = m->next) {
		uint32_t n = off < m->data_len ? RTE_MIN(len, m->data_len - off) : 0;

		if (n != 0 && memcmp(rte_pktmbuf_mtod_offset(m, void *, off), data, n) != 0)
			return false;
		off -= RTE_MIN(off, (uint32_t)m->data_len);
		data += n;
		len -= n;
	}
	return len == 0;
}
