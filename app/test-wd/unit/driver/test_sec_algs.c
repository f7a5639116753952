/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What is said to be possible, against doc/hw/sec.md 15, 17 to 21, 26, 29; and that all of it
 * can be encoded, and nothing else.
 */

#include <errno.h>
#include <string.h>

#include "engine/sec/wdp_sec.h"
#include "engine/sec/wdp_sec_sqe.h"
#include "wdp_unit.h"

#define KEY UINT64_C(0x100001000)

/* Support on V2 and V3 in letters: no, yes, experimental. */
static const char letter[] = {[WDP_SEC_NO] = 'N', [WDP_SEC_YES] = 'Y',
	[WDP_SEC_EXPERIMENTAL] = 'E'};

static void
support_is(const uint8_t *support, const char *want)
{
	char is[WDP_GEN_NB + 1] = {letter[support[WDP_GEN_V2]], letter[support[WDP_GEN_V3]]};

	assert_string_equal(is, want);
}

static void
range_is(const struct wdp_sec_range *r, unsigned int min, unsigned int max, unsigned int step)
{
	assert_int_equal(r->min, min);
	assert_int_equal(r->max, max);
	assert_int_equal(r->step, step);
}

static void
ranges(void **state)
{
	static const struct wdp_sec_range words = {4, 20, 4}, one = {16, 16, 0}, all = {0, 3, 1};
	unsigned int n;

	(void)state;
	for (n = 0; n < 70; n++) {
		assert_int_equal(wdp_sec_range_has(&words, n),
			n == 4 || n == 8 || n == 12 || n == 16 || n == 20);
		assert_int_equal(wdp_sec_range_has(&one, n), n == 16);
		assert_int_equal(wdp_sec_range_has(&all, n), n <= 3);
	}
	assert_false(wdp_sec_range_has(&words, SIZE_MAX));
	assert_false(wdp_sec_range_has(&words, (size_t)UINT16_MAX + 5));
}

/* Sections 17, 26, 29: key {least, most, step}, IV, shortest task, multiple of. */
static const struct {
	const char *name, *support;
	uint8_t id, key[3], iv, min, step, alg, mode;
} ciphers[] = {
	{"aes-ecb", "YY", WDP_SEC_ID_AES_ECB, {16, 32, 8}, 0, 16, 16, 2, 0},
	{"aes-cbc", "YY", WDP_SEC_ID_AES_CBC, {16, 32, 8}, 16, 16, 16, 2, 1},
	{"aes-ctr", "EY", WDP_SEC_ID_AES_CTR, {16, 32, 8}, 16, 1, 1, 2, 4},
	{"aes-xts", "YY", WDP_SEC_ID_AES_XTS, {32, 64, 32}, 16, 16, 1, 2, 7},
	{"aes-ofb", "NY", WDP_SEC_ID_AES_OFB, {16, 32, 8}, 16, 1, 1, 2, 3},
	{"aes-cfb", "NY", WDP_SEC_ID_AES_CFB, {16, 32, 8}, 16, 1, 1, 2, 2},
	{"aes-cbc-cs1", "EY", WDP_SEC_ID_AES_CS1, {16, 32, 8}, 16, 17, 1, 2, 9},
	{"aes-cbc-cs2", "EY", WDP_SEC_ID_AES_CS2, {16, 32, 8}, 16, 17, 1, 2, 9},
	{"aes-cbc-cs3", "EY", WDP_SEC_ID_AES_CS3, {16, 32, 8}, 16, 17, 1, 2, 9},
	{"sm4-ecb", "YY", WDP_SEC_ID_SM4_ECB, {16, 16, 0}, 0, 16, 16, 3, 0},
	{"sm4-cbc", "YY", WDP_SEC_ID_SM4_CBC, {16, 16, 0}, 16, 16, 16, 3, 1},
	{"sm4-ctr", "EY", WDP_SEC_ID_SM4_CTR, {16, 16, 0}, 16, 1, 1, 3, 4},
	{"sm4-xts", "YY", WDP_SEC_ID_SM4_XTS, {32, 32, 0}, 16, 16, 1, 3, 7},
	{"sm4-xts-gb", "NY", WDP_SEC_ID_SM4_XTS_GB, {32, 32, 0}, 16, 16, 1, 3, 7},
	{"sm4-ofb", "NY", WDP_SEC_ID_SM4_OFB, {16, 16, 0}, 16, 1, 1, 3, 3},
	{"sm4-cfb", "NY", WDP_SEC_ID_SM4_CFB, {16, 16, 0}, 16, 1, 1, 3, 2},
	{"sm4-cbc-cs1", "NY", WDP_SEC_ID_SM4_CS1, {16, 16, 0}, 16, 17, 1, 3, 9},
	{"sm4-cbc-cs2", "NY", WDP_SEC_ID_SM4_CS2, {16, 16, 0}, 16, 17, 1, 3, 9},
	{"sm4-cbc-cs3", "NY", WDP_SEC_ID_SM4_CS3, {16, 16, 0}, 16, 17, 1, 3, 9},
	{"des-ecb", "YY", WDP_SEC_ID_DES_ECB, {8, 8, 0}, 0, 8, 8, 0, 0},
	{"des-cbc", "YY", WDP_SEC_ID_DES_CBC, {8, 8, 0}, 8, 8, 8, 0, 1},
	{"3des-ecb", "YY", WDP_SEC_ID_3DES_ECB, {16, 24, 8}, 0, 8, 8, 1, 0},
	{"3des-cbc", "YY", WDP_SEC_ID_3DES_CBC, {16, 24, 8}, 8, 8, 8, 1, 1},
	{"3des-ofb", "NE", WDP_SEC_ID_3DES_OFB, {16, 24, 8}, 8, 1, 1, 1, 3},
};

