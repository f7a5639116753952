/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Ciphers and AEADs of the SEC engine (sec.md 17, 20, 21) on libcrypto. Data that lies in one
 * piece on both sides is worked on where it is, in one call; of lists only a block that lies
 * in two entries, and the end of a task with stealing, goes through a buffer.
 */

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <string.h>

#include "model_sec.h"

#define BLOCK_B WDP_SEC_BLOCK_AES_B
#define TAIL_B  (2 * BLOCK_B)
#define GB_CARRY   (UINT64_C(0xe1) << 56) /* reduction of GB/T 17964, most significant bit first */
#define IEEE_CARRY UINT64_C(0x87) /* of IEEE 1619, least significant bit first */

/** One side of a task: a walk, and what is left of the piece it gave last. */
struct side {
	struct model_iter it;
	uint8_t *p;
	uint32_t n;
};

/** A task under way. */
struct job {
	struct sec_ctx *c;
	struct sec_req *r;
	struct sec_ckey *k;
	struct side in;
	struct side out;
	bool same; /* in place, and no block lies in two pieces: what is read is where to write */
	uint8_t tweak[BLOCK_B]; /* XTS: of the next block */
	struct sec_cbcmac mac;  /* CCM */
	/** @p n bytes, in whole blocks of the mode. @return false: libcrypto failed. */
	bool (*bulk)(struct job *j, uint8_t *dst, const uint8_t *src, uint32_t n);
};

/* ---- data ---- */

static bool
side_fill(struct side *s)
{
	if (s->n == 0)
		s->n = wdp_md_iter_next(&s->it, &s->p);
	return s->n > 0;
}

static void
side_move(struct side *s, uint32_t n)
{
	s->p += n;
	s->n -= n;
}

static bool
side_get(struct side *s, uint8_t *to, uint32_t len)
{
	while (len > 0) {
		uint32_t n;

		if (!side_fill(s))
			return false;
		n = s->n < len ? s->n : len;
		memcpy(to, s->p, n);
		side_move(s, n);
		to += n;
		len -= n;
	}
	return true;
}

static bool
side_put(struct side *s, const uint8_t *from, uint32_t len)
{
	while (len > 0) {
		uint32_t n;

		if (!side_fill(s))
			return false;
		n = s->n < len ? s->n : len;
		memcpy(s->p, from, n);
		side_move(s, n);
		from += n;
		len -= n;
	}
	return true;
}

/** What stopped a task: its walks, or the library. */
static enum sec_status
job_failed(struct job *j)
{
	enum sec_status st = wdp_mdsec_walked(j->r, &j->in.it);

	if (st == SEC_ST_OK)
		st = wdp_mdsec_walked(j->r, &j->out.it);
	ERR_clear_error();
	return st != SEC_ST_OK ? st : SEC_ST_LIBRARY;
}

/** A walk of the destination of a task in place, from the byte the source stands at. */
static void
job_out_as_in(struct job *j)
{
	j->out.it = j->in.it;
	j->out.it.flags |= ITER_WRITE;
	j->out.it.addr -= j->in.n;
	j->out.it.seg_left += j->in.n;
	j->out.it.left += j->in.n;
}

/** The other side of a task whose source stands at its first byte of payload. */
static void
job_dst(struct job *j)
{
	const struct sec_req *r = j->r;

	j->out.n = 0;
	j->same = r->de != WDP_SEC_DE_OUT && r->block == 1;
	if (r->de == WDP_SEC_DE_OUT)
		wdp_mdsec_dst(j->r, &j->out.it, r->cipher_off, r->c_len, true);
	else if (!j->same)
		job_out_as_in(j);
}

static void
job_init(struct job *j, struct sec_ctx *c, struct sec_req *r, struct sec_ckey *k)
{
	j->c = c;
	j->r = r;
	j->k = k;
	j->in.n = 0;
	model_iter_none(&j->in.it);
	model_iter_none(&j->out.it);
}

/** Both walks of a task without AAD. */
static void
job_walk(struct job *j)
{
	wdp_mdsec_src(j->r, &j->in.it, j->r->cipher_off, j->r->c_len);
	job_dst(j);
}

