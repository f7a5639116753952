/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_OPTIONS_H
#define WDP_TEST_OPTIONS_H

/**
 * @file
 * Options of a subcommand, as a table.
 */

#include <stdbool.h>
#include <stdint.h>

enum wdp_t_option_kind {
	WDP_T_OPT_FLAG,   /**< bool: true when given */
	WDP_T_OPT_NUMBER, /**< uint64_t */
	WDP_T_OPT_TEXT,   /**< const char * into argv */
};

struct wdp_t_option {
	const char *name; /**< NULL ends the table */
	enum wdp_t_option_kind kind;
	void *value; /**< keeps what it has when the option is not given */
};

/**
 * Parse; --help prints @p usage. Anything that is no option of the table, or no number where
 * one is due, is an error, said on standard error with the usage.
 * @return 0; 1: help was printed; -EINVAL.
 */
int wdp_t_options(int argc, char **argv, const struct wdp_t_option *table, const char *usage);

#endif /* WDP_TEST_OPTIONS_H */
