/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Random tasks of every algorithm against OpenSSL in one piece: lengths, splits into lists,
 * in place and out of place, both directions and descriptor types, with more keys than the
 * model keeps; and descriptors of random bits, which must not do harm.
 */

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "sec_dut.h"

#define TASKS   120   /* of each algorithm */
#define LEN_MAX 3000
#define BIG_B   200000
#define KEYS    100

static uint32_t seed;

static uint32_t
rnd(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed;
}

static uint32_t
below(uint32_t n)
{
	return rnd() % n;
}

/** Bytes that depend on @p from alone. */
static void
fill(uint8_t *p, size_t n, uint32_t from)
{
	uint32_t keep = seed;
	size_t i;

	seed = from * 2654435761u | 1;
	for (i = 0; i < n; i++)
		p[i] = (uint8_t)(rnd() >> 11);
	seed = keep;
}

static uint32_t
random_len(unsigned int block, unsigned int min)
{
	uint32_t n = below(20) == 0 ? below(BIG_B) : below(4) == 0 ? below(40) : below(LEN_MAX);

	n -= n % block;
	return n < min ? min : n;
}

/** Lists on both sides for half of the tasks. */
static struct task
random_lists(struct sec_dut *s, const struct task *t, size_t len)
{
	unsigned int in[6], out[6], i;

	if (below(2) == 0 || len == 0)
		return *t;
	for (i = 0; i < 6; i++) {
		unsigned int most = len > 10000 ? 9000 : below(3) == 0 ? 20 : 700;

		in[i] = below(6) == 0 ? 0 : 1 + below(most);
		out[i] = below(6) == 0 ? 0 : 1 + below(most);
	}
	in[0] += len > 10000 ? 5000 : 1;
	out[0] += len > 10000 ? 5000 : 1;
	return in_lists(s, t, len, in, out, 6);
}

/** The library's answer. @return bytes. */
static int
evp(const char *name, bool enc, const uint8_t *key, const uint8_t *iv, const OSSL_PARAM *params,
	const uint8_t *in, int len, uint8_t *out)
{
	EVP_CIPHER *c = EVP_CIPHER_fetch(NULL, name, NULL);
	EVP_CIPHER_CTX *x = EVP_CIPHER_CTX_new();
	int n = 0, more = 0;

	assert_non_null(c);
	assert_int_equal(1, EVP_CipherInit_ex2(x, c, key, iv, enc, params));
	EVP_CIPHER_CTX_set_padding(x, 0);
	assert_int_equal(1, EVP_CipherUpdate(x, out, &n, in, len));
	assert_int_equal(1, EVP_CipherFinal_ex(x, out + n, &more));
	EVP_CIPHER_CTX_free(x);
	EVP_CIPHER_free(c);
	return n + more;
}

/* ---- ciphers ---- */

struct cipher {
	const char *name;
	unsigned int alg;
	unsigned int mode;
	unsigned int code;
	unsigned int key_b;
	unsigned int block;
	unsigned int min;
	unsigned int width;
	unsigned int iv_b;
};

static const struct cipher ciphers[] = {
	{"AES-128-ECB", 2, 0, 0, 16, 16, 16, 0, 0}, {"AES-192-CBC", 2, 1, 1, 24, 16, 16, 0, 16},
	{"AES-256-CFB", 2, 2, 2, 32, 1, 1, 0, 16}, {"AES-192-OFB", 2, 3, 1, 24, 1, 1, 0, 16},
	{"AES-256-CTR", 2, 4, 2, 32, 1, 1, 0, 16}, {"AES-128-XTS", 2, 7, 0, 32, 1, 16, 0, 16},
	{"AES-256-XTS", 2, 7, 2, 64, 1, 16, 0, 16},
	{"AES-128-CBC-CTS", 2, 9, 0, 16, 1, 17, 1, 16},
	{"AES-192-CBC-CTS", 2, 9, 1, 24, 1, 17, 2, 16},
	{"AES-256-CBC-CTS", 2, 9, 2, 32, 1, 17, 3, 16},
	{"SM4-ECB", 3, 0, 0, 16, 16, 16, 0, 0}, {"SM4-CBC", 3, 1, 0, 16, 16, 16, 0, 16},
	{"SM4-CFB", 3, 2, 0, 16, 1, 1, 0, 16}, {"SM4-OFB", 3, 3, 0, 16, 1, 1, 0, 16},
	{"SM4-CTR", 3, 4, 0, 16, 1, 1, 0, 16}, {"DES-EDE3-ECB", 1, 0, 1, 24, 8, 8, 0, 0},
	{"DES-EDE3-CBC", 1, 1, 1, 24, 8, 8, 0, 8}, {"DES-EDE-CBC", 1, 1, 3, 16, 8, 8, 0, 8},
	{"DES-EDE3-OFB", 1, 3, 1, 24, 1, 1, 0, 8},
};

