/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/**
 * @file
 * A judge that shares no code with the driver: `compress` cuts a file into chunks, has any
 * compressdev compress each through the public API and stores the raw DEFLATE streams;
 * `check` (no DPDK involved) has libdeflate decompress them and compares with the file.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libdeflate.h>

#include <rte_compressdev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_mbuf.h>

#define CHUNK_MAX_B  57344 /* an mbuf's 16-bit data room holds it with 1/8 to spare */
#define IN_FLIGHT    128u
#define BURST        32u
#define STALL_S      30 /* a device that finishes nothing for so long has failed */
#define MAGIC        0x46526457u
#define COMPLAINTS   5 /* failed chunks that are described one by one */

/** File of `compress`: this, then per chunk a 32-bit length and the stream. */
struct head {
	uint32_t magic;
	uint32_t chunk_b;
	uint64_t total_b;
};

struct job {
	const uint8_t *in;
	size_t in_len;
	uint32_t chunk_b;
	uint32_t room_b;  /* destination space per chunk */
	uint32_t chunks;
	uint8_t *out;     /* room_b per chunk */
	uint32_t *out_len;
	uint8_t dev;
	void *xform;
	struct rte_mempool *mbufs;
	struct rte_mempool *ops;
	uint32_t failed;
};

static uint8_t *
read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	uint8_t *buf = NULL;
	long size;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
		goto fail;
	rewind(f);
	buf = malloc(size > 0 ? (size_t)size : 1);
	if (buf == NULL || fread(buf, 1, size, f) != (size_t)size)
		goto fail;
	fclose(f);
	*len = size;
	return buf;
fail:
	fprintf(stderr, "wd-referee: cannot read %s: %s\n", path, strerror(errno));
	free(buf);
	if (f != NULL)
		fclose(f);
	return NULL;
}

/* ---- compress ---- */

static int
device_open(struct job *j, const char *driver)
{
	struct rte_compressdev_config cfg = {
		.socket_id = rte_socket_id(),
		.nb_queue_pairs = 1,
		.max_nb_priv_xforms = 1,
	};
	struct rte_comp_xform xform = {
		.type = RTE_COMP_COMPRESS,
		.compress = {
			.algo = RTE_COMP_ALGO_DEFLATE,
			.deflate.huffman = RTE_COMP_HUFFMAN_DYNAMIC,
			.level = 1,
			.window_size = 15,
			.chksum = RTE_COMP_CHECKSUM_NONE,
		},
	};
	int rc;

	if (rte_compressdev_devices_get(driver, &j->dev, 1) != 1) {
		fprintf(stderr, "wd-referee: no device of driver %s: give EAL its --vdev or -a\n",
			driver);
		return -ENODEV;
	}
	rc = rte_compressdev_configure(j->dev, &cfg);
	if (rc == 0)
		rc = rte_compressdev_queue_pair_setup(j->dev, 0, IN_FLIGHT, rte_socket_id());
	if (rc == 0)
		rc = rte_compressdev_start(j->dev);
	if (rc == 0)
		rc = rte_compressdev_private_xform_create(j->dev, &xform, &j->xform);
	if (rc != 0)
		fprintf(stderr, "wd-referee: device %u cannot be set up: %s\n", j->dev,
			strerror(-rc));
	return rc;
}

static int
pools_create(struct job *j)
{
	j->mbufs = rte_pktmbuf_pool_create("wd_referee_mbuf", 2 * IN_FLIGHT - 1, 0, 0,
		j->room_b + RTE_PKTMBUF_HEADROOM, rte_socket_id());
	j->ops = rte_comp_op_pool_create("wd_referee_op", IN_FLIGHT - 1, 0, sizeof(uint32_t),
		rte_socket_id());
	if (j->mbufs == NULL || j->ops == NULL) {
		fprintf(stderr, "wd-referee: no memory for the pools: %s\n",
			rte_strerror(rte_errno));
		return -ENOMEM;
	}
	return 0;
}

/** The chunk number travels in the op's private area. */
static uint32_t *
op_chunk(struct rte_comp_op *op)
{
	return (uint32_t *)(op + 1);
}

