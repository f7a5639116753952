/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The algorithms of doc/hw/sec.md 29, and how OpenSSL calls them.
 */

#include <string.h>

#include <rte_common.h>

#include "sym.h"

#define CIPHER(n, id, u, l, s, ...) \
	{ .name = (n), .kind = WDP_S_CIPHER, .cipher = RTE_CRYPTO_CIPHER_##id, .unit = (u), \
	  .least = (l), .since = (s), .ref_cipher = { __VA_ARGS__ } }
#define HASH(n, id, w, b, r) \
	{ .name = (n), .kind = WDP_S_AUTH, .auth = RTE_CRYPTO_AUTH_##id, .unit = 1, .least = 1, \
	  .whole = (w), .hash_block = (b), .since = 2, .mac = WDP_S_REF_HASH, .ref_hash = (r) }
#define HMAC(n, id, w, b, r) \
	{ .name = (n), .kind = WDP_S_AUTH, .auth = RTE_CRYPTO_AUTH_##id, .unit = 1, .least = 1, \
	  .whole = (w), .hash_block = (b), .since = 2, .mac = WDP_S_REF_HMAC, .ref_hash = (r) }
#define MAC(n, id, m, ...) \
	{ .name = (n), .kind = WDP_S_AUTH, .auth = RTE_CRYPTO_AUTH_##id, .unit = 1, .least = 1, \
	  .whole = 16, .since = 3, .mac = (m), .ref_cipher = { __VA_ARGS__ } }
#define AEAD(n, id, s, ...) \
	{ .name = (n), .kind = WDP_S_AEAD, .aead = RTE_CRYPTO_AEAD_##id, .unit = 1, .least = 1, \
	  .whole = 16, .since = (s), .ref_cipher = { __VA_ARGS__ } }
#define CHAIN(n, c, a, w, b, r, s, ...) \
	{ .name = (n), .kind = WDP_S_CHAIN, .cipher = RTE_CRYPTO_CIPHER_##c, \
	  .auth = RTE_CRYPTO_AUTH_##a, .unit = 16, .least = 16, .whole = (w), .hash_block = (b), \
	  .mac = WDP_S_REF_HMAC, .ref_hash = (r), .since = 2, .single = (s), \
	  .ref_cipher = { __VA_ARGS__ } }
/* What takes two descriptors: any pair of a cipher and a MAC. */
#define PAIR(n, c, a, m, w, u, l, s, r, ...) \
	{ .name = (n), .kind = WDP_S_CHAIN, .cipher = RTE_CRYPTO_CIPHER_##c, \
	  .auth = RTE_CRYPTO_AUTH_##a, .mac = WDP_S_REF_##m, .whole = (w), .unit = (u), \
	  .least = (l), .since = (s), .ref_hash = (r), .ref_cipher = { __VA_ARGS__ } }

#define AES(m) "AES-128-" m, "AES-192-" m, "AES-256-" m