static uint8_t want[BIG_B + 64], tag_want[64];

static void
one_cipher(struct sec_dut *s, const struct cipher *c)
{
	static char cs[][4] = {"", "CS1", "CS2", "CS3"};
	OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_CIPHER_PARAM_CTS_MODE,
		cs[c->width], 0), OSSL_PARAM_construct_end()};
	bool enc = below(2), in_place = below(3) == 0;
	struct task t = {.type = 2 + below(2), .de = !in_place, .cipher = enc ? 1 : 2,
		.c_alg = c->alg, .c_mode = c->mode, .c_key_len = c->code, .c_width = c->width,
		.c_key = EX_C_KEY, .c_iv = c->iv_b ? EX_C_IV : 0, .tag = below(0x10000),
		.src = EX_BIG_SRC + RED_B + below(64)};
	struct task l;

	t.c_len = random_len(c->block, c->min);
	t.dst = in_place ? t.src : EX_BIG_DST + RED_B + below(64);
	t.ctr_mode = c->mode == 4 && t.type == 3 ? 2 : 0;
	fill(at(s, EX_C_KEY), c->key_b, below(KEYS) + 1);
	fill(at(s, EX_C_IV), 16, rnd());
	at(s, EX_C_IV)[12] &= 0x7f; /* no run over 32 bits where that is refused */
	fill(at(s, t.src), t.c_len, rnd());
	assert_int_equal(t.c_len, evp(c->name, enc, at(s, EX_C_KEY), at(s, EX_C_IV),
		c->width ? params : NULL, at(s, t.src), (int)t.c_len, want));
	red_zone(s, t.dst, t.c_len);
	l = random_lists(s, &t, t.c_len);
	assert_int_equal(ST_CIPHER, run_task(s, &l));
	if (memcmp(want, at(s, t.dst), t.c_len) != 0)
		fail_msg("%s, %s, %u bytes, %s", c->name, enc ? "encrypting" : "decrypting", t.c_len,
			l.src_type ? "lists" : "flat");
	check_red(s, t.dst, t.c_len);
}

static void
random_ciphers(void **state)
{
	struct sec_dut s;
	unsigned int i;

	(void)state;
	seed = 0x5ec1;
	open_sec(&s, WDP_MODEL_V3);
	/* Mixed in one queue. */
	for (i = 0; i < TASKS * sizeof(ciphers) / sizeof(ciphers[0]); i++)
		one_cipher(&s, &ciphers[below(sizeof(ciphers) / sizeof(ciphers[0]))]);
	assert_quiet(&s.d);
	close_sec(&s);
}

/* ---- AEAD ---- */

struct aead {
	const char *name;
	bool ccm;
	unsigned int code;
	unsigned int key_b;
};

static const struct aead aeads[] = {
	{"AES-128-GCM", false, 0, 16}, {"AES-192-GCM", false, 1, 24}, {"AES-256-GCM", false, 2, 32},
	{"AES-128-CCM", true, 0, 16}, {"AES-192-CCM", true, 1, 24}, {"AES-256-CCM", true, 2, 32},
};

static void
evp_aead(const struct aead *a, const uint8_t *key, const uint8_t *nonce, int nonce_b,
	const uint8_t *aad, int aad_b, const uint8_t *in, int len, int tag_b)
{
	EVP_CIPHER *c = EVP_CIPHER_fetch(NULL, a->name, NULL);
	EVP_CIPHER_CTX *x = EVP_CIPHER_CTX_new();
	int n = 0;

	assert_int_equal(1, EVP_EncryptInit_ex2(x, c, NULL, NULL, NULL));
	assert_int_equal(1, EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_AEAD_SET_IVLEN, nonce_b, NULL));
	if (a->ccm)
		assert_int_equal(1, EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_AEAD_SET_TAG, tag_b, NULL));
	assert_int_equal(1, EVP_EncryptInit_ex2(x, NULL, key, nonce, NULL));
	if (a->ccm)
		assert_int_equal(1, EVP_EncryptUpdate(x, NULL, &n, NULL, len));
	if (aad_b > 0)
		assert_int_equal(1, EVP_EncryptUpdate(x, NULL, &n, aad, aad_b));
	assert_int_equal(1, EVP_EncryptUpdate(x, want, &n, in, len));
	assert_int_equal(1, EVP_EncryptFinal_ex(x, want + len, &n));
	assert_int_equal(1, EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_AEAD_GET_TAG, tag_b, tag_want));
	EVP_CIPHER_CTX_free(x);
	EVP_CIPHER_free(c);
}

