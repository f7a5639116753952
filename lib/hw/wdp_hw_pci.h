/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HW_PCI_H
#define WDP_HW_PCI_H

/**
 * @file
 * PCI identity and layout of the WarpDrive functions (doc/hw/qm.md 2).
 */

#define WDP_PCI_VENDOR     0x19e5
#define WDP_PCI_DEV_ZIP_PF 0xa250
#define WDP_PCI_DEV_ZIP_VF 0xa251
#define WDP_PCI_DEV_SEC_PF 0xa255
#define WDP_PCI_DEV_SEC_VF 0xa256
#define WDP_PCI_DEV_HPRE_PF 0xa258
#define WDP_PCI_DEV_HPRE_VF 0xa259

/* PCI revision id = hardware generation; an unknown one follows V3 rules. */
#define WDP_REV_V1 0x20
#define WDP_REV_V2 0x21
#define WDP_REV_V3 0x30

/* BAR numbers: registers, and (V3+) one doorbell page per queue. */
#define WDP_BAR_REGS 2
#define WDP_BAR_DB   4

/* Config space offsets every part has. */
#define WDP_PCI_CFG_VENDOR   0x00
#define WDP_PCI_CFG_DEVICE   0x02
#define WDP_PCI_CFG_COMMAND  0x04
#define WDP_PCI_CFG_REVISION 0x08
#define WDP_PCI_CMD_MEMORY   0x0002
#define WDP_PCI_CMD_MASTER   0x0004

/* Multiple messages: EQ, AEQ, PF-VF message, device error (doc/hw/qm.md 14). */
#define WDP_MSI_VEC_EQ    0
#define WDP_MSI_VEC_AEQ   1
#define WDP_MSI_VEC_IFC   2
#define WDP_MSI_VEC_ABNML 3
#define WDP_MSI_VECS_MAX  32 /* of plain MSI */

#endif /* WDP_HW_PCI_H */
