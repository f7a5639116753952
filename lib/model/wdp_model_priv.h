/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_MODEL_PRIV_H
#define WDP_MODEL_PRIV_H

/**
 * @file
 * Inside of the device model. Section numbers are those of doc/hw/qm.md and
 * doc/hw/zip.md.
 *
 * Locks, outermost first:
 *   model_queue.lock    everything of a queue but its pending doorbell words; whoever
 *                       holds it may do DMA for that queue
 *   model_func.ev_lock  event queue and async event queue
 *   model_func.msi_lock event descriptors and the MSI words of config space
 *   wdp_model.say_lock  the list of complaints and the log
 *   wdp_model_fault.lock faults on command (model_fault.h)
 * The control thread alone changes mappings, registers and contexts; to change a
 * mapping it holds the locks of all queues in use (model_lock_all).
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "wdp_hw_bits.h"
#include "wdp_hw_pci.h"
#include "wdp_hw_qm.h"
#include "wdp_model.h"

#define MODEL_CFG_SIZE_B    4096
#define MODEL_VF_NR         1  /* the one that owns the range behind the PF's (6) */
#define MODEL_PF_QUEUES     64 /* what a host's PF driver keeps by default (2) */
#define MODEL_MSI_VECTORS   4
#define MODEL_QUEUES_MIN    2
#define MODEL_WORKERS_MAX   64
#define MODEL_REGS_MAX      192
#define MODEL_ENGINE_REGS_MAX 96 /* of them */
#define MODEL_SAID_MAX      256
#define MODEL_FUNCS         64
#define MODEL_CORES         10
#define MODEL_NO_SLOT       (-1)
/* Requests one visit to a queue may finish before the next queue has its turn. */
#define MODEL_VISIT_NULL    256
#define MODEL_VISIT_REAL    16

#define MODEL_CACHELINE_B   64
#define MODEL_MAP_HINTS     4096 /* two pages in use that share one cost each lookup a search */
#define MODEL_MAP_HINT_SHIFT 21 /* EAL's pages of 2 MiB are a range each */

/** What a rejected access is about; one complaint per kind and place is logged. */
enum model_complaint {
	SAY_WIDTH,
	SAY_REGISTER,
	SAY_RESERVED,
	SAY_READONLY,
	SAY_DISABLED,
	SAY_DOORBELL,
	SAY_MAILBOX,
	SAY_CONTEXT,
	SAY_VFT,
	SAY_SQE,
	SAY_SGL,
	SAY_DMA,
	SAY_SHADOW,
	SAY_KINDS
};

struct model_said {
	enum model_complaint kind;
	uint64_t place;
	uint64_t count;
};

/** One range of client memory. */
struct model_map {
	uint64_t iova;
	uint64_t size;
	uint8_t *va; /* NULL: accepted, but nothing is there */
	bool readable;
	bool writable;
	bool owned; /* mapped by the model from a descriptor */
	uint64_t dev, ino, off; /* of that descriptor: the same memory may be mapped twice */
};

/** Work done by one queue, written under its lock, read by anybody. */
struct model_queue_stats {
	uint64_t doorbells;
	uint64_t sqes;
	uint64_t cqes;
	uint64_t errors;
	uint64_t failed;
	uint64_t unproven;
	uint64_t late; /* SQ doorbells after a stop: their requests are never seen */
	uint64_t consumed;
	uint64_t produced;
};

/**
 * A queue pair of the function.
 *
 * The ring indices are slot numbers as in the contexts:
 *
 *      sq_head            sq_tail            cq_tail - cq_used      cq_tail
 *         | accepted, to do  |                     | CQEs not yet seen  |
 *   ------+##################+------         ------+####################+------
 */
struct model_queue {
	/* First the words an idle scan looks at. */
	uint64_t *sh_sq; /* shadow doorbell words, NULL without a slot */
	uint64_t *sh_cq;
	uint64_t seen_sq;
	uint64_t seen_cq;
	uint32_t posted; /* a trapped doorbell is waiting (POST_*) */
	uint32_t lock;
	uint16_t sq_head;
	uint16_t sq_tail;
	bool sq_loaded;
	bool cq_loaded;
	bool stopped; /* by mailbox 0x8 or 0x9, until the SQC is written again */
	bool halted;  /* a ring of it could not be reached */
	bool closed;  /* SQC close bit */
	bool spilled; /* contexts live in the tables, read them at the next doorbell */
	bool stuck;   /* stuck_since is valid */
	bool cq_full; /* overflow was reported */
	uint8_t fetched; /* descriptors from the head on that were fetched ahead */

