/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HW_QM_H
#define WDP_HW_QM_H

/**
 * @file
 * Queue manager: registers (BAR 2 offsets), mailbox, doorbells, contexts, ring
 * entries. Section numbers are those of doc/hw/qm.md.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "wdp_hw_bits.h"

/* ---- 4.1 function-local block ---- */
#define WDP_QM_AEQ_INT_SRC    0x0000
#define WDP_QM_AEQ_INT_MASK   0x0004
#define WDP_QM_EQ_INT_SRC     0x0008
#define WDP_QM_EQ_INT_MASK    0x000c
#define WDP_QM_IFC_INT_SRC    0x0020 /* W1C */
#define WDP_QM_IFC_INT_MASK   0x0024
#define WDP_QM_IFC_INT_STATUS 0x0028
#define WDP_QM_IFC_INT_SET    0x002c
#define WDP_QM_QUE_ISO_CFG    0x0030
#define WDP_QM_QUE_ISO_DB     WDP_BIT32(0)
#define WDP_QM_PAGE_SIZE      0x0034
#define WDP_QM_VF_STATE       0x0060
#define WDP_QM_FUNS_ACTIVE_ST 0x0200
#define WDP_QM_CACHE_WB_START 0x0204
#define WDP_QM_CACHE_WB_DONE  0x0208
#define WDP_QM_MB_BASE        0x0300
#define WDP_QM_MB_SIZE        16
#define WDP_QM_DB_SQ_CQ       0x1000 /* also the offset inside a BAR 4 page */
#define WDP_QM_DB_EQ_AEQ      0x2000
#define WDP_QM_DB_PAGE_SIZE   0x10000

#define WDP_QM_VF_EQC         0x8000 /* VF of V3: images of its event contexts */
#define WDP_QM_VF_AEQC        0x8020
#define WDP_QM_VF_IMAGE_B     0x1c

/* ---- 3 capability registers ---- */
#define WDP_QM_CAP_FEATURES   0x3100
#define WDP_QM_CAP_VER_SHIFT  0
#define WDP_QM_CAP_VER_WIDTH  8
#define WDP_QM_CAP_FUNC_QOS   WDP_BIT32(8)
#define WDP_QM_CAP_STOP_QP    WDP_BIT32(9)
#define WDP_QM_CAP_STOP_FUNC  WDP_BIT32(10)
#define WDP_QM_CAP_IFC        WDP_BIT32(11)
#define WDP_QM_CAP_RPM_VF     WDP_BIT32(12)
#define WDP_QM_CAP_RPM_PF     WDP_BIT32(13)
#define WDP_QM_CAP_SVA_PREF   WDP_BIT32(14)
#define WDP_QM_CAP_DAE        WDP_BIT32(15)
#define WDP_QM_CAP_EQ_DEPTH   0x3104 /* 15:0 EQ, 31:16 AEQ */
#define WDP_QM_CAP_QP_DEPTH   0x3108 /* 15:0 SQ, 31:16 CQ */
#define WDP_QM_CAP_EQ_IRQ     0x310c /* 15:0 vector, 31:16 type */
#define WDP_QM_CAP_AEQ_IRQ    0x3110
#define WDP_QM_CAP_ABN_IRQ    0x3114
#define WDP_QM_CAP_IFC_IRQ    0x3118
#define WDP_QM_CAP_MSI_NUM    0x311c /* 31:16 PF, 15:0 VF */
#define WDP_QM_CAP_QM_NFE     0x3124
#define WDP_QM_CAP_QM_RESET   0x3128
#define WDP_QM_CAP_QM_CE      0x312c
#define WDP_QM_CAP_LAST       0x317c

