/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * R1: no system call on the data path. A million operations between two marks written to
 * standard error; under strace no line of this thread may stand between the marks
 * (app/test-wd/scripts/tests-pmd.sh). Where there is no strace, "sealed": the kernel ends the
 * program at the first system call of this thread but write and exit.
 */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "main.h"
#include "simple.h"

#define OPS      WDP_T_SIMPLE_OPS
#define BURST    32u
#define COUNT    1000000u
#define WILD_OPS 64u
#define WILD_IOVA UINT64_C(0xdead00000000)

static void
mark(const char *text)
{
	/* One write, not buffered: it must stand where it happens. */
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		abort();
}

/* @return operations that failed. */
static unsigned int
run(struct wdp_t_simple *s, unsigned int count)
{
	unsigned int free_ops = OPS, sent = 0, done = 0, bad = 0;

	while (done < count) {
		unsigned int n = RTE_MIN(RTE_MIN(BURST, free_ops), count - sent), i;
		void *back[BURST];

		n = wdp_t_simple_enqueue(s, s->op + OPS - free_ops, n);
		free_ops -= n;
		sent += n;
		n = s->ops->dequeue(s->dev, 0, back, BURST);
		for (i = 0; i < n; i++) {
			bad += s->ops->status(back[i]) != WDP_T_LOAD_DONE;
			/* Back to the array's free end. */
			free_ops++;
			s->op[OPS - free_ops] = back[i];
		}
		done += n;
	}
	return bad;
}

/* From now on. Cannot be undone: the program ends without cleaning up. */
static int
seal(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_fprog prog = {.len = RTE_DIM(code), .filter = code};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -errno;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) != 0 ? -errno : 0;
}

/* R1 without strace: that it comes back at all is the result. */
static int
sealed_run(struct wdp_t_simple *s, unsigned int count)
{
	char text[96];
	unsigned int bad;
	int n, ret = seal();

	if (ret < 0) {
		printf("skip datapath: this kernel has no system call filters: %s\n",
			strerror(-ret));
		return 0;
	}
	bad = run(s, count);
	n = snprintf(text, sizeof(text), "%s datapath: %u ops, %u failed, no system call\n",
		bad == 0 ? "ok" : "FAIL", count, bad);
	if (write(STDOUT_FILENO, text, n) != n)
		bad = 1;
	_exit(bad != 0);
}

/*
 * R5: an address the device cannot reach makes it close its AXI master. Everything accepted
 * must come back, with an error, and so must what is enqueued afterwards.
 */
static int
wild_address(struct wdp_t_simple *s)
{
	uint64_t iova = s->ops->wild(s->load, s->op[8], WILD_IOVA);
	unsigned int n, done, bad;
	void *back[OPS];

	n = wdp_t_simple_enqueue(s, s->op, WILD_OPS);
	done = wdp_t_simple_drain(s, back, n, &bad);
	s->ops->wild(s->load, s->op[8], iova);
	printf("%s wild/in_flight: %u of %u came back, %u with an error\n",
		done == WILD_OPS && bad > 0 ? "ok" : "FAIL", done, n, bad);
	if (done != WILD_OPS || bad == 0)
		return 1;
	n = wdp_t_simple_enqueue(s, s->op, WILD_OPS);
	done = wdp_t_simple_drain(s, back, n, &bad);
	printf("%s wild/afterwards: %u of %u came back, %u with an error\n",
		n > 0 && done == n && bad == n ? "ok" : "FAIL", done, n, bad);
	return n == 0 || done != n || bad != n;
}

int
wdp_t_datapath(int argc, char **argv)
{
	unsigned int count = COUNT, bad;
	int wild = 0, sealed = 0, ret;
	struct wdp_t_simple s;

	if (wdp_t_simple_up(&s, "datapath", &argc, argv) != 0)
		return 1;
	if (argc > 1 && strcmp(argv[1], "wild") == 0)
		wild = 1;
	else if (argc > 1 && strcmp(argv[1], "sealed") == 0)
		sealed = 1;
	else if (argc > 1)
		count = strtoul(argv[1], NULL, 0);
	run(&s, OPS); /* everything has been touched once */
	if (wild) {
		ret = wild_address(&s);
		wdp_t_simple_down(&s);
		return ret;
	}
	if (sealed)
		return sealed_run(&s, argc > 2 ? strtoul(argv[2], NULL, 0) : COUNT);
	mark("wd-datapath-begin\n");
	bad = run(&s, count);
	mark("wd-datapath-end\n");
	wdp_t_simple_down(&s);
	printf("%s datapath: %u ops, %u failed\n", bad == 0 ? "ok" : "FAIL", count, bad);
	return bad != 0;
}
