#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# In a mount namespace of its own (unshare --mount): a hugetlbfs on FOLDER, then COMMAND. Other
# DPDK programs of the machine do not see it, and it ends with the command.
# Usage: with-hugetlbfs.sh FOLDER COMMAND...
set -eu
mkdir -p "$1"
mount -t hugetlbfs -o pagesize=2M none "$1"
shift
exec "$@"
