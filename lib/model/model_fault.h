/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_FAULT_H
#define MODEL_FAULT_H

/**
 * @file
 * Faults on command (doc/model.md 11): rules, what they did so far, and the hooks the rest
 * of the model calls while wdp_model.faults is set. Nothing of this is looked at otherwise.
 *
 * wdp_model_fault.lock is the innermost of all locks: nothing is called under it. What a
 * rule sets off is decided under it and done after it is released.
 */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct wdp_model;
struct model_queue;
struct model_result;

#define FAULT_RULES_MAX  64
#define FAULT_TEXT_B     160
#define FAULT_ANY        UINT32_MAX /* any queue, any type, argument not given */
#define FAULT_SPOILS_MAX 8

/** What is counted and may go wrong. */
enum fault_site {
	SITE_REQUEST, /* a request, when the model begins with it */
	SITE_ACTION,  /* something by itself: by time, or counted by requests */
	SITE_MAILBOX, /* a mailbox command */
	SITE_RESET,   /* FLR and DEVICE_RESET */
	SITE_EQE,     /* an entry of the event queue */
	SITE_MSI,     /* an interrupt message */
};

enum fault_kind {
	FAULT_HANG,
	FAULT_DELAY,
	FAULT_REORDER,
	FAULT_CQE_DROP,
	FAULT_CQE_DUP,
	FAULT_CQE_PHASE,
	FAULT_CQE_SLOT,
	FAULT_CQE_QUEUE,
	FAULT_SQE_GARBAGE,
	FAULT_PRODUCED,
	FAULT_CONSUMED,
	FAULT_STATUS,
	FAULT_VERDICT,
	FAULT_AEQ,
	FAULT_RAS_QM,
	FAULT_RAS_ENGINE,
	FAULT_CLOSE_MASTER,
	FAULT_REMOVE,
	FAULT_DISCONNECT,
	FAULT_EXIT,
	FAULT_MB_BUSY,
	FAULT_MB_ERROR,
	FAULT_MB_SLOW,
	FAULT_RESET_STUCK,
	FAULT_RESET_SLOW,
	FAULT_EQ_OVERFLOW,
	FAULT_MSI_DROP,
	FAULT_KINDS
};

/** Arguments of the kinds. */
enum fault_arg {
	ARG_UNTIL, /* enum fault_until */
	ARG_MS,
	ARG_OPS,
	ARG_VALUE,
	ARG_OVER,
	ARG_SEED,
	ARG_WORDS,
	ARG_TYPE,
	ARG_QUEUE,
	ARG_BITS,
	ARG_INFO,
	ARG_SOCKET,
	ARG_CODE,
	ARG_STATUS,
	ARG_CMD,
	ARG_VEC,
	FAULT_ARGS
};

/** What ends a hang. */
enum fault_until {
	UNTIL_CLEAR,  /* only the rule's removal */
	UNTIL_CREATE, /* new contexts of the queue, too */
	UNTIL_RESET,  /* a reset of the function, too */
};

struct fault_rule {
	unsigned int id; /* 0: free */
	enum fault_kind kind;
	char text[FAULT_TEXT_B];
	uint32_t arg[FAULT_ARGS];

	/* which events */
	uint32_t queue;
	uint32_t type;
	bool each;    /* every queue is counted for itself */
	bool counted; /* first, last, every were given */
	bool from_first; /* after_ns counts from the first request */
	uint64_t first;
	uint64_t last;
	uint64_t every;
	uint64_t times;
	uint64_t after_ns;

	/* so far */
	uint64_t set_ns;
	uint64_t seen;
	uint64_t fired;
	uint64_t *seen_of; /* per queue, with each */
};

/** A change of a result, made by the engine. */
struct model_spoil {
	enum model_spoil_what {
		SPOIL_STATUS,
		SPOIL_PRODUCED,
		SPOIL_CONSUMED,
		SPOIL_VERDICT,
	} what;
	bool over; /* the value goes on top of what the request allows */
	uint32_t val;
};

