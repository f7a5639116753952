/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Doorbells, descriptors, completions (sections 8, 10, 13, 27). */

#include <errno.h>
#include <string.h>

#include "model_fault.h"
#include "wdp_model_priv.h"
#include "wdp_vfu_proto.h"

#define DB_CMD_SHIFT 12

static inline uint16_t
db_queue(uint64_t db)
{
	return WDP_GET32(WDP_DB_QN, (uint32_t)db);
}

static inline uint16_t
db_index(uint64_t db)
{
	return (uint16_t)(db >> WDP_DB_INDEX_SHIFT);
}

static inline uint16_t
db_tag(uint64_t db)
{
	return WDP_GET32(WDP_DB_TAG, (uint32_t)db);
}

static inline uint16_t
db_flag(uint64_t db)
{
	return (uint16_t)(db >> WDP_DB_FLAG_SHIFT);
}

static inline unsigned int
db_cmd(uint64_t db)
{
	return WDP_GET32(WDP_DB_CMD, (uint32_t)db);
}

static void
refuse(struct wdp_model *m, const struct model_queue *q, uint64_t db, const char *why)
{
	wdp_md_complain(m, SAY_DOORBELL, q->index | (uint64_t)db_cmd(db) << 16,
		"doorbell 0x%016llx for queue %u refused: %s (qm.md 8, 27)",
		(unsigned long long)db, q->qn, why);
}

/** Common checks. @return true if the doorbell may be taken. Queue lock held. */
static bool
doorbell_valid(struct wdp_model *m, struct model_queue *q, uint64_t db, bool sq)
{
	if (q->spilled && wdp_md_ctx_unspill(m, q) < 0) {
		refuse(m, q, db, "its context could not be read from the context tables");
		return false;
	}
	if (q->stopped) { /* a late doorbell of a stopped queue is nobody's fault */
		COUNT1(q->st.late, sq);
		return false;
	}
	if (!(sq ? q->sq_loaded : q->cq_loaded)) {
		refuse(m, q, db, "the queue has no context");
		wdp_md_qm_error(m, sq ? WDP_QM_ERR_SQ_FUNC : WDP_QM_ERR_CQ_FUNC);
		return false;
	}
	if (db_tag(db) != (sq ? q->sq_tag : q->cq_tag)) {
		refuse(m, q, db, "its random tag is not the context's");
		wdp_md_qm_error(m, WDP_QM_ERR_DB_TAG);
		return false;
	}
	if (q->closed) {
		refuse(m, q, db, "the close bit of the SQC is set");
		return false;
	}
	return true;
}

static void
sq_doorbell(struct wdp_model *m, struct model_queue *q, uint64_t db)
{
	unsigned int fresh, pending, tail = db_index(db);

	if (!doorbell_valid(m, q, db, true))
		return;
	/* The migration driver's wake-up: not a tail (section 8). */
	if (db_flag(db) == 1 && tail == 0)
		return;
	if (db_flag(db) != 0)
		refuse(m, q, db, "bits 63:48 are not zero; the index is taken");
	if (tail >= q->sq_depth) {
		refuse(m, q, db, "the index is behind the end of the ring");
		return;
	}
	fresh = tail >= q->sq_tail ? tail - q->sq_tail : tail + q->sq_depth - q->sq_tail;
	pending = q->sq_tail >= q->sq_head ? q->sq_tail - q->sq_head :
		q->sq_tail + q->sq_depth - q->sq_head;
	if (pending + fresh >= q->sq_depth) {
		refuse(m, q, db, "the new tail runs over requests that are not finished");
		return;
	}
	if (tail < q->sq_tail)
		q->sq_sig_tail = !q->sq_sig_tail;
	STORE(q->sq_tail, tail);
}

static void
cq_arm(struct wdp_model *m, struct model_queue *q)
{
	if (q->cq_used > 0) {
		/* The event that armed asks for has happened already. */
		q->c_flag = false;
		wdp_md_eqe_push(m, q->qn);
	} else {
		q->c_flag = true;
	}
}

