/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_SEC_H
#define WD_SEC_H

/**
 * @file
 * crypto_wd_sec: between the files of the driver.
 */

#include <stdalign.h>

#include "engine/sec/wdp_sec.h"
#include "engine/sec/wdp_sec_sqe.h"
#include "qm/wdp_hwq.h"
#include "qm/wdp_sgl.h"
#include "wd_crypto.h"

#define SEC_DRIVER_NAME crypto_wd_sec

/** Kinds of tasks: one shape of descriptor, one set of checks each. */
enum sec_kind {
	SEC_CIPHER,
	SEC_AUTH,
	SEC_AEAD,
	SEC_CHAIN, /**< a cipher and a MAC, in one descriptor or in two */
};

/** What becomes of the IV of an operation. */
enum sec_iv {
	SEC_IV_NONE,
	SEC_IV_PLACE, /**< the device reads it where it lies */
	SEC_IV_CTR,   /**< 12 bytes: a counter is put behind them */
	SEC_IV_GCM,
	SEC_IV_CCM,
	SEC_IV_GMAC,
};

/**
 * A session, private data of the library's: read-only once made, so it is shared by queue pairs
 * and threads. The device reads the keys where they lie here.
 */
struct sec_session {
	struct crypto_session head; /**< SEC_SESSION_MAGIC */
	uint8_t kind; /**< enum sec_kind */
	uint8_t iv; /**< enum sec_iv */
	uint8_t iv_len;
	uint8_t iv_skip; /**< bytes in front of the nonce of CCM */
	uint16_t iv_off; /**< bytes from the start of an operation */
	uint16_t aad_len;
	uint8_t aad_skip;
	uint8_t digest_len;
	bool verify;
	bool compare; /**< MAC alone: the device calculates, the driver compares */
	bool single; /**< chain: one descriptor can do it, if the operation has the shape for it */
	bool mac_first; /**< chain in two steps: the MAC is the first */
	bool ghash; /**< GCM that the device does not do without payload */
	uint8_t a_min; /**< chain in two steps: least bytes to authenticate */
	uint32_t len_min; /**< what is encrypted, or the message: least bytes */
	uint32_t len_span; /**< and so many more at most */
	uint32_t len_mask; /**< bits of a length that must be 0 */

	struct wdp_sec_form form;
	/** Chain: its two steps. ghash: the block cipher. */
	struct wdp_sec_form step[2];
	uint8_t c_key[WDP_SEC_C_KEY_MAX_B] __rte_cache_aligned;
	uint8_t a_key[WDP_SEC_A_KEY_MAX_B];
};
#define SEC_SESSION_MAGIC 0x77645e00
static_assert(offsetof(struct sec_session, form) == RTE_CACHE_LINE_MIN_SIZE ||
	RTE_CACHE_LINE_MIN_SIZE != 64, "what every operation looks at is one cache line");

/** What the driver remembers of a request. */
struct sec_slot {
	void *op; /**< operation, or the raw data path's user data */
	uint32_t sgl_end; /**< SGL blocks used by the queue up to and with this request */
	uint8_t flags;
	uint8_t digest_len;
	uint8_t state; /**< enum sec_state, the consumer's */
	uint8_t session; /**< SEC_SLOT_WIPE: which of the queue pair's own */
};
static_assert(sizeof(struct sec_slot) == 16, "four slots to a cache line");
#define SEC_SLOT_COMPARE 0x1 /* struct sec_scratch: mac against expect */
#define SEC_SLOT_WIPE    0x2 /* a session of the queue pair's own, with keys */
#define SEC_SLOT_RAW     0x4
#define SEC_SLOT_TWO     0x8 /* struct sec_scratch: second is to be done after it */
#define SEC_SLOT_MAC_1ST 0x10 /* of two steps the MAC is the first */
#define SEC_SLOT_LATE    0x20 /* what a MAC is compared with is there only when all is done */
#define SEC_SLOT_GHASH   0x40 /* the driver makes the tag of what the device encrypted */

/** What has become of a request, as far as the consumer has looked. */
enum sec_state {
	SEC_OUT,
	SEC_SECOND, /**< its second step is with the device */
	SEC_DONE,   /**< SEC_DONE + enum wdp_sec_outcome: ready to be taken */
};

/** A list of two entries that is always there: AAD, payload. */
struct sec_pair {
	/** A struct wdp_sgl without its array. */
	alignas(uint64_t) uint8_t head[sizeof(struct wdp_sgl)];
	struct wdp_sge sge[2];
};

