/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Backend of `dpdk-test-wd perf`: crypto_wd_sec, and crypto_null as the floor of API and loop. */

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include <rte_cryptodev.h>

#include "perf_crypto.h"
#ifdef WDP_T_INPROC
#include "wdp_model.h"
#endif

/* Behind the op: IV, AAD, tag, as in an application that keeps them with it. */
#define IV_OFF    (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_sym_op))
#define IV_B      16
#define AAD_OFF   (IV_OFF + IV_B)
#define AAD_B     16
#define TAG_OFF   (AAD_OFF + AAD_B)
#define TAG_MAX_B 32
#define PRIV_B    (IV_B + AAD_B + TAG_MAX_B)

enum { SYM_CBC, SYM_XTS, SYM_GCM, SYM_CHAIN, SYM_HMAC, SYM_NULL };

static struct rte_mempool *sessions;
static void *session;

/* What the session of a kind is made of. */
static struct rte_crypto_sym_xform *
xforms(const struct wdp_p_kind *k, struct rte_crypto_sym_xform x[2])
{
	static const uint8_t key[64] = {1, [40] = 2}; /* XTS: two halves that differ */
	struct rte_crypto_sym_xform cipher = {.type = RTE_CRYPTO_SYM_XFORM_CIPHER};
	struct rte_crypto_sym_xform auth = {.type = RTE_CRYPTO_SYM_XFORM_AUTH};
	struct rte_crypto_sym_xform aead = {.type = RTE_CRYPTO_SYM_XFORM_AEAD};

	cipher.cipher.op = RTE_CRYPTO_CIPHER_OP_ENCRYPT;
	cipher.cipher.algo = k->arg == SYM_XTS ? RTE_CRYPTO_CIPHER_AES_XTS :
		k->arg == SYM_NULL ? RTE_CRYPTO_CIPHER_NULL : RTE_CRYPTO_CIPHER_AES_CBC;
	cipher.cipher.key.data = key;
	cipher.cipher.key.length = k->arg == SYM_XTS ? 64 : k->arg == SYM_NULL ? 0 : 16;
	cipher.cipher.iv.offset = IV_OFF;
	cipher.cipher.iv.length = k->arg == SYM_NULL ? 0 : IV_B;
	auth.auth.op = RTE_CRYPTO_AUTH_OP_GENERATE;
	auth.auth.algo = RTE_CRYPTO_AUTH_SHA256_HMAC;
	auth.auth.key.data = key;
	auth.auth.key.length = 32;
	auth.auth.digest_length = 32;
	aead.aead.op = RTE_CRYPTO_AEAD_OP_ENCRYPT;
	aead.aead.algo = RTE_CRYPTO_AEAD_AES_GCM;
	aead.aead.key.data = key;
	aead.aead.key.length = 16;
	aead.aead.iv.offset = IV_OFF;
	aead.aead.iv.length = 12;
	aead.aead.digest_length = 16;
	aead.aead.aad_length = AAD_B;
	x[0] = k->arg == SYM_GCM ? aead : k->arg == SYM_HMAC ? auth : cipher;
	x[1] = auth;
	x[0].next = k->arg == SYM_CHAIN ? &x[1] : NULL;
	return x;
}

static int
sym_start(uint8_t dev, const struct wdp_p_kind *k)
{
	struct rte_crypto_sym_xform x[2];
	int ret;

	sessions = rte_cryptodev_sym_session_pool_create("wdp_p_sess", 8,
		rte_cryptodev_sym_get_private_session_size(dev), 0, 0, SOCKET_ID_ANY);
	if (sessions == NULL)
		return -ENOMEM;
	/* crypto_null takes one less than it is asked for, and wants a power of two */
	ret = wdp_p_crypto_start(dev, 2 * WDP_P_SECTION, sessions);
	if (ret != 0)
		return ret;
	session = rte_cryptodev_sym_session_create(dev, xforms(k, x), sessions);
	return session != NULL ? 0 : -ENOTSUP;
}

