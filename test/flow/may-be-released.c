// RUN: %check %s ferrule-lifetime-use-after-release -- -std=c11
// A use behind a call that releases what it is given on some of its paths.
#include <stdlib.h>

struct node {
  struct node *next;
  int kind;
};
void note(const struct node *n, int what);

static int add(struct node *list, struct node *n) {
  note(list, 1);
  note(list, 2);
  note(list, 3);
  note(list, 4);
  note(list, 5);
  note(list, 6);
  if (list->kind == 3) {
    free(n);
    return 0;
  }
  n->next = list->next;
  list->next = n;
  return 1;
}

int used_after(struct node *list, struct node *n) {
  add(list, n);
  note(list, n->kind); // open: uses what was given to 'add' before: 'add' releases it on some of
  return n->kind;
}
int used_before(struct node *list, struct node *n) {
  int kind = n->kind;
  add(list, n);
  return kind;
}
int other(struct node *list, struct node *n) {
  add(list, n);
  return list->kind;
}
int passed_on(struct node *list, struct node *n) {
  if (!add(list, n))
    note(n, 1); // open: uses what was given to 'add' before
  return 0;
}
