/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Streams nobody should send: corrupt, cut short, followed by other bytes. Whatever the
 * device makes of them, it stays inside the destination and the next op works.
 */

#include <string.h>

#include <rte_common.h>

#include "test.h"

/* compress_isal waits for ever for the end of a stream that has none, if it is a chain. */
#define NEEDS_STRICT_CHAIN(t, chained) \
	do { \
		if ((chained) && !(t)->strict) \
			return wdp_t_skip(t, "driver %s makes no promise about it", (t)->driver); \
	} while (0)

static const struct wdp_t_shape flat_shape = { .split = WDP_T_FLAT };

static struct wdp_t_shape
random_shape(struct wdp_t *t, bool chained)
{
	struct wdp_t_shape s = flat_shape;

	if (chained) {
		s.split = WDP_T_UNEVEN;
		s.segs = 2 + wdp_t_rnd_below(&t->rnd, 20);
		s.off = wdp_t_rnd_below(&t->rnd, 30);
	}
	return s;
}

/* Decompress n bytes of in with room bytes of destination. */
static int
run(struct wdp_t *t, bool chained, const uint8_t *in, uint32_t n, uint32_t room,
	struct wdp_t_job *j)
{
	struct wdp_t_shape ss = random_shape(t, chained), ds = random_shape(t, chained);

	*j = (struct wdp_t_job){ .xform = t->decomp };
	return wdp_t_job_data(t, j, in, n, &ss, room, &ds);
}

static int
make(struct wdp_t *t, enum wdp_t_ref ref, enum wdp_t_kind kind, uint32_t len, uint32_t *slen)
{
	wdp_t_data(t, kind, t->data, len);
	*slen = wdp_t_ref_deflate(ref, 15, t->data, len, t->stream, WDP_T_SCRATCH_B);
	WDP_T_CHECK(t, *slen != 0, "%s cannot compress", wdp_t_ref_name(ref));
	return WDP_T_PASS;
}

static int
still_works(struct wdp_t *t, uint32_t slen, uint32_t len)
{
	if (wdp_t_decompress(t, NULL, t->stream, slen, t->data, len, &flat_shape, &flat_shape,
			0) != WDP_T_PASS)
		return wdp_t_within(t, "the good stream afterwards");
	return WDP_T_PASS;
}

/* What the referee says of a spoilt stream decides what the device may say. */
static int
judge(struct wdp_t *t, const struct wdp_t_job *j, const uint8_t *in, uint32_t n, uint32_t room,
	uint8_t *ref_out)
{
	uint32_t used = 0;
	int64_t size = wdp_t_ref_inflate_zlib(in, n, ref_out, room, &used);

	if (j->status == RTE_COMP_OP_STATUS_SUCCESS) {
		/* incomplete code sets: zlib refuses them, other inflaters read them */
		if (!t->strict || size < 0)
			return WDP_T_PASS;
		WDP_T_CHECK(t, size == (int64_t)j->produced && used == j->consumed &&
			memcmp(ref_out, t->out, j->produced) == 0,
			"SUCCESS with %u from %u bytes, zlib says %lld from %u", j->produced,
			j->consumed, (long long)size, used);
		return WDP_T_PASS;
	}
	WDP_T_CHECK(t, j->status == RTE_COMP_OP_STATUS_ERROR || wdp_t_is_oos(t, j->status), "%s",
		wdp_t_status_name(j->status));
	WDP_T_CHECK(t, size < 0 || !t->strict, "%s, zlib reads %lld bytes from it",
		wdp_t_status_name(j->status), (long long)size);
	return WDP_T_PASS;
}

