# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# Suite pmd: dpdk-test-wd against a model child that counts every complaint, in EAL's
# memory modes; what happens when something is missing or goes away.
# shellcheck shell=bash

strict=compress_wd,strict=1

# A busy machine is no hung queue: the longest messages take the model its time.
crypto=crypto_wd_sec,strict=1,timeout_ms=30000

# cases COMMAND VDEV NAME EAL_MODE... [-- options]: one run of the cases of a subcommand.
cases() {
	local command=$1 vdev=$2 name=$3 mode=()
	shift 3
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		mode+=("$1")
		shift
	done
	shift || true
	t_cases 900 "$name" "${with_hugetlbfs[@]}" "$tool" "$build/app/test-wd/dpdk-test-wd" "${mode[@]}" \
		"$(perf_lcores compress_wd)" --vdev "$vdev" -- "$command" "$@"
	quiet "$name"
}

# functional NAME EAL_MODE... [-- options]
functional() {
	cases functional "$strict" "$@"
}

# symmetric DEVARGS NAME EAL_MODE... [-- options]
symmetric() {
	local args=$1
	shift
	cases sym "$crypto$args" "$@"
}

# No word of a sanitizer and no complaint of the model in the log of a test.
loud='ERROR: [A-Za-z]*Sanitizer|runtime error:|^complaints: [1-9]'
quiet() {
	local log
	log=$(log_of "$1")
	if grep -Eq "$loud" "$log"; then
		grep -E "$loud" "$log" | head -n 5 | sed 's/^/        /'
		fail "$1, complaints" "$log"
	fi
}

