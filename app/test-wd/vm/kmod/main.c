/* SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* What the tests of all devices share: parameters, many requests at once, resets. */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "wd_test.h"

#define TFMS_MAX      500
#define FLOOD_B       2048
#define FLOOD_DEPTH   256
#define RESET_B       32768 /* so that many are still to be done when the reset comes */
#define HUAWEI        0x19e5

static char *device = "zip";
module_param(device, charp, 0444);
MODULE_PARM_DESC(device, "zip, sec or hpre");
static char *what = "data";
module_param(what, charp, 0444);
MODULE_PARM_DESC(what, "data: all sizes and shapes; quick: a few; flood: many at once; "
	"many: several users; bad: errors; reset: function reset with requests under way");
unsigned int max_size = 512 * 1024;
module_param(max_size, uint, 0444);
MODULE_PARM_DESC(max_size, "largest piece of data in bytes");
static unsigned int seed = 1;
module_param(seed, uint, 0444);
MODULE_PARM_DESC(seed, "of the random data and shapes");

unsigned int segs = 10;
module_param(segs, uint, 0444);
MODULE_PARM_DESC(segs, "longest scatter list (1-255); hisi_zip takes 10 by default");
static unsigned int tfms = 8;
module_param(tfms, uint, 0444);
MODULE_PARM_DESC(tfms, "users for what=many, each of which takes two queues");
static unsigned int msecs;
module_param(msecs, uint, 0444);
MODULE_PARM_DESC(msecs, "what=flood begins anew until so many milliseconds have passed");
static unsigned int rounds = 3;
module_param(rounds, uint, 0444);
MODULE_PARM_DESC(rounds, "resets of what=reset");

/* ---- sizes and shapes ---- */

static int
test_data(struct tester *t, unsigned int size_step, unsigned int shape_step)
{
	unsigned int i, s, k;
	int err;

	for (i = 0; i < sizes_num; i += size_step) {
		if (sizes[i] > max_size)
			break;
		for (s = 0; s < shapes_num; s += shape_step) {
			/* Big ones in one kind each: the judge is slow in an emulated guest. */
			for (k = 0; k < KIND_NUM; k++) {
				if (sizes[i] > 40000 && k != (s + i) % KIND_NUM)
					continue;
				err = t->ops->round_trip(t, sizes[i], k, shapes[s].src,
					shapes[s].dst);
				if (err != 0)
					return err;
			}
		}
	}
	return 0;
}

/* ---- many at once ---- */

static void
shots_free(struct tester *t, struct shot *shots)
{
	unsigned int i;

	for (i = 0; i < FLOOD_DEPTH; i++) {
		t->ops->shot_fini(&shots[i]);
		kfree(shots[i].in);
		kfree(shots[i].out);
		kfree(shots[i].want);
	}
	kfree(shots);
}

/* The users take turns. */
static struct shot *
shots_alloc(struct tester *t, void **users, unsigned int n, size_t len)
{
	struct shot *shots = kcalloc(FLOOD_DEPTH, sizeof(*shots), GFP_KERNEL), *s;
	unsigned int nr;

	if (shots == NULL)
		return NULL;
	for (s = shots; s < shots + FLOOD_DEPTH; s++) {
		nr = (s - shots) % n;
		s->len = len;
		s->room = 2 * len;
		s->in = kmalloc(s->room, GFP_KERNEL);
		s->out = kmalloc(s->room, GFP_KERNEL);
		s->want = kmalloc(s->room, GFP_KERNEL);
		if (s->in == NULL || s->out == NULL || s->want == NULL)
			goto fail;
		fill(t, s->in, len, below(t, KIND_NUM));
		sg_init_one(&s->src, s->in, len);
		sg_init_one(&s->dst, s->out, s->room);
		if (t->ops->shot_init(t, s, users[nr], nr) != 0)
			goto fail;
	}
	return shots;
fail:
	shots_free(t, shots);
	return NULL;
}

static void
shots_fire(struct tester *t, struct shot *shots)
{
	struct shot *s;

	for (s = shots; s < shots + FLOOD_DEPTH; s++) {
		crypto_init_wait(&s->wait);
		memset(s->out, GUARD, s->room);
		s->err = t->ops->shot_send(t, s);
	}
}

static int
shots_collect(struct tester *t, struct shot *shots)
{
	struct shot *s;
	int err = 0;

	for (s = shots; s < shots + FLOOD_DEPTH; s++) {
		s->err = crypto_wait_req(s->err, &s->wait);
		if (s->err == 0)
			s->err = t->ops->shot_judge(t, s);
		if (s->err != 0 && err == 0) {
			err = s->err;
			pr_err("request %td of %u at once: error %d\n", s - shots, FLOOD_DEPTH,
				err);
		}
	}
	return err;
}

static void
users_close(struct tester *t, void **users, unsigned int n)
{
	while (n-- > 0)
		t->ops->user_close(users[n]);
	kfree(users);
}

static void **
users_open(struct tester *t, unsigned int n)
{
	void **users = kcalloc(n, sizeof(*users), GFP_KERNEL);
	unsigned int i;

	if (users == NULL)
		return ERR_PTR(-ENOMEM);
	for (i = 0; i < n; i++) {
		users[i] = t->ops->user_open(t, i);
		if (IS_ERR(users[i])) {
			void *err = users[i];

			pr_err("user %u of %u: error %ld\n", i, n, PTR_ERR(err));
			users_close(t, users, i);
			return err;
		}
	}
	return users;
}

