/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_ASYM_H
#define WDP_ASYM_H

/**
 * @file
 * What the cases of `dpdk-test-wd asym` share: the context, keys, tasks (an op, its operands,
 * what must come out), the referee.
 */

#include <openssl/bn.h>
#include <rte_crypto.h>
#include <rte_cryptodev.h>

#include "compat.h"
#include "../cryptodev.h"
#include "../test.h"

#define WDP_A_DRIVER "crypto_wd_hpre"

#define WDP_A_OPS      1023u
#define WDP_A_SESSIONS 256u
#define WDP_A_DESC     128u
#define WDP_A_NUM_B    512u  /* the engine's longest operand */
#define WDP_A_OPERAND_B 1100u /* what a task has room for: leading zeros, too long ones */
#define WDP_A_ZONE_B   32u   /* red zone on each side of an operand */
#define WDP_A_SLOTS    8u
#define WDP_A_KEYS     64u  /* of a case */

#define WDP_A_BAD RTE_CRYPTO_OP_STATUS_INVALID_ARGS

struct wdp_a_num {
	uint8_t b[WDP_A_NUM_B + 8];
	uint16_t len;
};

struct wdp_a_curve {
	const char *name; /**< also OpenSSL's */
	int nid;
	uint16_t group; /**< number of the API */
	uint16_t bits;
	uint16_t len; /**< bytes of a coordinate */
};

extern const struct wdp_a_curve wdp_a_curves[];
extern const uint32_t wdp_a_nb_curves;

/** A session is made of it. It lies in memory of malloc(): EAL's is searched for its numbers. */
struct wdp_a_key {
	enum rte_crypto_asym_xform_type type;
	bool crt;
	uint8_t padding;
	enum rte_crypto_auth_algorithm hash;
	const struct wdp_a_curve *curve;
	struct wdp_a_num n; /**< modulus, DH: p */
	struct wdp_a_num e; /**< public exponent, MODEX: the exponent, DH: g */
	struct wdp_a_num d; /**< private exponent; curves: the private key */
	struct wdp_a_num p, q, dp, dq, qinv;
	struct wdp_a_num x, y; /**< public key */
};

/** What a task does; the first ones by the operation, the rest by the key exchange. */
enum wdp_a_kind {
	WDP_A_ENCRYPT,
	WDP_A_DECRYPT,
	WDP_A_SIGN,
	WDP_A_VERIFY,
	WDP_A_MODEX,
	WDP_A_DRAW,   /**< a private key of the driver's choice */
	WDP_A_PUBLIC,
	WDP_A_PAIR,   /**< public key and a private key of the driver's choice */
	WDP_A_SECRET,
	WDP_A_CHECK,  /**< is the point a public key? */
	WDP_A_MUL,
	WDP_A_KINDS,
};

/** Places of operands, by algorithm. */
enum {
	WDP_A_RSA_MSG = 0, WDP_A_RSA_CIPHER, WDP_A_RSA_SIGN,
	WDP_A_MOD_BASE = 0, WDP_A_MOD_RESULT,
	WDP_A_KE_PRIV = 0, WDP_A_KE_X, WDP_A_KE_Y, WDP_A_KE_SX, WDP_A_KE_SY, /* DH: X, SX */
	WDP_A_EC_MSG = 0, WDP_A_EC_K, WDP_A_EC_R, WDP_A_EC_S, WDP_A_EC_D, WDP_A_EC_QX, WDP_A_EC_QY,
	WDP_A_MUL_SCALAR = 0, WDP_A_MUL_PX, WDP_A_MUL_PY, WDP_A_MUL_RX, WDP_A_MUL_RY,
};

enum wdp_a_way {
	WDP_A_NONE, /**< not used, data NULL */
	WDP_A_IN,
	WDP_A_OUT,
};

