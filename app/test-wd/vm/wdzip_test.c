/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Kernel module for the guest of the VM tests: sends requests of many sizes and shapes
 * through the kernel's crypto API to one driver and judges the data by the kernel's zlib,
 * both ways. Loading it runs the tests; it loads if all of them pass, so remove it afterwards.
 * It also tells in the log what was sent, for whoever compares counters.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <crypto/acompress.h>
#include <linux/crypto.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/prandom.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/zlib.h>

#define SEGS_MAX      255 /* entries of a list that hisi_zip can be told to take */
#define GUARD_B       64 /* bytes around each segment that nobody may touch */
#define GUARD         0xa5
#define ROOM_B        256 /* more than a deflate stream grows by, for short data */
#define MIN_OUT_B     32 /* with 16 or less the device does nothing, by its reference */
#define TFMS_MAX      500
#define FLOOD_B       2048
#define FLOOD_DEPTH   256
#define RESET_B       32768 /* so that many are still to be done when the reset comes */
#define RAW_WINDOW    (-MAX_WBITS)

static char *driver = "hisi-deflate-acomp";
module_param(driver, charp, 0444);
MODULE_PARM_DESC(driver, "driver of the acomp algorithm to test");
static char *what = "data";
module_param(what, charp, 0444);
MODULE_PARM_DESC(what, "data: all sizes and shapes; quick: a few; flood: many at once; "
	"many: several users; bad: errors; reset: function reset with requests under way");
static unsigned int max_size = 512 * 1024;
module_param(max_size, uint, 0444);
MODULE_PARM_DESC(max_size, "largest piece of data in bytes");
static unsigned int seed = 1;
module_param(seed, uint, 0444);
MODULE_PARM_DESC(seed, "of the random data and shapes");

static unsigned int segs = 10;
module_param(segs, uint, 0444);
MODULE_PARM_DESC(segs, "longest scatter list (1-255); hisi_zip takes 10 by default");
static unsigned int tfms = 8;
module_param(tfms, uint, 0444);
MODULE_PARM_DESC(tfms, "users for what=many, each of which takes two queues");
static unsigned int msecs;
module_param(msecs, uint, 0444);
MODULE_PARM_DESC(msecs, "what=flood begins anew until so many milliseconds have passed");
static unsigned int rounds = 3;
module_param(rounds, uint, 0444);
MODULE_PARM_DESC(rounds, "resets of what=reset");

/* A scatter list over one piece of memory, with guards before, between and behind its pieces. */
struct area {
	u8 *mem;
	size_t size;
	struct scatterlist sg[SEGS_MAX];
	unsigned int n;
	size_t len;
};

struct tester {
	struct crypto_acomp *tfm;
	struct acomp_req *req;
	struct area src, dst;
	u8 *plain;  /* data */
	u8 *packed; /* its deflate stream */
	u8 *back;   /* and what came out of that */
	size_t room;
	void *deflate_ws, *inflate_ws;
	struct rnd_state rnd;
	unsigned long sent, refused;
};

static const unsigned int sizes[] = {
	1, 2, 7, 16, 17, 31, 64, 100, 511, 512, 1000, 4095, 4096, 4097, 10000, 16384, 32768,
	32769, 65535, 65536, 65537, 100000, 131072, 262144, 524288, 1048576,
};

static const struct {
	unsigned int src, dst;
} shapes[] = {
	/* cut to the longest list allowed */
	{ SEGS_MAX, SEGS_MAX }, { 1, 1 }, { 2, 1 }, { SEGS_MAX, 1 }, { 1, 3 }, { 5, 7 },
	{ 1, SEGS_MAX },
};

static unsigned int
below(struct tester *t, unsigned int limit)
{
	return prandom_u32_state(&t->rnd) % limit;
}

/* ---- data ---- */

enum kind {
	KIND_ZERO,
	KIND_WORDS,
	KIND_RANDOM,
	KIND_MIX,
	KIND_NUM,
};

