/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_INPROC_H
#define WDP_INPROC_H

/**
 * @file
 * A device in this process: the model, stepped by its user, under the driver. For what must
 * not depend on another thread: the benchmark and the fuzz targets.
 */

#include <stdint.h>

#include "wdp_model.h"

struct wdp_inproc;

struct wdp_inproc_conf {
	const char *name;   /**< of the device; one of each at a time */
	const char *driver; /**< class of the driver: "compress_wd" */
	/** The library's: id of a device by its name. NULL: compressdev's. */
	int (*dev_id)(const char *name);
	const char *args;   /**< devargs, "" for none */
	struct wdp_model_config model; /**< no workers; one shadow slot per life of a queue */
};

/** @return the device's id in its library, or -errno with the reason on stderr. */
int wdp_inproc_open(const struct wdp_inproc_conf *c, struct wdp_inproc **out);
/** The model, until wdp_inproc_close(). */
struct wdp_model *wdp_inproc_model(struct wdp_inproc *p);
/** Let the model finish @p n requests. 0, or -EIO when it does not. */
int wdp_inproc_step(struct wdp_inproc *p, uint32_t n);
/** Remove the device as a bus would, then the model. */
void wdp_inproc_close(struct wdp_inproc *p);

#endif /* WDP_INPROC_H */
