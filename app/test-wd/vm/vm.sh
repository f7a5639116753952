# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Models and guests for the tests in a virtual machine: options, counting, starting, ending,
# judging. Sourced; expects $here (this folder).
# shellcheck shell=bash disable=SC2154,SC2034 # what it expects, and what is for others

top=$(cd "$here/../../.." && pwd)

# ---- options ----

build=$top/build
cache=        # filled by get-vm.sh (-c)
out=          # folder for artifacts (-o)
device=zip    # -d
rounds=       # -r
guest_s=      # a guest that takes longer hangs (-t)
at_once=3     # -j
sockets=      # a private folder
modules=      # of the device, from guest/dev-*.sh
driver=
machines=
more_machines=
pmd_runs=

usage() {
	sed -n 's/^# \{0,1\}//; /^Usage/,/^Prints/p' "$0" >&2
	exit 2
}

# take_options LETTERS ARGUMENTS...: the options all of these scripts have, and those in LETTERS,
# which own_option LETTER VALUE takes. OPTIND tells where the other arguments begin.
take_options() {
	local letters=$1 opt
	shift
	while getopts "b:c:o:d:r:t:j:$letters" opt; do
		case $opt in
		b) build=$OPTARG ;;
		c) cache=$OPTARG ;;
		o) out=$OPTARG ;;
		d) device=$OPTARG ;;
		r) rounds=$OPTARG ;;
		t) guest_s=$OPTARG ;;
		j) at_once=$OPTARG ;;
		'?') usage ;;
		*) own_option "$opt" "$OPTARG" ;;
		esac
	done
	build=$(realpath -m "$build")
	cache=$(realpath -m "${cache:-$build/vm-cache}")
	out=$(realpath -m "${out:-$build/vm-logs}")
	model=$build/app/wd-model/wd-model
	if [ ! -r "$here/guest/dev-$device.sh" ]; then
		printf '%s: there is no device "%s": give one of' "$(basename "$0")" "$device" >&2
		printf ' %s' "$here"/guest/dev-*.sh | sed 's,[^ ]*/dev-,,g; s,\.sh,,g' >&2
		echo >&2
		exit 2
	fi
	# shellcheck source=/dev/null # one of several
	. "$here/guest/dev-$device.sh"
	mkdir -p "$out"
}

# begin NAME: from here on there is something to clean up; ends here if there is no model.
begin() {
	sockets=$(mktemp -d)
	trap 'end_all; rm -rf "$sockets"; closing_line' EXIT
	trap 'exit 130' INT TERM HUP
	if [ ! -x "$model" ]; then
		fail "$1" "there is no $model: build it first (or -b BUILD)"
		exit 1
	fi
}

# ---- counting ----

passed=0
failed=0
skipped=0
prefix=       # of every check's name: which machine it ran in

ok() {
	passed=$((passed + 1))
	printf 'ok %s%s\n' "$prefix" "$1"
}

# fail NAME WHY
fail() {
	failed=$((failed + 1))
	printf 'FAIL %s%s: %s\n' "$prefix" "$1" "$2"
}

# skip NAME REASON
skip() {
	skipped=$((skipped + 1))
	printf 'skip %s%s: %s\n' "$prefix" "$1" "$2"
}

closing_line() {
	printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
}

# fill_cache NAME: what cannot be had here skips all that needs it, anything else is a failure.
fill_cache() {
	local name=$1 why rc=0
	why=$("$here/get-vm.sh" "$cache" 2>&1) || rc=$?
	case $rc in
	0) return 0 ;;
	77)
		skip "$name" "$(printf '%s\n' "$why" | tail -n 1)"
		exit 0
		;;
	esac
	printf '%s\n' "$why" | tail -n 15 | sed 's/^/  /'
	fail "$name" "status $rc, $(printf '%s\n' "$why" | tail -n 1)"
	exit 1
}

# ---- machines side by side ----

# shellcheck disable=SC2030,SC2031 # a machine's own process has none
machine_pids=()

