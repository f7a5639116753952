/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_H
#define WDP_TEST_H

/**
 * @file
 * What the functional cases of dpdk-test-wd share: the context, mbuf chains with red
 * zones, jobs (one op, run and checked), referees and generated data.
 *
 * A case returns WDP_T_PASS, WDP_T_SKIP or WDP_T_FAIL; wdp_t_fail() and wdp_t_skip() give
 * the value and record the reason. Chains and ops belong to the context, which frees
 * them after the case, so a case may return from anywhere.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <rte_comp.h>
#include <rte_compressdev.h>
#include <rte_mbuf.h>

#define WDP_T_PASS 0
#define WDP_T_FAIL (-1)
#define WDP_T_SKIP 1

#define WDP_T_DRIVER    "compress_wd"
#define WDP_T_OP_MAX_B  (8u << 20)
#define WDP_T_SCRATCH_B (WDP_T_OP_MAX_B + WDP_T_OP_MAX_B / 4 + 4096)
#define WDP_T_ZONE_B    64u                         /* red zone on each side of a segment */
#define WDP_T_SEG_MAX_B (65535u - 2 * WDP_T_ZONE_B) /* the largest segment with its zones */
#define WDP_T_OPS       8191u
#define WDP_T_DESC      512u /* in-flight limit of the queue pair most cases use */
#define WDP_T_XFORMS    64u
#define WDP_T_WAIT_US   20000000u /* an op that takes longer is lost */

/** Deterministic random numbers: the same seed gives the same run everywhere. */
struct wdp_t_rnd {
	uint64_t s;
};

struct wdp_t_chain;

/** Context of a run. */
struct wdp_t {
	uint8_t dev_id;
	const char *driver;
	bool strict; /**< compress_wd: its whole contract holds, not only the API's minimum */
	bool quick;
	uint64_t seed;
	uint64_t seconds; /**< length of random/campaign, 0 = a fixed number of rounds */
	struct wdp_t_rnd rnd; /**< restarted from the seed and the name for every case */
	struct rte_compressdev_info info;
	const struct rte_compressdev_capabilities *cap; /**< DEFLATE */
	uint16_t nb_qp; /**< as configured, 0 = not configured */
	uint32_t nb_desc;
	bool started;
	bool closed;
	struct rte_mempool *tiny;
	struct rte_mempool *mid;
	struct rte_mempool *large;
	struct rte_mempool *ops;
	void *comp;   /**< shared xforms: window 15, default Huffman, level -1 */
	void *decomp;
	struct wdp_t_chain *chains;
	struct rte_comp_op **live; /**< ops allocated by this case */
	uint32_t nb_live;
	uint8_t *data;   /**< WDP_T_SCRATCH_B each: plain data, a stream, a result */
	uint8_t *stream;
	uint8_t *out;
	char why[512];
};

struct wdp_t_case {
	const char *name;
	int (*run)(struct wdp_t *t, int arg);
	int arg;
};

/* Tables end with a NULL name; one per file. */
extern const struct wdp_t_case wdp_t_cases_roundtrip[];
extern const struct wdp_t_case wdp_t_cases_chain[];
extern const struct wdp_t_case wdp_t_cases_window[];
extern const struct wdp_t_case wdp_t_cases_dstsize[];
extern const struct wdp_t_case wdp_t_cases_bad[];
extern const struct wdp_t_case wdp_t_cases_stream[];
extern const struct wdp_t_case wdp_t_cases_mbuf[];
extern const struct wdp_t_case wdp_t_cases_reuse[];
extern const struct wdp_t_case wdp_t_cases_ring[];
extern const struct wdp_t_case wdp_t_cases_caps[];
extern const struct wdp_t_case wdp_t_cases_random[];
extern const struct wdp_t_case wdp_t_cases_lifecycle[];

