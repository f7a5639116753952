/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Sessions that are refused (R17), each with its error and with a line in the log that says
 * what is possible; the same xform without a session gives an op back as INVALID_ARGS. A good
 * session follows each time. The contract of crypto_wd_hpre.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_log.h>

#include "asym.h"

#define RSA_SIZES "128 256 384 512"
#define DH_SIZES  "96 128 192 256 384 512"
#define CURVES    "19 (secp192r1) 21 (secp224r1) 23 (secp256r1) 24 (secp384r1) 25 (secp521r1)"

static int
strict_only(struct wdp_t *t)
{
	return t->strict ? WDP_T_PASS :
		wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
}

/* An op of the xform's kind that brings it; of all its pointers only the xform is looked at. */
static int
sessionless(struct wdp_t *t, struct rte_crypto_asym_xform *x, const char *what)
{
	struct rte_crypto_op *op = wdp_a_op_new(wdp_a(t));
	uint8_t status;

	if (op == NULL)
		return WDP_T_FAIL;
	memset(op->asym, 0, sizeof(*op->asym));
	op->sess_type = RTE_CRYPTO_OP_SESSIONLESS;
	op->asym->xform = x;
	WDP_T_TRY(wdp_t_crypto_enqueue_one(t, 0, op));
	WDP_T_TRY(wdp_t_crypto_dequeue_one(t, 0, op));
	status = op->status;
	wdp_a_op_free(wdp_a(t), op);
	WDP_T_CHECK(t, status == WDP_A_BAD, "%s, without a session: %s", what,
		wdp_t_crypto_status(status));
	return WDP_T_PASS;
}

/* Refused with @p due, and with @p says in the log. */
static int
refuse_xform(struct wdp_t *t, struct rte_crypto_asym_xform *x, int due, const char *says,
	const char *what)
{
	char *text = NULL;
	size_t len = 0;
	FILE *log = open_memstream(&text, &len);
	bool said;
	void *sess;
	int err;

	WDP_T_CHECK(t, log != NULL, "no memory");
	rte_openlog_stream(log);
	sess = wdp_a_session(wdp_a(t), x, &err);
	rte_openlog_stream(NULL);
	fclose(log);
	said = text != NULL && strstr(text, "session refused") != NULL &&
		strstr(text, says) != NULL;
	free(text);
	WDP_T_CHECK(t, sess == NULL, "%s: the session was made", what);
	WDP_T_CHECK(t, err == due, "%s: error %d, not %d", what, err, due);
	WDP_T_CHECK(t, said, "%s: the log does not say '%s'", what, says);
	return sessionless(t, x, what);
}

static int
refuse(struct wdp_t *t, const struct wdp_a_key *key, int due, const char *says, const char *what)
{
	struct rte_crypto_asym_xform x;

	wdp_a_xform(key, &x);
	return refuse_xform(t, &x, due, says, what);
}

/* A good session of the same kind. */
static int
take(struct wdp_t *t, const struct wdp_a_key *key)
{
	void *sess;
	int err;

	sess = wdp_a_key_session(wdp_a(t), key, &err);
	WDP_T_CHECK(t, sess != NULL, "%s refused: %d", wdp_a_key_text(key), err);
	wdp_a_session_free(wdp_a(t), sess);
	return WDP_T_PASS;
}

/* ---- sizes the engine lacks ---- */

