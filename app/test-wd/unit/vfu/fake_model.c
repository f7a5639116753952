/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

/*
 * Stands in for lib/model behind the real wd-model program, to test what surrounds the
 * model: a few registers that tell what arrived, and faults by environment variable.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>

#include "fake_model.h"
#include "wdp_model.h"
#include "wdp_vfu_proto.h"

#define CFG_B  4096
#define BAR2_B 0x400000
#define MAPS   4096
#define HANG_S 30 /* longer than anybody waits, but nothing stays behind */

struct map {
	uint64_t iova, size;
	uint8_t *mem;
};

struct wdp_model {
	struct wdp_model_config cfg;
	uint8_t config[CFG_B];
	uint8_t bar2[BAR2_B];
	struct map maps[MAPS];
	unsigned int num_maps;
	uint32_t most_maps;
	int shadow_fd;
	uint32_t binds;
	uint32_t last_bind[2]; /* slot, queue */
	uint32_t resets;
	uint64_t complaints;
	uint32_t fault_files;
};

struct wdp_model *
wdp_model_create(const struct wdp_model_config *cfg)
{
	const char *id = getenv(FAKE_ENV_ID);
	struct wdp_model *m = calloc(1, sizeof(*m));
	uint16_t ids[2] = { 0x19e5, id != NULL ? strtoul(id, NULL, 0) : 0xa250 };
	uint32_t slots = getenv(FAKE_ENV_NO_SHADOW) != NULL ? 0 : cfg->shadow_slots;

	if (m == NULL)
		return NULL;
	m->cfg = *cfg;
	memcpy(m->config, ids, sizeof(ids));
	m->config[8] = cfg->hw == WDP_MODEL_V3 ? 0x30 : 0x21;
	m->shadow_fd = memfd_create("shadow", MFD_CLOEXEC);
	if (m->shadow_fd < 0 || ftruncate(m->shadow_fd, (off_t)slots * WDP_VFU_SHADOW_SLOT_B) != 0)
		abort();
	return m;
}

void
wdp_model_destroy(struct wdp_model *m)
{
	close(m->shadow_fd);
	free(m);
}

uint64_t
wdp_model_region_size(const struct wdp_model *m, unsigned int region)
{
	switch (region) {
	case 2:
		return BAR2_B;
	case 7:
		return CFG_B;
	case WDP_VFU_REGION_SHADOW:
		return (uint64_t)m->cfg.shadow_slots * WDP_VFU_SHADOW_SLOT_B;
	default:
		return 0;
	}
}

int
wdp_model_shadow_fd(const struct wdp_model *m)
{
	return m->shadow_fd;
}

static uint32_t
dma_peek(const struct wdp_model *m, uint64_t iova)
{
	unsigned int i;
	uint32_t v;

	for (i = 0; i < m->num_maps; i++) {
		const struct map *p = &m->maps[i];

		if (iova >= p->iova && iova + sizeof(v) <= p->iova + p->size && p->mem != NULL) {
			memcpy(&v, p->mem + (iova - p->iova), sizeof(v));
			return v;
		}
	}
	return FAKE_NO_DMA;
}

static uint32_t
special(const struct wdp_model *m, uint64_t off)
{
	uint64_t iova;

	switch (off) {
	case FAKE_REG_PID:
		return getpid();
	case FAKE_REG_PEEK:
		memcpy(&iova, m->bar2 + FAKE_REG_PEEK_AT, sizeof(iova));
		return dma_peek(m, iova);
	case FAKE_REG_MAPS:
		return m->num_maps;
	case FAKE_REG_SLOT:
		return m->last_bind[0];
	case FAKE_REG_QUEUE:
		return m->last_bind[1];
	case FAKE_REG_RESETS:
		return m->resets;
	case FAKE_REG_FAULTS:
		return m->fault_files;
	case FAKE_REG_CONFIG:
		return m->cfg.vf << 25 | m->cfg.engine << 24 | m->cfg.workers << 16 | m->cfg.queues;
	default:
		return 0;
	}
}

