# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# quickstart.sh test: counting, and the order of the suites.
# shellcheck shell=bash

passed=0
failed=0
skipped=0
failures=()

pass() {
	passed=$((passed + 1))
	printf '  ok    %s\n' "$1"
}

# fail NAME REASON
fail() {
	failed=$((failed + 1))
	failures+=("$1: $2")
	printf '  FAIL  %s: %s\n' "$1" "$2"
}

# skip NAME REASON
skip() {
	skipped=$((skipped + 1))
	printf '  skip  %s: %s\n' "$1" "$2"
}

# log_of NAME: where the output of a test goes
log_of() {
	printf '%s/logs/test-%s.log\n' "$build" "${1//[^A-Za-z0-9_.=-]/-}"
}

# t SECONDS NAME COMMAND...: one test, good when the command is; t_ok says so too.
t_ok=
t() {
	local secs=$1 name=$2 log rc=0
	shift 2
	log=$(log_of "$name")
	bounded "$secs" "$log" "$@" || rc=$?
	if [ "$rc" -eq 0 ]; then
		t_ok=yes
		pass "$name"
	else
		t_ok=no
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "status $rc, $log"
	fi
}

# t_func NAME FUNCTION...: like t for a function of these scripts, which must be quick.
t_func() {
	local name=$1 log rc=0
	shift
	log=$(log_of "$name")
	("$@") > "$log" 2>&1 < /dev/null || rc=$?
	if [ "$rc" -eq 0 ]; then
		pass "$name"
	else
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "status $rc, $log"
	fi
}

# t_refused SECONDS NAME PATTERN COMMAND...: good when the command fails by itself and says
# something that matches.
t_refused() {
	local secs=$1 name=$2 pattern=$3 log rc=0
	shift 3
	log=$(log_of "$name")
	bounded "$secs" "$log" "$@" || rc=$?
	if [ "$rc" -eq 0 ]; then
		fail "$name" "not refused, $log"
	elif [ "$rc" -ge 124 ]; then
		fail "$name" "killed or over $secs s (status $rc), $log"
	elif ! grep -Eq -- "$pattern" "$log"; then
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "no text that matches '$pattern', $log"
	else
		pass "$name"
	fi
}

# t_cases SECONDS NAME COMMAND...: a dpdk-test-wd run; its own cases are counted.
t_cases() {
	local secs=$1 name=$2 log rc=0 ok bad none
	shift 2
	log=$(log_of "$name")
	bounded "$secs" "$log" "$@" || rc=$?
	ok=$(grep -c '^ok ' "$log" || true)
	bad=$(grep -c '^FAIL ' "$log" || true)
	none=$(grep -c '^skip ' "$log" || true)
	passed=$((passed + ok))
	skipped=$((skipped + none))
	printf '  %-5s %s: %d passed, %d failed, %d skipped\n' \
		"$([ "$rc" -eq 0 ] && echo ok || echo FAIL)" "$name" "$ok" "$bad" "$none"
	# Cases skipped for one reason are told together.
	sed -n 's/^skip //p' "$log" | sort -u | awk '
		{ why = $0; sub(/^[^:]*: /, "", why); n[why]++; first[why] = $0 }
		END { for (w in n) print "        skip", n[w] == 1 ? first[w] : n[w] " cases: " w }' | sort
	if [ "$bad" -gt 0 ]; then
		grep '^FAIL ' "$log" | sed 's/^/        /'
		failed=$((failed + bad))
		failures+=("$name: $bad cases, $log")
	elif [ "$rc" -ne 0 ]; then
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "status $rc, $log"
	elif [ "$ok" -eq 0 ] && [ "$none" -eq 0 ]; then
		fail "$name" "no case was run, $log"
	fi
}

# The closing line, also when the run ends early.
closing_line() {
	local f
	if [ "$tests_done" != yes ]; then
		failed=$((failed + 1))
		failures+=("the run ended early")
	fi
	if [ ${#failures[@]} -gt 0 ]; then
		say "failed:"
		for f in "${failures[@]}"; do
			say "  $f"
		done
	fi
	say "$passed passed, $failed failed, $skipped skipped"
}

tests() {
	local what=$1
	tests_done=no
	# Run last of all that is undone: first in the list.
	undo=(closing_line "${undo[@]}")
	# shellcheck source=app/test-wd/scripts/tests-unit.sh
	. "$scripts/tests-unit.sh"
	# shellcheck source=app/test-wd/scripts/tests-plugins.sh
	. "$scripts/tests-plugins.sh"
	# shellcheck source=app/test-wd/scripts/tests-pmd.sh
	. "$scripts/tests-pmd.sh"
	# shellcheck source=app/test-wd/scripts/tests-example.sh
	. "$scripts/tests-example.sh"
	# shellcheck source=app/test-wd/scripts/tests-crash.sh
	. "$scripts/tests-crash.sh"
	# shellcheck source=app/test-wd/scripts/tests-fault.sh
	. "$scripts/tests-fault.sh"
	# shellcheck source=app/test-wd/scripts/tests-fuzz.sh
	. "$scripts/tests-fuzz.sh"
	# shellcheck source=app/test-wd/scripts/tests-vm.sh
	. "$scripts/tests-vm.sh"
	# shellcheck source=app/test-wd/scripts/tests-dpdk.sh
	. "$scripts/tests-dpdk.sh"
	# shellcheck source=app/test-wd/scripts/tests-cryptodev.sh
	. "$scripts/tests-cryptodev.sh"
	# shellcheck source=app/test-wd/scripts/tests-cryptodev-asym.sh
	. "$scripts/tests-cryptodev-asym.sh"
	# shellcheck source=app/test-wd/scripts/demo.sh
	. "$scripts/demo.sh"
	# shellcheck source=app/test-wd/scripts/demo-crypto.sh
	. "$scripts/demo-crypto.sh"
	# shellcheck source=app/test-wd/scripts/demo-pk.sh
	. "$scripts/demo-pk.sh"

	step "packages"
	[ "$what" != vm ] || packages_test+=("${packages_vm[@]}")
	install_packages "${packages_demo[@]}" "${packages_test[@]}"
	reserve_hugepages
	step "build (gcc, warnings are errors)"
	build_tree "$build" -Dwerror=true
	use_build
	find_hugetlbfs
	case $what in
	unit)
		suite_unit
		suite_plugins
		;;
	pmd) suite_pmd ;;
	dpdk) suite_dpdk ;;
	crash) suite_crash ;;
	fault) suite_fault ;;
	fuzz) suite_fuzz ;;
	vm) suite_vm ;;
	all)
		suite_unit
		suite_plugins
		suite_pmd
		suite_dpdk
		suite_crash
		suite_fault
		suite_fuzz
		;;
	esac
	tests_done=yes
	if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; then
		exit 1
	fi
}
