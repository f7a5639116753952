/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: descriptors of either type, scatter-gather lists and data of a guest, on both
 * generations of SEC. Requests are what a driver would make, with some of it changed; see
 * fuzz_batch.h for what becomes of them.
 */

#include <stdlib.h>
#include <string.h>

#include "engine/sec/wdp_sec_sqe.h"
#include "fuzz_batch.h"

#define KEY_ALIGN  63
#define TYPE_MASK  15u

/* What is encoded most of the time. */
static const struct wdp_sec_task tasks[] = {
	{.cipher = 1, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC, .c_key_len = 16},
	{.cipher = 2, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_XTS, .c_key_len = 64},
	{.cipher = 1, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CTR, .c_key_len = 24},
	{.cipher = 2, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC_CS, .c_key_len = 16,
		.c_width = WDP_SEC_CWIDTH_CS3},
	{.cipher = 1, .c_alg = WDP_SEC_CALG_SM4, .c_mode = WDP_SEC_CMODE_OFB, .c_key_len = 16},
	{.cipher = 2, .c_alg = WDP_SEC_CALG_SM4, .c_mode = WDP_SEC_CMODE_XTS, .c_key_len = 32,
		.variant = WDP_SEC_XTS_GB},
	{.cipher = 1, .c_alg = WDP_SEC_CALG_3DES, .c_mode = WDP_SEC_CMODE_CBC, .c_key_len = 24},
	{.cipher = 1, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_GCM, .c_key_len = 32,
		.icv_len = 16},
	{.cipher = 2, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_GCM, .c_key_len = 16,
		.icv_len = 12, .seq = WDP_SEC_SEQ_AUTH_FIRST},
	{.cipher = 2, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CCM, .c_key_len = 16,
		.icv_len = 8, .seq = WDP_SEC_SEQ_AUTH_FIRST},
	{.auth = 1, .a_alg = WDP_SEC_AALG_SHA256, .mac_len = 32},
	{.auth = 1, .a_alg = WDP_SEC_AALG_HMAC + WDP_SEC_AALG_SHA1, .mac_len = 20, .a_key_len = 20},
	{.auth = 1, .a_alg = WDP_SEC_AALG_CMAC, .mac_len = 16, .a_key_len = 16},
	{.auth = 1, .a_alg = WDP_SEC_AALG_GMAC, .mac_len = 16, .a_key_len = 16,
		.ai_gen = WDP_SEC_AI_GEN_ADDR},
	{.cipher = 1, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC, .c_key_len = 16,
		.auth = 1, .a_alg = WDP_SEC_AALG_HMAC + WDP_SEC_AALG_SHA256, .mac_len = 32,
		.a_key_len = 32},
	{.cipher = 2, .c_alg = WDP_SEC_CALG_AES, .c_mode = WDP_SEC_CMODE_CBC, .c_key_len = 32,
		.auth = 2, .a_alg = WDP_SEC_AALG_HMAC + WDP_SEC_AALG_SHA512, .mac_len = 64,
		.a_key_len = 128, .seq = WDP_SEC_SEQ_AUTH_FIRST},
	{.auth = 1, .a_alg = WDP_SEC_AALG_HMAC + WDP_SEC_AALG_SHA256, .mac_len = 32,
		.a_key_len = 64, .scene = WDP_SEC_SCENE_STREAM, .a_pad = WDP_SEC_A_PAD_NONE,
		.ai_gen = WDP_SEC_AI_GEN_ADDR},
};

/* Words that hold the upper half of an address: they stay, lest it be that of a ring. */
#define W(n) WDP_BIT32(n)
static const uint32_t upper[2] = {
	W(WDP_SEC_BD2_DW_LONG_HI) | W(WDP_SEC_BD2_DW_A_IV_HI) | W(WDP_SEC_BD2_DW_A_KEY_HI) |
		W(WDP_SEC_BD2_DW_MAC_HI) | W(WDP_SEC_BD2_DW_C_IV_HI) |
		W(WDP_SEC_BD2_DW_C_KEY_HI) | W(WDP_SEC_BD2_DW_SRC_HI) | W(WDP_SEC_BD2_DW_DST_HI),
	W(WDP_SEC_BD3_DW_SRC_HI) | W(WDP_SEC_BD3_DW_A_KEY_HI) | W(WDP_SEC_BD3_DW_A_IV_HI) |
		W(WDP_SEC_BD3_DW_C_KEY_HI) | W(WDP_SEC_BD3_DW_DST_HI) |
		W(WDP_SEC_BD3_DW_MAC_HI) | W(WDP_SEC_BD3_DW_C_IV_HI),
};

