/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_kvargs.h>

#include "compat.h"
#include "transport/wdp_class.h"
#include "wdp_log.h"

RTE_LOG_REGISTER(wdp_logtype, pmd.common.wd, NOTICE);

/* One entry per driver plugin: compress_wd, crypto_wd_sec, crypto_wd_hpre. */
#define CLASSES_MAX 8

static const struct wdp_class *classes[CLASSES_MAX];

int
wdp_class_register(const struct wdp_class *c)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(classes); i++) {
		if (classes[i] == NULL) {
			classes[i] = c;
			return 0;
		}
		if (strcmp(classes[i]->name, c->name) == 0)
			return -EEXIST;
	}
	return -ENOSPC;
}

const struct wdp_class *
wdp_class_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(classes) && classes[i] != NULL; i++)
		if (strcmp(classes[i]->name, name) == 0)
			return classes[i];
	return NULL;
}

static bool
key_in(const char *key, const char *const *keys)
{
	for (; keys != NULL && *keys != NULL; keys++)
		if (strcmp(key, *keys) == 0)
			return true;
	return false;
}

/* Append the keys to text, separated by blanks; what does not fit is cut. */
static void
list_keys(char *text, size_t size, const char *const *keys)
{
	size_t used = strlen(text);

	for (; keys != NULL && *keys != NULL; keys++) {
		int n = snprintf(text + used, size - used, "%s%s", used ? " " : "", *keys);

		if (n < 0 || (size_t)n >= size - used)
			return;
		used += n;
	}
}

int
wdp_devargs_check(const char *dev_name, const char *args, const char *const *keys_a,
	const char *const *keys_b)
{
	const char *bad = NULL;
	struct rte_kvargs *kv;
	char accepted[512] = "";
	unsigned int i;

	if (args == NULL || args[0] == '\0')
		return 0;
	kv = rte_kvargs_parse(args, NULL);
	list_keys(accepted, sizeof(accepted), keys_a);
	list_keys(accepted, sizeof(accepted), keys_b);
	if (kv == NULL) {
		WDP_LOG(ERR, "%s: cannot parse devargs \"%s\": write key=value,key=value; accepted keys: %s",
			dev_name, args, accepted);
		return -EINVAL;
	}
	for (i = 0; i < kv->count; i++) {
		const char *key = kv->pairs[i].key;

		if (!key_in(key, keys_a) && !key_in(key, keys_b)) {
			bad = key;
			break;
		}
	}
	if (bad != NULL)
		WDP_LOG(ERR, "%s: unknown devarg \"%s\"; accepted keys: %s", dev_name, bad, accepted);
	rte_kvargs_free(kv);
	return bad == NULL ? 0 : -EINVAL;
}

struct number {
	const char *dev_name;
	uint32_t min, max;
	bool off; /* 0 as well */
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
	if (end != NULL && end != text && *end == '\0' && errno == 0 && text[0] != '-' &&
			((v >= n->min && v <= n->max) || (v == 0 && n->off))) {
		n->value = v;
		return 0;
	}
	WDP_LOG(ERR, "%s: devarg %s=%s: give %sa number from %u to %u", n->dev_name, key,
		text != NULL ? text : "", n->off ? "0 (off) or " : "", n->min, n->max);
	return -EINVAL;
}

static int
take_number(struct number n, const char *args, const char *key, uint32_t *value)
{
	struct rte_kvargs *kv;
	int ret;

	if (args == NULL || args[0] == '\0')
		return 0;
	kv = rte_kvargs_parse(args, NULL);
	if (kv == NULL)
		return -EINVAL;
	n.value = *value;
	ret = rte_kvargs_process(kv, key, parse_number, &n);
	rte_kvargs_free(kv);
	*value = n.value;
	return ret < 0 ? -EINVAL : 0;
}

int
wdp_devargs_number(const char *dev_name, const char *args, const char *key, uint32_t min,
	uint32_t max, uint32_t *value)
{
	return take_number((struct number){.dev_name = dev_name, .min = min, .max = max}, args,
		key, value);
}

int
wdp_devargs_number_or_off(const char *dev_name, const char *args, const char *key, uint32_t min,
	uint32_t max, uint32_t *value)
{
	return take_number((struct number){.dev_name = dev_name, .min = min, .max = max,
		.off = true}, args, key, value);
}
