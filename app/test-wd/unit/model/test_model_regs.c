/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Registers and config space of the model (doc/hw/qm.md 2..4, 6, 7, 19, 28, 30.1). */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"

static void
open_dut(struct dut *d, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_NULL);

	dut_open(d, &cfg);
}

/** Expect exactly @p n complaints since the last call. */
static void
expect_said(struct dut *d, uint64_t *seen, uint64_t n)
{
	assert_int_equal(n, wdp_model_complaints(d->m) - *seen);
	*seen = wdp_model_complaints(d->m);
}

/* R28: one consistent set of whole-register values (30.1). */
static void
test_caps_v3(void **state)
{
	static const struct {
		uint32_t off;
		uint32_t val;
	} caps[] = {
		{0x30, 0x1}, {0x100158, 0x00200400}, {0x3100, 0x00006f01}, {0x3104, 0x04000800},
		{0x3108, 0x04000400}, {0x310c, 0x00010000}, {0x3110, 0x00010001},
		{0x3114, 0x00010003}, {0x3118, 0x00010002}, {0x311c, 0x00040003},
		{0x3124, 0x00007c77}, {0x3128, 0x00006c77}, {0x312c, 0x00000008},
		{0x3130, 0x00001ffe}, {0x3134, 0x000007fe}, {0x3138, 0x00000001},
		{0x313c, 0x12050203}, {0x3140, 0x001c0003}, {0x3144, 0x00000030},
		{0x3148, 0x0000003f}, {0x314c, 0xd5}, {0x3150, 0xd5}, {0x3154, 0x2a},
		{0x3158, 0x2a}, {0x315c, 0x2a}, {0x1000dc, 0x30}, {0x1000d8, 0x19e5},
		{0x4, 1}, {0xc, 1}, {0x24, 1}, {0x100004, 0x7fff}, {0x3010a4, 0x1fff},
		{0x10006c, 1}, {0x100044, 0}, {0x300, 0}, {0x100008, 0}, {0x3010ac, 0},
		{0x1040e4, 1},
	};
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	for (i = 0; i < sizeof(caps) / sizeof(caps[0]); i++)
		if (r32(&d, caps[i].off) != caps[i].val)
			fail_msg("0x%x reads 0x%x, not 0x%x", caps[i].off, r32(&d, caps[i].off),
				caps[i].val);
	assert_quiet(&d);
	dut_close(&d);
}

static void
test_no_caps(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	uint64_t seen = 0;
	struct dut d;

	(void)state;
	cfg.no_caps = true;
	cfg.queues = 100;
	dut_open(&d, &cfg);
	assert_int_equal(0, r32(&d, 0x3100) & 0xff);
	assert_int_equal(1, r32(&d, 0x30));
	assert_int_equal(100 | 100 << 11, r32(&d, 0x100158));
	assert_quiet(&d);
	assert_int_equal(0, r32(&d, 0x3108));
	expect_said(&d, &seen, 1);
	/* A BAR has a power of two as its size. */
	assert_int_equal(128 * 0x10000, wdp_model_region_size(d.m, 4));
	dut_close(&d);
}

