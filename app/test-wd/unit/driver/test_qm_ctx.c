/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Images of lib/qm against the worked examples of doc/hw/qm.md 28, byte for byte. */

#include <string.h>

#include "qm/wdp_qm_ctx.h"
#include "wdp_unit.h"

static void
mailbox_28_1(void **state)
{
	uint64_t iova = 0x1234567800;
	uint64_t image[2] = {wdp_mb_lo(WDP_MB_CMD_SQC, false, 3, iova), wdp_mb_hi(iova)};

	(void)state;
	wdp_unit_bytes(image, "00 20 03 00 00 78 56 34 12 00 00 00 00 00 00 00");
	assert_int_equal(image[0], 0x3456780000032000);
	assert_int_equal(wdp_mb_lo(WDP_MB_CMD_SQC_VFT, true, 0, 0), 0x6006);
	assert_int_equal(wdp_mb_lo(WDP_MB_CMD_STOP_QP, false, 7, 0), 0x72008);
}

static void
sqc_28_2(void **state)
{
	struct wdp_sqc_conf conf = {
		.iova = 0x140000000, .depth = 1024, .cq = 3, .tag = 0, .sqe_shift = 7, .type = 1,
	};
	struct wdp_sqc sqc;

	(void)state;
	memset(&sqc, 0xff, sizeof(sqc));
	wdp_sqc_encode(&sqc, &conf);
	wdp_unit_bytes(&sqc,
		"00 00 00 00 00 00 00 40 01 00 00 00 ff 73 00 00"
		"00 00 00 00 00 00 00 00 03 00 10 01 00 00 00 00");
	conf.tag = 0x1234;
	wdp_sqc_encode(&sqc, &conf);
	assert_int_equal(sqc.tag, 0x1234);
	/* 64-byte descriptors (HPRE), smallest depth */
	conf.sqe_shift = 6;
	conf.depth = 8;
	wdp_sqc_encode(&sqc, &conf);
	assert_int_equal(sqc.dw3, 0x6007);
}

static void
cqc_28_3(void **state)
{
	struct wdp_cqc cqc;

	(void)state;
	memset(&cqc, 0xff, sizeof(cqc));
	wdp_cqc_encode(&cqc, 0x140020000, 1024, 0, false);
	wdp_unit_bytes(&cqc,
		"00 00 00 00 00 00 02 40 01 00 00 00 ff 43 00 00"
		"00 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00");
	wdp_cqc_encode(&cqc, 0x140020000, 1024, 0, true);
	assert_int_equal(((uint8_t *)&cqc)[0x18], 0x03);
}

static void
eqc_28_4(void **state)
{
	struct wdp_eqc eqc;

	(void)state;
	wdp_eqc_encode(&eqc, 0x150000000, 2048);
	wdp_unit_bytes(&eqc,
		"00 00 00 00 00 00 00 50 01 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 ff 07 01 00");
	wdp_eqc_encode(&eqc, 0x150002000, 1024);
	wdp_unit_bytes(&eqc,
		"00 00 00 00 00 20 00 50 01 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 ff 03 01 00");
}

static void
doorbells_28_5(void **state)
{
	uint64_t sq = wdp_db_base(3, WDP_DB_CMD_SQ, 0), cq = wdp_db_base(3, WDP_DB_CMD_CQ, 0);

	(void)state;
	assert_int_equal(wdp_db_value(sq, 1, 0), 0x0000000100000003);
	assert_int_equal(wdp_db_value(cq, 1, 0), 0x0000000100001003);
	assert_int_equal(wdp_db_value(cq, 1, 1), 0x0001000100001003);
	assert_int_equal(wdp_db_value(wdp_db_base(0, WDP_DB_CMD_EQ, 0), 5, 0), 0x0000000500002000);
	assert_int_equal(wdp_db_value(wdp_db_base(0, WDP_DB_CMD_AEQ, 0), 1, 0), 0x0000000100003000);
	assert_int_equal(wdp_db_base(0xfff, WDP_DB_CMD_SQ, 0xbeef), 0xbeef0fff);
}

static void
vft_28_7(void **state)
{
	(void)state;
	assert_int_equal(wdp_vft_sqc(0, 64), 0x0007f00000000000);
	assert_int_equal(wdp_vft_sqc(0, 1024) >> 32, 0x007ff000);
	assert_int_equal(wdp_vft_sqc(0, 0), 0);
	assert_int_equal(wdp_vft_sqc(64, 1), 0x0000100400000000);
	assert_int_equal(wdp_vft_cqc(64), 0x10000000);
	assert_int_equal(wdp_vft_cqc(0), 0);
}

static void
shaper_28_8(void **state)
{
	uint32_t q;

	(void)state;
	assert_int_equal(wdp_vft_shaper(1000), 0x00988696);
	assert_int_equal(wdp_vft_shaper(1), 0x0048a09a);
	assert_int_equal(wdp_vft_shaper(0), 0);
	assert_int_equal(wdp_vft_shaper(1001), 0);
	/* Every rate in range has parameters within the 5 per mille the reference asks for. */
	for (q = 1; q <= 1000; q++) {
		uint64_t e = wdp_vft_shaper(q);
		uint64_t rate = (e & 0xff) * (1u << ((e >> 8) & 7)) * 8000 /
			(768u * (1u << ((e >> 11) & 15)));

		assert_int_not_equal(e, 0);
		assert_in_range(rate * 10, (uint64_t)q * 994, (uint64_t)q * 1006);
		assert_int_equal((e >> 15) & 15, 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mailbox_28_1),
		cmocka_unit_test(sqc_28_2),
		cmocka_unit_test(cqc_28_3),
		cmocka_unit_test(eqc_28_4),
		cmocka_unit_test(doorbells_28_5),
		cmocka_unit_test(vft_28_7),
		cmocka_unit_test(shaper_28_8),
	};

	return cmocka_run_group_tests_name("qm_ctx", tests, NULL, NULL);
}
