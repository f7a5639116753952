/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SYM_TASK_H
#define WDP_SYM_TASK_H

/**
 * @file
 * The private area of the ops.
 */

#include "sym.h"

#define WDP_S_OPMEM_OFF     (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_sym_op))
#define WDP_S_OPMEM_ZONE_B  16u /* red zone on each side of IV and tag */
#define WDP_S_OPMEM_SHIFT_B 16u /* they start at any of so many places */

/** Behind op and symmetric op. */
struct wdp_s_opmem {
	struct wdp_s_task *task;
	uint8_t iv[2 * WDP_S_OPMEM_ZONE_B + WDP_S_OPMEM_SHIFT_B + WDP_S_IV_MAX_B];
	uint8_t tag[2 * WDP_S_OPMEM_ZONE_B + WDP_S_OPMEM_SHIFT_B + WDP_S_TAG_MAX_B];
};

static inline struct wdp_s_opmem *
wdp_s_opmem(struct rte_crypto_op *op)
{
	return rte_crypto_op_ctod_offset(op, struct wdp_s_opmem *, WDP_S_OPMEM_OFF);
}

#endif /* WDP_SYM_TASK_H */
