/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_errno.h>

#include "task.h"

#define NONCE_B     12u /* of GCM and GMAC: the only one that needs no hash of its own */
#define AAD_SMALL_B 80u

uint16_t
wdp_s_iv_off(void)
{
	return WDP_S_OPMEM_OFF + offsetof(struct wdp_s_opmem, iv) + WDP_S_OPMEM_ZONE_B;
}

/* A random one of the sizes, at most limit; the ends more often than others. */
static uint16_t
pick(struct wdp_t *t, const struct rte_crypto_param_range *r, uint32_t limit)
{
	uint32_t max = RTE_MIN((uint32_t)r->max, limit), n;

	if (r->min >= max)
		return r->min;
	if (r->increment == 0)
		return wdp_t_rnd_below(&t->rnd, 2) != 0 && r->max <= limit ? r->max : r->min;
	n = (max - r->min) / r->increment;
	switch (wdp_t_rnd_below(&t->rnd, 8)) {
	case 0:
		return r->min;
	case 1:
		return r->min + n * r->increment;
	default:
		return r->min + wdp_t_rnd_below(&t->rnd, n + 1) * r->increment;
	}
}

static void
random_bytes(struct wdp_t *t, uint8_t *p, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		p[i] = (uint8_t)wdp_t_rnd(&t->rnd);
}

static uint16_t
pick_nonce(struct wdp_t *t, const struct wdp_s_alg *a, const struct rte_crypto_param_range *r)
{
	if (a->aead == RTE_CRYPTO_AEAD_AES_CCM || !wdp_s_in_range(r, NONCE_B))
		return pick(t, r, WDP_S_IV_MAX_B);
	return NONCE_B;
}

/* Mostly short, as the headers of packets are; sometimes anything. */
static uint16_t
pick_aad(struct wdp_t *t, const struct rte_crypto_param_range *r)
{
	return pick(t, r, wdp_t_rnd_below(&t->rnd, 16) != 0 ? AAD_SMALL_B : WDP_S_AAD_MAX_B);
}

bool
wdp_s_spec_random(struct wdp_s *s, const struct wdp_s_alg *alg, struct wdp_s_spec *p)
{
	struct wdp_t *t = &s->t;
	struct wdp_s_caps c;

	memset(p, 0, sizeof(*p));
	p->alg = alg;
	p->forward = wdp_t_rnd_below(&t->rnd, 2) != 0;
	p->iv_off = wdp_s_iv_off() + wdp_t_rnd_below(&t->rnd, WDP_S_OPMEM_SHIFT_B);
	if (!wdp_s_caps_get(s, alg, &c))
		return false;
	if (alg->kind == WDP_S_AEAD) {
		p->key_len = pick(t, &c.cipher->aead.key_size, WDP_S_KEY_MAX_B);
		p->iv_len = pick_nonce(t, alg, &c.cipher->aead.iv_size);
		p->tag_len = pick(t, &c.cipher->aead.digest_size, WDP_S_TAG_MAX_B);
		p->aad_len = pick_aad(t, &c.cipher->aead.aad_size);
	} else if (c.cipher != NULL) {
		p->key_len = pick(t, &c.cipher->cipher.key_size, WDP_S_KEY_MAX_B);
		p->iv_len = pick(t, &c.cipher->cipher.iv_size, WDP_S_IV_MAX_B);
	}
	if (c.auth != NULL) {
		p->akey_len = pick(t, &c.auth->auth.key_size, WDP_S_KEY_MAX_B);
		p->tag_len = pick(t, &c.auth->auth.digest_size, alg->whole);
		if (alg->mac == WDP_S_REF_GMAC)
			p->iv_len = pick_nonce(t, alg, &c.auth->auth.iv_size);
	}
	random_bytes(t, p->key, p->key_len);
	random_bytes(t, p->akey, p->akey_len);
	return true;
}

bool
wdp_s_spec_any(struct wdp_s *s, const struct wdp_s_alg *alg, struct wdp_s_spec *p)
{
	if (!wdp_s_spec_random(s, alg, p))
		return false;
	if (alg->kind == WDP_S_CHAIN && s->t.strict) {
		p->plain_mac = wdp_t_rnd_below(&s->t.rnd, 2) != 0;
		p->loose = p->plain_mac || alg->single == 0 || wdp_t_rnd_below(&s->t.rnd, 2) != 0;
	}
	return true;
}

