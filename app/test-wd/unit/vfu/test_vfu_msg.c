/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Framing: what arrives in pieces, too long, too short, with too many descriptors (R22). */

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/socket.h>

#include <cmocka.h>

#include "fake_device.h"
#include "wdp_vfu_msg.h"

#define SHORT_MS 100

struct pair {
	int a, b;
	unsigned int fds_before;
};

static int
setup(void **state)
{
	static struct pair p;
	int s[2];

	p.fds_before = count_fds();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s), 0);
	p.a = s[0];
	p.b = s[1];
	*state = &p;
	return 0;
}

/* Closes the pair and proves that no descriptor was left open. */
static int
teardown(void **state)
{
	struct pair *p = *state;

	close(p->a);
	close(p->b);
	assert_int_equal(count_fds(), p->fds_before);
	return 0;
}

/* Raw bytes with descriptors, as a peer that does not use our sender would send them. */
static void
send_raw(int sock, const void *data, size_t len, unsigned int num_fds)
{
	char ctl[CMSG_SPACE(sizeof(int) * 64)] = { 0 };
	struct iovec iov = { (void *)(uintptr_t)data, len };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	unsigned int i;

	if (num_fds > 0) {
		struct cmsghdr *c;
		int fd = STDIN_FILENO;

		mh.msg_control = ctl;
		mh.msg_controllen = CMSG_SPACE(sizeof(int) * num_fds);
		c = CMSG_FIRSTHDR(&mh);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int) * num_fds);
		for (i = 0; i < num_fds; i++)
			memcpy(CMSG_DATA(c) + i * sizeof(fd), &fd, sizeof(fd));
	}
	assert_int_equal(sendmsg(sock, &mh, MSG_NOSIGNAL), len);
}

static void
whole_message(void **state)
{
	struct pair *p = *state;
	struct wdp_vfu_hdr h = { .id = 7, .cmd = 3, .flags = 1 }, got;
	const struct iovec parts[] = { { "abc", 3 }, { NULL, 0 }, { "defgh", 5 } };
	int two[] = { STDIN_FILENO, p->a };
	struct wdp_vfu_fds fds;
	char body[16];

	assert_int_equal(wdp_vfu_msg_send(p->a, &h, parts, 3, two, 2, SHORT_MS), 0);
	assert_int_equal(h.size, 24);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, body, sizeof(body), &fds, SHORT_MS), 0);
	assert_memory_equal(&h, &got, sizeof(h));
	assert_memory_equal(body, "abcdefgh", 8);
	assert_int_equal(fds.n, 2);
	assert_int_equal(fcntl(fds.fd[0], F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(fds.fd[1], F_GETFD), FD_CLOEXEC);
	close(wdp_vfu_fds_take(&fds, 1));
	assert_int_equal(wdp_vfu_fds_take(&fds, 2), -1);
	wdp_vfu_fds_close(&fds);
}

struct feeder {
	int sock;
	const uint8_t *data;
	size_t len;
};

static void *
feed_slowly(void *arg)
{
	const struct timespec pause = { .tv_nsec = 200000 };
	struct feeder *f = arg;
	size_t i;

	for (i = 0; i < f->len; i++) {
		if (send(f->sock, f->data + i, 1, MSG_NOSIGNAL) != 1)
			break;
		nanosleep(&pause, NULL);
	}
	return NULL;
}

static void
one_byte_at_a_time(void **state)
{
	struct pair *p = *state;
	uint8_t raw[2 * 40];
	struct wdp_vfu_hdr h = { .id = 1, .cmd = 2, .size = 40 }, got;
	struct feeder f = { p->a, raw, sizeof(raw) };
	struct wdp_vfu_fds fds;
	uint8_t body[24];
	pthread_t t;
	int i;

	for (i = 0; i < 2; i++) {
		h.id = i;
		memcpy(raw + 40 * i, &h, sizeof(h));
		memset(raw + 40 * i + 16, 'A' + i, 24);
	}
	assert_int_equal(pthread_create(&t, NULL, feed_slowly, &f), 0);
	for (i = 0; i < 2; i++) {
		assert_int_equal(wdp_vfu_msg_recv(p->b, &got, body, sizeof(body), &fds, 5000), 0);
		assert_int_equal(got.id, i);
		assert_int_equal(body[0], 'A' + i);
		assert_int_equal(body[23], 'A' + i);
	}
	pthread_join(t, NULL);
}

