/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_FUZZ_GUEST_H
#define WDP_FUZZ_GUEST_H

/**
 * @file
 * The model as a guest meets it: brought up, with two queues in one block of memory: a
 * compression (0) and a decompression (1) queue, one for numbers (0) and one for curves (1), or
 * two of the only type an engine has.
 */

#include "fuzz_in.h"
#include "model/wdp_model.h"
#include "wdp_hw_hpre.h"
#include "wdp_hw_pci.h"
#include "wdp_hw_qm.h"
#include "wdp_hw_sec.h"
#include "wdp_hw_zip.h"

#define WDP_FZ_ARENA_B (1u << 20)
#define WDP_FZ_IOVA    UINT64_C(0x100000000)
#define WDP_FZ_SQ(q)   (0x10000 + (q) * 0x8000) /* offsets in the arena */
#define WDP_FZ_CQ(q)   (0x20000 + (q) * 0x1000)
#define WDP_FZ_DATA    0x40000
#define WDP_FZ_DEPTH   64
#define WDP_FZ_QUEUES  8
#define WDP_FZ_PAGE_B  4096

extern uint8_t *wdp_fz_arena;

/** Bytes of a descriptor of the engine that is open. */
size_t wdp_fz_sqe_b(void);
uint32_t *wdp_fz_slot(unsigned int q, uint32_t slot);

struct wdp_model *wdp_fz_guest_open(enum wdp_model_kind kind, enum wdp_model_hw hw, bool vf);
void wdp_fz_guest_close(struct wdp_model *m);

void wdp_fz_wr(struct wdp_model *m, unsigned int region, uint64_t off, uint64_t v, size_t len);
void wdp_fz_mailbox(struct wdp_model *m, uint16_t w0, uint16_t queue, uint64_t data);
/** Contexts for a queue, fresh. */
void wdp_fz_queue_up(struct wdp_model *m, uint16_t q);
void wdp_fz_bring_up(struct wdp_model *m);

#endif /* WDP_FUZZ_GUEST_H */
