/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The driver names on DPDK's virtual bus: --vdev compress_wd,socket=PATH connects to a
 * running model, --vdev compress_wd[,engine=...] starts one.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bus_vdev_driver.h>
#include <rte_common.h>
#include <rte_eal.h>
#include <rte_kvargs.h>

#include "common/wdp_log.h"
#include "qm/wdp_qm.h"
#include "sim.h"

#define ARG_SOCKET  "socket"
#define ARG_ENGINE  "engine"
#define ARG_WORKERS "workers"
#define ARG_QUEUES  "queues"
#define ARG_HW      "hw"
#define ARG_VF      "vf"
#define ARG_STRICT  "strict"
#define ARG_FAULT   "fault"
#define ARG_CONTROL "control"

#define WORKERS_MAX 64
#define QUEUES_MIN  2
#define QUEUES_MAX  1024
#define VF_QUEUES_MAX 960 /* the first 64 are the PF's */

/* A driver name on the virtual bus. */
struct sim_driver {
	const char *class_name;
	const char *plugin; /* the plugin that brings the class */
	const char *device; /* --device of wd-model */
};

/* A key of the bus and what it takes: one of some words, a number, or a path. */
struct sim_key {
	const char *key;
	const char *const *words;
	long min, max; /* both 0: no number */
	bool readable; /* a file that is there */
};

static const char *const engine_words[] = { "real", "null", NULL };
static const char *const hw_words[] = { "v3", "v2", NULL };
static const char *const bool_words[] = { "0", "1", NULL };

/* Keys for a model of one's own; none of them goes with socket=. */
static const struct sim_key child_keys[] = {
	{ .key = ARG_ENGINE, .words = engine_words },
	{ .key = ARG_WORKERS, .min = 1, .max = WORKERS_MAX },
	{ .key = ARG_QUEUES, .min = QUEUES_MIN, .max = QUEUES_MAX },
	{ .key = ARG_HW, .words = hw_words },
	{ .key = ARG_VF, .words = bool_words },
	{ .key = ARG_STRICT, .words = bool_words },
	{ .key = ARG_FAULT, .readable = true },
	{ .key = ARG_CONTROL },
};

static const char *const bus_keys[] = {
	ARG_SOCKET, ARG_ENGINE, ARG_WORKERS, ARG_QUEUES, ARG_HW, ARG_VF, ARG_STRICT,
	ARG_FAULT, ARG_CONTROL, NULL,
};

static int
check_number(const char *name, const struct sim_key *k, const char *value)
{
	char *end;
	long v;

	errno = 0;
	v = strtol(value, &end, 10);
	if (errno == 0 && end != value && *end == '\0' && v >= k->min && v <= k->max)
		return 0;
	WDP_LOG(ERR, "%s: devarg %s=%s: give a number from %ld to %ld", name, k->key, value,
		k->min, k->max);
	return -EINVAL;
}

static int
check_word(const char *name, const struct sim_key *k, const char *value)
{
	char accepted[64] = "";
	unsigned int i;

	for (i = 0; k->words[i] != NULL; i++) {
		if (strcmp(value, k->words[i]) == 0)
			return 0;
		strncat(accepted, " ", sizeof(accepted) - strlen(accepted) - 1);
		strncat(accepted, k->words[i], sizeof(accepted) - strlen(accepted) - 1);
	}
	WDP_LOG(ERR, "%s: devarg %s=%s: give one of:%s", name, k->key, value, accepted);
	return -EINVAL;
}

static int
check_path(const char *name, const struct sim_key *k, const char *value)
{
	int ret;

	if (!k->readable || access(value, R_OK) == 0)
		return 0;
	ret = -errno;
	WDP_LOG(ERR, "%s: devarg %s=%s: the file cannot be read: %s", name, k->key, value,
		strerror(-ret));
	return ret;
}

/* The value of a key that may be given once; *value NULL: not given. */
static int
get_once(const char *name, const struct rte_kvargs *kv, const char *key, const char **value)
{
	*value = NULL;
	if (rte_kvargs_count(kv, key) == 0)
		return 0;
	*value = rte_kvargs_get(kv, key);
	if (rte_kvargs_count(kv, key) == 1 && *value != NULL && (*value)[0] != '\0')
		return 0;
	WDP_LOG(ERR, "%s: devarg %s: give it once, with a value", name, key);
	return -EINVAL;
}

