/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * libcrypto wipes most of what it frees, but not all: the digits of a scalar, for one, when a
 * point is multiplied. Here all of it is wiped.
 */

#include <errno.h>
#include <malloc.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "wdp_model.h"

static void *
take(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return malloc(size);
}

static void
wipe_and_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	if (p != NULL)
		explicit_bzero(p, malloc_usable_size(p));
	free(p);
}

/* Never in place: realloc() would leave the old bytes behind. */
static void *
take_other(void *old, size_t size, const char *file, int line)
{
	size_t have = old != NULL ? malloc_usable_size(old) : 0;
	void *p = size != 0 ? malloc(size) : NULL;

	if (p == NULL && size != 0)
		return NULL;
	if (p != NULL && old != NULL)
		memcpy(p, old, have < size ? have : size);
	wipe_and_free(old, file, line);
	return p;
}

int
wdp_model_wipe_freed(void)
{
	return CRYPTO_set_mem_functions(take, take_other, wipe_and_free) == 1 ? 0 : -EBUSY;
}