static void
cq_doorbell(struct wdp_model *m, struct model_queue *q, uint64_t db, bool arm)
{
	unsigned int used, head = db_index(db);

	if (!doorbell_valid(m, q, db, false))
		return;
	if (db_flag(db) > 1)
		refuse(m, q, db, "bits 63:49 are not zero; the index is taken");
	if (head >= q->cq_depth) {
		refuse(m, q, db, "the index is behind the end of the ring");
		return;
	}
	used = q->cq_tail >= head ? q->cq_tail - head : q->cq_tail + q->cq_depth - head;
	/* A full ring and an empty one have the same distance. */
	if (used == 0 && q->cq_used == q->cq_depth && q->cq_depth > 1)
		used = q->cq_depth;
	if (used > q->cq_used) {
		refuse(m, q, db, "the index lies ahead of the completions written");
		return;
	}
	if (used < q->cq_used)
		q->cq_full = false;
	q->cq_used = used;
	q->cq_sig_head = (q->cq_tail < used) != q->cq_sig_tail;
	if (arm)
		cq_arm(m, q);
}

/** Take the doorbells that came through the registers. Queue lock held. */
static void
take_posted(struct wdp_model *m, struct model_queue *q)
{
	/* Acquire pairs with the release in post(): the words are as new as the bits. */
	uint32_t posted = __atomic_exchange_n(&q->posted, 0, __ATOMIC_ACQUIRE);

	if (posted & POST_SQ)
		sq_doorbell(m, q, LOAD(q->post_sq));
	if (posted & POST_CQ)
		cq_doorbell(m, q, LOAD(q->post_cq), posted & POST_ARM);
}

/** Is a shadow word a doorbell of the right kind for this queue? */
static bool
shadow_valid(struct wdp_model *m, const struct model_queue *q, uint64_t db, unsigned int cmd)
{
	if (db_cmd(db) == cmd && db_queue(db) == q->qn)
		return true;
	refuse(m, q, db, "a shadow word of this queue holds another queue's or another kind's");
	wdp_md_qm_error(m, cmd == WDP_DB_CMD_SQ ? WDP_QM_ERR_SQ_FUNC : WDP_QM_ERR_CQ_FUNC);
	return false;
}

static void
take_shadow(struct wdp_model *m, struct model_queue *q)
{
	/*
	 * Acquire: descriptors stored before the SQ word are visible. The CQ word is read
	 * after the SQ word, so room made before a submission is seen with it.
	 */
	uint64_t sq = wdp_le64(__atomic_load_n(q->sh_sq, __ATOMIC_ACQUIRE));
	uint64_t cq = wdp_le64(__atomic_load_n(q->sh_cq, __ATOMIC_ACQUIRE));

	if (cq != q->seen_cq) {
		STORE(q->seen_cq, cq);
		COUNT1(q->st.doorbells, 1);
		if (db_flag(cq) != 0)
			refuse(m, q, cq, "arming goes through the register; the index is taken");
		if (shadow_valid(m, q, cq, WDP_DB_CMD_CQ))
			cq_doorbell(m, q, cq, false);
	}
	if (sq != q->seen_sq) {
		STORE(q->seen_sq, sq);
		COUNT1(q->st.doorbells, 1);
		if (shadow_valid(m, q, sq, WDP_DB_CMD_SQ))
			sq_doorbell(m, q, sq);
	}
}

void
wdp_md_take_doorbells(struct wdp_model *m, struct model_queue *q)
{
	if (LOAD(q->posted))
		take_posted(m, q);
	if (q->sh_sq != NULL)
		take_shadow(m, q);
}

/*
 * Called without the lock to decide whether a visit is worth it: a stale answer costs
 * one scan.
 */
