/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Load for a symmetric cryptodev: a cipher, a MAC, an AEAD and a chain of both, whose results
 * OpenSSL has calculated beforehand; in place and out of place, on whole and divided buffers.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_lcore.h>

#include "load_crypto.h"
#include "sym/sym.h"
#include "wd_sec.h"

#define DRIVER   RTE_STR(SEC_DRIVER_NAME)
#define LENGTHS  4u
#define DATA_B   1024u /* at the most */
#define TAG_B    32u
#define AAD_B    20u
#define FORGED   7u /* every seventh tag to be verified */
#define FORGED_1 3u
#define OP_OFF   (sizeof(struct rte_crypto_op) + sizeof(struct rte_crypto_sym_op))

/* What the third generation has, all but the chain with CTR the second as well. */
static const struct algorithm {
	const char *name;
	uint16_t key, akey, iv, tag, aad;
	uint32_t lead; /* bytes that are authenticated only */
	uint32_t less; /* than a multiple of blocks */
} algorithms[] = {
	{.name = "aes-cbc", .key = 16, .iv = 16},
	{.name = "aes-gcm", .key = 32, .iv = 12, .tag = 16, .aad = AAD_B, .less = 3},
	{.name = "hmac-sha256", .akey = 40, .tag = 32, .less = 5},
	{.name = "aes-cbc+hmac-sha256", .key = 32, .akey = 32, .iv = 16, .tag = 32, .lead = 32},
	{.name = "aes-xts", .key = 32, .iv = 16},
	/* In two steps, the second through a hardware queue of its own. */
	{.name = "aes-ctr+hmac-sha1", .key = 16, .akey = 20, .iv = 16, .tag = 20, .lead = 32},
	{.name = "3des-cbc", .key = 24, .iv = 8},
};
static_assert(RTE_DIM(algorithms) % 2 != 0, "each of them has both directions");
#define ALGS RTE_DIM(algorithms)

struct message {
	uint8_t plain[DATA_B];
	uint8_t coded[DATA_B];
	uint8_t tag[TAG_B];
	uint32_t lead, len; /* lead + len: all of it */
};

struct sym_load {
	struct wdp_t_load base;
	struct rte_mempool *sess_pool;
	struct wdp_s_spec spec[ALGS];
	void *session[ALGS][WDP_T_LOAD_DIRS];
	struct message msg[ALGS][LENGTHS];
	uint8_t iv[WDP_S_IV_MAX_B];
	uint8_t aad[AAD_B];
};

/* Behind the op and what the library has of it. */
struct sym_mem {
	struct wdp_t_track track;
	uint8_t alg, length;
	uint8_t iv[WDP_S_IV_MAX_B];
	uint8_t tag[TAG_B];
	uint8_t behind[WDP_T_LOAD_RED_B]; /* the tag; it must stay 0 */
	uint8_t aad[AAD_B];
};

static struct sym_load *
sym_load(struct wdp_t_load *l)
{
	return (struct sym_load *)l;
}

static struct sym_mem *
mem_of(void *op)
{
	return (struct sym_mem *)((uint8_t *)op + OP_OFF);
}

/* ---- the device ---- */

static unsigned int
sym_find(uint8_t *ids, unsigned int max)
{
	return rte_cryptodev_devices_get(DRIVER, ids, max);
}

static struct wdp_hwq *
sym_hwq(uint8_t dev, uint16_t qp, unsigned int ring)
{
	struct sec_qp *q = wdp_t_load_crypto_queue_pair(dev, qp);

	return ring == 0 ? &q->q : &q->q2;
}

static struct rte_mempool *
session_pool(uint8_t dev, unsigned int nb)
{
	return rte_cryptodev_sym_session_pool_create("wd_load_sess", nb,
		rte_cryptodev_sym_get_private_session_size(dev), 0, 0, SOCKET_ID_ANY);
}

static void
spec_make(const struct algorithm *a, struct wdp_s_spec *p)
{
	unsigned int i;

	memset(p, 0, sizeof(*p));
	p->alg = wdp_s_alg_find(a->name);
	p->key_len = a->key;
	p->akey_len = a->akey;
	p->iv_len = a->iv;
	p->iv_off = OP_OFF + offsetof(struct sym_mem, iv);
	p->tag_len = a->tag;
	p->aad_len = a->aad;
	/* The parts of a key for XTS or 3DES must not be alike. */
	for (i = 0; i < a->key; i++)
		p->key[i] = 0x31 + 2 * i;
	memset(p->akey, 0x77, a->akey);
}

