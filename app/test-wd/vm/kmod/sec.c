/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* hisi_sec2: ciphers and AEAD both ways, judged by the kernel's software of the same name. */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <crypto/aead.h>
#include <crypto/authenc.h>
#include <crypto/skcipher.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "wd_test.h"

#define PREFIX        "hisi_sec_"
#define KEY_MAX_B     256
#define AAD_B         24
#define ALGS_V2       12 /* the first of the algorithms, which V2 has as well */
#define CCM_LENGTH_B  4 /* of the length field, the rest of the IV is nonce */

struct alg {
	const char *name;
	unsigned int key; /* for authenc that of the cipher */
	unsigned int mac_key; /* authenc */
	unsigned int tag; /* AEAD */
	unsigned int block; /* lengths are multiples of it */
	unsigned int min;
	bool ccm;
};

static const struct alg algs[] = {
	{ .name = "cbc(aes)", .key = 32, .block = 16 },
	{ .name = "gcm(aes)", .key = 32, .tag = 16, .block = 1 },
	{ .name = "xts(aes)", .key = 64, .block = 1, .min = 16 },
	{ .name = "authenc(hmac(sha256),cbc(aes))", .key = 24, .mac_key = 32, .tag = 32,
		.block = 16 },
	{ .name = "ccm(aes)", .key = 16, .tag = 16, .block = 1, .ccm = true },
	{ .name = "xts(sm4)", .key = 32, .block = 1, .min = 16 },
	{ .name = "cbc(des3_ede)", .key = 24, .block = 16 },
	{ .name = "authenc(hmac(sha512),cbc(aes))", .key = 32, .mac_key = 64, .tag = 64,
		.block = 16 },
	{ .name = "ecb(aes)", .key = 16, .block = 16 },
	{ .name = "cbc(sm4)", .key = 16, .block = 16 },
	{ .name = "authenc(hmac(sha1),cbc(aes))", .key = 16, .mac_key = 20, .tag = 20,
		.block = 16 },
	{ .name = "ecb(des3_ede)", .key = 24, .block = 8 },
	/* V3 only */
	{ .name = "ctr(aes)", .key = 24, .block = 1 },
	{ .name = "ctr(sm4)", .key = 16, .block = 1 },
	{ .name = "gcm(sm4)", .key = 16, .tag = 16, .block = 1 },
	{ .name = "ccm(sm4)", .key = 16, .tag = 8, .block = 1, .ccm = true },
};

/* One of the crypto API's two kinds of tfm, of the device or of software. */
struct tfm {
	struct crypto_skcipher *cipher;
	struct crypto_aead *aead;
};

struct user {
	const struct alg *alg;
	struct tfm hard, soft;
	u8 iv[16];
	/* Data of its first shot, for the others. */
	const struct shot *first;
};

/* Users for one request after the other; those never asked for are not there. */
struct sec {
	struct user *users[ARRAY_SIZE(algs)];
	bool missing[ARRAY_SIZE(algs)];
	unsigned int turn;
};

static size_t
aad_of(const struct alg *a)
{
	return a->tag != 0 ? AAD_B : 0;
}

static size_t
length_for(const struct alg *a, size_t len)
{
	/* Of a longer message Linux's driver writes a part of the length only (sec.md 21). */
	if (a->ccm)
		len = min_t(size_t, len, U16_MAX);
	return max_t(size_t, roundup(len, a->block), a->min);
}

/* ---- users ---- */

static void
tfm_close(struct tfm *f)
{
	if (!IS_ERR_OR_NULL(f->cipher))
		crypto_free_skcipher(f->cipher);
	if (!IS_ERR_OR_NULL(f->aead))
		crypto_free_aead(f->aead);
}

static int
tfm_open(struct tfm *f, const struct alg *a, const char *name, u32 mask)
{
	if (a->tag == 0) {
		f->cipher = crypto_alloc_skcipher(name, 0, mask);
		return PTR_ERR_OR_ZERO(f->cipher);
	}
	f->aead = crypto_alloc_aead(name, 0, mask);
	return IS_ERR(f->aead) ? PTR_ERR(f->aead) : crypto_aead_setauthsize(f->aead, a->tag);
}

static int
tfm_setkey(struct tfm *f, const u8 *key, unsigned int len)
{
	return f->aead != NULL ? crypto_aead_setkey(f->aead, key, len) :
		crypto_skcipher_setkey(f->cipher, key, len);
}

