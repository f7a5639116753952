/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The wd-model program, over a socket pair, as a client that is no driver sees it. */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "wdp_hw_pci.h"
#include "wdp_vfu_client.h"

/* doc/hw/qm.md 3 */
#define REG_CAPS         0x3100
#define REG_TOTAL_QUEUES 0x100158
#define REG_UNKNOWN      0x3ffff0
#define CFG_MSI_CTRL     0x52

#define ARGS_MAX 16
#define EXIT_COMPLAINTS 3
#define EXIT_USAGE 2

static const char *model_bin;

struct model {
	int pid;
	int sock;
	struct wdp_vfu_client *cli;
};

/* Start the program with --fd and the given arguments. */
static void
spawn(struct model *m, const char *const *args)
{
	const char *argv[ARGS_MAX] = { "wd-model" };
	unsigned int n = 1;
	char fd[16];
	int s[2];

	memset(m, 0, sizeof(*m));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, s), 0);
	snprintf(fd, sizeof(fd), "%d", s[1]);
	argv[n++] = "--fd";
	argv[n++] = fd;
	while (*args != NULL && n < ARGS_MAX - 1)
		argv[n++] = *args++;
	m->pid = fork();
	assert_true(m->pid >= 0);
	if (m->pid == 0) {
		close(s[0]);
		execv(model_bin, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(s[1]);
	m->sock = s[0];
}

static int
exit_code(struct model *m)
{
	int st;

	assert_int_equal(waitpid(m->pid, &st, 0), m->pid);
	return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

static void
open_model(struct model *m, const char *const *args)
{
	const uint16_t on = WDP_PCI_CMD_MEMORY;

	spawn(m, args);
	assert_int_equal(wdp_vfu_client_open(m->sock, 0, &m->cli), 0);
	/* Registers answer only then. */
	assert_int_equal(wdp_vfu_client_write(m->cli, WDP_VFU_REGION_CFG, WDP_PCI_CFG_COMMAND, &on,
		sizeof(on)), 0);
}

static int
close_model(struct model *m)
{
	wdp_vfu_client_close(m->cli, true);
	return exit_code(m);
}

static uint32_t
rd(struct model *m, uint32_t region, uint64_t off, uint32_t len)
{
	uint32_t v = 0;

	assert_int_equal(wdp_vfu_client_read(m->cli, region, off, &v, len), 0);
	return v;
}

static void
identity_and_caps(void **state)
{
	static const struct {
		const char *args[8];
		uint8_t rev;
		bool caps;
	} kinds[] = {
		{ { "--hw", "v3", "--strict", NULL }, WDP_REV_V3, true },
		{ { "--hw", "v3", "--no-caps", "--strict", NULL }, WDP_REV_V3, false },
		{ { "--hw", "v2", "--device", "zip", "--engine", "null", NULL }, WDP_REV_V2, false },
	};
	struct wdp_vfu_region_info info;
	struct model m;
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		open_model(&m, kinds[i].args);
		assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_VENDOR, 2), WDP_PCI_VENDOR);
		assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_DEVICE, 2),
			WDP_PCI_DEV_ZIP_PF);
		assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_REVISION, 1), kinds[i].rev);
		assert_int_equal(wdp_vfu_client_region_info(m.cli, WDP_BAR_REGS, &info, NULL), 0);
		assert_true(info.size >= 0x400000);
		assert_int_equal(info.flags & WDP_VFU_REGION_MMAP, 0);
		if (kinds[i].rev == WDP_REV_V3) {
			assert_int_equal((rd(&m, WDP_BAR_REGS, REG_CAPS, 4) & 0xff) != 0,
				kinds[i].caps);
			assert_int_equal(rd(&m, WDP_BAR_REGS, REG_TOTAL_QUEUES, 4) & 0x7ff, 0x400);
		}
		assert_int_equal(close_model(&m), EXIT_SUCCESS);
	}
}

