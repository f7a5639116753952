/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <rte_compressdev_pmd.h>
#include <rte_cycles.h>
#include <rte_dev.h>
#include <rte_lcore.h>
#include <rte_mbuf.h>
#include <rte_ring.h>

#include <zlib.h>

#include "churn.h"
#include "main.h"
#include "options.h"
#include "simple.h"

#define BURST     32u
#define TEXTS     16u
#define TEXT_B    1024u /* the longest; each is some words shorter */
#define ROOM_B    (2 * TEXT_B)
#define BOUND_MS  10000u
#define MARK_B    64u  /* of a destination, written before the device does */
#define HOSTAGE   0x5a /* with this */
#define UNTOUCHED 0xa5
#define SECONDS   5
#define QPS       4
#define IN_FLIGHT 64

/* Behind each op, in its own memory. */
struct track {
	uint16_t qp;
	uint8_t text;
	bool compress;
	bool out; /* in flight */
};

struct text {
	uint8_t plain[TEXT_B];
	uint8_t packed[ROOM_B];
	uint32_t plain_len, packed_len;
};

struct wdp_t_churn {
	struct wdp_t_churn_conf conf;
	struct wdp_t_churn_result res;
	struct rte_mempool *op_pool, *mbuf_pool;
	void *comp, *decomp; /* xforms */
	struct rte_comp_op **idle[WDP_T_CHURN_QPS]; /* stacks */
	unsigned int nb_idle[WDP_T_CHURN_QPS];
	/* The first op of each that failed: kept, to see whether the device still writes to it. */
	struct rte_comp_op *hostage[WDP_T_CHURN_QPS];
	struct rte_ring *back[WDP_T_CHURN_QPS]; /* split: from the lcore that dequeues */
	unsigned int out;
	uint64_t last_us; /* something came back, or nothing was out */
	struct text texts[TEXTS];
};

static struct track *
track_of(struct rte_comp_op *op)
{
	return (struct track *)(op + 1);
}

/* Raw DEFLATE, by zlib. */
static int
pack(struct text *t)
{
	z_stream z = {.next_in = t->plain, .avail_in = t->plain_len,
		.next_out = t->packed, .avail_out = sizeof(t->packed)};
	int ret;

	if (deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	ret = deflate(&z, Z_FINISH);
	t->packed_len = z.total_out;
	deflateEnd(&z);
	return ret == Z_STREAM_END ? 0 : -1;
}

static bool
unpacks_to(const struct text *t, uint8_t *data, uint32_t len)
{
	uint8_t plain[TEXT_B + 1];
	z_stream z = {.next_in = data, .avail_in = len,
		.next_out = plain, .avail_out = sizeof(plain)};
	int ret;

	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return false;
	ret = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	return ret == Z_STREAM_END && z.total_out == t->plain_len &&
		memcmp(plain, t->plain, t->plain_len) == 0;
}

static int
make_texts(struct wdp_t_churn *c)
{
	unsigned int i, n;

	for (i = 0; i < TEXTS; i++) {
		struct text *t = &c->texts[i];

		for (n = 0; n + 24 < TEXT_B - 32 * i; )
			n += sprintf((char *)t->plain + n, "%u op %u %x ", i, n, n * 2654435761u);
		t->plain_len = n;
		if (pack(t) != 0)
			return -1;
	}
	return 0;
}

static int
device_up(struct wdp_t_churn *c)
{
	const struct wdp_t_churn_conf *k = &c->conf;
	struct rte_compressdev_config conf = {
		.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = k->qps, .max_nb_priv_xforms = 2,
	};
	struct rte_comp_xform x = {
		.type = RTE_COMP_COMPRESS,
		.compress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15, .level = 1},
	};
	struct rte_comp_xform y = {
		.type = RTE_COMP_DECOMPRESS,
		.decompress = {.algo = RTE_COMP_ALGO_DEFLATE, .window_size = 15},
	};
	unsigned int i;

	if (rte_compressdev_configure(k->dev, &conf) != 0)
		return -1;
	for (i = 0; i < k->qps; i++)
		if (rte_compressdev_queue_pair_setup(k->dev, i, k->in_flight, SOCKET_ID_ANY) != 0)
			return -1;
	if (rte_compressdev_start(k->dev) != 0 ||
			rte_compressdev_private_xform_create(k->dev, &x, &c->comp) != 0 ||
			rte_compressdev_private_xform_create(k->dev, &y, &c->decomp) != 0)
		return -1;
	return 0;
}

static struct rte_mbuf *
buffer(struct rte_mempool *pool)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(pool);

	return m != NULL && rte_pktmbuf_append(m, ROOM_B) != NULL ? m : NULL;
}

