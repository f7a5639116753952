/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * crypto_wd_sec for the targets of the driver's side: sessions, ops and layouts as the input
 * says; OpenSSL has the last word as long as the device was honest.
 */

#include <stdlib.h>

#include <cryptodev_pmd.h>

#include "../sym/sym.h"
#include "fuzz_dev.h"

#define TAG_GUARD_B  16u
#define GUARD_FILL   0xa5
#define STATUS_DW    28u
#define PATTERN_B    65000u

/* A session and what it was made of. */
struct session {
	struct wdp_s_spec spec;
	struct rte_cryptodev_sym_session *sess;
};

struct sym_fz_op {
	struct rte_crypto_op op; /* first, and what belongs to it behind it */
	struct rte_crypto_sym_op sym;
	uint8_t iv[WDP_S_IV_MAX_B + 1];
	struct wdp_s_spec spec;
	struct rte_crypto_sym_xform x[2]; /* without a session */
	struct wdp_fz_chain src, dst;
	uint8_t *before; /* memory of the chain the result goes to */
	uint8_t *plain, *coded;
	uint8_t *tag; /* with guard bytes; the op's */
	uint8_t due[WDP_S_TAG_MAX_B];
	uint8_t *aad; /* as the API has it */
	uint8_t *aad_data;
	uint32_t aad_room;
	uint32_t lead, len, off;
	bool in_place;
	bool forged;
	bool solved; /* OpenSSL knows what is due */
	bool valid; /* must not be refused */
	bool session_valid;
};
static_assert(offsetof(struct sym_fz_op, sym) == sizeof(struct rte_crypto_op),
	"the library finds it there");

static struct rte_mempool *pool;

/* ---- sessions ---- */

static uint16_t
one_of(struct wdp_fz_in *in, const uint16_t *of, unsigned int n)
{
	uint8_t b = wdp_fz_take(in, 1);

	return b < 0xf0 ? of[b % n] : wdp_fz_take(in, 1);
}

static void
fill_keys(struct wdp_s_spec *p)
{
	unsigned int i;

	for (i = 0; i < sizeof(p->key); i++) {
		p->key[i] = i * 5 + 1;
		p->akey[i] = i * 3 + 2;
	}
}

/* What every algorithm takes, then changes to it. */
static void
spec_make(struct wdp_s_spec *p, uint8_t alg, bool forward)
{
	const struct wdp_s_alg *a = &wdp_s_algs[alg % wdp_s_nb_algs];
	bool xts = a->cipher == RTE_CRYPTO_CIPHER_AES_XTS;
	bool des = a->cipher == RTE_CRYPTO_CIPHER_DES_CBC;
	bool des3 = a->cipher == RTE_CRYPTO_CIPHER_3DES_CBC ||
		a->cipher == RTE_CRYPTO_CIPHER_3DES_ECB;

	memset(p, 0, sizeof(*p));
	p->alg = a;
	p->forward = forward;
	p->iv_off = offsetof(struct sym_fz_op, iv);
	fill_keys(p);
	if (a->kind != WDP_S_AUTH) {
		p->key_len = xts ? 32 : des ? 8 : des3 ? 24 : 16;
		p->iv_len = strstr(a->name, "ecb") != NULL ? 0 : des || des3 ? 8 : 16;
	}
	if (a->kind != WDP_S_CIPHER)
		p->tag_len = a->whole;
	if (a->kind == WDP_S_AEAD || a->mac == WDP_S_REF_GMAC)
		p->iv_len = 12;
	if (a->kind == WDP_S_AEAD)
		p->aad_len = 16;
	if (a->kind == WDP_S_AUTH || a->kind == WDP_S_CHAIN)
		p->akey_len = a->mac == WDP_S_REF_HASH ? 0 : 16;
}

