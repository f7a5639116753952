/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>

#include "fake_device.h"

static int
fake_dma_map(void *dev, uint64_t iova, uint64_t size, int fd, uint64_t fd_off, bool readable,
	bool writable)
{
	struct fake_device *d = dev;

	if (d->fail != 0)
		return -d->fail;
	if (d->num_maps == FAKE_MAPS)
		return -ENOMEM;
	d->maps[d->num_maps++] = (struct fake_map){
		.iova = iova, .size = size, .fd_off = fd_off,
		.has_fd = fd >= 0, .readable = readable, .writable = writable,
	};
	return 0;
}

static int
fake_dma_unmap(void *dev, uint64_t iova, uint64_t size, bool all)
{
	struct fake_device *d = dev;
	unsigned int i, kept = 0;

	for (i = 0; i < d->num_maps; i++) {
		struct fake_map *m = &d->maps[i];

		if (!all && (m->iova < iova || m->iova + m->size > iova + size))
			d->maps[kept++] = *m;
	}
	d->num_maps = kept;
	d->unmap_all += all;
	return 0;
}

static int
fake_region_info(void *dev, unsigned int index, struct wdp_vfu_region *info)
{
	struct fake_device *d = dev;

	info->flags = WDP_VFU_REGION_R | WDP_VFU_REGION_W;
	switch (index) {
	case 2:
		info->size = FAKE_BAR2_B;
		break;
	case WDP_VFU_REGION_CFG:
		info->size = FAKE_CFG_B;
		break;
	case WDP_VFU_REGION_SHADOW:
		info->size = FAKE_SHADOW_B;
		info->flags |= WDP_VFU_REGION_MMAP;
		info->fd = d->shadow_fd;
		break;
	}
	return 0;
}

static int
fake_region_read(void *dev, unsigned int index, uint64_t off, void *buf, size_t len)
{
	struct fake_device *d = dev;

	if (d->fail != 0)
		return -d->fail;
	memcpy(buf, (index == 2 ? d->bar2 : d->cfg) + off, len);
	return 0;
}

static int
fake_region_write(void *dev, unsigned int index, uint64_t off, const void *buf, size_t len)
{
	struct fake_device *d = dev;

	if (d->fail != 0)
		return -d->fail;
	if (index == WDP_VFU_REGION_SHADOW) {
		if (off % WDP_VFU_SHADOW_SLOT_B != WDP_VFU_SHADOW_BIND || len != 4)
			return -EINVAL;
		memcpy(&d->bound[off / WDP_VFU_SHADOW_SLOT_B], buf, len);
		return 0;
	}
	memcpy((index == 2 ? d->bar2 : d->cfg) + off, buf, len);
	return 0;
}

static unsigned int
fake_irq_count(void *dev, unsigned int index)
{
	(void)dev;
	return index == WDP_VFU_IRQ_MSI ? FAKE_MSI : 0;
}

static int
fake_set_irq(void *dev, unsigned int index, unsigned int vec, int fd)
{
	struct fake_device *d = dev;

	if (d->fail != 0 || index != WDP_VFU_IRQ_MSI || vec >= FAKE_MSI)
		return -EINVAL;
	d->irq[vec] = fd;
	d->irq_calls++;
	return 0;
}

static int
fake_reset(void *dev)
{
	struct fake_device *d = dev;

	d->resets++;
	return -d->fail;
}

static void
fake_disconnect(void *dev)
{
	struct fake_device *d = dev;

	d->disconnects++;
	d->num_maps = 0;
}

static void
fake_note(void *dev, const char *text)
{
	struct fake_device *d = dev;

	(void)text;
	d->notes++;
}

const struct wdp_vfu_server_ops fake_ops = {
	.dma_map = fake_dma_map,
	.dma_unmap = fake_dma_unmap,
	.region_info = fake_region_info,
	.region_read = fake_region_read,
	.region_write = fake_region_write,
	.irq_count = fake_irq_count,
	.set_irq = fake_set_irq,
	.reset = fake_reset,
	.disconnect = fake_disconnect,
	.note = fake_note,
};

void
fake_init(struct fake_device *d)
{
	memset(d, 0, sizeof(*d));
	memset(d->irq, 0xff, sizeof(d->irq));
	d->shadow_fd = memfd_create("shadow", MFD_CLOEXEC);
	if (d->shadow_fd < 0 || ftruncate(d->shadow_fd, FAKE_SHADOW_B) != 0)
		abort();
}

void
fake_fini(struct fake_device *d)
{
	close(d->shadow_fd);
}

unsigned int
count_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	unsigned int n = 0;

	if (dir == NULL)
		abort();
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}
