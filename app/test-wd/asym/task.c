/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Tasks: operands between red zones, the op that points to them, and whether it came out right. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define TASK_OFF (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_asym_op))

struct wdp_a_task *
wdp_a_task_of(struct rte_crypto_op *op)
{
	return *rte_crypto_op_ctod_offset(op, struct wdp_a_task **, TASK_OFF);
}

void
wdp_a_task_init(struct wdp_a_task *k, const struct wdp_a_key *key, void *sess,
	enum wdp_a_kind kind)
{
	uint32_t i;

	for (i = 0; i < WDP_A_SLOTS; i++)
		k->o[i].way = WDP_A_NONE;
	k->key = key;
	k->sess = sess;
	k->kind = kind;
	k->due = RTE_CRYPTO_OP_STATUS_SUCCESS;
	k->flags = 0;
	k->soft = false;
}

struct wdp_a_task *
wdp_a_task_new(struct wdp_a *s, const struct wdp_a_key *key, void *sess, enum wdp_a_kind kind)
{
	struct wdp_a_task *k = calloc(1, sizeof(*k));

	if (k == NULL) {
		wdp_t_fail(&s->t, __FILE__, __LINE__, "no memory");
		return NULL;
	}
	k->next = s->tasks;
	s->tasks = k;
	wdp_a_task_init(k, key, sess, kind);
	return k;
}

void
wdp_a_task_free_all(struct wdp_a *s)
{
	struct wdp_a_task *k;

	while (s->tasks != NULL) {
		k = s->tasks;
		s->tasks = k->next;
		free(k);
	}
}

void
wdp_a_in(struct wdp_a_task *k, uint32_t slot, const uint8_t *data, uint32_t len)
{
	struct wdp_a_operand *o = &k->o[slot];

	o->way = WDP_A_IN;
	o->len = RTE_MIN(len, WDP_A_OPERAND_B);
	if (len != 0)
		memcpy(o->data, data, o->len);
}

void
wdp_a_in_num(struct wdp_a_task *k, uint32_t slot, const struct wdp_a_num *n)
{
	wdp_a_in(k, slot, n->b, n->len);
}

void
wdp_a_in_zeros(struct wdp_a_task *k, uint32_t slot, const struct wdp_a_num *n, uint32_t zeros)
{
	uint8_t b[WDP_A_OPERAND_B] = { 0 };

	memcpy(b + zeros, n->b, n->len);
	wdp_a_in(k, slot, b, zeros + n->len);
}

void
wdp_a_out(struct wdp_a_task *k, uint32_t slot, uint32_t len, const struct wdp_a_num *due)
{
	struct wdp_a_operand *o = &k->o[slot];

	o->way = WDP_A_OUT;
	o->len = len;
	o->known = due != NULL;
	o->area = 0;
	if (due != NULL) {
		o->due_len = due->len;
		memcpy(o->due, due->b, due->len);
	}
}

/* ---- the op ---- */

static rte_crypto_param *
rsa_param(struct rte_crypto_asym_op *a, uint32_t slot)
{
	rte_crypto_param *const p[] = { &a->rsa.message, &a->rsa.cipher, &a->rsa.sign };

	return slot < RTE_DIM(p) ? p[slot] : NULL;
}

static rte_crypto_param *
ecdsa_param(struct rte_crypto_asym_op *a, uint32_t slot)
{
	rte_crypto_param *const p[] = {
		&a->ecdsa.message, &a->ecdsa.k, &a->ecdsa.r, &a->ecdsa.s,
#if !WDP_DPDK_SINCE(23, 11)
		&a->ecdsa.pkey, &a->ecdsa.q.x, &a->ecdsa.q.y,
#endif
	};

	return slot < RTE_DIM(p) ? p[slot] : NULL;
}

