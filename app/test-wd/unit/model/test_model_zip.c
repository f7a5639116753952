/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The ZIP engine of the model (doc/hw/zip.md 7..13, 16..18, 26, 27), with zlib as the
 * referee in both directions.
 */

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "harness.h"

#define RED_B 64
#define RED   0xa5
#define BUF_B (9u << 20)

struct zip_dut {
	struct dut d;
	struct dut_queue comp;
	struct dut_queue decomp;
	uint64_t src;
	uint64_t dst;
	uint64_t lists;
	uint64_t lists_used;
};

enum pattern {
	TEXT,
	ZEROES,
	RANDOM,
	MIXED,
	PATTERNS
};

static void
open_zip(struct zip_dut *z, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_REAL);

	memset(z, 0, sizeof(*z));
	dut_open(&z->d, &cfg);
	dut_bringup(&z->d, 64);
	queue_create(&z->d, &z->comp, 0, WDP_ZIP_QT_COMP, 64, false);
	queue_create(&z->d, &z->decomp, 1, WDP_ZIP_QT_DECOMP, 64, false);
	z->src = dut_alloc(&z->d, BUF_B, 64);
	z->dst = dut_alloc(&z->d, BUF_B, 64);
	z->lists = dut_alloc(&z->d, 4 << 20, 64);
}

static void
fill(uint8_t *p, size_t n, enum pattern pat)
{
	static const char words[] = "compression accelerator descriptor queue doorbell of the and ";
	uint32_t x = 12345;
	size_t i;

	for (i = 0; i < n; i++) {
		x = x * 1664525 + 1013904223;
		switch (pat) {
		case TEXT:
			p[i] = words[(i + (x >> 28) * (i % 97 == 0)) % (sizeof(words) - 1)];
			break;
		case ZEROES:
			p[i] = 0;
			break;
		case RANDOM:
			p[i] = x >> 24;
			break;
		default:
			p[i] = i / 20000 % 2 ? x >> 24 : (uint8_t)words[i % 40];
		}
	}
}

/**
 * Decompress with zlib, one byte of output at a time, so that zlib itself enforces the
 * window. @return bytes, or -1.
 */
static long
referee_inflate(const uint8_t *in, size_t n, uint8_t *out, size_t cap, int wbits)
{
	z_stream s = {0};
	size_t made = 0;
	int ret;

	if (inflateInit2(&s, wbits) != Z_OK)
		return -1;
	s.next_in = (uint8_t *)(uintptr_t)in;
	s.avail_in = n;
	do {
		uint8_t b;

		s.next_out = &b;
		s.avail_out = 1;
		ret = inflate(&s, Z_NO_FLUSH);
		if (s.avail_out == 0) {
			if (made == cap)
				break;
			out[made++] = b;
		}
	} while (ret == Z_OK);
	made = ret == Z_STREAM_END && s.avail_in == 0 ? made : (size_t)-1;
	inflateEnd(&s);
	return (long)made;
}

static size_t
referee_deflate(const uint8_t *in, size_t n, uint8_t *out, size_t cap, int level, int wbits)
{
	z_stream s = {0};

	assert_int_equal(Z_OK, deflateInit2(&s, level, Z_DEFLATED, wbits, 8, Z_DEFAULT_STRATEGY));
	s.next_in = (uint8_t *)(uintptr_t)in;
	s.avail_in = n;
	s.next_out = out;
	s.avail_out = cap;
	assert_int_equal(Z_STREAM_END, deflate(&s, Z_FINISH));
	n = s.total_out;
	deflateEnd(&s);
	return n;
}

