/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Small tasks that can be sent any number of times, since they are out of place: for rings
 * and queue pairs.
 */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "small.h"

static const struct {
	const char *alg;
	bool forward;
	bool plain_mac;
} kinds[WDP_S_SMALL_ALL] = {
	[WDP_S_SMALL_ENC] = { "aes-cbc", true, false },
	[WDP_S_SMALL_DEC] = { "aes-cbc", false, false },
	[WDP_S_SMALL_OPEN] = { "aes-gcm", false, false },
	[WDP_S_SMALL_MAC] = { "hmac-sha256", true, false },
	[WDP_S_SMALL_TWO] = { "aes-cbc+md5", false, false },
	[WDP_S_SMALL_PLAIN] = { "aes-cbc+hmac-sha1", true, true },
};

int
wdp_s_small_begin(struct wdp_t *t, uint32_t set)
{
	struct wdp_s *s = wdp_s(t);
	uint32_t i;
	int err;

	for (i = 0; i < WDP_S_SMALL_ALL; i++) {
		struct wdp_s_spec *p = &s->small_spec[i];

		if ((set & 1u << i) == 0)
			continue;
		if (!wdp_s_spec_random(s, wdp_s_alg_find(kinds[i].alg), p))
			return wdp_t_skip(t, "the device does not offer %s", kinds[i].alg);
		p->forward = kinds[i].forward;
		p->plain_mac = p->loose = kinds[i].plain_mac;
		p->iv_off = wdp_s_iv_off();
		p->aad_len = RTE_MIN(p->aad_len, 20u);
		s->small_sess[i] = wdp_s_session(s, p, &err);
		WDP_T_CHECK(t, s->small_sess[i] != NULL, "session: %d", err);
	}
	return WDP_T_PASS;
}

struct wdp_s_small *
wdp_s_small_new(struct wdp_t *t, enum wdp_s_small_kind kind, uint32_t id, uint32_t len,
	const struct wdp_t_shape *shape)
{
	struct wdp_s_small *m = calloc(1, sizeof(*m));
	struct wdp_s *s = wdp_s(t);
	struct wdp_s_task *k;

	if (m == NULL) {
		wdp_t_fail(t, __FILE__, __LINE__, "no memory");
		return NULL;
	}
	m->next = s->smalls;
	s->smalls = m;
	m->mark.id = id;
	k = &m->k;
	k->spec = s->small_spec[kind];
	k->sess = s->small_sess[kind];
	k->len = len;
	k->a_len = len;
	k->lay.oop = k->spec.alg->kind != WDP_S_AUTH;
	k->lay.tag_at = WDP_S_OPMEM;
	if (shape != NULL) {
		k->lay.src = *shape;
		k->lay.dst = *shape;
	}
	if (wdp_s_task_room(t, k, len) != WDP_T_PASS)
		return NULL;
	wdp_t_data(t, WDP_T_RANDOM, k->iv, sizeof(k->iv));
	wdp_t_data(t, WDP_T_RANDOM, k->plain, len);
	wdp_t_data(t, WDP_T_RANDOM, k->aad, k->spec.aad_len);
	if (wdp_s_task_solve(t, k) != WDP_T_PASS || wdp_s_task_op(t, k) != WDP_T_PASS)
		return NULL;
	return m;
}

struct wdp_s_small *
wdp_s_small_of(struct rte_crypto_op *op)
{
	return container_of(wdp_s_task_of(op), struct wdp_s_small, k);
}

void
wdp_s_small_poison(struct wdp_s_small *m)
{
	m->k.op->status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	if (m->k.dst != NULL)
		wdp_t_chain_repaint(m->k.dst, 0, m->k.len);
	if (m->k.spec.tag_len != 0 && m->k.spec.forward)
		memset(m->k.tag_data, 0, m->k.spec.tag_len);
}

int
wdp_s_small_check(struct wdp_t *t, struct wdp_s_small *m)
{
	const struct wdp_s_task *k = &m->k;
	uint8_t *out = k->dst == NULL ? NULL : malloc(k->len);
	bool same = true;

	if (out != NULL) {
		wdp_t_chain_read(k->dst, 0, out, k->len);
		same = memcmp(out, k->spec.forward ? k->coded : k->plain, k->len) == 0;
	}
	free(out);
	WDP_T_CHECK(t, k->op->status == RTE_CRYPTO_OP_STATUS_SUCCESS, "op %u: %s", m->mark.id,
		wdp_t_crypto_status(k->op->status));
	WDP_T_CHECK(t, same, "op %u: wrong bytes", m->mark.id);
	WDP_T_CHECK(t, k->spec.tag_len == 0 ||
		memcmp(k->tag_data, k->tag, k->spec.tag_len) == 0, "op %u: wrong tag", m->mark.id);
	return WDP_T_PASS;
}

void
wdp_s_small_free_all(struct wdp_s *s)
{
	struct wdp_s_small *m;

	while (s->smalls != NULL) {
		m = s->smalls;
		s->smalls = m->next;
		/* ops and chains are the context's */
		wdp_s_task_free(&m->k);
		free(m);
	}
}
