/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "task.h"

#define AAD_ROOM_B UINT16_MAX
#define SEGS_MAX   40u

int
wdp_s_task_room(struct wdp_t *t, struct wdp_s_task *k, uint32_t bytes)
{
	if (k->aad == NULL)
		k->aad = malloc(AAD_ROOM_B);
	if (bytes > k->room || k->plain == NULL) {
		free(k->plain);
		free(k->coded);
		k->room = RTE_MAX(bytes, 1024u);
		k->plain = malloc(k->room);
		k->coded = malloc(k->room);
	}
	WDP_T_CHECK(t, k->aad != NULL && k->plain != NULL && k->coded != NULL, "no memory for "
		"messages of %u bytes", bytes);
	return WDP_T_PASS;
}

void
wdp_s_task_free(struct wdp_s_task *k)
{
	free(k->aad);
	free(k->plain);
	free(k->coded);
	memset(k, 0, sizeof(*k));
}

/* Small sizes often, large ones sometimes. */
static uint32_t
any_len(struct wdp_t *t, const struct wdp_s_alg *a, uint32_t max)
{
	static const uint32_t limits[] = { 40, 100, 400, 400, 2000, 2000, 9000, 70000 };
	uint32_t n = limits[wdp_t_rnd_below(&t->rnd, RTE_DIM(limits))];

	n = 1 + wdp_t_rnd_below(&t->rnd, RTE_MIN(n, max));
	return RTE_MAX((uint32_t)a->least, n / a->unit * a->unit);
}

/* The second generation of the engine has nothing empty; the MACs of AES never have (18, 27). */
static bool
may_be_empty(struct wdp_t *t, const struct wdp_s_task *k)
{
	const struct wdp_s_alg *a = k->spec.alg;

	if (wdp_s(t)->generation < 3)
		return a->aead == RTE_CRYPTO_AEAD_AES_GCM;
	if (a->kind == WDP_S_AEAD)
		return true;
	if (!t->strict)
		return false;
	if (a->kind == WDP_S_CHAIN)
		return a->single != 0 && !k->spec.loose && k->lead != 0;
	return a->kind == WDP_S_AUTH && (a->mac == WDP_S_REF_HASH || a->mac == WDP_S_REF_HMAC);
}

/* Ends of the regions, each at a limit of the other or anywhere. */
static uint32_t
any_place(struct wdp_t *t, const struct wdp_s_task *k)
{
	const uint32_t at[] = { 0, k->lead, k->lead + k->len, wdp_s_task_bytes(k) };
	uint32_t i = wdp_t_rnd_below(&t->rnd, 2 * RTE_DIM(at));

	return i < RTE_DIM(at) ? at[i] : wdp_t_rnd_below(&t->rnd, wdp_s_task_bytes(k) + 1);
}

/* A place for the tag in what is encrypted and not authenticated: before it, or behind. */
static void
any_inside(struct wdp_t *t, struct wdp_s_task *k)
{
	uint32_t end = k->lead + k->len, a_end = k->a_from + k->a_len, n = k->spec.tag_len;

	k->inside = false;
	if (!k->spec.plain_mac || wdp_s_task_bytes(k) > 9000 || wdp_t_rnd_below(&t->rnd, 2) == 0)
		return;
	if (end >= RTE_MAX(a_end, k->lead) + n)
		k->tag_in = end - n - wdp_t_rnd_below(&t->rnd,
			end - n - RTE_MAX(a_end, k->lead) + 1);
	else if (k->lead + n <= RTE_MIN(k->a_from, end))
		k->tag_in = k->lead + wdp_t_rnd_below(&t->rnd,
			RTE_MIN(k->a_from, end) - n - k->lead + 1);
	else
		return;
	k->inside = true;
}

/* What is authenticated: in front of what is encrypted, in it, around it, across, behind. */
static void
any_regions(struct wdp_t *t, struct wdp_s_task *k)
{
	bool empty = wdp_s(t)->generation >= 3 && (k->spec.alg->mac == WDP_S_REF_HASH ||
		k->spec.alg->mac == WDP_S_REF_HMAC);
	uint32_t from, to;

	k->tail = wdp_t_rnd_below(&t->rnd, wdp_t_rnd_below(&t->rnd, 8) != 0 ? 80 : 1200);
	do {
		from = any_place(t, k);
		to = any_place(t, k);
	} while (from == to && !(empty && wdp_t_rnd_below(&t->rnd, 8) == 0));
	k->a_from = RTE_MIN(from, to);
	k->a_len = RTE_MAX(from, to) - k->a_from;
	any_inside(t, k);
}

