/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "wdp_vfu_client.h"

/* Longest data of a register or config access, and so of any reply but VERSION's. */
#define DATA_MAX_B 4096
#define REPLY_MAX_B (sizeof(struct wdp_vfu_region_rw) + DATA_MAX_B)

struct wdp_vfu_client {
	int sock;
	unsigned int timeout_ms;
	int broken;
	uint16_t next_id;
	unsigned int shadow_slots;
	size_t reply_len;
	uint8_t reply[REPLY_MAX_B];
};

static const char hello[] =
	"{\"capabilities\":{\"max_msg_fds\":16,\"max_data_xfer_size\":1048576,"
	"\"pgsizes\":4096,\"max_dma_maps\":65535,\"" WDP_VFU_CAP_SHADOW "\":true}}";

int
wdp_vfu_client_connect(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int fd, ret;

	if (strlen(path) >= sizeof(sa.sun_path))
		return -ENAMETOOLONG;
	strcpy(sa.sun_path, path);
	/* Non-blocking: a server with a full backlog must not hold the caller up. */
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	if (connect(fd, (const struct sockaddr *)&sa, sizeof(sa)) != 0) {
		ret = -errno;
		close(fd);
		return ret;
	}
	return fd;
}

static int
give_up(struct wdp_vfu_client *c, int err)
{
	c->broken = err;
	return err;
}

/* The reply to request @p rq; payload and length are in *c afterwards. */
static int
get_reply(struct wdp_vfu_client *c, const struct wdp_vfu_hdr *rq, struct wdp_vfu_fds *fds)
{
	struct wdp_vfu_hdr h;
	int ret;

	ret = wdp_vfu_msg_recv(c->sock, &h, c->reply, sizeof(c->reply), fds, c->timeout_ms);
	if (ret == -EMSGSIZE || ret == -E2BIG)
		ret = -EPROTO;
	if (ret != 0)
		return give_up(c, ret);
	if (h.id != rq->id || h.cmd != rq->cmd || (h.flags & WDP_VFU_F_TYPE) != WDP_VFU_F_REPLY) {
		wdp_vfu_fds_close(fds);
		return give_up(c, -EPROTO);
	}
	c->reply_len = h.size - sizeof(h);
	if ((h.flags & WDP_VFU_F_ERROR) == 0)
		return 0;
	wdp_vfu_fds_close(fds);
	/* An error without an errno, or with one that is none, is still an error. */
	return h.error > 0 && h.error < 4096 ? -(int)h.error : -EIO;
}

/*
 * One request and its reply.
 * @param fds_out descriptors of the reply, NULL: none are expected.
 * @param reply_min shortest payload that is a legal reply.
 */
static int
request(struct wdp_vfu_client *c, uint16_t cmd, const struct iovec *parts, unsigned int num_parts,
	const int *fds, unsigned int num_fds, struct wdp_vfu_fds *fds_out, size_t reply_min)
{
	struct wdp_vfu_hdr h = { .id = c->next_id++, .cmd = cmd };
	struct wdp_vfu_fds got = { 0 };
	int ret;

	if (c->broken != 0)
		return c->broken;
	ret = wdp_vfu_msg_send(c->sock, &h, parts, num_parts, fds, num_fds, c->timeout_ms);
	if (ret != 0)
		return give_up(c, ret);
	ret = get_reply(c, &h, &got);
	if (ret != 0)
		return ret;
	if (c->reply_len < reply_min) {
		wdp_vfu_fds_close(&got);
		return give_up(c, -EPROTO);
	}
	if (fds_out != NULL)
		*fds_out = got;
	else
		wdp_vfu_fds_close(&got);
	return 0;
}

static int
request_fixed(struct wdp_vfu_client *c, uint16_t cmd, void *payload, size_t len, size_t reply_min)
{
	const struct iovec part = { payload, len };

	return request(c, cmd, &part, 1, NULL, 0, NULL, reply_min);
}

/*
 * The one number this client wants of the server's JSON. A real parser would add a library
 * to the plugin; a missing or odd value only means "no shadow doorbells".
 */
