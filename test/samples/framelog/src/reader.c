/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* reader.c - walks the chunks of a log and hands out its frames. */

#include "internal.h"

#include <stdio.h>
#include <string.h>

struct filter {
  fl_filter_fn fn;
  void *user;
};

struct fl_reader {
  fl_backend *be;
  struct fl_header hdr;
  struct fl_channel channels[FL_MAX_CHANNELS];
  int nchannels;
  struct fl_strtab strtab;
  struct fl_buf stored; /* chunk as in the file */
  struct fl_buf raw;    /* the same, expanded */
  uint8_t *cur;         /* next frame in raw */
  uint8_t *end;
  uint64_t left; /* frames from cur to end */
  int old_events;
  uint64_t time;
  fl_frame frame;
  struct filter filters[FL_MAX_FILTERS];
  int nfilters;
  fl_stats stats;
  uint8_t in[512];
  size_t in_pos;
  size_t in_len;
  int done;
  int status;
  void *user;
};

struct chunk {
  uint32_t tag;
  uint8_t method;
  uint64_t size;
  uint64_t rawsize;
  uint32_t crc;
};

/* ---- input ------------------------------------------------------------- */

static int next_byte(fl_reader *r) {
  if (r->in_pos == r->in_len) {
    long n = r->be->ops->read(r->be->ctx, r->in, sizeof(r->in));
    if (n < 0)
      return fl_fail((int)n, "read failed");
    if (n == 0)
      return fl_fail(FL_E_CORRUPT, "unexpected end");
    r->in_pos = 0;
    r->in_len = (size_t)n;
  }
  return r->in[r->in_pos++];
}

static int read_bytes(fl_reader *r, uint8_t *out, size_t len) {
  while (len > 0) {
    size_t have = r->in_len - r->in_pos;
    size_t n = MIN(have, len);

    if (n == 0) {
      int c = next_byte(r);
      if (c < 0)
        return c;
      *out++ = (uint8_t)c;
      len--;
      continue;
    }
    memcpy(out, r->in + r->in_pos, n);
    r->in_pos += n;
    out += n;
    len -= n;
  }
  return FL_OK;
}

/* ---- chunks ------------------------------------------------------------ */

enum chunk_state { ST_TAG, ST_METHOD, ST_SIZE, ST_RAWSIZE, ST_BODY, ST_CRC };

static int read_chunk(fl_reader *r, struct chunk *ck) {
  enum chunk_state st = ST_TAG;
  unsigned count = 0;
  unsigned shift = 0;
  int rc;

  memset(ck, 0, sizeof(*ck));
  for (;;) {
    int c = next_byte(r);
    if (c < 0)
      return c;

    switch (st) {
    case ST_TAG:
      ck->tag |= (uint32_t)c << (8 * count);
      if (++count == 4)
        st = ST_METHOD;
      break;

    case ST_METHOD:
      ck->method = (uint8_t)c;
      st = ST_SIZE;
      break;

    case ST_SIZE:
      ck->size |= (uint64_t)(c & 0x7f) << shift;
      shift += 7;
      if (c & 0x80)
        break;
      if (ck->size > FL_CHUNK_MAX)
        return fl_fail(FL_E_RANGE, "chunk too large");
      shift = 0;
      st = ST_RAWSIZE;
      break;

    case ST_RAWSIZE:
      ck->rawsize |= (uint64_t)(c & 0x7f) << shift;
      shift += 7;
      if (c & 0x80)
        break;
      if (ck->rawsize > FL_CHUNK_MAX)
        return fl_fail(FL_E_RANGE, "expanded chunk too large");
      count = 0;
      st = ck->size ? ST_BODY : ST_CRC;
      rc = fl_grow(&r->stored.data, &r->stored.cap, (size_t)ck->size + 1, 1);
      if (rc != FL_OK)
        return rc;
      break;

    case ST_BODY:
      r->stored.data[0] = (uint8_t)c;
      rc = read_bytes(r, r->stored.data + 1, (size_t)ck->size - 1);
      if (rc != FL_OK)
        return rc;
      st = ST_CRC;
      break;

    case ST_CRC:
      ck->crc |= (uint32_t)c << (8 * count);
      if (++count < 4)
        break;
      r->stored.len = (size_t)ck->size;
      if (fl_crc32(0, r->stored.data, r->stored.len) != ck->crc)
        return fl_fail(FL_E_CORRUPT, "chunk checksum");
      r->stats.chunks++;
      return FL_OK;
    }
  }
}