/* ---- 4.2 PF block ---- */
#define WDP_QM_PF_BLOCK       0x100000 /* a VF has nothing from here on */
#define WDP_QM_ERR_SRC        0x100000 /* W1C */
#define WDP_QM_ERR_MASK       0x100004
#define WDP_QM_ERR_STATUS     0x100008
#define WDP_QM_ERR_SET        0x10000c
#define WDP_QM_ERR_INFO0      0x100010
#define WDP_QM_ERR_INFO1      0x100014
#define WDP_QM_ERR_INFO2      0x100018
#define WDP_QM_MEM_START      0x100040
#define WDP_QM_MEM_DONE       0x100044
#define WDP_QM_CACHE_CTL      0x100050
#define WDP_QM_CACHE_CTL_INIT 0x1833
#define WDP_QM_VFT_GO         0x100054
#define WDP_QM_VFT_DIR        0x100058 /* 0 write, 1 read */
#define WDP_QM_VFT_TYPE       0x10005c
#define WDP_QM_VFT_TYPE_SQC    0
#define WDP_QM_VFT_TYPE_CQC    1
#define WDP_QM_VFT_TYPE_SHAPER 2
#define WDP_QM_VFT_ADDR       0x100060
#define WDP_QM_VFT_DATA_LO    0x100064
#define WDP_QM_VFT_DATA_HI    0x100068
#define WDP_QM_VFT_READY      0x10006c
#define WDP_QM_TIMEOUT_CFG    0x100070
#define WDP_QM_DB_TIMEOUT     0x100074
#define WDP_QM_DB_TIMEOUT_NS  0x1fffff
#define WDP_QM_FLR_PEND_TIME  0x100078
#define WDP_QM_ARUSER         0x100088
#define WDP_QM_ARUSER_EN      0x100090
#define WDP_QM_AWUSER         0x100098
#define WDP_QM_AWUSER_EN      0x1000a0
#define WDP_QM_WUSER_EN       0x1000a8
#define WDP_QM_AXCACHE        0x1000ac
#define WDP_QM_AXCACHE_EN     0x1000b0
#define WDP_QM_PEH_AXUSER     0x1000cc
#define WDP_QM_PEH_AXUSER_EN  0x1000d0
#define WDP_QM_VENDOR_ID      0x1000d8
#define WDP_QM_REVISION       0x1000dc
#define WDP_QM_RAS_CE_EN      0x1000ec
#define WDP_QM_RAS_FE_EN      0x1000f0
#define WDP_QM_RAS_NFE_EN     0x1000f4
#define WDP_QM_RAS_CE_THRESH  0x1000f8
#define WDP_QM_PEH_DFX0       0x1000fc
#define WDP_QM_PEH_DFX1       0x100100
#define WDP_QM_CNT_RDCLR      0x100118
#define WDP_QM_AXI_TO_CTRL    0x100120
#define WDP_QM_AXI_TO_STATUS  0x100124
#define WDP_QM_IFC_READY      0x100128 /* 64 bit */
#define WDP_QM_IFC_SET        0x100130
#define WDP_QM_IFC_TARGET     0x100134
#define WDP_QM_IFC_SRC        0x100138 /* 64 bit, W1C */
#define WDP_QM_CQE_AGGR_TO    0x100144
#define WDP_QM_PM_CTRL        0x100148
#define WDP_QM_PM_CTRL_NOGATE WDP_BIT32(9)
#define WDP_QM_QUE_NUM_CAP    0x100158 /* 10:0 device, 21:11 per function */
#define WDP_QM_QUE_NUM_TOTAL_SHIFT 0
#define WDP_QM_QUE_NUM_TOTAL_WIDTH 11
#define WDP_QM_QUE_NUM_FUNC_SHIFT  11
#define WDP_QM_QUE_NUM_FUNC_WIDTH  11
#define WDP_QM_SHAPER_CFG     0x100164
#define WDP_QM_SHAPER_EN      WDP_BIT32(30)
#define WDP_QM_MB_CNT         0x104018
#define WDP_QM_DB_CNT         0x104028
#define WDP_QM_SQE_CNT        0x104038
#define WDP_QM_CQE_CNT        0x104048
#define WDP_QM_TO_ACC_CNT     0x104050
#define WDP_QM_WB_SQE_CNT     0x104058
#define WDP_QM_ACC_FIN_CNT    0x104060
#define WDP_QM_CQE_ERR_CNT    0x1040b4
#define WDP_QM_IDLE_ST        0x1040e4
#define WDP_QM_OOO_SHUTDOWN   0x1040f8
#define WDP_QM_RAS_MSI_SEL    0x1040fc

