/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Load for an asymmetric cryptodev: one direction is what it does modulo a number, the other
 * what it does on curves. Each operation has one result, which OpenSSL has calculated when the
 * first load was made, so looking at it costs a comparison. The sizes are such that a device
 * model does many of them.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_lcore.h>

#include "asym/asym.h"
#include "load_crypto.h"
#include "wd_hpre.h"

#define DRIVER    RTE_STR(HPRE_DRIVER_NAME)
#define TASKS     7u /* of each direction */
#define INS       3u
#define OUTS      2u
#define RESULT_B  128u /* of the longest */
#define SHORT_B   32u  /* bytes of an exponent that is drawn */
#define HASH_B    32u
#define RED       0x3c
#define FORGED    5u /* every fifth signature to be verified */
#define FORGED_1  3u
#define SEED      1
#define RING_FULL 223u
#define OP_OFF    (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_asym_op))

#define MODEX 4 /* of the modular tasks */

#define P224 1 /* of wdp_a_curves */
#define P256 2

static const struct task {
	enum rte_crypto_asym_xform_type type;
	enum wdp_a_kind kind;
	uint16_t size; /* bits of the modulus, or the curve */
	uint8_t g; /* DH */
	bool crt;
	bool padded;
} tasks[WDP_T_LOAD_DIRS][TASKS] = {
	[WDP_T_LOAD_FORTH] = {
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_ENCRYPT, .size = 1024},
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_SIGN, .size = 1024, .crt = true},
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_VERIFY, .size = 1024,
			.padded = true},
		{.type = RTE_CRYPTO_ASYM_XFORM_DH, .kind = WDP_A_PUBLIC, .size = 768, .g = 2},
		[MODEX] = {.type = RTE_CRYPTO_ASYM_XFORM_MODEX, .kind = WDP_A_MODEX,
			.size = 1024},
		{.type = RTE_CRYPTO_ASYM_XFORM_RSA, .kind = WDP_A_DECRYPT, .size = 1024},
		{.type = RTE_CRYPTO_ASYM_XFORM_DH, .kind = WDP_A_SECRET, .size = 768, .g = 5},
	},
	[WDP_T_LOAD_BACK] = {
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDH, .kind = WDP_A_SECRET, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDSA, .kind = WDP_A_SIGN, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDSA, .kind = WDP_A_VERIFY, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDH, .kind = WDP_A_PUBLIC, .size = P224},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECPM, .kind = WDP_A_MUL, .size = P256},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDSA, .kind = WDP_A_VERIFY, .size = P224},
		{.type = RTE_CRYPTO_ASYM_XFORM_ECDH, .kind = WDP_A_SECRET, .size = P224},
	},
};

/* A task with numbers: the same for all operations, which only read them. */
struct answer {
	struct wdp_a_key key;
	struct wdp_a_num in[INS];
	uint8_t forged[HASH_B]; /* in[0] of a verification, with a bit turned over */
	struct wdp_a_num due[OUTS];
	unsigned int outs;
};

struct asym_load {
	struct wdp_t_load base;
	struct rte_mempool *sess_pool;
	void *session[WDP_T_LOAD_DIRS][TASKS];
};

/* Behind the op and what the library has of it. */
struct asym_mem {
	struct wdp_t_track track;
	uint8_t task;
	rte_crypto_param *out[OUTS]; /* of the op */
	uint8_t front[WDP_T_LOAD_RED_B];
	struct {
		uint8_t b[RESULT_B];
		uint8_t behind[WDP_T_LOAD_RED_B];
	} result[OUTS];
};

/* Made once: primes take their time, and the table of faults opens many loads. */
static struct answer answers[WDP_T_LOAD_DIRS][TASKS];
static bool answers_made;

static struct asym_load *
asym_load(struct wdp_t_load *l)
{
	return (struct asym_load *)l;
}

static struct asym_mem *
mem_of(void *op)
{
	return (struct asym_mem *)((uint8_t *)op + OP_OFF);
}

static const struct task *
task_of(void *op)
{
	return &tasks[mem_of(op)->track.dir][mem_of(op)->task];
}

