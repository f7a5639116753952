/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Kernel module for the guest of the VM tests: sends requests of many sizes and shapes
 * through the kernel's crypto API to a driver of the device and judges the data by the kernel's
 * own software. Loading it runs the tests; it loads if all of them pass, so remove it afterwards.
 * It also tells in the log what was sent, for whoever compares counters.
 *
 * main.c has what the devices share, zip.c, sec.c and hpre.c what is done with each.
 */

#ifndef WD_TEST_H
#define WD_TEST_H

#include <linux/crypto.h>
#include <linux/prandom.h>
#include <linux/scatterlist.h>

#define SEGS_MAX 255 /* entries of a list that hisi_zip can be told to take */
#define GUARD_B  64 /* bytes around each segment that nobody may touch */
#define GUARD    0xa5

/* A scatter list over one piece of memory, with guards before, between and behind its pieces. */
struct area {
	u8 *mem;
	size_t size;
	struct scatterlist sg[SEGS_MAX];
	unsigned int n;
	size_t len;
};

enum kind {
	KIND_ZERO,
	KIND_WORDS,
	KIND_RANDOM,
	KIND_MIX,
	KIND_NUM,
};

struct device_ops;

struct tester {
	const struct device_ops *ops;
	void *own; /* of the device's part */
	struct area src, dst;
	u8 *plain;  /* data */
	u8 *packed; /* what the device makes of it */
	u8 *back;   /* and what came out of that */
	size_t room;
	struct rnd_state rnd;
	unsigned long sent, refused;
};

/* One of many requests under way. */
struct shot {
	void *req;
	void *own; /* of the device's part */
	struct crypto_wait wait;
	struct scatterlist src, dst;
	u8 *in, *out;
	u8 *want;
	u8 iv[16];
	size_t len; /* of the plain data */
	size_t room; /* of out */
	int err;
};

/* A user is what the crypto API calls a tfm, with queues of its own. */
struct device_ops {
	const char *name;
	u16 pf, vf; /* PCI ids */
	int (*init)(struct tester *t);
	void (*fini)(struct tester *t);
	void *(*user_open)(struct tester *t, unsigned int nr);
	void (*user_close)(void *user);
	/* The request of a shot whose buffers are there, with random data in them. */
	int (*shot_init)(struct tester *t, struct shot *s, void *user, unsigned int nr);
	void (*shot_fini)(struct shot *s);
	int (*shot_send)(struct tester *t, struct shot *s);
	int (*shot_judge)(struct tester *t, struct shot *s);
	/* Data there and back, in lists of so many pieces; logs what went wrong. */
	int (*round_trip)(struct tester *t, size_t len, enum kind kind, unsigned int nsrc,
		unsigned int ndst);
	/* Requests that cannot be done. */
	int (*bad)(struct tester *t);
	unsigned int users; /* at once in what=flood */
};

extern const struct device_ops zip_ops, sec_ops, hpre_ops;

/* Module parameters */
extern unsigned int segs, max_size;

struct shape {
	unsigned int src, dst;
};

extern const unsigned int sizes[];
extern const unsigned int sizes_num;
extern const struct shape shapes[];
extern const unsigned int shapes_num;

static inline unsigned int
below(struct tester *t, unsigned int limit)
{
	return prandom_u32_state(&t->rnd) % limit;
}

void fill(struct tester *t, u8 *p, size_t len, enum kind kind);

int area_alloc(struct area *a, size_t len);
/* Split @len bytes at random into @n pieces at odd addresses. */
void area_shape(struct tester *t, struct area *a, size_t len, unsigned int n);
void area_put(struct area *a, const u8 *p, size_t len);
void area_get(struct area *a, u8 *p, size_t len);
/* -EOVERFLOW when one of the lists' guards was written. */
int areas_whole(struct tester *t);

#endif /* WD_TEST_H */
