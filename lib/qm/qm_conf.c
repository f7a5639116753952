/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The devargs every class of device takes. */

#include "transport/wdp_class.h"
#include "wdp_qm.h"

/* Below this a busy machine looks like a device that hangs. */
#define TIMEOUT_MIN_MS  100
#define TIMEOUT_MAX_MS  600000
#define TIMEOUT_DFLT_MS 5000
#define RESETS_MAX      64
#define RESETS_DFLT     8

const char *const wdp_qm_devargs[] = {WDP_QM_DEVARGS, NULL};

int
wdp_qm_conf_parse(const char *name, const char *args, struct wdp_qm_conf *conf)
{
	int ret;

	conf->timeout_ms = TIMEOUT_DFLT_MS;
	conf->max_resets = RESETS_DFLT;
	ret = wdp_devargs_number_or_off(name, args, WDP_QM_ARG_TIMEOUT_MS, TIMEOUT_MIN_MS,
		TIMEOUT_MAX_MS, &conf->timeout_ms);
	if (ret == 0)
		ret = wdp_devargs_number_or_off(name, args, WDP_QM_ARG_MAX_RESETS, 1, RESETS_MAX,
			&conf->max_resets);
	return ret;
}
