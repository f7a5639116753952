/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * hisi_hpre: RSA both ways with keys of the program openssl, Diffie-Hellman in fields and on
 * curves; judged by the kernel's software of the same kind. That refuses DH below 1536 bits, so of
 * DH its numbers judge.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <crypto/akcipher.h>
#include <crypto/kpp.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/mpi.h>
#include <linux/slab.h>

#include "rsa_keys.h"
#include "wd_test.h"

#define NUMBER_MAX_B 512
#define SECRET_MAX_B (64 + 3 * NUMBER_MAX_B) /* with what the crypto API packs around it */
#define SHORT_EXP_B  32 /* of the larger groups: the judge is slow in an emulated guest */
#define FULL_EXP_B   128 /* up to here exponents have the size of the prime */

enum scheme {
	RSA,
	DH,
	ECDH,
	X25519,
};

struct alg {
	const char *hard, *soft; /* soft: not of DH */
	enum scheme scheme;
	unsigned int bytes; /* of a number */
	unsigned int hard_bytes; /* of a number the driver writes; 0: the same */
	const struct rsa_key_pair *rsa;
	u8 g; /* generator; 0: a random number */
};

/* Keys without CRT parts are another operation of the device. */
static const struct alg algs[] = {
	{ .hard = "hpre-rsa", .soft = "rsa-generic", .scheme = RSA, .bytes = 256,
		.rsa = &rsa_2048_crt },
	{ .hard = "hpre-ecdh-nist-p256", .soft = "ecdh-nist-p256-generic", .scheme = ECDH,
		.bytes = 32 },
	{ .hard = "hpre-dh", .scheme = DH, .bytes = 256, .g = 2 },
	{ .hard = "hpre-rsa", .soft = "rsa-generic", .scheme = RSA, .bytes = 128,
		.rsa = &rsa_1024_plain },
	{ .hard = "hpre-curve25519", .soft = "curve25519-generic", .scheme = X25519, .bytes = 32 },
	{ .hard = "hpre-dh", .scheme = DH, .bytes = 96 },
	{ .hard = "hpre-rsa", .soft = "rsa-generic", .scheme = RSA, .bytes = 512,
		.rsa = &rsa_4096_crt },
	{ .hard = "hpre-ecdh-nist-p384", .soft = "ecdh-nist-p384-generic", .scheme = ECDH,
		.bytes = 48 },
	{ .hard = "hpre-dh", .scheme = DH, .bytes = 128, .g = 5 },
	{ .hard = "hpre-rsa", .soft = "rsa-generic", .scheme = RSA, .bytes = 128,
		.rsa = &rsa_1024_crt },
	{ .hard = "hpre-ecdh-nist-p192", .soft = "ecdh-nist-p192-generic", .scheme = ECDH,
		.bytes = 24, .hard_bytes = 32 },
	{ .hard = "hpre-dh", .scheme = DH, .bytes = 192, .g = 2 },
	{ .hard = "hpre-rsa", .soft = "rsa-generic", .scheme = RSA, .bytes = 384,
		.rsa = &rsa_3072_crt },
	{ .hard = "hpre-dh", .scheme = DH, .bytes = 384 },
	{ .hard = "hpre-rsa", .soft = "rsa-generic", .scheme = RSA, .bytes = 256,
		.rsa = &rsa_2048_plain },
	{ .hard = "hpre-dh", .scheme = DH, .bytes = 512, .g = 2 },
};

enum op {
	ENCRYPT,
	DECRYPT,
	PUBLIC_KEY,
	SHARED_SECRET,
};

static const char *const op_names[] = {
	"encryption", "decryption", "public key", "shared secret",
};

/* One of the crypto API's two kinds of tfm, of the device or of software. */
struct tfm {
	struct crypto_akcipher *rsa;
	struct crypto_kpp *kpp;
};

struct user {
	const struct alg *alg;
	struct tfm hard, soft;
	u8 prime[NUMBER_MAX_B], g[NUMBER_MAX_B], exponent[FULL_EXP_B];
	unsigned int g_len, exponent_len;
	u8 peer[NUMBER_MAX_B]; /* its public key: our own one before */
	u8 in[NUMBER_MAX_B], out[NUMBER_MAX_B]; /* of software */
	/* Data of its first shot, for the others. */
	const struct shot *first;
};

