/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SYM_KEYS_H
#define WDP_SYM_KEYS_H

#include "sym.h"

/** Where a part of the key is in EAL's memory, NULL: nowhere. The key itself lies elsewhere. */
const void *wdp_s_key_find(const uint8_t *key, uint32_t len);

#endif /* WDP_SYM_KEYS_H */