static void
cipher_table(void **state)
{
	size_t i;

	(void)state;
	assert_int_equal(RTE_DIM(ciphers), WDP_SEC_CIPHERS);
	for (i = 0; i < RTE_DIM(ciphers); i++) {
		const struct wdp_sec_cipher_alg *c = &wdp_sec_ciphers[ciphers[i].id];

		assert_int_equal(ciphers[i].id, i);
		assert_string_equal(c->name, ciphers[i].name);
		support_is(c->support, ciphers[i].support);
		range_is(&c->key, ciphers[i].key[0], ciphers[i].key[1], ciphers[i].key[2]);
		assert_int_equal(c->iv, ciphers[i].iv);
		assert_int_equal(c->len_min, ciphers[i].min);
		assert_int_equal(c->len_step, ciphers[i].step);
		assert_int_equal(c->c_alg, ciphers[i].alg);
		assert_int_equal(c->c_mode, ciphers[i].mode);
		assert_int_equal(c->block, c->c_alg < 2 ? 8 : 16);
		assert_int_equal(c->variant, i == WDP_SEC_ID_SM4_XTS_GB);
		assert_ptr_equal(wdp_sec_cipher_find(WDP_GEN_V3, i), c);
		assert_ptr_equal(wdp_sec_cipher_find(WDP_GEN_V2, i),
			ciphers[i].support[0] == 'N' ? NULL : c);
	}
	for (i = 0; i < 3; i++) {
		assert_int_equal(wdp_sec_ciphers[WDP_SEC_ID_AES_CS1 + i].c_width, 1 + i);
		assert_int_equal(wdp_sec_ciphers[WDP_SEC_ID_SM4_CS1 + i].c_width, 1 + i);
	}
}