/* The field of an op that an operand's place stands for. */
static rte_crypto_param *
param_of(const struct wdp_a_task *k, struct rte_crypto_asym_op *a, uint32_t slot)
{
	rte_crypto_param *const mod[] = { &a->modex.base, &a->modex.result };
	rte_crypto_param *const dh[] = {
		&a->dh.priv_key, &a->dh.pub_key, NULL, &a->dh.shared_secret,
	};
	rte_crypto_param *const ecdh[] = {
		&a->ecdh.priv_key, &a->ecdh.pub_key.x, &a->ecdh.pub_key.y,
		&a->ecdh.shared_secret.x, &a->ecdh.shared_secret.y,
	};
	rte_crypto_param *const mul[] = {
		&a->ecpm.scalar, &a->ecpm.p.x, &a->ecpm.p.y, &a->ecpm.r.x, &a->ecpm.r.y,
	};

	switch (k->key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		return rsa_param(a, slot);
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		return slot < RTE_DIM(mod) ? mod[slot] : NULL;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		return slot < RTE_DIM(dh) ? dh[slot] : NULL;
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		return slot < RTE_DIM(ecdh) ? ecdh[slot] : NULL;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		return ecdsa_param(a, slot);
	default:
		return slot < RTE_DIM(mul) ? mul[slot] : NULL;
	}
}

static rte_crypto_param *
field(const struct wdp_a_task *k, uint32_t slot)
{
	return param_of(k, k->op->asym, slot);
}

static uint8_t
zone(uint32_t i)
{
	return (uint8_t)(0xa5 ^ (i * 11));
}

static uint8_t *
bytes_of(struct wdp_a_operand *o)
{
	return o->mem + WDP_A_ZONE_B + o->shift;
}

static void
fill_operand(struct wdp_a_operand *o, rte_crypto_param *p)
{
	uint32_t i;

	for (i = 0; i < sizeof(o->mem); i++)
		o->mem[i] = zone(i);
	if (o->way == WDP_A_IN)
		memcpy(bytes_of(o), o->data, o->len);
	if (p == NULL)
		return;
	p->data = o->way == WDP_A_NONE ? NULL : bytes_of(o);
	p->iova = 0;
	p->length = o->way == WDP_A_NONE ? 0 : o->len;
}

static void
fill_kind(struct wdp_a_task *k)
{
	static const uint8_t ke[WDP_A_KINDS] = {
		[WDP_A_DRAW] = RTE_CRYPTO_ASYM_KE_PRIV_KEY_GENERATE,
		[WDP_A_PUBLIC] = RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE,
		[WDP_A_PAIR] = RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE,
		[WDP_A_SECRET] = RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE,
		[WDP_A_CHECK] = RTE_CRYPTO_ASYM_KE_PUB_KEY_VERIFY,
	};
	static const uint8_t type[WDP_A_KINDS] = {
		[WDP_A_ENCRYPT] = RTE_CRYPTO_ASYM_OP_ENCRYPT,
		[WDP_A_DECRYPT] = RTE_CRYPTO_ASYM_OP_DECRYPT,
		[WDP_A_SIGN] = RTE_CRYPTO_ASYM_OP_SIGN,
		[WDP_A_VERIFY] = RTE_CRYPTO_ASYM_OP_VERIFY,
	};
	struct rte_crypto_asym_op *a = k->op->asym;

	a->flags = k->flags;
	switch (k->key->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		a->rsa.op_type = type[k->kind];
#if !WDP_DPDK_SINCE(24, 11)
		a->rsa.padding.type = k->key->padding;
		a->rsa.padding.hash = k->key->hash;
#endif
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		a->dh.ke_type = ke[k->kind];
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		a->ecdh.ke_type = ke[k->kind];
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		a->ecdsa.op_type = type[k->kind];
		break;
	default:
		break;
	}
}

void
wdp_a_task_poison(struct wdp_a_task *k)
{
	uint32_t i;

	for (i = 0; i < WDP_A_SLOTS; i++)
		fill_operand(&k->o[i], field(k, i));
	k->op->status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
}

