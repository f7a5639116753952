/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What the SEC engine does not take (doc/hw/sec.md 10 to 26): each refusal with its error_type
 * (doc/model.md 8), its error bit and one complaint, and nothing written; and what differs
 * between V2 and V3.
 */

#include <inttypes.h>

#include "sec_bases.h"

#define G2 1
#define G3 2
#define GX 3

static void
bases_are_fine(void **state)
{
	static const uint32_t want[] = {ST_CIPHER, ST_CIPHER, ST_CIPHER, ST_AEAD, ST_AEAD, ST_AEAD,
		ST_HASH, ST_HASH, ST_HASH, ST_HASH, ST_HASH, ST_HASH};
	enum wdp_model_hw hw;
	struct sec_dut s;
	enum base b;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (b = CBC; b <= LAST; b++) {
			struct task t = base_task(&s, b);

			if (hw == WDP_MODEL_V3 || (b != CMAC && b != GMAC))
				assert_int_equal(want[b], run_task(&s, &t));
		}
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

/** One field of a base, and what comes of it. */
struct refusal {
	enum base base;
	size_t field;
	uint64_t val;
	unsigned int gens;
	unsigned int error;
};

static const struct refusal refusals[] = {
	{CBC, F(type), 1, GX, E_TYPE},
	{CBC, F(type), 0, GX, E_TYPE},
	{CBC, F(type), 4, GX, E_TYPE},
	{CBC, F(type), 3, G2, E_TYPE},
	{CBC, F(cipher), 3, GX, E_FIELD},
	{CBC, F(cipher), 0, GX, E_FIELD},
	{CBC, F(auth), 3, GX, E_FIELD},
	{SHA, F(auth), 2, GX, E_FIELD},
	{CBC, F(scene), 7, GX, E_FIELD},
	{CBC, F(scene), 3, GX, E_FIELD},
	{CBC, F(scene), 5, GX, E_FIELD},
	{SHA, F(scene), 8, GX, E_FIELD},
	{SHA, F(scene), 1, G3, E_FIELD},
	{SHA, F(scene), 7, G2, E_FIELD},
	{FIRST, F(scene), 0, G3, E_FIELD},
	{GMAC, F(scene), 7, G3, E_FIELD},
	{CBC, F(bits), 512, G3, E_FIELD},
	{CBC, F(de), 2, GX, E_FIELD},
	{SHA, F(de), 1, GX, E_FIELD},
	{CBC, F(src_type), 1, GX, E_FIELD},
	{CBC, F(src_type), 2, GX, E_FIELD},
	{CBC, F(dst_type), 1, GX, E_FIELD},
	{GCM, F(mac_type), 1, GX, E_FIELD},
	{CBC, F(dst), EX_SRC + 16, GX, E_FIELD},
	{CBC, F(dst), EX_SRC - 63, GX, E_FIELD},
	{CBC, F(seq), 1, GX, E_FIELD},
	{GCM, F(seq), 1, GX, E_FIELD},
	{CHAIN, F(seq), 1, GX, E_FIELD},
	{CBC, F(ci_gen), 3, GX, E_FIELD},
	{CBC, F(c_width), 1, GX, E_FIELD},
	{CBC, F(cipher_off), 16, GX, E_FIELD},
	{CTR, F(ctr_mode), 1, G3, E_FIELD},
	{CTR, F(ctr_mode), 3, G3, E_FIELD},
	{XTS, F(ctr_mode), 1, G3, E_FIELD},
	{CBC, F(c_alg), 4, GX, E_ALG},
	{CBC, F(c_mode), 8, GX, E_ALG},
	{CBC, F(c_mode), 10, GX, E_ALG},
	{CBC, F(c_mode), 2, G2, E_ALG},
	{CBC, F(c_mode), 3, G2, E_ALG},
	{GCM, F(c_alg), 3, G2, E_ALG},
	{CCM, F(c_alg), 3, G2, E_ALG},
	{GCM, F(c_alg), 1, GX, E_ALG},
	{CBC, F(c_key_len), 3, GX, E_KEY_LEN},
	{XTS, F(c_key_len), 1, GX, E_KEY_LEN},
	{CBC, F(c_alg), 0, GX, E_KEY_LEN},
	{CBC, F(c_alg), 1, GX, E_KEY_LEN},
	{CBC, F(c_len), 0, GX, E_LEN},
	{CBC, F(c_len), 65, GX, E_LEN},
	{CBC, F(c_len), 0xffff00, GX, E_LEN},
	{XTS, F(c_len), 15, GX, E_LEN},
	{CTR, F(c_len), 0, GX, E_LEN},
	{CTR, F(c_len), 0xfffe01, GX, E_LEN},
	{GCM, F(auth), 1, GX, E_FIELD},
	{GCM, F(ai_gen), 1, GX, E_FIELD},
	{GCM, F(auth_off), 4, GX, E_FIELD},
	{GCM, F(cipher_off), 24, GX, E_FIELD},
	{GCM, F(c_len), 0, G2, E_LEN},
	{GCM, F(c_len), 0xfffe00, GX, E_LEN},
	{GCM, F(a_len), 0x10000, GX, E_LEN},
	{CCM, F(a_len), 65280, GX, E_LEN},
	{GCM, F(icv_len), 17, GX, E_MAC_LEN},
	{GCM, F(icv_len), 7, GX, E_MAC_LEN},
	{GCM, F(icv_len), 0, GX, E_MAC_LEN},
	{CCM, F(icv_len), 5, GX, E_MAC_LEN},
	{CCM, F(icv_len), 2, GX, E_MAC_LEN},
	{CCM, F(icv_len), 14, GX, E_CCM},
	{CCM, F(c_len), 63, GX, E_CCM},
	{CHAIN, F(auth), 2, GX, E_FIELD},
	{CHAIN, F(ai_gen), 1, GX, E_FIELD},
	{CHAIN, F(cipher_off), 0, GX, E_FIELD},
	{CHAIN, F(a_len), 48, GX, E_LEN},
	{CHAIN, F(c_len), 0, G2, E_LEN},
	{CHAIN, F(c_len), 63, GX, E_LEN},
	{CHAIN, F(a_alg), 0x01, GX, E_ALG},
	{CHAIN, F(a_alg), 0x20, GX, E_ALG},
	{CHAIN, F(a_alg), 0x18, GX, E_ALG},
	{CHAIN, F(a_alg), 0x35, GX, E_ALG},
	{CHAIN, F(c_mode), 0, GX, E_ALG},
	{CHAIN, F(a_key_len), 0, GX, E_KEY_LEN},
	{CHAIN, F(a_key_len), 17, GX, E_KEY_LEN},
	{CHAIN, F(mac_len), 0, GX, E_MAC_LEN},
	{CHAIN, F(mac_len), 9, GX, E_MAC_LEN},
	{SHA, F(a_alg), 0x08, GX, E_ALG},
	{SHA, F(a_alg), 0x24, GX, E_ALG},
	{SHA, F(a_alg), 0x27, GX, E_ALG},
	{SHA, F(a_alg), 0x32, GX, E_ALG},
	{SHA, F(mac_len), 0, GX, E_MAC_LEN},
	{SHA, F(mac_len), 9, GX, E_MAC_LEN},
	{SHA, F(a_len), 0, G2, E_LEN},
	{SHA, F(a_len), 0xfffe01, GX, E_LEN},
	{SHA, F(auth_off), 1, GX, E_FIELD},
	{SHA, F(ai_gen), 2, GX, E_FIELD},
	{SHA, F(a_pad), 2, GX, E_FIELD},
	{HMAC, F(a_key_len), 0, GX, E_KEY_LEN},
	{HMAC, F(a_key_len), 17, GX, E_KEY_LEN},
	{CMAC, F(a_alg), 0x21, G2, E_FIELD}, /* by its scene already */
	{CMAC, F(a_key_len), 6, G3, E_KEY_LEN},
	{CMAC, F(a_len), 0, G3, E_LEN},
	{CMAC, F(mac_len), 5, G3, E_MAC_LEN},
	{CMAC, F(ai_gen), 1, G3, E_FIELD},
	{GMAC, F(ai_gen), 0, G3, E_FIELD},
	{GMAC, F(a_key_len), 5, G3, E_KEY_LEN},
	{GMAC, F(a_len), 0, G3, E_LEN},
	{FIRST, F(a_len), 127, GX, E_LEN},
	{FIRST, F(a_len), 0, GX, E_LEN},
	{LAST, F(bits), 8 * 128, GX, E_LEN},
	{LAST, F(bits), 8 * 193, GX, E_LEN},
	{LAST, F(bits), 8 * 192 + 1, GX, E_LEN},
	{LAST, F(bits), 0, GX, E_LEN},
	{LAST, F(a_len), 0, G2, E_LEN},
	{LAST, F(src_type), 1, GX, E_FIELD},
};

static void
set_field(struct task *t, const struct refusal *r)
{
	if (r->field >= F(bits))
		*(uint64_t *)((char *)t + r->field) = r->val;
	else
		*(unsigned int *)((char *)t + r->field) = (unsigned int)r->val;
}

static void
untouched(struct sec_dut *s)
{
	unsigned int i;

	for (i = 0; i < 256; i++) {
		assert_int_equal(RED, at(s, EX_DST)[i]);
		assert_int_equal(RED, at(s, EX_MAC)[i]);
	}
}

static void
fields(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	unsigned int i;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
			const struct refusal *r = &refusals[i];
			uint64_t before = wdp_model_complaints(s.d.m);
			struct task t = base_task(&s, r->base);

			if (!(r->gens & (hw == WDP_MODEL_V3 ? G3 : G2)))
				continue;
			set_field(&t, r);
			/* A type there is not has no layout: that of the generation. */
			if (r->field == F(type)) {
				uint32_t dw[32];

				t.type = hw == WDP_MODEL_V3 ? 3 : 2;
				encode(&t, dw);
				dw[0] = (dw[0] & ~15u) | (uint32_t)r->val;
				assert_int_equal(ST_ERR(r->error), run_sqe(&s, dw));
			} else {
				uint32_t st = run_task(&s, &t);

				if (st != ST_ERR(r->error))
					print_error("refusal %u, %s\n", i, s.d.v3 ? "V3" : "V2");
				assert_int_equal(ST_ERR(r->error), st);
			}
			if (wdp_model_complaints(s.d.m) != before + 1)
				print_error("refusal %u, %s: %" PRIu64 " complaints\n", i,
					s.d.v3 ? "V3" : "V2", wdp_model_complaints(s.d.m) - before);
			assert_int_equal(before + 1, wdp_model_complaints(s.d.m));
			untouched(&s);
			/* A bad descriptor is a correctable error, and W1C. */
			assert_int_equal(0x80, r32(&s.d, 0x301008));
			assert_int_equal(1, msi_count(&s.d, 3));
			w32(&s.d, 0x301010, 0x80);
			assert_int_equal(0, r32(&s.d, 0x301010));
		}
		close_sec(&s);
	}
}

