/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_HARNESS_H
#define MODEL_HARNESS_H

/**
 * @file
 * A minimal driver for the model's tests, after doc/hw/qm.md, zip.md, sec.md and hpre.md alone:
 * an arena of client memory, register access, bring-up, queues, requests.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "wdp_hw_bits.h"
#include "wdp_hw_hpre.h"
#include "wdp_hw_pci.h"
#include "wdp_hw_qm.h"
#include "wdp_hw_sec.h"
#include "wdp_hw_zip.h"
#include "wdp_model.h"
#include "wdp_vfu_proto.h"

#define ARENA_IOVA  UINT64_C(0x140000000)
#define ARENA_SIZE  (64u << 20)
#define WILD_IOVA   UINT64_C(0xdead00000000)
#define RING_DEPTH  1024
#define EQ_DEPTH    2048
#define AEQ_DEPTH   1024

/** A device under test, and what a driver keeps about it. */
struct dut {
	struct wdp_model *m;
	enum wdp_model_kind kind;
	bool v3;
	bool vf;
	bool threads; /* the model has workers: do not step it */
	uint8_t *mem;
	uint64_t used; /* of the arena */
	uint64_t stage; /* IOVA of the context images */
	uint64_t sqc_table;
	uint64_t cqc_table;
	uint64_t eq;
	uint64_t aeq;
	int msi[4]; /* eventfds */
};

/** A queue pair as software sees it. */
struct dut_queue {
	struct dut *d;
	unsigned int n;
	unsigned int type;
	unsigned int depth;
	uint64_t sq;
	uint64_t cq;
	uint16_t tag;
	unsigned int sq_tail;
	unsigned int cq_head;
	bool phase;
	bool shadow;
	uint64_t *sh; /* slot */
};

/** A counter of wdp_model_dump_stats(), by its name. */
uint64_t dut_stat(struct dut *d, const char *name);
/** Offset of a PCI capability; it must be there. */
unsigned int cfg_cap(struct dut *d, unsigned int id);
/** Memory of the client's, mapped at @p iova; to be unmapped when the model is closed. */
uint8_t *dut_memory(struct dut *d, uint64_t iova, size_t size);
/** Model with its memory mapped, config space set up, nothing brought up. */
void dut_open(struct dut *d, const struct wdp_model_config *cfg);
void dut_close(struct dut *d);
struct wdp_model_config dut_config(enum wdp_model_hw hw, enum wdp_model_engine engine); /* ZIP */

void *dut_va(struct dut *d, uint64_t iova);
uint64_t dut_alloc(struct dut *d, size_t size, size_t align);

uint32_t r32(struct dut *d, uint64_t off);
void w32(struct dut *d, uint64_t off, uint32_t val);
void w64(struct dut *d, unsigned int bar, uint64_t off, uint64_t val);
uint64_t r64(struct dut *d, uint64_t off);
uint32_t cfg_r32(struct dut *d, unsigned int off);
void cfg_w16(struct dut *d, unsigned int off, unsigned int val);
void cfg_w32(struct dut *d, unsigned int off, uint32_t val);
/** Set and clear bits by read, change, write. */
void mod32(struct dut *d, uint64_t off, uint32_t clear, uint32_t set);

/** Issue a mailbox command in one of three write shapes; @return word 0 afterwards. */
enum mb_shape {
	MB_16,
	MB_8x2,
	MB_4x4,
};
uint32_t mb_shaped(struct dut *d, enum mb_shape shape, unsigned int cmd, unsigned int queue,
	uint64_t data);
/** The same in one piece; @return the status field, or 0x100 if it stays busy. */
unsigned int mb(struct dut *d, unsigned int cmd, unsigned int queue, uint64_t data);
#define MB_STUCK 0x100
#define MB_GET   0x4000

void vft_write(struct dut *d, unsigned int type, unsigned int addr, uint64_t val);
uint64_t vft_read(struct dut *d, unsigned int type, unsigned int addr);

/** Engine and queue manager up to step 19 of section 5, with @p queues queues; a VF's part. */
void dut_bringup(struct dut *d, unsigned int queues);
/** Steps 15 on, also after FLR. */
void dut_start(struct dut *d, unsigned int queues);
void dut_engine_setup(struct dut *d);

void queue_create(struct dut *d, struct dut_queue *q, unsigned int n, unsigned int type,
	unsigned int depth, bool armed);
/** Load the contexts again for fresh rings. */
unsigned int queue_load(struct dut_queue *q, bool armed);
uint32_t *queue_sqe(struct dut_queue *q, unsigned int slot);
struct wdp_cqe *queue_cqe(struct dut_queue *q, unsigned int slot);
uint64_t db(unsigned int queue, unsigned int cmd, unsigned int tag, unsigned int index,
	unsigned int flag);
void ring(struct dut *d, uint64_t val);
/** Place a copy of @p sqe and ring. @return its slot. */
unsigned int queue_submit(struct dut_queue *q, const void *sqe);
/** Take one completion, stepping the model or waiting for its workers. @return slot or -1. */
int queue_poll(struct dut_queue *q, bool arm);
/** Submit and wait. @return the SQE as written back. */
const uint32_t *queue_run(struct dut_queue *q, const void *sqe);

/** A raw DEFLATE request of the kind the PMDs send on V3. */
struct wdp_zip_sqe zip_sqe(struct dut *d, unsigned int alg, unsigned int window, uint64_t src,
	uint32_t in_len, uint64_t dst, uint32_t out_len, bool sgl);

/** Interrupts of a vector since the last look. */
uint64_t msi_count(struct dut *d, unsigned int vec);
/** The same, after waiting for one: for messages that a worker sends. */
uint64_t msi_wait(struct dut *d, unsigned int vec);

/** Assert that no unexpected access happened; else print what. */
#define assert_quiet(d) dut_assert_quiet(d, __FILE__, __LINE__)
void dut_assert_quiet(struct dut *d, const char *file, int line);

#endif /* MODEL_HARNESS_H */
