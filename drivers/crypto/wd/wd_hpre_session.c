/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Sessions: an xform checked against what the engine does on this generation, and turned into
 * key blocks and a descriptor that only lacks addresses.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <rte_mempool.h>

#include "wd_hpre.h"

/* Where a session's blocks are for the device. */
struct ctx {
	const struct hpre_can *can;
	rte_iova_t pub;
	rte_iova_t priv;
};

static int
refuse(struct hpre_refusal *why, const char *what)
{
	why->what = what;
	return -ENOTSUP;
}

static int
refuse_value(struct hpre_refusal *why, const char *what)
{
	why->what = what;
	return -EINVAL;
}

static int
refuse_size(struct hpre_refusal *why, const char *field, size_t is, const uint16_t *sizes)
{
	why->field = field;
	why->is = is;
	why->sizes = sizes;
	return -ENOTSUP;
}

static int
check_alg(const struct ctx *c, uint32_t algs, struct hpre_refusal *why)
{
	if ((c->can->algs & algs) != 0)
		return 0;
	return refuse(why, "this generation of the hardware does not do it");
}

/* ---- modular operations ---- */

/* Operand bytes of a modulus that the session has to have, as they are or with zeros. */
static int
take_size(const struct ctx *c, uint8_t op, const char *field, size_t len, struct hpre_session *s,
	struct hpre_refusal *why)
{
	s->k = wdp_hpre_mod_k(op, len, c->can->experimental && len >= HPRE_EXTEND_MIN_B);
	s->len = len;
	return s->k != 0 ? 0 : refuse_size(why, field, len, wdp_hpre_mod_sizes(op));
}

static int
rsa_private(const struct ctx *c, const struct rte_crypto_rsa_xform *x, struct hpre_session *s,
	struct hpre_refusal *why)
{
	const struct wdp_hpre_crt crt = {
		.p = hpre_num(&x->qt.p),
		.q = hpre_num(&x->qt.q),
		.dp = hpre_num(&x->qt.dP),
		.dq = hpre_num(&x->qt.dQ),
		.qinv = hpre_num(&x->qt.qInv),
	};

	if (x->key_type == RTE_RSA_KEY_TYPE_QT) {
		if (!hpre_given(&x->qt.p))
			return 0;
		s->priv_op = WDP_HPRE_OP_RSA_CRT;
		if (wdp_hpre_crt_key(s->priv_key, s->k, &crt) < 0)
			return refuse_value(why, "not a private key: p and q are odd and have half the bytes of n, dP and qInv are below p, dQ is below q");
	} else if (x->key_type == RTE_RSA_KEY_TYPE_EXP) {
		if (!hpre_given(&x->d))
			return 0;
		s->priv_op = WDP_HPRE_OP_EXP;
		if (wdp_hpre_exp_key(s->priv_key, s->k, hpre_num(&x->d), hpre_num(&x->n)) < 0)
			return refuse_value(why, "not a private key: d is not 0 and not longer than n");
	} else {
		return refuse_value(why, "no such key type of RSA");
	}
	s->has_priv = true;
	s->priv = wdp_hpre_form(s->priv_op, s->k, 0, c->priv);
	return 0;
}

static int
rsa_init(const struct ctx *c, const struct rte_crypto_asym_xform *xform, struct hpre_session *s,
	struct hpre_refusal *why)
{
	static const uint8_t one = 1;
	const struct rte_crypto_rsa_xform *x = &xform->rsa;
	struct wdp_hpre_num e = hpre_num(&x->e), n = hpre_num(&x->n);
	int ret = check_alg(c, WDP_HPRE_ALG_RSA, why);

	if (ret == 0)
		ret = take_size(c, WDP_HPRE_OP_EXP, "bytes of the RSA modulus",
			wdp_hpre_num_len(n), s, why);
	if (ret < 0)
		return ret;
	/* The modulus is needed in any case: what is worked on has to be below it. */
	s->has_pub = wdp_hpre_num_len(e) != 0;
	if (!s->has_pub)
		e = (struct wdp_hpre_num){&one, 1};
	if (wdp_hpre_exp_key(s->pub_key, s->k, e, n) < 0)
		return refuse_value(why, "not a public key: n is odd, e is not longer than n");
	s->pub = wdp_hpre_form(WDP_HPRE_OP_EXP, s->k, 0, c->pub);
#if WDP_DPDK_SINCE(24, 11)
	if ((x->padding.type != RTE_CRYPTO_RSA_PADDING_NONE &&
			x->padding.type != RTE_CRYPTO_RSA_PADDING_PKCS1_5) ||
			(unsigned int)x->padding.hash > UINT8_MAX)
		return refuse(why, "the paddings of RSA are NONE and PKCS1_5");
	s->padding = x->padding.type;
	s->hash = x->padding.hash;
#endif
	return rsa_private(c, x, s, why);
}

