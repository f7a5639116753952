/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Faults of the device on command: events, errors, mailbox, resets, removal. R5, R18, R23. */

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "inject_dut.h"

#define CFG_EXP_DEVCTL 0x78 /* of the model's config space */

static uint32_t
aeqe(struct inject *b, unsigned int i)
{
	return wdp_le32(((const uint32_t *)dut_va(&b->d, b->d.aeq))[i]);
}

static uint32_t
eqe(struct inject *b, unsigned int i)
{
	return wdp_le32(((const uint32_t *)dut_va(&b->d, b->d.eq))[i]);
}

static uint32_t
aeqe_good(unsigned int type, unsigned int queue)
{
	return WDP_EQE_PHASE | type << WDP_AEQE_TYPE_SHIFT | queue;
}

static void
test_aeq(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "aeq type=0 q=1 op=2");
	submit(&b.q[1], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(0, aeqe(&b, 0));
	submit(&b.q[1], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(aeqe_good(0, 1), aeqe(&b, 0));
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_AEQ));
	/* one message for each AEQ doorbell */
	fault(&b, "aeq type=1");
	fault(&b, "aeq type=2 queue=7");
	fault(&b, "aeq type=9 queue=0xffff");
	assert_int_equal(aeqe_good(1, 0), aeqe(&b, 1));
	assert_int_equal(aeqe_good(2, 7), aeqe(&b, 2));
	assert_int_equal(aeqe_good(9, 0xffff), aeqe(&b, 3));
	assert_int_equal(0, msi_count(&b.d, WDP_MSI_VEC_AEQ));
	ring(&b.d, db(0, WDP_DB_CMD_AEQ, 0, 1, 0));
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_AEQ));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
expect_open(struct inject *b, bool open)
{
	unsigned int st = mb(&b->d, MB_GET | WDP_MB_CMD_SQC, 0, b->d.stage);

	assert_int_equal(open ? 0 : MB_STUCK, st);
}

