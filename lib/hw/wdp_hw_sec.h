/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HW_SEC_H
#define WDP_HW_SEC_H

/**
 * @file
 * SEC engine: registers (BAR 2 offsets), the two 128-byte descriptors, status.
 * Section numbers are those of doc/hw/sec.md.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "wdp_hw_bits.h"

/* ---- 3 registers ---- */
#define WDP_SEC_AM_MAX_TRANS      0x300014
#define WDP_SEC_AM_MAX_TRANS_INIT 0x2060
#define WDP_SEC_MEM_START         0x301100
#define WDP_SEC_MEM_DONE          0x301104 /* bit 0 */
#define WDP_SEC_CNT_CTL           0x301120
#define WDP_SEC_CNT_CTL_RDCLR     WDP_BIT32(0)
#define WDP_SEC_TRNG_TIME_TH      0x30112c
#define WDP_SEC_CTL               0x301200
#define WDP_SEC_CTL_BIG_ENDIAN    WDP_BIT32(0)
#define WDP_SEC_CTL_GROUP64       WDP_BIT32(1)
#define WDP_SEC_CTL_CLK_GATE      WDP_BIT32(3) /* V3 only, after init */
#define WDP_SEC_CTL_TRNG          WDP_BIT32(8)
#define WDP_SEC_CTL_AXI_SHUT      WDP_BIT32(12)
#define WDP_SEC_DYN_GATE          0x30121c /* V3 */
#define WDP_SEC_DYN_GATE_EN       0x7fff
#define WDP_SEC_CORE_GATE         0x30212c /* V3 */
#define WDP_SEC_CORE_GATE_EN      0xf
#define WDP_SEC_SAA_EN            0x301270
#define WDP_SEC_RNG_REQ_TH        0x302110
/* AXI user bits; values without a process address space (section 4) */
#define WDP_SEC_V2_USER0          0x301220
#define WDP_SEC_V2_USER1          0x301224
#define WDP_SEC_V3_USER0          0x302220
#define WDP_SEC_V3_USER1          0x302224
#define WDP_SEC_USER0_SET         0x00808000 /* both generations: bits 23, 15 */
#define WDP_SEC_V2_USER1_CLR      0x01010101
#define WDP_SEC_V2_USER1_SET      0x80808080
#define WDP_SEC_V3_USER1_CLR      0x00861861
#define WDP_SEC_V3_USER1_SET      0x00820820
/* descriptor checks of V2, and the values that admit all of SM4 */
#define WDP_SEC_BD_CHK0           0x301380
#define WDP_SEC_BD_CHK1           0x301384
#define WDP_SEC_BD_CHK2           0x301388
#define WDP_SEC_BD_CHK3           0x30138c
#define WDP_SEC_V3_BD_CHK2        0x301508
#define WDP_SEC_BD_CHK0_INIT      0xefffffff
#define WDP_SEC_BD_CHK1_INIT      0x7ffff7fd
#define WDP_SEC_BD_CHK3_INIT      0xffffbfff
#define WDP_SEC_SHAPER_RATE       400 /* V3: 0x100164 bits 9:0 */

