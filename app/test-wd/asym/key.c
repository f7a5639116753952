/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Keys: the same seed gives the same ones. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <rte_common.h>

#include "asym.h"

#define RSA_KEPT 48u

struct wdp_a_key *
wdp_a_key_new(struct wdp_a *s)
{
	struct wdp_a_key *key = s->nb_keys < WDP_A_KEYS ? calloc(1, sizeof(*key)) : NULL;

	if (key == NULL)
		wdp_t_fail(&s->t, __FILE__, __LINE__, "no memory for a key");
	else
		s->keys[s->nb_keys++] = key;
	return key;
}

void
wdp_a_key_free_all(struct wdp_a *s)
{
	while (s->nb_keys > 0)
		free(s->keys[--s->nb_keys]);
}

/* The next prime from a random number on, with p - 1 coprime to e. */
static BIGNUM *
prime(struct wdp_t *t, struct wdp_t_rnd *rnd, uint32_t bits, uint32_t e)
{
	uint8_t b[WDP_A_NUM_B];
	uint32_t i;
	BIGNUM *p;

	RTE_SET_USED(t);
	for (i = 0; i < bits / 8; i++)
		b[i] = (uint8_t)wdp_t_rnd(rnd);
	b[0] |= 0xc0; /* the product of two has all its bits */
	b[bits / 8 - 1] |= 1;
	p = wdp_a_bn(b, bits / 8);
	while (p != NULL && (BN_mod_word(p, e) == 1 || BN_check_prime(p, wdp_a_ctx(), NULL) != 1))
		BN_add_word(p, 2);
	return p;
}

static void
rsa_parts(struct wdp_a_key *key, BIGNUM *p, BIGNUM *q, uint32_t e)
{
	BIGNUM *n = BN_new(), *ve = BN_new(), *d = BN_new(), *phi = BN_new(), *v = BN_new();
	BIGNUM *p1 = BN_dup(p), *q1 = BN_dup(q);

	BN_mul(n, p, q, wdp_a_ctx());
	BN_set_word(ve, e);
	BN_sub_word(p1, 1);
	BN_sub_word(q1, 1);
	BN_mul(phi, p1, q1, wdp_a_ctx());
	BN_mod_inverse(d, ve, phi, wdp_a_ctx());
	wdp_a_num_set(&key->n, n, 0);
	wdp_a_num_set(&key->e, ve, 0);
	wdp_a_num_set(&key->d, d, key->n.len);
	wdp_a_num_set(&key->p, p, 0);
	wdp_a_num_set(&key->q, q, 0);
	BN_mod(v, d, p1, wdp_a_ctx());
	wdp_a_num_set(&key->dp, v, key->p.len);
	BN_mod(v, d, q1, wdp_a_ctx());
	wdp_a_num_set(&key->dq, v, key->q.len);
	BN_mod_inverse(v, q, p, wdp_a_ctx());
	wdp_a_num_set(&key->qinv, v, key->p.len);
	BN_free(n);
	BN_free(ve);
	BN_clear_free(d);
	BN_clear_free(phi);
	BN_clear_free(v);
	BN_clear_free(p1);
	BN_clear_free(q1);
}

void
wdp_a_key_rsa_of(struct wdp_a_key *key, const struct wdp_a_num *p, const struct wdp_a_num *q,
	uint32_t e, bool crt)
{
	BIGNUM *vp = wdp_a_bn(p->b, p->len), *vq = wdp_a_bn(q->b, q->len);

	memset(key, 0, sizeof(*key));
	rsa_parts(key, vp, vq, e);
	key->type = RTE_CRYPTO_ASYM_XFORM_RSA;
	key->crt = crt;
	BN_clear_free(vp);
	BN_clear_free(vq);
}

