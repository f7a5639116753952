/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>

#include <rte_common.h>
#include <rte_memory.h>

#include "common/wdp_log.h"
#include "sim.h"
#include "wdp_hw_pci.h"

#define ALL_ONES UINT32_MAX

static struct sim_dev *
to_sim(struct wdp_transport *t)
{
	return container_of(t, struct sim_dev, base);
}

void
wdp_sim_set_lost(struct sim_dev *d, const char *why)
{
	/* Release: who sees the flag sees everything done before the device went. */
	if (__atomic_exchange_n(&d->base.lost, 1, __ATOMIC_RELEASE) == 0)
		WDP_LOG(ERR, "%s: the device model is gone (%s): close the device and open it again with a running wd-model",
			d->base.name, why);
}

/* A forked copy shares the socket: a word from it would garble the parent's stream. */
static int
call_begin(struct sim_dev *d)
{
	if (getpid() != d->owner)
		return -EPERM;
	if (__atomic_load_n(&d->base.lost, __ATOMIC_ACQUIRE) != 0)
		return -ENODEV;
	pthread_mutex_lock(&d->lock);
	return 0;
}

static int
call_end(struct sim_dev *d, int ret)
{
	int broken = wdp_vfu_client_broken(d->client);

	pthread_mutex_unlock(&d->lock);
	if (broken == 0)
		return ret;
	wdp_sim_set_lost(d, strerror(-broken));
	return -ENODEV;
}

static int
region_read(struct sim_dev *d, uint32_t region, uint64_t off, void *buf, uint32_t len)
{
	int ret = call_begin(d);

	if (ret != 0)
		return ret;
	ret = call_end(d, wdp_vfu_client_read(d->client, region, off, buf, len));
	if (ret != 0 && ret != -ENODEV)
		WDP_LOG(WARNING, "%s: read of %u bytes at %#" PRIx64 " of region %u refused by the model: %s",
			d->base.name, len, off, region, strerror(-ret));
	return ret;
}

static int
region_write(struct sim_dev *d, uint32_t region, uint64_t off, const void *buf, uint32_t len)
{
	int ret = call_begin(d);

	if (ret != 0)
		return ret;
	ret = call_end(d, wdp_vfu_client_write(d->client, region, off, buf, len));
	if (ret != 0 && ret != -ENODEV)
		WDP_LOG(WARNING, "%s: write of %u bytes at %#" PRIx64 " of region %u refused by the model: %s",
			d->base.name, len, off, region, strerror(-ret));
	return ret;
}

static int
sim_cfg_read(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off)
{
	return region_read(to_sim(t), WDP_VFU_REGION_CFG, off, buf, len);
}

static int
sim_cfg_write(struct wdp_transport *t, const void *buf, uint32_t len, uint32_t off)
{
	return region_write(to_sim(t), WDP_VFU_REGION_CFG, off, buf, len);
}

static uint32_t
sim_read32(struct wdp_transport *t, uint32_t off)
{
	uint32_t v;

	return region_read(to_sim(t), WDP_BAR_REGS, off, &v, sizeof(v)) == 0 ? v : ALL_ONES;
}

static void
sim_write32(struct wdp_transport *t, uint32_t off, uint32_t v)
{
	region_write(to_sim(t), WDP_BAR_REGS, off, &v, sizeof(v));
}

static void
sim_write64(struct wdp_transport *t, uint32_t off, uint64_t v)
{
	region_write(to_sim(t), WDP_BAR_REGS, off, &v, sizeof(v));
}

static void
sim_write128(struct wdp_transport *t, uint32_t off, uint64_t lo, uint64_t hi)
{
	const uint64_t v[2] = { lo, hi };

	region_write(to_sim(t), WDP_BAR_REGS, off, v, sizeof(v));
}

