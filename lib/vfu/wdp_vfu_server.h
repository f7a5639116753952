/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_VFU_SERVER_H
#define WDP_VFU_SERVER_H

/**
 * @file
 * vfio-user server: turns messages into calls of an ops table. Knows the protocol and
 * nothing of the device behind it. Complete enough for QEMU's vfio-user-pci as its client.
 *
 * One client at a time, one thread at a time. The message handler works on plain buffers
 * as well, so unit tests and fuzzers need no socket.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wdp_vfu_msg.h"

/** Most vectors one interrupt index may have. */
#define WDP_VFU_MAX_VECS 64

/** What a device says about one region. */
struct wdp_vfu_region {
	uint64_t size;  /**< bytes, 0 = absent */
	uint32_t flags; /**< WDP_VFU_REGION_R, _W, _MMAP */
	int fd;         /**< with _MMAP: descriptor that goes to the client (stays the device's) */
};

/**
 * The device behind the server. Every call returns 0 or -errno, which becomes the error of
 * the reply. Ranges and indices were checked against what the device said about itself.
 */
struct wdp_vfu_server_ops {
	/** Make a range reachable. @p fd is -1 when none came; it is closed after the call. */
	int (*dma_map)(void *dev, uint64_t iova, uint64_t size, int fd, uint64_t fd_off,
		bool readable, bool writable);
	/** Drop every mapping inside the range (none is fine), or simply all of them. */
	int (*dma_unmap)(void *dev, uint64_t iova, uint64_t size, bool all);
	/** Describe region @p index; *info is zeroed, with fd -1, before the call. */
	int (*region_info)(void *dev, unsigned int index, struct wdp_vfu_region *info);
	int (*region_read)(void *dev, unsigned int index, uint64_t off, void *buf, size_t len);
	int (*region_write)(void *dev, unsigned int index, uint64_t off, const void *buf,
		size_t len);
	/** Number of vectors of an interrupt index (WDP_VFU_IRQ_*), at most WDP_VFU_MAX_VECS. */
	unsigned int (*irq_count)(void *dev, unsigned int index);
	/** Signal vector @p vec through eventfd @p fd from now on (dup it); -1: not at all. */
	int (*set_irq)(void *dev, unsigned int index, unsigned int vec, int fd);
	int (*reset)(void *dev);
	/** The client is gone: forget its memory and interrupts. */
	void (*disconnect)(void *dev);
	/** Something the client should not have done, in words; may be NULL. */
	void (*note)(void *dev, const char *text);
};

struct wdp_vfu_server;

/** Reply made by wdp_vfu_server_handle(); valid until the next call on the server. */
struct wdp_vfu_reply {
	struct wdp_vfu_hdr hdr; /**< its size field is set */
	const void *body;       /**< hdr.size - 16 bytes */
	int fd;                 /**< descriptor to send along (the device's), -1 = none */
};

/**
 * @param shadow_slots shadow doorbell slots offered to a client that asks, 0 = none.
 * @return NULL with errno set: EINVAL, ENOMEM.
 */
struct wdp_vfu_server *wdp_vfu_server_create(const struct wdp_vfu_server_ops *ops, void *dev,
	unsigned int shadow_slots);
/** Ends the client's session as well. */
void wdp_vfu_server_destroy(struct wdp_vfu_server *s);

/**
 * Handle one message.
 * @param msg header and payload, exactly @p len bytes (hdr.size is checked against it).
 * @param fds descriptors that came along; all of them are closed or kept by the server.
 * @return 1: *reply is to be sent; 0: nothing to send; -EPROTO: not a request, end the session.
 */
int wdp_vfu_server_handle(struct wdp_vfu_server *s, const void *msg, size_t len,
	struct wdp_vfu_fds *fds, struct wdp_vfu_reply *reply);

/** Forget the session: calls ops->disconnect when there was one, closes the eventfds. */
void wdp_vfu_server_session_end(struct wdp_vfu_server *s);

/**
 * Receive one message from @p sock, handle it and answer.
 * @return 0, or -errno when the session is over (the caller closes the socket and calls
 *   wdp_vfu_server_session_end()): -ECONNRESET and -EPIPE when the client left.
 */
int wdp_vfu_server_serve(struct wdp_vfu_server *s, int sock);

/**
 * Listen on a socket of the file system. A socket left by a dead server is replaced, one
 * that somebody listens on is not. The path appears when connections are accepted, not before
 * (a name beside it is used for a moment, so some 10 characters less than the limit fit).
 * @return descriptor (non-blocking, close-on-exec) or -errno: -EADDRINUSE (in use, or the
 *   path is not a socket), -ENAMETOOLONG, or from socket(), bind(), listen().
 */
int wdp_vfu_server_listen(const char *path);

#endif /* WDP_VFU_SERVER_H */
