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
# run_dir/rows-NAME. With suite_of set, the suite's driver is another one. What failed is judged
# by the callers; here, that the rows are what dpdk-test has counted.
cryptodev_run() {
	local name=$1 suite=$2 vdev=$3 log rows rc=0 ok bad under=()
	log=$(log_of "$name")
	rows=$run_dir/rows-$name
	if [ -n "${suite_of:-}" ]; then
		under=(env "LD_PRELOAD=$build/app/test-wd/suiteas/libsuiteas.so"
			"WD_SUITE_OF=$suite_of" "WD_SUITE_ON=${vdev%%,*}")
	fi
	# shellcheck disable=SC2046 # a list of options
	WD_UNDER="${under[*]}" DPDK_TEST=$suite bounded 600 "$log" "$tool" dpdk-test \
		$(memory_args) "$(crypto_lcores "$vdev")" --vdev "$vdev" || rc=$?
	cryptodev_rows "$log" > "$rows"
	ok=$(grep -c ' | succeeded$' "$rows" || true)
	bad=$(grep -c ' | failed$' "$rows" || true)
	quiet "$name"
	if [ -n "${suite_of:-}" ] &&
		! grep -q "^suiteas: the suite of $suite_of runs on ${vdev%%,*}, driver [0-9]" "$log"; then
		fail "$name" "the suite did not run on ${vdev%%,*}, $log"
		return 1
	fi
	if [ "$ok" -eq 0 ] || [ "$ok" != "$(cryptodev_count Passed "$log")" ] ||
		[ "$bad" != "$(cryptodev_count Failed "$log")" ] ||
		{ [ "$rc" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "status $rc, $ok cases good and $bad failed, $log"
		return 1
	fi
	passed=$((passed + ok))
}

# cryptodev_judge NAME [YARDSTICK KEY]: nothing failed; what the yardstick passed and NAME did not
# is exactly what autotest-sec-skipped.txt has for that key. With "again" the reasons are not told
# once more.
cryptodev_judge() {
	local name=$1 yard=${2:-} key=${3:-} again=${4:-} rows=$run_dir/rows-$1 what n reason
	local of=/dev/null more=0 bad=0
	[ -z "$yard" ] || of=$run_dir/rows-$yard
	while read -r what n reason; do
		case $what in
		more) more=$n ;;
		skip)
			[ -z "$again" ] || continue
			skipped=$((skipped + n))
			printf '        skip %d cases: %s\n' "$n" "$reason"
			;;
		bad)
			bad=$((bad + 1))
			fail "$name" "$reason"
			;;
		esac
	done < <(awk -F ' [|] ' -v key="$key" -v list="$scripts/autotest-sec-skipped.txt" '
		BEGIN {
			while (key != "" && (getline line < list) > 0) {
				n = split(line, f, " [|] ")
				if (line !~ /^#/ && n == 4 && (" " f[1] " ") ~ (" " key " "))
					reason[f[2] " | " f[3]] = f[4]
			}
		}
		FNR == 1 { file++ }
		file == 1 && FILENAME != rows { if ($3 == "succeeded") yard[$1 " | " $2] = 1; next }
		{ got[$1 " | " $2] = $3 }
		function bad(c, text) { print "bad 1 " text ": " c }
		END {
			for (c in got) {
				if (got[c] == "succeeded" && !(c in yard))
					more++
				if (got[c] == "failed")
					bad(c, "failed")
			}
			for (c in yard) {
				if (got[c] == "succeeded" && reason[c] != "")
					bad(c, "runs, but autotest-sec-skipped.txt says it cannot")
				else if (got[c] == "succeeded" || got[c] == "failed")
					continue
				else if (reason[c] == "")
					bad(c, "does not run, and autotest-sec-skipped.txt does not say why")
				else
					count[reason[c]]++
			}
			for (c in reason)
				if (reason[c] != "" && !(c in yard))
					bad(c, "is in autotest-sec-skipped.txt and no case of the yardstick")
			for (r in count)
				print "skip", count[r], r
			print "more", more + 0, ""
		}' rows="$rows" "$of" "$rows" | sort)
	n=$(grep -c ' | succeeded$' "$rows")
	[ "$bad" -gt 0 ] || printf '  ok    %s: %d cases passed%s\n' "$name" "$n" \
		"$([ -z "$yard" ] || echo ", $more of them $yard does not run")"
}

# Out of place, and a cipher with a MAC of chained mbufs, is what the suite itself leaves out on the
# raw data path.
cryptodev_judge_raw() {
	local name=$1 same=$2 row
	while read -r row; do
		case $row in
		*OOP* | *_oop_* | *out_of_place* | 'Mixed CIPHER'*_sgl) ;;
		*) fail "$name" "does not run, but in $same it does: $row" ;;
		esac
	done < <(join -v 1 -t '~' <(cryptodev_passed "$same") <(cryptodev_passed "$name"))
	while read -r row; do
		fail "$name" "failed: $row"
	done < <(sed -n 's/ | failed$//p' "$run_dir/rows-$name")
	grep -q ' | failed$' "$run_dir/rows-$name" ||
		printf '  ok    %s: %d cases passed\n' "$name" "$(cryptodev_passed "$name" | wc -l)"
}

