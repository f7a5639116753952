/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Published vectors for what the examples of doc/hw/sec.md 28 do not cover, in both descriptor
 * types where both have the algorithm, flat, in place, in lists, and back.
 */

#include "sec_dut.h"

#define V2 1
#define V3 2
#define VX 3

struct vector {
	const char *from;
	unsigned int gens;
	unsigned int alg;
	unsigned int mode;
	unsigned int key_code;
	unsigned int width;
	unsigned int ctr_mode;
	const char *key;
	const char *iv;
	const char *plain;
	const char *cipher;
};

#define SP38A_P "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" \
	"30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
#define IV16 "000102030405060708090a0b0c0d0e0f"
#define K128 "2b7e151628aed2a6abf7158809cf4f3c"
#define K192 "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b"
#define K256 "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
#define CTR0 "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
#define SM4_K "0123456789abcdeffedcba9876543210"
#define SM4_P "aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffaaaaaaaabbbbbbbb"
#define TERIYAKI "636869636b656e207465726979616b69"
#define ZERO16 "00000000000000000000000000000000"
#define XTS_K "2b7e151628aed2a6abf7158809cf4f3c000102030405060708090a0b0c0d0e0f"
#define XTS_P "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" \
	"30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17"
#define DES_P "4e6f77206973207468652074696d6520666f7220616c6c20"