/* ---- 5 errors ---- */
#define WDP_SEC_ERR_EN            0x301000 /* 1 = enabled: not a mask as in ZIP */
#define WDP_SEC_ERR_STATUS        0x301008
#define WDP_SEC_ERR_SRC           0x301010 /* W1C */
#define WDP_SEC_OOO_SHUTDOWN      0x301014 /* V3 */
#define WDP_SEC_RAS_CE_EN         0x301050
#define WDP_SEC_RAS_FE_EN         0x301054
#define WDP_SEC_RAS_NFE_EN        0x301058
#define WDP_SEC_ERR_AXI_RRESP     WDP_BIT32(0)
#define WDP_SEC_ERR_AXI_BRESP     WDP_BIT32(1)
#define WDP_SEC_ERR_ECC_2BIT      WDP_BIT32(2)
#define WDP_SEC_ERR_ECC_1BIT      WDP_BIT32(3)
#define WDP_SEC_ERR_TRNG          WDP_BIT32(4)
#define WDP_SEC_ERR_FSM           WDP_BIT32(5)
#define WDP_SEC_ERR_CHAN_RNG      WDP_BIT32(6)
#define WDP_SEC_ERR_BD            WDP_BIT32(7)
#define WDP_SEC_ERR_CHAIN_BUF     WDP_BIT32(8)
#define WDP_SEC_ERR_NONSECURE     WDP_BIT32(14)
#define WDP_SEC_ERR_WRAP_KEY      WDP_BIT32(15)
#define WDP_SEC_ERR_KM_CRC        WDP_BIT32(16)
#define WDP_SEC_ERR_AXI_POISON    WDP_BIT32(17)
#define WDP_SEC_ERR_SVA           WDP_BIT32(18)
#define WDP_SEC_ERR_ALL           0x7c1ff

/* ---- 6 address prefetch (V3) ---- */
#define WDP_SEC_PREFETCH          0x301130
#define WDP_SEC_PREFETCH_CLR      0x00000803 /* bits 11, 1, 0 */
#define WDP_SEC_PREFETCH_OFF      WDP_BIT32(1)
#define WDP_SEC_PREFETCH_ST       0x301ec4
#define WDP_SEC_PREFETCH_BUSY     0x00000880 /* closing: bits 11, 7 */
#define WDP_SEC_PREFETCH_PENDING  0x00000007 /* opened: bits 2:0 */
#define WDP_SEC_PREFETCH_INFO     0x301ed4
#define WDP_SEC_PREFETCH_INFO_BUSY 0x00ffff00

/* ---- 7 capability registers ---- */
#define WDP_SEC_CAP_NFE           0x3130
#define WDP_SEC_CAP_RESET         0x3134 /* V3: also what closes the AXI master */
#define WDP_SEC_CAP_CE            0x3138
#define WDP_SEC_CAP_CORES         0x313c /* 23:20 clusters 19:16 kinds 15:8 all 7:0 per cluster */
#define WDP_SEC_CAP_CORE_EN       0x3140
#define WDP_SEC_CAP_DRV_ALG_LO    0x3144
#define WDP_SEC_CAP_DRV_ALG_HI    0x3148
#define WDP_SEC_CAP_DEV_ALG_LO    0x314c
#define WDP_SEC_CAP_DEV_ALG_HI    0x3150
#define WDP_SEC_CAP_CORE_ALG_LO   0x3154 /* core 1; step 8 up to core 4 */
#define WDP_SEC_CAP_CORE_ALG_HI   0x3158
#define WDP_SEC_CAP_CORE_ALG_STEP 8
#define WDP_SEC_CAP_CORE_ALG_NUM  4
/* bits of the algorithm bitmaps, high word << 32 | low word */
#define WDP_SEC_ALG_ECB_AES       WDP_BIT64(0)
#define WDP_SEC_ALG_CBC_AES       WDP_BIT64(1)
#define WDP_SEC_ALG_CTR_AES       WDP_BIT64(2)
#define WDP_SEC_ALG_XTS_AES       WDP_BIT64(3)
#define WDP_SEC_ALG_CCM_AES       WDP_BIT64(6)
#define WDP_SEC_ALG_GCM_AES       WDP_BIT64(7)
#define WDP_SEC_ALG_CBC_SM4       WDP_BIT64(12)
#define WDP_SEC_ALG_CTR_SM4       WDP_BIT64(13)
#define WDP_SEC_ALG_XTS_SM4       WDP_BIT64(14)
#define WDP_SEC_ALG_CCM_SM4       WDP_BIT64(17)
#define WDP_SEC_ALG_GCM_SM4       WDP_BIT64(18)
#define WDP_SEC_ALG_ECB_3DES      WDP_BIT64(23)
#define WDP_SEC_ALG_CBC_3DES      WDP_BIT64(24)
#define WDP_SEC_ALG_CBC_AES_SHA1  WDP_BIT64(43)
#define WDP_SEC_ALG_CBC_AES_SHA256 WDP_BIT64(44)
#define WDP_SEC_ALG_CBC_AES_SHA512 WDP_BIT64(45)
#define WDP_SEC_ALG_CIPHERS       UINT64_C(0x0000000001e1f03f)
#define WDP_SEC_ALG_DIGESTS       UINT64_C(0x000007fffe180f00)
#define WDP_SEC_ALG_AEADS         UINT64_C(0x00003800000600c0)

