/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HPRE_NUM_H
#define WDP_HPRE_NUM_H

/**
 * @file
 * Numbers in and out of operand slots: big-endian, filled from the right, zeros in front
 * (doc/hw/hpre.md 13). A slot has k bytes, a multiple of 8. What a function says of a secret
 * takes a time that depends on lengths only.
 */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WDP_HPRE_WORD_B 8

/** A number as callers have it: big-endian, any leading zeros; no bytes are a zero. */
struct wdp_hpre_num {
	const uint8_t *data;
	size_t len;
};

static inline uint64_t
wdp_hpre_load(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static inline void
wdp_hpre_store(uint8_t *p, uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	memcpy(p, &v, sizeof(v));
}

/** Bytes without leading zeros; not for secrets. */
static inline size_t
wdp_hpre_num_len(struct wdp_hpre_num v)
{
	while (v.len != 0 && *v.data == 0) {
		v.data++;
		v.len--;
	}
	return v.len;
}

/** A number into its slot. @return 0; -EINVAL: it has more than k bytes. */
static inline int
wdp_hpre_put(uint8_t *slot, uint32_t k, struct wdp_hpre_num v)
{
	size_t over = v.len > k ? v.len - k : 0, len = v.len - over, i;
	uint8_t front = 0;

	/* The loop is not for the usual length. */
	for (i = 0; i < over; i++)
		front |= v.data[i];
	if (len < k)
		memset(slot, 0, k - len);
	if (len != 0)
		memcpy(slot + k - len, v.data + over, len);
	return front == 0 ? 0 : -EINVAL;
}

/** A result out of its slot, as exactly @p len bytes. @return 0; -EINVAL: it has more. */
static inline int
wdp_hpre_get(uint8_t *dst, size_t len, const uint8_t *slot, uint32_t k)
{
	size_t over = k > len ? k - len : 0, i;
	uint8_t front = 0;

	for (i = 0; i < over; i++)
		front |= slot[i];
	if (len > k)
		memset(dst, 0, len - k);
	memcpy(dst + (len > k ? len - k : 0), slot + over, k - over);
	return front == 0 ? 0 : -EINVAL;
}

static inline bool
wdp_hpre_is_zero(const uint8_t *slot, uint32_t k)
{
	uint64_t any = 0;
	uint32_t i;

	for (i = 0; i < k; i += WDP_HPRE_WORD_B)
		any |= wdp_hpre_load(slot + i);
	return any == 0;
}

static inline bool
wdp_hpre_is_zero_or_one(const uint8_t *slot, uint32_t k)
{
	uint64_t any = 0;
	uint32_t i;

	for (i = 0; i < k - WDP_HPRE_WORD_B; i += WDP_HPRE_WORD_B)
		any |= wdp_hpre_load(slot + i);
	return (any | wdp_hpre_load(slot + i) >> 1) == 0;
}

static inline bool
wdp_hpre_is_odd(const uint8_t *slot, uint32_t k)
{
	return slot[k - 1] & 1;
}

/** a < b; not for secrets. */
static inline bool
wdp_hpre_below(const uint8_t *a, const uint8_t *b, uint32_t k)
{
	return memcmp(a, b, k) < 0;
}

/** a < b. */
static inline bool
wdp_hpre_secret_below(const uint8_t *a, const uint8_t *b, uint32_t k)
{
	unsigned int borrow = 0;
	uint32_t i;

	for (i = k; i != 0; i -= WDP_HPRE_WORD_B) {
		uint64_t x = wdp_hpre_load(a + i - WDP_HPRE_WORD_B);
		uint64_t y = wdp_hpre_load(b + i - WDP_HPRE_WORD_B);

		borrow = (unsigned int)(x < y) | ((unsigned int)(x == y) & borrow);
	}
	return borrow;
}

#endif /* WDP_HPRE_NUM_H */
