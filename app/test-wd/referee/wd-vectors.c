/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/**
 * @file
 * Test vectors for dpdk-test-crypto-perf --ptest verify, computed by OpenSSL: a judge that
 * shares no code with the driver or the tool.
 *   wd-vectors gcm|xts|cbc-hmac BYTES > FILE
 *   dpdk-test-crypto-perf ... --ptest verify --test-file FILE --test-name vector
 * Keys and IVs have the sizes that the scripts tell the tool; data is from a fixed generator,
 * so a file can be made again.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#define BYTES_MAX  (1 << 20)
#define KEY_B      16
#define XTS_KEY_B  64 /* AES-256, two keys */
#define IV_B       16
#define GCM_IV_B   12
#define AAD_B      16
#define TAG_B      16
#define HMAC_KEY_B 32
#define SHA256_B   32

struct vector {
	size_t len;
	uint8_t *plain, *cipher;
	uint8_t key[XTS_KEY_B];
	uint8_t auth_key[HMAC_KEY_B];
	uint8_t iv[IV_B];
	uint8_t aad[AAD_B];
	uint8_t digest[SHA256_B];
};

/* xorshift64* */
static void
fill(uint8_t *to, size_t len)
{
	static uint64_t x = 0x9e3779b97f4a7c15;
	size_t i;

	for (i = 0; i < len; i++) {
		x ^= x >> 12;
		x ^= x << 25;
		x ^= x >> 27;
		to[i] = (x * 0x2545f4914f6cdd1d) >> 56;
	}
}

static void
put(const char *name, const uint8_t *data, size_t len)
{
	size_t i;

	printf("%s =\n", name);
	for (i = 0; i < len; i++)
		printf("0x%02x%s", data[i], i + 1 == len ? "\n\n" : (i + 1) % 16 ? ", " : ",\n");
}

static bool
encrypt(struct vector *v, const EVP_CIPHER *alg, bool gcm)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int n, last;
	bool ok;

	ok = ctx != NULL && EVP_EncryptInit_ex(ctx, alg, NULL, v->key, v->iv) == 1 &&
		EVP_CIPHER_CTX_set_padding(ctx, 0) == 1;
	if (ok && gcm)
		ok = EVP_EncryptUpdate(ctx, NULL, &n, v->aad, AAD_B) == 1;
	ok = ok && EVP_EncryptUpdate(ctx, v->cipher, &n, v->plain, v->len) == 1 &&
		EVP_EncryptFinal_ex(ctx, v->cipher + n, &last) == 1 && (size_t)(n + last) == v->len;
	if (ok && gcm)
		ok = EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG_B, v->digest) == 1;
	EVP_CIPHER_CTX_free(ctx);
	return ok;
}

static bool
make_gcm(struct vector *v)
{
	if (!encrypt(v, EVP_aes_128_gcm(), true))
		return false;
	put("aead_key", v->key, KEY_B);
	put("aead_iv", v->iv, GCM_IV_B);
	put("aad", v->aad, AAD_B);
	put("digest", v->digest, TAG_B);
	return true;
}

static bool
make_xts(struct vector *v)
{
	if (!encrypt(v, EVP_aes_256_xts(), false))
		return false;
	put("cipher_key", v->key, XTS_KEY_B);
	put("cipher_iv", v->iv, IV_B);
	return true;
}

static bool
make_cbc_hmac(struct vector *v)
{
	if (!encrypt(v, EVP_aes_128_cbc(), false) || HMAC(EVP_sha256(), v->auth_key, HMAC_KEY_B,
			v->cipher, v->len, v->digest, NULL) == NULL)
		return false;
	put("cipher_key", v->key, KEY_B);
	put("cipher_iv", v->iv, IV_B);
	put("auth_key", v->auth_key, HMAC_KEY_B);
	put("digest", v->digest, SHA256_B);
	return true;
}

static const struct {
	const char *name;
	bool (*make)(struct vector *v);
} kinds[] = {
	{"gcm", make_gcm},
	{"xts", make_xts},
	{"cbc-hmac", make_cbc_hmac},
};

int
main(int argc, char **argv)
{
	struct vector v = {0};
	unsigned int i;
	bool ok = false;

	if (argc == 3)
		v.len = strtoul(argv[2], NULL, 10);
	if (v.len < IV_B || v.len > BYTES_MAX || v.len % IV_B != 0) {
		fprintf(stderr, "usage: wd-vectors gcm|xts|cbc-hmac BYTES (%d to %d, in steps of %d)\n",
			IV_B, BYTES_MAX, IV_B);
		return 2;
	}
	v.plain = malloc(v.len);
	v.cipher = malloc(v.len);
	if (v.plain == NULL || v.cipher == NULL) {
		fprintf(stderr, "wd-vectors: no memory\n");
		goto out;
	}
	fill(v.plain, v.len);
	fill(v.key, sizeof(v.key));
	fill(v.auth_key, sizeof(v.auth_key));
	fill(v.iv, sizeof(v.iv));
	fill(v.aad, sizeof(v.aad));
	puts("[vector]");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			ok = kinds[i].make(&v);
	if (ok) {
		put("plaintext", v.plain, v.len);
		put("ciphertext", v.cipher, v.len);
	} else {
		fprintf(stderr, "wd-vectors: %s is not known, or OpenSSL cannot do it\n", argv[1]);
	}
out:
	free(v.plain);
	free(v.cipher);
	return ok && fflush(stdout) == 0 ? 0 : 1;
}
