/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Sockets of the file system: one for clients, one for commands. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "wd_model.h"

int
wdp_listener_open(struct listener *l, const char *path, const char *what)
{
	int fd = wdp_vfu_server_listen(path);

	l->fd = -1;
	l->path = path;
	if (fd == -EADDRINUSE) {
		fprintf(stderr, "wd-model: %s: somebody listens there, or it is not a socket: choose "
			"another path\n", path);
		return fd;
	}
	if (fd < 0) {
		fprintf(stderr, "wd-model: cannot listen on %s: %s\n", path, strerror(-fd));
		return fd;
	}
	if (lstat(path, &l->own) != 0) {
		fprintf(stderr, "wd-model: %s vanished: %s\n", path, strerror(errno));
		close(fd);
		return -ENOENT;
	}
	fprintf(stderr, "wd-model: %s %s\n", what, path);
	l->fd = fd;
	return 0;
}

void
wdp_listener_close(struct listener *l)
{
	struct stat st;

	if (l->fd < 0)
		return;
	/* The path may belong to another server by now: only our own socket goes. */
	if (lstat(l->path, &st) == 0 && st.st_dev == l->own.st_dev && st.st_ino == l->own.st_ino)
		unlink(l->path);
	close(l->fd);
	l->fd = -1;
}
