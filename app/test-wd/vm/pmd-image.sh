#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Make the initramfs of a guest in which the PMD runs: Debian's kernel modules for vfio, the
# distribution's DPDK tools with the libraries they need, our plugins as "meson install" puts
# them (without librte_wd_sim), Python and dpdk-devbind.py where this machine has them; for arm64
# Linux's own driver of the device as well.
# Usage: pmd-image.sh CACHE ARCHITECTURE ROOT BUILD INPUT FILE DEVICE
#   ROOT: the file system the tools are taken from, / for this machine's own
set -euo pipefail
export LC_ALL=C

die() {
	printf 'pmd-image: %s\n' "$*" >&2
	exit 1
}

[ $# -eq 7 ] || die "usage: pmd-image.sh CACHE ARCHITECTURE ROOT BUILD INPUT FILE DEVICE"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$1
arch=$2
root=${3%/}
build=$4
input_file=$5
file=$6
device_file=$here/guest/dev-$7.sh
[ -r "$device_file" ] || die "$7: there is no $device_file"
# shellcheck source=app/test-wd/vm/guest/dev-zip.sh
. "$device_file"
case $arch in
amd64) triplet=x86_64-linux-gnu ;;
arm64) triplet=aarch64-linux-gnu ;;
*) die "$arch: amd64 or arm64" ;;
esac
release=$(cat "$cache/$arch/release")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

# put PATH: a file of the root, where it was. Of a link both, so that it stays one file: of two
# copies of a library of DPDK both would register their drivers.
put() {
	local real
	[ ! -e "$tree$1" ] || return 0
	real=$(realpath "$root$1")
	real=${real#"$root"}
	mkdir -p "$tree$(dirname "$1")" "$tree$(dirname "$real")"
	[ -e "$tree$real" ] || cp "$root$real" "$tree$real"
	[ -e "$tree$1" ] || ln -sr "$tree$real" "$tree$1"
}

needed() {
	readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p'
}

# put_libs FILE: what a program or library of the tree needs, and what that needs
put_libs() {
	local lib dir found
	for lib in $(needed "$1"); do
		found=
		for dir in "/usr/lib/$triplet" "/lib/$triplet" /usr/lib /lib /lib64; do
			[ ! -e "$tree$dir/$lib" ] || continue 2
			if [ -e "$root$dir/$lib" ]; then
				found=$dir/$lib
				break
			fi
		done
		[ -n "$found" ] || die "${1#"$tree"} needs $lib, which is not in ${root:-/}"
		put "$found"
		put_libs "$tree$found"
	done
}

# put_program PATH
put_program() {
	put "$1"
	put_libs "$tree$1"
}

put_module() {
	local name=$1 from dep
	[ -z "$(find "$ko_dir" -name "$name.ko")" ] || return 0
	from=$(find "${module_dirs[@]}" -name "${name//_/[-_]}.ko*" | head -n 1)
	[ -n "$from" ] || return 0 # built into the kernel
	case $from in
	*.xz) xz -dc "$from" > "$ko_dir/$name.ko" ;;
	*) cp "$from" "$ko_dir/$name.ko" ;;
	esac
	for dep in $(tr '\0' '\n' < "$ko_dir/$name.ko" | sed -n 's/^depends=//p' | tr , ' '); do
		put_module "$dep"
	done
}

put_plugins() {
	local pmds lib
	DESTDIR=$tree/install meson install -C "$build" --no-rebuild > "$file.log" 2>&1 ||
		die "meson install failed, see $file.log"
	pmds=$(find "$tree/install" -name "$plugin" -printf '%P\n' | head -n 1)
	[ -n "$pmds" ] || die "meson install of $build gives no $plugin"
	pmds=/$(dirname "$pmds")
	mkdir -p "$tree$pmds"
	cp -a "$tree/install$pmds"/librte_*_wd.so* "$tree$pmds/"
	cp -a "$tree/install/usr/lib/$triplet"/librte_common_wd.so.* "$tree/usr/lib/$triplet/"
	if [ -x "$tree/install/usr/local/bin/dpdk-test-wd" ]; then
		mkdir -p "$tree/usr/local/bin"
		cp "$tree/install/usr/local/bin/dpdk-test-wd" "$tree/usr/local/bin/"
		put_libs "$tree/usr/local/bin/dpdk-test-wd"
	fi
	rm -rf "$tree/install"
	if [ -e "$build/app/test-wd/suiteas/libsuiteas.so" ]; then
		cp "$build/app/test-wd/suiteas/libsuiteas.so" "$tree/usr/lib/"
		put_libs "$tree/usr/lib/libsuiteas.so"
	fi
	# DPDK's own: the buses and what mempools are made of.
	for lib in bus_pci bus_vdev mempool_ring; do
		lib=$(find "$root$pmds/" -name "librte_$lib.so.*" | head -n 1)
		[ -n "$lib" ] || die "$root$pmds does not have all of DPDK's plugins"
		put_program "${lib#"$root"}"
	done
}

