/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_LOAD_H
#define WDP_TEST_LOAD_H

/**
 * @file
 * What the tests of faults, interrupts, bring-up and the data path know about a kind of device:
 * how to find and start it, and operations that it can be loaded with. One implementation for
 * each library (load_comp.c, load_sym.c, load_asym.c); the tests work with any of them.
 */

#include <stdbool.h>
#include <stdint.h>

#include <rte_mbuf.h>

#include "qm/wdp_hwq.h"
#include "qm/wdp_qm.h"

#define WDP_T_LOAD_DEVS    64u
#define WDP_T_LOAD_PIECES  4u
#define WDP_T_LOAD_CHAINED 4u /* every fourth operation has buffers in two pieces */
#define WDP_T_LOAD_FULL    991u /* operations of a deep ring */
#define WDP_T_LOAD_RED_B   16u /* in front of and behind each piece of a buffer */

/** The two directions that a device works in: compress, decompress; encrypt, decrypt; ... */
enum wdp_t_load_dir {
	WDP_T_LOAD_FORTH,
	WDP_T_LOAD_BACK,
	WDP_T_LOAD_DIRS,
};
#define WDP_T_LOAD_BOTH ((1u << WDP_T_LOAD_FORTH) | (1u << WDP_T_LOAD_BACK))

/** What an operation that came back says. */
enum wdp_t_load_status {
	WDP_T_LOAD_DONE,    /**< what is due: success, or that a forged tag is wrong */
	WDP_T_LOAD_ERROR,   /**< the device failed */
	WDP_T_LOAD_REFUSED, /**< the driver did not send it */
	WDP_T_LOAD_AUTH,    /**< a tag is wrong that is right */
	WDP_T_LOAD_FOOLED,  /**< success, and a forged tag */
	WDP_T_LOAD_UNSURE,  /**< a forged one, with what also one says that failed */
	WDP_T_LOAD_UNTOUCHED, /**< the status it was sent with */
};

struct wdp_t_load_conf {
	uint8_t dev; /**< configured and started */
	unsigned int dirs; /**< bits of enum wdp_t_load_dir */
	uint32_t ops; /**< that will be made */
	uint32_t data_b; /**< of plain data, at the most */
	bool forged; /**< some operations have a wrong tag or signature, where there are any */
};

/** An implementation's context begins with this. */
struct wdp_t_load {
	struct wdp_t_load_conf conf;
	struct rte_mempool *op_pool;
	struct rte_mempool *mbuf_pool;
};

/** In the memory of an operation. */
struct wdp_t_track {
	uint16_t qp; /**< its user's */
	bool out; /**< its user's: enqueued */
	bool forged;
	uint8_t dir;
};

/** A piece of memory that the device writes its result to. */
struct wdp_t_piece {
	uint8_t *p;
	uint32_t len;
};

struct wdp_t_load_ops {
	const char *driver;
	const char *model; /**< --device of wd-model */
	const char *engine; /**< in telemetry */
	unsigned int rings; /**< hardware queues of a queue pair */
	unsigned int last_type; /**< SQC type of the last of them */
	uint16_t full; /**< operations that a full ring has */
	bool unsure; /**< it has operations that come back as WDP_T_LOAD_UNSURE */
	struct {
		const char *name;
		const char *queue; /**< q= of a fault */
		unsigned int ring;
	} dir[WDP_T_LOAD_DIRS];

	/* ---- the device ---- */
	unsigned int (*find)(uint8_t *ids, unsigned int max);
	const char *(*name)(uint8_t dev);
	struct rte_device *(*bus_device)(uint8_t dev);
	struct wdp_qm *(*qm)(uint8_t dev);
	struct wdp_hwq *(*hwq)(uint8_t dev, uint16_t qp, unsigned int ring);
	uint16_t (*max_qps)(uint8_t dev);
	/** Configure, queue pairs, start. @return 0, or -errno with the name of the step. */
	int (*up)(uint8_t dev, uint16_t qps, uint32_t depth, const char **step);
	/** Stop and close. */
	int (*down)(uint8_t dev);
	/** Take something the device should offer. @param none it offers nothing. */
	int (*offer)(uint8_t dev, bool *none);
	/** Operations taken and given back since the device came up. */
	int (*counts)(uint8_t dev, uint64_t *enqueued, uint64_t *dequeued);

