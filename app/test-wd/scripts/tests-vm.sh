# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite vm: the referees nobody here wrote, in virtual machines without KVM: Linux's own driver
# on the device model, and our driver on Linux's vfio-pci behind a virtual IOMMU.
# shellcheck shell=bash

vm_rounds=${WD_VM_ROUNDS:-20}   # reset, reload, hisi_zip to compress_wd and back
vm_sec_rounds=${WD_VM_SEC_ROUNDS:-3}   # the same on the other engines
vm_kills=${WD_VM_KILLS:-2}      # kill -9 in each memory mode

# referee NAME SECONDS SCRIPT [options]: one line per check, logs and guests' dmesg in
# build/logs/vm.
referee() {
	local name=$1 secs=$2 script=$3
	shift 3
	t_cases "$secs" "$name" "$top/app/test-wd/vm/$script" -b "$build" -c "$build/vm-cache" \
		-o "$build/logs/vm" "$@"
	grep -E '^(ok|FAIL|skip) ' "$(log_of "$name")" | sed 's/^/        /' || true
}

suite_vm() {
	step "Linux's hisi_zip on the model, arm64 guests"
	referee "Linux's driver" $((900 + vm_rounds * 30)) run-linux.sh -r "$vm_rounds"
	step "Linux's hisi_sec2 on the model, arm64 guests"
	referee "Linux's driver of SEC" $((900 + vm_sec_rounds * 60)) run-linux.sh -d sec \
		-r "$vm_sec_rounds"
	step "Linux's hisi_hpre on the model, arm64 guests"
	referee "Linux's driver of HPRE" $((900 + vm_sec_rounds * 60)) run-linux.sh -d hpre \
		-r "$vm_sec_rounds"
	step "compress_wd on vfio-pci, x86_64 and arm64 guests"
	referee "compress_wd on vfio-pci" $((900 + vm_rounds * 15 + vm_kills * 60)) run-pmd.sh \
		-k "$vm_kills" -l "$vm_rounds"
	step "crypto_wd_sec on vfio-pci, x86_64 and arm64 guests"
	referee "crypto_wd_sec on vfio-pci" $((900 + vm_sec_rounds * 15)) run-pmd.sh -d sec \
		-l "$vm_sec_rounds"
	step "crypto_wd_hpre on vfio-pci, x86_64 and arm64 guests"
	referee "crypto_wd_hpre on vfio-pci" $((900 + vm_sec_rounds * 15 + vm_kills * 60)) run-pmd.sh \
		-d hpre -k "$vm_kills" -l "$vm_sec_rounds"
}
