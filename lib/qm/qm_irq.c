/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Interrupts: every vector signals an eventfd of its own, an epoll descriptor gathers them
 * for EAL's interrupt thread. An interrupt is no more than a reason to look at once (14).
 */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <rte_interrupts.h>

#include "qm_priv.h"

static void
taken(void *arg)
{
	struct wdp_qm_local *l = arg;
	struct qm_irq *irq = &l->ctl->irq;
	uint64_t value;
	unsigned int i;

	for (i = 0; i < irq->nb; i++)
		if (read(irq->fds[i], &value, sizeof(value)) == sizeof(value))
			l->counts.irqs += value;
	__atomic_store_n(&irq->pending, 1, __ATOMIC_RELEASE);
	wdp_qm_look(l);
}

static int
fds_open(struct qm_irq *irq, unsigned int nb)
{
	struct epoll_event ev = {.events = EPOLLIN};

	irq->epfd = epoll_create1(EPOLL_CLOEXEC);
	if (irq->epfd < 0)
		return -errno;
	for (irq->nb = 0; irq->nb < nb; irq->nb++) {
		int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

		if (fd < 0)
			return -errno;
		irq->fds[irq->nb] = fd;
		if (epoll_ctl(irq->epfd, EPOLL_CTL_ADD, fd, &ev) != 0) {
			irq->nb++;
			return -errno;
		}
	}
	return 0;
}

static int
handle_register(struct wdp_qm_local *l)
{
	struct qm_irq *irq = &l->ctl->irq;

	irq->handle = rte_intr_instance_alloc(RTE_INTR_INSTANCE_F_PRIVATE);
	if (irq->handle == NULL)
		return -ENOMEM;
	if (rte_intr_fd_set(irq->handle, irq->epfd) != 0 ||
			rte_intr_type_set(irq->handle, RTE_INTR_HANDLE_EXT) != 0)
		return -EINVAL;
	return rte_intr_callback_register(irq->handle, taken, l);
}

static void
fds_close(struct qm_irq *irq)
{
	while (irq->nb != 0)
		close(irq->fds[--irq->nb]);
	if (irq->epfd >= 0)
		close(irq->epfd);
	irq->epfd = -1;
}

static void
handle_free(struct wdp_qm_local *l)
{
	struct qm_irq *irq = &l->ctl->irq;

	if (irq->handle == NULL)
		return;
	/* Waits for a callback that runs; an error only says that there was none. */
	rte_intr_callback_unregister_sync(irq->handle, taken, l);
	rte_intr_instance_free(irq->handle);
	irq->handle = NULL;
}

void
wdp_qm_irq_start(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct qm_irq *irq = &l->ctl->irq;
	uint32_t nb = qm->caps[qm->is_vf ? WDP_CAP_VF_MSI : WDP_CAP_PF_MSI];
	int ret;

	irq->epfd = -1;
	ret = nb == 0 || nb > WDP_MSI_VECS_MAX ? -EINVAL : fds_open(irq, nb);
	if (ret == 0)
		ret = l->transport->ops->irqs_set(l->transport, irq->fds, nb);
	if (ret == 0)
		ret = handle_register(l);
	if (ret == 0) {
		irq->on = true;
		return;
	}
	WDP_LOG(NOTICE, "%s: no interrupts (%s): device events are looked for every %u ms",
		l->transport->name, strerror(-ret), WDP_QM_WATCH_MS);
	wdp_qm_irq_stop(qm);
}

void
wdp_qm_irq_stop(struct wdp_qm *qm)
{
	struct wdp_qm_local *l = wdp_qm_local(qm);
	struct qm_irq *irq = &l->ctl->irq;

	/* Also when the start came no further than this: the device must not signal closed fds. */
	if (irq->nb != 0 && !wdp_transport_lost(l->transport))
		l->transport->ops->irqs_set(l->transport, NULL, 0);
	irq->on = false;
	handle_free(l);
	fds_close(irq);
}
