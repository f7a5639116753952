# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# quickstart.sh demo: the stock tool on compress_wd, an outside judge, a table.
# shellcheck shell=bash

demo_drivers=(compress_wd compress_isal compress_zlib)
demo_rounds=3       # every row is the median of so many interleaved runs
demo_level=1

# The tool's options for one operation of SIZE bytes. A segment has 59345 bytes at the most
# in this tool, so 64 KiB is a chain of two.
perf_shape() {
	local size=$1 segs=1
	while [ $((size / segs)) -gt 59345 ]; do
		segs=$((segs * 2))
	done
	echo --seg-sz $((size / segs)) --max-num-sgl-segs $segs
}

# CPUs: one full CPU for each engine. The model's workers go where no lcore is, so the tool's
# two lcores share CPU a; the software drivers work on the second lcore, which gets CPU b.
perf_lcores() {
	if [ "$1" = compress_wd ]; then
		echo "--lcores=0@$cpu_a,1@$cpu_a"
	else
		echo "--lcores=0@$cpu_a,1@$cpu_b"
	fi
}

# perf VDEV TEST SIZE ITERATIONS LOG: dpdk-test-compress-perf, its last row in perf_row.
perf_row=
perf() {
	local driver=${1%%,*} ptest=$2 size=$3 iter=$4 log=$5
	# shellcheck disable=SC2046,SC2086 # lists of options
	bounded 300 "$log" "$tool" dpdk-test-compress-perf $(memory_args) \
		"$(perf_lcores "$driver")" --vdev "$1" -- --driver-name "$driver" \
		--input-file "$corpus" $(perf_shape "$size") --compress-level $demo_level \
		--huffman-enc dynamic --ptest "$ptest" --num-iter "$iter" || return 1
	perf_row=$(awk '$1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ && $4 ~ /^[0-9.]+$/ && NF >= 4 {
		row = $0 } END { print row }' "$log")
	[ -n "$perf_row" ]
}

perf_or_die() {
	perf "$@" && return 0
	tail -n 25 "${*: -1}" >&2
	die "dpdk-test-compress-perf ($2, $3 bytes) failed on $1 (the whole output: ${*: -1})"
}

median() {
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# Rounds over all drivers for one size; a line "SIZE DRIVER OUT COMP DECOMP" for each.
demo_throughput() {
	local size=$1 round driver log=$build/logs/demo-perf.log iter
	local -A comp=() decomp=() out=()
	for ((round = 1; round <= demo_rounds; round++)); do
		for driver in "${demo_drivers[@]}"; do
			iter=4
			[ "$driver" != compress_zlib ] || iter=1
			perf_or_die "$driver" throughput "$size" "$iter" "$log"
			# shellcheck disable=SC2086 # columns
			set -- $perf_row
			out[$driver]=$3
			comp[$driver]+="$5"$'\n'
			decomp[$driver]+="$6"$'\n'
		done
	done
	for driver in "${demo_drivers[@]}"; do
		echo "$size $driver ${out[$driver]} $(printf '%s' "${comp[$driver]}" | median)" \
			"$(printf '%s' "${decomp[$driver]}" | median)" >> "$build/logs/demo-rows"
	done
}

demo_table() {
	awk -v total="$(stat -c %s "$corpus")" -v judged="$1" '
	{ n[NR] = $0; if ($2 == "compress_isal") { c[$1] = $4; d[$1] = $5 } }
	END {
		printf "\n%-7s %-24s %10s %10s %7s  %14s  %16s\n", "block", "driver", "bytes in",
			"bytes out", "ratio", "compress", "decompress"
		for (i = 1; i <= NR; i++) {
			split(n[i], f, " ")
			name = f[2] == "compress_wd" ? "wd-model (ISA-L engine)" : f[2]
			printf "%-7s %-24s %10d %10d %5.1f %%  %7.2f (%4.2f)  %9.2f (%4.2f)\n",
				f[1] / 1024 " KiB", name, total, f[3], 100 * f[3] / total,
				f[4], f[4] / c[f[1]], f[5], f[5] / d[f[1]]
		}
		print ""
		print "Gbit/s of uncompressed data, in brackets as a multiple of compress_isal; level 1,"
		print "median of '"$demo_rounds"' runs, one CPU per engine."
		print "wd-model (ISA-L engine) is compress_wd on the device model, a program that stands in"
		print "for the accelerator: its figures measure this machine, not hardware."
		print judged
	}' "$build/logs/demo-rows"
}

demo() {
	local size judged log=$build/logs/demo.log referee
	step "packages"
	install_packages "${packages_demo[@]}"
	reserve_hugepages
	step "building in $build"
	build_tree "$build"
	use_build
	corpus=$build/corpus-64
	if [ ! -s "$corpus" ]; then
		step "corpus of 64 MiB from this machine's files"
		must 300 corpus "$top/buildtools/make-corpus.sh" "$corpus" 64
	fi
	for size in 4096 16384 65536; do
		step "dpdk-test-compress-perf verify, compress_wd, $((size / 1024)) KiB"
		perf_or_die compress_wd verify "$size" 1 "$log"
	done
	step "libdeflate decompresses what compress_wd compressed"
	referee=$build/app/test-wd/referee/wd-referee
	# shellcheck disable=SC2046 # a list of options
	must 300 demo-referee "$tool" "$referee" $(memory_args) "$(perf_lcores compress_wd)" \
		--vdev compress_wd -- compress compress_wd "$corpus" "$run_dir/streams" 16384
	must 300 demo-check "$referee" check "$corpus" "$run_dir/streams"
	judged=$(sed -n 's/^wd-referee: in \([0-9]*\) out \([0-9]*\) .* identical$/libdeflate restored all \1 bytes from the \2 bytes compress_wd made of them (16 KiB blocks)./p' \
		"$build/logs/demo-check.log")
	[ -n "$judged" ] || die "the judge said nothing: $build/logs/demo-check.log"
	: > "$build/logs/demo-rows"
	for size in 4096 16384 65536; do
		step "dpdk-test-compress-perf throughput, ${demo_drivers[*]}, $((size / 1024)) KiB"
		demo_throughput "$size"
	done
	demo_table "$judged"
}