struct wdp_a_operand {
	enum wdp_a_way way;
	uint16_t len;   /**< as given */
	bool known;     /**< due holds what must come out, else the judge knows */
	uint16_t due_len;
	uint16_t area;  /**< bytes of the result that may be written to, if more */
	uint8_t shift;
	uint8_t data[WDP_A_OPERAND_B]; /**< as given */
	uint8_t due[WDP_A_NUM_B + 8];
	uint8_t mem[WDP_A_OPERAND_B + 3 * WDP_A_ZONE_B];
};

/** One op: operands, what must come out. */
struct wdp_a_task {
	const struct wdp_a_key *key;
	void *sess; /**< NULL: session-less */
	enum wdp_a_kind kind;
	struct wdp_a_operand o[WDP_A_SLOTS];
	uint8_t due; /**< status */
	uint16_t flags;
	uint16_t qp;
	bool soft; /**< the host does it, or refuses */
	bool busy;
	struct rte_crypto_op *op;
	struct rte_crypto_asym_xform x;
	struct wdp_t_mark mark;
	struct wdp_a_task *next; /* of wdp_a.tasks */
};

/** Context of a run; its first member is what the machinery of the cases knows. */
struct wdp_a {
	struct wdp_t t;
	struct rte_cryptodev_info info;
	struct rte_mempool *sess_pool;
	struct rte_mempool *ops;
	struct rte_crypto_op *live_ops[WDP_A_OPS];
	struct wdp_t_crypto_live live; /* ops allocated by this case */
	void *sess[WDP_A_SESSIONS]; /* sessions made by this case */
	uint32_t nb_sess;
	struct wdp_a_task *tasks; /* made by wdp_a_task_new(), freed after the case */
	struct wdp_a_key *keys[WDP_A_KEYS]; /* made by wdp_a_key_new(), the same */
	uint32_t nb_keys;
	uint64_t nb_random; /* --ops */
	uint8_t generation; /* --generation */
};

static inline struct wdp_a *
wdp_a(struct wdp_t *t)
{
	return (struct wdp_a *)t;
}

/* Tables end with a NULL name. */
extern const struct wdp_t_case wdp_a_cases_vectors[];
extern const struct wdp_t_case wdp_a_cases_edge[];
extern const struct wdp_t_case wdp_a_cases_wrong[];
extern const struct wdp_t_case wdp_a_cases_refuse[];
extern const struct wdp_t_case wdp_a_cases_bad[];
extern const struct wdp_t_case wdp_a_cases_caps[];
const struct wdp_t_case *wdp_a_cases_random(void);
extern const struct wdp_t_case wdp_a_cases_keys[];
extern const struct wdp_t_case wdp_a_cases_ring[];
extern const struct wdp_t_case wdp_a_cases_lifecycle[];

/* ---- device.c ---- */

int wdp_a_dev_open(struct wdp_a *s, const char *driver);
int wdp_a_dev_start(struct wdp_a *s, uint16_t nb_qp, uint32_t nb_desc);
void wdp_a_dev_stop(struct wdp_a *s);
void wdp_a_dev_close(struct wdp_a *s);
/** NULL with @p err = -errno. */
void *wdp_a_session(struct wdp_a *s, struct rte_crypto_asym_xform *x, int *err);
void *wdp_a_key_session(struct wdp_a *s, const struct wdp_a_key *key, int *err);
void wdp_a_session_free(struct wdp_a *s, void *sess);
void wdp_a_session_free_all(struct wdp_a *s);
struct rte_crypto_op *wdp_a_op_new(struct wdp_a *s);
void wdp_a_op_free(struct wdp_a *s, struct rte_crypto_op *op);
void wdp_a_op_free_all(struct wdp_a *s);

/* ---- key.c: keys, the same from the same seed ---- */

/** A key of the context, freed after the case; NULL with the reason recorded. */
struct wdp_a_key *wdp_a_key_new(struct wdp_a *s);
void wdp_a_key_free_all(struct wdp_a *s);
/** RSA of two primes. */
void wdp_a_key_rsa_of(struct wdp_a_key *key, const struct wdp_a_num *p, const struct wdp_a_num *q,
	uint32_t e, bool crt);
