/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The compression work, done by ISA-L. Buffers of one piece go to its stateless calls
 * directly; anything else is fed piece by piece to the streaming ones. Nothing is
 * copied on the way in or out, and nothing is allocated per request, but for requests
 * that have only just room enough.
 */

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "model_zip.h"
#include "wdp_model_priv.h"

#define LEVEL          1
#define STORED_MAX_B   65535
#define STORED_HEAD_B  5
#define ADLER_B        4
#define GZIP_TAIL_B    8
#define TIGHT_SLACK_B  4096 /* what ISA-L may want beyond its result, generously */

struct zip_ctx {
	struct isal_zstream deflate;
	struct inflate_state inflate;
	uint8_t level_buf[ISAL_DEF_LVL1_DEFAULT];
};

void *
wdp_mdzip_ctx_create(void)
{
	return calloc(1, sizeof(struct zip_ctx));
}

void
wdp_mdzip_ctx_destroy(void *ctx)
{
	free(ctx);
}

/* ---- output and checksums ---- */

/** Append bytes. @return false if they do not fit. */
static bool
put_bytes(struct model_iter *out, const uint8_t *src, size_t len)
{
	while (len > 0) {
		uint64_t left = out->left;
		uint8_t *p;
		uint32_t n;

		/* Ask for no more than is needed, so that the rest stays to be handed out. */
		out->left = left < len ? left : len;
		left -= out->left;
		n = wdp_md_iter_next(out, &p);
		out->left += left;
		if (n == 0)
			return false;
		memmove(p, src, n); /* the client may have let its buffers overlap */
		src += n;
		len -= n;
	}
	return true;
}

static bool
get_bytes(struct model_iter *in, uint8_t *dst, size_t len)
{
	while (len > 0) {
		uint64_t left = in->left;
		uint8_t *p;
		uint32_t n;

		in->left = left < len ? left : len;
		left -= in->left;
		n = wdp_md_iter_next(in, &p);
		in->left += left;
		if (n == 0)
			return false;
		memcpy(dst, p, n);
		dst += n;
		len -= n;
	}
	return true;
}

/** Move on by @p len bytes that were handed out in another walk. */
static void
skip_bytes(struct model_iter *it, uint64_t len)
{
	uint64_t rest = it->left - len;
	uint8_t *p;

	it->left = len;
	while (it->left > 0 && wdp_md_iter_next(it, &p) > 0)
		;
	it->left = rest;
}

static uint32_t
bit_reverse32(uint32_t v)
{
	uint32_t r = 0;
	unsigned int i;

	for (i = 0; i < 32; i++)
		r |= (v >> i & 1) << (31 - i);
	return r;
}

/** Adler-32 or CRC-32 of the first @p len bytes of a walk. */
static uint32_t
checksum(uint8_t alg, struct model_iter it, uint64_t len)
{
	uint32_t sum = alg == WDP_ZIP_TYPE_ZLIB;
	uint8_t *p;
	uint32_t n;

	it.left = len;
	while ((n = wdp_md_iter_next(&it, &p)) > 0)
		sum = alg == WDP_ZIP_TYPE_ZLIB ? adler32(sum, p, n) : crc32_gzip_refl(sum, p, n);
	return sum;
}

/** What dword 31 holds (zip.md 17.4). */
static uint32_t
checksum_hw(uint8_t alg, uint32_t sum)
{
	return alg == WDP_ZIP_TYPE_ZLIB ? sum : bit_reverse32(~sum);
}

static size_t
trailer_make(uint8_t alg, uint32_t sum, uint64_t isize, uint8_t *t)
{
	unsigned int i;

	if (alg == WDP_ZIP_TYPE_ZLIB) {
		for (i = 0; i < ADLER_B; i++)
			t[i] = sum >> (24 - 8 * i) & 0xff;
		return ADLER_B;
	}
	if (alg != WDP_ZIP_TYPE_GZIP)
		return 0;
	for (i = 0; i < 4; i++) {
		t[i] = sum >> 8 * i & 0xff;
		t[4 + i] = isize >> 8 * i & 0xff;
	}
	return GZIP_TAIL_B;
}

/**
 * What the library reads and what it writes at a time must be apart: it copies with
 * memcpy(). Flat buffers were compared before; lists may overlap in any way.
 */
static bool
apart(struct model_iter *in, const uint8_t *src, uint32_t n, const uint8_t *dst, uint32_t room)
{
	uintptr_t s = (uintptr_t)src, d = (uintptr_t)dst;

	if (s + n <= d || d + room <= s)
		return true;
	in->bad = "source and destination overlap";
	return false;
}

