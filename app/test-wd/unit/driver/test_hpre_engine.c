/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* HPRE's set-up, errors and capabilities, write by write as in doc/hw/hpre.md 3, 5 to 8. */

#include <errno.h>
#include <string.h>

#include "engine/hpre/wdp_hpre.h"
#include "wdp_unit.h"

#define REGS_MAX   64
#define WRITES_MAX 64

/* A PF played by the test: registers are storage, but for those that say "ready". */
static struct {
	struct wdp_transport base;
	struct wdp_qm qm;
	struct wdp_reg_value regs[REGS_MAX];
	unsigned int nb_regs;
	struct wdp_reg_value writes[WRITES_MAX];
	unsigned int nb_writes;
	uint32_t stuck; /* a register that never says "ready" */
	uint8_t revision;
} fn;

static uint32_t *
reg(uint32_t off)
{
	unsigned int i;

	for (i = 0; i < fn.nb_regs; i++)
		if (fn.regs[i].reg == off)
			return &fn.regs[i].value;
	assert_true(fn.nb_regs < REGS_MAX);
	fn.regs[i] = (struct wdp_reg_value){off, 0};
	fn.nb_regs++;
	return &fn.regs[i].value;
}

static uint32_t
read32(struct wdp_transport *t, uint32_t off)
{
	(void)t;
	return *reg(off);
}

static void
write32(struct wdp_transport *t, uint32_t off, uint32_t v)
{
	unsigned int i;

	(void)t;
	assert_true(fn.nb_writes < WRITES_MAX);
	fn.writes[fn.nb_writes++] = (struct wdp_reg_value){off, v};
	*reg(off) = v;
	if (off == 0x301014 && v == 1 && fn.stuck != 0x301a00)
		*reg(0x301a00) = 1;
	for (i = 0; i < 4; i++)
		if (off == 0x302020 + 0x1000 * i && v == 1)
			*reg(0x302080 + 0x1000 * i) = *reg(0x302004 + 0x1000 * i) &
				(fn.stuck == 0x302080 + 0x1000 * i ? ~4u : ~0u);
	if (off == fn.stuck)
		*reg(off) |= WDP_HPRE_PREFETCH_OFF;
}

static int
cfg_read(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off)
{
	const uint16_t command = WDP_PCI_CMD_MEMORY;

	(void)t;
	memcpy(buf, off == WDP_PCI_CFG_REVISION ? (const void *)&fn.revision : &command, len);
	return 0;
}

static const struct wdp_transport_ops ops = {
	.cfg_read = cfg_read,
	.read32 = read32,
	.write32 = write32,
};

static const struct wdp_qm_conf conf;

static int
setup(void **state)
{
	(void)state;
	memset(&fn, 0, sizeof(fn));
	fn.base.ops = &ops;
	strcpy(fn.base.name, "hpre-test");
	*reg(WDP_QM_CAP_EQ_DEPTH) = 0x04000800;
	*reg(WDP_QM_CAP_QP_DEPTH) = 0x04000400;
	*reg(WDP_QM_QUE_NUM_CAP) = 1024;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	wdp_qm_detach(&fn.qm);
	return 0;
}

static void
attach(uint8_t revision)
{
	fn.revision = revision;
	assert_int_equal(wdp_qm_attach(&fn.qm, &fn.base, &wdp_engine_hpre, false, &conf), 0);
	assert_int_equal(fn.nb_writes, 0);
}

static void
written(const struct wdp_reg_value *want, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n && i < fn.nb_writes; i++) {
		assert_int_equal(fn.writes[i].reg, want[i].reg);
		assert_int_equal(fn.writes[i].value, want[i].value);
	}
	assert_int_equal(fn.nb_writes, n);
	fn.nb_writes = 0;
}

static void
user_domain_3_1(void **state)
{
	static const struct wdp_reg_value want[] = {
		{0x100090, 0xfffffffe}, {0x1000a0, 0xfffffffe}, {0x1000ac, 0xffff}, {0, 0},
	};

	(void)state;
	assert_memory_equal(wdp_engine_hpre.user_domain, want, sizeof(want));
	attach(0x21);
}

