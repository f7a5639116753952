#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# What the tests in a virtual machine need, from Debian 13's packages, into one folder: QEMU
# with a vfio-user client (10.1 or later: backports have it), a guest kernel, a static busybox
# and what Debian's kernel comes without, built from its source package: Linux's own hisi modules,
# SM4 in software, and the no-IOMMU mode of VFIO. Needs no root and leaves the machine's dpkg and
# apt as they are.
# Usage: get-vm.sh [DIR]      (default: build/vm-cache of this tree)
# Exit status 77: what it takes cannot be had on this machine; 1: something went wrong.
#
# DIR then holds qemu-system-aarch64 and qemu-system-x86_64 (programs to start), busybox; for
# arm64 and amd64 vmlinuz, release, busybox, modules (Debian's), kbuild (to build modules
# against) and vfio (vfio.ko with its no-IOMMU mode); and arm64/hisi (sources and modules) and
# arm64/testmgr (the kernel's self-tests, as source).
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# The mirror's release, and where QEMU is new enough.
suite=trixie
suite_qemu=trixie-backports
guest=arm64
# The compiler the guests' kernels were built with: an older one lacks options they are built
# with.
gcc=(gcc-14-aarch64-linux-gnu gcc-14-x86-64-linux-gnu)

die() {
	printf 'get-vm: %s\n' "$*" >&2
	exit 1
}

# What it takes cannot be had: nobody's fault, the tests are skipped.
unavailable() {
	printf 'get-vm: %s\n' "$*" >&2
	exit 77
}

[ $# -le 1 ] || die "usage: get-vm.sh [DIR]"
dir=$(realpath -m "${1:-$here/../../../build/vm-cache}")
case $dir in
*[[:space:]]*) die "$dir: a path with white space cannot be used here, choose another folder" ;;
esac
host=$(dpkg --print-architecture 2> /dev/null) || unavailable "no dpkg here: packages cannot be unpacked"
[ "$host" = amd64 ] || unavailable "the machine is $host: only amd64 is supported as host"
for tool in apt-get make xz; do
	command -v "$tool" > /dev/null ||
		unavailable "no $tool here: install apt, make and xz-utils"
done

# One at a time fills it: whoever comes second finds it done.
mkdir -p "$dir"
exec 9< "$dir"
flock 9
stamp="$suite $(cksum < "${BASH_SOURCE[0]}") $dir"
if [ "$(cat "$dir/STAMP" 2> /dev/null)" = "$stamp" ]; then
	exit 0
fi

# ---- a package state of our own ----

# First of the machine's Debian archives that is not the one for security updates.
mirror() {
	# shellcheck disable=SC2016 # for apt
	{
		apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2> /dev/null ||
			true
		cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null || true
	} | grep -oE '(https?|ftp|file):/+[^] ]+/debian/?( |$)' | tr -d ' ' | head -n 1 || true
}

make_apt_state() {
	local key=/usr/share/keyrings/debian-archive-keyring.gpg uri s
	uri=$(mirror)
	[ -n "$uri" ] || unavailable "the machine's apt knows no Debian mirror (.../debian): add one"
	[ -r "$key" ] || unavailable "$key is missing: install debian-archive-keyring"
	mkdir -p "$dir"/apt/{lists/partial,cache/archives/partial,etc/none.d,etc/preferences.d}
	: > "$dir/apt/status"
	for s in "$suite" "$suite_qemu"; do
		echo "deb [arch=$host,$guest signed-by=$key] $uri $s main"
	done > "$dir/apt/etc/sources.list"
	{
		# How this machine reaches its mirror (proxies, time limits, date checks), but
		# none of its hooks: those work on the machine's own state.
		apt-config dump | grep -E \
			'^Acquire::(http|https|ftp|Retries|Check-Date|Check-Valid-Until|Force)' || true
		cat <<-CONF
			Dir::State "$dir/apt";
			Dir::State::status "$dir/apt/status";
			Dir::State::lists "$dir/apt/lists";
			Dir::Cache "$dir/apt/cache";
			Dir::Etc "$dir/apt/etc";
			Dir::Etc::sourceparts "none.d";
			Dir::Etc::parts "none.d";
			APT::Architecture "$host";
			APT::Architectures { "$host"; "$guest"; };
			APT::Install-Recommends "false";
			APT::Sandbox::User "";
			Acquire::Languages "none";
			Debug::NoLocking "1";
		CONF
	} > "$dir/apt.conf"
	export APT_CONFIG="$dir/apt.conf"
	apt-get -qq --error-on=any update > "$dir/log" 2>&1 || {
		tail -n 5 "$dir/log" >&2
		unavailable "cannot read the package lists of $suite from $uri"
	}
}

# fetch PACKAGE...: into debs/, without dependencies
fetch() {
	(cd "$dir/debs" && apt-get -qq download "$@") > "$dir/log" 2>&1 || {
		tail -n 5 "$dir/log" >&2
		unavailable "the mirror does not have: $*"
	}
}

