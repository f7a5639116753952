/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Ops of every shape, and what must hold when one comes back. All memory of an op is its
 * own: mbufs and ops are blocks of malloc(), whose borders the sanitizer watches, and the
 * device reaches its data from the moment it is made until it is freed.
 */

#include <stdlib.h>

#include <zlib.h>

#include "fuzz_dev.h"

#define GUARD_B    16u
#define GUARD_FILL 0xa5
#define SEGS_LIST  33u   /* up to here the segments have lengths of their own */
#define SEGS_MAX   4000u /* the longest list has 256 blocks of 14 entries */
#define TEXT_B     65536u
#define STREAM_B   2048u /* of text, compressed once, for decompression */

/* A foreign block that claims nothing: no transform of this driver. */
static uint8_t not_an_xform[64];

/* ---- chains ---- */

static uint32_t
segs_count(struct wdp_fz_in *in)
{
	uint32_t b = wdp_fz_take(in, 1);

	if (b < 128)
		return 1;
	if (b < 254)
		return 2 + b % (SEGS_LIST - 2);
	return SEGS_LIST + wdp_fz_take(in, 2) % (SEGS_MAX - SEGS_LIST);
}

static uint16_t
seg_length(struct wdp_fz_in *in)
{
	static const uint16_t lengths[] = {64, 0, 1, 2, 7, 15, 16, 17, 18, 63, 255, 1000, 2048,
		4097, 6000, 12000};
	uint8_t b = wdp_fz_take(in, 1);

	return lengths[b >> 4] + (b & 3);
}

static void
chain_layout(struct wdp_fz_chain *c, struct wdp_fz_in *in, uint16_t *len)
{
	uint16_t all = c->segs >= SEGS_LIST ? wdp_fz_take(in, 1) % 4 : 0;
	uint32_t i;

	for (i = 0; i < c->segs; i++) {
		len[i] = c->segs >= SEGS_LIST ? all : seg_length(in);
		c->total += len[i];
	}
	c->size = c->total + (size_t)c->segs * 2 * GUARD_B;
}

static void
chain_make(struct wdp_fz_dev *d, struct wdp_fz_chain *c, struct wdp_fz_in *in)
{
	uint16_t len[SEGS_MAX];
	uint8_t *at;
	uint32_t i;

	c->segs = segs_count(in);
	chain_layout(c, in, len);
	c->m = calloc(c->segs, sizeof(*c->m));
	c->mem = malloc(c->size);
	WDP_FZ_MUST(c->m != NULL && c->mem != NULL);
	memset(c->mem, GUARD_FILL, c->size);
	at = c->mem;
	for (i = 0; i < c->segs; i++) {
		struct rte_mbuf *m = &c->m[i];

		m->buf_addr = at;
		m->buf_iova = (uintptr_t)at;
		m->buf_len = len[i] + 2 * GUARD_B;
		m->data_off = GUARD_B;
		m->data_len = len[i];
		m->nb_segs = 1;
		rte_mbuf_refcnt_set(m, 1);
		m->next = i + 1 < c->segs ? m + 1 : NULL;
		at += m->buf_len;
	}
	c->m->nb_segs = c->segs;
	c->m->pkt_len = c->total;
	WDP_FZ_MUST(wdp_model_dma_map(d->model, (uintptr_t)c->mem, c->size, -1, 0, c->mem, true,
		true) == 0);
}

/* Heads that say what is not so. @return false when one does. */
static bool
chain_lie(struct wdp_fz_chain *c, struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);

	switch (b) {
	case 0xf0:
		c->m->pkt_len += wdp_fz_take(in, 1) + 1;
		break;
	case 0xf1:
		c->m->pkt_len -= RTE_MIN(c->m->pkt_len, wdp_fz_take(in, 1) + 1);
		break;
	case 0xf2:
		c->m->pkt_len = wdp_fz_take(in, 4);
		break;
	case 0xf3:
		c->m->nb_segs += wdp_fz_take(in, 1) + 1;
		break;
	case 0xf4:
		c->m->nb_segs -= wdp_fz_take(in, 1) % c->m->nb_segs;
		break;
	case 0xf5:
		c->m->nb_segs = wdp_fz_take(in, 2);
		break;
	case 0xf6:
		c->m[wdp_fz_take(in, 2) % c->segs].next = NULL;
		break;
	default:
		return true;
	}
	return false;
}

