/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* wire.c - integers and strings as stored in a file, and the checksum. */

#include "internal.h"

#include <string.h>

/* CRC-32, half-byte tables: one pass per nibble keeps the table small. */
static const uint32_t crc_nibble[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
    0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
    0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

static uint32_t crc_table[256];
static int crc_ready;

static void crc_init(void) {
  unsigned i;

  for (i = 0; i < 256; i++) {
    uint32_t c = i;
    c = crc_nibble[c & 0x0f] ^ (c >> 4);
    c = crc_nibble[c & 0x0f] ^ (c >> 4);
    crc_table[i] = c;
  }
  crc_ready = 1;
}

uint32_t fl_crc32(uint32_t crc, const void *data, size_t len) {
  const uint8_t *p = data;

  if (!crc_ready)
    crc_init();
  crc = ~crc;
  while (len--)
    crc = crc_table[(crc ^ *p++) & 0xff] ^ (crc >> 8);
  return ~crc;
}

/* ---- cursor style ------------------------------------------------------ */

uint16_t fl_get_u16(uint8_t **pp) {
  uint8_t *p = *pp;
  *pp += 2;
  return (uint16_t)(p[0] | p[1] << 8);
}

uint32_t fl_get_u32(uint8_t **pp) {
  uint8_t *p = *pp;
  *pp += 4;
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
         (uint32_t)p[3] << 24;
}

uint8_t *fl_put_u16(uint8_t *p, uint16_t v) {
  *p++ = (uint8_t)v;
  *p++ = (uint8_t)(v >> 8);
  return p;
}

uint8_t *fl_put_u32(uint8_t *p, uint32_t v) {
  p = fl_put_u16(p, (uint16_t)v);
  return fl_put_u16(p, (uint16_t)(v >> 16));
}

/* Counted string: one length byte, then the text. */
char *fl_get_pstr(uint8_t **pp, char *out) {
  size_t n = *(*pp)++;

  memcpy(out, *pp, n);
  out[n] = '\0';
  *pp += n;
  return out;
}

uint8_t *fl_put_pstr(uint8_t *p, const char *s) {
  size_t n = strlen(s);

  *p++ = (uint8_t)n;
  while (*s)
    *p++ = (uint8_t)*s++;
  return p;
}

/* ---- with limits ------------------------------------------------------- */

int fl_read_varint(const uint8_t **pp, const uint8_t *end, uint64_t *out) {
  const uint8_t *p = *pp;
  uint64_t v = 0;
  unsigned shift = 0;

  for (;;) {
    if (p >= end)
      return fl_fail(FL_E_CORRUPT, "number runs past the end");
    if (shift > 63)
      return fl_fail(FL_E_CORRUPT, "number too long");
    v |= (uint64_t)(*p & 0x7f) << shift;
    shift += 7;
    if (!(*p++ & 0x80))
      break;
  }
  *pp = p;
  *out = v;
  return FL_OK;
}

int fl_write_varint(struct fl_buf *b, uint64_t v) {
  uint8_t tmp[10];
  size_t n = 0;

  while (v >= 0x80) {
    tmp[n++] = (uint8_t)(v | 0x80);
    v >>= 7;
  }
  tmp[n++] = (uint8_t)v;
  return fl_buf_append(b, tmp, n);
}

uint64_t fl_zigzag(int64_t v) {
  return ((uint64_t)v << 1) ^ (v < 0 ? ~(uint64_t)0 : 0);
}

int64_t fl_unzigzag(uint64_t v) {
  return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}
