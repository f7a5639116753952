/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * wd-model: the device model as a process. The main thread answers the client and sleeps
 * in poll() while nothing is asked; the model's own workers do the engine's work.
 */

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/eventfd.h>

#include "wd_model.h"

static void
block_signals(void)
{
	sigset_t set;

	/* Before any thread exists, so that none of them takes the signal. */
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* Threads inherit the CPUs of their creator: go to the CPU, create them, come back. */
static struct wdp_model *
create_pinned(const struct wdp_model_config *cfg, int cpu)
{
	struct wdp_model *m;
	cpu_set_t old, one;

	CPU_ZERO(&one);
	if (cpu >= 0) {
		CPU_SET(cpu, &one);
		if (sched_getaffinity(0, sizeof(old), &old) != 0 ||
				sched_setaffinity(0, sizeof(one), &one) != 0) {
			fprintf(stderr, "wd-model: --cpu %d: %s\n", cpu, strerror(errno));
			return NULL;
		}
	}
	m = wdp_model_create(cfg);
	if (m == NULL)
		fprintf(stderr, "wd-model: cannot create the model: %s\n", strerror(errno));
	if (cpu >= 0 && sched_setaffinity(0, sizeof(old), &old) != 0)
		fprintf(stderr, "wd-model: control thread stays on CPU %d: %s\n", cpu,
			strerror(errno));
	return m;
}

static int
report(const struct device *dev, const struct options *o)
{
	uint64_t complaints = wdp_model_complaints(dev->model) + dev->notes;

	if (o->stats)
		wdp_model_dump_stats(dev->model, stderr);
	if (o->stats || (o->model.strict && complaints > 0))
		fprintf(stderr, "complaints: %" PRIu64 "\n", complaints);
	return o->model.strict && complaints > 0 ? EXIT_COMPLAINTS : EXIT_SUCCESS;
}

/* The faults come last: one that is due at once meets a complete program. */
static int
load_faults(const struct device *dev, const struct options *o)
{
	char err[WDP_MODEL_FAULT_ERR_B];
	int ret;

	if (o->fault_path == NULL)
		return 0;
	ret = wdp_model_fault_load(dev->model, o->fault_path, err, sizeof(err));
	if (ret != 0)
		fprintf(stderr, "wd-model: --fault %s\n", err);
	return ret;
}

int
main(int argc, char **argv)
{
	struct wdp_vfu_server *server;
	struct device dev = { 0 };
	int status = EXIT_FAILURE;
	struct options o;
	int ret;

	ret = wdp_options_parse(&o, argc, argv);
	if (ret != 0)
		return ret > 0 ? EXIT_SUCCESS : EXIT_USAGE;
	block_signals();
	if (wdp_model_wipe_freed() < 0) {
		fprintf(stderr, "wd-model: libcrypto is in use already, its memory would not be wiped\n");
		return EXIT_FAILURE;
	}
	dev.event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (dev.event_fd < 0) {
		fprintf(stderr, "wd-model: no event descriptor: %s\n", strerror(errno));
		return EXIT_FAILURE;
	}
	o.model.event = wdp_device_event;
	o.model.event_arg = &dev;
	dev.model = create_pinned(&o.model, o.cpu);
	if (dev.model == NULL)
		goto close_event;
	server = wdp_vfu_server_create(&wdp_device_ops, &dev, o.model.shadow_slots);
	if (server == NULL) {
		fprintf(stderr, "wd-model: cannot create the server: %s\n", strerror(errno));
		goto destroy_model;
	}
	if (load_faults(&dev, &o) != 0) {
		status = EXIT_USAGE;
		goto destroy_server;
	}
	ret = wdp_loop_run(server, &dev, &o);
	if (ret < 0)
		fprintf(stderr, "wd-model: stopped: %s\n", strerror(-ret));
	else
		status = report(&dev, &o);
destroy_server:
	wdp_vfu_server_destroy(server);
destroy_model:
	wdp_model_destroy(dev.model);
close_event:
	close(dev.event_fd);
	return status;
}
