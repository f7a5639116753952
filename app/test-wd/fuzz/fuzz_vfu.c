/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: bytes of a vfio-user client, with the device model behind the server. The
 * input is a row of messages, each behind a 16-bit length; a first byte with bit 0 set gives
 * a message a descriptor.
 */

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../wd-model/wd_model.h"
#include "fuzz_in.h"

#define FILE_B (64u << 10)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_model_config cfg = {
		.kind = WDP_MODEL_ZIP, .hw = WDP_MODEL_V3, .engine = WDP_MODEL_REAL, .queues = 4,
		.shadow_slots = 16,
	};
	struct device dev = {.model = wdp_model_create(&cfg)};
	struct wdp_vfu_server *s = wdp_vfu_server_create(&wdp_device_ops, &dev, 16);
	int ret = 0;

	if (dev.model == NULL || s == NULL)
		abort();
	dev.notes = 1000; /* counted, not shown */
	while (size >= 3 && ret >= 0) {
		size_t n = data[1] | (size_t)data[2] << 8;
		struct wdp_vfu_fds fds = {0};
		struct wdp_vfu_reply reply;
		uint8_t *copy;

		if (data[0] & 1) {
			fds.fd[0] = memfd_create("fuzz", MFD_CLOEXEC);
			if (fds.fd[0] < 0 || ftruncate(fds.fd[0], FILE_B) < 0)
				abort();
			fds.n = 1;
		}
		data += 3;
		size -= 3;
		n = n < size ? n : size;
		/* A copy of exactly this size, so that a byte beside it is a report. */
		copy = malloc(n != 0 ? n : 1);
		memcpy(copy, data, n);
		ret = wdp_vfu_server_handle(s, copy, n, &fds, &reply);
		free(copy);
		data += n;
		size -= n;
		wdp_model_step(dev.model, 16);
	}
	wdp_vfu_server_destroy(s);
	wdp_model_destroy(dev.model);
	return 0;
}