/* AXUSER words, 4.4 */
#define WDP_QM_AXUSER_BASE    0x40001070
#define WDP_QM_AXUSER_EN_BASE 0xfffffffe
#define WDP_QM_PEH_AXUSER_NOFLR 0x401001

/* ---- 4.3 AXI master block ---- */
#define WDP_QM_AM_CTRL        0x300000
#define WDP_QM_AM_PORT_WR_EN  0x30001c
#define WDP_QM_AM_PORT_STS    0x300100
#define WDP_QM_AM_ROB_ECC     0x300104
#define WDP_QM_AM_TRANS_RET   0x300150
#define WDP_QM_AM_TRANS_IDLE  0x3

/* ---- 6 VFT entries ---- */
#define WDP_VFT_SQC_BASE_SHIFT  28
#define WDP_VFT_SQC_BASE_WIDTH  16
#define WDP_VFT_SQC_VALID       WDP_BIT64(44)
#define WDP_VFT_SQC_NUM_SHIFT   45
#define WDP_VFT_SQC_NUM_WIDTH   10
#define WDP_VFT_CQC_VALID       WDP_BIT64(28)
#define WDP_VFT_SHAPER_TYPE_BIT 6

/* ---- 7 mailbox ---- */
#define WDP_MB_CMD_SQC       0x0
#define WDP_MB_CMD_CQC       0x1
#define WDP_MB_CMD_EQC       0x2
#define WDP_MB_CMD_AEQC      0x3
#define WDP_MB_CMD_SQC_BASE  0x4
#define WDP_MB_CMD_CQC_BASE  0x5
#define WDP_MB_CMD_SQC_VFT   0x6
#define WDP_MB_CMD_STOP_QP   0x8
#define WDP_MB_CMD_FLUSH     0x9
#define WDP_MB_CMD_IFC_SRC   0xc
#define WDP_MB_CMD_IFC_DST   0xd
#define WDP_MB_CMD_PAUSE     0xe
#define WDP_MB_CMD_SHIFT     0
#define WDP_MB_CMD_WIDTH     8
#define WDP_MB_STATUS_SHIFT  9
#define WDP_MB_STATUS_WIDTH  4
#define WDP_MB_BUSY          WDP_BIT32(13)
#define WDP_MB_OP_GET        WDP_BIT32(14)
#define WDP_MB_DATA_LO       0x304
#define WDP_MB_DATA_HI       0x308

/* ---- 8 doorbells (V2 and later): one 64-bit store ---- */
#define WDP_DB_QN_SHIFT    0
#define WDP_DB_QN_WIDTH    12
#define WDP_DB_CMD_SHIFT   12
#define WDP_DB_CMD_WIDTH   4
#define WDP_DB_CMD_SQ      0
#define WDP_DB_CMD_CQ      1
#define WDP_DB_CMD_EQ      2
#define WDP_DB_CMD_AEQ     3
#define WDP_DB_TAG_SHIFT   16
#define WDP_DB_TAG_WIDTH   16
#define WDP_DB_INDEX_SHIFT 32 /* of the 64-bit word */
#define WDP_DB_FLAG_SHIFT  48

/* ---- 9 contexts: sizes, and words with their fields ---- */
#define WDP_CTX_SIZE  32 /* one staging or table slot; EQC/AEQC use 28 bytes of it */
#define WDP_CTX_ALIGN 32
#define WDP_CTX_DEPTH_MAX 4096

