#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Build the modules in FOLDER for the arm64 guest kernel of CACHE (filled by get-vm.sh).
# Usage: kmod.sh CACHE FOLDER [make variables]
set -euo pipefail

[ $# -ge 2 ] || {
	echo "usage: kmod.sh CACHE FOLDER [make variables]" >&2
	exit 2
}
cache=$(realpath "$1")
folder=$(realpath "$2")
shift 2
release=$(cat "$cache/arm64/release")
cross=$cache/host/usr/bin/aarch64-linux-gnu-
# Type information for BPF would need tools that nothing here uses.
exec make -C "$cache/arm64/kbuild/usr/src/linux-headers-$release" M="$folder" \
	ARCH=arm64 CROSS_COMPILE="$cross" CC="${cross}gcc-14" CONFIG_DEBUG_INFO_BTF_MODULES= \
	-j 2 "$@" modules
