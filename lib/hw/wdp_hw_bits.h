/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HW_BITS_H
#define WDP_HW_BITS_H

/**
 * @file
 * Helpers for hardware words. Registers and descriptors are little-endian words
 * with named shift and width; C bit-fields are never used (doc/hw/qm.md 1).
 */

#include <stdint.h>

/** Mask of @p width bits at bit 0. */
#define WDP_ONES32(width) ((uint32_t)((UINT64_C(1) << (width)) - 1))

/** Value @p v placed in field F, given as F_SHIFT and F_WIDTH. */
#define WDP_FIELD32(f, v) (((uint32_t)(v) & WDP_ONES32(f##_WIDTH)) << f##_SHIFT)
/** Field F taken out of word @p w. */
#define WDP_GET32(f, w) (((uint32_t)(w) >> f##_SHIFT) & WDP_ONES32(f##_WIDTH))
/** Mask of field F in place. */
#define WDP_MASK32(f) (WDP_ONES32(f##_WIDTH) << f##_SHIFT)

#define WDP_BIT32(n) (UINT32_C(1) << (n))
#define WDP_BIT64(n) (UINT64_C(1) << (n))

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define wdp_le16(x) ((uint16_t)(x))
#define wdp_le32(x) ((uint32_t)(x))
#define wdp_le64(x) ((uint64_t)(x))
#else
#define wdp_le16(x) __builtin_bswap16(x)
#define wdp_le32(x) __builtin_bswap32(x)
#define wdp_le64(x) __builtin_bswap64(x)
#endif

/** Low and high half of a 64-bit address. */
#define WDP_LO32(x) ((uint32_t)(x))
#define WDP_HI32(x) ((uint32_t)((uint64_t)(x) >> 32))

#endif /* WDP_HW_BITS_H */
