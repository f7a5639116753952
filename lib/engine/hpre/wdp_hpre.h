/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HPRE_H
#define WDP_HPRE_H

/**
 * @file
 * HPRE engine behind the queue manager: bring-up, capabilities, error words. Section numbers
 * in the sources are those of doc/hw/hpre.md.
 *
 * A queue's type is WDP_HPRE_QT_MOD or, from V3 on, WDP_HPRE_QT_ECC. On V2 no interrupt may
 * ever come (5, step 8 is a firmware method that VFIO does not reach): completions are polled
 * in any case, and lib/qm looks for errors by itself.
 */

#include "qm/wdp_qm.h"
#include "wdp_hw_hpre.h"

/** Capabilities of the engine, behind the QM's own. */
enum wdp_hpre_cap {
	WDP_HPRE_C_QM_NFE = WDP_CAP_ENGINE,
	WDP_HPRE_C_QM_RESET,
	WDP_HPRE_C_QM_CE,
	WDP_HPRE_C_NFE,
	WDP_HPRE_C_RESET,
	WDP_HPRE_C_CE,
	WDP_HPRE_C_CLUSTERS,
	WDP_HPRE_C_CORE_EN, /**< cores of a cluster, one bit each */
	WDP_HPRE_C_DEV_ALG, /**< WDP_HPRE_ALG_* of the device */
	WDP_HPRE_C_NB,
};

extern WDP_API const struct wdp_engine wdp_engine_hpre;

#endif /* WDP_HPRE_H */
