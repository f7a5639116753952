# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite unit: everything that needs no EAL memory, and other ways to build.
# shellcheck shell=bash

# cmocka's counts in a meson test log: "program passed failed skipped status" per program;
# status 77 is a program that skipped itself.
cmocka_counts() {
	awk '
	function flush() { if (name != "") print name, p + 0, f + 0, s + 0, st }
	/^=+ [0-9]+\/[0-9]+ =+$/ { flush(); name = ""; p = f = s = 0; st = "?" }
	/^test: / { name = $NF }
	/^result: / { st = ($0 ~ /exit status [0-9]+$/) ? $NF : 1 }
	/\[  PASSED  \] [0-9]+ test/ { p += $4 }
	/\[  FAILED  \] [0-9]+ test/ { f += $4 }
	/\[  SKIPPED \] [0-9]+ test/ { s += $4 }
	END { flush() }' "$1"
}

# unit_cases NAME BUILD SUITE [SKIP_LIST]: run meson's cmocka programs, count their cases.
unit_cases() {
	local name=$1 dir=$2 suite=$3 list=${4:-/dev/null} log prog reason p f s st programs=0 run=()
	log=$(log_of "$name")
	rm -f "$dir/meson-logs/testlog.txt"
	for prog in $(meson test -C "$dir" --list --suite "$suite" 2> /dev/null |
		sed -n "s#.*:$suite / ##p"); do
		reason=$(sed -n "s/^$prog: //p" "$list")
		if [ -n "$reason" ]; then
			skip "$name $prog" "$reason"
		else
			run+=("$prog")
		fi
	done
	if [ ${#run[@]} -eq 0 ]; then
		fail "$name" "there is no test in suite $suite"
		return 0
	fi
	bounded 600 "$log" "${with_hugetlbfs[@]}" meson test -C "$dir" --no-rebuild "${run[@]}" ||
		true
	if [ ! -s "$dir/meson-logs/testlog.txt" ]; then
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "no unit test was run, $log"
		return 0
	fi
	while read -r prog p f s st; do
		programs=$((programs + 1))
		passed=$((passed + p))
		skipped=$((skipped + s))
		failed=$((failed + f))
		if [ "$f" -gt 0 ]; then
			failures+=("$name: $f cases of $prog, $dir/meson-logs/testlog.txt")
			printf '  FAIL  %s %s: %d of %d cases\n' "$name" "$prog" "$f" $((p + f))
		elif [ "$st" = 77 ]; then
			skip "$name $prog" "by itself, $dir/meson-logs/testlog.txt says why"
		elif [ "$st" != 0 ] || [ $((p + s)) -eq 0 ]; then
			fail "$name $prog" "ended badly or ran no case, $dir/meson-logs/testlog.txt"
		else
			printf '  ok    %s %s: %d cases\n' "$name" "$prog" "$p"
		fi
	done < <(cmocka_counts "$dir/meson-logs/testlog.txt")
	[ "$programs" -gt 0 ] || fail "$name" "no unit test was run, $log"
}

# t_build NAME DIR OPTIONS...: a further build folder; one test.
t_build() {
	local name=$1 dir=$2
	shift 2
	# The headers were fetched by the first build.
	if [ -d "$build/dpdk-sdk" ]; then
		set -- "$@" "-Ddpdk_sdk=$build/dpdk-sdk"
	fi
	# shellcheck disable=SC2016 # for the inner shell
	t 1500 "$name" bash -c '
		set -euo pipefail
		dir=$1 top=$2; shift 2
		if [ ! -f "$dir/build.ninja" ] || [ "$(cat "$dir/.quickstart")" != "$*" ]; then
			rm -rf "$dir"
			meson setup "$dir" "$top" "$@"
			echo "$*" > "$dir/.quickstart"
		fi
		ninja -C "$dir"' build "$dir" "$top" "$@"
}

cross_build() {
	local sysroot=$top/build-arm64-root
	if ! command -v aarch64-linux-gnu-gcc > /dev/null; then
		skip "aarch64 build" "no aarch64-linux-gnu-gcc (package gcc-aarch64-linux-gnu)"
		return 0
	fi
	if ! bounded 600 "$(log_of arm64-root)" "$top/buildtools/get-arm64-sysroot.sh" "$sysroot"; then
		skip "aarch64 build" "$(tail -n 1 "$(log_of arm64-root)")"
		return 0
	fi
	t_build "aarch64 build" "$top/build-arm64" --cross-file "$sysroot/cross.ini" \
		-Dwerror=true
	[ "$t_ok" = no ] || unit_cases "aarch64 unit" "$top/build-arm64" unit \
		"$scripts/qemu-user-skipped.txt"
}

suite_unit() {
	step "unit tests"
	unit_cases unit "$build" unit
	step "lint"
	t 60 "lint" "$top/buildtools/lint.sh"
	t 60 "error texts documented" "$top/buildtools/check-errors.sh"
	if command -v shellcheck > /dev/null; then
		# The parts of quickstart.sh are checked where it sources them.
		# shellcheck disable=SC2016 # for the inner shell
		t 120 "shellcheck" bash -c 'cd "$1" && shellcheck -x -a quickstart.sh .ci/run \
			buildtools/*.sh app/test-wd/scripts/with-plugins.sh \
			app/test-wd/scripts/compress-encrypt.sh' shellcheck "$top"
	else
		skip "shellcheck" "not installed"
	fi
	step "build with clang (warnings are errors)"
	if command -v clang > /dev/null; then
		CC=clang t_build "clang build" "$top/build-clang" -Dwerror=true
	else
		skip "clang build" "no clang"
	fi
	step "unit tests under ASAN and UBSAN"
	t_build "sanitizer build" "$top/build-asan" -Db_sanitize=address,undefined \
		-Db_lundef=false
	[ "$t_ok" = no ] || ASAN_OPTIONS=detect_leaks=1 \
		UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		unit_cases "sanitized unit" "$top/build-asan" unit
	step "aarch64 cross build, unit tests under qemu-user"
	cross_build
}
