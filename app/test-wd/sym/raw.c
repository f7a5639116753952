/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_cycles.h>

#include "raw.h"

int
wdp_s_raw_open(struct wdp_t *t, struct wdp_s_raw **out, uint16_t qp)
{
	union rte_cryptodev_session_ctx none = { .crypto_sess = NULL };
	int size = rte_cryptodev_get_raw_dp_ctx_size(t->dev_id), ret;
	struct wdp_s_raw *r = calloc(1, sizeof(*r));

	WDP_T_CHECK(t, r != NULL, "no memory");
	*out = r;
	r->qp = qp;
	WDP_T_CHECK(t, size > 0, "size of a context: %d", size);
	r->ctx = aligned_alloc(RTE_CACHE_LINE_SIZE,
		RTE_ALIGN_CEIL((size_t)size, (size_t)RTE_CACHE_LINE_SIZE));
	WDP_T_CHECK(t, r->ctx != NULL, "no memory");
	memset(r->ctx, 0, (size_t)size);
	/* the calls to take ops back are there before there is a session */
	ret = rte_cryptodev_configure_raw_dp_ctx(t->dev_id, qp, r->ctx,
		RTE_CRYPTO_OP_WITH_SESSION, none, 0);
	WDP_T_CHECK(t, ret == 0, "context without a session: %d", ret);
	return WDP_T_PASS;
}

void
wdp_s_raw_close(struct wdp_s_raw *r)
{
	if (r != NULL)
		free(r->ctx);
	free(r);
}

int
wdp_s_raw_session(struct wdp_t *t, struct wdp_s_raw *r, void *sess)
{
	union rte_cryptodev_session_ctx u = { .crypto_sess = sess };
	int ret = rte_cryptodev_configure_raw_dp_ctx(t->dev_id, r->qp, r->ctx,
		RTE_CRYPTO_OP_WITH_SESSION, u, 1);

	WDP_T_CHECK(t, ret == 0, "session of a context: %d", ret);
	return WDP_T_PASS;
}

int
wdp_s_raw_xforms(struct wdp_t *t, struct wdp_s_raw *r, struct rte_crypto_sym_xform *x)
{
	union rte_cryptodev_session_ctx u = { .xform = x };
	int ret = rte_cryptodev_configure_raw_dp_ctx(t->dev_id, r->qp, r->ctx,
		RTE_CRYPTO_OP_SESSIONLESS, u, 1);

	WDP_T_CHECK(t, ret == 0, "xforms of a context: %d", ret);
	return WDP_T_PASS;
}

/* The bytes [off, off + len) of a chain. */
static uint32_t
vectors(struct rte_crypto_vec *v, const struct wdp_t_chain *c, uint32_t off, uint32_t len)
{
	const struct rte_mbuf *m;
	uint32_t n = 0, take;

	for (m = c->m; m != NULL && len > 0 && n < WDP_S_RAW_SEGS; m = m->next) {
		if (off >= m->data_len) {
			off -= m->data_len;
			continue;
		}
		take = RTE_MIN(m->data_len - off, len);
		v[n].base = rte_pktmbuf_mtod_offset(m, void *, off);
		v[n].iova = rte_pktmbuf_iova_offset(m, off);
		v[n].len = take;
		v[n].tot_len = m->data_len - off;
		n++;
		len -= take;
		off = 0;
	}
	if (n == 0) { /* nothing, but somewhere */
		v[0].base = rte_pktmbuf_mtod(c->m, void *);
		v[0].iova = rte_pktmbuf_iova(c->m);
		v[0].len = 0;
		v[0].tot_len = c->m->data_len;
		n = 1;
	}
	return n;
}

static void
pointers(struct wdp_s_raw *r, struct wdp_s_task *k, uint32_t i)
{
	const struct rte_crypto_sym_op *o = k->op->sym;

	r->iv[i].va = (uint8_t *)k->op + k->spec.iv_off;
	r->iv[i].iova = rte_crypto_op_ctophys_offset(k->op, k->spec.iv_off);
	r->digest[i].va = k->tag_data;
	r->aux[i].va = NULL;
	r->aux[i].iova = 0;
	if (k->spec.alg->kind == WDP_S_AEAD) {
		r->digest[i].iova = o->aead.digest.phys_addr;
		r->aux[i].va = o->aead.aad.data;
		r->aux[i].iova = o->aead.aad.phys_addr;
	} else {
		r->digest[i].iova = o->auth.digest.phys_addr;
		if (k->spec.alg->mac == WDP_S_REF_GMAC && k->spec.alg->kind == WDP_S_AUTH)
			r->aux[i] = r->iv[i];
	}
}

