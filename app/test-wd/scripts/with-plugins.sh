#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# In a mount namespace of its own (unshare --mount): EAL's plugin folder as it is, plus the
# plugins of FROM, created in such an order that readdir lists them as FILE..., and the links
# their users need (EAL opens *.so and *.so.<ABI>, not these). Checked, then COMMAND is run. Nothing of it is seen outside.
# Usage: with-plugins.sh PLUGIN_FOLDER FROM FILE... -- COMMAND...
set -euo pipefail

folder=$1
from=$2
shift 2
files=()
while [ "$1" != -- ]; do
	files+=("$1")
	shift
done
shift

old=$(mktemp -d /run/wd-plugins.XXXXXX)
new=$(mktemp -d /run/wd-plugins.XXXXXX)
trap 'umount "$old" "$new" 2> /dev/null || true; rmdir "$old" "$new" || true' EXIT
mount --bind "$folder" "$old"
mount -t tmpfs -o mode=755 none "$new"
for f in "$old"/*; do
	ln -s "$f" "$new/"
done
# tmpfs lists the newest entry first.
for ((i = ${#files[@]} - 1; i >= 0; i--)); do
	cp "$from/${files[i]}" "$new/"
	ln -s "${files[i]}" "$new/${files[i]%.*}"
done
mount --bind "$new" "$folder"
got=$(find "$folder" -maxdepth 1 -type f -name '*_wd*' -printf '%f\n' | paste -s -d ' ')
if [ "$got" != "${files[*]}" ]; then
	echo "with-plugins: the folder lists '$got', wanted '${files[*]}'" >&2
	umount "$folder"
	exit 1
fi
rc=0
"$@" || rc=$?
umount "$folder"
exit $rc
