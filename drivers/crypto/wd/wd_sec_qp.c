/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>

#include "wd_sec.h"

struct layout {
	uint32_t rings, rings2;
	uint32_t second;
	uint32_t slots;
	uint32_t scratch;
	uint32_t sessions, nb_sessions;
	uint32_t sgl;
	uint32_t sgl_blocks;
	uint32_t aad;
	uint32_t soft;
	uint32_t size;
};

static void
layout_of(const struct wdp_qm *qm, uint16_t depth, struct layout *l)
{
	uint32_t *size = &l->size;

	memset(l, 0, sizeof(*l));
	l->sgl_blocks = wdp_sgl_blocks_for(depth);
	wdp_qp_place(size, sizeof(struct sec_qp), RTE_CACHE_LINE_SIZE);
	l->slots = wdp_qp_place(size, depth * sizeof(struct sec_slot), RTE_CACHE_LINE_SIZE);
	l->scratch = wdp_qp_place(size, depth * sizeof(struct sec_scratch), RTE_CACHE_LINE_SIZE);
	l->nb_sessions = RTE_MIN(depth, SEC_SESSIONLESS_MAX);
	l->sessions = wdp_qp_place(size, l->nb_sessions * sizeof(struct sec_session),
		RTE_CACHE_LINE_SIZE);
	l->second = wdp_qp_place(size, depth * sizeof(uint16_t), RTE_CACHE_LINE_SIZE);
	l->sgl = wdp_qp_place(size, l->sgl_blocks * WDP_SGL_BLOCK_B, WDP_SGL_BLOCK_B);
	l->aad = wdp_qp_place(size, SEC_AAD_ROOM_B, RTE_CACHE_LINE_SIZE);
	l->soft = wdp_qp_place(size, rte_ring_get_memsize(depth), RTE_CACHE_LINE_SIZE);
	l->rings = wdp_qp_place(size, wdp_hwq_mem_size(qm, depth), WDP_HWQ_MEM_ALIGN);
	l->rings2 = wdp_qp_place(size, wdp_hwq_mem_size(qm, depth), WDP_HWQ_MEM_ALIGN);
}

static void
pair_init(struct sec_pair *p)
{
	struct wdp_sgl *head = (struct wdp_sgl *)p->head;

	wdp_sgl_init(head, RTE_DIM(p->sge));
	head->chain_num = wdp_le16(RTE_DIM(p->sge));
	head->valid_num = wdp_le16(RTE_DIM(p->sge));
	wdp_sge_set(&p->sge[0], 0, 0);
	wdp_sge_set(&p->sge[1], 0, 0);
}

static void
qp_fill(const struct rte_cryptodev *dev, struct sec_qp *qp, const struct layout *l, uint16_t depth)
{
	struct sec_scratch *sc = wdp_qp_at(qp, l->scratch);
	uint16_t i;

	qp->slots_off = qp->c_slots_off = l->slots;
	qp->scratch_off = qp->c_scratch_off = l->scratch;
	qp->sessions_off = qp->c_sessions_off = l->sessions;
	qp->sessions_mask = l->nb_sessions - 1;
	qp->second_off = l->second;
	qp->sgl_off = l->sgl;
	qp->sgl.mask = l->sgl_blocks - 1;
	qp->aad_off = l->aad;
	qp->magic = SEC_SESSION_MAGIC + crypto_dev(dev)->qm.gen;
	qp->driver_id = dev->driver_id;
	qp->gen = crypto_dev(dev)->qm.gen;
	qp->experimental = crypto_dev(dev)->experimental;
	for (i = 0; i < depth; i++) {
		pair_init(&sc[i].src);
		pair_init(&sc[i].dst);
		/* The first entry of a destination is always the same. */
		sc[i].dst.sge[0].addr = wdp_le64(qp->qp.iova + l->aad);
	}
}

static int
qp_create(struct rte_cryptodev *dev, uint16_t id, uint16_t depth, int socket)
{
	struct wdp_qm *qm = &crypto_dev(dev)->qm;
	struct wdp_hwq_conf conf = {.type = WDP_SEC_QT_CRYPTO, .depth = depth};
	struct sec_qp *qp;
	bool stopped = true;
	struct layout l;
	int ret;

	layout_of(qm, depth, &l);
	qp = (struct sec_qp *)wdp_qp_create(qm, id, l.size, sizeof(*qp), l.soft, depth, socket);
	if (qp == NULL)
		return -ENOMEM;
	qp_fill(dev, qp, &l, depth);
	conf.mem = wdp_qp_at(qp, l.rings);
	conf.iova = qp->qp.iova + l.rings;
	ret = wdp_hwq_create(qm, &conf, &qp->q);
	if (ret < 0)
		goto free_qp;
	conf.mem = wdp_qp_at(qp, l.rings2);
	conf.iova = qp->qp.iova + l.rings2;
	ret = wdp_hwq_create(qm, &conf, &qp->q2);
	if (ret < 0)
		goto destroy_first;
	dev->data->queue_pairs[id] = qp;
	return 0;

destroy_first:
	stopped = wdp_hwq_destroy(qm, &qp->q) == 0;
free_qp:
	wdp_qp_free(qm, &qp->qp, stopped);
	return ret;
}

int
wdp_sec_qp_setup(struct rte_cryptodev *dev, uint16_t id, const struct rte_cryptodev_qp_conf *conf,
	int socket)
{
	int depth = wdp_crypto_qp_depth(dev, id, conf, UINT16_MAX);

	return depth < 0 ? depth : qp_create(dev, id, depth, socket);
}

int
wdp_sec_qp_release(struct rte_cryptodev *dev, uint16_t id)
{
	struct wdp_qm *qm = &crypto_dev(dev)->qm;
	struct sec_qp *qp = dev->data->queue_pairs[id];
	bool stopped;

	if (qp == NULL)
		return 0;
	dev->data->queue_pairs[id] = NULL;
	/* The first one's requests would go on to the second. */
	stopped = wdp_hwq_destroy(qm, &qp->q) == 0;
	stopped = wdp_hwq_destroy(qm, &qp->q2) == 0 && stopped;
	/* Operations without a session that are still in flight leave their keys there. */
	crypto_wipe(wdp_qp_at(qp, qp->sessions_off),
		(qp->sessions_mask + 1) * sizeof(struct sec_session));
	wdp_qp_free(qm, &qp->qp, stopped);
	return 0;
}
