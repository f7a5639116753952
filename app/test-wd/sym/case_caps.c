/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Honest capabilities (R29): every size that is offered is taken, what lies beside is refused
 * when the session is made, and an op of the sizes at both ends gives the right bytes. What
 * crypto_wd_sec offers is exactly doc/hw/sec.md 29.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "sym.h"

#define CAPS_MAX 200u

static int
info(struct wdp_t *t, int arg)
{
	/* HW_ACCELERATED is not said of the model */
	static const uint64_t flags = RTE_CRYPTODEV_FF_SYMMETRIC_CRYPTO |
		RTE_CRYPTODEV_FF_SYM_OPERATION_CHAINING |
		RTE_CRYPTODEV_FF_IN_PLACE_SGL | RTE_CRYPTODEV_FF_OOP_SGL_IN_SGL_OUT |
		RTE_CRYPTODEV_FF_OOP_SGL_IN_LB_OUT | RTE_CRYPTODEV_FF_OOP_LB_IN_SGL_OUT |
		RTE_CRYPTODEV_FF_OOP_LB_IN_LB_OUT | RTE_CRYPTODEV_FF_SYM_SESSIONLESS |
		RTE_CRYPTODEV_FF_SYM_RAW_DP;
	static const uint64_t never = RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO |
		RTE_CRYPTODEV_FF_SECURITY | RTE_CRYPTODEV_FF_DIGEST_ENCRYPTED |
		RTE_CRYPTODEV_FF_CIPHER_MULTIPLE_DATA_UNITS;
	struct wdp_s *s = wdp_s(t);

	RTE_SET_USED(arg);
	WDP_T_TRY(wdp_t_crypto_info_sound(t, &s->info, CAPS_MAX, flags, never));
	if (!t->strict)
		return WDP_T_PASS;
	WDP_T_CHECK(t, s->info.sym.max_nb_sessions == 0, "sessions are limited to %u",
		s->info.sym.max_nb_sessions);
	return WDP_T_PASS;
}

/* ---- exactly the table ---- */

#define R(a, b, c) { (a), (b), (c) }