/* Users for one request after the other. */
struct hpre {
	struct user *users[ARRAY_SIZE(algs)];
	unsigned int turn;
};

static bool
on_curve(const struct alg *a)
{
	return a->scheme == ECDH || a->scheme == X25519;
}

/* Bytes of a public key or a message. */
static unsigned int
public_size(const struct alg *a)
{
	return a->scheme == ECDH ? 2 * a->bytes : a->bytes;
}

/* Bytes the driver wants for every result, whatever is in them. */
static unsigned int
room_of(const struct alg *a)
{
	return a->hard_bytes != 0 ? 2 * a->hard_bytes : public_size(a);
}

/* Bytes of a result: of a point that is a secret only x. */
static unsigned int
result_size(const struct alg *a, enum op op)
{
	return op == SHARED_SECRET ? a->bytes : public_size(a);
}

/* ---- users ---- */

static void
tfm_close(struct tfm *f)
{
	if (!IS_ERR_OR_NULL(f->rsa))
		crypto_free_akcipher(f->rsa);
	if (!IS_ERR_OR_NULL(f->kpp))
		crypto_free_kpp(f->kpp);
}

static int
tfm_open(struct tfm *f, const struct alg *a, const char *name)
{
	if (a->scheme == RSA) {
		f->rsa = crypto_alloc_akcipher(name, 0, 0);
		return PTR_ERR_OR_ZERO(f->rsa);
	}
	f->kpp = crypto_alloc_kpp(name, 0, 0);
	return PTR_ERR_OR_ZERO(f->kpp);
}

static u8 *
pack(u8 *p, const void *data, size_t len)
{
	memcpy(p, data, len);
	return p + len;
}

/* A secret in the form the crypto API wants. */
static unsigned int
pack_secret(const struct user *u, const u8 *secret, unsigned int len, u8 *to)
{
	const struct alg *a = u->alg;
	struct kpp_secret head = { .type = CRYPTO_KPP_SECRET_TYPE_ECDH };
	unsigned short short_len = len;
	u8 *p = to + sizeof(head);

	if (a->scheme == X25519)
		return pack(to, secret, len) - to;
	if (a->scheme == ECDH) {
		p = pack(p, &short_len, sizeof(short_len));
		p = pack(p, secret, len);
	} else {
		head.type = CRYPTO_KPP_SECRET_TYPE_DH;
		p = pack(p, &len, sizeof(len));
		p = pack(p, &a->bytes, sizeof(a->bytes));
		p = pack(p, &u->g_len, sizeof(u->g_len));
		p = pack(p, secret, len);
		p = pack(p, u->prime, a->bytes);
		p = pack(p, u->g, u->g_len);
	}
	head.len = p - to;
	memcpy(to, &head, sizeof(head));
	return head.len;
}

/* A new secret for the device and for software. */
static int
new_secret(struct tester *t, struct user *u)
{
	const struct alg *a = u->alg;
	unsigned int len = a->bytes > FULL_EXP_B ? SHORT_EXP_B : a->bytes;
	u8 secret[FULL_EXP_B], *packed = kmalloc(SECRET_MAX_B, GFP_KERNEL);
	int err;

	if (packed == NULL)
		return -ENOMEM;
	prandom_bytes_state(&t->rnd, secret, len);
	secret[0] &= 0x7f; /* below the prime and the curve's order */
	secret[len - 1] |= 2;
	memcpy(u->exponent, secret, len);
	u->exponent_len = len;
	len = pack_secret(u, secret, len, packed);
	err = crypto_kpp_set_secret(u->hard.kpp, packed, len);
	if (err == 0 && a->soft != NULL)
		err = crypto_kpp_set_secret(u->soft.kpp, packed, len);
	kfree(packed);
	if (err != 0)
		pr_err("%s: a secret is refused: error %d\n", a->hard, err);
	return err;
}

static int
set_rsa_keys(struct user *u)
{
	const struct rsa_key_pair *k = u->alg->rsa;

	return crypto_akcipher_set_priv_key(u->hard.rsa, k->private_key, k->private_len) ?:
		crypto_akcipher_set_pub_key(u->soft.rsa, k->public_key, k->public_len);
}

