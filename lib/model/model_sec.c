/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* SEC descriptors: what a request asks for, and its answer (sec.md 10 to 15, 24). */

#include <string.h>

#include "model_fault.h"
#include "model_sec.h"

#define COUNTER_TAIL_B 4 /* of a counter block: as much of it as is sure to count */

/* ---- the two formats ---- */

static uint64_t
addr64(const uint32_t *sqe, unsigned int lo)
{
	return wdp_le32(sqe[lo]) | (uint64_t)wdp_le32(sqe[lo + 1]) << 32;
}

/* Field F of a type's word, for both decoders. */
#define GET2(f, dw) ((uint8_t)WDP_GET32(WDP_SEC_BD2_##f, dw))
#define GET3(f, dw) ((uint8_t)WDP_GET32(WDP_SEC_BD3_##f, dw))

static void
decode2(const uint32_t *sqe, struct sec_req *r)
{
	uint32_t op = wdp_le32(sqe[WDP_SEC_BD2_DW_OP]);
	uint32_t gen = wdp_le32(sqe[WDP_SEC_BD2_DW_GEN]);
	uint32_t auth = wdp_le32(sqe[WDP_SEC_BD2_DW_AUTH]);
	uint32_t cipher = wdp_le32(sqe[WDP_SEC_BD2_DW_CIPHER]);
	uint32_t offs = wdp_le32(sqe[WDP_SEC_BD2_DW_OFFSETS]);

	r->cipher = GET2(CIPHER, op);
	r->auth = GET2(AUTH, op);
	r->seq = GET2(SEQ, op);
	r->de = GET2(DE, op);
	r->scene = GET2(SCENE, op);
	r->src_type = GET2(SRC_TYPE, op);
	r->dst_type = GET2(DST_TYPE, op);
	r->mac_type = GET2(MAC_TYPE, op);
	r->ci_gen = GET2(CI_GEN, gen);
	r->ai_gen = GET2(AI_GEN, gen);
	r->a_pad = GET2(A_PAD, gen);
	r->mac_len = GET2(MAC_LEN, auth);
	r->a_key_len = GET2(A_KEY_LEN, auth);
	r->a_alg = GET2(A_ALG, auth);
	r->icv_len = GET2(ICV_LEN, cipher);
	r->c_width = GET2(C_WIDTH, cipher);
	r->c_key_len = GET2(C_KEY_LEN, cipher);
	r->c_mode = GET2(C_MODE, cipher);
	r->c_alg = GET2(C_ALG, cipher);
	r->a_len = WDP_GET32(WDP_SEC_LEN, wdp_le32(sqe[WDP_SEC_BD2_DW_A_LEN]));
	r->c_len = WDP_GET32(WDP_SEC_LEN, wdp_le32(sqe[WDP_SEC_BD2_DW_C_LEN]));
	r->auth_off = (uint16_t)WDP_GET32(WDP_SEC_AUTH_OFF, offs);
	r->cipher_off = (uint16_t)WDP_GET32(WDP_SEC_CIPHER_OFF, offs);
	r->bits = addr64(sqe, WDP_SEC_BD2_DW_LONG_LO);
	r->a_iv = addr64(sqe, WDP_SEC_BD2_DW_A_IV_LO);
	r->a_key = addr64(sqe, WDP_SEC_BD2_DW_A_KEY_LO);
	r->mac = addr64(sqe, WDP_SEC_BD2_DW_MAC_LO);
	r->c_iv = addr64(sqe, WDP_SEC_BD2_DW_C_IV_LO);
	r->c_key = addr64(sqe, WDP_SEC_BD2_DW_C_KEY_LO);
	r->src = addr64(sqe, WDP_SEC_BD2_DW_SRC_LO);
	r->dst = addr64(sqe, WDP_SEC_BD2_DW_DST_LO);
}

