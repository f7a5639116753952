/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Client memory: mappings, their limits, and taking them away under work. */

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "harness.h"

#define PAGE 4096u

static void
test_map_rules(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	static uint8_t mem[8192];
	struct wdp_model *m = wdp_model_create(&cfg);

	(void)state;
	assert_non_null(m);
	assert_int_equal(-EINVAL, wdp_model_dma_map(m, 0, 0, -1, 0, mem, true, true));
	assert_int_equal(-EINVAL,
			wdp_model_dma_map(m, UINT64_MAX - 10, 100, -1, 0, mem, true, true));
	assert_int_equal(0, wdp_model_dma_map(m, UINT64_MAX - 4095, 4096, -1, 0, mem, true, true));
	assert_int_equal(0, wdp_model_dma_map(m, 0x1000, 4096, -1, 0, mem, true, true));
	assert_int_equal(-EINVAL, wdp_model_dma_map(m, 0x1000, 4096, -1, 0, mem, true, true));
	assert_int_equal(-EINVAL, wdp_model_dma_map(m, 0x1800, 16, -1, 0, mem, true, true));
	assert_int_equal(-EINVAL, wdp_model_dma_map(m, 0, 0x1001, -1, 0, mem, true, true));
	assert_int_equal(0, wdp_model_dma_map(m, 0x0, 4096, -1, 0, mem, true, true));
	assert_int_equal(0, wdp_model_dma_map(m, 0x2000, 4096, -1, 0, NULL, true, true));
	assert_int_equal(-EBADF, wdp_model_dma_map(m, 0x10000, 4096, 9999, 0, NULL, true, true));
	/* none is fine; a range half inside stays */
	assert_int_equal(0, wdp_model_dma_unmap(m, 0x100000, 4096, false));
	assert_int_equal(0, wdp_model_dma_unmap(m, 0x800, 0x2000, false));
	assert_int_equal(-EINVAL, wdp_model_dma_map(m, 0x0, 16, -1, 0, mem, true, true));
	assert_int_equal(0, wdp_model_dma_map(m, 0x1000, 4096, -1, 0, mem, true, true));
	assert_int_equal(-EINVAL, wdp_model_dma_unmap(m, 0x800, 0, false));
	assert_int_equal(0, wdp_model_dma_unmap(m, 0, 0, true));
	assert_int_equal(0, wdp_model_dma_map(m, 0x0, 0x3000, -1, 0, mem, true, true));
	wdp_model_destroy(m);
}

/*
 * Buffers and rings that cross from one mapping to the next, from descriptors, in any
 * order of mapping, and with holes in the address space of this process.
 */
#define SWAP_BASE  UINT64_C(0x200000000)
#define SWAP_PAGES 64u
#define SWAP_TEXT_B 40000u

/* Where an IOVA lies in a file whose pages are swapped in pairs: neighbours are none there. */
static uint8_t *
swapped(uint8_t *mem, uint64_t iova)
{
	uint64_t off = iova - SWAP_BASE;

	return mem + ((off / PAGE) ^ 1) * PAGE + off % PAGE;
}

static void
map_swapped(struct dut *d, int fd)
{
	unsigned int i;

	for (i = 0; i < SWAP_PAGES; i++) {
		unsigned int at = i * 37 % SWAP_PAGES;

		assert_int_equal(0, wdp_model_dma_map(d->m, SWAP_BASE + at * PAGE, PAGE, fd,
			(uint64_t)(at ^ 1) * PAGE, NULL, true, true));
	}
}

/* The stream at an IOVA is the text: read byte by byte, across the pages. */
static void
assert_unpacks(uint8_t *mem, uint64_t iova, uint32_t len, const uint8_t *text)
{
	uint8_t out[SWAP_TEXT_B + 1000];
	z_stream z = {0};
	uint32_t k;

	inflateInit2(&z, -15);
	z.next_out = out;
	z.avail_out = sizeof(out);
	for (k = 0; k < len; k++) {
		z.next_in = swapped(mem, iova + k);
		z.avail_in = 1;
		inflate(&z, Z_NO_FLUSH);
	}
	assert_int_equal(SWAP_TEXT_B, z.total_out);
	assert_memory_equal(text, out, SWAP_TEXT_B);
	inflateEnd(&z);
}

