/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_VFU_CLIENT_H
#define WDP_VFU_CLIENT_H

/**
 * @file
 * vfio-user client: one request at a time, each answered or given up within a time limit.
 * Needs libc only. Not thread-safe: the caller serialises.
 *
 * Errors of every call: what the server answered (a positive errno in its reply), or
 * -ECONNRESET / -EPIPE (the server is gone), -ETIMEDOUT (it is silent), -EPROTO (it does not
 * speak the protocol). The last three are final: the stream is out of step, and every later
 * call returns the same at once. wdp_vfu_client_broken() tells the two kinds apart.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wdp_vfu_msg.h"

struct wdp_vfu_client;

/**
 * Connect to a server's socket.
 * @return descriptor (close-on-exec) or -errno: -ENOENT, -ECONNREFUSED (nobody listens),
 *   -EAGAIN (it serves somebody else), -ENAMETOOLONG.
 */
int wdp_vfu_client_connect(const char *path);

/**
 * Greet the server on a connected socket and check that it is a PCI device.
 * @param sock the client owns it after success.
 * @param timeout_ms limit of each request, 0 = WDP_VFU_TIMEOUT_MS.
 * @return 0 or -errno; -ENODEV: not a PCI device.
 */
int wdp_vfu_client_open(int sock, unsigned int timeout_ms, struct wdp_vfu_client **out);
/** Closes the socket and frees @p c. @p hang_up: end the stream for copies of the socket in
 * other processes as well.
 */
void wdp_vfu_client_close(struct wdp_vfu_client *c, bool hang_up);

int wdp_vfu_client_sock(const struct wdp_vfu_client *c);
/** 0, or the -errno that ended the session. */
int wdp_vfu_client_broken(const struct wdp_vfu_client *c);
/** Number of shadow doorbell slots, 0 = the server has none. */
unsigned int wdp_vfu_client_shadow_slots(const struct wdp_vfu_client *c);

/**
 * @param info receives size and flags of region @p index.
 * @param fd receives the descriptor of its memory or -1 (the caller's); may be NULL.
 */
int wdp_vfu_client_region_info(struct wdp_vfu_client *c, uint32_t index,
	struct wdp_vfu_region_info *info, int *fd);
/** Read or write 1..4096 bytes of a region. */
int wdp_vfu_client_read(struct wdp_vfu_client *c, uint32_t region, uint64_t off, void *buf,
	uint32_t len);
int wdp_vfu_client_write(struct wdp_vfu_client *c, uint32_t region, uint64_t off, const void *buf,
	uint32_t len);

/** @param fd -1: the range is announced without memory. @param flags WDP_VFU_DMA_*. */
int wdp_vfu_client_dma_map(struct wdp_vfu_client *c, uint64_t iova, uint64_t size, int fd,
	uint64_t fd_off, uint32_t flags);
int wdp_vfu_client_dma_unmap(struct wdp_vfu_client *c, uint64_t iova, uint64_t size);
int wdp_vfu_client_dma_unmap_all(struct wdp_vfu_client *c);

/** Use @p count eventfds for the vectors from @p start of index @p index; count 0 disables. */
int wdp_vfu_client_set_irqs(struct wdp_vfu_client *c, uint32_t index, uint32_t start,
	const int *fds, uint32_t count);

int wdp_vfu_client_reset(struct wdp_vfu_client *c);

/**
 * Map the shadow doorbells, not inherited by fork().
 * @return 0 or -errno; -ENOTSUP: the server has none.
 */
int wdp_vfu_client_shadow_map(struct wdp_vfu_client *c, void **addr, size_t *len);

#endif /* WDP_VFU_CLIENT_H */