static void
decode3(const uint32_t *sqe, struct sec_req *r)
{
	uint32_t op = wdp_le32(sqe[WDP_SEC_BD3_DW_OP]);
	uint32_t cipher = wdp_le32(sqe[WDP_SEC_BD3_DW_CIPHER]);
	uint32_t auth = wdp_le32(sqe[WDP_SEC_BD3_DW_AUTH]);
	uint32_t offs = wdp_le32(sqe[WDP_SEC_BD3_DW_OFFSETS]);

	r->scene = GET3(SCENE, op);
	r->de = GET3(DE, op);
	r->src_type = GET3(SRC_TYPE, op);
	r->dst_type = GET3(DST_TYPE, op);
	r->mac_type = GET3(MAC_TYPE, op);
	r->cipher = GET3(CIPHER, cipher);
	r->ci_gen = GET3(CI_GEN, cipher);
	r->icv_len = GET3(ICV_LEN, cipher);
	r->c_width = GET3(C_WIDTH, cipher);
	r->c_key_len = GET3(C_KEY_LEN, cipher);
	r->c_mode = GET3(C_MODE, cipher);
	r->c_alg = GET3(C_ALG, cipher);
	r->seq = GET3(SEQ, cipher);
	r->auth = GET3(AUTH, auth);
	r->ai_gen = GET3(AI_GEN, auth);
	r->mac_len = GET3(MAC_LEN, auth);
	r->a_key_len = GET3(A_KEY_LEN, auth);
	r->a_alg = GET3(A_ALG, auth);
	r->ctr_mode = GET3(CTR_MODE, auth);
	r->a_len = WDP_GET32(WDP_SEC_LEN, wdp_le32(sqe[WDP_SEC_BD3_DW_A_LEN]));
	r->c_len = WDP_GET32(WDP_SEC_LEN, wdp_le32(sqe[WDP_SEC_BD3_DW_C_LEN]));
	r->auth_off = (uint16_t)WDP_GET32(WDP_SEC_AUTH_OFF, offs);
	r->cipher_off = (uint16_t)WDP_GET32(WDP_SEC_CIPHER_OFF, offs);
	r->bits = addr64(sqe, WDP_SEC_BD3_DW_LONG_LO);
	r->a_pad = GET3(A_PAD, wdp_le32(sqe[WDP_SEC_BD3_DW_STREAM]));
	r->src = addr64(sqe, WDP_SEC_BD3_DW_SRC_LO);
	r->dst = addr64(sqe, WDP_SEC_BD3_DW_DST_LO);
	r->mac = addr64(sqe, WDP_SEC_BD3_DW_MAC_LO);
	r->a_iv = addr64(sqe, WDP_SEC_BD3_DW_A_IV_LO);
	r->a_key = addr64(sqe, WDP_SEC_BD3_DW_A_KEY_LO);
	r->c_iv = addr64(sqe, WDP_SEC_BD3_DW_C_IV_LO);
	r->c_key = addr64(sqe, WDP_SEC_BD3_DW_C_KEY_LO);
}

static unsigned int
type_of(const uint32_t *sqe)
{
	return WDP_GET32(WDP_SEC_TYPE, wdp_le32(sqe[0]));
}

/** 2, 13 */
static bool
type_known(const struct wdp_model *m, const uint32_t *sqe)
{
	unsigned int type = type_of(sqe);

	return type == WDP_SEC_TYPE_BD2 || (type == WDP_SEC_TYPE_BD3 && m->v3);
}

/** The bit stands where the type has it: an unknown type has none. */
static bool
invalid_set(const struct wdp_model *m, const uint32_t *sqe)
{
	if (!type_known(m, sqe))
		return false;
	if (type_of(sqe) == WDP_SEC_TYPE_BD3)
		return wdp_le32(sqe[WDP_SEC_BD3_DW_OP]) & WDP_SEC_BD3_INVALID;
	return wdp_le32(sqe[WDP_SEC_BD2_DW_GEN]) & WDP_SEC_BD2_INVALID;
}

/* ---- client memory ---- */

static enum sec_status
dma_fault(struct sec_req *r, bool write, const char *what, uint64_t iova)
{
	wdp_md_complain(r->m, SAY_DMA, UINT64_C(3) << 32 | r->q->index,
		"queue %u slot %u: %s at IOVA 0x%llx is not mapped (sec.md 5)", r->q->qn,
		r->q->sq_head, what, (unsigned long long)iova);
	r->err |= write ? WDP_SEC_ERR_AXI_BRESP : WDP_SEC_ERR_AXI_RRESP;
	return SEC_ST_DMA;
}

enum sec_status
wdp_mdsec_read_far(struct sec_req *r, void *dst, uint64_t iova, size_t len, const char *what)
{
	return wdp_md_dma_read(r->m, dst, iova, len) < 0 ? dma_fault(r, false, what, iova) :
		SEC_ST_OK;
}

enum sec_status
wdp_mdsec_write_far(struct sec_req *r, uint64_t iova, const void *src, size_t len,
	const char *what)
{
	return wdp_md_dma_write(r->m, iova, src, len) < 0 ? dma_fault(r, true, what, iova) :
		SEC_ST_OK;
}

static unsigned int
side_flags(uint8_t type, bool write)
{
	return ITER_LOOSE | (type == WDP_SEC_ADDR_SGL ? ITER_SGL : 0) | (write ? ITER_WRITE : 0);
}