static int
modex_init(const struct ctx *c, const struct rte_crypto_asym_xform *xform, struct hpre_session *s,
	struct hpre_refusal *why)
{
	struct wdp_hpre_num e = hpre_num(&xform->modex.exponent);
	struct wdp_hpre_num n = hpre_num(&xform->modex.modulus);
	size_t len = wdp_hpre_num_len(n), longest = RTE_MAX(len, wdp_hpre_num_len(e));
	int ret = check_alg(c, WDP_HPRE_ALG_RSA, why);

	if (ret < 0)
		return ret;
	if (len == 0)
		return refuse_value(why, "no modulus");
	s->len = len;
	s->k = wdp_hpre_mod_k(WDP_HPRE_OP_EXP, longest, true);
	if (s->k == 0)
		return refuse(why, "a modulus or an exponent of more than 512 bytes");
	if ((n.data[n.len - 1] & 1) == 0)
		return refuse(why, "the engine does no even modulus");
	if (wdp_hpre_exp_key(s->pub_key, s->k, e, n) < 0)
		return refuse_value(why, "the modulus must not be 1, the exponent not 0");
	s->pub = wdp_hpre_form(WDP_HPRE_OP_EXP, s->k, 0, c->pub);
	return 0;
}

static int
dh_init(const struct ctx *c, const struct rte_crypto_asym_xform *xform, struct hpre_session *s,
	struct hpre_refusal *why)
{
	static const uint8_t one = 1;
	struct wdp_hpre_num p = hpre_num(&xform->dh.p), g = hpre_num(&xform->dh.g);
	int ret = check_alg(c, WDP_HPRE_ALG_DH, why);

	if (ret == 0)
		ret = take_size(c, WDP_HPRE_OP_DH, "bytes of the DH prime", wdp_hpre_num_len(p), s,
			why);
	if (ret < 0)
		return ret;
	/* The private key comes with the operation. */
	if (wdp_hpre_exp_key(s->pub_key, s->k, (struct wdp_hpre_num){&one, 1}, p) < 0)
		return refuse_value(why, "p is not a prime");
	if (wdp_hpre_dh_in(s->priv_key, s->k, g, wdp_hpre_exp_modulus(s->pub_key, s->k)) < 0)
		return refuse_value(why, "the generator must be above 1 and below p - 1");
	s->g_is_two = wdp_hpre_dh_is_two(g);
	s->pub = wdp_hpre_form(WDP_HPRE_OP_DH, s->k, 0, 0);
	return 0;
}

/* ---- curves ---- */

#if WDP_DPDK_SINCE(23, 11)
/* Before that, keys come with the operation. */
static int
curve_keys(const struct ctx *c, const struct rte_crypto_ec_xform *x, struct hpre_session *s,
	struct hpre_refusal *why)
{
	const struct wdp_hpre_curve *curve = hpre_curve(s->curve);

	s->has_priv = hpre_given(&x->pkey);
	s->has_pub = hpre_given(&x->q.x) && hpre_given(&x->q.y);
	s->priv = wdp_hpre_form(WDP_HPRE_OP_ECDSA_SIGN, s->k, 0, c->priv);
	s->pub = wdp_hpre_form(WDP_HPRE_OP_ECDSA_VERIFY, s->k, 0, c->pub);
	if (s->has_priv && wdp_hpre_priv_key(s->priv_key, curve, hpre_num(&x->pkey)) < 0)
		return refuse_value(why, "not a private key of this curve: 0, or not below its order");
	if (s->has_pub && wdp_hpre_pub_key(s->pub_key, curve, hpre_num(&x->q.x),
			hpre_num(&x->q.y)) < 0)
		return refuse_value(why, "not a public key: the point is not on the curve");
	return 0;
}
#endif

static bool
is_sm2(const struct wdp_hpre_curve *c)
{
	return c->group == WDP_HPRE_GROUP_SM2;
}

static uint32_t
curve_algs(enum rte_crypto_asym_xform_type type)
{
#if WDP_DPDK_SINCE(24, 11)
	if (type == RTE_CRYPTO_ASYM_XFORM_SM2)
		return WDP_HPRE_ALG_SM2;
#endif
	return type == RTE_CRYPTO_ASYM_XFORM_ECDSA ? WDP_HPRE_ALG_ECDSA : WDP_HPRE_ALG_ECDH;
}

static int
curve_init(const struct ctx *c, const struct rte_crypto_asym_xform *xform, struct hpre_session *s,
	struct hpre_refusal *why)
{
	uint32_t alg = curve_algs(xform->xform_type);
	const struct wdp_hpre_curve *curve;
	int ret = check_alg(c, alg, why);

