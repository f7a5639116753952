/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The text of faults and the commands of the control socket (doc/model.md 11). */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"

#define N(a) (sizeof(a) / sizeof((a)[0]))

static struct wdp_model *
model(void)
{
	struct wdp_model_config cfg = dut_config(WDP_MODEL_V3, WDP_MODEL_NULL);
	struct wdp_model *m;

	cfg.queues = 64;
	m = wdp_model_create(&cfg);
	assert_non_null(m);
	return m;
}

/* One line of each kind, with all it takes. */
static void
test_good_lines(void **state)
{
	static const char *const lines[] = {
		"hang", "hang q=5 op=3 until=create", "hang q=compress op=3- times=1 until=reset",
		"hang until=clear count=each op=2", "delay ms=10 q=decompress every=3",
		"reorder ops=3 q=0", "reorder ops=3 ms=50 count=all", "cqe-drop op=1-5 every=2",
		"cqe-dup", "cqe-phase", "cqe-slot", "cqe-slot value=0xffff", "cqe-queue value=63",
		"sqe-garbage", "sqe-garbage seed=7 words=0x8000000f", "produced",
		"produced over=100", "produced value=0", "consumed over=4294967294",
		"status value=0x0e", "aeq type=0", "aeq type=15 queue=65535 op=9",
		"ras-qm bits=0x7fff info=5", "ras-engine bits=1 after=first+100 ",
		"close-master after=1000", "remove after=1000 socket=0", "disconnect op=5 q=3",
		"exit code=255 every=1000 times=2", "mb-busy", "mb-busy cmd=8 q=7 op=2-",
		"mb-error status=15", "mb-slow ms=3600000 cmd=0", "reset-stuck op=2",
		"reset-slow ms=5 every=2", "eq-overflow q=1 op=3", "msi-drop", "msi-drop vec=3 op=1",
		"\t hang\t q=1 \r\n", "hang # a remark",
	};
	char err[WDP_MODEL_FAULT_ERR_B];
	struct wdp_model *m = model();
	unsigned int i;

	(void)state;
	for (i = 0; i < N(lines); i++) {
		err[0] = '\0';
		if (wdp_model_fault_add(m, lines[i], err, sizeof(err)) != (int)i + 1)
			fail_msg("%s: %s", lines[i], err);
	}
	assert_int_equal(0, wdp_model_fault_add(m, "", err, sizeof(err)));
	assert_int_equal(0, wdp_model_fault_add(m, " \t\n", err, sizeof(err)));
	assert_int_equal(0, wdp_model_fault_add(m, "# hang", err, sizeof(err)));
	assert_int_equal(0, wdp_model_complaints(m));
	wdp_model_destroy(m);
}