/* ---- compression ---- */

static void
deflate_setup(struct zip_ctx *c, unsigned int hist_bits)
{
	struct isal_zstream *z = &c->deflate;

	z->level = LEVEL;
	z->level_buf = c->level_buf;
	z->level_buf_size = sizeof(c->level_buf);
	z->hist_bits = hist_bits;
	z->flush = NO_FLUSH;
	z->gzip_flag = IGZIP_DEFLATE;
	z->avail_in = 0;
	z->avail_out = 0;
}

/**
 * Both sides in one piece. @return bytes of output, 0 if it does not fit: ISA-L wants a
 * few bytes more than it fills, so this is not the last word.
 */
static uint32_t
deflate_flat(struct zip_ctx *c, struct zip_req *r, uint8_t *src, uint8_t *dst, uint32_t out_len)
{
	struct isal_zstream *z = &c->deflate;

	isal_deflate_stateless_init(z);
	deflate_setup(c, r->hist_bits);
	z->end_of_stream = 1;
	z->next_in = src;
	z->avail_in = r->in_len;
	z->next_out = dst;
	z->avail_out = out_len;
	return isal_deflate_stateless(z) == COMP_OK ? z->total_out : 0;
}

/**
 * Pieces; into @p out, or into memory of the model's own when that is NULL.
 * @return bytes of output, 0 if they do not fit or a walk failed.
 */
static uint64_t
deflate_pieces(struct zip_ctx *c, const struct zip_req *r, struct model_iter *in,
	struct model_iter *out, uint8_t *own, uint32_t own_len)
{
	struct isal_zstream *z = &c->deflate;
	uint64_t given = own_len;

	isal_deflate_init(z);
	deflate_setup(c, r->hist_bits);
	z->next_out = own;
	z->avail_out = own_len;
	while (z->internal_state.state != ZSTATE_END) {
		if (z->avail_in == 0 && !z->end_of_stream) {
			z->avail_in = wdp_md_iter_next(in, &z->next_in);
			z->end_of_stream = in->left == 0;
			if (z->avail_in == 0)
				return 0;
		}
		if (z->avail_out == 0) {
			z->avail_out = out != NULL ? wdp_md_iter_next(out, &z->next_out) : 0;
			given += z->avail_out;
			if (z->avail_out == 0)
				return 0;
		}
		if (!apart(in, z->next_in, z->avail_in, z->next_out, z->avail_out) ||
				isal_deflate(z) != COMP_OK)
			return 0;
	}
	return given - z->avail_out;
}

static uint64_t
stored_len(const struct zip_req *r)
{
	uint64_t blocks = ((uint64_t)r->in_len + STORED_MAX_B - 1) / STORED_MAX_B;

	return r->in_len + blocks * STORED_HEAD_B;
}

/**
 * Room that is really there, and of use: what a request merely claims must not become
 * memory of the model.
 */
static uint64_t
tight_room(const struct zip_req *r)
{
	uint64_t most = stored_len(r), room = 0;
	struct model_iter out = r->out;
	uint8_t *p;
	uint32_t n;

	while (room < most && (n = wdp_md_iter_next(&out, &p)) > 0)
		room += n;
	return room < most ? room : most;
}

/**
 * ISA-L wants some bytes of room more than it fills in the end. When a request just failed,
 * do it again with all the room in the world and see whether the result fits after all: so
 * the room that one request needed always does for the next one like it.
 * Rare, and the one place that allocates.
 */
static uint64_t
deflate_tight(struct zip_ctx *c, struct zip_req *r, uint8_t *src)
{
	uint64_t cap = tight_room(r) + TIGHT_SLACK_B, made;
	struct model_iter in = r->in, out = r->out;
	uint8_t *own;

	if (cap > UINT32_MAX)
		return 0;
	own = malloc(cap);
	if (own == NULL)
		return 0;
	made = src != NULL ? deflate_flat(c, r, src, own, cap) :
		deflate_pieces(c, r, &in, NULL, own, cap);
	if (made > r->out.left || (made != 0 && !put_bytes(&out, own, made)))
		made = 0;
	free(own);
	return made;
}

static bool
stored_may_fit(const struct zip_req *r)
{
	return stored_len(r) <= r->out.left;
}

