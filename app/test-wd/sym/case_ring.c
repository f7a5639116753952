/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Full rings and bursts of all sizes, on one lcore and on two: see flow.h. Long chains, and
 * ops that cannot be sent among those that can.
 */

#include <sched.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "../flow.h"
#include "small.h"

#define CHAIN_SEGS   300u
#define CHAIN_OPS    30u
#define CHAIN_DATA_B 20000u

#define BAD_OPS 40u

/* Without a session: some, and how many the driver has room for. */
#define LONE_OPS 300u
#define LONE_MAX 256u

enum mix {
	CIPHERS,
	AEADS,
	MACS,
	ALTERNATE,
	RANDOM_MIX,
	CHAINS, /* in two steps, and ciphers, which overtake nothing */
};

static const uint32_t kinds_of[] = {
	[CIPHERS] = 1u << WDP_S_SMALL_ENC | 1u << WDP_S_SMALL_DEC,
	[AEADS] = 1u << WDP_S_SMALL_OPEN,
	[MACS] = 1u << WDP_S_SMALL_MAC,
	[ALTERNATE] = (1u << WDP_S_SMALL_KINDS) - 1,
	[RANDOM_MIX] = (1u << WDP_S_SMALL_KINDS) - 1,
	[CHAINS] = 1u << WDP_S_SMALL_TWO | 1u << WDP_S_SMALL_PLAIN | 1u << WDP_S_SMALL_ENC,
};

static struct wdp_t_mark *
mark_of(void *op)
{
	return &wdp_s_small_of(op)->mark;
}

static void
poison(void *op)
{
	wdp_s_small_poison(wdp_s_small_of(op));
}

static int
check(struct wdp_t *t, void *op)
{
	return wdp_s_small_check(t, wdp_s_small_of(op));
}

static int
start(struct wdp_t *t, uint32_t nb_desc)
{
	return wdp_s_dev_start(wdp_s(t), 1, nb_desc);
}

static void *
make(struct wdp_t *t, int mix, uint32_t id)
{
	static const enum wdp_s_small_kind of[] = {
		[AEADS] = WDP_S_SMALL_OPEN,
		[MACS] = WDP_S_SMALL_MAC,
	};
	static const enum wdp_s_small_kind chains[] = {
		WDP_S_SMALL_TWO, WDP_S_SMALL_PLAIN, WDP_S_SMALL_ENC,
	};
	enum wdp_s_small_kind kind;
	struct wdp_s_small *m;

	if (mix == CIPHERS)
		kind = id % 2 != 0 ? WDP_S_SMALL_DEC : WDP_S_SMALL_ENC;
	else if (mix == ALTERNATE)
		kind = id % WDP_S_SMALL_KINDS;
	else if (mix == RANDOM_MIX)
		kind = wdp_t_rnd_below(&t->rnd, WDP_S_SMALL_KINDS);
	else if (mix == CHAINS)
		kind = chains[wdp_t_rnd_below(&t->rnd, RTE_DIM(chains))];
	else
		kind = of[mix];
	m = wdp_s_small_new(t, kind, id, WDP_S_SMALL_B, NULL);
	return m == NULL ? NULL : m->k.op;
}

static const struct wdp_t_flow_ops flow_ops = {
	.mark = mark_of,
	.poison = poison,
	.check = check,
	.start = start,
	.make = make,
	WDP_T_CRYPTO_FLOW,
};

static int
begin(struct wdp_t *t, int mix)
{
	if (mix == CHAINS && !t->strict)
		return wdp_t_skip(t, "what driver %s chains is not known", t->driver);
	return wdp_s_small_begin(t, kinds_of[mix]);
}

static int
flow(struct wdp_t *t, int arg)
{
	WDP_T_TRY(begin(t, WDP_T_FLOW_MIX(arg)));
	return wdp_t_flow(t, &flow_ops, arg);
}

static int
two_lcores(struct wdp_t *t, int desc)
{
	WDP_T_TRY(wdp_s_small_begin(t, kinds_of[RANDOM_MIX]));
	return wdp_t_flow_lcores(t, &flow_ops, RANDOM_MIX, (uint32_t)desc);
}

static int
two_lcores_chains(struct wdp_t *t, int desc)
{
	WDP_T_TRY(begin(t, CHAINS));
	return wdp_t_flow_lcores(t, &flow_ops, CHAINS, (uint32_t)desc);
}

/* Takes back and checks @p n ops. */
static int
take_back(struct wdp_t *t, uint32_t n)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	struct rte_crypto_op *op;

	while (n > 0) {
		if (rte_cryptodev_dequeue_burst(t->dev_id, 0, &op, 1) == 1) {
			WDP_T_TRY(check(t, op));
			n--;
			continue;
		}
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%u ops never came back", n);
		sched_yield();
	}
	return WDP_T_PASS;
}

/* Each has a session of the queue pair's: when all are in use, enqueue takes no more of them. */
static int
sessionless(struct wdp_t *t, int arg)
{
	struct rte_crypto_op *ops[LONE_OPS];
	struct wdp_s_small *m;
	uint32_t i, n;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_s_small_begin(t, kinds_of[CHAINS]));
	for (i = 0; i < LONE_OPS; i++) {
		m = wdp_s_small_new(t, i % 2 ? WDP_S_SMALL_TWO : WDP_S_SMALL_ENC, i, WDP_S_SMALL_B,
			NULL);
		if (m == NULL)
			return WDP_T_FAIL;
		ops[i] = m->k.op;
		ops[i]->sess_type = RTE_CRYPTO_OP_SESSIONLESS;
		ops[i]->sym->xform = wdp_s_xforms(&m->k.spec, m->k.x);
	}
	n = rte_cryptodev_enqueue_burst(t->dev_id, 0, ops, LONE_OPS);
	WDP_T_CHECK(t, n == LONE_MAX, "%u ops were taken, not %u", n, LONE_MAX);
	WDP_T_CHECK(t, rte_cryptodev_enqueue_burst(t->dev_id, 0, ops + n, 1) == 0,
		"one more was taken");
	WDP_T_TRY(take_back(t, n));
	i = rte_cryptodev_enqueue_burst(t->dev_id, 0, ops + n, (uint16_t)(LONE_OPS - n));
	WDP_T_CHECK(t, i == LONE_OPS - n, "of the other %u, %u were taken", LONE_OPS - n, i);
	return take_back(t, i);
}

