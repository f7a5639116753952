/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: the text of faults and the commands of the control socket, with accesses and
 * resets in between that meet what was set. Faults of requests are set and taken back only.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/wdp_model.h"

#define LINE_B 256

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_model_config cfg = {
		.kind = WDP_MODEL_ZIP,
		.hw = WDP_MODEL_V3,
		.engine = WDP_MODEL_NULL,
		.queues = 8,
	};
	struct wdp_model *m = wdp_model_create(&cfg);
	FILE *out = fopen("/dev/null", "w");
	char line[LINE_B], word[4];

	if (m == NULL || out == NULL)
		abort();
	while (size > 0) {
		const uint8_t *end = memchr(data, '\n', size);
		size_t len = end != NULL ? (size_t)(end - data) : size;
		size_t n = len < LINE_B - 1 ? len : LINE_B - 1;

		memcpy(line, data, n);
		line[n] = '\0';
		wdp_model_command(m, line, out);
		/* Accesses, so that what was set has something to happen to. */
		wdp_model_read(m, 2, 0x300, word, sizeof(word));
		wdp_model_read(m, 7, 0, word, sizeof(word));
		if (n % 8 == 0)
			wdp_model_reset(m);
		wdp_model_step(m, 4);
		data += len + (end != NULL);
		size -= len + (end != NULL);
	}
	wdp_model_destroy(m);
	fclose(out);
	return 0;
}
