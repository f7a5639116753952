#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# The PMD on the kernel's own vfio-pci behind a virtual IOMMU: in a guest, the distribution's
# DPDK tools use compress_wd, whose device is wd-model behind QEMU's vfio-user-pci.
# Usage: run-pmd.sh [-b BUILD] [-c CACHE] [-o ARTIFACTS] [-d DEVICE] [-r ROUNDS] [-k KILLS]
#   [-l ROUNDS] [-t SECONDS] [-j GUESTS] [-w WHAT] [MACHINE...]
#   -d: zip (default), sec or hpre
#   -r: of verify and DPDK's own suite (1)
#   -k: of kill -9 in each memory mode of EAL (2)
#   -l: of Linux's own driver, vfio-pci with the PMD, Linux's own again (20)
#   -t: time limit of a guest (by the rounds); -j: guests at a time (3)
#   WHAT, a list of: all, kill (kill -9 in each memory mode of EAL), linux (to Linux's own
#   driver and back, arm64 only), group (a device that shares its IOMMU group with another), vf (a VF
#   instead of the PF), abuse (reset under a busy program, an address that is not mapped),
#   removed (surprise removal under a busy program), killed (its wd-model is), noiommu (a
#   machine without an IOMMU); default: those of guest/dev-DEVICE.sh
#   MACHINE: amd64 (intel-iommu) or arm64 (virtio-iommu), default: both
# Prints a line per check and "N passed, N failed, N skipped".
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kills=2
changes=20
whats=
asked=no

# shellcheck source=app/test-wd/vm/vm.sh
. "$here/vm.sh"

own_option() {
	case $1 in
	k) kills=$2 ;;
	l) changes=$2 ;;
	w)
		whats=$2
		asked=yes
		;;
	esac
}

take_options k:l:w: "$@"
shift $((OPTIND - 1))
[ -n "$pmd_runs" ] || usage
rounds=${rounds:-1}

# seconds WHAT: that the guest may take, several times of what it needs
seconds() {
	case $1 in
	all) echo "${guest_s:-$((200 + rounds * 400))}" ;;
	kill) echo "${guest_s:-$((200 + kills * 80))}" ;;
	linux) echo "${guest_s:-$((200 + changes * 12))}" ;;
	*) echo "${guest_s:-200}" ;;
	esac
}

# kill_model_when_told RESULTS: kill -9 as soon as the guest says that it is at work
kill_model_when_told() {
	while kill -0 "$guest_pid" 2> /dev/null; do
		if grep -q '^now kill the model' "$1" 2> /dev/null; then
			kill -KILL "$model_pid"
			return 0
		fi
		sleep 0.2
	done
}

# guest ARCHITECTURE DIR SOCKET WHAT: run it to its end
guest() {
	local arch=$1 dir=$2 socket=$3 what=$4 qemu console machine iommu neighbour=() words=() rc=0
	local place='"addr":"05.0"'
	case $arch in
	amd64)
		qemu=$cache/qemu-system-x86_64
		console=ttyS0
		machine=(-cpu max -machine "q35,kernel-irqchip=split,memory-backend=ram")
		# Caching mode: the device outside must hear of every new mapping.
		iommu=(-device "intel-iommu,intremap=on,caching-mode=on")
		# A busy machine outside makes the kernel's test of its timer fail, and it panics.
		words=(intel_iommu=on no_timer_check)
		;;
	arm64)
		qemu=$cache/qemu-system-aarch64
		console=ttyAMA0
		machine=(-cpu cortex-a76 -machine "virt,gic-version=3,memory-backend=ram")
		iommu=(-device "virtio-iommu-pci,addr=03.0")
		;;
	esac
	# Functions of one slot, with nothing that keeps them apart, are one group.
	if [ "$what" = group ]; then
		neighbour=(-device "i6300esb,addr=05.1")
		place='"addr":"05.0","multifunction":true'
	fi
	[ "$what" != noiommu ] || iommu=()
	words+=("console=$console" ignore_loglevel log_buf_len=4M panic=-1 hugepages=400
		"wd.what=$what" "wd.rounds=$rounds" "wd.kills=$kills" "wd.changes=$changes"
		"wd.hw=v3" "wd.vf=$([ "$what" = vf ] && echo yes || echo no)")
	timeout --kill-after=5 "$(seconds "$what")" "$qemu" \
		-accel tcg,thread=multi "${machine[@]}" -smp 2 -m 2G -nic none \
		-object memory-backend-memfd,id=ram,size=2G,share=on \
		"${iommu[@]}" "${neighbour[@]}" \
		-device "$vfio_user"',"socket":{"path":"'"$socket"'","type":"unix"},'"$place"'}' \
		-display none -serial "file:$dir/console" -serial "file:$dir/results.raw" \
		-monitor none -no-reboot \
		-kernel "$cache/$arch/vmlinuz" -initrd "$out/pmd-$device-$arch.cpio" \
		-append "${words[*]}" > "$dir/qemu" 2>&1 < /dev/null &
	guest_pid=$!
	[ "$what" != killed ] || kill_model_when_told "$dir/results.raw"
	wait "$guest_pid" || rc=$?
	guest_pid=
	tr -d '\r' < "$dir/results.raw" > "$dir/results"
	return "$rc"
}