/* Sections 15.11, 18, 26, 29: whole result, block of the hash, shortest result. */
static const struct {
	const char *name, *support;
	uint8_t id, a_alg, whole, block, key[3], min, iv;
	bool empty;
} auths[] = {
	{"md5", "YY", WDP_SEC_ID_MD5, 0x02, 16, 0, {0}, 4, 0, true},
	{"sha1", "YY", WDP_SEC_ID_SHA1, 0x00, 20, 0, {0}, 4, 0, true},
	{"sha224", "YY", WDP_SEC_ID_SHA224, 0x03, 28, 0, {0}, 4, 0, true},
	{"sha256", "YY", WDP_SEC_ID_SHA256, 0x01, 32, 0, {0}, 4, 0, true},
	{"sha384", "YY", WDP_SEC_ID_SHA384, 0x04, 48, 0, {0}, 4, 0, true},
	{"sha512", "YY", WDP_SEC_ID_SHA512, 0x05, 64, 0, {0}, 4, 0, true},
	{"sha512-224", "YY", WDP_SEC_ID_SHA512_224, 0x06, 28, 0, {0}, 4, 0, true},
	{"sha512-256", "YY", WDP_SEC_ID_SHA512_256, 0x07, 32, 0, {0}, 4, 0, true},
	{"sm3", "YY", WDP_SEC_ID_SM3, 0x25, 32, 0, {0}, 4, 0, true},
	{"md5-hmac", "YY", WDP_SEC_ID_MD5_HMAC, 0x12, 16, 64, {1, 64, 1}, 4, 0, true},
	{"sha1-hmac", "YY", WDP_SEC_ID_SHA1_HMAC, 0x10, 20, 64, {1, 64, 1}, 4, 0, true},
	{"sha224-hmac", "YY", WDP_SEC_ID_SHA224_HMAC, 0x13, 28, 64, {1, 64, 1}, 4, 0, true},
	{"sha256-hmac", "YY", WDP_SEC_ID_SHA256_HMAC, 0x11, 32, 64, {1, 64, 1}, 4, 0, true},
	{"sha384-hmac", "YY", WDP_SEC_ID_SHA384_HMAC, 0x14, 48, 128, {1, 128, 1}, 4, 0, true},
	{"sha512-hmac", "YY", WDP_SEC_ID_SHA512_HMAC, 0x15, 64, 128, {1, 128, 1}, 4, 0, true},
	{"sha512-224-hmac", "YY", WDP_SEC_ID_SHA512_224_HMAC, 0x16, 28, 128, {1, 128, 1}, 4, 0,
	 true},
	{"sha512-256-hmac", "YY", WDP_SEC_ID_SHA512_256_HMAC, 0x17, 32, 128, {1, 128, 1}, 4, 0,
	 true},
	{"sm3-hmac", "YY", WDP_SEC_ID_SM3_HMAC, 0x26, 32, 64, {1, 64, 1}, 4, 0, true},
	{"aes-xcbc-mac", "NY", WDP_SEC_ID_AES_XCBC, 0x20, 16, 0, {16, 16, 0}, 12, 0, false},
	{"aes-cmac", "NY", WDP_SEC_ID_AES_CMAC, 0x21, 16, 0, {16, 16, 0}, 4, 0, false},
	{"aes-gmac", "NY", WDP_SEC_ID_AES_GMAC, 0x22, 16, 0, {16, 32, 8}, 4, 12, false},
	{"sm4-gmac", "NE", WDP_SEC_ID_SM4_GMAC, 0x31, 16, 0, {16, 16, 0}, 4, 12, false},
};