bool
wdp_md_queue_wants(const struct model_queue *q)
{
	uint64_t *sq = LOAD(q->sh_sq);
	uint64_t *cq = LOAD(q->sh_cq);

	if (sq != NULL && cq != NULL && (wdp_le64(LOAD(*sq)) != LOAD(q->seen_sq) ||
			wdp_le64(LOAD(*cq)) != LOAD(q->seen_cq)))
		return true;
	return LOAD(q->posted) || LOAD(q->sq_head) != LOAD(q->sq_tail);
}

/** Descriptors that could run now: pending ones for which the CQ has room. */
static unsigned int
runnable(struct wdp_model *m, struct model_queue *q)
{
	unsigned int pending = q->sq_tail >= q->sq_head ? q->sq_tail - q->sq_head :
		q->sq_tail + q->sq_depth - q->sq_head;
	unsigned int room = q->cq_depth - q->cq_used;

	if (pending == 0 || !q->sq_loaded || !q->cq_loaded || q->halted || !model_master_open(m))
		return 0;
	if (!m->engine->regs->enabled(m, q->type))
		return 0;
	if (room > 0)
		return pending < room ? pending : room;
	if (!q->cq_full) {
		q->cq_full = true;
		wdp_md_aeqe_push(m, WDP_AEQE_CQ_OVERFLOW, q->qn);
	}
	return 0;
}

/**
 * A queue with work that cannot run because the engine is off raises the doorbell
 * timeout once (section 8).
 */
static void
watch_stuck(struct wdp_model *m, struct model_queue *q)
{
	uint32_t limit_ns = wdp_md_reg_get(m, WDP_QM_DB_TIMEOUT);

	if (q->sq_head == q->sq_tail || !q->sq_loaded || m->engine->regs->enabled(m, q->type)) {
		q->stuck = false;
		return;
	}
	if (!q->stuck) {
		q->stuck = true;
		q->stuck_since_ns = wdp_md_now_ns();
	} else if (q->stuck_since_ns != 0 && limit_ns != 0 &&
			wdp_md_now_ns() - q->stuck_since_ns > limit_ns) {
		q->stuck_since_ns = 0;
		STORE(m->err_info1, (uint32_t)q->qn << 16 | m->fn.nr);
		wdp_md_qm_error(m, WDP_QM_ERR_DB_TIMEOUT);
	}
}

/** A ring entry could not be reached: say so once and leave the queue alone. */
static void
halt(struct wdp_model *m, struct model_queue *q, uint32_t err, const char *ring, uint64_t iova)
{
	q->halted = true;
	COUNT(m->cqe_errors, 1);
	wdp_md_complain(m, SAY_DMA, q->index,
			"%s of queue %u at IOVA 0x%llx is not mapped (qm.md 16)", ring, q->qn,
			(unsigned long long)iova);
	wdp_md_qm_error(m, err);
	if (!LOAD(m->closed))
		wdp_md_aeqe_push(m, WDP_AEQE_CQE_ERROR, q->qn);
}

/** @param twist bits to falsify, 0 but for a fault on command. */
static inline void
cqe_fill(uint8_t *cqe, const struct model_queue *q, uint16_t slot, uint64_t twist)
{
	uint64_t hi = (slot | (uint64_t)q->qn << WDP_CQE_HI_SQN_SHIFT |
		(uint64_t)q->cq_phase << WDP_CQE_HI_PHASE_SHIFT) ^ twist;

	__atomic_store_n((uint64_t *)cqe, 0, __ATOMIC_RELAXED);
	/*
	 * Release: results in the SQE and data buffers are visible before the phase bit,
	 * which shares its word with slot and queue number.
	 */
	__atomic_store_n((uint64_t *)(cqe + 8), wdp_le64(hi), __ATOMIC_RELEASE);
}

static inline void
cq_advance(struct model_queue *q)
{
	q->cq_used++;
	if (++q->cq_tail == q->cq_depth) {
		q->cq_tail = 0;
		q->cq_phase = !q->cq_phase;
		q->cq_sig_tail = !q->cq_sig_tail;
	}
}

