/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_QM_H
#define WDP_QM_H

/**
 * @file
 * Queue manager of a WarpDrive function: bring-up, mailbox, contexts, hardware queues.
 * One owner of the registers; engines are called through struct wdp_engine. Section
 * numbers in the sources are those of doc/hw/qm.md.
 *
 * What is shared and what is not: struct wdp_qm and struct wdp_hwq live in hugepages, so
 * that secondary processes can see them; they hold values, indices and offsets.
 * Everything that is a pointer (transport, engine, rings, doorbells) is in the
 * process-local table below, found by device and queue number.
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <rte_common.h>

#include "common/wdp_log.h"
#include "transport/wdp_transport.h"
#include "wdp_hw_pci.h"
#include "wdp_hw_qm.h"

/** Hardware generation; index of every per-generation table. */
enum wdp_gen {
	WDP_GEN_V2,
	WDP_GEN_V3, /**< and everything later */
	WDP_GEN_NB,
};

/** Values read from capability registers or taken from the table (3.1, 3.2, 16). */
enum wdp_cap {
	WDP_CAP_FUNC_QOS,
	WDP_CAP_STOP_QP,
	WDP_CAP_STOP_FUNC,
	WDP_CAP_IFC,
	WDP_CAP_SVA_PREFETCH,
	WDP_CAP_EQ_DEPTH,
	WDP_CAP_AEQ_DEPTH,
	WDP_CAP_SQ_DEPTH,
	WDP_CAP_CQ_DEPTH,
	WDP_CAP_PF_MSI, /**< MSI vectors to ask for */
	WDP_CAP_VF_MSI,
	WDP_CAP_QM_NB,
	/** First of the engine's own, see the engine's header. */
	WDP_CAP_ENGINE = WDP_CAP_QM_NB,
	WDP_CAP_MAX = 32,
};

/** Where a capability comes from. */
struct wdp_cap_desc {
	uint8_t cap; /**< enum wdp_cap or the engine's */
	uint8_t shift;
	uint8_t width;
	uint16_t reg;
	uint32_t dflt[WDP_GEN_NB]; /**< used on V2, and on V3 without capability registers */
};

/** Error bit and its meaning in words. */
struct wdp_err_text {
	uint32_t bit;
	const char *text;
};

/** A register and what is written to it. */
struct wdp_reg_value {
	uint32_t reg;
	uint32_t value;
};

struct wdp_qm;

/** What the queue manager asks of an engine. */
struct wdp_engine {
	const char *name;
	uint8_t sqe_shift; /**< log2 of the descriptor's bytes */
	uint8_t nb_qtypes; /**< values of the SQC type field */
	uint8_t nb_shapers; /**< shaper algorithm types */
	uint32_t shaper_cfg; /**< register 0x100164 (17) */
	const struct wdp_cap_desc *caps;
	uint16_t nb_caps;
	/** Capabilities that hold the QM error masks of this engine (16). */
	uint8_t cap_qm_nfe, cap_qm_reset, cap_qm_ce;
	uint32_t qm_shutdown[WDP_GEN_NB]; /**< V2's differs from its needs-reset mask */
	uint32_t shutdown_v2; /**< the engine's own bits that close the AXI master on V2 */
	/** QM attributes of step 10, ends with register 0; NULL: all of them as in 4.2. */
	const struct wdp_reg_value *user_domain;
	/** Engine set-up, after the QM's user domain (5, step 11). 0 or -errno. */
	int (*init)(struct wdp_qm *qm);
	/** Error reporting on and off (5, step 13). */
	void (*errors_on)(struct wdp_qm *qm);
	void (*errors_off)(struct wdp_qm *qm);
	/** Undo what init opened towards memory; part of the shutdown. */
	void (*quiesce)(struct wdp_qm *qm);
	/** Current error bits, and those that need a reset. */
	uint32_t (*error_status)(struct wdp_qm *qm, uint32_t *needs_reset);
	/** Make error bits that need no reset go away. */
	void (*errors_clear)(struct wdp_qm *qm, uint32_t bits);
	const struct wdp_err_text *errors; /**< ends with text NULL */
};

#define WDP_DEVS_MAX 64 /**< devices of one process; the libraries above allow 64 as well */