/* Every number of bytes up to two more than the engine's, but the native ones. */
static int
sizes(struct wdp_t *t, int dh)
{
	static const uint16_t native[2][7] = {
		{ 128, 256, 384, 512, 0 }, { 96, 128, 192, 256, 384, 512, 0 },
	};
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	uint32_t len, i, step = t->quick ? 13 : 1;
	bool is;

	WDP_T_TRY(strict_only(t));
	if (key == NULL)
		return WDP_T_FAIL;
	if (wdp_a_extended(wdp_a(t)))
		return wdp_t_skip(t, "experimental=1 has all of them");
	for (len = 0; len <= WDP_A_NUM_B + 2; len += len > 500 || len < 3 ? 1 : step) {
		for (i = 0, is = false; native[dh][i] != 0; i++)
			is |= native[dh][i] == len;
		wdp_a_num_rnd(t, &key->n, len);
		if (len != 0) {
			key->n.b[0] |= 0x80;
			key->n.b[len - 1] |= 1;
		}
		key->e = (struct wdp_a_num){ .b = { 3 }, .len = 1 };
		key->type = dh ? RTE_CRYPTO_ASYM_XFORM_DH : RTE_CRYPTO_ASYM_XFORM_RSA;
		if (is)
			WDP_T_TRY(take(t, key));
		else if (refuse(t, key, -ENOTSUP, dh ? DH_SIZES : RSA_SIZES, "size") !=
				WDP_T_PASS)
			return wdp_t_within(t, "%u bytes", len);
	}
	return WDP_T_PASS;
}

/* ---- numbers that are no key ---- */

static struct wdp_a_num
num(uint32_t v, uint32_t len)
{
	struct wdp_a_num n = { .len = len };

	if (len != 0)
		n.b[len - 1] = (uint8_t)v;
	return n;
}

/* One more byte in front. */
static struct wdp_a_num
longer(const struct wdp_a_num *n)
{
	struct wdp_a_num out = { .b = { 1 }, .len = n->len + 1 };

	memcpy(out.b + 1, n->b, n->len);
	return out;
}

static int
rsa_public(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t)), *k = wdp_a_key_new(wdp_a(t));

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, false));
	*k = *key;
	k->n.b[127] &= 0xfe;
	WDP_T_TRY(refuse(t, k, -EINVAL, "n is odd", "RSA, an even modulus"));
	WDP_T_TRY(take(t, key));
	*k = *key;
	k->e = longer(&key->n);
	WDP_T_TRY(refuse(t, k, -EINVAL, "e is not longer than n", "RSA, e of 129 bytes"));
	k->e = key->n;
	WDP_T_TRY(take(t, k));
	*k = *key;
	k->d = num(0, 1);
	WDP_T_TRY(refuse(t, k, -EINVAL, "d is not 0", "RSA, d of 0"));
	k->d = longer(&key->n);
	WDP_T_TRY(refuse(t, k, -EINVAL, "not longer than n", "RSA, d of 129 bytes"));
	return take(t, key);
}

static int
rsa_crt(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t)), *k = wdp_a_key_new(wdp_a(t));
	struct wdp_a_num *const numbers[] = { &k->p, &k->q, &k->dp, &k->dq, &k->qinv };
	struct wdp_a_num *const bounds[] = { NULL, NULL, &k->p, &k->q, &k->p };
	const char *says = "p and q are odd and have half the bytes of n";
	uint32_t i;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, true));
	for (i = 0; i < RTE_DIM(numbers); i++) {
		*k = *key;
		*numbers[i] = longer(numbers[i]);
		if (refuse(t, k, -EINVAL, says, "65 bytes") != WDP_T_PASS)
			return wdp_t_within(t, "number %u", i);
		*k = *key;
		*numbers[i] = num(0, 64);
		if (refuse(t, k, -EINVAL, says, "0") != WDP_T_PASS)
			return wdp_t_within(t, "number %u", i);
		*k = *key;
		if (bounds[i] != NULL)
			*numbers[i] = *bounds[i];
		else
			numbers[i]->b[63] &= 0xfe;
		if (refuse(t, k, -EINVAL, says, "its bound, or even") != WDP_T_PASS)
			return wdp_t_within(t, "number %u", i);
		/* an empty p says that there is no private key */
		*k = *key;
		numbers[i]->len = 0;
		if (i != 0 && refuse(t, k, -EINVAL, says, "no bytes") != WDP_T_PASS)
			return wdp_t_within(t, "number %u", i);
		WDP_T_TRY(take(t, key));
	}
	return WDP_T_PASS;
}

