/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Mailbox (section 7). A command is finished when the write that triggers it returns. */

#include <string.h>

#include "model_fault.h"
#include "wdp_model_priv.h"

#define MB_WORDS     4
#define MB_RESERVED  (WDP_BIT32(8) | WDP_BIT32(15) | WDP_MASK32(WDP_MB_STATUS))
#define MB_QN_SHIFT  16
#define ST_UNKNOWN   4
#define ST_NOT_DONE  5
#define ST_NO_FUNC   6
#define IFC_ALL_VFS  0xffff

static unsigned int
unknown(struct wdp_model *m, unsigned int cmd, bool get)
{
	wdp_md_complain(m, SAY_MAILBOX, UINT64_C(3) << 32 | cmd,
		"mailbox command 0x%x, %s, is not one of this generation's (qm.md 7.2)", cmd,
		get ? "get" : "set");
	return ST_UNKNOWN;
}

static void
put_data(struct wdp_model *m, uint64_t val)
{
	m->fn.mb[1] = WDP_LO32(val);
	m->fn.mb[2] = WDP_HI32(val);
}

/** Table bases 0x4 and 0x5. */
static unsigned int
table_base(struct wdp_model *m, unsigned int cmd, bool get, uint64_t data)
{
	uint64_t *base = cmd == WDP_MB_CMD_SQC_BASE ? &m->fn.sqc_table : &m->fn.cqc_table;
	bool *set = cmd == WDP_MB_CMD_SQC_BASE ? &m->fn.sqc_table_set : &m->fn.cqc_table_set;

	if (get) {
		put_data(m, *set ? *base : 0);
		return 0;
	}
	if (data % WDP_CTX_ALIGN != 0)
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(4) << 32 | cmd,
				"mailbox 0x%x: table base 0x%llx is not aligned to %u bytes (qm.md "
				"9.4)",
				cmd, (unsigned long long)data, WDP_CTX_ALIGN);
	*base = data;
	*set = true;
	return 0;
}

static unsigned int
stop_function(struct wdp_model *m)
{
	unsigned int i, status = 0;

	for (i = 0; i < m->nactive; i++)
		if (wdp_md_queue_stop(m, &m->q[m->active[i]]) < 0)
			status = ST_NOT_DONE;
	return status;
}

static unsigned int
stop_queue(struct wdp_model *m, unsigned int index)
{
	struct model_queue *q = model_func_queue(m, index);

	if (q == NULL) {
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(5) << 32 | index,
			"mailbox stops queue %u: the function has %u queues (qm.md 7.2)", index,
			m->fn.nqueues);
		return ST_NOT_DONE;
	}
	return wdp_md_queue_stop(m, q) < 0 ? ST_NOT_DONE : 0;
}

/** Leave a message. There is no other function to fetch it. */
static unsigned int
message(struct wdp_model *m, unsigned int to, uint64_t data)
{
	if (model_is_vf(m) && to != 0) {
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(10) << 32 | to,
			"message of a VF for function 0x%x: a VF writes to the PF, 0 (qm.md 18)",
			to);
		return ST_NO_FUNC;
	}
	if (to == 0 || to == IFC_ALL_VFS)
		m->fn.ifc_msg = data;
	return 0;
}

/** Commands of V3 and later. */
static unsigned int
command_v3(struct wdp_model *m, unsigned int cmd, bool get, unsigned int index, uint64_t data)
{
	switch (cmd) {
	case WDP_MB_CMD_STOP_QP:
		return get ? unknown(m, cmd, get) : stop_queue(m, index);
	case WDP_MB_CMD_FLUSH:
	case WDP_MB_CMD_PAUSE:
		return get ? unknown(m, cmd, get) : stop_function(m);
	case WDP_MB_CMD_IFC_SRC:
		return message(m, index, data);
	case WDP_MB_CMD_IFC_DST:
		put_data(m, index == 0 && !model_is_vf(m) ? m->fn.ifc_msg : 0);
		return 0;
	default:
		return unknown(m, cmd, get);
	}
}

