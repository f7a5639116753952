/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HW_HPRE_H
#define WDP_HW_HPRE_H

/**
 * @file
 * HPRE engine: registers (BAR 2 offsets), the 64-byte descriptor, operand blocks, status.
 * Section numbers are those of doc/hw/hpre.md.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "wdp_hw_bits.h"

/* ---- 3 common block ---- */
#define WDP_HPRE_CNT_CTL        0x301000
#define WDP_HPRE_CNT_CTL_RDCLR  WDP_BIT32(0)
#define WDP_HPRE_FSM_MAX        0x301008
#define WDP_HPRE_AXQOS          0x30100c
#define WDP_HPRE_AXCACHE        0x301010
#define WDP_HPRE_AXCACHE_ALL    0xff
#define WDP_HPRE_RDCHN_INIT     0x301014
#define WDP_HPRE_AWUSR_FP       0x301018
#define WDP_HPRE_BD_ENDIAN      0x301020
#define WDP_HPRE_BD_LITTLE      0
#define WDP_HPRE_ECC_BYPASS     0x301024
#define WDP_HPRE_RAS_WIDTH      0x301028
#define WDP_HPRE_POISON_BYPASS  0x30102c
#define WDP_HPRE_BD_RUSER       0x301030
#define WDP_HPRE_BD_WUSER       0x301034
#define WDP_HPRE_BD_USER_SET    0x3
#define WDP_HPRE_TYPES          0x301038
#define WDP_HPRE_TYPES_RSA_DH   WDP_BIT32(0)
#define WDP_HPRE_TYPES_ECC      WDP_BIT32(1)
#define WDP_HPRE_DATA_RUSER     0x30103c
#define WDP_HPRE_DATA_WUSER     0x301040
#define WDP_HPRE_DATA_PASID     WDP_BIT32(9) /* V2; stays 0 without shared address spaces */
#define WDP_HPRE_OOO_SHUTDOWN_EN 0x301044
#define WDP_HPRE_OOO_SHUTDOWN_ON WDP_BIT32(0)
#define WDP_HPRE_RDCHN_STATUS   0x301a00
#define WDP_HPRE_RDCHN_READY    WDP_BIT32(0)
#define WDP_HPRE_ECC1_CNT       0x301a04
#define WDP_HPRE_ECC2_CNT       0x301a08
#define WDP_HPRE_CLK_GATE       0x301a10
#define WDP_HPRE_CLK_GATE_EN    WDP_BIT32(0)
#define WDP_HPRE_PEH_GATE       0x301a2c
#define WDP_HPRE_PEH_GATE_EN    WDP_BIT32(0)
#define WDP_HPRE_RNG_TIMEOUT    0x301a34
#define WDP_HPRE_OOO_SHUTDOWN   0x301a3c /* V3: which errors */

/* bits of WDP_QM_PEH_AXUSER that V2 changes: what resets the function (3.1) */
#define WDP_HPRE_PEH_BME_FLR    WDP_BIT32(7)
#define WDP_HPRE_PEH_PM_FLR     WDP_BIT32(11)
#define WDP_HPRE_PEH_SRIOV_FLR  WDP_BIT32(12)

/* ---- 4 cluster windows ---- */
#define WDP_HPRE_CLUSTER_BASE   0x302000
#define WDP_HPRE_CLUSTER_STEP   0x1000
#define WDP_HPRE_CLUSTERS_MAX   4
#define WDP_HPRE_CLUSTER_WIN_SIZE 0x10c
#define WDP_HPRE_CORE_EN        0x004
#define WDP_HPRE_CORE_DYN_CTL   0x010 /* V3, cluster 0 */
#define WDP_HPRE_CORE_DYN_EN    WDP_BIT32(0)
#define WDP_HPRE_CORE_INIT      0x020
#define WDP_HPRE_CORE_STATUS    0x080
#define WDP_HPRE_CORE_SHB       0x088 /* V3, cluster 0 */
#define WDP_HPRE_CORE_SHB_EN    (WDP_BIT32(31) | WDP_BIT32(30))
#define WDP_HPRE_CORE_HTBT_WARN 0x08c
#define WDP_HPRE_CORE_IS_SCHD   0x090
#define WDP_HPRE_INQUIRY        0x100
#define WDP_HPRE_INQUIRY_RESULT 0x104

