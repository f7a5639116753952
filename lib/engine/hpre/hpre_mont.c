/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * X25519 and X448 (18): strings of RFC 7748 are little-endian, the engine's numbers are not, and
 * clamping and reduction are software's.
 */

#include "wdp_hpre_block.h"

struct mont {
	uint8_t len; /* bytes of a string */
	uint8_t k;
	uint8_t low_mask, high_mask, high_set; /* last and first byte of the scalar */
	uint8_t u_mask; /* first byte of u */
	uint32_t a24;
	uint8_t p[WDP_HPRE_X448_LEN_B]; /* big-endian, len bytes */
};

#define F8 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff

/* RFC 7748, 4.1 and 4.2; masks from its section 5. */
static const struct mont x25519 = {
	WDP_HPRE_X25519_LEN_B, WDP_HPRE_K_ECC256_B, 0xf8, 0x7f, 0x40, 0x7f, WDP_HPRE_X25519_A24,
	{0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, F8, F8,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xed},
};
static const struct mont x448 = {
	WDP_HPRE_X448_LEN_B, WDP_HPRE_K_ECC576_B, 0xfc, 0xff, 0x80, 0xff, WDP_HPRE_X448_A24,
	{F8, F8, F8, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, F8, F8, F8},
};

static const struct mont *
mont_of(uint16_t group)
{
	switch (group) {
	case WDP_HPRE_GROUP_X25519:
		return &x25519;
	case WDP_HPRE_GROUP_X448:
		return &x448;
	default:
		return NULL;
	}
}

/* A little-endian string into a slot; @return its first byte there. */
static uint8_t *
turn_in(uint8_t *slot, const struct mont *c, const uint8_t *v)
{
	unsigned int i;

	memset(slot, 0, c->k - c->len);
	for (i = 0; i < c->len; i++)
		slot[c->k - 1 - i] = v[i];
	return slot + c->k - c->len;
}

int
wdp_hpre_mont_key(uint8_t *block, uint16_t group, const uint8_t *scalar)
{
	const struct mont *c = mont_of(group);
	uint8_t a24[4], *first;

	if (c == NULL)
		return -EINVAL;
	a24[0] = (uint8_t)(c->a24 >> 24);
	a24[1] = (uint8_t)(c->a24 >> 16);
	a24[2] = (uint8_t)(c->a24 >> 8);
	a24[3] = (uint8_t)c->a24;
	wdp_hpre_put(block + WDP_HPRE_MONT_P * c->k, c->k, (struct wdp_hpre_num){c->p, c->len});
	wdp_hpre_put(block + WDP_HPRE_MONT_A24 * c->k, c->k,
		(struct wdp_hpre_num){a24, sizeof(a24)});
	first = turn_in(block + WDP_HPRE_MONT_SCALAR * c->k, c, scalar);
	first[0] = (first[0] & c->high_mask) | c->high_set;
	first[c->len - 1] &= c->low_mask;
	return 0;
}

int
wdp_hpre_mont_in(uint8_t *in, uint16_t group, const uint8_t *u)
{
	const struct mont *c = mont_of(group);
	unsigned int i, borrow = 0;
	uint8_t *first;

	if (c == NULL)
		return -EINVAL;
	first = turn_in(in, c, u);
	first[0] &= c->u_mask;
	/* u is public, and below 2 p. */
	if (memcmp(first, c->p, c->len) >= 0) {
		for (i = c->len; i-- != 0;) {
			unsigned int d = 0x100u + first[i] - c->p[i] - borrow;

			first[i] = (uint8_t)d;
			borrow = d < 0x100u;
		}
	}
	return wdp_hpre_is_zero(in, c->k) ? -EINVAL : 0;
}

int
wdp_hpre_mont_out(uint8_t *u, uint16_t group, const uint8_t *out)
{
	const struct mont *c = mont_of(group);
	unsigned int i;

	if (c == NULL)
		return -EINVAL;
	for (i = 0; i < c->len; i++)
		u[i] = out[c->k - 1 - i];
	return wdp_hpre_is_zero(out, c->k) ? -EINVAL : 0;
}