union rte_crypto_sym_ofs
wdp_s_raw_describe(struct wdp_s_raw *r, struct wdp_s_batch *b, uint32_t from,
	struct rte_crypto_sym_vec *v)
{
	const struct wdp_s_task *first = &b->tasks[from];
	uint32_t off = first->lay.src.off, skip = b->trimmed ? off : 0, i;
	union rte_crypto_sym_ofs ofs = { .raw = 0 };

	for (i = from; i < b->nb; i++) {
		struct wdp_s_task *k = &b->tasks[i];
		uint32_t len = off - skip + wdp_s_task_bytes(k);

		r->sgl[0][i].vec = r->vec[0][i];
		r->sgl[0][i].num = vectors(r->vec[0][i], k->src, skip, len);
		if (k->dst != NULL) {
			r->sgl[1][i].vec = r->vec[1][i];
			r->sgl[1][i].num = vectors(r->vec[1][i], k->dst, skip, len);
		}
		pointers(r, k, i);
	}
	*v = (struct rte_crypto_sym_vec){
		.num = b->nb - from,
		.src_sgl = &r->sgl[0][from],
		.dest_sgl = first->dst != NULL ? &r->sgl[1][from] : NULL,
		.iv = &r->iv[from],
		.digest = &r->digest[from],
		.aad = &r->aux[from],
		.status = &r->status[from],
	};
	ofs.ofs.auth.head = (uint16_t)(off - skip + wdp_s_task_a_from(first));
	ofs.ofs.auth.tail = (uint16_t)(wdp_s_task_bytes(first) - wdp_s_task_a_from(first) -
		wdp_s_task_a_len(first));
	ofs.ofs.cipher.head = (uint16_t)(off - skip + first->lead);
	ofs.ofs.cipher.tail = (uint16_t)(first->spec.loose ? first->tail : 0);
	return ofs;
}

static int
send_burst(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	struct rte_crypto_sym_vec v;
	union rte_crypto_sym_ofs ofs = wdp_s_raw_describe(r, b, b->in, &v);
	void *user[WDP_S_BATCH];
	uint32_t i, n;
	int status = 12345;

	for (i = 0; i < v.num; i++)
		user[i] = b->unit ? (void *)b : (void *)&b->tasks[b->in + i];
	n = rte_cryptodev_raw_enqueue_burst(r->ctx, &v, ofs, user, &status);
	WDP_T_CHECK(t, n <= v.num, "a burst of %u took %u", v.num, n);
	WDP_T_CHECK(t, status == 0 || status == 1, "burst of %u: status %d, took %u: %s", v.num,
		status, n, wdp_s_task_text(&b->tasks[b->in]));
	if (n > 0 && status == 0)
		WDP_T_CHECK(t, rte_cryptodev_raw_enqueue_done(r->ctx, n) == 0, "enqueue_done");
	b->in += n;
	return WDP_T_PASS;
}

static int
send_single(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	struct rte_crypto_sym_vec v;
	union rte_crypto_sym_ofs ofs = wdp_s_raw_describe(r, b, b->in, &v);
	uint32_t i = b->in, cached = 0;
	int ret;

	for (; b->in < b->nb; b->in++, i++) {
		ret = rte_cryptodev_raw_enqueue(r->ctx, r->sgl[0][i].vec,
			(uint16_t)r->sgl[0][i].num, ofs, &r->iv[i], &r->digest[i], &r->aux[i],
			b->unit ? (void *)b : (void *)&b->tasks[i]);
		if (ret == -EAGAIN)
			break;
		WDP_T_CHECK(t, ret == 0 || ret == 1, "enqueue: %d: %s", ret,
			wdp_s_task_text(&b->tasks[i]));
		cached += ret == 0;
	}
	if (cached > 0)
		WDP_T_CHECK(t, rte_cryptodev_raw_enqueue_done(r->ctx, cached) == 0,
			"enqueue_done");
	return WDP_T_PASS;
}

int
wdp_s_raw_send(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b,
	enum wdp_s_raw_style style)
{
	return style == WDP_S_RAW_SINGLE && !b->tasks[b->in].lay.oop ?
		send_single(t, r, b) : send_burst(t, r, b);
}

/* ---- dequeue ---- */

static uint32_t
count_of_unit(void *user_data)
{
	return ((struct wdp_s_batch *)user_data)->nb;
}

/* There is no more than success or not: what else could it be that is due? */
static void
note(struct wdp_s_task *k, bool good)
{
	k->op->status = good ? RTE_CRYPTO_OP_STATUS_SUCCESS : k->spoil ?
		RTE_CRYPTO_OP_STATUS_AUTH_FAILED : RTE_CRYPTO_OP_STATUS_ERROR;
}

