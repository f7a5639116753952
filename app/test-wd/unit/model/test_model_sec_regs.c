/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The SEC engine's registers: what Linux 6.12's driver reads and writes (doc/hw/sec.md 32) with
 * no complaint, errors (5), counters (8), a VF, the null engine, faults on command, keys.
 */

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "sec_dut.h"

/* Section 8. */
static const uint32_t counters[] = {0x301010, 0x301270, 0x301600, 0x301608, 0x30160c, 0x301670,
	0x301674, 0x301680, 0x301c00, 0x301c04, 0x301c10, 0x301c14, 0x301c20, 0x301c24, 0x301c28,
	0x301c2c, 0x301c30, 0x301c34, 0x301c38, 0x301c3c, 0x301c40, 0x301050, 0x301054, 0x301058,
	0x30112c, 0x302110};
#define COUNTERS (sizeof(counters) / sizeof(counters[0]))

static struct task
cbc_task(struct sec_dut *s)
{
	struct task t = {.type = s->d.v3 ? 3 : 2, .de = 1, .cipher = 1, .c_alg = 2, .c_mode = 1,
		.c_len = 64, .src = EX_SRC, .dst = EX_DST, .c_key = EX_C_KEY, .c_iv = EX_C_IV};

	return t;
}

/** The queue again after a reset, on empty rings. */
static void
restart(struct sec_dut *s)
{
	dut_start(&s->d, 64);
	memset(dut_va(&s->d, s->q.sq), 0, (size_t)s->q.depth * 128);
	memset(dut_va(&s->d, s->q.cq), 0, s->q.depth * sizeof(struct wdp_cqe));
	assert_int_equal(0, queue_load(&s->q, false));
}

/* ---- Linux ---- */

/* 32.1 steps 1 to 3; 7 for the default capabilities */
static void
probe_reads(struct dut *d)
{
	static const struct {
		uint32_t off;
		uint32_t val;
	} caps[] = {{0x3124, 0x7c77}, {0x3128, 0x6c77}, {0x312c, 0x8}, {0x3130, 0x60177},
		{0x3134, 0x177}, {0x3138, 0xc088}, {0x313c, 0x00110404}, {0x3140, 0xf},
		{0x3144, 0x018670cf}, {0x3148, 0x395c}, {0x314c, 0xffffffff}, {0x3150, 0x3fff},
		{0x3154, 0xffffffff}, {0x3158, 0x3fff}, {0x316c, 0xffffffff}, {0x3170, 0x3fff}};
	unsigned int i;

	assert_int_equal(0xa25519e5, cfg_r32(d, 0));
	assert_int_equal(0x30, cfg_r32(d, 8) & 0xff);
	assert_int_equal(1, r32(d, 0x30) & 1);
	assert_int_equal(0x6f01, r32(d, 0x3100));
	assert_true((r32(d, 0x100158) & 0x7ff) >= 256);
	assert_true((r32(d, 0x311c) >> 16) <= wdp_model_msi_count(d->m));
	for (i = 0; i < sizeof(caps) / sizeof(caps[0]); i++)
		assert_int_equal(caps[i].val, r32(d, caps[i].off));
}

static void
clear_counters(struct dut *d)
{
	unsigned int i;

	w32(d, 0x301120, 1);
	for (i = 0; i < COUNTERS; i++)
		r32(d, counters[i]);
	w32(d, 0x301120, 0);
}

static void
read_range(struct dut *d, uint32_t first, uint32_t last)
{
	uint32_t off;

	for (off = first; off <= last; off += 4)
		assert_int_equal(r32(d, off), r32(d, off));
}

/* 32.2 */
static void
dump(struct dut *d)
{
	read_range(d, 0x0, 0x308);
	read_range(d, 0x100000, 0x100164);
	read_range(d, 0x104000, 0x1040b4);
	read_range(d, 0x1040c8, 0x104108);
	read_range(d, 0x301000, 0x301270);
	read_range(d, 0x301600, 0x301710);
	read_range(d, 0x301c00, 0x301ee4);
	read_range(d, 0x302100, 0x302da8);
}

/* 32.7 */
static void
remove_driver(struct dut *d)
{
	w32(d, 0x0c, 1);
	w32(d, 0x04, 1);
	vft_write(d, 0, 0, 0);
	vft_write(d, 1, 0, 0);
	clear_counters(d);
	if (d->v3) {
		mod32(d, 0x301130, 0, 2);
		assert_int_equal(0, r32(d, 0x301ec4) & 0x880);
		assert_int_equal(0, r32(d, 0x301ed4) & 0xffff00);
	}
	mod32(d, 0x100004, 0, 0x7c7f);
	if (d->v3)
		w32(d, 0x1040f8, 0);
	w32(d, 0x301000, 0);
	if (d->v3)
		w32(d, 0x301014, 0);
	mod32(d, 0x301200, 0x1000, 0);
	w32(d, 0x301050, 0);
	w32(d, 0x301054, 0);
	w32(d, 0x301058, 0);
	if (d->v3)
		mod32(d, 0x24, 0, 1);
	w32(d, 0x204, 1);
	assert_int_equal(1, r32(d, 0x208) & 1);
}

