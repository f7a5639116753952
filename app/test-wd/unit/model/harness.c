/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness.h"

#define MSI_WAIT_MS 5000
#define STAGE_B     4096
#define WAIT_STEPS  200000
#define WAIT_US     20

/* Config space, section 2. */
#define CFG_COMMAND 0x04

struct wdp_model_config
dut_config(enum wdp_model_hw hw, enum wdp_model_engine engine)
{
	struct wdp_model_config cfg = {
		.kind = WDP_MODEL_ZIP,
		.hw = hw,
		.engine = engine,
		.queues = 1024,
		.strict = true,
		.shadow_slots = 64,
		.log = NULL,
	};

	return cfg;
}

void
dut_open(struct dut *d, const struct wdp_model_config *cfg)
{
	unsigned int i;

	memset(d, 0, sizeof(*d));
	d->m = wdp_model_create(cfg);
	assert_non_null(d->m);
	d->kind = cfg->kind;
	d->v3 = cfg->hw == WDP_MODEL_V3;
	d->vf = cfg->vf;
	d->threads = cfg->workers > 0;
	d->mem = mmap(NULL, ARENA_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(d->mem, MAP_FAILED);
	assert_int_equal(0, wdp_model_dma_map(d->m, ARENA_IOVA, ARENA_SIZE, -1, 0, d->mem, true,
		true));
	for (i = 0; i < 4; i++) {
		d->msi[i] = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		assert_int_equal(i < wdp_model_msi_count(d->m) ? 0 : -EINVAL,
			wdp_model_set_msi(d->m, i, d->msi[i]));
	}
	d->stage = dut_alloc(d, STAGE_B, 4096);
	cfg_w16(d, CFG_COMMAND, WDP_PCI_CMD_MEMORY);
	cfg_w16(d, CFG_COMMAND, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
}

void
dut_close(struct dut *d)
{
	unsigned int i;

	wdp_model_destroy(d->m);
	munmap(d->mem, ARENA_SIZE);
	for (i = 0; i < 4; i++)
		close(d->msi[i]);
}

void *
dut_va(struct dut *d, uint64_t iova)
{
	return d->mem + (iova - ARENA_IOVA);
}

uint64_t
dut_alloc(struct dut *d, size_t size, size_t align)
{
	uint64_t at = (d->used + align - 1) / align * align;

	assert_true(at + size <= ARENA_SIZE);
	d->used = at + size;
	memset(d->mem + at, 0, size);
	return ARENA_IOVA + at;
}

uint32_t
r32(struct dut *d, uint64_t off)
{
	uint32_t v = 0;

	assert_int_equal(0, wdp_model_read(d->m, WDP_BAR_REGS, off, &v, sizeof(v)));
	return v;
}

uint64_t
r64(struct dut *d, uint64_t off)
{
	uint64_t v = 0;

	assert_int_equal(0, wdp_model_read(d->m, WDP_BAR_REGS, off, &v, sizeof(v)));
	return v;
}

void
w32(struct dut *d, uint64_t off, uint32_t val)
{
	assert_int_equal(0, wdp_model_write(d->m, WDP_BAR_REGS, off, &val, sizeof(val)));
}

void
w64(struct dut *d, unsigned int bar, uint64_t off, uint64_t val)
{
	assert_int_equal(0, wdp_model_write(d->m, bar, off, &val, sizeof(val)));
}

void
mod32(struct dut *d, uint64_t off, uint32_t clear, uint32_t set)
{
	w32(d, off, (r32(d, off) & ~clear) | set);
}

uint32_t
cfg_r32(struct dut *d, unsigned int off)
{
	uint32_t v = 0;

	assert_int_equal(0, wdp_model_read(d->m, WDP_VFU_REGION_CFG, off, &v, sizeof(v)));
	return v;
}

void
cfg_w16(struct dut *d, unsigned int off, unsigned int val)
{
	uint16_t v = val;

	assert_int_equal(0, wdp_model_write(d->m, WDP_VFU_REGION_CFG, off, &v, sizeof(v)));
}

void
cfg_w32(struct dut *d, unsigned int off, uint32_t val)
{
	assert_int_equal(0, wdp_model_write(d->m, WDP_VFU_REGION_CFG, off, &val, sizeof(val)));
}

uint32_t
mb_shaped(struct dut *d, enum mb_shape shape, unsigned int cmd, unsigned int queue, uint64_t data)
{
	static const size_t widths[] = {[MB_16] = 16, [MB_8x2] = 8, [MB_4x4] = 4};
	uint32_t w[4] = {WDP_MB_BUSY | cmd | queue << 16, WDP_LO32(data), WDP_HI32(data), 0};
	size_t at;

	for (at = 0; at < sizeof(w); at += widths[shape])
		assert_int_equal(0, wdp_model_write(d->m, WDP_BAR_REGS, WDP_QM_MB_BASE + at,
			(uint8_t *)w + at, widths[shape]));
	return r32(d, WDP_QM_MB_BASE);
}

unsigned int
mb(struct dut *d, unsigned int cmd, unsigned int queue, uint64_t data)
{
	uint32_t w0 = mb_shaped(d, MB_16, cmd, queue, data);

	return w0 & WDP_MB_BUSY ? MB_STUCK : WDP_GET32(WDP_MB_STATUS, w0);
}

static void
vft_op(struct dut *d, unsigned int dir, unsigned int type, unsigned int addr, uint64_t val)
{
	assert_int_equal(1, r32(d, WDP_QM_VFT_READY) & 1);
	w32(d, WDP_QM_VFT_DIR, dir);
	w32(d, WDP_QM_VFT_TYPE, type);
	w32(d, WDP_QM_VFT_ADDR, addr);
	if (dir == 0) {
		w32(d, WDP_QM_VFT_DATA_LO, WDP_LO32(val));
		w32(d, WDP_QM_VFT_DATA_HI, WDP_HI32(val));
	}
	w32(d, WDP_QM_VFT_READY, 0);
	w32(d, WDP_QM_VFT_GO, 1);
	assert_int_equal(1, r32(d, WDP_QM_VFT_READY) & 1);
}

void
vft_write(struct dut *d, unsigned int type, unsigned int addr, uint64_t val)
{
	vft_op(d, 0, type, addr, val);
}

uint64_t
vft_read(struct dut *d, unsigned int type, unsigned int addr)
{
	vft_op(d, 1, type, addr, 0);
	return r32(d, WDP_QM_VFT_DATA_LO) | (uint64_t)r32(d, WDP_QM_VFT_DATA_HI) << 32;
}

struct setup {
	uint32_t off;
	uint32_t val;
};

static void
write_all(struct dut *d, const struct setup *s, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		w32(d, s[i].off, s[i].val);
}
#define WRITE_ALL(d, list) write_all(d, list, sizeof(list) / sizeof((list)[0]))

/** Errors of the queue manager, section 16: masks depend on the engine. */
static void
qm_errors(struct dut *d, uint32_t nfe, uint32_t shutdown, uint32_t rest)
{
	w32(d, WDP_QM_ERR_SRC, nfe | 8);
	w32(d, WDP_QM_RAS_CE_EN, 8);
	w32(d, WDP_QM_RAS_CE_THRESH, 1);
	w32(d, WDP_QM_RAS_NFE_EN, nfe);
	w32(d, WDP_QM_RAS_FE_EN, 0);
	if (d->v3)
		w32(d, WDP_QM_OOO_SHUTDOWN, shutdown);
	mod32(d, WDP_QM_ERR_MASK, nfe | 8, 0);
	assert_int_equal(rest, r32(d, WDP_QM_ERR_MASK));
}

/** zip.md 3, 4 */
static void
zip_setup(struct dut *d)
{
	static const struct setup init[] = {
		{WDP_ZIP_ARCACHE0, 0xffffffff}, {WDP_ZIP_ARCACHE1, 0xffffffff},
		{WDP_ZIP_AWCACHE0, 0xffffffff}, {WDP_ZIP_AWCACHE1, 0xffffffff},
		{WDP_ZIP_BD_RUSER, WDP_QM_AXUSER_BASE}, {WDP_ZIP_BD_WUSER, WDP_QM_AXUSER_BASE},
		{WDP_ZIP_DATA_RUSER, WDP_QM_AXUSER_BASE}, {WDP_ZIP_DATA_WUSER, WDP_QM_AXUSER_BASE},
		{WDP_ZIP_SGL_RUSER, WDP_QM_AXUSER_BASE},
	};

	WRITE_ALL(d, init);
	if (d->v3) {
		mod32(d, WDP_ZIP_PREFETCH, WDP_ZIP_PREFETCH_CLR, 0);
		assert_int_equal(0, r32(d, WDP_ZIP_PREFETCH) & WDP_ZIP_PREFETCH_OFF);
	}
	w32(d, WDP_ZIP_CLK_GATE, d->v3 ? 0x0001001f : 0x000100ff);
	mod32(d, WDP_ZIP_PERF_MODE, WDP_ZIP_PERF_SPEED, 0);
	if (d->v3) {
		mod32(d, WDP_ZIP_CLK_GATE, 0, WDP_ZIP_CLK_GATE_EN);
		assert_int_equal(0x2001ff1f, r32(d, WDP_ZIP_CLK_GATE));
		mod32(d, WDP_ZIP_CLK_SHIM, 0, WDP_ZIP_CLK_SHIM_AUTO);
	}
	qm_errors(d, d->v3 ? 0x7c77 : 0x1c57, 0x6c77, d->v3 ? 0x380 : 0x63a0);
	w32(d, WDP_ZIP_ERR_SRC, d->v3 ? 0x1fff : 0x7ff);
	w32(d, WDP_ZIP_RAS_CE_EN, 1);
	w32(d, WDP_ZIP_RAS_FE_EN, 0);
	w32(d, WDP_ZIP_RAS_NFE_EN, d->v3 ? 0x1ffe : 0x7fe);
	if (d->v3)
		w32(d, WDP_ZIP_OOO_SHUTDOWN, 0x7fe);
	mod32(d, WDP_ZIP_CTL, 0, WDP_ZIP_CTL_AXI_SHUT);
	w32(d, WDP_ZIP_ERR_MASK, 0);
}

/** sec.md 4 up to the cores, 5 */
static void
sec_setup(struct dut *d)
{
	uint32_t user0 = d->v3 ? 0x302220 : 0x301220, user1 = user0 + 4;
	uint32_t ce = d->v3 ? 0xc088 : 0x88, nfe = d->v3 ? 0x60177 : 0x177;

	mod32(d, 0x301200, 0x8, 0);
	w32(d, 0x301100, 1);
	assert_int_equal(1, r32(d, 0x301104) & 1);
	mod32(d, 0x301200, 0, 0x100);
	mod32(d, user0, 0, 0x808000);
	mod32(d, user1, d->v3 ? 0x00861861 : 0x01010101, d->v3 ? 0x00820820 : 0x80808080);
	if (d->v3) {
		mod32(d, 0x301130, 0x803, 0);
		assert_int_equal(0, r32(d, 0x301130) & 2);
		assert_int_equal(0, r32(d, 0x301ec4) & 7);
	}
	w32(d, 0x300014, 0x2060);
	w32(d, 0x301270, d->v3 ? 0xf : 0x17f);
	if (!d->v3) {
		w32(d, 0x301380, 0xefffffff);
		w32(d, 0x301384, 0x7ffff7fd);
		w32(d, 0x30138c, 0xffffbfff);
	}
	mod32(d, 0x301200, 0x3, 0);
	if (d->v3) {
		mod32(d, 0x301200, 0, 0x8);
		mod32(d, 0x30121c, 0, 0x7fff);
		mod32(d, 0x30212c, 0, 0xf);
	}
	qm_errors(d, d->v3 ? 0x7c77 : 0x1c77, 0x6c77, d->v3 ? 0x380 : 0x6380);
	w32(d, 0x301010, ce | nfe);
	w32(d, 0x301050, ce);
	w32(d, 0x301054, 0);
	w32(d, 0x301058, nfe);
	if (d->v3)
		w32(d, 0x301014, 0x177);
	mod32(d, 0x301200, 0, 0x1000);
	w32(d, 0x301000, ce | nfe);
}

/** hpre.md 5 step 1 and 12 */
static void
hpre_gates(struct dut *d, bool on)
{
	mod32(d, 0x301a10, 0x1, on);
	mod32(d, 0x301a2c, 0x1, on);
	mod32(d, 0x302010, 0x1, on);
	mod32(d, 0x302088, 0xc0000000, on ? 0xc0000000 : 0);
}

/** hpre.md 5, 6 */
static void
hpre_setup(struct dut *d)
{
	static const struct setup qm[] = {
		{0x100090, 0xfffffffe}, {0x1000a0, 0xfffffffe}, {0x1000ac, 0xffff},
	};
	static const struct setup init[] = {
		{0x301010, 0xff}, {0x301020, 0}, {0x30102c, 0}, {0x301024, 0}, {0x301030, 3},
		{0x301034, 3}, {0x301014, 1},
	};
	uint32_t nfe = d->v3 ? 0x1fffc3e : 0x3ffffe, cores = d->v3 ? 0x3ff : 0xf;
	unsigned int i;

	if (d->v3)
		hpre_gates(d, false);
	WRITE_ALL(d, qm);
	w32(d, 0x301038, d->v3 ? 3 : 1);
	assert_int_equal(0, r32(d, 0x301a00) & 1);
	WRITE_ALL(d, init);
	assert_int_equal(1, r32(d, 0x301a00) & 1);
	for (i = 0; i < (d->v3 ? 1 : 4); i++) {
		w32(d, 0x302004 + 0x1000 * i, cores);
		assert_int_equal(0, r32(d, 0x302080 + 0x1000 * i));
		w32(d, 0x302020 + 0x1000 * i, 1);
		assert_int_equal(cores, r32(d, 0x302080 + 0x1000 * i));
	}
	if (d->v3) {
		mod32(d, 0x301130, 0x40000001, 0);
		assert_int_equal(0, r32(d, 0x301130) & 0x40000000);
		assert_int_equal(0, r32(d, 0x301144));
		hpre_gates(d, true);
	} else {
		mod32(d, WDP_QM_PEH_AXUSER, 0x1080, 0x800);
		w32(d, WDP_QM_PEH_AXUSER_EN, 0xffffffff);
		mod32(d, 0x30103c, 0x200, 0);
		mod32(d, 0x301040, 0x200, 0);
	}
	qm_errors(d, d->v3 ? 0x7c37 : 0x1c37, 0x6c37, d->v3 ? 0x3c0 : 0x63c0);
	w32(d, 0x301600, nfe | 1);
	w32(d, 0x301410, 1);
	w32(d, 0x301414, nfe);
	w32(d, 0x301418, 0);
	if (d->v3)
		w32(d, 0x301a3c, 0xbffc3e);
	mod32(d, 0x301044, 0, 1);
	w32(d, 0x301400, ~(nfe | 1));
}

/** Steps 10 to 13 of section 5. */
void
dut_engine_setup(struct dut *d)
{
	static const struct setup init[] = {
		{WDP_QM_ARUSER, WDP_QM_AXUSER_BASE}, {WDP_QM_ARUSER_EN, WDP_QM_AXUSER_EN_BASE},
		{WDP_QM_AWUSER, WDP_QM_AXUSER_BASE}, {WDP_QM_AWUSER_EN, WDP_QM_AXUSER_EN_BASE},
		{WDP_QM_WUSER_EN, 0xffffffff}, {WDP_QM_AXCACHE, 0xffff},
		{WDP_QM_AXCACHE_EN, 0xffffffff}, {WDP_QM_PEH_AXUSER, WDP_QM_PEH_AXUSER_NOFLR},
		{WDP_QM_PEH_AXUSER_EN, 0xffffffff}, {WDP_QM_CACHE_CTL, WDP_QM_CACHE_CTL_INIT},
	};

	if (d->kind == WDP_MODEL_HPRE) {
		w32(d, WDP_QM_CACHE_CTL, WDP_QM_CACHE_CTL_INIT);
		hpre_setup(d);
		return;
	}
	WRITE_ALL(d, init);
	if (d->kind == WDP_MODEL_SEC)
		sec_setup(d);
	else
		zip_setup(d);
}

static void
eq_context(struct dut *d, unsigned int cmd, uint64_t ring_iova, unsigned int depth)
{
	struct wdp_eqc *c = dut_va(d, d->stage);

	memset(c, 0, sizeof(*c));
	c->base_lo = wdp_le32(WDP_LO32(ring_iova));
	c->base_hi = wdp_le32(WDP_HI32(ring_iova));
	c->dw6 = wdp_le32((depth - 1) | WDP_EQC_DW6_PHASE);
	assert_int_equal(0, mb(d, cmd, 0, d->stage));
}

static void
own_queues(struct dut *d, unsigned int queues)
{
	vft_write(d, WDP_QM_VFT_TYPE_SQC, 0, WDP_VFT_SQC_VALID |
		(uint64_t)(queues - 1) << WDP_VFT_SQC_NUM_SHIFT);
	vft_write(d, WDP_QM_VFT_TYPE_CQC, 0, WDP_VFT_CQC_VALID);
	if (d->v3) {
		w32(d, WDP_QM_SHAPER_CFG, d->kind == WDP_MODEL_SEC ? 0x40000190 :
			d->kind == WDP_MODEL_HPRE ? 0x40000280 : 0x400232ee);
		vft_write(d, WDP_QM_VFT_TYPE_SHAPER, 0x00, 0x00988696);
		vft_write(d, WDP_QM_VFT_TYPE_SHAPER, 0x40, 0x00988696);
	}
}

void
dut_start(struct dut *d, unsigned int queues)
{
	/* A VF has what the PF gave it. */
	if (!d->vf)
		own_queues(d, queues);
	d->eq = dut_alloc(d, EQ_DEPTH * 4, 4096);
	d->aeq = dut_alloc(d, AEQ_DEPTH * 4, 4096);
	d->sqc_table = dut_alloc(d, 32 * queues, 4096);
	d->cqc_table = dut_alloc(d, 32 * queues, 4096);
	eq_context(d, WDP_MB_CMD_EQC, d->eq, EQ_DEPTH);
	eq_context(d, WDP_MB_CMD_AEQC, d->aeq, AEQ_DEPTH);
	assert_int_equal(0, mb(d, WDP_MB_CMD_SQC_BASE, 0, d->sqc_table));
	assert_int_equal(0, mb(d, WDP_MB_CMD_CQC_BASE, 0, d->cqc_table));
	if (d->v3)
		w32(d, WDP_QM_PAGE_SIZE, 0);
	w64(d, WDP_BAR_REGS, WDP_QM_DB_EQ_AEQ, 0x3000);
	w64(d, WDP_BAR_REGS, WDP_QM_DB_EQ_AEQ, 0x2000);
	w32(d, WDP_QM_EQ_INT_MASK, 0);
	w32(d, WDP_QM_AEQ_INT_MASK, 0);
	if (d->vf && d->v3)
		w32(d, WDP_QM_VF_STATE, 0);
}

void
dut_bringup(struct dut *d, unsigned int queues)
{
	if (!d->vf) {
		w32(d, WDP_QM_DB_TIMEOUT, WDP_QM_DB_TIMEOUT_NS);
		if (d->v3)
			mod32(d, WDP_QM_PM_CTRL, 0, WDP_QM_PM_CTRL_NOGATE);
		w32(d, WDP_QM_MEM_START, 1);
		assert_int_equal(1, r32(d, WDP_QM_MEM_DONE) & 1);
		dut_engine_setup(d);
	}
	dut_start(d, queues);
}

static unsigned int
sqe_shift(const struct dut *d)
{
	return d->kind == WDP_MODEL_HPRE ? WDP_HPRE_SQE_SHIFT : WDP_ZIP_SQE_SHIFT;
}

unsigned int
queue_load(struct dut_queue *q, bool armed)
{
	struct dut *d = q->d;
	struct wdp_sqc *sqc = dut_va(d, d->stage + 64);
	struct wdp_cqc *cqc = dut_va(d, d->stage + 96);
	unsigned int st;

	memset(sqc, 0, sizeof(*sqc));
	sqc->base_lo = wdp_le32(WDP_LO32(q->sq));
	sqc->base_hi = wdp_le32(WDP_HI32(q->sq));
	sqc->dw3 = wdp_le32((q->depth - 1) | sqe_shift(d) << 12);
	sqc->tag = wdp_le16(q->tag);
	sqc->cq_num = wdp_le16(q->n);
	sqc->w13 = wdp_le16(WDP_SQC_W13_ORDER | q->type << 8);
	memset(cqc, 0, sizeof(*cqc));
	cqc->base_lo = wdp_le32(WDP_LO32(q->cq));
	cqc->base_hi = wdp_le32(WDP_HI32(q->cq));
	cqc->dw3 = wdp_le32((q->depth - 1) | WDP_CQE_SHIFT << 12);
	cqc->tag = wdp_le16(q->tag);
	cqc->dw6 = wdp_le32(WDP_CQC_DW6_PHASE | (armed ? WDP_CQC_DW6_C_FLAG : 0));
	st = mb(d, WDP_MB_CMD_SQC, q->n, d->stage + 64);
	if (st == 0)
		st = mb(d, WDP_MB_CMD_CQC, q->n, d->stage + 96);
	q->sq_tail = 0;
	q->cq_head = 0;
	q->phase = true;
	return st;
}

void
queue_create(struct dut *d, struct dut_queue *q, unsigned int n, unsigned int type,
	unsigned int depth, bool armed)
{
	memset(q, 0, sizeof(*q));
	q->d = d;
	q->n = n;
	q->type = type;
	q->depth = depth;
	q->sq = dut_alloc(d, (size_t)depth << sqe_shift(d), 4096);
	q->cq = dut_alloc(d, (size_t)depth * sizeof(struct wdp_cqe), 4096);
	assert_int_equal(0, queue_load(q, armed));
}

uint32_t *
queue_sqe(struct dut_queue *q, unsigned int slot)
{
	return dut_va(q->d, q->sq + ((uint64_t)slot << sqe_shift(q->d)));
}

struct wdp_cqe *
queue_cqe(struct dut_queue *q, unsigned int slot)
{
	return dut_va(q->d, q->cq + slot * sizeof(struct wdp_cqe));
}

uint64_t
db(unsigned int queue, unsigned int cmd, unsigned int tag, unsigned int index, unsigned int flag)
{
	return queue | cmd << 12 | (uint64_t)tag << 16 | (uint64_t)index << 32 |
		(uint64_t)flag << 48;
}

void
ring(struct dut *d, uint64_t val)
{
	unsigned int cmd = val >> 12 & 0xf;

	if (cmd >= WDP_DB_CMD_EQ)
		w64(d, WDP_BAR_REGS, WDP_QM_DB_EQ_AEQ, val);
	else if (d->v3)
		w64(d, WDP_BAR_DB, (val & 0xfff) * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ, val);
	else
		w64(d, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ, val);
}

static void
queue_ring(struct dut_queue *q, unsigned int cmd, unsigned int index, unsigned int flag)
{
	uint64_t val = db(q->n, cmd, q->tag, index, flag);

	if (q->sh != NULL && flag == 0)
		__atomic_store_n(&q->sh[cmd == WDP_DB_CMD_SQ ? 0 : WDP_VFU_SHADOW_CQ / 8], val,
			__ATOMIC_RELEASE);
	else
		ring(q->d, val);
}

unsigned int
queue_submit(struct dut_queue *q, const void *sqe)
{
	unsigned int slot = q->sq_tail;

	memcpy(queue_sqe(q, slot), sqe, (size_t)1 << sqe_shift(q->d));
	q->sq_tail = (slot + 1) % q->depth;
	queue_ring(q, WDP_DB_CMD_SQ, q->sq_tail, 0);
	return slot;
}

int
queue_poll(struct dut_queue *q, bool arm)
{
	struct wdp_cqe *cqe = queue_cqe(q, q->cq_head);
	unsigned int tries, slot;

	for (tries = 0; tries < WAIT_STEPS; tries++) {
		/* Slot, queue and phase are one word and are written as one. */
		uint64_t hi = __atomic_load_n((uint64_t *)cqe + 1, __ATOMIC_ACQUIRE);

		if ((hi >> WDP_CQE_HI_PHASE_SHIFT & WDP_CQE_PHASE) == q->phase)
			break;
		if (q->d->threads)
			usleep(WAIT_US);
		else if (wdp_model_step(q->d->m, 1) == 0 && tries > 1)
			return -1;
	}
	if (tries == WAIT_STEPS)
		return -1;
	assert_int_equal(q->n, wdp_le16(cqe->sq_num));
	slot = wdp_le16(cqe->sq_head);
	assert_true(slot < q->depth);
	if (++q->cq_head == q->depth) {
		q->cq_head = 0;
		q->phase = !q->phase;
	}
	queue_ring(q, WDP_DB_CMD_CQ, q->cq_head, arm);
	return slot;
}

const uint32_t *
queue_run(struct dut_queue *q, const void *sqe)
{
	unsigned int slot = queue_submit(q, sqe);

	assert_int_equal(slot, queue_poll(q, false));
	return queue_sqe(q, slot);
}

struct wdp_zip_sqe
zip_sqe(struct dut *d, unsigned int alg, unsigned int window, uint64_t src, uint32_t in_len,
	uint64_t dst, uint32_t out_len, bool sgl)
{
	struct wdp_zip_sqe s = {0};

	s.dw[4] = wdp_le32(in_len);
	s.dw[7] = wdp_le32(d->v3 ? 0x3a000000 : 0x0a000000);
	s.dw[9] = wdp_le32(alg | sgl << 8 | (d->v3 ? window << 12 : 0));
	s.dw[14] = wdp_le32(out_len);
	s.dw[18] = wdp_le32(WDP_LO32(src));
	s.dw[19] = wdp_le32(WDP_HI32(src));
	s.dw[20] = wdp_le32(WDP_LO32(dst));
	s.dw[21] = wdp_le32(WDP_HI32(dst));
	s.dw[d->v3 ? 26 : 13] = wdp_le32(0x11223344);
	return s;
}

uint64_t
msi_count(struct dut *d, unsigned int vec)
{
	uint64_t n = 0;

	if (read(d->msi[vec], &n, sizeof(n)) != sizeof(n))
		return 0;
	return n;
}

uint64_t
msi_wait(struct dut *d, unsigned int vec)
{
	struct pollfd p = {.fd = d->msi[vec], .events = POLLIN};

	return poll(&p, 1, MSI_WAIT_MS) == 1 ? msi_count(d, vec) : 0;
}

uint64_t
dut_stat(struct dut *d, const char *name)
{
	char *text = NULL, *line, key[64];
	size_t size = 0;
	uint64_t v;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	wdp_model_dump_stats(d->m, f);
	fclose(f);
	snprintf(key, sizeof(key), "\n%s ", name);
	line = strstr(text, key);
	assert_non_null(line);
	v = strtoull(line + strlen(key), NULL, 10);
	free(text);
	return v;
}

unsigned int
cfg_cap(struct dut *d, unsigned int id)
{
	unsigned int cap = cfg_r32(d, 0x34) & 0xff;

	while (cap != 0 && (cfg_r32(d, cap) & 0xff) != id)
		cap = cfg_r32(d, cap) >> 8 & 0xff;
	assert_int_not_equal(0, cap);
	return cap;
}

uint8_t *
dut_memory(struct dut *d, uint64_t iova, size_t size)
{
	uint8_t *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_ptr_not_equal(p, MAP_FAILED);
	assert_int_equal(0, wdp_model_dma_map(d->m, iova, size, -1, 0, p, true, true));
	return p;
}

void
dut_assert_quiet(struct dut *d, const char *file, int line)
{
	if (wdp_model_complaints(d->m) == 0)
		return;
	wdp_model_dump_stats(d->m, stderr);
	_assert_true(0, "no complaints", file, line);
}
