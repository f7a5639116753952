/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "key.h"

int
ce_random(uint8_t *p, size_t len)
{
	while (len > 0) {
		ssize_t n = getrandom(p, len, 0);

		if (n < 0 && errno != EINTR) {
			warn("no random numbers from the kernel");
			return -errno;
		}
		if (n > 0) {
			p += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

int
ce_key_create(const char *path)
{
	uint8_t master[CE_MASTER_B];
	int fd, ret = ce_random(master, sizeof(master));

	if (ret < 0)
		return ret;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		ret = -errno;
		warn("key file %s cannot be made%s", path,
			errno == EEXIST ? "; leave --new-key out to use the one that is there" : "");
	} else if (write(fd, master, sizeof(master)) != (ssize_t)sizeof(master) ||
			fsync(fd) != 0) {
		ret = -EIO;
		warn("key file %s cannot be written", path);
	}
	OPENSSL_cleanse(master, sizeof(master));
	if (fd >= 0)
		close(fd);
	return ret;
}

static int
master_read(const char *path, uint8_t master[CE_MASTER_B])
{
	uint8_t more;
	ssize_t n = -1, rest = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		n = read(fd, master, CE_MASTER_B);
		rest = n == CE_MASTER_B ? read(fd, &more, 1) : 0;
	}
	if (fd < 0 || n < 0) {
		int ret = -errno;

		warn("key file %s cannot be read", path);
		if (fd >= 0)
			close(fd);
		return ret;
	}
	close(fd);
	if (n == CE_MASTER_B && rest == 0)
		return 0;
	warnx("key file %s: it must have exactly %d bytes", path, CE_MASTER_B);
	return -EINVAL;
}

static int
derive(uint8_t master[CE_MASTER_B], const struct ce_head *h, struct ce_key *k)
{
	/* OpenSSL takes pointers to what it only reads without const. */
	uint8_t *raw = (uint8_t *)(uintptr_t)h->raw, *salt = raw + CE_SALT_OFF;
	char digest[] = "SHA256";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, master, CE_MASTER_B),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt, CE_SALT_B),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, raw, CE_SALT_OFF),
		OSSL_PARAM_construct_end(),
	};
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = kdf != NULL ? EVP_KDF_CTX_new(kdf) : NULL;
	int ret = -ENOTSUP;

	k->len = h->cipher == CE_AES_256_XTS ? CE_XTS_KEY_B : CE_GCM_KEY_B;
	if (ctx != NULL && EVP_KDF_derive(ctx, k->bytes, k->len, params) > 0)
		ret = 0;
	else
		warnx("OpenSSL's HKDF gives no key: is its default provider there?");
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
	return ret;
}

int
ce_key_load(const char *path, const struct ce_head *h, struct ce_key *k)
{
	uint8_t master[CE_MASTER_B];
	int ret = master_read(path, master);

	if (ret == 0)
		ret = derive(master, h, k);
	OPENSSL_cleanse(master, sizeof(master));
	return ret;
}

void
ce_key_wipe(struct ce_key *k)
{
	OPENSSL_cleanse(k, sizeof(*k));
}
