/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The client against the real server in a thread, and against peers that misbehave. */

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "fake_device.h"
#include "wdp_vfu_client.h"

#define SHORT_MS 100
#define LONG_MS  30000

struct ctx {
	struct fake_device dev;
	struct wdp_vfu_server *srv;
	struct wdp_vfu_client *cli;
	int server_sock;
	pthread_t thread;
};

static void *
serve(void *arg)
{
	struct ctx *c = arg;

	while (wdp_vfu_server_serve(c->srv, c->server_sock) == 0)
		;
	wdp_vfu_server_session_end(c->srv);
	return NULL;
}

static void
start(struct ctx *c, unsigned int slots)
{
	int s[2];

	memset(c, 0, sizeof(*c));
	fake_init(&c->dev);
	c->srv = wdp_vfu_server_create(&fake_ops, &c->dev, slots);
	assert_non_null(c->srv);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s), 0);
	c->server_sock = s[1];
	assert_int_equal(pthread_create(&c->thread, NULL, serve, c), 0);
	assert_int_equal(wdp_vfu_client_open(s[0], 0, &c->cli), 0);
}

static void
stop(struct ctx *c)
{
	wdp_vfu_client_close(c->cli, true);
	pthread_join(c->thread, NULL);
	close(c->server_sock);
	assert_int_equal(c->dev.disconnects, 1);
	wdp_vfu_server_destroy(c->srv);
	fake_fini(&c->dev);
}

static void
whole_session(void **state)
{
	unsigned int fds = count_fds(), i;
	struct wdp_vfu_region_info info;
	uint64_t data[2] = { 0x1122334455667788, 0x99aabbccddeeff00 }, back[2];
	struct ctx c;
	uint32_t q = 5;
	int e[3];
	uint8_t *shadow;
	size_t len;

	(void)state;
	start(&c, FAKE_SLOTS);
	assert_int_equal(wdp_vfu_client_shadow_slots(c.cli), FAKE_SLOTS);
	assert_int_equal(wdp_vfu_client_region_info(c.cli, 2, &info, NULL), 0);
	assert_int_equal(info.size, FAKE_BAR2_B);
	assert_int_equal(wdp_vfu_client_region_info(c.cli, 42, &info, NULL), -EINVAL);
	assert_int_equal(wdp_vfu_client_write(c.cli, 2, 0x300, data, 16), 0);
	assert_int_equal(wdp_vfu_client_read(c.cli, 2, 0x300, back, 16), 0);
	assert_memory_equal(data, back, 16);
	/* A refused request is no reason to give the server up. */
	assert_int_equal(wdp_vfu_client_read(c.cli, 2, FAKE_BAR2_B, back, 4), -EINVAL);
	assert_int_equal(wdp_vfu_client_read(c.cli, 2, 0, back, 0), -EINVAL);
	assert_int_equal(wdp_vfu_client_broken(c.cli), 0);

	assert_int_equal(wdp_vfu_client_dma_map(c.cli, 0x1000, 0x1000, 0, 0, 3), 0);
	assert_int_equal(wdp_vfu_client_dma_map(c.cli, 0x2000, 0x1000, -1, 0, 1), 0);
	assert_true(c.dev.maps[0].has_fd && !c.dev.maps[1].has_fd);
	assert_int_equal(wdp_vfu_client_dma_unmap(c.cli, 0x1000, 0x1000), 0);
	assert_int_equal(c.dev.num_maps, 1);
	assert_int_equal(wdp_vfu_client_dma_unmap_all(c.cli), 0);
	assert_int_equal(c.dev.num_maps, 0);

	for (i = 0; i < 3; i++)
		assert_true((e[i] = eventfd(0, 0)) >= 0);
	assert_int_equal(wdp_vfu_client_set_irqs(c.cli, WDP_VFU_IRQ_MSI, 1, e, 3), 0);
	assert_true(c.dev.irq[0] < 0 && c.dev.irq[1] >= 0 && c.dev.irq[3] >= 0);
	assert_int_equal(wdp_vfu_client_set_irqs(c.cli, WDP_VFU_IRQ_MSI, 0, NULL, 0), 0);
	assert_int_equal(c.dev.irq[3], -1);
	assert_int_equal(wdp_vfu_client_reset(c.cli), 0);
	assert_int_equal(c.dev.resets, 1);

	assert_int_equal(wdp_vfu_client_shadow_map(c.cli, (void **)&shadow, &len), 0);
	assert_int_equal(len, FAKE_SHADOW_B);
	shadow[130] = 0xab;
	assert_int_equal(pread(c.dev.shadow_fd, back, 1, 130), 1);
	assert_int_equal(*(uint8_t *)back, 0xab);
	assert_int_equal(wdp_vfu_client_write(c.cli, WDP_VFU_REGION_SHADOW,
		2 * WDP_VFU_SHADOW_SLOT_B + WDP_VFU_SHADOW_BIND, &q, 4), 0);
	assert_int_equal(c.dev.bound[2], 5);
	munmap(shadow, len);
	for (i = 0; i < 3; i++)
		close(e[i]);
	stop(&c);
	assert_int_equal(count_fds(), fds);
}

static void
server_without_shadow(void **state)
{
	struct ctx c;
	void *p;
	size_t len;

	(void)state;
	start(&c, 0);
	assert_int_equal(wdp_vfu_client_shadow_slots(c.cli), 0);
	assert_int_equal(wdp_vfu_client_shadow_map(c.cli, &p, &len), -ENOTSUP);
	stop(&c);
}

