/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_PCI_CHECK_H
#define WDP_PCI_CHECK_H

/**
 * @file
 * What must hold before a device is mapped, each with an error that says what to do.
 */

#include <stdbool.h>

struct rte_pci_device;

/** 0 or -errno, logged. */
int wdp_pci_check_all(const struct rte_pci_device *dev, bool allow_noiommu);
/**
 * From now on (until as many calls of the other) EAL's heap grows only as far as the limit of
 * locked memory goes: VFIO pins all of it for the device.
 */
void wdp_pci_watch_heap(void);
void wdp_pci_unwatch_heap(void);
/** After a failed map: name the functions that keep the group from being viable. */
void wdp_pci_explain_group(const struct rte_pci_device *dev);

#endif /* WDP_PCI_CHECK_H */
