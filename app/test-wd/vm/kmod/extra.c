/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * The kernel's self-test of one driver, once more and with the random tests that compare it with
 * software (CRYPTO_MANAGER_EXTRA_TESTS): testmgr.c of the guest's kernel is linked to this.
 * Loading it runs the test; it loads if that passes.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <crypto/internal/simd.h>
#include <linux/module.h>
#include <linux/percpu.h>

static char *driver = "";
module_param(driver, charp, 0444);
MODULE_PARM_DESC(driver, "driver to test, as in /proc/crypto");
static char *alg = "";
module_param(alg, charp, 0444);
MODULE_PARM_DESC(alg, "the algorithm's name");

/* Asked for by testmgr.c; a kernel without the random tests has none. */
DEFINE_PER_CPU(bool, crypto_simd_disabled_for_test);

int wd_extra_alg_test(const char *driver, const char *alg, u32 type, u32 mask);

static int __init
wd_extra_init(void)
{
	return wd_extra_alg_test(driver, alg, 0, 0);
}

static void __exit
wd_extra_exit(void)
{
}

module_init(wd_extra_init);
module_exit(wd_extra_exit);
MODULE_DESCRIPTION("The kernel's self-tests with random data");
MODULE_AUTHOR("The WarpDrive PMD authors");
MODULE_LICENSE("Dual BSD/GPL");