/* The VF is a device of its own: id, BARs, interrupts, default number of queues. */
static void
identity_vf(void **state)
{
	static const struct {
		const char *args[8];
		uint64_t bar2, bar4;
		uint32_t messages;
	} kinds[] = {
		{ { "--vf", "--strict", NULL }, 0x10000, 0x4000000, 4 },
		{ { "--vf", "--queues", "64", "--strict", NULL }, 0x10000, 0x400000, 4 },
		{ { "--vf", "--hw", "v2", "--strict", NULL }, 0x8000, 0, 2 },
	};
	struct wdp_vfu_region_info info;
	struct model m;
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		open_model(&m, kinds[i].args);
		assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_DEVICE, 2),
			WDP_PCI_DEV_ZIP_VF);
		assert_int_equal(wdp_vfu_client_region_info(m.cli, WDP_BAR_REGS, &info, NULL), 0);
		assert_int_equal(info.size, kinds[i].bar2);
		assert_int_equal(wdp_vfu_client_region_info(m.cli, WDP_BAR_DB, &info, NULL), 0);
		assert_int_equal(info.size, kinds[i].bar4);
		assert_int_equal(1u << (rd(&m, WDP_VFU_REGION_CFG, CFG_MSI_CTRL, 2) >> 1 & 7),
			kinds[i].messages);
		assert_int_equal(close_model(&m), EXIT_SUCCESS);
	}
}

static void
shadow_doorbells(void **state)
{
	static const char *const args[] = { "--queues", "16", "--strict", "--stats", NULL };
	const uint64_t slot = 7 * WDP_VFU_SHADOW_SLOT_B;
	uint32_t queue = 3, none = 2000;
	struct model m;
	uint8_t *mem;
	size_t len;

	(void)state;
	open_model(&m, args);
	assert_int_equal(wdp_vfu_client_shadow_slots(m.cli), WDP_VFU_SHADOW_SLOTS);
	assert_int_equal(wdp_vfu_client_shadow_map(m.cli, (void **)&mem, &len), 0);
	assert_int_equal(len, WDP_VFU_SHADOW_SLOTS * WDP_VFU_SHADOW_SLOT_B);
	*(volatile uint64_t *)(mem + slot) = 0;
	assert_int_equal(wdp_vfu_client_write(m.cli, WDP_VFU_REGION_SHADOW,
		slot + WDP_VFU_SHADOW_BIND, &queue, 4), 0);
	/* A slot serves once until the function is reset; a queue must exist. */
	assert_int_equal(wdp_vfu_client_write(m.cli, WDP_VFU_REGION_SHADOW,
		slot + WDP_VFU_SHADOW_BIND, &queue, 4), -EBUSY);
	assert_true(wdp_vfu_client_write(m.cli, WDP_VFU_REGION_SHADOW,
		2 * slot + WDP_VFU_SHADOW_BIND, &none, 4) < 0);
	assert_int_equal(wdp_vfu_client_reset(m.cli), 0);
	assert_int_equal(wdp_vfu_client_write(m.cli, WDP_VFU_REGION_SHADOW,
		slot + WDP_VFU_SHADOW_BIND, &queue, 4), 0);
	assert_int_equal(wdp_vfu_client_broken(m.cli), 0);
	munmap(mem, len);
	close_model(&m);
}

static void
memory_maps(void **state)
{
	static const char *const args[] = { NULL };
	int fd = memfd_create("dma", MFD_CLOEXEC);
	struct model m;

	(void)state;
	assert_int_equal(ftruncate(fd, 1 << 20), 0);
	open_model(&m, args);
	assert_int_equal(wdp_vfu_client_dma_map(m.cli, 0x100000, 1 << 20, fd, 0, 3), 0);
	assert_int_equal(wdp_vfu_client_dma_map(m.cli, 0x180000, 4096, fd, 0, 3), -EINVAL);
	assert_int_equal(wdp_vfu_client_dma_map(m.cli, 0, 4096, -1, 0, 1), 0);
	assert_int_equal(wdp_vfu_client_dma_unmap(m.cli, 0, 1ull << 40), 0);
	assert_int_equal(wdp_vfu_client_dma_map(m.cli, 0x180000, 4096, fd, 0, 3), 0);
	assert_int_equal(wdp_vfu_client_dma_unmap_all(m.cli), 0);
	assert_int_equal(close_model(&m), EXIT_SUCCESS);
	close(fd);
}

