/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SYM_H
#define WDP_SYM_H

/**
 * @file
 * What the cases of `dpdk-test-wd sym` share: the context, algorithms, sessions, tasks (an
 * op, its message, its layout and what must come out), the referee.
 */

#include <rte_crypto.h>
#include <rte_cryptodev.h>

#include "compat.h"
#include "../cryptodev.h"
#include "../test.h"

#define WDP_S_DRIVER "crypto_wd_sec"

#define WDP_S_OPS       2047u
#define WDP_S_SESSIONS  256u
#define WDP_S_DESC      512u
#define WDP_S_KEY_MAX_B 256u
#define WDP_S_IV_MAX_B  16u
#define WDP_S_TAG_MAX_B 64u
#define WDP_S_AAD_MAX_B 60000u /* with what CCM puts around it, it fits into one segment */
#define WDP_S_LEN_MAX_B 0xfffe00u /* the engine's longest message (doc/hw/sec.md 25) */
#define WDP_S_CCM_HEAD_B 18u /* in front of the AAD of CCM: the driver's room */

/* ---- algs.c ---- */

enum wdp_s_kind {
	WDP_S_CIPHER,
	WDP_S_AUTH,
	WDP_S_AEAD,
	WDP_S_CHAIN, /**< cipher and MAC: of the result, unless the spec says otherwise */
};

/** How the referee calculates it. */
enum wdp_s_ref {
	WDP_S_REF_CIPHER,
	WDP_S_REF_HASH,
	WDP_S_REF_HMAC,
	WDP_S_REF_CMAC,
	WDP_S_REF_XCBC,
	WDP_S_REF_GMAC,
};

struct wdp_s_alg {
	const char *name;
	enum wdp_s_kind kind;
	int cipher; /**< names of the API, 0 = none */
	int auth;
	int aead;
	uint16_t unit;  /**< payload in multiples of this */
	uint16_t least; /**< shortest payload */
	uint16_t whole; /**< bytes of the whole digest */
	uint16_t hash_block; /**< of an HMAC */
	enum wdp_s_ref mac;  /**< of auth */
	const char *ref_cipher[3]; /**< OpenSSL's names by key length, NULL: has none */
	const char *ref_hash;
	uint8_t since; /**< generation of crypto_wd_sec, doc/hw/sec.md 29 */
	uint8_t single; /**< a chain of one descriptor: generation, 0 = none (doc/hw/sec.md 19) */
};

extern const struct wdp_s_alg wdp_s_algs[];
extern const uint32_t wdp_s_nb_algs;

const struct wdp_s_alg *wdp_s_alg_find(const char *name);
/** Capabilities of the device for the parts of @p alg; false when one is not offered. */
struct wdp_s_caps {
	const struct rte_cryptodev_symmetric_capability *cipher; /**< or AEAD */
	const struct rte_cryptodev_symmetric_capability *auth;
};

struct wdp_s;
bool wdp_s_caps_get(const struct wdp_s *s, const struct wdp_s_alg *alg, struct wdp_s_caps *c);
/** Is @p v one of the sizes of @p r? */
bool wdp_s_in_range(const struct rte_crypto_param_range *r, uint32_t v);
/** OpenSSL can calculate it with such keys. */
bool wdp_s_alg_has_ref(const struct wdp_s_alg *alg);

/** What a session is made of. */
struct wdp_s_spec {
	const struct wdp_s_alg *alg;
	bool forward; /**< encrypt, generate; else decrypt, verify */
	uint8_t key[WDP_S_KEY_MAX_B]; /**< of cipher or AEAD */
	uint16_t key_len;
	uint8_t akey[WDP_S_KEY_MAX_B]; /**< of auth */
	uint16_t akey_len;
	uint16_t iv_len;
	uint16_t iv_off; /**< of the IV's 16 bytes within the op */
	uint16_t tag_len;
	uint16_t aad_len;
	bool plain_mac; /**< chains: the MAC is that of the plain text */
	bool loose;     /**< chains: the regions are where the task says */
};

/* ---- the context ---- */

/** Small tasks, small.h. */
enum wdp_s_small_kind {
	WDP_S_SMALL_ENC,
	WDP_S_SMALL_DEC,
	WDP_S_SMALL_OPEN,
	WDP_S_SMALL_MAC,
	WDP_S_SMALL_KINDS, /**< so many that every driver does */
	WDP_S_SMALL_TWO = WDP_S_SMALL_KINDS, /**< chains in two steps */
	WDP_S_SMALL_PLAIN,
	WDP_S_SMALL_ALL,
};

struct wdp_s_small;

