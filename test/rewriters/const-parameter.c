// RUN: %tools/rewrite.py %ferrule %s const-parameter -- -std=c11 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// A function that writes behind none of its pointers says so, in all of its declarations. The object code is the same.
#include <string.h>

struct Node {
  int value;
  char name[8];
  struct Node *next;
};

static int sum(int *p, int n) {
  int s = 0;
  for (int i = 0; i < n; i++, p++)
    s += *p;
  return s;
}
// CHECK: safe: declare that 'sum' does not write behind 'p'
// CHECK-NEXT: applied, discharges 0 of 0: V1 V2
// CHECK: -static int sum(int *p, int n) {
// CHECK-NEXT: +static int sum(const int *p, int n) {

static int is_named(struct Node *n, char name[8]);
static int is_named(struct Node *n, char name[8]) {
  const char *own = n->name;
  return strcmp(own, &name[0]) == 0 && n->next != 0 && n->next->value;
}
// CHECK: safe: declare that 'is_named' does not write behind 'n'
// CHECK-NEXT: applied
// CHECK: -static int is_named(struct Node *n, char name[8]);
// CHECK-NEXT: -static int is_named(struct Node *n, char name[8]) {
// CHECK-NEXT: +static int is_named(const struct Node *n, char name[8]);
// CHECK-NEXT: +static int is_named(const struct Node *n, char name[8]) {
// CHECK: safe: declare that 'is_named' does not write behind 'name'
// CHECK-NEXT: applied
// CHECK: +static int is_named(struct Node *n, const char name[8]);

// What is seen from elsewhere without a header may be declared there, too.
int exported(int *p) { return p[0] + p[1]; }
// CHECK: review: declare that 'exported' does not write behind 'p'
// CHECK-NEXT: refused, no header declares the function, so other units may do that for themselves

// Another function takes it, as what may be written.
int elsewhere(int *p);
static int given_on(int *p) { return *p + elsewhere(p); }

// What lies behind const is not const for C. It is for readers.
static void clear_next(struct Node *n) { n->next->value = 0; }
static struct Node *next_of(struct Node *n) { return n->next; }
static struct Node *same(struct Node *n) { return n->value ? n : n->next; }
static int copied(struct Node *n) {
  struct Node *at = n;
  return at->value;
}
static int cast(void *p) { return *(int *)p; }
// CHECK: safe: declare that 'clear_next' does not write behind 'n'
// CHECK-NEXT: refused, what a pointer in it leads to may be written: what it points to is written
// CHECK: safe: declare that 'next_of' does not write behind 'n'
// CHECK-NEXT: refused, what a pointer in it leads to may be written: it is given to the caller, as a result that is not const
// CHECK: safe: declare that 'same' does not write behind 'n'
// CHECK-NEXT: refused, it is given to the caller, as a result that is not const
// CHECK: safe: declare that 'copied' does not write behind 'n'
// CHECK-NEXT: refused, it is given to 'at', which is not const
// CHECK: safe: declare that 'cast' does not write behind 'p'
// CHECK-NEXT: refused, it is cast to a type that may be written

// Pointers to functions have the types of their parameters.
typedef int Visit(struct Node *);
static int visit(struct Node *n) { return n->value; }
static Visit *const Visitor = visit;
// CHECK: safe: declare that 'visit' does not write behind 'n'
// CHECK-NEXT: refused, the address of the function is taken

typedef struct Node *NodePtr;
static int hidden(NodePtr n) { return n->value; }
// CHECK: safe: declare that 'hidden' does not write behind 'n'
// CHECK-NEXT: refused, the '*' of its type is in a typedef or macro

// Written, const already, and a pointer to pointers: nothing to say.
static void fill(int *p) { *p = 1; }
static int constant(const int *p) { return *p; }
static int words(char **all) { return *all != 0; }

int use(struct Node *n, int *p, char **all) {
  fill(p);
  clear_next(n);
  return sum(p, 3) + is_named(n, n->name) + given_on(p) + copied(next_of(same(n))) +
         cast(p) + Visitor(n) + hidden(n) + constant(p) + words(all);
}