static void
complaints_give_the_exit_code(void **state)
{
	static const char *const strict[] = { "--strict", NULL };
	static const char *const lax[] = { NULL };
	struct model m;
	uint32_t v;

	(void)state;
	open_model(&m, strict);
	wdp_vfu_client_read(m.cli, WDP_BAR_REGS, REG_UNKNOWN, &v, 4);
	assert_int_equal(close_model(&m), EXIT_COMPLAINTS);
	open_model(&m, lax);
	wdp_vfu_client_read(m.cli, WDP_BAR_REGS, REG_UNKNOWN, &v, 4);
	assert_int_equal(close_model(&m), EXIT_SUCCESS);
	/* What never reaches the model counts as well: an access beyond the region. */
	open_model(&m, strict);
	assert_int_equal(wdp_vfu_client_read(m.cli, WDP_BAR_REGS, 1ull << 40, &v, 4), -EINVAL);
	assert_int_equal(close_model(&m), EXIT_COMPLAINTS);
}

static void
wrong_command_lines(void **state)
{
	static const char *const lines[][4] = {
		{ "--nonsense" }, { "--workers", "0" }, { "--workers", "abc" }, { "--queues", "1025" },
		{ "--hw", "v1" }, { "--device", "rng" }, { "--engine", "" }, { "--socket", "/s" },
		{ "stray" }, { "--cpu", "-1" }, { "--fd", "999" },
		{ "--vf", "--queues", "961" }, { "--vf", "--queues", "1" },
	};
	static const char *const bad_cpu[] = { "--cpu", "1023", NULL };
	struct model m;
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		spawn(&m, lines[i]);
		assert_int_equal(exit_code(&m), EXIT_USAGE);
		close(m.sock);
	}
	spawn(&m, bad_cpu);
	assert_int_equal(exit_code(&m), EXIT_FAILURE);
	close(m.sock);
}

/* The socket stays open (somebody holds a copy), but the parent is gone. */
static void
ends_with_its_parent(void **state)
{
	char fd[16];
	const char *args[] = { "--parent-pidfd", fd, "--cpu", "0", NULL };
	struct model m;
	int parent, pidfd;

	(void)state;
	parent = fork();
	assert_true(parent >= 0);
	if (parent == 0)
		for (;;)
			pause();
	pidfd = syscall(SYS_pidfd_open, parent, 0);
	assert_true(pidfd >= 0);
	/* A pidfd is close-on-exec by birth. */
	pidfd = dup(pidfd);
	snprintf(fd, sizeof(fd), "%d", pidfd);
	open_model(&m, args);
	kill(parent, SIGKILL);
	assert_int_equal(exit_code(&m), EXIT_SUCCESS);
	waitpid(parent, NULL, 0);
	wdp_vfu_client_close(m.cli, true);
	close(pidfd);
}

/* A client that stops in the middle of a message holds nobody up for ever. */
static void
half_a_message(void **state)
{
	static const char *const args[] = { NULL };
	struct model m;

	(void)state;
	open_model(&m, args);
	assert_int_equal(write(m.sock, "\1\0\2\0", 4), 4);
	kill(m.pid, SIGTERM);
	assert_int_equal(exit_code(&m), EXIT_SUCCESS);
	wdp_vfu_client_close(m.cli, true);
}