static const struct vector vectors[] = {
	{"SP 800-38A F.1.1", VX, 2, 0, 0, 0, 0, K128, NULL, SP38A_P,
		"3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"
		"43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4"},
	{"SP 800-38A F.1.3", VX, 2, 0, 1, 0, 0, K192, NULL, SP38A_P,
		"bd334f1d6e45f25ff712a214571fa5cc974104846d0ad3ad7734ecb3ecee4eef"
		"ef7afd2270e2e60adce0ba2face6444e9a4b41ba738d6c72fb16691603c18e0e"},
	{"SP 800-38A F.1.5", VX, 2, 0, 2, 0, 0, K256, NULL, SP38A_P,
		"f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870"
		"b6ed21b99ca6f4f9f153e7b1beafed1d23304b7a39f9f3ff067d8d8f9e24ecc7"},
	{"SP 800-38A F.2.3", VX, 2, 1, 1, 0, 0, K192, IV16, SP38A_P,
		"4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"
		"571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd"},
	{"SP 800-38A F.2.5", VX, 2, 1, 2, 0, 0, K256, IV16, SP38A_P,
		"f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
		"39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"},
	{"SP 800-38A F.3.13 (CFB128)", V3, 2, 2, 0, 0, 0, K128, IV16, SP38A_P,
		"3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b"
		"26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6"},
	{"SP 800-38A F.4.1", V3, 2, 3, 0, 0, 0, K128, IV16, SP38A_P,
		"3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825"
		"9740051e9c5fecf64344f7a82260edcc304c6528f659c77866a510d9c1d6ae5e"},
	/* The counter runs over its low bytes. */
	{"SP 800-38A F.5.1", V3, 2, 4, 0, 0, 2, K128, CTR0, SP38A_P,
		"874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
		"5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee"},
	{"SP 800-38A F.5.5, 61 bytes", V3, 2, 4, 2, 0, 2, K256, CTR0,
		"6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
		"30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be6",
		"601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
		"2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd0845"},
	{"IEEE 1619 vector 1: equal halves", VX, 2, 7, 0, 0, 0, ZERO16 ZERO16, ZERO16,
		ZERO16 ZERO16,
		"917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e"},
	{"IEEE 1619 vector 2", VX, 2, 7, 0, 0, 0,
		"1111111111111111111111111111111122222222222222222222222222222222",
		"33333333330000000000000000000000",
		"4444444444444444444444444444444444444444444444444444444444444444",
		"c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0"},
	{"IEEE 1619 vector 15: stealing", VX, 2, 7, 0, 0, 0,
		"fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0",
		"9a785634120000000000000000000000", "000102030405060708090a0b0c0d0e0f10",
		"6c1625db4671522d3d7599601de7ca09ed"},
	{"RFC 3962 B: CS3, 17 bytes", VX, 2, 9, 0, 3, 0, TERIYAKI, ZERO16,
		"4920776f756c64206c696b652074686520",
		"c6353568f2bf8cb4d8a580362da7ff7f97"},
	{"RFC 3962 B: CS3, 32 bytes", VX, 2, 9, 0, 3, 0, TERIYAKI, ZERO16,
		"4920776f756c64206c696b65207468652047656e6572616c2047617527732043",
		"39312523a78662d5be7fcbcc98ebf5a897687268d6ecccc0c07b25e25ecfe584"},
	{"RFC 3962 B: CS3, 47 bytes", VX, 2, 9, 0, 3, 0, TERIYAKI, ZERO16,
		"4920776f756c64206c696b65207468652047656e6572616c2047617527732043"
		"6869636b656e2c20706c656173652c",
		"97687268d6ecccc0c07b25e25ecfe584b3fffd940c16a18c1b5549d2f838029e"
		"39312523a78662d5be7fcbcc98ebf5"},
	/* The same without the blocks changed over. */
	{"RFC 3962 B as CS1, 17 bytes", VX, 2, 9, 0, 1, 0, TERIYAKI, ZERO16,
		"4920776f756c64206c696b652074686520",
		"97c6353568f2bf8cb4d8a580362da7ff7f"},
	{"RFC 3962 B as CS2, 17 bytes", VX, 2, 9, 0, 2, 0, TERIYAKI, ZERO16,
		"4920776f756c64206c696b652074686520",
		"c6353568f2bf8cb4d8a580362da7ff7f97"},
	{"RFC 3962 B as CS2, 32 bytes: plain CBC", VX, 2, 9, 0, 2, 0, TERIYAKI, ZERO16,
		"4920776f756c64206c696b65207468652047656e6572616c2047617527732043",
		"97687268d6ecccc0c07b25e25ecfe58439312523a78662d5be7fcbcc98ebf5a8"},
	{"GB/T 32907 A.1", VX, 3, 0, 0, 0, 0, SM4_K, NULL, SM4_K,
		"681edf34d206965e86b3e94f536e4246"},
	{"draft-ribose-cfrg-sm4 A.2.2.1", VX, 3, 1, 0, 0, 0, SM4_K, IV16, SM4_P,
		"78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d"},
	{"draft-ribose-cfrg-sm4 A.2.3.1", V3, 3, 3, 0, 0, 0, SM4_K, IV16, SM4_P,
		"ac3236cb861dd316e6413b4e3c7524b71d01aca2487ca582cbf5463e6698539b"},
	{"draft-ribose-cfrg-sm4 A.2.4.1", V3, 3, 2, 0, 0, 0, SM4_K, IV16, SM4_P,
		"ac3236cb861dd316e6413b4e3c7524b769d4c54ed433b9a0346009beb37b2b3f"},
	{"draft-ribose-cfrg-sm4 A.2.5.1", VX, 3, 4, 0, 0, 2, SM4_K, IV16,
		"aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
		"eeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb",
		"ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7"
		"f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514"},
	{"SM4-XTS, IEEE 1619 (OpenSSL's test data)", VX, 3, 7, 0, 0, 0, XTS_K, CTR0, XTS_P,
		"e9538251c71d7b80bbe4483fef497bd1b3db1a3e60408c575d63ff7db39f8326"
		"0869f9e2585fec9f0b863bf8fd784b8627d16c0db6d2cfc7"},
	{"SM4-XTS, GB/T 17964-2021 B.7 (OpenSSL's test data)", V3, 3, 7, 0, 0, 1, XTS_K, CTR0,
		XTS_P,
		"e9538251c71d7b80bbe4483fef497bd12c5c581bd6242fc51e08964fb4f60fdb"
		"0ba42f63499279213d318d2c11f6886e903be7f93a1b3479"},
	{"FIPS 81, table B1", VX, 0, 0, 1, 0, 0, "0123456789abcdef", NULL, DES_P,
		"3fa40e8a984d48156a271787ab8883f9893d51ec4b563b53"},
	{"FIPS 81, table C1", VX, 0, 1, 1, 0, 0, "0123456789abcdef", "1234567890abcdef", DES_P,
		"e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"},
	{"SP 800-67 B.1", VX, 1, 0, 1, 0, 0,
		"0123456789abcdef23456789abcdef01456789abcdef0123", NULL,
		"5468652071756663 6b2062726f776e20 666f78206a756d70",
		"a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900"},
};