/**
 * The AAD, which lies before the payload (19, 20): one walk of the source for both.
 * @param add takes a piece of it. @return false: the walk or the library failed.
 */
static bool
job_aad(struct job *j, bool (*add)(struct job *j, const uint8_t *p, uint32_t n))
{
	uint32_t left = j->r->a_len, n;

	wdp_mdsec_src(j->r, &j->in.it, j->r->auth_off, left + j->r->c_len);
	for (; left > 0; left -= n) {
		if (!side_fill(&j->in))
			return false;
		n = j->in.n < left ? j->in.n : left;
		if (!add(j, j->in.p, n))
			return false;
		side_move(&j->in, n);
	}
	job_dst(j);
	return true;
}

/**
 * Where to read the next bytes: where they go to, if that is the same memory. A client may have it
 * mapped twice, and the library must see that it works in place.
 */
static const uint8_t *
pump_src(struct job *j)
{
	if (j->in.p != j->out.p && wdp_md_dma_same(j->in.it.m, j->in.it.addr - j->in.n,
			j->out.it.addr - j->out.n))
		return j->out.p;
	return j->in.p;
}

/** Bytes to write to, as far as those to read reach. */
static bool
pump_room(struct job *j)
{
	uint64_t n = j->in.n;

	if (!j->same)
		return side_fill(&j->out);
	j->out.n = j->in.n;
	j->out.p = wdp_md_dma_piece(j->in.it.m, j->in.it.addr - j->in.n, &n, true);
	if (j->out.p != NULL && n == j->in.n)
		return true;
	/* Read-only, or in parts: as everybody else then. */
	j->same = false;
	job_out_as_in(j);
	j->out.n = 0;
	return side_fill(&j->out);
}

/** A block that does not lie in one piece. */
static bool
pump_block(struct job *j, uint32_t n)
{
	uint8_t block[BLOCK_B];

	return side_get(&j->in, block, n) && j->bulk(j, block, block, n) &&
		side_put(&j->out, block, n);
}

/** Send @p len bytes, whole blocks, through the cipher. */
static bool
pump(struct job *j, uint32_t len)
{
	uint32_t block = j->r->block;

	while (len > 0) {
		uint32_t n = len;

		if (!side_fill(&j->in) || !pump_room(j))
			return false;
		if (n > j->in.n)
			n = j->in.n;
		if (n > j->out.n)
			n = j->out.n;
		if (n < block) {
			n = block;
			if (!pump_block(j, n))
				return false;
		} else {
			n -= n % block;
			if (!j->bulk(j, j->out.p, pump_src(j), n))
				return false;
			side_move(&j->in, n);
			side_move(&j->out, n);
		}
		len -= n;
	}
	return true;
}

static bool
evp_run(EVP_CIPHER_CTX *e, uint8_t *dst, const uint8_t *src, uint32_t n)
{
	int out = 0;

	return EVP_CipherUpdate(e, dst, &out, src, (int)n) == 1 && out == (int)n;
}

static bool
evp_bulk(struct job *j, uint8_t *dst, const uint8_t *src, uint32_t n)
{
	return evp_run(j->k->main, dst, src, n);
}

/* Not inline: with the few bytes of a tail in sight gcc's check of array bounds errs. */
static void __attribute__((noinline))
xor_bytes(uint8_t *to, const uint8_t *a, const uint8_t *b, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		to[i] = a[i] ^ b[i];
}

/* ---- XTS ---- */

static inline uint64_t
big64(uint64_t v)
{
	return __builtin_bswap64(wdp_le64(v));
}

/** The tweak of the next block (15.12): times x, in one of two orders of the bits. */
static void
tweak_next(uint8_t *t, bool gb)
{
	uint64_t w[2], carry;

	memcpy(w, t, sizeof(w));
	if (gb) {
		carry = big64(w[1]) & 1;
		w[1] = big64(big64(w[1]) >> 1 | big64(w[0]) << 63);
		w[0] = big64(big64(w[0]) >> 1 ^ (carry ? GB_CARRY : 0));
	} else {
		carry = wdp_le64(w[1]) >> 63;
		w[1] = wdp_le64(wdp_le64(w[1]) << 1 | wdp_le64(w[0]) >> 63);
		w[0] = wdp_le64(wdp_le64(w[0]) << 1 ^ (carry ? IEEE_CARRY : 0));
	}
	memcpy(t, w, sizeof(w));
}

