/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* PCI configuration space (sections 2, 14, 30.1). */

#include <errno.h>
#include <string.h>

#include "wdp_model_priv.h"

#define CFG_STATUS       0x06
#define CFG_STATUS_CAPS  0x10
#define CFG_CLASS        0x08 /* revision in the low byte */
#define CFG_CLASS_CODE   0x120000 /* processing accelerator */
#define CFG_CACHELINE    0x0c
#define CFG_BAR(n)       (0x10 + 4 * (n))
#define CFG_BAR_MEM64    0x4
#define CFG_SUBSYS       0x2c
#define CFG_CAP_PTR      0x34
#define CFG_INT_LINE     0x3c
#define CFG_COMMAND_MASK 0x0546 /* memory, master, parity, SERR, INTx disable */

#define CAP_PM   0x40
#define CAP_MSI  0x50
#define CAP_EXP  0x70
#define CAP_ID_PM  0x01
#define CAP_ID_MSI 0x05
#define CAP_ID_EXP 0x10

#define PM_CAP_VERSION   3
#define PM_CTRL          (CAP_PM + 4)
#define PM_CTRL_STATE    0x3
#define PM_CTRL_NO_RESET 0x8

#define MSI_CTRL         (CAP_MSI + 2)
#define MSI_CTRL_RO      (0x0100 | 0x0080) /* maskable, 64 bit */
#define MSI_CTRL_NUM     1 /* log2 of the messages, from this bit on */
#define MSI_CTRL_RW      (0x0001 | 0x0070)
#define MSI_MASK         (CAP_MSI + 0x10)
#define MSI_PENDING      (CAP_MSI + 0x14)

#define EXP_FLAGS        (CAP_EXP + 2)
#define EXP_FLAGS_RCIEP  (2 | 9 << 4) /* version 2, root-complex integrated endpoint */
#define EXP_DEVCAP       (CAP_EXP + 4)
#define EXP_DEVCAP_FLR   WDP_BIT32(28)
#define EXP_DEVCAP_RBE   WDP_BIT32(15) /* role-based error reporting, always set */
#define EXP_DEVCTL       (CAP_EXP + 8)
#define EXP_DEVCTL_RW    0x7fff
#define EXP_DEVCTL_FLR   0x8000

#define BAR_PAGE_B       0x10000
#define BAR2_PF_B        (4u << 20)
#define BAR2_VF_B        (32u << 10)

static uint16_t
cfg16(const uint8_t *p)
{
	return p[0] | p[1] << 8;
}

static uint32_t
cfg32(const uint8_t *p)
{
	return cfg16(p) | (uint32_t)cfg16(p + 2) << 16;
}

static void
put16(uint8_t *p, unsigned int v)
{
	p[0] = v & 0xff;
	p[1] = v >> 8 & 0xff;
}

static void
put32(uint8_t *p, uint32_t v)
{
	put16(p, v & 0xffff);
	put16(p + 2, v >> 16);
}

/** A VF of V3 has the migration windows in a second half (2). */
uint64_t
wdp_md_bar2_size(const struct wdp_model *m)
{
	if (!model_is_vf(m))
		return BAR2_PF_B;
	return m->v3 ? 2 * BAR2_VF_B : BAR2_VF_B;
}

/** MSI comes in powers of two: a VF of V3 uses 3 vectors and offers 4 messages (14). */
unsigned int
wdp_md_msi_messages(const struct wdp_model *m)
{
	return model_is_vf(m) && !m->v3 ? 2 : MODEL_MSI_VECTORS;
}

uint64_t
wdp_md_bar4_size(const struct wdp_model *m)
{
	uint64_t size = BAR_PAGE_B;

	if (!m->v3)
		return 0;
	while (size < (uint64_t)m->cfg.queues * BAR_PAGE_B)
		size *= 2;
	return size;
}

bool
wdp_md_cfg_memory_on(const struct wdp_model *m)
{
	return cfg16(&m->fn.cfgspace[WDP_PCI_CFG_COMMAND]) & WDP_PCI_CMD_MEMORY;
}

