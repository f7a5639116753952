/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Bad input (R17): sessions are refused for what no op of theirs could do, ops come back with
 * a status that says what is wrong, nothing is written, and the next good op works. This is
 * the contract of crypto_wd_sec; other drivers make no promise.
 */

#include <errno.h>
#include <string.h>

#include <rte_bus_vdev.h>
#include <rte_common.h>
#include <rte_malloc.h>

#include "sym.h"

#define LEN_B 64u

#define OTHER_DRIVER "crypto_null"
#define OTHER_NAME   "crypto_null_wdp_t"

static int
strict_only(struct wdp_t *t)
{
	return t->strict ? WDP_T_PASS :
		wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
}

/* ---- sessions ---- */

/* A good spec of an algorithm, sizes as offered, tag as large as possible. */
static int
good_spec(struct wdp_s *s, const char *name, struct wdp_s_spec *p)
{
	const struct wdp_s_alg *a = wdp_s_alg_find(name);

	if (a == NULL || !wdp_s_spec_random(s, a, p))
		return wdp_t_skip(&s->t, "the device does not offer %s", name);
	p->iv_off = wdp_s_iv_off();
	return WDP_T_PASS;
}

static int
must_refuse(struct wdp_s *s, struct rte_crypto_sym_xform *x, const char *what)
{
	int err;
	void *sess = wdp_s_session_new(s, x, &err);

	if (sess != NULL)
		wdp_s_session_free(s, sess);
	WDP_T_CHECK(&s->t, sess == NULL, "%s: the session was made", what);
	WDP_T_CHECK(&s->t, err == -EINVAL || err == -ENOTSUP, "%s: error %d", what, err);
	return WDP_T_PASS;
}

static int
must_take(struct wdp_s *s, struct rte_crypto_sym_xform *x, const char *what)
{
	int err;
	void *sess = wdp_s_session_new(s, x, &err);

	WDP_T_CHECK(&s->t, sess != NULL, "%s: refused: %d", what, err);
	wdp_s_session_free(s, sess);
	return WDP_T_PASS;
}

enum size {
	KEY,
	AKEY,
	IV,
	TAG,
	AAD,
};

static void
set_size(struct wdp_s_spec *p, enum size what, uint16_t v)
{
	switch (what) {
	case KEY:
		p->key_len = v;
		break;
	case AKEY:
		p->akey_len = v;
		break;
	case IV:
		p->iv_len = v;
		break;
	case TAG:
		p->tag_len = v;
		break;
	case AAD:
		p->aad_len = v;
		break;
	}
}