/* ---- 5 bring-up ---- */
#define WDP_HPRE_POLL_US        10
#define WDP_HPRE_POLL_MAX_US    1000
#define WDP_HPRE_SHAPER         0x40000280 /* WDP_QM_SHAPER_CFG: rate 640, on */

/* ---- 6 errors ---- */
#define WDP_HPRE_ERR_MASK       0x301400 /* 1 = masked */
#define WDP_HPRE_ECC1_THRESHOLD 0x30140c
#define WDP_HPRE_RAS_CE_EN      0x301410
#define WDP_HPRE_RAS_NFE_EN     0x301414
#define WDP_HPRE_RAS_FE_EN      0x301418
#define WDP_HPRE_ERR_SET        0x301500
#define WDP_HPRE_ERR_SRC        0x301600 /* W1C */
#define WDP_HPRE_ERR_STATUS     0x301800
#define WDP_HPRE_ERR_ALL        0x1ffffff
#define WDP_HPRE_ERR_ECC_1BIT   WDP_BIT32(0)
#define WDP_HPRE_ERR_ECC_2BIT   WDP_BIT32(1)
#define WDP_HPRE_ERR_POISON_WB  WDP_BIT32(2)
#define WDP_HPRE_ERR_POISON_RD  WDP_BIT32(3)
#define WDP_HPRE_ERR_POISON_BD  WDP_BIT32(4)
#define WDP_HPRE_ERR_OOO_2BIT   WDP_BIT32(5)
#define WDP_HPRE_ERR_HTBT_SHIFT 6 /* one bit for each cluster */
#define WDP_HPRE_ERR_HTBT_WIDTH 4
#define WDP_HPRE_ERR_AXI_R_SHIFT 10
#define WDP_HPRE_ERR_AXI_R_WIDTH 6
#define WDP_HPRE_ERR_AXI_W_SHIFT 16
#define WDP_HPRE_ERR_AXI_W_WIDTH 6
#define WDP_HPRE_ERR_RNG        WDP_BIT32(22)
#define WDP_HPRE_ERR_SVA_FSM    WDP_BIT32(23)
#define WDP_HPRE_ERR_SVA        WDP_BIT32(24)
#define WDP_HPRE_ERR_ECC_MULTI  (WDP_HPRE_ERR_ECC_2BIT | WDP_HPRE_ERR_OOO_2BIT)
#define WDP_HPRE_WR_MSI_PORT    WDP_BIT32(2)

/* ---- 7 address prefetch ---- */
#define WDP_HPRE_PREFETCH       0x301130
#define WDP_HPRE_PREFETCH_OFF   WDP_BIT32(30)
#define WDP_HPRE_PREFETCH_CLR   (WDP_BIT32(30) | WDP_BIT32(0))
#define WDP_HPRE_PREFETCH_ST    0x30115c
#define WDP_HPRE_PREFETCH_BUSY  (WDP_BIT32(8) | WDP_BIT32(4))
#define WDP_HPRE_PREFETCH_ST4   0x301144 /* newer drivers */
#define WDP_HPRE_PREFETCH_ST4_READS 3

