/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_COMPAT_H
#define WDP_COMPAT_H

/**
 * @file
 * The only place that knows DPDK versions apart (LTS 22.11, 23.11, 24.11, 25.11).
 */

#include <rte_version.h>

#if RTE_VERSION < RTE_VERSION_NUM(22, 11, 3, 0)
#error "DPDK 22.11.3 or later is needed: rte_cryptodev_data changed its layout there"
#endif

/** Is this DPDK @p year.@p month or a later one? For #if. */
#define WDP_DPDK_SINCE(year, month) (RTE_VERSION >= RTE_VERSION_NUM(year, month, 0, 0))

/* rte_tel_data_add_dict_u64() had another name from 23.03 on. */
#if WDP_DPDK_SINCE(23, 3)
#define WDP_TEL_ADD_UINT rte_tel_data_add_dict_uint
#else
#define WDP_TEL_ADD_UINT rte_tel_data_add_dict_u64
#endif

#endif /* WDP_COMPAT_H */