# The artifacts of the guest: what its checks printed, each in a file of its own, and dmesg.
split_results() {
	local dir=$1
	awk -v dir="$dir" '
	/^== log / { file = dir "/log-" $3; next }
	/^== dmesg$/ { file = dir "/dmesg"; next }
	/^== end$/ { if (file == dir "/dmesg") print > file; close(file); file = ""; next }
	file != "" { print > file }' "$dir/results"
	sed '/^== /,$d' "$dir/results" > "$dir/checks"
}

# DPDK's own suite: what has not passed is as the device has it.
judge_suite() {
	local dir=$1 suite=$2 ran other failed_ all why
	sed -nE "s/^case $suite (skipped|unsupported) //p" "$dir/checks" | sort > "$dir/skipped-$2"
	sed -nE "s/^case $suite failed //p" "$dir/checks" | sort > "$dir/failed-$2"
	ran=$(grep -c "^case $suite succeeded " "$dir/checks" || true)
	other=$(wc -l < "$dir/skipped-$2")
	failed_=$(wc -l < "$dir/failed-$2")
	all=$(grep -c "^case $suite " "$dir/checks" || true)
	why=$(judge_cases "$ran" "$dir/skipped-$2" "$dir/failed-$2" "${suite##*-}")
	if [ -z "$why" ] && [ "$ran" -gt 0 ] && [ "$all" -eq $((ran + other + failed_)) ]; then
		ok "$suite-cases ($ran passed, $other unsupported, $failed_ refused as documented)"
	else
		fail "$suite-cases" "$ran of $all passed, $other not run, $failed_ failed; $why"
	fi
}

# The lines of the guest become ours.
count_results() {
	local dir=$1 kind rest secs
	while read -r kind rest; do
		secs=$(sed -n "s/^time ${rest%% *} //p" "$dir/checks" | tail -n 1)
		case $kind in
		ok) ok "$rest${secs:+ ($secs s)}" ;;
		FAIL) fail "${rest%%: *}" "${rest#*: }" ;;
		skip) skip "${rest%%: *}" "${rest#*: }" ;;
		suite) judge_suite "$dir" "${rest%% *}" ;;
		esac
	done < <(grep -E '^(ok|FAIL|skip|suite) ' "$dir/checks" | grep -v '^ok end$')
	grep -q '^ok end$' "$dir/checks" ||
		fail all-checks-ran "the guest did not come to the last one, see $dir/console"
}

