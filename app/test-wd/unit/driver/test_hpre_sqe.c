/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* HPRE descriptors against the worked examples of doc/hw/hpre.md 27, byte for byte. */

#include <string.h>

#include "engine/hpre/wdp_hpre_sqe.h"
#include "wdp_unit.h"

/* Second half of every descriptor without an SM2 message; then its last quarter. */
#define REST  "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
#define KEY   0x200007000
#define IN    0x200008000
#define OUT   0x200009000

static struct wdp_hpre_sqe
fill(uint8_t op, uint32_t k, uint32_t flags, uint64_t key, uint64_t in, uint64_t out, uint64_t tag)
{
	struct wdp_hpre_form f = wdp_hpre_form(op, k, flags, key);
	struct wdp_hpre_sqe sqe;

	memset(&sqe, 0xff, sizeof(sqe));
	wdp_hpre_sqe_fill(&sqe, &f, in, out, tag);
	return sqe;
}

static void
rsa_crt_27_1(void **state)
{
	struct wdp_hpre_sqe sqe = fill(WDP_HPRE_OP_RSA_CRT, 256, 0, 0x200001000, 0x200002000,
		0x200003000, 5);

	(void)state;
	wdp_unit_bytes(&sqe,
		"01 00 00 40 1f 00 00 00 00 10 00 00 02 00 00 00"
		"00 20 00 00 02 00 00 00 00 30 00 00 02 00 00 00"
		"05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST);
	assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_RSA_CRT), WDP_HPRE_UNFINISHED);
	((uint8_t *)&sqe)[3] = 0xc0;
	assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_RSA_CRT), WDP_HPRE_GOOD);
	sqe = fill(WDP_HPRE_OP_EXP, 512, 0, 0, 0, 0, 0x1122334455667788);
	wdp_unit_bytes(&sqe, "00 00 00 40 3f 00 00 00" "00 00 00 00 00 00 00 00" REST
		"88 77 66 55 44 33 22 11" "00 00 00 00 00 00 00 00" REST);
}

static void
ecdh_27_2(void **state)
{
	struct wdp_hpre_sqe sqe = fill(WDP_HPRE_OP_POINT_MUL, 32, 0, 0x200004000, 0x200005000,
		0x200006000, 6);

	(void)state;
	wdp_unit_bytes(&sqe,
		"0d 00 00 40 03 00 00 00 00 40 00 00 02 00 00 00"
		"00 50 00 00 02 00 00 00 00 60 00 00 02 00 00 00"
		"06 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST);
	sqe = fill(WDP_HPRE_OP_POINT_MUL, 32, WDP_HPRE_FAST_CORE, 0, 0, 0, 6);
	wdp_unit_bytes(&sqe, "0d 00 00 40 03 00 00 80");
}

static void
ecdsa_27_3(void **state)
{
	struct wdp_hpre_sqe sqe = fill(WDP_HPRE_OP_ECDSA_SIGN, 32, 0, KEY, IN, OUT, 7);

	(void)state;
	wdp_unit_bytes(&sqe,
		"0e 00 00 40 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 90 00 00 02 00 00 00"
		"07 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST);
	sqe = fill(WDP_HPRE_OP_ECDSA_VERIFY, 32, 0, KEY, IN, 0, 7);
	wdp_unit_bytes(&sqe,
		"0f 00 00 40 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 00 00 00 00 00 00 00"
		"07 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST);
}

static void
verdict_27_3(void **state)
{
	struct wdp_hpre_sqe sqe;
	unsigned int i;

	(void)state;
	wdp_unit_hex("0f 00 00 c0 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 02 00 00 00 00 00 00 00"
		"07 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST,
		(uint8_t *)&sqe, sizeof(sqe));
	assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_ECDSA_VERIFY), WDP_HPRE_GOOD);
	/* Only bit 1 counts. */
	sqe.dw[6] = wdp_le32(~2u);
	assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_ECDSA_VERIFY),
		WDP_HPRE_WRONG_SIGNATURE);
	/* A task that became another one on its way is no good signature. */
	sqe.dw[0] = wdp_le32(0xc0000000 | WDP_HPRE_OP_ECDSA_SIGN);
	assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_ECDSA_VERIFY), WDP_HPRE_FAILED);
	for (i = 0; i <= WDP_HPRE_OP_LAST; i++) {
		sqe.dw[0] = wdp_le32(0xc0000000 | i);
		sqe.dw[6] = 0;
		assert_int_equal(wdp_hpre_sqe_outcome(&sqe, i), i == 0x0f || i == 0x13 ?
			WDP_HPRE_WRONG_SIGNATURE : WDP_HPRE_GOOD);
		sqe.dw[6] = wdp_le32(2);
		assert_int_equal(wdp_hpre_sqe_outcome(&sqe, i), WDP_HPRE_GOOD);
	}
}