/* ---- 8 capability registers ---- */
#define WDP_HPRE_CAP_NFE        0x3130
#define WDP_HPRE_CAP_RESET      0x3134 /* also: closes the AXI master */
#define WDP_HPRE_CAP_CE         0x3138
#define WDP_HPRE_CAP_CORES      0x313c
#define WDP_HPRE_CAP_CLUSTERS_SHIFT 20
#define WDP_HPRE_CAP_CLUSTERS_WIDTH 4
#define WDP_HPRE_CAP_KINDS_SHIFT 16
#define WDP_HPRE_CAP_KINDS_WIDTH 4
#define WDP_HPRE_CAP_ALL_SHIFT  8
#define WDP_HPRE_CAP_ALL_WIDTH  8
#define WDP_HPRE_CAP_EACH_SHIFT 0
#define WDP_HPRE_CAP_EACH_WIDTH 8
#define WDP_HPRE_CAP_CORE_EN    0x3140
#define WDP_HPRE_CAP_DRV_ALG    0x3144
#define WDP_HPRE_CAP_DEV_ALG    0x3148
#define WDP_HPRE_CAP_CORE1_ALG  0x314c
#define WDP_HPRE_CAP_CORE10_ALG 0x3170
/* bits of the algorithm bitmaps */
#define WDP_HPRE_ALG_RSA        WDP_BIT32(0)
#define WDP_HPRE_ALG_DH         WDP_BIT32(1)
#define WDP_HPRE_ALG_ECDH       WDP_BIT32(2)
#define WDP_HPRE_ALG_ECDSA      WDP_BIT32(3)
#define WDP_HPRE_ALG_SM2        WDP_BIT32(4)
#define WDP_HPRE_ALG_X25519     WDP_BIT32(5)
#define WDP_HPRE_ALG_X448       WDP_BIT32(6)

/* ---- 10 queue types ---- */
#define WDP_HPRE_QT_MOD 0 /* codes up to WDP_HPRE_OP_MOD_LAST */
#define WDP_HPRE_QT_ECC 1

/* ---- 11 descriptor ---- */
#define WDP_HPRE_SQE_SHIFT 6
#define WDP_HPRE_SQE_B     64

/** Descriptor: 16 little-endian words, names by their number (hpre.md 11). */
struct wdp_hpre_sqe {
	uint32_t dw[16];
};
static_assert(sizeof(struct wdp_hpre_sqe) == WDP_HPRE_SQE_B, "HPRE SQE is 64 bytes");
static_assert(sizeof(struct wdp_hpre_sqe) == 1u << WDP_HPRE_SQE_SHIFT, "size and its log2");

/** Word numbers of the descriptor. */
enum wdp_hpre_dw {
	WDP_HPRE_DW_OP = 0,
	WDP_HPRE_DW_LEN = 1,
	WDP_HPRE_DW_KEY_LO = 2,
	WDP_HPRE_DW_KEY_HI = 3,
	WDP_HPRE_DW_IN_LO = 4,
	WDP_HPRE_DW_IN_HI = 5,
	WDP_HPRE_DW_OUT_LO = 6, /* verify: the verdict when done */
	WDP_HPRE_DW_OUT_HI = 7,
	WDP_HPRE_DW_TAG_LO = 8,
	WDP_HPRE_DW_TAG_HI = 9,
	WDP_HPRE_DW_SM2 = 10,
	WDP_HPRE_DW_KEK = 11,
	WDP_HPRE_DW_REST = 12, /* first of four words that stay 0 */
};

