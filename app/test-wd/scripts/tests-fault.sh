# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite fault: nothing lost, nothing hung, whatever the device does (R17, R18, R23, R24).
# WD_FAULT_OPS, WD_FAULT_KILLS, WD_FAULT_SECONDS make it longer or shorter, WD_FAULT_DRIVERS
# names some.
# shellcheck shell=bash

fault_ops=${WD_FAULT_OPS:-1000000}
fault_kills=${WD_FAULT_KILLS:-500}
fault_seconds=${WD_FAULT_SECONDS:-60}
fault_drivers=${WD_FAULT_DRIVERS:-compress_wd crypto_wd_sec crypto_wd_hpre}

# Operations of the table: a model's numbers take ten times as long as its ciphers.
table_ops() {
	case $1 in
	crypto_wd_hpre) echo $((fault_ops / 10)) ;;
	*) echo "$fault_ops" ;;
	esac
}

# The table that the issue of a lost operation is judged by: kept as build/logs/<name>.
# fault_cases DRIVER SHARE: what does not depend on the engine gets only a part of the time.
fault_cases() {
	local name="fault, $1: table, isolation, resets, kill -9 of the model" log
	# shellcheck disable=SC2046 # a list of options
	t_cases 1500 "$name" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
		"--lcores=0@$cpu_a,1@$cpu_a" -- fault --driver "$1" --ops "$(table_ops "$1")" \
		--kills $((fault_kills / $2)) --seconds $((fault_seconds / $2))
	log=$(log_of "$name")
	grep -E '^(ok|FAIL) (isolation|resets|kill|started)|^[0-9]+ operations' "$log" |
		cut -c 1-150 | sed 's/^/        /' || true
}

# What nobody frees, or reads before it was written, while queues fail and devices come and go.
# Fair scheduling: the busy lcore would leave no time for the threads of EAL.
control_path_clean() {
	local driver name what
	if ! command -v valgrind > /dev/null; then
		skip "valgrind" "valgrind is not installed"
		return 0
	fi
	for driver in $fault_drivers; do
		for what in cqe-slot remove; do
			name="valgrind, $driver, $what"
			WD_UNDER="valgrind --fair-sched=try --error-exitcode=9 --leak-check=full \
				--show-leak-kinds=definite --errors-for-leak-kinds=definite \
				--suppressions=$scripts/valgrind.supp" \
				t_cases 300 "$name" "$tool" "$build/app/test-wd/dpdk-test-wd" --no-huge -m 256 \
				"--lcores=0@$cpu_a" --file-prefix "wdv$$" -- fault --driver "$driver" \
				--ops 1 --only "$what" --bound 30000
		done
	done
	rm -rf "/var/run/dpdk/wdv$$" "${XDG_RUNTIME_DIR:-/tmp}/dpdk/wdv$$"
}

suite_fault() {
	local driver share=1
	for driver in $fault_drivers; do
		step "faults of $driver: $(table_ops "$driver") operations, $((fault_kills / share)) kills, $((
			fault_seconds / share)) s of resets"
		fault_cases "$driver" "$share"
		share=5
	done
	step "memory of the control path"
	control_path_clean
}
