/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The HPRE device around its operations: identity, registers of both generations, what switches
 * it on, errors, and Linux's accesses in order (doc/hw/hpre.md 3 to 10, 31).
 */

#include "hpre_dut.h"

static struct hpre_dut s;

/** The model with its memory, and nothing done to it. */
static void
open_bare(enum wdp_model_hw hw, bool no_caps)
{
	struct wdp_model_config cfg = hpre_config(hw);

	cfg.no_caps = no_caps;
	memset(&s, 0, sizeof(s));
	dut_open(&s.d, &cfg);
	s.ex = mmap(NULL, EX_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(s.ex, MAP_FAILED);
	assert_int_equal(0, wdp_model_dma_map(s.d.m, EX_IOVA, EX_SIZE, -1, 0, s.ex, true, true));
}

/* ---- registers ---- */

static void
identity(void **state)
{
	enum wdp_model_hw hw;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		struct wdp_model_config cfg = hpre_config(hw);

		open_bare(hw, false);
		assert_int_equal(0xa25819e5, cfg_r32(&s.d, 0));
		assert_int_equal(hw == WDP_MODEL_V3 ? 0x30 : 0x21, cfg_r32(&s.d, 8) & 0xff);
		close_hpre(&s);
		cfg.vf = true;
		cfg.queues = 64;
		dut_open(&s.d, &cfg);
		assert_int_equal(0xa25919e5, cfg_r32(&s.d, 0));
		dut_close(&s.d);
	}
}

/** Section 8: the whole words of V3. V2 has none of them. */
static void
capabilities(void **state)
{
	static const struct {
		uint32_t off;
		uint32_t val;
	} caps[] = {
		{0x3124, 0x7c37}, {0x3128, 0x6c37}, {0x312c, 0x8}, {0x3130, 0x1fffc3e},
		{0x3134, 0xbffc3e}, {0x3138, 0x1}, {0x313c, 0x120a0a}, {0x3140, 0x3ff},
		{0x3144, 0x27}, {0x3148, 0x7f}, {0x314c, 0x7f}, {0x3150, 0x7f}, {0x3154, 0x7f},
		{0x3158, 0x7f}, {0x315c, 0x7f}, {0x3160, 0x7f}, {0x3164, 0x7f}, {0x3168, 0x7f},
		{0x316c, 0x10}, {0x3170, 0x10},
	};
	unsigned int i;

	(void)state;
	open_bare(WDP_MODEL_V3, false);
	for (i = 0; i < sizeof(caps) / sizeof(caps[0]); i++)
		assert_int_equal(caps[i].val, r32(&s.d, caps[i].off));
	assert_quiet(&s.d);
	w32(&s.d, 0x3148, 0);
	assert_int_equal(1, wdp_model_complaints(s.d.m));
	close_hpre(&s);
	open_bare(WDP_MODEL_V2, false);
	for (i = 0; i < sizeof(caps) / sizeof(caps[0]); i++)
		assert_int_equal(0, r32(&s.d, caps[i].off));
	assert_int_equal(i, wdp_model_complaints(s.d.m));
	close_hpre(&s);
}

/* Where a register is, and a value it keeps. */
static const struct place {
	uint32_t off;
	uint32_t val;
	bool v2;
	bool v3;
} places[] = {
	{0x301000, 0x1, true, true}, {0x301008, 0x77, true, true}, {0x30100c, 0x77, true, true},
	{0x301010, 0xff, true, true}, {0x301014, 0x1, true, true}, {0x301018, 0x77, true, true},
	{0x301020, 0x0, true, true}, {0x301024, 0x1, true, true}, {0x301028, 0x77, true, true},
	{0x30102c, 0x1, true, true}, {0x301030, 0x3, true, true}, {0x301034, 0x3, true, true},
	{0x301038, 0x1, true, true}, {0x30103c, 0x232, true, true}, {0x301040, 0x232, true, true},
	{0x301044, 0x1, true, true}, {0x301130, 0x40000001, false, true},
	{0x301400, 0x1fffffe, true, true}, {0x30140c, 0x77, true, true},
	{0x301410, 0x1, true, true},
	{0x301414, 0x3ffffe, true, true}, {0x301418, 0x1, true, true},
	{0x301a10, 0x1, false, true}, {0x301a2c, 0x1, false, true}, {0x301a34, 0x77, true, true},
	{0x301a3c, 0xbffc3e, false, true}, {0x302004, 0xf, true, true},
	{0x302010, 0x1, false, true}, {0x302020, 0x1, true, true},
	{0x302088, 0xc0000000, false, true}, {0x302100, 0x7, true, true},
	{0x303004, 0xf, true, false}, {0x303020, 0x1, true, false}, {0x303100, 0x7, true, false},
	{0x304004, 0xf, true, false}, {0x304020, 0x1, true, false}, {0x304100, 0x7, true, false},
	{0x305004, 0xf, true, false}, {0x305020, 0x1, true, false}, {0x305100, 0x7, true, false},
	{0x306004, 0, false, false}, {0x303010, 0, false, false}, {0x303088, 0, false, false},
	{0x301048, 0, false, false}, {0x301160, 0, false, false},
};

