/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* ZIP descriptors: what a request asks for, and its answer (zip.md 6..13, 16, 26). */

#include <string.h>

#include "model_fault.h"
#include "model_zip.h"
#include "wdp_model_priv.h"

/* DEFLATE window as a power of two by window code; 24 KiB is rounded down. */
static const uint8_t window_bits[] = {
	[WDP_ZIP_WIN_4K] = 12,
	[WDP_ZIP_WIN_8K] = 13,
	[WDP_ZIP_WIN_16K] = 14,
	[WDP_ZIP_WIN_24K] = 14,
	[WDP_ZIP_WIN_32K] = 15,
};
/* A descriptor of type 0 has no window field. */
#define TYPE0_WINDOW_BITS 15

#define FLAG_RESERVED  WDP_BIT32(24)
#define ALG_RESERVED   0xffff0000u
#define OFF_RESERVED   0xff000000u
#define RESULT_WORDS   0x0000000fu

static uint64_t
addr64(const uint32_t *sqe, enum wdp_zip_dw lo)
{
	return wdp_le32(sqe[lo]) | (uint64_t)wdp_le32(sqe[lo + 1]) << 32;
}

static unsigned int
refuse(struct wdp_model *m, const struct model_queue *q, unsigned int word, const char *what,
	uint32_t val, enum zip_status st)
{
	wdp_md_complain(m, SAY_SQE, (uint64_t)word << 32 | st,
		"descriptor of queue %u slot %u: dword %u = 0x%x: %s (zip.md 7..12)", q->qn,
		q->sq_head, word, val, what);
	return st;
}

static void
remark(struct wdp_model *m, const struct model_queue *q, unsigned int word, uint32_t val)
{
	if (val != 0)
		refuse(m, q, word, "reserved or unused here, must be 0 (accepted)", val, 0);
}

/** Words that are zero in every compression request (zip.md 7, 24). */
static void
check_zeroes(struct wdp_model *m, const struct model_queue *q, const uint32_t *sqe, bool type3)
{
	static const uint8_t zero[] = {5, 6, 10, 11, 12, 16, 17, 22, 23, 24, 25};
	unsigned int i;

	for (i = 0; i < sizeof(zero); i++)
		remark(m, q, zero[i], wdp_le32(sqe[zero[i]]));
	if (type3)
		remark(m, q, WDP_ZIP_DW_TAG0, wdp_le32(sqe[WDP_ZIP_DW_TAG0]));
	remark(m, q, WDP_ZIP_DW_FLAGS, wdp_le32(sqe[WDP_ZIP_DW_FLAGS]) & FLAG_RESERVED);
	remark(m, q, WDP_ZIP_DW_DST_OFF, wdp_le32(sqe[WDP_ZIP_DW_DST_OFF]) & OFF_RESERVED);
	remark(m, q, WDP_ZIP_DW_ALG, wdp_le32(sqe[WDP_ZIP_DW_ALG]) & ALG_RESERVED);
}

static unsigned int
check_alg(struct wdp_model *m, const struct model_queue *q, const uint32_t *sqe)
{
	uint32_t flags = wdp_le32(sqe[WDP_ZIP_DW_FLAGS]);
	uint32_t dw9 = wdp_le32(sqe[WDP_ZIP_DW_ALG]);
	unsigned int type = WDP_GET32(WDP_ZIP_SQE_TYPE, flags);
	unsigned int alg = WDP_GET32(WDP_ZIP_ALG_TYPE, dw9);

	if (type != (m->v3 ? WDP_ZIP_SQE_TYPE3 : WDP_ZIP_SQE_TYPE0))
		return refuse(m, q, WDP_ZIP_DW_FLAGS, "descriptor type is not this generation's",
				flags, ZIP_ST_BAD_SQE);
	if (alg != WDP_ZIP_TYPE_ZLIB && alg != WDP_ZIP_TYPE_GZIP &&
			(alg != WDP_ZIP_TYPE_DEFLATE || !m->v3))
		return refuse(m, q, WDP_ZIP_DW_ALG, "algorithm is not in the capability bitmap",
				dw9, ZIP_ST_BAD_ALG);
	if (flags & WDP_ZIP_FLAG_STATEFUL)
		return refuse(m, q, WDP_ZIP_DW_FLAGS, "stateful requests are not modelled", flags,
			ZIP_ST_BAD_SQE);
	if (WDP_GET32(WDP_ZIP_BUF_TYPE, dw9) > WDP_ZIP_BUF_SGL)
		return refuse(m, q, WDP_ZIP_DW_ALG, "no such buffer type", dw9, ZIP_ST_BAD_SQE);
	return WDP_ZIP_ST_OK;
}