int
wdp_model_read(struct wdp_model *m, unsigned int region, uint64_t off, void *buf, size_t len)
{
	if (region == 2 && off >= FAKE_REG_FIRST && off <= FAKE_REG_LAST && len == 4) {
		uint32_t v = special(m, off);

		memcpy(buf, &v, sizeof(v));
		return 0;
	}
	memcpy(buf, (region == 2 ? m->bar2 : m->config) + off, len);
	return 0;
}

int
wdp_model_write(struct wdp_model *m, unsigned int region, uint64_t off, const void *buf, size_t len)
{
	if (region == WDP_VFU_REGION_SHADOW) {
		m->last_bind[0] = off / WDP_VFU_SHADOW_SLOT_B;
		memcpy(&m->last_bind[1], buf, sizeof(uint32_t));
		m->binds++;
		return off % WDP_VFU_SHADOW_SLOT_B == WDP_VFU_SHADOW_BIND && len == 4 ? 0 : -EINVAL;
	}
	if (region == 2 && off == FAKE_REG_DIE)
		_exit(9);
	if (region == 2 && off == FAKE_REG_COMPLAIN)
		m->complaints++;
	memcpy((region == 2 ? m->bar2 : m->config) + off, buf, len);
	return 0;
}

int
wdp_model_dma_map(struct wdp_model *m, uint64_t iova, uint64_t size, int fd, uint64_t fd_off,
	void *va, bool readable, bool writable)
{
	struct map *p = &m->maps[m->num_maps];
	unsigned int i;

	(void)va;
	(void)readable;
	(void)writable;
	if (m->num_maps == MAPS)
		return -ENOMEM;
	for (i = 0; i < m->num_maps; i++)
		if (iova < m->maps[i].iova + m->maps[i].size && m->maps[i].iova < iova + size)
			return -EINVAL;
	*p = (struct map){ .iova = iova, .size = size };
	if (fd >= 0) {
		void *mem = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, fd_off);

		if (mem == MAP_FAILED)
			return -errno;
		p->mem = mem;
	}
	m->num_maps++;
	return 0;
}

int
wdp_model_dma_unmap(struct wdp_model *m, uint64_t iova, uint64_t size, bool all)
{
	unsigned int i, kept = 0;

	for (i = 0; i < m->num_maps; i++) {
		struct map *p = &m->maps[i];

		if (!all && (p->iova < iova || p->iova + p->size > iova + size))
			m->maps[kept++] = *p;
		else if (p->mem != NULL)
			munmap(p->mem, p->size);
	}
	m->num_maps = kept;
	return 0;
}

unsigned int
wdp_model_msi_count(const struct wdp_model *m)
{
	(void)m;
	return 4;
}

int
wdp_model_set_msi(struct wdp_model *m, unsigned int vec, int fd)
{
	(void)m;
	(void)vec;
	(void)fd;
	return 0;
}

void
wdp_model_reset(struct wdp_model *m)
{
	m->resets++;
}

unsigned int
wdp_model_step(struct wdp_model *m, unsigned int budget)
{
	(void)m;
	(void)budget;
	return 0;
}

void
wdp_model_client_gone(struct wdp_model *m)
{
	if (getenv(FAKE_ENV_HANG) != NULL)
		sleep(HANG_S);
	wdp_model_dma_unmap(m, 0, 0, true);
}

int
wdp_model_wipe_freed(void)
{
	return 0;
}

uint64_t
wdp_model_complaints(const struct wdp_model *m)
{
	return m->complaints;
}

void
wdp_model_dump_stats(const struct wdp_model *m, FILE *out)
{
	fprintf(out, "binds %u\nresets %u\n", m->binds, m->resets);
}

int
wdp_model_fault_load(struct wdp_model *m, const char *path, char *err, size_t size)
{
	char word[8] = "";
	FILE *f = fopen(path, "re");

	if (f == NULL || fscanf(f, "%7s", word) != 1 || strcmp(word, "hang") != 0)
		snprintf(err, size, "%s: not a fault", path);
	else
		m->fault_files++;
	if (f != NULL)
		fclose(f);
	return strcmp(word, "hang") == 0 ? 0 : -EINVAL;
}

int
wdp_model_command(struct wdp_model *m, const char *line, FILE *out)
{
	(void)m;
	(void)line;
	fprintf(out, "ok\n");
	return 0;
}
