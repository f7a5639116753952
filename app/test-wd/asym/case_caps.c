/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What a device says of itself is true: exactly the table of its generation, and every operation
 * of every capability works at the least and the greatest size, and at those next to them.
 */

#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define CAPS_MAX 64u

static int
info(struct wdp_t *t, int arg)
{
	/* HW_ACCELERATED is not said of the model */
	static const uint64_t flags = RTE_CRYPTODEV_FF_ASYMMETRIC_CRYPTO |
		RTE_CRYPTODEV_FF_ASYM_SESSIONLESS | RTE_CRYPTODEV_FF_RSA_PRIV_OP_KEY_EXP |
		RTE_CRYPTODEV_FF_RSA_PRIV_OP_KEY_QT;
	static const uint64_t never = RTE_CRYPTODEV_FF_SYMMETRIC_CRYPTO |
		RTE_CRYPTODEV_FF_SECURITY | RTE_CRYPTODEV_FF_SYM_RAW_DP;
	struct wdp_a *s = wdp_a(t);

	RTE_SET_USED(arg);
	return wdp_t_crypto_info_sound(t, &s->info, CAPS_MAX, flags, never);
}

#define OP(name) (1u << RTE_CRYPTO_ASYM_OP_##name)
#define KE(name) (1u << RTE_CRYPTO_ASYM_KE_##name)

static const struct {
	enum rte_crypto_asym_xform_type type;
	uint8_t since; /* generation */
	uint32_t ops;
	struct rte_crypto_param_range len;
	uint16_t extended; /* least length with experimental=1, in steps of 1 */
} table[] = {
	{ RTE_CRYPTO_ASYM_XFORM_RSA, 2, OP(ENCRYPT) | OP(DECRYPT) | OP(SIGN) | OP(VERIFY),
		{ 128, 512, 128 }, 64 },
	{ RTE_CRYPTO_ASYM_XFORM_MODEX, 2, 0, { 1, 512, 1 }, 1 },
	{ RTE_CRYPTO_ASYM_XFORM_DH, 2, KE(PRIV_KEY_GENERATE) | KE(PUB_KEY_GENERATE) |
		KE(SHARED_SECRET_COMPUTE), { 128, 512, 128 }, 64 },
	{ RTE_CRYPTO_ASYM_XFORM_ECDSA, 3, OP(SIGN) | OP(VERIFY), { 0, 0, 0 }, 0 },
	{ RTE_CRYPTO_ASYM_XFORM_ECDH, 3, KE(PRIV_KEY_GENERATE) | KE(PUB_KEY_GENERATE) |
		KE(SHARED_SECRET_COMPUTE) | KE(PUB_KEY_VERIFY), { 0, 0, 0 }, 0 },
	{ RTE_CRYPTO_ASYM_XFORM_ECPM, 3, 0, { 0, 0, 0 }, 0 },
	{ RTE_CRYPTO_ASYM_XFORM_ECFPM, 3, 0, { 0, 0, 0 }, 0 },
};

static int
exact(struct wdp_t *t, int arg)
{
	const struct rte_cryptodev_asymmetric_xform_capability *c;
	const struct rte_cryptodev_capabilities *cap;
	struct wdp_a *s = wdp_a(t);
	uint32_t i, due = 0, n = 0;
	bool extended = wdp_a_extended(s), one;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "the table of " WDP_A_DRIVER);
	for (i = 0; i < RTE_DIM(table); i++) {
		c = wdp_a_cap(s, table[i].type);
		WDP_T_CHECK(t, (c != NULL) == (table[i].since <= s->generation),
			"generation %u: xform %d is%s offered", s->generation, table[i].type,
			c != NULL ? "" : " not");
		if (c == NULL)
			continue;
		due++;
		one = extended && table[i].extended != 0;
		WDP_T_CHECK(t, c->op_types == table[i].ops, "xform %d: operations 0x%x, not 0x%x",
			table[i].type, c->op_types, table[i].ops);
		WDP_T_CHECK(t, c->modlen.max == table[i].len.max &&
			c->modlen.min == (one ? table[i].extended : table[i].len.min) &&
			c->modlen.increment == (one ? 1 : table[i].len.increment),
			"xform %d: lengths {%u, %u, %u}", table[i].type, c->modlen.min,
			c->modlen.max, c->modlen.increment);
	}
