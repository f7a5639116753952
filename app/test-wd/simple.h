/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_SIMPLE_H
#define WDP_TEST_SIMPLE_H

/**
 * @file
 * One queue pair and a few requests that always succeed: for the tests that look at the
 * device rather than at the data.
 */

#include <stdint.h>

#include <rte_compressdev.h>

#define WDP_T_DRIVER  "compress_wd"
#define WDP_T_OPS     256u
#define WDP_T_BOUND_S 5 /* by then everything has come back, from a lost device as well */

/** Configure, one queue pair, start, an xform for either direction. 0 or -errno. */
int wdp_t_simple_up(uint8_t dev, void **comp, void **decomp);
/** WDP_T_OPS requests, in turn compression and decompression, some of them chained. */
int wdp_t_simple_ops(struct rte_comp_op **ops, void *comp, void *decomp);
/** Dequeue @p want within the bound. @p bad: those with an error. @return what came back. */
unsigned int wdp_t_simple_drain(uint8_t dev, struct rte_comp_op **ops, unsigned int want,
	unsigned int *bad);

#endif /* WDP_TEST_SIMPLE_H */
