/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Hashes whose chaining value can be taken out and put back (sec.md 18.2). libcrypto's old
 * calls do the work; SM3, whose state it does not show, is written out here.
 */

#include "model_sec_hash.h"

#include <string.h>

static void
put32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

static uint32_t
get32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Words of a state, most significant byte first as in a digest. */
static void
store32(uint8_t *to, const uint32_t *h, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		put32(to + 4 * i, h[i]);
}

static void
load32(uint32_t *h, const uint8_t *from, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		h[i] = get32(from + 4 * i);
}

/* ---- MD5: the words of its digest are little-endian ---- */

static void
md5_init(struct sec_hash *h)
{
	MD5_Init(&h->u.md5);
}

static void
md5_update(struct sec_hash *h, const void *p, size_t n)
{
	MD5_Update(&h->u.md5, p, n);
}

static void
md5_final(struct sec_hash *h, uint8_t *out)
{
	MD5_Final(out, &h->u.md5);
}

static void
md5_load(struct sec_hash *h, const uint8_t *state, uint64_t bytes)
{
	uint32_t w[4];

	load32(w, state, 4);
	MD5_Init(&h->u.md5);
	h->u.md5.A = __builtin_bswap32(w[0]);
	h->u.md5.B = __builtin_bswap32(w[1]);
	h->u.md5.C = __builtin_bswap32(w[2]);
	h->u.md5.D = __builtin_bswap32(w[3]);
	h->u.md5.Nl = (uint32_t)(bytes << 3);
	h->u.md5.Nh = (uint32_t)(bytes >> 29);
}

static void
md5_store(const struct sec_hash *h, uint8_t *state)
{
	const uint32_t w[4] = {__builtin_bswap32(h->u.md5.A), __builtin_bswap32(h->u.md5.B),
		__builtin_bswap32(h->u.md5.C), __builtin_bswap32(h->u.md5.D)};

	store32(state, w, 4);
}

/* ---- SHA-1 ---- */

static void
sha1_init(struct sec_hash *h)
{
	SHA1_Init(&h->u.sha1);
}

static void
sha1_update(struct sec_hash *h, const void *p, size_t n)
{
	SHA1_Update(&h->u.sha1, p, n);
}

static void
sha1_final(struct sec_hash *h, uint8_t *out)
{
	SHA1_Final(out, &h->u.sha1);
}

static void
sha1_load(struct sec_hash *h, const uint8_t *state, uint64_t bytes)
{
	uint32_t w[5];

	load32(w, state, 5);
	SHA1_Init(&h->u.sha1);
	h->u.sha1.h0 = w[0];
	h->u.sha1.h1 = w[1];
	h->u.sha1.h2 = w[2];
	h->u.sha1.h3 = w[3];
	h->u.sha1.h4 = w[4];
	h->u.sha1.Nl = (uint32_t)(bytes << 3);
	h->u.sha1.Nh = (uint32_t)(bytes >> 29);
}

static void
sha1_store(const struct sec_hash *h, uint8_t *state)
{
	const uint32_t w[5] = {h->u.sha1.h0, h->u.sha1.h1, h->u.sha1.h2, h->u.sha1.h3,
		h->u.sha1.h4};

	store32(state, w, 5);
}

/* ---- SHA-224, SHA-256 ---- */

static void
sha256_init(struct sec_hash *h)
{
	SHA256_Init(&h->u.sha256);
}

static void
sha224_init(struct sec_hash *h)
{
	SHA224_Init(&h->u.sha256);
}

static void
sha256_update(struct sec_hash *h, const void *p, size_t n)
{
	SHA256_Update(&h->u.sha256, p, n);
}

static void
sha256_final(struct sec_hash *h, uint8_t *out)
{
	SHA256_Final(out, &h->u.sha256);
}

static void
sha256_load(struct sec_hash *h, const uint8_t *state, uint64_t bytes)
{
	SHA256_Init(&h->u.sha256);
	load32(h->u.sha256.h, state, 8);
	h->u.sha256.Nl = (uint32_t)(bytes << 3);
	h->u.sha256.Nh = (uint32_t)(bytes >> 29);
}

