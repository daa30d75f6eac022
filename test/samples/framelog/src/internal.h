/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* internal.h - declarations shared by the framelog sources. */

#ifndef FRAMELOG_INTERNAL_H
#define FRAMELOG_INTERNAL_H

#include "framelog/framelog.h"

/* File header: magic, major, minor, flags, name, reserved, crc. */
#define FL_HEADER_SIZE 48
#define FL_CHUNK_MAX (64u << 20)
#define FL_ATTRS_MAX 4096u

#define FL_TAG(a, b, c, d)                                                     \
  ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 |                  \
   (uint32_t)(d) << 24)
#define TAG_CHNL FL_TAG('C', 'H', 'N', 'L')
#define TAG_STRT FL_TAG('S', 'T', 'R', 'T')
#define TAG_FRAM FL_TAG('F', 'R', 'A', 'M')
#define TAG_EVNT FL_TAG('E', 'V', 'N', 'T')
#define TAG_END FL_TAG('E', 'N', 'D', '.')

#define MIN(a, b) ((a) < (b) ? (a) : (b))

struct fl_backend {
  const fl_backend_ops *ops;
  void *ctx;
};

struct fl_buf {
  uint8_t *data;
  size_t len;
  size_t cap;
};

struct fl_header {
  uint8_t major;
  uint8_t minor;
  uint16_t flags;
  char name[FL_NAME_LEN];
};

struct fl_channel {
  char name[FL_CHANNEL_NAME_LEN];
  char unit[FL_UNIT_LEN];
  double scale;
};

struct fl_strtab {
  char *pool; /* all strings, each with its NUL */
  size_t used;
  size_t cap;
  uint32_t *offs; /* start of string i in the pool */
  size_t count;
  size_t offs_cap;
};

/* support.c */
void *fl_malloc(size_t size);
void *fl_calloc(size_t n, size_t size);
void *fl_realloc(void *ptr, size_t size);
void fl_free(void *ptr);
char *fl_strdup(const char *s);
int fl_grow(void *pptr, size_t *cap, size_t need, size_t elem);
int fl_buf_append(struct fl_buf *b, const void *data, size_t len);
int fl_buf_put(struct fl_buf *b, uint8_t byte);
void fl_buf_free(struct fl_buf *b);
int fl_fail(int status, const char *fmt, ...);
void fl_log(int level, const char *fmt, ...);

/* wire.c: the old cursor style ... */
uint16_t fl_get_u16(uint8_t **pp);
uint32_t fl_get_u32(uint8_t **pp);
uint8_t *fl_put_u16(uint8_t *p, uint16_t v);
uint8_t *fl_put_u32(uint8_t *p, uint32_t v);
char *fl_get_pstr(uint8_t **pp, char *out);
uint8_t *fl_put_pstr(uint8_t *p, const char *s);
/* ... and the one with limits */
int fl_read_varint(const uint8_t **pp, const uint8_t *end, uint64_t *out);
int fl_write_varint(struct fl_buf *b, uint64_t v);
uint64_t fl_zigzag(int64_t v);
int64_t fl_unzigzag(uint64_t v);

/* compress.c */
int fl_expand(int method, const uint8_t *src, size_t len, uint8_t *dst,
              size_t rawlen);
int fl_compress(int method, const uint8_t *src, size_t len, struct fl_buf *out);

/* strtab.c */
int fl_strtab_intern(struct fl_strtab *t, const char *s, uint32_t *index);
int fl_strtab_add(struct fl_strtab *t, const char *s, size_t len);
const char *fl_strtab_get(const struct fl_strtab *t, uint32_t index);
int fl_strtab_load(struct fl_strtab *t, const uint8_t *data, size_t len);
int fl_strtab_save(const struct fl_strtab *t, size_t first, struct fl_buf *out);
void fl_strtab_free(struct fl_strtab *t);

/* attr.c */
fl_attr *fl_frame_push(fl_frame *frame);
void fl_frame_reset(fl_frame *frame);
void fl_frame_release(fl_frame *frame);
int fl_attr_decode(const uint8_t **pp, const uint8_t *end, fl_attr *attr);

/* backend.c */
int fl_write_all(fl_backend *be, const void *data, size_t len);

/* legacy.c */
int fl_legacy_header(uint8_t *p, struct fl_header *hdr);
int fl_legacy_channels(uint8_t *p, size_t len, struct fl_channel *out);
int fl_legacy_event(uint8_t **pp, uint8_t *end, struct fl_strtab *t,
                    fl_frame *frame);
size_t fl_legacy_pack_channels(const struct fl_channel *ch, int n,
                               uint8_t *out);

#endif /* FRAMELOG_INTERNAL_H */