static void
fill_words(struct tester *t, u8 *p, size_t len)
{
	static const char *const words[] = {
		"queue ", "engine ", "of ", "the ", "a ", "descriptor ", "window", ".\n", "and ",
		"0123456789 ", "ring ", "is ",
	};
	size_t i = 0, n;

	while (i < len) {
		const char *w = words[below(t, ARRAY_SIZE(words))];

		n = min(strlen(w), len - i);
		memcpy(p + i, w, n);
		i += n;
	}
}

static void
fill(struct tester *t, u8 *p, size_t len, enum kind kind)
{
	size_t i, n;

	switch (kind) {
	case KIND_ZERO:
		memset(p, 0, len);
		break;
	case KIND_WORDS:
		fill_words(t, p, len);
		break;
	case KIND_RANDOM:
		prandom_bytes_state(&t->rnd, p, len);
		break;
	default:
		for (i = 0; i < len; i += n) {
			n = min_t(size_t, 1 + below(t, 3000), len - i);
			fill(t, p + i, n, below(t, KIND_MIX));
		}
		break;
	}
}

/* ---- scatter lists ---- */

static int
area_alloc(struct area *a, size_t len)
{
	a->size = len + 2 * GUARD_B * (SEGS_MAX + 1);
	a->mem = kmalloc(a->size, GFP_KERNEL | __GFP_NOWARN);
	return a->mem == NULL ? -ENOMEM : 0;
}

/* Split @len bytes at random into @n pieces at odd addresses. */
static void
area_shape(struct tester *t, struct area *a, size_t len, unsigned int n)
{
	size_t left = len, off = 0, piece;
	unsigned int i;

	n = min3((size_t)n, len, (size_t)segs);
	memset(a->mem, GUARD, len + 2 * GUARD_B * (n + 1));
	sg_init_table(a->sg, n);
	for (i = 0; i < n; i++) {
		off += GUARD_B + below(t, GUARD_B);
		piece = left;
		if (i + 1 < n) /* leave a byte at least for each of the others */
			piece = 1 + below(t, min(left - (n - 1 - i), 2 * len / n));
		sg_set_buf(&a->sg[i], a->mem + off, piece);
		off += piece;
		left -= piece;
	}
	a->n = n;
	a->len = len;
}

static void
area_put(struct area *a, const u8 *p, size_t len)
{
	sg_copy_from_buffer(a->sg, a->n, p, len);
}

static void
area_get(struct area *a, u8 *p, size_t len)
{
	sg_copy_to_buffer(a->sg, a->n, p, len);
}

static bool
untouched(const u8 *p, const u8 *end)
{
	return p >= end || memchr_inv(p, GUARD, end - p) == NULL;
}

static bool
area_guards_whole(struct area *a)
{
	const u8 *p = a->mem;
	unsigned int i;

	for (i = 0; i < a->n; i++) {
		if (!untouched(p, sg_virt(&a->sg[i])))
			return false;
		p = (u8 *)sg_virt(&a->sg[i]) + a->sg[i].length;
	}
	return untouched(p, p + GUARD_B);
}

/* ---- the judge ---- */

static int
zlib_pack(struct tester *t, const u8 *in, size_t len, size_t *out_len)
{
	z_stream z = {
		.workspace = t->deflate_ws, .next_in = in, .avail_in = len,
		.next_out = t->packed, .avail_out = t->room,
	};

	if (zlib_deflateInit2(&z, 1 + below(t, 9), Z_DEFLATED, RAW_WINDOW, DEF_MEM_LEVEL,
			Z_DEFAULT_STRATEGY) != Z_OK)
		return -EINVAL;
	if (zlib_deflate(&z, Z_FINISH) != Z_STREAM_END)
		return -ENOSPC;
	*out_len = z.total_out;
	return 0;
}

