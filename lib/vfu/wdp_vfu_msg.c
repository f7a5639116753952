/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/socket.h>

#include "wdp_vfu_msg.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the message structures are used in place: little-endian machines only"
#endif

union fd_control {
	struct cmsghdr align;
	char buf[CMSG_SPACE(sizeof(int) * WDP_VFU_MAX_FDS)];
};

void
wdp_vfu_fds_close(struct wdp_vfu_fds *fds)
{
	unsigned int i;

	for (i = 0; i < fds->n; i++)
		if (fds->fd[i] >= 0)
			close(fds->fd[i]);
	fds->n = 0;
}

int
wdp_vfu_fds_take(struct wdp_vfu_fds *fds, unsigned int i)
{
	int fd;

	if (i >= fds->n)
		return -1;
	fd = fds->fd[i];
	fds->fd[i] = -1;
	return fd;
}

static int64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

static int
wait_ready(int sock, short events, int64_t deadline_ms)
{
	struct pollfd p = { .fd = sock, .events = events };
	int64_t left = deadline_ms - now_ms();
	int n;

	n = poll(&p, 1, left > 0 ? (int)left : 0);
	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	/* Hang-up counts as ready: the next call on the socket tells what happened. */
	return n == 0 ? -ETIMEDOUT : 0;
}

/* Take the descriptors of one recvmsg(); false when some had to be dropped. */
static bool
collect_fds(struct msghdr *mh, struct wdp_vfu_fds *fds)
{
	bool complete = (mh->msg_flags & MSG_CTRUNC) == 0;
	struct cmsghdr *c;

	for (c = CMSG_FIRSTHDR(mh); c != NULL; c = CMSG_NXTHDR(mh, c)) {
		size_t i, n;

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (i = 0; i < n; i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(c) + i * sizeof(fd), sizeof(fd));
			if (fds->n < WDP_VFU_MAX_FDS) {
				fds->fd[fds->n++] = fd;
			} else {
				close(fd);
				complete = false;
			}
		}
	}
	return complete;
}

static int
recv_full(int sock, void *buf, size_t len, struct wdp_vfu_fds *fds, bool *complete,
	int64_t deadline_ms)
{
	size_t done = 0;

	while (done < len) {
		union fd_control ctl;
		struct iovec iov = { (uint8_t *)buf + done, len - done };
		struct msghdr mh = {
			.msg_iov = &iov,
			.msg_iovlen = 1,
			.msg_control = ctl.buf,
			.msg_controllen = sizeof(ctl.buf),
		};
		ssize_t n = recvmsg(sock, &mh, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);

		if (n > 0) {
			*complete &= collect_fds(&mh, fds);
			done += n;
		} else if (n == 0) {
			return -ECONNRESET;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			int ret = wait_ready(sock, POLLIN, deadline_ms);

			if (ret != 0)
				return ret;
		} else if (errno != EINTR) {
			return -errno;
		}
	}
	return 0;
}

int
wdp_vfu_msg_recv(int sock, struct wdp_vfu_hdr *hdr, void *body, size_t body_max,
	struct wdp_vfu_fds *fds, unsigned int timeout_ms)
{
	int64_t deadline_ms = now_ms() + timeout_ms;
	bool complete = true;
	int ret;

	fds->n = 0;
	memset(hdr, 0, sizeof(*hdr));
	ret = recv_full(sock, hdr, sizeof(*hdr), fds, &complete, deadline_ms);
	if (ret != 0)
		goto drop_fds;
	if (hdr->size < sizeof(*hdr) || hdr->size - sizeof(*hdr) > body_max) {
		ret = -EMSGSIZE;
		goto drop_fds;
	}
	ret = recv_full(sock, body, hdr->size - sizeof(*hdr), fds, &complete, deadline_ms);
	if (ret == 0 && !complete)
		ret = -E2BIG;
	if (ret == 0)
		return 0;
drop_fds:
	wdp_vfu_fds_close(fds);
	return ret;
}

/* Step over @p n bytes that went out. */
static void
iov_advance(struct msghdr *mh, size_t n)
{
	while (mh->msg_iovlen > 0 && n >= mh->msg_iov->iov_len) {
		n -= mh->msg_iov->iov_len;
		mh->msg_iov++;
		mh->msg_iovlen--;
	}
	if (mh->msg_iovlen > 0) {
		mh->msg_iov->iov_base = (uint8_t *)mh->msg_iov->iov_base + n;
		mh->msg_iov->iov_len -= n;
	}
}

static int
send_full(int sock, struct msghdr *mh, int64_t deadline_ms)
{
	while (mh->msg_iovlen > 0) {
		ssize_t n = sendmsg(sock, mh, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n >= 0) {
			/* The descriptors went with the first byte. */
			if (n > 0) {
				mh->msg_control = NULL;
				mh->msg_controllen = 0;
			}
			iov_advance(mh, n);
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			int ret = wait_ready(sock, POLLOUT, deadline_ms);

			if (ret != 0)
				return ret;
		} else if (errno != EINTR) {
			return -errno;
		}
	}
	return 0;
}

static void
attach_fds(struct msghdr *mh, union fd_control *ctl, const int *fds, unsigned int num_fds)
{
	struct cmsghdr *c;

	memset(ctl, 0, sizeof(*ctl));
	mh->msg_control = ctl->buf;
	mh->msg_controllen = CMSG_SPACE(sizeof(int) * num_fds);
	c = CMSG_FIRSTHDR(mh);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int) * num_fds);
	memcpy(CMSG_DATA(c), fds, sizeof(int) * num_fds);
}

int
wdp_vfu_msg_send(int sock, struct wdp_vfu_hdr *hdr, const struct iovec *parts,
	unsigned int num_parts, const int *fds, unsigned int num_fds, unsigned int timeout_ms)
{
	struct iovec iov[1 + WDP_VFU_MSG_PARTS];
	struct msghdr mh = { .msg_iov = iov, .msg_iovlen = 1 };
	union fd_control ctl;
	size_t size = sizeof(*hdr);
	unsigned int i;

	if (num_parts > WDP_VFU_MSG_PARTS || num_fds > WDP_VFU_MAX_FDS)
		return -EINVAL;
	iov[0] = (struct iovec){ hdr, sizeof(*hdr) };
	for (i = 0; i < num_parts; i++) {
		if (parts[i].iov_len == 0)
			continue;
		iov[mh.msg_iovlen++] = parts[i];
		size += parts[i].iov_len;
	}
	if (size > WDP_VFU_MSG_MAX_B)
		return -EMSGSIZE;
	hdr->size = size;
	if (num_fds > 0)
		attach_fds(&mh, &ctl, fds, num_fds);
	return send_full(sock, &mh, now_ms() + timeout_ms);
}
