/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Queue ranges (section 6) and contexts (9). All on the control thread. */

#include <errno.h>
#include <string.h>

#include "model_fault.h"
#include "wdp_model_priv.h"

/* Mailbox status the model answers with; the reference gives no codes (29). */
#define ST_BAD_IMAGE 1
#define ST_NO_QUEUE  2
#define ST_DMA       3

#define VFT_ADDR_FUNC_MASK 0x3f
#define SQC_CLOSE_OR_TYPE (WDP_SQC_W13_ORDER | WDP_SQC_W13_CLOSE | WDP_MASK32(WDP_SQC_W13_TYPE))

/* ---- virtual function table ---- */

static unsigned int
vft_count(uint64_t entry)
{
	if (!(entry & WDP_VFT_SQC_VALID))
		return 0;
	return ((entry >> WDP_VFT_SQC_NUM_SHIFT) & WDP_ONES32(WDP_VFT_SQC_NUM_WIDTH)) + 1;
}

static unsigned int
vft_base(uint64_t entry)
{
	return (entry >> WDP_VFT_SQC_BASE_SHIFT) & WDP_ONES32(WDP_VFT_SQC_BASE_WIDTH);
}

/**
 * Queues the function may use: both its entries count. One that is not its own any more, or
 * has another number now, is forgotten. Locks of all queues held.
 */
static void
vft_apply(struct wdp_model *m)
{
	uint64_t entry = m->vft_sqc[m->fn.nr];
	unsigned int i, n = 0, base = vft_base(entry);

	if (m->vft_cqc[m->fn.nr] & WDP_VFT_CQC_VALID)
		n = vft_count(entry);
	for (i = 0; i < m->queues; i++) {
		if (base != m->fn.base || i < base || i - base >= n)
			wdp_md_queue_forget(m, &m->q[i]);
		m->q[i].qn = i - base;
	}
	m->fn.base = base;
	m->fn.nqueues = n;
}

void
wdp_md_vft_clear(struct wdp_model *m)
{
	memset(m->vft_sqc, 0, sizeof(m->vft_sqc));
	memset(m->vft_cqc, 0, sizeof(m->vft_cqc));
	memset(m->vft_shaper, 0, sizeof(m->vft_shaper));
	m->fn.nqueues = 0;
}

static bool
vft_sqc_ok(struct wdp_model *m, unsigned int fn, uint64_t entry)
{
	const uint64_t known = WDP_VFT_SQC_VALID |
		(uint64_t)WDP_ONES32(WDP_VFT_SQC_BASE_WIDTH) << WDP_VFT_SQC_BASE_SHIFT |
		(uint64_t)WDP_ONES32(WDP_VFT_SQC_NUM_WIDTH) << WDP_VFT_SQC_NUM_SHIFT;

	if ((entry & ~known) == 0 && vft_base(entry) + vft_count(entry) <= m->queues)
		return true;
	wdp_md_complain(m, SAY_VFT, fn,
			"SQC entry 0x%016llx of function %u: reserved bits, or base + "
			"count above the device's %u queues (qm.md 6)",
			(unsigned long long)entry, fn, m->queues);
	return false;
}

/** @return the table entry the address registers name, NULL if there is none. */
static uint64_t *
vft_entry(struct wdp_model *m, uint32_t type, uint32_t addr)
{
	unsigned int fn = addr & VFT_ADDR_FUNC_MASK;
	unsigned int alg = addr >> WDP_VFT_SHAPER_TYPE_BIT;

	if (type == WDP_QM_VFT_TYPE_SQC && alg == 0)
		return &m->vft_sqc[fn];
	if (type == WDP_QM_VFT_TYPE_CQC && alg == 0)
		return &m->vft_cqc[fn];
	if (type == WDP_QM_VFT_TYPE_SHAPER && m->v3 && alg <= 1)
		return &m->vft_shaper[alg * MODEL_FUNCS + fn];
	return NULL;
}

