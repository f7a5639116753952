/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The accesses of Linux 6.12's driver, in order, with the answers it needs
 * (doc/hw/qm.md 30.2 to 30.9): not one complaint.
 */

#include "harness.h"

#define QUEUES 64

/* 32-bit counters of one core window, zip.md 5. */
static const uint16_t core_regs[] = {0x00, 0x04, 0x08, 0x0c, 0x10, 0x18, 0x20, 0x24, 0x28, 0x30,
	0x34, 0x38, 0x40, 0x70, 0x78, 0x7c, 0x80, 0x84, 0x88, 0x8c, 0x94, 0x9c};
/* qm.md 23, first the ten that clear by reading. */
static const uint32_t qm_regs[] = {0x104000, 0x104008, 0x104018, 0x104028, 0x104038, 0x104048,
	0x104050, 0x104058, 0x104060, 0x1040b4, 0x200, 0x104004, 0x10400c, 0x1040a0, 0x1040a4,
	0x1040a8, 0x1040c8, 0x1040cc, 0x1040d0, 0x1040d4, 0x1040d8, 0x1040dc, 0x1040e0, 0x1040e4,
	0x104100, 0x104104, 0x104108, 0x104180, 0x104184, 0x100050, 0x100070, 0x100074, 0x100078,
	0x100088, 0x100098, 0x1000b0, 0x1000f8, 0x100120, 0x100124, 0x100144, 0x1040fc, 0x300000,
	0x300100, 0x300150, 0x300154, 0x300158, 0x300180, 0x300184};

struct linux_dut {
	struct dut d;
	struct dut_queue q[2];
	uint64_t events; /* block of EQC.. and rings */
};

