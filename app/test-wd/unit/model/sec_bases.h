/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef SEC_BASES_H
#define SEC_BASES_H

/* Tasks of every sort that the SEC engine takes, and how it refuses one (doc/model.md 8). */

#include "sec_dut.h"

#define E_TYPE    0x01
#define E_FIELD   0x02
#define E_ALG     0x03
#define E_LEN     0x04
#define E_KEY_LEN 0x05
#define E_MAC_LEN 0x06
#define E_SGL     0x07
#define E_DMA     0x08
#define E_CCM     0x09

/** Tasks that are fine; a test spoils one field. */
enum base {
	CBC, XTS, CTR, GCM, CCM, CHAIN, SHA, HMAC, CMAC, GMAC, FIRST, LAST,
};

#define BASE_CIPHER(mode) \
	.src = EX_SRC, .tag = 0x77, .de = 1, .dst = EX_DST, .cipher = 1, .c_alg = 2, \
	.c_mode = mode, .c_len = 64, .c_key = EX_C_KEY, .c_iv = EX_C_IV
#define BASE_AEAD(mode) BASE_CIPHER(mode), \
	.icv_len = 16, .a_len = 20, .cipher_off = 20, .mac = EX_MAC, .a_iv = EX_A_IV
#define BASE_HASH(alg, scene_) \
	.src = EX_SRC, .tag = 0x77, .auth = 1, .a_alg = alg, .scene = scene_, .a_len = 128, \
	.mac = EX_MAC, .mac_len = 4
#define BASE_KEY(words) .a_key = EX_A_KEY, .a_key_len = words

/** As V3 has them; V2 has other scenes for parts of a message and for whole ones. */
static const struct task bases[] = {
	[CBC] = {BASE_CIPHER(1)},
	[XTS] = {BASE_CIPHER(7)},
	[CTR] = {BASE_CIPHER(4), .ctr_mode = 2},
	[GCM] = {BASE_AEAD(6)},
	[CCM] = {BASE_AEAD(5)},
	[CHAIN] = {BASE_CIPHER(1), .auth = 1, .a_alg = 0x11, .a_len = 80, .cipher_off = 16,
		.mac = EX_MAC, .mac_len = 4, BASE_KEY(5)},
	[SHA] = {BASE_HASH(0x01, 7)},
	[HMAC] = {BASE_HASH(0x11, 7), BASE_KEY(16)},
	[CMAC] = {BASE_HASH(0x21, 7), BASE_KEY(4)},
	[GMAC] = {BASE_HASH(0x22, 1), BASE_KEY(4), .ai_gen = 1, .a_iv = EX_A_IV},
	[FIRST] = {BASE_HASH(0x01, 7), .a_pad = 1},
	[LAST] = {BASE_HASH(0x01, 7), .ai_gen = 1, .a_iv = EX_MAC, .bits = 8 * 192},
};

static inline struct task
base_task(struct sec_dut *s, enum base b)
{
	struct task t = bases[b];

	t.type = s->d.v3 ? 3 : 2;
	if (!s->d.v3) {
		t.ctr_mode = 0;
		if (b == SHA || b == HMAC)
			t.scene = 0;
		else if (b == FIRST || b == LAST)
			t.scene = 1;
	}
	memset(at(s, EX_SRC), 0x11, 0x10000);
	memset(at(s, EX_DST), RED, 4096);
	memset(at(s, EX_MAC), RED, 256);
	memset(at(s, EX_C_KEY), 0x22, 64);
	memset(at(s, EX_A_KEY), 0x33, 128);
	memset(at(s, EX_A_IV), 0, 64);
	memset(at(s, EX_C_IV), 0, 16);
	if (b == GCM || b == CCM) {
		put(s, EX_A_IV, "7a" "000000000000000000000000" "000040");
		put(s, EX_C_IV, "02" "000000000000000000000000" "000001");
	}
	return t;
}

#define F(f) offsetof(struct task, f)

#endif /* SEC_BASES_H */
