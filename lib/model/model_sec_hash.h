/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_SEC_HASH_H
#define MODEL_SEC_HASH_H

/**
 * @file
 * Hashes with their chaining value in reach: a message comes in several descriptors (sec.md
 * 18.2), and HMAC begins from states kept with the key.
 */

/* The calls that show a hash's state are the old ones. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stddef.h>
#include <stdint.h>

#define SEC_HASH_BLOCK_MAX_B 128
#define SEC_HASH_STATE_MAX_B 64

/** SM3, which libcrypto only has behind EVP. */
struct sec_sm3 {
	uint32_t h[8];
	uint64_t len;
	uint8_t buf[64];
};

struct sec_md;

struct sec_hash {
	const struct sec_md *md;
	union {
		MD5_CTX md5;
		SHA_CTX sha1;
		SHA256_CTX sha256;
		SHA512_CTX sha512;
		struct sec_sm3 sm3;
	} u;
};

/** One hash; a_alg without the HMAC's 0x10. */
struct sec_md {
	uint8_t alg;
	uint8_t size_b;
	uint8_t block_b;
	uint8_t state_b;
	void (*init)(struct sec_hash *h);
	void (*update)(struct sec_hash *h, const void *p, size_t n);
	void (*final)(struct sec_hash *h, uint8_t *out); /* of state_b bytes, size_b are good */
	/** The chaining value as it stands in memory, and how many bytes led to it. */
	void (*load)(struct sec_hash *h, const uint8_t *state, uint64_t bytes);
	void (*store)(const struct sec_hash *h, uint8_t *state);
};

/** NULL: no such hash. */
const struct sec_md *wdp_mdsec_md(unsigned int alg);

#endif /* MODEL_SEC_HASH_H */
