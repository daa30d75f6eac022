// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function that unlinks something, and whose callers end it, hands it over; one that only looks for it
// does not, though a caller may replace what it finds.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// RUN: %tools/show_idioms.py %t/assessment.json | FileCheck --check-prefix=IDIOMS --allow-empty %s
// CHECK-DAG: pop result: {{.*}} | owned by the caller; release with item_end~! |
// CHECK-DAG: unlink_item result: {{.*}} | unknown |
// CHECK-DAG: detach_first result: {{.*}} | owned by the caller; release with item_end~ |
// CHECK-DAG: hand_on result: {{.*}} | owned by the caller; release with item_end~ |
// CHECK-DAG: find result: {{.*}} | borrowed |
// IDIOMS-NOT: create-destroy
#include <stdlib.h>
struct item {
  struct item *next, *child;
};
void item_end(struct item *i) {
  while (i) {
    struct item *next = i->next;
    item_end(i->child);
    free(i);
    i = next;
  }
}
struct item *pop(struct item *list) {
  struct item *first = list->child;
  list->child = first->next;
  first->next = NULL;
  return first;
}
void drop(struct item *list) { item_end(pop(list)); }

struct item *find(const struct item *list, int n) {
  struct item *at = list->child;
  while (at && n--)
    at = at->next;
  return at;
}
struct item *unlink_item(struct item *list, struct item *i) {
  if (list->child == i)
    list->child = i->next;
  i->next = NULL;
  return i;
}
struct item *detach_first(struct item *list) { return unlink_item(list, find(list, 0)); }
void drop_first(struct item *list) { item_end(detach_first(list)); }
struct item *hand_on(struct item *list) { return detach_first(list); }
void drop_third(struct item *list) { item_end(find(list, 3)); }
