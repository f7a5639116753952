/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_UNIT_H
#define WDP_UNIT_H

/* cmocka wants these before its own header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/** Bytes of a worked example: hex digits, blanks ignored. @return number of bytes. */
static inline size_t
wdp_unit_hex(const char *text, uint8_t *out, size_t size)
{
	size_t n = 0;

	while (*text != '\0') {
		char digits[3] = {text[0], text[1], '\0'};

		if (*text == ' ') {
			text++;
			continue;
		}
		assert_true(n < size);
		out[n++] = strtoul(digits, NULL, 16);
		text += 2;
	}
	return n;
}

/** Memory equals the bytes of a worked example. */
#define wdp_unit_bytes(ptr, text) do { \
	uint8_t want_[256]; \
	size_t n_ = wdp_unit_hex(text, want_, sizeof(want_)); \
	assert_memory_equal(ptr, want_, n_); \
} while (0)

static inline void
wdp_unit_filled(const uint8_t *b, uint8_t v, size_t n)
{
	while (n-- != 0)
		assert_int_equal(b[n], v);
}

#endif /* WDP_UNIT_H */