	uint16_t index; /* in the device */
	uint16_t qn;    /* in its function: what contexts, doorbells and ring entries hold */
	uint16_t type;
	uint16_t sq_depth;
	uint16_t sq_tag;
	uint8_t sqe_shift;
	bool sq_sig_head;
	bool sq_sig_tail;
	uint64_t sq_base;
	uint8_t *sq_va; /* whole ring as one piece, or NULL */

	uint16_t cq_depth;
	uint16_t cq_tag;
	uint16_t cq_tail;
	uint16_t cq_used; /* CQEs written and not yet returned by a doorbell */
	bool cq_sig_head;
	bool cq_sig_tail;
	bool cq_phase;
	bool c_flag;
	uint64_t cq_base;
	uint8_t *cq_va;

	struct model_queue_stats st;

	/* Trapped doorbells on their way in, written by the control thread. */
	uint64_t post_sq;
	uint64_t post_cq;
	uint64_t stuck_since_ns;
	int32_t slot; /* bound by the last SQC load */
	/* The context words the device only keeps. */
	struct wdp_sqc sqc;
	struct wdp_cqc cqc;
} __attribute__((aligned(MODEL_CACHELINE_B)));

/* Why the AXI master is closed. */
#define MODEL_CLOSED_ERROR   0x1 /* by error bits, until power goes */
#define MODEL_CLOSED_FAULT   0x2 /* by command, without a word */
#define MODEL_CLOSED_REMOVED 0x4 /* nobody there */

#define POST_SQ  0x1
#define POST_CQ  0x2
#define POST_ARM 0x4

/** EQ or AEQ. */
struct model_eq {
	bool loaded;
	bool phase;
	bool armed;    /* a doorbell came since the last interrupt */
	bool overflow; /* reported */
	uint16_t tail;
	uint32_t depth;
	uint32_t used;
	uint64_t base;
	uint64_t dropped;
	unsigned int vector;
	uint32_t mask; /* copy of the mask register */
};

/** Result of one request: which words of the descriptor go back. */
struct model_result {
	uint32_t dw[32];
	uint32_t written; /* bit n = dword n */
	bool error;       /* counts as an error descriptor */
	bool failed;      /* the status is an error to whoever asked */
	bool unproven;    /* done, but nobody is known to rely on the hardware doing it */
	uint32_t consumed;
	uint32_t produced;
};

enum model_run {
	MODEL_RUN_DONE,  /* write the result back and complete */
	MODEL_RUN_STUCK, /* the master closed under it: never completes */
};

struct model_spoil; /* model_fault.h */

/* Generations, where a table says which have something. */
#define MODEL_V2 0x1
#define MODEL_V3 0x2

/** A register as the host's PF driver leaves it. */
struct model_setup {
	uint32_t off; /* 0 ends the list */
	uint32_t v2;
	uint32_t v3;
	uint8_t gens;
};

/** Registers from first to last; 0 as the last ends a list. */
struct model_range {
	uint32_t first;
	uint32_t last;
};

/** The error registers of an engine: where they are, and how they work. */
struct model_engine_err {
	uint32_t mask;
	bool enables;         /* the mask's 1 is "on", not "off" */
	uint32_t all;         /* bits there are */
	uint32_t shutdown;    /* V3: register, which bits close the AXI master */
	uint32_t v2_shutdown; /* V2: these bits do */
	uint32_t ctl;         /* register and bit: errors may close the master at all */
	uint32_t ctl_shut;
	uint32_t ecc_info;
};

/** A counter of one core; positions in wdp_model.core_base[][]. */
enum model_core_counter {
	CORE_GET_BD,
	CORE_RIGHT_BD,
	CORE_ERROR_BD,
	CORE_DONE_BD,
	CORE_CONSUMED,
	CORE_PRODUCED,
	CORE_BD_RD,
	CORE_BD_WR,
	CORE_COUNTERS,
	CORE_NONE = CORE_COUNTERS, /* reads 0 */
	CORE_IDLE,                 /* is the queue manager idle? */
};

struct model_core_ref {
	unsigned int core;
	enum model_core_counter what;
	bool high; /* upper half */
};