/** Context of a run; its first member is what the machinery of the cases knows. */
struct wdp_s {
	struct wdp_t t;
	struct rte_cryptodev_info info;
	struct rte_mempool *sess_pool;
	struct rte_mempool *priv_pool; /* session-less ops, for drivers that want one */
	struct rte_mempool *ops;
	struct wdp_t_crypto_live live; /* ops allocated by this case */
	void *sess[WDP_S_SESSIONS]; /* sessions made by this case */
	uint32_t nb_sess;
	struct wdp_s_small *smalls; /* of this case */
	struct wdp_s_spec small_spec[WDP_S_SMALL_ALL];
	void *small_sess[WDP_S_SMALL_ALL];
	uint64_t nb_random; /* --ops */
	uint8_t generation; /* --generation */
};

static inline struct wdp_s *
wdp_s(struct wdp_t *t)
{
	return (struct wdp_s *)t;
}

void wdp_s_small_free_all(struct wdp_s *s);

/* Tables end with a NULL name. The functions build tables whose names come from data. */
const struct wdp_t_case *wdp_s_cases_vectors(void);
const struct wdp_t_case *wdp_s_cases_random(void);
const struct wdp_t_case *wdp_s_cases_raw(void);
extern const struct wdp_t_case wdp_s_cases_caps[];
extern const struct wdp_t_case wdp_s_cases_bad[];
extern const struct wdp_t_case wdp_s_cases_ring[];
extern const struct wdp_t_case wdp_s_cases_keys[];
extern const struct wdp_t_case wdp_s_cases_lifecycle[];

/* ---- session.c ---- */

/** Where ops keep their IV unless a case wants it elsewhere. */
uint16_t wdp_s_iv_off(void);
/** Random sizes within what the device offers; false when it does not offer the algorithm. */
bool wdp_s_spec_random(struct wdp_s *s, const struct wdp_s_alg *alg, struct wdp_s_spec *p);
/** The same; chains in either order and with regions of any shape, if the driver promises it. */
bool wdp_s_spec_any(struct wdp_s *s, const struct wdp_s_alg *alg, struct wdp_s_spec *p);
/** The xform chain of @p p in @p x (two of them); keys stay where they are. */
struct rte_crypto_sym_xform *wdp_s_xforms(const struct wdp_s_spec *p,
	struct rte_crypto_sym_xform x[2]);
/** NULL with @p err = -errno. */
void *wdp_s_session_new(struct wdp_s *s, struct rte_crypto_sym_xform *x, int *err);
void *wdp_s_session(struct wdp_s *s, const struct wdp_s_spec *p, int *err);
void wdp_s_session_free(struct wdp_s *s, void *sess);
void wdp_s_session_free_all(struct wdp_s *s);
/** What to name it in a message. */
const char *wdp_s_spec_text(const struct wdp_s_spec *p);

/* ---- the referee: ref_openssl.c ---- */

/**
 * Calculate forwards: @p plain of lead + len bytes to @p coded (same shape, the first lead
 * bytes as they were; unused by hashes) and @p tag. 0, or -errno when OpenSSL cannot.
 */
int wdp_s_ref(const struct wdp_s_spec *p, const uint8_t *iv, const uint8_t *aad,
	const uint8_t *plain, uint32_t lead, uint32_t len, uint8_t *coded, uint8_t *tag);
/** The parts of a chain: @p len bytes through the cipher, and the MAC of as many. */
int wdp_s_ref_cipher(const struct wdp_s_spec *p, const uint8_t *iv, const uint8_t *in, uint32_t len,
	uint8_t *out);
int wdp_s_ref_mac(const struct wdp_s_spec *p, const uint8_t *iv, const uint8_t *in, uint32_t len,
	uint8_t *tag);
void wdp_s_ref_close(void);

/* ---- tasks: task.c ---- */

enum wdp_s_place {
	WDP_S_BEHIND, /**< the data, in its last segment */
	WDP_S_APART,  /**< in a segment of its own at the end of the chain */
	WDP_S_MBUF,   /**< another mbuf */
	WDP_S_OPMEM,  /**< the op's private area */
	WDP_S_PLACES, /**< so many that fit every task */
	WDP_S_INSIDE = WDP_S_PLACES, /**< what is encrypted with it, where the task says */
};

struct wdp_s_layout {
	bool oop;
	bool sessionless;
	bool aad_front; /**< AAD in the source, in front of the data (GCM, flat) */
	struct wdp_t_shape src;
	struct wdp_t_shape dst; /**< off is src.off */
	enum wdp_s_place tag_at;
};