static struct task
vector_task(struct sec_dut *s, const struct vector *v, unsigned int type, bool dec)
{
	struct task t = {
		.type = type, .de = 1, .cipher = dec ? 2 : 1, .c_alg = v->alg, .c_mode = v->mode,
		.c_key_len = v->key_code, .c_width = v->width, .ctr_mode = v->ctr_mode,
		.src = EX_SRC, .dst = EX_DST, .c_key = EX_C_KEY,
		.c_iv = v->iv != NULL ? EX_C_IV : 0, .tag = 0x1234,
	};

	put(s, EX_C_KEY, v->key);
	if (v->iv != NULL)
		put(s, EX_C_IV, v->iv);
	t.c_len = put(s, EX_SRC, dec ? v->cipher : v->plain);
	memset(at(s, EX_DST), 0, t.c_len);
	red_zone(s, EX_DST, t.c_len);
	return t;
}

static void
check_vector(struct sec_dut *s, const struct vector *v, unsigned int type, bool dec)
{
	static const unsigned int in[] = {7, 20, 0, 1, 16}, out[] = {16, 3, 1, 29, 5};
	const char *want = dec ? v->plain : v->cipher;
	struct task t = vector_task(s, v, type, dec), l;

	assert_int_equal(ST_CIPHER, run_task(s, &t));
	expect(s, EX_DST, want);
	check_red(s, EX_DST, t.c_len);
	t = vector_task(s, v, type, dec);
	l = in_lists(s, &t, t.c_len, in, out, 5);
	assert_int_equal(ST_CIPHER, run_task(s, &l));
	expect(s, EX_DST, want);
	check_red(s, EX_DST, t.c_len);
	/* Two lists of the same memory, in other pieces. */
	t.dst = EX_SRC;
	red_zone(s, EX_SRC, t.c_len);
	l = in_lists(s, &t, t.c_len, in, out, 5);
	assert_int_equal(ST_CIPHER, run_task(s, &l));
	expect(s, EX_SRC, want);
	check_red(s, EX_SRC, t.c_len);
	/* In place, the destination left out. */
	t = vector_task(s, v, type, dec);
	t.de = 0;
	t.dst = 0;
	red_zone(s, EX_SRC, t.c_len);
	assert_int_equal(ST_CIPHER, run_task(s, &t));
	expect(s, EX_SRC, want);
	check_red(s, EX_SRC, t.c_len);
}

static void
ciphers(void **state)
{
	enum wdp_model_hw hw;
	unsigned int i, type;
	struct sec_dut s;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
			const struct vector *v = &vectors[i];

			for (type = 2; type <= (hw == WDP_MODEL_V3 ? 3 : 2); type++) {
				if (!(v->gens & (hw == WDP_MODEL_V3 ? V3 : V2)))
					continue;
				/* Type 2 has no field for these. */
				if (type == 2 && v->ctr_mode == (v->mode == 7 ? 1 : 2) &&
						v->alg + v->mode != 7)
					continue;
				print_message("%s, type %u\n", v->from, type);
				check_vector(&s, v, type, false);
				check_vector(&s, v, type, true);
			}
		}
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

#define RFC8998_AAD "feedfacedeadbeeffeedfacedeadbeefabaddad2"
#define RFC8998_P "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd" \
	"eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
#define RFC8998_GCM "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735" \
	"d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
