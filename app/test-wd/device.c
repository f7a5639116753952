/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_mempool.h>

#include "test.h"

const char *
wdp_t_status_name(uint8_t status)
{
	static const char *const names[] = {
		"SUCCESS", "NOT_PROCESSED", "INVALID_ARGS", "ERROR", "INVALID_STATE",
		"OUT_OF_SPACE_TERMINATED", "OUT_OF_SPACE_RECOVERABLE",
	};

	return status < RTE_DIM(names) ? names[status] : "unknown status";
}

bool
wdp_t_is_oos(const struct wdp_t *t, uint8_t status)
{
	return status == RTE_COMP_OP_STATUS_OUT_OF_SPACE_TERMINATED ||
		(!t->strict && status == RTE_COMP_OP_STATUS_OUT_OF_SPACE_RECOVERABLE);
}

void
wdp_t_xform_init(struct rte_comp_xform *x, enum rte_comp_xform_type type, int window)
{
	memset(x, 0, sizeof(*x));
	x->type = type;
	if (type == RTE_COMP_COMPRESS) {
		x->compress.algo = RTE_COMP_ALGO_DEFLATE;
		x->compress.deflate.huffman = RTE_COMP_HUFFMAN_DEFAULT;
		x->compress.level = RTE_COMP_LEVEL_PMD_DEFAULT;
		x->compress.window_size = window;
		x->compress.chksum = RTE_COMP_CHECKSUM_NONE;
		x->compress.hash_algo = RTE_COMP_HASH_ALGO_NONE;
	} else {
		x->decompress.algo = RTE_COMP_ALGO_DEFLATE;
		x->decompress.window_size = window;
		x->decompress.chksum = RTE_COMP_CHECKSUM_NONE;
		x->decompress.hash_algo = RTE_COMP_HASH_ALGO_NONE;
	}
}

void *
wdp_t_xform_new(struct wdp_t *t, const struct rte_comp_xform *x, int *err)
{
	void *priv = NULL;

	*err = rte_compressdev_private_xform_create(t->dev_id, x, &priv);
	if (*err == 0 && priv == NULL)
		*err = -EFAULT; /* success without an xform: no driver may do that */
	return *err == 0 ? priv : NULL;
}

static int
shared_xforms(struct wdp_t *t)
{
	struct rte_comp_xform x;
	int err;

	if (t->comp == NULL) {
		wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
		t->comp = wdp_t_xform_new(t, &x, &err);
		WDP_T_CHECK(t, t->comp != NULL, "compress xform refused: %d", err);
	}
	if (t->decomp == NULL) {
		wdp_t_xform_init(&x, RTE_COMP_DECOMPRESS, 15);
		t->decomp = wdp_t_xform_new(t, &x, &err);
		WDP_T_CHECK(t, t->decomp != NULL, "decompress xform refused: %d", err);
	}
	return WDP_T_PASS;
}

static void
shared_xforms_free(struct wdp_t *t)
{
	if (t->comp != NULL)
		rte_compressdev_private_xform_free(t->dev_id, t->comp);
	if (t->decomp != NULL)
		rte_compressdev_private_xform_free(t->dev_id, t->decomp);
	t->comp = NULL;
	t->decomp = NULL;
}

int
wdp_t_dev_open(struct wdp_t *t, const char *driver)
{
	uint8_t ids[RTE_COMPRESS_MAX_DEVS];
	uint8_t n = rte_compressdev_devices_get(driver, ids, RTE_DIM(ids));

	WDP_T_CHECK(t, n > 0, "no compressdev of driver %s: give EAL --vdev %s or a PCI device, "
		"and -d the plugin if it is not in EAL's plugin folder", driver, driver);
	t->dev_id = ids[0];
	t->driver = driver;
	t->strict = strcmp(driver, WDP_T_DRIVER) == 0;
	rte_compressdev_info_get(t->dev_id, &t->info);
	t->cap = rte_compressdev_capability_get(t->dev_id, RTE_COMP_ALGO_DEFLATE);
	WDP_T_CHECK(t, t->cap != NULL, "device %u (%s) does not offer DEFLATE", t->dev_id, driver);
	return WDP_T_PASS;
}

void
wdp_t_dev_stop(struct wdp_t *t)
{
	if (t->started)
		rte_compressdev_stop(t->dev_id);
	t->started = false;
}