/* A file of faults; @return its name, in static memory. */
static const char *
fault_file(const char *text)
{
	static char path[32];
	int fd;

	strcpy(path, "/tmp/wd-model-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	return path;
}

static void
faults_of_a_file(void **state)
{
	const char *args[] = { "--strict", "--fault", NULL, NULL };
	struct model m;

	(void)state;
	args[2] = fault_file("# nobody home\nremove\n");
	open_model(&m, args);
	assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_VENDOR, 4), UINT32_MAX);
	assert_int_equal(rd(&m, WDP_BAR_REGS, REG_UNKNOWN, 4), UINT32_MAX);
	assert_int_equal(close_model(&m), EXIT_SUCCESS);
	unlink(args[2]);
	args[2] = fault_file("hang\nhnag\n");
	spawn(&m, args);
	assert_int_equal(exit_code(&m), EXIT_USAGE);
	unlink(args[2]);
	close(m.sock);
	/* no such file any more */
	spawn(&m, args);
	assert_int_equal(exit_code(&m), EXIT_USAGE);
	close(m.sock);
}

static int
control_connect(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	unsigned int i;

	strcpy(sa.sun_path, path);
	for (i = 0; i < 5000; i++) {
		if (connect(fd, (struct sockaddr *)&sa, sizeof(sa)) == 0)
			return fd;
		usleep(1000);
	}
	fail();
	return -1;
}

/* Send, and read until the answer ends in @want, or to the end of the connection. */
static void
control(int fd, const char *lines, const char *want)
{
	char got[8192] = "";
	size_t n = 0;

	if (*lines != '\0')
		assert_int_equal(write(fd, lines, strlen(lines)), strlen(lines));
	while (n < strlen(want) || strcmp(got + n - strlen(want), want) != 0) {
		ssize_t k = read(fd, got + n, sizeof(got) - 1 - n);

		if (k <= 0)
			fail_msg("\"%s\" was answered with \"%s\"", lines, got);
		n += k;
		got[n] = '\0';
	}
}

static void
control_socket(void **state)
{
	char path[32] = "/tmp/wd-model-XXXXXX", line[2000], byte;
	const char *args[] = { "--control", path, NULL };
	int fd, other, many[4], i;
	struct model m;

	(void)state;
	fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	open_model(&m, args);
	fd = control_connect(path);
	control(fd, "list\n", "ok\n");
	control(fd, "hang op=5\nlist\nli", "ok 1\n1 seen=0 fired=0 hang op=5\nok\n");
	control(fd, "ne\n", "commands: list stats clear power-cycle\n");
	/* a second one meanwhile; its last line needs no end */
	other = control_connect(path);
	assert_int_equal(write(other, "remove\r\nlist", 12), 12);
	shutdown(other, SHUT_WR);
	control(other, "", "ok 2\n1 seen=0 fired=0 hang op=5\n2 seen=1 fired=1 remove\nok\n");
	assert_int_equal(read(other, &byte, 1), 0);
	close(other);
	assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_VENDOR, 4), UINT32_MAX);
	control(fd, "clear 2\n", "ok\n");
	assert_int_not_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_VENDOR, 4), UINT32_MAX);
	/* more callers than places wait for one */
	for (i = 0; i < 4; i++)
		many[i] = control_connect(path);
	for (i = 0; i < 3; i++)
		control(many[i], "stats\n", "ok\n");
	assert_int_equal(write(many[3], "list\n", 5), 5);
	assert_int_equal(recv(many[3], &byte, 1, MSG_DONTWAIT), -1);
	close(many[0]);
	control(many[3], "", "hang op=5\nok\n");
	for (i = 1; i < 4; i++)
		close(many[i]);
	/* no line, and no text */
	memset(line, 'x', sizeof(line));
	line[sizeof(line) - 1] = '\0';
	other = control_connect(path);
	control(other, line, "error: a line without an end\n");
	close(other);
	other = control_connect(path);
	assert_int_equal(write(other, "list\0\n", 6), 6);
	assert_int_equal(read(other, &byte, 1), 0);
	close(other);
	control(fd, "list\n", "ok\n");
	close(fd);
	assert_int_equal(close_model(&m), EXIT_SUCCESS);
	assert_int_equal(access(path, F_OK), -1);
}

