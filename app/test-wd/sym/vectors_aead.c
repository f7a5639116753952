/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stddef.h>

#include "compat.h"
#include "vectors.h"

#define V(a, n, k, i, d, p, c, t) \
	{ .alg = (a), .name = (n), .key = (k), .iv = (i), .aad = (d), .plain = (p), .coded = (c), \
	  .tag = (t) }

/* The GCM specification submitted to NIST (McGrew, Viega), appendix B. */
#define Z128 "00000000000000000000000000000000"
#define Z192 Z128 "0000000000000000"
#define Z256 Z128 Z128
#define Z96 "000000000000000000000000"
#define GK128 "feffe9928665731c6d6a8f9467308308"
#define GK192 GK128 "feffe9928665731c"
#define GK256 GK128 GK128
#define GIV "cafebabefacedbaddecaf888"
#define GAAD "feedfacedeadbeeffeedfacedeadbeefabaddad2"
#define GMSG60 \
	"d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72" \
	"1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
#define GMSG64 GMSG60 "1aafd255"
#define GC4 \
	"42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e" \
	"21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
#define GC10 \
	"3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c" \
	"7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710"
#define GC16 \
	"522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa" \
	"8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"

/* NIST SP 800-38C, appendix C: one key for all examples. */
#define CK "404142434445464748494a4b4c4d4e4f"
/* RFC 3610, section 8 */
#define RK "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"

/* RFC 3602's message of case 4, with 16 bytes in front that are authenticated only. */
#define CHAIN_KEY "56e47a38c5598974bc46903dba290349"
#define CHAIN_IV "8ce82eefbea0da3c44699ed7db51b7d9"
#define CHAIN_MSG \
	"a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf" \
	"c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
#define CHAIN_CODED \
	"c30e32ffedc0774e6aff6af0869f71aa0f3af07a9a31a9c684db207eb0ef8e4e" \
	"35907aa632c3ffdf868bb7b29d3d46ad83ce9f9a102ee99d49a53e87f4c3da55"

