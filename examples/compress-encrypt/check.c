/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/**
 * @file
 * compress-encrypt-check: reads a container without DPDK and without an accelerator. OpenSSL
 * decrypts, zlib inflates; what comes out is compared with the original, written, or both.
 */

#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <zlib.h>

#include "container.h"
#include "key.h"

struct check {
	const char *in_name, *key_name, *original_name, *out_name;
	FILE *in, *original, *out;
	struct ce_head head;
	struct ce_key key;
	EVP_CIPHER_CTX *evp;
	z_stream z;
	uint8_t *sealed, *data, *plain, *expect;
	uint64_t stored;
	uint64_t container_b;
};

static int
bad_block(const struct check *c, const struct ce_block *b, const char *what)
{
	warnx("%s, block %" PRIu64 ": %s", c->in_name, b->number, what);
	return -EBADMSG;
}

/* ---- one block ---- */

static int
decrypt(struct check *c, const struct ce_block *b, uint8_t raw[CE_BLOCK_HEAD_B])
{
	bool gcm = c->head.cipher == CE_AES_256_GCM;
	const EVP_CIPHER *alg = gcm ? EVP_aes_256_gcm() : EVP_aes_256_xts();
	uint8_t iv[CE_IV_ROOM_B] = {0}, last[EVP_MAX_BLOCK_LENGTH];
	int n, ok;

	/* As README.md has it, not as the other program does it. */
	for (n = 0; n < 8; n++)
		iv[n] = (uint8_t)(b->number >> (8 * n));
	ok = EVP_DecryptInit_ex2(c->evp, alg, c->key.bytes, iv, NULL);
	if (ok > 0 && gcm)
		ok = EVP_CIPHER_CTX_ctrl(c->evp, EVP_CTRL_AEAD_SET_TAG, CE_TAG_B, raw + CE_AAD_B);
	if (ok > 0 && gcm)
		ok = EVP_DecryptUpdate(c->evp, NULL, &n, raw, CE_AAD_B);
	if (ok > 0)
		ok = EVP_DecryptUpdate(c->evp, c->data, &n, c->sealed, (int)b->data_b);
	if (ok <= 0)
		return bad_block(c, b, "OpenSSL cannot decrypt it");
	if ((uint32_t)n != b->data_b || EVP_DecryptFinal_ex(c->evp, last, &n) <= 0 || n != 0)
		return bad_block(c, b, gcm ? "wrong key, or not what was encrypted: the tag differs" :
			"OpenSSL cannot decrypt it");
	return 0;
}

static int
inflate_block(struct check *c, const struct ce_block *b)
{
	if (inflateReset(&c->z) != Z_OK)
		return bad_block(c, b, "zlib cannot be reset");
	c->z.next_in = c->data;
	c->z.avail_in = b->data_b;
	c->z.next_out = c->plain;
	c->z.avail_out = b->plain_b;
	if (inflate(&c->z, Z_FINISH) != Z_STREAM_END || c->z.avail_in != 0 || c->z.avail_out != 0)
		return bad_block(c, b, "wrong key, or zlib does not find one whole stream of the right size");
	return 0;
}

static int
stored_block(struct check *c, const struct ce_block *b)
{
	uint32_t i;

	for (i = b->plain_b; i < b->data_b; i++)
		if (c->data[i] != 0)
			return bad_block(c, b, "wrong key, or what fills it up is not zero");
	c->stored++;
	return 0;
}

static int
use(struct check *c, const struct ce_block *b, const uint8_t *plain)
{
	if (c->original != NULL) {
		if (fread(c->expect, 1, b->plain_b, c->original) != b->plain_b)
			return bad_block(c, b, "the original ends before it");
		if (memcmp(c->expect, plain, b->plain_b) != 0)
			return bad_block(c, b, "differs from the original");
	}
	if (c->out != NULL && fwrite(plain, 1, b->plain_b, c->out) != b->plain_b) {
		warn("%s cannot be written", c->out_name);
		return -EIO;
	}
	return 0;
}

static int
check_block(struct check *c, uint64_t number)
{
	struct ce_block b = {.number = number};
	uint8_t raw[CE_BLOCK_HEAD_B];
	const char *why;
	int ret;

	if (fread(raw, 1, sizeof(raw), c->in) != sizeof(raw))
		return bad_block(c, &b, "the container ends before it");
	why = ce_block_get(&c->head, raw, &b);
	if (why != NULL)
		return bad_block(c, &b, why);
	if (fread(c->sealed, 1, b.data_b, c->in) != b.data_b)
		return bad_block(c, &b, "the container ends in it");
	c->container_b += sizeof(raw) + b.data_b;
	ret = decrypt(c, &b, raw);
	if (ret == 0)
		ret = b.stored ? stored_block(c, &b) : inflate_block(c, &b);
	return ret == 0 ? use(c, &b, b.stored ? c->data : c->plain) : ret;
}

