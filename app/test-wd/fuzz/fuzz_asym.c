/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * crypto_wd_hpre for the targets of the driver's side: sessions and operands as the input says,
 * made of operations whose results are known. Each operand is a block of malloc(), exactly as
 * long as it is said to be.
 */

#include <stdlib.h>

#include <cryptodev_pmd.h>

#include "../known.h"
#include "fuzz_dev.h"

#define TASKS    (WDP_T_KNOWN_LANES * WDP_T_KNOWN_TASKS)
#define INS      WDP_T_KNOWN_INS
#define OUTS     WDP_T_KNOWN_OUTS
#define ZEROS_B  8u   /* in front of a number, at most */
#define LONG_B   600u /* more than any operand has */
#define LIE      UINT64_C(0xfffffff0) /* a length that no operand has */
#define DONE     (UINT32_C(3) << 30)
#define OP_MASK  UINT32_C(0x1f)
#define VERDICT_DW 6u

static_assert(TASKS < WDP_FZ_SESSIONS, "places for sessions of the input's");

/* A session and what it was made of. */
struct session {
	unsigned int task;
	bool known; /* what its operations give is known */
	struct wdp_a_key key;
	void *sess;
};

struct block {
	uint8_t *data, *before;
	uint32_t len; /* that it really has */
};

struct asym_fz_op {
	struct rte_crypto_op op; /* first, and what belongs to it behind it */
	struct rte_crypto_asym_op asym;
	struct rte_crypto_asym_xform x; /* without a session */
	const struct wdp_t_known_task *task;
	const struct wdp_t_known *known;
	struct block in[INS], out[OUTS];
	rte_crypto_param *to[OUTS];
	struct wdp_a_key key;
	bool session_valid;
	bool valid; /* must not be refused */
	bool solved; /* what is due is known */
	bool forged;
	bool draws; /* the private key is a result, too */
	bool asked; /* for something else: inputs may be results */
};
static_assert(offsetof(struct asym_fz_op, asym) == sizeof(struct rte_crypto_op),
	"the library finds it there");

static struct rte_mempool *pool;

static const struct wdp_t_known_task *
task_nr(unsigned int i)
{
	return &wdp_t_known_tasks[i / WDP_T_KNOWN_TASKS][i % WDP_T_KNOWN_TASKS];
}

/* ---- sessions ---- */

static struct session *
session_new(struct wdp_fz_dev *d, unsigned int task, const struct wdp_a_key *key, bool known)
{
	struct session *s = calloc(1, sizeof(*s));
	uint32_t before = rte_mempool_avail_count(pool);
	struct rte_crypto_asym_xform x;

	WDP_FZ_MUST(s != NULL);
	s->task = task;
	s->known = known;
	s->key = *key;
	wdp_a_xform(&s->key, &x);
	if (rte_cryptodev_asym_session_create(d->id, &x, pool, &s->sess) == 0)
		return s;
	/* DPDK 22.11 keeps the object of a session that the driver refused. */
	if (s->sess != NULL && rte_mempool_avail_count(pool) < before)
		rte_mempool_put(pool, s->sess);
	WDP_FZ_MUST(!known);
	free(s);
	return NULL;
}

static void
asym_session_free(struct wdp_fz_dev *d, void *session)
{
	struct session *s = session;

	rte_cryptodev_asym_session_free(d->id, s->sess);
	free(s);
}

static void
asym_sessions(struct wdp_fz_dev *d)
{
	unsigned int i;

	WDP_FZ_MUST(wdp_t_known() != NULL);
	if (pool == NULL)
		pool = rte_cryptodev_asym_session_pool_create("fuzz", 2 * WDP_FZ_SESSIONS, 0, 0,
			SOCKET_ID_ANY);
	WDP_FZ_MUST(pool != NULL);
	for (i = 0; i < TASKS; i++)
		d->sessions[i] = session_new(d, i, &wdp_t_known()[i].key, true);
}

