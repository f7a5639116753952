/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

static int
parse_number(const char *name, const char *text, uint64_t *out)
{
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 0);
	if (errno == 0 && end != text && *end == '\0' && text[0] != '-')
		return 0;
	fprintf(stderr, "--%s %s: not a number\n", name, text);
	return -EINVAL;
}

static const struct wdp_t_option *
find(const struct wdp_t_option *t, const char *arg)
{
	if (strncmp(arg, "--", 2) != 0)
		return NULL;
	for (; t->name != NULL; t++)
		if (strcmp(t->name, arg + 2) == 0)
			return t;
	return NULL;
}

int
wdp_t_options(int argc, char **argv, const struct wdp_t_option *table, const char *usage)
{
	int i, ret = 0;

	for (i = 1; i < argc && ret == 0; i++) {
		const struct wdp_t_option *o = find(table, argv[i]);

		if (strcmp(argv[i], "--help") == 0) {
			fputs(usage, stdout);
			return 1;
		}
		if (o == NULL) {
			fprintf(stderr, "%s: no such option\n", argv[i]);
			ret = -EINVAL;
		} else if (o->kind == WDP_T_OPT_FLAG) {
			*(bool *)o->value = true;
		} else if (++i == argc) {
			fprintf(stderr, "--%s: give a value\n", o->name);
			ret = -EINVAL;
		} else if (o->kind == WDP_T_OPT_NUMBER) {
			ret = parse_number(o->name, argv[i], o->value);
		} else {
			*(const char **)o->value = argv[i];
		}
	}
	if (ret < 0)
		fputs(usage, stderr);
	return ret;
}
