/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* test_framelog.c - round trips, version 1 files and malformed input. */

#include "framelog/framelog.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_SIZE 48
#define FRAMES 700

struct bytes {
  uint8_t data[4096];
  size_t len;
};

/* ---- making files ------------------------------------------------------ */

static fl_backend *make_log(int method, int frames) {
  fl_writer *w = fl_writer_create(fl_backend_new_memory(), "unit test", method);
  uint8_t blob[40];
  int i;

  assert(w);
  assert(fl_writer_add_channel(w, "engine", "rpm", 1.0) == 0);
  assert(fl_writer_add_channel(w, "cabin", NULL, 0.5) == 1);
  for (i = 0; i < frames; i++) {
    memset(blob, i & 0xff, sizeof(blob));
    assert(fl_writer_begin(w, 5000u + 10u * (unsigned)i, (unsigned)i & 1,
                           (unsigned)i % 5) == FL_OK);
    assert(fl_writer_put_int(w, "index", -3 * (int64_t)i) == FL_OK);
    assert(fl_writer_put_real(w, "ratio", i / 4.0) == FL_OK);
    assert(fl_writer_put_str(w, "text", i % 3 ? "some text" : "") == FL_OK);
    assert(fl_writer_put_bool(w, "odd", i & 1) == FL_OK);
    assert(fl_writer_put_blob(w, "blob", blob, sizeof(blob)) == FL_OK);
    assert(fl_writer_end(w) == FL_OK);
  }
  return fl_writer_finish(w);
}

static void add(struct bytes *b, const void *data, size_t len) {
  assert(b->len + len <= sizeof(b->data));
  memcpy(b->data + b->len, data, len);
  b->len += len;
}

static void add_u32(struct bytes *b, uint32_t v) {
  uint8_t w[4] = {(uint8_t)v, (uint8_t)(v >> 8), (uint8_t)(v >> 16),
                  (uint8_t)(v >> 24)};
  add(b, w, 4);
}

static void add_header(struct bytes *b, int major) {
  uint8_t h[HEADER_SIZE - 4] = "FLOG";
  h[4] = (uint8_t)major;
  strcpy((char *)h + 8, "handmade");
  add(b, h, sizeof(h));
  add_u32(b, fl_crc32(0, h, sizeof(h)));
}

static void add_chunk(struct bytes *b, const char *tag, uint8_t method,
                      const void *data, uint8_t len, uint8_t rawlen) {
  uint8_t head[7];
  assert(len < 128 && rawlen < 128);
  memcpy(head, tag, 4);
  head[4] = method;
  head[5] = len;
  head[6] = rawlen;
  add(b, head, sizeof(head));
  add(b, data, len);
  add_u32(b, fl_crc32(0, data, len));
}

static const uint8_t one_channel[] = {1, 4,   'm',  'a', 'i', 'n',
                                      1, 'V', 0xe8, 3,   0,   0};

static int read_status(const void *data, size_t len, int *frames) {
  fl_reader *r = fl_reader_open(fl_backend_open_memory(data, len));
  int rc;

  *frames = 0;
  if (!r)
    return 1;
  while (fl_reader_next(r))
    ++*frames;
  rc = fl_reader_status(r);
  fl_reader_close(r);
  return rc;
}

/* ---- round trips ------------------------------------------------------- */

