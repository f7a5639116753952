/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * lib/sim in a real EAL, with wd-model around a stand-in model (fake_model.c). EAL's own
 * arguments come from the command line, so the same cases run in every memory mode.
 */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cmocka.h>

#include <rte_bus_vdev.h>
#include <rte_cycles.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_malloc.h>
#include <rte_memory.h>

#include "fake_device.h"
#include "fake_model.h"
#include "transport/wdp_class.h"
#include "transport/wdp_transport.h"

#define SKIPPED 77
#define GROWTH_B (24 << 20)

static struct wdp_transport *dev;
static char class_args[256];
static volatile sig_atomic_t sigchlds;
static char model_bin[4096];
static bool static_memory; /* EAL's heap cannot grow in this mode */
static bool small_pages;

static int
class_probe(struct rte_device *rdev, const char *name, struct wdp_transport *t, const char *args)
{
	(void)rdev;
	(void)name;
	snprintf(class_args, sizeof(class_args), "%s", args);
	if (strstr(args, "fail_probe=1") != NULL)
		return -EIO;
	dev = t;
	return 0;
}

static int
class_remove(struct rte_device *rdev, const char *name)
{
	(void)rdev;
	(void)name;
	dev->ops->close(dev);
	dev = NULL;
	return 0;
}

static const char *const class_keys[] = { "fail_probe", "other", NULL };
static const struct wdp_class test_class = {
	.name = "compress_wd", .pf_id = 0xa250, .vf_id = 0xa251, .devargs = class_keys,
	.probe = class_probe, .remove = class_remove,
};

static void
on_sigchld(int sig)
{
	(void)sig;
	sigchlds++;
}

static uint32_t
rd(uint32_t off)
{
	return dev->ops->read32(dev, off);
}

/* What the model sees at an address of ours. */
static uint32_t
peek(const void *p)
{
	dev->ops->write64(dev, FAKE_REG_PEEK_AT, rte_mem_virt2iova(p));
	return rd(FAKE_REG_PEEK);
}

/* EAL's interrupt thread closes and opens a descriptor of its own after every change. */
static unsigned int
settled_fds(void)
{
	unsigned int i, n, most = 0;

	for (i = 0; i < 10; i++) {
		n = count_fds();
		most = n > most ? n : most;
		rte_delay_us_sleep(1000);
	}
	return most;
}

/* As many descriptors as before; a loaded machine lets that thread take its time. */
static bool
fds_become(unsigned int want)
{
	unsigned int i;

	for (i = 0; i < 3000 && count_fds() != want; i++)
		rte_delay_us_sleep(1000);
	return settled_fds() == want;
}

/* Gone, or a zombie that is its new parent's business. */
static bool
process_ended(int pid)
{
	char path[64], buf[512], *p;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return true;
	n = read(fd, buf, sizeof(buf) - 1);
	close(fd);
	if (n <= 0)
		return true;
	buf[n] = '\0';
	p = strrchr(buf, ')');
	return p != NULL && p[2] == 'Z';
}

static bool
wait_ended(int pid, unsigned int ms)
{
	while (!process_ended(pid) && ms-- > 0)
		rte_delay_us_sleep(1000);
	return process_ended(pid);
}

/* Nothing the application could wait for. */
static void
assert_no_child(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG | __WALL), -1);
	assert_int_equal(errno, ECHILD);
	assert_int_equal(sigchlds, 0);
}

static void
class_not_loaded(void **state)
{
	(void)state;
	assert_int_equal(rte_vdev_init("compress_wd", ""), -ENOTSUP);
	assert_int_equal(wdp_class_register(&test_class), 0);
}

