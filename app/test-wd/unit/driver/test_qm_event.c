/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Events: the rings as their reader sees them, and how much of it is said. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_log.h>

#include "qm/qm_priv.h"
#include "qm/wdp_hwq.h"
#include "wdp_unit.h"

#define DEPTH     16
#define MANY      100
#define LOG_BURST 20 /* of the watch */

static struct wdp_transport transport;
static struct qm_queue queues[4];
static struct wdp_hwq hwq;
static struct qm_ctl ctl;
static struct wdp_qm qm;
static uint32_t eq[DEPTH], aeq[DEPTH];
static uint64_t eq_db, aeq_db; /* the last ones */
static unsigned int doorbells;

static void
write64(struct wdp_transport *t, uint32_t off, uint64_t v)
{
	(void)t;
	assert_int_equal(off, WDP_QM_DB_EQ_AEQ);
	*((v >> WDP_DB_CMD_SHIFT & 0xf) == WDP_DB_CMD_EQ ? &eq_db : &aeq_db) = v;
	doorbells++;
}

static const struct wdp_transport_ops ops = {.write64 = write64};

static int
setup(void **state)
{
	(void)state;
	memset(&ctl, 0, sizeof(ctl));
	memset(queues, 0, sizeof(queues));
	memset(eq, 0, sizeof(eq));
	memset(aeq, 0, sizeof(aeq));
	memset(&wdp_qm_locals[0], 0, sizeof(wdp_qm_locals[0]));
	transport.ops = &ops;
	strcpy(transport.name, "test");
	ctl.queues = queues;
	ctl.eq = (struct qm_ring){.entries = eq, .depth = DEPTH, .phase = 1, .cmd = WDP_DB_CMD_EQ};
	ctl.aeq = (struct qm_ring){.entries = aeq, .depth = DEPTH, .phase = 1,
		.cmd = WDP_DB_CMD_AEQ};
	qm.nb_queues = RTE_DIM(queues);
	wdp_qm_locals[0].qm = &qm;
	wdp_qm_locals[0].transport = &transport;
	wdp_qm_locals[0].ctl = &ctl;
	wdp_qm_locals[0].state = WDP_QM_RUNNING;
	doorbells = 0;
	eq_db = aeq_db = 0;
	return 0;
}

static uint32_t
aeqe(uint32_t type, uint32_t queue, unsigned int phase)
{
	return queue | phase << 16 | type << WDP_AEQE_TYPE_SHIFT;
}

/* Lines that a function writes to the log. */
static unsigned int
log_lines(void (*f)(void))
{
	unsigned int i, n = 0;
	size_t size;
	char *text;
	FILE *out = open_memstream(&text, &size);

	rte_openlog_stream(out);
	f();
	rte_openlog_stream(NULL);
	fclose(out);
	for (i = 0; i < size; i++)
		n += text[i] == '\n';
	free(text);
	return n;
}

static void
entries(void **state)
{
	unsigned int i;

	(void)state;
	wdp_qm_events_read(&qm, false);
	assert_int_equal(doorbells, 0);
	/* An interrupt without entries must be answered all the same. */
	wdp_qm_events_read(&qm, true);
	assert_int_equal(doorbells, 2);
	/* A lap and a half: the phase turns over at the end of the ring. */
	for (i = 0; i < DEPTH + DEPTH / 2; i++) {
		eq[i % DEPTH] = 1 | (i < DEPTH ? 1u : 0u) << 16;
		wdp_qm_events_read(&qm, false);
		assert_int_equal(wdp_qm_locals[0].counts.eq_events, i + 1);
		assert_int_equal(eq_db >> WDP_DB_INDEX_SHIFT & 0xffff, (i + 1) % DEPTH);
	}
}

/* What the device says of queues is checked before it is believed. */
static void
async_events(void **state)
{
	(void)state;
	queues[2].q = &hwq;
	aeq[0] = aeqe(WDP_AEQE_CQ_OVERFLOW, 2, 1);
	aeq[1] = aeqe(WDP_AEQE_CQE_ERROR, 3, 1);      /* not in use */
	aeq[2] = aeqe(WDP_AEQE_CQE_ERROR, 0xffff, 1); /* not there */
	aeq[3] = aeqe(9, 0, 1);                       /* unknown */
	wdp_qm_events_read(&qm, false);
	assert_int_equal(wdp_qm_locals[0].counts.aeq_events, 4);
	assert_non_null(queues[2].why);
	assert_null(queues[3].why);
	assert_int_equal(wdp_qm_locals[0].state, WDP_QM_RUNNING);
	aeq[4] = aeqe(WDP_AEQE_EQ_OVERFLOW, 0, 1);
	wdp_qm_events_read(&qm, false);
	assert_int_equal(wdp_qm_locals[0].state, WDP_QM_RECOVERING);
	/* Every queue in use has been asked to pause. */
	assert_int_equal(hwq.p_gen & 1, 1);
}

/* A ring that the device fills without end keeps nobody for ever. */
static void
mad_device(void **state)
{
	(void)state;
	memset(eq, 0xff, sizeof(eq));
	wdp_qm_events_read(&qm, false);
	assert_in_range(wdp_qm_locals[0].counts.eq_events, 1, DEPTH);
}

static void
many_events(void)
{
	unsigned int i;

	for (i = 0; i < MANY; i++)
		wdp_qm_event(&qm, ERR, "error number %u", i);
}

static void
rate_limit(void **state)
{
	(void)state;
	assert_int_equal(log_lines(many_events), LOG_BURST);
	assert_int_equal(ctl.log_dropped, MANY - LOG_BURST);
	/* Telemetry has the last one all the same. */
	assert_string_equal(wdp_qm_locals[0].last_error, "error number 99");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(entries, setup),
		cmocka_unit_test_setup(async_events, setup),
		cmocka_unit_test_setup(mad_device, setup),
		cmocka_unit_test_setup(rate_limit, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