static void check_frame(fl_reader *r, const fl_frame *f, int i) {
  char text[64];
  const fl_attr *a;
  size_t k;

  assert(f->time == 5000u + 10u * (unsigned)i);
  assert(f->channel == (i & 1) && f->kind == i % 5);
  assert(f->nattrs == 5);
  assert(fl_attr_int(&f->attrs[0]) == -3 * (int64_t)i);
  assert(f->attrs[1].type == FL_ATTR_REAL && f->attrs[1].v.d == i / 4.0);
  assert(strcmp(fl_attr_str(&f->attrs[2]), i % 3 ? "some text" : "") == 0);
  assert(fl_attr_int(&f->attrs[3]) == (i & 1));
  a = &f->attrs[4];
  assert(a->type == FL_ATTR_BLOB && a->len == 40);
  for (k = 0; k < a->len; k++)
    assert(a->v.blob[k] == (i & 0xff));
  assert(strcmp(fl_reader_string(r, f->attrs[0].key), "index") == 0);
  assert(fl_frame_find(f, f->attrs[2].key) == &f->attrs[2]);
  assert(fl_frame_find(f, 99) == NULL);
  fl_attr_format_n(a, text, sizeof(text));
  assert(strcmp(text, "<40 bytes>") == 0);
  assert(fl_attr_format_n(&f->attrs[2], text, 4) == (i % 3 ? 9 : 0));
  assert(strcmp(text, i % 3 ? "som" : "") == 0);
}

static void test_round_trip(int method) {
  fl_backend *be = make_log(method, FRAMES);
  fl_frame *kept = NULL;
  const fl_frame *f;
  const uint8_t *data;
  char text[64];
  size_t len;
  fl_reader *r;
  int i = 0;

  assert(be);
  data = fl_backend_memory_data(be, &len);
  assert(len > HEADER_SIZE);
  assert(method == FL_STORE || len < 50u * FRAMES);
  assert(fl_backend_seek(be, 0) == FL_OK);
  assert(memcmp(data, "FLOG", 4) == 0);

  r = fl_reader_open(be);
  assert(r && strcmp(fl_reader_name(r), "unit test") == 0);
  fl_reader_set_user(r, &i);
  assert(fl_reader_user(r) == &i);
  while ((f = fl_reader_next(r)) != NULL) {
    check_frame(r, f, i);
    if (i == 11)
      kept = fl_frame_dup(f);
    i++;
  }
  assert(fl_reader_status(r) == FL_OK && i == FRAMES);
  assert(fl_reader_channel_count(r) == 2);
  assert(strcmp(fl_reader_channel_name(r, 1), "cabin") == 0);
  assert(strcmp(fl_reader_channel_label(r, 0), "engine [rpm]") == 0);
  assert(strcmp(fl_reader_channel_label(r, 1), "cabin") == 0);
  assert(fl_reader_stats(r)->per_channel[0] == FRAMES / 2);
  assert(fl_reader_string(r, 1000) == NULL);
  check_frame(r, kept, 11);
  fl_reader_close(r);

  assert(strcmp(fl_attr_format(&kept->attrs[0], text), "-33") == 0);
  assert(strcmp(fl_attr_format(&kept->attrs[1], text), "2.75") == 0);
  assert(strcmp(fl_attr_format(&kept->attrs[2], text), "some text") == 0);
  assert(strcmp(fl_attr_format(&kept->attrs[3], text), "true") == 0);
  kept->attrs[4].len = 3;
  assert(strcmp(fl_attr_format(&kept->attrs[4], text), "0b0b0b") == 0);
  fl_frame_free(kept);
  fl_frame_free(NULL);
}

