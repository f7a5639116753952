/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Published vectors, in both directions and several layouts. The referee is held to them as
 * well: what it says elsewhere is worth what it says here.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "raw.h"
#include "vectors.h"

#define NAME_MAX_B 64u

static const struct wdp_s_vector *const sources[] = {
	wdp_s_vectors_cipher, wdp_s_vectors_hash, wdp_s_vectors_aead,
};

static const struct wdp_s_layout layouts[] = {
	{ .tag_at = WDP_S_BEHIND },
	{ .tag_at = WDP_S_OPMEM, .sessionless = true, .src = { .off = 5 } },
	{ .tag_at = WDP_S_MBUF, .src = { .split = WDP_T_UNEVEN, .segs = 3, .off = 1 } },
	{ .tag_at = WDP_S_APART, .src = { .split = WDP_T_ONES, .segs = 20, .slack = 9 } },
	{ .tag_at = WDP_S_BEHIND, .oop = true },
	{ .tag_at = WDP_S_OPMEM, .oop = true, .src = { .split = WDP_T_EVEN, .segs = 4 } },
	{ .tag_at = WDP_S_APART, .oop = true, .dst = { .split = WDP_T_ONES, .segs = 7 } },
	{ .tag_at = WDP_S_MBUF, .oop = true, .src = { .split = WDP_T_UNEVEN, .segs = 5 },
	  .dst = { .split = WDP_T_UNEVEN, .segs = 2 } },
};

static uint32_t
hex_len(const char *text, uint32_t times)
{
	return text == NULL ? 0 : strlen(text) / 2 * RTE_MAX(times, 1u);
}

static uint8_t
digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* The bytes of @p text, so often; as many as hex_len(). */
static void
hex(uint8_t *out, const char *text, uint32_t times)
{
	uint32_t n = hex_len(text, 1), i, all = hex_len(text, times);

	for (i = 0; i < all; i++)
		out[i] = (uint8_t)(digit(text[i % n * 2]) << 4 | digit(text[i % n * 2 + 1]));
}

static int
load(struct wdp_t *t, const struct wdp_s_vector *v, struct wdp_s_task *k)
{
	struct wdp_s_spec *p = &k->spec;
	uint32_t bytes = hex_len(v->plain, v->plain_times);

	memset(k, 0, sizeof(*k));
	p->alg = wdp_s_alg_find(v->alg);
	WDP_T_CHECK(t, p->alg != NULL, "no algorithm %s", v->alg);
	p->iv_off = wdp_s_iv_off();
	p->key_len = hex_len(v->key, 1);
	p->akey_len = hex_len(v->akey, v->key_times);
	p->iv_len = hex_len(v->iv, 1);
	p->aad_len = hex_len(v->aad, 1);
	p->tag_len = v->tag == NULL ? p->alg->whole : hex_len(v->tag, 1);
	WDP_T_TRY(wdp_s_task_room(t, k, bytes));
	hex(p->key, v->key, 1);
	hex(p->akey, v->akey, v->key_times);
	hex(k->iv, v->iv, 1);
	hex(k->aad, v->aad, 1);
	hex(k->plain, v->plain, v->plain_times);
	k->lead = v->lead;
	k->len = bytes - v->lead;
	return WDP_T_PASS;
}

/* The referee's answer is the published one; without a referee that is what counts. */
static int
compare(struct wdp_t *t, const struct wdp_s_vector *v, struct wdp_s_task *k)
{
	uint32_t bytes = k->lead + k->len;
	uint8_t *coded = malloc(bytes + 1), tag[WDP_S_TAG_MAX_B];
	bool has_ref = wdp_s_alg_has_ref(k->spec.alg);
	int ret = WDP_T_PASS;

	WDP_T_CHECK(t, coded != NULL, "no memory");
	hex(coded, v->coded, 1);
	hex(tag, v->tag, 1);
	if (has_ref)
		ret = wdp_s_task_solve(t, k);
	if (ret == WDP_T_PASS && has_ref && v->coded != NULL &&
			(hex_len(v->coded, 1) != bytes || memcmp(coded, k->coded, bytes) != 0))
		ret = WDP_T_FAILF(t, "OpenSSL has another result");
	if (ret == WDP_T_PASS && has_ref && v->tag != NULL &&
			memcmp(tag, k->tag, k->spec.tag_len) != 0)
		ret = WDP_T_FAILF(t, "OpenSSL has another tag");
	if (!has_ref) {
		memcpy(k->coded, coded, bytes);
		memcpy(k->tag, tag, sizeof(k->tag));
	}
	free(coded);
	return ret;
}

