/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef HPRE_DUT_H
#define HPRE_DUT_H

/*
 * A model with the HPRE engine, a queue of each type, and tasks of any shape, after
 * doc/hw/hpre.md 10 to 21 alone.
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "harness.h"
#include "hpre_examples.h"

/* Where section 27 puts things; all of it is mapped. */
#define EX_IOVA UINT64_C(0x200000000)
#define EX_SIZE (1u << 20)
#define EX_KEY  UINT64_C(0x200001000)
#define EX_IN   UINT64_C(0x200002000)
#define EX_OUT  UINT64_C(0x200003000)

#define RED   0xa5
#define RED_B 64
#define OUT_MAX_B 2048

/* Section 12. */
enum hpre_code {
	C_EXP = 0x00, C_CRT = 0x01, C_GEN = 0x02, C_GEN_CRT = 0x03, C_DH_G2 = 0x04, C_DH = 0x05,
	C_MUL = 0x0d, C_SIGN = 0x0e, C_VERIFY = 0x0f, C_MONT = 0x10, C_SM2_GEN = 0x11,
	C_SM2_SIGN = 0x12, C_SM2_VERIFY = 0x13, C_SM2_ENC = 0x14, C_SM2_DEC = 0x15,
};

struct hpre_dut {
	struct dut d;
	struct dut_queue q[2]; /* by type; V2 has one */
	uint8_t *ex;
};

/** A task in the words of section 11. */
struct task {
	unsigned int code;
	unsigned int k; /* bytes */
	bool ksel;
	bool fast;
	uint64_t key;
	uint64_t in;
	uint64_t out;
	uint64_t tag;
	uint32_t dw10;
};

static inline struct wdp_model_config
hpre_config(enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_REAL);

	cfg.kind = WDP_MODEL_HPRE;
	return cfg;
}

static inline void
open_hpre_cfg(struct hpre_dut *s, const struct wdp_model_config *cfg)
{
	memset(s, 0, sizeof(*s));
	dut_open(&s->d, cfg);
	s->ex = dut_memory(&s->d, EX_IOVA, EX_SIZE);
	dut_bringup(&s->d, 64);
	queue_create(&s->d, &s->q[0], 0, 0, 64, false);
	if (s->d.v3)
		queue_create(&s->d, &s->q[1], 1, 1, 64, false);
}

static inline void
open_hpre(struct hpre_dut *s, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = hpre_config(hw);

	if (getenv("MODEL_LOG") != NULL)
		cfg.log = stderr;
	open_hpre_cfg(s, &cfg);
}

static inline void
close_hpre(struct hpre_dut *s)
{
	dut_close(&s->d);
	munmap(s->ex, EX_SIZE);
}

static inline uint8_t *
at(struct hpre_dut *s, uint64_t iova)
{
	assert_true(iova >= EX_IOVA && iova < EX_IOVA + EX_SIZE);
	return s->ex + (iova - EX_IOVA);
}

/** Bytes of a string of hex digits; blanks between them do not count. @return how many. */
static inline unsigned int
unhex(uint8_t *to, const char *hex)
{
	unsigned int n = 0;

	for (; *hex != '\0'; hex++) {
		unsigned int v;

		if (*hex == ' ')
			continue;
		assert_int_equal(1, sscanf(hex, "%2x", &v));
		to[n++] = v;
		hex++;
	}
	return n;
}

/** A number into a slot of @p k bytes, from the right. @return behind the slot. */
static inline uint64_t
put(struct hpre_dut *s, uint64_t iova, unsigned int k, const char *hex)
{
	uint8_t v[1024];
	unsigned int n = unhex(v, hex);

	assert_true(n <= k);
	memset(at(s, iova), 0, k - n);
	memcpy(at(s, iova) + k - n, v, n);
	return iova + k;
}

/** Several numbers one behind the other; NULL ends them. */
static inline uint64_t
put_all(struct hpre_dut *s, uint64_t iova, unsigned int k, ...)
{
	const char *hex;
	va_list ap;

	va_start(ap, k);
	while ((hex = va_arg(ap, const char *)) != NULL)
		iova = put(s, iova, k, hex);
	va_end(ap);
	return iova;
}

static inline void
expect(struct hpre_dut *s, uint64_t iova, unsigned int k, const char *hex)
{
	uint8_t want[1024] = {0};
	uint8_t v[1024];
	unsigned int n = unhex(v, hex);

	assert_true(n <= k);
	memcpy(want + k - n, v, n);
	assert_memory_equal(want, at(s, iova), k);
}

