/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <rte_memzone.h>

#include "qm_priv.h"
#include "wdp_qm_ctx.h"

struct wdp_qm_local wdp_qm_locals[WDP_DEVS_MAX];

#define EQE_B 4
/* For a function to answer again: PCI Express allows a second, in all but rare cases 100 ms. */
#define RESET_TIMEOUT_US (1000 * 1000)
#define VF_READY     0
#define VF_NOT_READY 1

void
wdp_qm_mem_layout(const struct wdp_qm *qm, struct qm_mem_layout *l)
{
	uint32_t table = RTE_ALIGN_CEIL(qm->nb_queues * WDP_CTX_SIZE, WDP_HWQ_MEM_ALIGN);

	l->eq = 0;
	l->aeq = RTE_ALIGN_CEIL(l->eq + qm->caps[WDP_CAP_EQ_DEPTH] * EQE_B, WDP_HWQ_MEM_ALIGN);
	l->sqc_table = RTE_ALIGN_CEIL(l->aeq + qm->caps[WDP_CAP_AEQ_DEPTH] * EQE_B,
		WDP_HWQ_MEM_ALIGN);
	l->cqc_table = l->sqc_table + table;
	l->staging = l->cqc_table + table;
	l->size = l->staging + WDP_HWQ_MEM_ALIGN;
}

static int
local_get(struct wdp_qm *qm, struct wdp_transport *t, const struct wdp_engine *engine)
{
	struct wdp_qm_local *l;
	unsigned int i;

	for (i = 0; i < WDP_DEVS_MAX; i++) {
		l = &wdp_qm_locals[i];
		if (l->qm != NULL)
			continue;
		memset(l, 0, sizeof(*l));
		pthread_mutex_init(&l->lock, NULL);
		l->qm = qm;
		l->transport = t;
		l->engine = engine;
		qm->dev = i;
		return 0;
	}
	WDP_LOG(ERR, "%s: %d devices are in use already; block some with EAL's -b",
		t->name, WDP_DEVS_MAX);
	return -ENOSPC;
}

static void
local_put(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);

	wdp_qm_table_lock();
	pthread_mutex_destroy(&l->lock);
	free(l->queues);
	if (l->ctl != NULL)
		free(l->ctl->queues);
	free(l->ctl);
	memset(l, 0, sizeof(*l));
	wdp_qm_table_unlock();
}

static int
local_alloc(struct wdp_qm *qm, const struct wdp_qm_conf *conf)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct qm_ctl *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return -ENOMEM;
	l->queues = calloc(qm->nb_queues, sizeof(*l->queues));
	c->queues = calloc(qm->nb_queues, sizeof(*c->queues));
	if (l->queues == NULL || c->queues == NULL) {
		free(c->queues);
		free(c);
		return -ENOMEM;
	}
	c->conf = *conf;
	wdp_qm_table_lock();
	l->ctl = c;
	wdp_qm_table_unlock();
	return 0;
}

int
wdp_qm_attach(struct wdp_qm *qm, struct wdp_transport *t, const struct wdp_engine *engine,
	bool is_vf, const struct wdp_qm_conf *conf)
{
	int ret;

	wdp_qm_table_lock();
	ret = local_get(qm, t, engine);
	wdp_qm_table_unlock();
	if (ret < 0)
		return ret;
	ret = wdp_qm_detect(qm, is_vf);
	if (ret == 0)
		ret = local_alloc(qm, conf);
	if (ret < 0)
		local_put(qm);
	return ret;
}

void
wdp_qm_detach(struct wdp_qm *qm)
{
	local_put(qm);
}

