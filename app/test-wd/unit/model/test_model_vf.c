/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* A VF, and queue numbers of a function against those of the device (doc/hw/qm.md 2, 6, 18, 20). */

#include <errno.h>
#include <sys/mman.h>

#include "harness.h"

#define QUEUES    16
#define BASE      64 /* the VF's first queue in the device */
#define DEPTH     16
#define LEN       1000
#define MIGRATION 0x8000

static void
open_vf(struct dut *d, enum wdp_model_hw hw, unsigned int queues)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_REAL);

	cfg.vf = true;
	cfg.queues = queues;
	dut_open(d, &cfg);
}

static struct wdp_zip_sqe
request(struct dut *d)
{
	return zip_sqe(d, d->v3 ? WDP_ZIP_TYPE_DEFLATE : WDP_ZIP_TYPE_ZLIB, 4,
		dut_alloc(d, LEN, 64), LEN, dut_alloc(d, 2 * LEN, 64), 2 * LEN, false);
}

static void
expect_work(struct dut_queue *q)
{
	struct wdp_zip_sqe s = request(q->d);
	const uint32_t *r = queue_run(q, &s);

	assert_int_equal(LEN, wdp_le32(r[0]));
	assert_int_equal(0, wdp_le32(r[3]) & 0xff);
}

/** So many more complaints since the last look. */
static void
expect_said(struct dut *d, uint64_t *seen, uint64_t n)
{
	assert_int_equal(*seen + n, wdp_model_complaints(d->m));
	*seen += n;
}

static uint64_t
bar_size(struct dut *d, unsigned int bar)
{
	unsigned int off = 0x10 + 4 * bar;
	uint64_t mask;

	cfg_w32(d, off, UINT32_MAX);
	cfg_w32(d, off + 4, UINT32_MAX);
	mask = (cfg_r32(d, off) & ~UINT32_C(0xf)) | (uint64_t)cfg_r32(d, off + 4) << 32;
	return mask == 0 ? 0 : ~mask + 1;
}

/* Section 2: ids, BARs, MSI. */
static void
test_identity(void **state)
{
	static const struct {
		enum wdp_model_hw hw;
		unsigned int queues;
		uint64_t bar2, bar4;
		unsigned int messages;
	} t[] = {
		{WDP_MODEL_V2, 2, 0x8000, 0, 2},
		{WDP_MODEL_V3, 2, 0x10000, 2 * 0x10000, 4},
		{WDP_MODEL_V3, 5, 0x10000, 8 * 0x10000, 4},
		{WDP_MODEL_V3, 960, 0x10000, 1024 * 0x10000, 4},
	};
	unsigned int i;
	struct dut d;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		open_vf(&d, t[i].hw, t[i].queues);
		assert_int_equal(0xa25119e5, cfg_r32(&d, 0));
		assert_int_equal(t[i].hw == WDP_MODEL_V2 ? 0x21 : 0x30, cfg_r32(&d, 8) & 0xff);
		assert_int_equal(t[i].bar2, bar_size(&d, 2));
		assert_int_equal(t[i].bar4, bar_size(&d, 4));
		assert_int_equal(t[i].bar2, wdp_model_region_size(d.m, 2));
		assert_int_equal(t[i].bar4, wdp_model_region_size(d.m, 4));
		assert_int_equal(t[i].messages, wdp_model_msi_count(d.m));
		assert_int_equal(-EINVAL, wdp_model_set_msi(d.m, t[i].messages, -1));
		/* its share of the queues, behind the PF's */
		assert_int_equal(0, mb(&d, MB_GET | WDP_MB_CMD_SQC_VFT, 0, 0));
		assert_int_equal(WDP_VFT_SQC_VALID | (uint64_t)BASE << WDP_VFT_SQC_BASE_SHIFT |
			(uint64_t)(t[i].queues - 1) << WDP_VFT_SQC_NUM_SHIFT,
			r32(&d, 0x304) | (uint64_t)r32(&d, 0x308) << 32);
		assert_quiet(&d);
		dut_close(&d);
	}
}

static void
test_config(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);

	(void)state;
	cfg.vf = true;
	cfg.queues = 961;
	assert_null(wdp_model_create(&cfg));
	cfg.queues = 1;
	assert_null(wdp_model_create(&cfg));
}