static void
own_model(void **state)
{
	unsigned int fds = settled_fds();
	uint64_t in[2] = { 1, 2 };
	uint16_t id;
	int pid;

	(void)state;
	assert_int_equal(rte_vdev_init("compress_wd",
		"engine=null,workers=3,queues=77,hw=v2,vf=1,strict=1,other=x"), 0);
	assert_non_null(dev);
	assert_non_null(strstr(class_args, "other=x"));
	assert_string_equal(dev->name, "compress_wd");
	assert_int_equal(dev->kind, WDP_TRANSPORT_MODEL);
	assert_int_equal(rd(FAKE_REG_CONFIG), 1 << 25 | 1 << 24 | 3 << 16 | 77);
	assert_int_equal(dev->ops->cfg_read(dev, &id, 2, 2), 0);
	assert_int_equal(id, 0xa250);
	dev->ops->write32(dev, 0x100, 0xcafe);
	dev->ops->write64(dev, 0x108, 0x1122334455667788);
	dev->ops->write128(dev, 0x300, in[0], in[1]);
	assert_int_equal(rd(0x100), 0xcafe);
	assert_int_equal(rd(0x10c), 0x11223344);
	assert_int_equal(rd(0x300), 1);
	assert_int_equal(rd(0x308), 2);
	/* Beyond the BAR: all ones, and the device is not lost for it. */
	assert_int_equal(rd(0x400000), 0xffffffff);
	assert_int_equal(dev->lost, 0);
	assert_int_equal(dev->ops->bus_master(dev), 0);
	assert_int_equal(dev->ops->cfg_read(dev, &id, 2, 4), 0);
	assert_int_equal(id, 6);
	pid = rd(FAKE_REG_PID);
	assert_false(process_ended(pid));
	assert_no_child();
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_true(wait_ended(pid, 100));
	assert_no_child();
	assert_true(fds_become(fds));
}

/* More than the heap has; the machine's hugepages may be in use by others. */
static uint32_t *
grow(void)
{
	uint32_t *p = rte_malloc(NULL, GROWTH_B / 4, 4096);

	if (p == NULL) {
		print_message("no %u bytes of hugepages free\n", GROWTH_B / 4);
		skip();
	}
	return p;
}

/* Faults come with the model, and more of them while it runs. */
static void
own_model_with_faults(void **state)
{
	char file[] = "/tmp/wd-sim-fault-XXXXXX", args[128];
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	char answer[8] = "";
	int fd = mkstemp(file);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "hang\n", 5), 5);
	close(fd);
	snprintf(sa.sun_path, sizeof(sa.sun_path), "%s.sock", file);
	snprintf(args, sizeof(args), "fault=%s,control=%s", file, sa.sun_path);
	assert_int_equal(rte_vdev_init("compress_wd", args), 0);
	assert_int_equal(rd(FAKE_REG_FAULTS), 1);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&sa, sizeof(sa)), 0);
	assert_int_equal(write(fd, "list\n", 5), 5);
	assert_int_equal(read(fd, answer, sizeof(answer)), 3);
	assert_string_equal(answer, "ok\n");
	close(fd);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_int_equal(access(sa.sun_path, F_OK), -1);
	unlink(file);
}

