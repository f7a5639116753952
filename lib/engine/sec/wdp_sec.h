/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SEC_H
#define WDP_SEC_H

/**
 * @file
 * SEC engine behind the queue manager: bring-up, capabilities, and what it can compute on each
 * generation. Section numbers in the sources are those of doc/hw/sec.md.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "qm/wdp_qm.h"
#include "wdp_hw_sec.h"

/** Capabilities of the engine, behind the QM's own. */
enum wdp_sec_cap {
	WDP_SEC_C_QM_NFE = WDP_CAP_ENGINE,
	WDP_SEC_C_QM_RESET,
	WDP_SEC_C_QM_CE,
	WDP_SEC_C_NFE,
	WDP_SEC_C_RESET,
	WDP_SEC_C_CE,
	WDP_SEC_C_CORE_EN,
	WDP_SEC_C_DEV_ALG_LO, /**< WDP_SEC_ALG_* of the device */
	WDP_SEC_C_DEV_ALG_HI,
	WDP_SEC_C_NB,
};

extern WDP_API const struct wdp_engine wdp_engine_sec;

/** Does a generation do it? Index of every support[] is enum wdp_gen. */
enum wdp_sec_support {
	WDP_SEC_NO,
	WDP_SEC_YES, /**< shipping software does it on that generation */
	/** It can be said to the device, but nobody is known to rely on it (26, 31). */
	WDP_SEC_EXPERIMENTAL,
};

/** Allowed sizes in bytes: min, min + step .. max; step 0: min only. */
struct wdp_sec_range {
	uint16_t min, max, step;
};

enum wdp_sec_cipher_id {
	WDP_SEC_ID_AES_ECB,
	WDP_SEC_ID_AES_CBC,
	WDP_SEC_ID_AES_CTR,
	WDP_SEC_ID_AES_XTS,
	WDP_SEC_ID_AES_OFB,
	WDP_SEC_ID_AES_CFB,
	WDP_SEC_ID_AES_CS1,
	WDP_SEC_ID_AES_CS2,
	WDP_SEC_ID_AES_CS3,
	WDP_SEC_ID_SM4_ECB,
	WDP_SEC_ID_SM4_CBC,
	WDP_SEC_ID_SM4_CTR,
	WDP_SEC_ID_SM4_XTS,
	WDP_SEC_ID_SM4_XTS_GB, /**< tweak of the Chinese standard */
	WDP_SEC_ID_SM4_OFB,
	WDP_SEC_ID_SM4_CFB,
	WDP_SEC_ID_SM4_CS1,
	WDP_SEC_ID_SM4_CS2,
	WDP_SEC_ID_SM4_CS3,
	WDP_SEC_ID_DES_ECB,
	WDP_SEC_ID_DES_CBC,
	WDP_SEC_ID_3DES_ECB,
	WDP_SEC_ID_3DES_CBC,
	WDP_SEC_ID_3DES_OFB,
	WDP_SEC_CIPHERS,
};

/** A cipher (17); the longest task is WDP_SEC_LEN_MAX_B bytes. */
struct wdp_sec_cipher_alg {
	const char *name;
	uint64_t alg_bit; /**< WDP_SEC_ALG_* when it has a public one, else 0 */
	struct wdp_sec_range key;
	uint8_t c_alg, c_mode, c_width; /**< values of section 15 */
	uint8_t variant; /**< of struct wdp_sec_task */
	uint8_t block; /**< bytes */
	uint8_t iv; /**< bytes; 0: none */
	uint8_t len_min; /**< bytes of the shortest task; never 0 */
	uint8_t len_step; /**< a task is a multiple of so many bytes */
	uint8_t support[WDP_GEN_NB];
};

enum wdp_sec_auth_id {
	WDP_SEC_ID_MD5,
	WDP_SEC_ID_SHA1,
	WDP_SEC_ID_SHA224,
	WDP_SEC_ID_SHA256,
	WDP_SEC_ID_SHA384,
	WDP_SEC_ID_SHA512,
	WDP_SEC_ID_SHA512_224,
	WDP_SEC_ID_SHA512_256,
	WDP_SEC_ID_SM3,
	WDP_SEC_ID_MD5_HMAC,
	WDP_SEC_ID_SHA1_HMAC,
	WDP_SEC_ID_SHA224_HMAC,
	WDP_SEC_ID_SHA256_HMAC,
	WDP_SEC_ID_SHA384_HMAC,
	WDP_SEC_ID_SHA512_HMAC,
	WDP_SEC_ID_SHA512_224_HMAC,
	WDP_SEC_ID_SHA512_256_HMAC,
	WDP_SEC_ID_SM3_HMAC,
	WDP_SEC_ID_AES_XCBC,
	WDP_SEC_ID_AES_CMAC,
	WDP_SEC_ID_AES_GMAC,
	WDP_SEC_ID_SM4_GMAC,
	WDP_SEC_AUTHS,
};

enum wdp_sec_auth_kind {
	WDP_SEC_KIND_HASH,
	WDP_SEC_KIND_HMAC, /**< raw key, padded with zeros to words of 4 bytes by software */
	WDP_SEC_KIND_MAC,
	WDP_SEC_KIND_GMAC, /**< a MAC with an IV: ai_gen 1 */
};