/* Any odd number will do: what is compared are powers. */
static void
make_group(struct tester *t, struct user *u)
{
	unsigned int n = u->alg->bytes;

	prandom_bytes_state(&t->rnd, u->prime, n);
	u->prime[0] |= 0x80;
	u->prime[n - 1] |= 1;
	u->g[0] = u->alg->g;
	u->g_len = 1;
	if (u->alg->g != 0)
		return;
	prandom_bytes_state(&t->rnd, u->g, n);
	u->g[0] &= 0x7f;
	u->g_len = n;
}

static void
user_close(void *user)
{
	struct user *u = user;

	tfm_close(&u->hard);
	tfm_close(&u->soft);
	kfree(u);
}

static int first_public_key(struct tester *t, struct user *u);

static int
user_init(struct tester *t, struct user *u)
{
	int err;

	err = tfm_open(&u->hard, u->alg, u->alg->hard);
	if (err == 0 && u->alg->soft != NULL)
		err = tfm_open(&u->soft, u->alg, u->alg->soft);
	if (err != 0) {
		pr_err("%s or its software: error %d\n", u->alg->hard, err);
		return err;
	}
	if (u->alg->scheme == RSA)
		return set_rsa_keys(u);
	make_group(t, u);
	return new_secret(t, u) ?: first_public_key(t, u);
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
	return user_of(t, &algs[nr % ARRAY_SIZE(algs)]);
}

static struct user *
next_user(struct tester *t)
{
	struct hpre *hpre = t->own;
	unsigned int i = hpre->turn++ % ARRAY_SIZE(algs);
	struct user *u;

	if (hpre->users[i] == NULL) {
		u = user_of(t, &algs[i]);
		if (IS_ERR(u))
			return u;
		hpre->users[i] = u;
	}
	return hpre->users[i];
}

/* ---- requests ---- */

struct task {
	enum op op;
	struct scatterlist *src, *dst;
	unsigned int in, out;
};

static void *
request_alloc(const struct tfm *f)
{
	return f->rsa != NULL ? (void *)akcipher_request_alloc(f->rsa, GFP_KERNEL) :
		(void *)kpp_request_alloc(f->kpp, GFP_KERNEL);
}

static void
request_free(const struct tfm *f, void *req)
{
	if (f->rsa != NULL)
		akcipher_request_free(req);
	else
		kpp_request_free(req);
}

static int
request_send(const struct tfm *f, void *req, const struct task *k, struct crypto_wait *wait)
{
	if (f->rsa != NULL) {
		akcipher_request_set_callback(req, 0, crypto_req_done, wait);
		akcipher_request_set_crypt(req, k->src, k->dst, k->in, k->out);
		return k->op == ENCRYPT ? crypto_akcipher_encrypt(req) :
			crypto_akcipher_decrypt(req);
	}
	kpp_request_set_callback(req, 0, crypto_req_done, wait);
	kpp_request_set_output(req, k->dst, k->out);
	if (k->op == PUBLIC_KEY) {
		kpp_request_set_input(req, NULL, 0);
		return crypto_kpp_generate_public_key(req);
	}
	kpp_request_set_input(req, k->src, k->in);
	return crypto_kpp_compute_shared_secret(req);
}

/* What is not queued was done by software, if at all: silently, and that is an error here. */
static int
sent_to_device(struct tester *t, const struct alg *a, int err)
{
	if (err == -EINPROGRESS)
		t->sent++;
	if (err != 0)
		return err;
	pr_err("%s: the driver has not given the request to the device\n", a->hard);
	return -ENODEV;
}

static int
one(struct tester *t, struct user *u, bool hard, const struct task *k)
{
	const struct tfm *f = hard ? &u->hard : &u->soft;
	void *req = request_alloc(f);
	DECLARE_CRYPTO_WAIT(wait);
	int err;

	if (req == NULL)
		return -ENOMEM;
	err = request_send(f, req, k, &wait);
	if (hard)
		err = sent_to_device(t, u->alg, err);
	err = crypto_wait_req(err, &wait);
	request_free(f, req);
	return areas_whole(t) ?: err;
}