int
wdp_s_task_random(struct wdp_t *t, struct wdp_s_task *k, uint32_t max)
{
	const struct wdp_s_spec *p = &k->spec;

	if (p->alg->aead == RTE_CRYPTO_AEAD_AES_CCM && p->iv_len == 13)
		max = RTE_MIN(max, (uint32_t)UINT16_MAX);
	k->len = any_len(t, p->alg, max);
	k->lead = 0;
	if (p->alg->kind == WDP_S_CHAIN && wdp_t_rnd_below(&t->rnd, 4) != 0)
		k->lead = wdp_t_rnd_below(&t->rnd, wdp_t_rnd_below(&t->rnd, 8) != 0 ? 64 : 1200);
	if (may_be_empty(t, k) && wdp_t_rnd_below(&t->rnd, 32) == 0)
		k->len = 0;
	k->inside = false;
	if (p->loose)
		any_regions(t, k);
	return wdp_s_task_refill(t, k);
}

int
wdp_s_task_refill(struct wdp_t *t, struct wdp_s_task *k)
{
	const struct wdp_s_spec *p = &k->spec;
	uint32_t bytes = wdp_s_task_bytes(k);

	WDP_T_TRY(wdp_s_task_room(t, k, bytes));
	wdp_t_data(t, WDP_T_RANDOM, k->iv, sizeof(k->iv));
	/* a counter that carries far */
	if (wdp_t_rnd_below(&t->rnd, 8) == 0 && !wdp_s_peer_counts_short(wdp_s(t)))
		memset(k->iv + 4, 0xff, sizeof(k->iv) - 4);
	wdp_t_data(t, WDP_T_RANDOM, k->plain, bytes);
	wdp_t_data(t, WDP_T_RANDOM, k->aad, p->aad_len);
	k->spoil = !p->forward && p->tag_len != 0 && wdp_t_rnd_below(&t->rnd, 10) == 0;
	return wdp_s_task_solve(t, k);
}

static int
solve_mac(struct wdp_s_task *k, const uint8_t *msg)
{
	return wdp_s_ref_mac(&k->spec, k->iv, msg + k->a_from, k->a_len, k->tag);
}

/* A chain by its parts. A tag that is encrypted as well is part of the plain text. */
static int
solve_loose(struct wdp_t *t, struct wdp_s_task *k)
{
	const struct wdp_s_spec *p = &k->spec;
	int ret = p->plain_mac ? solve_mac(k, k->plain) : 0;

	if (k->inside)
		memcpy(k->plain + k->tag_in, k->tag, p->tag_len);
	if (k->inside && k->spoil)
		k->plain[k->tag_in + wdp_t_rnd_below(&t->rnd, p->tag_len)] ^=
			1u << wdp_t_rnd_below(&t->rnd, 8);
	memcpy(k->coded, k->plain, wdp_s_task_bytes(k));
	if (ret == 0)
		ret = wdp_s_ref_cipher(p, k->iv, k->plain + k->lead, k->len, k->coded + k->lead);
	return ret == 0 && !p->plain_mac ? solve_mac(k, k->coded) : ret;
}

int
wdp_s_task_solve(struct wdp_t *t, struct wdp_s_task *k)
{
	int ret = k->spec.loose ? solve_loose(t, k) :
		wdp_s_ref(&k->spec, k->iv, k->aad, k->plain, k->lead, k->len, k->coded, k->tag);

	WDP_T_CHECK(t, ret == 0, "OpenSSL cannot do %s, %u bytes: %d", wdp_s_spec_text(&k->spec),
		k->len, ret);
	return WDP_T_PASS;
}

static void
any_shape(struct wdp_t *t, struct wdp_t_shape *s, uint32_t off)
{
	memset(s, 0, sizeof(*s));
	s->off = off;
	if (wdp_t_rnd_below(&t->rnd, 2) == 0)
		return;
	s->split = WDP_T_EVEN + wdp_t_rnd_below(&t->rnd, WDP_T_ONES - WDP_T_EVEN + 1);
	s->segs = 1 + wdp_t_rnd_below(&t->rnd, wdp_t_rnd_below(&t->rnd, 2) != 0 ? 5 : SEGS_MAX);
	s->slack = wdp_t_rnd_below(&t->rnd, 3) == 0 ? wdp_t_rnd_below(&t->rnd, 200) : 0;
}