/* doc/hw/sec.md 29. */
static const struct {
	const char *alg;
	struct rte_crypto_param_range key;
	struct rte_crypto_param_range iv;
	struct rte_crypto_param_range tag;
	struct rte_crypto_param_range aad;
} table[] = {
	{ .alg = "aes-ecb", .key = R(16, 32, 8) },
	{ .alg = "aes-cbc", .key = R(16, 32, 8), .iv = R(16, 16, 0) },
	{ .alg = "aes-ctr", .key = R(16, 32, 8), .iv = R(12, 16, 4) },
	{ .alg = "aes-xts", .key = R(32, 64, 32), .iv = R(16, 16, 0) },
	{ .alg = "3des-ecb", .key = R(16, 24, 8) },
	{ .alg = "3des-cbc", .key = R(16, 24, 8), .iv = R(8, 8, 0) },
	{ .alg = "des-cbc", .key = R(8, 8, 0), .iv = R(8, 8, 0) },
	{ .alg = "sm4-ecb", .key = R(16, 16, 0) },
	{ .alg = "sm4-cbc", .key = R(16, 16, 0), .iv = R(16, 16, 0) },
	{ .alg = "sm4-ctr", .key = R(16, 16, 0), .iv = R(16, 16, 0) },
	{ .alg = "sm4-ofb", .key = R(16, 16, 0), .iv = R(16, 16, 0) },
	{ .alg = "sm4-cfb", .key = R(16, 16, 0), .iv = R(16, 16, 0) },
	{ .alg = "sm4-xts", .key = R(32, 32, 0), .iv = R(16, 16, 0) },
	{ .alg = "md5", .tag = R(4, 16, 4) },
	{ .alg = "sha1", .tag = R(4, 20, 4) },
	{ .alg = "sha224", .tag = R(4, 28, 4) },
	{ .alg = "sha256", .tag = R(4, 32, 4) },
	{ .alg = "sha384", .tag = R(4, 48, 4) },
	{ .alg = "sha512", .tag = R(4, 64, 4) },
	{ .alg = "sm3", .tag = R(4, 32, 4) },
	{ .alg = "hmac-md5", .key = R(1, 64, 1), .tag = R(4, 16, 4) },
	{ .alg = "hmac-sha1", .key = R(1, 64, 1), .tag = R(4, 20, 4) },
	{ .alg = "hmac-sha224", .key = R(1, 64, 1), .tag = R(4, 28, 4) },
	{ .alg = "hmac-sha256", .key = R(1, 64, 1), .tag = R(4, 32, 4) },
	{ .alg = "hmac-sha384", .key = R(1, 128, 1), .tag = R(4, 48, 4) },
	{ .alg = "hmac-sha512", .key = R(1, 128, 1), .tag = R(4, 64, 4) },
	{ .alg = "hmac-sm3", .key = R(1, 64, 1), .tag = R(4, 32, 4) },
	{ .alg = "aes-cmac", .key = R(16, 16, 0), .tag = R(4, 16, 4) },
	{ .alg = "aes-xcbc", .key = R(16, 16, 0), .tag = R(12, 16, 4) },
	{ .alg = "aes-gmac", .key = R(16, 32, 8), .iv = R(12, 12, 0), .tag = R(4, 16, 4) },
	{ .alg = "aes-gcm", .key = R(16, 32, 8), .iv = R(12, 12, 0), .tag = R(8, 16, 4),
	  .aad = R(0, 65535, 1) },
	{ .alg = "aes-ccm", .key = R(16, 32, 8), .iv = R(7, 13, 1), .tag = R(4, 16, 2),
	  .aad = R(0, 65279, 1) },
	{ .alg = "sm4-gcm", .key = R(16, 16, 0), .iv = R(12, 12, 0), .tag = R(8, 16, 4),
	  .aad = R(0, 65535, 1) },
};

static int
same_range(struct wdp_t *t, const char *alg, const char *what,
	const struct rte_crypto_param_range *is, const struct rte_crypto_param_range *due)
{
	/* a step means nothing when there is one size */
	bool step = due->min == due->max || is->increment == due->increment;

	WDP_T_CHECK(t, is->min == due->min && is->max == due->max && step,
		"%s: %s {%u, %u, %u}, not {%u, %u, %u}", alg, what, is->min, is->max,
		is->increment, due->min, due->max, due->increment);
	return WDP_T_PASS;
}

static int
same_cap(struct wdp_t *t, uint32_t i, const struct wdp_s_caps *c)
{
	const char *n = table[i].alg;

	if (c->auth != NULL) {
		WDP_T_TRY(same_range(t, n, "key", &c->auth->auth.key_size, &table[i].key));
		WDP_T_TRY(same_range(t, n, "IV", &c->auth->auth.iv_size, &table[i].iv));
		return same_range(t, n, "digest", &c->auth->auth.digest_size, &table[i].tag);
	}
	if (c->cipher->xform_type == RTE_CRYPTO_SYM_XFORM_CIPHER) {
		WDP_T_TRY(same_range(t, n, "key", &c->cipher->cipher.key_size, &table[i].key));
		WDP_T_CHECK(t, c->cipher->cipher.dataunit_set == 0, "%s: data units", n);
		return same_range(t, n, "IV", &c->cipher->cipher.iv_size, &table[i].iv);
	}
	WDP_T_TRY(same_range(t, n, "key", &c->cipher->aead.key_size, &table[i].key));
	WDP_T_TRY(same_range(t, n, "IV", &c->cipher->aead.iv_size, &table[i].iv));
	WDP_T_TRY(same_range(t, n, "tag", &c->cipher->aead.digest_size, &table[i].tag));
	return same_range(t, n, "AAD", &c->cipher->aead.aad_size, &table[i].aad);
}

