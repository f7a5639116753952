/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef VFU_CAPS_H
#define VFU_CAPS_H

/* The JSON text of VERSION as the server sees it; inside lib/vfu only. */

#include <stdbool.h>
#include <stddef.h>

/*
 * Parse the client's capabilities: @p len bytes that end in a NUL, or none at all.
 * 0 or -EINVAL / -ENOMEM.
 */
int wdp_vfu_caps_parse(const char *text, size_t len, bool *want_shadow);

/*
 * Write the server's capabilities with their NUL. Length with the NUL, or -errno.
 * @p shadow_slots 0: the client did not ask.
 */
int wdp_vfu_caps_build(unsigned int shadow_slots, char *buf, size_t size);

#endif /* VFU_CAPS_H */