/* Bits as the registers say: source, status, mask, message, shutdown select. */
static void
test_ras(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	/* masked by what the driver set up: seen, not told */
	fault(&b, "ras-qm bits=0x380");
	assert_int_equal(0x380, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_equal(0x380, r32(&b.d, WDP_QM_ERR_SRC));
	assert_int_equal(0, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	/* told when it is uncovered */
	mod32(&b.d, WDP_QM_ERR_MASK, 0x80, 0);
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	w32(&b.d, WDP_QM_ERR_SRC, 0x380);
	assert_int_equal(0, r32(&b.d, WDP_QM_ERR_STATUS));
	/* non-fatal, no reset; with details */
	fault(&b, "ras-qm bits=0x1000");
	fault(&b, "ras-engine bits=0x1800");
	assert_int_equal(2, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	assert_int_equal(0x1800, r32(&b.d, WDP_ZIP_ERR_STATUS));
	expect_open(&b, true);
	fault(&b, "ras-engine bits=1 info=0x12345678");
	assert_int_equal(0x12345678, r32(&b.d, WDP_ZIP_ECC_INFO));
	/* needs a reset: closes the master */
	fault(&b, "ras-qm bits=0x400 info=0x00050003");
	assert_int_equal(0x1400, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_equal(0x00050003, r32(&b.d, WDP_QM_ERR_INFO1));
	expect_open(&b, false);
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* What closes the master, and what does not. */
static void
test_ras_closes(void **state)
{
	struct inject b;

	(void)state;
	/* the other two detail registers; nothing closes where nothing is selected */
	open_inject(&b, WDP_MODEL_V3);
	w32(&b.d, WDP_QM_OOO_SHUTDOWN, 0);
	fault(&b, "ras-qm bits=0x800 info=0x00070041");
	fault(&b, "ras-qm bits=0x1 info=0x400000");
	assert_int_equal(0x00070041, r32(&b.d, WDP_QM_ERR_INFO0));
	assert_int_equal(0x400000, r32(&b.d, WDP_QM_ERR_INFO2));
	expect_open(&b, true);
	wdp_model_reset(b.d.m);
	assert_int_equal(0, r32(&b.d, WDP_QM_ERR_INFO0) | r32(&b.d, WDP_QM_ERR_INFO2));
	assert_quiet(&b.d);
	dut_close(&b.d);

	/* the engine's, and on V2 only multi-bit ECC */
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "ras-engine bits=0x4 q=0 op=2");
	submit(&b.q[0], 3);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	expect_open(&b, false);
	dut_close(&b.d);
	open_inject(&b, WDP_MODEL_V2);
	fault(&b, "ras-qm bits=0x3");
	expect_open(&b, true);
	fault(&b, "ras-qm bits=0x4");
	expect_open(&b, false);
	assert_int_equal(1, r32(&b.d, 0x104008));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* 0x1000f8: so many correctable errors for one message. */
static void
test_correctable(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	w32(&b.d, WDP_QM_RAS_CE_THRESH, 3);
	fault(&b, "ras-qm bits=0x8 every=1");
	submit(&b.q[0], 2);
	assert_int_equal(2, wdp_model_step(b.d.m, 100));
	assert_int_equal(0x8, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_equal(0, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	w32(&b.d, WDP_QM_ERR_SRC, 0x8);
	submit(&b.q[1], 7);
	assert_int_equal(7, wdp_model_step(b.d.m, 100));
	assert_int_equal(2, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	assert_int_equal(10, r32(&b.d, 0x104000));
	/* an error that is not correctable does not wait for them */
	fault(&b, "ras-qm bits=0x1000");
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	expect_open(&b, true);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_close_master(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, "close-master q=0 op=2");
	fault(&b, "cqe-slot q=0 op=2 value=0xfff2");
	submit(&b.q[0], 3);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(0, r32(&b.d, WDP_QM_ERR_STATUS));
	expect_open(&b, false);
	/* no event either */
	fault(&b, "aeq type=1");
	assert_int_equal(0, aeqe(&b, 0));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	wdp_model_fault_clear(b.d.m, 0);
	assert_int_equal(2, wdp_model_step(b.d.m, 100));
	/* what was decided about the request that closed it still holds, once */
	assert_int_equal(cqe_good(0, 0xfff2, 1), cqe(&b.q[0], 1));
	assert_int_equal(3, done(&b.q[0]));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

/* What closed by error opens when power goes, and only then. */
static void
test_power_cycle(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "ras-qm bits=0x4");
	wdp_model_reset(b.d.m);
	assert_int_equal(0x4, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_equal(WDP_QM_DB_TIMEOUT_NS, r32(&b.d, WDP_QM_DB_TIMEOUT));
	wdp_model_power_cycle(b.d.m);
	assert_int_equal(0, cfg_r32(&b.d, 4) & 0xffff);
	cfg_w16(&b.d, 4, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
	assert_int_equal(0, r32(&b.d, WDP_QM_ERR_STATUS));
	assert_int_equal(0, r32(&b.d, WDP_QM_DB_TIMEOUT));
	assert_int_equal(0, r32(&b.d, WDP_QM_MEM_DONE));
	dut_bringup(&b.d, 8);
	inject_queues(&b, false);
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
expect_absent(struct inject *b, bool absent)
{
	uint8_t buf[16];
	unsigned int i;

	assert_int_equal(absent ? 0xffffffff : 0xa25019e5, cfg_r32(&b->d, 0));
	assert_int_equal(0, wdp_model_read(b->d.m, WDP_BAR_REGS, WDP_QM_MB_BASE, buf, sizeof(buf)));
	for (i = 0; i < sizeof(buf); i++)
		assert_int_equal(absent ? 0xff : 0, buf[i]);
	if (absent) {
		assert_int_equal(0xffffffff, r32(&b->d, WDP_QM_ERR_STATUS));
		assert_int_equal(0, wdp_model_read(b->d.m, WDP_BAR_DB, 0, buf, 8));
		assert_int_equal(0xff, buf[7]);
	}
	/* the limits of a region stay */
	assert_int_equal(-EINVAL, wdp_model_read(b->d.m, WDP_VFU_REGION_CFG, 4096, buf, 1));
}

static void
test_remove(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, "remove q=0 op=3 socket=30");
	fault(&b, "ras-qm bits=0x1000 op=4");
	submit(&b.q[0], 5);
	submit(&b.q[1], 1);
	wdp_model_step(b.d.m, 100);
	assert_int_equal(2, done(&b.q[0]));
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	expect_absent(&b, true);
	/* nobody hears, nobody calls */
	fault(&b, "ras-engine bits=0x1000");
	w32(&b.d, WDP_QM_ERR_SET, 0x1000);
	cfg_w16(&b.d, 4, 0);
	assert_int_equal(MB_STUCK, mb(&b.d, WDP_MB_CMD_SQC, 0, b.d.stage));
	submit(&b.q[1], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	assert_int_equal(0, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	wdp_model_reset(b.d.m);
	expect_absent(&b, true);
	/* then the socket, once */
	while (b.hangups == 0) {
		usleep(1000);
		wdp_model_step(b.d.m, 1);
	}
	wdp_model_step(b.d.m, 1);
	assert_int_equal(1, b.hangups);
	/* the next client does not find it */
	wdp_model_client_gone(b.d.m);
	assert_int_equal(0xffffffff, cfg_r32(&b.d, 0));
	/* plugged in again */
	wdp_model_fault_clear(b.d.m, 0);
	assert_int_equal(0, cfg_r32(&b.d, 4) & 0xffff);
	assert_int_equal(0, wdp_model_dma_map(b.d.m, ARENA_IOVA, ARENA_SIZE, -1, 0, b.d.mem, true,
		true));
	cfg_w16(&b.d, 4, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
	expect_absent(&b, false);
	dut_bringup(&b.d, 8);
	inject_queues(&b, false);
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(1, b.hangups);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_socket_and_exit(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "disconnect op=2");
	fault(&b, "exit code=77 op=3");
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(0, b.hangups);
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(1, b.hangups);
	assert_int_equal(-1, b.exit_code);
	submit(&b.q[0], 1);
	wdp_model_step(b.d.m, 100);
	assert_int_equal(77, b.exit_code);
	fault(&b, "exit");
	assert_int_equal(1, b.exit_code);
	assert_int_equal(1, b.hangups);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_mailbox_busy(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, "mb-busy cmd=0 q=2 op=2");
	/* neither other commands nor other queues */
	assert_int_equal(0, mb(&b.d, MB_GET | WDP_MB_CMD_CQC, 2, b.d.stage));
	assert_int_equal(0, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 1, b.d.stage));
	assert_int_equal(0, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 2, b.d.stage));
	assert_int_equal(MB_STUCK, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 2, b.d.stage));
	usleep(2000);
	assert_true(r32(&b.d, WDP_QM_MB_BASE) & WDP_MB_BUSY);
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	/* rings go on without it */
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_quiet(&b.d);
	wdp_model_reset(b.d.m);
	restart(&b);
	expect_open(&b, true);
	/* taken back, the command is done after all */
	wdp_model_fault_clear(b.d.m, 0);
	id = fault(&b, "mb-busy");
	memset(dut_va(&b.d, b.d.stage), 0xee, 32);
	expect_open(&b, false);
	wdp_model_fault_clear(b.d.m, id);
	assert_int_equal(0, r32(&b.d, WDP_QM_MB_BASE) & (WDP_MB_BUSY | WDP_MASK32(WDP_MB_STATUS)));
	assert_int_not_equal(0xee, *(uint8_t *)dut_va(&b.d, b.d.stage + 31));
	expect_open(&b, true);
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_mailbox_error(void **state)
{
	uint8_t *stage;
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	stage = dut_va(&b.d, b.d.stage);
	fault(&b, "mb-error status=9 cmd=0 op=1");
	fault(&b, "mb-error cmd=8");
	memset(stage, 0xee, 32);
	assert_int_equal(9, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 0, b.d.stage));
	assert_int_equal(0xee, stage[31]);
	assert_int_equal(0, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 0, b.d.stage));
	assert_int_not_equal(0xee, stage[31]);
	/* the stop has not happened */
	assert_int_equal(1, mb(&b.d, WDP_MB_CMD_STOP_QP, 0, 0));
	submit(&b.q[0], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_mailbox_slow(void **state)
{
	unsigned int tries = 0;
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	fault(&b, "mb-slow ms=30 cmd=8");
	assert_int_equal(MB_STUCK, mb(&b.d, WDP_MB_CMD_STOP_QP, 0, 0));
	while (r32(&b.d, WDP_QM_MB_BASE) & WDP_MB_BUSY) {
		usleep(1000);
		tries++;
	}
	/* a sleep may be longer, not shorter */
	assert_in_range(tries, 1, 30);
	/* and now the queue is stopped */
	submit(&b.q[0], 1);
	assert_int_equal(0, wdp_model_step(b.d.m, 100));
	assert_int_equal(0, mb(&b.d, MB_GET | WDP_MB_CMD_SQC, 0, b.d.stage));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
flr(struct inject *b)
{
	cfg_w16(&b->d, CFG_EXP_DEVCTL, 0x8000);
}

static void
test_resets(void **state)
{
	unsigned int how, tries;
	struct inject b;
	int id;

	(void)state;
	for (how = 0; how < 2; how++) {
		open_inject(&b, WDP_MODEL_V3);
		id = fault(&b, "reset-slow ms=30 op=2");
		wdp_model_reset(b.d.m);
		expect_absent(&b, false);
		if (how == 0)
			wdp_model_reset(b.d.m);
		else
			flr(&b);
		for (tries = 0; cfg_r32(&b.d, 0) == 0xffffffff; tries++)
			usleep(1000);
		assert_in_range(tries, 1, 30);
		assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
		cfg_w16(&b.d, 4, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
		expect_absent(&b, false);
		restart(&b);
		submit(&b.q[0], 1);
		assert_int_equal(1, wdp_model_step(b.d.m, 100));

		id = fault(&b, "reset-stuck");
		if (how == 0)
			wdp_model_reset(b.d.m);
		else
			flr(&b);
		expect_absent(&b, true);
		usleep(40000);
		expect_absent(&b, true);
		wdp_model_reset(b.d.m);
		expect_absent(&b, true);
		wdp_model_fault_clear(b.d.m, id);
		cfg_w16(&b.d, 4, WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER);
		expect_absent(&b, false);
		assert_quiet(&b.d);
		dut_close(&b.d);
	}
}

/* An event is lost as if the ring were full, and the driver is told that one was. */
static void
test_eq_overflow(void **state)
{
	struct inject b;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	wdp_model_reset(b.d.m);
	dut_engine_setup(&b.d);
	dut_start(&b.d, 8);
	inject_queues(&b, true);
	fault(&b, "eq-overflow q=1 op=1");
	submit(&b.q[0], 1);
	submit(&b.q[1], 1);
	assert_int_equal(2, wdp_model_step(b.d.m, 100));
	assert_int_equal(WDP_EQE_PHASE | 0, eqe(&b, 0));
	assert_int_equal(0, eqe(&b, 1));
	assert_int_equal(aeqe_good(WDP_AEQE_EQ_OVERFLOW, 0), aeqe(&b, 0));
	/* the second event of the queue comes */
	assert_int_equal(1, done(&b.q[1]));
	ring(&b.d, db(1, WDP_DB_CMD_CQ, 0, b.q[1].cq_head, 1));
	submit(&b.q[1], 1);
	assert_int_equal(1, wdp_model_step(b.d.m, 100));
	assert_int_equal(WDP_EQE_PHASE | 1, eqe(&b, 1));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

static void
test_lost_interrupts(void **state)
{
	struct inject b;
	int id;

	(void)state;
	open_inject(&b, WDP_MODEL_V3);
	id = fault(&b, "msi-drop vec=3 op=2");
	fault(&b, "aeq type=1");
	fault(&b, "ras-qm bits=0x1000");
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_AEQ));
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	fault(&b, "ras-engine bits=0x1");
	assert_int_equal(1, wdp_model_fault_fired(b.d.m, id));
	assert_int_equal(0, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	assert_int_equal(1, r32(&b.d, WDP_ZIP_ERR_STATUS));
	fault(&b, "ras-engine bits=0x1000");
	assert_int_equal(1, msi_count(&b.d, WDP_MSI_VEC_ABNML));
	/* of any vector */
	fault(&b, "msi-drop");
	ring(&b.d, db(0, WDP_DB_CMD_AEQ, 0, 1, 0));
	fault(&b, "aeq type=1");
	fault(&b, "ras-qm bits=0x40 after=0");
	assert_int_equal(0, msi_count(&b.d, WDP_MSI_VEC_AEQ) + msi_count(&b.d, WDP_MSI_VEC_ABNML));
	assert_quiet(&b.d);
	dut_close(&b.d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aeq),
		cmocka_unit_test(test_ras),
		cmocka_unit_test(test_ras_closes),
		cmocka_unit_test(test_correctable),
		cmocka_unit_test(test_close_master),
		cmocka_unit_test(test_power_cycle),
		cmocka_unit_test(test_remove),
		cmocka_unit_test(test_socket_and_exit),
		cmocka_unit_test(test_mailbox_busy),
		cmocka_unit_test(test_mailbox_error),
		cmocka_unit_test(test_mailbox_slow),
		cmocka_unit_test(test_resets),
		cmocka_unit_test(test_eq_overflow),
		cmocka_unit_test(test_lost_interrupts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
