/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_QM_PRIV_H
#define WDP_QM_PRIV_H

/**
 * @file
 * Between the files of lib/qm.
 */

#include "wdp_hw_pci.h"
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

/* Between two looks at a device that says nothing. */
#define WDP_QM_WATCH_MS 100

struct qm_irq {
	struct rte_intr_handle *handle;
	int epfd; /* readable when one of fds is */
	unsigned int nb;
	int fds[WDP_MSI_VECS_MAX];
	bool on;
	uint32_t pending; /* one came and has not been looked at */
};

/* An event ring as its reader sees it. */
struct qm_ring {
	uint32_t *entries;
	uint32_t depth;
	uint16_t head;
	uint8_t phase;
	uint8_t cmd; /* of its doorbell */
};

/* What the watch knows of a hardware queue. */
struct qm_queue {
	struct wdp_hwq *q; /* NULL: not in use */
	uint8_t *mem;
	const char *why; /* it is to be recovered, for this reason */
	uint64_t since_ms; /* the request due next has been due since */
	uint32_t cons; /* its number */
	bool waits;
	bool dead; /* stopped, waits for flushing and for its producer */
};

#define WDP_QM_RESETS_MAX 64 /* remembered */

struct qm_ctl {
	struct wdp_qm_conf conf;
	struct qm_irq irq;
	struct qm_ring eq, aeq;
	struct qm_queue *queues; /* nb_queues entries */
	uint64_t silent_ms; /* registers read all ones since; 0: they do not */
	uint64_t deadline_ms; /* of the reset that is due */
	uint64_t fast_until_ms;
	unsigned int waiting; /* queues not back in service yet */
	uint64_t resets_ms[WDP_QM_RESETS_MAX];
	unsigned int next_reset;
	uint64_t log_ms, log_used, log_dropped; /* the rate limit */
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
/* A stop command, which may take its time (7.3). */
#define WDP_QM_STOP_TIMEOUT_US (5 * 1000 * 1000)
int wdp_qm_mb_stop(struct wdp_qm *qm, uint8_t cmd, uint16_t queue, uint32_t limit_us);
/* Same as wdp_qm_mb(), data comes back in the mailbox registers. */
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
/* Look at the error bits: false when the AXI master is closed. PF only. */
bool wdp_qm_errors_look(struct wdp_qm *qm);
/* A shutdown-class error stands: context commands cannot finish (7.3). */
bool wdp_qm_master_closed(struct wdp_qm *qm);

/* Function reset and bring-up, all that a start and a recovery share. 0 or -errno, logged. */
int wdp_qm_bring_up(struct wdp_qm *qm);

/* Stop a queue within limit_us, the device lock is held. 0: it touches nothing any more. */
int wdp_qm_queue_stop(struct wdp_qm *qm, uint16_t qn, uint32_t limit_us);
/* Free the memory of queue pairs whose hardware did not stop: after a reset. */
void wdp_qm_quarantine_free(struct wdp_qm *qm);
/* New tag, new doorbell, contexts: the queue's hardware starts from slot 0. 0 or -errno. */
int wdp_qm_queue_load(struct wdp_qm *qm, struct wdp_hwq *q);

/* The process-local table and its queues change only under this lock; telemetry reads them. */
void wdp_qm_table_lock(void);
void wdp_qm_table_unlock(void);

/* Interrupts and the watch; started and stopped without the device lock. */
void wdp_qm_irq_start(struct wdp_qm *qm);
void wdp_qm_irq_stop(struct wdp_qm *qm);
void wdp_qm_watch_start(struct wdp_qm *qm);
void wdp_qm_watch_stop(struct wdp_qm *qm);
/* Look now; on EAL's interrupt thread, without the device lock. */
void wdp_qm_look(struct wdp_qm_local *l);
uint64_t wdp_qm_now_ms(void);

/* Event rings: fresh ones, their doorbells, what is new in them. */
void wdp_qm_events_init(struct wdp_qm *qm);
void wdp_qm_event_ring(struct wdp_qm *qm, const struct qm_ring *r);
void wdp_qm_events_read(struct wdp_qm *qm, bool announced);

/* What the watch found, for the log (not more often than it can be read) and telemetry. */
void wdp_qm_event_log(struct wdp_qm *qm, uint32_t level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
#define wdp_qm_event(qm, level, ...) wdp_qm_event_log(qm, RTE_LOG_##level, __VA_ARGS__)

/* Recovery: what is wrong, and a step towards mending it. The device lock is held. */
void wdp_qm_queue_failed(struct wdp_qm *qm, uint32_t qn, const char *why);
void wdp_qm_reset_due(struct wdp_qm *qm, const char *why);
void wdp_qm_lost(struct wdp_qm *qm, enum wdp_qm_state state);
void wdp_qm_recover(struct wdp_qm *qm);
/* Milliseconds to the next look. */
uint32_t wdp_qm_recover_pace(const struct wdp_qm *qm);
void wdp_qm_queue_add(struct wdp_qm *qm, struct wdp_hwq *q, uint8_t *mem);
void wdp_qm_queue_forget(struct wdp_qm *qm, uint16_t qn);
bool wdp_qm_queue_is_dead(struct wdp_qm *qm, uint16_t qn);

#endif /* WDP_QM_PRIV_H */
