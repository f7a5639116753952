# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Runs in the guest: the distribution's DPDK tools use our driver through the kernel's vfio-pci. Prints "ok NAME", "FAIL NAME: why", "skip NAME: reason", "case SUITE RESULT NAME"
# for each case of DPDK's own suite, "time NAME SECONDS", and "fact sent N" (added up) for requests
# that the device must have seen. R2, R6... in a name: the property (doc/vm.md 5) it stands for.
# Words of the kernel command line: wd.what=all|kill|linux|group|vf|abuse|removed|killed|noiommu,
# wd.vf=yes|no, wd.rounds=N, wd.kills=N, wd.changes=N.
# shellcheck shell=dash disable=SC2154 # set by the files before it

# shellcheck source=app/test-wd/vm/guest/lib.sh
. /lib.sh

rounds=$(word rounds)
kills=$(word kills)
changes=$(word changes)
log=
shape=$flat
devargs=
mkdir -p /tmp/log

ok() {
	echo "ok $1"
}

fail() {
	echo "FAIL $1: $2"
}

# skip NAME REASON
skip() {
	echo "skip $1: $2"
}

# log_of NAME: output of this check goes there
log_of() {
	log=/tmp/log/$(echo "$1" | tr -c 'A-Za-z0-9_.=\n-' -)
}

# What went wrong, for one line: messages of the driver, EAL and the tool, or else the last line.
why() {
	lines=$(grep -E "^(wd|$pmd|EAL|USER1): .*([Cc]annot|[Ff]ail|[Ee]rror|not )" "$log" |
		tail -n 2 | paste -s -d '|')
	echo "${lines:-$(grep . "$log" | tail -n 1)}"
}

# run NAME SECONDS COMMAND...: ok when the command is, with the time it took
run() {
	name=$1
	secs=$2
	shift 2
	log_of "$name"
	t0=$(cut -d ' ' -f 1 /proc/uptime)
	timeout -s KILL "$secs" "$@" > "$log" 2>&1 < /dev/null
	rc=$?
	t1=$(cut -d ' ' -f 1 /proc/uptime)
	echo "time $name $(echo "$t0 $t1" | awk '{ printf "%.1f", $2 - $1 }')"
	return $rc
}

# ---- the device ----

find_device

# The steps of the README where the guest has Python, otherwise what they come down to.
devbind=no
if [ -x /usr/bin/dpdk-devbind.py ] && [ -x /usr/bin/python3 ]; then
	devbind=yes
fi

bind() {
	if [ $devbind = yes ]; then
		log_of bind
		dpdk-devbind.py --bind="$1" "$bdf" >> "$log" 2>&1
		sed -i '/Unable to load libkmod/d' "$log"
	else
		unbind
		echo "$1" > "$dev/driver_override"
		echo "$bdf" > /sys/bus/pci/drivers_probe
	fi
	[ "$(bound_to)" = "$1" ]
}

unbind() {
	if [ $devbind = yes ]; then
		log_of bind
		dpdk-devbind.py -u "$bdf" >> "$log" 2>&1
	elif [ "$(bound_to)" != none ]; then
		echo "$bdf" > "$dev/driver/unbind"
	fi
	[ "$(bound_to)" = none ]
}

listed() {
	log_of devbind-status
	dpdk-devbind.py -s > "$log" 2> /dev/null || return 1
	awk -v bdf="$bdf" '
		/ devices/ { group = $0 }
		index($0, bdf) == 1 { print group }' "$log" | grep -q Baseband
}

# ---- DPDK's tools ----

iova_is() {
	grep -q "Selected IOVA mode '$1'" "$log"
}

# works NAME MODE [EAL options]: data there and back, MODE is VA or PA; $reason if not
works() {
	what=$1
	mode=$2
	shift 2
	reason=
	# shellcheck disable=SC2046 # a list of options
	if ! run "$what" 180 $checker -l 0-1 -a "$bdf$devargs" "$@" -- \
		$(perf_args verify 1 "$shape"); then
		reason="status $rc, $(why)"
	elif ! iova_is "$mode"; then
		reason="$(grep -m 1 'IOVA mode' "$log"), wanted $mode"
	elif ! verified; then
		reason="no row of figures: $(why)"
	fi
	[ -z "$reason" ]
}