static int
sizes(struct wdp_t *t, int arg)
{
	static const struct {
		const char *alg;
		enum size what;
		uint16_t v;
	} bad[] = {
		{ "aes-cbc", KEY, 0 }, { "aes-cbc", KEY, 15 }, { "aes-cbc", KEY, 17 },
		{ "aes-cbc", KEY, 20 }, { "aes-cbc", KEY, 33 }, { "aes-cbc", KEY, 64 },
		{ "aes-cbc", IV, 0 }, { "aes-cbc", IV, 8 }, { "aes-cbc", IV, 12 },
		{ "aes-cbc", IV, 15 }, { "aes-cbc", IV, 17 }, { "aes-ctr", IV, 8 },
		{ "aes-ctr", IV, 13 }, { "aes-xts", KEY, 16 }, { "aes-xts", KEY, 48 },
		{ "aes-xts", IV, 8 }, { "3des-cbc", KEY, 8 }, { "3des-cbc", KEY, 23 },
		{ "3des-cbc", IV, 16 }, { "des-cbc", KEY, 16 }, { "des-cbc", IV, 4 },
		{ "sm4-cbc", KEY, 32 }, { "sm4-cbc", IV, 12 }, { "md5", TAG, 0 },
		{ "md5", TAG, 17 }, { "md5", TAG, 20 }, { "sha256", TAG, 33 },
		{ "sha256", TAG, 30 }, { "hmac-sha1", TAG, 0 }, { "hmac-sha1", TAG, 22 },
		{ "hmac-sha1", TAG, 24 }, { "hmac-sha1", AKEY, 65 },
		{ "hmac-sha512", AKEY, 129 }, { "hmac-sha256", AKEY, 0 },
		{ "aes-cmac", AKEY, 24 }, { "aes-cmac", TAG, 17 }, { "aes-xcbc", AKEY, 32 },
		{ "aes-xcbc", TAG, 8 }, { "aes-gmac", IV, 0 }, { "aes-gmac", IV, 16 },
		{ "aes-gcm", KEY, 0 }, { "aes-gcm", KEY, 20 }, { "aes-gcm", IV, 0 },
		{ "aes-gcm", IV, 8 }, { "aes-gcm", IV, 16 }, { "aes-gcm", TAG, 0 },
		{ "aes-gcm", TAG, 7 }, { "aes-gcm", TAG, 17 }, { "aes-gcm", TAG, 20 },
		{ "aes-ccm", IV, 6 }, { "aes-ccm", IV, 14 }, { "aes-ccm", TAG, 2 },
		{ "aes-ccm", TAG, 5 }, { "aes-ccm", TAG, 18 }, { "aes-ccm", AAD, 65280 },
		{ "aes-ccm", KEY, 48 }, { "aes-cbc+hmac-sha1", TAG, 21 },
		{ "aes-cbc+hmac-sha1", KEY, 18 }, { "aes-cbc+hmac-sha1", IV, 12 },
		{ "aes-cbc+hmac-sha1", AKEY, 65 },
	};
	struct rte_crypto_sym_xform x[2];
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p;
	uint32_t i;
	int ret;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	for (i = 0; i < RTE_DIM(bad); i++) {
		ret = good_spec(s, bad[i].alg, &p);
		if (ret == WDP_T_SKIP && s->generation < 3)
			continue;
		WDP_T_TRY(ret);
		WDP_T_TRY(must_take(s, wdp_s_xforms(&p, x), bad[i].alg));
		set_size(&p, bad[i].what, bad[i].v);
		WDP_T_TRY(must_refuse(s, wdp_s_xforms(&p, x), wdp_s_spec_text(&p)));
	}
	return WDP_T_PASS;
}

static int
key_pointer(struct wdp_t *t, int arg)
{
	struct rte_crypto_sym_xform x[2];
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	WDP_T_TRY(good_spec(s, "aes-cbc", &p));
	wdp_s_xforms(&p, x)->cipher.key.data = NULL;
	WDP_T_TRY(must_refuse(s, x, "cipher without key data"));
	WDP_T_TRY(good_spec(s, "hmac-sha1", &p));
	wdp_s_xforms(&p, x)->auth.key.data = NULL;
	WDP_T_TRY(must_refuse(s, x, "HMAC without key data"));
	WDP_T_TRY(good_spec(s, "aes-gcm", &p));
	wdp_s_xforms(&p, x)->aead.key.data = NULL;
	return must_refuse(s, x, "AEAD without key data");
}