/* The stream must end where it is said to, and give exactly @want. */
static int
zlib_judge(struct tester *t, const u8 *stream, size_t len, const u8 *want, size_t want_len)
{
	z_stream z = {
		.workspace = t->inflate_ws, .next_in = stream, .avail_in = len,
		.next_out = t->back, .avail_out = t->room,
	};

	if (zlib_inflateInit2(&z, RAW_WINDOW) != Z_OK)
		return -EINVAL;
	if (zlib_inflate(&z, Z_FINISH) != Z_STREAM_END || z.avail_in != 0 ||
			z.total_out != want_len || memcmp(t->back, want, want_len) != 0) {
		pr_err("zlib refuses the device's stream of %zu bytes for %zu\n", len, want_len);
		return -EBADMSG;
	}
	return 0;
}

/* ---- requests ---- */

static int
send(struct tester *t, struct acomp_req *req, bool pack)
{
	int err = pack ? crypto_acomp_compress(req) : crypto_acomp_decompress(req);

	if (err == -EINPROGRESS || err == 0)
		t->sent++;
	return err;
}

/* One request, waited for. *produced is what the driver says was written. */
static int
one(struct tester *t, bool pack, size_t *produced)
{
	DECLARE_CRYPTO_WAIT(wait);
	int err;

	acomp_request_set_params(t->req, t->src.sg, t->dst.sg, t->src.len, t->dst.len);
	acomp_request_set_callback(t->req, CRYPTO_TFM_REQ_MAY_BACKLOG, crypto_req_done, &wait);
	err = crypto_wait_req(send(t, t->req, pack), &wait);
	*produced = t->req->dlen;
	if (!area_guards_whole(&t->dst) || !area_guards_whole(&t->src)) {
		pr_err("bytes outside the lists were written\n");
		return -EOVERFLOW;
	}
	if (err == 0 && *produced > t->dst.len) {
		pr_err("%zu bytes produced with room for %zu\n", *produced, t->dst.len);
		return -EOVERFLOW;
	}
	return err;
}

static int
packs(struct tester *t, size_t len, unsigned int nsrc, unsigned int ndst, size_t *packed_len)
{
	int err;

	area_shape(t, &t->src, len, nsrc);
	area_put(&t->src, t->plain, len);
	area_shape(t, &t->dst, len + len / 8 + ROOM_B, ndst);
	err = one(t, true, packed_len);
	if (err != 0)
		return err;
	area_get(&t->dst, t->packed, *packed_len);
	return zlib_judge(t, t->packed, *packed_len, t->plain, len);
}

/* t->packed, of @packed_len bytes, becomes t->plain again; room exact or with @spare. */
static int
unpacks(struct tester *t, size_t packed_len, size_t len, size_t spare, unsigned int nsrc,
	unsigned int ndst)
{
	size_t produced;
	int err;

	area_shape(t, &t->src, packed_len, nsrc);
	area_put(&t->src, t->packed, packed_len);
	area_shape(t, &t->dst, max_t(size_t, len + spare, MIN_OUT_B), ndst);
	err = one(t, false, &produced);
	if (err != 0)
		return err;
	area_get(&t->dst, t->back, produced);
	if (produced != len || memcmp(t->back, t->plain, len) != 0) {
		pr_err("%zu bytes came back, %zu were expected, or they differ\n", produced, len);
		return -EBADMSG;
	}
	return 0;
}

static int
round_trip(struct tester *t, size_t len, enum kind kind, unsigned int nsrc, unsigned int ndst)
{
	size_t packed_len;
	int err;

	fill(t, t->plain, len, kind);
	err = packs(t, len, nsrc, ndst, &packed_len);
	if (err == 0)
		err = unpacks(t, packed_len, len, 0, ndst, nsrc);
	if (err == 0)
		err = zlib_pack(t, t->plain, len, &packed_len);
	if (err == 0)
		err = unpacks(t, packed_len, len, below(t, 1000), nsrc, ndst);
	if (err != 0)
		pr_err("%zu bytes of kind %d, lists of %u and %u: error %d\n", len, kind, nsrc,
			ndst, err);
	return err;
}