/* Section 4.1, the column "Where". */
static void
test_registers(void **state)
{
	static const uint32_t pf_only[] = {0x100000, 0x100008, 0x100044, 0x10006c, 0x100158,
		0x104018, 0x300000, 0x301004, 0x3010ac, 0x302000, 0x10000};
	uint64_t seen = 0;
	unsigned int i;
	struct dut d;
	uint32_t v;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	dut_bringup(&d, QUEUES);
	for (i = 0; i < sizeof(pf_only) / sizeof(pf_only[0]); i++) {
		v = 1;
		assert_int_equal(-EINVAL, wdp_model_read(d.m, WDP_BAR_REGS, pf_only[i], &v, 4));
		assert_int_equal(-EINVAL, wdp_model_write(d.m, WDP_BAR_REGS, pf_only[i], &v, 4));
		expect_said(&d, &seen, 2);
	}
	/* software ready flag */
	assert_int_equal(0, r32(&d, 0x60));
	w32(&d, 0x60, 1);
	assert_int_equal(1, r32(&d, 0x60));
	expect_said(&d, &seen, 0);
	/* event contexts as live migration reads them, and no further */
	assert_int_equal(WDP_LO32(d.eq), r32(&d, MIGRATION + 4));
	assert_int_equal(WDP_HI32(d.eq), r32(&d, MIGRATION + 8));
	assert_int_equal(0x10000 | (EQ_DEPTH - 1), r32(&d, MIGRATION + 0x18));
	assert_int_equal(WDP_LO32(d.aeq), r32(&d, MIGRATION + 0x24));
	assert_int_equal(0x10000 | (AEQ_DEPTH - 1), r32(&d, MIGRATION + 0x38));
	expect_said(&d, &seen, 0);
	w32(&d, MIGRATION + 4, 0);
	assert_int_equal(WDP_LO32(d.eq), r32(&d, MIGRATION + 4));
	expect_said(&d, &seen, 1);
	r32(&d, MIGRATION + 0x1c);
	/* holes that only the dump of a PF's registers reads */
	r32(&d, 0x40);
	expect_said(&d, &seen, 2);
	dut_close(&d);

	/* None of it on V2 ... */
	open_vf(&d, WDP_MODEL_V2, QUEUES);
	seen = 0;
	r32(&d, 0x60);
	r32(&d, 0x2c);
	r32(&d, 0x3100);
	expect_said(&d, &seen, 3);
	assert_int_equal(-EINVAL, wdp_model_read(d.m, WDP_BAR_REGS, MIGRATION, &v, 4));
	dut_close(&d);
}

/* ... nor on a PF. */
static void
test_pf_registers(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	uint64_t seen = 0;
	struct dut d;

	(void)state;
	dut_open(&d, &cfg);
	assert_int_equal(0xa25019e5, cfg_r32(&d, 0));
	w32(&d, 0x60, 0);
	w32(&d, 0x2c, 1);
	r32(&d, MIGRATION);
	expect_said(&d, &seen, 3);
	dut_close(&d);
}

/* What the PF's driver does for a VF is done, with and without capabilities: work goes. */
static void
test_host_setup(void **state)
{
	struct wdp_model_config cfg;
	struct dut_queue q;
	unsigned int i;
	struct dut d;

	(void)state;
	for (i = 0; i < 3; i++) {
		cfg = dut_config(i == 0 ? WDP_MODEL_V2 : WDP_MODEL_V3, WDP_MODEL_REAL);
		cfg.vf = true;
		cfg.queues = QUEUES;
		cfg.no_caps = i == 2;
		dut_open(&d, &cfg);
		dut_bringup(&d, QUEUES);
		queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, DEPTH, true);
		expect_work(&q);
		assert_int_equal(1, msi_count(&d, 0));
		assert_quiet(&d);
		dut_close(&d);
	}
}

