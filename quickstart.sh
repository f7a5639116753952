#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# From a fresh Debian 12 to a result, in one command:
#   sudo ./quickstart.sh demo                     compress a corpus on compress_wd, with a table
#   sudo ./quickstart.sh demo crypto              encrypt on crypto_wd_sec, with a table
#   sudo ./quickstart.sh demo pk                  RSA, ECDSA, ECDH on crypto_wd_hpre, with a table
#   sudo ./quickstart.sh test [unit|pmd|dpdk|crash|fault|fuzz|vm|all] run the tests, "N passed, N failed, N skipped"
set -euo pipefail
export LC_ALL=C

top=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$top/build
scripts=$top/app/test-wd/scripts

# shellcheck source=app/test-wd/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=app/test-wd/scripts/machine.sh
. "$scripts/machine.sh"
# shellcheck source=app/test-wd/scripts/build.sh
. "$scripts/build.sh"

usage() {
	cat <<TEXT
usage: sudo ./quickstart.sh demo [crypto|pk]
       sudo ./quickstart.sh test [unit|pmd|dpdk|crash|fault|fuzz|vm|all]

demo   install what is missing, build, compress a 64 MiB corpus with DPDK's own
       dpdk-test-compress-perf on compress_wd, have libdeflate check the result
demo crypto
       the same with dpdk-test-crypto-perf on crypto_wd_sec, beside two software drivers;
       what it computes is compared with OpenSSL's results
demo pk
       public key operations per second on crypto_wd_hpre, beside OpenSSL's library
test   build and run the tests (default: all)
         unit  codecs, rings, model, protocol; sanitizers; lint; plugins; cross build
         pmd   dpdk-test-wd against the device model, in every EAL memory mode
         dpdk  the distribution's own compressdev and cryptodev tests
         vm    in QEMU: Linux's own drivers on the model, ours on Linux's vfio-pci
               (not part of all: 15 minutes, 900 MB on disk)
         crash a busy program ended with kill -9, in every EAL memory mode
         fault every kind of fault of the device; no operation lost, none twice
         fuzz  libFuzzer targets, WD_FUZZ_SECONDS (15) each; WD_FUZZ_TARGETS names some

Both can be repeated, undo what they change on the machine (number of hugepages, mounts)
and work without root where nothing has to be installed.
TEXT
}

case ${1:-} in
demo)
	case $#,${2:-} in
	1, | 2,crypto | 2,pk) ;;
	*) usage >&2; exit 2 ;;
	esac
	# shellcheck source=app/test-wd/scripts/demo.sh
	. "$scripts/demo.sh"
	# shellcheck source=app/test-wd/scripts/demo-crypto.sh
	. "$scripts/demo-crypto.sh"
	# shellcheck source=app/test-wd/scripts/demo-pk.sh
	. "$scripts/demo-pk.sh"
	case ${2:-} in
	crypto) demo_crypto ;;
	pk) demo_pk ;;
	*) demo ;;
	esac
	;;
test)
	what=${2:-all}
	[ $# -le 2 ] || { usage >&2; exit 2; }
	# shellcheck source=app/test-wd/scripts/tests.sh
	. "$scripts/tests.sh"
	case $what in
	unit | pmd | dpdk | crash | fault | fuzz | vm | all) tests "$what" ;;
	*) usage >&2; exit 2 ;;
	esac
	;;
help | -h | --help)
	usage
	;;
*)
	usage >&2
	exit 2
	;;
esac
