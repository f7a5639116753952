# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite fuzz: libFuzzer targets under ASAN and UBSAN, WD_FUZZ_SECONDS each. What is found on
# the way is kept in build-fuzz/corpus and used by the next run; the seeds are in
# app/test-wd/fuzz/corpus.
# shellcheck shell=bash

fuzz_seconds=${WD_FUZZ_SECONDS:-15}
fuzz_targets="vfu model zip sec hpre fault complete complete_sec complete_hpre pmd pmd_sec pmd_hpre"
fuzz_targets=${WD_FUZZ_TARGETS:-$fuzz_targets}
fuzz_build=$top/build-fuzz

# Does clang have libFuzzer here?
fuzz_possible() {
	command -v clang > /dev/null &&
		echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n < 0; }' |
		clang -x c -fsanitize=fuzzer,address,undefined - -o "$run_dir/fuzz-probe" \
			> "$(log_of fuzz-probe)" 2>&1
}

# fuzz_stat LOG NAME: a figure of libFuzzer's closing lines
fuzz_stat() {
	sed -n "s/^stat::$2: *//p" "$1"
}

# fuzz NAME: one target, one test; a finding's input is left in build/logs.
fuzz() {
	local name=$1 log rc=0 found
	local seeds=$top/app/test-wd/fuzz/corpus/$1 work=$fuzz_build/corpus/$1
	log=$(log_of "fuzz-$name")
	mkdir -p "$work"
	# The clean up of a sanitizer's report may take its time.
	ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		bounded $((fuzz_seconds + 120)) "$log" nice -n 10 \
		"$fuzz_build/app/test-wd/fuzz/fuzz_$name" "-max_total_time=$fuzz_seconds" \
		-timeout=20 -max_len=2048 -len_control=0 -print_final_stats=1 \
		"-artifact_prefix=$build/logs/fuzz-$name-" "$work" "$seeds" || rc=$?
	found=$(sed -n 's/.*Test unit written to //p' "$log")
	if [ "$rc" -eq 0 ] && [ -n "$(fuzz_stat "$log" number_of_executed_units)" ]; then
		pass "fuzz $name: $(fuzz_stat "$log" number_of_executed_units) executions, $(
			fuzz_stat "$log" average_exec_per_sec) a second"
	else
		grep -E 'does not hold|ERROR: |runtime error: ' "$log" | head -n 3 | sed 's/^/        /'
		[ -z "$found" ] || found=", again with: $fuzz_build/app/test-wd/fuzz/fuzz_$name $found"
		fail "fuzz $name" "status $rc, $log$found"
	fi
}

suite_fuzz() {
	local name
	step "fuzz targets, $fuzz_seconds s each"
	if ! fuzz_possible; then
		skip "fuzz" "no clang with libFuzzer (packages clang, libclang-rt-dev)"
		return 0
	fi
	CC=clang t_build "fuzz build" "$fuzz_build" -Dwerror=true -Dfuzzing=true \
		-Db_lundef=false -Db_sanitize=address,undefined
	[ "$t_ok" = yes ] || return 0
	for name in $fuzz_targets; do
		fuzz "$name"
	done
}