# Faults that the IOMMU reports come on top of what no healthy run has.
judge_dmesg() {
	local dir=$1 name=dmesg-$2 bad
	touch "$dir/dmesg"
	bad=$(bad_lines "$dir/dmesg" 'vfio|0000:00:05|DMAR|iommu|dpdk|hisi|uacce|alg:'
		grep -E 'DMAR:.*([Ff]ault|fault)|\[DMA (Read|Write)|unhandled|segfault|traps:' \
			"$dir/dmesg" || true)
	# What the kernel has to say about a device that is gone.
	[ "$2" != removed ] || bad=$(printf '%s' "$bad" | grep -Ev 'device inaccessible|pending transaction|after FLR' || true)
	# What the kernel has to say about the mode that is tried here.
	[ "$2" != noiommu ] || bad=$(printf '%s' "$bad" |
		grep -Ev 'kernel taint for vfio-noiommu|vfio: module verification failed|vfio-noiommu device opened' || true)
	if ! grep -q '^== end' "$dir/dmesg"; then
		fail "$name" "the guest did not reach its end, see $dir/console"
	elif [ -n "$bad" ]; then
		fail "$name" "$(printf '%s\n' "$bad" | head -n 3 | paste -s -d '|')"
	else
		ok "$name ($(wc -l < "$dir/dmesg") lines)"
	fi
}

# judge_requests DIR WHAT: did the device see what the guest's programs and drivers say they
# sent? What a killed one sent comes on top.
judge_requests() {
	local dir=$1 sent seen
	sent=$(fact sent "$dir/checks")
	seen=$(stat_of requests "$dir/model")
	case $2 in
	linux) [ "$sent" -eq "${seen:-0}" ] && [ "$(stat_of completions "$dir/model")" = "$seen" ] ;;
	kill) [ "$sent" -gt 0 ] && [ "${seen:-0}" -gt "$sent" ] ;;
	*) return 0 ;;
	esac || {
		fail "requests-$2" "the guest tells of $sent, the model of ${seen:-none}"
		return 0
	}
	ok "requests-$2 (the guest tells of $sent, the model of $seen)"
}

# Of an abused model exactly these complaints are wanted: the address nobody mapped, and what a
# program that knows nothing of it does to a function that is being reset.
judge_abused() {
	local dir=$1 bad
	bad=$(grep 'complaint (' "$dir/model" |
		grep -Ev -e 'complaint \((dma|function_disabled|doorbell)\)' \
			-e 'complaint \(mailbox\): .*the function has 0 queues' || true)
	if [ -n "$bad" ]; then
		fail model-abused "$(printf '%s\n' "$bad" | head -n 2 | paste -s -d '|')"
	elif ! grep -q 'closed the AXI master' "$dir/model"; then
		fail model-abused "the model has not closed its AXI master, see $dir/model"
	else
		ok "model-abused (closed its AXI master)"
	fi
}

judge_model() {
	local dir=$1 rc=$2 name=no-complaints-$3
	if [ "$3" = killed ]; then
		# It had no time to say anything.
		return 0
	elif [ "$3" = abuse ]; then
		judge_abused "$dir"
	elif [ "$rc" -ne 0 ]; then
		grep -E '^wd-model: ' "$dir/model" | grep -v listening | sed 's/^/  /' || true
		fail "$name" "status $rc, $(stat_of complaints "$dir/model") of them, see \
$dir/model"
	elif ! [ "$(stat_of requests "$dir/model")" -gt 0 ] 2> /dev/null; then
		fail "$name" "the model saw no request, see $dir/model"
	else
		ok "$name ($(stat_of requests "$dir/model") requests)"
	fi
}

# cross_root DIR: Debian's DPDK for arm64, into DIR/root
cross_root() {
	command -v aarch64-linux-gnu-gcc > /dev/null || {
		echo "no aarch64-linux-gnu-gcc (package gcc-aarch64-linux-gnu)"
		return 1
	}
	"$top/buildtools/get-arm64-sysroot.sh" "$1/root" dpdk-dev
}

# cross_build DIR BUILD: our plugins and dpdk-test-wd built against it
cross_build() {
	local dir=$1 to=$2 sdk=$build/dpdk-sdk opts=()
	# The headers were fetched by the first build.
	[ ! -d "$sdk" ] || opts=("-Ddpdk_sdk=$sdk")
	[ -f "$to/build.ninja" ] ||
		meson setup "$to" "$top" --cross-file "$dir/root/cross.ini" -Dwerror=true \
			-Dmodel=false "${opts[@]}" || return 1
	ninja -C "$to"
}

