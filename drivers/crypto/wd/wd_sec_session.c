/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Sessions: an xform checked against what the engine does on this generation, and turned into
 * a descriptor that only lacks addresses and lengths.
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "wd_sec.h"

/* What an xform is checked against. */
struct ctx {
	enum wdp_gen gen;
	bool experimental;
};

/* ---- checks ---- */

#define NO_DIRECTION "no such direction: encrypt or decrypt, generate or verify"

static int
refuse(struct sec_refusal *why, const char *what)
{
	why->what = what;
	return -ENOTSUP;
}

static int
check_size(struct sec_refusal *why, const char *field, uint32_t is, const struct wdp_sec_range *r)
{
	if (wdp_sec_range_has(r, is))
		return 0;
	why->what = NULL;
	why->field = field;
	why->is = is;
	why->range = *r;
	return -EINVAL;
}

/* The same for a size that has one possible value. */
static int
check_exact(struct sec_refusal *why, const char *field, uint32_t is, uint16_t must)
{
	const struct wdp_sec_range r = {must, must, 0};

	return check_size(why, field, is, &r);
}

static int
check_support(const struct ctx *d, enum wdp_sec_support s, struct sec_refusal *why)
{
	if (s == WDP_SEC_YES || (s == WDP_SEC_EXPERIMENTAL && d->experimental))
		return 0;
	if (s == WDP_SEC_EXPERIMENTAL)
		return refuse(why, "nobody is known to have used this on the hardware; devarg experimental=1 allows it");
	return refuse(why, "this generation of the hardware does not do it");
}

static int
check_key(struct sec_refusal *why, const uint8_t *data, uint16_t len, const struct wdp_sec_range *r)
{
	int ret = check_size(why, "key length", len, r);

	if (ret == 0 && len != 0 && data == NULL)
		ret = refuse(why, "no key data");
	return ret;
}

/* ---- the parts of a task ---- */

static void
len_range(struct sec_session *s, uint32_t min, uint32_t max)
{
	s->len_min = min;
	s->len_span = max - min;
}

static int
take_cipher(const struct ctx *d, const struct rte_crypto_cipher_xform *x,
	struct sec_session *s, struct wdp_sec_task *t, struct sec_refusal *why)
{
	int id = wdp_sec_cipher_id(x->algo);
	const struct wdp_sec_cipher_alg *c;
	int ret;

	if (id < 0)
		return refuse(why, "no such cipher in the engine");
	c = &wdp_sec_ciphers[id];
	ret = check_support(d, c->support[d->gen], why);
	if (ret == 0 && x->op != RTE_CRYPTO_CIPHER_OP_ENCRYPT &&
			x->op != RTE_CRYPTO_CIPHER_OP_DECRYPT)
		ret = refuse(why, NO_DIRECTION);
	if (ret == 0)
		ret = check_key(why, x->key.data, x->key.length, &c->key);
	if (ret == 0 && x->dataunit_len != 0)
		ret = refuse(why, "dataunit_len is not supported: give 0");
	if (ret < 0)
		return ret;
	if (x->algo == RTE_CRYPTO_CIPHER_AES_CTR && x->iv.length == WDP_SEC_GCM_IV_B) {
		s->iv = SEC_IV_CTR;
	} else {
		s->iv = c->iv != 0 ? SEC_IV_PLACE : SEC_IV_NONE;
		ret = check_exact(why, "cipher IV length", x->iv.length, c->iv);
		if (ret < 0)
			return ret;
	}
	s->iv_off = x->iv.offset;
	s->iv_len = x->iv.length;
	len_range(s, c->len_min, WDP_SEC_LEN_MAX_B);
	s->len_mask = c->len_step - 1;
	memcpy(s->c_key, x->key.data, x->key.length);
	t->cipher = x->op == RTE_CRYPTO_CIPHER_OP_DECRYPT && c->c_mode != WDP_SEC_CMODE_CTR ?
		WDP_SEC_CIPHER_DEC : WDP_SEC_CIPHER_ENC;
	t->c_alg = c->c_alg;
	t->c_mode = c->c_mode;
	t->c_width = c->c_width;
	t->variant = c->variant;
	t->c_key_len = x->key.length;
	return 0;
}

static int
take_auth(const struct ctx *d, const struct rte_crypto_auth_xform *x,
	struct sec_session *s, struct wdp_sec_task *t, struct sec_refusal *why)
{
	int id = wdp_sec_auth_id(x->algo);
	const struct wdp_sec_auth_alg *a;
	int ret;