/** SQ context as the device reads it (9.1). */
struct wdp_sqc {
	uint16_t head;
	uint16_t tail;
	uint32_t base_lo;
	uint32_t base_hi;
	uint32_t dw3; /* WDP_SQC_DW3_* */
	uint16_t tag;
	uint16_t rsvd0;
	uint16_t pasid;
	uint16_t w11; /* WDP_SQC_W11_* */
	uint16_t cq_num;
	uint16_t w13; /* WDP_SQC_W13_* */
	uint32_t rsvd1;
};
static_assert(sizeof(struct wdp_sqc) == 32, "SQC is 32 bytes");
static_assert(offsetof(struct wdp_sqc, tag) == 16, "SQC tag at 16");
static_assert(offsetof(struct wdp_sqc, w13) == 26, "SQC word 13 at 26");

#define WDP_SQC_DW3_DEPTH_SHIFT 0 /* depth - 1 */
#define WDP_SQC_DW3_DEPTH_WIDTH 12
#define WDP_SQC_DW3_SQE_SHIFT   12 /* log2(SQE bytes) */
#define WDP_SQC_DW3_SQE_WIDTH   4
#define WDP_SQC_W11_HEAD_SIG  WDP_BIT32(5)
#define WDP_SQC_W11_TAIL_SIG  WDP_BIT32(6)
#define WDP_SQC_W11_PASID_EN  WDP_BIT32(7)
#define WDP_SQC_W13_ORDER     WDP_BIT32(4)
#define WDP_SQC_W13_CLOSE     WDP_BIT32(6)
#define WDP_SQC_W13_TYPE_SHIFT 8
#define WDP_SQC_W13_TYPE_WIDTH 4

/** CQ context as the device reads it (9.2). */
struct wdp_cqc {
	uint16_t head;
	uint16_t tail;
	uint32_t base_lo;
	uint32_t base_hi;
	uint32_t dw3; /* depth - 1, log2(CQE bytes) */
	uint16_t tag;
	uint16_t rsvd0;
	uint16_t pasid;
	uint16_t w11; /* WDP_CQC_W11_* */
	uint32_t dw6; /* WDP_CQC_DW6_* */
	uint32_t rsvd1;
};
static_assert(sizeof(struct wdp_cqc) == 32, "CQC is 32 bytes");
static_assert(offsetof(struct wdp_cqc, dw6) == 24, "CQC dword 6 at 24");

#define WDP_CQC_DW3_DEPTH_SHIFT 0
#define WDP_CQC_DW3_DEPTH_WIDTH 12
#define WDP_CQC_DW3_CQE_SHIFT   12
#define WDP_CQC_DW3_CQE_WIDTH   4
#define WDP_CQE_SHIFT           4 /* log2 of 16 bytes */
#define WDP_CQC_W11_PASID_EN  WDP_BIT32(0)
#define WDP_CQC_W11_HEAD_SIG  WDP_BIT32(5)
#define WDP_CQC_W11_TAIL_SIG  WDP_BIT32(6)
#define WDP_CQC_DW6_PHASE     WDP_BIT32(0)
#define WDP_CQC_DW6_C_FLAG    WDP_BIT32(1)

/** EQ and AEQ context (9.3): 28 bytes used, kept in a 32-byte slot. */
struct wdp_eqc {
	uint16_t head;
	uint16_t tail;
	uint32_t base_lo;
	uint32_t base_hi;
	uint32_t dw3;
	uint32_t rsvd[2];
	uint32_t dw6; /* WDP_EQC_DW6_* */
	uint32_t pad;
};
static_assert(sizeof(struct wdp_eqc) == 32, "EQC slot is 32 bytes");
static_assert(offsetof(struct wdp_eqc, dw6) == 24, "EQC dword 6 at 24");

#define WDP_EQC_DW6_DEPTH_SHIFT 0 /* depth - 1 */
#define WDP_EQC_DW6_DEPTH_WIDTH 16
#define WDP_EQC_DW6_PHASE       WDP_BIT32(16)

/* ---- 10 ring entries ---- */

