/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: descriptors, keys and numbers of a guest, on both generations of HPRE. Requests
 * are what a driver would make, with some of it changed; see fuzz_batch.h for what becomes of
 * them.
 */

#include <stdlib.h>
#include <string.h>

#include "engine/hpre/wdp_hpre_block.h"
#include "engine/hpre/wdp_hpre_sqe.h"
#include "fuzz_batch.h"

#define BLOCK_B  (8 * WDP_HPRE_K_4096_B) /* room of the longest key block, and more */
#define SCALAR_B 2 /* bytes of an exponent or a scalar: long ones take long */
#define X25519_B 32
#define OWN_HI   (WDP_FZ_IOVA >> 32)

static const uint8_t codes[2][9] = {
	{WDP_HPRE_OP_EXP, WDP_HPRE_OP_RSA_CRT, WDP_HPRE_OP_DH, WDP_HPRE_OP_DH_G2,
		WDP_HPRE_OP_EXP, WDP_HPRE_OP_RSA_GEN, WDP_HPRE_OP_RSA_GEN_CRT, WDP_HPRE_OP_RSA_CRT,
		WDP_HPRE_OP_DH},
	{WDP_HPRE_OP_POINT_MUL, WDP_HPRE_OP_ECDSA_SIGN, WDP_HPRE_OP_ECDSA_VERIFY,
		WDP_HPRE_OP_MONTGOMERY, WDP_HPRE_OP_SM2_GEN, WDP_HPRE_OP_SM2_SIGN,
		WDP_HPRE_OP_SM2_VERIFY, WDP_HPRE_OP_SM2_ENCRYPT, WDP_HPRE_OP_SM2_DECRYPT},
};

static const uint16_t sizes[] = {WDP_HPRE_K_1024_B, WDP_HPRE_K_768_B, WDP_HPRE_K_1536_B,
	WDP_HPRE_K_2048_B, WDP_HPRE_K_3072_B, WDP_HPRE_K_4096_B};

struct request {
	uint8_t code;
	bool curve;
	uint16_t k;
	uint16_t m; /* bytes of an SM2 message */
	const struct wdp_hpre_curve *c;
	uint64_t key, in, out;
};

/* Blocks are made here and then copied to where they lie for the device. */
static uint8_t block[BLOCK_B] __attribute__((aligned(WDP_HPRE_BLOCK_ALIGN_B)));

/* A number that fills its slot but for the first byte; odd. */
static void
wide(uint8_t *slot, uint32_t k, struct wdp_fz_in *in)
{
	memset(slot, (int)wdp_fz_take(in, 1), k);
	slot[0] = 0;
	slot[k - 1] = wdp_fz_take(in, 1) | 1;
}

static void
narrow(uint8_t *slot, uint32_t k, struct wdp_fz_in *in)
{
	memset(slot, 0, k);
	slot[k - 2] = wdp_fz_take(in, 1);
	slot[k - 1] = wdp_fz_take(in, 1);
}

static void
key_modular(const struct request *r, struct wdp_fz_in *in)
{
	uint32_t half = r->k / 2, i;

	if (r->code != WDP_HPRE_OP_RSA_CRT) {
		narrow(block, r->k, in);
		wide(block + r->k, r->k, in);
		block[r->k] = 0xff;
		return;
	}
	for (i = 0; i < WDP_HPRE_CRT_FIELDS; i++) {
		if (i == WDP_HPRE_CRT_Q || i == WDP_HPRE_CRT_P)
			wide(block + i * half, half, in);
		else
			narrow(block + i * half, half, in);
	}
}

/* Its own point is every curve's public key, of the private key 1. */
static void
key_curve(const struct request *r, struct wdp_fz_in *in)
{
	uint8_t bytes[X25519_B] = {0};
	struct wdp_hpre_num n = {bytes + sizeof(bytes) - SCALAR_B, SCALAR_B};
	const struct wdp_hpre_curve *c = r->c;

	bytes[sizeof(bytes) - 1] = wdp_fz_take(in, 1);
	bytes[sizeof(bytes) - 2] = wdp_fz_take(in, 1);
	if (r->code == WDP_HPRE_OP_MONTGOMERY)
		wdp_hpre_mont_key(block, WDP_HPRE_GROUP_X25519, bytes);
	else if (r->code == WDP_HPRE_OP_POINT_MUL)
		wdp_hpre_mul_key(block, c, n);
	else if (wdp_hpre_ops[r->code].key == 2 * WDP_HPRE_PRIV_FIELDS)
		wdp_hpre_priv_key(block, c, n);
	else
		memcpy(block, c->params, WDP_HPRE_CURVE_FIELDS * c->k);
	if (wdp_hpre_ops[r->code].key == 2 * WDP_HPRE_PUB_FIELDS)
		memcpy(block + WDP_HPRE_PUB_PX * c->k, c->params + WDP_HPRE_PUB_GX * c->k,
			2 * (size_t)c->k);
}

/* What is short of numbers by itself: e, k, r, s, a message; or a point. */
static void
input_curve(const struct request *r, struct wdp_fz_in *in)
{
	uint32_t i, k = r->c->k;

	for (i = 0; i < WDP_HPRE_VERIFY_IN_FIELDS; i++)
		wide(block + i * k, k, in);
	if (r->code == WDP_HPRE_OP_POINT_MUL || r->code == WDP_HPRE_OP_SM2_GEN ||
			r->code == WDP_HPRE_OP_SM2_DECRYPT)
		memcpy(block, r->c->params + WDP_HPRE_PUB_GX * k, 2 * (size_t)k);
}

