/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The table of faults: what any of the devices may do, and what only this engine can say: the
 * words of its results, the bits of its error register.
 */

#include "fault.h"

static const struct wdp_t_fault_kind common[] = {
	{"hang until=create", WDP_T_FAULT_MENDED, false, NULL},
	{"hang until=reset", WDP_T_FAULT_MENDED, false, NULL},
	{"hang until=reset", WDP_T_FAULT_MENDED, false, "reset-slow ms=50"},
	{"hang until=reset", WDP_T_FAULT_LOST, false, "reset-stuck"},
	{"delay ms=20", WDP_T_FAULT_NONE, false, NULL},
	{"delay ms=700", WDP_T_FAULT_MENDED, false, NULL},
	{"reorder ops=3 ms=30", WDP_T_FAULT_NONE, false, NULL},
	{"cqe-drop", WDP_T_FAULT_MENDED, false, NULL},
	{"cqe-drop", WDP_T_FAULT_MENDED, false, "mb-busy cmd=8 times=1"},
	{"cqe-drop", WDP_T_FAULT_MENDED, false, "mb-error cmd=8 times=1"},
	{"cqe-drop", WDP_T_FAULT_MENDED, false, "mb-error cmd=0 times=1"},
	{"cqe-drop", WDP_T_FAULT_MENDED, false, "mb-slow cmd=8 ms=30 times=1"},
	{"cqe-dup", WDP_T_FAULT_MENDED, false, NULL},
	{"cqe-phase", WDP_T_FAULT_MENDED, false, NULL},
	{"cqe-slot", WDP_T_FAULT_MENDED, false, NULL},
	{"cqe-queue", WDP_T_FAULT_MENDED, false, NULL},
	{"aeq type=0 queue=%d", WDP_T_FAULT_MENDED, true, NULL},
	{"aeq type=0 queue=%d", WDP_T_FAULT_MENDED, true, "msi-drop"},
	{"aeq type=2 queue=%d", WDP_T_FAULT_MENDED, true, NULL},
	{"aeq type=1", WDP_T_FAULT_MENDED, true, NULL},
	{"aeq type=9 queue=%d", WDP_T_FAULT_NONE, true, NULL},
	{"aeq type=0 queue=1023", WDP_T_FAULT_NONE, true, NULL},
	{"ras-qm bits=0x8", WDP_T_FAULT_NONE, true, NULL},
	{"ras-qm bits=0x1000", WDP_T_FAULT_NONE, true, NULL},
	{"ras-qm bits=0x4", WDP_T_FAULT_LOST, true, NULL},
	{"ras-qm bits=0x400", WDP_T_FAULT_LOST, true, NULL},
	{"close-master", WDP_T_FAULT_LOST, true, NULL},
	{"remove", WDP_T_FAULT_LOST, true, NULL},
	{"remove socket=50", WDP_T_FAULT_LOST, true, NULL},
	{"disconnect", WDP_T_FAULT_LOST, true, NULL},
	{"exit", WDP_T_FAULT_LOST, true, NULL},
};

static const struct wdp_t_fault_kind zip[] = {
	{"sqe-garbage", WDP_T_FAULT_ONE_OP, false, NULL},
	{"sqe-garbage words=0x8", WDP_T_FAULT_ONE_OP, false, NULL},
	{"produced", WDP_T_FAULT_ONE_OP, false, NULL},
	{"produced value=0x7fffffff", WDP_T_FAULT_ONE_OP, false, NULL},
	{"consumed", WDP_T_FAULT_ONE_OP, false, NULL},
	{"consumed value=0", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0x03", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0x08", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0xff", WDP_T_FAULT_ONE_OP, false, NULL},
	{"ras-engine bits=0x1", WDP_T_FAULT_NONE, true, NULL},
	{"ras-engine bits=0x2", WDP_T_FAULT_LOST, true, NULL},
};

/*
 * One word tells of the result: bit 0 done, 3:1 is 2 when a tag is wrong, 23:16 the error
 * (doc/hw/sec.md 24). Whatever else is written back must not be looked at.
 */
static const struct wdp_t_fault_kind sec[] = {
	{"sqe-garbage", WDP_T_FAULT_ONE_OP, false, NULL},
	{"sqe-garbage words=0x10000000", WDP_T_FAULT_ONE_OP, false, NULL},
	{"sqe-garbage words=0xefffffff", WDP_T_FAULT_NONE, false, NULL},
	{"status value=0", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0x00010181", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0x00ff0001", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0x00000184", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0x00000185", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0xff003ff1", WDP_T_FAULT_NONE, false, NULL},
	{"ras-engine bits=0x8", WDP_T_FAULT_NONE, true, NULL},
	{"ras-engine bits=0x80", WDP_T_FAULT_NONE, true, NULL},
	{"ras-engine bits=0x1", WDP_T_FAULT_LOST, true, NULL},
	{"ras-engine bits=0x4", WDP_T_FAULT_LOST, true, NULL},
};

/*
 * dword 0 tells of the result: 31:30 is 3, all else but the operation 0; 31:30 not 3 is never
 * worked on, so the queue cannot be believed (doc/hw/hpre.md 11, 23). Of a verification bit 1 of
 * dword 6 is the verdict. Whatever else is written back must not be looked at. Lengths of input
 * and output (produced, consumed) are not said in a descriptor of this engine.
 */
static const struct wdp_t_fault_kind hpre[] = {
	{"sqe-garbage seed=2", WDP_T_FAULT_ONE_OP, false, NULL}, /* 3 in 31:30 */
	{"sqe-garbage seed=1", WDP_T_FAULT_MENDED, false, NULL}, /* 2 there */
	{"sqe-garbage words=0xffbe", WDP_T_FAULT_NONE, false, NULL},
	{"status value=0xc0000020", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0xc0010000", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0xfffffffe", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0xc000001f", WDP_T_FAULT_ONE_OP, false, NULL},
	{"status value=0", WDP_T_FAULT_MENDED, false, NULL},
	{"status value=0x80000000", WDP_T_FAULT_MENDED, false, NULL},
	{"verdict value=0xfffffffd", WDP_T_FAULT_MAYBE_ONE, false, NULL},
	{"verdict value=0xfffffffe", WDP_T_FAULT_NONE, false, NULL},
	{"ras-engine bits=0x1", WDP_T_FAULT_NONE, true, NULL},
	{"ras-engine bits=0x400000", WDP_T_FAULT_NONE, true, NULL},
	{"ras-engine bits=0x2", WDP_T_FAULT_LOST, true, NULL},
	{"ras-engine bits=0x400", WDP_T_FAULT_LOST, true, NULL},
};

static const struct {
	const struct wdp_t_load_ops *ops;
	const struct wdp_t_fault_kind *kinds;
	unsigned int n;
} engines[] = {
	{&wdp_t_load_comp, zip, RTE_DIM(zip)},
	{&wdp_t_load_sym, sec, RTE_DIM(sec)},
	{&wdp_t_load_asym, hpre, RTE_DIM(hpre)},
};

const struct wdp_t_fault_kind *
wdp_t_fault_get(const struct wdp_t_load_ops *ops, unsigned int i)
{
	unsigned int e;

	if (i < RTE_DIM(common))
		return &common[i];
	i -= RTE_DIM(common);
	for (e = 0; e < RTE_DIM(engines); e++)
		if (engines[e].ops == ops && i < engines[e].n)
			return &engines[e].kinds[i];
	return NULL;
}
