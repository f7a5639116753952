/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What the library calls the engine's algorithms, and the capabilities made of both. Names that
 * came after DPDK 22.11 are offered where they exist.
 */

#include <pthread.h>

#include "compat.h"
#include "wd_sec.h"

static const struct {
	enum rte_crypto_cipher_algorithm algo;
	enum wdp_sec_cipher_id id;
} ciphers[] = {
	{RTE_CRYPTO_CIPHER_AES_ECB, WDP_SEC_ID_AES_ECB},
	{RTE_CRYPTO_CIPHER_AES_CBC, WDP_SEC_ID_AES_CBC},
	{RTE_CRYPTO_CIPHER_AES_CTR, WDP_SEC_ID_AES_CTR},
	{RTE_CRYPTO_CIPHER_AES_XTS, WDP_SEC_ID_AES_XTS},
	{RTE_CRYPTO_CIPHER_3DES_ECB, WDP_SEC_ID_3DES_ECB},
	{RTE_CRYPTO_CIPHER_3DES_CBC, WDP_SEC_ID_3DES_CBC},
	{RTE_CRYPTO_CIPHER_DES_CBC, WDP_SEC_ID_DES_CBC},
	{RTE_CRYPTO_CIPHER_SM4_ECB, WDP_SEC_ID_SM4_ECB},
	{RTE_CRYPTO_CIPHER_SM4_CBC, WDP_SEC_ID_SM4_CBC},
	{RTE_CRYPTO_CIPHER_SM4_CTR, WDP_SEC_ID_SM4_CTR},
#if WDP_DPDK_SINCE(23, 11)
	{RTE_CRYPTO_CIPHER_SM4_OFB, WDP_SEC_ID_SM4_OFB},
	{RTE_CRYPTO_CIPHER_SM4_CFB, WDP_SEC_ID_SM4_CFB},
#endif
#if WDP_DPDK_SINCE(24, 11)
	{RTE_CRYPTO_CIPHER_SM4_XTS, WDP_SEC_ID_SM4_XTS},
#endif
};

static const struct {
	enum rte_crypto_auth_algorithm algo;
	enum wdp_sec_auth_id id;
} auths[] = {
	{RTE_CRYPTO_AUTH_MD5, WDP_SEC_ID_MD5},
	{RTE_CRYPTO_AUTH_SHA1, WDP_SEC_ID_SHA1},
	{RTE_CRYPTO_AUTH_SHA224, WDP_SEC_ID_SHA224},
	{RTE_CRYPTO_AUTH_SHA256, WDP_SEC_ID_SHA256},
	{RTE_CRYPTO_AUTH_SHA384, WDP_SEC_ID_SHA384},
	{RTE_CRYPTO_AUTH_SHA512, WDP_SEC_ID_SHA512},
	{RTE_CRYPTO_AUTH_SM3, WDP_SEC_ID_SM3},
	{RTE_CRYPTO_AUTH_MD5_HMAC, WDP_SEC_ID_MD5_HMAC},
	{RTE_CRYPTO_AUTH_SHA1_HMAC, WDP_SEC_ID_SHA1_HMAC},
	{RTE_CRYPTO_AUTH_SHA224_HMAC, WDP_SEC_ID_SHA224_HMAC},
	{RTE_CRYPTO_AUTH_SHA256_HMAC, WDP_SEC_ID_SHA256_HMAC},
	{RTE_CRYPTO_AUTH_SHA384_HMAC, WDP_SEC_ID_SHA384_HMAC},
	{RTE_CRYPTO_AUTH_SHA512_HMAC, WDP_SEC_ID_SHA512_HMAC},
#if WDP_DPDK_SINCE(23, 11)
	{RTE_CRYPTO_AUTH_SM3_HMAC, WDP_SEC_ID_SM3_HMAC},
#endif
	{RTE_CRYPTO_AUTH_AES_XCBC_MAC, WDP_SEC_ID_AES_XCBC},
	{RTE_CRYPTO_AUTH_AES_CMAC, WDP_SEC_ID_AES_CMAC},
	{RTE_CRYPTO_AUTH_AES_GMAC, WDP_SEC_ID_AES_GMAC},
};

static const struct {
	enum rte_crypto_aead_algorithm algo;
	enum wdp_sec_aead_id id;
} aeads[] = {
	{RTE_CRYPTO_AEAD_AES_GCM, WDP_SEC_ID_AES_GCM},
	{RTE_CRYPTO_AEAD_AES_CCM, WDP_SEC_ID_AES_CCM},
#if WDP_DPDK_SINCE(25, 11)
	{RTE_CRYPTO_AEAD_SM4_GCM, WDP_SEC_ID_SM4_GCM},
#endif
};

#define FIND_ID(table, name) \
	do { \
		unsigned int i_; \
		for (i_ = 0; i_ < RTE_DIM(table); i_++) \
			if ((table)[i_].algo == (name)) \
				return (table)[i_].id; \
		return -1; \
	} while (0)