static int
modex(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t)), *k = wdp_a_key_new(wdp_a(t));

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (key == NULL || k == NULL)
		return WDP_T_FAIL;
	wdp_a_key_modex(t, key, 512);
	key->n.b[0] |= 0x80;
	*k = *key;
	k->n.b[511] &= 0xfe;
	WDP_T_TRY(refuse(t, k, -ENOTSUP, "even modulus", "MODEX, an even modulus"));
	k->n = num(2, 1);
	WDP_T_TRY(refuse(t, k, -ENOTSUP, "even modulus", "MODEX, a modulus of 2"));
	k->n = num(1, 5);
	WDP_T_TRY(refuse(t, k, -EINVAL, "must not be 1", "MODEX, a modulus of 1"));
	k->n = num(0, 5);
	WDP_T_TRY(refuse(t, k, -EINVAL, "no modulus", "MODEX, a modulus of 0"));
	k->n = num(0, 0);
	WDP_T_TRY(refuse(t, k, -EINVAL, "no modulus", "MODEX, no modulus"));
	k->n = longer(&key->n);
	WDP_T_TRY(refuse(t, k, -ENOTSUP, "more than 512 bytes", "MODEX, 513 bytes"));
	*k = *key;
	k->e = longer(&key->n);
	WDP_T_TRY(refuse(t, k, -ENOTSUP, "more than 512 bytes", "MODEX, exponent of 513 bytes"));
	k->e = num(0, 5);
	WDP_T_TRY(refuse(t, k, -EINVAL, "exponent not 0", "MODEX, an exponent of 0"));
	k->e = num(0, 0);
	WDP_T_TRY(refuse(t, k, -EINVAL, "exponent not 0", "MODEX, no exponent"));
	return take(t, key);
}

static int
dh(struct wdp_t *t, int arg)
{
	static const char *const says = "the generator must be above 1 and below p - 1";
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t)), *k = wdp_a_key_new(wdp_a(t));
	int by;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (key == NULL || k == NULL || !wdp_a_key_dh(key, 1024, false, 2))
		return WDP_T_FAILF(t, "no key");
	for (by = 0; by < 2; by++) {
		*k = *key;
		k->e = num(by, 1);
		WDP_T_TRY(refuse(t, k, -EINVAL, says, "DH, a generator of 0 or 1"));
		k->e = num(by, 128);
		WDP_T_TRY(refuse(t, k, -EINVAL, says, "DH, a generator of 0 or 1, long"));
		k->e = key->n;
		k->e.b[127] -= by;
		WDP_T_TRY(refuse(t, k, -EINVAL, says, "DH, a generator of p or p - 1"));
	}
	k->e = num(0, 0);
	WDP_T_TRY(refuse(t, k, -EINVAL, says, "DH, no generator"));
	k->e = longer(&key->n);
	WDP_T_TRY(refuse(t, k, -EINVAL, says, "DH, a generator of 129 bytes"));
	*k = *key;
	k->n.b[127] &= 0xfe;
	WDP_T_TRY(refuse(t, k, -EINVAL, "p is not a prime", "DH, an even p"));
	return take(t, key);
}

/* ---- curves, algorithms, pointers ---- */

static int
curves(struct wdp_t *t, int arg)
{
	static const enum rte_crypto_asym_xform_type types[] = {
		RTE_CRYPTO_ASYM_XFORM_ECDSA, RTE_CRYPTO_ASYM_XFORM_ECDH,
		RTE_CRYPTO_ASYM_XFORM_ECPM, RTE_CRYPTO_ASYM_XFORM_ECFPM,
	};
	struct rte_crypto_asym_xform x = { .next = NULL };
	bool none = wdp_a(t)->generation < 3, known;
	uint32_t i, id, j;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	for (i = 0; i < RTE_DIM(types); i++)
		for (id = 0; id <= UINT16_MAX; id = id == 300 ? 0xff00 : id + 1) {
			for (j = 0, known = false; j < wdp_a_nb_curves; j++)
				known |= wdp_a_curves[j].group == id;
			if (known && !none)
				continue;
			x.xform_type = types[i];
			x.ec.curve_id = id;
			if (refuse_xform(t, &x, -ENOTSUP, none ? "this generation" : CURVES,
					"curve") != WDP_T_PASS)
				return wdp_t_within(t, "xform %u, curve %u", types[i], id);
		}
	return WDP_T_PASS;
}