void
wdp_md_vft_go(struct wdp_model *m)
{
	uint32_t type = wdp_md_reg_get(m, WDP_QM_VFT_TYPE);
	uint32_t addr = wdp_md_reg_get(m, WDP_QM_VFT_ADDR);
	uint64_t data = wdp_md_reg_get(m, WDP_QM_VFT_DATA_LO) |
		(uint64_t)wdp_md_reg_get(m, WDP_QM_VFT_DATA_HI) << 32;
	uint64_t *entry = vft_entry(m, type, addr);

	if (!m->mem_init)
		wdp_md_complain(m, SAY_VFT, UINT64_C(1) << 32,
			"VFT used before memory init, which clears it (qm.md 5 step 9)");
	if (entry == NULL) {
		wdp_md_complain(m, SAY_VFT, UINT64_C(2) << 32 | type << 8 | addr,
			"VFT operation with type %u address 0x%x (qm.md 6)", type, addr);
		return;
	}
	if (wdp_md_reg_get(m, WDP_QM_VFT_DIR) != 0) {
		wdp_md_regs_write(m, WDP_QM_VFT_DATA_LO, WDP_LO32(*entry));
		wdp_md_regs_write(m, WDP_QM_VFT_DATA_HI, WDP_HI32(*entry));
		return;
	}
	if (type == WDP_QM_VFT_TYPE_SQC && !vft_sqc_ok(m, addr, data))
		return;
	wdp_md_lock_all(m);
	*entry = data;
	vft_apply(m);
	wdp_md_unlock_all(m);
}

void
wdp_md_memory_init(struct wdp_model *m)
{
	wdp_md_lock_all(m);
	wdp_md_vft_clear(m);
	vft_apply(m);
	m->mem_init = true;
	STORE(m->stopped, false);
	wdp_md_unlock_all(m);
}

/* ---- queues in use ---- */

static void
active_add(struct wdp_model *m, struct model_queue *q)
{
	unsigned int i;

	for (i = 0; i < m->nactive; i++)
		if (m->active[i] == q->index)
			return;
	STORE(m->active[m->nactive], q->index);
	/* Release: a worker that sees the count sees the entry. */
	__atomic_store_n(&m->nactive, m->nactive + 1, __ATOMIC_RELEASE);
}

static void
active_remove(struct wdp_model *m, const struct model_queue *q)
{
	unsigned int i;

	for (i = 0; i < m->nactive; i++) {
		if (m->active[i] != q->index)
			continue;
		/* A worker that scans meanwhile sees a queue twice or misses one once. */
		STORE(m->active[i], m->active[m->nactive - 1]);
		STORE(m->nactive, m->nactive - 1);
		return;
	}
}

void
wdp_md_queue_forget(struct wdp_model *m, struct model_queue *q)
{
	active_remove(m, q);
	q->sq_loaded = false;
	q->cq_loaded = false;
	q->spilled = false;
	q->stopped = false;
	q->halted = false;
	q->closed = false;
	q->stuck = false;
	q->cq_full = false;
	q->c_flag = false;
	STORE(q->posted, 0);
	STORE(q->sq_head, 0);
	STORE(q->sq_tail, 0);
	q->cq_tail = 0;
	q->cq_used = 0;
	STORE(q->sh_sq, NULL);
	STORE(q->sh_cq, NULL);
	if (q->slot != MODEL_NO_SLOT && m->fn.shadow_bound != NULL)
		m->fn.shadow_bound[q->slot] = 0;
	q->slot = MODEL_NO_SLOT;
	q->sq_va = NULL;
	q->cq_va = NULL;
}

/**
 * Rings as one piece of memory, so that the data path needs no lookup. The SQ ring is
 * read and written, the CQ ring written.
 */
