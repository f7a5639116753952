/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef CE_CHAIN_H
#define CE_CHAIN_H

/**
 * @file
 * The data of one block: a chain of mbufs, read from a file or written by a device, and given
 * to the next device or to a file as it is.
 *
 * So that this is no mere claim, a chain remembers the address of every piece at the time
 * somebody was asked to write there (ce_chain_note()), and whoever takes the data has to find
 * it at these addresses (ce_chain_check()).
 */

#include <stdint.h>

#include <rte_mbuf.h>

struct ce_chain {
	struct rte_mbuf *head; /**< NULL: nothing there */
	rte_iova_t *piece;     /**< room for the largest number of pieces */
	uint32_t pieces;
};

/** A chain of @p len bytes of room. @return 0 or -ENOMEM */
int ce_chain_make(struct ce_chain *c, struct rte_mempool *pool, uint32_t segment_b, uint32_t len);

void ce_chain_free(struct ce_chain *c);

/** Give back what is behind the first @p len bytes, at least one. */
void ce_chain_trim(struct ce_chain *c, uint32_t len);

/** Zeros from byte @p off on; the chain lies in one piece from there. */
void ce_chain_zero(struct ce_chain *c, uint32_t off, uint32_t len);

/** The chain's memory is about to be written. */
void ce_chain_note(struct ce_chain *c);

/** Does @p m consist of the pieces that were noted? @return their number; 0: it does not */
uint32_t ce_chain_check(const struct ce_chain *c, const struct rte_mbuf *m);

/** Read and write what is not data of a block. @return as below */
int ce_read(int fd, void *buf, uint32_t len);
int ce_write(int fd, void *buf, uint32_t len);

/** Read @p len bytes. @return 0, -errno, or -ENODATA where the file ends before */
int ce_chain_read(const struct ce_chain *c, int fd, uint32_t len);

/** Write a head (@p head_b bytes, may be 0) and the first @p len bytes. @return 0 or -errno */
int ce_chain_write(const struct ce_chain *c, int fd, void *head, uint32_t head_b, uint32_t len);

#endif /* CE_CHAIN_H */