static void
memory_follows_the_heap(void **state)
{
	uint32_t *early = rte_malloc(NULL, 64, 64), *late[4], *before[3], maps, i;
	uint64_t iova;

	(void)state;
	assert_non_null(early);
	*early = 0x600d0001;
	for (i = 0; i < 3; i++) {
		before[i] = grow();
		before[i][0] = 0xbef00000 + i;
	}
	assert_int_equal(rte_vdev_init("compress_wd", ""), 0);
	assert_int_equal(peek(early), 0x600d0001);
	*early = 0x600d0002;
	assert_int_equal(peek(early), 0x600d0002);
	/* Memory found at the start and freed later takes nothing with it. */
	iova = rte_mem_virt2iova(before[1] + (1 << 19));
	rte_free(before[1]);
	dev->ops->write64(dev, FAKE_REG_PEEK_AT, iova);
	if (!static_memory)
		assert_int_equal(rd(FAKE_REG_PEEK), FAKE_NO_DMA);
	assert_int_equal(peek(before[0]), 0xbef00000);
	assert_int_equal(peek(before[2]), 0xbef00002);
	rte_free(before[0]);
	rte_free(before[2]);
	maps = rd(FAKE_REG_MAPS);
	assert_true(maps > 0);
	if (static_memory) {
		/* One file, one mapping: 4 KiB pages are joined. */
		if (small_pages)
			assert_int_equal(maps, 1);
	} else {
		for (i = 0; i < 4; i++) {
			late[i] = grow();
			late[i][0] = 0x1a7e0000 + i;
			late[i][GROWTH_B / 16 - 1] = 0x1a7e1000 + i;
		}
		assert_true(rd(FAKE_REG_MAPS) > maps);
		for (i = 0; i < 4; i++) {
			assert_int_equal(peek(&late[i][0]), 0x1a7e0000 + i);
			assert_int_equal(peek(&late[i][GROWTH_B / 16 - 1]), 0x1a7e1000 + i);
		}
		/* Out of order: what stays must stay reachable all the time. */
		iova = rte_mem_virt2iova(late[1] + (1 << 19));
		rte_free(late[1]);
		dev->ops->write64(dev, FAKE_REG_PEEK_AT, iova);
		assert_int_equal(rd(FAKE_REG_PEEK), FAKE_NO_DMA);
		assert_int_equal(peek(&late[0][GROWTH_B / 16 - 1]), 0x1a7e1000);
		assert_int_equal(peek(&late[2][0]), 0x1a7e0002);
		rte_free(late[0]);
		rte_free(late[3]);
		rte_free(late[2]);
		assert_int_equal(rd(FAKE_REG_MAPS), maps);
	}
	assert_int_equal(peek(early), 0x600d0002);
	rte_free(early);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
}

static void
doorbell_slots(void **state)
{
	const unsigned int per_queue = WDP_VFU_SHADOW_SLOTS / 1024;
	struct wdp_doorbells a, b;
	unsigned int i;

	(void)state;
	assert_int_equal(rte_vdev_init("compress_wd", ""), 0);
	assert_int_equal(dev->ops->db_get(dev, 5, true, &a), 0);
	assert_int_equal(rd(FAKE_REG_SLOT), 5 * per_queue);
	assert_int_equal(rd(FAKE_REG_QUEUE), 5);
	assert_int_equal((uintptr_t)a.cq - (uintptr_t)a.sq, 64);
	dev->ops->db_put(dev, 5);
	/* Another life, another slot, though the queue is the same. */
	assert_int_equal(dev->ops->db_get(dev, 5, false, &b), 0);
	assert_int_equal((uintptr_t)b.sq - (uintptr_t)a.sq, WDP_VFU_SHADOW_SLOT_B);
	*b.sq = 1;
	/* No queue takes another one's, however often it is set up; its own come in turn. */
	for (i = 2; i < 3 * WDP_VFU_SHADOW_SLOTS; i++) {
		assert_int_equal(dev->ops->db_get(dev, i % 1024, false, &b), 0);
		assert_int_equal(rd(FAKE_REG_SLOT) / per_queue, i % 1024);
	}
	for (i = 0; i < per_queue; i++)
		assert_int_equal(dev->ops->db_get(dev, 5, false, &b), 0);
	b.cq = b.sq;
	for (i = 0; i < per_queue; i++)
		assert_int_equal(dev->ops->db_get(dev, 5, false, &a), 0);
	assert_ptr_equal(b.cq, a.sq);
	assert_int_equal(dev->ops->reset(dev), 0);
	assert_int_equal(rd(FAKE_REG_RESETS), 1);
	assert_int_equal(dev->ops->db_get(dev, 1, false, &b), 0);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
}