static void
ring_remap(struct wdp_model *m, struct model_queue *q)
{
	uint64_t size = (uint64_t)q->sq_depth << q->sqe_shift;

	q->sq_va = NULL;
	q->cq_va = NULL;
	if (q->sq_loaded && wdp_md_dma_ptr(m, q->sq_base, size, false) != NULL)
		q->sq_va = wdp_md_dma_ptr(m, q->sq_base, size, true);
	if (q->cq_loaded)
		q->cq_va = wdp_md_dma_ptr(m, q->cq_base,
			(uint64_t)q->cq_depth * sizeof(struct wdp_cqe), true);
}

void
wdp_md_ctx_remap(struct wdp_model *m)
{
	unsigned int i;

	for (i = 0; i < m->nactive; i++)
		ring_remap(m, &m->q[m->active[i]]);
}

/* ---- images ---- */

static int
bad_image(struct wdp_model *m, const char *which, unsigned int index, const char *what,
	unsigned int val)
{
	wdp_md_complain(m, SAY_CONTEXT, index | (uint64_t)which[0] << 32,
		"%s %u refused: %s 0x%x (qm.md 9)", which, index, what, val);
	return -EINVAL;
}

static int
sqc_check(struct wdp_model *m, unsigned int index, const struct wdp_sqc *c)
{
	uint32_t dw3 = wdp_le32(c->dw3);
	unsigned int depth = WDP_GET32(WDP_SQC_DW3_DEPTH, dw3) + 1;
	unsigned int w13 = wdp_le16(c->w13);
	unsigned int type = WDP_GET32(WDP_SQC_W13_TYPE, w13);
	unsigned int types = !m->v3 && m->engine->v2_queue_types != 0 ?
		m->engine->v2_queue_types : m->engine->queue_types;

	if (WDP_GET32(WDP_SQC_DW3_SQE, dw3) != m->engine->sqe_shift)
		return bad_image(m, "SQC", index, "dword 3 has another descriptor size:", dw3);
	if (depth < 2)
		return bad_image(m, "SQC", index, "dword 3 has a ring of one slot:", dw3);
	if (type >= types)
		return bad_image(m, "SQC", index, "no such queue type:", type);
	if (wdp_le16(c->cq_num) != index)
		return bad_image(m, "SQC", index, "CQ number is not the queue's own:",
			wdp_le16(c->cq_num));
	if (wdp_le16(c->head) >= depth || wdp_le16(c->tail) >= depth)
		return bad_image(m, "SQC", index, "head or tail behind the end of the ring, tail",
			wdp_le16(c->tail));
	return 0;
}

/** Fields no driver sets: taken, but told. */
static void
sqc_remarks(struct wdp_model *m, unsigned int index, const struct wdp_sqc *c)
{
	unsigned int w11 = wdp_le16(c->w11), w13 = wdp_le16(c->w13);

	if (c->rsvd0 != 0 || c->rsvd1 != 0 || wdp_le32(c->dw3) >> 16 != 0 ||
			(w11 & ~(WDP_SQC_W11_HEAD_SIG | WDP_SQC_W11_TAIL_SIG)) != 0 ||
			(w13 & ~SQC_CLOSE_OR_TYPE) != 0)
		bad_image(m, "SQC (accepted)", index,
				"reserved fields or PASID in use, words 11, 13:", w11 << 16 | w13);
	if (!(w13 & WDP_SQC_W13_ORDER))
		bad_image(m, "SQC (accepted)", index, "order is not 1, word 13:", w13);
}