static bool
xts_bulk(struct job *j, uint8_t *dst, const uint8_t *src, uint32_t n)
{
	bool gb = j->r->c_alg == WDP_SEC_CALG_SM4 && j->r->ctr_mode == WDP_SEC_XTS_GB;
	uint8_t *tweaks = j->c->scratch, *data = tweaks + SEC_SCRATCH_B / 2;
	uint32_t part, at;

	for (; n > 0; n -= part, src += part, dst += part) {
		part = n < SEC_SCRATCH_B / 2 ? n : SEC_SCRATCH_B / 2;
		for (at = 0; at < part; at += BLOCK_B) {
			memcpy(tweaks + at, j->tweak, BLOCK_B);
			tweak_next(j->tweak, gb);
		}
		xor_bytes(data, src, tweaks, part);
		if (!evp_run(j->k->main, data, data, part))
			return false;
		xor_bytes(dst, data, tweaks, part);
	}
	return true;
}

/** The last whole block and the bytes behind it, which take part of it along. */
static bool
xts_tail(struct job *j, uint8_t *b, uint32_t n)
{
	uint8_t *last = b + BLOCK_B, tweak[BLOCK_B], swap[BLOCK_B];
	bool enc = j->r->cipher == WDP_SEC_CIPHER_ENC;
	bool gb = j->r->c_alg == WDP_SEC_CALG_SM4 && j->r->ctr_mode == WDP_SEC_XTS_GB;

	/* Decrypting, the two tweaks change places. */
	memcpy(tweak, j->tweak, sizeof(tweak));
	if (!enc)
		tweak_next(j->tweak, gb);
	if (!xts_bulk(j, b, b, BLOCK_B))
		return false;
	if (!enc)
		memcpy(j->tweak, tweak, sizeof(tweak));
	memcpy(swap, b, BLOCK_B);
	memcpy(b, last, n - BLOCK_B);
	memcpy(last, swap, n - BLOCK_B);
	return xts_bulk(j, b, b, BLOCK_B);
}

static enum sec_status
xts(struct job *j, const uint8_t *iv)
{
	uint32_t tail = j->r->c_len % BLOCK_B;
	uint8_t end[TAIL_B];

	/* The library takes a data unit only as a whole. */
	if (j->k->xts != NULL && side_fill(&j->in) && side_fill(&j->out) &&
			j->in.n == j->r->c_len && j->out.n == j->r->c_len) {
		if (EVP_CipherInit_ex2(j->k->xts, NULL, NULL, iv, -1, NULL) == 1 &&
				evp_run(j->k->xts, j->out.p, pump_src(j), j->r->c_len))
			return SEC_ST_OK;
		return job_failed(j);
	}
	if (!evp_run(j->k->aux, j->tweak, iv, BLOCK_B))
		return job_failed(j);
	j->bulk = xts_bulk;
	if (tail > 0)
		tail += BLOCK_B;
	if (!pump(j, j->r->c_len - tail))
		return job_failed(j);
	if (tail > 0 && !(side_get(&j->in, end, tail) && xts_tail(j, end, tail) &&
			side_put(&j->out, end, tail)))
		return job_failed(j);
	return SEC_ST_OK;
}

/* ---- CBC with stealing ---- */

/** Do the last two blocks stand the other way round in the cipher text (15.9)? */
static bool
cs_swapped(const struct sec_req *r, uint32_t rest)
{
	return r->c_width == WDP_SEC_CWIDTH_CS3 ||
		(r->c_width == WDP_SEC_CWIDTH_CS2 && rest < BLOCK_B);
}