/* Run over the bytes [from, from + len) of a chain as it was made, piece by piece. */
static void
chain_copy(const struct wdp_fz_chain *c, uint32_t from, uint8_t *buf, uint32_t len, bool into)
{
	uint8_t *at = c->mem;
	uint32_t i;

	for (i = 0; i < c->segs && len != 0; i++) {
		uint32_t have = c->m[i].data_len, n;

		at += GUARD_B;
		if (from < have) {
			n = RTE_MIN(len, have - from);
			memcpy(into ? at + from : buf, into ? buf : at + from, n);
			buf += n;
			len -= n;
			from = 0;
		} else {
			from -= have;
		}
		at += have + GUARD_B;
	}
}

static void
chain_note(struct wdp_fz_chain *c)
{
	c->crc = crc32(0, c->mem, c->size);
	c->mcrc = crc32(0, (const uint8_t *)c->m, c->segs * sizeof(*c->m));
}

static void
chain_free(struct wdp_fz_dev *d, struct wdp_fz_chain *c)
{
	if (c->m == NULL)
		return;
	if (d->model != NULL)
		wdp_model_dma_unmap(d->model, (uintptr_t)c->mem, c->size, false);
	free(c->mem);
	free(c->m);
}

/* ---- ops ---- */

/* Text, made once: what is done byte by byte here is slow, being watched. */
static void
text_fill(uint8_t *p, uint32_t n, uint8_t seed)
{
	static const char words[] = "queue pair doorbell descriptor phase ";
	static uint8_t text[TEXT_B];
	uint32_t i, have;

	for (i = 0; text[0] == 0 && i < sizeof(text); i++)
		text[sizeof(text) - 1 - i] = words[(i + i / 64 * 7) % (sizeof(words) - 1)];
	for (; n != 0; n -= have, p += have, seed = 0) {
		have = RTE_MIN(n, (uint32_t)sizeof(text) - seed);
		memcpy(p, text + seed, have);
	}
}

/* A DEFLATE stream. @return its length. */
static uint32_t
stream(uint8_t *out)
{
	static uint8_t made[STREAM_B];
	static uint32_t len;
	uint8_t text[STREAM_B];
	z_stream z = {.next_in = text, .avail_in = sizeof(text), .next_out = made,
		.avail_out = sizeof(made)};

	if (len == 0) {
		text_fill(text, sizeof(text), 3);
		WDP_FZ_MUST(deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK);
		WDP_FZ_MUST(deflate(&z, Z_FINISH) == Z_STREAM_END);
		len = z.total_out;
		deflateEnd(&z);
	}
	memcpy(out, made, len);
	return len;
}

/* What the source holds: text, a stream, or bytes of the input. */
static void
content(struct wdp_fz_op *o, struct wdp_fz_in *in)
{
	uint8_t kind = wdp_fz_take(in, 1), *buf;
	uint32_t n = RTE_MAX(o->src.total, STREAM_B), i;

	buf = malloc(n);
	WDP_FZ_MUST(buf != NULL);
	text_fill(buf, n, kind);
	if (kind >= 0x80 || !o->compress) {
		i = stream(buf);
		if (kind < 0xf0 && o->valid && o->src.total - o->op.src.offset >= i)
			o->op.src.length = i;
	}
	if (kind >= 0xe0)
		for (i = wdp_fz_take(in, 1); i != 0; i--)
			buf[wdp_fz_take(in, 2) % n] = wdp_fz_take(in, 1);
	i = RTE_MIN(o->op.src.offset, o->src.total);
	chain_copy(&o->src, i, buf, o->src.total - i, true);
	free(buf);
}