static const struct answer *
answer_of(void *op)
{
	return &answers[mem_of(op)->track.dir][mem_of(op)->task];
}

/* ---- the device ---- */

static unsigned int
asym_find(uint8_t *ids, unsigned int max)
{
	return rte_cryptodev_devices_get(DRIVER, ids, max);
}

static struct wdp_hwq *
asym_hwq(uint8_t dev, uint16_t qp, unsigned int ring)
{
	struct hpre_qp *q = wdp_t_load_crypto_queue_pair(dev, qp);

	return &q->ring[ring].q;
}

static bool
zeros(const uint8_t *p, size_t n)
{
	return p[0] == 0 && memcmp(p, p + 1, n - 1) == 0;
}

/* R30: keys, inputs and results have been staged there. */
static bool
asym_clean(uint8_t dev, uint16_t qp)
{
	struct hpre_qp *q = wdp_t_load_crypto_queue_pair(dev, qp);
	unsigned int i;

	for (i = 0; i < q->nb_rings; i++)
		if (!zeros(wdp_qp_at(q, q->ring[i].scratch_off),
				(size_t)q->ring[i].q.depth * q->ring[i].stride))
			return false;
	return true;
}

static struct rte_mempool *
session_pool(unsigned int nb)
{
	return rte_cryptodev_asym_session_pool_create("wd_load_asess", nb, 0, 0, SOCKET_ID_ANY);
}

/* ---- tasks and their results ---- */

static int
make_key(struct wdp_t *t, const struct task *k, struct wdp_a_key *key)
{
	int ret = 0;

	switch (k->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		ret = wdp_a_key_rsa(t, key, k->size, 65537, k->crt);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		wdp_a_key_modex(t, key, k->size / 8);
		wdp_a_num_rnd(t, &key->e, 2);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		ret = wdp_a_key_dh(key, k->size, false, k->g) ? 0 : -1;
		break;
	default:
		ret = wdp_a_key_ec(t, key, k->type, &wdp_a_curves[k->size]);
	}
	if (!k->padded)
		return ret;
	key->padding = RTE_CRYPTO_RSA_PADDING_PKCS1_5;
	key->hash = RTE_CRYPTO_AUTH_SHA256;
	return ret;
}

/* A private exponent, short, or below the order. */
static void
draw(struct wdp_t *t, const struct wdp_a_key *key, struct wdp_a_num *out)
{
	struct wdp_a_num n;

	if (key->curve == NULL) {
		wdp_a_num_rnd(t, out, SHORT_B);
		return;
	}
	wdp_a_order(key->curve, &n);
	wdp_a_num_below(t, out, &n);
}

static int
solve_rsa(struct wdp_t *t, const struct task *k, struct answer *a)
{
	bool public = k->kind == WDP_A_ENCRYPT;
	int len;

	a->outs = 1;
	if (k->kind == WDP_A_VERIFY) {
		a->outs = 0;
		wdp_a_num_rnd(t, &a->in[0], HASH_B);
		len = wdp_a_rsa_sign(&a->key, a->in[0].b, HASH_B, a->in[1].b);
		a->in[1].len = len;
		return len > 0 ? 0 : -1;
	}
	wdp_a_num_below(t, &a->in[0], &a->key.n);
	wdp_a_pow(&a->due[0], &a->in[0], public ? &a->key.e : &a->key.d, &a->key.n);
	return 0;
}

static int
solve_dh(struct wdp_t *t, const struct task *k, struct answer *a)
{
	const struct wdp_a_num *base = &a->key.e;

	a->outs = 1;
	draw(t, &a->key, &a->in[0]);
	if (k->kind == WDP_A_SECRET) {
		wdp_a_num_below(t, &a->in[1], &a->key.n);
		base = &a->in[1];
	}
	wdp_a_pow(&a->due[0], base, &a->in[0], &a->key.n);
	return 0;
}

