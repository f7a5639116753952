/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Client memory: a sorted table of ranges. Lookups happen under a queue's lock or on
 * the control thread; changes happen on the control thread with the locks of all queues
 * in use held, so a lookup needs no lock of its own and a range never vanishes under a
 * request.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "wdp_model_priv.h"

#define MAPS_FIRST 64
/* Share of vm.max_map_count at which the log warns. */
#define MAPS_WARN_PERCENT 80

/**
 * Index of the first range that ends above @p iova. Where an address was found last is tried
 * first.
 */
static unsigned int
map_index(struct wdp_model *m, uint64_t iova)
{
	uint32_t *hint = model_map_hint(m, iova);
	/* Read once: another worker may store its own place there meanwhile. */
	unsigned int lo = LOAD(*hint), hi = m->fn.nmaps;

	if (model_map_has(m, lo, iova))
		return lo;
	lo = 0;
	while (lo < hi) {
		unsigned int mid = lo + (hi - lo) / 2;

		if (m->fn.maps[mid].iova + (m->fn.maps[mid].size - 1) < iova)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < m->fn.nmaps)
		STORE(*hint, lo);
	return lo;
}

uint8_t *
wdp_md_dma_search(struct wdp_model *m, uint64_t iova, uint64_t *len, bool write)
{
	unsigned int i = map_index(m, iova);
	const struct model_map *map = &m->fn.maps[i];
	uint64_t have;
	uint8_t *va;

	if (i == m->fn.nmaps || map->iova > iova || !model_map_allows(map, write))
		return NULL;
	va = map->va + (iova - map->iova);
	have = map->size - (iova - map->iova);
	/* Neighbours that happen to be neighbours here as well make one longer piece. */
	while (have < *len && ++i < m->fn.nmaps) {
		const struct model_map *next = &m->fn.maps[i];

		if (next->iova != map->iova + map->size || next->va != map->va + map->size ||
				!model_map_allows(next, write))
			break;
		have += next->size;
		map = next;
	}
	if (have < *len)
		*len = have;
	return va;
}

bool
wdp_md_dma_same(struct wdp_model *m, uint64_t a, uint64_t b)
{
	unsigned int i = map_index(m, a), j = map_index(m, b);
	const struct model_map *ma, *mb;

	if (i == m->fn.nmaps || j == m->fn.nmaps)
		return false;
	ma = &m->fn.maps[i];
	mb = &m->fn.maps[j];
	if (ma->iova > a || mb->iova > b)
		return false;
	if (!ma->owned || !mb->owned)
		return ma->va != NULL && mb->va != NULL &&
			ma->va + (a - ma->iova) == mb->va + (b - mb->iova);
	return ma->dev == mb->dev && ma->ino == mb->ino &&
		ma->off + (a - ma->iova) == mb->off + (b - mb->iova);
}

static int
dma_copy(struct wdp_model *m, uint64_t iova, uint8_t *buf, size_t len, bool write)
{
	while (len > 0) {
		uint64_t n = len;
		uint8_t *va = wdp_md_dma_piece(m, iova, &n, write);

		if (va == NULL)
			return -EFAULT;
		if (write)
			memcpy(va, buf, n);
		else
			memcpy(buf, va, n);
		buf += n;
		iova += n;
		len -= n;
	}
	return 0;
}

int
wdp_md_dma_read(struct wdp_model *m, void *dst, uint64_t iova, size_t len)
{
	return dma_copy(m, iova, dst, len, false);
}

int
wdp_md_dma_write(struct wdp_model *m, uint64_t iova, const void *src, size_t len)
{
	/* dma_copy() only reads the buffer when it writes client memory. */
	return dma_copy(m, iova, (uint8_t *)(uintptr_t)src, len, true);
}

/**
 * Map a descriptor's range, next to its IOVA neighbour if that place is free: requests
 * that cross from one to the other are then one piece for the engine.
 */
static uint8_t *
map_fd(struct wdp_model *m, unsigned int at, const struct model_map *map, int fd, uint64_t fd_off)
{
	/* Readable as well when the device only writes: inflate copies from its output. */
	int prot = (map->readable || map->writable ? PROT_READ : 0) |
		(map->writable ? PROT_WRITE : 0);
	const struct model_map *prev = at > 0 ? &m->fn.maps[at - 1] : NULL;
	const struct model_map *next = at < m->fn.nmaps ? &m->fn.maps[at] : NULL;
	void *want = NULL;
	void *va;

	if (prev != NULL && prev->owned && prev->iova + prev->size == map->iova)
		want = prev->va + prev->size;
	else if (next != NULL && next->owned && map->iova + map->size == next->iova &&
			(uintptr_t)next->va > map->size)
		want = next->va - map->size;
	if (want != NULL) {
		va = mmap(want, map->size, prot, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, fd_off);
		if (va == want)
			return va;
		if (va != MAP_FAILED) /* a kernel that does not know the flag */
			munmap(va, map->size);
	}
	va = mmap(NULL, map->size, prot, MAP_SHARED, fd, fd_off);
	return va == MAP_FAILED ? NULL : va;
}

