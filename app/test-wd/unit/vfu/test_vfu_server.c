/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Every command of the server, from plain buffers, against a fake device (R22). */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cmocka.h>

#include "fake_device.h"

#define MSG_MAX_B 8192

struct ctx {
	struct fake_device dev;
	struct wdp_vfu_server *srv;
	struct wdp_vfu_reply reply;
	unsigned int fds_before;
	uint16_t id;
};

static int
setup(void **state)
{
	static struct ctx c;

	memset(&c, 0, sizeof(c));
	c.fds_before = count_fds();
	fake_init(&c.dev);
	c.srv = wdp_vfu_server_create(&fake_ops, &c.dev, FAKE_SLOTS);
	assert_non_null(c.srv);
	*state = &c;
	return 0;
}

static int
teardown(void **state)
{
	struct ctx *c = *state;

	wdp_vfu_server_destroy(c->srv);
	fake_fini(&c->dev);
	assert_int_equal(count_fds(), c->fds_before);
	return 0;
}

/* Send a request with descriptors; the result of the handler. */
static int
ask_fds(struct ctx *c, uint16_t cmd, uint32_t flags, const void *body, size_t len,
	struct wdp_vfu_fds *fds)
{
	struct wdp_vfu_hdr h = {
		.id = ++c->id, .cmd = cmd, .size = sizeof(h) + len, .flags = flags,
	};
	uint8_t *msg = malloc(sizeof(h) + len); /* exact size: ASAN sees any overrun */
	int ret;

	assert_non_null(msg);
	memcpy(msg, &h, sizeof(h));
	if (len > 0)
		memcpy(msg + sizeof(h), body, len);
	ret = wdp_vfu_server_handle(c->srv, msg, sizeof(h) + len, fds, &c->reply);
	free(msg);
	assert_int_equal(fds->n, 0);
	if (ret == 1) {
		assert_int_equal(c->reply.hdr.id, c->id);
		assert_int_equal(c->reply.hdr.cmd, cmd);
	}
	return ret;
}

static int
ask(struct ctx *c, uint16_t cmd, const void *body, size_t len)
{
	struct wdp_vfu_fds none = { 0 };

	return ask_fds(c, cmd, 0, body, len, &none);
}

static void
expect_ok(struct ctx *c, uint16_t cmd, const void *body, size_t len, size_t reply_len)
{
	assert_int_equal(ask(c, cmd, body, len), 1);
	assert_int_equal(c->reply.hdr.flags, WDP_VFU_F_REPLY);
	assert_int_equal(c->reply.hdr.error, 0);
	assert_int_equal(c->reply.hdr.size, sizeof(struct wdp_vfu_hdr) + reply_len);
}

static void
expect_error(struct ctx *c, uint16_t cmd, const void *body, size_t len, int err)
{
	assert_int_equal(ask(c, cmd, body, len), 1);
	assert_int_equal(c->reply.hdr.flags, WDP_VFU_F_REPLY | WDP_VFU_F_ERROR);
	assert_int_equal(c->reply.hdr.error, err);
	assert_int_equal(c->reply.hdr.size, sizeof(struct wdp_vfu_hdr));
	assert_int_equal(c->reply.fd, -1);
}

static size_t
version_msg(uint8_t *buf, uint16_t major, const char *json, size_t json_len)
{
	const struct wdp_vfu_version v = { major, 0 };

	memcpy(buf, &v, sizeof(v));
	memcpy(buf + sizeof(v), json, json_len);
	return sizeof(v) + json_len;
}

static const char qemu_caps[] =
	"{\"capabilities\": {\"max_msg_fds\": 16, \"max_data_xfer_size\": 1048576, "
	"\"pgsizes\": 4096, \"max_dma_maps\": 65535}}";
static const char own_caps[] = "{\"capabilities\":{\"wd_shadow_doorbells\":true}}";

static void
greet(struct ctx *c, const char *json)
{
	uint8_t buf[512];
	size_t len = version_msg(buf, 0, json, strlen(json) + 1);

	assert_int_equal(ask(c, WDP_VFU_VERSION, buf, len), 1);
	assert_int_equal(c->reply.hdr.flags, WDP_VFU_F_REPLY);
}