/* A key in the form the crypto API wants. */
static unsigned int
make_key(struct tester *t, const struct alg *a, u8 *key)
{
	struct rtattr *rta = (struct rtattr *)key;
	struct crypto_authenc_key_param *param = RTA_DATA(rta);
	unsigned int head = 0;

	if (a->mac_key != 0) {
		head = RTA_SPACE(sizeof(*param));
		rta->rta_len = RTA_LENGTH(sizeof(*param));
		rta->rta_type = CRYPTO_AUTHENC_KEYA_PARAM;
		param->enckeylen = cpu_to_be32(a->key);
	}
	prandom_bytes_state(&t->rnd, key + head, a->mac_key + a->key);
	return head + a->mac_key + a->key;
}

static void
user_close(void *user)
{
	struct user *u = user;

	tfm_close(&u->hard);
	tfm_close(&u->soft);
	kfree(u);
}

static int
user_init(struct tester *t, struct user *u)
{
	char name[CRYPTO_MAX_ALG_NAME];
	u8 key[KEY_MAX_B] __aligned(8);
	unsigned int len;
	int err;

	snprintf(name, sizeof(name), PREFIX "%s", u->alg->name);
	err = tfm_open(&u->hard, u->alg, name, 0);
	if (err == 0)
		err = tfm_open(&u->soft, u->alg, u->alg->name,
			CRYPTO_ALG_ASYNC | CRYPTO_ALG_NEED_FALLBACK);
	if (err != 0)
		return err;
	len = make_key(t, u->alg, key);
	err = tfm_setkey(&u->hard, key, len);
	if (err == 0)
		err = tfm_setkey(&u->soft, key, len);
	if (err != 0)
		pr_err("%s: key of %u bytes: error %d\n", u->alg->name, len, err);
	prandom_bytes_state(&t->rnd, u->iv, sizeof(u->iv));
	if (u->alg->ccm)
		u->iv[0] = CCM_LENGTH_B - 1;
	return err;
}

static struct user *
user_of(struct tester *t, const struct alg *a)
{
	struct user *u = kzalloc(sizeof(*u), GFP_KERNEL);
	int err;

	if (u == NULL)
		return ERR_PTR(-ENOMEM);
	u->alg = a;
	err = user_init(t, u);
	if (err == 0)
		return u;
	user_close(u);
	return ERR_PTR(err);
}

static void *
user_open(struct tester *t, unsigned int nr)
{
	return user_of(t, &algs[nr % ALGS_V2]);
}

/* The next algorithm, of those that the driver offers. */
static struct user *
next_user(struct tester *t)
{
	struct sec *sec = t->own;
	unsigned int i, n;

	for (n = 0; n < ARRAY_SIZE(algs); n++) {
		i = sec->turn++ % ARRAY_SIZE(algs);
		if (sec->users[i] == NULL && !sec->missing[i]) {
			struct user *u = user_of(t, &algs[i]);

			if (IS_ERR(u) && PTR_ERR(u) != -ENOENT)
				return u;
			sec->missing[i] = IS_ERR(u);
			sec->users[i] = IS_ERR(u) ? NULL : u;
		}
		if (sec->users[i] != NULL)
			return sec->users[i];
	}
	return ERR_PTR(-ENOENT);
}

/* ---- requests ---- */

/* What a request needs; @len as the crypto API counts: without AAD, of a decryption with tag. */
struct task {
	bool decrypt;
	struct scatterlist *src, *dst;
	size_t len;
	u8 *iv; /* comes back changed */
};

static void *
request_alloc(const struct tfm *f)
{
	return f->aead != NULL ? (void *)aead_request_alloc(f->aead, GFP_KERNEL) :
		(void *)skcipher_request_alloc(f->cipher, GFP_KERNEL);
}

static void
request_free(const struct tfm *f, void *req)
{
	if (f->aead != NULL)
		aead_request_free(req);
	else
		skcipher_request_free(req);
}

static int
request_send(const struct tfm *f, void *req, struct task *k, struct crypto_wait *wait)
{
	const u32 flags = CRYPTO_TFM_REQ_MAY_BACKLOG;

	if (f->aead != NULL) {
		aead_request_set_callback(req, flags, crypto_req_done, wait);
		aead_request_set_ad(req, AAD_B);
		aead_request_set_crypt(req, k->src, k->dst, k->len, k->iv);
		return k->decrypt ? crypto_aead_decrypt(req) : crypto_aead_encrypt(req);
	}
	skcipher_request_set_callback(req, flags, crypto_req_done, wait);
	skcipher_request_set_crypt(req, k->src, k->dst, k->len, k->iv);
	return k->decrypt ? crypto_skcipher_decrypt(req) : crypto_skcipher_encrypt(req);
}