#define RFC8998_CCM "48af93501fa62adbcd414cce6034d895dda1bf8f132f042098661572e7483094" \
	"fd12e518ce062c98acee28d95df4416bed31a2f04476c18bb40c84a74b97dc5b"
#define RFC8998_IV "00001234567800000000abcd"

struct aead {
	const char *from;
	unsigned int gens;
	unsigned int alg;
	unsigned int mode;
	unsigned int key_code;
	const char *key;
	const char *iv; /* cipher IV */
	const char *b0; /* auth IV */
	const char *aad;
	const char *plain;
	const char *cipher;
	const char *tag;
};

static const struct aead aeads[] = {
	{"RFC 8998 A.1", V3, 3, 6, 0, SM4_K, RFC8998_IV, RFC8998_IV, RFC8998_AAD, RFC8998_P,
		RFC8998_GCM, "83de3541e4c2b58177e065a9bf7b62ec"},
	{"RFC 8998 A.2", V3, 3, 5, 0, SM4_K, "02" RFC8998_IV "000001", "7a" RFC8998_IV "000040",
		RFC8998_AAD, RFC8998_P, RFC8998_CCM, "16842d4fa186f56ab33256971fa110f4"},
	{"GCM specification, 1", V3, 2, 6, 0, ZERO16, "000000000000000000000000",
		"000000000000000000000000", "", "", "", "58e2fccefa7e3061367f1d57a4e7455a"},
	{"GCM specification, 2", VX, 2, 6, 0, ZERO16, "000000000000000000000000",
		"000000000000000000000000", "", ZERO16, "0388dace60b6a392f328c2b971b2fe78",
		"ab6e47d42cec13bdf53a67b21257bddf"},
	{"GCM specification, 16", VX, 2, 6, 2, "feffe9928665731c6d6a8f9467308308"
		"feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
		"cafebabefacedbaddecaf888", RFC8998_AAD,
		"d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
		"1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
		"522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
		"8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
		"76fc6ece0f4e1768cddf8853bb2d551b"},
	{"SP 800-38C example 2", VX, 2, 5, 0, "404142434445464748494a4b4c4d4e4f",
		"06101112131415161700000000000001", "56101112131415161700000000000010",
		"000102030405060708090a0b0c0d0e0f", "202122232425262728292a2b2c2d2e2f",
		"d2a1f0e051ea5f62081a7792073d593d", "1fc64fbfaccd"},
};

static struct task
aead_task(struct sec_dut *s, const struct aead *v, unsigned int type, bool dec)
{
	struct task t = {
		.type = type, .de = 1, .cipher = dec ? 2 : 1, .seq = dec, .c_alg = v->alg,
		.c_mode = v->mode, .c_key_len = v->key_code, .src = EX_SRC, .dst = EX_DST,
		.c_key = EX_C_KEY, .a_key = EX_C_KEY, .c_iv = EX_C_IV, .a_iv = EX_A_IV,
		.mac = EX_MAC, .tag = 0x4321,
	};

	put(s, EX_C_KEY, v->key);
	put(s, EX_C_IV, v->iv);
	put(s, EX_A_IV, v->b0);
	t.a_len = put(s, EX_SRC, v->aad);
	t.c_len = put(s, EX_SRC + t.a_len, dec ? v->cipher : v->plain);
	t.cipher_off = t.a_len;
	t.icv_len = (unsigned int)strlen(v->tag) / 2;
	memset(at(s, EX_DST), 0, t.a_len + t.c_len);
	red_zone(s, EX_DST + t.a_len, t.c_len);
	red_zone(s, EX_MAC, t.icv_len);
	if (dec)
		put(s, EX_MAC, v->tag);
	else
		memset(at(s, EX_MAC), 0, t.icv_len);
	return t;
}

static void
check_aead_result(struct sec_dut *s, const struct aead *v, const struct task *t, bool dec)
{
	expect(s, EX_DST + t->a_len, dec ? v->plain : v->cipher);
	expect(s, EX_MAC, v->tag);
	check_red(s, EX_DST + t->a_len, t->c_len);
	check_red(s, EX_MAC, t->icv_len);
}