/** Queue numbers everywhere are the function's own; @p q is queue @p n of it. */
static void
check_numbers(struct dut *d, struct dut_queue *q, unsigned int n)
{
	const struct wdp_sqc *sqc = dut_va(d, d->sqc_table);
	const struct wdp_cqc *cqc = dut_va(d, d->cqc_table);
	const uint32_t *eqe = dut_va(d, d->eq), *aeqe = dut_va(d, d->aeq);
	struct wdp_zip_sqe s = request(d);
	unsigned int i;

	queue_create(d, q, n, WDP_ZIP_QT_COMP, DEPTH, true);
	/* queue_poll() compares the number in the CQE */
	expect_work(q);
	assert_int_equal(n | WDP_EQE_PHASE, wdp_le32(eqe[0]));
	w32(d, WDP_QM_CACHE_WB_START, 1);
	assert_int_equal(1, r32(d, WDP_QM_CACHE_WB_DONE));
	assert_int_equal(n, wdp_le16(sqc[n].cq_num));
	assert_int_equal(1, wdp_le16(sqc[n].tail));
	assert_int_equal(1, wdp_le16(cqc[n].tail));
	/* the doorbell reads them back from there */
	expect_work(q);
	assert_int_equal(0, mb(d, MB_GET | WDP_MB_CMD_SQC, n, d->stage + 128));
	assert_int_equal(2, wdp_le16(((struct wdp_sqc *)dut_va(d, d->stage + 128))->tail));
	/* CQ overflow: one slot less in the SQ than in the CQ, so it takes two rounds */
	for (i = 0; i < 2 * DEPTH; i++) {
		memcpy(queue_sqe(q, q->sq_tail), &s, sizeof(s));
		q->sq_tail = (q->sq_tail + 1) % DEPTH;
		ring(d, db(n, WDP_DB_CMD_SQ, 0, q->sq_tail, 0));
		wdp_model_step(d->m, 1);
		if (wdp_le32(aeqe[0]) != 0)
			break;
	}
	assert_int_equal(n | WDP_EQE_PHASE | WDP_AEQE_CQ_OVERFLOW << WDP_AEQE_TYPE_SHIFT,
		wdp_le32(aeqe[0]));
	assert_int_equal(1, msi_count(d, 1));
	assert_quiet(d);
}

static void
test_numbers_vf(void **state)
{
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	dut_bringup(&d, QUEUES);
	check_numbers(&d, &q, 3);
	dut_close(&d);

	/* the last one of as many as can be */
	open_vf(&d, WDP_MODEL_V3, WDP_MODEL_VF_QUEUES_MAX);
	dut_bringup(&d, WDP_MODEL_VF_QUEUES_MAX);
	check_numbers(&d, &q, WDP_MODEL_VF_QUEUES_MAX - 1);
	dut_close(&d);
}

/* A PF whose range begins elsewhere than at 0 is no different. */
static void
test_numbers_pf(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	uint64_t entry = WDP_VFT_SQC_VALID | (uint64_t)(QUEUES - 1) << WDP_VFT_SQC_NUM_SHIFT;
	uint64_t seen = 0;
	struct dut_queue q;
	struct dut d;

	(void)state;
	dut_open(&d, &cfg);
	dut_bringup(&d, QUEUES);
	queue_create(&d, &q, 5, WDP_ZIP_QT_COMP, DEPTH, false);
	/* queues with new numbers have no context any more: what was 5 is 1 now */
	vft_write(&d, WDP_QM_VFT_TYPE_SQC, 0, entry | UINT64_C(4) << WDP_VFT_SQC_BASE_SHIFT);
	assert_quiet(&d);
	ring(&d, db(1, WDP_DB_CMD_SQ, 0, 1, 0));
	assert_int_equal(WDP_QM_ERR_SQ_FUNC, r32(&d, WDP_QM_ERR_STATUS));
	expect_said(&d, &seen, 1);
	dut_close(&d);

	dut_open(&d, &cfg);
	dut_bringup(&d, QUEUES);
	vft_write(&d, WDP_QM_VFT_TYPE_SQC, 0, entry | UINT64_C(100) << WDP_VFT_SQC_BASE_SHIFT);
	check_numbers(&d, &q, 3);
	/* the device has more queues, the function has not */
	q.n = QUEUES;
	assert_int_not_equal(0, queue_load(&q, false));
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_STOP_QP, QUEUES, 0));
	dut_close(&d);
}

