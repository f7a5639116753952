/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* What the SEC engine writes at start and end, in the order and numbers of doc/hw/sec.md 4 to 6. */

#include <errno.h>
#include <string.h>

#include "engine/sec/wdp_sec.h"
#include "qm/qm_priv.h"
#include "wdp_unit.h"

#define BAR_B 0x400000
#define STEPS_MAX 128

struct step {
	uint32_t reg, value;
};

/* A device played by the test: storage, and a list of what was written. */
static struct {
	struct wdp_transport base;
	uint8_t revision;
	uint32_t regs[BAR_B / 4];
	struct step writes[STEPS_MAX];
	unsigned int nb;
	unsigned int reads_cleared; /* while reading clears counters */
	unsigned int busy; /* reads of the prefetch state that are not 0 yet */
	unsigned int idle_reads; /* of it, in all */
	bool mem_stuck, prefetch_stuck;
} dev;

static int
cfg_read(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off)
{
	const uint16_t command = WDP_PCI_CMD_MEMORY;

	(void)t;
	if (off == WDP_PCI_CFG_REVISION)
		memcpy(buf, &dev.revision, len);
	else
		memcpy(buf, &command, len);
	return 0;
}

static int
cfg_write(struct wdp_transport *t, const void *buf, uint32_t len, uint32_t off)
{
	(void)t, (void)buf, (void)len, (void)off;
	return 0;
}

static uint32_t
read32(struct wdp_transport *t, uint32_t off)
{
	(void)t;
	if (dev.regs[WDP_SEC_CNT_CTL / 4] != 0)
		dev.reads_cleared++;
	if (off == WDP_SEC_MEM_DONE)
		return dev.regs[WDP_SEC_MEM_START / 4] == 1 && !dev.mem_stuck;
	if (off == WDP_SEC_PREFETCH_ST || off == WDP_SEC_PREFETCH_INFO) {
		dev.idle_reads++;
		if (dev.prefetch_stuck)
			return UINT32_MAX;
		if (dev.busy > 0) {
			/* a gap of one between two of them */
			dev.busy--;
			return dev.busy % 2 == 0 ? UINT32_MAX : 0;
		}
	}
	return dev.regs[off / 4];
}

static void
write32(struct wdp_transport *t, uint32_t off, uint32_t v)
{
	(void)t;
	assert_true(off < BAR_B && dev.nb < STEPS_MAX);
	dev.regs[off / 4] = v;
	dev.writes[dev.nb++] = (struct step){off, v};
}

static const struct wdp_transport_ops ops = {
	.cfg_read = cfg_read,
	.cfg_write = cfg_write,
	.read32 = read32,
	.write32 = write32,
};

static const struct wdp_qm_conf conf;

static int
setup(void **state)
{
	(void)state;
	memset(&dev, 0, sizeof(dev));
	strcpy(dev.base.name, "sec");
	dev.base.ops = &ops;
	/* what could be in the registers before */
	dev.regs[0x301200 / 4] = 0x1b;
	dev.regs[0x301220 / 4] = 0x1;
	dev.regs[0x301224 / 4] = 0x01010102;
	dev.regs[0x302220 / 4] = 0x1;
	dev.regs[0x302224 / 4] = 0xff861861;
	dev.regs[0x301130 / 4] = 0xc03;
	dev.regs[0x30121c / 4] = 0x10000;
	dev.regs[0x100158 / 4] = 256 | 256 << 11;
	return 0;
}

static void
attach(struct wdp_qm *qm, uint8_t revision)
{
	dev.revision = revision;
	memset(qm, 0, sizeof(*qm));
	assert_int_equal(wdp_qm_attach(qm, &dev.base, &wdp_engine_sec, false, &conf), 0);
	assert_int_equal(dev.nb, 0);
}

static void
written(const struct step *want, unsigned int nb)
{
	unsigned int i;

	for (i = 0; i < nb && i < dev.nb; i++) {
		assert_int_equal(dev.writes[i].reg, want[i].reg);
		assert_int_equal(dev.writes[i].value, want[i].value);
	}
	assert_int_equal(dev.nb, nb);
	dev.nb = 0;
}

#define WRITTEN(...) written((const struct step[]){__VA_ARGS__}, \
	sizeof((const struct step[]){__VA_ARGS__}) / sizeof(struct step))