static void
check_aead(struct sec_dut *s, const struct aead *v, unsigned int type, bool dec)
{
	static const unsigned int in[] = {7, 20, 0, 1, 16}, out[] = {16, 3, 1, 29, 5};
	struct task t = aead_task(s, v, type, dec), l;

	assert_int_equal(ST_AEAD, run_task(s, &t));
	check_aead_result(s, v, &t, dec);
	t = aead_task(s, v, type, dec);
	l = in_lists(s, &t, t.a_len + t.c_len, in, out, 5);
	l.a_key = 0;
	assert_int_equal(ST_AEAD, run_task(s, &l));
	check_aead_result(s, v, &t, dec);
	if (!dec)
		return;
	/* Every tag but the right one is wrong. */
	at(s, EX_MAC)[0] ^= 0x80;
	assert_int_equal(ST_WRONG, run_task(s, &t));
	at(s, EX_MAC)[0] ^= 0x80;
	at(s, EX_MAC)[t.icv_len - 1] ^= 0x01;
	assert_int_equal(ST_WRONG, run_task(s, &l));
}

static void
aead(void **state)
{
	enum wdp_model_hw hw;
	unsigned int i, type;
	struct sec_dut s;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (i = 0; i < sizeof(aeads) / sizeof(aeads[0]); i++) {
			if (!(aeads[i].gens & (hw == WDP_MODEL_V3 ? V3 : V2)))
				continue;
			for (type = 2; type <= (hw == WDP_MODEL_V3 ? 3 : 2); type++) {
				print_message("%s, type %u\n", aeads[i].from, type);
				check_aead(&s, &aeads[i], type, false);
				check_aead(&s, &aeads[i], type, true);
			}
		}
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

struct mac {
	const char *from;
	unsigned int gens;
	unsigned int alg;
	const char *key;
	const char *iv;
	const char *text;
	const char *mac;
};

#define ABC "616263"
#define JEFE "4a656665"
#define WANT "7768617420646f2079612077616e7420666f72206e6f7468696e673f"

static const struct mac macs[] = {
	{"RFC 1321 A.5", VX, 0x02, NULL, NULL, ABC, "900150983cd24fb0d6963f7d28e17f72"},
	{"FIPS 180-2 A.1", VX, 0x00, NULL, NULL, ABC, "a9993e364706816aba3e25717850c26c9cd0d89d"},
	{"FIPS 180-2 change notice", VX, 0x03, NULL, NULL, ABC,
		"23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
	{"FIPS 180-2 B.1", VX, 0x01, NULL, NULL, ABC,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"FIPS 180-2 D.1", VX, 0x04, NULL, NULL, ABC,
		"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
		"8086072ba1e7cc2358baeca134c825a7"},
	{"FIPS 180-2 C.1", VX, 0x05, NULL, NULL, ABC,
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
	{"NIST examples, SHA-512/224", VX, 0x06, NULL, NULL, ABC,
		"4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa"},
	{"NIST examples, SHA-512/256", VX, 0x07, NULL, NULL, ABC,
		"53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"},
	{"GB/T 32905 A.1", VX, 0x25, NULL, NULL, ABC,
		"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
	{"RFC 2202 2", VX, 0x12, JEFE, NULL, WANT, "750c783e6ab0b503eaa86e310a5db738"},
	{"RFC 2202 3", VX, 0x10, JEFE, NULL, WANT, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
	{"RFC 4231 2, 224", VX, 0x13, JEFE, NULL, WANT,
		"a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"},
	{"RFC 4231 2, 384", VX, 0x14, JEFE, NULL, WANT,
		"af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
		"8e2240ca5e69e2c78b3239ecfab21649"},
	{"RFC 4231 2, 512", VX, 0x15, JEFE, NULL, WANT,
		"164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
		"9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
	{"RFC 3566 3", V3, 0x20, "000102030405060708090a0b0c0d0e0f", NULL,
		"000102030405060708090a0b0c0d0e0f", "d2a246fa349b68a79998a4394ff7a263"},
	{"RFC 3566 2", V3, 0x20, "000102030405060708090a0b0c0d0e0f", NULL, "000102",
		"5b376580ae2f19afe7219ceef172756f"},
	{"RFC 4493 3", V3, 0x21, K128, NULL,
		"6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411",
		"dfa66747de9ae63030ca32611497c827"},
	{"RFC 8998 A.1, GMAC of its AAD: as GCM without payload", V3, 0x31, SM4_K,
		RFC8998_IV "00000000", RFC8998_AAD, NULL},
};

/** The first four bytes only, of a list that is longer. */
static void
part_of_mac(struct sec_dut *s, const struct mac *v, struct task t, unsigned int n)
{
	static const unsigned int sizes[] = {1, 0, 7, 33};

	memset(at(s, EX_MAC), RED, n);
	t.mac_len = v->alg == 0x20 ? 3 : 1;
	s->lists_used = 0;
	t.src_type = 1;
	t.src = build_list(s, EX_SRC, t.a_len, sizes, 4, 9);
	assert_int_equal(ST_HASH, run_task(s, &t));
	assert_int_equal(RED, at(s, EX_MAC)[4 * t.mac_len]);
	memset(at(s, EX_DST), 0, 64);
	unhex(at(s, EX_DST), v->mac);
	assert_memory_equal(at(s, EX_DST), at(s, EX_MAC), 4 * t.mac_len);
}

/** A GMAC is the tag of GCM without payload. */
static void
gmac_is_gcm(struct sec_dut *s, const struct task *mac)
{
	struct task t = {.type = 3, .de = 1, .cipher = 1, .c_alg = 3, .c_mode = 6, .icv_len = 16,
		.a_len = mac->a_len, .cipher_off = mac->a_len, .src = EX_SRC, .dst = EX_DST,
		.c_key = EX_A_KEY, .c_iv = EX_A_IV, .mac = EX_MAC};
	uint8_t gmac[16];

	memcpy(gmac, at(s, EX_MAC), 16);
	assert_int_equal(ST_AEAD, run_task(s, &t));
	assert_memory_equal(gmac, at(s, EX_MAC), 16);
}

static void
hashes(void **state)
{
	enum wdp_model_hw hw;
	unsigned int i, n;
	struct sec_dut s;

	(void)state;
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		for (i = 0; i < sizeof(macs) / sizeof(macs[0]); i++) {
			const struct mac *v = &macs[i];
			struct task t = {.type = hw == WDP_MODEL_V3 ? 3 : 2, .auth = 1,
				.a_alg = v->alg, .src = EX_SRC, .mac = EX_MAC};

			if (!(v->gens & (hw == WDP_MODEL_V3 ? V3 : V2)))
				continue;
			print_message("%s\n", v->from);
			t.scene = v->iv != NULL ? 1 : hw == WDP_MODEL_V3 ? 7 : 0;
			t.a_len = put(&s, EX_SRC, v->text);
			n = v->mac != NULL ? (unsigned int)strlen(v->mac) / 2 : 16;
			t.mac_len = n / 4;
			if (v->key != NULL) {
				t.a_key_len = put(&s, EX_A_KEY, v->key) / 4;
				t.a_key = EX_A_KEY;
			}
			if (v->iv != NULL) {
				put(&s, EX_A_IV, v->iv);
				t.a_iv = EX_A_IV;
				t.ai_gen = 1;
			}
			red_zone(&s, EX_MAC, n);
			assert_int_equal(ST_HASH, run_task(&s, &t));
			check_red(&s, EX_MAC, n);
			if (v->mac != NULL) {
				expect(&s, EX_MAC, v->mac);
				part_of_mac(&s, v, t, n);
			} else {
				gmac_is_gcm(&s, &t);
			}
		}
		assert_quiet(&s.d);
		close_sec(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ciphers),
		cmocka_unit_test(aead),
		cmocka_unit_test(hashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
