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
	WDP_MODEL_SEC,
	WDP_MODEL_HPRE,
};

enum wdp_model_hw {
	WDP_MODEL_V2,
	WDP_MODEL_V3,
};

enum wdp_model_engine {
	WDP_MODEL_REAL, /**< does the work, with ISA-L and zlib, or OpenSSL */
	WDP_MODEL_NULL, /**< completes at once, touches no data */
};

/** Told from any thread of the model, workers included, with locks held: do not call back. */
enum wdp_model_event {
	WDP_MODEL_EVENT_DISCONNECT, /**< hang up on the client */
	WDP_MODEL_EVENT_EXIT,       /**< end the process at once with status val */
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
	/** What a fault asks of the program around the model; NULL: nothing comes of it. */
	void (*event)(void *arg, enum wdp_model_event what, int val);
	void *event_arg;
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

/**
 * For a process of the model's own: have libcrypto wipe all that it frees, so that no key
 * outlives its request. Before anybody in the process uses libcrypto.
 * @return 0 or -EBUSY: too late.
 */
int wdp_model_wipe_freed(void);

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

/** Room for any text a fault line can be answered with. */
#define WDP_MODEL_FAULT_ERR_B 512

/**
 * Set a fault (doc/model.md 11 has the words).
 * @param line one line; empty and comment lines are fine.
 * @param err what is wrong with it, in words, on failure.
 * @return its number, 0 for a line that says nothing, or -errno (EINVAL, ENOENT no such
 *   fault, ENOSPC too many, ENOMEM).
 */
int wdp_model_fault_add(struct wdp_model *m, const char *line, char *err, size_t size);
/** All lines of a file. @return 0 or -errno, @p err then names file, line and word. */
int wdp_model_fault_load(struct wdp_model *m, const char *path, char *err, size_t size);
/**
 * Remove fault @p id, or all with 0, and end what it still does: what hangs goes on, a
 * removed device is there again as after power-on.
 * @return 0 or -ENOENT.
 */
int wdp_model_fault_clear(struct wdp_model *m, unsigned int id);
/** How often fault @p id happened, or -ENOENT. */
int64_t wdp_model_fault_fired(const struct wdp_model *m, unsigned int id);
/** One line for each: number, events seen, how often it happened, its text. */
void wdp_model_fault_list(const struct wdp_model *m, FILE *out);

/**
 * A line of the control socket: a fault, "list", "stats", "clear [N]" or "power-cycle".
 * @param out gets the answer, its last line being "ok", "ok N" or "error: ...".
 * @return 0 or -errno.
 */
int wdp_model_command(struct wdp_model *m, const char *line, FILE *out);

/**
 * All power off and on: what ACPI's reset method or a power cycle does to a function whose
 * AXI master is closed. Everything as created, but the client's memory and interrupts.
 */
void wdp_model_power_cycle(struct wdp_model *m);

/** Counters in words, one `name value` per line. */
void wdp_model_dump_stats(const struct wdp_model *m, FILE *out);

#endif /* WDP_MODEL_H */