static void
init_v2_5(void **state)
{
	static const struct wdp_reg_value want[] = {
		{0x301038, 1}, {0x301010, 0xff}, {0x301020, 0}, {0x30102c, 0}, {0x301024, 0},
		{0x301030, 3}, {0x301034, 3}, {0x301014, 1},
		{0x302004, 0xf}, {0x302020, 1}, {0x303004, 0xf}, {0x303020, 1},
		{0x304004, 0xf}, {0x304020, 1}, {0x305004, 0xf}, {0x305020, 1},
		{0x1000cc, 0xffffef7f}, {0x1000d0, 0xffffffff},
		{0x30103c, 0xfffffdff}, {0x301040, 0x1},
	};

	(void)state;
	attach(0x21);
	*reg(0x1000cc) = 0xfffff7ff;
	*reg(0x30103c) = 0xffffffff;
	*reg(0x301040) = 0x201;
	assert_int_equal(wdp_engine_hpre.init(&fn.qm), 0);
	written(want, RTE_DIM(want));
	wdp_engine_hpre.quiesce(&fn.qm);
	assert_int_equal(fn.nb_writes, 0);
}

static void
init_v3_5(void **state)
{
	static const struct wdp_reg_value want[] = {
		{0x301a10, 0xfffffffe}, {0x301a2c, 0}, {0x302010, 0x10}, {0x302088, 0x3fffffff},
		{0x301038, 3}, {0x301010, 0xff}, {0x301020, 0}, {0x30102c, 0}, {0x301024, 0},
		{0x301030, 3}, {0x301034, 3}, {0x301014, 1},
		{0x302004, 0x3ff}, {0x302020, 1},
		{0x301130, 0xbffffffe},
		{0x301a10, 0xffffffff}, {0x301a2c, 1}, {0x302010, 0x11}, {0x302088, 0xffffffff},
	};
	static const struct wdp_reg_value closed[] = {{0x301130, 0xfffffffe}};

	(void)state;
	attach(0x30);
	fn.qm.caps[WDP_CAP_SVA_PREFETCH] = 1;
	*reg(0x301a10) = 0xffffffff;
	*reg(0x302010) = 0x11;
	*reg(0x302088) = 0xffffffff;
	*reg(0x301130) = 0xffffffff;
	assert_int_equal(wdp_engine_hpre.init(&fn.qm), 0);
	written(want, RTE_DIM(want));
	wdp_engine_hpre.quiesce(&fn.qm);
	written(closed, RTE_DIM(closed));
}

/* Every wait of section 5 ends, with an error. */
static void
init_stuck(void **state)
{
	static const uint32_t stuck[] = {0x301a00, 0x302080, 0x303080, 0x301130};
	unsigned int i;

	(void)state;
	attach(0x30);
	fn.qm.caps[WDP_CAP_SVA_PREFETCH] = 1;
	fn.qm.caps[WDP_HPRE_C_CLUSTERS] = 2;
	for (i = 0; i < RTE_DIM(stuck); i++) {
		fn.stuck = stuck[i];
		*reg(0x301a00) = 0;
		fn.nb_writes = 0;
		assert_int_equal(wdp_engine_hpre.init(&fn.qm), -ETIMEDOUT);
	}
	fn.stuck = 0;
	fn.nb_writes = 0;
	assert_int_equal(wdp_engine_hpre.init(&fn.qm), 0);
	/* Registers of clusters that do not exist are not touched. */
	for (i = 0; i < fn.nb_regs; i++)
		assert_true(fn.regs[i].reg < 0x304000);
	fn.nb_writes = 0;
	fn.qm.caps[WDP_HPRE_C_CLUSTERS] = 5;
	assert_int_equal(wdp_engine_hpre.init(&fn.qm), -EINVAL);
	fn.nb_writes = 0;
	fn.qm.caps[WDP_HPRE_C_CLUSTERS] = 0;
	assert_int_equal(wdp_engine_hpre.init(&fn.qm), -EINVAL);
}

static void
errors_v2_6(void **state)
{
	static const struct wdp_reg_value on[] = {
		{0x301600, 0x3fffff}, {0x301410, 0x1}, {0x301414, 0x3ffffe}, {0x301418, 0},
		{0x301044, 0xf1}, {0x301400, 0xffc00000},
	};
	static const struct wdp_reg_value off[] = {{0x301400, 0x3fffff}, {0x301044, 0xf0}};
	static const struct wdp_reg_value clear[] = {{0x301600, 0x400}};
	uint32_t reset;

	(void)state;
	attach(0x21);
	*reg(0x301044) = 0xf0;
	wdp_engine_hpre.errors_on(&fn.qm);
	written(on, RTE_DIM(on));
	wdp_engine_hpre.errors_off(&fn.qm);
	written(off, RTE_DIM(off));
	/* After a function reset all is masked, so that only the source tells of an error. */
	*reg(0x301600) = 0x800;
	assert_int_equal(wdp_engine_hpre.error_status(&fn.qm, &reset), 0x800);
	*reg(0x301600) = 0;
	*reg(0x301800) = 0x400;
	assert_int_equal(wdp_engine_hpre.error_status(&fn.qm, &reset), 0x400);
	assert_int_equal(reset, 0x3ffffe);
	wdp_engine_hpre.errors_clear(&fn.qm, 0x400);
	written(clear, RTE_DIM(clear));
	assert_int_equal(wdp_engine_hpre.shutdown_v2, 0x22);
}