memory_modes() {
	if [ "$huge_ok" != yes ]; then
		skip "functional with hugepages, 4 modes" "only $(cat "$huge_path/free_hugepages" \
			2> /dev/null || echo 0) free hugepages of 2 MiB"
	else
		if [ ${#with_hugetlbfs[@]} -gt 0 ]; then
			functional "functional, hugetlbfs" --huge-dir "$huge_dir" --file-prefix "wd$$"
			rm -rf "/var/run/dpdk/wd$$"
		else
			skip "functional, hugetlbfs" "no private mount namespace: that takes root, and no chroot"
			functional "functional, in-memory, all" --in-memory
		fi
		functional "functional, in-memory" --in-memory -- --quick
		functional "functional, single-file-segments" --in-memory --single-file-segments \
			-- --quick
		functional "functional, iova-mode=va" --in-memory --iova-mode=va -- --quick
	fi
	functional "functional, no-huge" --no-huge -m 600 -- --quick
}

# crypto_wd_sec: the same in fewer modes, and as a VF and the second generation.
symmetric_modes() {
	# shellcheck disable=SC2046 # a list of options
	symmetric '' "symmetric" $(memory_args)
	if [ "$huge_ok" = yes ]; then
		symmetric '' "symmetric, iova-mode=va" --in-memory --iova-mode=va -- --quick
		symmetric '' "symmetric, no-huge" --no-huge -m 600 -- --quick
	fi
	# shellcheck disable=SC2046 # a list of options
	symmetric ,vf=1 "symmetric, VF" $(memory_args) -- --quick
	# shellcheck disable=SC2046 # a list of options
	symmetric ,hw=v2 "symmetric, V2" $(memory_args) -- --quick --generation 2
}

# crypto_wd_hpre: as PF and VF, and the second generation, which has no curves.
# asymmetric DEVARGS NAME [options]
asymmetric() {
	local args=$1 name=$2
	shift 2
	# shellcheck disable=SC2046 # a list of options
	cases asym "crypto_wd_hpre,strict=1,timeout_ms=30000$args" "$name" $(memory_args) -- \
		--quick "$@"
}

asymmetric_modes() {
	asymmetric '' "asymmetric"
	asymmetric ,vf=1 "asymmetric, VF" --case random --ops 20
	asymmetric ,hw=v2 "asymmetric, V2" --generation 2 --ops 5
	asymmetric ,experimental=1 "asymmetric, sizes in between" --case caps
	asymmetric ,experimental=1 "asymmetric, random sizes in between" --case random --ops 20
}

# The model with address and undefined-behaviour checks, under the whole protocol.
sanitized_model() {
	local asan=$top/build-asan
	t_build "sanitizer build" "$asan" -Db_sanitize=address,undefined -Db_lundef=false
	[ "$t_ok" = yes ] || return 0
	# shellcheck disable=SC2046 # a list of options
	WDP_MODEL_BIN=$asan/app/wd-model/wd-model ASAN_OPTIONS=detect_leaks=1 \
		UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		functional "functional, sanitized model" $(memory_args) -- --quick
	# shellcheck disable=SC2046 # a list of options
	WDP_MODEL_BIN=$asan/app/wd-model/wd-model ASAN_OPTIONS=detect_leaks=1 \
		UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		symmetric '' "symmetric, sanitized model" $(memory_args) -- --quick
	WDP_MODEL_BIN=$asan/app/wd-model/wd-model ASAN_OPTIONS=detect_leaks=1 \
		UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		asymmetric '' "asymmetric, sanitized model" --ops 5
}

# Both generations, as PF and as VF, come up, take all their queues, and go down again.
# bring_up DRIVER DEVARGS [bringup's option on V2]
bring_up() {
	local hw vf name args
	for hw in v2 v3; do
		for vf in 0 1; do
			name="bring-up, $1, $hw$([ $vf = 0 ] || echo ' VF')"
			args=$2,hw=$hw,vf=$vf
			# shellcheck disable=SC2046,SC2086 # lists of options
			t_cases 120 "$name" "$tool" "$build/app/test-wd/dpdk-test-wd" \
				$(memory_args) "$(perf_lcores compress_wd)" --vdev "$1,$args" -- \
				bringup --driver "$1" $([ $hw != v2 ] || echo ${3:-}) --replug "$args"
			quiet "$name"
		done
	done
}

# A VF does all that a PF does.
virtual_function() {
	local strict=$strict,vf=1
	# shellcheck disable=SC2046 # a list of options
	functional "functional, VF" $(memory_args) -- --quick
}

# Two devices in one program, which both go away without a word of complaint.
two_devices() {
	local name="two devices" log
	log=$(log_of "$name")
	# shellcheck disable=SC2046 # a list of options
	t_cases 120 "$name" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
		"$(perf_lcores compress_wd)" --vdev compress_wd0,strict=1 \
		--vdev compress_wd1,strict=1 -- functional --quick --case chain
	quiet "$name"
	if grep -q 'Invalid dev_id' "$log"; then
		fail "$name, end" "$log"
	fi
}

# Operations of a data path: numbers of 1024 bits take a model their time.
datapath_ops() {
	case $1 in
	crypto_wd_hpre) echo 100000 ;;
	*) echo 1000000 ;;
	esac
}

# R1: between the two marks the thread that works with the queue pair calls nothing.
no_syscalls() {
	local trace=$run_dir/strace
	# shellcheck disable=SC2046 # a list of options
	timeout --kill-after=5 120 strace -f -o "$trace" "$tool" \
		"$build/app/test-wd/dpdk-test-wd" $(memory_args) "--lcores=0@$cpu_a" \
		--vdev "$1,strict=1" -- datapath --driver "$1" "$(datapath_ops "$1")" < /dev/null ||
		return 1
	awk -v ops="$(datapath_ops "$1")" '
		/wd-datapath-begin/ { thread = $1; on = 1; marks++; next }
		/wd-datapath-end/ { on = 0; marks++ }
		# The rest of the first mark, when another thread came in between.
		on && $1 == thread && /<\.\.\. write resumed>/ && !rest++ { next }
		on && $1 == thread { calls++; print }
		END {
			printf "%d system calls over %d operations\n", calls, ops
			exit marks == 2 && calls == 0 ? 0 : 1
		}' "$trace"
}

# no_syscalls_checked DRIVER
no_syscalls_checked() {
	local name="no system call on the data path of $1 (R1)"
	# shellcheck disable=SC2046 # a list of options
	t_cases 120 "data path of $1 under a system call filter (R1)" "$tool" \
		"$build/app/test-wd/dpdk-test-wd" $(memory_args) "--lcores=0@$cpu_a" \
		--vdev "$1,strict=1" -- datapath --driver "$1" sealed "$(datapath_ops "$1")"
	if ! command -v strace > /dev/null || ! strace -o /dev/null true 2> /dev/null; then
		skip "$name" "strace is missing or may not trace here"
		return 0
	fi
	t_func "$name" no_syscalls "$1"
	quiet "$name"
}