/* The chain the tag is in, when it is in one: the result's when made, the source's when given. */
static bool
tag_in_dst(const struct wdp_s_task *k)
{
	return k->lay.oop && k->spec.forward;
}

static bool
in_pieces(const struct wdp_s_task *k, bool dst)
{
	const struct wdp_t_shape *s = dst ? &k->lay.dst : &k->lay.src;

	return s->split != WDP_T_FLAT || (k->spec.tag_len != 0 && k->lay.tag_at == WDP_S_APART &&
		tag_in_dst(k) == dst);
}

bool
wdp_s_layout_offered(const struct wdp_s *s, const struct wdp_s_task *k)
{
	static const uint64_t flags[2][2] = { /* source, destination in pieces */
		{ RTE_CRYPTODEV_FF_OOP_LB_IN_LB_OUT, RTE_CRYPTODEV_FF_OOP_LB_IN_SGL_OUT },
		{ RTE_CRYPTODEV_FF_OOP_SGL_IN_LB_OUT, RTE_CRYPTODEV_FF_OOP_SGL_IN_SGL_OUT },
	};

	if (wdp_s_peer_flaw(s, k) != NULL)
		return false;
	if (k->inside)
		return !k->lay.oop && k->lay.tag_at == WDP_S_INSIDE &&
			k->lay.src.split == WDP_T_FLAT;
	/* what is encrypted behind what is authenticated might hold the digest */
	if (k->lay.oop && k->spec.plain_mac && k->a_from + k->a_len < k->lead + k->len)
		return false;
	if (k->lay.sessionless && !wdp_s_has(s, RTE_CRYPTODEV_FF_SYM_SESSIONLESS))
		return false;
	if (k->lay.oop)
		return k->spec.alg->kind != WDP_S_AUTH &&
			wdp_s_has(s, flags[in_pieces(k, false)][in_pieces(k, true)]);
	return !in_pieces(k, false) || wdp_s_has(s, RTE_CRYPTODEV_FF_IN_PLACE_SGL);
}

void
wdp_s_layout_random(struct wdp_s *s, struct wdp_s_task *k)
{
	uint32_t bytes = wdp_s_task_bytes(k), off, i;
	struct wdp_t *t = &s->t;

	for (i = 0; i < 20; i++) {
		off = wdp_t_rnd_below(&t->rnd, 2) != 0 ? wdp_t_rnd_below(&t->rnd, 200) : 0;
		any_shape(t, &k->lay.src, off);
		any_shape(t, &k->lay.dst, off);
		k->lay.oop = wdp_t_rnd_below(&t->rnd, 2) != 0;
		k->lay.sessionless = wdp_t_rnd_below(&t->rnd, 8) == 0;
		k->lay.tag_at = wdp_t_rnd_below(&t->rnd, WDP_S_PLACES);
		if (k->inside) {
			k->lay.oop = false;
			k->lay.tag_at = WDP_S_INSIDE;
			k->lay.src.split = WDP_T_FLAT;
		}
		k->lay.aad_front = k->spec.alg->kind == WDP_S_AEAD &&
			k->spec.alg->aead != RTE_CRYPTO_AEAD_AES_CCM &&
			k->lay.src.split == WDP_T_FLAT && k->spec.aad_len <= off;
		if (wdp_s_layout_offered(s, k))
			break;
	}
	if (i == 20) {
		memset(&k->lay, 0, sizeof(k->lay));
		k->lay.tag_at = k->inside ? WDP_S_INSIDE : WDP_S_BEHIND;
	}
	/* what one segment cannot hold */
	if (bytes + k->lay.src.off + WDP_S_TAG_MAX_B > WDP_T_SEG_MAX_B) {
		if (k->lay.src.split == WDP_T_FLAT)
			k->lay.src.split = WDP_T_AUTO;
		if (k->lay.dst.split == WDP_T_FLAT)
			k->lay.dst.split = WDP_T_AUTO;
	}
}

/* ---- building ---- */

