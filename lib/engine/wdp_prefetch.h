/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_PREFETCH_H
#define WDP_PREFETCH_H

/**
 * @file
 * Address prefetch of V3 engines: every engine has it, at registers and bits of its own. For
 * shared address spaces only, so nothing here depends on it; but what is open must be idle
 * before the device is given back.
 */

#include <stdint.h>

#include "qm/wdp_qm.h"

/** Registers that must read 0 in these bits; mask 0: there is none. */
struct wdp_prefetch_idle {
	uint32_t reg, mask;
};

/** Where an engine has it. */
struct wdp_prefetch {
	uint32_t reg;
	uint32_t open_clear; /**< bits that go away to open it */
	uint32_t off; /**< bit that is set to close it, and reads 0 once it is open */
	struct wdp_prefetch_idle closed; /**< waited for after closing */
	/** Seen idle several times running: after opening, after closing. */
	struct wdp_prefetch_idle opened_idle, closed_idle;
};

/** Open it on devices that have it. 0; -ETIMEDOUT, -EIO: logged, and closed again. */
int wdp_prefetch_open(struct wdp_qm *qm, const struct wdp_prefetch *p);
/** Close it on devices that have it; logs when it does not. */
void wdp_prefetch_close(struct wdp_qm *qm, const struct wdp_prefetch *p);

#endif /* WDP_PREFETCH_H */
