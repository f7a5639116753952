/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef SIM_H
#define SIM_H

/**
 * @file
 * The transport to wd-model, between its files: transport.c (the ops), memory.c (DMA maps),
 * loss.c (noticing that the model is gone), child.c (a private model), vdev.c (the bus side).
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <sys/types.h>

#include "transport/wdp_class.h"
#include "transport/wdp_transport.h"
#include "vfu/wdp_vfu_client.h"
#include "wdp_hw_qm.h"

struct rte_intr_handle;

/** What a device's devargs say; texts were checked and NULL means the model's default. */
struct sim_params {
	const char *socket_path; /* a running model; NULL: start one */
	const char *device;      /* --device of the model for this class */
	const char *engine;
	const char *workers;
	const char *queues;
	const char *hw;
	bool vf;
	bool strict;
	const char *fault;   /* file of faults */
	const char *control; /* socket for more of them */
};

/** A model started by this process; not its child in the kernel's eyes. */
struct sim_child {
	int pidfd; /* -1: none */
};

struct sim_dev {
	struct wdp_transport base;
	/*
	 * Guards the client: requests come from the control path, which lib/qm serialises,
	 * and from whichever thread makes EAL's heap grow or shrink. Taken inside EAL's memory
	 * lock, so nothing under it may allocate from EAL.
	 */
	pthread_mutex_t lock;
	struct wdp_vfu_client *client;
	pid_t owner; /* a forked copy of this must not talk */
	uint8_t *shadow;
	size_t shadow_len;
	uint8_t lives[WDP_QM_QUEUES_MAX]; /* of each queue, modulo the slots it has */
	unsigned int num_slots;
	bool mem_events; /* EAL's heap may change: callback registered */
	struct rte_intr_handle *intr;
	int hangup_epfd;
	struct sim_child child;
};

/** Open a transport for devices of class @p c. 0 or -errno, logged. */
int wdp_sim_open(const char *name, const struct sim_params *p, const struct wdp_class *c,
	struct wdp_transport **out);

/** The device is gone: tell the layers above, once. */
void wdp_sim_set_lost(struct sim_dev *d, const char *why);

/** Make all of EAL's memory reachable and keep it so. 0 or -errno, logged. */
int wdp_sim_memory_start(struct sim_dev *d);
void wdp_sim_memory_stop(struct sim_dev *d);

/** Have the hang-up of the model's socket noticed by EAL's interrupt thread. */
int wdp_sim_loss_start(struct sim_dev *d);
void wdp_sim_loss_stop(struct sim_dev *d);

/**
 * Start a model with one end of a new socket pair.
 * @return the other end, or -errno, logged.
 */
int wdp_sim_child_start(const char *name, const struct sim_params *p, struct sim_child *c);
/** Wait (bounded) until the model has ended by itself, else end it. Its socket is closed. */
void wdp_sim_child_stop(const char *name, struct sim_child *c);

#endif /* SIM_H */
