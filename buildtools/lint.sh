#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Rules a compiler does not check. Prints every offence, exit status 1 when there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

bad=0
offence() {
	printf '%s\n' "$1"
	bad=1
}

if [ -e .git ] && command -v git > /dev/null; then
	mapfile -t files < <(git -c safe.directory='*' ls-files -co --exclude-standard)
else
	mapfile -t files < <(find . -path './build' -prune -o -path './build-*' -prune -o \
		-type f -printf '%P\n')
fi
[ ${#files[@]} -gt 0 ] || offence "no files found"

# Inputs of fuzz targets are bytes, also where they look like text.
for i in "${!files[@]}"; do
	case ${files[i]} in
	*.bin) unset 'files[i]' ;;
	esac
done

code=()
for f in "${files[@]}"; do
	[ -f "$f" ] || continue
	case $f in
	*.c | *.h) code+=("$f") ;;
	esac
	# Data and texts for people carry no tag.
	case $f in
	LICENSE | .gitignore | *.ini | *.md | *.txt | *.bin) continue ;;
	esac
	# What is loaded into a kernel may carry the kernel's licence beside ours.
	head -n 3 "$f" | grep -qE 'SPDX-License-Identifier: (GPL-2.0-only OR )?BSD-3-Clause' ||
		offence "$f: no SPDX-License-Identifier: BSD-3-Clause in its first lines"
done

# Paths of somebody's machine, unfinished work, white space.
while IFS= read -r line; do
	offence "$line: path of one machine"
done < <(grep -nIE '(^|[^A-Za-z0-9_.-])/(wor[k]|far[m]|hom[e])/' "${files[@]}" 2> /dev/null | cut -c1-120)
while IFS= read -r line; do
	offence "$line: unfinished"
done < <(grep -nIE '\b(TOD[O]|FIXM[E]|XX[X])\b' "${files[@]}" 2> /dev/null | cut -c1-120)
while IFS= read -r line; do
	offence "$line: white space at the end"
done < <(grep -nIE '[[:space:]]+$' "${files[@]}" 2> /dev/null | cut -c1-120)

# C: 100 columns (a log text may be longer, so that it can be searched for), tabs, size.
if [ ${#code[@]} -gt 0 ]; then
	while IFS= read -r line; do
		offence "$line"
	done < <(for f in "${code[@]}"; do
		expand -t 8 "$f" | awk -v f="$f" '
			length($0) > 100 && !/"/ { print f ":" NR ": " length($0) " columns" }'
		awk -v f="$f" '
			/^ +[^ *]/ && !/^ \*/ { print f ":" NR ": indented with spaces" }
			END { if (NR > 850) print f ": " NR " lines" }' "$f"
	done)
	while IFS= read -r line; do
		offence "$line: DPDK header below DPDK"
	done < <(printf '%s\n' "${code[@]}" | grep -E '^(lib/(model|vfu|hw)|app/wd-model)/' |
		xargs -r grep -nE '#include *[<"]rte_' /dev/null || true)
fi
exit $bad