static void
spec_change(struct wdp_s_spec *p, struct wdp_fz_in *in)
{
	static const uint16_t keys[] = {16, 32, 24, 64, 48, 8, 20, 128};
	static const uint16_t tags[] = {16, 4, 8, 12, 20, 32, 10, 64};
	static const uint16_t ivs[] = {12, 16, 7, 13, 8, 0};
	uint8_t what = wdp_fz_take(in, 1);

	if (what & 1)
		p->key_len = one_of(in, keys, RTE_DIM(keys));
	if (what & 2)
		p->tag_len = one_of(in, tags, RTE_DIM(tags));
	if (what & 4)
		p->iv_len = one_of(in, ivs, RTE_DIM(ivs));
	if (what & 8)
		p->aad_len = wdp_fz_take(in, what & 0x10 ? 2 : 1);
	if (what & 0x20)
		p->akey_len = one_of(in, keys, RTE_DIM(keys));
	/* What the algorithm does not have is no matter of the session. */
	if (p->alg->kind == WDP_S_CIPHER)
		p->tag_len = 0;
	if (p->alg->kind != WDP_S_AEAD)
		p->aad_len = 0;
	p->key_len = RTE_MIN(p->key_len, (uint16_t)WDP_S_KEY_MAX_B);
	p->akey_len = RTE_MIN(p->akey_len, (uint16_t)WDP_S_KEY_MAX_B);
}

static struct session *
session_new(struct wdp_fz_dev *d, const struct wdp_s_spec *p)
{
	struct session *s = calloc(1, sizeof(*s));
	struct rte_crypto_sym_xform x[2];

	WDP_FZ_MUST(s != NULL);
	s->spec = *p;
	s->sess = rte_cryptodev_sym_session_create(d->id, wdp_s_xforms(&s->spec, x), pool);
	if (s->sess != NULL)
		return s;
	free(s);
	return NULL;
}

static void
sym_session_free(struct wdp_fz_dev *d, void *session)
{
	struct session *s = session;

	rte_cryptodev_sym_session_free(d->id, s->sess);
	free(s);
}

static void
sym_sessions(struct wdp_fz_dev *d)
{
	static const char *const names[] = {"aes-cbc", "aes-gcm", "hmac-sha256",
		"aes-cbc+hmac-sha1", "aes-xts", "aes-ccm", "aes-ctr"};
	struct wdp_s_spec p;
	unsigned int i;

	if (pool == NULL)
		pool = rte_cryptodev_sym_session_pool_create("fuzz", 2 * WDP_FZ_SESSIONS,
			rte_cryptodev_sym_get_private_session_size(d->id), 0, 0, SOCKET_ID_ANY);
	WDP_FZ_MUST(pool != NULL);
	for (i = 0; i < 2 * RTE_DIM(names); i++) {
		spec_make(&p, wdp_s_alg_find(names[i / 2]) - wdp_s_algs, i % 2 == 0);
		d->sessions[i] = session_new(d, &p);
		WDP_FZ_MUST(d->sessions[i] != NULL);
	}
}

static void
sym_session(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	uint8_t alg = wdp_fz_take(in, 1), slot = wdp_fz_take(in, 1) % WDP_FZ_SESSIONS;
	struct wdp_s_spec p;
	struct session *s;

	spec_make(&p, alg, slot % 2 == 0);
	spec_change(&p, in);
	s = session_new(d, &p);
	if (s == NULL)
		return;
	/* The one before is free to go once nothing uses it. */
	if (d->sessions[slot] != NULL) {
		wdp_fz_drain(d, true);
		sym_session_free(d, d->sessions[slot]);
	}
	d->sessions[slot] = s;
}

/* ---- ops ---- */

static void *
guarded(struct wdp_fz_dev *d, uint32_t len)
{
	uint8_t *p = malloc(len + 2 * TAG_GUARD_B);

	WDP_FZ_MUST(p != NULL);
	memset(p, GUARD_FILL, len + 2 * TAG_GUARD_B);
	WDP_FZ_MUST(wdp_model_dma_map(d->model, (uintptr_t)p, len + 2 * TAG_GUARD_B, -1, 0, p, true,
		true) == 0);
	return p;
}

