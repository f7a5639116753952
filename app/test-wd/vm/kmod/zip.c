/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* hisi_zip: raw DEFLATE both ways, judged by the kernel's zlib. */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <crypto/acompress.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/zlib.h>

#include "wd_test.h"

#define ROOM_B        256 /* more than a deflate stream grows by, for short data */
#define MIN_OUT_B     32 /* with 16 or less the device does nothing, by its reference */
#define RAW_WINDOW    (-MAX_WBITS)

struct zip {
	struct crypto_acomp *tfm;
	struct acomp_req *req;
	void *deflate_ws, *inflate_ws;
};

/* ---- the judge ---- */

static int
zlib_pack(struct tester *t, const u8 *in, size_t len, size_t *out_len)
{
	struct zip *zip = t->own;
	z_stream z = {
		.workspace = zip->deflate_ws, .next_in = in, .avail_in = len,
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
	struct zip *zip = t->own;
	z_stream z = {
		.workspace = zip->inflate_ws, .next_in = stream, .avail_in = len,
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
	struct acomp_req *req = ((struct zip *)t->own)->req;
	DECLARE_CRYPTO_WAIT(wait);
	int err;

	acomp_request_set_params(req, t->src.sg, t->dst.sg, t->src.len, t->dst.len);
	acomp_request_set_callback(req, CRYPTO_TFM_REQ_MAY_BACKLOG, crypto_req_done, &wait);
	err = crypto_wait_req(send(t, req, pack), &wait);
	*produced = req->dlen;
	if (areas_whole(t) != 0)
		return -EOVERFLOW;
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

/* ---- one of many ---- */

static void *
user_open(struct tester *t, unsigned int nr)
{
	return crypto_alloc_acomp("hisi-deflate-acomp", 0, 0);
}

static void
user_close(void *user)
{
	crypto_free_acomp(user);
}

static int
shot_init(struct tester *t, struct shot *s, void *user, unsigned int nr)
{
	s->req = acomp_request_alloc(user);
	return s->req == NULL ? -ENOMEM : 0;
}

static void
shot_fini(struct shot *s)
{
	if (s->req != NULL)
		acomp_request_free(s->req);
}

static int
shot_send(struct tester *t, struct shot *s)
{
	acomp_request_set_params(s->req, &s->src, &s->dst, s->len, s->room);
	acomp_request_set_callback(s->req, CRYPTO_TFM_REQ_MAY_BACKLOG, crypto_req_done, &s->wait);
	return send(t, s->req, true);
}

static int
shot_judge(struct tester *t, struct shot *s)
{
	struct acomp_req *req = s->req;

	return zlib_judge(t, s->out, req->dlen, s->in, s->len);
}

/* ---- what cannot be done ---- */

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

/* ---- begin and end ---- */

static void
fini(struct tester *t)
{
	struct zip *zip = t->own;

	if (zip == NULL)
		return;
	if (zip->req != NULL)
		acomp_request_free(zip->req);
	if (!IS_ERR_OR_NULL(zip->tfm))
		crypto_free_acomp(zip->tfm);
	vfree(zip->deflate_ws);
	vfree(zip->inflate_ws);
	kfree(zip);
}

static int
init(struct tester *t)
{
	struct zip *zip = kzalloc(sizeof(*zip), GFP_KERNEL);

	t->own = zip;
	if (zip == NULL)
		return -ENOMEM;
	zip->deflate_ws = vmalloc(zlib_deflate_workspacesize(MAX_WBITS, DEF_MEM_LEVEL));
	zip->inflate_ws = vmalloc(zlib_inflate_workspacesize());
	if (zip->deflate_ws == NULL || zip->inflate_ws == NULL)
		return -ENOMEM;
	zip->tfm = user_open(t, 0);
	if (IS_ERR(zip->tfm))
		return PTR_ERR(zip->tfm);
	zip->req = acomp_request_alloc(zip->tfm);
	return zip->req == NULL ? -ENOMEM : 0;
}

const struct device_ops zip_ops = {
	.name = "zip",
	.pf = 0xa250,
	.vf = 0xa251,
	.init = init,
	.fini = fini,
	.user_open = user_open,
	.user_close = user_close,
	.shot_init = shot_init,
	.shot_fini = shot_fini,
	.shot_send = shot_send,
	.shot_judge = shot_judge,
	.round_trip = round_trip,
	.bad = test_bad,
	.users = 1,
};
