/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Addresses that are not mapped and lists that are wrong (doc/hw/sec.md 5, 16). */

#include "sec_bases.h"

static const enum base all[] = {CBC, XTS, CTR, GCM, CCM, CHAIN, SHA, HMAC, CMAC, GMAC, LAST};

/** Addresses a task reads (error bit 0) and writes (bit 1). */
static const struct {
	size_t field;
	unsigned int bit;
} addrs[] = {
	{F(src), 0}, {F(dst), 1}, {F(mac), 1}, {F(a_iv), 0}, {F(a_key), 0}, {F(c_iv), 0},
	{F(c_key), 0},
};

/** V2 closes the master for ECC errors only: the task ends with an error. */
static void
wild_addresses_v2(void **state)
{
	unsigned int b, a;
	struct sec_dut s;

	(void)state;
	open_sec(&s, WDP_MODEL_V2);
	for (b = 0; b < sizeof(all) / sizeof(all[0]); b++) {
		for (a = 0; a < sizeof(addrs) / sizeof(addrs[0]); a++) {
			struct task t = base_task(&s, all[b]);
			uint64_t *p = (uint64_t *)((char *)&t + addrs[a].field);

			if (*p == 0 || all[b] == CMAC || all[b] == GMAC ||
					(all[b] == GCM && addrs[a].field == F(a_iv)))
				continue;
			*p = WILD_IOVA;
			if (all[b] == LAST && addrs[a].field == F(mac))
				t.a_iv = EX_MAC;
			assert_int_equal(ST_ERR(E_DMA), run_task(&s, &t));
			assert_int_equal(1u << addrs[a].bit, r32(&s.d, 0x301010));
			w32(&s.d, 0x301010, 3);
			assert_int_equal(1, msi_count(&s.d, 3));
		}
	}
	/* A list that is not there is a read, on either side. */
	struct task t = base_task(&s, CBC);
	unsigned int whole = 4096;

	t = in_lists(&s, &t, 64, &whole, &whole, 1);
	t.dst = WILD_IOVA;
	assert_int_equal(ST_ERR(E_DMA), run_task(&s, &t));
	assert_int_equal(1, r32(&s.d, 0x301010));
	close_sec(&s);
}

/** On V3 it never ends, nor does anything after it. */
static void
wild_addresses_v3(void **state)
{
	struct sec_dut s;
	unsigned int a;

	(void)state;
	for (a = 0; a < sizeof(addrs) / sizeof(addrs[0]); a++) {
		struct task t;
		uint32_t dw[32];

		open_sec(&s, WDP_MODEL_V3);
		t = base_task(&s, a == 3 ? GMAC : CHAIN);
		*(uint64_t *)((char *)&t + addrs[a].field) = WILD_IOVA;
		encode(&t, dw);
		queue_submit(&s.q, dw);
		assert_int_equal(-1, queue_poll(&s.q, false));
		assert_int_equal(1u << addrs[a].bit, r32(&s.d, 0x301008));
		assert_int_equal(1, msi_count(&s.d, 3));
		t = base_task(&s, CBC);
		encode(&t, dw);
		queue_submit(&s.q, dw);
		assert_int_equal(-1, queue_poll(&s.q, false));
		/* A reset does not open it (qm.md 16), power does. */
		wdp_model_reset(s.d.m);
		assert_int_equal(MB_STUCK, queue_load(&s.q, false));
		close_sec(&s);
	}
}

static void
bad_lists(void **state)
{
	static const unsigned int sizes[] = {30, 0, 34};
	struct sec_dut s;
	struct task t, l;
	struct wdp_sgl *h;

	(void)state;
	open_sec(&s, WDP_MODEL_V3);
	t = base_task(&s, CBC);
	/* One byte short, on either side. */
	l = in_lists(&s, &t, 63, sizes, sizes, 3);
	assert_int_equal(ST_ERR(E_SGL), run_task(&s, &l));
	l = in_lists(&s, &t, 64, sizes, sizes, 3);
	h = (struct wdp_sgl *)at(&s, l.dst);
	h->sge[2].len = wdp_le32(33);
	assert_int_equal(ST_ERR(E_SGL), run_task(&s, &l));
	h->sge[2].len = wdp_le32(0x800001);
	assert_int_equal(ST_ERR(E_SGL), run_task(&s, &l));
	h->sge[2].len = wdp_le32(34);
	h->valid_num = wdp_le16(4); /* of a capacity of 3 */
	assert_int_equal(ST_ERR(E_SGL), run_task(&s, &l));
	h->valid_num = wdp_le16(3);
	l.src += 32;
	assert_int_equal(ST_ERR(E_SGL), run_task(&s, &l));
	l.src -= 32;
	assert_int_equal(0x80, r32(&s.d, 0x301010));
	assert_int_equal(ST_CIPHER, run_task(&s, &l));
	/* An offset behind the end. */
	t = base_task(&s, GCM);
	l = in_lists(&s, &t, 19, sizes, sizes, 3);
	assert_int_equal(ST_ERR(E_SGL), run_task(&s, &l));
	close_sec(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wild_addresses_v2),
		cmocka_unit_test(wild_addresses_v3),
		cmocka_unit_test(bad_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
