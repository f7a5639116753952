/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Life of a model, complaints, and the lock over all queues in use. */

#include <assert.h>
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "model_fault.h"
#include "wdp_model_priv.h"
#include "wdp_vfu_proto.h"

/* Spins for a queue's lock before the processor is given away. */
#define LOCK_SPINS 200

static const char *const complaint_names[SAY_KINDS] = {
	[SAY_WIDTH] = "access_width",
	[SAY_REGISTER] = "unknown_register",
	[SAY_RESERVED] = "reserved_bits",
	[SAY_READONLY] = "write_to_read_only",
	[SAY_DISABLED] = "function_disabled",
	[SAY_DOORBELL] = "doorbell",
	[SAY_MAILBOX] = "mailbox",
	[SAY_CONTEXT] = "context",
	[SAY_VFT] = "vft",
	[SAY_SQE] = "descriptor",
	[SAY_SGL] = "scatter_list",
	[SAY_DMA] = "dma",
	[SAY_SHADOW] = "shadow_doorbell",
};

const char *
wdp_md_complaint_name(enum model_complaint kind)
{
	return complaint_names[kind];
}

uint64_t
wdp_md_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

void
wdp_md_say(struct wdp_model *m, const char *fmt, ...)
{
	va_list ap;

	if (m->cfg.log == NULL)
		return;
	pthread_mutex_lock(&m->say_lock);
	fprintf(m->cfg.log, "wd-model %s: ", m->engine->name);
	va_start(ap, fmt);
	vfprintf(m->cfg.log, fmt, ap);
	va_end(ap);
	fflush(m->cfg.log);
	pthread_mutex_unlock(&m->say_lock);
}

/** Note the complaint. @return true for the first of its kind and place. */
static bool
note_complaint(struct wdp_model *m, enum model_complaint kind, uint64_t place)
{
	unsigned int i;

	COUNT(m->complaints, 1);
	COUNT(m->per_kind[kind], 1);
	for (i = 0; i < m->nsaid; i++) {
		if (m->said[i].kind == kind && m->said[i].place == place) {
			m->said[i].count++;
			return false;
		}
	}
	if (m->nsaid == MODEL_SAID_MAX)
		return false;
	m->said[m->nsaid++] = (struct model_said){kind, place, 1};
	return true;
}

void
wdp_md_complain(struct wdp_model *m, enum model_complaint kind, uint64_t place, const char *fmt,
	...)
{
	va_list ap;

	pthread_mutex_lock(&m->say_lock);
	if (note_complaint(m, kind, place) && m->cfg.log != NULL) {
		fprintf(m->cfg.log, "wd-model %s: complaint (%s): ", m->engine->name,
			complaint_names[kind]);
		va_start(ap, fmt);
		vfprintf(m->cfg.log, fmt, ap);
		va_end(ap);
		fputc('\n', m->cfg.log);
		fflush(m->cfg.log);
	}
	pthread_mutex_unlock(&m->say_lock);
}

uint64_t
wdp_model_complaints(const struct wdp_model *m)
{
	return LOAD(m->complaints);
}

static void
lock_wait(struct model_queue *q)
{
	unsigned int spins = 0;

	while (!model_queue_trylock(q)) {
		if (++spins >= LOCK_SPINS) {
			spins = 0;
			sched_yield();
		}
	}
}

/*
 * The control thread announces itself before it waits: workers then take no new
 * request, so the wait is bounded by the one being worked on.
 */
void
wdp_md_queue_lock(struct wdp_model *m, struct model_queue *q)
{
	COUNT(m->pause, 1);
	lock_wait(q);
	__atomic_fetch_sub(&m->pause, 1, __ATOMIC_RELAXED);
}

/*
 * Queues in use are enough: a worker that still holds one which is no longer in use
 * finds it without a context and leaves it alone. The list is copied because what
 * happens under the locks may take queues out of use.
 */
void
wdp_md_lock_all(struct wdp_model *m)
{
	unsigned int i;

	COUNT(m->pause, 1);
	m->nlocked = m->nactive;
	for (i = 0; i < m->nlocked; i++) {
		m->locked[i] = m->active[i];
		lock_wait(&m->q[m->locked[i]]);
	}
}

void
wdp_md_unlock_all(struct wdp_model *m)
{
	unsigned int i;

	for (i = 0; i < m->nlocked; i++)
		model_queue_unlock(&m->q[m->locked[i]]);
	__atomic_fetch_sub(&m->pause, 1, __ATOMIC_RELAXED);
}

static void
shadow_reset(struct wdp_model *m)
{
	unsigned int i;

	for (i = 0; i < m->queues; i++)
		m->fn.next_slot[i] = MODEL_NO_SLOT;
	if (m->fn.shadow_bound != NULL)
		memset(m->fn.shadow_bound, 0, m->cfg.shadow_slots);
}

/** What the reset of a PF does to the device beyond its own function. */
static void
device_reset(struct wdp_model *m)
{
	wdp_md_vft_clear(m);
	STORE(m->stopped, false);
	/* What closed the master stays visible: FLR is not known to open it (19.3). */
	STORE(m->qm_err, m->qm_err_sticky);
	STORE(m->eng_err, m->eng_err_sticky);
}

