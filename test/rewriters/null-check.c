// RUN: %tools/rewrite.py %ferrule %s null-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Before a pointer that may be null is used, the function is left as it is left elsewhere.
#include <stdlib.h>
#include <string.h>

struct Node {
  struct Node *next;
  int value;
};
void report(const char *what);

// Without an example a pointer is null.
struct Node *make(int value) {
  struct Node *n = malloc(sizeof *n);
  n->value = value;
  return n;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return NULL' right when 'n' is null, and is all that was taken before released on that way?
// CHECK-NEXT:   struct Node *n = malloc(sizeof *n);
// CHECK-NEXT:+  if (n == NULL)
// CHECK-NEXT:+    return NULL;
// CHECK-NEXT:   n->value = value;

// A label that is named for errors comes first.
int tidy(int key) {
  int result = 0;
  char *buffer = malloc(16);
  if (key < 0)
    goto fail;
  buffer[0] = 'x';
  result = buffer[0];
fail:
  free(buffer);
  return result;
}
// CHECK:review: test 'buffer' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'goto fail' right when 'buffer' is null, and is all that was taken before released on that way?
// CHECK-NEXT:   if (key < 0)
// CHECK-NEXT:+    goto fail;
// CHECK-NEXT:+  if (buffer == NULL)
// CHECK-NEXT:     goto fail;

// A branch without braces gets them.
void branch(struct Node *n, int c) {
  if (n == NULL)
    report("none");
  if (c)
    n->value = c;
  else
    report("no");
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return' right when 'n' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     report("none");
// CHECK-NEXT:-  if (c)
// CHECK-NEXT:+  if (c) {
// CHECK-NEXT:+    if (n == NULL)
// CHECK-NEXT:+      return;
// CHECK-NEXT:     n->value = c;
// CHECK-NEXT:+  }
// CHECK-NEXT:   else

// The value with which the body ends is success.
int constant(struct Node *n, int c) {
  if (c == 1)
    return 0;
  if (c == 2)
    return 0;
  if (c == 3)
    return -3;
  if (n == NULL)
    report("none");
  n->value = c;
  return 0;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -3' right when 'n' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     report("none");
// CHECK-NEXT:+  if (n == NULL)
// CHECK-NEXT:+    return -3;
// CHECK-NEXT:   n->value = c;

#define VALUE(p) ((p)->value)
int in_macro(struct Node *n, int c) {
  if (n == NULL)
    report("none");
  if (c > 9)
    return -1;
  return VALUE(n);
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (n == NULL)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return VALUE(n);

// What is called is called once.
int colon(const char *line) {
  if (*line == 0)
    return -1;
  return *strchr(line, ':');
}
// CHECK:review: test 'strchr(line, ':')' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'strchr(line, ':')' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  return *strchr(line, ':');
// CHECK-NEXT:+  char *checked_strchr = strchr(line, ':');
// CHECK-NEXT:+  if (checked_strchr == NULL)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  return *checked_strchr;
// CHECK-NEXT: }

int no_example(struct Node *n) {
  if (n == NULL)
    report("none");
  return n->value;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:refused, nothing in 'no_example' shows how it would leave early when something is wrong

int in_condition(struct Node *n) {
  int total = 0;
  if (n == NULL)
    report("none");
  while (n->value > total)
    ++total;
  if (total > 100)
    return -1;
  return total;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:refused, it is evaluated in each round of a loop

int either(struct Node *n, int c) {
  if (n == NULL)
    report("none");
  if (c > 9)
    return -1;
  return c ? n->value : 0;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:refused, it is evaluated under a condition of its own expression

int changed(struct Node *n, int c) {
  if (n == NULL)
    report("none");
  if (c > 9)
    return -1;
  int a = (n = n->next, c), b = n->value;
  return a + b;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:refused, what would be tested may change before it is used
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (n == NULL)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   int a = (n = n->next, c), b = n->value;

void one_line(struct Node *n) {
  if (n == NULL)
    report("none");
  report("now"); n->value = 1;
}
// CHECK:review: test 'n' before it is used
// CHECK-NEXT:refused, the statement does not begin its line

struct Node *take(void);
int twice(int c) {
  if (c > 9)
    return -1;
  return *(char *)realloc(take(), 8);
}
// CHECK:review: test 'realloc(take(), 8)' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'realloc(take(), 8)' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  return *(char *)realloc(take(), 8);
// CHECK-NEXT:+  void *checked_realloc = realloc(take(), 8);
// CHECK-NEXT:+  if (checked_realloc == NULL)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  return *(char *)checked_realloc;
// CHECK-NEXT: }

// CHECK:gone as well: ferrule-null-nullable-dereference: 'n->value' dereferences 'n'