static int
mem_get(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	char name[RTE_MEMZONE_NAMESIZE];
	struct qm_mem_layout lay;
	const struct rte_memzone *mz;

	wdp_qm_mem_layout(qm, &lay);
	snprintf(name, sizeof(name), "wd_qm_%u", qm->dev);
	mz = rte_memzone_reserve_aligned(name, lay.size, l->transport->numa_node,
		RTE_MEMZONE_IOVA_CONTIG, WDP_HWQ_MEM_ALIGN);
	if (mz == NULL) {
		WDP_LOG(ERR, "%s: no %" PRIu32 " bytes of IOVA-contiguous memory for the device's rings; give EAL more hugepages",
			l->transport->name, lay.size);
		return -ENOMEM;
	}
	/* The whole block is zeroed before the EQC is configured (5). */
	memset(mz->addr, 0, lay.size);
	l->mz = mz;
	l->mem = mz->addr;
	qm->mem_iova = mz->iova;
	return 0;
}

static void
mem_put(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);

	rte_memzone_free(l->mz);
	l->mz = NULL;
	l->mem = NULL;
}

/* Steps 1 to 3: a function in reset state with memory space and bus master on. */
static int
reset_function(struct wdp_qm *qm)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	int ret = t->ops->reset(t);

	if (ret < 0) {
		wdp_qm_event(qm, ERR, "function reset failed: %s", strerror(-ret));
		return ret;
	}
	/*
	 * By default a change of bus master resets the function once more (19.3): it comes
	 * before anything is programmed and is never touched again.
	 */
	ret = wdp_qm_memory_space(qm);
	if (ret == 0)
		ret = t->ops->bus_master(t);
	if (ret < 0) {
		wdp_qm_event(qm, ERR, "cannot switch memory space and bus master on: %s",
			strerror(-ret));
		return ret;
	}
	ret = wdp_qm_poll32(qm, WDP_QM_MB_BASE, WDP_MB_BUSY, 0, WDP_QM_POLL_STEP_US,
		RESET_TIMEOUT_US);
	if (ret < 0)
		wdp_qm_event(qm, ERR, "does not answer after its function reset; power-cycle it");
	return ret;
}

static void
mask_all(struct wdp_qm *qm)
{
	wdp_qm_write32(qm, WDP_QM_EQ_INT_MASK, 1);
	wdp_qm_write32(qm, WDP_QM_AEQ_INT_MASK, 1);
	if (!qm->is_vf)
		wdp_qm_write32(qm, WDP_QM_ERR_MASK, WDP_QM_ERR_ALL);
}

static int
mem_init(struct wdp_qm *qm)
{
	int ret;

	wdp_qm_write32(qm, WDP_QM_MEM_START, 1);
	ret = wdp_qm_poll32(qm, WDP_QM_MEM_DONE, 1, 1, WDP_QM_POLL_STEP_US, WDP_QM_POLL_TIMEOUT_US);
	if (ret < 0)
		WDP_LOG(ERR, "%s: internal memory initialisation not finished; power-cycle the device",
			wdp_qm_transport(qm)->name);
	return ret;
}

/* Step 10: snooping, translated, non-secure accesses; no PASID. */
static const struct wdp_reg_value user_domain_all[] = {
	{WDP_QM_ARUSER, WDP_QM_AXUSER_BASE},
	{WDP_QM_ARUSER_EN, WDP_QM_AXUSER_EN_BASE},
	{WDP_QM_AWUSER, WDP_QM_AXUSER_BASE},
	{WDP_QM_AWUSER_EN, WDP_QM_AXUSER_EN_BASE},
	{WDP_QM_WUSER_EN, 0xffffffff},
	{WDP_QM_AXCACHE, 0xffff},
	{WDP_QM_AXCACHE_EN, 0xffffffff},
	{WDP_QM_PEH_AXUSER, WDP_QM_PEH_AXUSER_NOFLR},
	{WDP_QM_PEH_AXUSER_EN, 0xffffffff},
	{0, 0},
};

static void
user_domain(struct wdp_qm *qm)
{
	const struct wdp_reg_value *t = wdp_qm_local(qm)->engine->user_domain;

	for (t = t != NULL ? t : user_domain_all; t->reg != 0; t++)
		wdp_qm_write32(qm, t->reg, t->value);
}