static void
sqc_decode(struct wdp_model *m, struct model_queue *q, const struct wdp_sqc *c)
{
	uint32_t dw3 = wdp_le32(c->dw3);
	unsigned int w11 = wdp_le16(c->w11), w13 = wdp_le16(c->w13);

	q->sqc = *c;
	q->sq_base = wdp_le32(c->base_lo) | (uint64_t)wdp_le32(c->base_hi) << 32;
	q->sq_depth = WDP_GET32(WDP_SQC_DW3_DEPTH, dw3) + 1;
	q->sqe_shift = WDP_GET32(WDP_SQC_DW3_SQE, dw3);
	q->sq_tag = wdp_le16(c->tag);
	wdp_md_core_retype(m, q, WDP_GET32(WDP_SQC_W13_TYPE, w13));
	q->closed = w13 & WDP_SQC_W13_CLOSE;
	q->sq_sig_head = w11 & WDP_SQC_W11_HEAD_SIG;
	q->sq_sig_tail = w11 & WDP_SQC_W11_TAIL_SIG;
	STORE(q->sq_head, wdp_le16(c->head));
	STORE(q->sq_tail, wdp_le16(c->tail));
	q->sq_loaded = true;
	ring_remap(m, q);
}

static int
sqc_load(struct wdp_model *m, struct model_queue *q, const struct wdp_sqc *c)
{
	int ret = sqc_check(m, q->qn, c);

	if (ret < 0)
		return ret;
	sqc_remarks(m, q->qn, c);
	wdp_md_queue_lock(m, q);
	if (q->sq_loaded && !q->stopped && q->sq_head != q->sq_tail &&
			!(LOAD(m->faults) && wdp_md_fault_held(m, q)))
		bad_image(m, "SQC (accepted)", q->qn,
			"written while requests are unfinished, the head being", q->sq_head);
	q->stopped = false;
	q->halted = false;
	q->spilled = false;
	q->stuck = false;
	STORE(q->posted, 0);
	if (LOAD(m->faults))
		wdp_md_fault_queue_loaded(m, q);
	sqc_decode(m, q, c);
	wdp_md_shadow_attach(m, q);
	model_queue_unlock(q);
	active_add(m, q);
	return 0;
}

static int
cqc_check(struct wdp_model *m, unsigned int index, const struct wdp_cqc *c)
{
	uint32_t dw3 = wdp_le32(c->dw3);
	unsigned int depth = WDP_GET32(WDP_CQC_DW3_DEPTH, dw3) + 1;

	if (WDP_GET32(WDP_CQC_DW3_CQE, dw3) != WDP_CQE_SHIFT)
		return bad_image(m, "CQC", index, "dword 3 has another entry size:", dw3);
	if (wdp_le32(c->base_lo) % sizeof(struct wdp_cqe) != 0)
		return bad_image(m, "CQC", index, "the ring is not aligned to its entries, address",
			wdp_le32(c->base_lo));
	if (wdp_le16(c->head) >= depth || wdp_le16(c->tail) >= depth)
		return bad_image(m, "CQC", index, "head or tail behind the end of the ring, tail",
			wdp_le16(c->tail));
	return 0;
}

static void
cqc_decode(struct wdp_model *m, struct model_queue *q, const struct wdp_cqc *c)
{
	uint32_t dw6 = wdp_le32(c->dw6);
	unsigned int w11 = wdp_le16(c->w11);

	q->cqc = *c;
	q->cq_base = wdp_le32(c->base_lo) | (uint64_t)wdp_le32(c->base_hi) << 32;
	q->cq_depth = WDP_GET32(WDP_CQC_DW3_DEPTH, wdp_le32(c->dw3)) + 1;
	q->cq_tag = wdp_le16(c->tag);
	q->cq_sig_head = w11 & WDP_CQC_W11_HEAD_SIG;
	q->cq_sig_tail = w11 & WDP_CQC_W11_TAIL_SIG;
	q->cq_tail = wdp_le16(c->tail);
	q->cq_used = (q->cq_tail + q->cq_depth - wdp_le16(c->head)) % q->cq_depth;
	if (q->cq_used == 0 && q->cq_sig_head != q->cq_sig_tail)
		q->cq_used = q->cq_depth;
	q->cq_phase = dw6 & WDP_CQC_DW6_PHASE;
	q->c_flag = dw6 & WDP_CQC_DW6_C_FLAG;
	q->cq_full = false;
	q->cq_loaded = true;
	ring_remap(m, q);
}