/** Nothing to walk: not even the list is looked at. */
static void
side_init(struct sec_req *r, struct model_iter *it, unsigned int flags, uint64_t iova,
	uint32_t off, uint32_t len)
{
	if (len == 0)
		flags &= ~(unsigned int)ITER_SGL;
	wdp_md_iter_init(it, r->m, flags, iova, len, off);
}

void
wdp_mdsec_src(struct sec_req *r, struct model_iter *it, uint32_t off, uint32_t len)
{
	side_init(r, it, side_flags(r->src_type, false), r->src, off, len);
}

void
wdp_mdsec_dst(struct sec_req *r, struct model_iter *it, uint32_t off, uint32_t len, bool write)
{
	if (r->de == WDP_SEC_DE_OUT)
		side_init(r, it, side_flags(r->dst_type, write), r->dst, off, len);
	else
		side_init(r, it, side_flags(r->src_type, write), r->src, off, len);
}

enum sec_status
wdp_mdsec_walked(struct sec_req *r, const struct model_iter *it)
{
	bool write = it->flags & ITER_WRITE;
	const char *side = write ? "destination" : "source";

	if (it->fault)
		return dma_fault(r, write && !it->list_fault, it->list_fault ?
			"a scatter list" : side, it->addr);
	if (model_iter_well(it))
		return SEC_ST_OK;
	wdp_md_complain(r->m, SAY_SGL, write, "queue %u slot %u, %s: %s (sec.md 16, qm.md 24)",
		r->q->qn, r->q->sq_head, side, it->bad != NULL ? it->bad :
		"the entries hold less than the task");
	return SEC_ST_SGL;
}

/* ---- the work ---- */

/**
 * The counter's width is only known where the descriptor says 128 bits (15.12, 31): elsewhere
 * a task may not let it run over.
 */
static enum sec_status
check_counter(struct sec_req *r)
{
	uint8_t tail[COUNTER_TAIL_B];
	uint64_t last;
	enum sec_status st;

	if (r->c_mode != WDP_SEC_CMODE_CTR || r->ctr_mode == WDP_SEC_CTR_128)
		return SEC_ST_OK;
	st = wdp_mdsec_read(r, tail, r->c_iv + r->iv_b - sizeof(tail), sizeof(tail), "cipher IV");
	if (st != SEC_ST_OK)
		return st;
	last = (uint64_t)tail[0] << 24 | (uint64_t)tail[1] << 16 | (uint64_t)tail[2] << 8 |
		tail[3];
	last += (r->c_len - 1) / WDP_SEC_BLOCK_AES_B;
	if (last <= UINT32_MAX)
		return SEC_ST_OK;
	return wdp_mdsec_refuse(r, SEC_ST_FIELD, "last counter", last,
		"runs over its low 32 bits, and nothing says how wide it is (15.12)");
}

static enum sec_status
chain(struct sec_ctx *c, struct sec_req *r)
{
	bool verify = r->auth == WDP_SEC_AUTH_VERIFY;
	enum sec_status st = SEC_ST_OK;

	/* The tag is of the cipher text: before it is gone, or when it is there. */
	if (r->c_len > 0)
		st = check_counter(r);
	if (st == SEC_ST_OK && verify)
		st = wdp_mdsec_hmac_chain(c, r, false);
	if (st == SEC_ST_OK && r->c_len > 0)
		st = wdp_mdsec_cipher(c, r);
	if (st == SEC_ST_OK && !verify)
		st = wdp_mdsec_hmac_chain(c, r, true);
	return st;
}

static enum sec_status
work(struct sec_ctx *c, struct sec_req *r)
{
	enum sec_status st;

	switch (r->kind) {
	case SEC_CIPHER:
		st = check_counter(r);
		return st != SEC_ST_OK ? st : wdp_mdsec_cipher(c, r);
	case SEC_AEAD:
		return r->c_mode == WDP_SEC_CMODE_GCM ? wdp_mdsec_gcm(c, r) : wdp_mdsec_ccm(c, r);
	case SEC_CHAIN:
		return chain(c, r);
	default:
		return wdp_mdsec_hash(c, r);
	}
}

/* ---- the answer ---- */

static void
set_status(struct model_result *res, uint32_t val)
{
	res->dw[WDP_SEC_DW_STATUS] = wdp_le32(val);
	res->written |= WDP_BIT32(WDP_SEC_DW_STATUS);
}

