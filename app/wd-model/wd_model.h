/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_MODEL_H
#define WD_MODEL_H

/*
 * The parts of the wd-model program: options, the device behind the server, the control
 * socket, the loop.
 */

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include <sys/stat.h>

#include "wdp_model.h"
#include "wdp_vfu_server.h"

/* Exit codes. */
#define EXIT_USAGE      2
#define EXIT_COMPLAINTS 3

struct options {
	struct wdp_model_config model;
	const char *socket_path; /* or client_fd */
	int client_fd;
	const char *fault_path;   /* NULL: none */
	const char *control_path; /* NULL: none */
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
	int event_fd;   /* counts what faults ask of the loop: to hang up on the client */
	uint64_t notes; /* protocol mistakes of clients: complaints as well */
};

extern const struct wdp_vfu_server_ops wdp_device_ops;

/* What a fault asks of the program; arg is the device. */
void wdp_device_event(void *arg, enum wdp_model_event what, int val);

/* A socket of the file system. */
struct listener {
	int fd; /* -1: closed */
	const char *path;
	struct stat own;
};

/* @what: what it is for, as the log says. 0 or -errno, with a message. */
int wdp_listener_open(struct listener *l, const char *path, const char *what);
void wdp_listener_close(struct listener *l);

/* The control socket. */
#define CONTROL_CLIENTS 4
#define CONTROL_LINE_B  1024
#define CONTROL_FDS     (1 + CONTROL_CLIENTS)

struct control_client {
	int fd; /* -1: none */
	size_t used;
	char buf[CONTROL_LINE_B + 1];
};

struct control {
	struct wdp_model *model;
	struct listener listener;
	struct control_client client[CONTROL_CLIENTS];
};

/* @path: NULL for no socket. 0 or -errno, with a message. */
int wdp_control_open(struct control *c, struct wdp_model *model, const char *path);
void wdp_control_close(struct control *c);
/* Descriptors to wait for, CONTROL_FDS of them; what poll() says about them. */
void wdp_control_fill(const struct control *c, struct pollfd *p);
void wdp_control_serve(struct control *c, const struct pollfd *p);

/* Serve until told to stop. 0 or -errno. */
int wdp_loop_run(struct wdp_vfu_server *server, struct device *dev, const struct options *o);

#endif /* WD_MODEL_H */
