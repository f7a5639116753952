# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Output, bounded child processes and the way back: sourced by quickstart.sh.
# shellcheck shell=bash

started=$SECONDS
child=
undo=()     # commands that give back what was taken, run in reverse order
run_dir=    # private folder of this run: sockets, mounts

say() {
	printf '%s\n' "$*"
}

# A step of the work, with the time since the start.
step() {
	printf '[%3d s] %s\n' $((SECONDS - started)) "$*"
}

die() {
	printf 'quickstart: %s\n' "$*" >&2
	exit 1
}

is_root() {
	[ "$(id -u)" -eq 0 ]
}

# Remember a command for the end of the run, also an unhappy one.
at_exit() {
	undo+=("$(printf '%q ' "$@")")
}

end_child() {
	local i
	[ -n "$child" ] || return 0
	kill "$child" 2>/dev/null || true
	for ((i = 0; i < 50; i++)); do
		kill -0 "$child" 2>/dev/null || break
		sleep 0.1
	done
	kill -KILL "$child" 2>/dev/null || true
	child=
}

finish() {
	local i
	trap - EXIT INT TERM HUP
	set +e
	end_child
	for ((i = ${#undo[@]} - 1; i >= 0; i--)); do
		eval "${undo[i]}"
	done
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# The private folder: below /tmp, because a socket's path may have 107 bytes only.
make_run_dir() {
	[ -z "$run_dir" ] || return 0
	run_dir=$(mktemp -d "${TMPDIR:-/tmp}/wd-quickstart.XXXXXX")
	at_exit rm -rf "$run_dir"
}

# bounded SECONDS LOG COMMAND...: run it, end it when it takes longer, keep its output.
# A child of its own, waited for: so a signal to the script is acted on at once.
bounded() {
	local secs=$1 log=$2 rc=0
	shift 2
	timeout --kill-after=10 "$secs" "$@" > "$log" 2>&1 < /dev/null &
	child=$!
	wait "$child" || rc=$?
	child=
	[ "$rc" -ne 124 ] || printf 'quickstart: ended after %s s\n' "$secs" >> "$log"
	return "$rc"
}

# must SECONDS NAME COMMAND...: a step the rest depends on.
must() {
	local secs=$1 name=$2 log
	shift 2
	mkdir -p "$build/logs"
	log=$build/logs/$name.log
	if ! bounded "$secs" "$log" "$@"; then
		tail -n 25 "$log" >&2
		die "$name failed (the whole output: $log)"
	fi
}
