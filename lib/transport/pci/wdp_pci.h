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

struct rte_pci_device;

/**
 * Check the binding, memory limits and IOMMU group, map the device, hand it to the class.
 * Bus devargs: allow_noiommu=1.
 * @return 0; 1 "not ours" in a secondary process; -errno, logged.
 */
WDP_API int wdp_pci_probe(const struct wdp_class *c, struct rte_pci_device *dev);
/** Undo; in a secondary process nothing but its own mappings is touched. */
WDP_API int wdp_pci_remove(const struct wdp_class *c, struct rte_pci_device *dev);

#endif /* WDP_PCI_H */