/* Step 14: no VFs are served, so their messages stay masked. */
static void
ifc_clear(struct wdp_qm *qm)
{
	if (!qm->caps[WDP_CAP_IFC])
		return;
	if (!qm->is_vf)
		wdp_qm_write64(qm, WDP_QM_IFC_SRC, UINT64_MAX);
	wdp_qm_modify32(qm, WDP_QM_IFC_INT_SRC, 0, 1);
	wdp_qm_modify32(qm, WDP_QM_IFC_INT_MASK, 0, 1);
}

/* Steps 4 to 15, which only a PF has. */
static int
pf_init(struct wdp_qm *qm)
{
	const struct wdp_engine *e = wdp_qm_local(qm)->engine;
	int ret;

	if (wdp_qm_master_closed(qm)) {
		WDP_LOG(ERR, "%s: the device has closed its AXI master after an error and a function reset does not reopen it; rebind it to its kernel driver and back to vfio-pci",
			wdp_qm_transport(qm)->name);
		wdp_qm_log_errors(qm);
		return -EIO;
	}
	wdp_qm_write32(qm, WDP_QM_DB_TIMEOUT, WDP_QM_DB_TIMEOUT_NS);
	if (qm->gen >= WDP_GEN_V3)
		wdp_qm_modify32(qm, WDP_QM_PM_CTRL, 0, WDP_QM_PM_CTRL_NOGATE);
	ret = mem_init(qm);
	if (ret < 0)
		return ret;
	user_domain(qm);
	ret = e->init(qm);
	if (ret < 0)
		return ret;
	/* The watch also goes by it: a function that somebody else has reset has 0 there. */
	wdp_qm_write32(qm, WDP_QM_CACHE_CTL, WDP_QM_CACHE_CTL_INIT);
	wdp_qm_errors_on(qm);
	ifc_clear(qm);
	return wdp_qm_vft_set(qm, qm->nb_queues);
}

/* Step 16: event rings. */
static int
event_rings(struct wdp_qm *qm, const struct qm_mem_layout *lay)
{
	struct wdp_eqc eqc;
	int ret;

	wdp_eqc_encode(&eqc, qm->mem_iova + lay->eq, qm->caps[WDP_CAP_EQ_DEPTH]);
	ret = wdp_qm_mb_load_ctx(qm, WDP_MB_CMD_EQC, 0, &eqc);
	if (ret < 0)
		return ret;
	wdp_eqc_encode(&eqc, qm->mem_iova + lay->aeq, qm->caps[WDP_CAP_AEQ_DEPTH]);
	return wdp_qm_mb_load_ctx(qm, WDP_MB_CMD_AEQC, 0, &eqc);
}

/* Steps 16 to 19. */
static int
func_init(struct wdp_qm *qm)
{
	struct qm_mem_layout lay;
	int ret;

	wdp_qm_mem_layout(qm, &lay);
	wdp_qm_events_init(qm);
	ret = event_rings(qm, &lay);
	if (ret < 0)
		return ret;
	ret = wdp_qm_mb(qm, WDP_MB_CMD_SQC_BASE, false, 0, qm->mem_iova + lay.sqc_table);
	if (ret < 0)
		return ret;
	ret = wdp_qm_mb(qm, WDP_MB_CMD_CQC_BASE, false, 0, qm->mem_iova + lay.cqc_table);
	if (ret < 0)
		return ret;
	if (qm->caps[WDP_CAP_SVA_PREFETCH])
		wdp_qm_write32(qm, WDP_QM_PAGE_SIZE, 0);
	wdp_qm_event_ring(qm, &wdp_qm_local(qm)->ctl->aeq);
	wdp_qm_event_ring(qm, &wdp_qm_local(qm)->ctl->eq);
	if (wdp_qm_local(qm)->ctl->irq.on) {
		wdp_qm_write32(qm, WDP_QM_EQ_INT_MASK, 0);
		wdp_qm_write32(qm, WDP_QM_AEQ_INT_MASK, 0);
	}
	if (qm->is_vf && qm->gen >= WDP_GEN_V3)
		wdp_qm_write32(qm, WDP_QM_VF_STATE, VF_READY);
	return 0;
}