# field PACKAGE FIELD: of the version apt would take
field() {
	apt-cache show --no-all-versions "$1" 2> /dev/null | sed -n "s/^$2: //p" | head -n 1
}

# ---- QEMU and compiler ----

# wrap_programs [find's conditions]: programs of Debian 13 need its C library, the machine's may
# be older. A script in the place of each starts it on the one in host/.
wrap_programs() {
	local f
	find "$@" -type f -perm -100 ! -name '*.so*' | while read -r f; do
		[ "$(head -c 4 "$f" | tail -c 3)" = ELF ] || continue
		mv "$f" "$f.bin"
		{
			echo '#!/bin/sh'
			echo "exec $dir/host/usr/lib64/ld-linux-x86-64.so.2 --argv0 $f" \
				"--library-path $dir/host/usr/lib/x86_64-linux-gnu" \
				"$f.bin \"\$@\""
		} > "$f"
		chmod +x "$f"
	done
}

# All with the libraries they need, in a folder of their own.
get_host() {
	local f
	apt-get -qq -y --download-only -t "$suite_qemu" install qemu-system-arm qemu-system-x86 \
		"${gcc[@]}" > "$dir/log" 2>&1 || {
		tail -n 5 "$dir/log" >&2
		unavailable "the mirror does not have qemu-system-arm, qemu-system-x86 in $suite_qemu," \
			"${gcc[*]}"
	}
	mkdir "$dir/host"
	for f in "$dir"/apt/cache/archives/*.deb; do
		dpkg-deb -x "$f" "$dir/host"
	done
	# The largest of what nothing here uses.
	rm -f "$dir"/host/usr/bin/{qemu-system-arm,qemu-system-i386,*lto-dump*} \
		"$dir"/host/usr/libexec/gcc*/*/14/lto1
	wrap_programs "$dir/host/usr/bin" -name "*-linux-gnu-*"
	wrap_programs "$dir/host/usr/libexec"
	# The native compiler looks for its assembler by the plain name, first where -B says.
	mkdir "$dir/host/bin-amd64"
	ln -s ../usr/bin/x86_64-linux-gnu-as "$dir/host/bin-amd64/as"
	for f in qemu-system-aarch64 qemu-system-x86_64; do
		{
			echo '#!/bin/sh'
			echo "r=$dir/host/usr"
			# shellcheck disable=SC2016 # for the file written
			echo 'exec $r/lib64/ld-linux-x86-64.so.2' \
				'--library-path $r/lib/x86_64-linux-gnu' \
				"\$r/bin/$f" '-L $r/share/seabios -L $r/share/qemu "$@"'
		} > "$dir/$f"
		chmod +x "$dir/$f"
		"$dir/$f" -device vfio-user-pci,help > "$dir/log" 2>&1 ||
			die "$f of $suite_qemu does not start: $(tail -n 1 "$dir/log")"
		grep -q '^vfio-user-pci options' "$dir/log" ||
			unavailable "$f of $suite_qemu is too old: it has no vfio-user-pci"
	done
	"$dir/qemu-system-aarch64" --version | head -n 1
}

# ---- kernel and busybox of the guest ----

# get_guest ARCHITECTURE
get_guest() {
	local arch=$1 image release g=$dir/$1
	image=$(field "linux-image-$arch:$arch" Depends | grep -oE 'linux-image-[0-9][^ ,:]*' |
		head -n 1) || true
	[ -n "$image" ] || unavailable "the mirror names no kernel for $arch in $suite"
	release=${image#linux-image-}
	fetch "$image:$arch" "busybox-static:$arch"
	mkdir -p "$g/image"
	dpkg-deb -x "$dir"/debs/linux-image-*_"$arch".deb "$g/image"
	cp "$g/image/boot/vmlinuz-$release" "$g/vmlinuz"
	mv "$(find "$g/image" -type d -path "*/modules/$release")" "$g/modules"
	rm -rf "$g/image"
	dpkg-deb --fsys-tarfile "$dir"/debs/busybox-static_*_"$arch".deb |
		tar -xO --wildcards '*bin/busybox' > "$g/busybox"
	chmod +x "$g/busybox"
	echo "$release" > "$g/release"
}

# ---- what modules of the guest are built with ----

# get_kbuild ARCHITECTURE
get_kbuild() {
	local arch=$1 k=$dir/$1/kbuild f kver release common
	release=$(cat "$dir/$arch/release")
	common=linux-headers-${release%-"$arch"}-common
	kver=$(field "linux-headers-$release:$arch" Depends |
		grep -oE 'linux-kbuild-[^ ,:]*' | head -n 1) || true
	[ -n "$kver" ] || unavailable "linux-headers-$release names no linux-kbuild package"
	fetch "linux-headers-$release:$arch" "$common" "$kver:$host"
	mkdir -p "$k"
	for f in "linux-headers-$release" "$common" "$kver"; do
		dpkg-deb -x "$dir/debs/$f"_*.deb "$k"
	done
	# The headers point to their other halves by absolute paths.
	sed -i "s#/usr/src/#$k/usr/src/#g; s#/usr/lib/#$k/usr/lib/#g" \
		"$k/usr/src/linux-headers-$release/Makefile"
	find "$k/usr/src" -type l | while read -r f; do
		case $(readlink "$f") in
		/usr/*) ln -sfn "$k$(readlink "$f")" "$f" ;;
		*/lib/linux-kbuild-*) ln -sfn "$k/usr/lib/$kver/$(basename "$f")" "$f" ;;
		esac
	done
	wrap_programs "$k/usr/lib/$kver"
}