/** Memory of a slot that the device reads and writes. */
struct sec_scratch {
	uint8_t c_iv[WDP_SEC_IV_MAX_B] __rte_cache_aligned;
	uint8_t a_iv[WDP_SEC_IV_MAX_B];
	uint8_t expect[WDP_SEC_MAC_MAX_B] __rte_cache_aligned;
	uint8_t mac[WDP_SEC_MAC_MAX_B];
	struct wdp_sec_sqe second __rte_cache_aligned;
	uint8_t *digest __rte_cache_aligned; /**< SEC_SLOT_LATE, _GHASH: the operation's */
	const uint8_t *aad; /**< SEC_SLOT_GHASH */
	uint32_t aad_len;
	struct sec_pair src __rte_cache_aligned;
	struct sec_pair dst __rte_cache_aligned;
};

/**
 * Room for AAD in front of a destination that is not the source: nobody knows whether the
 * device copies it there (sec.md 31), and it is not the operation's.
 */
#define SEC_AAD_ROOM_B 65536

/** Operations without a session that a queue pair has in flight. */
#define SEC_SESSIONLESS_MAX 256

#define SEC_QP_QUEUES 2 /* hardware queues of a queue pair */

struct sec_qp {
	struct wdp_qp qp;
	struct wdp_hwq q;
	/**
	 * For the second steps of chains. Its producer is the consumer of the first: dequeue
	 * never writes the SQ that enqueue writes.
	 */
	struct wdp_hwq q2;
	/* Producer; offsets from the queue pair's start. */
	struct wdp_sgl_prod sgl __rte_cache_aligned;
	uint32_t slots_off;
	uint32_t sgl_off;
	uint32_t scratch_off;
	uint32_t sessions_off; /**< for operations without a session, used in rotation */
	uint32_t sessions_mask;
	uint32_t ses_prod;
	uint32_t aad_off;
	uint32_t magic; /**< of sessions that this generation understands */
	uint8_t gen; /**< enum wdp_gen */
	uint8_t driver_id;
	bool experimental;
	/* Consumer */
	uint32_t sgl_cons __rte_cache_aligned;
	uint32_t c_slots_off;
	uint32_t c_scratch_off;
	uint32_t c_sessions_off;
	uint32_t ses_cons;
	uint32_t ahead; /**< requests looked at behind q.cons, and not taken yet */
	uint32_t second_off; /**< of each slot of q2: the slot of q (16 bits) */
};

/* wd_sec_caps.c */
const struct rte_cryptodev_capabilities *wdp_sec_capabilities(const struct crypto_dev *d);
/** -1: not an algorithm of the engine; whether the device has it is in the engine's tables. */
int wdp_sec_cipher_id(enum rte_crypto_cipher_algorithm algo);
int wdp_sec_auth_id(enum rte_crypto_auth_algorithm algo);
int wdp_sec_aead_id(enum rte_crypto_aead_algorithm algo);

/* wd_sec_session.c */
/** Why an xform is refused. */
struct sec_refusal {
	const char *what; /**< what is wrong, NULL: see field */
	const char *field; /**< a size that is not possible */
	uint32_t is;
	struct wdp_sec_range range;
};
/**
 * Make a session.
 * @param s zeroed, IOVA-contiguous at @p iova
 * @return 0; -ENOTSUP or -EINVAL, and @p why.
 */
int wdp_sec_session_init(enum wdp_gen gen, bool experimental, const struct rte_crypto_sym_xform *x,
	struct sec_session *s, rte_iova_t iova, struct sec_refusal *why);
unsigned int wdp_sec_session_size(struct rte_cryptodev *dev);
int wdp_sec_session_configure(struct rte_cryptodev *dev, struct rte_crypto_sym_xform *x,
	struct rte_cryptodev_sym_session *sess);
void wdp_sec_session_clear(struct rte_cryptodev *dev, struct rte_cryptodev_sym_session *sess);

/* wd_sec_qp.c */
int wdp_sec_qp_setup(struct rte_cryptodev *dev, uint16_t id,
	const struct rte_cryptodev_qp_conf *conf, int socket);
int wdp_sec_qp_release(struct rte_cryptodev *dev, uint16_t id);

/* wd_sec_dp.c */
uint16_t wdp_sec_enqueue_burst(void *qp, struct rte_crypto_op **ops, uint16_t nb);
uint16_t wdp_sec_dequeue_burst(void *qp, struct rte_crypto_op **ops, uint16_t nb);

/* wd_sec_two.c */
/**
 * Look at what the device has done, give it second steps.
 * @return requests that can be taken, up to @p max: their slots' state is SEC_DONE + outcome.
 */
uint32_t wdp_sec_ready(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t max);
/** Take @p n of those. */
void wdp_sec_taken(struct sec_qp *qp, const struct wdp_hwq_local *l, uint32_t n);

/* wd_sec_raw.c */
int wdp_sec_raw_ctx_size(struct rte_cryptodev *dev);
int wdp_sec_raw_configure(struct rte_cryptodev *dev, uint16_t id,
	struct rte_crypto_raw_dp_ctx *ctx, enum rte_crypto_op_sess_type type,
	union rte_cryptodev_session_ctx sess, uint8_t is_update);

#endif /* WD_SEC_H */
