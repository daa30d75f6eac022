/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* legacy.c - the version 1 parts of the format: header, channels, events. */

#include "internal.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

/* The decoders below give up from any depth. */
static jmp_buf legacy_env;

static void legacy_die(int status, const char *what) {
  fl_fail(status, "version 1 data: %s", what);
  longjmp(legacy_env, status);
}

static void need(uint8_t *p, uint8_t *end, size_t n) {
  if ((size_t)(end - p) < n)
    legacy_die(FL_E_CORRUPT, "cut off");
}

/* The header is the same in versions 1 and 2; p has FL_HEADER_SIZE bytes. */
int fl_legacy_header(uint8_t *p, struct fl_header *hdr) {
  uint8_t *start = p;
  uint32_t crc;

  if (memcmp(p, "FLOG", 4) != 0)
    return fl_fail(FL_E_FORMAT, "no magic");
  p += 4;
  hdr->major = *p++;
  hdr->minor = *p++;
  hdr->flags = fl_get_u16(&p);
  strcpy(hdr->name, (char *)p);
  p += FL_NAME_LEN + 4;
  crc = fl_crc32(0, start, (size_t)(p - start));
  if (fl_get_u32(&p) != crc)
    return fl_fail(FL_E_CORRUPT, "header checksum");
  if (hdr->major < 1 || hdr->major > FL_VERSION_MAJOR)
    return fl_fail(FL_E_VERSION, "version %d.%d", hdr->major, hdr->minor);
  return FL_OK;
}

static void get_channel(uint8_t **pp, uint8_t *end, struct fl_channel *ch) {
  need(*pp, end, 1);
  fl_get_pstr(pp, ch->name);
  need(*pp, end, 1);
  fl_get_pstr(pp, ch->unit);
  need(*pp, end, 4);
  ch->scale = fl_get_u32(pp) / 1000.0;
}

static int get_channels(uint8_t *p, uint8_t *end, struct fl_channel *out) {
  int n;
  int i;

  need(p, end, 1);
  n = *p++;
  if (n > FL_MAX_CHANNELS)
    legacy_die(FL_E_RANGE, "too many channels");
  for (i = 0; i < n; i++) {
    get_channel(&p, end, &out[i]);
    fl_log(FL_LOG_DEBUG, "channel %d is %s", i, out[i].name);
  }
  return n;
}

/* Returns the number of channels or a negative status. */
int fl_legacy_channels(uint8_t *p, size_t len, struct fl_channel *out) {
  int rc = setjmp(legacy_env);

  if (rc != 0)
    return rc;
  return get_channels(p, p + len, out);
}

/* The inverse of fl_legacy_channels(); returns the bytes written. */
size_t fl_legacy_pack_channels(const struct fl_channel *ch, int n,
                               uint8_t *out) {
  uint8_t *p = out;

  *p++ = (uint8_t)n;
  while (n-- > 0) {
    p = fl_put_pstr(p, ch->name);
    p = fl_put_pstr(p, ch->unit);
    p = fl_put_u32(p, (uint32_t)(ch->scale * 1000.0 + 0.5));
    ch++;
  }
  return (size_t)(p - out);
}

/* Version 1 events: time, channel, kind and a list of "key=value" strings. */
static void get_event(uint8_t **pp, uint8_t *end, struct fl_strtab *t,
                      fl_frame *frame) {
  char text[256];
  char key[32];
  int n;

  need(*pp, end, 7);
  frame->time = fl_get_u32(pp);
  frame->channel = *(*pp)++;
  frame->kind = *(*pp)++;
  n = *(*pp)++;
  while (n-- > 0) {
    fl_attr *a;
    char *eq;

    need(*pp, end, 1);
    fl_get_pstr(pp, text);
    eq = strchr(text, '=');
    if (!eq)
      legacy_die(FL_E_CORRUPT, "no '='");
    *eq = '\0';
    strcpy(key, text);
    a = fl_frame_push(frame);
    if (!a || fl_strtab_intern(t, key, &a->key) != FL_OK)
      legacy_die(FL_E_NOMEM, "event");
    a->type = FL_ATTR_STR;
    a->v.s = fl_strdup(eq + 1);
    if (!a->v.s)
      legacy_die(FL_E_NOMEM, "event");
    a->len = (uint32_t)strlen(a->v.s);
    a->flags = FL_ATTR_F_OWNED;
  }
}

int fl_legacy_event(uint8_t **pp, uint8_t *end, struct fl_strtab *t,
                    fl_frame *frame) {
  int rc = setjmp(legacy_env);

  if (rc != 0)
    return rc;
  get_event(pp, end, t, frame);
  return FL_OK;
}