/** dut_engine_setup() is 32.1 steps 5 to 7; a task; then all again, also without a reset. */
static void
linux_comes_and_goes(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	struct task t;
	unsigned int i, round;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (round = 0; round < 3; round++) {
			if (round > 0)
				restart(&s);
			if (hw == WDP_MODEL_V3)
				probe_reads(&s.d);
			assert_int_equal(0, r32(&s.d, 0x100008));
			assert_int_equal(0, r32(&s.d, 0x301008));
			assert_int_equal(0, msi_count(&s.d, 3));
			clear_counters(&s.d);
			for (i = 12; i < 21; i++)
				assert_int_equal(0, r32(&s.d, counters[i]));
			if (hw == WDP_MODEL_V3)
				dump(&s.d);
			t = cbc_task(&s);
			assert_int_equal(ST_CIPHER, run_task(&s, &t));
			assert_int_equal(ST_CIPHER, run_task(&s, &t));
			/* Tasks per core: queue 0 is the first one's. */
			assert_int_equal(2, r32(&s.d, 0x301c20));
			assert_int_equal(0, r32(&s.d, 0x301c24));
			assert_int_equal(2, r32(&s.d, 0x301c20));
			w32(&s.d, 0x301120, 1);
			assert_int_equal(2, r32(&s.d, 0x301c20));
			assert_int_equal(0, r32(&s.d, 0x301c20));
			w32(&s.d, 0x301120, 0);
			remove_driver(&s.d);
			if (round == 1) {
				wdp_model_reset(s.d.m);
				/* The engine's memory is to be initialised anew. */
				assert_int_equal(0, r32(&s.d, 0x301104));
			}
			dut_engine_setup(&s.d);
		}
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

static void
generations_differ(void **state)
{
	static const uint32_t only2[] = {0x301220, 0x301224, 0x301380, 0x301384, 0x301388,
		0x30138c};
	static const uint32_t only3[] = {0x301014, 0x301130, 0x30121c, 0x30212c, 0x302220, 0x302224,
		0x301508};
	struct sec_dut s;
	unsigned int i;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < 6; i++) {
		w32(&s.d, only2[i], 0);
		assert_int_equal(i + 1, wdp_model_complaints(s.d.m));
	}
	close_sec(&s);
	open_sec(&s, WDP_MODEL_V2);
	for (i = 0; i < 7; i++) {
		w32(&s.d, only3[i], 0);
		assert_int_equal(i + 1, wdp_model_complaints(s.d.m));
	}
	/* The clock gate of V2 stays off, and nothing is big-endian (3). */
	mod32(&s.d, 0x301200, 0, 0x8);
	assert_int_equal(8, wdp_model_complaints(s.d.m));
	mod32(&s.d, 0x301200, 0x8, 0x1);
	assert_int_equal(9, wdp_model_complaints(s.d.m));
	close_sec(&s);
}

static void
no_capabilities(void **state)
{
	struct wdp_model_config cfg = sec_config(WDP_MODEL_V3);
	struct sec_dut s;
	struct task t;

	(void)state;
	cfg.no_caps = true;
	open_sec_cfg(&s, &cfg);
	assert_int_equal(0, r32(&s.d, 0x3100) & 0xff);
	t = cbc_task(&s);
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	assert_quiet(&s.d);
	assert_int_equal(0, r32(&s.d, 0x3170));
	assert_int_equal(1, wdp_model_complaints(s.d.m));
	close_sec(&s);
}

/* ---- errors ---- */

static void
inject(struct dut *d, const char *line)
{
	char err[WDP_MODEL_FAULT_ERR_B] = "";

	if (wdp_model_fault_add(d->m, line, err, sizeof(err)) <= 0)
		fail_msg("%s: %s", line, err);
}

/** 1 enables (5): what is off shows in the source and nowhere else. */
static void
error_registers(void **state)
{
	struct sec_dut s;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	w32(&s.d, 0x301000, 0);
	inject(&s.d, "ras-engine bits=0x8080");
	assert_int_equal(0x8080, r32(&s.d, 0x301010));
	assert_int_equal(0, r32(&s.d, 0x301008));
	assert_int_equal(0, msi_count(&s.d, 3));
	w32(&s.d, 0x301000, 0x80);
	assert_int_equal(0x80, r32(&s.d, 0x301008));
	assert_int_equal(1, msi_count(&s.d, 3));
	w32(&s.d, 0x301010, 0x80);
	assert_int_equal(0x8000, r32(&s.d, 0x301010));
	assert_int_equal(0, r32(&s.d, 0x301008));
	w32(&s.d, 0x301010, 0x8000);
	assert_int_equal(0, r32(&s.d, 0x301010));
	inject(&s.d, "ras-engine bits=0x8 info=0x120000");
	assert_int_equal(0x120000, r32(&s.d, 0x301c14));
	assert_quiet(&s.d);
	close_sec(&s);
}

