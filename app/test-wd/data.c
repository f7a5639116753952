/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <string.h>

#include <rte_common.h>

#include "test.h"

/* splitmix64: one word of state, any seed is good */
uint64_t
wdp_t_rnd(struct wdp_t_rnd *r)
{
	uint64_t z = (r->s += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint32_t
wdp_t_rnd_below(struct wdp_t_rnd *r, uint32_t n)
{
	return (uint32_t)(((wdp_t_rnd(r) >> 32) * n) >> 32);
}

void
wdp_t_rnd_init(struct wdp_t_rnd *r, uint64_t seed, const char *name)
{
	r->s = seed;
	for (; *name != '\0'; name++) {
		r->s ^= (uint8_t)*name;
		(void)wdp_t_rnd(r);
	}
}

static void
fill_random(struct wdp_t_rnd *r, uint8_t *buf, uint32_t len)
{
	uint64_t v;
	uint32_t i, n;

	for (i = 0; i < len; i += n) {
		v = wdp_t_rnd(r);
		n = RTE_MIN(len - i, (uint32_t)sizeof(v));
		memcpy(buf + i, &v, n);
	}
}

static void
fill_text(struct wdp_t_rnd *r, uint8_t *buf, uint32_t len)
{
	static const char *const words[] = {
		"queue", "ring", "doorbell", "descriptor", "the", "of", "and", "engine", "a",
		"accelerator", "window", "stream", "buffer", "is", "to", "completion", "burst",
		"compresses", "memory", "in", "mailbox", "segment", "\n", "0x1000", "address",
	};
	const char *w;
	uint32_t i = 0, n;

	while (i < len) {
		w = words[wdp_t_rnd_below(r, RTE_DIM(words))];
		n = RTE_MIN(len - i, (uint32_t)strlen(w));
		memcpy(buf + i, w, n);
		i += n;
		if (i < len)
			buf[i++] = ' ';
	}
}

/* Streams of a deflate library, one after the other. */
static void
fill_packed(struct wdp_t *t, uint8_t *buf, uint32_t len)
{
	uint8_t text[4096], packed[4096 + 512];
	uint32_t i = 0, n;

	while (i < len) {
		fill_text(&t->rnd, text, sizeof(text));
		n = wdp_t_ref_deflate(WDP_T_REF_ZLIB6, 15, text, sizeof(text), packed,
			sizeof(packed));
		n = RTE_MIN(len - i, n);
		memcpy(buf + i, packed, n);
		i += n;
	}
}

void
wdp_t_data(struct wdp_t *t, enum wdp_t_kind kind, uint8_t *buf, uint32_t len)
{
	uint32_t i, period;

	switch (kind) {
	case WDP_T_RANDOM:
		fill_random(&t->rnd, buf, len);
		break;
	case WDP_T_TEXT:
		fill_text(&t->rnd, buf, len);
		break;
	case WDP_T_PACKED:
		fill_packed(t, buf, len);
		break;
	case WDP_T_PATTERN:
		period = 3 + wdp_t_rnd_below(&t->rnd, 300);
		for (i = 0; i < len; i++)
			buf[i] = (uint8_t)((i % period) * 7 + (i >> 14));
		break;
	case WDP_T_ZEROS:
	default:
		memset(buf, 0, len);
		break;
	}
}

const char *
wdp_t_kind_name(enum wdp_t_kind kind)
{
	static const char *const names[WDP_T_KINDS] = {
		"random", "zeros", "text", "packed", "pattern",
	};

	return kind < WDP_T_KINDS ? names[kind] : "?";
}