static unsigned int
command(struct wdp_model *m, unsigned int cmd, bool get, unsigned int index, uint64_t data)
{
	switch (cmd) {
	case WDP_MB_CMD_SQC:
	case WDP_MB_CMD_CQC:
	case WDP_MB_CMD_EQC:
	case WDP_MB_CMD_AEQC:
		return wdp_md_ctx_command(m, cmd, get, index, data);
	case WDP_MB_CMD_SQC_BASE:
	case WDP_MB_CMD_CQC_BASE:
		return table_base(m, cmd, get, data);
	case WDP_MB_CMD_SQC_VFT:
		if (!get)
			return unknown(m, cmd, get);
		put_data(m, m->vft_sqc[m->fn.nr]);
		return 0;
	default:
		return m->v3 ? command_v3(m, cmd, get, index, data) : unknown(m, cmd, get);
	}
}

/** Does the command need the bus? */
static bool
command_dma(unsigned int cmd)
{
	return cmd <= WDP_MB_CMD_AEQC;
}

static void
finish(struct wdp_model *m, unsigned int status)
{
	m->fn.mb[0] = (m->fn.mb[0] & ~(WDP_MB_BUSY | WDP_MASK32(WDP_MB_STATUS))) |
		WDP_FIELD32(WDP_MB_STATUS, status);
}

static void
execute(struct wdp_model *m)
{
	uint32_t w0 = m->fn.mb[0];
	unsigned int cmd = WDP_GET32(WDP_MB_CMD, w0);
	uint64_t data = m->fn.mb[1] | (uint64_t)m->fn.mb[2] << 32;

	/* With the master shut a command that needs the bus stays busy (16). */
	if (command_dma(cmd) && !model_master_open(m)) {
		if (!LOAD(m->fn.bus_master))
			wdp_md_complain(m, SAY_MAILBOX, UINT64_C(7) << 32,
					"mailbox 0x%x needs DMA but bus mastering is off (qm.md 5 "
					"step 1)",
					cmd);
		return;
	}
	finish(m, command(m, cmd, w0 & WDP_MB_OP_GET, w0 >> MB_QN_SHIFT, data));
}

/** A new command. */
static void
trigger(struct wdp_model *m)
{
	uint32_t w0 = m->fn.mb[0];
	unsigned int cmd = WDP_GET32(WDP_MB_CMD, w0);
	enum fault_mailbox fate = MB_GO;
	uint64_t status = 0;

	m->mb_count++;
	if ((w0 & MB_RESERVED) != 0 || m->fn.mb[3] != 0)
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(6) << 32 | cmd,
			"mailbox word 0x%08x, token 0x%08x: reserved bits set (qm.md 7.1)", w0,
			m->fn.mb[3]);
	if (LOAD(m->faults))
		fate = wdp_md_fault_mailbox(m, cmd, w0 >> MB_QN_SHIFT, &status);
	if (fate == MB_GO)
		execute(m);
	else if (fate == MB_FAIL)
		finish(m, (unsigned int)status);
	m->fn.mb_stuck = m->fn.mb[0] & WDP_MB_BUSY;
}

/** A command that a fault keeps waiting goes on when its time has come. */
static void
wake(struct wdp_model *m)
{
	if (!m->fn.mb_stuck || !LOAD(m->faults) || !wdp_md_fault_mailbox_due(m))
		return;
	execute(m);
	m->fn.mb_stuck = m->fn.mb[0] & WDP_MB_BUSY;
}

uint32_t
wdp_md_mb_read(struct wdp_model *m, uint32_t off)
{
	wake(m);
	return m->fn.mb[(off - WDP_QM_MB_BASE) / 4];
}

void
wdp_md_mb_write(struct wdp_model *m, uint32_t off, uint32_t val)
{
	unsigned int word = (off - WDP_QM_MB_BASE) / 4;

	wake(m);
	/* Busy from the first word on; a command in progress shows by words 1..3. */
	if ((m->fn.mb[0] & WDP_MB_BUSY) && m->fn.mb_stuck) {
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(8) << 32,
			"mailbox written while it is busy (qm.md 7.3)");
		return;
	}
	m->fn.mb[word] = val;
	if (word != MB_WORDS - 1)
		return;
	if (!(m->fn.mb[0] & WDP_MB_BUSY)) {
		wdp_md_complain(m, SAY_MAILBOX, UINT64_C(9) << 32,
				"mailbox triggered with word 0 = 0x%08x: busy is not set (qm.md "
				"7.3)",
				m->fn.mb[0]);
		return;
	}
	trigger(m);
}