static const char *
reply_json(const struct ctx *c)
{
	return (const char *)c->reply.body + sizeof(struct wdp_vfu_version);
}

static void
version_towards_qemu(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_dev_info i = { .argsz = sizeof(i) };
	struct wdp_vfu_region_info r = { .argsz = sizeof(r), .index = WDP_VFU_REGION_SHADOW };

	greet(c, qemu_caps);
	assert_non_null(strstr(reply_json(c), "\"max_msg_fds\":16"));
	assert_null(strstr(reply_json(c), WDP_VFU_CAP_SHADOW));
	assert_null(strstr(reply_json(c), "write_multiple"));
	assert_null(strstr(reply_json(c), "migration"));
	expect_ok(c, WDP_VFU_GET_INFO, &i, sizeof(i), sizeof(i));
	memcpy(&i, c->reply.body, sizeof(i));
	assert_int_equal(i.flags, WDP_VFU_DEV_PCI | WDP_VFU_DEV_RESET);
	assert_int_equal(i.num_regions, 9);
	assert_int_equal(i.num_irqs, 5);
	expect_error(c, WDP_VFU_REGION_INFO, &r, sizeof(r), EINVAL);
	/* A session is greeted once. */
	expect_error(c, WDP_VFU_VERSION, "\0\0\0\0", 4, EINVAL);
}

static void
version_with_shadow(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_dev_info i = { .argsz = sizeof(i) };
	struct wdp_vfu_region_info r = { .argsz = sizeof(r), .index = WDP_VFU_REGION_SHADOW };
	struct {
		struct wdp_vfu_region_rw a;
		uint32_t queue;
	} bind = {
		{ 3 * WDP_VFU_SHADOW_SLOT_B + WDP_VFU_SHADOW_BIND, WDP_VFU_REGION_SHADOW, 4 }, 77,
	};

	greet(c, own_caps);
	assert_non_null(strstr(reply_json(c), "\"wd_shadow_doorbells\":16"));
	expect_ok(c, WDP_VFU_GET_INFO, &i, sizeof(i), sizeof(i));
	memcpy(&i, c->reply.body, sizeof(i));
	assert_int_equal(i.num_regions, 10);
	expect_ok(c, WDP_VFU_REGION_INFO, &r, sizeof(r), sizeof(r));
	memcpy(&r, c->reply.body, sizeof(r));
	assert_int_equal(r.flags, WDP_VFU_REGION_R | WDP_VFU_REGION_W | WDP_VFU_REGION_MMAP);
	assert_int_equal(r.size, FAKE_SHADOW_B);
	assert_int_equal(r.offset, 0);
	assert_int_equal(c->reply.fd, c->dev.shadow_fd);
	expect_ok(c, WDP_VFU_REGION_WRITE, &bind, 20, 16);
	assert_int_equal(c->dev.bound[3], 77);
}

static void
version_refused(void **state)
{
	static const char *const bad[] = {
		"", "{", "[]", "null", "42", "\"x\"", "{\"capabilities\":3}", "{} x",
		"{\"capabilities\":{\"max_msg_fds\":\"16\"}}",
		"{\"capabilities\":{\"max_msg_fds\":-1}}",
		"{\"capabilities\":{\"wd_shadow_doorbells\":1}}",
		"{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}",
	};
	struct ctx *c = *state;
	uint8_t buf[8192];
	unsigned int i;
	size_t len;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		len = version_msg(buf, 0, bad[i], strlen(bad[i]) + 1);
		expect_error(c, WDP_VFU_VERSION, buf, len, EINVAL);
	}
	/* No NUL; a NUL inside; longer than any client needs. */
	expect_error(c, WDP_VFU_VERSION, buf, version_msg(buf, 0, "{}", 2), EINVAL);
	expect_error(c, WDP_VFU_VERSION, buf, version_msg(buf, 0, "{}\0{}", 6), EINVAL);
	memset(buf, ' ', sizeof(buf));
	memcpy(buf, "\0\0\0\0{}", 6);
	buf[sizeof(buf) - 1] = 0;
	expect_error(c, WDP_VFU_VERSION, buf, sizeof(buf), EINVAL);
	expect_error(c, WDP_VFU_VERSION, buf, 3, EINVAL);
	expect_error(c, WDP_VFU_VERSION, buf, version_msg(buf, 1, qemu_caps, sizeof(qemu_caps)),
		ENOTSUP);
	/* None of it counts as a greeting; one without capabilities does. */
	expect_error(c, WDP_VFU_RESET, NULL, 0, EPROTO);
	assert_int_equal(ask(c, WDP_VFU_VERSION, "\0\0\0\0", 4), 1);
	assert_int_equal(c->reply.hdr.error, 0);
	expect_ok(c, WDP_VFU_RESET, NULL, 0, 0);
}

