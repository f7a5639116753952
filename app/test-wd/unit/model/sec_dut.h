/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef SEC_DUT_H
#define SEC_DUT_H

/*
 * A model with the SEC engine and one queue, and tasks of any shape in both descriptor types,
 * after doc/hw/sec.md 11 to 14 alone.
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "harness.h"

/* Where section 28 puts things; all of it is mapped. */
#define EX_IOVA  UINT64_C(0x100000000)
#define EX_SIZE  (64u << 20)
#define EX_C_KEY UINT64_C(0x100001000)
#define EX_C_IV  UINT64_C(0x100002000)
#define EX_A_KEY UINT64_C(0x100003000)
#define EX_MAC   UINT64_C(0x100004000)
#define EX_A_IV  UINT64_C(0x100005000)
#define EX_SRC   UINT64_C(0x100010000)
#define EX_DST   UINT64_C(0x100020000)
#define EX_LIST  UINT64_C(0x100030000)
#define EX_BIG_SRC UINT64_C(0x101000000)
#define EX_BIG_DST UINT64_C(0x102800000)

#define RED   0xa5
#define RED_B 64
#define LISTS_B 0x40000

struct sec_dut {
	struct dut d;
	struct dut_queue q;
	uint8_t *ex;
	uint64_t lists_used;
};

/** A task in the words of section 14. */
struct task {
	unsigned int type; /* 2, 3 */
	unsigned int scene;
	unsigned int de;
	unsigned int src_type;
	unsigned int dst_type;
	unsigned int mac_type;
	unsigned int cipher;
	unsigned int auth;
	unsigned int seq;
	unsigned int ci_gen;
	unsigned int ai_gen;
	unsigned int a_pad;
	unsigned int mac_len;
	unsigned int a_key_len;
	unsigned int a_alg;
	unsigned int icv_len;
	unsigned int c_width;
	unsigned int c_key_len;
	unsigned int c_mode;
	unsigned int c_alg;
	unsigned int ctr_mode;
	unsigned int a_len;
	unsigned int c_len;
	unsigned int auth_off;
	unsigned int cipher_off;
	uint64_t bits;
	uint64_t tag;
	uint64_t src;
	uint64_t dst;
	uint64_t mac;
	uint64_t a_iv;
	uint64_t a_key;
	uint64_t c_iv;
	uint64_t c_key;
};

static inline void
open_sec_cfg(struct sec_dut *s, const struct wdp_model_config *cfg)
{
	memset(s, 0, sizeof(*s));
	dut_open(&s->d, cfg);
	s->ex = dut_memory(&s->d, EX_IOVA, EX_SIZE);
	dut_bringup(&s->d, 64);
	queue_create(&s->d, &s->q, 0, 0, 64, false);
}

static inline struct wdp_model_config
sec_config(enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_REAL);

	cfg.kind = WDP_MODEL_SEC;
	return cfg;
}

static inline void
open_sec(struct sec_dut *s, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = sec_config(hw);

	open_sec_cfg(s, &cfg);
}

static inline void
close_sec(struct sec_dut *s)
{
	dut_close(&s->d);
	munmap(s->ex, EX_SIZE);
}

static inline uint8_t *
at(struct sec_dut *s, uint64_t iova)
{
	return s->ex + (iova - EX_IOVA);
}

static inline unsigned int
unhex(uint8_t *to, const char *hex)
{
	unsigned int n = 0, v;

	for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
		if (hex[0] == ' ') {
			hex--;
			continue;
		}
		assert_int_equal(1, sscanf(hex, "%2x", &v));
		to[n++] = (uint8_t)v;
	}
	return n;
}

/** Put bytes at an address. @return how many. */
static inline unsigned int
put(struct sec_dut *s, uint64_t iova, const char *hex)
{
	return unhex(at(s, iova), hex);
}

static inline void
expect(struct sec_dut *s, uint64_t iova, const char *hex)
{
	uint8_t want[4096];
	unsigned int n = unhex(want, hex);

	assert_memory_equal(want, at(s, iova), n);
}

static inline void
set64(uint32_t *dw, unsigned int n, uint64_t v)
{
	dw[n] = (uint32_t)v;
	dw[n + 1] = (uint32_t)(v >> 32);
}

/** Section 11. */
static inline void
encode2(const struct task *t, uint32_t *dw)
{
	dw[0] = 2 | t->cipher << 4 | t->auth << 6 | t->seq << 8 | t->de << 9 | t->scene << 11 |
		t->src_type << 15 | t->dst_type << 18 | t->mac_type << 21;
	dw[1] = t->ci_gen << 6 | t->ai_gen << 8 | t->a_pad << 10;
	dw[2] = t->mac_len | t->a_key_len << 5 | t->a_alg << 11;
	dw[3] = t->icv_len | t->c_width << 6 | t->c_key_len << 9 | t->c_mode << 12 |
		t->c_alg << 16;
	dw[4] = t->a_len;
	dw[5] = t->c_len;
	dw[6] = t->auth_off | t->cipher_off << 16;
	dw[10] = (uint32_t)t->tag;
	set64(dw, 12, t->bits);
	set64(dw, 14, t->a_iv);
	set64(dw, 16, t->a_key);
	set64(dw, 18, t->mac);
	set64(dw, 20, t->c_iv);
	set64(dw, 22, t->c_key);
	set64(dw, 24, t->src);
	set64(dw, 26, t->dst);
}

