/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Operand blocks of X25519 and X448 (doc/hw/hpre.md 18, 27.6; RFC 7748). */

#include <string.h>

#include "engine/hpre/wdp_hpre_block.h"
#include "wdp_unit.h"

#define X25519_P "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed"

static void
x25519_27_6(void **state)
{
	uint8_t b[97], k[32], u[32];

	(void)state;
	/* RFC 7748 5.2, first vector */
	wdp_unit_hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4", k, 32);
	wdp_unit_hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c", u, 32);
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_mont_key(b, WDP_HPRE_GROUP_X25519, k), 0);
	wdp_unit_bytes(b, X25519_P
		"000000000000000000000000000000000000000000000000000000000001db41"
		"449a44ba44226a50185afcc10a4c1462dd5e46824b15163b9d7c52f06be346a0" "ee");
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X25519, u), 0);
	wdp_unit_bytes(b, "4c1cabd0a603a9103b35b326ec2466727c5fb124a4c19435db3030586768dbe6");
	/* the top bit of u does not count */
	u[31] |= 0x80;
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X25519, u), 0);
	wdp_unit_bytes(b, "4c1cabd0a603a9103b35b326ec2466727c5fb124a4c19435db3030586768dbe6");
	wdp_unit_hex("5285a2775507b454f7711c4903cfec324f088df24dea948e90c6e99d3755dac3", b, 32);
	assert_int_equal(wdp_hpre_mont_out(u, WDP_HPRE_GROUP_X25519, b), 0);
	wdp_unit_bytes(u, "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
	memset(b, 0, 32);
	assert_int_equal(wdp_hpre_mont_out(u, WDP_HPRE_GROUP_X25519, b), -EINVAL);
	assert_int_equal(wdp_hpre_mont_key(b, 23, k), -EINVAL);
	assert_int_equal(wdp_hpre_mont_in(b, 23, u), -EINVAL);
	assert_int_equal(wdp_hpre_mont_out(u, 23, b), -EINVAL);
}

static void
x25519_reduced_18(void **state)
{
	uint8_t b[32], u[32];
	unsigned int i;

	(void)state;
	memset(u, 0xff, sizeof(u));
	for (i = 0; i < 19; i++) {
		u[0] = 0xed + i; /* p + i */
		assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X25519, u),
			i == 0 ? -EINVAL : 0);
		wdp_unit_filled(b, 0, 31);
		assert_int_equal(b[31], i);
	}
	u[0] = 0xec;
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X25519, u), 0);
	wdp_unit_bytes(b, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec");
	memset(u, 0, sizeof(u));
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X25519, u), -EINVAL);
}

/* A scalar of zeros and one of ones. */
static void
x25519_clamped_18(void **state)
{
	uint8_t key[96], k[32] = {0};

	(void)state;
	assert_int_equal(wdp_hpre_mont_key(key, WDP_HPRE_GROUP_X25519, k), 0);
	assert_int_equal(key[64], 0x40);
	wdp_unit_filled(key + 65, 0, 31);
	memset(k, 0xff, sizeof(k));
	assert_int_equal(wdp_hpre_mont_key(key, WDP_HPRE_GROUP_X25519, k), 0);
	assert_int_equal(key[64], 0x7f);
	wdp_unit_filled(key + 65, 0xff, 30);
	assert_int_equal(key[95], 0xf8);
}

static void
x448_18(void **state)
{
	uint8_t b[217], v[56];

	(void)state;
	/* RFC 7748 5.2, X448's first vector */
	wdp_unit_hex("3d262fddf9ec8e88495266fea19a34d28882acef045104d0d1aae121"
		"700a779c984c24f8cdd78fbff44943eba368f54b29259a4f1c600ad3", v, sizeof(v));
	memset(b, 0xee, sizeof(b));
	assert_int_equal(wdp_hpre_mont_key(b, WDP_HPRE_GROUP_X448, v), 0);
	wdp_unit_filled(b, 0, 16);
	wdp_unit_bytes(b + 16, "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
		"ffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
	wdp_unit_filled(b + 72, 0, 70);
	wdp_unit_bytes(b + 142, "98a9");
	wdp_unit_filled(b + 144, 0, 16);
	wdp_unit_bytes(b + 160, "d30a601c4f9a25294bf568a3eb4349f4bf8fd7cdf8244c98"
		"9c770a7021e1aad1d0045104efac8288d2349aa1fe665249888eecf9dd2f263c" "ee");
	memset(v, 0xff, sizeof(v));
	/* 2^448 - 1 = p + 2^224 */
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X448, v), 0);
	wdp_unit_filled(b, 0, 72 - 29);
	wdp_unit_bytes(b + 72 - 29, "01");
	wdp_unit_filled(b + 72 - 28, 0, 28);
	/* 2^448 - 2^224 + 5 = p + 6 */
	memset(v, 0, 28);
	v[0] = 5;
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X448, v), 0);
	wdp_unit_filled(b, 0, 71);
	assert_int_equal(b[71], 6);
	memset(v, 0xff, sizeof(v));
	v[28] = 0xfe;
	assert_int_equal(wdp_hpre_mont_in(b, WDP_HPRE_GROUP_X448, v), -EINVAL);
	b[71] = 5;
	b[16] = 7;
	assert_int_equal(wdp_hpre_mont_out(v, WDP_HPRE_GROUP_X448, b), 0);
	assert_int_equal(v[0], 5);
	assert_int_equal(v[55], 7);
	assert_int_equal(WDP_HPRE_X448_LEN_B, sizeof(v));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(x25519_27_6),
		cmocka_unit_test(x25519_reduced_18),
		cmocka_unit_test(x25519_clamped_18),
		cmocka_unit_test(x448_18),
	};

	return cmocka_run_group_tests_name("hpre_mont", tests, NULL, NULL);
}