#define WDP_HPRE_OP_SHIFT        0 /* dword 0 */
#define WDP_HPRE_OP_WIDTH        5
#define WDP_HPRE_ETYPE_SHIFT     5
#define WDP_HPRE_ETYPE_WIDTH     11
#define WDP_HPRE_ETYPE1_SHIFT    16
#define WDP_HPRE_ETYPE1_WIDTH    14
#define WDP_HPRE_DONE_SHIFT      30
#define WDP_HPRE_DONE_WIDTH      2
#define WDP_HPRE_LEN1_SHIFT      0 /* dword 1: operand bytes / 8 - 1 */
#define WDP_HPRE_LEN1_WIDTH      8
#define WDP_HPRE_LEN2_SHIFT      8
#define WDP_HPRE_LEN2_WIDTH      8
#define WDP_HPRE_MRTEST_SHIFT    16
#define WDP_HPRE_MRTEST_WIDTH    8
#define WDP_HPRE_WRAPPED_KEY     WDP_BIT32(24)
#define WDP_HPRE_SM2_KSEL        WDP_BIT32(25) /* the device draws k */
#define WDP_HPRE_SVA_BYPASS      WDP_BIT32(26)
#define WDP_HPRE_SVA_STATUS_SHIFT 27
#define WDP_HPRE_SVA_STATUS_WIDTH 4
#define WDP_HPRE_FAST_CORE       WDP_BIT32(31)
#define WDP_HPRE_VERDICT_OK      WDP_BIT32(1) /* dword 6 of a finished verification */
#define WDP_HPRE_SM2_MLEN_SHIFT  0 /* dword 10: message bytes - 1 */
#define WDP_HPRE_SM2_MLEN_WIDTH  9
#define WDP_HPRE_WRAP_SEL_SHIFT  16
#define WDP_HPRE_WRAP_SEL_WIDTH  4
#define WDP_HPRE_WRAP_NUM_SHIFT  20
#define WDP_HPRE_WRAP_NUM_WIDTH  3
/* what must be 0 in a descriptor as submitted */
#define WDP_HPRE_DW0_ZERO        (WDP_MASK32(WDP_HPRE_ETYPE) | WDP_MASK32(WDP_HPRE_ETYPE1))
#define WDP_HPRE_DW1_ZERO        (~(WDP_MASK32(WDP_HPRE_LEN1) | WDP_HPRE_SM2_KSEL | \
				 WDP_HPRE_FAST_CORE))

/* ---- 12 operations ---- */
#define WDP_HPRE_OP_EXP           0x00
#define WDP_HPRE_OP_RSA_CRT       0x01
#define WDP_HPRE_OP_RSA_GEN       0x02
#define WDP_HPRE_OP_RSA_GEN_CRT   0x03
#define WDP_HPRE_OP_DH_G2         0x04
#define WDP_HPRE_OP_DH            0x05
#define WDP_HPRE_OP_PRIME_TEST    0x06 /* 0x06 to 0x0c: layouts are not public (22) */
#define WDP_HPRE_OP_MOD           0x07
#define WDP_HPRE_OP_MOD_INV       0x08
#define WDP_HPRE_OP_MUL           0x09
#define WDP_HPRE_OP_COPRIME_TEST  0x0a
#define WDP_HPRE_OP_MOD_LAST      0x0a
#define WDP_HPRE_OP_CURVE_TEST    0x0b
#define WDP_HPRE_OP_POINT_ADD     0x0c
#define WDP_HPRE_OP_POINT_MUL     0x0d
#define WDP_HPRE_OP_ECDSA_SIGN    0x0e
#define WDP_HPRE_OP_ECDSA_VERIFY  0x0f
#define WDP_HPRE_OP_MONTGOMERY    0x10
#define WDP_HPRE_OP_SM2_GEN       0x11
#define WDP_HPRE_OP_SM2_SIGN      0x12
#define WDP_HPRE_OP_SM2_VERIFY    0x13
#define WDP_HPRE_OP_SM2_ENCRYPT   0x14
#define WDP_HPRE_OP_SM2_DECRYPT   0x15
#define WDP_HPRE_OP_LAST          0x15

/* ---- 13 operand sizes ---- */
/** Length field of a task of @p k operand bytes. */
#define WDP_HPRE_LEN1(k)       ((k) / WDP_HPRE_LEN_UNIT_B - 1)
/** Operand bytes of a task with length field @p len1. */
#define WDP_HPRE_K_B(len1)     (((len1) + 1u) * WDP_HPRE_LEN_UNIT_B)
#define WDP_HPRE_LEN_UNIT_B    8
#define WDP_HPRE_K_768_B       96 /* DH */
#define WDP_HPRE_K_1024_B      128
#define WDP_HPRE_K_1536_B      192 /* DH */
#define WDP_HPRE_K_2048_B      256
#define WDP_HPRE_K_3072_B      384
#define WDP_HPRE_K_4096_B      512
#define WDP_HPRE_K_ECC256_B    32 /* fields up to 256 bits, X25519 */
#define WDP_HPRE_K_ECC384_B    48 /* 257 to 384 bits */
#define WDP_HPRE_K_ECC576_B    72 /* 385 to 576 bits, X448 */
#define WDP_HPRE_BLOCK_ALIGN_B 64 /* key blocks; see 13 */