int
wdp_sec_cipher_id(enum rte_crypto_cipher_algorithm algo)
{
	FIND_ID(ciphers, algo);
}

int
wdp_sec_auth_id(enum rte_crypto_auth_algorithm algo)
{
	FIND_ID(auths, algo);
}

int
wdp_sec_aead_id(enum rte_crypto_aead_algorithm algo)
{
	FIND_ID(aeads, algo);
}

#define CAPS_MAX (RTE_DIM(ciphers) + RTE_DIM(auths) + RTE_DIM(aeads) + 1)

/* By generation, and with experimental=1. */
static struct rte_cryptodev_capabilities caps[WDP_GEN_NB][2][CAPS_MAX];
static pthread_mutex_t caps_lock = PTHREAD_MUTEX_INITIALIZER;

static bool
offered(const uint8_t support[WDP_GEN_NB], enum wdp_gen gen, bool experimental)
{
	return support[gen] == WDP_SEC_YES ||
		(support[gen] == WDP_SEC_EXPERIMENTAL && experimental);
}

static struct rte_crypto_param_range
range(const struct wdp_sec_range *r)
{
	return (struct rte_crypto_param_range){r->min, r->max, r->step};
}

static struct rte_crypto_param_range
exactly(uint16_t n)
{
	return (struct rte_crypto_param_range){n, n, 0};
}

static void
cipher_cap(struct rte_cryptodev_capabilities *c, enum rte_crypto_cipher_algorithm algo,
	const struct wdp_sec_cipher_alg *a)
{
	c->op = RTE_CRYPTO_OP_TYPE_SYMMETRIC;
	c->sym.xform_type = RTE_CRYPTO_SYM_XFORM_CIPHER;
	c->sym.cipher.algo = algo;
	c->sym.cipher.block_size = a->block;
	c->sym.cipher.key_size = range(&a->key);
	c->sym.cipher.iv_size = exactly(a->iv);
	/* RFC 3686: a nonce, to which the first counter is added. */
	if (algo == RTE_CRYPTO_CIPHER_AES_CTR)
		c->sym.cipher.iv_size = (struct rte_crypto_param_range){WDP_SEC_GCM_IV_B, a->iv,
			a->iv - WDP_SEC_GCM_IV_B};
}

static void
auth_cap(struct rte_cryptodev_capabilities *c, enum rte_crypto_auth_algorithm algo,
	const struct wdp_sec_auth_alg *a)
{
	c->op = RTE_CRYPTO_OP_TYPE_SYMMETRIC;
	c->sym.xform_type = RTE_CRYPTO_SYM_XFORM_AUTH;
	c->sym.auth.algo = algo;
	c->sym.auth.block_size = a->block;
	c->sym.auth.key_size = range(&a->key);
	c->sym.auth.digest_size = range(&a->digest);
	c->sym.auth.iv_size = exactly(a->iv);
}

static void
aead_cap(struct rte_cryptodev_capabilities *c, enum rte_crypto_aead_algorithm algo,
	const struct wdp_sec_aead_alg *a)
{
	c->op = RTE_CRYPTO_OP_TYPE_SYMMETRIC;
	c->sym.xform_type = RTE_CRYPTO_SYM_XFORM_AEAD;
	c->sym.aead.algo = algo;
	c->sym.aead.block_size = WDP_SEC_BLOCK_AES_B;
	c->sym.aead.key_size = range(&a->key);
	c->sym.aead.digest_size = range(&a->tag);
	c->sym.aead.aad_size = range(&a->aad);
	c->sym.aead.iv_size = range(&a->nonce);
}

static void
make(struct rte_cryptodev_capabilities *c, enum wdp_gen gen, bool experimental)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(auths); i++)
		if (offered(wdp_sec_auths[auths[i].id].support, gen, experimental))
			auth_cap(c++, auths[i].algo, &wdp_sec_auths[auths[i].id]);
	for (i = 0; i < RTE_DIM(ciphers); i++)
		if (offered(wdp_sec_ciphers[ciphers[i].id].support, gen, experimental))
			cipher_cap(c++, ciphers[i].algo, &wdp_sec_ciphers[ciphers[i].id]);
	for (i = 0; i < RTE_DIM(aeads); i++)
		if (offered(wdp_sec_aeads[aeads[i].id].support, gen, experimental))
			aead_cap(c++, aeads[i].algo, &wdp_sec_aeads[aeads[i].id]);
	c->op = RTE_CRYPTO_OP_TYPE_UNDEFINED;
}

const struct rte_cryptodev_capabilities *
wdp_sec_capabilities(const struct crypto_dev *d)
{
	struct rte_cryptodev_capabilities *c = caps[d->qm.gen][d->experimental];

	pthread_mutex_lock(&caps_lock);
	if (c->op == RTE_CRYPTO_OP_TYPE_UNDEFINED)
		make(c, d->qm.gen, d->experimental);
	pthread_mutex_unlock(&caps_lock);
	return c;
}
