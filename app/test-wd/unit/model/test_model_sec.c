/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The examples of doc/hw/sec.md 28, byte for byte: descriptors as printed there go in, results
 * and status come out, on both generations, flat and in lists.
 */

#include <unistd.h>

#include "sec_dut.h"

struct row {
	unsigned int off;
	const char *hex;
};

/** A descriptor from its rows; the rest is 0. */
static void
from_rows(uint32_t *dw, const struct row *rows)
{
	memset(dw, 0, 128);
	for (; rows->hex != NULL; rows++)
		assert_int_equal(16, unhex((uint8_t *)dw + rows->off, rows->hex));
}

static const struct row cbc2[] = {
	{0x00, "12 02 00 00 00 00 00 00 00 00 00 00 00 10 02 00"},
	{0x10, "00 00 00 00 40 00 00 00 00 00 00 00 00 00 00 00"},
	{0x20, "00 00 00 00 00 00 00 00 07 00 00 00 00 00 00 00"},
	{0x50, "00 20 00 00 01 00 00 00 00 10 00 00 01 00 00 00"},
	{0x60, "00 00 01 00 01 00 00 00 00 00 02 00 01 00 00 00"},
	{0, NULL},
};
static const struct row cbc3[] = {
	{0x00, "03 02 00 00 01 00 21 00 07 00 00 00 00 00 00 00"},
	{0x10, "00 00 01 00 01 00 00 00 00 00 00 00 00 00 00 00"},
	{0x30, "00 10 00 00 01 00 00 00 00 00 00 00 00 00 00 00"},
	{0x40, "00 00 00 00 00 00 00 00 40 00 00 00 00 00 02 00"},
	{0x50, "01 00 00 00 00 00 00 00 00 00 00 00 00 20 00 00"},
	{0x60, "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"},
	{0, NULL},
};
static const struct row gcm2[] = {
	{0x00, "12 02 00 00 00 00 00 00 00 00 00 00 10 60 02 00"},
	{0x10, "14 00 00 00 3c 00 00 00 00 00 14 00 00 00 00 00"},
	{0x20, "00 00 00 00 00 00 00 00 08 00 00 00 00 00 00 00"},
	{0x30, "00 00 00 00 00 00 00 00 00 50 00 00 01 00 00 00"},
	{0x40, "00 10 00 00 01 00 00 00 00 40 00 00 01 00 00 00"},
	{0x50, "00 20 00 00 01 00 00 00 00 10 00 00 01 00 00 00"},
	{0x60, "00 00 01 00 01 00 00 00 00 00 02 00 01 00 00 00"},
	{0, NULL},
};
static const struct row gcm3[] = {
	{0x00, "03 02 00 00 01 01 26 00 08 00 00 00 00 00 00 00"},
	{0x10, "00 00 01 00 01 00 00 00 00 10 00 00 01 00 00 00"},
	{0x20, "00 50 00 00 01 00 00 00 00 00 00 00 00 00 00 00"},
	{0x30, "00 10 00 00 01 00 00 00 00 00 00 00 00 00 00 00"},
	{0x40, "00 00 14 00 14 00 00 00 3c 00 00 00 00 00 02 00"},
	{0x50, "01 00 00 00 00 40 00 00 01 00 00 00 00 20 00 00"},
	{0x60, "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"},
	{0, NULL},
};
static const struct row hmac2[] = {
	{0x00, "42 00 00 00 00 00 00 00 a8 88 00 00 00 00 00 00"},
	{0x10, "08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"},
	{0x20, "00 00 00 00 00 00 00 00 0a 00 00 00 00 00 00 00"},
	{0x40, "00 30 00 00 01 00 00 00 00 40 00 00 01 00 00 00"},
	{0x60, "00 00 01 00 01 00 00 00 00 00 00 00 00 00 00 00"},
	{0, NULL},
};
static const struct row hmac3[] = {
	{0x00, "03 00 00 00 00 00 00 00 0a 00 00 00 00 00 00 00"},
	{0x10, "00 00 01 00 01 00 00 00 00 30 00 00 01 00 00 00"},
	{0x30, "00 00 00 00 00 00 00 00 81 8a 08 00 00 00 00 00"},
	{0x40, "00 00 00 00 08 00 00 00 00 00 00 00 00 00 00 00"},
	{0x50, "00 00 00 00 00 40 00 00 01 00 00 00 00 00 00 00"},
	{0, NULL},
};
static const struct row chain2[] = {
	{0x00, "52 02 00 00 00 00 00 00 a3 80 00 00 00 10 02 00"},
	{0x10, "30 00 00 00 20 00 00 00 00 00 10 00 00 00 00 00"},
	{0x20, "00 00 00 00 00 00 00 00 0c 00 00 00 00 00 00 00"},
	{0x40, "00 30 00 00 01 00 00 00 00 40 00 00 01 00 00 00"},
	{0x50, "00 20 00 00 01 00 00 00 00 10 00 00 01 00 00 00"},
	{0x60, "00 00 01 00 01 00 00 00 00 00 02 00 01 00 00 00"},
	{0, NULL},
};
static const struct row chain3_dec[] = {
	{0x00, "03 02 00 00 02 00 21 40 0c 00 00 00 00 00 00 00"},
	{0x10, "00 00 01 00 01 00 00 00 00 30 00 00 01 00 00 00"},
	{0x30, "00 10 00 00 01 00 00 00 32 0a 08 00 00 00 00 00"},
	{0x40, "00 00 10 00 30 00 00 00 20 00 00 00 00 00 02 00"},
	{0x50, "01 00 00 00 00 40 00 00 01 00 00 00 00 20 00 00"},
	{0x60, "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"},
	{0, NULL},
};

