/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wd_model.h"

#define WORKERS_MAX 64
#define QUEUES_MIN  2
#define QUEUES_MAX  1024
#define FD_MAX      (1 << 20)

static const char usage[] =
	"Usage: wd-model (--socket PATH | --fd N) [options]\n"
	"Model of a WarpDrive accelerator: one PCI function behind a vfio-user socket.\n"
	"\n"
	"  --socket PATH      listen on PATH and serve one client after the other\n"
	"  --fd N             serve the one client at the other end of socket N, then end\n"
	"  --parent-pidfd N   end as soon as the process behind pidfd N does\n"
	"  --device NAME      the engine: zip (default), sec or hpre\n"
	"  --hw v2|v3         hardware generation (default v3)\n"
	"  --engine real|null real: does the work; null: completes at once, touches no data\n"
	"  --workers N        threads that do the work, 1..64 (default 1)\n"
	"  --vf               present a VF, ready to use, of a device whose PF is the host's\n"
	"  --queues N         queues of the device, 2..1024 (default 1024); with --vf, of the\n"
	"                     VF, 2..960 (default 960)\n"
	"  --fault FILE       faults, one per line (doc/model.md 11)\n"
	"  --control PATH     listen on PATH for faults and commands\n"
	"  --no-caps          v3 without capability registers\n"
	"  --strict           end with exit code 3 if a client did what no correct driver does\n"
	"  --cpu N            pin the workers to CPU N\n"
	"  --stats            print counters at the end\n"
	"  --help             this text\n";

enum {
	OPT_SOCKET = 1, OPT_FD, OPT_PARENT, OPT_DEVICE, OPT_HW, OPT_ENGINE, OPT_WORKERS,
	OPT_QUEUES, OPT_VF, OPT_NO_CAPS, OPT_STRICT, OPT_CPU, OPT_STATS, OPT_HELP,
	OPT_FAULT, OPT_CONTROL,
};

static const struct option long_options[] = {
	{ "socket", required_argument, NULL, OPT_SOCKET },
	{ "fd", required_argument, NULL, OPT_FD },
	{ "parent-pidfd", required_argument, NULL, OPT_PARENT },
	{ "device", required_argument, NULL, OPT_DEVICE },
	{ "hw", required_argument, NULL, OPT_HW },
	{ "engine", required_argument, NULL, OPT_ENGINE },
	{ "workers", required_argument, NULL, OPT_WORKERS },
	{ "queues", required_argument, NULL, OPT_QUEUES },
	{ "vf", no_argument, NULL, OPT_VF },
	{ "no-caps", no_argument, NULL, OPT_NO_CAPS },
	{ "strict", no_argument, NULL, OPT_STRICT },
	{ "cpu", required_argument, NULL, OPT_CPU },
	{ "stats", no_argument, NULL, OPT_STATS },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "fault", required_argument, NULL, OPT_FAULT },
	{ "control", required_argument, NULL, OPT_CONTROL },
	{ 0 },
};

static int
get_number(const char *name, const char *text, long min, long max, long *out)
{
	char *end;
	long v;

	errno = 0;
	v = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || v < min || v > max) {
		fprintf(stderr, "wd-model: --%s %s: give a number from %ld to %ld\n", name, text, min,
			max);
		return -1;
	}
	*out = v;
	return 0;
}

/* Index of @p text in the NULL-terminated list @p words. */
static int
get_word(const char *name, const char *text, const char *const *words)
{
	int i;

	for (i = 0; words[i] != NULL; i++)
		if (strcmp(text, words[i]) == 0)
			return i;
	fprintf(stderr, "wd-model: --%s %s: give one of:", name, text);
	for (i = 0; words[i] != NULL; i++)
		fprintf(stderr, " %s", words[i]);
	fprintf(stderr, "\n");
	return -1;
}

static int
get_fd(const char *name, const char *text, int *out)
{
	long v;

	if (get_number(name, text, 0, FD_MAX, &v) != 0)
		return -1;
	if (fcntl(v, F_GETFD) < 0) {
		fprintf(stderr, "wd-model: --%s %ld: %s\n", name, v, strerror(errno));
		return -1;
	}
	*out = v;
	return 0;
}

