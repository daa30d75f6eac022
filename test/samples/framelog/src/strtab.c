/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* strtab.c - the table of attribute keys. */

#include "internal.h"

#include <string.h>

int fl_strtab_add(struct fl_strtab *t, const char *s, size_t len) {
  int rc = fl_grow(&t->pool, &t->cap, t->used + len + 1, sizeof(char));
  if (rc != FL_OK)
    return rc;
  rc = fl_grow(&t->offs, &t->offs_cap, t->count + 1, sizeof(uint32_t));
  if (rc != FL_OK)
    return rc;
  memcpy(t->pool + t->used, s, len);
  t->pool[t->used + len] = '\0';
  t->offs[t->count++] = (uint32_t)t->used;
  t->used += len + 1;
  return FL_OK;
}

/* Tables have a few dozen entries at most, so we just look. */
int fl_strtab_intern(struct fl_strtab *t, const char *s, uint32_t *index) {
  size_t i;
  int rc;

  for (i = 0; i < t->count; i++) {
    if (strcmp(t->pool + t->offs[i], s) == 0) {
      *index = (uint32_t)i;
      return FL_OK;
    }
  }
  rc = fl_strtab_add(t, s, strlen(s));
  if (rc == FL_OK)
    *index = (uint32_t)(t->count - 1);
  return rc;
}

const char *fl_strtab_get(const struct fl_strtab *t, uint32_t index) {
  if (index >= t->count)
    return NULL;
  return t->pool + t->offs[index];
}

/* Appends the strings of a STRT chunk. */
int fl_strtab_load(struct fl_strtab *t, const uint8_t *data, size_t len) {
  const uint8_t *p = data;
  const uint8_t *end = data + len;
  uint64_t count;
  int rc = fl_read_varint(&p, end, &count);

  if (rc != FL_OK)
    return rc;
  /* One go instead of growing step by step: some files have long tables. */
  t->offs_cap = t->count + (size_t)count;
  t->offs = fl_realloc(t->offs, t->offs_cap * sizeof(uint32_t) + 1);
  if (!t->offs)
    return fl_fail(FL_E_NOMEM, "string table");
  while (count-- > 0) {
    uint64_t n;
    rc = fl_read_varint(&p, end, &n);
    if (rc != FL_OK)
      return rc;
    if (n > (uint64_t)(end - p))
      return fl_fail(FL_E_CORRUPT, "string runs past the chunk");
    rc = fl_strtab_add(t, (const char *)p, (size_t)n);
    if (rc != FL_OK)
      return rc;
    p += n;
  }
  return FL_OK;
}

/* Contents of a STRT chunk with all strings from index `first` on. */
int fl_strtab_save(const struct fl_strtab *t, size_t first,
                   struct fl_buf *out) {
  size_t i;
  int rc = fl_write_varint(out, t->count - first);

  for (i = first; rc == FL_OK && i < t->count; i++) {
    const char *s = t->pool + t->offs[i];
    size_t n = strlen(s);

    rc = fl_write_varint(out, n);
    if (rc == FL_OK)
      rc = fl_buf_append(out, s, n);
  }
  return rc;
}

void fl_strtab_free(struct fl_strtab *t) {
  fl_free(t->pool);
  fl_free(t->offs);
  memset(t, 0, sizeof(*t));
}
