/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Entry of accesses: regions, widths, and what goes to the doorbells. */

#include <errno.h>
#include <string.h>

#include "model_fault.h"
#include "wdp_model_priv.h"
#include "wdp_vfu_proto.h"

#define REG_B      4
#define DOORBELL_B 8

uint64_t
wdp_model_region_size(const struct wdp_model *m, unsigned int region)
{
	switch (region) {
	case WDP_BAR_REGS:
		return wdp_md_bar2_size(m);
	case WDP_BAR_DB:
		return wdp_md_bar4_size(m);
	case WDP_VFU_REGION_CFG:
		return MODEL_CFG_SIZE_B;
	case WDP_VFU_REGION_SHADOW:
		return (uint64_t)m->cfg.shadow_slots * WDP_VFU_SHADOW_SLOT_B;
	default:
		return 0;
	}
}

static bool
in_mailbox(uint64_t off, size_t len)
{
	return off >= WDP_QM_MB_BASE && off + len <= WDP_QM_MB_BASE + WDP_QM_MB_SIZE;
}

/** 64-bit registers that are not doorbells: PF-VF message state. */
static bool
is_pair(uint64_t off)
{
	return off == WDP_QM_IFC_READY || off == WDP_QM_IFC_SRC;
}

static int
check_access(struct wdp_model *m, unsigned int region, uint64_t off, size_t len, bool write)
{
	uint64_t size = wdp_model_region_size(m, region);
	bool ok = len == 4 || len == 8 || len == 16;

	if (ok && (off >= size || len > size - off)) {
		wdp_md_complain(m, SAY_REGISTER, off | (uint64_t)region << 56,
			"BAR %u: %s of %zu bytes at 0x%llx: the %s has 0x%llx bytes of it (qm.md 2)",
			region, write ? "write" : "read", len, (unsigned long long)off,
			model_is_vf(m) ? "VF" : "PF", (unsigned long long)size);
		return -EINVAL;
	}
	if (!ok || off % len != 0) {
		wdp_md_complain(m, SAY_WIDTH, off | (uint64_t)region << 56,
				"BAR %u: %s of %zu bytes at 0x%llx: registers take aligned 4 or 8 "
				"bytes, the mailbox "
				"16 (qm.md 4)",
				region, write ? "write" : "read", len, (unsigned long long)off);
		return -EINVAL;
	}
	return 0;
}

/** Is this width right for this register? A wrong one is told and, if possible, done. */
static bool
width_fits(struct wdp_model *m, uint64_t off, size_t len, bool write)
{
	bool doorbell = off == WDP_QM_DB_SQ_CQ || off == WDP_QM_DB_EQ_AEQ ||
		off == WDP_QM_DB_SQ_CQ + REG_B || off == WDP_QM_DB_EQ_AEQ + REG_B;
	bool fits = len == REG_B ? !(doorbell && write) :
		in_mailbox(off, len) || (len == 8 && (doorbell || is_pair(off)));

	if (!fits)
		wdp_md_complain(m, SAY_WIDTH, off | (uint64_t)WDP_BAR_REGS << 56,
			"%s of %zu bytes at 0x%llx: not the width of this register (qm.md 4, 8)",
			write ? "write" : "read", len, (unsigned long long)off);
	return fits;
}

static int
regs_read(struct wdp_model *m, uint64_t off, uint8_t *buf, size_t len)
{
	size_t i;

	width_fits(m, off, len, false);
	for (i = 0; i < len; i += REG_B) {
		uint32_t v = wdp_le32(wdp_md_regs_read(m, off + i));

		memcpy(buf + i, &v, REG_B);
	}
	return 0;
}

static uint64_t
get64(const uint8_t *buf)
{
	uint64_t v;

	memcpy(&v, buf, sizeof(v));
	return wdp_le64(v);
}

static int
regs_write(struct wdp_model *m, uint64_t off, const uint8_t *buf, size_t len)
{
	size_t i;

	if (!width_fits(m, off, len, true) && (off & ~UINT64_C(7)) == WDP_QM_DB_SQ_CQ)
		return 0; /* half a doorbell is none */
	if (len == DOORBELL_B && off == WDP_QM_DB_SQ_CQ) {
		wdp_md_doorbell(m, get64(buf), -1);
		return 0;
	}
	if (len == DOORBELL_B && off == WDP_QM_DB_EQ_AEQ) {
		wdp_md_doorbell_event(m, get64(buf));
		return 0;
	}
	for (i = 0; i < len; i += REG_B) {
		uint32_t v;

		memcpy(&v, buf + i, REG_B);
		wdp_md_regs_write(m, off + i, wdp_le32(v));
	}
	return 0;
}