static int
sim_db_get(struct wdp_transport *t, uint16_t q, bool isolated, struct wdp_doorbells *db)
{
	struct sim_dev *d = to_sim(t);
	uint32_t queue = q, per_queue = d->num_slots / WDP_QM_QUEUES_MAX;
	uint64_t slot;
	int ret;

	RTE_SET_USED(isolated);
	if (per_queue == 0) {
		WDP_LOG(ERR, "%s: the model has %u doorbell slots, %u are needed: use the wd-model of this version",
			t->name, d->num_slots, WDP_QM_QUEUES_MAX);
		return -ENOSPC;
	}
	/* Another slot for each life: a store that comes late is not the next life's doorbell. */
	slot = (uint64_t)(q * per_queue + d->lives[q]) * WDP_VFU_SHADOW_SLOT_B;
	d->lives[q] = (d->lives[q] + 1) % per_queue;
	ret = region_write(d, WDP_VFU_REGION_SHADOW, slot + WDP_VFU_SHADOW_BIND, &queue,
		sizeof(queue));
	if (ret != 0)
		return ret;
	db->sq = (volatile uint64_t *)(d->shadow + slot + WDP_VFU_SHADOW_SQ);
	db->cq = (volatile uint64_t *)(d->shadow + slot + WDP_VFU_SHADOW_CQ);
	return 0;
}

static void
sim_db_put(struct wdp_transport *t, uint16_t q)
{
	/* The slot's turn comes again after the others of this queue. */
	RTE_SET_USED(t);
	RTE_SET_USED(q);
}

static int
sim_reset(struct wdp_transport *t)
{
	struct sim_dev *d = to_sim(t);
	int ret = call_begin(d);

	if (ret != 0)
		return ret;
	return call_end(d, wdp_vfu_client_reset(d->client));
}

static int
sim_bus_master(struct wdp_transport *t)
{
	uint16_t cmd;
	int ret = sim_cfg_read(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);

	if (ret != 0)
		return ret;
	cmd |= WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER;
	return sim_cfg_write(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);
}

static int
sim_irqs_set(struct wdp_transport *t, const int *fds, unsigned int nb)
{
	struct sim_dev *d = to_sim(t);
	int ret = call_begin(d);

	if (ret != 0)
		return ret;
	return call_end(d, wdp_vfu_client_set_irqs(d->client, WDP_VFU_IRQ_MSI, 0, fds, nb));
}

static void
sim_close(struct wdp_transport *t)
{
	struct sim_dev *d = to_sim(t);
	/* In a forked copy only what is this process's own goes: the parent works on. */
	bool owner = getpid() == d->owner;

	if (owner)
		wdp_sim_loss_stop(d);
	wdp_sim_memory_stop(d);
	if (d->shadow != NULL && owner)
		munmap(d->shadow, d->shadow_len);
	wdp_vfu_client_close(d->client, owner);
	if (owner)
		wdp_sim_child_stop(t->name, &d->child);
	pthread_mutex_destroy(&d->lock);
	free(d);
}

static const struct wdp_transport_ops sim_ops = {
	.cfg_read = sim_cfg_read,
	.cfg_write = sim_cfg_write,
	.read32 = sim_read32,
	.write32 = sim_write32,
	.write64 = sim_write64,
	.write128 = sim_write128,
	.db_get = sim_db_get,
	.db_put = sim_db_put,
	.reset = sim_reset,
	.bus_master = sim_bus_master,
	.irqs_set = sim_irqs_set,
	.close = sim_close,
};

static int
connect_model(struct sim_dev *d, const struct sim_params *p)
{
	int sock;

	if (p->socket_path == NULL)
		return wdp_sim_child_start(d->base.name, p, &d->child);
	sock = wdp_vfu_client_connect(p->socket_path);
	if (sock == -ENOENT || sock == -ECONNREFUSED)
		WDP_LOG(ERR, "%s: no device model listens on %s: start one with: wd-model --device %s --socket %s",
			d->base.name, p->socket_path, p->device, p->socket_path);
	else if (sock == -EAGAIN)
		WDP_LOG(ERR, "%s: the device model on %s serves another client: use another model",
			d->base.name, p->socket_path);
	else if (sock < 0)
		WDP_LOG(ERR, "%s: cannot connect to %s: %s", d->base.name, p->socket_path,
			strerror(-sock));
	return sock;
}