/* ---- tests ---- */

static int
test_data(struct tester *t, unsigned int size_step, unsigned int shape_step)
{
	unsigned int i, s, k;
	int err;

	for (i = 0; i < ARRAY_SIZE(sizes); i += size_step) {
		if (sizes[i] > max_size)
			break;
		for (s = 0; s < ARRAY_SIZE(shapes); s += shape_step) {
			/* Big ones in one kind each: the judge is slow in an emulated guest. */
			for (k = 0; k < KIND_NUM; k++) {
				if (sizes[i] > 40000 && k != (s + i) % KIND_NUM)
					continue;
				err = round_trip(t, sizes[i], k, shapes[s].src, shapes[s].dst);
				if (err != 0)
					return err;
			}
		}
	}
	return 0;
}

/* One of many requests under way. */
struct shot {
	struct acomp_req *req;
	struct crypto_wait wait;
	struct scatterlist src, dst;
	u8 *plain, *packed;
	size_t len;
	int err;
};

static void
shots_free(struct shot *shots)
{
	unsigned int i;

	for (i = 0; i < FLOOD_DEPTH; i++) {
		if (shots[i].req != NULL)
			acomp_request_free(shots[i].req);
		kfree(shots[i].plain);
		kfree(shots[i].packed);
	}
	kfree(shots);
}

/* The users take turns. */
static struct shot *
shots_alloc(struct tester *t, struct crypto_acomp **users, unsigned int n, size_t len)
{
	struct shot *shots = kcalloc(FLOOD_DEPTH, sizeof(*shots), GFP_KERNEL), *s;

	if (shots == NULL)
		return NULL;
	for (s = shots; s < shots + FLOOD_DEPTH; s++) {
		s->req = acomp_request_alloc(users[(s - shots) % n]);
		s->len = len;
		s->plain = kmalloc(len, GFP_KERNEL);
		s->packed = kmalloc(2 * len, GFP_KERNEL);
		if (s->req == NULL || s->plain == NULL || s->packed == NULL) {
			shots_free(shots);
			return NULL;
		}
		fill(t, s->plain, len, below(t, KIND_NUM));
		sg_init_one(&s->src, s->plain, len);
		sg_init_one(&s->dst, s->packed, 2 * len);
	}
	return shots;
}

static void
shots_fire(struct tester *t, struct shot *shots)
{
	struct shot *s;

	for (s = shots; s < shots + FLOOD_DEPTH; s++) {
		crypto_init_wait(&s->wait);
		memset(s->packed, GUARD, 2 * s->len);
		acomp_request_set_params(s->req, &s->src, &s->dst, s->len, 2 * s->len);
		acomp_request_set_callback(s->req, CRYPTO_TFM_REQ_MAY_BACKLOG, crypto_req_done,
			&s->wait);
		s->err = send(t, s->req, true);
	}
}

static int
shots_collect(struct tester *t, struct shot *shots)
{
	struct shot *s;
	int err = 0;

	for (s = shots; s < shots + FLOOD_DEPTH; s++) {
		s->err = crypto_wait_req(s->err, &s->wait);
		if (s->err == 0)
			s->err = zlib_judge(t, s->packed, s->req->dlen, s->plain, s->len);
		if (s->err != 0 && err == 0) {
			err = s->err;
			pr_err("request %td of %u at once: error %d\n", s - shots, FLOOD_DEPTH,
				err);
		}
	}
	return err;
}

/* All are sent before the first is waited for. */
static int
test_flood(struct tester *t, struct crypto_acomp **users, unsigned int n)
{
	unsigned long end = jiffies + msecs_to_jiffies(msecs);
	struct shot *shots = shots_alloc(t, users, n, FLOOD_B);
	int err;

	if (shots == NULL)
		return -ENOMEM;
	do {
		shots_fire(t, shots);
		err = shots_collect(t, shots);
	} while (err == 0 && time_before(jiffies, end));
	shots_free(shots);
	return err;
}

