/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Parameters of curves: y^2 = x^3 + a x + b. P-192 to P-521: FIPS 186-4, appendix D.1.2 (secp192r1
 * to secp521r1 of SEC 2). SM2: GB/T 32918.5, the recommended curve.
 */

#include "wdp_hpre_block.h"

#define W_BYTE(x, shift) (uint8_t)(UINT64_C(x) >> (shift) & 0xff)
/* Eight bytes, the most significant first. */
#define W(x) W_BYTE(x, 56), W_BYTE(x, 48), W_BYTE(x, 40), W_BYTE(x, 32), W_BYTE(x, 24), \
	W_BYTE(x, 16), W_BYTE(x, 8), W_BYTE(x, 0)

static const uint8_t p192[] = {
	/* p */
	W(0x0000000000000000), W(0xffffffffffffffff), W(0xfffffffffffffffe), W(0xffffffffffffffff),
	/* a */
	W(0x0000000000000000), W(0xffffffffffffffff), W(0xfffffffffffffffe), W(0xfffffffffffffffc),
	/* b */
	W(0x0000000000000000), W(0x64210519e59c80e7), W(0x0fa7e9ab72243049), W(0xfeb8deecc146b9b1),
	/* n */
	W(0x0000000000000000), W(0xffffffffffffffff), W(0xffffffff99def836), W(0x146bc9b1b4d22831),
	/* G, x */
	W(0x0000000000000000), W(0x188da80eb03090f6), W(0x7cbf20eb43a18800), W(0xf4ff0afd82ff1012),
	/* G, y */
	W(0x0000000000000000), W(0x07192b95ffc8da78), W(0x631011ed6b24cdd5), W(0x73f977a11e794811),
};

static const uint8_t p224[] = {
	/* p */
	W(0x00000000ffffffff), W(0xffffffffffffffff), W(0xffffffff00000000), W(0x0000000000000001),
	/* a */
	W(0x00000000ffffffff), W(0xffffffffffffffff), W(0xfffffffeffffffff), W(0xfffffffffffffffe),
	/* b */
	W(0x00000000b4050a85), W(0x0c04b3abf5413256), W(0x5044b0b7d7bfd8ba), W(0x270b39432355ffb4),
	/* n */
	W(0x00000000ffffffff), W(0xffffffffffffffff), W(0xffff16a2e0b8f03e), W(0x13dd29455c5c2a3d),
	/* G, x */
	W(0x00000000b70e0cbd), W(0x6bb4bf7f321390b9), W(0x4a03c1d356c21122), W(0x343280d6115c1d21),
	/* G, y */
	W(0x00000000bd376388), W(0xb5f723fb4c22dfe6), W(0xcd4375a05a074764), W(0x44d5819985007e34),
};

static const uint8_t p256[] = {
	/* p */
	W(0xffffffff00000001), W(0x0000000000000000), W(0x00000000ffffffff), W(0xffffffffffffffff),
	/* a */
	W(0xffffffff00000001), W(0x0000000000000000), W(0x00000000ffffffff), W(0xfffffffffffffffc),
	/* b */
	W(0x5ac635d8aa3a93e7), W(0xb3ebbd55769886bc), W(0x651d06b0cc53b0f6), W(0x3bce3c3e27d2604b),
	/* n */
	W(0xffffffff00000000), W(0xffffffffffffffff), W(0xbce6faada7179e84), W(0xf3b9cac2fc632551),
	/* G, x */
	W(0x6b17d1f2e12c4247), W(0xf8bce6e563a440f2), W(0x77037d812deb33a0), W(0xf4a13945d898c296),
	/* G, y */
	W(0x4fe342e2fe1a7f9b), W(0x8ee7eb4a7c0f9e16), W(0x2bce33576b315ece), W(0xcbb6406837bf51f5),
};

static const uint8_t p384[] = {
	/* p */
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xfffffffffffffffe), W(0xffffffff00000000), W(0x00000000ffffffff),
	/* a */
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xfffffffffffffffe), W(0xffffffff00000000), W(0x00000000fffffffc),
	/* b */
	W(0xb3312fa7e23ee7e4), W(0x988e056be3f82d19), W(0x181d9c6efe814112),
	W(0x0314088f5013875a), W(0xc656398d8a2ed19d), W(0x2a85c8edd3ec2aef),
	/* n */
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xc7634d81f4372ddf), W(0x581a0db248b0a77a), W(0xecec196accc52973),
	/* G, x */
	W(0xaa87ca22be8b0537), W(0x8eb1c71ef320ad74), W(0x6e1d3b628ba79b98),
	W(0x59f741e082542a38), W(0x5502f25dbf55296c), W(0x3a545e3872760ab7),
	/* G, y */
	W(0x3617de4a96262c6f), W(0x5d9e98bf9292dc29), W(0xf8f41dbd289a147c),
	W(0xe9da3113b5f0b8c0), W(0x0a60b1ce1d7e819d), W(0x7a431d7c90ea0e5f),
};