/* @from becomes t->back by the device, in lists of so many pieces; results of curves are flat. */
static int
by_device(struct tester *t, struct user *u, enum op op, const u8 *from, unsigned int len,
	const struct shape *shape)
{
	struct task k = { .op = op, .src = t->src.sg, .dst = t->dst.sg, .in = len,
		.out = room_of(u->alg) };
	int err;

	area_shape(t, &t->src, len, shape->src);
	area_put(&t->src, from, len);
	area_shape(t, &t->dst, k.out, on_curve(u->alg) ? 1 : shape->dst);
	err = one(t, u, true, &k);
	if (err == 0)
		area_get(&t->dst, t->back, k.out);
	return err;
}

/* u->out is @base raised to the exponent. */
static int
by_numbers(struct user *u, const u8 *base, unsigned int len)
{
	MPI b = mpi_read_raw_data(base, len), r = mpi_alloc(0);
	MPI e = mpi_read_raw_data(u->exponent, u->exponent_len);
	MPI p = mpi_read_raw_data(u->prime, u->alg->bytes);
	unsigned int n = 0;
	u8 raw[NUMBER_MAX_B];
	int sign, err = -ENOMEM;

	if (b != NULL && e != NULL && p != NULL && r != NULL)
		err = mpi_powm(r, b, e, p) ?: mpi_read_buffer(r, raw, sizeof(raw), &n, &sign);
	if (err == 0 && n > u->alg->bytes)
		err = -EOVERFLOW;
	if (err == 0) {
		memset(u->out, 0, u->alg->bytes - n);
		memcpy(u->out + u->alg->bytes - n, raw, n);
	}
	mpi_free(b);
	mpi_free(e);
	mpi_free(p);
	mpi_free(r);
	return err;
}

/* @from becomes u->out by software. */
static int
by_software(struct tester *t, struct user *u, enum op op, const u8 *from, unsigned int len)
{
	struct scatterlist src, dst;
	struct task k = { .op = op, .src = &src, .dst = &dst, .in = len,
		.out = result_size(u->alg, op) };

	if (u->alg->scheme == DH)
		return op == PUBLIC_KEY ? by_numbers(u, u->g, u->g_len) : by_numbers(u, from, len);
	memcpy(u->in, from, len);
	sg_init_one(&src, u->in, len);
	sg_init_one(&dst, u->out, k.out);
	return one(t, u, false, &k);
}

static int
differs(const struct alg *a, enum op op, const u8 *got, const u8 *want, unsigned int len)
{
	unsigned int i;

	for (i = 0; i < len && got[i] == want[i]; i++)
		;
	if (i == len)
		return 0;
	pr_err("%s, %u bits, %s: byte %u of %u is %#x, wanted %#x\n", a->hard, 8 * a->bytes,
		op_names[op], i, len, got[i], want[i]);
	return -EBADMSG;
}

/* By both, and the same. */
static int
compared(struct tester *t, struct user *u, enum op op, const u8 *from, unsigned int len,
	const struct shape *shape)
{
	int err = by_device(t, u, op, from, len, shape) ?: by_software(t, u, op, from, len);

	return err ?: differs(u->alg, op, t->back, u->out, result_size(u->alg, op));
}

/* ---- RSA ---- */

static bool
is_0_or_1(const u8 *p, unsigned int len)
{
	return memchr_inv(p, 0, len - 1) == NULL && p[len - 1] <= 1;
}

/*
 * A message of @len bytes to a cipher text and back. 0 and 1 stay what they are; the kernel's
 * software refuses both.
 */
static int
rsa_trip(struct tester *t, struct user *u, const u8 *m, unsigned int len, const struct shape *shape)
{
	unsigned int n = u->alg->bytes;
	int err;

	memset(t->plain, 0, n);
	memcpy(t->plain + n - len, m, len);
	if (is_0_or_1(m, len))
		err = by_device(t, u, ENCRYPT, m, len, shape) ?:
			differs(u->alg, ENCRYPT, t->back, t->plain, n);
	else
		err = compared(t, u, ENCRYPT, m, len, shape);
	if (err != 0)
		return err;
	memcpy(t->packed, t->back, n);
	return by_device(t, u, DECRYPT, t->packed, n, shape) ?:
		differs(u->alg, DECRYPT, t->back, t->plain, n);
}

