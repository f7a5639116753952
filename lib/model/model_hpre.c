/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* HPRE descriptors: what a task asks for, and its answer (hpre.md 10 to 13, 23, 29). */

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "model_fault.h"
#include "model_hpre.h"

/* ---- the operations ---- */

#define OP_VERDICT   0x1 /* answers in dword 6, not in a block */
#define OP_KSEL      0x2 /* can draw k */
#define OP_MSG       0x4 /* has a message, its length in dword 10 */
#define OP_FREE_DW10 0x8 /* dword 10 is the driver's own (11) */
#define OP_ANY_IN    0x10 /* the input's address is ignored, not 0 (15) */
#define OP_SM2       0x20 /* for one curve */

/* Operand sizes, section 13. */
static const uint16_t rsa_sizes[] = {WDP_HPRE_K_1024_B, WDP_HPRE_K_2048_B, WDP_HPRE_K_3072_B,
	WDP_HPRE_K_4096_B, 0};
static const uint16_t dh_sizes[] = {WDP_HPRE_K_768_B, WDP_HPRE_K_1024_B, WDP_HPRE_K_1536_B,
	WDP_HPRE_K_2048_B, WDP_HPRE_K_3072_B, WDP_HPRE_K_4096_B, 0};
static const uint16_t curve_sizes[] = {WDP_HPRE_K_ECC256_B, WDP_HPRE_K_ECC384_B,
	WDP_HPRE_K_ECC576_B, 0};
static const uint16_t mont_sizes[] = {WDP_HPRE_K_ECC256_B, WDP_HPRE_K_ECC576_B, 0};
static const uint16_t sm2_sizes[] = {WDP_HPRE_SM2_K_B, 0};

/** Blocks in halves of K; a message comes on top of input and output. */
struct hpre_op {
	enum hpre_status (*work)(struct hpre_req *r); /* NULL: the layout is not public (22) */
	const uint16_t *sizes;
	uint8_t key;
	uint8_t in;
	uint8_t out;
	uint8_t flags;
};

static const struct hpre_op ops[WDP_HPRE_OP_LAST + 1] = {
	[WDP_HPRE_OP_EXP] = {wdp_mdhpre_exp, rsa_sizes, 4, 2, 2, 0},
	[WDP_HPRE_OP_RSA_CRT] = {wdp_mdhpre_crt, rsa_sizes, 5, 2, 2, 0},
	[WDP_HPRE_OP_RSA_GEN] = {wdp_mdhpre_rsa_gen, rsa_sizes, 4, 0, 4, 0},
	[WDP_HPRE_OP_RSA_GEN_CRT] = {wdp_mdhpre_rsa_gen_crt, rsa_sizes, 4, 0, 7, 0},
	[WDP_HPRE_OP_DH_G2] = {wdp_mdhpre_dh_g2, dh_sizes, 4, 0, 2, OP_ANY_IN},
	[WDP_HPRE_OP_DH] = {wdp_mdhpre_exp, dh_sizes, 4, 2, 2, 0},
	[WDP_HPRE_OP_POINT_MUL] = {wdp_mdhpre_point_mul, curve_sizes, 8, 4, 4, OP_FREE_DW10},
	[WDP_HPRE_OP_ECDSA_SIGN] = {wdp_mdhpre_ecdsa_sign, curve_sizes, 14, 4, 4, 0},
	[WDP_HPRE_OP_ECDSA_VERIFY] = {wdp_mdhpre_ecdsa_verify, curve_sizes, 16, 6, 0, OP_VERDICT},
	[WDP_HPRE_OP_MONTGOMERY] = {wdp_mdhpre_montgomery, mont_sizes, 6, 2, 2, 0},
	[WDP_HPRE_OP_SM2_GEN] = {wdp_mdhpre_sm2_gen, sm2_sizes, 12, 4, 6, OP_SM2},
	[WDP_HPRE_OP_SM2_SIGN] = {wdp_mdhpre_sm2_sign, sm2_sizes, 14, 4, 4, OP_SM2 | OP_KSEL},
	[WDP_HPRE_OP_SM2_VERIFY] = {wdp_mdhpre_sm2_verify, sm2_sizes, 16, 6, 0,
		OP_SM2 | OP_VERDICT},
	[WDP_HPRE_OP_SM2_ENCRYPT] = {wdp_mdhpre_sm2_encrypt, sm2_sizes, 16, 2, 6,
		OP_SM2 | OP_KSEL | OP_MSG},
	[WDP_HPRE_OP_SM2_DECRYPT] = {wdp_mdhpre_sm2_decrypt, sm2_sizes, 14, 6, 0,
		OP_SM2 | OP_MSG},
};