const struct wdp_s_alg wdp_s_algs[] = {
	CIPHER("aes-ecb", AES_ECB, 16, 16, 2, AES("ECB")),
	CIPHER("aes-cbc", AES_CBC, 16, 16, 2, AES("CBC")),
	CIPHER("aes-ctr", AES_CTR, 1, 1, 3, AES("CTR")),
	CIPHER("aes-xts", AES_XTS, 1, 16, 2, "AES-128-XTS", NULL, "AES-256-XTS"),
	/* OpenSSL 3 keeps DES apart; three times the same key is DES */
	CIPHER("3des-ecb", 3DES_ECB, 8, 8, 2, "DES-EDE3"),
	CIPHER("3des-cbc", 3DES_CBC, 8, 8, 2, "DES-EDE3-CBC"),
	CIPHER("des-cbc", DES_CBC, 8, 8, 2, "DES-EDE3-CBC"),
	CIPHER("sm4-ecb", SM4_ECB, 16, 16, 2, "SM4-ECB"),
	CIPHER("sm4-cbc", SM4_CBC, 16, 16, 2, "SM4-CBC"),
	CIPHER("sm4-ctr", SM4_CTR, 1, 1, 3, "SM4-CTR"),
#if WDP_DPDK_SINCE(23, 11)
	CIPHER("sm4-ofb", SM4_OFB, 1, 1, 3, "SM4-OFB"),
	CIPHER("sm4-cfb", SM4_CFB, 1, 1, 3, "SM4-CFB"),
#endif
#if WDP_DPDK_SINCE(24, 11)
	CIPHER("sm4-xts", SM4_XTS, 1, 16, 2, NULL),
#endif
	HASH("md5", MD5, 16, 64, "MD5"),
	HASH("sha1", SHA1, 20, 64, "SHA1"),
	HASH("sha224", SHA224, 28, 64, "SHA224"),
	HASH("sha256", SHA256, 32, 64, "SHA256"),
	HASH("sha384", SHA384, 48, 128, "SHA384"),
	HASH("sha512", SHA512, 64, 128, "SHA512"),
	HASH("sm3", SM3, 32, 64, "SM3"),
	HMAC("hmac-md5", MD5_HMAC, 16, 64, "MD5"),
	HMAC("hmac-sha1", SHA1_HMAC, 20, 64, "SHA1"),
	HMAC("hmac-sha224", SHA224_HMAC, 28, 64, "SHA224"),
	HMAC("hmac-sha256", SHA256_HMAC, 32, 64, "SHA256"),
	HMAC("hmac-sha384", SHA384_HMAC, 48, 128, "SHA384"),
	HMAC("hmac-sha512", SHA512_HMAC, 64, 128, "SHA512"),
#if WDP_DPDK_SINCE(23, 11)
	HMAC("hmac-sm3", SM3_HMAC, 32, 64, "SM3"),
#endif
	MAC("aes-cmac", AES_CMAC, WDP_S_REF_CMAC, AES("CBC")),
	MAC("aes-xcbc", AES_XCBC_MAC, WDP_S_REF_XCBC, "AES-128-ECB"),
	MAC("aes-gmac", AES_GMAC, WDP_S_REF_GMAC, AES("GCM")),
	AEAD("aes-gcm", AES_GCM, 2, AES("GCM")),
	AEAD("aes-ccm", AES_CCM, 2, AES("CCM")),
#if WDP_DPDK_SINCE(25, 11)
	AEAD("sm4-gcm", SM4_GCM, 3, NULL),
#endif
	CHAIN("aes-cbc+hmac-sha1", AES_CBC, SHA1_HMAC, 20, 64, "SHA1", 2, AES("CBC")),
	CHAIN("aes-cbc+hmac-sha256", AES_CBC, SHA256_HMAC, 32, 64, "SHA256", 2, AES("CBC")),
	CHAIN("aes-cbc+hmac-sha512", AES_CBC, SHA512_HMAC, 64, 128, "SHA512", 2, AES("CBC")),
	CHAIN("sm4-cbc+hmac-sha1", SM4_CBC, SHA1_HMAC, 20, 64, "SHA1", 3, "SM4-CBC"),
	CHAIN("sm4-cbc+hmac-sha256", SM4_CBC, SHA256_HMAC, 32, 64, "SHA256", 3, "SM4-CBC"),
	CHAIN("sm4-cbc+hmac-sha512", SM4_CBC, SHA512_HMAC, 64, 128, "SHA512", 3, "SM4-CBC"),
#if WDP_DPDK_SINCE(23, 11)
	CHAIN("aes-cbc+hmac-sm3", AES_CBC, SM3_HMAC, 32, 64, "SM3", 3, AES("CBC")),
	CHAIN("sm4-cbc+hmac-sm3", SM4_CBC, SM3_HMAC, 32, 64, "SM3", 3, "SM4-CBC"),
#endif
	PAIR("aes-ecb+sha512", AES_ECB, SHA512, HASH, 64, 16, 16, 2, "SHA512", AES("ECB")),
	PAIR("aes-cbc+md5", AES_CBC, MD5, HASH, 16, 16, 16, 2, "MD5", AES("CBC")),
	PAIR("aes-cbc+hmac-md5", AES_CBC, MD5_HMAC, HMAC, 16, 16, 16, 2, "MD5", AES("CBC")),
	PAIR("aes-cbc+hmac-sha224", AES_CBC, SHA224_HMAC, HMAC, 28, 16, 16, 2, "SHA224",
		AES("CBC")),
	PAIR("aes-cbc+hmac-sha384", AES_CBC, SHA384_HMAC, HMAC, 48, 16, 16, 2, "SHA384",
		AES("CBC")),
	PAIR("aes-cbc+xcbc", AES_CBC, AES_XCBC_MAC, XCBC, 16, 16, 16, 3, NULL, AES("CBC")),
	PAIR("aes-ctr+hmac-sha1", AES_CTR, SHA1_HMAC, HMAC, 20, 1, 1, 3, "SHA1", AES("CTR")),
	PAIR("aes-ctr+cmac", AES_CTR, AES_CMAC, CMAC, 16, 1, 1, 3, NULL, AES("CTR")),
	PAIR("aes-xts+hmac-sha256", AES_XTS, SHA256_HMAC, HMAC, 32, 1, 16, 2, "SHA256",
		"AES-128-XTS", NULL, "AES-256-XTS"),
	PAIR("3des-cbc+hmac-sha1", 3DES_CBC, SHA1_HMAC, HMAC, 20, 8, 8, 2, "SHA1", "DES-EDE3-CBC"),
	PAIR("3des-ecb+sha1", 3DES_ECB, SHA1, HASH, 20, 8, 8, 2, "SHA1", "DES-EDE3"),
	PAIR("des-cbc+sha224", DES_CBC, SHA224, HASH, 28, 8, 8, 2, "SHA224", "DES-EDE3-CBC"),
	PAIR("sm4-ecb+sha384", SM4_ECB, SHA384, HASH, 48, 16, 16, 2, "SHA384", "SM4-ECB"),
	PAIR("sm4-cbc+sm3", SM4_CBC, SM3, HASH, 32, 16, 16, 2, "SM3", "SM4-CBC"),
	PAIR("sm4-ctr+sha256", SM4_CTR, SHA256, HASH, 32, 1, 1, 3, "SHA256", "SM4-CTR"),
};