/* Enumerators nobody has defined, and directions that are none. */
static int
unknown(struct wdp_t *t, int arg)
{
	struct rte_crypto_sym_xform x[2];
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	WDP_T_TRY(good_spec(s, "aes-cbc", &p));
	wdp_s_xforms(&p, x)->cipher.algo = 0;
	WDP_T_TRY(must_refuse(s, x, "cipher 0"));
	x[0].cipher.algo = 200;
	WDP_T_TRY(must_refuse(s, x, "cipher 200"));
	x[0].cipher.algo = RTE_CRYPTO_CIPHER_NULL;
	WDP_T_TRY(must_refuse(s, x, "the NULL cipher"));
	x[0].cipher.algo = RTE_CRYPTO_CIPHER_ZUC_EEA3;
	WDP_T_TRY(must_refuse(s, x, "ZUC"));
	wdp_s_xforms(&p, x)->cipher.op = 7;
	WDP_T_TRY(must_refuse(s, x, "cipher direction 7"));
	wdp_s_xforms(&p, x)->cipher.dataunit_len = 512;
	WDP_T_TRY(must_refuse(s, x, "data units"));
	wdp_s_xforms(&p, x)->type = RTE_CRYPTO_SYM_XFORM_NOT_SPECIFIED;
	WDP_T_TRY(must_refuse(s, x, "xform type 0"));
	x[0].type = 9;
	WDP_T_TRY(must_refuse(s, x, "xform type 9"));
	WDP_T_TRY(good_spec(s, "sha256", &p));
	wdp_s_xforms(&p, x)->auth.algo = 200;
	WDP_T_TRY(must_refuse(s, x, "auth algorithm 200"));
	x[0].auth.algo = RTE_CRYPTO_AUTH_SHA3_256;
	WDP_T_TRY(must_refuse(s, x, "SHA3"));
	wdp_s_xforms(&p, x)->auth.op = 7;
	WDP_T_TRY(must_refuse(s, x, "auth direction 7"));
	WDP_T_TRY(good_spec(s, "aes-gcm", &p));
	wdp_s_xforms(&p, x)->aead.algo = RTE_CRYPTO_AEAD_CHACHA20_POLY1305;
	WDP_T_TRY(must_refuse(s, x, "ChaCha20-Poly1305"));
	wdp_s_xforms(&p, x)->aead.op = 7;
	return must_refuse(s, x, "AEAD direction 7");
}

/* Either order of cipher and MAC, but both go the same way. */
static int
orders(struct wdp_t *t, int arg)
{
	struct rte_crypto_sym_xform x[2], three[3];
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p;
	int way;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	WDP_T_TRY(good_spec(s, "aes-cbc+hmac-sha256", &p));
	for (way = 0; way < 4; way++) {
		p.forward = way & 1;
		p.plain_mac = way & 2;
		WDP_T_TRY(must_take(s, wdp_s_xforms(&p, x), wdp_s_spec_text(&p)));
		for (struct rte_crypto_sym_xform *m = x; m != NULL; m = m->next)
			if (m->type == RTE_CRYPTO_SYM_XFORM_AUTH)
				m->auth.op = p.forward ? RTE_CRYPTO_AUTH_OP_VERIFY :
					RTE_CRYPTO_AUTH_OP_GENERATE;
		WDP_T_TRY(must_refuse(s, x, p.forward ? "encrypt with verify" :
			"decrypt with generate"));
	}
	wdp_s_xforms(&p, x);
	memcpy(three, x, sizeof(x));
	three[2] = x[1];
	three[0].next = &three[1];
	three[1].next = &three[2];
	three[2].next = NULL;
	WDP_T_TRY(must_refuse(s, three, "three xforms"));
	x[1] = x[0];
	x[1].next = NULL;
	WDP_T_TRY(must_refuse(s, x, "two of one kind"));
	WDP_T_TRY(good_spec(s, "aes-gcm", &p));
	wdp_s_xforms(&p, x);
	x[1] = x[0];
	x[0].next = &x[1];
	return must_refuse(s, x, "two AEADs");
}

/* The second of two xforms. */
static int
refuse_with(struct wdp_s *s, const struct wdp_s_spec *p, enum rte_crypto_auth_algorithm auth,
	const char *what)
{
	struct rte_crypto_sym_xform x[2];
	int forward;
	struct wdp_s_spec q = *p;

	for (forward = 0; forward < 2; forward++) {
		q.forward = forward;
		wdp_s_xforms(&q, x);
		x[forward].auth.algo = auth;
		x[forward].auth.iv = (typeof(x[0].auth.iv)){ q.iv_off, 12 };
		WDP_T_TRY(must_refuse(s, x, what));
	}
	return WDP_T_PASS;
}