static struct wdp_vfu_dma_map
map_msg(uint64_t iova, uint64_t size, uint32_t flags)
{
	return (struct wdp_vfu_dma_map){
		.argsz = sizeof(struct wdp_vfu_dma_map), .flags = flags, .iova = iova, .size = size,
	};
}

static void
map_one(struct ctx *c, uint64_t iova, uint64_t size, uint32_t flags, bool with_fd)
{
	struct wdp_vfu_dma_map m = map_msg(iova, size, flags);
	struct wdp_vfu_fds fds = { 0 };

	m.offset = 0x3000;
	if (with_fd)
		fds.fd[fds.n++] = dup(c->dev.shadow_fd);
	assert_int_equal(ask_fds(c, WDP_VFU_DMA_MAP, 0, &m, sizeof(m), &fds), 1);
	assert_int_equal(c->reply.hdr.flags, WDP_VFU_F_REPLY);
	assert_int_equal(c->reply.hdr.size, sizeof(struct wdp_vfu_hdr));
}

static void
dma_map_forms(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_dma_map m;
	struct wdp_vfu_fds fds = { .n = 2, .fd = { dup(0), dup(0) } };

	greet(c, qemu_caps);
	map_one(c, 0, 0xa0000, WDP_VFU_DMA_R | WDP_VFU_DMA_W, true);
	map_one(c, 0xc0000, 0x20000, WDP_VFU_DMA_R, false);
	map_one(c, UINT64_MAX - 0xfff, 0x1000, WDP_VFU_DMA_R, false);
	assert_int_equal(c->dev.num_maps, 3);
	assert_true(c->dev.maps[0].has_fd && c->dev.maps[0].writable);
	assert_int_equal(c->dev.maps[0].fd_off, 0x3000);
	assert_false(c->dev.maps[1].has_fd || c->dev.maps[1].writable);

	m = map_msg(0, 0, 3);
	expect_error(c, WDP_VFU_DMA_MAP, &m, sizeof(m), EINVAL);
	m = map_msg(UINT64_MAX - 0xfff, 0x1001, 3);
	expect_error(c, WDP_VFU_DMA_MAP, &m, sizeof(m), EINVAL);
	m = map_msg(0, 4096, 4);
	expect_error(c, WDP_VFU_DMA_MAP, &m, sizeof(m), EINVAL);
	m = map_msg(0, 4096, 3);
	expect_error(c, WDP_VFU_DMA_MAP, &m, sizeof(m) - 1, EINVAL);
	assert_int_equal(ask_fds(c, WDP_VFU_DMA_MAP, 0, &m, sizeof(m), &fds), 1);
	assert_int_equal(c->reply.hdr.error, EINVAL);
	c->dev.fail = ENOMEM;
	fds = (struct wdp_vfu_fds){ .n = 1, .fd = { dup(0) } };
	assert_int_equal(ask_fds(c, WDP_VFU_DMA_MAP, 0, &m, sizeof(m), &fds), 1);
	assert_int_equal(c->reply.hdr.error, ENOMEM);
	assert_int_equal(c->dev.num_maps, 3);
}

static void
dma_unmap_forms(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_dma_unmap u = { .argsz = sizeof(u), .iova = 0x1000, .size = 0x2000 };
	unsigned int i;

	greet(c, qemu_caps);
	for (i = 0; i < 4; i++)
		map_one(c, i * 0x1000, 0x1000, 3, false);
	/* The range decides, not an exact match; none at all is fine; the reply echoes. */
	expect_ok(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), sizeof(u));
	assert_memory_equal(c->reply.body, &u, sizeof(u));
	assert_int_equal(c->dev.num_maps, 2);
	assert_int_equal(c->dev.maps[1].iova, 0x3000);
	expect_ok(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), sizeof(u));
	assert_int_equal(c->dev.num_maps, 2);

	u.flags = 1;
	expect_error(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), ENOTSUP);
	u.flags = 0;
	u.size = 0;
	expect_error(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), EINVAL);
	u.flags = WDP_VFU_UNMAP_ALL;
	u.iova = 0;
	expect_ok(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), sizeof(u));
	assert_int_equal(c->dev.num_maps, 0);
	assert_int_equal(c->dev.unmap_all, 1);
}