static int
corrupt(struct wdp_t *t, int arg)
{
	static const enum wdp_t_ref refs[] = {
		WDP_T_REF_ZLIB6, WDP_T_REF_FIXED, WDP_T_REF_STORED, WDP_T_REF_ISAL,
	};
	uint32_t rounds = t->quick ? 150 : 1000, i, k, flips, slen, at, len = 3000;
	bool chained = arg != 0;
	uint8_t *bad = t->stream + WDP_T_SCRATCH_B / 2, *ref_out = bad + WDP_T_SCRATCH_B / 4;
	struct wdp_t_job j;
	uint32_t n[3] = { 0 };

	NEEDS_STRICT_CHAIN(t, arg != 0);
	for (k = 0; k < RTE_DIM(refs); k++) {
		WDP_T_TRY(make(t, refs[k], WDP_T_TEXT, len, &slen));
		for (i = 0; i < rounds; i++) {
			memcpy(bad, t->stream, slen);
			flips = 1 + wdp_t_rnd_below(&t->rnd, 4);
			/* half of them early, where the code tables are */
			while (flips-- > 0) {
				at = wdp_t_rnd_below(&t->rnd,
					i % 2 == 0 ? slen : RTE_MIN(slen, 60u));
				bad[at] ^= 1u << wdp_t_rnd_below(&t->rnd, 8);
			}
			if (run(t, chained, bad, slen, len, &j) != WDP_T_PASS ||
					judge(t, &j, bad, slen, len, ref_out) != WDP_T_PASS)
				return wdp_t_within(t, "%s, round %u", wdp_t_ref_name(refs[k]), i);
			n[j.status == RTE_COMP_OP_STATUS_SUCCESS ? 0 :
				j.status == RTE_COMP_OP_STATUS_ERROR ? 1 : 2]++;
		}
		WDP_T_TRY(still_works(t, slen, len));
	}
	WDP_T_CHECK(t, n[1] > 0, "no flip of %u was an error", rounds);
	return WDP_T_PASS;
}

/* Random bytes are no stream, whatever the first bits say. */
static int
garbage(struct wdp_t *t, int arg)
{
	uint32_t rounds = t->quick ? 100 : 500, i, slen, n;
	uint8_t *bad = t->stream + WDP_T_SCRATCH_B / 2, *ref_out = bad + WDP_T_SCRATCH_B / 4;
	struct wdp_t_job j;

	NEEDS_STRICT_CHAIN(t, arg != 0);
	WDP_T_TRY(make(t, WDP_T_REF_ZLIB6, WDP_T_TEXT, 1000, &slen));
	for (i = 0; i < rounds; i++) {
		n = 1 + wdp_t_rnd_below(&t->rnd, 2000);
		/* t->data holds the good data: random bytes go straight to their place */
		wdp_t_data(t, WDP_T_RANDOM, bad, n);
		if (run(t, arg != 0, bad, n, 4000, &j) != WDP_T_PASS ||
				judge(t, &j, bad, n, 4000, ref_out) != WDP_T_PASS)
			return wdp_t_within(t, "round %u, %u bytes", i, n);
	}
	return still_works(t, slen, 1000);
}

static int
truncated(struct wdp_t *t, int arg)
{
	static const enum wdp_t_ref refs[] = {
		WDP_T_REF_ZLIB6, WDP_T_REF_FIXED, WDP_T_REF_STORED, WDP_T_REF_ISAL,
	};
	uint32_t k, n, slen, len = 300;
	struct wdp_t_job j;

	NEEDS_STRICT_CHAIN(t, arg != 0);
	for (k = 0; k < RTE_DIM(refs); k++) {
		WDP_T_TRY(make(t, refs[k], WDP_T_TEXT, len, &slen));
		for (n = 1; n < slen; n++) {
			if (run(t, arg != 0, t->stream, n, len + 100, &j) != WDP_T_PASS)
				return wdp_t_within(t, "%s cut to %u of %u",
					wdp_t_ref_name(refs[k]), n, slen);
			/* compress_isal takes the end of the input for the end of the stream */
			WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_ERROR ||
				(!t->strict && j.status == RTE_COMP_OP_STATUS_SUCCESS),
				"%s cut to %u of %u: %s", wdp_t_ref_name(refs[k]), n, slen,
				wdp_t_status_name(j.status));
		}
		WDP_T_TRY(still_works(t, slen, len));
	}
	return WDP_T_PASS;
}