/* One number of a key is another. @return false: it is the same as before */
static bool
key_change(struct wdp_a_key *key, struct wdp_fz_in *in)
{
	struct wdp_a_num *const nums[] = {&key->n, &key->e, &key->d, &key->p, &key->q, &key->dp,
		&key->dq, &key->qinv, &key->x, &key->y};
	uint8_t what = wdp_fz_take(in, 1);
	struct wdp_a_num *v = nums[what % RTE_DIM(nums)];

	switch (what >> 5) {
	case 0:
		return false;
	case 1:
		v->len = wdp_fz_take(in, 2) % (WDP_A_NUM_B + 1);
		break;
	case 2:
		/* What the engine has in front of it: a number of another size. */
		memmove(v->b + 1, v->b, WDP_A_NUM_B);
		v->b[0] = wdp_fz_take(in, 1);
		v->len = RTE_MIN(v->len + 1u, WDP_A_NUM_B);
		break;
	case 3:
		memset(v->b, 0, v->len);
		break;
	case 4:
		key->crt = !key->crt;
		break;
	case 5:
		key->type = wdp_fz_take(in, 1) % 16;
		if (key->curve == NULL)
			key->curve = &wdp_a_curves[what % wdp_a_nb_curves];
		break;
	default:
		v->b[wdp_fz_take(in, 2) % WDP_A_NUM_B] ^= wdp_fz_take(in, 1);
	}
	return true;
}

static void
asym_session(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	unsigned int task = wdp_fz_take(in, 1) % TASKS;
	unsigned int slot = wdp_fz_take(in, 1) % WDP_FZ_SESSIONS;
	struct wdp_a_key key = wdp_t_known()[task].key;
	struct session *s;

	s = session_new(d, task, &key, !key_change(&key, in));
	if (s == NULL)
		return;
	/* Operations of one algorithm are no operations of another. */
	if (key.type != task_nr(task)->type) {
		asym_session_free(d, s);
		return;
	}
	/* The one before is free to go once nothing uses it. */
	if (d->sessions[slot] != NULL) {
		wdp_fz_drain(d, true);
		asym_session_free(d, d->sessions[slot]);
	}
	d->sessions[slot] = s;
}

/* ---- operands ---- */

static rte_crypto_param
block_make(struct block *b, const uint8_t *from, uint32_t len, uint32_t room)
{
	b->len = room;
	b->data = malloc(room);
	b->before = malloc(room + 1);
	WDP_FZ_MUST((b->data != NULL || room == 0) && b->before != NULL);
	memset(b->data, 0xa5, room);
	if (from != NULL)
		memcpy(b->data, from, RTE_MIN(len, room));
	memcpy(b->before, b->data, room);
	return (rte_crypto_param){.data = b->data, .length = room};
}

static void
block_free(struct block *b)
{
	free(b->data);
	free(b->before);
}

/* The number as it is, or what is more or less like it. */
static rte_crypto_param
input(struct asym_fz_op *o, unsigned int i, struct wdp_fz_in *in)
{
	const struct wdp_a_num *v = &o->known->in[i];
	uint8_t how = wdp_fz_take(in, 1), what[ZEROS_B + WDP_A_NUM_B] = {0};
	uint32_t zeros = wdp_fz_take(in, how < 0xa0 ? 0 : 1) % ZEROS_B;
	rte_crypto_param p;

	if (how < 0xa0)
		return block_make(&o->in[i], v->b, v->len, v->len);
	o->valid = false;
	if (how < 0xb0) {
		/* The same, with zeros in front; what was hashed is no number. */
		memcpy(what + zeros, v->b, v->len);
		o->solved &= i != 0 || !(o->task->padded ||
			o->task->type == RTE_CRYPTO_ASYM_XFORM_ECDSA);
		return block_make(&o->in[i], what, zeros + v->len, zeros + v->len);
	}
	o->solved = false;
	if (how < 0xd0) {
		memcpy(what, v->b, v->len);
		what[zeros * 3 % v->len] = wdp_fz_take(in, 1);
		return block_make(&o->in[i], what, v->len, v->len);
	}
	if (how < 0xf0)
		return block_make(&o->in[i], v->b, v->len, 1 + wdp_fz_take(in, 2) % LONG_B);
	/* A length of 0 is one of any result, should it be taken for one. */
	p = block_make(&o->in[i], v->b, v->len, WDP_A_NUM_B);
	if (how < 0xf8)
		p.data = NULL;
	p.length = how & 1 ? 0 : LIE;
	return p;
}