/** Chain of lists over a buffer, entries of the given sizes in turn. @return its IOVA. */
static uint64_t
build_chain(struct zip_dut *z, uint64_t at, size_t len, const unsigned int *sizes,
	unsigned int nsizes, unsigned int per_list)
{
	uint64_t first = z->lists + z->lists_used, iova = first;
	struct wdp_sgl *h = NULL;
	unsigned int k = 0, i = 0;

	do {
		size_t n = sizes[k++ % nsizes];

		if (n > len)
			n = len;
		if (h == NULL || i == per_list) {
			size_t bytes = (64 + per_list * 32 + 63) / 64 * 64;

			iova = z->lists + z->lists_used;
			z->lists_used += bytes;
			assert_true(z->lists_used < (4u << 20));
			if (h != NULL)
				h->next = wdp_le64(iova);
			h = dut_va(&z->d, iova);
			memset(h, 0xee, bytes);
			h->next = 0;
			h->capacity = wdp_le16(per_list);
			h->chain_num = wdp_le16(per_list);
			i = 0;
		}
		h->sge[i].addr = wdp_le64(at);
		h->sge[i].len = wdp_le32(n);
		h->valid_num = wdp_le16(++i);
		at += n;
		len -= n;
	} while (len > 0);
	return first;
}

static unsigned int
status(const uint32_t *sqe)
{
	return wdp_le32(sqe[3]) & 0xff;
}

static void
red_zone(struct zip_dut *z, uint64_t dst, size_t len)
{
	memset(dut_va(&z->d, dst - RED_B), RED, RED_B);
	memset(dut_va(&z->d, dst + len), RED, RED_B);
}

static void
check_red(struct zip_dut *z, uint64_t dst, size_t len)
{
	const uint8_t *lo = dut_va(&z->d, dst - RED_B), *hi = dut_va(&z->d, dst + len);
	unsigned int i;

	for (i = 0; i < RED_B; i++) {
		assert_int_equal(RED, lo[i]);
		assert_int_equal(RED, hi[i]);
	}
}

struct shape {
	bool sgl;
	unsigned int in[3];
	unsigned int out[3];
	unsigned int per_list;
};
static const struct shape shapes[] = {
	{.sgl = false},
	{.sgl = true, .in = {8 << 20, 8 << 20, 8 << 20}, .out = {8 << 20, 8 << 20, 8 << 20},
		.per_list = 1},
	{.sgl = true, .in = {2048, 2048, 2048}, .out = {2048, 2048, 2048}, .per_list = 10},
	{.sgl = true, .in = {1, 100, 7}, .out = {13, 1, 999}, .per_list = 255},
	{.sgl = true, .in = {1, 2, 1}, .out = {1, 1, 1}, .per_list = 255},
	{.sgl = true, .in = {65536, 3, 5000}, .out = {70000, 17, 1}, .per_list = 2},
};

/** One request on src/dst of the given sizes. */
static const uint32_t *
run(struct zip_dut *z, bool compress, unsigned int alg, unsigned int window, uint64_t src,
	uint32_t in_len, uint64_t dst, uint32_t out_len, const struct shape *sh)
{
	struct wdp_zip_sqe s;
	const uint32_t *r;
	unsigned int i;

	z->lists_used = 0;
	if (sh->sgl) {
		src = build_chain(z, src, in_len, sh->in, 3, sh->per_list);
		dst = build_chain(z, dst, out_len, sh->out, 3, sh->per_list);
	}
	s = zip_sqe(&z->d, alg, window, src, in_len, dst, out_len, sh->sgl);
	r = queue_run(compress ? &z->comp : &z->decomp, &s);
	for (i = 4; i < 30; i++)
		assert_int_equal(s.dw[i], r[i]);
	return r;
}

static bool
chain_fits(const struct shape *sh, size_t in_len, size_t out_len)
{
	unsigned int in_avg = (sh->in[0] + sh->in[1] + sh->in[2]) / 3;
	unsigned int out_avg = (sh->out[0] + sh->out[1] + sh->out[2]) / 3;
	unsigned int entries = sh->per_list * WDP_SGL_CHAIN_MAX;

	return !sh->sgl || (in_len / in_avg + 3 < entries && out_len / out_avg + 3 < entries &&
		(in_len / in_avg + out_len / out_avg) * 32 * 2 < 3u << 20);
}

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

