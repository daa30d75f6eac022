// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pointers that are moved for others: behind a T **, and in a record. What is allocated, and how
// much of it is in use. What is cut from a block that moves on.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// RUN: FileCheck --check-prefix=IDIOM %s < %t/assessment.json
// CHECK: buffer field data: array of 'capacity', 'length' of them in use~ | owner | {{.*}}
// CHECK: reader field at: cursor: array up to 'end'~ | {{.*}}
// CHECK: stream field in: cursor: array of 'left'~ | {{.*}}
// CHECK: touch p1 a: array of 'n'~ | {{.*}}
// CHECK: pairs p1 a: array of 2 * 'n' | {{.*}}
// CHECK: skip *p1: cursor: array up to 'end' | {{.*}}
// CHECK: second *p1: unknown | {{.*}}
// IDIOM: "kind": "init-deinit",
// IDIOM: "detail": "'buffer_free' undoes it before the record goes away"
// IDIOM: "kind": "arena",
// IDIOM: "detail": "what it returns is a part of the block of a pool, and lives no longer than that"
#include <stdlib.h>
struct buffer {
  char *data;
  size_t length, capacity;
};
struct reader {
  const char *at, *end;
};
struct stream {
  const char *in;
  unsigned left, total;
};
int get(struct stream *s) {
  if (s->left == 0)
    return -1;
  s->left--;
  s->total++;
  return *s->in++;
}
void put(struct stream *s, const char *from, unsigned n) {
  s->in = from;
  s->left = n;
}
struct pool {
  char *next;
};
// Whether two objects touch says nothing of where one ends.
int touch(const char *a, int n, const char *b) { return a + n == b ? a[n] : 0; }
int pairs(const int *a, int n) {
  int sum = 0;
  for (int i = 0; i < n * 2; ++i)
    sum += a[i];
  return sum;
}
int buffer_init(struct buffer *b, size_t capacity) {
  b->data = malloc(capacity);
  b->capacity = capacity;
  b->length = 0;
  return b->data ? 0 : -1;
}
void buffer_free(struct buffer *b) { free(b->data); }
int buffer_sum(const struct buffer *b) {
  int sum = 0;
  for (size_t i = 0; i < b->length; ++i)
    sum += b->data[i];
  return sum;
}
int next(struct reader *r) { return r->at < r->end ? *r->at++ : -1; }
int skip(const char **p, const char *end) {
  while (*p < end && **p == ' ')
    (*p)++;
  return *p < end;
}
int second(int **p) { return p[1] == 0; }
void *pool_take(struct pool *p, size_t n) {
  char *at = p->next;
  p->next += n;
  return at;
}
