/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef CE_CONTAINER_H
#define CE_CONTAINER_H

/**
 * @file
 * The file format, see README.md. Nothing of DPDK here: the program that checks a container
 * uses it as well.
 */

#include <stdbool.h>
#include <stdint.h>

#define CE_HEAD_B       64
#define CE_SALT_OFF     32 /* in the head of the file */
#define CE_SALT_B       32
#define CE_BLOCK_HEAD_B 32
#define CE_AAD_B        16 /* the part of a block's head that GCM protects */
#define CE_TAG_B        16 /* the rest of it */
#define CE_IV_ROOM_B    16
#define CE_XTS_IV_B     16
#define CE_XTS_KEY_B    64
#define CE_XTS_MIN_B    16 /* a shorter block is filled up with zeros */
#define CE_GCM_IV_B     12
#define CE_GCM_KEY_B    32
#define CE_KEY_MAX_B    CE_XTS_KEY_B

#define CE_BLOCK_MIN_B  (4u << 10)
#define CE_BLOCK_MAX_B  (1u << 20)
/** Block numbers have 32 bits in a block's head. */
#define CE_BLOCKS_MAX   UINT32_MAX

enum ce_cipher {
	CE_AES_256_XTS = 1,
	CE_AES_256_GCM = 2,
};

/** The head of the file. */
struct ce_head {
	enum ce_cipher cipher;
	uint32_t block_b; /**< bytes of a block, but for the last one */
	uint64_t total_b; /**< bytes of the original */
	uint8_t raw[CE_HEAD_B];
};

/** The head of a block. */
struct ce_block {
	uint64_t number;
	uint32_t plain_b; /**< bytes of the original */
	uint32_t data_b;  /**< bytes that follow the head */
	bool stored;      /**< not compressed */
};

/** Write @p h->raw, but for the salt, which is the caller's. */
void ce_head_put(struct ce_head *h);

/** Read @p h->raw. @return NULL, or what is wrong with it */
const char *ce_head_get(struct ce_head *h);

uint64_t ce_blocks(const struct ce_head *h);

/** Bytes of the original in block @p number. */
uint32_t ce_plain_b(const struct ce_head *h, uint64_t number);

/** Bytes that block takes when it is stored as it is. */
uint32_t ce_stored_b(const struct ce_head *h, uint32_t plain_b);

/** Write the protected part of a block's head, and zeros where the tag comes. */
void ce_block_put(uint8_t raw[CE_BLOCK_HEAD_B], const struct ce_block *b);

/** Read the head of block @p b->number. @return NULL, or what is wrong with it */
const char *ce_block_get(const struct ce_head *h, const uint8_t raw[CE_BLOCK_HEAD_B],
	struct ce_block *b);

/** The IV of a block: its number. GCM takes the first CE_GCM_IV_B bytes. */
void ce_iv(uint8_t iv[CE_IV_ROOM_B], uint64_t number);

/** "AES-256-XTS" */
const char *ce_cipher_name(enum ce_cipher cipher);

#endif /* CE_CONTAINER_H */