/** Under all locks no worker is in its engine. */
static void
contexts_reset(struct wdp_model *m)
{
	unsigned int i;

	if (m->engine->ctx_reset == NULL)
		return;
	for (i = 0; i < m->nworkers; i++)
		m->engine->ctx_reset(m->workers[i].ectx);
	m->engine->ctx_reset(m->ctl_ectx);
	m->engine->ctx_reset(m->step_ectx);
}

void
wdp_md_function_reset(struct wdp_model *m)
{
	unsigned int i;

	wdp_md_lock_all(m);
	/* A PF takes its VFs along. */
	for (i = 0; i < m->queues; i++)
		if (!model_is_vf(m) || i - m->fn.base < m->fn.nqueues)
			wdp_md_queue_forget(m, &m->q[i]);
	shadow_reset(m);
	pthread_mutex_lock(&m->fn.ev_lock);
	memset(&m->fn.eq, 0, sizeof(m->fn.eq));
	memset(&m->fn.aeq, 0, sizeof(m->fn.aeq));
	m->fn.eq.vector = WDP_MSI_VEC_EQ;
	m->fn.aeq.vector = WDP_MSI_VEC_AEQ;
	pthread_mutex_unlock(&m->fn.ev_lock);
	contexts_reset(m);
	wdp_md_regs_reset(m, false);
	/* A VF keeps its queues, and the rest of the device is not its own (20). */
	if (!model_is_vf(m))
		device_reset(m);
	memset(m->fn.mb, 0, sizeof(m->fn.mb));
	m->fn.mb_stuck = false;
	m->fn.sqc_table_set = false;
	m->fn.cqc_table_set = false;
	if (LOAD(m->faults))
		wdp_md_fault_function_reset(m);
	wdp_md_unlock_all(m);
}

void
wdp_model_reset(struct wdp_model *m)
{
	wdp_md_function_reset(m);
	if (LOAD(m->faults))
		wdp_md_fault_after_reset(m);
}

void
wdp_model_power_cycle(struct wdp_model *m)
{
	__atomic_fetch_and(&m->closed, ~MODEL_CLOSED_ERROR, __ATOMIC_RELAXED);
	STORE(m->qm_err_sticky, 0);
	STORE(m->eng_err_sticky, 0);
	m->mem_init = false;
	wdp_md_function_reset(m);
	wdp_md_regs_reset(m, true);
	wdp_md_cfg_init(m);
}

void
wdp_model_client_gone(struct wdp_model *m)
{
	unsigned int i;

	wdp_md_function_reset(m);
	wdp_md_dma_drop_all(m);
	for (i = 0; i < wdp_md_msi_messages(m); i++)
		wdp_model_set_msi(m, i, -1);
	wdp_md_cfg_init(m);
	if (m->fn.shadow != NULL)
		memset(m->fn.shadow, 0, (size_t)m->cfg.shadow_slots * WDP_VFU_SHADOW_SLOT_B);
}

int
wdp_model_shadow_fd(const struct wdp_model *m)
{
	return m->fn.shadow_fd;
}

unsigned int
wdp_model_msi_count(const struct wdp_model *m)
{
	return wdp_md_msi_messages(m);
}

static unsigned int
read_max_map_count(void)
{
	FILE *f = fopen("/proc/sys/vm/max_map_count", "re");
	unsigned int v = 0;

	if (f == NULL)
		return 0;
	if (fscanf(f, "%u", &v) != 1)
		v = 0;
	fclose(f);
	return v;
}

static int
shadow_create(struct wdp_model *m)
{
	size_t size = (size_t)m->cfg.shadow_slots * WDP_VFU_SHADOW_SLOT_B;

	m->fn.shadow_fd = -1;
	if (size == 0)
		return 0;
	m->fn.shadow_bound = calloc(m->cfg.shadow_slots, 1);
	if (m->fn.shadow_bound == NULL)
		return -ENOMEM;
	m->fn.shadow_fd = memfd_create("wd-shadow-doorbells", MFD_CLOEXEC);
	if (m->fn.shadow_fd < 0 || ftruncate(m->fn.shadow_fd, size) < 0)
		return -ENOMEM;
	m->fn.shadow = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, m->fn.shadow_fd, 0);
	if (m->fn.shadow == MAP_FAILED) {
		m->fn.shadow = NULL;
		return -ENOMEM;
	}
	return 0;
}

/* An engine is one line here, and its own files. */
static const struct model_engine_ops *
engine_of(enum wdp_model_kind kind)
{
	switch (kind) {
	case WDP_MODEL_ZIP:
		return &wdp_md_zip_ops;
	case WDP_MODEL_SEC:
		return &wdp_md_sec_ops;
	case WDP_MODEL_HPRE:
		return &wdp_md_hpre_ops;
	default:
		return NULL;
	}
}