static void
auth_table(void **state)
{
	size_t i;

	(void)state;
	assert_int_equal(RTE_DIM(auths), WDP_SEC_AUTHS);
	for (i = 0; i < RTE_DIM(auths); i++) {
		const struct wdp_sec_auth_alg *a = &wdp_sec_auths[auths[i].id];

		assert_int_equal(auths[i].id, i);
		assert_string_equal(a->name, auths[i].name);
		support_is(a->support, auths[i].support);
		assert_int_equal(a->a_alg, auths[i].a_alg);
		assert_int_equal(a->whole, auths[i].whole);
		assert_int_equal(a->block, auths[i].block);
		assert_int_equal(a->iv, auths[i].iv);
		range_is(&a->key, auths[i].key[0], auths[i].key[1], auths[i].key[2]);
		range_is(&a->digest, auths[i].min, auths[i].whole, 4);
		assert_false(a->empty[WDP_GEN_V2]);
		assert_int_equal(a->empty[WDP_GEN_V3], auths[i].empty);
		assert_ptr_equal(wdp_sec_auth_find(WDP_GEN_V3, i), a);
		assert_ptr_equal(wdp_sec_auth_find(WDP_GEN_V2, i),
			auths[i].support[0] == 'N' ? NULL : a);
		/* section 15.5 */
		assert_int_equal(wdp_sec_auth_scene(WDP_GEN_V3, a), a->iv != 0 ? 1 : 7);
		if (auths[i].support[0] != 'N')
			assert_int_equal(wdp_sec_auth_scene(WDP_GEN_V2, a), 0);
	}
}

static void
aead_table(void **state)
{
	static const char *const names[] = {"aes-gcm", "aes-ccm", "sm4-gcm", "sm4-ccm"};
	static const uint64_t bits[] = {WDP_SEC_ALG_GCM_AES, WDP_SEC_ALG_CCM_AES,
		WDP_SEC_ALG_GCM_SM4, WDP_SEC_ALG_CCM_SM4};
	size_t i, n;

	(void)state;
	assert_int_equal(WDP_SEC_AEADS, 4);
	for (i = 0; i < WDP_SEC_AEADS; i++) {
		const struct wdp_sec_aead_alg *a = &wdp_sec_aeads[i];
		bool sm4 = i >= 2, ccm = i % 2 == 1;

		assert_string_equal(a->name, names[i]);
		support_is(a->support, sm4 ? "NY" : "YY");
		range_is(&a->key, 16, sm4 ? 16 : 32, sm4 ? 0 : 8);
		assert_int_equal(a->c_alg, sm4 ? 3 : 2);
		assert_int_equal(a->c_mode, ccm ? 5 : 6);
		assert_true(a->alg_bit == bits[i]);
		assert_false(a->empty[WDP_GEN_V2]);
		assert_true(a->empty[WDP_GEN_V3]);
		if (ccm) {
			range_is(&a->nonce, 7, 13, 1);
			range_is(&a->aad, 0, 65279, 1);
		} else {
			range_is(&a->nonce, 12, 12, 0);
			range_is(&a->aad, 0, 65535, 1);
		}
		for (n = 0; n < 80; n++) {
			bool ok = ccm ? n >= 4 && n <= 16 && n % 2 == 0 :
				n == 8 || (n >= 12 && n <= 16);

			assert_int_equal(wdp_sec_tag_ok(a, n), ok);
			if (wdp_sec_range_has(&a->tag, n))
				assert_true(ok);
		}
		assert_int_equal(a->tag.max, 16);
		assert_ptr_equal(wdp_sec_aead_find(WDP_GEN_V3, i), a);
		assert_ptr_equal(wdp_sec_aead_find(WDP_GEN_V2, i), sm4 ? NULL : a);
	}
}

/* Every bit of the bitmap that has a public meaning and is not a chain's belongs to an entry. */
static void
alg_bits(void **state)
{
	uint64_t seen = 0;
	size_t i;

	(void)state;
	for (i = 0; i < WDP_SEC_CIPHERS; i++) {
		assert_true((wdp_sec_ciphers[i].alg_bit & ~WDP_SEC_ALG_CIPHERS) == 0);
		seen |= wdp_sec_ciphers[i].alg_bit;
	}
	for (i = 0; i < WDP_SEC_AEADS; i++)
		seen |= wdp_sec_aeads[i].alg_bit;
	assert_true(seen == 0x018670cf);
	assert_true(wdp_sec_ciphers[WDP_SEC_ID_3DES_CBC].alg_bit == WDP_BIT64(24));
	assert_true(wdp_sec_ciphers[WDP_SEC_ID_AES_XTS].alg_bit == WDP_BIT64(3));
	assert_true(wdp_sec_ciphers[WDP_SEC_ID_DES_CBC].alg_bit == 0);
}