/** 21 */
static void
ccm_ivs(struct sec_dut *s, const uint8_t *nonce, unsigned int n, const struct task *t)
{
	uint8_t *iv = at(s, EX_C_IV), *b0 = at(s, EX_A_IV);
	unsigned int i, len = t->c_len;

	memset(iv, 0, 16);
	memset(b0, 0, 16);
	iv[0] = (uint8_t)(14 - n);
	b0[0] = (uint8_t)((t->a_len ? 0x40 : 0) + 8 * ((t->icv_len - 2) / 2) + 14 - n);
	memcpy(iv + 1, nonce, n);
	memcpy(b0 + 1, nonce, n);
	iv[15] = 1;
	for (i = 15; i > n; i--, len >>= 8)
		b0[i] = (uint8_t)len;
}

static void
one_aead(struct sec_dut *s, const struct aead *a)
{
	bool enc = below(2), in_place = below(3) == 0, wrong = !enc && below(4) == 0;
	unsigned int nonce_b = a->ccm ? 7 + below(7) : 12;
	struct task t = {.type = 2 + below(2), .de = !in_place, .cipher = enc ? 1 : 2, .seq = !enc,
		.c_alg = 2, .c_mode = a->ccm ? 5 : 6, .c_key_len = a->code, .c_key = EX_C_KEY,
		.a_key = below(2) ? EX_C_KEY : 0, .c_iv = EX_C_IV, .a_iv = EX_A_IV, .mac = EX_MAC,
		.src = EX_BIG_SRC + RED_B + below(64)};
	uint8_t nonce[16], *plain = at(s, EX_BIG_SRC + 0x400000);
	struct task l;

	t.a_len = t.cipher_off = below(3) == 0 ? 0 : below(300);
	t.c_len = random_len(1, below(9) ? 1 : 0);
	if (a->ccm && nonce_b == 13)
		t.c_len %= 65536;
	t.icv_len = a->ccm ? 4 + 2 * below(7) : 8 + below(9);
	t.dst = in_place ? t.src : EX_BIG_DST + RED_B + below(64);
	fill(at(s, EX_C_KEY), a->key_b, below(KEYS) + 1);
	fill(nonce, sizeof(nonce), rnd());
	fill(at(s, t.src), t.a_len, rnd());
	fill(plain, t.c_len, rnd());
	evp_aead(a, at(s, EX_C_KEY), nonce, (int)nonce_b, at(s, t.src), (int)t.a_len, plain,
		(int)t.c_len, (int)t.icv_len);
	if (a->ccm)
		ccm_ivs(s, nonce, nonce_b, &t);
	else
		memcpy(at(s, EX_C_IV), nonce, 12);
	memcpy(at(s, t.src + t.a_len), enc ? plain : want, t.c_len);
	if (in_place)
		memset(at(s, t.src + t.a_len + t.c_len), RED, RED_B);
	else
		red_zone(s, t.dst + t.a_len, t.c_len);
	red_zone(s, EX_MAC, t.icv_len);
	if (!enc)
		memcpy(at(s, EX_MAC), tag_want, t.icv_len);
	if (wrong)
		at(s, EX_MAC)[below(t.icv_len)] ^= 1 << below(8);
	l = random_lists(s, &t, t.a_len + t.c_len);
	assert_int_equal(wrong ? ST_WRONG : ST_AEAD, run_task(s, &l));
	if (!wrong && memcmp(enc ? want : plain, at(s, t.dst + t.a_len), t.c_len) != 0)
		fail_msg("%s, %s, %u + %u bytes", a->name, enc ? "encrypting" : "decrypting",
			t.a_len, t.c_len);
	if (enc)
		assert_memory_equal(tag_want, at(s, EX_MAC), t.icv_len);
	check_red(s, EX_MAC, t.icv_len);
	if (!in_place)
		check_red(s, t.dst + t.a_len, t.c_len);
}