	if (id < 0)
		return refuse(why, "no such hash or MAC in the engine");
	a = &wdp_sec_auths[id];
	ret = check_support(d, a->support[d->gen], why);
	if (ret == 0 && x->op != RTE_CRYPTO_AUTH_OP_GENERATE &&
			x->op != RTE_CRYPTO_AUTH_OP_VERIFY)
		ret = refuse(why, NO_DIRECTION);
	if (ret == 0)
		ret = check_key(why, x->key.data, x->key.length, &a->key);
	if (ret == 0)
		ret = check_size(why, "digest length", x->digest_length, &a->digest);
	if (ret == 0 && a->iv != 0)
		ret = check_exact(why, "auth IV length", x->iv.length, a->iv);
	if (ret < 0)
		return ret;
	s->digest_len = x->digest_length;
	s->verify = x->op == RTE_CRYPTO_AUTH_OP_VERIFY;
	if (x->key.length != 0)
		memcpy(s->a_key, x->key.data, x->key.length);
	t->auth = WDP_SEC_AUTH_GEN;
	t->a_alg = a->a_alg;
	t->mac_len = x->digest_length;
	t->a_key_len = x->key.length;
	/* An HMAC's key may be empty and is there all the same. */
	if (a->kind == WDP_SEC_KIND_HASH)
		t->a_key = 0;
	return id;
}

static void
auth_alone(const struct ctx *d, const struct rte_crypto_auth_xform *x, int id,
	struct sec_session *s, struct wdp_sec_task *t)
{
	const struct wdp_sec_auth_alg *a = &wdp_sec_auths[id];

	s->kind = SEC_AUTH;
	/* auth = 2 without a cipher: nobody does, so the driver compares (18.1). */
	s->compare = s->verify;
	len_range(s, a->empty[d->gen] ? 0 : 1, WDP_SEC_LEN_MAX_B);
	t->scene = wdp_sec_auth_scene(d->gen, a);
	if (a->kind == WDP_SEC_KIND_GMAC) {
		s->iv = SEC_IV_GMAC;
		s->iv_off = x->iv.offset;
		s->iv_len = x->iv.length;
		t->ai_gen = WDP_SEC_AI_GEN_ADDR;
	}
}

/*
 * GCM on a generation that wants a payload (20). Without one the tag is made of two blocks that
 * the cipher encrypts, and of the AAD.
 */
static int
take_ghash(const struct ctx *d, struct sec_session *s, const struct wdp_sec_task *t,
	struct sec_refusal *why)
{
	struct wdp_sec_task ecb = {
		.c_key = t->c_key,
		.cipher = WDP_SEC_CIPHER_ENC,
		.c_alg = t->c_alg,
		.c_mode = WDP_SEC_CMODE_ECB,
		.c_key_len = t->c_key_len,
	};

	s->ghash = true;
	len_range(s, 0, s->len_min + s->len_span);
	if (wdp_sec_form_init(&s->step[0], d->gen, &ecb) < 0)
		return refuse(why, "the descriptor of this generation cannot say it");
	return 0;
}

static int
take_aead(const struct ctx *d, const struct rte_crypto_aead_xform *x,
	struct sec_session *s, struct wdp_sec_task *t, struct sec_refusal *why)
{
	int id = wdp_sec_aead_id(x->algo);
	const struct wdp_sec_aead_alg *a;
	int ret;

	if (id < 0)
		return refuse(why, "no such AEAD in the engine");
	a = &wdp_sec_aeads[id];
	ret = check_support(d, a->support[d->gen], why);
	if (ret == 0 && x->op != RTE_CRYPTO_AEAD_OP_ENCRYPT && x->op != RTE_CRYPTO_AEAD_OP_DECRYPT)
		ret = refuse(why, NO_DIRECTION);
	if (ret == 0)
		ret = check_key(why, x->key.data, x->key.length, &a->key);
	if (ret == 0)
		ret = check_size(why, "IV length", x->iv.length, &a->nonce);
	if (ret == 0 && !wdp_sec_tag_ok(a, x->digest_length)) {
		ret = check_size(why, "digest length", x->digest_length, &a->tag);
		if (ret == 0)
			ret = check_exact(why, "digest length", x->digest_length, a->tag.max);
	}
	if (ret == 0)
		ret = check_size(why, "AAD length", x->aad_length, &a->aad);
	if (ret < 0)
		return ret;
	s->kind = SEC_AEAD;
	s->iv = a->c_mode == WDP_SEC_CMODE_CCM ? SEC_IV_CCM : SEC_IV_GCM;
	/* cryptodev leaves room for what makes a block of a CCM nonce, and of its AAD (29). */
	s->iv_skip = s->iv == SEC_IV_CCM ? 1 : 0;
	s->aad_skip = s->iv == SEC_IV_CCM ? 18 : 0;
	s->iv_off = x->iv.offset;
	s->iv_len = x->iv.length;
	s->aad_len = x->aad_length;
	s->digest_len = x->digest_length;
	s->verify = x->op == RTE_CRYPTO_AEAD_OP_DECRYPT;
	len_range(s, a->empty[d->gen] ? 0 : 1, RTE_MIN(WDP_SEC_LEN_MAX_B - (uint32_t)s->aad_len,
		s->iv == SEC_IV_CCM ? wdp_sec_ccm_payload_max(s->iv_len) : UINT32_MAX));
	memcpy(s->c_key, x->key.data, x->key.length);
	t->cipher = s->verify ? WDP_SEC_CIPHER_DEC : WDP_SEC_CIPHER_ENC;
	t->seq = s->verify ? WDP_SEC_SEQ_AUTH_FIRST : WDP_SEC_SEQ_CIPHER_FIRST;
	t->c_alg = a->c_alg;
	t->c_mode = a->c_mode;
	t->c_key_len = x->key.length;
	t->icv_len = x->digest_length;
	if (!a->empty[d->gen] && a->c_mode == WDP_SEC_CMODE_GCM)
		return take_ghash(d, s, t, why);
	return 0;
}