/** A hash or MAC (18); the longest message is WDP_SEC_LEN_MAX_B bytes. */
struct wdp_sec_auth_alg {
	const char *name;
	struct wdp_sec_range key;
	struct wdp_sec_range digest;
	uint8_t a_alg; /**< value of section 15.11 */
	uint8_t kind; /**< enum wdp_sec_auth_kind */
	uint8_t whole; /**< bytes of the whole result */
	uint8_t block; /**< bytes of the hash's block; longest HMAC key */
	uint8_t iv; /**< bytes; 0: none */
	bool empty[WDP_GEN_NB]; /**< the device takes an empty message */
	uint8_t support[WDP_GEN_NB];
};

enum wdp_sec_aead_id {
	WDP_SEC_ID_AES_GCM,
	WDP_SEC_ID_AES_CCM,
	WDP_SEC_ID_SM4_GCM,
	WDP_SEC_ID_SM4_CCM,
	WDP_SEC_AEADS,
};

/** GCM, CCM (20, 21); AAD + payload at most WDP_SEC_LEN_MAX_B, see wdp_sec_ccm_payload_max(). */
struct wdp_sec_aead_alg {
	const char *name;
	uint64_t alg_bit; /**< WDP_SEC_ALG_* when it has a public one, else 0 */
	struct wdp_sec_range key;
	struct wdp_sec_range nonce;
	struct wdp_sec_range tag; /**< within tags: what one range can say */
	uint32_t tags; /**< bit n: a tag of n bytes is possible */
	struct wdp_sec_range aad;
	uint8_t c_alg, c_mode; /**< values of section 15 */
	bool empty[WDP_GEN_NB]; /**< the device takes an empty payload, without AAD as well */
	uint8_t support[WDP_GEN_NB];
};

/** By enum wdp_sec_cipher_id, _auth_id, _aead_id. */
extern WDP_API const struct wdp_sec_cipher_alg wdp_sec_ciphers[WDP_SEC_CIPHERS];
extern WDP_API const struct wdp_sec_auth_alg wdp_sec_auths[WDP_SEC_AUTHS];
extern WDP_API const struct wdp_sec_aead_alg wdp_sec_aeads[WDP_SEC_AEADS];

/** How cipher and hash of a chain work together. */
enum wdp_sec_order {
	WDP_SEC_ENC_THEN_MAC, /**< and back: verify, then decrypt (19) */
	WDP_SEC_MAC_THEN_ENC, /**< and back: decrypt, then verify; in nobody's use */
};

/** One descriptor with cipher and hash: possible? Both must be possible alone as well. */
WDP_API enum wdp_sec_support wdp_sec_chain_support(enum wdp_gen gen, enum wdp_sec_cipher_id c,
	enum wdp_sec_auth_id a, enum wdp_sec_order order);

/** NULL when the generation cannot do it; otherwise see its support[]. */
static inline const struct wdp_sec_cipher_alg *
wdp_sec_cipher_find(enum wdp_gen gen, enum wdp_sec_cipher_id id)
{
	const struct wdp_sec_cipher_alg *c = &wdp_sec_ciphers[id];

	return c->support[gen] == WDP_SEC_NO ? NULL : c;
}

/** As wdp_sec_cipher_find(). */
static inline const struct wdp_sec_auth_alg *
wdp_sec_auth_find(enum wdp_gen gen, enum wdp_sec_auth_id id)
{
	const struct wdp_sec_auth_alg *a = &wdp_sec_auths[id];

	return a->support[gen] == WDP_SEC_NO ? NULL : a;
}

/** As wdp_sec_cipher_find(). */
static inline const struct wdp_sec_aead_alg *
wdp_sec_aead_find(enum wdp_gen gen, enum wdp_sec_aead_id id)
{
	const struct wdp_sec_aead_alg *a = &wdp_sec_aeads[id];

	return a->support[gen] == WDP_SEC_NO ? NULL : a;
}

static inline bool
wdp_sec_range_has(const struct wdp_sec_range *r, size_t bytes)
{
	if (bytes < r->min || bytes > r->max)
		return false;
	return r->step == 0 ? bytes == r->min : (bytes - r->min) % r->step == 0;
}

static inline bool
wdp_sec_tag_ok(const struct wdp_sec_aead_alg *a, size_t bytes)
{
	return bytes <= WDP_SEC_TAG_MAX_B && (a->tags >> bytes & 1) != 0;
}

/** Scene of a task with a hash or MAC alone (15.5); everything else has WDP_SEC_SCENE_NONE. */
static inline uint8_t
wdp_sec_auth_scene(enum wdp_gen gen, const struct wdp_sec_auth_alg *a)
{
	if (a->kind == WDP_SEC_KIND_GMAC)
		return WDP_SEC_SCENE_IPSEC;
	return gen >= WDP_GEN_V3 ? WDP_SEC_SCENE_STREAM : WDP_SEC_SCENE_NONE;
}

#endif /* WDP_SEC_H */