/* What is not in the engine alone is not in a chain; GMAC is GCM's, and an AEAD has its own. */
static int
chains(struct wdp_t *t, int arg)
{
	struct rte_crypto_sym_xform x[2], a[2];
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p, aead;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	WDP_T_TRY(good_spec(s, "aes-cbc+hmac-sha256", &p));
	p.akey_len = 16;
	p.tag_len = 16;
	WDP_T_TRY(refuse_with(s, &p, RTE_CRYPTO_AUTH_AES_GMAC, "GMAC in a chain"));
	WDP_T_TRY(refuse_with(s, &p, RTE_CRYPTO_AUTH_SHA3_256_HMAC, "HMAC of SHA3 in a chain"));
	WDP_T_TRY(refuse_with(s, &p, RTE_CRYPTO_AUTH_SNOW3G_UIA2, "SNOW 3G in a chain"));
	if (s->generation < 3) {
		WDP_T_TRY(refuse_with(s, &p, RTE_CRYPTO_AUTH_AES_CMAC, "CMAC on V2"));
		p.forward = true;
		wdp_s_xforms(&p, x)->cipher.algo = RTE_CRYPTO_CIPHER_AES_CTR;
		WDP_T_TRY(must_refuse(s, x, "counter mode on V2"));
	}
	p.forward = true;
	wdp_s_xforms(&p, x)->cipher.algo = RTE_CRYPTO_CIPHER_3DES_CTR;
	WDP_T_TRY(must_refuse(s, x, "3DES in counter mode with an HMAC"));
	WDP_T_TRY(good_spec(s, "aes-gcm", &aead));
	x[0] = *wdp_s_xforms(&aead, a);
	x[0].next = &x[1];
	WDP_T_TRY(must_refuse(s, x, "an AEAD and an HMAC"));
	wdp_s_xforms(&p, x);
	x[1] = a[0];
	return must_refuse(s, x, "a cipher and an AEAD");
}

/* ---- ops ---- */

/* What is done to an op that would be good: fields set to a value, or made greater by it. */
struct spoil {
	struct {
		uint16_t at;
		uint8_t size; /* 0: no more fields */
		bool add;
		uintptr_t value;
	} field[2];
};
#define SIZE_OF(type, f) sizeof(((struct type *)0)->f)
#define OP(f)  offsetof(struct rte_crypto_op, f), SIZE_OF(rte_crypto_op, f)
#define SYM(f) offsetof(struct rte_crypto_op, sym) + offsetof(struct rte_crypto_sym_op, f), \
	SIZE_OF(rte_crypto_sym_op, f)

/* And what comes of it. */
struct spoiler {
	const char *alg;
	const char *what;
	const struct spoil *spoil;
	uint8_t due;
};

static void
apply(const struct spoil *p, struct rte_crypto_op *op)
{
	uint32_t i;

	for (i = 0; i < RTE_DIM(p->field) && p->field[i].size != 0; i++) {
		void *at = RTE_PTR_ADD(op, p->field[i].at);
		uintptr_t v = p->field[i].value;

		switch (p->field[i].size) {
		case sizeof(uint8_t):
			*(uint8_t *)at = v + (p->field[i].add ? *(uint8_t *)at : 0);
			break;
		case sizeof(uint32_t):
			*(uint32_t *)at = v + (p->field[i].add ? *(uint32_t *)at : 0);
			break;
		default:
			*(uint64_t *)at = v + (p->field[i].add ? *(uint64_t *)at : 0);
			break;
		}
	}
}

/* Of the good op. */
enum form {
	USUAL,
	PLAIN_MAC,
	PLAIN_MAC_OOP,
};

/* A good task of the algorithm, in place and flat, its op made. */
static int
good_form(struct wdp_t *t, const char *alg, enum form form, bool forward, struct wdp_s_task *k)
{
	struct wdp_s *s = wdp_s(t);
	int err;

	WDP_T_TRY(good_spec(s, alg, &k->spec));
	k->spec.forward = forward;
	k->spec.plain_mac = form != USUAL;
	k->spec.loose = form != USUAL;
	k->sess = wdp_s_session(s, &k->spec, &err);
	WDP_T_CHECK(t, k->sess != NULL, "session: %d", err);
	WDP_T_TRY(wdp_s_task_room(t, k, LEN_B));
	wdp_t_data(t, WDP_T_RANDOM, k->plain, LEN_B);
	wdp_t_data(t, WDP_T_RANDOM, k->aad, k->spec.aad_len);
	k->len = LEN_B;
	k->lead = 0;
	k->tail = 0;
	k->a_from = 0;
	k->a_len = LEN_B;
	memset(&k->lay, 0, sizeof(k->lay));
	k->lay.oop = form == PLAIN_MAC_OOP;
	return wdp_s_task_solve(t, k);
}