static int
sym_offer(uint8_t dev, bool *none)
{
	struct rte_mempool *pool = session_pool(dev, 2);
	struct rte_crypto_sym_xform x[2];
	struct wdp_s_spec spec;
	void *s = NULL;

	*none = wdp_t_load_crypto_none(dev);
	spec_make(&algorithms[0], &spec);
	if (pool != NULL)
		s = rte_cryptodev_sym_session_create(dev, wdp_s_xforms(&spec, x), pool);
	if (s != NULL)
		rte_cryptodev_sym_session_free(dev, s);
	rte_mempool_free(pool);
	return s != NULL ? 0 : pool != NULL ? -ENOTSUP : -ENOMEM;
}

/* ---- sessions and messages ---- */

static int
make_sessions(struct sym_load *s, unsigned int a)
{
	struct rte_crypto_sym_xform x[2];
	struct wdp_s_spec *p = &s->spec[a];
	unsigned int dir;

	spec_make(&algorithms[a], p);
	for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++) {
		p->forward = dir == WDP_T_LOAD_FORTH;
		s->session[a][dir] = rte_cryptodev_sym_session_create(s->base.conf.dev,
			wdp_s_xforms(p, x), s->sess_pool);
		if (s->session[a][dir] == NULL)
			return -1;
	}
	return 0;
}

static int
make_message(struct sym_load *s, unsigned int a, unsigned int k)
{
	struct message *m = &s->msg[a][k];
	uint32_t all = s->base.conf.data_b / LENGTHS * (k + 1) - algorithms[a].less, i;

	m->lead = algorithms[a].lead;
	m->len = all - m->lead;
	for (i = 0; i < all; i++)
		m->plain[i] = i * 7 + a * 31 + k;
	return wdp_s_ref(&s->spec[a], s->iv, s->aad, m->plain, m->lead, m->len, m->coded, m->tag);
}

static void
sym_close(struct wdp_t_load *l)
{
	struct sym_load *s = sym_load(l);
	unsigned int a, dir;

	for (a = 0; a < ALGS; a++)
		for (dir = 0; dir < WDP_T_LOAD_DIRS; dir++)
			if (s->session[a][dir] != NULL)
				rte_cryptodev_sym_session_free(l->conf.dev, s->session[a][dir]);
	rte_mempool_free(l->op_pool);
	rte_mempool_free(l->mbuf_pool);
	rte_mempool_free(s->sess_pool);
	wdp_s_ref_close();
	free(s);
}

static struct wdp_t_load *
sym_open(const struct wdp_t_load_conf *conf)
{
	struct sym_load *s = calloc(1, sizeof(*s));
	unsigned int a, k;

	if (s == NULL)
		return NULL;
	s->base.conf = *conf;
	s->base.conf.data_b = RTE_MIN(conf->data_b, DATA_B);
	memset(s->iv, 0x1f, sizeof(s->iv));
	memset(s->aad, 0xad, sizeof(s->aad));
	s->sess_pool = session_pool(conf->dev, ALGS * WDP_T_LOAD_DIRS);
	s->base.op_pool = rte_crypto_op_pool_create("wd_load_ops", RTE_CRYPTO_OP_TYPE_SYMMETRIC,
		conf->ops, 0, sizeof(struct sym_mem), SOCKET_ID_ANY);
	/* Source and destination, of two pieces each at worst. */
	s->base.mbuf_pool = wdp_t_buffers("wd_load_mbufs", 4 * conf->ops, s->base.conf.data_b);
	if (s->sess_pool == NULL || s->base.op_pool == NULL || s->base.mbuf_pool == NULL)
		goto close;
	for (a = 0; a < ALGS; a++) {
		if (make_sessions(s, a) != 0)
			goto close;
		for (k = 0; k < LENGTHS; k++)
			if (make_message(s, a, k) != 0)
				goto close;
	}
	return &s->base;

close:
	sym_close(&s->base);
	return NULL;
}

/* ---- operations ---- */

static struct wdp_t_track *
sym_track(void *op)
{
	return &mem_of(op)->track;
}

