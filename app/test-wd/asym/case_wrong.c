/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Signatures, ciphertexts and nonces that are wrong: a bit of any part turned round, r and s
 * exchanged, another key, another hash, paddings that are none. Verify says no; the one other
 * signature that is right as well, (r, n - s), passes.
 */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define GOOD  RTE_CRYPTO_OP_STATUS_SUCCESS
#define WRONG RTE_CRYPTO_OP_STATUS_ERROR

static int
must(struct wdp_t *t, struct wdp_a_task *k, int due, const char *what)
{
	if (wdp_a_task_try(t, k) != WDP_T_PASS)
		return wdp_t_within(t, "%s", what);
	WDP_T_CHECK(t, due < 0 || k->due == due, "%s: OpenSSL says %s, not %s", what,
		wdp_t_crypto_status(k->due), wdp_t_crypto_status((uint8_t)due));
	return WDP_T_PASS;
}

static void
flip(struct wdp_a_task *k, uint32_t slot, uint32_t bit)
{
	k->o[slot].data[bit / 8] ^= 0x80 >> bit % 8;
}

/* Every bit of every operand, one at a time; @p may: a status that may be due as well. */
static int
every_bit(struct wdp_t *t, struct wdp_a_task *k, const uint8_t *slots, uint32_t nb)
{
	uint32_t i, bit, step = t->quick ? 11 : 1;

	for (i = 0; i < nb; i++)
		for (bit = 0; bit < 8u * k->o[slots[i]].len; bit += step) {
			flip(k, slots[i], bit);
			if (must(t, k, -1, "a bit") != WDP_T_PASS)
				return wdp_t_within(t, "bit %u of operand %u", bit, slots[i]);
			WDP_T_CHECK(t, k->due != GOOD, "OpenSSL takes another bit %u of operand %u",
				bit, slots[i]);
			flip(k, slots[i], bit);
		}
	return must(t, k, GOOD, "as it was");
}

/* ---- ECDSA ---- */

static void
negate(const struct wdp_a_num *n, struct wdp_a_operand *o)
{
	BIGNUM *vn = wdp_a_bn(n->b, n->len), *v = wdp_a_bn(o->data, o->len);

	BN_sub(v, vn, v);
	BN_bn2binpad(v, o->data, o->len);
	BN_free(v);
	BN_free(vn);
}

static void
exchange(struct wdp_a_operand *a, struct wdp_a_operand *b)
{
	static uint8_t data[sizeof(a->data)];

	memcpy(data, a->data, sizeof(data));
	memcpy(a->data, b->data, sizeof(data));
	memcpy(b->data, data, sizeof(data));
}

static void
set_point(struct wdp_a_task *k, struct wdp_a_key *key)
{
	k->key = key;
	wdp_a_in_num(k, WDP_A_EC_QX, &key->x);
	wdp_a_in_num(k, WDP_A_EC_QY, &key->y);
}

static int
ecdsa_exchanges(struct wdp_t *t, struct wdp_a_task *k, struct wdp_a_key *key,
	struct wdp_a_key *other)
{
	struct wdp_a_operand *r = &k->o[WDP_A_EC_R], *s = &k->o[WDP_A_EC_S];
	struct wdp_a_num n, p;

	wdp_a_order(key->curve, &n);
	wdp_a_field(key->curve, &p);
	exchange(r, s);
	WDP_T_TRY(must(t, k, WRONG, "r and s exchanged"));
	exchange(r, s);
	negate(&n, s);
	WDP_T_TRY(must(t, k, GOOD, "n - s"));
	negate(&n, r);
	WDP_T_TRY(must(t, k, WRONG, "n - r, n - s"));
	negate(&n, s);
	WDP_T_TRY(must(t, k, WRONG, "n - r"));
	negate(&n, r);
	WDP_T_TRY(wdp_a_key_ec(t, other, RTE_CRYPTO_ASYM_XFORM_ECDSA, key->curve));
	set_point(k, other);
	WDP_T_TRY(must(t, k, WRONG, "another key"));
	*other = *key;
	set_point(k, other);
	negate(&p, &k->o[WDP_A_EC_QY]);
	memcpy(other->y.b, k->o[WDP_A_EC_QY].data, other->y.len);
	WDP_T_TRY(must(t, k, WRONG, "the key with the other y"));
	set_point(k, key);
	return WDP_T_PASS;
}