static int
good_task(struct wdp_t *t, const char *alg, bool forward, struct wdp_s_task *k)
{
	return good_form(t, alg, USUAL, forward, k);
}

/* Good, spoilt, good: the spoilt one has the status and touches nothing. */
static int
spoilt(struct wdp_t *t, struct wdp_s_task *k, const struct spoil *p, uint8_t due, const char *what)
{
	uint32_t sum;

	WDP_T_TRY(wdp_s_task_run(t, k));
	WDP_T_TRY(wdp_s_task_op(t, k));
	apply(p, k->op);
	sum = wdp_t_chain_sum(k->src);
	if (wdp_t_crypto_enqueue_one(t, 0, k->op) != WDP_T_PASS ||
			wdp_t_crypto_dequeue_one(t, 0, k->op) != WDP_T_PASS)
		return wdp_t_within(t, "%s, %s", k->spec.alg->name, what);
	WDP_T_CHECK(t, k->op->status == due, "%s, %s: status %s, not %s", k->spec.alg->name, what,
		wdp_t_crypto_status(k->op->status), wdp_t_crypto_status(due));
	WDP_T_CHECK(t, wdp_t_chain_sum(k->src) == sum, "%s, %s: the data was written to",
		k->spec.alg->name, what);
	wdp_s_task_drop(t, k);
	if (wdp_s_task_run(t, k) != WDP_T_PASS)
		return wdp_t_within(t, "after %s", what);
	return WDP_T_PASS;
}

#define INVALID_ARGS    RTE_CRYPTO_OP_STATUS_INVALID_ARGS
#define INVALID_SESSION RTE_CRYPTO_OP_STATUS_INVALID_SESSION

static const struct rte_crypto_sym_xform empty = { .type = RTE_CRYPTO_SYM_XFORM_CIPHER };

/* One or two fields. */
#define SET(name, f, v) \
	static const struct spoil name = { { { f, false, v } } }
#define ADD(name, f, v) \
	static const struct spoil name = { { { f, true, v } } }
#define SET2(name, f, v, f2, v2) \
	static const struct spoil name = { { { f, false, v }, { f2, false, v2 } } }

SET(no_mbuf, SYM(m_src), 0);
SET(no_session, SYM(session), 0);
SET2(no_xform, OP(sess_type), RTE_CRYPTO_OP_SESSIONLESS, SYM(xform), 0);
SET2(bad_xform, OP(sess_type), RTE_CRYPTO_OP_SESSIONLESS, SYM(xform), (uintptr_t)&empty);
SET(session_type, OP(sess_type), 77);
SET(asymmetric, OP(type), RTE_CRYPTO_OP_TYPE_ASYMMETRIC);
static const struct spoil cipher_long = { { { SYM(cipher.data.length), true, 128 },
	{ SYM(auth.data.length), true, 128 } } };
ADD(cipher_off, SYM(cipher.data.offset), 1);
SET(cipher_far, SYM(cipher.data.offset), UINT32_MAX - 15);
SET(cipher_huge, SYM(cipher.data.length), UINT32_MAX & ~15u);
SET(cipher_too_long, SYM(cipher.data.length), WDP_S_LEN_MAX_B + 512);
ADD(cipher_part, SYM(cipher.data.length), UINT32_MAX); /* one less */
SET(cipher_short, SYM(cipher.data.length), 15);
SET(cipher_none, SYM(cipher.data.length), 0);
ADD(auth_long, SYM(auth.data.length), 100);
SET(auth_far, SYM(auth.data.offset), UINT32_MAX - 3);
SET2(auth_no_digest, SYM(auth.digest.data), 0, SYM(auth.digest.phys_addr), 0);
SET(auth_none, SYM(auth.data.length), 0);
ADD(chain_auth_short, SYM(auth.data.length), UINT32_MAX - 3); /* four less */
SET(aead_none, SYM(aead.data.length), 0);
ADD(aead_long, SYM(aead.data.length), 100);
SET(aead_far, SYM(aead.data.offset), UINT32_MAX);
SET2(aead_no_digest, SYM(aead.digest.data), 0, SYM(aead.digest.phys_addr), 0);
SET2(aead_no_aad, SYM(aead.aad.data), 0, SYM(aead.aad.phys_addr), 0);

