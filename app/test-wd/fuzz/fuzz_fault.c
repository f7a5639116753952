/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: lines of the model's control socket, faults above all, while requests run.
 * A line of the input is a command, or with a first byte below the blank a step: requests,
 * time, a reset. An input that begins with ~ is for SEC, with ^ for HPRE, any other for ZIP. Every
 * command is answered; when all faults are cleared and the power was off and on, requests are answered
 * again.
 */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/hpre/wdp_hpre_sqe.h"
#include "engine/sec/wdp_sec_sqe.h"
#include "fuzz_clock.h"
#include "fuzz_guest.h"

#define LINE_MAX_B 512
#define IN_B       1000
#define OUT_B      2000

struct engine {
	char mark; /* first byte of an input */
	enum wdp_model_kind kind;
	void (*fill)(uint32_t *dw);
	bool (*good)(const uint32_t *dw);
};

struct guest {
	struct wdp_model *m;
	const struct engine *e;
	uint32_t tail[2];
};

static void
broken(const char *rule)
{
	fprintf(stderr, "fuzz_fault: does not hold: %s\n", rule);
	abort();
}

static void
fill_zip(uint32_t *dw)
{
	dw[WDP_ZIP_DW_IN_LEN] = IN_B;
	dw[WDP_ZIP_DW_OUT_LEN] = OUT_B;
	dw[WDP_ZIP_DW_FLAGS] = WDP_ZIP_FLAG_NEW | WDP_ZIP_FLAG_FINISH |
		(uint32_t)WDP_ZIP_SQE_TYPE3 << WDP_ZIP_SQE_TYPE_SHIFT;
	dw[WDP_ZIP_DW_ALG] = WDP_ZIP_TYPE_DEFLATE;
	dw[WDP_ZIP_DW_SRC_LO] = WDP_FZ_DATA;
	dw[WDP_ZIP_DW_DST_LO] = WDP_FZ_DATA + 2 * IN_B;
	dw[WDP_ZIP_DW_SRC_HI] = dw[WDP_ZIP_DW_DST_HI] = WDP_FZ_IOVA >> 32;
}

/* A hash of the same bytes. */
static void
fill_sec(uint32_t *dw)
{
	const struct wdp_sec_task t = {.auth = WDP_SEC_AUTH_GEN, .a_alg = WDP_SEC_AALG_SHA256,
		.mac_len = 32};
	const struct wdp_sec_req r = {.src = WDP_FZ_IOVA + WDP_FZ_DATA,
		.mac = WDP_FZ_IOVA + WDP_FZ_DATA + 2 * IN_B, .a_len = IN_B};
	struct wdp_sec_form f;

	if (wdp_sec_form_init(&f, WDP_GEN_V3, &t) < 0)
		broken("SHA-256 can be encoded");
	wdp_sec_sqe_fill((struct wdp_sec_sqe *)dw, &f, &r);
}

/* 2^5 modulo 257; refused on the queue for curves. */
static void
fill_hpre(uint32_t *dw)
{
	struct wdp_hpre_form f = wdp_hpre_form(WDP_HPRE_OP_DH_G2, WDP_HPRE_K_768_B, 0,
		WDP_FZ_IOVA + WDP_FZ_DATA);
	uint8_t *key = wdp_fz_arena + WDP_FZ_DATA;

	memset(key, 0, 2 * WDP_HPRE_K_768_B);
	key[WDP_HPRE_K_768_B - 1] = 5;
	key[2 * WDP_HPRE_K_768_B - 1] = 1;
	key[2 * WDP_HPRE_K_768_B - 2] = 1;
	wdp_hpre_sqe_fill((struct wdp_hpre_sqe *)dw, &f, 0,
		WDP_FZ_IOVA + WDP_FZ_DATA + 2 * WDP_HPRE_K_768_B, 0);
}

static bool
good_zip(const uint32_t *dw)
{
	return dw[WDP_ZIP_DW_CONSUMED] == IN_B && dw[WDP_ZIP_DW_STATUS] == WDP_ZIP_ST_OK;
}

static bool
good_sec(const uint32_t *dw)
{
	return wdp_sec_sqe_result((const struct wdp_sec_sqe *)dw).outcome == WDP_SEC_OK;
}

