/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/* The text of faults (doc/model.md 11): one per line, KIND and KEY=VALUE words. */

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "wdp_model_priv.h"
#include "model_fault.h"

#define MS_MAX    3600000u /* an hour */
#define VALUE_MAX (FAULT_ANY - 1)
#define PARAMS    4
#define BLANKS    " \t\r\n"

/** What a kind takes beside the common keys. */
struct param {
	const char *key;
	enum fault_arg arg;
	uint32_t min;
	uint32_t max;
	uint32_t def;
	bool must;
};

static const struct info {
	const char *name;
	enum fault_site site;
	struct param param[PARAMS]; /* up to the first without a key */
} infos[FAULT_KINDS] = {
	[FAULT_HANG] = {"hang", SITE_REQUEST, {{.key = "until", .arg = ARG_UNTIL}}},
	[FAULT_DELAY] = {"delay", SITE_REQUEST, {{"ms", ARG_MS, 1, MS_MAX, 0, true}}},
	[FAULT_REORDER] = {"reorder", SITE_REQUEST, {{"ops", ARG_OPS, 1, VALUE_MAX, 0, true},
		{"ms", ARG_MS, 1, MS_MAX, FAULT_ANY, false}}},
	[FAULT_CQE_DROP] = {"cqe-drop", SITE_REQUEST, {{0}}},
	[FAULT_CQE_DUP] = {"cqe-dup", SITE_REQUEST, {{0}}},
	[FAULT_CQE_PHASE] = {"cqe-phase", SITE_REQUEST, {{0}}},
	[FAULT_CQE_SLOT] = {"cqe-slot", SITE_REQUEST,
		{{"value", ARG_VALUE, 0, UINT16_MAX, FAULT_ANY, false}}},
	[FAULT_CQE_QUEUE] = {"cqe-queue", SITE_REQUEST,
		{{"value", ARG_VALUE, 0, UINT16_MAX, FAULT_ANY, false}}},
	[FAULT_SQE_GARBAGE] = {"sqe-garbage", SITE_REQUEST,
		{{"seed", ARG_SEED, 0, UINT32_MAX, 1, false},
		{"words", ARG_WORDS, 1, UINT32_MAX, UINT32_MAX, false}}},
	[FAULT_PRODUCED] = {"produced", SITE_REQUEST,
		{{"over", ARG_OVER, 1, VALUE_MAX, 1, false},
		{"value", ARG_VALUE, 0, VALUE_MAX, FAULT_ANY, false}}},
	[FAULT_CONSUMED] = {"consumed", SITE_REQUEST,
		{{"over", ARG_OVER, 1, VALUE_MAX, 1, false},
		{"value", ARG_VALUE, 0, VALUE_MAX, FAULT_ANY, false}}},
	[FAULT_STATUS] = {"status", SITE_REQUEST, {{"value", ARG_VALUE, 0, VALUE_MAX, 0, true}}},
	[FAULT_VERDICT] = {"verdict", SITE_REQUEST,
		{{"value", ARG_VALUE, 0, VALUE_MAX, 0, true}}},
	[FAULT_AEQ] = {"aeq", SITE_ACTION, {{"type", ARG_TYPE, 0, 15, 0, true},
		{"queue", ARG_QUEUE, 0, UINT16_MAX, FAULT_ANY, false}}},
	[FAULT_RAS_QM] = {"ras-qm", SITE_ACTION, {{"bits", ARG_BITS, 1, WDP_QM_ERR_ALL, 0, true},
		{"info", ARG_INFO, 0, VALUE_MAX, FAULT_ANY, false}}},
	[FAULT_RAS_ENGINE] = {"ras-engine", SITE_ACTION,
		{{"bits", ARG_BITS, 1, UINT32_MAX, 0, true}, /* those of the engine */
		{"info", ARG_INFO, 0, VALUE_MAX, FAULT_ANY, false}}},
	[FAULT_CLOSE_MASTER] = {"close-master", SITE_ACTION, {{0}}},
	[FAULT_REMOVE] = {"remove", SITE_ACTION,
		{{"socket", ARG_SOCKET, 0, MS_MAX, FAULT_ANY, false}}},
	[FAULT_DISCONNECT] = {"disconnect", SITE_ACTION, {{0}}},
	[FAULT_EXIT] = {"exit", SITE_ACTION, {{"code", ARG_CODE, 0, 255, 1, false}}},
	[FAULT_MB_BUSY] = {"mb-busy", SITE_MAILBOX, {{"cmd", ARG_CMD, 0, 255, FAULT_ANY, false}}},
	[FAULT_MB_ERROR] = {"mb-error", SITE_MAILBOX, {{"status", ARG_STATUS, 1, 15, 1, false},
		{"cmd", ARG_CMD, 0, 255, FAULT_ANY, false}}},
	[FAULT_MB_SLOW] = {"mb-slow", SITE_MAILBOX, {{"ms", ARG_MS, 1, MS_MAX, 0, true},
		{"cmd", ARG_CMD, 0, 255, FAULT_ANY, false}}},
	[FAULT_RESET_STUCK] = {"reset-stuck", SITE_RESET, {{0}}},
	[FAULT_RESET_SLOW] = {"reset-slow", SITE_RESET, {{"ms", ARG_MS, 1, MS_MAX, 0, true}}},
	[FAULT_EQ_OVERFLOW] = {"eq-overflow", SITE_EQE, {{0}}},
	[FAULT_MSI_DROP] = {"msi-drop", SITE_MSI,
		{{"vec", ARG_VEC, 0, MODEL_MSI_VECTORS - 1, FAULT_ANY, false}}},
};

