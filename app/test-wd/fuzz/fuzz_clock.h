/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_FUZZ_CLOCK_H
#define WDP_FUZZ_CLOCK_H

/**
 * @file
 * Time of a fuzz target: it passes when the target, or the driver's waiting, says so. Put in
 * front of the driver's sources, which are compiled once more for these targets: so a
 * recovery that takes a second costs none, no alarm comes between two steps, and an input
 * does the same each time. The model's clock is replaced by the linker (--wrap).
 */

#include <stdbool.h>
#include <stdint.h>

#include <rte_alarm.h>
#include <rte_cycles.h>

uint64_t wdp_fz_ns(void);
uint64_t wdp_fz_hz(void);
/** A wait of the driver; calls @p wdp_fz_waiting. */
void wdp_fz_sleep(unsigned int us);
int wdp_fz_alarm_set(uint64_t us, rte_eal_alarm_callback cb, void *arg);
int wdp_fz_alarm_cancel(rte_eal_alarm_callback cb, void *arg);

/** From the beginning, without alarms. */
void wdp_fz_clock_reset(void);
/** Let time pass; alarms that come due are called. */
void wdp_fz_pass_ms(uint32_t ms);
/** What the rest of the world does while the driver waits, or NULL. */
extern void (*wdp_fz_waiting)(void);

uint64_t __wrap_wdp_md_now_ns(void);

#ifdef WDP_FUZZ_DRIVER
#define rte_get_timer_cycles wdp_fz_ns
#define rte_get_timer_hz     wdp_fz_hz
#define rte_delay_us_sleep   wdp_fz_sleep
#define rte_eal_alarm_set    wdp_fz_alarm_set
#define rte_eal_alarm_cancel wdp_fz_alarm_cancel
#endif

#endif /* WDP_FUZZ_CLOCK_H */
