/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Public key operations with their results, by OpenSSL. The sizes are such that a device model
 * does many of them.
 */

#include <stdio.h>
#include <string.h>

#include "known.h"

#define SHORT_B 32u /* of an exponent that is drawn */
#define HASH_B  32u
#define SEED    1

/* Places in wdp_a_curves. */
#define P224 1
#define P256 2

const struct wdp_t_known_task wdp_t_known_tasks[WDP_T_KNOWN_LANES][WDP_T_KNOWN_TASKS] = {
	[WDP_T_KNOWN_MODULAR] = {
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_ENCRYPT, .size = 1024},
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_SIGN, .size = 1024, .crt = true},
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_VERIFY, .size = 1024,
			.padded = true},
		{.type = RTE_CRYPTO_ASYM_XFORM_DH, .kind = WDP_A_PUBLIC, .size = 768, .g = 2},
		[WDP_T_KNOWN_MODEX] = {.type = RTE_CRYPTO_ASYM_XFORM_MODEX, .kind = WDP_A_MODEX,
			.size = 1024},
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_DECRYPT, .size = 1024},
		{.type = RTE_CRYPTO_ASYM_XFORM_DH, .kind = WDP_A_SECRET, .size = 768, .g = 5},
	},
	[WDP_T_KNOWN_CURVE] = {
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDH, .kind = WDP_A_SECRET, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDSA, .kind = WDP_A_SIGN, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDSA, .kind = WDP_A_VERIFY, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDH, .kind = WDP_A_PUBLIC, .size = P224},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECPM, .kind = WDP_A_MUL, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDSA, .kind = WDP_A_VERIFY, .size = P224},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDH, .kind = WDP_A_SECRET, .size = P224},
	},
};

/* Made once: primes take their time, and the table of faults opens many loads. */
static struct wdp_t_known answers[WDP_T_KNOWN_LANES][WDP_T_KNOWN_TASKS];
static bool made;

static int
make_key(struct wdp_t *t, const struct wdp_t_known_task *k, struct wdp_a_key *key)
{
	int ret = 0;

	switch (k->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		ret = wdp_a_key_rsa(t, key, k->size, 65537, k->crt);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		wdp_a_key_modex(t, key, k->size / 8);
		wdp_a_num_rnd(t, &key->e, 2);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		ret = wdp_a_key_dh(key, k->size, false, k->g) ? 0 : -1;
		break;
	default:
		ret = wdp_a_key_ec(t, key, k->type, &wdp_a_curves[k->size]);
	}
	if (!k->padded)
		return ret;
	key->padding = RTE_CRYPTO_RSA_PADDING_PKCS1_5;
	key->hash = RTE_CRYPTO_AUTH_SHA256;
	return ret;
}

/* A private exponent, short, or below the order. */
static void
draw(struct wdp_t *t, const struct wdp_a_key *key, struct wdp_a_num *out)
{
	struct wdp_a_num n;

	if (key->curve == NULL) {
		wdp_a_num_rnd(t, out, SHORT_B);
		return;
	}
	wdp_a_order(key->curve, &n);
	wdp_a_num_below(t, out, &n);
}

static int
solve_rsa(struct wdp_t *t, const struct wdp_t_known_task *k, struct wdp_t_known *a)
{
	bool public = k->kind == WDP_A_ENCRYPT;
	int len;

	a->ins = 1;
	a->outs = 1;
	if (k->kind == WDP_A_VERIFY) {
		a->ins = 2;
		a->outs = 0;
		wdp_a_num_rnd(t, &a->in[0], HASH_B);
		len = wdp_a_rsa_sign(&a->key, a->in[0].b, HASH_B, a->in[1].b);
		a->in[1].len = len;
		return len > 0 ? 0 : -1;
	}
	wdp_a_num_below(t, &a->in[0], &a->key.n);
	wdp_a_pow(&a->due[0], &a->in[0], public ? &a->key.e : &a->key.d, &a->key.n);
	return 0;
}

static int
solve_dh(struct wdp_t *t, const struct wdp_t_known_task *k, struct wdp_t_known *a)
{
	const struct wdp_a_num *base = &a->key.e;

	a->ins = 1;
	a->outs = 1;
	draw(t, &a->key, &a->in[0]);
	if (k->kind == WDP_A_SECRET) {
		a->ins = 2;
		wdp_a_num_below(t, &a->in[1], &a->key.n);
		base = &a->in[1];
	}
	wdp_a_pow(&a->due[0], base, &a->in[0], &a->key.n);
	return 0;
}