static int
set_word_option(struct options *o, int opt, const char *name)
{
	/* In the order of the enums in wdp_model.h. */
	static const char *const kinds[] = { "zip", "sec", "hpre", NULL };
	static const char *const hws[] = { "v2", "v3", NULL };
	static const char *const engines[] = { "real", "null", NULL };
	int i = get_word(name, optarg, opt == OPT_DEVICE ? kinds : opt == OPT_HW ? hws : engines);

	if (i < 0)
		return -1;
	if (opt == OPT_DEVICE)
		o->model.kind = WDP_MODEL_ZIP + i;
	else if (opt == OPT_HW)
		o->model.hw = WDP_MODEL_V2 + i;
	else
		o->model.engine = WDP_MODEL_REAL + i;
	return 0;
}

static int
set_option(struct options *o, int opt, const char *name)
{
	long v;

	switch (opt) {
	case OPT_SOCKET:
		o->socket_path = optarg;
		return 0;
	case OPT_FAULT:
		o->fault_path = optarg;
		return 0;
	case OPT_CONTROL:
		o->control_path = optarg;
		return 0;
	case OPT_FD:
		return get_fd(name, optarg, &o->client_fd);
	case OPT_PARENT:
		return get_fd(name, optarg, &o->parent_pidfd);
	case OPT_DEVICE:
	case OPT_HW:
	case OPT_ENGINE:
		return set_word_option(o, opt, name);
	case OPT_WORKERS:
		if (get_number(name, optarg, 1, WORKERS_MAX, &v) != 0)
			return -1;
		o->model.workers = v;
		return 0;
	case OPT_QUEUES:
		if (get_number(name, optarg, QUEUES_MIN, QUEUES_MAX, &v) != 0)
			return -1;
		o->model.queues = v;
		return 0;
	case OPT_CPU:
		if (get_number(name, optarg, 0, CPU_SETSIZE - 1, &v) != 0)
			return -1;
		o->cpu = v;
		return 0;
	case OPT_VF:
		o->model.vf = true;
		return 0;
	case OPT_NO_CAPS:
		o->model.no_caps = true;
		return 0;
	case OPT_STRICT:
		o->model.strict = true;
		return 0;
	case OPT_STATS:
		o->stats = true;
		return 0;
	default:
		return -1;
	}
}

/** What depends on more than one option. */
static int
check_queues(struct options *o)
{
	unsigned int most = o->model.vf ? WDP_MODEL_VF_QUEUES_MAX : QUEUES_MAX;

	if (o->model.queues == 0)
		o->model.queues = most;
	if (o->model.queues <= most)
		return 0;
	fprintf(stderr, "wd-model: --queues %u: with --vf give a number from %d to %u\n",
		o->model.queues, QUEUES_MIN, most);
	return -1;
}

int
wdp_options_parse(struct options *o, int argc, char **argv)
{
	int opt, index = 0;

	*o = (struct options){
		.model = {
			.kind = WDP_MODEL_ZIP,
			.hw = WDP_MODEL_V3,
			.engine = WDP_MODEL_REAL,
			.workers = 1,
			.shadow_slots = WDP_VFU_SHADOW_SLOTS,
			.log = stderr,
		},
		.client_fd = -1,
		.parent_pidfd = -1,
		.cpu = -1,
	};
	while ((opt = getopt_long(argc, argv, "", long_options, &index)) != -1) {
		if (opt == OPT_HELP) {
			fputs(usage, stdout);
			return 1;
		}
		/* getopt_long has said what is wrong with an unknown option. */
		if (opt == '?' || set_option(o, opt, long_options[index].name) != 0)
			goto hint;
	}
	if (optind < argc) {
		fprintf(stderr, "wd-model: \"%s\": no argument without -- is taken\n", argv[optind]);
		goto hint;
	}
	if (check_queues(o) != 0)
		goto hint;
	if ((o->socket_path != NULL) == (o->client_fd >= 0)) {
		fprintf(stderr, "wd-model: give either --socket PATH or --fd N\n");
		goto hint;
	}
	return 0;
hint:
	fprintf(stderr, "wd-model: try --help\n");
	return -1;
}
