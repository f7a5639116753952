#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Every error the drivers log is explained in doc/troubleshooting.md: of each ..._LOG(ERR, TEXT), event and
# refusal of a session the longest piece without a conversion must stand there. Usage: check-errors.sh [--list]
set -euo pipefail
cd "$(dirname "$0")/.."
page=doc/troubleshooting.md

# "FILE<tab>PIECE<tab>WHOLE TEXT" for every error text in lib and drivers.
error_texts() {
	find lib drivers -name '*.[ch]' | sort | while read -r f; do
		awk -v f="$f" '
		{ all = all $0 "\n" }
		END {
			while (match(all, /(([A-Z_]*LOG\(|wdp_qm_event\(qm, )ERR|refuse\(why),[ \t\n]*/)) {
				all = substr(all, RSTART + RLENGTH)
				# The device may stand in front of the text.
				sub(/^[a-z_.>()-]+,[ \t\n]*/, "", all)
				text = ""
				while (1) {
					sub(/^[ \t\n]+/, "", all)
					if (substr(all, 1, 1) == "\"") {
						all = substr(all, 2)
						n = 1
						while (substr(all, n, 1) != "\"")
							n += substr(all, n, 1) == "\\" ? 2 : 1
						text = text substr(all, 1, n - 1)
						all = substr(all, n + 1)
					} else if (match(all, /^PRI[a-zA-Z0-9]+/)) {
						text = text "d"
						all = substr(all, RLENGTH + 1)
					} else if (match(all, /^[A-Z][A-Z0-9_]*[ \t\n]*"/)) {
						text = text "%s"
						all = substr(all, RLENGTH)
					} else
						break
				}
				gsub(/\\"/, "\"", text)
				if (text == "")
					continue
				pieces = text
				gsub(/%[-+ #0]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|z|j|t)?[diouxXcsp]/,
					"\001", pieces)
				n = split(pieces, part, "\001")
				best = ""
				for (i = 1; i <= n; i++) {
					gsub(/^[ :,;"(]+|[ :,;"(]+$/, "", part[i])
					if (length(part[i]) > length(best))
						best = part[i]
				}
				print f "\t" best "\t" text
			}
		}' "$f"
	done
}

if [ "${1:-}" = --list ]; then
	error_texts | cut -f 1,3
	exit 0
fi
bad=0
count=0
while IFS=$'\t' read -r file piece text; do
	count=$((count + 1))
	if [ ${#piece} -lt 8 ]; then
		echo "$file: too little fixed text to search for: \"$text\""
		bad=1
	elif ! grep -qF -- "$piece" "$page"; then
		echo "$file: not in $page: \"$text\""
		bad=1
	fi
done < <(error_texts)
if [ "$count" -eq 0 ]; then
	echo "no error text found in lib and drivers: the check itself is broken"
	bad=1
fi
echo "$count error texts"
exit $bad