static void test_file(void) {
  char path[] = "test_framelog.tmp";
  fl_writer *w =
      fl_writer_create(fl_backend_open_file(path, "wb"), "f", FL_RLE);
  const fl_frame *f;
  fl_reader *r;

  assert(w && fl_writer_add_channel(w, "c", "s", 1.0) == 0);
  assert(fl_writer_put_int(w, "early", 1) == FL_E_ARG);
  assert(fl_writer_begin(w, 77, 3, 0) == FL_E_RANGE);
  assert(fl_writer_begin(w, 77, 0, 0) == FL_OK);
  assert(fl_writer_add_channel(w, "late", "", 1.0) == FL_E_ARG);
  assert(fl_writer_put_int(w, "min", INT64_MIN) == FL_OK);
  assert(fl_writer_put_int(w, "max", INT64_MAX) == FL_OK);
  assert(fl_writer_end(w) == FL_OK);
  assert(fl_writer_begin(w, 70, 0, 0) == FL_OK && fl_writer_end(w) == FL_OK);
  fl_backend_close(fl_writer_finish(w));

  r = fl_reader_open(fl_backend_open_file(path, "rb"));
  assert(r && (f = fl_reader_next(r)) != NULL && f->time == 77);
  assert(f->attrs[0].v.i == INT64_MIN && f->attrs[1].v.i == INT64_MAX);
  assert((f = fl_reader_next(r)) != NULL && f->time == 70 && f->nattrs == 0);
  assert(!fl_reader_next(r) && fl_reader_status(r) == FL_OK);
  fl_reader_close(r);
  remove(path);
  assert(!fl_reader_open(fl_backend_open_file(path, "rb")));
  assert(strstr(fl_last_error(), path));
}

/* ---- callbacks --------------------------------------------------------- */

static int only_odd(const fl_frame *f, void *user) {
  ++*(int *)user;
  return f->channel == 1;
}

static int copy_until(fl_reader *r, const fl_frame *f, void *user) {
  fl_writer *w = user;
  if (f->time > 5500)
    return 42;
  return fl_writer_copy(w, r, f);
}

static void test_filter_and_copy(void) {
  fl_backend *be = make_log(FL_LZ, 100);
  fl_writer *w = fl_writer_create(fl_backend_new_memory(), "copy", FL_LZ);
  int seen = 0;
  int n = 0;
  int i;
  const fl_frame *f;
  fl_reader *r;

  assert(fl_backend_seek(be, 0) == FL_OK);
  r = fl_reader_open(be);
  for (i = 0; i < FL_MAX_FILTERS; i++)
    assert(fl_reader_add_filter(r, only_odd, &seen) == FL_OK);
  assert(fl_reader_add_filter(r, only_odd, &seen) == FL_E_RANGE);
  fl_writer_add_channel(w, "a", "", 1.0);
  fl_writer_add_channel(w, "b", "", 1.0);
  assert(fl_reader_each(r, copy_until, w) == 42);
  assert(fl_reader_stats(r)->skipped == 26);
  fl_reader_close(r);

  be = fl_writer_finish(w);
  assert(be && fl_backend_seek(be, 0) == FL_OK);
  r = fl_reader_open(be);
  while ((f = fl_reader_next(r)) != NULL)
    check_frame(r, f, 2 * n++ + 1);
  assert(n == 25 && seen > 50);
  fl_reader_close(r);

  fl_writer_destroy(fl_writer_create(fl_backend_new_memory(), "x", FL_STORE));
}

static void count_log(int level, const char *message, void *user) {
  assert(level >= FL_LOG_DEBUG && level <= FL_LOG_WARN);
  assert(strncmp(message, "framelog: ", 10) == 0);
  ++*(int *)user;
}

static void *count_alloc(void *user, void *ptr, size_t size) {
  long *live = user;
  if (size == 0) {
    --*live;
    free(ptr);
    return NULL;
  }
  if (!ptr)
    ++*live;
  return realloc(ptr, size);
}

static void test_hooks(void) {
  long live = 0;
  int lines = 0;

  fl_set_allocator(count_alloc, &live);
  fl_set_log(count_log, &lines);
  test_round_trip(FL_RLE);
  fl_set_log(NULL, NULL);
  fl_set_allocator(NULL, NULL);
  assert(live == 0 && lines > 3);
}

/* ---- version 1 --------------------------------------------------------- */