# verify NAME MODE [EAL options]: works, as a check
verify() {
	if works "$@"; then
		ok "$what"
	else
		fail "$what" "$reason"
	fi
}

# verify_chains NAME: with data in several pieces, where there is such a thing
verify_chains() {
	[ -n "$chain" ] || return 0
	shape=$chain
	verify "$1" VA
	shape=$flat
}

# autotest NAME [EAL options]: DPDK's own suites, their cases are judged outside
autotest() {
	all_suites=$1
	shift
	for suite in $suites; do
		one_suite "$all_suites-$suite" "$@"
	done
}

# one_suite NAME [EAL options]: that of $suite
one_suite() {
	what=$1
	shift
	# shellcheck disable=SC2046 # words
	run "$what" 300 env $(suite_words "$suite") dpdk-test -l 0-1 -a "$bdf" "$@"
	echo "suite $what $rc"
	sed -n 's/^ + TestCase \[ *[0-9]*\] : \(.*\) \([a-z]*\)$/\2 \1/p' "$log" |
		sed "s/^/case $what /"
	# Its end is enough here: some cases may fail.
	if [ "$rc" -ge 124 ] && [ "$rc" -ne 255 ]; then
		fail "$what" "status $rc, $(why)"
	elif ! grep -q '^ + Tests Failed : *[0-9]*$' "$log"; then
		fail "$what" "status $rc, no table of results: $(why)"
	else
		ok "$what"
	fi
}

# refused NAME PATTERN COMMAND...: ends by itself, badly, with the driver's own message
refused() {
	what=$1
	pattern=$2
	shift 2
	run "$what" 60 "$@"
	if [ $rc -eq 0 ]; then
		fail "$what" "not refused"
	elif [ $rc -ge 124 ]; then
		fail "$what" "did not end by itself (status $rc)"
	elif ! grep -Eq -- "$pattern" "$log"; then
		fail "$what" "no text that matches '$pattern', but: $(why)"
	else
		ok "$what"
	fi
}

# cases NAME SECONDS DPDK_TEST_WD_ARGUMENTS...: its lines "ok ..." and its status decide
cases() {
	what=$1
	limit=$2
	shift 2
	if [ ! -x /usr/local/bin/dpdk-test-wd ]; then
		skip "$what" "dpdk-test-wd was not built for this machine"
		return 0
	fi
	run "$what" "$limit" dpdk-test-wd -l 0-1 -a "$bdf$devargs" -- "$@"
	cases=$(grep -c '^ok ' "$log")
	if [ $rc -ne 0 ] || [ "$cases" -eq 0 ] || grep -q '^FAIL' "$log"; then
		fail "$what" "status $rc, $(grep -m 1 '^FAIL' "$log" || why)"
	else
		ok "$what ($cases cases: $(grep -m 1 '^ok ' "$log" | cut -d ' ' -f 2- | cut -c 1-120))"
	fi
}

# Our own functional cases, which look closer than DPDK's.
functional() {
	# shellcheck disable=SC2086 # words
	cases R21-functional 300 $functional
}

# ---- kill -9 ----