/** Request number @p i of a ring in swapped pages. @return bytes of output */
static uint32_t
run_swapped(struct dut *d, uint8_t *mem, uint64_t sq, uint64_t cq, unsigned int i)
{
	struct wdp_zip_sqe s = zip_sqe(d, WDP_ZIP_TYPE_DEFLATE, 4, SWAP_BASE + 100, SWAP_TEXT_B,
		SWAP_BASE + 20 * PAGE - 10, 70000, false);
	unsigned int k;

	for (k = 0; k < sizeof(s); k++)
		*swapped(mem, sq + i * 128 + k) = ((uint8_t *)&s)[k];
	ring(d, db(0, WDP_DB_CMD_SQ, 0, i + 1, 0));
	assert_int_equal(1, wdp_model_step(d->m, 8));
	assert_int_equal(i, *swapped(mem, cq + i * 16 + 8));
	assert_int_equal(1, *swapped(mem, cq + i * 16 + 14));
	assert_int_equal(0, *swapped(mem, sq + i * 128 + 12));
	return *swapped(mem, sq + i * 128 + 4) | *swapped(mem, sq + i * 128 + 5) << 8 |
		*swapped(mem, sq + i * 128 + 6) << 16;
}

static void
test_across_maps(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_REAL);
	const unsigned int pages = SWAP_PAGES;
	const uint64_t base = SWAP_BASE;
	uint8_t *text = malloc(pages * PAGE);
	struct dut_queue q;
	uint64_t sq, cq;
	uint8_t *mem;
	struct dut d;
	unsigned int i;
	int fd;

	(void)state;
	fd = memfd_create("client", MFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(0, ftruncate(fd, pages * PAGE));
	mem = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_ptr_not_equal(mem, MAP_FAILED);
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	/* behind the end of the file, or half of it */
	assert_int_equal(-EINVAL, wdp_model_dma_map(d.m, base, PAGE, fd, pages * PAGE, NULL, true,
		true));
	assert_int_equal(-EINVAL, wdp_model_dma_map(d.m, base, 2 * PAGE, fd, (pages - 1) * PAGE,
		NULL, true, true));
	map_swapped(&d, fd);
	for (i = 0; i < pages * PAGE; i++)
		text[i] = "abcdefg hijk lmno"[(i * 7 + i / 13) % 17];
	for (i = 0; i < SWAP_TEXT_B; i++)
		*swapped(mem, base + 100 + i) = text[i];
	/* rings across pages as well: 128 SQEs = 4 pages, and an odd start */
	sq = base + 40 * PAGE + 64;
	cq = base + 50 * PAGE + PAGE - 32;
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 128, false);
	q.sq = sq;
	q.cq = cq;
	assert_int_equal(0, queue_load(&q, false));
	for (i = 0; i < 100; i++) {
		uint32_t out_len = run_swapped(&d, mem, sq, cq, i);

		if (i == 0)
			assert_unpacks(mem, base + 20 * PAGE - 10, out_len, text);
	}
	assert_quiet(&d);
	assert_int_equal(0, wdp_model_dma_unmap(d.m, base, pages * PAGE, false));
	dut_close(&d);
	munmap(mem, pages * PAGE);
	close(fd);
	free(text);
}

