/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef FAKE_MODEL_H
#define FAKE_MODEL_H

/* Registers and faults of the stand-in model; any other register is plain memory. */

#define FAKE_REG_PEEK_AT 0x2000 /* 64 bit: IOVA that PEEK reads */
#define FAKE_REG_DIE     0x2010 /* a write ends the process */
#define FAKE_REG_COMPLAIN 0x2018 /* a write counts as a complaint */
#define FAKE_REG_FIRST   0x2100
#define FAKE_REG_PID     0x2100
#define FAKE_REG_PEEK    0x2104
#define FAKE_REG_MAPS    0x2108
#define FAKE_REG_SLOT    0x210c /* of the last bind */
#define FAKE_REG_QUEUE   0x2110
#define FAKE_REG_RESETS  0x2114
#define FAKE_REG_CONFIG  0x2118 /* vf, engine, workers, queues */
#define FAKE_REG_FAULTS  0x211c /* fault files loaded */
#define FAKE_REG_LAST    0x211c

/* PEEK where nothing is mapped. */
#define FAKE_NO_DMA 0xdeadd0a0

#define FAKE_ENV_ID        "WDP_FAKE_ID"        /* PCI device id */
#define FAKE_ENV_NO_SHADOW "WDP_FAKE_NO_SHADOW" /* shadow memory of no size */
#define FAKE_ENV_HANG      "WDP_FAKE_HANG"      /* does not end when the client goes */

#endif /* FAKE_MODEL_H */
