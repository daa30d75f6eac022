// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// May two arguments lead to the same? Asked only where one of them is written and the types do not
// tell them apart.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK: add p1 to: {{.*}} | out | may be 'a', 'b'
// CHECK: add p2 a: {{.*}} | in | may be 'to'
// CHECK: declared p1 to: {{.*}} | distinct from 'from'
// CHECK: copy p1 to: {{.*}} | out | distinct from 'from'
// CHECK: move p1 to: {{.*}} | out | unknown
// CHECK: same p1 a: {{.*}} | may be 'b'
// CHECK: compare p1 a: {{[^|]*\|[^|]*\|[^|]*\|[^|]*$}}
// CHECK: other p1 to: {{[^|]*\|[^|]*\|[^|]*\|[^|]*$}}
// CHECK: through p1 to: {{.*}} | distinct from 'from'
#include <string.h>
void add(int *to, const int *a, const int *b, int n) {
  for (int i = 0; i < n; ++i)
    to[i] = a[i] + b[i];
}
void doubled(int *x, int n) { add(x, x, x, n); }
void declared(int *restrict to, const int *from) { *to = *from; }
void copy(char *to, const char *from, size_t n) { memcpy(to, from, n); }
void move(char *to, const char *from, size_t n) { memmove(to, from, n); }
void same(int *a, int *b) {
  if (a != b)
    *a = *b;
}
int compare(const int *a, const int *b) { return *a - *b; }
void other(int *to, const short *from) { *to = *from; }
void through(char *to, const char *from, size_t n) { copy(to, from, n); }