static inline void
sq_advance(struct model_queue *q)
{
	uint16_t head = q->sq_head + 1;

	if (head == q->sq_depth) {
		head = 0;
		q->sq_sig_head = !q->sq_sig_head;
	}
	STORE(q->sq_head, head);
}

/** CQE of slot @p slot, and its event. @return false if the ring is out of reach. */
static bool
complete(struct wdp_model *m, struct model_queue *q, uint16_t slot, uint64_t twist)
{
	uint64_t iova = q->cq_base + (uint64_t)q->cq_tail * sizeof(struct wdp_cqe);
	uint8_t *cqe = q->cq_va != NULL ? q->cq_va + (size_t)q->cq_tail * sizeof(struct wdp_cqe) :
		wdp_md_dma_ptr(m, iova, sizeof(struct wdp_cqe), true);

	if (cqe == NULL) {
		halt(m, q, WDP_QM_ERR_AXI_BRESP, "the CQE", iova);
		return false;
	}
	cqe_fill(cqe, q, slot, twist);
	cq_advance(q);
	COUNT1(q->st.cqes, 1);
	if (q->c_flag) {
		q->c_flag = false;
		wdp_md_eqe_push(m, q->qn);
	}
	return true;
}

/** Rings of one piece and an engine that touches no data: one pass over the slots. */
static unsigned int
work_null(struct wdp_model *m, struct model_queue *q, unsigned int n)
{
	unsigned int i, done = 0;

	while (done < n) {
		unsigned int run = q->sq_depth - q->sq_head;
		uint16_t slot = q->sq_head;

		if (run > n - done)
			run = n - done;
		run = m->engine->run_null(q, run);
		for (i = 0; i < run; i++) {
			cqe_fill(q->cq_va + (size_t)q->cq_tail * sizeof(struct wdp_cqe), q, slot++,
				0);
			cq_advance(q);
			if (q->c_flag) {
				q->c_flag = false;
				wdp_md_eqe_push(m, q->qn);
			}
		}
		if (slot == q->sq_depth) {
			slot = 0;
			q->sq_sig_head = !q->sq_sig_head;
		}
		STORE(q->sq_head, slot);
		done += run;
	}
	COUNT1(q->st.sqes, done);
	COUNT1(q->st.cqes, done);
	return done;
}

/** Store the result words, in runs of neighbours. */
static int
write_result(struct wdp_model *m, const struct model_queue *q, uint64_t iova,
	const struct model_result *res)
{
	unsigned int words = (1u << q->sqe_shift) / sizeof(res->dw[0]);
	unsigned int first, i;

	if (q->sq_va != NULL) {
		uint32_t *d = (uint32_t *)(q->sq_va + (iova - q->sq_base)), left;

		for (left = res->written; left != 0; left &= left - 1) {
			i = __builtin_ctz(left);
			d[i] = res->dw[i];
		}
		return 0;
	}
	for (first = 0; first < words; first = i + 1) {
		for (i = first; i < words && (res->written & WDP_BIT32(i)); i++)
			;
		if (i > first && wdp_md_dma_write(m, iova + 4 * first, &res->dw[first],
				4 * (i - first)) < 0)
			return -EFAULT;
	}
	return 0;
}

/** CQEs of a request with faults. */
static bool
complete_faulty(struct wdp_model *m, struct model_queue *q, uint16_t slot,
	const struct model_verdict *v)
{
	if (v->drop)
		return true;
	return complete(m, q, slot, v->cqe_twist) &&
		(!v->dup || complete(m, q, slot, v->cqe_twist));
}

/**
 * One request from fetch to completion. @return false if the queue cannot go on.
 * @param v what is to go wrong, NULL: nothing.
 */
