/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <err.h>
#include <errno.h>
#include <string.h>

#include <rte_compressdev.h>
#include <rte_cryptodev.h>
#include <rte_errno.h>
#include <rte_lcore.h>

#include "device.h"

#define WINDOW_BITS    15
#define BLOCKS_MIN     8
#define BLOCKS_MAX     128
#define BLOCK_MEMORY_B (32u << 20) /* for the default number of blocks in flight */

/* ---- compressdev ---- */

static int
comp_find(struct ce_devices *d, const char *name)
{
	int id = rte_compressdev_get_dev_id(name);

	if (id >= 0)
		d->comp = (uint8_t)id;
	else if (rte_compressdev_devices_get(name, &d->comp, 1) != 1) {
		warnx("no compressdev %s: give EAL its --vdev or -a, --compress names another", name);
		return -ENODEV;
	}
	return 0;
}

/* Does the device do what will be asked of it? */
static int
comp_able(const struct ce_devices *d, bool unpack)
{
	const char *name = rte_compressdev_name_get(d->comp);
	const struct rte_compressdev_capabilities *c =
		rte_compressdev_capability_get(d->comp, RTE_COMP_ALGO_DEFLATE);

	if (c == NULL) {
		warnx("%s does no raw DEFLATE", name);
		return -ENOTSUP;
	}
	if (!unpack && (c->comp_feature_flags & RTE_COMP_FF_HUFFMAN_DYNAMIC) == 0) {
		warnx("%s makes no dynamic Huffman codes", name);
		return -ENOTSUP;
	}
	if (d->segments > 1 && (c->comp_feature_flags & RTE_COMP_FF_OOP_SGL_IN_SGL_OUT) == 0) {
		warnx("%s takes no chained mbufs: give smaller blocks or larger segments", name);
		return -ENOTSUP;
	}
	return 0;
}

static int
comp_start(struct ce_devices *d, const struct ce_options *o)
{
	struct rte_compressdev_config cfg = {
		.socket_id = (int)rte_socket_id(),
		.nb_queue_pairs = 1,
		.max_nb_priv_xforms = 1,
	};
	struct rte_comp_xform xform;
	int ret;

	memset(&xform, 0, sizeof(xform));
	if (o->unpack) {
		xform.type = RTE_COMP_DECOMPRESS;
		xform.decompress.algo = RTE_COMP_ALGO_DEFLATE;
		xform.decompress.window_size = WINDOW_BITS;
	} else {
		xform.type = RTE_COMP_COMPRESS;
		xform.compress.algo = RTE_COMP_ALGO_DEFLATE;
		xform.compress.deflate.huffman = RTE_COMP_HUFFMAN_DYNAMIC;
		xform.compress.level = RTE_COMP_LEVEL_PMD_DEFAULT;
		xform.compress.window_size = WINDOW_BITS;
	}
	ret = rte_compressdev_configure(d->comp, &cfg);
	if (ret < 0)
		return ret;
	d->comp_open = true;
	ret = rte_compressdev_queue_pair_setup(d->comp, 0, d->in_flight, cfg.socket_id);
	if (ret == 0)
		ret = rte_compressdev_start(d->comp);
	if (ret == 0)
		ret = rte_compressdev_private_xform_create(d->comp, &xform, &d->xform);
	return ret;
}

static int
comp_open(struct ce_devices *d, const struct ce_options *o)
{
	int ret = comp_find(d, o->comp);

	if (ret == 0)
		ret = comp_able(d, o->unpack);
	if (ret < 0)
		return ret;
	ret = comp_start(d, o);
	if (ret < 0)
		warnx("%s cannot be set up: %s", rte_compressdev_name_get(d->comp), strerror(-ret));
	return ret;
}

/* ---- cryptodev ---- */

static int
crypto_find(struct ce_devices *d, const char *name)
{
	int id = rte_cryptodev_get_dev_id(name);

	if (id >= 0)
		d->crypto = (uint8_t)id;
	else if (rte_cryptodev_devices_get(name, &d->crypto, 1) != 1) {
		warnx("no cryptodev %s: give EAL its --vdev or -a, --crypto names another", name);
		return -ENODEV;
	}
	return 0;
}