/* ---- 14, 15 modular blocks ---- */
/** Key of exponentiation and DH, fields of K bytes (14.1, 15). */
enum wdp_hpre_exp_key {
	WDP_HPRE_EXP_EXPONENT = 0,
	WDP_HPRE_EXP_MODULUS = 1,
	WDP_HPRE_EXP_FIELDS = 2,
};

/** Key of RSA with CRT, fields of K / 2 bytes (14.2). */
enum wdp_hpre_crt_key {
	WDP_HPRE_CRT_DQ = 0,
	WDP_HPRE_CRT_DP = 1,
	WDP_HPRE_CRT_Q = 2,
	WDP_HPRE_CRT_P = 3,
	WDP_HPRE_CRT_QINV = 4,
	WDP_HPRE_CRT_FIELDS = 5,
};

/** Key of RSA key generation, offsets in K / 2 bytes; e takes two (14.3). */
enum wdp_hpre_gen_key {
	WDP_HPRE_GEN_E = 0,
	WDP_HPRE_GEN_P = 2,
	WDP_HPRE_GEN_Q = 3,
	WDP_HPRE_GEN_HALVES = 4,
};

/** Result of RSA key generation, offsets in K / 2 bytes; d and n take two (14.3). */
enum wdp_hpre_gen_out {
	WDP_HPRE_GEN_OUT_D = 0,
	WDP_HPRE_GEN_OUT_N = 2,
	WDP_HPRE_GEN_OUT_HALVES = 4,
	WDP_HPRE_GEN_OUT_QINV = 4,
	WDP_HPRE_GEN_OUT_DQ = 5,
	WDP_HPRE_GEN_OUT_DP = 6,
	WDP_HPRE_GEN_OUT_CRT_HALVES = 7,
};

/* ---- 16 .. 21 blocks of curves: fields of K bytes ---- */
/** Private key block: ECDSA and SM2 signing, SM2 decryption. */
enum wdp_hpre_priv_key {
	WDP_HPRE_PRIV_P = 0,
	WDP_HPRE_PRIV_A = 1,
	WDP_HPRE_PRIV_D = 2,
	WDP_HPRE_PRIV_B = 3,
	WDP_HPRE_PRIV_N = 4,
	WDP_HPRE_PRIV_GX = 5,
	WDP_HPRE_PRIV_GY = 6,
	WDP_HPRE_PRIV_FIELDS = 7,
};

/** Public key block: verification, SM2 encryption and key generation. */
enum wdp_hpre_pub_key {
	WDP_HPRE_PUB_P = 0,
	WDP_HPRE_PUB_A = 1,
	WDP_HPRE_PUB_B = 2,
	WDP_HPRE_PUB_N = 3,
	WDP_HPRE_PUB_GX = 4,
	WDP_HPRE_PUB_GY = 5,
	WDP_HPRE_PUB_PX = 6,
	WDP_HPRE_PUB_PY = 7,
	WDP_HPRE_PUB_FIELDS = 8,
};

/** Key block of point multiplication: the first fields of a private one (17). */
enum wdp_hpre_mul_key {
	WDP_HPRE_MUL_P = 0,
	WDP_HPRE_MUL_A = 1,
	WDP_HPRE_MUL_SCALAR = 2,
	WDP_HPRE_MUL_B = 3,
	WDP_HPRE_MUL_FIELDS = 4,
};

/** Points, as input and as result. */
enum wdp_hpre_point {
	WDP_HPRE_POINT_X = 0,
	WDP_HPRE_POINT_Y = 1,
	WDP_HPRE_POINT_FIELDS = 2,
};

/** Key block of the Montgomery ladder (18); one field each in and out. */
enum wdp_hpre_mont_key {
	WDP_HPRE_MONT_P = 0,
	WDP_HPRE_MONT_A24 = 1,
	WDP_HPRE_MONT_SCALAR = 2,
	WDP_HPRE_MONT_FIELDS = 3,
};

