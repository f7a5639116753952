/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#define _GNU_SOURCE /* memmem */
#include <sched.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_memory.h>

#include "cryptodev.h"

const char *
wdp_t_crypto_status(uint8_t status)
{
	static const char *const names[] = {
		"SUCCESS", "NOT_PROCESSED", "AUTH_FAILED", "INVALID_SESSION", "INVALID_ARGS",
		"ERROR",
	};

	return status < RTE_DIM(names) ? names[status] : "unknown status";
}

int
wdp_t_crypto_open(struct wdp_t *t, const char *driver, const char *own,
	struct rte_cryptodev_info *info)
{
	uint8_t ids[RTE_CRYPTO_MAX_DEVS];
	uint8_t n = rte_cryptodev_devices_get(driver, ids, RTE_DIM(ids));

	WDP_T_CHECK(t, n > 0, "no cryptodev of driver %s: give EAL --vdev %s or a PCI device, "
		"and -d the plugin if it is not in EAL's plugin folder", driver, driver);
	t->dev_id = ids[0];
	t->driver = driver;
	t->strict = strcmp(driver, own) == 0;
	rte_cryptodev_info_get(t->dev_id, info);
	return WDP_T_PASS;
}

void
wdp_t_crypto_stop(struct wdp_t *t)
{
	if (t->started)
		rte_cryptodev_stop(t->dev_id);
	t->started = false;
}

int
wdp_t_crypto_start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc, uint64_t off,
	struct rte_mempool *priv)
{
	struct rte_cryptodev_config cfg = {
		.socket_id = rte_cryptodev_socket_id(t->dev_id),
		.nb_queue_pairs = nb_qp,
		.ff_disable = off | RTE_CRYPTODEV_FF_SECURITY,
	};
	uint16_t q;
	int ret;

	wdp_t_crypto_stop(t);
	t->nb_qp = 0;
	ret = rte_cryptodev_configure(t->dev_id, &cfg);
	WDP_T_CHECK(t, ret == 0, "configure with %u queue pairs: %d", nb_qp, ret);
	for (q = 0; q < nb_qp; q++) {
		ret = wdp_t_crypto_setup(t, q, nb_desc, priv);
		WDP_T_CHECK(t, ret == 0, "set-up of queue pair %u of %u with %u descriptors: %d",
			q, nb_qp, nb_desc, ret);
	}
	ret = rte_cryptodev_start(t->dev_id);
	WDP_T_CHECK(t, ret == 0, "start: %d", ret);
	t->started = true;
	t->nb_qp = nb_qp;
	t->nb_desc = nb_desc;
	return WDP_T_PASS;
}

int
wdp_t_crypto_setup(struct wdp_t *t, uint16_t qp, uint32_t nb_desc, struct rte_mempool *priv)
{
	const struct rte_cryptodev_qp_conf qc = {
		.nb_descriptors = nb_desc,
		.mp_session = priv,
	};

	return rte_cryptodev_queue_pair_setup(t->dev_id, qp, &qc,
		rte_cryptodev_socket_id(t->dev_id));
}

struct rte_crypto_op *
wdp_t_crypto_op_new(struct wdp_t *t, struct wdp_t_crypto_live *live, struct rte_mempool *mp,
	enum rte_crypto_op_type type)
{
	struct rte_crypto_op *op = NULL;

	if (live->nb < live->max)
		op = rte_crypto_op_alloc(mp, type);
	if (op == NULL)
		wdp_t_fail(t, __FILE__, __LINE__, "the op pool is empty");
	else
		live->ops[live->nb++] = op;
	return op;
}

void
wdp_t_crypto_op_free(struct wdp_t_crypto_live *live, struct rte_crypto_op *op)
{
	uint32_t i;

	for (i = live->nb; i > 0; i--)
		if (live->ops[i - 1] == op) {
			live->ops[i - 1] = live->ops[--live->nb];
			break;
		}
	rte_crypto_op_free(op);
}

void
wdp_t_crypto_op_free_all(struct wdp_t_crypto_live *live)
{
	while (live->nb > 0)
		rte_crypto_op_free(live->ops[--live->nb]);
}

