/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_FUZZ_BATCH_H
#define WDP_FUZZ_BATCH_H

/**
 * @file
 * A guest's requests in batches: descriptors on two queues, scatter-gather lists
 * and data at places the input says. Each request that was rung in is answered once and in
 * order, whatever it asked for; only one that could not reach memory may stay, and the model
 * has complained then.
 */

#include <stdbool.h>

#include "fuzz_guest.h"

#define WDP_FZ_WORDS 32 /* of a descriptor, at the most */

struct wdp_fz_batch {
	struct wdp_model *m;
	/** What must hold for a descriptor that came back. */
	void (*answer)(const uint32_t *sent, const uint32_t *back);
	uint32_t tail[2]; /* counted for ever */
	uint32_t head[2];
	uint32_t sent[2][WDP_FZ_DEPTH][WDP_FZ_WORDS];
};

/** Where data lies, and a list; now and then at an odd place. */
uint64_t wdp_fz_data_at(struct wdp_fz_in *in);
uint64_t wdp_fz_list_at(struct wdp_fz_in *in);
/** A scatter-gather list as the input says. */
void wdp_fz_list(struct wdp_fz_in *in);
/** Is there no slot left? */
bool wdp_fz_full(const struct wdp_fz_batch *g, unsigned int q);
/** Into the next slot of a queue, not rung in yet. */
void wdp_fz_put(struct wdp_fz_batch *g, unsigned int q, const uint32_t *dw);
/** Ring in what was put, take the answers. */
void wdp_fz_ring_in(struct wdp_fz_batch *g);
void wdp_fz_batch_reset(struct wdp_fz_batch *g);
/**
 * A whole input on an engine: requests, lists, data, on the generation its first byte says.
 * @param request the next slot of a queue, not rung in
 */
void wdp_fz_batch_run(enum wdp_model_kind kind, struct wdp_fz_in in,
	void (*request)(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in),
	void (*answer)(const uint32_t *sent, const uint32_t *back));
/** The rule that was broken, then the end. */
void wdp_fz_broken_rule(const char *rule) __attribute__((noreturn));

#endif /* WDP_FUZZ_BATCH_H */
