/* SPDX-License-Identifier: BSD-3-Clause
 * Copyright(c) 2026 The WarpDrive PMD authors
 */

#include <errno.h>
#include <string.h>

#include <json-c/json.h>

#include "vfu_caps.h"
#include "wdp_vfu_proto.h"

/* Real clients send about 200 bytes, nested twice. */
#define CAPS_MAX_B 4096
#define CAPS_MAX_DEPTH 8

/* What the server tells every client. */
#define PAGE_SIZES   4096
#define MAX_DMA_MAPS 65535

static int
read_caps(struct json_object *root, bool *want_shadow)
{
	struct json_object *caps, *v;

	if (!json_object_is_type(root, json_type_object))
		return -EINVAL;
	if (!json_object_object_get_ex(root, "capabilities", &caps))
		return 0;
	if (!json_object_is_type(caps, json_type_object))
		return -EINVAL;
	if (json_object_object_get_ex(caps, "max_msg_fds", &v) &&
			(!json_object_is_type(v, json_type_int) || json_object_get_int64(v) < 0))
		return -EINVAL;
	if (json_object_object_get_ex(caps, WDP_VFU_CAP_SHADOW, &v)) {
		if (!json_object_is_type(v, json_type_boolean))
			return -EINVAL;
		*want_shadow = json_object_get_boolean(v);
	}
	return 0;
}

int
wdp_vfu_caps_parse(const char *text, size_t len, bool *want_shadow)
{
	struct json_tokener *tok;
	struct json_object *root;
	int ret;

	*want_shadow = false;
	if (len == 0)
		return 0;
	if (len > CAPS_MAX_B || memchr(text, '\0', len) != text + len - 1)
		return -EINVAL;
	tok = json_tokener_new_ex(CAPS_MAX_DEPTH);
	if (tok == NULL)
		return -ENOMEM;
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	/* With its NUL: the parser then knows that the text is complete. */
	root = json_tokener_parse_ex(tok, text, len);
	if (json_tokener_get_error(tok) != json_tokener_success)
		ret = -EINVAL;
	else
		ret = read_caps(root, want_shadow);
	json_object_put(root);
	json_tokener_free(tok);
	return ret;
}

static int
add_int(struct json_object *obj, const char *key, int value)
{
	struct json_object *v = json_object_new_int(value);

	if (v == NULL)
		return -ENOMEM;
	if (json_object_object_add(obj, key, v) != 0) {
		json_object_put(v);
		return -ENOMEM;
	}
	return 0;
}

int
wdp_vfu_caps_build(unsigned int shadow_slots, char *buf, size_t size)
{
	struct json_object *root = json_object_new_object();
	struct json_object *caps = json_object_new_object();
	int ret = -ENOMEM;
	const char *text;
	size_t len;

	if (root == NULL || caps == NULL || json_object_object_add(root, "capabilities", caps) != 0) {
		json_object_put(caps);
		goto out;
	}
	if (add_int(caps, "max_msg_fds", WDP_VFU_MAX_FDS) != 0 ||
			add_int(caps, "max_data_xfer_size", WDP_VFU_MAX_DATA_B) != 0 ||
			add_int(caps, "max_dma_maps", MAX_DMA_MAPS) != 0 ||
			add_int(caps, "pgsizes", PAGE_SIZES) != 0)
		goto out;
	if (shadow_slots > 0 && add_int(caps, WDP_VFU_CAP_SHADOW, shadow_slots) != 0)
		goto out;
	text = json_object_to_json_string_length(root, JSON_C_TO_STRING_PLAIN, &len);
	if (text == NULL)
		goto out;
	ret = -ENOSPC;
	if (len + 1 > size)
		goto out;
	memcpy(buf, text, len + 1);
	ret = len + 1;
out:
	json_object_put(root);
	return ret;
}
