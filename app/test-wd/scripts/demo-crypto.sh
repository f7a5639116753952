# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# quickstart.sh demo crypto: dpdk-test-crypto-perf on crypto_wd_sec beside two software drivers.
# shellcheck shell=bash

crypto_drivers=(crypto_wd_sec crypto_openssl crypto_aesni_mb)
crypto_kinds=(gcm xts cbc-hmac)
crypto_sizes=(64 1024 8192)
crypto_rounds=3     # every figure is the median of so many interleaved runs

crypto_title() {
	case $1 in
	gcm) echo "AES-128-GCM, AAD 16 bytes" ;;
	xts) echo "AES-256-XTS" ;;
	cbc-hmac) echo "AES-128-CBC, SHA256-HMAC" ;;
	esac
}

# crypto_options KIND encrypt|decrypt: of the tool; sizes are those of wd-vectors.
crypto_options() {
	local first="cipher-then-auth" auth=generate
	if [ "$2" = decrypt ]; then
		first="auth-then-cipher"
		auth=verify
	fi
	case $1 in
	gcm)
		echo --optype aead --aead-algo aes-gcm --aead-op "$2" --aead-key-sz 16 \
			--aead-iv-sz 12 --aead-aad-sz 16 --digest-sz 16
		;;
	xts)
		echo --optype cipher-only --cipher-algo aes-xts --cipher-op "$2" \
			--cipher-key-sz 64 --cipher-iv-sz 16
		;;
	cbc-hmac)
		echo --optype $first --cipher-algo aes-cbc --cipher-op "$2" --cipher-key-sz 16 \
			--cipher-iv-sz 16 --auth-algo sha2-256-hmac --auth-op $auth \
			--auth-key-sz 32 --digest-sz 32
		;;
	esac
}

# One full CPU for each engine, as in perf_lcores; this tool works on its second lcore only, and
# its main lcore spins meanwhile: with lowest priority, or it would take half of that CPU.
crypto_lcores() {
	if [[ $1 = crypto_wd_* ]]; then
		echo "--lcores=0@$cpu_a,1@$cpu_a"
	else
		echo "--lcores=0@$cpu_a,1@$cpu_b"
	fi
}

# crypto_perf VDEV KIND encrypt|decrypt LOG OPTIONS...
crypto_perf() {
	local vdev=$1 kind=$2 way=$3 log=$4
	shift 4
	# shellcheck disable=SC2046 # lists of options
	WD_UNDER=$scripts/main-lcore-last.sh bounded 120 "$log" "$tool" dpdk-test-crypto-perf \
		$(memory_args) \
		"$(crypto_lcores "$vdev")" --vdev "$vdev" -- --devtype "${vdev%%,*}" --silent \
		$(crypto_options "$kind" "$way") "$@"
}

# crypto_vectors KIND SIZE: a file with the right results, by OpenSSL.
crypto_vectors() {
	local file=$run_dir/vectors-$1-$2
	[ -s "$file" ] || "$build/app/test-wd/referee/wd-vectors" "$1" "$2" > "$file" || return 1
	echo "$file"
}

# What a verify run says: sent, received, wrong ones.
crypto_verified() {
	awk '$1 == 1 && NF == 8 && $4 ~ /^[0-9]+$/ { row = $4 " " $5 " " $8 } END { print row }' "$1"
}

crypto_ops=2000     # of a verify run

# crypto_verify VDEV KIND encrypt|decrypt SIZE LOG [OPTIONS...]: every result is right.
crypto_verify() {
	local vdev=$1 kind=$2 way=$3 size=$4 log=$5 file
	shift 5
	file=$(crypto_vectors "$kind" "$size") || return 1
	crypto_perf "$vdev" "$kind" "$way" "$log" --ptest verify --buffer-sz "$size" \
		--burst-sz 32 --total-ops "$crypto_ops" --test-file "$file" --test-name vector "$@" ||
		return 1
	[ "$(crypto_verified "$log")" = "$crypto_ops $crypto_ops 0" ]
}

# Does a driver have the algorithm? The tool says so when not.
crypto_lacks() {
	grep -q 'does not support capabilities requested' "$1"
}

# Operations of a throughput run: half a second or more of the slower drivers, of whose time the
# first use of all buffers is to be no part worth mentioning.
crypto_total() {
	case $1 in
	cbc-hmac) echo 60000 ;;
	*) echo 1000000 ;;
	esac
}