# Ticks (10 ms) of CPU time the lcore that measures has used so far: before, it sleeps.
worker_ticks() {
	cat /proc/"$1"/task/*/stat 2> /dev/null | grep -E '\((rte|lcore)-worker-1\)' |
		awk '{ n += $14 + $15 } END { print n + 0 }'
}

free_pages() {
	cat /sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages
}

# kill_busy NAME ROUND [EAL options]: the device at work, the tool measures for minutes and is
# killed in the middle, each round a little later. $busy_pages: hugepages free until then.
kill_busy() {
	log_of "$1-killed"
	delay=$2
	shift 2
	# shellcheck disable=SC2046 # a list of options
	$tool -l 0-1 -a "$bdf" "$@" -- $(perf_args throughput 10000000 "$flat") \
		> "$log" 2>&1 < /dev/null &
	pid=$!
	tries=0
	while [ "$(worker_ticks $pid)" -lt 20 ] && [ $tries -lt 600 ] && kill -0 $pid; do
		sleep 0.05
		tries=$((tries + 1))
	done
	before=$(worker_ticks $pid)
	sleep "0.3$((delay % 10))"
	after=$(worker_ticks $pid)
	busy_pages=$(free_pages)
	kill -9 $pid
	wait $pid
	rc=$?
	[ $rc -eq 137 ] && [ "$after" -ge $((before + 10)) ]
}

# free_again PAGES: becomes true within 2 s
free_again() {
	tries=0
	while [ "$(free_pages)" -ne "$1" ] && [ $tries -lt 40 ]; do
		sleep 0.05
		tries=$((tries + 1))
	done
	[ "$(free_pages)" -eq "$1" ]
}

# kill_round NAME MODE ROUND [EAL options]: $reason if it goes wrong. $first hugepages are free
# without a program, $kept after one that ended by itself.
kill_round() {
	check=$1
	back=$2
	nr=$3
	reason=
	shift 3
	if ! kill_busy "$check" "$nr" "$@"; then
		reason="the program was not busy: status $rc, $(why)"
	elif [ "$busy_pages" -ge "$first" ]; then
		reason="the program takes no hugepages: $busy_pages free, $first without it"
	elif [ "$back" = next-start ] && [ "$(free_pages)" -ge "$first" ]; then
		reason="no page was left behind: this mode is not what it was taken for"
	elif [ "$back" = at-once ] && ! free_again "$first"; then
		reason="$(free_pages) hugepages are free after the end, $first were before"
	elif ! works "$check" VA "$@"; then
		reason="the next program: $reason"
	elif ! free_again "$kept"; then
		reason="$(free_pages) hugepages are free after the next program, $kept otherwise"
	else
		echo "fact sent $(requests_of_verify)"
	fi
	[ -z "$reason" ]
}

# kill_mode NAME at-once|next-start [EAL options]: kills, one after the other, in one of EAL's
# memory modes. When the pages come back, EAL's documentation says.
kill_mode() {
	name_of_mode=R6-kill-$1
	when=$2
	shift 2
	rm -rf /dev/hugepages/* /run/dpdk
	first=$(free_pages)
	if ! works "$name_of_mode" VA "$@"; then
		fail "$name_of_mode" "before the first kill: $reason"
		return 0
	fi
	echo "fact sent $(requests_of_verify)"
	kept=$(free_pages)
	if [ "$when" = at-once ] && [ "$kept" -ne "$first" ]; then
		fail "$name_of_mode" "a program that ends keeps hugepages: $kept free, $first before"
		return 0
	fi
	round=1
	while [ $round -le "$kills" ]; do
		if ! kill_round "$name_of_mode" "$when" $round "$@"; then
			fail "$name_of_mode" "round $round: $reason"
			return 0
		fi
		round=$((round + 1))
	done
	ok "$name_of_mode ($kills rounds; hugepages free: $first before, $busy_pages while busy, \
$kept after the next program)"
}

kill_modes() {
	modprobe vfio-pci
	modprobe vfio_iommu_type1
	if ! bind vfio-pci; then
		fail bind "driver is $(bound_to)"
		return 0
	fi
	short_work 1024
	kill_mode default next-start
	kill_mode in-memory at-once --in-memory
	kill_mode huge-unlink at-once --huge-unlink=always
	kill_mode single-file-segments next-start --single-file-segments
	# It takes all there are unless told how much.
	kill_mode legacy-mem next-start --legacy-mem -m 64
}

# ---- from Linux's own driver to ours and back ----

# linux_life: Linux's driver takes the device, its self-tests pass on it, and it sent exactly
# what these consist of.
linux_life() {
	bound || bind "$driver" || {
		reason="cannot be bound to $driver: $(bound_to)"
		return 1
	}
	if ! selftests_passed; then
		reason="wanted (-) or not (+): $(selftests_missing)"
	elif ! selftests_on_device; then
		reason="sent, received, refused: $(counts), wanted $(of_selftests 2) and \
$(of_selftests 3)"
	fi
	echo "fact sent $(sent)"
	[ -z "$reason" ]
}

# The device changes hands as on a real machine: unbind, bind, work, and back.
linux_and_back() {
	if ! bind vfio-pci; then
		reason="cannot be bound to vfio-pci: $(bound_to)"
	elif [ -n "$(registered)" ]; then
		reason="without a device there is still: $(registered | paste -s -d ' ')"
	elif works linux-and-back VA; then
		echo "fact sent $(requests_of_verify)"
	fi
	[ -z "$reason" ] && linux_life
}

linux_rounds() {
	short_work 256
	reason=
	for m in $modules "$driver" vfio-pci vfio_iommu_type1; do
		modprobe "$m"
	done
	if ! linux_life; then
		fail linux-and-back "at first: $reason [$(dmesg | tail -n 1)]"
		return 0
	fi
	round=1
	while [ $round -le "$changes" ]; do
		if ! linux_and_back; then
			fail linux-and-back "round $round: $reason [$(dmesg | tail -n 1)]"
			return 0
		fi
		round=$((round + 1))
	done
	ok "linux-and-back ($changes rounds: self-tests of $driver, $(of_selftests 2) requests; \
$pmd, $(requests_of_verify); self-tests)"
	if rmmod "$driver"; then
		ok linux-removed
	else
		fail linux-removed "rmmod failed"
	fi
}

# ---- an ordinary user ----

# as_user KIBIBYTES COMMAND...: a script that runs it with so much memory to lock
as_user() {
	limit=$1
	shift
	cat > /tmp/as_user <<-END
		#!/bin/sh
		ulimit -l $limit
		exec su -s /bin/sh wd -c 'XDG_RUNTIME_DIR=/tmp/wd exec $*'
	END
	chmod +x /tmp/as_user
}

ordinary_user() {
	group=$(basename "$(readlink "$dev/iommu_group")")
	mkdir -p /tmp/wd
	chown wd "/dev/vfio/$group" /tmp/wd
	# shellcheck disable=SC2046 # a list of options
	set -- $checker -l 0-1 -a "$bdf" --in-memory -- $(perf_args verify 1 "$flat")
	as_user 64 "$@"
	refused R6-memlock-too-small 'limit is 65536 bytes, [0-9]+ are needed; run: prlimit --memlock=' \
		/tmp/as_user
	now=$(sed -n 's/.*bytes, \([0-9]*\) are needed.*/\1/p' "$log" | head -n 1)
	need=$(sed -n 's/.*prlimit --memlock=\([0-9]*\) .*/\1/p' "$log" | head -n 1)
	[ -n "$need" ] || return 0
	# Enough to begin with: memory that cannot be locked must not reach the device.
	as_user $(((now + 1023) / 1024)) "$@"
	refused R6-memlock-heap-grows "limit is $now bytes, [0-9]+ are needed; run: prlimit" /tmp/as_user
	verify R6-verify-after-memlock VA
	# What the message asks for must be enough.
	as_user $(((need + 1023) / 1024)) "$@"
	if run R6-memlock-as-told 180 /tmp/as_user && verified; then
		ok "R6-memlock-as-told ($need bytes)"
	else
		fail R6-memlock-as-told "$need bytes: status $rc, $(why)"
	fi
	chown root "/dev/vfio/$group"
}

