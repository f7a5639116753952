/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What outlives an op: ops that are used again without being reset (the stock
 * perf tool does it), and xforms shared by queue pairs.
 */

#include <rte_common.h>

#include "test.h"

/* Every result is assigned: what was in the field before makes no difference. */
static int
recycled(struct wdp_t *t, int dir)
{
	static const uint64_t before[] = { 0, UINT64_MAX, UINT64_C(0xdeadbeefdeadbeef) };
	uint64_t debug = 0, chksum = 0;
	struct rte_comp_op *op = wdp_t_small_new(t, dir, 7);
	uint32_t i;

	if (op == NULL)
		return WDP_T_FAIL;
	for (i = 0; i < 2 * RTE_DIM(before); i++) {
		op->produced = (uint32_t)before[i % RTE_DIM(before)];
		op->consumed = (uint32_t)before[i % RTE_DIM(before)];
		op->debug_status = before[i % RTE_DIM(before)];
		op->output_chksum = before[i % RTE_DIM(before)];
		/* as left by the last round, or never reset at all */
		op->status = i % 2 == 0 ? RTE_COMP_OP_STATUS_NOT_PROCESSED :
			RTE_COMP_OP_STATUS_SUCCESS;
		WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
		if (wdp_t_small_check(t, op) != WDP_T_PASS)
			return wdp_t_within(t, "round %u", i);
		if (!t->strict)
			continue;
		if (i == 0) {
			debug = op->debug_status;
			chksum = op->output_chksum;
		}
		WDP_T_CHECK(t, op->debug_status == debug, "debug_status is not assigned");
		WDP_T_CHECK(t, op->output_chksum == chksum, "output_chksum is not assigned");
	}
	return WDP_T_PASS;
}

/* A failed op leaves nothing behind in the next one, nor takes over what was there. */
static int
after_failure(struct wdp_t *t, int arg)
{
	struct rte_comp_op *op = wdp_t_small_new(t, RTE_COMP_COMPRESS, 11);
	uint32_t len, i;

	RTE_SET_USED(arg);
	if (op == NULL)
		return WDP_T_FAIL;
	len = op->src.length;
	for (i = 0; i < 20; i++) {
		op->src.length = op->m_src->pkt_len + 5; /* beyond the mbuf */
		op->status = RTE_COMP_OP_STATUS_SUCCESS;
		WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
		WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_INVALID_ARGS, "%s",
			wdp_t_status_name(op->status));
		WDP_T_CHECK(t, !t->strict || (op->produced == 0 && op->consumed == 0),
			"produced %u and consumed %u are not assigned", op->produced, op->consumed);
		op->src.length = len;
		WDP_T_TRY(wdp_t_enqueue_one(t, 0, op));
		WDP_T_TRY(wdp_t_dequeue_one(t, 0, op, NULL));
		WDP_T_TRY(wdp_t_small_check(t, op));
	}
	return WDP_T_PASS;
}

/* One pair of xforms, in flight on several queue pairs at the same time. */
static int
shared_xform(struct wdp_t *t, int qps)
{
	struct rte_comp_op *op;
	uint32_t i, per_qp = 40;
	int q;

	if ((t->cap->comp_feature_flags & RTE_COMP_FF_SHAREABLE_PRIV_XFORM) == 0)
		return wdp_t_skip(t, "xforms are not shareable");
	if (t->info.max_nb_queue_pairs != 0 && qps > t->info.max_nb_queue_pairs)
		return wdp_t_skip(t, "the device has %u queue pairs", t->info.max_nb_queue_pairs);
	WDP_T_TRY(wdp_t_dev_start(t, qps, 128));
	for (i = 0; i < per_qp; i++)
		for (q = 0; q < qps; q++) {
			op = wdp_t_small_new(t, (i + q) % 2 == 0 ? RTE_COMP_COMPRESS :
				RTE_COMP_DECOMPRESS, i * qps + q);
			if (op == NULL)
				return WDP_T_FAIL;
			WDP_T_TRY(wdp_t_enqueue_one(t, q, op));
		}
	for (i = 0; i < per_qp; i++)
		for (q = 0; q < qps; q++) {
			WDP_T_TRY(wdp_t_dequeue_one(t, q, NULL, &op));
			WDP_T_CHECK(t, wdp_t_tag(op)->mark.id % qps == (uint32_t)q,
				"op %u of another queue pair came out of %d", wdp_t_tag(op)->mark.id, q);
			WDP_T_TRY(wdp_t_small_check(t, op));
		}
	return WDP_T_PASS;
}

/* Xforms come and go; each set works, and their number is what configure was told. */
static int
xform_life(struct wdp_t *t, int arg)
{
	static const struct wdp_t_shape flat = { .split = WDP_T_FLAT };
	struct rte_comp_xform x;
	void *xf[WDP_T_XFORMS / 2];
	uint32_t round, i, n = 0;
	int err = 0, ret = WDP_T_PASS;

	RTE_SET_USED(arg);
	wdp_t_data(t, WDP_T_TEXT, t->data, 2000);
	wdp_t_xform_init(&x, RTE_COMP_COMPRESS, 15);
	for (round = 0; round < 50 && ret == WDP_T_PASS; round++) {
		for (n = 0; n < RTE_DIM(xf); n++) {
			xf[n] = wdp_t_xform_new(t, &x, &err);
			if (xf[n] == NULL)
				break;
		}
		if (n < RTE_DIM(xf))
			ret = WDP_T_FAILF(t, "round %u: xform %u refused: %d", round, n, err);
		else
			ret = wdp_t_compress(t, xf[round % n], t->data, 2000, &flat, &flat, 0,
				NULL);
		for (i = 0; i < n; i++) {
			err = rte_compressdev_private_xform_free(t->dev_id, xf[i]);
			if (err != 0 && ret == WDP_T_PASS)
				ret = WDP_T_FAILF(t, "xform_free: %d", err);
		}
	}
	WDP_T_CHECK(t, rte_compressdev_private_xform_free(t->dev_id, NULL) == -EINVAL,
		"freeing no xform is not -EINVAL");
	return ret;
}

const struct wdp_t_case wdp_t_cases_reuse[] = {
	{ "reuse/op/compress", recycled, RTE_COMP_COMPRESS },
	{ "reuse/op/decompress", recycled, RTE_COMP_DECOMPRESS },
	{ "reuse/op/after_failure", after_failure, 0 },
	{ "reuse/xform/four_queue_pairs", shared_xform, 4 },
	{ "reuse/xform/life", xform_life, 0 },
	{ NULL, NULL, 0 },
};