int
wdp_t_dev_start(struct wdp_t *t, uint16_t nb_qp, uint32_t nb_desc)
{
	struct rte_compressdev_config cfg = {
		.socket_id = SOCKET_ID_ANY,
		.nb_queue_pairs = nb_qp,
		.max_nb_priv_xforms = WDP_T_XFORMS,
		.max_nb_streams = 0,
	};
	uint16_t q;
	int ret;

	wdp_t_dev_stop(t);
	t->nb_qp = 0;
	ret = rte_compressdev_configure(t->dev_id, &cfg);
	WDP_T_CHECK(t, ret == 0, "configure with %u queue pairs: %d", nb_qp, ret);
	for (q = 0; q < nb_qp; q++) {
		ret = rte_compressdev_queue_pair_setup(t->dev_id, q, nb_desc, SOCKET_ID_ANY);
		WDP_T_CHECK(t, ret == 0, "set-up of queue pair %u of %u with %u descriptors: %d",
			q, nb_qp, nb_desc, ret);
	}
	ret = rte_compressdev_start(t->dev_id);
	WDP_T_CHECK(t, ret == 0, "start: %d", ret);
	t->started = true;
	t->nb_qp = nb_qp;
	t->nb_desc = nb_desc;
	return shared_xforms(t);
}

void
wdp_t_dev_close(struct wdp_t *t)
{
	if (t->closed)
		return;
	shared_xforms_free(t);
	wdp_t_dev_stop(t);
	rte_compressdev_close(t->dev_id);
	t->closed = true;
}

struct rte_comp_op *
wdp_t_op_new(struct wdp_t *t)
{
	struct rte_comp_op *op = rte_comp_op_alloc(t->ops);

	if (op == NULL || t->nb_live == WDP_T_OPS) {
		rte_comp_op_free(op);
		wdp_t_fail(t, __FILE__, __LINE__, "the op pool is empty");
		return NULL;
	}
	memset(wdp_t_tag(op), 0, sizeof(struct wdp_t_tag));
	t->live[t->nb_live++] = op;
	return op;
}

void
wdp_t_op_free(struct wdp_t *t, struct rte_comp_op *op)
{
	uint32_t i;

	for (i = t->nb_live; i > 0; i--)
		if (t->live[i - 1] == op) {
			t->live[i - 1] = t->live[--t->nb_live];
			break;
		}
	rte_comp_op_free(op);
}

void
wdp_t_op_free_all(struct wdp_t *t)
{
	while (t->nb_live > 0)
		rte_comp_op_free(t->live[--t->nb_live]);
}

void
wdp_t_op_fill(struct rte_comp_op *op, const struct wdp_t_job *j)
{
	op->op_type = RTE_COMP_OP_STATELESS;
	op->private_xform = j->xform;
	op->m_src = j->src->m;
	op->m_dst = j->dst->m;
	op->src.offset = j->src_off;
	op->src.length = j->src_len;
	op->dst.offset = j->dst_off;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	op->input_chksum = 0;
}

int
wdp_t_enqueue_one(struct wdp_t *t, uint16_t qp, struct rte_comp_op *op)
{
	uint16_t n = rte_compressdev_enqueue_burst(t->dev_id, qp, &op, 1);

	WDP_T_CHECK(t, n == 1, "queue pair %u took %u ops instead of 1", qp, n);
	return WDP_T_PASS;
}

int
wdp_t_dequeue_one(struct wdp_t *t, uint16_t qp, struct rte_comp_op *op, struct rte_comp_op **got)
{
	uint64_t end = rte_get_timer_cycles() +
		rte_get_timer_hz() * WDP_T_WAIT_US / 1000000;
	struct rte_comp_op *o = NULL;
	uint16_t n;

	while ((n = rte_compressdev_dequeue_burst(t->dev_id, qp, &o, 1)) == 0) {
		WDP_T_CHECK(t, rte_get_timer_cycles() < end,
			"queue pair %u: the op did not come back within %u s", qp,
			WDP_T_WAIT_US / 1000000);
		sched_yield();
	}
	WDP_T_CHECK(t, n == 1 && o != NULL, "dequeue of 1 gave %u ops", n);
	WDP_T_CHECK(t, op == NULL || o == op, "another op came back than was given");
	WDP_T_CHECK(t, o->status != RTE_COMP_OP_STATUS_NOT_PROCESSED,
		"the op came back as NOT_PROCESSED");
	if (got != NULL)
		*got = o;
	return WDP_T_PASS;
}