static int
ecdsa_verify(struct wdp_t *t, int nr)
{
	static const uint8_t parts[] = { WDP_A_EC_MSG, WDP_A_EC_R, WDP_A_EC_S };
	static const uint8_t lens[] = { 20, 28, 48, 64 };
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t)), *other = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_VERIFY);
	struct wdp_a_num m;
	uint32_t i;

	if (key == NULL || other == NULL || k == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDSA))
		return wdp_t_skip(t, "the device does not offer it");
	WDP_T_TRY(wdp_a_key_ec(t, key, RTE_CRYPTO_ASYM_XFORM_ECDSA, &wdp_a_curves[nr]));
	WDP_T_TRY(wdp_a_task_plain(t, k));
	/* of a digest that is longer the last bits do not count */
	k->o[WDP_A_EC_MSG].len = RTE_MIN(k->o[WDP_A_EC_MSG].len, key->curve->len);
	WDP_T_TRY(ecdsa_exchanges(t, k, key, other));
	for (i = 0; i < RTE_DIM(lens); i++) {
		wdp_a_num_rnd(t, &m, lens[i]);
		exchange(&k->o[WDP_A_EC_MSG], &k->o[WDP_A_EC_K]);
		wdp_a_in_num(k, WDP_A_EC_MSG, &m);
		WDP_T_TRY(must(t, k, WRONG, "the digest of another hash"));
		exchange(&k->o[WDP_A_EC_MSG], &k->o[WDP_A_EC_K]);
		k->o[WDP_A_EC_MSG].len = RTE_MIN(32u, key->curve->len);
	}
	return every_bit(t, k, parts, RTE_DIM(parts));
}

/* A k that makes s 0: d = -e / r. Nobody may get such a signature. */
static int
ecdsa_zero(struct wdp_t *t, int nr)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SIGN);
	BIGNUM *vn, *e, *r, *d = BN_new();
	struct wdp_a_num n, x, y, nonce;

	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDSA))
		return wdp_t_skip(t, "the device does not offer it");
	WDP_T_TRY(wdp_a_key_ec(t, key, RTE_CRYPTO_ASYM_XFORM_ECDSA, &wdp_a_curves[nr]));
	WDP_T_TRY(wdp_a_task_plain(t, k));
	wdp_a_order(key->curve, &n);
	wdp_a_num_below(t, &nonce, &n);
	WDP_T_CHECK(t, wdp_a_ec_mul(key->curve, &nonce, NULL, NULL, &x, &y) == 0, "no point");
	k->o[WDP_A_EC_MSG].len = 20; /* fewer bits than any order: nothing is cut off */
	vn = wdp_a_bn(n.b, n.len);
	e = wdp_a_bn(k->o[WDP_A_EC_MSG].data, 20);
	r = wdp_a_bn(x.b, x.len);
	BN_mod_inverse(d, r, vn, wdp_a_ctx());
	BN_mod_mul(d, d, e, vn, wdp_a_ctx());
	BN_sub(d, vn, d);
	wdp_a_num_set(&key->d, d, n.len);
	BN_free(vn);
	BN_free(e);
	BN_free(r);
	BN_free(d);
	WDP_T_CHECK(t, wdp_a_ec_mul(key->curve, &key->d, NULL, NULL, &key->x, &key->y) == 0,
		"no public key");
	wdp_a_in_num(k, WDP_A_EC_K, &nonce);
	wdp_a_in_num(k, WDP_A_EC_D, &key->d);
	return must(t, k, WRONG, "a k that makes s 0");
}

/* ---- RSA, PKCS #1 v1.5 ---- */

