# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# What the scripts in the guests share: words of the kernel's command line, the device, Linux's
# own driver of it.
#
# /device.sh is one of dev-*.sh and has what differs between the devices:
#   device              its name for the test module
#   driver, modules     Linux's driver; what has to be there before it
#   id_pf, id_vf        PCI ids
#   dfx                 the folder of the driver's counters in debugfs
#   algorithms_v2, _v3  what it offers to the kernel: name, requests of its self-test, of these
#                       to be refused by the device
#   machines            those run-linux.sh runs without being asked
#   more_machines       what else it can run ("all")
#   counts              prints what the driver has sent, received and seen refused since it was
#                       loaded
#   random_tests        iterations of the kernel's random tests, empty where there are none
#   must_be_zero        its counters of what must not happen
#   messages_allowed, messages_refusal   what the driver says when a self-test is to fail, and
#                       when a request is refused that our test module had to send
#   device_counters, device_parameters   checks of its own: of a PF's counters; of the driver's
#                       parameters
# shellcheck shell=dash disable=SC2154,SC2034 # set by /device.sh; for who sources this

word() {
	tr ' ' '\n' < /proc/cmdline | sed -n "s/^wd\.$1=//p"
}

hw=$(word hw)
vf=$(word vf)
# shellcheck source=app/test-wd/vm/guest/dev-zip.sh
. /device.sh
if [ "$hw" = v2 ]; then
	algorithms=$algorithms_v2
else
	algorithms=$algorithms_v3
fi

# find_device: $bdf, empty if there is none, and $dev, its folder in sysfs
find_device() {
	id=$id_pf
	[ "$vf" != yes ] || id=$id_vf
	bdf=
	for d in /sys/bus/pci/devices/*; do
		[ "$(cat "$d/vendor")$(cat "$d/device")" != "0x19e5$id" ] || bdf=${d##*/}
	done
	dev=/sys/bus/pci/devices/$bdf
	dbg=/sys/kernel/debug/$driver/$bdf
}

bound_to() {
	basename "$(readlink "$dev/driver" 2> /dev/null || echo none)"
}

bound() {
	[ "$(bound_to)" = "$driver" ]
}

# ---- self-tests of the kernel, and what the driver says of itself ----

# Every algorithm of the driver, and what the kernel says of its self-test.
registered() {
	awk -v module="$driver" '
		/^driver/ { alg = $3 }
		/^module/ { mine = ($3 == module) }
		/^selftest/ && mine { print alg, $3 }' /proc/crypto | sort
}

# alg_of DRIVER: what it is called, in /proc/crypto
alg_of() {
	awk -v want="$1" '/^name/ { name = $3 } /^driver/ && $3 == want { print name }' /proc/crypto
}

# The tests start by themselves soon after the algorithms are there. All are wanted and no other.
selftests_passed() {
	tries=0
	wanted=$(echo "$algorithms" | awk 'NF { print $1, "passed" }' | sort)
	while [ "$(registered)" != "$wanted" ] && [ $tries -lt 600 ]; do
		[ "$(registered | grep -c passed)" -lt "$(echo "$wanted" | wc -l)" ] || break
		sleep 0.1
		tries=$((tries + 1))
	done
	[ "$(registered)" = "$wanted" ]
}

# What of the algorithms is not as it should be.
selftests_missing() {
	registered > /tmp/registered
	echo "$algorithms" | awk 'NF { print $1, "passed" }' | sort > /tmp/wanted
	diff /tmp/wanted /tmp/registered | grep '^[-+][^-+]' | paste -s -d ' '
}

counter() {
	cat "$dbg/$dfx/$1"
}

sent() {
	counts | cut -d ' ' -f 1
}

received() {
	counts | cut -d ' ' -f 2
}

refused() {
	counts | cut -d ' ' -f 3
}

# of_selftests COLUMN: requests of all of them, or how many of these are to be refused
of_selftests() {
	echo "$algorithms" | awk -v column="$1" '{ n += $column } END { print n + 0 }'
}

# Nothing of the tests was done by software instead: that would be silent.
selftests_on_device() {
	[ "$(counts)" = "$(of_selftests 2) $(of_selftests 2) $(of_selftests 3)" ]
}
