/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include <rte_cycles.h>
#include <rte_io.h>

#include "qm_priv.h"
#include "wdp_qm_ctx.h"

/*
 * Time-outs of later kernels (7.3): the 1 ms of 6.12 is known to be too short for the
 * stop commands. Ready is waited for as long as the longest command may take.
 */
#define MB_TIMEOUT_US      (1 * 1000 * 1000)
#define MB_STEP_US         10

static const char *const mb_names[] = {
	[WDP_MB_CMD_SQC] = "SQC", [WDP_MB_CMD_CQC] = "CQC",
	[WDP_MB_CMD_EQC] = "EQC", [WDP_MB_CMD_AEQC] = "AEQC",
	[WDP_MB_CMD_SQC_BASE] = "SQC base", [WDP_MB_CMD_CQC_BASE] = "CQC base",
	[WDP_MB_CMD_SQC_VFT] = "SQC VFT", [WDP_MB_CMD_STOP_QP] = "stop queue",
	[WDP_MB_CMD_FLUSH] = "flush function",
};

int
wdp_qm_poll32(struct wdp_qm *qm, uint32_t off, uint32_t mask, uint32_t want, uint32_t step_us,
	uint32_t timeout_us)
{
	uint64_t wait = (uint64_t)timeout_us * rte_get_timer_hz() / US_PER_S;
	uint64_t end = rte_get_timer_cycles() + wait;

	for (;;) {
		/* Take the time first: being descheduled after it costs a look, not the result. */
		bool last = rte_get_timer_cycles() >= end;
		uint32_t v = wdp_qm_read32(qm, off);

		if (wdp_transport_lost(wdp_qm_transport(qm)))
			return -EIO;
		if ((v & mask) == want)
			return 0;
		if (last)
			return -ETIMEDOUT;
		rte_delay_us_sleep(step_us);
	}
}

static bool
is_ctx_cmd(uint8_t cmd)
{
	return cmd <= WDP_MB_CMD_AEQC;
}

static int
mb_run(struct wdp_qm *qm, uint8_t cmd, bool get, uint16_t queue, uint64_t data,
	uint32_t limit_us)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	uint32_t status;
	int ret;

	ret = wdp_qm_poll32(qm, WDP_QM_MB_BASE, WDP_MB_BUSY, 0, MB_STEP_US,
		RTE_MIN(limit_us, (uint32_t)MB_TIMEOUT_US));
	if (ret < 0)
		return ret == -ETIMEDOUT ? -EBUSY : ret;
	/* The context image must be visible to the device before the command is. */
	rte_io_wmb();
	t->ops->write128(t, WDP_QM_MB_BASE, wdp_mb_lo(cmd, get, queue, data), wdp_mb_hi(data));
	ret = wdp_qm_poll32(qm, WDP_QM_MB_BASE, WDP_MB_BUSY, 0, MB_STEP_US, limit_us);
	if (ret < 0)
		return ret;
	status = WDP_GET32(WDP_MB_STATUS, wdp_qm_read32(qm, WDP_QM_MB_BASE));
	return status == 0 ? 0 : -EPROTO;
}

static int
mb_limited(struct wdp_qm *qm, uint8_t cmd, bool get, uint16_t queue, uint64_t data,
	uint32_t limit_us)
{
	struct wdp_transport *t = wdp_qm_transport(qm);
	int ret;

	if (wdp_transport_lost(t))
		return -EIO;
	if (is_ctx_cmd(cmd) && wdp_qm_master_closed(qm)) {
		wdp_qm_event(qm, ERR, "queue %u: mailbox %s not tried: the device has closed its AXI master after an error; rebind it to its kernel driver and back to vfio-pci",
			queue, mb_names[cmd]);
		wdp_qm_log_errors(qm);
		return -EIO;
	}
	ret = mb_run(qm, cmd, get, queue, data, limit_us);
	switch (ret) {
	case 0:
		break;
	case -EBUSY:
		wdp_qm_event(qm, ERR, "queue %u: mailbox busy for over %d ms before %s; the device hangs, reset it",
			queue, MB_TIMEOUT_US / 1000, mb_names[cmd]);
		break;
	case -EPROTO:
		wdp_qm_event(qm, ERR, "queue %u: mailbox %s%s refused by the device, status %u",
			queue, get ? "get " : "", mb_names[cmd],
			WDP_GET32(WDP_MB_STATUS, wdp_qm_read32(qm, WDP_QM_MB_BASE)));
		break;
	case -ETIMEDOUT:
		wdp_qm_event(qm, ERR, "queue %u: mailbox %s not finished in time; the device hangs, reset it",
			queue, mb_names[cmd]);
		break;
	default:
		wdp_qm_event(qm, ERR, "queue %u: mailbox %s: the device is gone", queue,
			mb_names[cmd]);
		break;
	}
	return ret;
}

int
wdp_qm_mb(struct wdp_qm *qm, uint8_t cmd, bool get, uint16_t queue, uint64_t data)
{
	return mb_limited(qm, cmd, get, queue, data, MB_TIMEOUT_US);
}

int
wdp_qm_mb_stop(struct wdp_qm *qm, uint8_t cmd, uint16_t queue, uint32_t limit_us)
{
	return mb_limited(qm, cmd, false, queue, 0, limit_us);
}

int
wdp_qm_mb_get_data(struct wdp_qm *qm, uint8_t cmd, uint64_t *data)
{
	int ret = wdp_qm_mb(qm, cmd, true, 0, 0);

	if (ret == 0)
		*data = (uint64_t)wdp_qm_read32(qm, WDP_MB_DATA_HI) << 32 |
			wdp_qm_read32(qm, WDP_MB_DATA_LO);
	return ret;
}

static uint32_t
staging_off(const struct wdp_qm *qm, uint8_t cmd)
{
	struct qm_mem_layout l;

	wdp_qm_mem_layout(qm, &l);
	return l.staging + cmd * WDP_CTX_SIZE;
}

int
wdp_qm_mb_load_ctx(struct wdp_qm *qm, uint8_t cmd, uint16_t queue, const void *image)
{
	uint32_t off = staging_off(qm, cmd);

	memcpy(wdp_qm_local(qm)->mem + off, image, WDP_CTX_SIZE);
	return wdp_qm_mb(qm, cmd, false, queue, qm->mem_iova + off);
}

int
wdp_qm_mb_dump_ctx(struct wdp_qm *qm, uint8_t cmd, uint16_t queue, void *image)
{
	uint32_t off = staging_off(qm, cmd);
	int ret = wdp_qm_mb(qm, cmd, true, queue, qm->mem_iova + off);

	if (ret == 0) {
		/* Busy was read as clear before the image is: pairs with the device's DMA. */
		rte_io_rmb();
		memcpy(image, wdp_qm_local(qm)->mem + off, WDP_CTX_SIZE);
	}
	return ret;
}
