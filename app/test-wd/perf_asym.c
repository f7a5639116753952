/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Backend of `dpdk-test-wd perf` and `pk`: crypto_wd_hpre. */

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include <rte_cryptodev.h>

#include "compat.h"
#include "perf_crypto.h"
#include "pk_keys.h"
#ifdef WDP_T_INPROC
#include "wdp_model.h"
#endif

/* A queue pair takes 223 operations. */
#define SECTION 128

#define P256 RTE_CRYPTO_EC_GROUP_SECP256R1

/* Behind the op, as in an application that keeps them with it: every op has its own. */
struct operands {
	uint8_t in[WDP_PK_RSA_B];
	uint8_t out[WDP_PK_RSA_B]; /* or r and s */
};
#define OPERANDS_OFF (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_asym_op))

static struct rte_mempool *sessions;
static void *session;
static struct wdp_pk_keys keys;

static rte_crypto_param
param(uint8_t *data, size_t len)
{
	return (rte_crypto_param){.data = data, .length = len};
}
#define PARAM(array) param(array, sizeof(array))

/* What the session of a kind is made of. */
static void
xform(const struct wdp_p_kind *k, struct rte_crypto_asym_xform *x)
{
	memset(x, 0, sizeof(*x));
	switch (k->arg) {
	case WDP_PK_RSA_PRIVATE:
	case WDP_PK_RSA_PUBLIC:
		x->xform_type = RTE_CRYPTO_ASYM_XFORM_RSA;
		x->rsa.n = PARAM(keys.n);
		x->rsa.e = PARAM(keys.e);
		x->rsa.key_type = RTE_RSA_KEY_TYPE_QT;
		x->rsa.qt.p = PARAM(keys.p);
		x->rsa.qt.q = PARAM(keys.q);
		x->rsa.qt.dP = PARAM(keys.dp);
		x->rsa.qt.dQ = PARAM(keys.dq);
		x->rsa.qt.qInv = PARAM(keys.qinv);
		break;
	case WDP_PK_ECDSA_SIGN:
	case WDP_PK_ECDSA_VERIFY:
		x->xform_type = RTE_CRYPTO_ASYM_XFORM_ECDSA;
		x->ec.curve_id = P256;
#if WDP_DPDK_SINCE(23, 11)
		x->ec.pkey = PARAM(keys.d);
		x->ec.q.x = PARAM(keys.x);
		x->ec.q.y = PARAM(keys.y);
#endif
		break;
	default:
		x->xform_type = RTE_CRYPTO_ASYM_XFORM_ECDH;
		x->ec.curve_id = P256;
	}
}

static int
asym_start(uint8_t dev, const struct wdp_p_kind *k)
{
	struct rte_crypto_asym_xform x;
	int ret;

	if (keys.rsa == NULL && !wdp_pk_keys_make(&keys))
		return -EIO;
	sessions = rte_cryptodev_asym_session_pool_create("wdp_p_asess", 8, 0, 0, SOCKET_ID_ANY);
	if (sessions == NULL)
		return -ENOMEM;
	ret = wdp_p_crypto_start(dev, SECTION, NULL);
	if (ret != 0)
		return ret;
	xform(k, &x);
	return rte_cryptodev_asym_session_create(dev, &x, sessions, &session);
}

static void
asym_stop(uint8_t dev)
{
	if (session != NULL)
		rte_cryptodev_asym_session_free(dev, session);
	session = NULL;
	rte_cryptodev_stop(dev);
	rte_cryptodev_close(dev);
	rte_mempool_free(sessions);
	sessions = NULL;
	wdp_pk_keys_free(&keys);
}

static struct rte_mempool *
asym_op_pool(const char *name, uint32_t n)
{
	return rte_crypto_op_pool_create(name, RTE_CRYPTO_OP_TYPE_ASYMMETRIC, n, 0,
		sizeof(struct operands), SOCKET_ID_ANY);
}

static void *
asym_op_alloc(struct rte_mempool *pool)
{
	return rte_crypto_op_alloc(pool, RTE_CRYPTO_OP_TYPE_ASYMMETRIC);
}

/* Operations have no mbufs; the caller wants some bytes for them. */
static uint32_t
asym_data(uint8_t *mem, const struct wdp_p_kind *k)
{
	RTE_SET_USED(mem);
	RTE_SET_USED(k);
	return WDP_P_PLAIN_B;
}

static void
rsa_fill(struct rte_crypto_rsa_op_param *rsa, struct operands *o, bool private)
{
	rte_crypto_param in = PARAM(o->in), out = PARAM(o->out);

	memcpy(o->in, private ? keys.sealed : keys.plain, sizeof(o->in));
	rsa->op_type = private ? RTE_CRYPTO_ASYM_OP_DECRYPT : RTE_CRYPTO_ASYM_OP_ENCRYPT;
	rsa->cipher = private ? in : out;
	rsa->message = private ? out : in;
#if !WDP_DPDK_SINCE(24, 11)
	rsa->padding.type = RTE_CRYPTO_RSA_PADDING_NONE;
#endif
}