static bool
cipher_able(uint8_t dev, enum ce_cipher cipher)
{
	struct rte_cryptodev_sym_capability_idx idx = {.type = RTE_CRYPTO_SYM_XFORM_CIPHER};
	const struct rte_cryptodev_symmetric_capability *c;

	if (cipher == CE_AES_256_XTS) {
		idx.algo.cipher = RTE_CRYPTO_CIPHER_AES_XTS;
		c = rte_cryptodev_sym_capability_get(dev, &idx);
		return c != NULL && rte_cryptodev_sym_capability_check_cipher(c, CE_XTS_KEY_B,
			CE_XTS_IV_B) == 0;
	}
	idx.type = RTE_CRYPTO_SYM_XFORM_AEAD;
	idx.algo.aead = RTE_CRYPTO_AEAD_AES_GCM;
	c = rte_cryptodev_sym_capability_get(dev, &idx);
	return c != NULL && rte_cryptodev_sym_capability_check_aead(c, CE_GCM_KEY_B, CE_TAG_B,
		CE_AAD_B, CE_GCM_IV_B) == 0;
}

static int
crypto_able(const struct ce_devices *d)
{
	const char *name = rte_cryptodev_name_get(d->crypto);
	struct rte_cryptodev_info info;

	rte_cryptodev_info_get(d->crypto, &info);
	if (!cipher_able(d->crypto, d->cipher)) {
		warnx("%s does no %s", name, ce_cipher_name(d->cipher));
		return -ENOTSUP;
	}
	if (d->segments > 1 && (info.feature_flags & RTE_CRYPTODEV_FF_IN_PLACE_SGL) == 0) {
		warnx("%s takes no chained mbufs: give smaller blocks or larger segments", name);
		return -ENOTSUP;
	}
	return 0;
}

static void
crypto_xform(const struct ce_devices *d, bool unpack, const struct ce_key *k,
	struct rte_crypto_sym_xform *x)
{
	memset(x, 0, sizeof(*x));
	if (d->cipher == CE_AES_256_XTS) {
		x->type = RTE_CRYPTO_SYM_XFORM_CIPHER;
		x->cipher.op = unpack ? RTE_CRYPTO_CIPHER_OP_DECRYPT : RTE_CRYPTO_CIPHER_OP_ENCRYPT;
		x->cipher.algo = RTE_CRYPTO_CIPHER_AES_XTS;
		x->cipher.key.data = k->bytes;
		x->cipher.key.length = k->len;
		x->cipher.iv.offset = CE_CRYPTO_OFF(iv);
		x->cipher.iv.length = CE_XTS_IV_B;
		return;
	}
	x->type = RTE_CRYPTO_SYM_XFORM_AEAD;
	x->aead.op = unpack ? RTE_CRYPTO_AEAD_OP_DECRYPT : RTE_CRYPTO_AEAD_OP_ENCRYPT;
	x->aead.algo = RTE_CRYPTO_AEAD_AES_GCM;
	x->aead.key.data = k->bytes;
	x->aead.key.length = k->len;
	x->aead.iv.offset = CE_CRYPTO_OFF(iv);
	x->aead.iv.length = CE_GCM_IV_B;
	x->aead.digest_length = CE_TAG_B;
	x->aead.aad_length = CE_AAD_B;
}

static int
crypto_start(struct ce_devices *d, bool unpack, const struct ce_key *k)
{
	struct rte_cryptodev_config cfg = {
		.socket_id = (int)rte_socket_id(),
		.nb_queue_pairs = 1,
	};
	struct rte_cryptodev_qp_conf qp = {.nb_descriptors = d->in_flight};
	struct rte_crypto_sym_xform xform;
	int ret;

	d->sessions = rte_cryptodev_sym_session_pool_create("ce_sessions", 1,
		rte_cryptodev_sym_get_private_session_size(d->crypto), 0, 0, cfg.socket_id);
	if (d->sessions == NULL)
		return -ENOMEM;
	qp.mp_session = d->sessions;
	ret = rte_cryptodev_configure(d->crypto, &cfg);
	if (ret < 0)
		return ret;
	d->crypto_open = true;
	ret = rte_cryptodev_queue_pair_setup(d->crypto, 0, &qp, cfg.socket_id);
	if (ret == 0)
		ret = rte_cryptodev_start(d->crypto);
	if (ret < 0)
		return ret;
	crypto_xform(d, unpack, k, &xform);
	d->session = rte_cryptodev_sym_session_create(d->crypto, &xform, d->sessions);
	return d->session != NULL ? 0 : -rte_errno;
}

