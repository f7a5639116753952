/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef CE_KEY_H
#define CE_KEY_H

/**
 * @file
 * Keys. A key file holds CE_MASTER_B random bytes. The key that encrypts a container is derived
 * from them and the container's head, which has a random salt: so a key file may serve for many
 * containers although all of them count their blocks from 0.
 */

#include <stddef.h>
#include <stdint.h>

#include "container.h"

#define CE_MASTER_B 32

struct ce_key {
	uint8_t bytes[CE_KEY_MAX_B];
	uint16_t len;
};

/** Write a new key file; one that exists is not overwritten. @return 0 or -errno, said why */
int ce_key_create(const char *path);

/** Fill @p p from getrandom(2). @return 0 or -errno, said why */
int ce_random(uint8_t *p, size_t len);

/**
 * The key for the container with this head (cipher, sizes and salt of h->raw), by HKDF with
 * SHA-256 from the key file. @return 0 or -errno, said why
 */
int ce_key_load(const char *path, const struct ce_head *h, struct ce_key *k);

void ce_key_wipe(struct ce_key *k);

#endif /* CE_KEY_H */