static void
init_v2(void **state)
{
	struct wdp_qm qm;

	(void)state;
	attach(&qm, WDP_REV_V2);
	assert_int_equal(wdp_engine_sec.init(&qm), 0);
	WRITTEN({0x301200, 0x13}, {0x301100, 1}, {0x301200, 0x113},
		{0x301220, 0x00808001}, {0x301224, 0x80808082}, {0x300014, 0x2060},
		{0x301270, 0x17f}, {0x301380, 0xefffffff}, {0x301384, 0x7ffff7fd},
		{0x30138c, 0xffffbfff}, {0x301200, 0x110});
	wdp_engine_sec.quiesce(&qm);
	assert_int_equal(dev.nb, 0);
	wdp_qm_detach(&qm);
}

static void
init_v3(void **state)
{
	struct wdp_qm qm;

	(void)state;
	dev.regs[0x3100 / 4] = 0x6f01;
	dev.regs[0x3140 / 4] = 0x7;
	dev.regs[0x310c / 4] = 0x04000800;
	dev.regs[0x3104 / 4] = 0x04000800;
	dev.regs[0x3108 / 4] = 0x04000400;
	dev.busy = 4;
	attach(&qm, WDP_REV_V3);
	assert_int_equal(wdp_engine_sec.init(&qm), 0);
	/* four that are busy, in pairs with a gap, and the three that say idle */
	assert_int_equal(dev.idle_reads, 7);
	WRITTEN({0x301200, 0x13}, {0x301100, 1}, {0x301200, 0x113},
		{0x302220, 0x00808001}, {0x302224, 0xff820820}, {0x301130, 0x400},
		{0x300014, 0x2060}, {0x301270, 0x7}, {0x301200, 0x110}, {0x301200, 0x118},
		{0x30121c, 0x17fff}, {0x30212c, 0xf});
	wdp_qm_detach(&qm);
}

/* No capability registers: the built-in column; and prefetch that a device does not have. */
static void
init_v3_bare(void **state)
{
	struct wdp_qm qm;

	(void)state;
	attach(&qm, WDP_REV_V3);
	qm.caps[WDP_CAP_SVA_PREFETCH] = 0;
	assert_int_equal(wdp_engine_sec.init(&qm), 0);
	wdp_engine_sec.quiesce(&qm);
	assert_int_equal(dev.idle_reads, 0);
	assert_int_equal(dev.regs[0x301270 / 4], 0xf);
	assert_int_equal(dev.regs[0x301130 / 4], 0xc03);
	wdp_qm_detach(&qm);
}

static void
memory_hangs(void **state)
{
	struct wdp_qm qm;

	(void)state;
	dev.mem_stuck = true;
	attach(&qm, WDP_REV_V2);
	assert_int_equal(wdp_engine_sec.init(&qm), -ETIMEDOUT);
	WRITTEN({0x301200, 0x13}, {0x301100, 1});
	wdp_qm_detach(&qm);
}

static void
prefetch(void **state)
{
	struct wdp_qm qm;

	(void)state;
	dev.regs[0x301130 / 4] = 0x400;
	attach(&qm, WDP_REV_V3);
	qm.caps[WDP_CAP_SVA_PREFETCH] = 1;
	wdp_engine_sec.quiesce(&qm);
	WRITTEN({0x301130, 0x402});
	/* one read of its state, three of what is under way */
	assert_int_equal(dev.idle_reads, 4);
	dev.prefetch_stuck = true;
	assert_int_equal(wdp_engine_sec.init(&qm), -ETIMEDOUT);
	/* closed again, and no further */
	assert_int_equal(dev.regs[0x301130 / 4], 0x402);
	assert_int_equal(dev.regs[0x300014 / 4], 0);
	wdp_qm_detach(&qm);
}

