# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite vm: the referees nobody here wrote, in virtual machines without KVM: Linux's own driver
# on the device model, and our driver on Linux's vfio-pci behind a virtual IOMMU.
# shellcheck shell=bash

# referee NAME SCRIPT [options]: one line per check, logs and guests' dmesg in build/logs/vm.
referee() {
	local name=$1 script=$2
	shift 2
	t_cases 1200 "$name" "$top/app/test-wd/vm/$script" -b "$build" -c "$build/vm-cache" \
		-o "$build/logs/vm" "$@"
	grep -E '^(ok|FAIL|skip) ' "$(log_of "$name")" | sed 's/^/        /' || true
}

suite_vm() {
	step "Linux's hisi_zip on the model, arm64 guests"
	referee "Linux's driver" run-linux.sh
	step "compress_wd on vfio-pci, x86_64 and arm64 guests"
	referee "compress_wd on vfio-pci" run-pmd.sh -r 1 -k 2
}
