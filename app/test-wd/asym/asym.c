/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>

#include <rte_mempool.h>

#include "../main.h"
#include "../options.h"
#include "../runner.h"
#include "asym.h"

#define SEED_DEFAULT 20260103
#define OPS_DEFAULT  60

static int
pools_create(struct wdp_a *s)
{
	struct wdp_t *t = &s->t;

	s->live = (struct wdp_t_crypto_live){ .ops = s->live_ops, .max = WDP_A_OPS };
	WDP_T_TRY(wdp_t_pools_create(t));
	s->ops = rte_crypto_op_pool_create("wdp_a_ops", RTE_CRYPTO_OP_TYPE_ASYMMETRIC, WDP_A_OPS,
		0, sizeof(struct wdp_a_task *), SOCKET_ID_ANY);
	WDP_T_CHECK(t, s->ops != NULL, "no memory for ops");
	return WDP_T_PASS;
}

static int
begin(struct wdp_t *t)
{
	if (t->closed || (t->started && t->nb_qp == 1 && t->nb_desc == WDP_A_DESC))
		return WDP_T_PASS;
	return wdp_a_dev_start(wdp_a(t), 1, WDP_A_DESC);
}

static void
end(struct wdp_t *t, int ret)
{
	struct wdp_a *s = wdp_a(t);

	/* ops may still be in flight after a failure: stop before their memory is reused */
	if (ret == WDP_T_FAIL)
		wdp_a_dev_stop(s);
	if (!t->closed)
		wdp_a_session_free_all(s);
	wdp_a_op_free_all(s);
	wdp_a_task_free_all(s);
	wdp_a_key_free_all(s);
}

static int
kept(struct wdp_t *t)
{
	WDP_T_TRY(wdp_t_pool_full(t, wdp_a(t)->ops));
	return t->closed ? WDP_T_PASS : wdp_t_pool_full(t, wdp_a(t)->sess_pool);
}

static const char usage[] =
	"asym [options]: tests of a cryptodev's public-key part against OpenSSL\n"
	"  --driver NAME   device under test: the first of this driver (" WDP_A_DRIVER ")\n"
	"  --case PATTERN  only cases that match the pattern or contain the text\n"
	"  --list          list the cases\n"
	"  --quick         fewer sizes and rounds\n"
	"  --strict        hold any driver to the contract of " WDP_A_DRIVER "\n"
	"  --generation N  of the device: 2, 3 (3)\n"
	"  --ops N         random ops for each algorithm and size (" RTE_STR(OPS_DEFAULT) ")\n"
	"  --seed N        seed of the data (" RTE_STR(SEED_DEFAULT) ")\n";

static int
run(struct wdp_a *s, const struct wdp_t_suite *suite, const char *driver, const char *pattern,
	bool strict)
{
	struct wdp_t_counts n = { 0 };

	printf("seed %llu, driver %s%s\n", (unsigned long long)s->t.seed, driver,
		s->t.quick ? ", quick" : "");
	if (pools_create(s) != WDP_T_PASS || wdp_a_dev_open(s, driver) != WDP_T_PASS) {
		wdp_t_suite_setup_failed(&s->t, &n);
	} else {
		s->t.strict |= strict;
		wdp_t_suite_run(&s->t, suite, pattern, &n);
		wdp_a_dev_close(s);
	}
	wdp_a_ref_close();
	wdp_t_pools_free(&s->t);
	rte_mempool_free(s->ops);
	rte_mempool_free(s->sess_pool);
	return wdp_t_suite_total(&n);
}

int
wdp_t_asym(int argc, char **argv)
{
	static struct wdp_a s = { .t = { .seed = SEED_DEFAULT }, .nb_random = OPS_DEFAULT };
	const char *driver = WDP_A_DRIVER, *pattern = NULL;
	bool list = false, strict = false;
	uint64_t generation = 3;
	const struct wdp_t_option options[] = {
		{ "driver", WDP_T_OPT_TEXT, &driver },
		{ "case", WDP_T_OPT_TEXT, &pattern },
		{ "list", WDP_T_OPT_FLAG, &list },
		{ "quick", WDP_T_OPT_FLAG, &s.t.quick },
		{ "strict", WDP_T_OPT_FLAG, &strict },
		{ "generation", WDP_T_OPT_NUMBER, &generation },
		{ "ops", WDP_T_OPT_NUMBER, &s.nb_random },
		{ "seed", WDP_T_OPT_NUMBER, &s.t.seed },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	/* lifecycle comes last: it ends with closing the device */
	const struct wdp_t_case *const tables[] = {
		wdp_a_cases_caps, wdp_a_cases_vectors, wdp_a_cases_edge, wdp_a_cases_wrong,
		wdp_a_cases_refuse, wdp_a_cases_bad, wdp_a_cases_random(), wdp_a_cases_keys,
		wdp_a_cases_ring, wdp_a_cases_lifecycle, NULL,
	};
	const struct wdp_t_suite suite = {
		.tables = tables,
		.begin = begin,
		.end = end,
		.kept = kept,
	};
	int ret = wdp_t_options(argc, argv, options, usage);

	if (ret != 0)
		return ret > 0 ? 0 : 1;
	s.generation = (uint8_t)generation;
	if (!list)
		return run(&s, &suite, driver, pattern, strict);
	wdp_t_suite_list(&suite, pattern);
	return 0;
}