static const enum rte_crypto_auth_algorithm hashes[] = {
	RTE_CRYPTO_AUTH_SHA256, RTE_CRYPTO_AUTH_MD5, RTE_CRYPTO_AUTH_SHA1, RTE_CRYPTO_AUTH_SHA224,
	RTE_CRYPTO_AUTH_SHA384, RTE_CRYPTO_AUTH_SHA512, RTE_CRYPTO_AUTH_NULL, 0,
};

static int
rsa_sign_of(struct wdp_t *t, struct wdp_a_key *key, struct wdp_a_task *k)
{
	struct wdp_a_num m, s = { .len = key->n.len };

	wdp_a_num_rnd(t, &m, 32);
	WDP_T_CHECK(t, wdp_a_rsa_sign(key, m.b, m.len, s.b) == (int)s.len, "OpenSSL does not sign");
	wdp_a_task_init(k, key, NULL, WDP_A_VERIFY);
	wdp_a_in_num(k, WDP_A_RSA_MSG, &m);
	wdp_a_in_num(k, WDP_A_RSA_SIGN, &s);
	return WDP_T_PASS;
}

static int
rsa_verify(struct wdp_t *t, int arg)
{
	static const uint8_t parts[] = { WDP_A_RSA_MSG, WDP_A_RSA_SIGN };
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t)), *other = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_VERIFY);
	uint32_t i;

	RTE_SET_USED(arg);
	if (key == NULL || other == NULL || k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, true));
	key->padding = RTE_CRYPTO_RSA_PADDING_PKCS1_5;
	key->hash = hashes[0];
	WDP_T_TRY(rsa_sign_of(t, key, k));
	*other = *key;
	k->key = other;
	/* a digest of 32 bytes of another hash, none, or one of another length */
	for (i = 1; i < RTE_DIM(hashes); i++) {
		other->hash = hashes[i];
		WDP_T_TRY(must(t, k, hashes[i] == RTE_CRYPTO_AUTH_NULL || hashes[i] == 0 ? WRONG :
			WDP_A_BAD, "another hash"));
	}
	WDP_T_TRY(wdp_a_key_rsa(t, other, 1024, 3, true));
	other->padding = key->padding;
	other->hash = key->hash;
	/* a number below the other modulus as well */
	do
		WDP_T_TRY(rsa_sign_of(t, key, k));
	while (memcmp(k->o[WDP_A_RSA_SIGN].data, other->n.b, other->n.len) >= 0);
	k->key = other;
	WDP_T_TRY(must(t, k, WRONG, "another key"));
	k->key = key;
	return every_bit(t, k, parts, RTE_DIM(parts));
}

/* What decrypts to @p em. */
static void
cipher_of(struct wdp_a_task *k, const struct wdp_a_num *em)
{
	struct wdp_a_num c;

	wdp_a_pow(&c, em, &k->key->e, &k->key->n);
	wdp_a_in_num(k, WDP_A_RSA_CIPHER, &c);
}

/* Paddings that are none, next to some that are. */
static int
rsa_decrypt(struct wdp_t *t, int crt)
{
	static const struct {
		const char *what;
		uint8_t first, second;
		int16_t zero; /* place of the first zero behind them, from the end if negative */
		int due;
	} forms[] = {
		{ "the shortest filling", 0, 2, 10, GOOD },
		{ "no message", 0, 2, -1, GOOD },
		{ "a filling of seven", 0, 2, 9, WRONG },
		{ "no filling", 0, 2, 2, WRONG },
		{ "no zero", 0, 2, 0, WRONG },
		{ "type 1", 0, 1, 40, WRONG },
		{ "type 0", 0, 0, 40, WRONG },
		{ "type 3", 0, 3, 40, WRONG },
		{ "a first byte of 1", 1, 2, 40, WRONG },
	};
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_DECRYPT);
	struct wdp_a_num em;
	uint32_t i, j;

	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, crt));
	key->padding = RTE_CRYPTO_RSA_PADDING_PKCS1_5;
	for (i = 0; i < RTE_DIM(forms); i++) {
		wdp_a_num_rnd(t, &em, key->n.len);
		for (j = 2; j < em.len; j++)
			em.b[j] |= 1;
		em.b[0] = forms[i].first;
		em.b[1] = forms[i].second;
		if (forms[i].zero != 0)
			em.b[forms[i].zero < 0 ? em.len + forms[i].zero : forms[i].zero] = 0;
		wdp_a_task_init(k, key, NULL, WDP_A_DECRYPT);
		wdp_a_out(k, WDP_A_RSA_MSG, 0, NULL);
		cipher_of(k, &em);
		WDP_T_TRY(must(t, k, forms[i].due, forms[i].what));
	}
	/* a message of 57 bytes with room for 1, 56, 57 and 58 */
	em.b[0] = 0;
	em.b[1] = 2;
	em.b[40] = 1;
	em.b[em.len - 58] = 0;
	cipher_of(k, &em);
	for (i = 0; i < 4; i++) {
		wdp_a_out(k, WDP_A_RSA_MSG, i == 0 ? 1u : 55 + i, NULL);
		WDP_T_TRY(must(t, k, i < 2 ? WRONG : GOOD, "room for a decrypted message"));
	}
	return WDP_T_PASS;
}

