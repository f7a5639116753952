/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>

#include <rte_malloc.h>
#include <rte_memzone.h>

#include "transport/pci/wdp_pci.h"
#include "transport/wdp_class.h"
#include "wd_comp.h"

RTE_LOG_REGISTER(wdp_compress_logtype, pmd.compress.wd, NOTICE);

/*
 * The library reserves this for a device's data and never frees it, so a second device of
 * the same index cannot be made (DPDK 22.11 to 25.11).
 */
static void
free_library_memzone(uint8_t dev_id)
{
	char name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;

	snprintf(name, sizeof(name), "rte_compressdev_data_%u", dev_id);
	mz = rte_memzone_lookup(name);
	if (mz != NULL)
		rte_memzone_free(mz);
}

static int
comp_probe(struct rte_device *rte_dev, const char *name, struct wdp_transport *t, const char *args)
{
	struct rte_compressdev_pmd_init_params params = {
		.socket_id = t->numa_node >= 0 ? t->numa_node : (int)rte_socket_id(),
	};
	struct rte_compressdev *dev;
	struct wdp_qm_conf conf;
	uint16_t device_id;
	struct comp_dev *d;
	uint8_t dev_id;
	int ret;

	ret = wdp_qm_conf_parse(name, args, &conf);
	if (ret < 0)
		return ret;
	ret = t->ops->cfg_read(t, &device_id, sizeof(device_id), WDP_PCI_CFG_DEVICE);
	if (ret < 0)
		return ret;
	dev = rte_compressdev_pmd_create(name, rte_dev, sizeof(*d), &params);
	if (dev == NULL) {
		COMP_LOG(ERR, "%s: the compressdev library has no room for it or knows the name already",
			name);
		return -ENODEV;
	}
	d = comp_dev(dev);
	ret = wdp_qm_attach(&d->qm, t, &wdp_engine_zip, device_id == WDP_PCI_DEV_ZIP_VF, &conf);
	if (ret < 0)
		goto destroy;
	if (wdp_comp_capabilities(&d->qm)[0].algo == RTE_COMP_ALGO_UNSPECIFIED)
		COMP_LOG(WARNING, "%s: revision 0x%02x does no raw DEFLATE; no algorithm is offered",
			name, d->qm.revision);
	dev->dev_ops = &wdp_comp_ops;
	dev->enqueue_burst = wdp_comp_enqueue_burst;
	dev->dequeue_burst = wdp_comp_dequeue_burst;
	dev->feature_flags = t->kind == WDP_TRANSPORT_PCI ? RTE_COMPDEV_FF_HW_ACCELERATED : 0;
	return 0;

destroy:
	/* dev_ops is not set: the library frees without calling back. */
	dev_id = dev->data->dev_id;
	rte_compressdev_pmd_destroy(dev);
	free_library_memzone(dev_id);
	return ret;
}

/*
 * What stop and close of the library do, which refuse a device whose index is not below the
 * number of devices left: after another one was removed that may be this one's.
 */
static void
shut_down(struct rte_compressdev *dev)
{
	uint16_t id;

	dev->data->dev_started = 0;
	for (id = 0; id < dev->data->nb_queue_pairs; id++)
		wdp_comp_ops.queue_pair_release(dev, id);
	rte_free(dev->data->queue_pairs);
	dev->data->queue_pairs = NULL;
	dev->data->nb_queue_pairs = 0;
	wdp_comp_ops.dev_close(dev);
}

static int
comp_remove(struct rte_device *rte_dev, const char *name)
{
	struct rte_compressdev *dev = rte_compressdev_pmd_get_named_dev(name);
	struct wdp_transport *t;
	struct comp_dev *d;
	uint8_t dev_id;

	RTE_SET_USED(rte_dev);
	if (dev == NULL)
		return -ENODEV;
	d = comp_dev(dev);
	t = wdp_qm_transport(&d->qm);
	dev_id = dev->data->dev_id;
	shut_down(dev);
	wdp_qm_detach(&d->qm);
	t->ops->close(t);
	dev->dev_ops = NULL;
	rte_compressdev_pmd_destroy(dev);
	free_library_memzone(dev_id);
	return 0;
}

static const struct wdp_class comp_class = {
	.name = RTE_STR(COMP_DRIVER_NAME),
	.pf_id = WDP_PCI_DEV_ZIP_PF,
	.vf_id = WDP_PCI_DEV_ZIP_VF,
	.devargs = wdp_qm_devargs,
	.probe = comp_probe,
	.remove = comp_remove,
};

RTE_INIT(comp_class_init)
{
	wdp_class_register(&comp_class);
}

WDP_PCI_DRIVER(COMP_DRIVER_NAME, comp_pci_driver, comp_class, WDP_PCI_DEV_ZIP_PF,
	WDP_PCI_DEV_ZIP_VF);
RTE_PMD_REGISTER_PARAM_STRING(COMP_DRIVER_NAME, "allow_noiommu=<0|1> " WDP_QM_PARAMS);