struct model_reg; /* model_regs.h */

/** An engine's registers, one object per engine. */
struct model_engine_regs {
	const struct model_reg *reg;
	unsigned int nreg;
	const struct model_range *dumped; /* by Linux, word by word */
	const struct model_setup *host_setup;
	struct model_engine_err err;
	uint32_t v2_peh_flr; /* V2: with this bit of 0x1000cc off bus master resets nothing */
	uint32_t cnt_ctl; /* register and bits: core counters clear when read */
	uint32_t cnt_rdclr;
	/** Is @p off a counter of a core, and which? */
	bool (*core_counter)(uint32_t off, struct model_core_ref *ref);
	/** Does @p core work for the queue? */
	bool (*on_core)(const struct wdp_model *m, const struct model_queue *q, unsigned int core);
	/** May requests of queue type @p type run (clocks on)? */
	bool (*enabled)(const struct wdp_model *m, uint16_t type);
};

/** The words of a descriptor that faults on command can falsify. */
#define MODEL_SPOIL_STATUS  0x1
#define MODEL_SPOIL_LENGTHS 0x2 /* produced, consumed */
#define MODEL_SPOIL_VERDICT 0x4 /* of a verification */

/** What an engine adds to the queue manager. */
struct model_engine_ops {
	const char *name;
	uint16_t pci_pf_id;
	uint16_t pci_vf_id;
	uint8_t sqe_shift;
	uint16_t queue_types;
	uint16_t v2_queue_types; /* 0: the same */
	const char *const *type_names; /* in the words of faults */
	const struct model_engine_regs *regs;
	unsigned int spoils; /* MODEL_SPOIL_* */
	void *(*ctx_create)(void);
	void (*ctx_destroy)(void *ctx);
	/** Forget what was kept from one request to the next. NULL: nothing is. */
	void (*ctx_reset)(void *ctx);
	/** One request; @p sqe is a private copy. */
	enum model_run (*run)(struct wdp_model *m, struct model_queue *q, void *ctx,
		const uint32_t *sqe, struct model_result *res);
	/** Falsify a result, on command. */
	void (*spoil)(const uint32_t *sqe, const struct model_spoil *s, struct model_result *res);
	/**
	 * A request that comes soon: fetch into the cache what @p sqe, which is the client's and
	 * not checked, points to; @p depth 0: its lists, 1: what they name. NULL: nothing.
	 */
	void (*fetch)(struct wdp_model *m, const uint32_t *sqe, unsigned int depth);
	/** As many requests as possible without touching data; @return how many. */
	unsigned int (*run_null)(struct model_queue *q, unsigned int count);
};
extern const struct model_engine_ops wdp_md_zip_ops;
extern const struct model_engine_ops wdp_md_sec_ops;
extern const struct model_engine_ops wdp_md_hpre_ops;

struct model_worker {
	struct wdp_model *m;
	pthread_t thread;
	unsigned int id;
	void *ectx;
};

/**
 * What a PCI function has to itself. One of them is presented; further ones (a PF with its
 * VFs) would each have one of these and share the rest of the device.
 */
struct model_func {
	unsigned int nr; /* 0: the PF, n: VF n; its number in the VFT */
	/* Queues by its VFT entry: its queue n is queue base + n of the device. */
	unsigned int base;
	unsigned int nqueues;
	bool bus_master; /* asked by the data path before it works */

	/* client memory */
	struct model_map *maps;
	unsigned int nmaps;
	unsigned int maps_cap;
	unsigned int nfdmaps;
	uint32_t map_hint[MODEL_MAP_HINTS]; /* where addresses were found last */

	/* events */
	pthread_mutex_t ev_lock;
	struct model_eq eq;
	struct model_eq aeq;
	pthread_mutex_t msi_lock;
	int msi_fd[MODEL_MSI_VECTORS];
	uint64_t msi_sent[MODEL_MSI_VECTORS];

	/* config space */
	uint8_t cfgspace[MODEL_CFG_SIZE_B];
	uint8_t cfgmask[MODEL_CFG_SIZE_B];

	/* registers of the function-local block, in the places of wdp_model.reg */
	uint32_t reg[MODEL_REGS_MAX];

	/* mailbox */
	uint32_t mb[4];
	bool mb_stuck; /* a command that never finishes */
	uint64_t sqc_table;
	uint64_t cqc_table;
	bool sqc_table_set;
	bool cqc_table_set;
	uint64_t ifc_msg; /* last message it left for another function */