/** RSA with a modulus of @p bits; kept, so that a size is searched for once. */
int wdp_a_key_rsa(struct wdp_t *t, struct wdp_a_key *key, uint32_t bits, uint32_t e, bool crt);
/** Any odd modulus of @p len bytes. */
void wdp_a_key_modex(struct wdp_t *t, struct wdp_a_key *key, uint32_t len);
/** A prime of RFC 2409, 3526, or with @p ffdhe of RFC 7919. false: there is none. */
bool wdp_a_key_dh(struct wdp_a_key *key, uint32_t bits, bool ffdhe, uint32_t g);
/** Any odd modulus of @p len bytes: nobody looks whether it is a prime. */
void wdp_a_key_dh_any(struct wdp_t *t, struct wdp_a_key *key, uint32_t len, uint32_t g);
/** A key pair on a curve, for any algorithm of curves. */
int wdp_a_key_ec(struct wdp_t *t, struct wdp_a_key *key, enum rte_crypto_asym_xform_type type,
	const struct wdp_a_curve *curve);
/** The xform that points into @p key. */
void wdp_a_xform(const struct wdp_a_key *key, struct rte_crypto_asym_xform *x);
/** What to name it in a message. */
const char *wdp_a_key_text(const struct wdp_a_key *key);
/** NULL: not offered. */
const struct rte_cryptodev_asymmetric_xform_capability *wdp_a_cap(const struct wdp_a *s,
	enum rte_crypto_asym_xform_type type);
bool wdp_a_offered(const struct wdp_a *s, enum rte_crypto_asym_xform_type type);
/** RSA and DH in sizes that are none of the engine's (experimental=1). */
bool wdp_a_extended(const struct wdp_a *s);

/* ---- the referee: ref.c ---- */

BN_CTX *wdp_a_ctx(void);
BIGNUM *wdp_a_bn(const uint8_t *b, uint32_t len);
/** @p len bytes of @p v, zeros in front; 0: as many as it has. */
void wdp_a_num_set(struct wdp_a_num *out, const BIGNUM *v, uint32_t len);
bool wdp_a_num_is_zero(const struct wdp_a_num *n);
/** From hex digits. */
void wdp_a_num_hex(struct wdp_a_num *out, const char *text);
void wdp_a_num_rnd(struct wdp_t *t, struct wdp_a_num *out, uint32_t len);
/** A number from 2 to n - 2 of as many bytes as n. */
void wdp_a_num_below(struct wdp_t *t, struct wdp_a_num *out, const struct wdp_a_num *n);
void wdp_a_order(const struct wdp_a_curve *c, struct wdp_a_num *n);
/** The prime of the coordinates. */
void wdp_a_field(const struct wdp_a_curve *c, struct wdp_a_num *p);
/** The point with this x, if there is one. */
bool wdp_a_lift(const struct wdp_a_curve *c, const struct wdp_a_num *x, struct wdp_a_num *y);
/** @p out = b^e mod n in as many bytes as n. */
void wdp_a_pow(struct wdp_a_num *out, const struct wdp_a_num *b, const struct wdp_a_num *e,
	const struct wdp_a_num *n);
/** scalar * (px, py), or with px NULL * G. */
int wdp_a_ec_mul(const struct wdp_a_curve *c, const struct wdp_a_num *scalar,
	const struct wdp_a_num *px, const struct wdp_a_num *py, struct wdp_a_num *x,
	struct wdp_a_num *y);
bool wdp_a_on_curve(const struct wdp_a_curve *c, const struct wdp_a_num *x,
	const struct wdp_a_num *y);
