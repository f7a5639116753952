#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Build the modules in FOLDER for the guest kernel of ARCHITECTURE (amd64 or arm64) in CACHE
# (filled by get-vm.sh), with the compiler that kernel was built with.
# Usage: kmod.sh CACHE ARCHITECTURE FOLDER [make variables]
set -euo pipefail

[ $# -ge 3 ] || {
	echo "usage: kmod.sh CACHE ARCHITECTURE FOLDER [make variables]" >&2
	exit 2
}
cache=$(realpath "$1")
arch=$2
folder=$(realpath "$3")
shift 3
release=$(cat "$cache/$arch/release")
case $arch in
amd64) target=x86_64-linux-gnu karch=x86_64 find_as="-B$cache/host/bin-amd64" ;;
arm64) target=aarch64-linux-gnu karch=arm64 find_as= ;;
*)
	echo "kmod: $arch: amd64 or arm64" >&2
	exit 2
	;;
esac
cross=$cache/host/usr/bin/$target-
# Type information for BPF would need tools that nothing here uses.
exec make -C "$cache/$arch/kbuild/usr/src/linux-headers-$release" M="$folder" \
	ARCH="$karch" CROSS_COMPILE="$cross" CC="${cross}gcc-14${find_as:+ $find_as}" \
	CONFIG_DEBUG_INFO_BTF_MODULES= -j 2 "$@" modules
