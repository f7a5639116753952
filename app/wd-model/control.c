/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The control socket: lines in, answers out (doc/model.md 11). Served by the thread that
 * serves the client, which it never blocks: whoever does not read his answers is dropped.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include "wd_model.h"

int
wdp_control_open(struct control *c, struct wdp_model *model, const char *path)
{
	unsigned int i;

	memset(c, 0, sizeof(*c));
	c->model = model;
	c->listener.fd = -1;
	for (i = 0; i < CONTROL_CLIENTS; i++)
		c->client[i].fd = -1;
	return path != NULL ? wdp_listener_open(&c->listener, path, "taking commands on") : 0;
}

static void
drop(struct control_client *cl)
{
	close(cl->fd);
	cl->fd = -1;
}

void
wdp_control_close(struct control *c)
{
	unsigned int i;

	for (i = 0; i < CONTROL_CLIENTS; i++)
		if (c->client[i].fd >= 0)
			drop(&c->client[i]);
	wdp_listener_close(&c->listener);
}

void
wdp_control_fill(const struct control *c, struct pollfd *p)
{
	bool room = false;
	unsigned int i;

	for (i = 0; i < CONTROL_CLIENTS; i++) {
		room |= c->client[i].fd < 0;
		p[1 + i] = (struct pollfd){ .fd = c->client[i].fd, .events = POLLIN };
	}
	/* More than there is room for wait in the socket's queue. */
	p[0] = (struct pollfd){ .fd = room ? c->listener.fd : -1, .events = POLLIN };
}

static void
take_client(struct control *c)
{
	int fd = accept4(c->listener.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	unsigned int i;

	if (fd < 0)
		return;
	for (i = 0; i < CONTROL_CLIENTS; i++) {
		if (c->client[i].fd < 0) {
			c->client[i] = (struct control_client){ .fd = fd };
			return;
		}
	}
	close(fd);
}

/* false: the client does not take its answer */
static bool
answer(struct control *c, struct control_client *cl, const char *line)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	bool ok;

	if (out == NULL)
		return false;
	wdp_model_command(c->model, line, out);
	if (fclose(out) != 0) {
		free(text);
		return false;
	}
	ok = send(cl->fd, text, len, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)len;
	free(text);
	return ok;
}

/* Answer every complete line and keep the rest. */
static bool
take_lines(struct control *c, struct control_client *cl)
{
	char *line = cl->buf, *end;

	cl->buf[cl->used] = '\0';
	while ((end = strchr(line, '\n')) != NULL) {
		*end = '\0';
		if (!answer(c, cl, line))
			return false;
		line = end + 1;
	}
	cl->used -= line - cl->buf;
	memmove(cl->buf, line, cl->used);
	return true;
}

static void
serve(struct control *c, struct control_client *cl)
{
	static const char too_long[] = "error: a line without an end\n";
	ssize_t n = recv(cl->fd, cl->buf + cl->used, CONTROL_LINE_B - cl->used, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		/* The last line may lack its end; its sender may still listen. */
		cl->buf[cl->used] = '\0';
		if (n == 0 && cl->used > 0)
			answer(c, cl, cl->buf);
		drop(cl);
		return;
	}
	/* Text: what is behind a zero is no part of it. */
	if (memchr(cl->buf + cl->used, '\0', n) != NULL) {
		drop(cl);
		return;
	}
	cl->used += n;
	if (!take_lines(c, cl)) {
		drop(cl);
	} else if (cl->used == CONTROL_LINE_B) {
		(void)!send(cl->fd, too_long, sizeof(too_long) - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
		drop(cl);
	}
}

void
wdp_control_serve(struct control *c, const struct pollfd *p)
{
	unsigned int i;

	for (i = 0; i < CONTROL_CLIENTS; i++)
		if (p[1 + i].revents != 0 && p[1 + i].fd == c->client[i].fd)
			serve(c, &c->client[i]);
	if (p[0].revents != 0)
		take_client(c);
}
