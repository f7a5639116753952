# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# What the machine has to offer: packages, hugepages, CPUs. Sourced by quickstart.sh.
# shellcheck shell=bash

# The one list of what is needed from Debian 12.
packages_demo=(ca-certificates gcc libc6-dev meson ninja-build pkg-config dpkg-dev xz-utils
	util-linux procps libdpdk-dev dpdk-dev libisal-dev zlib1g-dev libdeflate-dev
	libjson-c-dev libcmocka-dev libssl-dev)
packages_test=(binutils clang gcc-aarch64-linux-gnu libarchive-dev libclang-rt-dev libsystemd-dev
	make mount shellcheck strace valgrind)
packages_vm=(cpio debian-archive-keyring gzip make xz-utils)

install_packages() {
	local missing=() p
	if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
		say "no apt here: assuming that the equivalents of these are installed:"
		say "  $*"
		return 0
	fi
	for p in "$@"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2> /dev/null)" = installed ] ||
			missing+=("$p")
	done
	if [ ${#missing[@]} -eq 0 ]; then
		# The driver headers come with DPDK's source: apt must know where that is.
		if [ -z "$(apt-get indextargets 'Created-By: Packages' 2> /dev/null)" ] && is_root; then
			must 300 apt-update apt-get update
		fi
		return 0
	fi
	is_root || die "not installed: ${missing[*]}; run this with sudo, or install them yourself"
	step "installing ${missing[*]}"
	must 300 apt-update apt-get update
	must 1800 apt-install env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y --no-install-recommends "${missing[@]}"
}

# ---- hugepages ----

huge_want=512      # pages of 2 MiB
huge_enough=300    # with fewer free ones the runs would fail half-way
huge_path=/sys/kernel/mm/hugepages/hugepages-2048kB
huge_ok=no
huge_dir=
with_hugetlbfs=()

restore_hugepages() {
	echo "$1" > "$huge_path/nr_hugepages"
}

# Sets huge_ok; says why when it stays "no".
reserve_hugepages() {
	local old now free
	if [ ! -d "$huge_path" ]; then
		say "this kernel has no 2 MiB hugepages: going on with --no-huge -m 600"
		return 0
	fi
	old=$(cat "$huge_path/nr_hugepages")
	if [ "$old" -lt "$huge_want" ] && is_root && [ -w "$huge_path/nr_hugepages" ]; then
		at_exit restore_hugepages "$old"
		echo "$huge_want" 2> /dev/null > "$huge_path/nr_hugepages" || true
	fi
	now=$(cat "$huge_path/nr_hugepages")
	free=$(cat "$huge_path/free_hugepages")
	if [ "$free" -ge "$huge_enough" ]; then
		huge_ok=yes
		step "hugepages: $now of 2 MiB, $free free$([ "$now" -eq "$old" ] || echo ", $old before")"
		return 0
	fi
	say "only $free free hugepages of 2 MiB (of $now), $huge_enough are needed: root may reserve"
	say "them with 'echo $huge_want > $huge_path/nr_hugepages'; going on with --no-huge -m 600"
}

# with_hugetlbfs: what to put in front of a command that needs one; stays empty where there
# can be none.
find_hugetlbfs() {
	make_run_dir
	if is_root && [ "$huge_ok" = yes ] && unshare --mount true 2> /dev/null; then
		huge_dir=$run_dir/huge
		with_hugetlbfs=(unshare --mount "$scripts/with-hugetlbfs.sh" "$huge_dir")
	fi
}

# ---- CPUs ----

cpu_a=0
cpu_b=0

# The first two CPUs this process may use; cpu_b = cpu_a when there is one only.
choose_cpus() {
	local list part cpus=()
	list=$(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status)
	for part in ${list//,/ }; do
		# shellcheck disable=SC2207 # numbers
		cpus+=($(seq "${part%-*}" "${part#*-}"))
		[ ${#cpus[@]} -lt 2 ] || break
	done
	cpu_a=${cpus[0]}
	cpu_b=${cpus[1]:-$cpu_a}
	[ "$cpu_a" != "$cpu_b" ] ||
		say "one CPU only: model and tool share it, the figures say little"
}
