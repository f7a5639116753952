/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_SYM_VECTORS_H
#define WDP_SYM_VECTORS_H

/**
 * @file
 * Published test vectors. Bytes are hexadecimal text; NULL = none.
 */

#include <stdint.h>

struct wdp_s_vector {
	const char *alg;
	const char *name;
	const char *key;
	const char *akey; /**< chains: of the MAC */
	const char *iv;
	const char *aad;
	const char *plain;
	const char *coded;
	const char *tag;
	uint32_t key_times;   /**< so often; 0 = once */
	uint32_t plain_times;
	uint32_t lead; /**< chains: the first bytes of plain are authenticated only */
};

/* End with alg NULL. */
extern const struct wdp_s_vector wdp_s_vectors_cipher[];
extern const struct wdp_s_vector wdp_s_vectors_hash[];
extern const struct wdp_s_vector wdp_s_vectors_aead[];

#endif /* WDP_SYM_VECTORS_H */
