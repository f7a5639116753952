/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Data through the ZIP engine of the model (doc/hw/zip.md 13, 16..18), with zlib as the
 * referee in both directions.
 */

#include "zip_dut.h"

/* Raw DEFLATE both ways: sizes, patterns, windows, shapes; zlib agrees with all of it. */
static void
test_deflate_round_trips(void **state)
{
	static const unsigned int sizes[] = {1, 2, 17, 70, 191, 4096, 5000, 65535, 65536, 100000,
		300000};
	static const int wbits[] = {12, 13, 14, 15, 15};
	uint8_t *back = malloc(300000);
	struct zip_dut z;
	unsigned int i, p, k, w;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
	for (p = 0; p < PATTERNS; p++)
	for (k = 0; k < sizeof(shapes) / sizeof(shapes[0]); k++) {
		unsigned int n = sizes[i], room = n + n / 8 + 64;
		const uint32_t *r;
		uint32_t made;

		if (!chain_fits(&shapes[k], n, room))
			continue;
		w = (i + p + k) % 5;
		fill(dut_va(&z.d, z.src), n, p);
		red_zone(&z, z.dst + RED_B, room);
		r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, w, z.src, n, z.dst + RED_B, room,
				&shapes[k]);
		made = wdp_le32(r[1]);
		assert_int_equal(n, wdp_le32(r[0]));
		assert_int_equal(made > n ? 0x0d : 0, status(r));
		assert_true(made <= (n * 9 + 7) / 8 + 8);
		check_red(&z, z.dst + RED_B, room);
		assert_int_equal(n, referee_inflate(dut_va(&z.d, z.dst + RED_B), made, back, n,
			-wbits[w]));
		assert_memory_equal(dut_va(&z.d, z.src), back, n);
		/* and back, with trailing bytes that must stay unconsumed */
		memcpy(back, dut_va(&z.d, z.src), n);
		memcpy(dut_va(&z.d, z.src), dut_va(&z.d, z.dst + RED_B), made);
		memset(dut_va(&z.d, z.src + made), 0x55, 30);
		red_zone(&z, z.dst + RED_B, n < 17 ? 17 : n);
		r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, made + (p == TEXT ? 30 : 0),
			z.dst + RED_B, n < 17 ? 17 : n, &shapes[k]);
		assert_int_equal(0, status(r));
		assert_int_equal(made, wdp_le32(r[0]));
		assert_int_equal(n, wdp_le32(r[1]));
		check_red(&z, z.dst + RED_B, n < 17 ? 17 : n);
		assert_memory_equal(back, dut_va(&z.d, z.dst + RED_B), n);
	}
	assert_quiet(&z.d);
	dut_close(&z.d);
	free(back);
}

/* What zlib compressed, the model decompresses: every level, stored, fixed, dynamic. */
static void
test_inflate_foreign(void **state)
{
	uint8_t *ref = malloc(200000), *packed = malloc(210000);
	struct zip_dut z;
	unsigned int k, p;
	int level;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (level = 0; level <= 9; level += 3)
	for (p = 0; p < PATTERNS; p++)
	for (k = 0; k < 4; k++) {
		const uint32_t *r;
		size_t n;

		fill(ref, 200000, p);
		n = referee_deflate(ref, 200000, packed, 210000, level, -15);
		if (!chain_fits(&shapes[k], n, 200000))
			continue;
		memcpy(dut_va(&z.d, z.src), packed, n);
		r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, n, z.dst, 200000, &shapes[k]);
		assert_int_equal(0, status(r));
		assert_int_equal(n, wdp_le32(r[0]));
		assert_int_equal(200000, wdp_le32(r[1]));
		assert_memory_equal(ref, dut_va(&z.d, z.dst), 200000);
	}
	/* fixed block with nothing in it: 03 00 */
	memcpy(dut_va(&z.d, z.src), "\x03\x00", 2);
	for (k = 0; k < 2; k++) {
		const uint32_t *r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, 2, z.dst, 17,
			&shapes[k]);

		assert_int_equal(0, status(r));
		assert_int_equal(2, wdp_le32(r[0]));
		assert_int_equal(0, wdp_le32(r[1]));
	}
	assert_quiet(&z.d);
	dut_close(&z.d);
	free(ref);
	free(packed);
}

