/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef CE_OPTIONS_H
#define CE_OPTIONS_H

/** @file What comes behind "--" on the command line. */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "container.h"

struct ce_options {
	bool unpack;
	bool new_key;
	enum ce_cipher cipher;
	uint32_t block_b;
	uint32_t segment_b; /**< of an mbuf */
	uint32_t in_flight; /**< blocks; 0: as fits the block size */
	const char *comp;   /**< device or driver */
	const char *crypto; /**< device or driver */
	const char *key_name;
	const char *in_name;
	const char *out_name;
};

/** @return 0; 1: help was asked for and given; -EINVAL: wrong, said why */
int ce_options_parse(struct ce_options *o, int argc, char **argv);

#endif /* CE_OPTIONS_H */
