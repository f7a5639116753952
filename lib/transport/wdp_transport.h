/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TRANSPORT_H
#define WDP_TRANSPORT_H

/**
 * @file
 * How the layers above reach a device: registers, PCI config space, reset and doorbell
 * addresses. Real hardware (transport/pci), the device model over vfio-user (lib/sim) and
 * the in-process model of the benchmarks implement it; nobody above can tell which.
 *
 * A transport lives in process-local memory. Calls are for the control path (any cost)
 * and are not thread-safe: lib/qm serialises them. The data path only ever uses the two
 * doorbell pointers.
 */

#include <stdbool.h>
#include <stdint.h>

struct wdp_transport;

/** Doorbell addresses of one life of one queue. */
struct wdp_doorbells {
	volatile uint64_t *sq; /**< 64-bit store of an SQ doorbell value */
	volatile uint64_t *cq; /**< same for the CQ; equal to sq on hardware */
};

struct wdp_transport_ops {
	/** PCI config space, len 1, 2 or 4. 0 or -errno. */
	int (*cfg_read)(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off);
	int (*cfg_write)(struct wdp_transport *t, const void *buf, uint32_t len, uint32_t off);
	/** BAR 2. A lost device reads all ones. */
	uint32_t (*read32)(struct wdp_transport *t, uint32_t off);
	void (*write32)(struct wdp_transport *t, uint32_t off, uint32_t v);
	void (*write64)(struct wdp_transport *t, uint32_t off, uint64_t v);
	/** The mailbox: 16 bytes (low half first) as one store where the CPU can. */
	void (*write128)(struct wdp_transport *t, uint32_t off, uint64_t lo, uint64_t hi);
	/**
	 * Get doorbell addresses for a new life of function-relative queue @p q. Called
	 * before the queue's SQC is loaded. @p isolated: the device has one BAR 4 page per
	 * queue. 0 or -errno (ENOSPC: queue beyond the doorbell BAR or no slot left).
	 */
	int (*db_get)(struct wdp_transport *t, uint16_t q, bool isolated, struct wdp_doorbells *db);
	/** The queue's life is over: its doorbell addresses are not used any more. */
	void (*db_put)(struct wdp_transport *t, uint16_t q);
	/** Function level reset. 0 or -errno. Config space (command register) is lost. */
	int (*reset)(struct wdp_transport *t);
	/** Bus master on (never toggled afterwards: that may reset the function). */
	int (*bus_master)(struct wdp_transport *t);
	/**
	 * Have MSI vector i signal eventfd fds[i], for all i < @p nb; nb 0 ends that. The
	 * descriptors stay the caller's; what was set survives a reset. 0 or -errno: without
	 * interrupts the layers above look for events now and then.
	 */
	int (*irqs_set)(struct wdp_transport *t, const int *fds, unsigned int nb);
	/** Give the device back: unmap, close, end a model child. Frees @p t. */
	void (*close)(struct wdp_transport *t);
};

/** What the transport is, for logs, info and telemetry. */
enum wdp_transport_kind {
	WDP_TRANSPORT_PCI,    /**< vfio-pci */
	WDP_TRANSPORT_MODEL,  /**< wd-model over vfio-user */
	WDP_TRANSPORT_INPROC, /**< model in this process (benchmarks, unit tests) */
};

/** Base of every transport; implementations embed it first. */
struct wdp_transport {
	const struct wdp_transport_ops *ops;
	enum wdp_transport_kind kind;
	char name[64]; /**< device name for messages: BDF or vdev name */
	bool noiommu; /**< nothing keeps the device from any memory (R8) */
	int numa_node; /**< SOCKET_ID_ANY (-1) when unknown */
	/**
	 * Set by the transport, from any thread, when the device is gone (socket closed,
	 * surprise removal); read by the layers above, also on the data path's empty polls.
	 */
	uint32_t lost;
};

#endif /* WDP_TRANSPORT_H */
