/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Event queues, interrupts (sections 14, 15) and errors (16; the engine's). */

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "model_fault.h"
#include "wdp_model_priv.h"

#define EQE_SIZE_B 4

void
wdp_md_msi(struct wdp_model *m, unsigned int vec)
{
	uint64_t one = 1;

	pthread_mutex_lock(&m->fn.msi_lock);
	if (LOAD(m->fn.bus_master) && !wdp_md_cfg_msi_masked(m, vec) &&
			(!LOAD(m->faults) || wdp_md_fault_msi(m, vec))) {
		m->fn.msi_sent[vec]++;
		/* A full eventfd counter already wakes its reader: nothing is lost. */
		if (m->fn.msi_fd[vec] >= 0 && write(m->fn.msi_fd[vec], &one, sizeof(one)) < 0 &&
				errno != EAGAIN)
			m->fn.msi_sent[vec]--;
	}
	pthread_mutex_unlock(&m->fn.msi_lock);
}

int
wdp_model_set_msi(struct wdp_model *m, unsigned int vec, int fd)
{
	int old, copy = -1;

	if (vec >= wdp_md_msi_messages(m))
		return -EINVAL;
	if (fd >= 0) {
		copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
		if (copy < 0)
			return -errno;
	}
	pthread_mutex_lock(&m->fn.msi_lock);
	old = m->fn.msi_fd[vec];
	m->fn.msi_fd[vec] = copy;
	pthread_mutex_unlock(&m->fn.msi_lock);
	if (old >= 0)
		close(old);
	return 0;
}

void
wdp_md_eq_load(struct wdp_model *m, struct model_eq *eq, const struct wdp_eqc *c)
{
	uint32_t dw6 = wdp_le32(c->dw6);

	pthread_mutex_lock(&m->fn.ev_lock);
	eq->base = wdp_le32(c->base_lo) | (uint64_t)wdp_le32(c->base_hi) << 32;
	eq->depth = WDP_GET32(WDP_EQC_DW6_DEPTH, dw6) + 1;
	eq->phase = dw6 & WDP_EQC_DW6_PHASE;
	eq->tail = wdp_le16(c->tail);
	eq->used = (eq->tail + eq->depth - wdp_le16(c->head)) % eq->depth;
	eq->armed = false; /* by its first doorbell */
	eq->overflow = false;
	eq->loaded = true;
	pthread_mutex_unlock(&m->fn.ev_lock);
}

/** Interrupt if there is something to say and somebody listens. ev_lock held. */
static void
eq_signal(struct wdp_model *m, struct model_eq *eq)
{
	if (!eq->armed || eq->used == 0 || (eq->mask & 1))
		return;
	eq->armed = false;
	wdp_md_msi(m, eq->vector);
}

/** @return 0, -ENOSPC or -EFAULT. ev_lock held. */
static int
eq_put(struct wdp_model *m, struct model_eq *eq, uint32_t val)
{
	uint32_t *e;

	if (!eq->loaded)
		return 0;
	if (eq->used == eq->depth) {
		eq->dropped++;
		return -ENOSPC;
	}
	e = (uint32_t *)wdp_md_dma_ptr(m, eq->base + (uint64_t)eq->tail * EQE_SIZE_B, EQE_SIZE_B,
			true);
	if (e == NULL)
		return -EFAULT;
	if (eq->phase)
		val |= WDP_EQE_PHASE;
	/* Release: the CQE this event speaks of is visible before the event's phase bit. */
	__atomic_store_n(e, wdp_le32(val), __ATOMIC_RELEASE);
	eq->used++;
	if (++eq->tail == eq->depth) {
		eq->tail = 0;
		eq->phase = !eq->phase;
	}
	eq_signal(m, eq);
	return 0;
}

static int
aeqe_put(struct wdp_model *m, unsigned int type, uint16_t qn)
{
	return eq_put(m, &m->fn.aeq, qn | WDP_FIELD32(WDP_AEQE_TYPE, type));
}

void
wdp_md_aeqe_push(struct wdp_model *m, unsigned int type, uint16_t qn)
{
	int ret;

	if (LOAD(m->closed))
		return;
	pthread_mutex_lock(&m->fn.ev_lock);
	ret = aeqe_put(m, type, qn);
	pthread_mutex_unlock(&m->fn.ev_lock);
	if (ret == -EFAULT)
		wdp_md_qm_error(m, WDP_QM_ERR_AXI_BRESP);
}

void
wdp_md_eqe_push(struct wdp_model *m, uint16_t cqn)
{
	bool full;
	int ret;

	if (LOAD(m->closed))
		return;
	full = LOAD(m->faults) && !wdp_md_fault_eqe(m, cqn);
	pthread_mutex_lock(&m->fn.ev_lock);
	ret = full ? -ENOSPC : eq_put(m, &m->fn.eq, WDP_FIELD32(WDP_EQE_CQN, cqn));
	if (full)
		m->fn.eq.dropped++;
	if (ret == -ENOSPC && !m->fn.eq.overflow) {
		m->fn.eq.overflow = true;
		ret = aeqe_put(m, WDP_AEQE_EQ_OVERFLOW, 0);
	}
	pthread_mutex_unlock(&m->fn.ev_lock);
	if (ret == -EFAULT)
		wdp_md_qm_error(m, WDP_QM_ERR_AXI_BRESP);
}

void
wdp_md_eq_doorbell(struct wdp_model *m, struct model_eq *eq, uint16_t head)
{
	const char *what = NULL;
	uint32_t used;

	pthread_mutex_lock(&m->fn.ev_lock);
	if (!eq->loaded) {
		what = "the ring has no context";
	} else if (head >= eq->depth) {
		what = "the index is behind the end of the ring";
	} else {
		used = (eq->tail + eq->depth - head) % eq->depth;
		/* A full ring and an empty one have the same distance. */
		if (used == 0 && eq->used == eq->depth && eq->depth > 1)
			used = eq->depth;
		if (used > eq->used) {
			what = "the index lies ahead of what was written";
		} else {
			if (used < eq->used)
				eq->overflow = false;
			eq->used = used;
			eq->armed = true;
			eq_signal(m, eq);
		}
	}
	pthread_mutex_unlock(&m->fn.ev_lock);
	if (what != NULL)
		wdp_md_complain(m, SAY_DOORBELL, WDP_QM_DB_EQ_AEQ + eq->vector,
			"%s doorbell with head %u refused: %s (qm.md 8)",
			eq->vector == WDP_MSI_VEC_EQ ? "EQ" : "AEQ", head, what);
}

void
wdp_md_eq_mask(struct wdp_model *m, struct model_eq *eq, uint32_t mask)
{
	pthread_mutex_lock(&m->fn.ev_lock);
	eq->mask = mask;
	eq_signal(m, eq);
	pthread_mutex_unlock(&m->fn.ev_lock);
}

/** May errors shut the AXI master (zip.md 4, sec.md 5)? */
static bool
may_close(const struct wdp_model *m)
{
	const struct model_engine_err *e = &m->engine->regs->err;

	return wdp_md_reg_get(m, e->ctl) & e->ctl_shut;
}

/** Do new bits shut it (16, 19.3)? */
static bool
qm_bits_close(const struct wdp_model *m, uint32_t bits)
{
	if (m->v3)
		return bits & wdp_md_reg_get(m, WDP_QM_OOO_SHUTDOWN);
	return (bits & WDP_QM_ERR_ECC_MBIT) && may_close(m);
}

static bool
engine_bits_close(const struct wdp_model *m, uint32_t bits)
{
	const struct model_engine_err *e = &m->engine->regs->err;

	return may_close(m) && (bits & (m->v3 ? wdp_md_reg_get(m, e->shutdown) : e->v2_shutdown));
}

uint32_t
wdp_md_engine_mask(const struct wdp_model *m)
{
	const struct model_engine_err *e = &m->engine->regs->err;
	uint32_t mask = wdp_md_reg_get(m, e->mask);

	return e->enables ? ~mask : mask;
}

/** Errors are told to the PF; with a VF presented nobody is there to hear of them. */
static void
tell_error(struct wdp_model *m)
{
	if (!model_is_vf(m))
		wdp_md_msi(m, WDP_MSI_VEC_ABNML);
}

static void
close_master(struct wdp_model *m, const char *who, uint32_t bits)
{
	if (__atomic_fetch_or(&m->closed, MODEL_CLOSED_ERROR, __ATOMIC_RELAXED) &
			MODEL_CLOSED_ERROR)
		return;
	wdp_md_say(m, "%s error bits 0x%x closed the AXI master: no more DMA until its power is "
		"cycled (qm.md 16)\n", who, bits);
}

/**
 * Correctable errors are told by their number: one message for each 0x1000f8 of them, 0
 * counting as 1 (section 16). @return those whose number is reached.
 */
static uint32_t
correctable_due(struct wdp_model *m, uint32_t bits)
{
	uint32_t threshold = wdp_md_reg_get(m, WDP_QM_RAS_CE_THRESH);

	if (bits == 0 || COUNT(m->ce_events, 1) + 1 < threshold)
		return 0;
	STORE(m->ce_events, 0);
	return bits;
}

void
wdp_md_qm_error_info(struct wdp_model *m, uint32_t bits, uint32_t info)
{
	if (bits & WDP_QM_ERR_OF_FIFO)
		wdp_md_reg_force(m, WDP_QM_ERR_INFO0, info);
	if (bits & WDP_QM_ERR_DB_TIMEOUT)
		STORE(m->err_info1, info);
	if (bits & (WDP_QM_ERR_AXI_RRESP | WDP_QM_ERR_AXI_BRESP))
		wdp_md_reg_force(m, WDP_QM_ERR_INFO2, info);
}

void
wdp_md_engine_error_info(struct wdp_model *m, uint32_t info)
{
	wdp_md_reg_force(m, m->engine->regs->err.ecc_info, info);
}

void
wdp_md_qm_error(struct wdp_model *m, uint32_t bits)
{
	uint32_t old = __atomic_fetch_or(&m->qm_err, bits, __ATOMIC_RELAXED);
	uint32_t ce = bits & wdp_md_reg_get(m, WDP_QM_RAS_CE_EN);
	uint32_t tell = (bits & ~old & ~ce) | correctable_due(m, ce);

	COUNT(m->ecc_events[0], (bits & WDP_QM_ERR_ECC_1BIT) != 0);
	COUNT(m->ecc_events[1], (bits & WDP_QM_ERR_ECC_MBIT) != 0);
	if (qm_bits_close(m, bits)) {
		__atomic_fetch_or(&m->qm_err_sticky, bits, __ATOMIC_RELAXED);
		close_master(m, "queue manager", bits);
	}
	if (tell & ~wdp_md_reg_get(m, WDP_QM_ERR_MASK))
		tell_error(m);
}

void
wdp_md_engine_error(struct wdp_model *m, uint32_t bits)
{
	uint32_t old = __atomic_fetch_or(&m->eng_err, bits, __ATOMIC_RELAXED);

	if (engine_bits_close(m, bits)) {
		__atomic_fetch_or(&m->eng_err_sticky, bits, __ATOMIC_RELAXED);
		close_master(m, "engine", bits);
	}
	if (bits & ~old & ~wdp_md_engine_mask(m))
		tell_error(m);
}

void
wdp_md_error_unmasked(struct wdp_model *m)
{
	if ((LOAD(m->qm_err) & ~wdp_md_reg_get(m, WDP_QM_ERR_MASK)) ||
			(LOAD(m->eng_err) & ~wdp_md_engine_mask(m)))
		tell_error(m);
}
