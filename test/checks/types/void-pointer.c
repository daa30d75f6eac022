// RUN: %check %s ferrule-types-void-pointer -- -std=c11
// A pointer to void has forgotten its type.
#include <stdlib.h>

struct node {
  int value;
};

int compare(const void *a, const void *b) {
  const int *x = a;                // open: 'a' is taken for a 'const int *'
  return *x - *(const int *)b;     // open: 'b' is taken for a 'const int *'
}

struct node *fresh(struct node *old, void *any) {
  struct node *p = malloc(sizeof *p);               // discharged: is taken for a 'struct node *'
  struct node *q = (struct node *)calloc(1, 8);     // discharged: is taken for a 'struct node *'
  old = realloc(old, 8);                            // discharged: is taken for a 'struct node *'
  old = realloc(any, 8);                            // open: is taken for a 'struct node *'
  free(p);
  free(q);
  return old;
}

const char *bytes(void *data) {
  char *p = data;
  struct node *none = (void *)0;
  void *same = none;
  return same ? p : 0;
}
