# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite unit, second half: the libraries as files. What they need, show and refuse; where
# they are installed; that EAL loads them in any order; that they link statically.
# shellcheck shell=bash

plugin_names=(librte_common_wd librte_compress_wd librte_crypto_wd librte_wd_sim)
plugin_drivers=(compress_wd crypto_wd_sec crypto_wd_hpre)

# Fails with the list of what is missing or too much.
check_installed() {
	local list=$1 dest=$2 f bad=0
	while read -r f; do
		case $f in
		'' | \#*) continue ;;
		esac
		f=${f//@pmds@/$pmd_path}
		f=${f//@lib@/${pmd_path%/dpdk/*}}
		f=${f//@abi@/$abi}
		f=${f//@major@/${abi%%.*}}
		f=${f//@triplet@/$(basename "${pmd_path%/dpdk/*}")}
		if [ ! -e "$dest$f" ]; then
			echo "not installed: $f"
			bad=1
		fi
	done < "$list"
	return $bad
}

# NEEDED: DPDK and the C library only; a missing helper would stop every DPDK program.
check_needed() {
	local f bad=0 n
	for f in "$@"; do
		for n in $(readelf -dW "$f" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
			case $n in
			librte_*.so.* | libc.so.6 | ld-linux*) ;;
			*) echo "$f needs $n"; bad=1 ;;
			esac
		done
	done
	return $bad
}

check_runpath() {
	local f bad=0
	for f in "$@"; do
		# shellcheck disable=SC2016 # $ORIGIN is for the loader
		readelf -dW "$f" | grep -qE '\((RUNPATH|RPATH)\).*\[\$ORIGIN\]' || {
			echo "$f: RUNPATH is not \$ORIGIN"
			bad=1
		}
	done
	return $bad
}

# The exported symbols, "LIBRARY SYMBOL", are those of the reviewed list and begin with wdp_.
check_exports() {
	local list=$1 f
	shift
	for f in "$@"; do
		readelf --dyn-syms -W "$f" | awk -v lib="$(basename "${f%%.so*}")" '
			($5 == "GLOBAL" || $5 == "WEAK") && $7 != "UND" && $4 != "NOTYPE" {
				sub(/@.*/, "", $8); print lib, $8 }'
	done | sort -u > "$run_dir/exports"
	if grep -v ' wdp_' "$run_dir/exports"; then
		echo "exported without the prefix wdp_"
		return 1
	fi
	diff <(grep -v '^#' "$list" | sort -u) "$run_dir/exports" ||
		{ echo "differs from $list (< listed, > exported): review, then change the list"
		return 1; }
}

# In a program that links statically every global symbol meets those of other libraries.
check_archives() {
	local bad
	bad=$(find "$build/lib" "$build/drivers" -name '*.a' -exec nm -A -g --defined-only {} + |
		awk 'NF == 3 && $2 ~ /[TDBRVW]/ && $3 !~ /^wdp_/')
	[ -z "$bad" ] || { echo "$bad"; echo "global without the prefix wdp_"; return 1; }
}

# The names under which a plugin registers drivers: DPDK's macros leave each in a symbol.
driver_names() {
	local f=$1 value size ndx addr off
	readelf -sW "$f" | awk '$8 ~ /^this_pmd_name[0-9]*$/ { print $2, $3, $7 }' |
		while read -r value size ndx; do
			read -r addr off < <(readelf -SW "$f" | sed -n "s/^ *\[ *$ndx\] *//p" |
				awk '{ print $3, $4 }')
			tail -c +$((0x$off + 0x$value - 0x$addr + 1)) "$f" | head -c "$size" |
				tr -d '\0'
			echo
		done
}

# No driver name may be the beginning of another one: the vdev bus matches by prefix.
check_driver_names() {
	local f names a b bad=0
	names=$(for f in "$@"; do driver_names "$f"; done | sort -u)
	echo "$names"
	for a in "${plugin_drivers[@]}"; do
		grep -qx "$a" <<< "$names" || { echo "no $a found"; return 1; }
	done
	for a in $names; do
		for b in $names; do
			if [ "$a" != "$b" ] && [ "${b#"$a"}" != "$b" ]; then
				echo "$a is the beginning of $b"
				bad=1
			fi
		done
	done
	return $bad
}

# Orders of names: the list and its reverse, each begun at every place. Every name is first and
# last in some, and comes before and after every other one; all orders would be too many.
orders() {
	local i forth=("$@") back=()
	for i in "$@"; do
		back=("$i" "${back[@]}")
	done
	for ((i = 0; i < $#; i++)); do
		echo "${forth[@]:i}" "${forth[@]:0:i}"
		echo "${back[@]:i}" "${back[@]:0:i}"
	done
}

# A small job for the stock tool on a private model; a device of the other driver comes up too.
small_job() {
	echo dpdk-test-compress-perf --no-pci --no-telemetry --no-huge -m 128 \
		"--lcores=0@$cpu_a,1@$cpu_a" "$@" --vdev compress_wd,strict=1 --vdev crypto_wd_sec,strict=1 -- \
		--driver-name compress_wd --input-file "$build/corpus-1" --seg-sz 4096 \
		--max-num-sgl-segs 1 --ptest verify --num-iter 1 --compress-level 1
}

# EAL goes on without a virtual device that does not come up: t, and all of them do.
t_up() {
	t "$@"
	if [ "$t_ok" = yes ] && grep -q 'failed to initialize' "$(log_of "$2")"; then
		grep -B 2 'failed to initialize' "$(log_of "$2")" | sed 's/^/        /'
		fail "$2, a device is missing" "$(log_of "$2")"
	fi
}

load_orders() {
	local order n=0 from=$1 f job
	shift
	if ! is_root || ! unshare --mount true 2> /dev/null; then
		skip "plugin load orders" "no private mount namespace: that takes root, and no chroot"
		skip "-d FILE" "no private mount namespace: that takes root, and no chroot"
		return 0
	fi
	job=$(small_job)
	while read -r order; do
		n=$((n + 1))
		# shellcheck disable=SC2086 # lists
		t_up 60 "plugin load order $n" env WDP_MODEL_BIN="$model" unshare --mount \
			"$scripts/with-plugins.sh" "$pmd_path" "$from" $order -- $job
	done < <(orders "$@")
	# One file by its path pulls the others in through $ORIGIN; no folder above it may be
	# writable for everybody, so the place is the plugin folder itself.
	# shellcheck disable=SC2046 # a list of words
	t_up 60 "-d FILE" env WDP_MODEL_BIN="$model" unshare --mount \
		"$scripts/with-plugins.sh" "$pmd_path" "$from" "$@" -- \
		$(small_job -d "$pmd_path/$2" -d "$pmd_path/$3" -d "$pmd_path/$4")
	# A program that has nothing to do with the device starts as before.
	t 60 "plugins disturb no other program" unshare --mount "$scripts/with-plugins.sh" \
		"$pmd_path" "$from" "$@" -- bash -c \
		'echo quit | dpdk-test --no-pci --no-telemetry --no-huge -m 64 -l '"$cpu_a"
}

# A program linked statically with DPDK's archives and ours finds the drivers.
static_link() {
	local dest=$1 pc flags
	pc=$(dirname "$(find "$dest" -name librte_common_wd.pc)")
	cat > "$run_dir/static.c" <<'CODE'
#include <stdio.h>
#include <rte_compressdev.h>
#include <rte_cryptodev.h>
#include <rte_eal.h>

int
main(int argc, char **argv)
{
	uint8_t id;

	if (rte_eal_init(argc, argv) < 0 || rte_compressdev_devices_get("compress_wd", &id, 1) != 1)
		return 1;
	printf("compress_wd is device %u\n", id);
	if (rte_cryptodev_devices_get("crypto_wd_sec", &id, 1) != 1)
		return 1;
	printf("crypto_wd_sec is device %u\n", id);
	return rte_eal_cleanup();
}
CODE
	export PKG_CONFIG_PATH=$pc
	flags=$(pkg-config --static --cflags --libs librte_compress_wd librte_crypto_wd \
		librte_wd_sim libdpdk) ||
		return 1
	# The files know nothing of DESTDIR.
	flags=${flags//-L$pmd_path/-L$dest$pmd_path}
	# shellcheck disable=SC2086 # a list of options
	gcc -DALLOW_EXPERIMENTAL_API -o "$run_dir/static" "$run_dir/static.c" $flags || return 1
	if ldd "$run_dir/static" | grep librte_; then
		echo "not static"
		return 1
	fi
	WDP_MODEL_BIN=$model "$run_dir/static" --no-pci --no-telemetry --no-huge -m 64 \
		-l "$cpu_a" --vdev compress_wd --vdev crypto_wd_sec
}

suite_plugins() {
	local dest=$run_dir/dest files=() n
	step "plugins: files, symbols, load orders, static link"
	t 120 "meson install" env DESTDIR="$dest" meson install -C "$build" --no-rebuild
	pmd_path=$(find "$dest" -type d -name 'pmds-*' | head -n 1)
	if [ "$t_ok" = no ] || [ -z "$pmd_path" ]; then
		fail "plugins" "no plugin folder in what meson installs"
		return 0
	fi
	pmd_path=${pmd_path#"$dest"}
	abi=${pmd_path##*pmds-}
	for n in "${plugin_names[@]}"; do
		files+=("$dest$pmd_path/$n.so.$abi")
	done
	t_func "installed files" check_installed "$scripts/installed.txt" "$dest"
	t_func "NEEDED" check_needed "${files[@]}"
	t_func "RUNPATH" check_runpath "${files[@]}"
	t_func "exported symbols" check_exports "$scripts/exports.txt" "${files[@]}"
	t_func "global symbols of the archives" check_archives
	t_func "driver names" check_driver_names "${files[@]}"
	[ -s "$build/corpus-1" ] ||
		must 300 corpus-1 "$top/buildtools/make-corpus.sh" "$build/corpus-1" 1
	load_orders "$dest$pmd_path" "${files[@]##*/}"
	# shellcheck disable=SC2046 # a list of words
	t_up 60 "LD_LIBRARY_PATH and -d NAME" env WDP_MODEL_BIN="$model" \
		LD_LIBRARY_PATH="$plugin_path" \
		$(small_job -d librte_compress_wd.so -d librte_crypto_wd.so -d librte_wd_sim.so)
	t_func "static link" static_link "$dest"
}