static void test_version_1(void) {
  static const uint8_t events[] = {
      2,  0,                                            /* two events */
      9,  0, 0, 0, 0, 3, 1, 5, 'k', '=', 'o', 'n', 'e', /* one string */
      10, 0, 0, 0, 0, 4, 0,                             /* none */
  };
  struct bytes b = {{0}, 0};
  const fl_frame *f;
  fl_reader *r;

  add_header(&b, 1);
  add_chunk(&b, "CHNL", FL_STORE, one_channel, sizeof(one_channel),
            sizeof(one_channel));
  add_chunk(&b, "WHAT", FL_STORE, "??", 2, 2);
  add_chunk(&b, "EVNT", FL_STORE, events, sizeof(events), sizeof(events));
  add_chunk(&b, "END.", FL_STORE, "", 0, 0);
  r = fl_reader_open(fl_backend_open_memory(b.data, b.len));
  assert(r && (f = fl_reader_next(r)) != NULL);
  assert(f->time == 9 && f->kind == 3 && f->nattrs == 1);
  assert(strcmp(fl_reader_string(r, f->attrs[0].key), "k") == 0);
  assert(strcmp(fl_attr_str(&f->attrs[0]), "one") == 0);
  assert(strcmp(fl_reader_channel_label(r, 0), "main [V]") == 0);
  assert((f = fl_reader_next(r)) != NULL && f->time == 10 && f->nattrs == 0);
  assert(!fl_reader_next(r) && fl_reader_status(r) == FL_OK);
  assert(fl_reader_stats(r)->chunks == 4);
  fl_reader_close(r);
}

/* ---- malformed input --------------------------------------------------- */

static void test_truncated(void) {
  fl_backend *be = make_log(FL_LZ, 20);
  size_t len;
  const uint8_t *data = fl_backend_memory_data(be, &len);
  size_t cut;
  int frames;

  assert(read_status(data, len, &frames) == FL_OK && frames == 20);
  for (cut = 0; cut < len; cut++) {
    uint8_t *copy = malloc(cut + 1); /* its own block, so ASan sees overruns */
    memcpy(copy, data, cut);
    assert(read_status(copy, cut, &frames) ==
           (cut < HEADER_SIZE ? 1 : FL_E_CORRUPT));
    free(copy);
  }
  fl_backend_close(be);
}

static void test_checksums(void) {
  fl_backend *be = make_log(FL_STORE, 4);
  size_t len;
  const uint8_t *data = fl_backend_memory_data(be, &len);
  uint8_t *copy = malloc(len);
  size_t i;
  int frames;

  memcpy(copy, data, len);
  for (i = 0; i < 8; i++) {
    copy[i] ^= 0x10;
    assert(read_status(copy, len, &frames) == 1);
    copy[i] ^= 0x10;
  }
  for (i = len - 60; i < len - 15; i++) { /* in the last frame */
    copy[i] ^= 0x01;
    assert(read_status(copy, len, &frames) == FL_E_CORRUPT);
    copy[i] ^= 0x01;
  }
  assert(read_status(copy, len, &frames) == FL_OK && frames == 4);
  free(copy);
  fl_backend_close(be);
}

/* A version 2 file whose one FRAM chunk is as given. */
static int frames_status(uint8_t method, const void *data, size_t len,
                         size_t rawlen) {
  struct bytes b = {{0}, 0};
  int frames;

  add_header(&b, 2);
  add_chunk(&b, "CHNL", FL_STORE, one_channel, sizeof(one_channel),
            sizeof(one_channel));
  add_chunk(&b, "FRAM", method, data, (uint8_t)len, (uint8_t)rawlen);
  add_chunk(&b, "END.", FL_STORE, "", 0, 0);
  return read_status(b.data, b.len, &frames);
}

#define STATUS(method, rawlen, ...)                                            \
  frames_status(method, (const uint8_t[]){__VA_ARGS__},                        \
                sizeof((const uint8_t[]){__VA_ARGS__}), rawlen)

