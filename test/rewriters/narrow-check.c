// RUN: %tools/rewrite.py %ferrule %s narrow-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Before a size is converted to a type that cannot hold it, the function is left as it is left
// elsewhere. The header that has the limit is included once.
#include <stddef.h>
#include <string.h>

int kept(size_t n, char *to, const char *from) {
  if (n == 0)
    return -1;
  int size = n;
  memcpy(to, from, size);
  return 0;
}
// CHECK:review: test that 'n' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // elsewhere. The header that has the limit is included once.
// CHECK-NEXT:+#include <limits.h>
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT:   if (n == 0)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n > INT_MAX)
// CHECK-NEXT:     return -1;
// CHECK:review: test that 'size' fits into '__size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'size' does not fit into '__size_t', and is all that was taken before released on that way?
// CHECK-NEXT:   int size = n;
// CHECK-NEXT:+  if (size < 0)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   memcpy(to, from, size);

// A number that is negative is a large length.
int negative(char *to, const char *from, int n) {
  if (!to)
    return -1;
  memcpy(to, from, n);
  return 0;
}
// CHECK:review: test that 'n' fits into '__size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' does not fit into '__size_t', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!to)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n < 0)
// CHECK-NEXT:     return -1;

int index_of(const int *p, long i) {
  if (!p)
    return -1;
  return p[(int)i];
}
// CHECK:review: test that 'i' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // elsewhere. The header that has the limit is included once.
// CHECK-NEXT:+#include <limits.h>
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT:   if (!p)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < INT_MIN || i > INT_MAX)
// CHECK-NEXT:     return -1;

int length(const char *s) {
  if (*s == 0)
    return -1;
  return strlen(s);
}
// CHECK:review: test that 'strlen(s)' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'strlen(s)' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // elsewhere. The header that has the limit is included once.
// CHECK-NEXT:+#include <limits.h>
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  return strlen(s);
// CHECK-NEXT:+  size_t wide_value = strlen(s);
// CHECK-NEXT:+  if (wide_value > INT_MAX)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  return wide_value;
// CHECK-NEXT: }

int no_example(size_t n, char *to, const char *from) {
  int size = n;
  memcpy(to, from, n);
  return size;
}
// CHECK:review: test that 'n' fits into 'int'
// CHECK-NEXT:refused, nothing in 'no_example' shows how it would leave early when something is wrong

size_t size(void);
int twice(char *to, const char *from) {
  if (!to)
    return -1;
  int n = size();
  memcpy(to, from, n);
  return 0;
}
// CHECK:review: test that 'size()' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'size()' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // elsewhere. The header that has the limit is included once.
// CHECK-NEXT:+#include <limits.h>
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  int n = size();
// CHECK-NEXT:+  size_t wide_n = size();
// CHECK-NEXT:+  if (wide_n > INT_MAX)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  int n = wide_n;
// CHECK-NEXT:   memcpy(to, from, n);
// CHECK:review: test that 'n' fits into '__size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' does not fit into '__size_t', and is all that was taken before released on that way?
// CHECK-NEXT:   int n = size();
// CHECK-NEXT:+  if (n < 0)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   memcpy(to, from, n);

// What does something is not written twice, nor a difference of pointers: it is an operation of its
// own.
int taken(char *to, const char *from, const char *end) {
  if (!from)
    return -1;
  int size = (int)(end - from);
  memcpy(to, from, size);
  return 0;
}
// CHECK:review: test that 'end - from' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'end - from' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // elsewhere. The header that has the limit is included once.
// CHECK-NEXT:+#include <limits.h>
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  int size = (int)(end - from);
// CHECK-NEXT:+  ptrdiff_t wide_size = end - from;
// CHECK-NEXT:+  if (wide_size < INT_MIN || wide_size > INT_MAX)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  int size = (int)(wide_size);
// CHECK-NEXT:   memcpy(to, from, size);
// CHECK:review: test that 'size' fits into '__size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'size' does not fit into '__size_t', and is all that was taken before released on that way?
// CHECK-NEXT:   int size = (int)(end - from);
// CHECK-NEXT:+  if (size < 0)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   memcpy(to, from, size);

int labelled(char *to, const char *from, const char *end, int kind) {
  int size = 0;
  if (!from)
    return -1;
  switch (kind) {
  case 1:
    size = end - from;
    memcpy(to, from, size);
    break;
  default:
    break;
  }
  return 0;
}
// CHECK:review: test that 'end - from' fits into 'int'
// CHECK-NEXT:refused, a label stands in front of it, where there is no place for a declaration
// CHECK:review: test that 'size' fits into '__size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'size' does not fit into '__size_t', and is all that was taken before released on that way?
// CHECK-NEXT:     size = end - from;
// CHECK-NEXT:+    if (size < 0)
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:     memcpy(to, from, size);

size_t more(void);
int in_order(char *to, const char *from) {
  if (!from)
    return -1;
  memcpy(to + more(), from, (int)more());
  return 0;
}
// CHECK:review: test that '(int)more()' fits into '__size_t'
// CHECK-NEXT:refused, it would be evaluated before another part of the statement that does something

int gather(char *to, int have, const char *from, ...) {
  if (!from)
    return -1;
  __builtin_va_list rest;
  __builtin_va_start(rest, from);
  memcpy(to, from, have);
  __builtin_va_end(rest);
  return 0;
}
// CHECK:review: test that 'have' fits into '__size_t'
// CHECK-NEXT:refused, the function would leave between va_start and va_end
// What is converted to be tested is not tested before.
int tested(size_t n) {
  if ((int)n < 0 || (unsigned)n != n)
    return -1;
  if ((int)n < 10)
    return -1;
  return 0;
}
// CHECK:review: test that '(unsigned)n' fits into 'size_t'
// CHECK-NEXT:refused, the conversion is a test itself: of the sign, or whether it keeps the value
// CHECK:review: test that 'n' fits into 'int'
// CHECK-NEXT:refused, the conversion is a test itself: of the sign, or whether it keeps the value
// CHECK:review: test that 'n' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' does not fit into 'int', and is all that was taken before released on that way?
// CHECK:     return -1;
// CHECK-NEXT:+  if (n > INT_MAX)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   if ((int)n < 10)
