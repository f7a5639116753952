#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# One run of examples/compress-encrypt: FILE through both devices into a container, the container
# through OpenSSL and zlib, and back through both devices. FILE - means small files of awkward
# sizes. PROGRAM and CHECK are the example's two programs, TOOL starts the first one.
# Usage: compress-encrypt.sh TOOL PROGRAM CHECK FOLDER FILE CIPHER BLOCK SEGMENT EAL_OPTIONS...
set -euo pipefail

tool=$1
program=$2
check=$3
folder=$4
file=$5
cipher=$6
block=$7
segment=$8
shift 8
eal=("$@")

# There and back again, and what the program says of it.
round() {
	local file=$1 said pieces blocks stored
	rm -f "$folder/key" "$folder/container" "$folder/back"
	"$tool" "$program" "${eal[@]}" -- pack --new-key --key "$folder/key" --cipher "$cipher" \
		--block "$block" --segment "$segment" "$file" "$folder/container" | tee "$folder/said"
	"$check" --key "$folder/key" --original "$file" "$folder/container"
	"$tool" "$program" "${eal[@]}" -- unpack --key "$folder/key" --segment "$segment" \
		"$folder/container" "$folder/back"
	cmp "$file" "$folder/back"
	said=$(sed -n 's/^packed: \([0-9]*\) blocks .*, \([0-9]*\) stored.*/\1 \2/p' "$folder/said")
	read -r blocks stored <<< "$said"
	said=$(sed -n 's/^\([0-9]*\) blocks in \([0-9]*\) pieces .* none copied$/\1 \2/p' "$folder/said")
	read -r handed pieces <<< "$said"
	if [ $((handed + stored)) -ne "$blocks" ] || [ "$pieces" -lt "$handed" ]; then
		echo "compress-encrypt: of $blocks blocks $handed were handed over and $stored stored" >&2
		return 1
	fi
}

mkdir -p "$folder"
handed=0
if [ "$file" != - ]; then
	round "$file"
	if [ "$handed" -eq 0 ]; then
		echo "compress-encrypt: not one block of $file was compressed" >&2
		exit 1
	fi
	exit
fi
# Nothing; one byte, which XTS cannot take; a last block of 15 bytes behind whole ones that
# compress to almost nothing; random bytes, all stored, with a last block of 64.
: > "$folder/small"
round "$folder/small"
printf x > "$folder/small"
round "$folder/small"
head -c 2097167 /dev/zero > "$folder/small"
round "$folder/small"
head -c 1048640 /dev/urandom > "$folder/small"
round "$folder/small"
