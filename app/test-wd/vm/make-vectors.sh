#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# A file of test vectors for dpdk-test-crypto-perf: AES-128-CBC and HMAC-SHA256 over the result, by
# the program openssl, of a size the tool knows a name for.
# Usage: make-vectors.sh FILE
set -euo pipefail
export LC_ALL=C

[ $# -eq 1 ] || {
	echo "usage: make-vectors.sh FILE" >&2
	exit 2
}
command -v openssl > /dev/null || {
	echo "make-vectors: no openssl here: install it" >&2
	exit 1
}
bytes=2048
key=00112233445566778899aabbccddeeff
iv=0f0e0d0c0b0a09080706050403020100
mac_key=0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# bytes_of NAME: standard input as the tool wants it
bytes_of() {
	printf '%s =\n' "$1"
	od -An -v -tx1 -w16 | sed 's/^ //; s/ *$//; s/ /, 0x/g; s/^/0x/; s/$/,/; $s/,$//'
}

from_hex() {
	# shellcheck disable=SC2059 # the bytes are the format
	printf "$(printf '%s' "$1" | sed 's/../\\x&/g')"
}

head -c "$bytes" /dev/zero |
	openssl enc -aes-128-ctr -nopad -K "$iv" -iv "$key" -out "$dir/plain"
openssl enc -aes-128-cbc -nopad -K "$key" -iv "$iv" -in "$dir/plain" -out "$dir/cipher"
openssl dgst -sha256 -mac hmac -macopt "hexkey:$mac_key" -binary "$dir/cipher" > "$dir/digest"
{
	bytes_of plaintext < "$dir/plain"
	bytes_of ciphertext < "$dir/cipher"
	from_hex "$key" | bytes_of cipher_key
	from_hex "$iv" | bytes_of cipher_iv
	from_hex "$mac_key" | bytes_of auth_key
	printf '[sha256_hmac_buff_%d]\n' "$bytes"
	bytes_of digest < "$dir/digest"
} > "$1.new"
mv "$1.new" "$1"