/** Completion queue entry (10.2). */
struct wdp_cqe {
	uint32_t rsvd0;
	uint16_t cmd_id;
	uint16_t rsvd1;
	uint16_t sq_head; /* slot of the finished SQE */
	uint16_t sq_num;
	uint16_t rsvd2;
	uint16_t w7; /* bit 0 phase */
};
static_assert(sizeof(struct wdp_cqe) == 16, "CQE is 16 bytes");
static_assert(offsetof(struct wdp_cqe, w7) == 14, "CQE phase word at 14");

#define WDP_CQE_PHASE 0x1
/* The upper 64 bits of a CQE as one word: slot 15:0, queue 31:16, phase bit 48. */
#define WDP_CQE_HI_SLOT_SHIFT  0
#define WDP_CQE_HI_SQN_SHIFT   16
#define WDP_CQE_HI_PHASE_SHIFT 48

#define WDP_EQE_CQN_SHIFT 0
#define WDP_EQE_CQN_WIDTH 16
#define WDP_EQE_PHASE     WDP_BIT32(16)
#define WDP_AEQE_TYPE_SHIFT 17
#define WDP_AEQE_TYPE_WIDTH 4
#define WDP_AEQE_CQ_OVERFLOW 0
#define WDP_AEQE_EQ_OVERFLOW 1
#define WDP_AEQE_CQE_ERROR   2

/* ---- 16 QM error bits ---- */
#define WDP_QM_ERR_AXI_RRESP    WDP_BIT32(0)
#define WDP_QM_ERR_AXI_BRESP    WDP_BIT32(1)
#define WDP_QM_ERR_ECC_MBIT     WDP_BIT32(2)
#define WDP_QM_ERR_ECC_1BIT     WDP_BIT32(3)
#define WDP_QM_ERR_ACC_GET_TASK WDP_BIT32(4)
#define WDP_QM_ERR_ACC_DO_TASK  WDP_BIT32(5)
#define WDP_QM_ERR_ACC_WB       WDP_BIT32(6)
#define WDP_QM_ERR_SQ_CQ_FUNC   WDP_BIT32(7)
#define WDP_QM_ERR_CQ_FUNC      WDP_BIT32(8)
#define WDP_QM_ERR_SQ_FUNC      WDP_BIT32(9)
#define WDP_QM_ERR_DB_TIMEOUT   WDP_BIT32(10)
#define WDP_QM_ERR_OF_FIFO      WDP_BIT32(11)
#define WDP_QM_ERR_DB_TAG       WDP_BIT32(12)
#define WDP_QM_ERR_MB_TIMEOUT   WDP_BIT32(13)
#define WDP_QM_ERR_FLR_TIMEOUT  WDP_BIT32(14)
#define WDP_QM_ERR_ALL          0x7fff

/* ---- 24 scatter-gather lists ---- */

/** One SGL entry (32 bytes). Software words are not read by the device. */
struct wdp_sge {
	uint64_t addr;
	uint64_t sw0;
	uint32_t len;
	uint32_t pad;
	uint64_t sw1;
};
static_assert(sizeof(struct wdp_sge) == 32, "SGE is 32 bytes");

/** SGL header (64 bytes), followed by its entries. */
struct wdp_sgl {
	uint64_t next;      /* IOVA of the next SGL, 0 = last */
	uint16_t chain_num; /* entries in the whole chain */
	uint16_t valid_num; /* valid entries in this SGL */
	uint16_t capacity;  /* entries this SGL has room for */
	uint16_t pad;
	uint8_t sw[48];
	struct wdp_sge sge[];
};
static_assert(sizeof(struct wdp_sgl) == 64, "SGL header is 64 bytes");

#define WDP_SGL_ALIGN      64
#define WDP_SGL_SGE_MAX    255 /* entries of one SGL */
#define WDP_SGL_CHAIN_MAX  256 /* SGLs of one chain */
#define WDP_SGL_SGE_LEN_MAX_B (8u << 20)

/* ---- 11 limits ---- */
#define WDP_QM_QUEUES_MAX 1024 /* V2 and later */
#define WDP_QM_VF_MAX     63

#endif /* WDP_HW_QM_H */
