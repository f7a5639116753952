/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * A private model. The application must not notice a child it never made: no SIGCHLD, no
 * zombie, nothing in its wait(). A child that execs sends SIGCHLD whatever it was cloned
 * with, so an intermediate process (cloned without exit signal) forks the model and ends;
 * the model is left to init. A pidfd, made by the clone itself and handed over a socket,
 * names the model without any race on its number.
 *
 * Between clone and exec only async-signal-safe calls are made: other threads of the
 * application may have held any lock.
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <rte_lcore.h>

#include "common/wdp_log.h"
#include "sim.h"

#define START_TIMEOUT_MS 5000
#define END_TIMEOUT_MS   2000
#define KILL_TIMEOUT_MS  1000

#define MODEL_PATH_ENV "WDP_MODEL_BIN"
#define ARGS_MAX 24

/* Descriptors the model finds. */
#define MODEL_SOCK_FD   3
#define MODEL_PARENT_FD 4
#define MODEL_STATUS_FD 5
#define SAFE_FD_MIN     16 /* beyond all of those */
#define CLOSE_FD_MAX    65536

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

/* What the two processes tell the parent. */
struct status {
	int what; /* enum status_what */
	int error;
};
enum status_what { STATUS_STARTED, STATUS_FORK_FAILED, STATUS_SETUP_FAILED, STATUS_EXEC_FAILED };

struct launch {
	const char *path;
	const char *argv[ARGS_MAX];
	int sock;   /* the model's end */
	int self;   /* pidfd of this process, -1 = none */
	int status; /* the children's end */
	cpu_set_t spare;
};

static long
raw_clone(unsigned long flags, int *pidfd)
{
	return syscall(SYS_clone, flags, NULL, pidfd, NULL, NULL);
}

/* ---- in the children ---- */

static void
tell(int sock, int what, int error, int pidfd)
{
	union {
		struct cmsghdr align;
		char buf[CMSG_SPACE(sizeof(int))];
	} ctl;
	struct status st = { what, error };
	struct iovec iov = { &st, sizeof(st) };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (pidfd >= 0) {
		struct cmsghdr *c;

		memset(&ctl, 0, sizeof(ctl));
		mh.msg_control = ctl.buf;
		mh.msg_controllen = sizeof(ctl.buf);
		c = CMSG_FIRSTHDR(&mh);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &pidfd, sizeof(pidfd));
	}
	/* If nobody hears it, the parent notices the silence. */
	(void)!sendmsg(sock, &mh, MSG_NOSIGNAL);
}

