/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "wd_hpre.h"
#include "wd_hpre_pad.h"

/* 00, type, eight bytes or more, 00 */
#define PAD_MIN_B 11
#define PAD_HEAD_B 2
#define PAD_FILL_MIN_B 8
#define TYPE_SIGN 1
#define TYPE_ENCRYPT 2

/* That so many draws fail is less likely than that the machine does. */
#define DRAWS_MAX 128

/*
 * The one system call of the data path: for operations that need a number nobody gave them.
 * Nothing is kept in store, so no random number lies about before it is used.
 */
int
wdp_hpre_random(uint8_t *buf, size_t len)
{
	while (len != 0) {
		ssize_t n = getrandom(buf, len, GRND_NONBLOCK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -EIO;
		buf += n;
		len -= n;
	}
	return 0;
}

int
wdp_hpre_draw(uint8_t *slot, uint32_t k, const uint8_t *bound)
{
	uint32_t front = k - wdp_hpre_num_len((struct wdp_hpre_num){bound, k});
	unsigned int tries, mask = 0;

	/* As many bits as the bound has: at least every other draw is below it. */
	while (front < k && mask < bound[front])
		mask = mask << 1 | 1;
	memset(slot, 0, front);
	for (tries = 0; front < k && tries < DRAWS_MAX; tries++) {
		if (wdp_hpre_random(slot + front, k - front) < 0)
			break;
		slot[front] &= mask;
		if (!wdp_hpre_is_zero_or_one(slot, k) && wdp_hpre_secret_below(slot, bound, k))
			return 0;
	}
	return -EIO;
}

/* SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING }, without the digest (RFC 8017, 9.2 note 1). */
#define DIGEST_INFO(len, oid_len, ...) \
	0x30, 8 + (oid_len) + (len), 0x30, 4 + (oid_len), 0x06, (oid_len), __VA_ARGS__, \
	0x05, 0x00, 0x04, (len)
/* 2.16.840.1.101.3.4.2.x */
#define NIST_HASH(x) 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, (x)

static const struct digest_info {
	enum rte_crypto_auth_algorithm hash;
	uint8_t digest_len;
	uint8_t len;
	uint8_t der[20];
} digest_infos[] = {
	{RTE_CRYPTO_AUTH_MD5, 16, 18,
		{DIGEST_INFO(16, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05)}},
	{RTE_CRYPTO_AUTH_SHA1, 20, 15, {DIGEST_INFO(20, 5, 0x2b, 0x0e, 0x03, 0x02, 0x1a)}},
	{RTE_CRYPTO_AUTH_SHA224, 28, 19, {DIGEST_INFO(28, 9, NIST_HASH(4))}},
	{RTE_CRYPTO_AUTH_SHA256, 32, 19, {DIGEST_INFO(32, 9, NIST_HASH(1))}},
	{RTE_CRYPTO_AUTH_SHA384, 48, 19, {DIGEST_INFO(48, 9, NIST_HASH(2))}},
	{RTE_CRYPTO_AUTH_SHA512, 64, 19, {DIGEST_INFO(64, 9, NIST_HASH(3))}},
};

static const struct digest_info *
digest_info(enum rte_crypto_auth_algorithm hash)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(digest_infos); i++)
		if (digest_infos[i].hash == hash)
			return &digest_infos[i];
	return NULL;
}

/* What is in front of a message of @p len bytes; NULL: it cannot be signed in @p k bytes. */
static const struct digest_info *
sign_info(size_t k, enum rte_crypto_auth_algorithm hash, size_t len)
{
	static const struct digest_info none;
	const struct digest_info *d = &none;

	/* Nobody who leaves the field alone means a hash. */
	if (hash != 0 && hash != RTE_CRYPTO_AUTH_NULL) {
		d = digest_info(hash);
		if (d == NULL || len != d->digest_len)
			return NULL;
	}
	return k < PAD_MIN_B || len > k - PAD_MIN_B || d->len > k - PAD_MIN_B - len ? NULL : d;
}

bool
wdp_hpre_pad_fits(size_t k, enum rte_crypto_auth_algorithm hash, size_t len)
{
	return sign_info(k, hash, len) != NULL;
}

int
wdp_hpre_pad_sign(uint8_t *em, size_t k, enum rte_crypto_auth_algorithm hash, const uint8_t *msg,
	size_t len)
{
	const struct digest_info *d = sign_info(k, hash, len);
	size_t fill;

	if (d == NULL)
		return -EINVAL;
	fill = k - len - d->len - PAD_HEAD_B - 1;
	*em++ = 0;
	*em++ = TYPE_SIGN;
	memset(em, 0xff, fill);
	em += fill;
	*em++ = 0;
	memcpy(em, d->der, d->len);
	memcpy(em + d->len, msg, len);
	return 0;
}

int
wdp_hpre_pad_encrypt(uint8_t *em, size_t k, const uint8_t *msg, size_t len)
{
	size_t fill, i;

	if (k < PAD_MIN_B || len > k - PAD_MIN_B)
		return -EINVAL;
	fill = k - len - PAD_HEAD_B - 1;
	em[0] = 0;
	em[1] = TYPE_ENCRYPT;
	if (wdp_hpre_random(em + PAD_HEAD_B, fill) < 0)
		return -EIO;
	/* None of them may be 0. */
	for (i = PAD_HEAD_B; i < PAD_HEAD_B + fill; i++)
		while (em[i] == 0)
			if (wdp_hpre_random(&em[i], 1) < 0)
				return -EIO;
	em[i] = 0;
	memcpy(em + i + 1, msg, len);
	return 0;
}

/* All ones when v, below 2^31, is 0; the compiler must not see a condition in it. */
static inline uint32_t
zero_mask(uint32_t v)
{
	uint32_t mask = 0u - ((v - 1) >> 31);

	__asm__("" : "+r"(mask));
	return mask;
}

int
wdp_hpre_unpad(const uint8_t *em, size_t k)
{
	uint32_t looking = UINT32_MAX, zero = 0, bad, i;

	if (k < PAD_MIN_B)
		return -EINVAL;
	bad = em[0] | (em[1] ^ TYPE_ENCRYPT);
	for (i = PAD_HEAD_B; i < k; i++) {
		uint32_t here = looking & zero_mask(em[i]);

		zero |= here & i;
		looking &= ~here;
	}
	/* None, or one too early: the subtraction has its top bit set. */
	bad |= (zero - (PAD_HEAD_B + PAD_FILL_MIN_B)) >> 31;
	return bad == 0 ? (int)zero + 1 : -EINVAL;
}
