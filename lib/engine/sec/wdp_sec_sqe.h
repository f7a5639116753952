/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SEC_SQE_H
#define WDP_SEC_SQE_H

/**
 * @file
 * SEC descriptors as pure functions (doc/hw/sec.md 10 to 24): type 2 for V2, type 3 for V3.
 *
 * What a session fixes is encoded once, into struct wdp_sec_form; a request costs a copy of it
 * with its addresses and lengths put in, every word written once.
 */

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "qm/wdp_qm.h"
#include "wdp_hw_sec.h"

/**
 * What a session fixes, in the terms of section 15; what a task does not have is 0.
 * Key memory: aligned to 64 bytes, unchanged while requests are in flight.
 */
struct wdp_sec_task {
	uint64_t c_key; /**< IOVA of the cipher key; XTS: both keys, one after the other */
	/**
	 * IOVA of the HMAC or MAC key, filled up with zeros to a multiple of 4 bytes, at least
	 * 4 bytes also when the key is empty. Ignored with GCM and CCM.
	 */
	uint64_t a_key;
	uint8_t cipher; /**< WDP_SEC_CIPHER_NONE, _ENC, _DEC */
	uint8_t c_alg, c_mode, c_width;
	uint8_t c_key_len; /**< bytes, both keys of XTS */
	/**
	 * WDP_SEC_XTS_IEEE (0) or _GB for SM4-XTS, else 0: what the mode needs is chosen. Linux
	 * has WDP_SEC_CTR_128 everywhere, so that is taken as well.
	 */
	uint8_t variant;
	uint8_t icv_len; /**< bytes of the tag of GCM and CCM */
	uint8_t auth; /**< WDP_SEC_AUTH_NONE, _GEN, _VERIFY; GCM and CCM: _NONE */
	uint8_t a_alg;
	uint8_t mac_len; /**< bytes of the hash or MAC, a multiple of 4; 0 with a_pad only */
	uint8_t a_key_len; /**< bytes; 0 for an empty HMAC key */
	uint8_t seq; /**< WDP_SEC_SEQ_*; decrypting GCM, CCM and chains: _AUTH_FIRST */
	uint8_t scene; /**< WDP_SEC_SCENE_NONE, or wdp_sec_auth_scene() */
	uint8_t ai_gen; /**< WDP_SEC_AI_GEN_INNER, or _ADDR: GMAC, later parts of a message */
	uint8_t a_pad; /**< WDP_SEC_A_PAD_*; type 3: _NONE wants WDP_SEC_SCENE_STREAM */
};

/** The constant part of a session's descriptors: one with all addresses of requests 0. */
struct wdp_sec_form {
	alignas(64) struct wdp_sec_sqe sqe;
};

/**
 * Encode what a session fixes.
 * @return 0; -EINVAL: a field has a value, or a pair of fields a combination, that the
 *   descriptor of this generation does not have. Whether the device does what can be encoded
 *   is in the tables of wdp_sec.h.
 */
WDP_API int wdp_sec_form_init(struct wdp_sec_form *f, enum wdp_gen gen,
	const struct wdp_sec_task *t);

/** What changes from request to request. Addresses are IOVAs; 0 for what a task does not have. */
struct wdp_sec_req {
	uint64_t src; /**< data, or its list */
	uint64_t dst; /**< the same as src in place; 0 for hashes */
	uint64_t mac; /**< flat: result, or what is compared with */
	uint64_t c_iv; /**< flat, WDP_SEC_IV_MAX_B bytes at most */
	uint64_t a_iv; /**< GCM: the IV once more; CCM: block B0; GMAC: its IV */
	uint64_t tag; /**< comes back unchanged; 16 bits of it with type 2 */
	uint32_t c_len; /**< bytes to encrypt or decrypt */
	uint32_t a_len; /**< bytes to authenticate: GCM, CCM: AAD; chains: AAD and payload */
	uint16_t cipher_off; /**< bytes in front of what is encrypted, in src and dst */
	bool list; /**< src and dst are both lists */
	bool out; /**< de: the result goes to dst, not over src */
};

static inline uint8_t
wdp_sec_form_type(const struct wdp_sec_form *f)
{
	return WDP_GET32(WDP_SEC_TYPE, wdp_le32(f->sqe.dw[0]));
}

/*
 * Two words at once, always from an even one: the addresses of type 3 that begin at odd words
 * are put together with their neighbours, so that no store crosses 8 bytes.
 */
static inline void
wdp_sec_put(uint32_t *dw, uint64_t v)
{
	v = wdp_le64(v);
	memcpy(dw, &v, sizeof(v));
}

static inline void
wdp_sec_put_pair(uint32_t *dw, uint32_t lo, uint32_t hi)
{
	wdp_sec_put(dw, (uint64_t)hi << 32 | lo);
}

static inline uint64_t
wdp_sec_get(const uint32_t *dw)
{
	uint64_t v;

	memcpy(&v, dw, sizeof(v));
	return wdp_le64(v);
}