# Python, for dpdk-devbind.py: exactly the modules that script loads.
put_devbind() {
	local f python
	[ -z "$root" ] && [ -x /usr/bin/dpdk-devbind.py ] && [ -x /usr/bin/lspci ] || return 0
	python=$(readlink -f /usr/bin/python3) || return 0
	/usr/bin/python3 -I -S -c 'import sys, os, subprocess, argparse, platform, glob, shutil
import encodings.ascii, encodings.latin_1, encodings.utf_8
for m in list(sys.modules.values()):
    for f in (getattr(m, "__file__", None), getattr(m, "__cached__", None)):
        if f: print(f)' > "$tree/list" 2> /dev/null || return 0
	while read -r f; do
		[ ! -r "$f" ] || put "$f"
	done < "$tree/list"
	rm "$tree/list"
	put_program "$python"
	find "$tree/usr/lib" -path '*/lib-dynload/*.so' | while read -r f; do
		put_libs "$f"
	done
	ln -sfn "$(basename "$python")" "$tree/usr/bin/python3"
	put_program /usr/bin/lspci
	for f in /usr/share/misc/pci.ids /usr/share/hwdata/pci.ids; do
		[ ! -r "$f" ] || put "$f"
	done
	put /usr/bin/dpdk-devbind.py
}

chmod 755 "$tree"
mkdir -p "$tree"/{dev,proc,sys,run,tmp,etc,root,var,usr/bin,usr/lib64} "$tree/usr/lib/$triplet"
for d in bin lib lib64; do
	ln -s "usr/$d" "$tree/$d"
done
ln -s usr/bin "$tree/sbin"
ln -s ../run "$tree/var/run"
cp "$cache/$arch/busybox" "$tree/usr/bin/busybox"
cp "$here/guest/pmd-init.sh" "$tree/init"
sed -i '1s,.*,#!/usr/bin/busybox sh,' "$tree/init"
cp "$here/guest/pmd.sh" "$tree/test.sh"
cp "$here/guest/lib.sh" "$tree/"
cp "$device_file" "$tree/device.sh"
chmod +x "$tree/init"
printf 'root:x:0:0::/root:/bin/sh\nwd:x:1000:1000::/tmp:/bin/sh\n' > "$tree/etc/passwd"
printf 'root:x:0:\nwd:x:1000:\n' > "$tree/etc/group"
ko_dir=$tree/usr/lib/modules/$release
mkdir -p "$ko_dir"
module_dirs=("$cache/$arch/modules/kernel")
wanted=(vfio_pci vfio_iommu_type1 pci_stub i6300esb virtio_iommu)
if [ "$arch" = arm64 ]; then
	module_dirs+=("$cache/$arch/hisi")
	# shellcheck disable=SC2206 # words
	wanted+=($modules "$driver")
fi
for m in "${wanted[@]}"; do
	put_module "$m"
done
# VFIO's core with the mode without an IOMMU; Debian's has none.
cp "$cache/$arch/vfio/vfio.ko" "$tree/noiommu.ko"
cp "$cache/$arch/modules/modules.builtin" "$ko_dir/" 2> /dev/null || true
put_program /usr/bin/dpdk-test
put_program "/usr/bin/$tool"
# What starts a program, and what the C library opens by itself to end a thread.
for f in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1 "/lib/$triplet/libgcc_s.so.1"; do
	[ ! -e "$root$f" ] || put "$f"
done
put_plugins
put_devbind
cp "$input_file" "$tree/input"
# Not compressed: reading it is the guest's first work, and the guest is slow.
(cd "$tree" && find . | "$cache/busybox" cpio -o -H newc 2> /dev/null) > "$file.new"
mv "$file.new" "$file"