static inline void
set64(uint32_t *dw, unsigned int n, uint64_t v)
{
	dw[n] = (uint32_t)v;
	dw[n + 1] = (uint32_t)(v >> 32);
}

static inline void
encode(const struct task *t, uint32_t *dw)
{
	unsigned int i;

	memset(dw, 0, 64);
	dw[0] = t->code | 1u << 30;
	dw[1] = (t->k / 8 - 1) | (uint32_t)t->ksel << 25 | (uint32_t)t->fast << 31;
	set64(dw, 2, t->key);
	set64(dw, 4, t->in);
	set64(dw, 6, t->out);
	set64(dw, 8, t->tag);
	dw[10] = t->dw10;
	for (i = 0; i < 16; i++)
		dw[i] = wdp_le32(dw[i]);
}

/** A block that should not be touched but for @p len bytes from its place. */
static inline void
red_zone(struct hpre_dut *s, uint64_t buf)
{
	memset(at(s, buf - RED_B), RED, OUT_MAX_B + 2 * RED_B);
}

static inline void
check_red(struct hpre_dut *s, uint64_t buf, unsigned int len)
{
	const uint8_t *p = at(s, buf);
	unsigned int i;

	for (i = 1; i <= RED_B; i++)
		assert_int_equal(RED, p[-(int)i]);
	for (i = len; i < OUT_MAX_B; i++)
		assert_int_equal(RED, p[i]);
}

/** Dword 0 of a task that ended, and dword 6 of a verification. */
#define GOOD(code)     (0xc0000000u | (code))
#define BAD(code, e)   (0xc0000000u | (code) | (uint32_t)(e) << 5)

/**
 * Run a descriptor on a queue. Only dword 0 may have changed, and dword 6 of a verification.
 * @return dword 0
 */
static inline uint32_t
run_on(struct hpre_dut *s, unsigned int type, const uint32_t *dw, uint32_t *verdict)
{
	const uint32_t *r = queue_run(&s->q[type], dw);

	assert_memory_equal(dw + 1, r + 1, 20);
	if (verdict != NULL)
		*verdict = wdp_le32(r[6]);
	else
		assert_int_equal(dw[6], r[6]);
	assert_memory_equal(dw + 7, r + 7, 36);
	return wdp_le32(r[0]);
}

static inline bool
is_verify(unsigned int code)
{
	return code == C_VERIFY || code == C_SM2_VERIFY;
}

/** Run a task on the queue of its type. @return dword 0, and the verdict's dword in *verdict */
static inline uint32_t
run_task(struct hpre_dut *s, const struct task *t, uint32_t *verdict)
{
	uint32_t dw[16];

	encode(t, dw);
	return run_on(s, t->code > 0x0a, dw, verdict);
}

/** The same where it must succeed, with exactly @p out_b bytes written. */
static inline void
run_good(struct hpre_dut *s, const struct task *t, unsigned int out_b)
{
	red_zone(s, t->out);
	assert_int_equal(GOOD(t->code), run_task(s, t, NULL));
	check_red(s, t->out, out_b);
}

/** The same of a verification. @return valid? */
static inline bool
run_verify(struct hpre_dut *s, const struct task *t)
{
	uint32_t verdict = 0;

	assert_int_equal(GOOD(t->code), run_task(s, t, &verdict));
	assert_true(verdict == 0 || verdict == 2);
	return verdict == 2;
}

/** A scalar of P-256 times the base point, on the queue of curves. */
static inline struct task
mul_task(struct hpre_dut *s)
{
	struct task t = {C_MUL, 32, .key = EX_KEY, .in = EX_IN, .out = EX_OUT, .tag = 4};

	put_all(s, EX_KEY, 32, P256_P, P256_A, P256_D, P256_B, NULL);
	put_all(s, EX_IN, 32, P256_GX, P256_GY, NULL);
	return t;
}

/** 2 ^ 5 mod 2^768 - 1, on the other. */
static inline struct task
dh_task(struct hpre_dut *s)
{
	struct task t = {C_DH, 96, .key = EX_KEY + 0x400, .in = EX_IN + 0x400,
		.out = EX_OUT + 0x400, .tag = 5};

	put(s, t.key, 96, "05");
	memset(at(s, t.key + 96), 0xff, 96);
	put(s, t.in, 96, "02");
	return t;
}

static inline void
submit(struct hpre_dut *s, const struct task *t)
{
	uint32_t dw[16];

	encode(t, dw);
	queue_submit(&s->q[t->code > 0x0a], dw);
}

static inline void
runs(struct hpre_dut *s, const struct task *t)
{
	assert_int_equal(GOOD(t->code), run_task(s, t, NULL));
}

#endif /* HPRE_DUT_H */
