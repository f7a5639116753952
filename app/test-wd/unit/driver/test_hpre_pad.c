/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Paddings of PKCS #1 1.5 and the numbers the driver draws. */

#include <errno.h>
#include <string.h>

#include <rte_common.h>

#include "engine/hpre/wdp_hpre_block.h"
#include "wd_hpre_pad.h"
#include "wdp_unit.h"

#define K 128
#define HEAD 3 /* 00, type, 00 */
#define FILL_MIN 8
#define LEN_MAX (K - HEAD - FILL_MIN)

static uint8_t em[K], msg[K];

static void
setup_bytes(void)
{
	unsigned int i;

	for (i = 0; i < K; i++)
		msg[i] = i * 7 + 1;
	memset(em, 0xa5, sizeof(em));
}

static void
sign_plain(void **state)
{
	size_t len, i;

	(void)state;
	setup_bytes();
	for (len = 0; len <= LEN_MAX; len++) {
		assert_int_equal(wdp_hpre_pad_sign(em, K, 0, msg, len), 0);
		assert_int_equal(em[0], 0);
		assert_int_equal(em[1], 1);
		for (i = 2; i < K - len - 1; i++)
			assert_int_equal(em[i], 0xff);
		assert_int_equal(em[i], 0);
		assert_memory_equal(em + K - len, msg, len);
	}
	assert_int_equal(wdp_hpre_pad_sign(em, K, 0, msg, len), -EINVAL);
	assert_int_equal(wdp_hpre_pad_sign(em, K, 0, msg, SIZE_MAX), -EINVAL);
	assert_int_equal(wdp_hpre_pad_sign(em, HEAD + FILL_MIN - 1, 0, msg, 0), -EINVAL);
}

/* The prefixes are those of RFC 8017, 9.2, note 1. */
static void
sign_digest(void **state)
{
	static const struct {
		enum rte_crypto_auth_algorithm hash;
		uint8_t digest;
		const char *prefix;
	} t[] = {
		{RTE_CRYPTO_AUTH_MD5, 16, "3020300c06082a864886f70d020505000410"},
		{RTE_CRYPTO_AUTH_SHA1, 20, "3021300906052b0e03021a05000414"},
		{RTE_CRYPTO_AUTH_SHA224, 28, "302d300d06096086480165030402040500041c"},
		{RTE_CRYPTO_AUTH_SHA256, 32, "3031300d060960864801650304020105000420"},
		{RTE_CRYPTO_AUTH_SHA384, 48, "3041300d060960864801650304020205000430"},
		{RTE_CRYPTO_AUTH_SHA512, 64, "3051300d060960864801650304020305000440"},
	};
	unsigned int i;

	(void)state;
	setup_bytes();
	for (i = 0; i < RTE_DIM(t); i++) {
		uint8_t prefix[32];
		size_t n = wdp_unit_hex(t[i].prefix, prefix, sizeof(prefix));
		size_t all = n + t[i].digest;

		assert_int_equal(wdp_hpre_pad_sign(em, K, t[i].hash, msg, t[i].digest), 0);
		assert_int_equal(em[K - all - 1], 0);
		assert_int_equal(em[K - all - 2], 0xff);
		assert_memory_equal(em + K - all, prefix, n);
		assert_memory_equal(em + K - t[i].digest, msg, t[i].digest);
		assert_int_equal(wdp_hpre_pad_sign(em, K, t[i].hash, msg, t[i].digest - 1),
			-EINVAL);
		/* Exactly room for it, and a byte less. */
		assert_int_equal(wdp_hpre_pad_sign(em, all + HEAD + FILL_MIN, t[i].hash, msg,
			t[i].digest), 0);
		assert_int_equal(wdp_hpre_pad_sign(em, all + HEAD + FILL_MIN - 1, t[i].hash, msg,
			t[i].digest), -EINVAL);
	}
	assert_int_equal(wdp_hpre_pad_sign(em, K, RTE_CRYPTO_AUTH_SHA256_HMAC, msg, 32), -EINVAL);
	assert_int_equal(wdp_hpre_pad_sign(em, K, RTE_CRYPTO_AUTH_NULL, msg, 5), 0);
}

