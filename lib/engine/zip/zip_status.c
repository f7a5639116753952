/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "wdp_zip.h"

const char *
wdp_zip_status_text(uint8_t status)
{
	switch (status) {
	case WDP_ZIP_ST_OK:
		return "success";
	case WDP_ZIP_ST_NEG_COMP:
		return "success, output larger than input";
	case WDP_ZIP_ST_OUT_SMALL:
		return "output space too small";
	case WDP_ZIP_ST_DIF:
		return "input DIF check failed";
	case WDP_ZIP_ST_CHECKSUM:
		return "checksum mismatch";
	case WDP_ZIP_ST_DIF_RAW:
		return "uncompressed data DIF check failed";
	case WDP_ZIP_ST_STREAM_END:
		return "end of stream";
	default:
		return "descriptor or data error";
	}
}