/* 8 MiB in one request, flat: the limit of section 12. */
static void
test_largest(void **state)
{
	static const struct shape flat = {0};
	const uint32_t n = 8u << 20;
	uint8_t *back = malloc(n);
	const uint32_t *r;
	struct zip_dut z;
	uint32_t made;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	fill(dut_va(&z.d, z.src), n, MIXED);
	r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, n, z.dst, BUF_B, &flat);
	assert_int_equal(0, status(r));
	made = wdp_le32(r[1]);
	assert_int_equal(n, referee_inflate(dut_va(&z.d, z.dst), made, back, n, -15));
	assert_memory_equal(back, dut_va(&z.d, z.src), n);
	assert_quiet(&z.d);
	r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, n + 1, z.dst, BUF_B, &flat);
	assert_int_not_equal(0, status(r));
	assert_int_equal(1, wdp_model_complaints(z.d.m));
	dut_close(&z.d);
	free(back);
}

/* Destination in single steps around what is needed: 0x0e below, exact above. */
static void
test_output_limit(void **state)
{
	struct zip_dut z;
	unsigned int p, k;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (p = 0; p < PATTERNS; p++)
	for (k = 0; k < 4; k++) {
		const unsigned int n = 3000;
		uint32_t made, room;
		const uint32_t *r;
		unsigned int oks = 0;

		fill(dut_va(&z.d, z.src), n, p);
		r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, n, z.dst + RED_B, n + 400,
			&shapes[k]);
		made = wdp_le32(r[1]);
		for (room = made > 40 ? made - 20 : 17; room < made + 20; room++) {
			red_zone(&z, z.dst + RED_B, room);
			r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, n, z.dst + RED_B, room,
				&shapes[k]);
			check_red(&z, z.dst + RED_B, room);
			if (status(r) == 0x0e) {
				/* never with the room that is known to do */
				assert_true(room < made);
				assert_int_equal(0, wdp_le32(r[1]));
				continue;
			}
			assert_int_equal(wdp_le32(r[1]) > n ? 0x0d : 0, status(r));
			assert_true(wdp_le32(r[1]) <= room);
			oks++;
		}
		assert_true(oks >= 20);
		/* decompression: exact */
		r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, n, z.dst, n + 400, &shapes[0]);
		made = wdp_le32(r[1]);
		memcpy(dut_va(&z.d, z.src + 8192), dut_va(&z.d, z.dst), made);
		for (room = n - 5; room <= n + 5; room++) {
			red_zone(&z, z.dst + RED_B, room);
			r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src + 8192, made,
				z.dst + RED_B, room, &shapes[k]);
			check_red(&z, z.dst + RED_B, room);
			assert_int_equal(room < n ? 0x0e : 0, status(r));
			assert_int_equal(room < n ? 0 : n, wdp_le32(r[1]));
		}
	}
	assert_quiet(&z.d);
	dut_close(&z.d);
}

/*
 * Data that does not compress fits its stored form however the buffers are cut: input
 * and five bytes per block of 65535.
 */