static int
make_op(struct wdp_t_churn *c, unsigned int qp, unsigned int n)
{
	struct rte_comp_op *op = rte_comp_op_alloc(c->op_pool);
	const struct text *text;
	struct track *t;

	if (op == NULL)
		return -1;
	t = track_of(op);
	t->qp = qp;
	t->text = (qp + n) % TEXTS;
	t->compress = c->conf.compress && (!c->conf.decompress || n % 2 == 0);
	t->out = false;
	text = &c->texts[t->text];
	op->m_src = buffer(c->mbuf_pool);
	op->m_dst = buffer(c->mbuf_pool);
	if (op->m_src == NULL || op->m_dst == NULL)
		return -1;
	op->op_type = RTE_COMP_OP_STATELESS;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	op->private_xform = t->compress ? c->comp : c->decomp;
	op->src.length = t->compress ? text->plain_len : text->packed_len;
	memcpy(rte_pktmbuf_mtod(op->m_src, void *), t->compress ? text->plain : text->packed,
		op->src.length);
	c->idle[qp][c->nb_idle[qp]++] = op;
	return 0;
}

static struct rte_ring *
make_ring(unsigned int qp, unsigned int in_flight)
{
	char name[RTE_RING_NAMESIZE];

	snprintf(name, sizeof(name), "wd_churn_back_%u", qp);
	return rte_ring_create(name, in_flight, SOCKET_ID_ANY,
		RING_F_EXACT_SZ | RING_F_SP_ENQ | RING_F_SC_DEQ);
}

static int
make_ops(struct wdp_t_churn *c)
{
	unsigned int qp, n, all = c->conf.qps * c->conf.in_flight;

	c->op_pool = rte_comp_op_pool_create("wd_churn_ops", all, 0, sizeof(struct track),
		SOCKET_ID_ANY);
	c->mbuf_pool = rte_pktmbuf_pool_create("wd_churn_mbufs", 2 * all, 0, 0,
		RTE_PKTMBUF_HEADROOM + ROOM_B, SOCKET_ID_ANY);
	if (c->op_pool == NULL || c->mbuf_pool == NULL)
		return -1;
	for (qp = 0; qp < c->conf.qps; qp++) {
		c->idle[qp] = calloc(c->conf.in_flight, sizeof(*c->idle[qp]));
		c->back[qp] = make_ring(qp, c->conf.in_flight);
		if (c->idle[qp] == NULL || c->back[qp] == NULL)
			return -1;
		for (n = 0; n < c->conf.in_flight; n++)
			if (make_op(c, qp, n) != 0)
				return -1;
	}
	return 0;
}

struct wdp_t_churn *
wdp_t_churn_try(const struct wdp_t_churn_conf *conf)
{
	struct wdp_t_churn *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->conf = *conf;
	if (make_texts(c) != 0 || device_up(c) != 0 || make_ops(c) != 0) {
		wdp_t_churn_free(c);
		return NULL;
	}
	c->last_us = wdp_t_now_us();
	return c;
}

struct wdp_t_churn *
wdp_t_churn_new(const struct wdp_t_churn_conf *conf)
{
	struct wdp_t_churn *c = wdp_t_churn_try(conf);

	if (c == NULL)
		printf("FAIL churn/setup: no device, or no memory for %u queue pairs\n",
			conf->qps);
	return c;
}

unsigned int
wdp_t_churn_qps(const struct wdp_t_churn *c)
{
	return c->conf.qps;
}

void
wdp_t_churn_free(struct wdp_t_churn *c)
{
	unsigned int qp;

	if (c->comp != NULL)
		rte_compressdev_private_xform_free(c->conf.dev, c->comp);
	if (c->decomp != NULL)
		rte_compressdev_private_xform_free(c->conf.dev, c->decomp);
	rte_compressdev_stop(c->conf.dev);
	rte_compressdev_close(c->conf.dev);
	/* Ops and mbufs that are still out go with their pools. */
	rte_mempool_free(c->op_pool);
	rte_mempool_free(c->mbuf_pool);
	for (qp = 0; qp < c->conf.qps; qp++) {
		rte_ring_free(c->back[qp]);
		free(c->idle[qp]);
	}
	free(c);
}

static bool
data_right(const struct wdp_t_churn *c, struct rte_comp_op *op)
{
	const struct track *t = track_of(op);
	const struct text *text = &c->texts[t->text];
	uint8_t *dst = rte_pktmbuf_mtod(op->m_dst, uint8_t *);

	if (op->consumed != op->src.length)
		return false;
	if (t->compress)
		return unpacks_to(text, dst, op->produced);
	return op->produced == text->plain_len && memcmp(dst, text->plain, text->plain_len) == 0;
}