/* A line, and what is said of it. */
static const struct {
	const char *line;
	const char *word;
	const char *accepted;
} bad[] = {
	{"hnag q=1", "\"hnag\"", "there are: hang delay reorder"},
	{"hang 5", "\"5\"", "hang takes until= q= op="},
	{"hang ms=5", "\"ms=5\"", "hang takes until= q= op= every= after= times= count="},
	{"hang =", "\"=\"", "hang takes"},
	{"hang q", "\"q\"", "hang takes"},
	{"reset-stuck q=1", "\"q=1\"", "reset-stuck takes op="},
	{"msi-drop count=each", "\"count=each\"", "msi-drop takes vec="},
	{"hang q=64", "\"q=64\"", "a queue from 0 to 63, compress or decompress"},
	{"hang q=", "\"q=\"", "a queue from 0"},
	{"hang q=-1", "\"q=-1\"", "a queue from 0"},
	{"mb-busy q=compress", "\"q=compress\"", "a queue from 0 to 63"},
	{"hang q=1 q=2", "\"q=2\"", "q= is there twice"},
	{"hang op=0", "\"op=0\"", "N, N-M or N-"},
	{"hang op=5-3", "\"op=5-3\"", "N, N-M or N-"},
	{"hang op=5-x", "\"op=5-x\"", "N, N-M or N-"},
	{"hang op=-5", "\"op=-5\"", "N, N-M or N-"},
	{"hang op=5+", "\"op=5+\"", "N, N-M or N-"},
	{"hang op=18446744073709551616", "\"op=", "N, N-M or N-"},
	{"hang every=0", "\"every=0\"", "a number from 1 to 4294967295"},
	{"hang times=0", "\"times=0\"", "a number from 1"},
	{"hang after=x", "\"after=x\"", "milliseconds from 0 to 3600000, or first+"},
	{"hang after=first+", "\"after=first+\"", "first+"},
	{"hang count=one", "\"count=one\"", "count=all or count=each"},
	{"hang until=never", "\"until=never\"", "until=clear, until=create or until=reset"},
	{"delay", "\"delay\"", "ms= is missing: give a number from 1 to 3600000"},
	{"delay ms=0", "\"ms=0\"", "from 1 to 3600000"},
	{"delay ms=5ms", "\"ms=5ms\"", "from 1 to 3600000"},
	{"delay ms=0x", "\"ms=0x\"", "from 1 to 3600000"},
	{"delay ms= 5", "\"ms=\"", "from 1 to 3600000"},
	{"reorder", "\"reorder\"", "ops= is missing"},
	{"cqe-slot value=65536", "\"value=65536\"", "from 0 to 65535"},
	{"produced over=1 value=1", "\"produced\"", "exclude each other"},
	{"status", "\"status\"", "value= is missing"},
	{"aeq", "\"aeq\"", "type= is missing: give a number from 0 to 15"},
	{"aeq type=0 q=1", "\"aeq\"", "give op= or every="},
	{"aeq type=0 times=1", "\"aeq\"", "give op= or every="},
	{"ras-qm bits=0x8000", "\"bits=0x8000\"", "from 1 to 32767"},
	{"ras-engine bits=0x2000", "\"bits=0x2000\"", "from 1 to 8191"},
	{"exit code=256", "\"code=256\"", "from 0 to 255"},
	{"mb-error status=16", "\"status=16\"", "from 1 to 15"},
	{"mb-slow", "\"mb-slow\"", "ms= is missing"},
	{"reset-slow", "\"reset-slow\"", "ms= is missing"},
	{"msi-drop vec=4", "\"vec=4\"", "from 0 to 3"},
	{"hang q=1                                                                        "
		"                                                                       "
		"                 op=5", "a line of", "at the most"},
};

/* Every mistake is told with the word and with what is accepted. */
static void
test_bad_lines(void **state)
{
	char err[WDP_MODEL_FAULT_ERR_B];
	struct wdp_model *m = model();
	unsigned int i;

	(void)state;
	for (i = 0; i < N(bad); i++) {
		err[0] = '\0';
		assert_true(wdp_model_fault_add(m, bad[i].line, err, sizeof(err)) < 0);
		if (strstr(err, bad[i].word) == NULL || strstr(err, bad[i].accepted) == NULL)
			fail_msg("%s: %s", bad[i].line, err);
		/* a short buffer is no trap */
		assert_true(wdp_model_fault_add(m, bad[i].line, err, 8) < 0);
		assert_true(strlen(err) < 8);
	}
	wdp_model_destroy(m);
}

/** Answer of a command in static memory. */
static const char *
command(struct wdp_model *m, const char *line)
{
	static char text[8192];
	FILE *out = fmemopen(text, sizeof(text), "w");

	assert_non_null(out);
	memset(text, 0, sizeof(text));
	wdp_model_command(m, line, out);
	fclose(out);
	return text;
}