/* Section 19 by hand, and that nothing else is called proven. */
static void
chains(void **state)
{
	static const uint8_t hashes[] = {WDP_SEC_ID_SHA1_HMAC, WDP_SEC_ID_SHA256_HMAC,
		WDP_SEC_ID_SHA512_HMAC, WDP_SEC_ID_SM3_HMAC};
	unsigned int proven[WDP_GEN_NB] = {0}, other[WDP_GEN_NB] = {0};
	size_t g, c, a;

	(void)state;
	for (a = 0; a < RTE_DIM(hashes); a++) {
		assert_int_equal(wdp_sec_chain_support(WDP_GEN_V2, WDP_SEC_ID_AES_CBC, hashes[a],
			WDP_SEC_ENC_THEN_MAC), a < 3 ? WDP_SEC_YES : WDP_SEC_EXPERIMENTAL);
		assert_int_equal(wdp_sec_chain_support(WDP_GEN_V3, WDP_SEC_ID_AES_CBC, hashes[a],
			WDP_SEC_ENC_THEN_MAC), WDP_SEC_YES);
		assert_int_equal(wdp_sec_chain_support(WDP_GEN_V3, WDP_SEC_ID_SM4_CBC, hashes[a],
			WDP_SEC_ENC_THEN_MAC), WDP_SEC_YES);
		assert_int_equal(wdp_sec_chain_support(WDP_GEN_V2, WDP_SEC_ID_SM4_CBC, hashes[a],
			WDP_SEC_ENC_THEN_MAC), WDP_SEC_EXPERIMENTAL);
	}
	for (g = 0; g < WDP_GEN_NB; g++) {
		for (c = 0; c < WDP_SEC_CIPHERS; c++) {
			for (a = 0; a < WDP_SEC_AUTHS; a++) {
				enum wdp_sec_support s = wdp_sec_chain_support(g, c, a,
					WDP_SEC_ENC_THEN_MAC);

				proven[g] += s == WDP_SEC_YES;
				other[g] += s == WDP_SEC_EXPERIMENTAL;
				/* the other order: in nobody's use */
				assert_int_equal(wdp_sec_chain_support(g, c, a,
					WDP_SEC_MAC_THEN_ENC), s == WDP_SEC_NO ?
					WDP_SEC_NO : WDP_SEC_EXPERIMENTAL);
			}
		}
	}
	assert_int_equal(proven[WDP_GEN_V2], 3);
	assert_int_equal(proven[WDP_GEN_V3], 8);
	/* CBC of AES, SM4, DES, 3DES and CTR of AES, SM4, with nine HMACs */
	assert_int_equal(proven[WDP_GEN_V2] + other[WDP_GEN_V2], 6 * 9);
	assert_int_equal(proven[WDP_GEN_V3] + other[WDP_GEN_V3], 6 * 9);
	assert_int_equal(wdp_sec_chain_support(WDP_GEN_V3, WDP_SEC_ID_AES_CBC, WDP_SEC_ID_SHA256,
		WDP_SEC_ENC_THEN_MAC), WDP_SEC_NO);
	assert_int_equal(wdp_sec_chain_support(WDP_GEN_V3, WDP_SEC_ID_AES_XTS,
		WDP_SEC_ID_SHA256_HMAC, WDP_SEC_ENC_THEN_MAC), WDP_SEC_NO);
}

static struct wdp_sec_task
cipher_task(const struct wdp_sec_cipher_alg *c, uint8_t key)
{
	return (struct wdp_sec_task){
		.cipher = WDP_SEC_CIPHER_ENC, .c_alg = c->c_alg, .c_mode = c->c_mode,
		.c_width = c->c_width, .variant = c->variant, .c_key_len = key, .c_key = KEY,
	};
}