int
wdp_a_task_op(struct wdp_t *t, struct wdp_a_task *k)
{
	struct rte_crypto_asym_op *a;
	uint32_t i;

	k->op = wdp_a_op_new(wdp_a(t));
	if (k->op == NULL)
		return WDP_T_FAIL;
	k->busy = true;
	*rte_crypto_op_ctod_offset(k->op, struct wdp_a_task **, TASK_OFF) = k;
	a = k->op->asym;
	memset(a, 0, sizeof(*a));
	for (i = 0; i < WDP_A_SLOTS; i++)
		k->o[i].shift = wdp_t_rnd_below(&t->rnd, WDP_A_ZONE_B);
	if (k->sess == NULL) {
		wdp_a_xform(k->key, &k->x);
		k->op->sess_type = RTE_CRYPTO_OP_SESSIONLESS;
		a->xform = &k->x;
	} else {
		rte_crypto_op_attach_asym_session(k->op, k->sess);
	}
	fill_kind(k);
	wdp_a_task_poison(k);
	return WDP_T_PASS;
}

/* ---- checking ---- */

/* Nothing but a result was written, and it is what is due. */
static int
check_operand(struct wdp_t *t, struct wdp_a_operand *o, const rte_crypto_param *p, uint32_t slot)
{
	uint32_t first = WDP_A_ZONE_B + o->shift, n, i;

	if (p == NULL || o->way == WDP_A_NONE)
		return WDP_T_PASS;
	WDP_T_CHECK(t, p->data == bytes_of(o), "operand %u: its pointer was changed", slot);
	if (o->way == WDP_A_IN) {
		WDP_T_CHECK(t, p->length == o->len && memcmp(p->data, o->data, o->len) == 0,
			"operand %u, an input, was changed", slot);
		n = o->len;
	} else {
		WDP_T_CHECK(t, !o->known || p->length == o->due_len,
			"operand %u: %zu bytes came out instead of %u", slot, p->length, o->due_len);
		n = RTE_MIN(p->length, (size_t)WDP_A_NUM_B);
		for (i = 0; o->known && i < n; i++)
			WDP_T_CHECK(t, p->data[i] == o->due[i],
				"operand %u: byte %u of %u is 0x%02x, not 0x%02x", slot, i, n,
				p->data[i], o->due[i]);
	}
	if (o->way == WDP_A_OUT)
		n = RTE_MAX(n, (uint32_t)o->area);
	for (i = 0; i < sizeof(o->mem); i++)
		WDP_T_CHECK(t, o->mem[i] == zone(i) || (i >= first && i < first + n),
			"operand %u of %u bytes: byte %d from its start was overwritten", slot, n,
			(int)(i - first));
	return WDP_T_PASS;
}

static struct wdp_a_num
result(struct wdp_a_task *k, uint32_t slot)
{
	struct wdp_a_num n = { .len = RTE_MIN(field(k, slot)->length, (size_t)WDP_A_NUM_B) };

	memcpy(n.b, bytes_of(&k->o[slot]), n.len);
	return n;
}

static int
judge_rsa(struct wdp_t *t, struct wdp_a_task *k)
{
	const struct wdp_a_operand *m = &k->o[WDP_A_RSA_MSG];
	uint8_t out[WDP_A_NUM_B];
	struct wdp_a_num r;
	int n;

	if (k->kind == WDP_A_SIGN) {
		r = result(k, WDP_A_RSA_SIGN);
		WDP_T_CHECK(t, r.len == k->key->n.len &&
			wdp_a_rsa_good(k->key, m->data, m->len, r.b, r.len),
			"OpenSSL says no to the signature");
		return WDP_T_PASS;
	}
	r = result(k, WDP_A_RSA_CIPHER);
	n = wdp_a_rsa_decrypt(k->key, r.b, r.len, out);
	WDP_T_CHECK(t, n == (int)m->len && memcmp(out, m->data, m->len) == 0,
		"OpenSSL decrypts %d bytes, not the message of %u", n, m->len);
	return WDP_T_PASS;
}