/* ---- 8 counters ---- */
#define WDP_SEC_LAT_MIN           0x301600
#define WDP_SEC_LAT_MAX           0x301608
#define WDP_SEC_LAT_AVG           0x30160c
#define WDP_SEC_IN_SAA0           0x301670
#define WDP_SEC_IN_SAA1           0x301674
#define WDP_SEC_IN_SEC            0x301680
#define WDP_SEC_ECC1_CNT          0x301c00
#define WDP_SEC_ECC1_INFO         0x301c04
#define WDP_SEC_ECC2_CNT          0x301c10
#define WDP_SEC_ECC2_INFO         0x301c14 /* 23:16 memory */
#define WDP_SEC_CORE_CNT          0x301c20 /* step 4 */
#define WDP_SEC_CORE_CNT_NUM      9

/* ---- 9 queue types ---- */
#define WDP_SEC_QT_CRYPTO 0
#define WDP_SEC_QT_PBKDF2 1

/* ---- 10 descriptors ---- */
#define WDP_SEC_SQE_SHIFT 7
#define WDP_SEC_SQE_B     128

/**
 * Descriptor of any type: 32 little-endian words, names by their number
 * (sec.md 11, 12). 64-bit fields are two words: type 3 has three of them on
 * boundaries of 4 bytes.
 */
struct wdp_sec_sqe {
	uint32_t dw[32];
};
static_assert(sizeof(struct wdp_sec_sqe) == WDP_SEC_SQE_B, "SEC SQE is 128 bytes");

#define WDP_SEC_TYPE_SHIFT 0 /* dword 0 of every type */
#define WDP_SEC_TYPE_WIDTH 4
#define WDP_SEC_TYPE_BD1   1
#define WDP_SEC_TYPE_BD2   2
#define WDP_SEC_TYPE_BD3   3

/* ---- 11 type 2 (V2) ---- */

/** Word numbers of a type 2 descriptor. */
enum wdp_sec_bd2_dw {
	WDP_SEC_BD2_DW_OP = 0,
	WDP_SEC_BD2_DW_GEN = 1,
	WDP_SEC_BD2_DW_AUTH = 2,
	WDP_SEC_BD2_DW_CIPHER = 3,
	WDP_SEC_BD2_DW_A_LEN = 4,
	WDP_SEC_BD2_DW_C_LEN = 5,
	WDP_SEC_BD2_DW_OFFSETS = 6,
	WDP_SEC_BD2_DW_CS_OFFSETS = 7,
	WDP_SEC_BD2_DW_PBKDF2 = 8, /* 15:0 password bytes, 31:16 output bytes */
	WDP_SEC_BD2_DW_SALT = 9,
	WDP_SEC_BD2_DW_TAG = 10,
	WDP_SEC_BD2_DW_PAD = 11,
	WDP_SEC_BD2_DW_LONG_LO = 12,
	WDP_SEC_BD2_DW_LONG_HI = 13,
	WDP_SEC_BD2_DW_A_IV_LO = 14,
	WDP_SEC_BD2_DW_A_IV_HI = 15,
	WDP_SEC_BD2_DW_A_KEY_LO = 16,
	WDP_SEC_BD2_DW_A_KEY_HI = 17,
	WDP_SEC_BD2_DW_MAC_LO = 18,
	WDP_SEC_BD2_DW_MAC_HI = 19,
	WDP_SEC_BD2_DW_C_IV_LO = 20,
	WDP_SEC_BD2_DW_C_IV_HI = 21,
	WDP_SEC_BD2_DW_C_KEY_LO = 22,
	WDP_SEC_BD2_DW_C_KEY_HI = 23,
	WDP_SEC_BD2_DW_SRC_LO = 24,
	WDP_SEC_BD2_DW_SRC_HI = 25,
	WDP_SEC_BD2_DW_DST_LO = 26,
	WDP_SEC_BD2_DW_DST_HI = 27,
};