static const uint8_t p521[] = {
	/* p */
	W(0x00000000000001ff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	/* a */
	W(0x00000000000001ff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xffffffffffffffff), W(0xffffffffffffffff), W(0xfffffffffffffffc),
	/* b */
	W(0x0000000000000051), W(0x953eb9618e1c9a1f), W(0x929a21a0b68540ee),
	W(0xa2da725b99b315f3), W(0xb8b489918ef109e1), W(0x56193951ec7e937b),
	W(0x1652c0bd3bb1bf07), W(0x3573df883d2c34f1), W(0xef451fd46b503f00),
	/* n */
	W(0x00000000000001ff), W(0xffffffffffffffff), W(0xffffffffffffffff),
	W(0xffffffffffffffff), W(0xfffffffffffffffa), W(0x51868783bf2f966b),
	W(0x7fcc0148f709a5d0), W(0x3bb5c9b8899c47ae), W(0xbb6fb71e91386409),
	/* G, x */
	W(0x00000000000000c6), W(0x858e06b70404e9cd), W(0x9e3ecb662395b442),
	W(0x9c648139053fb521), W(0xf828af606b4d3dba), W(0xa14b5e77efe75928),
	W(0xfe1dc127a2ffa8de), W(0x3348b3c1856a429b), W(0xf97e7e31c2e5bd66),
	/* G, y */
	W(0x0000000000000118), W(0x39296a789a3bc004), W(0x5c8a5fb42c7d1bd9),
	W(0x98f54449579b4468), W(0x17afbd17273e662c), W(0x97ee72995ef42640),
	W(0xc550b9013fad0761), W(0x353c7086a272c240), W(0x88be94769fd16650),
};

static const uint8_t sm2[] = {
	/* p */
	W(0xfffffffeffffffff), W(0xffffffffffffffff), W(0xffffffff00000000), W(0xffffffffffffffff),
	/* a */
	W(0xfffffffeffffffff), W(0xffffffffffffffff), W(0xffffffff00000000), W(0xfffffffffffffffc),
	/* b */
	W(0x28e9fa9e9d9f5e34), W(0x4d5a9e4bcf6509a7), W(0xf39789f515ab8f92), W(0xddbcbd414d940e93),
	/* n */
	W(0xfffffffeffffffff), W(0xffffffffffffffff), W(0x7203df6b21c6052b), W(0x53bbf40939d54123),
	/* G, x */
	W(0x32c4ae2c1f198119), W(0x5f9904466a39c994), W(0x8fe30bbff2660be1), W(0x715a4589334c74c7),
	/* G, y */
	W(0xbc3736a2f4f6779c), W(0x59bdcee36b692153), W(0xd0a9877cc62a4740), W(0x02df32e52139f0a0),
};
#define CURVE(name, params, group, bits, k, flags) \
	{name, group, bits, ((bits) + 7) / 8, k, flags, params}

static_assert(sizeof(p192) == WDP_HPRE_CURVE_FIELDS * WDP_HPRE_K_ECC256_B, "P-192");
static_assert(sizeof(p224) == WDP_HPRE_CURVE_FIELDS * WDP_HPRE_K_ECC256_B, "P-224");
static_assert(sizeof(p256) == WDP_HPRE_CURVE_FIELDS * WDP_HPRE_K_ECC256_B, "P-256");
static_assert(sizeof(p384) == WDP_HPRE_CURVE_FIELDS * WDP_HPRE_K_ECC384_B, "P-384");
static_assert(sizeof(p521) == WDP_HPRE_CURVE_FIELDS * WDP_HPRE_K_ECC576_B, "P-521");
static_assert(sizeof(sm2) == WDP_HPRE_CURVE_FIELDS * WDP_HPRE_K_ECC256_B, "SM2");

/* The fast cores do P-256 and SM2 (17). */
const struct wdp_hpre_curve wdp_hpre_curves[] = {
	CURVE("secp192r1", p192, 19, 192, WDP_HPRE_K_ECC256_B, 0),
	CURVE("secp224r1", p224, 21, 224, WDP_HPRE_K_ECC256_B, 0),
	CURVE("secp256r1", p256, 23, 256, WDP_HPRE_K_ECC256_B, WDP_HPRE_FAST_CORE),
	CURVE("secp384r1", p384, 24, 384, WDP_HPRE_K_ECC384_B, 0),
	CURVE("secp521r1", p521, 25, 521, WDP_HPRE_K_ECC576_B, 0),
	CURVE("SM2", sm2, WDP_HPRE_GROUP_SM2, 256, WDP_HPRE_K_ECC256_B, WDP_HPRE_FAST_CORE),
	{NULL, 0, 0, 0, 0, 0, NULL},
};