static unsigned int
queues_max(const struct wdp_model_config *c)
{
	static_assert(WDP_MODEL_VF_QUEUES_MAX == WDP_QM_QUEUES_MAX - MODEL_PF_QUEUES,
		"a VF may have what the PF leaves");

	return c->vf ? WDP_MODEL_VF_QUEUES_MAX : WDP_QM_QUEUES_MAX;
}

static bool
config_ok(const struct wdp_model_config *c)
{
	return engine_of(c->kind) != NULL && (c->hw == WDP_MODEL_V2 || c->hw == WDP_MODEL_V3) &&
		(c->engine == WDP_MODEL_REAL || c->engine == WDP_MODEL_NULL) &&
		c->queues >= MODEL_QUEUES_MIN && c->queues <= queues_max(c) &&
		c->workers <= MODEL_WORKERS_MAX && c->shadow_slots <= WDP_VFU_SHADOW_SLOTS;
}

static int
queues_create(struct wdp_model *m)
{
	unsigned int i;

	m->q = aligned_alloc(MODEL_CACHELINE_B, m->queues * sizeof(*m->q));
	m->active = calloc(m->queues, sizeof(*m->active));
	m->locked = calloc(m->queues, sizeof(*m->locked));
	m->fn.next_slot = calloc(m->queues, sizeof(*m->fn.next_slot));
	/* One to spare: a lookup may name the entry behind the last. */
	m->fn.maps = calloc(1, sizeof(*m->fn.maps));
	m->fn.maps_cap = 1;
	if (m->q == NULL || m->active == NULL || m->locked == NULL || m->fn.maps == NULL ||
			m->fn.next_slot == NULL)
		return -ENOMEM;
	memset(m->q, 0, m->queues * sizeof(*m->q));
	for (i = 0; i < m->queues; i++) {
		m->q[i].index = i;
		m->q[i].slot = MODEL_NO_SLOT;
	}
	m->ctl_ectx = m->engine->ctx_create();
	m->step_ectx = m->engine->ctx_create();
	return m->ctl_ectx != NULL && m->step_ectx != NULL ? 0 : -ENOMEM;
}

struct wdp_model *
wdp_model_create(const struct wdp_model_config *cfg)
{
	struct wdp_model *m;
	unsigned int i;
	int ret;

	if (cfg == NULL || !config_ok(cfg)) {
		errno = EINVAL;
		return NULL;
	}
	m = calloc(1, sizeof(*m));
	if (m == NULL)
		return NULL;
	m->cfg = *cfg;
	m->engine = engine_of(cfg->kind);
	m->v3 = cfg->hw == WDP_MODEL_V3;
	m->fn.nr = cfg->vf ? MODEL_VF_NR : 0;
	m->queues = cfg->vf ? MODEL_PF_QUEUES + cfg->queues : cfg->queues;
	m->max_map_count = read_max_map_count();
	for (i = 0; i < MODEL_MSI_VECTORS; i++)
		m->fn.msi_fd[i] = -1;
	m->fn.shadow_fd = -1;
	pthread_mutex_init(&m->fn.ev_lock, NULL);
	pthread_mutex_init(&m->fn.msi_lock, NULL);
	pthread_mutex_init(&m->say_lock, NULL);
	pthread_mutex_init(&m->step_lock, NULL);
	ret = queues_create(m);
	if (ret == 0)
		ret = wdp_md_fault_create(m);
	if (ret == 0)
		ret = shadow_create(m);
	if (ret == 0) {
		wdp_md_regs_reset(m, true);
		wdp_md_function_reset(m);
		wdp_md_cfg_init(m);
		if (cfg->vf)
			wdp_md_host_setup(m);
		ret = wdp_md_workers_start(m);
	}
	if (ret < 0) {
		wdp_model_destroy(m);
		errno = -ret;
		return NULL;
	}
	return m;
}

void
wdp_model_destroy(struct wdp_model *m)
{
	unsigned int i;

	if (m == NULL)
		return;
	wdp_md_workers_stop(m);
	if (m->q != NULL && m->locked != NULL && m->fn.maps != NULL)
		wdp_md_dma_drop_all(m);
	for (i = 0; i < MODEL_MSI_VECTORS; i++)
		if (m->fn.msi_fd[i] >= 0)
			close(m->fn.msi_fd[i]);
	if (m->fn.shadow != NULL)
		munmap(m->fn.shadow, (size_t)m->cfg.shadow_slots * WDP_VFU_SHADOW_SLOT_B);
	if (m->fn.shadow_fd >= 0)
		close(m->fn.shadow_fd);
	m->engine->ctx_destroy(m->ctl_ectx);
	m->engine->ctx_destroy(m->step_ectx);
	pthread_mutex_destroy(&m->fn.ev_lock);
	pthread_mutex_destroy(&m->fn.msi_lock);
	pthread_mutex_destroy(&m->say_lock);
	pthread_mutex_destroy(&m->step_lock);
	wdp_md_fault_destroy(m);
	free(m->fn.shadow_bound);
	free(m->fn.next_slot);
	free(m->fn.maps);
	free(m->locked);
	free(m->active);
	free(m->q);
	free(m);
}