static unsigned int
scan_shadow_slots(const char *text)
{
	static const char key[] = "\"" WDP_VFU_CAP_SHADOW "\"";
	const char *p = strstr(text, key);
	unsigned int n = 0;

	if (p == NULL)
		return 0;
	p += sizeof(key) - 1;
	p += strspn(p, " \t\r\n");
	if (*p++ != ':')
		return 0;
	p += strspn(p, " \t\r\n");
	while (isdigit((unsigned char)*p) && n <= WDP_VFU_SHADOW_SLOTS)
		n = n * 10 + (*p++ - '0');
	return n <= WDP_VFU_SHADOW_SLOTS ? n : 0;
}

static int
greet(struct wdp_vfu_client *c)
{
	struct wdp_vfu_version v = { WDP_VFU_MAJOR, WDP_VFU_MINOR };
	const struct iovec parts[] = {
		{ &v, sizeof(v) },
		{ (void *)(uintptr_t)hello, sizeof(hello) },
	};
	int ret;

	ret = request(c, WDP_VFU_VERSION, parts, 2, NULL, 0, NULL, sizeof(v));
	if (ret != 0)
		return ret;
	memcpy(&v, c->reply, sizeof(v));
	if (v.major != WDP_VFU_MAJOR)
		return give_up(c, -EPROTO);
	if (c->reply_len == sizeof(v))
		return 0;
	if (c->reply[c->reply_len - 1] != '\0')
		return give_up(c, -EPROTO);
	c->shadow_slots = scan_shadow_slots((const char *)c->reply + sizeof(v));
	return 0;
}

static int
check_device(struct wdp_vfu_client *c)
{
	struct wdp_vfu_dev_info i = { .argsz = sizeof(i) };
	int ret;

	ret = request_fixed(c, WDP_VFU_GET_INFO, &i, sizeof(i), sizeof(i));
	if (ret != 0)
		return ret;
	memcpy(&i, c->reply, sizeof(i));
	return i.flags & WDP_VFU_DEV_PCI && i.num_regions >= WDP_VFU_NUM_REGIONS ? 0 : -ENODEV;
}

int
wdp_vfu_client_open(int sock, unsigned int timeout_ms, struct wdp_vfu_client **out)
{
	struct wdp_vfu_client *c = calloc(1, sizeof(*c));
	int ret;

	if (c == NULL)
		return -ENOMEM;
	c->sock = sock;
	c->timeout_ms = timeout_ms != 0 ? timeout_ms : WDP_VFU_TIMEOUT_MS;
	ret = greet(c);
	if (ret == 0)
		ret = check_device(c);
	if (ret != 0) {
		free(c);
		return ret;
	}
	*out = c;
	return 0;
}

void
wdp_vfu_client_close(struct wdp_vfu_client *c, bool hang_up)
{
	if (c == NULL)
		return;
	if (hang_up)
		shutdown(c->sock, SHUT_RDWR);
	close(c->sock);
	free(c);
}

int
wdp_vfu_client_sock(const struct wdp_vfu_client *c)
{
	return c->sock;
}

int
wdp_vfu_client_broken(const struct wdp_vfu_client *c)
{
	return c->broken;
}

unsigned int
wdp_vfu_client_shadow_slots(const struct wdp_vfu_client *c)
{
	return c->shadow_slots;
}

int
wdp_vfu_client_region_info(struct wdp_vfu_client *c, uint32_t index,
	struct wdp_vfu_region_info *info, int *fd)
{
	struct wdp_vfu_region_info i = { .argsz = sizeof(i), .index = index };
	const struct iovec part = { &i, sizeof(i) };
	struct wdp_vfu_fds fds;
	int ret;

	ret = request(c, WDP_VFU_REGION_INFO, &part, 1, NULL, 0, &fds, sizeof(i));
	if (ret != 0)
		return ret;
	memcpy(info, c->reply, sizeof(*info));
	if (fd != NULL)
		*fd = wdp_vfu_fds_take(&fds, 0);
	wdp_vfu_fds_close(&fds);
	return 0;
}

int
wdp_vfu_client_read(struct wdp_vfu_client *c, uint32_t region, uint64_t off, void *buf,
	uint32_t len)
{
	struct wdp_vfu_region_rw a = { .offset = off, .region = region, .count = len };
	int ret;

	if (len == 0 || len > DATA_MAX_B)
		return -EINVAL;
	ret = request_fixed(c, WDP_VFU_REGION_READ, &a, sizeof(a), sizeof(a) + len);
	if (ret != 0)
		return ret;
	memcpy(&a, c->reply, sizeof(a));
	if (a.count != len || c->reply_len != sizeof(a) + len)
		return give_up(c, -EPROTO);
	memcpy(buf, c->reply + sizeof(a), len);
	return 0;
}