/* Messages of every length that has a padding, and some that have none. */
static int
rsa_lengths(struct wdp_t *t, int kind)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, kind);
	struct wdp_a_num m;
	uint32_t len, h, most;
	bool fits;

	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, true));
	key->padding = RTE_CRYPTO_RSA_PADDING_PKCS1_5;
	most = key->n.len - 11;
	for (len = 0; len < key->n.len + 5u; len += len == 2 && t->quick ? most - 4 : 1u) {
		wdp_a_num_rnd(t, &m, len);
		wdp_a_task_init(k, key, NULL, kind);
		wdp_a_in_num(k, WDP_A_RSA_MSG, &m);
		wdp_a_out(k, kind == WDP_A_SIGN ? WDP_A_RSA_SIGN : WDP_A_RSA_CIPHER, 0, NULL);
		if (must(t, k, len <= most ? GOOD : WDP_A_BAD, "a length") != WDP_T_PASS)
			return wdp_t_within(t, "message of %u bytes", len);
	}
	/* with a hash only its own length; whatever is no hash of a signature */
	for (h = 0; kind == WDP_A_SIGN && h < 6; h++)
		for (len = 15; len <= 65; len++) {
			wdp_a_num_rnd(t, &m, len);
			wdp_a_in_num(k, WDP_A_RSA_MSG, &m);
			key->hash = hashes[h];
			fits = (h == 0 && len == 32) || (h == 1 && len == 16) ||
				(h == 2 && len == 20) || (h == 3 && len == 28) ||
				(h == 4 && len == 48) || (h == 5 && len == 64);
			WDP_T_TRY(must(t, k, fits ? GOOD : WDP_A_BAD, "length of a digest"));
		}
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_a_cases_wrong[] = {
	{ "wrong/ecdsa/192", ecdsa_verify, 0 },
	{ "wrong/ecdsa/224", ecdsa_verify, 1 },
	{ "wrong/ecdsa/256", ecdsa_verify, 2 },
	{ "wrong/ecdsa/384", ecdsa_verify, 3 },
	{ "wrong/ecdsa/521", ecdsa_verify, 4 },
	{ "wrong/ecdsa_zero/192", ecdsa_zero, 0 },
	{ "wrong/ecdsa_zero/224", ecdsa_zero, 1 },
	{ "wrong/ecdsa_zero/256", ecdsa_zero, 2 },
	{ "wrong/ecdsa_zero/384", ecdsa_zero, 3 },
	{ "wrong/ecdsa_zero/521", ecdsa_zero, 4 },
	{ "wrong/rsa_verify", rsa_verify, 0 },
	{ "wrong/rsa_decrypt", rsa_decrypt, 0 },
	{ "wrong/rsa_decrypt_crt", rsa_decrypt, 1 },
	{ "wrong/rsa_sign_lengths", rsa_lengths, WDP_A_SIGN },
	{ "wrong/rsa_encrypt_lengths", rsa_lengths, WDP_A_ENCRYPT },
	{ NULL, NULL, 0 },
};