/* Every xform type that is not in the capabilities. */
static int
algorithms(struct wdp_t *t, int arg)
{
	struct rte_crypto_asym_xform x = { .next = NULL };
	int type;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	for (type = -1; type < 80; type++) {
		x.xform_type = type;
		if (type >= 0 && wdp_a_offered(wdp_a(t), type))
			continue;
		if (refuse_xform(t, &x, -ENOTSUP, "do", "xform") != WDP_T_PASS)
			return wdp_t_within(t, "xform type %d", type);
	}
	return WDP_T_PASS;
}

/* Lengths without bytes, and nonsense for lengths. */
static int
pointers(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	struct rte_crypto_asym_xform x;
	uint32_t i;

	RTE_SET_USED(arg);
	WDP_T_TRY(strict_only(t));
	if (key == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_key_rsa(t, key, 1024, 65537, true));
	for (i = 0; i < 5; i++) {
		wdp_a_xform(key, &x);
		if (i == 0)
			x.rsa.n.data = NULL;
		else if (i == 1)
			x.rsa.qt.q.data = NULL;
		else if (i == 2)
			x.rsa.qt.dP.data = NULL;
		else if (i == 3)
			x.rsa.qt.dQ.data = NULL;
		else
			x.rsa.qt.qInv.data = NULL;
		if (refuse_xform(t, &x, i == 0 ? -ENOTSUP : -EINVAL, i == 0 ? RSA_SIZES :
				"not a private key", "NULL") != WDP_T_PASS)
			return wdp_t_within(t, "RSA, pointer %u", i);
	}
	wdp_a_xform(key, &x);
	x.rsa.key_type = 7;
	WDP_T_TRY(refuse_xform(t, &x, -EINVAL, "no such key type", "RSA, key type 7"));
	WDP_T_TRY(take(t, key));
	wdp_a_key_modex(t, key, 64);
	wdp_a_xform(key, &x);
	x.modex.modulus.data = NULL;
	WDP_T_TRY(refuse_xform(t, &x, -EINVAL, "no modulus", "MODEX, no modulus"));
	wdp_a_xform(key, &x);
	x.modex.exponent.data = NULL;
	WDP_T_TRY(refuse_xform(t, &x, -EINVAL, "exponent not 0", "MODEX, no exponent"));
	WDP_T_TRY(take(t, key));
	WDP_T_CHECK(t, wdp_a_key_dh(key, 768, false, 2), "no prime");
	wdp_a_xform(key, &x);
	x.dh.g.data = NULL;
	WDP_T_TRY(refuse_xform(t, &x, -EINVAL, "the generator", "DH, no generator"));
	wdp_a_xform(key, &x);
	x.dh.p.data = NULL;
	WDP_T_TRY(refuse_xform(t, &x, -ENOTSUP, DH_SIZES, "DH, no prime"));
	return take(t, key);
}

const struct wdp_t_case wdp_a_cases_refuse[] = {
	{ "refuse/rsa_sizes", sizes, 0 },
	{ "refuse/dh_sizes", sizes, 1 },
	{ "refuse/rsa_public", rsa_public, 0 },
	{ "refuse/rsa_crt", rsa_crt, 0 },
	{ "refuse/modex", modex, 0 },
	{ "refuse/dh", dh, 0 },
	{ "refuse/curves", curves, 0 },
	{ "refuse/algorithms", algorithms, 0 },
	{ "refuse/pointers", pointers, 0 },
	{ NULL, NULL, 0 },
};