# R5: the model counts the wild address as a complaint, which is meant here.
# wild_address DRIVER
wild_address() {
	# shellcheck disable=SC2046 # a list of options
	t_cases 60 "wild address, $1 (R5)" "$tool" "$build/app/test-wd/dpdk-test-wd" \
		$(memory_args) "--lcores=0@$cpu_a" --vdev "$1" -- datapath --driver "$1" wild
	# A VF sees no error registers: the lack of progress tells.
	# shellcheck disable=SC2046 # a list of options
	t_cases 60 "wild address, $1, VF" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
		"--lcores=0@$cpu_a" --vdev "$1,vf=1,timeout_ms=1000" -- datapath --driver "$1" wild
}

# EQ, AEQ and error interrupts reach the driver.
interrupts() {
	# shellcheck disable=SC2046 # a list of options
	t_cases 60 "interrupts, $1" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
		"--lcores=0@$cpu_a" --vdev "$1,strict=1" -- interrupts --driver "$1"
}

# Every operation is accounted for, and what telemetry says of the device is true.
accounts() {
	# shellcheck disable=SC2046 # a list of options
	t_cases 60 "churn, $1" "$tool" "$build/app/test-wd/dpdk-test-wd" $(memory_args) \
		"--lcores=0@$cpu_a" --vdev "$1,strict=1" -- churn --driver "$1" --seconds 3
	quiet "churn, $1"
	# shellcheck disable=SC2046 # a list of options
	WD_TELEMETRY='' t_cases 60 "telemetry, $1" "$tool" "$build/app/test-wd/dpdk-test-wd" \
		$(memory_args) "--lcores=0@$cpu_a" --file-prefix "wd_test_$$" \
		--vdev "$1,strict=1" -- telemetry --driver "$1"
	# EAL leaves the folder of its socket.
	rm -rf "/var/run/dpdk/wd_test_$$" "${XDG_RUNTIME_DIR:-/tmp}/dpdk/wd_test_$$"
}

# What every driver of the project must do, whatever its engine.
any_engine() {
	local driver
	bring_up compress_wd strict=1 --no-algorithm
	bring_up crypto_wd_sec strict=1,max_nb_queue_pairs=1024
	bring_up crypto_wd_hpre strict=1,max_nb_queue_pairs=1024
	for driver in compress_wd crypto_wd_sec crypto_wd_hpre; do
		no_syscalls_checked "$driver"
		wild_address "$driver"
		interrupts "$driver"
		accounts "$driver"
	done
}

