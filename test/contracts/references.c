// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Counts of references: a field that is counted down by whoever ends the life of its record. Another
// number that goes up and down is none.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// RUN: FileCheck --check-prefix=IDIOM %s < %t/assessment.json
// CHECK: make result: single~ | owned by the caller; release with drop | nullable | in-out~
// CHECK: take p1 o: single | shared | nonnull | in-out
// CHECK: take result: single | shared; release with drop | {{.*}}
// CHECK: drop p1 o: single | consumed | nullable | in-out
// CHECK: push p1 s: single | borrowed | nonnull | in-out
// IDIOM: "kind": "reference-count",
// IDIOM-NOT: "kind": "reference-count",
// IDIOM: "detail": "'refs' counts references; 'drop' ends it with the last one"
// IDIOM-NOT: "kind": "reference-count",
#include <stdlib.h>
struct object {
  _Atomic int refs;
  char *name;
};
struct stack {
  int depth;
  int items[8];
};
struct object *make(void) {
  struct object *o = calloc(1, sizeof *o);
  if (o)
    o->refs = 1;
  return o;
}
struct object *take(struct object *o) {
  __c11_atomic_fetch_add(&o->refs, 1, 5);
  return o;
}
void drop(struct object *o) {
  if (!o || --o->refs)
    return;
  free(o->name);
  free(o);
}
void push(struct stack *s, int value) {
  if (s->depth < 8)
    s->items[s->depth++] = value;
}
int pop(struct stack *s) { return s->depth ? s->items[--s->depth] : 0; }