/* 30.2 steps 1 to 9, with a fresh function. */
static void
probe_early(struct dut *d)
{
	static const uint32_t masks[] = {0x312c, 0x3124, 0x3128, 0x3134, 0x3128, 0x3134};
	unsigned int i;

	cfg_w16(d, 0x04, 0x2);
	if (d->v3) {
		assert_int_equal(1, r32(d, 0x30) & 1);
		for (i = 0; i < 7; i++)
			assert_int_equal(0x6f01, r32(d, 0x3100));
		for (i = 0x310c; i <= 0x3118; i += 4)
			assert_true((r32(d, i) & 0xffff) < 4 && r32(d, i) >> 16 == 1);
		assert_true((r32(d, 0x100158) & 0x7ff) >= QUEUES);
		assert_true((r32(d, 0x100158) >> 11 & 0x7ff) >= 2);
	}
	cfg_w16(d, 0x04, 0x6);
	if (d->v3) {
		assert_int_equal(4, r32(d, 0x311c) >> 16);
		for (i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
			assert_int_not_equal(0, r32(d, masks[i]));
	}
	cfg_w16(d, cfg_cap(d, 0x05) + 2, 0x0021);
}

/* Steps 10, 11. */
static void
probe_memory(struct dut *d)
{
	w32(d, 0x100074, 0x1fffff);
	if (d->v3)
		mod32(d, 0x100148, 0, 0x200);
	w32(d, 0x100040, 1);
	assert_int_equal(1, r32(d, 0x100044) & 1);
}

/* Step 13. */
static void
probe_messages(struct dut *d)
{
	if (!d->v3)
		return;
	w64(d, WDP_BAR_REGS, 0x100138, UINT64_MAX);
	mod32(d, 0x20, 0, 1);
	mod32(d, 0x24, 1, 0);
	assert_int_equal(0, r32(d, 0x20));
	assert_int_equal(0, r32(d, 0x28));
	assert_int_equal(0, r64(d, 0x100138));
	assert_int_equal(0, r64(d, 0x100128));
}

/* Step 17, 18: counters cleared. */
static void
clear_counters(struct dut *d)
{
	unsigned int core, i, cores = d->v3 ? 5 : 8;

	w32(d, 0x301000, 5);
	for (core = 0; core < cores; core++)
		for (i = 0; i < sizeof(core_regs) / sizeof(core_regs[0]); i++)
			r32(d, 0x302000 + core * 0x1000 + core_regs[i]);
	w32(d, 0x301000, 0);
	for (i = 0x104010; i <= 0x104040; i += 0x10)
		w32(d, i, 0);
	w32(d, 0x100118, 1);
	for (i = 0; i < 10; i++)
		r32(d, qm_regs[i]);
	w32(d, 0x100118, 0);
	for (core = 0; core < cores; core++)
		assert_int_equal(0, r32(d, 0x302000 + core * 0x1000));
	for (i = 0; i < 10; i++)
		assert_int_equal(0, r32(d, qm_regs[i]));
}

/* Step 19. */
static void
probe_snapshot_regs(struct dut *d)
{
	static const uint16_t offs[] = {0x00, 0x04, 0x08, 0x0c, 0x20};
	unsigned int core, i;

	r32(d, 0x301004);
	for (i = 0x301160; i <= 0x30116c; i += 4)
		r32(d, i);
	for (core = 0; core < (d->v3 ? 5 : 8); core++)
		for (i = 0; i < 5; i++)
			r32(d, 0x302000 + core * 0x1000 + offs[i]);
}

/* Step 20. */
static void
vft_set(struct dut *d, bool on)
{
	vft_write(d, 0, 0, on ? UINT64_C(0x0007f00000000000) : 0);
	vft_write(d, 1, 0, on ? 0x10000000 : 0);
	if (!d->v3)
		return;
	w32(d, 0x100164, 0x400232ee);
	vft_write(d, 2, 0x00, 0x00988696);
	vft_write(d, 2, 0x40, 0x00988696);
}

/* Steps 21, 22. */
static void
context_command(struct dut *d, unsigned int cmd, unsigned int queue, uint64_t iova)
{
	if (d->vf) {
		assert_int_equal(0, mb(d, cmd, queue, iova));
		return;
	}
	assert_int_equal(0, r32(d, 0x100008) & (d->v3 ? 0x6c77 : 0xc57));
	assert_int_equal(0, r32(d, 0x3010ac) & 0x7fe);
	assert_int_equal(0, mb(d, cmd, queue, iova));
}

/* Steps 20 to 25. */
static void
start(struct linux_dut *l)
{
	struct dut *d = &l->d;
	uint64_t sent[2] = {msi_count(d, 0), msi_count(d, 1)};
	struct wdp_eqc *c = dut_va(d, d->stage);

	(void)sent;
	if (!d->vf)
		vft_set(d, true);
	memset(dut_va(d, d->stage), 0, 4096);
	memset(dut_va(d, d->eq), 0, EQ_DEPTH * 4);
	memset(dut_va(d, d->aeq), 0, AEQ_DEPTH * 4);
	c->base_lo = wdp_le32(WDP_LO32(d->eq));
	c->base_hi = wdp_le32(WDP_HI32(d->eq));
	c->dw6 = wdp_le32(0x107ff);
	context_command(d, 0x2, 0, d->stage);
	c = dut_va(d, d->stage + 32);
	c->base_lo = wdp_le32(WDP_LO32(d->aeq));
	c->base_hi = wdp_le32(WDP_HI32(d->aeq));
	c->dw6 = wdp_le32(0x103ff);
	context_command(d, 0x3, 0, d->stage + 32);
	assert_int_equal(0, mb(d, 0x4, 0, d->sqc_table));
	assert_int_equal(0, mb(d, 0x5, 0, d->cqc_table));
	if (d->v3)
		w32(d, 0x34, 0);
	w64(d, WDP_BAR_REGS, 0x2000, 0x3000);
	w64(d, WDP_BAR_REGS, 0x2000, 0x2000);
	w32(d, 0x000c, 0);
	w32(d, 0x0004, 0);
	assert_int_equal(0, msi_count(d, 0));
	assert_int_equal(0, msi_count(d, 1));
}

static void
read_range(struct dut *d, uint32_t first, uint32_t last)
{
	uint32_t off;

	for (off = first; off <= last; off += 4)
		r32(d, off);
}

/* Steps 26, 27: any answer, twice the same, no side effect. */
static void
debug_snapshot(struct dut *d)
{
	unsigned int i;

	for (i = 0; i < sizeof(qm_regs) / sizeof(qm_regs[0]); i++)
		assert_int_equal(r32(d, qm_regs[i]), r32(d, qm_regs[i]));
	read_range(d, 0x100000, 0x100164);
	read_range(d, 0x104000, 0x1040b4);
	read_range(d, 0x1040c8, 0x104108);
	read_range(d, 0x0, 0x308);
	read_range(d, 0x301000, 0x3012bc);
	for (i = 0; i < 8; i++)
		read_range(d, 0x302000 + i * 0x1000, 0x302000 + i * 0x1000 + 0x9c);
	assert_int_equal(0, r32(d, 0x300) & WDP_MB_BUSY);
}

static void
probe(struct linux_dut *l)
{
	struct dut *d = &l->d;

	probe_early(d);
	probe_memory(d);
	if (d->v3) {
		assert_int_equal(0x04000800, r32(d, 0x3104));
		assert_int_equal(0x04000400, r32(d, 0x3108));
	}
	probe_messages(d);
	if (d->v3) {
		assert_int_equal(0x12050203, r32(d, 0x313c));
		assert_int_equal(0x001c0003, r32(d, 0x3140));
		assert_int_equal(0x30, r32(d, 0x3144) & 0x30);
		r32(d, 0x3148);
	}
	dut_engine_setup(d);
	assert_int_equal(0, r32(d, 0x3010ac));
	assert_int_equal(0, r32(d, 0x100008));
	clear_counters(d);
	probe_snapshot_regs(d);
	d->eq = dut_alloc(d, EQ_DEPTH * 4, 4096);
	d->aeq = dut_alloc(d, AEQ_DEPTH * 4, 4096);
	d->sqc_table = dut_alloc(d, 32 * QUEUES, 4096);
	d->cqc_table = dut_alloc(d, 32 * QUEUES, 4096);
	start(l);
	debug_snapshot(d);
}

/* Remove steps 3 and 4, the "down" stop, and the write-back. */
static void
stop(struct dut *d)
{
	w32(d, 0x000c, 1);
	w32(d, 0x0004, 1);
	vft_set(d, false);
}

static void
errors_off(struct dut *d)
{
	mod32(d, 0x100004, 0, 0x7c7f);
	if (d->v3)
		w32(d, 0x1040f8, 0);
	w32(d, 0x3010a4, 0x1fff);
	if (d->v3)
		w32(d, 0x30120c, 0);
	mod32(d, 0x30100c, 0x4000, 0);
	if (d->v3)
		assert_int_equal(0x7fff, r32(d, 0x100004));
}

static void
write_back(struct dut *d)
{
	w32(d, 0x204, 1);
	assert_int_equal(1, r32(d, 0x208) & 1);
}

/* 30.7 */
static void
remove_driver(struct dut *d)
{
	clear_counters(d);
	stop(d);
	if (d->v3) {
		mod32(d, 0x3011b0, 0, WDP_BIT32(26));
		assert_int_equal(0, r32(d, 0x3011c4) & 0x44000000);
	}
	errors_off(d);
	if (d->v3)
		mod32(d, 0x24, 0, 1);
	write_back(d);
	cfg_w16(d, cfg_cap(d, 0x05) + 2, 0);
	cfg_w16(d, 0x04, 0x2);
}

/* 30.6: one request through scatter lists of ten entries, with its interrupt. */
static void
one_request(struct linux_dut *l, struct dut_queue *q, const void *in, uint32_t in_len, void *out,
	uint32_t *out_len, unsigned int *eq_head)
{
	struct dut *d = &l->d;
	uint64_t lists = dut_alloc(d, 768, 64);
	uint64_t src = dut_alloc(d, in_len + 64, 8), dst = dut_alloc(d, 512, 8);
	uint64_t lists_at[2] = {lists, lists + 384};
	struct wdp_zip_sqe s = {0};
	uint32_t *eqe = dut_va(d, d->eq);
	const uint32_t *res;
	unsigned int i, slot;

	memcpy(dut_va(d, src), in, in_len);
	for (i = 0; i < 2; i++) {
		struct wdp_sgl *h = dut_va(d, lists_at[i]);

		h->chain_num = wdp_le16(10);
		h->valid_num = wdp_le16(1);
		h->capacity = wdp_le16(10);
		h->sge[0].addr = wdp_le64(i == 0 ? src : dst);
		/* The source list covers more than the request says. */
		h->sge[0].len = wdp_le32(i == 0 ? in_len + 64 : 512);
	}
	s.dw[4] = wdp_le32(in_len);
	s.dw[7] = wdp_le32(0x30000000);
	s.dw[9] = wdp_le32(0x00000101);
	s.dw[14] = wdp_le32(512);
	s.dw[18] = wdp_le32(WDP_LO32(lists_at[0]));
	s.dw[19] = wdp_le32(WDP_HI32(lists_at[0]));
	s.dw[20] = wdp_le32(WDP_LO32(lists_at[1]));
	s.dw[21] = wdp_le32(WDP_HI32(lists_at[1]));
	s.dw[26] = wdp_le32(0xcafe0000);
	s.dw[27] = wdp_le32(0xffff8000);
	slot = queue_submit(q, &s);
	while (wdp_model_step(d->m, 4) > 0)
		;
	/* vector 0, one event for this queue */
	assert_int_equal(1, msi_count(d, 0));
	assert_int_equal(q->n | WDP_EQE_PHASE, wdp_le32(eqe[*eq_head]));
	assert_int_equal(0, wdp_le32(eqe[*eq_head + 1]) & WDP_EQE_PHASE);
	ring(d, db(0, WDP_DB_CMD_EQ, 0, ++*eq_head, 0));
	assert_int_equal(slot, queue_poll(q, false));
	ring(d, db(q->n, WDP_DB_CMD_CQ, 0, q->cq_head, 1));
	assert_int_equal(0, msi_count(d, 0));
	res = queue_sqe(q, slot);
	assert_int_equal(in_len, wdp_le32(res[0]));
	assert_true((wdp_le32(res[3]) & 0xff) == 0 || (wdp_le32(res[3]) & 0xff) == 0x0d);
	for (i = 4; i < 32; i++)
		assert_int_equal(s.dw[i], res[i]);
	*out_len = wdp_le32(res[1]);
	memcpy(out, dut_va(d, dst), *out_len);
}

static void
queues_open(struct linux_dut *l, unsigned int first)
{
	struct dut *d = &l->d;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		if (!d->vf) {
			r32(d, 0x100008);
			r32(d, 0x3010ac);
		}
		queue_create(d, &l->q[i], first + i, i, RING_DEPTH, true);
	}
}

