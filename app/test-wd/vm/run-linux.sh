#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Linux's own driver judges the device model: hisi_qm and hisi_zip of Linux 6.12 run on it in
# an arm64 guest, with the kernel's self-test and a test module of ours.
# Usage: run-linux.sh [-b BUILD] [-c CACHE] [-o ARTIFACTS] [-r ROUNDS] [-t SECONDS] [-j GUESTS]
#        [VARIANT...]
#   -r: of reset and reload (20); -t: time limit of a guest (400); -j: guests at a time (3)
#   VARIANT: hardware-iommu-capabilities, as in v3-iommu-caps; v3vf is a VF (default: all)
# Prints a line per check and "N passed, N failed, N skipped".
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$here/../../../build
cache=
out=
rounds=20
# The longest first: so those at a time end at about the same time.
all=(v3-iommu-nocaps v3-iommu-caps v3-noiommu-caps v3-noiommu-nocaps v2-noiommu-nocaps
	v3vf-iommu-caps v3vf-noiommu-nocaps v2vf-noiommu-nocaps)
vf_rounds=5   # as many vectors as v2m has
guest_s=400   # a guest that takes longer hangs (-t)
at_once=3

# shellcheck source=app/test-wd/vm/vm.sh
. "$here/vm.sh"

usage() {
	sed -n 's/^# \{0,1\}//; /^Usage/,/^Prints/p' "${BASH_SOURCE[0]}" >&2
	exit 2
}

while getopts b:c:o:r:t:j: opt; do
	case $opt in
	b) build=$OPTARG ;;
	c) cache=$OPTARG ;;
	o) out=$OPTARG ;;
	r) rounds=$OPTARG ;;
	t) guest_s=$OPTARG ;;
	j) at_once=$OPTARG ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
build=$(realpath -m "$build")
cache=$(realpath -m "${cache:-$build/vm-cache}")
out=$(realpath -m "${out:-$build/vm-logs}")
model=$build/app/wd-model/wd-model
mkdir -p "$out"

build_test_module() {
	mkdir -p "$cache/arm64/test"
	cmp -s "$here/wdzip_test.c" "$cache/arm64/test/wdzip_test.c" &&
		[ -e "$cache/arm64/test/wdzip_test.ko" ] && return 0
	cp "$here/wdzip_test.c" "$cache/arm64/test/"
	echo 'obj-m := wdzip_test.o' > "$cache/arm64/test/Kbuild"
	"$here/kmod.sh" "$cache" arm64 "$cache/arm64/test" > "$out/wdzip_test.log" 2>&1
}

# The model's account against that of the driver and of our module.
compare_counts() {
	local results=$1 log=$2 sent received refused done_ errors wanted
	# The driver counts what it turns away itself as sent, too.
	sent=$(($(fact sent "$results") - $(fact busy "$results")))
	received=$(fact received "$results")
	refused=$(fact refused "$results")
	wanted=$(($(fact tested "$results") + $(fact selftests "$results") * \
		$(fact per_selftest "$results")))
	done_=$(stat_of completions "$log")
	errors=$(stat_of requests_failed "$log")
	if [ "$received" -gt 0 ] && [ "$sent" = "$received" ] && [ "$sent" = "$done_" ] &&
		[ "$sent" = "$(stat_of requests "$log")" ] && [ "$refused" = "$errors" ]; then
		ok "counts-agree ($sent requests, $refused of them refused)"
	else
		fail counts-agree "driver: sent $sent, received $received, refused $refused; \
model: $(stat_of requests "$log") requests, ${done_:-no} completions, ${errors:-no} failed"
	fi
	if [ "$sent" = "$wanted" ]; then
		ok "counts-as-tested ($(fact per_selftest "$results") of them by one self-test)"
	else
		fail counts-as-tested "self-tests and our module sent $wanted, the driver $sent"
	fi
}

