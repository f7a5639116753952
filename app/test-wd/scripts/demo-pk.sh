# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# quickstart.sh demo pk: public key operations on crypto_wd_hpre beside OpenSSL's library, and
# dpdk-test-crypto-perf's modular exponentiation beside crypto_openssl.
# shellcheck shell=bash

pk_rounds=3         # every figure is the median of so many interleaved runs
pk_ms=1000          # of each figure in each run
pk_modex_bytes=128  # the tool's others are even moduli, or too slow for its four digits
pk_modex_drivers=(crypto_wd_hpre crypto_openssl)

# crypto_modex VDEV BYTES OPS LOG: operations per second of a run in which all went well.
crypto_modex() {
	local vdev=$1 bytes=$2 ops=$3 log=$4
	# shellcheck disable=SC2046 # a list of options
	bounded 120 "$log" "$tool" dpdk-test-crypto-perf $(memory_args) \
		"$(crypto_lcores "$vdev")" --vdev "$vdev" -- --devtype "${vdev%%,*}" --silent \
		--optype modex --modex-len "$bytes" --ptest throughput --burst-sz 32 \
		--total-ops "$ops" || return 1
	awk -v ops="$ops" '$1 == 1 && NF == 10 && $4 == ops && $5 == ops { rate = $8 * 1e6 }
		END { if (rate == 0) exit 1; printf "%.0f\n", rate }' "$log"
}

pk_die() {
	tail -n 25 "$1" >&2
	die "$2 (the whole output: $1)"
}

# Rows "KIND|DEVICE|OPENSSL", operations per second, medians.
demo_pk_rates() {
	local log=$build/logs/demo-pk.log round
	: > "$build/logs/demo-pk-runs"
	for ((round = 1; round <= pk_rounds; round++)); do
		# shellcheck disable=SC2046 # a list of options
		bounded 120 "$log" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
			"--lcores=0@$cpu_a" --vdev crypto_wd_hpre,timeout_ms=30000 -- \
			pk --ms "$pk_ms" || pk_die "$log" "dpdk-test-wd pk failed"
		sed -nE 's/^(.{22}) +([0-9.]+) +([0-9.]+) +[0-9]+ +0$/\1|\2|\3/p' "$log" \
			>> "$build/logs/demo-pk-runs"
	done
	awk -F '|' '
	function median(list, v, n, i, j, t) {
		n = split(list, v, " ")
		for (i = 2; i <= n; i++)
			for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) {
				t = v[j]; v[j] = v[j - 1]; v[j - 1] = t
			}
		return v[int((n + 1) / 2)]
	}
	{
		if (!($1 in a))
			kind[++n] = $1
		a[$1] = a[$1] " " $2
		b[$1] = b[$1] " " $3
	}
	END { for (i = 1; i <= n; i++) print kind[i] "|" median(a[kind[i]]) "|" median(b[kind[i]]) }
	' "$build/logs/demo-pk-runs" > "$build/logs/demo-pk-rows"
	[ "$(wc -l < "$build/logs/demo-pk-rows")" -eq 5 ] || pk_die "$log" "figures are missing"
}

demo_pk_modex() {
	local log=$build/logs/demo-pk-modex.log round driver rate
	local -A rates=()
	for ((round = 1; round <= pk_rounds; round++)); do
		for driver in "${pk_modex_drivers[@]}"; do
			rate=$(crypto_modex "$driver" "$pk_modex_bytes" 20000 "$log") ||
				pk_die "$log" "dpdk-test-crypto-perf failed on $driver"
			rates[$driver]+="$rate"$'\n'
		done
	done
	echo "$((pk_modex_bytes * 8)) bits|$(printf '%s' "${rates[crypto_wd_hpre]}" | median)|$(
		printf '%s' "${rates[crypto_openssl]}" | median)" > "$build/logs/demo-pk-modex-rows"
}

demo_pk_table() {
	awk -F '|' '
	function row(name, a, b) {
		printf "  %-34s %12.0f (%.2f) %18.0f\n", name, a, a / b, b
	}
	FNR == 1 { file++ }
	file == 1 && FNR == 1 {
		printf "\n%-36s %19s %18s\n", "Operations per second", "wd-model", "OpenSSL library"
	}
	file == 1 { row($1, $2, $3) }
	file == 2 && FNR == 1 {
		printf "\n%-36s %19s %18s\n", "dpdk-test-crypto-perf, modex", "wd-model", "crypto_openssl"
	}
	file == 2 { row($1, $2, $3) }' \
		"$build/logs/demo-pk-rows" "$build/logs/demo-pk-modex-rows"
	cat <<TEXT

In brackets: as a multiple of OpenSSL's figure. Median of $pk_rounds runs; RSA without padding, private
operations with CRT. wd-model is crypto_wd_hpre on the device model, a program on a CPU of its own that
computes with OpenSSL's big numbers and curves and stands in for the accelerator; the OpenSSL library and
crypto_openssl compute on the tool's CPU. The figures measure this machine, not hardware.
TEXT
}

demo_pk() {
	step "packages"
	install_packages "${packages_demo[@]}"
	reserve_hugepages
	step "building in $build"
	build_tree "$build"
	use_build
	step "dpdk-test-wd pk: RSA, ECDSA, ECDH on crypto_wd_hpre and by OpenSSL's library"
	demo_pk_rates
	say "The results of crypto_wd_hpre are OpenSSL's (of signatures one in 64 was verified)."
	step "dpdk-test-crypto-perf --optype modex, ${pk_modex_drivers[*]}"
	demo_pk_modex
	demo_pk_table
}