/* Each user has queues of its own. */
static int
test_many(struct tester *t)
{
	struct crypto_acomp **users;
	unsigned int i, n = clamp(tfms, 1U, (unsigned int)TFMS_MAX);
	int err = 0;

	users = kcalloc(n, sizeof(*users), GFP_KERNEL);
	if (users == NULL)
		return -ENOMEM;
	for (i = 0; i < n && err == 0; i++) {
		users[i] = crypto_alloc_acomp(driver, 0, 0);
		if (IS_ERR(users[i])) {
			err = PTR_ERR(users[i]);
			pr_err("user %u of %u: error %d\n", i, n, err);
			break;
		}
	}
	if (err == 0)
		err = test_flood(t, users, n);
	while (i-- > 0)
		crypto_free_acomp(users[i]);
	kfree(users);
	return err;
}

static unsigned int
shots_pending(struct shot *shots)
{
	unsigned int i, n = 0;

	for (i = 0; i < FLOOD_DEPTH; i++)
		n += !completion_done(&shots[i].wait.completion);
	return n;
}

/*
 * The driver finishes what it took before it resets the function. Nobody sends meanwhile: the
 * driver's send path is not held off, and a doorbell that comes after the stop is lost.
 */
static int
test_reset(struct tester *t)
{
	struct shot *shots = shots_alloc(t, &t->tfm, 1, RESET_B);
	struct pci_dev *pdev = pci_get_device(0x19e5, 0xa250, NULL) ?:
		pci_get_device(0x19e5, 0xa251, NULL);
	unsigned int i, busy = 0;
	int err = 0;

	if (shots == NULL || pdev == NULL)
		err = -ENODEV;
	for (i = 0; i < rounds && err == 0; i++) {
		shots_fire(t, shots);
		busy += shots_pending(shots);
		err = pci_reset_function(pdev);
		if (err != 0)
			pr_err("reset refused: error %d\n", err);
		err = shots_collect(t, shots) ?: err;
	}
	pci_dev_put(pdev);
	pr_info("%u requests were under way at %u resets\n", busy, i);
	if (err == 0 && busy == 0)
		err = -ENODATA;
	if (shots != NULL)
		shots_free(shots);
	return err;
}

/* What cannot be done must come back with an error, and the next request be served. */
static int
must_fail(struct tester *t, bool pack, const char *name)
{
	size_t produced;
	int err = one(t, pack, &produced);

	if (err == -EOVERFLOW)
		return err;
	if (err == 0) {
		pr_err("%s: %zu bytes and no error\n", name, produced);
		return -EBADMSG;
	}
	t->refused++;
	return round_trip(t, 5000, KIND_WORDS, 3, 4);
}

static int
test_bad(struct tester *t)
{
	size_t packed_len;
	int err;

	area_shape(t, &t->src, 1000, 2);
	memset(t->plain, 0x07, 1000); /* a last block of the type that does not exist */
	area_put(&t->src, t->plain, 1000);
	area_shape(t, &t->dst, 4000, 3);
	err = must_fail(t, false, "stream of a reserved block type");
	if (err != 0)
		return err;

	fill(t, t->plain, 60000, KIND_RANDOM);
	area_shape(t, &t->src, 60000, 4);
	area_put(&t->src, t->plain, 60000);
	area_shape(t, &t->dst, 3000, 2);
	err = must_fail(t, true, "60000 random bytes into 3000");
	if (err != 0)
		return err;

	fill(t, t->plain, 60000, KIND_WORDS);
	err = zlib_pack(t, t->plain, 60000, &packed_len);
	if (err != 0)
		return err;
	area_shape(t, &t->src, packed_len, 3);
	area_put(&t->src, t->packed, packed_len);
	area_shape(t, &t->dst, 50000, 6);
	err = must_fail(t, false, "60000 bytes back into 50000");
	if (err != 0)
		return err;

	fill(t, t->plain, 60000, KIND_WORDS);
	err = zlib_pack(t, t->plain, 60000, &packed_len);
	if (err != 0)
		return err;
	area_shape(t, &t->src, packed_len / 2, 3);
	area_put(&t->src, t->packed, packed_len / 2);
	area_shape(t, &t->dst, 70000, 6);
	return must_fail(t, false, "half a stream");
}

