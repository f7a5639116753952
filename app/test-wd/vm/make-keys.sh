#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# RSA keys of the program openssl as C source, for the test module: each with the parts of the
# Chinese remainder theorem, or with zeros in their place.
# Usage: make-keys.sh FILE
set -euo pipefail
export LC_ALL=C

[ $# -eq 1 ] || {
	echo "usage: make-keys.sh FILE" >&2
	exit 2
}
command -v openssl > /dev/null || {
	echo "make-keys: no openssl here: install it" >&2
	exit 1
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# array NAME FILE
array() {
	printf 'static const u8 %s[] = {\n' "$1"
	od -An -v -tx1 -w16 "$2" | sed 's/ \(..\)/ 0x\1,/g; s/^ /\t/'
	printf '};\n'
}

# The key's numbers without the last five.
without_crt() {
	local n e d
	{
		read -r _ # version
		read -r n
		read -r e
		read -r d
	} < <(openssl asn1parse -inform DER -in "$1" | sed -n 's/.*INTEGER *:/0x/p')
	printf 'asn1 = SEQUENCE:key\n[key]\nv = INTEGER:0\nn = INTEGER:%s\ne = INTEGER:%s\n' "$n" "$e"
	printf 'd = INTEGER:%s\np = INTEGER:0\nq = INTEGER:0\n' "$d"
	printf 'dp = INTEGER:0\ndq = INTEGER:0\nqinv = INTEGER:0\n'
}

# key BITS EXPONENT crt|plain
key() {
	local name=rsa_$1_$3
	openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$1" -pkeyopt "rsa_keygen_pubexp:$2" \
		-out "$dir/pem" 2> /dev/null
	openssl rsa -in "$dir/pem" -traditional -outform DER -out "$dir/private" 2> /dev/null
	openssl rsa -in "$dir/pem" -RSAPublicKey_out -outform DER -out "$dir/public" 2> /dev/null
	if [ "$3" = plain ]; then
		without_crt "$dir/private" > "$dir/conf"
		openssl asn1parse -genconf "$dir/conf" -noout -out "$dir/private"
	fi
	array "${name}_public" "$dir/public"
	array "${name}_private" "$dir/private"
	printf 'static const struct rsa_key_pair %s = {\n' "$name"
	printf '\t%s_public, sizeof(%s_public), %s_private, sizeof(%s_private),\n};\n' \
		"$name" "$name" "$name" "$name"
}

{
	printf '/* Made by %s. */\n' "$(basename "$0")"
	printf 'struct rsa_key_pair {\n\tconst u8 *public_key;\n\tunsigned int public_len;\n'
	printf '\tconst u8 *private_key;\n\tunsigned int private_len;\n};\n'
	key 1024 3 crt
	key 1024 65537 plain
	key 2048 65537 crt
	key 2048 3 plain
	key 3072 65537 crt
	key 4096 65537 crt
} > "$1.new"
mv "$1.new" "$1"
