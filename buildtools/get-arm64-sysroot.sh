#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Unpack what an aarch64 build and its tests need (DPDK of exactly the installed version,
# the model's libraries, qemu-user) into DIR and write DIR/cross.ini for meson. Debian
# packages, a package state of its own: the machine's dpkg and apt stay as they are.
# Needs gcc-aarch64-linux-gnu (package crossbuild-essential-arm64) for the build itself.
# Usage: get-arm64-sysroot.sh DIR [PACKAGE...]
#   PACKAGE: further ones for DIR/root, with what they depend on
set -euo pipefail

die() {
	echo "get-arm64-sysroot: $*" >&2
	exit 1
}

[ $# -ge 1 ] || die "usage: get-arm64-sysroot.sh DIR [PACKAGE...]"
dir=$(realpath -m "$1")
shift
ver=$(dpkg-query -W -f '${Version}' libdpdk-dev 2>/dev/null) ||
	die "package libdpdk-dev is not installed: its version decides which one is fetched"
abi=$(dpkg-query -W -f '${Package}\n' 'librte-eal*' 2>/dev/null | sed -n 's/^librte-eal//p' | head -n 1)
stamp="$ver $dir $* $(cksum < "$0")"
if [ "$(cat "$dir/STAMP" 2>/dev/null)" = "$stamp" ]; then
	exit 0
fi
rm -rf "$dir"
mkdir -p "$dir"/apt/{lists/partial,cache/archives/partial,etc/preferences.d,etc/none.d} \
	"$dir/root" "$dir/host" "$dir/debs"
: > "$dir/apt/status"

# The machine's own package sources, for arm64.
key=/usr/share/keyrings/debian-archive-keyring.gpg
# shellcheck disable=SC2016 # for apt
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' \
	2>/dev/null | sort -u | while read -r uri suite comp; do
	case $uri in
	*debian*) echo "deb [arch=arm64,$(dpkg --print-architecture) signed-by=$key] $uri $suite $comp" ;;
	esac
done > "$dir/apt/etc/sources.list"
[ -s "$dir/apt/etc/sources.list" ] ||
	die "apt knows no Debian package source; run 'apt-get update' first"

cat > "$dir/apt.conf" <<CONF
Dir::State "$dir/apt"; Dir::State::status "$dir/apt/status"; Dir::State::lists "$dir/apt/lists";
Dir::Cache "$dir/apt/cache"; Dir::Etc "$dir/apt/etc"; Dir::Etc::sourceparts "none.d";
Dir::Etc::parts "none.d"; APT::Architecture "arm64";
APT::Architectures { "arm64"; "$(dpkg --print-architecture)"; };
APT::Install-Recommends "false"; Acquire::Languages "none"; APT::Sandbox::User "";
APT::Update::Post-Invoke-Success ""; Debug::NoLocking "1";
CONF
export APT_CONFIG="$dir/apt.conf"
apt-get -qq update || die "cannot read the arm64 package lists"

# libdpdk-dev depends on every library of DPDK: fetched alone, next to those in use.
libs="eal kvargs telemetry ring mempool mempool-ring mbuf compressdev rcu cryptodev pci bus-pci bus-vdev"
want="libc6 libbsd-dev zlib1g-dev libisal-dev libjson-c-dev libcmocka-dev libdeflate-dev libssl-dev"
for l in $libs; do
	want="$want librte-$l$abi=$ver"
done
# shellcheck disable=SC2086 # a list of packages
apt-get -qq -y --download-only install $want "$@" > "$dir/apt/log" 2>&1 || {
	cat "$dir/apt/log" >&2
	die "the mirror does not have these packages for arm64"
}
(cd "$dir/debs" && apt-get -qq download "libdpdk-dev:arm64=$ver" \
	"qemu-user-static:$(dpkg --print-architecture)") ||
	die "the mirror does not have libdpdk-dev $ver for arm64 and qemu-user-static"
for f in "$dir"/apt/cache/archives/*.deb "$dir"/debs/libdpdk-dev*.deb; do
	dpkg-deb -x "$f" "$dir/root"
done
dpkg-deb --fsys-tarfile "$dir"/debs/qemu-user-static*.deb |
	tar -x -C "$dir/host" ./usr/bin/qemu-aarch64-static

# pkg-config prefixes no variable but the -I and -L flags with a sysroot, and meson asks for
# libdir: so the files themselves are made to point into DIR.
root=$dir/root
lib=$root/usr/lib/aarch64-linux-gnu
find "$lib/pkgconfig" -name '*.pc' -exec \
	sed -i -E "s#^(prefix|exec_prefix|includedir|libdir)=/usr#\\1=$root/usr#" {} +
# Only shared libraries are linked: what static ones would pull in is not here.
sed -i '/^\(Requires\|Libs\)\.private:/d' "$lib/pkgconfig/libdpdk.pc"
cat > "$dir/cross.ini" <<CROSS
[binaries]
c = 'aarch64-linux-gnu-gcc'
ar = 'aarch64-linux-gnu-ar'
strip = 'aarch64-linux-gnu-strip'
pkgconfig = 'pkg-config'
exe_wrapper = ['$dir/host/usr/bin/qemu-aarch64-static', '-L', '$root']

[built-in options]
c_args = ['--sysroot=$root']
c_link_args = ['--sysroot=$root']

[properties]
pkg_config_libdir = '$lib/pkgconfig'

[host_machine]
system = 'linux'
cpu_family = 'aarch64'
cpu = 'armv8-a'
endian = 'little'
CROSS
rm -rf "$dir/apt" "$dir/debs"
echo "$stamp" > "$dir/STAMP"
