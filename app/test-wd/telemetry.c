/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The driver's telemetry, asked as any other program would: through EAL's socket. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>

#include <rte_compressdev.h>
#include <rte_eal.h>

#include "churn.h"
#include "main.h"
#include "simple.h"

#define ANSWER_B 16384
#define QPS      3u
#define ROUNDS   100u

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

int
wdp_t_telemetry(int argc, char **argv)
{
	struct wdp_t_churn_conf conf = {
		.qps = QPS, .in_flight = 32, .compress = true,
	};
	struct wdp_t_churn *c;
	unsigned int i;
	int fd;

	RTE_SET_USED(argc);
	RTE_SET_USED(argv);
	if (rte_compressdev_devices_get(WDP_T_DRIVER, &conf.dev, 1) != 1) {
		printf("FAIL telemetry/setup: no device " WDP_T_DRIVER "\n");
		return 1;
	}
	fd = open_socket();
	if (fd < 0)
		return 1;
	ask(fd, "/wd/devices,compress_wd",
		(const char *const[]){"\"state\":\"stopped\"", "\"queues_used\":0", NULL});
	c = wdp_t_churn_new(&conf);
	if (c == NULL)
		return 1;
	for (i = 0; i < ROUNDS; i++)
		wdp_t_churn_round(c);
	wdp_t_churn_drain(c, WDP_T_BOUND_S * 1000);
	ask(fd, "/wd/devices", (const char *const[]){"[\"compress_wd\"]", NULL});
	ask(fd, "/wd/devices,compress_wd", (const char *const[]){"\"state\":\"running\"",
		"\"engine\":\"ZIP\"", "\"generation\":\"V3\"", "\"transport\":\"wd-model\"",
		"\"iova_mode\":\"", "\"queues_used\":6", "\"events\":\"interrupts\"",
		"\"timeout_ms\":5000", NULL});
	ask(fd, "/wd/queues,compress_wd", (const char *const[]){"[0,1,2,3,4,5]", NULL});
	ask(fd, "/wd/queues,compress_wd,5", (const char *const[]){"\"queue\":5",
		"\"state\":\"running\"", "\"in_flight\":0", "\"type\":1", NULL});
	ask(fd, "/wd/queues,compress_wd,6", (const char *const[]){"null", NULL});
	ask(fd, "/wd/errors,compress_wd", (const char *const[]){"\"state\":\"running\"",
		"\"queue_recoveries\":0", "\"resets\":0", "\"last_error\":\"\"", NULL});
	ask(fd, "/wd/errors,nobody", (const char *const[]){"null", NULL});
	ask(fd, "/wd/errors", (const char *const[]){"null", NULL});
	wdp_t_churn_enqueue(c, 8);
	ask(fd, "/wd/queues,compress_wd,0", (const char *const[]){"\"in_flight\":8", NULL});
	ask(fd, "/wd/queues,compress_wd,1", (const char *const[]){"\"in_flight\":0", NULL});
	wdp_t_churn_drain(c, WDP_T_BOUND_S * 1000);
	wdp_t_churn_free(c);
	ask(fd, "/wd/queues,compress_wd", (const char *const[]){"[]", NULL});
	close(fd);
	printf("%u passed, %u failed, 0 skipped\n", passed, failed);
	return failed != 0;
}