static void
sm2_27_4_27_5(void **state)
{
	struct wdp_hpre_sqe sqe = fill(WDP_HPRE_OP_SM2_SIGN, 32, WDP_HPRE_SM2_KSEL, KEY, IN, OUT,
		8);

	(void)state;
	wdp_unit_bytes(&sqe,
		"12 00 00 40 03 00 00 02 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 90 00 00 02 00 00 00"
		"08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST);
	sqe = fill(WDP_HPRE_OP_SM2_ENCRYPT, 32, 0, KEY, IN, OUT, 9);
	wdp_hpre_sqe_message(&sqe, strlen("encryption standard"));
	wdp_unit_bytes(&sqe,
		"14 00 00 40 03 00 00 00 00 70 00 00 02 00 00 00"
		"00 80 00 00 02 00 00 00 00 90 00 00 02 00 00 00"
		"09 00 00 00 00 00 00 00 12 00 00 00 00 00 00 00" REST);
	wdp_hpre_sqe_message(&sqe, WDP_HPRE_SM2_MSG_MAX_B);
	assert_int_equal(wdp_le32(sqe.dw[10]), 0x1ff);
	wdp_hpre_sqe_message(&sqe, 1);
	assert_int_equal(sqe.dw[10], 0);
}

static void
lengths_27_6_27_7(void **state)
{
	struct wdp_hpre_sqe sqe = fill(WDP_HPRE_OP_MONTGOMERY, 32, 0, 0, 0, 0, 0);

	(void)state;
	wdp_unit_bytes(&sqe, "10 00 00 40 03 00 00 00");
	sqe = fill(WDP_HPRE_OP_MONTGOMERY, 72, 0, 0, 0, 0, 0);
	wdp_unit_bytes(&sqe, "10 00 00 40 08 00 00 00");
	sqe = fill(WDP_HPRE_OP_DH_G2, 256, 0, 0x20000a000, 0, 0x20000c000, 0xb);
	wdp_unit_bytes(&sqe,
		"04 00 00 40 1f 00 00 00 00 a0 00 00 02 00 00 00"
		"00 00 00 00 00 00 00 00 00 c0 00 00 02 00 00 00"
		"0b 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" REST);
}

/* Every single bit of the error fields makes a task fail, and its number is found. */
static void
errors_23(void **state)
{
	struct wdp_hpre_sqe sqe = fill(WDP_HPRE_OP_EXP, 128, 0, 0, 0, 0, 0);
	struct wdp_hpre_error e;
	unsigned int bit;

	(void)state;
	for (bit = 0; bit < 30; bit++) {
		sqe.dw[0] = wdp_le32(0xc0000000 | 1u << bit);
		assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_EXP), WDP_HPRE_FAILED);
		e = wdp_hpre_sqe_error(&sqe);
		assert_int_equal(e.etype, bit >= 5 && bit < 16 ? 1 << (bit - 5) : 0);
		assert_int_equal(e.etype1, bit >= 16 ? 1 << (bit - 16) : 0);
		assert_int_equal(e.sva, 0);
	}
	sqe.dw[0] = wdp_le32(0xc0200000);
	sqe.dw[1] = wdp_le32(0x5800000f);
	e = wdp_hpre_sqe_error(&sqe);
	assert_int_equal(e.etype1, WDP_HPRE_ETYPE1_SVA);
	assert_int_equal(e.sva, 0xb);
	/* 0 and 2 in 31:30 are no finish either. */
	for (bit = 0; bit < 3; bit++) {
		sqe.dw[0] = wdp_le32(bit << 30);
		assert_int_equal(wdp_hpre_sqe_outcome(&sqe, WDP_HPRE_OP_EXP),
			WDP_HPRE_UNFINISHED);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rsa_crt_27_1),
		cmocka_unit_test(ecdh_27_2),
		cmocka_unit_test(ecdsa_27_3),
		cmocka_unit_test(verdict_27_3),
		cmocka_unit_test(sm2_27_4_27_5),
		cmocka_unit_test(lengths_27_6_27_7),
		cmocka_unit_test(errors_23),
	};

	return cmocka_run_group_tests_name("hpre_sqe", tests, NULL, NULL);
}