/* The same chain in two descriptors. */
static int
chain_steps(const struct ctx *d, int auth_id, struct sec_session *s, const struct wdp_sec_task *t)
{
	struct wdp_sec_task mac = {
		.a_key = t->a_key,
		.auth = t->auth,
		.a_alg = t->a_alg,
		.mac_len = t->mac_len,
		.a_key_len = t->a_key_len,
		.scene = wdp_sec_auth_scene(d->gen, &wdp_sec_auths[auth_id]),
	};
	struct wdp_sec_task cipher = *t;
	int ret;

	cipher.auth = WDP_SEC_AUTH_NONE;
	cipher.a_key = 0;
	cipher.a_alg = 0;
	cipher.mac_len = 0;
	cipher.a_key_len = 0;
	ret = wdp_sec_form_init(&s->step[!s->mac_first], d->gen, &mac);
	return ret < 0 ? ret : wdp_sec_form_init(&s->step[s->mac_first], d->gen, &cipher);
}

static int
take_chain(const struct ctx *d, const struct rte_crypto_cipher_xform *c,
	const struct rte_crypto_auth_xform *a, bool cipher_first, struct sec_session *s,
	struct wdp_sec_task *t, struct sec_refusal *why)
{
	bool encrypt = c->op == RTE_CRYPTO_CIPHER_OP_ENCRYPT;
	bool generate = a->op == RTE_CRYPTO_AUTH_OP_GENERATE;
	int cipher_id = wdp_sec_cipher_id(c->algo);
	int ret = take_cipher(d, c, s, t, why);
	int auth_id;

	if (ret < 0)
		return ret;
	auth_id = take_auth(d, a, s, t, why);
	if (auth_id < 0)
		return auth_id;
	if (encrypt != generate)
		return refuse(why, "a chain encrypts and generates, or verifies and decrypts");
	if (wdp_sec_auths[auth_id].kind == WDP_SEC_KIND_GMAC)
		return refuse(why, "GMAC is not chained with a cipher: use two sessions");
	s->kind = SEC_CHAIN;
	s->mac_first = !cipher_first;
	s->a_min = wdp_sec_auths[auth_id].empty[d->gen] ? 0 : 1;
	/* One descriptor does what is known to be in use (19); the rest takes two. */
	s->single = encrypt == cipher_first && check_support(d, wdp_sec_chain_support(d->gen,
		cipher_id, auth_id, WDP_SEC_ENC_THEN_MAC), why) == 0;
	ret = chain_steps(d, auth_id, s, t);
	if (ret < 0)
		return refuse(why, "the descriptor of this generation cannot say it");
	if (!s->single)
		return 0;
	/* An empty payload: Linux sends it on V3 (19). */
	if (d->gen >= WDP_GEN_V3)
		len_range(s, 0, WDP_SEC_LEN_MAX_B);
	t->auth = generate ? WDP_SEC_AUTH_GEN : WDP_SEC_AUTH_VERIFY;
	t->seq = generate ? WDP_SEC_SEQ_CIPHER_FIRST : WDP_SEC_SEQ_AUTH_FIRST;
	return 0;
}

static int
take_xform(const struct ctx *d, const struct rte_crypto_sym_xform *x,
	struct sec_session *s, struct wdp_sec_task *t, struct sec_refusal *why)
{
	const struct rte_crypto_sym_xform *n = x->next;
	int ret;