/** OpenSSL says yes to the signature. */
bool wdp_a_ecdsa_good(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	const uint8_t *r, uint32_t r_len, const uint8_t *s, uint32_t s_len);
/** OpenSSL's signature. */
int wdp_a_ecdsa_sign(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	struct wdp_a_num *r, struct wdp_a_num *s);
/** The signature with this k; r or s may be 0. */
void wdp_a_ecdsa_with(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	const struct wdp_a_num *k, struct wdp_a_num *r, struct wdp_a_num *s);
/** PKCS #1 v1.5 by OpenSSL. Bytes, or -1. */
int wdp_a_rsa_encrypt(const struct wdp_a_key *key, const uint8_t *msg, uint32_t len, uint8_t *out);
int wdp_a_rsa_decrypt(const struct wdp_a_key *key, const uint8_t *in, uint32_t len, uint8_t *msg);
int wdp_a_rsa_sign(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len, uint8_t *out);
bool wdp_a_rsa_good(const struct wdp_a_key *key, const uint8_t *digest, uint32_t len,
	const uint8_t *sign, uint32_t sign_len);
void wdp_a_ref_close(void);

/* ---- tasks: task.c ---- */

/** Empty operands. */
void wdp_a_task_init(struct wdp_a_task *k, const struct wdp_a_key *key, void *sess,
	enum wdp_a_kind kind);
struct wdp_a_task *wdp_a_task_new(struct wdp_a *s, const struct wdp_a_key *key, void *sess,
	enum wdp_a_kind kind);
void wdp_a_in(struct wdp_a_task *k, uint32_t slot, const uint8_t *data, uint32_t len);
void wdp_a_in_num(struct wdp_a_task *k, uint32_t slot, const struct wdp_a_num *n);
/** @p len what is said of the room, 0 = nothing. @p due NULL: the judge knows */
void wdp_a_out(struct wdp_a_task *k, uint32_t slot, uint32_t len, const struct wdp_a_num *due);
/** As wdp_a_in_num(), with @p zeros bytes of 0 in front. */
void wdp_a_in_zeros(struct wdp_a_task *k, uint32_t slot, const struct wdp_a_num *n,
	uint32_t zeros);
/** Good operands in the plainest form: no zeros in front, nothing said of the room. */
int wdp_a_task_plain(struct wdp_t *t, struct wdp_a_task *k);
/**
 * What the guide promises of the operands as they are: a status, and the results by OpenSSL; the
 * judge knows those that are random.
 */
void wdp_a_task_solve(struct wdp_a_task *k);
/** Solve and run it, without a session and with one. */
int wdp_a_task_try(struct wdp_t *t, struct wdp_a_task *k);
/** Operands of random values. @return as a case */
int wdp_a_task_random(struct wdp_t *t, struct wdp_a_task *k);
/** A kind that the key can do. */
enum wdp_a_kind wdp_a_kind_random(struct wdp_t *t, const struct wdp_a_key *key);
/** The op, ready to be enqueued. */
int wdp_a_task_op(struct wdp_t *t, struct wdp_a_task *k);
/** Result right, everything else as it was? Gives the op back. */
int wdp_a_task_check(struct wdp_t *t, struct wdp_a_task *k);
/** The same, and the op can be sent again. */
int wdp_a_task_look(struct wdp_t *t, struct wdp_a_task *k);
/** Before it is sent again. */
void wdp_a_task_poison(struct wdp_a_task *k);
/** Refused: nothing was written. */
int wdp_a_task_untouched(struct wdp_t *t, struct wdp_a_task *k);
/** Does the op have a field for this operand? */
bool wdp_a_task_has(const struct wdp_a_task *k, uint32_t slot);
/** The field, of a task with an op. */
rte_crypto_param *wdp_a_task_param(const struct wdp_a_task *k, uint32_t slot);
void wdp_a_task_drop(struct wdp_t *t, struct wdp_a_task *k);
struct wdp_a_task *wdp_a_task_of(struct rte_crypto_op *op);
/** All of it: op, enqueue, dequeue, check. */
int wdp_a_task_run(struct wdp_t *t, struct wdp_a_task *k);
const char *wdp_a_task_text(const struct wdp_a_task *k);
void wdp_a_task_free_all(struct wdp_a *s);
/** 0: modular operations, 1: curves, each with an order of its own. */
uint32_t wdp_a_lane(const struct wdp_a_key *key);

#endif /* WDP_ASYM_H */