static void
random_aead(void **state)
{
	struct sec_dut s;
	unsigned int i;

	(void)state;
	seed = 0x5ec2;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < TASKS * sizeof(aeads) / sizeof(aeads[0]); i++)
		one_aead(&s, &aeads[below(sizeof(aeads) / sizeof(aeads[0]))]);
	assert_quiet(&s.d);
	close_sec(&s);
}

/* ---- hashes ---- */

struct hash {
	const char *name;
	unsigned int alg;
	unsigned int hmac;
	unsigned int size;
	unsigned int block;
	unsigned int state;
};

static const struct hash hashes[] = {
	{"MD5", 0x02, 0x12, 16, 64, 16}, {"SHA1", 0x00, 0x10, 20, 64, 20},
	{"SHA224", 0x03, 0x13, 28, 64, 32}, {"SHA256", 0x01, 0x11, 32, 64, 32},
	{"SHA384", 0x04, 0x14, 48, 128, 64}, {"SHA512", 0x05, 0x15, 64, 128, 64},
	{"SHA512-224", 0x06, 0x16, 28, 128, 64}, {"SHA512-256", 0x07, 0x17, 32, 128, 64},
	{"SM3", 0x25, 0x26, 32, 64, 32},
};

static void
referee_hash(const struct hash *h, const uint8_t *key, unsigned int key_b, const uint8_t *p,
	size_t n)
{
	unsigned int len = 0;

	if (key_b > 0)
		assert_non_null(HMAC(EVP_get_digestbyname(h->name), key, (int)key_b, p, n, tag_want,
			&len));
	else
		assert_int_equal(1, EVP_Digest(p, n, tag_want, &len, EVP_get_digestbyname(h->name),
			NULL));
	assert_int_equal(h->size, len);
}

/** In one descriptor, or in parts of random numbers of blocks. */
static void
one_hash(struct sec_dut *s, const struct hash *h, bool parts)
{
	unsigned int key_b = below(2) ? 4 * (1 + below(h->block / 4)) : 0;
	uint32_t len = random_len(1, parts ? h->block + 1 : 0), done = 0, n;
	struct task t = {.type = 2 + below(2), .auth = 1, .a_alg = key_b ? h->hmac : h->alg,
		.mac = EX_MAC, .a_key = key_b ? EX_A_KEY : 0, .a_key_len = key_b / 4};
	uint64_t src = EX_BIG_SRC + below(64);
	struct task l;

	t.scene = t.type == 3 ? 7 : below(2);
	fill(at(s, EX_A_KEY), 128, below(KEYS) + 1);
	fill(at(s, src), len, rnd());
	referee_hash(h, at(s, EX_A_KEY), key_b, at(s, src), len);
	while (parts && len - done > h->block) {
		n = h->block * (1 + below((len - done) / h->block));
		/* Something is left for the last part, if only nothing. */
		t.a_pad = 1;
		t.ai_gen = done > 0;
		t.a_iv = done > 0 ? EX_MAC : 0;
		t.a_len = n;
		t.src = src + done;
		t.mac_len = below(2) ? 0 : h->size / 4; /* does not matter here */
		red_zone(s, EX_MAC, h->state);
		assert_int_equal(ST_HASH, run_task(s, &t));
		check_red(s, EX_MAC, h->state);
		done += n;
		if (below(3) == 0)
			break;
	}
	t.a_pad = 0;
	t.ai_gen = done > 0;
	t.a_iv = done > 0 ? EX_MAC : 0;
	t.bits = done > 0 ? (uint64_t)len * 8 : 0;
	t.a_len = len - done;
	t.src = src + done;
	t.mac_len = 1 + below(h->size / 4);
	if (done == 0)
		red_zone(s, EX_MAC, 4 * t.mac_len);
	l = done > 0 ? t : random_lists(s, &t, t.a_len);
	assert_int_equal(ST_HASH, run_task(s, &l));
	if (memcmp(tag_want, at(s, EX_MAC), 4 * t.mac_len) != 0)
		fail_msg("%s, key of %u, %u bytes, %u of them before", h->name, key_b, len, done);
	if (done == 0)
		check_red(s, EX_MAC, 4 * t.mac_len);
}

static void
random_hashes(void **state)
{
	struct sec_dut s;
	unsigned int i;

	(void)state;
	seed = 0x5ec3;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < 2 * TASKS * sizeof(hashes) / sizeof(hashes[0]); i++)
		one_hash(&s, &hashes[below(sizeof(hashes) / sizeof(hashes[0]))], i % 2);
	assert_quiet(&s.d);
	close_sec(&s);
}