static void
explain_greeting(const struct sim_dev *d, const struct sim_params *p, int err)
{
	const char *name = d->base.name;
	const char *where = p->socket_path != NULL ? p->socket_path : "its own model";

	switch (err) {
	case -ETIMEDOUT:
		WDP_LOG(ERR, "%s: %s does not answer within %u ms: it may be serving another client, or hang",
			name, where, WDP_VFU_TIMEOUT_MS);
		break;
	case -ECONNRESET:
	case -EPIPE:
		WDP_LOG(ERR, "%s: %s closed the connection at once: its own message says why", name,
			where);
		break;
	default:
		WDP_LOG(ERR, "%s: %s is not a device model this driver can use: %s: give the socket of a wd-model of the same version",
			name, where, strerror(-err));
	}
}

/* The model must be of the class's engine, and of a generation that is driven. */
static int
check_identity(struct sim_dev *d, const struct sim_params *p, const struct wdp_class *c)
{
	uint16_t vendor, device;
	uint8_t rev;
	int ret;

	ret = sim_cfg_read(&d->base, &vendor, sizeof(vendor), WDP_PCI_CFG_VENDOR);
	if (ret == 0)
		ret = sim_cfg_read(&d->base, &device, sizeof(device), WDP_PCI_CFG_DEVICE);
	if (ret == 0)
		ret = sim_cfg_read(&d->base, &rev, sizeof(rev), WDP_PCI_CFG_REVISION);
	if (ret != 0)
		return ret;
	if (vendor != WDP_PCI_VENDOR || (device != c->pf_id && device != c->vf_id)) {
		WDP_LOG(ERR, "%s: the model is a %04x:%04x, but %s drives %04x:%04x and %04x:%04x: start wd-model --device %s",
			d->base.name, vendor, device, c->name, WDP_PCI_VENDOR, c->pf_id,
			WDP_PCI_VENDOR, c->vf_id, p->device);
		return -ENODEV;
	}
	if (rev <= WDP_REV_V1) {
		WDP_LOG(ERR, "%s: the model has revision %#04x, which is not driven: start wd-model --hw v2 or v3",
			d->base.name, rev);
		return -ENODEV;
	}
	return 0;
}

static int
map_shadow(struct sim_dev *d)
{
	void *p;
	int ret;

	d->num_slots = wdp_vfu_client_shadow_slots(d->client);
	ret = wdp_vfu_client_shadow_map(d->client, &p, &d->shadow_len);
	if (ret == 0) {
		d->shadow = p;
		return 0;
	}
	if (ret == -ENOTSUP)
		WDP_LOG(ERR, "%s: the server has no shadow doorbells (\"" WDP_VFU_CAP_SHADOW "\"): use wd-model",
			d->base.name);
	else
		WDP_LOG(ERR, "%s: shadow doorbells cannot be mapped: %s", d->base.name,
			strerror(-ret));
	return ret;
}

static struct sim_dev *
sim_alloc(const char *name)
{
	struct sim_dev *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return NULL;
	d->base.ops = &sim_ops;
	d->base.kind = WDP_TRANSPORT_MODEL;
	d->base.numa_node = SOCKET_ID_ANY;
	snprintf(d->base.name, sizeof(d->base.name), "%s", name);
	d->owner = getpid();
	d->hangup_epfd = -1;
	d->child.pidfd = -1;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

int
wdp_sim_open(const char *name, const struct sim_params *p, const struct wdp_class *c,
	struct wdp_transport **out)
{
	struct sim_dev *d = sim_alloc(name);
	int sock, ret;

	if (d == NULL)
		return -ENOMEM;
	sock = connect_model(d, p);
	if (sock < 0) {
		ret = sock;
		goto free_dev;
	}
	ret = wdp_vfu_client_open(sock, 0, &d->client);
	if (ret != 0) {
		explain_greeting(d, p, ret);
		close(sock);
		goto stop_child;
	}
	ret = check_identity(d, p, c);
	if (ret == 0)
		ret = map_shadow(d);
	if (ret == 0)
		ret = wdp_sim_memory_start(d);
	if (ret == 0)
		ret = wdp_sim_loss_start(d);
	if (ret != 0) {
		/* Undoes whatever of it was done. */
		sim_close(&d->base);
		return ret;
	}
	*out = &d->base;
	return 0;

stop_child:
	wdp_sim_child_stop(name, &d->child);
free_dev:
	pthread_mutex_destroy(&d->lock);
	free(d);
	return ret;
}
