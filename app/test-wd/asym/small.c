/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <rte_common.h>

#include "small.h"

/* Small sizes: it is about rings. Modular ones first. */
static const struct {
	enum rte_crypto_asym_xform_type type;
	enum wdp_a_kind kind;
	uint32_t size; /* bits, or the place of the curve */
} kinds[] = {
	{ RTE_CRYPTO_ASYM_XFORM_MODEX, WDP_A_MODEX, 512 },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, WDP_A_ENCRYPT, 1024 },
	{ RTE_CRYPTO_ASYM_XFORM_RSA, WDP_A_SIGN, 1024 },
	{ RTE_CRYPTO_ASYM_XFORM_DH, WDP_A_SECRET, 768 },
	{ RTE_CRYPTO_ASYM_XFORM_DH, WDP_A_PUBLIC, 768 },
	{ RTE_CRYPTO_ASYM_XFORM_ECPM, WDP_A_MUL, 2 },
	{ RTE_CRYPTO_ASYM_XFORM_ECFPM, WDP_A_MUL, 2 },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_SECRET, 2 },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, WDP_A_PUBLIC, 2 },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, WDP_A_SIGN, 2 },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, WDP_A_VERIFY, 2 },
};
#define MODEX_KIND 0
#define CURVE_KIND 5

/* Of the case that runs; ops are made on one lcore. */
static struct {
	uint32_t nb;
	uint8_t kind[RTE_DIM(kinds)];
	struct wdp_a_key *key[RTE_DIM(kinds)];
	void *sess[RTE_DIM(kinds)];
} use;

static int
key_make(struct wdp_t *t, struct wdp_a_key *key, uint32_t i)
{
	switch (kinds[i].type) {
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		wdp_a_key_modex(t, key, kinds[i].size / 8);
		return WDP_T_PASS;
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		return wdp_a_key_rsa(t, key, kinds[i].size, 65537, true);
	case RTE_CRYPTO_ASYM_XFORM_DH:
		WDP_T_CHECK(t, wdp_a_key_dh(key, kinds[i].size, false, 2), "no prime");
		return WDP_T_PASS;
	default:
		return wdp_a_key_ec(t, key, kinds[i].type, &wdp_a_curves[kinds[i].size]);
	}
}

int
wdp_a_small_begin(struct wdp_t *t, enum wdp_a_mix mix)
{
	struct wdp_a *s = wdp_a(t);
	struct wdp_a_key *key;
	uint32_t i;
	int err;

	use.nb = 0;
	for (i = 0; i < RTE_DIM(kinds); i++) {
		if ((mix == WDP_A_MIX_MOD && i != MODEX_KIND) ||
				(mix == WDP_A_MIX_CURVE && i != CURVE_KIND) ||
				!wdp_a_offered(s, kinds[i].type))
			continue;
		key = wdp_a_key_new(s);
		if (key == NULL)
			return WDP_T_FAIL;
		WDP_T_TRY(key_make(t, key, i));
		use.kind[use.nb] = i;
		use.key[use.nb] = key;
		use.sess[use.nb] = wdp_a_key_session(s, key, &err);
		WDP_T_CHECK(t, use.sess[use.nb] != NULL, "session: %d", err);
		use.nb++;
	}
	return use.nb != 0 ? WDP_T_PASS : wdp_t_skip(t, "the device does not offer it");
}

void *
wdp_a_small_new(struct wdp_t *t, enum wdp_a_mix mix, uint32_t id)
{
	bool any = mix == WDP_A_MIX_RANDOM;
	uint32_t i = any ? wdp_t_rnd_below(&t->rnd, use.nb) : id % use.nb;
	void *sess = any && wdp_t_rnd_below(&t->rnd, 4) == 0 ? NULL : use.sess[i];
	enum wdp_a_kind kind = kinds[use.kind[i]].kind;
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), use.key[i], sess, kind);

	if (k == NULL)
		return NULL;
	do {
		wdp_a_task_init(k, use.key[i], sess, kind);
		if (wdp_a_task_random(t, k) != WDP_T_PASS)
			return NULL;
	} while (k->due != RTE_CRYPTO_OP_STATUS_SUCCESS);
	if (wdp_a_task_op(t, k) != WDP_T_PASS)
		return NULL;
	k->mark.id = id;
	k->mark.lane = wdp_a_lane(k->key);
	return k->op;
}

struct wdp_t_mark *
wdp_a_small_mark(void *op)
{
	return &wdp_a_task_of(op)->mark;
}

void
wdp_a_small_poison(void *op)
{
	wdp_a_task_poison(wdp_a_task_of(op));
}

int
wdp_a_small_check(struct wdp_t *t, void *op)
{
	return wdp_a_task_look(t, wdp_a_task_of(op));
}