/* As much of the block as there is memory. */
static void
place(uint64_t iova, uint32_t len)
{
	size_t room = WDP_FZ_IOVA + WDP_FZ_ARENA_B - iova;

	memcpy(wdp_fz_arena + (iova - WDP_FZ_IOVA), block, len < room ? len : room);
}

static void
blocks(struct request *r, struct wdp_fz_in *in)
{
	memset(block, 0, sizeof(block));
	if (r->curve)
		key_curve(r, in);
	else
		key_modular(r, in);
	place(r->key, r->curve ? WDP_HPRE_PUB_FIELDS * r->k : WDP_HPRE_CRT_FIELDS * r->k / 2);
	memset(block, 0, sizeof(block));
	if (r->curve)
		input_curve(r, in);
	else
		wide(block, r->k, in);
	place(r->in, r->curve ? WDP_HPRE_VERIFY_IN_FIELDS * r->k : r->k);
}

/* Which operation, of which size. */
static void
choose(struct request *r, bool curve, struct wdp_fz_in *in)
{
	uint8_t code = wdp_fz_take(in, 1), size = wdp_fz_take(in, 1);
	unsigned int n = 0;

	r->curve = curve;
	r->code = code < 0xf0 ? codes[curve][code % RTE_DIM(codes[0])] : code % (WDP_HPRE_OP_LAST + 1);
	while (wdp_hpre_curves[n].name != NULL)
		n++;
	r->c = &wdp_hpre_curves[size % n];
	if (r->code >= WDP_HPRE_OP_SM2_GEN)
		r->c = wdp_hpre_curve(WDP_HPRE_GROUP_SM2);
	r->k = curve ? r->c->k : sizes[size % RTE_DIM(sizes)];
	if (r->code == WDP_HPRE_OP_MONTGOMERY)
		r->k = WDP_HPRE_K_ECC256_B;
	r->key = wdp_fz_data_at(in) & ~(uint64_t)(WDP_HPRE_BLOCK_ALIGN_B - 1);
	r->in = wdp_fz_data_at(in);
	r->out = wdp_fz_data_at(in);
	if (r->code == WDP_HPRE_OP_SM2_ENCRYPT || r->code == WDP_HPRE_OP_SM2_DECRYPT)
		r->m = 1 + wdp_fz_take(in, 2) % WDP_HPRE_SM2_MSG_MAX_B;
}

/* A word from the input; an address becomes one where nothing is mapped. */
static void
spoil(struct wdp_hpre_sqe *sqe, struct wdp_fz_in *in)
{
	uint8_t dw = wdp_fz_take(in, 1) % RTE_DIM(sqe->dw);
	uint32_t v = wdp_fz_take(in, 4);

	if (dw >= WDP_HPRE_DW_KEY_LO && dw <= WDP_HPRE_DW_OUT_HI) {
		if (sqe->dw[dw] == OWN_HI)
			return;
		sqe->dw[dw + 1] = 0;
	}
	sqe->dw[dw] = v;
}

static void
request(struct wdp_fz_batch *g, bool v2, struct wdp_fz_in *in)
{
	uint8_t how = wdp_fz_take(in, 1), q = how & 1;
	bool verifies, no_in;
	struct wdp_hpre_form f;
	struct wdp_hpre_sqe sqe;
	struct request r = {0};

	if (wdp_fz_full(g, q))
		return;
	choose(&r, !v2 && q == 1, in);
	blocks(&r, in);
	verifies = wdp_hpre_op_verifies(r.code);
	no_in = r.code == WDP_HPRE_OP_DH_G2 || r.code == WDP_HPRE_OP_RSA_GEN ||
		r.code == WDP_HPRE_OP_RSA_GEN_CRT;
	f = wdp_hpre_form(r.code, r.k, how & 2 && (r.code == WDP_HPRE_OP_SM2_SIGN ||
		r.code == WDP_HPRE_OP_SM2_ENCRYPT) ? WDP_HPRE_SM2_KSEL : 0, r.key);
	wdp_hpre_sqe_fill(&sqe, &f, no_in ? 0 : r.in, verifies ? 0 : r.out, how);
	if (r.m != 0)
		wdp_hpre_sqe_message(&sqe, r.m);
	for (how >>= 5; how > 5; how--)
		spoil(&sqe, in);
	wdp_fz_put(g, q, sqe.dw);
}

/* Finished; nothing else has changed but the errors, and the verdict of a good verification. */
static void
answer(const uint32_t *sent, const uint32_t *dw)
{
	const uint32_t changes = WDP_MASK32(WDP_HPRE_DONE) | WDP_HPRE_DW0_ZERO;
	bool good = (dw[WDP_HPRE_DW_OP] & WDP_HPRE_DW0_ZERO) == 0;
	unsigned int i;

	if (WDP_GET32(WDP_HPRE_DONE, dw[WDP_HPRE_DW_OP]) != WDP_HPRE_DONE_FINISHED)
		wdp_fz_broken_rule("a request that is answered is finished");
	if (((sent[WDP_HPRE_DW_OP] ^ dw[WDP_HPRE_DW_OP]) & ~changes) != 0)
		wdp_fz_broken_rule("the operation comes back as it was");
	for (i = WDP_HPRE_DW_LEN; i < WDP_HPRE_SQE_B / sizeof(*dw); i++) {
		bool verdict = i == WDP_HPRE_DW_OUT_LO && good && wdp_hpre_op_verifies(
			WDP_GET32(WDP_HPRE_OP, sent[WDP_HPRE_DW_OP]));

		if (verdict ? (dw[i] & ~WDP_HPRE_VERDICT_OK) != 0 : dw[i] != sent[i])
			wdp_fz_broken_rule("words that are not the answer's come back as they were");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wdp_fz_batch_run(WDP_MODEL_HPRE, (struct wdp_fz_in){data, size}, request, answer);
	return 0;
}