static unsigned int
code_of(const uint32_t *sqe)
{
	return WDP_GET32(WDP_HPRE_OP, wdp_le32(sqe[WDP_HPRE_DW_OP]));
}

/* ---- what is wrong with a descriptor ---- */

static enum hpre_status
refuse(const struct hpre_req *r, enum hpre_status st, const char *field, uint64_t val,
	const char *why)
{
	wdp_md_complain(r->m, SAY_SQE, (uint64_t)st << 32 | (uint8_t)field[0],
		"descriptor of queue %u slot %u: %s 0x%llx: %s (hpre.md)", r->q->qn, r->q->sq_head,
		field, (unsigned long long)val, why);
	return st;
}

static enum hpre_status
check_code(struct hpre_req *r, unsigned int code)
{
	bool curves = code > WDP_HPRE_OP_MOD_LAST;

	if (code > WDP_HPRE_OP_LAST)
		return refuse(r, HPRE_ST_CODE, "operation", code, "there is none (12)");
	r->op = &ops[code];
	if (r->op->work == NULL)
		return refuse(r, HPRE_ST_CODE, "operation", code,
			"its layout is not public, no driver sends it (22)");
	if (curves && !r->m->v3)
		return refuse(r, HPRE_ST_HW, "operation", code,
			"this generation has no curves (2)");
	if (curves != (r->q->type == WDP_HPRE_QT_ECC))
		return refuse(r, HPRE_ST_QUEUE, "operation", code,
			"not on this type of queue (10)");
	return HPRE_ST_OK;
}

/** Words and bits that have to be 0 (11). */
static enum hpre_status
check_zeroes(struct hpre_req *r, const uint32_t *sqe)
{
	uint32_t dw0 = wdp_le32(sqe[WDP_HPRE_DW_OP]), dw1 = wdp_le32(sqe[WDP_HPRE_DW_LEN]);
	unsigned int i;

	if (WDP_GET32(WDP_HPRE_DONE, dw0) != WDP_HPRE_DONE_SUBMIT)
		return refuse(r, HPRE_ST_FIELD, "dword 0", dw0, "bits 31:30 have to be 1 (11)");
	if ((dw0 & WDP_HPRE_DW0_ZERO) != 0)
		return refuse(r, HPRE_ST_FIELD, "dword 0", dw0, "etype and etype1 are not 0 (11)");
	if ((dw1 & WDP_HPRE_DW1_ZERO) != 0)
		return refuse(r, HPRE_ST_FIELD, "dword 1", dw1, "reserved bits, or wrapped keys "
			"and the like, which are not modelled (11)");
	for (i = WDP_HPRE_DW_KEK; i < WDP_HPRE_DW_REST + 4; i++)
		if (sqe[i] != 0)
			return refuse(r, HPRE_ST_FIELD, "a word from 11 on", wdp_le32(sqe[i]),
				"has to be 0 (11)");
	return HPRE_ST_OK;
}

