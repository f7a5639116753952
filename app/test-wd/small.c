/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <string.h>

#include <rte_common.h>

#include "test.h"

/* Contents follow from the number alone, so that any thread can check a result. */
static uint32_t
small_data(uint32_t id, uint8_t *buf)
{
	uint32_t len = 16 + id % (WDP_T_SMALL_MAX_B - 16), i;

	for (i = 0; i < len; i++)
		buf[i] = (uint8_t)(i % 5 == 0 ? id >> ((i / 5 % 4) * 8) : 'a' + i % 7);
	return len;
}

int
wdp_t_small_refill(struct wdp_t *t, struct rte_comp_op *op, uint32_t id)
{
	struct wdp_t_tag *tag = wdp_t_tag(op);
	uint8_t data[WDP_T_SMALL_MAX_B], packed[2 * WDP_T_SMALL_MAX_B];
	struct wdp_t_job j = { .src = tag->src, .dst = tag->dst };
	uint32_t len = small_data(id, data);

	if (tag->dir == RTE_COMP_COMPRESS) {
		j.xform = t->comp;
		j.src_len = len;
		wdp_t_chain_write(tag->src, 0, data, len);
	} else {
		j.xform = t->decomp;
		j.src_len = wdp_t_ref_deflate(WDP_T_REF_FIXED, 9, data, len, packed,
			sizeof(packed));
		WDP_T_CHECK(t, j.src_len != 0 && j.src_len <= tag->src->total,
			"stream of %u bytes", j.src_len);
		wdp_t_chain_write(tag->src, 0, packed, j.src_len);
	}
	wdp_t_op_fill(op, &j);
	tag->mark.id = id;
	tag->mark.seen = 0;
	return WDP_T_PASS;
}

struct rte_comp_op *
wdp_t_small_new(struct wdp_t *t, enum rte_comp_xform_type dir, uint32_t id)
{
	static const uint32_t size = 2 * WDP_T_SMALL_MAX_B - 64;
	struct rte_comp_op *op = wdp_t_op_new(t);
	struct wdp_t_tag *tag;

	if (op == NULL)
		return NULL;
	tag = wdp_t_tag(op);
	tag->dir = dir;
	tag->mark.lane = dir;
	tag->src = wdp_t_chain_new(t, &size, 1);
	tag->dst = tag->src == NULL ? NULL : wdp_t_chain_new(t, &size, 1);
	if (tag->dst == NULL || wdp_t_small_refill(t, op, id) != WDP_T_PASS)
		return NULL;
	return op;
}

int
wdp_t_small_check(struct wdp_t *t, struct rte_comp_op *op)
{
	const struct wdp_t_tag *tag = wdp_t_tag(op);
	uint8_t data[WDP_T_SMALL_MAX_B], got[2 * WDP_T_SMALL_MAX_B], back[WDP_T_SMALL_MAX_B + 1];
	uint32_t len = small_data(tag->mark.id, data), used = 0;

	WDP_T_CHECK(t, op->status == RTE_COMP_OP_STATUS_SUCCESS, "op %u: %s", tag->mark.id,
		wdp_t_status_name(op->status));
	WDP_T_CHECK(t, op->consumed == op->src.length, "op %u: consumed %u of %u", tag->mark.id,
		op->consumed, op->src.length);
	WDP_T_CHECK(t, op->produced <= tag->dst->total && op->produced <= sizeof(got),
		"op %u: produced %u", tag->mark.id, op->produced);
	WDP_T_TRY(wdp_t_chain_check(t, tag->dst, 0, tag->dst->total));
	wdp_t_chain_read(tag->dst, 0, got, op->produced);
	if (tag->dir == RTE_COMP_COMPRESS) {
		WDP_T_CHECK(t, wdp_t_ref_inflate_zlib(got, op->produced, back, sizeof(back),
			&used) == len && used == op->produced && memcmp(back, data, len) == 0,
			"op %u: zlib does not get its data back", tag->mark.id);
	} else {
		WDP_T_CHECK(t, op->produced == len && memcmp(got, data, len) == 0,
			"op %u: other data than was compressed", tag->mark.id);
	}
	return WDP_T_PASS;
}