/* In the order of enum fault_until. */
static const char *const untils[] = {"clear", "create", "reset"};

enum common {
	KEY_Q,
	KEY_OP,
	KEY_EVERY,
	KEY_AFTER,
	KEY_TIMES,
	KEY_COUNT,
	KEYS
};
static const char *const common_keys[KEYS] = {"q", "op", "every", "after", "times", "count"};

struct text {
	const struct wdp_model *m;
	const struct info *info;
	struct fault_rule *r;
	uint32_t given; /* bit n: common key n; bit 16 + n: parameter n */
	char *err;
	size_t size;
};

const char *
wdp_md_fault_name(enum fault_kind kind)
{
	return infos[kind].name;
}

enum fault_site
wdp_md_fault_site(enum fault_kind kind)
{
	return infos[kind].site;
}

static int __attribute__((format(printf, 2, 3)))
wrong(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t->err, t->size, fmt, ap);
	va_end(ap);
	return -EINVAL;
}

/** Decimal, or hexadecimal with 0x. @return where it ends, NULL if it is none. */
static const char *
number(const char *s, uint64_t *out)
{
	int base = s[0] == '0' && (s[1] == 'x' || s[1] == 'X') ? 16 : 10;
	const char *digits = base == 16 ? s + 2 : s;
	char *end;

	/* No sign and no blank, which strtoull() would take. */
	if (strspn(digits, base == 16 ? "0123456789abcdefABCDEF" : "0123456789") == 0)
		return NULL;
	errno = 0;
	*out = strtoull(s, &end, base);
	return errno == 0 ? end : NULL;
}

static int
take_number(struct text *t, const char *word, const char *val, uint64_t min, uint64_t max,
	uint64_t *out)
{
	const char *end = number(val, out);

	if (end != NULL && *end == '\0' && *out >= min && *out <= max)
		return 0;
	return wrong(t, "\"%s\": give a number from %llu to %llu, decimal or with 0x", word,
		(unsigned long long)min, (unsigned long long)max);
}

/** N, N-M or N- */
static int
take_range(struct text *t, const char *word, const char *val)
{
	const char *end = number(val, &t->r->first);

	if (end != NULL && *end == '\0') {
		t->r->last = t->r->first;
	} else if (end != NULL && strcmp(end, "-") == 0) {
		t->r->last = UINT64_MAX;
	} else if (end != NULL && *end == '-') {
		end = number(end + 1, &t->r->last);
		if (end != NULL && *end != '\0')
			end = NULL;
	} else {
		end = NULL;
	}
	if (end != NULL && t->r->first >= 1 && t->r->last >= t->r->first)
		return 0;
	return wrong(t, "\"%s\": give N, N-M or N- (from N on), counted from 1", word);
}