static int
crypto_open(struct ce_devices *d, const struct ce_options *o, const struct ce_key *k)
{
	int ret = crypto_find(d, o->crypto);

	if (ret == 0)
		ret = crypto_able(d);
	if (ret < 0)
		return ret;
	ret = crypto_start(d, o->unpack, k);
	if (ret < 0)
		warnx("%s cannot be set up: %s", rte_cryptodev_name_get(d->crypto), strerror(-ret));
	return ret;
}

/* ---- both ---- */

static int
pools_make(struct ce_devices *d)
{
	uint32_t mbufs = 2 * d->in_flight * d->segments;
	int socket = (int)rte_socket_id();

	d->mbufs = rte_pktmbuf_pool_create("ce_mbufs", mbufs, 0, 0,
		(uint16_t)(d->segment_b + RTE_PKTMBUF_HEADROOM), socket);
	d->comp_ops = rte_comp_op_pool_create("ce_comp_ops", d->in_flight, 0,
		sizeof(struct ce_slot *), socket);
	d->crypto_ops = rte_crypto_op_pool_create("ce_crypto_ops", RTE_CRYPTO_OP_TYPE_SYMMETRIC,
		d->in_flight, 0, sizeof(struct ce_crypto_priv), socket);
	if (d->mbufs != NULL && d->comp_ops != NULL && d->crypto_ops != NULL)
		return 0;
	warnx("no memory for %u mbufs of %u bytes (%s): give EAL more, or a smaller --in-flight",
		mbufs, d->segment_b, rte_strerror(rte_errno));
	return -ENOMEM;
}

int
ce_devices_open(struct ce_devices *d, const struct ce_options *o, const struct ce_head *h,
	const struct ce_key *k)
{
	int ret;

	*d = (struct ce_devices){.cipher = h->cipher, .in_flight = o->in_flight};
	d->segment_b = RTE_MIN(o->segment_b, h->block_b);
	d->segments = (h->block_b + d->segment_b - 1) / d->segment_b;
	if (d->in_flight == 0) {
		d->in_flight = RTE_MIN(BLOCK_MEMORY_B / (2 * h->block_b), (uint32_t)BLOCKS_MAX);
		d->in_flight = RTE_MAX(d->in_flight, (uint32_t)BLOCKS_MIN);
	}
	ret = comp_open(d, o);
	if (ret == 0)
		ret = crypto_open(d, o, k);
	return ret == 0 ? pools_make(d) : ret;
}

void
ce_devices_close(struct ce_devices *d, bool idle)
{
	if (idle && d->xform != NULL)
		rte_compressdev_private_xform_free(d->comp, d->xform);
	if (d->session != NULL)
		rte_cryptodev_sym_session_free(d->crypto, d->session);
	if (d->comp_open) {
		rte_compressdev_stop(d->comp);
		rte_compressdev_close(d->comp);
	}
	if (d->crypto_open) {
		rte_cryptodev_stop(d->crypto);
		rte_cryptodev_close(d->crypto);
	}
	if (!idle)
		return;
	rte_mempool_free(d->sessions);
	rte_mempool_free(d->crypto_ops);
	rte_mempool_free(d->comp_ops);
	rte_mempool_free(d->mbufs);
}

struct rte_comp_op *
ce_comp_op(struct ce_devices *d, struct ce_slot *slot)
{
	struct rte_comp_op *op = rte_comp_op_alloc(d->comp_ops);

	if (op == NULL)
		return NULL;
	op->op_type = RTE_COMP_OP_STATELESS;
	op->flush_flag = RTE_COMP_FLUSH_FINAL;
	op->private_xform = d->xform;
	*ce_comp_slot(op) = slot;
	return op;
}

struct rte_crypto_op *
ce_crypto_op(struct ce_devices *d, struct ce_slot *slot)
{
	struct rte_crypto_op *op = rte_crypto_op_alloc(d->crypto_ops,
		RTE_CRYPTO_OP_TYPE_SYMMETRIC);
	uint8_t *head;

	if (op == NULL)
		return NULL;
	if (rte_crypto_op_attach_sym_session(op, d->session) < 0) {
		rte_crypto_op_free(op);
		return NULL;
	}
	ce_crypto_priv(op)->slot = slot;
	if (d->cipher == CE_AES_256_GCM) {
		head = ce_crypto_priv(op)->head;
		op->sym->aead.aad.data = head;
		op->sym->aead.aad.phys_addr = rte_crypto_op_ctophys_offset(op, CE_CRYPTO_OFF(head));
		op->sym->aead.digest.data = head + CE_AAD_B;
		op->sym->aead.digest.phys_addr = op->sym->aead.aad.phys_addr + CE_AAD_B;
	}
	return op;
}
