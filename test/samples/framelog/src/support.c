/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* support.c - allocator hooks, growing buffers, error text and logging. */

#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *default_alloc(void *user, void *ptr, size_t size) {
  (void)user;
  if (size == 0) {
    free(ptr);
    return NULL;
  }
  return realloc(ptr, size);
}

static fl_alloc_fn g_alloc = default_alloc;
static void *g_alloc_user;
static fl_log_fn g_log;
static void *g_log_user;
static char g_last_error[160];

void fl_set_allocator(fl_alloc_fn fn, void *user) {
  g_alloc = fn ? fn : default_alloc;
  g_alloc_user = fn ? user : NULL;
}

void fl_set_log(fl_log_fn fn, void *user) {
  g_log = fn;
  g_log_user = user;
}

void *fl_malloc(size_t size) { return g_alloc(g_alloc_user, NULL, size); }

void *fl_calloc(size_t n, size_t size) {
  void *p = fl_malloc(n * size);
  if (p)
    memset(p, 0, n * size);
  return p;
}

void *fl_realloc(void *ptr, size_t size) {
  return g_alloc(g_alloc_user, ptr, size);
}

void fl_free(void *ptr) {
  if (ptr)
    g_alloc(g_alloc_user, ptr, 0);
}

char *fl_strdup(const char *s) {
  char *copy = fl_malloc(strlen(s) + 1);
  if (copy)
    strcpy(copy, s);
  return copy;
}

/* Makes room for `need` elements; pptr is the address of any object pointer. */
int fl_grow(void *pptr, size_t *cap, size_t need, size_t elem) {
  void *old;
  void *p;
  size_t n = *cap ? *cap : 8;

  if (need <= *cap)
    return FL_OK;
  while (n < need)
    n *= 2;
  memcpy(&old, pptr, sizeof(old));
  p = fl_realloc(old, n * elem);
  if (!p)
    return fl_fail(FL_E_NOMEM, "out of memory (%lu elements)",
                   (unsigned long)n);
  memcpy(pptr, &p, sizeof(p));
  *cap = n;
  return FL_OK;
}

int fl_buf_append(struct fl_buf *b, const void *data, size_t len) {
  int rc = fl_grow(&b->data, &b->cap, b->len + len, 1);
  if (rc != FL_OK)
    return rc;
  if (len)
    memcpy(b->data + b->len, data, len);
  b->len += len;
  return FL_OK;
}

int fl_buf_put(struct fl_buf *b, uint8_t byte) {
  if (b->len == b->cap) {
    int rc = fl_grow(&b->data, &b->cap, b->len + 1, 1);
    if (rc != FL_OK)
      return rc;
  }
  b->data[b->len++] = byte;
  return FL_OK;
}

void fl_buf_free(struct fl_buf *b) {
  fl_free(b->data);
  b->data = NULL;
  b->len = b->cap = 0;
}

/* Records an error and returns its status, for `return fl_fail(...)`. */
int fl_fail(int status, const char *fmt, ...) {
  va_list ap;
  size_t n;

  va_start(ap, fmt);
  vsnprintf(g_last_error, sizeof(g_last_error), fmt, ap);
  va_end(ap);
  n = strlen(g_last_error);
  snprintf(g_last_error + n, sizeof(g_last_error) - n, " (%s)",
           fl_strerror(status));
  return status;
}

/* Messages are one line each and short. */
void fl_log(int level, const char *fmt, ...) {
  char line[256];
  va_list ap;
  char *p = line;

  if (!g_log)
    return;
  p += sprintf(p, "framelog: ");
  va_start(ap, fmt);
  vsprintf(p, fmt, ap);
  va_end(ap);
  g_log(level, line, g_log_user);
}

const char *fl_last_error(void) { return g_last_error; }

const char *fl_strerror(int status) {
  static const char *const text[] = {
      "ok",           "out of memory", "i/o error",    "not a framelog file",
      "corrupt data", "out of range",  "bad argument", "unsupported version",
  };
  static char unknown[24];

  if (status > 0 || -status >= (int)(sizeof(text) / sizeof(text[0]))) {
    sprintf(unknown, "status %d", status);
    return unknown;
  }
  return text[-status];
}