static void
bar_init(struct wdp_model *m, unsigned int n, uint64_t size)
{
	uint64_t mask = ~(size - 1);

	put32(&m->fn.cfgspace[CFG_BAR(n)], CFG_BAR_MEM64);
	put32(&m->fn.cfgmask[CFG_BAR(n)], WDP_LO32(mask));
	put32(&m->fn.cfgmask[CFG_BAR(n + 1)], WDP_HI32(mask));
}

static void
caps_init(struct wdp_model *m)
{
	uint8_t *c = m->fn.cfgspace, *w = m->fn.cfgmask;

	c[CFG_CAP_PTR] = CAP_PM;
	c[CAP_PM] = CAP_ID_PM;
	c[CAP_PM + 1] = CAP_MSI;
	put16(&c[CAP_PM + 2], PM_CAP_VERSION);
	put16(&c[PM_CTRL], PM_CTRL_NO_RESET);
	put16(&w[PM_CTRL], PM_CTRL_STATE);

	c[CAP_MSI] = CAP_ID_MSI;
	c[CAP_MSI + 1] = CAP_EXP;
	put16(&c[MSI_CTRL], MSI_CTRL_RO |
		(unsigned int)__builtin_ctz(wdp_md_msi_messages(m)) << MSI_CTRL_NUM);
	put16(&w[MSI_CTRL], MSI_CTRL_RW);
	put32(&w[CAP_MSI + 4], 0xfffffffc);
	put32(&w[CAP_MSI + 8], 0xffffffff);
	put16(&w[CAP_MSI + 12], 0xffff);
	put32(&w[MSI_MASK], WDP_ONES32(wdp_md_msi_messages(m)));

	c[CAP_EXP] = CAP_ID_EXP;
	put16(&c[EXP_FLAGS], EXP_FLAGS_RCIEP);
	put32(&c[EXP_DEVCAP], EXP_DEVCAP_FLR | EXP_DEVCAP_RBE);
	put16(&w[EXP_DEVCTL], EXP_DEVCTL_RW);
}

/** Config space as after power-on or FLR. Also drops bus mastering. */
void
wdp_md_cfg_init(struct wdp_model *m)
{
	uint8_t *c = m->fn.cfgspace;

	pthread_mutex_lock(&m->fn.msi_lock);
	memset(m->fn.cfgspace, 0, sizeof(m->fn.cfgspace));
	memset(m->fn.cfgmask, 0, sizeof(m->fn.cfgmask));
	put16(&c[WDP_PCI_CFG_VENDOR], WDP_PCI_VENDOR);
	put16(&c[WDP_PCI_CFG_DEVICE],
		model_is_vf(m) ? m->engine->pci_vf_id : m->engine->pci_pf_id);
	put16(&m->fn.cfgmask[WDP_PCI_CFG_COMMAND], CFG_COMMAND_MASK);
	put16(&c[CFG_STATUS], CFG_STATUS_CAPS);
	put32(&c[CFG_CLASS], (uint32_t)CFG_CLASS_CODE << 8 | (m->v3 ? WDP_REV_V3 : WDP_REV_V2));
	m->fn.cfgmask[CFG_CACHELINE] = 0xff;
	m->fn.cfgmask[CFG_INT_LINE] = 0xff;
	put16(&c[CFG_SUBSYS], WDP_PCI_VENDOR);
	bar_init(m, WDP_BAR_REGS, wdp_md_bar2_size(m));
	if (m->v3)
		bar_init(m, WDP_BAR_DB, wdp_md_bar4_size(m));
	caps_init(m);
	pthread_mutex_unlock(&m->fn.msi_lock);
	STORE(m->fn.bus_master, false);
}

bool
wdp_md_cfg_msi_masked(struct wdp_model *m, unsigned int vec)
{
	if (!(cfg32(&m->fn.cfgspace[MSI_MASK]) & WDP_BIT32(vec)))
		return false;
	m->fn.cfgspace[MSI_PENDING] |= WDP_BIT32(vec);
	return true;
}

