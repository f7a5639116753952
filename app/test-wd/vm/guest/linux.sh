# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Runs in the guest: Linux's own hisi_zip on the device model. Prints "ok NAME",
# "FAIL NAME: why", "skip NAME: reason" and "fact NAME FIGURE" (facts of a name are added up).
# Words of the kernel command line: wd.iommu=yes|no, wd.hw=v2|v3, wd.vf=yes, wd.rounds=N.
# shellcheck shell=dash

word() {
	tr ' ' '\n' < /proc/cmdline | sed -n "s/^wd\.$1=//p"
}

hw=$(word hw)
id=0xa250
[ "$(word vf)" != yes ] || id=0xa251
rounds=$(word rounds)
alg=hisi-deflate-acomp
bdf=
state=
for d in /sys/bus/pci/devices/*; do
	[ "$(cat "$d/vendor")$(cat "$d/device")" != "0x19e5$id" ] || bdf=${d##*/}
done
dev=/sys/bus/pci/devices/$bdf
dbg=/sys/kernel/debug/hisi_zip/$bdf

ok() {
	echo "ok $1"
}

# fail NAME WHY: one line, with the last word of the kernel
fail() {
	echo "FAIL $1: $2 [$(dmesg | tail -n 1)]" | tr '\n' ' '
	echo
}

# check NAME WHY COMMAND...
check() {
	name=$1
	why=$2
	shift 2
	if "$@"; then
		ok "$name"
	else
		fail "$name" "$why"
	fi
}

driver() {
	basename "$(readlink "$dev/driver" 2> /dev/null)"
}

bound() {
	[ "$(driver)" = hisi_zip ]
}

# load [hisi_zip's parameters]
load() {
	for m in uacce hisi_qm; do
		[ -d /sys/module/$m ] || insmod /modules/$m.ko || return 1
	done
	insmod /modules/hisi_zip.ko "$@" && bound
}

# Only the engine's own module: the queue manager's stays.
unload() {
	rmmod hisi_zip && ! bound
}

selftest() {
	awk -v want=$alg '
		/^driver/ { mine = ($3 == want) }
		mine && /^selftest/ { print $3 }' /proc/crypto
}

