/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdlib.h>
#include <string.h>

#include <isa-l.h>
#include <zlib.h>

#include <rte_common.h>

#include "test.h"

const char *
wdp_t_ref_name(enum wdp_t_ref ref)
{
	static const char *const names[WDP_T_REFS] = {
		"zlib-1", "zlib-6", "zlib-9", "zlib-fixed", "zlib-stored", "zlib-huffman",
		"isal",
	};

	return ref < WDP_T_REFS ? names[ref] : "?";
}

static uint32_t
zlib_deflate(int level, int strategy, int wbits, const uint8_t *src, uint32_t len, uint8_t *dst,
	uint32_t cap)
{
	z_stream z;
	uint32_t size = 0;

	memset(&z, 0, sizeof(z));
	if (deflateInit2(&z, level, Z_DEFLATED, -wbits, 9, strategy) != Z_OK)
		return 0;
	z.next_in = (Bytef *)(uintptr_t)src;
	z.avail_in = len;
	z.next_out = dst;
	z.avail_out = cap;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		size = (uint32_t)z.total_out;
	deflateEnd(&z);
	return size;
}

static uint32_t
isal_deflate_all(const uint8_t *src, uint32_t len, uint8_t *dst, uint32_t cap)
{
	struct isal_zstream *z = malloc(sizeof(*z));
	uint8_t *level_buf = malloc(ISAL_DEF_LVL1_DEFAULT);
	uint32_t size = 0;

	if (z == NULL || level_buf == NULL)
		goto out;
	isal_deflate_init(z);
	z->level = 1;
	z->level_buf = level_buf;
	z->level_buf_size = ISAL_DEF_LVL1_DEFAULT;
	z->end_of_stream = 1;
	z->flush = NO_FLUSH;
	z->next_in = (uint8_t *)(uintptr_t)src;
	z->avail_in = len;
	z->next_out = dst;
	z->avail_out = cap;
	if (isal_deflate(z) == COMP_OK && z->internal_state.state == ZSTATE_END)
		size = z->total_out;
out:
	free(level_buf);
	free(z);
	return size;
}

uint32_t
wdp_t_ref_deflate(enum wdp_t_ref ref, int wbits, const uint8_t *src, uint32_t len, uint8_t *dst,
	uint32_t cap)
{
	switch (ref) {
	case WDP_T_REF_ZLIB1:
		return zlib_deflate(1, Z_DEFAULT_STRATEGY, wbits, src, len, dst, cap);
	case WDP_T_REF_ZLIB6:
		return zlib_deflate(6, Z_DEFAULT_STRATEGY, wbits, src, len, dst, cap);
	case WDP_T_REF_ZLIB9:
		return zlib_deflate(9, Z_DEFAULT_STRATEGY, wbits, src, len, dst, cap);
	case WDP_T_REF_FIXED:
		return zlib_deflate(6, Z_FIXED, wbits, src, len, dst, cap);
	case WDP_T_REF_STORED:
		return zlib_deflate(0, Z_DEFAULT_STRATEGY, wbits, src, len, dst, cap);
	case WDP_T_REF_HUFF:
		return zlib_deflate(6, Z_HUFFMAN_ONLY, wbits, src, len, dst, cap);
	case WDP_T_REF_ISAL:
		return isal_deflate_all(src, len, dst, cap);
	default:
		return 0;
	}
}

int64_t
wdp_t_ref_inflate_zlib(const uint8_t *src, uint32_t len, uint8_t *dst, uint32_t cap,
	uint32_t *used)
{
	z_stream z;
	int64_t size = -1;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, -15) != Z_OK)
		return -1;
	z.next_in = (Bytef *)(uintptr_t)src;
	z.avail_in = len;
	z.next_out = dst;
	z.avail_out = cap;
	if (inflate(&z, Z_FINISH) == Z_STREAM_END) {
		size = (int64_t)z.total_out;
		*used = (uint32_t)z.total_in;
	}
	inflateEnd(&z);
	return size;
}

int64_t
wdp_t_ref_inflate_isal(const uint8_t *src, uint32_t len, uint8_t *dst, uint32_t cap,
	uint32_t *used)
{
	struct inflate_state *s = malloc(sizeof(*s));
	int64_t size = -1;

	if (s == NULL)
		return -1;
	isal_inflate_init(s);
	s->next_in = (uint8_t *)(uintptr_t)src;
	s->avail_in = len;
	s->next_out = dst;
	s->avail_out = cap;
	/* isal_inflate, not the stateless form: that one reports a cut stream as good */
	if (isal_inflate(s) == ISAL_DECOMP_OK && s->block_state == ISAL_BLOCK_FINISH) {
		size = s->total_out;
		*used = len - s->avail_in - (uint32_t)(s->read_in_length / 8);
	}
	free(s);
	return size;
}

/*
 * zlib takes matches from the caller's output buffer as far back as that goes, whatever the
 * window. Only with output space for one byte at a time must every match come from
 * its own window of 2^wbits bytes.
 */
int64_t
wdp_t_ref_inflate_window(int wbits, const uint8_t *src, uint32_t len, uint8_t *dst, uint32_t cap)
{
	z_stream z;
	int64_t size = -1;
	int ret = Z_OK;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, -wbits) != Z_OK)
		return -1;
	z.next_in = (Bytef *)(uintptr_t)src;
	z.avail_in = len;
	while (ret == Z_OK && z.total_out < cap) {
		z.next_out = dst + z.total_out;
		z.avail_out = 1;
		ret = inflate(&z, Z_NO_FLUSH);
	}
	if (ret == Z_OK) { /* only the end-of-block code may be left */
		uint8_t none;

		z.next_out = &none;
		z.avail_out = 1;
		ret = inflate(&z, Z_NO_FLUSH);
		if (z.avail_out == 0)
			ret = Z_DATA_ERROR;
	}
	if (ret == Z_STREAM_END)
		size = (int64_t)z.total_out;
	inflateEnd(&z);
	return size;
}

int
wdp_t_ref_check(struct wdp_t *t, const uint8_t *stream, uint32_t slen, const uint8_t *data,
	uint32_t len)
{
	static int64_t (*const inflaters[])(const uint8_t *, uint32_t, uint8_t *, uint32_t,
		uint32_t *) = { wdp_t_ref_inflate_zlib, wdp_t_ref_inflate_isal };
	static const char *const names[] = { "zlib", "ISA-L" };
	/* one byte more than needed, so that a stream that goes on is seen */
	uint8_t *got = malloc((size_t)len + 1);
	int64_t size;
	uint32_t used, i;
	int ret = WDP_T_PASS;

	if (got == NULL)
		return WDP_T_FAILF(t, "no memory for %u bytes", len);
	for (i = 0; i < RTE_DIM(inflaters) && ret == WDP_T_PASS; i++) {
		used = 0;
		size = inflaters[i](stream, slen, got, len + 1, &used);
		if (size != (int64_t)len)
			ret = WDP_T_FAILF(t, "%s makes %lld bytes of the device's %u, not %u",
				names[i], (long long)size, slen, len);
		else if (used != slen)
			ret = WDP_T_FAILF(t, "%s: stream ends after %u bytes, produced says %u",
				names[i], used, slen);
		else if (memcmp(got, data, len) != 0)
			ret = WDP_T_FAILF(t, "%s: other data than was compressed", names[i]);
	}
	free(got);
	return ret;
}