static int
rsa_round_trip(struct tester *t, struct user *u, size_t len, enum kind kind,
	const struct shape *shape)
{
	u8 m[NUMBER_MAX_B];

	len = min_t(size_t, len, u->alg->bytes);
	fill(t, m, len, kind);
	if (len == u->alg->bytes)
		m[0] &= 0x7f; /* below the modulus */
	return rsa_trip(t, u, m, len, shape);
}

/* ---- Diffie-Hellman ---- */

static int
first_public_key(struct tester *t, struct user *u)
{
	int err = by_software(t, u, PUBLIC_KEY, u->g, 0);

	memcpy(u->peer, u->out, public_size(u->alg));
	return err;
}

/* With a new secret: the public key, and what is shared with the owner of the last one. */
static int
kpp_round_trip(struct tester *t, struct user *u, const struct shape *shape)
{
	const unsigned int n = public_size(u->alg);
	int err = new_secret(t, u) ?: compared(t, u, PUBLIC_KEY, u->peer, n, shape);

	if (err != 0)
		return err;
	memcpy(t->plain, t->back, n);
	err = compared(t, u, SHARED_SECRET, u->peer, n, shape);
	memcpy(u->peer, t->plain, n);
	return err;
}

static int
trip(struct tester *t, struct user *u, size_t len, enum kind kind, const struct shape *shape)
{
	return u->alg->scheme == RSA ? rsa_round_trip(t, u, len, kind, shape) :
		kpp_round_trip(t, u, shape);
}

static int
round_trip(struct tester *t, size_t len, enum kind kind, unsigned int nsrc, unsigned int ndst)
{
	const struct shape shape = { nsrc, ndst };
	struct user *u = next_user(t);
	int err;

	if (IS_ERR(u))
		return PTR_ERR(u);
	err = trip(t, u, len, kind, &shape);
	if (err != 0)
		pr_err("%s, %u bits, %zu bytes of kind %d, lists of %u and %u: error %d\n",
			u->alg->hard, 8 * u->alg->bytes, len, kind, nsrc, ndst, err);
	return err;
}

/* ---- one of many ---- */

static enum op
op_of_shots(const struct alg *a)
{
	return a->scheme == RSA ? DECRYPT : PUBLIC_KEY;
}

/* What goes in and what is to come out, by software: a message encrypted, a public key. */
static int
first_shot(struct tester *t, struct user *u, struct shot *s)
{
	const unsigned int n = public_size(u->alg);
	int err;

	if (u->alg->scheme == RSA) {
		prandom_bytes_state(&t->rnd, s->want, n);
		s->want[0] = 0x7f;
		err = by_software(t, u, ENCRYPT, s->want, n);
		memcpy(s->in, u->out, n);
	} else {
		err = by_software(t, u, PUBLIC_KEY, u->g, 0);
		memcpy(s->want, u->out, n);
	}
	u->first = s;
	return err;
}

static int
shot_init(struct tester *t, struct shot *s, void *user, unsigned int nr)
{
	struct user *u = user;
	const unsigned int n = public_size(u->alg);
	int err = 0;

	s->own = u;
	s->req = request_alloc(&u->hard);
	if (s->req == NULL)
		return -ENOMEM;
	if (u->first == NULL) {
		err = first_shot(t, u, s);
	} else {
		memcpy(s->in, u->first->in, n);
		memcpy(s->want, u->first->want, n);
	}
	sg_init_one(&s->src, s->in, n);
	sg_init_one(&s->dst, s->out, room_of(u->alg));
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
	const struct task k = { .op = op_of_shots(u->alg), .src = &s->src, .dst = &s->dst,
		.in = public_size(u->alg), .out = room_of(u->alg) };

	return sent_to_device(t, u->alg, request_send(&u->hard, s->req, &k, &s->wait));
}

static int
shot_judge(struct tester *t, struct shot *s)
{
	const struct user *u = s->own;

	return differs(u->alg, op_of_shots(u->alg), s->out, s->want, public_size(u->alg));
}

/* ---- what cannot be done ---- */

/* By the device, or by the driver before it; and the next one is served. */
static int
must_fail(struct tester *t, struct user *u, bool on_device, int want, int err,
	unsigned long before, const char *what)
{
	const struct shape flat = { 1, 1 };

	if (err != want || t->sent != before + on_device) {
		pr_err("%s, %u bits, %s: error %d, not %d; %lu requests sent\n", u->alg->hard,
			8 * u->alg->bytes, what, err, want, t->sent - before);
		return err == 0 || err == want ? -EBADMSG : err;
	}
	t->refused += on_device;
	return trip(t, u, u->alg->bytes, KIND_RANDOM, &flat);
}