static void
evp_mac(const char *name, const char *cipher, const uint8_t *key, size_t key_b, const uint8_t *iv,
	const uint8_t *p, size_t n)
{
	EVP_MAC *m = EVP_MAC_fetch(NULL, name, NULL);
	EVP_MAC_CTX *x = EVP_MAC_CTX_new(m);
	OSSL_PARAM params[3];
	size_t len = 0;
	int i = 0;

	params[i++] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER,
		(char *)(uintptr_t)cipher, 0);
	if (iv != NULL)
		params[i++] = OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_IV,
			(void *)(uintptr_t)iv, 12);
	params[i] = OSSL_PARAM_construct_end();
	assert_int_equal(1, EVP_MAC_init(x, key, key_b, params));
	assert_int_equal(1, EVP_MAC_update(x, p, n));
	assert_int_equal(1, EVP_MAC_final(x, tag_want, &len, sizeof(tag_want)));
	EVP_MAC_CTX_free(x);
	EVP_MAC_free(m);
}

static void
random_macs(void **state)
{
	static const char *const gmacs[] = {"AES-128-GCM", "AES-192-GCM", "AES-256-GCM"};
	struct sec_dut s;
	unsigned int i, k;

	(void)state;
	seed = 0x5ec4;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < 4 * TASKS; i++) {
		bool gmac = i % 2;
		struct task t = {.type = 2 + below(2), .auth = 1, .a_alg = gmac ? 0x22 : 0x21,
			.ai_gen = gmac, .mac = EX_MAC, .a_key = EX_A_KEY,
			.a_iv = gmac ? EX_A_IV : 0, .src = EX_BIG_SRC + below(64),
			.a_len = random_len(1, 1)};
		struct task l;

		k = gmac ? below(3) : 0;
		t.a_key_len = 4 + 2 * k;
		t.scene = gmac ? 1 : t.type == 3 ? 7 : 0;
		t.mac_len = 1 + below(4);
		fill(at(&s, EX_A_KEY), 32, below(KEYS) + 1);
		fill(at(&s, EX_A_IV), 12, rnd());
		memset(at(&s, EX_A_IV + 12), 0, 4);
		fill(at(&s, t.src), t.a_len, rnd());
		evp_mac(gmac ? "GMAC" : "CMAC", gmac ? gmacs[k] : "AES-128-CBC", at(&s, EX_A_KEY),
			16 + 8 * k, gmac ? at(&s, EX_A_IV) : NULL, at(&s, t.src), t.a_len);
		red_zone(&s, EX_MAC, 4 * t.mac_len);
		l = random_lists(&s, &t, t.a_len);
		assert_int_equal(ST_HASH, run_task(&s, &l));
		assert_memory_equal(tag_want, at(&s, EX_MAC), 4 * t.mac_len);
		check_red(&s, EX_MAC, 4 * t.mac_len);
	}
	assert_quiet(&s.d);
	close_sec(&s);
}

/* ---- chains ---- */