	/* shadow doorbells */
	int shadow_fd;
	uint8_t *shadow;
	uint8_t *shadow_bound;
	int32_t *next_slot; /* of each of its queues: bound by the next SQC load */
};

struct wdp_model {
	struct wdp_model_config cfg;
	const struct model_engine_ops *engine;
	bool v3;
	unsigned int queues; /* of the device */
	struct model_queue *q;
	struct model_func fn; /* the one presented */

	/* Queues with a loaded SQC; appended and removed by the control thread only. */
	uint16_t *active;
	unsigned int nactive;
	uint16_t *locked; /* those wdp_md_lock_all() holds */
	unsigned int nlocked;
	unsigned int pause; /* the control thread wants the queues: take no new work */
	unsigned int step_pos;

	/* What the data path asks before it works. */
	bool stopped; /* 0x300000 */
	uint32_t closed; /* MODEL_CLOSED_*: no DMA */
	uint32_t core_enable;
	uint32_t faults; /* some are set: the hooks of model_fault.h are to be asked */
	struct wdp_model_fault *fault;

	unsigned int max_map_count;
	bool warned_maps;

	/* errors: raised by anybody */
	uint32_t qm_err;
	uint32_t qm_err_sticky; /* closed the master: survives a function reset */
	uint32_t eng_err;
	uint32_t eng_err_sticky;
	uint32_t err_info1;
	uint32_t ce_events; /* correctable ones since the last message */
	uint64_t ecc_events[2]; /* 1-bit, multi-bit */

	/* registers of the PF block and of the engine */
	uint32_t reg[MODEL_REGS_MAX];
	uint32_t ctr_base[10];
	uint64_t core_base[MODEL_CORES][CORE_COUNTERS];
	uint32_t core_high[MODEL_CORES][CORE_COUNTERS];
	uint64_t mb_count;
	uint64_t cqe_errors;
	uint64_t last_db;
	uint64_t vft_sqc[MODEL_FUNCS];
	uint64_t vft_cqc[MODEL_FUNCS];
	uint64_t vft_shaper[2 * MODEL_FUNCS];
	bool mem_init; /* since the model was created */

	/* threads */
	struct model_worker *workers;
	unsigned int nworkers;
	bool quit;
	uint32_t wake_seq;
	uint32_t nappers;
	void *ctl_ectx;  /* engine state of the control thread */
	void *step_ectx; /* and of wdp_model_step() */
	pthread_mutex_t step_lock;

	/* complaints */
	pthread_mutex_t say_lock;
	uint64_t complaints;
	uint64_t per_kind[SAY_KINDS];
	struct model_said said[MODEL_SAID_MAX];
	unsigned int nsaid;
};

static inline bool
model_is_vf(const struct wdp_model *m)
{
	return m->fn.nr != 0;
}

#define LOAD(p)       __atomic_load_n(&(p), __ATOMIC_RELAXED)
#define STORE(p, v)   __atomic_store_n(&(p), (v), __ATOMIC_RELAXED)
#define COUNT(p, n)   __atomic_fetch_add(&(p), (n), __ATOMIC_RELAXED)

/* A counter with one writer at a time (the queue's lock) needs no locked add. */
#define COUNT1(p, n)  STORE(p, (p) + (n))

static inline bool
model_queue_trylock(struct model_queue *q)
{
	uint32_t free_lock = 0;

	if (LOAD(q->lock) != 0)
		return false;
	/* Acquire pairs with the release below: state of the queue as its last holder left it. */
	return __atomic_compare_exchange_n(&q->lock, &free_lock, 1, false, __ATOMIC_ACQUIRE,
		__ATOMIC_RELAXED);
}

static inline void
model_queue_unlock(struct model_queue *q)
{
	__atomic_store_n(&q->lock, 0, __ATOMIC_RELEASE);
}