static int
bad_rsa(struct tester *t, struct user *u)
{
	const unsigned int n = u->alg->bytes;
	const struct shape lists = { 3, 2 };
	struct scatterlist src, dst;
	const struct task k = { .op = ENCRYPT, .src = &src, .dst = &dst, .in = n, .out = n - 1 };
	unsigned long before = t->sent;
	int err;

	memset(t->plain, 0xff, n + 1);
	err = by_device(t, u, DECRYPT, t->plain, n, &lists);
	err = must_fail(t, u, true, -EINVAL, err, before, "number above the modulus");
	if (err != 0)
		return err;
	before = t->sent;
	memset(t->plain, 0, n + 1);
	err = by_device(t, u, ENCRYPT, t->plain, n + 1, &lists);
	err = must_fail(t, u, false, -EINVAL, err, before, "message longer than the modulus");
	if (err != 0)
		return err;
	before = t->sent;
	sg_init_one(&src, u->in, n);
	sg_init_one(&dst, u->out, n - 1);
	err = one(t, u, true, &k);
	return must_fail(t, u, false, -EOVERFLOW, err, before, "no room for the result");
}

static int
bad_point(struct tester *t, struct user *u)
{
	const unsigned int n = public_size(u->alg);
	const struct shape lists = { 3, 1 };
	unsigned long before = t->sent;
	int err;

	memcpy(t->plain, u->peer, n);
	t->plain[n - 1] ^= 1;
	err = by_device(t, u, SHARED_SECRET, t->plain, n, &lists);
	return must_fail(t, u, true, -EINVAL, err, before, "point beside the curve");
}

static int
bad_x25519(struct tester *t, struct user *u)
{
	const struct shape flat = { 1, 1 };
	unsigned long before = t->sent;
	int err;

	memset(t->plain, 0, u->alg->bytes);
	err = by_device(t, u, SHARED_SECRET, t->plain, u->alg->bytes, &flat);
	err = must_fail(t, u, false, -EINVAL, err, before, "u of 0");
	if (err != 0)
		return err;
	before = t->sent;
	err = by_device(t, u, SHARED_SECRET, u->peer, u->alg->bytes - 1, &flat);
	return must_fail(t, u, false, -EINVAL, err, before, "u too short");
}

static int
bad_dh(struct tester *t, struct user *u)
{
	const struct shape lists = { 2, 3 };
	unsigned long before = t->sent;
	int err;

	memset(t->plain, 1, u->alg->bytes + 1);
	err = by_device(t, u, SHARED_SECRET, t->plain, u->alg->bytes + 1, &lists);
	return must_fail(t, u, false, -EINVAL, err, before, "public key longer than the prime");
}

static int
test_bad(struct tester *t)
{
	static int (*const bad[])(struct tester *t, struct user *u) = {
		[RSA] = bad_rsa, [DH] = bad_dh, [ECDH] = bad_point, [X25519] = bad_x25519,
	};
	unsigned int i;
	int err = 0;

	for (i = 0; i < ARRAY_SIZE(algs) && err == 0; i++) {
		struct user *u = next_user(t);

		err = IS_ERR(u) ? PTR_ERR(u) : bad[u->alg->scheme](t, u);
	}
	return err;
}

/* ---- begin and end ---- */

static int
init(struct tester *t)
{
	t->own = kzalloc(sizeof(struct hpre), GFP_KERNEL);
	return t->own == NULL ? -ENOMEM : 0;
}

static void
fini(struct tester *t)
{
	struct hpre *hpre = t->own;
	unsigned int i;

	for (i = 0; hpre != NULL && i < ARRAY_SIZE(algs); i++) {
		if (hpre->users[i] != NULL)
			user_close(hpre->users[i]);
	}
	kfree(hpre);
}

const struct device_ops hpre_ops = {
	.name = "hpre",
	.pf = 0xa258,
	.vf = 0xa259,
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
	.users = ARRAY_SIZE(algs),
};