/** Shared part of a device. */
struct wdp_qm {
	uint16_t dev; /**< index of the process-local table */
	uint8_t revision;
	uint8_t gen; /**< enum wdp_gen */
	uint8_t is_vf;
	uint8_t cap_version; /**< 0: no capability registers */
	uint8_t db_isolated;
	uint8_t started;
	uint16_t nb_queues; /**< hardware queues of this function */
	uint32_t caps[WDP_CAP_MAX];
	uint64_t mem_iova; /**< event rings, context tables, staging */
	uint32_t lives; /**< queues started so far: the source of tags */
	uint64_t used[WDP_QM_QUEUES_MAX / 64]; /**< one bit per hardware queue */
};

/** Process-local part of a hardware queue: addresses. */
struct wdp_hwq_local {
	uint8_t *sq;
	struct wdp_cqe *cq;
	struct wdp_doorbells db;
};

/** What became of a device since it was attached. */
struct wdp_qm_counts {
	uint64_t irqs; /**< interrupts taken */
	uint64_t eq_events; /**< completions announced for armed queues */
	uint64_t aeq_events; /**< asynchronous events */
	uint64_t errors; /**< error bits that needed no reset */
	uint64_t queue_recoveries; /**< queues stopped and created again */
	uint64_t resets; /**< function resets after an error */
};

/** How a device fares; in telemetry as a word. */
enum wdp_qm_state {
	WDP_QM_STOPPED,
	WDP_QM_RUNNING,
	WDP_QM_RECOVERING, /**< a function reset is due: queues take nothing new */
	WDP_QM_LOST, /**< gone, or its AXI master is closed */
	WDP_QM_ISOLATED, /**< too many resets within an hour */
};

/** Limits, from devargs. */
struct wdp_qm_conf {
	uint32_t timeout_ms; /**< a queue without progress for so long is recovered; 0 never */
	uint32_t max_resets; /**< an hour, one more isolates the device; 0: no limit */
};

#define WDP_QM_ARG_TIMEOUT_MS "timeout_ms"
#define WDP_QM_ARG_MAX_RESETS "max_resets"
/** Keys of wdp_qm_conf_parse(), for the list of a class that has more. */
#define WDP_QM_DEVARGS WDP_QM_ARG_TIMEOUT_MS, WDP_QM_ARG_MAX_RESETS
/** The same for a driver's description of its parameters. */
#define WDP_QM_PARAMS "timeout_ms=<0|100-600000> max_resets=<0-64>"
/** Keys of wdp_qm_conf_parse(), for the class of a device. */
extern WDP_API const char *const wdp_qm_devargs[];
/**
 * Limits from a devargs text; other keys in it are ignored.
 * @return 0 or -EINVAL, logged.
 */
WDP_API int wdp_qm_conf_parse(const char *name, const char *args, struct wdp_qm_conf *conf);

struct qm_ctl;

/** Process-local part of a device. */
struct wdp_qm_local {
	struct wdp_transport *transport;
	const struct wdp_engine *engine;
	struct wdp_qm *qm;
	struct wdp_hwq_local *queues; /**< nb_queues entries */
	uint8_t *mem; /**< the memzone behind qm->mem_iova */
	const void *mz;
	pthread_mutex_t lock; /**< registers, mailbox and everything below */
	struct qm_ctl *ctl; /**< lib/qm's own: interrupts, watch, recovery */
	struct wdp_qm_counts counts;
	enum wdp_qm_state state;
	char last_error[256]; /**< in words, "" for none */
	uint64_t last_error_ms; /**< milliseconds since boot */
};

extern WDP_API struct wdp_qm_local wdp_qm_locals[WDP_DEVS_MAX];

/** A hardware queue as its user creates it. */
struct wdp_hwq_conf {
	uint8_t type; /**< SQC type field: direction (ZIP), algorithm family (HPRE) */
	uint16_t depth; /**< power of two, WDP_HWQ_DEPTH_MIN .. capability */
	uint8_t *mem; /**< wdp_hwq_mem_size() bytes, IOVA-contiguous, page aligned */
	uint64_t iova;
};

#define WDP_HWQ_DEPTH_MIN 16
#define WDP_HWQ_MEM_ALIGN 4096

struct wdp_hwq;

/**
 * Attach to a device: read identity and capabilities, nothing is written.
 * @param qm zeroed shared memory
 * @param t stays the caller's until wdp_qm_detach() has returned
 * @return 0; -ENODEV device answers all ones; -ENOTSUP generation; -ENOSPC too many devices;
 *   -EINVAL nonsense in a capability.
 */