static int
offered(struct wdp_s *s, const struct wdp_s_task *k)
{
	const struct wdp_s_spec *p = &k->spec;
	struct wdp_s_caps c;
	int ret = 0;

	if (!wdp_s_caps_get(s, p->alg, &c))
		return wdp_t_skip(&s->t, "the device does not offer %s", p->alg->name);
	if (p->alg->kind == WDP_S_AEAD)
		ret = rte_cryptodev_sym_capability_check_aead(c.cipher, p->key_len, p->tag_len,
			p->aad_len, p->iv_len);
	else if (c.cipher != NULL)
		ret = rte_cryptodev_sym_capability_check_cipher(c.cipher, p->key_len, p->iv_len);
	if (ret == 0 && c.auth != NULL)
		ret = rte_cryptodev_sym_capability_check_auth(c.auth, p->akey_len, p->tag_len,
			p->alg->mac == WDP_S_REF_GMAC ? p->iv_len : 0);
	if (ret != 0)
		return wdp_t_skip(&s->t, "the device does not offer these sizes: %s",
			wdp_s_spec_text(p));
	if (k->len == 0 && s->generation < 3 && p->alg->aead != RTE_CRYPTO_AEAD_AES_GCM)
		return wdp_t_skip(&s->t, "nothing empty but GCM before the third generation");
	return WDP_T_PASS;
}

/* The same through the raw data path; its task belongs to a batch. */
static int
run_raw(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_task *k, uint32_t i)
{
	struct wdp_s_batch *b = calloc(1, sizeof(*b));
	int ret;

	WDP_T_CHECK(t, b != NULL, "no memory");
	b->tasks[0] = *k;
	b->nb = 1;
	b->trimmed = i % 2;
	b->unit = i / 2 % 2;
	ret = wdp_s_task_op(t, &b->tasks[0]);
	if (ret == WDP_T_PASS)
		ret = wdp_s_raw_one(t, r, b, i % 3 == 0 ? WDP_S_RAW_SINGLE : WDP_S_RAW_BURST);
	/* the batch may still be in flight: it stays */
	if (ret == WDP_T_PASS)
		free(b);
	return ret;
}

/* One direction, all layouts; with a raw context that way. */
static int
direction(struct wdp_s *s, struct wdp_s_task *k, bool forward, struct wdp_s_raw *r)
{
	struct wdp_t *t = &s->t;
	uint32_t i;
	int err;

	k->spec.forward = forward;
	k->sess = wdp_s_session(s, &k->spec, &err);
	if (k->sess == NULL && err == -ENOTSUP && !t->strict)
		return wdp_t_skip(t, "driver %s refuses what it offers: %s", t->driver,
			wdp_s_spec_text(&k->spec));
	WDP_T_CHECK(t, k->sess != NULL, "session for %s: %d", wdp_s_spec_text(&k->spec), err);
	for (i = 0; i < RTE_DIM(layouts); i++) {
		k->lay = layouts[i];
		if (k->lead + k->len > WDP_T_SEG_MAX_B / 2) {
			if (k->lay.src.split != WDP_T_UNEVEN)
				k->lay.src.split = WDP_T_AUTO;
			k->lay.dst.split = WDP_T_AUTO;
		}
		if (!wdp_s_layout_offered(s, k) || (r != NULL && k->lay.sessionless))
			continue;
		if ((r != NULL ? run_raw(t, r, k, i) : wdp_s_task_run(t, k)) != WDP_T_PASS)
			return wdp_t_within(t, "layout %u", i);
	}
	wdp_s_session_free(s, k->sess);
	return WDP_T_PASS;
}

static int
run_vector(struct wdp_t *t, const struct wdp_s_vector *v, struct wdp_s_task *k,
	struct wdp_s_raw **r, bool raw)
{
	struct wdp_s *s = wdp_s(t);

	WDP_T_TRY(load(t, v, k));
	WDP_T_TRY(compare(t, v, k));
	WDP_T_TRY(offered(s, k));
	if (raw && !wdp_s_has(s, RTE_CRYPTODEV_FF_SYM_RAW_DP))
		return wdp_t_skip(t, "the device does not offer the raw data path");
	if (raw)
		WDP_T_TRY(wdp_s_raw_open(t, r, 0));
	WDP_T_TRY(direction(s, k, true, *r));
	return direction(s, k, false, *r);
}

static const struct wdp_s_vector *
vector(uint32_t n)
{
	const struct wdp_s_vector *v;
	uint32_t i;

	for (i = 0; i < RTE_DIM(sources); i++)
		for (v = sources[i]; v->alg != NULL; v++)
			if (n-- == 0)
				return v;
	return NULL;
}

static int
one(struct wdp_t *t, int arg)
{
	struct wdp_s_task k = { 0 };
	struct wdp_s_raw *r = NULL;
	int ret = run_vector(t, vector((uint32_t)arg / 2), &k, &r, arg % 2 != 0);

	/* ops in flight may still use it after a failure */
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(wdp_s(t));
	wdp_s_raw_close(r);
	wdp_s_task_free(&k);
	return ret;
}

const struct wdp_t_case *
wdp_s_cases_vectors(void)
{
	static struct wdp_t_case *cases;
	static char (*names)[NAME_MAX_B];
	uint32_t n = 0, i;

	while (vector(n) != NULL)
		n++;
	if (cases == NULL) {
		cases = calloc(2 * n + 1, sizeof(*cases));
		names = calloc(2 * n, sizeof(*names));
	}
	if (cases == NULL || names == NULL)
		return NULL;
	for (i = 0; i < 2 * n; i++) {
		snprintf(names[i], sizeof(names[i]), "%s/%s/%s", i < n ? "vectors" : "raw/vectors",
			vector(i % n)->alg, vector(i % n)->name);
		cases[i] = (struct wdp_t_case){ names[i], one, (int)(i % n * 2 + (i >= n)) };
	}
	return cases;
}