static void
regions(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_region_info r;
	unsigned int i;

	greet(c, qemu_caps);
	for (i = 0; i < WDP_VFU_NUM_REGIONS; i++) {
		r = (struct wdp_vfu_region_info){ .argsz = sizeof(r), .index = i };
		expect_ok(c, WDP_VFU_REGION_INFO, &r, sizeof(r), sizeof(r));
		memcpy(&r, c->reply.body, sizeof(r));
		assert_int_equal(r.size, i == 2 ? FAKE_BAR2_B : i == 7 ? FAKE_CFG_B : 0);
		assert_int_equal(r.flags, r.size > 0 ? 3 : 0);
		assert_int_equal(c->reply.fd, -1);
	}
	r.argsz = 31;
	expect_error(c, WDP_VFU_REGION_INFO, &r, sizeof(r), EINVAL);
	r = (struct wdp_vfu_region_info){ .argsz = sizeof(r), .index = 0xffffffff };
	expect_error(c, WDP_VFU_REGION_INFO, &r, sizeof(r), EINVAL);
}

static void
region_access(void **state)
{
	static const struct wdp_vfu_region_rw bad[] = {
		{ FAKE_BAR2_B - 4, 2, 8 }, { FAKE_BAR2_B, 2, 1 }, { UINT64_MAX, 2, 1 },
		{ UINT64_MAX - 3, 2, 8 }, { 0, 0, 4 }, { 0, 8, 4 }, { 0, 9, 4 }, { 0, 99, 4 },
		{ 0, 2, 0 }, { 0, 2, FAKE_BAR2_B + 1 }, { 0, 2, 0xffffffff }, { 0, 7, 257 },
	};
	struct ctx *c = *state;
	struct wdp_vfu_fds none = { 0 };
	uint8_t msg[16 + 512] = { 0 };
	struct wdp_vfu_region_rw a = { 0x1000, 2, 16 };
	unsigned int i;

	greet(c, qemu_caps);
	memcpy(msg, &a, sizeof(a));
	memset(msg + 16, 0x5a, 16);
	expect_ok(c, WDP_VFU_REGION_WRITE, msg, 32, 16);
	assert_memory_equal(c->reply.body, &a, sizeof(a));
	assert_int_equal(c->dev.bar2[0x100f], 0x5a);
	assert_int_equal(c->dev.bar2[0x1010], 0);
	a.count = 4;
	a.offset = 0x100e;
	expect_ok(c, WDP_VFU_REGION_READ, &a, sizeof(a), 20);
	assert_memory_equal((const uint8_t *)c->reply.body + 16, "\x5a\x5a\0\0", 4);

	/* Data and count must agree; posted writes get no reply, good or bad. */
	expect_error(c, WDP_VFU_REGION_WRITE, msg, 31, EINVAL);
	expect_error(c, WDP_VFU_REGION_WRITE, msg, 33, EINVAL);
	expect_error(c, WDP_VFU_REGION_READ, msg, 15, EINVAL);
	msg[16] = 0x77;
	assert_int_equal(ask_fds(c, WDP_VFU_REGION_WRITE, WDP_VFU_F_NO_REPLY, msg, 32, &none), 0);
	assert_int_equal(c->dev.bar2[0x1000], 0x77);
	c->dev.fail = EIO;
	assert_int_equal(ask_fds(c, WDP_VFU_REGION_WRITE, WDP_VFU_F_NO_REPLY, msg, 32, &none), 0);
	assert_int_equal(c->dev.notes, 1);
	expect_error(c, WDP_VFU_REGION_WRITE, msg, 32, EIO);
	expect_error(c, WDP_VFU_REGION_READ, msg, 16, EIO);
	c->dev.fail = 0;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		size_t len = bad[i].count <= 512 ? bad[i].count : 512;

		memcpy(msg, &bad[i], 16);
		expect_error(c, WDP_VFU_REGION_READ, msg, 16, EINVAL);
		expect_error(c, WDP_VFU_REGION_WRITE, msg, 16 + len, EINVAL);
	}
}