static void
model_dies(void **state)
{
	unsigned int ms, fds = settled_fds();
	struct wdp_doorbells db;
	int pid;

	(void)state;
	assert_int_equal(rte_vdev_init("compress_wd", ""), 0);
	pid = rd(FAKE_REG_PID);
	/* Nobody asks it anything: EAL's thread has to notice. */
	kill(pid, SIGKILL);
	for (ms = 0; ms < 2000 && __atomic_load_n(&dev->lost, __ATOMIC_ACQUIRE) == 0; ms++)
		rte_delay_us_sleep(1000);
	assert_int_equal(dev->lost, 1);
	assert_int_equal(rd(0x100), 0xffffffff);
	assert_int_equal(dev->ops->reset(dev), -ENODEV);
	assert_int_equal(dev->ops->db_get(dev, 0, false, &db), -ENODEV);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_true(fds_become(fds));

	/* And in the middle of an access. */
	assert_int_equal(rte_vdev_init("compress_wd", ""), 0);
	dev->ops->write32(dev, FAKE_REG_DIE, 1);
	assert_int_equal(dev->lost, 1);
	assert_int_equal(rd(0x100), 0xffffffff);
	rte_free(rte_malloc(NULL, 4 << 20, 0));
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_no_child();
	assert_true(fds_become(fds));
}

static void
model_does_not_end(void **state)
{
	uint64_t t0;
	int pid, ret;

	(void)state;
	setenv(FAKE_ENV_HANG, "1", 1);
	ret = rte_vdev_init("compress_wd", "");
	unsetenv(FAKE_ENV_HANG);
	assert_int_equal(ret, 0);
	pid = rd(FAKE_REG_PID);
	t0 = rte_get_timer_cycles();
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_in_range((rte_get_timer_cycles() - t0) * 1000 / rte_get_timer_hz(), 1500, 3500);
	assert_true(process_ended(pid));
	assert_no_child();
}

/* A model that ends before the greeting, or with it unread: the kernel says either. */
static void
assert_hung_up(int ret)
{
	assert_true(ret == -EPIPE || ret == -ECONNRESET);
}

static void
refused(void **state)
{
	static const char *const bad[] = {
		"nonsense=1", "engine=fast", "workers=0", "workers=65", "workers=1x", "queues=1",
		"queues=1025", "hw=v1", "vf=2", "vf=", "vf=1,queues=961", "socket=/s,vf=1", "strict=2", "engine=", "engine=null,engine=null",
		"socket=/s,engine=null", "socket=/s,strict=0", "socket=/a,socket=/b",
		"socket=/s,fault=/dev/null", "socket=/s,control=/c", "fault=", "control=",
	};
	unsigned int i, fds = settled_fds();

	(void)state;
	for (i = 0; i < RTE_DIM(bad); i++)
		assert_int_equal(rte_vdev_init("compress_wd", bad[i]), -EINVAL);
	assert_int_equal(rte_vdev_init("compress_wd", "socket=/does/not/exist"), -ENOENT);
	assert_int_equal(rte_vdev_init("compress_wd", "fault=/does/not/exist"), -ENOENT);
	/* The model says what it does not like about a file, and ends. */
	assert_hung_up(rte_vdev_init("compress_wd", "fault=/dev/null"));
	assert_int_equal(rte_vdev_init("compress_wd", "fail_probe=1"), -EIO);

	setenv(FAKE_ENV_ID, "0xa255", 1);
	assert_int_equal(rte_vdev_init("compress_wd", ""), -ENODEV);
	setenv(FAKE_ENV_ID, "0xa251", 1);
	assert_int_equal(rte_vdev_init("compress_wd", ""), 0);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	unsetenv(FAKE_ENV_ID);
	setenv(FAKE_ENV_NO_SHADOW, "1", 1);
	assert_int_equal(rte_vdev_init("compress_wd", ""), -EPROTO);
	unsetenv(FAKE_ENV_NO_SHADOW);

	setenv("WDP_MODEL_BIN", "/does/not/exist", 1);
	assert_int_equal(rte_vdev_init("compress_wd", ""), -ENOENT);
	setenv("WDP_MODEL_BIN", "/", 1);
	assert_int_equal(rte_vdev_init("compress_wd", ""), -EACCES);
	/* Something that starts and is no model. */
	setenv("WDP_MODEL_BIN", "/bin/true", 1);
	assert_hung_up(rte_vdev_init("compress_wd", ""));
	setenv("WDP_MODEL_BIN", model_bin, 1);
	assert_null(dev);
	assert_no_child();
	assert_true(fds_become(fds));
}