WDP_API int wdp_qm_attach(struct wdp_qm *qm, struct wdp_transport *t,
	const struct wdp_engine *engine, bool is_vf, const struct wdp_qm_conf *conf);
WDP_API void wdp_qm_detach(struct wdp_qm *qm);

/** Function reset and the complete bring-up (5). 0 or -errno; logs what failed. */
WDP_API int wdp_qm_start(struct wdp_qm *qm);
/** Orderly shutdown; queues must have been destroyed. Works on a lost device as well. */
WDP_API void wdp_qm_stop(struct wdp_qm *qm);

/**
 * Ask for a function reset while the device works: queues are paused, given time to finish,
 * and started again after it. Returns at once. 0; -ENODEV: not started, or lost.
 */
WDP_API int wdp_qm_reset(struct wdp_qm *qm);

/** Bytes of ring memory for a queue: SQ, then CQ. */
WDP_API uint32_t wdp_hwq_mem_size(const struct wdp_qm *qm, uint16_t depth);
/** Most requests in flight that a queue of this depth takes. */
WDP_API uint16_t wdp_hwq_limit(uint16_t depth);
/** Smallest depth whose limit is at least @p in_flight, 0 when none is. */
WDP_API uint16_t wdp_hwq_depth_for(const struct wdp_qm *qm, uint32_t in_flight);

/**
 * Take a free hardware queue, load its contexts: it accepts doorbells.
 * @return 0; -EBUSY no queue left; -EINVAL depth; mailbox errors.
 */
WDP_API int wdp_hwq_create(struct wdp_qm *qm, const struct wdp_hwq_conf *conf, struct wdp_hwq *q);
/**
 * Stop and give the hardware queue back. A queue that does not stop stays taken
 * (quarantined) until the function is reset; its memory must stay too: -EBUSY.
 */
WDP_API int wdp_hwq_destroy(struct wdp_qm *qm, struct wdp_hwq *q);

/**
 * Ask for an interrupt when the queue's next completion comes, or for one that waits to be
 * taken. For a caller that is about to sleep, not for the data path: it takes the device's
 * lock. One event per call.
 */
WDP_API void wdp_hwq_arm(struct wdp_qm *qm, const struct wdp_hwq *q);

/** Log every error bit that stands in the QM and the engine, in words. @return number. */
unsigned int wdp_qm_log_errors(struct wdp_qm *qm);

static inline struct wdp_qm_local *
wdp_qm_local(const struct wdp_qm *qm)
{
	return &wdp_qm_locals[qm->dev];
}

static inline struct wdp_transport *
wdp_qm_transport(const struct wdp_qm *qm)
{
	return wdp_qm_locals[qm->dev].transport;
}

/* Registers, for lib/qm and the engines. */
static inline uint32_t
wdp_qm_read32(struct wdp_qm *qm, uint32_t off)
{
	struct wdp_transport *t = wdp_qm_transport(qm);

	return t->ops->read32(t, off);
}

static inline void
wdp_qm_write32(struct wdp_qm *qm, uint32_t off, uint32_t v)
{
	struct wdp_transport *t = wdp_qm_transport(qm);

	t->ops->write32(t, off, v);
}

static inline void
wdp_qm_write64(struct wdp_qm *qm, uint32_t off, uint64_t v)
{
	struct wdp_transport *t = wdp_qm_transport(qm);

	t->ops->write64(t, off, v);
}

/** Clear, then set bits of a register. */
static inline void
wdp_qm_modify32(struct wdp_qm *qm, uint32_t off, uint32_t clear, uint32_t set)
{
	wdp_qm_write32(qm, off, (wdp_qm_read32(qm, off) & ~clear) | set);
}

static inline bool
wdp_transport_lost(const struct wdp_transport *t)
{
	return __atomic_load_n(&t->lost, __ATOMIC_RELAXED) != 0;
}

/**
 * Wait until (register & mask) == want.
 * @return 0; -ETIMEDOUT; -EIO when the device is gone.
 */
int wdp_qm_poll32(struct wdp_qm *qm, uint32_t off, uint32_t mask, uint32_t want,
	uint32_t step_us, uint32_t timeout_us);

#define WDP_QM_POLL_STEP_US 10
/*
 * The hardware answers within 1 ms (26). Waiting longer costs nothing when it does and
 * keeps a machine with a late model or a stolen CPU from failing for no reason.
 */
#define WDP_QM_POLL_TIMEOUT_US 100000

#endif /* WDP_QM_H */