static void
queues_close(struct linux_dut *l)
{
	unsigned int i;

	for (i = 0; i < 2; i++)
		assert_int_equal(0, mb(&l->d, 0x8, l->q[i].n, 0));
}

/* 30.5 step 3 */
static void
self_test(struct linux_dut *l, unsigned int *eq_head)
{
	static const uint32_t lens[] = {70, 191};
	uint8_t in[191], packed[512], out[512];
	uint32_t packed_len, out_len;
	unsigned int i, k;

	for (i = 0; i < sizeof(in); i++)
		in[i] = "the quick brown fox jumps over it; "[i % 35];
	for (k = 0; k < 2; k++) {
		one_request(l, &l->q[0], in, lens[k], packed, &packed_len, eq_head);
		assert_true(packed_len < lens[k]);
		one_request(l, &l->q[1], packed, packed_len, out, &out_len, eq_head);
		assert_int_equal(lens[k], out_len);
		assert_memory_equal(in, out, out_len);
	}
}

static void
open_linux(struct linux_dut *l, enum wdp_model_hw hw, bool vf)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_REAL);

	if (vf) {
		cfg.vf = true;
		cfg.queues = QUEUES;
	}
	memset(l, 0, sizeof(*l));
	dut_open(&l->d, &cfg);
}