/* in: k, and a point if it is not G. */
static int
solve_mul(struct wdp_t *t, const struct wdp_t_known_task *k, struct wdp_t_known *a)
{
	const struct wdp_a_curve *c = a->key.curve;
	struct wdp_a_num *x = &a->in[1], *y = &a->in[2];
	struct wdp_a_num of;

	a->ins = 3;
	a->outs = 2;
	draw(t, &a->key, &a->in[0]);
	draw(t, &a->key, &of);
	if (wdp_a_ec_mul(c, &of, NULL, NULL, x, y) != 0)
		return -1;
	if (k->kind == WDP_A_PUBLIC) {
		a->ins = 1;
		x = y = NULL;
	}
	return wdp_a_ec_mul(c, &a->in[0], x, y, &a->due[0], &a->due[1]);
}

/* s = (e + r d) / k, r = x of k G, both modulo the order. */
static int
sign(struct wdp_t_known *a)
{
	const struct wdp_a_curve *c = a->key.curve;
	BIGNUM *v[5], *s = BN_new();
	struct wdp_a_num n, x, y;
	unsigned int i;

	wdp_a_order(c, &n);
	if (wdp_a_ec_mul(c, &a->in[1], NULL, NULL, &x, &y) != 0)
		return -1;
	v[0] = wdp_a_bn(n.b, n.len);
	v[1] = wdp_a_bn(x.b, x.len);
	v[2] = wdp_a_bn(a->key.d.b, a->key.d.len);
	v[3] = wdp_a_bn(a->in[1].b, a->in[1].len);
	v[4] = wdp_a_bn(a->in[0].b, a->in[0].len);
	BN_nnmod(v[1], v[1], v[0], wdp_a_ctx());
	BN_mod_mul(s, v[1], v[2], v[0], wdp_a_ctx());
	BN_mod_add(s, s, v[4], v[0], wdp_a_ctx());
	BN_mod_inverse(v[3], v[3], v[0], wdp_a_ctx());
	BN_mod_mul(s, s, v[3], v[0], wdp_a_ctx());
	wdp_a_num_set(&a->due[0], v[1], c->len);
	wdp_a_num_set(&a->due[1], s, c->len);
	for (i = 0; i < RTE_DIM(v); i++)
		BN_clear_free(v[i]);
	BN_free(s);
	/* Another library path has to agree. */
	return wdp_a_ecdsa_good(&a->key, a->in[0].b, a->in[0].len, a->due[0].b, c->len,
		a->due[1].b, c->len) ? 0 : -1;
}

static int
solve_ecdsa(struct wdp_t *t, const struct wdp_t_known_task *k, struct wdp_t_known *a)
{
	wdp_a_num_rnd(t, &a->in[0], RTE_MIN(HASH_B, a->key.curve->len));
	if (k->kind == WDP_A_VERIFY) {
		a->ins = 5;
		a->in[3] = a->key.x;
		a->in[4] = a->key.y;
		return wdp_a_ecdsa_sign(&a->key, a->in[0].b, a->in[0].len, &a->in[1],
			&a->in[2]);
	}
	a->ins = 3;
	a->outs = 2;
	draw(t, &a->key, &a->in[1]);
	a->in[2] = a->key.d;
	return sign(a);
}

static int
solve(struct wdp_t *t, const struct wdp_t_known_task *k, struct wdp_t_known *a)
{
	int ret = make_key(t, k, &a->key);

	if (ret != 0)
		return ret;
	switch (k->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		ret = solve_rsa(t, k, a);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		a->ins = 1;
		a->outs = 1;
		wdp_a_num_below(t, &a->in[0], &a->key.n);
		wdp_a_pow(&a->due[0], &a->in[0], &a->key.e, &a->key.n);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		ret = solve_dh(t, k, a);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		ret = solve_ecdsa(t, k, a);
		break;
	default:
		ret = solve_mul(t, k, a);
	}
	return ret;
}

const struct wdp_t_known *
wdp_t_known(void)
{
	struct wdp_t t = {.seed = SEED};
	unsigned int lane, i;

	if (made)
		return answers[0];
	wdp_t_rnd_init(&t.rnd, SEED, "known");
	for (lane = 0; lane < WDP_T_KNOWN_LANES; lane++)
		for (i = 0; i < WDP_T_KNOWN_TASKS; i++)
			if (solve(&t, &wdp_t_known_tasks[lane][i], &answers[lane][i]) != 0) {
				printf("FAIL known: OpenSSL does not do task %u of %u: %s\n", i,
					lane, t.why);
				return NULL;
			}
	wdp_a_ref_close();
	made = true;
	return answers[0];
}

