/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Fuzz target: ops and mbufs of every shape into the driver, on a model that works, or
 * misbehaves as the input says. Every op comes back once, undamaged memory around it, with
 * data that zlib or OpenSSL agrees to as long as the model was honest; and the model never sees a
 * driver do what no driver may.
 */

#include <stdio.h>
#include <stdlib.h>

#include "fuzz_clock.h"
#include "fuzz_dev.h"

static struct wdp_fz_dev dev;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	RTE_SET_USED(argc);
	RTE_SET_USED(argv);
	wdp_fz_eal();
	return 0;
}

/* Fault lines with up to three numbers; those marked make results lie. */
static const struct {
	const char *line;
	bool lies;
} faults[] = {
	{"hang op=%u until=create", false},
	{"hang op=%u until=reset", false},
	{"hang q=compress op=%u", false},
	{"hang q=decompress op=%u-%u until=create", false},
	{"delay ms=%u every=%u", false},
	{"reorder ops=%u ms=%u", false},
	{"cqe-drop op=%u every=%u", false},
	{"cqe-dup op=%u", false},
	{"cqe-phase op=%u", false},
	{"cqe-slot op=%u value=%u", false},
	{"cqe-slot op=%u", false},
	{"cqe-queue op=%u", false},
	{"cqe-queue op=%u value=%u", false},
	{"sqe-garbage every=%u seed=%u words=%u", true},
	{"produced op=%u over=%u", true},
	{"produced every=%u value=%u", true},
	{"consumed op=%u over=%u", true},
	{"consumed every=%u value=%u", true},
	{"status op=%u value=%u", true},
	{"aeq type=%u queue=%u op=%u", false},
	{"ras-qm bits=0x%x after=%u", false},
	{"ras-engine bits=0x%x after=%u", false},
	{"close-master op=%u", false},
	{"remove op=%u", false},
	{"mb-busy op=%u", false},
	{"mb-error op=%u status=%u", false},
	{"mb-slow ms=%u op=%u", false},
	{"reset-stuck op=%u", false},
	{"reset-slow ms=%u", false},
	{"eq-overflow op=%u", false},
	{"hang q=curve op=%u", false},
	{"verdict op=%u value=%u", true},
};

static void
fault(struct wdp_fz_in *in)
{
	uint32_t i = wdp_fz_take(in, 1) % RTE_DIM(faults), a[3], k;
	char line[128], err[WDP_MODEL_FAULT_ERR_B];

	for (k = 0; k < RTE_DIM(a); k++) {
		a[k] = wdp_fz_take(in, 1);
		if (a[k] >= 0xf0)
			a[k] = wdp_fz_take(in, 4);
	}
	snprintf(line, sizeof(line), faults[i].line, a[0], a[1], a[2]);
	if (getenv("WDP_FUZZ_LOG") != NULL)
		fprintf(stderr, "fault: %s\n", line);
	/* Numbers out of range are refused, which is fine. */
	if (wdp_model_fault_add(dev.model, line, err, sizeof(err)) > 0 && faults[i].lies)
		dev.honest = false;
}

/* The queue pair anew, with another depth. */
static void
requeue(struct wdp_fz_in *in)
{
	wdp_fz_drain(&dev, true);
	/* A device that was given up takes no new queues. */
	dev.queues = dev.kind->requeue(dev.id, 1 + wdp_fz_take(in, 1) % 120) == 0;
}

static void
control(struct wdp_fz_in *in)
{
	uint64_t enqueued, dequeued;

	switch (wdp_fz_take(in, 1) % 8) {
	case 0:
		wdp_qm_reset(wdp_qm_locals[0].qm);
		break;
	case 1:
		/* A device that comes back has lost its state without the driver knowing. */
		dev.excused = true;
		wdp_model_fault_clear(dev.model, wdp_fz_take(in, 1) & 3);
		break;
	case 2:
		dev.excused = true;
		wdp_model_power_cycle(dev.model);
		break;
	case 3:
		requeue(in);
		break;
	case 4:
		WDP_FZ_MUST(dev.kind->dev->counts(dev.id, &enqueued, &dequeued) == 0);
		WDP_FZ_MUST(enqueued >= dequeued);
		break;
	default:
		dev.kind->session(&dev, in);
		break;
	}
}

static void
step(struct wdp_fz_in *in)
{
	switch (wdp_fz_take(in, 1) % 12) {
	case 0:
	case 1:
	case 2:
	case 3:
		wdp_fz_enqueue(&dev, in, 1 + (wdp_fz_take(in, 1) & 7));
		break;
	case 4:
	case 5:
		wdp_fz_dequeue(&dev, wdp_fz_take(in, 1) & 31);
		break;
	case 6:
	case 7:
		wdp_model_step(dev.model, wdp_fz_take(in, 1) & 31);
		break;
	case 8:
		fault(in);
		break;
	case 9:
		control(in);
		break;
	default:
		wdp_fz_pass_ms(wdp_fz_take(in, 1));
		break;
	}
}

static void
work(void)
{
	wdp_model_step(dev.model, 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wdp_fz_in in = {data, size};
	uint8_t how = wdp_fz_take(&in, 1);
	struct wdp_fz_dev_conf conf = {
		.engine = WDP_MODEL_REAL,
		.no_caps = how & 1,
		.max_resets = how >> 6,
		.depth = 1 + wdp_fz_take(&in, 1) % 120,
	};

	wdp_fz_open(&dev, &WDP_FZ_KIND, &conf);
	if (how & 2)
		wdp_fz_waiting = work;
	while (in.left != 0)
		step(&in);
	/* Now and then closed with ops in flight. */
	if ((how & 0x1c) != 0)
		wdp_fz_drain(&dev, how & 4);
	WDP_FZ_MUST(wdp_model_complaints(dev.model) == 0 || dev.excused);
	wdp_fz_close(&dev);
	return 0;
}