const uint32_t wdp_s_nb_algs = RTE_DIM(wdp_s_algs);

const struct wdp_s_alg *
wdp_s_alg_find(const char *name)
{
	uint32_t i;

	for (i = 0; i < wdp_s_nb_algs; i++)
		if (strcmp(wdp_s_algs[i].name, name) == 0)
			return &wdp_s_algs[i];
	return NULL;
}

bool
wdp_s_caps_get(const struct wdp_s *s, const struct wdp_s_alg *alg, struct wdp_s_caps *c)
{
	struct rte_cryptodev_sym_capability_idx idx;

	memset(c, 0, sizeof(*c));
	if (alg->aead != 0) {
		idx.type = RTE_CRYPTO_SYM_XFORM_AEAD;
		idx.algo.aead = alg->aead;
		c->cipher = rte_cryptodev_sym_capability_get(s->t.dev_id, &idx);
		return c->cipher != NULL;
	}
	if (alg->cipher != 0) {
		idx.type = RTE_CRYPTO_SYM_XFORM_CIPHER;
		idx.algo.cipher = alg->cipher;
		c->cipher = rte_cryptodev_sym_capability_get(s->t.dev_id, &idx);
		if (c->cipher == NULL)
			return false;
	}
	if (alg->auth != 0) {
		idx.type = RTE_CRYPTO_SYM_XFORM_AUTH;
		idx.algo.auth = alg->auth;
		c->auth = rte_cryptodev_sym_capability_get(s->t.dev_id, &idx);
		if (c->auth == NULL)
			return false;
	}
	return alg->kind != WDP_S_CHAIN || wdp_s_has(s, RTE_CRYPTODEV_FF_SYM_OPERATION_CHAINING);
}

bool
wdp_s_in_range(const struct rte_crypto_param_range *r, uint32_t v)
{
	if (v < r->min || v > r->max)
		return false;
	return r->increment == 0 ? v == r->min || v == r->max : (v - r->min) % r->increment == 0;
}

bool
wdp_s_alg_has_ref(const struct wdp_s_alg *alg)
{
	return alg->ref_hash != NULL || alg->ref_cipher[0] != NULL;
}
