/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Published: ECDSA with a given k on P-256 (RFC 6979, A.2.5), ECDH on P-256 (RFC 5903, 8.1). */

#include <stdlib.h>
#include <string.h>

#include <rte_common.h>

#include "asym.h"

#define P256 (&wdp_a_curves[2])

static void
hex(struct wdp_a_num *n, const char *text)
{
	char two[3] = { 0 };
	uint32_t i;

	n->len = strlen(text) / 2;
	for (i = 0; i < n->len; i++) {
		memcpy(two, text + 2 * i, 2);
		n->b[i] = (uint8_t)strtoul(two, NULL, 16);
	}
}

static int
run(struct wdp_t *t, struct wdp_a_task *k)
{
	k->sess = NULL;
	return wdp_a_task_run(t, k);
}

/* SHA-256 of "sample" */
static int
ecdsa(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = calloc(1, sizeof(*key));
	struct wdp_a_num m, k, r, s;
	struct wdp_a_task *task = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SIGN);
	int ret;

	RTE_SET_USED(arg);
	if (key == NULL || task == NULL || !wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDSA)) {
		free(key);
		return wdp_t_skip(t, "the device does not offer it");
	}
	key->type = RTE_CRYPTO_ASYM_XFORM_ECDSA;
	key->curve = P256;
	hex(&key->d, "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
	hex(&key->x, "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6");
	hex(&key->y, "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
	hex(&m, "AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF");
	hex(&k, "A6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60");
	hex(&r, "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716");
	hex(&s, "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
	wdp_a_in_num(task, WDP_A_EC_MSG, &m);
	wdp_a_in_num(task, WDP_A_EC_K, &k);
	wdp_a_in_num(task, WDP_A_EC_D, &key->d);
	wdp_a_out(task, WDP_A_EC_R, 32, &r);
	wdp_a_out(task, WDP_A_EC_S, 32, &s);
	ret = run(t, task);
	if (ret == WDP_T_PASS) {
		wdp_a_task_init(task, key, NULL, WDP_A_VERIFY);
		wdp_a_in_num(task, WDP_A_EC_MSG, &m);
		wdp_a_in_num(task, WDP_A_EC_R, &r);
		wdp_a_in_num(task, WDP_A_EC_S, &s);
		wdp_a_in_num(task, WDP_A_EC_QX, &key->x);
		wdp_a_in_num(task, WDP_A_EC_QY, &key->y);
		ret = run(t, task);
	}
	free(key);
	return ret;
}

static int
ecdh(struct wdp_t *t, int arg)
{
	struct wdp_a_key *key = calloc(1, sizeof(*key));
	struct wdp_a_task *task = wdp_a_task_new(wdp_a(t), key, NULL, WDP_A_SECRET);
	struct wdp_a_num i, x, y, z;
	int ret;

	RTE_SET_USED(arg);
	if (key == NULL || task == NULL || !wdp_a_offered(wdp_a(t), RTE_CRYPTO_ASYM_XFORM_ECDH)) {
		free(key);
		return wdp_t_skip(t, "the device does not offer it");
	}
	key->type = RTE_CRYPTO_ASYM_XFORM_ECDH;
	key->curve = P256;
	hex(&i, "C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433");
	hex(&x, "D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF63");
	hex(&y, "56FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB");
	hex(&z, "D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE");
	wdp_a_in_num(task, WDP_A_KE_PRIV, &i);
	wdp_a_in_num(task, WDP_A_KE_X, &x);
	wdp_a_in_num(task, WDP_A_KE_Y, &y);
	wdp_a_out(task, WDP_A_KE_SX, 32, &z);
	ret = run(t, task);
	free(key);
	return ret;
}

const struct wdp_t_case wdp_a_cases_vectors[] = {
	{ "vectors/ecdsa/rfc6979", ecdsa, 0 },
	{ "vectors/ecdh/rfc5903", ecdh, 0 },
	{ NULL, NULL, 0 },
};