/** Words that have no field in a task: some change the result, some are only told. */
struct bits {
	unsigned int type;
	unsigned int dw;
	uint32_t mask;
	bool refused;
};

static const struct bits rsvd[] = {
	{2, 0, 0xff000000, false}, {2, 1, 0x7c01c000, false}, {2, 1, 0x0000300f, false},
	{2, 1, 0x02e00000, false}, {2, 1, 0x011e0030, true}, {2, 2, 0xfffe0000, false},
	{2, 3, 0xfff00000, false}, {2, 4, 0xff000000, true}, {2, 5, 0xff000000, true},
	{2, 7, UINT32_MAX, false}, {2, 8, UINT32_MAX, false}, {2, 9, UINT32_MAX, false},
	{2, 10, 0xffff0000, false}, {2, 11, UINT32_MAX, false}, {2, 28, UINT32_MAX, false},
	{2, 31, UINT32_MAX, false},
	{3, 0, 0xfff00000, false}, {3, 1, 0x8f000000, false}, {3, 1, 0x30000000, true},
	{3, 10, UINT32_MAX, false}, {3, 11, UINT32_MAX, false}, {3, 14, 0xf1e00000, true},
	{3, 14, 0x08000000, false}, {3, 15, UINT32_MAX, false}, {3, 17, 0xff000000, true},
	{3, 18, 0xff000000, true}, {3, 27, UINT32_MAX, true}, {3, 28, UINT32_MAX, false},
	{3, 29, UINT32_MAX, false}, {3, 30, UINT32_MAX, false},
};