static void
sha256_store(const struct sec_hash *h, uint8_t *state)
{
	store32(state, h->u.sha256.h, 8);
}

/* ---- SHA-384, SHA-512 and its shorter forms ---- */

static void
sha512_init(struct sec_hash *h)
{
	SHA512_Init(&h->u.sha512);
}

static void
sha384_init(struct sec_hash *h)
{
	SHA384_Init(&h->u.sha512);
}

/* Start values of FIPS 180-4, 5.3.6. */
static void
sha512_224_init(struct sec_hash *h)
{
	static const SHA_LONG64 start[8] = {
		0x8c3d37c819544da2, 0x73e1996689dcd4d6, 0x1dfab7ae32ff9c82, 0x679dd514582f9fcf,
		0x0f6d2b697bd44da8, 0x77e36f7304c48942, 0x3f9d85a86a1d36c8, 0x1112e6ad91d692a1,
	};

	SHA512_Init(&h->u.sha512);
	memcpy(h->u.sha512.h, start, sizeof(start));
}

static void
sha512_256_init(struct sec_hash *h)
{
	static const SHA_LONG64 start[8] = {
		0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151, 0x963877195940eabd,
		0x96283ee2a88effe3, 0xbe5e1e2553863992, 0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2,
	};

	SHA512_Init(&h->u.sha512);
	memcpy(h->u.sha512.h, start, sizeof(start));
}

static void
sha512_update(struct sec_hash *h, const void *p, size_t n)
{
	SHA512_Update(&h->u.sha512, p, n);
}

static void
sha512_final(struct sec_hash *h, uint8_t *out)
{
	SHA512_Final(out, &h->u.sha512);
}

static void
sha512_load(struct sec_hash *h, const uint8_t *state, uint64_t bytes)
{
	unsigned int i;

	SHA512_Init(&h->u.sha512);
	for (i = 0; i < 8; i++)
		h->u.sha512.h[i] = (SHA_LONG64)get32(state + 8 * i) << 32 |
			get32(state + 8 * i + 4);
	h->u.sha512.Nl = bytes << 3;
	h->u.sha512.Nh = bytes >> 61;
}

static void
sha512_store(const struct sec_hash *h, uint8_t *state)
{
	unsigned int i;

	for (i = 0; i < 8; i++) {
		put32(state + 8 * i, (uint32_t)(h->u.sha512.h[i] >> 32));
		put32(state + 8 * i + 4, (uint32_t)h->u.sha512.h[i]);
	}
}

/* ---- SM3 (GB/T 32905-2016) ---- */

static inline uint32_t
rol(uint32_t v, unsigned int n)
{
	n %= 32;
	return n == 0 ? v : v << n | v >> (32 - n);
}

static inline uint32_t
sm3_p1(uint32_t x)
{
	return x ^ rol(x, 15) ^ rol(x, 23);
}

static void
sm3_block(uint32_t *h, const uint8_t *p)
{
	uint32_t w[68], v[8], ss1, tt1, tt2, ff, gg;
	unsigned int i;

	for (i = 0; i < 16; i++)
		w[i] = get32(p + 4 * i);
	for (; i < 68; i++)
		w[i] = sm3_p1(w[i - 16] ^ w[i - 9] ^ rol(w[i - 3], 15)) ^ rol(w[i - 13], 7) ^
			w[i - 6];
	memcpy(v, h, sizeof(v));
	for (i = 0; i < 64; i++) {
		ss1 = rol(rol(v[0], 12) + v[4] + rol(i < 16 ? 0x79cc4519 : 0x7a879d8a, i), 7);
		ff = i < 16 ? v[0] ^ v[1] ^ v[2] : (v[0] & v[1]) | (v[0] & v[2]) | (v[1] & v[2]);
		gg = i < 16 ? v[4] ^ v[5] ^ v[6] : (v[4] & v[5]) | (~v[4] & v[6]);
		tt1 = ff + v[3] + (ss1 ^ rol(v[0], 12)) + (w[i] ^ w[i + 4]);
		tt2 = gg + v[7] + ss1 + w[i];
		v[3] = v[2];
		v[2] = rol(v[1], 9);
		v[1] = v[0];
		v[0] = tt1;
		v[7] = v[6];
		v[6] = rol(v[5], 19);
		v[5] = v[4];
		v[4] = tt2 ^ rol(tt2, 9) ^ rol(tt2, 17);
	}
	for (i = 0; i < 8; i++)
		h[i] ^= v[i];
}