static struct wdp_vfu_set_irqs
irqs_msg(uint32_t flags, uint32_t start, uint32_t count)
{
	return (struct wdp_vfu_set_irqs){
		.argsz = sizeof(struct wdp_vfu_set_irqs), .flags = flags,
		.index = WDP_VFU_IRQ_MSI, .start = start, .count = count,
	};
}

static int
set_eventfds(struct ctx *c, uint32_t start, uint32_t count, const int *fds, unsigned int num_fds)
{
	struct wdp_vfu_set_irqs q = irqs_msg(0x24, start, count);
	struct wdp_vfu_fds list = { .n = num_fds };
	unsigned int i;

	for (i = 0; i < num_fds; i++)
		list.fd[i] = dup(fds[i]);
	assert_int_equal(ask_fds(c, WDP_VFU_SET_IRQS, 0, &q, sizeof(q), &list), 1);
	return c->reply.hdr.error;
}

static uint64_t
drain(int fd)
{
	uint64_t v = 0;

	return read(fd, &v, sizeof(v)) == sizeof(v) ? v : 0;
}

static void
irq_forms(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_set_irqs q = irqs_msg(0x21, 0, 4);
	struct { struct wdp_vfu_set_irqs q; uint8_t on[4]; } b = {
		irqs_msg(0x22, 0, 4), { 0, 1, 0, 1 }
	};
	int e[4], i;

	greet(c, qemu_caps);
	for (i = 0; i < 4; i++)
		assert_true((e[i] = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) >= 0);
	assert_int_equal(set_eventfds(c, 0, 4, e, 4), 0);
	assert_int_equal(c->dev.irq_calls, 4);
	expect_ok(c, WDP_VFU_SET_IRQS, &q, sizeof(q), sizeof(q));
	expect_ok(c, WDP_VFU_SET_IRQS, &b, sizeof(b), sizeof(q));
	for (i = 0; i < 4; i++)
		assert_int_equal(drain(e[i]), 1 + b.on[i]);
	expect_error(c, WDP_VFU_SET_IRQS, &b, sizeof(b) - 1, EINVAL);

	/* Fewer descriptors than vectors: the rest lose theirs. */
	assert_int_equal(set_eventfds(c, 1, 2, e, 1), 0);
	assert_true(c->dev.irq[0] >= 0 && c->dev.irq[1] >= 0 && c->dev.irq[3] >= 0);
	assert_int_equal(c->dev.irq[2], -1);
	/* Count 0 disables the index, whatever the form. */
	q = irqs_msg(0x21, 0, 0);
	expect_ok(c, WDP_VFU_SET_IRQS, &q, sizeof(q), sizeof(q));
	for (i = 0; i < 4; i++)
		assert_int_equal(c->dev.irq[i], -1);

	assert_int_equal(set_eventfds(c, 1, 4, e, 4), EINVAL);
	assert_int_equal(set_eventfds(c, 0xffffffff, 2, e, 2), EINVAL);
	assert_int_equal(set_eventfds(c, 0, 1, e, 2), EINVAL);
	c->dev.fail = EIO;
	assert_int_equal(set_eventfds(c, 0, 2, e, 2), EINVAL);
	c->dev.fail = 0;
	q = irqs_msg(0x09, 0, 1);
	expect_error(c, WDP_VFU_SET_IRQS, &q, sizeof(q), ENOTSUP);
	q = irqs_msg(0x20, 0, 1);
	expect_error(c, WDP_VFU_SET_IRQS, &q, sizeof(q), EINVAL);
	q = irqs_msg(0x27, 0, 1);
	expect_error(c, WDP_VFU_SET_IRQS, &q, sizeof(q), EINVAL);
	q = irqs_msg(0x21, 0, 1);
	q.index = 5;
	expect_error(c, WDP_VFU_SET_IRQS, &q, sizeof(q), EINVAL);
	/* The other indices have no vectors: switching them off is fine. */
	q = irqs_msg(0x21, 0, 0);
	q.index = WDP_VFU_IRQ_MSIX;
	expect_ok(c, WDP_VFU_SET_IRQS, &q, sizeof(q), sizeof(q));
	for (i = 0; i < 4; i++)
		close(e[i]);
}