static void
test_life_v3(void **state)
{
	struct linux_dut l;
	unsigned int eq_head = 0, exp;

	(void)state;
	open_linux(&l, WDP_MODEL_V3, false);
	probe(&l);
	queues_open(&l, 0);
	self_test(&l, &eq_head);
	queues_close(&l);
	queues_open(&l, 2);
	self_test(&l, &eq_head);

	/* 30.8: reset through sysfs with two queues running. */
	r32(&l.d, 0x100008);
	r32(&l.d, 0x3010ac);
	errors_off(&l.d);
	mod32(&l.d, 0x24, 0, 1);
	assert_int_equal(0, mb(&l.d, 0x9, 0, 0));
	stop(&l.d);
	write_back(&l.d);
	exp = cfg_cap(&l.d, 0x10);
	cfg_w16(&l.d, 0x04, 0x400);
	assert_int_equal(0, cfg_r32(&l.d, exp + 8) >> 16 & 0x20);
	cfg_w16(&l.d, exp + 8, 0x8000);
	assert_int_equal(0x19e5, cfg_r32(&l.d, 0) & 0xffff);
	cfg_w16(&l.d, 0x04, 0x6);
	cfg_w16(&l.d, cfg_cap(&l.d, 0x05) + 2, 0x0021);
	dut_engine_setup(&l.d);
	start(&l);
	assert_int_equal(0, queue_load(&l.q[0], true));
	assert_int_equal(0, queue_load(&l.q[1], true));
	memset(queue_cqe(&l.q[0], 0), 0, RING_DEPTH * sizeof(struct wdp_cqe));
	memset(queue_cqe(&l.q[1], 0), 0, RING_DEPTH * sizeof(struct wdp_cqe));
	probe_messages(&l.d);
	eq_head = 0;
	self_test(&l, &eq_head);
	queues_close(&l);

	remove_driver(&l.d);
	assert_int_equal(0, msi_count(&l.d, 3));
	/* 30.2 again: load after unload. */
	probe(&l);
	remove_driver(&l.d);
	assert_quiet(&l.d);
	dut_close(&l.d);
}