/* Directions are honoured; a range without memory is accepted and unusable. */
static void
test_directions(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V2, WDP_MODEL_REAL);
	const uint64_t ro = UINT64_C(0x300000000), rom = UINT64_C(0x310000000);
	uint8_t *mem = calloc(1, 65536);
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;

	(void)state;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	assert_int_equal(0, wdp_model_dma_map(d.m, ro, 65536, -1, 0, mem, true, false));
	assert_int_equal(0, wdp_model_dma_map(d.m, rom, 65536, -1, 0, NULL, true, true));
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, RING_DEPTH, false);
	s = zip_sqe(&d, WDP_ZIP_TYPE_ZLIB, 0, ro, 1000, dut_alloc(&d, 4096, 64), 4096, false);
	assert_int_equal(0, wdp_le32(queue_run(&q, &s)[3]));
	assert_quiet(&d);
	s = zip_sqe(&d, WDP_ZIP_TYPE_ZLIB, 0, ro, 1000, ro + 4096, 4096, false);
	assert_int_equal(0x08, wdp_le32(queue_run(&q, &s)[3]));
	assert_int_equal(WDP_ZIP_ERR_AXI_BRESP, r32(&d, WDP_ZIP_ERR_STATUS));
	s = zip_sqe(&d, WDP_ZIP_TYPE_ZLIB, 0, rom, 1000, d.stage, 4096, false);
	assert_int_equal(0x08, wdp_le32(queue_run(&q, &s)[3]));
	assert_int_equal(WDP_ZIP_ERR_AXI_BRESP | WDP_ZIP_ERR_AXI_RRESP,
		r32(&d, WDP_ZIP_ERR_STATUS));
	assert_int_equal(2, wdp_model_complaints(d.m));
	dut_close(&d);
	free(mem);
}

/* Unmap returns only when no worker is inside: the memory can go at once. */
static void
test_unmap_under_work(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V2, WDP_MODEL_REAL);
	const uint64_t at = UINT64_C(0x400000000);
	const unsigned int len = 256 << 10;
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;
	unsigned int round, i;

	(void)state;
	cfg.workers = 2;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 64, false);
	for (round = 0; round < 30; round++) {
		uint8_t *mem = mmap(NULL, 2 * len, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		assert_ptr_not_equal(mem, MAP_FAILED);
		for (i = 0; i < len; i++)
			mem[i] = i * i >> 3;
		assert_int_equal(0, wdp_model_dma_map(d.m, at, 2 * len, -1, 0, mem, true, true));
		s = zip_sqe(&d, WDP_ZIP_TYPE_ZLIB, 0, at, len, at + len, len, false);
		for (i = 0; i < 8; i++)
			queue_submit(&q, &s);
		usleep(round * 100);
		assert_int_equal(0, wdp_model_dma_unmap(d.m, at, 2 * len, false));
		/* Touching it now would kill the test. */
		munmap(mem, 2 * len);
		for (i = 0; i < 8; i++) {
			int slot = queue_poll(&q, false);
			uint32_t st;

			assert_int_not_equal(-1, slot);
			st = wdp_le32(queue_sqe(&q, slot)[3]) & 0xff;
			assert_true(st == 0 || st == 0x08 || st == 0x0e);
		}
	}
	dut_close(&d);
}

/* The client goes: its memory, its interrupts and its queues are forgotten. */
static void
test_client_gone(void **state)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	struct wdp_zip_sqe s;
	struct dut_queue q;
	struct dut d;

	(void)state;
	cfg.workers = 1;
	dut_open(&d, &cfg);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 64, true);
	s = zip_sqe(&d, WDP_ZIP_TYPE_DEFLATE, 4, ARENA_IOVA, 100, ARENA_IOVA, 100, false);
	queue_run(&q, &s);
	/* The worker sends its message after the completion just seen. */
	assert_int_equal(1, msi_wait(&d, 0));
	wdp_model_client_gone(d.m);
	assert_int_equal(0, cfg_r32(&d, 4) & 6);
	/* the next client starts from nothing */
	assert_int_equal(0,
			wdp_model_dma_map(d.m, ARENA_IOVA, ARENA_SIZE, -1, 0, d.mem, true, true));
	cfg_w16(&d, 4, 2);
	cfg_w16(&d, 4, 6);
	dut_bringup(&d, 64);
	queue_create(&d, &q, 0, WDP_ZIP_QT_COMP, 64, true);
	queue_run(&q, &s);
	assert_int_equal(0, msi_count(&d, 0));
	assert_quiet(&d);
	dut_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_map_rules),
		cmocka_unit_test(test_across_maps),
		cmocka_unit_test(test_directions),
		cmocka_unit_test(test_unmap_under_work),
		cmocka_unit_test(test_client_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
