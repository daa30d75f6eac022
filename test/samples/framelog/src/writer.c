/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* writer.c - collects frames and writes them out in chunks. */

#include "internal.h"

#include <string.h>

#define FLUSH_BYTES 8192u

struct fl_writer {
  fl_backend *be;
  int method;
  int started; /* the channel table has been written */
  struct fl_channel channels[FL_MAX_CHANNELS];
  int nchannels;
  struct fl_strtab strtab;
  size_t strings_done;
  struct fl_buf frames; /* finished frames of the current chunk */
  struct fl_buf attrs;  /* attributes of the open frame */
  struct fl_buf packed;
  uint64_t base_time;
  uint64_t last_time;
  uint32_t nframes;
  int open;
  uint64_t time;
  unsigned channel;
  unsigned kind;
  unsigned nattrs;
};

static int write_header(fl_writer *w, const char *name) {
  uint8_t hdr[FL_HEADER_SIZE];
  uint8_t *p = hdr;
  size_t n;

  memset(hdr, 0, sizeof(hdr));
  memcpy(p, "FLOG", 4);
  p += 4;
  *p++ = FL_VERSION_MAJOR;
  *p++ = FL_VERSION_MINOR;
  p = fl_put_u16(p, 0);
  n = strlen(name);
  memcpy(p, name, MIN(n, FL_NAME_LEN - 1));
  p += FL_NAME_LEN;
  p = fl_put_u32(p, 0);
  fl_put_u32(p, fl_crc32(0, hdr, (size_t)(p - hdr)));
  return fl_write_all(w->be, hdr, sizeof(hdr));
}

static int write_chunk(fl_writer *w, uint32_t tag, int method,
                       const uint8_t *data, size_t len) {
  struct fl_buf head = {NULL, 0, 0};
  uint8_t word[4];
  int rc;

  rc = fl_compress(method, data, len, &w->packed);
  if (rc == FL_OK && w->packed.len > len) {
    method = FL_STORE;
    rc = fl_compress(method, data, len, &w->packed);
  }
  if (rc != FL_OK)
    return rc;

  fl_put_u32(word, tag);
  if ((rc = fl_buf_append(&head, word, sizeof(word))) != FL_OK ||
      (rc = fl_buf_put(&head, (uint8_t)method)) != FL_OK ||
      (rc = fl_write_varint(&head, w->packed.len)) != FL_OK ||
      (rc = fl_write_varint(&head, len)) != FL_OK)
    goto out;
  if ((rc = fl_write_all(w->be, head.data, head.len)) != FL_OK ||
      (rc = fl_write_all(w->be, w->packed.data, w->packed.len)) != FL_OK)
    goto out;
  fl_put_u32(word, fl_crc32(0, w->packed.data, w->packed.len));
  rc = fl_write_all(w->be, word, sizeof(word));
out:
  fl_buf_free(&head);
  return rc;
}

static int write_channels(fl_writer *w) {
  uint8_t tmp[1024];
  size_t n = fl_legacy_pack_channels(w->channels, w->nchannels, tmp);

  w->started = 1;
  return write_chunk(w, TAG_CHNL, FL_STORE, tmp, n);
}

fl_writer *fl_writer_create(fl_backend *be, const char *name, int method) {
  fl_writer *w;

  if (!be)
    return NULL;
  w = fl_calloc(1, sizeof(*w));
  if (!w) {
    fl_fail(FL_E_NOMEM, "writer");
    fl_backend_close(be);
    return NULL;
  }
  w->be = be;
  w->method = method;
  if (write_header(w, name) != FL_OK) {
    fl_writer_destroy(w);
    return NULL;
  }
  return w;
}

int fl_writer_add_channel(fl_writer *w, const char *name, const char *unit,
                          double scale) {
  struct fl_channel *ch;

  if (w->started)
    return fl_fail(FL_E_ARG, "channels come before frames");
  if (w->nchannels >= FL_MAX_CHANNELS)
    return fl_fail(FL_E_RANGE, "too many channels");
  ch = &w->channels[w->nchannels];
  strcpy(ch->name, name);
  strcpy(ch->unit, unit ? unit : "");
  ch->scale = scale;
  return w->nchannels++;
}

int fl_writer_begin(fl_writer *w, uint64_t time, unsigned channel,
                    unsigned kind) {
  int rc = FL_OK;

  if (w->open)
    return fl_fail(FL_E_ARG, "frame still open");
  if (channel >= (unsigned)w->nchannels)
    return fl_fail(FL_E_RANGE, "no channel %u", channel);
  if (!w->started)
    rc = write_channels(w);
  if (rc != FL_OK)
    return rc;
  w->open = 1;
  w->time = time;
  w->channel = channel;
  w->kind = kind;
  w->nattrs = 0;
  w->attrs.len = 0;
  return FL_OK;
}

static int put_attr(fl_writer *w, const char *key, fl_attr_type type,
                    const void *data, size_t len) {
  uint32_t index;
  int rc;

  if (!w->open)
    return fl_fail(FL_E_ARG, "no open frame");
  if ((rc = fl_strtab_intern(&w->strtab, key, &index)) != FL_OK ||
      (rc = fl_buf_put(&w->attrs, (uint8_t)type)) != FL_OK ||
      (rc = fl_write_varint(&w->attrs, index)) != FL_OK ||
      (rc = fl_write_varint(&w->attrs, len)) != FL_OK ||
      (rc = fl_buf_append(&w->attrs, data, len)) != FL_OK)
    return rc;
  w->nattrs++;
  return FL_OK;
}

