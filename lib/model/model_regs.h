/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_REGS_H
#define MODEL_REGS_H

/**
 * @file
 * A register of the model. The queue manager's are a table in model_regs.c, an engine's one
 * in a file of the engine; both are sorted by offset.
 */

#include <stdint.h>

#include "wdp_model_priv.h"

/* Short forms, for the tables. */
#define V2 MODEL_V2
#define V3 MODEL_V3
#define VX (MODEL_V2 | MODEL_V3)

/* What a write does. */
enum reg_kind {
	RO,
	RW,
	W1C,
	W1S,
};

/* Further properties. */
#define STICKY 0x1 /* a function reset leaves it alone */
#define QUIET  0x2 /* bits outside the mask are written by known drivers */
#define VF     0x4 /* only a VF has it */
#define MASK32 UINT32_MAX

struct model_reg {
	uint32_t off;
	uint8_t gens;
	uint8_t kind;
	uint8_t flags;
	uint32_t mask;  /* writable bits */
	uint32_t reset; /* value after power-on and FLR */
	void (*wrote)(struct wdp_model *m, uint32_t val);
	uint32_t (*value)(struct wdp_model *m); /* instead of the stored one */
};

/* For the error registers of every engine. */
uint32_t wdp_md_value_eng_err(struct wdp_model *m);
/** Only those that are not masked. */
uint32_t wdp_md_value_eng_err_on(struct wdp_model *m);
void wdp_md_wrote_eng_err_src(struct wdp_model *m, uint32_t val);
void wdp_md_wrote_eng_err_set(struct wdp_model *m, uint32_t val);
void wdp_md_wrote_err_mask(struct wdp_model *m, uint32_t val);

#endif /* MODEL_REGS_H */