# ---- a device that shares its IOMMU group ----

# Others of the group that have a driver
neighbours() {
	for n in "$dev"/iommu_group/devices/*; do
		[ "${n##*/}" = "$bdf" ] || [ ! -e "$n/driver" ] || basename "$n"
	done
}

shared_group() {
	modprobe vfio-pci
	modprobe vfio_iommu_type1
	modprobe i6300esb
	bind vfio-pci
	# A group may be made only when the first of its devices is bound.
	other=$(neighbours | head -n 1)
	theirs=$(basename "$(readlink "/sys/bus/pci/devices/$other/driver")")
	if [ "$(bound_to)" != vfio-pci ] || [ -z "$other" ]; then
		fail R7-group-not-viable "driver is $(bound_to), neighbours: $(neighbours | paste -s -d ' ')"
		return 0
	fi
	# shellcheck disable=SC2046 # a list of options
	refused R7-group-not-viable "$bdf: shares its IOMMU group with $other .driver $theirs." \
		$checker -l 0-1 -a "$bdf" -- $(perf_args verify 1 "$flat")
	# What the message asks for must be enough.
	echo "$other" > "/sys/bus/pci/devices/$other/driver/unbind"
	verify R7-verify-group-viable VA
}

# ---- a VF ----

virtual_function() {
	modprobe vfio-pci
	modprobe vfio_iommu_type1
	if ! bind vfio-pci; then
		fail vf-bind "driver is $(bound_to): $(tail -n 1 "$log")"
		return 0
	fi
	verify vf-verify-va VA
	verify vf-verify-pa PA --iova-mode=pa
	verify_chains vf-verify-chains
	autotest vf-autotest
	if kill_busy vf; then
		ok vf-kill
	else
		fail vf-kill "the program was not busy: status $rc, $(why)"
	fi
	verify vf-verify-after-kill VA
	functional
	if unbind && bind vfio-pci; then
		ok vf-rebind
	else
		fail vf-rebind "driver is $(bound_to)"
	fi
	verify vf-verify-after-rebind VA
}