static inline uint32_t
wdp_sec_op2(const struct wdp_sec_req *r)
{
	uint32_t list = WDP_FIELD32(WDP_SEC_BD2_SRC_TYPE, WDP_SEC_ADDR_SGL) |
		WDP_FIELD32(WDP_SEC_BD2_DST_TYPE, WDP_SEC_ADDR_SGL);

	return (-(uint32_t)r->list & list) | WDP_FIELD32(WDP_SEC_BD2_DE, r->out);
}

static inline uint32_t
wdp_sec_op3(const struct wdp_sec_req *r)
{
	uint32_t list = WDP_FIELD32(WDP_SEC_BD3_SRC_TYPE, WDP_SEC_ADDR_SGL) |
		WDP_FIELD32(WDP_SEC_BD3_DST_TYPE, WDP_SEC_ADDR_SGL);

	return (-(uint32_t)r->list & list) | WDP_FIELD32(WDP_SEC_BD3_DE, r->out);
}

/** Fill a slot of a V2 device; all 128 bytes are written. */
static inline void
wdp_sec_sqe_fill2(struct wdp_sec_sqe *sqe, const struct wdp_sec_form *f,
	const struct wdp_sec_req *r)
{
	const uint32_t *s = f->sqe.dw;
	uint32_t *d = sqe->dw;

	wdp_sec_put(&d[WDP_SEC_BD2_DW_OP], wdp_sec_get(&s[WDP_SEC_BD2_DW_OP]) | wdp_sec_op2(r));
	memcpy(&d[WDP_SEC_BD2_DW_AUTH], &s[WDP_SEC_BD2_DW_AUTH], 8);
	wdp_sec_put_pair(&d[WDP_SEC_BD2_DW_A_LEN], r->a_len, r->c_len);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_OFFSETS],
		WDP_FIELD32(WDP_SEC_CIPHER_OFF, r->cipher_off));
	wdp_sec_put(&d[WDP_SEC_BD2_DW_PBKDF2], 0);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_TAG], WDP_FIELD32(WDP_SEC_BD2_TAG, r->tag));
	wdp_sec_put(&d[WDP_SEC_BD2_DW_LONG_LO], 0);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_A_IV_LO], r->a_iv);
	memcpy(&d[WDP_SEC_BD2_DW_A_KEY_LO], &s[WDP_SEC_BD2_DW_A_KEY_LO], 8);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_MAC_LO], r->mac);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_C_IV_LO], r->c_iv);
	memcpy(&d[WDP_SEC_BD2_DW_C_KEY_LO], &s[WDP_SEC_BD2_DW_C_KEY_LO], 8);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_SRC_LO], r->src);
	wdp_sec_put(&d[WDP_SEC_BD2_DW_DST_LO], r->dst);
	memset(&d[WDP_SEC_DW_STATUS], 0, 16);
}

/** Fill a slot of a V3 device; all 128 bytes are written. */
static inline void
wdp_sec_sqe_fill3(struct wdp_sec_sqe *sqe, const struct wdp_sec_form *f,
	const struct wdp_sec_req *r)
{
	const uint32_t *s = f->sqe.dw;
	uint32_t *d = sqe->dw;

	wdp_sec_put(&d[WDP_SEC_BD3_DW_OP], wdp_sec_get(&s[WDP_SEC_BD3_DW_OP]) | wdp_sec_op3(r));
	wdp_sec_put(&d[WDP_SEC_BD3_DW_TAG_LO], r->tag);
	wdp_sec_put(&d[WDP_SEC_BD3_DW_SRC_LO], r->src);
	memcpy(&d[WDP_SEC_BD3_DW_A_KEY_LO], &s[WDP_SEC_BD3_DW_A_KEY_LO], 8);
	wdp_sec_put(&d[WDP_SEC_BD3_DW_A_IV_LO], r->a_iv);
	wdp_sec_put(&d[WDP_SEC_BD3_DW_STORAGE0], 0);
	/* cipher key, auth word, salt */
	memcpy(&d[WDP_SEC_BD3_DW_C_KEY_LO], &s[WDP_SEC_BD3_DW_C_KEY_LO], 16);
	wdp_sec_put_pair(&d[WDP_SEC_BD3_DW_OFFSETS],
		WDP_FIELD32(WDP_SEC_CIPHER_OFF, r->cipher_off), r->a_len);
	wdp_sec_put_pair(&d[WDP_SEC_BD3_DW_C_LEN], r->c_len, WDP_LO32(r->dst));
	wdp_sec_put_pair(&d[WDP_SEC_BD3_DW_DST_HI], WDP_HI32(r->dst), WDP_LO32(r->mac));
	wdp_sec_put_pair(&d[WDP_SEC_BD3_DW_MAC_HI], WDP_HI32(r->mac), WDP_LO32(r->c_iv));
	wdp_sec_put_pair(&d[WDP_SEC_BD3_DW_C_IV_HI], WDP_HI32(r->c_iv), 0);
	memcpy(&d[WDP_SEC_BD3_DW_LONG_HI], &s[WDP_SEC_BD3_DW_LONG_HI], 8);
	memset(&d[WDP_SEC_DW_STATUS], 0, 16);
}