/** Record why the case fails or is skipped. */
int wdp_t_fail(struct wdp_t *t, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
int wdp_t_skip(struct wdp_t *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** Put a text in front of the reason: what was being done. Returns WDP_T_FAIL. */
int wdp_t_within(struct wdp_t *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define WDP_T_FAILF(t, ...) wdp_t_fail(t, __FILE__, __LINE__, __VA_ARGS__)
#define WDP_T_CHECK(t, cond, ...) \
	do { \
		if (!(cond)) \
			return wdp_t_fail(t, __FILE__, __LINE__, __VA_ARGS__); \
	} while (0)
#define WDP_T_TRY(expr) \
	do { \
		int try_ret_ = (expr); \
		if (try_ret_ != WDP_T_PASS) \
			return try_ret_; \
	} while (0)

/* ---- data.c ---- */

enum wdp_t_kind {
	WDP_T_RANDOM, /**< incompressible */
	WDP_T_ZEROS,
	WDP_T_TEXT,
	WDP_T_PACKED, /**< already compressed */
	WDP_T_PATTERN,
	WDP_T_KINDS,
};

void wdp_t_rnd_init(struct wdp_t_rnd *r, uint64_t seed, const char *name);
uint64_t wdp_t_rnd(struct wdp_t_rnd *r);
/** Uniform enough in 0..n-1. */
uint32_t wdp_t_rnd_below(struct wdp_t_rnd *r, uint32_t n);
void wdp_t_data(struct wdp_t *t, enum wdp_t_kind kind, uint8_t *buf, uint32_t len);
const char *wdp_t_kind_name(enum wdp_t_kind kind);

/* ---- referee.c: independent libraries, raw DEFLATE ---- */

enum wdp_t_ref {
	WDP_T_REF_ZLIB1,
	WDP_T_REF_ZLIB6,
	WDP_T_REF_ZLIB9,
	WDP_T_REF_FIXED,  /**< zlib, fixed Huffman codes only */
	WDP_T_REF_STORED, /**< zlib, level 0 */
	WDP_T_REF_HUFF,   /**< zlib, no matches */
	WDP_T_REF_ISAL,
	WDP_T_REFS,
};

const char *wdp_t_ref_name(enum wdp_t_ref ref);
/** Compress; @p wbits 9..15 (zlib only). Returns the size, 0 on failure. */
uint32_t wdp_t_ref_deflate(enum wdp_t_ref ref, int wbits, const uint8_t *src, uint32_t len,
	uint8_t *dst, uint32_t cap);
/**
 * Decompress one stream; fails unless it ends with a final block.
 * @param used bytes of @p src that belong to the stream.
 * @return size, or -1.
 */
int64_t wdp_t_ref_inflate_zlib(const uint8_t *src, uint32_t len, uint8_t *dst, uint32_t cap,
	uint32_t *used);
int64_t wdp_t_ref_inflate_isal(const uint8_t *src, uint32_t len, uint8_t *dst, uint32_t cap,
	uint32_t *used);
/** As zlib's, but a match that reaches back further than 2^wbits is an error. */
int64_t wdp_t_ref_inflate_window(int wbits, const uint8_t *src, uint32_t len, uint8_t *dst,
	uint32_t cap);
/** Both inflaters must turn all of @p stream into exactly @p data. */
int wdp_t_ref_check(struct wdp_t *t, const uint8_t *stream, uint32_t slen, const uint8_t *data,
	uint32_t len);

/* ---- chain.c ---- */

enum wdp_t_split {
	WDP_T_FLAT,   /**< one segment */
	WDP_T_AUTO,   /**< as few of the largest segments as it takes */
	WDP_T_EVEN,   /**< equal segments */
	WDP_T_UNEVEN, /**< random sizes */
	WDP_T_ONES,   /**< one byte each, the rest in the last one(s) */
};

/** How to lay out a number of bytes. */
struct wdp_t_shape {
	enum wdp_t_split split;
	uint32_t segs;  /**< EVEN, UNEVEN, ONES */
	uint32_t off;   /**< bytes in front of the op's data (src.offset, dst.offset) */
	uint32_t slack; /**< bytes of data behind it (source only) */
	uint32_t tail;  /**< bytes behind it all that lie in one piece */
	bool apart;     /**< the tail has a segment of its own */
};

struct wdp_t_chain {
	struct wdp_t_chain *next; /* of the context's list */
	struct rte_mbuf *m;
	uint32_t total; /* data bytes of all segments */
	uint32_t segs;
};

/** Chain of @p n segments of the given sizes (>= 1), all bytes set to the canary. */
struct wdp_t_chain *wdp_t_chain_new(struct wdp_t *t, const uint32_t *sizes, uint32_t n);
/** Chain for off + len + slack bytes; NULL with the reason recorded. */
struct wdp_t_chain *wdp_t_chain_shape(struct wdp_t *t, const struct wdp_t_shape *s, uint32_t len);
/** Put mbufs made elsewhere under the context's care (freed after the case). */
struct wdp_t_chain *wdp_t_chain_adopt(struct wdp_t *t, struct rte_mbuf *m);
void wdp_t_chain_free(struct wdp_t *t, struct wdp_t_chain *c);
void wdp_t_chain_paint(struct rte_mbuf *m);
void wdp_t_chain_write(const struct wdp_t_chain *c, uint32_t off, const uint8_t *src,
	uint32_t len);
void wdp_t_chain_read(const struct wdp_t_chain *c, uint32_t off, uint8_t *dst, uint32_t len);
/** Where byte @p off of the data lies; NULL behind its end. */
uint8_t *wdp_t_chain_at(const struct wdp_t_chain *c, uint32_t off, rte_iova_t *iova);
/** Put the canary back into [off, off + len). */
void wdp_t_chain_repaint(const struct wdp_t_chain *c, uint32_t off, uint32_t len);
/** Red zones of every segment, and all data outside [off, off + len), still the canary? */
int wdp_t_chain_check(struct wdp_t *t, const struct wdp_t_chain *c, uint32_t off, uint32_t len);
/** Checksum of everything a source must keep. */
uint32_t wdp_t_chain_sum(const struct wdp_t_chain *c);
/** Frees every chain of the context. */
void wdp_t_chain_free_all(struct wdp_t *t);

/* ---- device.c ---- */

int wdp_t_dev_open(struct wdp_t *t, const char *driver);
/** Stop, configure, set up, start; also makes the shared xforms. */
int wdp_t_dev_start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc);
void wdp_t_dev_stop(struct wdp_t *t);
void wdp_t_dev_close(struct wdp_t *t);
/** A valid compress or decompress xform description. */
void wdp_t_xform_init(struct rte_comp_xform *x, enum rte_comp_xform_type type, int window);
/** Whether the device takes @p x, for cases that only skip. */
void *wdp_t_xform_new(struct wdp_t *t, const struct rte_comp_xform *x, int *err);

/** One op of a case: input, and what came out. */
struct wdp_t_job {
	void *xform;
	uint16_t qp;
	const struct wdp_t_chain *src;
	const struct wdp_t_chain *dst;
	uint32_t src_off;
	uint32_t src_len;
	uint32_t dst_off;
	/* results */
	uint8_t status;
	uint32_t consumed;
	uint32_t produced;
};

struct rte_comp_op *wdp_t_op_new(struct wdp_t *t);
void wdp_t_op_free(struct wdp_t *t, struct rte_comp_op *op);
void wdp_t_op_free_all(struct wdp_t *t);
void wdp_t_op_fill(struct rte_comp_op *op, const struct wdp_t_job *j);
/** Enqueue one op; fails when it is not accepted. */
int wdp_t_enqueue_one(struct wdp_t *t, uint16_t qp, struct rte_comp_op *op);
/** Dequeue one op within WDP_T_WAIT_US, which must be @p op (NULL: any). */
int wdp_t_dequeue_one(struct wdp_t *t, uint16_t qp, struct rte_comp_op *op,
	struct rte_comp_op **got);
/** Run the job and check what holds for every op: same op, red zones, source untouched. */
int wdp_t_job_run(struct wdp_t *t, struct wdp_t_job *j);
/**
 * The same with @p n bytes of @p in and @p room bytes of destination, in chains of these shapes.
 * @param j xform and qp are the caller's
 * @return what the device made is in t->out.
 */
int wdp_t_job_data(struct wdp_t *t, struct wdp_t_job *j, const uint8_t *in, uint32_t n,
	const struct wdp_t_shape *ss, uint32_t room, const struct wdp_t_shape *ds);
const char *wdp_t_status_name(uint8_t status);
bool wdp_t_is_oos(const struct wdp_t *t, uint8_t status);

/**
 * Compress @p data on the device and have both referees read it back.
 * @param cap bytes of destination, 0 = ample.
 * @param xform NULL: the shared one.
 */
int wdp_t_compress(struct wdp_t *t, void *xform, const uint8_t *data, uint32_t len,
	const struct wdp_t_shape *ss, const struct wdp_t_shape *ds, uint32_t cap,
	uint32_t *produced);
/** Decompress @p stream on the device and compare. @p room destination beyond len. */
int wdp_t_decompress(struct wdp_t *t, void *xform, const uint8_t *stream, uint32_t slen,
	const uint8_t *data, uint32_t len, const struct wdp_t_shape *ss,
	const struct wdp_t_shape *ds, uint32_t room);

/* ---- small.c: many small ops at once ---- */

/** In the memory of an op that goes round more than once. */
struct wdp_t_mark {
	uint32_t id;
	uint32_t seq;  /**< order of enqueue within the lane */
	uint32_t sent; /**< times it was given to the device */
	uint32_t seen; /**< times it came back */
	uint32_t lane; /**< ops of one lane come back in order */
};

#define WDP_T_LANES 2u

/** User area of every op. */
struct wdp_t_tag {
	struct wdp_t_mark mark;
	enum rte_comp_xform_type dir; /**< also the lane */
	const struct wdp_t_chain *src;
	const struct wdp_t_chain *dst;
};

static inline struct wdp_t_tag *
wdp_t_tag(struct rte_comp_op *op)
{
	return (struct wdp_t_tag *)(op + 1);
}

#define WDP_T_SMALL_MAX_B 96u /* plain size of a small op */

/** New small op number @p id (fits the tiny mbufs); NULL with the reason recorded. */
struct rte_comp_op *wdp_t_small_new(struct wdp_t *t, enum rte_comp_xform_type dir, uint32_t id);
/** Give it other contents, as the first time, under a new number. */
int wdp_t_small_refill(struct wdp_t *t, struct rte_comp_op *op, uint32_t id);
/** Result right? */
int wdp_t_small_check(struct wdp_t *t, struct rte_comp_op *op);

#endif /* WDP_TEST_H */