#define WDP_SEC_BD2_CIPHER_SHIFT   4 /* dword 0 */
#define WDP_SEC_BD2_CIPHER_WIDTH   2
#define WDP_SEC_BD2_AUTH_SHIFT     6
#define WDP_SEC_BD2_AUTH_WIDTH     2
#define WDP_SEC_BD2_SEQ_SHIFT      8
#define WDP_SEC_BD2_SEQ_WIDTH      1
#define WDP_SEC_BD2_DE_SHIFT       9
#define WDP_SEC_BD2_DE_WIDTH       2
#define WDP_SEC_BD2_SCENE_SHIFT    11
#define WDP_SEC_BD2_SCENE_WIDTH    4
#define WDP_SEC_BD2_SRC_TYPE_SHIFT 15
#define WDP_SEC_BD2_SRC_TYPE_WIDTH 3
#define WDP_SEC_BD2_DST_TYPE_SHIFT 18
#define WDP_SEC_BD2_DST_TYPE_WIDTH 3
#define WDP_SEC_BD2_MAC_TYPE_SHIFT 21
#define WDP_SEC_BD2_MAC_TYPE_WIDTH 3
#define WDP_SEC_BD2_NONCE_LEN_SHIFT 0 /* dword 1 */
#define WDP_SEC_BD2_NONCE_LEN_WIDTH 4
#define WDP_SEC_BD2_HUK            WDP_BIT32(4)
#define WDP_SEC_BD2_KEY_S          WDP_BIT32(5)
#define WDP_SEC_BD2_CI_GEN_SHIFT   6
#define WDP_SEC_BD2_CI_GEN_WIDTH   2
#define WDP_SEC_BD2_AI_GEN_SHIFT   8
#define WDP_SEC_BD2_AI_GEN_WIDTH   2
#define WDP_SEC_BD2_A_PAD_SHIFT    10
#define WDP_SEC_BD2_A_PAD_WIDTH    2
#define WDP_SEC_BD2_C_S_SHIFT      12
#define WDP_SEC_BD2_C_S_WIDTH      2
#define WDP_SEC_BD2_RHF            WDP_BIT32(16)
#define WDP_SEC_BD2_C_KEY_TYPE_SHIFT 17
#define WDP_SEC_BD2_C_KEY_TYPE_WIDTH 2
#define WDP_SEC_BD2_A_KEY_TYPE_SHIFT 19
#define WDP_SEC_BD2_A_KEY_TYPE_WIDTH 2
#define WDP_SEC_BD2_WR_FRAME_SHIFT 21
#define WDP_SEC_BD2_WR_FRAME_WIDTH 3
#define WDP_SEC_BD2_CAL_IV         WDP_BIT32(24)
#define WDP_SEC_BD2_TLS_UP         WDP_BIT32(25)
#define WDP_SEC_BD2_INVALID        WDP_BIT32(31)
#define WDP_SEC_BD2_MAC_LEN_SHIFT  0 /* dword 2, words of 4 bytes */
#define WDP_SEC_BD2_MAC_LEN_WIDTH  5
#define WDP_SEC_BD2_A_KEY_LEN_SHIFT 5 /* words of 4 bytes */
#define WDP_SEC_BD2_A_KEY_LEN_WIDTH 6
#define WDP_SEC_BD2_A_ALG_SHIFT    11
#define WDP_SEC_BD2_A_ALG_WIDTH    6
#define WDP_SEC_BD2_ICV_LEN_SHIFT  0 /* dword 3, bytes */
#define WDP_SEC_BD2_ICV_LEN_WIDTH  6
#define WDP_SEC_BD2_C_WIDTH_SHIFT  6
#define WDP_SEC_BD2_C_WIDTH_WIDTH  3
#define WDP_SEC_BD2_C_KEY_LEN_SHIFT 9
#define WDP_SEC_BD2_C_KEY_LEN_WIDTH 3
#define WDP_SEC_BD2_C_MODE_SHIFT   12
#define WDP_SEC_BD2_C_MODE_WIDTH   4
#define WDP_SEC_BD2_C_ALG_SHIFT    16
#define WDP_SEC_BD2_C_ALG_WIDTH    4
#define WDP_SEC_BD2_TAG_SHIFT      0 /* dword 10 */
#define WDP_SEC_BD2_TAG_WIDTH      16

