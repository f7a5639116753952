/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * No key stays behind (R30): all memory of EAL, which is what a device can read and the next
 * program may get, is searched for it after its session was freed, after a session-less op,
 * after the queue pair was released, after the device was closed.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "sym.h"

#define IN_FLIGHT 32u

/* The keys of a spec: of cipher, of MAC, or both. */
static const void *
find_any(const struct wdp_s_spec *p)
{
	const void *at = p->key_len != 0 ? wdp_t_key_find(p->key, p->key_len) : NULL;

	if (at == NULL && p->akey_len != 0)
		at = wdp_t_key_find(p->akey, p->akey_len);
	return at;
}

static int
gone(struct wdp_t *t, const struct wdp_s_spec *p, const char *when)
{
	const void *at = find_any(p);

	WDP_T_CHECK(t, at == NULL, "a key of %s is still at %p %s", wdp_s_spec_text(p), at, when);
	return WDP_T_PASS;
}

/* With a key long enough to be told from chance. */
static int
new_spec(struct wdp_t *t, const char *alg, struct wdp_s_spec *p)
{
	do {
		if (!wdp_s_spec_random(wdp_s(t), wdp_s_alg_find(alg), p))
			return wdp_t_skip(t, "the device does not offer %s", alg);
	} while (p->akey_len != 0 && p->akey_len < WDP_T_NEEDLE_B);
	return WDP_T_PASS;
}

static const char *const algs[] = {
	"aes-cbc", "aes-xts", "aes-gcm", "hmac-sha256", "hmac-sha512", "aes-cmac",
	"aes-cbc+hmac-sha256",
};

static int
run_task(struct wdp_t *t, struct wdp_s_task *k, const char *alg, bool sessionless)
{
	int err;

	WDP_T_TRY(new_spec(t, alg, &k->spec));
	k->sess = NULL;
	if (!sessionless) {
		k->sess = wdp_s_session(wdp_s(t), &k->spec, &err);
		WDP_T_CHECK(t, k->sess != NULL, "session: %d", err);
	}
	WDP_T_TRY(wdp_s_task_random(t, k, 2000));
	memset(&k->lay, 0, sizeof(k->lay));
	return wdp_s_task_run(t, k);
}

static int
session(struct wdp_t *t, struct wdp_s_task *k, const char *alg)
{
	WDP_T_TRY(run_task(t, k, alg, false));
	/* the device reads it from there; if not, this search is worth nothing */
	WDP_T_CHECK(t, find_any(&k->spec) != NULL, "%s: the key is nowhere while the session lives",
		alg);
	wdp_s_session_free(wdp_s(t), k->sess);
	return gone(t, &k->spec, "after the session was freed");
}

static int
sessionless(struct wdp_t *t, struct wdp_s_task *k, const char *alg)
{
	WDP_T_TRY(run_task(t, k, alg, true));
	return gone(t, &k->spec, "after a session-less op");
}

static int
refused(struct wdp_t *t, struct wdp_s_task *k, const char *alg)
{
	int err;

	WDP_T_TRY(new_spec(t, alg, &k->spec));
	/* too late for a driver that copies first */
	if (k->spec.tag_len != 0)
		k->spec.tag_len = 99;
	else
		k->spec.iv_len = 5;
	k->sess = wdp_s_session(wdp_s(t), &k->spec, &err);
	WDP_T_CHECK(t, k->sess == NULL, "%s was taken", wdp_s_spec_text(&k->spec));
	return gone(t, &k->spec, "after its session was refused");
}

/* Session-less ops in flight when the queue pair is set up again, which releases the old one. */
static int
release(struct wdp_t *t, struct wdp_s_task *k, const char *alg)
{
	struct wdp_s *s = wdp_s(t);
	uint32_t i;

	for (i = 0; i < IN_FLIGHT; i++) {
		if (i == 0)
			WDP_T_TRY(new_spec(t, alg, &k[i].spec));
		else
			k[i].spec = k[0].spec;
		WDP_T_TRY(wdp_s_task_random(t, &k[i], 2000));
		memset(&k[i].lay, 0, sizeof(k[i].lay));
		WDP_T_TRY(wdp_s_task_op(t, &k[i]));
		WDP_T_TRY(wdp_t_crypto_enqueue_one(t, 0, k[i].op));
	}
	WDP_T_TRY(wdp_s_dev_start(s, 1, WDP_S_DESC));
	for (i = 0; i < IN_FLIGHT; i++)
		wdp_s_task_drop(t, &k[i]);
	return gone(t, &k[0].spec, "after its queue pair was released");
}

static int (*const ways[])(struct wdp_t *t, struct wdp_s_task *k, const char *alg) = {
	session, sessionless, refused, release,
};

static int
every(struct wdp_t *t, int way)
{
	struct wdp_s_task *k;
	int ret = WDP_T_PASS;
	uint32_t i;

	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	k = calloc(IN_FLIGHT, sizeof(*k));
	WDP_T_CHECK(t, k != NULL, "no memory");
	for (i = 0; ret == WDP_T_PASS && i < RTE_DIM(algs); i++) {
		ret = ways[way](t, k, algs[i]);
		/* not on the second generation: the others count */
		if (ret == WDP_T_SKIP)
			ret = WDP_T_PASS;
	}
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(wdp_s(t));
	for (i = 0; i < IN_FLIGHT; i++)
		wdp_s_task_free(&k[i]);
	free(k);
	return ret;
}

const struct wdp_t_case wdp_s_cases_keys[] = {
	{ "keys/session", every, 0 },
	{ "keys/sessionless", every, 1 },
	{ "keys/refused", every, 2 },
	{ "keys/release", every, 3 },
	{ NULL, NULL, 0 },
};
