/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <bus_pci_driver.h>
#include <rte_lcore.h>
#include <rte_memory.h>
#include <rte_vfio.h>

#include "common/wdp_log.h"
#include "pci_check.h"

#define CAP_IPC_LOCK_BIT 14

static int
check_binding(const struct rte_pci_device *dev)
{
	if (dev->kdrv == RTE_PCI_KDRV_VFIO)
		return 0;
	WDP_LOG(ERR, "%s: not bound to vfio-pci; run: dpdk-devbind.py --bind=vfio-pci %s",
		dev->name, dev->name);
	return -ENODEV;
}

static bool
may_lock_memory(void)
{
	uint64_t caps = 0;
	char line[128];
	FILE *f = fopen("/proc/self/status", "r");

	if (f == NULL)
		return true;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "CapEff: %" SCNx64, &caps) == 1)
			break;
	fclose(f);
	return (caps >> CAP_IPC_LOCK_BIT) & 1;
}

static uint64_t
number_in(const char *dir, const char *file)
{
	char path[PATH_MAX];
	uint64_t v = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	if (fscanf(f, "%" SCNu64, &v) != 1)
		v = 0;
	fclose(f);
	return v;
}

/* What EAL could still take. */
static uint64_t
free_hugepages(void)
{
	static const char root[] = "/sys/kernel/mm/hugepages";
	char path[sizeof(root) + NAME_MAX + 1];
	uint64_t kib, bytes = 0;
	struct dirent *e;
	DIR *d = opendir(root);

	if (d == NULL)
		return 0;
	while ((e = readdir(d)) != NULL) {
		if (sscanf(e->d_name, "hugepages-%" SCNu64 "kB", &kib) != 1)
			continue;
		snprintf(path, sizeof(path), "%s/%s", root, e->d_name);
		bytes += number_in(path, "free_hugepages") * kib * 1024;
	}
	closedir(d);
	return bytes;
}

/*
 * VFIO pins every hugepage and counts it against the limit of an ordinary user.
 * @p most is what the limit should be for the heap to grow as it likes.
 */
static int
memlock_allows(const char *who, uint64_t need, uint64_t most)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_MEMLOCK, &lim) < 0 || lim.rlim_cur == RLIM_INFINITY ||
			lim.rlim_cur >= need || may_lock_memory())
		return 0;
	WDP_LOG(ERR, "%s: locked memory limit is %" PRIu64 " bytes, %" PRIu64 " are needed; run: prlimit --memlock=%" PRIu64 " --pid $$ (as root), or raise memlock in /etc/security/limits.conf",
		who, (uint64_t)lim.rlim_cur, need, most);
	return -ENOMEM;
}

static int
check_memlock(const struct rte_pci_device *dev)
{
	uint64_t need = rte_eal_get_physmem_size();

	return memlock_allows(dev->name, need, need + free_hugepages());
}

struct heap_size {
	int socket_id;
	uint64_t all;
	uint64_t others; /* without that socket */
};

static int
add_list(const struct rte_memseg_list *msl, void *arg)
{
	struct heap_size *h = arg;
	uint64_t bytes = msl->external ? 0 : msl->memseg_arr.count * msl->page_sz;

	h->all += bytes;
	if (msl->socket_id != h->socket_id)
		h->others += bytes;
	return 0;
}

/*
 * EAL asks before its heap grows. What VFIO cannot pin EAL would hand out all the same, after
 * an error in its log, and the first request there makes the device close its AXI master.
 */
static int
heap_may_grow(int socket_id, size_t limit, size_t new_len)
{
	struct heap_size h = {.socket_id = socket_id};
	uint64_t need, most;

	RTE_SET_USED(limit);
	/* EAL holds the lock of its memory map here. */
	rte_memseg_list_walk_thread_unsafe(add_list, &h);
	need = h.others + new_len;
	most = h.all + free_hugepages();
	/* EAL tries one page size after the other: there are no pages for this one. */
	if (need > most)
		return 0;
	return memlock_allows("EAL's heap", need, most);
}

#define GROW_NAME "wd_memlock"
static unsigned int grow_users;

void
wdp_pci_watch_heap(void)
{
	unsigned int i;

	if (grow_users++ != 0)
		return;
	/* With --legacy-mem EAL has no such question, and a heap that does not grow. */
	for (i = 0; i < rte_socket_count(); i++)
		rte_mem_alloc_validator_register(GROW_NAME, heap_may_grow,
			rte_socket_id_by_idx(i), 0);
}

void
wdp_pci_unwatch_heap(void)
{
	unsigned int i;

	if (--grow_users != 0)
		return;
	for (i = 0; i < rte_socket_count(); i++)
		rte_mem_alloc_validator_unregister(GROW_NAME, rte_socket_id_by_idx(i));
}

static int
check_noiommu(const struct rte_pci_device *dev, bool allow)
{
	if (rte_vfio_noiommu_is_enabled() != 1)
		return 0;
	if (!allow) {
		WDP_LOG(ERR, "%s: VFIO runs in no-IOMMU mode, where the device can overwrite any memory; enable the IOMMU, or accept the risk with the devarg allow_noiommu=1",
			dev->name);
		return -EPERM;
	}
	WDP_LOG(WARNING, "%s: no-IOMMU mode: the device can overwrite any memory of this machine",
		dev->name);
	return 0;
}

int
wdp_pci_check_all(const struct rte_pci_device *dev, bool allow_noiommu)
{
	int ret = check_binding(dev);

	if (ret == 0)
		ret = check_memlock(dev);
	if (ret == 0)
		ret = check_noiommu(dev, allow_noiommu);
	return ret;
}

static void
driver_of(const char *device_path, char *out, size_t size)
{
	char path[PATH_MAX * 2 + 16], target[PATH_MAX];
	const char *base;
	ssize_t n;

	snprintf(path, sizeof(path), "%s/driver", device_path);
	n = readlink(path, target, sizeof(target) - 1);
	if (n < 0) {
		snprintf(out, size, "no driver");
		return;
	}
	target[n] = '\0';
	base = strrchr(target, '/');
	snprintf(out, size, "%.*s", (int)size - 1, base != NULL ? base + 1 : target);
}

void
wdp_pci_explain_group(const struct rte_pci_device *dev)
{
	char path[PATH_MAX];
	struct dirent *e;
	DIR *d;

	snprintf(path, sizeof(path), "%s/%s/iommu_group/devices", rte_pci_get_sysfs_path(), dev->name);
	d = opendir(path);
	if (d == NULL) {
		WDP_LOG(ERR, "%s: has no IOMMU group; enable the IOMMU (SMMU) in the firmware and the kernel command line",
			dev->name);
		return;
	}
	while ((e = readdir(d)) != NULL) {
		char member[PATH_MAX * 2], driver[NAME_MAX + 1];

		if (e->d_name[0] == '.' || strcmp(e->d_name, dev->name) == 0)
			continue;
		snprintf(member, sizeof(member), "%s/%s", path, e->d_name);
		driver_of(member, driver, sizeof(driver));
		if (strcmp(driver, "vfio-pci") != 0 && strcmp(driver, "pcieport") != 0 &&
				strcmp(driver, "no driver") != 0)
			WDP_LOG(ERR, "%s: shares its IOMMU group with %s (driver %s); unbind that one or bind it to vfio-pci as well",
				dev->name, e->d_name, driver);
	}
	closedir(d);
}