/** Messages that waited for their mask to go away. */
static void
msi_unmasked(struct wdp_model *m)
{
	uint32_t ready;
	unsigned int vec;

	pthread_mutex_lock(&m->fn.msi_lock);
	ready = cfg32(&m->fn.cfgspace[MSI_PENDING]) & ~cfg32(&m->fn.cfgspace[MSI_MASK]);
	m->fn.cfgspace[MSI_PENDING] &= ~ready;
	pthread_mutex_unlock(&m->fn.msi_lock);
	for (vec = 0; vec < MODEL_MSI_VECTORS; vec++)
		if (ready & WDP_BIT32(vec))
			wdp_md_msi(m, vec);
}

/**
 * By default the function resets itself when bus mastering changes; either of the two
 * documented register settings switches that off (19.3).
 */
static bool
master_change_resets(const struct wdp_model *m)
{
	uint32_t user = wdp_md_reg_get(m, WDP_QM_PEH_AXUSER);
	uint32_t bit = m->engine->regs->v2_peh_flr;

	if (!m->v3 && user == 0x400801)
		return false;
	/* An engine whose driver changes single bits (hpre.md 3.1). */
	if (!m->v3 && bit != 0 && !(user & bit) &&
			wdp_md_reg_get(m, WDP_QM_PEH_AXUSER_EN) == UINT32_MAX)
		return false;
	return user != WDP_QM_PEH_AXUSER_NOFLR ||
		wdp_md_reg_get(m, WDP_QM_PEH_AXUSER_EN) != UINT32_MAX;
}

static void
master_changed(struct wdp_model *m, bool on)
{
	/* Quiet: after this no worker is in the middle of a DMA it may not do. */
	wdp_md_lock_all(m);
	STORE(m->fn.bus_master, on);
	wdp_md_unlock_all(m);
	if (master_change_resets(m))
		wdp_md_function_reset(m);
	wdp_md_workers_wake(m);
}

static void
power_changed(struct wdp_model *m, unsigned int old)
{
	unsigned int now = m->fn.cfgspace[PM_CTRL] & PM_CTRL_STATE;

	if (old == PM_CTRL_STATE && now == 0)
		STORE(m->stopped, false);
}

int
wdp_md_cfg_read(struct wdp_model *m, uint64_t off, void *buf, size_t len)
{
	if (len == 0 || off >= MODEL_CFG_SIZE_B || len > MODEL_CFG_SIZE_B - off)
		return -EINVAL;
	pthread_mutex_lock(&m->fn.msi_lock);
	memcpy(buf, &m->fn.cfgspace[off], len);
	pthread_mutex_unlock(&m->fn.msi_lock);
	return 0;
}

int
wdp_md_cfg_write(struct wdp_model *m, uint64_t off, const void *buf, size_t len)
{
	const uint8_t *src = buf;
	unsigned int power = m->fn.cfgspace[PM_CTRL] & PM_CTRL_STATE;
	bool master;
	size_t i;

	if (len == 0 || off >= MODEL_CFG_SIZE_B || len > MODEL_CFG_SIZE_B - off)
		return -EINVAL;
	pthread_mutex_lock(&m->fn.msi_lock);
	for (i = 0; i < len; i++) {
		uint8_t mask = m->fn.cfgmask[off + i];

		m->fn.cfgspace[off + i] = (m->fn.cfgspace[off + i] & ~mask) | (src[i] & mask);
	}
	pthread_mutex_unlock(&m->fn.msi_lock);

	/* The FLR bit is the top one of its register and always reads 0. */
	if (off <= EXP_DEVCTL + 1 && off + len > EXP_DEVCTL + 1 &&
			(src[EXP_DEVCTL + 1 - off] & (EXP_DEVCTL_FLR >> 8))) {
		wdp_md_cfg_init(m);
		wdp_model_reset(m);
		return 0;
	}
	power_changed(m, power);
	msi_unmasked(m);
	master = cfg16(&m->fn.cfgspace[WDP_PCI_CFG_COMMAND]) & WDP_PCI_CMD_MASTER;
	if (master != LOAD(m->fn.bus_master))
		master_changed(m, master);
	return 0;
}