static void
fds_with_any_part(void **state)
{
	struct pair *p = *state;
	struct wdp_vfu_hdr h = { .size = 20 }, got;
	struct wdp_vfu_fds fds;
	uint8_t body[8];

	send_raw(p->a, &h, 6, 2);
	send_raw(p->a, (uint8_t *)&h + 6, 10, 1);
	send_raw(p->a, "wxyz", 4, 3);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, body, sizeof(body), &fds, SHORT_MS), 0);
	assert_int_equal(fds.n, 6);
	wdp_vfu_fds_close(&fds);
}

static void
wrong_sizes(void **state)
{
	static const uint32_t sizes[] = { 0, 1, 15, 16 + 8 + 1, 0x7fffffff, 0xffffffff };
	struct wdp_vfu_hdr h, got;
	struct wdp_vfu_fds fds;
	uint8_t body[8];
	unsigned int i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct pair *p = *state;

		h = (struct wdp_vfu_hdr){ .id = i, .size = sizes[i] };
		send_raw(p->a, &h, sizeof(h), 3);
		assert_int_equal(wdp_vfu_msg_recv(p->b, &got, body, sizeof(body), &fds, SHORT_MS),
			-EMSGSIZE);
		assert_int_equal(got.id, i);
		assert_int_equal(fds.n, 0);
	}
}

static void
too_many_fds(void **state)
{
	struct pair *p = *state;
	struct wdp_vfu_hdr h = { .id = 5, .size = 16 }, got;
	struct wdp_vfu_fds fds;

	/* In one go: the kernel cuts the list. In two: the receiver does. */
	send_raw(p->a, &h, sizeof(h), WDP_VFU_MAX_FDS + 1);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, NULL, 0, &fds, SHORT_MS), -E2BIG);
	send_raw(p->a, &h, 8, WDP_VFU_MAX_FDS);
	send_raw(p->a, (uint8_t *)&h + 8, 8, 1);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, NULL, 0, &fds, SHORT_MS), -E2BIG);
	assert_int_equal(fds.n, 0);

	/* The stream is in order afterwards, and exactly the limit is fine. */
	send_raw(p->a, &h, sizeof(h), WDP_VFU_MAX_FDS);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, NULL, 0, &fds, SHORT_MS), 0);
	assert_int_equal(fds.n, WDP_VFU_MAX_FDS);
	wdp_vfu_fds_close(&fds);
}

static void
cut_short(void **state)
{
	struct pair *p = *state;
	struct wdp_vfu_hdr h = { .size = 64 }, got;
	struct wdp_vfu_fds fds;
	uint8_t body[64];

	send_raw(p->a, &h, sizeof(h), 2);
	send_raw(p->a, body, 10, 1);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, body, sizeof(body), &fds, SHORT_MS),
		-ETIMEDOUT);
	assert_int_equal(fds.n, 0);

	send_raw(p->a, &h, 12, 2);
	shutdown(p->a, SHUT_WR);
	assert_int_equal(wdp_vfu_msg_recv(p->b, &got, body, sizeof(body), &fds, SHORT_MS),
		-ECONNRESET);
	assert_int_equal(fds.n, 0);
}

static void
sender_limits(void **state)
{
	static uint8_t big[1 << 20];
	struct pair *p = *state;
	struct wdp_vfu_hdr h = { 0 };
	const struct iovec part = { big, sizeof(big) };
	const struct iovec huge[] = { { big, sizeof(big) }, { big, sizeof(big) } };
	int fds[WDP_VFU_MAX_FDS + 1] = { 0 };

	assert_int_equal(wdp_vfu_msg_send(p->a, &h, NULL, 0, fds, WDP_VFU_MAX_FDS + 1, SHORT_MS),
		-EINVAL);
	assert_int_equal(wdp_vfu_msg_send(p->a, &h, huge, 2, NULL, 0, SHORT_MS), -EMSGSIZE);
	/* Nobody reads: bounded. Nobody there: no SIGPIPE. */
	assert_int_equal(wdp_vfu_msg_send(p->a, &h, &part, 1, NULL, 0, SHORT_MS), -ETIMEDOUT);
	shutdown(p->b, SHUT_RDWR);
	assert_int_equal(wdp_vfu_msg_send(p->a, &h, NULL, 0, NULL, 0, SHORT_MS), -EPIPE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whole_message, setup, teardown),
		cmocka_unit_test_setup_teardown(one_byte_at_a_time, setup, teardown),
		cmocka_unit_test_setup_teardown(fds_with_any_part, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(too_many_fds, setup, teardown),
		cmocka_unit_test_setup_teardown(cut_short, setup, teardown),
		cmocka_unit_test_setup_teardown(sender_limits, setup, teardown),
	};

	return cmocka_run_group_tests_name("vfu framing", tests, NULL, NULL);
}