static int
exact(struct wdp_t *t, int arg)
{
	const struct rte_cryptodev_capabilities *cap;
	struct wdp_s *s = wdp_s(t);
	const struct wdp_s_alg *a;
	struct wdp_s_caps c;
	uint32_t i, due = 0, n = 0;
	bool has;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "the table of crypto_wd_sec");
	for (i = 0; i < RTE_DIM(table); i++) {
		a = wdp_s_alg_find(table[i].alg);
		if (a == NULL) /* this DPDK has no name for it */
			continue;
		has = wdp_s_caps_get(s, a, &c);
		WDP_T_CHECK(t, has == (a->since <= s->generation), "generation %u: %s is%s offered",
			s->generation, a->name, has ? "" : " not");
		if (!has)
			continue;
		due++;
		WDP_T_TRY(same_cap(t, i, &c));
	}
	for (cap = s->info.capabilities; cap->op != RTE_CRYPTO_OP_TYPE_UNDEFINED; cap++)
		n++;
	WDP_T_CHECK(t, n == due, "%u algorithms are offered, %u are in the table", n, due);
	return WDP_T_PASS;
}

/* ---- the walk ---- */

/* The sizes of one field of a spec. */
struct field {
	const char *name;
	uint16_t *value;
	const struct rte_crypto_param_range *range;
};

static int
attempt(struct wdp_s *s, const struct wdp_s_spec *p, bool offered)
{
	struct wdp_t *t = &s->t;
	void *sess;
	int err;

	sess = wdp_s_session(s, p, &err);
	if (sess != NULL)
		wdp_s_session_free(s, sess);
	WDP_T_CHECK(t, !offered || sess != NULL, "offered but refused, %d: %s", err,
		wdp_s_spec_text(p));
	WDP_T_CHECK(t, offered || sess == NULL, "not offered but taken: %s", wdp_s_spec_text(p));
	WDP_T_CHECK(t, offered || err == -EINVAL || err == -ENOTSUP, "error %d: %s", err,
		wdp_s_spec_text(p));
	return WDP_T_PASS;
}

/* Sizes that are right but cannot be said in a range: GCM's tags from 12 to 16 (hw/sec.md 29). */
static bool
unsaid(const struct wdp_s_spec *p, const struct field *f, uint32_t v)
{
	return p->alg->kind == WDP_S_AEAD && p->alg->aead != RTE_CRYPTO_AEAD_AES_CCM &&
		f->value == &p->tag_len && v >= 12 && v <= 16;
}

/* Every size of a short range; the ends and some of a long one; and what lies beside. */
static int
walk_field(struct wdp_s *s, struct wdp_s_spec *p, const struct field *f)
{
	uint32_t step = RTE_MAX((uint32_t)f->range->increment, 1u), v;
	uint32_t top = RTE_MIN((uint32_t)f->range->max + step + 1, UINT16_MAX + 0u);
	uint16_t was = *f->value;

	for (v = f->range->min > step ? f->range->min - step - 1 : 0; v <= top; v++) {
		bool offered = wdp_s_in_range(f->range, v);

		if (v > f->range->min + 300u && v + 10 < f->range->max)
			v = f->range->max - 10; /* long ranges: the middle is as good */
		if (!offered && !s->t.strict)
			continue;
		if (v > WDP_S_KEY_MAX_B && f->value != &p->aad_len)
			break;
		*f->value = (uint16_t)v;
		WDP_T_TRY(attempt(s, p, wdp_s_in_range(f->range, v) || unsaid(p, f, v)));
	}
	*f->value = was;
	return WDP_T_PASS;
}

