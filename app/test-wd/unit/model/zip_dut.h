/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef ZIP_DUT_H
#define ZIP_DUT_H

/* A model with the ZIP engine and two queues, zlib as the referee, requests of any shape. */

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

static inline void
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

static inline void
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
static inline long
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

static inline size_t
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
static inline uint64_t
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

static inline unsigned int
status(const uint32_t *sqe)
{
	return wdp_le32(sqe[3]) & 0xff;
}

static inline void
red_zone(struct zip_dut *z, uint64_t dst, size_t len)
{
	memset(dut_va(&z->d, dst - RED_B), RED, RED_B);
	memset(dut_va(&z->d, dst + len), RED, RED_B);
}

static inline void
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
static inline const uint32_t *
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

static inline bool
chain_fits(const struct shape *sh, size_t in_len, size_t out_len)
{
	unsigned int in_avg = (sh->in[0] + sh->in[1] + sh->in[2]) / 3;
	unsigned int out_avg = (sh->out[0] + sh->out[1] + sh->out[2]) / 3;
	unsigned int entries = sh->per_list * WDP_SGL_CHAIN_MAX;

	return !sh->sgl || (in_len / in_avg + 3 < entries && out_len / out_avg + 3 < entries &&
		(in_len / in_avg + out_len / out_avg) * 32 * 2 < 3u << 20);
}

#endif /* ZIP_DUT_H */
