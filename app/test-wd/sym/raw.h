/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SYM_RAW_H
#define WDP_SYM_RAW_H

/**
 * @file
 * Tasks through the raw data-path API.
 */

#include "sym.h"

#define WDP_S_BATCH    8u
#define WDP_S_RAW_SEGS 160u /* of a chain */

/** A context on a queue pair. */
struct wdp_s_raw {
	struct rte_crypto_raw_dp_ctx *ctx;
	uint16_t qp;
	/* what the calls take by address */
	struct rte_crypto_vec vec[2][WDP_S_BATCH][WDP_S_RAW_SEGS];
	struct rte_crypto_sgl sgl[2][WDP_S_BATCH];
	struct rte_crypto_va_iova_ptr iv[WDP_S_BATCH];
	struct rte_crypto_va_iova_ptr digest[WDP_S_BATCH];
	struct rte_crypto_va_iova_ptr aux[WDP_S_BATCH]; /* AAD, or IV of the MAC */
	int32_t status[WDP_S_BATCH];
};

/** Tasks of one session and one set of offsets, in flight together. */
struct wdp_s_batch {
	struct wdp_s_task tasks[WDP_S_BATCH];
	uint32_t nb;
	uint32_t in;   /**< taken by the device */
	uint32_t out;  /**< came back */
	bool trimmed;  /**< what is in front of the data is left out of the vectors */
	bool unit;     /**< goes in with one call and comes back with one */
};

/** Ways to hand tasks in and take them back. */
enum wdp_s_raw_style {
	WDP_S_RAW_BURST,
	WDP_S_RAW_SINGLE, /**< in place only */
};

int wdp_s_raw_open(struct wdp_t *t, struct wdp_s_raw **r, uint16_t qp);
void wdp_s_raw_close(struct wdp_s_raw *r);
/** The session of what is sent from now on. */
int wdp_s_raw_session(struct wdp_t *t, struct wdp_s_raw *r, void *sess);
/** No session: xforms, which stay until what is sent with them is back. */
int wdp_s_raw_xforms(struct wdp_t *t, struct wdp_s_raw *r, struct rte_crypto_sym_xform *x);
/** Hand in what is left of the batch, or of it what the device takes. */
int wdp_s_raw_send(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b,
	enum wdp_s_raw_style style);
/** Take back and check what is ready of the batch that is due. */
int wdp_s_raw_receive(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b,
	enum wdp_s_raw_style style);
/** One task with its op made: in, back, checked. */
int wdp_s_raw_one(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b,
	enum wdp_s_raw_style style);
/** What the tasks of a batch have in common, for calls that are made by hand. */
union rte_crypto_sym_ofs wdp_s_raw_describe(struct wdp_s_raw *r, struct wdp_s_batch *b,
	uint32_t from, struct rte_crypto_sym_vec *v);

#endif /* WDP_SYM_RAW_H */
