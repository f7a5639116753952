/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Capabilities, made of what the device says it can. */

#include <pthread.h>

#include "wd_hpre.h"

#define OP(name) (1u << RTE_CRYPTO_ASYM_OP_##name)
#define KE(name) (1u << RTE_CRYPTO_ASYM_KE_##name)

static const struct {
	enum rte_crypto_asym_xform_type type;
	uint8_t algs; /* the device has to have one of these */
	uint32_t op_types;
	struct rte_crypto_param_range modlen;
	struct rte_crypto_param_range extended; /* with experimental=1 */
} xforms[] = {
	{
		.type = RTE_CRYPTO_ASYM_XFORM_RSA,
		.algs = WDP_HPRE_ALG_RSA,
		.op_types = OP(ENCRYPT) | OP(DECRYPT) | OP(SIGN) | OP(VERIFY),
		.modlen = {WDP_HPRE_K_1024_B, WDP_HPRE_K_4096_B, WDP_HPRE_K_1024_B},
		.extended = {HPRE_EXTEND_MIN_B, WDP_HPRE_K_4096_B, 1},
	},
	{
		/* Odd moduli; brought to a native size by zeros in any case. */
		.type = RTE_CRYPTO_ASYM_XFORM_MODEX,
		.algs = WDP_HPRE_ALG_RSA,
		.modlen = {1, WDP_HPRE_K_4096_B, 1},
		.extended = {1, WDP_HPRE_K_4096_B, 1},
	},
	{
		/* 96 and 192 are taken as well, but are part of no progression (28). */
		.type = RTE_CRYPTO_ASYM_XFORM_DH,
		.algs = WDP_HPRE_ALG_DH,
		.op_types = KE(PRIV_KEY_GENERATE) | KE(PUB_KEY_GENERATE) |
			KE(SHARED_SECRET_COMPUTE),
		.modlen = {WDP_HPRE_K_1024_B, WDP_HPRE_K_4096_B, WDP_HPRE_K_1024_B},
		.extended = {HPRE_EXTEND_MIN_B, WDP_HPRE_K_4096_B, 1},
	},
	{
		.type = RTE_CRYPTO_ASYM_XFORM_ECDSA,
		.algs = WDP_HPRE_ALG_ECDSA,
		.op_types = OP(SIGN) | OP(VERIFY),
	},
	{
		.type = RTE_CRYPTO_ASYM_XFORM_ECDH,
		.algs = WDP_HPRE_ALG_ECDH,
		.op_types = KE(PRIV_KEY_GENERATE) | KE(PUB_KEY_GENERATE) |
			KE(SHARED_SECRET_COMPUTE) | KE(PUB_KEY_VERIFY),
	},
	{
		.type = RTE_CRYPTO_ASYM_XFORM_ECPM,
		.algs = WDP_HPRE_ALG_ECDH,
	},
	{
		.type = RTE_CRYPTO_ASYM_XFORM_ECFPM,
		.algs = WDP_HPRE_ALG_ECDH,
	},
#if WDP_DPDK_SINCE(24, 11)
	{
		.type = RTE_CRYPTO_ASYM_XFORM_SM2,
		.algs = WDP_HPRE_ALG_SM2,
		.op_types = OP(ENCRYPT) | OP(DECRYPT) | OP(SIGN) | OP(VERIFY),
	},
#endif
};

/* Who draws a number that the caller does not bring. */
static void
random_cap(struct rte_cryptodev_asymmetric_xform_capability *c)
{
	RTE_SET_USED(c);
#if WDP_DPDK_SINCE(23, 11)
	if (c->xform_type == RTE_CRYPTO_ASYM_XFORM_ECDSA ||
			c->xform_type == RTE_CRYPTO_ASYM_XFORM_ECDH)
		c->internal_rng = 1;
#endif
#if WDP_DPDK_SINCE(24, 11)
	if (c->xform_type == RTE_CRYPTO_ASYM_XFORM_SM2) {
		c->op_capa[RTE_CRYPTO_ASYM_OP_SIGN] = 1u << RTE_CRYPTO_SM2_RNG;
		c->op_capa[RTE_CRYPTO_ASYM_OP_ENCRYPT] = 1u << RTE_CRYPTO_SM2_RNG;
	}
#endif
}

/* By the algorithms of a device, and with experimental=1. */
#define ALGS_MASK (WDP_HPRE_ALG_RSA | WDP_HPRE_ALG_DH | WDP_HPRE_ALG_ECDH | \
	WDP_HPRE_ALG_ECDSA | WDP_HPRE_ALG_SM2)
static struct rte_cryptodev_capabilities caps[ALGS_MASK + 1][2][RTE_DIM(xforms) + 1];
static pthread_mutex_t caps_lock = PTHREAD_MUTEX_INITIALIZER;

static void
make(struct rte_cryptodev_capabilities *c, uint32_t algs, bool experimental)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(xforms); i++) {
		if ((xforms[i].algs & algs) == 0)
			continue;
		c->op = RTE_CRYPTO_OP_TYPE_ASYMMETRIC;
		c->asym.xform_capa.xform_type = xforms[i].type;
		c->asym.xform_capa.op_types = xforms[i].op_types;
		c->asym.xform_capa.modlen = experimental ? xforms[i].extended : xforms[i].modlen;
		random_cap(&c->asym.xform_capa);
		c++;
	}
	c->op = RTE_CRYPTO_OP_TYPE_UNDEFINED;
}

const struct rte_cryptodev_capabilities *
wdp_hpre_capabilities(const struct crypto_dev *d)
{
	struct hpre_can can = hpre_can(d);
	struct rte_cryptodev_capabilities *c = caps[can.algs & ALGS_MASK][can.experimental];

	pthread_mutex_lock(&caps_lock);
	if (c->op == RTE_CRYPTO_OP_TYPE_UNDEFINED)
		make(c, can.algs, can.experimental);
	pthread_mutex_unlock(&caps_lock);
	return c;
}