	/* ---- operations ---- */
	struct wdp_t_load *(*open)(const struct wdp_t_load_conf *conf);
	void (*close)(struct wdp_t_load *l);
	/** Operation @p n of a queue pair: what it does depends on n. NULL: no memory. */
	void *(*op)(struct wdp_t_load *l, unsigned int n);
	struct wdp_t_track *(*track)(void *op);
	/**
	 * What the device reads of its caller's for an operation is somewhere else from now on,
	 * perhaps for others as well.
	 * @return where it was
	 */
	uint64_t (*wild)(struct wdp_t_load *l, void *op, uint64_t iova);
	/** Where its result goes, WDP_T_LOAD_PIECES at the most. */
	unsigned int (*outputs)(void *op, struct wdp_t_piece *p);
	/** Put back what the last run overwrote. Each time, after its outputs were marked. */
	void (*fill)(struct wdp_t_load *l, void *op);
	uint16_t (*enqueue)(uint8_t dev, uint16_t qp, void **ops, uint16_t n);
	uint16_t (*dequeue)(uint8_t dev, uint16_t qp, void **ops, uint16_t n);
	/**
	 * Is nothing of an operation left in the queue pair's memory, when none is in flight?
	 * NULL: nothing is staged there.
	 */
	bool (*clean)(uint8_t dev, uint16_t qp);
	/** No system call, as little work as possible. */
	enum wdp_t_load_status (*status)(void *op);
	/** Of an operation that is DONE: right, byte for byte, and nothing else written? */
	bool (*right)(struct wdp_t_load *l, void *op);
};

extern const struct wdp_t_load_ops wdp_t_load_comp;
extern const struct wdp_t_load_ops wdp_t_load_sym;
extern const struct wdp_t_load_ops wdp_t_load_asym;

/**
 * The kind of device a subcommand works on: --driver NAME is taken out of the arguments.
 * @return NULL: no such driver, said so.
 */
const struct wdp_t_load_ops *wdp_t_load_driver(int *argc, char **argv);
#define WDP_T_LOAD_USAGE "  --driver NAME   compress_wd (the default), crypto_wd_sec, crypto_wd_hpre\n"
/** The first device. @return its id, or -ENODEV, said so in the name of a test. */
int wdp_t_load_device(const struct wdp_t_load_ops *ops, const char *test);
/** Number of pieces the nth operation's buffers have. */
unsigned int wdp_t_load_segs(unsigned int n);

/* ---- buffers with red zones ---- */

/** Pool for buffers of @p len bytes at the most, each of one or two pieces. */
struct rte_mempool *wdp_t_buffers(const char *name, uint32_t nb, uint32_t len);
struct rte_mbuf *wdp_t_buffer(struct rte_mempool *pool, uint32_t len, unsigned int segs);
/** Give it another address. @return the one before */
uint64_t wdp_t_buffer_move(struct rte_mbuf *m, uint64_t iova);
/** Are the red zones as they were? */
bool wdp_t_buffer_whole(const struct rte_mbuf *m);
/** Its pieces, one after the other. @return how many */
unsigned int wdp_t_buffer_pieces(struct rte_mbuf *m, struct wdp_t_piece *p);
void wdp_t_buffer_write(struct rte_mbuf *m, uint32_t off, const uint8_t *data, uint32_t len);
bool wdp_t_buffer_is(const struct rte_mbuf *m, uint32_t off, const uint8_t *data, uint32_t len);

#endif /* WDP_TEST_LOAD_H */