/* Offsets and lengths; mostly such as the API asks for. */
static bool
lengths(struct wdp_fz_op *o, struct wdp_fz_in *in)
{
	struct rte_comp_op *op = &o->op;
	uint8_t how = wdp_fz_take(in, 1);

	if (how >= 0xf8) {
		op->src.offset = wdp_fz_take(in, 4);
		op->src.length = wdp_fz_take(in, 4);
		op->dst.offset = wdp_fz_take(in, 4);
		return false;
	}
	if (how & 1)
		op->src.offset = wdp_fz_take(in, 2) % (o->src.total + 1);
	if (how & 2)
		op->dst.offset = wdp_fz_take(in, 2) % (o->dst.total + 1);
	op->src.length = o->src.total - op->src.offset;
	if (how & 4)
		op->src.length = wdp_fz_take(in, 2) % (op->src.length + 1);
	return op->src.length != 0 && op->dst.offset < o->dst.total;
}

static void *
transform(struct wdp_fz_dev *d, struct wdp_fz_op *o, struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);
	void *x = d->xforms[b % RTE_DIM(d->xforms)];

	o->compress = (b & 1) == 0;
	if (b < 0xf8)
		return x != NULL ? x : d->xforms[b & 1];
	o->valid = false;
	return b < 0xfc ? NULL : not_an_xform;
}

struct wdp_fz_op *
wdp_fz_op_new(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	struct wdp_fz_op *o = calloc(1, sizeof(*o));
	struct rte_comp_op *op = &o->op;
	uint8_t odd = wdp_fz_take(in, 1);

	WDP_FZ_MUST(o != NULL);
	o->valid = true;
	op->private_xform = transform(d, o, in);
	op->op_type = RTE_COMP_OP_STATELESS;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	chain_make(d, &o->src, in);
	chain_make(d, &o->dst, in);
	op->m_src = o->src.m;
	op->m_dst = o->dst.m;
	o->valid &= lengths(o, in);
	content(o, in);
	o->valid &= chain_lie(&o->src, in);
	o->valid &= chain_lie(&o->dst, in);
	if (odd >= 0xf0) {
		o->valid = false;
		op->op_type = odd & 1 ? wdp_fz_take(in, 1) : RTE_COMP_OP_STATELESS;
		op->flush_flag = odd & 2 ? wdp_fz_take(in, 1) : RTE_COMP_FLUSH_FINAL;
		op->m_src = odd & 4 ? NULL : op->m_src;
		o->in_place = odd == 0xf8;
		d->excused |= o->in_place;
		op->m_dst = o->in_place ? op->m_src : odd & 8 ? NULL : op->m_dst;
	}
	chain_note(&o->src);
	chain_note(&o->dst);
	op->status = RTE_COMP_OP_STATUS_NOT_PROCESSED;
	op->produced = op->consumed = UINT32_MAX;
	return o;
}

void
wdp_fz_op_free(struct wdp_fz_dev *d, struct wdp_fz_op *o)
{
	chain_free(d, &o->src);
	chain_free(d, &o->dst);
	free(o);
}

/* ---- when it comes back ---- */

/* The device writes behind the offset and in the segments, nowhere else. */
static void
guards_check(const struct wdp_fz_op *o)
{
	const struct wdp_fz_chain *c = &o->dst;
	static uint8_t untouched[GUARD_B + UINT16_MAX];
	uint32_t i, skip = o->op.dst.offset;
	const uint8_t *at = c->mem;

	if (untouched[0] != GUARD_FILL)
		memset(untouched, GUARD_FILL, sizeof(untouched));
	for (i = 0; i < c->segs; i++) {
		uint32_t data = c->m[i].data_len, closed = RTE_MIN(skip, data);

		WDP_FZ_MUST(memcmp(at, untouched, GUARD_B + closed) == 0);
		skip -= closed;
		at += GUARD_B + data;
		WDP_FZ_MUST(memcmp(at, untouched, GUARD_B) == 0);
		at += GUARD_B;
	}
}