int
wdp_qm_bring_up(struct wdp_qm *qm)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	int ret = reset_function(qm);

	if (ret == 0) {
		mask_all(qm);
		ret = qm->is_vf ? 0 : pf_init(qm);
	}
	if (ret == 0)
		ret = func_init(qm);
	/* Half a bring-up may have given the device addresses: make it forget them. */
	if (ret < 0)
		t->ops->reset(t);
	return ret;
}

/* A device that we gave up may have been mended since; one that its transport lost is gone. */
static void
forget_loss(struct wdp_qm_local *l)
{
	if (l->state == WDP_QM_LOST || l->state == WDP_QM_ISOLATED)
		__atomic_store_n(&l->transport->lost, 0, __ATOMIC_RELAXED);
	l->state = WDP_QM_STOPPED;
	l->ctl->silent_ms = 0;
	memset(l->ctl->resets_ms, 0, sizeof(l->ctl->resets_ms));
}

int
wdp_qm_start(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	int ret;

	if (qm->started)
		return 0;
	ret = mem_get(qm);
	if (ret < 0)
		return ret;
	forget_loss(l);
	wdp_qm_irq_start(qm);
	pthread_mutex_lock(&l->lock);
	ret = wdp_qm_bring_up(qm);
	if (ret == 0) {
		memset(qm->used, 0, sizeof(qm->used));
		l->state = WDP_QM_RUNNING;
		qm->started = 1;
	}
	pthread_mutex_unlock(&l->lock);
	if (ret < 0) {
		wdp_qm_irq_stop(qm);
		mem_put(qm);
		return ret;
	}
	wdp_qm_watch_start(qm);
	WDP_LOG(INFO, "%s: %s, revision 0x%02x, %u queues, doorbells %s, %s", l->transport->name,
		l->engine->name, qm->revision, qm->nb_queues,
		qm->db_isolated ? "one page per queue" : "shared",
		l->ctl->irq.on ? "interrupts" : "no interrupts");
	return 0;
}

/* Contexts back to the tables before those are freed (5, shutdown). */
static void
cache_write_back(struct wdp_qm *qm)
{
	wdp_qm_write32(qm, WDP_QM_CACHE_WB_START, 1);
	if (wdp_qm_poll32(qm, WDP_QM_CACHE_WB_DONE, 1, 1, WDP_QM_POLL_STEP_US,
			WDP_QM_POLL_TIMEOUT_US) == -ETIMEDOUT)
		WDP_LOG(ERR, "%s: context cache write-back not finished; the device is reset at its next start",
			wdp_qm_transport(qm)->name);
}

void
wdp_qm_stop(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	unsigned int q;

	if (!qm->started)
		return;
	wdp_qm_irq_stop(qm);
	wdp_qm_watch_stop(qm);
	pthread_mutex_lock(&l->lock);
	if (!wdp_transport_lost(l->transport)) {
		mask_all(qm);
		if (!qm->is_vf) {
			wdp_qm_vft_set(qm, 0);
			l->engine->quiesce(qm);
			wdp_qm_errors_off(qm);
		}
		if (qm->caps[WDP_CAP_IFC])
			wdp_qm_modify32(qm, WDP_QM_IFC_INT_MASK, 0, 1);
		if (qm->is_vf && qm->gen >= WDP_GEN_V3)
			wdp_qm_write32(qm, WDP_QM_VF_STATE, VF_NOT_READY);
		cache_write_back(qm);
		/*
		 * A queue that never stopped may still hold addresses of memory that is about
		 * to be freed: only a reset makes the device forget them.
		 */
		l->transport->ops->reset(l->transport);
	}
	qm->started = 0;
	for (q = 0; q < qm->nb_queues; q++)
		wdp_qm_queue_forget(qm, q);
	if (l->state == WDP_QM_RUNNING || l->state == WDP_QM_RECOVERING)
		l->state = WDP_QM_STOPPED;
	pthread_mutex_unlock(&l->lock);
	wdp_qm_quarantine_free(qm);
	mem_put(qm);
}
