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

// Members, by the tests of the same function.
struct tree {
  struct tree *left, *right;
  struct node *item;
  char *name;
};
void touch(struct tree *t);

int members(struct tree *t) {
  int n = t->item->value; // open: 't->item->value' dereferences 't->item': it is compared with NULL afterwards
  if (t->item != NULL)
    n++;
  if (t->left)
    n += t->left->item->value; // discharged: 't->left->item' dereferences 't->left': it is tested
  return n + t->right->item->value;
}
int chain(struct tree *t, int n) {
  if (t->left != NULL && t->left->item != NULL) // discharged: dereferences 't->left'
    return t->left->item->value; // discharged: dereferences 't->left': it is tested // discharged: dereferences 't->left->item': it is tested
  else if (n)
    return t->left->item->value; // open: dereferences 't->left': it is compared with NULL on line {{.*}}, which does not guard this // open: dereferences 't->left->item'
  return 0;
}
// A test that lets both values pass casts suspicion, whatever is called in between.
int otherwise(struct tree *t, struct tree *fresh, int n) {
  if (t->left != NULL && t->left->left != NULL && // discharged: dereferences 't->left'
      t->left->left->item) { // discharged: dereferences 't->left': it is tested // discharged: dereferences 't->left->left': it is tested
    touch(t);
  } else if (!n) {
    fresh->left = t;
    touch(fresh);
    return t->left->name[0]; // open: dereferences 't->left': it is compared with NULL on line {{.*}}, which does not guard this
  }
  return 0;
}
int changed(struct tree *t, struct tree *other) {
  if (!t->item)
    return 0;
  touch(t);
  int n = t->item->value;
  if (!t->left)
    t->left = other;
  n += t->left->item->value;
  if (!other->item)
    return 0;
  n += other->item->value; // discharged: dereferences 'other->item'
  other = t;
  return n + other->item->value;
}
int cleared(struct tree *t) {
  t->item = NULL;
  return t->item->value; // defect: 't->item->value' dereferences 't->item': it is NULL
}

// What a library function reads as a string.
size_t strings(struct tree *t, const char *text) {
  size_t n = strlen(t->name); // open: strlen() dereferences 't->name': it is compared with NULL afterwards
  if (t->name)
    n = strlen(text); // open: strlen() dereferences 'text': it is compared with NULL afterwards
  return text ? n : 0;
}

// Functions of the unit that have a return of NULL.
static struct node *lookup(struct tree *t, int n) {
  if (n < 0)
    return NULL;
  return t->item;
}
static struct node *again(struct tree *t, int n) { return lookup(t, n); }
static struct node *always(struct tree *t) { return t->item; }
int found(struct tree *t) {
  struct node *a = lookup(t, 1), *b = again(t, 2), *c = always(t);
  if (b == NULL)
    return lookup(t, 3)->value; // open: 'lookup' can return NULL
  return a->value + // discharged: it is not null here
         b->value + // discharged: 'b->value' dereferences 'b'
         c->value;
}

// Whether the call could set it was not looked at.
int fill(struct node **out);
void set(struct node **out);
int filled(int way) {
  struct node *p = NULL, *q = NULL, *r = NULL;
  fill(&p);
  set(&r);
  if (fill(&q) || way)
    return 0;
  return p->value + // open: 'p->value' dereferences 'p': it may still be NULL as set on line
         q->value + r->value;
}