# ---- Linux's own drivers, and VFIO ----

get_sources() {
	local source a=$dir/$guest
	source=linux-source-$(cut -d. -f1,2 "$dir/$guest/release")
	fetch "$source"
	mkdir -p "$a/hisi" "$a/testmgr"
	# shellcheck disable=SC2016 # for the shell that tar starts
	dpkg-deb --fsys-tarfile "$dir/debs/$source"_*.deb |
		tar -xO --wildcards './usr/src/*.tar.xz' | xz -dc -T 0 |
		tar -x -C "$a/hisi" --strip-components=1 --wildcards \
			'*/drivers/crypto/hisilicon/*' '*/drivers/misc/uacce/*' '*/drivers/vfio/*' \
			'*/crypto/sm4.c' '*/crypto/sm4_generic.c' '*/crypto/testmgr.[ch]' \
			'*/crypto/internal.h'
	cp -r "$a/hisi/drivers/vfio" "$dir/$host/vfio"
	mv "$a/hisi/drivers/vfio" "$a/vfio"
	mv "$a"/hisi/crypto/{testmgr.[ch],internal.h} "$a/testmgr/"
	echo 'obj-m := sm4.o sm4_generic.o' > "$a/hisi/crypto/Kbuild"
}

# build ARCHITECTURE FOLDER [make variables]
build() {
	local arch=$1 f=$2
	shift 2
	"$here/kmod.sh" "$dir" "$arch" "$dir/$arch/$f" "$@" > "$dir/log" 2>&1 || {
		tail -n 15 "$dir/log" >&2
		die "building the modules of $arch/$f failed"
	}
}

# The defines stand for what the kernel's own configuration would say. SM4 in software is what
# hisi_sec2 falls back on: without it the kernel takes its self-tests of SM4 as passed.
build_hisi() {
	local uacce=-DCONFIG_UACCE_MODULE=1 drivers=hisi/drivers
	build "$guest" hisi/crypto
	build "$guest" $drivers/misc/uacce CONFIG_UACCE=m KCFLAGS="$uacce"
	build "$guest" $drivers/crypto/hisilicon CONFIG_CRYPTO_DEV_HISI_QM=m \
		CONFIG_CRYPTO_DEV_HISI_ZIP=m CONFIG_CRYPTO_DEV_HISI_SEC2=m \
		CONFIG_CRYPTO_DEV_HISI_HPRE=m CONFIG_CRYPTO_DEV_HISI_TRNG= \
		CONFIG_CRYPTO_DEV_HISI_SEC= \
		KCFLAGS="$uacce -DCONFIG_CRYPTO_DEV_HISI_QM_MODULE=1" \
		KBUILD_EXTRA_SYMBOLS="$dir/$guest/$drivers/misc/uacce/Module.symvers"
}

# VFIO's core once more, with the mode without an IOMMU that Debian leaves out: only that.
build_vfio() {
	local none=(PCI_CORE= PLATFORM_BASE= FSL_MC= MDEV= CDX= IOMMU_TYPE1=
		IOMMU_SPAPR_TCE=)
	build "$1" vfio CONFIG_VFIO=m CONFIG_VFIO_NOIOMMU=y KCFLAGS=-DCONFIG_VFIO_NOIOMMU=1 \
		"${none[@]/#/CONFIG_VFIO_}"
}

# What is there is thrown away: it must be of this script's making.
if [ -n "$(ls -A "$dir" 2> /dev/null)" ] && [ ! -e "$dir/STAMP" ]; then
	die "$dir is not empty and no cache of this script: choose another folder, or empty it"
fi
rm -rf "${dir:?}"/*
mkdir -p "$dir/debs"
echo unfinished > "$dir/STAMP"
make_apt_state
get_host
get_guest "$host"
cp "$dir/$host/busybox" "$dir/busybox"
get_guest "$guest"
get_kbuild "$host"
get_kbuild "$guest"
get_sources
build_hisi
build_vfio "$guest"
build_vfio "$host"
rm -rf "$dir/apt" "$dir/apt.conf" "$dir/debs" "$dir/log"
echo "$stamp" > "$dir/STAMP"
echo "guest kernel $(cat "$dir/$guest/release"), hisi modules built from its source package"