/* bits that nothing is known to use: a model wants 0 */
#define WDP_SEC_BD2_RSVD_OP     0xff000000
#define WDP_SEC_BD2_RSVD_GEN    0x7c00c000
#define WDP_SEC_BD2_RSVD_AUTH   0xfffe0000
#define WDP_SEC_BD2_RSVD_CIPHER 0xfff00000

/* ---- 12 type 3 (V3) ---- */

/** Word numbers of a type 3 descriptor. */
enum wdp_sec_bd3_dw {
	WDP_SEC_BD3_DW_OP = 0,
	WDP_SEC_BD3_DW_CIPHER = 1,
	WDP_SEC_BD3_DW_TAG_LO = 2,
	WDP_SEC_BD3_DW_TAG_HI = 3,
	WDP_SEC_BD3_DW_SRC_LO = 4,
	WDP_SEC_BD3_DW_SRC_HI = 5,
	WDP_SEC_BD3_DW_A_KEY_LO = 6,
	WDP_SEC_BD3_DW_A_KEY_HI = 7,
	WDP_SEC_BD3_DW_A_IV_LO = 8,
	WDP_SEC_BD3_DW_A_IV_HI = 9,
	WDP_SEC_BD3_DW_STORAGE0 = 10, /* 10, 11: storage only */
	WDP_SEC_BD3_DW_STORAGE1 = 11,
	WDP_SEC_BD3_DW_C_KEY_LO = 12,
	WDP_SEC_BD3_DW_C_KEY_HI = 13,
	WDP_SEC_BD3_DW_AUTH = 14,
	WDP_SEC_BD3_DW_SALT = 15,
	WDP_SEC_BD3_DW_OFFSETS = 16,
	WDP_SEC_BD3_DW_A_LEN = 17,
	WDP_SEC_BD3_DW_C_LEN = 18,
	WDP_SEC_BD3_DW_DST_LO = 19,
	WDP_SEC_BD3_DW_DST_HI = 20,
	WDP_SEC_BD3_DW_MAC_LO = 21,
	WDP_SEC_BD3_DW_MAC_HI = 22,
	WDP_SEC_BD3_DW_C_IV_LO = 23,
	WDP_SEC_BD3_DW_C_IV_HI = 24,
	WDP_SEC_BD3_DW_LONG_LO = 25, /* stream */
	WDP_SEC_BD3_DW_LONG_HI = 26,
	WDP_SEC_BD3_DW_STREAM = 27,
};