/** Fields that only some operations have. */
static enum hpre_status
check_fields(struct hpre_req *r, uint32_t dw10)
{
	if (r->ksel && !(r->op->flags & OP_KSEL))
		return refuse(r, HPRE_ST_FIELD, "sm2_ksel", 1, "this operation draws no k (11)");
	if ((r->op->flags & OP_MSG) ? dw10 & ~WDP_MASK32(WDP_HPRE_SM2_MLEN) :
			!(r->op->flags & OP_FREE_DW10) && dw10 != 0)
		return refuse(r, HPRE_ST_FIELD, "dword 10", dw10, "has to be 0 (11)");
	if (r->in_b == 0 && !(r->op->flags & OP_ANY_IN) && r->in_iova != 0)
		return refuse(r, HPRE_ST_FIELD, "input", r->in_iova,
			"this operation has none, its address is 0 (11)");
	if (r->out_b == 0 && r->out_iova != 0)
		return refuse(r, HPRE_ST_FIELD, "output", r->out_iova,
			"a verification has none, its address is 0 (19)");
	return HPRE_ST_OK;
}

static bool
overlap(uint64_t a, uint64_t a_len, uint64_t b, uint64_t b_len)
{
	return a < b ? b - a < a_len : a - b < b_len;
}

/** Sizes and addresses. */
static enum hpre_status
check_blocks(struct hpre_req *r, uint32_t len1)
{
	const uint16_t *k = r->op->sizes;

	r->k = WDP_HPRE_K_B(len1);
	while (*k != 0 && *k != r->k)
		k++;
	if (*k == 0)
		return refuse(r, HPRE_ST_LEN, "task_len1", len1, "no size of this operation (13)");
	r->key_b = r->op->key * r->k / 2;
	r->in_b = r->op->in * r->k / 2 + r->msg_b;
	r->out_b = r->op->out * r->k / 2 + r->msg_b;
	/* Nobody is known to do it (13). */
	if (overlap(r->out_iova, r->out_b, r->key_iova, r->key_b) ||
			(r->in_b != 0 && overlap(r->out_iova, r->out_b, r->in_iova, r->in_b)))
		return refuse(r, HPRE_ST_OVERLAP, "output", r->out_iova,
			"lies over key or input (13)");
	return HPRE_ST_OK;
}

static uint64_t
addr64(const uint32_t *sqe, enum wdp_hpre_dw lo)
{
	return wdp_le32(sqe[lo]) | (uint64_t)wdp_le32(sqe[lo + 1]) << 32;
}

static enum hpre_status
parse(struct hpre_req *r, const uint32_t *sqe)
{
	uint32_t dw1 = wdp_le32(sqe[WDP_HPRE_DW_LEN]), dw10 = wdp_le32(sqe[WDP_HPRE_DW_SM2]);
	enum hpre_status st = check_code(r, code_of(sqe));

	if (st == HPRE_ST_OK)
		st = check_zeroes(r, sqe);
	if (st != HPRE_ST_OK)
		return st;
	r->ksel = dw1 & WDP_HPRE_SM2_KSEL;
	r->fast_core = dw1 & WDP_HPRE_FAST_CORE;
	r->key_iova = addr64(sqe, WDP_HPRE_DW_KEY_LO);
	r->in_iova = addr64(sqe, WDP_HPRE_DW_IN_LO);
	r->out_iova = addr64(sqe, WDP_HPRE_DW_OUT_LO);
	if (r->op->flags & OP_MSG)
		r->msg_b = WDP_GET32(WDP_HPRE_SM2_MLEN, dw10) + 1;
	st = check_blocks(r, WDP_GET32(WDP_HPRE_LEN1, dw1));
	return st == HPRE_ST_OK ? check_fields(r, dw10) : st;
}

/* ---- client memory ---- */

static enum hpre_status
dma_fault(struct hpre_req *r, const char *what, uint64_t iova, uint32_t bit)
{
	wdp_md_complain(r->m, SAY_DMA, UINT64_C(3) << 32 | r->q->index,
		"queue %u slot %u: %s at IOVA 0x%llx is not mapped (hpre.md 6)", r->q->qn,
		r->q->sq_head, what, (unsigned long long)iova);
	r->err |= bit;
	return HPRE_ST_DMA;
}

static enum hpre_status
fetch(struct hpre_req *r)
{
	uint32_t bit = WDP_BIT32(WDP_HPRE_ERR_AXI_R_SHIFT);

	if (wdp_md_dma_read(r->m, r->c->key, r->key_iova, r->key_b) < 0)
		return dma_fault(r, "key", r->key_iova, bit);
	if (wdp_md_dma_read(r->m, r->c->in, r->in_iova, r->in_b) < 0)
		return dma_fault(r, "input", r->in_iova, bit);
	return HPRE_ST_OK;
}

