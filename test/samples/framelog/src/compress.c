/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* compress.c - the run-length and LZ chunk encodings. */

#include "internal.h"

#include <string.h>

#define LZ_HASH_BITS 12
#define LZ_HASH_MASK ((1u << LZ_HASH_BITS) - 1)
#define LZ_MIN_MATCH 4
#define LZ_MAX_MATCH (LZ_MIN_MATCH + 127)
#define LZ_MAX_DIST 0xffffu

/* Run-length encoding, since version 1.0. A control byte below 128 starts
 * c + 1 literal bytes, any other one repeats the next byte c - 125 times. The
 * checksum of the chunk has been compared before we get here. */
static int rle_expand(const uint8_t *src, uint8_t *dst, size_t rawlen) {
  uint8_t *end = dst + rawlen;

  while (dst < end) {
    unsigned c = *src++;
    size_t n;

    if (c < 128) {
      n = c + 1;
      if (n > (size_t)(end - dst))
        return fl_fail(FL_E_CORRUPT, "literal run too long");
      memcpy(dst, src, n);
      src += n;
    } else {
      n = c - 125;
      if (n > (size_t)(end - dst))
        return fl_fail(FL_E_CORRUPT, "repeat run too long");
      memset(dst, *src++, n);
    }
    dst += n;
  }
  return FL_OK;
}

static size_t run_length(const uint8_t *p, const uint8_t *end, size_t max) {
  const uint8_t *q = p + 1;

  while (q < end && *q == *p && (size_t)(q - p) < max)
    q++;
  return (size_t)(q - p);
}

/* Worst case is one control byte per 128 literals. */
static size_t rle_pack(const uint8_t *src, size_t len, uint8_t *dst) {
  const uint8_t *end = src + len;
  const uint8_t *lit = src;
  uint8_t *out = dst;

  while (src < end || lit < src) {
    size_t run = src < end ? run_length(src, end, 130) : 0;

    if (run >= 3 || src == end || src - lit == 128) {
      if (lit < src) {
        size_t n = (size_t)(src - lit);
        *out++ = (uint8_t)(n - 1);
        memcpy(out, lit, n);
        out += n;
      }
      if (run >= 3) {
        *out++ = (uint8_t)(run + 125);
        *out++ = *src;
        src += run;
      }
      lit = src;
      continue;
    }
    src++;
  }
  return (size_t)(out - dst);
}

/* LZ, since version 2.1. Tokens: 0nnnnnnn has n + 1 literals behind it,
 * 1nnnnnnn copies n + LZ_MIN_MATCH bytes from a 16 bit distance back. */
static int lz_expand(const uint8_t *src, size_t len, uint8_t *dst,
                     size_t rawlen) {
  const uint8_t *in_end = src + len;
  size_t pos = 0;

  while (src < in_end) {
    uint8_t token = *src++;
    size_t n = token & 0x7f;

    if (!(token & 0x80)) {
      n += 1;
      if (n > (size_t)(in_end - src) || n > rawlen - pos)
        return fl_fail(FL_E_CORRUPT, "literals out of range");
      memcpy(dst + pos, src, n);
      src += n;
      pos += n;
    } else {
      size_t dist;
      size_t i;

      n += LZ_MIN_MATCH;
      if (in_end - src < 2)
        return fl_fail(FL_E_CORRUPT, "token cut off");
      dist = (size_t)(src[0] | src[1] << 8);
      src += 2;
      if (dist == 0 || dist > pos || n > rawlen - pos)
        return fl_fail(FL_E_CORRUPT, "match out of range");
      for (i = 0; i < n; i++) {
        dst[pos] = dst[pos - dist];
        pos++;
      }
    }
  }
  if (pos != rawlen)
    return fl_fail(FL_E_CORRUPT, "chunk too short");
  return FL_OK;
}

static unsigned lz_hash(const uint8_t *p) {
  uint32_t v = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
               (uint32_t)p[3] << 24;
  return (v * 2654435761u >> 17) & LZ_HASH_MASK;
}

static uint8_t *lz_literals(uint8_t *out, const uint8_t *lit, size_t n) {
  while (n > 0) {
    size_t part = MIN(n, 128);
    *out++ = (uint8_t)(part - 1);
    memcpy(out, lit, part);
    out += part;
    lit += part;
    n -= part;
  }
  return out;
}

static size_t lz_pack(const uint8_t *src, size_t len, uint8_t *dst) {
  uint32_t head[1u << LZ_HASH_BITS]; /* position + 1; 0 is empty */
  uint8_t *out = dst;
  size_t lit = 0;
  size_t i = 0;

  memset(head, 0, sizeof(head));
  while (i + LZ_MIN_MATCH <= len) {
    unsigned h = lz_hash(src + i);
    size_t cand = head[h];
    size_t n = 0;

    head[h] = (uint32_t)(i + 1);
    if (cand != 0 && i - (cand - 1) <= LZ_MAX_DIST) {
      const uint8_t *m = src + (cand - 1);
      while (i + n < len && n < LZ_MAX_MATCH && m[n] == src[i + n])
        n++;
    }
    if (n < LZ_MIN_MATCH) {
      i++;
      continue;
    }
    out = lz_literals(out, src + lit, i - lit);
    *out++ = (uint8_t)(0x80 | (n - LZ_MIN_MATCH));
    out = fl_put_u16(out, (uint16_t)(i - (cand - 1)));
    i += n;
    lit = i;
  }
  out = lz_literals(out, src + lit, len - lit);
  return (size_t)(out - dst);
}

int fl_expand(int method, const uint8_t *src, size_t len, uint8_t *dst,
              size_t rawlen) {
  switch (method) {
  case FL_STORE:
    if (len != rawlen)
      return fl_fail(FL_E_CORRUPT, "stored chunk with two sizes");
    if (len)
      memcpy(dst, src, len);
    return FL_OK;
  case FL_RLE:
    return rle_expand(src, dst, rawlen);
  case FL_LZ:
    return lz_expand(src, len, dst, rawlen);
  default:
    return fl_fail(FL_E_FORMAT, "unknown compression method %d", method);
  }
}

int fl_compress(int method, const uint8_t *src, size_t len,
                struct fl_buf *out) {
  int rc = fl_grow(&out->data, &out->cap, len + len / 64 + 16, 1);

  if (rc != FL_OK)
    return rc;
  switch (method) {
  case FL_RLE:
    out->len = rle_pack(src, len, out->data);
    return FL_OK;
  case FL_LZ:
    out->len = lz_pack(src, len, out->data);
    return FL_OK;
  default:
    out->len = 0;
    return fl_buf_append(out, src, len);
  }
}