static void
fill_aead(const struct wdp_s_spec *p, struct rte_crypto_sym_xform *x)
{
	x->type = RTE_CRYPTO_SYM_XFORM_AEAD;
	x->aead.op = p->forward ? RTE_CRYPTO_AEAD_OP_ENCRYPT : RTE_CRYPTO_AEAD_OP_DECRYPT;
	x->aead.algo = p->alg->aead;
	x->aead.key.data = p->key;
	x->aead.key.length = p->key_len;
	x->aead.iv.offset = p->iv_off;
	x->aead.iv.length = p->iv_len;
	x->aead.digest_length = p->tag_len;
	x->aead.aad_length = p->aad_len;
}

static void
fill_cipher(const struct wdp_s_spec *p, struct rte_crypto_sym_xform *x)
{
	x->type = RTE_CRYPTO_SYM_XFORM_CIPHER;
	x->cipher.op = p->forward ? RTE_CRYPTO_CIPHER_OP_ENCRYPT : RTE_CRYPTO_CIPHER_OP_DECRYPT;
	x->cipher.algo = p->alg->cipher;
	x->cipher.key.data = p->key;
	x->cipher.key.length = p->key_len;
	x->cipher.iv.offset = p->iv_off;
	x->cipher.iv.length = p->iv_len;
}

static void
fill_auth(const struct wdp_s_spec *p, struct rte_crypto_sym_xform *x)
{
	x->type = RTE_CRYPTO_SYM_XFORM_AUTH;
	x->auth.op = p->forward ? RTE_CRYPTO_AUTH_OP_GENERATE : RTE_CRYPTO_AUTH_OP_VERIFY;
	x->auth.algo = p->alg->auth;
	x->auth.key.data = p->akey;
	x->auth.key.length = p->akey_len;
	x->auth.digest_length = p->tag_len;
	if (p->alg->mac == WDP_S_REF_GMAC) {
		x->auth.iv.offset = p->iv_off;
		x->auth.iv.length = p->iv_len;
	}
}

struct rte_crypto_sym_xform *
wdp_s_xforms(const struct wdp_s_spec *p, struct rte_crypto_sym_xform x[2])
{
	memset(x, 0, 2 * sizeof(x[0]));
	switch (p->alg->kind) {
	case WDP_S_AEAD:
		fill_aead(p, x);
		break;
	case WDP_S_CIPHER:
		fill_cipher(p, x);
		break;
	case WDP_S_AUTH:
		fill_auth(p, x);
		break;
	case WDP_S_CHAIN:
		fill_cipher(p, &x[p->forward != p->plain_mac ? 0 : 1]);
		fill_auth(p, &x[p->forward != p->plain_mac ? 1 : 0]);
		x[0].next = &x[1];
		break;
	}
	return x;
}

void *
wdp_s_session_new(struct wdp_s *s, struct rte_crypto_sym_xform *x, int *err)
{
	void *sess;

	*err = 0;
	if (s->nb_sess == WDP_S_SESSIONS) {
		*err = -ENOBUFS;
		return NULL;
	}
	rte_errno = 0;
	sess = rte_cryptodev_sym_session_create(s->t.dev_id, x, s->sess_pool);
	if (sess == NULL) {
		*err = rte_errno > 0 ? -rte_errno : rte_errno;
		return NULL;
	}
	s->sess[s->nb_sess++] = sess;
	return sess;
}

void *
wdp_s_session(struct wdp_s *s, const struct wdp_s_spec *p, int *err)
{
	struct rte_crypto_sym_xform x[2];

	return wdp_s_session_new(s, wdp_s_xforms(p, x), err);
}

void
wdp_s_session_free(struct wdp_s *s, void *sess)
{
	uint32_t i;

	for (i = s->nb_sess; i > 0; i--)
		if (s->sess[i - 1] == sess) {
			s->sess[i - 1] = s->sess[--s->nb_sess];
			rte_cryptodev_sym_session_free(s->t.dev_id, sess);
			return;
		}
}

void
wdp_s_session_free_all(struct wdp_s *s)
{
	while (s->nb_sess > 0)
		rte_cryptodev_sym_session_free(s->t.dev_id, s->sess[--s->nb_sess]);
}

const char *
wdp_s_spec_text(const struct wdp_s_spec *p)
{
	static char text[160];

	snprintf(text, sizeof(text), "%s %s%s, key %u+%u, IV %u, tag %u, AAD %u", p->alg->name,
		p->forward ? "forward" : "back", p->plain_mac ? ", MAC of the plain text" : "",
		p->key_len, p->akey_len, p->iv_len, p->tag_len,
		p->aad_len);
	return text;
}