static enum hpre_status
store(struct hpre_req *r)
{
	if (wdp_md_dma_write(r->m, r->out_iova, r->c->out, r->out_b) < 0)
		return dma_fault(r, "output", r->out_iova, WDP_BIT32(WDP_HPRE_ERR_AXI_W_SHIFT));
	return HPRE_ST_OK;
}

/* ---- the work ---- */

/** Is the field of the curve one of those that drivers hurry, and the one of SM2? */
static void
note_curve(struct hpre_req *r)
{
	static const uint8_t p256[] = {
		0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
		0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff,
	};
	static const uint8_t sm2[] = {
		0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff,
	};
	bool mul = r->op->work == wdp_mdhpre_point_mul && r->k == sizeof(p256);
	bool is_sm2 = r->k == sizeof(sm2) && memcmp(r->c->key, sm2, sizeof(sm2)) == 0;

	if (r->fast_core && !(mul && (is_sm2 || memcmp(r->c->key, p256, sizeof(p256)) == 0)))
		r->unproven = true;
	if ((r->op->flags & OP_SM2) && !is_sm2)
		r->unproven = true;
}

static enum hpre_status
compute(struct hpre_req *r)
{
	enum hpre_status st;
	unsigned int i;

	r->bn = BN_CTX_new();
	if (r->bn == NULL)
		return HPRE_ST_LIBRARY;
	BN_CTX_start(r->bn);
	note_curve(r);
	st = r->op->work(r);
	for (i = 0; i < r->npt; i++)
		EC_POINT_clear_free(r->pt[i]);
	BN_CTX_end(r->bn);
	BN_CTX_free(r->bn);
	/* What libcrypto noted is said by the status. */
	if (st != HPRE_ST_OK)
		ERR_clear_error();
	return st;
}

static enum hpre_status
serve(struct hpre_req *r, const uint32_t *sqe)
{
	enum hpre_status st = parse(r, sqe);

	if (st != HPRE_ST_OK)
		return st;
	st = fetch(r);
	if (st == HPRE_ST_OK)
		st = compute(r);
	if (st == HPRE_ST_OK)
		st = store(r);
	if (st == HPRE_ST_RNG)
		r->err |= WDP_HPRE_ERR_RNG;
	OPENSSL_cleanse(r->c->key, r->key_b);
	OPENSSL_cleanse(r->c->in, r->in_b);
	OPENSSL_cleanse(r->c->out, sizeof(r->c->out));
	return st;
}

/* ---- the answer ---- */

static void
set_word(struct model_result *res, unsigned int word, uint32_t val)
{
	res->dw[word] = wdp_le32(val);
	res->written |= WDP_BIT32(word);
}

static uint32_t
finished(const uint32_t *sqe, enum hpre_status st)
{
	uint32_t dw0 = wdp_le32(sqe[WDP_HPRE_DW_OP]);

	return (dw0 & ~WDP_MASK32(WDP_HPRE_ETYPE)) | WDP_FIELD32(WDP_HPRE_ETYPE, st) |
		WDP_FIELD32(WDP_HPRE_DONE, WDP_HPRE_DONE_FINISHED);
}

static bool
is_verification(unsigned int code)
{
	return code <= WDP_HPRE_OP_LAST && (ops[code].flags & OP_VERDICT);
}

static void
answer(const struct hpre_req *r, const uint32_t *sqe, enum hpre_status st,
	struct model_result *res)
{
	bool verdict = is_verification(code_of(sqe)) && st == HPRE_ST_OK;

