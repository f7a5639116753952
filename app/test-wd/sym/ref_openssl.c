/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The referee: OpenSSL. Always forwards; a device's way back must give the plain text again.
 */

#include <errno.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <rte_common.h>

#include "sym.h"

#define NAMES_MAX 40u
#define BLOCK_B   16u
#define DES3_KEY_B 24u

/* Fetched once: a fetch costs more than most messages. */
static struct {
	const char *name;
	EVP_CIPHER *cipher;
	EVP_MD *md;
} known[NAMES_MAX];
static uint32_t nb_known;

static uint32_t
lookup(const char *name)
{
	uint32_t i;

	for (i = 0; i < nb_known; i++)
		if (known[i].name == name || strcmp(known[i].name, name) == 0)
			return i;
	if (nb_known < NAMES_MAX) {
		known[nb_known].name = name;
		return nb_known++;
	}
	return 0;
}

static const EVP_CIPHER *
cipher_get(const char *name)
{
	uint32_t i;

	if (name == NULL)
		return NULL;
	i = lookup(name);
	if (known[i].cipher == NULL)
		known[i].cipher = EVP_CIPHER_fetch(NULL, name, NULL);
	return known[i].cipher;
}

static const EVP_MD *
md_get(const char *name)
{
	uint32_t i = lookup(name);

	if (known[i].md == NULL)
		known[i].md = EVP_MD_fetch(NULL, name, NULL);
	return known[i].md;
}

void
wdp_s_ref_close(void)
{
	while (nb_known > 0) {
		nb_known--;
		EVP_CIPHER_free(known[nb_known].cipher);
		EVP_MD_free(known[nb_known].md);
		memset(&known[nb_known], 0, sizeof(known[0]));
	}
}

static bool
is_des(const struct wdp_s_alg *a)
{
	return a->cipher == RTE_CRYPTO_CIPHER_3DES_ECB || a->cipher == RTE_CRYPTO_CIPHER_3DES_CBC ||
		a->cipher == RTE_CRYPTO_CIPHER_DES_CBC;
}

static const char *
name_for(const struct wdp_s_alg *a, uint16_t key_len)
{
	uint32_t i = 0;

	if (is_des(a))
		i = 0;
	else if (a->cipher == RTE_CRYPTO_CIPHER_AES_XTS)
		i = (key_len - 32u) / 16;
	else if (key_len >= 16)
		i = (key_len - 16u) / 8;
	return i < RTE_DIM(a->ref_cipher) ? a->ref_cipher[i] : NULL;
}

static int
cipher_run(const EVP_CIPHER *c, const uint8_t *key, const uint8_t *iv, const uint8_t *in,
	uint32_t len, uint8_t *out)
{
	EVP_CIPHER_CTX *x = EVP_CIPHER_CTX_new();
	int n = 0, end = 0, ok;

	if (c == NULL || x == NULL) {
		EVP_CIPHER_CTX_free(x);
		return -ENOTSUP;
	}
	ok = EVP_EncryptInit_ex2(x, c, key, iv, NULL) == 1 &&
		EVP_CIPHER_CTX_set_padding(x, 0) == 1 &&
		EVP_EncryptUpdate(x, out, &n, in, (int)len) == 1 &&
		EVP_EncryptFinal_ex(x, out + n, &end) == 1 && (uint32_t)(n + end) == len;
	EVP_CIPHER_CTX_free(x);
	return ok ? 0 : -EINVAL;
}

int
wdp_s_ref_cipher(const struct wdp_s_spec *p, const uint8_t *iv, const uint8_t *in, uint32_t len,
	uint8_t *out)
{
	const struct wdp_s_alg *a = p->alg;
	uint8_t key[WDP_S_KEY_MAX_B], ctr[BLOCK_B];
	uint32_t i;

	memcpy(key, p->key, p->key_len);
	/* one key is used three times, the first of two again as the third */
	for (i = p->key_len; is_des(a) && i < DES3_KEY_B; i++)
		key[i] = key[i - p->key_len];
	if (p->iv_len == 12) { /* of CTR: the counter of the block starts at 1 */
		memcpy(ctr, iv, 12);
		memcpy(ctr + 12, "\0\0\0\1", 4);
		iv = ctr;
	}
	return cipher_run(cipher_get(name_for(a, p->key_len)), key, iv, in, len, out);
}