static void
test_config_space(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	unsigned int cap, found = 0;
	struct dut d;

	(void)state;
	dut_open(&d, &cfg);
	assert_int_equal(0xa25019e5, cfg_r32(&d, 0x00));
	assert_int_equal(0x12000030, cfg_r32(&d, 0x08));
	assert_int_equal(0x10, cfg_r32(&d, 0x04) >> 16 & 0x10);
	/* 64-bit memory BARs: BAR 2 of 4 MiB, BAR 4 of 64 MiB. */
	cfg_w32(&d, 0x18, 0xffffffff);
	cfg_w32(&d, 0x1c, 0xffffffff);
	assert_int_equal(0xffc00004, cfg_r32(&d, 0x18));
	assert_int_equal(0xffffffff, cfg_r32(&d, 0x1c));
	cfg_w32(&d, 0x20, 0xffffffff);
	assert_int_equal(0xfc000004, cfg_r32(&d, 0x20));
	assert_int_equal(0, cfg_r32(&d, 0x10));
	cfg_w32(&d, 0x10, 0xffffffff);
	assert_int_equal(0, cfg_r32(&d, 0x10));
	assert_int_equal(4 << 20, wdp_model_region_size(d.m, 2));
	assert_int_equal(64 << 20, wdp_model_region_size(d.m, 4));
	assert_int_equal(4096, wdp_model_region_size(d.m, 7));
	assert_int_equal(64 * 128, wdp_model_region_size(d.m, 9));
	for (cap = cfg_r32(&d, 0x34) & 0xff; cap != 0; cap = cfg_r32(&d, cap) >> 8 & 0xff) {
		uint32_t head = cfg_r32(&d, cap);

		if ((head & 0xff) == 0x05) {
			found |= 1;
			/* 4 messages, 64 bit, per-vector mask, not enabled */
			assert_int_equal(0x0184, head >> 16);
			cfg_w16(&d, cap + 2, 0x0021);
			assert_int_equal(0x01a5, cfg_r32(&d, cap) >> 16);
			assert_int_equal(0, cfg_r32(&d, cap + 0x14));
			cfg_w32(&d, cap + 0x10, 0xffffffff);
			assert_int_equal(0xf, cfg_r32(&d, cap + 0x10));
		} else if ((head & 0xff) == 0x10) {
			found |= 2;
			assert_int_equal(9, head >> 20 & 0xf);
			assert_true(cfg_r32(&d, cap + 4) & 1u << 28);
			assert_int_equal(0, cfg_r32(&d, cap + 8) >> 16 & 0x20);
		} else if ((head & 0xff) == 0x01) {
			found |= 4;
		}
	}
	assert_int_equal(7, found);
	assert_int_equal(0, cfg_r32(&d, 0x100));
	dut_close(&d);

	cfg.hw = WDP_MODEL_V2;
	dut_open(&d, &cfg);
	assert_int_equal(0x12000021, cfg_r32(&d, 0x08));
	assert_int_equal(0, wdp_model_region_size(d.m, 4));
	cfg_w32(&d, 0x20, 0xffffffff);
	assert_int_equal(0, cfg_r32(&d, 0x20));
	dut_close(&d);
}

static void
test_bad_config(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);

	(void)state;
	cfg.queues = 1;
	assert_null(wdp_model_create(&cfg));
	assert_int_equal(EINVAL, errno);
	cfg.queues = 1025;
	assert_null(wdp_model_create(&cfg));
	cfg.queues = 2;
	cfg.shadow_slots = WDP_VFU_SHADOW_SLOTS + 1;
	assert_null(wdp_model_create(&cfg));
	assert_null(wdp_model_create(NULL));
}

/* Unknown registers, reserved bits, read-only registers, widths: each is noticed. */
static void
test_complaints(void **state)
{
	uint32_t v = 0;
	uint64_t v8 = 0;
	uint8_t b16[16] = {0};
	uint64_t seen = 0;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	assert_int_equal(0, r32(&d, 0x4000));
	expect_said(&d, &seen, 1);
	w32(&d, 0x4000, 1);
	expect_said(&d, &seen, 1);
	w32(&d, 0x100044, 1); /* read-only */
	expect_said(&d, &seen, 1);
	w32(&d, 0x10005c, 4); /* reserved bit */
	expect_said(&d, &seen, 1);
	assert_int_equal(0, r32(&d, 0x10005c));
	w32(&d, 0x301004, 0x80000000);
	expect_said(&d, &seen, 1);
	w32(&d, 0x302000, 0); /* counters */
	expect_said(&d, &seen, 1);
	assert_int_equal(-EINVAL, wdp_model_read(d.m, 2, 0x100004, &v, 2));
	assert_int_equal(-EINVAL, wdp_model_read(d.m, 2, 0x100002, &v, 4));
	assert_int_equal(-EINVAL, wdp_model_read(d.m, 2, 4 << 20, &v, 4));
	assert_int_equal(-EINVAL, wdp_model_write(d.m, 0, 0, &v, 4));
	expect_said(&d, &seen, 4);
	/* 16 bytes fit the mailbox only. */
	assert_int_equal(0, wdp_model_read(d.m, 2, 0x300, b16, 16));
	expect_said(&d, &seen, 0);
	assert_int_equal(0, wdp_model_read(d.m, 2, 0x310, b16, 16));
	assert_true(wdp_model_complaints(d.m) > seen);
	seen = wdp_model_complaints(d.m);
	/* Half a doorbell, and a doorbell where there is none. */
	w32(&d, 0x1000, 0);
	expect_said(&d, &seen, 1);
	assert_int_equal(0, wdp_model_write(d.m, 4, 0x2000, &v8, 8));
	expect_said(&d, &seen, 1);
	assert_int_equal(0, wdp_model_read(d.m, 4, 0x1000, &v8, 8));
	expect_said(&d, &seen, 1);
	dut_close(&d);
}