static void
reserved_bits(void **state)
{
	struct sec_dut s;
	unsigned int i, bit;
	uint64_t before;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < sizeof(rsvd) / sizeof(rsvd[0]); i++) {
		for (bit = 0; bit < 32; bit++) {
			struct task t = base_task(&s, CBC);
			uint32_t dw[32], st;

			if (!(rsvd[i].mask & 1u << bit))
				continue;
			t.type = rsvd[i].type;
			encode(&t, dw);
			dw[rsvd[i].dw] |= 1u << bit;
			before = wdp_model_complaints(s.d.m);
			st = run_sqe(&s, dw);
			if (st != (rsvd[i].refused ? ST_ERR(E_FIELD) : (uint32_t)ST_CIPHER))
				print_error("type %u dword %u bit %u\n", t.type, rsvd[i].dw, bit);
			assert_int_equal(rsvd[i].refused ? ST_ERR(E_FIELD) : ST_CIPHER, st);
			assert_int_equal(before + 1, wdp_model_complaints(s.d.m));
		}
	}
	close_sec(&s);
}

/** Fields of another sort of task: told, and the task is done. */
static const struct refusal remarks[] = {
	{CBC, F(a_alg), 1, GX, ST_CIPHER}, {CBC, F(mac_len), 1, GX, ST_CIPHER},
	{CBC, F(icv_len), 1, GX, ST_CIPHER}, {CBC, F(a_len), 16, GX, ST_CIPHER},
	{CBC, F(mac), EX_MAC, GX, ST_CIPHER}, {CBC, F(a_key), EX_A_KEY, GX, ST_CIPHER},
	{CBC, F(a_iv), EX_A_IV, GX, ST_CIPHER},
	{GCM, F(a_alg), 1, GX, ST_AEAD}, {GCM, F(a_key), EX_A_KEY, GX, ST_AEAD},
	{GCM, F(mac_len), 4, GX, ST_AEAD}, {CHAIN, F(icv_len), 16, GX, ST_AEAD},
	{CHAIN, F(a_iv), EX_A_IV, GX, ST_AEAD}, {SHA, F(c_len), 16, GX, ST_HASH},
	{SHA, F(c_alg), 2, GX, ST_HASH}, {SHA, F(a_key_len), 4, GX, ST_HASH},
	{SHA, F(c_key), EX_C_KEY, GX, ST_HASH}, {SHA, F(a_iv), EX_A_IV, GX, ST_HASH},
	{SHA, F(dst), EX_DST, GX, ST_HASH}, {LAST, F(a_iv), EX_A_IV, GX, ST_HASH},
	{FIRST, F(bits), 8, GX, ST_HASH}, {SHA, F(bits), 8, G3, ST_HASH},
};

