/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Threads that do the work. A busy one spins over the queues in use; one that found
 * nothing for a while naps, and a doorbell through a register wakes it. A shadow
 * doorbell wakes nobody: it is seen after the nap.
 */

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "model_fault.h"
#include "wdp_model_priv.h"

#define SPIN_US        100  /* empty-handed before the first nap */
#define NAP_FIRST_US   50
#define NAP_LAST_US    1000
#define CLOCK_SCANS    64   /* empty scans between two looks at the clock */

static void
futex_wait(uint32_t *word, uint32_t seen, unsigned int us)
{
	struct timespec ts = {.tv_sec = us / 1000000, .tv_nsec = (long)(us % 1000000) * 1000};

	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, &ts, NULL, 0);
}

void
wdp_md_workers_wake(struct wdp_model *m)
{
	if (m->nworkers == 0)
		return;
	/*
	 * Full order between the doorbell word stored before and the look at the nappers;
	 * nap() has the mirror image. One of the two sees the other.
	 */
	__atomic_fetch_add(&m->wake_seq, 1, __ATOMIC_SEQ_CST);
	if (__atomic_load_n(&m->nappers, __ATOMIC_SEQ_CST) != 0)
		syscall(SYS_futex, &m->wake_seq, FUTEX_WAKE_PRIVATE, m->nworkers, NULL, NULL, 0);
}

/** One round over the queues in use. @return requests finished. */
static unsigned int
scan(struct wdp_model *m, void *ectx, unsigned int start, unsigned int budget)
{
	unsigned int visit = m->cfg.engine == WDP_MODEL_NULL ? MODEL_VISIT_NULL : MODEL_VISIT_REAL;
	/* Acquire pairs with the release in active_add(). */
	unsigned int n = __atomic_load_n(&m->nactive, __ATOMIC_ACQUIRE);
	unsigned int i, at, done = 0;

	if (LOAD(m->faults))
		wdp_md_fault_tick(m);
	if (n == 0)
		return 0;
	at = start % n;
	for (i = 0; i < n && done < budget && !LOAD(m->pause); i++) {
		struct model_queue *q = &m->q[LOAD(m->active[at])];
		unsigned int left = budget - done;

		if (++at == n)
			at = 0;
		if (!wdp_md_queue_wants(q) || !model_queue_trylock(q))
			continue;
		/* The queue may have been forgotten since it was picked. */
		if (q->sq_loaded)
			done += wdp_md_queue_work(m, q, ectx, left < visit ? left : visit);
		model_queue_unlock(q);
	}
	return done;
}

static void
nap(struct wdp_model *m, unsigned int us)
{
	uint32_t seen = __atomic_load_n(&m->wake_seq, __ATOMIC_SEQ_CST);

	__atomic_fetch_add(&m->nappers, 1, __ATOMIC_SEQ_CST);
	if (!LOAD(m->quit))
		futex_wait(&m->wake_seq, seen, us);
	__atomic_fetch_sub(&m->nappers, 1, __ATOMIC_SEQ_CST);
}

static void *
worker_main(void *arg)
{
	struct model_worker *w = arg;
	struct wdp_model *m = w->m;
	unsigned int nap_us = NAP_FIRST_US, empty = 0;
	uint64_t idle_since = 0;
	unsigned int start = w->id;
	uint32_t seq = 0;

	while (!LOAD(m->quit)) {
		uint32_t now_seq = LOAD(m->wake_seq);

		if (scan(m, w->ectx, start++, UINT32_MAX) > 0 || now_seq != seq) {
			seq = now_seq;
			idle_since = 0;
			empty = 0;
			nap_us = NAP_FIRST_US;
			continue;
		}
		if (LOAD(m->pause))
			sched_yield();
		if (++empty < CLOCK_SCANS)
			continue;
		empty = 0;
		if (idle_since == 0) {
			idle_since = wdp_md_now_ns();
		} else if (wdp_md_now_ns() - idle_since > SPIN_US * 1000) {
			nap(m, nap_us);
			nap_us = nap_us * 2 > NAP_LAST_US ? NAP_LAST_US : nap_us * 2;
			/* Straight back to sleep unless the next scan finds work. */
			empty = CLOCK_SCANS;
		}
	}
	return NULL;
}

int
wdp_md_workers_start(struct wdp_model *m)
{
	sigset_t all, old;
	unsigned int i;
	int ret = 0;

	if (m->cfg.workers == 0)
		return 0;
	m->workers = calloc(m->cfg.workers, sizeof(*m->workers));
	if (m->workers == NULL)
		return -ENOMEM;
	/* Signals belong to the program around the model. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	for (i = 0; i < m->cfg.workers && ret == 0; i++) {
		struct model_worker *w = &m->workers[i];

		w->m = m;
		w->id = i;
		w->ectx = m->engine->ctx_create();
		if (w->ectx == NULL) {
			ret = -ENOMEM;
		} else if (pthread_create(&w->thread, NULL, worker_main, w) != 0) {
			m->engine->ctx_destroy(w->ectx);
			ret = -EAGAIN;
		} else {
			m->nworkers++;
		}
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return ret;
}

void
wdp_md_workers_stop(struct wdp_model *m)
{
	unsigned int i;

	STORE(m->quit, true);
	wdp_md_workers_wake(m);
	for (i = 0; i < m->nworkers; i++) {
		pthread_join(m->workers[i].thread, NULL);
		m->engine->ctx_destroy(m->workers[i].ectx);
	}
	free(m->workers);
	m->workers = NULL;
	m->nworkers = 0;
}

unsigned int
wdp_model_step(struct wdp_model *m, unsigned int budget)
{
	unsigned int done = 0, n;

	pthread_mutex_lock(&m->step_lock);
	do {
		n = scan(m, m->step_ectx, m->step_pos++, budget - done);
		done += n;
	} while (n > 0 && done < budget);
	pthread_mutex_unlock(&m->step_lock);
	return done;
}