static void
irq_info(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_irq_info q;
	unsigned int i;

	greet(c, qemu_caps);
	for (i = 0; i < WDP_VFU_NUM_IRQS; i++) {
		q = (struct wdp_vfu_irq_info){ .argsz = sizeof(q), .index = i };
		expect_ok(c, WDP_VFU_IRQ_INFO, &q, sizeof(q), sizeof(q));
		memcpy(&q, c->reply.body, sizeof(q));
		assert_int_equal(q.count, i == WDP_VFU_IRQ_MSI ? FAKE_MSI : 0);
		assert_int_equal(q.flags, WDP_VFU_IRQ_F_EVENTFD);
	}
	q = (struct wdp_vfu_irq_info){ .argsz = sizeof(q), .index = i };
	expect_error(c, WDP_VFU_IRQ_INFO, &q, sizeof(q), EINVAL);
}

static void
unknown_and_misplaced(void **state)
{
	static const uint16_t cmds[] = { 0, 6, 11, 12, 14, 15, 16, 17, 255, 0xffff };
	struct ctx *c = *state;
	struct wdp_vfu_hdr h = { .id = 1, .cmd = WDP_VFU_RESET, .size = 16, .flags = 1 };
	struct wdp_vfu_fds fds = { .n = 1, .fd = { dup(0) } };
	unsigned int i;

	expect_error(c, WDP_VFU_GET_INFO, NULL, 0, EPROTO);
	greet(c, qemu_caps);
	for (i = 0; i < sizeof(cmds) / sizeof(cmds[0]); i++)
		expect_error(c, cmds[i], "data", 4, ENOSYS);
	/* A type that does not exist is answered, a reply to nothing ends the session. */
	assert_int_equal(ask_fds(c, WDP_VFU_RESET, 2, NULL, 0, &fds), 1);
	assert_int_equal(c->reply.hdr.error, EINVAL);
	assert_int_equal(wdp_vfu_server_handle(c->srv, &h, 16, &fds, &c->reply), -EPROTO);
	h.flags = 0;
	h.size = 17;
	assert_int_equal(wdp_vfu_server_handle(c->srv, &h, 16, &fds, &c->reply), -EPROTO);
	assert_int_equal(wdp_vfu_server_handle(c->srv, &h, 15, &fds, &c->reply), -EPROTO);
	assert_int_equal(c->dev.resets, 0);
	expect_ok(c, WDP_VFU_RESET, NULL, 0, 0);
	assert_int_equal(c->dev.resets, 1);
}

/* The order of calls QEMU makes from realize to the guest's first interrupt. */
static void
qemu_sequence(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_dev_info di = { .argsz = sizeof(di) };
	struct wdp_vfu_region_info r = { .argsz = sizeof(r) };
	struct wdp_vfu_irq_info ii = { .argsz = sizeof(ii) };
	struct wdp_vfu_region_rw a = { 0, WDP_VFU_REGION_CFG, FAKE_CFG_B };
	struct { struct wdp_vfu_region_rw a; uint32_t v; } w = { { 4, 7, 2 }, 6 };
	struct wdp_vfu_dma_unmap u = { .argsz = sizeof(u), .size = 1ull << 40 };
	struct wdp_vfu_set_irqs off = irqs_msg(0x21, 0, 0);
	struct wdp_vfu_fds none = { 0 };
	int e[2] = { eventfd(0, EFD_NONBLOCK), eventfd(0, EFD_NONBLOCK) };
	unsigned int i;

	greet(c, qemu_caps);
	expect_ok(c, WDP_VFU_GET_INFO, &di, sizeof(di), sizeof(di));
	for (r.index = 0; r.index < 9; r.index++)
		expect_ok(c, WDP_VFU_REGION_INFO, &r, sizeof(r), sizeof(r));
	for (ii.index = 0; ii.index < 5; ii.index++)
		expect_ok(c, WDP_VFU_IRQ_INFO, &ii, sizeof(ii), sizeof(ii));
	expect_ok(c, WDP_VFU_REGION_READ, &a, sizeof(a), sizeof(a) + FAKE_CFG_B);
	for (i = 0; i < 30; i++) {
		map_one(c, i * 0x100000, 0x100000, 3, i % 3 != 0);
		if (i % 4 == 0) {
			u.iova = i * 0x100000;
			u.size = 0x100000;
			expect_ok(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), sizeof(u));
		}
	}
	expect_ok(c, WDP_VFU_RESET, NULL, 0, 0);
	assert_int_equal(ask_fds(c, WDP_VFU_REGION_WRITE, WDP_VFU_F_NO_REPLY, &w, 18, &none), 0);
	assert_int_equal(c->dev.cfg[4], 6);
	assert_int_equal(set_eventfds(c, 0, 1, e, 1), 0);
	assert_int_equal(set_eventfds(c, 0, 2, e, 2), 0);
	expect_ok(c, WDP_VFU_SET_IRQS, &off, sizeof(off), sizeof(off));
	u = (struct wdp_vfu_dma_unmap){ .argsz = sizeof(u), .size = 1ull << 40 };
	expect_ok(c, WDP_VFU_DMA_UNMAP, &u, sizeof(u), sizeof(u));
	assert_int_equal(c->dev.num_maps, 0);
	wdp_vfu_server_session_end(c->srv);
	assert_int_equal(c->dev.disconnects, 1);
	/* The next client starts from nothing. */
	expect_error(c, WDP_VFU_RESET, NULL, 0, EPROTO);
	greet(c, own_caps);
	close(e[0]);
	close(e[1]);
}

