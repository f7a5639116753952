/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_HPRE_H
#define MODEL_HPRE_H

/**
 * @file
 * Between the parts of the HPRE engine: descriptors (model_hpre.c), RSA and DH
 * (model_hpre_mod.c), curves and point multiplication (model_hpre_curve.c), the ladder of
 * X25519 and X448 (model_hpre_mont.c), ECDSA and SM2 (model_hpre_sign.c, model_hpre_sm2.c).
 * Section numbers are those of doc/hw/hpre.md.
 *
 * All numbers of a task live in its BN_CTX, which is freed, and thereby wiped, with the task.
 */

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdint.h>

#include "wdp_hw_hpre.h"
#include "wdp_model_priv.h"

/* Values of etype are the model's own: the reference names none but 0 (23, 30). */
enum hpre_status {
	HPRE_ST_OK = 0x00,
	/* what is wrong with the descriptor: complaints */
	HPRE_ST_CODE = 0x01,     /* unknown operation, or one whose layout is not public */
	HPRE_ST_QUEUE = 0x02,    /* not on this type of queue */
	HPRE_ST_HW = 0x03,       /* the generation does not have it */
	HPRE_ST_FIELD = 0x04,    /* a field that has to be 0, or does not belong to the operation */
	HPRE_ST_LEN = 0x05,      /* task_len1 is no size of the operation */
	HPRE_ST_OVERLAP = 0x06,  /* output over key or input */
	HPRE_ST_DMA = 0x07,      /* address not mapped, and the master stayed open */
	/* what is wrong with the numbers */
	HPRE_ST_ZERO = 0x08,     /* 0 where there may be none */
	HPRE_ST_RANGE = 0x09,    /* not below its modulus */
	HPRE_ST_MODULUS = 0x0a,  /* even, or 1 */
	HPRE_ST_CURVE = 0x0b,    /* parameters are no curve's */
	HPRE_ST_POINT = 0x0c,    /* not on the curve */
	HPRE_ST_NO_RESULT = 0x0d, /* the point at infinity, r or s of 0, a key stream of zeroes */
	HPRE_ST_C3 = 0x0e,       /* decryption: the message is not what was encrypted */
	HPRE_ST_INVERSE = 0x0f,  /* there is none */
	HPRE_ST_LIBRARY = 0x10,  /* libcrypto failed: no fault of the task's */
	HPRE_ST_RNG = 0x11,      /* no random numbers */
};

#define HPRE_IN_MAX_B     (WDP_HPRE_SM2_CIPHER_B(WDP_HPRE_SM2_MSG_MAX_B))
#define HPRE_POINTS       4
#define HPRE_GROUPS       16 /* curves kept per worker */
#define HPRE_CURVE_NUMS_B (3 * WDP_HPRE_K_ECC576_B)

struct hpre_op;

/** A curve seen before, by the bytes of p, a and b as they came. */
struct hpre_group {
	EC_GROUP *group;
	uint32_t k;
	uint8_t nums[HPRE_CURVE_NUMS_B];
};

/** What a worker has to itself. */
struct hpre_ctx {
	EVP_MD *sm3; /* fetched when first used */
	struct hpre_group groups[HPRE_GROUPS];
	unsigned int next_group; /* to be dropped for another */
	/* Operands of the task under way; wiped behind each. */
	uint8_t key[WDP_HPRE_KEY_MAX_B] __attribute__((aligned(MODEL_CACHELINE_B)));
	uint8_t in[HPRE_IN_MAX_B];
	uint8_t out[WDP_HPRE_GEN_OUT_MAX_B];
};

/** A task in words of this machine. */
struct hpre_req {
	struct wdp_model *m;
	const struct model_queue *q;
	const struct hpre_op *op;
	struct hpre_ctx *c;
	BN_CTX *bn;
	EC_POINT *pt[HPRE_POINTS]; /* wiped and freed with the task */
	unsigned int npt;

	uint32_t k;     /* bytes of an operand */
	uint32_t msg_b; /* of an SM2 message */
	bool ksel;
	bool fast_core;
	uint64_t key_iova;
	uint64_t in_iova;
	uint64_t out_iova;
	uint32_t key_b;
	uint32_t in_b;
	uint32_t out_b;

