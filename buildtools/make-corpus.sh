#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Write a corpus of MIB MiB (default 64) to FILE from files every Debian has: three parts
# text, three parts machine code, one part source code, one part compressed data. What is
# too little of one kind is repeated. Usage: make-corpus.sh FILE [MIB]
set -eu
export LC_ALL=C

[ $# -ge 1 ] || { echo "usage: make-corpus.sh FILE [MIB]" >&2; exit 2; }
out=$1
mib=${2:-64}
# /usr/lib/<architecture triplet>: where the C library is
libs=$(dirname "$(ldd /bin/sh | sed -n 's/.*=> \(.*libc\.so[^ ]*\) .*/\1/p' | head -n 1)")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/wd-corpus.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM HUP

# part EIGHTHS FIND_ARGUMENTS...: so many eighths of the corpus from the files found
part() {
	want=$(($1 * mib * 1048576 / 8))
	shift
	find "$@" -type f -size +2k -size -4096k 2>/dev/null | sort | head -n 20000 > "$tmp/list"
	: > "$tmp/part"
	tr '\n' '\0' < "$tmp/list" | xargs -0 cat 2>/dev/null | head -c "$want" > "$tmp/part" || true
	[ -s "$tmp/part" ] || seq 1 100000 > "$tmp/part"
	have=$(stat -c %s "$tmp/part")
	while [ "$have" -lt "$want" ]; do
		cp "$tmp/part" "$tmp/more"
		cat "$tmp/more" >> "$tmp/part"
		have=$(stat -c %s "$tmp/part")
	done
	head -c "$want" "$tmp/part"
}

{
	part 3 /usr/share/doc /usr/share/perl /usr/share/common-licenses \
		! -name '*.gz' ! -name '*.png'
	part 3 "$libs" /usr/lib/gcc -name '*.so*'
	part 1 /usr/include /usr/lib/python3 '(' -name '*.h' -o -name '*.py' ')'
	part 1 /usr/share/doc /usr/share/man /usr/share/info -name '*.gz'
} > "$tmp/corpus"
mv "$tmp/corpus" "$out"
