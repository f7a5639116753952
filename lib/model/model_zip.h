/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_ZIP_H
#define MODEL_ZIP_H

/** @file Between descriptor parsing and the compression work of the ZIP engine. */

#include <stdbool.h>
#include <stdint.h>

#include "model_iter.h"
#include "wdp_hw_zip.h"

extern const struct model_engine_regs wdp_mdzip_regs;

/*
 * Status codes of the model's own choice: the reference only says "other = descriptor
 * or data error" (zip.md 16).
 */
enum zip_status {
	ZIP_ST_CORRUPT = 0x03,   /* not a DEFLATE stream */
	ZIP_ST_TRUNCATED = 0x04, /* the stream does not end in the input */
	ZIP_ST_BAD_SQE = 0x05,   /* field out of range, or not modelled */
	ZIP_ST_BAD_ALG = 0x06,   /* this generation does not have it */
	ZIP_ST_BAD_SGL = 0x07,   /* scatter list malformed or too short */
	ZIP_ST_DMA = 0x08,       /* address not mapped, and the master stayed open */
};

/** A parsed request. */
struct zip_req {
	uint8_t alg;
	bool compress;
	unsigned int hist_bits;
	uint32_t in_len;
	struct model_iter in;
	struct model_iter out;
	/* results */
	uint64_t consumed;
	uint64_t produced;
	uint32_t checksum; /* in hardware form */
};

/** @return a status of zip.md 16 or enum zip_status; look at fault first. */
unsigned int wdp_mdzip_compress(void *ctx, struct zip_req *r);
unsigned int wdp_mdzip_decompress(void *ctx, struct zip_req *r);

void *wdp_mdzip_ctx_create(void);
void wdp_mdzip_ctx_destroy(void *ctx);

#endif /* MODEL_ZIP_H */