/* What zlib makes of a stream. @return bytes of output, or -1. */
static int64_t
inflated(const uint8_t *in, uint32_t n, uint8_t *out, uint32_t room)
{
	z_stream z = {.next_in = (uint8_t *)(uintptr_t)in, .avail_in = n, .next_out = out,
		.avail_out = room};
	int ret;

	WDP_FZ_MUST(inflateInit2(&z, -15) == Z_OK);
	ret = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	return ret == Z_STREAM_END ? (int64_t)z.total_out : -1;
}

static void
data_check(const struct wdp_fz_op *o)
{
	const struct rte_comp_op *op = &o->op;
	uint32_t plain_n = o->compress ? op->src.length : op->produced;
	uint32_t packed_n = o->compress ? op->produced : op->src.length;
	const struct wdp_fz_chain *plain_c = o->compress ? &o->src : &o->dst;
	const struct wdp_fz_chain *packed_c = o->compress ? &o->dst : &o->src;
	uint32_t plain_off = o->compress ? op->src.offset : op->dst.offset;
	uint32_t packed_off = o->compress ? op->dst.offset : op->src.offset;
	uint8_t *plain = malloc(plain_n + 1), *packed = malloc(packed_n + 1);
	uint8_t *want = malloc(plain_n + 1);

	WDP_FZ_MUST(plain != NULL && packed != NULL && want != NULL);
	chain_copy(plain_c, plain_off, plain, plain_n, false);
	chain_copy(packed_c, packed_off, packed, packed_n, false);
	WDP_FZ_MUST(inflated(packed, packed_n, want, plain_n + 1) == plain_n);
	WDP_FZ_MUST(memcmp(plain, want, plain_n) == 0);
	free(plain);
	free(packed);
	free(want);
}

static void
success_check(const struct wdp_fz_dev *d, const struct wdp_fz_op *o)
{
	const struct rte_comp_op *op = &o->op;

	WDP_FZ_MUST(op->op_type == RTE_COMP_OP_STATELESS);
	WDP_FZ_MUST(op->private_xform != NULL && op->private_xform != not_an_xform);
	WDP_FZ_MUST(op->m_src != NULL && op->m_dst != NULL);
	WDP_FZ_MUST(op->consumed != 0 && op->consumed <= op->src.length);
	WDP_FZ_MUST((uint64_t)op->src.offset + op->src.length <= o->src.total || o->in_place);
	if (o->in_place)
		return;
	WDP_FZ_MUST((uint64_t)op->dst.offset + op->produced <= o->dst.total);
	if (o->compress)
		WDP_FZ_MUST(op->consumed == op->src.length);
	if (d->honest)
		data_check(o);
}

void
wdp_fz_op_check(const struct wdp_fz_dev *d, const struct wdp_fz_op *o)
{
	const struct rte_comp_op *op = &o->op;
	const struct wdp_fz_chain *s = &o->src, *t = &o->dst;

	if (!o->in_place) {
		WDP_FZ_MUST(crc32(0, s->mem, s->size) == s->crc);
		guards_check(o);
	}
	WDP_FZ_MUST(crc32(0, (const uint8_t *)s->m, s->segs * sizeof(*s->m)) == s->mcrc);
	WDP_FZ_MUST(crc32(0, (const uint8_t *)t->m, t->segs * sizeof(*t->m)) == t->mcrc);
	switch (op->status) {
	case RTE_COMP_OP_STATUS_SUCCESS:
		success_check(d, o);
		break;
	case RTE_COMP_OP_STATUS_INVALID_ARGS:
		WDP_FZ_MUST(!o->valid || o->src.segs >= SEGS_LIST || o->dst.segs >= SEGS_LIST);
		/* fall through */
	case RTE_COMP_OP_STATUS_ERROR:
	case RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED:
		WDP_FZ_MUST(op->consumed == 0 && op->produced == 0);
		break;
	default:
		WDP_FZ_MUST(!"a status that the driver does not give");
	}
}