static struct wdp_sec_task
auth_task(const struct wdp_sec_auth_alg *a, uint8_t key, uint8_t digest)
{
	return (struct wdp_sec_task){
		.auth = WDP_SEC_AUTH_GEN, .a_alg = a->a_alg, .mac_len = digest, .a_key_len = key,
		.a_key = a->kind == WDP_SEC_KIND_HASH ? 0 : KEY,
		.ai_gen = a->kind == WDP_SEC_KIND_GMAC ? WDP_SEC_AI_GEN_ADDR : 0,
	};
}

static bool
encodes(enum wdp_gen gen, const struct wdp_sec_task *t)
{
	struct wdp_sec_form f;
	int ret = wdp_sec_form_init(&f, gen, t);

	assert_true(ret == 0 || ret == -EINVAL);
	return ret == 0;
}

/* Every size an entry allows can be encoded, and no other one. */
static void
keys_encode(void **state)
{
	size_t g, i, n;

	(void)state;
	for (g = 0; g < WDP_GEN_NB; g++) {
		for (i = 0; i < WDP_SEC_CIPHERS; i++) {
			const struct wdp_sec_cipher_alg *c = wdp_sec_cipher_find(g, i);

			for (n = 0; c != NULL && n < 256; n++) {
				struct wdp_sec_task t = cipher_task(c, n);

				assert_int_equal(encodes(g, &t), wdp_sec_range_has(&c->key, n));
			}
		}
		for (i = 0; i < WDP_SEC_AUTHS; i++) {
			const struct wdp_sec_auth_alg *a = wdp_sec_auth_find(g, i);

			for (n = 0; a != NULL && n < 256; n++) {
				struct wdp_sec_task t = auth_task(a, n, a->whole);
				bool empty = n == 0 && a->kind == WDP_SEC_KIND_HMAC;

				assert_int_equal(encodes(g, &t),
					empty || wdp_sec_range_has(&a->key, n));
			}
		}
	}
}

static void
digests_encode(void **state)
{
	size_t g, i, n;

	(void)state;
	for (g = 0; g < WDP_GEN_NB; g++) {
		for (i = 0; i < WDP_SEC_AUTHS; i++) {
			const struct wdp_sec_auth_alg *a = wdp_sec_auth_find(g, i);

			for (n = 0; a != NULL && n < 256; n++) {
				struct wdp_sec_task t = auth_task(a, a->key.min, n);

				assert_int_equal(encodes(g, &t),
					n >= 4 && n <= a->whole && n % 4 == 0);
			}
		}
		for (i = 0; i < WDP_SEC_AEADS; i++) {
			const struct wdp_sec_aead_alg *a = wdp_sec_aead_find(g, i);

			for (n = 0; a != NULL && n < 256; n++) {
				struct wdp_sec_task t = {
					.cipher = WDP_SEC_CIPHER_DEC, .c_alg = a->c_alg,
					.c_mode = a->c_mode, .c_key_len = a->key.max,
					.c_key = KEY, .icv_len = n, .seq = 1,
				};

				if (wdp_sec_tag_ok(a, n))
					assert_true(encodes(g, &t));
				if (n < 4 || n > 16)
					assert_false(encodes(g, &t));
			}
		}
	}
}

static void
chains_encode(void **state)
{
	size_t g, c, a;

	(void)state;
	for (g = 0; g < WDP_GEN_NB; g++) {
		for (c = 0; c < WDP_SEC_CIPHERS; c++) {
			for (a = 0; a < WDP_SEC_AUTHS; a++) {
				const struct wdp_sec_auth_alg *h = &wdp_sec_auths[a];
				struct wdp_sec_task t, at;

				if (wdp_sec_chain_support(g, c, a, WDP_SEC_ENC_THEN_MAC) ==
						WDP_SEC_NO)
					continue;
				t = cipher_task(&wdp_sec_ciphers[c], wdp_sec_ciphers[c].key.max);
				at = auth_task(h, h->key.max, h->whole);
				t.auth = at.auth;
				t.a_alg = at.a_alg;
				t.a_key = at.a_key;
				t.a_key_len = at.a_key_len;
				t.mac_len = at.mac_len;
				assert_true(encodes(g, &t));
				t.cipher = WDP_SEC_CIPHER_DEC;
				t.auth = WDP_SEC_AUTH_VERIFY;
				t.seq = WDP_SEC_SEQ_AUTH_FIRST;
				assert_true(encodes(g, &t));
			}
		}
	}
}