static int
take_queue(struct text *t, const char *word, const char *val)
{
	bool by_type = t->info->site == SITE_REQUEST || t->info->site == SITE_ACTION;
	const char *const *types = t->m->engine->type_names;
	uint64_t n;
	unsigned int i;

	for (i = 0; by_type && i < t->m->engine->queue_types; i++) {
		if (strcmp(val, types[i]) == 0) {
			t->r->type = i;
			return 0;
		}
	}
	if (take_number(t, word, val, 0, t->m->queues - 1, &n) < 0)
		return wrong(t, "\"%s\": give a queue from 0 to %u%s%s%s%s", word,
			t->m->queues - 1, by_type ? ", " : "", by_type ? types[0] : "",
			by_type ? " or " : "", by_type ? types[1] : "");
	t->r->queue = n;
	return 0;
}

static int
take_after(struct text *t, const char *word, const char *val)
{
	uint64_t ms;
	const char *num = val;

	if (strncmp(val, "first+", 6) == 0) {
		t->r->from_first = true;
		num = val + 6;
	}
	if (take_number(t, word, num, 0, MS_MAX, &ms) < 0)
		return wrong(t, "\"%s\": give milliseconds from 0 to %u, or first+ and that number",
			word, MS_MAX);
	t->r->after_ns = ms * 1000000u;
	return 0;
}

static int
take_common(struct text *t, enum common key, const char *word, const char *val)
{
	switch (key) {
	case KEY_Q:
		return take_queue(t, word, val);
	case KEY_OP:
		t->r->counted = true;
		return take_range(t, word, val);
	case KEY_EVERY:
		t->r->counted = true;
		return take_number(t, word, val, 1, UINT32_MAX, &t->r->every);
	case KEY_AFTER:
		return take_after(t, word, val);
	case KEY_TIMES:
		return take_number(t, word, val, 1, UINT32_MAX, &t->r->times);
	default:
		t->r->each = strcmp(val, "each") == 0;
		if (t->r->each || strcmp(val, "all") == 0)
			return 0;
		return wrong(t, "\"%s\": give count=all or count=each", word);
	}
}

static int
take_until(struct text *t, const char *word, const char *val)
{
	unsigned int i;

	for (i = 0; i < sizeof(untils) / sizeof(untils[0]); i++) {
		if (strcmp(val, untils[i]) == 0) {
			t->r->arg[ARG_UNTIL] = i;
			return 0;
		}
	}
	return wrong(t, "\"%s\": give until=clear, until=create or until=reset", word);
}

/** What the error register has depends on the engine. */
static uint32_t
param_max(const struct text *t, const struct param *p)
{
	bool engine = t->r->kind == FAULT_RAS_ENGINE && p->arg == ARG_BITS;

	return engine ? t->m->engine->regs->err.all : p->max;
}

static int
take_param(struct text *t, const struct param *p, const char *word, const char *val)
{
	uint64_t n;
	int ret;

	if (p->arg == ARG_UNTIL)
		return take_until(t, word, val);
	ret = take_number(t, word, val, p->min, param_max(t, p), &n);
	if (ret == 0)
		t->r->arg[p->arg] = n;
	return ret;
}

/** Does the kind take this common key? */
static bool
takes(const struct info *info, enum common key)
{
	switch (key) {
	case KEY_Q:
		return info->site != SITE_RESET && info->site != SITE_MSI;
	case KEY_COUNT:
		return info->site == SITE_REQUEST || info->site == SITE_ACTION;
	default:
		return true;
	}
}

static int
unknown_key(struct text *t, const char *word)
{
	char keys[128] = "";
	unsigned int i;

	for (i = 0; i < PARAMS && t->info->param[i].key != NULL; i++) {
		strcat(keys, " ");
		strcat(keys, t->info->param[i].key);
		strcat(keys, "=");
	}
	for (i = 0; i < KEYS; i++) {
		if (!takes(t->info, i))
			continue;
		strcat(keys, " ");
		strcat(keys, common_keys[i]);
		strcat(keys, "=");
	}
	return wrong(t, "\"%s\": %s takes%s", word, t->info->name, keys);
}