static void
guarded_free(struct wdp_fz_dev *d, uint8_t *p, uint32_t len)
{
	if (p == NULL)
		return;
	if (d->model != NULL)
		wdp_model_dma_unmap(d->model, (uintptr_t)p, len + 2 * TAG_GUARD_B, false);
	free(p);
}

static void
guards_check(const uint8_t *p, uint32_t len)
{
	uint32_t i;

	for (i = 0; i < TAG_GUARD_B; i++)
		WDP_FZ_MUST(p[i] == GUARD_FILL && p[TAG_GUARD_B + len + i] == GUARD_FILL);
}

/* Which session; what the op is then. */
static void
choose(struct wdp_fz_dev *d, struct sym_fz_op *o, struct wdp_fz_in *in)
{
	uint8_t b = wdp_fz_take(in, 1);
	struct session *s = d->sessions[b % WDP_FZ_SESSIONS];

	if (s == NULL)
		s = d->sessions[b & 1];
	o->spec = s->spec;
	o->session_valid = true;
	o->op.sess_type = RTE_CRYPTO_OP_WITH_SESSION;
	o->sym.session = s->sess;
	if (b < 0xe0)
		return;
	o->op.sess_type = RTE_CRYPTO_OP_SESSIONLESS;
	o->sym.xform = wdp_s_xforms(&o->spec, o->x);
	if (b < 0xf4)
		return;
	o->session_valid = false;
	if (b < 0xf8) {
		o->sym.xform = NULL;
	} else if (b < 0xfc) {
		o->op.sess_type = RTE_CRYPTO_OP_WITH_SESSION;
		o->sym.session = NULL;
	} else {
		o->op.sess_type = wdp_fz_take(in, 1);
		o->sym.session = NULL;
	}
}

/* Offsets and lengths that fit both buffers. */
static void
lengths(struct sym_fz_op *o, struct wdp_fz_in *in)
{
	uint32_t room = o->in_place ? o->src.total : RTE_MIN(o->src.total, o->dst.total);
	const struct wdp_s_alg *a = o->spec.alg;
	uint8_t how = wdp_fz_take(in, 1);

	if (how & 1)
		o->off = wdp_fz_take(in, 2) % (room + 1);
	room -= o->off;
	if (a->kind == WDP_S_CHAIN && (how & 2))
		o->lead = wdp_fz_take(in, 1) % (room + 1);
	o->len = room - o->lead;
	if (how & 4)
		o->len = wdp_fz_take(in, 2) % (o->len + 1);
	o->len -= o->len % a->unit;
	o->valid &= o->len >= a->least && o->len != 0 && o->lead + o->len <= WDP_S_LEN_MAX_B;
	if (a->aead == RTE_CRYPTO_AEAD_AES_CCM)
		o->valid &= o->len <= UINT16_MAX;
}

/* What is done byte by byte here is slow, being watched. */
static void
pattern(uint8_t *p, uint32_t n, uint8_t seed)
{
	static uint8_t made[PATTERN_B];
	uint32_t i, have;

	for (i = 0; made[1] == 0 && i < sizeof(made); i++)
		made[sizeof(made) - 1 - i] = i * 7 + (i >> 8) + 1;
	for (; n != 0; n -= have, p += have) {
		have = RTE_MIN(n, (uint32_t)sizeof(made) - seed);
		memcpy(p, made + seed, have);
	}
}

static void
solve(struct sym_fz_op *o, struct wdp_fz_in *in)
{
	uint32_t all = o->lead + o->len, i;
	uint8_t seed = wdp_fz_take(in, 1);

	o->plain = malloc(all + 1);
	o->coded = malloc(all + 1);
	o->aad_data = malloc(o->spec.aad_len + 1);
	WDP_FZ_MUST(o->plain != NULL && o->coded != NULL && o->aad_data != NULL);
	pattern(o->plain, all, seed);
	memset(o->aad_data, seed ^ 0x5a, o->spec.aad_len + 1);
	for (i = 0; i < sizeof(o->iv); i++)
		o->iv[i] = seed * 3 + i;
	o->solved = all != 0 && wdp_s_ref(&o->spec, o->iv + (o->spec.alg->aead ==
		RTE_CRYPTO_AEAD_AES_CCM), o->aad_data, o->plain, o->lead, o->len, o->coded,
		o->due) == 0;
	if (!o->solved)
		memcpy(o->coded, o->plain, all);
}