	set_word(res, WDP_HPRE_DW_OP, finished(sqe, st));
	if (verdict)
		set_word(res, WDP_HPRE_DW_OUT_LO, r->valid ? WDP_HPRE_VERDICT_OK : 0);
	res->error = st != HPRE_ST_OK;
	res->failed = st != HPRE_ST_OK || (verdict && !r->valid);
	res->unproven = r->unproven && st == HPRE_ST_OK;
	res->consumed = st == HPRE_ST_OK ? r->in_b : 0;
	res->produced = st == HPRE_ST_OK ? r->out_b : 0;
}

static enum model_run
hpre_run(struct wdp_model *m, struct model_queue *q, void *ctx, const uint32_t *sqe,
	struct model_result *res)
{
	struct hpre_req r = {.m = m, .q = q, .c = ctx};
	enum hpre_status st = HPRE_ST_OK;

	r.valid = true;
	if (m->cfg.engine == WDP_MODEL_REAL) {
		r.valid = false;
		st = serve(&r, sqe);
	}
	if (r.err != 0)
		wdp_md_engine_error(m, r.err);
	if (st == HPRE_ST_DMA && LOAD(m->closed))
		return MODEL_RUN_STUCK;
	answer(&r, sqe, st, res);
	return MODEL_RUN_DONE;
}

/** Null engine on a ring of one piece: all is well, and every signature valid. */
static unsigned int
hpre_run_null(struct model_queue *q, unsigned int count)
{
	uint32_t *dw = (uint32_t *)(q->sq_va + ((size_t)q->sq_head << WDP_HPRE_SQE_SHIFT));
	unsigned int i;

	for (i = 0; i < count; i++, dw += WDP_HPRE_SQE_B / sizeof(*dw)) {
		if (is_verification(code_of(dw)))
			dw[WDP_HPRE_DW_OUT_LO] = wdp_le32(WDP_HPRE_VERDICT_OK);
		dw[WDP_HPRE_DW_OP] = wdp_le32(finished(dw, HPRE_ST_OK));
	}
	return count;
}

/** The word of the status or of the verdict is made to lie. */
static void
hpre_spoil(const uint32_t *sqe, const struct model_spoil *s, struct model_result *res)
{
	(void)sqe;
	if (s->what == SPOIL_VERDICT) {
		set_word(res, WDP_HPRE_DW_OUT_LO, s->val);
		return;
	}
	set_word(res, WDP_HPRE_DW_OP, s->val);
	res->failed = (s->val & WDP_HPRE_DW0_ZERO) != 0 ||
		WDP_GET32(WDP_HPRE_DONE, s->val) != WDP_HPRE_DONE_FINISHED;
}

/* ---- the engine ---- */

static void *
ctx_create(void)
{
	size_t size = (sizeof(struct hpre_ctx) + MODEL_CACHELINE_B - 1) /
		MODEL_CACHELINE_B * MODEL_CACHELINE_B;
	struct hpre_ctx *c = aligned_alloc(MODEL_CACHELINE_B, size);

	if (c != NULL)
		memset(c, 0, size);
	return c;
}

static void
ctx_reset(void *ctx)
{
	wdp_mdhpre_curves_drop(ctx);
}

static void
ctx_destroy(void *ctx)
{
	struct hpre_ctx *c = ctx;

	if (c == NULL)
		return;
	wdp_mdhpre_curves_drop(c);
	EVP_MD_free(c->sm3);
	free(c);
}

/* In the order of the queue types. */
static const char *const hpre_types[] = {"modular", "curve"};

const struct model_engine_ops wdp_md_hpre_ops = {
	.name = "hpre",
	.pci_pf_id = WDP_PCI_DEV_HPRE_PF,
	.pci_vf_id = WDP_PCI_DEV_HPRE_VF,
	.sqe_shift = WDP_HPRE_SQE_SHIFT,
	.queue_types = 2,
	.v2_queue_types = 1,
	.type_names = hpre_types,
	.regs = &wdp_mdhpre_regs,
	.spoils = MODEL_SPOIL_STATUS | MODEL_SPOIL_VERDICT,
	.ctx_create = ctx_create,
	.ctx_destroy = ctx_destroy,
	.ctx_reset = ctx_reset,
	.run = hpre_run,
	.run_null = hpre_run_null,
	.spoil = hpre_spoil,
};
