/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Load for an asymmetric cryptodev: one direction is what it does modulo a number, the other
 * what it does on curves.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_lcore.h>

#include "known.h"
#include "load_crypto.h"
#include "wd_hpre.h"

#define DRIVER    RTE_STR(HPRE_DRIVER_NAME)
#define TASKS     WDP_T_KNOWN_TASKS
#define OUTS      WDP_T_KNOWN_OUTS
#define RED       0x3c
#define FORGED    5u /* every fifth signature to be verified */
#define FORGED_1  3u
#define RING_FULL 223u
#define OP_OFF    (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_asym_op))

static_assert((int)WDP_T_LOAD_DIRS == (int)WDP_T_KNOWN_LANES, "a direction is a lane");

struct asym_load {
	struct wdp_t_load base;
	const struct wdp_t_known *known;
	struct rte_mempool *sess_pool;
	void *session[WDP_T_LOAD_DIRS][TASKS];
};

/* Behind the op and what the library has of it. */
struct asym_mem {
	struct wdp_t_track track;
	const struct wdp_t_known_task *task;
	const struct wdp_t_known *known;
	void *session;
	rte_crypto_param *out[OUTS]; /* of the op */
	uint8_t message[WDP_T_KNOWN_MAX_B]; /* in[0] when it is forged */
	uint8_t front[WDP_T_LOAD_RED_B];
	struct {
		uint8_t b[WDP_T_KNOWN_MAX_B];
		uint8_t behind[WDP_T_LOAD_RED_B];
	} result[OUTS];
};

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

/* ---- sessions ---- */

static int
make_session(uint8_t dev, struct rte_mempool *pool, const struct wdp_t_known *k, void **session)
{
	struct rte_crypto_asym_xform x;
	int ret;

	wdp_a_xform(&k->key, &x);
	ret = rte_cryptodev_asym_session_create(dev, &x, pool, session);
	if (ret != 0)
		*session = NULL;
	return ret;
}

static int
asym_offer(uint8_t dev, bool *none)
{
	const struct wdp_t_known *known = wdp_t_known();
	struct rte_mempool *pool = session_pool(2);
	void *session = NULL;
	int ret = -ENOMEM;

	*none = wdp_t_load_crypto_none(dev);
	if (pool != NULL && known != NULL)
		ret = make_session(dev, pool, known, &session);
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
	s->known = wdp_t_known();
	s->sess_pool = session_pool(WDP_T_LOAD_DIRS * TASKS);
	s->base.op_pool = rte_crypto_op_pool_create("wd_load_ops", RTE_CRYPTO_OP_TYPE_ASYMMETRIC,
		conf->ops, 0, sizeof(struct asym_mem), SOCKET_ID_ANY);
	if (s->sess_pool == NULL || s->base.op_pool == NULL || s->known == NULL)
		goto close;
	for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++)
		for (i = 0; i < TASKS; i++)
			if (make_session(conf->dev, s->sess_pool, &s->known[dir * TASKS + i],
					&s->session[dir][i]) != 0)
				goto close;
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
	void *modex = asym_load(l)->session[WDP_T_LOAD_FORTH][WDP_T_KNOWN_MODEX];
	struct hpre_session *s = hpre_session(modex);
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
	unsigned int dir, task;
	struct asym_mem *m;

	if (op == NULL)
		return NULL;
	dir = both ? n % WDP_T_LOAD_DIRS : l->conf.dirs >> WDP_T_LOAD_BACK & 1;
	task = (both ? n / WDP_T_LOAD_DIRS : n) % TASKS;
	m = mem_of(op);
	memset(m, RED, sizeof(*m));
	m->task = &wdp_t_known_tasks[dir][task];
	m->known = &asym_load(l)->known[dir * TASKS + task];
	m->session = asym_load(l)->session[dir][task];
	m->track = (struct wdp_t_track){
		.dir = dir,
		.forged = l->conf.forged && m->task->kind == WDP_A_VERIFY &&
			n / TASKS % FORGED == FORGED_1,
	};
	rte_crypto_op_attach_asym_session(op, m->session);
	return op;
}

static unsigned int
asym_outputs(void *op, struct wdp_t_piece *p)
{
	const struct wdp_t_known *k = mem_of(op)->known;
	unsigned int i;

	for (i = 0; i < k->outs; i++)
		p[i] = (struct wdp_t_piece){mem_of(op)->result[i].b, k->due[i].len};
	return k->outs;
}

static void
asym_fill(struct wdp_t_load *l, void *operation)
{
	rte_crypto_param in[WDP_T_KNOWN_INS], out[OUTS];
	struct asym_mem *m = mem_of(operation);
	const struct wdp_t_known *k = m->known;
	struct rte_crypto_op *op = operation;
	unsigned int i;

	RTE_SET_USED(l);
	memset(op->asym, 0, sizeof(*op->asym));
	op->asym->session = m->session;
	op->status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	for (i = 0; i < k->ins; i++)
		in[i] = (rte_crypto_param){.data = (uint8_t *)(uintptr_t)k->in[i].b,
			.length = k->in[i].len};
	for (i = 0; i < k->outs; i++)
		out[i] = (rte_crypto_param){.data = m->result[i].b, .length = k->due[i].len};
	if (m->track.forged) {
		memcpy(m->message, k->in[0].b, k->in[0].len);
		m->message[k->in[0].len / 2] ^= 0x10;
		in[0].data = m->message;
	}
	wdp_t_known_op(m->task, k, op->asym, in, out, m->out);
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
	const struct asym_mem *m = mem_of(op);
	const struct wdp_t_known *k = m->known;
	bool right = red(m->front, sizeof(m->front));
	unsigned int i;

	RTE_SET_USED(l);
	for (i = 0; i < OUTS && right; i++) {
		uint32_t len = i < k->outs ? k->due[i].len : 0;

		right = red(m->result[i].b + len, sizeof(m->result[i]) - len);
		if (right && len != 0)
			right = m->out[i]->length == len &&
				memcmp(m->result[i].b, k->due[i].b, len) == 0;
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