/* in: k, and a point if it is not G. */
static int
solve_mul(struct wdp_t *t, const struct task *k, struct answer *a)
{
	const struct wdp_a_curve *c = a->key.curve;
	struct wdp_a_num *x = &a->in[1], *y = &a->in[2];
	struct wdp_a_num of;

	a->outs = 2;
	draw(t, &a->key, &a->in[0]);
	draw(t, &a->key, &of);
	if (wdp_a_ec_mul(c, &of, NULL, NULL, x, y) != 0)
		return -1;
	if (k->kind == WDP_A_PUBLIC)
		x = y = NULL;
	return wdp_a_ec_mul(c, &a->in[0], x, y, &a->due[0], &a->due[1]);
}

/* s = (e + r d) / k, r = x of k G, both modulo the order. */
static int
sign(struct answer *a)
{
	const struct wdp_a_curve *c = a->key.curve;
	BIGNUM *v[5], *s = BN_new();
	struct wdp_a_num n, x, y;
	unsigned int i;

	wdp_a_order(c, &n);
	if (wdp_a_ec_mul(c, &a->in[1], NULL, NULL, &x, &y) != 0)
		return -1;
	v[0] = wdp_a_bn(n.b, n.len);
	v[1] = wdp_a_bn(x.b, x.len);
	v[2] = wdp_a_bn(a->key.d.b, a->key.d.len);
	v[3] = wdp_a_bn(a->in[1].b, a->in[1].len);
	v[4] = wdp_a_bn(a->in[0].b, a->in[0].len);
	BN_nnmod(v[1], v[1], v[0], wdp_a_ctx());
	BN_mod_mul(s, v[1], v[2], v[0], wdp_a_ctx());
	BN_mod_add(s, s, v[4], v[0], wdp_a_ctx());
	BN_mod_inverse(v[3], v[3], v[0], wdp_a_ctx());
	BN_mod_mul(s, s, v[3], v[0], wdp_a_ctx());
	wdp_a_num_set(&a->due[0], v[1], c->len);
	wdp_a_num_set(&a->due[1], s, c->len);
	for (i = 0; i < RTE_DIM(v); i++)
		BN_clear_free(v[i]);
	BN_free(s);
	/* Another library path has to agree. */
	return wdp_a_ecdsa_good(&a->key, a->in[0].b, a->in[0].len, a->due[0].b, c->len,
		a->due[1].b, c->len) ? 0 : -1;
}

static int
solve_ecdsa(struct wdp_t *t, const struct task *k, struct answer *a)
{
	wdp_a_num_rnd(t, &a->in[0], RTE_MIN(HASH_B, a->key.curve->len));
	if (k->kind == WDP_A_VERIFY)
		return wdp_a_ecdsa_sign(&a->key, a->in[0].b, a->in[0].len, &a->in[1],
			&a->in[2]);
	a->outs = 2;
	draw(t, &a->key, &a->in[1]);
	return sign(a);
}

static int
solve(struct wdp_t *t, const struct task *k, struct answer *a)
{
	int ret = make_key(t, k, &a->key);

	if (ret != 0)
		return ret;
	switch (k->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		ret = solve_rsa(t, k, a);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		a->outs = 1;
		wdp_a_num_below(t, &a->in[0], &a->key.n);
		wdp_a_pow(&a->due[0], &a->in[0], &a->key.e, &a->key.n);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		ret = solve_dh(t, k, a);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		ret = solve_ecdsa(t, k, a);
		break;
	default:
		ret = solve_mul(t, k, a);
	}
	memcpy(a->forged, a->in[0].b, sizeof(a->forged));
	a->forged[a->in[0].len / 2 % HASH_B] ^= 0x10;
	return ret;
}

static int
make_answers(void)
{
	struct wdp_t t = {.seed = SEED};
	unsigned int dir, i;

	if (answers_made)
		return 0;
	wdp_t_rnd_init(&t.rnd, SEED, "load");
	for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++)
		for (i = 0; i < TASKS; i++)
			if (solve(&t, &tasks[dir][i], &answers[dir][i]) != 0) {
				printf("FAIL load: OpenSSL does not do task %u of %u: %s\n", i,
					dir, t.why);
				return -1;
			}
	wdp_a_ref_close();
	answers_made = true;
	return 0;
}