#define WDP_SEC_BD3_INVALID        WDP_BIT32(4) /* dword 0 */
#define WDP_SEC_BD3_SCENE_SHIFT    5
#define WDP_SEC_BD3_SCENE_WIDTH    4
#define WDP_SEC_BD3_DE_SHIFT       9
#define WDP_SEC_BD3_DE_WIDTH       2
#define WDP_SEC_BD3_SRC_TYPE_SHIFT 11
#define WDP_SEC_BD3_SRC_TYPE_WIDTH 3
#define WDP_SEC_BD3_DST_TYPE_SHIFT 14
#define WDP_SEC_BD3_DST_TYPE_WIDTH 3
#define WDP_SEC_BD3_MAC_TYPE_SHIFT 17
#define WDP_SEC_BD3_MAC_TYPE_WIDTH 3
#define WDP_SEC_BD3_CIPHER_SHIFT   0 /* dword 1 */
#define WDP_SEC_BD3_CIPHER_WIDTH   2
#define WDP_SEC_BD3_CI_GEN_SHIFT   2
#define WDP_SEC_BD3_CI_GEN_WIDTH   2
#define WDP_SEC_BD3_ICV_LEN_SHIFT  4 /* bytes */
#define WDP_SEC_BD3_ICV_LEN_WIDTH  6
#define WDP_SEC_BD3_C_WIDTH_SHIFT  10
#define WDP_SEC_BD3_C_WIDTH_WIDTH  3
#define WDP_SEC_BD3_C_KEY_LEN_SHIFT 13
#define WDP_SEC_BD3_C_KEY_LEN_WIDTH 3
#define WDP_SEC_BD3_C_MODE_SHIFT   16
#define WDP_SEC_BD3_C_MODE_WIDTH   4
#define WDP_SEC_BD3_C_ALG_SHIFT    20
#define WDP_SEC_BD3_C_ALG_WIDTH    4
#define WDP_SEC_BD3_NONCE_LEN_SHIFT 24
#define WDP_SEC_BD3_NONCE_LEN_WIDTH 4
#define WDP_SEC_BD3_HUK            WDP_BIT32(28)
#define WDP_SEC_BD3_CAL_IV         WDP_BIT32(29)
#define WDP_SEC_BD3_SEQ_SHIFT      30
#define WDP_SEC_BD3_SEQ_WIDTH      1
#define WDP_SEC_BD3_AUTH_SHIFT     0 /* dword 14 */
#define WDP_SEC_BD3_AUTH_WIDTH     2
#define WDP_SEC_BD3_AI_GEN_SHIFT   2
#define WDP_SEC_BD3_AI_GEN_WIDTH   2
#define WDP_SEC_BD3_MAC_LEN_SHIFT  4 /* words of 4 bytes */
#define WDP_SEC_BD3_MAC_LEN_WIDTH  5
#define WDP_SEC_BD3_A_KEY_LEN_SHIFT 9 /* words of 4 bytes */
#define WDP_SEC_BD3_A_KEY_LEN_WIDTH 6
#define WDP_SEC_BD3_A_ALG_SHIFT    15
#define WDP_SEC_BD3_A_ALG_WIDTH    6
#define WDP_SEC_BD3_KEY_SEL_SHIFT  21
#define WDP_SEC_BD3_KEY_SEL_WIDTH  4
#define WDP_SEC_BD3_CTR_MODE_SHIFT 25 /* counter mode, or the XTS variant of SM4 */
#define WDP_SEC_BD3_CTR_MODE_WIDTH 2
#define WDP_SEC_BD3_SVA_PREFETCH   WDP_BIT32(27)
#define WDP_SEC_BD3_KEY_WRAP_SHIFT 28
#define WDP_SEC_BD3_KEY_WRAP_WIDTH 3
#define WDP_SEC_BD3_UPDATE_KEY     WDP_BIT32(31)
#define WDP_SEC_BD3_A_PAD_SHIFT    0 /* dword 27, stream */
#define WDP_SEC_BD3_A_PAD_WIDTH    2
#define WDP_SEC_BD3_PROTOCOL_SHIFT 2
#define WDP_SEC_BD3_PROTOCOL_WIDTH 3
#define WDP_SEC_BD3_MAC_SEL        WDP_BIT32(5)