int
wdp_t_crypto_enqueue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * WDP_T_WAIT_US / 1000000;
	uint16_t n;

	/* a queue that looks hung on a busy machine takes nothing until it has been looked at */
	while ((n = rte_cryptodev_enqueue_burst(t->dev_id, qp, &op, 1)) == 0 &&
			rte_get_timer_cycles() < end)
		sched_yield();
	WDP_T_CHECK(t, n == 1, "queue pair %u took %u ops instead of 1, status %s", qp, n,
		wdp_t_crypto_status(op->status));
	return WDP_T_PASS;
}

int
wdp_t_crypto_dequeue_one(struct wdp_t *t, uint16_t qp, struct rte_crypto_op *op)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * WDP_T_WAIT_US / 1000000;
	struct rte_crypto_op *o = NULL;
	uint16_t n;

	while ((n = rte_cryptodev_dequeue_burst(t->dev_id, qp, &o, 1)) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end,
			"queue pair %u: the op did not come back within %u s", qp,
			WDP_T_WAIT_US / 1000000);
		sched_yield();
	}
	WDP_T_CHECK(t, n == 1 && o != NULL, "dequeue of 1 gave %u ops", n);
	WDP_T_CHECK(t, op == NULL || o == op, "another op came back than was given");
	WDP_T_CHECK(t, o->status != RTE_CRYPTO_OP_STATUS_NOT_PROCESSED,
		"the op came back as NOT_PROCESSED");
	return WDP_T_PASS;
}

int
wdp_t_crypto_all_back(struct wdp_t *t, struct rte_crypto_op **ops, uint32_t nb, uint32_t bad,
	struct wdp_t_mark *(*mark)(void *op), int (*check)(struct wdp_t *t, void *op))
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);
	uint32_t in = 0, got = 0, n, i;
	struct rte_crypto_op *out[32];
	uint64_t c[4];

	wdp_t_crypto_counters_reset(t);
	while (got < nb) {
		in += rte_cryptodev_enqueue_burst(t->dev_id, 0, ops + in, (uint16_t)(nb - in));
		n = rte_cryptodev_dequeue_burst(t->dev_id, 0, out, RTE_DIM(out));
		for (i = 0; i < n; i++, got++) {
			WDP_T_CHECK(t, mark(out[i])->seen++ == 0, "op %u came twice",
				mark(out[i])->id);
			WDP_T_TRY(check(t, out[i]));
		}
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%u of %u ops came back", got, nb);
		sched_yield();
	}
	WDP_T_CHECK(t, got == nb && rte_cryptodev_dequeue_burst(t->dev_id, 0, out, 1) == 0,
		"more ops came back than were sent");
	wdp_t_crypto_counters(t, c);
	WDP_T_CHECK(t, c[0] == nb && c[1] == nb && c[2] == bad && c[3] == 0,
		"counted %llu in, %llu out, %llu and %llu errors, of %u ops and %u bad ones",
		(unsigned long long)c[0], (unsigned long long)c[1], (unsigned long long)c[2],
		(unsigned long long)c[3], nb, bad);
	return WDP_T_PASS;
}

uint16_t
wdp_t_crypto_enqueue_on(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n)
{
	return rte_cryptodev_enqueue_burst(t->dev_id, qp, (struct rte_crypto_op **)ops, n);
}

uint16_t
wdp_t_crypto_dequeue_on(struct wdp_t *t, uint16_t qp, void **ops, uint16_t n)
{
	return rte_cryptodev_dequeue_burst(t->dev_id, qp, (struct rte_crypto_op **)ops, n);
}

uint16_t
wdp_t_crypto_enqueue(struct wdp_t *t, void **ops, uint16_t n)
{
	return wdp_t_crypto_enqueue_on(t, 0, ops, n);
}

uint16_t
wdp_t_crypto_dequeue(struct wdp_t *t, void **ops, uint16_t n)
{
	return wdp_t_crypto_dequeue_on(t, 0, ops, n);
}

int
wdp_t_crypto_restart(struct wdp_t *t)
{
	return rte_cryptodev_start(t->dev_id);
}