static void
unused_fields(void **state)
{
	enum wdp_model_hw hw;
	struct sec_dut s;
	unsigned int i;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (i = 0; i < sizeof(remarks) / sizeof(remarks[0]); i++) {
			uint64_t before = wdp_model_complaints(s.d.m);
			struct task t = base_task(&s, remarks[i].base);

			if (!(remarks[i].gens & (hw == WDP_MODEL_V3 ? G3 : G2)))
				continue;
			set_field(&t, &remarks[i]);
			assert_int_equal(remarks[i].error, run_task(&s, &t));
			if (wdp_model_complaints(s.d.m) != before + 1)
				print_error("remark %u\n", i);
			assert_int_equal(before + 1, wdp_model_complaints(s.d.m));
		}
		assert_int_equal(0, r32(&s.d, 0x301010));
		close_sec(&s);
	}
}

/* 26: every pair of c_alg and c_mode. */
static void
ciphers_of_generations(void **state)
{
	static const uint16_t has[2][4] = {
		/* DES, 3DES, AES, SM4; one bit for each mode */
		{0x003, 0x003, 0x2f3, 0x093},
		{0x003, 0x00b, 0x2ff, 0x2ff},
	};
	static const uint8_t codes[] = {1, 1, 0, 0};
	enum wdp_model_hw hw;
	unsigned int alg, mode;
	struct sec_dut s;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (alg = 0; alg < 4; alg++) {
			for (mode = 0; mode < 16; mode++) {
				struct task t = base_task(&s, mode == 5 ? CCM : mode == 6 ? GCM :
					CBC);
				uint32_t want = mode == 5 || mode == 6 ? ST_AEAD : ST_CIPHER;

				t.c_alg = alg;
				t.c_mode = mode;
				t.c_key_len = codes[alg];
				t.c_width = mode == 9;
				if (!(has[hw == WDP_MODEL_V3][alg] >> mode & 1))
					want = ST_ERR(E_ALG);
				if (run_task(&s, &t) != want)
					fail_msg("V%d, c_alg %u, c_mode %u", 2 + s.d.v3, alg, mode);
			}
		}
		close_sec(&s);
	}
}

