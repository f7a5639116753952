#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Put the driver headers that a distribution's libdpdk-dev leaves out into DIR, taken
# from the source package of exactly the installed version (another version's headers
# corrupt memory silently). Needs dpkg, apt and the network; changes no apt file.
# Usage: get-dpdk-headers.sh DIR
set -eu

die() {
	echo "get-dpdk-headers: $*" >&2
	echo "get-dpdk-headers: give the headers yourself: meson setup -Ddpdk_sdk=DIR" >&2
	exit 1
}

[ $# -eq 1 ] || die "usage: get-dpdk-headers.sh DIR"
mkdir -p "$1"
out=$(realpath "$1")
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	die "this machine has no dpkg/apt to fetch DPDK's source package with"
fi
ver=$(dpkg-query -W -f '${source:Version}' libdpdk-dev 2>/dev/null) ||
	die "package libdpdk-dev is not installed"
if [ "$(cat "$out/VERSION" 2>/dev/null)" = "$ver" ]; then
	exit 0
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM HUP
mkdir -p "$tmp/lists/partial" "$tmp/archives/partial" "$tmp/parts" "$tmp/src"

# The machine's own package sources, turned into source-package sources.
# apt-get update must have run once: a fresh image has no lists to read them from.
targets() {
	# shellcheck disable=SC2016 # for apt
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
		'Created-By: Packages' 2>/dev/null | sort -u
}
[ -n "$(targets)" ] || die "apt knows no package source; run 'apt-get update' first"
key=/usr/share/keyrings/debian-archive-keyring.gpg
targets | while read -r uri suite comp; do
	case $uri in
	*debian*) echo "deb-src [signed-by=$key] $uri $suite $comp" ;;
	*) echo "deb-src $uri $suite $comp" ;;
	esac
done > "$tmp/sources.list"

apt() {
	apt-get -qq -o Dir::Etc::sourcelist="$tmp/sources.list" -o Dir::Etc::sourceparts="$tmp/parts" \
		-o Dir::State::lists="$tmp/lists" -o Dir::Cache::archives="$tmp/archives" \
		-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root \
		-o APT::Get::List-Cleanup=0 -o APT::Update::Post-Invoke-Success::= "$@"
}
apt update || die "cannot read the source package lists"
(cd "$tmp/src" && apt --download-only source "dpdk=$ver") ||
	die "the mirror has no source package dpdk $ver (the installed version)"
tar -xf "$tmp"/src/dpdk_*.orig.tar.xz -C "$tmp/src" --strip-components=1

for h in lib/eal/include/dev_driver.h lib/eal/include/bus_driver.h \
	lib/cryptodev/cryptodev_pmd.h \
	lib/compressdev/rte_compressdev_pmd.h lib/compressdev/rte_compressdev_internal.h \
	drivers/bus/pci/bus_pci_driver.h drivers/bus/vdev/bus_vdev_driver.h; do
	cp "$tmp/src/$h" "$out/" || die "DPDK $ver has no $h"
done
echo "$ver" > "$out/VERSION"