static int
cqc_load(struct wdp_model *m, struct model_queue *q, const struct wdp_cqc *c)
{
	unsigned int w11 = wdp_le16(c->w11);
	int ret = cqc_check(m, q->qn, c);

	if (ret < 0)
		return ret;
	if (c->rsvd0 != 0 || c->rsvd1 != 0 || wdp_le32(c->dw3) >> 16 != 0 ||
			(w11 & ~(WDP_CQC_W11_HEAD_SIG | WDP_CQC_W11_TAIL_SIG)) != 0 ||
			(wdp_le32(c->dw6) & ~(WDP_CQC_DW6_PHASE | WDP_CQC_DW6_C_FLAG)) != 0)
		bad_image(m, "CQC (accepted)", q->qn,
				"reserved fields or PASID in use, dword 6:", wdp_le32(c->dw6));
	wdp_md_queue_lock(m, q);
	q->halted = false;
	cqc_decode(m, q, c);
	model_queue_unlock(q);
	return 0;
}

static void
sqc_image(const struct model_queue *q, struct wdp_sqc *c)
{
	unsigned int w11 = wdp_le16(q->sqc.w11) & ~(WDP_SQC_W11_HEAD_SIG | WDP_SQC_W11_TAIL_SIG);

	*c = q->sqc;
	c->head = wdp_le16(q->sq_head);
	c->tail = wdp_le16(q->sq_tail);
	w11 |= q->sq_sig_head ? WDP_SQC_W11_HEAD_SIG : 0;
	w11 |= q->sq_sig_tail ? WDP_SQC_W11_TAIL_SIG : 0;
	c->w11 = wdp_le16(w11);
}

static void
cqc_image(const struct model_queue *q, struct wdp_cqc *c)
{
	unsigned int w11 = wdp_le16(q->cqc.w11) & ~(WDP_CQC_W11_HEAD_SIG | WDP_CQC_W11_TAIL_SIG);
	unsigned int depth = q->cq_depth ? q->cq_depth : 1;
	bool sig_head = q->cq_sig_tail != (q->cq_used > q->cq_tail);

	*c = q->cqc;
	c->head = wdp_le16((q->cq_tail + depth - q->cq_used) % depth);
	c->tail = wdp_le16(q->cq_tail);
	w11 |= sig_head ? WDP_CQC_W11_HEAD_SIG : 0;
	w11 |= q->cq_sig_tail ? WDP_CQC_W11_TAIL_SIG : 0;
	c->w11 = wdp_le16(w11);
	c->dw6 = wdp_le32((q->cq_phase ? WDP_CQC_DW6_PHASE : 0) |
		(q->c_flag ? WDP_CQC_DW6_C_FLAG : 0));
}

static void
eqc_image(struct wdp_model *m, const struct model_eq *eq, struct wdp_eqc *c)
{
	memset(c, 0, sizeof(*c));
	pthread_mutex_lock(&m->fn.ev_lock);
	if (eq->loaded) {
		c->head = wdp_le16((eq->tail + eq->depth - eq->used) % eq->depth);
		c->tail = wdp_le16(eq->tail);
		c->base_lo = wdp_le32(WDP_LO32(eq->base));
		c->base_hi = wdp_le32(WDP_HI32(eq->base));
		c->dw6 = wdp_le32((eq->depth - 1) | (eq->phase ? WDP_EQC_DW6_PHASE : 0));
	}
	pthread_mutex_unlock(&m->fn.ev_lock);
}

uint32_t
wdp_md_eqc_word(struct wdp_model *m, const struct model_eq *eq, unsigned int word)
{
	uint32_t words[sizeof(struct wdp_eqc) / sizeof(uint32_t)];
	struct wdp_eqc c;

	eqc_image(m, eq, &c);
	memcpy(words, &c, sizeof(words));
	return wdp_le32(words[word]);
}