/* Section 27.1 and 27.2: the descriptors byte for byte, at their addresses. */
static void
test_worked_examples(void **state)
{
	static const struct {
		enum wdp_model_hw hw;
		uint8_t dw7;
		uint8_t dw9[2];
		uint8_t tag_dw;
		uint8_t dst;
		uint16_t room;
	} ex[] = {
		{WDP_MODEL_V3, 0x3a, {0x01, 0x40}, 26, 0, 0x2000},
		{WDP_MODEL_V2, 0x0a, {0x02, 0x00}, 13, 2, 0x1ffe},
	};
	static uint8_t back[4096];
	const uint64_t at = UINT64_C(0x150000000);
	uint8_t *mem = calloc(1, 0x20000);
	struct wdp_zip_sqe s;
	const uint32_t *r;
	struct zip_dut z;
	unsigned int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		uint8_t *b = (uint8_t *)&s;

		open_zip(&z, ex[i].hw);
		assert_int_equal(0, wdp_model_dma_map(z.d.m, at, 0x20000, -1, 0, mem, true, true));
		fill(mem, 4096, TEXT);
		memset(mem + 0x10000, 0, 0x10000);
		memcpy(mem + 0x10000, "\x78\x9c", 2);
		memset(&s, 0, sizeof(s));
		b[0x11] = 0x10;
		b[0x1f] = ex[i].dw7;
		b[0x24] = ex[i].dw9[0];
		b[0x25] = ex[i].dw9[1];
		memcpy(&b[ex[i].tag_dw * 4], "\x44\x33\x22\x11", 4);
		b[0x38] = ex[i].room & 0xff;
		b[0x39] = ex[i].room >> 8;
		memcpy(&b[0x48], "\x00\x00\x00\x50\x01\x00\x00\x00", 8);
		memcpy(&b[0x50], "\x00\x00\x01\x50\x01\x00\x00\x00", 8);
		b[0x50] = ex[i].dst;
		r = queue_run(&z.comp, &s);
		assert_int_equal(0x1000, wdp_le32(r[0]));
		assert_int_equal(0, status(r));
		assert_memory_equal(&s.dw[4], &r[4], 4 * 26);
		assert_int_equal(4096, referee_inflate(mem + 0x10000, wdp_le32(r[1]) + ex[i].dst,
						       back, 4096, i == 0 ? -15 : 15));
		assert_memory_equal(mem, back, 4096);
		assert_quiet(&z.d);
		dut_close(&z.d);
	}
	/* 27.3 is stateful: refused with an error, not mishandled. */
	open_zip(&z, WDP_MODEL_V3);
	s = zip_sqe(&z.d, WDP_ZIP_TYPE_GZIP, 0, z.src, 0xbb8, z.dst, 0x2000, false);
	s.dw[7] = wdp_le32(0x3c000000);
	r = queue_run(&z.decomp, &s);
	assert_int_equal(0x05, status(r));
	assert_int_equal(1, wdp_model_complaints(z.d.m));
	dut_close(&z.d);
	free(mem);
}

/* Fields out of range: error status, error counted, complaint, and nothing written. */
static void
test_bad_descriptors(void **state)
{
	static const struct {
		unsigned int word;
		uint32_t val;
		enum wdp_model_hw hw;
	} bad[] = {
		{9, 0x4004, WDP_MODEL_V3}, /* LZ4 */
		{9, 0x4043, WDP_MODEL_V3}, /* LZ77 */
		{9, 0x4000, WDP_MODEL_V3},
		{9, 0x5001, WDP_MODEL_V3}, /* window code */
		{9, 0x4201, WDP_MODEL_V3}, /* buffer type */
		{7, 0x0a000000, WDP_MODEL_V3}, /* type 0 on V3 */
		{7, 0x4a000000, WDP_MODEL_V3},
		{7, 0x3e000000, WDP_MODEL_V3}, /* stateful */
		{4, 0, WDP_MODEL_V3},
		{4, (8 << 20) + 1, WDP_MODEL_V3},
		{9, 0x0001, WDP_MODEL_V2}, /* raw DEFLATE on V2 */
		{7, 0x3a000000, WDP_MODEL_V2}, /* type 3 on V2 */
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wdp_zip_sqe s;
		const uint32_t *r;
		struct zip_dut z;

		open_zip(&z, bad[i].hw);
		memset(dut_va(&z.d, z.dst), RED, 256);
		s = zip_sqe(&z.d, z.d.v3 ? WDP_ZIP_TYPE_DEFLATE : WDP_ZIP_TYPE_ZLIB, 4, z.src, 100,
			z.dst, 256, false);
		s.dw[bad[i].word] = wdp_le32(bad[i].val);
		r = queue_run(&z.comp, &s);
		assert_true(status(r) == 0x05 || status(r) == 0x06);
		assert_int_equal(RED, *(uint8_t *)dut_va(&z.d, z.dst));
		assert_int_equal(1, r32(&z.d, 0x302008));
		assert_true(wdp_model_complaints(z.d.m) >= 1);
		dut_close(&z.d);
	}
}