static int
take_word(struct text *t, const char *word)
{
	size_t len = strcspn(word, "=");
	const char *val = word + len + 1;
	uint32_t bit = 0;
	unsigned int i, key = KEYS, par = PARAMS;

	for (i = 0; i < KEYS; i++)
		if (takes(t->info, i) && strlen(common_keys[i]) == len &&
				strncmp(word, common_keys[i], len) == 0)
			key = i;
	for (i = 0; i < PARAMS && t->info->param[i].key != NULL; i++)
		if (strlen(t->info->param[i].key) == len &&
				strncmp(word, t->info->param[i].key, len) == 0)
			par = i;
	if (word[len] != '=' || (key == KEYS && par == PARAMS))
		return unknown_key(t, word);
	bit = WDP_BIT32(key < KEYS ? key : 16 + par);
	if (t->given & bit)
		return wrong(t, "\"%s\": %.*s= is there twice", word, (int)len, word);
	t->given |= bit;
	return key < KEYS ? take_common(t, key, word, val) :
		take_param(t, &t->info->param[par], word, val);
}

/** What of a result the kind falsifies. */
static unsigned int
spoils_of(enum fault_kind kind)
{
	switch (kind) {
	case FAULT_PRODUCED:
	case FAULT_CONSUMED:
		return MODEL_SPOIL_LENGTHS;
	case FAULT_STATUS:
		return MODEL_SPOIL_STATUS;
	case FAULT_VERDICT:
		return MODEL_SPOIL_VERDICT;
	default:
		return 0;
	}
}

/** What only shows when the line is complete. */
static int
check(struct text *t)
{
	struct fault_rule *r = t->r;
	unsigned int i;

	for (i = 0; i < PARAMS && t->info->param[i].key != NULL; i++) {
		const struct param *p = &t->info->param[i];

		if (p->must && !(t->given & WDP_BIT32(16 + i)))
			return wrong(t, "\"%s\": %s= is missing: give a number from %u to %u",
				t->info->name, p->key, p->min, param_max(t, p));
	}
	if ((t->given & WDP_BIT32(16)) && (t->given & WDP_BIT32(17)) &&
			(r->kind == FAULT_PRODUCED || r->kind == FAULT_CONSUMED))
		return wrong(t, "\"%s\": over= and value= exclude each other", t->info->name);
	if (t->info->site == SITE_ACTION && !r->counted && (t->given & ~WDP_BIT32(KEY_AFTER) &
			WDP_ONES32(KEYS)))
		return wrong(t, "\"%s\": q=, times= and count= are about requests: give op= or "
			"every= as well", t->info->name);
	if ((spoils_of(r->kind) & ~t->m->engine->spoils) != 0)
		return wrong(t, "\"%s\": this engine's results have no such word", t->info->name);
	/* every=N alone means the Nth, the 2Nth and so on. */
	if (r->every > 1 && !(t->given & WDP_BIT32(KEY_OP)))
		r->first = r->every;
	/* These two are matched in the places of what their events do not have. */
	if (r->arg[ARG_VEC] != FAULT_ANY)
		r->queue = r->arg[ARG_VEC];
	if (r->arg[ARG_CMD] != FAULT_ANY)
		r->type = r->arg[ARG_CMD];
	return 0;
}

static void
defaults(struct fault_rule *r, const struct info *info)
{
	unsigned int i;

	memset(r, 0, sizeof(*r));
	r->kind = info - infos;
	r->queue = FAULT_ANY;
	r->type = FAULT_ANY;
	r->first = 1;
	r->last = UINT64_MAX;
	r->every = 1;
	r->times = UINT64_MAX;
	for (i = 0; i < FAULT_ARGS; i++)
		r->arg[i] = FAULT_ANY;
	for (i = 0; i < PARAMS && info->param[i].key != NULL; i++)
		r->arg[info->param[i].arg] = info->param[i].def;
}

static int
unknown_kind(struct text *t, const char *word)
{
	char names[FAULT_KINDS * 16] = "";
	unsigned int i;

	for (i = 0; i < FAULT_KINDS; i++) {
		strcat(names, " ");
		strcat(names, infos[i].name);
	}
	wrong(t, "\"%s\": no such fault; there are:%s", word, names);
	return -ENOENT;
}

