/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef MODEL_ZIP_H
#define MODEL_ZIP_H

/** @file Between descriptor parsing and the compression work of the ZIP engine. */

#include <stdbool.h>
#include <stdint.h>

struct wdp_model;

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

/** One side of a request: a flat buffer or a chain of scatter lists, walked once. */
struct zip_iter {
	struct wdp_model *m;
	bool write;
	bool sgl;
	bool fault;      /* an address is not mapped */
	bool list_fault; /* the list itself is not */
	bool ended;      /* the lists held less than the request asked for */
	const char *bad; /* what is wrong with a list */
	uint64_t left;   /* bytes of the request still to be handed out */
	uint64_t addr;   /* current entry, or the flat buffer */
	uint64_t seg_left;
	uint64_t list; /* current scatter list, the next one, position in it */
	uint64_t next;
	unsigned int idx;
	unsigned int valid;
	unsigned int lists;
};

/** A parsed request. */
struct zip_req {
	uint8_t alg;
	bool compress;
	unsigned int hist_bits;
	uint32_t in_len;
	struct zip_iter in;
	struct zip_iter out;
	/* results */
	uint64_t consumed;
	uint64_t produced;
	uint32_t checksum; /* in hardware form */
};

/** Start at @p iova; with a list, @p offset bytes into its first entry. */
void wdp_mdzip_iter_init(struct zip_iter *it, struct wdp_model *m, bool write, bool sgl,
	uint64_t iova, uint64_t len, uint32_t offset);
/**
 * The next piece that is contiguous here.
 * @return its length, 0 at the end or when fault or bad is set.
 */
uint32_t wdp_mdzip_iter_next(struct zip_iter *it, uint8_t **piece);

/** @return a status of zip.md 16 or enum zip_status; look at fault first. */
unsigned int wdp_mdzip_compress(void *ctx, struct zip_req *r);
unsigned int wdp_mdzip_decompress(void *ctx, struct zip_req *r);

void *wdp_mdzip_ctx_create(void);
void wdp_mdzip_ctx_destroy(void *ctx);

#endif /* MODEL_ZIP_H */