/** @p rest: bytes of the last block, 1 to 16; @p b holds the two. */
static bool
cs_encrypt(struct job *j, uint8_t *b, uint32_t rest)
{
	uint8_t two[TAIL_B] = {0};

	memcpy(two, b, BLOCK_B + rest);
	if (!evp_run(j->k->main, two, two, sizeof(two)))
		return false;
	if (cs_swapped(j->r, rest)) {
		memcpy(b, two + BLOCK_B, BLOCK_B);
		memcpy(b + BLOCK_B, two, rest);
	} else {
		memcpy(b, two, rest);
		memcpy(b + rest, two + BLOCK_B, BLOCK_B);
	}
	return true;
}

static bool
cs_decrypt(struct job *j, uint8_t *b, uint32_t rest)
{
	bool swapped = cs_swapped(j->r, rest);
	uint8_t two[TAIL_B], plain[BLOCK_B];

	/* The cut block first, the whole one behind it. */
	memcpy(two, swapped ? b + BLOCK_B : b, rest);
	memcpy(two + BLOCK_B, swapped ? b : b + rest, BLOCK_B);
	if (!evp_run(j->k->aux, plain, two + BLOCK_B, BLOCK_B))
		return false;
	memcpy(two + rest, plain + rest, BLOCK_B - rest);
	xor_bytes(b + BLOCK_B, plain, two, rest);
	return evp_run(j->k->main, b, two, BLOCK_B);
}

static enum sec_status
cbc_cs(struct job *j)
{
	uint32_t rest = (j->r->c_len - 1) % BLOCK_B + 1;
	uint32_t tail = BLOCK_B + rest;
	uint8_t end[TAIL_B];
	bool done;

	j->bulk = evp_bulk;
	done = pump(j, j->r->c_len - tail) && side_get(&j->in, end, tail);
	if (done)
		done = j->r->cipher == WDP_SEC_CIPHER_ENC ? cs_encrypt(j, end, rest) :
			cs_decrypt(j, end, rest);
	if (done)
		done = side_put(&j->out, end, tail);
	return done ? SEC_ST_OK : job_failed(j);
}

enum sec_status
wdp_mdsec_cipher(struct sec_ctx *c, struct sec_req *r)
{
	uint8_t iv[WDP_SEC_IV_MAX_B];
	enum sec_status st;
	struct sec_ckey *k = wdp_mdsec_ckey(c, r, &st);
	struct job j;

	if (st == SEC_ST_OK && r->iv_b > 0)
		st = wdp_mdsec_read(r, iv, r->c_iv, r->iv_b, "cipher IV");
	if (st != SEC_ST_OK)
		return st;
	job_init(&j, c, r, k);
	job_walk(&j);
	if (r->c_mode == WDP_SEC_CMODE_XTS)
		return xts(&j, iv);
	if (r->iv_b > 0 && EVP_CipherInit_ex2(k->main, NULL, NULL, iv, -1, NULL) != 1)
		return job_failed(&j);
	if (r->c_mode == WDP_SEC_CMODE_CBC_CS)
		return cbc_cs(&j);
	j.bulk = evp_bulk;
	return pump(&j, r->c_len) ? SEC_ST_OK : job_failed(&j);
}

/* ---- GCM ---- */

static bool
soft_gcm_bulk(struct job *j, uint8_t *dst, const uint8_t *src, uint32_t n)
{
	if (j->r->cipher == WDP_SEC_CIPHER_DEC)
		return CRYPTO_gcm128_decrypt(j->k->gcm, src, dst, n) == 0;
	return CRYPTO_gcm128_encrypt(j->k->gcm, src, dst, n) == 0;
}

static bool
gcm_aad(struct job *j, const uint8_t *p, uint32_t n)
{
	int out = 0;

	if (j->k->gcm != NULL)
		return CRYPTO_gcm128_aad(j->k->gcm, p, n) == 0;
	return EVP_CipherUpdate(j->k->main, NULL, &out, p, (int)n) == 1;
}