static void
serve_bad_frames(void **state)
{
	struct ctx *c = *state;
	struct wdp_vfu_hdr h = { .id = 3, .cmd = WDP_VFU_RESET, .size = 15 }, got;
	struct wdp_vfu_fds fds;
	int s[2];

	greet(c, qemu_caps);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	/* An impossible size is answered, then the session is over. */
	assert_int_equal(write(s[0], &h, sizeof(h)), sizeof(h));
	assert_int_equal(wdp_vfu_server_serve(c->srv, s[1]), -EMSGSIZE);
	assert_int_equal(wdp_vfu_msg_recv(s[0], &got, NULL, 0, &fds, 100), 0);
	assert_int_equal(got.id, 3);
	assert_int_equal(got.error, EINVAL);
	assert_int_equal(wdp_vfu_msg_send(s[0], &h, NULL, 0, NULL, 0, 100), 0);
	assert_int_equal(wdp_vfu_server_serve(c->srv, s[1]), 0);
	assert_int_equal(wdp_vfu_msg_recv(s[0], &got, NULL, 0, &fds, 100), 0);
	assert_int_equal(got.error, 0);
	close(s[0]);
	assert_int_equal(wdp_vfu_server_serve(c->srv, s[1]), -ECONNRESET);
	close(s[1]);
}

static void
listening(void **state)
{
	char dir[] = "vfu-test-XXXXXX", path[64], toolong[300];
	struct stat st;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/s", dir);
	memset(toolong, 'x', sizeof(toolong));
	toolong[sizeof(toolong) - 1] = '\0';
	assert_int_equal(wdp_vfu_server_listen(toolong), -ENAMETOOLONG);
	assert_int_equal(wdp_vfu_server_listen(""), -EINVAL);
	fd = wdp_vfu_server_listen(path);
	assert_true(fd >= 0);
	/* Somebody listens: hands off. Nobody does: the stale socket is replaced. */
	assert_int_equal(wdp_vfu_server_listen(path), -EADDRINUSE);
	assert_int_equal(stat(path, &st), 0);
	close(fd);
	fd = wdp_vfu_server_listen(path);
	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	/* A file that is no socket is nobody's to remove. */
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(wdp_vfu_server_listen(path), -EADDRINUSE);
	assert_int_equal(unlink(path), 0);
	rmdir(dir);
}

int
main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(version_towards_qemu), CASE(version_with_shadow), CASE(version_refused),
		CASE(dma_map_forms), CASE(dma_unmap_forms), CASE(regions), CASE(region_access),
		CASE(irq_forms), CASE(irq_info), CASE(unknown_and_misplaced), CASE(qemu_sequence),
		CASE(serve_bad_frames), CASE(listening),
	};

	return cmocka_run_group_tests_name("vfu server", tests, NULL, NULL);
}
