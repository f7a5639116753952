/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#ifndef WDP_TEST_MAIN_H
#define WDP_TEST_MAIN_H

/** Subcommands; argv[0] is the subcommand's name. Return the exit code. */
int wdp_t_functional(int argc, char **argv);
int wdp_t_perf(int argc, char **argv);
int wdp_t_bringup(int argc, char **argv);
int wdp_t_churn(int argc, char **argv);
int wdp_t_datapath(int argc, char **argv);
int wdp_t_telemetry(int argc, char **argv);
int wdp_t_fault(int argc, char **argv);
int wdp_t_interrupts(int argc, char **argv);
int wdp_t_sym(int argc, char **argv);
int wdp_t_pk(int argc, char **argv);
int wdp_t_asym(int argc, char **argv);

#endif /* WDP_TEST_MAIN_H */