/** Section 12. */
static inline void
encode3(const struct task *t, uint32_t *dw)
{
	dw[0] = 3 | t->scene << 5 | t->de << 9 | t->src_type << 11 | t->dst_type << 14 |
		t->mac_type << 17;
	dw[1] = t->cipher | t->ci_gen << 2 | t->icv_len << 4 | t->c_width << 10 |
		t->c_key_len << 13 | t->c_mode << 16 | t->c_alg << 20 | t->seq << 30;
	set64(dw, 2, t->tag);
	set64(dw, 4, t->src);
	set64(dw, 6, t->a_key);
	set64(dw, 8, t->a_iv);
	set64(dw, 12, t->c_key);
	dw[14] = t->auth | t->ai_gen << 2 | t->mac_len << 4 | t->a_key_len << 9 |
		t->a_alg << 15 | t->ctr_mode << 25;
	dw[16] = t->auth_off | t->cipher_off << 16;
	dw[17] = t->a_len;
	dw[18] = t->c_len;
	set64(dw, 19, t->dst);
	set64(dw, 21, t->mac);
	set64(dw, 23, t->c_iv);
	set64(dw, 25, t->bits);
	dw[27] = t->a_pad;
}

static inline void
encode(const struct task *t, uint32_t *dw)
{
	unsigned int i;

	memset(dw, 0, 128);
	if (t->type == 2)
		encode2(t, dw);
	else
		encode3(t, dw);
	for (i = 0; i < 32; i++)
		dw[i] = wdp_le32(dw[i]);
}

/** Run a descriptor; only the status word may have changed. @return it. */
static inline uint32_t
run_sqe(struct sec_dut *s, const uint32_t *dw)
{
	const uint32_t *r = queue_run(&s->q, dw);

	assert_memory_equal(dw, r, 112);
	assert_memory_equal(dw + 29, r + 29, 12);
	return wdp_le32(r[28]);
}

static inline uint32_t
run_task(struct sec_dut *s, const struct task *t)
{
	uint32_t dw[32];

	encode(t, dw);
	return run_sqe(s, dw);
}

/* Section 24. */
#define ST_CIPHER 0x101
#define ST_HASH   0x81
#define ST_AEAD   0x181
#define ST_WRONG  0x185
#define ST_ERR(n) (1u | (uint32_t)(n) << 16)

/**
 * List of a buffer, in entries of the given sizes in turn; a size of 0 is an empty entry. The
 * last entry goes @p more bytes beyond the buffer's end.
 */
static inline uint64_t
build_list(struct sec_dut *s, uint64_t buf, size_t len, const unsigned int *sizes,
	unsigned int nsizes, unsigned int more)
{
	uint64_t iova = EX_LIST + s->lists_used;
	struct wdp_sgl *h = (struct wdp_sgl *)at(s, iova);
	unsigned int k = 0, i = 0;

	memset(h, 0xee, 64);
	h->next = 0;
	do {
		size_t n = sizes[k++ % nsizes];

		if (n >= len || i == 254)
			n = len;
		assert_true(i < 255);
		memset(&h->sge[i], 0xee, sizeof(h->sge[i]));
		h->sge[i].addr = wdp_le64(buf);
		h->sge[i].len = wdp_le32(n + (n == len ? more : 0));
		i++;
		buf += n;
		len -= n;
	} while (len > 0);
	h->valid_num = wdp_le16(i);
	h->capacity = wdp_le16(i);
	h->chain_num = wdp_le16(i);
	s->lists_used += (64 + 32 * i + 63) / 64 * 64;
	assert_true(s->lists_used < LISTS_B);
	return iova;
}

/** The same task with lists on both sides. */
static inline struct task
in_lists(struct sec_dut *s, const struct task *t, size_t len, const unsigned int *in,
	const unsigned int *out, unsigned int n)
{
	struct task l = *t;

	s->lists_used = 0;
	l.src_type = 1;
	l.src = build_list(s, t->src, len, in, n, 0);
	if (t->de) {
		l.dst_type = 1;
		l.dst = build_list(s, t->dst, len, out, n, 0);
	} else if (t->dst != 0) {
		l.dst_type = 1;
		l.dst = l.src;
	}
	return l;
}

static inline void
red_zone(struct sec_dut *s, uint64_t buf, size_t len)
{
	memset(at(s, buf - RED_B), RED, RED_B);
	memset(at(s, buf + len), RED, RED_B);
}

static inline void
check_red(struct sec_dut *s, uint64_t buf, size_t len)
{
	const uint8_t *lo = at(s, buf - RED_B), *hi = at(s, buf + len);
	unsigned int i;

	for (i = 0; i < RED_B; i++) {
		assert_int_equal(RED, lo[i]);
		assert_int_equal(RED, hi[i]);
	}
}

#endif /* SEC_DUT_H */