static void
test_commands(void **state)
{
	struct wdp_model *m = model();

	(void)state;
	assert_string_equal("ok\n", command(m, "list\n"));
	assert_string_equal("ok 1\n", command(m, "hang  q=3   op=2"));
	assert_string_equal("ok 2\n", command(m, "ras-qm bits=8"));
	assert_string_equal("ok\n", command(m, "# nothing"));
	assert_string_equal("1 seen=0 fired=0 hang  q=3   op=2\n2 seen=1 fired=1 ras-qm bits=8\nok\n",
		command(m, " list "));
	assert_int_equal(1, wdp_model_fault_fired(m, 2));
	assert_int_equal(-ENOENT, wdp_model_fault_fired(m, 3));
	assert_int_equal(-ENOENT, wdp_model_fault_fired(m, 0));
	assert_non_null(strstr(command(m, "stats"), "\nfault_ras-qm 1\n"));
	assert_string_equal("ok\n", command(m, "clear 1"));
	assert_string_equal("error: \"1\": no fault has this number; \"list\" tells them\n",
		command(m, "clear 1"));
	assert_string_equal("error: \"x\": no fault has this number; \"list\" tells them\n",
		command(m, "clear x"));
	assert_string_equal("error: \"now\": list takes nothing\n", command(m, "list now"));
	assert_string_equal("ok 3\n", command(m, "hang"));
	assert_string_equal("2 seen=1 fired=1 ras-qm bits=8\n3 seen=0 fired=0 hang\nok\n",
		command(m, "list"));
	assert_string_equal("ok\n", command(m, "clear all"));
	assert_string_equal("ok\n", command(m, "list"));
	assert_string_equal("ok\n", command(m, "clear"));
	/* what happened stays counted */
	assert_non_null(strstr(command(m, "stats"), "\nfault_ras-qm 1\n"));
	assert_string_equal("ok\n", command(m, "power-cycle"));
	assert_non_null(strstr(command(m, "lits"), "commands: list stats clear power-cycle\n"));
	assert_non_null(strstr(command(m, "delay"), "error: \"delay\": ms= is missing"));
	wdp_model_destroy(m);
}

/* The table is finite, says so, and has room again after a clear. */
static void
test_full(void **state)
{
	char err[WDP_MODEL_FAULT_ERR_B];
	struct wdp_model *m = model();
	unsigned int i;

	(void)state;
	for (i = 1; i <= 64; i++)
		assert_int_equal(i, wdp_model_fault_add(m, "hang count=each", err, sizeof(err)));
	assert_int_equal(-ENOSPC, wdp_model_fault_add(m, "hang count=each", err, sizeof(err)));
	assert_string_equal("64 faults are set, no more fit: clear some", err);
	assert_int_equal(0, wdp_model_fault_clear(m, 20));
	assert_int_equal(65, wdp_model_fault_add(m, "hang count=each", err, sizeof(err)));
	wdp_model_destroy(m);
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
test_file(void **state)
{
	char path[] = "/tmp/wd-fault-XXXXXX", err[WDP_MODEL_FAULT_ERR_B], want[128];
	char remark[2000];
	struct wdp_model *m = model();
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	/* a long remark is one line, not a fault behind its middle */
	memset(remark, 'x', sizeof(remark));
	memcpy(remark, "# ", 2);
	memcpy(remark + sizeof(remark) - 40, " hang\nhang q=1\n\n  # x\ndelay ms=3 q=2\n\0", 38);
	remark[sizeof(remark) - 3] = '\0';
	write_file(path, remark);
	assert_int_equal(0, wdp_model_fault_load(m, path, err, sizeof(err)));
	assert_string_equal("1 seen=0 fired=0 hang q=1\n2 seen=0 fired=0 delay ms=3 q=2\nok\n",
		command(m, "list"));
	write_file(path, "hang\n\ndelay ms=x\nhang\n");
	assert_int_equal(-EINVAL, wdp_model_fault_load(m, path, err, sizeof(err)));
	snprintf(want, sizeof(want), "%s:3: \"ms=x\": give a number from 1 to 3600000", path);
	assert_int_equal(0, strncmp(err, want, strlen(want)));
	unlink(path);
	assert_int_equal(-ENOENT, wdp_model_fault_load(m, path, err, sizeof(err)));
	snprintf(want, sizeof(want), "%s: No such file", path);
	assert_int_equal(0, strncmp(err, want, strlen(want)));
	assert_int_equal(-EIO, wdp_model_fault_load(m, "/tmp", err, sizeof(err)));
	wdp_model_destroy(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_lines),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