static void
encrypt_and_back(void **state)
{
	size_t len, i;

	(void)state;
	setup_bytes();
	for (len = 0; len <= LEN_MAX; len++) {
		assert_int_equal(wdp_hpre_pad_encrypt(em, K, msg, len), 0);
		assert_int_equal(em[0], 0);
		assert_int_equal(em[1], 2);
		for (i = 2; i < K - len - 1; i++)
			assert_int_not_equal(em[i], 0);
		assert_int_equal(wdp_hpre_unpad(em, K), K - len);
		assert_memory_equal(em + K - len, msg, len);
	}
	assert_int_equal(wdp_hpre_pad_encrypt(em, K, msg, len), -EINVAL);
	assert_int_equal(wdp_hpre_pad_encrypt(em, HEAD + FILL_MIN - 1, msg, 0), -EINVAL);
	assert_int_equal(wdp_hpre_pad_encrypt(em, K, msg, SIZE_MAX), -EINVAL);
}

static void
unpad_refuses(void **state)
{
	unsigned int i;

	(void)state;
	setup_bytes();
	assert_int_equal(wdp_hpre_pad_encrypt(em, K, msg, 20), 0);
	for (i = 1; i < 256; i++) {
		em[0] ^= i;
		assert_int_equal(wdp_hpre_unpad(em, K), -EINVAL);
		em[0] ^= i;
		em[1] ^= i;
		assert_int_equal(wdp_hpre_unpad(em, K), -EINVAL);
		em[1] ^= i;
	}
	/* No end of the padding; one after seven, after eight bytes; none at all left. */
	memset(em + 2, 0x80, K - 2);
	assert_int_equal(wdp_hpre_unpad(em, K), -EINVAL);
	for (i = 2; i < K; i++) {
		em[i] = 0;
		assert_int_equal(wdp_hpre_unpad(em, K), i < 2 + FILL_MIN ? -EINVAL : (int)i + 1);
		em[i] = 0x80;
	}
	/* The first one counts. */
	em[20] = em[40] = 0;
	assert_int_equal(wdp_hpre_unpad(em, K), 21);
	assert_int_equal(wdp_hpre_unpad(em, HEAD + FILL_MIN - 1), -EINVAL);
}

/* Every value between is drawn, none else: 2 .. bound - 1. */
static void
draws(void **state)
{
	static const uint8_t bounds[] = {3, 4, 9, 16, 17};
	uint8_t bound[16] = {0}, v[16];
	unsigned int i, n;

	(void)state;
	for (i = 0; i < RTE_DIM(bounds); i++) {
		unsigned int seen[32] = {0};

		bound[15] = bounds[i];
		for (n = 0; n < 2000; n++) {
			assert_int_equal(wdp_hpre_draw(v, sizeof(v), bound), 0);
			assert_true(wdp_hpre_is_zero(v, 8));
			assert_true(v[15] > 1 && v[15] < bounds[i]);
			seen[v[15]]++;
		}
		for (n = 2; n < bounds[i]; n++)
			assert_true(seen[n] > 2000u / bounds[i] / 2);
	}
	/* There is none: it ends. */
	bound[15] = 2;
	assert_int_equal(wdp_hpre_draw(v, sizeof(v), bound), -EIO);
	bound[15] = 0;
	assert_int_equal(wdp_hpre_draw(v, sizeof(v), bound), -EIO);
	/* A bound of all bytes, and the bytes in front are reached. */
	memset(bound, 0xff, sizeof(bound));
	for (n = 0, i = 0; n < 64; n++) {
		assert_int_equal(wdp_hpre_draw(v, sizeof(v), bound), 0);
		i |= v[0];
	}
	assert_int_equal(i, 0xff);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sign_plain),
		cmocka_unit_test(sign_digest),
		cmocka_unit_test(encrypt_and_back),
		cmocka_unit_test(unpad_refuses),
		cmocka_unit_test(draws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
