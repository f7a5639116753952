/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * What the software drivers of DPDK 22.11 offer and do not do. The tests leave it out for them,
 * and for them only: no line in here is ever looked at for crypto_wd_sec.
 */

#include <string.h>

#include "sym.h"

static bool
in_pieces(const struct wdp_s_task *k)
{
	return k->lay.src.split != WDP_T_FLAT || (k->lay.oop && k->lay.dst.split != WDP_T_FLAT) ||
		(k->spec.tag_len != 0 && k->lay.tag_at == WDP_S_APART);
}

static const char *
openssl(const struct wdp_s_task *k)
{
	const struct wdp_s_alg *a = k->spec.alg;

	if (!in_pieces(k))
		return NULL;
	if (a->kind == WDP_S_AEAD || a->auth == RTE_CRYPTO_AUTH_AES_GMAC)
		return "AEAD over a chain fails at enqueue";
	if (a->cipher != 0 && a->unit > 1)
		return "a cipher's block over two segments gives wrong bytes";
	return NULL;
}

static const char *
ipsec_mb(const struct wdp_s_task *k)
{
	if (k->lay.sessionless)
		return "session-less ops never come back";
	if (in_pieces(k))
		return "only the first segment of a chain is looked at, of AEAD with a crash";
	if (k->lay.oop && k->lay.src.off != 0)
		return "what is in front of the data is copied to the destination";
	return NULL;
}

bool
wdp_s_peer_counts_short(const struct wdp_s *s)
{
	return !s->t.strict && strcmp(s->t.driver, "crypto_aesni_mb") == 0;
}

const char *
wdp_s_peer_flaw(const struct wdp_s *s, const struct wdp_s_task *k)
{
	if (s->t.strict)
		return NULL;
	if (strcmp(s->t.driver, "crypto_openssl") == 0)
		return openssl(k);
	if (strcmp(s->t.driver, "crypto_aesni_mb") == 0 ||
			strcmp(s->t.driver, "crypto_aesni_gcm") == 0)
		return ipsec_mb(k);
	return NULL;
}
