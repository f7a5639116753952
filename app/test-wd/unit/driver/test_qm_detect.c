/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* What a function is taken for, and what is read to learn it: PF and VF, V2 and V3. */

#include <errno.h>
#include <string.h>

#include "qm/qm_priv.h"
#include "wdp_unit.h"

#define VF_BAR_B  0x8000
#define MB_GET_VFT (WDP_MB_BUSY | WDP_MB_OP_GET | WDP_MB_CMD_SQC_VFT)

/* A function played by the test. */
static struct {
	struct wdp_transport base;
	uint8_t revision;
	uint32_t caps;   /* register 0x3100 */
	uint64_t vft;    /* its SQC entry */
	uint32_t total;  /* register 0x100158 */
	bool vf;
	bool mb_fails;
	uint32_t mb[4];
	unsigned int mailbox;  /* commands */
	unsigned int outside;  /* accesses beyond a VF's registers */
	unsigned int read;     /* registers */
	unsigned int written;  /* registers, but for the mailbox */
} fn;

static int
cfg_read(struct wdp_transport *t, void *buf, uint32_t len, uint32_t off)
{
	const uint16_t command = WDP_PCI_CMD_MEMORY;

	(void)t;
	if (off == WDP_PCI_CFG_REVISION)
		memcpy(buf, &fn.revision, len);
	else if (off == WDP_PCI_CFG_COMMAND)
		memcpy(buf, &command, len);
	else
		return -EINVAL;
	return 0;
}

static int
cfg_write(struct wdp_transport *t, const void *buf, uint32_t len, uint32_t off)
{
	(void)t, (void)buf, (void)len, (void)off;
	fn.written++;
	return 0;
}

static uint32_t
read32(struct wdp_transport *t, uint32_t off)
{
	(void)t;
	fn.read++;
	if (fn.vf && off >= VF_BAR_B) {
		fn.outside++;
		return UINT32_MAX;
	}
	if (off >= WDP_QM_MB_BASE && off < WDP_QM_MB_BASE + WDP_QM_MB_SIZE)
		return fn.mb[(off - WDP_QM_MB_BASE) / 4];
	switch (off) {
	case WDP_QM_QUE_ISO_CFG:
		return WDP_QM_QUE_ISO_DB;
	case WDP_QM_CAP_FEATURES:
		return fn.caps;
	case WDP_QM_CAP_EQ_DEPTH:
		return 0x04000800;
	case WDP_QM_CAP_QP_DEPTH:
		return 0x04000400;
	case WDP_QM_QUE_NUM_CAP:
		return fn.total;
	default:
		return 0;
	}
}

static void
write32(struct wdp_transport *t, uint32_t off, uint32_t v)
{
	(void)t, (void)off, (void)v;
	fn.written++;
}

static void
write64(struct wdp_transport *t, uint32_t off, uint64_t v)
{
	(void)t, (void)off, (void)v;
	fn.written++;
}

static void
write128(struct wdp_transport *t, uint32_t off, uint64_t lo, uint64_t hi)
{
	(void)t;
	assert_int_equal(WDP_QM_MB_BASE, off);
	assert_int_equal(MB_GET_VFT, lo);
	assert_int_equal(0, hi);
	fn.mailbox++;
	fn.mb[0] = (uint32_t)lo & ~WDP_MB_BUSY;
	if (fn.mb_fails)
		fn.mb[0] |= WDP_FIELD32(WDP_MB_STATUS, 2);
	fn.mb[1] = WDP_LO32(fn.vft);
	fn.mb[2] = WDP_HI32(fn.vft);
}

static const struct wdp_transport_ops ops = {
	.cfg_read = cfg_read,
	.cfg_write = cfg_write,
	.read32 = read32,
	.write32 = write32,
	.write64 = write64,
	.write128 = write128,
};

static const struct wdp_engine engine = {.name = "test"};
static const struct wdp_qm_conf conf;

static uint64_t
entry(unsigned int base, unsigned int count)
{
	return WDP_VFT_SQC_VALID | (uint64_t)base << WDP_VFT_SQC_BASE_SHIFT |
		(uint64_t)(count - 1) << WDP_VFT_SQC_NUM_SHIFT;
}