/* A pair of keys that the driver chose. */
static int
judge_pair(struct wdp_t *t, struct wdp_a_task *k)
{
	struct wdp_a_num priv = result(k, WDP_A_KE_PRIV), x, y, gx, gy;
	bool same;

	if (k->kind == WDP_A_DRAW) {
		WDP_T_CHECK(t, priv.len == (k->key->curve != NULL ? k->key->curve->len :
			k->key->n.len), "a private key of %u bytes", priv.len);
		return WDP_T_PASS;
	}
	x = result(k, WDP_A_KE_X);
	if (k->key->curve == NULL) {
		wdp_a_pow(&gx, &k->key->e, &priv, &k->key->n);
		same = x.len == gx.len && memcmp(x.b, gx.b, x.len) == 0;
	} else {
		y = result(k, WDP_A_KE_Y);
		same = wdp_a_ec_mul(k->key->curve, &priv, NULL, NULL, &gx, &gy) == 0 &&
			x.len == gx.len && memcmp(x.b, gx.b, x.len) == 0 &&
			y.len == gy.len && memcmp(y.b, gy.b, y.len) == 0;
	}
	WDP_T_CHECK(t, same, "the public key is not that of the private key");
	return WDP_T_PASS;
}

static int
judge_ecdsa(struct wdp_t *t, struct wdp_a_task *k)
{
	struct wdp_a_num r = result(k, WDP_A_EC_R), s = result(k, WDP_A_EC_S);

	WDP_T_CHECK(t, r.len == k->key->curve->len && s.len == r.len,
		"a signature of %u and %u bytes", r.len, s.len);
	WDP_T_CHECK(t, wdp_a_ecdsa_good(k->key, k->o[WDP_A_EC_MSG].data, k->o[WDP_A_EC_MSG].len,
		r.b, r.len, s.b, s.len), "OpenSSL says no to the signature");
	return WDP_T_PASS;
}

static int
judge(struct wdp_t *t, struct wdp_a_task *k)
{
	uint32_t i;

	for (i = 0; i < WDP_A_SLOTS; i++)
		if (k->o[i].way == WDP_A_OUT && !k->o[i].known)
			break;
	if (i == WDP_A_SLOTS)
		return WDP_T_PASS;
	if (k->key->type == RTE_CRYPTO_ASYM_XFORM_RSA)
		return judge_rsa(t, k);
	if (k->key->type == RTE_CRYPTO_ASYM_XFORM_ECDSA)
		return judge_ecdsa(t, k);
	return judge_pair(t, k);
}

static int
look(struct wdp_t *t, struct wdp_a_task *k)
{
	uint32_t i;

	WDP_T_CHECK(t, k->op->status == k->due, "status %s, not %s",
		wdp_t_crypto_status(k->op->status), wdp_t_crypto_status(k->due));
	for (i = 0; i < WDP_A_SLOTS; i++) {
		/* refused: what an output says is not promised, but nothing outside it */
		if (k->due != RTE_CRYPTO_OP_STATUS_SUCCESS) {
			k->o[i].known = false;
			k->o[i].area = 0;
		}
		WDP_T_TRY(check_operand(t, &k->o[i], field(k, i), i));
	}
	if (k->due == RTE_CRYPTO_OP_STATUS_SUCCESS)
		return judge(t, k);
	/* of a padding that is none nothing is told */
	WDP_T_CHECK(t, k->due != RTE_CRYPTO_OP_STATUS_ERROR || k->kind != WDP_A_DECRYPT ||
		field(k, WDP_A_RSA_MSG)->length == 0, "a message of %zu bytes in spite of it",
		field(k, WDP_A_RSA_MSG)->length);
	return WDP_T_PASS;
}

