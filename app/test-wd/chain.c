/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <isa-l.h>

#include "test.h"

#define ZONE_CHECK_B 256u /* looked at on each side of a segment, where the buffer has it */

/* The canary depends on the place, so that moved bytes are seen as well. */
static inline uint8_t
canary(uint32_t pos)
{
	return (uint8_t)(0xc3 ^ (pos * 29) ^ (pos >> 8));
}

/* What of the buffer is painted and looked at: the data and a zone on each side. */
static void
painted(const struct rte_mbuf *m, uint32_t *from, uint32_t *to)
{
	uint32_t end = (uint32_t)m->data_off + m->data_len;

	*from = m->data_off > ZONE_CHECK_B ? m->data_off - ZONE_CHECK_B : 0;
	*to = RTE_MIN((uint32_t)m->buf_len, end + ZONE_CHECK_B);
}

void
wdp_t_chain_paint(struct rte_mbuf *m)
{
	uint8_t *buf;
	uint32_t i, from, to;

	for (; m != NULL; m = m->next) {
		buf = m->buf_addr;
		painted(m, &from, &to);
		for (i = from; i < to; i++)
			buf[i] = canary(i);
	}
}

static struct rte_mempool *
pool_for(const struct wdp_t *t, uint32_t size)
{
	struct rte_mempool *const pools[] = { t->tiny, t->mid, t->large };
	uint32_t i;

	for (i = 0; i < RTE_DIM(pools); i++)
		if (size + 2 * WDP_T_ZONE_B <= rte_pktmbuf_data_room_size(pools[i]))
			return pools[i];
	return NULL;
}

static struct rte_mbuf *
segment_new(struct wdp_t *t, uint32_t size)
{
	struct rte_mempool *mp = pool_for(t, size);
	struct rte_mbuf *m;
	uint32_t room;

	if (mp == NULL) {
		wdp_t_fail(t, __FILE__, __LINE__, "no mbuf holds a segment of %u bytes (max %u)",
			size, WDP_T_SEG_MAX_B);
		return NULL;
	}
	m = rte_pktmbuf_alloc(mp);
	if (m == NULL) {
		wdp_t_fail(t, __FILE__, __LINE__, "pool %s is empty", mp->name);
		return NULL;
	}
	/* any start address: drivers must not count on alignment */
	room = m->buf_len - size - 2 * WDP_T_ZONE_B;
	m->data_off = WDP_T_ZONE_B + wdp_t_rnd_below(&t->rnd, RTE_MIN(room, 15u) + 1);
	m->data_len = size;
	m->pkt_len = size;
	return m;
}

struct wdp_t_chain *
wdp_t_chain_adopt(struct wdp_t *t, struct rte_mbuf *m)
{
	struct wdp_t_chain *c = calloc(1, sizeof(*c));

	if (c == NULL) {
		rte_pktmbuf_free(m);
		wdp_t_fail(t, __FILE__, __LINE__, "no memory");
		return NULL;
	}
	c->m = m;
	c->total = m->pkt_len;
	c->segs = m->nb_segs;
	c->next = t->chains;
	t->chains = c;
	return c;
}

struct wdp_t_chain *
wdp_t_chain_new(struct wdp_t *t, const uint32_t *sizes, uint32_t n)
{
	struct rte_mbuf *head = NULL, *last = NULL, *m;
	uint32_t i;

	for (i = 0; i < n; i++) {
		m = segment_new(t, sizes[i]);
		if (m == NULL) {
			rte_pktmbuf_free(head);
			return NULL;
		}
		if (head == NULL) {
			head = m;
		} else {
			last->next = m;
			head->nb_segs++;
			head->pkt_len += sizes[i];
		}
		last = m;
	}
	if (head == NULL) {
		wdp_t_fail(t, __FILE__, __LINE__, "a chain of no segments");
		return NULL;
	}
	wdp_t_chain_paint(head);
	return wdp_t_chain_adopt(t, head);
}

/* Sizes of n segments, each 1..WDP_T_SEG_MAX_B, of total bytes. */
static void
split_even(uint32_t *sizes, uint32_t n, uint32_t total)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		sizes[i] = total / n + (i < total % n ? 1 : 0);
}

static void
split_uneven(struct wdp_t *t, uint32_t *sizes, uint32_t n, uint32_t total)
{
	uint32_t i, j, move;

	split_even(sizes, n, total);
	/* move bytes between random pairs: some end up at 1, some several times larger */
	for (i = 0; i < 2 * n; i++) {
		j = wdp_t_rnd_below(&t->rnd, n);
		move = wdp_t_rnd_below(&t->rnd, sizes[j]);
		move = RTE_MIN(move, WDP_T_SEG_MAX_B - sizes[i % n]);
		if (j == i % n)
			continue;
		sizes[j] -= move;
		sizes[i % n] += move;
	}
}

static void
split_ones(uint32_t *sizes, uint32_t n, uint32_t total)
{
	uint32_t i, rest = total - (n - 1), tail = 1;

	/* what one segment cannot hold is shared by the last ones */
	while (rest > WDP_T_SEG_MAX_B * tail) {
		tail++;
		rest++;
	}
	for (i = 0; i < n - tail; i++)
		sizes[i] = 1;
	split_even(sizes + n - tail, tail, rest);
}

