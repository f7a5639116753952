/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The devargs every class of device takes. */

#include <errno.h>
#include <stdlib.h>

#include <rte_kvargs.h>

#include "wdp_qm.h"

#define ARG_TIMEOUT_MS "timeout_ms"
#define ARG_MAX_RESETS "max_resets"

/* Below this a busy machine looks like a device that hangs. */
#define TIMEOUT_MIN_MS  100
#define TIMEOUT_MAX_MS  600000
#define TIMEOUT_DFLT_MS 5000
#define RESETS_MAX      64
#define RESETS_DFLT     8

const char *const wdp_qm_devargs[] = {ARG_TIMEOUT_MS, ARG_MAX_RESETS, NULL};

struct number {
	const char *name; /* of the device */
	uint32_t min, max; /* 0 is always accepted */
	uint32_t value;
};

static int
parse_number(const char *key, const char *text, void *opaque)
{
	struct number *n = opaque;
	unsigned long v;
	char *end = NULL;

	errno = 0;
	v = text != NULL ? strtoul(text, &end, 10) : 0;
	if (end == NULL || end == text || *end != '\0' || errno != 0 || text[0] == '-' ||
			v > n->max || (v != 0 && v < n->min)) {
		WDP_LOG(ERR, "%s: devarg %s=%s: give 0 (off) or a number from %u to %u", n->name,
			key, text != NULL ? text : "", n->min, n->max);
		return -EINVAL;
	}
	n->value = v;
	return 0;
}

int
wdp_qm_conf_parse(const char *name, const char *args, struct wdp_qm_conf *conf)
{
	struct number timeout = {name, TIMEOUT_MIN_MS, TIMEOUT_MAX_MS, TIMEOUT_DFLT_MS};
	struct number resets = {name, 1, RESETS_MAX, RESETS_DFLT};
	struct rte_kvargs *kv;
	int ret = 0;

	if (args != NULL && args[0] != '\0') {
		kv = rte_kvargs_parse(args, NULL);
		if (kv == NULL)
			return -EINVAL;
		ret = rte_kvargs_process(kv, ARG_TIMEOUT_MS, parse_number, &timeout);
		if (ret == 0)
			ret = rte_kvargs_process(kv, ARG_MAX_RESETS, parse_number, &resets);
		rte_kvargs_free(kv);
	}
	conf->timeout_ms = timeout.value;
	conf->max_resets = resets.value;
	return ret < 0 ? -EINVAL : 0;
}