	bool valid;    /* verdict */
	bool unproven; /* a form nobody is known to rely on */
	uint32_t err;  /* error bits to raise */
};

extern const struct model_engine_regs wdp_mdhpre_regs;

/* ---- numbers; model_hpre_mod.c ---- */

/** The number in @p n bytes. @return NULL: no memory. */
BIGNUM *wdp_mdhpre_num(struct hpre_req *r, const uint8_t *p, uint32_t n);
/** @p count numbers of K bytes each. */
bool wdp_mdhpre_nums(struct hpre_req *r, const uint8_t *block, BIGNUM **to, unsigned int count);
/** Store a result: @p n bytes, leading zeroes and all. */
enum hpre_status wdp_mdhpre_put(const BIGNUM *v, uint8_t *to, uint32_t n);
/** A modulus has to be odd and more than 1. */
enum hpre_status wdp_mdhpre_modulus(const BIGNUM *n);
/** 0 < v < n */
enum hpre_status wdp_mdhpre_within(const BIGNUM *v, const BIGNUM *n);
/** 1 / v mod n, of a secret. */
enum hpre_status wdp_mdhpre_inverse(struct hpre_req *r, BIGNUM *to, BIGNUM *v, const BIGNUM *n);

/* The operations; key and input are in r->c, the result goes there. */
enum hpre_status wdp_mdhpre_exp(struct hpre_req *r);
enum hpre_status wdp_mdhpre_dh_g2(struct hpre_req *r);
enum hpre_status wdp_mdhpre_crt(struct hpre_req *r);
enum hpre_status wdp_mdhpre_rsa_gen(struct hpre_req *r);
enum hpre_status wdp_mdhpre_rsa_gen_crt(struct hpre_req *r);

/* ---- curves; model_hpre_curve.c ---- */

/** A curve and what tasks bring with it. */
struct hpre_curve {
	const EC_GROUP *group;
	BIGNUM *p;
	BIGNUM *n;
	BIGNUM *d;
	EC_POINT *g;
	EC_POINT *pub;
};

/** Curves of a private block: all but pub. */
enum hpre_status wdp_mdhpre_private(struct hpre_req *r, struct hpre_curve *c);
/** Of a public block: all but d; without the key's point, if there need be none. */
enum hpre_status wdp_mdhpre_public(struct hpre_req *r, struct hpre_curve *c, bool point);
/** A point of two numbers of K bytes; it has to be on the curve. */
enum hpre_status wdp_mdhpre_point(struct hpre_req *r, const struct hpre_curve *c,
	const uint8_t *xy, EC_POINT **to);
/** @p k times @p pt. @param y may be NULL */
enum hpre_status wdp_mdhpre_mul(struct hpre_req *r, const struct hpre_curve *c, const BIGNUM *k,
	const EC_POINT *pt, BIGNUM *x, BIGNUM *y);
/** x of u times G plus v times the key's point; HPRE_ST_NO_RESULT at infinity. */
enum hpre_status wdp_mdhpre_mul2(struct hpre_req *r, const struct hpre_curve *c, const BIGNUM *u,
	const BIGNUM *v, BIGNUM *x);
void wdp_mdhpre_curves_drop(struct hpre_ctx *c);

enum hpre_status wdp_mdhpre_point_mul(struct hpre_req *r);

/* model_hpre_mont.c */
enum hpre_status wdp_mdhpre_montgomery(struct hpre_req *r);

/* model_hpre_sign.c */
enum hpre_status wdp_mdhpre_ecdsa_sign(struct hpre_req *r);
enum hpre_status wdp_mdhpre_ecdsa_verify(struct hpre_req *r);
enum hpre_status wdp_mdhpre_sm2_sign(struct hpre_req *r);
enum hpre_status wdp_mdhpre_sm2_verify(struct hpre_req *r);
/** 0 < k < n, random. */
enum hpre_status wdp_mdhpre_draw(BIGNUM *k, const BIGNUM *n);

/* model_hpre_sm2.c */
enum hpre_status wdp_mdhpre_sm2_gen(struct hpre_req *r);
enum hpre_status wdp_mdhpre_sm2_encrypt(struct hpre_req *r);
enum hpre_status wdp_mdhpre_sm2_decrypt(struct hpre_req *r);

#endif /* MODEL_HPRE_H */
