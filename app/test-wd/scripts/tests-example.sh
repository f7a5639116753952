# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Part of suite pmd: examples/compress-encrypt on two strict models (R9), judged by OpenSSL and
# zlib, and what it says to bad input.
# shellcheck shell=bash

ce_devices=(--vdev "compress_wd,strict=1" --vdev "crypto_wd_sec,strict=1")
ce=         # the program
ce_folder=

# ce_round NAME FILE CIPHER BLOCK SEGMENT
ce_round() {
	local name="compress-encrypt, $1"
	shift
	# shellcheck disable=SC2046 # a list of options
	t 300 "$name" "$scripts/compress-encrypt.sh" "$tool" "$ce" "$ce-check" "$ce_folder" "$@" \
		$(memory_args) "$(perf_lcores compress_wd)" "${ce_devices[@]}"
	quiet "$name"
}

# ce_refused NAME PATTERN ARGUMENTS...: the program on its two devices must refuse.
ce_refused() {
	local name="compress-encrypt, $1" pattern=$2
	shift 2
	# shellcheck disable=SC2046 # a list of options
	t_refused 60 "$name" "$pattern" "$tool" "$ce" $(memory_args) "$(perf_lcores compress_wd)" \
		"${ce_devices[@]}" -- "$@"
	quiet "$name"
}

# Is there a copy of data in its source? (That no data moved is checked when it runs.)
ce_no_copy() {
	local sources=("$top"/examples/compress-encrypt/*.[ch])
	[ "${#sources[@]}" -gt 8 ] || return 1
	! grep -nE '\b(rte_)?(memcpy|memmove|mempcpy|bcopy|pktmbuf_(copy|read|clone))\b' "${sources[@]}"
}

ce_bad_input() {
	local key=$ce_folder/key container=$ce_folder/container bad=$ce_folder/bad
	local small=$ce_folder/small result=$ce_folder/result
	# What the last round left: 2 blocks of GCM.
	head -c 32 /dev/urandom > "$ce_folder/other"
	ce_refused "wrong key" 'block 0: wrong key' unpack --key "$ce_folder/other" "$container" "$result"
	t_refused 60 "compress-encrypt-check, wrong key" 'block 0: wrong key' \
		"$ce-check" --key "$ce_folder/other" "$container"
	cp "$container" "$bad"
	printf '\377\377\377\377\377\377\377\377' | dd of="$bad" bs=1 seek=5000 conv=notrunc status=none
	ce_refused "changed byte" 'block 0: .*the tag differs' unpack --key "$key" "$bad" "$result"
	t_refused 60 "compress-encrypt-check, changed byte" 'block 0: .*the tag differs' \
		"$ce-check" --key "$key" "$bad"
	head -c 5000 "$container" > "$bad"
	ce_refused "truncated" 'block 0: the container ends in it' unpack --key "$key" "$bad" "$result"
	ce_refused "no container" 'does not begin like' unpack --key "$key" "$small" "$result"
	head -c 31 "$ce_folder/other" > "$ce_folder/short"
	ce_refused "key of 31 bytes" 'must have exactly 32 bytes' pack --key "$ce_folder/short" \
		"$small" "$result"
	ce_refused "key overwritten" 'leave --new-key out' pack --new-key --key "$key" "$small" "$result"
	ce_refused "one file twice" 'both input and output' pack --key "$key" "$small" "$small"
	ce_refused "block size" 'from 4096 to 1048576' pack --block 2M --key "$key" "$small" "$result"
	ce_refused "no such device" 'no cryptodev crypto_none' pack --crypto crypto_none \
		--key "$key" "$small" "$result"
	if [ -e "$result" ]; then
		fail "compress-encrypt, bad input" "left $result behind"
	fi
}

compress_encrypt() {
	local cipher block big=$build/corpus-64
	[ -s "$big" ] || must 300 corpus "$top/buildtools/make-corpus.sh" "$big" 64
	ce=$build/examples/compress-encrypt/compress-encrypt
	ce_folder=$run_dir/compress-encrypt
	for cipher in xts gcm; do
		for block in 4K 64K 1M; do
			ce_round "$cipher $block" "$big" "$cipher" "$block" 32K
		done
		ce_round "$cipher 64K, short pieces" "$corpus" "$cipher" 64K 2K
		ce_round "$cipher, awkward sizes" - "$cipher" 1M 32K
	done
	t_func "compress-encrypt, no copy in its source" ce_no_copy
	ce_bad_input
	t 120 "compress-encrypt, built against the installed DPDK" env CFLAGS='-O2 -Werror' \
		make -C "$top/examples/compress-encrypt" OUT="$ce_folder/make"
}
