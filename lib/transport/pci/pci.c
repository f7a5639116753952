/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <linux/vfio.h>

#include <bus_pci_driver.h>
#include <dev_driver.h>
#include <rte_byteorder.h>
#include <rte_cycles.h>
#include <rte_devargs.h>
#include <rte_eal.h>
#include <rte_interrupts.h>
#include <rte_io.h>
#include <rte_kvargs.h>
#include <rte_vfio.h>
#ifdef RTE_ARCH_X86
#include <emmintrin.h>
#endif

#include "pci_check.h"
#include "transport/wdp_transport.h"
#include "wdp_hw_pci.h"
#include "wdp_hw_qm.h"
#include "wdp_pci.h"

/*
 * A function may take 100 ms to answer after a reset, and a change of bus master counts as
 * one until the QM is told otherwise (doc/hw/qm.md 19.3).
 */
#define PCI_RESET_SETTLE_US 100000
#define PCI_RESET_RETRY_US  10000
#define PCI_RESET_TRIES     200

#define ARG_ALLOW_NOIOMMU "allow_noiommu"
static const char *const pci_devargs[] = {ARG_ALLOW_NOIOMMU, NULL};

struct pci_transport {
	struct wdp_transport base;
	struct rte_pci_device *dev;
	uint8_t *regs;
	uint8_t *db;
	uint64_t regs_len;
	uint64_t db_len;
};

static struct pci_transport *
to_pci(struct wdp_transport *t)
{
	return container_of(t, struct pci_transport, base);
}

static int
pci_cfg_read(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off)
{
	int n = rte_pci_read_config(to_pci(t)->dev, buf, len, off);

	return n == (int)len ? 0 : -EIO;
}

static int
pci_cfg_write(struct wdp_transport *t, const void *buf, uint32_t len, uint32_t off)
{
	int n = rte_pci_write_config(to_pci(t)->dev, buf, len, off);

	return n == (int)len ? 0 : -EIO;
}

static uint32_t
pci_read32(struct wdp_transport *t, uint32_t off)
{
	return rte_le_to_cpu_32(rte_read32(to_pci(t)->regs + off));
}

static void
pci_write32(struct wdp_transport *t, uint32_t off, uint32_t v)
{
	rte_write32(rte_cpu_to_le_32(v), to_pci(t)->regs + off);
}

static void
pci_write64(struct wdp_transport *t, uint32_t off, uint64_t v)
{
	rte_write64(rte_cpu_to_le_64(v), to_pci(t)->regs + off);
}

/*
 * The mailbox is shared by all functions of the device, so its 16 bytes must arrive as one
 * (doc/hw/qm.md 7.3): a store-pair on arm64, one SSE store on x86 (guests with the model).
 */
static void
pci_write128(struct wdp_transport *t, uint32_t off, uint64_t lo, uint64_t hi)
{
	void *p = to_pci(t)->regs + off;

	rte_io_wmb();
#if defined(RTE_ARCH_ARM64)
	asm volatile("stp %x0, %x1, [%2]" : : "rZ"(lo), "rZ"(hi), "r"(p) : "memory");
#elif defined(RTE_ARCH_X86)
	_mm_store_si128((__m128i *)p, _mm_set_epi64x(hi, lo));
#else
	rte_write64_relaxed(lo, p);
	rte_write64_relaxed(hi, (uint8_t *)p + 8);
#endif
}

static int
pci_db_get(struct wdp_transport *t, uint16_t q, bool isolated, struct wdp_doorbells *db)
{
	struct pci_transport *p = to_pci(t);
	uint8_t *base = p->regs;

	if (isolated) {
		uint64_t end = ((uint64_t)q + 1) * WDP_QM_DB_PAGE_SIZE;

		if (end > p->db_len) {
			WDP_LOG(ERR, "%s: queue %u: its doorbell page lies beyond BAR 4 (%" PRIu64 " bytes); use fewer queue pairs",
				t->name, q, p->db_len);
			return -ENOSPC;
		}
		base = p->db + (uint64_t)q * WDP_QM_DB_PAGE_SIZE;
	}
	/* One register takes both: the command is in the value. */
	db->sq = (volatile uint64_t *)(base + WDP_QM_DB_SQ_CQ);
	db->cq = db->sq;
	return 0;
}