static int running_pid; /* a model a failed case may leave behind */

/* After every case, so that one that fails does not make the next ones fail. */
static int
clean_up(void **state)
{
	(void)state;
	if (dev != NULL)
		rte_vdev_uninit("compress_wd");
	if (running_pid > 0) {
		kill(running_pid, SIGKILL);
		waitpid(running_pid, NULL, 0);
	}
	running_pid = 0;
	return 0;
}

static int
run_model(const char *path, bool wait_for_socket)
{
	int pid = fork(), ms;

	assert_true(pid >= 0);
	if (pid == 0) {
		execl(model_bin, "wd-model", "--socket", path, "--strict", "--stats", NULL);
		_exit(127);
	}
	if (wait_for_socket)
		running_pid = pid;
	for (ms = 0; wait_for_socket && ms < 2000 && access(path, F_OK) != 0; ms++)
		rte_delay_us_sleep(1000);
	return pid;
}

static int
end_model(int pid)
{
	int st;

	assert_int_equal(waitpid(pid, &st, 0), pid);
	if (pid == running_pid)
		running_pid = 0;
	return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

static void
running_model(void **state)
{
	char dir[] = "sim-test-XXXXXX", path[32], args[48], second[80];
	int pid, i;

	(void)state;
	signal(SIGCHLD, SIG_DFL);
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/model", dir);
	snprintf(args, sizeof(args), "socket=%s", path);
	snprintf(second, sizeof(second), "%s,other=1", args);
	pid = run_model(path, true);
	/* One client after the other. */
	for (i = 0; i < 3; i++) {
		assert_int_equal(rte_vdev_init("compress_wd", args), 0);
		assert_int_equal(rd(FAKE_REG_PID), pid);
		if (i == 1)
			assert_int_equal(rte_vdev_init("compress_wd1", second), -ETIMEDOUT);
		assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	}
	/* The path is taken, and stays so. */
	assert_int_equal(end_model(run_model(path, false)), EXIT_FAILURE);
	kill(pid, SIGTERM);
	assert_int_equal(end_model(pid), EXIT_SUCCESS);
	assert_int_equal(access(path, F_OK), -1);

	/* A dead server's socket is replaced; complaints give the exit code. */
	pid = run_model(path, true);
	kill(pid, SIGKILL);
	assert_int_equal(end_model(pid), -1);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(rte_vdev_init("compress_wd", args), -ECONNREFUSED);
	pid = running_pid = run_model(path, false);
	for (i = 0; i < 2000 && rte_vdev_init("compress_wd", args) != 0; i++)
		rte_delay_us_sleep(1000);
	dev->ops->write32(dev, FAKE_REG_COMPLAIN, 1);
	kill(pid, SIGINT);
	assert_int_equal(end_model(pid), 3);
	assert_int_equal(rd(0), 0xffffffff);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_int_equal(rmdir(dir), 0);
	signal(SIGCHLD, on_sigchld);
}

/* R10: a forked copy reaches nothing, and what it does leaves the parent in service. */
static void
forked_copy(void **state)
{
	struct wdp_doorbells db;
	uint32_t *p;
	int pid, st;

	(void)state;
	signal(SIGCHLD, SIG_DFL);
	assert_int_equal(rte_vdev_init("compress_wd", ""), 0);
	assert_int_equal(dev->ops->db_get(dev, 1, false, &db), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		uint32_t v = rd(FAKE_REG_PID);

		if (v != 0xffffffff || dev->ops->reset(dev) != -EPERM)
			_exit(1);
		dev->ops->close(dev);
		/* The doorbells are not there: the kernel ends this. */
		signal(SIGSEGV, SIG_DFL);
		*db.sq = 1;
		_exit(2);
	}
	assert_int_equal(waitpid(pid, &st, 0), pid);
	assert_true(WIFSIGNALED(st) && WTERMSIG(st) == SIGSEGV);
	assert_int_equal(dev->lost, 0);
	assert_int_equal(rd(FAKE_REG_RESETS), 0);
	p = rte_malloc(NULL, 64, 64);
	assert_non_null(p);
	*p = 0xf02c;
	assert_int_equal(peek(p), 0xf02c);
	rte_free(p);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	signal(SIGCHLD, on_sigchld);
}

static void
two_devices(void **state)
{
	struct wdp_transport *one;
	int pid;

	(void)state;
	assert_int_equal(rte_vdev_init("compress_wd", "queues=10"), 0);
	one = dev;
	pid = rd(FAKE_REG_PID);
	assert_int_equal(rte_vdev_init("compress_wd1", "queues=20"), 0);
	assert_int_not_equal(rd(FAKE_REG_PID), pid);
	assert_int_equal(rte_vdev_uninit("compress_wd1"), 0);
	/* The second was started while the first was there, and holds nothing of it. */
	dev = one;
	assert_int_equal(rd(FAKE_REG_PID), pid);
	assert_int_equal(rte_vdev_uninit("compress_wd"), 0);
	assert_true(process_ended(pid));
}

/*
 * As a process of its own (WDP_TEST_VICTIM): start a model, print its process, wait to be
 * killed.
 */
static int
be_victim(void)
{
	wdp_class_register(&test_class);
	if (rte_vdev_init("compress_wd", "") != 0)
		return 1;
	printf("%u\n", rd(FAKE_REG_PID));
	fflush(stdout);
	for (;;)
		pause();
}

/* kill -9 of the application leaves no model behind. */
static void
application_killed(void **state)
{
	static char *const victim_argv[] = {
		"victim", "-l", "0", "--no-pci", "--no-telemetry", "--no-shconf", "--no-huge",
		"-m", "64", "--file-prefix", "wdp-sim-victim", NULL,
	};
	char line[32] = "";
	int out[2], pid, model;
	ssize_t n;

	(void)state;
	signal(SIGCHLD, SIG_DFL);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		setenv("WDP_TEST_VICTIM", "1", 1);
		dup2(out[1], STDOUT_FILENO);
		execv("/proc/self/exe", victim_argv);
		_exit(127);
	}
	close(out[1]);
	n = read(out[0], line, sizeof(line) - 1);
	assert_true(n > 0);
	model = atoi(line);
	assert_true(model > 1);
	assert_false(process_ended(model));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_true(wait_ended(model, 1000));
	close(out[0]);
	signal(SIGCHLD, on_sigchld);
}