static int
run(struct tester *t)
{
	if (strcmp(what, "data") == 0)
		return test_data(t, 1, 1);
	if (strcmp(what, "quick") == 0)
		return test_data(t, 3, 3);
	if (strcmp(what, "flood") == 0)
		return test_flood(t, &t->tfm, 1);
	if (strcmp(what, "many") == 0)
		return test_many(t);
	if (strcmp(what, "bad") == 0)
		return test_bad(t);
	if (strcmp(what, "reset") == 0)
		return test_reset(t);
	pr_err("what=%s: give data, quick, flood, many, bad or reset\n", what);
	return -EINVAL;
}

/* ---- load and unload ---- */

static void
tester_free(struct tester *t)
{
	if (t->req != NULL)
		acomp_request_free(t->req);
	if (!IS_ERR_OR_NULL(t->tfm))
		crypto_free_acomp(t->tfm);
	kfree(t->src.mem);
	kfree(t->dst.mem);
	vfree(t->plain);
	vfree(t->packed);
	vfree(t->back);
	vfree(t->deflate_ws);
	vfree(t->inflate_ws);
	kfree(t);
}

static struct tester *
tester_alloc(void)
{
	struct tester *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int err = -ENOMEM;

	if (t == NULL)
		return ERR_PTR(err);
	prandom_seed_state(&t->rnd, seed);
	segs = clamp(segs, 1U, (unsigned int)SEGS_MAX);
	max_size = clamp(max_size, 65536U, sizes[ARRAY_SIZE(sizes) - 1]);
	t->room = max_size + max_size / 8 + 4096;
	t->plain = vmalloc(t->room);
	t->packed = vmalloc(t->room);
	t->back = vmalloc(t->room);
	t->deflate_ws = vmalloc(zlib_deflate_workspacesize(MAX_WBITS, DEF_MEM_LEVEL));
	t->inflate_ws = vmalloc(zlib_inflate_workspacesize());
	if (t->plain == NULL || t->packed == NULL || t->back == NULL || t->deflate_ws == NULL ||
			t->inflate_ws == NULL || area_alloc(&t->src, t->room) != 0 ||
			area_alloc(&t->dst, t->room) != 0)
		goto fail;
	t->tfm = crypto_alloc_acomp(driver, 0, 0);
	if (IS_ERR(t->tfm)) {
		err = PTR_ERR(t->tfm);
		pr_err("no algorithm %s: error %d\n", driver, err);
		goto fail;
	}
	t->req = acomp_request_alloc(t->tfm);
	if (t->req != NULL)
		return t;
fail:
	tester_free(t);
	return ERR_PTR(err);
}

static int __init
wdzip_test_init(void)
{
	struct tester *t = tester_alloc();
	int err;

	if (IS_ERR(t))
		return PTR_ERR(t);
	err = run(t);
	pr_info("%s: %s, %lu sent, %lu refused\n", what, err == 0 ? "passed" : "FAILED", t->sent,
		t->refused);
	tester_free(t);
	return err;
}

static void __exit
wdzip_test_exit(void)
{
}

module_init(wdzip_test_init);
module_exit(wdzip_test_exit);
MODULE_DESCRIPTION("Requests of many sizes and shapes through an acomp driver");
MODULE_AUTHOR("The WarpDrive PMD authors");
MODULE_LICENSE("Dual BSD/GPL");
