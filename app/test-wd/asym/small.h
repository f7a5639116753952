/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_ASYM_SMALL_H
#define WDP_ASYM_SMALL_H

/**
 * @file
 * Tasks of little work that can be sent any number of times: for rings and queue pairs. With
 * both kinds of numbers in it, moduli and curves, an op of one may overtake one of the other.
 */

#include "asym.h"

/** What is mixed. */
enum wdp_a_mix {
	WDP_A_MIX_MOD,    /**< one session of modular exponentiation */
	WDP_A_MIX_CURVE,  /**< one of point multiplication */
	WDP_A_MIX_ALL,    /**< every algorithm there is */
	WDP_A_MIX_RANDOM, /**< the same in any order, session-less ones among them */
};

/** Sessions of a mix; skips when the device has no curves and they are wanted. */
int wdp_a_small_begin(struct wdp_t *t, enum wdp_a_mix mix);
/** New op number @p id of it; NULL with the reason recorded. */
void *wdp_a_small_new(struct wdp_t *t, enum wdp_a_mix mix, uint32_t id);

/* For flows and lives. */
struct wdp_t_mark *wdp_a_small_mark(void *op);
void wdp_a_small_poison(void *op);
int wdp_a_small_check(struct wdp_t *t, void *op);

#endif /* WDP_ASYM_SMALL_H */