	if (n != NULL && n->next != NULL)
		return refuse(why, "more than two xforms in a chain");
	if (n == NULL && x->type == RTE_CRYPTO_SYM_XFORM_AEAD)
		return take_aead(d, &x->aead, s, t, why);
	if (n == NULL && x->type == RTE_CRYPTO_SYM_XFORM_CIPHER) {
		s->kind = SEC_CIPHER;
		return take_cipher(d, &x->cipher, s, t, why);
	}
	if (n == NULL && x->type == RTE_CRYPTO_SYM_XFORM_AUTH) {
		ret = take_auth(d, &x->auth, s, t, why);
		if (ret < 0)
			return ret;
		auth_alone(d, &x->auth, ret, s, t);
		return 0;
	}
	if (n != NULL && x->type == RTE_CRYPTO_SYM_XFORM_CIPHER &&
			n->type == RTE_CRYPTO_SYM_XFORM_AUTH)
		return take_chain(d, &x->cipher, &n->auth, true, s, t, why);
	if (n != NULL && x->type == RTE_CRYPTO_SYM_XFORM_AUTH &&
			n->type == RTE_CRYPTO_SYM_XFORM_CIPHER)
		return take_chain(d, &n->cipher, &x->auth, false, s, t, why);
	return refuse(why, "no such chain of xforms");
}

int
wdp_sec_session_init(enum wdp_gen gen, bool experimental, const struct rte_crypto_sym_xform *x,
	struct sec_session *s, rte_iova_t iova, struct sec_refusal *why)
{
	const struct ctx d = {gen, experimental};
	struct wdp_sec_task t = {
		.c_key = iova + offsetof(struct sec_session, c_key),
		.a_key = iova + offsetof(struct sec_session, a_key),
	};
	int ret;

	ret = take_xform(&d, x, s, &t, why);
	if (ret == 0 && t.cipher == WDP_SEC_CIPHER_NONE)
		t.c_key = 0;
	if (ret == 0 && t.auth == WDP_SEC_AUTH_NONE)
		t.a_key = 0;
	if (ret == 0 && (s->kind != SEC_CHAIN || s->single) &&
			wdp_sec_form_init(&s->form, gen, &t) < 0)
		ret = refuse(why, "the descriptor of this generation cannot say it");
	if (ret < 0) {
		crypto_wipe(s, sizeof(*s));
		return ret;
	}
	s->head.magic = SEC_SESSION_MAGIC + gen;
	return 0;
}

/* ---- the library's sessions ---- */

unsigned int
wdp_sec_session_size(struct rte_cryptodev *dev)
{
	RTE_SET_USED(dev);
	return sizeof(struct sec_session);
}

static void
say_refused(const char *name, const struct sec_refusal *why)
{
	if (why->what != NULL)
		CRYPTO_LOG(ERR, name, "session refused: %s", why->what);
	else if (why->range.step == 0)
		CRYPTO_LOG(ERR, name, "session refused: %s %" PRIu32 ": %u is possible", why->field,
			why->is, why->range.min);
	else
		CRYPTO_LOG(ERR, name, "session refused: %s %" PRIu32 ": %u to %u in steps of %u are possible",
			why->field, why->is, why->range.min, why->range.max, why->range.step);
}

int
wdp_sec_session_configure(struct rte_cryptodev *dev, struct rte_crypto_sym_xform *x,
	struct rte_cryptodev_sym_session *sess)
{
	struct sec_session *s = CRYPTODEV_GET_SYM_SESS_PRIV(sess);
	rte_iova_t iova = CRYPTODEV_GET_SYM_SESS_PRIV_IOVA(sess);
	const struct crypto_dev *d = crypto_dev(dev);
	struct sec_refusal why = {0};
	int ret;

	if (iova == 0 || iova == RTE_BAD_IOVA ||
			((uintptr_t)s & (RTE_CACHE_LINE_MIN_SIZE - 1)) != 0) {
		CRYPTO_LOG(ERR, dev->data->name, "session refused: its pool is not memory the device can reach; make it with rte_cryptodev_sym_session_pool_create()");
		return -EINVAL;
	}
	ret = wdp_sec_session_init(d->qm.gen, d->experimental, x, s, iova, &why);
	if (ret < 0) {
		say_refused(dev->data->name, &why);
		return ret;
	}
	return wdp_crypto_session_add(d, &s->head, sizeof(*s));
}

void
wdp_sec_session_clear(struct rte_cryptodev *dev, struct rte_cryptodev_sym_session *sess)
{
	struct sec_session *s = CRYPTODEV_GET_SYM_SESS_PRIV(sess);

	RTE_SET_USED(dev);
	wdp_crypto_session_del(&s->head, SEC_SESSION_MAGIC, sizeof(*s));
}