static void
post_unit(void *user_data, uint32_t index, uint8_t good)
{
	note(&((struct wdp_s_batch *)user_data)->tasks[index], good);
}

static void
post_task(void *user_data, uint32_t index, uint8_t good)
{
	RTE_SET_USED(index);
	note(user_data, good);
}

static int
checked(struct wdp_t *t, struct wdp_s_batch *b, uint32_t n)
{
	for (; n > 0; n--) {
		struct wdp_s_task *k = &b->tasks[b->out++];

		WDP_T_CHECK(t, k->op->status != RTE_CRYPTO_OP_STATUS_NOT_PROCESSED,
			"the callback was not called");
		if (wdp_s_task_check(t, k) != WDP_T_PASS)
			return wdp_t_within(t, "raw%s%s", b->trimmed ? ", trimmed" : "",
				b->unit ? ", as a unit" : "");
	}
	return WDP_T_PASS;
}

static int
receive_burst(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	uint32_t want = b->in - b->out, good = 12345, due = 0, n, i;
	void *user[WDP_S_BATCH] = { NULL };
	int status = 12345;

	if (b->unit)
		n = rte_cryptodev_raw_dequeue_burst(r->ctx, count_of_unit, 0, post_unit, user, 0,
			&good, &status);
	else
		n = rte_cryptodev_raw_dequeue_burst(r->ctx, NULL, want, post_task, user, 1,
			&good, &status);
	if (n == 0)
		return WDP_T_PASS;
	WDP_T_CHECK(t, status == 0 || status == 1, "dequeue status %d", status);
	WDP_T_CHECK(t, n <= want && (!b->unit || n == b->nb), "%u ops came, %u were due", n, want);
	if (b->unit)
		WDP_T_CHECK(t, user[0] == b, "another unit is due");
	for (i = 0; i < n; i++) {
		WDP_T_CHECK(t, b->unit || user[i] == &b->tasks[b->out + i],
			"another op is due");
		due += !b->tasks[b->out + i].spoil;
	}
	WDP_T_CHECK(t, good == due, "%u of %u are said to be good, not %u", good, n, due);
	if (status == 0)
		WDP_T_CHECK(t, rte_cryptodev_raw_dequeue_done(r->ctx, n) == 0, "dequeue_done");
	return checked(t, b, n);
}

static int
receive_single(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b)
{
	enum rte_crypto_op_status op_status = RTE_CRYPTO_OP_STATUS_NOT_PROCESSED;
	struct wdp_s_task *k = &b->tasks[b->out];
	int status = 12345;
	void *user = rte_cryptodev_raw_dequeue(r->ctx, &status, &op_status);

	if (user == NULL)
		return WDP_T_PASS;
	WDP_T_CHECK(t, status == 0 || status == 1, "dequeue status %d", status);
	WDP_T_CHECK(t, user == (b->unit ? (void *)b : (void *)k), "another op is due");
	if (status == 0)
		WDP_T_CHECK(t, rte_cryptodev_raw_dequeue_done(r->ctx, 1) == 0, "dequeue_done");
	k->op->status = op_status;
	return checked(t, b, 1);
}

int
wdp_s_raw_receive(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b,
	enum wdp_s_raw_style style)
{
	if (b->in == b->out)
		return WDP_T_PASS;
	/* a unit comes back as one when all of it is in */
	if (style == WDP_S_RAW_SINGLE || (b->unit && (b->in < b->nb || b->out > 0)))
		return receive_single(t, r, b);
	return receive_burst(t, r, b);
}

int
wdp_s_raw_one(struct wdp_t *t, struct wdp_s_raw *r, struct wdp_s_batch *b,
	enum wdp_s_raw_style style)
{
	uint64_t end = rte_get_timer_cycles() + rte_get_timer_hz() * (WDP_T_WAIT_US / 1000000);

	b->in = 0;
	b->out = 0;
	WDP_T_TRY(wdp_s_raw_session(t, r, b->tasks[0].sess));
	while (b->out < b->nb) {
		if (b->in < b->nb)
			WDP_T_TRY(wdp_s_raw_send(t, r, b, style));
		WDP_T_TRY(wdp_s_raw_receive(t, r, b, style));
		WDP_T_CHECK(t, rte_get_timer_cycles() < end, "%u of %u ops did not come back: %s",
			b->nb - b->out, b->nb, wdp_s_task_text(&b->tasks[b->out]));
		sched_yield();
	}
	return WDP_T_PASS;
}