static void
reset_signals(void)
{
	struct sigaction dfl = { .sa_handler = SIG_DFL };
	sigset_t none;
	int sig;

	/* exec() keeps what is ignored, and the mask. */
	for (sig = 1; sig < NSIG; sig++)
		sigaction(sig, &dfl, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void
close_from(int first)
{
	struct rlimit rl = { .rlim_cur = CLOSE_FD_MAX };
	int fd;

#ifdef SYS_close_range
	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
#endif
	getrlimit(RLIMIT_NOFILE, &rl);
	for (fd = first; fd < CLOSE_FD_MAX && (rlim_t)fd < rl.rlim_cur; fd++)
		close(fd);
}

/* Leave the model with its four descriptors and an output. -1 with errno on failure. */
static int
arrange_fds(const struct launch *l)
{
	/* Out of the way first: the sources may sit on the targets' numbers. */
	int sock = fcntl(l->sock, F_DUPFD, SAFE_FD_MIN);
	int self = l->self < 0 ? -1 : fcntl(l->self, F_DUPFD, SAFE_FD_MIN);
	int null = open("/dev/null", O_RDWR);

	if (sock < 0 || (l->self >= 0 && self < 0) || null < 0)
		return -1;
	if (dup2(null, STDIN_FILENO) < 0)
		return -1;
	if (fcntl(STDOUT_FILENO, F_GETFD) < 0)
		dup2(null, STDOUT_FILENO);
	if (fcntl(STDERR_FILENO, F_GETFD) < 0)
		dup2(null, STDERR_FILENO);
	if (dup2(sock, MODEL_SOCK_FD) < 0)
		return -1;
	if (self >= 0 && dup2(self, MODEL_PARENT_FD) < 0)
		return -1;
	return 0;
}

static void __attribute__((noreturn))
run_model(const struct launch *l)
{
	/* The status socket goes to its place first, so that every failure can be told. */
	int status = fcntl(l->status, F_DUPFD_CLOEXEC, SAFE_FD_MIN);
	cpu_set_t all;

	if (status < 0)
		_exit(EXIT_FAILURE);
	/* Ctrl-C is for the application: the model ends when the application lets go. */
	setsid();
	reset_signals();
	if (arrange_fds(l) != 0 || dup3(status, MODEL_STATUS_FD, O_CLOEXEC) < 0) {
		tell(status, STATUS_SETUP_FAILED, errno, -1);
		_exit(EXIT_FAILURE);
	}
	if (l->self < 0)
		close(MODEL_PARENT_FD);
	close_from(MODEL_STATUS_FD + 1);
	/* The caller is usually pinned to its lcore's CPU: keep off the polling CPUs. */
	if (sched_setaffinity(0, sizeof(l->spare), &l->spare) != 0) {
		memset(&all, 0xff, sizeof(all));
		sched_setaffinity(0, sizeof(all), &all);
	}
	execve(l->path, (char *const *)(uintptr_t)l->argv, environ);
	tell(MODEL_STATUS_FD, STATUS_EXEC_FAILED, errno, -1);
	_exit(EXIT_FAILURE);
}

static void __attribute__((noreturn))
run_intermediate(const struct launch *l)
{
	int pidfd = -1;
	long pid = raw_clone(CLONE_PIDFD | SIGCHLD, &pidfd);

	if (pid == 0)
		run_model(l);
	if (pid < 0)
		tell(l->status, STATUS_FORK_FAILED, errno, -1);
	else
		tell(l->status, STATUS_STARTED, 0, pidfd);
	_exit(EXIT_SUCCESS);
}

/* ---- in the parent ---- */

/* No signal handler of the application may run in the children. */
static int
fork_intermediate(const struct launch *l)
{
	sigset_t all, old;
	long pid;
	int err;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	pid = raw_clone(0, NULL);
	if (pid == 0)
		run_intermediate(l);
	err = errno;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (pid < 0)
		return -err;
	/* ECHILD: a wait for any kind of child elsewhere in the application was faster. */
	while (waitpid(pid, NULL, __WCLONE) < 0 && errno == EINTR)
		;
	return 0;
}

static int64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

/* True when @p fd became readable in time. */
static bool
wait_readable(int fd, int64_t deadline_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int n;

	do {
		int64_t left = deadline_ms - now_ms();

		n = poll(&p, 1, left > 0 ? (int)left : 0);
	} while (n < 0 && errno == EINTR);
	return n > 0;
}

/* One message of the children. 1: *st is set, 0: they are done, -errno. */
static int
hear(int sock, struct status *st, int *pidfd, int64_t deadline_ms)
{
	union {
		struct cmsghdr align;
		char buf[CMSG_SPACE(sizeof(int))];
	} ctl;
	struct iovec iov = { st, sizeof(*st) };
	struct msghdr mh = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = ctl.buf, .msg_controllen = sizeof(ctl.buf),
	};
	struct cmsghdr *c;
	ssize_t n;

	if (!wait_readable(sock, deadline_ms))
		return -ETIMEDOUT;
	n = recvmsg(sock, &mh, MSG_CMSG_CLOEXEC);
	if (n < 0)
		return errno == ECONNRESET ? 0 : -errno;
	c = CMSG_FIRSTHDR(&mh);
	if (c != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(pidfd, CMSG_DATA(c), sizeof(*pidfd));
	return n == sizeof(*st) ? 1 : 0;
}

/* Listen until exec has closed the last copy of the children's end. */
static int
await_exec(const char *name, const char *path, int sock, int *pidfd)
{
	static const char *const what[] = {
		[STATUS_FORK_FAILED] = "no process can be made",
		[STATUS_SETUP_FAILED] = "its descriptors cannot be set up",
		[STATUS_EXEC_FAILED] = "it cannot be executed",
	};
	int64_t deadline_ms = now_ms() + START_TIMEOUT_MS;
	struct status st;
	int ret, err = 0;

	while ((ret = hear(sock, &st, pidfd, deadline_ms)) == 1) {
		if (st.what == STATUS_STARTED)
			continue;
		err = st.error > 0 ? -st.error : -EIO;
		WDP_LOG(ERR, "%s: cannot start the device model %s: %s: %s; install wd-model or set "
			MODEL_PATH_ENV " to its path", name, path, what[st.what], strerror(-err));
	}
	if (err != 0)
		return err;
	if (ret < 0 || *pidfd < 0) {
		WDP_LOG(ERR, "%s: the device model %s did not start: %s", name, path,
			ret < 0 ? strerror(-ret) : "its pidfd was not received");
		return ret < 0 ? ret : -ECHILD;
	}
	return 0;
}

static unsigned int
add_arg(struct launch *l, unsigned int n, const char *key, const char *value)
{
	if (value == NULL)
		return n;
	l->argv[n++] = key;
	l->argv[n++] = value;
	return n;
}

static void
build_args(struct launch *l, const struct sim_params *p)
{
	unsigned int n = 0;

	/* At most 1 + 9 * 2 + 2 + NULL of ARGS_MAX. */
	l->argv[n++] = "wd-model";
	n = add_arg(l, n, "--fd", RTE_STR(MODEL_SOCK_FD));
	n = add_arg(l, n, "--parent-pidfd", l->self >= 0 ? RTE_STR(MODEL_PARENT_FD) : NULL);
	n = add_arg(l, n, "--device", p->device);
	n = add_arg(l, n, "--hw", p->hw);
	n = add_arg(l, n, "--engine", p->engine);
	n = add_arg(l, n, "--workers", p->workers);
	n = add_arg(l, n, "--queues", p->queues);
	if (p->vf)
		l->argv[n++] = "--vf";
	n = add_arg(l, n, "--fault", p->fault);
	n = add_arg(l, n, "--control", p->control);
	if (p->strict)
		l->argv[n++] = "--strict";
	l->argv[n] = NULL;
}

/* CPUs that no lcore polls on. */
static void
spare_cpus(cpu_set_t *set)
{
	unsigned int lcore;
	int cpu;

	memset(set, 0xff, sizeof(*set));
	for (lcore = 0; lcore < RTE_MAX_LCORE; lcore++) {
		rte_cpuset_t used;

		if (rte_eal_lcore_role(lcore) == ROLE_OFF ||
				rte_eal_lcore_role(lcore) == ROLE_NON_EAL)
			continue;
		used = rte_lcore_cpuset(lcore);
		for (cpu = 0; cpu < CPU_SETSIZE; cpu++)
			if (CPU_ISSET(cpu, &used))
				CPU_CLR(cpu, set);
	}
}

int
wdp_sim_child_start(const char *name, const struct sim_params *p, struct sim_child *c)
{
	struct launch l = { .path = secure_getenv(MODEL_PATH_ENV) };
	int sock[2], status[2], ret;

	c->pidfd = -1;
	if (l.path == NULL)
		l.path = WDP_MODEL_PATH;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sock) != 0) {
		ret = -errno;
		WDP_LOG(ERR, "%s: no socket pair for the device model: %s", name, strerror(-ret));
		return ret;
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, status) != 0) {
		ret = -errno;
		WDP_LOG(ERR, "%s: no socket pair for the device model: %s", name, strerror(-ret));
		goto close_sock;
	}
	l.sock = sock[1];
	l.status = status[1];
	/* Without it (old kernel) the model still ends when the socket is closed. */
	l.self = syscall(SYS_pidfd_open, getpid(), 0);
	build_args(&l, p);
	spare_cpus(&l.spare);

	ret = fork_intermediate(&l);
	if (ret != 0)
		WDP_LOG(ERR, "%s: no process for the device model: %s", name, strerror(-ret));
	if (l.self >= 0)
		close(l.self);
	close(status[1]);
	close(sock[1]);
	if (ret == 0)
		ret = await_exec(name, l.path, status[0], &c->pidfd);
	close(status[0]);
	if (ret == 0)
		return sock[0];
	close(sock[0]);
	wdp_sim_child_stop(name, c);
	return ret;

close_sock:
	close(sock[0]);
	close(sock[1]);
	return ret;
}

void
wdp_sim_child_stop(const char *name, struct sim_child *c)
{
	siginfo_t info;

	if (c->pidfd < 0)
		return;
	if (!wait_readable(c->pidfd, now_ms() + END_TIMEOUT_MS)) {
		WDP_LOG(WARNING, "%s: the device model did not end within %u ms after its socket was closed: killed",
			name, END_TIMEOUT_MS);
		syscall(SYS_pidfd_send_signal, c->pidfd, SIGKILL, NULL, 0);
		wait_readable(c->pidfd, now_ms() + KILL_TIMEOUT_MS);
	}
	/* Only where this process is init of its container, or a subreaper, is it ours to reap. */
	waitid(P_PIDFD, c->pidfd, &info, WEXITED | WNOHANG | __WALL);
	close(c->pidfd);
	c->pidfd = -1;
}
