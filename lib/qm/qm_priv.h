/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_QM_PRIV_H
#define WDP_QM_PRIV_H

/**
 * @file
 * Between the files of lib/qm.
 */

#include "wdp_qm.h"

/* Device memory: offsets into the memzone. */
struct qm_mem_layout {
	uint32_t eq, aeq, sqc_table, cqc_table, staging, size;
};

/* Staging slots of context images, in the order of the contexts' commands (7.3). */
enum qm_staging {
	QM_STAGING_SQC,
	QM_STAGING_CQC,
	QM_STAGING_EQC,
	QM_STAGING_AEQC,
	QM_STAGING_NB,
};

void wdp_qm_mem_layout(const struct wdp_qm *qm, struct qm_mem_layout *l);

/* Read every capability of a table into qm->caps. */
void wdp_qm_caps_read(struct wdp_qm *qm, const struct wdp_cap_desc *t, unsigned int n);
/* Let the function answer register accesses (5, step 1). 0 or -errno. */
int wdp_qm_memory_space(struct wdp_qm *qm);
/* Generation, capabilities, number of queues. 0 or -errno. */
int wdp_qm_detect(struct wdp_qm *qm, bool is_vf);

/* One mailbox command; the device lock is held. 0 or -errno, logged. */
int wdp_qm_mb(struct wdp_qm *qm, uint8_t cmd, bool get, uint16_t queue, uint64_t data);
/* Same, data comes back in the mailbox registers. */
int wdp_qm_mb_get_data(struct wdp_qm *qm, uint8_t cmd, uint64_t *data);
/* Load a context image (a context command's number is its staging slot). */
int wdp_qm_mb_load_ctx(struct wdp_qm *qm, uint8_t cmd, uint16_t queue, const void *image);
/* Read a context back. */
int wdp_qm_mb_dump_ctx(struct wdp_qm *qm, uint8_t cmd, uint16_t queue, void *image);

/* Write one VFT entry of function 0. */
int wdp_qm_vft_write(struct wdp_qm *qm, uint32_t type, uint32_t addr, uint64_t entry);
/* SQC, CQC and shaper entries of function 0 for nb queues; 0 takes them away. */
int wdp_qm_vft_set(struct wdp_qm *qm, uint16_t nb);

void wdp_qm_errors_on(struct wdp_qm *qm);
void wdp_qm_errors_off(struct wdp_qm *qm);
/* Look at the error registers now and then; not to be called with the device lock held. */
void wdp_qm_watch_start(struct wdp_qm *qm);
void wdp_qm_watch_stop(struct wdp_qm *qm);
/* A shutdown-class error stands: context commands cannot finish (7.3). */
bool wdp_qm_master_closed(struct wdp_qm *qm);

#endif /* WDP_QM_PRIV_H */