#define WDP_HPRE_X25519_A24   0x1db41
#define WDP_HPRE_X25519_BASE  9
#define WDP_HPRE_X25519_LEN_B 32
#define WDP_HPRE_X448_A24     0x98a9
#define WDP_HPRE_X448_BASE    5
#define WDP_HPRE_X448_LEN_B   56

/** Input of ECDSA and SM2 signing (19.1, 20). */
enum wdp_hpre_sign_in {
	WDP_HPRE_SIGN_IN_E = 0,
	WDP_HPRE_SIGN_IN_K = 1,
	WDP_HPRE_SIGN_IN_FIELDS = 2,
};

/** Result of signing. */
enum wdp_hpre_sign_out {
	WDP_HPRE_SIGN_OUT_R = 0,
	WDP_HPRE_SIGN_OUT_S = 1,
	WDP_HPRE_SIGN_OUT_FIELDS = 2,
};

/** Input of verification: s before r, unlike the result of signing (19.2). */
enum wdp_hpre_verify_in {
	WDP_HPRE_VERIFY_IN_E = 0,
	WDP_HPRE_VERIFY_IN_S = 1,
	WDP_HPRE_VERIFY_IN_R = 2,
	WDP_HPRE_VERIFY_IN_FIELDS = 3,
};

/** Result of SM2 key generation; the input is the base point (20). */
enum wdp_hpre_sm2_gen_out {
	WDP_HPRE_SM2_GEN_OUT_PX = 0,
	WDP_HPRE_SM2_GEN_OUT_PY = 1,
	WDP_HPRE_SM2_GEN_OUT_D = 2,
	WDP_HPRE_SM2_GEN_OUT_FIELDS = 3,
};

/* SM2 encryption: byte offsets, m is the length of the message (21) */
#define WDP_HPRE_SM2_K_B        32
#define WDP_HPRE_SM2_MSG_OFF    32 /* input of encryption, after k */
#define WDP_HPRE_SM2_C1X_OFF    0
#define WDP_HPRE_SM2_C1Y_OFF    32
#define WDP_HPRE_SM2_C2_OFF     64
#define WDP_HPRE_SM2_C3_OFF(m)  (WDP_HPRE_SM2_C2_OFF + (m))
#define WDP_HPRE_SM2_C3_B       32
#define WDP_HPRE_SM2_CIPHER_B(m) (WDP_HPRE_SM2_C3_OFF(m) + WDP_HPRE_SM2_C3_B)

/* ---- 23 completion ---- */
#define WDP_HPRE_DONE_SUBMIT  1
#define WDP_HPRE_DONE_FINISHED 3
#define WDP_HPRE_ETYPE_OK     0
#define WDP_HPRE_ETYPE1_OK    0
#define WDP_HPRE_ETYPE1_SVA   WDP_BIT32(5) /* of the field's value */

/* ---- 24 limits ---- */
#define WDP_HPRE_KEY_MAX_B    1280 /* CRT key of 4096 bits */
#define WDP_HPRE_MOD_IO_MAX_B 512
#define WDP_HPRE_GEN_OUT_MAX_B 1792
#define WDP_HPRE_ECC_KEY_MAX_B 576
#define WDP_HPRE_SM2_MSG_MIN_B 1
#define WDP_HPRE_SM2_MSG_MAX_B 512
static_assert(WDP_HPRE_CRT_FIELDS * WDP_HPRE_K_4096_B / 2 == WDP_HPRE_KEY_MAX_B, "CRT key");
static_assert(WDP_HPRE_GEN_OUT_CRT_HALVES * WDP_HPRE_K_4096_B / 2 == WDP_HPRE_GEN_OUT_MAX_B,
	"generated key");
static_assert(WDP_HPRE_PUB_FIELDS * WDP_HPRE_K_ECC576_B == WDP_HPRE_ECC_KEY_MAX_B, "ECC key");
static_assert(WDP_HPRE_SM2_MSG_MAX_B - 1 == WDP_ONES32(WDP_HPRE_SM2_MLEN_WIDTH), "SM2 message");

#endif /* WDP_HW_HPRE_H */