static uint32_t
fields_of(struct wdp_s_spec *p, const struct wdp_s_caps *c, struct field f[4])
{
	uint32_t n = 0;

	if (p->alg->kind == WDP_S_AEAD) {
		f[n++] = (struct field){ "key", &p->key_len, &c->cipher->aead.key_size };
		f[n++] = (struct field){ "IV", &p->iv_len, &c->cipher->aead.iv_size };
		f[n++] = (struct field){ "tag", &p->tag_len, &c->cipher->aead.digest_size };
		f[n++] = (struct field){ "AAD", &p->aad_len, &c->cipher->aead.aad_size };
	} else if (p->alg->kind == WDP_S_CIPHER) {
		f[n++] = (struct field){ "key", &p->key_len, &c->cipher->cipher.key_size };
		/* whoever needs no IV does not look at it */
		if (c->cipher->cipher.iv_size.max != 0)
			f[n++] = (struct field){ "IV", &p->iv_len, &c->cipher->cipher.iv_size };
	} else {
		if (c->auth->auth.key_size.max != 0)
			f[n++] = (struct field){ "key", &p->akey_len, &c->auth->auth.key_size };
		f[n++] = (struct field){ "tag", &p->tag_len, &c->auth->auth.digest_size };
		if (p->alg->mac == WDP_S_REF_GMAC)
			f[n++] = (struct field){ "IV", &p->iv_len, &c->auth->auth.iv_size };
	}
	return n;
}

static int
walk(struct wdp_t *t, int arg)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p;
	struct wdp_s_caps c;
	struct field f[4];
	uint32_t i, j, n;

	RTE_SET_USED(arg);
	for (i = 0; i < wdp_s_nb_algs; i++) {
		if (wdp_s_algs[i].kind == WDP_S_CHAIN ||
				!wdp_s_spec_random(s, &wdp_s_algs[i], &p))
			continue;
		wdp_s_caps_get(s, p.alg, &c);
		n = fields_of(&p, &c, f);
		for (j = 0; j < n; j++)
			if (walk_field(s, &p, &f[j]) != WDP_T_PASS)
				return wdp_t_within(t, "%s, {%u, %u, %u}", f[j].name,
					f[j].range->min, f[j].range->max, f[j].range->increment);
	}
	return WDP_T_PASS;
}

/* What is not in the list is refused, whatever its number. */
static int
algorithms(struct wdp_t *t, int arg)
{
	struct rte_cryptodev_sym_capability_idx idx;
	struct rte_crypto_sym_xform x[2];
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_spec p = { .alg = wdp_s_alg_find("aes-cbc"), .forward = true, .key_len = 16,
		.iv_len = 16 };
	void *sess;
	int err, algo;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "the stock drivers do not look at all of it");
	for (algo = 0; algo < 64; algo++) {
		idx.type = RTE_CRYPTO_SYM_XFORM_CIPHER;
		idx.algo.cipher = algo;
		if (rte_cryptodev_sym_capability_get(t->dev_id, &idx) != NULL)
			continue;
		wdp_s_xforms(&p, x)->cipher.algo = algo;
		sess = wdp_s_session_new(s, x, &err);
		WDP_T_CHECK(t, sess == NULL && err == -ENOTSUP, "cipher %d: %d", algo, err);
	}
	p.alg = wdp_s_alg_find("hmac-sha1");
	p.akey_len = 16;
	p.tag_len = 16;
	for (algo = 0; algo < 64; algo++) {
		idx.type = RTE_CRYPTO_SYM_XFORM_AUTH;
		idx.algo.auth = algo;
		if (rte_cryptodev_sym_capability_get(t->dev_id, &idx) != NULL)
			continue;
		wdp_s_xforms(&p, x)->auth.algo = algo;
		sess = wdp_s_session_new(s, x, &err);
		WDP_T_CHECK(t, sess == NULL && err == -ENOTSUP, "auth %d: %d", algo, err);
	}
	return WDP_T_PASS;
}

/* ---- ops at the ends ---- */

