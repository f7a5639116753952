/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * EAL's memory in the model's eyes: every segment is mapped with its file descriptor at its
 * IOVA. Segments that EAL may free are mapped one by one, because the model drops whole
 * mappings only; the ones it keeps for good are joined where they follow one another.
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <rte_eal_memconfig.h>
#include <rte_errno.h>
#include <rte_memory.h>

#include "common/wdp_log.h"
#include "sim.h"

#define EVENT_NAME "wdp_sim"

/* Segments joined so far. */
struct run {
	struct sim_dev *d;
	bool all_static; /* EAL frees nothing: no heap events in this mode */
	uint64_t iova;
	uint64_t len; /* 0: empty */
	int fd;
	uint64_t fd_off;
};

static int
map_range(struct sim_dev *d, uint64_t iova, uint64_t len, int fd, uint64_t fd_off)
{
	int ret, broken;

	pthread_mutex_lock(&d->lock);
	ret = wdp_vfu_client_dma_map(d->client, iova, len, fd, fd_off,
		WDP_VFU_DMA_R | WDP_VFU_DMA_W);
	broken = wdp_vfu_client_broken(d->client);
	pthread_mutex_unlock(&d->lock);
	if (broken != 0)
		wdp_sim_set_lost(d, strerror(-broken));
	else if (ret != 0)
		WDP_LOG(ERR, "%s: the model cannot map %" PRIu64 " bytes at IOVA %#" PRIx64 ": %s; requests that use them will fail%s",
			d->base.name, len, iova, strerror(-ret), ret == -ENOMEM ?
			": raise vm.max_map_count or use larger hugepages" : "");
	return ret;
}

static void
unmap_range(struct sim_dev *d, uint64_t iova, uint64_t len)
{
	int ret, broken;

	if (len == 0)
		return;
	pthread_mutex_lock(&d->lock);
	ret = wdp_vfu_client_dma_unmap(d->client, iova, len);
	broken = wdp_vfu_client_broken(d->client);
	pthread_mutex_unlock(&d->lock);
	if (broken != 0)
		wdp_sim_set_lost(d, strerror(-broken));
	else if (ret != 0)
		WDP_LOG(ERR, "%s: the model cannot unmap %" PRIu64 " bytes at IOVA %#" PRIx64 ": %s",
			d->base.name, len, iova, strerror(-ret));
}

static int
run_flush(struct run *r)
{
	uint64_t len = r->len;

	r->len = 0;
	return len == 0 ? 0 : map_range(r->d, r->iova, len, r->fd, r->fd_off);
}

/* Where the model finds a segment; false: nowhere. */
static bool
segment_file(const struct sim_dev *d, const struct rte_memseg *ms, int *fd, uint64_t *fd_off)
{
	size_t off = 0;

	*fd = rte_memseg_get_fd_thread_unsafe(ms);
	if (*fd < 0 || rte_memseg_get_fd_offset_thread_unsafe(ms, &off) < 0 ||
			ms->iova == RTE_BAD_IOVA) {
		WDP_LOG(DEBUG, "%s: %zu bytes at %p have no file or no IOVA: not shared with the model",
			d->base.name, (size_t)ms->len, ms->addr);
		return false;
	}
	*fd_off = off;
	return true;
}

static int
run_add(struct run *r, const struct rte_memseg *ms)
{
	uint64_t fd_off;
	int fd, ret = 0;

	if (!segment_file(r->d, ms, &fd, &fd_off))
		return 0;
	if (r->len != 0 && fd == r->fd && ms->iova == r->iova + r->len &&
			fd_off == r->fd_off + r->len) {
		r->len += ms->len;
	} else {
		ret = run_flush(r);
		r->iova = ms->iova;
		r->len = ms->len;
		r->fd = fd;
		r->fd_off = fd_off;
	}
	if (ret == 0 && !r->all_static && (ms->flags & RTE_MEMSEG_FLAG_DO_NOT_FREE) == 0)
		ret = run_flush(r);
	return ret;
}

static int
walk_segment(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	struct run *r = arg;

	/* A segment to be mapped alone must not join the ones before it. */
	if (!r->all_static && (ms->flags & RTE_MEMSEG_FLAG_DO_NOT_FREE) == 0) {
		int ret = run_flush(r);

		if (ret != 0)
			return ret;
	}
	return msl->external ? 0 : run_add(r, ms);
}

static void
heap_grew(struct sim_dev *d, const struct rte_memseg_list *msl, const uint8_t *addr, size_t len)
{
	size_t done;

	for (done = 0; done < len; done += msl->page_sz) {
		struct rte_memseg *ms = rte_mem_virt2memseg(addr + done, msl);
		uint64_t fd_off;
		int fd;

		if (ms != NULL && segment_file(d, ms, &fd, &fd_off))
			map_range(d, ms->iova, ms->len, fd, fd_off);
	}
}

static void
heap_shrinks(struct sim_dev *d, const struct rte_memseg_list *msl, const uint8_t *addr, size_t len)
{
	uint64_t iova = 0, run = 0;
	size_t done;

	for (done = 0; done < len; done += msl->page_sz) {
		struct rte_memseg *ms = rte_mem_virt2memseg(addr + done, msl);

		if (ms == NULL || ms->iova == RTE_BAD_IOVA)
			continue;
		if (run != 0 && ms->iova == iova + run) {
			run += ms->len;
			continue;
		}
		unmap_range(d, iova, run);
		iova = ms->iova;
		run = ms->len;
	}
	unmap_range(d, iova, run);
}

/* Runs under EAL's memory lock, after the memory came and before it goes. */
static void
heap_event(enum rte_mem_event type, const void *addr, size_t len, void *arg)
{
	struct rte_memseg_list *msl = rte_mem_virt2memseg_list(addr);
	struct sim_dev *d = arg;

	/* A forked copy has the callback too, but the socket is the parent's. */
	if (msl == NULL || getpid() != d->owner ||
			__atomic_load_n(&d->base.lost, __ATOMIC_ACQUIRE) != 0)
		return;
	if (msl->external) {
		WDP_LOG(DEBUG, "%s: external memory at %p has no file: not shared with the model",
			d->base.name, addr);
		return;
	}
	if (type == RTE_MEM_EVENT_ALLOC)
		heap_grew(d, msl, addr, len);
	else
		heap_shrinks(d, msl, addr, len);
}

int
wdp_sim_memory_start(struct sim_dev *d)
{
	struct run r = { .d = d };
	int ret;

	/* No event can come between the registration and the end of the walk. */
	rte_mcfg_mem_read_lock();
	if (rte_mem_event_callback_register(EVENT_NAME, heap_event, d) == 0) {
		d->mem_events = true;
	} else if (rte_errno == ENOTSUP) {
		r.all_static = true;
	} else {
		ret = -rte_errno;
		WDP_LOG(ERR, "%s: cannot watch EAL's heap: %s", d->base.name, strerror(-ret));
		goto unlock;
	}
	ret = rte_memseg_walk_thread_unsafe(walk_segment, &r);
	if (ret == 0)
		ret = run_flush(&r);
unlock:
	rte_mcfg_mem_read_unlock();
	return ret < 0 ? ret : 0;
}

void
wdp_sim_memory_stop(struct sim_dev *d)
{
	if (d->mem_events)
		rte_mem_event_callback_unregister(EVENT_NAME, d);
	d->mem_events = false;
	if (getpid() != d->owner)
		return;
	pthread_mutex_lock(&d->lock);
	if (wdp_vfu_client_broken(d->client) == 0)
		wdp_vfu_client_dma_unmap_all(d->client);
	pthread_mutex_unlock(&d->lock);
}
