/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Descriptors and lists of the ZIP engine: good, bad and odd ones (doc/hw/zip.md 7..12, 27). */

#include "zip_dut.h"

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

/* The same with lists: pieces worked on at a time must not overlap. */
static void
test_overlap_lists(void **state)
{
	static const struct shape forms[] = {
		{.sgl = true, .in = {4096, 4096, 4096}, .out = {4096, 4096, 4096}, .per_list = 1},
		{.sgl = true, .in = {300, 200, 500}, .out = {700, 100, 900}, .per_list = 10},
	};
	uint8_t text[1000];
	struct zip_dut z;
	unsigned int i;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	fill(text, sizeof(text), MIXED);
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		memcpy(dut_va(&z.d, z.src), text, sizeof(text));
		assert_int_equal(0x07, status(run(&z, true, WDP_ZIP_TYPE_DEFLATE, 4, z.src, 1000,
			z.src + 22, 2000, &forms[i])));
		assert_int_equal(2 * i + 1, wdp_model_complaints(z.d.m));
		referee_deflate(text, sizeof(text), dut_va(&z.d, z.src), 1500, 1, -15);
		assert_int_equal(0x07, status(run(&z, false, WDP_ZIP_TYPE_DEFLATE, 4, z.src, 1000,
			z.src + 22, 2000, &forms[i])));
		assert_int_equal(2 * i + 2, wdp_model_complaints(z.d.m));
	}
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

/** A list of two entries, as section 28.9 has it. */
static struct wdp_sgl *
list_of(struct zip_dut *z, uint64_t at, uint64_t data, uint32_t first, uint32_t second)
{
	static const uint8_t head[16] = {0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 2, 0, 4, 0, 0, 0};
	struct wdp_sgl *l = dut_va(&z->d, at);

	memset(l, 0, 512);
	memcpy(l, head, 16);
	l->sge[0].addr = wdp_le64(data);
	l->sge[0].len = wdp_le32(first);
	l->sge[1].addr = wdp_le64(data + first);
	l->sge[1].len = wdp_le32(second);
	return l;
}

static struct wdp_zip_sqe
list_sqe(struct zip_dut *z, uint32_t room)
{
	return zip_sqe(&z->d, WDP_ZIP_TYPE_DEFLATE, 4, z->lists, 4096, z->lists + 512, room, true);
}

/* Section 28.9 byte for byte, and offsets. */
static void
test_lists(void **state)
{
	static uint8_t back[4096];
	struct wdp_zip_sqe s;
	const uint32_t *r;
	struct zip_dut z;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	fill(dut_va(&z.d, z.src), 5000, TEXT);
	list_of(&z, z.lists, z.src, 2048, 2048);
	list_of(&z, z.lists + 512, z.dst, 100, 4000);
	s = list_sqe(&z, 4100);
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
	dut_close(&z.d);
}

/* Every malformation. */
static void
test_bad_lists(void **state)
{
	struct wdp_sgl *in, *out;
	struct wdp_zip_sqe s;
	struct zip_dut z;
	uint64_t said = 0;

	(void)state;
	open_zip(&z, WDP_MODEL_V3);
	fill(dut_va(&z.d, z.src), 5000, TEXT);
	in = list_of(&z, z.lists, z.src, 2048, 2048);
	out = list_of(&z, z.lists + 512, z.dst, 100, 4000);
#define BAD(change, undo) \
	do { \
		s = list_sqe(&z, 4100); \
		change; \
		assert_int_equal(0x07, status(queue_run(&z.comp, &s))); \
		assert_int_equal(++said, wdp_model_complaints(z.d.m)); \
		undo; \
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
	s = list_sqe(&z, 100000);
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
		cmocka_unit_test(test_worked_examples),
		cmocka_unit_test(test_bad_descriptors),
		cmocka_unit_test(test_overlap),
		cmocka_unit_test(test_overlap_lists),
		cmocka_unit_test(test_reserved_words),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_bad_lists),
		cmocka_unit_test(test_parallel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
