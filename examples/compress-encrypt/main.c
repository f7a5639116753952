/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/**
 * @file
 * compress-encrypt: what a storage appliance does to its blocks, on two accelerators, without
 * a copy in between. README.md says how to run it and what the file looks like.
 */

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <rte_compressdev.h>
#include <rte_cryptodev.h>
#include <rte_eal.h>
#include <rte_errno.h>

#include "options.h"
#include "pipeline.h"

struct job {
	struct ce_options o;
	struct ce_head head;
	struct ce_key key;
	struct ce_devices dev;
	struct ce_pipeline p;
	double seconds;
	bool out_made;
};

/* ---- files ---- */

static int
file_error(const char *name, const char *what, int ret)
{
	warnx("%s %s: %s", name, what, strerror(-ret));
	return ret;
}

static int
in_open(struct job *j)
{
	struct stat st;

	j->p.in_fd = open(j->o.in_name, O_RDONLY | O_CLOEXEC);
	if (j->p.in_fd < 0 || fstat(j->p.in_fd, &st) != 0)
		return file_error(j->o.in_name, "cannot be opened", -errno);
	if (!S_ISREG(st.st_mode))
		return file_error(j->o.in_name, "is no file with a size of its own", -EINVAL);
	j->head.total_b = (uint64_t)st.st_size;
	return 0;
}

/* Last of all preparations, so that nothing is overwritten for a mistake. */
static int
out_open(struct job *j)
{
	struct stat in, out;

	j->p.out_fd = open(j->o.out_name, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (j->p.out_fd < 0 || fstat(j->p.out_fd, &out) != 0 || fstat(j->p.in_fd, &in) != 0)
		return file_error(j->o.out_name, "cannot be written", -errno);
	if (in.st_dev == out.st_dev && in.st_ino == out.st_ino) {
		warnx("%s is both input and output", j->o.out_name);
		return -EINVAL;
	}
	if (!S_ISREG(out.st_mode))
		return 0;
	j->out_made = true;
	if (ftruncate(j->p.out_fd, 0) != 0)
		return file_error(j->o.out_name, "cannot be written", -errno);
	return 0;
}

static int
head_make(struct job *j)
{
	j->head.cipher = j->o.cipher;
	j->head.block_b = j->o.block_b;
	if (ce_blocks(&j->head) > CE_BLOCKS_MAX) {
		warnx("%s: more than %u blocks: give larger ones with --block", j->o.in_name,
			CE_BLOCKS_MAX);
		return -EFBIG;
	}
	ce_head_put(&j->head);
	return ce_random(j->head.raw + CE_SALT_OFF, CE_SALT_B);
}

static int
head_read(struct job *j)
{
	int ret = ce_read(j->p.in_fd, j->head.raw, CE_HEAD_B);
	const char *why;

	if (ret < 0 && ret != -ENODATA)
		return file_error(j->o.in_name, "cannot be read", ret);
	why = ret < 0 ? "too short for a container" : ce_head_get(&j->head);
	if (why == NULL)
		return 0;
	warnx("%s: %s", j->o.in_name, why);
	return -EBADMSG;
}

static int
prepare(struct job *j)
{
	int ret = in_open(j);

	if (ret == 0)
		ret = j->o.unpack ? head_read(j) : head_make(j);
	if (ret == 0 && j->o.new_key)
		ret = ce_key_create(j->o.key_name);
	if (ret == 0)
		ret = ce_key_load(j->o.key_name, &j->head, &j->key);
	if (ret == 0)
		ret = ce_devices_open(&j->dev, &j->o, &j->head, &j->key);
	/* The devices have what they need of it. */
	ce_key_wipe(&j->key);
	if (ret == 0)
		ret = out_open(j);
	if (ret < 0 || j->o.unpack)
		return ret;
	ret = ce_write(j->p.out_fd, j->head.raw, CE_HEAD_B);
	return ret == 0 ? 0 : file_error(j->o.out_name, "cannot be written", ret);
}

/* ---- the work ---- */

static int
run(struct job *j)
{
	struct timespec t0, t1;
	uint8_t more;
	int ret;

	j->p.dir = j->o.unpack ? &ce_unpack : &ce_pack;
	j->p.dev = &j->dev;
	j->p.head = &j->head;
	j->p.in_name = j->o.in_name;
	j->p.out_b = j->o.unpack ? 0 : CE_HEAD_B;
	clock_gettime(CLOCK_MONOTONIC, &t0);
	ret = ce_pipeline_run(&j->p);
	clock_gettime(CLOCK_MONOTONIC, &t1);
	j->seconds = (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9;
	if (ret == 0 && ce_read(j->p.in_fd, &more, 1) != -ENODATA) {
		warnx("%s: bytes behind its last block", j->o.in_name);
		ret = -EBADMSG;
	}
	if (ret == 0 && close(j->p.out_fd) != 0)
		ret = file_error(j->o.out_name, "cannot be written", -errno);
	else if (ret == 0)
		j->p.out_fd = -1;
	return ret;
}

static void
report(const struct job *j)
{
	const struct ce_pipeline *p = &j->p;
	uint64_t plain = j->head.total_b;
	uint64_t packed = p->out_b;

	if (j->o.unpack)
		packed = (uint64_t)lseek(p->in_fd, 0, SEEK_CUR);
	printf("%s: %" PRIu64 " blocks of %u bytes, %" PRIu64 " stored as they are; %s on %s and %s\n",
		j->o.unpack ? "unpacked" : "packed", p->blocks, j->head.block_b, p->stored,
		ce_cipher_name(j->head.cipher), rte_compressdev_name_get(j->dev.comp),
		rte_cryptodev_name_get(j->dev.crypto));
	printf("%" PRIu64 " bytes %s %" PRIu64 ", ratio %.2f\n", plain,
		j->o.unpack ? "from" : "to", packed,
		packed != 0 ? (double)plain / (double)packed : 0.0);
	printf("%.3f s, %.1f MB/s; up to %u operations in flight\n", j->seconds,
		j->seconds > 0 ? (double)plain / j->seconds / 1e6 : 0.0, p->flying_max);
	printf("%" PRIu64 " blocks in %" PRIu64 " pieces went from device to device where they were, none copied\n",
		p->handed, p->handed_pieces);
}

static void
release(struct job *j, bool failed)
{
	ce_devices_close(&j->dev, j->p.flying == 0);
	if (j->p.in_fd >= 0)
		close(j->p.in_fd);
	if (j->p.out_fd >= 0)
		close(j->p.out_fd);
	/* Half a container is none. */
	if (failed && j->out_made)
		unlink(j->o.out_name);
}

int
main(int argc, char **argv)
{
	struct job j = {.p = {.in_fd = -1, .out_fd = -1}};
	int ret = rte_eal_init(argc, argv);

	if (ret < 0)
		errx(1, "EAL cannot start: %s", rte_strerror(rte_errno));
	ret = ce_options_parse(&j.o, argc - ret, argv + ret);
	if (ret == 0) {
		ret = prepare(&j);
		if (ret == 0)
			ret = run(&j);
		if (ret == 0)
			report(&j);
		release(&j, ret < 0);
	}
	rte_eal_cleanup();
	return ret < 0 ? 1 : 0;
}