/** What is there keeps its value and loses it with a reset; writing what is not is told. */
static void
storage(void **state)
{
	enum wdp_model_hw hw;
	unsigned int i;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_bare(hw, false);
		for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
			uint64_t before = wdp_model_complaints(s.d.m);
			bool there = hw == WDP_MODEL_V3 ? places[i].v3 : places[i].v2;

			w32(&s.d, places[i].off, places[i].val);
			assert_int_equal(!there, wdp_model_complaints(s.d.m) - before);
			if (there)
				assert_int_equal(places[i].val, r32(&s.d, places[i].off));
		}
		wdp_model_reset(s.d.m);
		for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
			if (hw == WDP_MODEL_V3 && places[i].v3 && places[i].off != 0x301130 &&
					places[i].off != 0x301400)
				assert_int_equal(0, r32(&s.d, places[i].off));
		close_hpre(&s);
	}
}

/** Bits no driver may set are dropped, or told. */
static void
forbidden_bits(void **state)
{
	(void)state;
	open_bare(WDP_MODEL_V2, false);
	w32(&s.d, 0x301038, 3); /* curves */
	w32(&s.d, 0x301020, 1); /* the other byte order */
	w32(&s.d, 0x301038, 4);
	w32(&s.d, 0x301a00, 1);
	w32(&s.d, 0x301800, 1);
	w32(&s.d, 0x302080, 1);
	assert_int_equal(6, wdp_model_complaints(s.d.m));
	close_hpre(&s);
}

/** Section 9: words in ranges, twice the same, no side effect and no complaint. */
static void
dumps(void **state)
{
	static const uint32_t ranges[][2] = {
		{0x301000, 0x301150}, {0x301400, 0x301500}, {0x301a00, 0x301a34},
		{0x302000, 0x302108}, {0x0, 0x308}, {0x100000, 0x100164}, {0x104000, 0x1040b4},
		{0x1040c8, 0x104108},
	};
	enum wdp_model_hw hw;
	unsigned int i;
	uint32_t off;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		struct task t;

		open_hpre(&s, hw);
		for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
			for (off = ranges[i][0]; off <= ranges[i][1]; off += 4)
				assert_int_equal(r32(&s.d, off), r32(&s.d, off));
		t = dh_task(&s);
		runs(&s, &t);
		assert_quiet(&s.d);
		close_hpre(&s);
	}
}

/* ---- what switches it on ---- */

/** Nothing runs before the read channel, a core and the engine are on. */
static void
set_up(void **state)
{
	struct task dh, mul;

	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	dh = dh_task(&s);
	mul = mul_task(&s);
	runs(&s, &dh);
	runs(&s, &mul);
	/* Each engine by itself. */
	w32(&s.d, 0x301038, 1);
	runs(&s, &dh);
	submit(&s, &mul);
	assert_int_equal(-1, queue_poll(&s.q[1], false));
	w32(&s.d, 0x301038, 2);
	assert_int_equal(1, queue_poll(&s.q[1], false));
	submit(&s, &dh);
	assert_int_equal(-1, queue_poll(&s.q[0], false));
	w32(&s.d, 0x301038, 3);
	assert_int_equal(2, queue_poll(&s.q[0], false));
	/* No core: the mask alone does not bring one back that was never initialised. */
	w32(&s.d, 0x302004, 0);
	submit(&s, &dh);
	assert_int_equal(-1, queue_poll(&s.q[0], false));
	w32(&s.d, 0x302004, 0x200);
	assert_int_equal(3, queue_poll(&s.q[0], false));
	assert_quiet(&s.d);
	close_hpre(&s);
}

