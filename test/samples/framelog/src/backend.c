/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* backend.c - where the bytes come from: stdio files and memory. */

#include "internal.h"

#include <stdio.h>
#include <string.h>

fl_backend *fl_backend_create(const fl_backend_ops *ops, void *ctx) {
  fl_backend *be = fl_malloc(sizeof(*be));

  if (!be) {
    fl_fail(FL_E_NOMEM, "backend");
    return NULL;
  }
  be->ops = ops;
  be->ctx = ctx;
  return be;
}

/* ---- stdio ------------------------------------------------------------- */

static long file_read(void *ctx, void *buf, size_t len) {
  FILE *fp = ctx;
  size_t n = fread(buf, 1, len, fp);

  if (n == 0 && ferror(fp))
    return FL_E_IO;
  return (long)n;
}

static long file_write(void *ctx, const void *buf, size_t len) {
  size_t n = fwrite(buf, 1, len, (FILE *)ctx);
  return n == 0 && len ? FL_E_IO : (long)n;
}

static int file_seek(void *ctx, long offset) {
  return fseek((FILE *)ctx, offset, SEEK_SET) == 0 ? FL_OK : FL_E_IO;
}

static void file_close(void *ctx) { fclose((FILE *)ctx); }

static const fl_backend_ops file_ops = {file_read, file_write, file_seek,
                                        file_close};

fl_backend *fl_backend_open_file(const char *path, const char *mode) {
  FILE *fp = fopen(path, mode);
  fl_backend *be;

  if (!fp) {
    fl_fail(FL_E_IO, "cannot open %s", path);
    return NULL;
  }
  be = fl_backend_create(&file_ops, fp);
  if (!be)
    fclose(fp);
  return be;
}

/* ---- memory ------------------------------------------------------------ */

struct mem_ctx {
  uint8_t *data;
  size_t len;
  size_t cap;
  size_t pos;
  int borrowed;
};

static long mem_read(void *ctx, void *buf, size_t len) {
  struct mem_ctx *m = ctx;
  size_t n = MIN(len, m->len - m->pos);

  if (n)
    memcpy(buf, m->data + m->pos, n);
  m->pos += n;
  return (long)n;
}

static long mem_write(void *ctx, const void *buf, size_t len) {
  struct mem_ctx *m = ctx;

  if (m->borrowed)
    return fl_fail(FL_E_ARG, "memory is read-only");
  if (fl_grow(&m->data, &m->cap, m->pos + len, 1) != FL_OK)
    return FL_E_NOMEM;
  memcpy(m->data + m->pos, buf, len);
  m->pos += len;
  if (m->pos > m->len)
    m->len = m->pos;
  return (long)len;
}

static int mem_seek(void *ctx, long offset) {
  struct mem_ctx *m = ctx;

  m->pos = (size_t)offset;
  return FL_OK;
}

static void mem_close(void *ctx) {
  struct mem_ctx *m = ctx;

  if (!m->borrowed)
    fl_free(m->data);
  fl_free(m);
}

static const fl_backend_ops mem_ops = {mem_read, mem_write, mem_seek,
                                       mem_close};

static fl_backend *mem_new(uint8_t *data, size_t len, int borrowed) {
  struct mem_ctx *m = fl_calloc(1, sizeof(*m));
  fl_backend *be;

  if (!m)
    return NULL;
  m->data = data;
  m->len = m->cap = len;
  m->borrowed = borrowed;
  be = fl_backend_create(&mem_ops, m);
  if (!be)
    fl_free(m);
  return be;
}

fl_backend *fl_backend_open_memory(const void *data, size_t len) {
  return mem_new((uint8_t *)data, len, 1);
}

fl_backend *fl_backend_new_memory(void) { return mem_new(NULL, 0, 0); }

const uint8_t *fl_backend_memory_data(fl_backend *be, size_t *len) {
  struct mem_ctx *m = (struct mem_ctx *)be->ctx;

  *len = m->len;
  return m->data;
}

/* ---- common ------------------------------------------------------------ */

int fl_backend_seek(fl_backend *be, long offset) {
  if (!be->ops->seek)
    return fl_fail(FL_E_ARG, "backend cannot seek");
  return be->ops->seek(be->ctx, offset);
}

void fl_backend_close(fl_backend *be) {
  if (!be)
    return;
  if (be->ops->close)
    be->ops->close(be->ctx);
  fl_free(be);
}

int fl_write_all(fl_backend *be, const void *data, size_t len) {
  const uint8_t *p = data;

  while (len > 0) {
    long n = be->ops->write(be->ctx, p, len);
    if (n <= 0)
      return fl_fail(n < 0 ? (int)n : FL_E_IO, "write failed");
    p += n;
    len -= (size_t)n;
  }
  return FL_OK;
}