/* A word from the input; an address becomes one where nothing is mapped. */
static void
spoil(struct wdp_sec_sqe *sqe, bool type3, struct wdp_fz_in *in)
{
	uint8_t dw = wdp_fz_take(in, 1) % WDP_FZ_WORDS;
	uint32_t v = wdp_fz_take(in, 4);

	if (upper[type3] & WDP_BIT32(dw))
		return;
	if (dw + 1 < WDP_FZ_WORDS && (upper[type3] & WDP_BIT32(dw + 1)))
		sqe->dw[dw + 1] = 0;
	if (dw == 0) /* the other type has its addresses elsewhere */
		v = (v & ~TYPE_MASK) | (v & 0x10000 ? 0 : type3 ? WDP_SEC_TYPE_BD3 :
			WDP_SEC_TYPE_BD2);
	sqe->dw[dw] = v;
}

static uint64_t
key_at(struct wdp_fz_in *in)
{
	return wdp_fz_data_at(in) & ~(uint64_t)KEY_ALIGN;
}

/* One of the tasks, with fields changed. */
static void
task(struct wdp_sec_task *t, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1);

	*t = tasks[how % RTE_DIM(tasks)];
	if (t->cipher != 0)
		t->c_key = key_at(in);
	if (t->auth != 0 && t->a_key_len != 0)
		t->a_key = key_at(in);
	switch (how / RTE_DIM(tasks)) {
	case 1:
		t->c_alg = wdp_fz_take(in, 1) % 4;
		break;
	case 2:
		t->c_mode = wdp_fz_take(in, 1) % 16;
		break;
	case 3:
		t->c_key_len = wdp_fz_take(in, 1);
		break;
	case 4:
		t->icv_len = wdp_fz_take(in, 1) % 64;
		break;
	case 5:
		t->a_alg = wdp_fz_take(in, 1) % 64;
		break;
	case 6:
		t->mac_len = wdp_fz_take(in, 1) & 0x7c;
		break;
	case 7:
		t->a_key_len = wdp_fz_take(in, 1);
		break;
	case 8:
		t->cipher = wdp_fz_take(in, 1) % 4;
		break;
	case 9:
		t->auth = wdp_fz_take(in, 1) % 4;
		break;
	case 10:
		t->scene = wdp_fz_take(in, 1) % 16;
		break;
	default:
		break;
	}
}

/* Addresses and lengths, mostly such as fit each other. */
static void
fill(const struct wdp_sec_form *f, struct wdp_sec_sqe *sqe, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1);
	struct wdp_sec_req r = {
		.list = how & 1,
		.out = how & 2,
		.mac = wdp_fz_data_at(in),
		.c_iv = wdp_fz_data_at(in),
		.c_len = wdp_fz_take(in, 2),
		.tag = wdp_fz_take(in, 1),
	};

	if (!(how & 4))
		r.c_len &= ~15u;
	r.a_iv = how & 8 ? wdp_fz_data_at(in) : r.c_iv;
	r.a_len = how & 0x10 ? wdp_fz_take(in, 2) : r.c_len;
	if (how & 0x20)
		r.cipher_off = wdp_fz_take(in, 1);
	if (how & 0x40)
		r.a_len = r.cipher_off + r.c_len;
	r.src = r.list ? wdp_fz_list_at(in) : wdp_fz_data_at(in);
	r.dst = r.src;
	if (how & 2)
		r.dst = r.list ? wdp_fz_list_at(in) : wdp_fz_data_at(in);
	wdp_sec_sqe_fill(sqe, f, &r);
}

/* The next slot of a queue, not rung in yet. */
static void
request(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), q = how & 1;
	bool type3 = !v2 && !(how & 2);
	struct wdp_sec_form form;
	struct wdp_sec_task t;
	struct wdp_sec_sqe sqe;

	if (wdp_fz_full(g, q))
		return;
	task(&t, in);
	/* What a driver would never send is sent as well: spoiled, and decoded word by word. */
	if (wdp_sec_form_init(&form, type3 ? WDP_GEN_V3 : WDP_GEN_V2, &t) < 0 &&
			wdp_sec_form_init(&form, type3 ? WDP_GEN_V3 : WDP_GEN_V2, &tasks[10]) < 0)
		wdp_fz_broken_rule("SHA-256 can be encoded");
	fill(&form, &sqe, in);
	for (how >>= 5; how > 2; how--)
		spoil(&sqe, type3, in);
	wdp_fz_put(g, q, sqe.dw);
}

/* Everything but the status comes back as it was, and the status says done. */
static void
answer(const uint32_t *sent, const uint32_t *dw)
{
	struct wdp_sec_sqe sqe;

	if (memcmp(sent, dw, WDP_SEC_DW_STATUS * sizeof(*dw)) != 0)
		wdp_fz_broken_rule("bytes 0 to 111 come back as they were");
	memcpy(&sqe, dw, sizeof(sqe));
	if (!wdp_sec_sqe_result(&sqe).done)
		wdp_fz_broken_rule("a request that is answered is done");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wdp_fz_batch_run(WDP_MODEL_SEC, (struct wdp_fz_in){data, size}, request, answer);
	return 0;
}