static void
clusters(void **state)
{
	unsigned int i;

	(void)state;
	open_bare(WDP_MODEL_V2, false);
	for (i = 0; i < 4; i++) {
		uint32_t base = 0x302000 + 0x1000 * i;

		w32(&s.d, base + 0x04, 1u << i);
		assert_int_equal(0, r32(&s.d, base + 0x80));
		w32(&s.d, base + 0x20, 0);
		assert_int_equal(0, r32(&s.d, base + 0x80));
		w32(&s.d, base + 0x20, 1);
		assert_int_equal(1u << i, r32(&s.d, base + 0x80));
		assert_int_equal(0, r32(&s.d, base + 0x8c));
		assert_int_equal(0, r32(&s.d, base + 0x90));
		w32(&s.d, base + 0x100, 5);
		assert_int_equal(0, r32(&s.d, base + 0x104));
	}
	for (i = 0; i < 4; i++)
		assert_int_equal(1u << i, r32(&s.d, 0x302080 + 0x1000 * i));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** Without the read channel a task waits; without any set-up at all the doorbell times out. */
static void
read_channel(void **state)
{
	struct task t;

	(void)state;
	open_bare(WDP_MODEL_V2, false);
	w32(&s.d, 0x100040, 1);
	w32(&s.d, 0x301038, 1);
	w32(&s.d, 0x302004, 0xf);
	w32(&s.d, 0x302020, 1);
	dut_start(&s.d, 64);
	queue_create(&s.d, &s.q[0], 0, 0, 64, false);
	t = dh_task(&s);
	submit(&s, &t);
	assert_int_equal(-1, queue_poll(&s.q[0], false));
	w32(&s.d, 0x301014, 1);
	assert_int_equal(0, queue_poll(&s.q[0], false));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** Section 3.1: V2 goes by single bits of 0x1000cc, once 0x1000d0 is written. */
static void
bus_master_on_v2(void **state)
{
	(void)state;
	open_bare(WDP_MODEL_V2, false);
	w32(&s.d, 0x301028, 7);
	cfg_w16(&s.d, 4, 2);
	cfg_w16(&s.d, 4, 6);
	assert_int_equal(0, r32(&s.d, 0x301028));
	mod32(&s.d, 0x1000cc, 0x1080, 0x800);
	w32(&s.d, 0x1000d0, 0xffffffff);
	w32(&s.d, 0x301028, 7);
	cfg_w16(&s.d, 4, 2);
	cfg_w16(&s.d, 4, 6);
	assert_int_equal(7, r32(&s.d, 0x301028));
	mod32(&s.d, 0x1000cc, 0, 0x80);
	cfg_w16(&s.d, 4, 2);
	assert_int_equal(0, r32(&s.d, 0x301028));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/* ---- errors ---- */

static void
error_registers(void **state)
{
	(void)state;
	open_hpre(&s, WDP_MODEL_V3);
	w32(&s.d, 0x301400, 0x1ffffff);
	w32(&s.d, 0x301500, 0x1000040);
	assert_int_equal(0x1000040, r32(&s.d, 0x301600));
	assert_int_equal(0, r32(&s.d, 0x301800));
	assert_int_equal(0, msi_count(&s.d, 3));
	/* 1 masks. */
	w32(&s.d, 0x301400, 0x40);
	assert_int_equal(0x1000000, r32(&s.d, 0x301800));
	assert_int_equal(1, msi_count(&s.d, 3));
	w32(&s.d, 0x301600, 0x1000000);
	assert_int_equal(0x40, r32(&s.d, 0x301600));
	assert_int_equal(0, r32(&s.d, 0x301800));
	assert_quiet(&s.d);
	close_hpre(&s);
}

/** V2: only ECC of two bits closes the master. V3: what 0x301a3c says. Both: if 0x301044 does. */
static void
closing(void **state)
{
	static const struct {
		enum wdp_model_hw hw;
		bool on;
		uint32_t bits;
		bool closed;
	} t[] = {
		{WDP_MODEL_V2, true, 0x22, true}, {WDP_MODEL_V2, true, 0x3fffdc, false},
		{WDP_MODEL_V2, false, 0x22, false}, {WDP_MODEL_V3, true, 0x400, true},
		{WDP_MODEL_V3, true, 0x800000, true}, {WDP_MODEL_V3, true, 0x14003c1, false},
		{WDP_MODEL_V3, false, 0xbffc3e, false},
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct task task;

		open_hpre(&s, t[i].hw);
		task = dh_task(&s);
		if (!t[i].on)
			mod32(&s.d, 0x301044, 1, 0);
		w32(&s.d, 0x301500, t[i].bits);
		assert_int_equal(t[i].closed, dut_stat(&s.d, "axi_master_closed"));
		submit(&s, &task);
		assert_int_equal(t[i].closed ? -1 : 0, queue_poll(&s.q[0], false));
		assert_quiet(&s.d);
		close_hpre(&s);
	}
}

#define E_DMA 0x07

/** V2 goes on after a wild address, with an error; V3 closes its master. */
static void
wild_addresses(void **state)
{
	static const uint32_t bits[] = {0x400, 0x400, 0x10000};
	enum wdp_model_hw hw;
	unsigned int i;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		for (i = 0; i < 3; i++) {
			struct task t;

			open_hpre(&s, hw);
			t = dh_task(&s);
			*(i == 0 ? &t.key : i == 1 ? &t.in : &t.out) = WILD_IOVA;
			if (hw == WDP_MODEL_V2) {
				assert_int_equal(BAD(C_DH, E_DMA), run_task(&s, &t, NULL));
				t = dh_task(&s);
				runs(&s, &t);
			} else {
				submit(&s, &t);
				assert_int_equal(-1, queue_poll(&s.q[0], false));
				t = mul_task(&s);
				submit(&s, &t);
				assert_int_equal(-1, queue_poll(&s.q[1], false));
			}
			assert_int_equal(bits[i], r32(&s.d, 0x301600));
			assert_int_equal(bits[i], r32(&s.d, 0x301800));
			assert_int_equal(1, msi_count(&s.d, 3));
			assert_int_equal(1, dut_stat(&s.d, "complaints_dma"));
			if (hw == WDP_MODEL_V3) {
				wdp_model_reset(s.d.m);
				assert_int_equal(MB_STUCK, queue_load(&s.q[0], false));
				wdp_model_power_cycle(s.d.m);
				assert_int_equal(0, dut_stat(&s.d, "axi_master_closed"));
			}
			close_hpre(&s);
		}
	}
}

/** The last byte of a block counts, and the first behind it does not. */
static void
ends_of_memory(void **state)
{
	struct task t;

	(void)state;
	open_hpre(&s, WDP_MODEL_V2);
	t = dh_task(&s);
	memmove(at(&s, EX_IOVA + EX_SIZE - 192), at(&s, t.key), 192);
	t.key = EX_IOVA + EX_SIZE - 192;
	runs(&s, &t);
	t.key++;
	assert_int_equal(BAD(C_DH, E_DMA), run_task(&s, &t, NULL));
	t = dh_task(&s);
	t.out = EX_IOVA + EX_SIZE - 96;
	runs(&s, &t);
	t.out++;
	assert_int_equal(BAD(C_DH, E_DMA), run_task(&s, &t, NULL));
	close_hpre(&s);
}

/* ---- Linux ---- */

#define QUEUES 64

/* 31.1 steps 1 to 7; whole words where the driver takes fields of them. */
static void
probe_early(struct dut *d, bool caps)
{
	static const uint32_t masks[] = {0x312c, 0x3124, 0x3134, 0x3128, 0x3128, 0x3134};
	unsigned int i;

	cfg_w16(d, 0x04, 0x2);
	assert_int_equal(1, r32(d, 0x30) & 1);
	assert_int_equal(caps ? 0x6f01 : 0, r32(d, 0x3100));
	for (i = 0x310c; caps && i <= 0x3118; i += 4)
		r32(d, i);
	assert_true((r32(d, 0x100158) & 0x7ff) >= QUEUES);
	cfg_w16(d, 0x04, 0x6);
	if (caps)
		assert_int_equal(wdp_model_msi_count(d->m), r32(d, 0x311c) >> 16);
	for (i = 0; caps && i < 6; i++)
		assert_int_not_equal(0, r32(d, masks[i]));
	cfg_w16(d, cfg_cap(d, 0x05) + 2, 0x0021);
	w32(d, 0x100074, 0x1fffff);
	mod32(d, 0x100148, 0, 0x200);
	w32(d, 0x100040, 1);
	assert_int_equal(1, r32(d, 0x100044) & 1);
	w64(d, WDP_BAR_REGS, 0x100138, UINT64_MAX);
	mod32(d, 0x20, 0, 1);
	mod32(d, 0x24, 1, 0);
	if (caps) {
		assert_int_equal(0x04000800, r32(d, 0x3104));
		assert_int_equal(0x04000400, r32(d, 0x3108));
		assert_true((r32(d, 0x313c) >> 20 & 0xf) <= 4);
		assert_int_equal(0x3ff, r32(d, 0x3140));
		assert_int_equal(0x27, r32(d, 0x3144));
		r32(d, 0x3148);
	}
}

/* Step 15, and section 9. */
static void
snapshot(struct dut *d)
{
	static const uint32_t common[] = {0x301000, 0x30100c, 0x301018, 0x301020, 0x301024,
		0x301028, 0x30102c, 0x301030, 0x301034, 0x30103c, 0x301040, 0x301800, 0x301400,
		0x301410, 0x301414, 0x301418, 0x301500, 0x301a34};
	static const uint16_t cluster[] = {0x04, 0x20, 0x80, 0x8c, 0x90};
	unsigned int i;

	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		r32(d, common[i]);
	for (i = 0; i < sizeof(cluster) / sizeof(cluster[0]); i++)
		r32(d, 0x302000 + cluster[i]);
}

/* 31.7 */
static void
remove_driver(struct dut *d)
{
	w32(d, 0x000c, 1);
	w32(d, 0x0004, 1);
	vft_write(d, 0, 0, 0);
	vft_write(d, 1, 0, 0);
	w32(d, 0x302100, 0);
	w32(d, 0x301000, 0);
	mod32(d, 0x301130, 0, 0x40000000);
	assert_int_equal(0, r32(d, 0x30115c) & 0x110);
	mod32(d, 0x100004, 0, 0x7c3f);
	w32(d, 0x1040f8, 0);
	w32(d, 0x301400, 0x1fffc3f);
	w32(d, 0x301a3c, 0);
	mod32(d, 0x301044, 1, 0);
	mod32(d, 0x24, 0, 1);
	w32(d, 0x204, 1);
	assert_int_equal(1, r32(d, 0x208) & 1);
	cfg_w16(d, cfg_cap(d, 0x05) + 2, 0);
	cfg_w16(d, 0x04, 0x2);
}

/** 31.1, 31.2, 31.7, three times over, with and without capability registers. */
static void
linux_in_order(void **state)
{
	unsigned int caps, life;

	(void)state;
	for (caps = 0; caps < 2; caps++) {
		open_bare(WDP_MODEL_V3, !caps);
		for (life = 0; life < 3; life++) {
			struct task t;

			probe_early(&s.d, caps);
			/* Steps 8 to 14; a second life finds the read channel ready. */
			wdp_model_reset(s.d.m);
			w32(&s.d, 0x100040, 1);
			dut_engine_setup(&s.d);
			assert_int_equal(0, msi_count(&s.d, 3));
			snapshot(&s.d);
			assert_int_equal(0, r32(&s.d, 0x100008) & 0x6c37);
			assert_int_equal(0, r32(&s.d, 0x301800) & 0xbffc3e);
			s.d.used = 4096; /* rings of the life before */
			dut_start(&s.d, QUEUES);
			queue_create(&s.d, &s.q[0], 0, 0, 64, false);
			queue_create(&s.d, &s.q[1], 1, 1, 64, false);
			t = dh_task(&s);
			runs(&s, &t);
			t = mul_task(&s);
			runs(&s, &t);
			remove_driver(&s.d);
			assert_quiet(&s.d);
		}
		close_hpre(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity),
		cmocka_unit_test(capabilities),
		cmocka_unit_test(storage),
		cmocka_unit_test(forbidden_bits),
		cmocka_unit_test(dumps),
		cmocka_unit_test(set_up),
		cmocka_unit_test(clusters),
		cmocka_unit_test(read_channel),
		cmocka_unit_test(bus_master_on_v2),
		cmocka_unit_test(error_registers),
		cmocka_unit_test(closing),
		cmocka_unit_test(wild_addresses),
		cmocka_unit_test(ends_of_memory),
		cmocka_unit_test(linux_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
