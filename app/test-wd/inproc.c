/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * A model without workers behind a transport of its own, made into a normal device by
 * the driver's class. Its user steps the model, so nothing happens that he did not ask for.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <dev_driver.h>
#include <rte_compressdev.h>
#include <rte_eal.h>
#include <rte_memory.h>

#include "inproc.h"
#include "transport/wdp_class.h"
#include "transport/wdp_transport.h"
#include "vfu/wdp_vfu_proto.h"
#include "wdp_hw_pci.h"

#define STEPS_MAX 1000u /* calls without progress */

struct wdp_inproc {
	struct wdp_transport base;
	struct rte_driver driver;
	struct rte_device device;
	const struct wdp_class *class;
	struct wdp_model *model;
	uint8_t *shadow;
	size_t shadow_size;
	uint32_t slots;
	uint32_t next_slot; /* a slot serves one life of a queue, until the next reset */
};

static struct wdp_inproc *
inproc(struct wdp_transport *t)
{
	return (struct wdp_inproc *)t;
}

static int
inproc_cfg_read(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off)
{
	return wdp_model_read(inproc(t)->model, WDP_VFU_REGION_CFG, off, buf, len);
}

static int
inproc_cfg_write(struct wdp_transport *t, const void *buf, uint32_t len, uint32_t off)
{
	return wdp_model_write(inproc(t)->model, WDP_VFU_REGION_CFG, off, buf, len);
}

static uint32_t
inproc_read32(struct wdp_transport *t, uint32_t off)
{
	uint32_t v = UINT32_MAX;

	if (wdp_model_read(inproc(t)->model, WDP_BAR_REGS, off, &v, sizeof(v)) != 0)
		return UINT32_MAX;
	return v;
}

static void
inproc_write32(struct wdp_transport *t, uint32_t off, uint32_t v)
{
	wdp_model_write(inproc(t)->model, WDP_BAR_REGS, off, &v, sizeof(v));
}

static void
inproc_write64(struct wdp_transport *t, uint32_t off, uint64_t v)
{
	wdp_model_write(inproc(t)->model, WDP_BAR_REGS, off, &v, sizeof(v));
}

static void
inproc_write128(struct wdp_transport *t, uint32_t off, uint64_t lo, uint64_t hi)
{
	uint64_t v[2] = { lo, hi };

	wdp_model_write(inproc(t)->model, WDP_BAR_REGS, off, v, sizeof(v));
}

static int
inproc_db_get(struct wdp_transport *t, uint16_t q, bool isolated, struct wdp_doorbells *db)
{
	struct wdp_inproc *p = inproc(t);
	uint32_t queue = q, off = p->next_slot * WDP_VFU_SHADOW_SLOT_B;
	int ret;

	RTE_SET_USED(isolated);
	if (p->next_slot == p->slots)
		return -ENOSPC;
	ret = wdp_model_write(p->model, WDP_VFU_REGION_SHADOW, off + WDP_VFU_SHADOW_BIND, &queue,
		sizeof(queue));
	if (ret != 0)
		return ret;
	p->next_slot++;
	db->sq = (volatile uint64_t *)(p->shadow + off + WDP_VFU_SHADOW_SQ);
	db->cq = (volatile uint64_t *)(p->shadow + off + WDP_VFU_SHADOW_CQ);
	return 0;
}

static void
inproc_db_put(struct wdp_transport *t, uint16_t q)
{
	RTE_SET_USED(t);
	RTE_SET_USED(q);
}

static int
inproc_reset(struct wdp_transport *t)
{
	wdp_model_reset(inproc(t)->model);
	inproc(t)->next_slot = 0;
	return 0;
}

static int
inproc_bus_master(struct wdp_transport *t)
{
	uint16_t cmd;
	int ret = inproc_cfg_read(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);

	if (ret != 0)
		return ret;
	cmd |= WDP_PCI_CMD_MEMORY | WDP_PCI_CMD_MASTER;
	return inproc_cfg_write(t, &cmd, sizeof(cmd), WDP_PCI_CFG_COMMAND);
}

/* The user steps the device himself: nothing may come in between. */
static int
inproc_irqs_set(struct wdp_transport *t, const int *fds, unsigned int nb)
{
	RTE_SET_USED(t);
	RTE_SET_USED(fds);
	return nb == 0 ? 0 : -ENOTSUP;
}

static void
on_memory(enum rte_mem_event event, const void *addr, size_t len, void *arg)
{
	struct wdp_inproc *p = arg;
	const struct rte_memseg *ms;
	size_t done;

	for (done = 0; done < len; done += ms->len) {
		ms = rte_mem_virt2memseg((const uint8_t *)addr + done, NULL);
		if (ms == NULL || ms->len == 0)
			return;
		if (event == RTE_MEM_EVENT_ALLOC)
			wdp_model_dma_map(p->model, ms->iova, ms->len, -1, 0, ms->addr, true, true);
		else
			wdp_model_dma_unmap(p->model, ms->iova, ms->len, false);
	}
}