#define CBC_PLAIN "6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51" \
	"30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710"
#define CBC_OUT "7649abac8119b246cee98e9b12e9197d 5086cb9b507219ee95db113a917678b2" \
	"73bed6b8e3c1743b7116e69e22229516 3ff1caa1681fac09120eca307586e1a7"
#define GCM_KEY "feffe9928665731c6d6a8f9467308308"
#define GCM_IV  "cafebabefacedbaddecaf888"
#define GCM_AAD "feedfacedeadbeeffeedfacedeadbeefabaddad2"
#define GCM_PLAIN "d9313225f88406e5a55909c5aff5269a 86a7a9531534f7da2e4c303d8a318a72" \
	"1c3c0c95956809532fcf0e2449a6b525 b16aedf5aa0de657ba637b39"
#define GCM_OUT "42831ec2217774244b7221b784d0d49c e3aa212f2c02a4e035c17e2329aca12e" \
	"21d514b25466931c7d8f6a5aac84aa05 1ba30b396a0aac973d58e091"
#define GCM_TAG "5bc94fbc3221a5db94fae95ae7121a47"

/* 28.1 */
static void
cbc_as_printed(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		put(&s, EX_C_KEY, "2b7e151628aed2a6abf7158809cf4f3c");
		put(&s, EX_C_IV, "000102030405060708090a0b0c0d0e0f");
		put(&s, EX_SRC, CBC_PLAIN);
		red_zone(&s, EX_DST, 64);
		from_rows(dw, hw == WDP_MODEL_V3 ? cbc3 : cbc2);
		assert_int_equal(ST_CIPHER, run_sqe(&s, dw));
		expect(&s, EX_DST, CBC_OUT);
		check_red(&s, EX_DST, 64);
		/* Scene 1, and on V3 the older format too. */
		memset(at(&s, EX_DST), 0, 64);
		dw[0] |= hw == WDP_MODEL_V3 ? 0x20 : 0x800;
		assert_int_equal(ST_CIPHER, run_sqe(&s, dw));
		expect(&s, EX_DST, CBC_OUT);
		memset(at(&s, EX_DST), 0, 64);
		from_rows(dw, cbc2);
		assert_int_equal(ST_CIPHER, run_sqe(&s, dw));
		expect(&s, EX_DST, CBC_OUT);
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

/* 28.1, the way Linux sends it */
static void
cbc_as_linux_sends_it(void **state)
{
	static const unsigned int sizes[] = {13, 0, 30, 1};
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	put(&s, EX_C_KEY, "2b7e151628aed2a6abf7158809cf4f3c");
	put(&s, EX_C_IV, "000102030405060708090a0b0c0d0e0f");
	put(&s, EX_SRC, CBC_PLAIN);
	from_rows(dw, cbc3);
	((uint8_t *)dw)[1] = 0x48;
	((uint8_t *)dw)[59] = 0x04;
	assert_int_equal(0x100030000, build_list(&s, EX_SRC, 64, sizes, 4, 16));
	set64(dw, 4, EX_LIST);
	set64(dw, 19, EX_LIST);
	red_zone(&s, EX_SRC, 64);
	assert_int_equal(ST_CIPHER, run_sqe(&s, dw));
	expect(&s, EX_SRC, CBC_OUT);
	check_red(&s, EX_SRC, 64);
	assert_quiet(&s.d);
	close_sec(&s);
}

/* 28.3 */
static void
gcm_as_printed(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		put(&s, EX_C_KEY, GCM_KEY);
		put(&s, EX_C_IV, GCM_IV);
		put(&s, EX_A_IV, GCM_IV);
		put(&s, EX_SRC, GCM_AAD GCM_PLAIN);
		red_zone(&s, EX_DST + 20, 60);
		red_zone(&s, EX_MAC, 16);
		from_rows(dw, hw == WDP_MODEL_V3 ? gcm3 : gcm2);
		assert_int_equal(ST_AEAD, run_sqe(&s, dw));
		expect(&s, EX_DST + 20, GCM_OUT);
		expect(&s, EX_MAC, GCM_TAG);
		/* The room of the AAD is left alone. */
		check_red(&s, EX_DST + 20, 60);
		check_red(&s, EX_MAC, 16);
		/* And back. */
		put(&s, EX_SRC, GCM_AAD GCM_OUT);
		if (hw == WDP_MODEL_V3) {
			((uint8_t *)dw)[4] = 0x02;
			((uint8_t *)dw)[7] = 0x40;
		} else {
			((uint8_t *)dw)[0] = 0x22;
			((uint8_t *)dw)[1] = 0x03;
		}
		assert_int_equal(ST_AEAD, run_sqe(&s, dw));
		expect(&s, EX_DST + 20, GCM_PLAIN);
		at(&s, EX_MAC)[15] ^= 0x01;
		assert_int_equal(ST_WRONG, run_sqe(&s, dw));
		assert_int_equal(0, r32(&s.d, 0x301010));
		at(&s, EX_MAC)[15] ^= 0x01;
		at(&s, EX_SRC)[0] ^= 0x80;
		assert_int_equal(ST_WRONG, run_sqe(&s, dw));
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

/** 28.4: the words are those of 28.3 with bytes of its own. */
static void
ccm_as_printed(void **state)
{
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	put(&s, EX_C_KEY, "404142434445464748494a4b4c4d4e4f");
	put(&s, EX_C_IV, "02101112131415161718191a1b000001");
	put(&s, EX_A_IV, "5a101112131415161718191a1b000018");
	put(&s, EX_SRC, "000102030405060708090a0b0c0d0e0f10111213"
		"202122232425262728292a2b2c2d2e2f3031323334353637");
	from_rows(dw, gcm3);
	put(&s, EX_LIST, "81002500");
	memcpy(&dw[1], at(&s, EX_LIST), 4);
	dw[2] = 9;
	dw[18] = 0x18;
	assert_int_equal(ST_AEAD, run_sqe(&s, dw));
	expect(&s, EX_DST + 20, "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5");
	expect(&s, EX_MAC, "484392fbc1b09951");
	/* Example 1: its flags come from another nonce and tag. */
	put(&s, EX_C_IV, "07101112131415160000000000000001");
	put(&s, EX_A_IV, "4f101112131415160000000000000004");
	put(&s, EX_SRC, "000102030405060720212223");
	dw[1] = 0x00250041;
	dw[16] = 8 << 16;
	dw[17] = 8;
	dw[18] = 4;
	assert_int_equal(ST_AEAD, run_sqe(&s, dw));
	expect(&s, EX_DST + 8, "7162015b");
	expect(&s, EX_MAC, "4dac255d");
	assert_quiet(&s.d);
	close_sec(&s);
}

/* 28.5 */
static void
hmac_as_printed(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		put(&s, EX_A_KEY, "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
		memcpy(at(&s, EX_SRC), "Hi There", 8);
		red_zone(&s, EX_MAC, 32);
		from_rows(dw, hw == WDP_MODEL_V3 ? hmac3 : hmac2);
		assert_int_equal(ST_HASH, run_sqe(&s, dw));
		expect(&s, EX_MAC, "b0344c61d8db38535ca8afceaf0bf12b"
			"881dc200c9833da726e9376c2e32cff7");
		check_red(&s, EX_MAC, 32);
		/* Type 3 in scene 7, type 2 in scene 1. */
		memset(at(&s, EX_MAC), 0, 32);
		((uint8_t *)dw)[hw == WDP_MODEL_V3 ? 0 : 1] |= hw == WDP_MODEL_V3 ? 0xe0 : 0x08;
		assert_int_equal(ST_HASH, run_sqe(&s, dw));
		expect(&s, EX_MAC, "b0344c61d8db38535ca8afceaf0bf12b");
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

/* 28.6 */
static void
hash_in_parts_as_printed(void **state)
{
	static const uint32_t bd3[3][4] = {{0x00008001, 0, 1, 64}, {0x00008005, 0, 1, 64},
		{0x00008085, 0x418, 0, 3}};
	static const uint32_t bd2[3][4] = {{0x400, 0x800, 0, 64}, {0x500, 0x800, 0, 64},
		{0x100, 0x808, 0x418, 3}};
	enum wdp_model_hw hw;
	unsigned int i, n;
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (n = 0; n < 131; n++)
			at(&s, EX_SRC)[n] = (uint8_t)n;
		for (i = 0; i < 3; i++) {
			memset(dw, 0, sizeof(dw));
			if (hw == WDP_MODEL_V3) {
				dw[0] = 0xe3;
				dw[14] = bd3[i][0];
				dw[25] = bd3[i][1];
				dw[27] = bd3[i][2];
				dw[17] = bd3[i][3];
				set64(dw, 4, EX_SRC + 64 * i);
				set64(dw, 21, EX_MAC);
				set64(dw, 8, i > 0 ? EX_MAC : 0);
			} else {
				dw[0] = 0x842;
				dw[1] = bd2[i][0];
				dw[2] = bd2[i][1];
				dw[12] = bd2[i][2];
				dw[4] = bd2[i][3];
				set64(dw, 24, EX_SRC + 64 * i);
				set64(dw, 18, EX_MAC);
				set64(dw, 14, i > 0 ? EX_MAC : 0);
			}
			assert_int_equal(ST_HASH, run_sqe(&s, dw));
		}
		expect(&s, EX_MAC, "3acc128faf01077789746edcfd1051d9"
			"0bc1591342402d9b3cdd06d7315702a4");
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

#define CHAIN_AAD "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
#define CHAIN_PLAIN "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define CHAIN_OUT "eda330f90eecd16c003e5fb09bcff358 4ea46a1ec878c15563dc2f75188d78e3"
#define CHAIN_TAG "19f6cce00f6047edb0a02a9c"

static void
chain_keys(struct sec_dut *s)
{
	put(s, EX_C_KEY, "101112131415161718191a1b1c1d1e1f");
	put(s, EX_A_KEY, "404142434445464748494a4b4c4d4e4f50515253");
	put(s, EX_C_IV, "000102030405060708090a0b0c0d0e0f");
}

/* 28.7 */
static void
chain_as_printed(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	uint32_t dw[32];

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		chain_keys(&s);
		put(&s, EX_SRC, CHAIN_AAD CHAIN_PLAIN);
		red_zone(&s, EX_DST + 16, 32);
		red_zone(&s, EX_MAC, 12);
		from_rows(dw, chain2);
		assert_int_equal(ST_AEAD, run_sqe(&s, dw));
		expect(&s, EX_DST + 16, CHAIN_OUT);
		expect(&s, EX_MAC, CHAIN_TAG);
		check_red(&s, EX_DST + 16, 32);
		check_red(&s, EX_MAC, 12);
		close_sec(&s);
	}
	open_sec(&s, WDP_MODEL_V3);
	chain_keys(&s);
	put(&s, EX_SRC, CHAIN_AAD CHAIN_OUT);
	put(&s, EX_MAC, CHAIN_TAG);
	from_rows(dw, chain3_dec);
	assert_int_equal(ST_AEAD, run_sqe(&s, dw));
	expect(&s, EX_DST + 16, CHAIN_PLAIN);
	at(&s, EX_MAC)[11] ^= 0x10;
	assert_int_equal(ST_WRONG, run_sqe(&s, dw));
	at(&s, EX_MAC)[11] ^= 0x10;
	at(&s, EX_SRC)[0] ^= 0x10;
	assert_int_equal(ST_WRONG, run_sqe(&s, dw));
	assert_quiet(&s.d);
	close_sec(&s);
}

/* 28.8 */
static void
macs_as_printed(void **state)
{
	struct sec_dut s;
	uint32_t dw[32] = {0};

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	put(&s, EX_A_KEY, "2b7e151628aed2a6abf7158809cf4f3c");
	put(&s, EX_SRC, CBC_PLAIN);
	dw[0] = 0xe3;
	dw[14] = 0x00108841;
	dw[17] = 16;
	set64(dw, 4, EX_SRC);
	set64(dw, 6, EX_A_KEY);
	set64(dw, 21, EX_MAC);
	assert_int_equal(ST_HASH, run_sqe(&s, dw));
	expect(&s, EX_MAC, "070a16b46b4d4144f79bdd9dd04a287c");
	/* RFC 3566 test case 4, of which the first 12 bytes are MAC-96. */
	put(&s, EX_A_KEY, "000102030405060708090a0b0c0d0e0f");
	put(&s, EX_SRC, "000102030405060708090a0b0c0d0e0f10111213");
	red_zone(&s, EX_MAC, 12);
	dw[14] = 0x00100831;
	dw[17] = 20;
	assert_int_equal(ST_HASH, run_sqe(&s, dw));
	expect(&s, EX_MAC, "47f51b4564966215b8985c63");
	check_red(&s, EX_MAC, 12);
	put(&s, EX_A_KEY, GCM_KEY);
	put(&s, EX_A_IV, GCM_IV "00000000");
	put(&s, EX_SRC, GCM_AAD);
	dw[0] = 0x23;
	dw[14] = 0x00110845;
	set64(dw, 8, EX_A_IV);
	assert_int_equal(ST_HASH, run_sqe(&s, dw));
	expect(&s, EX_MAC, "346434fd51d5cd0c5887ec63e39b907a");
	assert_quiet(&s.d);
	close_sec(&s);
}

#define TWICE_IOVA UINT64_C(0x200000000)
#define TWICE_B    8192

/*
 * As Linux does behind an IOMMU: source and destination are the same memory under two addresses.
 * SM4 in CBC is what the library cannot decrypt in place without knowing.
 */
static void
in_place_under_two_addresses(void **state)
{
	const uint64_t other = TWICE_IOVA + 2 * TWICE_B;
	struct task t = { .type = 3, .cipher = WDP_SEC_CIPHER_ENC, .c_alg = WDP_SEC_CALG_SM4,
		.c_mode = WDP_SEC_CMODE_CBC, .c_len = TWICE_B, .de = 1, .tag = 7, .c_key = EX_C_KEY,
		.c_iv = EX_C_IV, .src = EX_SRC, .dst = TWICE_IOVA };
	struct sec_dut s;
	unsigned int i;
	int fd = memfd_create("twice", 0);

	(void)state;
	assert_int_equal(0, ftruncate(fd, TWICE_B));
	open_sec(&s, WDP_MODEL_V3);
	assert_int_equal(0, wdp_model_dma_map(s.d.m, TWICE_IOVA, TWICE_B, fd, 0, NULL, true, true));
	assert_int_equal(0, wdp_model_dma_map(s.d.m, other, TWICE_B, fd, 0, NULL, true, true));
	for (i = 0; i < TWICE_B; i++)
		*at(&s, EX_SRC + i) = (uint8_t)(i * i >> 3);
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	t.cipher = WDP_SEC_CIPHER_DEC;
	t.src = TWICE_IOVA;
	t.dst = other;
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	assert_int_equal(TWICE_B, pread(fd, at(&s, EX_DST), TWICE_B, 0));
	assert_memory_equal(at(&s, EX_SRC), at(&s, EX_DST), TWICE_B);
	assert_quiet(&s.d);
	close_sec(&s);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cbc_as_printed),
		cmocka_unit_test(cbc_as_linux_sends_it),
		cmocka_unit_test(gcm_as_printed),
		cmocka_unit_test(ccm_as_printed),
		cmocka_unit_test(hmac_as_printed),
		cmocka_unit_test(hash_in_parts_as_printed),
		cmocka_unit_test(chain_as_printed),
		cmocka_unit_test(macs_as_printed),
		cmocka_unit_test(in_place_under_two_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