static int
end_op(struct wdp_s *s, struct wdp_s_task *k, uint32_t len, const char *what)
{
	struct wdp_t *t = &s->t;
	int err;

	k->len = len;
	k->lead = 0;
	memset(&k->lay, 0, sizeof(k->lay));
	if (len + WDP_S_TAG_MAX_B > WDP_T_SEG_MAX_B)
		k->lay.src.split = WDP_T_AUTO;
	WDP_T_TRY(wdp_s_task_room(t, k, len));
	wdp_t_data(t, WDP_T_RANDOM, k->plain, len);
	wdp_t_data(t, WDP_T_RANDOM, k->aad, k->spec.aad_len);
	k->sess = wdp_s_session(s, &k->spec, &err);
	WDP_T_CHECK(t, k->sess != NULL, "session: %d", err);
	WDP_T_TRY(wdp_s_task_solve(t, k));
	if (wdp_s_task_run(t, k) != WDP_T_PASS)
		return wdp_t_within(t, "%s", what);
	wdp_s_session_free(s, k->sess);
	return WDP_T_PASS;
}

/* The longest message of the engine, in place; one block more is refused. */
static int
longest_of(struct wdp_s *s, struct wdp_s_task *k, const char *alg)
{
	const struct wdp_s_alg *a = wdp_s_alg_find(alg);
	uint32_t len = WDP_S_LEN_MAX_B;
	int forward;

	if (!wdp_s_spec_random(s, a, &k->spec))
		return WDP_T_PASS;
	if (a->kind == WDP_S_AEAD) {
		k->spec.aad_len = 100;
		len -= k->spec.aad_len;
	}
	for (forward = 0; forward < 2; forward++) {
		k->spec.forward = forward;
		WDP_T_TRY(end_op(s, k, len, "the longest message"));
	}
	return WDP_T_PASS;
}

static int
longest(struct wdp_t *t, int arg)
{
	static const char *const algs[] = {
		"aes-cbc", "aes-xts", "aes-ctr", "sha256", "hmac-sha512", "sm3", "aes-cmac",
		"aes-gcm", "aes-cbc+hmac-sha256",
	};
	struct wdp_s_task k = { 0 };
	int ret = WDP_T_PASS;
	uint32_t i;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (i = 0; ret == WDP_T_PASS && i < RTE_DIM(algs); i++)
		ret = longest_of(wdp_s(t), &k, algs[i]);
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(wdp_s(t));
	wdp_s_task_free(&k);
	return ret;
}

/* The most AAD an mbuf of the test holds; nonces of CCM at both ends with the most payload. */
static int
aead_ends(struct wdp_t *t, int arg)
{
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_task k = { 0 };
	int ret = WDP_T_PASS, forward;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	for (forward = 0; forward < 2 && ret == WDP_T_PASS; forward++) {
		if (!wdp_s_spec_random(s, wdp_s_alg_find("aes-gcm"), &k.spec))
			break;
		k.spec.forward = forward;
		k.spec.aad_len = 65400;
		ret = end_op(s, &k, 17, "65400 bytes of AAD");
		if (ret != WDP_T_PASS)
			break;
		wdp_s_spec_random(s, wdp_s_alg_find("aes-ccm"), &k.spec);
		k.spec.forward = forward;
		k.spec.aad_len = 65279;
		ret = end_op(s, &k, 17, "65279 bytes of AAD");
		k.spec.aad_len = 9;
		k.spec.iv_len = 13;
		if (ret == WDP_T_PASS)
			ret = end_op(s, &k, UINT16_MAX, "the most that 2 bytes of length say");
		k.spec.iv_len = 7;
		if (ret == WDP_T_PASS)
			ret = end_op(s, &k, 200000, "a nonce of 7 bytes");
	}
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(s);
	wdp_s_task_free(&k);
	return ret;
}

const struct wdp_t_case wdp_s_cases_caps[] = {
	{ "caps/info", info, 0 },
	{ "caps/exact", exact, 0 },
	{ "caps/walk", walk, 0 },
	{ "caps/algorithms", algorithms, 0 },
	{ "caps/longest", longest, 0 },
	{ "caps/aead_ends", aead_ends, 0 },
	{ NULL, NULL, 0 },
};
