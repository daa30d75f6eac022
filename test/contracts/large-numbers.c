// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers that no memory has lead to no answer, and to no overflow of ours.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK: far p1 p: {{array|unknown}}{{.*}}
// CHECK: chain p1 p: array{{.*}}
#include <stddef.h>
#include <string.h>
struct pair {
  char *at;
  long size;
};
long far(const char *p, const char *q, long n) {
  for (long i = 0; i <= 0x7fffffffffffffff; ++i)
    n += q[i];
  return p[0x7fffffffffffffff] + n;
}
void copy(char *p, unsigned long n) { memset(p, 0, n * 0x7fffffff); }
void chain(char *p, unsigned long n) { copy(p, n * 0x7fffffff); }
void whole(char *p) { copy(p, 0xffffffffffffffff); }
void fill(struct pair *to, long n) {
  to->at = malloc(n * 0x7fffffff);
  to->size = n * 0x7fffffff * 0x7fffffff;
}