static int
get_child_params(const char *name, const struct rte_kvargs *kv, struct sim_params *p)
{
	const char *strict, *vf;
	const char **const out[] = { &p->engine, &p->workers, &p->queues, &p->hw, &vf, &strict,
		&p->fault, &p->control };
	unsigned int i;
	int ret;

	RTE_BUILD_BUG_ON(RTE_DIM(out) != RTE_DIM(child_keys));
	for (i = 0; i < RTE_DIM(child_keys); i++) {
		const struct sim_key *k = &child_keys[i];

		ret = get_once(name, kv, k->key, out[i]);
		if (ret != 0)
			return ret;
		if (*out[i] == NULL)
			continue;
		if (p->socket_path != NULL) {
			WDP_LOG(ERR, "%s: devarg %s is for a model of its own and does not go with socket=: give it to wd-model as --%s",
				name, k->key, k->key);
			return -EINVAL;
		}
		ret = k->words != NULL ? check_word(name, k, *out[i]) :
			k->max != 0 ? check_number(name, k, *out[i]) :
			check_path(name, k, *out[i]);
		if (ret != 0)
			return ret;
	}
	p->strict = strict != NULL && strict[0] == '1';
	p->vf = vf != NULL && vf[0] == '1';
	if (p->vf && p->queues != NULL && strtol(p->queues, NULL, 10) > VF_QUEUES_MAX) {
		WDP_LOG(ERR, "%s: devarg queues=%s: with vf=1 give a number from %d to %d, which is what a PF leaves",
			name, p->queues, QUEUES_MIN, VF_QUEUES_MAX);
		return -EINVAL;
	}
	return 0;
}

/* Texts in *p live as long as *kv, which the caller frees. */
static int
get_params(const char *name, const char *args, const struct wdp_class *c, struct sim_params *p,
	struct rte_kvargs **kv)
{
	int ret = wdp_devargs_check(name, args, bus_keys, c->devargs);

	if (ret != 0)
		return ret;
	*kv = rte_kvargs_parse(args, NULL);
	if (*kv == NULL)
		return -EINVAL;
	ret = get_once(name, *kv, ARG_SOCKET, &p->socket_path);
	if (ret == 0)
		ret = get_child_params(name, *kv, p);
	return ret;
}

static int
sim_probe(struct rte_vdev_device *vdev, const struct sim_driver *drv)
{
	struct sim_params p = { .device = drv->device };
	const char *name = rte_vdev_device_name(vdev);
	const char *args = rte_vdev_device_args(vdev);
	struct rte_kvargs *kv = NULL;
	const struct wdp_class *c;
	struct wdp_transport *t;
	int ret;

	if (rte_eal_process_type() != RTE_PROC_PRIMARY) {
		WDP_LOG(ERR, "%s: the primary process owns the device; secondary processes cannot use it yet",
			name);
		return -ENOTSUP;
	}
	c = wdp_class_find(drv->class_name);
	if (c == NULL) {
		WDP_LOG(ERR, "%s: driver class %s is not there: load its plugin as well (-d %s.so)",
			name, drv->class_name, drv->plugin);
		return -ENOTSUP;
	}
	if (args == NULL)
		args = "";
	ret = get_params(name, args, c, &p, &kv);
	if (ret != 0)
		goto out;
	ret = wdp_sim_open(name, &p, c, &t);
	if (ret != 0)
		goto out;
	ret = c->probe(&vdev->device, name, t, args);
	if (ret != 0)
		t->ops->close(t);
out:
	rte_kvargs_free(kv);
	return ret;
}

static int
sim_remove(struct rte_vdev_device *vdev, const struct sim_driver *drv)
{
	const struct wdp_class *c = wdp_class_find(drv->class_name);

	/* A secondary's exit is no reason to touch what the primary owns. */
	if (rte_eal_process_type() != RTE_PROC_PRIMARY || c == NULL)
		return 0;
	return c->remove(&vdev->device, rte_vdev_device_name(vdev));
}

/* The bus hands its callbacks no driver: one pair of them for each name. */
#define SIM_DRIVER(token, plugin_name, device_arg, class_params) \
	static const struct sim_driver token##_info = { #token, plugin_name, device_arg }; \
	static int \
	token##_probe(struct rte_vdev_device *vdev) \
	{ \
		return sim_probe(vdev, &token##_info); \
	} \
	static int \
	token##_remove(struct rte_vdev_device *vdev) \
	{ \
		return sim_remove(vdev, &token##_info); \
	} \
	static struct rte_vdev_driver token##_vdrv = { \
		.probe = token##_probe, \
		.remove = token##_remove, \
	}; \
	RTE_PMD_REGISTER_VDEV(token, token##_vdrv); \
	RTE_PMD_REGISTER_PARAM_STRING(token, \
		ARG_SOCKET "=<path> | " ARG_ENGINE "=real|null " ARG_WORKERS "=<1-64> " \
		ARG_QUEUES "=<2-1024> " ARG_HW "=v3|v2 " ARG_VF "=0|1 " ARG_STRICT "=0|1 " \
		ARG_FAULT "=<file> " ARG_CONTROL "=<path> " WDP_QM_PARAMS class_params)

SIM_DRIVER(compress_wd, "librte_compress_wd", "zip", "");
#define CRYPTO_PARAMS " experimental=0|1 max_nb_queue_pairs=<1-1024>"
SIM_DRIVER(crypto_wd_sec, "librte_crypto_wd", "sec", CRYPTO_PARAMS);
SIM_DRIVER(crypto_wd_hpre, "librte_crypto_wd", "hpre", CRYPTO_PARAMS);
