# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite fault: nothing lost, nothing hung, whatever the device does (R17, R18, R23, R24).
# WD_FAULT_OPS, WD_FAULT_KILLS, WD_FAULT_SECONDS make it longer or shorter.
# shellcheck shell=bash

fault_ops=${WD_FAULT_OPS:-1000000}
fault_kills=${WD_FAULT_KILLS:-500}
fault_seconds=${WD_FAULT_SECONDS:-60}

# The table that the issue of a lost operation is judged by: kept as build/logs/<name>.
fault_cases() {
	local name="fault: table, isolation, resets, kill -9 of the model" log
	# shellcheck disable=SC2046 # a list of options
	t_cases 1500 "$name" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
		"--lcores=0@$cpu_a,1@$cpu_a" -- fault --ops "$fault_ops" \
		--kills "$fault_kills" --seconds "$fault_seconds"
	log=$(log_of "$name")
	grep -E '^(ok|FAIL) (isolation|resets|kill|started)|^[0-9]+ operations' "$log" |
		cut -c 1-150 | sed 's/^/        /' || true
}

# What nobody frees, or reads before it was written, while queues fail and devices come and go.
# Fair scheduling: the busy lcore would leave no time for the threads of EAL.
control_path_clean() {
	local name what
	if ! command -v valgrind > /dev/null; then
		skip "valgrind" "valgrind is not installed"
		return 0
	fi
	for what in cqe-slot remove; do
		name="valgrind, $what"
		WD_UNDER="valgrind --fair-sched=try --error-exitcode=9 --leak-check=full \
			--show-leak-kinds=definite --errors-for-leak-kinds=definite \
			--suppressions=$scripts/valgrind.supp" \
			t_cases 300 "$name" "$tool" "$build/app/test-wd/dpdk-test-wd" --no-huge -m 256 \
			"--lcores=0@$cpu_a" --file-prefix "wdv$$" -- fault --ops 1 --only "$what" \
			--bound 30000
	done
	rm -rf "/var/run/dpdk/wdv$$" "${XDG_RUNTIME_DIR:-/tmp}/dpdk/wdv$$"
}

suite_fault() {
	step "faults: $fault_ops operations, $fault_kills kills, $fault_seconds s of resets"
	fault_cases
	step "memory of the control path"
	control_path_clean
}