static unsigned int
parse_window(struct wdp_model *m, const struct model_queue *q, uint32_t dw9, struct zip_req *r)
{
	unsigned int code = WDP_GET32(WDP_ZIP_WIN, dw9);

	r->hist_bits = TYPE0_WINDOW_BITS;
	if (!m->v3 || !r->compress)
		return WDP_ZIP_ST_OK;
	if (code >= sizeof(window_bits))
		return refuse(m, q, WDP_ZIP_DW_ALG, "no such window code", dw9, ZIP_ST_BAD_SQE);
	r->hist_bits = window_bits[code];
	return WDP_ZIP_ST_OK;
}

static unsigned int
parse(struct wdp_model *m, const struct model_queue *q, const uint32_t *sqe, struct zip_req *r)
{
	uint32_t dw9 = wdp_le32(sqe[WDP_ZIP_DW_ALG]);
	uint32_t src_off = wdp_le32(sqe[WDP_ZIP_DW_FLAGS]) & WDP_MASK32(WDP_ZIP_OFF);
	uint32_t dst_off = wdp_le32(sqe[WDP_ZIP_DW_DST_OFF]) & WDP_MASK32(WDP_ZIP_OFF);
	uint32_t out_len = wdp_le32(sqe[WDP_ZIP_DW_OUT_LEN]);
	uint64_t src = addr64(sqe, WDP_ZIP_DW_SRC_LO);
	uint64_t dst = addr64(sqe, WDP_ZIP_DW_DST_LO);
	bool sgl = WDP_GET32(WDP_ZIP_BUF_TYPE, dw9) == WDP_ZIP_BUF_SGL;
	unsigned int st;

	r->alg = WDP_GET32(WDP_ZIP_ALG_TYPE, dw9);
	r->compress = q->type == WDP_ZIP_QT_COMP;
	r->in_len = wdp_le32(sqe[WDP_ZIP_DW_IN_LEN]);
	st = parse_window(m, q, dw9, r);
	if (st != WDP_ZIP_ST_OK)
		return st;
	if (r->in_len == 0 || (!sgl && r->in_len > WDP_ZIP_LEN_MAX_B))
		return refuse(m, q, WDP_ZIP_DW_IN_LEN, "input length is 0 or above 8 MiB",
				r->in_len, ZIP_ST_BAD_SQE);
	if (!sgl) {
		remark(m, q, WDP_ZIP_DW_FLAGS, src_off);
		remark(m, q, WDP_ZIP_DW_DST_OFF, dst_off);
		if (out_len > WDP_ZIP_LEN_MAX_B)
			out_len = WDP_ZIP_LEN_MAX_B;
		/* In place is not described (zip.md 23), and the library cannot do it. */
		if (dst < src ? src - dst < out_len : dst - src < r->in_len)
			return refuse(m, q, WDP_ZIP_DW_DST_LO, "source and destination overlap",
					WDP_LO32(dst), ZIP_ST_BAD_SQE);
	}
	wdp_md_iter_init(&r->in, m, sgl ? ITER_SGL : 0, src, r->in_len, src_off);
	wdp_md_iter_init(&r->out, m, ITER_WRITE | (sgl ? ITER_SGL : 0), dst, out_len, dst_off);
	return WDP_ZIP_ST_OK;
}

