/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_VFU_MSG_H
#define WDP_VFU_MSG_H

/**
 * @file
 * Whole vfio-user messages over an AF_UNIX stream socket, with the file descriptors that
 * travel with them. Used by client and server alike; needs libc only.
 *
 * Every call is bounded in time whatever the peer does, never raises SIGPIPE and never
 * leaves a received descriptor open that the caller does not get to see.
 */

#include <stddef.h>
#include <stdint.h>

#include <sys/uio.h>

#include "wdp_vfu_proto.h"

/** Longest wait for the rest of a message, or for a reply. */
#define WDP_VFU_TIMEOUT_MS 5000

/** Descriptors that came with a message: the receiver owns them. */
struct wdp_vfu_fds {
	unsigned int n;
	int fd[WDP_VFU_MAX_FDS];
};

/** Close every descriptor still in the list; taken ones (-1) are left alone. */
void wdp_vfu_fds_close(struct wdp_vfu_fds *fds);

/** Take descriptor @p i out of the list: the caller closes it. -1 when there is none. */
int wdp_vfu_fds_take(struct wdp_vfu_fds *fds, unsigned int i);

/**
 * Send one message.
 * @param hdr header; its size field is filled in here.
 * @param parts payload pieces, at most WDP_VFU_MSG_PARTS.
 * @param fds descriptors to send along, at most WDP_VFU_MAX_FDS.
 * @return 0; -ETIMEDOUT (the peer does not read; the stream is broken afterwards), -EPIPE or
 *   -ECONNRESET (peer gone), -EINVAL, -EMSGSIZE.
 */
#define WDP_VFU_MSG_PARTS 3
int wdp_vfu_msg_send(int sock, struct wdp_vfu_hdr *hdr, const struct iovec *parts,
	unsigned int num_parts, const int *fds, unsigned int num_fds, unsigned int timeout_ms);

/**
 * Receive one message.
 * @param hdr receives the header, also when -EMSGSIZE is returned.
 * @param body payload buffer of @p body_max bytes; hdr->size - 16 bytes are filled in. A size
 *   that does not fit is refused before a byte of the payload is read.
 * @param fds receives the descriptors, close-on-exec; empty on any error.
 * @return 0; -E2BIG: more than WDP_VFU_MAX_FDS descriptors, the message was consumed and the
 *   stream is in order; every other error ends the stream: -EMSGSIZE (size below the header or
 *   beyond the limit), -ECONNRESET (peer gone), -ETIMEDOUT, or recvmsg's errno.
 */
int wdp_vfu_msg_recv(int sock, struct wdp_vfu_hdr *hdr, void *body, size_t body_max,
	struct wdp_vfu_fds *fds, unsigned int timeout_ms);

#endif /* WDP_VFU_MSG_H */