static int
trailing(struct wdp_t *t, int arg)
{
	static const uint32_t more[] = { 1, 2, 3, 4, 7, 8, 9, 16, 100, 1000 };
	uint32_t i, slen, len, ref;
	struct wdp_t_job j;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (ref = 0; ref < WDP_T_REFS; ref++)
		for (i = 0; i < RTE_DIM(more); i++) {
			len = 1 + wdp_t_rnd_below(&t->rnd, 3000);
			WDP_T_TRY(make(t, ref, WDP_T_TEXT, len, &slen));
			wdp_t_data(t, i % 2 == 0 ? WDP_T_RANDOM : WDP_T_ZEROS, t->stream + slen,
				more[i]);
			WDP_T_TRY(run(t, arg != 0, t->stream, slen + more[i], len + i % 2 * 50,
				&j));
			WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS &&
				j.consumed == slen && j.produced == len &&
				memcmp(t->out, t->data, len) == 0,
				"%s, %u bytes behind %u: %s, consumed %u, produced %u of %u",
				wdp_t_ref_name(ref), more[i], slen, wdp_t_status_name(j.status),
				j.consumed, j.produced, len);
		}
	return WDP_T_PASS;
}

/* Streams at the edges of the format. */
static int
odd_streams(struct wdp_t *t, int arg)
{
	static const struct {
		const char *what;
		uint8_t in[12];
		uint8_t n;
		bool good; /* an empty stream is one */
	} streams[] = {
		{ "empty fixed block", { 0x03, 0x00 }, 2, true },
		{ "empty stored block", { 0x01, 0x00, 0x00, 0xff, 0xff }, 5, true },
		{ "two empty stored blocks", { 0x00, 0x00, 0x00, 0xff, 0xff, 0x01, 0x00, 0x00,
			0xff, 0xff }, 10, true },
		{ "block type 3", { 0x07, 0x00 }, 2, false },
		{ "stored length and its complement differ", { 0x01, 0x01, 0x00, 0xff, 0xff, 'a' },
			6, false },
		{ "distance beyond the start", { 0x4b, 0x04, 0x23, 0x00 }, 4, false },
		{ "no final block", { 0x00, 0x00, 0x00, 0xff, 0xff }, 5, false },
	};
	uint8_t ref_out[64];
	struct wdp_t_job j;
	uint32_t i, used;
	int64_t size;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (i = 0; i < RTE_DIM(streams); i++) {
		size = wdp_t_ref_inflate_zlib(streams[i].in, streams[i].n, ref_out,
			sizeof(ref_out), &used);
		if (streams[i].good) {
			WDP_T_CHECK(t, size == 0, "%s: zlib disagrees", streams[i].what);
			WDP_T_TRY(run(t, arg != 0, streams[i].in, streams[i].n, 64, &j));
			WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS && j.produced == 0 &&
				j.consumed == streams[i].n, "%s: %s, consumed %u, produced %u",
				streams[i].what, wdp_t_status_name(j.status), j.consumed,
				j.produced);
			continue;
		}
		WDP_T_TRY(run(t, arg != 0, streams[i].in, streams[i].n, 64, &j));
		if (size >= 0)
			continue; /* zlib reads a prefix of it as a whole stream */
		WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_ERROR, "%s: %s", streams[i].what,
			wdp_t_status_name(j.status));
	}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_t_cases_stream[] = {
	{ "stream/corrupt/flat", corrupt, 0 },
	{ "stream/corrupt/chain", corrupt, 1 },
	{ "stream/garbage/flat", garbage, 0 },
	{ "stream/garbage/chain", garbage, 1 },
	{ "stream/truncated/flat", truncated, 0 },
	{ "stream/truncated/chain", truncated, 1 },
	{ "stream/trailing/flat", trailing, 0 },
	{ "stream/trailing/chain", trailing, 1 },
	{ "stream/odd/flat", odd_streams, 0 },
	{ "stream/odd/chain", odd_streams, 1 },
	{ NULL, NULL, 0 },
};