/* Room for a result. */
static rte_crypto_param
output(struct asym_fz_op *o, unsigned int i, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1);
	uint32_t len = o->known->due[i].len;
	rte_crypto_param p;

	if (how >= 0xe0 && how < 0xf0) {
		o->valid = false;
		o->solved = false;
		return block_make(&o->out[i], NULL, 0, 1 + wdp_fz_take(in, 2) % LONG_B);
	}
	/* More than a result of any session takes, when nothing is said. */
	p = block_make(&o->out[i], NULL, 0, how < 0xe0 ? len + how % 2 : WDP_A_NUM_B);
	if (how < 0xe0)
		return p;
	if (how & 1)
		p.length = 0;
	else
		o->valid = false;
	if (how & 2) {
		p.data = NULL;
		o->valid = false;
		o->solved = false;
	}
	return p;
}

static void
operands(struct asym_fz_op *o, struct wdp_fz_in *in)
{
	rte_crypto_param ins[INS], outs[OUTS];
	unsigned int i;

	for (i = 0; i < o->known->ins; i++)
		ins[i] = input(o, i, in);
	for (i = 0; i < o->known->outs; i++)
		outs[i] = output(o, i, in);
	/* Without a private key the driver is to choose one. */
	o->draws = o->task->kind == WDP_A_PUBLIC && ins[0].length == 0;
	if (o->task->kind == WDP_A_VERIFY && wdp_fz_take(in, 1) >= 0xc0 && o->solved) {
		o->forged = true;
		o->in[0].data[o->in[0].len / 2] ^= 4;
		o->in[0].before[o->in[0].len / 2] ^= 4;
	}
	wdp_t_known_op(o->task, o->known, &o->asym, ins, outs, o->to);
}

/* ---- ops ---- */

/* Which session; what the op is then. */
static void
choose(struct wdp_fz_dev *d, struct asym_fz_op *o, struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);
	struct session *s = d->sessions[b % WDP_FZ_SESSIONS];

	if (s == NULL)
		s = d->sessions[0];
	o->task = task_nr(s->task);
	o->known = &wdp_t_known()[s->task];
	o->valid = o->solved = s->known;
	o->session_valid = true;
	o->key = s->key;
	o->op.sess_type = RTE_CRYPTO_OP_WITH_SESSION;
	o->asym.session = s->sess;
	if (b < 0xe0)
		return;
	o->op.sess_type = RTE_CRYPTO_OP_SESSIONLESS;
	wdp_a_xform(&o->key, &o->x);
	o->asym.xform = &o->x;
	if (b < 0xf4)
		return;
	o->session_valid = false;
	o->asym.xform = NULL;
	if (b >= 0xfc)
		o->op.sess_type = wdp_fz_take(in, 1);
	else if (b >= 0xf8)
		o->op.sess_type = RTE_CRYPTO_OP_WITH_SESSION;
}

/* Something else, with the operands of what it was. */
static void
ask_for(struct asym_fz_op *o, unsigned int what)
{
	o->asked = true;
	switch (o->task->type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		o->asym.rsa.op_type = what;
		break;
	case RTE_CRYPTO_ASYM_XFORM_DH:
		o->asym.dh.ke_type = what;
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDH:
		o->asym.ecdh.ke_type = what;
		break;
	case RTE_CRYPTO_ASYM_XFORM_ECDSA:
		o->asym.ecdsa.op_type = what;
		break;
	default:
		break;
	}
}

