/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_VFU_PROTO_H
#define WDP_VFU_PROTO_H

/**
 * @file
 * vfio-user messages as both ends see them: little-endian, header first.
 * Field layout after the vfio-user specification 0.9 (doc/model.md lists what is used).
 * Includes the project's own extension, the shadow doorbell region.
 */

#include <assert.h>
#include <stdint.h>

#define WDP_VFU_MAJOR 0
#define WDP_VFU_MINOR 0

enum wdp_vfu_cmd {
	WDP_VFU_VERSION = 1,
	WDP_VFU_DMA_MAP = 2,
	WDP_VFU_DMA_UNMAP = 3,
	WDP_VFU_GET_INFO = 4,
	WDP_VFU_REGION_INFO = 5,
	WDP_VFU_REGION_IO_FDS = 6,
	WDP_VFU_IRQ_INFO = 7,
	WDP_VFU_SET_IRQS = 8,
	WDP_VFU_REGION_READ = 9,
	WDP_VFU_REGION_WRITE = 10,
	WDP_VFU_DMA_READ = 11,
	WDP_VFU_DMA_WRITE = 12,
	WDP_VFU_RESET = 13,
};

#define WDP_VFU_F_REPLY    0x01 /* bits 3:0: 0 request, 1 reply */
#define WDP_VFU_F_TYPE     0x0f
#define WDP_VFU_F_NO_REPLY 0x10
#define WDP_VFU_F_ERROR    0x20

struct wdp_vfu_hdr {
	uint16_t id;
	uint16_t cmd;
	uint32_t size; /* whole message, header included */
	uint32_t flags;
	uint32_t error; /* errno of a reply with WDP_VFU_F_ERROR */
};
static_assert(sizeof(struct wdp_vfu_hdr) == 16, "vfio-user header is 16 bytes");

struct wdp_vfu_version {
	uint16_t major;
	uint16_t minor;
	/* JSON text and NUL follow */
};

#define WDP_VFU_DMA_R 0x1
#define WDP_VFU_DMA_W 0x2
struct wdp_vfu_dma_map {
	uint32_t argsz;
	uint32_t flags; /* WDP_VFU_DMA_* */
	uint64_t offset; /* into the descriptor that comes with the message */
	uint64_t iova;
	uint64_t size;
};
static_assert(sizeof(struct wdp_vfu_dma_map) == 32, "DMA_MAP is 32 bytes");

#define WDP_VFU_UNMAP_ALL 0x2
struct wdp_vfu_dma_unmap {
	uint32_t argsz;
	uint32_t flags;
	uint64_t iova;
	uint64_t size;
};
static_assert(sizeof(struct wdp_vfu_dma_unmap) == 24, "DMA_UNMAP is 24 bytes");

#define WDP_VFU_DEV_RESET 0x1
#define WDP_VFU_DEV_PCI   0x2
struct wdp_vfu_dev_info {
	uint32_t argsz;
	uint32_t flags;
	uint32_t num_regions;
	uint32_t num_irqs;
};

#define WDP_VFU_REGION_R    0x1
#define WDP_VFU_REGION_W    0x2
#define WDP_VFU_REGION_MMAP 0x4
#define WDP_VFU_REGION_CAPS 0x8
struct wdp_vfu_region_info {
	uint32_t argsz;
	uint32_t flags;
	uint32_t index;
	uint32_t cap_offset;
	uint64_t size;
	uint64_t offset;
};
static_assert(sizeof(struct wdp_vfu_region_info) == 32, "REGION_INFO is 32 bytes");

/* Region indices of a PCI device: BAR n is region n. */
#define WDP_VFU_REGION_CFG 7
#define WDP_VFU_NUM_REGIONS 9

struct wdp_vfu_irq_info {
	uint32_t argsz;
	uint32_t flags;
	uint32_t index;
	uint32_t count;
};
#define WDP_VFU_IRQ_INTX 0
#define WDP_VFU_IRQ_MSI  1
#define WDP_VFU_IRQ_MSIX 2
#define WDP_VFU_IRQ_ERR  3
#define WDP_VFU_IRQ_REQ  4
#define WDP_VFU_NUM_IRQS 5
#define WDP_VFU_IRQ_F_EVENTFD 0x1 /* IRQ_INFO flag */

#define WDP_VFU_SET_DATA_NONE    0x01
#define WDP_VFU_SET_DATA_BOOL    0x02
#define WDP_VFU_SET_DATA_EVENTFD 0x04
#define WDP_VFU_SET_MASK         0x08
#define WDP_VFU_SET_UNMASK       0x10
#define WDP_VFU_SET_TRIGGER      0x20
struct wdp_vfu_set_irqs {
	uint32_t argsz;
	uint32_t flags;
	uint32_t index;
	uint32_t start;
	uint32_t count;
};
static_assert(sizeof(struct wdp_vfu_set_irqs) == 20, "SET_IRQS is 20 bytes");

/** REGION_READ and REGION_WRITE, data follows (in the reply or in the request). */
struct wdp_vfu_region_rw {
	uint64_t offset;
	uint32_t region;
	uint32_t count;
};
static_assert(sizeof(struct wdp_vfu_region_rw) == 16, "REGION_READ/WRITE is 16 bytes");

#define WDP_VFU_MAX_DATA_B (1u << 20) /* max_data_xfer_size offered */
#define WDP_VFU_MAX_FDS    16         /* max_msg_fds offered */
#define WDP_VFU_MSG_MAX_B  (sizeof(struct wdp_vfu_hdr) + 64 + WDP_VFU_MAX_DATA_B)

/*
 * Shadow doorbells: an extension that only the project's own client asks for.
 *
 * The client puts "wd_shadow_doorbells": true among the capabilities of its VERSION
 * request. A server that has them answers with "wd_shadow_doorbells": N among its own
 * capabilities, N = number of slots. There is then one more region, index
 * WDP_VFU_REGION_SHADOW (GET_INFO says num_regions = 10); its REGION_INFO has the mmap
 * flag and the reply carries the memory's descriptor. A client that did not ask (QEMU)
 * never sees the region.
 *
 * Slot s is 128 bytes at s * 128: one 64-bit word for the SQ at +0, one for the CQ at
 * +64, each holding the last doorbell value (hw/wdp_hw_qm.h section 8). A trapped
 * 4-byte REGION_WRITE of the number of a queue (function-relative) at offset
 * s * 128 + WDP_VFU_SHADOW_BIND of the region binds slot s to that queue from its next SQC load
 * on; the words found at that load count as seen. Loading the SQC of a queue with no
 * newly bound slot leaves the queue without one (trapped doorbells only). A slot can be
 * bound again once the SQC of its queue has been loaded anew, or after a reset of the
 * function; before, it is refused (-EBUSY).
 * Doorbells that arm an event go through the trapped register.
 */
#define WDP_VFU_CAP_SHADOW     "wd_shadow_doorbells"
#define WDP_VFU_REGION_SHADOW  9
#define WDP_VFU_SHADOW_SLOT_B  128
#define WDP_VFU_SHADOW_SQ      0
#define WDP_VFU_SHADOW_CQ      64
#define WDP_VFU_SHADOW_BIND    32
#define WDP_VFU_SHADOW_SLOTS   8192

#endif /* WDP_VFU_PROTO_H */
