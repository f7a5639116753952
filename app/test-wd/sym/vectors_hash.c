/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <stddef.h>

#include "compat.h"
#include "vectors.h"

/* A hash, or a MAC with key k. */
#define H(a, n, p, t) { .alg = (a), .name = (n), .plain = (p), .tag = (t) }
#define M(a, n, k, p, t) { .alg = (a), .name = (n), .akey = (k), .plain = (p), .tag = (t) }
#define TIMES(a, n, k, kt, p, pt, t) \
	{ .alg = (a), .name = (n), .akey = (k), .key_times = (kt), .plain = (p), \
	  .plain_times = (pt), .tag = (t) }

#define ABC "616263"
/* FIPS 180: 448 and 896 bits */
#define ABC448 \
	"6162636462636465636465666465666765666768666768696768696a68696a6b" \
	"696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071"
#define ABC896 \
	"61626364656667686263646566676869636465666768696a6465666768696a6b" \
	"65666768696a6b6c666768696a6b6c6d6768696a6b6c6d6e68696a6b6c6d6e6f" \
	"696a6b6c6d6e6f706a6b6c6d6e6f70716b6c6d6e6f7071726c6d6e6f70717273" \
	"6d6e6f70717273746e6f707172737475"
#define MILLION 1000000u /* times "a" */

/* RFC 2202, RFC 4231: "Hi There", key "Jefe" */
#define HI "4869205468657265"
#define JEFE "4a656665"
#define WHAT "7768617420646f2079612077616e7420666f72206e6f7468696e673f"
#define SEQ25 "0102030405060708090a0b0c0d0e0f10111213141516171819"
#define TRUNC "546573742057697468205472756e636174696f6e"

/* RFC 4493 (CMAC), the message of SP 800-38A */
#define K128 "2b7e151628aed2a6abf7158809cf4f3c"
#define MSG16 "6bc1bee22e409f96e93d7e117393172a"
#define MSG40 MSG16 "ae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411"
#define MSG64 MSG40 "e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
#define K192 "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b"
#define K256 "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"

/* RFC 3566 (XCBC): one key, bytes counted up */
#define SEQ16 "000102030405060708090a0b0c0d0e0f"
#define SEQ32 SEQ16 "101112131415161718191a1b1c1d1e1f"