/* 10: the invalid bit. */
static void
invalid_is_done(void **state)
{
	struct sec_dut s;
	struct task t;
	uint32_t dw[32];

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	t = base_task(&s, GCM);
	encode(&t, dw);
	dw[0] |= 1u << 4;
	assert_int_equal(1, run_sqe(&s, dw));
	t.type = 2;
	encode(&t, dw);
	dw[1] |= 1u << 31;
	assert_int_equal(1, run_sqe(&s, dw));
	untouched(&s);
	assert_quiet(&s.d);
	close_sec(&s);
}

/* 4 steps 9 and 10, 30: SM4 on V2 is behind the descriptor checks. */
static void
descriptor_checks(void **state)
{
	static const struct {
		uint32_t reg;
		unsigned int bit;
		unsigned int mode;
	} c[] = {{0x301380, 28, 0}, {0x301380, 28, 4}, {0x301384, 31, 7}, {0x301384, 11, 7},
		{0x301384, 1, 7}, {0x30138c, 14, 7}};
	struct sec_dut s;
	unsigned int i;

	(void)state;
	open_sec(&s, WDP_MODEL_V2);
	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		struct task t = base_task(&s, CBC);

		t.c_alg = 3;
		t.c_mode = c[i].mode;
		assert_int_equal(ST_CIPHER, run_task(&s, &t));
		memset(at(&s, EX_DST), RED, 256);
		mod32(&s.d, c[i].reg, 0, 1u << c[i].bit);
		assert_int_equal(ST_ERR(E_ALG), run_task(&s, &t));
		untouched(&s);
		t.c_mode = 1;
		assert_int_equal(ST_CIPHER, run_task(&s, &t));
		mod32(&s.d, c[i].reg, 1u << c[i].bit, 0);
	}
	close_sec(&s);
}

/* 15.12, 31: a counter of unknown width may not run over. */
static void
counter_width(void **state)
{
	struct sec_dut s;
	struct task t;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	t = base_task(&s, CTR);
	put(&s, EX_C_IV, "000000000000000000000000fffffffd");
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	assert_quiet(&s.d);
	t.ctr_mode = 0;
	assert_int_equal(ST_ERR(E_FIELD), run_task(&s, &t));
	put(&s, EX_C_IV, "000000000000000000000000fffffffc");
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	close_sec(&s);
}