/** Last resort: the input as it is, in stored blocks. @return bytes, 0 if no room. */
static uint64_t
deflate_stored(const struct zip_req *r, struct model_iter *in, struct model_iter *out)
{
	uint64_t left = r->in_len, made = 0;
	uint32_t piece = 0;
	uint8_t *p = NULL;

	while (left > 0) {
		uint32_t block = left < STORED_MAX_B ? left : STORED_MAX_B;
		uint8_t head[STORED_HEAD_B] = {left == block, block & 0xff, block >> 8,
			~block & 0xff, ~block >> 8 & 0xff};

		if (!put_bytes(out, head, sizeof(head)))
			return 0;
		made += sizeof(head) + block;
		left -= block;
		while (block > 0) {
			uint32_t n;

			if (piece == 0) {
				piece = wdp_md_iter_next(in, &p);
				if (piece == 0)
					return 0;
			}
			n = block < piece ? block : piece;
			if (!put_bytes(out, p, n))
				return 0;
			p += n;
			piece -= n;
			block -= n;
		}
	}
	return made;
}

static bool
walked_well(const struct model_iter *in, const struct model_iter *out)
{
	return model_iter_well(in) && !out->fault && out->bad == NULL;
}

/**
 * DEFLATE body. @return its length, 0 on failure; @p out is only good for what the
 * caller derives from it by skipping.
 */
static uint64_t
deflate_body(struct zip_ctx *c, struct zip_req *r)
{
	struct model_iter in = r->in, out = r->out;
	uint8_t *src, *dst;
	uint32_t in_len = wdp_md_iter_next(&in, &src);
	uint32_t out_len = in_len > 0 ? wdp_md_iter_next(&out, &dst) : 0;
	bool flat = in_len == r->in_len && out_len > 0 && out.left == 0;
	uint64_t made;

	if (flat) {
		made = apart(&in, src, in_len, dst, out_len) ?
			deflate_flat(c, r, src, dst, out_len) : 0;
	} else {
		in = r->in;
		out = r->out;
		made = deflate_pieces(c, r, &in, &out, NULL, 0);
	}
	if (made == 0 && walked_well(&in, &out))
		made = deflate_tight(c, r, flat ? src : NULL);
	if (made == 0 && stored_may_fit(r) && walked_well(&in, &out)) {
		in = r->in;
		out = r->out;
		made = deflate_stored(r, &in, &out);
	}
	if (made == 0) {
		/* Keep what went wrong for the caller to tell. */
		r->in = in;
		r->out = out;
	}
	return made;
}

unsigned int
wdp_mdzip_compress(void *ctx, struct zip_req *r)
{
	uint8_t trailer[GZIP_TAIL_B];
	uint64_t made = deflate_body(ctx, r);
	uint32_t sum;
	size_t tail;

	if (made == 0)
		return WDP_ZIP_ST_OUT_SMALL;
	if (r->alg != WDP_ZIP_TYPE_DEFLATE) {
		sum = checksum(r->alg, r->in, r->in_len);
		r->checksum = checksum_hw(r->alg, sum);
		tail = trailer_make(r->alg, sum, r->in_len, trailer);
		skip_bytes(&r->out, made);
		if (!put_bytes(&r->out, trailer, tail))
			return WDP_ZIP_ST_OUT_SMALL;
		made += tail;
	}
	r->consumed = r->in_len;
	r->produced = made;
	return made > r->in_len ? WDP_ZIP_ST_NEG_COMP : WDP_ZIP_ST_OK;
}

/* ---- decompression ---- */

static unsigned int
inflate_status(int ret)
{
	if (ret == ISAL_OUT_OVERFLOW)
		return WDP_ZIP_ST_OUT_SMALL;
	if (ret == ISAL_END_INPUT)
		return ZIP_ST_TRUNCATED;
	return ret == ISAL_DECOMP_OK ? WDP_ZIP_ST_OK : ZIP_ST_CORRUPT;
}

/** Whole bytes that were read ahead are not consumed. */
static void
inflate_lengths(const struct inflate_state *s, struct zip_req *r, uint64_t fed, uint64_t given)
{
	r->consumed = fed - s->avail_in - s->read_in_length / 8;
	r->produced = given - s->avail_out;
}

static unsigned int
inflate_flat(struct zip_ctx *c, struct zip_req *r, uint8_t *src, uint8_t *dst, uint32_t out_len)
{
	struct inflate_state *s = &c->inflate;
	int ret;

	isal_inflate_init(s);
	s->next_in = src;
	s->avail_in = r->in_len;
	s->next_out = dst;
	s->avail_out = out_len;
	ret = isal_inflate_stateless(s);
	inflate_lengths(s, r, r->in_len, out_len);
	if (ret == ISAL_DECOMP_OK && s->block_state != ISAL_BLOCK_FINISH)
		return ZIP_ST_TRUNCATED;
	return inflate_status(ret);
}