/* Other functions' queues are out of reach: through doorbell, mailbox, page and slot. */
static void
test_foreign_queues(void **state)
{
	uint32_t queue = BASE + QUEUES;
	uint64_t seen = 0;
	struct dut_queue q;
	struct dut d;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	dut_bringup(&d, QUEUES);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, DEPTH, false);
	assert_quiet(&d);
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, QUEUES, d.stage + 64));
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_SQC, BASE, d.stage + 64));
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_STOP_QP, BASE, 0));
	expect_said(&d, &seen, 3);
	w64(&d, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ, db(BASE, WDP_DB_CMD_SQ, 0, 1, 0));
	w64(&d, WDP_BAR_DB, 1 * WDP_QM_DB_PAGE_SIZE + WDP_QM_DB_SQ_CQ,
		db(0, WDP_DB_CMD_SQ, 0, 1, 0));
	expect_said(&d, &seen, 2);
	assert_int_equal(-EINVAL, wdp_model_write(d.m, WDP_VFU_REGION_SHADOW,
		WDP_VFU_SHADOW_BIND, &queue, sizeof(queue)));
	expect_said(&d, &seen, 1);
	/* BAR 2's doorbell is alive on V3 as well (4.1) */
	q.sq_tail = 1;
	memset(queue_sqe(&q, 0), 0, WDP_ZIP_SQE_B);
	w64(&d, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ, db(0, WDP_DB_CMD_SQ, 0, 1, 0));
	assert_int_equal(1, wdp_model_step(d.m, 1));
	dut_close(&d);
}

/* The slots of shadow doorbells belong to the function's own numbers, too. */
static void
test_shadow(void **state)
{
	uint32_t queue = 7;
	struct dut_queue q;
	uint8_t *shadow;
	struct dut d;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	dut_bringup(&d, QUEUES);
	shadow = mmap(NULL, 64 * WDP_VFU_SHADOW_SLOT_B, PROT_READ | PROT_WRITE, MAP_SHARED,
		wdp_model_shadow_fd(d.m), 0);
	assert_ptr_not_equal(shadow, MAP_FAILED);
	assert_int_equal(0, wdp_model_write(d.m, WDP_VFU_REGION_SHADOW,
		9 * WDP_VFU_SHADOW_SLOT_B + WDP_VFU_SHADOW_BIND, &queue, sizeof(queue)));
	queue_create(&d, &q, queue, WDP_ZIP_QT_COMP, DEPTH, false);
	q.sh = (uint64_t *)(shadow + 9 * WDP_VFU_SHADOW_SLOT_B);
	expect_work(&q);
	expect_work(&q);
	assert_quiet(&d);
	munmap(shadow, 64 * WDP_VFU_SHADOW_SLOT_B);
	dut_close(&d);
}

static unsigned int
express_cap(struct dut *d)
{
	unsigned int cap = cfg_r32(d, 0x34) & 0xff;

	while ((cfg_r32(d, cap) & 0xff) != 0x10)
		cap = cfg_r32(d, cap) >> 8 & 0xff;
	return cap;
}

