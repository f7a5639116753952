/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* compress_wd for the targets of the driver's side: ops of every shape, and what must hold. */

#include <stdlib.h>

#include <rte_compressdev_pmd.h>

#include <zlib.h>

#include "fuzz_dev.h"
#include "wd_comp.h"

#define TEXT_B     65536u
#define XFORMS   4u /* of each direction */
#define STREAM_B   2048u /* of text, compressed once, for decompression */

struct comp_fz_op {
	struct rte_comp_op op; /* first */
	struct wdp_fz_chain src, dst;
	bool compress;
	bool in_place;
	bool valid; /* mbufs, lengths and transform are what the API asks for */
};

/* A foreign block that claims nothing: no transform of this driver. */
static uint8_t not_an_xform[64];

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
content(struct comp_fz_op *o, struct wdp_fz_in *in)
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
	wdp_fz_chain_copy(&o->src, i, buf, o->src.total - i, true);
	free(buf);
}

/* Offsets and lengths; mostly such as the API asks for. */
static bool
lengths(struct comp_fz_op *o, struct wdp_fz_in *in)
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
transform(struct wdp_fz_dev *d, struct comp_fz_op *o, struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);
	void *x = d->sessions[b % (2 * XFORMS)];

	o->compress = (b & 1) == 0;
	if (b < 0xf8)
		return x != NULL ? x : d->sessions[b & 1];
	o->valid = false;
	return b < 0xfc ? NULL : not_an_xform;
}

static void *
comp_op(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	struct comp_fz_op *o = calloc(1, sizeof(*o));
	struct rte_comp_op *op = &o->op;
	uint8_t odd = wdp_fz_take(in, 1);

	WDP_FZ_MUST(o != NULL);
	o->valid = true;
	op->private_xform = transform(d, o, in);
	op->op_type = RTE_COMP_OP_STATELESS;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	wdp_fz_chain_make(d->model, &o->src, in);
	wdp_fz_chain_make(d->model, &o->dst, in);
	op->m_src = o->src.m;
	op->m_dst = o->dst.m;
	o->valid &= lengths(o, in);
	content(o, in);
	o->valid &= wdp_fz_chain_lie(&o->src, in);
	o->valid &= wdp_fz_chain_lie(&o->dst, in);
	if (odd >= 0xf0) {
		o->valid = false;
		op->op_type = odd & 1 ? wdp_fz_take(in, 1) : RTE_COMP_OP_STATELESS;
		op->flush_flag = odd & 2 ? wdp_fz_take(in, 1) : RTE_COMP_FLUSH_FINAL;
		op->m_src = odd & 4 ? NULL : op->m_src;
		o->in_place = odd == 0xf8;
		d->excused |= o->in_place;
		op->m_dst = o->in_place ? op->m_src : odd & 8 ? NULL : op->m_dst;
	}
	wdp_fz_chain_note(&o->src);
	wdp_fz_chain_note(&o->dst);
	op->status = RTE_COMP_OP_STATUS_NOT_PROCESSED;
	op->produced = op->consumed = UINT32_MAX;
	return op;
}

static void
comp_op_free(struct wdp_fz_dev *d, void *op)
{
	struct comp_fz_op *o = op;

	wdp_fz_chain_free(d->model, &o->src);
	wdp_fz_chain_free(d->model, &o->dst);
	free(o);
}

/* ---- when it comes back ---- */

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
data_check(const struct comp_fz_op *o)
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
	wdp_fz_chain_copy(plain_c, plain_off, plain, plain_n, false);
	wdp_fz_chain_copy(packed_c, packed_off, packed, packed_n, false);
	WDP_FZ_MUST(inflated(packed, packed_n, want, plain_n + 1) == plain_n);
	WDP_FZ_MUST(memcmp(plain, want, plain_n) == 0);
	free(plain);
	free(packed);
	free(want);
}

static void
success_check(const struct wdp_fz_dev *d, const struct comp_fz_op *o)
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

static void
comp_check(const struct wdp_fz_dev *d, const void *operation)
{
	const struct comp_fz_op *o = operation;
	const struct rte_comp_op *op = &o->op;
	const struct wdp_fz_chain *s = &o->src, *t = &o->dst;

	if (!o->in_place) {
		WDP_FZ_MUST(wdp_fz_chain_same(s));
		wdp_fz_chain_guards(t, op->dst.offset);
	}
	WDP_FZ_MUST(wdp_fz_chain_mbufs_same(s) && wdp_fz_chain_mbufs_same(t));
	switch (op->status) {
	case RTE_COMP_OP_STATUS_SUCCESS:
		success_check(d, o);
		break;
	case RTE_COMP_OP_STATUS_INVALID_ARGS:
		WDP_FZ_MUST(!o->valid || o->src.segs >= WDP_FZ_SEGS_LIST ||
			o->dst.segs >= WDP_FZ_SEGS_LIST);
		/* fall through */
	case RTE_COMP_OP_STATUS_ERROR:
	case RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED:
		WDP_FZ_MUST(op->consumed == 0 && op->produced == 0);
		break;
	default:
		WDP_FZ_MUST(!"a status that the driver does not give");
	}
}