static uint64_t
sym_wild(struct wdp_t_load *l, void *op, uint64_t iova)
{
	RTE_SET_USED(l);
	return wdp_t_buffer_move(((struct rte_crypto_op *)op)->sym->m_src, iova);
}

/* Payload, tag and AAD where the kind of operation has them. */
static void
set_fields(struct rte_crypto_op *op, const struct wdp_s_alg *alg, const struct message *m)
{
	uint32_t tag = OP_OFF + offsetof(struct sym_mem, tag);
	uint32_t aad = OP_OFF + offsetof(struct sym_mem, aad);
	struct rte_crypto_sym_op *o = op->sym;

	if (alg->kind == WDP_S_AEAD) {
		o->aead.data.length = m->len;
		o->aead.digest.data = rte_crypto_op_ctod_offset(op, uint8_t *, tag);
		o->aead.digest.phys_addr = rte_crypto_op_ctophys_offset(op, tag);
		o->aead.aad.data = rte_crypto_op_ctod_offset(op, uint8_t *, aad);
		o->aead.aad.phys_addr = rte_crypto_op_ctophys_offset(op, aad);
		return;
	}
	if (alg->kind != WDP_S_AUTH) {
		o->cipher.data.offset = m->lead;
		o->cipher.data.length = m->len;
	}
	if (alg->kind != WDP_S_CIPHER) {
		o->auth.data.length = m->lead + m->len;
		o->auth.digest.data = rte_crypto_op_ctod_offset(op, uint8_t *, tag);
		o->auth.digest.phys_addr = rte_crypto_op_ctophys_offset(op, tag);
	}
}

static void *
sym_op(struct wdp_t_load *l, unsigned int n)
{
	struct rte_crypto_op *op = rte_crypto_op_alloc(l->op_pool, RTE_CRYPTO_OP_TYPE_SYMMETRIC);
	unsigned int a = n % ALGS, k = n / ALGS % LENGTHS, segs = wdp_t_load_segs(n / 2), dir;
	struct sym_load *s = sym_load(l);
	const struct message *msg = &s->msg[a][k];
	struct sym_mem *m;

	if (op == NULL)
		return NULL;
	dir = l->conf.dirs == WDP_T_LOAD_BOTH ? n % 2 : l->conf.dirs >> WDP_T_LOAD_BACK & 1;
	m = mem_of(op);
	memset(m, 0, sizeof(*m));
	m->alg = a;
	m->length = k;
	m->track.dir = dir;
	m->track.forged = l->conf.forged && dir == WDP_T_LOAD_BACK && algorithms[a].tag != 0 &&
		n % FORGED == FORGED_1;
	memcpy(m->iv, s->iv, sizeof(m->iv));
	memcpy(m->aad, s->aad, sizeof(m->aad));
	op->sym->m_src = wdp_t_buffer(l->mbuf_pool, msg->lead + msg->len, segs);
	if (op->sym->m_src == NULL)
		return NULL;
	if (n / (2 * ALGS) % 2 != 0 && s->spec[a].alg->kind != WDP_S_AUTH) {
		op->sym->m_dst = wdp_t_buffer(l->mbuf_pool, msg->lead + msg->len, segs);
		if (op->sym->m_dst == NULL)
			return NULL;
	}
	set_fields(op, s->spec[a].alg, msg);
	rte_crypto_op_attach_sym_session(op, s->session[a][dir]);
	return op;
}

/* Where its payload goes; NULL: there is none that changes. */
static struct rte_mbuf *
result_of(struct rte_crypto_op *op)
{
	if (algorithms[mem_of(op)->alg].key == 0)
		return NULL;
	return op->sym->m_dst != NULL ? op->sym->m_dst : op->sym->m_src;
}

static unsigned int
sym_outputs(void *op, struct wdp_t_piece *p)
{
	struct rte_mbuf *dst = result_of(op);
	struct sym_mem *m = mem_of(op);
	unsigned int n = 0;

	if (dst != NULL)
		n = wdp_t_buffer_pieces(dst, p);
	if (m->track.dir == WDP_T_LOAD_FORTH && algorithms[m->alg].tag != 0)
		p[n++] = (struct wdp_t_piece){m->tag, algorithms[m->alg].tag};
	return n;
}

static const struct message *
message_of(struct wdp_t_load *l, void *op)
{
	return &sym_load(l)->msg[mem_of(op)->alg][mem_of(op)->length];
}

