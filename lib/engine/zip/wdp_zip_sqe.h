/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_ZIP_SQE_H
#define WDP_ZIP_SQE_H

/**
 * @file
 * ZIP descriptors as pure functions (doc/hw/zip.md 7, 8, 16).
 */

#include <stdbool.h>
#include <stdint.h>

#include "wdp_hw_zip.h"

/** A stateless request. */
struct wdp_zip_req {
	uint64_t src; /**< IOVA of the data, or of its SGL */
	uint64_t dst;
	uint32_t src_len; /**< bytes of input */
	uint32_t dst_len; /**< bytes of room for output */
	uint64_t tag; /**< comes back unchanged; 32 bits of it with type 0 */
};

/**
 * Words 7 and 9 of a request, fixed by its transform: computed once per transform, with
 * and without SGL.
 */
struct wdp_zip_form {
	uint32_t dw7;
	uint32_t dw9[2]; /**< [WDP_ZIP_BUF_FLAT], [WDP_ZIP_BUF_SGL] */
};

/**
 * @param sqe_type WDP_ZIP_SQE_TYPE0 (V2, zlib and gzip) or WDP_ZIP_SQE_TYPE3
 * @param alg WDP_ZIP_TYPE_*
 * @param window WDP_ZIP_WIN_*; not defined in type 0, where it is left out
 */
static inline struct wdp_zip_form
wdp_zip_form(uint8_t sqe_type, uint8_t alg, uint8_t window)
{
	struct wdp_zip_form f;
	uint32_t dw9 = WDP_FIELD32(WDP_ZIP_ALG_TYPE, alg);

	if (sqe_type != WDP_ZIP_SQE_TYPE0)
		dw9 |= WDP_FIELD32(WDP_ZIP_WIN, window);
	/* One request is one whole stream: new and finish. */
	f.dw7 = WDP_FIELD32(WDP_ZIP_SQE_TYPE, sqe_type) | WDP_ZIP_FLAG_NEW | WDP_ZIP_FLAG_FINISH;
	f.dw9[WDP_ZIP_BUF_FLAT] = dw9 | WDP_FIELD32(WDP_ZIP_BUF_TYPE, WDP_ZIP_BUF_FLAT);
	f.dw9[WDP_ZIP_BUF_SGL] = dw9 | WDP_FIELD32(WDP_ZIP_BUF_TYPE, WDP_ZIP_BUF_SGL);
	return f;
}

/** Window code that holds 2^bits bytes; below 4 KiB the smallest, above 32 KiB the largest. */
static inline uint8_t
wdp_zip_window(uint8_t bits)
{
	switch (bits) {
	case 15:
		return WDP_ZIP_WIN_32K;
	case 14:
		return WDP_ZIP_WIN_16K;
	case 13:
		return WDP_ZIP_WIN_8K;
	default:
		return bits > 15 ? WDP_ZIP_WIN_32K : WDP_ZIP_WIN_4K;
	}
}

/** Fill a slot with a request of either type; all 128 bytes are written. */
static inline void
wdp_zip_sqe_fill(struct wdp_zip_sqe *sqe, const struct wdp_zip_form *f, uint32_t buf_type,
	const struct wdp_zip_req *r)
{
	*sqe = (struct wdp_zip_sqe){0};
	sqe->dw[WDP_ZIP_DW_IN_LEN] = wdp_le32(r->src_len);
	sqe->dw[WDP_ZIP_DW_FLAGS] = wdp_le32(f->dw7);
	sqe->dw[WDP_ZIP_DW_ALG] = wdp_le32(f->dw9[buf_type]);
	sqe->dw[WDP_ZIP_DW_OUT_LEN] = wdp_le32(r->dst_len);
	sqe->dw[WDP_ZIP_DW_SRC_LO] = wdp_le32(WDP_LO32(r->src));
	sqe->dw[WDP_ZIP_DW_SRC_HI] = wdp_le32(WDP_HI32(r->src));
	sqe->dw[WDP_ZIP_DW_DST_LO] = wdp_le32(WDP_LO32(r->dst));
	sqe->dw[WDP_ZIP_DW_DST_HI] = wdp_le32(WDP_HI32(r->dst));
	if (WDP_GET32(WDP_ZIP_SQE_TYPE, f->dw7) == WDP_ZIP_SQE_TYPE0) {
		sqe->dw[WDP_ZIP_DW_TAG0] = wdp_le32(WDP_LO32(r->tag));
	} else {
		sqe->dw[WDP_ZIP_DW_TAG_LO] = wdp_le32(WDP_LO32(r->tag));
		sqe->dw[WDP_ZIP_DW_TAG_HI] = wdp_le32(WDP_HI32(r->tag));
	}
}

/** What the device wrote back. */
struct wdp_zip_result {
	uint32_t consumed;
	uint32_t produced;
	uint32_t checksum;
	uint8_t status; /**< WDP_ZIP_ST_* */
	bool last; /**< last DEFLATE block seen; only meaningful with WDP_ZIP_ST_STREAM_END */
};

static inline struct wdp_zip_result
wdp_zip_sqe_result(const struct wdp_zip_sqe *sqe)
{
	uint32_t dw3 = wdp_le32(sqe->dw[WDP_ZIP_DW_STATUS]);

	return (struct wdp_zip_result){
		.consumed = wdp_le32(sqe->dw[WDP_ZIP_DW_CONSUMED]),
		.produced = wdp_le32(sqe->dw[WDP_ZIP_DW_PRODUCED]),
		.checksum = wdp_le32(sqe->dw[WDP_ZIP_DW_CHECKSUM]),
		.status = WDP_GET32(WDP_ZIP_STATUS, dw3),
		.last = (dw3 & WDP_ZIP_STATUS_LAST) != 0,
	};
}

/** Statuses with valid output: drivers accept all three for stateless requests (13). */
static inline bool
wdp_zip_status_ok(uint8_t status)
{
	return status == WDP_ZIP_ST_OK || status == WDP_ZIP_ST_NEG_COMP ||
		status == WDP_ZIP_ST_STREAM_END;
}

#endif /* WDP_ZIP_SQE_H */