#define WDP_SEC_BD3_RSVD_OP     0xfff00000
#define WDP_SEC_BD3_RSVD_CIPHER WDP_BIT32(31)

/* ---- 11, 12: the same in both types ---- */
#define WDP_SEC_LEN_SHIFT        0 /* a_len, c_len: bytes */
#define WDP_SEC_LEN_WIDTH        24
#define WDP_SEC_AUTH_OFF_SHIFT   0 /* offsets: bytes from the start of the source */
#define WDP_SEC_AUTH_OFF_WIDTH   16
#define WDP_SEC_CIPHER_OFF_SHIFT 16
#define WDP_SEC_CIPHER_OFF_WIDTH 16

/* ---- 15 values of the fields ---- */
#define WDP_SEC_CIPHER_NONE 0 /* 15.1 */
#define WDP_SEC_CIPHER_ENC  1
#define WDP_SEC_CIPHER_DEC  2
#define WDP_SEC_CIPHER_COPY 3
#define WDP_SEC_AUTH_NONE   0 /* 15.2 */
#define WDP_SEC_AUTH_GEN    1
#define WDP_SEC_AUTH_VERIFY 2
#define WDP_SEC_SEQ_CIPHER_FIRST 0 /* 15.3 */
#define WDP_SEC_SEQ_AUTH_FIRST   1
#define WDP_SEC_DE_IN_PLACE 0
#define WDP_SEC_DE_OUT      1
#define WDP_SEC_ADDR_FLAT 0 /* 15.4 */
#define WDP_SEC_ADDR_SGL  1
#define WDP_SEC_ADDR_PRP  2
#define WDP_SEC_SCENE_NONE    0 /* 15.5 */
#define WDP_SEC_SCENE_IPSEC   1
#define WDP_SEC_SCENE_TLS     3
#define WDP_SEC_SCENE_DTLS    4
#define WDP_SEC_SCENE_STORAGE 5
#define WDP_SEC_SCENE_NAS     6
#define WDP_SEC_SCENE_STREAM  7
#define WDP_SEC_SCENE_PBKDF2  8
#define WDP_SEC_SCENE_SMB     9
#define WDP_SEC_CI_GEN_ADDR 0 /* 15.6 */
#define WDP_SEC_CI_GEN_LBA  3
#define WDP_SEC_AI_GEN_INNER 0 /* 15.7 */
#define WDP_SEC_AI_GEN_ADDR  1
#define WDP_SEC_AI_GEN_CALC  2
#define WDP_SEC_AI_GEN_TRNG  3
#define WDP_SEC_A_PAD_LAST 0 /* 15.8 */
#define WDP_SEC_A_PAD_NONE 1
#define WDP_SEC_CALG_DES  0 /* 15.9 */
#define WDP_SEC_CALG_3DES 1
#define WDP_SEC_CALG_AES  2
#define WDP_SEC_CALG_SM4  3
#define WDP_SEC_CMODE_ECB 0
#define WDP_SEC_CMODE_CBC 1
#define WDP_SEC_CMODE_CFB 2
#define WDP_SEC_CMODE_OFB 3
#define WDP_SEC_CMODE_CTR 4
#define WDP_SEC_CMODE_CCM 5
#define WDP_SEC_CMODE_GCM 6
#define WDP_SEC_CMODE_XTS 7
#define WDP_SEC_CMODE_CBC_CS 9
#define WDP_SEC_CWIDTH_CS1 1
#define WDP_SEC_CWIDTH_CS2 2
#define WDP_SEC_CWIDTH_CS3 3
#define WDP_SEC_CKEY_AES_128  0 /* 15.10; XTS by one half of the key */
#define WDP_SEC_CKEY_AES_192  1
#define WDP_SEC_CKEY_AES_256  2
#define WDP_SEC_CKEY_SM4      0
#define WDP_SEC_CKEY_DES      1
#define WDP_SEC_CKEY_3DES_3K  1
#define WDP_SEC_CKEY_3DES_2K  3
#define WDP_SEC_AALG_SHA1       0x00 /* 15.11 */
#define WDP_SEC_AALG_SHA256     0x01
#define WDP_SEC_AALG_MD5        0x02
#define WDP_SEC_AALG_SHA224     0x03
#define WDP_SEC_AALG_SHA384     0x04
#define WDP_SEC_AALG_SHA512     0x05
#define WDP_SEC_AALG_SHA512_224 0x06
#define WDP_SEC_AALG_SHA512_256 0x07
#define WDP_SEC_AALG_HMAC       0x10 /* added to one of the above */
#define WDP_SEC_AALG_XCBC       0x20
#define WDP_SEC_AALG_CMAC       0x21
#define WDP_SEC_AALG_GMAC       0x22
#define WDP_SEC_AALG_SM3        0x25
#define WDP_SEC_AALG_HMAC_SM3   0x26
#define WDP_SEC_AALG_SM4_GMAC   0x31
#define WDP_SEC_CTR_128    2 /* 15.12, mode CTR */
#define WDP_SEC_XTS_IEEE   0 /* SM4-XTS */
#define WDP_SEC_XTS_GB     1