# each_machine AT_ONCE FUNCTION ARGUMENTS...: FUNCTION once for each of the ARGUMENTS (words),
# so many at a time, in processes of their own. Their lines come in the order given.
# shellcheck disable=SC2030,SC2031
each_machine() {
	local at_once=$1 function=$2 words i=0 report
	shift 2
	for words in "$@"; do
		while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do
			wait -n || true
		done
		(
			machine_pids=()
			trap 'end_all' EXIT
			trap 'exit 130' INT TERM HUP
			# shellcheck disable=SC2086 # words
			$function $words
			echo "== end"
		) > "$sockets/report-${#machine_pids[@]}" 2>&1 < /dev/null &
		machine_pids+=($!)
	done
	for ((i = ${#machine_pids[@]} - $#; i < ${#machine_pids[@]}; i++)); do
		report=$sockets/report-$i
		wait "${machine_pids[i]}" || true
		grep -v '^== end$' "$report" || true
		passed=$((passed + $(grep -c '^ok ' "$report" || true)))
		failed=$((failed + $(grep -c '^FAIL ' "$report" || true)))
		skipped=$((skipped + $(grep -c '^skip ' "$report" || true)))
		[ "$(tail -n 1 "$report")" = "== end" ] ||
			fail "${1// /-}" "the script that runs this machine ended early"
		shift
	done
}

# ---- initramfs ----

# put_module NAME TREE: Debian's module and what it depends on, in loading order.
put_module() {
	local name=$1 tree=$2 file dep
	[ ! -e "$tree/modules/$name.ko" ] || return 0
	file=$(find "$cache/arm64/modules/kernel" "$cache/arm64/hisi" "$cache/arm64/test" \
		\( -name "${name//_/[-_]}.ko" -o -name "${name//_/[-_]}.ko.xz" \) | head -n 1)
	[ -n "$file" ] || return 0 # built into the kernel
	case $file in
	*.xz) xz -dc "$file" > "$tree/modules/$name.ko" ;;
	*) cp "$file" "$tree/modules/$name.ko" ;;
	esac
	for dep in $(tr '\0' '\n' < "$tree/modules/$name.ko" | sed -n 's/^depends=//p' | tr , ' '); do
		put_module "$dep" "$tree"
	done
	echo "$name" >> "$tree/modules/order"
}

# make_initramfs FILE SCRIPT MODULE...: init runs SCRIPT, which finds what it must know of the
# device in /device.sh.
make_initramfs() {
	local file=$1 script=$2 tree m
	shift 2
	tree=$(mktemp -d)
	mkdir -p "$tree"/{bin,dev,proc,sys,modules}
	cp "$cache/arm64/busybox" "$tree/bin/busybox"
	cp "$here/guest/init" "$tree/init"
	cp "$script" "$tree/test.sh"
	cp "$here/guest/lib.sh" "$tree/lib.sh"
	cp "$here/guest/dev-$device.sh" "$tree/device.sh"
	chmod +x "$tree/init" "$tree/test.sh"
	for m in "$@"; do
		put_module "$m" "$tree"
	done
	(cd "$tree" && find . | "$cache/busybox" cpio -o -H newc 2> /dev/null | gzip -1) > "$file"
	rm -rf "$tree"
}

# ---- the model ----

model_pid=
guest_pid=

# start_model LOG SOCKET OPTIONS...
start_model() {
	local log=$1 socket=$2 i
	shift 2
	"$model" --device "$device" --strict --stats --socket "$socket" "$@" 2> "$log" &
	model_pid=$!
	for ((i = 0; i < 50; i++)); do
		[ ! -S "$socket" ] || return 0
		kill -0 "$model_pid" 2> /dev/null || break
		sleep 0.1
	done
	tail -n 3 "$log"
	return 1
}

# Its exit status: 3 when it has complaints.
stop_model() {
	local rc=0
	[ -n "$model_pid" ] || return 0
	kill "$model_pid" 2> /dev/null || true
	wait "$model_pid" || rc=$?
	model_pid=
	return "$rc"
}

# ---- the guest ----

gic=3 # interrupt controller of the guest
# The begin of -device. Without the limit QEMU ends after 5 s without an answer, on a busy machine.
vfio_user='{"driver":"vfio-user-pci","x-msg-timeout":60000'

# run_guest SECONDS CONSOLE RESULTS INITRAMFS SOCKET IOMMU WORDS...: IOMMU is yes or no, WORDS
# go to the guest's kernel command line.
run_guest() {
	local secs=$1 console=$2 results=$3 initramfs=$4 socket=$5 iommu=() rc=0
	[ "$6" = no ] || iommu=(-device 'virtio-iommu-pci,addr=03.0')
	shift 6
	: > "$results"
	# The IOMMU first, so that it stands before the devices behind it. cma=0: 1024 queues
	# break up that small pool, and the kernel reports each time it has to go elsewhere.
	timeout --kill-after=5 "$secs" "$cache/qemu-system-aarch64" \
		-accel tcg,thread=multi -cpu cortex-a76 -smp 2 -m 1G -nic none \
		-machine "virt,gic-version=$gic,memory-backend=ram" \
		-object memory-backend-memfd,id=ram,size=1G,share=on \
		"${iommu[@]}" \
		-device virtio-serial-pci,addr=04.0 \
		-chardev "file,id=results,path=$results" \
		-device virtserialport,chardev=results,name=results \
		-device "$vfio_user"',"socket":{"path":"'"$socket"'","type":"unix"},"addr":"05.0"}' \
		-display none -serial "file:$console" -monitor none -no-reboot \
		-kernel "$cache/arm64/vmlinuz" -initrd "$initramfs" \
		-append "console=ttyAMA0 ignore_loglevel log_buf_len=4M cma=0 panic=-1 $*" \
		> "$console.qemu" 2>&1 < /dev/null &
	guest_pid=$!
	wait "$guest_pid" || rc=$?
	guest_pid=
	return "$rc"
}

# shellcheck disable=SC2031
end_all() {
	local pid
	for pid in "${machine_pids[@]}"; do
		kill "$pid" 2> /dev/null || true
		wait "$pid" 2> /dev/null || true
	done
	[ -z "$guest_pid" ] || kill "$guest_pid" 2> /dev/null || true
	[ -z "$model_pid" ] || kill "$model_pid" 2> /dev/null || true
}

# fact NAME RESULTS: a figure the guest reported, 0 without one
fact() {
	sed -n "s/^fact $1 //p" "$2" | awk '{ n += $1 } END { print n + 0 }'
}

# stat NAME MODEL_LOG: a figure of the model
stat_of() {
	sed -n "s/^$1 //p" "$2" | tail -n 1
}

# ---- the kernel's log ----

# bad_lines LOG PATTERN: lines of "dmesg -r" no healthy run has: warnings or worse (levels 0 to
# 4) that match PATTERN, and whatever the kernel says about itself. What the device's own
# self-tests bring about is allowed; between the lines "wd-expect begin" and "wd-expect end" also
# a message of a refused request, and that of a question to a PF that does not answer.
bad_lines() {
	awk -v subject="$2" -v allowed="${messages_allowed:-^$}" -v refusals="${messages_refusal:-^$}" '
	/wd-expect begin/ { expect = 1 }
	/wd-expect end/ { expect = 0 }
	/loading out-of-tree module taints kernel|callbacks suppressed|extra crypto tests enabled/ { next }
	/(WARNING|BUG|KASAN|UBSAN|Oops|Unable to handle|Internal error|Kernel panic|Call trace|nobody cared|rcu: INFO|blocked for more than|refcount_t|DMA-API)/ {
		print
		next
	}
	$0 ~ allowed || (expect && ($0 ~ refusals || /failed to send cmd to PF to get qos/)) { next }
	match($0, /^<[0-9]+>/) {
		level = substr($0, 2, RLENGTH - 2) % 8
		if (level <= 4 && $0 ~ subject)
			print
	}' "$1"
}
