// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// So many at least: by the largest constant, by what a callee needs, by the record that the bytes are
// taken for. A constant behind a pointer that has moved says nothing.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK: of_sum p1 p: array of at least 10~ |
// CHECK: of_callee p1 q: array of at least 10~ |
// CHECK: of_record p1 memory: array of at least 64 bytes~ |
// CHECK: of_moved p1 r: array |
// CHECK: single p1 state: single |
#include <string.h>
struct head { int length; };
struct message { struct head head; char text[60]; };
static const struct head none;

#define LOAD16(p) ((p)[0] | (p)[1] << 8)
int of_sum(const unsigned char *p) { return LOAD16(p) + LOAD16(p + 8); }
int of_callee(const unsigned char *q) { return of_sum(q); }
void of_record(void *memory) {
  struct message *m = memory;
  memcpy(memory, &none, sizeof(struct head));
  m->text[0] = 0;
}
int of_moved(const unsigned char *r, int from) {
  r += from;
  return r[1] + LOAD16(r + 2);
}
int single(void *state) { return ((struct message *)state)->head.length; }
