// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A list is owned by the field through which it is released. What leads to the same elements the other way, or to the
// last one, owns nothing, also where new elements are put there first.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK-DAG: item field next: single | owner | {{.*}}
// CHECK-DAG: item field prev: single | borrowed~ | {{.*}}
// CHECK-DAG: list field first: single | owner | {{.*}}
// CHECK-DAG: list field last: single | borrowed~ | {{.*}}
// No other field ends this one: it may be the owner.
// CHECK-DAG: list field spare: single | owner~ | {{.*}}
#include <stdlib.h>
struct item {
  struct item *next, *prev;
  int value;
};
struct spare {
  int value;
};
struct list {
  struct item *first, *last;
  struct spare *spare;
};
struct item *item_new(int value) {
  struct item *made = calloc(1, sizeof *made);
  if (made)
    made->value = value;
  return made;
}
int list_start(struct list *l, int value) {
  l->spare = malloc(sizeof *l->spare);
  l->first = item_new(value);
  l->last = l->first;
  return l->first && l->spare ? 0 : -1;
}
int list_add(struct list *l, int value) {
  struct item *added = item_new(value);
  if (!added)
    return -1;
  added->prev = item_new(0);
  if (l->last)
    l->last->next = added;
  l->last = added;
  return 0;
}
int list_sum(const struct list *l) {
  int sum = 0;
  for (struct item *i = l->last; i; i = i->prev)
    sum += i->value;
  return sum;
}
static void item_free(struct item *i) {
  while (i) {
    struct item *next = i->next;
    free(i);
    i = next;
  }
}
void list_end(struct list *l) {
  item_free(l->first);
  l->first = NULL;
}