/* What is not queued was done by software, if at all: silently, and that is an error here. */
static int
sent_to_device(struct tester *t, const struct alg *a, int err)
{
	if (err == -EINPROGRESS || err == -EBUSY)
		t->sent++;
	if (err != 0)
		return err;
	pr_err("%s: the driver has not given the request to the device\n", a->name);
	return -ENODEV;
}

/* One request, waited for. */
static int
one(struct tester *t, struct user *u, bool hard, struct task *k)
{
	const struct tfm *f = hard ? &u->hard : &u->soft;
	void *req = request_alloc(f);
	DECLARE_CRYPTO_WAIT(wait);
	u8 iv[sizeof(u->iv)];
	int err;

	if (req == NULL)
		return -ENOMEM;
	memcpy(iv, u->iv, sizeof(iv));
	k->iv = iv;
	err = request_send(f, req, k, &wait);
	if (hard)
		err = sent_to_device(t, u->alg, err);
	err = crypto_wait_req(err, &wait);
	request_free(f, req);
	return areas_whole(t) ?: err;
}

/*
 * @from, with the AAD, becomes @to, with the AAD's room, by the device or by software; in one
 * list or in two of so many pieces.
 */
static int
convert(struct tester *t, struct user *u, bool hard, bool decrypt, const u8 *from, u8 *to,
	size_t len, const struct shape *shape)
{
	size_t aad = aad_of(u->alg), tag = u->alg->tag;
	size_t in = aad + len + (decrypt ? tag : 0), out = aad + len + (decrypt ? 0 : tag);
	struct area *dst = shape->dst == 0 ? &t->src : &t->dst;
	struct task k = { .decrypt = decrypt, .src = t->src.sg, .dst = dst->sg, .len = in - aad };
	int err;

	area_shape(t, &t->src, dst == &t->src ? max(in, out) : in, shape->src);
	if (dst != &t->src)
		area_shape(t, dst, out, shape->dst);
	area_put(&t->src, from, in);
	err = one(t, u, hard, &k);
	if (err != 0)
		return err;
	area_get(dst, to, out);
	/* Not everybody copies it. */
	memcpy(to, from, aad);
	return 0;
}

static int
differs(const struct alg *a, const char *what, const u8 *got, const u8 *want, size_t len)
{
	size_t i, aad = aad_of(a);

	for (i = aad; i < aad + len; i++) {
		if (got[i] != want[i]) {
			pr_err("%s: %s: byte %zu of %zu is %#x, %#x by software\n", a->name, what,
				i - aad, len, got[i], want[i]);
			return -EBADMSG;
		}
	}
	return 0;
}

static int
there_and_back(struct tester *t, struct user *u, size_t len, const struct shape *shape)
{
	const struct alg *a = u->alg;
	int err;

	err = convert(t, u, false, false, t->plain, t->packed, len, shape);
	if (err == 0)
		err = convert(t, u, true, false, t->plain, t->back, len, shape);
	if (err == 0)
		err = differs(a, "encryption", t->back, t->packed, len + a->tag);
	if (err == 0)
		err = convert(t, u, true, true, t->packed, t->back, len, shape);
	return err ?: differs(a, "decryption", t->back, t->plain, len);
}

static int
round_trip(struct tester *t, size_t len, enum kind kind, unsigned int nsrc, unsigned int ndst)
{
	const struct shape lists[] = { { nsrc, ndst }, { nsrc, 0 } };
	struct user *u = next_user(t);
	unsigned int i;
	int err = 0;

	if (IS_ERR(u))
		return PTR_ERR(u);
	len = length_for(u->alg, len);
	fill(t, t->plain, aad_of(u->alg) + len, kind);
	for (i = 0; i < ARRAY_SIZE(lists) && err == 0; i++) {
		err = there_and_back(t, u, len, &lists[i]);
		if (err != 0)
			pr_err("%s: %zu bytes of kind %d, lists of %u and %u: error %d\n",
				u->alg->name, len, kind, lists[i].src, lists[i].dst, err);
	}
	return err;
}

/* ---- one of many ---- */