static void
errors_v2(void **state)
{
	struct wdp_qm qm;
	uint32_t reset;

	(void)state;
	attach(&qm, WDP_REV_V2);
	dev.regs[0x301200 / 4] = 0x110;
	wdp_engine_sec.errors_on(&qm);
	WRITTEN({0x301010, 0x1ff}, {0x301050, 0x88}, {0x301054, 0}, {0x301058, 0x177},
		{0x301200, 0x1110}, {0x301000, 0x1ff}, {0x301120, 1}, {0x301120, 0});
	/* the counters of section 8 */
	assert_int_equal(dev.reads_cleared, 26);
	/* After a function reset nothing is enabled, so that only the source tells of an error. */
	dev.regs[0x301010 / 4] = 0x4;
	assert_int_equal(wdp_engine_sec.error_status(&qm, &reset), 0x4);
	dev.regs[0x301010 / 4] = 0;
	dev.regs[0x301008 / 4] = 0x80;
	assert_int_equal(wdp_engine_sec.error_status(&qm, &reset), 0x80);
	assert_int_equal(reset, 0x177);
	wdp_engine_sec.errors_clear(&qm, 0x80);
	WRITTEN({0x301010, 0x80});
	wdp_engine_sec.errors_off(&qm);
	WRITTEN({0x301000, 0}, {0x301200, 0x110}, {0x301050, 0}, {0x301054, 0}, {0x301058, 0});
	wdp_qm_detach(&qm);
}

static void
errors_v3(void **state)
{
	struct wdp_qm qm;

	(void)state;
	attach(&qm, WDP_REV_V3);
	dev.regs[0x301200 / 4] = 0x118;
	wdp_engine_sec.errors_on(&qm);
	WRITTEN({0x301010, 0x6c1ff}, {0x301050, 0xc088}, {0x301054, 0}, {0x301058, 0x60177},
		{0x301014, 0x177}, {0x301200, 0x1118}, {0x301000, 0x6c1ff},
		{0x301120, 1}, {0x301120, 0});
	wdp_engine_sec.errors_off(&qm);
	WRITTEN({0x301000, 0}, {0x301014, 0}, {0x301200, 0x118}, {0x301050, 0}, {0x301054, 0},
		{0x301058, 0});
	wdp_qm_detach(&qm);
}

/* Every known error has words, each bit once. */
static void
error_texts(void **state)
{
	const struct wdp_err_text *t;
	uint32_t seen = 0;

	(void)state;
	for (t = wdp_engine_sec.errors; t->text != NULL; t++) {
		assert_int_equal(seen & t->bit, 0);
		seen |= t->bit;
	}
	assert_int_equal(seen, WDP_SEC_ERR_ALL);
}

static void
description(void **state)
{
	static const struct {
		uint8_t cap;
		uint32_t v2, v3;
	} want[] = {
		{WDP_SEC_C_QM_NFE, 0x1c77, 0x7c77}, {WDP_SEC_C_QM_RESET, 0xc77, 0x6c77},
		{WDP_SEC_C_QM_CE, 0x8, 0x8}, {WDP_SEC_C_NFE, 0x177, 0x60177},
		{WDP_SEC_C_RESET, 0x177, 0x177}, {WDP_SEC_C_CE, 0x88, 0xc088},
		{WDP_SEC_C_CORE_EN, 0x17f, 0xf}, {WDP_SEC_C_DEV_ALG_LO, UINT32_MAX, UINT32_MAX},
		{WDP_SEC_C_DEV_ALG_HI, 0x3fff, 0x3fff},
	};
	const struct wdp_engine *e = &wdp_engine_sec;
	struct wdp_qm v2, v3;
	unsigned int i;

	(void)state;
	assert_int_equal(1u << e->sqe_shift, WDP_SEC_SQE_B);
	assert_int_equal(e->nb_qtypes, 2);
	assert_int_equal(e->shaper_cfg, 0x40000190);
	assert_int_equal(e->nb_shapers, 2);
	assert_int_equal(e->qm_shutdown[WDP_GEN_V2], 0x4);
	assert_int_equal(e->shutdown_v2, 0x4);
	attach(&v2, WDP_REV_V2);
	attach(&v3, WDP_REV_V3);
	for (i = 0; i < RTE_DIM(want); i++) {
		assert_int_equal(v2.caps[want[i].cap], want[i].v2);
		assert_int_equal(v3.caps[want[i].cap], want[i].v3);
	}
	wdp_qm_detach(&v3);
	wdp_qm_detach(&v2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(init_v2, setup),
		cmocka_unit_test_setup(init_v3, setup),
		cmocka_unit_test_setup(init_v3_bare, setup),
		cmocka_unit_test_setup(memory_hangs, setup),
		cmocka_unit_test_setup(prefetch, setup),
		cmocka_unit_test_setup(errors_v2, setup),
		cmocka_unit_test_setup(errors_v3, setup),
		cmocka_unit_test_setup(error_texts, setup),
		cmocka_unit_test_setup(description, setup),
	};

	return cmocka_run_group_tests_name("sec_engine", tests, NULL, NULL);
}
