/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "wdp_vfu_server.h"
#include "vfu_caps.h"

/* Where a region would start in one flat file of the device, as VFIO lays it out. */
#define REGION_OFFSET_SHIFT 40

#define NOTE_MAX_B 160

struct wdp_vfu_server {
	const struct wdp_vfu_server_ops *ops;
	void *dev;
	unsigned int shadow_slots;
	bool greeted;    /* VERSION was answered */
	bool has_shadow; /* the client asked for shadow doorbells */
	int irq[WDP_VFU_NUM_IRQS][WDP_VFU_MAX_VECS];
	uint8_t in[WDP_VFU_MSG_MAX_B];
	uint8_t out[WDP_VFU_MSG_MAX_B];
};

/* One request on its way through a handler. */
struct request {
	const uint8_t *body;
	size_t len;
	struct wdp_vfu_fds *fds;
	size_t reply_len; /* bytes of s->out that are the reply's payload */
	int reply_fd;
};

typedef int (*handler_t)(struct wdp_vfu_server *s, struct request *rq);

static void __attribute__((format(printf, 2, 3)))
note(struct wdp_vfu_server *s, const char *fmt, ...)
{
	char text[NOTE_MAX_B];
	va_list ap;

	if (s->ops->note == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	s->ops->note(s->dev, text);
}

/* The fixed part of a request's payload, copied: message buffers promise no alignment. */
static int
get_fixed(const struct request *rq, void *out, size_t len)
{
	if (rq->len < len)
		return -EINVAL;
	memcpy(out, rq->body, len);
	return 0;
}

static void
put_reply(struct wdp_vfu_server *s, struct request *rq, const void *data, size_t len)
{
	memcpy(s->out, data, len);
	rq->reply_len = len;
}

static int
do_version(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_version v;
	bool want_shadow = false;
	int ret;

	if (get_fixed(rq, &v, sizeof(v)) != 0 || s->greeted)
		return -EINVAL;
	if (v.major != WDP_VFU_MAJOR) {
		note(s, "client speaks protocol %u.%u, only %u.x is spoken here", v.major, v.minor,
			WDP_VFU_MAJOR);
		return -ENOTSUP;
	}
	ret = wdp_vfu_caps_parse((const char *)rq->body + sizeof(v), rq->len - sizeof(v),
		&want_shadow);
	if (ret != 0) {
		note(s, "capabilities of the client are not the JSON the protocol asks for");
		return ret;
	}

	v.minor = WDP_VFU_MINOR;
	memcpy(s->out, &v, sizeof(v));
	want_shadow = want_shadow && s->shadow_slots > 0;
	ret = wdp_vfu_caps_build(want_shadow ? s->shadow_slots : 0, (char *)s->out + sizeof(v),
		sizeof(s->out) - sizeof(v));
	if (ret < 0)
		return ret;
	rq->reply_len = sizeof(v) + ret;
	s->has_shadow = want_shadow;
	s->greeted = true;
	return 0;
}

static int
do_dma_map(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_dma_map m;
	int fd, ret;

	if (get_fixed(rq, &m, sizeof(m)) != 0 || m.argsz < sizeof(m) || rq->fds->n > 1)
		return -EINVAL;
	if ((m.flags & ~(WDP_VFU_DMA_R | WDP_VFU_DMA_W)) != 0 || m.size == 0 ||
			m.iova + m.size - 1 < m.iova)
		return -EINVAL;
	fd = wdp_vfu_fds_take(rq->fds, 0);
	ret = s->ops->dma_map(s->dev, m.iova, m.size, fd, m.offset, m.flags & WDP_VFU_DMA_R,
		m.flags & WDP_VFU_DMA_W);
	if (fd >= 0)
		close(fd);
	return ret;
}

static int
do_dma_unmap(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_dma_unmap m;
	bool all;
	int ret;

	if (get_fixed(rq, &m, sizeof(m)) != 0 || m.argsz < sizeof(m))
		return -EINVAL;
	/* The other flag asks for a dirty page bitmap, which was not offered. */
	if ((m.flags & ~WDP_VFU_UNMAP_ALL) != 0)
		return -ENOTSUP;
	all = (m.flags & WDP_VFU_UNMAP_ALL) != 0;
	if (!all && (m.size == 0 || m.iova + m.size - 1 < m.iova))
		return -EINVAL;
	ret = s->ops->dma_unmap(s->dev, m.iova, m.size, all);
	if (ret == 0)
		put_reply(s, rq, &m, sizeof(m));
	return ret;
}

static unsigned int
num_regions(const struct wdp_vfu_server *s)
{
	return s->has_shadow ? WDP_VFU_REGION_SHADOW + 1 : WDP_VFU_NUM_REGIONS;
}

static int
do_get_info(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_dev_info i;

	if (get_fixed(rq, &i, sizeof(i)) != 0 || i.argsz < sizeof(i))
		return -EINVAL;
	i.argsz = sizeof(i);
	i.flags = WDP_VFU_DEV_RESET | WDP_VFU_DEV_PCI;
	i.num_regions = num_regions(s);
	i.num_irqs = WDP_VFU_NUM_IRQS;
	put_reply(s, rq, &i, sizeof(i));
	return 0;
}

static int
region_of(struct wdp_vfu_server *s, uint32_t index, struct wdp_vfu_region *r)
{
	memset(r, 0, sizeof(*r));
	r->fd = -1;
	if (index >= num_regions(s))
		return -EINVAL;
	return s->ops->region_info(s->dev, index, r);
}

static int
do_region_info(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_region_info i;
	struct wdp_vfu_region r;
	int ret;

	if (get_fixed(rq, &i, sizeof(i)) != 0 || i.argsz < sizeof(i))
		return -EINVAL;
	ret = region_of(s, i.index, &r);
	if (ret != 0)
		return ret;
	i.argsz = sizeof(i);
	i.flags = r.size > 0 ? r.flags : 0;
	i.cap_offset = 0;
	i.size = r.size;
	i.offset = (uint64_t)i.index << REGION_OFFSET_SHIFT;
	if (i.flags & WDP_VFU_REGION_MMAP) {
		/* For a region of memory: where it starts in the descriptor. */
		i.offset = 0;
		rq->reply_fd = r.fd;
	}
	put_reply(s, rq, &i, sizeof(i));
	return 0;
}

/* An access must lie inside a region that allows it. */
static int
check_access(struct wdp_vfu_server *s, const struct wdp_vfu_region_rw *a, uint32_t right)
{
	struct wdp_vfu_region r;
	int ret;

	if (a->count == 0 || a->count > WDP_VFU_MAX_DATA_B)
		return -EINVAL;
	ret = region_of(s, a->region, &r);
	if (ret != 0)
		return ret;
	if (a->count > r.size || a->offset > r.size - a->count || (r.flags & right) == 0) {
		note(s, "%s of %u bytes at %#llx of region %u (%#llx bytes) refused",
			right == WDP_VFU_REGION_R ? "read" : "write", a->count,
			(unsigned long long)a->offset, a->region, (unsigned long long)r.size);
		return -EINVAL;
	}
	return 0;
}

static int
do_region_read(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_region_rw a;
	int ret;

	if (get_fixed(rq, &a, sizeof(a)) != 0)
		return -EINVAL;
	ret = check_access(s, &a, WDP_VFU_REGION_R);
	if (ret != 0)
		return ret;
	/* What the device leaves unwritten must not be an earlier message. */
	memset(s->out + sizeof(a), 0, a.count);
	ret = s->ops->region_read(s->dev, a.region, a.offset, s->out + sizeof(a), a.count);
	if (ret != 0)
		return ret;
	memcpy(s->out, &a, sizeof(a));
	rq->reply_len = sizeof(a) + a.count;
	return 0;
}

static int
do_region_write(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_region_rw a;
	int ret;

	if (get_fixed(rq, &a, sizeof(a)) != 0 || rq->len - sizeof(a) != a.count)
		return -EINVAL;
	ret = check_access(s, &a, WDP_VFU_REGION_W);
	if (ret != 0)
		return ret;
	ret = s->ops->region_write(s->dev, a.region, a.offset, rq->body + sizeof(a), a.count);
	if (ret == 0)
		put_reply(s, rq, &a, sizeof(a));
	return ret;
}

static unsigned int
irq_count(struct wdp_vfu_server *s, unsigned int index)
{
	unsigned int n = s->ops->irq_count(s->dev, index);

	return n < WDP_VFU_MAX_VECS ? n : WDP_VFU_MAX_VECS;
}

static int
do_irq_info(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_irq_info i;

	if (get_fixed(rq, &i, sizeof(i)) != 0 || i.argsz < sizeof(i) ||
			i.index >= WDP_VFU_NUM_IRQS)
		return -EINVAL;
	i.argsz = sizeof(i);
	i.count = irq_count(s, i.index);
	i.flags = WDP_VFU_IRQ_F_EVENTFD;
	put_reply(s, rq, &i, sizeof(i));
	return 0;
}

/* Takes @p fd; -1 removes the vector. */
static int
irq_set(struct wdp_vfu_server *s, unsigned int index, unsigned int vec, int fd)
{
	int *slot = &s->irq[index][vec];
	int ret;

	if (fd < 0 && *slot < 0)
		return 0;
	ret = s->ops->set_irq(s->dev, index, vec, fd);
	if (ret != 0) {
		if (fd >= 0)
			close(fd);
		return ret;
	}
	if (*slot >= 0)
		close(*slot);
	*slot = fd;
	return 0;
}

static int
irq_disable(struct wdp_vfu_server *s, unsigned int index)
{
	unsigned int vec;
	int ret, err = 0;

	for (vec = 0; vec < WDP_VFU_MAX_VECS; vec++) {
		ret = irq_set(s, index, vec, -1);
		if (err == 0)
			err = ret;
	}
	return err;
}

/* The client's own trigger, used to test the way an interrupt takes. */
static void
irq_trigger(struct wdp_vfu_server *s, unsigned int index, unsigned int vec)
{
	static const uint64_t one = 1;

	/* EAGAIN: the counter is full, so the reader has its event anyway. */
	if (s->irq[index][vec] >= 0 &&
			write(s->irq[index][vec], &one, sizeof(one)) != sizeof(one) &&
			errno != EAGAIN)
		note(s, "interrupt %u.%u cannot be signalled: %s", index, vec, strerror(errno));
}

static int
irq_apply(struct wdp_vfu_server *s, struct request *rq, const struct wdp_vfu_set_irqs *q)
{
	const uint8_t *bools = rq->body + sizeof(*q);
	uint32_t i;
	int ret;

	/* Nothing is left of the index, in whatever form it is said. */
	if (q->count == 0)
		return irq_disable(s, q->index);
	switch (q->flags) {
	case WDP_VFU_SET_TRIGGER | WDP_VFU_SET_DATA_EVENTFD:
		for (i = 0; i < q->count; i++) {
			/* Vectors without a descriptor lose theirs. */
			ret = irq_set(s, q->index, q->start + i, wdp_vfu_fds_take(rq->fds, i));
			if (ret != 0)
				return ret;
		}
		return 0;
	case WDP_VFU_SET_TRIGGER | WDP_VFU_SET_DATA_NONE:
		for (i = 0; i < q->count; i++)
			irq_trigger(s, q->index, q->start + i);
		return 0;
	case WDP_VFU_SET_TRIGGER | WDP_VFU_SET_DATA_BOOL:
		if (rq->len - sizeof(*q) < q->count)
			return -EINVAL;
		for (i = 0; i < q->count; i++)
			if (bools[i])
				irq_trigger(s, q->index, q->start + i);
		return 0;
	default:
		return -EINVAL;
	}
}

static int
do_set_irqs(struct wdp_vfu_server *s, struct request *rq)
{
	struct wdp_vfu_set_irqs q;
	unsigned int total;
	int ret;

	if (get_fixed(rq, &q, sizeof(q)) != 0 || q.argsz < sizeof(q) ||
			q.index >= WDP_VFU_NUM_IRQS)
		return -EINVAL;
	/* Masking is not offered in IRQ_INFO. */
	if (q.flags & (WDP_VFU_SET_MASK | WDP_VFU_SET_UNMASK))
		return -ENOTSUP;
	total = irq_count(s, q.index);
	if (q.count > total || q.start > total - q.count || rq->fds->n > q.count)
		return -EINVAL;
	ret = irq_apply(s, rq, &q);
	if (ret == 0)
		put_reply(s, rq, &q, sizeof(q));
	return ret;
}

static int
do_reset(struct wdp_vfu_server *s, struct request *rq)
{
	(void)rq;
	return s->ops->reset(s->dev);
}

static const handler_t handlers[] = {
	[WDP_VFU_VERSION] = do_version,
	[WDP_VFU_DMA_MAP] = do_dma_map,
	[WDP_VFU_DMA_UNMAP] = do_dma_unmap,
	[WDP_VFU_GET_INFO] = do_get_info,
	[WDP_VFU_REGION_INFO] = do_region_info,
	[WDP_VFU_IRQ_INFO] = do_irq_info,
	[WDP_VFU_SET_IRQS] = do_set_irqs,
	[WDP_VFU_REGION_READ] = do_region_read,
	[WDP_VFU_REGION_WRITE] = do_region_write,
	[WDP_VFU_RESET] = do_reset,
};

static int
dispatch(struct wdp_vfu_server *s, unsigned int cmd, struct request *rq)
{
	if (cmd >= sizeof(handlers) / sizeof(handlers[0]) || handlers[cmd] == NULL) {
		note(s, "command %u is not known", cmd);
		return -ENOSYS;
	}
	if (!s->greeted && cmd != WDP_VFU_VERSION) {
		note(s, "command %u before VERSION", cmd);
		return -EPROTO;
	}
	return handlers[cmd](s, rq);
}

static void
make_reply(const struct wdp_vfu_server *s, const struct wdp_vfu_hdr *hdr, int err,
	const struct request *rq, struct wdp_vfu_reply *reply)
{
	memset(reply, 0, sizeof(*reply));
	reply->hdr.id = hdr->id;
	reply->hdr.cmd = hdr->cmd;
	reply->hdr.flags = WDP_VFU_F_REPLY;
	reply->hdr.size = sizeof(reply->hdr);
	reply->body = s->out;
	reply->fd = -1;
	if (err != 0) {
		reply->hdr.flags |= WDP_VFU_F_ERROR;
		reply->hdr.error = -err;
		return;
	}
	reply->hdr.size += rq->reply_len;
	reply->fd = rq->reply_fd;
}

int
wdp_vfu_server_handle(struct wdp_vfu_server *s, const void *msg, size_t len,
	struct wdp_vfu_fds *fds, struct wdp_vfu_reply *reply)
{
	struct request rq = { .fds = fds, .reply_fd = -1 };
	struct wdp_vfu_hdr hdr;
	int ret;

	if (len < sizeof(hdr)) {
		ret = -EPROTO;
		goto out;
	}
	memcpy(&hdr, msg, sizeof(hdr));
	/* No request goes out from here, so a reply answers nothing. */
	if (hdr.size != len || (hdr.flags & WDP_VFU_F_TYPE) == WDP_VFU_F_REPLY) {
		note(s, "message %u of %zu bytes says size %u flags %#x: not a request", hdr.id,
			len, hdr.size, hdr.flags);
		ret = -EPROTO;
		goto out;
	}
	rq.body = (const uint8_t *)msg + sizeof(hdr);
	rq.len = len - sizeof(hdr);
	ret = (hdr.flags & WDP_VFU_F_TYPE) != 0 ? -EINVAL : dispatch(s, hdr.cmd, &rq);
	if ((hdr.flags & WDP_VFU_F_NO_REPLY) != 0) {
		if (ret != 0)
			note(s, "posted command %u failed: %s", hdr.cmd, strerror(-ret));
		ret = 0;
		goto out;
	}
	make_reply(s, &hdr, ret, &rq, reply);
	ret = 1;
out:
	wdp_vfu_fds_close(fds);
	return ret;
}

static int
send_reply(int sock, struct wdp_vfu_reply *reply)
{
	struct iovec part = {
		(void *)(uintptr_t)reply->body, reply->hdr.size - sizeof(reply->hdr)
	};

	return wdp_vfu_msg_send(sock, &reply->hdr, &part, 1, &reply->fd, reply->fd >= 0 ? 1 : 0,
		WDP_VFU_TIMEOUT_MS);
}

int
wdp_vfu_server_serve(struct wdp_vfu_server *s, int sock)
{
	struct request none = { .reply_fd = -1 };
	struct wdp_vfu_reply reply;
	struct wdp_vfu_fds fds;
	struct wdp_vfu_hdr hdr;
	int ret;

	ret = wdp_vfu_msg_recv(sock, &hdr, s->in + sizeof(hdr), sizeof(s->in) - sizeof(hdr), &fds,
		WDP_VFU_TIMEOUT_MS);
	if (ret == -E2BIG || ret == -EMSGSIZE) {
		note(s, "command %u with size %u refused: %s", hdr.cmd, hdr.size,
			ret == -E2BIG ? "too many descriptors" : "not a legal size");
		if ((hdr.flags & (WDP_VFU_F_TYPE | WDP_VFU_F_NO_REPLY)) == 0) {
			make_reply(s, &hdr, -EINVAL, &none, &reply);
			send_reply(sock, &reply);
		}
		/* Past a wrong size nobody knows where the next message starts. */
		return ret == -E2BIG ? 0 : ret;
	}
	if (ret != 0)
		return ret;
	memcpy(s->in, &hdr, sizeof(hdr));
	ret = wdp_vfu_server_handle(s, s->in, hdr.size, &fds, &reply);
	return ret == 1 ? send_reply(sock, &reply) : ret;
}

struct wdp_vfu_server *
wdp_vfu_server_create(const struct wdp_vfu_server_ops *ops, void *dev, unsigned int shadow_slots)
{
	struct wdp_vfu_server *s;

	if (ops == NULL) {
		errno = EINVAL;
		return NULL;
	}
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return NULL;
	s->ops = ops;
	s->dev = dev;
	s->shadow_slots = shadow_slots;
	memset(s->irq, 0xff, sizeof(s->irq)); /* -1: none */
	return s;
}

void
wdp_vfu_server_session_end(struct wdp_vfu_server *s)
{
	unsigned int index, vec;

	if (s->greeted)
		s->ops->disconnect(s->dev);
	for (index = 0; index < WDP_VFU_NUM_IRQS; index++) {
		for (vec = 0; vec < WDP_VFU_MAX_VECS; vec++) {
			if (s->irq[index][vec] >= 0)
				close(s->irq[index][vec]);
			s->irq[index][vec] = -1;
		}
	}
	s->greeted = false;
	s->has_shadow = false;
}

void
wdp_vfu_server_destroy(struct wdp_vfu_server *s)
{
	if (s == NULL)
		return;
	wdp_vfu_server_session_end(s);
	free(s);
}

/* Remove a socket that nobody listens on any more. */
static int
remove_stale(const struct sockaddr_un *sa)
{
	struct stat st;
	int fd, ret;

	if (lstat(sa->sun_path, &st) != 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(st.st_mode))
		return -EADDRINUSE;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	/* Only a refusal says that no server is there; EAGAIN is a busy one. */
	ret = connect(fd, (const struct sockaddr *)sa, sizeof(*sa)) == 0 || errno != ECONNREFUSED ?
		-EADDRINUSE : 0;
	close(fd);
	if (ret == 0 && unlink(sa->sun_path) != 0)
		ret = -errno;
	return ret;
}

/* A listening socket at @p sa->sun_path, which must not exist. */
static int
listen_at(const struct sockaddr_un *sa)
{
	int fd, ret;

	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	if (bind(fd, (const struct sockaddr *)sa, sizeof(*sa)) != 0) {
		ret = -errno;
		goto close_fd;
	}
	if (listen(fd, 1) != 0) {
		ret = -errno;
		unlink(sa->sun_path);
		goto close_fd;
	}
	return fd;

close_fd:
	close(fd);
	return ret;
}

/* Give a file its final name unless that is taken; in one step, so that nothing is left over. */
static int
move_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL)
		return -errno;
	/* A file system without that: two steps. */
	if (link(from, to) != 0)
		return -errno;
	unlink(from);
	return 0;
}

int
wdp_vfu_server_listen(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	struct sockaddr_un tmp = { .sun_family = AF_UNIX };
	int fd, ret;

	if (path[0] == '\0')
		return -EINVAL;
	if (strlen(path) >= sizeof(sa.sun_path))
		return -ENAMETOOLONG;
	strcpy(sa.sun_path, path);
	ret = snprintf(tmp.sun_path, sizeof(tmp.sun_path), "%s.%d", path, (int)getpid());
	if (ret >= (int)sizeof(tmp.sun_path))
		return -ENAMETOOLONG;
	ret = remove_stale(&sa);
	if (ret != 0)
		return ret;
	/* Under its name only when it listens: who waits for the path may connect at once. */
	fd = listen_at(&tmp);
	if (fd < 0)
		return fd;
	ret = move_new(tmp.sun_path, path);
	if (ret != 0) {
		unlink(tmp.sun_path);
		close(fd);
		return ret == -EEXIST ? -EADDRINUSE : ret;
	}
	return fd;
}