static int on_channels(fl_reader *r) {
  int n = fl_legacy_channels(r->raw.data, r->raw.len, r->channels);

  if (n < 0)
    return n;
  r->nchannels = n;
  return FL_OK;
}

static int on_strings(fl_reader *r) {
  return fl_strtab_load(&r->strtab, r->raw.data, r->raw.len);
}

static int on_frames(fl_reader *r) {
  const uint8_t *p = r->raw.data;
  const uint8_t *end = p + r->raw.len;
  int rc;

  if ((rc = fl_read_varint(&p, end, &r->time)) != FL_OK ||
      (rc = fl_read_varint(&p, end, &r->left)) != FL_OK)
    return rc;
  r->cur = (uint8_t *)p;
  r->end = (uint8_t *)end;
  r->old_events = 0;
  return FL_OK;
}

static int on_events(fl_reader *r) {
  r->cur = r->raw.data;
  r->end = r->cur + r->raw.len;
  if (r->raw.len < 2)
    return fl_fail(FL_E_CORRUPT, "event chunk without a count");
  r->left = fl_get_u16(&r->cur);
  r->old_events = 1;
  return FL_OK;
}

static int on_end(fl_reader *r) {
  r->done = 1;
  return FL_OK;
}

static const struct {
  uint32_t tag;
  int (*handle)(fl_reader *r);
} handlers[] = {
    {TAG_CHNL, on_channels}, {TAG_STRT, on_strings}, {TAG_FRAM, on_frames},
    {TAG_EVNT, on_events},   {TAG_END, on_end},
};

static int next_chunk(fl_reader *r) {
  struct chunk ck;
  size_t i;
  int rc = read_chunk(r, &ck);

  if (rc != FL_OK)
    return rc;
  rc = fl_grow(&r->raw.data, &r->raw.cap, (size_t)ck.rawsize + 1, 1);
  if (rc != FL_OK)
    return rc;
  rc = fl_expand(ck.method, r->stored.data, r->stored.len, r->raw.data,
                 (size_t)ck.rawsize);
  if (rc != FL_OK)
    return rc;
  r->raw.len = (size_t)ck.rawsize;
  for (i = 0; i < sizeof(handlers) / sizeof(handlers[0]); i++)
    if (handlers[i].tag == ck.tag)
      return handlers[i].handle(r);
  fl_log(FL_LOG_INFO, "unknown chunk %08x skipped", (unsigned)ck.tag);
  return FL_OK;
}

/* ---- frames ------------------------------------------------------------ */

static int decode_frame(fl_reader *r) {
  const uint8_t *p = r->cur;
  uint64_t delta, channel, kind, nattrs;
  int rc;

  if ((rc = fl_read_varint(&p, r->end, &delta)) != FL_OK ||
      (rc = fl_read_varint(&p, r->end, &channel)) != FL_OK ||
      (rc = fl_read_varint(&p, r->end, &kind)) != FL_OK ||
      (rc = fl_read_varint(&p, r->end, &nattrs)) != FL_OK)
    return rc;
  if (channel >= (uint64_t)r->nchannels)
    return fl_fail(FL_E_RANGE, "frame of an unknown channel");
  if (nattrs > FL_ATTRS_MAX)
    return fl_fail(FL_E_RANGE, "too many attributes");
  r->time += (uint64_t)fl_unzigzag(delta);
  r->frame.time = r->time;
  r->frame.channel = (uint16_t)channel;
  r->frame.kind = (uint16_t)kind;
  while (nattrs-- > 0) {
    fl_attr *a = fl_frame_push(&r->frame);
    if (!a)
      return FL_E_NOMEM;
    rc = fl_attr_decode(&p, r->end, a);
    if (rc != FL_OK)
      return rc;
  }
  r->cur = (uint8_t *)p;
  return FL_OK;
}