/* Source, tag and AAD. */
static void
content(struct wdp_fz_dev *d, struct sym_fz_op *o, struct wdp_fz_in *in)
{
	bool coded = !o->spec.forward && o->spec.alg->kind != WDP_S_AUTH;
	uint32_t head = o->spec.alg->aead == RTE_CRYPTO_AEAD_AES_CCM ? WDP_S_CCM_HEAD_B : 0;
	uint8_t forge = wdp_fz_take(in, 1);

	solve(o, in);
	wdp_fz_chain_copy(&o->src, o->off, coded ? o->coded : o->plain, o->lead + o->len, true);
	if (o->spec.tag_len != 0) {
		o->tag = guarded(d, o->spec.tag_len);
		if (!o->spec.forward)
			memcpy(o->tag + TAG_GUARD_B, o->due, RTE_MIN(o->spec.tag_len,
				(uint16_t)sizeof(o->due)));
		o->forged = !o->spec.forward && forge >= 0xc0;
		if (o->forged)
			o->tag[TAG_GUARD_B + forge % o->spec.tag_len] ^= 1;
	}
	if (o->spec.alg->kind != WDP_S_AEAD)
		return;
	o->aad_room = RTE_ALIGN_CEIL(head + o->spec.aad_len, 16u);
	o->aad = guarded(d, o->aad_room);
	memcpy(o->aad + TAG_GUARD_B + head, o->aad_data, o->spec.aad_len);
}

static void
fields(struct sym_fz_op *o)
{
	struct rte_crypto_sym_op *s = &o->sym;
	uint8_t *tag = o->tag != NULL ? o->tag + TAG_GUARD_B : NULL;

	if (o->spec.alg->kind == WDP_S_AEAD) {
		s->aead.data.offset = o->off;
		s->aead.data.length = o->len;
		s->aead.digest.data = tag;
		s->aead.digest.phys_addr = (uintptr_t)tag;
		s->aead.aad.data = o->aad + TAG_GUARD_B;
		s->aead.aad.phys_addr = (uintptr_t)s->aead.aad.data;
		return;
	}
	s->cipher.data.offset = o->off + o->lead;
	s->cipher.data.length = o->len;
	s->auth.data.offset = o->off;
	s->auth.data.length = o->lead + o->len;
	s->auth.digest.data = tag;
	s->auth.digest.phys_addr = (uintptr_t)tag;
}

/* What no program should ask for. */
static void
odd(struct sym_fz_op *o, uint8_t how, struct wdp_fz_in *in)
{
	if (how < 0xf0)
		return;
	o->valid = false;
	o->solved = false;
	switch (how & 7) {
	case 0:
		o->op.type = wdp_fz_take(in, 1);
		break;
	case 1:
		o->sym.m_src = NULL;
		break;
	case 2:
		memset(&o->sym.auth, 0, sizeof(o->sym.auth));
		break;
	case 3:
		o->sym.cipher.data.length = wdp_fz_take(in, 4);
		break;
	case 4:
		o->sym.cipher.data.offset = wdp_fz_take(in, 4);
		break;
	case 5:
		o->sym.auth.data.length = wdp_fz_take(in, 4);
		break;
	case 6:
		o->sym.auth.data.offset = wdp_fz_take(in, 4);
		break;
	default:
		o->sym.aead.aad.phys_addr = 0;
		break;
	}
}

static void
remember(struct sym_fz_op *o)
{
	const struct wdp_fz_chain *c = o->in_place ? &o->src : &o->dst;

	wdp_fz_chain_note(&o->src);
	if (!o->in_place)
		wdp_fz_chain_note(&o->dst);
	o->before = malloc(c->size + 1);
	WDP_FZ_MUST(o->before != NULL);
	memcpy(o->before, c->mem, c->size);
}

