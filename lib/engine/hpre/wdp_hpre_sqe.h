/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_HPRE_SQE_H
#define WDP_HPRE_SQE_H

/**
 * @file
 * HPRE descriptors as pure functions (doc/hw/hpre.md 11, 19.2, 23).
 */

#include <stdbool.h>
#include <stdint.h>

#include "wdp_hw_hpre.h"

/** What is the same in all descriptors of a session: made once, filled in per request. */
struct wdp_hpre_form {
	uint32_t dw0;
	uint32_t dw1;
	uint64_t key; /**< IOVA of the key block */
};

/**
 * @param op WDP_HPRE_OP_*
 * @param k operand bytes, one of section 13
 * @param flags WDP_HPRE_SM2_KSEL, WDP_HPRE_FAST_CORE (struct wdp_hpre_curve::mul_flags) or 0
 * @param key may be set later, where the key comes with each request
 */
static inline struct wdp_hpre_form
wdp_hpre_form(uint8_t op, uint32_t k, uint32_t flags, uint64_t key)
{
	return (struct wdp_hpre_form){
		.dw0 = WDP_FIELD32(WDP_HPRE_OP, op) |
			WDP_FIELD32(WDP_HPRE_DONE, WDP_HPRE_DONE_SUBMIT),
		.dw1 = WDP_FIELD32(WDP_HPRE_LEN1, WDP_HPRE_LEN1(k)) | flags,
		.key = key,
	};
}

/**
 * Fill a slot; all 64 bytes are written.
 *
 * @param in IOVA of the input block; 0 for WDP_HPRE_OP_DH_G2
 * @param out IOVA of the output block; 0 for verifications
 * @param tag comes back unchanged
 */
static inline void
wdp_hpre_sqe_fill(struct wdp_hpre_sqe *sqe, const struct wdp_hpre_form *f, uint64_t in,
	uint64_t out, uint64_t tag)
{
	sqe->dw[WDP_HPRE_DW_OP] = wdp_le32(f->dw0);
	sqe->dw[WDP_HPRE_DW_LEN] = wdp_le32(f->dw1);
	sqe->dw[WDP_HPRE_DW_KEY_LO] = wdp_le32(WDP_LO32(f->key));
	sqe->dw[WDP_HPRE_DW_KEY_HI] = wdp_le32(WDP_HI32(f->key));
	sqe->dw[WDP_HPRE_DW_IN_LO] = wdp_le32(WDP_LO32(in));
	sqe->dw[WDP_HPRE_DW_IN_HI] = wdp_le32(WDP_HI32(in));
	sqe->dw[WDP_HPRE_DW_OUT_LO] = wdp_le32(WDP_LO32(out));
	sqe->dw[WDP_HPRE_DW_OUT_HI] = wdp_le32(WDP_HI32(out));
	sqe->dw[WDP_HPRE_DW_TAG_LO] = wdp_le32(WDP_LO32(tag));
	sqe->dw[WDP_HPRE_DW_TAG_HI] = wdp_le32(WDP_HI32(tag));
	sqe->dw[WDP_HPRE_DW_SM2] = 0;
	sqe->dw[WDP_HPRE_DW_KEK] = 0;
	sqe->dw[WDP_HPRE_DW_REST] = 0;
	sqe->dw[WDP_HPRE_DW_REST + 1] = 0;
	sqe->dw[WDP_HPRE_DW_REST + 2] = 0;
	sqe->dw[WDP_HPRE_DW_REST + 3] = 0;
}

/** SM2 encryption and decryption: the message has @p m bytes, 1 to WDP_HPRE_SM2_MSG_MAX_B. */
static inline void
wdp_hpre_sqe_message(struct wdp_hpre_sqe *sqe, uint32_t m)
{
	sqe->dw[WDP_HPRE_DW_SM2] = wdp_le32(WDP_FIELD32(WDP_HPRE_SM2_MLEN, m - 1));
}

/** What became of a task. */
enum wdp_hpre_outcome {
	WDP_HPRE_GOOD,
	WDP_HPRE_WRONG_SIGNATURE, /**< the task is good, its verdict is no */
	WDP_HPRE_FAILED, /**< the device says so, or has changed what it must leave */
	WDP_HPRE_UNFINISHED, /**< never worked on: the queue has to be reset */
};

static inline bool
wdp_hpre_op_verifies(uint8_t op)
{
	return op == WDP_HPRE_OP_ECDSA_VERIFY || op == WDP_HPRE_OP_SM2_VERIFY;
}

/**
 * @param op the operation that was asked for, which is not taken from what the device wrote: a
 *   verification must not become something else on its way
 */
static inline enum wdp_hpre_outcome
wdp_hpre_sqe_outcome(const struct wdp_hpre_sqe *sqe, uint8_t op)
{
	uint32_t dw0 = wdp_le32(sqe->dw[WDP_HPRE_DW_OP]);

	/* Operation as sent, finished, and 0 in both error fields: one comparison. */
	if (dw0 != (WDP_FIELD32(WDP_HPRE_OP, op) |
			WDP_FIELD32(WDP_HPRE_DONE, WDP_HPRE_DONE_FINISHED)))
		return WDP_GET32(WDP_HPRE_DONE, dw0) == WDP_HPRE_DONE_FINISHED ?
			WDP_HPRE_FAILED : WDP_HPRE_UNFINISHED;
	if (wdp_hpre_op_verifies(op) &&
			!(wdp_le32(sqe->dw[WDP_HPRE_DW_OUT_LO]) & WDP_HPRE_VERDICT_OK))
		return WDP_HPRE_WRONG_SIGNATURE;
	return WDP_HPRE_GOOD;
}

/** Error numbers of a task that failed, for a log: what they mean is not public. */
struct wdp_hpre_error {
	uint16_t etype;
	uint16_t etype1;
	uint8_t sva; /**< code of a failed address translation, with WDP_HPRE_ETYPE1_SVA */
};

static inline struct wdp_hpre_error
wdp_hpre_sqe_error(const struct wdp_hpre_sqe *sqe)
{
	uint32_t dw0 = wdp_le32(sqe->dw[WDP_HPRE_DW_OP]);

	return (struct wdp_hpre_error){
		.etype = WDP_GET32(WDP_HPRE_ETYPE, dw0),
		.etype1 = WDP_GET32(WDP_HPRE_ETYPE1, dw0),
		.sva = WDP_GET32(WDP_HPRE_SVA_STATUS, wdp_le32(sqe->dw[WDP_HPRE_DW_LEN])),
	};
}

#endif /* WDP_HPRE_SQE_H */