static int
attach(struct wdp_qm *qm, uint8_t revision, bool vf)
{
	int ret;

	fn.base.ops = &ops;
	fn.revision = revision;
	fn.vf = vf;
	memset(qm, 0, sizeof(*qm));
	ret = wdp_qm_attach(qm, &fn.base, &engine, vf, &conf);
	if (ret == 0)
		wdp_qm_detach(qm);
	/* Attaching changes nothing on the device. */
	assert_int_equal(0, fn.written);
	assert_int_equal(0, fn.outside);
	return ret;
}

static int
setup(void **state)
{
	(void)state;
	memset(&fn, 0, sizeof(fn));
	fn.caps = 0x6f01;
	strcpy(fn.base.name, "detect");
	return 0;
}

static void
pf_queues(void **state)
{
	struct wdp_qm qm;

	(void)state;
	fn.total = 1024 | 1024 << 11;
	assert_int_equal(0, attach(&qm, WDP_REV_V3, false));
	assert_int_equal(1024, qm.nb_queues);
	assert_int_equal(0, qm.is_vf);
	fn.total = 1024 | 100 << 11;
	assert_int_equal(0, attach(&qm, WDP_REV_V3, false));
	assert_int_equal(100, qm.nb_queues);
	fn.total = 1 | 1 << 11;
	assert_int_equal(-EINVAL, attach(&qm, WDP_REV_V3, false));
	assert_int_equal(0, attach(&qm, WDP_REV_V2, false));
	assert_int_equal(1024, qm.nb_queues);
	assert_int_equal(0, fn.mailbox);
}

/* All ones in config space: the BARs may not even be looked at. */
static void
gone(void **state)
{
	struct wdp_qm qm;

	(void)state;
	assert_int_equal(-ENODEV, attach(&qm, UINT8_MAX, false));
	assert_int_equal(-ENODEV, attach(&qm, UINT8_MAX, true));
	assert_int_equal(0, fn.read);
}

/* The count is its own, the base is the device's business; nothing of the PF is read (20). */
static void
vf_queues(void **state)
{
	static const struct {
		uint8_t revision;
		uint32_t caps;
	} kinds[] = {{WDP_REV_V2, 0}, {WDP_REV_V3, 0x6f01}, {WDP_REV_V3, 0}};
	struct wdp_qm qm;
	unsigned int i;

	(void)state;
	for (i = 0; i < RTE_DIM(kinds); i++) {
		fn.caps = kinds[i].caps;
		fn.mailbox = 0;
		fn.vft = entry(64, 15);
		assert_int_equal(0, attach(&qm, kinds[i].revision, true));
		assert_int_equal(15, qm.nb_queues);
		assert_int_equal(1, qm.is_vf);
		assert_int_equal(1, fn.mailbox);
		fn.vft = entry(0, 1024);
		assert_int_equal(0, attach(&qm, kinds[i].revision, true));
		assert_int_equal(1024, qm.nb_queues);
	}
}

static void
vf_without_queues(void **state)
{
	struct wdp_qm qm;

	(void)state;
	fn.vft = 0;
	assert_int_equal(-EINVAL, attach(&qm, WDP_REV_V3, true));
	/* not valid, whatever the other bits say */
	fn.vft = entry(64, 16) & ~WDP_VFT_SQC_VALID;
	assert_int_equal(-EINVAL, attach(&qm, WDP_REV_V3, true));
	fn.vft = entry(64, 1);
	assert_int_equal(-EINVAL, attach(&qm, WDP_REV_V3, true));
	fn.vft = entry(64, 16);
	fn.mb_fails = true;
	assert_int_equal(-EPROTO, attach(&qm, WDP_REV_V3, true));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(pf_queues, setup),
		cmocka_unit_test_setup(gone, setup),
		cmocka_unit_test_setup(vf_queues, setup),
		cmocka_unit_test_setup(vf_without_queues, setup),
	};

	return cmocka_run_group_tests_name("qm_detect", tests, NULL, NULL);
}