/* FLR of a VF: its contexts go, its queues and all that the PF set up stay. */
static void
test_reset(void **state)
{
	uint64_t seen = 0;
	struct dut_queue q;
	unsigned int i;
	struct dut d;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	for (i = 0; i < 2; i++) {
		dut_bringup(&d, QUEUES);
		queue_create(&d, &q, 2, WDP_ZIP_QT_COMP, DEPTH, true);
		expect_work(&q);
		assert_int_equal(0, r32(&d, 0x60));
		if (i == 0) {
			wdp_model_reset(d.m);
		} else {
			cfg_w16(&d, express_cap(&d) + 8, 0x8000);
			cfg_w16(&d, 0x04, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
		}
		assert_int_equal(1, r32(&d, 0x60));
		assert_int_equal(1, r32(&d, WDP_QM_EQ_INT_MASK));
		assert_int_equal(0, r32(&d, MIGRATION + 4));
		assert_int_equal(0, mb(&d, MB_GET | WDP_MB_CMD_SQC_VFT, 0, 0));
		assert_int_equal(0x0001f004, r32(&d, 0x308));
		expect_said(&d, &seen, 0);
		ring(&d, db(2, WDP_DB_CMD_SQ, 0, 3, 0));
		assert_int_equal(0, wdp_model_step(d.m, 1));
		expect_said(&d, &seen, 1);
	}
	/* Bus mastering off and on is no reset: the PF's driver has switched that off. */
	dut_bringup(&d, QUEUES);
	queue_create(&d, &q, 2, WDP_ZIP_QT_COMP, DEPTH, false);
	cfg_w16(&d, 0x04, WDP_PCI_CMD_MEMORY);
	cfg_w16(&d, 0x04, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
	expect_work(&q);
	/* The next client finds it as the first one did. */
	wdp_model_client_gone(d.m);
	expect_said(&d, &seen, 0);
	assert_int_equal(0, wdp_model_dma_map(d.m, ARENA_IOVA, ARENA_SIZE, -1, 0, d.mem, true,
		true));
	cfg_w16(&d, 0x04, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
	dut_bringup(&d, QUEUES);
	queue_create(&d, &q, QUEUES - 1, WDP_ZIP_QT_COMP, DEPTH, false);
	expect_work(&q);
	expect_said(&d, &seen, 0);
	dut_close(&d);
}

/* A wild address closes the master of the device; the VF is told nothing. R5. */
static void
test_wild_address(void **state)
{
	struct wdp_zip_sqe s;
	struct dut_queue q;
	unsigned int i;
	struct dut d;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	dut_bringup(&d, QUEUES);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, DEPTH, true);
	s = request(&d);
	s.dw[19] = wdp_le32(WDP_HI32(WILD_IOVA));
	queue_submit(&q, &s);
	assert_int_equal(0, wdp_model_step(d.m, 4));
	assert_int_equal(-1, queue_poll(&q, false));
	for (i = 0; i < 4; i++)
		assert_int_equal(0, msi_count(&d, i));
	assert_int_equal(MB_STUCK, mb(&d, MB_GET | WDP_MB_CMD_SQC, 0, d.stage));
	assert_int_equal(1, wdp_model_complaints(d.m));
	/* FLR frees the mailbox, and opens nothing. */
	wdp_model_reset(d.m);
	assert_int_equal(0, mb(&d, MB_GET | WDP_MB_CMD_SQC_VFT, 0, 0));
	assert_int_equal(MB_STUCK, mb(&d, WDP_MB_CMD_EQC, 0, d.stage));
	dut_close(&d);
}

/* Messages to a PF that nobody drives are never fetched, and none come (18). */
static void
test_messages(void **state)
{
	uint64_t seen = 0;
	struct dut d;

	(void)state;
	open_vf(&d, WDP_MODEL_V3, QUEUES);
	dut_bringup(&d, QUEUES);
	mod32(&d, 0x24, 1, 0);
	assert_int_equal(0, r32(&d, 0x2c));
	assert_int_equal(0, mb(&d, WDP_MB_CMD_IFC_SRC, 0, 9));
	w32(&d, 0x2c, 1);
	assert_int_equal(1, r32(&d, 0x2c));
	/* it cannot be taken back */
	w32(&d, 0x2c, 0);
	assert_int_equal(1, r32(&d, 0x2c));
	assert_int_equal(0, r32(&d, 0x20));
	assert_int_equal(0, r32(&d, 0x28));
	assert_int_equal(0, msi_count(&d, 2));
	/* what it wrote is not a message to it */
	assert_int_equal(0, mb(&d, MB_GET | WDP_MB_CMD_IFC_DST, 0, 0));
	assert_int_equal(0, r32(&d, 0x304));
	expect_said(&d, &seen, 0);
	/* VFs do not write to each other */
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_IFC_SRC, 2, 9));
	assert_int_not_equal(0, mb(&d, WDP_MB_CMD_IFC_SRC, 0xffff, 9));
	expect_said(&d, &seen, 2);
	wdp_model_reset(d.m);
	assert_int_equal(0, r32(&d, 0x2c));
	dut_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_config),
		cmocka_unit_test(test_registers),
		cmocka_unit_test(test_pf_registers),
		cmocka_unit_test(test_host_setup),
		cmocka_unit_test(test_numbers_vf),
		cmocka_unit_test(test_numbers_pf),
		cmocka_unit_test(test_foreign_queues),
		cmocka_unit_test(test_shadow),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_wild_address),
		cmocka_unit_test(test_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
