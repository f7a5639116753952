/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Full rings and bursts of all sizes, on one lcore and on two, see flow.h: of one algorithm, and
 * of all of them on one queue pair. Ops that cannot be sent among those that can.
 */

#include <rte_common.h>

#include "../flow.h"
#include "small.h"

#define BAD_OPS 60u

static int
start(struct wdp_t *t, uint32_t nb_desc)
{
	return wdp_a_dev_start(wdp_a(t), 1, nb_desc);
}

static void *
make(struct wdp_t *t, int mix, uint32_t id)
{
	return wdp_a_small_new(t, mix, id);
}

static const struct wdp_t_flow_ops flow_ops = {
	.mark = wdp_a_small_mark,
	.poison = wdp_a_small_poison,
	.check = wdp_a_small_check,
	.start = start,
	.make = make,
	WDP_T_CRYPTO_FLOW,
};

static int
flow(struct wdp_t *t, int arg)
{
	WDP_T_TRY(wdp_a_small_begin(t, WDP_T_FLOW_MIX(arg)));
	return wdp_t_flow(t, &flow_ops, arg);
}

static int
two_lcores(struct wdp_t *t, int desc)
{
	WDP_T_TRY(wdp_a_small_begin(t, WDP_A_MIX_RANDOM));
	return wdp_t_flow_lcores(t, &flow_ops, WDP_A_MIX_RANDOM, (uint32_t)desc);
}

static int
two_lcores_mod(struct wdp_t *t, int desc)
{
	WDP_T_TRY(wdp_a_small_begin(t, WDP_A_MIX_MOD));
	return wdp_t_flow_lcores(t, &flow_ops, WDP_A_MIX_MOD, (uint32_t)desc);
}

/* Every other op cannot be sent: all come back once, each with the status that is due. */
static int
bad_among_good(struct wdp_t *t, int arg)
{
	struct rte_crypto_op *ops[BAD_OPS];
	uint32_t i;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_a_small_begin(t, WDP_A_MIX_ALL));
	for (i = 0; i < BAD_OPS; i++) {
		ops[i] = wdp_a_small_new(t, WDP_A_MIX_ALL, i / 2);
		if (ops[i] == NULL)
			return WDP_T_FAIL;
		wdp_a_small_mark(ops[i])->id = i;
		if (i % 2 == 0)
			continue;
		wdp_a_task_of(ops[i])->due = RTE_CRYPTO_OP_STATUS_INVALID_SESSION;
		ops[i]->sess_type = RTE_CRYPTO_OP_WITH_SESSION;
		ops[i]->asym->session = NULL;
	}
	return wdp_t_crypto_all_back(t, ops, BAD_OPS, BAD_OPS / 2, wdp_a_small_mark,
		wdp_a_small_check);
}

const struct wdp_t_case wdp_a_cases_ring[] = {
	{ "ring/empty", flow, WDP_T_FLOW(EMPTY, WDP_A_MIX_MOD) },
	{ "ring/full/mod", flow, WDP_T_FLOW(FULL, WDP_A_MIX_MOD) },
	{ "ring/full/curve", flow, WDP_T_FLOW(FULL, WDP_A_MIX_CURVE) },
	{ "ring/full/all", flow, WDP_T_FLOW(FULL, WDP_A_MIX_ALL) },
	{ "ring/full/mixed", flow, WDP_T_FLOW(FULL, WDP_A_MIX_RANDOM) },
	{ "ring/bursts/mod", flow, WDP_T_FLOW(BURSTS, WDP_A_MIX_MOD) },
	{ "ring/bursts/curve", flow, WDP_T_FLOW(BURSTS, WDP_A_MIX_CURVE) },
	{ "ring/bursts/mixed", flow, WDP_T_FLOW(BURSTS, WDP_A_MIX_RANDOM) },
	{ "ring/random/mod", flow, WDP_T_FLOW(RANDOM, WDP_A_MIX_MOD) },
	{ "ring/random/mixed", flow, WDP_T_FLOW(RANDOM, WDP_A_MIX_RANDOM) },
	{ "ring/bad_among_good", bad_among_good, 0 },
	{ "lcores/two/mod", two_lcores_mod, 128 },
	{ "lcores/two/roomy", two_lcores, 128 },
	{ "lcores/two/tight", two_lcores, 16 },
	{ NULL, NULL, 0 },
};