judge_logs() {
	local dir=$1 bad
	sed -n '/^== dmesg/,/^== end/p' "$dir/results" > "$dir/dmesg"
	bad=$(bad_lines "$dir/dmesg" 'hisi|uacce|wdzip|0000:00:05|iommu|alg:')
	if ! grep -q '^== end' "$dir/dmesg"; then
		fail dmesg "the guest did not reach its end, see $dir/console"
	elif [ -n "$bad" ]; then
		fail dmesg "$(printf '%s\n' "$bad" | head -n 3 | paste -s -d '|')"
	else
		ok dmesg
	fi
}

# The lines of the guest become ours.
count_results() {
	local results=$1 kind rest
	while read -r kind rest; do
		case $kind in
		ok) ok "$rest" ;;
		FAIL) fail "${rest%%: *}" "${rest#*: }" ;;
		skip) skip "${rest%%: *}" "${rest#*: }" ;;
		esac
	done < <(grep -E '^(ok|FAIL|skip) ' "$results" | tr -d '\r')
	# Every machine must have come as far as the last check.
	grep -q '^ok load-for-shutdown' "$results" ||
		fail all-checks-ran "the last one is missing, see $results"
}

run_variant() {
	local hw iommu caps dir rc=0 t0=$SECONDS opts=() vf=no n=$rounds
	IFS=- read -r hw iommu caps <<< "$1"
	if [ "${hw%vf}" != "$hw" ]; then
		hw=${hw%vf}
		vf=yes
		opts+=(--vf --queues 64)
	fi
	# A VF of V3 asks for three vectors, which is no power of two. Linux gives four and takes
	# three back, so that on GICv3's ITS the driver can be loaded but once; v2m has spare ones.
	gic=3
	if [ "$vf$hw" = yesv3 ]; then
		gic=2
		n=$((rounds < vf_rounds ? rounds : vf_rounds))
	fi
	prefix="linux-zip/$1/"
	dir=$out/$1
	rm -rf "$dir"
	mkdir -p "$dir"
	# Two workers in half of them: queues are worked on side by side.
	[ "$caps" = caps ] || opts+=(--workers 2)
	[ "$caps" = caps ] || [ "$hw" = v2 ] || opts+=(--no-caps)
	[ "$iommu" = iommu ] && iommu=yes || iommu=no
	if ! start_model "$dir/model" "$sockets/$1" --hw "$hw" "${opts[@]}"; then
		fail model "does not start, see $dir/model"
		return 0
	fi
	run_guest "$guest_s" "$dir/console" "$dir/results" "$out/linux.cpio.gz" "$sockets/$1" \
		"$iommu" "wd.iommu=$iommu" "wd.hw=$hw" "wd.caps=$([ "$caps" = caps ] && echo yes)" \
		"wd.vf=$vf" \
		"wd.rounds=$n" || rc=$?
	[ "$rc" -eq 0 ] || fail guest "QEMU ended with status $rc, see $dir/console.qemu"
	rc=0
	stop_model || rc=$?
	count_results "$dir/results"
	judge_logs "$dir"
	[ "$hw" = v2 ] || compare_counts "$dir/results" "$dir/model"
	if [ "$rc" -eq 0 ]; then
		ok "no-complaints ($((SECONDS - t0)) s)"
	else
		grep -E '^wd-model' "$dir/model" | grep -v listening | sed 's/^/  /' || true
		fail no-complaints "status $rc, $(stat_of complaints "$dir/model") of them, see \
$dir/model"
	fi
}

sockets=$(mktemp -d)
trap 'end_all; rm -rf "$sockets"; closing_line' EXIT
trap 'exit 130' INT TERM HUP

if [ ! -x "$model" ]; then
	fail linux-zip "there is no $model: build it first (or -b BUILD)"
	exit 1
fi
fill_cache linux-zip
if ! build_test_module; then
	fail linux-zip "the test module does not build, see $out/wdzip_test.log"
	exit 1
fi
make_initramfs "$out/linux.cpio.gz" "$here/guest/linux.sh" virtio_iommu uacce hisi_qm hisi_zip \
	wdzip_test vfio_iommu_type1 vfio_pci
[ $# -gt 0 ] || set -- "${all[@]}"
each_machine "$at_once" run_variant "$@"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