/* In place, from either side: refused; back to back: fine. */
static void
test_overlap(void **state)
{
	static const struct {
		int64_t dst; /* against the source */
		unsigned int st;
	} c[] = {{0, 0x05}, {99, 0x05}, {100, 0}, {-255, 0x05}, {-256, 0}};
	struct wdp_zip_sqe s;
	struct zip_dut z;
	unsigned int i;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		s = zip_sqe(&z.d, WDP_ZIP_TYPE_DEFLATE, 4, z.src + 4096, 100,
				z.src + 4096 + c[i].dst, 256, false);
		assert_int_equal(c[i].st, status(queue_run(&z.comp, &s)));
	}
	assert_int_equal(3, wdp_model_complaints(z.d.m));
	dut_close(&z.d);
}

/* Words that must be zero: accepted, noticed. */
static void
test_reserved_words(void **state)
{
	static const struct {
		unsigned int word;
		uint32_t bits;
	} rsvd[] = {{5, 1}, {6, 1}, {7, 1 << 24}, {7, 5}, {8, 0x1000000}, {8, 5}, {9, 0x10000},
		{10, 1}, {11, 1}, {12, 1}, {13, 1}, {16, 1}, {22, 1}, {25, 1}};
	struct wdp_zip_sqe s;
	struct zip_dut z;
	unsigned int i;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	for (i = 0; i < sizeof(rsvd) / sizeof(rsvd[0]); i++) {
		s = zip_sqe(&z.d, WDP_ZIP_TYPE_DEFLATE, 4, z.src, 100, z.dst, 256, false);
		s.dw[rsvd[i].word] |= wdp_le32(rsvd[i].bits);
		assert_int_equal(0, status(queue_run(&z.comp, &s)));
		assert_int_equal(i + 1, wdp_model_complaints(z.d.m));
	}
	dut_close(&z.d);
}