/** Fill a slot with a request; all 128 bytes are written, the status with 0. */
static inline void
wdp_sec_sqe_fill(struct wdp_sec_sqe *sqe, const struct wdp_sec_form *f,
	const struct wdp_sec_req *r)
{
	if (wdp_sec_form_type(f) == WDP_SEC_TYPE_BD3)
		wdp_sec_sqe_fill3(sqe, f, r);
	else
		wdp_sec_sqe_fill2(sqe, f, r);
}

/** What became of a request. */
enum wdp_sec_outcome {
	WDP_SEC_OK,
	WDP_SEC_MISMATCH, /**< the tag or MAC is wrong; what is in the destination is undefined */
	WDP_SEC_ERROR,
};

/** What the device wrote back. */
struct wdp_sec_result {
	enum wdp_sec_outcome outcome;
	bool done;
	uint8_t error; /**< error_type; no value but 0 is public */
	uint8_t warning;
	uint8_t icv;
	uint8_t flag; /**< WDP_SEC_ST_FLAG_*: no part of the outcome, most drivers ignore it */
};

/** Status of a completed descriptor of either type (24). */
static inline struct wdp_sec_result
wdp_sec_sqe_result(const struct wdp_sec_sqe *sqe)
{
	uint32_t w = wdp_le32(sqe->dw[WDP_SEC_DW_STATUS]);
	struct wdp_sec_result r = {
		.outcome = WDP_SEC_OK,
		.done = (w & WDP_SEC_ST_DONE) != 0,
		.error = WDP_GET32(WDP_SEC_ST_ERROR, w),
		.warning = WDP_GET32(WDP_SEC_ST_WARN, w),
		.icv = WDP_GET32(WDP_SEC_ST_ICV, w),
		.flag = WDP_GET32(WDP_SEC_ST_FLAG, w),
	};

	if (!r.done || r.error != 0)
		r.outcome = WDP_SEC_ERROR;
	else if (r.icv == WDP_SEC_ST_ICV_MISMATCH)
		r.outcome = WDP_SEC_MISMATCH;
	return r;
}

/** Most payload that the length field of a CCM nonce of so many bytes holds (21). */
static inline uint32_t
wdp_sec_ccm_payload_max(uint8_t nonce_len)
{
	return nonce_len == WDP_SEC_CCM_NONCE_MAX_B ? UINT16_MAX : WDP_SEC_LEN_MAX_B;
}

/**
 * The two blocks of a CCM request (21).
 * @param c_iv, a_iv WDP_SEC_IV_MAX_B bytes each
 * @param nonce @p nonce_len bytes, WDP_SEC_CCM_NONCE_MIN_B .. _MAX_B
 * @param tag_len bytes, even, WDP_SEC_CCM_TAG_MIN_B .. WDP_SEC_TAG_MAX_B
 * @param payload bytes, up to wdp_sec_ccm_payload_max()
 */
static inline void
wdp_sec_ccm_ivs(uint8_t *c_iv, uint8_t *a_iv, const uint8_t *nonce, uint8_t nonce_len,
	uint8_t tag_len, bool aad, uint32_t payload)
{
	uint8_t length_field = WDP_SEC_IV_MAX_B - 1 - nonce_len;
	/* bytes 8 .. 15; the nonce, seven bytes at least, goes over what is in front */
	uint64_t one = __builtin_bswap64(wdp_le64(1)), len = __builtin_bswap64(wdp_le64(payload));

	memcpy(c_iv + 8, &one, sizeof(one));
	memcpy(a_iv + 8, &len, sizeof(len));
	c_iv[0] = length_field - 1;
	a_iv[0] = (aad ? 0x40 : 0) | ((tag_len - 2) / 2) << 3 | (length_field - 1);
	memcpy(c_iv + 1, nonce, nonce_len);
	memcpy(a_iv + 1, nonce, nonce_len);
}

/** IV block of GMAC from its nonce of WDP_SEC_GCM_IV_B bytes (18.1). */
static inline void
wdp_sec_gmac_iv(uint8_t *a_iv, const uint8_t *nonce)
{
	memcpy(a_iv, nonce, WDP_SEC_GCM_IV_B);
	memset(a_iv + WDP_SEC_GCM_IV_B, 0, WDP_SEC_IV_MAX_B - WDP_SEC_GCM_IV_B);
}

/** First counter block of CTR from a nonce of WDP_SEC_GCM_IV_B bytes: 1 behind it (29). */
static inline void
wdp_sec_ctr_iv(uint8_t *c_iv, const uint8_t *nonce)
{
	wdp_sec_gmac_iv(c_iv, nonce);
	c_iv[WDP_SEC_IV_MAX_B - 1] = 1;
}

#endif /* WDP_SEC_SQE_H */