#if WDP_DPDK_SINCE(24, 11)
	due += s->generation >= 3; /* SM2: unit/driver has its operations */
#endif
	for (cap = s->info.capabilities; cap->op != RTE_CRYPTO_OP_TYPE_UNDEFINED; cap++)
		n++;
	WDP_T_CHECK(t, n == due, "%u algorithms are offered, %u are in the table", n, due);
	return WDP_T_PASS;
}

/* ---- the walk ---- */

static const struct {
	uint32_t op;
	enum wdp_a_kind kind;
} rsa_ops[] = {
	{ OP(ENCRYPT), WDP_A_ENCRYPT }, { OP(DECRYPT), WDP_A_DECRYPT },
	{ OP(SIGN), WDP_A_SIGN }, { OP(VERIFY), WDP_A_VERIFY },
}, ke_ops[] = {
	{ KE(PRIV_KEY_GENERATE), WDP_A_DRAW }, { KE(PUB_KEY_GENERATE), WDP_A_PUBLIC },
	{ KE(PUB_KEY_GENERATE), WDP_A_PAIR }, { KE(SHARED_SECRET_COMPUTE), WDP_A_SECRET },
	{ KE(PUB_KEY_VERIFY), WDP_A_CHECK },
};

static int
once(struct wdp_t *t, const struct wdp_a_key *key, enum wdp_a_kind kind)
{
	struct wdp_a_task *k = wdp_a_task_new(wdp_a(t), key, NULL, kind);

	if (k == NULL)
		return WDP_T_FAIL;
	WDP_T_TRY(wdp_a_task_plain(t, k));
	WDP_T_TRY(wdp_a_task_try(t, k));
	WDP_T_CHECK(t, k->due == RTE_CRYPTO_OP_STATUS_SUCCESS, "%s is not to work",
		wdp_a_task_text(k));
	return WDP_T_PASS;
}

/* Every operation that is said to be possible with the key. */
static int
each_op(struct wdp_t *t, const struct wdp_a_key *key, uint32_t ops)
{
	bool exchange = key->type == RTE_CRYPTO_ASYM_XFORM_DH ||
		key->type == RTE_CRYPTO_ASYM_XFORM_ECDH;
	uint32_t i;

	if (ops == 0)
		return once(t, key, key->type == RTE_CRYPTO_ASYM_XFORM_MODEX ? WDP_A_MODEX :
			WDP_A_MUL);
	for (i = 0; !exchange && i < RTE_DIM(rsa_ops); i++)
		if ((ops & rsa_ops[i].op) != 0)
			WDP_T_TRY(once(t, key, rsa_ops[i].kind));
	for (i = 0; exchange && i < RTE_DIM(ke_ops); i++)
		if ((ops & ke_ops[i].op) != 0)
			WDP_T_TRY(once(t, key, ke_ops[i].kind));
	return WDP_T_PASS;
}

static int
at_size(struct wdp_t *t, struct wdp_a_key *key, enum rte_crypto_asym_xform_type type, uint32_t len,
	uint32_t ops)
{
	int crt;

	switch (type) {
	case RTE_CRYPTO_ASYM_XFORM_RSA:
		for (crt = 0; crt < 2; crt++) {
			WDP_T_TRY(wdp_a_key_rsa(t, key, 8 * len, 65537, crt));
			WDP_T_TRY(each_op(t, key, ops));
		}
		return WDP_T_PASS;
	case RTE_CRYPTO_ASYM_XFORM_MODEX:
		wdp_a_key_modex(t, key, len);
		return each_op(t, key, ops);
	default:
		wdp_a_key_dh_any(t, key, len, 2 + len % 2);
		return each_op(t, key, ops);
	}
}