/* Scatter lists: section 28.9 byte for byte, offsets, and every malformation. */
static void
test_sgl_forms(void **state)
{
	static const uint8_t head[16] = {0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 2, 0, 4, 0, 0, 0};
	static uint8_t back[4096];
	struct wdp_sgl *in, *out;
	struct wdp_zip_sqe s;
	const uint32_t *r;
	struct zip_dut z;
	uint64_t said;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	fill(dut_va(&z.d, z.src), 5000, TEXT);
	in = dut_va(&z.d, z.lists);
	out = dut_va(&z.d, z.lists + 512);
	memset(in, 0, 512);
	memcpy(in, head, 16);
	in->sge[0].addr = wdp_le64(z.src);
	in->sge[0].len = wdp_le32(2048);
	in->sge[1].addr = wdp_le64(z.src + 2048);
	in->sge[1].len = wdp_le32(2048);
	memset(out, 0, 512);
	memcpy(out, head, 16);
	out->sge[0].addr = wdp_le64(z.dst);
	out->sge[0].len = wdp_le32(100);
	out->sge[1].addr = wdp_le64(z.dst + 100);
	out->sge[1].len = wdp_le32(4000);
	s = zip_sqe(&z.d, WDP_ZIP_TYPE_DEFLATE, 4, z.lists, 4096, z.lists + 512, 4100, true);
	r = queue_run(&z.comp, &s);
	assert_int_equal(0, status(r));
	assert_int_equal(4096,
			referee_inflate(dut_va(&z.d, z.dst), wdp_le32(r[1]), back, 4096, -15));
	assert_memory_equal(dut_va(&z.d, z.src), back, 4096);
	/* offsets skip bytes of the first entry on either side (8) */
	memset(dut_va(&z.d, z.dst), RED, 8);
	s.dw[4] = wdp_le32(4000);
	s.dw[7] |= wdp_le32(96);
	s.dw[8] = wdp_le32(7);
	s.dw[14] = wdp_le32(4000);
	r = queue_run(&z.comp, &s);
	assert_int_equal(0, status(r));
	assert_int_equal(RED, ((uint8_t *)dut_va(&z.d, z.dst))[6]);
	assert_int_equal(4000, referee_inflate(dut_va(&z.d, z.dst + 7), wdp_le32(r[1]), back, 4096,
		-15));
	assert_memory_equal(dut_va(&z.d, z.src + 96), back, 4000);
	assert_quiet(&z.d);
	said = 0;
#define BAD(change, undo)                                                                      \
	do {                                                                                   \
		s = zip_sqe(&z.d, WDP_ZIP_TYPE_DEFLATE, 4, z.lists, 4096, z.lists + 512, 4100, \
				true);                                                         \
		change;                                                                        \
		assert_int_equal(0x07, status(queue_run(&z.comp, &s)));                        \
		assert_int_equal(++said, wdp_model_complaints(z.d.m));                         \
		undo;                                                                          \
	} while (0)
	BAD(s.dw[18] += 32, ); /* alignment */
	BAD(in->valid_num = wdp_le16(5), in->valid_num = wdp_le16(2)); /* above capacity */
	BAD(in->sge[0].len = 0, in->sge[0].len = wdp_le32(2048));
	BAD(in->sge[0].len = wdp_le32((8 << 20) + 1), in->sge[0].len = wdp_le32(2048));
	/* a loop, with so much room that the output does not run out first */
	out->sge[1].len = wdp_le32(4 << 20);
	BAD(in->next = wdp_le64(z.lists); s.dw[4] = wdp_le32(100 << 20); s.dw[14] = s.dw[4],
		in->next = 0);
	out->sge[1].len = wdp_le32(4000);
	BAD(s.dw[7] |= wdp_le32(2048), ); /* offset behind the entry */
	BAD(s.dw[4] = wdp_le32(4097), ); /* longer than the lists */
	BAD(out->next = wdp_le64(z.lists + 513); out->valid_num = wdp_le16(0),
		out->next = 0; out->valid_num = wdp_le16(2));
	/* an output list shorter than dword 14 is only less room */
	s = zip_sqe(&z.d, WDP_ZIP_TYPE_DEFLATE, 4, z.lists, 4096, z.lists + 512, 100000, true);
	assert_int_equal(0, status(queue_run(&z.comp, &s)));
	out->valid_num = wdp_le16(1);
	assert_int_equal(0x0e, status(queue_run(&z.comp, &s)));
	assert_int_equal(said, wdp_model_complaints(z.d.m));
	dut_close(&z.d);
}

/* Two workers, both directions at once, every result checked. */
static void
test_parallel(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	static struct dut_queue q[8];
	static uint8_t back[5000];
	struct dut d;
	uint64_t src, dst;
	unsigned int i, round;

	(void)state;
	cfg.workers = 2;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	src = dut_alloc(&d, 8 * 8192, 64);
	dst = dut_alloc(&d, 8 * 8192, 64);
	for (i = 0; i < 8; i++) {
		queue_create(&d, &q[i], i, WDP_ZIP_QT_COMP, 16, false);
		fill(dut_va(&d, src + i * 8192), 5000, i % PATTERNS);
	}
	for (round = 0; round < 50; round++) {
		for (i = 0; i < 8; i++) {
			struct wdp_zip_sqe s = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, src + i * 8192,
					5000, dst + i * 8192, 8000, false);

			queue_submit(&q[i], &s);
		}
		for (i = 0; i < 8; i++) {
			int slot = queue_poll(&q[i], false);
			const uint32_t *r = queue_sqe(&q[i], slot);

			assert_int_equal(5000, referee_inflate(dut_va(&d, dst + i * 8192),
							       wdp_le32(r[1]), back, 5000, -15));
			assert_memory_equal(dut_va(&d, src + i * 8192), back, 5000);
		}
	}
	assert_quiet(&d);
	dut_close(&d);
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
		cmocka_unit_test(test_worked_examples),
		cmocka_unit_test(test_bad_descriptors),
		cmocka_unit_test(test_overlap),
		cmocka_unit_test(test_reserved_words),
		cmocka_unit_test(test_sgl_forms),
		cmocka_unit_test(test_parallel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
