/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_FUZZ_DEV_H
#define WDP_FUZZ_DEV_H

/**
 * @file
 * What the targets of the driver's side share: compress_wd on a model in this process, ops
 * with guard bytes around all of their memory, and what must hold for each of them.
 */

#include <stdbool.h>

#include <rte_comp.h>
#include <rte_compressdev.h>

#include "../inproc.h"
#include "fuzz_in.h"
#include "wd_comp.h"

#define WDP_FZ_OPS    256u /* at a time */
#define WDP_FZ_XFORMS 4u   /* of each direction */

/** A chain of mbufs, in one block of memory with guard bytes around each segment. */
struct wdp_fz_chain {
	struct rte_mbuf *m; /* array of segs, in the order of the chain */
	uint8_t *mem;
	size_t size;
	uint32_t segs;
	uint32_t total; /* bytes that are really there */
	uint32_t crc;   /* of the memory, as it was enqueued */
	uint32_t mcrc;  /* of the mbufs */
};

struct wdp_fz_op {
	struct rte_comp_op op; /* first */
	struct wdp_fz_chain src, dst;
	bool compress;
	bool in_place;
	bool valid; /* mbufs, lengths and transform are what the API asks for */
};

struct wdp_fz_dev {
	struct wdp_inproc *inproc;
	struct wdp_model *model;
	uint8_t id;
	struct comp_qp *qp; /* of queue pair 0 */
	void *xforms[2 * WDP_FZ_XFORMS]; /* those of either direction, alternating; or NULL */
	struct wdp_fz_op *out[WDP_FZ_OPS]; /* the driver has them */
	uint32_t nout;
	bool excused; /* complaints of the model need not be the driver's fault */
	bool honest; /* nothing has been made to lie so far: data is compared */
};

/** EAL without hugepages, bus or network; once. With WDP_FUZZ_LOG set all have their say. */
void wdp_fz_eal(void);

struct wdp_fz_dev_conf {
	enum wdp_model_engine engine;
	bool no_caps;
	uint32_t max_resets;
	uint32_t depth; /* ops in flight */
};

/** A started device with one queue pair and a transform of each direction. */
void wdp_fz_open(struct wdp_fz_dev *d, const struct wdp_fz_dev_conf *c);
void wdp_fz_qp_setup(struct wdp_fz_dev *d, uint32_t depth);
void wdp_fz_close(struct wdp_fz_dev *d);

/** Make an op as the input says, enqueue up to @p n of them as one burst. */
void wdp_fz_enqueue(struct wdp_fz_dev *d, struct wdp_fz_in *in, uint32_t n);
/** @return ops that came back; each was checked, and is freed. */
uint32_t wdp_fz_dequeue(struct wdp_fz_dev *d, uint32_t n);
/** Every op comes back, whatever has become of the device. @param works it goes on working */
void wdp_fz_drain(struct wdp_fz_dev *d, bool works);

/** fuzz_op.c */
struct wdp_fz_op *wdp_fz_op_new(struct wdp_fz_dev *d, struct wdp_fz_in *in);
void wdp_fz_op_check(const struct wdp_fz_dev *d, const struct wdp_fz_op *o);
void wdp_fz_op_free(struct wdp_fz_dev *d, struct wdp_fz_op *o);

/** The rule that was broken, then the end. */
#define WDP_FZ_MUST(cond) \
	do { \
		if (!(cond)) \
			wdp_fz_broken(__FILE__, __LINE__, #cond); \
	} while (0)
void wdp_fz_broken(const char *file, int line, const char *rule) __attribute__((noreturn));

#endif /* WDP_FUZZ_DEV_H */
