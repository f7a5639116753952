/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_HPRE_H
#define WD_HPRE_H

/**
 * @file
 * crypto_wd_hpre: between the files of the driver.
 *
 * The device reads key and input of an operation, and writes its result, in blocks of one
 * address each. Keys of a session lie in it; all else is staged in the scratch of the slot, which
 * is wiped when the operation has come back.
 */

#include "compat.h"
#include "engine/hpre/wdp_hpre.h"
#include "engine/hpre/wdp_hpre_block.h"
#include "engine/hpre/wdp_hpre_sqe.h"
#include "qm/wdp_hwq.h"
#include "wd_crypto.h"

#define HPRE_DRIVER_NAME crypto_wd_hpre

/** Hardware queues of a queue pair, by queue type; V2 has the first only. */
#define HPRE_RINGS 2

/** Smallest modulus that is brought to a native size by zeros, with experimental=1. */
#define HPRE_EXTEND_MIN_B 64

/** An operand longer than this is nonsense, whatever zeros are in front. */
#define HPRE_PARAM_MAX_B 4096

/**
 * A session, in the private data of the library's: read-only once made, so it is shared by queue
 * pairs and threads. The device reads the keys where they lie here.
 */
struct hpre_session {
	struct crypto_session head; /**< HPRE_SESSION_MAGIC */
	uint8_t xform; /**< enum rte_crypto_asym_xform_type */
	uint8_t ring; /**< WDP_HPRE_QT_* */
	uint8_t curve; /**< place in wdp_hpre_curves */
	uint8_t priv_op; /**< RSA: WDP_HPRE_OP_* with the private key */
	bool has_pub; /**< there is a public key */
	bool has_priv;
	bool g_is_two; /**< DH */
	uint8_t padding; /**< RSA, where the xform says it */
	uint8_t hash;
	uint16_t k; /**< operand bytes */
	uint16_t len; /**< bytes of the modulus, or of a coordinate: of a result */
	struct wdp_hpre_form pub; /**< with the public key, or all there is */
	struct wdp_hpre_form priv; /**< with the private key */
	/** RSA [e][n], MODEX [exponent][modulus], DH [1][p], curves a public block. */
	uint8_t pub_key[WDP_HPRE_EXP_FIELDS * WDP_HPRE_MOD_IO_MAX_B]
		__rte_aligned(WDP_HPRE_BLOCK_ALIGN_B);
	/** RSA [d][n] or the five numbers, DH [g], curves a private block. */
	uint8_t priv_key[WDP_HPRE_KEY_MAX_B] __rte_aligned(WDP_HPRE_BLOCK_ALIGN_B);
};
#define HPRE_SESSION_MAGIC 0x77645f00

/** Bytes of a slot's scratch, by queue type: [key][in][out]. */
#define HPRE_MOD_KEY_B WDP_HPRE_KEY_MAX_B
#define HPRE_MOD_IO_B  WDP_HPRE_MOD_IO_MAX_B
#define HPRE_ECC_KEY_B WDP_HPRE_ECC_KEY_MAX_B
#if WDP_DPDK_SINCE(24, 11)
#define HPRE_ECC_IO_B  640
static_assert(WDP_HPRE_SM2_CIPHER_B(WDP_HPRE_SM2_MSG_MAX_B) <= HPRE_ECC_IO_B, "SM2 ciphertext");
#else
#define HPRE_ECC_IO_B  256
#endif
static_assert(WDP_HPRE_VERIFY_IN_FIELDS * WDP_HPRE_K_ECC576_B <= HPRE_ECC_IO_B, "input of a curve");

/**
 * Deepest ring: with it a queue pair is about 1 MiB in one piece, and two hundred operations in
 * flight keep every core of the device busy.
 */
#define HPRE_DEPTH_MAX 256

/** What is done with a result. */
enum hpre_finish {
	HPRE_FIN_MODEX,
	HPRE_FIN_ENCRYPT,
	HPRE_FIN_DECRYPT,
	HPRE_FIN_SIGN,
	HPRE_FIN_VERIFY,
	HPRE_FIN_DH_PUBLIC,
	HPRE_FIN_DH_SECRET,
	HPRE_FIN_ECDH_PUBLIC,
	HPRE_FIN_ECDH_SECRET,
	HPRE_FIN_ECPM,
	HPRE_FIN_ECDSA_SIGN,
	HPRE_FIN_ECDSA_VERIFY,
	HPRE_FIN_SM2_SIGN,
	HPRE_FIN_SM2_ENCRYPT,
	HPRE_FIN_SM2_DECRYPT,
	HPRE_FIN_NB,
};