/* What no program should ask for. */
static void
odd(struct asym_fz_op *o, uint8_t how, struct wdp_fz_in *in)
{
	if (how < 0xf0)
		return;
	o->valid = false;
	o->solved = false;
	switch (how & 3) {
	case 0:
		o->op.type = wdp_fz_take(in, 1);
		break;
	case 1:
		ask_for(o, wdp_fz_take(in, 1) % 16);
		break;
	case 2:
		o->asym.flags = wdp_fz_take(in, 2);
		break;
	default:
#if !WDP_DPDK_SINCE(24, 11)
		if (o->task->type == RTE_CRYPTO_ASYM_XFORM_RSA) {
			o->asym.rsa.padding.type = wdp_fz_take(in, 1) % 8;
			o->asym.rsa.padding.hash = wdp_fz_take(in, 2);
		}
#endif
		break;
	}
}

static void *
asym_op(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	struct asym_fz_op *o = calloc(1, sizeof(*o));
	uint8_t how = wdp_fz_take(in, 1);

	WDP_FZ_MUST(o != NULL);
	o->op.type = RTE_CRYPTO_OP_TYPE_ASYMMETRIC;
	o->op.status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	choose(d, o, in);
	operands(o, in);
	odd(o, how, in);
	o->valid &= o->session_valid;
	return o;
}

static void
asym_op_free(struct wdp_fz_dev *d, void *op)
{
	struct asym_fz_op *o = op;
	unsigned int i;

	RTE_SET_USED(d);
	for (i = 0; i < INS; i++)
		block_free(&o->in[i]);
	for (i = 0; i < OUTS; i++)
		block_free(&o->out[i]);
	free(o);
}

/* ---- when it comes back ---- */

static void
success_check(const struct wdp_fz_dev *d, const struct asym_fz_op *o)
{
	unsigned int i;

	WDP_FZ_MUST(o->session_valid && o->op.type == RTE_CRYPTO_OP_TYPE_ASYMMETRIC);
	if (!d->honest || !o->solved)
		return;
	WDP_FZ_MUST(!o->forged);
	for (i = 0; i < o->known->outs; i++) {
		WDP_FZ_MUST(o->to[i]->length == o->known->due[i].len);
		WDP_FZ_MUST(memcmp(o->to[i]->data, o->known->due[i].b, o->to[i]->length) == 0);
	}
}

static void
asym_check(const struct wdp_fz_dev *d, const void *op)
{
	const struct asym_fz_op *o = op;
	unsigned int i;

	for (i = o->draws; i < o->known->ins && !o->asked; i++)
		WDP_FZ_MUST(memcmp(o->in[i].data, o->in[i].before, o->in[i].len) == 0);
	switch (o->op.status) {
	case RTE_CRYPTO_OP_STATUS_SUCCESS:
		success_check(d, o);
		break;
	case RTE_CRYPTO_OP_STATUS_INVALID_SESSION:
		WDP_FZ_MUST(!o->session_valid || !o->valid);
		break;
	case RTE_CRYPTO_OP_STATUS_INVALID_ARGS:
		WDP_FZ_MUST(!o->valid);
		break;
	case RTE_CRYPTO_OP_STATUS_ERROR:
		break;
	default:
		WDP_FZ_MUST(!"a status that the driver does not give");
	}
}

/* ---- the rest ---- */

/* Of a task that was sent, or anything. */
static void
asym_write_result(uint32_t *dw, struct wdp_fz_in *in)
{
	uint8_t what = wdp_fz_take(in, 1);

	dw[0] = (dw[0] & OP_MASK) | DONE;
	if (what & 0x10)
		dw[VERDICT_DW] = wdp_fz_take(in, 1);
	if (what & 0x20)
		dw[0] |= (uint32_t)wdp_fz_take(in, 3) << 5;
	if (what & 0x40)
		dw[0] ^= DONE;
	if (what & 0x80)
		dw[wdp_fz_take(in, 1) % 16] = wdp_fz_take(in, 4);
}

const struct wdp_fz_kind wdp_fz_asym = {
	.dev = &wdp_t_load_asym,
	.model = WDP_MODEL_HPRE,
	.dev_id = rte_cryptodev_get_dev_id,
	.args = ",experimental=1",
	.sessions = asym_sessions,
	.session = asym_session,
	.session_free = asym_session_free,
	.requeue = wdp_fz_crypto_requeue,
	.op = asym_op,
	.check = asym_check,
	.op_free = asym_op_free,
	.write_result = asym_write_result,
};
