/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_KNOWN_H
#define WDP_TEST_KNOWN_H

/**
 * @file
 * Public key operations whose results are known: each has one only, so looking at it costs a
 * comparison. For load and fuzz targets.
 */

#include "asym/asym.h"

#define WDP_T_KNOWN_TASKS 7u /* of each lane */
#define WDP_T_KNOWN_INS   5u
#define WDP_T_KNOWN_OUTS  2u
#define WDP_T_KNOWN_MAX_B 128u /* of the longest number */

/** The lanes of wdp_a_lane(). */
enum wdp_t_known_lane {
	WDP_T_KNOWN_MODULAR,
	WDP_T_KNOWN_CURVE,
	WDP_T_KNOWN_LANES,
};

struct wdp_t_known_task {
	enum rte_crypto_asym_xform_type type;
	enum wdp_a_kind kind;
	uint16_t size; /**< bits of the modulus, or place of the curve in wdp_a_curves */
	uint8_t g; /**< DH */
	bool crt;
	bool padded;
};
extern const struct wdp_t_known_task wdp_t_known_tasks[WDP_T_KNOWN_LANES][WDP_T_KNOWN_TASKS];
#define WDP_T_KNOWN_MODEX 4 /**< of the modular ones */

/** A task with numbers. */
struct wdp_t_known {
	struct wdp_a_key key;
	struct wdp_a_num in[WDP_T_KNOWN_INS]; /**< in[0] of a verification: what was signed */
	struct wdp_a_num due[WDP_T_KNOWN_OUTS];
	unsigned int ins, outs;
};

/** All of them, lane by lane; made by the first call. NULL: OpenSSL fails, said so. */
const struct wdp_t_known *wdp_t_known(void);
/**
 * Into a cleared op, whose session is a known one's or like it.
 * @param to where the lengths of the results will be
 */
void wdp_t_known_op(const struct wdp_t_known_task *task, const struct wdp_t_known *a,
	struct rte_crypto_asym_op *o, const rte_crypto_param *in, const rte_crypto_param *results,
	rte_crypto_param **to);

#endif /* WDP_TEST_KNOWN_H */
