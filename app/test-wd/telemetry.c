/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The driver's telemetry, asked as any other program would: through EAL's socket. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>

#include <rte_eal.h>

#include "churn.h"
#include "main.h"

#define ANSWER_B 16384
#define QPS      3u
#define ROUNDS   100u
#define BOUND_MS 5000u

static unsigned int passed, failed;

static int
open_socket(void)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	char greeting[ANSWER_B];
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s/dpdk_telemetry.v2", rte_eal_get_runtime_dir());
	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0 ||
			read(fd, greeting, sizeof(greeting)) <= 0) {
		perror(a.sun_path);
		return -1;
	}
	return fd;
}

/* The answer to a command must have all of the texts in it. */
static void
ask(int fd, const char *command, const char *const *want)
{
	char answer[ANSWER_B];
	ssize_t n = write(fd, command, strlen(command));

	n = n > 0 ? read(fd, answer, sizeof(answer) - 1) : -1;
	answer[n > 0 ? n : 0] = '\0';
	for (; *want != NULL; want++) {
		if (strstr(answer, *want) == NULL) {
			printf("FAIL telemetry %s: no %s in %s\n", command, *want, answer);
			failed++;
			return;
		}
	}
	printf("ok telemetry %s\n", command);
	passed++;
}

/* A command about the device, and more texts of the answer made the same way. */
static void
ask_of(int fd, const char *device, const char *command, const char *extra,
	const char *const *want)
{
	char text[128];

	snprintf(text, sizeof(text), "%s,%s%s", command, device, extra);
	ask(fd, text, want);
}

static void
idle(int fd, const char *dev)
{
	ask_of(fd, dev, "/wd/devices", "",
		(const char *const[]){"\"state\":\"stopped\"", "\"queues_used\":0", NULL});
}

/* With QPS queue pairs, of which nothing is in flight. */
static void
at_work(int fd, const struct wdp_t_load_ops *ops)
{
	unsigned int i, n = QPS * ops->rings;
	char name[64], engine[32], used[32], list[64], nr[16], next[16], self[32], type[32];
	size_t len = 0;

	snprintf(name, sizeof(name), "[\"%s\"]", ops->driver);
	snprintf(engine, sizeof(engine), "\"engine\":\"%s\"", ops->engine);
	snprintf(used, sizeof(used), "\"queues_used\":%u", n);
	for (i = 0; i < n; i++)
		len += snprintf(list + len, sizeof(list) - len, "%s%u", i == 0 ? "[" : ",", i);
	snprintf(list + len, sizeof(list) - len, "]");
	snprintf(nr, sizeof(nr), ",%u", n - 1);
	snprintf(next, sizeof(next), ",%u", n);
	snprintf(self, sizeof(self), "\"queue\":%u", n - 1);
	snprintf(type, sizeof(type), "\"type\":%u", ops->last_type);
	ask(fd, "/wd/devices", (const char *const[]){name, NULL});
	ask_of(fd, ops->driver, "/wd/devices", "", (const char *const[]){
		"\"state\":\"running\"", engine, "\"generation\":\"V3\"",
		"\"transport\":\"wd-model\"", "\"iova_mode\":\"", used,
		"\"events\":\"interrupts\"", "\"timeout_ms\":5000", NULL});
	ask_of(fd, ops->driver, "/wd/queues", "", (const char *const[]){list, NULL});
	ask_of(fd, ops->driver, "/wd/queues", nr, (const char *const[]){self,
		"\"state\":\"running\"", "\"in_flight\":0", type, NULL});
	ask_of(fd, ops->driver, "/wd/queues", next, (const char *const[]){"null", NULL});
	ask_of(fd, ops->driver, "/wd/errors", "", (const char *const[]){
		"\"state\":\"running\"", "\"queue_recoveries\":0", "\"resets\":0",
		"\"last_error\":\"\"", NULL});
}

int
wdp_t_telemetry(int argc, char **argv)
{
	struct wdp_t_churn_conf conf = {
		.ops = wdp_t_load_driver(&argc, argv), .qps = QPS, .in_flight = 32,
		.dirs = 1u << WDP_T_LOAD_FORTH,
	};
	struct wdp_t_churn *c;
	unsigned int i;
	int fd, dev;

	dev = conf.ops != NULL ? wdp_t_load_device(conf.ops, "telemetry") : -ENODEV;
	if (dev < 0)
		return 1;
	conf.dev = dev;
	fd = open_socket();
	if (fd < 0)
		return 1;
	idle(fd, conf.ops->driver);
	c = wdp_t_churn_new(&conf);
	if (c == NULL)
		return 1;
	for (i = 0; i < ROUNDS; i++)
		wdp_t_churn_round(c);
	wdp_t_churn_drain(c, BOUND_MS);
	at_work(fd, conf.ops);
	ask(fd, "/wd/errors,nobody", (const char *const[]){"null", NULL});
	ask(fd, "/wd/errors", (const char *const[]){"null", NULL});
	wdp_t_churn_enqueue(c, 8);
	ask_of(fd, conf.ops->driver, "/wd/queues", ",0",
		(const char *const[]){"\"in_flight\":8", NULL});
	/* Of the first queue pair as well, or of the second. */
	ask_of(fd, conf.ops->driver, "/wd/queues", ",1", (const char *const[]){
		conf.ops->rings > 1 ? "\"in_flight\":0" : "\"in_flight\":8", NULL});
	wdp_t_churn_drain(c, BOUND_MS);
	wdp_t_churn_free(c);
	ask_of(fd, conf.ops->driver, "/wd/queues", "", (const char *const[]){"[]", NULL});
	close(fd);
	printf("%u passed, %u failed, 0 skipped\n", passed, failed);
	return failed != 0;
}