static bool
gcm_start(struct job *j, uint8_t *iv)
{
	/*
	 * All of the IV, which is what -1 says in EVP_CTRL_AEAD_SET_IV_FIXED. EVP_CipherInit_ex2()
	 * asks the provider for the IV's length each time, for a tenth of the task.
	 */
	const OSSL_PARAM all[] = {
		OSSL_PARAM_octet_string(OSSL_CIPHER_PARAM_AEAD_TLS1_IV_FIXED, iv, (size_t)-1),
		OSSL_PARAM_END
	};

	if (j->k->gcm != NULL) {
		CRYPTO_gcm128_setiv(j->k->gcm, iv, WDP_SEC_GCM_IV_B);
		return true;
	}
	return EVP_CIPHER_CTX_set_params(j->k->main, all) == 1;
}

/*
 * Tags come and go as a parameter: EVP_CIPHER_CTX_ctrl() would make one of it, after a search that
 * takes as long as a few blocks of payload.
 */

/** Tag of what was decrypted: libcrypto compares it, and tells no other. */
static enum sec_status
gcm_verify(struct job *j)
{
	uint8_t tag[WDP_SEC_TAG_MAX_B];
	const OSSL_PARAM want[] = {
		OSSL_PARAM_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag, j->r->mac_b),
		OSSL_PARAM_END
	};
	EVP_CIPHER_CTX *e = j->k->main;
	enum sec_status st;
	int out = 0;

	st = wdp_mdsec_read(j->r, tag, j->r->mac, j->r->mac_b, "MAC");
	if (st != SEC_ST_OK)
		return st;
	if (EVP_CIPHER_CTX_set_params(e, want) != 1)
		return job_failed(j);
	j->r->mismatch = EVP_DecryptFinal_ex(e, tag, &out) != 1;
	if (j->r->mismatch)
		ERR_clear_error();
	return SEC_ST_OK;
}

static enum sec_status
gcm_finish(struct job *j)
{
	bool dec = j->r->cipher == WDP_SEC_CIPHER_DEC;
	uint8_t tag[WDP_SEC_TAG_MAX_B];
	OSSL_PARAM made[] = {
		OSSL_PARAM_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag, sizeof(tag)),
		OSSL_PARAM_END
	};
	int out = 0;


	if (j->k->gcm != NULL) {
		CRYPTO_gcm128_tag(j->k->gcm, tag, sizeof(tag));
	} else if (dec) {
		return gcm_verify(j);
	} else if (EVP_EncryptFinal_ex(j->k->main, tag, &out) != 1 ||
			EVP_CIPHER_CTX_get_params(j->k->main, made) != 1) {
		return job_failed(j);
	}
	return wdp_mdsec_tag(j->r, tag, dec);
}

/** GCM, and GMAC, which is one without payload. */
enum sec_status
wdp_mdsec_gcm(struct sec_ctx *c, struct sec_req *r)
{
	bool gmac = r->kind == SEC_HASH;
	enum sec_status st;
	struct sec_ckey *k = gmac ? wdp_mdsec_gmac_key(c, r, &st) : wdp_mdsec_ckey(c, r, &st);
	uint8_t iv[WDP_SEC_GCM_IV_B];
	struct job j;

	if (st == SEC_ST_OK)
		st = wdp_mdsec_read(r, iv, gmac ? r->a_iv : r->c_iv, sizeof(iv), "IV");
	if (st != SEC_ST_OK)
		return st;
	job_init(&j, c, r, k);
	j.bulk = k->gcm != NULL ? soft_gcm_bulk : evp_bulk;
	if (!gcm_start(&j, iv) || !job_aad(&j, gcm_aad) || !pump(&j, r->c_len))
		return job_failed(&j);
	return gcm_finish(&j);
}

/* ---- CCM ---- */

static bool
ccm_bulk(struct job *j, uint8_t *dst, const uint8_t *src, uint32_t n)
{
	if (j->r->cipher == WDP_SEC_CIPHER_ENC)
		return wdp_mdsec_cbcmac_add(&j->mac, src, n) && evp_bulk(j, dst, src, n);
	return evp_bulk(j, dst, src, n) && wdp_mdsec_cbcmac_add(&j->mac, dst, n);
}

/**
 * The two blocks of section 21 must say what the lengths say. A length of two bytes only is
 * one of all bytes as long as the payload is shorter than that.
 */
