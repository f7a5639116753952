/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_PCI_H
#define WDP_PCI_H

/**
 * @file
 * Real devices: vfio-pci through DPDK's PCI bus. A driver plugin registers its id table
 * with drv_flags 0 and forwards probe and remove to these two, so that everything is
 * checked, and explained, before EAL maps the device.
 */

#include "transport/wdp_class.h"

#include <bus_pci_driver.h>
#include <rte_common.h>

#include "qm/wdp_qm.h"
#include "wdp_hw_pci.h"

/**
 * Check the binding, memory limits and IOMMU group, map the device, hand it to the class.
 * Bus devargs: allow_noiommu=1.
 * @return 0; 1 "not ours" in a secondary process; -errno, logged.
 */
WDP_API int wdp_pci_probe(const struct wdp_class *c, struct rte_pci_device *dev);
/** Undo; in a secondary process nothing but its own mappings is touched. */
WDP_API int wdp_pci_remove(const struct wdp_class *c, struct rte_pci_device *dev);

/**
 * A driver's registration on the PCI bus: the PF and the VF of struct wdp_class @p c under the
 * name @p token. drv_flags 0: the probe checks and explains before anything is mapped.
 * Defines struct rte_pci_driver @p drv.
 */
#define WDP_PCI_DRIVER(token, drv, c, pf, vf) \
	static int \
	drv##_probe(struct rte_pci_driver *pci_drv, struct rte_pci_device *dev) \
	{ \
		RTE_SET_USED(pci_drv); \
		return wdp_pci_probe(&(c), dev); \
	} \
	static int \
	drv##_remove(struct rte_pci_device *dev) \
	{ \
		return wdp_pci_remove(&(c), dev); \
	} \
	static const struct rte_pci_id drv##_ids[] = { \
		{RTE_PCI_DEVICE(WDP_PCI_VENDOR, pf)}, \
		{RTE_PCI_DEVICE(WDP_PCI_VENDOR, vf)}, \
		{.vendor_id = 0}, \
	}; \
	static struct rte_pci_driver drv = { \
		.id_table = drv##_ids, \
		.drv_flags = 0, \
		.probe = drv##_probe, \
		.remove = drv##_remove, \
	}; \
	RTE_PMD_REGISTER_PCI(token, drv); \
	RTE_PMD_REGISTER_PCI_TABLE(token, drv##_ids); \
	RTE_PMD_REGISTER_KMOD_DEP(token, "* vfio-pci")

#endif /* WDP_PCI_H */