static bool
work_one(struct wdp_model *m, struct model_queue *q, void *ectx, const struct model_verdict *v)
{
	uint64_t iova = q->sq_base + ((uint64_t)q->sq_head << q->sqe_shift);
	uint16_t slot = q->sq_head;
	struct model_result res;
	uint32_t sqe[32];

	if (q->sq_va != NULL) {
		memcpy(sqe, q->sq_va + (iova - q->sq_base), (size_t)1 << q->sqe_shift);
	} else if (wdp_md_dma_read(m, sqe, iova, (size_t)1 << q->sqe_shift) < 0) {
		halt(m, q, WDP_QM_ERR_AXI_RRESP, "the SQE", iova);
		return false;
	}
	COUNT1(q->st.sqes, 1);
	res.written = 0;
	res.error = false;
	res.failed = false;
	res.unproven = false;
	res.consumed = 0;
	res.produced = 0;
	if (m->engine->run(m, q, ectx, sqe, &res) == MODEL_RUN_STUCK)
		return false;
	if (v != NULL)
		wdp_md_fault_result(m, v, sqe, &res);
	COUNT1(q->st.errors, res.error);
	COUNT1(q->st.failed, res.failed);
	COUNT1(q->st.unproven, res.unproven);
	COUNT1(q->st.consumed, res.consumed);
	COUNT1(q->st.produced, res.produced);
	if (write_result(m, q, iova, &res) < 0) {
		halt(m, q, WDP_QM_ERR_AXI_BRESP, "the SQE", iova);
		return false;
	}
	if (v == NULL ? !complete(m, q, slot, 0) : !complete_faulty(m, q, slot, v))
		return false;
	sq_advance(q);
	return true;
}

/** The same for @p n requests, each of which is held against the faults first. */
static unsigned int
work_faulty(struct wdp_model *m, struct model_queue *q, void *ectx, unsigned int n)
{
	struct model_verdict v;
	unsigned int done = 0;

	/* A CQE written twice takes the room of another one. */
	while (done < n && q->cq_used < q->cq_depth && model_master_open(m) &&
			wdp_md_fault_request(m, q, &v) && work_one(m, q, ectx, &v)) {
		wdp_md_fault_finished(m);
		done++;
		if (LOAD(m->pause) && ectx != m->ctl_ectx)
			break;
	}
	return done;
}

/* Descriptors that far ahead are fetched; their lists, and what those name, a step later each. */
#define FETCH_SQES 4u

static inline void
fetch_sqe(const uint8_t *sqe, unsigned int shift)
{
	unsigned int off;

	for (off = 0; off < 1u << shift; off += MODEL_CACHELINE_B)
		__builtin_prefetch(sqe + off, 1);
}

/**
 * The client's CPU has just written all of it: lines that come from its cache take longer than
 * most requests do.
 */
static inline void
fetch(struct wdp_model *m, const struct model_queue *q, unsigned int ahead, unsigned int n)
{
	unsigned int depth, slot;

	if (q->sq_va == NULL || m->engine->fetch == NULL)
		return;
	for (depth = 0; depth < 3; depth++, ahead--) {
		if (ahead < n) {
			slot = q->sq_head + ahead;
			if (slot >= q->sq_depth) /* n is less than that */
				slot -= q->sq_depth;
			if (depth > 0)
				m->engine->fetch(m, (const uint32_t *)(q->sq_va +
					((size_t)slot << q->sqe_shift)), depth - 1);
			else
				fetch_sqe(q->sq_va + ((size_t)slot << q->sqe_shift), q->sqe_shift);
		}
		if (ahead == 0)
			return;
	}
}

