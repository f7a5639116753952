#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Linux's own driver judges the device model: hisi_qm and hisi_zip, hisi_sec2 or hisi_hpre of
# Linux 6.12 run on it in an arm64 guest, with the kernel's self-tests and a test module of ours.
# Usage: run-linux.sh [-b BUILD] [-c CACHE] [-o ARTIFACTS] [-d DEVICE] [-r ROUNDS] [-t SECONDS]
#        [-j GUESTS] [MACHINE...]
#   -d: zip (default), sec or hpre
#   -r: of reset and reload (20); -t: time limit of a guest (400); -j: guests at a time (3)
#   MACHINE: hardware-iommu-capabilities, as in v3-iommu-caps; v3vf is a VF; all: every one there
#   is (default: those of guest/dev-DEVICE.sh)
# Prints a line per check and "N passed, N failed, N skipped".
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
vf_rounds=5   # as many vectors as v2m has

# shellcheck source=app/test-wd/vm/vm.sh
. "$here/vm.sh"
take_options '' "$@"
shift $((OPTIND - 1))
rounds=${rounds:-20}
guest_s=${guest_s:-400}

# Ours, and the kernel's self-tests once more, with those that Debian leaves out.
build_test_modules() {
	local to=$cache/arm64/test
	mkdir -p "$to"
	cat "$here"/kmod/* "$here/make-keys.sh" | cmp -s - "$to/made-of" && return 0
	rm -rf "${to:?}"/*
	cp "$here"/kmod/* "$cache/arm64/testmgr"/* "$to/"
	"$here/make-keys.sh" "$to/rsa_keys.h" > "$out/kmod.log" 2>&1 &&
		"$here/kmod.sh" "$cache" arm64 "$to" >> "$out/kmod.log" 2>&1 &&
		cat "$here"/kmod/* "$here/make-keys.sh" > "$to/made-of"
}

# The model's account against that of the driver and of our module.
compare_counts() {
	local results=$1 log=$2 sent received refused done_ errors wanted
	sent=$(fact sent "$results")
	received=$(fact received "$results")
	refused=$(fact refused "$results")
	wanted=$(($(fact tested "$results") + $(fact selftests "$results")))
	done_=$(stat_of completions "$log")
	errors=$(stat_of requests_failed "$log")
	if [ "$received" -gt 0 ] && [ "$sent" = "$received" ] && [ "$sent" = "$done_" ] &&
		[ "$sent" = "$(stat_of requests "$log")" ] && [ "$refused" = "$errors" ]; then
		ok "counts-agree ($sent requests, $refused of them refused)"
	else
		fail counts-agree "driver: sent $sent, received $received, refused $refused; \
model: $(stat_of requests "$log") requests, ${done_:-no} completions, ${errors:-no} failed"
	fi
	if [ "$sent" = "$wanted" ] && [ "$refused" = "$(fact to_refuse "$results")" ]; then
		ok "counts-as-tested ($(fact selftests "$results") of them by self-tests)"
	else
		fail counts-as-tested "self-tests and our modules sent $wanted, the driver $sent; of \
these $(fact to_refuse "$results") to be refused, $refused were"
	fi
}

judge_logs() {
	local dir=$1 bad
	sed -n '/^== dmesg/,/^== end/p' "$dir/results" > "$dir/dmesg"
	bad=$(bad_lines "$dir/dmesg" 'hisi|uacce|wd_test|wd_extra|0000:00:05|iommu|alg:')
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
	local hw iommu caps dir rc=0 t0=$SECONDS opts=() vf=no n=$rounds algorithms
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
	prefix="linux-$device/$1/"
	dir=$out/$device-$1
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
	run_guest "$guest_s" "$dir/console" "$dir/results" "$out/linux-$device.cpio.gz" "$sockets/$1" \
		"$iommu" "wd.iommu=$iommu" "wd.hw=$hw" "wd.caps=$([ "$caps" = caps ] && echo yes)" \
		"wd.vf=$vf" \
		"wd.rounds=$n" || rc=$?
	[ "$rc" -eq 0 ] || fail guest "QEMU ended with status $rc, see $dir/console.qemu"
	rc=0
	stop_model || rc=$?
	count_results "$dir/results"
	judge_logs "$dir"
	algorithms="algorithms_$hw"
	[ -z "${!algorithms}" ] || compare_counts "$dir/results" "$dir/model"
	if [ "$rc" -eq 0 ]; then
		ok "no-complaints ($((SECONDS - t0)) s)"
	else
		grep -E '^wd-model' "$dir/model" | grep -v listening | sed 's/^/  /' || true
		fail no-complaints "status $rc, $(stat_of complaints "$dir/model") of them, see \
$dir/model"
	fi
}

begin "linux-$device"
fill_cache "linux-$device"
if ! build_test_modules; then
	fail "linux-$device" "the test modules do not build, see $out/kmod.log"
	exit 1
fi
# shellcheck disable=SC2086 # words
make_initramfs "$out/linux-$device.cpio.gz" "$here/guest/linux.sh" virtio_iommu $modules "$driver" \
	wd_test wd_extra vfio_iommu_type1 vfio_pci
# shellcheck disable=SC2086 # words
case $* in
'') set -- $machines ;;
all) set -- $machines $more_machines ;;
esac
each_machine "$at_once" run_variant "$@"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