/* What the driver does last; the rest of @p t serves until wdp_inproc_close() is through. */
static void
inproc_close(struct wdp_transport *t)
{
	struct wdp_inproc *p = inproc(t);

	if (rte_eal_has_hugepages())
		rte_mem_event_callback_unregister(p->base.name, p);
	if (p->shadow != MAP_FAILED)
		munmap(p->shadow, p->shadow_size);
	wdp_model_destroy(p->model);
	p->model = NULL;
}

static const struct wdp_transport_ops inproc_ops = {
	.cfg_read = inproc_cfg_read,
	.cfg_write = inproc_cfg_write,
	.read32 = inproc_read32,
	.write32 = inproc_write32,
	.write64 = inproc_write64,
	.write128 = inproc_write128,
	.db_get = inproc_db_get,
	.db_put = inproc_db_put,
	.reset = inproc_reset,
	.bus_master = inproc_bus_master,
	.irqs_set = inproc_irqs_set,
	.close = inproc_close,
};

static int
map_segment(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	struct wdp_inproc *p = arg;

	if (msl->external)
		return 0;
	return wdp_model_dma_map(p->model, ms->iova, ms->len, -1, 0, ms->addr, true, true);
}

/* Without hugepages pages are small and many: map what is contiguous as one. */
static int
map_contiguous(const struct rte_memseg_list *msl, const struct rte_memseg *ms, size_t len,
	void *arg)
{
	struct wdp_inproc *p = arg;

	if (msl->external)
		return 0;
	return wdp_model_dma_map(p->model, ms->iova, len, -1, 0, ms->addr, true, true);
}

static int
map_memory(struct wdp_inproc *p)
{
	if (!rte_eal_has_hugepages()) /* and then EAL's memory never grows */
		return rte_memseg_contig_walk(map_contiguous, p);
	if (rte_mem_event_callback_register(p->base.name, on_memory, p) != 0)
		return -ENOMEM;
	return rte_memseg_walk(map_segment, p);
}

static int
start_model(struct wdp_inproc *p, const struct wdp_inproc_conf *c)
{
	p->shadow = MAP_FAILED;
	p->slots = c->model.shadow_slots;
	p->model = wdp_model_create(&c->model);
	if (p->model == NULL)
		return -errno;
	p->shadow_size = wdp_model_region_size(p->model, WDP_VFU_REGION_SHADOW);
	p->shadow = mmap(NULL, p->shadow_size, PROT_READ | PROT_WRITE, MAP_SHARED,
		wdp_model_shadow_fd(p->model), 0);
	if (p->shadow == MAP_FAILED)
		return -errno;
	return map_memory(p);
}

static struct wdp_inproc *
inproc_new(const struct wdp_inproc_conf *c)
{
	struct wdp_inproc *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return NULL;
	p->base.ops = &inproc_ops;
	p->base.kind = WDP_TRANSPORT_INPROC;
	p->base.numa_node = SOCKET_ID_ANY;
	snprintf(p->base.name, sizeof(p->base.name), "%s", c->name);
	p->driver.name = c->driver;
	p->device.name = p->base.name;
	p->device.driver = &p->driver;
	p->device.numa_node = SOCKET_ID_ANY;
	return p;
}

int
wdp_inproc_open(const struct wdp_inproc_conf *c, struct wdp_inproc **out)
{
	const struct wdp_class *class = wdp_class_find(c->driver);
	struct wdp_inproc *p;
	int ret;

	if (class == NULL) {
		fprintf(stderr, "the driver %s is not loaded: give EAL "
			"-d librte_%s.so, or install it into EAL's plugin folder\n",
			c->driver, c->driver);
		return -ENODEV;
	}
	p = inproc_new(c);
	if (p == NULL)
		return -ENOMEM;
	ret = start_model(p, c);
	if (ret < 0) {
		fprintf(stderr, "the in-process model does not start: %s\n", strerror(-ret));
		goto close;
	}
	ret = class->probe(&p->device, p->base.name, &p->base, c->args);
	if (ret < 0) {
		fprintf(stderr, "%s does not take the in-process model: %s\n", c->driver,
			strerror(-ret));
		goto close;
	}
	p->class = class;
	*out = p;
	return c->dev_id != NULL ? c->dev_id(p->base.name) :
		rte_compressdev_get_dev_id(p->base.name);

close:
	inproc_close(&p->base);
	free(p);
	return ret;
}

struct wdp_model *
wdp_inproc_model(struct wdp_inproc *p)
{
	return p->model;
}

int
wdp_inproc_step(struct wdp_inproc *p, uint32_t n)
{
	uint32_t done, idle = 0;

	while (n > 0) {
		done = wdp_model_step(p->model, n);
		if (done == 0 && ++idle == STEPS_MAX) {
			fprintf(stderr, "the model leaves %u requests unfinished\n", n);
			return -EIO;
		}
		n -= RTE_MIN(n, done);
	}
	return 0;
}

void
wdp_inproc_close(struct wdp_inproc *p)
{
	/* Closes the transport, and so the model, as well. */
	p->class->remove(&p->device, p->base.name);
	free(p);
}
