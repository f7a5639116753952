# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite dpdk, third part: the distribution's asymmetric cryptodev tests on crypto_wd_hpre.
# shellcheck shell=bash

# The cases of a run and the vectors of its test_one_by_one, "CASE | RESULT". A vector is run with
# a session and without one: it has failed when one of the two has.
asym_rows() {
	sed 's/^.* | \([^|]* | [a-z]*\)$/\1/' "$run_dir/rows-$1"
	sed -n -e 's/^ *[0-9]*) TestCase \(.*)\) .*FAILED: .*/\1 | failed/p' \
		-e 's/^ *[0-9]*) TestCase \(.*)\) .*PASS$/\1 | succeeded/p' "$(log_of "$1")" |
		awk -F ' [|] ' '{ if (got[$1] != "failed") got[$1] = $2 }
			END { for (c in got) print c " | " got[c] }' | sort
}

# asym_judge NAME SUITE KEY: what did not succeed is exactly what autotest-hpre-skipped.txt has.
asym_judge() {
	local name=$1 suite=$2 key=$3 what text bad=0
	while IFS='|' read -r what text; do
		case $what in
		skip) skip "$name" "$text" ;;
		bad)
			bad=$((bad + 1))
			fail "$name" "$text"
			;;
		esac
	done < <(asym_rows "$name" | awk -F ' [|] ' -v key="$key" -v suite="$suite" \
		-v list="$scripts/autotest-hpre-skipped.txt" '
		BEGIN {
			while ((getline line < list) > 0) {
				n = split(line, f, " [|] ")
				if (line !~ /^#/ && n == 5 && f[2] == suite &&
						(" " f[1] " ") ~ (" " key " ")) {
					due[f[3]] = f[4]
					why[f[3]] = f[5]
				}
			}
		}
		{ seen[$1] = 1 }
		$2 == "succeeded" && due[$1] != "" {
			print "bad|" $1 " runs, but autotest-hpre-skipped.txt says it cannot" }
		$2 != "succeeded" && due[$1] != $2 {
			print "bad|" $1 ": " $2 (due[$1] != "" ? ", not " due[$1] : "") }
		$2 != "succeeded" && due[$1] == $2 { print "skip|" $1 ", " $2 ": " why[$1] }
		END {
			for (c in why)
				if (!(c in seen))
					print "bad|" c " is in autotest-hpre-skipped.txt and did not run"
		}')
	# What dpdk-test has counted as failed is said, not hidden.
	[ "$bad" -gt 0 ] || printf '  ok    %s: %d cases passed, %d failed and %d skipped as listed\n' "$name" \
		"$(cryptodev_passed "$name" | wc -l)" \
		"$(grep -c ' | failed$' "$run_dir/rows-$name" || true)" \
		"$(grep -c ' | skipped$' "$run_dir/rows-$name" || true)"
}

suite_cryptodev_asym() {
	local vdev=crypto_wd_hpre,strict=1,max_nb_queue_pairs=2,timeout_ms=30000 suite_of='' key of name \
		yard=cryptodev_openssl_asym
	step "cryptodev_openssl_asym_autotest on crypto_openssl, the yardstick"
	cryptodev_run $yard cryptodev_openssl_asym_autotest crypto_openssl || return 0
	asym_judge $yard yardstick none
	for key in v3 v2; do
		step "asymmetric cryptodev suites on crypto_wd_hpre, $key"
		for of in openssl octeontx; do
			name="cryptodev_${of}_asym on crypto_wd_hpre, $key"
			suite_of=crypto_$of
			cryptodev_run "$name" "cryptodev_${of}_asym_autotest" "$vdev,hw=$key" || continue
			asym_judge "$name" $of $key
		done
	done
	# The tool has no vectors of its own to verify with: only that it comes through.
	for key in v3 v2; do
		asym_modex "$key"
	done
}

# dpdk-test-crypto-perf's modular exponentiation: 1024 bits, no operation failed.
asym_modex() {
	local name="dpdk-test-crypto-perf modex, $1" log
	log=$(log_of "$name")
	if crypto_modex "crypto_wd_hpre,strict=1,timeout_ms=30000,hw=$1" 128 2000 "$log" > /dev/null &&
		crypto_clean "$log"; then
		pass "$name"
	else
		tail -n 12 "$log" | sed 's/^/        /'
		fail "$name" "$log"
	fi
}
