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

# ---- our driver, with the tools of DPDK ----

pmd=crypto_wd_hpre
plugin=librte_crypto_wd.so
# The tool has modular exponentiation, and does not look at the results: ours does.
tool=dpdk-test-crypto-perf
checker=dpdk-test-wd
suites="octeontx openssl"
suite_modes=va
sealed_ops=100000
functional="asym --quick"
pmd_runs="arm64-all arm64-linux arm64-kill amd64-kill amd64-vf amd64-abuse"
no_device="no device of driver crypto_wd_hpre"

# make_input FILE: it needs none
make_input() {
	echo none > "$1"
}

suite_words() {
	echo "DPDK_TEST=cryptodev_$1_asym_autotest LD_PRELOAD=/usr/lib/libsuiteas.so" \
		"WD_SUITE_OF=crypto_$1 WD_SUITE_ON=$pmd"
}

# due SUITE RESULT: cases that are to end so, as autotest-hpre-skipped.txt has them
due() {
	awk -F ' [|] ' -v suite="$1" -v result="$2" '
		(" " $1 " ") ~ / v3 / && $2 == suite && $3 ~ /^test_[a-z_]+$/ && $4 == result { print $3 }' \
		"$top/app/test-wd/scripts/autotest-hpre-skipped.txt" | sort
}

# judge_cases RAN NOT_RUN FAILED SUITE: as in dev-zip.sh
judge_cases() {
	[ "$(cat "$2")" = "$(due "$4" skipped)" ] ||
		echo "not run: $(paste -s -d ' ' "$2"), wanted exactly those of autotest-hpre-skipped.txt"
	[ "$(cat "$3")" = "$(due "$4" failed)" ] ||
		echo "failed: $(paste -s -d ' ' "$3"), wanted exactly those of autotest-hpre-skipped.txt"
}

# perf_args PTEST ITERATIONS SHAPE: the tool's options, or the checker's. The tool begins with as many
# empty calls as there are operations, so these are few, in each of many sizes of a burst.
perf_args() {
	if [ "$1" = verify ]; then
		echo "churn --driver $pmd --seconds 1"
	else
		echo "--devtype $pmd --ptest $1 --total-ops 100000 --burst-sz 1:1:32" \
			"--optype modex --modex-len 128 --silent"
	fi
}

flat=
chain=

# Every result was compared with that of OpenSSL.
verified() {
	[ "$(requests_of_verify)" -gt 0 ]
}

requests_of_verify() {
	sed -n 's/^ok churn: \([0-9]*\) accepted, .* 0 failed, 0 lost, .*/\1/p' "$log"
}

# It takes a second anyway.
short_work() {
	:
}
