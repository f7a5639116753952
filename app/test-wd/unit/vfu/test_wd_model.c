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
		{ "--hw", "v1" }, { "--device", "sec" }, { "--engine", "" }, { "--socket", "/s" },
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
	};

	model_bin = getenv("WDP_MODEL_BIN");
	if (model_bin == NULL) {
		fprintf(stderr, "WDP_MODEL_BIN is not set\n");
		return 77;
	}
	return cmocka_run_group_tests_name("wd-model", tests, NULL, NULL);
}