static void
test_life_v2(void **state)
{
	struct linux_dut l;

	(void)state;
	open_linux(&l, WDP_MODEL_V2, false);
	probe(&l);
	remove_driver(&l.d);
	probe(&l);
	remove_driver(&l.d);
	assert_quiet(&l.d);
	dut_close(&l.d);
}

/* 30.9: suspend and resume, debug files, message interrupt, injected harmless error. */
static void
test_less_common(void **state)
{
	struct linux_dut l;
	struct dut *d = &l.d;
	unsigned int eq_head = 0, msi, pm, i;

	(void)state;
	open_linux(&l, WDP_MODEL_V3, false);
	probe(&l);
	msi = cfg_cap(d, 0x05);
	pm = cfg_cap(d, 0x01);
	stop(d);
	cfg_w16(d, msi + 2, 0x0020);
	assert_int_equal(0, cfg_r32(d, msi + 0x14));
	assert_int_equal(0, r32(d, 0x1000fc) & 5);
	assert_int_equal(0, r32(d, 0x100100) & 0xf0000);
	w32(d, 0x300000, 1);
	assert_int_equal(3, r32(d, 0x300150));
	cfg_w16(d, 0x04, 0x4);
	assert_int_equal(0, cfg_r32(d, 0x04) & 2);
	cfg_w16(d, pm + 4, 3);
	assert_int_equal(3, cfg_r32(d, pm + 4) & 3);
	cfg_w16(d, pm + 4, 0);
	cfg_w16(d, 0x04, 0x6);
	cfg_w16(d, msi + 2, 0x0021);
	dut_engine_setup(d);
	probe_messages(d);
	probe_memory(d);
	start(&l);
	queues_open(&l, 0);
	self_test(&l, &eq_head);
	/* "cmd" file: gets of every context */
	for (i = 0; i < 4; i++)
		assert_int_equal(0, mb(d, MB_GET | i, 0, d->stage + 128));
	assert_int_equal(0, r32(d, 0x28) & 1);
	/* correctable error: reported, written back, gone */
	w32(d, 0x10000c, 0x8);
	assert_int_equal(1, msi_count(d, 3));
	w32(d, 0x100000, r32(d, 0x100008));
	assert_int_equal(0, r32(d, 0x100008));
	w32(d, 0x1000f4, 0x7c77);
	w32(d, 0x1000ec, 0x8);
	queues_close(&l);
	remove_driver(d);
	assert_quiet(d);
	dut_close(d);
}