/** A task that does not run because the master is closed? */
static bool
closed_by(enum wdp_model_hw hw, const char *line, bool bit12)
{
	struct sec_dut s;
	uint32_t dw[32];
	struct task t;
	bool closed;

	open_sec(&s, hw);
	if (!bit12)
		mod32(&s.d, 0x301200, 0x1000, 0);
	inject(&s.d, line);
	t = cbc_task(&s);
	encode(&t, dw);
	queue_submit(&s.q, dw);
	closed = queue_poll(&s.q, false) < 0;
	assert_quiet(&s.d);
	close_sec(&s);
	return closed;
}

static void
what_closes_the_master(void **state)
{
	(void)state;
	assert_true(closed_by(WDP_MODEL_V2, "ras-engine bits=0x4", true));
	assert_false(closed_by(WDP_MODEL_V2, "ras-engine bits=0x4", false));
	assert_false(closed_by(WDP_MODEL_V2, "ras-engine bits=0x173", true));
	assert_true(closed_by(WDP_MODEL_V2, "ras-qm bits=0x4", true));
	assert_false(closed_by(WDP_MODEL_V2, "ras-qm bits=0x4", false));
	assert_true(closed_by(WDP_MODEL_V3, "ras-engine bits=0x100", true));
	assert_true(closed_by(WDP_MODEL_V3, "ras-engine bits=0x1", true));
	assert_false(closed_by(WDP_MODEL_V3, "ras-engine bits=0x100", false));
	assert_false(closed_by(WDP_MODEL_V3, "ras-engine bits=0x6c088", true));
}

/** No cores, or memory that was not initialised: the doorbell times out (qm.md 8). */
static void
engine_off(void **state)
{
	struct sec_dut s;
	uint32_t dw[32];
	struct task t;
	unsigned int i;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	w32(&s.d, 0x301270, 0);
	t = cbc_task(&s);
	encode(&t, dw);
	queue_submit(&s.q, dw);
	for (i = 0; i < 200 && !(r32(&s.d, 0x100008) & 0x400); i++) {
		assert_int_equal(-1, queue_poll(&s.q, false));
		usleep(1000);
	}
	assert_int_equal(0x400, r32(&s.d, 0x100008));
	close_sec(&s);
	open_sec(&s, WDP_MODEL_V3);
	wdp_model_reset(s.d.m);
	w32(&s.d, 0x301270, 0xf);
	restart(&s);
	queue_submit(&s.q, dw);
	assert_int_equal(-1, queue_poll(&s.q, false));
	w32(&s.d, 0x301100, 1);
	assert_int_equal(0, queue_poll(&s.q, false));
	close_sec(&s);
}

/* ---- VF, null engine, faults ---- */

