// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a T ** leads to: a function that ends it on some way and puts a new one there is no releaser, and
// what makes such things is not released by it.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK-DAG: thing_renew *p1: {{.*}} | unknown | {{.*}}
// CHECK-DAG: thing_end *p1: {{.*}} | consumed | {{.*}}
// CHECK-DAG: thing_make result: {{.*}} | owned by the caller; release with thing_end | {{.*}}
#include <stdlib.h>
struct thing {
  int size;
};

void thing_renew(struct thing **place, int room) {
  struct thing *t = *place;
  if (!t)
    return;
  if (room < (int)sizeof *t) {
    *place = NULL;
    free(t);
    t = malloc(sizeof *t);
    if (!t)
      return;
    *place = t;
  }
  t->size = 0;
}

void thing_end(struct thing **place) {
  free(*place);
  *place = NULL;
}

struct thing *thing_make(void) {
  struct thing *t = malloc(sizeof *t);
  if (t)
    t->size = 1;
  return t;
}