static const struct spoiler spoilers[] = {
	{ "aes-cbc", "no source mbuf", &no_mbuf, INVALID_ARGS },
	{ "aes-cbc", "no session", &no_session, INVALID_SESSION },
	{ "aes-cbc", "session-less without xform", &no_xform, INVALID_ARGS },
	{ "aes-cbc", "session-less with an empty xform", &bad_xform, INVALID_ARGS },
	{ "aes-cbc", "session type 77", &session_type, INVALID_SESSION },
	{ "aes-cbc", "an asymmetric op", &asymmetric, INVALID_ARGS },
	{ "aes-cbc", "longer than the mbuf", &cipher_long, INVALID_ARGS },
	{ "aes-cbc", "one byte too far", &cipher_off, INVALID_ARGS },
	{ "aes-cbc", "offset that wraps", &cipher_far, INVALID_ARGS },
	{ "aes-cbc", "length that wraps", &cipher_huge, INVALID_ARGS },
	{ "aes-cbc", "longer than the engine", &cipher_too_long, INVALID_ARGS },
	{ "aes-cbc", "not in blocks", &cipher_part, INVALID_ARGS },
	{ "aes-cbc", "length 0", &cipher_none, INVALID_ARGS },
	{ "3des-cbc", "not in blocks", &cipher_part, INVALID_ARGS },
	{ "sm4-ecb", "not in blocks", &cipher_part, INVALID_ARGS },
	{ "aes-ctr", "length 0", &cipher_none, INVALID_ARGS },
	{ "aes-ctr", "longer than the mbuf", &cipher_long, INVALID_ARGS },
	{ "aes-xts", "less than a block", &cipher_short, INVALID_ARGS },
	{ "aes-xts", "length 0", &cipher_none, INVALID_ARGS },
	{ "sha256", "longer than the mbuf", &auth_long, INVALID_ARGS },
	{ "sha256", "offset that wraps", &auth_far, INVALID_ARGS },
	{ "sha256", "no digest", &auth_no_digest, INVALID_ARGS },
	{ "hmac-sha512", "longer than the mbuf", &auth_long, INVALID_ARGS },
	{ "hmac-sha512", "no digest", &auth_no_digest, INVALID_ARGS },
	{ "aes-cmac", "no digest", &auth_no_digest, INVALID_ARGS },
	{ "aes-gmac", "longer than the mbuf", &auth_long, INVALID_ARGS },
	{ "aes-gcm", "longer than the mbuf", &aead_long, INVALID_ARGS },
	{ "aes-gcm", "offset that wraps", &aead_far, INVALID_ARGS },
	{ "aes-gcm", "no digest", &aead_no_digest, INVALID_ARGS },
	{ "aes-gcm", "no source mbuf", &no_mbuf, INVALID_ARGS },
	{ "aes-ccm", "longer than the mbuf", &aead_long, INVALID_ARGS },
	{ "aes-ccm", "no digest", &aead_no_digest, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "longer than the mbuf", &cipher_long, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "authenticated beyond the mbuf", &auth_long, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "authenticated from where it wraps", &auth_far, INVALID_ARGS },
	{ "aes-cbc+md5", "length 0", &cipher_none, INVALID_ARGS },
	{ "aes-cbc+md5", "longer than the mbuf", &cipher_long, INVALID_ARGS },
	{ "aes-cbc+md5", "authenticated beyond the mbuf", &auth_long, INVALID_ARGS },
	{ "aes-cbc+md5", "authenticated from where it wraps", &auth_far, INVALID_ARGS },
	{ "aes-cbc+md5", "no digest", &auth_no_digest, INVALID_ARGS },
	{ "aes-cbc+md5", "no source mbuf", &no_mbuf, INVALID_ARGS },
	{ "aes-xts+hmac-sha256", "less than a block", &cipher_short, INVALID_ARGS },
	{ "aes-cbc+xcbc", "nothing authenticated", &auth_none, INVALID_ARGS },
	{ "aes-ctr+cmac", "nothing authenticated", &auth_none, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "not in blocks", &cipher_part, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "no digest", &auth_no_digest, INVALID_ARGS },
	{ "aes-cmac", "length 0", &auth_none, INVALID_ARGS },
	{ "aes-xcbc", "length 0", &auth_none, INVALID_ARGS },
};

