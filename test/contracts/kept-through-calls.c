// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is kept as the result of a function that returns its parameter; what a copy of a record shares
// with the original; and what a function keeps only if it is told to.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK-DAG: refer p1 to: {{.*}} | borrowed, kept~ |
// CHECK-DAG: name_it p2 name: {{.*}} | borrowed |
// CHECK-DAG: share p1 of: {{.*}} | borrowed, kept~ |
// CHECK-DAG: look p1 of: {{.*}} | borrowed |
// CHECK-DAG: clone p1 of: {{.*}} | borrowed |
// CHECK-DAG: set p2 name: {{.*}} | borrowed, kept~ |
// CHECK-DAG: set_copy p2 name: {{.*}} | borrowed |
// CHECK-DAG: set_constant p2 name: {{.*}} | borrowed, kept~ |
// CHECK-DAG: set_argument p2 argument: {{.*}} | borrowed, kept~ |
// CHECK-DAG: set_own p2 text: {{.*}} | borrowed |
// CHECK-DAG: set_pooled p2 text: {{.*}} | borrowed |
// CHECK-DAG: put_part result: array | {{.*}}
// CHECK-DAG: take_back p2 argument: {{.*}} | borrowed |
// CHECK-DAG: render result: string~ | owned by the caller; release with free | nullable
// CHECK-DAG: first_of p1 text: array of 'n'{{.*}} | borrowed | {{.*}} | in
#include <stdlib.h>
#include <string.h>
struct node {
  char *name;
  struct node *child;
};
void end(struct node *n) {
  if (!n)
    return;
  end(n->child);
  free(n->name);
  free(n);
}
static void *writable(const void *p) { return (void *)p; }
static char *copy_of(const char *text) {
  char *made = malloc(strlen(text) + 1);
  return made ? strcpy(made, text) : 0;
}
struct node *refer(const struct node *to) {
  struct node *n = calloc(1, sizeof *n);
  if (n)
    n->child = writable(to);
  return n;
}
void name_it(struct node *n, const char *name) { n->name = copy_of(name); }
struct node *share(const struct node *of) {
  struct node *n = malloc(sizeof *n);
  if (!n)
    return 0;
  memcpy(n, of, sizeof(struct node));
  n->name = 0;
  return n;
}
int look(const struct node *of) {
  struct node n;
  memcpy(&n, of, sizeof n);
  return n.child != 0;
}
struct node *clone(const struct node *of) {
  struct node *n = malloc(sizeof *n);
  if (!n)
    return 0;
  *n = *of;
  n->name = copy_of(of->name);
  n->child = clone(of->child);
  return n;
}
void set(struct node *n, const char *name, int constant) {
  char *key;
  if (constant)
    key = writable(name);
  else
    key = copy_of(name);
  n->name = key;
}
void set_copy(struct node *n, const char *name) { set(n, name, 0); }
void set_constant(struct node *n, const char *name) { set(n, name, 1); }

// Either branch may run; what is overwritten in any case is gone.
static char *put_copy(char **pool, const char *text) {
  do
    *(*pool)++ = *text;
  while (*text++);
  text = *pool;
  return (char *)text;
}
struct pool {
  char *start, *at;
};
const char *put_part(struct pool *pool, const char *text, int n) {
  for (int i = 0; i < n; i++)
    *pool->at++ = text[i];
  text = pool->start;
  pool->start = pool->at;
  return text;
}
int first_letter(struct pool *pool) { return pool->start[0] == 'a' || pool->start[1] == 'a'; }
struct parser {
  void *argument;
  char *pool;
};
void set_argument(struct parser *p, void *argument) {
  if (argument)
    p->argument = argument;
  else
    p->argument = p;
}
void set_own(struct parser *p, char *text) {
  if (text) {
    text = copy_of(text);
    if (!text)
      return;
    p->argument = text;
  } else
    p->argument = 0;
}
void set_pooled(struct parser *p, char *text) {
  text = put_copy(&p->pool, text);
  p->argument = text;
}
void take_back(struct parser *p, void *argument) {
  p->argument = argument;
  p->argument = 0;
}

// What a record held that is gone with the call.
struct printer {
  char *buffer;
  unsigned used, size;
};
static void grow(struct printer *p) {
  char *more = malloc(2 * p->size);
  if (more)
    memcpy(more, p->buffer, p->used);
  free(p->buffer);
  p->buffer = more;
}
char *render(const struct node *n) {
  struct printer p = {0};
  p.size = 16;
  p.buffer = malloc(p.size);
  if (!p.buffer)
    return 0;
  if (n->child)
    grow(&p);
  return (char *)p.buffer;
}
// It is kept for the call where it is only read.
struct reader {
  const char *at;
  unsigned left;
};
static int next(struct reader *r) { return r->left ? r->left--, *r->at++ : -1; }
int first_of(char *text, unsigned n) {
  struct reader r;
  r.at = text;
  r.left = n;
  return next(&r);
}
