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
#include <sys/stat.h>

#include "wd_model.h"

/* What the control thread waits for. */
enum {
	WAIT_SIGNAL,
	WAIT_PARENT,
	WAIT_SOCKET, /* the client, or without one the listening socket */
	WAIT_NUM,
};

struct loop {
	struct wdp_vfu_server *server;
	int listen_fd; /* -1: the one client came with --fd */
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
	l->client_fd = accept4(l->listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (l->client_fd >= 0 || errno == EAGAIN || errno == ECONNABORTED || errno == EINTR)
		return 0;
	fprintf(stderr, "wd-model: cannot accept a client: %s\n", strerror(errno));
	return -errno;
}

/* 0: go on; 1: done; -errno */
static int
loop_once(struct loop *l)
{
	int ret;

	l->wait[WAIT_SOCKET].fd = l->client_fd >= 0 ? l->client_fd : l->listen_fd;
	if (poll(l->wait, WAIT_NUM, -1) < 0)
		return errno == EINTR ? 0 : -errno;
	if (l->wait[WAIT_SIGNAL].revents != 0 || l->wait[WAIT_PARENT].revents != 0)
		return 1;
	if (l->wait[WAIT_SOCKET].revents == 0)
		return 0;
	if (l->client_fd < 0)
		return accept_client(l);
	ret = wdp_vfu_server_serve(l->server, l->client_fd);
	if (ret != 0)
		drop_client(l, ret);
	return l->client_fd < 0 && l->listen_fd < 0 ? 1 : 0;
}

/* The path may belong to another server by now: only our own socket goes. */
static void
unlink_own(const char *path, const struct stat *own)
{
	struct stat st;

	if (lstat(path, &st) == 0 && st.st_dev == own->st_dev && st.st_ino == own->st_ino)
		unlink(path);
}

static int
open_listener(const char *path, struct stat *own)
{
	int fd = wdp_vfu_server_listen(path);

	if (fd == -EADDRINUSE) {
		fprintf(stderr, "wd-model: %s: somebody listens there, or it is not a socket: choose "
			"another path\n", path);
		return fd;
	}
	if (fd < 0) {
		fprintf(stderr, "wd-model: cannot listen on %s: %s\n", path, strerror(-fd));
		return fd;
	}
	if (lstat(path, own) != 0) {
		fprintf(stderr, "wd-model: %s vanished: %s\n", path, strerror(errno));
		close(fd);
		return -ENOENT;
	}
	fprintf(stderr, "wd-model: listening on %s\n", path);
	return fd;
}

int
wdp_loop_run(struct wdp_vfu_server *server, const struct options *o)
{
	struct loop l = { .server = server, .listen_fd = -1, .client_fd = o->client_fd };
	struct stat own;
	int signals, ret;

	signals = open_signals();
	if (signals < 0)
		return signals;
	if (o->socket_path != NULL) {
		ret = open_listener(o->socket_path, &own);
		if (ret < 0)
			goto out;
		l.listen_fd = ret;
	}
	l.wait[WAIT_SIGNAL] = (struct pollfd){ .fd = signals, .events = POLLIN };
	l.wait[WAIT_PARENT] = (struct pollfd){ .fd = o->parent_pidfd, .events = POLLIN };
	l.wait[WAIT_SOCKET] = (struct pollfd){ .events = POLLIN };
	do {
		ret = loop_once(&l);
	} while (ret == 0);
	if (l.client_fd >= 0)
		drop_client(&l, -ECONNRESET);
	if (l.listen_fd >= 0) {
		unlink_own(o->socket_path, &own);
		close(l.listen_fd);
	}
out:
	close(signals);
	return ret < 0 ? ret : 0;
}