# refused NAME PATTERN VDEV_ARGUMENTS [EAL options]: the device must not come up and must
# say why.
refused() {
	local name=$1 pattern=$2 vdev=$3
	shift 3
	[ $# -gt 0 ] || set -- --no-huge -m 64
	t_refused 60 "$name" "$pattern" "$tool" dpdk-test-compress-perf "$@" \
		"$(perf_lcores compress_wd)" --vdev "compress_wd$vdev" -- \
		--driver-name compress_wd --input-file "$corpus" --seg-sz 4096 \
		--max-num-sgl-segs 1 --ptest verify --num-iter 1 --compress-level 1
}

# The same for crypto_wd_sec.
refused_sec() {
	# shellcheck disable=SC2046 # a list of options
	t_refused 60 "crypto_wd_sec, $1" "$2" "$tool" dpdk-test-crypto-perf --no-huge -m 64 \
		"$(perf_lcores compress_wd)" --vdev "crypto_wd_sec$3" -- --devtype crypto_wd_sec \
		$(crypto_options gcm encrypt) --ptest throughput --buffer-sz 64 --total-ops 100
}

# A model of its own is ended in the middle of a million operations: all of them must
# come back, the later ones with an error, soon.
socket_closes() {
	local name="model ends mid-work" sock=$run_dir/midwork log rc=0 model_pid tool_pid i
	log=$(log_of "$name")
	"$model" --device zip --hw v3 --socket "$sock" > "$log.model" 2>&1 < /dev/null &
	model_pid=$!
	for ((i = 0; i < 50; i++)); do
		[ ! -S "$sock" ] || break
		sleep 0.1
	done
	# shellcheck disable=SC2046 # a list of options
	timeout --kill-after=5 60 "$tool" "$build/app/test-wd/referee/wd-referee" \
		$(memory_args) "$(perf_lcores compress_wd)" \
		--vdev "compress_wd,socket=$sock" -- \
		compress compress_wd "$corpus" "$run_dir/midwork.out" 16 > "$log" 2>&1 < /dev/null &
	tool_pid=$!
	child=$tool_pid
	sleep 1
	if ! kill -0 "$tool_pid" 2> /dev/null; then
		kill "$model_pid" 2> /dev/null || true
		fail "$name" "the tool ended before the model did, $log"
	else
		kill -KILL "$model_pid"
		wait "$model_pid" 2> /dev/null || true
		wait "$tool_pid" || rc=$?
		if [ "$rc" -ne 1 ] || ! grep -q 'chunks failed' "$log" ||
			! grep -q 'the device model is gone' "$log"; then
			tail -n 12 "$log" | sed 's/^/        /'
			fail "$name" "status $rc, $log"
		else
			pass "$name"
		fi
	fi
	child=
	wait "$model_pid" 2> /dev/null || true
}

# What quickstart itself says without hugepages, and that it goes on.
no_hugepages() {
	local name="no hugepages" text
	text=$(
		huge_path=$run_dir/none
		# shellcheck disable=SC2030 # for the subshell alone
		huge_ok=no
		reserve_hugepages
		memory_args
	)
	case $text in
	*"going on with --no-huge"*"--no-huge -m 600") pass "$name" ;;
	*) fail "$name" "said '$text'" ;;
	esac
}

bad_input() {
	local accepted='accepted keys: .*socket'
	no_hugepages
	refused "no memory" 'give EAL more hugepages' '' --no-huge -m 1
	refused "unknown devarg" "unknown devarg .*colour.*$accepted" ,colour=blue
	refused "devarg without value" "$accepted|give it once, with a value" ,socket
	refused "timeout_ms=5" 'give 0 .off. or a number' ,timeout_ms=5
	refused "max_resets=-1" 'give 0 .off. or a number' ,max_resets=-1
	refused "engine=quantum" 'engine' ,engine=quantum
	refused "workers=many" 'workers' ,workers=many
	refused "queues=1" 'queues' ,queues=1
	refused "hw=v9" 'hw' ,hw=v9
	refused "vf=1,queues=1000" 'from 2 to 960' ,vf=1,queues=1000
	refused "no socket" "$run_dir/nothing.*" ",socket=$run_dir/nothing"
	: > "$run_dir/file"
	refused "socket is a file" "$run_dir/file" ",socket=$run_dir/file"
	refused "V2 model: no algorithm yet" 'DEFLATE|algorithm|not supported' ,hw=v2
	WDP_MODEL_BIN=$run_dir/nothing refused "no model program" "$run_dir/nothing" ''
	refused_sec "unknown devarg" "unknown devarg .*colour.*accepted keys: .*experimental" ,colour=blue
	refused_sec "experimental=2" 'from 0 to 1' ,experimental=2
	refused_sec "max_nb_queue_pairs=0" 'from 1 to 1024' ,max_nb_queue_pairs=0
	socket_closes
}

suite_pmd() {
	corpus=$build/corpus-16
	[ -s "$corpus" ] || must 300 corpus-16 "$top/buildtools/make-corpus.sh" "$corpus" 16
	step "transport to the model, in every memory mode"
	MESON_TESTTHREADS=4 unit_cases sim "$build" pmd
	step "dpdk-test-wd functional"
	memory_modes
	virtual_function
	two_devices
	step "dpdk-test-wd sym"
	symmetric_modes
	step "dpdk-test-wd asym"
	asymmetric_modes
	step "bring-up, data path, interrupts, accounts, telemetry"
	any_engine
	step "bad input"
	bad_input
	step "example: compress, then encrypt, on two devices"
	compress_encrypt
	step "dpdk-test-wd on the sanitized model"
	sanitized_model
}