/* 21: the blocks of CCM against the lengths. */
static void
ccm_blocks(void **state)
{
	static const struct {
		uint64_t iova;
		unsigned int byte;
		uint8_t val;
	} c[] = {{EX_C_IV, 0, 1 + 7}, {EX_C_IV, 0, 0}, {EX_C_IV, 0, 3}, {EX_C_IV, 15, 0},
		{EX_C_IV, 14, 1}, {EX_C_IV, 5, 1}, {EX_A_IV, 0, 0x3a}, {EX_A_IV, 0, 0x7b},
		{EX_A_IV, 15, 0x41}, {EX_A_IV, 13, 1}, {EX_A_IV, 12, 1}};
	struct sec_dut s;
	unsigned int i;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		struct task t = base_task(&s, CCM);

		at(&s, c[i].iova)[c[i].byte] = c[i].val;
		assert_int_equal(ST_ERR(E_CCM), run_task(&s, &t));
		untouched(&s);
	}
	close_sec(&s);
}

/* 18.1, 20, 32.5: what only V3 does with nothing. */
static void
empty_tasks(void **state)
{
	struct sec_dut s;
	struct task t;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	t = base_task(&s, SHA);
	t.a_len = 0;
	t.mac_len = 8;
	assert_int_equal(ST_HASH, run_task(&s, &t));
	expect(&s, EX_MAC, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	t = base_task(&s, CHAIN);
	t.c_len = 0;
	t.a_len = 16;
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	t.cipher = t.auth = 2;
	t.seq = 1;
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	t = base_task(&s, GCM);
	t.c_len = 0;
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	t.cipher = 2;
	t.seq = 1;
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	assert_quiet(&s.d);
	/* Nothing is at address 0, not even nothing (16). */
	t.src = 0;
	t.a_len = t.cipher_off = 0;
	run_task(&s, &t);
	assert_int_equal(1, wdp_model_complaints(s.d.m));
	close_sec(&s);
}

/** Forms that can be said and nobody is known to rely on: done, and counted. */
static void
unproven_forms(void **state)
{
	struct sec_dut s;
	struct task t;

	(void)state;
	open_sec(&s, WDP_MODEL_V2);
	t = base_task(&s, CTR);
	assert_int_equal(ST_CIPHER, run_task(&s, &t));
	assert_int_equal(1, dut_stat(&s.d, "requests_unproven"));
	t = base_task(&s, CHAIN);
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	assert_int_equal(1, dut_stat(&s.d, "requests_unproven"));
	t.c_alg = 3; /* SM4: V3 only */
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	t = base_task(&s, CHAIN);
	t.a_alg = 0x12;
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	t = base_task(&s, CHAIN);
	t.c_mode = 4;
	t.c_len = 61;
	t.a_len = 77;
	assert_int_equal(ST_AEAD, run_task(&s, &t));
	assert_int_equal(4, dut_stat(&s.d, "requests_unproven"));
	assert_quiet(&s.d);
	close_sec(&s);
}

/** PBKDF2 has its queue type, which does nothing here (9, 23). */
static void
other_queue_type(void **state)
{
	struct dut_queue q;
	struct sec_dut s;
	struct task t;
	uint32_t dw[32];
	const uint32_t *r;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	queue_create(&s.d, &q, 1, 1, 64, false);
	t = base_task(&s, HMAC);
	encode(&t, dw);
	r = queue_run(&q, dw);
	assert_int_equal(ST_ERR(E_FIELD), wdp_le32(r[28]));
	close_sec(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bases_are_fine),
		cmocka_unit_test(fields),
		cmocka_unit_test(reserved_bits),
		cmocka_unit_test(unused_fields),
		cmocka_unit_test(ciphers_of_generations),
		cmocka_unit_test(invalid_is_done),
		cmocka_unit_test(descriptor_checks),
		cmocka_unit_test(counter_width),
		cmocka_unit_test(ccm_blocks),
		cmocka_unit_test(empty_tasks),
		cmocka_unit_test(unproven_forms),
		cmocka_unit_test(other_queue_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
