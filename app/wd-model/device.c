/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "wd_model.h"

/* After this many protocol mistakes they are only counted. */
#define NOTES_SHOWN 100

static int
device_dma_map(void *dev, uint64_t iova, uint64_t size, int fd, uint64_t fd_off, bool readable,
	bool writable)
{
	struct device *d = dev;

	return wdp_model_dma_map(d->model, iova, size, fd, fd_off, NULL, readable, writable);
}

static int
device_dma_unmap(void *dev, uint64_t iova, uint64_t size, bool all)
{
	struct device *d = dev;

	return wdp_model_dma_unmap(d->model, iova, size, all);
}

static int
device_region_info(void *dev, unsigned int index, struct wdp_vfu_region *info)
{
	struct device *d = dev;

	info->size = wdp_model_region_size(d->model, index);
	info->flags = WDP_VFU_REGION_R | WDP_VFU_REGION_W;
	/* Only the shadow doorbells: an mmap flag elsewhere would stop QEMU posting writes. */
	if (index == WDP_VFU_REGION_SHADOW) {
		info->flags |= WDP_VFU_REGION_MMAP;
		info->fd = wdp_model_shadow_fd(d->model);
	}
	return 0;
}

static int
device_region_read(void *dev, unsigned int index, uint64_t off, void *buf, size_t len)
{
	struct device *d = dev;

	return wdp_model_read(d->model, index, off, buf, len);
}

static int
device_region_write(void *dev, unsigned int index, uint64_t off, const void *buf, size_t len)
{
	struct device *d = dev;

	return wdp_model_write(d->model, index, off, buf, len);
}

static unsigned int
device_irq_count(void *dev, unsigned int index)
{
	struct device *d = dev;

	return index == WDP_VFU_IRQ_MSI ? wdp_model_msi_count(d->model) : 0;
}

static int
device_set_irq(void *dev, unsigned int index, unsigned int vec, int fd)
{
	struct device *d = dev;

	return index == WDP_VFU_IRQ_MSI ? wdp_model_set_msi(d->model, vec, fd) : -EINVAL;
}

static int
device_reset(void *dev)
{
	struct device *d = dev;

	wdp_model_reset(d->model);
	return 0;
}

static void
device_disconnect(void *dev)
{
	struct device *d = dev;

	wdp_model_client_gone(d->model);
}

static void
device_note(void *dev, const char *text)
{
	struct device *d = dev;

	if (d->notes++ < NOTES_SHOWN)
		fprintf(stderr, "wd-model: %s\n", text);
}

void
wdp_device_event(void *arg, enum wdp_model_event what, int val)
{
	struct device *d = arg;
	uint64_t one = 1;

	if (what == WDP_MODEL_EVENT_EXIT)
		_exit(val);
	/* The thread of the client does it: it may be in the middle of a message. */
	(void)!write(d->event_fd, &one, sizeof(one));
}

const struct wdp_vfu_server_ops wdp_device_ops = {
	.dma_map = device_dma_map,
	.dma_unmap = device_dma_unmap,
	.region_info = device_region_info,
	.region_read = device_region_read,
	.region_write = device_region_write,
	.irq_count = device_irq_count,
	.set_irq = device_set_irq,
	.reset = device_reset,
	.disconnect = device_disconnect,
	.note = device_note,
};
