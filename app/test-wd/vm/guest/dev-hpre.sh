# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# What the VM tests have to know of the public key engine; see dev-zip.sh.
# shellcheck shell=dash disable=SC2034,SC2154 # linux.sh and run-linux.sh use and set them

device=hpre
driver=hisi_hpre
id_pf=0xa258
id_vf=0xa259
dfx=hpre_dfx
modules="ecdh_generic curve25519_generic"
# V2 needs an ACPI table that these machines do not have.
machines="v3-iommu-caps v3-noiommu-nocaps v3vf-iommu-caps"
more_machines="v3-iommu-nocaps v3-noiommu-caps v3vf-noiommu-nocaps"

# From the kernel's testmgr.h, with CONFIG_CRYPTO_FIPS as Debian has it; 512 bits of RSA, which
# the engine lacks, are software.
algorithms_v3="hpre-rsa 3 0
hpre-dh 4 0
hpre-ecdh-nist-p192 2 0
hpre-ecdh-nist-p256 5 0
hpre-ecdh-nist-p384 2 0
hpre-curve25519 130 0"
algorithms_v2=

random_tests=

messages_allowed=
# Of the device, and of the driver about what it keeps from it.
messages_refusal="alg\\\\[0x.* error: done|gx is null|sourc_data len is not|failed to init src data"

# It counts attempts: one that found the queue full comes twice. Errors it does not count; it has a
# message for each, of which at most ten in five seconds are printed.
counts() {
	echo $(($(counter send_cnt) - $(counter send_busy_cnt))) "$(counter recv_cnt)" \
		"$(dmesg | awk '/wd-account told/ { n = 0 } /alg\[0x.* error: done/ { n++ } END { print n + 0 }')"
}

must_be_zero="send_fail_cnt invalid_req_cnt"

device_counters() {
	:
}

all_queues() {
	reload_with pf_q_num=1024 && requests many tfms=200
}

device_parameters() {
	# One for each of the self-tests, which run side by side.
	[ "$vf" = yes ] || check 6-queues "see the kernel log" reload_with pf_q_num=6
	[ "$vf" = yes ] || check 1024-queues "see the kernel log" all_queues
}