/* ---- sessions ---- */

static int
make_session(uint8_t dev, struct rte_mempool *pool, const struct answer *a, void **session)
{
	struct rte_crypto_asym_xform x;

	wdp_a_xform(&a->key, &x);
	return rte_cryptodev_asym_session_create(dev, &x, pool, session);
}

static int
asym_offer(uint8_t dev, bool *none)
{
	struct rte_mempool *pool = session_pool(2);
	void *session = NULL;
	int ret = -ENOMEM;

	*none = wdp_t_load_crypto_none(dev);
	if (pool != NULL && make_answers() == 0)
		ret = make_session(dev, pool, &answers[WDP_T_LOAD_FORTH][0], &session);
	if (ret == 0)
		rte_cryptodev_asym_session_free(dev, session);
	rte_mempool_free(pool);
	return ret;
}

static void
asym_close(struct wdp_t_load *l)
{
	struct asym_load *s = asym_load(l);
	unsigned int dir, i;

	for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++)
		for (i = 0; i < TASKS; i++)
			if (s->session[dir][i] != NULL)
				rte_cryptodev_asym_session_free(l->conf.dev, s->session[dir][i]);
	rte_mempool_free(l->op_pool);
	rte_mempool_free(s->sess_pool);
	free(s);
}

static struct wdp_t_load *
asym_open(const struct wdp_t_load_conf *conf)
{
	struct asym_load *s = calloc(1, sizeof(*s));
	unsigned int dir, i;

	if (s == NULL)
		return NULL;
	s->base.conf = *conf;
	s->sess_pool = session_pool(WDP_T_LOAD_DIRS * TASKS);
	s->base.op_pool = rte_crypto_op_pool_create("wd_load_ops", RTE_CRYPTO_OP_TYPE_ASYMMETRIC,
		conf->ops, 0, sizeof(struct asym_mem), SOCKET_ID_ANY);
	if (s->sess_pool == NULL || s->base.op_pool == NULL || make_answers() != 0)
		goto close;
	for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++)
		for (i = 0; i < TASKS; i++)
			if (make_session(conf->dev, s->sess_pool, &answers[dir][i],
					&s->session[dir][i]) != 0) {
				s->session[dir][i] = NULL;
				goto close;
			}
	return &s->base;

close:
	asym_close(&s->base);
	return NULL;
}

/* ---- operations ---- */

static struct wdp_t_track *
asym_track(void *op)
{
	return &mem_of(op)->track;
}

/* Operands are copied. What the device reads of its caller's is a key, where the session is. */
static uint64_t
asym_wild(struct wdp_t_load *l, void *op, uint64_t iova)
{
	struct hpre_session *s = hpre_session(asym_load(l)->session[WDP_T_LOAD_FORTH][MODEX]);
	uint64_t was = s->pub.key;

	RTE_SET_USED(op);
	s->pub.key = iova;
	return was;
}

static void *
asym_op(struct wdp_t_load *l, unsigned int n)
{
	struct rte_crypto_op *op = rte_crypto_op_alloc(l->op_pool, RTE_CRYPTO_OP_TYPE_ASYMMETRIC);
	bool both = l->conf.dirs == WDP_T_LOAD_BOTH;
	struct asym_mem *m;

	if (op == NULL)
		return NULL;
	m = mem_of(op);
	memset(m, RED, sizeof(*m));
	memset(&m->track, 0, sizeof(m->track));
	m->track.dir = both ? n % WDP_T_LOAD_DIRS : l->conf.dirs >> WDP_T_LOAD_BACK & 1;
	m->task = (both ? n / WDP_T_LOAD_DIRS : n) % TASKS;
	m->track.forged = l->conf.forged && task_of(op)->kind == WDP_A_VERIFY &&
		n / TASKS % FORGED == FORGED_1;
	rte_crypto_op_attach_asym_session(op, asym_load(l)->session[m->track.dir][m->task]);
	return op;
}