/*
 * More long chains than the queue pair has descriptor memory for: the burst is cut, and
 * what is in flight keeps its lists until it is through.
 */
static int
sgl_memory(struct wdp_t *t, int arg)
{
	static const struct wdp_t_shape shape = { .split = WDP_T_EVEN, .segs = CHAIN_SEGS };
	struct rte_crypto_op *ops[CHAIN_OPS];
	uint32_t i, round, in, out;
	struct wdp_s_small *m;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_s_small_begin(t, kinds_of[RANDOM_MIX]));
	for (i = 0; i < CHAIN_OPS; i++) {
		m = wdp_s_small_new(t, i % WDP_S_SMALL_KINDS, i, CHAIN_DATA_B, &shape);
		if (m == NULL)
			return WDP_T_FAIL;
		ops[i] = m->k.op;
	}
	for (round = 0; round < 10; round++) {
		for (i = 0; i < CHAIN_OPS; i++)
			poison(ops[i]);
		for (in = 0, out = 0; out < CHAIN_OPS; out++) {
			in += rte_cryptodev_enqueue_burst(t->dev_id, 0, ops + in,
				(uint16_t)(CHAIN_OPS - in));
			WDP_T_CHECK(t, in > out, "an empty queue pair takes no chain of %u",
				CHAIN_SEGS);
			WDP_T_TRY(wdp_t_crypto_dequeue_one(t, 0, ops[out]));
			if (check(t, ops[out]) != WDP_T_PASS)
				return wdp_t_within(t, "round %u", round);
		}
	}
	return WDP_T_PASS;
}

static int
check_either(struct wdp_t *t, void *op)
{
	const struct wdp_s_small *m = wdp_s_small_of(op);

	if (m->mark.id % 2 == 0)
		return check(t, op);
	WDP_T_CHECK(t, m->k.op->status == RTE_CRYPTO_OP_STATUS_INVALID_ARGS,
		"a bad op came back as %s", wdp_t_crypto_status(m->k.op->status));
	return WDP_T_PASS;
}

/* Every other op cannot be sent: all come back once, each with the status that is due. */
static int
bad_among_good(struct wdp_t *t, int arg)
{
	struct rte_crypto_op *ops[BAD_OPS];
	struct wdp_s_small *m;
	uint32_t i;

	RTE_SET_USED(arg);
	if (!t->strict)
		return wdp_t_skip(t, "driver %s makes no promise about it", t->driver);
	WDP_T_TRY(wdp_s_small_begin(t, kinds_of[CIPHERS]));
	for (i = 0; i < BAD_OPS; i++) {
		m = wdp_s_small_new(t, WDP_S_SMALL_ENC, i, WDP_S_SMALL_B, NULL);
		if (m == NULL)
			return WDP_T_FAIL;
		ops[i] = m->k.op;
		wdp_s_small_poison(m);
		if (i % 2 != 0)
			ops[i]->sym->cipher.data.length = WDP_S_SMALL_B + 16;
	}
	return wdp_t_crypto_all_back(t, ops, BAD_OPS, BAD_OPS / 2, mark_of, check_either);
}

const struct wdp_t_case wdp_s_cases_ring[] = {
	{ "ring/empty", flow, WDP_T_FLOW(EMPTY, CIPHERS) },
	{ "ring/full/ciphers", flow, WDP_T_FLOW(FULL, CIPHERS) },
	{ "ring/full/aead", flow, WDP_T_FLOW(FULL, AEADS) },
	{ "ring/full/macs", flow, WDP_T_FLOW(FULL, MACS) },
	{ "ring/full/alternate", flow, WDP_T_FLOW(FULL, ALTERNATE) },
	{ "ring/full/mixed", flow, WDP_T_FLOW(FULL, RANDOM_MIX) },
	{ "ring/full/chains", flow, WDP_T_FLOW(FULL, CHAINS) },
	{ "ring/bursts/ciphers", flow, WDP_T_FLOW(BURSTS, CIPHERS) },
	{ "ring/bursts/mixed", flow, WDP_T_FLOW(BURSTS, RANDOM_MIX) },
	{ "ring/bursts/chains", flow, WDP_T_FLOW(BURSTS, CHAINS) },
	{ "ring/random/mixed", flow, WDP_T_FLOW(RANDOM, RANDOM_MIX) },
	{ "ring/random/chains", flow, WDP_T_FLOW(RANDOM, CHAINS) },
	{ "ring/sessionless", sessionless, 0 },
	{ "ring/sgl_memory", sgl_memory, 0 },
	{ "ring/bad_among_good", bad_among_good, 0 },
	{ "lcores/two/roomy", two_lcores, 512 },
	{ "lcores/two/tight", two_lcores, 32 },
	{ "lcores/two/chains", two_lcores_chains, 512 },
	{ "lcores/two/chains_tight", two_lcores_chains, 32 },
	{ NULL, NULL, 0 },
};