int fl_writer_put_int(fl_writer *w, const char *key, int64_t value) {
  struct fl_buf tmp = {NULL, 0, 0};
  int rc = fl_write_varint(&tmp, fl_zigzag(value));

  if (rc == FL_OK)
    rc = put_attr(w, key, FL_ATTR_INT, tmp.data, tmp.len);
  fl_buf_free(&tmp);
  return rc;
}

int fl_writer_put_real(fl_writer *w, const char *key, double value) {
  uint8_t bytes[8];
  uint64_t bits;
  int i;

  memcpy(&bits, &value, sizeof(bits));
  for (i = 0; i < 8; i++)
    bytes[i] = (uint8_t)(bits >> (8 * i));
  return put_attr(w, key, FL_ATTR_REAL, bytes, sizeof(bytes));
}

int fl_writer_put_str(fl_writer *w, const char *key, const char *value) {
  return put_attr(w, key, FL_ATTR_STR, value, strlen(value));
}

int fl_writer_put_blob(fl_writer *w, const char *key, const void *data,
                       size_t len) {
  return put_attr(w, key, FL_ATTR_BLOB, data, len);
}

int fl_writer_put_bool(fl_writer *w, const char *key, int value) {
  uint8_t byte = value != 0;
  return put_attr(w, key, FL_ATTR_BOOL, &byte, 1);
}

int fl_writer_end(fl_writer *w) {
  struct fl_buf *b = &w->frames;
  int rc;

  if (!w->open)
    return fl_fail(FL_E_ARG, "no open frame");
  w->open = 0;
  if (w->nframes == 0)
    w->base_time = w->last_time = w->time;
  if ((rc = fl_write_varint(b, fl_zigzag((int64_t)(w->time - w->last_time)))) !=
          FL_OK ||
      (rc = fl_write_varint(b, w->channel)) != FL_OK ||
      (rc = fl_write_varint(b, w->kind)) != FL_OK ||
      (rc = fl_write_varint(b, w->nattrs)) != FL_OK ||
      (rc = fl_buf_append(b, w->attrs.data, w->attrs.len)) != FL_OK)
    return rc;
  w->last_time = w->time;
  w->nframes++;
  return b->len >= FLUSH_BYTES ? fl_writer_flush(w) : FL_OK;
}

int fl_writer_copy(fl_writer *w, const fl_reader *r, const fl_frame *frame) {
  size_t i;
  int rc = fl_writer_begin(w, frame->time, frame->channel, frame->kind);

  for (i = 0; rc == FL_OK && i < frame->nattrs; i++) {
    const fl_attr *a = frame->attrs + i;
    const char *key = fl_reader_string(r, a->key);

    if (!key)
      return fl_fail(FL_E_RANGE, "no string %u", (unsigned)a->key);
    switch (a->type) {
    case FL_ATTR_INT:
      rc = fl_writer_put_int(w, key, a->v.i);
      break;
    case FL_ATTR_REAL:
      rc = fl_writer_put_real(w, key, a->v.d);
      break;
    case FL_ATTR_STR:
      rc = fl_writer_put_str(w, key, a->v.s);
      break;
    case FL_ATTR_BLOB:
      rc = fl_writer_put_blob(w, key, a->v.blob, a->len);
      break;
    case FL_ATTR_BOOL:
      rc = fl_writer_put_bool(w, key, a->v.b);
      break;
    }
  }
  return rc == FL_OK ? fl_writer_end(w) : rc;
}

int fl_writer_flush(fl_writer *w) {
  struct fl_buf body = {NULL, 0, 0};
  int rc = FL_OK;

  if (w->nframes == 0)
    return FL_OK;
  if (w->strings_done < w->strtab.count) {
    if ((rc = fl_strtab_save(&w->strtab, w->strings_done, &body)) != FL_OK ||
        (rc = write_chunk(w, TAG_STRT, w->method, body.data, body.len)) !=
            FL_OK)
      goto out;
    w->strings_done = w->strtab.count;
    body.len = 0;
  }
  if ((rc = fl_write_varint(&body, w->base_time)) != FL_OK ||
      (rc = fl_write_varint(&body, w->nframes)) != FL_OK ||
      (rc = fl_buf_append(&body, w->frames.data, w->frames.len)) != FL_OK)
    goto out;
  rc = write_chunk(w, TAG_FRAM, w->method, body.data, body.len);
  fl_log(FL_LOG_DEBUG, "%u frames in %lu bytes", (unsigned)w->nframes,
         (unsigned long)body.len);
  w->frames.len = 0;
  w->nframes = 0;
out:
  fl_buf_free(&body);
  return rc;
}

static void release(fl_writer *w) {
  fl_strtab_free(&w->strtab);
  fl_buf_free(&w->frames);
  fl_buf_free(&w->attrs);
  fl_buf_free(&w->packed);
  fl_free(w);
}

fl_backend *fl_writer_finish(fl_writer *w) {
  fl_backend *be = w->be;
  int rc = FL_OK;

  if (!w->started)
    rc = write_channels(w);
  if (rc == FL_OK)
    rc = fl_writer_flush(w);
  if (rc == FL_OK)
    rc = write_chunk(w, TAG_END, FL_STORE, NULL, 0);
  release(w);
  if (rc != FL_OK) {
    fl_backend_close(be);
    return NULL;
  }
  return be;
}

void fl_writer_destroy(fl_writer *w) {
  if (!w)
    return;
  fl_backend_close(w->be);
  release(w);
}