static unsigned int
asym_outputs(void *op, struct wdp_t_piece *p)
{
	const struct answer *a = answer_of(op);
	unsigned int i;

	for (i = 0; i < a->outs; i++)
		p[i] = (struct wdp_t_piece){mem_of(op)->result[i].b, a->due[i].len};
	return a->outs;
}

static void
in(rte_crypto_param *p, const struct wdp_a_num *n)
{
	p->data = (uint8_t *)(uintptr_t)n->b;
	p->length = n->len;
}

static void
out(void *op, unsigned int i, rte_crypto_param *p)
{
	p->data = mem_of(op)->result[i].b;
	p->length = answer_of(op)->due[i].len;
	mem_of(op)->out[i] = p;
}

static void
message_in(void *op, rte_crypto_param *p)
{
	in(p, &answer_of(op)->in[0]);
	if (mem_of(op)->track.forged)
		p->data = (uint8_t *)(uintptr_t)answer_of(op)->forged;
}

static void
fill_rsa(void *op, const struct answer *a, struct rte_crypto_rsa_op_param *r)
{
	static const uint8_t types[] = {
		[WDP_A_ENCRYPT] = RTE_CRYPTO_ASYM_OP_ENCRYPT,
		[WDP_A_DECRYPT] = RTE_CRYPTO_ASYM_OP_DECRYPT,
		[WDP_A_SIGN] = RTE_CRYPTO_ASYM_OP_SIGN,
		[WDP_A_VERIFY] = RTE_CRYPTO_ASYM_OP_VERIFY,
	};
	enum wdp_a_kind kind = task_of(op)->kind;

	r->op_type = types[kind];
#if !WDP_DPDK_SINCE(24, 11)
	r->padding.type = a->key.padding;
	r->padding.hash = a->key.hash;
#endif
	if (kind == WDP_A_DECRYPT) {
		in(&r->cipher, &a->in[0]);
		out(op, 0, &r->message);
		return;
	}
	message_in(op, &r->message);
	if (kind == WDP_A_ENCRYPT)
		out(op, 0, &r->cipher);
	else if (kind == WDP_A_SIGN)
		out(op, 0, &r->sign);
	else
		in(&r->sign, &a->in[1]);
}

static void
fill_dh(void *op, const struct answer *a, struct rte_crypto_dh_op_param *d)
{
	bool secret = task_of(op)->kind == WDP_A_SECRET;

	in(&d->priv_key, &a->in[0]);
	d->ke_type = secret ? RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE :
		RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE;
	if (secret)
		in(&d->pub_key, &a->in[1]);
	out(op, 0, secret ? &d->shared_secret : &d->pub_key);
}

static void
fill_ecdh(void *op, const struct answer *a, struct rte_crypto_ecdh_op_param *e)
{
	bool secret = task_of(op)->kind == WDP_A_SECRET;
	struct rte_crypto_ec_point *to = secret ? &e->shared_secret : &e->pub_key;

	in(&e->priv_key, &a->in[0]);
	e->ke_type = secret ? RTE_CRYPTO_ASYM_KE_SHARED_SECRET_COMPUTE :
		RTE_CRYPTO_ASYM_KE_PUB_KEY_GENERATE;
	if (secret) {
		in(&e->pub_key.x, &a->in[1]);
		in(&e->pub_key.y, &a->in[2]);
	}
	out(op, 0, &to->x);
	out(op, 1, &to->y);
}

static void
fill_ecdsa(void *op, const struct answer *a, struct rte_crypto_ecdsa_op_param *e)
{
	bool verify = task_of(op)->kind == WDP_A_VERIFY;

	e->op_type = verify ? RTE_CRYPTO_ASYM_OP_VERIFY : RTE_CRYPTO_ASYM_OP_SIGN;
	message_in(op, &e->message);
#if !WDP_DPDK_SINCE(23, 11)
	in(&e->pkey, &a->key.d);
	in(&e->q.x, &a->key.x);
	in(&e->q.y, &a->key.y);
#endif
	if (verify) {
		in(&e->r, &a->in[1]);
		in(&e->s, &a->in[2]);
	} else {
		/* With a k there is one signature only, and no system call. */
		in(&e->k, &a->in[1]);
		out(op, 0, &e->r);
		out(op, 1, &e->s);
	}
}