cryptodev_passed() {
	sed -n 's/ | succeeded$//p' "$run_dir/rows-$1" | sort
}

# crypto_forms KEY VDEV SIZE...: dpdk-test-crypto-perf compares every result with OpenSSL's. SIZE may
# end in -chained (mbufs of several segments) or -apart (out of place).
crypto_forms() {
	local key=$1 vdev=$2 kind way size name log options
	shift 2
	for kind in "${crypto_kinds[@]}"; do
		for way in encrypt decrypt; do
			name="dpdk-test-crypto-perf verify, $kind, $way, $key"
			log=$(log_of "$name")
			for size in "$@"; do
				options=()
				case $size in
				*-chained) options=(--segment-sz 1000) ;;
				*-apart) options=(--segment-sz 16384 --out-of-place) ;;
				esac
				if ! crypto_verify "$vdev" "$kind" "$way" "${size%-*}" "$log" \
					"${options[@]}" || ! crypto_clean "$log"; then
					tail -n 12 "$log" | sed 's/^/        /'
					fail "$name" "$size bytes, $log"
					continue 2
				fi
			done
			pass "$name"
		done
	done
}

crypto_clean() {
	! grep -Eq "$loud" "$1"
}

# The check above sees a wrong byte.
crypto_sees() {
	local vdev=$1 name="dpdk-test-crypto-perf verify sees a wrong byte" kind log good=yes
	log=$(log_of "$name")
	for kind in "${crypto_kinds[@]}"; do
		awk 'here { sub(/^0x../, /^0xff/ ? "0x00" : "0xff") }
			{ here = /^ciphertext =$/; print }' "$(crypto_vectors "$kind" 64)" \
			> "$run_dir/wrong"
		crypto_perf "$vdev" "$kind" encrypt "$log" --ptest verify --buffer-sz 64 --burst-sz 32 \
			--total-ops "$crypto_ops" --test-file "$run_dir/wrong" --test-name vector || good=no
		[ "$(crypto_verified "$log")" = "$crypto_ops $crypto_ops $crypto_ops" ] || good=no
	done
	if [ $good = yes ]; then
		pass "$name"
	else
		fail "$name" "$log"
	fi
}

suite_cryptodev() {
	local yard=cryptodev_openssl vdev=crypto_wd_sec,strict=1,max_nb_queue_pairs=2 suite_of='' key of name \
		same again
	step "cryptodev_openssl_autotest on crypto_openssl, the yardstick"
	cryptodev_run $yard cryptodev_openssl_autotest crypto_openssl || return 0
	cryptodev_judge $yard
	for key in v3 v2; do
		step "cryptodev suites on crypto_wd_sec, $key"
		again=''
		for of in uadk qat openssl; do
			name="cryptodev_$of on crypto_wd_sec, $key"
			suite_of=crypto_$of
			cryptodev_run "$name" "cryptodev_${of}_autotest" "$vdev,hw=$key" || continue
			cryptodev_judge "$name" $yard "$key" "$again"
			again=again
		done
		same="cryptodev_qat on crypto_wd_sec, $key"
		name="cryptodev_qat_raw_api on crypto_wd_sec, $key"
		suite_of=crypto_qat
		cryptodev_run "$name" cryptodev_qat_raw_api_autotest "$vdev,hw=$key" || continue
		cryptodev_judge_raw "$name" "$same"
	done
	step "dpdk-test-crypto-perf verify"
	crypto_forms v3 "$vdev" 64 1024 8192-chained 8192-apart
	crypto_forms v2 "$vdev,hw=v2" 1024 8192-chained
	crypto_sees "$vdev"
}
