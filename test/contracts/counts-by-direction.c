// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which number counts what depends on who looks: what one side fills up to a limit, the other reads
// as far as it is in use. Where nothing else decides, no number is named. Nor is a function said to
// cope with NULL because another one, to which it hands the pointer later, does.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// Room for max, of which len are in use; a text, or as much of one as fits.
// CHECK-DAG: header field extra: array~ | {{.*}}
// CHECK-DAG: header field name: string~! | {{.*}}
// One count by name: it stands.
// CHECK-DAG: packet field data: array of 'data_len'~ | {{.*}}
// What was asked for is no use of what was allocated.
// CHECK-DAG: state field block: array of 'size' | {{.*}}
// Several numbers bound some of the accesses each.
// CHECK-DAG: ring field window: array~! | {{.*}}
// It points into an array that a record holds; a text in one is a text.
// CHECK-DAG: state field next: array | {{.*}}
// CHECK-DAG: title result: string~ | {{.*}}
// Where an error is, within what came with a count.
// CHECK-DAG: where result: unknown | {{.*}}
// CHECK-DAG: whole result: string~ | {{.*}}
// What a caller gives to be kept is like what is kept there.
// CHECK-DAG: ring_start p2 window: array~ | {{.*}}
// strlen comes first here, and not there.
// CHECK-DAG: put_text p2 s: string | {{.*}} | nonnull~ | {{.*}}
// CHECK-DAG: put_later p2 s: {{.*}} | nullable~ | {{.*}}
// A number that only comes back says nothing of the room; one that is read first does.
// CHECK-DAG: take_out p2 dict: array~ | {{.*}}
// CHECK-DAG: fill p1 dict: array of '*dict_len' | {{.*}}
#include <stdlib.h>
#include <string.h>

struct header {
  unsigned char *extra;
  unsigned extra_len, extra_max;
  unsigned char *name;
  unsigned name_max;
};
struct packet {
  unsigned char *data;
  unsigned data_len;
};
struct state {
  unsigned char *block;
  unsigned size, want;
  int table[40];
  int *next;
  char text[20];
};
struct ring {
  unsigned char *window;
  unsigned at, filled, length;
};

void read_header(struct header *h, const unsigned char *from, unsigned n) {
  unsigned i = 0;
  if (h->extra)
    memcpy(h->extra, from, n < h->extra_max ? n : h->extra_max);
  h->extra_len = n;
  while (h->name && *from && i < h->name_max)
    h->name[i++] = *from++;
}
unsigned write_header(const struct header *h, unsigned char *to) {
  unsigned i = 0;
  if (h->extra)
    memcpy(to, h->extra, h->extra_len);
  if (h->name)
    do
      to[i] = h->name[i];
    while (h->name[i++]);
  return i;
}
void copy_packet(struct packet *p, unsigned char *to, unsigned n) { memcpy(to, p->data, n); }

int start(struct state *s) {
  s->block = malloc(s->want);
  if (!s->block)
    return -1;
  s->size = s->want;
  s->next = s->table;
  return 0;
}
int read_state(struct state *s, unsigned n) {
  return n < s->size ? s->block[n] + *s->next : 0;
}
char *title(struct state *s) {
  s->text[19] = 0;
  return s->text;
}
void ring_start(struct ring *r, unsigned char *window) {
  r->window = window;
  r->at = 0;
}
unsigned look(struct ring *r, unsigned char *to) {
  for (unsigned i = 0; i < r->filled; ++i)
    to[i] = r->window[i];
  for (unsigned i = 0; i < r->length; ++i)
    to[i] = r->window[i];
  return r->at;
}

struct failure {
  const char *from, *message;
  unsigned at;
};
struct failure last;
void fail(const char *text, unsigned n, const char *message) {
  last.from = text;
  last.at = n / 2;
  last.message = message;
}
const char *where(void) { return last.from + last.at; }
const char *whole(void) { return last.message; }

static int put(struct packet *p, const char *s, unsigned n) {
  if (!s)
    return -1;
  memcpy(p->data, s, n);
  return 0;
}
int put_text(struct packet *p, const char *s) {
  if (!p->data)
    return -1;
  unsigned n = (unsigned)strlen(s);
  return put(p, s, n);
}
int put_later(struct packet *p, const char *s, int known) {
  if (put(p, s, 1))
    return -1;
  return known ? 1 : (int)strlen(s);
}

int take_out(struct state *s, char *dict, unsigned *dict_len) {
  memcpy(dict, s->block, s->size);
  *dict_len = s->size;
  return 0;
}

int fill(char *dict, unsigned *dict_len) {
  for (unsigned i = 0; i < *dict_len; i++)
    dict[i] = 0;
  *dict_len = 1;
  return 0;
}