static void
test_v2_has_no_v3_registers(void **state)
{
	static const uint32_t v3_only[] = {0x20, 0x24, 0x34, 0x100148, 0x100138, 0x1040f8, 0x100164,
		0x3011a8, 0x3011b0, 0x30120c};
	uint64_t seen = 0;
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V2);
	assert_int_equal(0x21, r32(&d, 0x1000dc));
	for (i = 0; i < sizeof(v3_only) / sizeof(v3_only[0]); i++) {
		w32(&d, v3_only[i], 0);
		expect_said(&d, &seen, 1);
	}
	assert_int_equal(0, r32(&d, 0x3100));
	expect_said(&d, &seen, 1);
	dut_close(&d);
}

static void
test_w1c_and_inject(void **state)
{
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	/* Masked: visible, no interrupt. */
	w32(&d, 0x10000c, 0x1008);
	assert_int_equal(0x1008, r32(&d, 0x100008));
	assert_int_equal(0, msi_count(&d, 3));
	w32(&d, 0x100000, 0x8);
	assert_int_equal(0x1000, r32(&d, 0x100008));
	/* Uncovered: interrupt. */
	w32(&d, 0x100004, 0);
	assert_int_equal(1, msi_count(&d, 3));
	w32(&d, 0x100000, 0xffffffff);
	assert_int_equal(0, r32(&d, 0x100008));
	w32(&d, 0x3010a4, 0);
	w32(&d, 0x3010a8, 0x1);
	assert_int_equal(1, r32(&d, 0x3010ac));
	assert_int_equal(1, msi_count(&d, 3));
	w32(&d, 0x3010a0, 0x1);
	assert_int_equal(0, r32(&d, 0x3010ac));
	assert_quiet(&d);
	dut_close(&d);
}

/* Section 28.7 and 28.8, and reading back. */
static void
test_vft(void **state)
{
	uint64_t seen = 0;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	/* The table is cleared by memory init: using it earlier is a mistake. */
	vft_write(&d, 0, 0, UINT64_C(0x0007f00000000000));
	expect_said(&d, &seen, 1);
	w32(&d, 0x100040, 1);
	assert_int_equal(0, vft_read(&d, 0, 0));
	vft_write(&d, 0, 0, UINT64_C(0x0007f00000000000));
	vft_write(&d, 1, 0, 0x10000000);
	vft_write(&d, 2, 0x40, 0x00988696);
	assert_int_equal(UINT64_C(0x0007f00000000000), vft_read(&d, 0, 0));
	assert_int_equal(0x10000000, vft_read(&d, 1, 0));
	assert_int_equal(0x00988696, vft_read(&d, 2, 0x40));
	assert_int_equal(0, vft_read(&d, 2, 0x00));
	/* A function reads its own entry by mailbox 0x6. */
	assert_int_equal(0, mb(&d, MB_GET | 0x6, 0, 0));
	assert_int_equal(0, r32(&d, 0x304));
	assert_int_equal(0x0007f000, r32(&d, 0x308));
	expect_said(&d, &seen, 0);
	/* All 1024, then one too many. */
	vft_write(&d, 0, 0, UINT64_C(0x007ff00000000000));
	expect_said(&d, &seen, 0);
	vft_write(&d, 0, 0, UINT64_C(0x007ff00010000000));
	expect_said(&d, &seen, 1);
	assert_int_equal(UINT64_C(0x007ff00000000000), vft_read(&d, 0, 0));
	/* Memory init clears all of it. */
	w32(&d, 0x100040, 1);
	assert_int_equal(0, vft_read(&d, 0, 0));
	assert_int_equal(0, vft_read(&d, 2, 0x40));
	dut_close(&d);
}

/* Section 28.1: the same command as one, two and four writes. */
static void
test_mailbox_shapes(void **state)
{
	static const enum mb_shape shapes[] = {MB_16, MB_8x2, MB_4x4};
	struct dut_queue q;
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	dut_bringup(&d, 64);
	for (i = 0; i < 3; i++) {
		struct wdp_sqc *got = dut_va(&d, d.stage + 256);

		queue_create(&d, &q, 3 + i, 1, RING_DEPTH, false);
		memset(got, 0xee, sizeof(*got));
		/* Read the context back in the shape under test. */
		assert_int_equal(0, mb_shaped(&d, shapes[i], MB_GET | WDP_MB_CMD_SQC, 3 + i,
			d.stage + 256) & (WDP_MB_BUSY | WDP_MASK32(WDP_MB_STATUS)));
		assert_int_equal(0x73ff, wdp_le32(got->dw3));
		assert_int_equal(0x0110, wdp_le16(got->w13));
		assert_int_equal(3 + i, wdp_le16(got->cq_num));
		assert_int_equal(WDP_LO32(q.sq), wdp_le32(got->base_lo));
	}
	assert_int_equal(0, mb(&d, MB_GET | WDP_MB_CMD_SQC_BASE, 0, 0));
	assert_int_equal(WDP_LO32(d.sqc_table), r32(&d, 0x304));
	assert_int_equal(WDP_HI32(d.sqc_table), r32(&d, 0x308));
	assert_int_equal(0, mb(&d, MB_GET | WDP_MB_CMD_CQC_BASE, 0, 0));
	assert_int_equal(WDP_LO32(d.cqc_table), r32(&d, 0x304));
	assert_quiet(&d);
	dut_close(&d);
}