/** A mapping behind the end of its file would kill the model at the first access. */
static int
check_file(struct model_map *map, int fd, uint64_t fd_off)
{
	uint64_t size = map->size;
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -errno;
	if (S_ISREG(st.st_mode) && (fd_off > (uint64_t)st.st_size ||
			size > (uint64_t)st.st_size - fd_off))
		return -EINVAL;
	map->dev = st.st_dev;
	map->ino = st.st_ino;
	map->off = fd_off;
	return 0;
}

static int
maps_grow(struct wdp_model *m)
{
	unsigned int cap = m->fn.maps_cap ? m->fn.maps_cap * 2 : MAPS_FIRST;
	struct model_map *maps;

	if (m->fn.nmaps < m->fn.maps_cap)
		return 0;
	maps = realloc(m->fn.maps, cap * sizeof(*maps));
	if (maps == NULL)
		return -ENOMEM;
	m->fn.maps = maps;
	m->fn.maps_cap = cap;
	return 0;
}

static void
warn_maps(struct wdp_model *m)
{
	uint64_t limit = (uint64_t)m->max_map_count * MAPS_WARN_PERCENT / 100;

	if (m->warned_maps || m->max_map_count == 0 || m->fn.nfdmaps < limit)
		return;
	m->warned_maps = true;
	wdp_md_say(m, "%u client memory ranges are mapped, vm.max_map_count allows %u in all: "
		"raise it with sysctl, or let the client use larger pages\n",
		m->fn.nfdmaps, m->max_map_count);
}

int
wdp_model_dma_map(struct wdp_model *m, uint64_t iova, uint64_t size, int fd, uint64_t fd_off,
	void *va, bool readable, bool writable)
{
	struct model_map map = {
		.iova = iova,
		.size = size,
		.va = fd < 0 ? va : NULL,
		.readable = readable,
		.writable = writable,
		.owned = fd >= 0,
	};
	unsigned int at;
	int ret;

	if (size == 0 || iova + (size - 1) < iova)
		return -EINVAL;
	at = map_index(m, iova);
	if (at < m->fn.nmaps && m->fn.maps[at].iova <= iova + (size - 1))
		return -EINVAL;
	if (fd >= 0) {
		ret = check_file(&map, fd, fd_off);
		if (ret < 0)
			return ret;
		map.va = map_fd(m, at, &map, fd, fd_off);
		if (map.va == NULL)
			return -errno;
	}
	wdp_md_lock_all(m);
	ret = maps_grow(m);
	if (ret == 0) {
		memmove(&m->fn.maps[at + 1], &m->fn.maps[at], (m->fn.nmaps - at) * sizeof(map));
		m->fn.maps[at] = map;
		m->fn.nmaps++;
		m->fn.nfdmaps += map.owned;
		wdp_md_ctx_remap(m);
	}
	wdp_md_unlock_all(m);
	if (ret < 0 && map.owned)
		munmap(map.va, size);
	warn_maps(m);
	return ret;
}

int
wdp_model_dma_unmap(struct wdp_model *m, uint64_t iova, uint64_t size, bool all)
{
	uint64_t last = iova + (size - 1);
	unsigned int i, kept = 0;

	if (!all && (size == 0 || last < iova))
		return -EINVAL;
	if (all) {
		iova = 0;
		last = UINT64_MAX;
	}
	wdp_md_lock_all(m);
	for (i = 0; i < m->fn.nmaps; i++) {
		struct model_map *map = &m->fn.maps[i];

		if (map->iova < iova || map->iova + (map->size - 1) > last) {
			m->fn.maps[kept++] = *map;
			continue;
		}
		if (map->owned) {
			munmap(map->va, map->size);
			m->fn.nfdmaps--;
		}
	}
	m->fn.nmaps = kept;
	wdp_md_ctx_remap(m);
	wdp_md_unlock_all(m);
	return 0;
}

void
wdp_md_dma_drop_all(struct wdp_model *m)
{
	wdp_model_dma_unmap(m, 0, 0, true);
}