int
wdp_a_task_look(struct wdp_t *t, struct wdp_a_task *k)
{
	if (look(t, k) != WDP_T_PASS)
		return wdp_t_within(t, "%s", wdp_a_task_text(k));
	return WDP_T_PASS;
}

int
wdp_a_task_check(struct wdp_t *t, struct wdp_a_task *k)
{
	int ret = wdp_a_task_look(t, k);

	wdp_a_task_drop(t, k);
	return ret;
}

/* Every byte of every operand is what it was before the op was sent. */
int
wdp_a_task_untouched(struct wdp_t *t, struct wdp_a_task *k)
{
	uint32_t slot, i, first;
	struct wdp_a_operand *o;
	bool in;

	for (slot = 0; slot < WDP_A_SLOTS; slot++) {
		o = &k->o[slot];
		first = WDP_A_ZONE_B + o->shift;
		for (i = 0; i < sizeof(o->mem); i++) {
			in = o->way == WDP_A_IN && i >= first && i < first + o->len;
			WDP_T_CHECK(t, o->mem[i] == (in ? o->data[i - first] : zone(i)),
				"operand %u: byte %d from its start was overwritten", slot,
				(int)(i - first));
		}
	}
	return WDP_T_PASS;
}

bool
wdp_a_task_has(const struct wdp_a_task *k, uint32_t slot)
{
	static struct rte_crypto_asym_op asym;

	return param_of(k, &asym, slot) != NULL;
}

rte_crypto_param *
wdp_a_task_param(const struct wdp_a_task *k, uint32_t slot)
{
	return field(k, slot);
}

void
wdp_a_task_drop(struct wdp_t *t, struct wdp_a_task *k)
{
	if (k->op != NULL)
		wdp_a_op_free(wdp_a(t), k->op);
	k->op = NULL;
	k->busy = false;
}

int
wdp_a_task_run(struct wdp_t *t, struct wdp_a_task *k)
{
	WDP_T_TRY(wdp_a_task_op(t, k));
	if (wdp_t_crypto_enqueue_one(t, k->qp, k->op) != WDP_T_PASS)
		return wdp_t_within(t, "%s", wdp_a_task_text(k));
	WDP_T_TRY(wdp_t_crypto_dequeue_one(t, k->qp, k->op));
	return wdp_a_task_check(t, k);
}

int
wdp_a_task_try(struct wdp_t *t, struct wdp_a_task *k)
{
	bool keys_in_session = WDP_DPDK_SINCE(23, 11) &&
		k->key->type == RTE_CRYPTO_ASYM_XFORM_ECDSA;
	int err, ret;

	k->sess = NULL;
	wdp_a_task_solve(k);
	WDP_T_TRY(wdp_a_task_run(t, k));
	wdp_a_task_solve(k);
	k->sess = wdp_a_key_session(wdp_a(t), k->key, &err);
	/* what is wrong with the key of an operation is wrong with that of a session */
	if (k->sess == NULL && keys_in_session && k->due == WDP_A_BAD && err == -EINVAL)
		return WDP_T_PASS;
	WDP_T_CHECK(t, k->sess != NULL, "session refused, %d: %s", err, wdp_a_key_text(k->key));
	ret = wdp_a_task_run(t, k);
	/* what is in flight after a failure may still use it */
	if (ret == WDP_T_PASS)
		wdp_a_session_free(wdp_a(t), k->sess);
	k->sess = NULL;
	return ret;
}

const char *
wdp_a_task_text(const struct wdp_a_task *k)
{
	static const char *const kinds[WDP_A_KINDS] = {
		"encrypt", "decrypt", "sign", "verify", "power", "private key", "public key",
		"key pair", "secret", "check of a point", "multiply",
	};
	static char text[200];

	snprintf(text, sizeof(text), "%s: %s%s", wdp_a_key_text(k->key), kinds[k->kind],
		k->sess == NULL ? ", session-less" : "");
	return text;
}
