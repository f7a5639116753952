/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef QUEUE_DUT_H
#define QUEUE_DUT_H

/* A model with the null engine, and requests that ask nothing of it. */

#include "harness.h"

#define SMALL 8

static inline void
open_dut(struct dut *d, enum wdp_model_hw hw)
{
	struct wdp_model_config cfg = dut_config(hw, WDP_MODEL_NULL);

	dut_open(d, &cfg);
	dut_bringup(d, 64);
}

static inline struct wdp_zip_sqe
request(struct dut *d, uint32_t len)
{
	uint64_t end = ARENA_IOVA + ARENA_SIZE;

	return zip_sqe(d, d->v3 ? WDP_ZIP_TYPE_DEFLATE : WDP_ZIP_TYPE_ZLIB, 4, end - 65536, len,
		end - 32768, 4096, false);
}

static inline void
expect_said(struct dut *d, uint64_t *seen, uint64_t n)
{
	assert_int_equal(n, wdp_model_complaints(d->m) - *seen);
	*seen = wdp_model_complaints(d->m);
}

#endif /* QUEUE_DUT_H */
