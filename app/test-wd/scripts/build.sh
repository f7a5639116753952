# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Building, and how the distribution's DPDK tools are started on what was built.
# shellcheck shell=bash

model=          # the model's program
plugin_path=    # folders of the plugins, for LD_LIBRARY_PATH
plugins=()      # EAL options that load them
tool=           # starts a DPDK program on them

# build_tree DIR [meson options]: configure when new or changed, then build.
build_tree() {
	local dir=$1 name
	shift
	name=$(basename "$dir")
	if [ -f "$dir/build.ninja" ]; then
		if [ $# -gt 0 ] && [ "$(cat "$dir/.quickstart" 2> /dev/null)" != "$*" ]; then
			must 300 "$name-setup" meson configure "$dir" "$@"
		fi
	else
		rm -rf "$dir/meson-private" "$dir/meson-info"
		must 300 "$name-setup" meson setup "$dir" "$top" "$@"
	fi
	echo "$*" > "$dir/.quickstart"
	must 1200 "$name" ninja -C "$dir"
}

# What the tools need to find plugins and model in the build folder. By name and
# LD_LIBRARY_PATH: EAL's -d PATH refuses a file below a world-writable folder.
use_build() {
	local lib
	plugin_path=$(find "$build/lib" "$build/drivers" -name 'librte_*wd*.so' -printf '%h\n' |
		sort -u | paste -s -d :)
	plugins=()
	for lib in librte_common_wd librte_compress_wd librte_crypto_wd librte_wd_sim; do
		[ -n "$(find "$build/lib" "$build/drivers" -name "$lib.so")" ] ||
			die "$lib.so was not built: see $build/logs"
		plugins+=(-d "$lib.so")
	done
	model=$build/app/wd-model/wd-model
	[ -x "$model" ] || die "wd-model was not built: see $build/logs"
	make_run_dir
	choose_cpus
	write_tool
}

# tool PROGRAM ARGS... (a file, so that timeout and unshare can start it): a DPDK program
# that finds plugins and model. Without --no-pci EAL probes the machine's network card.
# With WD_TELEMETRY= (empty) it has EAL's telemetry; WD_UNDER is a program to run it under.
write_tool() {
	tool=$run_dir/tool
	{
		echo '#!/bin/bash'
		printf 'export LD_LIBRARY_PATH=%q\n' "$plugin_path"
		# shellcheck disable=SC2016 # for the file written
		printf 'export WDP_MODEL_BIN=${WDP_MODEL_BIN:-%q}\n' "$model"
		# shellcheck disable=SC2016 # for the file written
		printf 'exec ${WD_UNDER:-} "$1" --no-pci ${WD_TELEMETRY---no-telemetry} %s "${@:2}"\n' "${plugins[*]}"
	} > "$tool"
	chmod +x "$tool"
}

# EAL's memory options for a run that leaves nothing behind.
memory_args() {
	if [ "$huge_ok" = yes ]; then
		echo --in-memory
	else
		echo --no-huge -m 600
	fi
}