/* Sections 28.2 to 28.4: the images as bytes, in and out again. */
static void
test_context_images(void **state)
{
	static const uint8_t sqc[32] = {
		0, 0, 0, 0, 0, 0, 0, 0x40, 1, 0, 0, 0, 0xff, 0x73, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x10, 1, 0, 0, 0, 0};
	static const uint8_t cqc[32] = {
		0, 0, 0, 0, 0, 0, 2, 0x40, 1, 0, 0, 0, 0xff, 0x43, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
	static const uint8_t eqc[32] = {
		0, 0, 0, 0, 0, 0, 0, 0x50, 1, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x07, 1, 0, 0, 0, 0, 0};
	static const uint8_t aeqc[32] = {
		0, 0, 0, 0, 0, 0x20, 0, 0x50, 1, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x03, 1, 0, 0, 0, 0, 0};
	static const struct {
		unsigned int cmd;
		unsigned int queue;
		const uint8_t *img;
	} c[] = {{0x2, 0, eqc}, {0x3, 0, aeqc}, {0x0, 3, sqc}, {0x1, 3, cqc}};
	struct dut d;
	unsigned int i;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	dut_bringup(&d, 64);
	for (i = 0; i < 4; i++) {
		memcpy(dut_va(&d, d.stage), c[i].img, 32);
		assert_int_equal(0, mb(&d, c[i].cmd, c[i].queue, d.stage));
		memset(dut_va(&d, d.stage + 32), 0xee, 32);
		assert_int_equal(0, mb(&d, MB_GET | c[i].cmd, c[i].queue, d.stage + 32));
		assert_memory_equal(c[i].img, dut_va(&d, d.stage + 32), 32);
	}
	assert_quiet(&d);
	dut_close(&d);
}

static void
test_mailbox_refusals(void **state)
{
	struct wdp_sqc *sqc;
	uint64_t seen = 0;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	dut_bringup(&d, 64);
	sqc = dut_va(&d, d.stage);
	assert_int_not_equal(0, mb(&d, 0x77, 0, 0));
	expect_said(&d, &seen, 1);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, 64, d.stage));
	expect_said(&d, &seen, 1);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, 0, d.stage + 4));
	expect_said(&d, &seen, 1);
	/* Wrong descriptor size, queue type, CQ number. */
	memset(sqc, 0, sizeof(*sqc));
	sqc->dw3 = wdp_le32(0x63ff);
	sqc->w13 = wdp_le16(0x10);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, 0, d.stage));
	sqc->dw3 = wdp_le32(0x73ff);
	sqc->w13 = wdp_le16(0x210);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, 0, d.stage));
	sqc->w13 = wdp_le16(0x10);
	sqc->cq_num = wdp_le16(1);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, 0, d.stage));
	expect_said(&d, &seen, 3);
	sqc->cq_num = 0;
	assert_int_equal(0, mb(&d, WDP_MB_CMD_SQC, 0, d.stage));
	expect_said(&d, &seen, 0);
	/* Without the busy bit nothing happens. */
	w32(&d, 0x300, 0);
	w32(&d, 0x30c, 0);
	expect_said(&d, &seen, 1);
	/* The stop commands are V3's. */
	dut_close(&d);
	open_dut(&d, WDP_MODEL_V2);
	dut_bringup(&d, 64);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_STOP_QP, 0, 0));
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_FLUSH, 0, 0));
	assert_int_equal(2, wdp_model_complaints(d.m));
	dut_close(&d);
}

