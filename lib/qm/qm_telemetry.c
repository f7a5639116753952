/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * /wd/devices, /wd/queues, /wd/errors. The telemetry thread takes no device lock, which a
 * recovery may hold for half a second: it reads figures that others write.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_eal.h>
#include <rte_telemetry.h>

#include "compat.h"
#include "qm_priv.h"
#include "wdp_hwq.h"

/* A device does not go away while it is read. */
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;

void
wdp_qm_table_lock(void)
{
	pthread_mutex_lock(&table_lock);
}

void
wdp_qm_table_unlock(void)
{
	pthread_mutex_unlock(&table_lock);
}

static const char *
state_name(const struct wdp_qm_local *l)
{
	static const char *const names[] = {
		[WDP_QM_STOPPED] = "stopped", [WDP_QM_RUNNING] = "running",
		[WDP_QM_RECOVERING] = "recovering", [WDP_QM_LOST] = "lost",
		[WDP_QM_ISOLATED] = "isolated",
	};

	/* The transport may know before the watch does. */
	if (l->state != WDP_QM_ISOLATED && wdp_transport_lost(l->transport))
		return names[WDP_QM_LOST];
	return names[l->state];
}

/* The device a parameter text "NAME[,REST]" names; *rest may be NULL. */
static struct wdp_qm_local *
device_of(const char *params, const char **rest)
{
	size_t len = params != NULL ? strcspn(params, ",") : 0;
	unsigned int i;

	if (len == 0)
		return NULL;
	*rest = params[len] == ',' ? params + len + 1 : NULL;
	for (i = 0; i < WDP_DEVS_MAX; i++) {
		struct wdp_qm_local *l = &wdp_qm_locals[i];

		if (l->qm != NULL && l->ctl != NULL && strlen(l->transport->name) == len &&
				strncmp(l->transport->name, params, len) == 0)
			return l;
	}
	return NULL;
}

static void
list_devices(struct rte_tel_data *d)
{
	unsigned int i;

	rte_tel_data_start_array(d, RTE_TEL_STRING_VAL);
	for (i = 0; i < WDP_DEVS_MAX; i++)
		if (wdp_qm_locals[i].qm != NULL && wdp_qm_locals[i].ctl != NULL)
			rte_tel_data_add_array_string(d, wdp_qm_locals[i].transport->name);
}

static unsigned int
queues_used(const struct wdp_qm *qm)
{
	unsigned int i, n = 0;

	for (i = 0; i < RTE_DIM(qm->used); i++)
		n += __builtin_popcountll(qm->used[i]);
	return n;
}

static void
describe_device(struct rte_tel_data *d, const struct wdp_qm_local *l)
{
	static const char *const transports[] = {
		[WDP_TRANSPORT_PCI] = "vfio-pci", [WDP_TRANSPORT_MODEL] = "wd-model",
		[WDP_TRANSPORT_INPROC] = "in-process model",
	};
	const struct wdp_qm *qm = l->qm;

	rte_tel_data_start_dict(d);
	rte_tel_data_add_dict_string(d, "name", l->transport->name);
	rte_tel_data_add_dict_string(d, "state", state_name(l));
	rte_tel_data_add_dict_string(d, "engine", l->engine->name);
	rte_tel_data_add_dict_string(d, "generation", qm->gen == WDP_GEN_V2 ? "V2" : "V3");
	rte_tel_data_add_dict_int(d, "revision", qm->revision);
	rte_tel_data_add_dict_string(d, "function", qm->is_vf ? "VF" : "PF");
	rte_tel_data_add_dict_string(d, "transport", transports[l->transport->kind]);
	rte_tel_data_add_dict_string(d, "iova_mode",
		rte_eal_iova_mode() == RTE_IOVA_VA ? "VA" : "PA");
	rte_tel_data_add_dict_string(d, "iommu", l->transport->noiommu ? "none" : "yes");
	rte_tel_data_add_dict_string(d, "events", l->ctl->irq.on ? "interrupts" : "polled");
	rte_tel_data_add_dict_int(d, "queues", qm->nb_queues);
	rte_tel_data_add_dict_int(d, "queues_used", queues_used(qm));
	rte_tel_data_add_dict_int(d, "timeout_ms", l->ctl->conf.timeout_ms);
	rte_tel_data_add_dict_int(d, "max_resets", l->ctl->conf.max_resets);
}

