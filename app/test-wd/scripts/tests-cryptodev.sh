# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite dpdk, second half: the distribution's cryptodev tests on crypto_wd_sec.
# shellcheck shell=bash

# The cases of a run, "SUITE | CASE | RESULT"; some cases have one name in two suites.
cryptodev_rows() {
	awk '
	/^ \+ Test Suite : / { sub(/^ \+ Test Suite : /, ""); suite = $0 }
	/^ \+ TestCase \[ *[0-9]+\] : / {
		sub(/^ \+ TestCase \[ *[0-9]+\] : /, "")
		result = $NF
		sub(/ [a-z]+$/, "")
		print suite " | " $0 " | " result
	}' "$1"
}

# A count of dpdk-test's last table. "Total", "Executed", "Passed", "Failed" ...
cryptodev_count() {
	sed -n "s/^ + Tests $1 *: *\([0-9]*\)\$/\1/p" "$2" | tail -n 1
}

# cryptodev_run NAME SUITE VDEV: a suite of dpdk-test on the device, its rows in
# run_dir/rows-NAME. With WD_SUITE_OF set, the suite's driver is another one.
cryptodev_run() {
	local name=$1 suite=$2 vdev=$3 log rc=0 ok bad total under=()
	log=$(log_of "$name")
	if [ -n "${suite_of:-}" ]; then
		under=(env "LD_PRELOAD=$build/app/test-wd/suiteas/libsuiteas.so"
			"WD_SUITE_OF=$suite_of" "WD_SUITE_ON=${vdev%%,*}")
	fi
	# shellcheck disable=SC2046 # a list of options
	WD_UNDER="${under[*]}" DPDK_TEST=$suite bounded 600 "$log" "$tool" dpdk-test \
		$(memory_args) "$(crypto_lcores "$vdev")" --vdev "$vdev" || rc=$?
	cryptodev_rows "$log" > "$run_dir/rows-$name"
	ok=$(grep -c ' | succeeded$' "$run_dir/rows-$name" || true)
	bad=$(grep -c ' | failed$' "$run_dir/rows-$name" || true)
	total=$(cryptodev_count Total "$log")
	passed=$((passed + ok))
	grep ' | failed$' "$run_dir/rows-$name" | sed 's/^/        /' || true
	quiet "$name"
	if [ -n "${suite_of:-}" ] &&
		! grep -q "^suiteas: the suite of $suite_of runs on ${vdev%%,*}, driver [0-9]" "$log"; then
		fail "$name" "the suite did not run on ${vdev%%,*}, $log"
	elif [ "$rc" -ne 0 ] || [ "$bad" -ne 0 ] || [ "$ok" -eq 0 ] ||
		[ "$ok" != "$(cryptodev_count Passed "$log")" ] ||
		[ "$(cryptodev_count Failed "$log")" != 0 ]; then
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "status $rc, $bad of ${total:-no} cases failed, $log"
	else
		printf '  ok    %s: %d of %d cases executed and passed, %d failed\n' "$name" "$ok" \
			"$total" "$(cryptodev_count Failed "$log")"
		return 0
	fi
	return 1
}

# cryptodev_compare NAME YARDSTICK KEY: what the yardstick executed and NAME did not must be
# exactly the entries of autotest-sec-skipped.txt with that key, each of which has its reason.
cryptodev_compare() {
	local name=$1 yard=$2 key=$3 list=$scripts/autotest-sec-skipped.txt text more
	more=$(join -v 2 -t '~' <(cryptodev_executed "$yard") <(cryptodev_executed "$name") | wc -l)
	text=$(join -v 1 -t '~' <(cryptodev_executed "$yard") <(cryptodev_executed "$name") |
		awk -F ' [|] ' -v key="$key" -v list="$list" '
		BEGIN {
			while ((getline line < list) > 0) {
				if (line ~ /^#/ || split(line, f, " [|] ") != 4)
					continue
				if ((" " f[1] " ") ~ (" " key " "))
					reason[f[2] " | " f[3]] = f[4]
			}
		}
		{
			if ($0 in reason) {
				count[reason[$0]]++
				delete reason[$0]
			} else
				print "BAD does not run, and is not in the list: " $0
		}
		END {
			for (c in reason)
				print "BAD runs (or is no case), but the list says it does not: " c
			for (r in count)
				print "skip " count[r] " " r
		}')
	printf '        %d cases more than the yardstick\n' "$more"
	while read -r what n reason; do
		case $what in
		skip)
			skipped=$((skipped + n))
			printf '        skip %d cases: %s\n' "$n" "$reason"
			;;
		BAD) fail "$name" "$n $reason (autotest-sec-skipped.txt, key $key)" ;;
		esac
	done <<< "$text"
}

cryptodev_executed() {
	sed -n 's/ | \(succeeded\|failed\)$//p' "$run_dir/rows-$1" | sort
}

suite_cryptodev() {
	local yard=cryptodev_openssl vdev=crypto_wd_sec,strict=1,max_nb_queue_pairs=2 suite_of='' key hw name of
	step "cryptodev_openssl_autotest on crypto_openssl, the yardstick"
	cryptodev_run $yard cryptodev_openssl_autotest crypto_openssl || return 0
	for key in v3 v2; do
		for of in uadk qat openssl; do
			name="cryptodev_$of on crypto_wd_sec, $key"
			step "$name"
			suite_of=crypto_$of
			cryptodev_run "$name" "cryptodev_${of}_autotest" "$vdev,hw=$key" || continue
			cryptodev_compare "$name" $yard "$key"
		done
	done
}
