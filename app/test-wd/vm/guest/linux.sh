# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Runs in the guest: Linux's own driver on the device model. Prints "ok NAME", "FAIL NAME: why",
# "skip NAME: reason" and "fact NAME FIGURE" (facts of a name are added up).
# Words of the kernel command line: wd.iommu=yes|no, wd.caps=yes|no, wd.hw=v2|v3, wd.vf=yes|no,
# wd.rounds=N.
# shellcheck shell=dash disable=SC2154 # set by the files before it

# shellcheck source=app/test-wd/vm/guest/lib.sh
. /lib.sh

rounds=$(word rounds)
state=
find_device

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

# need MODULE: loaded, if it is not
need() {
	[ -d "/sys/module/$(echo "$1" | tr - _)" ] || insmod "/modules/$1.ko"
}

# load [parameters of the driver]: with what /modules/order says has to come before it
load() {
	# shellcheck disable=SC2013 # names without spaces
	for m in $(sed "/^$driver\$/q" /modules/order); do
		[ "$m" != "$driver" ] || break
		need "$m" || return 1
	done
	insmod "/modules/$driver.ko" "$@" && bound
}

# Only the engine's own module: the queue manager's stays.
unload() {
	rmmod "$driver" && ! bound
}

tell_selftests() {
	echo "fact selftests $(of_selftests 2)"
	echo "fact to_refuse $(of_selftests 3)"
}

# The driver's own account since it was loaded; its user may have to wait for the last reply. Where
# it counts messages, the next life begins behind the mark.
account() {
	echo "fact sent $(sent)"
	echo "fact received $(received)"
	echo "fact refused $(refused)"
	for c in $must_be_zero; do
		[ "$(counter "$c")" = 0 ] || fail "counter-$c" "it is $(counter "$c")"
	done
	echo "wd-account told" > /dev/kmsg
}

counts_agree() {
	[ "$(sent)" = "$(received)" ]
}

# requests WHAT [parameters]: our test module; adds what it sent
requests() {
	kind=$1
	shift
	insmod /modules/wd_test.ko device="$device" what="$kind" "$@" || return 1
	rmmod wd_test
	dmesg | sed -n 's/.*wd_test: .*, \([0-9]*\) sent, \([0-9]*\) refused.*/\1 \2/p' |
		tail -n 1 | {
		read -r n_sent n_refused
		echo "fact tested $n_sent"
		echo "fact to_refuse $n_refused"
	}
}

# The kernel's self-tests once more, with the random ones: nobody knows beforehand how many
# requests these are, nor how many are to be refused.
random_selftests() {
	before=$(counts)
	echo "wd-expect begin" > /dev/kmsg
	for a in $(echo "$algorithms" | cut -d ' ' -f 1); do
		insmod /modules/wd_extra.ko driver="$a" alg="$(alg_of "$a")" fuzz_iterations="$random_tests" || {
			echo "FAIL random-selftest-of-$a: see the kernel log"
			continue
		}
		rmmod wd_extra
	done
	echo "wd-expect end" > /dev/kmsg
	echo "$before $(counts)" | {
		read -r s1 r1 f1 s2 r2 f2
		echo "fact tested $((s2 - s1))"
		echo "fact to_refuse $((f2 - f1))"
		[ $((s2 - s1)) -gt "$(of_selftests 2)" ] && [ $((s2 - s1)) = $((r2 - r1)) ] &&
			[ $((f2 - f1)) -ge "$(of_selftests 3)" ]
	}
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
	awk -v driver="$driver" 'index($0, driver) { for (i = 2; i <= 3; i++) n += $i } END { print n + 0 }' /proc/interrupts
}

# One of the figures of the queue manager's registers.
of_qm() {
	printf '%d\n' "$(sed -n "s/^$1 .*0x/0x/p" "$dbg/qm/regs")"
}

qm_counters() {
	[ "$(of_qm QM_DFX_ACC_FINISH_CNT)" = "$(received)" ] &&
		[ "$(of_qm QM_DFX_CQE_CNT)" = "$(received)" ]
}

reset_rounds() {
	round=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		echo 1 > "$dev/reset" || return 1
		requests quick seed=$round || return 1
	done
}

# new_life: what has to be true whenever the driver has taken the device anew
new_life() {
	bound && selftests_passed || return 1
	tell_selftests
}

# reload_with PARAMETER...: another life of the driver, with other parameters.
reload_with() {
	account
	unload && load "$@" && new_life
}

