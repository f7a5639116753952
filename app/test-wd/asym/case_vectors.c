/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "asym.h"

const struct wdp_t_case wdp_a_cases_vectors[] = {
	{ NULL, NULL, 0 },
};