static void
mark(struct rte_comp_op *op, int byte)
{
	memset(rte_pktmbuf_mtod(op->m_dst, void *), byte, MARK_B);
}

static bool
marked(struct rte_comp_op *op, int byte)
{
	const uint8_t *p = rte_pktmbuf_mtod(op->m_dst, uint8_t *);
	unsigned int i;

	for (i = 0; i < MARK_B && p[i] == byte; i++)
		;
	return i == MARK_B;
}

static void
hostages_check(struct wdp_t_churn *c)
{
	unsigned int qp;

	for (qp = 0; qp < c->conf.qps; qp++)
		if (c->hostage[qp] != NULL && !marked(c->hostage[qp], HOSTAGE))
			c->res.late++;
}

static void
take_back(struct wdp_t_churn *c, unsigned int qp, struct rte_comp_op *op)
{
	struct wdp_t_churn_result *r = &c->res;
	struct track *t = track_of(op);

	if (!t->out) {
		r->doubled++;
		return;
	}
	t->out = false;
	c->out--;
	r->strayed += t->qp != qp;
	if (op->status != RTE_COMP_OP_STATUS_SUCCESS) {
		r->errors++;
		r->qp_errors[qp]++;
		/* From now on the buffer is ours again. */
		if (c->hostage[qp] == NULL && c->conf.in_flight > 1) {
			mark(op, HOSTAGE);
			c->hostage[qp] = op;
			return;
		}
	} else {
		r->success++;
		r->damaged += !data_right(c, op);
	}
	c->idle[t->qp][c->nb_idle[t->qp]++] = op;
}

static void
enqueue_some(struct wdp_t_churn *c, unsigned int qp, unsigned int max)
{
	unsigned int n = RTE_MIN(c->nb_idle[qp], max), i;
	struct rte_comp_op **ops = c->idle[qp] + c->nb_idle[qp] - n;

	for (i = 0; i < n; i++) {
		track_of(ops[i])->out = true;
		/* What is not written by the device must not look like a result. */
		mark(ops[i], UNTOUCHED);
	}
	i = rte_compressdev_enqueue_burst(c->conf.dev, qp, ops, n);
	c->res.accepted += i;
	c->out += i;
	/* Those that were taken are the first of them: close the gap. */
	memmove(ops, ops + i, (n - i) * sizeof(*ops));
	c->nb_idle[qp] -= i;
	for (; i < n; i++)
		track_of(ops[n - 1 - i])->out = false;
}

static unsigned int
dequeue_some(struct wdp_t_churn *c, unsigned int qp)
{
	struct rte_comp_op *back[BURST];
	unsigned int i, n;

	if (c->conf.split)
		n = rte_ring_sc_dequeue_burst(c->back[qp], (void **)back, BURST, NULL);
	else
		n = rte_compressdev_dequeue_burst(c->conf.dev, qp, back, BURST);
	for (i = 0; i < n; i++)
		take_back(c, qp, back[i]);
	return n;
}

void
wdp_t_churn_consume(struct wdp_t_churn *c)
{
	struct rte_comp_op *back[BURST];
	unsigned int qp, n;

	for (qp = 0; qp < c->conf.qps; qp++) {
		/* Room for all there are: what does not fit came back twice. */
		n = rte_compressdev_dequeue_burst(c->conf.dev, qp, back, BURST);
		if (rte_ring_sp_enqueue_bulk(c->back[qp], (void **)back, n, NULL) != n)
			rte_panic("more operations came back than there are\n");
	}
}

unsigned int
wdp_t_churn_enqueue(struct wdp_t_churn *c, unsigned int n)
{
	uint64_t before = c->res.accepted;
	unsigned int qp;

	for (qp = 0; qp < c->conf.qps; qp++)
		enqueue_some(c, qp, n);
	return c->res.accepted - before;
}

unsigned int
wdp_t_churn_dequeue(struct wdp_t_churn *c)
{
	uint64_t now = wdp_t_now_us();
	unsigned int qp, n = 0, due = c->out;

	for (qp = 0; qp < c->conf.qps; qp++)
		n += dequeue_some(c, qp);
	if (n == 0 && due != 0)
		c->res.gap_us = RTE_MAX(c->res.gap_us, now - c->last_us);
	else
		c->last_us = now;
	return c->out;
}

void
wdp_t_churn_round(struct wdp_t_churn *c)
{
	wdp_t_churn_enqueue(c, BURST);
	wdp_t_churn_dequeue(c);
}