/* 30.9, last bullet: what the driver does on a VF. */
static void
probe_vf(struct linux_dut *l)
{
	struct dut *d = &l->d;
	unsigned int i;

	cfg_w16(d, 0x04, 0x2);
	if (d->v3) {
		assert_int_equal(1, r32(d, 0x30) & 1);
		/* Version 1, and no runtime power management for a VF: bit 12. */
		for (i = 0; i < 7; i++)
			assert_int_equal(0x0f01, r32(d, 0x3100) & 0x1fff);
		for (i = 0x310c; i <= 0x3118; i += 4)
			assert_true((r32(d, i) & 0xffff) < 4 && r32(d, i) >> 16 == 1);
	}
	/* Its queues: 64 of them, and the base in the device. No DMA, no bus master. */
	assert_int_equal(0, mb(d, MB_GET | 0x6, 0, 0));
	assert_int_equal(0, r32(d, 0x304));
	assert_int_equal(0x0007f004, r32(d, 0x308));
	cfg_w16(d, 0x04, 0x6);
	if (d->v3) {
		assert_int_equal(3, r32(d, 0x311c) & 0xffff);
		assert_int_equal(0x04000800, r32(d, 0x3104));
		assert_int_equal(0x04000400, r32(d, 0x3108));
	}
	/* Vectors asked for, but for powers of two: 2 on V2, 4 on V3. */
	assert_int_equal(d->v3 ? 2 : 1, cfg_r32(d, cfg_cap(d, 0x05)) >> 17 & 0x7);
	cfg_w16(d, cfg_cap(d, 0x05) + 2, d->v3 ? 0x0021 : 0x0011);
	if (d->v3) {
		mod32(d, 0x20, 0, 1);
		mod32(d, 0x24, 1, 0);
		assert_int_equal(0, r32(d, 0x20));
		for (i = 0; i < 3; i++)
			assert_int_equal(0x12050203, r32(d, 0x313c));
		assert_int_equal(0x001c0003, r32(d, 0x3140));
		assert_int_equal(0x30, r32(d, 0x3144) & 0x30);
		r32(d, 0x3148);
	}
	d->eq = dut_alloc(d, EQ_DEPTH * 4, 4096);
	d->aeq = dut_alloc(d, AEQ_DEPTH * 4, 4096);
	d->sqc_table = dut_alloc(d, 32 * QUEUES, 4096);
	d->cqc_table = dut_alloc(d, 32 * QUEUES, 4096);
	start(l);
	if (d->v3)
		w32(d, 0x60, 0);
}

static void
remove_vf(struct dut *d)
{
	w32(d, 0x000c, 1);
	w32(d, 0x0004, 1);
	if (d->v3)
		mod32(d, 0x24, 0, 1);
	write_back(d);
	if (d->v3)
		w32(d, 0x60, 1);
	cfg_w16(d, cfg_cap(d, 0x05) + 2, 0);
	cfg_w16(d, 0x04, 0x2);
}

