/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* Which algorithm an operation is of, on its way there and back. */

#include "wd_hpre.h"

int
wdp_hpre_task(struct hpre_task *t)
{
	static int (*const tasks[])(struct hpre_task *t) = {
		[RTE_CRYPTO_ASYM_XFORM_RSA] = wdp_hpre_rsa_task,
		[RTE_CRYPTO_ASYM_XFORM_MODEX] = wdp_hpre_modex_task,
		[RTE_CRYPTO_ASYM_XFORM_DH] = wdp_hpre_dh_task,
		[RTE_CRYPTO_ASYM_XFORM_ECDSA] = wdp_hpre_ecdsa_task,
		[RTE_CRYPTO_ASYM_XFORM_ECDH] = wdp_hpre_ecdh_task,
		[RTE_CRYPTO_ASYM_XFORM_ECPM] = wdp_hpre_ecpm_task,
		[RTE_CRYPTO_ASYM_XFORM_ECFPM] = wdp_hpre_ecfpm_task,
#if WDP_DPDK_SINCE(24, 11)
		[RTE_CRYPTO_ASYM_XFORM_SM2] = wdp_hpre_sm2_task,
#endif
	};

	return tasks[t->s->xform](t);
}

uint8_t
wdp_hpre_finish(const struct hpre_result *r)
{
	static uint8_t (*const finishes[HPRE_FIN_NB])(const struct hpre_result *r) = {
		[HPRE_FIN_MODEX] = wdp_hpre_modex_done,
		[HPRE_FIN_ENCRYPT] = wdp_hpre_encrypt_done,
		[HPRE_FIN_DECRYPT] = wdp_hpre_decrypt_done,
		[HPRE_FIN_SIGN] = wdp_hpre_sign_done,
		[HPRE_FIN_VERIFY] = wdp_hpre_verify_done,
		[HPRE_FIN_DH_PUBLIC] = wdp_hpre_dh_public_done,
		[HPRE_FIN_DH_SECRET] = wdp_hpre_dh_secret_done,
		[HPRE_FIN_ECDH_PUBLIC] = wdp_hpre_ecdh_public_done,
		[HPRE_FIN_ECDH_SECRET] = wdp_hpre_ecdh_secret_done,
		[HPRE_FIN_ECPM] = wdp_hpre_ecpm_done,
		[HPRE_FIN_ECDSA_SIGN] = wdp_hpre_ecdsa_sign_done,
		[HPRE_FIN_ECDSA_VERIFY] = wdp_hpre_ecdsa_verify_done,
#if WDP_DPDK_SINCE(24, 11)
		[HPRE_FIN_SM2_SIGN] = wdp_hpre_sm2_sign_done,
		[HPRE_FIN_SM2_ENCRYPT] = wdp_hpre_sm2_encrypt_done,
		[HPRE_FIN_SM2_DECRYPT] = wdp_hpre_sm2_decrypt_done,
#endif
	};

	return finishes[r->slot->finish](r);
}

uint8_t
wdp_hpre_result_put(rte_crypto_param *dst, uint16_t len, const uint8_t *slot, uint16_t k,
	bool strip)
{
	/* What has more bytes than it can have was not calculated. */
	if (unlikely(wdp_hpre_get(dst->data, len, slot, k) < 0)) {
		memset(dst->data, 0, len);
		dst->length = 0;
		return RTE_CRYPTO_OP_STATUS_ERROR;
	}
	dst->length = len;
	if (strip) {
		dst->length = wdp_hpre_num_len((struct wdp_hpre_num){dst->data, len});
		memmove(dst->data, dst->data + len - dst->length, dst->length);
	}
	return RTE_CRYPTO_OP_STATUS_SUCCESS;
}