static void
shadow_memory_too_short(void **state)
{
	struct ctx c;
	void *p;
	size_t len;

	(void)state;
	start(&c, FAKE_SLOTS);
	assert_int_equal(ftruncate(c.dev.shadow_fd, FAKE_SHADOW_B - 1), 0);
	assert_int_equal(wdp_vfu_client_shadow_map(c.cli, &p, &len), -EPROTO);
	stop(&c);
}

static void
server_dies(void **state)
{
	uint32_t v = 1;
	struct ctx c;

	(void)state;
	start(&c, FAKE_SLOTS);
	shutdown(c.server_sock, SHUT_RDWR);
	assert_in_set(-wdp_vfu_client_read(c.cli, 2, 0, &v, 4),
		((const unsigned long []){ EPIPE, ECONNRESET }), 2);
	/* And it stays so. */
	assert_in_set(-wdp_vfu_client_write(c.cli, 2, 0, &v, 4),
		((const unsigned long []){ EPIPE, ECONNRESET }), 2);
	assert_int_not_equal(wdp_vfu_client_broken(c.cli), 0);
	stop(&c);
}

/* A peer that answers the first request with prepared bytes. */
struct peer {
	int sock;
	const void *answer;
	size_t len;
	bool hang_up;
};

static void *
peer_main(void *arg)
{
	static uint8_t in[WDP_VFU_MSG_MAX_B];
	struct peer *p = arg;
	struct wdp_vfu_hdr h;
	struct wdp_vfu_fds fds;

	if (wdp_vfu_msg_recv(p->sock, &h, in, sizeof(in), &fds, 5000) != 0)
		return NULL;
	if (p->len > 0 && send(p->sock, p->answer, p->len, MSG_NOSIGNAL) != (ssize_t)p->len)
		return NULL;
	if (p->hang_up)
		shutdown(p->sock, SHUT_RDWR);
	return NULL;
}

static int
open_limited(const void *answer, size_t len, bool hang_up, unsigned int limit_ms)
{
	struct wdp_vfu_client *cli = NULL;
	struct peer p = { .answer = answer, .len = len, .hang_up = hang_up };
	pthread_t t;
	int s[2], ret;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s), 0);
	p.sock = s[1];
	assert_int_equal(pthread_create(&t, NULL, peer_main, &p), 0);
	ret = wdp_vfu_client_open(s[0], limit_ms, &cli);
	pthread_join(t, NULL);
	assert_null(cli);
	close(s[0]);
	close(s[1]);
	return ret;
}

/* For answers that come: however busy the machine is, they are not to be late. */
static int
open_against(const void *answer, size_t len, bool hang_up)
{
	return open_limited(answer, len, hang_up, LONG_MS);
}

/* For those that do not. */
static int
open_in_vain(const void *answer, size_t len)
{
	return open_limited(answer, len, false, SHORT_MS);
}

static void
strange_servers(void **state)
{
	struct {
		struct wdp_vfu_hdr h;
		struct wdp_vfu_version v;
		char json[12];
	} a, good = {
		{ .id = 0, .cmd = 1, .size = sizeof(a), .flags = 1 }, { 0, 0 }, "{}         ",
	};
	unsigned int fds = count_fds();
	struct timespec t0, t1;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &t0);
	assert_int_equal(open_in_vain(NULL, 0), -ETIMEDOUT);
	clock_gettime(CLOCK_MONOTONIC, &t1);
	assert_true(t1.tv_sec - t0.tv_sec < LONG_MS / 1000);
	assert_int_equal(open_against(NULL, 0, true), -ECONNRESET);
	assert_int_equal(open_in_vain(&good, 10), -ETIMEDOUT);
	assert_int_equal(open_against(&good, 10, true), -ECONNRESET);
	/* A good greeting, then silence: the next request gives up. */
	assert_int_equal(open_in_vain(&good, sizeof(good)), -ETIMEDOUT);

	a = good;
	a.h.id = 1;
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.h.cmd = 2;
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.h.flags = 0;
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.h.size = 15;
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.h.size = 0x40000000;
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.h.size = 18;
	assert_int_equal(open_against(&a, 18, false), -EPROTO);
	a = good;
	a.v.major = 1;
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.json[11] = '}';
	assert_int_equal(open_against(&a, sizeof(a), false), -EPROTO);
	a = good;
	a.h.flags = WDP_VFU_F_REPLY | WDP_VFU_F_ERROR;
	a.h.error = ENOTSUP;
	assert_int_equal(open_against(&a, sizeof(a), false), -ENOTSUP);
	a.h.error = 0;
	assert_int_equal(open_against(&a, sizeof(a), false), -EIO);
	assert_int_equal(count_fds(), fds);
}

static void
connecting(void **state)
{
	(void)state;
	assert_int_equal(wdp_vfu_client_connect("does/not/exist"), -ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_session),
		cmocka_unit_test(server_without_shadow),
		cmocka_unit_test(shadow_memory_too_short),
		cmocka_unit_test(server_dies),
		cmocka_unit_test(strange_servers),
		cmocka_unit_test(connecting),
	};

	return cmocka_run_group_tests_name("vfu client", tests, NULL, NULL);
}
