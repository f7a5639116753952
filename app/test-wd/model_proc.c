/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <rte_cycles.h>
#include <rte_dev.h>

#include "model_proc.h"

#define BUS       "vdev"
#define TRIES     500 /* of 10 ms: until the model listens */
#define TIMEOUT_S 5

extern char **environ;

static int
dial(const char *path)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	struct timeval limit = {.tv_sec = TIMEOUT_S};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0) {
		close(fd);
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	return fd;
}

static int
spawn_model(struct wdp_t_model *m)
{
	const char *bin = getenv("WDP_MODEL_BIN");
	char *argv[] = {(char *)"wd-model", (char *)"--device", (char *)m->ops->model, (char *)"--hw",
		(char *)"v3", (char *)"--strict", (char *)"--socket", m->socket,
		(char *)"--control", m->control_path, NULL};
	unsigned int i;

	if (bin == NULL) {
		printf("FAIL setup: WDP_MODEL_BIN does not name the device model\n");
		return -1;
	}
	if (posix_spawn(&m->pid, bin, NULL, NULL, argv, environ) != 0) {
		printf("FAIL setup: %s does not start\n", bin);
		m->pid = 0;
		return -1;
	}
	for (i = 0; i < TRIES; i++) {
		m->control = dial(m->control_path);
		if (m->control >= 0 && access(m->socket, F_OK) == 0)
			return 0;
		if (m->control >= 0)
			close(m->control);
		m->control = -1;
		rte_delay_us_sleep(10000);
	}
	printf("FAIL setup: %s does not listen on %s\n", bin, m->control_path);
	return -1;
}

int
wdp_t_model_plug(struct wdp_t_model *m)
{
	char args[320];
	int ret;

	snprintf(args, sizeof(args), "socket=%s%s%s", m->socket, m->devargs[0] ? "," : "",
		m->devargs);
	ret = rte_eal_hotplug_add(BUS, m->name, args);
	m->plugged = ret == 0;
	return ret;
}

int
wdp_t_model_unplug(struct wdp_t_model *m)
{
	int ret = m->plugged ? rte_eal_hotplug_remove(BUS, m->name) : 0;

	m->plugged = false;
	return ret;
}

int
wdp_t_model_start(struct wdp_t_model *m, const struct wdp_t_load_ops *ops,
	const char *driver_args)
{
	memset(m, 0, sizeof(*m));
	m->control = -1;
	m->ops = ops;
	snprintf(m->name, sizeof(m->name), "%s_fault", ops->driver);
	snprintf(m->dir, sizeof(m->dir), "/tmp/wd-fault-XXXXXX");
	if (mkdtemp(m->dir) == NULL) {
		perror(m->dir);
		return -1;
	}
	snprintf(m->socket, sizeof(m->socket), "%s/device", m->dir);
	snprintf(m->control_path, sizeof(m->control_path), "%s/control", m->dir);
	snprintf(m->devargs, sizeof(m->devargs), "%s", driver_args);
	if (spawn_model(m) == 0 && wdp_t_model_plug(m) == 0)
		return 0;
	wdp_t_model_stop(m);
	return -1;
}

void
wdp_t_model_stop(struct wdp_t_model *m)
{
	wdp_t_model_unplug(m);
	if (m->control >= 0)
		close(m->control);
	m->control = -1;
	if (m->pid > 0) {
		kill(m->pid, SIGTERM);
		waitpid(m->pid, NULL, 0);
	}
	m->pid = 0;
	unlink(m->socket);
	unlink(m->control_path);
	if (m->dir[0] != '\0')
		rmdir(m->dir);
	m->dir[0] = '\0';
}

/* The last line of an answer is "ok", "ok N" or "error: ...". */
static bool
complete(const char *text, size_t len)
{
	const char *last;

	if (len == 0 || text[len - 1] != '\n')
		return false;
	for (last = text + len - 1; last > text && last[-1] != '\n'; last--)
		;
	return strncmp(last, "ok", 2) == 0 || strncmp(last, "error", 5) == 0;
}

int
wdp_t_model_say(struct wdp_t_model *m, const char *line, char *answer)
{
	char text[WDP_T_MODEL_TEXT_B - 1], out[512];
	int n = snprintf(out, sizeof(out), "%s\n", line);
	size_t len = 0;

	if (m->control < 0 || send(m->control, out, n, MSG_NOSIGNAL) != n)
		return -1;
	while (!complete(text, len) && len < sizeof(text) - 1) {
		ssize_t got = recv(m->control, text + len, sizeof(text) - 1 - len, 0);

		if (got <= 0)
			return -1;
		len += got;
	}
	text[len] = '\0';
	if (answer != NULL)
		memcpy(answer, text, len + 1);
	if (strstr(text, "error:") == NULL)
		return 0;
	printf("model, \"%s\": %s", line, text);
	return -1;
}

long
wdp_t_model_stat(struct wdp_t_model *m, const char *name)
{
	char text[WDP_T_MODEL_TEXT_B] = "\n", key[64], *p;

	/* Lines of "name figure"; the first one has a line's end before it as well. */
	snprintf(key, sizeof(key), "\n%s ", name);
	if (wdp_t_model_say(m, "stats", text + 1) != 0)
		return -1;
	p = strstr(text, key);
	return p == NULL ? 0 : strtol(p + strlen(key), NULL, 10);
}

uint8_t
wdp_t_model_dev(const struct wdp_t_model *m)
{
	uint8_t ids[WDP_T_LOAD_DEVS];
	unsigned int i, n = m->ops->find(ids, RTE_DIM(ids));

	for (i = 0; i < n; i++)
		if (strcmp(m->ops->name(ids[i]), m->name) == 0)
			return ids[i];
	return UINT8_MAX;
}
