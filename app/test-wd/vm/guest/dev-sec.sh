# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# What the VM tests have to know of the cipher engine; see dev-zip.sh.
# shellcheck shell=dash disable=SC2034,SC2154 # linux.sh and run-linux.sh use and set them

device=sec
driver=hisi_sec2
id_pf=0xa255
id_vf=0xa256
dfx=sec_dfx
# Software of each of the algorithms: without it the kernel says "passed" and has tested nothing.
modules="sm4_generic des_generic xts ctr cbc ecb ccm gcm ghash_generic authenc"
machines="v3-iommu-caps v3-noiommu-nocaps v2-noiommu-nocaps v3vf-iommu-caps"
more_machines="v3-iommu-nocaps v3-noiommu-caps v2-iommu-nocaps v3vf-noiommu-nocaps v2vf-iommu-nocaps
	v2vf-noiommu-nocaps"

# From the kernel's testmgr.h: 9 layouts of each vector, both directions but for those of which
# only the refusal is tested. What V2 does not do (an AEAD without payload) the driver keeps
# from it.
algorithms_v3="hisi_sec_ecb(aes) 72 0
hisi_sec_cbc(aes) 90 0
hisi_sec_ctr(aes) 90 0
hisi_sec_xts(aes) 90 0
hisi_sec_cbc(sm4) 36 0
hisi_sec_ctr(sm4) 36 0
hisi_sec_xts(sm4) 90 0
hisi_sec_ecb(des3_ede) 72 0
hisi_sec_cbc(des3_ede) 36 0
hisi_sec_ccm(aes) 396 36
hisi_sec_gcm(aes) 234 0
hisi_sec_ccm(sm4) 126 0
hisi_sec_gcm(sm4) 126 0
hisi_sec_authenc(hmac(sha1),cbc(aes)) 126 0
hisi_sec_authenc(hmac(sha256),cbc(aes)) 126 0
hisi_sec_authenc(hmac(sha512),cbc(aes)) 126 0"
algorithms_v2="hisi_sec_ecb(aes) 72 0
hisi_sec_cbc(aes) 90 0
hisi_sec_xts(aes) 90 0
hisi_sec_cbc(sm4) 36 0
hisi_sec_xts(sm4) 90 0
hisi_sec_ecb(des3_ede) 72 0
hisi_sec_cbc(des3_ede) 36 0
hisi_sec_ccm(aes) 315 27
hisi_sec_gcm(aes) 180 0
hisi_sec_authenc(hmac(sha1),cbc(aes)) 126 0
hisi_sec_authenc(hmac(sha256),cbc(aes)) 126 0
hisi_sec_authenc(hmac(sha512),cbc(aes)) 126 0"

random_tests=20

# A wrong tag: the driver has a line for each, of those it prints some.
messages_allowed="flag\\\\[3\\\\], icv\\\\[2\\\\]"
# The random tests send what is too short, and keys of any size. And a list whose last entry is
# empty, which Linux cannot map behind an IOMMU.
messages_refusal="input length error|keys? err|DMA mapping for SG error|fail to dma map input sgl"

counts() {
	echo "$(counter send_cnt)" "$(counter recv_cnt)" "$(counter done_flag_cnt)"
}

must_be_zero="err_bd_cnt invalid_req_cnt"

# All of the self-tests at once take two queues each.
just_enough_queues() {
	reload_with pf_q_num=32 && requests quick
}

all_queues() {
	reload_with pf_q_num=1024 && requests many tfms=24
}

many_queues_each() {
	reload_with ctx_q_num=4 && requests quick
}

device_counters() {
	:
}

device_parameters() {
	[ "$vf" = yes ] || check 1024-queues "see the kernel log" all_queues
	[ "$vf" = yes ] || check 32-queues "see the kernel log" just_enough_queues
	[ "$vf" = yes ] || check 4-queues-each "see the kernel log" many_queues_each
}

# ---- our driver, with the tools of DPDK ----

pmd=crypto_wd_sec
plugin=librte_crypto_wd.so
tool=dpdk-test-crypto-perf
checker=$tool
suites=uadk
suite_modes=va
sealed_ops=1000000
functional="sym --quick"
pmd_runs="arm64-all arm64-linux amd64-vf amd64-abuse"
no_device="No crypto devices type crypto_wd_sec available"
input=/input
ops=8192

# make_input FILE: outside, what the tool works on
make_input() {
	"$top/app/test-wd/vm/make-vectors.sh" "$1"
}

suite_words() {
	echo "DPDK_TEST=cryptodev_$1_autotest LD_PRELOAD=/usr/lib/libsuiteas.so" \
		"WD_SUITE_OF=crypto_$1 WD_SUITE_ON=$pmd"
}

# judge_cases RAN NOT_RUN FAILED SUITE: as in dev-zip.sh. What is not run is judged on the host, with
# crypto_openssl beside it, which runs 238. The suite calls failed what comes back with a status.
judge_cases() {
	wanted=$(awk -F ' [|] ' '/^v3/ && $4 ~ /^INVALID_ARGS/ { print $3 }' \
		"$top/app/test-wd/scripts/autotest-sec-skipped.txt" | sort)
	[ "$1" -ge 238 ] || echo "crypto_openssl runs 238"
	more=$(echo "$wanted" | comm -13 - "$3" | paste -s -d '|')
	[ -z "$more" ] || echo "failed, and not in autotest-sec-skipped.txt: $more"
}

# perf_args PTEST ITERATIONS SHAPE: the tool's own options. To measure it begins with as many empty
# calls as there are operations, so these are few, in each of many sizes of a burst.
perf_args() {
	amount="$ops --burst-sz 32"
	[ "$1" = verify ] || amount="200000 --burst-sz 1:1:32"
	echo "--devtype crypto_wd_sec --ptest $1 --total-ops $amount --pool-sz 2048" \
		"--cipher-algo aes-cbc --cipher-key-sz 16 --cipher-iv-sz 16" \
		"--auth-algo sha2-256-hmac --auth-key-sz 32 --digest-sz 32 --buffer-sz 2048" \
		"--test-file $input --test-name sha256_hmac_buff_2048 --silent $3"
}

flat="--optype cipher-then-auth --cipher-op encrypt --auth-op generate"
chain="--optype auth-then-cipher --cipher-op decrypt --auth-op verify --segment-sz 256"

# The tool's table has a row of figures, and no operation failed; what it calls failed to enqueue
# or dequeue are bursts that were not complete.
verified() {
	awk -v ops="$ops" '$1 ~ /^[0-9]+$/ && $5 == ops && NF == 8 && $8 == 0 { n++ }
		END { exit n == 0 }' "$log"
}

requests_of_verify() {
	echo "$ops"
}

# short_work KIBIBYTES: for rounds in which the start of the program counts, not the amount
short_work() {
	ops=$(($1 / 2))
}
