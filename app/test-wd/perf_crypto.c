/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include "perf_crypto.h"

__rte_noinline uint32_t
wdp_perf_section_enqueue_crypto(uint8_t dev, void **ops, uint32_t n, uint32_t burst)
{
	uint32_t i, k;

	for (i = 0; i < n; i += k) {
		k = rte_cryptodev_enqueue_burst(dev, 0, (struct rte_crypto_op **)ops + i,
			RTE_MIN(burst, n - i));
		if (k == 0)
			break;
	}
	return i;
}

__rte_noinline uint32_t
wdp_perf_section_dequeue_crypto(uint8_t dev, void **ops, uint32_t n, uint32_t burst)
{
	uint32_t i, k;

	for (i = 0; i < n; i += k) {
		k = rte_cryptodev_dequeue_burst(dev, 0, (struct rte_crypto_op **)ops + i,
			RTE_MIN(burst, n - i));
		if (k == 0)
			break;
	}
	return i;
}

uint16_t
wdp_p_crypto_dequeue_once(uint8_t dev, void **ops, uint16_t n)
{
	return rte_cryptodev_dequeue_burst(dev, 0, (struct rte_crypto_op **)ops, n);
}

int
wdp_p_crypto_dev_of(const char *driver)
{
	uint8_t id;

	return rte_cryptodev_devices_get(driver, &id, 1) == 0 ? -1 : id;
}

bool
wdp_p_crypto_good(const void *op)
{
	return ((const struct rte_crypto_op *)op)->status == RTE_CRYPTO_OP_STATUS_SUCCESS;
}

int
wdp_p_crypto_start(uint8_t dev, uint32_t nb_desc, struct rte_mempool *sessions)
{
	struct rte_cryptodev_config cfg = {.socket_id = SOCKET_ID_ANY, .nb_queue_pairs = 1};
	struct rte_cryptodev_qp_conf qp = {.nb_descriptors = nb_desc, .mp_session = sessions};
	int ret = rte_cryptodev_configure(dev, &cfg);

	if (ret == 0)
		ret = rte_cryptodev_queue_pair_setup(dev, 0, &qp, SOCKET_ID_ANY);
	return ret == 0 ? rte_cryptodev_start(dev) : ret;
}