/** Good status by kind of task, for what was and what was not looked at. */
static uint32_t
good(unsigned int cipher, unsigned int auth, unsigned int mode)
{
	bool tag = auth != WDP_SEC_AUTH_NONE || mode == WDP_SEC_CMODE_GCM ||
		mode == WDP_SEC_CMODE_CCM;
	unsigned int flag = cipher == WDP_SEC_CIPHER_NONE ? WDP_SEC_ST_FLAG_AUTH :
		tag ? WDP_SEC_ST_FLAG_AEAD : WDP_SEC_ST_FLAG_CIPHER;

	return WDP_SEC_ST_DONE | WDP_FIELD32(WDP_SEC_ST_FLAG, flag);
}

static uint32_t
good_of(const uint32_t *sqe)
{
	uint32_t op = wdp_le32(sqe[0]);

	if (type_of(sqe) == WDP_SEC_TYPE_BD3) {
		uint32_t c = wdp_le32(sqe[WDP_SEC_BD3_DW_CIPHER]);

		return good(GET3(CIPHER, c), GET3(AUTH, wdp_le32(sqe[WDP_SEC_BD3_DW_AUTH])),
			GET3(C_MODE, c));
	}
	return good(GET2(CIPHER, op), GET2(AUTH, op),
		GET2(C_MODE, wdp_le32(sqe[WDP_SEC_BD2_DW_CIPHER])));
}

static void
answer(const struct sec_req *r, enum sec_status st, struct model_result *res)
{
	uint32_t val;

	res->error = st != SEC_ST_OK;
	res->failed = st != SEC_ST_OK || r->mismatch;
	res->unproven = r->unproven && st == SEC_ST_OK;
	if (st != SEC_ST_OK) {
		set_status(res, WDP_SEC_ST_DONE | WDP_FIELD32(WDP_SEC_ST_ERROR, st));
		return;
	}
	val = good(r->cipher, r->auth, r->c_mode);
	if (r->kind == SEC_HASH)
		val = WDP_SEC_ST_DONE | WDP_FIELD32(WDP_SEC_ST_FLAG, WDP_SEC_ST_FLAG_AUTH);
	if (r->mismatch)
		val |= WDP_FIELD32(WDP_SEC_ST_ICV, WDP_SEC_ST_ICV_MISMATCH);
	set_status(res, val);
	res->consumed = r->kind == SEC_AEAD ? r->a_len + r->c_len :
		r->kind == SEC_CIPHER ? r->c_len : r->a_len;
	res->produced = r->c_len + (r->auth == WDP_SEC_AUTH_GEN || (r->kind == SEC_AEAD &&
		r->cipher == WDP_SEC_CIPHER_ENC) ? r->mac_b : 0);
}

/** What the decoders do not fill: for each task, so not by clearing all of it. */
static void
req_init(struct sec_req *r, struct wdp_model *m, const struct model_queue *q)
{
	r->m = m;
	r->q = q;
	r->ctr_mode = 0; /* type 2 has none */
	r->block = 0;
	r->iv_b = 0;
	r->c_key_b = 0;
	r->a_key_b = 0;
	r->mac_b = 0;
	r->md = NULL;
	r->unproven = false;
	r->mismatch = false;
	r->err = 0;
}

static enum sec_status
serve(struct sec_ctx *c, struct sec_req *r, const uint32_t *sqe)
{
	enum sec_status st;

	r->type3 = type_of(sqe) == WDP_SEC_TYPE_BD3;
	if (!type_known(r->m, sqe))
		return wdp_mdsec_refuse(r, SEC_ST_TYPE, "type", type_of(sqe),
			"not a descriptor of this generation (2, 13)");
	if (r->type3)
		decode3(sqe, r);
	else
		decode2(sqe, r);
	st = wdp_mdsec_check_words(c, r, sqe);
	if (st == SEC_ST_OK)
		st = wdp_mdsec_check(r);
	return st == SEC_ST_OK ? work(c, r) : st;
}

static enum model_run
sec_run(struct wdp_model *m, struct model_queue *q, void *ctx, const uint32_t *sqe,
	struct model_result *res)
{
	enum sec_status st;
	struct sec_req r;

	if (m->cfg.engine == WDP_MODEL_NULL) {
		set_status(res, good_of(sqe));
		return MODEL_RUN_DONE;
	}
	if (invalid_set(m, sqe)) {
		set_status(res, WDP_SEC_ST_DONE);
		return MODEL_RUN_DONE;
	}
	req_init(&r, m, q);
	st = serve(ctx, &r, sqe);
	if (r.err != 0)
		wdp_md_engine_error(m, r.err);
	else if (st != SEC_ST_OK && st != SEC_ST_LIBRARY)
		wdp_md_engine_error(m, WDP_SEC_ERR_BD);
	if (r.err != 0 && LOAD(m->closed))
		return MODEL_RUN_STUCK;
	answer(&r, st, res);
	return MODEL_RUN_DONE;
}

