/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_SEC_H
#define MODEL_SEC_H

/**
 * @file
 * Between the parts of the SEC engine: descriptors (model_sec.c), what is wrong with them
 * (model_sec_check.c), keys (model_sec_key.c), ciphers (model_sec_cipher.c), hashes and MACs
 * (model_sec_hash.c, model_sec_mac.c). Section numbers are those of doc/hw/sec.md.
 */

#include <openssl/evp.h>
#include <openssl/modes.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "model_iter.h"
#include "model_sec_hash.h"
#include "wdp_hw_sec.h"

/*
 * Values of error_type are the model's own: the reference names none but 0 (24).
 */
enum sec_status {
	SEC_ST_OK = 0x00,
	SEC_ST_TYPE = 0x01,    /* descriptor type unknown, or not this generation's */
	SEC_ST_FIELD = 0x02,   /* field out of range, or not modelled */
	SEC_ST_ALG = 0x03,     /* the generation does not have it */
	SEC_ST_LEN = 0x04,     /* too long, too short, not in blocks */
	SEC_ST_KEY_LEN = 0x05,
	SEC_ST_MAC_LEN = 0x06,
	SEC_ST_SGL = 0x07,     /* scatter list malformed or too short */
	SEC_ST_DMA = 0x08,     /* address not mapped, and the master stayed open */
	SEC_ST_CCM = 0x09,     /* the two blocks of CCM say something else than the lengths */
	SEC_ST_LIBRARY = 0x0a, /* libcrypto failed: no fault of the request's */
};

enum sec_kind {
	SEC_CIPHER,
	SEC_AEAD,  /* GCM, CCM */
	SEC_CHAIN, /* CBC and HMAC */
	SEC_HASH,  /* and all MACs */
};

/** A descriptor of either type, in words of this machine. */
struct sec_req {
	struct wdp_model *m;
	const struct model_queue *q;
	bool type3;
	enum sec_kind kind;
	uint8_t cipher;
	uint8_t auth;
	uint8_t seq;
	uint8_t de;
	uint8_t scene;
	uint8_t src_type;
	uint8_t dst_type;
	uint8_t mac_type;
	uint8_t ci_gen;
	uint8_t ai_gen;
	uint8_t a_pad;
	uint8_t c_alg;
	uint8_t c_mode;
	uint8_t c_key_len; /* code */
	uint8_t c_width;
	uint8_t ctr_mode;
	uint8_t icv_len;
	uint8_t a_alg;
	uint8_t mac_len;   /* words */
	uint8_t a_key_len; /* words */
	uint16_t auth_off;
	uint16_t cipher_off;
	uint32_t a_len;
	uint32_t c_len;
	uint64_t bits; /* of a long message */
	uint64_t src;
	uint64_t dst;
	uint64_t mac;
	uint64_t a_iv;
	uint64_t a_key;
	uint64_t c_iv;
	uint64_t c_key;

	/* found while checking */
	uint8_t c_key_b;
	uint8_t iv_b;
	uint8_t block;   /* of the mode; 1: any length */
	uint8_t a_key_b;
	uint8_t mac_b;   /* the tag, whoever makes it */
	const struct sec_md *md; /* hash, or that of an HMAC */

	bool unproven;           /* a form nobody is known to rely on (26, 31) */

	/* found while working */
	bool mismatch;
	uint32_t err; /* WDP_SEC_ERR_AXI_*: an address was not mapped */
};

/** Prepared contexts of one cipher key and direction; which of them depends on the mode. */
struct sec_ckey {
	uint32_t id; /* 0: empty */
	uint8_t key[WDP_SEC_C_KEY_MAX_B];
	EVP_CIPHER_CTX *main; /* the mode; XTS: ECB of key 1; CCM: CTR; SM4-GCM: ECB */
	EVP_CIPHER_CTX *aux;  /* XTS: ECB of key 2; CCM: CBC; stealing: ECB */
	EVP_CIPHER_CTX *xts;  /* whole data units, where the library does them */
	GCM128_CONTEXT *gcm;
};

/** The same of a MAC key. */
struct sec_akey {
	uint32_t id; /* 0: empty */
	uint8_t key[WDP_SEC_A_KEY_MAX_B];
	struct sec_hash inner; /* HMAC: behind the first block of each */
	struct sec_hash outer;
	EVP_CIPHER_CTX *cbc;   /* XCBC, CMAC */
	uint8_t sub[2][WDP_SEC_BLOCK_AES_B]; /* their keys for the last block, whole and cut */
};

#define SEC_KEYS      64 /* of each kind, kept; a power of two */
#define SEC_SCRATCH_B 4096
#define SEC_EVPS      32

/** What a worker has to itself. */
struct sec_ctx {
	EVP_CIPHER *evp[SEC_EVPS]; /* fetched when first used */
	struct sec_ckey ckey[SEC_KEYS];
	struct sec_akey akey[SEC_KEYS];
	uint32_t zero[2][WDP_SEC_SQE_B / sizeof(uint32_t)]; /* bits that are 0: type 2, type 3 */
	uint8_t scratch[SEC_SCRATCH_B] __attribute__((aligned(MODEL_CACHELINE_B)));
};