int
wdp_t_crypto_close(struct wdp_t *t)
{
	return rte_cryptodev_close(t->dev_id);
}

int
wdp_t_crypto_glance(struct wdp_t *t, void *p)
{
	struct rte_crypto_op *op = p;

	WDP_T_CHECK(t, op->status == RTE_CRYPTO_OP_STATUS_SUCCESS, "an op came back as %s",
		wdp_t_crypto_status(op->status));
	return WDP_T_PASS;
}

/* The software drivers count what does not go in. */
bool
wdp_t_crypto_full_is_error(const struct wdp_t *t)
{
	return !t->strict;
}

void
wdp_t_crypto_counters(struct wdp_t *t, uint64_t c[4])
{
	struct rte_cryptodev_stats s = { 0 };

	rte_cryptodev_stats_get(t->dev_id, &s);
	c[0] = s.enqueued_count;
	c[1] = s.dequeued_count;
	c[2] = s.enqueue_err_count;
	c[3] = s.dequeue_err_count;
}

void
wdp_t_crypto_counters_reset(struct wdp_t *t)
{
	rte_cryptodev_stats_reset(t->dev_id);
}

struct search {
	const uint8_t *needle;
	const void *found;
};

static int
look(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	struct search *s = arg;

	RTE_SET_USED(msl);
	if (s->found == NULL && ms->addr != NULL)
		s->found = memmem(ms->addr, ms->len, s->needle, WDP_T_NEEDLE_B);
	return s->found != NULL;
}

/* A part of the key; memory that has any of it has too much. */
static const void *
find_part(const uint8_t *part)
{
	struct search s = { .needle = part };

	rte_memseg_walk(look, &s);
	return s.found;
}

const void *
wdp_t_key_find(const uint8_t *key, uint32_t len)
{
	const void *p = find_part(key);

	if (p == NULL && len > 2 * WDP_T_NEEDLE_B)
		p = find_part(key + len / 2 - WDP_T_NEEDLE_B / 2);
	if (p == NULL)
		p = find_part(key + len - WDP_T_NEEDLE_B);
	return p;
}

int
wdp_t_crypto_closed(struct wdp_t *t, const struct wdp_t_life *l, const uint8_t *key, uint32_t len)
{
	const void *at = wdp_t_key_find(key, len);

	/* if it cannot be found, the search is worth nothing */
	WDP_T_CHECK(t, !t->strict || at != NULL, "the key is nowhere while the session lives");
	WDP_T_TRY(wdp_t_life(t, l, WDP_T_LIFE_CLOSE));
	at = wdp_t_key_find(key, len);
	WDP_T_CHECK(t, !t->strict || at == NULL, "the key of a session that nobody freed is at %p "
		"after the device was closed", at);
	return WDP_T_PASS;
}

int
wdp_t_crypto_info_sound(struct wdp_t *t, const struct rte_cryptodev_info *info, uint32_t most,
	uint64_t flags, uint64_t never)
{
	const struct rte_cryptodev_capabilities *c;
	uint32_t n = 0;

	WDP_T_CHECK(t, info->driver_name != NULL && strcmp(info->driver_name, t->driver) == 0,
		"driver name %s", info->driver_name);
	WDP_T_CHECK(t, info->capabilities != NULL, "no capability list");
	for (c = info->capabilities; c->op != RTE_CRYPTO_OP_TYPE_UNDEFINED; c++)
		WDP_T_CHECK(t, ++n < most, "the capability list has no end");
	WDP_T_CHECK(t, n > 0, "the capability list is empty");
	WDP_T_CHECK(t, info->max_nb_queue_pairs >= 1, "no queue pairs");
	if (!t->strict)
		return WDP_T_PASS;
	WDP_T_CHECK(t, (info->feature_flags & flags) == flags, "flags 0x%llx are missing",
		(unsigned long long)(flags & ~info->feature_flags));
	WDP_T_CHECK(t, (info->feature_flags & never) == 0, "flags 0x%llx are not its",
		(unsigned long long)(info->feature_flags & never));
	return WDP_T_PASS;
}
