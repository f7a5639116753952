# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite crash: kill -9 of a busy program in every memory mode of EAL (R6): many rounds with
# compress_wd, some with each other driver.
# shellcheck shell=bash

crash_rounds=${WD_CRASH_ROUNDS:-50}
crash_drivers=${WD_CRASH_DRIVERS:-compress_wd crypto_wd_sec crypto_wd_hpre}

# crash DRIVER ROUNDS NAME at-once|next-start EAL options
crash() {
	local driver=$1 rounds=$2 name="kill -9, $1, $3" when=$4
	shift 4
	t_cases 900 "$name" "${with_hugetlbfs[@]}" "$scripts/crash-rounds.sh" "$driver" "$rounds" \
		"$when" "$tool" "$build/app/test-wd/dpdk-test-wd" "$@" "--lcores=0@$cpu_a" --vdev "$driver"
}

# crash_modes DRIVER ROUNDS
crash_modes() {
	step "kill -9 of a busy program on $1, $2 rounds in each memory mode"
	# shellcheck disable=SC2031 # what a test sets in a subshell is for that alone
	if [ "$huge_ok" = yes ]; then
		crash "$@" "in-memory" at-once --in-memory
		crash "$@" "in-memory, single-file-segments" at-once --in-memory --single-file-segments
		if [ ${#with_hugetlbfs[@]} -gt 0 ]; then
			crash "$@" "hugetlbfs" next-start --huge-dir "$huge_dir" --file-prefix "wdk$$"
			crash "$@" "hugetlbfs, unlink always" at-once --huge-dir "$huge_dir" \
				--file-prefix "wdl$$" --huge-unlink=always
			rm -rf "/var/run/dpdk/wdk$$" "/var/run/dpdk/wdl$$"
		else
			skip "kill -9, $1, hugetlbfs" "no private mount namespace: that takes root, and no chroot"
		fi
	else
		skip "kill -9, $1, with hugepages" "too few free hugepages of 2 MiB"
	fi
	crash "$@" "no-huge" next-start --no-huge -m 128 --file-prefix "wdn$$"
	rm -rf "/var/run/dpdk/wdn$$"
}

suite_crash() {
	local driver rounds=$crash_rounds
	for driver in $crash_drivers; do
		crash_modes "$driver" "$rounds"
		rounds=$((crash_rounds / 10 + 1))
	done
}