static int
make_chains(struct wdp_t *t, struct wdp_s_task *k)
{
	bool in_chain = k->spec.tag_len != 0 && k->lay.tag_at <= WDP_S_APART;
	struct wdp_t_shape src = k->lay.src, dst = k->lay.dst;
	struct wdp_t_shape *with_tag = tag_in_dst(k) ? &dst : &src;
	uint32_t bytes = wdp_s_task_bytes(k);

	dst.off = src.off;
	if (in_chain) {
		with_tag->tail = k->spec.tag_len;
		with_tag->apart = k->lay.tag_at == WDP_S_APART;
	}
	k->dst = NULL;
	k->src = wdp_t_chain_shape(t, &src, bytes);
	if (k->src == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(k->src, src.off, k->spec.forward || k->spec.alg->kind == WDP_S_AUTH ?
		k->plain : k->coded, bytes);
	if (!k->lay.oop)
		return WDP_T_PASS;
	k->dst = wdp_t_chain_shape(t, &dst, bytes);
	return k->dst == NULL ? WDP_T_FAIL : WDP_T_PASS;
}

/* A piece of memory of its own: one segment. */
static struct wdp_t_chain *
piece_new(struct wdp_t *t, uint32_t bytes)
{
	return wdp_t_chain_new(t, &bytes, 1);
}

static int
place_tag(struct wdp_t *t, struct wdp_s_task *k, rte_iova_t *iova)
{
	const struct wdp_t_chain *c = tag_in_dst(k) ? k->dst : k->src;
	uint32_t at;

	k->tag_mbuf = NULL;
	k->tag_data = NULL;
	*iova = 0;
	if (k->spec.tag_len == 0)
		return WDP_T_PASS;
	switch (k->lay.tag_at) {
	case WDP_S_MBUF:
		k->tag_mbuf = piece_new(t, k->spec.tag_len);
		if (k->tag_mbuf == NULL)
			return WDP_T_FAIL;
		k->tag_data = wdp_t_chain_at(k->tag_mbuf, 0, iova);
		break;
	case WDP_S_OPMEM:
		at = WDP_S_OPMEM_ZONE_B + wdp_t_rnd_below(&t->rnd, WDP_S_OPMEM_SHIFT_B);
		k->tag_data = wdp_s_opmem(k->op)->tag + at;
		*iova = rte_crypto_op_ctophys_offset(k->op, WDP_S_OPMEM_OFF +
			offsetof(struct wdp_s_opmem, tag) + at);
		break;
	case WDP_S_INSIDE:
		/* verified where it is decrypted to, generated over anything */
		k->tag_data = wdp_t_chain_at(c, k->lay.src.off + k->tag_in, iova);
		if (k->spec.forward)
			memset(k->tag_data, 0xee, k->spec.tag_len);
		return WDP_T_PASS;
	default:
		k->tag_data = wdp_t_chain_at(c, c->total - k->spec.tag_len, iova);
		break;
	}
	WDP_T_CHECK(t, k->tag_data != NULL, "no place for the tag");
	if (!k->spec.forward) {
		memcpy(k->tag_data, k->tag, k->spec.tag_len);
		if (k->spoil)
			k->tag_data[wdp_t_rnd_below(&t->rnd, k->spec.tag_len)] ^=
				1u << wdp_t_rnd_below(&t->rnd, 8);
	}
	return WDP_T_PASS;
}

static uint32_t
aad_head(const struct wdp_s_task *k)
{
	return k->spec.alg->aead == RTE_CRYPTO_AEAD_AES_CCM ? WDP_S_CCM_HEAD_B : 0;
}

/* Bytes of memory the AAD's pointer must have behind it: CCM's driver fills up to a block. */
static uint32_t
aad_room(const struct wdp_s_task *k)
{
	uint32_t n = aad_head(k) + k->spec.aad_len;

	return aad_head(k) != 0 ? RTE_ALIGN_CEIL(n, 16u) : n;
}

static int
place_aad(struct wdp_t *t, struct wdp_s_task *k)
{
	struct rte_crypto_sym_op *o = k->op->sym;
	uint32_t at = k->lay.src.off - k->spec.aad_len;

	k->aad_mbuf = NULL;
	o->aead.aad.data = NULL;
	o->aead.aad.phys_addr = 0;
	if (aad_room(k) == 0)
		return WDP_T_PASS;
	if (k->lay.aad_front) {
		wdp_t_chain_write(k->src, at, k->aad, k->spec.aad_len);
		o->aead.aad.data = wdp_t_chain_at(k->src, at, &o->aead.aad.phys_addr);
		return WDP_T_PASS;
	}
	k->aad_mbuf = piece_new(t, aad_room(k));
	if (k->aad_mbuf == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(k->aad_mbuf, aad_head(k), k->aad, k->spec.aad_len);
	o->aead.aad.data = wdp_t_chain_at(k->aad_mbuf, 0, &o->aead.aad.phys_addr);
	return WDP_T_PASS;
}

static void
fill_data(struct wdp_s_task *k, rte_iova_t tag_iova)
{
	struct rte_crypto_sym_op *o = k->op->sym;
	uint32_t off = k->lay.src.off;

	if (k->spec.alg->kind == WDP_S_AEAD) {
		o->aead.data.offset = off;
		o->aead.data.length = k->len;
		o->aead.digest.data = k->tag_data;
		o->aead.digest.phys_addr = tag_iova;
		return;
	}
	if (k->spec.alg->kind != WDP_S_AUTH) {
		o->cipher.data.offset = off + k->lead;
		o->cipher.data.length = k->len;
	}
	if (k->spec.alg->kind != WDP_S_CIPHER) {
		o->auth.data.offset = off + wdp_s_task_a_from(k);
		o->auth.data.length = wdp_s_task_a_len(k);
		o->auth.digest.data = k->tag_data;
		o->auth.digest.phys_addr = tag_iova;
	}
}

static uint8_t
iv_zone(uint32_t i)
{
	return (uint8_t)(0x5a ^ (i * 7));
}

static void
fill_opmem(struct wdp_s_task *k)
{
	struct wdp_s_opmem *m = wdp_s_opmem(k->op);
	uint32_t i, ccm = k->spec.alg->aead == RTE_CRYPTO_AEAD_AES_CCM;

	m->task = k;
	for (i = 0; i < sizeof(m->iv); i++)
		m->iv[i] = iv_zone(i);
	for (i = 0; i < sizeof(m->tag); i++)
		m->tag[i] = iv_zone(i);
	memcpy((uint8_t *)k->op + k->spec.iv_off + ccm, k->iv, k->spec.iv_len);
}

int
wdp_s_task_op(struct wdp_t *t, struct wdp_s_task *k)
{
	rte_iova_t tag_iova;

	WDP_T_TRY(make_chains(t, k));
	k->op = wdp_s_op_new(wdp_s(t));
	if (k->op == NULL)
		return WDP_T_FAIL;
	k->busy = true;
	fill_opmem(k);
	k->op->sym->m_src = k->src->m;
	k->op->sym->m_dst = k->dst == NULL ? NULL : k->dst->m;
	WDP_T_TRY(place_tag(t, k, &tag_iova));
	if (k->spec.alg->kind == WDP_S_AEAD)
		WDP_T_TRY(place_aad(t, k));
	fill_data(k, tag_iova);
	if (k->lay.sessionless || k->sess == NULL) {
		k->op->sess_type = RTE_CRYPTO_OP_SESSIONLESS;
		k->op->sym->xform = wdp_s_xforms(&k->spec, k->x);
	} else {
		rte_crypto_op_attach_sym_session(k->op, k->sess);
	}
	k->sym = *k->op->sym;
	k->src_sum = wdp_t_chain_sum(k->src);
	return WDP_T_PASS;
}

/* ---- checking ---- */

static int
check_status(struct wdp_t *t, struct wdp_s_task *k)
{
	uint8_t due = k->spoil ? RTE_CRYPTO_OP_STATUS_AUTH_FAILED : RTE_CRYPTO_OP_STATUS_SUCCESS;

	/* the software drivers put their own session in place of the xforms, and then NULL */
	if (!t->strict && k->op->sess_type == RTE_CRYPTO_OP_SESSIONLESS)
		k->op->sym->xform = k->sym.xform;

	WDP_T_CHECK(t, k->op->status == due, "status %s, not %s",
		wdp_t_crypto_status(k->op->status), wdp_t_crypto_status(due));
	WDP_T_CHECK(t, memcmp(&k->sym, k->op->sym, sizeof(k->sym)) == 0,
		"the driver changed an input field of the op");
	return WDP_T_PASS;
}

static int
same(struct wdp_t *t, const uint8_t *got, const uint8_t *due, uint32_t n, const char *what)
{
	uint32_t i;

	if (memcmp(got, due, n) == 0)
		return WDP_T_PASS;
	for (i = 0; got[i] == due[i]; i++)
		;
	return WDP_T_FAILF(t, "%s: byte %u of %u is 0x%02x, not 0x%02x", what, i, n, got[i],
		due[i]);
}

/* IV and red zones of the op's own memory. */
static int
check_opmem(struct wdp_t *t, const struct wdp_s_task *k)
{
	const struct wdp_s_opmem *m = wdp_s_opmem(k->op);
	bool ccm = k->spec.alg->aead == RTE_CRYPTO_AEAD_AES_CCM;
	const uint8_t *iv = (const uint8_t *)k->op + k->spec.iv_off;
	uint32_t n = ccm ? WDP_S_IV_MAX_B : k->spec.iv_len, i;

	WDP_T_TRY(same(t, iv + ccm, k->iv, k->spec.iv_len, "the op's IV"));
	for (i = 0; i < sizeof(m->iv); i++)
		WDP_T_CHECK(t, m->iv[i] == iv_zone(i) || (m->iv + i >= iv && m->iv + i < iv + n),
			"byte %td from the start of the op's IV was overwritten", m->iv + i - iv);
	for (i = 0; i < sizeof(m->tag); i++)
		WDP_T_CHECK(t, m->tag[i] == iv_zone(i) || (k->tag_data >= m->tag &&
			m->tag + i >= k->tag_data && m->tag + i < k->tag_data + k->spec.tag_len),
			"byte %td from the start of the tag's memory was overwritten",
			k->tag_data == NULL ? (ptrdiff_t)i : m->tag + i - k->tag_data);
	return WDP_T_PASS;
}

static int
check_tag(struct wdp_t *t, struct wdp_s_task *k)
{
	const struct wdp_t_chain *c = tag_in_dst(k) ? k->dst : k->src;

	/* inside it is part of the result */
	if (k->spec.tag_len == 0 || k->lay.tag_at == WDP_S_INSIDE)
		return WDP_T_PASS;
	if (k->spec.forward)
		WDP_T_TRY(same(t, k->tag_data, k->tag, k->spec.tag_len, "tag"));
	else
		WDP_T_CHECK(t, (memcmp(k->tag_data, k->tag, k->spec.tag_len) == 0) == !k->spoil,
			"the tag to be compared was changed");
	if (k->tag_mbuf != NULL) {
		wdp_t_chain_repaint(k->tag_mbuf, 0, k->spec.tag_len);
		if (wdp_t_chain_check(t, k->tag_mbuf, 0, 0) != WDP_T_PASS)
			return wdp_t_within(t, "around the tag");
	} else if (k->lay.tag_at <= WDP_S_APART && (k->spec.forward || !k->lay.oop)) {
		/* what is given with a source that must stay belongs to its checksum */
		if (k->spec.forward || k->spec.alg->kind != WDP_S_AUTH)
			wdp_t_chain_repaint(c, c->total - k->spec.tag_len, k->spec.tag_len);
	}
	return WDP_T_PASS;
}

static int
check_aad(struct wdp_t *t, struct wdp_s_task *k)
{
	const uint8_t *aad = k->sym.aead.aad.data;

	if (k->spec.alg->kind != WDP_S_AEAD || aad == NULL)
		return WDP_T_PASS;
	WDP_T_TRY(same(t, aad + aad_head(k), k->aad, k->spec.aad_len, "AAD"));
	if (k->aad_mbuf == NULL) {
		if (!k->lay.oop)
			wdp_t_chain_repaint(k->src, k->lay.src.off - k->spec.aad_len,
				k->spec.aad_len);
		return WDP_T_PASS;
	}
	wdp_t_chain_repaint(k->aad_mbuf, 0, aad_room(k));
	if (wdp_t_chain_check(t, k->aad_mbuf, 0, 0) != WDP_T_PASS)
		return wdp_t_within(t, "around the AAD");
	return WDP_T_PASS;
}

/* The destination has room for what is not encrypted: copied there, or left alone. */
static int
check_rest(struct wdp_t *t, struct wdp_s_task *k, const struct wdp_t_chain *out, uint32_t from,
	uint32_t n, uint8_t *buf)
{
	uint32_t off = k->lay.src.off + from;

	wdp_t_chain_read(out, off, buf, n);
	if (memcmp(buf, k->plain + from, n) == 0)
		wdp_t_chain_repaint(out, off, n);
	else
		WDP_T_CHECK(t, k->lay.oop, "the driver changed what is not to be encrypted");
	return WDP_T_PASS;
}

static int
check_result(struct wdp_t *t, struct wdp_s_task *k)
{
	const struct wdp_t_chain *out = k->dst != NULL ? k->dst : k->src;
	const uint8_t *due = k->spec.forward ? k->coded : k->plain;
	uint32_t off = k->lay.src.off;
	uint8_t *buf;
	int ret;

	if (k->lay.oop || k->spec.alg->kind == WDP_S_AUTH)
		WDP_T_CHECK(t, wdp_t_chain_sum(k->src) == k->src_sum, "the source was written to");
	if (k->spec.alg->kind == WDP_S_AUTH)
		return WDP_T_PASS;
	buf = malloc(wdp_s_task_bytes(k) + 1);
	WDP_T_CHECK(t, buf != NULL, "no memory");
	ret = check_rest(t, k, out, 0, k->lead, buf);
	if (ret == WDP_T_PASS && k->spec.loose)
		ret = check_rest(t, k, out, k->lead + k->len, k->tail, buf);
	if (ret == WDP_T_PASS && !k->spoil) {
		wdp_t_chain_read(out, off + k->lead, buf, k->len);
		ret = same(t, buf, due + k->lead, k->len, "result");
	}
	free(buf);
	WDP_T_TRY(ret);
	if (wdp_t_chain_check(t, out, off + k->lead, k->len) != WDP_T_PASS)
		return wdp_t_within(t, "outside the destination");
	return WDP_T_PASS;
}

static int
check_all(struct wdp_t *t, struct wdp_s_task *k)
{
	WDP_T_TRY(check_status(t, k));
	WDP_T_TRY(check_opmem(t, k));
	WDP_T_TRY(check_tag(t, k));
	WDP_T_TRY(check_aad(t, k));
	return check_result(t, k);
}

const char *
wdp_s_task_text(const struct wdp_s_task *k)
{
	static const char *const places[] = { "behind", "in a segment", "in an mbuf", "in the op",
		"inside" };
	static char text[400];

	snprintf(text, sizeof(text), "%s%s, %u+%u+%u bytes at %u, MAC of %u+%u, %s, %u%s%u segments, "
		"tag %s%s", wdp_s_spec_text(&k->spec), k->lay.sessionless ? ", session-less" : "",
		k->lead, k->len, k->spec.loose ? k->tail : 0, k->lay.src.off,
		wdp_s_task_a_from(k), wdp_s_task_a_len(k), k->lay.oop ? "out of place" : "in place",
		k->src != NULL ? k->src->segs : 0, k->lay.oop ? " to " : "+",
		k->dst != NULL ? k->dst->segs : 0,
		k->spec.tag_len != 0 ? places[k->lay.tag_at] : "none",
		k->spoil ? " (wrong)" : "");
	return text;
}

int
wdp_s_task_check(struct wdp_t *t, struct wdp_s_task *k)
{
	int ret = check_all(t, k);

	if (ret != WDP_T_PASS)
		wdp_t_within(t, "%s", wdp_s_task_text(k));
	wdp_s_task_drop(t, k);
	return ret;
}

void
wdp_s_task_drop(struct wdp_t *t, struct wdp_s_task *k)
{
	struct wdp_t_chain **const chains[] = { &k->src, &k->dst, &k->aad_mbuf, &k->tag_mbuf };
	uint32_t i;

	for (i = 0; i < RTE_DIM(chains); i++) {
		if (*chains[i] != NULL)
			wdp_t_chain_free(t, *chains[i]);
		*chains[i] = NULL;
	}
	if (k->op != NULL)
		wdp_s_op_free(wdp_s(t), k->op);
	k->op = NULL;
	k->busy = false;
}

struct wdp_s_task *
wdp_s_task_of(struct rte_crypto_op *op)
{
	return wdp_s_opmem(op)->task;
}

int
wdp_s_task_run(struct wdp_t *t, struct wdp_s_task *k)
{
	WDP_T_TRY(wdp_s_task_op(t, k));
	if (wdp_t_crypto_enqueue_one(t, k->qp, k->op) != WDP_T_PASS)
		return wdp_t_within(t, "%s", wdp_s_task_text(k));
	WDP_T_TRY(wdp_t_crypto_dequeue_one(t, k->qp, k->op));
	return wdp_s_task_check(t, k);
}