static void
test_life_vf_v3(void **state)
{
	unsigned int eq_head = 0, exp;
	struct linux_dut l;

	(void)state;
	open_linux(&l, WDP_MODEL_V3, true);
	probe_vf(&l);
	queues_open(&l, 0);
	self_test(&l, &eq_head);

	/* Reset through sysfs with two queues running (30.8 without the PF's steps). */
	assert_int_equal(0, mb(&l.d, 0x9, 0, 0));
	w32(&l.d, 0x000c, 1);
	w32(&l.d, 0x0004, 1);
	write_back(&l.d);
	exp = cfg_cap(&l.d, 0x10);
	cfg_w16(&l.d, 0x04, 0x400);
	cfg_w16(&l.d, exp + 8, 0x8000);
	assert_int_equal(0xa25119e5, cfg_r32(&l.d, 0));
	cfg_w16(&l.d, 0x04, 0x6);
	cfg_w16(&l.d, cfg_cap(&l.d, 0x05) + 2, 0x0021);
	start(&l);
	memset(queue_cqe(&l.q[0], 0), 0, RING_DEPTH * sizeof(struct wdp_cqe));
	memset(queue_cqe(&l.q[1], 0), 0, RING_DEPTH * sizeof(struct wdp_cqe));
	assert_int_equal(0, queue_load(&l.q[0], true));
	assert_int_equal(0, queue_load(&l.q[1], true));
	eq_head = 0;
	self_test(&l, &eq_head);
	queues_close(&l);

	remove_vf(&l.d);
	probe_vf(&l);
	queues_open(&l, QUEUES - 2);
	eq_head = 0;
	self_test(&l, &eq_head);
	queues_close(&l);
	remove_vf(&l.d);
	assert_quiet(&l.d);
	dut_close(&l.d);
}

static void
test_life_vf_v2(void **state)
{
	struct linux_dut l;

	(void)state;
	open_linux(&l, WDP_MODEL_V2, true);
	probe_vf(&l);
	remove_vf(&l.d);
	probe_vf(&l);
	remove_vf(&l.d);
	assert_quiet(&l.d);
	dut_close(&l.d);
}

/* Counters of qm.md 23 and zip.md 5 count what happened. */
static void
test_counters(void **state)
{
	struct linux_dut l;
	struct dut *d = &l.d;
	unsigned int eq_head = 0;

	(void)state;
	open_linux(&l, WDP_MODEL_V3, false);
	probe(&l);
	clear_counters(d);
	queues_open(&l, 0);
	self_test(&l, &eq_head);
	assert_int_equal(4, r32(d, 0x104018));
	assert_int_equal(4, r32(d, 0x104038));
	assert_int_equal(4, r32(d, 0x104048));
	assert_int_equal(4, r32(d, 0x104060));
	assert_true(r32(d, 0x104028) >= 12);
	assert_int_equal(2, r32(d, 0x302000));
	/* queue 1 is dealt to the second decompression core */
	assert_int_equal(2, r32(d, 0x305000));
	assert_int_equal(0, r32(d, 0x303000));
	assert_int_equal(70 + 191, r32(d, 0x302038));
	assert_int_equal(70 + 191, r32(d, 0x305040));
	/* Reading clears only while it is switched on. */
	assert_int_equal(4, r32(d, 0x104038));
	w32(d, 0x100118, 1);
	assert_int_equal(4, r32(d, 0x104038));
	assert_int_equal(0, r32(d, 0x104038));
	w32(d, 0x100118, 0);
	w32(d, 0x301000, 5);
	assert_int_equal(70 + 191, r32(d, 0x302038));
	assert_int_equal(0, r32(d, 0x302038));
	w32(d, 0x301000, 0);
	assert_quiet(d);
	dut_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_life_v3),
		cmocka_unit_test(test_life_v2),
		cmocka_unit_test(test_life_vf_v3),
		cmocka_unit_test(test_life_vf_v2),
		cmocka_unit_test(test_less_common),
		cmocka_unit_test(test_counters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