static void
sym_stop(uint8_t dev)
{
	if (session != NULL)
		rte_cryptodev_sym_session_free(dev, session);
	session = NULL;
	rte_cryptodev_stop(dev);
	rte_cryptodev_close(dev);
	rte_mempool_free(sessions);
	sessions = NULL;
}

static struct rte_mempool *
sym_op_pool(const char *name, uint32_t n)
{
	return rte_crypto_op_pool_create(name, RTE_CRYPTO_OP_TYPE_SYMMETRIC, n, 0, PRIV_B,
		SOCKET_ID_ANY);
}

static void *
sym_op_alloc(struct rte_mempool *pool)
{
	return rte_crypto_op_alloc(pool, RTE_CRYPTO_OP_TYPE_SYMMETRIC);
}

static uint32_t
sym_data(uint8_t *mem, const struct wdp_p_kind *k)
{
	RTE_SET_USED(k);
	memset(mem, 0x5a, WDP_P_PLAIN_B);
	return WDP_P_PLAIN_B;
}

static void
sym_op_fill(void *p, const struct wdp_p_kind *k, struct rte_mbuf *src, struct rte_mbuf *dst,
	uint32_t len)
{
	struct rte_crypto_op *op = p;
	struct rte_crypto_sym_op *sym = op->sym;
	uint8_t *tag = rte_crypto_op_ctod_offset(op, uint8_t *, TAG_OFF);
	rte_iova_t tag_iova = rte_crypto_op_ctophys_offset(op, TAG_OFF);

	rte_crypto_op_attach_sym_session(op, session);
	sym->m_src = src;
	sym->m_dst = dst;
	if (k->arg == SYM_GCM) {
		sym->aead.data.offset = 0;
		sym->aead.data.length = len;
		sym->aead.digest.data = tag;
		sym->aead.digest.phys_addr = tag_iova;
		sym->aead.aad.data = rte_crypto_op_ctod_offset(op, uint8_t *, AAD_OFF);
		sym->aead.aad.phys_addr = rte_crypto_op_ctophys_offset(op, AAD_OFF);
		return;
	}
	sym->cipher.data.offset = 0;
	sym->cipher.data.length = len;
	sym->auth.data.offset = 0;
	sym->auth.data.length = len;
	sym->auth.digest.data = tag;
	sym->auth.digest.phys_addr = tag_iova;
}

static const struct wdp_p_kind sym_kinds[] = {
	{"aes-cbc", false, SYM_CBC},
	{"aes-xts", false, SYM_XTS},
	{"aes-gcm, AAD 16", false, SYM_GCM},
	{"aes-cbc+hmac-sha256", false, SYM_CHAIN},
	{"hmac-sha256", false, SYM_HMAC},
	{"aes-cbc, SGL", true, SYM_CBC},
	{"aes-gcm, AAD 16, SGL", true, SYM_GCM},
	{.name = NULL},
};

#define IN_SYM(field) (sizeof(struct rte_crypto_op) + offsetof(struct rte_crypto_sym_op, field))

#define SYM_BACKEND(the_name, the_driver, the_kinds) { \
	.name = the_name, \
	.driver = the_driver, \
	SYM_MODEL \
	.kinds = the_kinds, \
	WDP_P_CRYPTODEV, \
	.start = sym_start, \
	.stop = sym_stop, \
	.op_pool = sym_op_pool, \
	.op_alloc = sym_op_alloc, \
	.data = sym_data, \
	.op_fill = sym_op_fill, \
	.in = { \
		IN_SYM(cipher.data.length), \
		IN_SYM(m_src), \
		IN_SYM(m_dst), \
	}, \
}

#ifdef WDP_T_INPROC
#define SYM_MODEL .model = WDP_MODEL_SEC,
#else
#define SYM_MODEL
#endif

const struct wdp_p_backend wdp_p_sym = SYM_BACKEND("sec", "crypto_wd_sec", sym_kinds);

/* The same loop over a driver that does nothing. */
static const struct wdp_p_kind null_kinds[] = {
	{"crypto_null", false, SYM_NULL},
	{.name = NULL},
};

const struct wdp_p_backend wdp_p_null = SYM_BACKEND("null", "crypto_null", null_kinds);