/* ---- into an op ---- */

/* Operands of an op: what goes in, what comes out and where that is said. */
struct operands {
	enum wdp_a_kind kind;
	const rte_crypto_param *in;
	const rte_crypto_param *out;
	rte_crypto_param **to;
};

static void
out(const struct operands *k, unsigned int i, rte_crypto_param *p)
{
	*p = k->out[i];
	k->to[i] = p;
}

static void
fill_rsa(const struct operands *k, const struct wdp_a_key *key, struct rte_crypto_rsa_op_param *r)
{
	static const uint8_t types[] = {
		[WDP_A_ENCRYPT] = RTE_CRYPTO_ASYM_OP_ENCRYPT,
		[WDP_A_DECRYPT] = RTE_CRYPTO_ASYM_OP_DECRYPT,
		[WDP_A_SIGN] = RTE_CRYPTO_ASYM_OP_SIGN,
		[WDP_A_VERIFY] = RTE_CRYPTO_ASYM_OP_VERIFY,
	};

	RTE_SET_USED(key); /* since 24.11 the padding is the session's */
	r->op_type = types[k->kind];
#if !WDP_DPDK_SINCE(24, 11)
	r->padding.type = key->padding;
	r->padding.hash = key->hash;
#endif
	if (k->kind == WDP_A_DECRYPT) {
		r->cipher = k->in[0];
		out(k, 0, &r->message);
		return;
	}
	r->message = k->in[0];
	if (k->kind == WDP_A_ENCRYPT)
		out(k, 0, &r->cipher);
	else if (k->kind == WDP_A_SIGN)
		out(k, 0, &r->sign);
	else
		r->sign = k->in[1];
}

static void
fill_dh(const struct operands *k, struct rte_crypto_dh_op_param *d)
{
	bool secret = k->kind == WDP_A_SECRET;

	d->priv_key = k->in[0];
	d->ke_type = secret ? RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE :
		RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE;
	if (secret)
		d->pub_key = k->in[1];
	out(k, 0, secret ? &d->shared_secret : &d->pub_key);
}

static void
fill_ecdh(const struct operands *k, struct rte_crypto_ecdh_op_param *e)
{
	bool secret = k->kind == WDP_A_SECRET;
	struct rte_crypto_ec_point *to = secret ? &e->shared_secret : &e->pub_key;

	e->priv_key = k->in[0];
	e->ke_type = secret ? RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE :
		RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE;
	if (secret) {
		e->pub_key.x = k->in[1];
		e->pub_key.y = k->in[2];
	}
	out(k, 0, &to->x);
	out(k, 1, &to->y);
}

static void
fill_ecdsa(const struct operands *k, struct rte_crypto_ecdsa_op_param *e)
{
	bool verify = k->kind == WDP_A_VERIFY;

	e->op_type = verify ? RTE_CRYPTO_ASYM_OP_VERIFY : RTE_CRYPTO_ASYM_OP_SIGN;
	e->message = k->in[0];
	if (verify) {
		e->r = k->in[1];
		e->s = k->in[2];
#if !WDP_DPDK_SINCE(23, 11)
		e->q.x = k->in[3];
		e->q.y = k->in[4];
#endif
	} else {
		/* With a k there is one signature only, and no system call. */
		e->k = k->in[1];
#if !WDP_DPDK_SINCE(23, 11)
		e->pkey = k->in[2];
#endif
		out(k, 0, &e->r);
		out(k, 1, &e->s);
	}
}

void
wdp_t_known_op(const struct wdp_t_known_task *task, const struct wdp_t_known *a,
	struct rte_crypto_asym_op *o, const rte_crypto_param *in, const rte_crypto_param *results,
	rte_crypto_param **to)
{
	const struct operands k = {.kind = task->kind, .in = in, .out = results, .to = to};

	switch (task->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		fill_rsa(&k, &a->key, &o->rsa);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		o->modex.base = in[0];
		out(&k, 0, &o->modex.result);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		fill_dh(&k, &o->dh);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		fill_ecdh(&k, &o->ecdh);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		fill_ecdsa(&k, &o->ecdsa);
		break;
	default:
		o->ecpm.scalar = in[0];
		o->ecpm.p.x = in[1];
		o->ecpm.p.y = in[2];
		out(&k, 0, &o->ecpm.r.x);
		out(&k, 1, &o->ecpm.r.y);
	}
}