static bool
good_hpre(const uint32_t *dw)
{
	return wdp_hpre_sqe_outcome((const struct wdp_hpre_sqe *)dw, WDP_HPRE_OP_DH_G2) ==
		WDP_HPRE_GOOD && wdp_fz_arena[WDP_FZ_DATA + 3 * WDP_HPRE_K_768_B - 1] == 32;
}

/* The last one takes inputs without a mark. */
static const struct engine engines[] = {
	{'~', WDP_MODEL_SEC, fill_sec, good_sec},
	{'^', WDP_MODEL_HPRE, fill_hpre, good_hpre},
	{0, WDP_MODEL_ZIP, fill_zip, good_zip},
};

static void
request(struct guest *g, unsigned int q)
{
	uint32_t *dw = wdp_fz_slot(q, g->tail[q]++ % WDP_FZ_DEPTH);

	memset(dw, 0, wdp_fz_sqe_b());
	g->e->fill(dw);
	wdp_fz_wr(g->m, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ,
		q | (uint64_t)(g->tail[q] % WDP_FZ_DEPTH) << 32, 8);
	wdp_model_step(g->m, WDP_FZ_DEPTH);
	wdp_fz_wr(g->m, WDP_BAR_REGS, WDP_QM_DB_SQ_CQ, q | WDP_DB_CMD_CQ << 12 |
		(uint64_t)(g->tail[q] % WDP_FZ_DEPTH) << 32, 8);
}

static void
bring_up(struct guest *g)
{
	memset(wdp_fz_arena, 0, WDP_FZ_DATA);
	memset(g->tail, 0, sizeof(g->tail));
	wdp_fz_bring_up(g->m);
}

/* A byte below the blank. */
static void
step(struct guest *g, uint8_t b)
{
	switch (b % 8) {
	case 0:
	case 1:
	case 2:
	case 3:
		request(g, b & 1);
		break;
	case 4:
		wdp_fz_pass_ms(1u << (b >> 1 & 15));
		break;
	case 5:
		wdp_model_step(g->m, WDP_FZ_DEPTH);
		break;
	case 6:
		wdp_fz_queue_up(g->m, b >> 3 & 1);
		break;
	default:
		wdp_model_reset(g->m);
		bring_up(g);
		break;
	}
}

/* The answer's last line says ok or error. */
static void
command(struct guest *g, const char *line)
{
	char *answer = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&answer, &size);
	int ret;

	if (out == NULL)
		abort();
	ret = wdp_model_command(g->m, line, out);
	fclose(out);
	if (size == 0 || answer[size - 1] != '\n')
		broken("an answer is a line");
	if (ret < 0 && strncmp(answer, "error: ", 7) != 0)
		broken("what is refused says error");
	if (ret >= 0 && strstr(answer, "ok") == NULL)
		broken("what is taken says ok");
	free(answer);
}

static void
play(struct guest *g, const uint8_t *data, size_t size)
{
	char line[LINE_MAX_B];

	while (size != 0) {
		const uint8_t *end = memchr(data, '\n', size);
		size_t n = end != NULL ? (size_t)(end - data) : size, i;

		for (i = 0; i < n && data[i] < ' '; i++)
			step(g, data[i]);
		if (n - i != 0 && n - i < sizeof(line)) {
			memcpy(line, data + i, n - i);
			line[n - i] = '\0';
			command(g, line);
		}
		n += end != NULL;
		data += n;
		size -= n;
	}
}

/* Everything taken back: a device like new. */
static void
mended(struct guest *g)
{
	wdp_model_fault_clear(g->m, 0);
	wdp_model_power_cycle(g->m);
	wdp_model_reset(g->m);
	bring_up(g);
	request(g, 0);
	if (!g->e->good(wdp_fz_slot(0, 0)))
		broken("after clear, power-cycle and reset a request succeeds");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct engine *e = engines;
	struct guest g;

	while (e->mark != 0 && (size == 0 || data[0] != e->mark))
		e++;
	g = (struct guest){.e = e, .m = wdp_fz_guest_open(e->kind, WDP_MODEL_V3, false)};
	wdp_fz_clock_reset();
	play(&g, data + (e->mark != 0), size - (e->mark != 0));
	mended(&g);
	wdp_fz_guest_close(g.m);
	return 0;
}