static int
eqc_load(struct wdp_model *m, struct model_eq *eq, const struct wdp_eqc *c)
{
	const char *name = eq == &m->fn.eq ? "EQC" : "AEQC";
	uint32_t dw6 = wdp_le32(c->dw6);
	uint32_t depth = WDP_GET32(WDP_EQC_DW6_DEPTH, dw6) + 1;

	if (wdp_le16(c->head) >= depth || wdp_le16(c->tail) >= depth)
		return bad_image(m, name, 0, "head or tail behind the end of the ring, tail",
			wdp_le16(c->tail));
	if (wdp_le32(c->base_lo) % 4 != 0)
		return bad_image(m, name, 0, "the ring is not aligned to its entries, address",
			wdp_le32(c->base_lo));
	if (dw6 >> 17 != 0 || c->dw3 != 0 || c->rsvd[0] != 0 || c->rsvd[1] != 0)
		bad_image(m, name, 0, "reserved fields (accepted), dword 6:", dw6);
	wdp_md_eq_load(m, eq, c);
	return 0;
}

/* ---- commands ---- */

union image {
	struct wdp_sqc sqc;
	struct wdp_cqc cqc;
	struct wdp_eqc eqc;
};

static unsigned int
ctx_get(struct wdp_model *m, unsigned int cmd, struct model_queue *q, uint64_t iova)
{
	union image img;

	memset(&img, 0, sizeof(img));
	if (cmd == WDP_MB_CMD_EQC || cmd == WDP_MB_CMD_AEQC) {
		eqc_image(m, cmd == WDP_MB_CMD_EQC ? &m->fn.eq : &m->fn.aeq, &img.eqc);
	} else {
		wdp_md_queue_lock(m, q);
		/*
		 * On the bus a doorbell goes ahead of a later mailbox write: what was rung
		 * before is in the answer, or nobody could wait for a queue to be drained.
		 */
		wdp_md_take_doorbells(m, q);
		if (cmd == WDP_MB_CMD_SQC && q->sq_loaded)
			sqc_image(q, &img.sqc);
		else if (cmd == WDP_MB_CMD_CQC && q->cq_loaded)
			cqc_image(q, &img.cqc);
		model_queue_unlock(q);
	}
	if (wdp_md_dma_write(m, iova, &img, sizeof(img)) == 0)
		return 0;
	wdp_md_qm_error(m, WDP_QM_ERR_AXI_BRESP);
	return ST_DMA;
}

static unsigned int
ctx_set(struct wdp_model *m, unsigned int cmd, struct model_queue *q, uint64_t iova)
{
	union image img;
	int ret = -EINVAL;

	if (wdp_md_dma_read(m, &img, iova, sizeof(img)) < 0) {
		wdp_md_qm_error(m, WDP_QM_ERR_AXI_RRESP);
		return ST_DMA;
	}
	switch (cmd) {
	case WDP_MB_CMD_SQC:
		ret = sqc_load(m, q, &img.sqc);
		break;
	case WDP_MB_CMD_CQC:
		ret = cqc_load(m, q, &img.cqc);
		break;
	case WDP_MB_CMD_EQC:
		ret = eqc_load(m, &m->fn.eq, &img.eqc);
		break;
	case WDP_MB_CMD_AEQC:
		ret = eqc_load(m, &m->fn.aeq, &img.eqc);
		break;
	}
	return ret < 0 ? ST_BAD_IMAGE : 0;
}

