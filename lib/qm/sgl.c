/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <rte_branch_prediction.h>

#include "wdp_sgl.h"

bool
wdp_sgl_add_mbuf(struct wdp_sgl_writer *w, const struct rte_mbuf *m, uint32_t offset, uint32_t len)
{
	/* A local copy: the list's stores must not make the compiler reload it each time. */
	struct wdp_sgl_writer c = *w;
	uint32_t segs = m->nb_segs;

	while (m != NULL && segs != 0 && offset >= m->data_len) {
		offset -= m->data_len;
		m = m->next;
		segs--;
	}
	for (; len != 0; m = m->next, segs--, offset = 0) {
		uint32_t n;

		if (unlikely(m == NULL || segs == 0))
			return false;
		n = RTE_MIN(len, m->data_len - offset);
		wdp_sgl_add(&c, rte_pktmbuf_iova_offset(m, offset), n);
		len -= n;
	}
	*w = c;
	return true;
}
