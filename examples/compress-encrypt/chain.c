/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

#include "chain.h"
#include "container.h"

/* The largest block in the smallest segments, and a head. */
#define PIECES_MAX (CE_BLOCK_MAX_B / 2048 + 1)

int
ce_chain_make(struct ce_chain *c, struct rte_mempool *pool, uint32_t segment_b, uint32_t len)
{
	uint32_t i, n = (len + segment_b - 1) / segment_b;
	struct rte_mbuf *m[PIECES_MAX];

	if (n > RTE_DIM(m) || rte_pktmbuf_alloc_bulk(pool, m, n) != 0)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		m[i]->data_len = (uint16_t)RTE_MIN(len - i * segment_b, segment_b);
		m[i]->next = i + 1 < n ? m[i + 1] : NULL;
	}
	m[0]->nb_segs = (uint16_t)n;
	m[0]->pkt_len = len;
	c->head = m[0];
	c->pieces = 0;
	return 0;
}

void
ce_chain_free(struct ce_chain *c)
{
	rte_pktmbuf_free(c->head);
	c->head = NULL;
	c->pieces = 0;
}

void
ce_chain_trim(struct ce_chain *c, uint32_t len)
{
	struct rte_mbuf *m = c->head, *behind;
	uint32_t left = len;

	c->head->pkt_len = len;
	c->head->nb_segs = 1;
	while (left > m->data_len) {
		left -= m->data_len;
		m = m->next;
		c->head->nb_segs++;
	}
	m->data_len = (uint16_t)left;
	behind = m->next;
	m->next = NULL;
	while (behind != NULL) {
		m = behind->next;
		behind->next = NULL;
		rte_pktmbuf_free_seg(behind);
		behind = m;
	}
	c->pieces = RTE_MIN(c->pieces, (uint32_t)c->head->nb_segs);
}

void
ce_chain_zero(struct ce_chain *c, uint32_t off, uint32_t len)
{
	memset(rte_pktmbuf_mtod_offset(c->head, uint8_t *, off), 0, len);
}

void
ce_chain_note(struct ce_chain *c)
{
	const struct rte_mbuf *m;

	c->pieces = 0;
	for (m = c->head; m != NULL; m = m->next)
		c->piece[c->pieces++] = rte_pktmbuf_iova(m);
}

uint32_t
ce_chain_check(const struct ce_chain *c, const struct rte_mbuf *m)
{
	uint32_t i;

	for (i = 0; i < c->pieces && m != NULL; i++, m = m->next)
		if (rte_pktmbuf_iova(m) != c->piece[i])
			return 0;
	return i == c->pieces && m == NULL ? i : 0;
}

/* ---- files ---- */

static int
pieces(const struct ce_chain *c, uint32_t len, struct iovec *v)
{
	struct rte_mbuf *m;
	int n = 0;

	for (m = c->head; m != NULL && len > 0; m = m->next, n++) {
		v[n].iov_base = rte_pktmbuf_mtod(m, void *);
		v[n].iov_len = RTE_MIN(len, (uint32_t)m->data_len);
		len -= (uint32_t)v[n].iov_len;
	}
	return n;
}

/* readv or writev until all is done. */
static int
all(int fd, struct iovec *v, int n, ssize_t (*io)(int, const struct iovec *, int))
{
	while (n > 0) {
		ssize_t done = io(fd, v, n);

		if (done == 0)
			return -ENODATA;
		if (done < 0 && errno != EINTR)
			return -errno;
		for (; n > 0 && done >= (ssize_t)v->iov_len; v++, n--)
			done -= (ssize_t)v->iov_len;
		if (n > 0 && done > 0) {
			v->iov_base = (uint8_t *)v->iov_base + done;
			v->iov_len -= (size_t)done;
		}
	}
	return 0;
}

int
ce_read(int fd, void *buf, uint32_t len)
{
	struct iovec v = {buf, len};

	return all(fd, &v, 1, readv);
}

int
ce_write(int fd, void *buf, uint32_t len)
{
	struct iovec v = {buf, len};

	return all(fd, &v, 1, writev);
}

int
ce_chain_read(const struct ce_chain *c, int fd, uint32_t len)
{
	struct iovec v[PIECES_MAX];

	return all(fd, v, pieces(c, len, v), readv);
}

int
ce_chain_write(const struct ce_chain *c, int fd, void *head, uint32_t head_b, uint32_t len)
{
	struct iovec v[PIECES_MAX];
	int first = head_b != 0;

	v[0].iov_base = head;
	v[0].iov_len = head_b;
	return all(fd, v, first + pieces(c, len, v + first), writev);
}