/* ---- the file ---- */

static int
file_open(FILE **f, const char *name, const char *mode)
{
	if (name == NULL)
		return 0;
	*f = fopen(name, mode);
	if (*f != NULL)
		return 0;
	warn("%s cannot be opened", name);
	return -errno;
}

static int
begin(struct check *c)
{
	const char *why;
	int ret = file_open(&c->in, c->in_name, "rb");

	if (ret < 0)
		return ret;
	if (fread(c->head.raw, 1, CE_HEAD_B, c->in) != CE_HEAD_B)
		why = "too short for a container";
	else
		why = ce_head_get(&c->head);
	if (why != NULL) {
		warnx("%s: %s", c->in_name, why);
		return -EBADMSG;
	}
	c->container_b = CE_HEAD_B;
	ret = ce_key_load(c->key_name, &c->head, &c->key);
	if (ret == 0)
		ret = file_open(&c->original, c->original_name, "rb");
	if (ret == 0)
		ret = file_open(&c->out, c->out_name, "wb");
	if (ret < 0)
		return ret;
	c->evp = EVP_CIPHER_CTX_new();
	c->sealed = malloc(CE_BLOCK_MAX_B);
	c->data = malloc(CE_BLOCK_MAX_B);
	c->plain = malloc(CE_BLOCK_MAX_B);
	c->expect = malloc(CE_BLOCK_MAX_B);
	if (c->evp == NULL || c->sealed == NULL || c->data == NULL || c->plain == NULL ||
			c->expect == NULL || inflateInit2(&c->z, -MAX_WBITS) != Z_OK) {
		warnx("no memory");
		return -ENOMEM;
	}
	return 0;
}

static int
end(struct check *c)
{
	if (fgetc(c->in) != EOF) {
		warnx("%s: bytes behind its last block", c->in_name);
		return -EBADMSG;
	}
	if (c->original != NULL && fgetc(c->original) != EOF) {
		warnx("%s: longer than what is in %s", c->original_name, c->in_name);
		return -EBADMSG;
	}
	if (c->out != NULL && fflush(c->out) != 0) {
		warn("%s cannot be written", c->out_name);
		return -EIO;
	}
	printf("%s: %" PRIu64 " blocks, %" PRIu64 " of them stored, %s; OpenSSL decrypted and zlib "
		"inflated %" PRIu64 " bytes to %" PRIu64 "%s%s\n", c->in_name, ce_blocks(&c->head),
		c->stored, ce_cipher_name(c->head.cipher), c->container_b, c->head.total_b,
		c->original != NULL ? ", equal to " : "",
		c->original != NULL ? c->original_name : "");
	return 0;
}

static void
release(struct check *c)
{
	ce_key_wipe(&c->key);
	EVP_CIPHER_CTX_free(c->evp);
	inflateEnd(&c->z);
	free(c->sealed);
	free(c->data);
	free(c->plain);
	free(c->expect);
	if (c->in != NULL)
		fclose(c->in);
	if (c->original != NULL)
		fclose(c->original);
	if (c->out != NULL)
		fclose(c->out);
}

static void
usage(FILE *f)
{
	fprintf(f, "usage: compress-encrypt-check --key FILE [--original FILE] [--out FILE] CONTAINER\n"
		"  --key FILE       the key file the container was made with\n"
		"  --original FILE  compare with it\n"
		"  --out FILE       write what was in the container\n");
}

static int
parse(struct check *c, int argc, char **argv)
{
	static const struct option longopts[] = {
		{"key", required_argument, NULL, 'k'},
		{"original", required_argument, NULL, 'c'},
		{"out", required_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	int opt;

	while ((opt = getopt_long(argc, argv, "h", longopts, NULL)) != -1) {
		switch (opt) {
		case 'k':
			c->key_name = optarg;
			break;
		case 'c':
			c->original_name = optarg;
			break;
		case 'o':
			c->out_name = optarg;
			break;
		case 'h':
			usage(stdout);
			exit(0);
		default:
			return -EINVAL;
		}
	}
	if (argc - optind != 1 || c->key_name == NULL)
		return -EINVAL;
	c->in_name = argv[optind];
	return 0;
}

int
main(int argc, char **argv)
{
	struct check c = {0};
	uint64_t n, blocks;
	int ret;

	if (parse(&c, argc, argv) < 0) {
		usage(stderr);
		return 2;
	}
	ret = begin(&c);
	blocks = ret == 0 ? ce_blocks(&c.head) : 0;
	for (n = 0; n < blocks && ret == 0; n++)
		ret = check_block(&c, n);
	if (ret == 0)
		ret = end(&c);
	release(&c);
	return ret == 0 ? 0 : 1;
}
