/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef FAKE_DEVICE_H
#define FAKE_DEVICE_H

/* A device that remembers what the server asked of it. */

#include "wdp_vfu_server.h"

#define FAKE_BAR2_B   0x10000
#define FAKE_CFG_B    256
#define FAKE_SLOTS    16
#define FAKE_SHADOW_B (FAKE_SLOTS * WDP_VFU_SHADOW_SLOT_B)
#define FAKE_MSI      4
#define FAKE_MAPS     64

struct fake_map {
	uint64_t iova, size, fd_off;
	bool has_fd, readable, writable;
};

struct fake_device {
	uint8_t bar2[FAKE_BAR2_B];
	uint8_t cfg[FAKE_CFG_B];
	struct fake_map maps[FAKE_MAPS];
	unsigned int num_maps;
	int irq[FAKE_MSI]; /* the server's descriptor, -1 = none */
	unsigned int irq_calls;
	int shadow_fd;
	uint32_t bound[FAKE_SLOTS];
	unsigned int resets, disconnects, notes, unmap_all;
	int fail; /* errno the next calls fail with, 0 = none */
};

extern const struct wdp_vfu_server_ops fake_ops;

void fake_init(struct fake_device *d);
void fake_fini(struct fake_device *d);

/* Open descriptors of this process. */
unsigned int count_fds(void);

#endif /* FAKE_DEVICE_H */
