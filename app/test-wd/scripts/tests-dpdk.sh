# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite dpdk: the distribution's own tests on compress_wd (crypto_wd_sec: tests-cryptodev.sh).
# shellcheck shell=bash

# The stock unit test suite: its cases are counted; which ones it skips must be exactly the
# list in autotest-skipped.txt, where each has its reason.
suite_autotest() {
	local log row name result reason seen=0 list=$scripts/autotest-skipped.txt rc=0
	log=$(log_of compressdev_autotest)
	# shellcheck disable=SC2046 # a list of options
	DPDK_TEST=compressdev_autotest bounded 600 "$log" "$tool" dpdk-test $(memory_args) \
		"$(perf_lcores compress_wd)" --vdev compress_wd,strict=1 || rc=$?
	quiet compressdev_autotest
	while read -r name result; do
		seen=$((seen + 1))
		reason=$(sed -n "s/^$name:[[:space:]]*//p" "$list")
		case $result in
		succeeded)
			if [ -n "$reason" ]; then
				fail "$name" "ran, but autotest-skipped.txt says it cannot"
			else
				pass "$name"
			fi
			;;
		skipped | unsupported)
			if [ -n "$reason" ]; then
				skip "$name" "$reason"
			else
				fail "$name" "$result without a reason in autotest-skipped.txt"
			fi
			;;
		*) fail "$name" "$result, $log" ;;
		esac
	done < <(sed -n 's/^ + TestCase \[ *[0-9]*\] : \([a-zA-Z0-9_]*\) \([a-z]*\)$/\1 \2/p' "$log")
	row=$(sed -n 's/^ + Tests Total : *\([0-9]*\)$/\1/p' "$log")
	if [ "$seen" -eq 0 ] || [ "$seen" != "$row" ]; then
		tail -n 12 "$log" | sed 's/^/        /'
		fail compressdev_autotest "$seen of ${row:-no} cases seen, $log"
	elif [ "$rc" -ne 0 ] && ! grep -q '^ + Tests Failed : *[1-9]' "$log"; then
		fail compressdev_autotest "status $rc, $log"
	fi
}

# dpdk-test-compress-perf compares what comes back with what went in.
suite_perf_verify() {
	local size name
	for size in 4096 16384 65536; do
		name="dpdk-test-compress-perf verify $((size / 1024)) KiB"
		if perf compress_wd,strict=1 verify "$size" 1 "$(log_of "$name")"; then
			pass "$name"
		else
			tail -n 12 "$(log_of "$name")" | sed 's/^/        /'
			fail "$name" "$(log_of "$name")"
		fi
		quiet "$name"
	done
}

suite_dpdk() {
	step "compressdev_autotest"
	suite_autotest
	step "dpdk-test-compress-perf verify"
	corpus=$build/corpus-16
	[ -s "$corpus" ] || must 300 corpus-16 "$top/buildtools/make-corpus.sh" "$corpus" 16
	suite_perf_verify
	suite_cryptodev
	suite_cryptodev_asym
}