# The test starts by itself soon after the algorithm is there.
selftest_passed() {
	tries=0
	while [ "$(selftest)" != passed ] && [ $tries -lt 100 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	[ "$(selftest)" = passed ]
}

counter() {
	cat "$dbg/zip_dfx/$1"
}

# The driver's own account since it was loaded; its user may have to wait for the last reply.
account() {
	echo "fact sent $(counter send_cnt)"
	echo "fact received $(counter recv_cnt)"
	echo "fact refused $(counter err_bd_cnt)"
	echo "fact busy $(counter send_busy_cnt)"
}

# Sent, but for what the driver itself turned away because it was busy.
counts_agree() {
	[ $(($(counter send_cnt) - $(counter send_busy_cnt))) = "$(counter recv_cnt)" ]
}

# requests WHAT [parameters]: our test module; adds what it sent
requests() {
	kind=$1
	shift
	insmod /modules/wdzip_test.ko what="$kind" "$@" || return 1
	tested
}

tested() {
	rmmod wdzip_test
	echo "fact tested $(dmesg | sed -n 's/.*wdzip_test: .*, \([0-9]*\) sent.*/\1/p' | tail -n 1)"
}

# ---- checks ----

iommu_as_wanted() {
	if [ "$(word iommu)" = yes ]; then
		grep -q DMA "$dev/iommu_group/type"
	else
		[ ! -e "$dev/iommu_group" ]
	fi
}

irqs() {
	awk '/hisi_zip/ { for (i = 2; i <= 3; i++) n += $i } END { print n + 0 }' /proc/interrupts
}

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

# One of the figures of the queue manager's registers.
of_qm() {
	printf '%d\n' "$(sed -n "s/^$1 .*0x/0x/p" "$dbg/qm/regs")"
}

qm_counters() {
	[ "$(of_qm QM_DFX_ACC_FINISH_CNT)" = "$(counter recv_cnt)" ] &&
		[ "$(of_qm QM_DFX_CQE_CNT)" = "$(counter recv_cnt)" ]
}

core_counters() {
	[ "$(counter recv_cnt)" -gt 0 ] && [ "$(done_by_cores)" = "$(counter recv_cnt)" ]
}

reset_rounds() {
	round=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		echo 1 > "$dev/reset" || return 1
		requests quick seed=$round || return 1
	done
}

# reload_with PARAMETER...: another life of the driver, with other parameters.
reload_with() {
	account
	unload && load "$@" && selftest_passed || return 1
	echo "fact selftests 1"
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

rebind() {
	account
	echo "$bdf" > /sys/bus/pci/drivers/hisi_zip/unbind
	! bound || return 1
	echo "$bdf" > /sys/bus/pci/drivers/hisi_zip/bind
	bound && selftest_passed || return 1
	echo "fact selftests 1"
	requests quick
}

# The bus forgets the function and finds it again: BARs are sized and placed anew.
rescan() {
	account
	echo 1 > "$dev/remove"
	[ ! -e "$dev" ] || return 1
	echo 1 > /sys/bus/pci/rescan
	bound && selftest_passed || return 1
	echo "fact selftests 1"
	requests quick
}

# The function in the hands of vfio-pci, which lets it sleep in D3 while nobody opens it.
to_vfio_and_back() {
	# shellcheck disable=SC2013 # names without spaces
	for m in $(sed -n '/vfio/p; /irqbypass/p' /modules/order); do
		[ -d "/sys/module/$m" ] || insmod "/modules/$m.ko" || return 1
	done
	account
	for round in 1 2 3; do
		echo "$bdf" > "$dev/driver/unbind"
		echo vfio-pci > "$dev/driver_override"
		echo "$bdf" > /sys/bus/pci/drivers_probe
		[ "$(driver)" = vfio-pci ] || return 1
		sleep 0.2
		state=$(cat "$dev/power_state")
		echo "$bdf" > "$dev/driver/unbind"
		echo > "$dev/driver_override"
		echo "$bdf" > /sys/bus/pci/drivers_probe
		[ "$state" = D3hot ] && bound && selftest_passed || return 1
		echo "fact selftests 1"
		[ $round = 3 ] || account
	done
	requests quick
}

load_rounds() {
	round=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		account
		unload || return 1
		load || return 1
		selftest_passed || return 1
		echo "fact selftests 1"
	done
}

# Without users the driver puts the device to sleep, and wakes it up for the next one.
sleeps_and_wakes() {
	echo auto > "$dev/power/control"
	tries=0
	while [ "$(cat "$dev/power/runtime_status")" != suspended ] && [ $tries -lt 100 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	[ "$(cat "$dev/power/runtime_status")" = suspended ] || return 1
	requests quick seed=77 || return 1
	echo on > "$dev/power/control"
}

files_read() {
	for f in qm/regs qm/qm_state qm/status qm/diff_regs zip_dfx/diff_regs qm/current_q \
		qm/clear_enable clear_enable; do
		[ ! -e "$dbg/$f" ] || cat "$dbg/$f" > /dev/null || return 1
	done
	for f in "sqc 0" "cqc 0" eqc aeqc "eq 0" "aeq 0"; do
		echo "$f" > "$dbg/qm/cmd" || return 1
	done
}

refusals() {
	echo "wd-expect begin" > /dev/kmsg
	requests bad
	rc=$?
	echo "wd-expect end" > /dev/kmsg
	return $rc
}

# Nobody drives the PF: the driver's question for its rate ends by itself, without an answer.
no_answer_of_pf() {
	echo "wd-expect begin" > /dev/kmsg
	t0=$(cut -d . -f 1 /proc/uptime)
	! cat "$dbg/alg_qos" 2> /dev/null
	rc=$?
	echo "wd-expect end" > /dev/kmsg
	[ $rc -eq 0 ] && [ $(($(cut -d . -f 1 /proc/uptime) - t0)) -lt 10 ]
}

# What only the driver of a PF can do or show.
pf_files() {
	check counts-of-cores "they finished $(done_by_cores) of $(counter recv_cnt)" core_counters
	check counts-of-qm "it finished $(of_qm QM_DFX_ACC_FINISH_CNT) of $(counter recv_cnt)" \
		qm_counters
	check rate "alg_qos says $(cat "$dbg/alg_qos") for no limit" \
		test "$(cat "$dbg/alg_qos")" = 1000
}

pf_parameters() {
	check 1024-queues "see the kernel log" all_queues
	check 2-queues "see the kernel log" two_queues
}

tests_v3() {
	check selftest "/proc/crypto says \"$(selftest)\" for $alg" selftest_passed
	echo "fact selftests 1"
	echo "fact per_selftest $(counter send_cnt)"
	check selftest-on-device "sent $(counter send_cnt), received $(counter recv_cnt)" \
		test "$(counter recv_cnt)" -ge 6
	check interrupts "none was counted" test "$(irqs)" -gt 0
	check requests-of-all-sizes "see the kernel log" requests data
	check many-requests-at-once "see the kernel log" requests flood msecs=500
	check many-queues "see the kernel log" requests many tfms=30
	check bad-requests "see the kernel log" refusals
	check debug-files "one cannot be read" files_read
	check counts-of-driver "sent $(counter send_cnt), received $(counter recv_cnt), busy \
$(counter send_busy_cnt)" counts_agree
	if [ "$id" = 0xa250 ]; then
		pf_files
	else
		check no-answer-of-pf "alg_qos of a VF: see the kernel log" no_answer_of_pf
	fi
	check "reset-$rounds-rounds" "see the kernel log" reset_rounds
	check reset-while-busy "see the kernel log" requests reset rounds=10
	if [ "$(word caps)" = yes ] && [ "$id" = 0xa250 ]; then
		check runtime-suspend "state $(cat "$dev/power/runtime_status")" sleeps_and_wakes
	fi
	check lists-of-255-entries "see the kernel log" long_lists
	[ "$id" != 0xa250 ] || pf_parameters
	check rebind "see the kernel log" rebind
	if [ "$(word iommu)" = yes ]; then
		check to-vfio-pci-and-back "driver $(driver), state $state" to_vfio_and_back
	fi
	check rescan "see the kernel log" rescan
	check "reload-$rounds-rounds" "see the kernel log" load_rounds
	check works-after-reloads "see the kernel log" requests quick seed=5
	account
}

echo "fact booted 1"
if [ -z "$bdf" ]; then
	fail probe "there is no device 19e5:${id#0x} on the bus"
else
	check probe "hisi_zip did not bind to $bdf" load
	check iommu "not as asked for with wd.iommu=$(word iommu)" iommu_as_wanted
	if [ "$hw" = v3 ] && bound; then
		tests_v3
	elif bound; then
		check no-algorithm "V2 offers none to the kernel" test -z "$(selftest)"
		check debug-files "one cannot be read" files_read
	fi
	check remove "rmmod failed" unload
	# Loaded once more: the shutdown of the machine is to find the driver at work.
	check load-for-shutdown "hisi_zip did not bind" load
	if [ "$hw" = v3 ]; then
		selftest_passed
		echo "fact selftests 1"
		account
	fi
fi
