/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef HPRE_EXAMPLES_H
#define HPRE_EXAMPLES_H

/* Numbers of the worked examples of doc/hw/hpre.md 27. */

/* P-256, and the standard's SM2 curve (27.4). */
#define P256_P "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
#define P256_A "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc"
#define P256_B "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"
#define P256_N "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
#define P256_GX "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
#define P256_GY "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
#define SM2_P "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff"
#define SM2_A "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
#define SM2_B "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
#define SM2_N "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"
#define SM2_GX "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
#define SM2_GY "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
/* The key, k and what comes of them in 27.4 and 27.5. */
#define SM2_D "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
#define SM2_PX "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
#define SM2_PY "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
#define SM2_E "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"
#define SM2_K "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"
#define SM2_R "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
#define SM2_S "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
/* RFC 6979 A.2.5, SHA-256, "sample" (27.3). */
#define P256_D "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
#define P256_PX "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
#define P256_PY "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define P256_E "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf"
#define P256_K "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60"
#define P256_R "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
#define P256_S "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
/* 27.5 */
#define SM2_C1 "04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73" \
	"e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
#define SM2_C2 "21886ca989ca9c7d58087307ca93092d651efa"
#define SM2_C3 "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"

#endif /* HPRE_EXAMPLES_H */