/** What the driver remembers of a request. */
struct hpre_slot {
	struct rte_crypto_op *op;
	uint16_t k;
	uint16_t len; /**< as in struct hpre_session */
	uint16_t key_b, in_b, out_b; /**< used of the scratch, to be wiped */
	uint16_t m; /**< bytes of an SM2 message; 0: all else */
	uint8_t code; /**< WDP_HPRE_OP_* */
	uint8_t finish; /**< enum hpre_finish */
	uint8_t curve;
	uint8_t padding;
	uint8_t hash;
	bool drawn; /**< the private key is the driver's choice, for the caller to have */
};
static_assert(sizeof(struct hpre_slot) <= 32, "two slots to a cache line");

/** One operation on its way to the hardware. */
struct hpre_task {
	const struct hpre_session *s;
	struct rte_crypto_asym_op *op;
	uint8_t *key; /**< of the slot, as is in */
	uint8_t *in;
	struct wdp_hpre_form form;
	struct hpre_slot slot; /**< code, finish and what else of it is not the session's */
	const uint8_t *session_key; /**< the key block is there; NULL: in the slot */
	bool no_in; /**< the operation takes no input */
};

/** Said instead of a status: to be sent. */
#define HPRE_SEND -1

/** A finished request, for its operation. */
struct hpre_result {
	const struct hpre_slot *slot;
	struct rte_crypto_asym_op *op;
	const uint8_t *key;
	const uint8_t *out;
};

/** One queue type of a queue pair. */
struct hpre_ring {
	struct wdp_hwq q;
	/* Producer; offsets from the queue pair's start, or in a slot's scratch. */
	uint32_t slots_off __rte_cache_aligned;
	uint32_t scratch_off;
	uint32_t stride;
	uint32_t in_off;
	uint32_t out_off;
	/* Consumer */
	uint32_t c_slots_off __rte_cache_aligned;
	uint32_t c_scratch_off;
	uint32_t c_stride;
	uint32_t c_in_off;
	uint32_t c_out_off;
};

/** What of a device decides which sessions it takes. */
struct hpre_can {
	uint32_t algs; /**< WDP_HPRE_ALG_* */
	uint8_t gen; /**< enum wdp_gen */
	bool experimental;
};

struct hpre_qp {
	struct wdp_qp qp;
	uint32_t next_ring; /* consumer's */
	/* Read only. */
	uint32_t magic __rte_cache_aligned; /* of sessions that this generation understands */
	uint8_t driver_id;
	uint8_t nb_rings;
	struct hpre_can can;
	struct hpre_ring ring[HPRE_RINGS];
};

static inline struct hpre_can
hpre_can(const struct crypto_dev *d)
{
	return (struct hpre_can){
		.algs = d->qm.caps[WDP_HPRE_C_DEV_ALG],
		.gen = d->qm.gen,
		.experimental = d->experimental,
	};
}

static inline uint8_t
hpre_nb_rings(const struct crypto_dev *d)
{
	return d->qm.gen >= WDP_GEN_V3 ? HPRE_RINGS : 1;
}

/** Private data of a session has no alignment of its own: room for one is asked for. */
static inline struct hpre_session *
hpre_session(struct rte_cryptodev_asym_session *sess)
{
	void *priv = sess->sess_private_data;

	return RTE_PTR_ALIGN_CEIL(priv, WDP_HPRE_BLOCK_ALIGN_B);
}

static inline struct wdp_hpre_num
hpre_num(const rte_crypto_param *p)
{
	return (struct wdp_hpre_num){p->data, p->data != NULL ? p->length : 0};
}

/** Is there an input? */
static inline bool
hpre_given(const rte_crypto_param *p)
{
	return p->data != NULL && p->length != 0 && p->length <= HPRE_PARAM_MAX_B;
}

/** Is there room for a result? A length of 0 says nothing: the API wants that for some. */
static inline bool
hpre_room(const rte_crypto_param *p, size_t need)
{
	return p->data != NULL && (p->length == 0 || p->length >= need);
}

static inline const struct wdp_hpre_curve *
hpre_curve(uint8_t curve)
{
	return &wdp_hpre_curves[curve];
}

static inline const struct wdp_hpre_curve *
hpre_task_curve(const struct hpre_task *t)
{
	return hpre_curve(t->s->curve);
}