/* With the MAC of the plain text, which takes two steps. */
static const struct spoiler plain[] = {
	{ "aes-cbc+hmac-sha1", "length 0", &cipher_none, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "not in blocks", &cipher_part, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "no digest", &auth_no_digest, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "authenticated from where it wraps", &auth_far, INVALID_ARGS },
};

/* What is encrypted behind what is authenticated might be the digest, which is elsewhere. */
static const struct spoiler plain_oop[] = {
	{ "aes-cbc+hmac-sha1", "authenticated to before the end", &chain_auth_short, INVALID_ARGS },
	{ "aes-cbc+md5", "authenticated to before the end", &chain_auth_short, INVALID_ARGS },
};

/* What only the third generation does with nothing (doc/hw/sec.md 18 to 20). */
static const struct spoiler early[] = {
	{ "sha256", "length 0", &auth_none, INVALID_ARGS },
	{ "hmac-sha1", "length 0", &auth_none, INVALID_ARGS },
	{ "aes-ccm", "length 0", &aead_none, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "length 0", &cipher_none, INVALID_ARGS },
	{ "aes-cbc+hmac-sha1", "nothing authenticated", &auth_none, INVALID_ARGS },
	{ "aes-cbc+md5", "nothing authenticated", &auth_none, INVALID_ARGS },
};

/* In both directions; an algorithm of the third generation is none of the second's. */
static int
spoil_both(struct wdp_t *t, const struct spoiler *p, enum form form, struct wdp_s_task *k)
{
	int ret, forward;

	for (forward = 0; forward < 2; forward++) {
		ret = good_form(t, p->alg, form, forward, k);
		if (ret == WDP_T_SKIP && wdp_s(t)->generation < 3)
			return WDP_T_PASS;
		WDP_T_TRY(ret);
		WDP_T_TRY(spoilt(t, k, p->spoil, p->due, p->what));
		wdp_s_session_free(wdp_s(t), k->sess);
	}
	return WDP_T_PASS;
}

static int
spoil_all(struct wdp_t *t, const struct spoiler *p, uint32_t n, enum form form,
	struct wdp_s_task *k)
{
	for (; n > 0; n--, p++)
		WDP_T_TRY(spoil_both(t, p, form, k));
	return WDP_T_PASS;
}

static int
ops(struct wdp_t *t, int arg)
{
	struct wdp_s_task k = { 0 };
	int ret = strict_only(t);

	RTE_SET_USED(arg);
	if (ret == WDP_T_PASS)
		ret = spoil_all(t, spoilers, RTE_DIM(spoilers), USUAL, &k);
	if (ret == WDP_T_PASS)
		ret = spoil_all(t, plain, RTE_DIM(plain), PLAIN_MAC, &k);
	if (ret == WDP_T_PASS)
		ret = spoil_all(t, plain_oop, RTE_DIM(plain_oop), PLAIN_MAC_OOP, &k);
	if (ret == WDP_T_PASS && wdp_s(t)->generation < 3)
		ret = spoil_all(t, early, RTE_DIM(early), USUAL, &k);
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(wdp_s(t));
	wdp_s_task_free(&k);
	return ret;
}