/* One wrong field each, in a task that is fine without it. */
#define REFUSED(gen, base, ...) do { \
	struct wdp_sec_task t_ = base; \
	struct wdp_sec_form f_, before_; \
	memset(&f_, 0xa5, sizeof(f_)); \
	before_ = f_; \
	assert_int_equal(wdp_sec_form_init(&f_, gen, &t_), 0); \
	f_ = before_; \
	__VA_ARGS__; \
	assert_int_equal(wdp_sec_form_init(&f_, gen, &t_), -EINVAL); \
	assert_memory_equal(&f_, &before_, sizeof(f_)); \
} while (0)

static void
refused_ciphers(void **state)
{
	struct wdp_sec_task cbc = cipher_task(&wdp_sec_ciphers[WDP_SEC_ID_AES_CBC], 16);
	struct wdp_sec_task cs = cipher_task(&wdp_sec_ciphers[WDP_SEC_ID_AES_CS1], 16);
	struct wdp_sec_task des = cipher_task(&wdp_sec_ciphers[WDP_SEC_ID_DES_CBC], 8);
	struct wdp_sec_task tdes = cipher_task(&wdp_sec_ciphers[WDP_SEC_ID_3DES_CBC], 24);
	struct wdp_sec_task sm4 = cipher_task(&wdp_sec_ciphers[WDP_SEC_ID_SM4_XTS], 32);
	struct wdp_sec_task gcm = cipher_task(&wdp_sec_ciphers[WDP_SEC_ID_AES_CBC], 16);
	size_t g;

	(void)state;
	gcm.c_mode = WDP_SEC_CMODE_GCM;
	gcm.icv_len = 16;
	for (g = 0; g < WDP_GEN_NB; g++) {
		REFUSED(g, cbc, t_.cipher = WDP_SEC_CIPHER_COPY);
		REFUSED(g, cbc, t_.cipher = WDP_SEC_CIPHER_NONE);
		REFUSED(g, cbc, t_ = (struct wdp_sec_task){0});
		REFUSED(g, cbc, t_.c_alg = 4);
		REFUSED(g, cbc, t_.c_mode = 8);
		REFUSED(g, cbc, t_.c_mode = 10);
		REFUSED(g, cbc, t_.c_mode = 33);
		REFUSED(g, cbc, t_.c_width = 1);
		REFUSED(g, cbc, t_.c_key = 0);
		REFUSED(g, cbc, t_.icv_len = 16);
		REFUSED(g, cbc, t_.variant = WDP_SEC_XTS_GB);
		REFUSED(g, cbc, t_.variant = 3);
		REFUSED(g, cbc, t_.scene = 10);
		REFUSED(g, cbc, t_.seq = 2);
		REFUSED(g, cbc, t_.a_key = KEY);
		REFUSED(g, cbc, t_.a_alg = 1);
		REFUSED(g, cbc, t_.mac_len = 4);
		REFUSED(g, cbc, t_.a_key_len = 4);
		REFUSED(g, cbc, t_.ai_gen = 1);
		REFUSED(g, cbc, t_.a_pad = 1);
		REFUSED(g, cs, t_.c_width = 0);
		REFUSED(g, cs, t_.c_width = 4);
		REFUSED(g, des, t_.c_mode = WDP_SEC_CMODE_OFB);
		REFUSED(g, des, t_.c_mode = WDP_SEC_CMODE_CTR);
		REFUSED(g, tdes, t_.c_mode = WDP_SEC_CMODE_CFB);
		REFUSED(g, tdes, t_.c_mode = WDP_SEC_CMODE_XTS);
		REFUSED(g, gcm, t_.auth = WDP_SEC_AUTH_GEN, t_.a_alg = WDP_SEC_AALG_SHA1,
			t_.mac_len = 20);
		REFUSED(g, gcm, t_.icv_len = 3);
		REFUSED(g, gcm, t_.icv_len = 17);
		REFUSED(g, gcm, t_.c_mode = WDP_SEC_CMODE_CCM, t_.icv_len = 13);
	}
	/* type 2 has no place for the variant */
	REFUSED(WDP_GEN_V2, sm4, t_.variant = WDP_SEC_XTS_GB);
}