# Rounds of one kind; a line "KIND SIZE DRIVER GBIT_S MICROSECONDS" for each, "-" where the driver
# does not have the algorithm.
demo_crypto_kind() {
	local kind=$1 log=$build/logs/demo-crypto-perf.log sizes round driver size
	local -A gbit=() time=() lacks=()
	# A queue pair as short as it gets: the tool fills it, and would measure the queue.
	local -A short=([crypto_wd_sec]="--desc-nb 1")
	sizes=$(IFS=, && echo "${crypto_sizes[*]}")
	for ((round = 1; round <= crypto_rounds; round++)); do
		for driver in "${crypto_drivers[@]}"; do
			[ -z "${lacks[$driver]:-}" ] || continue
			if ! crypto_perf "$driver" "$kind" encrypt "$log" --ptest throughput \
				--buffer-sz "$sizes" --burst-sz 32 --total-ops "$(crypto_total "$kind")"; then
				crypto_lacks "$log" || crypto_die "$driver" "$kind" "$log"
				lacks[$driver]=yes
				continue
			fi
			for size in "${crypto_sizes[@]}"; do
				gbit[$driver$size]+=$(awk -v s="$size" '$1 == 1 && $2 == s && NF == 10 {
					print $9 }' "$log")$'\n'
			done
			# shellcheck disable=SC2086 # a list of options
			crypto_perf "$driver" "$kind" encrypt "$log" --ptest latency --buffer-sz "$sizes" \
				--burst-sz 1 --total-ops 20000 ${short[$driver]:-} || crypto_die "$driver" "$kind" "$log"
			for size in "${crypto_sizes[@]}"; do
				time[$driver$size]+=$(awk -v s="$size" '
					/^# Buffer size:/ { at = $NF }
					/^# time \[us\]/ && at == s { print $5 }' "$log")$'\n'
			done
		done
	done
	for driver in "${crypto_drivers[@]}"; do
		for size in "${crypto_sizes[@]}"; do
			if [ -n "${lacks[$driver]:-}" ]; then
				echo "$kind $size $driver - -"
			else
				echo "$kind $size $driver $(printf '%s' "${gbit[$driver$size]}" | median)" \
					"$(printf '%s' "${time[$driver$size]}" | median)"
			fi
		done
	done >> "$build/logs/demo-crypto-rows"
}

crypto_die() {
	tail -n 25 "$3" >&2
	die "dpdk-test-crypto-perf failed on $1, $2 (the whole output: $3)"
}

demo_crypto_table() {
	local kind
	for kind in "${crypto_kinds[@]}"; do
		printf '\n%s, encryption:\n' "$(crypto_title "$kind")"
		awk -v kind="$kind" '
		$1 == kind { n++; size[n] = $2; name[n] = $3; gbit[n] = $4; us[n] = $5
			if ($3 == "crypto_openssl") base[$2] = $4 }
		END {
			printf "  %-26s", "Gbit/s, burst 32"
			for (i = 1; i <= n && name[i] == name[1]; i++)
				printf "%18s", size[i] " bytes"
			print "     us, burst 1"
			for (i = 1; i <= n; i++) {
				if (i == 1 || name[i] != name[i - 1]) {
					last = ""
					who = name[i]
					if (who == "crypto_wd_sec")
						who = "wd-model (OpenSSL engine)"
					printf "  %-26s", who
				}
				if (gbit[i] == "-")
					cell = "-"
				else if (base[size[i]] > 0)
					cell = sprintf("%.2f (%.2f)", gbit[i], gbit[i] / base[size[i]])
				else
					cell = sprintf("%.2f", gbit[i])
				printf "%18s", cell
				last = last sprintf("%10s", us[i] == "-" ? "-" : sprintf("%.2f", us[i]))
				if (i == n || name[i + 1] != name[i])
					print "  " last
			}
		}' "$build/logs/demo-crypto-rows"
	done
	awk '$1 == "gcm" && $2 == 1024 { g[$3] = $4 }
	END {
		print ""
		printf "AES-GCM, 1 KiB: crypto_wd_sec does %.2f times what crypto_openssl does.\n",
			g["crypto_wd_sec"] / g["crypto_openssl"]
	}' "$build/logs/demo-crypto-rows"
	cat <<TEXT
In brackets: as a multiple of crypto_openssl; latency for the same sizes; "-": the driver does not
have the algorithm. Median of $crypto_rounds runs. wd-model (OpenSSL engine) is crypto_wd_sec on the device
model, a program on a CPU of its own that stands in for the accelerator, while the software
drivers compute on the tool's CPU: its figures measure this machine, not hardware.
TEXT
}

demo_crypto() {
	local kind way size log=$build/logs/demo-crypto.log
	step "packages"
	install_packages "${packages_demo[@]}"
	reserve_hugepages
	step "building in $build"
	build_tree "$build"
	use_build
	for kind in "${crypto_kinds[@]}"; do
		step "dpdk-test-crypto-perf verify, crypto_wd_sec, $(crypto_title "$kind")"
		for way in encrypt decrypt; do
			for size in "${crypto_sizes[@]}"; do
				crypto_verify crypto_wd_sec "$kind" $way "$size" "$log" ||
					crypto_die crypto_wd_sec "$kind" "$log"
			done
		done
	done
	say "OpenSSL computed what was expected: all results of crypto_wd_sec are the same."
	: > "$build/logs/demo-crypto-rows"
	for kind in "${crypto_kinds[@]}"; do
		step "dpdk-test-crypto-perf throughput and latency, ${crypto_drivers[*]}, $(crypto_title "$kind")"
		demo_crypto_kind "$kind"
	done
	demo_crypto_table
}