static int
devices_cb(const char *cmd, const char *params, struct rte_tel_data *d)
{
	const char *rest;
	int ret = 0;

	RTE_SET_USED(cmd);
	wdp_qm_table_lock();
	if (params == NULL || params[0] == '\0') {
		list_devices(d);
	} else {
		struct wdp_qm_local *l = device_of(params, &rest);

		if (l != NULL)
			describe_device(d, l);
		else
			ret = -EINVAL;
	}
	wdp_qm_table_unlock();
	return ret;
}

static void
describe_queue(struct rte_tel_data *d, const struct wdp_qm_local *l, unsigned int qn,
	const struct wdp_hwq *q)
{
	uint32_t prod = __atomic_load_n(&q->prod, __ATOMIC_RELAXED);
	uint32_t cons = __atomic_load_n(&q->cons, __ATOMIC_RELAXED);

	rte_tel_data_start_dict(d);
	rte_tel_data_add_dict_int(d, "queue", qn);
	rte_tel_data_add_dict_string(d, "state", l->ctl->queues[qn].dead ? "starting again" :
		q->p_gen & 1 ? "paused" : "running");
	rte_tel_data_add_dict_int(d, "type", q->type);
	rte_tel_data_add_dict_int(d, "depth", q->depth);
	rte_tel_data_add_dict_int(d, "limit", q->limit);
	rte_tel_data_add_dict_int(d, "tag", q->tag);
	rte_tel_data_add_dict_int(d, "in_flight", (int32_t)(prod - cons) > 0 ? prod - cons : 0);
}

static int
queues_cb(const char *cmd, const char *params, struct rte_tel_data *d)
{
	const struct wdp_qm_local *l;
	const char *rest = NULL;
	unsigned long qn;
	int ret = 0;

	RTE_SET_USED(cmd);
	wdp_qm_table_lock();
	l = device_of(params, &rest);
	if (l == NULL) {
		ret = -EINVAL;
	} else if (rest == NULL) {
		rte_tel_data_start_array(d, RTE_TEL_INT_VAL);
		for (qn = 0; qn < l->qm->nb_queues; qn++)
			if (l->ctl->queues[qn].q != NULL)
				rte_tel_data_add_array_int(d, qn);
	} else {
		qn = strtoul(rest, NULL, 10);
		if (qn < l->qm->nb_queues && l->ctl->queues[qn].q != NULL)
			describe_queue(d, l, qn, l->ctl->queues[qn].q);
		else
			ret = -EINVAL;
	}
	wdp_qm_table_unlock();
	return ret;
}

static int
errors_cb(const char *cmd, const char *params, struct rte_tel_data *d)
{
	const struct wdp_qm_local *l;
	const char *rest;
	int ret = 0;

	RTE_SET_USED(cmd);
	wdp_qm_table_lock();
	l = device_of(params, &rest);
	if (l == NULL) {
		ret = -EINVAL;
		goto unlock;
	}
	rte_tel_data_start_dict(d);
	rte_tel_data_add_dict_string(d, "state", state_name(l));
	WDP_TEL_ADD_UINT(d, "interrupts", l->counts.irqs);
	WDP_TEL_ADD_UINT(d, "async_events", l->counts.aeq_events);
	WDP_TEL_ADD_UINT(d, "errors", l->counts.errors);
	WDP_TEL_ADD_UINT(d, "queue_recoveries", l->counts.queue_recoveries);
	WDP_TEL_ADD_UINT(d, "resets", l->counts.resets);
	rte_tel_data_add_dict_string(d, "last_error", l->last_error);
	WDP_TEL_ADD_UINT(d, "last_error_ms_ago",
		l->last_error_ms != 0 ? wdp_qm_now_ms() - l->last_error_ms : 0);
unlock:
	wdp_qm_table_unlock();
	return ret;
}

RTE_INIT(qm_telemetry_init)
{
	rte_telemetry_register_cmd("/wd/devices", devices_cb,
		"WarpDrive devices. Parameter: none for their names, or a name for one of them");
	rte_telemetry_register_cmd("/wd/queues", queues_cb,
		"Hardware queues in use. Parameters: device name[,queue number for details]");
	rte_telemetry_register_cmd("/wd/errors", errors_cb,
		"What has gone wrong, and been mended. Parameter: device name");
}
