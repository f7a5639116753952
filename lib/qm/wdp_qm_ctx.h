/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_QM_CTX_H
#define WDP_QM_CTX_H

/**
 * @file
 * Images that the mailbox, the doorbells and the VFT take, as pure functions
 * (doc/hw/qm.md 6 to 9, 17).
 */

#include <stdbool.h>
#include <stdint.h>

#include "wdp_hw_qm.h"

/** Mailbox, low half: command word, queue and low data; high half: high data. */
static inline uint64_t
wdp_mb_lo(uint8_t cmd, bool get, uint16_t queue, uint64_t data)
{
	uint32_t w0 = WDP_FIELD32(WDP_MB_CMD, cmd) | WDP_MB_BUSY | (get ? WDP_MB_OP_GET : 0);

	return (uint64_t)WDP_LO32(data) << 32 | (uint32_t)queue << 16 | w0;
}

static inline uint64_t
wdp_mb_hi(uint64_t data)
{
	return WDP_HI32(data);
}

/** Doorbell without its index: queue, command, tag. */
static inline uint64_t
wdp_db_base(uint16_t queue, uint8_t cmd, uint16_t tag)
{
	return WDP_FIELD32(WDP_DB_QN, queue) | WDP_FIELD32(WDP_DB_CMD, cmd) |
		WDP_FIELD32(WDP_DB_TAG, tag);
}

/** Complete doorbell; flag arms an event (CQ only). */
static inline uint64_t
wdp_db_value(uint64_t base, uint16_t index, uint16_t flag)
{
	return base | (uint64_t)index << WDP_DB_INDEX_SHIFT | (uint64_t)flag << WDP_DB_FLAG_SHIFT;
}

struct wdp_sqc_conf {
	uint64_t iova;
	uint16_t depth;
	uint16_t cq;
	uint16_t tag;
	uint8_t sqe_shift;
	uint8_t type;
};

void wdp_sqc_encode(struct wdp_sqc *sqc, const struct wdp_sqc_conf *c);

/** @param event arm one event for the first completion */
void wdp_cqc_encode(struct wdp_cqc *cqc, uint64_t iova, uint16_t depth, uint16_t tag, bool event);

/** EQC or AEQC. */
void wdp_eqc_encode(struct wdp_eqc *eqc, uint64_t iova, uint32_t depth);

/** SQC VFT entry; count 0 takes the function's queues away. */
uint64_t wdp_vft_sqc(uint16_t base, uint16_t count);
/** CQC VFT entry. */
uint64_t wdp_vft_cqc(uint16_t count);

/** Shaper rates are given in units of 100 Mbit/s, 1..WDP_SHAPER_QOS_MAX. */
#define WDP_SHAPER_QOS_MAX 1000

/** Shaper VFT entry of a rate (17); 0 when @p qos is out of range. */
uint64_t wdp_vft_shaper(uint32_t qos);

#endif /* WDP_QM_CTX_H */