# image ARCHITECTURE LOG: 77 when what it takes cannot be had
image() {
	local arch=$1 log=$2 root=/ plugins=$build
	if [ "$arch" = arm64 ]; then
		root=$build/vm-arm64/root/root
		plugins=$build/vm-arm64/plugins
		cross_root "$build/vm-arm64" > "$log" 2>&1 || return 77
		cross_build "$build/vm-arm64" "$plugins" >> "$log" 2>&1 || return 1
	fi
	"$here/pmd-image.sh" "$cache" "$arch" "$root" "$plugins" "$input_file" "$out/pmd-$device-$arch.cpio" "$device" \
		>> "$log" 2>&1
}

# run_guest_tests ARCHITECTURE WHAT
run_guest_tests() {
	local arch=$1 what=$2 dir=$out/pmd-$device-$1-$2 rc=0 t0=$SECONDS options=()
	prefix="pmd-vfio-$device/$arch/"
	rm -rf "$dir"
	mkdir -p "$dir"
	case $what in
	vf) options=(--vf --queues 64) ;;
	removed)
		echo "remove after=first+4000" > "$dir/fault"
		options=(--fault "$dir/fault")
		;;
	esac
	if ! start_model "$dir/model" "$sockets/$arch-$what" --hw v3 "${options[@]}"; then
		fail model "does not start, see $dir/model"
		return 0
	fi
	guest "$arch" "$dir" "$sockets/$arch-$what" "$what" || rc=$?
	if [ "$what" = killed ] && [ "$rc" -ge 128 ]; then
		stop_model 2> /dev/null || true
		skip model-killed "QEMU ends itself when its vfio-user server dies \
($(grep -m 1 -o 'Assertion.*' "$dir/qemu" || echo "status $rc"))"
		return 0
	fi
	[ "$rc" -eq 0 ] || fail "guest-$what" "QEMU ended with status $rc, see $dir/qemu"
	rc=0
	stop_model || rc=$?
	split_results "$dir"
	count_results "$dir"
	judge_dmesg "$dir" "$what"
	judge_model "$dir" "$rc" "$what"
	judge_requests "$dir" "$what"
	printf '%s%s: %d s\n' "$prefix" "$what" $((SECONDS - t0))
}

# prepare ARCHITECTURE: its image
prepare() {
	local arch=$1 log=$out/pmd-image-$device-$1.log rc=0 prefix="pmd-vfio-$device/$1/"
	: > "$log"
	image "$arch" "$log" || rc=$?
	case $rc in
	0) return 0 ;;
	77) skip all "$(tail -n 1 "$log")" ;;
	*) fail image "$(tail -n 1 "$log"), see $log" ;;
	esac
	return 1
}

begin "pmd-vfio-$device"
for tool in dpdk-test "$tool" readelf xz meson; do
	if ! command -v "$tool" > /dev/null; then
		skip "pmd-vfio-$device" "there is no $tool here: install dpdk, binutils, xz-utils and meson"
		exit 0
	fi
done
fill_cache "pmd-vfio-$device"
input_file=$out/input-$device
[ -s "$input_file" ] || make_input "$input_file"
[ $# -gt 0 ] || set -- amd64 arm64
archs=()
for a in "$@"; do
	! prepare "$a" || archs+=("$a")
done
runs=()
if [ "$asked" = no ]; then
	# What the others have to tell does not depend on the machine.
	for r in $pmd_runs; do
		case " ${archs[*]} " in
		*" ${r%%-*} "*) runs+=("${r%%-*} ${r#*-}") ;;
		esac
	done
else
	for w in $whats; do
		for a in "${archs[@]}"; do
			# Linux has its drivers for arm64 only.
			[ "$a-$w" = amd64-linux ] || runs+=("$a $w")
		done
	done
fi
each_machine "$at_once" run_guest_tests "${runs[@]}"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
