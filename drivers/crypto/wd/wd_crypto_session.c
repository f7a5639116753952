/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Sessions of each device, so that their keys can be wiped when it is closed (R30).
 * Process-local: it holds pointers.
 */

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include <rte_memory.h>

#include "wd_crypto.h"

static struct {
	struct crypto_session **s;
	uint32_t nb, room;
} lists[WDP_DEVS_MAX];
static pthread_mutex_t lists_lock = PTHREAD_MUTEX_INITIALIZER;

int
wdp_crypto_session_add(const struct crypto_dev *d, struct crypto_session *s, size_t size)
{
	uint16_t dev = d->qm.dev;
	int ret = 0;

	pthread_mutex_lock(&lists_lock);
	if (lists[dev].nb == lists[dev].room) {
		uint32_t room = lists[dev].room != 0 ? lists[dev].room * 2 : 64;
		struct crypto_session **p = realloc(lists[dev].s, room * sizeof(*p));

		if (p == NULL) {
			crypto_wipe(s, size);
			ret = -ENOMEM;
			goto unlock;
		}
		lists[dev].s = p;
		lists[dev].room = room;
	}
	s->dev = dev;
	s->index = lists[dev].nb;
	lists[dev].s[lists[dev].nb++] = s;
unlock:
	pthread_mutex_unlock(&lists_lock);
	return ret;
}

static void
list_del(const struct crypto_session *s)
{
	uint16_t dev = s->dev;
	struct crypto_session *last;

	pthread_mutex_lock(&lists_lock);
	if (s->index < lists[dev].nb && lists[dev].s[s->index] == s) {
		last = lists[dev].s[--lists[dev].nb];
		last->index = s->index;
		lists[dev].s[s->index] = last;
	}
	pthread_mutex_unlock(&lists_lock);
}

static bool
is_session(const struct crypto_session *s, uint32_t magic)
{
	return (s->magic & ~(uint32_t)WD_CRYPTO_MAGIC_GEN) == magic;
}

void
wdp_crypto_session_del(struct crypto_session *s, uint32_t magic, size_t size)
{
	/* Wiped already when its device was closed. */
	if (!is_session(s, magic))
		return;
	list_del(s);
	crypto_wipe(s, size);
}

void
wdp_crypto_sessions_forget(const struct crypto_dev *d, uint32_t magic, size_t size)
{
	uint16_t nr = d->qm.dev;
	uint32_t i;

	pthread_mutex_lock(&lists_lock);
	for (i = 0; i < lists[nr].nb; i++) {
		struct crypto_session *s = lists[nr].s[i];

		/* A pool that was freed with its sessions in it may be unmapped, or another's. */
		if (rte_mem_virt2memseg(s, NULL) != NULL && s->index == i && s->dev == nr &&
				is_session(s, magic))
			crypto_wipe(s, size);
	}
	free(lists[nr].s);
	memset(&lists[nr], 0, sizeof(lists[nr]));
	pthread_mutex_unlock(&lists_lock);
}