int
wdp_t_job_run(struct wdp_t *t, struct wdp_t_job *j)
{
	uint32_t sum = wdp_t_chain_sum(j->src), room;
	struct rte_comp_op *op = wdp_t_op_new(t);

	if (op == NULL)
		return WDP_T_FAIL;
	wdp_t_op_fill(op, j);
	if (t->strict) { /* results are assigned, whatever was there and whatever the status */
		op->consumed = UINT32_MAX;
		op->produced = UINT32_MAX;
	}
	WDP_T_TRY(wdp_t_enqueue_one(t, j->qp, op));
	WDP_T_TRY(wdp_t_dequeue_one(t, j->qp, op, NULL));
	j->status = op->status;
	j->consumed = op->consumed;
	j->produced = op->produced;
	WDP_T_CHECK(t, op->m_src == j->src->m && op->m_dst == j->dst->m &&
		op->src.offset == j->src_off && op->src.length == j->src_len &&
		op->dst.offset == j->dst_off && op->private_xform == j->xform,
		"the driver changed an input field of the op");
	wdp_t_op_free(t, op);
	/* an op that names no valid destination owns none of it */
	room = j->dst_off < j->dst->total ? j->dst->total - j->dst_off : 0;
	if (wdp_t_chain_check(t, j->dst, j->dst_off, room) != WDP_T_PASS)
		return wdp_t_within(t, "outside the destination");
	WDP_T_CHECK(t, wdp_t_chain_sum(j->src) == sum, "the source was written to");
	WDP_T_CHECK(t, j->produced <= room, "produced %u, the destination has %u (status %s)",
		j->produced, room, wdp_t_status_name(j->status));
	/* compress_isal counts whole segments of a chain as consumed */
	WDP_T_CHECK(t, j->consumed <= j->src_len || !t->strict,
		"consumed %u of %u (status %s)", j->consumed, j->src_len,
		wdp_t_status_name(j->status));
	return WDP_T_PASS;
}

int
wdp_t_job_data(struct wdp_t *t, struct wdp_t_job *j, const uint8_t *in, uint32_t n,
	const struct wdp_t_shape *ss, uint32_t room, const struct wdp_t_shape *ds)
{
	struct wdp_t_chain *src = wdp_t_chain_shape(t, ss, n);
	struct wdp_t_chain *dst = src == NULL ? NULL : wdp_t_chain_shape(t, ds, room);

	if (dst == NULL)
		return WDP_T_FAIL;
	wdp_t_chain_write(src, ss->off, in, n);
	j->src = src;
	j->src_off = ss->off;
	j->src_len = n;
	j->dst = dst;
	j->dst_off = ds->off;
	WDP_T_TRY(wdp_t_job_run(t, j));
	WDP_T_CHECK(t, j->produced <= WDP_T_SCRATCH_B, "produced %u", j->produced);
	if (j->status == RTE_COMP_OP_STATUS_SUCCESS)
		wdp_t_chain_read(dst, ds->off, t->out, j->produced);
	wdp_t_chain_free(t, src);
	wdp_t_chain_free(t, dst);
	return WDP_T_PASS;
}

/* Room that any DEFLATE output of len bytes fits in; one segment's worth if it must be flat. */
static uint32_t
ample(uint32_t len, const struct wdp_t_shape *s)
{
	uint32_t room = len + len / 8 + 128;

	return s->split == WDP_T_FLAT ? RTE_MIN(room, WDP_T_SEG_MAX_B - s->off) : room;
}

int
wdp_t_compress(struct wdp_t *t, void *xform, const uint8_t *data, uint32_t len,
	const struct wdp_t_shape *ss, const struct wdp_t_shape *ds, uint32_t cap,
	uint32_t *produced)
{
	struct wdp_t_job j = { .xform = xform != NULL ? xform : t->comp };

	WDP_T_TRY(wdp_t_job_data(t, &j, data, len, ss, cap != 0 ? cap : ample(len, ds), ds));
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS, "%s", wdp_t_status_name(j.status));
	WDP_T_CHECK(t, j.consumed == len, "consumed %u of %u", j.consumed, len);
	WDP_T_TRY(wdp_t_ref_check(t, t->out, j.produced, data, len));
	if (produced != NULL)
		*produced = j.produced;
	return WDP_T_PASS;
}

int
wdp_t_decompress(struct wdp_t *t, void *xform, const uint8_t *stream, uint32_t slen,
	const uint8_t *data, uint32_t len, const struct wdp_t_shape *ss,
	const struct wdp_t_shape *ds, uint32_t room)
{
	struct wdp_t_job j = { .xform = xform != NULL ? xform : t->decomp };

	/* compress_isal wants one more segment when only the end-of-block code is left */
	if (!t->strict)
		room += 64;
	WDP_T_TRY(wdp_t_job_data(t, &j, stream, slen, ss, len + room, ds));
	WDP_T_CHECK(t, j.status == RTE_COMP_OP_STATUS_SUCCESS, "%s", wdp_t_status_name(j.status));
	WDP_T_CHECK(t, j.consumed == slen || !t->strict, "consumed %u of %u", j.consumed, slen);
	WDP_T_CHECK(t, j.produced == len, "produced %u of %u", j.produced, len);
	WDP_T_CHECK(t, memcmp(t->out, data, len) == 0, "other data than was compressed");
	return WDP_T_PASS;
}