# ---- what nobody should do to a device ----

bind_or_fail() {
	modprobe vfio-pci
	modprobe vfio_iommu_type1
	bind vfio-pci || fail bind "driver is $(bound_to): $(tail -n 1 "$log")"
	[ "$(bound_to)" = vfio-pci ]
}

# An administrator takes the device away: VFIO asks the program for it, and waits.
unbind_while_busy() {
	[ -x /usr/local/bin/dpdk-test-wd ] || return 0
	log_of unbind-while-busy
	timeout -s KILL 60 dpdk-test-wd -l 0-1 -a "$bdf" -- churn --driver $pmd --seconds 30 > "$log" 2>&1 < /dev/null &
	pid=$!
	tries=0
	while ! grep -q '^churn has begun' "$log" && [ $tries -lt 300 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	sleep 1
	timeout -s KILL 20 sh -c "echo $bdf > $dev/driver/unbind"
	wait $pid
	rc=$?
	if [ $rc -ne 0 ] || ! grep -q '^ok churn/give_back' "$log" || [ "$(bound_to)" != none ]; then
		fail unbind-while-busy "status $rc, driver $(bound_to), $(grep -m 1 '^FAIL' "$log" || why)"
	else
		ok "unbind-while-busy ($(grep -m 1 '^ok churn: ' "$log" | cut -c 11-60))"
	fi
	bind vfio-pci || fail bind-again "driver is $(bound_to)"
}

# The function is reset through sysfs while a program is busy on it; then the program uses an
# address that the IOMMU does not know.
abuse() {
	bind_or_fail || return 0
	devargs=,timeout_ms=1000,max_resets=0
	{
		sleep 2
		for tries in 1 2 3 4 5 6; do
			echo 1 > "$dev/reset"
			sleep 0.5
		done
	} &
	cases reset-while-busy 60 churn --driver $pmd --seconds 6 --errors
	wait
	grep -c 'in service again after a function reset' "$log" > /tmp/resets
	if [ "$(cat /tmp/resets)" -gt 0 ]; then
		ok "reset-noticed ($(cat /tmp/resets) of 6 times)"
	else
		fail reset-noticed "the program did not notice that its device was reset"
	fi
	devargs=
	verify verify-after-reset VA
	unbind_while_busy
	cases R5-unmapped-iova 60 datapath wild --driver $pmd
	if [ -x /usr/local/bin/dpdk-test-wd ]; then
		# shellcheck disable=SC2046 # a list of options
		refused closed-master-refused 'has closed its AXI master after an error and a function reset does not' \
			$checker -l 0-1 -a "$bdf" -- $(perf_args verify 1 "$flat")
	fi
}

# The device vanishes while a program works on it: surprise removal, or the end of the process
# that is the device, once we say so.
device_vanishes() {
	bind_or_fail || return 0
	if [ ! -x /usr/local/bin/dpdk-test-wd ]; then
		skip device-vanishes "dpdk-test-wd was not built for this machine"
		return 0
	fi
	log_of device-vanishes
	timeout -s KILL 90 dpdk-test-wd -l 0-1 -a "$bdf,timeout_ms=1000" -- churn --driver $pmd --seconds 10 \
		--errors > "$log" 2>&1 < /dev/null &
	pid=$!
	tries=0
	while ! grep -q '^churn has begun' "$log" && [ $tries -lt 300 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	sleep 1
	echo "now kill the model"
	# Not for its end: VFIO tries to reset what is gone, and takes a minute to give up.
	tries=0
	while ! grep -q '^[a-zA-Z]* churn: ' "$log" && [ -d /proc/$pid ] && [ $tries -lt 600 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	if ! grep -q '^ok churn: ' "$log"; then
		fail device-vanishes "$(grep -m 1 '^FAIL' "$log" || why)"
	elif ! grep -q 'the device has been removed\|the device is lost' "$log"; then
		fail device-vanishes "the driver has not reported it: $(why)"
	else
		ok "device-vanishes ($(grep -m 1 '^ok ' "$log" | cut -d ' ' -f 3- | cut -c 1-120))"
	fi
}

# ---- no IOMMU ----

no_iommu() {
	cp /noiommu.ko "$(find "/lib/modules/$(uname -r)" -name vfio.ko)"
	depmod
	modprobe vfio enable_unsafe_noiommu_mode=1
	modprobe vfio-pci
	if ! bind vfio-pci || [ ! -c /dev/vfio/noiommu-0 ]; then
		fail noiommu-bind "driver is $(bound_to), /dev/vfio has $(ls /dev/vfio)"
		return 0
	fi
	# shellcheck disable=SC2046 # a list of options
	refused R8-noiommu-refused "$bdf: VFIO runs in no-IOMMU mode, .* allow_noiommu=1" \
		$checker -l 0-1 -a "$bdf" -- $(perf_args verify 1 "$flat")
	devargs=,allow_noiommu=1
	verify R8-noiommu-allowed PA
	if grep -q "$bdf: no-IOMMU mode: the device can overwrite any memory" "$log"; then
		ok R8-noiommu-warns
	else
		fail R8-noiommu-warns "no warning in the log"
	fi
}

# ---- all of it ----

all() {
	# EAL leaves out devices without a driver: the PMD is not asked.
	# shellcheck disable=SC2046 # a list of options
	refused no-driver "$no_device" \
		$checker -l 0-1 -a "$bdf" -- $(perf_args verify 1 "$flat")
	modprobe pci-stub
	echo pci-stub > "$dev/driver_override"
	echo "$bdf" > /sys/bus/pci/drivers_probe
	if [ "$(bound_to)" = pci-stub ]; then
		# shellcheck disable=SC2046 # a list of options
		refused not-bound-to-vfio-pci \
			"$bdf: not bound to vfio-pci; run: dpdk-devbind.py --bind=vfio-pci $bdf" \
			$checker -l 0-1 -a "$bdf" -- $(perf_args verify 1 "$flat")
	else
		fail not-bound-to-vfio-pci "cannot be bound to pci-stub: $(bound_to)"
	fi
	echo > "$dev/driver_override"

	modprobe vfio-pci
	# What modprobe of a real system loads with it (a soft dependency).
	modprobe vfio_iommu_type1
	if [ $devbind = yes ]; then
		if listed; then
			ok "devbind-lists-it (Baseband)"
		else
			fail devbind-lists-it "$(grep "$bdf" "$log" || tail -n 1 "$log")"
		fi
	else
		skip devbind-lists-it "no Python in the guest: bound through sysfs"
	fi
	if bind vfio-pci; then
		ok "bind (dpdk-devbind.py: $devbind)"
	else
		fail bind "driver is $(bound_to): $(tail -n 1 "$log")"
		return 0
	fi
	if [ -d "$dev/iommu_group" ] && [ -n "$(ls /sys/class/iommu)" ]; then
		ok "iommu ($(ls /sys/class/iommu), group $(basename "$(readlink "$dev/iommu_group")"))"
	else
		fail iommu "$bdf has no IOMMU group"
	fi

	round=1
	while [ $round -le "$rounds" ]; do
		verify "R2-verify-va-$round" VA
		autotest "R21-autotest-va-$round"
		verify_chains "verify-chains-$round"
		verify "R2-verify-pa-$round" PA --iova-mode=pa
		[ "$suite_modes" = va ] || autotest "R21-autotest-pa-$round" --iova-mode=pa
		round=$((round + 1))
	done
	ordinary_user
	functional
	cases interrupts 60 interrupts --driver $pmd
	cases R1-no-system-call 120 datapath sealed "$sealed_ops" --driver $pmd
	if unbind && bind vfio-pci; then
		ok rebind
	else
		fail rebind "driver is $(bound_to)"
	fi
	verify verify-after-rebind VA
}

echo "fact booted 1"
if [ -z "$bdf" ]; then
	fail probe "there is no device 19e5:${id#0x} on the bus"
else
	case $(word what) in
	kill) kill_modes ;;
	linux) linux_rounds ;;
	group) shared_group ;;
	vf) virtual_function ;;
	abuse) abuse ;;
	removed | killed) device_vanishes ;;
	noiommu) no_iommu ;;
	*) all ;;
	esac
fi
ok end