/** One op: message, layout, what must come out. */
struct wdp_s_task {
	struct wdp_s_spec spec;
	void *sess; /**< NULL: session-less */
	struct rte_crypto_sym_xform x[2];
	uint8_t iv[WDP_S_IV_MAX_B];
	uint32_t lead; /**< chains: bytes in front of what is encrypted, authenticated only */
	uint32_t len;
	uint32_t tail;   /**< loose chains: bytes behind it, */
	uint32_t a_from; /**< what is authenticated, from the start of the message, */
	uint32_t a_len;
	uint32_t tag_in; /**< and where the tag is, if inside */
	bool inside;
	uint8_t *aad;   /**< these grow by wdp_s_task_room() */
	uint8_t *plain;
	uint8_t *coded;
	uint32_t room;
	uint8_t tag[WDP_S_TAG_MAX_B];
	bool spoil; /**< verify: the tag given is wrong */
	struct wdp_s_layout lay;
	uint16_t qp;
	uint64_t seq;
	/* made by wdp_s_task_op() */
	struct rte_crypto_op *op;
	struct rte_crypto_sym_op sym; /**< as it was given */
	struct wdp_t_chain *src;
	struct wdp_t_chain *dst; /**< NULL: in place */
	struct wdp_t_chain *aad_mbuf;
	struct wdp_t_chain *tag_mbuf;
	uint8_t *tag_data;
	uint32_t src_sum; /**< of what must stay */
	bool busy;
};

/** All bytes of the message. */
static inline uint32_t
wdp_s_task_bytes(const struct wdp_s_task *k)
{
	return k->lead + k->len + (k->spec.loose ? k->tail : 0);
}

/** Of them, those that are authenticated. */
static inline uint32_t
wdp_s_task_a_from(const struct wdp_s_task *k)
{
	return k->spec.loose ? k->a_from : 0;
}

static inline uint32_t
wdp_s_task_a_len(const struct wdp_s_task *k)
{
	return k->spec.loose ? k->a_len : k->lead + k->len;
}

int wdp_s_task_room(struct wdp_t *t, struct wdp_s_task *k, uint32_t bytes);
void wdp_s_task_free(struct wdp_s_task *k);
/** Random message for task's spec; lengths with small ones often. @p max bytes at most. */
int wdp_s_task_random(struct wdp_t *t, struct wdp_s_task *k, uint32_t max);
/** Other data for a task of the same shape. */
int wdp_s_task_refill(struct wdp_t *t, struct wdp_s_task *k);
/** A layout that the device offers. */
void wdp_s_layout_random(struct wdp_s *s, struct wdp_s_task *k);
/** Is @p lay within the device's feature flags? */
bool wdp_s_layout_offered(const struct wdp_s *s, const struct wdp_s_task *k);
/** Have the referee calculate coded and tag. */
int wdp_s_task_solve(struct wdp_t *t, struct wdp_s_task *k);
/** Buffers and op, ready to be enqueued. */
int wdp_s_task_op(struct wdp_t *t, struct wdp_s_task *k);
/** Result right, everything else as it was? Gives buffers and op back. */
int wdp_s_task_check(struct wdp_t *t, struct wdp_s_task *k);
/** Without looking. */
void wdp_s_task_drop(struct wdp_t *t, struct wdp_s_task *k);
/** The task of an op. */
struct wdp_s_task *wdp_s_task_of(struct rte_crypto_op *op);
/** All of it: op, enqueue, dequeue, check. */
int wdp_s_task_run(struct wdp_t *t, struct wdp_s_task *k);
/** What to name it in a message. */
const char *wdp_s_task_text(const struct wdp_s_task *k);

/* ---- peers.c ---- */

/** Why the task is left out on a peer that offers it; NULL: it is not. Never for ours. */
const char *wdp_s_peer_flaw(const struct wdp_s *s, const struct wdp_s_task *k);
/** The counter of CTR has 32 bits only. */
bool wdp_s_peer_counts_short(const struct wdp_s *s);

/* ---- device.c ---- */

int wdp_s_dev_open(struct wdp_s *s, const char *driver);
int wdp_s_dev_start(struct wdp_s *s, uint16_t nb_qp, uint32_t nb_desc);
void wdp_s_dev_stop(struct wdp_s *s);
void wdp_s_dev_close(struct wdp_s *s);
bool wdp_s_has(const struct wdp_s *s, uint64_t flag);
struct rte_crypto_op *wdp_s_op_new(struct wdp_s *s);
void wdp_s_op_free(struct wdp_s *s, struct rte_crypto_op *op);
void wdp_s_op_free_all(struct wdp_s *s);

#endif /* WDP_SYM_H */