unsigned int
wdp_md_ctx_command(struct wdp_model *m, unsigned int cmd, bool get, unsigned int index,
	uint64_t iova)
{
	bool event = cmd == WDP_MB_CMD_EQC || cmd == WDP_MB_CMD_AEQC;
	struct model_queue *q = event ? NULL : model_func_queue(m, index);
	unsigned int status;

	if (event ? index != 0 : q == NULL) {
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(1) << 32 | index,
				"mailbox 0x%x for queue %u: the function has %u queues (qm.md 7.2)",
				cmd, index, m->fn.nqueues);
		return ST_NO_QUEUE;
	}
	if (iova % WDP_CTX_ALIGN != 0) {
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(2) << 32 | cmd,
				"mailbox 0x%x: context image at 0x%llx is not aligned to %u bytes "
				"(qm.md 7.3)",
				cmd, (unsigned long long)iova, WDP_CTX_ALIGN);
		return ST_BAD_IMAGE;
	}
	status = get ? ctx_get(m, cmd, q, iova) : ctx_set(m, cmd, q, iova);
	if (status == ST_DMA)
		wdp_md_complain(m, SAY_DMA, UINT64_C(1) << 32 | cmd,
			"mailbox 0x%x: context image at IOVA 0x%llx is not mapped (qm.md 7.2)", cmd,
			(unsigned long long)iova);
	return status;
}

/* ---- context tables ---- */

/** Place of a queue in a context table (9.4). */
static uint64_t
table_at(uint64_t table, const struct model_queue *q)
{
	return table + (uint64_t)q->qn * WDP_CTX_SIZE;
}

static int
table_write(struct wdp_model *m, struct model_queue *q)
{
	struct wdp_sqc sqc;
	struct wdp_cqc cqc;
	int ret = 0;

	if (q->sq_loaded && m->fn.sqc_table_set) {
		sqc_image(q, &sqc);
		ret = wdp_md_dma_write(m, table_at(m->fn.sqc_table, q), &sqc, sizeof(sqc));
	}
	if (ret == 0 && q->cq_loaded && m->fn.cqc_table_set) {
		cqc_image(q, &cqc);
		ret = wdp_md_dma_write(m, table_at(m->fn.cqc_table, q), &cqc, sizeof(cqc));
	}
	q->spilled = ret == 0 && q->sq_loaded && q->cq_loaded && m->fn.sqc_table_set &&
		m->fn.cqc_table_set;
	return ret;
}

/*
 * Write the cached contexts back (9.4). The cache is empty afterwards: what software
 * then edits in the tables, as Linux does to invalidate a queue (12), is what the next
 * doorbell finds.
 */
bool
wdp_md_write_back(struct wdp_model *m)
{
	unsigned int i;

	if (!model_master_open(m))
		return false;
	for (i = 0; i < m->nactive; i++) {
		struct model_queue *q = &m->q[m->active[i]];
		int ret;

		wdp_md_queue_lock(m, q);
		ret = table_write(m, q);
		model_queue_unlock(q);
		if (ret < 0) {
			wdp_md_complain(m, SAY_DMA, UINT64_C(2) << 32 | q->index,
					"context table entry of queue %u is not mapped (qm.md 9.4)",
					q->qn);
			wdp_md_qm_error(m, WDP_QM_ERR_AXI_BRESP);
			return false;
		}
	}
	return true;
}

int
wdp_md_ctx_unspill(struct wdp_model *m, struct model_queue *q)
{
	struct wdp_sqc sqc;
	struct wdp_cqc cqc;

	if (!model_master_open(m))
		return -EIO;
	if (wdp_md_dma_read(m, &sqc, table_at(m->fn.sqc_table, q), sizeof(sqc)) < 0 ||
			wdp_md_dma_read(m, &cqc, table_at(m->fn.cqc_table, q), sizeof(cqc)) < 0) {
		wdp_md_qm_error(m, WDP_QM_ERR_AXI_RRESP);
		return -EFAULT;
	}
	if (sqc_check(m, q->qn, &sqc) < 0 || cqc_check(m, q->qn, &cqc) < 0)
		return -EINVAL;
	q->spilled = false;
	sqc_decode(m, q, &sqc);
	cqc_decode(m, q, &cqc);
	return 0;
}