int
wdp_md_fault_parse(const struct wdp_model *m, const char *line, struct fault_rule *r, char *err,
	size_t size)
{
	struct text t = {.m = m, .r = r, .err = err, .size = size};
	size_t len;
	char buf[FAULT_TEXT_B], *word, *save;
	unsigned int i;
	int ret = 0;

	line += strspn(line, BLANKS);
	len = strcspn(line, "#\n");
	while (len > 0 && strchr(BLANKS, line[len - 1]) != NULL)
		len--;
	if (len == 0)
		return 0;
	if (len >= sizeof(buf))
		return wrong(&t, "a line of %zu characters: give %zu at the most", len,
			sizeof(buf) - 1);
	memcpy(buf, line, len);
	buf[len] = '\0';
	word = strtok_r(buf, BLANKS, &save);
	for (i = 0; i < FAULT_KINDS; i++)
		if (strcmp(word, infos[i].name) == 0)
			t.info = &infos[i];
	if (t.info == NULL)
		return unknown_kind(&t, word);
	defaults(r, t.info);
	while (ret == 0 && (word = strtok_r(NULL, BLANKS, &save)) != NULL)
		ret = take_word(&t, word);
	if (ret == 0)
		ret = check(&t);
	memcpy(r->text, line, len);
	r->text[len] = '\0';
	return ret == 0 ? 1 : ret;
}

/* ---- files and commands ---- */

int
wdp_model_fault_load(struct wdp_model *m, const char *path, char *err, size_t size)
{
	char *line = NULL, why[WDP_MODEL_FAULT_ERR_B];
	FILE *f = fopen(path, "re");
	unsigned int n = 0;
	size_t room = 0;
	int ret = 0;

	if (f == NULL) {
		ret = -errno;
		snprintf(err, size, "%s: %s", path, strerror(-ret));
		return ret;
	}
	while (ret >= 0 && getline(&line, &room, f) >= 0) {
		n++;
		ret = wdp_model_fault_add(m, line, why, sizeof(why));
		if (ret < 0)
			snprintf(err, size, "%s:%u: %s", path, n, why);
	}
	if (ret >= 0 && ferror(f)) {
		snprintf(err, size, "%s: cannot be read", path);
		ret = -EIO;
	}
	free(line);
	fclose(f);
	return ret < 0 ? ret : 0;
}

/** "clear", "clear all" or "clear N" */
static int
command_clear(struct wdp_model *m, const char *arg, FILE *out)
{
	uint64_t n = 0;
	const char *end = number(arg, &n);

	if (*arg == '\0' || strcmp(arg, "all") == 0)
		return wdp_model_fault_clear(m, 0);
	if (end != NULL && *end == '\0' && n >= 1 && n <= UINT32_MAX &&
			wdp_model_fault_clear(m, n) == 0)
		return 0;
	fprintf(out, "error: \"%s\": no fault has this number; \"list\" tells them\n", arg);
	return -ENOENT;
}

/** The words that are no faults. @return 1: not one of them. */
static int
command(struct wdp_model *m, const char *word, const char *arg, FILE *out)
{
	if (strcmp(word, "clear") == 0)
		return command_clear(m, arg, out);
	if (strcmp(word, "list") != 0 && strcmp(word, "stats") != 0 &&
			strcmp(word, "power-cycle") != 0)
		return 1;
	if (*arg != '\0') {
		fprintf(out, "error: \"%s\": %s takes nothing\n", arg, word);
		return -EINVAL;
	}
	if (strcmp(word, "list") == 0)
		wdp_model_fault_list(m, out);
	else if (strcmp(word, "stats") == 0)
		wdp_model_dump_stats(m, out);
	else
		wdp_model_power_cycle(m);
	return 0;
}

int
wdp_model_command(struct wdp_model *m, const char *line, FILE *out)
{
	char word[16] = "", arg[32] = "", err[WDP_MODEL_FAULT_ERR_B];
	int ret;

	sscanf(line, " %15s %31[^\r\n]", word, arg);
	ret = command(m, word, arg, out);
	if (ret < 0)
		return ret;
	if (ret == 0) {
		fprintf(out, "ok\n");
		return 0;
	}
	ret = wdp_model_fault_add(m, line, err, sizeof(err));
	if (ret < 0)
		fprintf(out, "error: %s%s\n", err,
			ret == -ENOENT ? "; commands: list stats clear power-cycle" : "");
	else if (ret > 0)
		fprintf(out, "ok %d\n", ret);
	else
		fprintf(out, "ok\n");
	return ret < 0 ? ret : 0;
}