static void test_bad_chunks(void) {
  struct bytes b = {{0}, 0};
  int frames;

  assert(STATUS(FL_STORE, 2, 5, 0) == FL_OK);
  assert(STATUS(FL_STORE, 3, 5, 0) == FL_E_CORRUPT);
  assert(STATUS(7, 2, 5, 0) == FL_E_FORMAT);
  /* count without frames, unknown channel, too many attributes */
  assert(STATUS(FL_STORE, 2, 5, 1) == FL_E_CORRUPT);
  assert(STATUS(FL_STORE, 6, 5, 1, 0, 1, 0, 0) == FL_E_RANGE);
  assert(STATUS(FL_STORE, 7, 5, 1, 0, 0, 0, 0xff, 0x7f) == FL_E_RANGE);
  /* attribute longer than the chunk; number without an end */
  assert(STATUS(FL_STORE, 9, 5, 1, 0, 0, 0, 1, FL_ATTR_BLOB, 0, 9) ==
         FL_E_CORRUPT);
  assert(STATUS(FL_STORE, 3, 5, 0x80, 0x80) == FL_E_CORRUPT);
  assert(STATUS(FL_STORE, 11, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
                0x80, 0x80, 0x80) == FL_E_CORRUPT);
  /* unknown attribute type is skipped */
  assert(STATUS(FL_STORE, 10, 5, 1, 0, 0, 0, 1, 99, 0, 1, 42) == FL_OK);
  /* runs and matches that do not fit */
  assert(STATUS(FL_RLE, 2, 1, 5, 0) == FL_OK);
  assert(STATUS(FL_RLE, 2, 200, 5) == FL_E_CORRUPT);
  assert(STATUS(FL_RLE, 2, 9, 5, 0) == FL_E_CORRUPT);
  assert(STATUS(FL_LZ, 2, 1, 5, 0) == FL_OK);
  assert(STATUS(FL_LZ, 2, 5, 5, 0) == FL_E_CORRUPT);
  assert(STATUS(FL_LZ, 9, 1, 5, 0, 0x80, 3, 0) == FL_E_CORRUPT);
  assert(STATUS(FL_LZ, 9, 1, 5, 0, 0x80, 1) == FL_E_CORRUPT);
  assert(STATUS(FL_LZ, 9, 1, 5, 0) == FL_E_CORRUPT);

  add_header(&b, 1);
  add_chunk(&b, "CHNL", FL_STORE, one_channel, 9, 9);
  assert(read_status(b.data, b.len, &frames) == FL_E_CORRUPT);
  assert(strstr(fl_last_error(), "cut off"));
  b.len = 0;
  add_header(&b, 1);
  add_chunk(&b, "CHNL", FL_STORE, "\x11", 1, 1);
  assert(read_status(b.data, b.len, &frames) == FL_E_RANGE);
  b.len = 0;
  add_header(&b, 1);
  add_chunk(&b, "EVNT", FL_STORE, "\1\0\0\0\0\0\0\0\1\3abc", 13, 13);
  assert(read_status(b.data, b.len, &frames) == FL_E_CORRUPT);
  b.len = 0;
  add_header(&b, 9);
  assert(read_status(b.data, b.len, &frames) == 1);
  assert(strstr(fl_last_error(), "version 9.0"));
}

static void test_basics(void) {
  fl_backend *be = fl_backend_open_memory("x", 1);

  assert(fl_crc32(0, "123456789", 9) == 0xcbf43926u);
  assert(strcmp(fl_strerror(FL_E_ARG), "bad argument") == 0);
  assert(strcmp(fl_strerror(-99), "status -99") == 0);
  assert(!fl_writer_create(be, "read-only", FL_STORE));
  assert(!fl_reader_open(NULL) && !fl_writer_create(NULL, "", FL_STORE));
}

int main(void) {
  test_basics();
  test_round_trip(FL_STORE);
  test_round_trip(FL_RLE);
  test_round_trip(FL_LZ);
  test_file();
  test_filter_and_copy();
  test_hooks();
  test_version_1();
  test_truncated();
  test_checksums();
  test_bad_chunks();
  puts("framelog: all tests passed");
  return 0;
}