/** What is to go wrong with one request. */
struct model_verdict {
	bool drop;
	bool dup;
	uint64_t cqe_twist; /* bits of the CQE's upper word that are turned over */
	uint32_t words;     /* of the descriptor that come back as garbage */
	uint32_t seed;
	unsigned int nspoils;
	struct model_spoil spoil[FAULT_SPOILS_MAX];
};

/** A queue's requests that do not go on. */
struct fault_queue {
	unsigned int hung_by; /* rule, 0: not hung */
	enum fault_until until;
	unsigned int held_by; /* rule of a delay, 0: none */
	uint64_t due_ns;      /* end of the delay, 0: none set */
	uint64_t due_ops;     /* or when so many requests are finished, 0: none set */
	bool decided;         /* the request at the head has its verdict */
	struct model_verdict verdict;
};

struct wdp_model_fault {
	pthread_mutex_t lock;
	struct fault_rule rule[FAULT_RULES_MAX];
	unsigned int next_id;
	uint64_t total[FAULT_KINDS]; /* fired, rules that are gone included */
	uint64_t first_ns;           /* first request while a rule was set, 0: none yet */
	uint64_t finished;           /* requests, of all queues */
	bool removed;
	uint64_t gone_ns;   /* when the socket follows a removal, 0: it does not */
	uint64_t absent_ns; /* a reset is over then, 0: no reset going on */
	unsigned int absent_by;
	uint64_t mb_due_ns; /* when the mailbox command goes on */
	unsigned int mb_held_by; /* rule, 0: none is held */
	struct fault_queue *q; /* by index, of the device */
};

/** What becomes of a mailbox command. */
enum fault_mailbox {
	MB_GO,
	MB_FAIL,  /* with the status given */
	MB_LATER, /* not before the time given */
};

int wdp_md_fault_create(struct wdp_model *m);
void wdp_md_fault_destroy(struct wdp_model *m);

/* ---- hooks, called while wdp_model.faults is set ---- */

/** What is due by time. No lock held but, at most, those of all queues. */
void wdp_md_fault_tick(struct wdp_model *m);
/**
 * The request at the head of the queue is to be begun. Queue lock held.
 * @return false if it is not to be, now.
 */
bool wdp_md_fault_request(struct wdp_model *m, struct model_queue *q, struct model_verdict *v);
void wdp_md_fault_result(struct wdp_model *m, const struct model_verdict *v, const uint32_t *sqe,
	struct model_result *res);
void wdp_md_fault_finished(struct wdp_model *m);
/** Are requests of the queue held back by a rule? */
bool wdp_md_fault_held(struct wdp_model *m, const struct model_queue *q);
/** The queue got new contexts. */
void wdp_md_fault_queue_loaded(struct wdp_model *m, const struct model_queue *q);
/** All queues of the function went away. */
void wdp_md_fault_function_reset(struct wdp_model *m);
/** A reset was asked for, and is done as far as the model goes. */
void wdp_md_fault_after_reset(struct wdp_model *m);
/** @return false: the event is lost, as if its queue were full. */
bool wdp_md_fault_eqe(struct wdp_model *m, uint32_t cqn);
/** @return false: the message is lost. */
bool wdp_md_fault_msi(struct wdp_model *m, uint32_t vec);
/** @param val status or time in ns. */
enum fault_mailbox wdp_md_fault_mailbox(struct wdp_model *m, uint32_t cmd, uint32_t queue,
	uint64_t *val);
/** May the command that waits go on? True once. Control thread. */
bool wdp_md_fault_mailbox_due(struct wdp_model *m);
/** Nothing answers at the function's place. Also does what is due. Control thread. */
bool wdp_md_fault_absent(struct wdp_model *m);
/** Lines `name value` for the statistics. */
void wdp_md_fault_stats(const struct wdp_model *m, FILE *out);

/* ---- between the two files ---- */

/**
 * Make a rule of a line.
 * @return 1, 0 for a line that says nothing, -EINVAL or -ENOENT (no such kind) with a text.
 */
int wdp_md_fault_parse(const struct wdp_model *m, const char *line, struct fault_rule *r,
	char *err, size_t size);
const char *wdp_md_fault_name(enum fault_kind kind);
enum fault_site wdp_md_fault_site(enum fault_kind kind);

#endif /* MODEL_FAULT_H */
