/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/signalfd.h>
#include <sys/socket.h>

#include "wd_model.h"

/* What the control thread waits for. */
enum {
	WAIT_SIGNAL,
	WAIT_PARENT,
	WAIT_EVENT,  /* a fault asks for something */
	WAIT_SOCKET, /* the client, or without one the listening socket */
	WAIT_CONTROL,
	WAIT_NUM = WAIT_CONTROL + CONTROL_FDS,
};

struct loop {
	struct wdp_vfu_server *server;
	struct listener listener; /* closed: the one client came with --fd */
	struct control control;
	int client_fd; /* -1: none at the moment */
	struct pollfd wait[WAIT_NUM];
};

static int
open_signals(void)
{
	sigset_t set;
	int fd;

	/* Already blocked in every thread by main(). */
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return fd < 0 ? -errno : fd;
}

static void
drop_client(struct loop *l, int why)
{
	if (why != -ECONNRESET && why != -EPIPE)
		fprintf(stderr, "wd-model: client dropped: %s\n", strerror(-why));
	close(l->client_fd);
	l->client_fd = -1;
	wdp_vfu_server_session_end(l->server);
}

static int
accept_client(struct loop *l)
{
	l->client_fd = accept4(l->listener.fd, NULL, NULL, SOCK_CLOEXEC);
	if (l->client_fd >= 0 || errno == EAGAIN || errno == ECONNABORTED || errno == EINTR)
		return 0;
	fprintf(stderr, "wd-model: cannot accept a client: %s\n", strerror(errno));
	return -errno;
}

/* A fault hangs up on the client. */
static void
hang_up(struct loop *l)
{
	uint64_t n;

	if (read(l->wait[WAIT_EVENT].fd, &n, sizeof(n)) < 0 || l->client_fd < 0)
		return;
	fprintf(stderr, "wd-model: client dropped by a fault on command\n");
	drop_client(l, -ECONNRESET);
}

/* 0: go on; 1: done; -errno */
static int
loop_once(struct loop *l)
{
	int ret;

	l->wait[WAIT_SOCKET].fd = l->client_fd >= 0 ? l->client_fd : l->listener.fd;
	wdp_control_fill(&l->control, &l->wait[WAIT_CONTROL]);
	if (poll(l->wait, WAIT_NUM, -1) < 0)
		return errno == EINTR ? 0 : -errno;
	if (l->wait[WAIT_SIGNAL].revents != 0 || l->wait[WAIT_PARENT].revents != 0)
		return 1;
	if (l->wait[WAIT_EVENT].revents != 0) {
		hang_up(l);
		/* What poll() said about the client is no longer true. */
		return l->client_fd < 0 && l->listener.fd < 0 ? 1 : 0;
	}
	wdp_control_serve(&l->control, &l->wait[WAIT_CONTROL]);
	if (l->wait[WAIT_SOCKET].revents == 0)
		return 0;
	if (l->client_fd < 0)
		return accept_client(l);
	ret = wdp_vfu_server_serve(l->server, l->client_fd);
	if (ret != 0)
		drop_client(l, ret);
	return l->client_fd < 0 && l->listener.fd < 0 ? 1 : 0;
}

int
wdp_loop_run(struct wdp_vfu_server *server, struct device *dev, const struct options *o)
{
	struct loop l = { .server = server, .listener.fd = -1, .client_fd = o->client_fd };
	int signals, ret;

	signals = open_signals();
	if (signals < 0)
		return signals;
	ret = wdp_control_open(&l.control, dev->model, o->control_path);
	if (ret == 0 && o->socket_path != NULL)
		ret = wdp_listener_open(&l.listener, o->socket_path, "listening on");
	if (ret < 0)
		goto out;
	l.wait[WAIT_SIGNAL] = (struct pollfd){ .fd = signals, .events = POLLIN };
	l.wait[WAIT_PARENT] = (struct pollfd){ .fd = o->parent_pidfd, .events = POLLIN };
	l.wait[WAIT_EVENT] = (struct pollfd){ .fd = dev->event_fd, .events = POLLIN };
	l.wait[WAIT_SOCKET] = (struct pollfd){ .events = POLLIN };
	do {
		ret = loop_once(&l);
	} while (ret == 0);
	if (l.client_fd >= 0)
		drop_client(&l, -ECONNRESET);
out:
	wdp_listener_close(&l.listener);
	wdp_control_close(&l.control);
	close(signals);
	return ret < 0 ? ret : 0;
}
