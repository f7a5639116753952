/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_MODEL_H
#define WD_MODEL_H

/* The parts of the wd-model program: options, the device behind the server, the loop. */

#include <stdbool.h>
#include <stdint.h>

#include "wdp_model.h"
#include "wdp_vfu_server.h"

/* Exit codes. */
#define EXIT_USAGE      2
#define EXIT_COMPLAINTS 3

struct options {
	struct wdp_model_config model;
	const char *socket_path; /* or client_fd */
	int client_fd;
	int parent_pidfd; /* -1: none */
	int cpu;          /* CPU of the workers, -1: any */
	bool stats;
};

/*
 * Read the command line. 0: go on; 1: --help was printed; -1: wrong, with a message.
 */
int wdp_options_parse(struct options *o, int argc, char **argv);

/* The model as the server sees it. */
struct device {
	struct wdp_model *model;
	uint64_t notes; /* protocol mistakes of clients: complaints as well */
};

extern const struct wdp_vfu_server_ops wdp_device_ops;

/* Serve until told to stop. 0 or -errno. */
int wdp_loop_run(struct wdp_vfu_server *server, const struct options *o);

#endif /* WD_MODEL_H */