/* A caller that never reads his answers does not stop the device. */
static void
control_without_reader(void **state)
{
	char path[32] = "/tmp/wd-model-XXXXXX";
	const char *args[] = { "--control", path, NULL };
	struct model m;
	int fd, i;

	(void)state;
	fd = mkstemp(path);
	close(fd);
	unlink(path);
	open_model(&m, args);
	fd = control_connect(path);
	for (i = 0; i < 20000; i++)
		if (send(fd, "stats\n", 6, MSG_NOSIGNAL) < 0)
			break;
	assert_in_range(i, 10, 19999);
	assert_int_equal(rd(&m, WDP_VFU_REGION_CFG, WDP_PCI_CFG_VENDOR, 2), WDP_PCI_VENDOR);
	close(fd);
	fd = control_connect(path);
	control(fd, "list\n", "ok\n");
	close(fd);
	assert_int_equal(close_model(&m), EXIT_SUCCESS);
}

/* With a path of its own the model waits for the next client. */
static void
hang_up_and_go_on(void **state)
{
	char path[32] = "/tmp/wd-model-XXXXXX", ctl[40], byte;
	const char *argv[] = { "wd-model", "--socket", path, "--control", ctl, NULL };
	int fd, client, pid, st, i;

	(void)state;
	fd = mkstemp(path);
	close(fd);
	unlink(path);
	snprintf(ctl, sizeof(ctl), "%s.ctl", path);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		execv(model_bin, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	fd = control_connect(ctl);
	/* nobody to hang up on */
	control(fd, "disconnect\n", "ok 1\n");
	for (i = 2; i < 4; i++) {
		char ok[8];

		client = control_connect(path);
		control(fd, "list\n", "ok\n");
		usleep(50000);
		assert_int_equal(recv(client, &byte, 1, MSG_DONTWAIT), -1);
		snprintf(ok, sizeof(ok), "ok %d\n", i);
		control(fd, "disconnect\n", ok);
		assert_int_equal(read(client, &byte, 1), 0);
		close(client);
	}
	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, &st, 0), pid);
	assert_int_equal(st, 0);
	close(fd);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(access(ctl, F_OK), -1);
}

static void
hang_up_and_exit(void **state)
{
	char path[32] = "/tmp/wd-model-XXXXXX", byte;
	const char *args[] = { "--control", path, NULL };
	struct model m;
	int fd;

	(void)state;
	fd = mkstemp(path);
	close(fd);
	unlink(path);
	/* with the one client gone there is nothing left to do */
	open_model(&m, args);
	fd = control_connect(path);
	control(fd, "remove socket=20\n", "ok 1\n");
	assert_int_equal(read(m.sock, &byte, 1), 0);
	assert_int_equal(exit_code(&m), EXIT_SUCCESS);
	wdp_vfu_client_close(m.cli, true);
	close(fd);

	open_model(&m, args);
	fd = control_connect(path);
	assert_int_equal(write(fd, "exit code=77\n", 13), 13);
	assert_int_equal(exit_code(&m), 77);
	wdp_vfu_client_close(m.cli, true);
	close(fd);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity_and_caps),
		cmocka_unit_test(identity_vf),
		cmocka_unit_test(shadow_doorbells),
		cmocka_unit_test(memory_maps),
		cmocka_unit_test(complaints_give_the_exit_code),
		cmocka_unit_test(wrong_command_lines),
		cmocka_unit_test(ends_with_its_parent),
		cmocka_unit_test(half_a_message),
		cmocka_unit_test(faults_of_a_file),
		cmocka_unit_test(control_socket),
		cmocka_unit_test(control_without_reader),
		cmocka_unit_test(hang_up_and_go_on),
		cmocka_unit_test(hang_up_and_exit),
	};

	model_bin = getenv("WDP_MODEL_BIN");
	if (model_bin == NULL) {
		fprintf(stderr, "WDP_MODEL_BIN is not set\n");
		return 77;
	}
	return cmocka_run_group_tests_name("wd-model", tests, NULL, NULL);
}