const struct wdp_s_vector wdp_s_vectors_hash[] = {
	/* RFC 1321, appendix A.5 */
	H("md5", "RFC1321-empty", "", "d41d8cd98f00b204e9800998ecf8427e"),
	H("md5", "RFC1321-a", "61", "0cc175b9c0f1b6a831c399e269772661"),
	H("md5", "RFC1321-abc", ABC, "900150983cd24fb0d6963f7d28e17f72"),
	H("md5", "RFC1321-text", "6d65737361676520646967657374",
		"f96b697d7cb7938d525a2f31aaf161d0"),
	{ .alg = "md5", .name = "RFC1321-80", .plain = "31323334353637383930", .plain_times = 8,
	  .tag = "57edf4a22be3c955ac49da2e2107b67a" },
	/* FIPS 180-4, NIST's examples; the empty messages are those of CAVP's byte tests */
	H("sha1", "CAVP-empty", "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
	H("sha224", "CAVP-empty", "",
		"d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
	H("sha256", "CAVP-empty", "",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
	H("sha384", "CAVP-empty", "",
		"38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
		"274edebfe76f65fbd51ad2f14898b95b"),
	H("sha512", "CAVP-empty", "",
		"cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
		"47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"),
	H("sha1", "FIPS180-abc", ABC, "a9993e364706816aba3e25717850c26c9cd0d89d"),
	H("sha1", "FIPS180-448", ABC448, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
	{ .alg = "sha1", .name = "FIPS180-million", .plain = "61", .plain_times = MILLION,
	  .tag = "34aa973cd4c4daa4f61eeb2bdbad27316534016f" },
	H("sha224", "FIPS180-abc", ABC,
		"23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
	H("sha224", "FIPS180-448", ABC448,
		"75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"),
	{ .alg = "sha224", .name = "FIPS180-million", .plain = "61", .plain_times = MILLION,
	  .tag = "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67" },
	H("sha256", "FIPS180-abc", ABC,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
	H("sha256", "FIPS180-448", ABC448,
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
	{ .alg = "sha256", .name = "FIPS180-million", .plain = "61", .plain_times = MILLION,
	  .tag = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
	H("sha384", "FIPS180-abc", ABC,
		"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
		"8086072ba1e7cc2358baeca134c825a7"),
	H("sha384", "FIPS180-896", ABC896,
		"09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
		"fcc7c71a557e2db966c3e9fa91746039"),
	H("sha512", "FIPS180-abc", ABC,
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
	H("sha512", "FIPS180-896", ABC896,
		"8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
		"501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"),
	{ .alg = "sha512", .name = "FIPS180-million", .plain = "61", .plain_times = MILLION,
	  .tag = "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
		 "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b" },
	/* GB/T 32905-2016, appendix A */
	H("sm3", "GBT32905-A.1", ABC,
		"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
	{ .alg = "sm3", .name = "GBT32905-A.2", .plain = "61626364", .plain_times = 16,
	  .tag = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732" },
	/* RFC 2202 */
	TIMES("hmac-md5", "RFC2202-1", "0b", 16, HI, 1, "9294727a3638bb1c13f48ef8158bfc9d"),
	M("hmac-md5", "RFC2202-2", JEFE, WHAT, "750c783e6ab0b503eaa86e310a5db738"),
	TIMES("hmac-md5", "RFC2202-3", "aa", 16, "dd", 50, "56be34521d144c88dbb8c733f0e8b3f6"),
	TIMES("hmac-md5", "RFC2202-4", SEQ25, 1, "cd", 50, "697eaf0aca3a3aea3a75164746ffaa79"),
	TIMES("hmac-md5", "RFC2202-5", "0c", 16, TRUNC, 1, "56461ef2342edc00f9bab995690efd4c"),
	TIMES("hmac-md5", "RFC2202-5-96", "0c", 16, TRUNC, 1, "56461ef2342edc00f9bab995"),
	TIMES("hmac-sha1", "RFC2202-1", "0b", 20, HI, 1,
		"b617318655057264e28bc0b6fb378c8ef146be00"),
	M("hmac-sha1", "RFC2202-2", JEFE, WHAT, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
	TIMES("hmac-sha1", "RFC2202-3", "aa", 20, "dd", 50,
		"125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
	TIMES("hmac-sha1", "RFC2202-4", SEQ25, 1, "cd", 50,
		"4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
	TIMES("hmac-sha1", "RFC2202-5-96", "0c", 20, TRUNC, 1, "4c1a03424b55e07fe7f27be1"),
	/* RFC 4231, cases 1 to 5 (6 and 7 have keys longer than any block) */
	TIMES("hmac-sha224", "RFC4231-1", "0b", 20, HI, 1,
		"896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22"),
	M("hmac-sha224", "RFC4231-2", JEFE, WHAT,
		"a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"),
	TIMES("hmac-sha224", "RFC4231-3", "aa", 20, "dd", 50,
		"7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea"),
	TIMES("hmac-sha224", "RFC4231-4", SEQ25, 1, "cd", 50,
		"6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a"),
	TIMES("hmac-sha224", "RFC4231-5", "0c", 20, TRUNC, 1, "0e2aea68a90c8d37c988bcdb9fca6fa8"),
	TIMES("hmac-sha256", "RFC4231-1", "0b", 20, HI, 1,
		"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
	M("hmac-sha256", "RFC4231-2", JEFE, WHAT,
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
	TIMES("hmac-sha256", "RFC4231-3", "aa", 20, "dd", 50,
		"773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
	TIMES("hmac-sha256", "RFC4231-4", SEQ25, 1, "cd", 50,
		"82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
	TIMES("hmac-sha256", "RFC4231-5", "0c", 20, TRUNC, 1, "a3b6167473100ee06e0c796c2955552b"),
	TIMES("hmac-sha384", "RFC4231-1", "0b", 20, HI, 1,
		"afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
		"faea9ea9076ede7f4af152e8b2fa9cb6"),
	M("hmac-sha384", "RFC4231-2", JEFE, WHAT,
		"af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
		"8e2240ca5e69e2c78b3239ecfab21649"),
	TIMES("hmac-sha384", "RFC4231-3", "aa", 20, "dd", 50,
		"88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b"
		"2a5ab39dc13814b94e3ab6e101a34f27"),
	TIMES("hmac-sha384", "RFC4231-4", SEQ25, 1, "cd", 50,
		"3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e"
		"6801dd23c4a7d679ccf8a386c674cffb"),
	TIMES("hmac-sha384", "RFC4231-5", "0c", 20, TRUNC, 1, "3abf34c3503b2a23a46efc619baef897"),
	TIMES("hmac-sha512", "RFC4231-1", "0b", 20, HI, 1,
		"87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
		"daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
	M("hmac-sha512", "RFC4231-2", JEFE, WHAT,
		"164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
		"9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
	TIMES("hmac-sha512", "RFC4231-3", "aa", 20, "dd", 50,
		"fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
		"bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"),
	TIMES("hmac-sha512", "RFC4231-4", SEQ25, 1, "cd", 50,
		"b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
		"a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"),
	TIMES("hmac-sha512", "RFC4231-5", "0c", 20, TRUNC, 1, "415fad6271580a531d4179bc891d87a6"),
#if WDP_DPDK_SINCE(23, 11)
	/* GM/T 0042-2015, appendix D.3 */
	M("hmac-sm3", "GMT0042-D.3", "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", ABC448 ABC448,
		"ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"),
#endif
	/* RFC 4493, section 4; NIST's examples of SP 800-38B for 192 and 256 bits */
	M("aes-cmac", "RFC4493-2", K128, MSG16, "070a16b46b4d4144f79bdd9dd04a287c"),
	M("aes-cmac", "RFC4493-3", K128, MSG40, "dfa66747de9ae63030ca32611497c827"),
	M("aes-cmac", "RFC4493-4", K128, MSG64, "51f0bebf7e3b9d92fc49741779363cfe"),
	M("aes-cmac", "SP800-38B-192-2", K192, MSG16, "9e99a7bf31e710900662f65e617c5184"),
	M("aes-cmac", "SP800-38B-192-3", K192, MSG40, "8a1de5be2eb31aad089a82e6ee908b0e"),
	M("aes-cmac", "SP800-38B-192-4", K192, MSG64, "a1d5df0eed790f794d77589659f39a11"),
	M("aes-cmac", "SP800-38B-256-2", K256, MSG16, "28a7023f452e8f82bd4bf28d8c37c35c"),
	M("aes-cmac", "SP800-38B-256-3", K256, MSG40, "aaf3d8f1de5640c232f5b169b9c911e6"),
	M("aes-cmac", "SP800-38B-256-4", K256, MSG64, "e1992190549f6ed5696a2c056c315410"),
	/* RFC 3566, section 4.6 */
	M("aes-xcbc", "RFC3566-2", SEQ16, "000102", "5b376580ae2f19afe7219ceef172756f"),
	M("aes-xcbc", "RFC3566-3", SEQ16, SEQ16, "d2a246fa349b68a79998a4394ff7a263"),
	M("aes-xcbc", "RFC3566-3-96", SEQ16, SEQ16, "d2a246fa349b68a79998a439"),
	M("aes-xcbc", "RFC3566-4", SEQ16, SEQ16 "10111213", "47f51b4564966215b8985c63055ed308"),
	M("aes-xcbc", "RFC3566-5", SEQ16, SEQ32, "f54f0ec8d2b9f3d36807734bd5283fd4"),
	M("aes-xcbc", "RFC3566-6", SEQ16, SEQ32 "2021", "becbb3bccdb518a30677d5481fb6b4d8"),
	TIMES("aes-xcbc", "RFC3566-7", SEQ16, 1, "00", 1000, "f0dafee895db30253761103b5d84528f"),
	/* IEEE 802.1AE (MACsec): authenticated only, 128 and 256 bits */
	{ .alg = "aes-gmac", .name = "802.1AE-54-128", .akey = "ad7a2bd03eac835a6f620fdcb506b345",
	  .iv = "12153524c0895e81b2c28465",
	  .plain = "d609b1f056637a0d46df998d88e5222ab2c2846512153524c0895e8108000f10"
		   "1112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30"
		   "313233340001",
	  .tag = "f09478a9b09007d06f46e9b6a1da25dd" },
	{ .alg = "aes-gmac", .name = "802.1AE-54-256",
	  .akey = "e3c08a8f06c6e3ad95a70557b23f75483ce33021a9c72b7025666204c69c0b72",
	  .iv = "12153524c0895e81b2c28465",
	  .plain = "d609b1f056637a0d46df998d88e5222ab2c2846512153524c0895e8108000f10"
		   "1112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30"
		   "313233340001",
	  .tag = "2f0bc5af409e06d609ea8b7d0fa5ea50" },
	{ .alg = NULL },
};