static void
ecdsa_fill(struct rte_crypto_ecdsa_op_param *e, struct operands *o, bool sign)
{
	e->op_type = sign ? RTE_CRYPTO_ASYM_OP_SIGN : RTE_CRYPTO_ASYM_OP_VERIFY;
	e->message = param(o->in, WDP_PK_CURVE_B);
	memcpy(o->in, keys.digest, WDP_PK_CURVE_B);
	e->r = param(o->out, WDP_PK_CURVE_B);
	e->s = param(o->out + WDP_PK_CURVE_B, WDP_PK_CURVE_B);
#if !WDP_DPDK_SINCE(23, 11)
	e->pkey = PARAM(keys.d);
	e->q.x = PARAM(keys.x);
	e->q.y = PARAM(keys.y);
#endif
	if (sign) {
		/* A k of the caller's: without one a system call for random numbers is timed. */
		e->k = param(o->in + WDP_PK_CURVE_B, WDP_PK_CURVE_B);
		memset(e->k.data, 0x77, WDP_PK_CURVE_B);
	} else {
		memcpy(e->r.data, keys.r, WDP_PK_CURVE_B);
		memcpy(e->s.data, keys.s, WDP_PK_CURVE_B);
	}
}

static void
ecdh_fill(struct rte_crypto_ecdh_op_param *e, struct operands *o)
{
	e->ke_type = RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE;
	e->priv_key = param(o->in, WDP_PK_CURVE_B);
	memcpy(e->priv_key.data, keys.d, WDP_PK_CURVE_B);
	e->pub_key.x = param(o->in + WDP_PK_CURVE_B, WDP_PK_CURVE_B);
	memcpy(e->pub_key.x.data, keys.peer_x, WDP_PK_CURVE_B);
	e->pub_key.y = param(o->in + 2 * WDP_PK_CURVE_B, WDP_PK_CURVE_B);
	memcpy(e->pub_key.y.data, keys.peer_y, WDP_PK_CURVE_B);
	e->shared_secret.x = param(o->out, WDP_PK_CURVE_B);
}

static void
asym_op_fill(void *p, const struct wdp_p_kind *k, struct rte_mbuf *src, struct rte_mbuf *dst,
	uint32_t len)
{
	struct rte_crypto_op *op = p;
	struct operands *o = rte_crypto_op_ctod_offset(op, struct operands *, OPERANDS_OFF);

	RTE_SET_USED(src);
	RTE_SET_USED(dst);
	RTE_SET_USED(len);
	memset(op->asym, 0, sizeof(*op->asym));
	memset(o, 0, sizeof(*o));
	rte_crypto_op_attach_asym_session(op, session);
	switch (k->arg) {
	case WDP_PK_RSA_PRIVATE:
	case WDP_PK_RSA_PUBLIC:
		rsa_fill(&op->asym->rsa, o, k->arg == WDP_PK_RSA_PRIVATE);
		break;
	case WDP_PK_ECDSA_SIGN:
	case WDP_PK_ECDSA_VERIFY:
		ecdsa_fill(&op->asym->ecdsa, o, k->arg == WDP_PK_ECDSA_SIGN);
		break;
	default:
		ecdh_fill(&op->asym->ecdh, o);
	}
}

/* No signature has a number that is 0. */
static bool
asym_null_refused(const struct wdp_p_kind *k)
{
	return k->arg == WDP_PK_ECDSA_SIGN;
}

static bool
asym_right(const void *p, const struct wdp_p_kind *k)
{
	const struct operands *o = RTE_PTR_ADD(p, OPERANDS_OFF);

	if (!wdp_p_crypto_good(p))
		return false;
	switch (k->arg) {
	case WDP_PK_RSA_PRIVATE:
		return memcmp(o->out, keys.plain, sizeof(keys.plain)) == 0;
	case WDP_PK_RSA_PUBLIC:
		return memcmp(o->out, keys.sealed, sizeof(keys.sealed)) == 0;
	case WDP_PK_ECDSA_SIGN:
		return wdp_pk_signed(&keys, o->out, o->out + WDP_PK_CURVE_B);
	case WDP_PK_ECDH:
		return memcmp(o->out, keys.secret, sizeof(keys.secret)) == 0;
	default:
		return true;
	}
}

const struct wdp_pk_keys *
wdp_p_asym_keys(void)
{
	return &keys;
}

static const struct wdp_p_kind asym_kinds[] = {
	{"rsa-2048 private CRT", false, WDP_PK_RSA_PRIVATE},
	{"rsa-2048 public", false, WDP_PK_RSA_PUBLIC},
	{"ecdsa P-256 sign", false, WDP_PK_ECDSA_SIGN},
	{"ecdsa P-256 verify", false, WDP_PK_ECDSA_VERIFY},
	{"ecdh P-256", false, WDP_PK_ECDH},
	{.name = NULL},
};

#define IN_ASYM(field) (sizeof(struct rte_crypto_op) + offsetof(struct rte_crypto_asym_op, field))

const struct wdp_p_backend wdp_p_asym = {
	.name = "hpre",
	.driver = "crypto_wd_hpre",
#ifdef WDP_T_INPROC
	.model = WDP_MODEL_HPRE,
#endif
	.kinds = asym_kinds,
	.section = SECTION,
	WDP_P_CRYPTODEV,
	.start = asym_start,
	.stop = asym_stop,
	.op_pool = asym_op_pool,
	.op_alloc = asym_op_alloc,
	.data = asym_data,
	.op_fill = asym_op_fill,
	.null_refused = asym_null_refused,
	.right = asym_right,
	.in = {
		IN_ASYM(rsa.message.length),
		IN_ASYM(rsa.message.data),
		IN_ASYM(rsa.cipher.data),
	},
};