rebind() {
	account
	echo "$bdf" > "/sys/bus/pci/drivers/$driver/unbind"
	! bound || return 1
	echo "$bdf" > "/sys/bus/pci/drivers/$driver/bind"
	new_life && requests quick
}

# The bus forgets the function and finds it again: BARs are sized and placed anew.
rescan() {
	account
	echo 1 > "$dev/remove"
	[ ! -e "$dev" ] || return 1
	echo 1 > /sys/bus/pci/rescan
	new_life && requests quick
}

# The function in the hands of vfio-pci, which lets it sleep in D3 while nobody opens it.
to_vfio_and_back() {
	# shellcheck disable=SC2013 # names without spaces
	for m in $(sed -n '/vfio/p; /irqbypass/p' /modules/order); do
		need "$m" || return 1
	done
	account
	for round in 1 2 3; do
		echo "$bdf" > "$dev/driver/unbind"
		echo vfio-pci > "$dev/driver_override"
		echo "$bdf" > /sys/bus/pci/drivers_probe
		[ "$(bound_to)" = vfio-pci ] || return 1
		sleep 0.2
		state=$(cat "$dev/power_state")
		echo "$bdf" > "$dev/driver/unbind"
		echo > "$dev/driver_override"
		echo "$bdf" > /sys/bus/pci/drivers_probe
		[ "$state" = D3hot ] && new_life || return 1
		[ $round = 3 ] || account
	done
	requests quick
}

load_rounds() {
	round=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		reload_with || return 1
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
	for f in qm/regs qm/qm_state qm/status qm/diff_regs "$dfx/diff_regs" "$dfx/regs" qm/current_q \
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
	device_counters
	check counts-of-qm "it finished $(of_qm QM_DFX_ACC_FINISH_CNT) of $(received)" qm_counters
	[ "$hw" = v2 ] || check rate "alg_qos says $(cat "$dbg/alg_qos") for no limit" \
		test "$(cat "$dbg/alg_qos")" = 1000
}

tests() {
	if selftests_passed; then
		ok selftest
	else
		fail selftest "wanted (-) or not (+): $(selftests_missing)"
	fi
	tell_selftests
	check selftest-on-device "sent, received, refused: $(counts), wanted $(of_selftests 2) and \
$(of_selftests 3)" selftests_on_device
	check interrupts "none was counted" test "$(irqs)" -gt 0
	check requests-of-all-sizes "see the kernel log" requests data
	check many-requests-at-once "see the kernel log" requests flood msecs=500
	check many-queues "see the kernel log" requests many tfms=30
	check bad-requests "see the kernel log" refusals
	[ -z "$random_tests" ] || check random-selftests "sent, received, refused: $(counts)" \
		random_selftests
	check debug-files "one cannot be read" files_read
	check counts-of-driver "sent, received, refused: $(counts)" counts_agree
	if [ "$vf" != yes ]; then
		pf_files
	elif [ "$hw" != v2 ]; then
		check no-answer-of-pf "alg_qos of a VF: see the kernel log" no_answer_of_pf
	fi
	check "reset-$rounds-rounds" "see the kernel log" reset_rounds
	check reset-while-busy "see the kernel log" requests reset rounds=10
	if [ "$hw-$(word caps)-$vf" = v3-yes-no ]; then
		check runtime-suspend "state $(cat "$dev/power/runtime_status")" sleeps_and_wakes
	fi
	device_parameters
	check rebind "see the kernel log" rebind
	if [ "$(word iommu)" = yes ]; then
		check to-vfio-pci-and-back "driver $(bound_to), state $state" to_vfio_and_back
	fi
	check rescan "see the kernel log" rescan
	check "reload-$rounds-rounds" "see the kernel log" load_rounds
	check works-after-reloads "see the kernel log" requests quick seed=5
	account
}

load_for_shutdown() {
	load || return 1
	[ -z "$algorithms" ] || { new_life && account; }
}

echo "fact booted 1"
mkdir -p /tmp
if [ -z "$bdf" ]; then
	fail probe "there is no device 19e5:${id#0x} on the bus"
else
	check probe "$driver did not bind to $bdf" load
	check iommu "not as asked for with wd.iommu=$(word iommu)" iommu_as_wanted
	if [ -n "$algorithms" ] && bound; then
		tests
	elif bound; then
		check no-algorithm "$hw offers none to the kernel" test -z "$(registered)"
		check debug-files "one cannot be read" files_read
	fi
	check remove "rmmod failed" unload
	# Loaded once more: the shutdown of the machine is to find the driver at work.
	check load-for-shutdown "see the kernel log" load_for_shutdown
fi