static void
pci_db_put(struct wdp_transport *t, uint16_t q)
{
	RTE_SET_USED(t);
	RTE_SET_USED(q);
}

static int
pci_reset(struct wdp_transport *t)
{
	int fd = rte_intr_dev_fd_get(to_pci(t)->dev->intr_handle);
	unsigned int tries;

	if (fd < 0)
		return -ENODEV;
	for (tries = 0; ioctl(fd, VFIO_DEVICE_RESET) < 0; tries++) {
		/* Somebody else is resetting it right now (sysfs): VFIO does not wait. */
		if (errno != EAGAIN || tries == PCI_RESET_TRIES)
			return -errno;
		rte_delay_us_sleep(PCI_RESET_RETRY_US);
	}
	rte_delay_us_sleep(PCI_RESET_SETTLE_US);
	return 0;
}

static int
pci_bus_master(struct wdp_transport *t)
{
	int ret = rte_pci_set_bus_master(to_pci(t)->dev, true);

	rte_delay_us_sleep(PCI_RESET_SETTLE_US);
	return ret < 0 ? -EIO : 0;
}

/* EAL would enable one vector of MSI only, and the device asks for all of them. */
static int
pci_irqs_set(struct wdp_transport *t, const int *fds, unsigned int nb)
{
	int fd = rte_intr_dev_fd_get(to_pci(t)->dev->intr_handle);
	uint32_t size = sizeof(struct vfio_irq_set) + nb * sizeof(*fds);
	struct vfio_irq_set *set;
	int ret = 0;

	if (fd < 0)
		return -ENODEV;
	set = calloc(1, size);
	if (set == NULL)
		return -ENOMEM;
	set->argsz = size;
	set->index = VFIO_PCI_MSI_IRQ_INDEX;
	set->count = nb;
	set->flags = VFIO_IRQ_SET_ACTION_TRIGGER |
		(nb != 0 ? VFIO_IRQ_SET_DATA_EVENTFD : VFIO_IRQ_SET_DATA_NONE);
	if (nb != 0)
		memcpy(set->data, fds, nb * sizeof(*fds));
	errno = 0;
	/* A positive result: the platform has fewer vectors than asked for. */
	if (ioctl(fd, VFIO_DEVICE_SET_IRQS, set) != 0)
		ret = errno != 0 ? -errno : -ENOSPC;
	free(set);
	return ret;
}

static void
pci_close(struct wdp_transport *t)
{
	struct pci_transport *p = to_pci(t);

	rte_pci_unmap_device(p->dev);
	wdp_pci_unwatch_heap();
	free(p);
}

static const struct wdp_transport_ops pci_ops = {
	.cfg_read = pci_cfg_read,
	.cfg_write = pci_cfg_write,
	.read32 = pci_read32,
	.write32 = pci_write32,
	.write64 = pci_write64,
	.write128 = pci_write128,
	.db_get = pci_db_get,
	.db_put = pci_db_put,
	.reset = pci_reset,
	.bus_master = pci_bus_master,
	.irqs_set = pci_irqs_set,
	.close = pci_close,
};

