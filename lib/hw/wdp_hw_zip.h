/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HW_ZIP_H
#define WDP_HW_ZIP_H

/**
 * @file
 * ZIP engine: registers (BAR 2 offsets), the 128-byte descriptor, status codes.
 * Section numbers are those of doc/hw/zip.md.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "wdp_hw_bits.h"

/* ---- 2 capability registers ---- */
#define WDP_ZIP_CAP_NFE       0x3130
#define WDP_ZIP_CAP_RESET     0x3134
#define WDP_ZIP_CAP_CE        0x3138
#define WDP_ZIP_CAP_CORES     0x313c /* 31:28 clusters 27:24 kinds 23:16 all 15:8 comp 7:0 decomp */
#define WDP_ZIP_CAP_CORE_EN   0x3140 /* 31:16 decompression, 15:0 compression */
#define WDP_ZIP_CAP_DRV_ALG   0x3144
#define WDP_ZIP_CAP_DEV_ALG   0x3148
#define WDP_ZIP_CAP_CORE1_ALG 0x314c
#define WDP_ZIP_CAP_CORE5_ALG 0x315c
/* bits of the algorithm bitmaps */
#define WDP_ZIP_ALG_ZLIB    0x003
#define WDP_ZIP_ALG_GZIP    0x00c
#define WDP_ZIP_ALG_DEFLATE 0x030
#define WDP_ZIP_ALG_LZ77    0x0c0
#define WDP_ZIP_ALG_LZ4     0x300

/* ---- 3 engine set-up ---- */
#define WDP_ZIP_CNT_CTL       0x301000
#define WDP_ZIP_CNT_CTL_RDCLR 0x5 /* bits 0 and 2 */
#define WDP_ZIP_CLK_GATE      0x301004
#define WDP_ZIP_CLK_DECOMP_CHK WDP_BIT32(16)
#define WDP_ZIP_CLK_GATE_EN   0x2000ff00
#define WDP_ZIP_CLK_CORES     0xff
#define WDP_ZIP_FSM_MAX       0x301008
#define WDP_ZIP_CTL           0x30100c
#define WDP_ZIP_CTL_AXI_SHUT  WDP_BIT32(14)
#define WDP_ZIP_ARCACHE0      0x301040
#define WDP_ZIP_ARCACHE1      0x301044
#define WDP_ZIP_AWCACHE0      0x301060
#define WDP_ZIP_AWCACHE1      0x301064
#define WDP_ZIP_BD_RUSER      0x301110
#define WDP_ZIP_SGL_RUSER     0x30111c
#define WDP_ZIP_DATA_RUSER    0x301128
#define WDP_ZIP_DATA_WUSER    0x301134
#define WDP_ZIP_BD_WUSER      0x301140
#define WDP_ZIP_CLK_SHIM      0x3011a8
#define WDP_ZIP_CLK_SHIM_AUTO WDP_BIT32(0)
#define WDP_ZIP_PREFETCH      0x3011b0
#define WDP_ZIP_PREFETCH_CLR  0x04020001 /* bits 26, 17, 0 */
#define WDP_ZIP_PREFETCH_OFF  WDP_BIT32(26)
#define WDP_ZIP_PREFETCH_ST   0x3011c4
#define WDP_ZIP_PREFETCH_BUSY 0x44000000 /* bits 30, 26 */
#define WDP_ZIP_LITLEN_CARRY  0x301204
#define WDP_ZIP_PERF_MODE     0x301208
#define WDP_ZIP_PERF_SPEED    WDP_BIT32(0)

/* ---- 4 errors ---- */
#define WDP_ZIP_ERR_SRC       0x3010a0 /* W1C */
#define WDP_ZIP_ERR_MASK      0x3010a4
#define WDP_ZIP_ERR_SET       0x3010a8
#define WDP_ZIP_ERR_STATUS    0x3010ac
#define WDP_ZIP_ECC_INFO      0x301148
#define WDP_ZIP_RAS_CE_EN     0x301160
#define WDP_ZIP_RAS_NFE_EN    0x301164
#define WDP_ZIP_RAS_FE_EN     0x301168
#define WDP_ZIP_RAS_CTRL      0x30116c
#define WDP_ZIP_OOO_SHUTDOWN  0x30120c
#define WDP_ZIP_ERR_ALL       0x1fff
#define WDP_ZIP_ERR_ECC_1BIT  WDP_BIT32(0)
#define WDP_ZIP_ERR_ECC_2BIT  WDP_BIT32(1)
#define WDP_ZIP_ERR_AXI_RRESP WDP_BIT32(2)
#define WDP_ZIP_ERR_AXI_BRESP WDP_BIT32(3)
#define WDP_ZIP_ERR_SRC_ADDR  WDP_BIT32(4)
#define WDP_ZIP_ERR_DST_ADDR  WDP_BIT32(5)
#define WDP_ZIP_ERR_PRE_IN    WDP_BIT32(6)
#define WDP_ZIP_ERR_PRE_DATA  WDP_BIT32(7)
#define WDP_ZIP_ERR_COM_INF   WDP_BIT32(8)
#define WDP_ZIP_ERR_ENC_INF   WDP_BIT32(9)
#define WDP_ZIP_ERR_PRE_OUT   WDP_BIT32(10)
#define WDP_ZIP_ERR_AXI_POISON WDP_BIT32(11)
#define WDP_ZIP_ERR_SVA       WDP_BIT32(12)