/** Op for chunk @p n, NULL when all are in flight. */
static struct rte_comp_op *
op_make(struct job *j, uint32_t n)
{
	size_t off = (size_t)n * j->chunk_b;
	uint32_t len = RTE_MIN((size_t)j->chunk_b, j->in_len - off);
	struct rte_comp_op *op = rte_comp_op_alloc(j->ops);
	struct rte_mbuf *m[2];

	if (op == NULL)
		return NULL;
	if (rte_pktmbuf_alloc_bulk(j->mbufs, m, 2) != 0) {
		rte_comp_op_free(op);
		return NULL;
	}
	memcpy(rte_pktmbuf_append(m[0], len), j->in + off, len);
	rte_pktmbuf_append(m[1], j->room_b);
	op->op_type = RTE_COMP_OP_STATELESS;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	op->private_xform = j->xform;
	op->m_src = m[0];
	op->m_dst = m[1];
	op->src.offset = 0;
	op->src.length = len;
	op->dst.offset = 0;
	*op_chunk(op) = n;
	return op;
}

static void
op_take(struct job *j, struct rte_comp_op *op)
{
	uint32_t n = *op_chunk(op);
	uint32_t len = op->src.length;

	if (op->status != RTE_COMP_OP_STATUS_SUCCESS || op->consumed != len ||
			op->produced > j->room_b) {
		if (j->failed++ < COMPLAINTS)
			fprintf(stderr, "wd-referee: chunk %" PRIu32
				": status %u, consumed %u of %u, produced %u\n", n, op->status,
				op->consumed, len, op->produced);
	} else {
		j->out_len[n] = op->produced;
		memcpy(j->out + (size_t)n * j->room_b, rte_pktmbuf_mtod(op->m_dst, void *),
			op->produced);
	}
	rte_pktmbuf_free(op->m_src);
	rte_pktmbuf_free(op->m_dst);
	rte_comp_op_free(op);
}

static int
run(struct job *j)
{
	struct rte_comp_op *fresh[BURST], *done[BURST];
	uint32_t made = 0, taken = 0, held = 0;
	time_t last = time(NULL);

	while (taken < j->chunks) {
		uint16_t sent, got;

		while (held < BURST && made < j->chunks &&
				(fresh[held] = op_make(j, made)) != NULL) {
			held++;
			made++;
		}
		sent = rte_compressdev_enqueue_burst(j->dev, 0, fresh, held);
		held -= sent;
		memmove(fresh, fresh + sent, held * sizeof(fresh[0]));
		got = rte_compressdev_dequeue_burst(j->dev, 0, done, BURST);
		for (uint16_t i = 0; i < got; i++)
			op_take(j, done[i]);
		taken += got;
		if (got != 0)
			last = time(NULL);
		else if (time(NULL) - last > STALL_S) {
			fprintf(stderr, "wd-referee: nothing finished for %d s, %" PRIu32
				" of %" PRIu32 " chunks done\n", STALL_S, taken, j->chunks);
			return -ETIMEDOUT;
		}
	}
	if (j->failed != 0)
		fprintf(stderr, "wd-referee: %" PRIu32 " of %" PRIu32 " chunks failed\n",
			j->failed, j->chunks);
	return j->failed == 0 ? 0 : -EIO;
}

static int
store(const struct job *j, const char *path)
{
	struct head h = { MAGIC, j->chunk_b, j->in_len };
	FILE *f = fopen(path, "wb");
	bool ok = f != NULL && fwrite(&h, sizeof(h), 1, f) == 1;

	for (uint32_t n = 0; ok && n < j->chunks; n++)
		ok = fwrite(&j->out_len[n], sizeof(j->out_len[n]), 1, f) == 1 &&
			fwrite(j->out + (size_t)n * j->room_b, 1, j->out_len[n], f) ==
			j->out_len[n];
	if (f != NULL && fclose(f) != 0)
		ok = false;
	if (!ok)
		fprintf(stderr, "wd-referee: cannot write %s: %s\n", path, strerror(errno));
	return ok ? 0 : -EIO;
}

static int
do_compress(const char *driver, const char *in, const char *out, uint32_t chunk_b)
{
	struct job j = { .chunk_b = chunk_b, .room_b = chunk_b + chunk_b / 8 + 64 };
	int rc = -ENOMEM;

	j.in = read_file(in, &j.in_len);
	if (j.in == NULL)
		return -EIO;
	j.chunks = (j.in_len + chunk_b - 1) / chunk_b;
	j.out = malloc((size_t)j.chunks * j.room_b + 1);
	j.out_len = calloc(j.chunks + 1, sizeof(*j.out_len));
	if (j.out != NULL && j.out_len != NULL)
		rc = device_open(&j, driver);
	if (rc == 0)
		rc = pools_create(&j);
	if (rc == 0)
		rc = run(&j);
	if (rc == 0)
		rc = store(&j, out);
	if (j.xform != NULL && rc != -ETIMEDOUT) {
		rte_compressdev_private_xform_free(j.dev, j.xform);
		rte_compressdev_stop(j.dev);
		rte_compressdev_close(j.dev);
	}
	free(j.out_len);
	free(j.out);
	free((void *)(uintptr_t)j.in);
	return rc;
}

