// RUN: %check %s ferrule-null-dereference,ferrule-bounds-out-of-bounds-write -- -std=gnu11
// What a path has learnt may not go with a condition that is asked again after code which we do not
// see: what it would do then is not reported.
#include <stddef.h>
#include <stdlib.h>

struct context {
  int flags;
  int *input;
  struct context *next;
};
void unseen(struct context *c);

void both_or_none(struct context *c) {
  int *input = NULL;
  if (c->flags & 4)
    input = c->input;
  unseen(c);
  if (c->flags & 4)
    *input = 1;
}

void counted_twice(struct context *list) {
  int count = 0;
  for (struct context *c = list; c; c = c->next)
    ++count;
  if (!count)
    return;
  int *cells = malloc(count * sizeof(int));
  if (!cells)
    return;
  int at = 0;
  for (struct context *c = list; c; c = c->next) {
    unseen(c);
    cells[at++] = c->flags;
  }
  free(cells);
}

// Nothing comes between the test and the use.
int tested(const int *p, int n) {
  if (p != NULL && *p == n)
    return 1;
  return *p; // defect: a null pointer
}

// Another branch does, and it may say the same.
int tested_before(const int *p, int n) {
  if (p != NULL && *p == n)
    return 1;
  if (n > 7)
    return *p;
  return 0;
}

int asked_once(struct context *c) {
  int *input = NULL;
  unseen(c);
  if (c->flags & 4)
    return *input; // defect: a null pointer
  return 0;
}