unsigned int
wdp_md_queue_work(struct wdp_model *m, struct model_queue *q, void *ectx, unsigned int budget)
{
	unsigned int all, n, done = 0;

	wdp_md_take_doorbells(m, q);
	all = n = runnable(m, q);
	if (n == 0) {
		q->fetched = 0;
		if (q->sq_head != q->sq_tail)
			watch_stuck(m, q);
		return 0;
	}
	q->stuck = false;
	if (n > budget)
		n = budget;
	if (LOAD(m->faults))
		return work_faulty(m, q, ectx, n);
	if (m->cfg.engine == WDP_MODEL_NULL && q->sq_va != NULL && q->cq_va != NULL)
		return work_null(m, q, n);
	/* What the last visit has fetched is there. */
	for (; q->fetched < FETCH_SQES; q->fetched++)
		fetch(m, q, q->fetched, all);
	while (done < n && model_master_open(m)) {
		fetch(m, q, FETCH_SQES, all - done);
		if (!work_one(m, q, ectx, NULL))
			break;
		done++;
		if (LOAD(m->pause) && ectx != m->ctl_ectx)
			break;
	}
	q->fetched = all - done < FETCH_SQES ? all - done : FETCH_SQES;
	return done;
}

/** Hand a doorbell to its queue; whoever has the queue's lock takes it. */
static void
post(struct wdp_model *m, struct model_queue *q, uint64_t db)
{
	bool sq = db_cmd(db) == WDP_DB_CMD_SQ;
	uint32_t bits = sq ? POST_SQ : POST_CQ;

	if (!sq && (db_flag(db) & 1))
		bits |= POST_ARM;
	STORE(*(sq ? &q->post_sq : &q->post_cq), db);
	/* Release: the word is visible to whoever takes the bit. */
	__atomic_fetch_or(&q->posted, bits, __ATOMIC_RELEASE);
	/*
	 * Not waiting for the lock keeps the control thread free while a worker is busy
	 * on a large request; that worker looks again before its next scan.
	 */
	if (model_queue_trylock(q)) {
		wdp_md_take_doorbells(m, q);
		model_queue_unlock(q);
	}
	wdp_md_workers_wake(m);
}

static struct model_queue *
doorbell_queue(struct wdp_model *m, uint64_t db, int page)
{
	unsigned int qn = db_queue(db);
	struct model_queue *q = model_func_queue(m, qn);

	if (page >= 0 && (unsigned int)page != qn) {
		wdp_md_complain(m, SAY_DOORBELL, UINT64_C(1) << 32 | page,
			"doorbell 0x%016llx names queue %u but was written to the page of queue %d "
			"(qm.md 8)", (unsigned long long)db, qn, page);
		wdp_md_qm_error(m, WDP_QM_ERR_SQ_CQ_FUNC);
		return NULL;
	}
	if (q == NULL) {
		wdp_md_complain(m, SAY_DOORBELL, UINT64_C(2) << 32 | qn,
			"doorbell 0x%016llx for queue %u refused: it is outside the function's VFT "
			"range of %u (qm.md 8, 27)", (unsigned long long)db, qn, m->fn.nqueues);
		wdp_md_qm_error(m, db_cmd(db) == WDP_DB_CMD_SQ ? WDP_QM_ERR_SQ_FUNC :
			WDP_QM_ERR_CQ_FUNC);
	}
	return q;
}

void
wdp_md_doorbell(struct wdp_model *m, uint64_t db, int page)
{
	struct model_queue *q;

	m->last_db = db;
	if (db_cmd(db) > WDP_DB_CMD_CQ) {
		wdp_md_complain(m, SAY_DOORBELL, UINT64_C(3) << 32 | db_cmd(db),
			"command %u at the SQ/CQ doorbell (qm.md 8)", db_cmd(db));
		return;
	}
	q = doorbell_queue(m, db, page);
	if (q != NULL) {
		COUNT(q->st.doorbells, 1);
		post(m, q, db);
	}
}