static void
one_chain(struct sec_dut *s)
{
	static const char *const names[] = {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "SM4-CBC",
		"AES-128-CTR", "AES-192-CTR", "AES-256-CTR", "SM4-CTR"};
	static const unsigned int which[] = {1, 3, 5, 8}; /* SHA-1, -256, -512, SM3 */
	const struct hash *h = &hashes[which[below(4)]];
	unsigned int ctr = 4 * (below(4) == 0), c = below(4), n = below(200);
	unsigned int key_b = 4 * (1 + below(h->block / 4));
	bool enc = below(2), in_place = below(3) == 0, wrong = !enc && below(4) == 0;
	/* in counter mode drivers encrypt both ways (19) */
	struct task t = {.type = 2 + below(2), .de = !in_place,
		.cipher = enc || (ctr != 0 && below(2)) ? 1 : 2, .auth = enc ? 1 : 2, .seq = !enc,
		.c_alg = c < 3 ? 2 : 3, .c_mode = ctr != 0 ? 4 : 1, .c_key_len = c % 3,
		.a_alg = h->hmac, .a_key_len = key_b / 4, .c_key = EX_C_KEY,
		.a_key = EX_A_KEY, .c_iv = EX_C_IV, .mac = EX_MAC, .cipher_off = n,
		.src = EX_BIG_SRC + RED_B + below(64)};
	uint8_t *plain = at(s, EX_BIG_SRC + 0x400000), *both = at(s, EX_BIG_SRC + 0x800000);
	struct task l;

	t.c_len = random_len(16, below(9) ? 16 : 0);
	t.a_len = n + t.c_len;
	t.mac_len = 1 + below(h->size / 4);
	t.dst = in_place ? t.src : EX_BIG_DST + RED_B + below(64);
	fill(at(s, EX_C_KEY), 32, below(KEYS) + 1);
	fill(at(s, EX_A_KEY), 128, below(KEYS) + 1);
	fill(at(s, EX_C_IV), 16, rnd());
	at(s, EX_C_IV)[12] = 0; /* 15.12: it must not run over */
	fill(at(s, t.src), n, rnd());
	fill(plain, t.c_len, rnd());
	if (t.c_len > 0)
		evp(names[ctr + c], true, at(s, EX_C_KEY), at(s, EX_C_IV), NULL, plain,
			(int)t.c_len, want);
	memcpy(both, at(s, t.src), n);
	memcpy(both + n, want, t.c_len);
	referee_hash(h, at(s, EX_A_KEY), key_b, both, t.a_len);
	memcpy(at(s, t.src + n), enc ? plain : want, t.c_len);
	if (!in_place)
		red_zone(s, t.dst + n, t.c_len);
	red_zone(s, EX_MAC, 4 * t.mac_len);
	if (!enc)
		memcpy(at(s, EX_MAC), tag_want, 4 * t.mac_len);
	if (wrong)
		at(s, EX_MAC)[below(4 * t.mac_len)] ^= 1 << below(8);
	l = random_lists(s, &t, t.a_len);
	assert_int_equal(wrong ? ST_WRONG : ST_AEAD, run_task(s, &l));
	assert_memory_equal(enc ? want : plain, at(s, t.dst + n), t.c_len);
	if (!wrong)
		assert_memory_equal(tag_want, at(s, EX_MAC), 4 * t.mac_len);
	check_red(s, EX_MAC, 4 * t.mac_len);
	if (!in_place)
		check_red(s, t.dst + n, t.c_len);
}

static void
random_chains(void **state)
{
	struct sec_dut s;
	unsigned int i;

	(void)state;
	seed = 0x5ec5;
	open_sec(&s, WDP_MODEL_V3);
	for (i = 0; i < 6 * TASKS; i++)
		one_chain(&s);
	assert_quiet(&s.d);
	close_sec(&s);
}

/* ---- rubbish ---- */

/** Good descriptors with bits turned over, and wholly random ones: each is answered, or waits. */
static void
random_descriptors(void **state)
{
	enum wdp_model_hw hw;
	unsigned int i, k, bad = 0;
	struct sec_dut s;

	(void)state;
	seed = 0x5ec6;
	/* V2 goes on after a wild address. */
	for (hw = WDP_MODEL_V2; hw <= WDP_MODEL_V3; hw++) {
		open_sec(&s, hw);
		if (hw == WDP_MODEL_V3)
			mod32(&s.d, 0x301200, 0x1000, 0);
		for (i = 0; i < 6000; i++) {
			struct task t = {.type = hw == WDP_MODEL_V3 ? 3 : 2, .de = 1,
				.cipher = below(3), .auth = below(3), .seq = below(2),
				.scene = below(2) * (below(2) ? 7 : 1), .c_alg = below(4),
				.c_mode = below(10), .c_key_len = below(4), .a_alg = below(0x32),
				.a_len = below(400), .c_len = below(400), .cipher_off = below(400),
				.mac_len = below(17), .a_key_len = below(33), .icv_len = below(18),
				.src = EX_SRC, .dst = EX_DST, .mac = EX_MAC, .c_key = EX_C_KEY,
				.a_key = EX_A_KEY, .c_iv = EX_C_IV, .a_iv = EX_A_IV};
			uint32_t dw[32], st;

			encode(&t, dw);
			for (k = below(4); k > 0; k--)
				dw[below(28)] ^= 1u << below(32);
			if (i % 16 == 0)
				for (k = 0; k < 28; k++)
					dw[k] = rnd();
			dw[0] = (dw[0] & ~15u) | t.type;
			st = run_sqe(&s, dw);
			assert_int_equal(1, st & 1);
			bad += (st >> 16 & 0xff) != 0;
		}
		w32(&s.d, 0x301010, 0x7c1ff);
		close_sec(&s);
	}
	assert_true(bad > 6000 && bad < 12000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_ciphers),
		cmocka_unit_test(random_aead),
		cmocka_unit_test(random_hashes),
		cmocka_unit_test(random_macs),
		cmocka_unit_test(random_chains),
		cmocka_unit_test(random_descriptors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