/* wd_hpre_caps.c */
const struct rte_cryptodev_capabilities *wdp_hpre_capabilities(const struct crypto_dev *d);

/* wd_hpre_session.c */
/** Why an xform is refused. */
struct hpre_refusal {
	const char *what; /**< what is wrong, NULL: see the others */
	const char *field; /**< a size that is not possible */
	size_t is;
	const uint16_t *sizes; /**< possible ones, ends with 0; NULL: curves */
	bool sm2; /**< its own curve, not the others */
};
/**
 * Make a session.
 * @param s zeroed, IOVA-contiguous at @p iova
 * @return 0; -ENOTSUP or -EINVAL, and @p why.
 */
int wdp_hpre_session_init(const struct hpre_can *can, const struct rte_crypto_asym_xform *x,
	struct hpre_session *s, rte_iova_t iova, struct hpre_refusal *why);
unsigned int wdp_hpre_session_size(struct rte_cryptodev *dev);
int wdp_hpre_session_configure(struct rte_cryptodev *dev, struct rte_crypto_asym_xform *x,
	struct rte_cryptodev_asym_session *sess);
void wdp_hpre_session_clear(struct rte_cryptodev *dev, struct rte_cryptodev_asym_session *sess);

/* wd_hpre_qp.c */
int wdp_hpre_qp_setup(struct rte_cryptodev *dev, uint16_t id,
	const struct rte_cryptodev_qp_conf *conf, int socket);
int wdp_hpre_qp_release(struct rte_cryptodev *dev, uint16_t id);

/* wd_hpre_dp.c */
uint16_t wdp_hpre_enqueue_burst(void *qp, struct rte_crypto_op **ops, uint16_t nb);
uint16_t wdp_hpre_dequeue_burst(void *qp, struct rte_crypto_op **ops, uint16_t nb);

/* wd_hpre_task.c */
/**
 * Check and stage an operation.
 * @return HPRE_SEND, or the status with which it comes back without having been sent.
 */
int wdp_hpre_task(struct hpre_task *t);
/** The result of a good task into its operation. @return its status */
uint8_t wdp_hpre_finish(const struct hpre_result *r);
/** A number as the caller wants it: @p len bytes of a slot, or without leading zeros. */
uint8_t wdp_hpre_result_put(rte_crypto_param *dst, uint16_t len, const uint8_t *slot, uint16_t k,
	bool strip);

/* The same for each algorithm. wd_hpre_mod.c */
int wdp_hpre_rsa_task(struct hpre_task *t);
int wdp_hpre_modex_task(struct hpre_task *t);
int wdp_hpre_dh_task(struct hpre_task *t);
uint8_t wdp_hpre_modex_done(const struct hpre_result *r);
uint8_t wdp_hpre_encrypt_done(const struct hpre_result *r);
uint8_t wdp_hpre_decrypt_done(const struct hpre_result *r);
uint8_t wdp_hpre_sign_done(const struct hpre_result *r);
uint8_t wdp_hpre_verify_done(const struct hpre_result *r);
uint8_t wdp_hpre_dh_public_done(const struct hpre_result *r);
uint8_t wdp_hpre_dh_secret_done(const struct hpre_result *r);
/* wd_hpre_ec.c */
int wdp_hpre_ecdsa_task(struct hpre_task *t);
int wdp_hpre_ecdh_task(struct hpre_task *t);
int wdp_hpre_ecpm_task(struct hpre_task *t);
int wdp_hpre_ecfpm_task(struct hpre_task *t);
uint8_t wdp_hpre_ecdh_public_done(const struct hpre_result *r);
uint8_t wdp_hpre_ecdh_secret_done(const struct hpre_result *r);
uint8_t wdp_hpre_ecpm_done(const struct hpre_result *r);
uint8_t wdp_hpre_ecdsa_sign_done(const struct hpre_result *r);
uint8_t wdp_hpre_ecdsa_verify_done(const struct hpre_result *r);
/** Both numbers of a signature; none of a good one is 0. */
uint8_t wdp_hpre_signature_put(const struct hpre_result *r, rte_crypto_param *first,
	rte_crypto_param *second);
/* wd_hpre_sm2.c, since DPDK 24.11 */
int wdp_hpre_sm2_task(struct hpre_task *t);
uint8_t wdp_hpre_sm2_sign_done(const struct hpre_result *r);
uint8_t wdp_hpre_sm2_encrypt_done(const struct hpre_result *r);
uint8_t wdp_hpre_sm2_decrypt_done(const struct hpre_result *r);

#endif /* WD_HPRE_H */