/* AAD that the session says is there must be there; that of no bytes need not. */
static int
aad(struct wdp_t *t, int arg)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_task k = { 0 };
	int ret, err;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	ret = good_task(t, "aes-gcm", true, &k);
	if (ret == WDP_T_PASS) {
		k.spec.aad_len = 20;
		k.sess = wdp_s_session(s, &k.spec, &err);
		ret = k.sess == NULL ? WDP_T_FAILF(t, "session: %d", err) :
			wdp_s_task_solve(t, &k);
	}
	if (ret == WDP_T_PASS)
		ret = spoilt(t, &k, &aead_no_aad, INVALID_ARGS, "no AAD");
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(s);
	wdp_s_task_free(&k);
	return ret;
}

/* ---- a session of somebody else ---- */

static int
with_foreign(struct wdp_t *t, int other)
{
	struct rte_crypto_sym_xform x = {
		.type = RTE_CRYPTO_SYM_XFORM_CIPHER,
		.cipher = { .op = RTE_CRYPTO_CIPHER_OP_ENCRYPT, .algo = RTE_CRYPTO_CIPHER_NULL },
	};
	struct rte_mempool *mp = rte_cryptodev_sym_session_pool_create("wdp_s_other", 4,
		rte_cryptodev_sym_get_private_session_size((uint8_t)other), 0, 0, SOCKET_ID_ANY);
	struct wdp_s_task k = { 0 };
	void *foreign;
	int ret;

	WDP_T_CHECK(t, mp != NULL, "no memory");
	foreign = rte_cryptodev_sym_session_create((uint8_t)other, &x, mp);
	ret = foreign == NULL ? wdp_t_skip(t, OTHER_DRIVER " makes no session") :
		good_task(t, "aes-cbc", true, &k);
	if (ret == WDP_T_PASS) {
		const struct spoil p = { { { SYM(session), false, (uintptr_t)foreign } } };

		ret = spoilt(t, &k, &p, INVALID_SESSION, "another driver's session");
	}
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(wdp_s(t));
	wdp_s_task_free(&k);
	if (foreign != NULL)
		rte_cryptodev_sym_session_free((uint8_t)other, foreign);
	rte_mempool_free(mp);
	return ret;
}

static int
other_driver(struct wdp_t *t, int arg)
{
	int ret, other;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (rte_vdev_init(OTHER_NAME, NULL) != 0)
		return wdp_t_skip(t, "no driver " OTHER_DRIVER " to make a session with");
	other = rte_cryptodev_get_dev_id(OTHER_NAME);
	ret = with_foreign(t, other);
	rte_vdev_uninit(OTHER_NAME);
	return ret;
}

/* A session that was freed is no session. */
static int
freed_session(struct wdp_t *t, int arg)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_task k = { 0 };
	int ret = strict_only(t);

	RTE_SET_USED(arg);
	if (ret == WDP_T_PASS)
		ret = good_task(t, "aes-cbc", true, &k);
	if (ret == WDP_T_PASS) {
		wdp_s_session_free(s, k.sess);
		ret = wdp_s_task_op(t, &k);
	}
	if (ret == WDP_T_PASS)
		ret = wdp_t_crypto_enqueue_one(t, 0, k.op);
	if (ret == WDP_T_PASS)
		ret = wdp_t_crypto_dequeue_one(t, 0, k.op);
	if (ret == WDP_T_PASS && k.op->status != INVALID_SESSION)
		ret = WDP_T_FAILF(t, "status %s", wdp_t_crypto_status(k.op->status));
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(s);
	wdp_s_task_drop(t, &k);
	wdp_s_task_free(&k);
	return ret;
}

const struct wdp_t_case wdp_s_cases_bad[] = {
	{ "bad/sizes", sizes, 0 },
	{ "bad/key_pointer", key_pointer, 0 },
	{ "bad/unknown", unknown, 0 },
	{ "bad/orders", orders, 0 },
	{ "bad/chains", chains, 0 },
	{ "bad/ops", ops, 0 },
	{ "bad/aad", aad, 0 },
	{ "bad/other_driver", other_driver, 0 },
	{ "bad/freed_session", freed_session, 0 },
	{ NULL, NULL, 0 },
};