/* ---- the driver ---- */

static void
comp_sessions(struct wdp_fz_dev *d)
{
	struct rte_comp_xform x[2] = {
		{
			.type = RTE_COMP_COMPRESS,
			.compress = {
				.algo = RTE_COMP_ALGO_DEFLATE,
				.deflate.huffman = RTE_COMP_HUFFMAN_DEFAULT,
				.level = RTE_COMP_LEVEL_PMD_DEFAULT,
				.window_size = 15,
			},
		}, {
			.type = RTE_COMP_DECOMPRESS,
			.decompress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15},
		},
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(x); i++)
		WDP_FZ_MUST(rte_compressdev_private_xform_create(d->id, &x[i],
			&d->sessions[i]) == 0);
}

static void
comp_session_free(struct wdp_fz_dev *d, void *session)
{
	rte_compressdev_private_xform_free(d->id, session);
}

/* A transform as the input says: refused, or used from then on. */
static void
comp_session(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	struct rte_comp_xform x = {.type = wdp_fz_take(in, 1) % 3};
	uint8_t level = wdp_fz_take(in, 1), window = wdp_fz_take(in, 1), odd = wdp_fz_take(in, 1);
	uint32_t slot = 2 + 2 * (wdp_fz_take(in, 1) % (XFORMS - 1));
	void *priv = NULL;

	if (x.type == RTE_COMP_COMPRESS) {
		x.compress.algo = odd & 1 ? level % 4 : RTE_COMP_ALGO_DEFLATE;
		x.compress.level = (int8_t)level;
		x.compress.window_size = window;
		x.compress.deflate.huffman = odd & 2 ? level % 4 : RTE_COMP_HUFFMAN_DEFAULT;
		x.compress.chksum = odd & 4 ? level % 5 : RTE_COMP_CHECKSUM_NONE;
		x.compress.hash_algo = odd & 8 ? level % 3 : RTE_COMP_HASH_ALGO_NONE;
	} else {
		x.decompress.algo = odd & 1 ? level % 4 : RTE_COMP_ALGO_DEFLATE;
		x.decompress.window_size = window;
		x.decompress.chksum = odd & 4 ? level % 5 : RTE_COMP_CHECKSUM_NONE;
		slot++;
	}
	if (rte_compressdev_private_xform_create(d->id, &x, &priv) != 0)
		return;
	/* The one before is free to go once nothing uses it. */
	if (d->sessions[slot] != NULL) {
		wdp_fz_drain(d, true);
		rte_compressdev_private_xform_free(d->id, d->sessions[slot]);
	}
	d->sessions[slot] = priv;
}

static int
comp_requeue(uint8_t id, uint32_t depth)
{
	int ret;

	rte_compressdev_stop(id);
	ret = rte_compressdev_queue_pair_setup(id, 0, depth, SOCKET_ID_ANY);
	rte_compressdev_start(id);
	return ret;
}

/* A result that fits the request, or words of the input. */
static void
comp_write_result(uint32_t *dw, struct wdp_fz_in *in)
{
	uint8_t what = wdp_fz_take(in, 1);

	dw[WDP_ZIP_DW_CONSUMED] = dw[WDP_ZIP_DW_IN_LEN];
	dw[WDP_ZIP_DW_PRODUCED] = dw[WDP_ZIP_DW_OUT_LEN];
	if (what & 0x10)
		dw[WDP_ZIP_DW_CONSUMED] += (int8_t)wdp_fz_take(in, 1);
	if (what & 0x20)
		dw[WDP_ZIP_DW_PRODUCED] += (int8_t)wdp_fz_take(in, 1);
	if (what & 0x40)
		dw[WDP_ZIP_DW_STATUS] = wdp_fz_take(in, 2);
	if (what & 0x80)
		dw[wdp_fz_take(in, 1) % 32] = wdp_fz_take(in, 4);
}

const struct wdp_fz_kind wdp_fz_comp = {
	.dev = &wdp_t_load_comp,
	.model = WDP_MODEL_ZIP,
	.dev_id = rte_compressdev_get_dev_id,
	.args = "",
	.sessions = comp_sessions,
	.session = comp_session,
	.session_free = comp_session_free,
	.requeue = comp_requeue,
	.op = comp_op,
	.check = comp_check,
	.op_free = comp_op_free,
	.write_result = comp_write_result,
};
