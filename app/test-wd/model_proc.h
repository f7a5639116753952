/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_MODEL_PROC_H
#define WDP_TEST_MODEL_PROC_H

/**
 * @file
 * A wd-model of the test's own, which takes faults while it works, and the device on it.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "load.h"

#define WDP_T_MODEL_TEXT_B 32768

struct wdp_t_model {
	const struct wdp_t_load_ops *ops;
	char name[32]; /**< of the device */
	pid_t pid; /**< 0: none */
	int control; /**< -1: none */
	char dir[64];
	char socket[96], control_path[96];
	char devargs[160]; /**< of the driver, besides socket= */
	bool plugged;
};

/** Start the program WDP_MODEL_BIN names and plug a device of the driver in. 0 or -1, said why. */
int wdp_t_model_start(struct wdp_t_model *m, const struct wdp_t_load_ops *ops,
	const char *driver_args);
/** Unplug the device, end the model. Can be repeated. */
void wdp_t_model_stop(struct wdp_t_model *m);
/** Plug the device in or out. */
int wdp_t_model_plug(struct wdp_t_model *m);
int wdp_t_model_unplug(struct wdp_t_model *m);
/** A line to the control socket; the answer goes to @p answer if not NULL. 0: ok. */
int wdp_t_model_say(struct wdp_t_model *m, const char *line, char *answer);
/** One of the model's figures: 0 when it has none of that name, -1 when it does not answer. */
long wdp_t_model_stat(struct wdp_t_model *m, const char *name);
/** Device id of the plugged device. */
uint8_t wdp_t_model_dev(const struct wdp_t_model *m);

#endif /* WDP_TEST_MODEL_PROC_H */
