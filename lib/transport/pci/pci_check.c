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

/* VFIO pins every hugepage and counts it against the limit of an ordinary user. */
static int
check_memlock(const struct rte_pci_device *dev)
{
	uint64_t need = rte_eal_get_physmem_size();
	struct rlimit lim;

	if (getrlimit(RLIMIT_MEMLOCK, &lim) < 0 || lim.rlim_cur == RLIM_INFINITY ||
			lim.rlim_cur >= need || may_lock_memory())
		return 0;
	WDP_LOG(ERR, "%s: locked memory limit is %" PRIu64 " bytes, %" PRIu64 " are needed; run: prlimit --memlock=%" PRIu64 " --pid $$ (as root), or raise memlock in /etc/security/limits.conf",
		dev->name, (uint64_t)lim.rlim_cur, need, need);
	return -ENOMEM;
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