static const char *
side_name(const struct model_iter *it)
{
	return it->flags & ITER_WRITE ? "destination" : "source";
}

static void
say_fault(struct wdp_model *m, const struct model_queue *q, const struct model_iter *it)
{
	if (it->fault)
		wdp_md_complain(m, SAY_DMA, UINT64_C(3) << 32 | q->index,
			"queue %u slot %u: %s%s at IOVA 0x%llx is not mapped (zip.md 4)", q->qn,
			q->sq_head, side_name(it), it->list_fault ? " scatter list" : "",
			(unsigned long long)it->addr);
	else if (it->bad != NULL)
		wdp_md_complain(m, SAY_SGL, it->flags & ITER_WRITE, "queue %u slot %u, %s: %s (qm.md 24)",
			q->qn, q->sq_head, side_name(it), it->bad);
}

/** Errors of the walk come before what the library made of the data. */
static unsigned int
walk_status(struct wdp_model *m, const struct model_queue *q, struct zip_req *r, unsigned int st)
{
	uint32_t err = 0;

	if (st != WDP_ZIP_ST_OK && r->in.ended)
		r->in.bad = "the entries hold less than the input length";
	say_fault(m, q, &r->in);
	say_fault(m, q, &r->out);
	if (r->in.fault || r->out.list_fault)
		err |= WDP_ZIP_ERR_AXI_RRESP;
	if (r->out.fault && !r->out.list_fault)
		err |= WDP_ZIP_ERR_AXI_BRESP;
	if (err != 0) {
		wdp_md_engine_error(m, err);
		return ZIP_ST_DMA;
	}
	return r->in.bad != NULL || r->out.bad != NULL ? ZIP_ST_BAD_SGL : st;
}

static void
set_word(struct model_result *res, unsigned int word, uint32_t val)
{
	res->dw[word] = wdp_le32(val);
	res->written |= WDP_BIT32(word);
}

static void
set_result(struct model_result *res, uint32_t consumed, uint32_t produced, uint32_t comp_len,
	unsigned int status)
{
	set_word(res, WDP_ZIP_DW_CONSUMED, consumed);
	set_word(res, WDP_ZIP_DW_PRODUCED, produced);
	set_word(res, WDP_ZIP_DW_COMP_LEN, comp_len);
	set_word(res, WDP_ZIP_DW_STATUS, status);
	res->consumed = consumed;
	res->produced = produced;
}

/** Lengths are reported for results that can be used; errors report zero. */
static void
answer(const struct zip_req *r, unsigned int st, struct model_result *res)
{
	bool usable = st == WDP_ZIP_ST_OK || st == WDP_ZIP_ST_NEG_COMP || st == WDP_ZIP_ST_CHECKSUM;

	if (!usable) {
		set_result(res, 0, 0, 0, st);
		return;
	}
	set_result(res, r->consumed, r->produced, r->compress ? r->produced : r->consumed, st);
	if (r->alg == WDP_ZIP_TYPE_DEFLATE)
		return;
	set_word(res, WDP_ZIP_DW_CHECKSUM, r->checksum);
	if (r->alg == WDP_ZIP_TYPE_GZIP)
		set_word(res, WDP_ZIP_DW_ISIZE, r->compress ? r->consumed : r->produced);
}

static enum model_run
zip_run(struct wdp_model *m, struct model_queue *q, void *ctx, const uint32_t *sqe,
	struct model_result *res)
{
	uint32_t in_len = wdp_le32(sqe[WDP_ZIP_DW_IN_LEN]);
	uint32_t out_len = wdp_le32(sqe[WDP_ZIP_DW_OUT_LEN]);
	struct zip_req r = {0};
	unsigned int st;

