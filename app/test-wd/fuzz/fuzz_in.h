/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_FUZZ_IN_H
#define WDP_FUZZ_IN_H

/**
 * @file
 * The bytes of an input, taken one after the other; zeros behind the last.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct wdp_fz_in {
	const uint8_t *p;
	size_t left;
};

/** The next @p n bytes (8 at the most) as a number, low byte first. */
static inline uint64_t
wdp_fz_take(struct wdp_fz_in *in, size_t n)
{
	uint64_t v = 0;

	n = n < in->left ? n : in->left;
	if (n == 0)
		return 0;
	memcpy(&v, in->p, n);
	in->p += n;
	in->left -= n;
	return v;
}

/** The next byte's value below @p limit. */
static inline uint32_t
wdp_fz_below(struct wdp_fz_in *in, uint32_t limit)
{
	return wdp_fz_take(in, limit > 256 ? 2 : 1) % limit;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif /* WDP_FUZZ_IN_H */
