/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_FUZZ_DEV_H
#define WDP_FUZZ_DEV_H

/**
 * @file
 * What the targets of the driver's side share: a driver on a model in this process, ops of
 * every shape, and what must hold when one comes back. All memory of an op is its own: mbufs
 * and ops are blocks of malloc(), whose borders the sanitizer watches, with guard bytes
 * around each piece; the device reaches its data from the moment it is made until it is freed.
 */

#include <stdbool.h>

#include "../inproc.h"
#include "../load.h"
#include "fuzz_in.h"

#define WDP_FZ_OPS       256u /* at a time */
#define WDP_FZ_SESSIONS  16u
#define WDP_FZ_SEGS_LIST 33u  /* up to here the segments have lengths of their own */

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

struct wdp_fz_dev;

/** What is different between the drivers. */
struct wdp_fz_kind {
	const struct wdp_t_load_ops *dev; /**< the device; its operations are not used */
	enum wdp_model_kind model;
	int (*dev_id)(const char *name);
	const char *args; /**< devargs, with a comma in front */
	/** Sessions or transforms to begin with, into wdp_fz_dev.sessions. */
	void (*sessions)(struct wdp_fz_dev *d);
	/** One as the input says: refused, or used from then on in place of another. */
	void (*session)(struct wdp_fz_dev *d, struct wdp_fz_in *in);
	void (*session_free)(struct wdp_fz_dev *d, void *session);
	/** The queue pair anew, with another depth. */
	int (*requeue)(uint8_t id, uint32_t depth);
	/** An op as the input says. */
	void *(*op)(struct wdp_fz_dev *d, struct wdp_fz_in *in);
	/** What must hold for an op that came back. */
	void (*check)(const struct wdp_fz_dev *d, const void *op);
	void (*op_free)(struct wdp_fz_dev *d, void *op);
	/** Write a result into a descriptor as the input says. */
	void (*write_result)(uint32_t *dw, struct wdp_fz_in *in);
};
extern const struct wdp_fz_kind wdp_fz_comp, wdp_fz_sym, wdp_fz_asym;
/** For both kinds of cryptodev. */
int wdp_fz_crypto_requeue(uint8_t id, uint32_t depth);

struct wdp_fz_dev {
	const struct wdp_fz_kind *kind;
	struct wdp_inproc *inproc;
	struct wdp_model *model;
	uint8_t id;
	bool queues; /* there is a queue pair */
	void *sessions[WDP_FZ_SESSIONS]; /* of either direction, alternating; or NULL */
	void *out[WDP_FZ_OPS]; /* the driver has them */
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

/** A started device with one queue pair and its first sessions. */
void wdp_fz_open(struct wdp_fz_dev *d, const struct wdp_fz_kind *k,
	const struct wdp_fz_dev_conf *c);
void wdp_fz_close(struct wdp_fz_dev *d);

/** The i-th hardware queue of the queue pair, counted round. */
struct wdp_hwq *wdp_fz_ring(struct wdp_fz_dev *d, unsigned int i);
/** Make an op as the input says, enqueue up to @p n of them as one burst. */
void wdp_fz_enqueue(struct wdp_fz_dev *d, struct wdp_fz_in *in, uint32_t n);
/** @return ops that came back; each was checked, and is freed. */
uint32_t wdp_fz_dequeue(struct wdp_fz_dev *d, uint32_t n);
/** Every op comes back, whatever has become of the device. @param works it goes on working */
void wdp_fz_drain(struct wdp_fz_dev *d, bool works);

/* ---- fuzz_chain.c ---- */

void wdp_fz_chain_make(struct wdp_model *m, struct wdp_fz_chain *c, struct wdp_fz_in *in);
/** Heads that say what is not so. @return false when one does. */
bool wdp_fz_chain_lie(struct wdp_fz_chain *c, struct wdp_fz_in *in);
/** The bytes [from, from + len) of a chain as it was made, from or into a buffer. */
void wdp_fz_chain_copy(const struct wdp_fz_chain *c, uint32_t from, uint8_t *buf, uint32_t len,
	bool into);
/** Remember memory and mbufs as they are; then, are they the same? */
void wdp_fz_chain_note(struct wdp_fz_chain *c);
bool wdp_fz_chain_same(const struct wdp_fz_chain *c);
bool wdp_fz_chain_mbufs_same(const struct wdp_fz_chain *c);
/** Nothing was written in front of and behind the segments, nor in the first @p skip bytes. */
void wdp_fz_chain_guards(const struct wdp_fz_chain *c, uint32_t skip);
void wdp_fz_chain_free(struct wdp_model *m, struct wdp_fz_chain *c);

/** The rule that was broken, then the end. */
#define WDP_FZ_MUST(cond) \
	do { \
		if (!(cond)) \
			wdp_fz_broken(__FILE__, __LINE__, #cond); \
	} while (0)
void wdp_fz_broken(const char *file, int line, const char *rule) __attribute__((noreturn));

#endif /* WDP_FUZZ_DEV_H */