/* ---- check ---- */

static int
check_chunks(const uint8_t *in, size_t in_len, const uint8_t *z, size_t z_len,
	uint32_t chunk_b, uint64_t *out_b)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	uint8_t *plain = malloc(chunk_b);
	size_t done = 0, at = 0;
	int rc = d != NULL && plain != NULL ? 0 : -ENOMEM;

	while (rc == 0 && done < in_len) {
		size_t want = RTE_MIN((size_t)chunk_b, in_len - done), got = 0, used = 0;
		uint32_t len = 0;

		if (z_len - at >= sizeof(len))
			memcpy(&len, z + at, sizeof(len));
		at += sizeof(len);
		if (at > z_len || len > z_len - at) {
			fprintf(stderr, "wd-referee: streams end early at input byte %zu\n", done);
			rc = -EBADMSG;
		} else if (libdeflate_deflate_decompress_ex(d, z + at, len, plain, want, &used,
				&got) != LIBDEFLATE_SUCCESS || got != want || used != len ||
				memcmp(plain, in + done, want) != 0) {
			fprintf(stderr,
				"wd-referee: stream of input byte %zu (%" PRIu32 " bytes) is wrong\n",
				done, len);
			rc = -EBADMSG;
		}
		at += len;
		*out_b += len;
		done += want;
	}
	if (rc == 0 && at != z_len) {
		fprintf(stderr, "wd-referee: %zu bytes behind the last stream\n", z_len - at);
		rc = -EBADMSG;
	}
	free(plain);
	libdeflate_free_decompressor(d);
	return rc;
}

static int
do_check(const char *in_path, const char *z_path)
{
	size_t in_len = 0, z_len = 0;
	uint8_t *in = read_file(in_path, &in_len);
	uint8_t *z = read_file(z_path, &z_len);
	uint64_t out_b = 0;
	struct head h = { 0 };
	int rc = -EIO;

	if (in == NULL || z == NULL)
		goto out;
	rc = -EBADMSG;
	if (z_len >= sizeof(h))
		memcpy(&h, z, sizeof(h));
	if (h.magic != MAGIC || h.chunk_b == 0 || h.chunk_b > CHUNK_MAX_B) {
		fprintf(stderr, "wd-referee: %s was not written by `wd-referee compress`\n",
			z_path);
		goto out;
	}
	if (h.total_b != in_len) {
		fprintf(stderr, "wd-referee: %s is of %" PRIu64 " bytes, %s has %zu\n", z_path,
			h.total_b, in_path, in_len);
		goto out;
	}
	rc = check_chunks(in, in_len, z + sizeof(h), z_len - sizeof(h), h.chunk_b, &out_b);
	if (rc == 0)
		printf("wd-referee: in %zu out %" PRIu64 " chunk %" PRIu32 " identical\n", in_len,
			out_b, h.chunk_b);
out:
	free(in);
	free(z);
	return rc;
}

static int
usage(void)
{
	fprintf(stderr,
		"usage: wd-referee [EAL options] -- compress DRIVER IN OUT [CHUNK_BYTES]\n"
		"       wd-referee check IN OUT\n"
		"CHUNK_BYTES: 1..%d, default 16384\n", CHUNK_MAX_B);
	return 2;
}

int
main(int argc, char **argv)
{
	unsigned long chunk_b = 16384;
	int n, rc;

	if (argc == 4 && strcmp(argv[1], "check") == 0)
		return do_check(argv[2], argv[3]) == 0 ? 0 : 1;

	n = rte_eal_init(argc, argv);
	if (n < 0) {
		fprintf(stderr, "wd-referee: EAL does not start: %s\n", rte_strerror(rte_errno));
		return 1;
	}
	argc -= n;
	argv += n;
	if (argc == 6)
		chunk_b = strtoul(argv[5], NULL, 10);
	if (argc < 5 || argc > 6 || strcmp(argv[1], "compress") != 0 || chunk_b == 0 ||
			chunk_b > CHUNK_MAX_B)
		rc = usage();
	else
		rc = do_compress(argv[2], argv[3], argv[4], chunk_b) == 0 ? 0 : 1;
	rte_eal_cleanup();
	return rc;
}