static int
page_write(struct wdp_model *m, uint64_t off, const uint8_t *buf, size_t len)
{
	unsigned int page = off / WDP_QM_DB_PAGE_SIZE;

	if (off % WDP_QM_DB_PAGE_SIZE != WDP_QM_DB_SQ_CQ || len != DOORBELL_B) {
		wdp_md_complain(m, SAY_DOORBELL, UINT64_C(5) << 32 | off,
				"BAR 4: write of %zu bytes at 0x%llx: a queue's page has one "
				"8-byte register at "
				"0x1000 (qm.md 8)",
				len, (unsigned long long)off);
		return 0;
	}
	wdp_md_doorbell(m, get64(buf), page);
	return 0;
}

/** Memory space switched off: the function does not answer. */
static bool
answers(struct wdp_model *m, unsigned int region, uint64_t off)
{
	if (wdp_md_cfg_memory_on(m))
		return true;
	wdp_md_complain(m, SAY_DISABLED, region,
		"BAR %u accessed at 0x%llx while memory space is off in the PCI command register "
		"(qm.md 5 step 1)", region, (unsigned long long)off);
	return false;
}

static int
shadow_read(struct wdp_model *m, uint64_t off, void *buf, size_t len)
{
	uint64_t size = wdp_model_region_size(m, WDP_VFU_REGION_SHADOW);

	if (off >= size || len > size - off)
		return -EINVAL;
	memcpy(buf, m->fn.shadow + off, len);
	return 0;
}

static int
shadow_write(struct wdp_model *m, uint64_t off, const void *buf, size_t len)
{
	uint32_t v;

	if (m->fn.shadow == NULL || len != sizeof(v))
		return -EINVAL;
	memcpy(&v, buf, sizeof(v));
	return wdp_md_shadow_bind(m, off, wdp_le32(v));
}

/** By a fault nobody is there: reads are all ones, writes go nowhere. */
static bool
absent(struct wdp_model *m, unsigned int region, uint64_t off, size_t len)
{
	uint64_t size = wdp_model_region_size(m, region);

	return LOAD(m->faults) && wdp_md_fault_absent(m) && off < size && len <= size - off;
}

int
wdp_model_read(struct wdp_model *m, unsigned int region, uint64_t off, void *buf, size_t len)
{
	int ret;

	if (region != WDP_VFU_REGION_SHADOW && absent(m, region, off, len)) {
		memset(buf, 0xff, len);
		return 0;
	}
	if (region == WDP_VFU_REGION_CFG)
		return wdp_md_cfg_read(m, off, buf, len);
	if (region == WDP_VFU_REGION_SHADOW)
		return shadow_read(m, off, buf, len);
	ret = check_access(m, region, off, len, false);
	if (ret < 0)
		return ret;
	memset(buf, 0xff, len);
	if (!answers(m, region, off))
		return 0;
	if (region == WDP_BAR_REGS)
		return regs_read(m, off, buf, len);
	/* Doorbell pages read as zero; no driver reads them. */
	memset(buf, 0, len);
	wdp_md_complain(m, SAY_REGISTER, off | (uint64_t)region << 56,
			"BAR 4: read at 0x%llx: doorbells are write-only (qm.md 8)",
			(unsigned long long)off);
	return 0;
}

int
wdp_model_write(struct wdp_model *m, unsigned int region, uint64_t off, const void *buf,
	size_t len)
{
	int ret;

	if (absent(m, region, off, len))
		return 0;
	if (region == WDP_VFU_REGION_CFG)
		return wdp_md_cfg_write(m, off, buf, len);
	if (region == WDP_VFU_REGION_SHADOW)
		return shadow_write(m, off, buf, len);
	ret = check_access(m, region, off, len, true);
	if (ret < 0)
		return ret;
	if (!answers(m, region, off))
		return 0;
	return region == WDP_BAR_REGS ? regs_write(m, off, buf, len) : page_write(m, off, buf, len);
}
