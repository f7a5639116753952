/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_ZIP_H
#define WDP_ZIP_H

/**
 * @file
 * ZIP engine behind the queue manager: bring-up, capabilities, status in words.
 * Section numbers in the sources are those of doc/hw/zip.md.
 */

#include "qm/wdp_qm.h"
#include "wdp_hw_zip.h"

/** Capabilities of the engine, behind the QM's own. */
enum wdp_zip_cap {
	WDP_ZIP_C_QM_NFE = WDP_CAP_ENGINE,
	WDP_ZIP_C_QM_RESET,
	WDP_ZIP_C_QM_CE,
	WDP_ZIP_C_NFE,
	WDP_ZIP_C_RESET,
	WDP_ZIP_C_CE,
	WDP_ZIP_C_DECOMP_EN,
	WDP_ZIP_C_COMP_EN,
	WDP_ZIP_C_DEV_ALG, /**< WDP_ZIP_ALG_* of the device */
	WDP_ZIP_C_NB,
};

extern WDP_API const struct wdp_engine wdp_engine_zip;

#endif /* WDP_ZIP_H */
