/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* attr.c - attribute values and the frames that hold them. */

#include "internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A new, zeroed attribute at the end of the frame. */
fl_attr *fl_frame_push(fl_frame *frame) {
  fl_attr *a;

  if (fl_grow(&frame->attrs, &frame->cap, frame->nattrs + 1, sizeof(fl_attr)) !=
      FL_OK)
    return NULL;
  a = &frame->attrs[frame->nattrs++];
  memset(a, 0, sizeof(*a));
  return a;
}

static void attr_drop(fl_attr *a) {
  if (!(a->flags & FL_ATTR_F_OWNED))
    return;
  if (a->type == FL_ATTR_STR)
    fl_free(a->v.s);
  else if (a->type == FL_ATTR_BLOB)
    fl_free(a->v.blob);
  a->flags = 0;
}

/* Empties the frame but keeps its array for the next one. */
void fl_frame_reset(fl_frame *frame) {
  size_t i;

  for (i = 0; i < frame->nattrs; i++)
    attr_drop(&frame->attrs[i]);
  frame->nattrs = 0;
}

void fl_frame_release(fl_frame *frame) {
  fl_frame_reset(frame);
  fl_free(frame->attrs);
  frame->attrs = NULL;
  frame->cap = 0;
}

fl_frame *fl_frame_dup(const fl_frame *frame) {
  fl_frame *copy = fl_malloc(sizeof(*copy));
  size_t i;

  if (!copy)
    return NULL;
  *copy = *frame;
  copy->nattrs = 0;
  copy->cap = frame->nattrs;
  copy->attrs = fl_calloc(frame->nattrs + 1, sizeof(fl_attr));
  if (!copy->attrs)
    goto fail;
  for (i = 0; i < frame->nattrs; i++) {
    const fl_attr *from = &frame->attrs[i];
    fl_attr *to = &copy->attrs[copy->nattrs++];

    *to = *from;
    to->flags = 0;
    if (from->type == FL_ATTR_STR) {
      to->v.s = fl_strdup(from->v.s);
      if (!to->v.s)
        goto fail;
      to->flags |= FL_ATTR_F_OWNED;
    } else if (from->type == FL_ATTR_BLOB) {
      to->v.blob = fl_malloc(from->len + 1);
      if (!to->v.blob)
        goto fail;
      memcpy(to->v.blob, from->v.blob, from->len);
      to->flags |= FL_ATTR_F_OWNED;
    }
  }
  return copy;

fail:
  fl_frame_free(copy);
  return NULL;
}

void fl_frame_free(fl_frame *frame) {
  if (!frame)
    return;
  fl_frame_release(frame);
  fl_free(frame);
}

const fl_attr *fl_frame_find(const fl_frame *frame, uint32_t key) {
  const fl_attr *a = frame->attrs;
  const fl_attr *end = a + frame->nattrs;

  for (; a != end; a++)
    if (a->key == key)
      return a;
  return NULL;
}

int64_t fl_attr_int(const fl_attr *attr) {
  return attr->type == FL_ATTR_BOOL ? attr->v.b : attr->v.i;
}

const char *fl_attr_str(const fl_attr *attr) { return attr->v.s; }

char *fl_attr_format(const fl_attr *attr, char *out) {
  static const char digits[] = "0123456789abcdef";
  char *p = out;
  uint32_t i;

  switch (attr->type) {
  case FL_ATTR_INT:
    sprintf(out, "%" PRId64, attr->v.i);
    break;
  case FL_ATTR_REAL:
    sprintf(out, "%g", attr->v.d);
    break;
  case FL_ATTR_STR:
    strcpy(out, attr->v.s);
    break;
  case FL_ATTR_BOOL:
    strcpy(out, attr->v.b ? "true" : "false");
    break;
  case FL_ATTR_BLOB:
    for (i = 0; i < attr->len; i++) {
      *p++ = digits[attr->v.blob[i] >> 4];
      *p++ = digits[attr->v.blob[i] & 0x0f];
    }
    *p = '\0';
    break;
  default:
    strcpy(out, "?");
  }
  return out;
}

int fl_attr_format_n(const fl_attr *attr, char *out, size_t size) {
  char tmp[64];

  if (size == 0)
    return fl_fail(FL_E_ARG, "no room for an attribute");
  switch (attr->type) {
  case FL_ATTR_STR:
    return snprintf(out, size, "%s", attr->v.s);
  case FL_ATTR_BLOB:
    return snprintf(out, size, "<%u bytes>", (unsigned)attr->len);
  default:
    return snprintf(out, size, "%s", fl_attr_format(attr, tmp));
  }
}

/* One TLV: type byte, key, length, value. Strings are copied to get their NUL,
 * blobs are left where they are. */
int fl_attr_decode(const uint8_t **pp, const uint8_t *end, fl_attr *attr) {
  const uint8_t *p = *pp;
  uint64_t key;
  uint64_t len;
  uint64_t bits = 0;
  unsigned i;
  int rc;

  if (p >= end)
    return fl_fail(FL_E_CORRUPT, "attribute missing");
  attr->type = *p++;
  if ((rc = fl_read_varint(&p, end, &key)) != FL_OK ||
      (rc = fl_read_varint(&p, end, &len)) != FL_OK)
    return rc;
  if (len > (uint64_t)(end - p))
    return fl_fail(FL_E_CORRUPT, "attribute runs past the chunk");
  attr->key = (uint32_t)key;
  attr->len = (uint32_t)len;

  switch (attr->type) {
  case FL_ATTR_INT: {
    const uint8_t *q = p;
    if ((rc = fl_read_varint(&q, p + len, &bits)) != FL_OK)
      return rc;
    attr->v.i = fl_unzigzag(bits);
    break;
  }
  case FL_ATTR_REAL:
    for (i = 0; i < 8; i++)
      bits |= (uint64_t)p[i] << (8 * i);
    memcpy(&attr->v.d, &bits, sizeof(bits));
    break;
  case FL_ATTR_STR:
    attr->v.s = fl_malloc((size_t)len + 1);
    if (!attr->v.s)
      return fl_fail(FL_E_NOMEM, "attribute");
    memcpy(attr->v.s, p, (size_t)len);
    attr->v.s[len] = '\0';
    attr->flags |= FL_ATTR_F_OWNED;
    break;
  case FL_ATTR_BLOB:
    attr->v.blob = (uint8_t *)p;
    break;
  case FL_ATTR_BOOL:
    attr->v.b = len > 0 && p[0] != 0;
    break;
  default:
    fl_log(FL_LOG_DEBUG, "attribute type %d skipped", attr->type);
    attr->type = FL_ATTR_NONE;
  }
  *pp = p + len;
  return FL_OK;
}