struct wdp_t_chain *
wdp_t_chain_shape(struct wdp_t *t, const struct wdp_t_shape *s, uint32_t len)
{
	uint32_t total = s->off + len + s->slack, n, fewest, *sizes;
	struct wdp_t_chain *c;

	total = RTE_MAX(total, 1u);
	fewest = (total + WDP_T_SEG_MAX_B - 1) / WDP_T_SEG_MAX_B;
	if (s->split == WDP_T_FLAT)
		n = 1;
	else if (s->split == WDP_T_AUTO)
		n = fewest;
	else
		n = RTE_MIN(RTE_MAX(s->segs, fewest), total);
	sizes = malloc((n + 1) * sizeof(*sizes));
	if (sizes == NULL) {
		wdp_t_fail(t, __FILE__, __LINE__, "no memory for %u segments", n);
		return NULL;
	}
	if (s->split == WDP_T_UNEVEN)
		split_uneven(t, sizes, n, total);
	else if (s->split == WDP_T_ONES)
		split_ones(sizes, n, total);
	else
		split_even(sizes, n, total);
	if (s->tail != 0 && (s->apart || sizes[n - 1] > WDP_T_SEG_MAX_B - s->tail))
		sizes[n++] = s->tail;
	else
		sizes[n - 1] += s->tail;
	c = wdp_t_chain_new(t, sizes, n);
	free(sizes);
	return c;
}

void
wdp_t_chain_free(struct wdp_t *t, struct wdp_t_chain *c)
{
	struct wdp_t_chain **at;

	for (at = &t->chains; *at != NULL; at = &(*at)->next)
		if (*at == c) {
			*at = c->next;
			break;
		}
	rte_pktmbuf_free(c->m);
	free(c);
}

void
wdp_t_chain_free_all(struct wdp_t *t)
{
	while (t->chains != NULL)
		wdp_t_chain_free(t, t->chains);
}

/* Walk [off, off + len): for each piece, its address and length. */
static uint32_t
piece(struct rte_mbuf **m, uint32_t *off, uint32_t len, uint8_t **p)
{
	uint32_t n;

	while (*m != NULL && *off >= (*m)->data_len) {
		*off -= (*m)->data_len;
		*m = (*m)->next;
	}
	if (*m == NULL)
		return 0;
	n = RTE_MIN(len, (*m)->data_len - *off);
	*p = rte_pktmbuf_mtod_offset(*m, uint8_t *, *off);
	*off += n;
	return n;
}

void
wdp_t_chain_write(const struct wdp_t_chain *c, uint32_t off, const uint8_t *src, uint32_t len)
{
	struct rte_mbuf *m = c->m;
	uint32_t n;
	uint8_t *p;

	for (; len > 0 && (n = piece(&m, &off, len, &p)) > 0; len -= n, src += n)
		memcpy(p, src, n);
}

void
wdp_t_chain_read(const struct wdp_t_chain *c, uint32_t off, uint8_t *dst, uint32_t len)
{
	struct rte_mbuf *m = c->m;
	uint32_t n;
	uint8_t *p;

	for (; len > 0 && (n = piece(&m, &off, len, &p)) > 0; len -= n, dst += n)
		memcpy(dst, p, n);
}

uint8_t *
wdp_t_chain_at(const struct wdp_t_chain *c, uint32_t off, rte_iova_t *iova)
{
	struct rte_mbuf *m = c->m;
	uint8_t *p;

	if (piece(&m, &off, 1, &p) == 0)
		return NULL;
	*iova = rte_pktmbuf_iova(m) + (p - rte_pktmbuf_mtod(m, uint8_t *));
	return p;
}

void
wdp_t_chain_repaint(const struct wdp_t_chain *c, uint32_t off, uint32_t len)
{
	struct rte_mbuf *m = c->m;
	uint32_t n, i, pos;
	uint8_t *p;

	for (; len > 0 && (n = piece(&m, &off, len, &p)) > 0; len -= n) {
		pos = (uint32_t)(p - (uint8_t *)m->buf_addr);
		for (i = 0; i < n; i++)
			p[i] = canary(pos + i);
	}
}

static int
bytes_kept(struct wdp_t *t, const struct rte_mbuf *m, uint32_t seg, uint32_t from, uint32_t to)
{
	const uint8_t *buf = m->buf_addr;
	uint32_t i;

	for (i = from; i < to; i++)
		if (buf[i] != canary(i))
			return WDP_T_FAILF(t, "segment %u (data %u+%u): byte %" PRId64
				" from its start was overwritten with 0x%02x", seg, m->data_off,
				m->data_len, (int64_t)i - m->data_off, buf[i]);
	return WDP_T_PASS;
}

int
wdp_t_chain_check(struct wdp_t *t, const struct wdp_t_chain *c, uint32_t off, uint32_t len)
{
	const struct rte_mbuf *m;
	uint64_t at = 0, end = (uint64_t)off + len;
	uint32_t seg = 0, from, to, first, last, keep;

	for (m = c->m; m != NULL; m = m->next, seg++) {
		painted(m, &from, &to);
		first = m->data_off;
		last = first + m->data_len;
		WDP_T_TRY(bytes_kept(t, m, seg, from, first));
		WDP_T_TRY(bytes_kept(t, m, seg, last, to));
		/* data of this segment in front of the range, and behind it */
		keep = at < off ? (uint32_t)RTE_MIN(off - at, (uint64_t)m->data_len) : 0;
		WDP_T_TRY(bytes_kept(t, m, seg, first, first + keep));
		if (at + m->data_len > end) {
			keep = (uint32_t)RTE_MIN(at + m->data_len - end, (uint64_t)m->data_len);
			WDP_T_TRY(bytes_kept(t, m, seg, last - keep, last));
		}
		at += m->data_len;
	}
	return WDP_T_PASS;
}

uint32_t
wdp_t_chain_sum(const struct wdp_t_chain *c)
{
	const struct rte_mbuf *m;
	uint32_t sum = 0, from, to;

	for (m = c->m; m != NULL; m = m->next) {
		painted(m, &from, &to);
		sum = crc32_gzip_refl(sum, (const uint8_t *)m->buf_addr + from, to - from);
	}
	return sum;
}