static int
shot_init(struct tester *t, struct shot *s, void *user, unsigned int nr)
{
	struct user *u = user;
	size_t aad = aad_of(u->alg), out = aad + s->len + u->alg->tag;
	struct task k = { .src = &s->src, .dst = &s->dst, .len = s->len };
	int err = 0;

	s->own = u;
	s->req = request_alloc(&u->hard);
	if (s->req == NULL)
		return -ENOMEM;
	if (u->first != NULL) {
		memcpy(s->in, u->first->in, aad + s->len);
		memcpy(s->want, u->first->want, out);
	} else {
		fill(t, s->in, aad + s->len, KIND_RANDOM);
		sg_init_one(&s->src, s->in, aad + s->len);
		sg_init_one(&s->dst, s->out, out);
		err = one(t, u, false, &k);
		memcpy(s->want, s->out, out);
		u->first = s;
	}
	sg_init_one(&s->src, s->in, aad + s->len);
	sg_init_one(&s->dst, s->out, out);
	return err;
}

static void
shot_fini(struct shot *s)
{
	struct user *u = s->own;

	if (s->req != NULL)
		request_free(&u->hard, s->req);
}

static int
shot_send(struct tester *t, struct shot *s)
{
	struct user *u = s->own;
	struct task k = { .src = &s->src, .dst = &s->dst, .len = s->len, .iv = s->iv };

	memcpy(s->iv, u->iv, sizeof(s->iv));
	return sent_to_device(t, u->alg, request_send(&u->hard, s->req, &k, &s->wait));
}

static int
shot_judge(struct tester *t, struct shot *s)
{
	const struct user *u = s->own;

	return differs(u->alg, "one of many", s->out, s->want, s->len + u->alg->tag);
}

/* ---- what cannot be done ---- */

/* A byte of what was sealed is changed: its tag, its data or its AAD. */
static int
forged(struct tester *t, struct user *u, size_t len, size_t at)
{
	const struct shape shape = { 3, 2 };
	int err = convert(t, u, true, false, t->plain, t->packed, len, &shape);

	if (err != 0)
		return err;
	t->packed[at] ^= 1 << below(t, 8);
	err = convert(t, u, true, true, t->packed, t->back, len, &shape);
	if (err != -EBADMSG) {
		pr_err("%s: byte %zu of %zu changed: error %d, not %d\n", u->alg->name, at, len,
			err, -EBADMSG);
		return err ?: -EBADMSG;
	}
	t->refused++;
	return there_and_back(t, u, len, &shape);
}

/* The driver refuses that by itself, for the device it would be an error. */
static int
cut_off(struct tester *t, struct user *u, size_t len)
{
	const struct shape shape = { 3, 2 };
	unsigned long before = t->sent;
	int err = convert(t, u, true, false, t->plain, t->packed, len - 1, &shape);

	if (err != -EINVAL || t->sent != before) {
		pr_err("%s: %zu bytes: error %d, not %d\n", u->alg->name, len - 1, err, -EINVAL);
		return err ?: -EBADMSG;
	}
	return there_and_back(t, u, len, &shape);
}

static int
test_bad(struct tester *t)
{
	const size_t len = 4096;
	unsigned int i;
	int err = 0;

	for (i = 0; i < ARRAY_SIZE(algs) && err == 0; i++) {
		struct user *u = next_user(t);

		if (IS_ERR(u))
			return PTR_ERR(u);
		fill(t, t->plain, aad_of(u->alg) + len, KIND_WORDS);
		if (u->alg->tag != 0) {
			err = forged(t, u, len, AAD_B + len + below(t, u->alg->tag)) ?:
				forged(t, u, len, AAD_B + below(t, len)) ?:
				forged(t, u, len, below(t, AAD_B));
		} else if (u->alg->block > 1) {
			err = cut_off(t, u, len);
		}
	}
	return err;
}

/* ---- begin and end ---- */

static int
init(struct tester *t)
{
	t->own = kzalloc(sizeof(struct sec), GFP_KERNEL);
	return t->own == NULL ? -ENOMEM : 0;
}

static void
fini(struct tester *t)
{
	struct sec *sec = t->own;
	unsigned int i;

	for (i = 0; sec != NULL && i < ARRAY_SIZE(algs); i++) {
		if (sec->users[i] != NULL)
			user_close(sec->users[i]);
	}
	kfree(sec);
}

const struct device_ops sec_ops = {
	.name = "sec",
	.pf = 0xa255,
	.vf = 0xa256,
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
	.users = ALGS_V2,
};