const struct wdp_s_vector wdp_s_vectors_aead[] = {
	V("aes-gcm", "spec-1", Z128, Z96, NULL, NULL, NULL, "58e2fccefa7e3061367f1d57a4e7455a"),
	V("aes-gcm", "spec-2", Z128, Z96, NULL, Z128, "0388dace60b6a392f328c2b971b2fe78",
		"ab6e47d42cec13bdf53a67b21257bddf"),
	V("aes-gcm", "spec-3", GK128, GIV, NULL, GMSG64, GC4 "473f5985",
		"4d5c2af327cd64a62cf35abd2ba6fab4"),
	V("aes-gcm", "spec-4", GK128, GIV, GAAD, GMSG60, GC4, "5bc94fbc3221a5db94fae95ae7121a47"),
	V("aes-gcm", "spec-7", Z192, Z96, NULL, NULL, NULL, "cd33b28ac773f74ba00ed1f312572435"),
	V("aes-gcm", "spec-8", Z192, Z96, NULL, Z128, "98e7247c07f0fe411c267e4384b0f600",
		"2ff58d80033927ab8ef4d4587514f0fb"),
	V("aes-gcm", "spec-9", GK192, GIV, NULL, GMSG64, GC10 "acade256",
		"9924a7c8587336bfb118024db8674a14"),
	V("aes-gcm", "spec-10", GK192, GIV, GAAD, GMSG60, GC10, "2519498e80f1478f37ba55bd6d27618c"),
	V("aes-gcm", "spec-13", Z256, Z96, NULL, NULL, NULL, "530f8afbc74536b9a963b4f1c4cb738b"),
	V("aes-gcm", "spec-14", Z256, Z96, NULL, Z128, "cea7403d4d606b6e074ec5d3baf39d18",
		"d0d1c8a799996bf0265b98b5d48ab919"),
	V("aes-gcm", "spec-15", GK256, GIV, NULL, GMSG64, GC16 "898015ad",
		"b094dac5d93471bdec1a502270e3cc6c"),
	V("aes-gcm", "spec-16", GK256, GIV, GAAD, GMSG60, GC16, "76fc6ece0f4e1768cddf8853bb2d551b"),
	/* test case 4 with its tag cut, as SP 800-38D 5.2.1.2 allows */
	V("aes-gcm", "spec-4-tag-12", GK128, GIV, GAAD, GMSG60, GC4, "5bc94fbc3221a5db94fae95a"),
	V("aes-gcm", "spec-4-tag-8", GK128, GIV, GAAD, GMSG60, GC4, "5bc94fbc3221a5db"),
	/* IEEE 802.1AE (MACsec) test vectors: authenticated only, as AEAD without payload */
	V("aes-gcm", "802.1AE-54", "ad7a2bd03eac835a6f620fdcb506b345", "12153524c0895e81b2c28465",
		"d609b1f056637a0d46df998d88e5222ab2c2846512153524c0895e8108000f10"
		"1112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30"
		"313233340001", NULL, NULL, "f09478a9b09007d06f46e9b6a1da25dd"),
	V("aes-ccm", "SP800-38C-1", CK, "10111213141516", "0001020304050607", "20212223",
		"7162015b", "4dac255d"),
	V("aes-ccm", "SP800-38C-2", CK, "1011121314151617", "000102030405060708090a0b0c0d0e0f",
		"202122232425262728292a2b2c2d2e2f", "d2a1f0e051ea5f62081a7792073d593d",
		"1fc64fbfaccd"),
	V("aes-ccm", "SP800-38C-3", CK, "101112131415161718191a1b",
		"000102030405060708090a0b0c0d0e0f10111213",
		"202122232425262728292a2b2c2d2e2f3031323334353637",
		"e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5", "484392fbc1b09951"),
	V("aes-ccm", "RFC3610-1", RK, "00000003020100a0a1a2a3a4a5", "0001020304050607",
		"08090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
		"588c979a61c663d2f066d0c2c0f989806d5f6b61dac384", "17e8d12cfdf926e0"),
	V("aes-ccm", "RFC3610-2", RK, "00000004030201a0a1a2a3a4a5", "0001020304050607",
		"08090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
		"72c91a36e135f8cf291ca894085c87e3cc15c439c9e43a3b", "a091d56e10400916"),
	V("aes-ccm", "RFC3610-4", RK, "00000006050403a0a1a2a3a4a5", "000102030405060708090a0b",
		"0c0d0e0f101112131415161718191a1b1c1d1e",
		"a28c6865939a9a79faaa5c4c2a9d4a91cdac8c", "96c861b9c9e61ef1"),
	V("aes-ccm", "RFC3610-7", RK, "00000009080706a0a1a2a3a4a5", "0001020304050607",
		"08090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
		"0135d1b2c95f41d5d1d4fec185d166b8094e999dfed96c", "048c56602c97acbb7490"),
#if WDP_DPDK_SINCE(25, 11)
	/* RFC 8998, appendix A.1 */
	V("sm4-gcm", "RFC8998-A.1", "0123456789abcdeffedcba9876543210", "00001234567800000000abcd",
		GAAD,
		"aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
		"eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
		"17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
		"d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
		"83de3541e4c2b58177e065a9bf7b62ec"),
#endif
	/* no chain of the kind the engine does is published with its tag: the cipher text is
	 * RFC 3602's, the MAC over both parts OpenSSL's */
	{ .alg = "aes-cbc+hmac-sha1", .name = "RFC3602-4", .key = CHAIN_KEY, .iv = CHAIN_IV,
	  .akey = "0b", .lead = 16, .plain = "000102030405060708090a0b0c0d0e0f" CHAIN_MSG,
	  .coded = "000102030405060708090a0b0c0d0e0f" CHAIN_CODED, .key_times = 20 },
	{ .alg = "aes-cbc+hmac-sha256", .name = "RFC3602-4", .key = CHAIN_KEY, .iv = CHAIN_IV,
	  .akey = "0b", .lead = 16, .plain = "000102030405060708090a0b0c0d0e0f" CHAIN_MSG,
	  .coded = "000102030405060708090a0b0c0d0e0f" CHAIN_CODED, .key_times = 32 },
	{ .alg = "aes-cbc+hmac-sha512", .name = "RFC3602-4", .key = CHAIN_KEY, .iv = CHAIN_IV,
	  .akey = "0b", .lead = 0, .plain = CHAIN_MSG, .coded = CHAIN_CODED, .key_times = 64 },
	{ .alg = NULL },
};
