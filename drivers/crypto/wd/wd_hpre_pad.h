/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WD_HPRE_PAD_H
#define WD_HPRE_PAD_H

/**
 * @file
 * Paddings of PKCS #1 1.5 (RFC 8017, 7.2 and 9.2), which work on exactly as many bytes as the
 * modulus has, and random numbers.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <rte_crypto_sym.h>

/** Random bytes from the kernel. 0; -EIO: it has none yet. */
int wdp_hpre_random(uint8_t *buf, size_t len);

/**
 * A secret number, 1 < v < bound, each as likely as any other.
 * @param slot, bound k bytes each
 * @return 0; -EIO.
 */
int wdp_hpre_draw(uint8_t *slot, uint32_t k, const uint8_t *bound);

/** Can a message of @p len bytes be signed like that? */
bool wdp_hpre_pad_fits(size_t k, enum rte_crypto_auth_algorithm hash, size_t len);

/**
 * What is signed: 00 01 ff .. ff 00 [DigestInfo] message.
 * @param hash what the message is a digest of; 0 or NULL: the message is taken as it is
 * @return 0; -EINVAL: too long, or not the length of such a digest.
 */
int wdp_hpre_pad_sign(uint8_t *em, size_t k, enum rte_crypto_auth_algorithm hash,
	const uint8_t *msg, size_t len);

/** What is encrypted: 00 02 random 00 message. 0; -EINVAL too long; -EIO no random bytes. */
int wdp_hpre_pad_encrypt(uint8_t *em, size_t k, const uint8_t *msg, size_t len);

/**
 * Where the message begins in what was decrypted. Until it is known whether there is one, the
 * time depends on k only.
 * @return offset, up to k; -EINVAL: it was not encrypted this way.
 */
int wdp_hpre_unpad(const uint8_t *em, size_t k);

#endif /* WD_HPRE_PAD_H */