void
wdp_t_churn_drain(struct wdp_t_churn *c, unsigned int bound_ms)
{
	uint64_t end = wdp_t_now_us() + (uint64_t)bound_ms * 1000;

	while (wdp_t_churn_dequeue(c) != 0 && wdp_t_now_us() < end)
		;
	c->res.lost += c->out;
	hostages_check(c);
}

const struct wdp_t_churn_result *
wdp_t_churn_result(const struct wdp_t_churn *c)
{
	return &c->res;
}

bool
wdp_t_churn_good(const struct wdp_t_churn_result *r)
{
	return r->late == 0 && r->doubled == 0 && r->strayed == 0 && r->damaged == 0 &&
		r->lost == 0 && r->accepted == r->success + r->errors;
}

/* ---- the subcommand ---- */

/* The bus wants the device back (VFIO's request interrupt): whoever uses it lets go. */
static uint32_t wanted_back;

static void
on_event(const char *name, enum rte_dev_event_type type, void *arg)
{
	RTE_SET_USED(name);
	RTE_SET_USED(arg);
	if (type == RTE_DEV_EVENT_REMOVE)
		__atomic_store_n(&wanted_back, 1, __ATOMIC_RELEASE);
}

static int
give_back(uint8_t dev)
{
	struct rte_device *d = rte_compressdev_pmd_get_named_dev(
		rte_compressdev_name_get(dev))->device;
	int ret = rte_dev_remove(d);

	printf("%s churn/give_back: the device was asked for and given back: %d\n",
		ret == 0 ? "ok" : "FAIL", ret);
	return ret != 0;
}

static const char usage[] =
	"churn [options]: every operation accounted for while the device is disturbed\n"
	"  --seconds N     how long (" RTE_STR(SECONDS) ")\n"
	"  --queues N      queue pairs (" RTE_STR(QPS) ")\n"
	"  --in-flight N   operations of each (" RTE_STR(IN_FLIGHT) ")\n"
	"  --errors        the device is disturbed: operations may fail, none may be lost\n";

static int
report(const struct wdp_t_churn_result *r, bool errors_allowed)
{
	bool good = wdp_t_churn_good(r) && r->success != 0 && (errors_allowed || r->errors == 0);

	printf("%s churn: %" PRIu64 " accepted, %" PRIu64 " succeeded, %" PRIu64 " failed, %" PRIu64
		" lost, %" PRIu64 " double, %" PRIu64 " on another queue pair, %" PRIu64
		" with wrong data, %" PRIu64 " written to late, longest gap %" PRIu64 " ms\n",
		good ? "ok" : "FAIL", r->accepted, r->success, r->errors, r->lost, r->doubled,
		r->strayed, r->damaged, r->late, r->gap_us / 1000);
	return good ? 0 : 1;
}

int
wdp_t_churn(int argc, char **argv)
{
	struct wdp_t_churn_conf conf = {.compress = true, .decompress = true};
	uint64_t seconds = SECONDS, qps = QPS, in_flight = IN_FLIGHT, end;
	bool errors_allowed = false;
	const struct wdp_t_option table[] = {
		{ "seconds", WDP_T_OPT_NUMBER, &seconds },
		{ "queues", WDP_T_OPT_NUMBER, &qps },
		{ "in-flight", WDP_T_OPT_NUMBER, &in_flight },
		{ "errors", WDP_T_OPT_FLAG, &errors_allowed },
		{ NULL, WDP_T_OPT_FLAG, NULL },
	};
	struct wdp_t_churn *c;
	int ret = wdp_t_options(argc, argv, table, usage);

	if (ret != 0)
		return ret < 0;
	conf.qps = RTE_MIN(qps, WDP_T_CHURN_QPS);
	conf.in_flight = RTE_MIN(in_flight, (uint64_t)UINT16_MAX);
	if (rte_compressdev_devices_get(WDP_T_DRIVER, &conf.dev, 1) != 1) {
		printf("FAIL churn/setup: no compressdev of driver " WDP_T_DRIVER "\n");
		return 1;
	}
	c = wdp_t_churn_new(&conf);
	if (c == NULL)
		return 1;
	printf("churn has begun\n");
	fflush(stdout);
	end = wdp_t_now_us() + seconds * US_PER_S;
	rte_dev_event_callback_register(NULL, on_event, NULL);
	while (wdp_t_now_us() < end && !__atomic_load_n(&wanted_back, __ATOMIC_ACQUIRE))
		wdp_t_churn_round(c);
	wdp_t_churn_drain(c, BOUND_MS);
	ret = report(wdp_t_churn_result(c), errors_allowed);
	fflush(stdout);
	wdp_t_churn_free(c);
	if (__atomic_load_n(&wanted_back, __ATOMIC_ACQUIRE))
		ret |= give_back(conf.dev);
	return ret;
}
