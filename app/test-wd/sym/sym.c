/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_mempool.h>

#include "../main.h"
#include "../options.h"
#include "../runner.h"
#include "task.h"

#define SEED_DEFAULT 20260102
#define OPS_DEFAULT  400

static int
pools_create(struct wdp_s *s)
{
	struct wdp_t *t = &s->t;

	WDP_T_TRY(wdp_t_pools_create(t));
	s->ops = rte_crypto_op_pool_create("wdp_s_ops", RTE_CRYPTO_OP_TYPE_SYMMETRIC, WDP_S_OPS, 0,
		sizeof(struct wdp_s_opmem), SOCKET_ID_ANY);
	s->live.ops = calloc(WDP_S_OPS, sizeof(*s->live.ops));
	s->live.max = WDP_S_OPS;
	WDP_T_CHECK(t, s->ops != NULL && s->live.ops != NULL, "no memory for ops");
	return WDP_T_PASS;
}

static void
pools_free(struct wdp_s *s)
{
	wdp_t_pools_free(&s->t);
	rte_mempool_free(s->ops);
	rte_mempool_free(s->sess_pool);
	rte_mempool_free(s->priv_pool);
	free(s->live.ops);
}

static int
begin(struct wdp_t *t)
{
	if (t->closed || (t->started && t->nb_qp == 1 && t->nb_desc == WDP_S_DESC))
		return WDP_T_PASS;
	return wdp_s_dev_start(wdp_s(t), 1, WDP_S_DESC);
}

static void
end(struct wdp_t *t, int ret)
{
	struct wdp_s *s = wdp_s(t);

	/* ops may still be in flight after a failure: stop before their memory is reused */
	if (ret == WDP_T_FAIL)
		wdp_s_dev_stop(s);
	if (!t->closed)
		wdp_s_session_free_all(s);
	wdp_s_op_free_all(s);
	wdp_s_small_free_all(s);
}

static int
kept(struct wdp_t *t)
{
	WDP_T_TRY(wdp_t_pool_full(t, wdp_s(t)->ops));
	/* what was not freed before the close cannot be freed after it */
	return t->closed ? WDP_T_PASS : wdp_t_pool_full(t, wdp_s(t)->sess_pool);
}

static const char usage[] =
	"sym [options]: tests of a cryptodev's symmetric part against OpenSSL\n"
	"  --driver NAME   device under test: the first of this driver (" WDP_S_DRIVER ")\n"
	"  --case PATTERN  only cases that match the pattern or contain the text\n"
	"  --list          list the cases\n"
	"  --quick         fewer sizes and rounds\n"
	"  --strict        hold any driver to the contract of crypto_wd_sec\n"
	"  --generation N  of the device: 2, 3 (3)\n"
	"  --ops N         random ops for each algorithm (" RTE_STR(OPS_DEFAULT) ")\n"
	"  --seed N        seed of the data (" RTE_STR(SEED_DEFAULT) ")\n";

struct options {
	const char *driver;
	const char *pattern;
	uint64_t seed;
	uint64_t ops;
	uint64_t generation;
	bool list;
	bool quick;
	bool strict;
};

static int
parse(int argc, char **argv, struct options *o)
{
	const struct wdp_t_option table[] = {
		{ "driver", WDP_T_OPT_TEXT, &o->driver },
		{ "case", WDP_T_OPT_TEXT, &o->pattern },
		{ "list", WDP_T_OPT_FLAG, &o->list },
		{ "quick", WDP_T_OPT_FLAG, &o->quick },
		{ "strict", WDP_T_OPT_FLAG, &o->strict },
		{ "generation", WDP_T_OPT_NUMBER, &o->generation },
		{ "ops", WDP_T_OPT_NUMBER, &o->ops },
		{ "seed", WDP_T_OPT_NUMBER, &o->seed },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};

	return wdp_t_options(argc, argv, table, usage);
}

static int
run(struct wdp_s *s, const struct wdp_t_suite *suite, const struct options *o)
{
	struct wdp_t_counts n = { 0 };

	printf("seed %llu, driver %s%s\n", (unsigned long long)o->seed, o->driver,
		o->quick ? ", quick" : "");
	if (pools_create(s) != WDP_T_PASS || wdp_s_dev_open(s, o->driver) != WDP_T_PASS) {
		wdp_t_suite_setup_failed(&s->t, &n);
	} else {
		s->t.strict |= o->strict;
		wdp_t_suite_run(&s->t, suite, o->pattern, &n);
		wdp_s_dev_close(s);
	}
	wdp_s_ref_close();
	pools_free(s);
	return wdp_t_suite_total(&n);
}

int
wdp_t_sym(int argc, char **argv)
{
	struct options o = { .driver = WDP_S_DRIVER, .seed = SEED_DEFAULT, .ops = OPS_DEFAULT,
		.generation = 3 };
	/* lifecycle comes last: it ends with closing the device */
	const struct wdp_t_case *const tables[] = {
		wdp_s_cases_caps, wdp_s_cases_vectors(), wdp_s_cases_bad, wdp_s_cases_random(),
		wdp_s_cases_raw(), wdp_s_cases_ring, wdp_s_cases_keys, wdp_s_cases_lifecycle,
		NULL,
	};
	const struct wdp_t_suite suite = {
		.tables = tables,
		.begin = begin,
		.end = end,
		.kept = kept,
	};
	int ret = parse(argc, argv, &o);
	static struct wdp_s s;

	if (ret != 0)
		return ret > 0 ? 0 : 1;
	if (o.list) {
		wdp_t_suite_list(&suite, o.pattern);
		return 0;
	}
	s.t.seed = o.seed;
	s.t.quick = o.quick;
	s.nb_random = o.ops;
	s.generation = (uint8_t)o.generation;
	return run(&s, &suite, &o);
}
