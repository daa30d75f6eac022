/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* flogtool.c - shows, repacks and makes framelog files. */

#include "framelog/framelog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct copy_job {
  fl_writer *out;
  unsigned long frames;
};

static void on_log(int level, const char *message, void *user) {
  static const char marks[] = "..!";
  fprintf((FILE *)user, "%c %s\n", marks[level & 3], message);
}

static int complain(const char *what) {
  fprintf(stderr, "flogtool: %s: %s\n", what, fl_last_error());
  return 1;
}

static int show_frame(fl_reader *r, const fl_frame *f, void *user) {
  char value[80];
  size_t i;

  fprintf((FILE *)user, "%llu %s kind=%u", (unsigned long long)f->time,
          fl_reader_channel_label(r, f->channel), (unsigned)f->kind);
  for (i = 0; i < f->nattrs; i++) {
    const char *key = fl_reader_string(r, f->attrs[i].key);
    fl_attr_format_n(&f->attrs[i], value, sizeof(value));
    fprintf((FILE *)user, " %s=%s", key ? key : "?", value);
  }
  fputc('\n', (FILE *)user);
  return 0;
}

static int cmd_dump(const char *path) {
  fl_reader *r = fl_reader_open(fl_backend_open_file(path, "rb"));
  int rc;

  if (!r)
    return complain(path);
  rc = fl_reader_each(r, show_frame, stdout);
  if (rc == FL_OK)
    printf("%u frames in %u chunks\n", (unsigned)fl_reader_stats(r)->frames,
           (unsigned)fl_reader_stats(r)->chunks);
  fl_reader_close(r);
  return rc == FL_OK ? 0 : complain(path);
}

static int copy_frame(fl_reader *r, const fl_frame *f, void *user) {
  struct copy_job *job = user;
  int i;

  if (job->frames++ == 0) {
    for (i = 0; i < fl_reader_channel_count(r); i++) {
      int rc = fl_writer_add_channel(
          job->out, fl_reader_channel_name(r, (unsigned)i), NULL, 1.0);
      if (rc < 0)
        return rc;
    }
  }
  return fl_writer_copy(job->out, r, f);
}

static int cmd_repack(const char *from, const char *to, const char *method) {
  static const char *const names[] = {"store", "rle", "lz"};
  struct copy_job job = {NULL, 0};
  fl_backend *be;
  fl_reader *r;
  int m = 0;
  int rc;

  while (m < 3 && strcmp(names[m], method) != 0)
    m++;
  if (m == 3) {
    fprintf(stderr, "flogtool: no method %s\n", method);
    return 2;
  }
  r = fl_reader_open(fl_backend_open_file(from, "rb"));
  if (!r)
    return complain(from);
  job.out =
      fl_writer_create(fl_backend_open_file(to, "wb"), fl_reader_name(r), m);
  if (!job.out) {
    fl_reader_close(r);
    return complain(to);
  }
  rc = fl_reader_each(r, copy_frame, &job);
  fl_reader_close(r);
  if (rc != FL_OK) {
    fl_writer_destroy(job.out);
    return complain(from);
  }
  be = fl_writer_finish(job.out);
  if (!be)
    return complain(to);
  fl_backend_close(be);
  return 0;
}

static int cmd_demo(const char *path, int count) {
  fl_writer *w =
      fl_writer_create(fl_backend_open_file(path, "wb"), "demo", FL_LZ);
  fl_backend *be;
  int i;

  if (!w)
    return complain(path);
  fl_writer_add_channel(w, "engine", "rpm", 1.0);
  fl_writer_add_channel(w, "cabin", "C", 0.1);
  for (i = 0; i < count; i++) {
    char text[32];
    snprintf(text, sizeof(text), "sample %d", i);
    fl_writer_begin(w, 1000u + 20u * (unsigned)i, (unsigned)i & 1, 1);
    fl_writer_put_int(w, "value", 800 + i % 7);
    fl_writer_put_str(w, "note", text);
    if (fl_writer_end(w) != FL_OK) {
      fl_writer_destroy(w);
      return complain(path);
    }
  }
  be = fl_writer_finish(w);
  if (!be)
    return complain(path);
  fl_backend_close(be);
  return 0;
}

int main(int argc, char **argv) {
  if (getenv("FLOGTOOL_VERBOSE"))
    fl_set_log(on_log, stderr);
  if (argc == 3 && strcmp(argv[1], "dump") == 0)
    return cmd_dump(argv[2]);
  if (argc == 5 && strcmp(argv[1], "repack") == 0)
    return cmd_repack(argv[2], argv[3], argv[4]);
  if (argc == 4 && strcmp(argv[1], "demo") == 0)
    return cmd_demo(argv[2], atoi(argv[3]));
  fprintf(stderr, "usage: flogtool dump FILE\n"
                  "       flogtool repack FROM TO store|rle|lz\n"
                  "       flogtool demo FILE COUNT\n");
  return 2;
}