/* Before or after it was encrypted; of a MAC alone there is only one. */
static const uint8_t *
text_of(void *op, const struct message *msg, bool coded)
{
	return coded && algorithms[mem_of(op)->alg].key != 0 ? msg->coded : msg->plain;
}

static void
sym_fill(struct wdp_t_load *l, void *operation)
{
	const struct message *msg = message_of(l, operation);
	struct rte_crypto_op *op = operation;
	struct sym_mem *m = mem_of(op);

	op->status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	wdp_t_buffer_write(op->sym->m_src, 0, text_of(op, msg, m->track.dir == WDP_T_LOAD_BACK),
		msg->lead + msg->len);
	if (m->track.dir == WDP_T_LOAD_FORTH)
		return;
	memcpy(m->tag, msg->tag, algorithms[m->alg].tag);
	/* One bit, now here, now there. */
	if (m->track.forged)
		m->tag[msg->len % algorithms[m->alg].tag] ^= 0x10;
}

static enum wdp_t_load_status
sym_status(void *op)
{
	bool forged = mem_of(op)->track.forged;

	switch (((struct rte_crypto_op *)op)->status) {
	case RTE_CRYPTO_OP_STATUS_SUCCESS:
		return forged ? WDP_T_LOAD_FOOLED : WDP_T_LOAD_DONE;
	case RTE_CRYPTO_OP_STATUS_AUTH_FAILED:
		return forged ? WDP_T_LOAD_DONE : WDP_T_LOAD_AUTH;
	case RTE_CRYPTO_OP_STATUS_ERROR:
		return WDP_T_LOAD_ERROR;
	case RTE_CRYPTO_OP_STATUS_NOT_PROCESSED:
		return WDP_T_LOAD_UNTOUCHED;
	default:
		return WDP_T_LOAD_REFUSED;
	}
}

static bool
sym_right(struct wdp_t_load *l, void *operation)
{
	const struct message *msg = message_of(l, operation);
	struct rte_crypto_op *op = operation;
	struct rte_mbuf *src = op->sym->m_src, *dst = result_of(op);
	static const uint8_t zero[WDP_T_LOAD_RED_B];
	const struct sym_mem *m = mem_of(op);
	bool back = m->track.dir == WDP_T_LOAD_BACK;

	if (!wdp_t_buffer_whole(src) || (dst != NULL && !wdp_t_buffer_whole(dst)) ||
			memcmp(m->behind, zero, sizeof(zero)) != 0)
		return false;
	/* What is only read: all of the source, or what is authenticated only. */
	if (!wdp_t_buffer_is(src, 0, text_of(op, msg, back), dst == src ? msg->lead :
			msg->lead + msg->len))
		return false;
	if (m->track.forged)
		return true;
	if (dst != NULL && !wdp_t_buffer_is(dst, msg->lead, text_of(op, msg, !back) + msg->lead,
			msg->len))
		return false;
	return memcmp(m->tag, msg->tag, algorithms[m->alg].tag) == 0;
}

const struct wdp_t_load_ops wdp_t_load_sym = {
	.driver = DRIVER,
	.model = "sec",
	.engine = "SEC",
	.rings = 2, /* the second takes second steps of chains */
	.last_type = 0,
	.full = WDP_T_LOAD_FULL,
	.dir = {
		[WDP_T_LOAD_FORTH] = {"encrypt", "crypto", 0},
		[WDP_T_LOAD_BACK] = {"decrypt", "crypto", 0},
	},
	.find = sym_find,
	.name = rte_cryptodev_name_get,
	.bus_device = wdp_t_load_crypto_bus_device,
	.qm = wdp_t_load_crypto_qm,
	.hwq = sym_hwq,
	.max_qps = wdp_t_load_crypto_max_qps,
	.up = wdp_t_load_crypto_up,
	.down = wdp_t_load_crypto_down,
	.offer = sym_offer,
	.counts = wdp_t_load_crypto_counts,
	.open = sym_open,
	.close = sym_close,
	.op = sym_op,
	.track = sym_track,
	.wild = sym_wild,
	.outputs = sym_outputs,
	.fill = sym_fill,
	.enqueue = wdp_t_load_crypto_enqueue,
	.dequeue = wdp_t_load_crypto_dequeue,
	.status = sym_status,
	.right = sym_right,
};