static int
bars_get(struct pci_transport *p, bool is_vf)
{
	const struct rte_mem_resource *r = p->dev->mem_resource;
	uint64_t least = is_vf ? 0x4000 : 0x400000;

	p->regs = r[WDP_BAR_REGS].addr;
	p->regs_len = r[WDP_BAR_REGS].len;
	p->db = r[WDP_BAR_DB].addr;
	p->db_len = p->db != NULL ? r[WDP_BAR_DB].len : 0;
	if (p->regs == NULL || p->regs_len < least) {
		WDP_LOG(ERR, "%s: BAR 2 has %" PRIu64 " bytes, %" PRIu64 " are needed; the firmware did not assign it",
			p->base.name, p->regs_len, least);
		return -ENODEV;
	}
	/* A child of fork() must not reach the device's registers (R10). */
	madvise(p->regs, p->regs_len, MADV_DONTFORK);
	if (p->db != NULL)
		madvise(p->db, p->db_len, MADV_DONTFORK);
	return 0;
}

static int
pci_open(const struct wdp_class *c, struct rte_pci_device *dev, bool allow_noiommu,
	struct wdp_transport **out)
{
	struct pci_transport *p;
	int ret = wdp_pci_check_all(dev, allow_noiommu);

	if (ret < 0)
		return ret;
	p = calloc(1, sizeof(*p));
	if (p == NULL)
		return -ENOMEM;
	p->dev = dev;
	p->base.ops = &pci_ops;
	p->base.kind = WDP_TRANSPORT_PCI;
	p->base.numa_node = dev->device.numa_node;
	snprintf(p->base.name, sizeof(p->base.name), "%s", dev->name);
	p->base.noiommu = rte_vfio_noiommu_is_enabled() == 1;
	ret = rte_pci_map_device(dev);
	if (ret != 0) {
		WDP_LOG(ERR, "%s: cannot be mapped through VFIO", dev->name);
		wdp_pci_explain_group(dev);
		ret = ret < 0 ? ret : -ENODEV;
		goto free_transport;
	}
	ret = bars_get(p, dev->id.device_id == c->vf_id);
	if (ret < 0)
		goto unmap;
	wdp_pci_watch_heap();
	*out = &p->base;
	return 0;

unmap:
	rte_pci_unmap_device(dev);
free_transport:
	free(p);
	return ret;
}

static int
parse_bool(const char *key, const char *value, void *out)
{
	if (value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "1") != 0)) {
		WDP_LOG(ERR, "devarg %s=%s: must be 0 or 1", key, value != NULL ? value : "");
		return -EINVAL;
	}
	*(bool *)out = value[0] == '1';
	return 0;
}

static int
parse_args(const struct wdp_class *c, const struct rte_pci_device *dev, const char *args,
	bool *allow_noiommu)
{
	struct rte_kvargs *kv;
	int ret = wdp_devargs_check(dev->name, args, pci_devargs, c->devargs);

	if (ret < 0 || args[0] == '\0')
		return ret;
	kv = rte_kvargs_parse(args, NULL);
	if (kv == NULL)
		return -EINVAL;
	ret = rte_kvargs_process(kv, ARG_ALLOW_NOIOMMU, parse_bool, allow_noiommu);
	rte_kvargs_free(kv);
	return ret < 0 ? -EINVAL : 0;
}

int
wdp_pci_probe(const struct wdp_class *c, struct rte_pci_device *dev)
{
	const char *args = dev->device.devargs != NULL && dev->device.devargs->args != NULL ?
		dev->device.devargs->args : "";
	struct wdp_transport *t = NULL;
	bool allow_noiommu = false;
	int ret;

	/* The primary owns the device; leasing queues to secondaries is not there yet. */
	if (rte_eal_process_type() != RTE_PROC_PRIMARY)
		return 1;
	ret = parse_args(c, dev, args, &allow_noiommu);
	if (ret == 0)
		ret = pci_open(c, dev, allow_noiommu, &t);
	if (ret < 0)
		return ret;
	ret = c->probe(&dev->device, dev->name, t, args);
	if (ret < 0)
		t->ops->close(t);
	return ret;
}

int
wdp_pci_remove(const struct wdp_class *c, struct rte_pci_device *dev)
{
	if (rte_eal_process_type() != RTE_PROC_PRIMARY)
		return 0;
	return c->remove(&dev->device, dev->name);
}
