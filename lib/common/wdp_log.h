/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_LOG_H
#define WDP_LOG_H

/**
 * @file
 * Log type pmd.common.wd and the mark of exported symbols.
 * A message says device, queue, what, the value, and what to do about it.
 */

#include <rte_log.h>

/** Seen outside the plugin; everything else is hidden. */
#define WDP_API __attribute__((visibility("default")))

extern WDP_API int wdp_logtype;

#define WDP_LOG(level, fmt, ...) \
	rte_log(RTE_LOG_##level, wdp_logtype, "wd: " fmt "\n", ##__VA_ARGS__)

#endif /* WDP_LOG_H */