static void
errors_v3_6(void **state)
{
	static const struct wdp_reg_value on[] = {
		{0x301600, 0x1fffc3f}, {0x301410, 0x1}, {0x301414, 0x1fffc3e}, {0x301418, 0},
		{0x301a3c, 0xbffc3e}, {0x301044, 0x1}, {0x301400, 0xfe0003c0},
	};
	static const struct wdp_reg_value off[] = {
		{0x301400, 0x1fffc3f}, {0x301a3c, 0}, {0x301044, 0},
	};
	uint32_t reset;

	(void)state;
	attach(0x30);
	wdp_engine_hpre.errors_on(&fn.qm);
	written(on, RTE_DIM(on));
	wdp_engine_hpre.errors_off(&fn.qm);
	written(off, RTE_DIM(off));
	wdp_engine_hpre.error_status(&fn.qm, &reset);
	assert_int_equal(reset, 0xbffc3e);
}

/* Each of the 25 bits is said in words once. */
static void
error_texts_6(void **state)
{
	const struct wdp_err_text *t;
	uint32_t seen = 0;

	(void)state;
	attach(0x30);
	for (t = wdp_engine_hpre.errors; t->text != NULL; t++) {
		assert_int_equal(seen & t->bit, 0);
		seen |= t->bit;
	}
	assert_int_equal(seen, 0x1ffffff);
}

static void
capabilities_8(void **state)
{
	static const struct {
		uint8_t revision;
		uint32_t version; /* of the capability registers */
		uint32_t want[9];
	} row[] = {
		{0x21, 0, {0x1c37, 0xc37, 0x8, 0x3ffffe, 0x3ffffe, 0x1, 4, 0xf, 0x03}},
		{0x30, 0, {0x7c37, 0x6c37, 0x8, 0x1fffc3e, 0xbffc3e, 0x1, 1, 0x3ff, 0x7f}},
		{0x30, 1, {0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 3, 0x18, 0x19}},
	};
	static const struct wdp_reg_value regs[] = {
		{0x3124, 0x11}, {0x3128, 0x12}, {0x312c, 0x13}, {0x3130, 0x14}, {0x3134, 0x15},
		{0x3138, 0x16}, {0x313c, 0x00320a0a}, {0x3140, 0x18}, {0x3148, 0x19},
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(regs); i++)
		*reg(regs[i].reg) = regs[i].value;
	for (i = 0; i < RTE_DIM(row); i++) {
		*reg(WDP_QM_CAP_FEATURES) = row[i].version;
		memset(&fn.qm, 0, sizeof(fn.qm));
		attach(row[i].revision);
		assert_memory_equal(&fn.qm.caps[WDP_HPRE_C_QM_NFE], row[i].want,
			sizeof(row[i].want));
		if (i + 1 < RTE_DIM(row))
			wdp_qm_detach(&fn.qm);
	}
	assert_int_equal(wdp_engine_hpre.sqe_shift, 6);
	assert_int_equal(wdp_engine_hpre.shaper_cfg, 0x40000280);
	assert_int_equal(wdp_engine_hpre.qm_shutdown[WDP_GEN_V2], 0x4);
	assert_int_equal(wdp_engine_hpre.qm_shutdown[WDP_GEN_V3], 0x6c37);
}

#define HPRE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		HPRE_TEST(user_domain_3_1),
		HPRE_TEST(init_v2_5),
		HPRE_TEST(init_v3_5),
		HPRE_TEST(init_stuck),
		HPRE_TEST(errors_v2_6),
		HPRE_TEST(errors_v3_6),
		HPRE_TEST(error_texts_6),
		HPRE_TEST(capabilities_8),
	};

	return cmocka_run_group_tests_name("hpre_engine", tests, NULL, NULL);
}
