/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdlib.h>

#include "fuzz_clock.h"

#define START_NS  UINT64_C(1000000000)
#define NS_PER_US UINT64_C(1000)
#define NS_PER_MS UINT64_C(1000000)
/* A sleep takes as long as on a busy machine: waits in steps of 10 us end soon. */
#define SLEEP_MIN_NS NS_PER_MS

/* One device, so one alarm. */
struct alarm {
	rte_eal_alarm_callback cb; /* NULL: none */
	void *arg;
	uint64_t due_ns;
};

static uint64_t now_ns = START_NS;
static struct alarm alarm_set;
void (*wdp_fz_waiting)(void);

uint64_t
wdp_fz_ns(void)
{
	return now_ns;
}

uint64_t
wdp_fz_hz(void)
{
	return NS_PER_S;
}

uint64_t
__wrap_wdp_md_now_ns(void)
{
	return now_ns;
}

void
wdp_fz_sleep(unsigned int us)
{
	now_ns += RTE_MAX(us * NS_PER_US, SLEEP_MIN_NS);
	if (wdp_fz_waiting != NULL)
		wdp_fz_waiting();
}

int
wdp_fz_alarm_set(uint64_t us, rte_eal_alarm_callback cb, void *arg)
{
	if (alarm_set.cb != NULL)
		abort(); /* two watches of one device */
	alarm_set = (struct alarm){.cb = cb, .arg = arg, .due_ns = now_ns + us * NS_PER_US};
	return 0;
}

int
wdp_fz_alarm_cancel(rte_eal_alarm_callback cb, void *arg)
{
	if (alarm_set.cb != cb || alarm_set.arg != arg)
		return -ENOENT;
	alarm_set.cb = NULL;
	return 1;
}

void
wdp_fz_clock_reset(void)
{
	if (alarm_set.cb != NULL)
		abort(); /* a watch outlived its device */
	now_ns = START_NS;
	wdp_fz_waiting = NULL;
}

void
wdp_fz_pass_ms(uint32_t ms)
{
	uint64_t end = now_ns + ms * NS_PER_MS;

	while (alarm_set.cb != NULL && alarm_set.due_ns <= end) {
		struct alarm a = alarm_set;

		now_ns = RTE_MAX(now_ns, a.due_ns);
		alarm_set.cb = NULL;
		a.cb(a.arg);
	}
	now_ns = RTE_MAX(now_ns, end);
}
