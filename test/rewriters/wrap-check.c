// RUN: %tools/rewrite.py %ferrule %s wrap-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Before a size is computed that would wrap, the function is left as it is left elsewhere.
#include <stdlib.h>
#include <string.h>

int tail(char *to, const char *from, size_t n) {
  if (!from)
    return -1;
  memcpy(to, from, n - 1);
  return 0;
}
// CHECK:review: test that 'n - 1' does not wrap
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n - 1' would wrap, and is all that was taken before released on that way?
// CHECK-NEXT:   if (!from)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n < 1)
// CHECK-NEXT:     return -1;

int in_loop(char *to, const char *from, size_t n) {
  if (!from)
    return -1;
  while (n)
    memcpy(to, from, n - 2), --n;
  return 0;
}
// CHECK:review: test that 'n - 2' does not wrap
// CHECK-NEXT:refused, what would be tested may change before it is used

void *mixed(size_t n, int extra) {
  return malloc(n + extra);
}
// CHECK:review: test that 'n + extra' does not wrap
// CHECK-NEXT:refused, an operand comes from a macro, or is signed

size_t next(void);
void *call(size_t n) {
  return malloc(n + next());
}
// CHECK:review: test that 'n + next()' does not wrap
// CHECK-NEXT:refused, the operands would be evaluated twice, and they call a function or change something

// Each part is tested before what is made of it.
void *joined(const char *a, size_t n, size_t m) {
  if (!a)
    return NULL;
  return malloc(n + m + sizeof("/"));
}
// CHECK:review: test that 'n + m + sizeof("/")' does not wrap
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return NULL' right when 'n + m + sizeof("/")' would wrap, and is all that was taken before released on that way?
// CHECK-NEXT:     return NULL;
// CHECK-NEXT:+  if (n > (size_t)-1 - m || (n + m) > (size_t)-1 - sizeof("/"))
// CHECK-NEXT:+    return NULL;
// CHECK-NEXT:   return malloc(n + m + sizeof("/"));

int *padded(size_t n) {
  return malloc((n + 1) * sizeof(int));
}
// CHECK:review: test that '(n + 1) * sizeof(int)' does not wrap
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return NULL' right when '(n + 1) * sizeof(int)' would wrap, and is all that was taken before released on that way?
// CHECK-NEXT: int *padded(size_t n) {
// CHECK-NEXT:+  if (n > (size_t)-1 - 1 || (n + 1) > (size_t)-1 / sizeof(int))
// CHECK-NEXT:+    return NULL;
// CHECK-NEXT:   return malloc((n + 1) * sizeof(int));

size_t stored;
void *table(size_t rows, size_t columns) {
  stored = rows;
  return realloc(NULL, rows * columns);
}
// CHECK:review: test that 'rows * columns' does not wrap
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return NULL' right when 'rows * columns' would wrap, and is all that was taken before released on that way?
// CHECK-NEXT:   stored = rows;
// CHECK-NEXT:+  if (columns != 0 && rows > (size_t)-1 / columns)
// CHECK-NEXT:+    return NULL;
// CHECK-NEXT:   return realloc(NULL, rows * columns);

struct Node {
  size_t size;
};
struct Node *with_room(size_t n) {
  struct Node *node = malloc(n + sizeof *node);
  return node;
}
// CHECK:review: test that 'n + sizeof *node' does not wrap
// CHECK-NEXT:refused, what would be tested is declared in the statement itself