static void
fetch_at(struct wdp_model *m, uint64_t iova, uint64_t len)
{
	uint64_t off;
	const uint8_t *va = iova != 0 ? wdp_md_dma_piece(m, iova, &len, false) : NULL;

	for (off = 0; va != NULL && off < len; off += MODEL_CACHELINE_B)
		__builtin_prefetch(va + off);
}

/* A list's head and its first two entries; then the first lines of what those name. */
#define FETCH_LIST_B  (2 * MODEL_CACHELINE_B)
#define FETCH_DATA_B  (2 * MODEL_CACHELINE_B)
#define FETCH_ENTRIES 2

static void
sec_fetch(struct wdp_model *m, const uint32_t *sqe, unsigned int depth)
{
	bool bd3 = WDP_GET32(WDP_SEC_TYPE, wdp_le32(sqe[0])) == WDP_SEC_TYPE_BD3;
	uint32_t op = wdp_le32(sqe[0]);
	bool list = (bd3 ? WDP_GET32(WDP_SEC_BD3_SRC_TYPE, op) :
		WDP_GET32(WDP_SEC_BD2_SRC_TYPE, op)) == WDP_SEC_ADDR_SGL;
	uint64_t src = addr64(sqe, bd3 ? WDP_SEC_BD3_DW_SRC_LO : WDP_SEC_BD2_DW_SRC_LO);
	uint64_t len = sizeof(struct wdp_sgl) + FETCH_ENTRIES * sizeof(struct wdp_sge);
	const struct wdp_sgl *sgl;
	unsigned int i;

	if (depth == 0) {
		fetch_at(m, src, list ? FETCH_LIST_B : FETCH_DATA_B);
		return;
	}
	if (!list)
		return;
	sgl = (const struct wdp_sgl *)wdp_md_dma_ptr(m, src, len, false);
	/* An odd address is a mistake that is told later. */
	if (sgl == NULL || ((uintptr_t)sgl & (sizeof(uint64_t) - 1)) != 0)
		return;
	for (i = 0; i < FETCH_ENTRIES && i < wdp_le16(sgl->valid_num); i++)
		fetch_at(m, wdp_le64(sgl->sge[i].addr),
			wdp_le32(sgl->sge[i].len) < FETCH_DATA_B ? wdp_le32(sgl->sge[i].len) :
			FETCH_DATA_B);
}

/** Null engine on a ring of one piece: the status word per slot and nothing else. */
static unsigned int
sec_run_null(struct model_queue *q, unsigned int count)
{
	uint32_t *dw = (uint32_t *)(q->sq_va + ((size_t)q->sq_head << WDP_SEC_SQE_SHIFT));
	unsigned int i;

	for (i = 0; i < count; i++, dw += WDP_SEC_SQE_B / sizeof(*dw))
		dw[WDP_SEC_DW_STATUS] = wdp_le32(good_of(dw));
	return count;
}

/** The status word is made to lie: done, icv, flag and error_type are all in it. */
static void
sec_spoil(const uint32_t *sqe, const struct model_spoil *s, struct model_result *res)
{
	(void)sqe;
	set_status(res, s->val);
	res->failed = !(s->val & WDP_SEC_ST_DONE) || WDP_GET32(WDP_SEC_ST_ERROR, s->val) != 0 ||
		WDP_GET32(WDP_SEC_ST_ICV, s->val) == WDP_SEC_ST_ICV_MISMATCH;
}

/* In the order of the queue types. */
static const char *const sec_types[] = {"crypto", "pbkdf2"};

const struct model_engine_ops wdp_md_sec_ops = {
	.name = "sec",
	.pci_pf_id = WDP_PCI_DEV_SEC_PF,
	.pci_vf_id = WDP_PCI_DEV_SEC_VF,
	.sqe_shift = WDP_SEC_SQE_SHIFT,
	.queue_types = 2,
	.type_names = sec_types,
	.regs = &wdp_mdsec_regs,
	.spoils = MODEL_SPOIL_STATUS,
	.ctx_create = wdp_mdsec_ctx_create,
	.ctx_destroy = wdp_mdsec_ctx_destroy,
	.ctx_reset = wdp_mdsec_ctx_reset,
	.run = sec_run,
	.fetch = sec_fetch,
	.run_null = sec_run_null,
	.spoil = sec_spoil,
};
