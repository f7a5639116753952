#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# R6: a busy program is ended with kill -9, again and again. Each time its model must go, its
# hugepages must come back (at once, or where EAL keeps files with the next start) and the
# next program must work. Prints `ok ...` or `FAIL ...` lines.
# Usage: crash-rounds.sh DRIVER ROUNDS at-once|next-start TOOL TEST-WD EAL_OPTIONS...
set -u

driver=$1
rounds=$2
pages_back=$3
shift 3
run=("$@")
free_file=/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages
log=$(mktemp)
pid=
trap '[ -z "$pid" ] || kill -KILL "$pid" 2> /dev/null; rm -f "$log"' EXIT
trap 'exit 1' INT TERM HUP

free_pages() {
	cat "$free_file" 2> /dev/null || echo 0
}

models() {
	pgrep -f -- '--parent-pidfd' | sort
}

fail() {
	echo "FAIL round $round: $*"
	sed 's/^/    /' "$log" | tail -n 8
	exit 1
}

# within TENTHS COMMAND...: becomes true in that time
within() {
	local i n=$1
	shift
	for ((i = 0; i < n; i++)); do
		"$@" && return 0
		sleep 0.1
	done
	"$@"
}

begun() {
	grep -q wd-datapath-begin "$log"
}

no_new_model() {
	[ -z "$(comm -13 <(echo "$before") <(models))" ]
}

pages_are() {
	[ "$(free_pages)" -ge "$1" ]
}

worst_ms=0
kept=
first_free=$(free_pages)
for ((round = 1; round <= rounds; round++)); do
	before=$(models)
	"${run[@]}" -- datapath --driver "$driver" 2000000000 > "$log" 2>&1 < /dev/null &
	pid=$!
	within 200 begun || fail "the program does not begin"
	sleep "0.0$((RANDOM % 10))"
	kill -KILL "$pid" || fail "the program ended by itself"
	wait "$pid" 2> /dev/null
	pid=
	from=$(date +%s%N)
	within 20 no_new_model || fail "its model is still there after 2 s"
	[ "$pages_back" != at-once ] || within 20 pages_are "$first_free" ||
		fail "$(free_pages) hugepages are free, $first_free were before"
	ms=$((($(date +%s%N) - from) / 1000000))
	[ "$ms" -le "$worst_ms" ] || worst_ms=$ms
	timeout 60 "${run[@]}" -- datapath --driver "$driver" 20000 > "$log" 2>&1 < /dev/null ||
		fail "the next program does not work"
	grep -q '^ok datapath: 20000 ops, 0 failed' "$log" || fail "the next program's result"
	# Where EAL keeps files they are reused: no round may cost pages.
	kept=${kept:-$(free_pages)}
	within 20 pages_are "$kept" || fail "$(free_pages) hugepages free, $kept after the first round"
done
echo "ok $rounds rounds, model and pages gone after $worst_ms ms at most"
