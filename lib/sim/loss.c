/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The data path polls memory and would never notice that the model is gone. EAL's interrupt
 * thread does it for us. It waits for readable descriptors, which the socket is at every
 * reply; so it gets an epoll descriptor that becomes readable at a hang-up only.
 */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <sys/epoll.h>

#include <rte_interrupts.h>

#include "common/wdp_log.h"
#include "sim.h"

static void
hung_up(void *arg)
{
	struct sim_dev *d = arg;

	wdp_sim_set_lost(d, "its process ended or closed the socket");
	/* The state lasts: without this the thread would come back for ever. */
	rte_intr_callback_unregister_pending(d->intr, hung_up, d, NULL);
}

static int
open_epoll(int sock)
{
	struct epoll_event ev = { .events = EPOLLRDHUP | EPOLLHUP };
	int fd = epoll_create1(EPOLL_CLOEXEC);
	int ret;

	if (fd < 0)
		return -errno;
	if (epoll_ctl(fd, EPOLL_CTL_ADD, sock, &ev) != 0) {
		ret = -errno;
		close(fd);
		return ret;
	}
	return fd;
}

int
wdp_sim_loss_start(struct sim_dev *d)
{
	int ret = open_epoll(wdp_vfu_client_sock(d->client));

	if (ret < 0)
		goto fail;
	d->hangup_epfd = ret;
	d->intr = rte_intr_instance_alloc(RTE_INTR_INSTANCE_F_PRIVATE);
	if (d->intr == NULL) {
		ret = -ENOMEM;
		goto fail;
	}
	if (rte_intr_fd_set(d->intr, d->hangup_epfd) != 0 ||
			rte_intr_type_set(d->intr, RTE_INTR_HANDLE_EXT) != 0) {
		ret = -EINVAL;
		goto fail;
	}
	ret = rte_intr_callback_register(d->intr, hung_up, d);
	if (ret == 0)
		return 0;
fail:
	WDP_LOG(ERR, "%s: the model's socket cannot be watched: %s", d->base.name, strerror(-ret));
	wdp_sim_loss_stop(d);
	return ret;
}

void
wdp_sim_loss_stop(struct sim_dev *d)
{
	if (d->intr != NULL) {
		/* Waits for a running callback; "no entry" when it removed itself. */
		if (rte_intr_fd_get(d->intr) >= 0)
			rte_intr_callback_unregister_sync(d->intr, hung_up, d);
		rte_intr_instance_free(d->intr);
		d->intr = NULL;
	}
	if (d->hangup_epfd >= 0)
		close(d->hangup_epfd);
	d->hangup_epfd = -1;
}
