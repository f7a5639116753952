# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# What the VM tests have to know of the compressor. Sourced outside and in the guest, like the
# files of the other devices beside it; linux.sh tells what each of the words is for.
# shellcheck shell=dash disable=SC2034,SC2154 # linux.sh and run-linux.sh use and set them

device=zip
driver=hisi_zip
id_pf=0xa250
id_vf=0xa251
dfx=zip_dfx
modules=
machines="v3-iommu-nocaps v3-iommu-caps v3-noiommu-caps v3-noiommu-nocaps v2-noiommu-nocaps
	v3vf-iommu-caps v3vf-noiommu-nocaps v2vf-noiommu-nocaps"
more_machines="v2-iommu-nocaps v2vf-iommu-nocaps"

algorithms_v3="hisi-deflate-acomp 6 0"
algorithms_v2=

random_tests=

messages_allowed=
messages_refusal="compress fail in qp"

# The driver counts what it turns away itself as sent, too.
counts() {
	echo $(($(counter send_cnt) - $(counter send_busy_cnt))) "$(counter recv_cnt)" \
		"$(counter err_bd_cnt)"
}

must_be_zero=

# The engine's own counters, which the driver shows: what all cores together have finished.
done_by_cores() {
	n=0
	cat "$dbg"/*comp_core*/regs | sed -n 's/^HZIP_DONE_BD_NUM.*0x/0x/p' | {
		while read -r v; do
			n=$((n + v))
		done
		echo $n
	}
}

core_counters() {
	[ "$(received)" -gt 0 ] && [ "$(done_by_cores)" = "$(received)" ]
}

long_lists() {
	reload_with sgl_sge_nr=255 && requests quick segs=255
}

all_queues() {
	reload_with pf_q_num=1024 && requests many tfms=128
}

two_queues() {
	reload_with pf_q_num=2 perf_mode=1 && requests quick
}

# In the middle of the tests, and on a PF alone.
device_counters() {
	check counts-of-cores "they finished $(done_by_cores) of $(received)" core_counters
}

device_parameters() {
	check lists-of-255-entries "see the kernel log" long_lists
	[ "$vf" = yes ] || check 1024-queues "see the kernel log" all_queues
	[ "$vf" = yes ] || check 2-queues "see the kernel log" two_queues
}

# ---- our driver, with the tools of DPDK ----

pmd=compress_wd
plugin=librte_compress_wd.so
tool=dpdk-test-compress-perf
checker=$tool
suites=compressdev
suite_modes="va pa"
sealed_ops=1000000
functional="functional --quick"
pmd_runs="amd64-all arm64-all amd64-kill arm64-kill arm64-linux amd64-group arm64-group amd64-vf
	amd64-abuse arm64-abuse amd64-removed amd64-killed amd64-noiommu arm64-noiommu"
no_device="No compress devices type compress_wd available"
input=/input

# make_input FILE: outside, what the tool works on
make_input() {
	"$top/buildtools/make-corpus.sh" "$1" 8
}

# suite_words SUITE: what DPDK's test program needs in its environment
suite_words() {
	echo "DPDK_TEST=$1_autotest"
}

# judge_cases RAN NOT_RUN FAILED SUITE: outside, of DPDK's suite, the latter two files with a case in a
# line. Prints what is wrong: here exactly the cases of the list may be missing.
judge_cases() {
	wanted=$(sed -nE 's/^([a-z_]+):.*/\1/p' "$top/app/test-wd/scripts/autotest-skipped.txt" | sort)
	[ "$(cat "$2")" = "$wanted" ] ||
		echo "not run: $(paste -s -d ' ' "$2"), wanted exactly those of autotest-skipped.txt"
	[ ! -s "$3" ] || echo "failed: $(paste -s -d ' ' "$3")"
}

# perf_args PTEST ITERATIONS SHAPE: the tool's own options; verify: the checker's
perf_args() {
	echo "--driver-name compress_wd --input-file $input --huffman-enc dynamic" \
		"--compress-level 1 --ptest $1 --num-iter $2 $3"
}

flat="--seg-sz 16384 --max-num-sgl-segs 1"
chain="--seg-sz 2048 --max-num-sgl-segs 16"

# The tool's table has a row of figures when everything came back as it was sent.
verified() {
	awk '$1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ && $4 ~ /^[0-9.]+$/ && NF >= 4 { n++ }
		END { exit n == 0 }' "$log"
}

# Requests of one verify, the last one: each piece of the corpus there and back.
requests_of_verify() {
	pieces=$((($(wc -c < "$input") + 16383) / 16384))
	echo $((2 * pieces))
}

# short_work KIBIBYTES: for rounds in which the start of the program counts, not the amount
short_work() {
	dd if=/input of=/tmp/input bs=1k count="$1" 2> /dev/null
	input=/tmp/input
}