	if (ret < 0)
		return ret;
	curve = wdp_hpre_curve(xform->ec.curve_id);
	/* SM2's curve is for its own operations, and they for it. */
	why->sm2 = alg == WDP_HPRE_ALG_SM2;
	if (curve == NULL || is_sm2(curve) != why->sm2)
		return refuse_size(why, "curve", xform->ec.curve_id, NULL);
	s->curve = curve - wdp_hpre_curves;
	s->k = curve->k;
	s->len = curve->len;
	s->ring = WDP_HPRE_QT_ECC;
	if (alg == WDP_HPRE_ALG_ECDH)
		s->pub = wdp_hpre_form(WDP_HPRE_OP_POINT_MUL, s->k, curve->mul_flags, 0);
#if WDP_DPDK_SINCE(23, 11)
	else
		ret = curve_keys(c, &xform->ec, s, why);
#endif
	return ret;
}

/* ---- all of them ---- */

int
wdp_hpre_session_init(const struct hpre_can *can, const struct rte_crypto_asym_xform *x,
	struct hpre_session *s, rte_iova_t iova, struct hpre_refusal *why)
{
	static int (*const init[])(const struct ctx *c, const struct rte_crypto_asym_xform *x,
		struct hpre_session *s, struct hpre_refusal *why) = {
		[RTE_CRYPTO_ASYM_XFORM_RSA] = rsa_init,
		[RTE_CRYPTO_ASYM_XFORM_MODEX] = modex_init,
		[RTE_CRYPTO_ASYM_XFORM_DH] = dh_init,
		[RTE_CRYPTO_ASYM_XFORM_ECDSA] = curve_init,
		[RTE_CRYPTO_ASYM_XFORM_ECDH] = curve_init,
		[RTE_CRYPTO_ASYM_XFORM_ECPM] = curve_init,
		[RTE_CRYPTO_ASYM_XFORM_ECFPM] = curve_init,
#if WDP_DPDK_SINCE(24, 11)
		[RTE_CRYPTO_ASYM_XFORM_SM2] = curve_init,
#endif
	};
	const struct ctx c = {
		.can = can,
		.pub = iova + offsetof(struct hpre_session, pub_key),
		.priv = iova + offsetof(struct hpre_session, priv_key),
	};
	int ret;

	*why = (struct hpre_refusal){0};
	if ((unsigned int)x->xform_type >= RTE_DIM(init) || init[x->xform_type] == NULL)
		return refuse(why, "the engine does not do this algorithm");
	s->xform = x->xform_type;
	s->ring = WDP_HPRE_QT_MOD;
	ret = init[x->xform_type](&c, x, s, why);
	if (ret < 0) {
		crypto_wipe(s, sizeof(*s));
		return ret;
	}
	s->head.magic = HPRE_SESSION_MAGIC + can->gen;
	return 0;
}

unsigned int
wdp_hpre_session_size(struct rte_cryptodev *dev)
{
	RTE_SET_USED(dev);
	return sizeof(struct hpre_session) + WDP_HPRE_BLOCK_ALIGN_B;
}

static void
say_refused(const char *name, const struct hpre_refusal *why)
{
	const struct wdp_hpre_curve *c;
	char list[256] = "";
	size_t n = 0, i;

	if (why->what != NULL) {
		CRYPTO_LOG(ERR, name, "session refused: %s", why->what);
		return;
	}
	if (why->sizes != NULL)
		for (i = 0; why->sizes[i] != 0; i++)
			n += snprintf(list + n, sizeof(list) - n, " %u", why->sizes[i]);
	else
		for (c = wdp_hpre_curves; c->name != NULL; c++)
			if (is_sm2(c) == why->sm2)
				n += snprintf(list + n, sizeof(list) - n, " %u (%s)", c->group, c->name);
	CRYPTO_LOG(ERR, name, "session refused: %s %zu: possible are%s%s", why->field, why->is, list,
		why->sizes != NULL ? ", with devarg experimental=1 from 64 on all up to the last" :
		"");
}

int
wdp_hpre_session_configure(struct rte_cryptodev *dev, struct rte_crypto_asym_xform *x,
	struct rte_cryptodev_asym_session *sess)
{
	const struct crypto_dev *d = crypto_dev(dev);
	struct hpre_session *s = hpre_session(sess);
	rte_iova_t iova = rte_mempool_virt2iova(sess);
	struct hpre_can can = hpre_can(d);
	struct hpre_refusal why;
	int ret;

	if (iova == 0 || iova == RTE_BAD_IOVA) {
		CRYPTO_LOG(ERR, dev->data->name, "session refused: its pool is not memory the device can reach; make it with rte_cryptodev_asym_session_pool_create()");
		return -EINVAL;
	}
	memset(s, 0, sizeof(*s));
	ret = wdp_hpre_session_init(&can, x, s, iova + RTE_PTR_DIFF(s, sess), &why);
	if (ret < 0) {
		say_refused(dev->data->name, &why);
		return ret;
	}
	return wdp_crypto_session_add(d, &s->head, sizeof(*s));
}

void
wdp_hpre_session_clear(struct rte_cryptodev *dev, struct rte_cryptodev_asym_session *sess)
{
	struct hpre_session *s = hpre_session(sess);

	RTE_SET_USED(dev);
	wdp_crypto_session_del(&s->head, HPRE_SESSION_MAGIC, sizeof(*s));
}
