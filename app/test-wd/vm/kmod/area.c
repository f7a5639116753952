/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Data, and scatter lists with guards around their pieces. */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "wd_test.h"

const unsigned int sizes[] = {
	1, 2, 7, 16, 17, 31, 64, 100, 511, 512, 1000, 4095, 4096, 4097, 10000, 16384, 32768,
	32769, 65535, 65536, 65537, 100000, 131072, 262144, 524288, 1048576,
};

const unsigned int sizes_num = ARRAY_SIZE(sizes);

const struct shape shapes[] = {
	/* cut to the longest list allowed */
	{ SEGS_MAX, SEGS_MAX }, { 1, 1 }, { 2, 1 }, { SEGS_MAX, 1 }, { 1, 3 }, { 5, 7 },
	{ 1, SEGS_MAX },
};

const unsigned int shapes_num = ARRAY_SIZE(shapes);

/* ---- data ---- */

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

void
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

int
area_alloc(struct area *a, size_t len)
{
	a->size = len + 2 * GUARD_B * (SEGS_MAX + 1);
	a->mem = kmalloc(a->size, GFP_KERNEL | __GFP_NOWARN);
	if (a->mem == NULL)
		return -ENOMEM;
	memset(a->mem, GUARD, a->size);
	return 0;
}

void
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

void
area_put(struct area *a, const u8 *p, size_t len)
{
	sg_copy_from_buffer(a->sg, a->n, p, len);
}

void
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

int
areas_whole(struct tester *t)
{
	if (area_guards_whole(&t->dst) && area_guards_whole(&t->src))
		return 0;
	pr_err("bytes outside the lists were written\n");
	return -EOVERFLOW;
}