/* model_core.c */
void wdp_md_complain(struct wdp_model *m, enum model_complaint kind, uint64_t place,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void wdp_md_say(struct wdp_model *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *wdp_md_complaint_name(enum model_complaint kind);
void wdp_md_queue_lock(struct wdp_model *m, struct model_queue *q);
void wdp_md_lock_all(struct wdp_model *m);
void wdp_md_unlock_all(struct wdp_model *m);
uint64_t wdp_md_now_ns(void);
/** Registers, contexts, rings and doorbell slots as after FLR; config space stays. */
void wdp_md_function_reset(struct wdp_model *m);

/* model_host.c */
/** What a VF finds done; on the device as it is after power-on. */
void wdp_md_host_setup(struct wdp_model *m);

/* model_cfg.c */
void wdp_md_cfg_init(struct wdp_model *m);
int wdp_md_cfg_read(struct wdp_model *m, uint64_t off, void *buf, size_t len);
int wdp_md_cfg_write(struct wdp_model *m, uint64_t off, const void *buf, size_t len);
uint64_t wdp_md_bar2_size(const struct wdp_model *m);
uint64_t wdp_md_bar4_size(const struct wdp_model *m);
unsigned int wdp_md_msi_messages(const struct wdp_model *m);
bool wdp_md_cfg_memory_on(const struct wdp_model *m);
/** Is vector @p vec masked in config space? Notes it as pending if so. Under msi_lock. */
bool wdp_md_cfg_msi_masked(struct wdp_model *m, unsigned int vec);

/* model_regs.c */
void wdp_md_regs_reset(struct wdp_model *m, bool power_on);
uint32_t wdp_md_regs_read(struct wdp_model *m, uint32_t off);
void wdp_md_regs_write(struct wdp_model *m, uint32_t off, uint32_t val);
/** Set a register software cannot write. */
void wdp_md_reg_force(struct wdp_model *m, uint32_t off, uint32_t val);
/** Value of a register the model itself asks for; it must be in the table. */
uint32_t wdp_md_reg_get(const struct wdp_model *m, uint32_t off);

/* model_stats.c */
uint32_t wdp_md_core_read(struct wdp_model *m, uint32_t off, bool *known);
void wdp_md_core_retype(struct wdp_model *m, struct model_queue *q, unsigned int type);
uint32_t wdp_md_qm_counter_read(struct wdp_model *m, unsigned int n, bool clear);

/* model_ctx.c */
/** Word @p word of the EQC or AEQC as it is now. */
uint32_t wdp_md_eqc_word(struct wdp_model *m, const struct model_eq *eq, unsigned int word);
void wdp_md_vft_go(struct wdp_model *m);
void wdp_md_vft_clear(struct wdp_model *m);
void wdp_md_memory_init(struct wdp_model *m);
/** @return false if the bus did not let it happen: then it is never done. */
bool wdp_md_write_back(struct wdp_model *m);
/** Context commands 0x0..0x3; @return mailbox status, 0 = success. */
unsigned int wdp_md_ctx_command(struct wdp_model *m, unsigned int cmd, bool get, unsigned int index,
	uint64_t iova);
/** Queue @p qn of the function; NULL: it has no such queue. */
static inline struct model_queue *
model_func_queue(struct wdp_model *m, unsigned int qn)
{
	return qn < m->fn.nqueues ? &m->q[m->fn.base + qn] : NULL;
}
int wdp_md_ctx_unspill(struct wdp_model *m, struct model_queue *q);
/** Ring addresses of all queues again, after a change of mappings. Under all locks. */
void wdp_md_ctx_remap(struct wdp_model *m);
void wdp_md_queue_forget(struct wdp_model *m, struct model_queue *q);

/* model_mailbox.c */
uint32_t wdp_md_mb_read(struct wdp_model *m, uint32_t off);
void wdp_md_mb_write(struct wdp_model *m, uint32_t off, uint32_t val);

/* model_queue.c */
void wdp_md_doorbell(struct wdp_model *m, uint64_t val, int page);
void wdp_md_doorbell_event(struct wdp_model *m, uint64_t val);
bool wdp_md_queue_wants(const struct model_queue *q);
/** Those that came through the registers and those in the slot. Lock held. */
void wdp_md_take_doorbells(struct wdp_model *m, struct model_queue *q);
/** Doorbells and up to @p budget requests. Lock held. */
unsigned int wdp_md_queue_work(struct wdp_model *m, struct model_queue *q, void *ectx,
	unsigned int budget);
/** Finish everything accepted, then refuse doorbells. @return 0 or -EBUSY. */
int wdp_md_queue_stop(struct wdp_model *m, struct model_queue *q);
int wdp_md_shadow_bind(struct wdp_model *m, uint64_t off, uint32_t queue);
void wdp_md_shadow_attach(struct wdp_model *m, struct model_queue *q);
bool wdp_md_idle(struct wdp_model *m);

/* model_event.c */
void wdp_md_eq_load(struct wdp_model *m, struct model_eq *eq, const struct wdp_eqc *c);
void wdp_md_eqe_push(struct wdp_model *m, uint16_t cqn);
void wdp_md_aeqe_push(struct wdp_model *m, unsigned int type, uint16_t qn);
void wdp_md_eq_doorbell(struct wdp_model *m, struct model_eq *eq, uint16_t head);
void wdp_md_eq_mask(struct wdp_model *m, struct model_eq *eq, uint32_t mask);
void wdp_md_msi(struct wdp_model *m, unsigned int vec);
void wdp_md_qm_error(struct wdp_model *m, uint32_t bits);
void wdp_md_engine_error(struct wdp_model *m, uint32_t bits);
/** Fill the detail registers that go with error bits. */
void wdp_md_qm_error_info(struct wdp_model *m, uint32_t bits, uint32_t info);
void wdp_md_engine_error_info(struct wdp_model *m, uint32_t info);
/** Error bits of the engine that are masked. */
uint32_t wdp_md_engine_mask(const struct wdp_model *m);
/** A mask of errors changed: tell what it uncovered. */
void wdp_md_error_unmasked(struct wdp_model *m);
/** DMA possible for the queue manager and the engine? */
static inline bool
model_master_open(const struct wdp_model *m)
{
	return LOAD(m->fn.bus_master) && !LOAD(m->stopped) && !LOAD(m->closed);
}

/* model_dma.c: callers hold a queue's lock, or are the control thread */
/** wdp_md_dma_piece() of an address that lies elsewhere, or not in one range. */
uint8_t *wdp_md_dma_search(struct wdp_model *m, uint64_t iova, uint64_t *len, bool write);

/** The range in which the address, or a neighbour of it, was found last. */
static inline uint32_t *
model_map_hint(struct wdp_model *m, uint64_t iova)
{
	return &m->fn.map_hint[(iova >> MODEL_MAP_HINT_SHIFT) % MODEL_MAP_HINTS];
}

/** Is @p iova in range @p i? */
static inline bool
model_map_has(const struct wdp_model *m, unsigned int i, uint64_t iova)
{
	/* No range goes over the end: below one, the distance is more than any size. */
	return i < m->fn.nmaps && iova - m->fn.maps[i].iova < m->fn.maps[i].size;
}

static inline bool
model_map_allows(const struct model_map *map, bool write)
{
	return map->va != NULL && (write ? map->writable : map->readable);
}

/**
 * @return where @p iova is, and in @p *len how much of the wanted length lies there in
 * one piece; NULL: not mapped, or not for this direction.
 */
static inline uint8_t *
wdp_md_dma_piece(struct wdp_model *m, uint64_t iova, uint64_t *len, bool write)
{
	/* A stale or a half-written hint is only believed when it is right. */
	unsigned int i = LOAD(*model_map_hint(m, iova));

	if (model_map_has(m, i, iova)) {
		const struct model_map *map = &m->fn.maps[i];
		uint64_t at = iova - map->iova;

		if (map->size - at >= *len && model_map_allows(map, write))
			return map->va + at;
	}
	return wdp_md_dma_search(m, iova, len, write);
}

/** @return whether both are the same byte of memory, reached through one range or through two. */
bool wdp_md_dma_same(struct wdp_model *m, uint64_t a, uint64_t b);
/** As one piece or NULL. */
static inline uint8_t *
wdp_md_dma_ptr(struct wdp_model *m, uint64_t iova, uint64_t len, bool write)
{
	uint64_t have = len;
	uint8_t *va = wdp_md_dma_piece(m, iova, &have, write);

	return have == len ? va : NULL;
}

int wdp_md_dma_read(struct wdp_model *m, void *dst, uint64_t iova, size_t len);
int wdp_md_dma_write(struct wdp_model *m, uint64_t iova, const void *src, size_t len);
void wdp_md_dma_drop_all(struct wdp_model *m);

/* model_worker.c */
int wdp_md_workers_start(struct wdp_model *m);
void wdp_md_workers_stop(struct wdp_model *m);
void wdp_md_workers_wake(struct wdp_model *m);


#endif /* WDP_MODEL_PRIV_H */