	if (m->cfg.engine == WDP_MODEL_NULL) {
		uint32_t n = in_len < out_len ? in_len : out_len;

		set_result(res, in_len, n, n, WDP_ZIP_ST_OK);
		return MODEL_RUN_DONE;
	}
	check_zeroes(m, q, sqe, m->v3);
	st = check_alg(m, q, sqe);
	if (st == WDP_ZIP_ST_OK && out_len <= WDP_ZIP_OUT_SKIP_MAX_B) {
		set_result(res, 0, 0, 0, WDP_ZIP_ST_OK);
		return MODEL_RUN_DONE;
	}
	if (st == WDP_ZIP_ST_OK)
		st = parse(m, q, sqe, &r);
	if (st == WDP_ZIP_ST_OK) {
		st = r.compress ? wdp_mdzip_compress(ctx, &r) : wdp_mdzip_decompress(ctx, &r);
		st = walk_status(m, q, &r, st);
		if (st == ZIP_ST_DMA && LOAD(m->closed))
			return MODEL_RUN_STUCK;
	}
	res->error = st >= ZIP_ST_CORRUPT && st <= ZIP_ST_DMA;
	res->failed = st != WDP_ZIP_ST_OK && st != WDP_ZIP_ST_NEG_COMP;
	answer(&r, st, res);
	return MODEL_RUN_DONE;
}

/** Null engine on a ring of one piece: four result words per slot and nothing else. */
static unsigned int
zip_run_null(struct model_queue *q, unsigned int count)
{
	uint32_t *dw = (uint32_t *)(q->sq_va + ((size_t)q->sq_head << WDP_ZIP_SQE_SHIFT));
	uint64_t in_sum = 0, out_sum = 0;
	unsigned int i;

	for (i = 0; i < count; i++, dw += WDP_ZIP_SQE_B / sizeof(*dw)) {
		uint32_t in = wdp_le32(dw[WDP_ZIP_DW_IN_LEN]);
		uint32_t out = wdp_le32(dw[WDP_ZIP_DW_OUT_LEN]);

		out = in < out ? in : out;
		dw[WDP_ZIP_DW_CONSUMED] = wdp_le32(in);
		dw[WDP_ZIP_DW_PRODUCED] = wdp_le32(out);
		dw[WDP_ZIP_DW_COMP_LEN] = wdp_le32(out);
		dw[WDP_ZIP_DW_STATUS] = WDP_ZIP_ST_OK;
		in_sum += in;
		out_sum += out;
	}
	COUNT1(q->st.consumed, in_sum);
	COUNT1(q->st.produced, out_sum);
	return count;
}

/** A result is made to lie, the rest of it stays as it is. */
static void
zip_spoil(const uint32_t *sqe, const struct model_spoil *s, struct model_result *res)
{
	switch (s->what) {
	case SPOIL_PRODUCED:
		set_word(res, WDP_ZIP_DW_PRODUCED,
			s->val + (s->over ? wdp_le32(sqe[WDP_ZIP_DW_OUT_LEN]) : 0));
		break;
	case SPOIL_CONSUMED:
		set_word(res, WDP_ZIP_DW_CONSUMED,
			s->val + (s->over ? wdp_le32(sqe[WDP_ZIP_DW_IN_LEN]) : 0));
		break;
	case SPOIL_STATUS:
		set_word(res, WDP_ZIP_DW_STATUS, s->val);
		res->failed = s->val != WDP_ZIP_ST_OK && s->val != WDP_ZIP_ST_NEG_COMP;
		break;
	default:
		break;
	}
}

/* In the order of the queue types. */
static const char *const zip_types[] = {"compress", "decompress"};

const struct model_engine_ops wdp_md_zip_ops = {
	.name = "zip",
	.pci_pf_id = WDP_PCI_DEV_ZIP_PF,
	.pci_vf_id = WDP_PCI_DEV_ZIP_VF,
	.sqe_shift = WDP_ZIP_SQE_SHIFT,
	.queue_types = 2,
	.type_names = zip_types,
	.regs = &wdp_mdzip_regs,
	.spoils = MODEL_SPOIL_STATUS | MODEL_SPOIL_LENGTHS,
	.ctx_create = wdp_mdzip_ctx_create,
	.ctx_destroy = wdp_mdzip_ctx_destroy,
	.run = zip_run,
	.run_null = zip_run_null,
	.spoil = zip_spoil,
};