/* ---- 5 core windows ---- */
#define WDP_ZIP_CORE_BASE     0x302000
#define WDP_ZIP_CORE_STEP     0x1000
#define WDP_ZIP_CORE_WINDOWS  8
#define WDP_ZIP_CORE_DECOMP   2 /* first decompression core */
#define WDP_ZIP_CORE_WIN_SIZE 0xa0
#define WDP_ZIP_CORE_GET_BD   0x00
#define WDP_ZIP_CORE_RIGHT_BD 0x04
#define WDP_ZIP_CORE_ERROR_BD 0x08
#define WDP_ZIP_CORE_DONE_BD  0x0c
#define WDP_ZIP_CORE_CONSUMED 0x38
#define WDP_ZIP_CORE_PRODUCED 0x40

/* ---- 6 queue types ---- */
#define WDP_ZIP_QT_COMP   0
#define WDP_ZIP_QT_DECOMP 1

/* ---- 7, 8 descriptor ---- */
#define WDP_ZIP_SQE_SHIFT 7
#define WDP_ZIP_SQE_B     128

/** Descriptor: 32 little-endian words, names by their number (zip.md 7). */
struct wdp_zip_sqe {
	uint32_t dw[32];
};
static_assert(sizeof(struct wdp_zip_sqe) == WDP_ZIP_SQE_B, "ZIP SQE is 128 bytes");

/** Word numbers of the descriptor. */
enum wdp_zip_dw {
	WDP_ZIP_DW_CONSUMED = 0,
	WDP_ZIP_DW_PRODUCED = 1,
	WDP_ZIP_DW_COMP_LEN = 2,
	WDP_ZIP_DW_STATUS = 3,
	WDP_ZIP_DW_IN_LEN = 4,
	WDP_ZIP_DW_FLAGS = 7,
	WDP_ZIP_DW_DST_OFF = 8,
	WDP_ZIP_DW_ALG = 9,
	WDP_ZIP_DW_TAG0 = 13, /* type 0: tag; type 3: LZ77 literal buffer size */
	WDP_ZIP_DW_OUT_LEN = 14,
	WDP_ZIP_DW_CTX0 = 15,
	WDP_ZIP_DW_HEAD_LO = 16,
	WDP_ZIP_DW_HEAD_HI = 17,
	WDP_ZIP_DW_SRC_LO = 18,
	WDP_ZIP_DW_SRC_HI = 19,
	WDP_ZIP_DW_DST_LO = 20,
	WDP_ZIP_DW_DST_HI = 21,
	WDP_ZIP_DW_CTX_LO = 22,
	WDP_ZIP_DW_CTX_HI = 23,
	WDP_ZIP_DW_LIT_LO = 24,
	WDP_ZIP_DW_LIT_HI = 25,
	WDP_ZIP_DW_TAG_LO = 26, /* type 3 */
	WDP_ZIP_DW_TAG_HI = 27,
	WDP_ZIP_DW_CTX1 = 28,
	WDP_ZIP_DW_CTX2 = 29,
	WDP_ZIP_DW_ISIZE = 30,
	WDP_ZIP_DW_CHECKSUM = 31,
};

#define WDP_ZIP_STATUS_SHIFT     0 /* dword 3 */
#define WDP_ZIP_STATUS_WIDTH     8
#define WDP_ZIP_STATUS_LAST      WDP_BIT32(8)
#define WDP_ZIP_OFF_SHIFT        0 /* dwords 7 and 8: byte offset into the first SGE */
#define WDP_ZIP_OFF_WIDTH        24
#define WDP_ZIP_FLAG_FINISH      WDP_BIT32(25)
#define WDP_ZIP_FLAG_STATEFUL    WDP_BIT32(26)
#define WDP_ZIP_FLAG_NEW         WDP_BIT32(27)
#define WDP_ZIP_SQE_TYPE_SHIFT   28
#define WDP_ZIP_SQE_TYPE_WIDTH   4
#define WDP_ZIP_SQE_TYPE0        0
#define WDP_ZIP_SQE_TYPE3        3
#define WDP_ZIP_ALG_TYPE_SHIFT   0 /* dword 9 */
#define WDP_ZIP_ALG_TYPE_WIDTH   8
#define WDP_ZIP_BUF_TYPE_SHIFT   8
#define WDP_ZIP_BUF_TYPE_WIDTH   4
#define WDP_ZIP_BUF_FLAT         0
#define WDP_ZIP_BUF_SGL          1
#define WDP_ZIP_WIN_SHIFT        12
#define WDP_ZIP_WIN_WIDTH        4

/* ---- 9 algorithm types ---- */
#define WDP_ZIP_TYPE_DEFLATE 0x01
#define WDP_ZIP_TYPE_ZLIB    0x02
#define WDP_ZIP_TYPE_GZIP    0x03
#define WDP_ZIP_TYPE_LZ4     0x04
#define WDP_ZIP_TYPE_LZ77_ONLY 0x40
#define WDP_ZIP_TYPE_LZ77_ZSTD 0x43

/* ---- 11 window codes ---- */
#define WDP_ZIP_WIN_4K  0
#define WDP_ZIP_WIN_8K  1
#define WDP_ZIP_WIN_16K 2
#define WDP_ZIP_WIN_24K 3
#define WDP_ZIP_WIN_32K 4

/* ---- 12 limits ---- */
#define WDP_ZIP_LEN_MAX_B      (8u << 20)
#define WDP_ZIP_OUT_SKIP_MAX_B 16 /* output space up to here means "do nothing" */

/* ---- 16 status ---- */
#define WDP_ZIP_ST_OK         0x00
#define WDP_ZIP_ST_NEG_COMP   0x0d
#define WDP_ZIP_ST_OUT_SMALL  0x0e
#define WDP_ZIP_ST_DIF        0x0f
#define WDP_ZIP_ST_CHECKSUM   0x10
#define WDP_ZIP_ST_DIF_RAW    0x12
#define WDP_ZIP_ST_STREAM_END 0x13

#endif /* WDP_HW_ZIP_H */