int
wdp_a_key_rsa(struct wdp_t *t, struct wdp_a_key *key, uint32_t bits, uint32_t e, bool crt)
{
	static struct wdp_a_key kept[RSA_KEPT];
	static uint32_t nb_kept;
	struct wdp_t_rnd rnd;
	BIGNUM *p, *q;
	char name[32];
	uint32_t i;

	for (i = 0; i < nb_kept; i++)
		if (kept[i].n.len == bits / 8 && kept[i].e.len == (e == 3 ? 1 : 3))
			break;
	if (i == nb_kept) {
		snprintf(name, sizeof(name), "rsa-%u-%u", bits, e);
		wdp_t_rnd_init(&rnd, t->seed, name);
		p = prime(t, &rnd, (bits / 8 + 1) / 2 * 8, e);
		q = prime(t, &rnd, bits / 8 / 2 * 8, e);
		WDP_T_CHECK(t, nb_kept < RSA_KEPT && p != NULL && q != NULL, "no RSA key");
		rsa_parts(&kept[nb_kept++], p, q, e);
		BN_clear_free(p);
		BN_clear_free(q);
	}
	*key = kept[i];
	key->type = RTE_CRYPTO_ASYM_XFORM_RSA;
	key->crt = crt;
	return WDP_T_PASS;
}

void
wdp_a_key_modex(struct wdp_t *t, struct wdp_a_key *key, uint32_t len)
{
	memset(key, 0, sizeof(*key));
	key->type = RTE_CRYPTO_ASYM_XFORM_MODEX;
	wdp_a_num_rnd(t, &key->n, len);
	key->n.b[0] |= 2; /* none of its bytes is for nothing, and it is not 1 */
	key->n.b[len - 1] |= 1;
	if (len == 1 && key->n.b[0] == 1)
		key->n.b[0] = 3;
	wdp_a_num_rnd(t, &key->e, 1 + wdp_t_rnd_below(&t->rnd, RTE_MIN(len, 40u)));
	if (wdp_t_rnd_below(&t->rnd, 8) == 0)
		wdp_a_num_rnd(t, &key->e, len);
	key->e.b[key->e.len - 1] |= 1;
}

void
wdp_a_key_dh_any(struct wdp_t *t, struct wdp_a_key *key, uint32_t len, uint32_t g)
{
	memset(key, 0, sizeof(*key));
	key->type = RTE_CRYPTO_ASYM_XFORM_DH;
	wdp_a_num_rnd(t, &key->n, len);
	key->n.b[0] |= 0x80;
	key->n.b[len - 1] |= 1;
	key->e.b[0] = (uint8_t)g;
	key->e.len = 1;
}

static BIGNUM *
ffdhe_prime(uint32_t bits)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
	OSSL_PARAM params[2] = { OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end() };
	EVP_PKEY *pkey = NULL;
	BIGNUM *p = NULL;
	char name[16];

	snprintf(name, sizeof(name), "ffdhe%u", bits);
	params[0] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
	if (ctx != NULL && EVP_PKEY_paramgen_init(ctx) == 1 &&
			EVP_PKEY_CTX_set_params(ctx, params) == 1 &&
			EVP_PKEY_paramgen(ctx, &pkey) == 1)
		EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_FFC_P, &p);
	EVP_PKEY_free(pkey);
	EVP_PKEY_CTX_free(ctx);
	return p;
}

bool
wdp_a_key_dh(struct wdp_a_key *key, uint32_t bits, bool ffdhe, uint32_t g)
{
	static const struct {
		uint32_t bits;
		BIGNUM *(*get)(BIGNUM *bn);
	} modp[] = {
		{ 768, BN_get_rfc2409_prime_768 }, { 1024, BN_get_rfc2409_prime_1024 },
		{ 1536, BN_get_rfc3526_prime_1536 }, { 2048, BN_get_rfc3526_prime_2048 },
		{ 3072, BN_get_rfc3526_prime_3072 }, { 4096, BN_get_rfc3526_prime_4096 },
	};
	BIGNUM *p = NULL;
	uint32_t i;

	memset(key, 0, sizeof(*key));
	key->type = RTE_CRYPTO_ASYM_XFORM_DH;
	if (ffdhe)
		p = ffdhe_prime(bits);
	for (i = 0; !ffdhe && i < RTE_DIM(modp); i++)
		if (modp[i].bits == bits)
			p = modp[i].get(NULL);
	if (p == NULL)
		return false;
	wdp_a_num_set(&key->n, p, 0);
	BN_set_word(p, g);
	wdp_a_num_set(&key->e, p, 0);
	BN_free(p);
	return true;
}