/* ---- 24 status: the same words in both types ---- */
#define WDP_SEC_DW_STATUS  28
#define WDP_SEC_DW_MAC_I   29
#define WDP_SEC_DW_BACK    30 /* type 3: 15:8 address translation fault */
#define WDP_SEC_DW_COUNTER 31
#define WDP_SEC_ST_DONE         WDP_BIT32(0)
#define WDP_SEC_ST_ICV_SHIFT    1
#define WDP_SEC_ST_ICV_WIDTH    3
#define WDP_SEC_ST_ICV_OK       0
#define WDP_SEC_ST_ICV_MISMATCH 2
#define WDP_SEC_ST_CSC_SHIFT    4
#define WDP_SEC_ST_CSC_WIDTH    3
#define WDP_SEC_ST_FLAG_SHIFT   7
#define WDP_SEC_ST_FLAG_WIDTH   4
#define WDP_SEC_ST_FLAG_AUTH    1
#define WDP_SEC_ST_FLAG_CIPHER  2
#define WDP_SEC_ST_FLAG_AEAD    3
#define WDP_SEC_ST_DIF_SHIFT    11
#define WDP_SEC_ST_DIF_WIDTH    3
#define WDP_SEC_ST_ERROR_SHIFT  16
#define WDP_SEC_ST_ERROR_WIDTH  8
#define WDP_SEC_ST_WARN_SHIFT   24
#define WDP_SEC_ST_WARN_WIDTH   8
#define WDP_SEC_SVA_STATUS_SHIFT 8 /* dword 30, type 3 */
#define WDP_SEC_SVA_STATUS_WIDTH 8

/* ---- 25 limits ---- */
#define WDP_SEC_LEN_MAX_B       0xfffe00
#define WDP_SEC_OFF_MAX_B       65535
#define WDP_SEC_XTS_MIN_B       16
#define WDP_SEC_BLOCK_AES_B     16
#define WDP_SEC_BLOCK_DES_B     8
#define WDP_SEC_IV_MAX_B        16
#define WDP_SEC_C_KEY_MAX_B     64
#define WDP_SEC_A_KEY_MAX_B     128
#define WDP_SEC_MAC_MAX_B       64
#define WDP_SEC_GCM_IV_B        12
#define WDP_SEC_GCM_AAD_MAX_B   65535
#define WDP_SEC_CCM_AAD_MAX_B   65279
#define WDP_SEC_CCM_NONCE_MIN_B 7
#define WDP_SEC_CCM_NONCE_MAX_B 13
#define WDP_SEC_GCM_TAG_MIN_B   8
#define WDP_SEC_CCM_TAG_MIN_B   4
#define WDP_SEC_TAG_MAX_B       16 /* GCM, CCM */

#endif /* WDP_HW_SEC_H */
