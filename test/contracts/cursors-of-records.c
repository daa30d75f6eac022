// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a function works through part by part, by a cursor of a record that others move on, need not be
// there after the call; what it only puts there is.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK-DAG: put_all p2 from: {{.*}} | unknown |
// CHECK-DAG: put_text p2 text: {{.*}} | unknown |
// CHECK-DAG: set_input p2 from: {{.*}} | borrowed, kept~ |
// CHECK-DAG: start p2 from: {{.*}} | borrowed, kept~ |
#include <string.h>
struct stream {
  const unsigned char *next;
  unsigned left, sum;
};
static void pump(struct stream *s) {
  while (s->left) {
    s->sum += *s->next++;
    s->left--;
  }
}
void put_all(struct stream *s, const unsigned char *from, unsigned long n) {
  while (n) {
    unsigned part = n > 100 ? 100 : n;
    s->next = from;
    s->left = part;
    pump(s);
    from = from + part;
    n -= part;
  }
}
void put_text(struct stream *s, const unsigned char *text) { put_all(s, text, strlen((const char *)text)); }
void set_input(struct stream *s, const unsigned char *from, unsigned n) {
  s->next = from;
  s->left = n;
}
void start(struct stream *s, const unsigned char *from, unsigned n) {
  s->next = from;
  s->left = n;
  pump(s);
}