int
wdp_a_key_ec(struct wdp_t *t, struct wdp_a_key *key, enum rte_crypto_asym_xform_type type,
	const struct wdp_a_curve *curve)
{
	struct wdp_a_num n;

	memset(key, 0, sizeof(*key));
	key->type = type;
	key->curve = curve;
	wdp_a_order(curve, &n);
	wdp_a_num_below(t, &key->d, &n);
	WDP_T_CHECK(t, wdp_a_ec_mul(curve, &key->d, NULL, NULL, &key->x, &key->y) == 0,
		"OpenSSL makes no key on %s", curve->name);
	return WDP_T_PASS;
}

static void
param(rte_crypto_param *p, const struct wdp_a_num *n)
{
	p->data = (uint8_t *)(uintptr_t)n->b;
	p->length = n->len;
}

static void
rsa_xform(const struct wdp_a_key *key, struct rte_crypto_rsa_xform *x)
{
	param(&x->n, &key->n);
	param(&x->e, &key->e);
	x->key_type = key->crt ? RTE_RSA_KEY_TYPE_QT : RTE_RSA_KEY_TYPE_EXP;
	if (key->crt) {
		param(&x->qt.p, &key->p);
		param(&x->qt.q, &key->q);
		param(&x->qt.dP, &key->dp);
		param(&x->qt.dQ, &key->dq);
		param(&x->qt.qInv, &key->qinv);
	} else {
		param(&x->d, &key->d);
	}
#if WDP_DPDK_SINCE(24, 11)
	x->padding.type = key->padding;
	x->padding.hash = key->hash;
#endif
}

void
wdp_a_xform(const struct wdp_a_key *key, struct rte_crypto_asym_xform *x)
{
	memset(x, 0, sizeof(*x));
	x->xform_type = key->type;
	switch (key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		rsa_xform(key, &x->rsa);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		param(&x->modex.modulus, &key->n);
		param(&x->modex.exponent, &key->e);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		param(&x->dh.p, &key->n);
		param(&x->dh.g, &key->e);
		break;
	default:
		x->ec.curve_id = key->curve->group;
#if WDP_DPDK_SINCE(23, 11)
		if (key->type == RTE_CRYPTO_ASYM_XFORM_ECDSA) {
			param(&x->ec.pkey, &key->d);
			param(&x->ec.q.x, &key->x);
			param(&x->ec.q.y, &key->y);
		}
#endif
		break;
	}
}

static const char *
type_name(enum rte_crypto_asym_xform_type type)
{
	static const char *const names[] = {
		[RTE_CRYPTO_ASYM_XFORM_RSA] = "RSA", [RTE_CRYPTO_ASYM_XFORM_DH] = "DH",
		[RTE_CRYPTO_ASYM_XFORM_MODEX] = "MODEX", [RTE_CRYPTO_ASYM_XFORM_ECDSA] = "ECDSA",
		[RTE_CRYPTO_ASYM_XFORM_ECDH] = "ECDH", [RTE_CRYPTO_ASYM_XFORM_ECPM] = "ECPM",
		[RTE_CRYPTO_ASYM_XFORM_ECFPM] = "ECFPM",
	};

	return type < RTE_DIM(names) && names[type] != NULL ? names[type] : "?";
}

const char *
wdp_a_key_text(const struct wdp_a_key *key)
{
	static char text[96];

	if (key->curve != NULL)
		snprintf(text, sizeof(text), "%s %s", type_name(key->type), key->curve->name);
	else
		snprintf(text, sizeof(text), "%s, modulus of %u bytes, exponent of %u%s%s",
			type_name(key->type), key->n.len, key->e.len, key->crt ? ", CRT" : "",
			key->padding != 0 ? ", padded" : "");
	return text;
}

const struct rte_cryptodev_asymmetric_xform_capability *
wdp_a_cap(const struct wdp_a *s, enum rte_crypto_asym_xform_type type)
{
	const struct rte_cryptodev_asym_capability_idx idx = { .type = type };

	return rte_cryptodev_asym_capability_get(s->t.dev_id, &idx);
}

bool
wdp_a_offered(const struct wdp_a *s, enum rte_crypto_asym_xform_type type)
{
	return wdp_a_cap(s, type) != NULL;
}

bool
wdp_a_extended(const struct wdp_a *s)
{
	const struct rte_cryptodev_asymmetric_xform_capability *c =
		wdp_a_cap(s, RTE_CRYPTO_ASYM_XFORM_RSA);

	return c != NULL && c->modlen.increment == 1;
}

uint32_t
wdp_a_lane(const struct wdp_a_key *key)
{
	return key->curve != NULL;
}
