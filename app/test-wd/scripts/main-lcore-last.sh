#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# main-lcore-last.sh PROGRAM ARGS...: a DPDK program whose main lcore only waits for another one,
# which it does spinning. Where both share a CPU it gets what the other leaves: the lowest
# priority, given to its thread alone, once the other lcores' threads are there.
set -euo pipefail

"$@" &
pid=$!
trap 'kill "$pid" 2> /dev/null || true' TERM INT
for ((i = 0; i < 100; i++)); do
	if grep -qs '^rte-worker' /proc/"$pid"/task/*/comm; then
		renice -n 19 -p "$pid" > /dev/null
		break
	fi
	sleep 0.02
done
rc=0
wait "$pid" || rc=$?
exit "$rc"
