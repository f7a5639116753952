/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_MODEL_H
#define WDP_MODEL_H

/**
 * @file
 * Device model of a WarpDrive PCI function: queue manager and engine. No DPDK, no
 * sockets: the vfio-user server (app/wd-model), the unit tests, the fuzzers and the
 * in-process null device of `dpdk-test-wd perf` all drive it through these calls.
 *
 * Threads: the register, config, DMA-map and interrupt calls come from one control
 * thread at a time. Engine work is done by the model's own workers, or, with
 * workers = 0, by whoever calls wdp_model_step().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum wdp_model_kind {
	WDP_MODEL_ZIP,
	/* SEC and HPRE join here */
};

enum wdp_model_hw {
	WDP_MODEL_V2,
	WDP_MODEL_V3,
};

enum wdp_model_engine {
	WDP_MODEL_REAL, /**< does the work, with ISA-L and zlib */
	WDP_MODEL_NULL, /**< completes at once, touches no data */
};

struct wdp_model_config {
	enum wdp_model_kind kind;
	enum wdp_model_hw hw;
	enum wdp_model_engine engine;
	unsigned int workers;      /**< 0: only wdp_model_step() works */
	/**
	 * The function presented: false: the PF; true: VF 1 of a device whose PF belongs to a
	 * host that has set everything up.
	 */
	bool vf;
	unsigned int queues;       /**< of the function, 2..1024; a VF's 2..960 */
	bool no_caps;              /**< V3 without capability registers: 0x3100[7:0] = 0 */
	bool strict;               /**< for the caller: complaints are to fail its test */
	unsigned int shadow_slots; /**< 0: no shadow doorbell region */
	FILE *log;                 /**< NULL: silent */
};

/** Queues a VF can have: the PF keeps the first 64 of the device's 1024. */
#define WDP_MODEL_VF_QUEUES_MAX 960

struct wdp_model;

/**
 * Create a model.
 * @return NULL with errno set: EINVAL (config), ENOMEM, EAGAIN (threads).
 */
struct wdp_model *wdp_model_create(const struct wdp_model_config *cfg);
void wdp_model_destroy(struct wdp_model *m);

/** Size in bytes of region @p region (0..6 BARs/ROM, 7 config, 9 shadow), 0 = absent. */
uint64_t wdp_model_region_size(const struct wdp_model *m, unsigned int region);

/** File descriptor of the shadow doorbell memory (owned by the model), -1 = none. */
int wdp_model_shadow_fd(const struct wdp_model *m);

/**
 * Register or config access, any width up to 16 bytes for BARs, up to 4 KiB for config.
 * An access outside the region, or of a width a region does not take, is refused.
 * @return 0 or -errno (EINVAL).
 */
int wdp_model_read(struct wdp_model *m, unsigned int region, uint64_t off, void *buf, size_t len);
int wdp_model_write(struct wdp_model *m, unsigned int region, uint64_t off, const void *buf,
	size_t len);

/**
 * Make [iova, iova + size) reachable for DMA. With fd >= 0 the model maps the file itself
 * (and may close fd afterwards: it is the caller's). With fd < 0 and va != NULL the memory
 * is used in place (in-process users). With neither, the range is accepted and any DMA to it
 * is an error (QEMU's ROM).
 * @return 0 or -errno (EINVAL zero, wrapping or overlapping range, ENOMEM, mmap's errno).
 */
int wdp_model_dma_map(struct wdp_model *m, uint64_t iova, uint64_t size, int fd, uint64_t fd_off,
	void *va, bool readable, bool writable);
/**
 * Drop every mapping that lies inside the range; none is fine. Waits (bounded by the
 * request being worked on) until no worker uses them.
 * @param all drop everything, whatever the range.
 */
int wdp_model_dma_unmap(struct wdp_model *m, uint64_t iova, uint64_t size, bool all);

/** Number of MSI messages. */
unsigned int wdp_model_msi_count(const struct wdp_model *m);
/** Use eventfd @p fd (dup'ed) for MSI vector @p vec; -1 removes it. */
int wdp_model_set_msi(struct wdp_model *m, unsigned int vec, int fd);

/** Function reset, as FLR and as DEVICE_RESET. */
void wdp_model_reset(struct wdp_model *m);

/**
 * Look at all doorbells and finish up to @p budget requests on the calling thread.
 * @return number of requests finished.
 */
unsigned int wdp_model_step(struct wdp_model *m, unsigned int budget);

/** The client went away: stop using its memory, forget its interrupts, reset. */
void wdp_model_client_gone(struct wdp_model *m);

/** Complaints so far (accesses no correct driver makes), with --strict a test fails on them. */
uint64_t wdp_model_complaints(const struct wdp_model *m);

/** Counters in words, one `name value` per line. */
void wdp_model_dump_stats(const struct wdp_model *m, FILE *out);

#endif /* WDP_MODEL_H */
