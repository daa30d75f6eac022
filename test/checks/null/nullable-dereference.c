// RUN: %check %s ferrule-null-nullable-dereference -- -std=c11
// A pointer that somebody suspects of being null.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  int value;
  int list[4];
};
struct node *find(int key);
void report(void);

// Nobody suspects these.
int trusted(struct node *p) { return p->value + p->next->value; }

int from_library(size_t n, const char *s) {
  struct node *p = malloc(sizeof *p);
  p->value = 1; // open: 'p->value' dereferences 'p'
  p->value = 2;
  struct node *q = malloc(sizeof *q);
  if (!q)
    return 0;
  q->value = 1;          // discharged: 'q->value' dereferences 'q'
  return *strchr(s, 'x'); // open: dereferences a result that may be null
}

int tested(struct node *p, struct node *q, struct node *r) {
  if (p != NULL)
    p->value = 1; // discharged: 'p->value' dereferences 'p'
  p->value = 2;   // open: 'p->value' dereferences 'p'
  int n = q ? q->value : 0; // discharged: 'q->value' dereferences 'q'
  n += r->value;            // open: 'r->value' dereferences 'r'
  if (r)
    report();
  return n;
}

int guards(struct node *p, struct node *q, struct node *r, struct node *s) {
  if (p == NULL || p->value == 0) // discharged: 'p->value' dereferences 'p'
    return 0;
  if (q && q->value) // discharged: 'q->value' dereferences 'q'
    report();
  if (!r)
    goto fail;
  assert(s != NULL);
  return r->value + // discharged: 'r->value' dereferences 'r'
         s->value;  // discharged: 's->value' dereferences 's'
fail:
  return r->value; // open: 'r->value' dereferences 'r'
}

int loops(struct node *list) {
  int sum = 0;
  struct node *p;
  for (p = list; p != NULL; p = p->next)
    if (p->value == 3) // discharged: 'p->value' dereferences 'p'
      break;
  sum += p->value; // open: 'p->value' dereferences 'p'
  while ((p = find(sum)) != NULL)
    sum += p->value; // discharged: 'p->value' dereferences 'p'
  return sum;
}

void defaults(struct node *p, struct node *q, struct node *given) {
  if (p == NULL)
    p = find(0);
  p->value = 1;
  if (!q) {
    q = malloc(sizeof *q);
    if (!q)
      return;
  }
  q->value = 1; // discharged: 'q->value' dereferences 'q'
  struct node *r = NULL;
  if (given->value)
    r = given;
  r->value = 1; // open: 'r->value' dereferences 'r'
  given = find(1);
  given->value = 2;
}

int certain(struct node *p) {
  struct node *q = NULL;
  if (!p)
    p->value = 1; // defect: 'p->value' dereferences 'p'
  q->value = 1;   // defect: 'q->value' dereferences 'q'
  return *(volatile int *)0; // defect: dereferences a null pointer
}

// No object is accessed here.
size_t addresses(struct node *p) {
  int *list = p ? NULL : &p->value;
  size_t offset = (size_t)&((struct node *)0)->value;
  return offset + sizeof(p->value) + (list == NULL);
}

__attribute__((nonnull)) int promised(struct node *p) {
  int n = p->value; // discharged: 'p->value' dereferences 'p'
  return p ? n : 0;
}
