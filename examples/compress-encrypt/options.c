/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

#define IN_FLIGHT_MAX  512
#define SEGMENT_MIN_B  2048u
#define SEGMENT_MAX_B  65280u /* with an mbuf's headroom it stays below 64 KiB */
#define SEGMENT_STEP_B 64u
#define SEGMENT_DFLT_B (32u << 10)
#define BLOCK_DFLT_B   (64u << 10)

enum {
	OPT_KEY = 256,
	OPT_NEW_KEY,
	OPT_CIPHER,
	OPT_BLOCK,
	OPT_SEGMENT,
	OPT_IN_FLIGHT,
	OPT_COMPRESS,
	OPT_CRYPTO,
};

static void
usage(FILE *f)
{
	fprintf(f,
		"usage: compress-encrypt EAL_OPTIONS -- pack|unpack --key FILE [OPTIONS] IN OUT\n"
		"  --key FILE       32 random bytes\n"
		"  --new-key        make that file first\n"
		"  --cipher NAME    gcm (default) or xts, with keys of 256 bits; pack only\n"
		"  --block BYTES    4K to 1M (default 64K); pack only\n"
		"  --in-flight N    blocks worked on at a time (default: 8 to 128, by block size)\n"
		"  --segment BYTES  an mbuf's share of a block (default 32K)\n"
		"  --compress NAME  compressdev, by device or driver (default compress_wd)\n"
		"  --crypto NAME    cryptodev, by device or driver (default crypto_wd_sec)\n");
}

/* A number with K or M behind it. */
static int
number(const char *name, const char *text, uint32_t min, uint32_t max, uint32_t *value)
{
	unsigned int shift = 0;
	unsigned long v;
	char *end;

	errno = 0;
	v = strtoul(text, &end, 10);
	if (*end == 'K' || *end == 'k')
		shift = 10;
	else if (*end == 'M' || *end == 'm')
		shift = 20;
	if (errno != 0 || text[0] < '0' || text[0] > '9' || end[shift != 0] != '\0' ||
			v < (min + (1ul << shift) - 1) >> shift || v > max >> shift) {
		warnx("--%s %s: give a number from %u to %u", name, text, min, max);
		return -EINVAL;
	}
	*value = (uint32_t)(v << shift);
	return 0;
}

static int
segment(const char *text, uint32_t *value)
{
	int ret = number("segment", text, SEGMENT_MIN_B, SEGMENT_MAX_B, value);

	if (ret == 0 && *value % SEGMENT_STEP_B != 0) {
		warnx("--segment %s: give a multiple of %u", text, SEGMENT_STEP_B);
		ret = -EINVAL;
	}
	return ret;
}

static int
cipher(const char *text, enum ce_cipher *value)
{
	if (strcmp(text, "gcm") == 0) {
		*value = CE_AES_256_GCM;
	} else if (strcmp(text, "xts") == 0) {
		*value = CE_AES_256_XTS;
	} else {
		warnx("--cipher %s: give gcm or xts", text);
		return -EINVAL;
	}
	return 0;
}

static int
one(struct ce_options *o, int opt)
{
	switch (opt) {
	case OPT_KEY:
		o->key_name = optarg;
		return 0;
	case OPT_NEW_KEY:
		o->new_key = true;
		return 0;
	case OPT_CIPHER:
		return cipher(optarg, &o->cipher);
	case OPT_BLOCK:
		return number("block", optarg, CE_BLOCK_MIN_B, CE_BLOCK_MAX_B, &o->block_b);
	case OPT_SEGMENT:
		return segment(optarg, &o->segment_b);
	case OPT_IN_FLIGHT:
		return number("in-flight", optarg, 1, IN_FLIGHT_MAX, &o->in_flight);
	case OPT_COMPRESS:
		o->comp = optarg;
		return 0;
	case OPT_CRYPTO:
		o->crypto = optarg;
		return 0;
	}
	usage(stderr); /* getopt said what is wrong */
	return -EINVAL;
}

static int
names(struct ce_options *o, int argc, char **argv)
{
	if (argc != 3) {
		warnx("after the options of EAL and -- give pack or unpack and two files, not %d words",
			argc);
		usage(stderr);
		return -EINVAL;
	}
	o->unpack = strcmp(argv[0], "unpack") == 0;
	if (!o->unpack && strcmp(argv[0], "pack") != 0) {
		warnx("%s: give pack or unpack", argv[0]);
		return -EINVAL;
	}
	if (o->key_name == NULL) {
		warnx("give the key file with --key FILE, a new one with --new-key --key FILE");
		return -EINVAL;
	}
	if (o->unpack && o->new_key) {
		warnx("--new-key: unpack needs the key the container was made with");
		return -EINVAL;
	}
	o->in_name = argv[1];
	o->out_name = argv[2];
	return 0;
}

int
ce_options_parse(struct ce_options *o, int argc, char **argv)
{
	static const struct option longopts[] = {
		{"key", required_argument, NULL, OPT_KEY},
		{"new-key", no_argument, NULL, OPT_NEW_KEY},
		{"cipher", required_argument, NULL, OPT_CIPHER},
		{"block", required_argument, NULL, OPT_BLOCK},
		{"segment", required_argument, NULL, OPT_SEGMENT},
		{"in-flight", required_argument, NULL, OPT_IN_FLIGHT},
		{"compress", required_argument, NULL, OPT_COMPRESS},
		{"crypto", required_argument, NULL, OPT_CRYPTO},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	int opt, ret = 0;

	*o = (struct ce_options){
		.cipher = CE_AES_256_GCM,
		.block_b = BLOCK_DFLT_B,
		.segment_b = SEGMENT_DFLT_B,
		.comp = "compress_wd",
		.crypto = "crypto_wd_sec",
	};
	optind = 1;
	while (ret == 0 && (opt = getopt_long(argc, argv, "h", longopts, NULL)) != -1) {
		if (opt == 'h') {
			usage(stdout);
			return 1;
		}
		ret = one(o, opt);
	}
	return ret == 0 ? names(o, argc - optind, argv + optind) : ret;
}
