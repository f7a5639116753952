/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_CLASS_H
#define WDP_CLASS_H

/**
 * @file
 * Meeting point of the device drivers (compress_wd, ...) and the buses that find devices
 * for them: each driver registers a class, a bus driver (PCI, lib/sim's vdevs) opens a
 * transport and hands it over. So librte_wd_sim needs no driver plugin to load.
 */

#include <stdint.h>

#include "common/wdp_log.h"

struct rte_device;
struct wdp_transport;

struct wdp_class {
	const char *name; /**< driver name: "compress_wd", ... */
	uint16_t pf_id;   /**< PCI device ids the class drives */
	uint16_t vf_id;
	/** devargs of the class, NULL-terminated; a bus adds its own. */
	const char *const *devargs;
	/**
	 * Create the device. On success the class owns @p t and closes it in remove; on
	 * failure the caller still owns it.
	 * @param args devargs text, "" for none; already checked, keys of the bus are in it too
	 *   and are to be ignored.
	 * @return 0 or -errno.
	 */
	int (*probe)(struct rte_device *dev, const char *name, struct wdp_transport *t,
		const char *args);
	/** Undo probe; -ENODEV when @p dev has none. */
	int (*remove)(struct rte_device *dev, const char *name);
};

/** Register a class; from a constructor. 0, or -EEXIST / -ENOSPC. */
WDP_API int wdp_class_register(const struct wdp_class *c);
/** Find a registered class by its name, NULL if its plugin is not loaded. */
WDP_API const struct wdp_class *wdp_class_find(const char *name);

/**
 * Check a devargs text against two NULL-terminated lists of accepted keys (either may be
 * NULL); logs the accepted list when a key is unknown or the text is malformed.
 * @return 0 or -EINVAL.
 */
WDP_API int wdp_devargs_check(const char *dev_name, const char *args, const char *const *keys_a,
	const char *const *keys_b);

/**
 * The number behind @p key in a devargs text.
 * @param[in,out] value stays as it is when the key is not given
 * @return 0; -EINVAL: no number, or not from @p min to @p max, logged.
 */
WDP_API int wdp_devargs_number(const char *dev_name, const char *args, const char *key,
	uint32_t min, uint32_t max, uint32_t *value);
/** As wdp_devargs_number(), but 0 is accepted as well. */
int wdp_devargs_number_or_off(const char *dev_name, const char *args, const char *key,
	uint32_t min, uint32_t max, uint32_t *value);

#endif /* WDP_CLASS_H */
