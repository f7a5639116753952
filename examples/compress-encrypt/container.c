/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stddef.h>

#include "container.h"

/* Offsets in the head of the file. */
#define HEAD_CIPHER 8
#define HEAD_BLOCK  12
#define HEAD_TOTAL  16
#define HEAD_ZERO   24

/* Offsets in the head of a block. */
#define BLOCK_PLAIN  0
#define BLOCK_DATA   4
#define BLOCK_FLAGS  8
#define BLOCK_NUMBER 12

#define FLAG_STORED 1u

static const uint8_t magic[HEAD_CIPHER] = {'W', 'D', 'P', 'C', 'E', 'v', '1', '\n'};

static void
put(uint8_t *p, uint64_t v, unsigned int bytes)
{
	unsigned int i;

	for (i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static uint64_t
get(const uint8_t *p, unsigned int bytes)
{
	uint64_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | p[bytes];
	return v;
}

void
ce_head_put(struct ce_head *h)
{
	unsigned int i;

	for (i = 0; i < sizeof(magic); i++)
		h->raw[i] = magic[i];
	put(h->raw + HEAD_CIPHER, h->cipher, 4);
	put(h->raw + HEAD_BLOCK, h->block_b, 4);
	put(h->raw + HEAD_TOTAL, h->total_b, 8);
	put(h->raw + HEAD_ZERO, 0, 8);
}

const char *
ce_head_get(struct ce_head *h)
{
	unsigned int i;

	for (i = 0; i < sizeof(magic); i++)
		if (h->raw[i] != magic[i])
			return "it does not begin like a container of compress-encrypt";
	h->cipher = (enum ce_cipher)get(h->raw + HEAD_CIPHER, 4);
	h->block_b = (uint32_t)get(h->raw + HEAD_BLOCK, 4);
	h->total_b = get(h->raw + HEAD_TOTAL, 8);
	if (h->cipher != CE_AES_256_XTS && h->cipher != CE_AES_256_GCM)
		return "its head names no cipher known here";
	if (h->block_b < CE_BLOCK_MIN_B || h->block_b > CE_BLOCK_MAX_B)
		return "its head gives a block size out of range";
	if (ce_blocks(h) > CE_BLOCKS_MAX)
		return "its head gives a size that is too large";
	if (get(h->raw + HEAD_ZERO, 8) != 0)
		return "its head is of a later version";
	return NULL;
}

uint64_t
ce_blocks(const struct ce_head *h)
{
	return h->total_b / h->block_b + (h->total_b % h->block_b != 0);
}

uint32_t
ce_plain_b(const struct ce_head *h, uint64_t number)
{
	uint64_t left = h->total_b - number * h->block_b;

	return left < h->block_b ? (uint32_t)left : h->block_b;
}

uint32_t
ce_stored_b(const struct ce_head *h, uint32_t plain_b)
{
	return h->cipher == CE_AES_256_XTS && plain_b < CE_XTS_MIN_B ? CE_XTS_MIN_B : plain_b;
}

void
ce_block_put(uint8_t raw[CE_BLOCK_HEAD_B], const struct ce_block *b)
{
	put(raw + BLOCK_PLAIN, b->plain_b, 4);
	put(raw + BLOCK_DATA, b->data_b, 4);
	put(raw + BLOCK_FLAGS, b->stored ? FLAG_STORED : 0, 4);
	put(raw + BLOCK_NUMBER, b->number, 4);
	put(raw + CE_AAD_B, 0, 8);
	put(raw + CE_AAD_B + 8, 0, 8);
}

const char *
ce_block_get(const struct ce_head *h, const uint8_t raw[CE_BLOCK_HEAD_B], struct ce_block *b)
{
	uint32_t flags = (uint32_t)get(raw + BLOCK_FLAGS, 4);

	b->plain_b = (uint32_t)get(raw + BLOCK_PLAIN, 4);
	b->data_b = (uint32_t)get(raw + BLOCK_DATA, 4);
	b->stored = (flags & FLAG_STORED) != 0;
	if (get(raw + BLOCK_NUMBER, 4) != b->number)
		return "its head has another block's number";
	if ((flags & ~FLAG_STORED) != 0)
		return "its head has flags not known here";
	if (b->plain_b != ce_plain_b(h, b->number))
		return "its head gives a size that does not fit the file's";
	if (b->stored ? b->data_b != ce_stored_b(h, b->plain_b) :
			b->data_b >= b->plain_b || b->data_b < ce_stored_b(h, 1))
		return "its head gives a size of the data out of range";
	return NULL;
}

void
ce_iv(uint8_t iv[CE_IV_ROOM_B], uint64_t number)
{
	put(iv, number, 8);
	put(iv + 8, 0, 8);
}

const char *
ce_cipher_name(enum ce_cipher cipher)
{
	return cipher == CE_AES_256_XTS ? "AES-256-XTS" : "AES-256-GCM";
}