extern const struct model_engine_regs wdp_mdsec_regs;

/* model_sec_check.c */
/** What a request may be; fills what the checks find. @return SEC_ST_OK or why not. */
enum sec_status wdp_mdsec_check(struct sec_req *r);
/** Words of the descriptor that must be 0. */
enum sec_status wdp_mdsec_check_words(const struct sec_ctx *c, const struct sec_req *r,
	const uint32_t *sqe);
/** Fill sec_ctx.zero. */
void wdp_mdsec_zero_masks(struct sec_ctx *c);
enum sec_status wdp_mdsec_refuse(const struct sec_req *r, enum sec_status st, const char *field,
	uint64_t val, const char *why);

/* model_sec_key.c */
void *wdp_mdsec_ctx_create(void);
void wdp_mdsec_ctx_destroy(void *ctx);
void wdp_mdsec_ctx_reset(void *ctx);
/** Contexts for the request's cipher. @return NULL with *st set. */
struct sec_ckey *wdp_mdsec_ckey(struct sec_ctx *c, struct sec_req *r, enum sec_status *st);
/** Those of GCM to make GMAC of. */
struct sec_ckey *wdp_mdsec_gmac_key(struct sec_ctx *c, struct sec_req *r, enum sec_status *st);
struct sec_akey *wdp_mdsec_akey(struct sec_ctx *c, struct sec_req *r, enum sec_status *st);
EVP_CIPHER *wdp_mdsec_evp(struct sec_ctx *c, unsigned int alg, unsigned int mode,
	unsigned int key_b);

/* model_sec.c */
enum sec_status wdp_mdsec_read_far(struct sec_req *r, void *dst, uint64_t iova, size_t len,
	const char *what);
enum sec_status wdp_mdsec_write_far(struct sec_req *r, uint64_t iova, const void *src, size_t len,
	const char *what);

/** Client memory that is always flat: keys, IVs, MACs. A fault is told and noted. */
static inline enum sec_status
wdp_mdsec_read(struct sec_req *r, void *dst, uint64_t iova, size_t len, const char *what)
{
	const uint8_t *va = wdp_md_dma_ptr(r->m, iova, len, false);

	if (va == NULL)
		return wdp_mdsec_read_far(r, dst, iova, len, what);
	memcpy(dst, va, len);
	return SEC_ST_OK;
}

static inline enum sec_status
wdp_mdsec_write(struct sec_req *r, uint64_t iova, const void *src, size_t len, const char *what)
{
	uint8_t *va = wdp_md_dma_ptr(r->m, iova, len, true);

	if (va == NULL)
		return wdp_mdsec_write_far(r, iova, src, len, what);
	memcpy(va, src, len);
	return SEC_ST_OK;
}

/** Start a walk over @p len bytes, @p off behind the start of the source or destination. */
void wdp_mdsec_src(struct sec_req *r, struct model_iter *it, uint32_t off, uint32_t len);
void wdp_mdsec_dst(struct sec_req *r, struct model_iter *it, uint32_t off, uint32_t len,
	bool write);
/** Tell and note what stopped a walk. @return SEC_ST_OK if nothing did. */
enum sec_status wdp_mdsec_walked(struct sec_req *r, const struct model_iter *it);

/* model_sec_cipher.c */
enum sec_status wdp_mdsec_cipher(struct sec_ctx *c, struct sec_req *r);
enum sec_status wdp_mdsec_gcm(struct sec_ctx *c, struct sec_req *r);
enum sec_status wdp_mdsec_ccm(struct sec_ctx *c, struct sec_req *r);

/* model_sec_mac.c */
enum sec_status wdp_mdsec_hash(struct sec_ctx *c, struct sec_req *r);
enum sec_status wdp_mdsec_hmac_chain(struct sec_ctx *c, struct sec_req *r, bool over_dst);
/** A tag is ready: write it, or compare it with the one at the MAC address. */
enum sec_status wdp_mdsec_tag(struct sec_req *r, const uint8_t *tag, bool verify);

/** CBC-MAC without a last word about the last block. */
struct sec_cbcmac {
	EVP_CIPHER_CTX *cbc;
	uint8_t *scratch;
	uint8_t last[WDP_SEC_BLOCK_AES_B];
	unsigned int part; /* bytes of a block begun */
};
bool wdp_mdsec_cbcmac_init(struct sec_cbcmac *s, EVP_CIPHER_CTX *cbc, struct sec_ctx *c);
bool wdp_mdsec_cbcmac_add(struct sec_cbcmac *s, const uint8_t *p, uint32_t n);
/** Fill the block begun with zeroes. */
bool wdp_mdsec_cbcmac_pad(struct sec_cbcmac *s);

#endif /* MODEL_SEC_H */