/* All are sent before the first is waited for. Each user has queues of its own. */
static int
test_flood(struct tester *t, unsigned int n)
{
	unsigned long end = jiffies + msecs_to_jiffies(msecs);
	void **users = users_open(t, n);
	struct shot *shots;
	int err;

	if (IS_ERR(users))
		return PTR_ERR(users);
	shots = shots_alloc(t, users, n, FLOOD_B);
	err = shots == NULL ? -ENOMEM : 0;
	while (err == 0) {
		shots_fire(t, shots);
		err = shots_collect(t, shots);
		if (!time_before(jiffies, end))
			break;
	}
	if (shots != NULL)
		shots_free(t, shots);
	users_close(t, users, n);
	return err;
}

/* ---- resets ---- */

static unsigned int
shots_pending(struct shot *shots)
{
	unsigned int i, n = 0;

	for (i = 0; i < FLOOD_DEPTH; i++)
		n += !completion_done(&shots[i].wait.completion);
	return n;
}

static int
reset_rounds(struct tester *t, struct shot *shots, struct pci_dev *pdev)
{
	unsigned int i, busy = 0;
	int err = 0;

	for (i = 0; i < rounds && err == 0; i++) {
		shots_fire(t, shots);
		busy += shots_pending(shots);
		err = pci_reset_function(pdev);
		if (err != 0)
			pr_err("reset refused: error %d\n", err);
		err = shots_collect(t, shots) ?: err;
	}
	pr_info("%u requests were under way at %u resets\n", busy, i);
	return err == 0 && busy == 0 ? -ENODATA : err;
}

/*
 * The driver finishes what it took before it resets the function. Nobody sends meanwhile: the
 * driver's send path is not held off, and a doorbell that comes after the stop is lost.
 */
static int
test_reset(struct tester *t)
{
	unsigned int n = t->ops->users;
	void **users = users_open(t, n);
	struct shot *shots;
	struct pci_dev *pdev;
	int err = -ENODEV;

	if (IS_ERR(users))
		return PTR_ERR(users);
	shots = shots_alloc(t, users, n, RESET_B);
	pdev = pci_get_device(HUAWEI, t->ops->pf, NULL) ?:
		pci_get_device(HUAWEI, t->ops->vf, NULL);
	if (shots != NULL && pdev != NULL)
		err = reset_rounds(t, shots, pdev);
	pci_dev_put(pdev);
	if (shots != NULL)
		shots_free(t, shots);
	users_close(t, users, n);
	return err;
}

/* ---- load and unload ---- */

static int
run(struct tester *t)
{
	if (strcmp(what, "data") == 0)
		return test_data(t, 1, 1);
	if (strcmp(what, "quick") == 0)
		return test_data(t, 3, 3);
	if (strcmp(what, "flood") == 0)
		return test_flood(t, t->ops->users);
	if (strcmp(what, "many") == 0)
		return test_flood(t, clamp(tfms, 1U, (unsigned int)TFMS_MAX));
	if (strcmp(what, "bad") == 0)
		return t->ops->bad(t);
	if (strcmp(what, "reset") == 0)
		return test_reset(t);
	pr_err("what=%s: give data, quick, flood, many, bad or reset\n", what);
	return -EINVAL;
}

static const struct device_ops *
find_device(void)
{
	static const struct device_ops *const all[] = {
		&zip_ops, &sec_ops, &hpre_ops,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(all); i++) {
		if (strcmp(device, all[i]->name) == 0)
			return all[i];
	}
	pr_err("device=%s: give zip, sec or hpre\n", device);
	return NULL;
}

static void
tester_free(struct tester *t)
{
	t->ops->fini(t);
	kfree(t->src.mem);
	kfree(t->dst.mem);
	vfree(t->plain);
	vfree(t->packed);
	vfree(t->back);
	kfree(t);
}

static struct tester *
tester_alloc(const struct device_ops *ops)
{
	struct tester *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int err = -ENOMEM;

	if (t == NULL)
		return ERR_PTR(err);
	t->ops = ops;
	prandom_seed_state(&t->rnd, seed);
	segs = clamp(segs, 1U, (unsigned int)SEGS_MAX);
	max_size = clamp(max_size, 65536U, sizes[sizes_num - 1]);
	t->room = max_size + max_size / 8 + 4096;
	t->plain = vmalloc(t->room);
	t->packed = vmalloc(t->room);
	t->back = vmalloc(t->room);
	if (t->plain == NULL || t->packed == NULL || t->back == NULL ||
			area_alloc(&t->src, t->room) != 0 || area_alloc(&t->dst, t->room) != 0)
		goto fail;
	err = ops->init(t);
	if (err == 0)
		return t;
	pr_err("no driver of %s to be tested: error %d\n", ops->name, err);
fail:
	tester_free(t);
	return ERR_PTR(err);
}

static int __init
wd_test_init(void)
{
	const struct device_ops *ops = find_device();
	struct tester *t;
	int err;

	if (ops == NULL)
		return -EINVAL;
	t = tester_alloc(ops);
	if (IS_ERR(t))
		return PTR_ERR(t);
	err = run(t);
	pr_info("%s: %s, %lu sent, %lu refused\n", what, err == 0 ? "passed" : "FAILED", t->sent,
		t->refused);
	tester_free(t);
	return err;
}

static void __exit
wd_test_exit(void)
{
}

module_init(wd_test_init);
module_exit(wd_test_exit);
MODULE_DESCRIPTION("Requests of many sizes and shapes through a driver of an accelerator");
MODULE_AUTHOR("The WarpDrive PMD authors");
MODULE_LICENSE("Dual BSD/GPL");