static void
sm3_init(struct sec_hash *h)
{
	static const uint32_t start[8] = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
		0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};

	memcpy(h->u.sm3.h, start, sizeof(start));
	h->u.sm3.len = 0;
}

static void
sm3_update(struct sec_hash *h, const void *data, size_t n)
{
	struct sec_sm3 *s = &h->u.sm3;
	size_t have = s->len % sizeof(s->buf);
	const uint8_t *p = data;

	s->len += n;
	if (have + n < sizeof(s->buf)) {
		memcpy(s->buf + have, p, n);
		return;
	}
	if (have > 0) {
		memcpy(s->buf + have, p, sizeof(s->buf) - have);
		sm3_block(s->h, s->buf);
		p += sizeof(s->buf) - have;
		n -= sizeof(s->buf) - have;
	}
	for (; n >= sizeof(s->buf); n -= sizeof(s->buf), p += sizeof(s->buf))
		sm3_block(s->h, p);
	memcpy(s->buf, p, n);
}

static void
sm3_final(struct sec_hash *h, uint8_t *out)
{
	static const uint8_t pad[64] = {0x80};
	struct sec_sm3 *s = &h->u.sm3;
	uint64_t bits = s->len << 3;
	size_t have = s->len % sizeof(s->buf);
	uint8_t len[8];

	put32(len, (uint32_t)(bits >> 32));
	put32(len + 4, (uint32_t)bits);
	sm3_update(h, pad, (have < 56 ? 56 : 120) - have);
	sm3_update(h, len, sizeof(len));
	store32(out, s->h, 8);
}

static void
sm3_load(struct sec_hash *h, const uint8_t *state, uint64_t bytes)
{
	load32(h->u.sm3.h, state, 8);
	h->u.sm3.len = bytes;
}

static void
sm3_store(const struct sec_hash *h, uint8_t *state)
{
	store32(state, h->u.sm3.h, 8);
}

/* 15.11, 18.2 */
static const struct sec_md mds[] = {
	{0x00, 20, 64, 20, sha1_init, sha1_update, sha1_final, sha1_load, sha1_store},
	{0x01, 32, 64, 32, sha256_init, sha256_update, sha256_final, sha256_load, sha256_store},
	{0x02, 16, 64, 16, md5_init, md5_update, md5_final, md5_load, md5_store},
	{0x03, 28, 64, 32, sha224_init, sha256_update, sha256_final, sha256_load, sha256_store},
	{0x04, 48, 128, 64, sha384_init, sha512_update, sha512_final, sha512_load, sha512_store},
	{0x05, 64, 128, 64, sha512_init, sha512_update, sha512_final, sha512_load, sha512_store},
	{0x06, 28, 128, 64, sha512_224_init, sha512_update, sha512_final, sha512_load,
		sha512_store},
	{0x07, 32, 128, 64, sha512_256_init, sha512_update, sha512_final, sha512_load,
		sha512_store},
	{0x25, 32, 64, 32, sm3_init, sm3_update, sm3_final, sm3_load, sm3_store},
};

const struct sec_md *
wdp_mdsec_md(unsigned int alg)
{
	unsigned int i;

	for (i = 0; i < sizeof(mds) / sizeof(mds[0]); i++)
		if (mds[i].alg == alg)
			return &mds[i];
	return NULL;
}