/* GCM, CCM; GMAC is GCM without a payload. */
static int
ref_aead(const struct wdp_s_spec *p, const char *name, const uint8_t *key, const uint8_t *iv,
	const uint8_t *aad, uint32_t aad_len, const uint8_t *in, uint32_t len, uint8_t *out,
	uint8_t *tag)
{
	bool ccm = p->alg->aead == RTE_CRYPTO_AEAD_AES_CCM;
	const EVP_CIPHER *c = cipher_get(name);
	EVP_CIPHER_CTX *x = EVP_CIPHER_CTX_new();
	uint8_t none[BLOCK_B];
	int n = 0, ok;

	if (c == NULL || x == NULL) {
		EVP_CIPHER_CTX_free(x);
		return -ENOTSUP;
	}
	if (out == NULL)
		out = none;
	ok = EVP_EncryptInit_ex2(x, c, NULL, NULL, NULL) == 1 &&
		EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_AEAD_SET_IVLEN, p->iv_len, NULL) == 1;
	if (ccm)
		ok = ok && EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_AEAD_SET_TAG, p->tag_len, NULL) == 1;
	ok = ok && EVP_EncryptInit_ex2(x, NULL, key, iv, NULL) == 1;
	if (ccm)
		ok = ok && EVP_EncryptUpdate(x, NULL, &n, NULL, (int)len) == 1;
	if (aad_len > 0)
		ok = ok && EVP_EncryptUpdate(x, NULL, &n, aad, (int)aad_len) == 1;
	if (len > 0 || ccm)
		ok = ok && EVP_EncryptUpdate(x, out, &n, len > 0 ? in : none, (int)len) == 1;
	ok = ok && EVP_EncryptFinal_ex(x, none, &n) == 1 &&
		EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_AEAD_GET_TAG, p->tag_len, tag) == 1;
	EVP_CIPHER_CTX_free(x);
	return ok ? 0 : -EINVAL;
}

/* RFC 3566: CBC-MAC with keys derived from the key, and another one for the last block. */
static int
ref_xcbc(const struct wdp_s_spec *p, const uint8_t *in, uint32_t len, uint8_t *tag)
{
	const EVP_CIPHER *c = cipher_get("AES-128-ECB");
	uint8_t k[3][BLOCK_B], block[BLOCK_B], e[BLOCK_B] = { 0 }, last;
	uint32_t i, n;
	int ret = 0;

	for (i = 0; i < 3 && ret == 0; i++) {
		memset(block, (int)i + 1, sizeof(block));
		ret = cipher_run(c, p->akey, NULL, block, BLOCK_B, k[i]);
	}
	do {
		n = RTE_MIN(len, BLOCK_B);
		memset(block, 0, sizeof(block));
		memcpy(block, in, n);
		last = len <= BLOCK_B ? (n == BLOCK_B ? 1 : 2) : 0;
		if (n < BLOCK_B)
			block[n] = 0x80;
		for (i = 0; i < BLOCK_B; i++)
			e[i] ^= block[i] ^ (last != 0 ? k[last][i] : 0);
		if (ret == 0)
			ret = cipher_run(c, k[0], NULL, e, BLOCK_B, block);
		memcpy(e, block, BLOCK_B);
		in += n;
		len -= n;
	} while (len > 0);
	memcpy(tag, e, p->tag_len);
	return ret;
}

static int
ref_cmac(const struct wdp_s_spec *p, const uint8_t *in, uint32_t len, uint8_t *tag)
{
	static const char *const names[] = { "AES-128-CBC", "AES-192-CBC", "AES-256-CBC" };
	const char *name = names[RTE_MIN((p->akey_len - 16u) / 8, RTE_DIM(names) - 1)];
	uint8_t full[BLOCK_B];
	size_t n = 0;

	if (EVP_Q_mac(NULL, "CMAC", NULL, name, NULL, p->akey, p->akey_len, in, len, full,
			sizeof(full), &n) == NULL || n != BLOCK_B)
		return -EINVAL;
	memcpy(tag, full, p->tag_len);
	return 0;
}

int
wdp_s_ref_mac(const struct wdp_s_spec *p, const uint8_t *iv, const uint8_t *in, uint32_t len,
	uint8_t *tag)
{
	const struct wdp_s_alg *a = p->alg;
	uint8_t full[EVP_MAX_MD_SIZE];
	unsigned int n = 0;
	int ok;

	switch (a->mac) {
	case WDP_S_REF_CMAC:
		return ref_cmac(p, in, len, tag);
	case WDP_S_REF_XCBC:
		return ref_xcbc(p, in, len, tag);
	case WDP_S_REF_GMAC:
		return ref_aead(p, name_for(a, p->akey_len), p->akey, iv, in, len, NULL, 0, NULL,
			tag);
	case WDP_S_REF_HASH:
		ok = EVP_Digest(in, len, full, &n, md_get(a->ref_hash), NULL) == 1;
		break;
	default:
		ok = HMAC(md_get(a->ref_hash), p->akey, p->akey_len, in, len, full, &n) != NULL;
		break;
	}
	if (!ok || n < p->tag_len)
		return -EINVAL;
	memcpy(tag, full, p->tag_len);
	return 0;
}

int
wdp_s_ref(const struct wdp_s_spec *p, const uint8_t *iv, const uint8_t *aad,
	const uint8_t *plain, uint32_t lead, uint32_t len, uint8_t *coded, uint8_t *tag)
{
	int ret;

	switch (p->alg->kind) {
	case WDP_S_CIPHER:
		return wdp_s_ref_cipher(p, iv, plain, len, coded);
	case WDP_S_AUTH:
		return wdp_s_ref_mac(p, iv, plain, len, tag);
	case WDP_S_AEAD:
		return ref_aead(p, name_for(p->alg, p->key_len), p->key, iv, aad, p->aad_len,
			plain, len, coded, tag);
	case WDP_S_CHAIN:
	default:
		memcpy(coded, plain, lead);
		ret = wdp_s_ref_cipher(p, iv, plain + lead, len, coded + lead);
		return ret != 0 ? ret : wdp_s_ref_mac(p, iv, coded, lead + len, tag);
	}
}
