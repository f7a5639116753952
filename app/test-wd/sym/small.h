/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SYM_SMALL_H
#define WDP_SYM_SMALL_H

#include "sym.h"

#define WDP_S_SMALL_B 64u

/** A task of wdp_s.smalls; freed after the case. */
struct wdp_s_small {
	struct wdp_s_task k;
	struct wdp_t_mark mark;
	struct wdp_s_small *next;
};

/** Make the sessions of the kinds whose bits are set; skips when one is not offered. */
int wdp_s_small_begin(struct wdp_t *t, uint32_t set);
/** New task number @p id; @p shape of both sides, NULL: flat. NULL with the reason recorded. */
struct wdp_s_small *wdp_s_small_new(struct wdp_t *t, enum wdp_s_small_kind kind, uint32_t id,
	uint32_t len, const struct wdp_t_shape *shape);
struct wdp_s_small *wdp_s_small_of(struct rte_crypto_op *op);
/** Before it is sent: results as no driver leaves them. */
void wdp_s_small_poison(struct wdp_s_small *m);
/** Result right? */
int wdp_s_small_check(struct wdp_t *t, struct wdp_s_small *m);

#endif /* WDP_SYM_SMALL_H */
