/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "qm_priv.h"
#include "wdp_hwq.h"
#include "wdp_qp.h"

/*
 * Memory of queue pairs whose hardware did not stop: kept until the next reset. Heads by
 * device, process-local like everything that is a pointer.
 */
struct quarantine {
	struct quarantine *next;
	const struct rte_memzone *mz;
};

static struct quarantine *quarantined[WDP_DEVS_MAX];

static const struct rte_memzone *
mem_get(struct wdp_qm *qm, uint16_t id, uint32_t size, int socket)
{
	char name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;

	/* The life counter keeps a new queue pair apart from a quarantined one. */
	snprintf(name, sizeof(name), "wd_qp_%u_%u_%" PRIu32, qm->dev, id, qm->lives);
	mz = rte_memzone_reserve_aligned(name, size, socket, RTE_MEMZONE_IOVA_CONTIG,
		WDP_HWQ_MEM_ALIGN);
	if (mz == NULL)
		mz = rte_memzone_reserve_aligned(name, size, SOCKET_ID_ANY, RTE_MEMZONE_IOVA_CONTIG,
			WDP_HWQ_MEM_ALIGN);
	if (mz == NULL)
		WDP_LOG(ERR, "%s: queue pair %u: no %" PRIu32 " bytes of IOVA-contiguous memory; give EAL more hugepages, or set up fewer or shorter queue pairs",
			wdp_qm_transport(qm)->name, id, size);
	return mz;
}

struct wdp_qp *
wdp_qp_create(struct wdp_qm *qm, uint16_t id, uint32_t size, uint32_t head_size,
	uint32_t soft_off, uint32_t soft_slots, int socket)
{
	const struct rte_memzone *mz = mem_get(qm, id, size, socket);
	struct wdp_qp *qp;

	if (mz == NULL)
		return NULL;
	qp = mz->addr;
	memset(qp, 0, head_size);
	qp->id = id;
	qp->iova = mz->iova;
	qp->soft_off = soft_off;
	qp->c_soft_off = soft_off;
	snprintf(qp->mz_name, sizeof(qp->mz_name), "%s", mz->name);
	if (rte_ring_init(wdp_qp_at(qp, soft_off), "wd_soft", soft_slots,
			RING_F_SP_ENQ | RING_F_SC_DEQ) < 0) {
		rte_memzone_free(mz);
		return NULL;
	}
	return qp;
}

static void
quarantine(struct wdp_qm *qm, const struct rte_memzone *mz)
{
	struct quarantine *e = malloc(sizeof(*e));

	/* Without the entry the memory is lost, which is still better than reused. */
	if (e == NULL)
		return;
	e->mz = mz;
	e->next = quarantined[qm->dev];
	quarantined[qm->dev] = e;
}

void
wdp_qp_free(struct wdp_qm *qm, struct wdp_qp *qp, bool stopped)
{
	const struct rte_memzone *mz = rte_memzone_lookup(qp->mz_name);

	if (stopped) {
		rte_memzone_free(mz);
		return;
	}
	WDP_LOG(ERR, "%s: queue pair %u: the hardware did not stop; its memory is kept until the device is closed",
		wdp_qm_transport(qm)->name, qp->id);
	quarantine(qm, mz);
}

void
wdp_qm_quarantine_free(struct wdp_qm *qm)
{
	struct quarantine **head = &quarantined[qm->dev], *e;

	while ((e = *head) != NULL) {
		*head = e->next;
		rte_memzone_free(e->mz);
		free(e);
	}
}

void
wdp_qp_stats(void *const *qps, uint16_t nb, struct wdp_qp_counts *sum)
{
	uint16_t i;

	memset(sum, 0, sizeof(*sum));
	for (i = 0; i < nb; i++) {
		const struct wdp_qp *qp = qps[i];

		if (qp == NULL)
			continue;
		/* The data path only ever counts up; a reset is a subtraction here. */
		sum->enqueued += qp->enqueued - qp->base.enqueued;
		sum->dequeued += qp->dequeued - qp->base.dequeued;
		sum->enqueue_errors += qp->enqueue_errors - qp->base.enqueue_errors;
		sum->dequeue_errors += qp->dequeue_errors - qp->base.dequeue_errors;
	}
}

void
wdp_qp_stats_reset(void *const *qps, uint16_t nb)
{
	uint16_t i;

	for (i = 0; i < nb; i++) {
		struct wdp_qp *qp = qps[i];

		if (qp == NULL)
			continue;
		qp->base.enqueued = qp->enqueued;
		qp->base.dequeued = qp->dequeued;
		qp->base.enqueue_errors = qp->enqueue_errors;
		qp->base.dequeue_errors = qp->dequeue_errors;
	}
}