static int
walk_sizes(struct wdp_t *t, struct wdp_a_key *key,
	const struct rte_cryptodev_asymmetric_xform_capability *c)
{
	const uint32_t lens[] = {
		c->modlen.min, c->modlen.min + c->modlen.increment,
		c->modlen.max - c->modlen.increment, c->modlen.max,
	};
	uint32_t i;

	for (i = 0; i < RTE_DIM(lens); i++)
		if (at_size(t, key, c->xform_type, lens[i], c->op_types) != WDP_T_PASS)
			return wdp_t_within(t, "%u bytes", lens[i]);
	return WDP_T_PASS;
}

static int
walk(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	const struct rte_cryptodev_capabilities *cap;
	uint32_t i;

	RTE_SET_USED(arg);
	if (key == NULL)
		return WDP_T_FAIL;
	for (cap = wdp_a(t)->info.capabilities; cap->op != RTE_CRYPTO_OP_TYPE_UNDEFINED; cap++) {
		const struct rte_cryptodev_asymmetric_xform_capability *c = &cap->asym.xform_capa;

		for (i = 0; i < RTE_DIM(table) && table[i].type != c->xform_type; i++)
			;
		/* what software offers beside it is nobody's business here */
		if (cap->op != RTE_CRYPTO_OP_TYPE_ASYMMETRIC || i == RTE_DIM(table))
			continue;
		if (c->modlen.max != 0) {
			WDP_T_TRY(walk_sizes(t, key, c));
			continue;
		}
		for (i = 0; i < wdp_a_nb_curves; i++) {
			WDP_T_TRY(wdp_a_key_ec(t, key, c->xform_type, &wdp_a_curves[i]));
			WDP_T_TRY(each_op(t, key, c->op_types));
		}
	}
	return WDP_T_PASS;
}

/* DH in the two sizes that no range can say. */
static int
unsaid(struct wdp_t *t, int len)
{
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));

	if (key == NULL)
		return WDP_T_FAIL;
	if (!t->strict)
		return wdp_t_skip(t, "the sizes of " WDP_A_DRIVER);
	return at_size(t, key, RTE_CRYPTO_ASYM_XFORM_DH, len,
		wdp_a_cap(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_DH)->op_types);
}

/* With experimental=1 every number of bytes is a size. */
static int
all_sizes(struct wdp_t *t, int type)
{
	const struct rte_cryptodev_asymmetric_xform_capability *c = wdp_a_cap(wdp_a(t), type);
	struct wdp_a_key *key = wdp_a_key_new(wdp_a(t));
	uint32_t len, step = t->quick ? 97 : 7;

	if (key == NULL)
		return WDP_T_FAIL;
	if (!wdp_a_extended(wdp_a(t)))
		return wdp_t_skip(t, "takes the devarg experimental=1");
	/* primes take their time to be found */
	if (type == RTE_CRYPTO_ASYM_XFORM_RSA)
		step *= 3;
	for (len = c->modlen.min; len <= c->modlen.max; len += step)
		if (at_size(t, key, type, len, c->op_types) != WDP_T_PASS)
			return wdp_t_within(t, "%u bytes", len);
	return WDP_T_PASS;
}

const struct wdp_t_case wdp_a_cases_caps[] = {
	{ "caps/info", info, 0 },
	{ "caps/exact", exact, 0 },
	{ "caps/walk", walk, 0 },
	{ "caps/dh_768", unsaid, 96 },
	{ "caps/dh_1536", unsaid, 192 },
	{ "caps/all_sizes_rsa", all_sizes, RTE_CRYPTO_ASYM_XFORM_RSA },
	{ "caps/all_sizes_dh", all_sizes, RTE_CRYPTO_ASYM_XFORM_DH },
	{ NULL, NULL, 0 },
};
