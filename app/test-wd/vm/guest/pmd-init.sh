#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Copyright(c) 2026 The WarpDrive PMD authors
#
# First program of the guest in which the PMD runs on the kernel's vfio-pci. What /test.sh
# prints goes to the second serial port, and from there to the machine outside.

/bin/busybox --install -s /bin
export PATH=/bin:/usr/local/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t debugfs debugfs /sys/kernel/debug
mkdir -p /dev/hugepages /run /tmp
chmod 1777 /tmp
mount -t hugetlbfs -o mode=1777 none /dev/hugepages
for port in /dev/ttyS1 /dev/ttyAMA1; do
	if [ -c $port ]; then
		stty raw -echo < $port
		exec > $port 2>&1
	fi
done
depmod
# Behind an IOMMU no device works before that does; of these only one architecture needs one.
modprobe virtio_iommu 2> /dev/null
# shellcheck source=app/test-wd/vm/guest/pmd.sh
. /test.sh
for log in /tmp/log/*; do
	echo "== log ${log##*/}"
	# Without the data that DPDK's suite prints: the port is slow.
	grep -v '^[0-9A-F]\{8\}: ' "$log"
	echo "== end"
done
echo "== dmesg"
dmesg -r
echo "== end"
# The kernel would wait a minute for the reset of a device that is gone.
if [ "$(word what)" = removed ]; then
	sleep 1
	echo b > /proc/sysrq-trigger
fi
poweroff -f
