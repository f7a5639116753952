/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stdio.h>
#include <string.h>

#include <rte_cycles.h>

#include "simple.h"

#define DATA_B 256u

static int
make_ops(struct wdp_t_simple *s)
{
	struct wdp_t_load_conf conf = {.dev = s->dev, .dirs = WDP_T_LOAD_BOTH,
		.ops = WDP_T_SIMPLE_OPS, .data_b = DATA_B};
	unsigned int i;

	s->load = s->ops->open(&conf);
	if (s->load == NULL)
		return -1;
	for (i = 0; i < WDP_T_SIMPLE_OPS; i++) {
		s->op[i] = s->ops->op(s->load, i);
		if (s->op[i] == NULL)
			return -1;
	}
	return 0;
}

int
wdp_t_simple_up(struct wdp_t_simple *s, const char *test, int *argc, char **argv)
{
	const char *step;
	int id, ret;

	memset(s, 0, sizeof(*s));
	s->ops = wdp_t_load_driver(argc, argv);
	if (s->ops == NULL)
		return -1;
	id = wdp_t_load_device(s->ops, test);
	if (id < 0)
		return -1;
	s->dev = id;
	ret = s->ops->up(s->dev, 1, WDP_T_SIMPLE_OPS, &step);
	if (ret == 0) {
		step = "operations";
		ret = make_ops(s);
	}
	if (ret == 0)
		return 0;
	printf("FAIL %s/setup, %s: %d\n0 passed, 1 failed, 0 skipped\n", test, step, ret);
	wdp_t_simple_down(s);
	return -1;
}

void
wdp_t_simple_down(struct wdp_t_simple *s)
{
	/* First the device, which may still have some of the operations. */
	s->ops->down(s->dev);
	if (s->load != NULL)
		s->ops->close(s->load);
	s->load = NULL;
}

unsigned int
wdp_t_simple_enqueue(struct wdp_t_simple *s, void **ops, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		s->ops->fill(s->load, ops[i]);
	return s->ops->enqueue(s->dev, 0, ops, n);
}

unsigned int
wdp_t_simple_drain(struct wdp_t_simple *s, void **ops, unsigned int want, unsigned int *bad)
{
	uint64_t end = rte_get_timer_cycles() + WDP_T_BOUND_S * rte_get_timer_hz();
	unsigned int done = 0, i;

	*bad = 0;
	while (done < want && rte_get_timer_cycles() < end)
		done += s->ops->dequeue(s->dev, 0, ops + done, want - done);
	for (i = 0; i < done; i++)
		*bad += s->ops->status(ops[i]) == WDP_T_LOAD_ERROR;
	return done;
}