/* FLR by the PCI Express capability (19.1, 27). */
static void
test_flr(void **state)
{
	struct dut_queue q;
	struct dut d;
	unsigned int exp;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, 0, RING_DEPTH, false);
	exp = cfg_cap(&d, 0x10);
	cfg_w16(&d, exp + 8, 0x8000 | 0x2810);
	assert_int_equal(0, cfg_r32(&d, exp + 8) & 0x8000);
	assert_int_equal(0, cfg_r32(&d, 0x04) & 0x6);
	cfg_w16(&d, 0x04, 0x6);
	assert_int_equal(1, r32(&d, 0x10006c));
	assert_int_equal(0, r32(&d, 0x300));
	assert_int_equal(0x7fff, r32(&d, 0x100004));
	assert_int_equal(1, r32(&d, 0xc));
	assert_int_equal(0, r32(&d, 0x100044));
	/* The kernel's FLR path does not write these two again. */
	assert_int_equal(0x1fffff, r32(&d, 0x100074));
	assert_int_equal(0x200, r32(&d, 0x100148));
	/* Back to work without memory init (30.8 step 6). */
	dut_engine_setup(&d);
	dut_start(&d, 64);
	assert_int_equal(0, queue_load(&q, false));
	assert_quiet(&d);
	/* DEVICE_RESET: config space is the caller's to save and restore. */
	wdp_model_reset(d.m);
	assert_int_equal(0x6, cfg_r32(&d, 0x04) & 0x6);
	assert_int_equal(0x7fff, r32(&d, 0x100004));
	dut_close(&d);
}

/* By default bus mastering resets the function; two registers switch that off (19.3). */
static void
test_master_toggle(void **state)
{
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	w32(&d, 0x301008, 0x55);
	cfg_w16(&d, 0x04, 0x2);
	assert_int_equal(0, r32(&d, 0x301008));
	cfg_w16(&d, 0x04, 0x6);
	w32(&d, 0x1000cc, 0x401001);
	w32(&d, 0x1000d0, 0xffffffff);
	w32(&d, 0x301008, 0x55);
	cfg_w16(&d, 0x04, 0x2);
	cfg_w16(&d, 0x04, 0x6);
	assert_int_equal(0x55, r32(&d, 0x301008));
	assert_quiet(&d);
	dut_close(&d);
}

static void
test_memory_off(void **state)
{
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	cfg_w16(&d, 0x04, 0x4);
	assert_int_equal(0xffffffff, r32(&d, 0x3100));
	assert_int_equal(1, wdp_model_complaints(d.m));
	cfg_w16(&d, 0x04, 0x6);
	assert_int_equal(0x6f01, r32(&d, 0x3100));
	dut_close(&d);
}

static void
test_axi_stop(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_dut(&d, WDP_MODEL_V3);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, 0, RING_DEPTH, false);
	w32(&d, 0x300000, 1);
	assert_int_equal(3, r32(&d, 0x300150));
	s = zip_sqe(&d, 1, 4, ARENA_IOVA, 100, ARENA_IOVA, 4096, false);
	queue_submit(&q, &s);
	assert_int_equal(0, wdp_model_step(d.m, 8));
	assert_int_equal(MB_STUCK, mb(&d, MB_GET | WDP_MB_CMD_SQC, 0, d.stage));
	w32(&d, 0x300000, 0);
	assert_int_equal(1, wdp_model_step(d.m, 8));
	dut_close(&d);
}

/* A complaint is logged once per kind and place, and names the reference. */
static void
test_log_once(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	char *text = NULL;
	size_t len = 0;
	struct dut d;
	char *first;

	(void)state;
	cfg.log = open_memstream(&text, &len);
	dut_open(&d, &cfg);
	w32(&d, 0x4000, 1);
	w32(&d, 0x4000, 1);
	w32(&d, 0x4004, 1);
	assert_int_equal(3, wdp_model_complaints(d.m));
	dut_close(&d);
	fclose(cfg.log);
	first = strstr(text, "0x4000");
	assert_non_null(first);
	assert_null(strstr(first + 1, "0x4000"));
	assert_non_null(strstr(text, "0x4004"));
	assert_non_null(strstr(text, "qm.md 4"));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_caps_v3),
		cmocka_unit_test(test_no_caps),
		cmocka_unit_test(test_config_space),
		cmocka_unit_test(test_bad_config),
		cmocka_unit_test(test_complaints),
		cmocka_unit_test(test_v2_has_no_v3_registers),
		cmocka_unit_test(test_w1c_and_inject),
		cmocka_unit_test(test_vft),
		cmocka_unit_test(test_mailbox_shapes),
		cmocka_unit_test(test_context_images),
		cmocka_unit_test(test_mailbox_refusals),
		cmocka_unit_test(test_flr),
		cmocka_unit_test(test_master_toggle),
		cmocka_unit_test(test_memory_off),
		cmocka_unit_test(test_axi_stop),
		cmocka_unit_test(test_log_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