static void
vf_works(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	struct task t;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		struct wdp_model_config cfg = sec_config(hw);

		cfg.vf = true;
		cfg.queues = 64;
		open_sec_cfg(&s, &cfg);
		assert_int_equal(0xa25619e5, cfg_r32(&s.d, 0));
		assert_int_equal(0x120000, cfg_r32(&s.d, 8) >> 8);
		t = cbc_task(&s);
		assert_int_equal(ST_CIPHER, run_task(&s, &t));
		/* The PF has switched the descriptor checks of V2 too. */
		t.c_alg = 3;
		t.c_mode = 7;
		assert_int_equal(ST_CIPHER, run_task(&s, &t));
		wdp_model_reset(s.d.m);
		restart(&s);
		assert_int_equal(ST_CIPHER, run_task(&s, &t));
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

static void
null_engine(void **state)
{
	enum wdp_model_hw hw;
	unsigned int i, flags;
	struct sec_dut s;

	(void)state;
	/* Ring of one piece, and one by one while a fault is set. */
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		struct wdp_model_config cfg = sec_config(hw);

		cfg.engine = WDP_MODEL_NULL;
		open_sec_cfg(&s, &cfg);
		for (flags = 0; flags < 2; flags++) {
			struct task t[] = {cbc_task(&s), cbc_task(&s), cbc_task(&s), {0}};

			t[1].c_mode = 6;
			t[2].auth = 1;
			t[3].type = t[0].type;
			t[3].auth = 1;
			for (i = 0; i < 4; i++) {
				t[i].src = WILD_IOVA;
				assert_int_equal(i == 0 ? ST_CIPHER : i == 3 ? ST_HASH : ST_AEAD,
					run_task(&s, &t[i]));
			}
			inject(&s.d, "cqe-drop op=1000");
		}
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

static void
status_lies_on_command(void **state)
{
	char err[WDP_MODEL_FAULT_ERR_B];
	struct sec_dut s;
	struct task t;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	t = cbc_task(&s);
	inject(&s.d, "status op=1 value=0");
	inject(&s.d, "status op=2 value=0x00210101");
	inject(&s.d, "status op=3 q=crypto value=0x185");
	inject(&s.d, "sqe-garbage op=4 words=0x10000000 seed=7");
	assert_int_equal(0, run_task(&s, &t));
	assert_int_equal(0x00210101, run_task(&s, &t));
	assert_int_equal(0x185, run_task(&s, &t));
	assert_int_not_equal(ST_CIPHER, run_task(&s, &t));
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	/* Lengths are no words of this engine, nor has it ZIP's queues and error bits. */
	assert_true(wdp_model_fault_add(s.d.m, "produced op=1", err, sizeof(err)) < 0);
	assert_true(wdp_model_fault_add(s.d.m, "consumed op=1", err, sizeof(err)) < 0);
	assert_true(wdp_model_fault_add(s.d.m, "hang q=compress", err, sizeof(err)) < 0);
	assert_non_null(strstr(err, "crypto or pbkdf2"));
	assert_true(wdp_model_fault_add(s.d.m, "ras-engine bits=0x80000", err, sizeof(err)) < 0);
	inject(&s.d, "ras-engine bits=0x40000");
	assert_quiet(&s.d);
	close_sec(&s);
}

/* ---- keys ---- */

#define SECRET "0badc0de5eed1e55a11ab0a7deadbea7"
#define SCAN_B (1u << 20)
#define SHADOW_B (UINT64_C(1) << 32) /* no heap is so large: a sanitizer's own memory */

static uint8_t scan[SCAN_B];

/**
 * Is the key in private memory of this process, but for the client's and the scan's own? The
 * stack is left out: the dynamic loader saves vector registers there when it binds a function,
 * whatever memcpy() left in them included, and nobody's code can wipe that.
 */
static bool
key_in_memory(struct sec_dut *s, const uint8_t *key)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	int mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	uint64_t first, last, pos;
	bool found = false;
	char line[512], mode[8];

	assert_non_null(maps);
	assert_true(mem >= 0);
	while (!found && fgets(line, sizeof(line), maps) != NULL) {
		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &first, &last, mode) != 3 ||
				strncmp(mode, "rw", 2) != 0 || strstr(line, "[v") != NULL ||
				strstr(line, "[stack]") != NULL || last - first >= SHADOW_B)
			continue;
		for (pos = first; pos < last && !found; pos += SCAN_B / 2) {
			size_t len = last - pos < SCAN_B ? last - pos : SCAN_B;
			ssize_t n;

			/* Client memory and the scan's. */
			if (pos + len > (uintptr_t)s->ex && pos < (uintptr_t)s->ex + EX_SIZE)
				continue;
			if (pos + len > (uintptr_t)scan && pos < (uintptr_t)scan + SCAN_B)
				continue;
			n = pread(mem, scan, len, (off_t)pos);
			found = n >= 16 && memmem(scan, (size_t)n, key, 16) != NULL;
		}
	}
	fclose(maps);
	close(mem);
	return found;
}

/** R30: contexts keep keys between tasks; a reset wipes them. */
static void
reset_wipes_keys(void **state)
{
	struct sec_dut s;
	struct task t;
	uint8_t *key;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	key = at(&s, EX_C_KEY);
	put(&s, EX_C_KEY, SECRET);
	put(&s, EX_A_KEY, SECRET);
	assert_false(key_in_memory(&s, key));
	t = cbc_task(&s);
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	t = (struct task){.type = 3, .scene = 7, .auth = 1, .a_alg = 0x11, .a_key_len = 4,
		.mac_len = 8, .a_len = 64, .src = EX_SRC, .mac = EX_MAC, .a_key = EX_A_KEY};
	assert_int_equal(ST_HASH, run_task(&s, &t));
	assert_true(key_in_memory(&s, key));
	wdp_model_reset(s.d.m);
	assert_false(key_in_memory(&s, key));
	close_sec(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linux_comes_and_goes),
		cmocka_unit_test(generations_differ),
		cmocka_unit_test(no_capabilities),
		cmocka_unit_test(error_registers),
		cmocka_unit_test(what_closes_the_master),
		cmocka_unit_test(engine_off),
		cmocka_unit_test(vf_works),
		cmocka_unit_test(null_engine),
		cmocka_unit_test(status_lies_on_command),
		cmocka_unit_test(reset_wipes_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