void
wdp_md_doorbell_event(struct wdp_model *m, uint64_t db)
{
	unsigned int cmd = db_cmd(db);

	m->last_db = db;
	if ((cmd != WDP_DB_CMD_EQ && cmd != WDP_DB_CMD_AEQ) || db_queue(db) != 0 ||
			db_tag(db) != 0 || db_flag(db) != 0) {
		wdp_md_complain(m, SAY_DOORBELL, UINT64_C(4) << 32 | cmd,
				"0x%016llx at the EQ/AEQ doorbell: command must be 2 or 3, the "
				"rest but the "
				"index zero (qm.md 8)",
				(unsigned long long)db);
		return;
	}
	wdp_md_eq_doorbell(m, cmd == WDP_DB_CMD_EQ ? &m->fn.eq : &m->fn.aeq, db_index(db));
}

int
wdp_md_queue_stop(struct wdp_model *m, struct model_queue *q)
{
	unsigned int done;
	bool left;

	wdp_md_queue_lock(m, q);
	do {
		done = wdp_md_queue_work(m, q, m->ctl_ectx, MODEL_VISIT_REAL);
	} while (done > 0);
	left = q->sq_loaded && q->sq_head != q->sq_tail;
	STORE(q->sq_tail, q->sq_head);
	q->stopped = q->sq_loaded;
	model_queue_unlock(q);
	return left ? -EBUSY : 0;
}

int
wdp_md_shadow_bind(struct wdp_model *m, uint64_t off, uint32_t queue)
{
	uint64_t slot = off / WDP_VFU_SHADOW_SLOT_B;

	if (off % WDP_VFU_SHADOW_SLOT_B != WDP_VFU_SHADOW_BIND || slot >= m->cfg.shadow_slots ||
			queue >= m->queues) {
		wdp_md_complain(m, SAY_SHADOW, off,
				"shadow slot at 0x%llx cannot be bound to queue %u: "
				"no such slot or queue",
				(unsigned long long)off, queue);
		return -EINVAL;
	}
	if (m->fn.shadow_bound[slot]) {
		wdp_md_complain(m, SAY_SHADOW, off,
				"shadow slot %llu is bound: a slot serves one queue "
				"until that queue's next life",
				(unsigned long long)slot);
		return -EBUSY;
	}
	/* Bound for this queue before, but never used. */
	if (m->fn.next_slot[queue] != MODEL_NO_SLOT)
		m->fn.shadow_bound[m->fn.next_slot[queue]] = 0;
	m->fn.shadow_bound[slot] = 1;
	m->fn.next_slot[queue] = slot;
	return 0;
}

/** At an SQC load: the slot bound for it, or none. Queue lock held. */
void
wdp_md_shadow_attach(struct wdp_model *m, struct model_queue *q)
{
	uint8_t *slot;

	/* A life of the queue ends: what its slot holds rings nothing any more. */
	if (q->slot != MODEL_NO_SLOT)
		m->fn.shadow_bound[q->slot] = 0;
	q->slot = m->fn.next_slot[q->qn];
	m->fn.next_slot[q->qn] = MODEL_NO_SLOT;
	if (q->slot == MODEL_NO_SLOT) {
		STORE(q->sh_sq, NULL);
		STORE(q->sh_cq, NULL);
		return;
	}
	slot = m->fn.shadow + (size_t)q->slot * WDP_VFU_SHADOW_SLOT_B;
	STORE(q->sh_sq, (uint64_t *)(slot + WDP_VFU_SHADOW_SQ));
	STORE(q->sh_cq, (uint64_t *)(slot + WDP_VFU_SHADOW_CQ));
	STORE(q->seen_sq, wdp_le64(LOAD(*q->sh_sq)));
	STORE(q->seen_cq, wdp_le64(LOAD(*q->sh_cq)));
}

bool
wdp_md_idle(struct wdp_model *m)
{
	unsigned int i, n = LOAD(m->nactive);

	for (i = 0; i < n; i++) {
		const struct model_queue *q = &m->q[m->active[i]];

		if (LOAD(q->sq_head) != LOAD(q->sq_tail) || LOAD(q->lock) != 0)
			return false;
	}
	return true;
}