static void *
sym_op(struct wdp_fz_dev *d, struct wdp_fz_in *in)
{
	struct sym_fz_op *o = calloc(1, sizeof(*o));
	uint8_t how = wdp_fz_take(in, 1);

	WDP_FZ_MUST(o != NULL);
	WDP_FZ_MUST(wdp_model_dma_map(d->model, (uintptr_t)o, sizeof(*o), -1, 0, o, true,
		true) == 0);
	o->valid = true;
	o->op.type = RTE_CRYPTO_OP_TYPE_SYMMETRIC;
	o->op.status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	/* Where the driver is not told where the IV is, it copies it. */
	o->op.phys_addr = how & 1 ? (uintptr_t)o : 0;
	choose(d, o, in);
	wdp_fz_chain_make(d->model, &o->src, in);
	o->in_place = o->spec.alg->kind == WDP_S_AUTH || (how & 2);
	if (!o->in_place)
		wdp_fz_chain_make(d->model, &o->dst, in);
	o->sym.m_src = o->src.m;
	o->sym.m_dst = o->in_place ? NULL : o->dst.m;
	lengths(o, in);
	content(d, o, in);
	fields(o);
	o->valid &= wdp_fz_chain_lie(&o->src, in);
	if (!o->in_place)
		o->valid &= wdp_fz_chain_lie(&o->dst, in);
	odd(o, how, in);
	o->valid &= o->session_valid;
	remember(o);
	return o;
}

static void
sym_op_free(struct wdp_fz_dev *d, void *op)
{
	struct sym_fz_op *o = op;

	if (d->model != NULL)
		wdp_model_dma_unmap(d->model, (uintptr_t)o, sizeof(*o), false);
	wdp_fz_chain_free(d->model, &o->src);
	wdp_fz_chain_free(d->model, &o->dst);
	guarded_free(d, o->tag, o->spec.tag_len);
	guarded_free(d, o->aad, o->aad_room);
	free(o->aad_data);
	free(o->before);
	free(o->plain);
	free(o->coded);
	free(o);
}

/* ---- when it comes back ---- */

/* Outside of the bytes [from, to) of its data the chain is as it was. */
static void
outside_check(const struct wdp_fz_chain *c, const uint8_t *before, uint32_t from, uint32_t to)
{
	const uint8_t *at = c->mem;
	uint32_t i, pos = 0;

	for (i = 0; i < c->segs; i++) {
		uint32_t n = c->m[i].data_len, room = c->m[i].buf_len;
		uint32_t head = (room - n) / 2 + (from > pos ? RTE_MIN(from - pos, n) : 0);
		uint32_t tail = (room - n) / 2 + (to > pos ? RTE_MIN(to - pos, n) : 0);

		WDP_FZ_MUST(memcmp(at, before, head) == 0);
		WDP_FZ_MUST(memcmp(at + tail, before + tail, room - tail) == 0);
		at += room;
		before += room;
		pos += n;
	}
}

static void
success_check(const struct wdp_fz_dev *d, const struct sym_fz_op *o)
{
	const struct wdp_fz_chain *c = o->in_place ? &o->src : &o->dst;
	const uint8_t *due = o->spec.forward ? o->coded : o->plain;
	uint8_t *got;

	WDP_FZ_MUST(o->session_valid && o->op.type == RTE_CRYPTO_OP_TYPE_SYMMETRIC);
	WDP_FZ_MUST(o->sym.m_src != NULL);
	if (!d->honest || !o->solved)
		return;
	WDP_FZ_MUST(!o->forged);
	if (o->spec.forward && o->tag != NULL)
		WDP_FZ_MUST(memcmp(o->tag + TAG_GUARD_B, o->due, o->spec.tag_len) == 0);
	if (o->spec.alg->kind == WDP_S_AUTH)
		return;
	got = malloc(o->len + 1);
	WDP_FZ_MUST(got != NULL);
	wdp_fz_chain_copy(c, o->off + o->lead, got, o->len, false);
	WDP_FZ_MUST(memcmp(got, due + o->lead, o->len) == 0);
	free(got);
}