static void
test_stored_bound(void **state)
{
	static const unsigned int sizes[] = {65535, 65536, 131071, 300000};
	uint8_t *back = malloc(300000);
	struct zip_dut z;
	unsigned int i, k;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (i = 0; i < 4; i++)
	for (k = 0; k < sizeof(shapes) / sizeof(shapes[0]); k++) {
		unsigned int n = sizes[i], room = n + 5 * ((n + 65534) / 65535);
		const uint32_t *r;

		if (!chain_fits(&shapes[k], n, room))
			continue;
		fill(dut_va(&z.d, z.src), n, RANDOM);
		red_zone(&z, z.dst + RED_B, room);
		r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 0, z.src, n, z.dst + RED_B, room,
				&shapes[k]);
		assert_int_equal(0x0d, status(r));
		check_red(&z, z.dst + RED_B, room);
		assert_int_equal(n, referee_inflate(dut_va(&z.d, z.dst + RED_B), wdp_le32(r[1]),
						    back, n, -12));
		assert_memory_equal(back, dut_va(&z.d, z.src), n);
		r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 0, z.src, n, z.dst, room - 1, &shapes[k]);
		assert_int_equal(0x0e, status(r));
	}
	assert_quiet(&z.d);
	dut_close(&z.d);
	free(back);
}

/* Output space up to 16 bytes: nothing is done, and that is no error (12, 26). */
static void
test_tiny_output(void **state)
{
	struct zip_dut z;
	unsigned int room;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (room = 0; room <= 16; room++) {
		const uint32_t *r;

		memset(dut_va(&z.d, z.dst), RED, 64);
		r = run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, 100, z.dst, room, &shapes[0]);
		assert_int_equal(0, wdp_le32(r[0]) | wdp_le32(r[1]) | status(r));
		assert_int_equal(RED, *(uint8_t *)dut_va(&z.d, z.dst));
	}
	assert_quiet(&z.d);
	dut_close(&z.d);
}

/* Corrupt and truncated streams: an error status, never 0x0d/0x0e/0x10/0x13, no hang. */
static void
test_bad_streams(void **state)
{
	static uint8_t packed[8192], ref[20000];
	struct zip_dut z;
	unsigned int k, i, bad = 0;
	const uint32_t *r;
	size_t n;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	fill(ref, sizeof(ref), TEXT);
	n = referee_deflate(ref, sizeof(ref), packed, sizeof(packed), 6, -15);
	for (k = 0; k < 4; k++) {
		for (i = 1; i < n; i += 7) {
			memcpy(dut_va(&z.d, z.src), packed, n);
			r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, i, z.dst, 30000,
					&shapes[k]);
			assert_int_equal(0x04, status(r));
		}
		for (i = 0; i < n; i += 5) {
			memcpy(dut_va(&z.d, z.src), packed, n);
			((uint8_t *)dut_va(&z.d, z.src))[i] ^= 1 << i % 8;
			red_zone(&z, z.dst + RED_B, 30000);
			r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, n, z.dst + RED_B, 30000,
				&shapes[k]);
			check_red(&z, z.dst + RED_B, 30000);
			assert_true(status(r) != 0x0d && status(r) != 0x10 && status(r) != 0x13);
			bad += status(r) != 0;
		}
		/* block type 3; distance before the start of the data */
		memset(dut_va(&z.d, z.src), 0xff, 64);
		r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, 64, z.dst, 30000, &shapes[k]);
		assert_int_equal(0x03, status(r));
		memcpy(dut_va(&z.d, z.src), "\x4b\x04\x62\x00\x00", 5);
		r = run(&z, false, WDP_ZIP_TYPE_DEFLATE, 0, z.src, 5, z.dst, 30000, &shapes[k]);
		assert_int_not_equal(0, status(r));
	}
	assert_true(bad > 0);
	assert_quiet(&z.d);
	dut_close(&z.d);
}