static int keep_frame(fl_reader *r) {
  int i;

  r->stats.frames++;
  r->stats.per_channel[r->frame.channel]++;
  r->stats.per_kind[r->frame.kind & 0x0f]++;
  for (i = 0; i < r->nfilters; i++)
    if (!r->filters[i].fn(&r->frame, r->filters[i].user)) {
      r->stats.skipped++;
      return 0;
    }
  return 1;
}

const fl_frame *fl_reader_next(fl_reader *r) {
  while (r->status == FL_OK && !r->done) {
    fl_frame_reset(&r->frame);
    if (r->left == 0) {
      r->status = next_chunk(r);
      continue;
    }
    if (r->old_events)
      r->status = fl_legacy_event(&r->cur, r->end, &r->strtab, &r->frame);
    else
      r->status = decode_frame(r);
    if (r->status != FL_OK)
      break;
    r->left--;
    if (keep_frame(r))
      return &r->frame;
  }
  return NULL;
}

int fl_reader_each(fl_reader *r, fl_frame_cb cb, void *user) {
  const fl_frame *f;

  while ((f = fl_reader_next(r)) != NULL) {
    int rc = cb(r, f, user);
    if (rc != 0)
      return rc;
  }
  return r->status;
}

/* ---- handle ------------------------------------------------------------ */

fl_reader *fl_reader_open(fl_backend *be) {
  uint8_t hdr[FL_HEADER_SIZE];
  fl_reader *r = NULL;

  if (!be)
    return NULL;
  r = fl_calloc(1, sizeof(*r));
  if (!r) {
    fl_fail(FL_E_NOMEM, "reader");
    goto fail;
  }
  r->be = be;
  if (read_bytes(r, hdr, sizeof(hdr)) != FL_OK)
    goto fail;
  if (fl_legacy_header(hdr, &r->hdr) != FL_OK)
    goto fail;
  fl_log(FL_LOG_INFO, "log \"%s\", version %d.%d", r->hdr.name, r->hdr.major,
         r->hdr.minor);
  return r;

fail:
  fl_backend_close(be);
  fl_free(r);
  return NULL;
}

int fl_reader_add_filter(fl_reader *r, fl_filter_fn fn, void *user) {
  if (r->nfilters == FL_MAX_FILTERS)
    return fl_fail(FL_E_RANGE, "too many filters");
  r->filters[r->nfilters].fn = fn;
  r->filters[r->nfilters].user = user;
  r->nfilters++;
  return FL_OK;
}

int fl_reader_status(const fl_reader *r) { return r->status; }

const char *fl_reader_name(const fl_reader *r) { return r->hdr.name; }

int fl_reader_channel_count(const fl_reader *r) { return r->nchannels; }

const char *fl_reader_channel_name(const fl_reader *r, unsigned index) {
  return r->channels[index & (FL_MAX_CHANNELS - 1)].name;
}

const char *fl_reader_channel_label(const fl_reader *r, unsigned index) {
  static char label[FL_CHANNEL_NAME_LEN + FL_UNIT_LEN + 4];
  const struct fl_channel *ch = r->channels + index;

  strcpy(label, ch->name);
  if (ch->unit[0])
    sprintf(label + strlen(label), " [%s]", ch->unit);
  return label;
}

const char *fl_reader_string(const fl_reader *r, uint32_t index) {
  return fl_strtab_get(&r->strtab, index);
}

const fl_stats *fl_reader_stats(const fl_reader *r) { return &r->stats; }

void fl_reader_set_user(fl_reader *r, void *user) { r->user = user; }

void *fl_reader_user(const fl_reader *r) { return r->user; }

void fl_reader_close(fl_reader *r) {
  if (!r)
    return;
  fl_frame_release(&r->frame);
  fl_strtab_free(&r->strtab);
  fl_buf_free(&r->stored);
  fl_buf_free(&r->raw);
  fl_backend_close(r->be);
  fl_free(r);
}
