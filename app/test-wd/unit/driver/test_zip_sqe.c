/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* ZIP descriptors against the worked examples of doc/hw/zip.md 27, byte for byte. */

#include <string.h>

#include "engine/zip/wdp_zip_sqe.h"
#include "wdp_unit.h"

static void
stateless_deflate_27_1(void **state)
{
	struct wdp_zip_form f = wdp_zip_form(WDP_ZIP_SQE_TYPE3, WDP_ZIP_TYPE_DEFLATE,
		wdp_zip_window(15));
	struct wdp_zip_req req = {
		.src = 0x150000000, .src_len = 4096, .dst = 0x150010000, .dst_len = 8192,
		.tag = 0x11223344,
	};
	struct wdp_zip_sqe sqe;

	(void)state;
	memset(&sqe, 0xff, sizeof(sqe));
	wdp_zip_sqe_fill(&sqe, &f, WDP_ZIP_BUF_FLAT, &req);
	wdp_unit_bytes(&sqe,
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
		"00 10 00 00 00 00 00 00 00 00 00 00 00 00 00 3a"
		"00 00 00 00 01 40 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 20 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 50 01 00 00 00"
		"00 00 01 50 01 00 00 00 00 00 00 00 00 00 00 00"
		"00 00 00 00 00 00 00 00 44 33 22 11 00 00 00 00"
		"00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	/* The same as a scatter-gather request: only the buffer type changes. */
	wdp_zip_sqe_fill(&sqe, &f, WDP_ZIP_BUF_SGL, &req);
	assert_int_equal(sqe.dw[9], 0x00004101);
	req.tag = 0xaabbccdd11223344;
	wdp_zip_sqe_fill(&sqe, &f, WDP_ZIP_BUF_FLAT, &req);
	assert_int_equal(sqe.dw[26], 0x11223344);
	assert_int_equal(sqe.dw[27], 0xaabbccdd);
	assert_int_equal(sqe.dw[13], 0);
}

static void
result_27_1(void **state)
{
	struct wdp_zip_sqe sqe = {0};
	struct wdp_zip_result r;

	(void)state;
	wdp_unit_hex("00 10 00 00 a3 05 00 00 00 00 00 00 00 00 00 00", (uint8_t *)&sqe, 16);
	r = wdp_zip_sqe_result(&sqe);
	assert_int_equal(r.consumed, 4096);
	assert_int_equal(r.produced, 1443);
	assert_int_equal(r.status, WDP_ZIP_ST_OK);
	assert_false(r.last);
	/* 27.3: end of stream with the last-block flag */
	sqe.dw[3] = 0x113;
	r = wdp_zip_sqe_result(&sqe);
	assert_int_equal(r.status, WDP_ZIP_ST_STREAM_END);
	assert_true(r.last);
	sqe.dw[3] = 0xffffff0e;
	assert_int_equal(wdp_zip_sqe_result(&sqe).status, WDP_ZIP_ST_OUT_SMALL);
}

static void
zlib_type0_27_2(void **state)
{
	struct wdp_zip_form f = wdp_zip_form(WDP_ZIP_SQE_TYPE0, WDP_ZIP_TYPE_ZLIB,
		wdp_zip_window(15));
	struct wdp_zip_req req = {
		.src = 0x150000000, .src_len = 4096, .dst = 0x150010002, .dst_len = 8190,
		.tag = 0x11223344,
	};
	uint32_t want[32] = {
		[4] = 0x1000, [7] = 0x0a000000, [9] = 0x2, [13] = 0x11223344, [14] = 0x1ffe,
		[18] = 0x50000000, [19] = 1, [20] = 0x50010002, [21] = 1,
	};
	struct wdp_zip_sqe sqe;

	(void)state;
	memset(&sqe, 0xff, sizeof(sqe));
	wdp_zip_sqe_fill(&sqe, &f, WDP_ZIP_BUF_FLAT, &req);
	assert_memory_equal(&sqe, want, sizeof(want));
}

static void
windows(void **state)
{
	static const uint8_t code[] = {[8] = 0, [11] = 0, [12] = 0, [13] = 1, [14] = 2, [15] = 4};

	(void)state;
	assert_int_equal(wdp_zip_window(8), code[8]);
	assert_int_equal(wdp_zip_window(11), code[11]);
	assert_int_equal(wdp_zip_window(12), code[12]);
	assert_int_equal(wdp_zip_window(13), code[13]);
	assert_int_equal(wdp_zip_window(14), code[14]);
	assert_int_equal(wdp_zip_window(15), code[15]);
	assert_int_equal(wdp_zip_window(16), WDP_ZIP_WIN_32K);
}

static void
statuses(void **state)
{
	unsigned int s;

	(void)state;
	for (s = 0; s < 256; s++)
		assert_int_equal(wdp_zip_status_ok(s), s == 0x00 || s == 0x0d || s == 0x13);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stateless_deflate_27_1),
		cmocka_unit_test(result_27_1),
		cmocka_unit_test(zlib_type0_27_2),
		cmocka_unit_test(windows),
		cmocka_unit_test(statuses),
	};

	return cmocka_run_group_tests_name("zip_sqe", tests, NULL, NULL);
}