/* zlib and gzip bodies with trailer, type 3 on V3 and type 0 on V2 (17, 27.2, 27.4). */
static void
test_wrapped(void **state)
{
	static const enum wdp_model_hw gens[] = {WDP_MODEL_V2, WDP_MODEL_V3};
	static const struct {
		unsigned int alg;
		int wbits;
		const char *head;
		unsigned int head_len;
		unsigned int tail_len;
	} f[] = {
		{WDP_ZIP_TYPE_ZLIB, 15, "\x78\x9c", 2, 4},
		{WDP_ZIP_TYPE_GZIP, 31, "\x1f\x8b\x08\0\0\0\0\0\0\x03", 10, 8},
	};
	uint8_t *back = malloc(70000);
	struct zip_dut z;
	unsigned int g, a, k, p;

	(void)state;
	for (g = 0; g < 2; g++) {
		open_zip(&z, gens[g]);
		for (a = 0; a < 2; a++)
		for (k = 0; k < 4; k++)
		for (p = 0; p < PATTERNS; p++) {
			const unsigned int n = 70000, h = f[a].head_len, room = 90000;
			uint8_t *src = dut_va(&z.d, z.src), *dst = dut_va(&z.d, z.dst);
			const uint32_t *r;
			uint32_t made, sum;

			fill(src, n, p);
			memcpy(dst, f[a].head, h);
			r = run(&z, true, f[a].alg, 4, z.src, n, z.dst + h, room, &shapes[k]);
			made = wdp_le32(r[1]);
			sum = wdp_le32(r[31]);
			assert_int_equal(made > n ? 0x0d : 0, status(r));
			assert_int_equal(n, referee_inflate(dst, made + h, back, n, f[a].wbits));
			assert_memory_equal(src, back, n);
			if (a == 0)
				assert_int_equal(adler32(1, src, n), sum);
			else
				assert_int_equal(n, wdp_le32(r[30]));
			/* back: body and trailer, then two strange bytes */
			memcpy(src + n, dst + h, made);
			memset(src + n + made, 0x77, 2);
			r = run(&z, false, f[a].alg, 0, z.src + n, made + 2, z.dst, n, &shapes[k]);
			assert_int_equal(0, status(r));
			assert_int_equal(made, wdp_le32(r[0]));
			assert_int_equal(n, wdp_le32(r[1]));
			assert_int_equal(sum, wdp_le32(r[31]));
			assert_memory_equal(src, dst, n);
			/* a wrong trailer; half a trailer */
			src[n + made - f[a].tail_len] ^= 1;
			r = run(&z, false, f[a].alg, 0, z.src + n, made, z.dst, n, &shapes[k]);
			assert_int_equal(0x10, status(r));
			r = run(&z, false, f[a].alg, 0, z.src + n, made - 2, z.dst, n, &shapes[k]);
			assert_int_equal(0x04, status(r));
		}
		assert_quiet(&z.d);
		dut_close(&z.d);
	}
	free(back);
}

/* Section 27.4: checksums in hardware form. */
static void
test_checksum_example(void **state)
{
	static const uint8_t gz_tail[8] = {0x26, 0x39, 0xf4, 0xcb, 9, 0, 0, 0};
	static const uint8_t z_tail[4] = {0x09, 0x1e, 0x01, 0xde};
	struct zip_dut z;
	const uint32_t *r;
	uint8_t *dst;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	dst = dut_va(&z.d, z.dst);
	memcpy(dut_va(&z.d, z.src), "123456789", 9);
	r = run(&z, true, WDP_ZIP_TYPE_GZIP, 4, z.src, 9, z.dst, 100, &shapes[0]);
	assert_int_equal(0x9b63d02c, wdp_le32(r[31]));
	assert_int_equal(9, wdp_le32(r[30]));
	assert_memory_equal(gz_tail, dst + wdp_le32(r[1]) - 8, 8);
	r = run(&z, true, WDP_ZIP_TYPE_ZLIB, 4, z.src, 9, z.dst, 100, &shapes[0]);
	assert_int_equal(0x091e01de, wdp_le32(r[31]));
	assert_memory_equal(z_tail, dst + wdp_le32(r[1]) - 4, 4);
	assert_quiet(&z.d);
	dut_close(&z.d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deflate_round_trips),
		cmocka_unit_test(test_inflate_foreign),
		cmocka_unit_test(test_largest),
		cmocka_unit_test(test_output_limit),
		cmocka_unit_test(test_stored_bound),
		cmocka_unit_test(test_tiny_output),
		cmocka_unit_test(test_bad_streams),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_checksum_example),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