/** Why a stream that is not finished cannot go on; ISAL_DECOMP_OK if it can. */
static int
inflate_blocked(const struct inflate_state *s, bool in_end, bool out_end, bool moved)
{
	if (moved)
		return ISAL_DECOMP_OK;
	if (out_end && s->avail_out == 0 && s->tmp_out_processed < s->tmp_out_valid)
		return ISAL_OUT_OVERFLOW;
	if (in_end && s->avail_in == 0)
		return ISAL_END_INPUT;
	/* Input and room, and yet it stands still: not a state a good stream leads to. */
	return out_end && s->avail_out == 0 ? ISAL_OUT_OVERFLOW : ISAL_INVALID_BLOCK;
}

static unsigned int
inflate_pieces(struct zip_ctx *c, struct zip_req *r, struct model_iter *in, struct model_iter *out)
{
	struct inflate_state *s = &c->inflate;
	uint64_t fed = 0, given = 0;
	bool in_end = false, out_end = false;
	uint8_t none;

	isal_inflate_init(s);
	s->avail_in = 0;
	s->avail_out = 0;
	s->next_in = &none;
	s->next_out = &none;
	while (s->block_state != ISAL_BLOCK_FINISH) {
		uint32_t in_before, out_before;
		enum isal_block_state state = s->block_state;
		int ret;

		if (s->avail_in == 0 && !in_end) {
			s->avail_in = wdp_md_iter_next(in, &s->next_in);
			fed += s->avail_in;
			in_end = s->avail_in == 0;
		}
		if (s->avail_out == 0 && !out_end) {
			s->avail_out = wdp_md_iter_next(out, &s->next_out);
			given += s->avail_out;
			out_end = s->avail_out == 0;
		}
		in_before = s->avail_in;
		out_before = s->avail_out;
		if (!apart(in, s->next_in, s->avail_in, s->next_out, s->avail_out))
			return ZIP_ST_BAD_SGL;
		ret = isal_inflate(s);
		if (ret == ISAL_DECOMP_OK && s->block_state != ISAL_BLOCK_FINISH)
			ret = inflate_blocked(s, in_end, out_end, s->avail_in != in_before ||
					s->avail_out != out_before || s->block_state != state);
		if (ret != ISAL_DECOMP_OK)
			return inflate_status(ret);
	}
	inflate_lengths(s, r, fed, given);
	return WDP_ZIP_ST_OK;
}

static unsigned int
inflate_body(struct zip_ctx *c, struct zip_req *r)
{
	struct model_iter in = r->in, out = r->out;
	uint8_t *src, *dst;
	uint32_t in_len = wdp_md_iter_next(&in, &src);
	uint32_t out_len = in_len > 0 ? wdp_md_iter_next(&out, &dst) : 0;
	unsigned int st;

	if (in_len == r->in_len && out_len > 0 && out.left == 0) {
		if (apart(&in, src, in_len, dst, out_len))
			return inflate_flat(c, r, src, dst, out_len);
		st = ZIP_ST_BAD_SGL;
	} else {
		in = r->in;
		out = r->out;
		st = inflate_pieces(c, r, &in, &out);
	}
	if (st != WDP_ZIP_ST_OK) {
		r->in = in;
		r->out = out;
	}
	return st;
}

unsigned int
wdp_mdzip_decompress(void *ctx, struct zip_req *r)
{
	uint8_t want[GZIP_TAIL_B], got[GZIP_TAIL_B];
	unsigned int st = inflate_body(ctx, r);
	struct model_iter in;
	uint32_t sum;
	size_t tail;

	if (st != WDP_ZIP_ST_OK || r->alg == WDP_ZIP_TYPE_DEFLATE)
		return st;
	sum = checksum(r->alg, r->out, r->produced);
	r->checksum = checksum_hw(r->alg, sum);
	tail = trailer_make(r->alg, sum, r->produced, want);
	in = r->in;
	skip_bytes(&in, r->consumed);
	if (!get_bytes(&in, got, tail))
		return ZIP_ST_TRUNCATED;
	r->consumed += tail;
	return memcmp(want, got, tail) == 0 ? WDP_ZIP_ST_OK : WDP_ZIP_ST_CHECKSUM;
}
