/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_COMP_H
#define WD_COMP_H

/**
 * @file
 * compress_wd: between the files of the driver.
 */

#include <rte_compressdev.h>
#include <rte_compressdev_pmd.h>

#include "engine/zip/wdp_zip.h"
#include "engine/zip/wdp_zip_sqe.h"
#include "qm/wdp_hwq.h"
#include "qm/wdp_qp.h"
#include "qm/wdp_sgl.h"

#define COMP_DRIVER_NAME compress_wd

extern int wdp_compress_logtype;

#define COMP_LOG(level, fmt, ...) \
	rte_log(RTE_LOG_##level, wdp_compress_logtype, "compress_wd: " fmt "\n", ##__VA_ARGS__)

/* Directions; also the SQC type of the hardware queue (zip.md 6). */
enum comp_dir {
	COMP_DIR_COMPRESS = WDP_ZIP_QT_COMP,
	COMP_DIR_DECOMPRESS = WDP_ZIP_QT_DECOMP,
	COMP_DIR_NB,
};

/* A private xform: shareable between queue pairs and threads, read-only once made. */
struct comp_xform {
	uint32_t magic;
	uint32_t dir; /* enum comp_dir */
	struct wdp_zip_form form;
};
#define COMP_XFORM_MAGIC 0x77645a78

/*
 * What the driver remembers of a request: dequeue trusts nothing of the SQE but the
 * result words.
 */
struct comp_slot {
	struct rte_comp_op *op;
	uint32_t room; /* bytes of the destination; up to WDP_ZIP_OUT_SKIP_MAX_B: bounced */
	uint32_t sgl_end; /* SGL blocks used by the ring up to and with this request */
};
static_assert(sizeof(struct comp_slot) == 16, "four slots to a cache line");

/*
 * Bytes of room the device gets in place of a destination that is too small for it
 * (zip.md 12). A result that fits neither is out of space either way.
 */
#define COMP_BOUNCE_B 64

/* One direction of a queue pair: a hardware queue with what belongs to its slots. */
struct comp_ring {
	struct wdp_hwq q;
	/* Producer */
	struct wdp_sgl_prod sgl __rte_cache_aligned;
	uint32_t slots_off; /* offsets from the queue pair's start */
	uint32_t sgl_off;
	uint32_t bounce_off;
	/* Consumer */
	uint32_t sgl_cons __rte_cache_aligned;
	uint32_t c_slots_off;
	uint32_t c_bounce_off;
};

struct comp_qp {
	struct wdp_qp qp;
	uint32_t next_dir; /* consumer's */
	struct comp_ring ring[COMP_DIR_NB];
};

/* dev_private, in hugepages: no pointers, see struct wdp_qm. */
struct comp_dev {
	struct wdp_qm qm;
};

static inline struct comp_dev *
comp_dev(const struct rte_compressdev *dev)
{
	return dev->data->dev_private;
}

extern struct rte_compressdev_ops wdp_comp_ops;

/* Capabilities of the device present; ends with the END macro, never NULL. */
const struct rte_compressdev_capabilities *wdp_comp_capabilities(const struct wdp_qm *qm);

int wdp_comp_qp_setup(struct rte_compressdev *dev, uint16_t id, uint32_t max_inflight, int socket);
int wdp_comp_qp_release(struct rte_compressdev *dev, uint16_t id);

int wdp_comp_xform_create(struct rte_compressdev *dev, const struct rte_comp_xform *xform,
	void **priv);
int wdp_comp_xform_free(struct rte_compressdev *dev, void *priv);

uint16_t wdp_comp_enqueue_burst(void *qp, struct rte_comp_op **ops, uint16_t nb);
uint16_t wdp_comp_dequeue_burst(void *qp, struct rte_comp_op **ops, uint16_t nb);

#endif /* WD_COMP_H */