int
main(int argc, char **argv)
{
#define CASE(f) cmocka_unit_test_teardown(f, clean_up)
	const struct CMUnitTest tests[] = {
		/* Registers the class, so it comes first. */
		CASE(class_not_loaded),
		CASE(own_model),
		CASE(own_model_with_faults),
		CASE(memory_follows_the_heap),
		CASE(doorbell_slots),
		CASE(model_dies),
		CASE(model_does_not_end),
		CASE(refused),
		CASE(running_model),
		CASE(forked_copy),
		CASE(two_devices),
		CASE(application_killed),
	};
	int i, ret;

	if (getenv("WDP_MODEL_BIN") == NULL) {
		fprintf(stderr, "WDP_MODEL_BIN is not set\n");
		return SKIPPED;
	}
	snprintf(model_bin, sizeof(model_bin), "%s", getenv("WDP_MODEL_BIN"));
	for (i = 1; i < argc; i++) {
		small_pages |= strcmp(argv[i], "--no-huge") == 0;
		static_memory |= small_pages || strcmp(argv[i], "--legacy-mem") == 0;
	}
	if (rte_eal_init(argc, argv) < 0) {
		fprintf(stderr, "EAL does not start: %s\n", rte_strerror(rte_errno));
		return SKIPPED;
	}
	if (getenv("WDP_TEST_VICTIM") != NULL)
		return be_victim();
	signal(SIGCHLD, on_sigchld);
	ret = cmocka_run_group_tests_name("sim", tests, NULL, NULL);
	rte_eal_cleanup();
	return ret;
}