static void
refused_auths(void **state)
{
	struct wdp_sec_task sha = auth_task(&wdp_sec_auths[WDP_SEC_ID_SHA256], 0, 32);
	struct wdp_sec_task hmac = auth_task(&wdp_sec_auths[WDP_SEC_ID_SHA256_HMAC], 20, 32);
	struct wdp_sec_task cmac = auth_task(&wdp_sec_auths[WDP_SEC_ID_AES_CMAC], 16, 16);
	struct wdp_sec_task gmac = auth_task(&wdp_sec_auths[WDP_SEC_ID_AES_GMAC], 16, 16);
	struct wdp_sec_task stream;
	size_t g;

	(void)state;
	for (g = 0; g < WDP_GEN_NB; g++) {
		REFUSED(g, sha, t_.auth = WDP_SEC_AUTH_VERIFY);
		REFUSED(g, sha, t_.auth = 3);
		REFUSED(g, sha, t_.a_alg = 0x08);
		REFUSED(g, sha, t_.a_alg = 0x35);
		REFUSED(g, sha, t_.a_alg = 0x41);
		REFUSED(g, sha, t_.a_key = KEY);
		REFUSED(g, sha, t_.a_key_len = 4);
		REFUSED(g, sha, t_.mac_len = 0);
		REFUSED(g, sha, t_.ai_gen = 2);
		REFUSED(g, sha, t_.a_pad = 2);
		REFUSED(g, sha, t_.c_key = KEY);
		REFUSED(g, sha, t_.c_alg = WDP_SEC_CALG_AES);
		REFUSED(g, sha, t_.icv_len = 16);
		REFUSED(g, sha, t_.variant = WDP_SEC_CTR_128);
		REFUSED(g, hmac, t_.a_key = 0);
		REFUSED(g, hmac, t_.a_key_len = 65);
		REFUSED(g, cmac, t_.a_pad = 1, t_.scene = WDP_SEC_SCENE_STREAM);
		REFUSED(g, cmac, t_.ai_gen = 1);
		REFUSED(g, gmac, t_.ai_gen = 0);
	}
	/* parts: type 3 has the field in the stream scene only, type 2 everywhere */
	stream = sha;
	stream.scene = WDP_SEC_SCENE_STREAM;
	stream.a_pad = WDP_SEC_A_PAD_NONE;
	stream.mac_len = 0;
	REFUSED(WDP_GEN_V3, stream, t_.scene = WDP_SEC_SCENE_NONE);
	stream.scene = WDP_SEC_SCENE_NONE;
	assert_true(encodes(WDP_GEN_V2, &stream));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges),
		cmocka_unit_test(cipher_table),
		cmocka_unit_test(auth_table),
		cmocka_unit_test(aead_table),
		cmocka_unit_test(alg_bits),
		cmocka_unit_test(chains),
		cmocka_unit_test(keys_encode),
		cmocka_unit_test(digests_encode),
		cmocka_unit_test(chains_encode),
		cmocka_unit_test(refused_ciphers),
		cmocka_unit_test(refused_auths),
	};

	return cmocka_run_group_tests_name("sec_algs", tests, NULL, NULL);
}