static void
untouched_check(const struct sym_fz_op *o)
{
	bool auth = o->spec.alg->kind == WDP_S_AUTH;
	const struct wdp_fz_chain *c = o->in_place ? &o->src : &o->dst;
	uint32_t from = o->off + o->lead, to = auth ? from : from + o->len;

	WDP_FZ_MUST(wdp_fz_chain_mbufs_same(&o->src));
	if (!o->in_place) {
		WDP_FZ_MUST(wdp_fz_chain_same(&o->src));
		WDP_FZ_MUST(wdp_fz_chain_mbufs_same(&o->dst));
	}
	if (o->solved)
		outside_check(c, o->before, auth ? 0 : from, auth ? 0 : to);
	if (o->tag != NULL)
		guards_check(o->tag, o->spec.tag_len);
	if (o->aad != NULL)
		guards_check(o->aad, o->aad_room);
}

static bool
many_segs(const struct sym_fz_op *o)
{
	return o->src.segs >= WDP_FZ_SEGS_LIST ||
		(!o->in_place && o->dst.segs >= WDP_FZ_SEGS_LIST);
}

static void
sym_check(const struct wdp_fz_dev *d, const void *operation)
{
	const struct sym_fz_op *o = operation;

	untouched_check(o);
	switch (o->op.status) {
	case RTE_CRYPTO_OP_STATUS_SUCCESS:
		success_check(d, o);
		break;
	case RTE_CRYPTO_OP_STATUS_AUTH_FAILED:
		WDP_FZ_MUST(o->forged || !d->honest || !o->solved);
		break;
	case RTE_CRYPTO_OP_STATUS_INVALID_SESSION:
		WDP_FZ_MUST(!o->session_valid || !o->valid);
		break;
	case RTE_CRYPTO_OP_STATUS_INVALID_ARGS:
		WDP_FZ_MUST(!o->valid || many_segs(o));
		break;
	case RTE_CRYPTO_OP_STATUS_ERROR:
		break;
	default:
		WDP_FZ_MUST(!"a status that the driver does not give");
	}
}

/* ---- the rest ---- */

int
wdp_fz_crypto_requeue(uint8_t id, uint32_t depth)
{
	struct rte_cryptodev_qp_conf conf = {.nb_descriptors = depth};
	int ret;

	rte_cryptodev_stop(id);
	ret = rte_cryptodev_queue_pair_setup(id, 0, &conf, SOCKET_ID_ANY);
	rte_cryptodev_start(id);
	return ret;
}

/* One word tells; any other is not to be looked at. */
static void
sym_write_result(uint32_t *dw, struct wdp_fz_in *in)
{
	uint8_t what = wdp_fz_take(in, 1);

	dw[STATUS_DW] = 1;
	if (what & 0x10)
		dw[STATUS_DW] = wdp_fz_take(in, 1);
	if (what & 0x20)
		dw[STATUS_DW] |= (uint32_t)wdp_fz_take(in, 3) << 8;
	if (what & 0x40)
		dw[STATUS_DW] = 0;
	if (what & 0x80)
		dw[wdp_fz_take(in, 1) % 32] = wdp_fz_take(in, 4);
}

const struct wdp_fz_kind wdp_fz_sym = {
	.dev = &wdp_t_load_sym,
	.model = WDP_MODEL_SEC,
	.dev_id = rte_cryptodev_get_dev_id,
	.args = ",experimental=1",
	.sessions = sym_sessions,
	.session = sym_session,
	.session_free = sym_session_free,
	.requeue = wdp_fz_crypto_requeue,
	.op = sym_op,
	.check = sym_check,
	.op_free = sym_op_free,
	.write_result = sym_write_result,
};