static void
asym_fill(struct wdp_t_load *l, void *operation)
{
	const struct answer *a = answer_of(operation);
	struct rte_crypto_op *op = operation;
	struct rte_crypto_asym_op *o = op->asym;
	void *session = o->session;

	RTE_SET_USED(l);
	memset(o, 0, sizeof(*o));
	o->session = session;
	op->status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	switch (task_of(op)->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		fill_rsa(op, a, &o->rsa);
		break;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		in(&o->modex.base, &a->in[0]);
		out(op, 0, &o->modex.result);
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		fill_dh(op, a, &o->dh);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		fill_ecdh(op, a, &o->ecdh);
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		fill_ecdsa(op, a, &o->ecdsa);
		break;
	default:
		in(&o->ecpm.scalar, &a->in[0]);
		in(&o->ecpm.p.x, &a->in[1]);
		in(&o->ecpm.p.y, &a->in[2]);
		out(op, 0, &o->ecpm.r.x);
		out(op, 1, &o->ecpm.r.y);
	}
}

/* A wrong signature has the status of an operation that failed. */
static enum wdp_t_load_status
asym_status(void *op)
{
	bool forged = mem_of(op)->track.forged;

	switch (((struct rte_crypto_op *)op)->status) {
	case RTE_CRYPTO_OP_STATUS_SUCCESS:
		return forged ? WDP_T_LOAD_FOOLED : WDP_T_LOAD_DONE;
	case RTE_CRYPTO_OP_STATUS_ERROR:
		return forged ? WDP_T_LOAD_UNSURE : WDP_T_LOAD_ERROR;
	case RTE_CRYPTO_OP_STATUS_NOT_PROCESSED:
		return WDP_T_LOAD_UNTOUCHED;
	default:
		return WDP_T_LOAD_REFUSED;
	}
}

static bool
red(const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n && p[i] == RED; i++)
		;
	return i == n;
}

static bool
asym_right(struct wdp_t_load *l, void *op)
{
	const struct answer *a = answer_of(op);
	const struct asym_mem *m = mem_of(op);
	bool right = red(m->front, sizeof(m->front));
	unsigned int i;

	RTE_SET_USED(l);
	for (i = 0; i < OUTS && right; i++) {
		uint32_t len = i < a->outs ? a->due[i].len : 0;

		right = red(m->result[i].b + len, sizeof(m->result[i]) - len);
		if (right && len != 0)
			right = m->out[i]->length == len &&
				memcmp(m->result[i].b, a->due[i].b, len) == 0;
	}
	return right;
}

const struct wdp_t_load_ops wdp_t_load_asym = {
	.driver = DRIVER,
	.model = "hpre",
	.engine = "HPRE",
	.rings = HPRE_RINGS,
	.last_type = WDP_HPRE_QT_ECC,
	.full = RING_FULL,
	.unsure = true,
	.dir = {
		[WDP_T_LOAD_FORTH] = {"modular", "modular", WDP_HPRE_QT_MOD},
		[WDP_T_LOAD_BACK] = {"curve", "curve", WDP_HPRE_QT_ECC},
	},
	.find = asym_find,
	.name = rte_cryptodev_name_get,
	.bus_device = wdp_t_load_crypto_bus_device,
	.qm = wdp_t_load_crypto_qm,
	.hwq = asym_hwq,
	.max_qps = wdp_t_load_crypto_max_qps,
	.up = wdp_t_load_crypto_up,
	.down = wdp_t_load_crypto_down,
	.offer = asym_offer,
	.counts = wdp_t_load_crypto_counts,
	.open = asym_open,
	.close = asym_close,
	.op = asym_op,
	.track = asym_track,
	.wild = asym_wild,
	.outputs = asym_outputs,
	.fill = asym_fill,
	.enqueue = wdp_t_load_crypto_enqueue,
	.dequeue = wdp_t_load_crypto_dequeue,
	.clean = asym_clean,
	.status = asym_status,
	.right = asym_right,
};