static enum sec_status
ccm_check(const struct sec_req *r, const uint8_t *iv, const uint8_t *b0)
{
	unsigned int q = (iv[0] & 7) + 1u, nonce = BLOCK_B - 1 - q, i;
	uint64_t len = 0;

	if (iv[0] > 7 || nonce < WDP_SEC_CCM_NONCE_MIN_B || nonce > WDP_SEC_CCM_NONCE_MAX_B)
		return wdp_mdsec_refuse(r, SEC_ST_CCM, "byte 0 of the cipher IV", iv[0],
			"no nonce of 7 to 13 bytes (21)");
	if (b0[0] != ((r->a_len > 0 ? 0x40 : 0) | (r->mac_b - 2) / 2 << 3 | iv[0]))
		return wdp_mdsec_refuse(r, SEC_ST_CCM, "byte 0 of the auth IV", b0[0],
			"not what nonce, tag and AAD make it (21)");
	for (i = BLOCK_B - q; i < BLOCK_B; i++) {
		len = len << 8 | b0[i];
		if (iv[i] != (i == BLOCK_B - 1))
			return wdp_mdsec_refuse(r, SEC_ST_CCM, "counter in the cipher IV", iv[i],
				"not 1 (21)");
	}
	if (len != r->c_len)
		return wdp_mdsec_refuse(r, SEC_ST_CCM, "length in the auth IV", len,
			"not the payload's (21)");
	if (memcmp(iv + 1, b0 + 1, nonce) != 0)
		return wdp_mdsec_refuse(r, SEC_ST_CCM, "nonce", b0[1],
			"not the same in both IVs (21)");
	return SEC_ST_OK;
}

static bool
ccm_add(struct job *j, const uint8_t *p, uint32_t n)
{
	return wdp_mdsec_cbcmac_add(&j->mac, p, n);
}

/** The AAD with its length before it, or nothing at all; then the payload's turn. */
static bool
ccm_aad(struct job *j)
{
	uint8_t head[2] = {(uint8_t)(j->r->a_len >> 8), (uint8_t)j->r->a_len};

	if (j->r->a_len > 0 && !wdp_mdsec_cbcmac_add(&j->mac, head, sizeof(head)))
		return false;
	return job_aad(j, ccm_add) &&
		(j->r->a_len == 0 || wdp_mdsec_cbcmac_pad(&j->mac));
}

/** CTR and CBC-MAC side by side; both blocks are taken as they are given. */
enum sec_status
wdp_mdsec_ccm(struct sec_ctx *c, struct sec_req *r)
{
	uint8_t iv[BLOCK_B], b0[BLOCK_B], mask[BLOCK_B] = {0};
	enum sec_status st;
	struct sec_ckey *k = wdp_mdsec_ckey(c, r, &st);
	struct job j;

	if (st == SEC_ST_OK)
		st = wdp_mdsec_read(r, iv, r->c_iv, sizeof(iv), "cipher IV");
	if (st == SEC_ST_OK)
		st = wdp_mdsec_read(r, b0, r->a_iv, sizeof(b0), "auth IV");
	if (st == SEC_ST_OK)
		st = ccm_check(r, iv, b0);
	if (st != SEC_ST_OK)
		return st;
	job_init(&j, c, r, k);
	j.bulk = ccm_bulk;
	/* Counter 0 is the tag's, 1 the first of the payload. */
	iv[BLOCK_B - 1] = 0;
	if (EVP_CipherInit_ex2(k->main, NULL, NULL, iv, -1, NULL) != 1 ||
			!evp_run(k->main, mask, mask, BLOCK_B) ||
			!wdp_mdsec_cbcmac_init(&j.mac, k->aux, c) ||
			!wdp_mdsec_cbcmac_add(&j.mac, b0, BLOCK_B) || !ccm_aad(&j) ||
			!pump(&j, r->c_len) || !wdp_mdsec_cbcmac_pad(&j.mac))
		return job_failed(&j);
	xor_bytes(mask, mask, j.mac.last, BLOCK_B);
	return wdp_mdsec_tag(r, mask, r->cipher == WDP_SEC_CIPHER_DEC);
}