int
wdp_vfu_client_write(struct wdp_vfu_client *c, uint32_t region, uint64_t off, const void *buf,
	uint32_t len)
{
	struct wdp_vfu_region_rw a = { .offset = off, .region = region, .count = len };
	const struct iovec parts[] = {
		{ &a, sizeof(a) },
		{ (void *)(uintptr_t)buf, len },
	};

	if (len == 0 || len > DATA_MAX_B)
		return -EINVAL;
	return request(c, WDP_VFU_REGION_WRITE, parts, 2, NULL, 0, NULL, 0);
}

int
wdp_vfu_client_dma_map(struct wdp_vfu_client *c, uint64_t iova, uint64_t size, int fd,
	uint64_t fd_off, uint32_t flags)
{
	struct wdp_vfu_dma_map m = {
		.argsz = sizeof(m), .flags = flags, .offset = fd_off, .iova = iova, .size = size,
	};
	const struct iovec part = { &m, sizeof(m) };

	return request(c, WDP_VFU_DMA_MAP, &part, 1, &fd, fd >= 0 ? 1 : 0, NULL, 0);
}

int
wdp_vfu_client_dma_unmap(struct wdp_vfu_client *c, uint64_t iova, uint64_t size)
{
	struct wdp_vfu_dma_unmap m = { .argsz = sizeof(m), .iova = iova, .size = size };

	return request_fixed(c, WDP_VFU_DMA_UNMAP, &m, sizeof(m), 0);
}

int
wdp_vfu_client_dma_unmap_all(struct wdp_vfu_client *c)
{
	struct wdp_vfu_dma_unmap m = { .argsz = sizeof(m), .flags = WDP_VFU_UNMAP_ALL };

	return request_fixed(c, WDP_VFU_DMA_UNMAP, &m, sizeof(m), 0);
}

int
wdp_vfu_client_set_irqs(struct wdp_vfu_client *c, uint32_t index, uint32_t start, const int *fds,
	uint32_t count)
{
	struct wdp_vfu_set_irqs q = {
		.argsz = sizeof(q),
		.flags = WDP_VFU_SET_TRIGGER |
			(count > 0 ? WDP_VFU_SET_DATA_EVENTFD : WDP_VFU_SET_DATA_NONE),
		.index = index,
		.start = start,
		.count = count,
	};
	const struct iovec part = { &q, sizeof(q) };

	return request(c, WDP_VFU_SET_IRQS, &part, 1, fds, count, NULL, 0);
}

int
wdp_vfu_client_reset(struct wdp_vfu_client *c)
{
	return request(c, WDP_VFU_RESET, NULL, 0, NULL, 0, NULL, 0);
}

int
wdp_vfu_client_shadow_map(struct wdp_vfu_client *c, void **addr, size_t *len)
{
	struct wdp_vfu_region_info i;
	int fd = -1, ret;
	struct stat st;
	void *p;

	if (c->shadow_slots == 0)
		return -ENOTSUP;
	ret = wdp_vfu_client_region_info(c, WDP_VFU_REGION_SHADOW, &i, &fd);
	if (ret != 0)
		return ret;
	*len = (size_t)c->shadow_slots * WDP_VFU_SHADOW_SLOT_B;
	/* Memory shorter than promised would be a SIGBUS in the data path. */
	if (fd < 0 || (i.flags & WDP_VFU_REGION_MMAP) == 0 || i.size < *len ||
			fstat(fd, &st) != 0 || st.st_size < (off_t)(i.offset + *len)) {
		ret = -EPROTO;
		goto out;
	}
	p = mmap(NULL, *len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, i.offset);
	if (p == MAP_FAILED) {
		ret = -errno;
		goto out;
	}
	/* A forked child must not be able to ring the parent's queues. */
	if (madvise(p, *len, MADV_DONTFORK) != 0) {
		ret = -errno;
		munmap(p, *len);
		goto out;
	}
	*addr = p;
out:
	if (fd >= 0)
		close(fd);
	return ret;
}
